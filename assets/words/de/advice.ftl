# Rat: was geschehen ist, und was nun zu tun ist.

advice-report-other-or-print = Anderes Format wählen; HTML druckt jeder Browser als PDF
advice-report-csv-or-shorter = CSV oder JSON wählen, die keine solche Grenze kennen, oder den Text kürzen
advice-report-other = Anderes Format wählen und dies melden
advice-report-template =
    Ausbessern, oder den Bericht mit --without-template schreiben; `muster report --write-template ORDNER` schreibt
    eine, die geht
advice-report-nothing-written = Nichts wurde geschrieben; anderes Format wählen und dies melden
advice-seal-check-json = Eine Datei prüfen, die `muster report --format json` geschrieben hat
advice-seal-update = Muster aktualisieren, dann erneut prüfen
advice-seal-ask-again =
    Bei denen, die sie geschrieben haben, die Datei neu anfordern und einander den Fingerabdruck vorlesen

advice-no-workspace = Diesen Arbeitsbereich gibt es auf diesem Gerät nicht
advice-no-workspace-remedy = Mit `muster workspace list` sehen, was hier ist, oder mit einem Ticket beitreten
advice-nothing-changed = Nichts wurde geändert
advice-unreachable = Unter den Adressen im Ticket antwortet niemand
advice-unreachable-remedy =
    Die einladende Person bitten, Muster mit eingeschaltetem Netz offen zu lassen, dann erneut versuchen
advice-ticket-refused = Das Ticket wurde nicht angenommen: { $why }
advice-ticket-refused-remedy = Ein neues Ticket anfordern
advice-network-off = Das Netz ist für diesen Arbeitsbereich ausgeschaltet
advice-network-off-remedy = Einschalten mit `muster network lan`, oder für einen Abgleich mit `muster sync`
advice-other-version =
    Auf dem Gerät, von dem das Ticket kommt, läuft eine andere Version von Muster, mit der diese nicht sprechen kann
advice-other-version-remedy = Auf beiden dieselbe Version verwenden; die neuere öffnet, was die ältere geschrieben hat
advice-no-relay = Für diesen Arbeitsbereich ist kein Relay gesetzt
advice-no-relay-remedy =
    Angeben, welches: `muster network relay https://relay.example.org`, und `--token -`, falls es eines verlangt
advice-network-broken = Das Netz lässt sich nicht verwenden: { $why }
advice-network-broken-remedy = Die Arbeit ist hier gespeichert; sie geht hinaus, wenn das Netz wieder da ist
advice-network-busy = Muster läuft schon auf diesem Datenordner und gleicht für ihn ab
advice-network-busy-remedy =
    Laufen lassen: es sendet die Änderungen von selbst. Um von hier abzugleichen, es zuerst schließen
advice-data-dir = Der Ordner { $path } lässt sich nicht verwenden: { $why }
advice-data-dir-remedy = Prüfen, ob es ihn gibt und wem er gehört, oder mit --data-dir einen anderen wählen
advice-read-only = Dieser Arbeitsbereich ist nur zum Lesen offen: { $why }
advice-read-only-remedy = Was gespeichert ist, bleibt lesbar; siehe `muster doctor`
advice-no-dice-remedy =
    Ohne das ist kein Schlüssel sicher. Den Computer neu starten; bleibt es dabei, ihn nicht für Muster verwenden
advice-stopped = Muster wird beendet
advice-stopped-remedy = Neu starten

advice-bundle-foreign = Eine Datei wählen, die `muster bundle` geschrieben hat
advice-newer-muster = Eine neuere Version von Muster verwenden
advice-bundle-damaged = Die Datei neu kopieren oder neu schreiben lassen
advice-bundle-too-large = Sie nur mit dem schreiben lassen, was fehlt: siehe `muster bundle need`
advice-bundle-not-for-us = Sie neu schreiben lassen, da dieses Gerät nun Mitglied ist, oder unter einer Passphrase
advice-bundle-needs-passphrase = `--passphrase -` angeben und die Wörter über die Standardeingabe eingeben
advice-check-words = Die Wörter prüfen, auch Großschreibung und Leerzeichen
advice-longer-words = Mindestens zehn Zeichen verwenden; vier oder mehr Wörter sind gut
advice-bundle-other-workspace = Den Arbeitsbereich mit --workspace wählen
advice-report-this = Bitte melden

