//! What History shows: two reviews side by side, and why the tier is another.

use std::sync::Arc;

use muster_model::{
    compare::{self, Comparison, Moved, Movement, Side},
    framework::{Framework, Place},
    ids::ReviewId,
    scoring::{Exact, Outcome, Tier},
    workspace::{Review, Workspace},
};

use crate::{
    say::say,
    screens::{
        results::data::{Badge, Condition},
        words,
    },
};

/// Two reviews with a result each.
#[derive(Debug, Clone)]
pub struct Pair {
    /// The earlier one.
    pub before: Half,
    /// The later one.
    pub after: Half,
}

/// One of the two.
#[derive(Debug, Clone)]
pub struct Half {
    /// Which.
    pub id: ReviewId,
    framework: Arc<Framework>,
    outcome: Arc<Outcome>,
}

impl PartialEq for Pair {
    fn eq(&self, other: &Self) -> bool {
        self.before == other.before && self.after == other.after
    }
}

impl PartialEq for Half {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id && Arc::ptr_eq(&self.outcome, &other.outcome)
    }
}

impl Half {
    /// Returns `review` with its result, if it has one.
    pub fn of(workspace: &Workspace, review: &Review) -> Option<Self> {
        let framework = Arc::clone(workspace.framework_of(review)?);
        Some(Self { id: review.id, framework, outcome: Arc::clone(review.result.as_ref()?) })
    }
}

/// Returns the reviews that can be compared, the latest first: which, and title with what was assessed.
pub fn choices(workspace: &Workspace) -> Vec<(ReviewId, String)> {
    let can = |it: &&Arc<Review>| it.result.is_some() && workspace.framework_of(it).is_some();
    let mut all: Vec<&Arc<Review>> = workspace.reviews.values().filter(can).collect();
    all.sort_by_key(|it| (std::cmp::Reverse(it.ordinal), it.id));
    let named = |it: &Arc<Review>| match workspace.assessments.get(&it.assessment) {
        Some(of) => format!("{} · {}", it.title, of.title),
        None => it.title.clone(),
    };
    all.into_iter().map(|it| (it.id, named(it))).collect()
}

/// Returns which two are compared before anybody chose: `shown`, or else the latest, with the one before it.
pub fn usual(workspace: &Workspace, shown: Option<ReviewId>) -> Option<(ReviewId, ReviewId)> {
    let all = choices(workspace);
    let is_known = |it: &ReviewId| all.iter().any(|at| at.0 == *it);
    let after = shown.filter(is_known).or_else(|| Some(all.first()?.0))?;
    let later = workspace.reviews.get(&after)?;
    let earlier = all.iter().filter_map(|it| workspace.reviews.get(&it.0));
    let mut earlier = earlier.filter(|it| it.ordinal < later.ordinal);
    let same = earlier.clone().find(|it| it.assessment == later.assessment);
    same.or_else(|| earlier.next()).map(|it| (it.id, after))
}

/// The page.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Tier before; `None` where it was not determined.
    pub before: Option<Badge>,
    /// Tier after.
    pub after: Option<Badge>,
    /// How the tier moved, in a sentence.
    pub sentence: String,
    /// Conditions that made the tier change: rung, before, after.
    pub flips: Vec<(String, Option<Condition>, Option<Condition>)>,
    /// Dimensions: title, before, after, how it moved.
    pub dimensions: Vec<Row>,
    /// Questions by how they moved.
    pub groups: Vec<(Movement, Vec<Row>)>,
    /// How many are the same, in words.
    pub same: String,
}

/// A line of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What moved.
    pub title: String,
    /// Figure before.
    pub before: String,
    /// Figure after.
    pub after: String,
    /// How it moved.
    pub movement: Movement,
}

impl Page {
    /// Compares the two.
    pub fn of(pair: &Pair) -> Self {
        let (was, is) = (&pair.before, &pair.after);
        let found = compare::compare(
            Side { framework: &was.framework, outcome: &was.outcome },
            Side { framework: &is.framework, outcome: &is.outcome },
        );
        let badge = |tier: &Option<Tier>, framework: &Framework| {
            let ladder = framework.pack().ladders.iter().find(|it| it.at == Place::Root);
            let of = ladder.map_or(1, |it| it.rungs.len().max(1));
            tier.as_ref().map(|it| Badge { name: it.name.clone(), rank: it.rank, of })
        };

        Self {
            before: badge(&found.tier.0, &was.framework),
            after: badge(&found.tier.1, &is.framework),
            sentence: moved(&found),
            flips: flips(&found),
            dimensions: found.dimensions.iter().map(|it| row(pair, it)).collect(),
            groups: groups(pair, &found),
            same: say!("history-same", n = found.count(Movement::Unchanged)),
        }
    }
}

fn moved(found: &Comparison) -> String {
    let text = match found.movement {
        Movement::Improved => say!("history-tier-higher"),
        Movement::Regressed => say!("history-tier-lower"),
        Movement::Unchanged if found.tier.1.is_none() => say!("history-tier-neither"),
        Movement::Unchanged => say!("history-tier-same"),
        Movement::New => say!("history-tier-now"),
        Movement::NotReconfirmed | Movement::NoLongerApplies | Movement::Removed => {
            say!("history-tier-gone")
        }
    };
    text.to_owned()
}

fn flips(found: &Comparison) -> Vec<(String, Option<Condition>, Option<Condition>)> {
    let decided = found.flipped.iter().filter(|it| it.decided);
    let told = decided.map(|it| {
        let side = |it: &Option<_>| it.as_ref().map(Condition::of);
        (it.name.clone(), side(&it.before), side(&it.after))
    });
    told.collect()
}

fn row(pair: &Pair, it: &Moved) -> Row {
    let figure = |it: &Option<Exact>| it.as_ref().map_or_else(|| "–".to_owned(), words::figure);
    let named =
        |framework: &Framework| framework.node(&it.id).map(|node| words::question(framework, node));
    let title = named(&pair.after.framework).or_else(|| named(&pair.before.framework));
    Row {
        title: title.unwrap_or_else(|| it.id.to_string()),
        before: figure(&it.before),
        after: figure(&it.after),
        movement: it.movement,
    }
}

fn groups(pair: &Pair, found: &Comparison) -> Vec<(Movement, Vec<Row>)> {
    let ways = [
        Movement::Regressed,
        Movement::Improved,
        Movement::NotReconfirmed,
        Movement::New,
        Movement::NoLongerApplies,
        Movement::Removed,
    ];
    let of = |way: Movement| {
        let all = found.questions.iter().filter(|it| it.movement == way);
        (way, all.map(|it| row(pair, it)).collect::<Vec<_>>())
    };
    ways.into_iter().map(of).filter(|it| !it.1.is_empty()).collect()
}

/// Returns the word of a movement.
pub fn word(movement: Movement) -> &'static str {
    match movement {
        Movement::Improved => say!("history-way-improved"),
        Movement::Regressed => say!("history-way-worse"),
        Movement::Unchanged => say!("history-way-same"),
        Movement::New => say!("history-way-new"),
        Movement::NotReconfirmed => say!("history-way-not-reconfirmed"),
        Movement::NoLongerApplies => say!("history-way-no-longer"),
        Movement::Removed => say!("history-way-removed"),
    }
}
