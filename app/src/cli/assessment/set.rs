//! `muster assessment set` and `show`: baseline, counted numbers, targets.

use std::collections::BTreeSet;

use muster_model::{
    edit::Edit,
    framework::{Framework, in_language},
    ids::{Name, ReviewId},
    scoring::Exact,
    setting::{Held, Setting, Settings},
    workspace::{Assessment, Review, ReviewState, Workspace},
};
use serde_json::{Value, json};

use crate::cli::{desk::Desk, failure::Failure, find, out::Out, words};

/// It holds from the review on that is open now, or from the first; later reviews begin with the baseline, and never
/// with what was counted.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Set {
    /// Which, by title or id [default: the only one]
    #[arg(long, value_name = "TITLE|ID")]
    assessment: Option<String>,
    /// Ask only what these baselines of the framework name; answers outside are kept and do not count
    #[arg(long, value_name = "NAME", num_args = 1.., required_unless_present_any = ["no_baseline", "fact"])]
    baseline: Vec<String>,
    /// Ask the whole framework
    #[arg(long, conflicts_with = "baseline")]
    no_baseline: bool,
    /// What was counted outside the questions, for this review; without a number it is taken back. Repeat it
    #[arg(long, value_name = "ID=NUMBER")]
    fact: Vec<String>,
}

/// An assessment, its framework, and the review in which something is set.
struct Place<'a> {
    workspace: &'a Workspace,
    assessment: &'a Assessment,
    framework: &'a Framework,
    review: Option<&'a Review>,
}

impl<'a> Place<'a> {
    fn of(workspace: &'a Workspace, desk: &Desk, wanted: Option<&str>) -> Result<Self, Failure> {
        let named = desk.review_wanted();
        let named = named.map(|it| find::review(workspace, Some(it))).transpose()?;
        let assessment = match (&named, wanted) {
            (Some(review), None) => workspace.assessments.get(&review.assessment),
            (Some(_) | None, _) => None,
        };
        let assessment = assessment.map_or_else(|| find::assessment(workspace, wanted), Ok)?;
        let framework = workspace.frameworks.get(&assessment.framework).ok_or_else(|| {
            Failure::failed("The framework of this assessment is not here yet", "Sync first")
        })?;
        let of_it = || workspace.reviews.values().filter(|it| it.assessment == assessment.id);
        let latest = |closed: bool| {
            let fits = of_it().filter(move |it| (it.state == ReviewState::Closed) == closed);
            fits.max_by_key(|it| (it.ordinal, it.id))
        };
        let review = match &named {
            Some(named) => of_it().find(|it| it.id == named.id),
            None => latest(false).or_else(|| latest(true)),
        };
        if named.is_some() && review.is_none() {
            let headline = "That review is of another assessment";
            return Err(Failure::usage(headline, "Leave one of them out"));
        }
        Ok(Self { workspace, assessment, framework, review: review.map(AsRef::as_ref) })
    }

    fn settings(&self) -> Settings {
        let before = || self.workspace.settings.get(&self.assessment.id).cloned();
        self.review.map_or_else(|| before().unwrap_or_default(), |it| it.settings.clone())
    }

    fn when(&self) -> String {
        self.review.map_or_else(|| "the first review".to_owned(), |it| format!("“{}”", it.title))
    }
}

impl Set {
    pub(in crate::cli) async fn run(self, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
        let shown = desk.shown()?;
        let place = Place::of(&shown.workspace, desk, self.assessment.as_deref())?;
        if place.review.is_some_and(|it| it.state == ReviewState::Closed) {
            let remedy = "Open the next review; it begins with what was set last";
            let headline = format!("{} is closed: nothing in it changes any more", place.when());
            return Err(Failure::failed(headline, remedy));
        }
        let settings = self.settings(&place)?;
        let review = place.review.map(|it| it.id);
        let assessment = place.assessment.id;
        let edit = Edit::Set { assessment, review, settings };
        let saved = desk.edit(shown.workspace.id, edit).await?;
        let shown = desk.shown()?;
        let place = Place::of(&shown.workspace, desk, self.assessment.as_deref())?;
        tell(&place, out)?;
        let mut told = told(&place);
        if let Value::Object(fields) = &mut told {
            fields.insert("saved".to_owned(), json!(saved));
        }
        out.json(told)
    }

    fn settings(&self, place: &Place<'_>) -> Result<Vec<Setting>, Failure> {
        let mut out = Vec::new();
        if self.no_baseline || !self.baseline.is_empty() {
            let wanted = self.baseline.iter().flat_map(|it| it.split(','));
            let names: Result<BTreeSet<Name>, Failure> =
                wanted.map(|it| find::baseline(place.framework, it.trim())).collect();
            out.push(Setting::Baselines(names?));
        }
        for text in &self.fact {
            let Some((id, number)) = text.split_once('=') else {
                let headline = format!("“{text}” is not ID=NUMBER");
                return Err(Failure::usage(headline, "Write it like --fact days_lost=3"));
            };
            out.push(fact(place, id.trim(), number.trim())?);
        }
        Ok(out)
    }
}

