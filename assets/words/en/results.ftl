# results

results-no-review = There is no review yet, so there is no result.
results-no-framework = The framework is still on its way from the others.
results-title = Results
results-nothing-yet = There is nothing to compute yet: no answer can be read here.
results-answer-questions = Answer questions
results-why-tier = Why this tier
results-tier = Tier
results-unknown = Not determined yet
results-questions-answered = Questions answered
results-agreed = { $n ->
    [one] { $n } agreed answer counts in place of the median
   *[other] { $n } agreed answers count in place of the median
}
results-fingerprint = Result fingerprint
results-fingerprint-later = Comes with the reveal
results-fingerprint-sealed =
    While part of the answers is sealed, every device computes from another part. A code would not be the same for
    anybody.
results-fingerprint-read = Read it to each other.
results-fingerprint-means = Who sees the same code has the same answers, the same framework and the same tier.
results-copy = Copy
results-copy-fingerprint = Copy the fingerprint
results-the-fingerprint = The fingerprint
results-dimensions = Dimensions
results-compare-reviews = Compare two reviews
results-over-reviews = Over the reviews
results-dimension = Dimension
results-score = Score
results-answered = Answered
results-people = People
results-score-range = { $score }, { $range } while answers are missing
results-of = { $n } of { $of }
results-reached = reached
results-stops = stops here
results-no-conditions = no conditions: everybody starts here
results-condition = Condition
results-value = Value
results-limit = Limit
results-margin = Margin
results-missing = What is missing: { $n }
results-go-to = Go to { $question }
results-fewer = Show fewer
results-more = Show { $n } more
results-hide = Hide
results-show = Show
results-hide-figures = Hide how figures came about
results-show-figures = Show how figures came about
results-figures = How each figure came about
results-figures-about = The rule, what went in, and what was left out with its reason.
results-used = Used: { $used }
results-left-out = Left out: { $name }, because { $why }

results-due = Due again: { $n }
results-due-what = Due again, { $question }: { $words }
results-fewer-due = Show fewer due
results-more-due = Show { $n } more due

results-reach-hint = Worst and best tier by the answers still missing
results-hide-ladders = Hide every other ladder
results-show-ladders = Show every other ladder
results-ladders = Other ladders: { $n }
results-ladders-about = What each part reached, what missing answers can still make of it, and what stops its next step.

results-holds = holds
results-holds-not = does not hold
results-holds-open = can't be said yet
results-version = version { $version }
results-seal-headline = Sealed until the reveal
results-seal-own = Nobody's answers are shown before the reveal. What stands here is computed from your own part only.
results-seal-part = { $n ->
    [one] The answers of { $n } person are still sealed for this device, so this is not the shared result. It completes itself when their keys arrive.
   *[other] The answers of { $n } people are still sealed for this device, so this is not the shared result. It completes itself when their keys arrive.
}
results-seal-part-headline = Part of the answers is sealed
results-seal-early = As a facilitator you read early. Keep it to yourself: the others see it with the reveal.
results-seal-early-headline = Not revealed yet
results-coverage = { $n ->
    [one] { $answered } of { $of } questions answered, by { $n } person
   *[other] { $answered } of { $of } questions answered, by { $n } people
}
results-no-value-yet = There is no value yet
results-band-stays = { $n ->
    [one] Provisional, but { $n } missing answer can't change it: it stays { $tier }
   *[other] Provisional, but { $n } missing answers can't change it: it stays { $tier }
}
results-band = { $n ->
    [one] Provisional: { $n } missing answer decides between { $worst } and { $best }
   *[other] Provisional: { $n } missing answers decide between { $worst } and { $best }
}
results-band-most = { $n ->
    [one] Provisional: { $n } missing answer decides between { $worst } and { $best } at most
   *[other] Provisional: { $n } missing answers decide between { $worst } and { $best } at most
}
results-no-value = no value
results-range = { $worst } to { $best }
results-narrowed = { $names }: { $n } of { $of } questions
results-n-unknown = n not stated

