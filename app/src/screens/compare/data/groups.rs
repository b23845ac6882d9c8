//! Roles and teams on Compare: whose voices are shown, and how differently two of them see the same questions.
//!
//! **Invariant:** with names off nothing is told of one person alone, for then their role would be their name.

use std::{collections::BTreeSet, sync::Arc};

use muster_model::{
    control::op::Role,
    disagreement::{self, By, Disagreement, Perception, View, perception},
    framework::Framework,
    ids::{MemberId, NodeId},
    late::Late,
    scoring::{Exact, Inputs},
    workspace::Review,
};

use crate::{say::say, screens::words};

/// A role or a team: what makes it one, and its name.
pub type Group = (By, String);

/// What was computed of the answers for one choice; not in each frame.
#[derive(Debug, Clone)]
pub struct Heard {
    inputs: Arc<Inputs>,
    group: Option<Group>,
    /// Whose voices these are; `None` for everybody's.
    pub people: Option<BTreeSet<MemberId>>,
    /// The voices, “talk about this first” in front.
    pub disagreements: Arc<Late<Vec<Disagreement>>>,
    /// How roles and teams see the same questions.
    pub gaps: Arc<Vec<Perception>>,
}

impl Heard {
    /// Listens to `group`, or to everybody; what was heard `before` is taken again if nothing changed.
    pub fn of(
        review: &Review,
        framework: &Framework,
        group: Option<Group>,
        before: Option<Self>,
    ) -> Option<Self> {
        let inputs = review.inputs.as_ref()?;
        let same = |it: &Self| Arc::ptr_eq(&it.inputs, inputs);
        if let Some(before) = before.as_ref().filter(|it| same(it) && it.group == group) {
            return Some(before.clone());
        }
        let people = group.as_ref().map(|it| members(inputs, it));
        let disagreements = match &people {
            Some(people) => Arc::new(disagreement::among(framework, inputs, people).into()),
            None => Arc::clone(&review.disagreements),
        };
        let gaps = before.filter(same).map(|it| it.gaps);
        let gaps = gaps.unwrap_or_else(|| {
            let each = By::ALL.map(|by| perception(framework, inputs, by));
            Arc::new(each.into_iter().flatten().collect())
        });
        Some(Self { inputs: Arc::clone(inputs), group, people, disagreements, gaps })
    }
}

fn members(inputs: &Inputs, (by, name): &Group) -> BTreeSet<MemberId> {
    by.groups(inputs).remove(name.as_str()).unwrap_or_default()
}

/// A choice of whose voices are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The group.
    pub group: Group,
    /// Its name and how many people it has.
    pub words: String,
    /// Why it can't be chosen, if so.
    pub why_not: Option<&'static str>,
}

/// Returns the groups to choose from; none where everybody is in the same one.
pub fn choices((inputs, names): (&Inputs, bool)) -> Vec<Choice> {
    let of = |by: By| {
        let groups = by.groups(inputs);
        let several = groups.len() > 1;
        let choice = move |(name, people): (&str, BTreeSet<MemberId>)| {
            let alone = people.len() < 2 && !names;
            Choice {
                group: (by, name.to_owned()),
                words: say!("compare-n-people", name = titled(by, name), n = people.len()),
                why_not: alone.then_some(say!("compare-one-alone")),
            }
        };
        groups.into_iter().filter(move |_| several).map(choice).collect::<Vec<_>>()
    };
    By::ALL.map(of).into_iter().flatten().collect()
}

/// Names a group.
pub fn titled(by: By, name: &str) -> String {
    match by {
        By::Role => {
            role_of(name).map_or_else(|| words::capital(name), |it| words::role(it).to_owned())
        }
        By::Team => say!("compare-team", name = name),
    }
}

