# conflicts

conflicts-title = Konflikte
conflicts-subtitle =
    An zwei Orten zugleich geschrieben, ohne voneinander zu wissen. Der erste Wert zählt, bis jemand wählt; was nicht
    behalten wird, bleibt im Verlauf lesbar.
conflicts-overview = Zum Überblick
conflicts-anew = Neu schreiben
conflicts-anew-what = Neu schreiben: { $question }
conflicts-anew-hint = Ein neuer Wert ersetzt alle diese
conflicts-later = Später
conflicts-later-what = Später: { $question }
conflicts-keep-this = Diesen behalten
conflicts-keep-that = Jenen behalten
conflicts-from-counts = { $from } · zählt, bis jemand wählt
conflicts-put-off = { $n } aufgeschoben
conflicts-show-again = Wieder zeigen
conflicts-settled = Hier geklärt
conflicts-undo = { $keys } nimmt die letzte Wahl zurück.
conflicts-kept = Behalten: { $what }
conflicts-not-kept = Nicht behalten: { $what }

conflicts-none = Nirgends stehen mehrere Werte. Was an zwei Orten zugleich geschrieben wird, steht hier.
conflicts-none-left = Alles Übrige ist aufgeschoben. Bis jemand wählt, zählt jeweils der erste Wert.
conflicts-mine = Eigene Antwort: zwei eigene Geräte schrieben zugleich
conflicts-theirs = Antwort von { $name }: zwei Geräte schrieben zugleich
conflicts-agreed = Vereinbarte Antwort: zwei Personen hielten sie zugleich fest
conflicts-only-theirs = Nur { $name } kann wählen: von dort ist die Antwort
conflicts-facilitator = Moderation oder Leitung wählt für die Gruppe
conflicts-you = Selbst
conflicts-unknown = Unbekannt
conflicts-this-device = dieses Gerät
conflicts-no-device = ein Gerät, das nicht mehr dabei ist
conflicts-dissents = Gegenstimme von { $name }: „{ $what }“
conflicts-plan = Maßnahmenplan
conflicts-action = { $field } von „{ $title }“
conflicts-action-torn = Ein Feld einer Maßnahme: zwei Personen haben es zur selben Zeit verschieden gesetzt
