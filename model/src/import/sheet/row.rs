//! Rows of a sheet ⇄ answers, with every problem gathered.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    COLUMNS, MAX_CELL, MAX_PROBLEMS, Problem, REMARKS, RESPONDENT, Sheet, basis_words, cell,
    levels_in_words, number_in_words, number_of, option_of, said_cells,
};
use crate::{
    answer::{Answer, Basis, Said},
    evidence::Evidence,
    framework::{Framework, Node, OpenAnswer, Permission},
    ids::NodeId,
    time::Date,
};

/// Returns the cells of [`COLUMNS`] for one question.
pub(super) fn cells_of(question: &NodeId, answer: Option<&Answer>) -> Vec<String> {
    let id = question.to_string();
    let Some(answer) = answer else {
        let mut cells = vec![id];
        cells.resize(COLUMNS.len(), String::new());
        return cells;
    };
    let [level, na, dont_know, text] = said_cells(&answer.said);
    let (basis, date) = basis_words(answer.basis);
    let evidence: Vec<String> = answer.evidence.iter().map(ToString::to_string).collect();
    let evidence = cell::join(&evidence);
    vec![id, level, na, dont_know, answer.note.clone(), basis.to_owned(), date, evidence, text]
}

/// Which column stands where.
pub(super) struct Header {
    places: BTreeMap<&'static str, usize>,
}

impl Header {
    /// Reads the first line.
    pub(super) fn of(record: &csv::StringRecord) -> Result<Self, Vec<Problem>> {
        let mut places = BTreeMap::new();
        let mut problems = Vec::new();
        let mut fail = |column: &str, text: String, hint: &str| {
            let (column, hint) = (shown(column), hint.to_owned());
            problems.push(Problem { line: 1, column, text, hint });
        };
        for (index, name) in record.iter().enumerate().take(200) {
            let name = name.trim().to_lowercase().replace([' ', '-', '’', '\''], "_");
            if REMARKS.contains(&name.as_str()) || name.is_empty() {
                continue;
            }
            let mut known = COLUMNS.iter().chain(std::iter::once(&RESPONDENT));
            match known.find(|it| **it == name) {
                Some(column) if places.insert(*column, index).is_none() => {}
                Some(column) => fail(column, "the column is there twice".to_owned(), ""),
                None => {
                    let known = COLUMNS.join(", ");
                    let text = format!("there is no column “{}”", shown(&name));
                    fail("", text, &format!("columns are {known}"));
                }
            }
        }
        if !places.contains_key("question") {
            let text = "the column “question” is missing".to_owned();
            fail("", text, "the first line names the columns");
        }
        if problems.is_empty() { Ok(Self { places }) } else { Err(problems) }
    }

    fn cell<'a>(&self, record: &'a csv::StringRecord, column: &str) -> &'a str {
        let place = self.places.get(column).and_then(|it| record.get(*it));
        cell::unguard(place.unwrap_or_default())
    }
}

/// Takes rows in and keeps what is wrong.
pub(super) struct Gather<'a> {
    header: Header,
    /// Questions by id, and by reference where only one has it.
    questions: BTreeMap<&'a str, Option<&'a Node>>,
    framework: &'a Framework,
    /// Whose rows are meant; all of them, where one person is in the sheet.
    whose: Option<&'a str>,
    respondents: BTreeSet<String>,
    seen: BTreeMap<NodeId, u64>,
    sheet: Sheet,
    problems: Vec<Problem>,
    unreported: usize,
}

impl<'a> Gather<'a> {
    pub(super) fn new(framework: &'a Framework, header: Header, whose: Option<&'a str>) -> Self {
        let mut questions: BTreeMap<&str, Option<&Node>> = BTreeMap::new();
        for question in framework.questions() {
            if !question.reference.is_empty() {
                let twice = questions.contains_key(question.reference.as_str());
                questions.insert(&question.reference, (!twice).then_some(question));
            }
        }
        for question in framework.questions() {
            questions.insert(question.id.as_str(), Some(question));
        }
        Self {
            header,
            questions,
            framework,
            whose,
            respondents: BTreeSet::new(),
            seen: BTreeMap::new(),
            sheet: Sheet::default(),
            problems: Vec::new(),
            unreported: 0,
        }
    }

    fn fail(&mut self, line: u64, column: &str, text: String, hint: &str) {
        if self.problems.len() < MAX_PROBLEMS {
            let (column, hint) = (column.to_owned(), hint.to_owned());
            self.problems.push(Problem { line, column, text, hint });
        } else {
            self.unreported += 1;
        }
    }