advice-file-not-here = Sie kommt, wenn ein Gerät verbunden ist, das sie hat; oder in einem Bündel bringen lassen
advice-file-too-large = Einen Link darauf anhängen, oder die Seiten, auf die es ankommt
advice-file-over-quota = Links anhängen oder kleinere Dateien
advice-file-damaged = Sie wird vom nächsten Gerät, das sie hat, neu geholt
advice-file-wrong-key = Die Person, die sie angehängt hat, bitten, sie neu anzuhängen
advice-file-full = Speicherplatz freigeben, dann erneut versuchen; jede Antwort ist gespeichert
advice-file-io-remedy = Das Laufwerk prüfen; jede Antwort, die als gespeichert gemeldet wurde, ist darauf
advice-file-io = Die Datei lässt sich nicht verwenden: { $why }

advice-store-full = Die letzte Änderung ist nicht gespeichert: das Laufwerk ist voll
advice-store-full-remedy = Speicherplatz freigeben, dann wiederholen; alles davor ist gespeichert
advice-store-not-writable = Der Datenordner lässt sich lesen, aber nicht beschreiben
advice-store-not-writable-remedy =
    Prüfen, wem er gehört und ob sein Laufwerk nur zum Lesen eingehängt ist, oder --data-dir verwenden
advice-store-damaged = Das Protokoll dieses Arbeitsbereichs ist beschädigt: { $what }
advice-store-damaged-remedy = Was lesbar ist, bleibt. Mit anderen abgleichen: was fehlt, kommt zurück
advice-store-newer = Dieser Arbeitsbereich wurde von einer neueren Version von Muster geschrieben (Format { $found })
advice-store-newer-remedy = Jene oder eine neuere Version verwenden; diese ändert nichts darin
advice-store-foreign = Im Datenordner liegt eine Datei, die nicht von Muster ist
advice-store-foreign-remedy = Sie wegräumen oder mit --data-dir einen anderen Ordner wählen
advice-store-busy = Ein anderer Prozess schreibt in diesen Arbeitsbereich und wird nicht fertig
advice-store-busy-remedy = Gleich noch einmal versuchen
advice-store-out-of-turn = Die letzte Änderung ist nicht gespeichert, ein Fehler im Protokoll: { $what }
advice-store-out-of-turn-remedy = Muster neu starten; alles davor ist gespeichert. Bitte melden
advice-store-io = Das Laufwerk hat versagt: { $why }
advice-store-io-remedy = Das Laufwerk prüfen; was als gespeichert gemeldet wurde, ist darauf

advice-key-missing = Die Schlüsseldatei dieses Arbeitsbereichs ist weg
advice-key-restore = Aus einer Kopie wiederherstellen oder sich als weiteres Gerät neu einladen lassen
advice-key-damaged = Die Schlüsseldatei dieses Arbeitsbereichs ist beschädigt
advice-key-newer = Die Schlüsseldatei stammt von einer neueren Version von Muster (Format { $found })
advice-key-newer-remedy = Jene oder eine neuere Version verwenden
advice-key-locked = Die Schlüsseldatei dieses Arbeitsbereichs steht unter einer Passphrase
advice-key-locked-remedy =
    `--unlock -` angeben und die Wörter über die Standardeingabe eingeben, oder in MUSTER_PASSPHRASE_FILE eine Datei
    nennen, die sie enthält
