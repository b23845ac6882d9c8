# results

results-no-review = Es gibt noch keinen Durchgang, also kein Ergebnis.
results-no-framework = Das Rahmenwerk ist von den anderen noch unterwegs.
results-title = Ergebnisse
results-nothing-yet = Noch gibt es nichts zu berechnen: hier ist keine Antwort lesbar.
results-answer-questions = Fragen beantworten
results-why-tier = Warum diese Stufe
results-tier = Stufe
results-unknown = Noch nicht bestimmt
results-questions-answered = Beantwortete Fragen
results-agreed = { $n ->
    [one] { $n } vereinbarte Antwort zählt statt des Medians
   *[other] { $n } vereinbarte Antworten zählen statt des Medians
}
results-fingerprint = Fingerabdruck des Ergebnisses
results-fingerprint-later = Kommt mit der Aufdeckung
results-fingerprint-sealed =
    Solange ein Teil der Antworten versiegelt ist, rechnet jedes Gerät mit einem anderen Teil. Ein Code wäre überall ein
    anderer.
results-fingerprint-read = Einander vorlesen.
results-fingerprint-means = Derselbe Code heißt: dieselben Antworten, dasselbe Rahmenwerk, dieselbe Stufe.
results-copy = Kopieren
results-copy-fingerprint = Fingerabdruck kopieren
results-the-fingerprint = Der Fingerabdruck
results-dimensions = Dimensionen
results-compare-reviews = Zwei Durchgänge vergleichen
results-over-reviews = Über die Durchgänge
results-dimension = Dimension
results-score = Wert
results-answered = Antworten
results-people = Pers.
results-score-range = { $score }, { $range }, solange Antworten fehlen
results-of = { $n } / { $of }
results-reached = erreicht
results-stops = endet hier
results-no-conditions = keine Bedingungen: hier beginnen alle
results-condition = Bedingung
results-value = Wert
results-limit = Grenze
results-margin = Abstand
results-missing = Was fehlt: { $n }
results-go-to = Zur Frage { $question }
results-fewer = Weniger zeigen
results-more = { $n } weitere zeigen
results-hide = Verbergen
results-show = Zeigen
results-hide-figures = Herkunft der Zahlen verbergen
results-show-figures = Herkunft der Zahlen zeigen
results-figures = Wie jede Zahl entstand
results-figures-about = Die Regel, was einging und was aus welchem Grund nicht.
results-used = Verwendet: { $used }
results-left-out = Nicht verwendet: { $name }; Grund: { $why }

results-due = Wieder fällig: { $n }
results-due-what = Wieder fällig, { $question }: { $words }
results-fewer-due = Weniger Fälliges zeigen
results-more-due = { $n } weitere fällige zeigen

results-reach-hint = Schlechteste und beste Stufe je nach den fehlenden Antworten
results-hide-ladders = Andere Leitern verbergen
results-show-ladders = Andere Leitern zeigen
results-ladders = Andere Leitern: { $n }
results-ladders-about =
    Was jeder Teil erreicht hat, was fehlende Antworten daraus noch machen können und was den nächsten Schritt hindert.

results-holds = erfüllt
results-holds-not = nicht erfüllt
results-holds-open = noch nicht zu sagen
results-version = Version { $version }
results-seal-headline = Versiegelt bis zur Aufdeckung
results-seal-own =
    Vor der Aufdeckung sind keine Antworten zu sehen. Was hier steht, ist nur aus dem eigenen Teil berechnet.
