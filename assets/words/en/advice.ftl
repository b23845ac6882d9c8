# Advice: what happened, and what to do now. The command line says the same, in English.

advice-report-other-or-print = Choose another format; HTML can be printed to PDF by any browser
advice-report-csv-or-shorter = Choose CSV or JSON, which know no such limit, or shorten the text
advice-report-other = Choose another format, and report this
advice-report-template =
    Mend it, or write the report with --without-template; `muster report --write-template FOLDER` writes one that
    works
advice-report-nothing-written = Nothing was written; choose another format, and report this
advice-seal-check-json = Check a file that `muster report --format json` wrote
advice-seal-update = Update Muster, then check it again
advice-seal-ask-again = Ask whoever wrote it for the file again, and read the fingerprint to each other

advice-no-workspace = There is no such workspace on this device
advice-no-workspace-remedy = See what is here with `muster workspace list`, or join it with a ticket
advice-nothing-changed = Nothing was changed
advice-unreachable = Nobody answers at the addresses in the ticket
advice-unreachable-remedy = Ask the person who invited you to keep Muster open with the network on, then try again
advice-ticket-refused = The ticket was not accepted: { $why }
advice-ticket-refused-remedy = Ask for a new ticket
advice-network-off = The network is switched off for this workspace
advice-network-off-remedy = Switch it on with `muster network lan`, or for one exchange with `muster sync`
advice-other-version = The device that made the ticket runs another version of Muster, which this one can't talk to
advice-other-version-remedy = Use the same version on both; the newer one opens what the older one wrote
advice-no-relay = No relay is set for this workspace
advice-no-relay-remedy =
    Say which: `muster network relay https://relay.example.org`, and `--token -` if it asks for one
advice-network-broken = The network can't be used: { $why }
advice-network-broken-remedy = Your work is saved here; it goes out when the network is back
advice-network-busy = Muster is already running on this data directory and syncs for it
advice-network-busy-remedy = Leave it running: it sends your changes by itself. To sync from here, close it first
advice-data-dir = The folder { $path } can't be used: { $why }
advice-data-dir-remedy = Check that it exists and belongs to you, or choose another with --data-dir
advice-read-only = This workspace is open read-only: { $why }
advice-read-only-remedy = What is saved stays readable; see `muster doctor`
advice-no-dice-remedy = Without it no key is safe. Restart the computer; if it stays, do not use it for Muster
advice-stopped = Muster is shutting down
advice-stopped-remedy = Start it again

advice-bundle-foreign = Choose a file that `muster bundle` wrote
advice-newer-muster = Use a newer version of Muster
advice-bundle-damaged = Copy the file again, or have it made again
advice-bundle-too-large = Have it made for what is lacking: see `muster bundle need`
advice-bundle-not-for-us = Have it made again now that this device is a member, or under a passphrase
advice-bundle-needs-passphrase = Say `--passphrase -` and give the words on standard input
advice-check-words = Check the words, also their case and spaces
advice-longer-words = Use at least ten characters; four or more words are good
advice-bundle-other-workspace = Choose the workspace with --workspace
advice-report-this = Please report this

advice-file-not-here = It comes when a device that has it is connected; or have it brought in a bundle
advice-file-too-large = Attach a link to it, or the pages that matter
advice-file-over-quota = Attach links, or smaller files
advice-file-damaged = It is fetched again from the next device that has it
advice-file-wrong-key = Ask who attached it to attach it again
advice-file-full = Free some space, then try again; every answer is saved
advice-file-io-remedy = Check the disk; every answer that was reported as saved is on it
advice-file-io = The file can't be used: { $why }

advice-store-full = The last change is not saved: the disk is full
advice-store-full-remedy = Free some space, then do it again; everything before it is saved
advice-store-not-writable = The data directory can be read, but not written
advice-store-not-writable-remedy = Check who owns it and whether its disk is mounted read-only, or use --data-dir
advice-store-damaged = The log of this workspace is damaged: { $what }
advice-store-damaged-remedy = What is readable is kept. Sync with somebody: what is missing comes back
advice-store-newer = This workspace was written by a newer version of Muster (format { $found })
advice-store-newer-remedy = Use that version, or a newer one; this one changes nothing in it
advice-store-foreign = There is a file in the data directory that is not Muster's
advice-store-foreign-remedy = Move it away, or choose another directory with --data-dir
advice-store-busy = Another process is writing to this workspace and does not finish
advice-store-busy-remedy = Try again in a moment
advice-store-out-of-turn = The last change is not saved: the log was asked to { $what }
advice-store-out-of-turn-remedy = Start Muster again; everything before it is saved. Please report this
advice-store-io = The disk failed: { $why }
advice-store-io-remedy = Check the disk; what was reported as saved is on it

