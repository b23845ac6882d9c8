//! What Results shows: the tier, how sure it is, and why.

mod due;
mod ladders;
pub mod trend;

use muster_model::{
    control::op::Secrecy,
    framework::{Benchmark, Framework},
    ids::NodeId,
    scoring::{
        ConditionOutcome, DimensionOutcome, Exact, LadderOutcome, MeasureOutcome, Outcome,
        QuestionValue, RungOutcome, Tier,
    },
    workspace::{Access, Review, ReviewState, Workspace},
};

use crate::{
    charts::{bars::Bar, radar::Axis},
    say::{self, say},
    screens::{
        told,
        words::{self, capital},
    },
};

pub use due::Due;
pub use ladders::Ladder;
use ladders::{ends, other_ladders, reach, rounded};

/// A tier as a badge shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Badge {
    /// Its name.
    pub name: String,
    /// Place from the bottom.
    pub rank: usize,
    /// Of how many.
    pub of: usize,
}

impl Badge {
    fn of(tier: &Tier, of: usize) -> Self {
        Self { name: tier.name.clone(), rank: tier.rank, of }
    }
}

/// The page.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Review, scope and framework in a line.
    pub subtitle: String,
    /// Whose answers went in, where that needs saying.
    pub seal: Option<Seal>,
    /// The result; `None` while there is none.
    pub result: Option<Result>,
    /// Peer figures.
    pub benchmarks: Vec<Figure>,
}

/// Why this is not the shared result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    /// What is so.
    pub headline: String,
    /// What it means.
    pub sentence: String,
}

/// A result.
#[derive(Debug, Clone, PartialEq)]
pub struct Result {
    /// The tier.
    pub tier: Option<Badge>,
    /// Tiers there are.
    pub tiers: usize,
    /// Why there is no tier; what the tier means.
    pub sentence: String,
    /// What missing answers can still change, in a sentence.
    pub band: Option<String>,
    /// Coverage and people.
    pub coverage: String,
    /// Questions answered, of those that apply.
    pub answered: (usize, usize),
    /// The code to read to each other; empty while sealed.
    pub fingerprint: String,
    /// Each dimension.
    pub dimensions: Vec<Dimension>,
    /// The rule trace of the main ladder, lowest rung first.
    pub rungs: Vec<Rung>,
    /// Every other ladder at every place.
    pub ladders: Vec<Ladder>,
    /// What has to be done or proven again: the question, its name, what is due.
    pub stale: Vec<Due>,
    /// Figures whose rounding would put them in another band: what, rounded, exact.
    pub rounded: Vec<String>,
    /// How each figure came about.
    pub figures: Vec<Trace>,
    /// Questions nobody has answered: dimension and question.
    pub missing: Vec<(NodeId, String, String)>,
    /// Questions where two devices of one person disagree.
    pub agreed: usize,
}

/// A dimension.
#[derive(Debug, Clone, PartialEq)]
pub struct Dimension {
    /// Which.
    pub id: NodeId,
    /// Title.
    pub title: String,
    /// Score in words.
    pub score: String,
    /// Lowest and highest score there can be, in words.
    pub ends: Option<(String, String)>,
    /// Where it stands, for drawing.
    pub share: Option<f32>,
    /// Worst and best, for drawing.
    pub band: Option<(f32, f32)>,
    /// Worst and best in words; empty if nothing is missing.
    pub range: String,
    /// Tier.
    pub tier: Option<Badge>,
    /// Which tiers the missing answers can still lead to, in words; empty if nothing is missing.
    pub reach: String,
    /// Answered, of those that apply.
    pub answered: (usize, usize),
    /// People.
    pub people: usize,
}

impl Dimension {
    /// Returns its bar.
    pub fn bar(&self) -> Bar {
        Bar {
            title: self.title.clone(),
            share: self.share,
            band: self.band,
            mark: None,
            words: self.score.clone(),
        }
    }
}

