# Antworten: die eigenen Fragen, die gerade offene, Anhänge, Abgeben.

answer-no-review = Es gibt noch keinen Durchgang zu beantworten.
answer-on-their-way = Die Fragen sind noch unterwegs von den anderen.
answer-no-question = Dieses Rahmenwerk hat keine Frage, die beantwortet werden kann.
answer-shut = Hier lässt sich nichts ändern

answer-title = Antworten
answer-progress = Eigene Fragen beantwortet
answer-which = Welche Fragen
answer-list = Liste
answer-one = Einzeln
answer-layout = Anordnung
answer-not-assigned = Nichts ist zugeteilt; was bekannt ist, lässt sich beantworten
answer-first = Zuerst eine Frage beantworten
answer-hand-in-again = Erneut abgeben
answer-hand-in = Abgeben
answer-hand-in-hint = Erklärt diese Antworten zu den eigenen; ändern lassen sie sich weiterhin
answer-handed-in = Abgegeben
answer-changed-since = Abgegeben · { $n } seither geändert
answer-handed-in-at = Abgegeben { $when }
answer-none-left = Hier ist keine Frage übrig. „Alle“ zeigt alle.

answer-hand-in-about =
    Abgeben ist eine Erklärung, keine Sperre: Antworten lassen sich weiterhin ändern, und die anderen sehen dann, dass
    sich seither etwas geändert hat.
answer-hand-in-title = Eigene Antworten abgeben?
answer-hand-in-now = Jetzt abgeben
answer-not-yet = Noch nicht
answer-show-open = Offene zeigen
answer-sum-answered = { $n } beantwortet
answer-sum-dont-know = { $n } „weiß nicht“
answer-sum-not-applicable = { $n } nicht anwendbar
answer-sum-open = { $n } nicht beantwortet
answer-sum-conflicts =
    { $n ->
        [one] { $n } Frage hat zwei Werte von eigenen Geräten
       *[other] { $n } Fragen haben zwei Werte von eigenen Geräten
    }
answer-sum-conflicts-choose = Vor dem Abgeben wählen, welcher zählt

answer-filter-mine = Eigene
answer-filter-unanswered = Offene
answer-filter-all = Alle
answer-mark-open = nicht beantwortet
answer-mark-not-applicable = nicht anwendbar
answer-mark-written = beantwortet
answer-mark-values = { $n } Werte
answer-scope = { $review } · Für: { $scope }
answer-observers = Die Beobachtung liest Ergebnisse; sie antwortet nicht
answer-closed = Dieser Durchgang ist abgeschlossen
answer-round-blind = Versiegelt: vor der Aufdeckung sind keine Antworten zu sehen; die Moderation kann früher lesen
answer-round-strict = Versiegelt: vor der Aufdeckung sind keine Antworten zu sehen, auch nicht für die Moderation
answer-round-revealed = Aufgedeckt: was sich jetzt ändert, wird aufbewahrt, steht aber außerhalb der Runde

answer-no-na = Dieses Rahmenwerk erlaubt hier kein „nicht anwendbar“
answer-before-reworded = { $said } (die Frage lautet jetzt anders)
answer-before-split = { $said } (zu einer Frage, aus der mehrere wurden)
answer-before-merged = { $said } (zu mehreren Fragen, die jetzt eine sind)
answer-before-regrouped = { $said } (zu Fragen, die anders zusammengestellt wurden)
answer-last-time = letztes Mal
answer-asked-for-recent = Verlangt: { $kind }, nicht älter als { $days } Tage
answer-asked-for = Verlangt: { $kind }

answer-unready-nothing = Noch nicht gespeichert: Reifegrad oder „weiß nicht“ wählen, dann wird dies mit aufbewahrt
answer-unready-reason = Noch nicht gespeichert: „nicht anwendbar“ braucht einen Grund
answer-unready-number = Noch nicht gespeichert: eine Zahl wie 3 oder 2,6 schreiben
answer-unready-percent = Noch nicht gespeichert: eine Zahl von 0 bis 100 schreiben
answer-unready-day = Noch nicht gespeichert: den Tag schreiben wie 2026-03-31

answer-values = { $n } Werte: zwei eigene Geräte haben gleichzeitig geantwortet
answer-values-about = Der erste zählt, bis gewählt ist. Die anderen bleiben im Verlauf.
answer-keep-this = Diesen behalten
answer-keep-that = Jenen behalten
answer-own = Eigene Antwort
answer-own-hint = In eigenen Worten
answer-percent = Eigene Antwort in Prozent
answer-percent-hint = 0 bis 100
answer-number = Eigene Antwort als Zahl
answer-dont-know = Weiß nicht
answer-not-applicable = Nicht anwendbar
answer-same = Wie letztes Mal: { $last }
answer-marked = Vorgemerkt
answer-mark = Vormerken
answer-mark-hint = Nur für den eigenen Gebrauch, bis Muster geschlossen wird
answer-reason-hint = Nichts dergleichen gibt es hier, weil …
answer-reason = Warum es nicht anwendbar ist (nötig)
answer-applies = Doch anwendbar
answer-claimed = Behauptet
answer-documented = Belegt
answer-tested = Geprüft
answer-how-known = Woher ist es bekannt?
answer-tested-on = am
answer-tested-day = Tag der Prüfung
answer-comment-hint = Warum dieser Grad und nicht der nächste (C)
answer-comment = Kommentar
answer-evidence-hint = Ein Link, ein Dokument, ein Ort: je eine Zeile (V)
answer-evidence = Nachweis
answer-next-open = Nächste offene
answer-previous = Vorige Frage
answer-next = Nächste Frage
answer-take-back = Antwort zurücknehmen
answer-standing-dirty = Wird nach dem Tippen gespeichert
answer-standing-saving = Wird gespeichert
answer-standing-saved = Hier gespeichert
answer-standing-open = Noch nicht beantwortet

answer-attach = Datei anhängen
answer-attach-hint = Versiegelt, bis 25 MiB. Oder ins Fenster ziehen
answer-sealing = Die Datei wird versiegelt
answer-level-first = Zuerst einen Reifegrad wählen: Nachweise gehören zu einer Antwort
answer-attaching = Eine andere Datei wird angehängt
answer-saving-another = Eine andere Datei wird gespeichert
answer-save-copy = Kopie von { $file } speichern
answer-take-out = { $file } aus der Antwort nehmen
answer-not-attached = Nichts wurde angehängt
answer-saved = { $file } ist gespeichert
answer-not-sealed = Sie ist nicht mehr versiegelt
answer-another-place = Einen anderen Ort wählen

answer-file-here = ist hier
answer-file-coming = kommt gerade: { $percent } %
answer-file-missing = noch nicht hier; { $who }
answer-file-damaged = auf diesem Gerät beschädigt; { $who }
answer-file-over-quota = nicht geholt: die Dateien dieser Person nehmen hier zu viel Platz ein
answer-file-one-has = { $name } hat sie
answer-file-some-have = { $names } haben sie
answer-file-comes-own = sie kommt, wenn das eigene Gerät verbunden ist, das sie hat
answer-file-comes-of = sie kommt, wenn ein Gerät verbunden ist, das sie hat, etwa von { $name }
answer-file-comes = sie kommt, wenn ein Gerät verbunden ist, das sie hat