results-seal-part = { $n ->
    [one] Die Antworten von { $n } Person sind für dieses Gerät noch versiegelt: dies ist nicht das gemeinsame Ergebnis. Es vervollständigt sich, sobald der Schlüssel eintrifft.
   *[other] Die Antworten von { $n } Personen sind für dieses Gerät noch versiegelt: dies ist nicht das gemeinsame Ergebnis. Es vervollständigt sich, sobald die Schlüssel eintreffen.
}
results-seal-part-headline = Ein Teil der Antworten ist versiegelt
results-seal-early = Die Moderation liest vorab. Bitte für sich behalten: die anderen sehen es mit der Aufdeckung.
results-seal-early-headline = Noch nicht aufgedeckt
results-coverage = { $n ->
    [one] { $answered } von { $of } Fragen beantwortet, von { $n } Person
   *[other] { $answered } von { $of } Fragen beantwortet, von { $n } Personen
}
results-no-value-yet = Es gibt noch keinen Wert
results-band-stays = { $n ->
    [one] Vorläufig, doch { $n } fehlende Antwort ändert nichts: es bleibt bei { $tier }
   *[other] Vorläufig, doch { $n } fehlende Antworten ändern nichts: es bleibt bei { $tier }
}
results-band = { $n ->
    [one] Vorläufig: { $n } fehlende Antwort entscheidet zwischen { $worst } und { $best }
   *[other] Vorläufig: { $n } fehlende Antworten entscheiden zwischen { $worst } und { $best }
}
results-band-most = { $n ->
    [one] Vorläufig: { $n } fehlende Antwort entscheidet zwischen { $worst } und höchstens { $best }
   *[other] Vorläufig: { $n } fehlende Antworten entscheiden zwischen { $worst } und höchstens { $best }
}
results-no-value = kein Wert
results-range = { $worst } bis { $best }
results-narrowed = { $names }: { $n } von { $of } Fragen
results-n-unknown = n nicht genannt

results-not-determined = nicht bestimmt
results-reach-fixed = ändert sich nicht mehr
results-range-most = { $worst } bis höchstens { $best }
results-next = Noch nicht { $rung }: { $why }
results-is = { $condition } (ist { $value })
results-rounded = { $figure } ist { $rounded }, genau { $exactly }

results-no-result = kein Ergebnis

results-lift-headline = { $n ->
    [one] Noch { $n } Antwort bis { $rung }
   *[other] Noch { $n } Antworten bis { $rung }
}
results-lift-smallest = Mit weniger Antworten geht es nicht.
results-lift-needed = Vielleicht genügen weniger; von diesen hier ist jede nötig.
results-lift-no-answer = ohne Antwort
results-lift-change = Jetzt { $from }; nötig: { $to }
results-lift-change-proven = Jetzt { $from }; nötig: { $to }, mit Nachweis und Prüfung
results-lift-not-found = Es wurde nicht herausgefunden
results-lift = Was die Stufe hebt
results-lift-looking = Der Weg zur nächsten Stufe wird gesucht
results-lift-effort = Gezählt werden Antworten, nicht Aufwand: was sich lohnt, entscheiden Menschen.
results-lift-fewer = Weniger zu ändernde Antworten zeigen
results-lift-more = { $n } weitere zu ändernde Antworten zeigen

results-peers = Was andere berichten
results-peers-about = Zahlen anderer sagen, was üblich ist, nicht, was genügt.

results-xray-none = Röntgenbild: nichts Auffälliges
results-xray = { $n ->
    [one] Röntgenbild: { $n } auffälliger Punkt
   *[other] Röntgenbild: { $n } auffällige Punkte
}
results-xray-about = Alles ist abgegeben, zugeteilt, entschieden und, wo hoch, geprüft.
results-xray-go = { $what }: { $places }. Weiter zu { $page }

results-sign = Freigeben…
results-sign-name = Diesen Durchgang freigeben
results-ask = Jemanden bitten
results-ask-name = Jemanden um Freigabe bitten
results-sign-off = Freigabe
results-sign-off-means =
    Eine Freigabe hält jede zählende Antwort und das Ergebnis fest. Spätere Änderungen heben sie nicht auf; sie werden
    sichtbar.
results-ask-all = Alle sind gebeten.
results-ask-who = Wer wird um Freigabe gebeten?
results-ask-whom = { $name } um Freigabe bitten
results-mark-asked = gebeten
results-mark-signed = freigegeben
results-mark-changed = freigegeben, seither geändert
results-mark-broken = gilt nicht
results-unask = { $name } nicht mehr bitten
results-note-quoted = „{ $note }“
results-and-more = und { $n } weitere
results-dialog = Freigeben
results-dialog-about =
    Freigegeben wird, was jetzt zählt: jede Antwort, jede Entscheidung und was herauskam. Was später geändert wird, ist
    als Änderung zu sehen.
