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
