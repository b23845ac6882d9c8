# told: what the model says of a result and of what happened. In English the same words as in files and on the command line.

told-rounded-exactly = { $rounded } (exactly { $exactly })
told-at-top = the highest tier is reached
told-out-of-reach = no change of answers leads to “{ $rung }”: { $why }

told-of-questions = { $n ->
    [one] { $n } question
   *[other] { $n } questions
}
told-of-values = { $n ->
    [one] { $n } value
   *[other] { $n } values
}
told-weighted-mean = weighted mean of { $of }
told-mean = mean of { $of }
told-weighted-sum = weighted sum of { $of }
told-sum = sum of { $of }
told-lowest = lowest of { $of }
told-highest = highest of { $of }
told-median = median of { $of }
told-most-frequent = most frequent of { $of }
told-share-met = share met of { $of }
told-number-met = number met of { $of }
told-points-left = points left of { $of }
told-levels-stacked = levels stacked of { $of }
told-from = from { $n }
told-times = times { $n }
told-blank-worst = what is missing counts as the worst
told-blank-once-begun = once anything is answered, what is missing counts as the worst
told-blank-skip = what is missing is left out
told-blank-skip-up-to = what is missing is left out, up to a share of { $share }
told-blank-value = what is missing counts as a fixed value
told-blank-block = no value while anything is missing

told-at-least = { $title } at least { $min }
told-below = { $title } below { $below }
told-between = { $title } at least { $min } and below { $below }
told-times-figure = { $times } times { $title }
told-everywhere = { $title } at least { $min } everywhere
told-everywhere-but = { $n ->
    [one] { $title } at least { $min } everywhere but in one place
   *[other] { $title } at least { $min } everywhere but in { $n } places
}
told-every = every question is met
told-every-of = every question { $which } is met
told-share = a share of { $share } of the questions is met
told-share-of = a share of { $share } of the questions { $which } is met
told-of-level = of level { $level }
told-up-to-level = up to level { $level }
told-tagged = tagged { $tag }
told-not-tagged = not tagged { $tag }
told-among-named = among { $n } named
told-open = nothing worth more than { $most } points is open
told-open-but = nothing worth more than { $most } points is open but for { $but }
told-open-never = nothing worth more than { $most } points is open and none of { $never }
told-open-but-never = nothing worth more than { $most } points is open but for { $but } and none of { $never }
told-excused-from = { $question } from “{ $level }” up
told-evidence = { $kind } not older than { $days } days
told-evidence-several = { $n } of { $kind } not older than { $days } days
told-share-answered = a share of { $share } is answered
told-at-most = { $name } at most { $max }
told-rung = { $title } at least “{ $rung }”
told-rung-everywhere = { $title } at least “{ $rung }” everywhere
told-reaches = { $ladder } reaches { $rung }
told-reaches-everywhere = { $ladder } reaches { $rung } everywhere
told-or = { $one }, or { $other }

told-nothing-applies = nothing here applies
told-rounded-below = rounded { $rounded }, exactly { $exactly }: below { $limit }
told-rounded-above = rounded { $rounded }, exactly { $exactly }: not below { $limit }
told-places-below = below: { $places }
told-cant-change = { $n ->
    [one] one place has no value and can't change that
   *[other] { $n } places have no value and can't change that
}
told-met = { $n } of { $of } met
told-answered = { $n } of { $of } answered
told-not-met = not met: { $names }
told-not-met-of = { $of } not met: { $names }
told-not-answered = not answered: { $names }
told-not-answered-of = { $of } not answered: { $names }
told-are-open = open: { $names }
told-are-open-of = { $of } open: { $names }
told-not-counted = nobody has counted: { $name }
told-no-rung = { $rung } has no value here
told-found = { $n } found, the latest of { $day }
told-ahead = { $day } lies after { $of }
told-aged = the latest is of { $day }, { $n } days old
told-not-recorded = none is recorded
told-no-value = no value
told-no-value-here = no value here
told-unjudged = “{ $rung }” can't be judged: { $why }
told-nothing-to-compute = there is nothing to compute
told-no-range = the scale has no range
told-too-long = the number has grown too long to be exact
told-nothing-yet = nothing is answered yet
told-away = { $n ->
    [one] { $names } does not apply
   *[other] { $names } do not apply
}
told-unanswered-one = its question is not answered
told-unanswered = { $n } of { $of } questions not answered
told-no-value-yet = { $n ->
    [one] { $names } has no value yet
   *[other] { $names } have no value yet
}
told-no-value-yet-more = { $names } and more have no value yet
told-no-baseline = there is no baseline “{ $name }”
told-no-tiers = this framework has no tiers
told-below-all = not even the first rung is reached

