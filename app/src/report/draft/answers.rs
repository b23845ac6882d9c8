//! What people said: where they disagree, what they agreed on, every answer, every comment.

use muster_model::{answer::Basis, edit::Decision};

use super::{Facts, cells, columns, named, result::step_of, summary::veil, table, who};
use crate::{
    charts::heatmap,
    report::{
        document::{Align, Block, Card, Cell, Said},
        facts::{Agreed, Claim, Late, Question, Voice},
    },
    say::say,
    screens::words,
};

/// Most people a heat map shows side by side on a page.
const PEOPLE: usize = 9;
/// Most questions in one heat map.
const ROWS: usize = 20;

/// Writes where people disagree, what to talk about first on top.
pub(super) fn disagreement(facts: &Facts) -> Vec<Block> {
    let mut all: Vec<(usize, &Question)> = facts
        .questions
        .iter()
        .filter_map(|it| Some((it.disagreement.as_ref()?.place, it)))
        .filter(|(_, it)| is_talk(it))
        .collect();
    all.sort_by_key(|it| it.0);
    let all: Vec<&Question> = all.into_iter().map(|it| it.1).collect();
    if facts.review.veiled {
        return vec![Block::Note(veil())];
    }
    if all.is_empty() {
        return vec![Block::Text(say!("reports-nobody-disagrees").to_owned())];
    }
    let mut out = vec![Block::Text(say!("reports-talk", n = all.len()))];
    if all.len() > ROWS {
        out.push(Block::Text(say!("reports-talk-first", most = ROWS, n = all.len())));
    }
    let head = columns(&[
        (say!("reports-question"), 52, Align::Start),
        (say!("reports-people"), 10, Align::End),
        (say!("reports-median"), 10, Align::End),
        (say!("reports-from-to"), 12, Align::End),
        (say!("reports-why"), 30, Align::Start),
    ]);
    out.push(table(
        say!("reports-talk-table"),
        head,
        all.iter().take(ROWS).map(|it| talk(it)).collect(),
    ));
    out.extend(maps(&all));
    out
}

fn is_talk(it: &Question) -> bool {
    it.disagreement.as_ref().is_some_and(|it| {
        it.splits_tier || it.unsure > 0 || it.range.as_ref().is_some_and(|(low, high)| low != high)
    })
}

fn talk(it: &Question) -> Vec<Cell> {
    let Some(spread) = &it.disagreement else { return Vec::new() };
    let range = spread.range.as_ref().map_or_else(
        || "–".to_owned(),
        |(low, high)| format!("{}–{}", words::figure(low), words::figure(high)),
    );
    let mut why = Vec::new();
    if spread.splits_tier {
        why.push(say!("reports-splits").to_owned());
    }
    if spread.unsure > 0 {
        why.push(say!("reports-unsure", n = spread.unsure));
    }
    if it.agreed.iter().any(|it| it.counts) {
        why.push(say!("reports-settled").to_owned());
    }
    cells([
        named(it),
        spread.n.to_string(),
        spread.median.as_ref().map_or_else(|| "–".to_owned(), words::figure),
        range,
        words::capital(&why.join("; ")),
    ])
}

/// Heat maps of what is talked about, where the people fit beside each other.
fn maps(all: &[&Question]) -> Vec<Block> {
    let mut people: Vec<&str> = Vec::new();
    for voice in all.iter().flat_map(|it| &it.voices) {
        if !voice.by.is_empty() && !people.contains(&voice.by.as_str()) {
            people.push(&voice.by);
        }
    }
    if people.is_empty() || people.len() > PEOPLE {
        return Vec::new();
    }
    let columns: Vec<String> = people.iter().map(|it| initials(it)).collect();
    let row = |it: &&Question| {
        let cell = |name: &&str| cell(it.voices.iter().find(|voice| voice.by == **name));
        heatmap::Row { title: named(it), cells: people.iter().map(cell).collect() }
    };
    let levels = all.iter().map(|it| it.levels).max().unwrap_or(0);
    let rows: Vec<heatmap::Row> =
        all.iter().filter(|it| it.levels > 0).take(ROWS).map(row).collect();
    let legend: Vec<String> =
        people.iter().zip(&columns).map(|(name, short)| format!("{short} {name}")).collect();
    vec![
        Block::Heading(say!("reports-who-said").to_owned()),
        Block::Chart(heatmap::heatmap(say!("reports-who-said"), &columns, &rows, levels)),
        Block::Text(say!("reports-map-legend", people = legend.join(", "))),
    ]
}

