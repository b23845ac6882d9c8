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
destroyed-dialog-report =
    Write a report of each review first, as JSON: it holds everything and can be checked for ever.
destroyed-dialog-type = Type its title to go on
destroyed-type-first = Type the title first
destroyed-do = Destroy for good
destroyed-report = Go to the report
destroyed-keep = Keep it
