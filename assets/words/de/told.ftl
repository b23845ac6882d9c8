# told: Ergebnisse und Geschehenes

told-rounded-exactly = { $rounded } (genau { $exactly })
told-at-top = die höchste Stufe ist erreicht
told-out-of-reach = keine Änderung von Antworten führt zu „{ $rung }“: { $why }

told-of-questions = { $n ->
    [one] { $n } Frage
   *[other] { $n } Fragen
}
told-of-values = { $n ->
    [one] { $n } Wert
   *[other] { $n } Werten
}
told-weighted-mean = gewichtetes Mittel aus { $of }
told-mean = Mittel aus { $of }
told-weighted-sum = gewichtete Summe aus { $of }
told-sum = Summe aus { $of }
told-lowest = niedrigster Wert aus { $of }
told-highest = höchster Wert aus { $of }
told-median = Median aus { $of }
told-most-frequent = häufigster Wert aus { $of }
told-share-met = erfüllter Anteil aus { $of }
told-number-met = erfüllte Anzahl aus { $of }
told-points-left = verbleibende Punkte aus { $of }
told-levels-stacked = gestapelte Grade aus { $of }
told-from = ausgehend von { $n }
told-times = mal { $n }
told-blank-worst = was fehlt, zählt als das Schlechteste
told-blank-once-begun = sobald etwas beantwortet ist, zählt als das Schlechteste, was fehlt
told-blank-skip = was fehlt, bleibt außen vor
told-blank-skip-up-to = was fehlt, bleibt außen vor, bis zu einem Anteil von { $share }
told-blank-value = was fehlt, zählt als fester Wert
told-blank-block = kein Wert, solange etwas fehlt

told-at-least = { $title } mindestens { $min }
told-below = { $title } unter { $below }
told-between = { $title } mindestens { $min } und unter { $below }
told-times-figure = { $times } mal { $title }
told-everywhere = { $title } überall mindestens { $min }
told-everywhere-but = { $n ->
    [one] { $title } überall mindestens { $min }, mit einer Ausnahme
   *[other] { $title } überall mindestens { $min }, mit { $n } Ausnahmen
}
told-every = jede Frage ist erfüllt
told-every-of = jede Frage { $which } ist erfüllt
told-share = ein Anteil von { $share } der Fragen ist erfüllt
told-share-of = ein Anteil von { $share } der Fragen { $which } ist erfüllt
told-of-level = vom Grad { $level }
told-up-to-level = bis zum Grad { $level }
told-tagged = mit dem Merkmal { $tag }
told-not-tagged = ohne das Merkmal { $tag }
told-among-named = unter { $n } genannten
told-open = nichts über { $most } Punkte ist offen
told-open-but = nichts über { $most } Punkte ist offen, außer { $but }
told-open-never = nichts über { $most } Punkte ist offen und nichts von { $never }
told-open-but-never = nichts über { $most } Punkte ist offen, außer { $but }, und nichts von { $never }
told-excused-from = { $question } ab „{ $level }“
told-evidence = { $kind } höchstens { $days } Tage alt
told-evidence-several = { $n } × { $kind } höchstens { $days } Tage alt
told-share-answered = ein Anteil von { $share } ist beantwortet
told-at-most = { $name } höchstens { $max }
told-rung = { $title } mindestens „{ $rung }“
told-rung-everywhere = { $title } überall mindestens „{ $rung }“
told-reaches = { $ladder } erreicht { $rung }
told-reaches-everywhere = { $ladder } erreicht überall { $rung }
told-or = { $one } oder { $other }

