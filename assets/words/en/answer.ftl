# Answer: one's own questions, the one in hand, what is attached, handing in.

answer-no-review = There is no review to answer yet.
answer-on-their-way = The questions are still on their way from the others.
answer-no-question = This framework has no question that can be answered.
answer-shut = Nothing can be changed here

answer-title = Answer
answer-progress = My questions answered
answer-which = Which questions
answer-list = List
answer-one = One at a time
answer-layout = Layout
answer-not-assigned = Nothing is assigned to you; you can answer what you know
answer-first = Answer a question first
answer-hand-in-again = Hand in again
answer-hand-in = Hand in
answer-hand-in-hint = Says that these are your answers; you can still change them
answer-handed-in = Handed in
answer-changed-since = Handed in · { $n } changed since
answer-handed-in-at = Handed in { $when }
answer-none-left = No question is left here. Look at all of them with “All”.

answer-hand-in-about =
    Handing in is a statement, not a lock: you can still change your answers, and then others see that something
    changed since.
answer-hand-in-title = Hand in your answers?
answer-hand-in-now = Hand in now
answer-not-yet = Not yet
answer-show-open = Show what is open
answer-sum-answered = { $n } answered
answer-sum-dont-know = { $n } “don't know”
answer-sum-not-applicable = { $n } not applicable
answer-sum-open = { $n } not answered
answer-sum-conflicts =
    { $n ->
        [one] { $n } question has two values from your devices
       *[other] { $n } questions have two values from your devices
    }
answer-sum-conflicts-choose = Choose which one counts before you hand in

answer-filter-mine = Mine
answer-filter-unanswered = Unanswered
answer-filter-all = All
answer-mark-open = not answered
answer-mark-not-applicable = not applicable
answer-mark-written = answered
answer-mark-values = { $n } values
answer-scope = { $review } · For: { $scope }
answer-observers = Observers read results; they do not answer
answer-closed = This review is closed
answer-round-blind = Sealed: nobody's answers are shown before the reveal; facilitators can read early
answer-round-strict = Sealed: nobody's answers are shown before the reveal, not even to facilitators
answer-round-revealed = Revealed: what you change now is kept, but is outside the round

answer-no-na = This framework does not allow “not applicable” here
answer-before-reworded = { $said } (the question has other words now)
answer-before-split = { $said } (to a question that became several)
answer-before-merged = { $said } (to several questions that are one now)
answer-before-regrouped = { $said } (to questions that were put together otherwise)
answer-last-time = last time
answer-asked-for-recent = Asked for: { $kind }, not older than { $days } days
answer-asked-for = Asked for: { $kind }

answer-unready-nothing = Not saved yet: choose a level or “don't know”, then this is kept with it
answer-unready-reason = Not saved yet: “not applicable” needs a reason
answer-unready-number = Not saved yet: write a number like 3 or 2.6
answer-unready-percent = Not saved yet: write a number from 0 to 100
answer-unready-day = Not saved yet: write the day like 2026-03-31

answer-values = { $n } values: two of your devices answered at the same time
answer-values-about = The first counts until you choose. The others stay in the history.
answer-keep-this = Keep this
answer-keep-that = Keep that
answer-own = Your answer
answer-own-hint = In your own words
answer-percent = Your answer in percent
answer-percent-hint = 0 to 100
answer-number = Your answer as a number
answer-dont-know = Don't know
answer-not-applicable = Not applicable
answer-same = Same as last time: { $last }
answer-marked = Marked for later
answer-mark = Mark for later
answer-mark-hint = Only for yourself, until you close Muster
answer-reason-hint = Nothing of this kind exists here, because …
answer-reason = Why it does not apply (required)
answer-applies = It applies after all
answer-claimed = Claimed
answer-documented = Documented
answer-tested = Tested
answer-how-known = How is it known?
answer-tested-on = on
answer-tested-day = Day of the test
answer-comment-hint = Why this level and not the next (C)
answer-comment = Comment
answer-evidence-hint = A link, a document, a place: one a line (V)
answer-evidence = Evidence
answer-next-open = Next open
answer-previous = Previous question
answer-next = Next question
answer-take-back = Take my answer back
answer-standing-dirty = Saved when you stop typing
answer-standing-saving = Saving
answer-standing-saved = Saved here
answer-standing-open = Not answered yet

answer-attach = Attach a file
answer-attach-hint = Sealed, up to 25 MiB. Or drop it on the window
answer-sealing = The file is being sealed
answer-level-first = Choose a level first: evidence belongs to an answer
answer-attaching = Another file is being attached
answer-saving-another = Another file is being saved
answer-save-copy = Save a copy of { $file }
answer-take-out = Take { $file } out of my answer
answer-not-attached = Nothing was attached
answer-saved = { $file } is saved
answer-not-sealed = It is not sealed any more
answer-another-place = Choose another place

answer-file-here = it is here
answer-file-coming = it is coming: { $percent } %
answer-file-missing = not here yet; { $who }
answer-file-damaged = damaged on this device; { $who }
answer-file-over-quota = not fetched: the files of this person take too much room here
answer-file-one-has = { $name } has it
answer-file-some-have = { $names } have it
answer-file-comes-own = it comes when your device that has it is connected
answer-file-comes-of = it comes when a device that has it is connected, like { $name }’s
answer-file-comes = it comes when a device that has it is connected
