# Was in einem Bericht steht, der weitergegeben wird.

reports-a-device = ein Gerät
reports-about = Betrifft
reports-action = Maßnahme
reports-action-before = (vorher: { $values })
reports-action-beyond = Eine neuere Version des Programms hat hier etwas geschrieben, das diese nicht zeigen kann.
reports-action-comment = { $name } sagt dazu: { $text }
reports-action-comment-at = { $name }, { $at }: { $text }
reports-action-due = fällig { $day }
reports-action-overdue = { $status }, überfällig
reports-action-torn =
    { $field }: gleichzeitig verschieden gesetzt, { $values }. Das Erste gilt, bis es neu gesetzt wird.
reports-action-value-by = { $value } von { $name }
reports-actions =
    { $n ->
        [one] { $n } Maßnahme, davon { $closed } abgeschlossen.
       *[other] { $n } Maßnahmen, davon { $closed } abgeschlossen.
    }
reports-actions-late =
    { $n ->
        [one] { $n } am { $day } überfällig.
       *[other] { $n } am { $day } überfällig.
    }
reports-admits = lässt auf Vorlage zu
reports-agreed-reason = Begründung: { $text }
reports-all-hold = Jede Bedingung der höchsten Stufe ist erfüllt.
reports-answer = Antwort
reports-answered = Beantwortet
reports-approved-by = Freigegeben von
reports-as-of = Stand
reports-asked = Zugeteilt
reports-based-on = Auf Grundlage der Antworten von { $names }
reports-based-on-people =
    { $n ->
        [one] Auf Grundlage der Antwort von { $n } Person
       *[other] Auf Grundlage der Antworten von { $n } Personen
    }
reports-baselines = Auswahl
reports-before = Vorher
reports-begun = Bewertung begonnen
reports-blank =
    { $n ->
        [one] { $n } Frage ohne Antwort:
       *[other] { $n } Fragen ohne Antwort:
    }
reports-by = Von
reports-by-on = { $name } am { $day }
reports-came-from = Entstanden aus
reports-changed = Seither geändert
reports-changed-since = Seit der Freigabe geändert
reports-comment = Kommentar
reports-compared = Verglichen mit „{ $last }“. { $sentence }
reports-condition = Bedingung
reports-condition-found = { $what } (ist { $value })
reports-conditions = Die Bedingungen jeder Stufe
reports-contents = Inhalt
reports-copyright = Urheberrecht
reports-count-facilitators =
    { $n ->
        [one] { $n } × Moderation
       *[other] { $n } × Moderation
    }
reports-count-observers =
    { $n ->
        [one] { $n } × Beobachtung
       *[other] { $n } × Beobachtung
    }
reports-count-owners =
    { $n ->
        [one] { $n } × Leitung
       *[other] { $n } × Leitung
    }
reports-count-people =
    { $n ->
        [one] { $n } Person
       *[other] { $n } Personen
    }
reports-count-respondents =
    { $n ->
        [one] { $n } × Auskunft
       *[other] { $n } × Auskunft
    }
reports-counts = Gilt
reports-coverage = Abdeckung
reports-date = Datum
reports-decision-agreed = Vereinbart
reports-decision-facilitator = Entscheidung der Moderation
reports-decision-left-open = Offen gelassen
reports-decision-majority = Mehrheit mit Gegenstimme
reports-devices = Geräte
reports-devices-of = { $name } (seit { $day }): { $list }
reports-dimension = Dimension
reports-dimensions = Dimensionen
reports-dissent = Gegenstimme von { $name }: { $text }
reports-dissent-head = Gegenstimmen
reports-does-not-apply = nicht anwendbar
reports-draft = Entwurf: { $why }
reports-draft-open = Entwurf: Der Durchgang ist { $state }; er kann sich noch ändern
reports-draft-unsigned = Entwurf: Niemand hat diesen Durchgang freigegeben
reports-due = Fällig
reports-effort = Aufwand
reports-evidence = Nachweise: { $list }
reports-figure = Wert
reports-figures = Jeder Wert und seine Regel
reports-fingerprint = Fingerabdruck
reports-flip = { $tier }: { $text }. Vorher: { $before }; jetzt: { $now }.
reports-format = Format
reports-found = Ist
reports-framework = Rahmenwerk
reports-framework-hash = Prüfsumme des Rahmenwerks
reports-framework-version = { $title }, Version { $version }
reports-from-to = Von–bis
reports-handed-in = Abgegeben
reports-holds = Erfüllt
reports-impact = Wirkung
reports-in-review = Im Durchgang
reports-inputs-hash = Prüfsumme aller Eingaben
reports-invitations = Einladungen
reports-invited-by = von { $name }
reports-invited-for = { $role }, für { $places }
reports-is-sealed = versiegelt
reports-late = Nach der Aufdeckung, außerhalb der Runde: { $what }
reports-late-back = Nach der Aufdeckung zurückgenommen, außerhalb der Runde
reports-leads-to = Führt zu
reports-left-out =
    { $n ->
        [one] { $n } ausgelassen
       *[other] { $n } ausgelassen
    }
