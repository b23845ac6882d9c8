# What stands in a report that is handed out.

reports-a-device = a device
reports-about = About
reports-action = Action
reports-action-before = (before: { $values })
reports-action-beyond = A newer version of the program wrote something here that this one can't show.
reports-action-comment = { $name } said: { $text }
reports-action-comment-at = { $name }, { $at }: { $text }
reports-action-due = due { $day }
reports-action-overdue = { $status }, overdue
reports-action-torn =
    { $field }: set differently at the same time, { $values }. The first counts until it is set again.
reports-action-value-by = { $value } by { $name }
reports-actions =
    { $n ->
        [one] { $n } action, { $closed } of them closed.
       *[other] { $n } actions, { $closed } of them closed.
    }
reports-actions-late =
    { $n ->
        [one] { $n } overdue on { $day }.
       *[other] { $n } overdue on { $day }.
    }
reports-admits = admits on presentation
reports-agreed-reason = Reason: { $text }
reports-all-hold = Every condition of the highest tier holds.
reports-answer = Answer
reports-answered = Answered
reports-approved-by = Approved by
reports-as-of = As of
reports-asked = Asked to answer
reports-based-on = Based on the answers of { $names }
reports-based-on-people =
    { $n ->
        [one] Based on the answer of { $n } person
       *[other] Based on the answers of { $n } people
    }
reports-baselines = Baselines
reports-before = Before
reports-begun = Assessment begun
reports-blank =
    { $n ->
        [one] { $n } question without an answer:
       *[other] { $n } questions without an answer:
    }
reports-by = By
reports-by-on = { $name } on { $day }
reports-came-from = Came from
reports-changed = Changed since
reports-changed-since = Changed since it was signed
reports-comment = Comment
reports-compared = Compared with “{ $last }”. { $sentence }
reports-condition = Condition
reports-condition-found = { $what } (found { $value })
reports-conditions = The conditions of each tier
reports-contents = Contents
reports-copyright = Copyright
reports-count-facilitators =
    { $n ->
        [one] { $n } facilitator
       *[other] { $n } facilitators
    }
reports-count-observers =
    { $n ->
        [one] { $n } observer
       *[other] { $n } observers
    }
reports-count-owners =
    { $n ->
        [one] { $n } owner
       *[other] { $n } owners
    }
reports-count-people =
    { $n ->
        [one] { $n } person
       *[other] { $n } people
    }
reports-count-respondents =
    { $n ->
        [one] { $n } respondent
       *[other] { $n } respondents
    }
reports-counts = Counts
reports-coverage = Coverage
reports-date = Date
reports-decision-agreed = Agreed
reports-decision-facilitator = Facilitator's decision
reports-decision-left-open = Left open
reports-decision-majority = Majority with dissent
reports-devices = Devices
reports-devices-of = { $name } (since { $day }): { $list }
reports-dimension = Dimension
reports-dimensions = Dimensions
reports-dissent = Dissent of { $name }: { $text }
reports-dissent-head = Dissent
reports-does-not-apply = does not apply
reports-draft = Draft: { $why }
reports-draft-open = Draft: the review is { $state }; it can still change
reports-draft-unsigned = Draft: nobody has signed this review off
reports-due = Due
reports-effort = Effort
reports-evidence = Evidence: { $list }
reports-figure = Figure
reports-figures = Every figure and its rule
reports-fingerprint = Fingerprint
reports-flip = { $tier }: { $text }. Before: { $before }; now: { $now }.
reports-format = Format
reports-found = Found
reports-framework = Framework
reports-framework-hash = Framework hash
reports-framework-version = { $title }, version { $version }
reports-from-to = From–to
reports-handed-in = Handed in
reports-holds = Holds
reports-impact = Impact
reports-in-review = In review
reports-inputs-hash = Hash of all inputs
reports-invitations = Invitations
reports-invited-by = by { $name }
reports-invited-for = { $role }, for { $places }
reports-is-sealed = sealed
reports-late = After the reveal, outside the round: { $what }
reports-late-back = Taken back after the reveal, outside the round
reports-leads-to = Leads to
reports-left-out =
    { $n ->
        [one] { $n } left out
       *[other] { $n } left out
    }
reports-letters = Letters
reports-letters-lost =
    { $n ->
        [one] { $n } letter stands as □ here: the font of this form does not have them. HTML and Word show them.
       *[other] { $n } letters stand as □ here: the font of this form does not have them. HTML and Word show them.
    }
reports-licence = Licence
reports-limit = Limit
reports-map-legend = { $people }. ? is “don't know”, N is “not applicable”.
reports-margin = Margin
reports-matrix = Effort and impact
reports-median = Median
reports-method =
    Every figure is computed exactly, as a fraction, from the answers that count: the agreed answer where there
    is one, else what the framework's rule makes of the single answers. Nothing is rounded before a tier is
    decided; figures are rounded for reading only. Unanswered, “don't know” and “not applicable” are three
    different things. Whoever has the same fingerprint has the same answers and the same tier.
reports-more-steps =
    { $n ->
        [one] and { $n } more answer on the way to { $tier }
       *[other] and { $n } more answers on the way to { $tier }
    }
reports-moved = Changed since it was agreed: the answer of { $names }
reports-moved-people =
    { $n ->
        [one] Changed since it was agreed: the answer of { $n } person
       *[other] Changed since it was agreed: the answers of { $n } people
    }
reports-n-of = { $n } of { $of }
reports-na = not applicable
reports-name = name
reports-nameless =
    This report names nobody. Names were taken out of what people wrote too; read their words once before
    handing it out, for a story can tell who somebody is.