advice-key-wrong = Die Passphrase öffnet die Schlüsseldatei nicht
advice-key-wrong-remedy = Die Wörter prüfen, auch Großschreibung und Leerzeichen; nichts wurde geändert
advice-key-weak = Die Passphrase ist zu kurz: wer die Schlüsseldatei kopiert, kann beliebig viele durchprobieren
advice-key-not-protected = Die Schlüsseldatei ließ sich nicht schützen: { $why }
advice-key-not-protected-remedy = Sie ist, wie sie war. Bitte melden
advice-key-taken = Eine Schlüsseldatei gibt es schon, für ein anderes Gerät
advice-key-taken-remedy = Mit --data-dir einen anderen Datenordner wählen
advice-key-io = Die Schlüsseldatei lässt sich nicht verwenden: { $why }
advice-key-io-remedy = Prüfen, wem der Datenordner gehört und ob sein Laufwerk in Ordnung ist

advice-ticket-whole = Das ganze Ticket kopieren: ein Wort, das mit muster1 beginnt
advice-ticket-web = Die Adresse im Browser öffnen und das Ticket von dort kopieren
advice-ticket-damaged = Das ganze Ticket neu kopieren, oder es als Datei anfordern
advice-address-whole = Die ganze Zeile kopieren, die `muster address` auf dem anderen Gerät ausgibt
advice-address-correct = Verbessern, oder kopieren, was `muster address` dort ausgibt
advice-relay-ask = Bei denen, die das Relay betreiben, nach der Adresse fragen
advice-relay-token = Nur das Token kopieren, ohne Leerzeichen

advice-cut-left = { $who }: nicht mehr verbunden
advice-cut-left-remedy = Nichts: die Verbindung kommt von selbst wieder
advice-cut-stranger = { $who }: dieses Gerät ist dort nicht als Mitglied bekannt
advice-cut-stranger-remedy = Bei frischer Aufnahme warten, bis sie dort angekommen ist; sonst die Leitung fragen
advice-cut-removed = { $who }: dieses Gerät gilt dort als aus dem Arbeitsbereich entfernt
advice-cut-removed-remedy = Was hier ist, bleibt lesbar. War es ein Versehen, kann die Leitung neu einladen
advice-cut-newer = { $who }: dort läuft ein älteres Muster, das dieses nicht versteht
advice-cut-newer-remedy = Muster dort aktualisieren; bis dahin hilft vielleicht ein Bündel
advice-cut-older = { $who }: dort läuft ein neueres Muster, das mit diesem nicht mehr spricht
advice-cut-older-remedy = Muster hier aktualisieren
advice-cut-flood = { $who }: dieses Gerät hat mehr gesendet, als vereinbart war
advice-cut-forged = { $who }: dort kamen Änderungen an, die kein Mitglied unterschrieben hat
advice-cut-forged-remedy = Hier `muster verify` ausführen: es sagt, ob dieses Protokoll vollständig ist
advice-cut-silent = { $who }: von diesem Gerät kam dort zu lange nichts an
advice-cut-silent-remedy = Nichts, falls dieser Computer schlief; sonst das Netz dazwischen ansehen
advice-cut-quota =
    { $who }: dort wird nichts mehr von diesem Gerät aufbewahrt, es hat mehr geschrieben, als ein Gerät darf
advice-cut-quota-remedy = Mit einem weiteren eigenen Gerät weitermachen und der Leitung Bescheid geben
advice-cut-full = { $who }: dort sind gerade zu viele andere verbunden
advice-cut-full-remedy = Nichts: es wird erneut versucht, und andere reichen die Änderungen weiter
advice-cut-garbled = { $who }: dort wurde nicht verstanden, was dieses Gerät sagte
advice-cut-garbled-remedy = Auf beiden dieselbe Version von Muster verwenden; ist sie dieselbe, bitte melden
advice-cut-disk = { $who }: dort lässt sich gerade nichts speichern
advice-cut-disk-remedy = Dort Bescheid geben: das Laufwerk ist voll oder versagt
advice-cut-slow = { $who }: dieses Gerät war dort zu langsam
advice-cut-slow-remedy = Nichts: es wird erneut versucht; was angekommen ist, bleibt
advice-cut-not-now = { $who }: für Beitrittsanfragen ist dort gerade keine Zeit
advice-cut-not-now-remedy = In ein paar Minuten erneut versuchen
advice-cut-other = { $who } hat aufgelegt: { $why }
advice-cut-other-remedy = Kommt es wieder vor, auf beiden dieselbe Version von Muster verwenden

