# Bundles: writing one, taking one in.

bundles-packed = The bundle is packed
bundles-packed-members = Only the devices of members can open it; anybody may carry it.
bundles-packed-words = Whoever has the passphrase can open it. Tell it by another way than the file.
bundles-need-ready = The need file is ready
bundles-need-about = It says what is here already and names nobody. Whoever gets it packs only the rest.
bundles-take-title = Take in a bundle
bundles-nothing-changed = Nothing was changed.
bundles-bundle = Bundle
bundles-cant = This bundle can't be taken in
bundles-close = Close
bundles-other-need = This need file is of another workspace
bundles-write = Write a bundle
bundles-write-about = A file with changes of this workspace, for devices that no network reaches.
bundles-pack = Pack
bundles-cancel = Cancel
bundles-what = What goes into it
bundles-all = Everything
bundles-all-about = for somebody of whom you know nothing
bundles-lacking-about = smaller; the receiver writes a need file first
bundles-lacking = Only what a need file lacks
bundles-open-need = Open need file
bundles-open-need-title = Open a need file
bundles-who-opens = Who can open it
bundles-members-about = every device that is a member now, and nobody else
bundles-members = Members' devices
bundles-words-about = for a device that is not known here yet
bundles-words = Whoever has a passphrase
bundles-passphrase = Passphrase
bundles-passphrase-hint = Four or more words are good
bundles-passphrase-again = Passphrase again
bundles-packing = The file is being packed
bundles-saved = { $file } is saved
bundles-save-title = Save the file
bundles-not-packed = The file was not packed
bundles-another-place = Choose another place
bundles-being-saved = It is being saved
bundles-save = Save file
bundles-not-here = The workspace of this bundle is not on this device
bundles-not-here-remedy = Join it first, with a ticket; then take the bundle in
bundles-cover = { $file } · for { $name } · made { $when }
bundles-locked-title = Passphrase of the bundle
bundles-locked = This bundle is under a passphrase
bundles-passphrase-missing = Enter the passphrase first
bundles-look = Look into it
bundles-looking = The bundle is being looked into; nothing is changed yet
bundles-turned-away = Turned away: { $sentence }
bundles-rest-fine = Everything else is not affected.
bundles-brings = What the bundle brings
bundles-unchanged = Nothing is changed yet. Taking it in merges: it replaces nothing.
bundles-all-here = Everything in it is here already
bundles-take = Take it in
bundles-leave = Leave it
bundles-taking = The bundle is being taken in
bundles-taken = The bundle is taken in
bundles-taken-into = Into { $name }; saved here.
bundles-open = Open { $name }
bundles-holds =
    { $n ->
        [one] It holds { $n } change, { $size } KB
       *[other] It holds { $n } changes, { $size } KB
    }
bundles-names =
    { $n ->
        [one] It names { $n } change, { $size } KB
       *[other] It names { $n } changes, { $size } KB
    }

bundles-lacks-what = Choose what goes into it
bundles-lacks-need = Open the need file first
bundles-lacks-lock = Choose who can open it
bundles-short-words = The passphrase needs at least ten characters
bundles-words-differ = The two passphrases differ
bundles-nothing-new = Nothing new
bundles-n-answers =
    { $n ->
        [one] { $n } answer
       *[other] { $n } answers
    }
bundles-n-people =
    { $n ->
        [one] { $n } person
       *[other] { $n } people
    }
bundles-n-reviews =
    { $n ->
        [one] { $n } review
       *[other] { $n } reviews
    }
bundles-n-decisions =
    { $n ->
        [one] { $n } decision or comment
       *[other] { $n } decisions and comments
    }
bundles-n-conflicts =
    { $n ->
        [one] { $n } conflict
       *[other] { $n } conflicts
    }
bundles-n-changes =
    { $n ->
        [one] { $n } change
       *[other] { $n } changes
    }
bundles-new-people = New people: { $names }
bundles-new-reviews = New reviews: { $names }
bundles-in-file =
    { $n ->
        [one] { $n } change in the file, { $new } of them new here
       *[other] { $n } changes in the file, { $new } of them new here
    }
bundles-unread =
    { $n ->
        [one] { $n } of them stays sealed for this device, or waits for earlier changes
       *[other] { $n } of them stay sealed for this device, or waits for earlier changes
    }
