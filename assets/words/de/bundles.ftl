# Bündel: eines schreiben, eines einlesen.

bundles-packed = Das Bündel ist gepackt
bundles-packed-members = Nur die Geräte von Mitgliedern können es öffnen; tragen kann es jeder.
bundles-packed-words = Wer die Passphrase hat, kann es öffnen. Sie auf anderem Weg mitteilen als die Datei.
bundles-need-ready = Die Bedarfsdatei ist fertig
bundles-need-about = Sie sagt, was schon hier ist, und nennt niemanden. Wer sie bekommt, packt nur den Rest.
bundles-take-title = Bündel einlesen
bundles-nothing-changed = Nichts wurde geändert.
bundles-bundle = Bündel
bundles-cant = Dieses Bündel lässt sich nicht einlesen
bundles-close = Schließen
bundles-other-need = Diese Bedarfsdatei gehört zu einem anderen Arbeitsbereich
bundles-write = Bündel schreiben
bundles-write-about = Eine Datei mit Änderungen dieses Arbeitsbereichs, für Geräte, die kein Netz erreicht.
bundles-pack = Packen
bundles-cancel = Abbrechen
bundles-what = Was hineinkommt
bundles-all = Alles
bundles-all-about = wenn vom Empfänger nichts bekannt ist
bundles-lacking-about = kleiner; der Empfänger schreibt zuerst eine Bedarfsdatei
bundles-lacking = Nur was laut Bedarfsdatei fehlt
bundles-open-need = Bedarfsdatei öffnen
bundles-open-need-title = Eine Bedarfsdatei öffnen
bundles-who-opens = Wer es öffnen kann
bundles-members-about = jedes Gerät, das jetzt Mitglied ist, und sonst keines
bundles-members = Geräte der Mitglieder
bundles-words-about = für ein Gerät, das hier noch nicht bekannt ist
bundles-words = Wer eine Passphrase hat
bundles-passphrase = Passphrase
bundles-passphrase-hint = Vier oder mehr Wörter sind gut
bundles-passphrase-again = Passphrase wiederholen
bundles-packing = Die Datei wird gepackt
bundles-saved = { $file } ist gespeichert
bundles-save-title = Datei sichern
bundles-not-packed = Die Datei wurde nicht gepackt
bundles-another-place = Einen anderen Ort wählen
bundles-being-saved = Sie wird gespeichert
bundles-save = Datei speichern
bundles-not-here = Der Arbeitsbereich dieses Bündels ist nicht auf diesem Gerät
bundles-not-here-remedy = Zuerst mit einem Ticket beitreten; dann das Bündel einlesen
bundles-cover = { $file } · für { $name } · vom { $when }
bundles-locked-title = Passphrase des Bündels
bundles-locked = Dieses Bündel steht unter einer Passphrase
bundles-passphrase-missing = Zuerst die Passphrase eingeben
bundles-look = Hineinsehen
bundles-looking = In das Bündel wird hineingesehen; noch ist nichts geändert
bundles-turned-away = Abgewiesen: { $sentence }
bundles-rest-fine = Alles andere ist davon nicht betroffen.
bundles-brings = Was das Bündel bringt
bundles-unchanged = Noch ist nichts geändert. Einlesen führt zusammen: es ersetzt nichts.
bundles-all-here = Alles darin ist schon hier
bundles-take = Einlesen
bundles-leave = Nicht einlesen
bundles-taking = Das Bündel wird eingelesen
bundles-taken = Das Bündel ist eingelesen
bundles-taken-into = In { $name }; hier gespeichert.
bundles-open = { $name } öffnen
bundles-holds =
    { $n ->
        [one] Sie enthält { $n } Änderung, { $size } KB
       *[other] Sie enthält { $n } Änderungen, { $size } KB
    }
bundles-names =
    { $n ->
        [one] Sie nennt { $n } Änderung, { $size } KB
       *[other] Sie nennt { $n } Änderungen, { $size } KB
    }

bundles-lacks-what = Wählen, was hineinkommt
bundles-lacks-need = Zuerst die Bedarfsdatei öffnen
bundles-lacks-lock = Wählen, wer es öffnen kann
bundles-short-words = Die Passphrase braucht mindestens zehn Zeichen
bundles-words-differ = Die beiden Passphrasen sind verschieden
bundles-nothing-new = Nichts Neues
bundles-n-answers =
    { $n ->
        [one] { $n } Antwort
       *[other] { $n } Antworten
    }
bundles-n-people =
    { $n ->
        [one] { $n } Person
       *[other] { $n } Personen
    }
bundles-n-reviews =
    { $n ->
        [one] { $n } Durchgang
       *[other] { $n } Durchgänge
    }
bundles-n-decisions =
    { $n ->
        [one] { $n } Entscheidung oder Kommentar
       *[other] { $n } Entscheidungen und Kommentare
    }
bundles-n-conflicts =
    { $n ->
        [one] { $n } Konflikt
       *[other] { $n } Konflikte
    }
bundles-n-changes =
    { $n ->
        [one] { $n } Änderung
       *[other] { $n } Änderungen
    }
bundles-new-people = Neue Personen: { $names }
bundles-new-reviews = Neue Durchgänge: { $names }
bundles-in-file =
    { $n ->
        [one] { $n } Änderung in der Datei, davon { $new } hier neu
       *[other] { $n } Änderungen in der Datei, davon { $new } hier neu
    }
bundles-unread =
    { $n ->
        [one] { $n } davon bleibt für dieses Gerät versiegelt oder wartet auf frühere Änderungen
       *[other] { $n } davon bleiben für dieses Gerät versiegelt oder warten auf frühere Änderungen
    }