advice-window-command-line = Alles geht auch über die Befehlszeile: siehe `muster --help`
advice-window-close-others = Andere Programme schließen, dann erneut versuchen
advice-demo-failed = Das Gerät von { $who } hat versagt: { $why }
advice-demo-busy = Der Computer ist vielleicht stark beschäftigt: erneut versuchen
advice-demo-empty-dir = Mit --dir einen leeren Ordner wählen

advice-refused = Abgelehnt; auf Englisch: { $why }
advice-no-dice = Das Betriebssystem gibt keine Zufallszahlen her: { $why }
advice-demo-unexpected = Ein Gerät hat etwas anderes geantwortet als gefragt: { $what }
advice-demo-missing = Das Beispiel baut auf { $what } auf, und es ist nicht da
advice-demo-unfinished = { $one } und { $other } kamen mit ihrem Austausch nicht zu Ende
advice-demo-place = { $path } lässt sich nicht verwenden: { $why }

advice-said-bundle-foreign = Das ist kein Muster-Bündel
advice-said-bundle-newer = Die Datei stammt von einer neueren Version von Muster (Format { $found })
advice-said-bundle-damaged = Die Datei ist beschädigt; auf Englisch: { $why }
advice-said-bundle-too-large = Die Datei enthält mehr, als ein Bündel darf
advice-said-bundle-not-for-us = Das Bündel ist nicht für dieses Gerät gemacht
advice-said-bundle-needs-passphrase = Das Bündel steht unter einer Passphrase
advice-said-bundle-wrong-passphrase = Die Passphrase öffnet das Bündel nicht
advice-said-bundle-weak-passphrase = Die Passphrase ist zu kurz: wer das Bündel findet, kann beliebig viele durchprobieren
advice-said-bundle-other-workspace = Die Datei gehört zu einem anderen Arbeitsbereich
advice-said-bundle-not-sealed = Das Bündel ließ sich nicht versiegeln; auf Englisch: { $why }

advice-said-file-not-here = Die Datei ist noch nicht auf diesem Gerät
advice-said-file-too-large = Die Datei ist größer als 25 MiB
advice-said-file-over-quota = Die Dateien einer Person dürfen auf einem Gerät 512 MiB belegen; das wären mehr
advice-said-file-damaged = Die Datei ist auf diesem Gerät beschädigt
advice-said-file-wrong-key = Die Datei ist nicht, was die Antwort nennt: sie lässt sich nicht öffnen
advice-said-file-newer = Die Datei stammt von einer neueren Version von Muster (Format { $found })
advice-said-file-full = Das Laufwerk ist voll

advice-said-ticket-empty = In diesem Text steht kein Ticket
advice-said-ticket-web-address = Das ist eine Web-Adresse, kein Ticket; Tickets beginnen mit „muster1“
advice-said-ticket-foreign = Das ist kein Ticket; Tickets beginnen mit „muster1“
advice-said-ticket-too-long = Das ist zu lang für ein Ticket
advice-said-ticket-damaged = Das Ticket ist unvollständig oder vertippt
advice-said-ticket-newer = Das Ticket stammt von einer neueren Version von Muster

advice-said-address-shape = Eine Adresse sieht aus wie ENDPOINT@IP:PORT, so gibt `muster address` sie aus
advice-said-address-endpoint = Der Teil vor dem @ ist kein Schlüssel eines Geräts mit 64 hexadezimalen Ziffern
advice-said-address-socket = „{ $text }“ ist keine IP-Adresse mit Port wie 192.168.1.20:7300 oder [fe80::1]:7300
advice-said-relay-scheme = Die Adresse eines Relays sieht aus wie https://relay.example.org
advice-said-relay-host = Die Adresse des Relays nennt keinen Rechner, oder keinen Port, den es gibt
advice-said-relay-path = Die Adresse eines Relays endet nach dem Rechner und seinem Port
advice-said-relay-too-long = Die Adresse des Relays ist zu lang
advice-said-relay-token = Ein Token ist ein Wort aus 1 bis 200 Buchstaben, Ziffern und Zeichen
advice-said-recovery-no-code = Das ist kein Wiederherstellungscode: er hat 28 Buchstaben und Ziffern in Vierergruppen
advice-said-recovery-mistyped = Der Wiederherstellungscode ist vertippt