told-nothing-applies = hier ist nichts anwendbar
told-rounded-below = gerundet { $rounded }, genau { $exactly }: unter { $limit }
told-rounded-above = gerundet { $rounded }, genau { $exactly }: nicht unter { $limit }
told-places-below = darunter: { $places }
told-cant-change = { $n ->
    [one] { $n } Stelle hat keinen Wert und kann daran nichts ändern
   *[other] { $n } Stellen haben keinen Wert und können daran nichts ändern
}
told-met = { $n } von { $of } erfüllt
told-answered = { $n } von { $of } beantwortet
told-not-met = nicht erfüllt: { $names }
told-not-met-of = { $of } nicht erfüllt: { $names }
told-not-answered = nicht beantwortet: { $names }
told-not-answered-of = { $of } nicht beantwortet: { $names }
told-are-open = offen: { $names }
told-are-open-of = { $of } offen: { $names }
told-not-counted = noch von niemandem gezählt: { $name }
told-no-rung = { $rung } hat hier keinen Wert
told-found = { $n } gefunden, zuletzt vom { $day }
told-ahead = { $day } liegt nach dem { $of }
told-aged = zuletzt vom { $day }, { $n } Tage alt
told-not-recorded = keiner ist festgehalten
told-no-value = kein Wert
told-no-value-here = hier kein Wert
told-unjudged = „{ $rung }“ lässt sich nicht beurteilen: { $why }
told-nothing-to-compute = es gibt nichts zu berechnen
told-no-range = die Skala hat keine Spanne
told-too-long = die Zahl ist zu lang geworden, um genau zu sein
told-nothing-yet = noch ist nichts beantwortet
told-away = { $n ->
    [one] { $names } ist nicht anwendbar
   *[other] { $names } sind nicht anwendbar
}
told-unanswered-one = die Frage dazu ist nicht beantwortet
told-unanswered = { $n } von { $of } Fragen nicht beantwortet
told-no-value-yet = { $n ->
    [one] { $names } hat noch keinen Wert
   *[other] { $names } haben noch keinen Wert
}
told-no-value-yet-more = { $names } und weitere haben noch keinen Wert
told-no-baseline = es gibt keine Teilmenge „{ $name }“
told-no-tiers = dieses Rahmenwerk hat keine Stufen
told-below-all = nicht einmal die unterste Stufe ist erreicht

told-agreed = vereinbarte Antwort
told-agreed-away = als nicht anwendbar vereinbart
told-agreed-unknown = vereinbart, dass es niemand weiß
told-nobody-knows = niemand weiß es
told-nobody-answered = nicht beantwortet
told-few = { $heard } von { $needed } nötigen Stimmen
told-said-away = { $n } von { $of } halten es für nicht anwendbar
told-one-answer = eine Antwort
told-one-team = ein Team
told-one-role = eine Rolle
told-of-answers = { $n } Antworten
told-of-teams = { $n } Teams
told-of-roles = { $n } Rollen
told-weightless = die Stimmen haben kein Gewicht
told-open-question = offene Frage
told-outside = außerhalb der Teilmenge
told-not-asked = nicht gefragt, wegen der Antwort auf eine andere Frage
told-not-yet-asked = nicht gefragt, bis eine andere Frage beantwortet ist
told-unproven = als erfüllt angegeben, doch der nötige Nachweis fehlt
told-devices-differ = die Geräte einer Person sind sich uneins, bis zur Klärung zählt das Neueste
told-about-oneself = { $n } über sich selbst nicht gezählt
told-apart = die Antworten liegen { $spread } auseinander

