# Wie ein Arbeitsbereich mit anderen steht und wie weit das Netz reicht.

state-saved = Hier gespeichert
state-saving = Wird gespeichert
state-read-only = Nur lesen: { $why }
state-nobody-else = noch niemand sonst hier
state-network-off = Netz aus
state-nobody-connected = niemand verbunden
state-go-out-later = { $n ->
    [one] { $n } Änderung geht später hinaus
   *[other] { $n } Änderungen gehen später hinaus
}
state-seen-today = { $of ->
    [one] { $seen } von { $of } anderen heute gesehen
   *[other] { $seen } von { $of } anderen heute gesehen
}
state-everybody-has = alle haben alles
state-one-has = { $name } hat alles
state-two-have = { $one } und { $two } haben alles
state-some-have = { $name } und { $n } andere haben alles
state-just-now = gerade eben
state-minutes-ago = { $n ->
    [one] vor { $n } Minute
   *[other] vor { $n } Minuten
}
state-hours-ago = { $n ->
    [one] vor { $n } Stunde
   *[other] vor { $n } Stunden
}
state-days-ago = { $n ->
    [one] vor { $n } Tag
   *[other] vor { $n } Tagen
}
state-on-day = am { $day }

state-mode-off = Aus
state-mode-off-means = nichts verlässt dieses Gerät
state-mode-lan = Dieses Netz
state-mode-lan-means = die Geräte der Mitglieder finden sich hier, verschlüsselt und ohne Server
state-mode-relay = Eigenes Relay
state-mode-relay-means = auch Geräte anderswo, über ein Relay, das die Organisation betreibt
state-mode-public = Öffentliche Relays
state-mode-public-means = auch Geräte anderswo, über die öffentlichen Relays von number 0
state-mode-loopback = Dieser Rechner
state-mode-loopback-means = nur Programme auf diesem Rechner, wie beim Start verlangt
state-relay-learns =
    Wer das Relay betreibt, erfährt die Internetadresse dieses Geräts, wann es verbunden ist, mit welchen anderen Geräten
    es über das Relay austauscht (als Schlüssel, nicht als Namen) und wie viel. Lesen oder ändern lässt sich nichts: es
    ist zwischen den Geräten verschlüsselt.
state-public-relays =
    Die öffentlichen Relays betreibt number 0, wo die Netzbibliothek entsteht, in Amerika, Europa und Asien, für alle und
    ohne Zusage. Um das nächste zu finden, werden alle gefragt, wie weit sie entfernt sind.
state-open-relay =
    Die Adresse beginnt mit http: wer unterwegs mithört, kann das Token lesen, nicht aber, was ausgetauscht wird.
    Außerhalb eines eigenen Netzes https verwenden.
state-switch-on = Unten rechts einschalten
state-join-again = Mit einem Ticket neu beitreten
state-stays-readable = Was gespeichert ist, bleibt lesbar
state-muster-file = Eine Datei wählen, die Muster geschrieben hat
state-bundle-words = Die Wörter eingeben, unter denen es geschrieben wurde
state-bundle-need = Es für eine Bedarfsdatei schreiben lassen; das lässt weg, was hier ist
state-bundle-elsewhere = Den Arbeitsbereich öffnen, zu dem es gehört, dann dort wählen
state-undo-my-answer = eigene Antwort
state-undo-my-answers = { $n } eigene Antworten
state-undo-assignment = eine Zuteilung
state-undo-asked-to-sign = wer um Freigabe gebeten ist
state-undo-team = das Team von { $name }
state-undo-role = eine Rolle
state-undo-invitation = eine Einladung
state-undo-target = ein Ziel
state-undo-baseline = die Teilmenge
state-undo-fact = eine gezählte Zahl
state-undo-settings = { $n } Einstellungen
state-undo-agreed = eine vereinbarte Antwort
state-undo-agreed-many = { $n } vereinbarte Antworten
state-undo-plan = eine Änderung am Maßnahmenplan
state-undo-action = eine neue Maßnahme
state-undo-actions = { $n } neue Maßnahmen
state-undo-field-title = der Titel einer Maßnahme
state-undo-field-description = die Beschreibung einer Maßnahme
state-undo-field-origin = der Anlass einer Maßnahme
state-undo-field-review = der Durchgang einer Maßnahme
state-undo-field-node = der Bezug einer Maßnahme
state-undo-field-owner = die Zuständigkeit für eine Maßnahme
state-undo-field-due = die Frist einer Maßnahme
state-undo-field-effort = der Aufwand einer Maßnahme
state-undo-field-impact = die Wirkung einer Maßnahme
state-undo-field-status = der Status einer Maßnahme

state-busy = Zu viel auf einmal
state-busy-remedy = Gleich noch einmal versuchen; nichts wurde geändert
state-example-not-made = Das Beispiel wurde nicht angelegt
state-start-again = Muster neu starten