told-agreed = agreed answer
told-agreed-away = agreed not to apply
told-agreed-unknown = agreed that nobody knows
told-nobody-knows = nobody knows
told-nobody-answered = not answered
told-few = { $heard } of { $needed } voices needed
told-said-away = { $n } of { $of } say it does not apply
told-one-answer = one answer
told-one-team = one team
told-one-role = one role
told-of-answers = { $n }
told-of-teams = { $n } teams
told-of-roles = { $n } roles
told-weightless = the voices carry no weight
told-open-question = open question
told-outside = outside the baseline
told-not-asked = not asked, because of the answer to another question
told-not-yet-asked = not asked until another question is answered
told-unproven = claimed as met, but what it needs as proof is missing
told-devices-differ = one person’s devices disagree, the latest counts until that is settled
told-about-oneself = { $n } about oneself left out
told-apart = the answers are { $spread } apart

told-somebody = Somebody unknown
told-review-unknown = an unknown review
told-a-role-observer = an observer
told-a-role-respondent = a respondent
told-a-role-facilitator = a facilitator
told-a-role-owner = an owner
told-whose-somebody = somebody
told-whose-device = a further device of { $name }
told-and-more = { $names } and { $n } more
told-founded = { $who } founded the workspace “{ $name }”
told-invited = { $who } invited { $role }
told-invited-many = { $who } invited up to { $n } { $role }s
told-prepared-own = { $who } prepared a further device of their own
told-prepared = { $who } prepared a further device for { $of }
told-took-back = { $who } took the invitation of { $whose } back
told-let-stand = { $who } let the invitation of { $whose } stand
told-was-asked = { $name } asked { $who } to be admitted
told-joined = { $name } joined
told-came-with-device = { $name } came with a further device
told-refused = { $who } refused { $name }
told-refused-device = { $who } refused a device
told-recovered = The recovery code brought { $name } back as an owner
told-recovery-used = The recovery code was used
told-set-key = { $who } set the key of the workspace
told-changed-key = { $who } changed the key of the workspace
told-made-role = { $who } made { $name } { $role }
told-left = { $who } left
told-removed = { $who } removed { $name }
told-revoked-own = { $who } revoked their own device “{ $device }”
told-revoked = { $who } revoked the device “{ $device }” of { $of }
told-revoked-unknown = { $who } revoked an unknown device
told-out-of-team = { $who } took { $name } out of their team
told-into-team = { $who } put { $name } into the team “{ $team }”
told-newer = { $who } did something that needs a newer version of Muster
told-began = { $who } began the assessment “{ $title }”
told-opened = { $who } opened the review “{ $title }”
told-got-ready = { $who } got ready to answer { $review }
told-passed-key = { $who } passed on the key to { $whose }’s answers in { $review }
told-handed-in = { $who } handed in their answers to { $review }
told-revealed = { $who } revealed { $review }
told-opened-answers = { $who } opened their answers to { $review }
told-closed = { $who } closed { $review }
told-signed = { $who } signed { $review } off
told-destroyed = { $who } destroyed the content of “{ $title }”
told-destroyed-unknown = { $who } destroyed the content of an unknown assessment
told-assigned-nothing = { $who } assigned nothing to { $member } in { $review }
told-assigned = { $who } assigned { $add } to { $member } in { $review }
told-assigned-less = { $who } took { $remove } from { $member } in { $review }
told-assigned-instead = { $who } assigned { $add } to { $member } instead of { $remove } in { $review }
told-asked-nobody = { $who } asked nobody to sign { $review } off
told-asked-to-sign = { $who } asked { $add } to sign { $review } off
told-no-longer-asks = { $who } no longer asks { $remove } to sign { $review } off
told-asked-instead = { $who } asked { $add } instead of { $remove } to sign { $review } off

