//! Past reviews of the same thing on a line, up to the one shown.

use muster_model::{
    control::op::Secrecy,
    workspace::{Review, ReviewState, Workspace},
};

use crate::{charts::trend::Point, screens::words};

/// Returns this review and those before it whose results can be told, oldest first; nothing where there is only one.
pub fn over_time(workspace: &Workspace, review: &Review) -> Vec<Point> {
    let told = |it: &&Review| {
        let veiled = it.secrecy != Secrecy::Open && it.state == ReviewState::Open;
        !veiled && !it.sealed
    };
    let line = workspace.line_of(review);
    let points: Vec<Point> = line.into_iter().filter(told).filter_map(point).collect();
    if points.len() > 1 { points } else { Vec::new() }
}

fn point(review: &Review) -> Option<Point> {
    let outcome = review.result.as_ref()?;
    let whole = outcome.measures.iter().find(|it| it.place.is_none());
    let value = whole.and_then(|it| it.value.as_ref());
    let range = outcome.dimensions.iter().find_map(|it| it.range.as_ref());
    let figure = value.map_or_else(|| "no value".to_owned(), words::figure);
    let tier = outcome.tier.as_ref().map(|it| it.name.as_str());
    Some(Point {
        title: review.title.clone(),
        share: value.and_then(|it| words::share(it, range)),
        words: tier.map_or(figure.clone(), |it| format!("{figure} {it}")),
    })
}
