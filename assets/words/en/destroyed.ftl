# The end of an assessment: its content destroyed on every device.
destroyed-title = Retention
destroyed-what-it-does =
    Every review of these is closed. What was answered, agreed, commented and planned in one can be destroyed on every
    device; who did what and when, and who signed which result, stays.
destroyed-owners-only = Only an owner destroys what people said
destroyed-button = Destroy the content of “{ $title }”
destroyed-by =
    { $n ->
        [one] { $n } review, destroyed by { $who } on { $day }
       *[other] { $n } reviews, destroyed by { $who } on { $day }
    }
destroyed-signed = { $review } was signed by { $who } on { $day } ({ $tier })
destroyed-signed-untold = { $review } was signed by { $who } on { $day }
destroyed-dialog = Destroy content
destroyed-dialog-title = Destroy the content of “{ $title }”?
destroyed-dialog-text =
    Answers, agreed answers, comments, targets, actions and evidence of all its reviews are wiped from every device that
    hears of it. This can't be taken back. Copies made elsewhere, backups among them, are out of reach.
destroyed-dialog-type = Type its title to go on
destroyed-type-first = Type the title first
destroyed-do = Destroy for good
destroyed-keep = Keep it
destroyed-first = First everything is written into a folder: a signed report of each review, and the evidence that is here.
destroyed-folder = Folder
destroyed-folder-hint = /home/ana/security-2026
destroyed-choose = Choose a folder
destroyed-choosing = A folder is being chosen
destroyed-without = Write nothing first
destroyed-where-first = Say where it is written first, or that nothing is
destroyed-underway = It is being written
destroyed-writing = Being written: { $file }
destroyed-written = Written into { $folder }
