# Invite: for whom, the ticket, invitations that stand.

invite-title = Invite somebody
invite-subtitle = A ticket leads to this device. Hand it over yourself: in person, by mail, on a stick.
invite-saved = The ticket is in { $path }
invite-saved-about = Whoever has the file can join with it
invite-another-place = Choose another place
invite-network-about =
    A ticket can be followed while Muster is open here and the network is on. Devices of members then find each other
    on this network, without a server.
invite-use-network = Use this network
invite-choose-whom = Choose for whom the ticket is; the rest follows.
invite-whom = For whom
invite-answers = What they answer
invite-change-later = It can be changed later under Assign.
invite-uses = Uses
invite-good-for = Good for
invite-uses-about = Each use lets one person or device in.
invite-note-hint = For whom it is, for yourself and other owners
invite-note = Note (optional)
invite-being-made = The ticket is being made
invite-network-first = Switch the network on first: a ticket says where this device is reached
invite-make = Make ticket
invite-qr = Ticket as a QR code
invite-too-long = It is too long for a code; use the text or the file.
invite-ticket = Ticket
invite-copy = Copy
invite-copy-name = Copy ticket
invite-save = Save as file
invite-another = Make another
invite-secret = The ticket is a secret. Keep Muster open with the network on until it was used.
invite-invitations = Invitations
invite-take-back-of = Take back: { $whom }
invite-take-back = Take back

invite-my-device = My other device
invite-my-device-means = Answers and decides as you, with the role you have
invite-owners-invite = Owners invite facilitators and owners
invite-facilitators-invite = Facilitators and owners invite people
invite-uses-wrong = Enter a number from 1 to 1000
invite-whom-first = Choose for whom it is first
invite-can-my-device =
    Whoever has this can join as a further device of { $name }, and speak as { $name }, until { $day }. Only open it
    on a device of your own.
invite-times =
    { $n ->
        [one] once
       *[other] { $n } times
    }
invite-at-once = They are in at once.
invite-owner-first = An owner lets each of them in.
invite-can = Whoever has this can join as { $role }: { $times }, until { $day }. { $entry }
invite-further-device = A further device of { $name }
invite-taken-back = taken back
invite-used = used
invite-expired = expired on { $day }
invite-uses-left =
    { $n ->
        [one] { $n } use left, until { $day }
       *[other] { $n } uses left, until { $day }
    }
invite-invited = { $whom }, by { $by }
invite-not-mine = Whoever invited, or an owner, takes it back
invite-anybody = Whoever has this can join.
invite-ticket-taken-back = This ticket was taken back; nobody can join with it.
invite-ticket-used-up = This ticket is used up.
invite-ticket-expired = This ticket has expired.
invite-no-address =
    It names no address of this device, so nobody can follow it. Make another one once this device is on a network.
invite-days =
    { $n ->
        [one] { $n } day
       *[other] { $n } days
    }
invite-can-answer =
    Whoever has this can join as { $role }, to answer { $dimensions }: { $times }, until { $day }. { $entry }
invite-as-observer = an observer
invite-as-respondent = a respondent
invite-as-facilitator = a facilitator
invite-as-owner = an owner
invite-invited-noted = { $whom }, for { $note }, by { $by }