/// Whether a rule holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// A value is missing.
    Open,
}

impl Holds {
    fn of(holds: Option<bool>) -> Self {
        match holds {
            Some(true) => Self::Yes,
            Some(false) => Self::No,
            None => Self::Open,
        }
    }

    /// Returns its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Yes => say!("results-holds"),
            Self::No => say!("results-holds-not"),
            Self::Open => say!("results-holds-open"),
        }
    }
}

/// A rung of the ladder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rung {
    /// Name.
    pub name: String,
    /// Whether all of it holds.
    pub holds: Holds,
    /// Whether this is the rung that stops the climb.
    pub stops: bool,
    /// Whether it is the tier reached.
    pub reached: bool,
    /// Its conditions.
    pub conditions: Vec<Condition>,
}

/// A condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// In words.
    pub text: String,
    /// Whether it holds.
    pub holds: Holds,
    /// The value found.
    pub value: String,
    /// The limit.
    pub limit: String,
    /// How far beyond or short.
    pub margin: String,
    /// What would change it; may be empty.
    pub detail: String,
}

/// How a figure came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// What it is of.
    pub title: String,
    /// The value, or why there is none.
    pub value: String,
    /// The rule.
    pub rule: String,
    /// What went in.
    pub used: Vec<(String, String)>,
    /// What was left out, and why.
    pub excluded: Vec<(String, String)>,
}

/// A peer figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// What it says.
    pub text: String,
    /// The figure with its unit.
    pub value: String,
    /// Who says so, when, and how many took part.
    pub source: String,
}

impl Page {
    /// Decides what to show.
    pub fn of(workspace: &Workspace, review: &Review, framework: &Framework) -> Self {
        let assessment = workspace.assessments.get(&review.assessment);
        let scope = assessment.map_or("", |it| it.scope.as_str());
        let pack = framework.pack();
        let title = framework.plain(&pack.title);
        let version = say!("results-version", version = &pack.version);
        let narrowed = narrowed(review, framework);
        let parts = [review.title.as_str(), scope, title, &version, &narrowed];
        let parts: Vec<&str> = parts.into_iter().filter(|it| !it.is_empty()).collect();
        let seal = seal(workspace, review);
        let result = review.result.as_ref().map(|it| Result::of(it, review, framework));
        let benchmarks = pack.benchmarks.iter().map(|it| figure(framework, it)).collect();
        Self { subtitle: parts.join(" · "), seal, result, benchmarks }
    }
}

fn seal(workspace: &Workspace, review: &Review) -> Option<Seal> {
    let sealed = review.lanes.values().filter(|it| it.access == Access::Sealed).count();
    let early = review.state == ReviewState::Open && review.secrecy != Secrecy::Open;
    let of =
        |headline: &str, sentence: String| Some(Seal { headline: headline.to_owned(), sentence });
    if review.sealed && early {
        let sentence = say!("results-seal-own");
        return of(say!("results-seal-headline"), sentence.to_owned());
    }
    if review.sealed {
        let sentence = say!("results-seal-part", n = sealed.max(1));
        return of(say!("results-seal-part-headline"), sentence);
    }
    let reads =
        workspace.my_role().is_some_and(|it| it >= muster_model::control::op::Role::Facilitator);
    if early && reads {
        let sentence = say!("results-seal-early");
        return of(say!("results-seal-early-headline"), sentence.to_owned());
    }
    None
}

