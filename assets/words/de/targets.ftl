# Ziele und Lücken: was angestrebt wird, was dazu fehlt, was eingrenzt und zählt.

targets-on-its-way = Das Rahmenwerk ist noch unterwegs von den anderen.
targets-title = Ziele und Lücken
targets-subtitle = Was angestrebt wird, was dazu fehlt und was als Nächstes kommt. Spätere Durchgänge beginnen damit.
targets-look-only = Ansehen ja, ändern nein
targets-sealed-about = Nicht alle Antworten sind hier lesbar, also sind dies nicht alle Lücken.
targets-sealed = Versiegelt bis zur Aufdeckung
targets-torn = Gleichzeitig verschieden gesetzt
targets-targets = Ziele
targets-now = Jetzt { $now }
targets-hide = Fragen ausblenden
targets-per-question = Ziel je Frage
targets-aimed-at = Ziel: { $figure }
targets-as-above = Wie darüber: { $level }
targets-none = Kein Ziel
targets-target-of = Ziel von { $place }
targets-chart = Jetzt und angestrebt
targets-short = Unter ihrem Ziel
targets-none-short = Keine Frage liegt unter ihrem Ziel.
targets-show-more = { $more } weitere zeigen
targets-row = { $question }: { $now } bis { $target }
targets-now-aims = Jetzt { $now }, Ziel { $target }
targets-make-action-of = Maßnahme anlegen: { $question }
targets-make-action = Maßnahme anlegen
targets-next = Was als Nächstes kommt
targets-asked = Was gefragt wird
targets-counted = Außerhalb der Fragen gezählt
targets-counted-about = Nur für diesen Durchgang: der nächste zählt neu.
targets-number-hint = Eine Zahl wie 3 oder 2.5
targets-no-number-remedy = Eine Zahl wie 3, 2.5 oder 1/3 schreiben; leer nimmt sie zurück.
targets-no-number = Das ist keine Zahl
targets-noted-already = Das ist schon vermerkt
targets-note-of = Vermerken: { $fact }
targets-note = Vermerken
targets-go-to-question = Zu dieser Frage
targets-and-more = und { $more } weitere
targets-now-aims-gap = Jetzt { $now }, Ziel { $target } · Lücke { $gap }

targets-closed = Dieser Durchgang ist abgeschlossen: was eingrenzt oder zählt, gehört zum nächsten
targets-later =
    { $n ->
        [one] { $n } weitere Frage liegt hinter späteren Schwellen.
       *[other] { $n } weitere Fragen liegen hinter späteren Schwellen.
    }
targets-reached =
    { $n ->
        [one] { $n } Frage steht, wo sie stehen soll, oder darüber.
       *[other] { $n } Fragen stehen, wo sie stehen sollen, oder darüber.
    }
targets-no-value = kein Wert
targets-chart-words = { $now }, Ziel { $aim }
targets-not-mine = Moderation und Leitung setzen Ziele, Teilmengen und gezählte Zahlen
targets-n-questions =
    { $n ->
        [one] { $n } Frage
       *[other] { $n } Fragen
    }
targets-all-asked =
    { $n ->
        [one] Die eine Frage wird gestellt.
       *[other] Alle { $n } Fragen werden gestellt.
    }
targets-some-asked =
    { $n ->
        [one] { $asked } von { $n } Frage wird gestellt. Antworten auf die anderen bleiben und zählen nicht.
       *[other] { $asked } von { $n } Fragen werden gestellt. Antworten auf die anderen bleiben und zählen nicht.
    }
targets-whole = das ganze Rahmenwerk
targets-the-target-of = Ziel von { $place }
targets-somebody = jemand
targets-said-by = { $value } ({ $by })
targets-set-at-once = { $what } wurde gleichzeitig gesetzt: { $values }. Der erste Wert zählt, bis neu gesetzt wird.
targets-tier = Stufe: { $name }
targets-no-value-yet = Noch kein Wert
targets-is-reached = Erreicht
targets-not-answered = Nicht beantwortet
targets-n-levels =
    { $n ->
        [one] { $n } Grad
       *[other] { $n } Grade
    }
targets-planned = Geplant: { $title }
targets-gap-figure = Lücke { $gap }
targets-n-short =
    { $n ->
        [one] { $n } Frage darunter
       *[other] { $n } Fragen darunter
    }
targets-n-tiers =
    { $n ->
        [one] { $n } Stufe darunter
       *[other] { $n } Stufen darunter
    }
targets-lack-is = { $lack } (ist { $value })
