# Vereinbaren: eine Frage nach der anderen, was festgehalten wird, was dazu gesagt wird.

agree-no-review = Es gibt noch keinen Durchgang, also nichts zu vereinbaren.
agree-on-their-way = Die Fragen sind noch unterwegs von den anderen.
agree-title = Vereinbaren
agree-names = Namen
agree-meeting = Großansicht
agree-meeting-hint = Eine Frage in großer Schrift, für den Beamer
agree-which = Welche Fragen
agree-open = Offen
agree-all = Alle
agree-progress = Fragen mit Ergebnis
agree-unanimous =
    { $n ->
        [one] Zu { $n } Frage haben alle, die sprachen, dasselbe gesagt.
       *[other] Zu { $n } Fragen haben alle, die sprachen, dasselbe gesagt.
    }
agree-record-all = Als vereinbart festhalten
agree-record-title = Festhalten, was niemand bestreitet
agree-record-about =
    { $n ->
        [one] { $n } Frage wird als vereinbart festgehalten, mit dem Grad, den alle gewählt haben. Es ist ein Schritt, und Rückgängig nimmt ihn zurück.
       *[other] { $n } Fragen werden als vereinbart festgehalten, jede mit dem Grad, den alle gewählt haben. Es ist ein Schritt, und Rückgängig nimmt ihn zurück.
    }
agree-record-ask = Festhalten, was niemand bestreitet?
agree-record-now = Festhalten
agree-not-yet = Noch nicht
agree-nobody = Noch hat niemand geantwortet, oder die Antworten sind noch unterwegs.
agree-answer = Fragen beantworten
agree-all-settled = Jede Frage hat ein Ergebnis. Alle ansehen oder weiter zum Gesamtergebnis.
agree-show-all = Alle Fragen zeigen
agree-none-waits = Keine Frage wartet. „Alle“ zeigt alle.

agree-kind-agreed = Vereinbart
agree-kind-majority = Mehrheit mit Gegenstimme
agree-kind-facilitator = Entscheidung der Moderation
agree-kind-left-open = Offen gelassen
agree-shut = Hier lässt sich nichts festhalten
agree-what = Was wurde vereinbart?
agree-anew = Neu festhalten
agree-how = Wie kam es dazu?
agree-reason-hint = Was den Ausschlag gab; der Bericht druckt es
agree-reason = Begründung
agree-record = Festhalten
agree-take-back = Vereinbarte Antwort zurücknehmen
agree-not-applicable = Nicht anwendbar
agree-dissent = Wer stimmt dagegen? Die Gegenstimme bleibt und wird gedruckt
agree-names-on = Namen einschalten (H), um zu sagen, wessen Gegenstimme es ist.
agree-disagrees = { $name } stimmt dagegen
agree-in-words = In den Worten von { $name }
agree-own-words = In eigenen Worten
agree-no-other = Keine andere Frage wartet
agree-skip = Vorerst überspringen
agree-previous = Vorige Frage
agree-next = Nächste Frage
agree-comments = Kommentare
agree-no-comments = Zu dieser Frage gibt es noch keinen Kommentar.
agree-comment = Eigener Kommentar
agree-comment-hint = Alle in diesem Durchgang können ihn lesen
agree-comment-empty = Zuerst etwas schreiben
agree-comment-add = Kommentar hinzufügen

agree-last-time = Letztes Mal vereinbart, { $told }
agree-rival-first = Gleichzeitig mit einem anderen Ergebnis festgehalten. Dieses zählt, bis neu festgehalten wird.
agree-rival = Gleichzeitig festgehalten. Es zählt jetzt nicht.
agree-dissent-of = Gegenstimme von { $who }
agree-recorded-by = Festgehalten von { $who }
agree-moved = Seither anders geantwortet: { $who }
agree-dissent-why = Gegenstimme von { $who }: { $why }

agree-state-open = noch nicht vereinbart
agree-state-moved =
    { $n ->
        [one] vereinbart; { $n } Antwort seither geändert
       *[other] vereinbart; { $n } Antworten seither geändert
    }
agree-state-rivals = { $n } Ergebnisse gleichzeitig festgehalten
agree-not-mine = Moderation oder Leitung hält fest, was die Gruppe vereinbart hat; alle lesen es hier
agree-closed = Dieser Durchgang ist abgeschlossen; was vereinbart wurde, bleibt lesbar
agree-reveal-first = Zuerst aufdecken: was jetzt vereinbart wird, verriete den anderen, was gesagt wurde

agree-no-na = Dieses Rahmenwerk erlaubt hier kein „nicht anwendbar“
agree-n-people =
    { $n ->
        [one] { $n } Person
       *[other] { $n } Personen
    }
agree-somebody = Jemand

agree-lacks-both = Wählen, was vereinbart wurde und wie es dazu kam
agree-lacks-kind = Wählen, wie es dazu kam
agree-lacks-na-reason = Sagen, warum es nicht anwendbar ist
agree-lacks-level = Den vereinbarten Reifegrad wählen, oder offen lassen
agree-lacks-reason = Begründen: eine Entscheidung für andere braucht einen Grund