told-void-second-beginning = a workspace begins only once
told-void-foreign-beginning = the beginning of the workspace names another device than the one that signed it
told-void-rootless = it does not follow from the beginning of this workspace
told-void-stranger = its author is not a member
told-void-not-owner = only an owner may do this
told-void-not-facilitator = only a facilitator or an owner may do this
told-void-not-their-invite = this invitation is not theirs to decide on
told-void-no-such-member = the person it names is not a member
told-void-invite-exists = there is such an invitation already
told-void-no-uses = an invitation needs at least one use
told-void-no-such-invite = there is no such invitation
told-void-invite-unseen = its author had not seen the invitation
told-void-invite-revoked = the invitation was taken back
told-void-expired = ticket expired
told-void-used = ticket already used
told-void-already-admitted = the device is a member’s already
told-void-no-proof = the joiner did not prove to hold the ticket and the device, under this name
told-void-refused = the device was refused
told-void-crowd = too many devices wait with this ticket
told-void-not-waiting = that device is not waiting
told-void-no-such-assessment = there is no such assessment
told-void-destroyed = what was in the assessment is destroyed
told-void-still-open = one of its reviews is not closed
told-void-no-such-review = there is no such review
told-void-closed = the review is closed
told-void-already-revealed = the review is revealed already
told-void-not-revealed = the review is not revealed yet
told-void-observer = an observer does not answer
told-void-foreign-key = the key was not announced by whose lane it is
told-void-sealed-review = a key is handed out openly only in an open review or after the reveal
told-void-no-lane = its author has no lane in the review
told-void-twice = an id of this workspace exists twice
told-void-author-removed = its author had been removed
told-void-device-revoked = its device had been revoked
told-void-member-removed = the person it names had been removed
told-void-already-removed = the person it names is removed already
told-void-already-revoked = the device is revoked already
told-void-no-such-device = there is no such device
told-void-overruled = somebody more senior gave them another role at the same time
told-void-circular = it depends on what it takes away
told-void-not-asked = its author was not asked to sign
told-void-newer = it was made by a newer version of Muster

