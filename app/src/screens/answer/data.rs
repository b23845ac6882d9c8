//! What Answer shows: which questions, where each stands, and everything about the one in hand.

mod card;
mod fields;

use std::collections::{BTreeMap, BTreeSet};

use muster_model::{
    answer::{Answer, Said},
    compare::succession::Earlier,
    control::op::{Role, Secrecy},
    framework::{Framework, Node},
    ids::{NodeId, ReviewId, WorkspaceId},
    workspace::{LaneView, Review, ReviewState, Workspace},
};

use crate::{
    say::say,
    screens::{rights, words},
};

pub use card::{Card, Kind, Level, Value};
pub(super) use fields::is_attached;
pub use fields::{Fields, Unready};

/// Answers on their way to the disk, as this window last wished them.
pub type Underway = BTreeMap<Place, Option<Answer>>;

/// A question of a review of a workspace.
pub type Place = (WorkspaceId, ReviewId, NodeId);

/// Which questions are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Filter {
    /// Those assigned to me.
    Mine,
    /// Of those, the ones I have not answered.
    Unanswered,
    /// Every question of the framework.
    All,
}

impl Filter {
    /// Every filter, in the order shown.
    pub const ALL: [Self; 3] = [Self::Mine, Self::Unanswered, Self::All];

    /// Returns its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Mine => say!("answer-filter-mine"),
            Self::Unanswered => say!("answer-filter-unanswered"),
            Self::All => say!("answer-filter-all"),
        }
    }
}

/// What a page is decided from.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// The workspace.
    pub workspace: &'a Workspace,
    /// The review.
    pub review: &'a Review,
    /// Its framework.
    pub framework: &'a Framework,
    /// What is on its way to the disk.
    pub underway: &'a Underway,
}

impl<'a> Seen<'a> {
    /// Returns my lane.
    pub fn lane(&self) -> Option<&'a LaneView> {
        self.review.lanes.get(&self.workspace.me?)
    }

    /// Returns where `question` is.
    pub fn place(&self, question: &NodeId) -> Place {
        (self.workspace.id, self.review.id, question.clone())
    }

    /// Returns my answer to `question`, as this window last wished it.
    pub fn answer(&self, question: &NodeId) -> Option<&'a Answer> {
        if let Some(wished) = self.underway.get(&self.place(question)) {
            return wished.as_ref();
        }
        self.lane()?.answers.get(question)?.now.answer.as_ref()
    }

    /// Says whether two of my devices disagree on `question`.
    pub fn is_conflict(&self, question: &NodeId) -> bool {
        let stated = self.lane().and_then(|it| it.answers.get(question));
        stated.is_some_and(muster_model::answer::Stated::is_conflict)
            && !self.underway.contains_key(&self.place(question))
    }

    /// Returns my answer to `question` in the review before this one, if there was one.
    pub fn last_time(&self, question: &NodeId) -> Option<Earlier> {
        self.workspace.said_before(self.review, self.workspace.me?, question)
    }

    /// Returns the questions assigned to me.
    pub fn mine(&self) -> Vec<&'a Node> {
        let me = self.workspace.me;
        me.map(|it| self.review.questions_of(self.framework, it)).unwrap_or_default()
    }
}

/// Where a question stands, as a sign in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// I said nothing.
    Open,
    /// A level: its place and of how many.
    Level(usize, usize),
    /// I looked and do not know.
    DontKnow,
    /// It does not apply.
    NotApplicable,
    /// Words or a number.
    Written,
    /// Two of my devices disagree: so many values.
    Conflict(usize),
}

impl Mark {
    fn of(seen: &Seen<'_>, question: &Node) -> Self {
        if seen.is_conflict(&question.id) {
            let stated = seen.lane().and_then(|it| it.answers.get(&question.id));
            return Self::Conflict(stated.map_or(2, |it| it.rivals.len() + 1));
        }
        match seen.answer(&question.id).map(|it| &it.said) {
            None => Self::Open,
            Some(Said::Option(option)) => match words::level_at(seen.framework, question, option) {
                Some((at, of)) => Self::Level(at, of),
                None => Self::Written,
            },
            Some(Said::DontKnow) => Self::DontKnow,
            Some(Said::NotApplicable { .. }) => Self::NotApplicable,
            Some(Said::Text(_) | Said::Number(_)) => Self::Written,
        }
    }

