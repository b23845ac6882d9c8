//! What facilitators set beside the answers, as it holds for a review.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    control::fold::Control,
    document::{Set, SetPage},
    ids::{AssessmentId, MemberId, Name, ReviewId},
    scoring::Exact,
    setting::{About, Aim, Held, Setting, Settings, Statement},
    workspace::{
        Workspace,
        warning::{Torn, Value, Warning},
    },
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

/// Says what facilitators set at the same time and differently, each once.
pub(super) fn conflicts(workspace: &Workspace) -> Vec<Warning> {
    let mut out: BTreeMap<String, Warning> = BTreeMap::new();
    let all = workspace.reviews.values().map(|it| (it.assessment, &it.settings));
    let next = workspace.settings.iter().map(|(id, it)| (*id, it));
    for (assessment, settings) in all.chain(next) {
        let where_set = |since: Option<ReviewId>| {
            let review =
                since.and_then(|it| workspace.reviews.get(&it)).map(|it| it.title.as_str());
            let title = workspace.assessments.get(&assessment).map(|it| it.title.as_str());
            review.or(title).unwrap_or_default().to_owned()
        };
        let name = |it: Option<MemberId>| {
            it.and_then(|it| workspace.members.get(&it)).map(|it| it.name.clone())
        };
        let mut tell = |what: Torn, said: Vec<(Value, Option<MemberId>)>| {
            if said.len() > 1 {
                let said = said.into_iter().map(|(it, by)| (it, name(by))).collect();
                let warning = Warning::Torn { what, said };
                out.insert(warning.to_string(), warning);
            }
        };
        for (node, it) in &settings.targets {
            let word = |aim: &Aim| match aim {
                Aim::Option(id) | Aim::Rung(id) => Value::Words(id.to_string()),
            };
            tell(Torn::Target(node.clone(), where_set(it.since)), said(it, word));
        }
        for (id, it) in &settings.facts {
            let word = |it: &Exact| Value::Words(it.to_string());
            tell(Torn::Fact(id.to_string(), where_set(it.since)), said(it, word));
        }
        if let Some(it) = &settings.baselines {
            tell(Torn::Baselines(where_set(it.since)), said(it, baselines));
        }
    }
    out.into_values().collect()
}

fn baselines(names: &BTreeSet<Name>) -> Value {
    let names: Vec<&str> = names.iter().map(Name::as_str).collect();
    if names.is_empty() { Value::Whole } else { Value::Words(names.join(" + ")) }
}

fn said<T>(held: &Held<T>, word: impl Fn(&T) -> Value) -> Vec<(Value, Option<MemberId>)> {
    let all = std::iter::once(&held.now).chain(&held.rivals);
    all.map(|it| (it.value.as_ref().map_or(Value::Nothing, &word), it.by)).collect()
}
