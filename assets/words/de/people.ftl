# people

people-title = Personen & Sync
people-subtitle = Was jedes Gerät nach eigener Angabe hat. Offline zu sein ist normal; nichts geht dadurch verloren.
people-under-way = Ein Abgleich läuft gerade
people-sync-now = Jetzt abgleichen
people-invite = Jemanden einladen
people-words-title = Wörter jedes Geräts
people-words-about = Einander vorlesen: sind sie gleich, steht niemand dazwischen.
people-requests = Möchte beitreten
people-requests-about = Die Wörter am Telefon oder persönlich vergleichen. Nur aufnehmen, wenn beide dieselben sehen.
people-accept = Aufnehmen
people-accept-whom = { $name } aufnehmen
people-refuse = Ablehnen
people-refuse-whom = { $name } ablehnen
people-people = Personen
people-stranded = Einladungen, die nicht mehr gelten
people-network = Netz
people-change-relay = Relay ändern
people-saved-here = Die Arbeit ist hier gespeichert.
people-by-file = Als Datei
people-by-file-about =
    Wo kein Netz hinreicht, trägt ein Bündel die Änderungen auf einem Stick oder per Mail. Es ist verschlossen;
    überbringen darf es, wer will. Einlesen ersetzt nichts, und zweimal ist so gut wie einmal.
people-write-bundle = Bündel schreiben
people-write-bundle-hint = Mit dem, was anderen fehlt
people-take-in = Bündel einlesen
people-take-in-hint = Oder irgendwo auf dieses Fenster ziehen
people-write-need = Bedarfsdatei schreiben
people-write-need-hint = Sagt, was hier schon ist: so packen andere nur den Rest ein
people-addresses = Adressen
people-address-none = Dieses Gerät hat noch keine Adresse
people-address-here = Dieses Gerät
people-copy = Kopieren
people-copy-address = Adresse kopieren
people-address = Die Adresse
people-address-other = Adresse eines anderen Geräts
people-address-hint = Wie jenes Gerät sie hier zeigt, wenn die beiden sich nicht finden
people-network-off = Das Netz ist aus
people-address-first = Zuerst die Adresse eingeben
people-address-wrong = Das ist keine Adresse
people-connect = Verbinden
people-notes = Gut zu wissen
people-log = Abgleiche der letzten dreißig Tage
people-log-none = Noch keine. Auch die als Datei zählen.
people-log-all = Alle { $n } zeigen
people-log-latest = Nur die letzten zeigen

people-relay = Das Relay ist { $url }
people-relay-token = Das Relay ist { $url }, mit Token
people-me = { $name } (ich)
people-left = { $role } · gegangen am { $day }; die Antworten bleiben
people-removed = { $role } · entfernt von { $by } am { $day }; die Antworten bleiben
people-stranded-device = Ein weiteres Gerät von { $name }
people-stranded-somebody = Jemand, als { $role }
people-stranded-noted = { $note }, als { $role }
people-stranded-gone = Von { $by }, inzwischen nicht mehr dabei
people-stranded-back = Von { $by }; zurückgenommen oder auf einem Gerät gemacht, das gesperrt wurde
people-here = hier
people-online = online
people-online-way = online, { $way }
people-seen = zuletzt gesehen { $ago }
people-seen-by = gesehen von { $who } { $ago }
people-never = von hier aus nie getroffen
people-has-itself = Dieses Gerät
people-has-everything = Hat alles
people-has-lacks = { $n ->
    [one] { $n } Änderung von hier fehlt
   *[other] { $n } Änderungen von hier fehlen
}
people-has-unknown = Nicht bekannt, was dort ist
people-has-gone = Nicht mehr dabei
people-device-here = dieses Gerät
people-device-has-everything = { $there }, hat alles
people-mine-alone = Noch niemand sonst ist hier; alles ist nur auf diesem Gerät.
people-mine-everywhere = Alles von hier ist auf mindestens einem anderen Gerät.
people-mine-only-here = { $n ->
    [one] { $n } Änderung ist nur auf diesem Gerät.
   *[other] { $n } Änderungen sind nur auf diesem Gerät.
}
people-mine-later = Was fehlt, geht hinaus, sobald das Netz an ist und jemand da ist.
people-mine-by-itself = Was fehlt, geht von selbst hinaus, sobald jemand da ist.
people-unreachable-off = Das Netz ist aus: kein anderes Gerät erreicht dieses.
people-unreachable-loopback = Nur Programme auf diesem Rechner erreichen dieses Gerät.
people-unreachable-none = Dieses Gerät ist in keinem Netz: kein anderes erreicht es.
people-wish-unknown = mit einer Einladung, die hier noch nicht bekannt ist
people-wish-device = als weiteres Gerät von { $name }
people-wish-role = als { $role }, eingeladen von { $by }
people-invitation-on-its-way = Die Einladung ist von den anderen noch unterwegs
people-owner-decides = Darüber entscheidet die Leitung
people-role-observer = Beobachtung
people-role-respondent = Auskunft
people-role-facilitator = Moderation
people-role-owner = Leitung
people-exchange-bundle = Ein Bündel
people-exchange-equal = beide haben dasselbe
people-exchange-partly = zu Ende, bevor alles abgeglichen war
people-exchange-other = Das andere Gerät
people-exchange-hung-up = dieses Gerät hat aufgelegt: { $why }
people-exchange = { $n ->
    [one] { $with }: { $n } Änderung empfangen, { $sent } gesendet
   *[other] { $with }: { $n } Änderungen empfangen, { $sent } gesendet
}

