# Einstellungen: Aussehen, Namen, Netze, Ordner.

settings-title = Einstellungen
settings-about = Für dieses Gerät. Nichts davon gehört zu einem Arbeitsbereich.
settings-search = Einstellungen durchsuchen
settings-search-hint = Eine Einstellung suchen: dunkel, Netz, Ordner
settings-none = Keine Einstellung heißt so.
settings-show-all = Alle Einstellungen zeigen

settings-looks = Aussehen
settings-appearance = Farben
settings-appearance-about = Hell, dunkel oder wie das System.
settings-as-system = Wie das System
settings-light = Hell
settings-dark = Dunkel
settings-contrast = Kontrast
settings-contrast-about = Hoch: Schwarz und Weiß, mit einem Rand um alles.
settings-contrast-normal = Normal
settings-contrast-high = Hoch
settings-language = Sprache
settings-language-about = Dieses Fensters. Berichte haben eine eigene Wahl; Exporte und die Befehlszeile bleiben englisch.
settings-language-system = Systemsprache
settings-language-english = English
settings-language-german = Deutsch
settings-text-size = Textgröße
settings-text-size-about = Alles wächst mit, bis zum Doppelten.
settings-normal = Normal
settings-normal-name = Normale Textgröße
settings-motion = Bewegung
settings-motion-about = Reduziert: Listen springen zur gesuchten Stelle; nichts gleitet.
settings-motion-full = Voll
settings-motion-reduced = Reduziert
settings-hints = Hinweise
settings-hints-about = Eine Zeile auf jeder Seite, bis sie geschlossen wird.
settings-hints-again = Hinweise wieder zeigen
settings-hints-all-shown = Alle Hinweise sind schon zu sehen

settings-names = Namen
settings-me = Eigener Name
settings-me-hint = Wie er den anderen bekannt ist
settings-device = Dieses Gerät
settings-device-hint = Laptop
settings-names-about = Vorschlag für den nächsten Arbeitsbereich; die anderen sehen ihn dort.

settings-network = Netz
settings-network-about = { $mode }: { $means }. { $here }
settings-network-out = Nicht oder nicht mehr dabei.
settings-network-here = Dabei als { $me } ({ $role }); dieses Gerät heißt „{ $device }“.
settings-device-unnamed = ohne Namen
settings-change = Ändern
settings-network-of = Netz von { $workspace }

settings-files = Dateien
settings-data-folder = Datenordner
settings-data-folder-about =
    Die Arbeitsbereiche mit ihren Schlüsseln. Was darin steht, ist auf der Platte versiegelt.
settings-file = Einstellungsdatei
settings-file-about = Was auf dieser Seite eingestellt ist. Ohne sie beginnt Muster mit seinem Standardaussehen.
settings-backup = Sicherung
settings-backup-about =
    Muster schließen, dann den Datenordner kopieren: mehr gibt es nicht. Kommt eine Kopie später zurück, ist nichts
    verloren und nichts doppelt gezählt. Auch alle anderen Mitglieder haben eine Kopie.
settings-copy = Kopieren
settings-copy-name = Kopieren: { $what }
settings-copied = Der Pfad

settings-program = Dieses Programm
settings-drawing = Zeichnen
settings-drawing-about =
    Mit OpenGL, wie dieses System es bietet. Bleibt das Fenster schwarz oder ist es langsam, Muster mit
    LIBGL_ALWAYS_SOFTWARE=1 starten; auch über die Befehlszeile geht alles.
settings-version = Version
settings-version-about = Muster { $version }. Es sucht nie von selbst nach einer anderen.
settings-reset = Zurücksetzen
settings-reset-about = Alle Einstellungen wie am Anfang. Arbeit und Namen bleiben unberührt.
settings-reset-button = Einstellungen zurücksetzen
settings-reset-title = Alle Einstellungen zurücksetzen?
settings-reset-means =
    Aussehen, Sprache, Textgröße, Hinweise und was zu öffentlichen Relays gesagt wurde. Arbeitsbereiche, Schlüssel und
    Namen bleiben, wie sie sind.
settings-reset-yes = Zurücksetzen
settings-cancel = Abbrechen
