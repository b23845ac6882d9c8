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

state-busy = Too much at once
state-busy-remedy = Try again in a moment; nothing was changed
state-example-not-made = The example was not made
state-start-again = Start Muster again
