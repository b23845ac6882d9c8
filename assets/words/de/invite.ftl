# Einladen: für wen, das Ticket, offene Einladungen.

invite-title = Einladen
invite-subtitle = Ein Ticket führt zu diesem Gerät. Selbst übergeben: persönlich, per Mail, auf einem Stick.
invite-saved = Das Ticket ist in { $path }
invite-saved-about = Wer die Datei hat, kann damit beitreten
invite-another-place = Einen anderen Ort wählen
invite-network-about =
    Einem Ticket lässt sich folgen, solange Muster hier offen und das Netz eingeschaltet ist. Die Geräte der
    Mitglieder finden einander dann in diesem Netz, ohne Server.
invite-use-network = Dieses Netz verwenden
invite-choose-whom = Wählen, für wen das Ticket ist; der Rest folgt.
invite-whom = Für wen
invite-answers = Was zu beantworten ist
invite-change-later = Das lässt sich später unter Zuteilen ändern.
invite-uses = Wie oft
invite-good-for = Gültig
invite-uses-about = Jede Verwendung lässt eine Person oder ein Gerät ein.
invite-note-hint = Für wen es ist, für sich und die übrige Leitung
invite-note = Notiz (freiwillig)
invite-being-made = Das Ticket wird erstellt
invite-network-first = Zuerst das Netz einschalten: ein Ticket sagt, wo dieses Gerät zu erreichen ist
invite-make = Ticket erstellen
invite-qr = Ticket als QR-Code
invite-too-long = Für einen Code ist es zu lang; den Text oder die Datei verwenden.
invite-ticket = Ticket
invite-copy = Kopieren
invite-copy-name = Ticket kopieren
invite-save = Als Datei sichern
invite-another = Noch eines
invite-secret = Das Ticket ist geheim. Muster mit eingeschaltetem Netz offen lassen, bis es verwendet wurde.
invite-invitations = Einladungen
invite-take-back-of = Zurücknehmen: { $whom }
invite-take-back = Zurücknehmen

invite-my-device = Eigenes weiteres Gerät
invite-my-device-means = Antwortet und entscheidet unter demselben Namen, in derselben Rolle
invite-owners-invite = Moderation und Leitung lädt die Leitung ein
invite-facilitators-invite = Moderation und Leitung laden ein
invite-uses-wrong = Eine Zahl von 1 bis 1000 eingeben
invite-whom-first = Zuerst wählen, für wen es ist
invite-can-my-device =
    Wer dies hat, kann bis { $day } als weiteres Gerät von { $name } beitreten und für { $name } sprechen. Nur auf
    einem eigenen Gerät öffnen.
invite-times =
    { $n ->
        [one] einmal
       *[other] { $n }-mal
    }
invite-at-once = Der Beitritt gilt sofort.
invite-owner-first = Die Leitung stimmt jedem Beitritt zu.
invite-can = Wer dies hat, kann { $role } beitreten: { $times }, bis { $day }. { $entry }
invite-further-device = Weiteres Gerät von { $name }
invite-taken-back = zurückgenommen
invite-used = verwendet
invite-expired = abgelaufen am { $day }
invite-uses-left =
    { $n ->
        [one] noch { $n }-mal, bis { $day }
       *[other] noch { $n }-mal, bis { $day }
    }
invite-invited = { $whom }, von { $by }
invite-not-mine = Zurücknehmen kann, wer eingeladen hat, oder die Leitung
invite-anybody = Wer dies hat, kann beitreten.
invite-ticket-taken-back = Dieses Ticket wurde zurückgenommen; niemand kann damit beitreten.
invite-ticket-used-up = Dieses Ticket ist aufgebraucht.
invite-ticket-expired = Dieses Ticket ist abgelaufen.
invite-no-address =
    Es nennt keine Adresse dieses Geräts, also kann ihm niemand folgen. Ein neues erstellen, sobald dieses Gerät in
    einem Netz ist.
invite-days =
    { $n ->
        [one] { $n } Tag
       *[other] { $n } Tage
    }
invite-can-answer =
    Wer dies hat, kann { $role } beitreten, um { $dimensions } zu beantworten: { $times }, bis { $day }. { $entry }
invite-as-observer = als Beobachtung
invite-as-respondent = als Auskunft
invite-as-facilitator = als Moderation
invite-as-owner = als Leitung
invite-invited-noted = { $whom }, für { $note }, von { $by }