told-somebody = Jemand Unbekanntes
told-review-unknown = einem unbekannten Durchgang
told-a-role-observer = Beobachtung
told-a-role-respondent = Auskunft
told-a-role-facilitator = Moderation
told-a-role-owner = Leitung
told-whose-somebody = jemand Unbekanntes
told-whose-device = ein weiteres Gerät von { $name }
told-and-more = { $names } und { $n } weitere
told-founded = { $who } hat den Arbeitsbereich „{ $name }“ gegründet
told-invited = { $who } hat eingeladen: { $role }
told-invited-many = { $who } hat eingeladen: { $role }, höchstens { $n } Personen
told-prepared-own = { $who } hat ein weiteres eigenes Gerät vorbereitet
told-prepared = { $who } hat ein weiteres Gerät für { $of } vorbereitet
told-took-back = { $who } hat die Einladung für { $whose } zurückgenommen
told-let-stand = { $who } hat die Einladung für { $whose } bestehen lassen
told-was-asked = { $name } hat bei { $who } um Aufnahme gebeten
told-joined = { $name } ist beigetreten
told-came-with-device = { $name } kam mit einem weiteren Gerät
told-refused = { $who } hat { $name } abgelehnt
told-refused-device = { $who } hat ein Gerät abgelehnt
told-recovered = Der Wiederherstellungscode hat { $name } die Leitung zurückgegeben
told-recovery-used = Der Wiederherstellungscode wurde benutzt
told-set-key = { $who } hat den Schlüssel des Arbeitsbereichs gesetzt
told-changed-key = { $who } hat den Schlüssel des Arbeitsbereichs gewechselt
told-made-role = { $who } hat { $name } eine Rolle gegeben: { $role }
told-left = { $who } ist gegangen
told-removed = { $who } hat { $name } entfernt
told-revoked-own = { $who } hat das eigene Gerät „{ $device }“ gesperrt
told-revoked = { $who } hat das Gerät „{ $device }“ von { $of } gesperrt
told-revoked-unknown = { $who } hat ein unbekanntes Gerät gesperrt
told-out-of-team = { $who } hat { $name } aus dem Team genommen
told-into-team = { $who } hat { $name } dem Team „{ $team }“ zugeordnet
told-newer = { $who } hat etwas getan, das eine neuere Version von Muster braucht
told-began = { $who } hat die Bewertung „{ $title }“ begonnen
told-opened = { $who } hat den Durchgang „{ $title }“ eröffnet
told-got-ready = { $who } ist bereit zu Antworten in { $review }
told-passed-key = { $who } hat den Schlüssel zu den Antworten von { $whose } in { $review } weitergegeben
told-handed-in = { $who } hat die eigenen Antworten in { $review } abgegeben
told-revealed = { $who } hat die Antworten in { $review } aufgedeckt
told-opened-answers = { $who } hat die eigenen Antworten in { $review } geöffnet
told-closed = Abgeschlossen durch { $who }: { $review }
told-signed = Freigegeben durch { $who }: { $review }
told-destroyed = { $who } hat den Inhalt von „{ $title }“ vernichtet
told-destroyed-unknown = { $who } hat den Inhalt einer unbekannten Bewertung vernichtet
told-assigned-nothing = { $who } hat { $member } in { $review } nichts zugeteilt
told-assigned = { $who } hat { $member } in { $review } zugeteilt: { $add }
told-assigned-less = { $who } hat { $member } in { $review } abgenommen: { $remove }
told-assigned-instead = { $who } hat { $member } in { $review } zugeteilt: { $add } statt { $remove }
told-asked-nobody = { $who } hat für { $review } niemanden um Freigabe gebeten
told-asked-to-sign = { $who } hat für { $review } um Freigabe gebeten: { $add }
told-no-longer-asks = { $who } bittet für { $review } nicht mehr um Freigabe: { $remove }
told-asked-instead = { $who } hat für { $review } um Freigabe gebeten: { $add } statt { $remove }

told-void-second-beginning = ein Arbeitsbereich beginnt nur einmal
told-void-foreign-beginning = der Anfang des Arbeitsbereichs nennt ein anderes Gerät als das, das ihn unterschrieb
told-void-rootless = es folgt nicht aus dem Anfang dieses Arbeitsbereichs
told-void-stranger = es kommt von keinem Mitglied
told-void-not-owner = das kann nur die Leitung
told-void-not-facilitator = das können nur Moderation und Leitung
told-void-not-their-invite = über diese Einladung entscheiden andere
told-void-no-such-member = die genannte Person ist kein Mitglied
told-void-invite-exists = eine solche Einladung gibt es schon
told-void-no-uses = eine Einladung muss sich mindestens einmal nutzen lassen
told-void-no-such-invite = eine solche Einladung gibt es nicht
told-void-invite-unseen = die Einladung war noch nicht bekannt
told-void-invite-revoked = die Einladung wurde zurückgenommen
told-void-expired = das Ticket ist abgelaufen
told-void-used = das Ticket ist schon benutzt
told-void-already-admitted = das Gerät gehört schon einem Mitglied
told-void-no-proof = es fehlt der Beweis, Ticket und Gerät unter diesem Namen zu besitzen
told-void-refused = das Gerät wurde abgelehnt
told-void-crowd = zu viele Geräte warten mit diesem Ticket
told-void-not-waiting = dieses Gerät wartet nicht
told-void-no-such-assessment = eine solche Bewertung gibt es nicht
told-void-destroyed = der Inhalt der Bewertung ist vernichtet
told-void-still-open = einer der Durchgänge ist nicht abgeschlossen
told-void-no-such-review = einen solchen Durchgang gibt es nicht
told-void-closed = der Durchgang ist abgeschlossen
told-void-already-revealed = der Durchgang ist schon aufgedeckt
told-void-not-revealed = der Durchgang ist noch nicht aufgedeckt
told-void-observer = die Beobachtung antwortet nicht
told-void-foreign-key = der Schlüssel kam nicht von der Person, der die Antworten gehören
told-void-sealed-review = offen weitergegeben wird ein Schlüssel nur in offenen Durchgängen oder nach der Aufdeckung
told-void-no-lane = dazu gibt es keine eigenen Antworten in diesem Durchgang
told-void-twice = eine Kennung dieses Arbeitsbereichs gibt es zweimal
told-void-author-removed = die Person dahinter war schon entfernt
told-void-device-revoked = das Gerät dahinter war schon gesperrt
told-void-member-removed = die genannte Person war schon entfernt
told-void-already-removed = die genannte Person ist schon entfernt
told-void-already-revoked = das Gerät ist schon gesperrt
told-void-no-such-device = ein solches Gerät gibt es nicht
told-void-overruled = eine ältere Leitung hat gleichzeitig eine andere Rolle gegeben
told-void-circular = es beruht auf dem, was es wegnimmt
told-void-not-asked = um diese Freigabe wurde nicht gebeten
told-void-newer = es stammt von einer neueren Version von Muster

