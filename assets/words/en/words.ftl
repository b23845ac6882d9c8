# The product's words for what the model knows as values: roles, secrecy, answers, people, moments.

words-who-left = { $name } (left)
words-who-removed = { $name } (removed)
words-who-unknown = Somebody ({ $id })
words-nobody = nobody
words-nothing = nothing
words-and = { $names } and { $last }
words-quoted = “{ $text }”

words-device-unknown = an unknown device
words-device-this = this device
words-device-of = { $device } of { $member }
words-device-id = device { $id }

words-role-observer = Observer
words-role-respondent = Respondent
words-role-facilitator = Facilitator
words-role-owner = Owner
words-role-within-observer = observer
words-role-within-respondent = respondent
words-role-within-facilitator = facilitator
words-role-within-owner = owner
words-role-means-observer = Reads results once they are revealed
words-role-means-respondent = Answers their own dimensions
words-role-means-facilitator = Runs reviews: assigns, reveals, closes
words-role-means-owner = Decides who is in, and everything else

words-decision-agreed = agreed
words-decision-majority = majority with dissent
words-decision-facilitator = facilitator's decision
words-decision-left-open = left open

words-secrecy-open = Open
words-secrecy-blind = Blind
words-secrecy-strict = Strict
words-secrecy-means-open = Everybody sees every answer at once.
words-secrecy-means-blind =
    Nobody sees the answers of others before the reveal; facilitators can read them early.
words-secrecy-means-strict =
    Nobody sees the answers of others before the reveal, facilitators neither. Answers of those who never come back
    may stay sealed.

words-level = level { $n }
words-level-label = level { $n }, { $label }
words-not-applicable = not applicable: { $reason }
words-dont-know = don't know
words-taken-back = taken back
words-basis-claimed = claimed
words-basis-documented = documented
words-basis-tested = tested on { $day }

words-grade-low = low
words-grade-medium = medium
words-grade-high = high
words-status-open = open
words-status-in-progress = in progress
words-status-done = done
words-status-dropped = dropped
words-status-on = { $status } on { $day }
words-origin-gap = Gap of { $place }
words-origin-disagreement = Disagreement about { $place }
words-origin-finding = Finding: { $text }

words-only-english = These details are in English