/// Returns the role that the model calls `name`.
fn role_of(name: &str) -> Option<Role> {
    // Same everywhere: names of roles as frameworks may weigh them.
    match name {
        "observer" => Some(Role::Observer),
        "respondent" => Some(Role::Respondent),
        "facilitator" => Some(Role::Facilitator),
        "owner" => Some(Role::Owner),
        _ => None,
    }
}

/// Two groups side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// Their names.
    pub names: (String, String),
    /// How many people each has here, and over how many questions they are compared.
    pub facts: String,
    /// Who sees things better on average; why nothing is told.
    pub sentence: String,
    /// Questions, the widest gap first; empty while names are off and one of the two is one person.
    pub rows: Vec<GapRow>,
    /// Questions with a smaller gap that are not listed.
    pub more: usize,
}

/// Most questions listed of a pair.
const MOST: usize = 40;

/// How two groups see one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GapRow {
    /// Which.
    pub id: NodeId,
    /// Reference and text.
    pub text: String,
    /// Median, n and spread of the first.
    pub first: String,
    /// Of the second.
    pub second: String,
    /// The first less the second, with its sign.
    pub difference: String,
}

impl Pair {
    /// Says how each two groups see the same questions.
    pub fn all(gaps: &[Perception], of: (&Framework, bool)) -> Vec<Self> {
        gaps.iter().map(|it| Self::of(it, of)).collect()
    }

    fn of(it: &Perception, (framework, names): (&Framework, bool)) -> Self {
        let title = |name: &str| titled(it.by, name);
        let names_of = (title(&it.groups.0), title(&it.groups.1));
        let (one, other) = it.people;
        let facts = say!(
            "compare-facts",
            one = &names_of.0,
            n = one,
            other = &names_of.1,
            m = other,
            questions = it.gaps.len()
        );
        if !names && (one < 2 || other < 2) {
            let sentence = say!("compare-not-told");
            let sentence = sentence.to_owned();
            return Self { names: names_of, facts, sentence, rows: Vec::new(), more: 0 };
        }
        let sentence = average(&it.mean, (&names_of.0, &names_of.1));
        // With names off, a question to which one of a side spoke is left out for the same reason.
        let told = |it: &&disagreement::Gap| names || (it.sides.0.n > 1 && it.sides.1.n > 1);
        let told: Vec<&disagreement::Gap> = it.gaps.iter().filter(told).collect();
        let rows = told.iter().take(MOST).map(|gap| row(gap, framework)).collect();
        let more = told.len().saturating_sub(MOST);
        Self { names: names_of, facts, sentence, rows, more }
    }
}

fn average(mean: &Exact, (one, other): (&str, &str)) -> String {
    let percent = (mean * &Exact::count(100)).rounded(0);
    match (percent.is_zero(), percent.is_negative()) {
        (true, _) => say!("compare-average-same").to_owned(),
        (false, false) => say!("compare-average-better", who = one, percent = percent.to_string()),
        (false, true) => {
            say!("compare-average-better", who = other, percent = (-&percent).to_string())
        }
    }
}

fn row(gap: &disagreement::Gap, framework: &Framework) -> GapRow {
    let text = framework.node(&gap.question).map(|it| words::question(framework, it));
    let figure = words::figure(&gap.difference);
    let difference = match (gap.difference.is_zero(), figure.strip_prefix('-')) {
        (true, _) => say!("compare-same").to_owned(),
        (false, None) => format!("+{figure}"),
        (false, Some(figure)) => format!("−{figure}"),
    };
    GapRow {
        id: gap.question.clone(),
        text: text.unwrap_or_else(|| gap.question.to_string()),
        first: view(&gap.sides.0),
        second: view(&gap.sides.1),
        difference,
    }
}

fn view(it: &View) -> String {
    let median = words::figure(&it.median);
    match it.range.as_ref().filter(|(low, high)| low != high) {
        Some((low, high)) => {
            format!("{median} (n {}, {}–{})", it.n, words::figure(low), words::figure(high))
        }
        None => format!("{median} (n {})", it.n),
    }
}
