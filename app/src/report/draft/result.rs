//! Tier, dimensions, why; what stands in the way of the next tier; what moved.

use muster_model::{
    answer::Said,
    framework::{Framework, Node},
    ids::{NodeId, OptionId},
    scoring::Step,
};

use super::{Facts, cells, columns, named, people::standing, table, within};
use crate::{
    charts::{bars, radar, trend as trends},
    report::{
        document::{Align, Block, Cell},
        facts::{Question, Set},
        options::Extent,
    },
    say::say,
    screens::{
        history,
        results::data::{Condition, Rung},
        words,
    },
};

/// Width of a chart; pages show it at three quarters, so that its words are as large as the text.
const WIDE: f32 = 640.0;
/// Most gaps that are listed; all questions stand among the answers.
const GAPS: usize = 15;

/// Writes the result.
pub(super) fn result(facts: &Facts) -> Vec<Block> {
    let Some(result) = &facts.pages.results.result else { return Vec::new() };
    let mut out = Vec::new();
    if let Some(radar) = radar::radar(say!("reports-dimensions"), &result.axes(), 300.0) {
        out.push(Block::Chart(radar));
    }
    let head = columns(&[
        (say!("reports-dimension"), 34, Align::Start),
        (say!("reports-tier"), 20, Align::Start),
        (say!("reports-score"), 14, Align::End),
        (say!("reports-range"), 16, Align::End),
        (say!("reports-answered"), 16, Align::End),
        (say!("reports-people"), 12, Align::End),
    ]);
    let row = |it: &crate::screens::results::data::Dimension| {
        let tier = it.tier.as_ref();
        let mut row = cells([
            it.title.clone(),
            tier.map_or_else(|| "–".to_owned(), |it| it.name.clone()),
            it.score.clone(),
            if it.range.is_empty() { "–".to_owned() } else { it.range.clone() },
            say!("reports-n-of", n = it.answered.0, of = it.answered.1),
            it.people.to_string(),
        ]);
        if let (Some(cell), Some(tier)) = (row.get_mut(1), tier) {
            cell.step = Some((tier.rank, tier.of));
        }
        row
    };
    out.push(table(say!("reports-dimensions"), head, result.dimensions.iter().map(row).collect()));
    if !result.rungs.is_empty() {
        out.push(Block::Heading(say!("reports-why-tier").to_owned()));
        out.push(Block::Text(reason(facts)));
        out.push(rules(&result.rungs));
    }
    out
}

fn rules(rungs: &[Rung]) -> Block {
    let head = columns(&[
        (say!("reports-tier"), 18, Align::Start),
        (say!("reports-condition"), 46, Align::Start),
        (say!("reports-found"), 12, Align::End),
        (say!("reports-limit"), 12, Align::End),
        (say!("reports-margin"), 12, Align::End),
        (say!("reports-holds"), 20, Align::Start),
    ]);
    let mut rows = Vec::new();
    for rung in rungs {
        if rung.conditions.is_empty() {
            let none = || "–".to_owned();
            rows.push(cells([
                rung.name.clone(),
                say!("reports-no-condition").to_owned(),
                none(),
                none(),
                none(),
                rung.holds.word().to_owned(),
            ]));
        }
        rows.extend(rung.conditions.iter().map(|it| condition(rung, it)));
    }
    table(say!("reports-conditions"), head, rows)
}

fn condition(rung: &Rung, it: &Condition) -> Vec<Cell> {
    let apart = if it.detail.is_empty() { "" } else { ". " };
    cells([
        rung.name.clone(),
        format!("{}{apart}{}", it.text, it.detail),
        it.value.clone(),
        it.limit.clone(),
        it.margin.clone(),
        it.holds.word().to_owned(),
    ])
}

/// Says why it is this tier and not the next.
pub(super) fn reason(facts: &Facts) -> String {
    let Some(result) = &facts.pages.results.result else { return String::new() };
    if result.tier.is_none() {
        return result.sentence.clone();
    }
    let Some(stops) = result.rungs.iter().find(|it| it.stops) else {
        return say!("reports-all-hold").to_owned();
    };
    let failing = |it: &&Condition| it.holds != crate::screens::results::data::Holds::Yes;
    let failing: Vec<String> = stops.conditions.iter().filter(failing).map(short).collect();
    say!("reports-not-yet", tier = &stops.name, why = failing.join("; "))
}

fn short(it: &Condition) -> String {
    let text = within(&it.text);
    let text = match it.value.as_str() {
        "–" => text,
        value => say!("reports-condition-found", what = text, value = value),
    };
    let apart = if it.detail.is_empty() { "" } else { ", " };
    format!("{text}{apart}{}", within(&it.detail))
}

/// Draws the dimensions as bars.
pub(super) fn bars(facts: &Facts) -> Option<Block> {
    let result = facts.pages.results.result.as_ref()?;
    let all: Vec<bars::Bar> =
        result.dimensions.iter().map(crate::screens::results::data::Dimension::bar).collect();
    (!all.is_empty()).then(|| Block::Chart(bars::bars(say!("reports-dimensions"), &all, WIDE)))
}

