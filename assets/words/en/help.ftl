# What each page is for, one line for its first visit, and its keys. The manual prints these in English.

help-welcome =
    Begin a workspace, join one with a ticket, or look around in an example. Nothing here touches the network.
help-home =
    All workspaces on this device. Each organisation has its own; they share nothing. Files that carry changes can
    be dropped anywhere.
help-join =
    Take a ticket from somebody who invited you. Before you join you see the workspace, who invites you and your
    role; then six words to compare with them.
help-overview =
    Where this review stands: your next step, how far each dimension and person is, and what waits for you.
help-overview-hint = The blue box always names your next step.
help-new-review =
    Open a review: framework, scope, people, check. What was said last time comes along, to be confirmed.
help-frameworks = Look at the frameworks that come with Muster, and import others.
help-invite = Make a ticket that lets somebody join in a role. Hand it over yourself: as text, as a code, as a file.
help-invite-hint = A ticket counts until it is used up or its day has passed; you can void it any time.
help-assign = Say who answers which dimension. Where one person answers alone, no disagreement can show.
help-assign-hint = Tick more than one box in a column: several people show where they disagree.
help-answer =
    Your questions. Each level is a sentence: take the one that is true today. Everything is saved as you go;
    handing in says that these are your answers.
help-answer-hint = By keyboard: a digit answers, Enter leads on, ? shows all keys.
help-compare = Where people say different things, what to talk about first on top. Each dot is a person.
help-compare-hint = Start with the top rows: there the answers decide about a tier.
help-agree =
    One question at a time: every voice with its reason, then what the group makes of it. Dissent is kept and
    printed.
help-agree-hint = Nothing is chosen beforehand. What nobody disputes can be recorded at once.
help-conflicts = What was written in two places at once. All values stay until somebody chooses; none is lost.
help-results = The tier and why it is so, how sure it is, what would lift it, and a code to read to each other.
help-results-hint = Every number says where it comes from: see “Why this tier” and, below, every figure.
help-history = Two reviews side by side: what moved, and why the tier is another.
help-plan =
    What is to be done, by whom and by when: from a gap, a disagreement or a finding. As a table, or as a board by
    status.
help-targets = What is aimed at, what is short of it, and what the next tier asks for.
help-targets-hint = Set targets after answering: an aim in sight makes people answer kindly.
help-report = A file to hand out: what is in it, and whether it names people, is up to you.
help-people = Who is here, who has everything, what is only on this device, and where packets may go.
help-people-hint = Being offline is normal: changes go out when devices meet, or by file.
help-settings = Looks, names, folders and networks of this device. None of it is part of a workspace.

help-key-up-down = Up Down
help-key-ctrl-enter = Ctrl+Enter
help-key-enter = Enter

help-answer-key-digit = Choose a level
help-answer-key-zero = Don't know
help-answer-key-n = Not applicable
help-answer-key-basis = Claimed, documented, tested
help-answer-key-c = Write a comment
help-answer-key-v = Name evidence, or attach a file
help-answer-key-m = Mark for later
help-answer-key-y = Confirm: same as last time
help-answer-key-f = List, or one question at a time
help-answer-key-enter = Next open question

help-compare-key-h = Names on or off
help-compare-key-arrows = Another question

help-agree-key-digit = Choose the level agreed on
help-agree-key-n = Not applicable
help-agree-key-kinds = Agreed, majority, facilitator's decision, left open
help-agree-key-record = Record, and on to the next
help-agree-key-s = Skip for now
help-agree-key-f = Meeting view
help-agree-key-h = Names on or off
help-agree-key-arrows = Another question

help-plan-key-n = A new action