reports-letters = Schriftzeichen
reports-letters-lost =
    { $n ->
        [one] { $n } Zeichen steht hier als □: Der Schrift dieser Form fehlt es. HTML und Word zeigen es.
       *[other] { $n } Zeichen stehen hier als □: Der Schrift dieser Form fehlen sie. HTML und Word zeigen sie.
    }
reports-licence = Lizenz
reports-limit = Grenze
reports-map-legend = { $people }. ? heißt „weiß nicht“, N heißt „nicht anwendbar“.
reports-margin = Abstand
reports-matrix = Aufwand und Wirkung
reports-median = Median
reports-method =
    Jeder Wert ist genau berechnet, als Bruch, aus den Antworten, die gelten: der vereinbarten Antwort, wo es
    eine gibt, sonst dem, was die Regel des Rahmenwerks aus den einzelnen Antworten macht. Nichts wird gerundet,
    bevor eine Stufe feststeht; gerundet wird nur zum Lesen. Unbeantwortet, „weiß nicht“ und „nicht anwendbar“
    sind drei verschiedene Dinge. Derselbe Fingerabdruck heißt: dieselben Antworten und dieselbe Stufe.
reports-more-steps =
    { $n ->
        [one] und { $n } weitere Antwort auf dem Weg zu { $tier }
       *[other] und { $n } weitere Antworten auf dem Weg zu { $tier }
    }
reports-moved = Seit der Vereinbarung geändert: die Antwort von { $names }
reports-moved-people =
    { $n ->
        [one] Seit der Vereinbarung geändert: die Antwort von { $n } Person
       *[other] Seit der Vereinbarung geändert: die Antworten von { $n } Personen
    }
reports-n-of = { $n } von { $of }
reports-na = nicht anwendbar
reports-name = Name
reports-nameless =
    Dieser Bericht nennt niemanden. Namen sind auch aus dem entfernt, was geschrieben wurde; vor der Weitergabe
    einmal lesen, denn eine Geschichte kann verraten, wer jemand ist.
reports-no = nein
reports-no-answer = keine Antwort, die gilt
reports-no-condition = Keine Bedingung: hier beginnen alle
reports-no-longer = Nicht mehr im Rahmenwerk
reports-no-result = Es gibt noch kein Ergebnis: Nichts wurde beantwortet, was zählt.
reports-no-such-condition = keine solche Bedingung
reports-no-tier = keine Stufe bestimmt
reports-no-value = kein Wert
reports-nobody-disagrees =
    Keine Abweichungen: Jede Frage, die mehr als eine Person beantwortet hat, wurde gleich beantwortet.
reports-not-answered = nicht beantwortet
reports-not-determined = Nicht bestimmt
reports-not-yet = Noch nicht { $tier }: { $why }.
reports-note = Anmerkung
reports-now = Jetzt
reports-on = am { $day }
reports-opened = Durchgang eröffnet
reports-or = oder
reports-origin-disagreement = Eine Abweichung
reports-origin-finding = Eine Feststellung: { $text }
reports-origin-gap = Eine Lücke
reports-over-reviews = Über die Durchgänge
reports-owner = Zuständig
reports-owner-decides = die Leitung entscheidet
reports-people = Personen
reports-provisional = Vorläufig
reports-publisher = Herausgegeben von
reports-question = Frage
reports-range = Spanne
reports-reason = Begründung
reports-recorded = Festgehalten von { $name }
reports-recorded-at = Festgehalten von { $name }, { $at }
reports-remark-late = nach der Aufdeckung: { $what }
reports-remark-rival = ein anderes Gerät zur selben Zeit: { $what }
reports-removed = { $name } (am { $day } entfernt von { $by }; das Gesagte bleibt)
reports-review = Durchgang
reports-rival = Ein anderes Gerät derselben Person sagte zur selben Zeit: { $what }
reports-role = Rolle
reports-roles = Im Arbeitsbereich: { $list }.
reports-round = Runde
reports-rule = Regel
reports-scope = Geltungsbereich
reports-score = Wert
reports-sealed =
    { $n ->
        [one] Wo dieser Bericht entstand, sind die Antworten von { $n } Person versiegelt.
       *[other] Wo dieser Bericht entstand, sind die Antworten von { $n } Personen versiegelt.
    }
reports-secrecy-blind = blind: niemand sah vor der Aufdeckung die Antworten der anderen
reports-secrecy-open = offen: alle sahen jede Antwort
reports-secrecy-strict = streng blind: vor der Aufdeckung sah überhaupt niemand Antworten
reports-seen =
    Dieses Ergebnis wurde gesehen: { $tier }, Stand { $day }, Fingerabdruck { $code }. Eine spätere Änderung
    zeigt sich an einem anderen Fingerabdruck.