    /// Returns it in words.
    pub fn words(&self) -> String {
        match self {
            Self::Open => say!("answer-mark-open").to_owned(),
            Self::Level(at, _) => say!("words-level", n = at + 1),
            Self::DontKnow => say!("words-dont-know").to_owned(),
            Self::NotApplicable => say!("answer-mark-not-applicable").to_owned(),
            Self::Written => say!("answer-mark-written").to_owned(),
            Self::Conflict(n) => say!("answer-mark-values", n = *n),
        }
    }
}

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// A dimension: title, answered, questions.
    Dimension(String, usize, usize),
    /// A question.
    Question(Row),
}

/// A question in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Which.
    pub id: NodeId,
    /// Reference and text.
    pub text: String,
    /// Where it stands.
    pub mark: Mark,
    /// Whether I marked it for later.
    pub flagged: bool,
}

/// The page.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Review and scope: “2026 H2 · For: ships and offices”.
    pub scope: String,
    /// Lines of the list.
    pub lines: Vec<Line>,
    /// My questions answered, of those assigned to me.
    pub done: (usize, usize),
    /// Which filter is on.
    pub filter: Filter,
    /// Whether anything is assigned to me.
    pub assigned: bool,
    /// Why I can't answer, if so.
    pub why_not: Option<&'static str>,
    /// What should be known about this round, if anything.
    pub round: Option<&'static str>,
    /// What I handed in, if I did.
    pub handed_in: Option<HandedIn>,
    /// What handing in would state.
    pub summary: Summary,
}

/// What was handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandedIn {
    /// When, as this device claimed.
    pub when: String,
    /// Answers changed since.
    pub changed: usize,
}

/// How my answers stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// With a level, a text or a number.
    pub answered: usize,
    /// “Don't know”.
    pub dont_know: usize,
    /// “Not applicable”.
    pub not_applicable: usize,
    /// Nothing said.
    pub open: usize,
    /// Of two values.
    pub conflicts: usize,
}

impl Page {
    /// Decides what to show.
    ///
    /// The question in hand stays in the list, whatever the filter says.
    pub fn of(
        seen: &Seen<'_>,
        filter: Option<Filter>,
        flagged: &BTreeSet<Place>,
        current: Option<&NodeId>,
    ) -> Self {
        let mine = seen.mine();
        let assigned = !mine.is_empty();
        let filter = filter.unwrap_or(if assigned { Filter::Mine } else { Filter::All });
        let asked = if assigned { mine } else { seen.review.questions(seen.framework) };
        let summary = Summary::of(seen, &asked);
        let mut wanted = wanted(seen, filter, &asked);
        wanted.extend(current);
        let lines = lines(seen, &wanted, flagged);
        let assessment = seen.workspace.assessments.get(&seen.review.assessment);
        let scope = assessment.map_or("", |it| it.scope.as_str());
        let done = asked.len() - summary.open;
        Self {
            scope: if scope.is_empty() {
                seen.review.title.clone()
            } else {
                say!("answer-scope", review = &seen.review.title, scope = scope)
            },
            lines,
            done: (done, asked.len()),
            filter,
            assigned,
            why_not: why_not(seen),
            round: round(seen.review),
            handed_in: handed_in(seen),
            summary,
        }
    }

    /// Returns the questions listed.
    pub fn questions(&self) -> Vec<&NodeId> {
        let rows = self.lines.iter().filter_map(|it| match it {
            Line::Question(row) => Some(&row.id),
            Line::Dimension(..) => None,
        });
        rows.collect()
    }

    /// Returns the question `steps` after `from` in the list, held at its ends.
    pub fn step(&self, from: &NodeId, steps: isize) -> Option<NodeId> {
        let all = self.questions();
        let at = all.iter().position(|it| *it == from)?;
        let to = at.saturating_add_signed(steps).min(all.len().saturating_sub(1));
        all.get(to).map(|it| (*it).clone())
    }

