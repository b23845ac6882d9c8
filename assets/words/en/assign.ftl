# assign

assign-title = Assign dimensions
assign-subtitle = Who answers what. Several people per dimension show where they disagree.
assign-no-framework = The framework is still on its way from the others.
assign-invite = Invite somebody
assign-look = You can look, not change
assign-person = Person
assign-respondents = Respondents
assign-questions = { $n ->
    [one] { $n } question
   *[other] { $n } questions
}
assign-none = None
assign-all = All
assign-none-for = None for { $name }
assign-all-for = All for { $name }

assign-nobody = Nobody is assigned yet.
assign-nobody-for = Nobody answers { $titles }.
assign-one = { $titles }: one respondent, no disagreement can show.
assign-closed = This review is closed
assign-why-not = Facilitators and owners assign dimensions