fn fact(place: &Place<'_>, id: &str, number: &str) -> Result<Setting, Failure> {
    let id = find::fact(place.framework, id)?;
    if place.review.is_none() {
        let headline = format!("“{id}” is counted for a review, and there is none yet");
        return Err(Failure::failed(headline, "Open one first: `muster review open TITLE`"));
    }
    if number.is_empty() {
        return Ok(Setting::Fact { id, number: None });
    }
    let number: Exact = number.parse().map_err(|_not_a_number| {
        let remedy = "Write a number like 3, 2.5 or 1/3";
        Failure::usage(format!("“{number}” is not a number"), remedy)
    })?;
    Ok(Setting::Fact { id, number: Some(number) })
}

/// Shows what is set.
pub(super) fn show(desk: &Desk, wanted: Option<&str>, out: &mut Out) -> Result<(), Failure> {
    let shown = desk.shown()?;
    let place = Place::of(&shown.workspace, desk, wanted)?;
    let Assessment { title, scope, .. } = place.assessment;
    let scope = if scope.is_empty() { String::new() } else { format!(" · {scope}") };
    out.line(format!("{title}{scope}, as of {}", place.when()))?;
    tell(&place, out)?;
    let targets = place.settings().targets.len();
    let see = if targets > 0 { ", see `muster target list`" } else { "" };
    out.line(format!("Targets: {targets}{see}"))?;
    out.json(told(&place))
}

fn tell(place: &Place<'_>, out: &mut Out) -> Result<(), Failure> {
    let (settings, framework) = (place.settings(), place.framework);
    let names = settings.baselines();
    let all = framework.questions();
    let asked = all.iter().filter(|it| framework.asks(it, &names)).count();
    let questions = words::count(all.len(), "question", "questions");
    let known: Vec<&str> = framework.pack().baselines.keys().map(Name::as_str).collect();
    if known.is_empty() {
        out.line(format!("Baseline: this framework has none, all {questions} are asked"))?;
    } else if names.is_empty() {
        let known = known.join(", ");
        out.line(format!("Baseline: none, all {questions} are asked (there is {known})"))?;
    } else {
        let titles: Vec<String> = names.iter().map(|it| baseline_title(framework, it)).collect();
        out.line(format!("Baseline: {}, {asked} of {questions} are asked", titles.join(" + ")))?;
        out.line("  Answers to the others are kept and do not count.")?;
    }
    rivals(place, settings.baselines.as_ref(), words_of, out)?;
    for id in framework.facts() {
        let held = settings.facts.get(&id);
        let number = held.and_then(|it| it.now.value.as_ref());
        let number = number.map_or_else(|| "not counted yet".to_owned(), ToString::to_string);
        out.line(format!("Counted, {id}: {number}"))?;
        rivals(place, held, ToString::to_string, out)?;
    }
    Ok(())
}

fn rivals<T>(
    place: &Place<'_>,
    held: Option<&Held<T>>,
    word: impl Fn(&T) -> String,
    out: &mut Out,
) -> Result<(), Failure> {
    for it in held.into_iter().flat_map(|it| &it.rivals) {
        let by = it.by.map(|it| words::member(place.workspace, it)).unwrap_or_default();
        let value = it.value.as_ref().map_or_else(|| "nothing".to_owned(), &word);
        out.line(format!("  At the same time {by} set {value}; set it again to settle it."))?;
    }
    Ok(())
}

fn words_of(names: &BTreeSet<Name>) -> String {
    let names: Vec<&str> = names.iter().map(Name::as_str).collect();
    if names.is_empty() { "none".to_owned() } else { names.join(" + ") }
}

fn baseline_title(framework: &Framework, name: &Name) -> String {
    let title = framework.pack().baselines.get(name).map(|it| in_language(&it.title, "en"));
    match title {
        Some(title) if !title.is_empty() => format!("“{title}” ({name})"),
        Some(_) | None => format!("“{name}”"),
    }
}

fn told(place: &Place<'_>) -> Value {
    let settings = place.settings();
    let facts: serde_json::Map<String, Value> =
        settings.facts.iter().map(|(id, it)| (id.to_string(), held_json(it))).collect();
    json!({
        "assessment": place.assessment.id,
        "review": place.review.map(|it| it.id),
        "baselines": settings.baselines(),
        "baseline": settings.baselines.as_ref().map(held_json),
        "baselines_known": place.framework.pack().baselines.keys().collect::<Vec<_>>(),
        "facts": facts,
        "facts_known": place.framework.facts(),
        "targets": settings.targets.len(),
    })
}

fn held_json<T: serde::Serialize>(held: &Held<T>) -> Value {
    let since: Option<ReviewId> = held.since;
    let rivals = held.rivals.iter();
    let rivals = rivals.map(|it| json!({ "value": it.value, "by": it.by, "at": it.at }));
    json!({
        "value": held.now.value, "by": held.now.by, "at": held.now.at, "since": since,
        "rivals": rivals.collect::<Vec<_>>(),
    })
}
