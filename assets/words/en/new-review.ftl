# New review: framework, scope, people, check; moving to another version.

new-review-title = New review
new-review-subtitle = One pass in time: who answers which questions, by when, and who sees what.
new-review-cant = You can't open a review here
new-review-is-open = { $title } is open
new-review-step = Step { $word }
new-review-step-before = Complete the steps before it first
new-review-same = Same as last time
new-review-same-about = Takes framework, scope, people and kind of round; title and day are yours to say.
new-review-framework = Framework
new-review-all-frameworks = Look at all frameworks
new-review-all-frameworks-hint = Their questions, tiers and licences; or import one
new-review-no-framework = There is no framework here.
new-review-what = What is assessed
new-review-new-long = Something new: begins a series of reviews of its own
new-review-new = Something new
new-review-new-about = Begins a series of reviews of its own
new-review-name = Name
new-review-name-hint = Security programme
new-review-scope-hint = Whole organisation, one site, one system
new-review-scope = Scope (optional)
new-review-scope-about = The scope stands above every question, so that all have the same thing in mind.
new-review-this-review = This review
new-review-review-title = Title
new-review-same-people = Same people as last time
new-review-who-answers = Who answers what
new-review-alone = You are alone here. Whoever joins later is assigned then.
new-review-who-sees = Who sees what before the reveal
new-review-due = Due day (optional)
new-review-due-hint = YYYY-MM-DD
new-review-not-opened = The review was not opened: { $why }
new-review-being-opened = The review is being opened
new-review-back = Back
new-review-next = Next
new-review-incomplete = A step before is not complete any more
new-review-open = Open review

new-review-becomes = What becomes of questions and answers
new-review-not-same = Questions that are not the same
new-review-staying = Answers that stay in the review before: { $n }
new-review-fewer = Show fewer
new-review-more = Show { $rest } more
new-review-offered-again =
    Reviews before stay as they are. What everybody said last is offered to them again, and counts once they confirm
    it.

new-review-step-scope = Scope
new-review-step-people = People
new-review-step-check = Check
new-review-not-mine = Facilitators and owners open reviews
new-review-used-before = used here before
new-review-imported = imported on this device
new-review-as-it-comes = as it comes with this Muster
new-review-n-dimensions =
    { $n ->
        [one] { $n } dimension
       *[other] { $n } dimensions
    }
new-review-n-questions =
    { $n ->
        [one] { $n } question
       *[other] { $n } questions
    }
new-review-version = Version { $version }
new-review-n-people =
    { $n ->
        [one] { $n } person
       *[other] { $n } people
    }
new-review-n-reviews =
    { $n ->
        [one] { $n } review so far
       *[other] { $n } reviews so far
    }
new-review-by-version = by version { $version } so far, goes on by this one

new-review-lacks-framework = Choose a framework
new-review-lacks-name = Name what is assessed
new-review-lacks-what = Say what is assessed
new-review-lacks-title = Give the review a title
new-review-title-taken = There is a review of this title already
new-review-lacks-secrecy = Choose who sees what before the reveal
new-review-due-over = The due day is over
new-review-due-wrong = Write the due day as YYYY-MM-DD, or leave it empty
new-review-parts =
    { $n ->
        [one] { $n } single part is assigned as last time, beside whole dimensions.
       *[other] { $n } single parts are assigned as last time, beside whole dimensions.
    }
new-review-assign-later = You can assign people later, under Assign.
new-review-not-closed = { $title } is not closed yet; both go on side by side.
new-review-alone-blind = You are alone here: a blind round hides nothing from anybody yet.
new-review-sum-assessed = Assessed
new-review-sum-moves = Moves
new-review-sum-review = Review
new-review-sum-round = Round
new-review-sum-due = Due
new-review-sum-no-day = no day set
new-review-sum-answering = Answering

new-review-versions = Version { $from } to { $to }
new-review-became-n =
    { $was ->
        [one] { $was } question became { $is }
       *[other] { $was } questions became { $is }
    }
new-review-answers-stay =
    { $n ->
        [one] { $n } answer stays where it is
       *[other] { $n } answers stay where they are
    }
new-review-to-confirm = { $again } of { $n } answers to confirm
new-review-to-look-again = { $again } of { $n } answers to look at again
new-review-became = “{ $was }” became “{ $is }”
new-review-agreed-answer = the agreed answer
new-review-none-before = Nothing was reviewed by the version before.
new-review-sealed-uncounted =
    Answers that are sealed here are not counted. The devices of those who gave them offer them all the same.
new-review-rules-changed = Also changed: { $rules }. Equal answers may lead to another result.
new-review-became-between = ”, “
new-review-fate-same = same
new-review-fate-reworded = reworded
new-review-fate-split = split
new-review-fate-merged = merged
new-review-fate-regrouped = regrouped
new-review-fate-new = new
new-review-fate-removed = removed
new-review-fate-first-same = Same
new-review-fate-first-reworded = Reworded
new-review-fate-first-split = Split
new-review-fate-first-merged = Merged
new-review-fate-first-regrouped = Regrouped
new-review-fate-first-new = New
new-review-fate-first-removed = Removed
new-review-aside-unknown = the question is not known
new-review-aside-unsaid = nothing was said
new-review-aside-gone = the question is gone
new-review-aside-differing = several questions became one and were answered differently
new-review-aside-no-option = the new question has no such option
new-review-part-scales = scales
new-review-part-weights = weights or levels of questions
new-review-part-respondents = how several respondents become one value
new-review-part-measures = measures
new-review-part-ladders = ladders
new-review-part-cadence = what has to be done again
new-review-part-baselines = baselines
