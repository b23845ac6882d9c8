# Beitreten: ein Ticket, wohin es führt, und der Weg hinein.

join-title = Einem Arbeitsbereich beitreten
join-subtitle = Mit dem Ticket aus einer Einladung. Vor dem Beitritt ist zu sehen, wohin es führt.
join-asking = Das einladende Gerät wird gefragt
join-ticket = Ticket
join-other-file = Eine andere Datei wählen oder das Ticket einfügen
join-paste-first = Zuerst das Ticket einfügen oder die Datei öffnen
join-no-ticket = Das ist kein brauchbares Ticket
join-in-already = Schon dabei
join-asked-already = Schon gefragt
join-try-again = Erneut versuchen
join-look = Nachsehen, wohin es führt
join-look-again = Erneut nachsehen
join-open-file = Ticketdatei öffnen
join-open-title = Ein Ticket öffnen
join-look-about =
    Nachsehen fragt das einladende Gerät, über dieses Netz. Es erfährt keinen Namen, und sonst wird nichts gesendet.
join-member = Auf diesem Gerät schon in { $name } dabei
join-not-used = Das Ticket wurde nicht verwendet.
join-open = { $name } öffnen
join-leads-to = Dieses Ticket führt zu
join-invited-by = Eingeladen von
join-role = Rolle
join-answers = Zu beantworten
join-words = Wörter
join-me = Eigener Name
join-me-hint = Wie ihn die anderen sehen
join-device = Dieses Gerät
join-device-hint = Laptop
join-name-first = Zuerst den eigenen Namen eingeben
join-joining = Der Beitritt läuft
join-join = Beitreten
join-join-name = Diesem Arbeitsbereich beitreten
join-joining-about = Der Beitritt läuft; alles, was da ist, ist unterwegs
join-they-see = Dort stehen unter Personen & Sync dieser Name und diese Wörter:
join-compare = Die Wörter einander vorlesen. Sind sie gleich, steht niemand dazwischen.
join-being-asked = Sie werden gefragt
join-ask-again = Erneut fragen
join-stop = Nicht mehr warten
join-asks-itself =
    Solange diese Seite offen ist, fragt sie von selbst wieder. Das Ticket aufheben: nach dem Schließen von Muster neu
    einfügen.

join-no-host = Dieses Ticket nennt kein Gerät, das gefragt werden könnte
join-no-host-remedy = Ein neues anfordern, das bei eingeschaltetem Netz erstellt wurde
join-at-once = Der Beitritt gilt sofort.
join-owner-first = Die Leitung muss zuerst zustimmen.
join-compare-later =
    Die anderen finden nach dem Beitritt dieselben Wörter in den Einzelheiten von Personen & Sync. Sind sie gleich,
    steht niemand dazwischen.
join-compare-now =
    Wer zustimmt, sieht dieselben Wörter. Sie einander vorlesen: sind sie gleich, steht niemand dazwischen.
join-waits = Wartet auf die Zustimmung der Leitung
join-waits-in = Wartet auf die Zustimmung der Leitung von { $workspace }
join-waits-for = Wartet auf die Zustimmung von { $inviter } oder der übrigen Leitung
join-waits-for-in = Wartet auf die Zustimmung von { $inviter } oder der übrigen Leitung von { $workspace }
join-as-observer = Beobachtung: liest Ergebnisse, sobald sie aufgedeckt sind
join-as-respondent = Auskunft: beantwortet die eigenen Dimensionen
join-as-facilitator = Moderation: führt Durchgänge, teilt zu, deckt auf, schließt ab
join-as-owner = Leitung: entscheidet, wer dabei ist, und alles andere
