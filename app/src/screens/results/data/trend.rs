//! The result over the reviews of one assessment: the same figure, one point each.

use std::sync::Arc;

use muster_model::{
    scoring::{Exact, Outcome},
    workspace::{Review, Workspace},
};

use crate::{charts::trend::Point, say::say, screens::words};

/// Most reviews drawn; the latest ones.
const MOST: usize = 8;

/// Returns a point for each review of the assessment of `review` up to it, the first one first; nothing where there
/// is only one result to show.
pub fn points(workspace: &Workspace, review: &Review) -> Vec<Point> {
    let of_it = |it: &&Arc<Review>| {
        it.assessment == review.assessment && it.ordinal <= review.ordinal && !it.sealed
    };
    let mut all: Vec<&Arc<Review>> = workspace.reviews.values().filter(of_it).collect();
    all.sort_by_key(|it| (it.ordinal, it.id));
    let points: Vec<Point> = all
        .iter()
        .skip(all.len().saturating_sub(MOST))
        .filter_map(|it| Some(point(&it.title, it.result.as_ref()?)))
        .collect();
    if points.len() < 2 { Vec::new() } else { points }
}

fn point(title: &str, outcome: &Outcome) -> Point {
    let tier = outcome.tier.as_ref().map(|it| it.name.clone());
    let figure = figure(outcome);
    let share = figure.and_then(|(value, range)| words::share(value, Some(range)));
    let rank = outcome.tier.as_ref().and_then(|it| rank(outcome, it.rank));
    let parts = figure.map(|(value, _)| words::figure(value)).into_iter().chain(tier);
    let words = parts.collect::<Vec<_>>().join(" · ");
    let words = if words.is_empty() { say!("results-no-result").to_owned() } else { words };
    Point { title: title.to_owned(), share: share.or(rank), words }
}

/// The figure of the whole, where there is one on the scale that all dimensions share.
fn figure(outcome: &Outcome) -> Option<(&Exact, &(Exact, Exact))> {
    let mut ranges = outcome.dimensions.iter().map(|it| it.range.as_ref());
    let range = ranges.next()??;
    if ranges.any(|it| it != Some(range)) {
        return None;
    }
    let whole = outcome.measures.iter().find(|it| it.place.is_none() && it.value.is_some())?;
    let value = whole.value.as_ref()?;
    (range.0 <= *value && *value <= range.1).then_some((value, range))
}

/// Where the tier stands among all, for frameworks without such a figure.
fn rank(outcome: &Outcome, rank: usize) -> Option<f32> {
    let ladder = outcome.ladders.iter().find(|it| it.place.is_none())?;
    let last = u16::try_from(ladder.rungs.len().checked_sub(1)?).ok().filter(|it| *it > 0)?;
    Some(f32::from(u16::try_from(rank).ok()?) / f32::from(last))
}
