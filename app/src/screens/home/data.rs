//! What Home shows of each workspace.

use std::{collections::BTreeSet, path::PathBuf};

use muster_model::{
    control::op::Secrecy,
    ids::{NodeId, WorkspaceId},
    time::At,
    workspace::{Review, ReviewState, Workspace},
};
use muster_sync::node::event::{Shelf, Shown};

use crate::{demo, say::say, state::standing};

/// Home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    /// Workspaces, the one changed last first.
    pub workspaces: Vec<Card>,
    /// Workspaces that can't be opened: folder and sentence.
    pub damaged: Vec<(PathBuf, String)>,
    /// Workspaces whose key file is under a passphrase, with their folders.
    pub locked: Vec<(WorkspaceId, PathBuf)>,
    /// How many are still being read.
    pub reading: usize,
}

/// One workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Which.
    pub id: WorkspaceId,
    /// Its name.
    pub name: String,
    /// Its review, or what is missing.
    pub review: String,
    /// Where the review stands.
    pub state: Standing,
    /// My questions answered, of those assigned to me; `None` if none are.
    pub mine: Option<(usize, usize)>,
    /// Everybody, by seniority: name and place.
    pub people: Vec<(String, usize)>,
    /// How it stands with others.
    pub line: String,
    /// Last change, in words.
    pub changed: String,
    /// Whether it is the example of Welcome.
    pub example: bool,
    /// What would be lost if it were removed from this device.
    pub lost: String,
    /// Moment of the last change, for the order.
    at: At,
}

/// Where a workspace stands, in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Not admitted yet.
    Waiting,
    /// No review yet.
    Empty,
    /// People answer.
    Open,
    /// People answer, nobody sees the others.
    Blind,
    /// Everybody sees everything.
    Revealed,
    /// It is over.
    Closed,
    /// Nothing can be changed here.
    ReadOnly,
}

impl Standing {
    /// Returns its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Waiting => say!("home-waiting"),
            Self::Empty => say!("home-no-review"),
            Self::Open => say!("home-open-review"),
            Self::Blind => say!("home-blind"),
            Self::Revealed => say!("home-revealed"),
            Self::Closed => say!("home-closed"),
            Self::ReadOnly => say!("home-read-only"),
        }
    }
}

impl Home {
    /// Decides what to show of `shelf`.
    pub fn of(shelf: &Shelf, now: At) -> Self {
        let mut workspaces: Vec<Card> =
            shelf.workspaces.values().map(|it| Card::of(it, now)).collect();
        workspaces.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| a.name.cmp(&b.name)));
        let damaged = shelf.damaged.iter().filter(|it| it.locked.is_none());
        let damaged = damaged.map(|it| (it.path.clone(), it.sentence.clone())).collect();
        let locked = shelf.damaged.iter().filter_map(|it| Some((it.locked?, it.path.clone())));
        Self { workspaces, damaged, locked: locked.collect(), reading: shelf.reading }
    }

    /// Says whether there is nothing on this device.
    pub fn is_empty(&self) -> bool {
        self.workspaces.is_empty() && self.damaged.is_empty() && self.locked.is_empty()
    }
}

impl Card {
    fn of(shown: &Shown, now: At) -> Self {
        let workspace = shown.workspace.as_ref();
        let review = workspace.current_review();
        let at = last_change(workspace);
        Self {
            id: workspace.id,
            name: workspace.name.clone(),
            review: review.map_or_else(|| say!("home-no-review").to_owned(), |it| it.title.clone()),
            state: standing_of(shown, review.map(AsRef::as_ref)),
            mine: review.and_then(|it| mine(workspace, it)),
            people: people(workspace),
            line: standing::line(workspace, &shown.sync, 0, now),
            changed: say!("home-changed", ago = standing::ago(at, now)),
            example: demo::is_example(&workspace.name),
            lost: lost(shown),
            at,
        }
    }
}

fn lost(shown: &Shown) -> String {
    if demo::is_example(&shown.workspace.name) {
        return say!("home-lost-example").to_owned();
    }
    match shown.sync.only_here {
        0 => say!("home-lost-nothing").to_owned(),
        n => say!("home-lost-changes", n = n),
    }
}

fn standing_of(shown: &Shown, review: Option<&Review>) -> Standing {
    if shown.sync.read_only.is_some() {
        return Standing::ReadOnly;
    }
    if shown.workspace.me.is_none() {
        return Standing::Waiting;
    }
    match review {
        None => Standing::Empty,
        Some(it) => match (it.state, it.secrecy) {
            (ReviewState::Open, Secrecy::Open) => Standing::Open,
            (ReviewState::Open, Secrecy::Blind | Secrecy::Strict) => Standing::Blind,
            (ReviewState::Revealed, _) => Standing::Revealed,
            (ReviewState::Closed, _) => Standing::Closed,
        },
    }
}

fn mine(workspace: &Workspace, review: &Review) -> Option<(usize, usize)> {
    let me = workspace.me?;
    let framework = workspace.framework_of(review)?;
    let asked: BTreeSet<NodeId> =
        review.questions_of(framework, me).into_iter().map(|it| it.id.clone()).collect();
    let lane = review.lanes.get(&me);
    let answered = asked.iter().filter(|id| {
        lane.and_then(|it| it.answers.get(*id)).is_some_and(|it| it.now.answer.is_some())
    });
    (!asked.is_empty()).then(|| (answered.count(), asked.len()))
}

fn people(workspace: &Workspace) -> Vec<(String, usize)> {
    let mut all: Vec<_> = workspace.members.values().collect();
    all.sort_by_key(|it| it.seniority);
    all.into_iter().map(|it| (it.name.clone(), it.seniority)).collect()
}

/// Returns the latest moment anybody claimed for a change that can be read here. What was said in a review that is over
/// was said before it was closed: that is not looked up.
fn last_change(workspace: &Workspace) -> At {
    let control = workspace.events.iter().map(|it| it.at);
    let open = workspace.reviews.values().filter(|it| it.state != ReviewState::Closed);
    let lanes = open.flat_map(|it| it.lanes.values());
    let answers = lanes.flat_map(|it| it.answers.values()).map(|it| it.now.at);
    control.chain(answers).max().unwrap_or_default()
}
