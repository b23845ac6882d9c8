# Settings: looks, names, networks, folders.

settings-title = Settings
settings-about = Of this device. None of it is part of a workspace.
settings-search = Search settings
settings-search-hint = Look for a setting: dark, network, folder
settings-none = No setting is called so.
settings-show-all = Show all settings

settings-looks = Looks
settings-appearance = Appearance
settings-appearance-about = Light or dark theme, or as the system says.
settings-as-system = As the system
settings-light = Light
settings-dark = Dark
settings-contrast = Contrast
settings-contrast-about = High: black and white, with a border around everything.
settings-contrast-normal = Normal
settings-contrast-high = High
settings-language = Language
settings-language-about = Of this window. Reports have a choice of their own; exports and the command line stay English.
settings-language-system = System language
settings-language-english = English
settings-language-german = Deutsch
settings-text-size = Text size
settings-text-size-about = Everything grows with it, to twice its size.
settings-normal = Normal
settings-normal-name = Normal text size
settings-motion = Motion
settings-motion-about = Reduced: lists jump to what is looked for; nothing glides.
settings-motion-full = Full
settings-motion-reduced = Reduced
settings-hints = Hints
settings-hints-about = One line on each page, until it is closed.
settings-hints-again = Show hints again
settings-hints-all-shown = All hints are shown already

settings-names = Names
settings-me = Your name
settings-me-hint = As the others know you
settings-device = This device
settings-device-hint = Laptop
settings-names-about = Suggested for the next workspace; the others see it there.

settings-network = Network
settings-network-about = { $mode }: { $means }. { $here }
settings-network-out = You are not in, or not in any more.
settings-network-here = You are { $me } here ({ $role }), this device is “{ $device }”.
settings-device-unnamed = unnamed
settings-change = Change
settings-network-of = Network of { $workspace }

settings-files = Files
settings-data-folder = Data folder
settings-data-folder-about = Your workspaces, with their keys. What is written in them is sealed on the disk.
settings-file = Settings file
settings-file-about = What is set on this page. Without it Muster starts with its default looks.
settings-backup = Backup
settings-backup-about =
    Close Muster, then copy the data folder: that is all there is. If a copy of it comes back later, nothing is lost
    and nothing is counted twice. Who else is in a workspace holds a copy as well.
settings-copy = Copy
settings-copy-name = Copy: { $what }
settings-copied = The path

settings-program = This program
settings-drawing = Drawing
settings-drawing-about =
    By OpenGL, as this system provides it. If the window stays black or is slow, start Muster with
    LIBGL_ALWAYS_SOFTWARE=1; everything works from the command line too.
settings-version = Version
settings-version-about = Muster { $version }. It never looks for another by itself.
settings-reset = Reset
settings-reset-about = All settings as they were in the beginning. No work and no name is touched.
settings-reset-button = Reset settings
settings-reset-title = Put all settings back?
settings-reset-means =
    Looks, language, text size, hints and what was said about public relays. Workspaces, keys and names stay as they are.
settings-reset-yes = Put them back
settings-cancel = Cancel
