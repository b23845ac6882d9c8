# Diagramme, wie sie gezeichnet und beschrieben werden.

charts-nothing-said = nichts gesagt

charts-effort = Aufwand
charts-impact = Wirkung
charts-pair = Wirkung { $impact }, Aufwand { $effort }: { $what }

charts-nothing-to-show = { $title }: noch nichts zu zeigen

charts-n-at = { $n } bei { $level }
charts-names-at = { $names } bei { $level }
