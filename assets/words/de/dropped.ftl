# dropped

dropped-no-use = { $name } ist hier nicht zu gebrauchen
dropped-only-first = Nur die erste Datei wurde genommen; { $n } weitere nicht
dropped-one-by-one = Eine nach der anderen ablegen
dropped-takes-answer = Ein Bündel zum Einlesen oder eine Datei als Nachweis zur aktuellen Antwort
dropped-takes-join = Ein Bündel zum Einlesen oder ein Ticket zum Beitreten
dropped-takes-welcome = Ein Bündel zum Einlesen oder ein Ticket (.txt) zum Beitreten
dropped-takes-home = Ein Bündel zum Einlesen, ein Ticket (.txt) oder ein Rahmenwerk zum Importieren
dropped-takes-frameworks = Ein Bündel zum Einlesen oder ein Rahmenwerk zum Importieren
dropped-takes-bundle = Hier lässt sich ein Bündel (.bundle) ablegen; Nachweise gehören zu den Antworten
dropped-let-go = Loslassen zum Übergeben
dropped-takes-results = Ein Bündel zum Aufnehmen, oder eine Karte mit Vergleichswerten (.json) neben dem Ergebnis
