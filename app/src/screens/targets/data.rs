//! What Targets and gaps shows: what narrows the assessment, what was counted, what is aimed at and what is short of it.

use std::{collections::BTreeSet, sync::Arc};

use muster_model::{
    framework::{Framework, Node, aim::Level},
    gaps::{self, DimensionGap, Gaps},
    ids::{Name, NodeId, ReviewId},
    plan::Plan,
    scoring::{Exact, Outcome},
    setting::{Aim, Held, Settings},
    workspace::{Review, ReviewState, Workspace},
};

use crate::{
    charts::gap::Gap,
    say::{self, say},
    screens::{answer::data::questions_below, rights, told, words},
};

/// The page.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Why I can't set targets, if so.
    pub why_not: Option<&'static str>,
    /// Why I can't narrow the assessment or count, if so.
    pub why_not_narrow: Option<&'static str>,
    /// Whether part of the answers is sealed, so that these are not all gaps.
    pub sealed: bool,
    /// What can narrow the assessment.
    pub baselines: Vec<Baseline>,
    /// What is asked, in a sentence.
    pub asked: String,
    /// What was set at the same time, in sentences.
    pub rivals: Vec<String>,
    /// What has to be counted.
    pub facts: Vec<Fact>,
    /// A row for each dimension, in the order of the framework.
    pub dimensions: Vec<Place>,
    /// Questions short of their target, the largest gap first.
    pub questions: Vec<Short>,
    /// What the ladders ask for next.
    pub gates: Vec<Gate>,
    /// What is not listed, in a sentence; may be empty.
    pub rest: String,
}

/// A baseline of the framework.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Baseline {
    /// Its name.
    pub id: Name,
    /// Its title.
    pub title: String,
    /// How many questions it asks, in words.
    pub asks: String,
    /// Whether it is chosen.
    pub on: bool,
}

/// A number counted outside the questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Its name.
    pub id: Name,
    /// Its name as people read it.
    pub title: String,
    /// The number; empty where nobody has counted.
    pub number: String,
}

/// A place that aims at something, or may.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Which.
    pub id: NodeId,
    /// Its title.
    pub title: String,
    /// What is now.
    pub now: String,
    /// What is aimed at, as a figure; empty where there is none.
    pub figure: String,
    /// How far that is.
    pub gap: String,
    /// What can be aimed at.
    pub levels: Vec<(Aim, String)>,
    /// What is aimed at here.
    pub aim: Option<Aim>,
    /// What is aimed at from above, if nothing is aimed at here; in words.
    pub inherited: String,
}

/// A question short of its target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Short {
    /// Which.
    pub id: NodeId,
    /// Its words.
    pub title: String,
    /// The level now.
    pub now: String,
    /// The level aimed at.
    pub target: String,
    /// What the level aimed at means; may be empty.
    pub meaning: String,
    /// How far that is.
    pub gap: String,
    /// What is planned to close it; may be empty.
    pub planned: String,
}

/// What a ladder asks for next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gate {
    /// Where, and which rung.
    pub title: String,
    /// What it means; may be empty.
    pub meaning: String,
    /// What is lacking.
    pub lacks: Vec<String>,
    /// The questions that fall short, by reference or id.
    pub questions: Vec<(NodeId, String)>,
}

/// What gaps were computed from: equal subjects, equal gaps.
#[derive(Debug, Clone)]
pub struct Subject {
    review: ReviewId,
    result: Arc<Outcome>,
    settings: Settings,
}

impl Subject {
    /// Returns what the gaps of `review` are computed from; `None` while there is no result.
    pub fn of(review: &Review) -> Option<Self> {
        let result = Arc::clone(review.result.as_ref()?);
        Some(Self { review: review.id, result, settings: review.settings.clone() })
    }

    /// Says whether both are the same.
    pub fn is(&self, other: &Self) -> bool {
        self.review == other.review
            && Arc::ptr_eq(&self.result, &other.result)
            && self.settings == other.settings
    }
}

/// Computes the gaps of `review`; none while there is no result.
pub fn gaps(framework: &Framework, review: &Review) -> Gaps {
    match (&review.inputs, &review.result) {
        (Some(inputs), Some(result)) => {
            gaps::of(framework, inputs, &review.settings.targets(), result)
        }
        (Some(_) | None, _) => Gaps::default(),
    }
}

