//! What facilitators set beside the answers, as it holds for a review.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    control::fold::Control,
    document::{Set, SetPage},
    framework::{Framework, Node},
    ids::{AssessmentId, MemberId, Name, NodeId, OptionId, ReviewId},
    setting::{About, Aim, Held, Setting, Settings, Statement},
    workspace::Workspace,
};

/// Where a setting that holds for a review may have been made, the nearest first: in it, in an earlier one, before the
/// first.
pub(super) type Way = Vec<Option<ReviewId>>;

/// Returns the way of `review`; that of the next review of `assessment`, if it is `None`.
pub(super) fn way(control: &Control, assessment: AssessmentId, review: Option<ReviewId>) -> Way {
    let until = review.and_then(|it| control.reviews.get(&it)).map(|it| it.ordinal);
    let here = control.reviews.values().filter(|it| it.assessment == assessment);
    let mut before: Vec<(usize, ReviewId)> = here
        .filter(|it| until.is_none_or(|until| it.ordinal <= until))
        .map(|it| (it.ordinal, it.id))
        .collect();
    before.sort_unstable();
    before.into_iter().rev().map(|it| Some(it.1)).chain([None]).collect()
}

/// Returns what of `page` holds on `way`: of `review`, or of the one that follows if it is `None`.
pub(super) fn held(
    control: &Control,
    page: &SetPage,
    way: &Way,
    review: Option<ReviewId>,
) -> Settings {
    let mut out = Settings::default();
    let abouts: BTreeSet<&About> = page.keys().map(|it| &it.1).collect();
    for about in abouts {
        let counted = matches!(about, About::Fact(_));
        let mut places = way.iter().filter(|it| !counted || (review.is_some() && **it == review));
        let found = places.find_map(|since| Some((*since, page.get(&(*since, about.clone()))?)));
        let Some((since, values)) = found else { continue };
        match about {
            About::Target(node) => {
                let held = of(control, since, values, |it| match it {
                    Setting::Target { aim, .. } => aim.clone(),
                    Setting::Baselines(_) | Setting::Fact { .. } => None,
                });
                out.targets.extend(held.map(|it| (node.clone(), it)));
            }
            About::Baselines => {
                out.baselines = of(control, since, values, |it| match it {
                    Setting::Baselines(names) => Some(names.clone()),
                    Setting::Target { .. } | Setting::Fact { .. } => None,
                });
                let whole = |it: &Held<BTreeSet<Name>>| {
                    it.rivals.is_empty() && it.now.value.as_ref().is_none_or(BTreeSet::is_empty)
                };
                out.baselines.take_if(|it| whole(it));
            }
            About::Fact(id) => {
                let held = of(control, since, values, |it| match it {
                    Setting::Fact { number, .. } => number.clone(),
                    Setting::Target { .. } | Setting::Baselines(_) => None,
                });
                out.facts.extend(held.map(|it| (id.clone(), it)));
            }
        }
    }
    out
}

/// Puts together what stands in one place; `None` where it was taken back, and nobody differs.
fn of<T: PartialEq>(
    control: &Control,
    since: Option<ReviewId>,
    values: &[Set],
    read: impl Fn(&Setting) -> Option<T>,
) -> Option<Held<T>> {
    let mut stated = values.iter().map(|it| Statement {
        value: read(&it.setting),
        by: it.device.and_then(|it| control.whose(&it)),
        at: it.at,
    });
    let now = stated.next()?;
    let rivals: Vec<Statement<T>> = stated.filter(|it| it.value != now.value).collect();
    (now.value.is_some() || !rivals.is_empty()).then_some(Held { now, rivals, since })
}

/// Returns what each question of `framework` aims at: its own target, else that of the nearest place above whose
/// option it has.
pub(crate) fn aims_of(
    framework: &Framework,
    targets: &BTreeMap<NodeId, Aim>,
) -> BTreeMap<NodeId, OptionId> {
    let mut out = BTreeMap::new();
    if targets.is_empty() {
        return out;
    }
    let mut open: Vec<(&Node, Vec<&OptionId>)> =
        framework.dimensions().iter().map(|it| (it, Vec::new())).collect();
    while let Some((node, mut above)) = open.pop() {
        if let Some(Aim::Option(option)) = targets.get(&node.id) {
            above.insert(0, option);
        }
        if let Some(scale) = node.is_question().then(|| framework.scale_of(node)).flatten() {
            let fits = above.iter().find(|it| scale.option(it).is_some());
            out.extend(fits.map(|it| (node.id.clone(), (*it).clone())));
        }
        open.extend(node.children.iter().map(|it| (it, above.clone())));
    }
    out
}

/// Says what facilitators set at the same time and differently, each once.
pub(super) fn conflicts(workspace: &Workspace) -> Vec<String> {
    let mut out: BTreeSet<String> = BTreeSet::new();
    let all = workspace.reviews.values().map(|it| (it.assessment, &it.settings));
    let next = workspace.settings.iter().map(|(id, it)| (*id, it));
    for (assessment, settings) in all.chain(next) {
        let where_set = |since: Option<ReviewId>| {
            let review =
                since.and_then(|it| workspace.reviews.get(&it)).map(|it| it.title.as_str());
            let title = workspace.assessments.get(&assessment).map(|it| it.title.as_str());
            review.or(title).unwrap_or_default().to_owned()
        };
        let mut tell = |what: String,
                        since: Option<ReviewId>,
                        said: Vec<(String, Option<MemberId>)>| {
            if said.len() > 1 {
                let name = |it: Option<MemberId>| {
                    it.and_then(|it| workspace.members.get(&it)).map_or("somebody", |it| &it.name)
                };
                let said: Vec<String> =
                    said.into_iter().map(|(it, by)| format!("{it} by {}", name(by))).collect();
                out.insert(format!(
                    "{what} in “{}” was set differently at the same time: {}. The first counts until it is set again",
                    where_set(since),
                    said.join(", ")
                ));
            }
        };
        for (node, it) in &settings.targets {
            let word = |aim: &Aim| match aim {
                Aim::Option(id) | Aim::Rung(id) => id.to_string(),
            };
            tell(format!("the target of {node}"), it.since, said(it, word));
        }
        for (id, it) in &settings.facts {
            tell(format!("“{id}”"), it.since, said(it, ToString::to_string));
        }
        if let Some(it) = &settings.baselines {
            tell("the baseline".to_owned(), it.since, said(it, baselines_in_words));
        }
    }
    out.into_iter().collect()
}

fn baselines_in_words(names: &BTreeSet<Name>) -> String {
    let names: Vec<&str> = names.iter().map(Name::as_str).collect();
    if names.is_empty() { "the whole framework".to_owned() } else { names.join(" + ") }
}

fn said<T>(held: &Held<T>, word: impl Fn(&T) -> String) -> Vec<(String, Option<MemberId>)> {
    let all = std::iter::once(&held.now).chain(&held.rivals);
    let word = |it: &Statement<T>| it.value.as_ref().map_or_else(|| "nothing".to_owned(), &word);
    all.map(|it| (word(it), it.by)).collect()
}
