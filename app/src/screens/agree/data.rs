//! What Agree shows: one question at a time with every voice, what stands, and what would be recorded.

mod card;
mod form;

use std::collections::BTreeSet;

use muster_model::{
    answer::Said,
    control::op::{Role, Secrecy},
    disagreement::Disagreement,
    edit::{Agreement, Decision, Edit},
    framework::{Framework, Node},
    ids::{NodeId, ReviewId, WorkspaceId},
    workspace::{Access, LaneView, Review, ReviewState, Workspace},
};

use crate::{
    say::say,
    screens::{
        compare::data::{Sealed, sealed},
        rights, words,
    },
};

pub use card::{Card, Level, Remark, Standing};
pub use form::{Choice, Form};

/// Which questions are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Filter {
    /// Those the group has still to speak about, or again.
    #[default]
    Open,
    /// All that somebody spoke to or agreed on.
    All,
}

/// Where a question stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nothing is recorded.
    Open,
    /// Something is agreed on.
    Settled(Decision),
    /// Something is agreed on, and this many people answered otherwise since.
    Moved(usize),
    /// Two people recorded different outcomes at the same time: so many.
    Rivals(usize),
}

impl State {
    /// Says whether the group has still to speak about it.
    pub fn waits(self) -> bool {
        match self {
            Self::Open | Self::Moved(_) | Self::Rivals(_) => true,
            Self::Settled(_) => false,
        }
    }

    /// Returns it in words.
    pub fn words(self) -> String {
        match self {
            Self::Open => say!("agree-state-open").to_owned(),
            Self::Settled(decision) => words::decision(decision).to_owned(),
            Self::Moved(n) => {
                say!("agree-state-moved", n = n)
            }
            Self::Rivals(n) => say!("agree-state-rivals", n = n),
        }
    }
}

/// A question in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Which.
    pub id: NodeId,
    /// Reference and text.
    pub text: String,
    /// Where it stands.
    pub state: State,
}

/// The page.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Review and scope.
    pub subtitle: String,
    /// Why nothing is shown, if so: who handed in, and who did not.
    pub sealed: Option<Sealed>,
    /// Why nothing can be recorded, if so.
    pub why_not: Option<&'static str>,
    /// The questions, “talk about this first” in front.
    pub rows: Vec<Row>,
    /// Questions with an outcome that stands, of all somebody spoke to.
    pub done: (usize, usize),
    /// Questions to which at least two people said the same and nobody anything else, and that wait.
    pub unanimous: Vec<NodeId>,
}

impl Page {
    /// A page of a review that is not here.
    pub fn nothing() -> Self {
        Self {
            subtitle: String::new(),
            sealed: None,
            why_not: None,
            rows: Vec::new(),
            done: (0, 0),
            unanimous: Vec::new(),
        }
    }

    /// Decides what to show.
    pub fn of(
        workspace: &Workspace,
        review: &Review,
        framework: &Framework,
        filter: Filter,
    ) -> Self {
        let all = rows(review, framework);
        let settled = all.iter().filter(|it| !it.state.waits()).count();
        let done = (settled, all.len());
        let waiting: BTreeSet<&NodeId> =
            all.iter().filter(|it| it.state == State::Open).map(|it| &it.id).collect();
        let unanimous = review
            .disagreements
            .iter()
            .filter(|it| waiting.contains(&it.question) && is_unanimous(review, it))
            .map(|it| it.question.clone())
            .collect();
        Self {
            subtitle: words::review_and_scope(workspace, review),
            sealed: sealed(workspace, review),
            why_not: why_not(workspace, review),
            unanimous,
            done,
            rows: match filter {
                Filter::All => all,
                Filter::Open => all.into_iter().filter(|it| it.state.waits()).collect(),
            },
        }
    }