impl Page {
    /// Decides what to show.
    pub fn of(workspace: &Workspace, review: &Review, framework: &Framework, gaps: &Gaps) -> Self {
        let why_not = why_not(workspace);
        let closed = (review.state == ReviewState::Closed).then_some(say!("targets-closed"));
        let settings = &review.settings;
        let plan = workspace.plans.get(&review.assessment).map(AsRef::as_ref);
        let fact = |id: Name| {
            let number = settings.facts.get(&id).and_then(|it| it.now.value.as_ref());
            let number = number.map(ToString::to_string).unwrap_or_default();
            let title = words::capital(&id.as_str().replace(['_', '-'], " "));
            Fact { id, title, number }
        };
        let later = match gaps.later {
            0 => String::new(),
            n => say!("targets-later", n = n),
        };
        let reached = match gaps.reached {
            0 => String::new(),
            n => say!("targets-reached", n = n),
        };
        Self {
            why_not,
            why_not_narrow: why_not.or(closed),
            sealed: review.sealed,
            baselines: baselines(review, framework),
            asked: asked(review, framework),
            rivals: rivals(workspace, review, framework),
            facts: framework.facts().into_iter().map(fact).collect(),
            dimensions: framework
                .dimensions()
                .iter()
                .map(|it| place(review, framework, it, gaps))
                .collect(),
            questions: gaps.questions.iter().map(|it| short(framework, it, plan)).collect(),
            gates: gaps.gates.iter().map(|it| gate(framework, it)).collect(),
            rest: [later, reached].join(" ").trim().to_owned(),
        }
    }
}

/// Returns where each dimension with a figure to reach stands; nothing where nothing is aimed at.
pub fn chart(review: &Review, gaps: &Gaps) -> Vec<Gap> {
    let outcome = review.result.as_ref();
    let one = |it: &DimensionGap| {
        let dimensions = outcome.into_iter().flat_map(|it| &it.dimensions);
        let range = dimensions.into_iter().find(|at| at.id == it.id)?.range.as_ref();
        let share = |value: &Option<Exact>| words::share(value.as_ref()?, range);
        let aim = share(&it.target)?;
        let figure = |value: &Option<Exact>| value.as_ref().map(words::figure);
        let now = figure(&it.now).unwrap_or_else(|| say!("targets-no-value").to_owned());
        let words = say!("targets-chart-words", now = now, aim = figure(&it.target)?);
        Some(Gap { title: it.title.clone(), now: share(&it.now), aim: Some(aim), words })
    };
    gaps.dimensions.iter().filter_map(one).collect()
}

/// Returns why I can't set anything, if so.
pub fn why_not(workspace: &Workspace) -> Option<&'static str> {
    rights::runs(workspace, say!("targets-not-mine"))
}

fn baselines(review: &Review, framework: &Framework) -> Vec<Baseline> {
    let chosen = review.settings.baselines();
    let all = framework.pack().baselines.iter();
    let one = |(id, it): (&Name, &muster_model::framework::Baseline)| {
        let title = framework.plain(&it.title);
        let only = BTreeSet::from([id.clone()]);
        let n = framework.questions().into_iter().filter(|it| framework.asks(it, &only)).count();
        Baseline {
            id: id.clone(),
            title: if title.is_empty() { id.to_string() } else { title.to_owned() },
            asks: say!("targets-n-questions", n = n),
            on: chosen.contains(id),
        }
    };
    all.map(one).collect()
}

fn asked(review: &Review, framework: &Framework) -> String {
    let all = framework.questions().len();
    let asked = review.questions(framework).len();
    if asked == all {
        say!("targets-all-asked", n = all)
    } else {
        say!("targets-some-asked", asked = asked, n = all)
    }
}

