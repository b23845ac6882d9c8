//! `muster answers`: many questions at once, as a sheet.

use std::{collections::BTreeMap, path::PathBuf};

use clap::Subcommand;
use muster_model::{
    answer::Answer,
    edit::Edit,
    evidence::Evidence,
    framework::Node,
    ids::NodeId,
    import::sheet::{self, Sheet},
};
use serde_json::json;

use super::mine;
use crate::cli::{
    desk::{Desk, Round},
    failure::Failure,
    files,
    out::Out,
    words,
};

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Verb {
    /// Take your answers from a sheet (CSV): all of it as one change, or none
    ///
    /// Columns: question, level, na, `dont_know`, note, basis, date, evidence, text. In `na` stands the
    /// reason why it does not apply. A row without a statement changes nothing. Several pieces of evidence stand apart by “ | ”. Every problem is told with its line; then nothing
    /// was changed.
    Import {
        /// The sheet, or - for standard input
        #[arg(value_name = "FILE|-")]
        file: PathBuf,
        /// Only say what would change
        #[arg(long)]
        dry_run: bool,
        /// Whose answers, in the sheet of a report that holds those of several people
        #[arg(long, value_name = "NAME")]
        respondent: Option<String>,
    },
    /// Write your answers to a sheet (CSV) that can be edited and imported again
    Export {
        /// Where to, or - for standard output
        #[arg(value_name = "FILE|-")]
        file: PathBuf,
        /// All questions of the framework instead of yours
        #[arg(long)]
        all: bool,
        /// Replace the file if it is there
        #[arg(long)]
        force: bool,
    },
}

impl Verb {
    pub(in crate::cli) async fn run(self, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
        let round = desk.round()?;
        match self {
            Self::Import { file, dry_run, respondent } => {
                let deed = if dry_run { Deed::Look } else { Deed::Import };
                let from = From { file: &file, whose: respondent.as_deref() };
                import(desk, &round, from, deed, out).await
            }
            Self::Export { file, all, force } => {
                let extent = if all { Extent::All } else { Extent::Mine };
                let questions = questions(&round, extent);
                let answers = answers(&round);
                let bytes = sheet::write(&round.framework, &questions, &answers);
                verify(&round, &bytes, &questions, &answers)?;
                if file.as_os_str() == "-" {
                    return out.raw(&bytes);
                }
                files::write(&file, &bytes, force.into())?;
                let n = words::count(questions.len(), "question", "questions");
                out.line(format!("{n} are in {}", file.display()))?;
                let said = questions.iter().filter(|it| answers.contains_key(&it.id)).count();
                out.json(json!({
                    "file": file.display().to_string(), "questions": questions.len(), "answers": said,
                }))
            }
        }
    }
}

/// Which questions a sheet holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// One's own.
    Mine,
    /// The whole framework's.
    All,
}

/// Whether an import is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deed {
    /// It is only looked at.
    Look,
    /// It is.
    Import,
}

fn answers(round: &Round) -> BTreeMap<NodeId, Answer> {
    let stated = mine(&round.review, round).into_iter().flatten();
    stated.filter_map(|(id, it)| Some((id.clone(), it.now.answer.clone()?))).collect()
}

/// The questions of a sheet: those assigned and those answered; all of them if nobody assigned any.
fn questions(round: &Round, extent: Extent) -> Vec<&Node> {
    let assigned = match round.workspace().me {
        Some(me) => round.review.questions_of(&round.framework, me),
        None => Vec::new(),
    };
    let answered = answers(round);
    let asked =
        if assigned.is_empty() { round.review.questions(&round.framework) } else { assigned };
    let mut questions = round.framework.questions();
    if extent == Extent::Mine {
        questions.retain(|it| {
            answered.contains_key(&it.id) || asked.iter().any(|mine| mine.id == it.id)
        });
    }
    questions
}

/// An export that can't be taken back is an error, never a small file.
fn verify(
    round: &Round,
    bytes: &[u8],
    questions: &[&Node],
    answers: &BTreeMap<NodeId, Answer>,
) -> Result<(), Failure> {
    let wanted = questions.iter().filter(|it| answers.contains_key(&it.id)).count();
    let read = sheet::read(bytes, &round.framework);
    if read.as_ref().is_ok_and(|it| it.answers.len() == wanted) {
        return Ok(());
    }
    let why = read.err().and_then(|it| it.first().map(ToString::to_string)).unwrap_or_default();
    Err(Failure::failed(
        format!("The sheet would not hold your answers: {why}"),
        "Nothing was written",
    ))
}

/// From where answers are taken.
#[derive(Clone, Copy)]
struct From<'a> {
    file: &'a std::path::Path,
    /// Whose, where the file holds those of several people.
    whose: Option<&'a str>,
}

async fn import(
    desk: &Desk,
    round: &Round,
    from: From<'_>,
    deed: Deed,
    out: &mut Out,
) -> Result<(), Failure> {
    let From { file, whose } = from;
    let limit = u64::try_from(sheet::MAX_BYTES).unwrap_or(u64::MAX);
    let bytes =
        if file.as_os_str() == "-" { files::read_stdin(limit)? } else { files::read(file, limit)? };
    let mut sheet = match sheet::read_of(&bytes, &round.framework, whose) {
        Ok(sheet) => sheet,
        Err(problems) => {
            for problem in &problems {
                out.aside(problem)?;
            }
            out.json(json!({ "ok": false, "problems": problems, "changed": 0 }))?;
            let n = words::count(problems.len(), "problem", "problems");
            let headline = format!("The sheet has {n}; nothing was changed");
            return Err(Failure::failed(headline, "Mend the lines named above, then import again"));
        }
    };
    let before = answers(round);
    for (id, answer) in &mut sheet.answers {
        let held = before.get(id).map(|it| it.evidence.as_slice()).unwrap_or_default();
        Evidence::restore(&mut answer.evidence, held);
    }
    let news = News::of(&sheet, &before);
    let edits: Vec<_> = sheet
        .answers
        .into_iter()
        .filter(|(id, it)| before.get(id) != Some(it))
        .map(|(id, it)| (id, Some(it)))
        .collect();
    if deed == Deed::Import && !edits.is_empty() {
        let edit = Edit::Answer { review: round.review.id, answers: edits };
        desk.edit(round.workspace().id, edit).await?;
    }
    out.line(news.sentence(deed))?;
    out.json(json!({
        "ok": true, "dry_run": deed == Deed::Look, "new": news.new, "changed": news.changed,
        "same": news.same, "blank": news.blank,
    }))
}

/// What an import changes.
struct News {
    new: usize,
    changed: usize,
    same: usize,
    blank: usize,
}

impl News {
    fn of(sheet: &Sheet, before: &BTreeMap<NodeId, Answer>) -> Self {
        let mut news = Self { new: 0, changed: 0, same: 0, blank: sheet.blank };
        for (id, answer) in &sheet.answers {
            match before.get(id) {
                None => news.new += 1,
                Some(old) if old == answer => news.same += 1,
                Some(_) => news.changed += 1,
            }
        }
        news
    }

    fn sentence(&self, deed: Deed) -> String {
        let Self { new, changed, same, blank } = self;
        let end = match deed {
            Deed::Look => "Nothing was changed",
            Deed::Import if *new + *changed == 0 => "There is nothing to change",
            Deed::Import => "Saved here",
        };
        format!("{new} new, {changed} changed, {same} the same, {blank} left blank. {end}")
    }
}
