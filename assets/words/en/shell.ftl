# What stands around every page: banners, status line, overlays, messages.

shell-muster = Muster
shell-read-only = Open read-only: { $why }
shell-out = You are out of this workspace. { $why }.
shell-example = This is the example: invented people, and nothing of yours.
shell-example-remove = Remove the example
shell-stays-here = Everything stays on this computer until you invite someone
shell-network = Network

shell-relay-dialog = Own relay
shell-relay-title = Use a relay of your own
shell-relay-about =
    A relay connects devices that can't reach each other otherwise. Your organisation runs it itself; the README
    says with what.
shell-relay-address = Address of the relay
shell-relay-address-hint = https://relay.example.org
shell-relay-token = Token
shell-relay-token-keep = Leave it empty to keep the one that is set
shell-relay-token-hint = If it asks for one
shell-relay-address-missing = Enter the address first
shell-relay-wrong = This is no relay
shell-relay-use = Use this relay
shell-relay-open = The token can be read on the way
shell-public-dialog = Public relays
shell-public-title = Use the public relays?
shell-public-about = You can switch back any time, at the lower right. This is asked once.
shell-public-use = Use public relays
shell-cancel = Cancel

shell-recovery-dialog = Recovery code
shell-recovery-title = Your recovery code
shell-recovery-about =
    If this device is lost, this code is the only way to own the workspace again. It is shown once and stored nowhere.
    Write it on paper and keep it safe.
shell-recovery-done = I have written it down
shell-copy = Copy

shell-keys-dialog = Help and keys
shell-keys-title = { $page }: help and keys
shell-keys-on = On { $page }
shell-keys-none = This page has no keys of its own.
shell-keys-tab = Tab leads from one thing to the next; Space presses it.
shell-keys-anywhere = Anywhere
shell-keys-more = Every command is also in the palette. The command “muster man” prints all of this.
shell-close = Close

shell-bell = Messages
shell-bell-about = Of this session, the latest first.
shell-bell-empty = No messages yet. Muster speaks up only when there is something to decide.

shell-default-looks = Muster starts with its default looks
shell-default-looks-why = Because { $why }. No work is affected
shell-not-closed = Muster was not closed last time
shell-not-closed-means = Your work is safe: whatever was shown as saved is on the disk
shell-stopped-why = the part of Muster that saves has stopped
shell-stopped = A part of Muster stopped unexpectedly
shell-stopped-remedy = Your work is safe up to the last “Saved here”. Close Muster and start it again
shell-joined = { $name } joined
shell-asks-to-join = { $name } asks to join
shell-asks-remedy = Decide under People & sync
shell-work-is-saved = Your work is saved
shell-copied = { $what } copied
shell-no-change = Nothing can be changed here
shell-not-now = { $what }: not now
shell-all-check-out = All { $n } changes check out
shell-took-back = Took back { $what }
shell-again = { $keys } makes it again
shell-nobody-reached = Nobody could be reached
shell-nothing-new = Nothing new on either side
shell-moved = { $received } changes came, { $sent } went out

shell-no-font = This computer has no font for some letters here
shell-no-font-remedy = They are kept and show on other computers; a font such as Noto shows them here
