# conflicts

conflicts-title = Conflicts
conflicts-subtitle =
    Written in two places at once, without knowing of each other. The first value counts until somebody chooses; what is
    not kept stays readable in the history.
conflicts-overview = Go to Overview
conflicts-anew = Write new
conflicts-anew-what = Write new: { $question }
conflicts-anew-hint = A new value replaces all of these
conflicts-later = Later
conflicts-later-what = Later: { $question }
conflicts-keep-this = Keep this
conflicts-keep-that = Keep that
conflicts-from-counts = { $from } · counts until somebody chooses
conflicts-put-off = { $n } put off
conflicts-show-again = Show them again
conflicts-settled = Settled here
conflicts-undo = { $keys } takes the last choice back.
conflicts-kept = Kept: { $what }
conflicts-not-kept = Not kept: { $what }

conflicts-none = Nothing has several values. What was written in two places at once would be listed here.
conflicts-none-left = You put everything off that is left. Until somebody chooses, the first value of each counts.
conflicts-mine = Your answer: two of your devices wrote at the same time
conflicts-theirs = The answer of { $name }: two of their devices wrote at the same time
conflicts-agreed = The agreed answer: two people recorded it at the same time
conflicts-only-theirs = Only { $name } can choose: it is their answer
conflicts-facilitator = A facilitator or owner chooses for the group
conflicts-you = You
conflicts-unknown = Somebody unknown
conflicts-this-device = this device
conflicts-no-device = a device that is not in any more
conflicts-dissents = { $name } dissents: “{ $what }”
conflicts-plan = Plan
conflicts-action = { $field } of “{ $title }”
conflicts-action-torn = A field of an action: two people set it differently at the same time
