//! What Assign shows: people and dimensions, and who answers what.

use std::collections::{BTreeMap, BTreeSet};

use muster_model::{
    control::op::Role,
    framework::Framework,
    ids::{MemberId, NodeId},
    workspace::{Review, ReviewState, Workspace},
};

use crate::{
    say::say,
    screens::{
        rights,
        words::{self, Who},
    },
};

/// Who answers what.
pub type Assigned = BTreeSet<(MemberId, NodeId)>;

/// The grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// The people, a row each.
    pub people: Vec<(Who, &'static str)>,
    /// The dimensions, a column each: id, title, people who answer it.
    pub dimensions: Vec<(NodeId, String, usize)>,
    /// Who answers what.
    pub assigned: Assigned,
    /// Questions per dimension, for the row's sum.
    pub questions: BTreeMap<NodeId, usize>,
}

impl Grid {
    /// Decides what to show.
    pub fn of(workspace: &Workspace, framework: &Framework, assigned: Assigned) -> Self {
        let people = words::everybody(workspace).into_iter().filter_map(|who| {
            let role = workspace.members.get(&who.id)?.role;
            (role != Role::Observer).then_some((who, words::role(role)))
        });
        let people: Vec<_> = people.collect();
        let mut questions = BTreeMap::new();
        let dimensions = framework.dimensions().iter().map(|it| {
            let n = crate::screens::answer::data::questions_below(it).len();
            questions.insert(it.id.clone(), n);
            let who = people.iter().filter(|who| assigned.contains(&(who.0.id, it.id.clone())));
            (it.id.clone(), framework.plain(&it.text).to_owned(), who.count())
        });
        let dimensions = dimensions.collect();
        Self { people, dimensions, assigned, questions }
    }

    /// Returns how many questions `member` is to answer.
    pub fn sum(&self, member: MemberId) -> usize {
        let mine = self.assigned.iter().filter(|it| it.0 == member);
        mine.filter_map(|it| self.questions.get(&it.1)).sum()
    }

    /// Returns what should be known about dimensions with few respondents.
    pub fn warnings(&self) -> Vec<String> {
        let of = |n: usize| {
            let those = self.dimensions.iter().filter(move |it| it.2 == n);
            those.map(|it| it.1.as_str()).collect::<Vec<_>>()
        };
        let (none, one) = (of(0), of(1));
        let mut out = Vec::new();
        if !none.is_empty() && none.len() == self.dimensions.len() {
            out.push(say!("assign-nobody").to_owned());
        } else if !none.is_empty() {
            out.push(say!("assign-nobody-for", titles = words::list(&none)));
        }
        if !one.is_empty() {
            let titles = words::list(&one);
            out.push(say!("assign-one", titles = titles));
        }
        out
    }
}

/// Returns who answers which dimension of `review`, whole dimensions only.
pub fn assigned(review: &Review, framework: &Framework) -> Assigned {
    let top: BTreeSet<&NodeId> = framework.dimensions().iter().map(|it| &it.id).collect();
    let all = review.assignments.iter().flat_map(|(member, nodes)| {
        let whole = nodes.iter().filter(|it| top.contains(it));
        whole.map(|it| (*member, it.clone()))
    });
    all.collect()
}

/// Returns why I can't assign, if so.
pub fn why_not(workspace: &Workspace, review: &Review) -> Option<&'static str> {
    match (workspace.my_role(), review.state) {
        (Some(Role::Facilitator | Role::Owner), ReviewState::Open | ReviewState::Revealed) => None,
        (_, ReviewState::Closed) => Some(say!("assign-closed")),
        (_, ReviewState::Open | ReviewState::Revealed) => {
            rights::runs(workspace, say!("assign-why-not"))
        }
    }
}
