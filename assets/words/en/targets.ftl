# Targets and gaps: what is aimed at, what is short of it, what narrows and counts.

targets-on-its-way = The framework is still on its way from the others.
targets-title = Targets and gaps
targets-subtitle = What is aimed at, what is short of it, and what comes next. Later reviews begin with it.
targets-look-only = You can look, not change
targets-sealed-about = Not all answers can be read here, so these are not all gaps.
targets-sealed = Sealed until the reveal
targets-torn = Set differently at the same time
targets-targets = Targets
targets-now = Now { $now }
targets-hide = Hide its questions
targets-per-question = Aim per question
targets-aimed-at = Aimed at { $figure }
targets-as-above = As above: { $level }
targets-none = No target
targets-target-of = Target of { $place }
targets-chart = Now and aimed at
targets-short = Short of their target
targets-none-short = No question is short of its target.
targets-show-more = Show { $more } more
targets-row = { $question }: { $now } to { $target }
targets-now-aims = { $now } now, aims at { $target }
targets-make-action-of = Make an action: { $question }
targets-make-action = Make an action
targets-next = What comes next
targets-asked = What is asked
targets-counted = Counted outside the questions
targets-counted-about = For this review only: the next one counts again.
targets-number-hint = A number like 3 or 2.5
targets-no-number-remedy = Write a number like 3, 2.5 or 1/3; empty takes it back.
targets-no-number = This is no number
targets-noted-already = This is what is noted already
targets-note-of = Note { $fact }
targets-note = Note
targets-go-to-question = Go to this question
targets-and-more = and { $more } more
targets-now-aims-gap = { $now } now, aims at { $target } · gap { $gap }

targets-closed = This review is closed: what narrows or counts belongs to the next one
targets-later =
    { $n ->
        [one] { $n } more question behind later gates.
       *[other] { $n } more questions behind later gates.
    }
targets-reached =
    { $n ->
        [one] { $n } question stands where it is aimed at, or beyond.
       *[other] { $n } questions stand where they are aimed at, or beyond.
    }
targets-no-value = no value
targets-chart-words = { $now }, aimed at { $aim }
targets-not-mine = Facilitators and owners set targets, baselines and counted numbers
targets-n-questions =
    { $n ->
        [one] { $n } question
       *[other] { $n } questions
    }
targets-all-asked =
    { $n ->
        [one] All { $n } question are asked.
       *[other] All { $n } questions are asked.
    }
targets-some-asked =
    { $n ->
        [one] { $asked } of { $n } question are asked. Answers to the others are kept and do not count.
       *[other] { $asked } of { $n } questions are asked. Answers to the others are kept and do not count.
    }
targets-whole = the whole framework
targets-the-target-of = The target of { $place }
targets-somebody = somebody
targets-said-by = { $value } by { $by }
targets-set-at-once = { $what } was set at the same time: { $values }. The first counts until it is set again.
targets-tier = Tier: { $name }
targets-no-value-yet = No value yet
targets-is-reached = Reached
targets-not-answered = Not answered
targets-n-levels =
    { $n ->
        [one] { $n } level
       *[other] { $n } levels
    }
targets-planned = Planned: { $title }
targets-gap-figure = Gap { $gap }
targets-n-short =
    { $n ->
        [one] { $n } question short
       *[other] { $n } questions short
    }
targets-n-tiers =
    { $n ->
        [one] { $n } tier below
       *[other] { $n } tiers below
    }
targets-lack-is = { $lack } (is { $value })