fn cell(voice: Option<&Voice>) -> heatmap::Cell {
    let Some(claim) = voice.and_then(|it| it.counted.as_ref()) else { return heatmap::Cell::Empty };
    match (&claim.said, claim.level) {
        (_, Some(level)) => heatmap::Cell::Level(level, (level + 1).to_string()),
        (muster_model::answer::Said::NotApplicable { .. }, None) => {
            heatmap::Cell::Sign("N", say!("reports-na"))
        }
        (muster_model::answer::Said::DontKnow, None) => {
            heatmap::Cell::Sign("?", say!("words-dont-know"))
        }
        (_, None) => heatmap::Cell::Empty,
    }
}

fn initials(name: &str) -> String {
    let mut all = name.split_whitespace().filter_map(|it| it.chars().next());
    let (first, last) = (all.next(), all.next_back());
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

/// Writes what the group agreed on, dissent included.
pub(super) fn agreed(facts: &Facts) -> Vec<Block> {
    let settled = facts.questions.iter().filter(|it| !it.agreed.is_empty());
    settled.map(|it| Block::Card(decided(facts, it))).collect()
}

fn decided(facts: &Facts, it: &Question) -> Card {
    let first = it.agreed.first();
    let said = it.agreed.iter().map(|agreed| Said {
        who: decision(agreed.decision).to_owned(),
        people: 0,
        words: match &agreed.said {
            Some(_) => agreed.words.clone(),
            None => say!("reports-nothing-agreed").to_owned(),
        },
        step: agreed.level.map(|at| (at, it.levels)),
        more: about(agreed, it.agreed.len()),
    });
    Card {
        title: named(it),
        outcome: first.map_or_else(String::new, |agreed| words::capital(&agreed.words)),
        step: first
            .and_then(|agreed| Some((agreed.level?, it.levels)))
            .or_else(|| step_of(facts, it)),
        said: said.collect(),
    }
}

fn about(it: &Agreed, standing: usize) -> Vec<String> {
    let mut out = Vec::new();
    if !it.reason.is_empty() {
        out.push(say!("reports-agreed-reason", text = &it.reason));
    }
    for (name, text) in &it.dissent {
        let name = if name.is_empty() { say!("reports-somebody-within") } else { name };
        out.push(say!("reports-dissent", name = name, text = text));
    }
    match it.at {
        Some(at) => {
            let at = words::moment(at);
            out.push(say!("reports-recorded-at", name = who(&it.by), at = at));
        }
        None if !it.by.is_empty() => out.push(say!("reports-recorded", name = who(&it.by))),
        None => {}
    }
    out.extend(grounds(it));
    if standing > 1 && it.counts {
        out.push(say!("reports-standing-this", n = standing));
    } else if standing > 1 {
        out.push(say!("reports-standing-other", n = standing));
    }
    out
}

/// Says whose answers it was based on, and whose are other ones by now.
fn grounds(it: &Agreed) -> Vec<String> {
    let names: Vec<&str> = it.based_on.iter().map(|it| it.by.as_str()).collect();
    let told = |key: fn(String) -> String, n: fn(usize) -> String, names: &[&str]| {
        if names.is_empty() {
            None
        } else if names.iter().any(|it| it.is_empty()) {
            Some(n(names.len()))
        } else {
            Some(key(words::list(names)))
        }
    };
    let based = told(
        |names| say!("reports-based-on", names = names),
        |n| say!("reports-based-on-people", n = n),
        &names,
    );
    let moved: Vec<&str> = it.moved.iter().map(String::as_str).collect();
    let moved = told(
        |names| say!("reports-moved", names = names),
        |n| say!("reports-moved-people", n = n),
        &moved,
    );
    based.into_iter().chain(moved).collect()
}

fn decision(decision: Decision) -> &'static str {
    match decision {
        Decision::Agreed => say!("reports-decision-agreed"),
        Decision::Majority => say!("reports-decision-majority"),
        Decision::Facilitator => say!("reports-decision-facilitator"),
        Decision::LeftOpen => say!("reports-decision-left-open"),
    }
}

/// Writes every answer to every question, by dimension.
pub(super) fn answers(facts: &Facts) -> Vec<Block> {
    let mut out = Vec::new();
    if facts.review.veiled {
        out.push(Block::Note(veil()));
    }
    let sealed = facts.people.iter().filter(|it| it.sealed).count();
    if facts.review.sealed && !facts.review.veiled {
        out.push(Block::Note(say!("reports-sealed", n = sealed.max(1))));
    }
    let mut dimension = None;
    let mut blank: Vec<String> = Vec::new();
    for it in &facts.questions {
        if dimension != Some(&it.dimension) {
            push_blank(&mut out, &mut blank);
            let gone = it.dimension.is_empty();
            let title = if gone { say!("reports-no-longer") } else { &it.dimension };
            out.push(Block::Heading(title.to_owned()));
            dimension = Some(&it.dimension);
        }
        if it.voices.is_empty() {
            blank.push(named(it));
        } else {
            out.push(Block::Card(card(facts, it)));
        }
    }
    push_blank(&mut out, &mut blank);
    out
}

