# people

people-title = People & sync
people-subtitle = What each device said it has. Being offline is normal; nothing is lost by it.
people-under-way = An exchange is under way
people-sync-now = Sync now
people-invite = Invite somebody
people-words-title = Words of each device
people-words-about = Read them to each other; if they are the same, nobody stands in between.
people-requests = Asks to join
people-requests-about = Compare the words with them by phone or in person. Accept only if both of you see the same.
people-accept = Accept
people-accept-whom = Accept { $name }
people-refuse = Refuse
people-refuse-whom = Refuse { $name }
people-people = People
people-stranded = Invitations that don't stand any more
people-network = Network
people-change-relay = Change the relay
people-saved-here = Your work is saved here.
people-by-file = By file
people-by-file-about =
    Where no network reaches, a bundle carries changes on a stick or by mail. It is locked; anybody may carry it. Taking
    one in replaces nothing, and twice is as good as once.
people-write-bundle = Write a bundle
people-write-bundle-hint = With what others lack
people-take-in = Take in a bundle
people-take-in-hint = Or drop it anywhere on this window
people-write-need = Write a need file
people-write-need-hint = Says what is here already, so that others pack only the rest
people-addresses = Addresses
people-address-none = This device has no address yet
people-address-here = This device
people-copy = Copy
people-copy-address = Copy address
people-address = Address
people-address-other = Address of another device
people-address-hint = As that device shows it here, if the two don't find each other
people-network-off = The network is off
people-address-first = Enter the address first
people-address-wrong = This is no address
people-connect = Connect
people-notes = Worth knowing
people-log = Exchanges of the last thirty days
people-log-none = None yet. Those by file count, too.
people-log-all = Show all { $n }
people-log-latest = Show the latest

people-relay = The relay is { $url }
people-relay-token = The relay is { $url }, with a token
people-me = { $name } (you)
people-left = { $role } · left on { $day }; their answers stay
people-removed = { $role } · removed by { $by } on { $day }; their answers stay
people-stranded-device = A further device of { $name }
people-stranded-somebody = Somebody, as { $role }
people-stranded-noted = { $note }, as { $role }
people-stranded-gone = { $by } made it and is not in any more
people-stranded-back = { $by } made it; it was taken back, or made on a device that was revoked
people-here = here
people-online = online
people-online-way = online, { $way }
people-seen = last seen { $ago }
people-seen-by = seen by { $who } { $ago }
people-never = never met from here
people-has-itself = This device
people-has-everything = Has everything
people-has-lacks = { $n ->
    [one] Lacks { $n } change of yours
   *[other] Lacks { $n } changes of yours
}
people-has-unknown = Not known what they have
people-has-gone = Not in any more
people-device-here = this device
people-device-has-everything = { $there }, has everything
people-mine-alone = Nobody else is here yet; everything is on this device only.
people-mine-everywhere = Every change of yours is on at least one other device.
people-mine-only-here = { $n ->
    [one] { $n } change of yours is only on this device.
   *[other] { $n } changes of yours are only on this device.
}
people-mine-later = They go out once the network is on and somebody is there.
people-mine-by-itself = They go out by themselves once somebody is there.
people-unreachable-off = The network is off, so no other device can reach this one.
people-unreachable-loopback = Only programs on this machine can reach this device.
people-unreachable-none = This device is on no network, so no other device can reach it.
people-wish-unknown = with an invitation that is not known here yet
people-wish-device = as a further device of { $name }
people-wish-role = as { $role }, invited by { $by }
people-invitation-on-its-way = The invitation is still on its way from the others
people-owner-decides = An owner decides this
people-role-observer = an observer
people-role-respondent = a respondent
people-role-facilitator = a facilitator
people-role-owner = an owner
people-exchange-bundle = A bundle
people-exchange-equal = both have the same
people-exchange-partly = ended before all was exchanged
people-exchange-other = The other device
people-exchange-hung-up = this device hung up: { $why }
people-exchange = { $n ->
    [one] { $with }: { $n } change came, { $sent } went
   *[other] { $with }: { $n } changes came, { $sent } went
}

people-way-this-machine = this machine
people-way-same-network = same network
people-way-direct = direct
people-way-relay = relay
people-way-bundle = bundle

people-code = Recovery code
people-code-hint = Groups of four, as on the paper
people-code-first = Enter the code first
people-role-first = Choose a role first
people-not-now = Not now

people-less = Show less about { $name }
people-more = Show more about { $name }
people-revoke-name = Revoke { $device } of { $name }
people-no-device = No device.
people-add-device = Add a device
people-add-device-hint = A ticket for a further device of yours