results-not-determined = not determined
results-reach-fixed = can't change
results-range-most = { $worst } to { $best } at most
results-next = Not { $rung } yet: { $why }
results-is = { $condition } (is { $value })
results-rounded = { $figure } is { $rounded }, exactly { $exactly }

results-no-result = no result

results-lift-headline = { $n ->
    [one] { $rung } is { $n } answer away
   *[other] { $rung } is { $n } answers away
}
results-lift-smallest = No smaller set of answers leads there.
results-lift-needed = A smaller set may exist; every answer of this one is needed.
results-lift-no-answer = no answer
results-lift-change = From { $from } to { $to }
results-lift-change-proven = From { $from } to { $to }, with evidence and a test
results-lift-not-found = It was not found out
results-lift = What lifts it
results-lift-looking = The way to the next tier is being looked for
results-lift-effort = It counts answers, not effort: which is worth it is yours to say.
results-lift-fewer = Show fewer answers to change
results-lift-more = Show { $n } more answers to change

results-peers = What others report
results-peers-about = Figures of others say what is common, not what is enough.

results-xray-none = X-ray: nothing to look at
results-xray = { $n ->
    [one] X-ray: { $n } thing to look at
   *[other] X-ray: { $n } things to look at
}
results-xray-about = Everything is handed in, assigned, tested where it is high, and decided.
results-xray-go = { $what }: { $places }. Go to { $page }

results-sign = Sign…
results-sign-name = Sign this review off
results-ask = Ask somebody
results-ask-name = Ask somebody to sign
results-sign-off = Sign-off
results-sign-off-means =
    A signature pins every answer that counts and the result. Later edits do not undo it; they show.
results-ask-all = Everybody is asked.
results-ask-who = Who is asked to sign?
results-ask-whom = Ask { $name } to sign
results-mark-asked = asked
results-mark-signed = signed
results-mark-changed = signed, and changed since
results-mark-broken = does not hold
results-unask = Ask { $name } no longer
results-note-quoted = “{ $note }”
results-and-more = and { $n } more
results-dialog = Sign off
results-dialog-about =
    You sign what counts now: every answer, every decision, and what came out. Whatever is edited later shows as changed
    since.
results-dialog-head = Sign this review off?
results-dialog-same = Whoever signs the same code signs the same.
results-dialog-xray-none = The X-ray found nothing to look at.
results-dialog-all-the-same = You can sign all the same
results-dialog-more = and { $n } more under X-ray
results-dialog-note = A note with your signature
results-dialog-note-hint = May stay empty
results-dialog-yes = Sign now
results-dialog-no = Not yet

results-no-tier = no tier determined
results-subject = { $review }, as of { $day }: { $tier }, { $n } of { $of } questions answered
results-sign-not-revealed = It is not revealed yet: nobody else could check what you sign
results-sign-sealed = Some answers that count are sealed for this device
results-sign-no-result = There is no result yet
results-sign-not-asked = Nobody asked you to sign
results-sign-signed = You signed this result

results-xray-more = { $places } and { $n } more
results-xray-nothing = Nothing to look at
results-xray-headline = { $n ->
    [one] { $n } thing to look at
   *[other] { $n } things to look at
}
results-xray-undecided = Written in two places at once, and nobody chose
results-xray-not-handed-in = Not handed in
results-xray-unanswered = Nobody has answered
results-xray-unassigned = Nobody is assigned
results-xray-basis-moved = An answer moved since the group agreed
results-xray-not-agreed = People disagree, and nothing is agreed
results-xray-never-tested = A high level, never tested
results-xray-evidence-old = Evidence is older than it lasts
results-xray-due = Due to be done again
results-xray-one-voice = Only one person answered
results-xray-no-reason = Not applicable, without a reason
results-xray-many-not-applicable = Much is said not to apply
results-xray-below-target = Below its target
results-xray-overdue = Actions past their day
results-xray-late = Changed after the reveal
results-xray-why-undecided = The later value counts until somebody chooses; it may be the wrong one.
results-xray-why-not-handed-in = What they have not sent may be missing from the result.
results-xray-why-unanswered = What is missing can still change the tier.
results-xray-why-unassigned = Nobody will notice that it stays open.
results-xray-why-basis-moved = What the group decided may not fit any more.
results-xray-why-not-agreed = A figure in the middle hides that people see different things.
results-xray-why-never-tested = A level this high is worth little until somebody tried it.
results-xray-why-evidence-old = What was shown then may not be so now.
results-xray-why-due = What is done in turns counts only while it is kept up.
results-xray-why-one-voice = Where one person speaks, no disagreement can show.
results-xray-why-no-reason = Whoever reads it later can't tell whether it was left out on purpose.
results-xray-why-many-not-applicable = What does not apply is left out of the figures, which rise by it.
results-xray-why-below-target = The group aims higher than it stands.
results-xray-why-overdue = What was promised is not done, or nobody said so.
results-xray-why-late = It is kept and shown, and stands outside the round.

