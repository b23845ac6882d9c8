# Plan: actions as list, board and picture; writing one, handing them out.

plan-close-gap = Close the gap
plan-settle = Settle the disagreement
plan-on-its-way = The framework is still on its way from the others.
plan-title = Plan
plan-add = Add an action
plan-look-only = You can look, not change
plan-torn = Set differently at the same time
plan-nothing =
    Nothing is planned yet. An action begins with a gap, a disagreement, a finding of an exercise, or out of the blue.
plan-look-at-gaps = Look at gaps
plan-none-fits = No action fits this choice.
plan-show-all = Show all actions
plan-which = Which actions
plan-mine = Mine
plan-overdue = Overdue
plan-view = How actions are shown
plan-list = List
plan-board = Board
plan-matrix = Effort and impact
plan-matrix-none = Say of an action how much work it is and how much it helps: then it stands here.
plan-ungraded =
    { $n ->
        [one] { $n } action has no effort or no impact yet.
       *[other] { $n } actions have no effort or no impact yet.
    }

plan-more-in-list = and { $more } more in the list
plan-begin = Begin
plan-finish = Done
plan-put-back = Put back
plan-reopen = Open again

plan-hand-out = Hand it out
plan-hand-out-about = Every action, whatever is shown above. The report has a section of them too.
plan-being-written = The plan is being written
plan-form-csv = CSV sheet
plan-form-xlsx = Excel workbook
plan-form-ics = Calendar
plan-form-poam = OSCAL plan of action
plan-save-as = Save the plan as { $word }
plan-read-again =
    { $n ->
        [one] Read again and found whole: { $n } action.
       *[other] Read again and found whole: { $n } actions.
    }
plan-saved-as = Saved as { $path }
plan-not-saved = The plan was not saved

plan-which-unclosed = To do
plan-which-closed = Closed
plan-which-all = All
plan-not-mine = Facilitators and owners write the plan. Tell them what became of yours
plan-overdue-since = Overdue { $day }
plan-due-on = Due { $day }
plan-leads-to = Leads to { $places }
plan-stands-on = { $word } on { $day }
plan-stand-open = Open
plan-stand-in-progress = In progress
plan-stand-done = Done
plan-stand-dropped = Dropped
plan-torn-field = { $field } of “{ $title }”: { $values }. The first counts until it is set again.
plan-somebody = somebody
plan-said-by = { $value } by { $by }
plan-field-node = What it is about
plan-field-title = Title
plan-field-description = Description
plan-field-origin = Where it comes from
plan-field-review = Review
plan-field-owner = Owner
plan-field-due = Due day
plan-field-effort = Effort
plan-field-impact = Impact
plan-field-status = Status

plan-show-more = Show { $more } more
plan-nobody-yet = Nobody yet
plan-several-values = several values

plan-lacks-title = Say what to do first
plan-lacks-day = The due day is written as YYYY-MM-DD

plan-action = Action
plan-action-new = New action
plan-save = Save
plan-leave = Leave it
plan-take-back-hint = Added by mistake? It goes from the plan; its history stays. Undo brings it back
plan-take-back = Take it back
plan-what = What to do
plan-what-hint = One line, beginning with a verb
plan-more = More about it
plan-more-reads = It reads
plan-more-hint = What, where, how one will know it is done
plan-due = Due
plan-due-hint = YYYY-MM-DD
plan-impact = Impact
plan-effort = Effort
plan-status = Status
plan-finding = Finding
plan-finding-hint = What an exercise found, if it came from one
plan-about-nothing = Nothing in particular
plan-about = About
plan-owner-nobody = Nobody in the workspace
plan-owner = Owner
plan-owner-else = Somebody else
plan-owner-else-hint = A name, if they are not in the workspace
plan-grade-none = Not said
plan-grade-low = Low
plan-grade-medium = Medium
plan-grade-high = High
plan-torn-about = The first counts until somebody chooses. What is not kept stays in the history.
plan-torn-one = { $field } was set differently at the same time
plan-keep = Keep { $value }
plan-newer-about = Update Muster to see all of it. Nothing of it is lost.
plan-newer = A newer version wrote something here
plan-history = History
plan-change = Does this change the answer?
plan-change-about = “{ $title }” is closed. It was about { $place }
plan-change-hint = The plan changes no answer by itself: whoever answered says so.
plan-go-to-question = Go to the question
plan-no-change = It does not
plan-subtitle =
    { $open ->
        [one] { $open } action to do, { $closed } closed.
       *[other] { $open } actions to do, { $closed } closed.
    }
plan-subtitle-late =
    { $open ->
        [one] { $open } action to do, { $late } overdue, { $closed } closed.
       *[other] { $open } actions to do, { $late } overdue, { $closed } closed.
    }
plan-impact-low = Low impact
plan-impact-medium = Medium impact
plan-impact-high = High impact
plan-effort-low-within = low effort
plan-effort-medium-within = medium effort
plan-effort-high-within = high effort
plan-effort-low = Low effort
plan-effort-medium = Medium effort
plan-effort-high = High effort
plan-step-was = { $field }: { $value } (was { $was }) · { $by }, { $at }
plan-comments = Comments
plan-no-comments = Nobody said anything about it yet.
plan-comment = Comment
plan-comment-hint = What others should know about it
plan-comment-empty = Write something first
plan-comment-add = Add comment