people-team-none = none
people-team-by = { $team } by { $name }
people-team-rivals = At the same time: { $rivals }. Note it again to settle it.
people-team-why-not = Facilitators and owners say who is in which team
people-teams = Teams
people-teams-count = A framework here gives each team one voice. Whoever is in none speaks for themselves.
people-teams-no-count = No framework in use here counts by team: results stay as they are.
people-teams-look = You can look, not change
people-team-of = Team of { $name }
people-team-empty = None
people-team-same = This is what is noted already
people-team-note-of = Note the team of { $name }
people-team-note = Note

people-for-good = This can't be taken back.
people-deed-role = Change role
people-deed-leave = Leave
people-deed-remove = Remove
people-deed-revoke = Revoke
people-deed-back = Invite again
people-deed-renew = Let it stand again
people-deed-recover = Use the recovery code
people-only-owner = Only an owner does this
people-owner-already = You are an owner already
people-not-in = They are not in any more
people-last-owner = No owner would be left: make somebody else an owner first
people-role-already = They have this role now
people-role-title-me = Which role for you?
people-role-title = Which role for { $name }?
people-role-follows =
    What they did under the role they have stays, as far as it has arrived here. They keep what they could read.
people-role-warning-me = Without the owner's role you can't give it back to yourself: another owner has to.
people-role-warning = An owner can remove anybody, you too.
people-role-undo-me = Only another owner can take this back.
people-role-undo = You can change it back.
people-role-button = Give this role
people-leave-title = Leave “{ $name }”?
people-leave-devices = { $n ->
    [one] You go with { $n } device. What is on this one stays readable here; nothing new comes.
   *[other] You go with { $n } devices. What is on this one stays readable here; nothing new comes.
}
people-leave-answers = What you answered stays and counts, as far as others have it.
people-leave-back = Only an owner can bring you back.
people-leave-button = Leave now
people-remove-title = Remove { $name }?
people-remove-devices = { $n ->
    [one] { $name } goes with { $n } device and keeps what is on them; nobody can take that back.
   *[other] { $name } goes with { $n } devices and keeps what is on them; nobody can take that back.
}
people-remove-key = Nothing new can be read there: a new key protects what comes.
people-remove-answers = What { $name } answered stays and counts. { $name } is marked as removed.
people-remove-warning =
    What { $name } wrote and has not arrived here yet will not count. If it matters, exchange with them first.
people-remove-button = Remove now
people-revoke-title-me = Revoke “{ $device }” of yours?
people-revoke-title = Revoke “{ $device }” of { $name }?
people-revoke-reads = What is on it stays readable to whoever has it. Nothing new can be read there.
people-revoke-wrote = What it wrote counts, as far as it has arrived here; what comes later does not.
people-revoke-only-me = It is the only device of you. “Invite again” brings somebody back as who they were.
people-revoke-only = It is the only device of { $name }. “Invite again” brings somebody back as who they were.
people-revoke-here = It is the device in front of you.
people-revoke-undo = It can never come back; the same machine can join again as a new device.
people-revoke-button = Revoke now
people-back-title = Invite { $name } again?
people-back-means = For somebody who lost every device: { $name } comes back as who they were, with all they answered.
people-back-words = Whoever has the ticket can ask to be { $name }. You compare six words before you let them in.
people-back-once = It is good for 7 days, once.
people-back-warning = { $n ->
    [one] { $name } has { $n } device that is in. Revoke what is lost: whoever finds it can read what comes.
   *[other] { $name } has { $n } devices that are in. Revoke what is lost: whoever finds it can read what comes.
}
people-back-undo = The ticket can be taken back until it is used.
people-back-button = Make the ticket
people-renew-title = Let this invitation stand again?
people-renew-means = { $n ->
    [one] It invites as { $role }, with { $n } use left until { $until }.
   *[other] It invites as { $role }, with { $n } uses left until { $until }.
}
people-renew-in-your-name = Whoever has its ticket can use it from now on, in your name.
people-renew-warning = If you don't know who has the ticket, make a new one instead.
people-renew-undo = It can be taken back until it is used.
people-renew-button = Let it stand
people-recover-title = Become an owner with the recovery code?
people-recover-code = The code was shown once, when the workspace began: 28 letters and digits in groups of four.
people-recover-means = You become an owner here, with everything an owner may do. Everybody sees that it happened.
people-recover-undo = An owner can give you another role again.
people-recover-button = Become an owner