impl Result {
    fn of(outcome: &Outcome, review: &Review, framework: &Framework) -> Self {
        let ladder = outcome.ladders.iter().find(|it| it.place.is_none());
        let tiers = ladder.map_or(1, |it| it.rungs.len().max(1));
        let answered = outcome.coverage.answered;
        let applicable = outcome.coverage.applicable;
        let n = outcome.coverage.people;
        let coverage = say!("results-coverage", answered = answered, of = applicable, n = n);
        let meaning = |tier: &Tier| {
            let ladders = framework.pack().ladders.iter();
            let rungs = ladders.filter(|it| Some(&it.id) == ladder.map(|it| &it.ladder));
            let rung = rungs.flat_map(|it| &it.rungs).find(|it| it.id == tier.id);
            rung.map_or("", |it| framework.plain(&it.text)).to_owned()
        };
        let undetermined = || {
            let why = outcome.undetermined.as_ref().map(|it| capital(&told::clause(it)));
            why.unwrap_or_else(|| say!("results-no-value-yet").to_owned())
        };
        Self {
            tier: outcome.tier.as_ref().map(|it| Badge::of(it, tiers)),
            tiers,
            sentence: outcome.tier.as_ref().map_or_else(undetermined, meaning),
            band: band(outcome),
            coverage,
            answered: (answered, applicable),
            fingerprint: if review.sealed { String::new() } else { review.fingerprint.clone() },
            dimensions: outcome.dimensions.iter().map(|it| dimension(it, outcome)).collect(),
            rungs: ladder.map(rungs).unwrap_or_default(),
            ladders: other_ladders(outcome, framework),
            stale: Due::all(outcome, framework),
            rounded: rounded(outcome, framework),
            figures: outcome.measures.iter().map(|it| trace(it, framework)).collect(),
            missing: missing(outcome, framework),
            agreed: outcome.questions.values().filter(|it| it.how.is_agreed()).count(),
        }
    }

    /// Returns the axes of the radar.
    pub fn axes(&self) -> Vec<Axis> {
        let axis = |it: &Dimension| Axis {
            title: it.title.clone(),
            share: it.share,
            other: None,
            words: it.score.clone(),
        };
        self.dimensions.iter().map(axis).collect()
    }
}

fn band(outcome: &Outcome) -> Option<String> {
    let it = outcome.provisional.as_ref()?;
    let n = outcome.coverage.applicable.saturating_sub(outcome.coverage.answered);
    let (worst, best) = ends(it);
    Some(if worst == best {
        say!("results-band-stays", n = n, tier = best)
    } else if it.exact {
        say!("results-band", n = n, worst = worst, best = best)
    } else {
        say!("results-band-most", n = n, worst = worst, best = best)
    })
}

fn dimension(it: &DimensionOutcome, outcome: &Outcome) -> Dimension {
    let share =
        |value: Option<&Exact>| value.and_then(|value| words::share(value, it.range.as_ref()));
    let top = it.range.as_ref().map(|(_, high)| words::figure(high));
    let score = match (&it.score, top) {
        (Some(score), Some(top)) => say!("results-of", n = words::figure(score), of = top),
        (Some(score), None) => words::figure(score),
        (None, _) => say!("results-no-value").to_owned(),
    };
    let differ = it.worst != it.best;
    let range = match (&it.worst, &it.best) {
        (Some(worst), Some(best)) if differ => {
            say!("results-range", worst = words::figure(worst), best = words::figure(best))
        }
        _ => String::new(),
    };
    let band = share(it.worst.as_ref()).zip(share(it.best.as_ref())).filter(|_| differ);
    let ladder = outcome.ladder_of(&it.id);
    let of = ladder.map_or(1, |it| it.rungs.len().max(1));
    Dimension {
        id: it.id.clone(),
        title: it.title.clone(),
        score,
        ends: it.range.as_ref().map(|(low, high)| (words::figure(low), words::figure(high))),
        share: share(it.score.as_ref()),
        band,
        range,
        tier: it.tier.as_ref().map(|tier| Badge::of(tier, of)),
        reach: reach(ladder.and_then(|it| it.provisional.as_ref())),
        answered: (it.answered, it.applicable),
        people: it.people,
    }
}