# Why something that was asked for is not done.
told-refusal-no-review = there is no such review in this workspace
told-refusal-no-review-in-assessment = there is no such review in this assessment
told-refusal-no-assessment = there is no such assessment in this workspace
told-refusal-review-closed = the review is closed
told-refusal-closed-to-settings = the review is closed: what narrows or counts belongs to the next one
told-refusal-not-revealed = the review is not revealed yet: nobody else could check what you sign
told-refusal-observer = an observer does not answer
told-refusal-not-admitted = this device was not admitted to the workspace yet
told-refusal-only-rulers-agree = only a facilitator or an owner records what the group agreed on
told-refusal-only-rulers-plan = only a facilitator or an owner plans actions
told-refusal-action-owner-unknown = the owner of an action is no member of this workspace
told-refusal-no-title-of-assessment = an assessment needs a title
told-refusal-no-title-of-review = a review needs a title
told-refusal-assigned-stranger = an assignment names somebody who is not a member
told-refusal-assigned-unknown = the framework has no “{ $node }” to assign
told-refusal-no-question = the framework has no question “{ $question }”
told-refusal-nothing-to-hand-in = there is nothing to hand in yet: answer a question first
told-refusal-pack-not-here = the framework pack has not arrived yet: sync first
told-refusal-bad-pack = the framework pack has { $problems } problems: { $first }
told-refusal-other-framework = an assessment goes on by another version of its framework only
told-refusal-nothing-to-sign = the framework has not arrived yet: there is no result to sign
told-refusal-result-moved = the result changed while you looked: its fingerprint is { $fingerprint } now
told-refusal-no-key = the key to write with is not on this device
told-refusal-last-owner = no owner would be left: make somebody else an owner first
told-refusal-other-code = this is not the recovery code of this workspace
told-refusal-other-device = this device is not a member’s: give the address of one that is
told-refusal-not-waiting = that device is not waiting
told-refusal-file-unnamed = no answer that can be read here names this file
told-refusal-no-answer-to-prove = evidence belongs to an answer: answer the question first
told-refusal-here-already = this workspace is on this device already
told-refusal-old-form = { $entries } of its entries were written by an older version of Muster, in a form that can’t be destroyed one by one; delete the workspace on every device instead
told-refusal-only-rulers-set = only a facilitator or an owner sets targets, baselines and counted numbers
told-refusal-sealed-to-sign = answers that count are sealed for this device: it can’t tell what it would sign
told-refusal-no-usable-key = the device that asks has no usable key to receive keys with
told-refusal-came-in-part = you were admitted, but the other device went away before everything arrived; the rest comes with the next exchange
told-refusal-member-already = you are a member of this workspace on this device already
told-refusal-is-out = this device was in that workspace and is out: remove the workspace from it first, then come in as a new device
told-refusal-bad-name = { $what } needs a name of 1 to { $most } printable characters
told-named-workspace = a workspace
told-named-member = a member
told-answer-no-option = question “{ $question }” has no level “{ $option }”: use one of { $known }
told-answer-open = question “{ $question }” is an open question: it takes { $what }, not a level
told-answer-not-open = question “{ $question }” takes a level, not free text or a number
told-answer-no-na = question “{ $question }” can’t be “not applicable”
told-answer-no-reason = question “{ $question }”: “not applicable” needs a reason
told-answer-takes = question “{ $question }” takes { $what }
told-answer-too-long = question “{ $question }”: the { $what } is too long
told-takes-text = free text
told-takes-share = a share from 0 to 100
told-takes-number = a number
told-part-note = note
told-part-evidence = evidence
told-part-text = text
told-part-reason = reason
told-setting-no-place = the framework has no dimension or question “{ $place }”
told-setting-no-aim = “{ $place }” has no level “{ $level }” to aim at: use one of { $known }
told-setting-aimless = “{ $place }” has no levels to aim at
told-setting-no-baseline = the framework has no baseline “{ $name }”: { $known }
told-setting-no-fact = the framework counts no “{ $name }”: { $known }
told-setting-too-long = the number for “{ $name }” is too long
told-setting-no-review = “{ $name }” is counted for a review, and there is none yet
told-setting-has = it has { $names }
told-setting-has-none = it has none
told-draft-empty = there is nothing to write
told-draft-twice = “{ $question }” is answered twice
told-draft-set-twice = the same is set twice
told-draft-too-large = this is too much for one change

# What is wrong or strange in a workspace, with the names known then.
told-warning-no-effect = { $what }: no effect, { $why }
told-warning-history-waits = { $n } entries of the history wait for others that are not here yet
told-warning-mine-dropped = { $n ->
    [one] { $n } of your own changes in { $place } does not count any more, not having been known when your device was revoked or your role changed
   *[other] { $n } of your own changes in { $place } do not count any more, not having been known when your device was revoked or your role changed
}
told-warning-mine-dropped-at = { $n ->
    [one] { $n } of your own changes in { $place } does not count any more, not having been known when your device was revoked or your role changed: { $at }
   *[other] { $n } of your own changes in { $place } do not count any more, not having been known when your device was revoked or your role changed: { $at }
}
told-warning-dropped = { $n ->
    [one] { $n } of the changes by { $by } in { $place } does not count, not having been known when they were removed, their device was revoked or their role changed
   *[other] { $n } of the changes by { $by } in { $place } do not count, not having been known when they were removed, their device was revoked or their role changed
}
told-warning-adopted = { $n ->
    [one] { $n } of the changes by { $by } in { $place } came too late and counts all the same, because others built on it: please have a look
   *[other] { $n } of the changes by { $by } in { $place } came too late and count all the same, because others built on it: please have a look
}
told-warning-refused = a change by { $by } was refused: { $why }
told-warning-round = { $who } in “{ $review }”: { $what }
told-warning-twofold = a device of { $who } wrote two different things in one place of “{ $review }”: one of them does not count
told-warning-torn = { $what } was set differently at the same time: { $said }. The first counts until it is set again
told-warning-said = { $what } by { $by }
told-warning-signature-broken = the signature of { $by } under “{ $review }” does not hold: { $what } came out otherwise when computed again
told-warning-more = … and { $n } more
told-warning-record = record { $row } of the log: { $why }
told-warning-set-aside = envelope { $envelope } of device { $device } was set aside: { $why }
told-warning-key-shut = the key { $key } that device { $device } sent to this device does not open
told-warning-forked = device { $device } wrote on two branches at once (a restored backup or a copied machine); both are kept
told-warning-envelopes-wait = { $n } envelopes wait for earlier ones of their author
told-warning-hollow = { $n } entries came without their content, though nobody destroyed it who may; they are asked for again
told-warning-somebody = somebody
told-warning-by-somebody-unknown = somebody unknown
told-warning-review-unknown = an unknown review

