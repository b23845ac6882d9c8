# details

details-said = What you said
details-counts = Counts · { $when } · { $from }
details-nothing = Nothing yet.
details-happened = What happened
details-no-effect = { $when } · no effect: { $why }
details-before = { $n ->
    [one] and { $n } event before
   *[other] and { $n } events before
}
