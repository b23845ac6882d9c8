# overview

overview-reveal-hint = Opens all answers to everybody
overview-reveal = Reveal
overview-close-hint = Ends the review
overview-close = Close review
overview-reviews = Reviews
overview-show-review = Show review { $title }
overview-answer-again = Answer again
overview-answer-again-what = Answer again: { $what }
overview-waits = Waits for you
overview-asks = { $name } asks to join
overview-two-values = Two values: { $question }
overview-dimensions = Dimensions
overview-counted-all = Counted: answered by anybody
overview-counted-mine = Counted: my answers
overview-invite = Invite
overview-invite-name = Invite somebody
overview-people = People
overview-handed-in = Handed in
overview-answered-by = { $name }, answered
overview-not-handed-in = Not handed in yet
overview-nothing-assigned = Nothing assigned
overview-reveal-title = Reveal all answers?
overview-reveal-now = Reveal now
overview-close-title = Close this review?
overview-close-now = Close now
overview-reveal-means = Everybody sees everybody's answers from then on. This can't be taken back.
overview-close-means = Nothing can be answered or agreed in it any more. This can't be taken back.
overview-not-yet = Not yet
overview-have-handed-in = { $n ->
    [one] { $n } person handed in.
   *[other] { $n } people handed in.
}
overview-enough = This framework counts a question from { $n } voices on. That is enough.
overview-not-enough = This framework counts a question from { $n } voices on. That is not enough yet.
overview-nobody-missing = Nobody is missing.
overview-missing = Not handed in: { $names }
overview-missing-close = What they have not sent by now does not count.
overview-missing-strict =
    Their answers stay sealed until their own device opens them. If it never comes back, they stay sealed for good.
overview-missing-blind =
    What they have answered so far counts, as far as it has arrived here. Later changes are kept, outside the round.

overview-alarm-mine = Alarm about your own entry: { $alarm }
overview-alarm-other = Alarm about the entry of { $name }: { $alarm }
overview-alarm-remedy =
    Nobody can forge a signature, so what was handed in counts on every device. Tell the others, and ask whoever
    revealed how it came about.
overview-note-mine = Your own entry: { $note }
overview-late-mine = { $n ->
    [one] After the reveal, outside the round: { $n } answer by you
   *[other] After the reveal, outside the round: { $n } answers by you
}
overview-late = { $n ->
    [one] After the reveal, outside the round: { $n } answer by { $name }
   *[other] After the reveal, outside the round: { $n } answers by { $name }
}
overview-mine-checked = Your own entry was checked: what counts is what you handed in.
overview-mine-taken = You did not hand in: the reveal took your answers as they had arrived.
overview-mine-no-part = You did not hand in, so your answers have no part in the round.
overview-lost = { $n ->
    [one] { $n } change of yours in “{ $title }” does not count any more
   *[other] { $n } changes of yours in “{ $title }” do not count any more
}
overview-lost-means = They had not arrived where your device was revoked, or your role changed, when that happened.
overview-lost-about = It was about { $names }.
overview-lost-about-more = It was about { $names } and { $n } more.

overview-not-mine = Facilitators and owners reveal and close
overview-state-open = open
overview-state-revealed = revealed
overview-state-closed = closed
overview-round-open = Open round
overview-round-blind = Blind round
overview-round-strict = Strict round
overview-due = due { $day }
overview-again-today = The next review is due today
overview-again-days = { $n ->
    [one] The next review is due in { $n } day, on { $day }
   *[other] The next review is due in { $n } days, on { $day }
}
overview-again-months = The next review is due in { $n } months, on { $day }
overview-again-days-ago = { $n ->
    [one] The next review was due { $n } day ago, on { $day }
   *[other] The next review was due { $n } days ago, on { $day }
}
overview-again-months-ago = The next review was due { $n } months ago, on { $day }
overview-out = This device is out of the workspace
overview-let-in = An owner has to let you in
overview-let-in-words = Compare these words with them: { $words }
overview-requests = { $n ->
    [one] { $n } person asks to join
   *[other] { $n } people ask to join
}
overview-requests-words = Compare the six words with them before you accept.
overview-decide = Decide
overview-closed = This review is closed
overview-closed-means = Its result stays.
overview-result = Look at the result
overview-revealed-same = Nobody disagrees on anything that can be read here.
overview-revealed = The answers are revealed
overview-settled-means = Dissent is kept, and printed in the report.
overview-settled = Every disagreement has an outcome
overview-disagree = { $n ->
    [one] People disagree on { $n } question
   *[other] People disagree on { $n } questions
}
overview-talk = Talk about them one by one, and record what the group makes of it.
overview-agree = Start agreeing
overview-still = { $n ->
    [one] { $n } question still to agree on
   *[other] { $n } questions still to agree on
}
overview-have = { $n ->
    [one] { $n } has an outcome already.
   *[other] { $n } have an outcome already.
}
overview-agree-on = Go on agreeing
overview-facilitator-leads = A facilitator leads the talk and records what comes of it.
overview-compare = Compare answers
overview-on-their-way = The questions are still on their way
overview-on-their-way-means = They come from the other devices.
overview-no-review-choose = Choose a framework, name what it is about, say who answers.
overview-no-review = No review yet
overview-open-review = Open a review
overview-no-review-wait = A facilitator opens it; your questions appear here then.
overview-observer = People are answering
overview-observer-means = You see the result once it is revealed.
overview-conflicts = { $n ->
    [one] { $n } answer has two values
   *[other] { $n } answers have two values
}
overview-conflicts-means = Two of your devices wrote at the same time. Choose which one counts.
overview-choose = Choose
overview-open = { $n ->
    [one] { $n } open question for you
   *[other] { $n } open questions for you
}
overview-keyboard = By keyboard: a digit answers, Enter leads on.
overview-answer = Start answering
overview-answer-on = Go on answering
overview-hand-in-means = Handing in says that these are your answers; you can still change them.
overview-all-answered = All your questions are answered
overview-hand-in = Hand in
overview-all-in-wait = Everybody handed in; a facilitator reveals.
overview-waiting-for = { $n ->
    [one] { $n } person has to hand in.
   *[other] { $n } people have to hand in.
}
overview-part-done = Your part is done
overview-assign-means = Say who answers which dimension.
overview-assign = Nothing is assigned yet
overview-assign-button = Assign dimensions
overview-alone-means = One person alone can't disagree.
overview-alone = You are alone here
overview-all-in-means = Then everybody sees everything, and you compare.
overview-all-in = Everybody handed in
overview-others-missing = Not handed in yet: { $names }.
overview-others = The others are answering
overview-by-anybody = Answered by anybody
overview-mine = My answers
overview-all-dimensions = All dimensions
overview-parts = { $n } parts

overview-altered = the reveal names other answers than were handed in; those handed in count
overview-left-out = the reveal leaves out answers that were handed in; they count
overview-crossed = handed in unknown to the reveal; what the reveal knew counts
overview-not-here = the answers that count have not all arrived here yet
