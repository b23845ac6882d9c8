//! All facts as a workbook: Summary, Answers, Gaps, Actions, People, Meta.
//!
//! **Invariant:** every cell is text, and none that a spreadsheet would run; the sheet Answers can be imported again.

use muster_model::import::sheet;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::{
    ReportError, actions, csv,
    document::{Block, Part},
    draft,
    facts::{FORMAT, Facts, VERSION},
    options::Section,
};
use crate::{say::say, screens::words};

/// Most letters of a cell.
const MAX_CELL: usize = 32_767;

/// The sheets, in their order, as they are called in the language that is spoken. A sheet that is read again is known by
/// its columns, which have the same names in every language.
pub(super) fn names() -> [&'static str; 6] {
    [
        say!("reports-sheet-summary"),
        say!("reports-sheet-answers"),
        say!("reports-sheet-gaps"),
        say!("reports-sheet-actions"),
        say!("reports-sheet-people"),
        say!("reports-sheet-meta"),
    ]
}

type Rows = Vec<Vec<String>>;

/// Returns the rows of every sheet, the header first.
pub(super) fn sheets(facts: &Facts) -> [(&'static str, Rows); 6] {
    let [summary, answers, gaps, actions, people, meta] = names();
    [
        (summary, summary_rows(facts)),
        (answers, csv::rows(facts)),
        (gaps, gap_rows(facts)),
        (actions, actions::rows(&facts.actions)),
        (people, people_rows(facts)),
        (meta, meta_rows(facts)),
    ]
}

/// Writes the workbook. The same facts give the same bytes: the time of writing is not in it.
pub(super) fn bytes(facts: &Facts) -> Result<Vec<u8>, ReportError> {
    book(&facts.assessment.title, &sheets(facts).map(|(name, rows)| (name.to_owned(), rows)))
}

/// Writes a workbook of these sheets. The same sheets give the same bytes.
pub(super) fn book(title: &str, sheets: &[(String, Rows)]) -> Result<Vec<u8>, ReportError> {
    let mut book = Workbook::new();
    let wrong = |err: XlsxError| ReportError::Form { form: "Excel workbook", why: err.to_string() };
    let never = ExcelDateTime::from_ymd(2000, 1, 1).map_err(wrong)?;
    let about = DocProperties::new().set_title(title);
    book.set_properties(&about.set_creation_datetime(&never));
    let head = Format::new().set_bold().set_background_color(0xE6_EBFA);
    for (name, rows) in sheets {
        for text in rows.iter().flatten() {
            if text.chars().count() > MAX_CELL - 1 {
                return Err(ReportError::LongText(text.chars().take(40).collect()));
            }
        }
        let sheet = book.add_worksheet();
        fill(sheet, name, rows, &head).map_err(wrong)?;
    }
    book.save_to_buffer().map_err(wrong)
}

fn fill(sheet: &mut Worksheet, name: &str, rows: &Rows, head: &Format) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    sheet.set_freeze_panes(1, 0)?;
    let wraps = Format::new().set_text_wrap().set_align(rust_xlsxwriter::FormatAlign::Top);
    for (column, width) in (0..).zip(widths(rows)) {
        sheet.set_column_width(column, width)?;
    }
    for (row, cells) in (0..).zip(rows) {
        let format = if row == 0 { head } else { &wraps };
        for (column, words) in (0..).zip(cells).filter(|it| !it.1.is_empty()) {
            sheet.write_string_with_format(row, column, sheet::guarded(words), format)?;
        }
    }
    Ok(())
}

/// Columns as wide as what is in them, within reason.
fn widths(rows: &Rows) -> Vec<f64> {
    let mut out: Vec<u32> = Vec::new();
    for row in rows.iter().take(500) {
        for (nth, cell) in row.iter().enumerate() {
            let width = u32::try_from(cell.chars().count()).unwrap_or(u32::MAX).clamp(8, 60) + 2;
            match out.get_mut(nth) {
                Some(widest) => *widest = (*widest).max(width),
                None => out.push(width),
            }
        }
    }
    out.into_iter().map(f64::from).collect()
}

fn row<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.into_iter().map(str::to_owned).collect()
}

fn summary_rows(facts: &Facts) -> Rows {
    let document = draft::document(facts, &super::Options::default());
    let mut out = vec![row([
        say!("reports-what"),
        say!("reports-which"),
        say!("reports-tier"),
        say!("reports-range"),
        say!("reports-answered"),
        say!("reports-people"),
    ])];
    out.push(row([say!("reports-title"), &document.title]));
    out.extend(document.facts.iter().map(|(what, which)| row([what, which])));
    out.extend(document.draft.iter().map(|it| row([say!("reports-state"), it])));
    let Some(result) = &facts.pages.results.result else { return out };
    let tier = result.tier.as_ref().map_or(say!("reports-not-determined"), |it| it.name.as_str());
    out.push(row([say!("reports-tier"), tier]));
    out.extend(result.band.iter().map(|it| row([say!("reports-provisional"), it])));
    out.push(row([say!("reports-reason"), &draft::reason(facts)]));
    for it in &result.dimensions {
        let tier = it.tier.as_ref().map_or("", |it| it.name.as_str());
        let answered = say!("reports-n-of", n = it.answered.0, of = it.answered.1);
        let people = it.people.to_string();
        out.push(row([&it.title, &it.score, tier, &it.range, &answered, &people]));
    }
    for it in &facts.trend {
        let tier = it.tier.as_deref().unwrap_or("");
        out.push(row([say!("reports-review"), &it.review, tier, &it.figure, "", ""]));
    }
    out
}

