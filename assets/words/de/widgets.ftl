# Die Teile, aus denen jede Seite besteht.

widgets-values = { $n } Werte
widgets-values-choose = { $n } Werte eines Eintrags: wählen
widgets-values-means = Auf zwei Geräten zugleich geschrieben. Wählen, welcher zählt; der andere bleibt im Verlauf
widgets-close-hint = Diesen Hinweis schließen
widgets-palette = Befehlspalette
widgets-palette-search = Befehle durchsuchen
widgets-palette-hint = Eintippen, was zu tun ist
widgets-palette-empty = Kein Befehl hat diese Buchstaben. Das Feld leeren, um alle zu sehen
widgets-nobody = noch niemand
widgets-progress = { $name }: { $n } von { $of }
widgets-tier = { $tier }, Stufe { $n } von { $of }
widgets-close-message = Schließen: { $what }