    pub(super) fn fail_file(&mut self, text: &str) {
        self.fail(0, "", text.to_owned(), "");
    }

    pub(super) fn unreadable(&mut self, err: &csv::Error) {
        let line = err.position().map_or(0, csv::Position::line);
        self.fail(line, "", "the line can't be read".to_owned(), "");
    }

    /// Takes one row in.
    pub(super) fn row(&mut self, record: &csv::StringRecord, line: u64) {
        if record.iter().all(|it| it.trim().is_empty()) {
            return;
        }
        if record.iter().any(|it| it.len() > MAX_CELL) {
            let limit = MAX_CELL >> 10;
            return self.fail(line, "", format!("a cell is longer than {limit} KiB"), "");
        }
        if !self.is_meant(record) {
            return;
        }
        let Some(question) = self.question(record, line) else { return };
        if let Some(first) = self.seen.insert(question.id.clone(), line) {
            let text = format!("“{}” was answered in line {first} already", question.id);
            return self.fail(line, "question", text, "keep one of the two lines");
        }
        let before = self.problems.len() + self.unreported;
        let said = self.said(record, question, line);
        let basis = self.basis(record, line);
        if self.problems.len() + self.unreported > before {
            return;
        }
        let Some(said) = said else { return self.without_statement(record, line) };
        let note = self.header.cell(record, "note").to_owned();
        let evidence = cell::split(self.header.cell(record, "evidence"));
        let evidence = evidence.into_iter().map(Evidence::of).collect();
        let answer = Answer { said, note, basis, evidence };
        self.sheet.answers.push((question.id.clone(), answer));
    }

    /// Says whether the row is of the person whose answers are read, and remembers whose it is.
    fn is_meant(&mut self, record: &csv::StringRecord) -> bool {
        let name = self.header.cell(record, RESPONDENT).trim();
        if !name.is_empty() && self.respondents.len() < MAX_PROBLEMS {
            self.respondents.insert(name.to_owned());
        }
        self.whose.is_none_or(|it| it.trim() == name)
    }

    /// A row that names a question and says nothing about it.
    fn without_statement(&mut self, record: &csv::StringRecord, line: u64) {
        let lost = ["note", "evidence"]
            .into_iter()
            .find(|it| !self.header.cell(record, it).trim().is_empty());
        match lost {
            Some(column) => {
                let text = format!("there is a {column} but no answer");
                self.fail(line, column, text, "give a level, na, dont_know or text");
            }
            None => self.sheet.blank += 1,
        }
    }