results-dialog-head = Diesen Durchgang freigeben?
results-dialog-same = Derselbe Code heißt: dasselbe freigegeben.
results-dialog-xray-none = Das Röntgenbild zeigt nichts Auffälliges.
results-dialog-all-the-same = Freigeben geht trotzdem
results-dialog-more = und { $n } weitere unter Röntgenbild
results-dialog-note = Notiz zur Freigabe
results-dialog-note-hint = Darf leer bleiben
results-dialog-yes = Jetzt freigeben
results-dialog-no = Noch nicht

results-no-tier = keine Stufe bestimmt
results-subject = { $review }, Stand { $day }: { $tier }, { $n } von { $of } Fragen beantwortet
results-sign-not-revealed = Noch nicht aufgedeckt: niemand sonst könnte die Freigabe prüfen
results-sign-sealed = Einige zählende Antworten sind für dieses Gerät versiegelt
results-sign-no-result = Es gibt noch kein Ergebnis
results-sign-not-asked = Hier hat niemand um Freigabe gebeten
results-sign-signed = Dieses Ergebnis ist schon freigegeben

results-xray-more = { $places } und { $n } weitere
results-xray-nothing = Nichts Auffälliges
results-xray-headline = { $n ->
    [one] { $n } auffälliger Punkt
   *[other] { $n } auffällige Punkte
}
results-xray-undecided = An zwei Orten zugleich geschrieben, und niemand hat gewählt
results-xray-not-handed-in = Nicht abgegeben
results-xray-unanswered = Niemand hat geantwortet
results-xray-unassigned = Niemandem zugeteilt
results-xray-basis-moved = Eine Antwort ist seit der Vereinbarung eine andere
results-xray-not-agreed = Abweichende Antworten, und nichts vereinbart
results-xray-never-tested = Ein hoher Grad, nie geprüft
results-xray-evidence-old = Nachweise älter, als sie gelten
results-xray-due = Wieder fällig
results-xray-one-voice = Nur eine Person hat geantwortet
results-xray-no-reason = Nicht anwendbar, ohne Grund
results-xray-many-not-applicable = Vieles soll nicht anwendbar sein
results-xray-below-target = Unter dem Ziel
results-xray-overdue = Überfällige Maßnahmen
results-xray-late = Nach der Aufdeckung geändert
results-xray-why-undecided = Der spätere Wert zählt, bis jemand wählt; er kann der falsche sein.
results-xray-why-not-handed-in = Was nicht abgegeben ist, fehlt vielleicht im Ergebnis.
results-xray-why-unanswered = Was fehlt, kann die Stufe noch ändern.
results-xray-why-unassigned = Niemand merkt, dass es offen bleibt.
results-xray-why-basis-moved = Was vereinbart wurde, passt vielleicht nicht mehr.
results-xray-why-not-agreed = Ein Wert in der Mitte verdeckt, dass die Ansichten auseinandergehen.
results-xray-why-never-tested = Ein so hoher Grad ist wenig wert, solange ihn niemand geprüft hat.
results-xray-why-evidence-old = Was damals galt, gilt heute vielleicht nicht mehr.
results-xray-why-due = Was sich wiederholt, zählt nur, solange es weitergeht.
results-xray-why-one-voice = Wo nur eine Person antwortet, kann sich keine Abweichung zeigen.
results-xray-why-no-reason = Später ist nicht zu erkennen, ob es mit Absicht ausgelassen wurde.
results-xray-why-many-not-applicable = Was nicht anwendbar ist, bleibt aus den Zahlen, die dadurch steigen.
results-xray-why-below-target = Das Ziel liegt höher als der Stand.
results-xray-why-overdue = Was zugesagt war, ist nicht erledigt oder nicht gemeldet.
results-xray-why-late = Es bleibt sichtbar, steht aber außerhalb der Runde.

