# frameworks

frameworks-title = Rahmenwerke
frameworks-subtitle =
    Was ein Durchgang fragt und wie er wertet. Jeder Durchgang behält sein Rahmenwerk, wie es zu Beginn war.
frameworks-import-file = Datei importieren
frameworks-import-file-hint = Oder auf diese Seite ziehen
frameworks-import-folder = Ordner importieren
frameworks-others-fine = Die anderen sind nicht betroffen.
frameworks-find = Rahmenwerk suchen
frameworks-find-none = Kein Rahmenwerk enthält diese Wörter.
frameworks-being-read = Importierte Rahmenwerke werden gelesen
frameworks-imported = Auf diesem Gerät importiert
frameworks-from-workspace = Aus einem Arbeitsbereich
frameworks-look = Fragen ansehen
frameworks-look-of = Fragen ansehen: { $title }
frameworks-why-workspace = Zuerst einen Arbeitsbereich öffnen
frameworks-why-empty = Es fragt nichts
frameworks-use = Verwenden
frameworks-use-what = Verwenden: { $title }
frameworks-use-hint = Eröffnet damit einen neuen Durchgang
frameworks-all = Alle Rahmenwerke
frameworks-questions = { $n ->
    [one] { $n } Frage
   *[other] { $n } Fragen
}

frameworks-used = Verwendet in { $names }
frameworks-version = Version { $version }
frameworks-licence-none = Lizenz: nicht genannt
frameworks-licence = Lizenz: { $licence }
frameworks-source = Quelle: { $source }
frameworks-example = dem Beispiel
frameworks-size = { $n ->
    [one] { $n } Frage
   *[other] { $n } Fragen
} in { $dimensions ->
    [one] { $dimensions } Dimension
   *[other] { $dimensions } Dimensionen
} · { $time } für eine Person, die alles beantwortet
frameworks-minutes = etwa { $n } Minuten
frameworks-minutes-range = etwa { $low } bis { $high } Minuten
frameworks-minutes-to-hour = etwa { $low } Minuten bis { $high } Stunde
frameworks-minutes-to-hours = etwa { $low } Minuten bis { $high } Stunden
frameworks-hours-range = etwa { $low } bis { $high } Stunden
frameworks-hour = etwa { $n } Stunde
frameworks-hours = etwa { $n } Stunden
frameworks-tiers-none = Keine Stufen: nur Zahlen
frameworks-tiers = Stufen: { $names }
frameworks-takes-share = Antwort: ein Anteil von 100
frameworks-takes-number = Antwort: eine Zahl
frameworks-takes-words = Antwort in Worten

frameworks-column-id = Kennung
frameworks-column-parent = Kennung der Zeile darüber
frameworks-column-group = Überschrift
frameworks-column-text = Frage
frameworks-column-guidance = Hilfe zum Antworten
frameworks-column-level = Reifegrad
frameworks-column-weight = Gewicht
frameworks-column-points = Punkte, solange offen
frameworks-column-points-partial = Punkte bei teilweise erfüllt
frameworks-column-tags = Schlagwörter
frameworks-column-keep = Daneben aufbewahrt
frameworks-column-ignore = Weggelassen
frameworks-no-folder = Es gibt keinen Ordner dafür
frameworks-import = Rahmenwerk importieren
frameworks-import-folder-title = Ordner eines Rahmenwerks importieren
frameworks-no-dialog = Hier öffnet sich keine Dateiauswahl
frameworks-no-dialog-remedy = Datei oder Ordner auf diese Seite ziehen
frameworks-kept = { $title } ist jetzt auf diesem Gerät
frameworks-kept-remedy = Zu Beginn eines Durchgangs steht es zur Wahl
frameworks-import-subtitle = Vor dem Aufbewahren ist nichts gespeichert.
frameworks-nothing-stored = Nichts wurde gespeichert.
frameworks-reading = Wird gelesen
frameworks-first-questions = Erste Fragen
frameworks-found-parts = { $n ->
    [one] { $n } Teil
   *[other] { $n } Teile
}
frameworks-found-assessable = { $n } zu bewerten
frameworks-found-questions = { $n ->
    [one] { $n } eigene Frage
   *[other] { $n } eigene Fragen
}
frameworks-found-choices = { $n ->
    [one] { $n } Auswahl
   *[other] { $n } Auswahlen
}
frameworks-found-withdrawn = { $n } zurückgezogen
frameworks-found-groups = { $n ->
    [one] { $n } Gruppe
   *[other] { $n } Gruppen
}
frameworks-found = Erkannt: { $what }
frameworks-kinds = In den Worten der Quelle: { $kinds }
frameworks-copyright-none = Copyright: in der Quelle nicht genannt; zuerst klären, ob die Nutzung erlaubt ist
frameworks-copyright = Copyright: { $copyright }
frameworks-rights-less = Weniger zu den Rechten
frameworks-rights-all = Alles zu den Rechten
frameworks-writing = Wird geschrieben
frameworks-keep = Auf diesem Gerät aufbewahren
frameworks-not-written = das Rahmenwerk lässt sich nicht schreiben: { $why }
frameworks-notes = Was entschieden oder weggelassen wurde: { $n }
frameworks-fewer = Weniger zeigen
frameworks-more = { $n } weitere zeigen
frameworks-problems = { $n ->
    [one] Import nicht möglich: { $n } Fehler
   *[other] Import nicht möglich: { $n } Fehler
}
frameworks-line = { $path }, Zeile { $line }
frameworks-columns = { $n ->
    [one] Wozu jede Spalte dient: { $n } Zeile
   *[other] Wozu jede Spalte dient: { $n } Zeilen
}
frameworks-column = Spalte { $n }
frameworks-column-for = Wozu { $column } dient

frameworks-groups-detect = Herausfinden und sagen, was gefunden wurde
frameworks-groups-as-written = Eine Gruppe enthält, was bei ihr steht
frameworks-groups-add-up = Eine Gruppe enthält auch alle Gruppen vor ihr
frameworks-worded-wrong = Prüfen, ob die Quelle zum selben Rahmenwerk und zur selben Ausgabe gehört.
frameworks-choose = Wählen: { $what }
frameworks-groups = Wie sich seine Gruppen ergänzen
frameworks-own = Eigenes Rahmenwerk
frameworks-words-for = Wozu seine Texte dienen
frameworks-beside = Neben den Fragen von { $title }
frameworks-worded = { $n ->
    [one] { $n } Teil erhält die Texte der Quelle neben den eigenen
   *[other] { $n } Teile erhalten die Texte der Quelle neben den eigenen
}
frameworks-without = Fragen ohne Texte der Quelle
frameworks-unused = Ungenutzt in der Quelle
frameworks-names-none = { $what }: keine
frameworks-names = { $what }: { $n } ({ $names })
frameworks-names-more = { $what }: { $n } ({ $names } und { $more } weitere)

frameworks-not-read = { $name } lässt sich nicht lesen: { $why }
frameworks-too-large = { $name } ist insgesamt größer als { $most } MB
frameworks-too-many = Darin sind mehr als { $n } Dateien
frameworks-no-file = Darin ist keine Datei

frameworks-format-list = Liste
frameworks-format-tree = Baum
frameworks-format-layout = Muster-Tabelle
frameworks-onto-strangers = Keine der { $n } Fragen hat eine Kennung, die in der Quelle vorkommt
frameworks-onto-unsound = Mit diesen Worten ist das Rahmenwerk nicht schlüssig; auf Englisch: { $why }
