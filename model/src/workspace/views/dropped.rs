//! What a removal or a revoked device did to changes, told to people.

use std::collections::{BTreeMap, BTreeSet};

use super::{Change, authority::Target, papers::Papers};
use crate::{
    control::{fold::Control, happening::Few},
    document,
    ids::{DeviceId, MemberId, StreamId},
    workspace::{
        Dropped,
        warning::{Farewell, Warning},
    },
};

/// Most places named in one sentence.
const NAMED: usize = 5;

/// Says what became of the changes of those who are gone, most of all of one's own, and that oneself is gone.
pub(super) fn told(control: &Control, papers: &Papers, device: DeviceId) -> Vec<Warning> {
    let me = control.whose(&device);
    let mut out: Vec<Warning> = farewell(control, device).map(Warning::Out).into_iter().collect();
    let (dropped, adopted) = papers.past_the_end();
    for ((who, title), changes) in grouped(control, papers, &dropped) {
        let n = changes.len();
        out.push(if me == Some(who) {
            Warning::MineDropped { changes: n, title, questions: places(&changes) }
        } else {
            Warning::Dropped { changes: n, by: name(control, who), title }
        });
    }
    for ((who, title), changes) in grouped(control, papers, &adopted) {
        out.push(Warning::Adopted { changes: changes.len(), by: name(control, who), title });
    }
    out
}

fn name(control: &Control, member: MemberId) -> Option<String> {
    control.members.get(&member).map(|it| it.name.clone())
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
pub(super) fn farewell(control: &Control, device: DeviceId) -> Option<Farewell> {
    let former = control.former.get(&device)?;
    let member = control.members.get(&former.member)?;
    Some(match member.removed {
        Some(removed) if removed.by == member.id => Farewell::Left,
        Some(removed) => Farewell::Removed(name(control, removed.by)),
        None => Farewell::Revoked,
    })
}

type Groups<'a> = BTreeMap<(MemberId, Option<String>), Vec<&'a Change>>;

fn grouped<'a>(control: &Control, papers: &Papers, changes: &[&'a Change]) -> Groups<'a> {
    let mut out: Groups<'a> = BTreeMap::new();
    for change in changes {
        let Some(who) = control.whose(&change.author) else { continue };
        let title = papers.target(change.stream).and_then(|it| title(control, it));
        out.entry((who, title)).or_default().push(change);
    }
    out
}

/// Names the questions that changes wrote on.
fn places(changes: &[&Change]) -> Few {
    let mut keys: BTreeSet<String> =
        changes.iter().flat_map(|it| document::keys_written(&it.payload)).collect();
    let more = keys.len().saturating_sub(NAMED);
    let first = std::iter::from_fn(|| keys.pop_first()).take(NAMED).collect();
    Few { first, more }
}
