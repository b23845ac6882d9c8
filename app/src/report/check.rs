//! A report read again: what it holds is counted and compared with what it should hold.

use std::{
    fmt,
    io::{self, Read as _},
};

use muster_model::import::sheet;

use super::{
    ReportError,
    actions::{PlanForm, calendar},
    document::Document,
    docx,
    facts::Facts,
    options::Form,
    workbook,
};

/// What is in a report. `None` where a form can't be asked for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Sections, sheets or parts.
    pub parts: Option<usize>,
    /// Questions told of.
    pub questions: Option<usize>,
    /// Answers told of.
    pub answers: Option<usize>,
    /// Rows of answers: one for each answer and each question without one.
    pub rows: Option<usize>,
    /// Pages.
    pub pages: Option<usize>,
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = [
            (self.parts, "part", "parts"),
            (self.questions, "question", "questions"),
            (self.answers, "answer", "answers"),
            (self.pages, "page", "pages"),
        ];
        let told = all.into_iter().filter_map(|(n, one, many)| Some((n?, one, many)));
        let told: Vec<String> =
            told.map(|(n, one, many)| crate::screens::words::count(n, one, many)).collect();
        f.write_str(&told.join(", "))
    }
}

impl Counts {
    pub(super) fn of_facts(facts: &Facts) -> Self {
        Self {
            parts: None,
            questions: Some(facts.questions.len()),
            answers: Some(facts.voices()),
            rows: None,
            pages: None,
        }
    }

    /// What a list of rows is asked for.
    pub(super) fn of_rows(facts: &Facts) -> Self {
        let blank = facts.questions.iter().filter(|it| it.voices.is_empty()).count();
        Self { rows: Some(facts.voices() + blank), ..Self::of_facts(facts) }
    }

    /// What a document is asked for whose answers are lines, each of one or several people.
    pub(super) fn of_lines(document: &Document) -> Self {
        Self { rows: Some(document.lines()), ..Self::of_document(document) }
    }

    pub(super) fn of_document(document: &Document) -> Self {
        Self {
            parts: Some(document.parts.len()),
            questions: None,
            answers: Some(document.voices()),
            rows: None,
            pages: None,
        }
    }
}

/// What was found in a file.
pub(super) struct Found(Counts);

impl Found {
    /// Reads `bytes` as a file of `form`.
    pub(super) fn in_bytes(bytes: &[u8], form: Form) -> Result<Self, ReportError> {
        let counts = match form {
            Form::Json => json(bytes)?,
            Form::Csv => csv(bytes)?,
            Form::Xlsx => xlsx(bytes)?,
            Form::Html => html(text(bytes)?),
            Form::Markdown => markdown(text(bytes)?),
            Form::Docx => docx(bytes)?,
            Form::Pdf => pdf(bytes)?,
        };
        Ok(Self(counts))
    }

    /// Compares what was found with what there should be, as far as both can be asked.
    pub(super) fn compare(&self, wanted: Counts) -> Result<(), ReportError> {
        let same = |a: Option<usize>, b: Option<usize>| a.zip(b).is_none_or(|(a, b)| a == b);
        let found = self.0;
        let whole = same(found.parts, wanted.parts)
            && same(found.questions, wanted.questions)
            && same(found.answers, wanted.answers)
            && same(found.rows, wanted.rows)
            && same(found.pages, wanted.pages);
        if whole {
            Ok(())
        } else {
            Err(ReportError::Incomplete { wanted: Box::new(wanted), found: Box::new(found) })
        }
    }
}

/// Reads `bytes` as a file of a plan and counts its actions.
pub(super) fn actions_in(bytes: &[u8], form: PlanForm) -> Result<usize, ReportError> {
    match form {
        PlanForm::Csv => {
            let mut reader = ::csv::Reader::from_reader(bytes);
            let rows: Result<Vec<_>, _> = reader.records().collect();
            Ok(rows.map_err(unreadable)?.len())
        }
        PlanForm::Xlsx => {
            let rows = sheet::rows_in(bytes).map_err(unreadable)?;
            rows.get("Actions").copied().ok_or_else(|| unreadable("the sheet Actions is missing"))
        }
        PlanForm::Ics => {
            let lines = calendar::unfolded(text(bytes)?);
            let count = |line: &str| lines.iter().filter(|it| *it == line).count();
            let titles = lines.iter().filter(|it| it.starts_with("UID:muster-action-")).count();
            match (count("BEGIN:VTODO"), count("END:VTODO")) {
                (begun, ended) if begun == ended && begun == titles => Ok(begun),
                _ => Err(unreadable("a task is torn")),
            }
        }
        PlanForm::Poam => {
            let file: serde_json::Value = serde_json::from_slice(bytes).map_err(unreadable)?;
            let items = file.pointer("/plan-of-action-and-milestones/poam-items");
            Ok(items.and_then(|it| it.as_array()).map_or(0, Vec::len))
        }
    }
}