# Warum etwas, das verlangt wurde, nicht geschieht.
told-refusal-no-review = diesen Durchgang gibt es in diesem Arbeitsbereich nicht
told-refusal-no-review-in-assessment = diesen Durchgang gibt es in dieser Bewertung nicht
told-refusal-no-assessment = diese Bewertung gibt es in diesem Arbeitsbereich nicht
told-refusal-review-closed = der Durchgang ist abgeschlossen
told-refusal-closed-to-settings = der Durchgang ist abgeschlossen: Einschränkungen und Zahlen gehören in den nächsten
told-refusal-not-revealed = der Durchgang ist noch nicht aufgedeckt: niemand könnte prüfen, was Sie unterzeichnen
told-refusal-observer = wer beobachtet, antwortet nicht
told-refusal-not-admitted = dieses Gerät wurde noch nicht in den Arbeitsbereich aufgenommen
told-refusal-only-rulers-agree = nur wer moderiert oder wem der Arbeitsbereich gehört, hält Vereinbarungen fest
told-refusal-only-rulers-plan = nur wer moderiert oder wem der Arbeitsbereich gehört, plant Maßnahmen
told-refusal-action-owner-unknown = wer für eine Maßnahme zuständig ist, gehört nicht zu diesem Arbeitsbereich
told-refusal-no-title-of-assessment = eine Bewertung braucht einen Titel
told-refusal-no-title-of-review = ein Durchgang braucht einen Titel
told-refusal-assigned-stranger = eine Zuweisung nennt jemanden, der nicht dazugehört
told-refusal-assigned-unknown = das Rahmenwerk hat kein „{ $node }“ zum Zuweisen
told-refusal-no-question = das Rahmenwerk hat keine Frage „{ $question }“
told-refusal-nothing-to-hand-in = es gibt noch nichts abzugeben: beantworten Sie zuerst eine Frage
told-refusal-pack-not-here = das Rahmenwerk ist noch nicht angekommen: bitte zuerst abgleichen
told-refusal-bad-pack = das Rahmenwerk hat { $problems } Fehler: { $first }
told-refusal-other-framework = eine Bewertung geht nur mit einer anderen Fassung ihres Rahmenwerks weiter
told-refusal-nothing-to-sign = das Rahmenwerk ist noch nicht angekommen: es gibt kein Ergebnis zu unterzeichnen
told-refusal-result-moved = das Ergebnis hat sich währenddessen geändert: sein Fingerabdruck ist jetzt { $fingerprint }
told-refusal-no-key = der Schlüssel zum Schreiben ist nicht auf diesem Gerät
told-refusal-last-owner = niemandem würde der Arbeitsbereich mehr gehören: übertragen Sie ihn zuerst jemand anderem
told-refusal-other-code = das ist nicht der Wiederherstellungscode dieses Arbeitsbereichs
told-refusal-other-device = dieses Gerät gehört niemandem aus dem Arbeitsbereich: nennen Sie die Adresse eines solchen
told-refusal-not-waiting = dieses Gerät wartet nicht
told-refusal-file-unnamed = keine hier lesbare Antwort nennt diese Datei
told-refusal-no-answer-to-prove = ein Nachweis gehört zu einer Antwort: beantworten Sie zuerst die Frage
told-refusal-here-already = dieser Arbeitsbereich ist schon auf diesem Gerät
told-refusal-old-form = { $entries } Einträge wurden von einer älteren Version von Muster geschrieben und lassen sich nicht einzeln vernichten; löschen Sie stattdessen den Arbeitsbereich auf jedem Gerät
told-refusal-only-rulers-set = nur wer moderiert oder wem der Arbeitsbereich gehört, setzt Ziele, Auswahlen und gezählte Zahlen
told-refusal-sealed-to-sign = Antworten, die zählen, sind für dieses Gerät versiegelt: es kann nicht wissen, was es unterzeichnet
told-refusal-no-usable-key = das anfragende Gerät hat keinen brauchbaren Schlüssel, um Schlüssel zu empfangen
told-refusal-came-in-part = Sie wurden aufgenommen, doch das andere Gerät ging, bevor alles angekommen war; der Rest kommt mit dem nächsten Abgleich
told-refusal-member-already = Sie gehören auf diesem Gerät schon zu diesem Arbeitsbereich
told-refusal-is-out = dieses Gerät war in jenem Arbeitsbereich und ist draußen: entfernen Sie ihn zuerst von diesem Gerät und kommen Sie dann als neues Gerät herein
told-refusal-bad-name = { $what } braucht einen Namen aus 1 bis { $most } druckbaren Zeichen
told-named-workspace = ein Arbeitsbereich
told-named-member = ein Mitglied
told-answer-no-option = die Frage „{ $question }“ hat keinen Grad „{ $option }“: es gibt { $known }
told-answer-open = die Frage „{ $question }“ ist offen: sie will { $what } und keinen Grad
told-answer-not-open = die Frage „{ $question }“ will einen Grad, keinen freien Text und keine Zahl
told-answer-no-na = die Frage „{ $question }“ lässt „nicht anwendbar“ nicht zu
told-answer-no-reason = zur Frage „{ $question }“ braucht „nicht anwendbar“ eine Begründung
told-answer-takes = die Frage „{ $question }“ will { $what }
told-answer-too-long = zur Frage „{ $question }“ ist { $what } zu lang
told-takes-text = freien Text
told-takes-share = einen Anteil von 0 bis 100
told-takes-number = eine Zahl
told-part-note = die Notiz
told-part-evidence = der Nachweis
told-part-text = der Text
told-part-reason = die Begründung
told-setting-no-place = das Rahmenwerk hat weder Dimension noch Frage „{ $place }“
told-setting-no-aim = „{ $place }“ hat keinen Grad „{ $level }“ als Ziel: es gibt { $known }
told-setting-aimless = „{ $place }“ hat keine Grade, die ein Ziel sein könnten
told-setting-no-baseline = das Rahmenwerk hat keine Teilmenge „{ $name }“: { $known }
told-setting-no-fact = das Rahmenwerk zählt kein „{ $name }“: { $known }
told-setting-too-long = die Zahl für „{ $name }“ ist zu lang
told-setting-no-review = „{ $name }“ wird für einen Durchgang gezählt, und noch gibt es keinen
told-setting-has = es gibt { $names }
told-setting-has-none = es gibt keine
told-draft-empty = es gibt nichts zu schreiben
told-draft-twice = „{ $question }“ ist zweimal beantwortet
told-draft-set-twice = dasselbe ist zweimal gesetzt
told-draft-too-large = das ist zu viel für eine einzige Änderung

