//! Implementation groups as baselines; whether they add up is judged, said, and can be chosen.

use std::collections::{BTreeMap, BTreeSet};

use super::scores::short;
use crate::{
    framework::{Baseline, Text, parse::tree::Located},
    ids::Name,
    import::{
        Groups,
        build::{Draft, language_tag},
        tree::Sprout,
    },
};

/// Returns a baseline for each group that has nodes.
pub(super) fn baselines(
    draft: &mut Draft,
    source: &Located,
    sprouts: &[Sprout],
    wanted: Groups,
) -> BTreeMap<Name, Baseline> {
    let defined = source.list("implementation_groups_definition");
    let mut members: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (place, sprout) in sprouts.iter().enumerate().filter(|it| it.1.node.assessable) {
        for tag in &sprout.node.tags {
            members.entry(tag).or_default().insert(place);
        }
    }
    for sprout in sprouts.iter().filter(|it| !it.node.assessable) {
        for tag in &sprout.node.tags {
            members.entry(tag).or_default();
        }
    }
    draft.counts.groups = defined.len();
    let names: Vec<&str> = defined.iter().map(|it| it.text("ref_id")).collect();
    for name in &names {
        let count = source
            .list("requirement_nodes")
            .iter()
            .filter(|it| it.is_true("assessable"))
            .filter(|it| it.word_list("implementation_groups").contains(name))
            .count();
        draft.count_many(&format!("group {}", short(name)), count);
    }
    let adds_up = match wanted {
        Groups::AddUp => true,
        Groups::AsWritten => false,
        Groups::Detect => judge(draft, &names, &members),
    };
    let mut out = BTreeMap::new();
    let mut below = Vec::new();
    for (group, name) in defined.iter().zip(&names) {
        if !members.contains_key(name) {
            draft.notes.add(name, "the group has no requirement and is left out");
            continue;
        }
        let mut title = Text::new();
        let language = draft.pack.languages.first().cloned().and_then(|it| language_tag(&it));
        draft.put(&mut title, language.as_deref().unwrap_or("en"), group.text("name"));
        below.push((*name).to_owned());
        let tags = if adds_up { below.clone() } else { vec![(*name).to_owned()] };
        out.insert(Name::nearest(name), Baseline { title, tags });
    }
    out
}

/// Judges whether groups add up, and says so.
fn judge(draft: &mut Draft, names: &[&str], members: &BTreeMap<&str, BTreeSet<usize>>) -> bool {
    let sets: Vec<&BTreeSet<usize>> = names.iter().filter_map(|it| members.get(it)).collect();
    if sets.len() < 2 {
        return false;
    }
    let pairs = || sets.iter().zip(sets.iter().skip(1));
    let nested = pairs().all(|(a, b)| a.is_subset(b)) && !sets.iter().any(|it| it.is_empty());
    let apart = pairs().all(|(a, b)| a.is_disjoint(b));
    let numbers: Vec<u32> = names.iter().filter_map(|it| number_at_end(it)).collect();
    let rising = numbers.len() == names.len()
        && numbers.iter().zip(numbers.iter().skip(1)).all(|(a, b)| a < b);
    let (adds_up, why) = if nested {
        (false, "each group is written out with all groups before it: taken as written")
    } else if apart && rising {
        (
            true,
            "each requirement names its lowest group only, and the groups are numbered: a group holds those before \
             it too",
        )
    } else {
        (false, "the groups overlap or are no steps: each is taken as written")
    };
    draft.notes.add("implementation_groups", why);
    adds_up
}

fn number_at_end(name: &str) -> Option<u32> {
    let digits = name.trim_end_matches(|it: char| it.is_ascii_digit());
    name.strip_prefix(digits)?.parse().ok()
}
