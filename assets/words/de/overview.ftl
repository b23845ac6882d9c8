# overview

overview-reveal-hint = Öffnet alle Antworten für alle
overview-reveal = Aufdecken
overview-close-hint = Beendet den Durchgang
overview-close = Abschließen
overview-reviews = Durchgänge
overview-show-review = Durchgang zeigen: { $title }
overview-answer-again = Neu antworten
overview-answer-again-what = Neu antworten: { $what }
overview-waits = Wartet hier
overview-asks = { $name } möchte beitreten
overview-two-values = Zwei Werte: { $question }
overview-dimensions = Dimensionen
overview-counted-all = Gezählt: von irgendwem beantwortet
overview-counted-mine = Gezählt: eigene Antworten
overview-invite = Einladen
overview-invite-name = Jemanden einladen
overview-people = Personen
overview-handed-in = Abgegeben
overview-answered-by = { $name }, beantwortet
overview-not-handed-in = Noch nicht abgegeben
overview-nothing-assigned = Nichts zugeteilt
overview-reveal-title = Alle Antworten aufdecken?
overview-reveal-now = Jetzt aufdecken
overview-close-title = Diesen Durchgang abschließen?
overview-close-now = Jetzt abschließen
overview-reveal-means = Ab dann sehen alle die Antworten von allen. Das lässt sich nicht zurücknehmen.
overview-close-means = Nichts darin lässt sich mehr beantworten oder vereinbaren. Das lässt sich nicht zurücknehmen.
overview-not-yet = Noch nicht
overview-have-handed-in = { $n ->
    [one] { $n } Person hat abgegeben.
   *[other] { $n } Personen haben abgegeben.
}
overview-enough = Dieses Rahmenwerk zählt eine Frage ab { $n } Stimmen. Das genügt.
overview-not-enough = Dieses Rahmenwerk zählt eine Frage ab { $n } Stimmen. Das genügt noch nicht.
overview-nobody-missing = Niemand fehlt.
overview-missing = Nicht abgegeben: { $names }
overview-missing-close = Was bis jetzt nicht gesendet ist, zählt nicht.
overview-missing-strict =
    Diese Antworten bleiben versiegelt, bis das eigene Gerät sie öffnet. Kommt es nie wieder, bleiben sie es für immer.
overview-missing-blind =
    Was bisher beantwortet ist, zählt, soweit es hier angekommen ist. Spätere Änderungen bleiben, außerhalb der Runde.

overview-alarm-mine = Alarm zum eigenen Eintrag: { $alarm }
overview-alarm-other = Alarm zum Eintrag von { $name }: { $alarm }
overview-alarm-remedy =
    Niemand kann eine Signatur fälschen: was abgegeben wurde, zählt auf jedem Gerät. Den anderen Bescheid geben und
    klären, wie es beim Aufdecken dazu kam.
overview-note-mine = Eigener Eintrag: { $note }
overview-late-mine = { $n ->
    [one] Nach der Aufdeckung, außerhalb der Runde: { $n } eigene Antwort
   *[other] Nach der Aufdeckung, außerhalb der Runde: { $n } eigene Antworten
}
overview-late = { $n ->
    [one] Nach der Aufdeckung, außerhalb der Runde: { $n } Antwort von { $name }
   *[other] Nach der Aufdeckung, außerhalb der Runde: { $n } Antworten von { $name }
}
overview-mine-checked = Der eigene Eintrag ist geprüft: es zählt, was abgegeben wurde.
overview-mine-taken = Nicht abgegeben: die Aufdeckung nahm die eigenen Antworten, wie sie angekommen waren.
overview-mine-no-part = Nicht abgegeben: die eigenen Antworten sind nicht Teil der Runde.
overview-lost = { $n ->
    [one] { $n } eigene Änderung in „{ $title }“ zählt nicht mehr
   *[other] { $n } eigene Änderungen in „{ $title }“ zählen nicht mehr
}
overview-lost-means = Als das Gerät gesperrt oder die Rolle geändert wurde, war dort noch nichts davon angekommen.
overview-lost-about = Es ging um { $names }.
overview-lost-about-more = Es ging um { $names } und { $n } weitere.