people-way-this-machine = dieser Rechner
people-way-same-network = gleiches Netz
people-way-direct = direkt
people-way-relay = über ein Relay
people-way-bundle = Bündel

people-code = Wiederherstellungscode
people-code-hint = Vierergruppen, wie auf dem Papier
people-code-first = Zuerst den Code eingeben
people-role-first = Zuerst eine Rolle wählen
people-not-now = Jetzt nicht

people-less = Weniger zeigen zu { $name }
people-more = Mehr zeigen zu { $name }
people-revoke-name = { $device } von { $name } sperren
people-no-device = Kein Gerät.
people-add-device = Gerät hinzufügen
people-add-device-hint = Ein Ticket für ein weiteres eigenes Gerät

people-team-none = keins
people-team-by = { $team } von { $name }
people-team-rivals = Zugleich: { $rivals }. Nochmals vermerken klärt es.
people-team-why-not = Moderation und Leitung sagen, wer in welchem Team ist
people-teams = Teams
people-teams-count = Ein Rahmenwerk hier gibt jedem Team eine Stimme. Wer in keinem ist, spricht für sich.
people-teams-no-count = Kein Rahmenwerk hier zählt nach Teams: die Ergebnisse bleiben, wie sie sind.
people-teams-look = Ansehen geht, ändern nicht
people-team-of = Team von { $name }
people-team-empty = Keins
people-team-same = So ist es schon vermerkt
people-team-note-of = Team von { $name } vermerken
people-team-note = Vermerken

people-for-good = Das lässt sich nicht zurücknehmen.
people-deed-role = Rolle ändern
people-deed-leave = Verlassen
people-deed-remove = Entfernen
people-deed-revoke = Sperren
people-deed-back = Neu einladen
people-deed-renew = Wieder gelten lassen
people-deed-recover = Wiederherstellungscode nutzen
people-only-owner = Das tut nur die Leitung
people-owner-already = Die Rolle ist schon Leitung
people-not-in = Nicht mehr dabei
people-last-owner = Niemand bliebe in der Leitung: sie zuerst jemand anderem geben
people-role-already = Hat diese Rolle schon
people-role-title-me = Welche Rolle künftig?
people-role-title = Welche Rolle für { $name }?
people-role-follows =
    Was unter der jetzigen Rolle getan wurde, bleibt, soweit es hier angekommen ist. Was lesbar war, bleibt lesbar.
