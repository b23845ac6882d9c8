# report

report-no-framework = The framework is still on its way from the others.
report-title = Report
report-subtitle = A file to hand out: what is in it is up to you.
report-being-written = A report is being written
report-save = Save report
report-writing = The report is being written. You can go on working.
report-whole = Read again and found whole: { $counts }.
report-saved = Saved as { $path }
report-not-saved = The report was not saved
report-form = Form
report-form-name = Form of the file
report-extent-full = Whole report
report-extent-summary = One page for the board
report-extent = How much
report-people = People
report-people-name = How people are shown
report-parts = What is in it
report-parts-all = Everything; this form has no sections to choose.
report-parts-summary = Tier and reason, dimensions, the three widest gaps, three steps, and the trend.
report-parts-looking = Looking at what there is
report-parts-empty = Nothing to tell yet: { $names }.
report-logo = Logo
report-logo-choose = Choose a logo
report-logo-out = Leave it out
report-logo-about = A PNG or JPEG for the first page; none is fine.

report-choose-section = Choose at least one section
report-means-pdf = Pages to print, sign and hand out. Tagged for screen readers.
report-means-html = One page for any browser, with everything in it. Nothing is loaded from elsewhere.
report-means-docx = A document to go on editing, with lines to sign on.
report-means-xlsx =
    A workbook with a sheet each for summary, answers, gaps, steps and people. The answers can be imported again.
report-means-csv = One sheet with every answer. It can be imported again.
report-means-json = Every field anybody entered, for other programs.
report-means-markdown = Plain text with marks, for a wiki.
report-naming-names = By name
report-naming-roles = By role
report-naming-none = Not at all
report-naming-names-means = Answers, dissent and comments stand beside names.
report-naming-roles-means =
    Names become roles, in what people wrote too. Where one person has a role, that still tells who it is.
report-naming-none-means =
    Names are taken out, in what people wrote too. Read their words once: a story can tell who somebody is.
report-note-blind = This round is blind and not revealed yet
report-note-blind-means = The report holds your own answers only, and no result.
report-note-changed = The result changed since it was signed off
report-note-changed-means = Every page says that it is a draft. Have it signed again for a final report.
report-note-unsigned = The review is not signed off yet
report-note-unsigned-means = Every page says that it is a draft. Have it signed first for a final report.
report-section-summary = Summary
report-section-result = Result
report-section-gaps = Gaps and next steps
report-section-actions = Plan of action
report-section-trend = Since last time
report-section-disagreement = Where people disagree
report-section-agreed = Agreed answers
report-section-answers = All answers
report-section-comments = Comments
report-section-benchmarks = Peer figures
report-section-people = People
report-section-method = How the figures came about
report-section-sign-off = Sign-off
report-count-parts = { $n ->
    [one] { $n } part
   *[other] { $n } parts
}
report-count-questions = { $n ->
    [one] { $n } question
   *[other] { $n } questions
}
report-count-answers = { $n ->
    [one] { $n } answer
   *[other] { $n } answers
}
report-count-pages = { $n ->
    [one] { $n } page
   *[other] { $n } pages
}

report-count-charts = { $n ->
    [one] { $n } chart
   *[other] { $n } charts
}
report-count-tables = { $n ->
    [one] { $n } table
   *[other] { $n } tables
}
report-count-paragraphs = { $n ->
    [one] { $n } paragraph
   *[other] { $n } paragraphs
}

report-language = Language of the report
report-language-about = What Muster says in it. What people wrote, and the framework, stay in their own words.
report-language-same = This form is for other programs: it is the same in every language.