overview-not-mine = Moderation und Leitung decken auf und schließen ab
overview-state-open = offen
overview-state-revealed = aufgedeckt
overview-state-closed = abgeschlossen
overview-round-open = Offene Runde
overview-round-blind = Blinde Runde
overview-round-strict = Strenge Runde
overview-due = fällig { $day }
overview-again-today = Der nächste Durchgang ist heute fällig
overview-again-days = { $n ->
    [one] Der nächste Durchgang ist in { $n } Tag fällig, am { $day }
   *[other] Der nächste Durchgang ist in { $n } Tagen fällig, am { $day }
}
overview-again-months = Der nächste Durchgang ist in { $n } Monaten fällig, am { $day }
overview-again-days-ago = { $n ->
    [one] Der nächste Durchgang war vor { $n } Tag fällig, am { $day }
   *[other] Der nächste Durchgang war vor { $n } Tagen fällig, am { $day }
}
overview-again-months-ago = Der nächste Durchgang war vor { $n } Monaten fällig, am { $day }
overview-out = Dieses Gerät ist nicht mehr im Arbeitsbereich
overview-let-in = Die Leitung muss noch zustimmen
overview-let-in-words = Diese Wörter mit ihr vergleichen: { $words }
overview-requests = { $n ->
    [one] { $n } Person möchte beitreten
   *[other] { $n } Personen möchten beitreten
}
overview-requests-words = Vor dem Aufnehmen die sechs Wörter vergleichen.
overview-decide = Entscheiden
overview-closed = Dieser Durchgang ist abgeschlossen
overview-closed-means = Sein Ergebnis bleibt.
overview-result = Ergebnis ansehen
overview-revealed-same = In dem, was hier lesbar ist, weicht nichts voneinander ab.
overview-revealed = Die Antworten sind aufgedeckt
overview-settled-means = Gegenstimmen bleiben erhalten und stehen im Bericht.
overview-settled = Jede Abweichung ist geklärt
overview-disagree = { $n ->
    [one] Abweichende Antworten bei { $n } Frage
   *[other] Abweichende Antworten bei { $n } Fragen
}
overview-talk = Eine nach der anderen besprechen und festhalten, was vereinbart wird.
overview-agree = Vereinbaren
overview-still = { $n ->
    [one] Noch { $n } Frage zu vereinbaren
   *[other] Noch { $n } Fragen zu vereinbaren
}
overview-have = { $n ->
    [one] { $n } ist schon geklärt.
   *[other] { $n } sind schon geklärt.
}
overview-agree-on = Weiter vereinbaren
overview-facilitator-leads = Die Moderation leitet das Gespräch und hält fest, was herauskommt.
overview-compare = Antworten vergleichen
overview-on-their-way = Die Fragen sind noch unterwegs
overview-on-their-way-means = Sie kommen von den anderen Geräten.
overview-no-review-choose = Rahmenwerk wählen, Geltungsbereich nennen, sagen, wer antwortet.
overview-no-review = Noch kein Durchgang
overview-open-review = Durchgang eröffnen
overview-no-review-wait = Die Moderation eröffnet ihn; dann stehen hier die eigenen Fragen.
overview-observer = Die Antworten laufen
overview-observer-means = Das Ergebnis ist nach der Aufdeckung zu sehen.
overview-conflicts = { $n ->
    [one] { $n } Antwort hat zwei Werte
   *[other] { $n } Antworten haben zwei Werte
}
overview-conflicts-means = Zwei eigene Geräte schrieben zugleich. Wählen, welcher zählt.
overview-choose = Wählen
overview-open = { $n ->
    [one] Noch { $n } Frage offen
   *[other] Noch { $n } Fragen offen
}
overview-keyboard = Mit der Tastatur: eine Ziffer antwortet, Enter führt weiter.
overview-answer = Antworten
overview-answer-on = Weiter antworten
overview-hand-in-means = Abgeben heißt: das sind die eigenen Antworten; ändern geht weiterhin.
overview-all-answered = Alle eigenen Fragen sind beantwortet
overview-hand-in = Abgeben
overview-all-in-wait = Alle haben abgegeben; die Moderation deckt auf.
overview-waiting-for = { $n ->
    [one] { $n } Person muss noch abgeben.
   *[other] { $n } Personen müssen noch abgeben.
}
overview-part-done = Der eigene Teil ist fertig
overview-assign-means = Sagen, wer welche Dimension beantwortet.
overview-assign = Noch ist nichts zugeteilt
overview-assign-button = Dimensionen zuteilen
overview-alone-means = Wer allein ist, kann nicht abweichen.
overview-alone = Noch niemand sonst hier
overview-all-in-means = Dann sehen alle alles, und der Vergleich beginnt.
overview-all-in = Alle haben abgegeben
overview-others-missing = Noch nicht abgegeben: { $names }.
overview-others = Die anderen antworten noch
overview-by-anybody = Von irgendwem beantwortet
overview-mine = Eigene Antworten
overview-all-dimensions = Alle Dimensionen
overview-parts = { $n } Teile

overview-altered = die Aufdeckung nennt andere Antworten als die abgegebenen; die abgegebenen zählen
overview-left-out = die Aufdeckung lässt abgegebene Antworten aus; sie zählen
overview-crossed = abgegeben, ohne dass die Aufdeckung es wusste; es zählt, was sie kannte
overview-not-here = die zählenden Antworten sind hier noch nicht alle angekommen