fn unreadable(what: impl fmt::Display) -> ReportError {
    ReportError::Unreadable(what.to_string())
}

fn text(bytes: &[u8]) -> Result<&str, ReportError> {
    std::str::from_utf8(bytes).map_err(unreadable)
}

fn json(bytes: &[u8]) -> Result<Counts, ReportError> {
    let file: serde_json::Value = serde_json::from_slice(bytes).map_err(unreadable)?;
    let questions = file.pointer("/body/questions").and_then(|it| it.as_array());
    let questions = questions.ok_or_else(|| unreadable("there are no questions"))?;
    let voices =
        |it: &serde_json::Value| it.get("voices").and_then(|it| it.as_array()).map_or(0, Vec::len);
    Ok(Counts {
        parts: None,
        questions: Some(questions.len()),
        answers: Some(questions.iter().map(voices).sum()),
        rows: None,
        pages: None,
    })
}

/// Counts questions, and rows that say something or whose something is.
fn csv(bytes: &[u8]) -> Result<Counts, ReportError> {
    let mut reader = ::csv::Reader::from_reader(bytes);
    let mut questions = std::collections::BTreeSet::new();
    let (mut answers, mut rows) = (0, 0);
    for record in reader.records() {
        let record = record.map_err(unreadable)?;
        rows += 1;
        questions.insert(record.get(0).unwrap_or_default().to_owned());
        let says = |nth: usize| record.get(nth).is_some_and(|it| !it.is_empty());
        let remark = sheet::COLUMNS.len() + 2;
        answers += usize::from((1..sheet::COLUMNS.len()).any(says) || says(remark));
    }
    Ok(Counts {
        parts: None,
        questions: Some(questions.len()),
        answers: Some(answers),
        rows: Some(rows),
        pages: None,
    })
}

fn xlsx(bytes: &[u8]) -> Result<Counts, ReportError> {
    let rows = sheet::rows_in(bytes).map_err(unreadable)?;
    if let Some(missing) = workbook::names().into_iter().find(|it| !rows.contains_key(*it)) {
        return Err(unreadable(format!("the sheet {missing} is missing")));
    }
    let [_, answers, ..] = workbook::names();
    let answers = rows.get(answers).copied();
    Ok(Counts {
        parts: Some(rows.len()),
        questions: None,
        answers: None,
        rows: answers,
        pages: None,
    })
}

fn html(text: &str) -> Counts {
    let people = text.split("data-people=\"").skip(1).filter_map(|it| it.split_once('"'));
    let people = people.filter_map(|it| it.0.parse::<usize>().ok());
    Counts {
        parts: Some(text.matches("<section id=").count()),
        questions: None,
        answers: Some(people.sum()),
        rows: None,
        pages: None,
    }
}

fn markdown(text: &str) -> Counts {
    let answers = text.lines().filter(|it| it.starts_with("+ **")).map(|it| {
        // How many they are stands in brackets, a number first.
        let people = it.split_once("** (").and_then(|it| it.1.split_once(' '));
        people.and_then(|it| it.0.parse::<usize>().ok()).unwrap_or(1)
    });
    Counts {
        parts: Some(text.lines().filter(|it| it.starts_with("## ")).count()),
        questions: None,
        answers: Some(answers.sum()),
        rows: None,
        pages: None,
    }
}

/// Counts the paragraphs of a style.
fn docx(bytes: &[u8]) -> Result<Counts, ReportError> {
    let mut archive = zip::ZipArchive::new(io::Cursor::new(bytes)).map_err(unreadable)?;
    let mut part = archive.by_name("word/document.xml").map_err(unreadable)?;
    let mut text = String::new();
    part.read_to_string(&mut text).map_err(unreadable)?;
    let styled = |style: &str| text.matches(&format!("<w:pStyle w:val=\"{style}\"")).count();
    Ok(Counts {
        parts: None,
        questions: None,
        answers: None,
        rows: Some(styled(docx::ANSWER)),
        pages: None,
    })
}

#[cfg(feature = "pdf")]
fn pdf(bytes: &[u8]) -> Result<Counts, ReportError> {
    let file = hayro_syntax::Pdf::new(bytes.to_vec());
    let file = file.map_err(|err| unreadable(format!("{err:?}")))?;
    Ok(Counts {
        parts: None,
        questions: None,
        answers: None,
        rows: None,
        pages: Some(file.pages().len()),
    })
}

#[cfg(not(feature = "pdf"))]
fn pdf(_bytes: &[u8]) -> Result<Counts, ReportError> {
    Err(ReportError::NotBuilt(Form::Pdf.name()))
}
