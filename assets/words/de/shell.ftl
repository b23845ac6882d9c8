# Was um jede Seite steht: Banner, Statuszeile, Überlagerungen, Meldungen.

shell-muster = Muster
shell-read-only = Nur zum Lesen geöffnet: { $why }
shell-out = Nicht mehr in diesem Arbeitsbereich. { $why }.
shell-example = Das ist das Beispiel: erfundene Personen und nichts Eigenes.
shell-example-remove = Beispiel entfernen
shell-stays-here = Alles bleibt auf diesem Computer, bis jemand eingeladen wird
shell-network = Netz

shell-relay-dialog = Eigenes Relay
shell-relay-title = Ein eigenes Relay verwenden
shell-relay-about =
    Ein Relay verbindet Geräte, die sich anders nicht erreichen. Die Organisation betreibt es selbst; womit, steht im
    README.
shell-relay-address = Adresse des Relays
shell-relay-address-hint = https://relay.example.org
shell-relay-token = Token
shell-relay-token-keep = Leer lassen, um das gesetzte zu behalten
shell-relay-token-hint = Falls es eines verlangt
shell-relay-address-missing = Zuerst die Adresse eingeben
shell-relay-wrong = Das ist kein Relay
shell-relay-use = Dieses Relay verwenden
shell-relay-open = Das Token ist unterwegs lesbar
shell-public-dialog = Öffentliche Relays
shell-public-title = Die öffentlichen Relays verwenden?
shell-public-about = Zurück geht es jederzeit, rechts unten. Danach wird nur einmal gefragt.
shell-public-use = Öffentliche Relays verwenden
shell-cancel = Abbrechen

shell-recovery-dialog = Wiederherstellungscode
shell-recovery-title = Der Wiederherstellungscode
shell-recovery-about =
    Geht dieses Gerät verloren, führt nur dieser Code zurück zur Leitung des Arbeitsbereichs. Er wird einmal gezeigt
    und nirgends gespeichert. Auf Papier schreiben und sicher aufbewahren.
shell-recovery-done = Ist aufgeschrieben
shell-copy = Kopieren

shell-keys-dialog = Hilfe und Tasten
shell-keys-title = { $page }: Hilfe und Tasten
shell-keys-on = Auf { $page }
shell-keys-none = Diese Seite hat keine eigenen Tasten.
shell-keys-tab = Tab führt vom einen zum nächsten; die Leertaste drückt es.
shell-keys-anywhere = Überall
shell-keys-more = Jeder Befehl steht auch in der Palette. „muster man“ gibt all das auf Englisch aus.
shell-close = Schließen

shell-bell = Meldungen
shell-bell-about = Seit dem Start, die letzte zuerst.
shell-bell-empty = Noch keine Meldungen. Muster meldet sich nur, wenn etwas zu entscheiden ist.

shell-default-looks = Muster beginnt mit seinem Standardaussehen
shell-default-looks-why = Grund: { $why }. Die Arbeit ist nicht betroffen
shell-not-closed = Muster wurde zuletzt nicht geschlossen
shell-not-closed-means = Die Arbeit ist sicher: was als gespeichert angezeigt wurde, ist auf der Platte
shell-stopped-why = der Teil von Muster, der speichert, ist stehen geblieben
shell-stopped = Ein Teil von Muster ist unerwartet stehen geblieben
shell-stopped-remedy = Die Arbeit ist sicher bis zum letzten „Hier gespeichert“. Muster schließen und neu starten
shell-joined = { $name } ist beigetreten
shell-asks-to-join = { $name } möchte beitreten
shell-asks-remedy = Unter Personen & Sync entscheiden
shell-work-is-saved = Die Arbeit ist gespeichert
shell-copied = Kopiert: { $what }
shell-no-change = Hier kann nichts geändert werden
shell-not-now = { $what }: nicht jetzt
shell-all-check-out = Alle { $n } Änderungen stimmen
shell-took-back = Zurückgenommen: { $what }
shell-again = { $keys } stellt es wieder her
shell-nobody-reached = Niemand war erreichbar
shell-nothing-new = Nichts Neues auf beiden Seiten
shell-moved = { $received } Änderungen kamen, { $sent } gingen hinaus

shell-no-font = Diesem Computer fehlt eine Schrift für manche Buchstaben hier
shell-no-font-remedy = Sie bleiben erhalten und sind auf anderen Computern zu sehen; hier hilft eine Schrift wie Noto