fn rivals(workspace: &Workspace, review: &Review, framework: &Framework) -> Vec<String> {
    let settings = &review.settings;
    let mut out = Vec::new();
    let names = |it: &BTreeSet<Name>| {
        let all: Vec<&str> = it.iter().map(Name::as_str).collect();
        if all.is_empty() { say!("targets-whole").to_owned() } else { words::list(&all) }
    };
    out.extend(
        settings
            .baselines
            .iter()
            .filter_map(|it| differs(workspace, say!("targets-asked"), it, &names)),
    );
    for (id, it) in &settings.facts {
        let title = words::capital(&id.as_str().replace(['_', '-'], " "));
        out.extend(differs(workspace, &title, it, &ToString::to_string));
    }
    for (id, it) in &settings.targets {
        let Some(node) = framework.node(id) else { continue };
        let title = say!("targets-the-target-of", place = title(framework, node));
        let aim = |aim: &Aim| {
            let known = levels(framework, node).into_iter().find(|it| it.0 == *aim);
            let (Aim::Option(id) | Aim::Rung(id)) = aim;
            known.map_or_else(|| id.to_string(), |it| it.1)
        };
        out.extend(differs(workspace, &title, it, &aim));
    }
    out
}

/// Says what was set at the same time; `None` where nobody differs.
fn differs<T>(
    workspace: &Workspace,
    what: &str,
    held: &Held<T>,
    word: &dyn Fn(&T) -> String,
) -> Option<String> {
    if held.rivals.is_empty() {
        return None;
    }
    let all = std::iter::once(&held.now).chain(&held.rivals);
    let said = all.map(|it| {
        let value = it.value.as_ref().map_or_else(|| say!("words-nothing").to_owned(), word);
        let by = it.by.map_or_else(
            || say!("targets-somebody").to_owned(),
            |by| words::who(workspace, by).name,
        );
        say!("targets-said-by", value = value, by = by)
    });
    let said: Vec<String> = said.collect();
    Some(say!("targets-set-at-once", what = what, values = said.join(", ")))
}

fn title(framework: &Framework, node: &Node) -> String {
    let text = framework.plain(&node.text);
    if node.reference.is_empty() || !node.is_question() {
        if text.is_empty() { node.id.to_string() } else { text.to_owned() }
    } else {
        node.reference.clone()
    }
}

/// Returns what `node` can aim at, in words.
pub fn levels(framework: &Framework, node: &Node) -> Vec<(Aim, String)> {
    let word = |level: &Level<'_>| match level {
        Level::Rung(it) => {
            let name = framework.plain(&it.name);
            say!("targets-tier", name = if name.is_empty() { it.id.as_str() } else { name })
        }
        Level::Option(it) => {
            let label = framework.plain(&it.label);
            let label = if label.is_empty() { it.id.as_str() } else { label };
            match &it.value {
                Some(value) => format!("{} {label}", value.display(0)),
                None => label.to_owned(),
            }
        }
    };
    framework.levels_at(node).iter().map(|it| (it.aim(), word(it))).collect()
}