reports-set-by = { $value } (gesetzt von { $name })
reports-set-too = { $one }; zur selben Zeit { $other }
reports-settled = geklärt: siehe die vereinbarten Antworten
reports-sheet-actions = Maßnahmen
reports-sheet-answers = Antworten
reports-sheet-gaps = Lücken
reports-sheet-meta = Meta
reports-sheet-people = Personen
reports-sheet-summary = Überblick
reports-shown-by = Personen gezeigt nach
reports-sign-here = { $name }: Name, Unterschrift
reports-signature = Unterschrift
reports-somebody = Jemand
reports-somebody-else = Jemand anderes
reports-somebody-unknown = Jemand ({ $id })
reports-somebody-within = jemand
reports-source = Quelle
reports-splits = die Antworten führen zu verschiedenen Stufen
reports-standing-other =
    { $n ->
        [one] { $n } Wert wurde zur selben Zeit festgehalten; ein anderer gilt, bis jemand es klärt
       *[other] { $n } Werte wurden zur selben Zeit festgehalten; ein anderer gilt, bis jemand es klärt
    }
reports-standing-this =
    { $n ->
        [one] { $n } Wert wurde zur selben Zeit festgehalten; dieser gilt, bis jemand es klärt
       *[other] { $n } Werte wurden zur selben Zeit festgehalten; dieser gilt, bis jemand es klärt
    }
reports-state = Stand
reports-state-closed = abgeschlossen
reports-state-open = offen
reports-state-revealed = aufgedeckt, nicht abgeschlossen
reports-status = Status
reports-step = Schritt
reports-step-proven = { $title } ({ $from } → { $to }, durch Nachweis und Prüfung gezeigt)
reports-talk =
    { $n ->
        [one] Über { $n } Frage lohnt sich ein Gespräch, die erste steht oben: zuerst die, bei denen allein die
            Antworten zu verschiedenen Stufen führen, dann die größte Spanne.
       *[other] Über { $n } Fragen lohnt sich ein Gespräch, die erste steht oben: zuerst die, bei denen allein die
            Antworten zu verschiedenen Stufen führen, dann die größte Spanne.
    }
reports-talk-first = Die ersten { $most } von { $n }; alle stehen bei den Antworten.
reports-talk-table = Darüber zuerst sprechen
reports-target = Ziel
reports-targets = Ziele
reports-tier = Stufe
reports-tier-of = Stufe { $n } von { $of }
reports-title = Titel
reports-to-do = Was zu tun ist
reports-trend = Verlauf
reports-unsure =
    { $n ->
        [one] { $n } Person ist unsicher
       *[other] { $n } Personen sind unsicher
    }
reports-uses-left =
    { $n ->
        [one] noch { $n }-mal verwendbar, bis { $until }
       *[other] noch { $n }-mal verwendbar, bis { $until }
    }
reports-value = Wert
reports-veil =
    Diese Runde ist blind und noch nicht aufgedeckt. Vor der Aufdeckung hält ein Bericht nur die Antworten der
    Person, die ihn erstellt, und nichts, was daraus berechnet wäre.
reports-version = Version
reports-watermark = ENTWURF
reports-way = Der Weg zu { $tier }
reports-way-smallest =
    { $n ->
        [one] { $tier } ist { $n } Antwort entfernt (weniger reichen nicht). Gezählt werden Antworten, nicht Aufwand:
            Was sich lohnt, entscheiden Menschen.
       *[other] { $tier } ist { $n } Antworten entfernt (weniger reichen nicht). Gezählt werden Antworten, nicht
            Aufwand: Was sich lohnt, entscheiden Menschen.
    }
reports-way-unproven =
    { $n ->
        [one] { $tier } ist { $n } Antwort entfernt (vielleicht reichen weniger). Gezählt werden Antworten, nicht
            Aufwand: Was sich lohnt, entscheiden Menschen.
       *[other] { $tier } ist { $n } Antworten entfernt (vielleicht reichen weniger). Gezählt werden Antworten, nicht
            Aufwand: Was sich lohnt, entscheiden Menschen.
    }
reports-what = Was
reports-what-lifts = Was weiterführen würde
reports-what-we-do = Was getan wird
reports-when = Wann
reports-where = Wo
reports-which = Welches
reports-who = Wer
reports-who-said = Wer was gesagt hat
reports-whole-framework = das ganze Rahmenwerk
reports-why = Warum
reports-why-tier = Warum diese Stufe
reports-widest = Die größten Lücken
reports-widest-of = Die { $most } größten von { $n }; alle stehen bei den Antworten.
reports-written = Aufgeschrieben
reports-yes = ja
reports-nothing-agreed = noch keine Antwort