/// The tables of a section, one below the other.
fn table_rows(facts: &Facts, section: Section) -> Rows {
    let mut out = Vec::new();
    for block in draft::blocks(facts, section, super::Extent::Full) {
        if let Block::Table(table) = block {
            out.push(table.columns.into_iter().map(|it| it.title).collect());
            out.extend(
                table.rows.into_iter().map(|row| row.into_iter().map(|it| it.text).collect()),
            );
        }
    }
    if out.is_empty() {
        out.push(row([
            say!("reports-question"),
            say!("reports-dimension"),
            say!("reports-now"),
            say!("reports-to-do"),
        ]));
    }
    out
}

/// The widest gaps and the targets, then what would lead to the next tier.
fn gap_rows(facts: &Facts) -> Rows {
    let mut out = table_rows(facts, Section::Gaps);
    if let Some(lift) = &facts.lift {
        out.push(row([say!("reports-step"), say!("reports-leads-to")]));
        let steps = draft::step_lines(facts);
        out.extend(steps.iter().map(|it| row([it.as_str(), &lift.rung.name])));
    }
    out
}

fn people_rows(facts: &Facts) -> Rows {
    let part = Part {
        section: Section::People,
        blocks: draft::blocks(facts, Section::People, super::Extent::Full),
    };
    let mut out = Vec::new();
    for block in part.blocks {
        match block {
            Block::Table(table) => {
                out.push(table.columns.into_iter().map(|it| it.title).collect());
                out.extend(
                    table.rows.into_iter().map(|row| row.into_iter().map(|it| it.text).collect()),
                );
            }
            Block::List(all) => out.extend(all.into_iter().map(|it| vec![it])),
            Block::Heading(text) | Block::Text(text) | Block::Note(text) => out.push(vec![text]),
            Block::Facts(_)
            | Block::Tier(_)
            | Block::Chart(_)
            | Block::Card(_)
            | Block::Signatures(_) => {}
        }
    }
    if out.is_empty() {
        out.push(row([say!("reports-who")]));
    }
    out
}

fn meta_rows(facts: &Facts) -> Rows {
    let mut out = vec![row([say!("reports-what"), say!("reports-which"), "", "", "", ""])];
    out.push(row([say!("reports-format"), FORMAT]));
    out.push(row([say!("reports-version"), &VERSION.to_string()]));
    out.push(row([say!("reports-shown-by"), facts.naming]));
    for block in draft::blocks(facts, Section::Method, super::Extent::Full) {
        if let Block::Facts(all) = block {
            out.extend(all.iter().map(|(what, which)| row([what, which])));
        }
    }
    let agreed = facts.questions.iter().flat_map(|it| it.agreed.iter().map(move |at| (it, at)));
    out.push(row([
        say!("report-section-agreed"),
        say!("reports-answer"),
        say!("reports-reason"),
        say!("reports-dissent-head"),
        say!("reports-by"),
        say!("reports-counts"),
    ]));
    for (question, it) in agreed {
        let dissent: Vec<String> =
            it.dissent.iter().map(|(who, text)| format!("{who}: {text}")).collect();
        let counts = if it.counts { say!("reports-yes") } else { say!("reports-no") };
        out.push(row([
            question.id.as_str(),
            &it.words,
            &it.reason,
            &dissent.join("; "),
            &it.by,
            counts,
        ]));
    }
    out.push(row([
        say!("reports-targets"),
        say!("reports-target"),
        say!("reports-by"),
        say!("reports-when"),
        "",
        "",
    ]));
    for it in &facts.settings.targets {
        let at = it.now.at.map_or_else(String::new, words::moment);
        out.push(row([&it.about, &it.now.words, &it.now.by, &at, "", ""]));
    }
    out.extend(signed_rows(facts));
    out.extend(comment_rows(facts));
    out
}

fn signed_rows(facts: &Facts) -> Rows {
    let mut out = vec![row([
        say!("report-section-sign-off"),
        say!("reports-signature"),
        say!("reports-fingerprint"),
        say!("reports-note"),
        say!("reports-changed"),
        "",
    ])];
    out.push(row(["", &facts.sign_off.headline, "", "", "", ""]));
    for it in &facts.sign_off.people {
        let changes = it.changes.join("; ");
        out.push(row([&it.name, &it.text, &it.fingerprint, &it.note, &changes, ""]));
    }
    out
}

/// What was said about questions and actions.
fn comment_rows(facts: &Facts) -> Rows {
    let mut out = vec![row([
        say!("report-section-comments"),
        say!("reports-comment"),
        say!("reports-by"),
        say!("reports-when"),
        "",
        "",
    ])];
    for (question, it) in
        facts.questions.iter().flat_map(|it| it.comments.iter().map(move |at| (it, at)))
    {
        let at = it.at.map_or_else(String::new, words::moment);
        out.push(row([question.id.as_str(), &it.text, &it.by, &at, "", ""]));
    }
    for (action, it) in
        facts.actions.iter().flat_map(|it| it.comments.iter().map(move |at| (it, at)))
    {
        let at = it.at.map_or_else(String::new, words::moment);
        out.push(row([&action.title, &it.text, &it.by, &at, "", ""]));
    }
    out
}