# Was in einem Arbeitsbereich nicht stimmt oder auffällt, mit den Namen von damals.
told-warning-no-effect = { $what }: ohne Wirkung, { $why }
told-warning-history-waits = { $n ->
    [one] { $n } Eintrag der Geschichte wartet auf andere, die noch nicht hier sind
   *[other] { $n } Einträge der Geschichte warten auf andere, die noch nicht hier sind
}
told-warning-mine-dropped = { $n ->
    [one] { $n } eigene Änderung in { $place } zählt nicht mehr: sie war nicht bekannt, als das Gerät gesperrt oder die Rolle geändert wurde
   *[other] { $n } eigene Änderungen in { $place } zählen nicht mehr: sie waren nicht bekannt, als das Gerät gesperrt oder die Rolle geändert wurde
}
told-warning-mine-dropped-at = { $n ->
    [one] { $n } eigene Änderung in { $place } zählt nicht mehr, weil sie nicht bekannt war, als das Gerät gesperrt oder die Rolle geändert wurde: { $at }
   *[other] { $n } eigene Änderungen in { $place } zählen nicht mehr, weil sie nicht bekannt waren, als das Gerät gesperrt oder die Rolle geändert wurde: { $at }
}
told-warning-dropped = { $n ->
    [one] { $n } Änderung von { $by } in { $place } zählt nicht: sie war nicht bekannt, als die Person entfernt, das Gerät gesperrt oder die Rolle geändert wurde
   *[other] { $n } Änderungen von { $by } in { $place } zählen nicht: sie waren nicht bekannt, als die Person entfernt, das Gerät gesperrt oder die Rolle geändert wurde
}
told-warning-adopted = { $n ->
    [one] { $n } Änderung von { $by } in { $place } kam zu spät und zählt trotzdem, weil andere darauf aufbauten: bitte ansehen
   *[other] { $n } Änderungen von { $by } in { $place } kamen zu spät und zählen trotzdem, weil andere darauf aufbauten: bitte ansehen
}
told-warning-refused = eine Änderung von { $by } wurde abgelehnt: { $why }
told-warning-round = { $who } in „{ $review }“: { $what }
told-warning-twofold = ein Gerät von { $who } schrieb zweierlei an dieselbe Stelle von „{ $review }“: eines davon zählt nicht
told-warning-torn = gleichzeitig verschieden gesetzt: { $what } – { $said }. Bis zur nächsten Angabe zählt die erste
told-warning-said = { $what } von { $by }
told-warning-signature-broken = die Freigabe von { $by } für „{ $review }“ hält nicht: beim Nachrechnen ergab sich etwas anderes, und zwar { $what }
told-warning-more = … und { $n } weitere
told-warning-record = Eintrag { $row } im Speicher: { $why }
told-warning-set-aside = der Umschlag { $envelope } des Geräts { $device } wurde beiseitegelegt: { $why }
told-warning-key-shut = der Schlüssel { $key }, den das Gerät { $device } an dieses schickte, lässt sich nicht öffnen
told-warning-forked = das Gerät { $device } schrieb auf zwei Zweigen zugleich (eine zurückgespielte Sicherung oder ein kopierter Rechner); beide bleiben erhalten
told-warning-envelopes-wait = { $n ->
    [one] { $n } Umschlag wartet auf frühere desselben Geräts
   *[other] { $n } Umschläge warten auf frühere desselben Geräts
}
told-warning-hollow = { $n ->
    [one] { $n } Eintrag kam ohne seinen Inhalt, obwohl ihn niemand vernichtet hat, der das darf; er wird erneut angefragt
   *[other] { $n } Einträge kamen ohne ihren Inhalt, obwohl ihn niemand vernichtet hat, der das darf; sie werden erneut angefragt
}
told-warning-somebody = jemand
told-warning-by-somebody-unknown = jemand Unbekanntem
told-warning-review-unknown = einem unbekannten Durchgang