    fn question(&mut self, record: &csv::StringRecord, line: u64) -> Option<&'a Node> {
        let name = self.header.cell(record, "question").trim();
        let (text, hint) = match self.questions.get(name) {
            Some(Some(question)) => return Some(*question),
            Some(None) => (format!("several questions are called “{}”", shown(name)), "use the id"),
            None if name.is_empty() => ("the question is missing".to_owned(), ""),
            None => (
                format!("there is no question “{}” in this framework", shown(name)),
                "`muster framework questions` lists them",
            ),
        };
        self.fail(line, "question", text, hint);
        None
    }

    fn said(&mut self, record: &csv::StringRecord, question: &Node, line: u64) -> Option<Said> {
        let level = self.header.cell(record, "level").trim();
        let na = self.header.cell(record, "na").trim();
        let dont_know = self.header.cell(record, "dont_know").trim();
        let text = self.header.cell(record, "text");
        let Some(dont_know) = yes_or_no(dont_know) else {
            let text = format!("“{}” is neither yes nor no", shown(dont_know));
            self.fail(line, "dont_know", text, "write yes, or leave it empty");
            return None;
        };
        let text_given = !text.trim().is_empty();
        let statements = [!level.is_empty(), !na.is_empty(), dont_know, text_given];
        if statements.iter().filter(|it| **it).count() > 1 {
            let text = "the line says more than one thing".to_owned();
            self.fail(line, "", text, "give one of level, na, dont_know, text");
            return None;
        }
        if !level.is_empty() {
            self.level(question, level, line)
        } else if !na.is_empty() {
            self.not_applicable(question, na, line)
        } else if dont_know {
            Some(Said::DontKnow)
        } else if text_given {
            self.open_text(question, text, line)
        } else {
            None
        }
    }

    fn level(&mut self, question: &Node, level: &str, line: u64) -> Option<Said> {
        let Some(scale) = self.framework.scale_of(question) else {
            let text = format!("“{}” has no levels", question.id);
            self.fail(line, "level", text, "answer it in the column text");
            return None;
        };
        if let Some(choice) = option_of(scale, level) {
            return Some(Said::Option(choice.id.clone()));
        }
        let text = format!("“{}” has no level “{}”", question.id, shown(level));
        let hint = format!("levels are {}", levels_in_words(scale));
        self.fail(line, "level", text, &hint);
        None
    }

    fn not_applicable(&mut self, question: &Node, reason: &str, line: u64) -> Option<Said> {
        let allowed = self.framework.scale_of(question).is_none_or(|it| it.na == Permission::Allow);
        if allowed {
            return Some(Said::NotApplicable { reason: reason.to_owned() });
        }
        let text = format!("“{}” always applies", question.id);
        self.fail(line, "na", text, "answer it, or say dont_know");
        None
    }

    fn open_text(&mut self, question: &Node, text: &str, line: u64) -> Option<Said> {
        let wrong = match &question.answer {
            Some(OpenAnswer::Text) => return Some(Said::Text(text.to_owned())),
            Some(kind @ (OpenAnswer::Percent | OpenAnswer::Number)) => {
                match number_of(kind, text) {
                    Some(number) => return Some(Said::Number(number)),
                    None => format!("“{}” is not {}", shown(text), number_in_words(kind)),
                }
            }
            None => format!("“{}” is answered with a level, not with text", question.id),
        };
        self.fail(line, "text", wrong, "");
        None
    }

    fn basis(&mut self, record: &csv::StringRecord, line: u64) -> Basis {
        let basis = self.header.cell(record, "basis").trim().to_lowercase();
        let date = self.header.cell(record, "date").trim();
        let day = match date.parse::<Date>() {
            Ok(day) => Some(day),
            Err(_) if date.is_empty() => None,
            Err(err) => {
                self.fail(line, "date", err.to_string(), "");
                return Basis::Claimed;
            }
        };
        let (text, hint) = match (basis.as_str(), day) {
            ("" | "claimed", None) => return Basis::Claimed,
            ("documented", None) => return Basis::Documented,
            ("tested", Some(day)) => return Basis::Tested(day),
            ("tested", None) => {
                ("the day of the test is missing".to_owned(), "give a date like 2026-11-21")
            }
            ("" | "claimed" | "documented", Some(_)) => {
                ("a date goes with basis tested only".to_owned(), "say tested, or drop the date")
            }
            (other, _) => (
                format!("there is no basis “{}”", shown(other)),
                "use claimed, documented or tested",
            ),
        };
        self.fail(line, "basis", text, hint);
        Basis::Claimed
    }

    /// Returns the answers, or everything that is wrong.
    pub(super) fn finish(mut self) -> Result<Sheet, Vec<Problem>> {
        if let Some(problem) = self.whose_problem() {
            return Err(vec![problem]);
        }
        if self.unreported > 0 {
            let text = format!("{} more problems follow", self.unreported);
            self.problems.push(Problem::file(&text, "mend these first"));
        }
        if self.problems.is_empty() { Ok(self.sheet) } else { Err(self.problems) }
    }
}

impl Gather<'_> {
    /// Says what is wrong with whose answers are meant.
    fn whose_problem(&self) -> Option<Problem> {
        let known: Vec<String> = self.respondents.iter().take(20).map(|it| shown(it)).collect();
        let people = known.join(", ");
        match self.whose {
            None if self.respondents.len() > 1 => Some(Problem::file(
                &format!("the sheet holds the answers of several people: {people}"),
                "say whose are meant",
            )),
            Some(name) if !self.respondents.contains(name.trim()) => Some(Problem::file(
                &format!("the sheet holds no answers of “{}”", shown(name)),
                &if people.is_empty() {
                    "it does not say whose they are".to_owned()
                } else {
                    format!("it holds those of {people}")
                },
            )),
            None | Some(_) => None,
        }
    }
}

fn yes_or_no(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "" | "no" | "n" | "false" | "0" => Some(false),
        "yes" | "y" | "true" | "1" | "x" => Some(true),
        _ => None,
    }
}

/// Shortens what somebody wrote for a sentence about it.
fn shown(text: &str) -> String {
    text.chars().filter(|it| !it.is_control()).take(40).collect()
}