    /// Returns the next question after `from` that is not answered, going round.
    pub fn next_open(&self, from: &NodeId) -> Option<NodeId> {
        let rows: Vec<&Row> = self
            .lines
            .iter()
            .filter_map(|it| match it {
                Line::Question(row) => Some(row),
                Line::Dimension(..) => None,
            })
            .collect();
        let at = rows.iter().position(|it| it.id == *from).map_or(0, |it| it + 1);
        let (before, after) = rows.split_at_checked(at)?;
        let open = |it: &&&Row| it.mark == Mark::Open && it.id != *from;
        after.iter().chain(before).find(open).map(|it| it.id.clone())
    }
}

fn wanted<'a>(seen: &Seen<'a>, filter: Filter, asked: &[&'a Node]) -> BTreeSet<&'a NodeId> {
    match filter {
        Filter::Mine => asked.iter().map(|it| &it.id).collect(),
        Filter::Unanswered => {
            let open = asked.iter().filter(|it| seen.answer(&it.id).is_none());
            open.map(|it| &it.id).collect()
        }
        // What was answered stays in sight, also where nobody is asked any more.
        Filter::All => {
            let asked: BTreeSet<&NodeId> =
                seen.review.questions(seen.framework).into_iter().map(|it| &it.id).collect();
            let all = seen.framework.questions().into_iter().map(|it| &it.id);
            all.filter(|it| asked.contains(it) || seen.answer(it).is_some()).collect()
        }
    }
}

fn lines(seen: &Seen<'_>, wanted: &BTreeSet<&NodeId>, flagged: &BTreeSet<Place>) -> Vec<Line> {
    let mut lines = Vec::new();
    for dimension in seen.framework.dimensions() {
        let rows: Vec<Row> = questions_below(dimension)
            .into_iter()
            .filter(|it| wanted.contains(&it.id))
            .map(|it| Row {
                id: it.id.clone(),
                text: words::question(seen.framework, it),
                mark: Mark::of(seen, it),
                flagged: flagged.contains(&seen.place(&it.id)),
            })
            .collect();
        if rows.is_empty() {
            continue;
        }
        let done = rows.iter().filter(|it| it.mark != Mark::Open).count();
        let title = seen.framework.plain(&dimension.text).to_owned();
        lines.push(Line::Dimension(title, done, rows.len()));
        lines.extend(rows.into_iter().map(Line::Question));
    }
    lines
}

/// Returns the questions of `top`, itself included, in the order of the pack.
pub fn questions_below(top: &Node) -> Vec<&Node> {
    let mut out = Vec::new();
    let mut open = vec![top];
    while let Some(node) = open.pop() {
        if node.is_question() {
            out.push(node);
        }
        open.extend(node.children.iter().rev());
    }
    out
}

impl Summary {
    fn of(seen: &Seen<'_>, asked: &[&Node]) -> Self {
        let mut it = Self::default();
        for question in asked {
            match seen.answer(&question.id).map(|it| &it.said) {
                None => it.open += 1,
                Some(Said::DontKnow) => it.dont_know += 1,
                Some(Said::NotApplicable { .. }) => it.not_applicable += 1,
                Some(Said::Option(_) | Said::Text(_) | Said::Number(_)) => it.answered += 1,
            }
            it.conflicts += usize::from(seen.is_conflict(&question.id));
        }
        it
    }
}

fn why_not(seen: &Seen<'_>) -> Option<&'static str> {
    match (seen.workspace.my_role(), seen.review.state) {
        (None, _) => rights::outside(seen.workspace),
        (Some(Role::Observer), _) => Some(say!("answer-observers")),
        (Some(_), ReviewState::Closed) => Some(say!("answer-closed")),
        (Some(_), ReviewState::Open | ReviewState::Revealed) => None,
    }
}

fn round(review: &Review) -> Option<&'static str> {
    match (review.state, review.secrecy) {
        (ReviewState::Open, Secrecy::Blind) => Some(say!("answer-round-blind")),
        (ReviewState::Open, Secrecy::Strict) => Some(say!("answer-round-strict")),
        (ReviewState::Revealed, _) => Some(say!("answer-round-revealed")),
        (ReviewState::Open, Secrecy::Open) | (ReviewState::Closed, _) => None,
    }
}

fn handed_in(seen: &Seen<'_>) -> Option<HandedIn> {
    let lane = seen.lane()?;
    let (at, _) = lane.handed_in.as_ref()?;
    let changed = lane.answers.values().filter(|it| it.now.at > *at).count();
    Some(HandedIn { when: words::moment(*at), changed })
}