told-farewell-left = you left this workspace; what you had stays readable here
told-farewell-removed = { $by } removed you from this workspace; what you had stays readable here, and nothing new comes
told-farewell-revoked = this device was revoked; what it had stays readable here, and nothing new comes

told-alarm-altered = the reveal names other answers than were handed in; those handed in count
told-alarm-left-out = the reveal leaves out answers that were handed in; they count
told-alarm-crossed = handed in unknown to the reveal; what the reveal knew counts
told-alarm-not-here = the answers that count have not all arrived here yet

told-signed-answers = the answers of { $whose }
told-signed-inputs = what counted beside the answers
told-signed-result = the figures
told-signed-tier = the tier

told-torn-team = the team of { $who }
told-torn-action = the { $field } of the action “{ $title }”
told-torn-target = the target of { $place } in “{ $title }”
told-torn-fact = “{ $fact }” in “{ $title }”
told-torn-baselines = the baseline in “{ $title }”
told-field-title = title
told-field-description = description
told-field-origin = origin
told-field-review = review
told-field-node = node
told-field-owner = owner
told-field-due = due
told-field-effort = effort
told-field-impact = impact
told-field-status = status
told-value-no-team = none
told-value-whole = the whole framework
told-value-gap = the gap of { $place }
told-value-disagreement = the disagreement about { $place }

told-barred-not-theirs = these are somebody else’s answers
told-barred-observer = an observer does not answer
told-barred-only-comments = only facilitators and owners do more than comment
told-barred-past = it is past the end of what counts
told-barred-missing = { $n } earlier changes are not here yet
told-barred-too-large = it has { $n } bytes, more than a payload may have
told-barred-unreadable = it cannot be read: { $why }
told-barred-foreign = it was not written under its device’s name
told-barred-out-of-line = its numbers do not continue those of its past
told-barred-torn-past = its past holds two changes of which only one can stand
told-barred-misplaced = it writes what does not belong here
told-barred-blind = it does not replace what its past holds
told-barred-failed = the trial on a copy failed: { $why }
told-fault-panicked = it makes the library fail
told-fault-refused = the library does not take it
told-fault-astray = it leads to another document than it should
told-fault-unloadable = the document could not be loaded any more
told-chunk-torn = it is no whole chunk
told-chunk-checksum = its checksum is wrong
told-chunk-kind = it is a chunk of type { $kind }, not a plain change
told-chunk-field = its { $name } cannot be read
told-chunk-column = it has the unknown column { $column }
told-chunk-deed = it does more than put texts into maps
told-chunk-spelling = it is not spelled the one right way