advice-said-plan-no-title = Eine Maßnahme braucht einen Titel
advice-said-plan-bad-title = Der Titel einer Maßnahme ist eine Zeile aus höchstens { $n } Zeichen
advice-said-plan-long-text = Eine Beschreibung oder Feststellung hat höchstens { $n } Zeichen
advice-said-plan-bad-name = Zuständig ist ein Mitglied, oder ein Name aus höchstens { $n } Zeichen
advice-said-plan-comment = Ein Kommentar hat ein paar Worte, und höchstens { $n } Zeichen
advice-said-plan-no-action = Eine solche Maßnahme gibt es nicht
advice-said-plan-no-place = Im Rahmenwerk gibt es „{ $id }“ nicht

advice-said-report-not-built = Dieses Programm schreibt keine Berichte als { $form }
advice-said-report-long-text = Der Text „{ $text }…“ ist länger, als die Zelle einer Arbeitsmappe sein kann
advice-said-report-form = Der Bericht lässt sich nicht als { $form } schreiben; auf Englisch: { $why }
advice-said-report-template = Die Vorlage lässt sich nicht verwenden; auf Englisch: { $why }
advice-said-report-incomplete = Erneut gelesen, enthält der Bericht nicht alles; auf Englisch: { $found } instead of { $wanted }
advice-said-report-actions = Erneut gelesen, enthält die Datei { $found } Maßnahmen statt { $wanted }
advice-said-report-unreadable = Erneut gelesen, ist der Bericht nicht zu verstehen; auf Englisch: { $why }

advice-said-cut-leaving = bis bald
advice-said-cut-stranger = das andere Gerät ist hier nicht als Mitglied bekannt
advice-said-cut-removed = das andere Gerät wurde aus dem Arbeitsbereich entfernt
advice-said-cut-newer = dort läuft ein neueres Muster, als dieses Gerät versteht
advice-said-cut-older = dort läuft ein älteres Muster, mit dem dieses Gerät nicht mehr spricht
advice-said-cut-flood = das andere Gerät sendet mehr, als vereinbart war
advice-said-cut-forged = das andere Gerät sendet Änderungen, die kein Mitglied unterschrieben hat
advice-said-cut-silent = vom anderen Gerät kam zu lange nichts
advice-said-cut-quota = das andere Gerät hat mehr geschrieben, als ein Gerät darf
advice-said-cut-full = hier sind zu viele Geräte verbunden
advice-said-cut-garbled = das andere Gerät hält sich nicht an das Protokoll
advice-said-cut-disk = dieses Gerät kann gerade nichts speichern
advice-said-cut-replaced = eine andere Verbindung dient
advice-said-cut-slow = das andere Gerät kommt nicht nach
advice-said-cut-not-now = gerade nicht
advice-said-cut-crowd = zu viele fragen, später noch einmal

advice-parting-folder = { $path } lässt sich nicht anlegen: { $why }
advice-parting-write = { $path } lässt sich nicht schreiben: { $why }
advice-parting-folder-remedy = Einen leeren, beschreibbaren Ordner wählen; nichts wurde vernichtet
advice-parting-no-framework = Das Rahmenwerk dieser Bewertung ist noch nicht angekommen, also lässt sich nichts schreiben
advice-parting-sync-remedy = Mit einem Gerät abgleichen, das es hat; nichts wurde vernichtet
advice-parting-not-signed = Der Bericht ließ sich nicht unterschreiben
advice-parting-missing = Nachweise, die nicht auf diesem Gerät sind, wurden nicht geschrieben: { $names }
advice-parting-missing-remedy =
    Nichts wurde vernichtet. Mit einem Gerät abgleichen, das sie hat, und mit einem anderen Ordner neu beginnen
