# Das Ende einer Bewertung: ihr Inhalt wird auf jedem Gerät vernichtet.
destroyed-title = Aufbewahrung
destroyed-what-it-does =
    Alle Durchgänge sind hier geschlossen. Was geantwortet, vereinbart, kommentiert und geplant wurde, lässt sich auf jedem
    Gerät vernichten; wer wann was getan und wer welches Ergebnis freigegeben hat, bleibt.
destroyed-owners-only = Nur die Leitung vernichtet, was gesagt wurde
destroyed-button = Inhalt von „{ $title }“ vernichten
destroyed-by =
    { $n ->
        [one] { $n } Durchgang, vernichtet von { $who } am { $day }
       *[other] { $n } Durchgänge, vernichtet von { $who } am { $day }
    }
destroyed-signed = { $review } wurde von { $who } am { $day } freigegeben ({ $tier })
destroyed-signed-untold = { $review } wurde von { $who } am { $day } freigegeben
destroyed-dialog = Inhalt vernichten
destroyed-dialog-title = Inhalt von „{ $title }“ vernichten?
destroyed-dialog-text =
    Antworten, vereinbarte Antworten, Kommentare, Ziele, Maßnahmen und Nachweise aller Durchgänge werden auf jedem Gerät
    gelöscht, das davon erfährt. Das lässt sich nicht zurücknehmen. Kopien an anderen Orten, auch Sicherungen, sind
    außer Reichweite.
destroyed-dialog-type = Zum Fortfahren den Titel eingeben
destroyed-type-first = Zuerst den Titel eingeben
destroyed-do = Endgültig vernichten
destroyed-keep = Behalten
destroyed-first =
    Zuerst wird alles in einen Ordner geschrieben: von jedem Durchgang ein unterschriebener Bericht, und die Nachweise, die
    hier sind.
destroyed-folder = Ordner
destroyed-folder-hint = /home/ana/sicherheit-2026
destroyed-choose = Ordner wählen
destroyed-choosing = Ein Ordner wird gewählt
destroyed-without = Nichts zuerst schreiben
destroyed-where-first = Zuerst sagen, wohin geschrieben wird, oder dass nichts geschrieben wird
destroyed-underway = Es wird geschrieben
destroyed-writing = Wird geschrieben: { $file }
destroyed-written = Geschrieben in { $folder }