fn rungs(ladder: &LadderOutcome) -> Vec<Rung> {
    let rung = |it: &RungOutcome| Rung {
        name: it.name.clone(),
        holds: Holds::of(it.holds),
        stops: ladder.stopped_by.as_ref() == Some(&it.id),
        reached: ladder.reached.as_ref().is_some_and(|tier| tier.id == it.id),
        conditions: it.conditions.iter().map(Condition::of).collect(),
    };
    ladder.rungs.iter().map(rung).collect()
}

impl Condition {
    /// Says a condition in words and figures.
    pub fn of(it: &ConditionOutcome) -> Self {
        let figure =
            |value: &Option<Exact>| value.as_ref().map_or_else(|| "–".to_owned(), words::figure);
        let margin = it.margin_for_people().map(|figure| {
            let figure = say::decimal(&figure);
            // A minus as wide as the plus, not a hyphen.
            figure.strip_prefix('-').map_or_else(|| format!("+{figure}"), |it| format!("−{it}"))
        });
        Self {
            text: capital(&told::asked(&it.text)),
            holds: Holds::of(it.holds),
            value: figure(&it.value),
            limit: figure(&it.limit),
            margin: margin.unwrap_or_else(|| "–".to_owned()),
            detail: capital(&told::details(it)),
        }
    }
}

fn trace(it: &MeasureOutcome, framework: &Framework) -> Trace {
    let place = it.place.as_ref().and_then(|id| framework.node(id));
    let place = place.map(|it| framework.plain(&it.text));
    Trace {
        title: place.map_or_else(|| it.title.clone(), |place| format!("{place}: {}", it.title)),
        value: match (&it.value, &it.blocked) {
            (Some(value), _) => words::figure(value),
            (None, Some(why)) => capital(&told::clause(why)),
            (None, None) => say!("results-no-value").to_owned(),
        },
        rule: capital(&told::rule(&it.rule)),
        used: it.used.iter().map(|(name, value)| (name.clone(), words::figure(value))).collect(),
        excluded: it.excluded.iter().map(|(name, why)| (name.clone(), told::clause(why))).collect(),
    }
}

/// Says what narrows the assessment; empty where nothing does.
fn narrowed(review: &Review, framework: &Framework) -> String {
    let names = review.settings.baselines();
    if names.is_empty() {
        return String::new();
    }
    let title = |id: &muster_model::ids::Name| {
        let found = framework.pack().baselines.get(id).map_or("", |it| framework.plain(&it.title));
        if found.is_empty() { id.to_string() } else { found.to_owned() }
    };
    let titles: Vec<String> = names.iter().map(title).collect();
    let (asked, all) = (review.questions(framework).len(), framework.questions().len());
    say!("results-narrowed", names = titles.join(" + "), n = asked, of = all)
}

fn missing(outcome: &Outcome, framework: &Framework) -> Vec<(NodeId, String, String)> {
    let mut out = Vec::new();
    for dimension in framework.dimensions() {
        for question in crate::screens::answer::data::questions_below(dimension) {
            let found = outcome.questions.get(&question.id);
            if found.is_some_and(|it| it.how.is_outside()) {
                continue;
            }
            let found = found.map(|it| &it.value);
            if question.scale.is_some() && matches!(found, None | Some(QuestionValue::Blank)) {
                let title = framework.plain(&dimension.text).to_owned();
                out.push((question.id.clone(), title, words::question(framework, question)));
            }
        }
    }
    out
}

fn figure(framework: &Framework, it: &Benchmark) -> Figure {
    let value = words::figure(&it.figure);
    // Same everywhere: the words of packs.
    let value = match it.unit.as_str() {
        "percent" => format!("{value} %"),
        "" | "score" => value,
        "days" => say!("results-days", n = value),
        other => format!("{value} {other}"),
    };

    let n = it.n.map_or_else(|| say!("results-n-unknown").to_owned(), |n| format!("n = {n}"));
    Figure {
        text: framework.plain(&it.text).to_owned(),
        value,
        source: format!("{}, {}, {n}", it.source, it.date),
    }
}