results-signed-none = Nicht freigegeben
results-signed-none-holds = Freigegeben, doch keine Freigabe gilt hier
results-signed-waiting = { $n ->
    [one] Es fehlt { $n } Freigabe
   *[other] Es fehlen { $n } Freigaben
}
results-signed-some = Freigegeben von { $n } der { $of } Gebetenen
results-signed-off = { $n ->
    [one] Freigegeben von { $n } Person
   *[other] Freigegeben von { $n } Personen
}
results-signed-since-beside = { $n ->
    [one] seit der Freigabe geändert: { $n } Angabe neben den Antworten
   *[other] seit der Freigabe geändert: { $n } Angaben neben den Antworten
}
results-signed-since = { $n ->
    [one] seit der Freigabe geändert: { $n } Antwort
   *[other] seit der Freigabe geändert: { $n } Antworten
}
results-signed-asked-by = gebeten von { $name }, { $day }
results-signed-at = freigegeben { $at }
results-signed-at-unasked = freigegeben { $at }, ungebeten
results-signed-same = { $signed }; seither nichts geändert
results-signed-beside = { $signed }; seither nur neben den Antworten geändert
results-signed-changed = { $n ->
    [one] { $signed }; seither geändert: { $n } Antwort
   *[other] { $signed }; seither geändert: { $n } Antworten
}
results-signed-unchecked = { $signed }; hier nicht geprüft: { $lack }
results-signed-broken = { $signed }; gilt nicht, denn anders ergab sich: { $place }
results-change-answer = { $place }: { $name } sagt etwas anderes
results-change-answer-late = { $place }: { $name } sagt etwas anderes, außerhalb der Runde
results-change-agreed = { $place }: andere vereinbarte Antwort
results-change-target = { $place }: anderes Ziel
results-change-fact = „{ $fact }“: andere Zahl
results-change-baselines = Andere Fragen sind gestellt: die Auswahl wurde geändert
results-change-person = { $name } hat eine andere Rolle oder ein anderes Team
results-change-assigned = { $place }: anders zugeteilt
results-change-day = Das Ergebnis gilt für den { $day }
results-pin-lane = die Antworten von { $name }
results-pin-inputs = was neben den Antworten zählte
results-pin-result = die Zahlen
results-pin-tier = die Stufe

results-rhythm-evidence = { $n ->
    [one] Nachweis: gilt { $n } Tag
   *[other] Nachweis: gilt { $n } Tage
}
results-rhythm = { $n ->
    [one] { $what }: jeden Tag
   *[other] { $what }: alle { $n } Tage
}
results-overdue = { $n ->
    [one] zuletzt am { $day }, { $n } Tag überfällig
   *[other] zuletzt am { $day }, { $n } Tage überfällig
}
results-no-record = nichts mit Datum vermerkt

results-lack-changes = nicht alles Freigegebene ist hier angekommen
results-lack-key = einige der freigegebenen Antworten sind für dieses Gerät versiegelt
results-lack-framework = das Rahmenwerk ist hier nicht angekommen

results-days = { $n } Tage

results-card-none = hier kein Wert
results-card-here = hier { $value }
results-card-middle = { $title }, die Mitte aller: die Hälfte liegt zwischen { $low } und { $high }; { $here }
results-card-version = { $source }, nach Version { $version } des Rahmenwerks
results-card-add = Vergleichswerte hinzufügen
results-card-hint = Eine signierte Karte einer anderen Gruppe: Werte von mindestens fünf Personen, ohne Namen
results-card-choose = Karte mit Vergleichswerten wählen
results-card-busy = Eine Karte wird gelesen
results-card-taken = Die Karte von { $cohort } ({ $source }) liegt jetzt auf diesem Gerät
results-card-beside = Ihre Werte stehen neben dem Ergebnis und in Berichten.
results-card-elsewhere = Sie gehört zu einem anderen Rahmenwerk und steht neben dessen Ergebnissen.
results-card-not-taken = Die Karte wurde nicht aufgenommen
results-card-wrong = { $name }: { $why }
