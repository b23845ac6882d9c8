# How a workspace stands with others, and how far the network reaches.

state-saved = Saved here
state-saving = Saving
state-read-only = Read-only: { $why }
state-nobody-else = nobody else here yet
state-network-off = network off
state-nobody-connected = nobody connected
state-go-out-later = { $n ->
    [one] { $n } change will go out later
   *[other] { $n } changes will go out later
}
state-seen-today = { $of ->
    [one] { $seen } of { $of } other seen today
   *[other] { $seen } of { $of } others seen today
}
state-everybody-has = everybody has everything
state-one-has = { $name } has everything
state-two-have = { $one } and { $two } have everything
state-some-have = { $name } and { $n } others have everything
state-just-now = just now
state-minutes-ago = { $n ->
    [one] { $n } minute ago
   *[other] { $n } minutes ago
}
state-hours-ago = { $n ->
    [one] { $n } hour ago
   *[other] { $n } hours ago
}
state-days-ago = { $n ->
    [one] { $n } day ago
   *[other] { $n } days ago
}
state-on-day = on { $day }

state-mode-off = Off
state-mode-off-means = nothing leaves this device
state-mode-lan = This network
state-mode-lan-means = members' devices find each other here, encrypted and without a server
state-mode-relay = Own relay
state-mode-relay-means = devices elsewhere too, through a relay that your organisation runs
state-mode-public = Public relays
state-mode-public-means = devices elsewhere too, through the public relays of number 0
state-mode-loopback = This machine
state-mode-loopback-means = programs on this machine only, as it was started
state-relay-learns =
    Whoever runs the relay learns the internet address of this device, when it is online, with which other devices it
    exchanges through the relay (as keys, not names), and how much. They can't read or alter anything: it is encrypted
    between the devices.
state-public-relays =
    The public relays are run by number 0, who make the network library, in America, Europe and Asia, for everybody and
    without a promise. To find the nearest, all of them are asked how far away they are.
state-open-relay =
    The address begins with http: whoever listens on the way can read the token, though not what is exchanged. Beyond a
    network of your own, use https.
state-switch-on = Switch it on at the lower right
state-join-again = Join it again with a ticket
state-stays-readable = What is saved stays readable
state-muster-file = Choose a file that Muster wrote
state-bundle-words = Enter the words it was made under
state-bundle-need = Have it made for a need file, which leaves out what is here
state-bundle-elsewhere = Open the workspace it belongs to, then choose it there
state-undo-my-answer = my answer
state-undo-my-answers = my { $n } answers
state-undo-assignment = an assignment
state-undo-asked-to-sign = who is asked to sign
state-undo-team = the team of { $name }
state-undo-role = a role
state-undo-invitation = an invitation
state-undo-target = a target
state-undo-baseline = the baseline
state-undo-fact = a counted number
state-undo-settings = { $n } settings
state-undo-agreed = an agreed answer
state-undo-agreed-many = { $n } agreed answers
state-undo-plan = a change to the plan
state-undo-action = a new action
state-undo-actions = { $n } new actions
state-undo-field-title = the title of an action
state-undo-field-description = the description of an action
state-undo-field-origin = the origin of an action
state-undo-field-review = the review of an action
state-undo-field-node = the node of an action
state-undo-field-owner = the owner of an action
state-undo-field-due = the due of an action
state-undo-field-effort = the effort of an action
state-undo-field-impact = the impact of an action
state-undo-field-status = the status of an action

state-busy = Too much at once
state-busy-remedy = Try again in a moment; nothing was changed
state-example-not-made = The example was not made
state-start-again = Start Muster again
