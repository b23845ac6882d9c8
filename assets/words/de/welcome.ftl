# Willkommen: einen Arbeitsbereich beginnen, beitreten oder sich umsehen.

welcome-title = Wie reif ist die Sicherheit wirklich?
welcome-about =
    Alle beantworten ihren eigenen Teil, auf dem eigenen Gerät. Muster führt die Antworten zusammen und zeigt, wo die
    Organisation steht und wo die Ansichten auseinandergehen.
welcome-stays-here = Alles bleibt auf diesem Computer, bis jemand eingeladen wird.
welcome-start = Durchgang beginnen
welcome-start-about =
    Einen Arbeitsbereich für die Organisation anlegen, dann ein Rahmenwerk wählen und Personen einladen.
welcome-organisation = Organisation
welcome-organisation-hint = Kliniken Nordhafen
welcome-me = Eigener Name
welcome-me-hint = Wie er den anderen bekannt ist
welcome-device = Dieses Gerät
welcome-device-hint = Laptop
welcome-device-default = Dieser Computer
welcome-being-made = Der Arbeitsbereich wird angelegt
welcome-name-missing = Zuerst den eigenen Namen eingeben
welcome-organisation-missing = Zuerst die Organisation benennen
welcome-join = Mit Ticket oder Datei beitreten
welcome-join-about = Es gibt eine Einladung: das Ticket einfügen oder die Datei öffnen.
welcome-look = Umsehen
welcome-look-about = Ein Beispiel mit vier Personen, einer echten Abweichung und zwei früheren Durchgängen.
welcome-look-not-here = Das Beispiel kann hier nicht angelegt werden
welcome-example-being-made = Das Beispiel wird auf diesem Computer angelegt: eine halbe Minute