fn push_blank(out: &mut Vec<Block>, blank: &mut Vec<String>) {
    if !blank.is_empty() {
        out.push(Block::Text(say!("reports-blank", n = blank.len())));
        out.push(Block::List(std::mem::take(blank)));
    }
}

fn card(facts: &Facts, it: &Question) -> Card {
    Card { title: named(it), outcome: outcome(it), step: step_of(facts, it), said: told(it) }
}

fn outcome(it: &Question) -> String {
    // Same everywhere: words for machines.
    let value = match it.state {
        "value" => it.value.as_ref().map(words::figure).unwrap_or_default(),
        "not-applicable" => say!("reports-does-not-apply").to_owned(),
        _ => String::new(),
    };
    let parts = [value.as_str(), it.told.as_str()];
    let parts: Vec<&str> = parts.into_iter().filter(|it| !it.is_empty()).collect();
    parts.join(", ")
}

/// Tells the answers; people who say the same and nothing more share a line.
fn told(it: &Question) -> Vec<Said> {
    let mut out: Vec<(Vec<&str>, Said)> = Vec::new();
    for voice in &it.voices {
        let said = one(it, voice);
        let same = out
            .iter_mut()
            .find(|(_, before)| before.words == said.words && before.more == said.more);
        match same {
            Some((names, before)) => {
                names.push(&voice.by);
                before.people += 1;
            }
            None => out.push((vec![&voice.by], said)),
        }
    }
    let mut all: Vec<Said> =
        out.into_iter().map(|(names, said)| Said { who: names_of(&names), ..said }).collect();
    all.sort_by_key(|it| (it.step.is_none(), it.step.map(|it| it.0)));
    all
}

fn names_of(names: &[&str]) -> String {
    if names.iter().any(|it| it.is_empty()) {
        return say!("reports-count-people", n = names.len());
    }
    words::list(names)
}

fn one(it: &Question, voice: &Voice) -> Said {
    let claim = voice.counted.as_ref();
    let mut more = claim.map(known).unwrap_or_default();
    match &voice.late {
        Some(Late::Now(late)) => {
            more.push(say!("reports-late", what = whole(late)));
        }
        Some(Late::TakenBack) => {
            more.push(say!("reports-late-back").to_owned());
        }
        None => {}
    }
    for rival in &voice.rivals {
        let words = rival.as_ref().map_or_else(|| say!("words-taken-back").to_owned(), whole);
        more.push(say!("reports-rival", what = words));
    }
    Said {
        who: String::new(),
        people: 1,
        words: claim.map_or_else(|| say!("reports-no-answer").to_owned(), |it| it.words.clone()),
        step: claim.and_then(|it| it.level).map(|at| (at, it.levels)),
        more,
    }
}

fn known(claim: &Claim) -> Vec<String> {
    let mut out = Vec::new();
    if !claim.note.is_empty() {
        out.push(claim.note.clone());
    }
    let basis = match claim.basis {
        Basis::Claimed => None,
        Basis::Documented | Basis::Tested(_) => Some(words::capital(&words::basis(claim.basis))),
    };
    let evidence = (!claim.evidence.is_empty())
        .then(|| say!("reports-evidence", list = claim.evidence.join(" · ")));
    let shown: Vec<String> = basis.into_iter().chain(evidence).collect();
    if !shown.is_empty() {
        out.push(shown.join(". "));
    }
    out
}

fn whole(claim: &Claim) -> String {
    let mut all = vec![claim.words.clone()];
    all.extend(known(claim));
    all.join(". ")
}

/// Writes the comments.
pub(super) fn comments(facts: &Facts) -> Vec<Block> {
    let head = columns(&[
        (say!("reports-question"), 36, Align::Start),
        (say!("reports-who"), 16, Align::Start),
        (say!("reports-when"), 18, Align::Start),
        (say!("reports-comment"), 50, Align::Start),
    ]);
    let mut rows = Vec::new();
    for it in &facts.questions {
        for comment in &it.comments {
            let at = comment.at.map_or_else(|| "–".to_owned(), words::moment);
            let by = who(&comment.by).to_owned();
            rows.push(cells([named(it), by, at, comment.text.clone()]));
        }
    }
    if rows.is_empty() { Vec::new() } else { vec![table("", head, rows)] }
}