results-signed-none = Not signed off
results-signed-none-holds = Signed, but no signature holds here
results-signed-waiting = { $n ->
    [one] Waiting for { $n } signature
   *[other] Waiting for { $n } signatures
}
results-signed-some = Signed by { $n } of { $of }
results-signed-off = { $n ->
    [one] Signed off by { $n } person
   *[other] Signed off by { $n } people
}
results-signed-since-beside = { $n ->
    [one] changed since sign-off: { $n } thing beside the answers
   *[other] changed since sign-off: { $n } things beside the answers
}
results-signed-since = { $n ->
    [one] changed since sign-off: { $n } answer
   *[other] changed since sign-off: { $n } answers
}
results-signed-asked-by = asked by { $name }, { $day }
results-signed-at = signed { $at }
results-signed-at-unasked = signed { $at }, not asked
results-signed-same = { $signed }; nothing changed since
results-signed-beside = { $signed }; changed since beside the answers
results-signed-changed = { $n ->
    [one] { $signed }; changed since: { $n } answer
   *[other] { $signed }; changed since: { $n } answers
}
results-signed-unchecked = { $signed }; not checked here: { $lack }
results-signed-broken = { $signed }; does not hold: { $place } came out otherwise
results-change-answer = { $place }: { $name } says something else
results-change-answer-late = { $place }: { $name } says something else, outside the round
results-change-agreed = { $place }: another agreed answer
results-change-target = { $place }: another target
results-change-fact = “{ $fact }”: another number
results-change-baselines = Other questions are asked: the baseline changed
results-change-person = { $name } has another role or team
results-change-assigned = { $place }: assigned otherwise
results-change-day = The result speaks of { $day }
results-pin-lane = the answers of { $name }
results-pin-inputs = what counted beside the answers
results-pin-result = the figures
results-pin-tier = the tier

results-rhythm-evidence = { $n ->
    [one] Evidence: lasts { $n } day
   *[other] Evidence: lasts { $n } days
}
results-rhythm = { $n ->
    [one] { $what }: every { $n } day
   *[other] { $what }: every { $n } days
}
results-overdue = { $n ->
    [one] last on { $day }, { $n } day overdue
   *[other] last on { $day }, { $n } days overdue
}
results-no-record = nothing on record with a day

results-lack-changes = not everything that was signed has arrived here
results-lack-key = some of the answers that were signed are sealed for this device
results-lack-framework = the framework has not arrived here

results-days = { $n } days

results-card-none = no figure here
results-card-here = here { $value }
results-card-middle = { $title }, the middle of people: half stand between { $low } and { $high }; { $here }
results-card-version = { $source }, by version { $version } of the framework
results-card-add = Add a benchmark card
results-card-hint = A signed file of another cohort: figures of at least five people, and nobody's name
results-card-choose = Choose a benchmark card
results-card-busy = A card is being read
results-card-taken = The card of { $cohort } ({ $source }) is kept on this device
results-card-beside = Its figures stand beside the result, and in reports.
results-card-elsewhere = It is about another framework: it stands beside results by that one.
results-card-not-taken = The card was not taken in
results-card-wrong = { $name }: { $why }
