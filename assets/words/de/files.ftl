# files

files-not-written = { $path } lässt sich nicht schreiben: { $why }
files-differs = { $path } enthält nicht, was geschrieben wurde; einen anderen Datenträger verwenden
files-not-read = { $name } lässt sich nicht lesen: { $why }
files-too-large = { $name } ist größer als { $most } MB und ist nicht das Gesuchte
