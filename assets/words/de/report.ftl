# report

report-no-framework = Das Rahmenwerk ist von den anderen noch unterwegs.
report-title = Bericht
report-subtitle = Eine Datei zum Weitergeben: was darin steht, ist frei wählbar.
report-being-written = Ein Bericht wird geschrieben
report-save = Bericht speichern
report-writing = Der Bericht wird geschrieben. Die Arbeit kann weitergehen.
report-whole = Noch einmal gelesen und vollständig: { $counts }.
report-saved = Gespeichert als { $path }
report-not-saved = Der Bericht wurde nicht gespeichert
report-form = Form
report-form-name = Form der Datei
report-extent-full = Ganzer Bericht
report-extent-summary = Eine Seite für den Vorstand
report-extent = Umfang
report-people = Personen
report-people-name = Wie Personen gezeigt werden
report-parts = Was darin steht
report-parts-all = Alles; diese Form hat keine Abschnitte zur Wahl.
report-parts-summary = Stufe und Begründung, Dimensionen, die drei größten Lücken, drei Schritte und der Verlauf.
report-parts-looking = Es wird nachgesehen, was da ist
report-parts-empty = Noch nichts zu sagen: { $names }.
report-logo = Logo
report-logo-choose = Logo wählen
report-logo-out = Weglassen
report-logo-about = Ein PNG oder JPEG für die erste Seite; es geht auch ohne.

report-choose-section = Mindestens einen Abschnitt wählen
report-means-pdf = Seiten zum Drucken, Unterschreiben und Weitergeben. Für Vorleseprogramme ausgezeichnet.
report-means-html = Eine Seite für jeden Browser, mit allem darin. Nichts wird nachgeladen.
report-means-docx = Ein Dokument zum Weiterbearbeiten, mit Zeilen zum Unterschreiben.
report-means-xlsx =
    Eine Mappe mit je einem Blatt für Überblick, Antworten, Lücken, Schritte und Personen. Die Antworten lassen sich
    wieder importieren.
report-means-csv = Ein Blatt mit allen Antworten. Es lässt sich wieder importieren.
report-means-json = Jedes ausgefüllte Feld, für andere Programme.
report-means-markdown = Text mit Auszeichnung, für ein Wiki.
report-naming-names = Mit Namen
report-naming-roles = Mit Rolle
report-naming-none = Gar nicht
report-naming-names-means = Antworten, Gegenstimmen und Kommentare stehen bei Namen.
report-naming-roles-means =
    Namen werden zu Rollen, auch in Texten. Wo nur eine Person die Rolle hat, bleibt sie erkennbar.
report-naming-none-means =
    Namen entfallen, auch in Texten. Die Texte einmal durchlesen: auch eine Schilderung kann verraten, von wem sie ist.
report-note-blind = Diese Runde ist blind und noch nicht aufgedeckt
report-note-blind-means = Der Bericht enthält nur die eigenen Antworten und kein Ergebnis.
report-note-changed = Das Ergebnis ist seit der Freigabe ein anderes
report-note-changed-means = Auf jeder Seite steht Entwurf. Für einen endgültigen Bericht neu freigeben lassen.
report-note-unsigned = Der Durchgang ist noch nicht freigegeben
report-note-unsigned-means = Auf jeder Seite steht Entwurf. Für einen endgültigen Bericht zuerst freigeben lassen.
report-section-summary = Überblick
report-section-result = Ergebnis
report-section-gaps = Lücken und nächste Schritte
report-section-actions = Maßnahmenplan
report-section-trend = Seit dem letzten Mal
report-section-disagreement = Wo es Abweichungen gibt
report-section-agreed = Vereinbarte Antworten
report-section-answers = Alle Antworten
report-section-comments = Kommentare
report-section-benchmarks = Vergleichswerte
report-section-people = Personen
report-section-method = Wie die Zahlen entstanden
report-section-sign-off = Freigabe
report-count-parts = { $n ->
    [one] { $n } Teil
   *[other] { $n } Teile
}
report-count-questions = { $n ->
    [one] { $n } Frage
   *[other] { $n } Fragen
}
report-count-answers = { $n ->
    [one] { $n } Antwort
   *[other] { $n } Antworten
}
report-count-pages = { $n ->
    [one] { $n } Seite
   *[other] { $n } Seiten
}

report-count-charts = { $n ->
    [one] { $n } Diagramm
   *[other] { $n } Diagramme
}
report-count-tables = { $n ->
    [one] { $n } Tabelle
   *[other] { $n } Tabellen
}
report-count-paragraphs = { $n ->
    [one] { $n } Absatz
   *[other] { $n } Absätze
}

report-language = Sprache des Berichts
report-language-about = Was Muster darin sagt. Was geschrieben wurde, und das Rahmenwerk, behalten ihre eigenen Worte.
report-language-same = Diese Form ist für andere Programme: sie ist in jeder Sprache gleich.