told-flaw-cut-short = the envelope is cut short
told-flaw-trailing = something follows the envelope
told-flaw-length = an envelope can’t be { $n } bytes long
told-flaw-damaged = the envelope is damaged
told-flaw-newer = the envelope was made by a newer version of Muster (format { $format })
told-flaw-malformed = the envelope is malformed: { $how }
told-flaw-signature = the envelope is not signed by its author for this workspace
told-flaw-other-key = the envelope is sealed with another key
told-flaw-not-sealed = the envelope can’t be opened with its key
told-flaw-bare = the content of the envelope was destroyed
told-flaw-too-much = { $n } bytes don’t fit into one envelope
told-flaw-over-quota = device { $device } has written more than one device may; nothing more of it is kept
told-flaw-operation = it was made by a newer version of Muster, or is damaged
told-flaw-keys = the sealed key is damaged
told-flaw-newer-keys = these keys were handed out by a newer version of Muster (format { $format })
told-flaw-pack-unreadable = it holds no part of a framework pack this version can read
told-flaw-pack-too-large = it holds a part of a framework pack that is too large
told-flaw-pack-bad = it holds a framework pack with { $problems } problems: { $first }
told-flaw-pack-other = it holds another framework pack than it says
told-flaw-checkpoint-newer = the checkpoint was made by a newer version of Muster (format { $format })
told-flaw-checkpoint-malformed = the checkpoint is malformed: { $how }
told-flaw-checkpoint-too-much = the checkpoint unfolds to more than one may hold
told-flaw-checkpoint-shut = the checkpoint can’t be checked yet: its key is not here
told-flaw-checkpoint-astray = the checkpoint does not come to what its authors signed

# What stands in the way of an import, and what to do.
told-wrong-no-file = there is no file here
told-wrong-too-much = there are { $n } MiB here
told-wrong-too-many = there are { $n } files here
told-wrong-utf16 = the file is written in UTF-16
told-wrong-empty = the file is empty
told-wrong-not-utf8 = there are bytes here that are not UTF-8 text
told-wrong-damaged = this spreadsheet is damaged
told-wrong-torn = this spreadsheet is damaged: { $why }
told-wrong-no-book = this is no workbook: { $why }
told-wrong-sheet = sheet “{ $name }”: { $why }
told-wrong-large-sheet = sheet “{ $name }” brings more than two million cells or 32 MiB of text
told-wrong-parts = the workbook has more than 2,000 parts
told-wrong-unpacked = the workbook unpacks to more than 32 MiB
told-wrong-texts = the workbook claims to hold more texts than it can
told-wrong-large-table = { $columns } columns and { $rows } rows
told-wrong-not-csv = this is not CSV: { $why }
told-wrong-large-csv = the sheet has more than 200,000 rows or two million cells
told-wrong-foreign-xml = this is XML, but neither an OSCAL catalog nor a profile
told-wrong-apart = these files are no framework together; import one of them alone
told-wrong-old-excel = this is an Excel file of the old kind; save it as .xlsx
told-wrong-pdf = this is a PDF, which has no structure to read
told-wrong-picture = this is a picture
told-wrong-compressed = this is a compressed file; unpack it first
told-wrong-no-table = there is no table in it
told-wrong-no-rows = there is no table with rows in it
told-wrong-oscal = this is an OSCAL { $name }, which holds no framework
told-wrong-keys = this is a table of { $names }, which is no framework format that is known
told-hint-folder = choose a folder with the files of a framework
told-hint-mebibytes = 32 MiB are the limit; a framework needs a tenth of that
told-hint-files = 2,000 are the limit; choose the folder of the framework itself
told-hint-encode = save it as UTF-8
told-hint-encode-file = save the file as UTF-8
told-hint-another = choose another one
told-hint-resave = open it in a spreadsheet and save it again as .xlsx
told-hint-resave-csv = save the sheet again as “CSV UTF-8”
told-hint-less = take a smaller part of it
told-hint-attack = a framework needs a hundredth of that; this may be an attack
told-hint-table = 2,000 columns and 200,000 rows are the limit
told-hint-known = Muster reads its own packs, NIST OSCAL and CPRT, CISO Assistant libraries, OWASP SAMM and DSOMM folders, OpenSSF criteria, XLSForms, and lists as CSV or XLSX
