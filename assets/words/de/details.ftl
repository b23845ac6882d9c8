# details

details-said = Eigene Antworten
details-counts = Zählt · { $when } · { $from }
details-nothing = Noch nichts.
details-happened = Was geschah
details-no-effect = { $when } · ohne Wirkung: { $why }
details-before = { $n ->
    [one] und { $n } Ereignis zuvor
   *[other] und { $n } Ereignisse zuvor
}
