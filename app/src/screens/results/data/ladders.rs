//! Ladders beside the main one, bands, and figures whose rounding would mislead.

use muster_model::{
    framework::Framework,
    scoring::{ConditionOutcome, LadderOutcome, Limits, Outcome, Provisional, Tier},
};

use super::Badge;
use crate::{
    say::{self, say},
    screens::{
        told,
        words::{self, capital},
    },
};

/// Another ladder than the main one, at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ladder {
    /// Place and title.
    pub title: String,
    /// The rung reached.
    pub reached: Option<Badge>,
    /// Its rungs.
    pub rungs: usize,
    /// What the missing answers can still make of it; empty if nothing is missing.
    pub reach: String,
    /// What stops the next rung, or why none can be said; empty at the top.
    pub next: String,
}

/// Returns the names of the lowest and the highest rung of `band`.
pub(super) fn ends(band: &Provisional) -> (&str, &str) {
    fn word(tier: Option<&Tier>) -> &str {
        tier.map_or(say!("results-not-determined"), |it| it.name.as_str())
    }
    (word(band.worst.as_ref()), word(band.best.as_ref()))
}

/// Says how far missing answers can lead, in a few words.
pub(super) fn reach(band: Option<&Provisional>) -> String {
    let Some(band) = band else { return String::new() };
    let (worst, best) = ends(band);
    if worst == best {
        say!("results-reach-fixed").to_owned()
    } else if band.exact {
        say!("results-range", worst = worst, best = best)
    } else {
        say!("results-range-most", worst = worst, best = best)
    }
}

/// Returns every ladder but the main one.
pub(super) fn other_ladders(outcome: &Outcome, framework: &Framework) -> Vec<Ladder> {
    let main = outcome.ladders.iter().position(|it| it.place.is_none());
    let others = outcome.ladders.iter().enumerate().filter(|it| Some(it.0) != main);
    others.map(|it| ladder(it.1, framework)).collect()
}

fn ladder(it: &LadderOutcome, framework: &Framework) -> Ladder {
    let place = it.place.as_ref().and_then(|id| framework.node(id));
    let title = match place.map(|node| words::question(framework, node)) {
        Some(place) => format!("{place}: {}", it.title),
        None => capital(&it.title),
    };
    let stop = it.stopped_by.as_ref().and_then(|id| it.rungs.iter().find(|rung| rung.id == *id));
    let next = match (&it.undetermined, stop) {
        (Some(why), _) => capital(&told::clause(why)),
        (None, Some(rung)) => {
            let failing = rung.conditions.iter().filter(|it| it.holds != Some(true));
            let told: Vec<String> = failing.map(in_a_line).collect();
            say!("results-next", rung = &rung.name, why = told.join("; "))
        }
        (None, None) => String::new(),
    };
    Ladder {
        title,
        reached: it.reached.as_ref().map(|tier| Badge::of(tier, it.rungs.len().max(1))),
        rungs: it.rungs.len(),
        reach: reach(it.provisional.as_ref()),
        next,
    }
}

fn in_a_line(it: &ConditionOutcome) -> String {
    let condition = match &it.value {
        Some(value) => {
            say!("results-is", condition = told::asked(&it.text), value = words::figure(value))
        }
        None => told::asked(&it.text),
    };
    let detail = told::details(it);
    if detail.is_empty() { condition } else { format!("{condition}: {detail}") }
}

/// Names the figures whose rounding would put them in another band, with the exact number.
pub(super) fn rounded(outcome: &Outcome, framework: &Framework) -> Vec<String> {
    let limits = Limits::of(framework);
    let told = outcome.measures.iter().filter_map(|it| {
        let figure = limits.figure(&it.measure, it.value.as_ref()?);
        let exactly = figure.exactly?;
        let place = it.place.as_ref().and_then(|id| framework.node(id));
        let place = place.map(|node| format!("{}: ", framework.plain(&node.text)));
        let place = place.unwrap_or_default();
        let (rounded, exactly) = (say::decimal(&figure.rounded), say::decimal(&exactly));
        let figure = format!("{place}{}", it.title);
        Some(say!("results-rounded", figure = figure, rounded = rounded, exactly = exactly))
    });
    told.collect()
}