    /// Returns the next question after `from` that waits, going round.
    pub fn next_open(&self, from: &NodeId) -> Option<NodeId> {
        let at = self.rows.iter().position(|it| it.id == *from).map_or(0, |it| it + 1);
        let (before, after) = self.rows.split_at_checked(at)?;
        let waits = |it: &&Row| it.state.waits() && it.id != *from;
        after.iter().chain(before).find(waits).map(|it| it.id.clone())
    }

    /// Returns the question `steps` after `from`, held at the ends of the list.
    pub fn step(&self, from: &NodeId, steps: isize) -> Option<NodeId> {
        let at = self.rows.iter().position(|it| it.id == *from)?;
        let to = at.saturating_add_signed(steps).min(self.rows.len().saturating_sub(1));
        self.rows.get(to).map(|it| it.id.clone())
    }
}

/// A question of a review of a workspace.
pub type Place = (WorkspaceId, ReviewId, NodeId);

fn rows(review: &Review, framework: &Framework) -> Vec<Row> {
    let spoken = review.disagreements.iter().map(|it| &it.question);
    let known: BTreeSet<&NodeId> = spoken.clone().collect();
    let agreed = review.board.agreed.keys().filter(|it| !known.contains(*it));
    let row = |id: &NodeId| {
        let node = framework.node(id).filter(|it| framework.scale_of(it).is_some())?;
        let text = words::question(framework, node);
        Some(Row { id: id.clone(), text, state: state(review, node) })
    };
    spoken.chain(agreed).filter_map(row).collect()
}

/// Returns where `question` stands.
pub fn state(review: &Review, question: &Node) -> State {
    let standing = review.board.agreed.get(&question.id).map_or(&[][..], Vec::as_slice);
    match standing {
        [] => State::Open,
        [(agreed, _, _)] => match review.moved_since(&question.id, agreed).len() {
            0 => State::Settled(agreed.decision),
            n => State::Moved(n),
        },
        many => State::Rivals(many.len()),
    }
}

/// Says whether at least two people chose the same and nobody said anything else.
fn is_unanimous(review: &Review, found: &Disagreement) -> bool {
    let [first, rest @ ..] = found.voices.as_slice() else { return false };
    if rest.is_empty() || found.unsure > 0 || rest.iter().any(|it| it.option != first.option) {
        return false;
    }
    let speaks = |it: &LaneView| {
        it.access != Access::Sealed
            && it.answers.get(&found.question).is_some_and(|it| it.now.answer.is_some())
    };
    review.lanes.values().filter(|it| speaks(it)).count() == found.voices.len()
}

/// Returns the change that records all of `unanimous` as agreed.
pub fn record_all(review: &Review, unanimous: &[NodeId]) -> Edit {
    let outcome = |question: &NodeId| {
        let found = review.disagreements.iter().find(|it| it.question == *question)?;
        let agreed = Agreement {
            said: Some(Said::Option(found.voices.first()?.option.clone())),
            decision: Decision::Agreed,
            reason: String::new(),
            dissent: Vec::new(),
            based_on: review.spoken(question),
        };
        Some((question.clone(), Some(agreed)))
    };
    Edit::Agree { review: review.id, agreed: unanimous.iter().filter_map(outcome).collect() }
}

fn why_not(workspace: &Workspace, review: &Review) -> Option<&'static str> {
    let early = review.state == ReviewState::Open && review.secrecy != Secrecy::Open;
    match (workspace.my_role(), review.state) {
        (None, _) => rights::outside(workspace),
        (Some(Role::Observer | Role::Respondent), _) => Some(say!("agree-not-mine")),
        (Some(Role::Facilitator | Role::Owner), ReviewState::Closed) => Some(say!("agree-closed")),
        (Some(Role::Facilitator | Role::Owner), ReviewState::Open) if early => {
            Some(say!("agree-reveal-first"))
        }
        (Some(Role::Facilitator | Role::Owner), ReviewState::Open | ReviewState::Revealed) => None,
    }
}