/// What is missing to the top of the scale, widest first; equals keep the order of the framework.
fn widest(facts: &Facts) -> Vec<&Question> {
    let mut all: Vec<(f32, &Question)> = facts
        .questions
        .iter()
        .filter_map(|it| Some((share(&facts.pack, it)?, it)))
        .filter(|it| it.0 < 1.0)
        .collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    all.into_iter().map(|it| it.1).collect()
}

/// Where what came out stands on the scale, 0 to 1.
fn share(framework: &Framework, question: &Question) -> Option<f32> {
    let value = question.value.as_ref()?;
    let scale = framework.scale_of(framework.node(&question.id)?)?;
    let values = || scale.options.iter().filter_map(|it| it.value.as_ref());
    let range = match &scale.range {
        Some(it) => it.clone(),
        None => (values().min()?.clone(), values().max()?.clone()),
    };
    words::share(value, Some(&range))
}

/// The widest gaps, a line each.
pub(super) fn gap_lines(facts: &Facts, most: usize) -> Vec<String> {
    let line = |it: &Question| {
        let value = it.value.as_ref().map_or_else(String::new, words::figure);
        format!("{}: {} ({}, {})", it.dimension, named(it), value, it.told)
    };
    widest(facts).into_iter().take(most).map(line).collect()
}

/// The steps to the next tier, a line each.
pub(super) fn step_lines(facts: &Facts, most: usize) -> Vec<String> {
    let Some(lift) = &facts.lift else { return Vec::new() };
    let mut out: Vec<String> =
        lift.steps.iter().take(most).map(|it| step(&facts.pack, it)).collect();
    let rest = lift.steps.len().saturating_sub(most);
    if rest > 0 {
        out.push(say!("reports-more-steps", n = rest, tier = &lift.rung.name));
    }
    out
}

fn step(framework: &Framework, it: &Step) -> String {
    let node = framework.node(&it.change.question);
    let title =
        node.map_or_else(|| it.change.question.to_string(), |it| words::question(framework, it));
    let option = |id: &OptionId| match node {
        Some(node) => words::said(framework, node, &Said::Option(id.clone())),
        None => id.to_string(),
    };
    let from = it.from.as_ref().map_or_else(|| say!("reports-not-answered").to_owned(), option);
    let to = option(&it.change.to);
    if it.change.proven {
        say!("reports-step-proven", title = title, from = from, to = to)
    } else {
        format!("{title} ({from} → {to})")
    }
}

/// Writes what stands between this tier and the next.
pub(super) fn gaps(facts: &Facts) -> Vec<Block> {
    if facts.result.is_none() {
        return Vec::new();
    }
    let mut out = Vec::new();
    if let Some(lift) = &facts.lift {
        let (n, tier) = (lift.steps.len(), &lift.rung.name);
        out.push(Block::Heading(say!("reports-way", tier = tier)));
        out.push(Block::Text(if lift.is_smallest {
            say!("reports-way-smallest", n = n, tier = tier)
        } else {
            say!("reports-way-unproven", n = n, tier = tier)
        }));
        out.push(Block::List(step_lines(facts, usize::MAX)));
    } else if let Some(why) = &facts.told_no_lift {
        out.push(Block::Text(format!("{}.", words::capital(why))));
    }
    out.extend(targets(facts));
    let widest = widest(facts);
    if !widest.is_empty() {
        let all = widest.len();
        out.push(Block::Heading(say!("reports-widest").to_owned()));
        if all > GAPS {
            out.push(Block::Text(say!("reports-widest-of", most = GAPS, n = all)));
        }
        let head = columns(&[
            (say!("reports-question"), 44, Align::Start),
            (say!("reports-dimension"), 20, Align::Start),
            (say!("reports-now"), 10, Align::End),
            (say!("reports-to-do"), 46, Align::Start),
        ]);
        let rows = widest.into_iter().take(GAPS).map(|it| gap(facts, it)).collect();
        out.push(table("", head, rows));
    }
    out
}

/// Writes what is aimed at, and where that stands.
fn targets(facts: &Facts) -> Vec<Block> {
    if facts.settings.targets.is_empty() {
        return Vec::new();
    }
    let head = columns(&[
        (say!("reports-where"), 44, Align::Start),
        (say!("reports-now"), 24, Align::Start),
        (say!("reports-target"), 40, Align::Start),
    ]);
    let now = |about: &str| {
        let result = facts.pages.results.result.as_ref();
        let dimension =
            result.and_then(|it| it.dimensions.iter().find(|it| it.id.as_str() == about));
        let question = facts.questions.iter().find(|it| it.id.as_str() == about);
        let question = question.and_then(|it| it.value.as_ref()).map(words::figure);
        let dimension = dimension.map(|it| it.score.clone());
        dimension.or(question).unwrap_or_else(|| "–".to_owned())
    };
    let row = |it: &Set| cells([it.title.clone(), now(&it.about), standing(it)]);
    let rows = facts.settings.targets.iter().map(row).collect();
    vec![Block::Heading(say!("reports-targets").to_owned()), table("", head, rows)]
}

