# Neuer Durchgang: Rahmenwerk, Geltungsbereich, Personen, Prüfen; Wechsel der Version.

new-review-title = Neuer Durchgang
new-review-subtitle = Ein Durchgang: wer welche Fragen beantwortet, bis wann, und wer was sieht.
new-review-cant = Hier lässt sich kein Durchgang eröffnen
new-review-is-open = { $title } ist eröffnet
new-review-step = Schritt { $word }
new-review-step-before = Zuerst die Schritte davor abschließen
new-review-same = Wie letztes Mal
new-review-same-about =
    Übernimmt Rahmenwerk, Geltungsbereich, Personen und Art der Runde; Titel und Tag bleiben zu sagen.
new-review-framework = Rahmenwerk
new-review-all-frameworks = Alle Rahmenwerke ansehen
new-review-all-frameworks-hint = Ihre Fragen, Stufen und Lizenzen; oder eines importieren
new-review-no-framework = Hier gibt es kein Rahmenwerk.
new-review-what = Was bewertet wird
new-review-new-long = Etwas Neues: beginnt eine eigene Reihe von Durchgängen
new-review-new = Etwas Neues
new-review-new-about = Beginnt eine eigene Reihe von Durchgängen
new-review-name = Name
new-review-name-hint = Sicherheitsprogramm
new-review-scope-hint = Ganze Organisation, ein Standort, ein System
new-review-scope = Geltungsbereich (freiwillig)
new-review-scope-about = Der Geltungsbereich steht über jeder Frage, damit alle dasselbe meinen.
new-review-this-review = Dieser Durchgang
new-review-review-title = Titel
new-review-same-people = Personen wie letztes Mal
new-review-who-answers = Wer was beantwortet
new-review-alone = Hier ist sonst niemand. Wer später beitritt, bekommt dann etwas zugeteilt.
new-review-who-sees = Wer vor der Aufdeckung was sieht
new-review-due = Frist (freiwillig)
new-review-due-hint = JJJJ-MM-TT
new-review-not-opened = Der Durchgang wurde nicht eröffnet: { $why }
new-review-being-opened = Der Durchgang wird eröffnet
new-review-back = Zurück
new-review-next = Weiter
new-review-incomplete = Ein Schritt davor ist nicht mehr vollständig
new-review-open = Durchgang eröffnen

new-review-becomes = Was aus Fragen und Antworten wird
new-review-not-same = Fragen, die nicht gleich bleiben
new-review-staying = Antworten, die im vorigen Durchgang bleiben: { $n }
new-review-fewer = Weniger zeigen
new-review-more = { $rest } weitere zeigen
new-review-offered-again =
    Frühere Durchgänge bleiben, wie sie sind. Was alle zuletzt gesagt haben, wird ihnen wieder angeboten und zählt,
    sobald sie es bestätigen.

new-review-step-scope = Bereich
new-review-step-people = Personen
new-review-step-check = Prüfen
new-review-not-mine = Moderation und Leitung eröffnen Durchgänge
new-review-used-before = hier schon verwendet
new-review-imported = auf diesem Gerät importiert
new-review-as-it-comes = wie mit diesem Muster geliefert
new-review-n-dimensions =
    { $n ->
        [one] { $n } Dimension
       *[other] { $n } Dimensionen
    }
new-review-n-questions =
    { $n ->
        [one] { $n } Frage
       *[other] { $n } Fragen
    }
new-review-version = Version { $version }
new-review-n-people =
    { $n ->
        [one] { $n } Person
       *[other] { $n } Personen
    }
new-review-n-reviews =
    { $n ->
        [one] bisher { $n } Durchgang
       *[other] bisher { $n } Durchgänge
    }
new-review-by-version = bisher nach Version { $version }, geht mit dieser weiter

new-review-lacks-framework = Ein Rahmenwerk wählen
new-review-lacks-name = Benennen, was bewertet wird
new-review-lacks-what = Sagen, was bewertet wird
new-review-lacks-title = Dem Durchgang einen Titel geben
new-review-title-taken = Einen Durchgang mit diesem Titel gibt es schon
new-review-lacks-secrecy = Wählen, wer vor der Aufdeckung was sieht
new-review-due-over = Die Frist ist schon vorbei
new-review-due-wrong = Die Frist als JJJJ-MM-TT schreiben oder leer lassen
new-review-parts =
    { $n ->
        [one] { $n } einzelner Teil ist zugeteilt wie letztes Mal, neben ganzen Dimensionen.
       *[other] { $n } einzelne Teile sind zugeteilt wie letztes Mal, neben ganzen Dimensionen.
    }
new-review-assign-later = Personen lassen sich später zuteilen, unter Zuteilen.
new-review-not-closed = { $title } ist noch nicht abgeschlossen; beide gehen nebeneinander weiter.
new-review-alone-blind = Hier ist sonst niemand: eine blinde Runde verbirgt noch nichts.
new-review-sum-assessed = Bewertet
new-review-sum-moves = Wechsel
new-review-sum-review = Durchgang
new-review-sum-round = Runde
new-review-sum-due = Frist
new-review-sum-no-day = kein Tag gesetzt
new-review-sum-answering = Antworten von

new-review-versions = Von Version { $from } zu { $to }
new-review-became-n =
    { $was ->
        [one] aus { $was } Frage wurden { $is }
       *[other] aus { $was } Fragen wurden { $is }
    }
new-review-answers-stay =
    { $n ->
        [one] { $n } Antwort bleibt, wo sie ist
       *[other] { $n } Antworten bleiben, wo sie sind
    }
new-review-to-confirm = { $again } von { $n } Antworten zu bestätigen
new-review-to-look-again = { $again } von { $n } Antworten neu anzusehen
new-review-became = aus „{ $was }“ wurde „{ $is }“
new-review-agreed-answer = die vereinbarte Antwort
new-review-none-before = Nach der Version davor gab es keinen Durchgang.
new-review-sealed-uncounted =
    Antworten, die hier versiegelt sind, zählen nicht mit. Die Geräte derer, die sie gegeben haben, bieten sie
    trotzdem an.
new-review-rules-changed = Außerdem geändert: { $rules }. Gleiche Antworten können zu einem anderen Ergebnis führen.
new-review-became-between = “, „
new-review-fate-same = gleich
new-review-fate-reworded = umformuliert
new-review-fate-split = geteilt
new-review-fate-merged = vereint
new-review-fate-regrouped = umgruppiert
new-review-fate-new = neu
new-review-fate-removed = entfallen
new-review-fate-first-same = Gleich
new-review-fate-first-reworded = Umformuliert
new-review-fate-first-split = Geteilt
new-review-fate-first-merged = Vereint
new-review-fate-first-regrouped = Umgruppiert
new-review-fate-first-new = Neu
new-review-fate-first-removed = Entfallen
new-review-aside-unknown = die Frage ist nicht bekannt
new-review-aside-unsaid = nichts wurde gesagt
new-review-aside-gone = die Frage gibt es nicht mehr
new-review-aside-differing = aus mehreren Fragen wurde eine, und sie waren verschieden beantwortet
new-review-aside-no-option = die neue Frage hat diese Möglichkeit nicht
new-review-part-scales = Skalen
new-review-part-weights = Gewichte oder Grade von Fragen
new-review-part-respondents = wie aus mehreren Auskünften ein Wert wird
new-review-part-measures = Messwerte
new-review-part-ladders = Leitern
new-review-part-cadence = was zu wiederholen ist
new-review-part-baselines = Teilmengen
