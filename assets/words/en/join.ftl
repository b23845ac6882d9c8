# Join: a ticket, where it leads, and the way in.

join-title = Join a workspace
join-subtitle = With the ticket somebody gave you. You see where it leads before you join.
join-asking = The device of whoever invited you is being asked
join-ticket = Ticket
join-other-file = Choose another file, or paste the ticket
join-paste-first = Paste the ticket or open the file first
join-no-ticket = This is no ticket that can be used
join-in-already = You are in already
join-asked-already = You asked already
join-try-again = Try again
join-look = Look where it leads
join-look-again = Look again
join-open-file = Open ticket file
join-open-title = Open a ticket
join-look-about =
    Looking asks the device of whoever invited you, over this network. It learns no name of yours, and nothing else is
    sent.
join-member = You are in { $name } already, on this device
join-not-used = The ticket was not used.
join-open = Open { $name }
join-leads-to = This ticket leads to
join-invited-by = Invited by
join-role = You join as
join-answers = You answer
join-words = Words
join-me = Your name
join-me-hint = As the others will see it
join-device = This device
join-device-hint = Laptop
join-name-first = Enter your name first
join-joining = You are joining
join-join = Join
join-join-name = Join this workspace
join-joining-about = You are joining; everything that is there is on its way
join-they-see = They see your name under People & sync, and these words:
join-compare = Read the words to each other. If they are the same, nobody stands in between.
join-being-asked = They are being asked
join-ask-again = Ask again
join-stop = Stop waiting
join-asks-itself =
    While this page is open it asks again by itself. Keep the ticket: after Muster was closed, paste it again.

join-no-host = This ticket names no device that could be asked
join-no-host-remedy = Ask for a new one, made while the network was on there
join-at-once = You are in at once.
join-owner-first = An owner has to let you in first.
join-compare-later =
    The others find the same words in the details of People & sync once you are in. If they are the same, nobody
    stands in between.
join-compare-now =
    Whoever lets you in sees the same words. Read them to each other: if they are the same, nobody stands in between.
join-waits = Waiting for an owner to let you in
join-waits-in = Waiting for an owner of { $workspace } to let you in
join-waits-for = Waiting for { $inviter } or another owner to let you in
join-waits-for-in = Waiting for { $inviter } or another owner of { $workspace } to let you in
join-as-observer = Observer: reads results once they are revealed
join-as-respondent = Respondent: answers their own dimensions
join-as-facilitator = Facilitator: runs reviews: assigns, reveals, closes
join-as-owner = Owner: decides who is in, and everything else