fn gap(facts: &Facts, it: &Question) -> Vec<Cell> {
    let node = facts.pack.node(&it.id);
    let advice = node.and_then(|node| advice(&facts.pack, node, it));
    let mut row = cells([
        named(it),
        it.dimension.clone(),
        it.value.as_ref().map_or_else(String::new, words::figure),
        advice.unwrap_or_else(|| "–".to_owned()),
    ]);
    if let Some(cell) = row.get_mut(2) {
        cell.step = step_of(facts, it);
    }
    row
}

/// The level a question's value stands for: the highest that is not above it.
pub(super) fn step_of(facts: &Facts, it: &Question) -> Option<(usize, usize)> {
    let option = option_of(&facts.pack, &it.id, it)?;
    words::level_at(&facts.pack, facts.pack.node(&it.id)?, &option)
}

fn option_of(framework: &Framework, id: &NodeId, it: &Question) -> Option<OptionId> {
    let value = it.value.as_ref()?;
    let scale = framework.scale_of(framework.node(id)?)?;
    let below =
        |it: &&muster_model::framework::Choice| it.value.as_ref().is_some_and(|at| at <= value);
    let best = scale.options.iter().filter(below).max_by(|a, b| a.value.cmp(&b.value));
    best.map(|it| it.id.clone())
}

/// What the framework recommends to whoever stands there.
fn advice(framework: &Framework, node: &Node, it: &Question) -> Option<String> {
    let option = option_of(framework, &it.id, it)?;
    let text = node.recommendation.get(&option)?;
    Some(framework.plain(text).to_owned()).filter(|it| !it.is_empty())
}

/// Draws the trend, with its table in words.
pub(super) fn line(facts: &Facts, extent: Extent) -> Vec<Block> {
    let point = |it: &crate::report::facts::Point| trends::Point {
        title: it.review.clone(),
        share: it.share,
        words: match (&it.tier, extent) {
            (Some(tier), _) => format!("{} ({tier})", it.figure),
            (None, _) => it.figure.clone(),
        },
    };
    let points: Vec<trends::Point> = facts.trend.iter().map(point).collect();
    vec![Block::Chart(trends::trend(say!("reports-over-reviews"), &points, WIDE))]
}

/// Writes what moved since the review before.
pub(super) fn trend(facts: &Facts) -> Vec<Block> {
    let Some((last, page)) = &facts.pages.before else { return Vec::new() };
    let mut out =
        vec![Block::Text(say!("reports-compared", last = last, sentence = &page.sentence))];
    out.extend(line(facts, Extent::Full));
    for (rung, before, after) in &page.flips {
        let side = |it: &Option<Condition>| {
            it.as_ref().map_or_else(
                || say!("reports-no-such-condition").to_owned(),
                |it| format!("{} ({})", it.holds.word(), it.value),
            )
        };
        let text = after.as_ref().or(before.as_ref()).map_or("", |it| it.text.as_str());
        let (before, now) = (side(before), side(after));
        out.push(Block::Note(say!(
            "reports-flip",
            tier = rung,
            text = text,
            before = before,
            now = now
        )));
    }
    out.push(moves(say!("reports-dimensions"), &page.dimensions));
    for (movement, rows) in &page.groups {
        let n = say!("report-count-questions", n = rows.len());
        let title = format!("{}: {n}", history::data::word(*movement));
        out.push(moves(&title, rows));
    }
    out.push(Block::Text(page.same.clone()));
    out
}

fn moves(caption: &str, rows: &[history::data::Row]) -> Block {
    let head = columns(&[
        ("", 60, Align::Start),
        (say!("reports-before"), 12, Align::End),
        (say!("reports-now"), 12, Align::End),
        ("", 16, Align::Start),
    ]);
    let row = |it: &history::data::Row| {
        let word = history::data::word(it.movement).to_owned();
        cells([it.title.clone(), it.before.clone(), it.after.clone(), word])
    };
    table(caption, head, rows.iter().map(row).collect())
}

/// Writes the peer figures of the framework.
pub(super) fn benchmarks(facts: &Facts) -> Vec<Block> {
    let all = &facts.pages.results.benchmarks;
    if all.is_empty() {
        return Vec::new();
    }
    let head = columns(&[
        (say!("reports-what"), 46, Align::Start),
        (say!("reports-figure"), 14, Align::End),
        (say!("reports-source"), 40, Align::Start),
    ]);
    let row = |it: &crate::screens::results::data::Figure| {
        cells([it.text.clone(), it.value.clone(), it.source.clone()])
    };
    vec![table("", head, all.iter().map(row).collect())]
}