people-role-warning-me = Wer die Leitung abgibt, kann sie sich nicht zurückgeben: das muss eine andere Leitung tun.
people-role-warning = Wer die Leitung hat, kann alle entfernen, auch andere in der Leitung.
people-role-undo-me = Nur eine andere Leitung kann das zurücknehmen.
people-role-undo = Es lässt sich zurückändern.
people-role-button = Diese Rolle geben
people-leave-title = „{ $name }“ verlassen?
people-leave-devices = { $n ->
    [one] { $n } Gerät geht mit. Was auf diesem ist, bleibt hier lesbar; Neues kommt nicht.
   *[other] { $n } Geräte gehen mit. Was auf diesem ist, bleibt hier lesbar; Neues kommt nicht.
}
people-leave-answers = Die eigenen Antworten bleiben und zählen, soweit andere sie haben.
people-leave-back = Nur die Leitung kann zurückholen.
people-leave-button = Jetzt verlassen
people-remove-title = { $name } entfernen?
people-remove-devices = { $n ->
    [one] { $name } geht mit { $n } Gerät und behält, was darauf ist; das kann niemand zurückholen.
   *[other] { $name } geht mit { $n } Geräten und behält, was darauf ist; das kann niemand zurückholen.
}
people-remove-key = Neues ist dort nicht lesbar: ein neuer Schlüssel schützt, was kommt.
people-remove-answers = Die Antworten von { $name } bleiben und zählen. Der Name trägt den Zusatz „entfernt“.
people-remove-warning =
    Was { $name } schrieb und noch nicht hier ist, zählt nicht. Kommt es darauf an, zuerst abgleichen.
people-remove-button = Jetzt entfernen
people-revoke-title-me = Eigenes Gerät „{ $device }“ sperren?
people-revoke-title = „{ $device }“ von { $name } sperren?
people-revoke-reads = Was darauf ist, bleibt lesbar für alle, die es haben. Neues ist dort nicht lesbar.
people-revoke-wrote = Was es schrieb, zählt, soweit es hier angekommen ist; was später kommt, nicht.
people-revoke-only-me = Es ist das einzige eigene Gerät. „Neu einladen“ holt zurück, mit allem, was war.
people-revoke-only = Es ist das einzige Gerät von { $name }. „Neu einladen“ holt zurück, mit allem, was war.
people-revoke-here = Es ist dieses Gerät hier.
people-revoke-undo = Es kommt nie zurück; derselbe Rechner kann als neues Gerät wieder beitreten.
people-revoke-button = Jetzt sperren
people-back-title = { $name } neu einladen?
people-back-means = Wenn alle Geräte verloren sind: { $name } kommt zurück wie zuvor, mit allen Antworten.
people-back-words =
    Wer das Ticket hat, kann sich als { $name } melden. Vor dem Aufnehmen werden sechs Wörter verglichen.
people-back-once = Es gilt 7 Tage, einmal.
people-back-warning = { $n ->
    [one] { $name } hat noch { $n } Gerät dabei. Verlorenes sperren: wer es findet, kann lesen, was kommt.
   *[other] { $name } hat noch { $n } Geräte dabei. Verlorenes sperren: wer es findet, kann lesen, was kommt.
}
people-back-undo = Bis zum Gebrauch lässt sich das Ticket zurücknehmen.
people-back-button = Ticket machen
people-renew-title = Diese Einladung wieder gelten lassen?
people-renew-means = { $n ->
    [one] Sie lädt ein als { $role }, noch { $n } Mal bis { $until }.
   *[other] Sie lädt ein als { $role }, noch { $n } Mal bis { $until }.
}
people-renew-in-your-name = Wer das Ticket hat, kann es ab jetzt nutzen; dafür steht der eigene Name ein.
people-renew-warning = Unklar, wer das Ticket hat? Dann besser ein neues machen.
people-renew-undo = Bis zum Gebrauch lässt es sich zurücknehmen.
people-renew-button = Gelten lassen
people-recover-title = Mit dem Wiederherstellungscode in die Leitung?
people-recover-code =
    Der Code war einmal zu sehen, als der Arbeitsbereich begann: 28 Buchstaben und Ziffern in Vierergruppen.
people-recover-means = Er gibt hier die Rolle Leitung mit allem, was sie darf. Alle sehen, dass es geschah.
people-recover-undo = Die Leitung kann wieder eine andere Rolle geben.
people-recover-button = Leitung werden
