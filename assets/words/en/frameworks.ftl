# frameworks

frameworks-title = Frameworks
frameworks-subtitle = What a review asks and how it is scored. A review keeps its framework as it was when it began.
frameworks-import-file = Import file
frameworks-import-file-hint = Or drop one on this page
frameworks-import-folder = Import folder
frameworks-others-fine = The others are not affected.
frameworks-find = Find a framework
frameworks-find-none = No framework has these words.
frameworks-being-read = Imported frameworks are being read
frameworks-imported = Imported on this device
frameworks-from-workspace = From a workspace
frameworks-look = Look at the questions
frameworks-look-of = Look at the questions of { $title }
frameworks-why-workspace = Open a workspace first
frameworks-why-empty = It asks nothing
frameworks-use = Use
frameworks-use-what = Use { $title }
frameworks-use-hint = Opens a new review with it
frameworks-all = All frameworks
frameworks-questions = { $n ->
    [one] { $n } question
   *[other] { $n } questions
}

frameworks-used = Used in { $names }
frameworks-version = Version { $version }
frameworks-licence-none = Licence: not said
frameworks-licence = Licence: { $licence }
frameworks-source = Source: { $source }
frameworks-example = the example
frameworks-size = { $n ->
    [one] { $n } question
   *[other] { $n } questions
} in { $dimensions ->
    [one] { $dimensions } dimension
   *[other] { $dimensions } dimensions
} · { $time } for one person to answer all
frameworks-minutes = about { $n } minutes
frameworks-minutes-range = about { $low } to { $high } minutes
frameworks-minutes-to-hour = about { $low } minutes to { $high } hour
frameworks-minutes-to-hours = about { $low } minutes to { $high } hours
frameworks-hours-range = about { $low } to { $high } hours
frameworks-hour = about { $n } hour
frameworks-hours = about { $n } hours
frameworks-tiers-none = No tiers: figures only
frameworks-tiers = Tiers: { $names }
frameworks-takes-share = Answered with a share of 100
frameworks-takes-number = Answered with a number
frameworks-takes-words = Answered in words

frameworks-column-id = Identifier
frameworks-column-parent = Identifier of the row above
frameworks-column-group = Heading
frameworks-column-text = Question
frameworks-column-guidance = Help for answering
frameworks-column-level = Maturity level
frameworks-column-weight = Weight
frameworks-column-points = Points while open
frameworks-column-points-partial = Points while partly met
frameworks-column-tags = Labels
frameworks-column-keep = Kept beside it
frameworks-column-ignore = Left out
frameworks-no-folder = There is no folder to keep it in
frameworks-import = Import a framework
frameworks-import-folder-title = Import the folder of a framework
frameworks-no-dialog = No dialog to choose a file opens here
frameworks-no-dialog-remedy = Drop the file or folder on this page
frameworks-kept = { $title } is kept on this device
frameworks-kept-remedy = It is there to choose from when a review begins
frameworks-import-subtitle = Nothing is stored before you keep it.
frameworks-nothing-stored = Nothing was stored.
frameworks-reading = It is being read
frameworks-first-questions = First questions
frameworks-found-parts = { $n ->
    [one] { $n } part
   *[other] { $n } parts
}
frameworks-found-assessable = { $n } to assess
frameworks-found-questions = { $n ->
    [one] { $n } question of its own
   *[other] { $n } questions of its own
}
frameworks-found-choices = { $n ->
    [one] { $n } choice
   *[other] { $n } choices
}
frameworks-found-withdrawn = { $n } withdrawn
frameworks-found-groups = { $n ->
    [one] { $n } group
   *[other] { $n } groups
}
frameworks-found = Found: { $what }
frameworks-kinds = In the words of the source: { $kinds }
frameworks-copyright-none = Copyright: not said in the source; make sure that you may use it
frameworks-copyright = Copyright: { $copyright }
frameworks-rights-less = Show less of the rights
frameworks-rights-all = Show all of the rights
frameworks-writing = It is being written
frameworks-keep = Keep on this device
frameworks-not-written = the framework can't be written: { $why }
frameworks-notes = What was decided or left out: { $n }
frameworks-fewer = Show fewer
frameworks-more = Show { $n } more
frameworks-problems = { $n ->
    [one] This can't be imported: { $n } problem
   *[other] This can't be imported: { $n } problems
}
frameworks-line = { $path }, line { $line }
frameworks-columns = { $n ->
    [one] What each column is for: { $n } row
   *[other] What each column is for: { $n } rows
}
frameworks-column = Column { $n }
frameworks-column-for = What { $column } is for

frameworks-groups-detect = Find out, and say what was found
frameworks-groups-as-written = A group holds what is written for it
frameworks-groups-add-up = A group holds all groups before it as well
frameworks-worded-wrong = Check that the source is of the same framework and edition.
frameworks-choose = Choose: { $what }
frameworks-groups = How its groups add up
frameworks-own = A framework of its own
frameworks-words-for = What its words are for
frameworks-beside = Beside the questions of { $title }
frameworks-worded = { $n ->
    [one] { $n } part gets the words of the source, beside its own
   *[other] { $n } parts get the words of the source, beside its own
}
frameworks-without = Questions without words of the source
frameworks-unused = Unused in the source
frameworks-names-none = { $what }: none
frameworks-names = { $what }: { $n } ({ $names })
frameworks-names-more = { $what }: { $n } ({ $names } and { $more } more)

frameworks-not-read = { $name } can't be read: { $why }
frameworks-too-large = { $name } is larger than { $most } MB in all
frameworks-too-many = There are more than { $n } files in it
frameworks-no-file = There is no file in it

frameworks-format-list = list
frameworks-format-tree = tree
frameworks-format-layout = Muster spreadsheet
frameworks-onto-strangers = None of the { $n } questions has an identifier that occurs in the source
frameworks-onto-unsound = With these words the framework does not hold together: { $why }