told-farewell-left = dieses Gerät gehört seit dem eigenen Weggang nicht mehr zum Arbeitsbereich; was da war, bleibt hier lesbar
told-farewell-removed = { $by } hat die Person an diesem Gerät aus dem Arbeitsbereich entfernt; was da war, bleibt hier lesbar, und Neues kommt nicht mehr
told-farewell-revoked = dieses Gerät wurde gesperrt; was da war, bleibt hier lesbar, und Neues kommt nicht mehr

told-alarm-altered = die Aufdeckung nennt andere Antworten als die abgegebenen; es zählen die abgegebenen
told-alarm-left-out = die Aufdeckung lässt abgegebene Antworten weg; sie zählen
told-alarm-crossed = abgegeben, ohne dass die Aufdeckung davon wusste; es zählt, was die Aufdeckung kannte
told-alarm-not-here = die Antworten, die zählen, sind noch nicht alle hier

told-signed-answers = bei den Antworten von { $whose }
told-signed-inputs = bei dem, was neben den Antworten zählte
told-signed-result = bei den Zahlen
told-signed-tier = bei der Stufe

told-torn-team = das Team von { $who }
told-torn-action = { $field } der Maßnahme „{ $title }“
told-torn-target = das Ziel für { $place } in „{ $title }“
told-torn-fact = „{ $fact }“ in „{ $title }“
told-torn-baselines = die Teilmenge in „{ $title }“
told-field-title = der Titel
told-field-description = die Beschreibung
told-field-origin = der Anlass
told-field-review = der Durchgang
told-field-node = die Stelle
told-field-owner = die Zuständigkeit
told-field-due = der Termin
told-field-effort = der Aufwand
told-field-impact = die Wirkung
told-field-status = der Stand
told-value-no-team = keines
told-value-whole = das ganze Rahmenwerk
told-value-gap = die Lücke bei { $place }
told-value-disagreement = die Abweichung bei { $place }