advice-key-missing = The key file of this workspace is gone
advice-key-restore = Restore it from a copy, or have yourself invited again as a further device
advice-key-damaged = The key file of this workspace is damaged
advice-key-newer = The key file was made by a newer version of Muster (format { $found })
advice-key-newer-remedy = Use that version, or a newer one
advice-key-locked = The key file of this workspace is under a passphrase
advice-key-locked-remedy =
    Say `--unlock -` and give the words on standard input, or name a file that holds them in MUSTER_PASSPHRASE_FILE
advice-key-wrong = The passphrase does not open the key file
advice-key-wrong-remedy = Check the words, also their case and spaces; nothing was changed
advice-key-weak = The passphrase is too short: whoever copies the key file can try as many as they like
advice-key-not-protected = The key file could not be protected: { $why }
advice-key-not-protected-remedy = It is as it was. Please report this
advice-key-taken = There is a key file already, for another device
advice-key-taken-remedy = Choose another data directory with --data-dir
advice-key-io = The key file can't be used: { $why }
advice-key-io-remedy = Check who owns the data directory and whether its disk is fine

advice-ticket-whole = Copy the whole ticket: one word that begins with muster1
advice-ticket-web = Open the address in a browser and copy the ticket from there
advice-ticket-damaged = Copy the whole ticket again, or ask for the ticket as a file
advice-address-whole = Copy the whole line that `muster address` prints on the other device
advice-address-correct = Correct it, or copy what `muster address` prints there
advice-relay-ask = Ask whoever runs the relay for its address
advice-relay-token = Copy the token alone, without spaces

advice-cut-left = { $who } went away
advice-cut-left-remedy = Nothing: they connect again by themselves
advice-cut-stranger = { $who } does not know this device as a member's
advice-cut-stranger-remedy = If you were let in a moment ago, wait until that has reached them; else ask an owner
advice-cut-removed = { $who } says that this device was removed from the workspace
advice-cut-removed-remedy = What is here stays readable. If that was a mistake, an owner can invite you back
advice-cut-newer = { $who } runs an older Muster, which does not understand this one
advice-cut-newer-remedy = Update Muster there; until then a bundle may do
advice-cut-older = { $who } runs a newer Muster, which does not speak with this one any more
advice-cut-older-remedy = Update Muster here
advice-cut-flood = { $who } was sent more by this device than was agreed
advice-cut-forged = { $who } was sent changes that no member signed
advice-cut-forged-remedy = Run `muster verify` here: it says whether this log is whole
advice-cut-silent = { $who } heard nothing from this device for too long
advice-cut-silent-remedy = Nothing, if this machine slept; else look at the network between the two
advice-cut-quota = { $who } keeps no more of what this device writes: it has written more than one device may
advice-cut-quota-remedy = Go on with a further device of yours, and tell an owner
advice-cut-full = { $who } is connected with too many others now
advice-cut-full-remedy = Nothing: it is tried again, and others pass the changes on
advice-cut-garbled = { $who } did not understand what this device said
advice-cut-garbled-remedy = Use the same version of Muster on both; if it is the same, please report this
advice-cut-disk = { $who } can't store anything now
advice-cut-disk-remedy = Tell them: their disk is full or fails
advice-cut-slow = { $who } found this device too slow
advice-cut-slow-remedy = Nothing: it is tried again; what has come is kept
advice-cut-not-now = { $who } has no time for requests to join now
advice-cut-not-now-remedy = Try again in a few minutes
advice-cut-other = { $who } hung up: { $why }
advice-cut-other-remedy = If it happens again, use the same version of Muster on both

advice-window-command-line = Everything can be done from the command line too: see `muster --help`
advice-window-close-others = Close other programs, then try again
advice-demo-failed = The device of { $who } failed: { $why }
advice-demo-busy = The machine may be very busy: try again
advice-demo-empty-dir = Choose an empty directory with --dir

advice-refused = { $why }
advice-no-dice = The operating system gives no randomness: { $why }
advice-demo-unexpected = A device answered something else than was asked: { $what }
advice-demo-missing = The example builds on { $what }, and it is not there
advice-demo-unfinished = { $one } and { $other } did not come to an end with their exchange
advice-demo-place = { $path } can't be used: { $why }

