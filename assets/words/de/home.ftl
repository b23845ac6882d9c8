# Start: alle Arbeitsbereiche auf diesem Gerät.

home-title = Arbeitsbereiche
home-about = Jede Organisation hat ihren eigenen; sie teilen nichts.
home-new = Neuer Arbeitsbereich
home-join = Beitreten
home-join-hint = Mit einem Ticket oder einer Datei
home-frameworks = Rahmenwerke
home-frameworks-hint = Ansehen oder eines importieren
home-empty = Noch kein Arbeitsbereich auf diesem Gerät. Einen beginnen oder mit einem Ticket beitreten.
home-begin = Arbeitsbereich beginnen
home-reading = { $n ->
    [one] Ein Arbeitsbereich wird gelesen …
   *[other] { $n } Arbeitsbereiche werden gelesen …
}
home-reading-about = Alles wird geprüft: nach einer Aktualisierung, oder wenn Muster zuletzt abgebrochen wurde.
home-damaged = Ein Arbeitsbereich lässt sich nicht öffnen: { $why }
home-damaged-remedy =
    Sein Ordner ist unberührt: { $path }. Mit einem neuen Ticket beitreten; was fehlt, kommt von den anderen.
home-locked = Ein Arbeitsbereich mit Passphrase
home-locked-about = Sein Name zeigt sich, sobald er offen ist. Sein Ordner: { $folder }
home-unlock = Entsperren
home-passphrase-title = Passphrase eingeben
home-passphrase-about =
    Die Schlüsseldatei auf diesem Gerät öffnet sich nur mit der Passphrase. Niemand kann sie wiederherstellen.
home-passphrase = Passphrase
home-passphrase-missing = Zuerst die Passphrase eingeben
home-not-now = Nicht jetzt
home-remove-dialog = Von diesem Gerät entfernen
home-remove-title = { $name } von diesem Gerät entfernen?
home-remove = Entfernen
home-keep = Behalten
home-remove-button = { $name } von diesem Gerät entfernen
home-open = { $name } öffnen
home-example = Beispiel
home-my-questions = Meine Fragen
home-no-review = Noch kein Durchgang
home-changed = Letzte Änderung { $ago }
home-waiting = Wartet auf die Leitung
home-open-review = Offen
home-blind = Blinde Runde
home-revealed = Aufgedeckt
home-closed = Abgeschlossen
home-read-only = Nur lesen
home-lost-example = Es ist das Beispiel: nichts Eigenes steht darin.
home-lost-nothing = Andere haben alle eigenen Änderungen. Zum Wiederkommen ist ein neues Ticket nötig.
home-lost-changes = { $n ->
    [one] { $n } eigene Änderung gibt es nur hier; sie wäre endgültig verloren.
   *[other] { $n } eigene Änderungen gibt es nur hier; sie wären endgültig verloren.
}
