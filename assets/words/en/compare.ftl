# Compare: the map of who said what, one question beside it, roles and teams.

compare-no-review = There is no review yet, so there is nothing to compare.
compare-on-their-way = The questions are still on their way from the others.
compare-title = Compare
compare-names = Names
compare-talk = To talk about: { $talk }
compare-all = All: { $all }
compare-between = Between roles
compare-which = Which questions
compare-everybody = Everybody
compare-whose = Whose voices are shown
compare-sealed = Sealed: nobody's answers are shown before the reveal
compare-handed-in = Handed in: { $n }
compare-not-handed-in = Not handed in yet: { $n }
compare-to-answers = Go to my answers
compare-reveal = Reveal
compare-reveal-hint = Asks first, and says who is missing
compare-nobody = Nobody has answered yet, or the answers are still on their way.
compare-answer = Answer questions
compare-no-talk = Nobody disagrees and nobody is unsure. Look at all questions to see who answered.
compare-show-all = Show all questions
compare-median = Median
compare-range = Range
compare-row = { $question }: n { $n }, median { $median }
compare-splits = splits a tier
compare-act = Action from this disagreement
compare-somebody = Somebody
compare-row-splits = { $question }: n { $n }, median { $median }, splits a tier
compare-late = { $who } · { $known } · changed after the reveal

compare-no-pairs = No two roles spoke to the same question, so there is nothing between them.
compare-pair = { $one } and { $other }
compare-question = Question
compare-gap = Gap
compare-more-smaller = { $n } more with a smaller gap

compare-why-strict =
    Everybody answers alone, so that nobody follows the first voice. In a strict round no device holds the key to the
    answers of others, a facilitator's neither.
compare-why-keys =
    Everybody answers alone, so that nobody follows the first voice. Some keys have not arrived at this device.
compare-why-blind =
    Everybody answers alone, so that nobody follows the first voice. The keys to the answers of others are not on this
    device.
compare-quorum = A question counts from { $quorum } voices on.
compare-early = You read early as a facilitator. The others see this with the reveal.
compare-some-sealed = Some answers are still sealed for this device; their columns stay empty.
compare-same = same
compare-cell-sealed = { $name }: sealed
compare-cell-none = { $name }: no answer
compare-n-at = { $n } at { $level }
compare-names-at = { $names } at { $level }
compare-nobody-level = Nobody chose a level
compare-one-answer = One answer: no disagreement can show
compare-n-median = n = { $n }, median { $median }
compare-all-same = Everybody says the same
compare-from-to = From { $low } to { $high }
compare-splits-tier = The lowest and the highest answer alone would lead to different tiers
compare-unsure =
    { $n ->
        [one] { $n } person is unsure
       *[other] { $n } people are unsure
    }

compare-n-people =
    { $n ->
        [one] { $name }: { $n } person
       *[other] { $name }: { $n } people
    }
compare-one-alone = One person alone would have a name
compare-team = Team { $name }
compare-facts =
    { $questions ->
        [one] { $one } n = { $n }, { $other } n = { $m }, over { $questions } question
       *[other] { $one } n = { $n }, { $other } n = { $m }, over { $questions } questions
    }
compare-not-told = Not told while names are off: one person alone would have a name.
compare-average-same = On average both see the same.
compare-average-better = On average { $who } sees it better, by { $percent } % of the scale.