advice-said-bundle-foreign = This is not a Muster bundle
advice-said-bundle-newer = The file was made by a newer version of Muster (format { $found })
advice-said-bundle-damaged = The file is damaged: { $why }
advice-said-bundle-too-large = The file holds more than a bundle may
advice-said-bundle-not-for-us = The bundle was not made for this device
advice-said-bundle-needs-passphrase = The bundle is under a passphrase
advice-said-bundle-wrong-passphrase = The passphrase does not open the bundle
advice-said-bundle-weak-passphrase =
    The passphrase is too short: a bundle under a passphrase can be tried by anybody who finds it
advice-said-bundle-other-workspace = The file belongs to another workspace
advice-said-bundle-not-sealed = The bundle could not be sealed: { $why }

advice-said-file-not-here = The file is not on this device yet
advice-said-file-too-large = The file is larger than 25 MiB
advice-said-file-over-quota = The files of one person may take 512 MiB on a device, and would take more
advice-said-file-damaged = The file is damaged on this device
advice-said-file-wrong-key = The file is not what the answer says: it does not open
advice-said-file-newer = The file was kept by a newer version of Muster (format { $found })
advice-said-file-full = The disk is full

advice-said-ticket-empty = There is no ticket in this text
advice-said-ticket-web-address = This is a web address, not a ticket; tickets begin with “muster1”
advice-said-ticket-foreign = This is not a ticket; tickets begin with “muster1”
advice-said-ticket-too-long = This is too long for a ticket
advice-said-ticket-damaged = The ticket is incomplete or mistyped
advice-said-ticket-newer = The ticket was made by a newer version of Muster

advice-said-address-shape = An address looks like ENDPOINT@IP:PORT, as `muster address` prints it
advice-said-address-endpoint = The part before the @ is not a device's key of 64 hexadecimal digits
advice-said-address-socket = “{ $text }” is not an IP address and port, like 192.168.1.20:7300 or [fe80::1]:7300
advice-said-relay-scheme = The address of a relay looks like https://relay.example.org
advice-said-relay-host = The address of the relay names no host, or no port that there is
advice-said-relay-path = The address of a relay ends after the host and its port
advice-said-relay-too-long = The address of the relay is too long
advice-said-relay-token = A token is one word of 1 to 200 letters, digits and signs
advice-said-recovery-no-code = This is not a recovery code: it has 28 letters and digits in groups of four
advice-said-recovery-mistyped = The recovery code is mistyped

advice-said-plan-no-title = An action needs a title
advice-said-plan-bad-title = The title of an action is one line of at most { $n } characters
advice-said-plan-long-text = A description or finding has at most { $n } characters
advice-said-plan-bad-name = The owner of an action is a member, or a name of at most { $n } characters
advice-said-plan-comment = A comment has some words, and at most { $n } characters
advice-said-plan-no-action = There is no such action
advice-said-plan-no-place = The framework has no “{ $id }”

advice-said-report-not-built = This program was built without reports as { $form }
advice-said-report-long-text = The text “{ $text }…” is longer than the cell of a workbook can be
advice-said-report-form = The report can't be written as { $form }: { $why }
advice-said-report-template = The template can't be used: { $why }
advice-said-report-incomplete = Read again, the report holds { $found } instead of { $wanted }
advice-said-report-actions = Read again, the file holds { $found } actions instead of { $wanted }
advice-said-report-unreadable = Read again, the report can't be understood: { $why }

advice-said-cut-leaving = it is leaving
advice-said-cut-stranger = you are not a member here
advice-said-cut-removed = you were removed here
advice-said-cut-newer = you run a newer Muster than this device understands
advice-said-cut-older = you run an older Muster than this device speaks with
advice-said-cut-flood = the other device sends more than was agreed
advice-said-cut-forged = the other device sends changes that are not signed by a member
advice-said-cut-silent = the other device fell silent
advice-said-cut-quota = the other device wrote more than one device may
advice-said-cut-full = too many devices are connected here
advice-said-cut-garbled = the other device does not keep to the protocol
advice-said-cut-disk = this device can't store anything now
advice-said-cut-replaced = another connection serves
advice-said-cut-slow = the other device does not keep up
advice-said-cut-not-now = not now
advice-said-cut-crowd = too many are asking, try again

advice-parting-folder = { $path } can't be made: { $why }
advice-parting-write = { $path } can't be written: { $why }
advice-parting-folder-remedy = Choose an empty folder that can be written; nothing was destroyed
advice-parting-no-framework = The framework of this assessment has not arrived yet, so nothing can be written out
advice-parting-sync-remedy = Exchange with a device that has it; nothing was destroyed
advice-parting-not-signed = The report could not be signed
advice-parting-missing = Evidence that is not on this device was not written out: { $names }
advice-parting-missing-remedy =
    Nothing was destroyed. Exchange with a device that has it, then begin again with another folder
