# Home: every workspace on this device, and those that can't be opened.

home-title = Workspaces
home-about = Each organisation has its own; they share nothing.
home-new = New workspace
home-join = Join
home-join-hint = With a ticket or file
home-frameworks = Frameworks
home-frameworks-hint = Look at them, or import one
home-empty = No workspace on this device yet. Begin one, or join one with a ticket.
home-begin = Begin a workspace
home-reading = { $n ->
    [one] Reading a workspace…
   *[other] Reading { $n } workspaces…
}
home-reading-about = Everything is checked: after an update, or when Muster was cut off last time.
home-damaged = A workspace can't be opened: { $why }
home-damaged-remedy =
    Its folder is untouched: { $path }. Join again with a new ticket and the others refill what is missing.
home-locked = A workspace under a passphrase
home-locked-about = Its name shows once it is open. Its folder: { $folder }
home-unlock = Unlock
home-passphrase-title = Enter the passphrase
home-passphrase-about =
    Its key file on this device opens with the passphrase only. Nobody can recover it.
home-passphrase = Passphrase
home-passphrase-missing = Enter the passphrase first
home-not-now = Not now
home-remove-dialog = Remove from this device
home-remove-title = Remove { $name } from this device?
home-remove = Remove
home-keep = Keep it
home-remove-button = Remove { $name } from this device
home-open = Open { $name }
home-example = Example
home-my-questions = My questions
home-no-review = No review yet
home-changed = Last change { $ago }
home-waiting = Waiting for an owner
home-open-review = Open
home-blind = Blind round
home-revealed = Revealed
home-closed = Closed
home-read-only = Read-only
home-lost-example = It is the example: nothing of yours is in it.
home-lost-nothing = Others have all of your changes. To come back you need a new ticket.
home-lost-changes = { $n ->
    [one] { $n } change of yours exists only here and would be lost for good.
   *[other] { $n } changes of yours exist only here and would be lost for good.
}
