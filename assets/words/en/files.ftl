# files

files-not-written = { $path } can't be written: { $why }
files-differs = { $path } does not hold what was written to it; use another disk
files-not-read = { $name } can't be read: { $why }
files-too-large = { $name } is larger than { $most } MB and is not what is looked for
