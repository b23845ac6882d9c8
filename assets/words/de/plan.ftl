# Maßnahmenplan: Maßnahmen als Liste, Tafel und Bild; eine schreiben, alle weitergeben.

plan-close-gap = Lücke schließen
plan-settle = Abweichung klären
plan-on-its-way = Das Rahmenwerk ist noch unterwegs von den anderen.
plan-title = Maßnahmenplan
plan-add = Neue Maßnahme
plan-look-only = Ansehen ja, ändern nein
plan-torn = Gleichzeitig verschieden gesetzt
plan-nothing =
    Noch ist nichts geplant. Eine Maßnahme beginnt mit einer Lücke, einer Abweichung, einer Feststellung aus einer
    Übung oder einfach so.
plan-look-at-gaps = Lücken ansehen
plan-none-fits = Keine Maßnahme passt zu dieser Auswahl.
plan-show-all = Alle Maßnahmen zeigen
plan-which = Welche Maßnahmen
plan-mine = Eigene
plan-overdue = Überfällig
plan-view = Wie Maßnahmen gezeigt werden
plan-list = Liste
plan-board = Tafel
plan-matrix = Aufwand und Wirkung
plan-matrix-none = Zu einer Maßnahme angeben, wie viel Arbeit sie macht und wie viel sie hilft: dann steht sie hier.
plan-ungraded =
    { $n ->
        [one] { $n } Maßnahme hat noch keinen Aufwand oder keine Wirkung.
       *[other] { $n } Maßnahmen haben noch keinen Aufwand oder keine Wirkung.
    }

plan-more-in-list = und { $more } weitere in der Liste
plan-begin = Beginnen
plan-finish = Erledigt
plan-put-back = Zurückstellen
plan-reopen = Wieder öffnen

plan-hand-out = Weitergeben
plan-hand-out-about = Alle Maßnahmen, was auch immer oben gezeigt wird. Auch der Bericht hat einen Abschnitt dazu.
plan-being-written = Der Maßnahmenplan wird geschrieben
plan-form-csv = CSV-Tabelle
plan-form-xlsx = Excel-Mappe
plan-form-ics = Kalender
plan-form-poam = OSCAL-Maßnahmenplan
plan-save-as = Maßnahmenplan speichern: { $word }
plan-read-again =
    { $n ->
        [one] Zur Probe gelesen und vollständig: { $n } Maßnahme.
       *[other] Zur Probe gelesen und vollständig: { $n } Maßnahmen.
    }
plan-saved-as = Gespeichert als { $path }
plan-not-saved = Der Maßnahmenplan wurde nicht gespeichert

plan-which-unclosed = Zu tun
plan-which-closed = Abgeschlossen
plan-which-all = Alle
plan-not-mine = Moderation und Leitung schreiben den Maßnahmenplan. Ihnen berichten, was aus den eigenen geworden ist
plan-overdue-since = Überfällig seit { $day }
plan-due-on = Fällig am { $day }
plan-leads-to = Führt zu { $places }
plan-stands-on = { $word } am { $day }
plan-stand-open = Offen
plan-stand-in-progress = In Arbeit
plan-stand-done = Erledigt
plan-stand-dropped = Verworfen
plan-torn-field = { $field } von „{ $title }“: { $values }. Der erste Wert zählt, bis neu gesetzt wird.
plan-somebody = jemand
plan-said-by = { $value } ({ $by })
plan-field-node = Bezug
plan-field-title = Titel
plan-field-description = Beschreibung
plan-field-origin = Anlass
plan-field-review = Durchgang
plan-field-owner = Zuständig
plan-field-due = Fällig
plan-field-effort = Aufwand
plan-field-impact = Wirkung
plan-field-status = Status

plan-show-more = { $more } weitere zeigen
plan-nobody-yet = Noch niemand
plan-several-values = mehrere Werte

plan-lacks-title = Zuerst sagen, was zu tun ist
plan-lacks-day = Der Tag, an dem sie fällig ist, wird als JJJJ-MM-TT geschrieben

plan-action = Maßnahme
plan-action-new = Neue Maßnahme
plan-save = Speichern
plan-leave = Schließen
plan-take-back-hint = Versehentlich angelegt? Sie verlässt den Plan; ihr Verlauf bleibt. Rückgängig holt sie wieder
plan-take-back = Zurücknehmen
plan-what = Was zu tun ist
plan-what-hint = Eine Zeile
plan-more = Mehr dazu
plan-more-reads = So liest es sich
plan-more-hint = Was, wo, woran man merkt, dass es erledigt ist
plan-due = Fällig
plan-due-hint = JJJJ-MM-TT
plan-impact = Wirkung
plan-effort = Aufwand
plan-status = Status
plan-finding = Feststellung
plan-finding-hint = Was eine Übung zeigte, falls es daher kommt
plan-about-nothing = Nichts Bestimmtes
plan-about = Bezug
plan-owner-nobody = Niemand im Arbeitsbereich
plan-owner = Zuständig
plan-owner-else = Jemand anderes
plan-owner-else-hint = Ein Name, falls nicht im Arbeitsbereich
plan-grade-none = Nicht gesagt
plan-grade-low = Gering
plan-grade-medium = Mittel
plan-grade-high = Hoch
plan-torn-about = Der erste Wert zählt, bis gewählt wird. Was nicht behalten wird, bleibt im Verlauf.
plan-torn-one = { $field }: gleichzeitig verschieden gesetzt
plan-keep = Behalten: { $value }
plan-newer-about = Muster aktualisieren, um alles zu sehen. Nichts davon ist verloren.
plan-newer = Eine neuere Version hat hier etwas geschrieben
plan-history = Verlauf
plan-change = Ändert das die Antwort?
plan-change-about = „{ $title }“ ist abgeschlossen. Bezug: { $place }
plan-change-hint = Der Plan ändert selbst keine Antwort: das sagen die, die geantwortet haben.
plan-go-to-question = Zur Frage
plan-no-change = Nein
plan-subtitle =
    { $open ->
        [one] { $open } Maßnahme zu tun, { $closed } abgeschlossen.
       *[other] { $open } Maßnahmen zu tun, { $closed } abgeschlossen.
    }
plan-subtitle-late =
    { $open ->
        [one] { $open } Maßnahme zu tun, { $late } überfällig, { $closed } abgeschlossen.
       *[other] { $open } Maßnahmen zu tun, { $late } überfällig, { $closed } abgeschlossen.
    }
plan-impact-low = Wirkung gering
plan-impact-medium = Wirkung mittel
plan-impact-high = Wirkung hoch
plan-effort-low-within = Aufwand gering
plan-effort-medium-within = Aufwand mittel
plan-effort-high-within = Aufwand hoch
plan-effort-low = Aufwand gering
plan-effort-medium = Aufwand mittel
plan-effort-high = Aufwand hoch
plan-step-was = { $field }: { $value } (vorher { $was }) · { $by }, { $at }
plan-comments = Kommentare
plan-no-comments = Dazu hat noch niemand etwas gesagt.
plan-comment = Kommentar
plan-comment-hint = Was andere dazu wissen sollten
plan-comment-empty = Erst etwas schreiben
plan-comment-add = Kommentar anfügen
