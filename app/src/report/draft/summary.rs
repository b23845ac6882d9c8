//! The page for the board: tier, reason, three gaps, three actions, trend.

use super::{Facts, actions, pair, result};
use crate::{
    report::{
        document::{Block, Tier},
        options::Extent,
    },
    say::say,
};

/// How many gaps and steps fit a page that is read in a minute.
const FEW: usize = 3;

/// Writes the summary.
pub(super) fn blocks(facts: &Facts, extent: Extent) -> Vec<Block> {
    let mut out = Vec::new();
    if facts.review.veiled {
        out.push(Block::Note(veil()));
        return out;
    }
    let Some(result) = &facts.pages.results.result else {
        out.push(Block::Note(say!("reports-no-result").to_owned()));
        return out;
    };
    out.push(Block::Tier(tier(facts)));
    if let Some(seal) = &facts.pages.results.seal {
        out.push(Block::Note(format!("{}. {}", seal.headline, seal.sentence)));
    }
    if let Some(band) = &result.band {
        out.push(Block::Note(format!("{band}.")));
    }
    out.push(Block::Facts(vec![
        pair(say!("reports-coverage"), &result.coverage),
        pair(say!("reports-reason"), &result::reason(facts)),
    ]));
    out.extend(result::bars(facts));
    let gaps = result::gap_lines(facts, FEW);
    if !gaps.is_empty() {
        out.push(Block::Heading(say!("reports-widest").to_owned()));
        out.push(Block::List(gaps));
    }
    let planned = actions::first_lines(facts, FEW);
    let steps = result::step_lines(facts, FEW);
    if !planned.is_empty() {
        out.push(Block::Heading(say!("reports-what-we-do").to_owned()));
        out.push(Block::List(planned));
    } else if !steps.is_empty() {
        out.push(Block::Heading(say!("reports-what-lifts").to_owned()));
        out.push(Block::List(steps));
    }
    if facts.trend.len() > 1 {
        out.push(Block::Heading(say!("reports-trend").to_owned()));
        out.extend(result::line(facts, extent));
    }
    out
}

/// Says why nothing may be told yet.
pub(super) fn veil() -> String {
    say!("reports-veil").to_owned()
}

fn tier(facts: &Facts) -> Tier {
    let result = facts.pages.results.result.as_ref();
    let badge = result.and_then(|it| it.tier.as_ref());
    let words = result.map_or_else(String::new, |it| it.sentence.clone());
    match badge {
        Some(it) => Tier { name: it.name.clone(), step: Some((it.rank, it.of)), words },
        None => Tier { name: say!("reports-not-determined").to_owned(), step: None, words },
    }
}
