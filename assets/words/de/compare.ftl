# Vergleichen: die Karte, wer was gesagt hat, eine Frage daneben, Rollen und Teams.

compare-no-review = Es gibt noch keinen Durchgang, also nichts zu vergleichen.
compare-on-their-way = Die Fragen sind noch unterwegs von den anderen.
compare-title = Vergleichen
compare-names = Namen
compare-talk = Zu besprechen: { $talk }
compare-all = Alle: { $all }
compare-between = Zwischen Rollen
compare-which = Welche Fragen
compare-everybody = Alle
compare-whose = Wessen Stimmen zu sehen sind
compare-sealed = Versiegelt: vor der Aufdeckung sind keine Antworten zu sehen
compare-handed-in = Abgegeben: { $n }
compare-not-handed-in = Noch nicht abgegeben: { $n }
compare-to-answers = Zu den Antworten
compare-reveal = Aufdecken
compare-reveal-hint = Fragt zuerst und sagt, wer fehlt
compare-nobody = Noch hat niemand geantwortet, oder die Antworten sind noch unterwegs.
compare-answer = Fragen beantworten
compare-no-talk = Niemand weicht ab und niemand ist unsicher. Alle Fragen ansehen zeigt, wer geantwortet hat.
compare-show-all = Alle Fragen zeigen
compare-median = Median
compare-range = Spanne
compare-row = { $question }: n { $n }, Median { $median }
compare-splits = teilt eine Stufe
compare-act = Maßnahme zu dieser Abweichung
compare-somebody = Jemand
compare-row-splits = { $question }: n { $n }, Median { $median }, teilt eine Stufe
compare-late = { $who } · { $known } · nach der Aufdeckung geändert

compare-no-pairs = Keine zwei Rollen haben zur selben Frage gesprochen, also gibt es nichts dazwischen.
compare-pair = { $one } und { $other }
compare-question = Frage
compare-gap = Lücke
compare-more-smaller = { $n } weitere mit kleinerer Lücke

compare-why-strict =
    Alle antworten allein, damit niemand der ersten Stimme folgt. In einer strengen Runde hat kein Gerät den Schlüssel
    zu den Antworten anderer, auch das der Moderation nicht.
compare-why-keys =
    Alle antworten allein, damit niemand der ersten Stimme folgt. Einige Schlüssel sind auf diesem Gerät nicht
    angekommen.
compare-why-blind =
    Alle antworten allein, damit niemand der ersten Stimme folgt. Die Schlüssel zu den Antworten anderer sind nicht
    auf diesem Gerät.
compare-quorum = Eine Frage zählt ab { $quorum } Stimmen.
compare-early = Die Moderation liest hier früher. Die anderen sehen dies mit der Aufdeckung.
compare-some-sealed = Einige Antworten sind für dieses Gerät noch versiegelt; ihre Spalten bleiben leer.
compare-same = gleich
compare-cell-sealed = { $name }: versiegelt
compare-cell-none = { $name }: keine Antwort
compare-n-at = { $n } bei { $level }
compare-names-at = { $names } bei { $level }
compare-nobody-level = Niemand hat einen Reifegrad gewählt
compare-one-answer = Eine Antwort: keine Abweichung kann sich zeigen
compare-n-median = n = { $n }, Median { $median }
compare-all-same = Alle sagen dasselbe
compare-from-to = Von { $low } bis { $high }
compare-splits-tier = Die niedrigste und die höchste Antwort für sich führten zu verschiedenen Stufen
compare-unsure =
    { $n ->
        [one] { $n } Person ist unsicher
       *[other] { $n } Personen sind unsicher
    }

compare-n-people =
    { $n ->
        [one] { $name }: { $n } Person
       *[other] { $name }: { $n } Personen
    }
compare-one-alone = Eine einzelne Person wäre erkennbar
compare-team = Team { $name }
compare-facts =
    { $questions ->
        [one] { $one } n = { $n }, { $other } n = { $m }, über { $questions } Frage
       *[other] { $one } n = { $n }, { $other } n = { $m }, über { $questions } Fragen
    }
compare-not-told = Wird ohne Namen nicht gesagt: eine einzelne Person wäre erkennbar.
compare-average-same = Im Mittel sehen es beide gleich.
compare-average-better = Im Mittel sieht { $who } es besser, um { $percent } % der Skala.
