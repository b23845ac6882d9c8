# The parts every screen is made of.

widgets-values = { $n } values
widgets-values-choose = { $n } values of one record: choose
widgets-values-means = Written on two devices at the same time. Choose which one counts; the other stays in the history
widgets-close-hint = Close this hint
widgets-palette = Command palette
widgets-palette-search = Search commands
widgets-palette-hint = Type what you want to do
widgets-palette-empty = No command has these letters. Clear the field to see them all
widgets-nobody = nobody yet
widgets-progress = { $name }: { $n } of { $of }
widgets-tier = { $tier }, tier { $n } of { $of }
widgets-close-message = Close: { $what }
