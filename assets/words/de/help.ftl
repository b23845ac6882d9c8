# Wozu jede Seite da ist, eine Zeile für den ersten Besuch, und ihre Tasten.

help-welcome =
    Einen Arbeitsbereich beginnen, mit einem Ticket beitreten oder sich in einem Beispiel umsehen. Nichts hier
    berührt das Netz.
help-home =
    Alle Arbeitsbereiche auf diesem Gerät. Jede Organisation hat ihren eigenen; sie teilen nichts. Dateien mit
    Änderungen lassen sich überall ablegen.
help-join =
    Ein Ticket aus einer Einladung verwenden. Vor dem Beitritt zeigen sich der Arbeitsbereich, wer einlädt und die
    eigene Rolle; danach sechs Wörter zum Vergleichen.
help-overview =
    Wo dieser Durchgang steht: der nächste Schritt, wie weit jede Dimension und Person ist und was hier wartet.
help-overview-hint = Der blaue Kasten nennt immer den nächsten Schritt.
help-new-review =
    Einen Durchgang eröffnen: Rahmenwerk, Geltungsbereich, Personen, Kontrolle. Was letztes Mal gesagt wurde,
    kommt mit, zum Bestätigen.
help-frameworks = Die Rahmenwerke ansehen, die mit Muster kommen, und andere importieren.
help-invite =
    Ein Ticket machen, mit dem jemand in einer Rolle beitritt. Die Übergabe geschieht von Hand: als Text, als
    Code, als Datei.
help-invite-hint = Ein Ticket gilt, bis es verbraucht oder sein Tag vorbei ist; ungültig machen geht jederzeit.
help-assign =
    Festlegen, wer welche Dimension beantwortet. Wo eine Person allein antwortet, kann sich keine Abweichung
    zeigen.
help-assign-hint = Mehr als ein Kästchen je Spalte ankreuzen: mehrere Personen zeigen, wo sie abweichen.
help-answer =
    Die eigenen Fragen. Jeder Reifegrad ist ein Satz: den nehmen, der heute zutrifft. Alles wird laufend
    gespeichert; Abgeben heißt: das sind meine Antworten.
help-answer-hint = Mit der Tastatur: eine Ziffer antwortet, Enter führt weiter, ? zeigt alle Tasten.
help-compare = Wo Personen Verschiedenes sagen; was zuerst zu besprechen ist, steht oben. Jeder Punkt ist eine Person.
help-compare-hint = Mit den obersten Zeilen beginnen: dort entscheiden die Antworten über eine Stufe.
help-agree =
    Eine Frage nach der anderen: jede Stimme mit ihrem Grund, dann was die Gruppe daraus macht. Gegenstimmen
    werden behalten und gedruckt.
help-agree-hint = Nichts ist vorausgewählt. Was unstrittig ist, lässt sich auf einmal festhalten.
help-conflicts =
    Was an zwei Stellen zugleich geschrieben wurde. Alle Werte bleiben, bis jemand wählt; keiner geht verloren.
help-results =
    Die Stufe und ihr Grund, wie sicher sie ist, was sie heben würde, und ein Code zum gegenseitigen Vorlesen.
help-results-hint = Jede Zahl sagt, woher sie kommt: siehe „Warum diese Stufe“ und darunter jede Größe.
help-history = Zwei Durchgänge nebeneinander: was sich bewegt hat und warum die Stufe eine andere ist.
help-plan =
    Was zu tun ist, von wem und bis wann: aus einer Lücke, einer Abweichung oder einer Feststellung. Als Tabelle
    oder als Tafel nach Status.
help-targets = Was angestrebt wird, was daran fehlt und was die nächste Stufe verlangt.
help-targets-hint = Ziele nach dem Antworten setzen: ein Ziel vor Augen macht milde.
help-report = Eine Datei zum Weitergeben: was darin steht und ob sie Personen nennt, ist wählbar.
help-people = Wer hier ist, wer alles hat, was es nur auf diesem Gerät gibt und wohin Pakete dürfen.
help-people-hint = Offline ist normal: Änderungen gehen hinaus, wenn Geräte sich treffen, oder per Datei.
help-settings = Aussehen, Namen, Ordner und Netze dieses Geräts. Nichts davon gehört zu einem Arbeitsbereich.

help-key-up-down = Auf Ab
help-key-ctrl-enter = Strg+Enter
help-key-enter = Enter

help-answer-key-digit = Reifegrad wählen
help-answer-key-zero = Weiß nicht
help-answer-key-n = Nicht anwendbar
help-answer-key-basis = Behauptet, belegt, geprüft
help-answer-key-c = Kommentar schreiben
help-answer-key-v = Nachweis nennen oder Datei anhängen
help-answer-key-m = Für später merken
help-answer-key-y = Bestätigen: wie letztes Mal
help-answer-key-f = Liste oder eine Frage nach der anderen
help-answer-key-enter = Nächste offene Frage

help-compare-key-h = Namen ein oder aus
help-compare-key-arrows = Andere Frage

help-agree-key-digit = Vereinbarten Reifegrad wählen
help-agree-key-n = Nicht anwendbar
help-agree-key-kinds = Vereinbart, Mehrheit, Moderation, offen gelassen
help-agree-key-record = Festhalten und weiter
help-agree-key-s = Vorerst überspringen
help-agree-key-f = Sitzungsansicht
help-agree-key-h = Namen ein oder aus
help-agree-key-arrows = Andere Frage

help-plan-key-n = Neue Maßnahme