reports-no = no
reports-no-answer = no answer that counts
reports-no-condition = No condition: where everybody begins
reports-no-longer = No longer in the framework
reports-no-result = There is no result yet: nothing was answered that counts.
reports-no-such-condition = no such condition
reports-no-tier = no tier determined
reports-no-value = no value
reports-nobody-disagrees = Nobody disagrees: every question that more than one person answered was answered alike.
reports-not-answered = not answered
reports-not-determined = Not determined
reports-not-yet = Not { $tier } yet: { $why }.
reports-note = Note
reports-now = Now
reports-on = on { $day }
reports-opened = Review opened
reports-or = or
reports-origin-disagreement = A disagreement
reports-origin-finding = A finding: { $text }
reports-origin-gap = A gap
reports-over-reviews = Over the reviews
reports-owner = Owner
reports-owner-decides = an owner decides
reports-people = People
reports-provisional = Provisional
reports-publisher = Published by
reports-question = Question
reports-range = Range
reports-reason = Reason
reports-recorded = Recorded by { $name }
reports-recorded-at = Recorded by { $name }, { $at }
reports-remark-late = after the reveal: { $what }
reports-remark-rival = another device at the same time: { $what }
reports-removed = { $name } (removed on { $day } by { $by }; what they said stays)
reports-review = Review
reports-rival = Another device of the same person said at the same time: { $what }
reports-role = Role
reports-roles = In the workspace: { $list }.
reports-round = Round
reports-rule = Rule
reports-scope = Scope
reports-score = Score
reports-sealed =
    { $n ->
        [one] The answers of { $n } person are sealed for whoever made this report.
       *[other] The answers of { $n } people are sealed for whoever made this report.
    }
reports-secrecy-blind = blind: nobody saw the answers of others before the reveal
reports-secrecy-open = open: everybody saw every answer
reports-secrecy-strict = strictly blind: nobody at all saw answers before the reveal
reports-seen =
    I have seen this result: { $tier }, as of { $day }, fingerprint { $code }. A later edit shows as another
    fingerprint.
reports-set-by = { $value } (set by { $name })
reports-set-too = { $one }; at the same time { $other }
reports-settled = settled: see the agreed answers
reports-sheet-actions = Actions
reports-sheet-answers = Answers
reports-sheet-gaps = Gaps
reports-sheet-meta = Meta
reports-sheet-people = People
reports-sheet-summary = Summary
reports-shown-by = People shown by
reports-sign-here = { $name }: name, signature
reports-signature = Signature
reports-somebody = Somebody
reports-somebody-else = Somebody else
reports-somebody-unknown = Somebody ({ $id })
reports-somebody-within = somebody
reports-source = Source
reports-splits = the answers lead to different tiers
reports-standing-other =
    { $n ->
        [one] { $n } value was recorded at the same time; another one counts until somebody settles it
       *[other] { $n } values were recorded at the same time; another one counts until somebody settles it
    }
reports-standing-this =
    { $n ->
        [one] { $n } value was recorded at the same time; this one counts until somebody settles it
       *[other] { $n } values were recorded at the same time; this one counts until somebody settles it
    }
reports-state = State
reports-state-closed = closed
reports-state-open = open
reports-state-revealed = revealed, not closed
reports-status = Status
reports-step = Step
reports-step-proven = { $title } ({ $from } → { $to }, shown by evidence and a test)
reports-talk =
    { $n ->
        [one] { $n } question is worth talking about, the one to begin with on top: first those where the answers
            alone would lead to different tiers, then the widest spread.
       *[other] { $n } questions are worth talking about, the one to begin with on top: first those where the answers
            alone would lead to different tiers, then the widest spread.
    }
reports-talk-first = The first { $most } of { $n }; all of them stand among the answers.
reports-talk-table = Talk about this first
reports-target = Target
reports-targets = Targets
reports-tier = Tier
reports-tier-of = tier { $n } of { $of }
reports-title = Title
reports-to-do = What to do
reports-trend = Trend
reports-unsure =
    { $n ->
        [one] { $n } person is unsure
       *[other] { $n } people are unsure
    }
reports-uses-left =
    { $n ->
        [one] { $n } use left, until { $until }
       *[other] { $n } uses left, until { $until }
    }
reports-value = Value
reports-veil =
    This round is blind and was not revealed yet. Before the reveal a report holds nobody's answers but those of
    whoever made it, and nothing computed from them.
reports-version = Version
reports-watermark = DRAFT
reports-way = The way to { $tier }
reports-way-smallest =
    { $n ->
        [one] { $tier } is { $n } answer away (no smaller set leads there). It counts answers, not effort: which of
            them is worth it is for people to say.
       *[other] { $tier } is { $n } answers away (no smaller set leads there). It counts answers, not effort: which of
            them is worth it is for people to say.
    }
reports-way-unproven =
    { $n ->
        [one] { $tier } is { $n } answer away (not proven to be the smallest set). It counts answers, not effort:
            which of them is worth it is for people to say.
       *[other] { $tier } is { $n } answers away (not proven to be the smallest set). It counts answers, not effort:
            which of them is worth it is for people to say.
    }
reports-what = What
reports-what-lifts = What would lift us
reports-what-we-do = What we do about it
reports-when = When
reports-where = Where
reports-which = Which
reports-who = Who
reports-who-said = Who said what
reports-whole-framework = the whole framework
reports-why = Why
reports-why-tier = Why this tier
reports-widest = The widest gaps
reports-widest-of = The { $most } widest of { $n }; all of them stand among the answers.
reports-written = Written
reports-yes = yes
reports-nothing-agreed = no answer yet
