//! From facts to a document: what each section says, in which order.

mod actions;
mod answers;
mod people;
mod result;
mod summary;

use muster_model::control::op::Secrecy;

use super::{
    document::{Align, Block, Cell, Column, Document, Part, Table},
    facts::Facts,
    options::{Extent, Options, Section},
};
use crate::{
    say::{self, Tongue, say},
    screens::words,
};

/// Writes the document that `options` ask for.
pub(super) fn document(facts: &Facts, options: &Options) -> Document {
    let one_page = options.extent == Extent::Summary;
    let wanted = |it: &Section| match options.extent {
        Extent::Summary => *it == Section::Summary,
        Extent::Full => options.sections.contains(it),
    };
    let part = |section: Section| {
        let blocks = blocks(facts, section, options.extent);
        (!blocks.is_empty()).then_some(Part { section, blocks })
    };
    Document {
        title: title(facts),
        subtitle: subtitle(facts),
        workspace: facts.workspace.clone(),
        date: facts.review.as_of.to_string(),
        day: words::day(facts.review.as_of),
        draft: draft(facts),
        facts: first_page(facts),
        footer: footer(facts),
        logo: options.logo.clone(),
        one_page,
        parts: Section::ALL.into_iter().filter(wanted).filter_map(part).collect(),
    }
}

/// Writes one section.
pub(super) fn blocks(facts: &Facts, section: Section, extent: Extent) -> Vec<Block> {
    match section {
        Section::Summary => summary::blocks(facts, extent),
        Section::Result => result::result(facts),
        Section::Gaps => result::gaps(facts),
        Section::Actions => actions::actions(facts),
        Section::Trend => result::trend(facts),
        Section::Disagreement => answers::disagreement(facts),
        Section::Agreed => answers::agreed(facts),
        Section::Answers => answers::answers(facts),
        Section::Comments => answers::comments(facts),
        Section::Benchmarks => result::benchmarks(facts),
        Section::People => people::people(facts),
        Section::Method => people::method(facts),
        Section::SignOff => people::sign_off(facts),
    }
}

/// Says why it is this tier and not the next.
pub(super) fn reason(facts: &Facts) -> String {
    result::reason(facts)
}

/// The steps to the next tier, a line each.
pub(super) fn step_lines(facts: &Facts) -> Vec<String> {
    result::step_lines(facts, usize::MAX)
}

fn title(facts: &Facts) -> String {
    let title = &facts.assessment.title;
    if title.is_empty() { facts.framework.title.clone() } else { title.clone() }
}

fn subtitle(facts: &Facts) -> String {
    let parts = [facts.review.title.as_str(), facts.assessment.scope.as_str()];
    let parts: Vec<&str> = parts.into_iter().filter(|it| !it.is_empty()).collect();
    parts.join(" · ")
}

/// Says why it is a draft: until everybody who was asked has signed what the result is.
fn draft(facts: &Facts) -> Option<String> {
    use muster_model::workspace::ReviewState;
    let it = &facts.sign_off;
    if it.complete {
        return None;
    }
    let open = facts.review.state != ReviewState::Closed;
    Some(if it.changed || !it.people.is_empty() {
        say!("reports-draft", why = within(&it.headline))
    } else if open {
        say!("reports-draft-open", state = state(facts))
    } else {
        say!("reports-draft-unsigned").to_owned()
    })
}

fn footer(facts: &Facts) -> String {
    let print = &facts.review.fingerprint;
    let code = if print.is_empty() { String::new() } else { format!(" · {print}") };
    format!("{} · {} · {}{code}", facts.workspace, title(facts), facts.review.title)
}

/// Says where the review stands.
fn state(facts: &Facts) -> &'static str {
    use muster_model::workspace::ReviewState;
    match facts.review.state {
        ReviewState::Open => say!("reports-state-open"),
        ReviewState::Revealed => say!("reports-state-revealed"),
        ReviewState::Closed => say!("reports-state-closed"),
    }
}

/// Says how blind the round was.
fn secrecy(facts: &Facts) -> &'static str {
    match facts.review.secrecy {
        Secrecy::Open => say!("reports-secrecy-open"),
        Secrecy::Blind => say!("reports-secrecy-blind"),
        Secrecy::Strict => say!("reports-secrecy-strict"),
    }
}

fn first_page(facts: &Facts) -> Vec<(String, String)> {
    let review = &facts.review;
    let framework = say!(
        "reports-framework-version",
        title = &facts.framework.title,
        version = &facts.framework.version
    );
    let mut out = vec![
        pair(say!("reports-scope"), &facts.assessment.scope),
        pair(say!("reports-review"), &format!("{}, {}", review.title, state(facts))),
        pair(say!("reports-as-of"), &words::day(review.as_of)),
        pair(say!("reports-framework"), &framework),
    ];
    if let Some(result) = &facts.pages.results.result {
        out.push(pair(say!("reports-coverage"), &result.coverage));
    }
    out.push(pair(say!("reports-fingerprint"), &review.fingerprint));
    out.retain(|it| !it.1.is_empty());
    out
}

fn pair(what: &str, which: &str) -> (String, String) {
    (what.to_owned(), which.to_owned())
}

/// Columns by title and share of the width; figures stand at the end.
fn columns(all: &[(&str, u8, Align)]) -> Vec<Column> {
    let column = |(title, share, align): &(&str, u8, Align)| Column {
        title: (*title).to_owned(),
        share: *share,
        align: *align,
    };
    all.iter().map(column).collect()
}

fn table(caption: &str, columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> Block {
    Block::Table(Table { caption: caption.to_owned(), columns, rows })
}

fn cells<const N: usize>(all: [String; N]) -> Vec<Cell> {
    all.into_iter().map(Cell::of).collect()
}

/// Reference and title of a question.
fn named(question: &super::facts::Question) -> String {
    if question.reference.is_empty() {
        question.title.clone()
    } else {
        format!("{} {}", question.reference, question.title)
    }
}

/// Says who, where nobody may be named too.
fn who(name: &str) -> &str {
    if name.is_empty() { say!("reports-somebody") } else { name }
}

/// Returns `text` for the middle of a sentence: without a capital at its beginning, where a language does so.
fn within(text: &str) -> String {
    match say::tongue() {
        Tongue::English | Tongue::Pseudo => {
            let mut letters = text.chars();
            letters.next().map_or_else(String::new, |it| it.to_lowercase().chain(letters).collect())
        }
        Tongue::German => text.to_owned(),
    }
}
