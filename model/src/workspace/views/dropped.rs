//! What a removal or a revoked device did to changes, told to people.

use std::collections::{BTreeMap, BTreeSet};

use super::{Change, authority::Target, papers::Papers};
use crate::{
    control::fold::Control,
    document,
    ids::{DeviceId, MemberId, StreamId},
    workspace::Dropped,
};

/// Most places named in one sentence.
const NAMED: usize = 5;

/// Says what became of the changes of those who are gone, most of all of one's own, and that oneself is gone.
pub(super) fn told(control: &Control, papers: &Papers, device: DeviceId) -> Vec<String> {
    let me = control.whose(&device);
    let mut out: Vec<String> = farewell(control, device).into_iter().collect();
    let (dropped, adopted) = papers.past_the_end();
    for ((who, title), changes) in grouped(control, papers, &dropped) {
        let n = changes.len();
        let does = if n == 1 { "does" } else { "do" };
        if me == Some(who) {
            let places = places(&changes);
            let places = if places.is_empty() { String::new() } else { format!(": {places}") };
            out.push(format!(
                "{n} of your own changes in {title} {does} not count any more, not having been known when your \
                 device was revoked or your role changed{places}"
            ));
        } else {
            let name = control.name_of(who);
            out.push(format!(
                "{n} of the changes by {name} in {title} {does} not count, not having been known when they were \
                 removed, their device was revoked or their role changed"
            ));
        }
    }
    for ((who, title), changes) in grouped(control, papers, &adopted) {
        let n = changes.len();
        let counts = if n == 1 { "counts" } else { "count" };
        let name = control.name_of(who);
        out.push(format!(
            "{n} of the changes by {name} in {title} came too late and {counts} all the same, because others built \
             on it: please have a look"
        ));
    }
    out
}

/// Returns the changes of this device's own member that do not count any more, by where they were made.
pub(super) fn own(control: &Control, papers: &Papers, device: DeviceId) -> Vec<Dropped> {
    let me = control.whose(&device);
    let (dropped, _) = papers.past_the_end();
    let mut out: BTreeMap<StreamId, Dropped> = BTreeMap::new();
    for change in dropped.iter().filter(|it| control.whose(&it.author) == me && me.is_some()) {
        let target = papers.target(change.stream);
        let review = match target {
            Some(Target::Lane(review, _)) => Some(review),
            Some(Target::Board(_)) | None => None,
        };
        let fresh = || Dropped {
            review,
            title: target.and_then(|it| title(control, it)).unwrap_or_default(),
            changes: 0,
            questions: BTreeSet::new(),
        };
        let place = out.entry(change.stream).or_insert_with(fresh);
        place.changes = place.changes.saturating_add(1);
        let keys = document::keys_written(&change.payload);
        place.questions.extend(keys.iter().filter_map(|it| it.parse().ok()));
    }
    out.into_values().collect()
}

fn title(control: &Control, target: Target) -> Option<String> {
    match target {
        Target::Lane(review, _) => control.reviews.get(&review).map(|it| it.title.clone()),
        Target::Board(assessment) => {
            control.assessments.get(&assessment).map(|it| it.title.clone())
        }
    }
}

/// Says that this device is out, if it is.
pub(super) fn farewell(control: &Control, device: DeviceId) -> Option<String> {
    let former = control.former.get(&device)?;
    let member = control.members.get(&former.member)?;
    Some(match member.removed {
        Some(removed) if removed.by == member.id => {
            "you left this workspace; what you had stays readable here".to_owned()
        }
        Some(removed) => format!(
            "{} removed you from this workspace; what you had stays readable here, and nothing new comes",
            control.name_of(removed.by)
        ),
        None => "this device was revoked; what it had stays readable here, and nothing new comes"
            .to_owned(),
    })
}

type Groups<'a> = BTreeMap<(MemberId, String), Vec<&'a Change>>;

fn grouped<'a>(control: &Control, papers: &Papers, changes: &[&'a Change]) -> Groups<'a> {
    let mut out: Groups<'a> = BTreeMap::new();
    for change in changes {
        let Some(who) = control.whose(&change.author) else { continue };
        let title = papers.target(change.stream).and_then(|it| title(control, it));
        let title = title.map_or_else(|| "an unknown review".to_owned(), |it| format!("“{it}”"));
        out.entry((who, title)).or_default().push(change);
    }
    out
}

/// Names the questions that changes wrote on.
fn places(changes: &[&Change]) -> String {
    let keys: BTreeSet<String> =
        changes.iter().flat_map(|it| document::keys_written(&it.payload)).collect();
    let named: Vec<&str> = keys.iter().take(NAMED).map(String::as_str).collect();
    let more = keys.len().saturating_sub(named.len());
    let named = named.join(", ");
    if more == 0 { named } else { format!("{named} and {more} more") }
}