told-barred-not-theirs = es sind die Antworten einer anderen Person
told-barred-observer = die Beobachtung antwortet nicht
told-barred-only-comments = mehr als kommentieren dürfen nur Moderation und Leitung
told-barred-past = sie liegt jenseits dessen, was zählt
told-barred-missing = { $n ->
    [one] { $n } frühere Änderung ist noch nicht hier
   *[other] { $n } frühere Änderungen sind noch nicht hier
}
told-barred-too-large = sie hat { $n } Bytes, mehr als erlaubt
told-barred-unreadable = sie ist nicht lesbar: { $why }
told-barred-foreign = sie wurde nicht unter dem Namen ihres Geräts geschrieben
told-barred-out-of-line = ihre Nummern schließen nicht an ihre Vergangenheit an
told-barred-torn-past = ihre Vergangenheit enthält zwei Änderungen, von denen nur eine bestehen kann
told-barred-misplaced = sie schreibt, was nicht hierher gehört
told-barred-blind = sie ersetzt nicht, was ihre Vergangenheit enthält
told-barred-failed = der Versuch an einer Kopie schlug fehl: { $why }
told-fault-panicked = die Bibliothek versagt daran
told-fault-refused = die Bibliothek nimmt sie nicht an
told-fault-astray = sie führt zu einem anderen Dokument, als sie soll
told-fault-unloadable = das Dokument ließe sich nicht mehr laden
told-chunk-torn = sie ist unvollständig
told-chunk-checksum = ihre Prüfsumme ist falsch
told-chunk-kind = sie ist von der Art { $kind } und keine einfache Änderung
told-chunk-field = das Feld „{ $name }“ darin ist unlesbar
told-chunk-column = sie hat die unbekannte Spalte { $column }
told-chunk-deed = sie tut mehr, als Texte einzutragen
told-chunk-spelling = sie ist nicht auf die eine richtige Weise geschrieben

told-flaw-cut-short = der Umschlag ist abgeschnitten
told-flaw-trailing = auf den Umschlag folgt noch etwas
told-flaw-length = kein Umschlag ist { $n } Bytes lang
told-flaw-damaged = der Umschlag ist beschädigt
told-flaw-newer = der Umschlag stammt von einer neueren Version von Muster (Format { $format })
told-flaw-malformed = der Umschlag ist fehlerhaft: { $how }
told-flaw-signature = der Umschlag ist nicht von seinem Gerät für diesen Arbeitsbereich unterschrieben
told-flaw-other-key = der Umschlag ist mit einem anderen Schlüssel versiegelt
told-flaw-not-sealed = der Umschlag lässt sich mit seinem Schlüssel nicht öffnen
told-flaw-bare = der Inhalt des Umschlags wurde vernichtet
told-flaw-too-much = { $n } Bytes passen nicht in einen Umschlag
told-flaw-over-quota = das Gerät { $device } hat mehr geschrieben, als ein Gerät darf; mehr davon wird nicht aufgehoben
told-flaw-operation = es stammt von einer neueren Version von Muster oder ist beschädigt
told-flaw-keys = der versiegelte Schlüssel ist beschädigt
told-flaw-newer-keys = diese Schlüssel hat eine neuere Version von Muster ausgegeben (Format { $format })
told-flaw-pack-unreadable = darin ist kein Teil eines Rahmenwerks, den diese Version lesen kann
told-flaw-pack-too-large = darin ist ein zu großer Teil eines Rahmenwerks
told-flaw-pack-bad = darin ist ein Rahmenwerk mit { $problems } Fehlern: { $first }
told-flaw-pack-other = darin ist ein anderes Rahmenwerk als angegeben
told-flaw-checkpoint-newer = der Sammelumschlag stammt von einer neueren Version von Muster (Format { $format })
told-flaw-checkpoint-malformed = der Sammelumschlag ist fehlerhaft: { $how }
told-flaw-checkpoint-too-much = der Sammelumschlag ergibt mehr, als einer enthalten darf
told-flaw-checkpoint-shut = der Sammelumschlag lässt sich noch nicht prüfen: sein Schlüssel fehlt hier
told-flaw-checkpoint-astray = der Sammelumschlag ergibt nicht das, was unterschrieben wurde