fn place(review: &Review, framework: &Framework, node: &Node, gaps: &Gaps) -> Place {
    let gap = gaps.dimensions.iter().find(|it| it.id == node.id);
    let result = review.result.as_ref();
    let outcome = result.and_then(|it| it.dimensions.iter().find(|it| it.id == node.id));
    let tier = outcome.and_then(|it| it.tier.as_ref()).map(|it| it.name.clone());
    let score = outcome.and_then(|it| it.score.as_ref()).map(|it| say::decimal(&it.display(2)));
    let now = match (tier, score) {
        (Some(tier), Some(score)) => format!("{score}, {tier}"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => say!("targets-no-value-yet").to_owned(),
    };
    Place {
        id: node.id.clone(),
        title: title(framework, node),
        now,
        figure: gap
            .and_then(|it| it.target.as_ref())
            .map(|it| say::decimal(&it.display(2)))
            .unwrap_or_default(),
        gap: gap.map(gap_words).unwrap_or_default(),
        levels: levels(framework, node),
        aim: review.settings.targets.get(&node.id).and_then(|it| it.now.value.clone()),
        inherited: String::new(),
    }
}

fn gap_words(it: &DimensionGap) -> String {
    let short = (it.open > 0).then(|| say!("targets-n-short", n = it.open));
    let gap = match (&it.gap, it.rungs) {
        (Some(gap), _) if !gap.is_negative() && !gap.is_zero() => {
            Some(say!("targets-gap-figure", gap = say::decimal(&gap.display(2))))
        }
        (None, n) if n > 0 => Some(say!("targets-n-tiers", n = n)),
        (Some(_), _) if short.is_none() => Some(say!("targets-is-reached").to_owned()),
        (Some(_) | None, _) => None,
    };
    gap.into_iter().chain(short).collect::<Vec<_>>().join(", ")
}

fn short(framework: &Framework, it: &gaps::QuestionGap, plan: Option<&Plan>) -> Short {
    let planned = it.planned.as_ref().and_then(|it| plan?.actions.get(&it.action));
    let planned = planned.map(|it| it.title.as_str());
    let node = framework.node(&it.id);
    let scale = node.and_then(|it| framework.scale_of(it));
    let level = |id: &Name| {
        let option = scale.and_then(|it| it.option(id));
        let label = option.map_or("", |it| framework.plain(&it.label));
        if label.is_empty() { id.to_string() } else { label.to_owned() }
    };
    let anchor = node.and_then(|node| node.anchors.get(&it.target));
    Short {
        id: it.id.clone(),
        title: node.map_or_else(|| it.id.to_string(), |it| words::question(framework, it)),
        now: it.now.as_ref().map_or_else(|| say!("targets-not-answered").to_owned(), level),
        target: level(&it.target),
        meaning: anchor.map(|it| framework.plain(it).to_owned()).unwrap_or_default(),
        gap: match (&it.gap, &it.now) {
            (Some(gap), _) => say::decimal(&gap.display(2)),
            (None, Some(_)) => say!("targets-n-levels", n = it.steps),
            (None, None) => String::new(),
        },
        planned: planned.map_or_else(String::new, |it| say!("targets-planned", title = it)),
    }
}

fn gate(framework: &Framework, it: &gaps::Gate) -> Gate {
    let place = it.place.as_ref().and_then(|it| framework.node(it));
    let place = place.map(|it| format!("{}: ", title(framework, it))).unwrap_or_default();
    let name = |id: &NodeId| {
        let node = framework.node(id);
        node.map(|it| it.reference.clone())
            .filter(|it| !it.is_empty())
            .unwrap_or_else(|| id.to_string())
    };
    let questions: Vec<(NodeId, String)> =
        it.questions.iter().map(|it| (it.clone(), name(it))).collect();
    let figure = |it: &Exact| words::figure(it);
    let lacks = it.conditions.iter().map(|it| {
        let detail = told::details(it);
        let named = questions.iter().any(|question| detail.contains(&question.1));
        let detail = if named { String::new() } else { detail };
        let apart = if detail.is_empty() { "" } else { ": " };
        let text = words::capital(&told::asked(&it.text));
        let lack = match &it.value {
            Some(value) => say!("targets-lack-is", lack = text, value = figure(value)),
            None => text,
        };
        format!("{lack}{apart}{detail}")
    });
    Gate {
        title: format!("{place}{}", it.name),
        meaning: it.meaning.clone(),
        lacks: lacks.collect(),
        questions,
    }
}

/// Returns the questions of `dimension` that are asked and have levels, each with its own target.
pub fn below(review: &Review, framework: &Framework, dimension: &Node) -> Vec<Place> {
    let baselines = review.settings.baselines();
    let aims = review.inputs.as_ref().map(|it| it.targets.clone()).unwrap_or_default();
    let asked = questions_below(dimension).into_iter();
    asked
        .filter(|it| it.scale.is_some() && framework.asks(it, &baselines))
        .map(|node| {
            let aim = review.settings.targets.get(&node.id).and_then(|it| it.now.value.clone());
            let levels = levels(framework, node);
            let above = aims.get(&node.id).filter(|_| aim.is_none());
            let above =
                above.and_then(|it| levels.iter().find(|at| at.0 == Aim::Option(it.clone())));
            Place {
                id: node.id.clone(),
                title: words::question(framework, node),
                now: String::new(),
                figure: String::new(),
                gap: String::new(),
                inherited: above.map(|it| it.1.clone()).unwrap_or_default(),
                levels,
                aim,
            }
        })
        .collect()
}
