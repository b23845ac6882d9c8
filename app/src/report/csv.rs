//! Every answer as one sheet that spreadsheets open and that Muster takes back.

use muster_model::{
    answer::Answer,
    import::sheet::{self, COLUMNS, REMARK, REMARKS, RESPONDENT},
};

use super::facts::{Claim, Facts, Late, Question, Voice};
use crate::say::say;

/// Writes every answer, one row for each person and question.
pub(super) fn bytes(facts: &Facts) -> Vec<u8> {
    sheet::csv_of(&rows(facts))
}

/// The header, then one row for each answer; a question nobody answered has a row of its own.
pub(super) fn rows(facts: &Facts) -> Vec<Vec<String>> {
    let head = COLUMNS.iter().chain(&REMARKS).chain(&[REMARK, RESPONDENT]);
    let mut out = vec![head.map(|it| (*it).to_owned()).collect()];
    for it in &facts.questions {
        if it.voices.is_empty() {
            out.push(row(it, None));
        }
        out.extend(it.voices.iter().map(|voice| row(it, Some(voice))));
    }
    out
}

fn row(it: &Question, voice: Option<&Voice>) -> Vec<String> {
    let answer = voice.and_then(|it| it.counted.as_ref()).map(answer);
    let mut cells = sheet::cells_of(&it.id, answer.as_ref());
    cells.push(it.dimension.clone());
    cells.push(it.title.clone());
    cells.push(voice.map(remark).unwrap_or_default());
    cells.push(voice.map_or_else(String::new, |it| it.by.clone()));
    cells
}

fn answer(claim: &Claim) -> Answer {
    Answer {
        said: claim.said.clone(),
        note: claim.note.clone(),
        basis: claim.basis,
        evidence: claim.evidence.iter().map(|it| it.as_str().into()).collect(),
    }
}

/// What else to know of an answer: what changed after the reveal, and what other devices said.
fn remark(voice: &Voice) -> String {
    let words = |it: Option<&Claim>| match it {
        Some(claim) if claim.note.is_empty() => claim.words.clone(),
        Some(claim) => format!("{}: {}", claim.words, claim.note),
        None => say!("words-taken-back").to_owned(),
    };
    let mut out = Vec::new();
    match &voice.late {
        Some(Late::Now(claim)) => out.push(say!("reports-remark-late", what = words(Some(claim)))),
        Some(Late::TakenBack) => {
            out.push(say!("reports-remark-late", what = words(None)));
        }
        None => {}
    }
    out.extend(
        voice.rivals.iter().map(|it| say!("reports-remark-rival", what = words(it.as_ref()))),
    );
    out.join("; ")
}