# Was einem Import im Weg steht, und was zu tun ist.
told-wrong-no-file = hier ist keine Datei
told-wrong-too-much = hier sind { $n } MiB
told-wrong-too-many = hier sind { $n } Dateien
told-wrong-utf16 = die Datei ist in UTF-16 geschrieben
told-wrong-empty = die Datei ist leer
told-wrong-not-utf8 = hier stehen Bytes, die kein UTF-8-Text sind
told-wrong-damaged = diese Tabelle ist beschädigt
told-wrong-torn = diese Tabelle ist beschädigt: { $why }
told-wrong-no-book = das ist keine Arbeitsmappe: { $why }
told-wrong-sheet = Blatt „{ $name }“: { $why }
told-wrong-large-sheet = Blatt „{ $name }“ bringt mehr als zwei Millionen Zellen oder 32 MiB Text
told-wrong-parts = die Arbeitsmappe hat mehr als 2.000 Teile
told-wrong-unpacked = die Arbeitsmappe ist ausgepackt größer als 32 MiB
told-wrong-texts = die Arbeitsmappe gibt mehr Texte an, als sie enthalten kann
told-wrong-large-table = { $columns } Spalten und { $rows } Zeilen
told-wrong-not-csv = das ist kein CSV: { $why }
told-wrong-large-csv = das Blatt hat mehr als 200.000 Zeilen oder zwei Millionen Zellen
told-wrong-foreign-xml = das ist XML, aber weder ein OSCAL-Katalog noch ein OSCAL-Profil
told-wrong-apart = diese Dateien ergeben zusammen kein Rahmenwerk; bitte eine davon allein importieren
told-wrong-old-excel = das ist eine Excel-Datei der alten Art; bitte als .xlsx speichern
told-wrong-pdf = das ist ein PDF, und das hat keine lesbare Gliederung
told-wrong-picture = das ist ein Bild
told-wrong-compressed = das ist eine gepackte Datei; bitte zuerst auspacken
told-wrong-no-table = darin ist keine Tabelle
told-wrong-no-rows = darin ist keine Tabelle mit Zeilen
told-wrong-oscal = das ist ein anderes OSCAL-Dokument ({ $name }) und enthält kein Rahmenwerk
told-wrong-keys = das ist eine Struktur aus { $names }, und kein bekanntes Format für Rahmenwerke
told-hint-folder = einen Ordner mit den Dateien eines Rahmenwerks wählen
told-hint-mebibytes = 32 MiB sind die Grenze; ein Rahmenwerk braucht ein Zehntel davon
told-hint-files = 2.000 sind die Grenze; den Ordner des Rahmenwerks selbst wählen
told-hint-encode = als UTF-8 speichern
told-hint-encode-file = die Datei als UTF-8 speichern
told-hint-another = eine andere wählen
told-hint-resave = in einer Tabellenkalkulation öffnen und neu als .xlsx speichern
told-hint-resave-csv = das Blatt neu als „CSV UTF-8“ speichern
told-hint-less = einen kleineren Teil davon nehmen
told-hint-attack = ein Rahmenwerk braucht ein Hundertstel davon; das könnte ein Angriff sein
told-hint-table = 2.000 Spalten und 200.000 Zeilen sind die Grenze
told-hint-known = Muster liest eigene Pakete, NIST OSCAL und CPRT, CISO-Assistant-Bibliotheken, Ordner von OWASP SAMM und DSOMM, OpenSSF-Kriterien, XLSForms, und Listen als CSV oder XLSX
