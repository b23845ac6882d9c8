# Charts, as they are drawn and described.

charts-nothing-said = nothing said

charts-effort = Effort
charts-impact = Impact
charts-pair = { $impact } impact for { $effort } effort: { $what }

charts-nothing-to-show = { $title }: nothing to show yet

charts-n-at = { $n } at { $level }
charts-names-at = { $names } at { $level }
