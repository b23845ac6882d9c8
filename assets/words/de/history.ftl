# history

history-title = Verlauf
history-subtitle = Zwei Durchgänge nebeneinander: was sich bewegt hat und warum die Stufe eine andere ist.
history-two-needed = Zum Vergleich braucht es zwei Durchgänge mit Ergebnis. Der nächste wird hier mit diesem verglichen.
history-two-different = Zwei verschiedene Durchgänge wählen.
history-before = Vorher
history-before-name = Der Durchgang vorher
history-after = Nachher
history-after-name = Der Durchgang nachher
history-choose = Durchgang wählen
history-tier-before = Stufe vorher
history-tier-after = Stufe nachher
history-dimensions = Dimensionen
history-group = { $n ->
    [one] { $way }: { $n } Frage
   *[other] { $way }: { $n } Fragen
}
history-more = { $n } weitere zeigen
history-more-of = { $n } weitere zeigen: { $way }
history-not-determined = Nicht bestimmt
history-why = Warum die Stufe eine andere ist
history-was = Vorher: { $what }
history-is = Nachher: { $what }
history-no-condition = diese Bedingung gab es nicht
history-value = Wert { $n }
history-limit = Grenze { $n }

history-same = { $n ->
    [one] { $n } Frage ist gleich geblieben.
   *[other] { $n } Fragen sind gleich geblieben.
}
history-tier-higher = Die Stufe ist höher als vorher.
history-tier-lower = Die Stufe ist niedriger als vorher.
history-tier-neither = Die Stufe ist in keinem der beiden bestimmt.
history-tier-same = Die Stufe ist dieselbe.
history-tier-now = Die Stufe ist jetzt bestimmt und war es vorher nicht.
history-tier-gone = Die Stufe war vorher bestimmt und ist es jetzt nicht.
history-way-improved = Besser
history-way-worse = Schlechter
history-way-same = Gleich
history-way-new = Neu
history-way-not-reconfirmed = Nicht neu bestätigt
history-way-no-longer = Entfällt jetzt
history-way-removed = Nicht mehr gefragt

history-past = Wie es war
history-past-about =
    Das Ergebnis eines Zeitpunkts, berechnet aus dem, was bis dahin geschrieben war. Zeiten sind, was angegeben wurde.
history-past-computing = Wird neu berechnet
history-past-opened = Eröffnet
history-past-revealed = Aufgedeckt
history-past-signed = Freigegeben
history-past-opened-name = Zeigen, wie es bei der Eröffnung war
history-past-revealed-name = Zeigen, wie es bei der Aufdeckung war
history-past-signed-name = Zeigen, wie es bei der Freigabe war
history-past-day = Ein Tag, oder Tag und Uhrzeit
history-past-day-missing = Einen Tag eingeben, oder Tag und Uhrzeit in UTC (2026-11-21 14:30)
history-past-show = Zeigen
history-past-show-name = Ergebnis dieses Zeitpunkts zeigen
history-past-at = { $review } am { $moment }
history-past-read-only = nur lesen
history-past-not-open = Er war noch nicht eröffnet.
history-past-no-result = Es gab kein Ergebnis, das dieses Gerät berechnen könnte.
history-past-coverage = { $n ->
    [one] { $answered } von { $of } Fragen beantwortet von { $n } Person
   *[other] { $answered } von { $of } Fragen beantwortet von { $n } Personen
}
history-past-fingerprint = Fingerabdruck { $code }
