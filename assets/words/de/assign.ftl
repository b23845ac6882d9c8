# assign

assign-title = Dimensionen zuteilen
assign-subtitle = Wer was beantwortet. Mehrere Personen je Dimension zeigen, wo sie voneinander abweichen.
assign-no-framework = Das Rahmenwerk ist von den anderen noch unterwegs.
assign-invite = Jemanden einladen
assign-look = Ansehen geht, ändern nicht
assign-person = Person
assign-respondents = Antwortende
assign-questions = { $n ->
    [one] { $n } Frage
   *[other] { $n } Fragen
}
assign-none = Nichts
assign-all = Alles
assign-none-for = Nichts für { $name }
assign-all-for = Alles für { $name }

assign-nobody = Noch ist niemand zugeteilt.
assign-nobody-for = Niemand beantwortet { $titles }.
assign-one = { $titles }: nur eine Person antwortet, keine Abweichung kann sich zeigen.
assign-closed = Dieser Durchgang ist abgeschlossen
assign-why-not = Moderation und Leitung teilen Dimensionen zu
