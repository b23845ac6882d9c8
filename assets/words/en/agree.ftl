# Agree: one question at a time, what is recorded, what is said about it.

agree-no-review = There is no review yet, so there is nothing to agree on.
agree-on-their-way = The questions are still on their way from the others.
agree-title = Agree
agree-names = Names
agree-meeting = Meeting view
agree-meeting-hint = One question in large type, for a projector
agree-which = Which questions
agree-open = To agree on
agree-all = All
agree-progress = Questions agreed on or left open
agree-unanimous =
    { $n ->
        [one] To { $n } question everybody who spoke said the same.
       *[other] To { $n } questions everybody who spoke said the same.
    }
agree-record-all = Record them as agreed
agree-record-title = Record what nobody disputes
agree-record-about =
    { $n ->
        [one] Each of { $n } question is recorded as agreed, with the level that everybody chose. It is one step, and Undo takes it back.
       *[other] Each of { $n } questions is recorded as agreed, with the level that everybody chose. It is one step, and Undo takes it back.
    }
agree-record-ask = Record what nobody disputes?
agree-record-now = Record as agreed
agree-not-yet = Not yet
agree-nobody = Nobody has answered yet, or the answers are still on their way.
agree-answer = Answer questions
agree-all-settled = Every question has an outcome. Look at all of them, or go on to the result.
agree-show-all = Show all questions
agree-none-waits = No question waits. Look at all of them with “All”.

agree-kind-agreed = Agreed
agree-kind-majority = Majority with dissent
agree-kind-facilitator = Facilitator's decision
agree-kind-left-open = Left open
agree-shut = Nothing can be recorded here
agree-what = What did you agree on?
agree-anew = Record it anew
agree-how = How did it come about?
agree-reason-hint = What settled it; the report prints it
agree-reason = Reason
agree-record = Record
agree-take-back = Take the agreed answer back
agree-not-applicable = Not applicable
agree-dissent = Who disagrees? Their dissent is kept and printed
agree-names-on = Switch names on (H) to say whose dissent it is.
agree-disagrees = { $name } disagrees
agree-in-words = In the words of { $name }
agree-own-words = In their own words
agree-no-other = No other question waits
agree-skip = Skip for now
agree-previous = Previous question
agree-next = Next question
agree-comments = Comments
agree-no-comments = Nobody has commented on this question yet.
agree-comment = Your comment
agree-comment-hint = Everybody in this review can read it
agree-comment-empty = Write something first
agree-comment-add = Add the comment

agree-last-time = Agreed last time, { $told }
agree-rival-first = Recorded at the same time as another outcome. This one counts until one is recorded anew.
agree-rival = Recorded at the same time. It does not count now.
agree-dissent-of = Dissent of { $who }
agree-recorded-by = Recorded by { $who }
agree-moved = Answered otherwise since: { $who }
agree-dissent-why = Dissent of { $who }: { $why }

agree-state-open = not agreed yet
agree-state-moved =
    { $n ->
        [one] agreed; { $n } answer changed since
       *[other] agreed; { $n } answers changed since
    }
agree-state-rivals = { $n } outcomes recorded at once
agree-not-mine = A facilitator or an owner records what the group agreed on; everybody reads it here
agree-closed = This review is closed; what was agreed stays readable
agree-reveal-first = Reveal first: what is agreed now would tell the others what was said

agree-no-na = This framework does not allow “not applicable” here
agree-n-people =
    { $n ->
        [one] { $n } person
       *[other] { $n } people
    }
agree-somebody = Somebody

agree-lacks-both = Choose what was agreed on, and how it came about
agree-lacks-kind = Choose how it came about
agree-lacks-na-reason = Say why it does not apply
agree-lacks-level = Choose the level that was agreed on, or leave it open
agree-lacks-reason = Say why: a decision for others needs a reason
