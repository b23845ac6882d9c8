//! The plan: what people set out to do, as entries of actions on an assessment's board, and what follows from them.
//!
//! An action is a bundle of fields that can be set one by one; whoever sets a field replaces what they saw, and what two
//! set at the same time stands side by side until it is set again. Nothing here reads a clock: what is overdue is asked
//! with a day.

mod derive;

use std::{cmp::Ordering, collections::BTreeMap, fmt};

use serde::{Deserialize, Serialize, Serializer};

pub use self::derive::{Lifted, lifts, rank};
use crate::{
    framework::Framework,
    ids::{ActionId, MemberId, NodeId, ReviewId},
    time::{At, Date},
};

/// Longest title, in characters.
pub const MAX_TITLE: usize = 200;
/// Longest description or finding, in characters.
pub const MAX_TEXT: usize = 10_000;

/// What gave rise to an action.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case", tag = "kind", content = "of")]
pub enum Origin {
    /// The gap of a place.
    Gap(NodeId),
    /// People disagree about a question.
    Disagreement(NodeId),
    /// An exercise found something.
    Finding(String),
}

/// Who sees to an action.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case", tag = "kind", content = "who")]
pub enum Owner {
    /// Somebody in the workspace.
    Member(MemberId),
    /// Somebody else, by name.
    Named(String),
}

/// How much: of effort, or of impact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// Little.
    Low,
    /// Some.
    Medium,
    /// Much.
    High,
}

impl Grade {
    /// Every grade, the least first.
    pub const ALL: [Self; 3] = [Self::Low, Self::Medium, Self::High];

    /// Returns its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }

    /// Returns 1, 2 or 3.
    pub fn weight(self) -> u32 {
        match self {
            Self::Low => 1,
            Self::Medium => 2,
            Self::High => 3,
        }
    }

    /// Returns the grade called `word`.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }
}

/// Where an action stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Nobody has begun.
    Open,
    /// Somebody is at it.
    InProgress,
    /// It is done, since that day.
    Done(Date),
    /// It will not be done, since that day.
    Dropped(Date),
}

impl Status {
    /// Returns its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::InProgress => "in progress",
            Self::Done(_) => "done",
            Self::Dropped(_) => "dropped",
        }
    }

    /// Returns the day it was closed; `None` while it is not.
    pub fn closed(self) -> Option<Date> {
        match self {
            Self::Open | Self::InProgress => None,
            Self::Done(day) | Self::Dropped(day) => Some(day),
        }
    }
}

impl Serialize for Status {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.word().replace(' ', "-"))
    }
}

/// A field of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// What to do, in a line.
    Title,
    /// What to do, at length.
    Description,
    /// What gave rise to it.
    Origin,
    /// In which review it came up.
    Review,
    /// What it is about.
    Node,
    /// Who sees to it.
    Owner,
    /// Until when.
    Due,
    /// How much work it is.
    Effort,
    /// How much it helps.
    Impact,
    /// Where it stands.
    Status,
}

impl Field {
    /// Every field.
    pub const ALL: [Self; 10] = [
        Self::Title,
        Self::Description,
        Self::Origin,
        Self::Review,
        Self::Node,
        Self::Owner,
        Self::Due,
        Self::Effort,
        Self::Impact,
        Self::Status,
    ];

    /// Returns its name, as a board spells it and people read it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Description => "description",
            Self::Origin => "origin",
            Self::Review => "review",
            Self::Node => "node",
            Self::Owner => "owner",
            Self::Due => "due",
            Self::Effort => "effort",
            Self::Impact => "impact",
            Self::Status => "status",
        }
    }

    /// Returns the field called `name`.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What one field of an action says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Entry {
    /// What to do; the empty text takes the whole action back.
    Title(String),
    /// What to do, at length.
    Description(String),
    /// What gave rise to it.
    Origin(Option<Origin>),
    /// In which review it came up.
    Review(Option<ReviewId>),
    /// What it is about.
    Node(Option<NodeId>),
    /// Who sees to it.
    Owner(Option<Owner>),
    /// Until when.
    Due(Option<Date>),
    /// How much work it is.
    Effort(Option<Grade>),
    /// How much it helps.
    Impact(Option<Grade>),
    /// Where it stands.
    Status(Status),
}

impl Entry {
    /// Returns the field it belongs to.
    pub fn field(&self) -> Field {
        match self {
            Self::Title(_) => Field::Title,
            Self::Description(_) => Field::Description,
            Self::Origin(_) => Field::Origin,
            Self::Review(_) => Field::Review,
            Self::Node(_) => Field::Node,
            Self::Owner(_) => Field::Owner,
            Self::Due(_) => Field::Due,
            Self::Effort(_) => Field::Effort,
            Self::Impact(_) => Field::Impact,
            Self::Status(_) => Field::Status,
        }
    }

    /// Says whether it is a title that says something: with it an action begins.
    pub fn is_title(&self) -> bool {
        matches!(self, Self::Title(text) if !text.trim().is_empty())
    }

    /// Says whether it may be written for an assessment by `framework`.
    pub fn check(&self, framework: &Framework) -> Result<(), PlanError> {
        let place = |id: &NodeId| match framework.node(id) {
            Some(_) => Ok(()),
            None => Err(PlanError::NoPlace(id.clone())),
        };
        let short = |text: &str| match text.chars().count() {
            0..=MAX_TEXT => Ok(()),
            _ => Err(PlanError::LongText),
        };
        match self {
            Self::Title(text) => {
                let fits = text.chars().count() <= MAX_TITLE && !text.chars().any(char::is_control);
                if fits { Ok(()) } else { Err(PlanError::BadTitle) }
            }
            Self::Description(text) | Self::Origin(Some(Origin::Finding(text))) => short(text),
            Self::Owner(Some(Owner::Named(name))) => {
                let fits = !name.trim().is_empty()
                    && name.chars().count() <= MAX_TITLE
                    && !name.chars().any(char::is_control);
                if fits { Ok(()) } else { Err(PlanError::BadName) }
            }
            Self::Origin(Some(Origin::Gap(id) | Origin::Disagreement(id)))
            | Self::Node(Some(id)) => place(id),
            Self::Origin(None)
            | Self::Review(_)
            | Self::Node(None)
            | Self::Owner(Some(Owner::Member(_)) | None)
            | Self::Due(_)
            | Self::Effort(_)
            | Self::Impact(_)
            | Self::Status(_) => Ok(()),
        }
    }
}

/// Says whether `text` may be said about an action.
pub fn check_comment(text: &str) -> Result<(), PlanError> {
    let fits = !text.trim().is_empty() && text.chars().count() <= MAX_TEXT;
    if fits { Ok(()) } else { Err(PlanError::BadComment) }
}

/// Why something can't be written into a plan.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// Nothing says what to do.
    #[error("an action needs a title")]
    NoTitle,
    /// It is no line.
    #[error("the title of an action is one line of at most {MAX_TITLE} characters")]
    BadTitle,
    /// It is too long.
    #[error("a description or finding has at most {MAX_TEXT} characters")]
    LongText,
    /// It says nothing, or too much.
    #[error("a comment has some words, and at most {MAX_TEXT} characters")]
    BadComment,
    /// Nobody wrote such an action down.
    #[error("there is no such action")]
    NoAction,
    /// It is no name.
    #[error("the owner of an action is a member, or a name of at most {MAX_TITLE} characters")]
    BadName,
    /// The framework has no such place.
    #[error("the framework has no “{0}”")]
    NoPlace(NodeId),
}

/// What somebody set a field to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    /// What.
    pub entry: Entry,
    /// Who; `None` if unknown.
    pub by: Option<MemberId>,
    /// When, as claimed.
    pub at: At,
}

/// One step in the history of an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What was set.
    pub noted: Noted,
    /// What stood there for whoever set it; several after a conflict, none the first time.
    pub before: Vec<Entry>,
    /// Whether it still stands.
    pub stands: bool,
}

/// What somebody said about an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// The words.
    pub text: String,
    /// Who; `None` if unknown.
    pub by: Option<MemberId>,
    /// When, as claimed.
    pub at: At,
}

/// Something people set out to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// Id.
    pub id: ActionId,
    /// What to do.
    pub title: String,
    /// At length; may be empty.
    pub description: String,
    /// What gave rise to it.
    pub origin: Option<Origin>,
    /// In which review it came up.
    pub review: Option<ReviewId>,
    /// What it is about: a question, or a place above questions.
    pub node: Option<NodeId>,
    /// Who sees to it.
    pub owner: Option<Owner>,
    /// Until when.
    pub due: Option<Date>,
    /// How much work it is.
    pub effort: Option<Grade>,
    /// How much it helps.
    pub impact: Option<Grade>,
    /// Where it stands.
    pub status: Status,
    /// Fields that were set differently at the same time: every standing value, what counts first.
    pub torn: BTreeMap<Field, Vec<Noted>>,
    /// Everything that was ever set, each after what its author saw.
    pub history: Vec<Step>,
    /// What was said about it, each after what its author saw.
    pub comments: Vec<Comment>,
    /// Whether it holds something that this version can't read; it is kept.
    pub beyond: bool,
}

impl Action {
    /// Puts an action together; `None` while nothing says what to do, or since that was taken back. Of several standing
    /// values of a field the first counts.
    pub fn of(
        id: ActionId,
        standing: BTreeMap<Field, Vec<Noted>>,
        history: Vec<Step>,
    ) -> Option<Self> {
        let named = standing.get(&Field::Title)?.iter().find(|it| it.entry.is_title())?;
        let mut out = Self {
            id,
            title: String::new(),
            description: String::new(),
            origin: None,
            review: None,
            node: None,
            owner: None,
            due: None,
            effort: None,
            impact: None,
            status: Status::Open,
            torn: BTreeMap::new(),
            history,
            comments: Vec::new(),
            beyond: false,
        };
        out.take(&named.entry);
        for (field, values) in standing {
            if let Some(first) = values.first() {
                out.take(&first.entry);
                if values.iter().any(|it| it.entry != first.entry) {
                    out.torn.insert(field, values);
                }
            }
        }
        Some(out)
    }

    fn take(&mut self, entry: &Entry) {
        match entry.clone() {
            // Where one took it back and another named it anew, the name counts.
            Entry::Title(it) if !entry.is_title() => drop(it),
            Entry::Title(it) => self.title = it,
            Entry::Description(it) => self.description = it,
            Entry::Origin(it) => self.origin = it,
            Entry::Review(it) => self.review = it,
            Entry::Node(it) => self.node = it,
            Entry::Owner(it) => self.owner = it,
            Entry::Due(it) => self.due = it,
            Entry::Effort(it) => self.effort = it,
            Entry::Impact(it) => self.impact = it,
            Entry::Status(it) => self.status = it,
        }
    }

    /// Returns what counts of `field`, as it would be set again.
    pub fn entry(&self, field: Field) -> Entry {
        match field {
            Field::Title => Entry::Title(self.title.clone()),
            Field::Description => Entry::Description(self.description.clone()),
            Field::Origin => Entry::Origin(self.origin.clone()),
            Field::Review => Entry::Review(self.review),
            Field::Node => Entry::Node(self.node.clone()),
            Field::Owner => Entry::Owner(self.owner.clone()),
            Field::Due => Entry::Due(self.due),
            Field::Effort => Entry::Effort(self.effort),
            Field::Impact => Entry::Impact(self.impact),
            Field::Status => Entry::Status(self.status),
        }
    }

    /// Returns what sets `field` to what it is when nobody has set it; `None` where there is no such thing.
    pub fn cleared(field: Field) -> Option<Entry> {
        match field {
            Field::Title => None,
            Field::Description => Some(Entry::Description(String::new())),
            Field::Origin => Some(Entry::Origin(None)),
            Field::Review => Some(Entry::Review(None)),
            Field::Node => Some(Entry::Node(None)),
            Field::Owner => Some(Entry::Owner(None)),
            Field::Due => Some(Entry::Due(None)),
            Field::Effort => Some(Entry::Effort(None)),
            Field::Impact => Some(Entry::Impact(None)),
            Field::Status => Some(Entry::Status(Status::Open)),
        }
    }

    /// Returns those of `entries` that say something else than stands in `now`, or anything at all where it is new.
    pub fn changes(now: Option<&Self>, mut entries: Vec<Entry>) -> Vec<Entry> {
        entries.retain(|it| match now {
            Some(action) => *it != action.entry(it.field()),
            None => Self::cleared(it.field()).as_ref() != Some(it),
        });
        entries
    }

    /// Says whether it is done or dropped.
    pub fn is_closed(&self) -> bool {
        self.status.closed().is_some()
    }

    /// Says whether it should have been done before `today`.
    pub fn is_overdue(&self, today: Date) -> bool {
        !self.is_closed() && self.due.is_some_and(|it| it < today)
    }

    /// Returns who wrote it first, and when.
    pub fn made(&self) -> Option<(Option<MemberId>, At)> {
        self.history.first().map(|it| (it.noted.by, it.noted.at))
    }

    /// Compares what two actions bring for their effort, the more first. What nobody graded counts as medium.
    pub fn by_worth(&self, other: &Self) -> Ordering {
        let weight = |it: Option<Grade>| it.unwrap_or(Grade::Medium).weight();
        let (mine, theirs) = (
            weight(self.impact) * weight(other.effort),
            weight(other.impact) * weight(self.effort),
        );
        theirs.cmp(&mine)
    }
}

/// Every action of an assessment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// By id.
    pub actions: BTreeMap<ActionId, Action>,
}

impl Plan {
    /// Returns every action: what is not closed first, and of that what brings the most for its effort; then what is
    /// due first.
    pub fn ranked(&self) -> Vec<&Action> {
        let mut out: Vec<&Action> = self.actions.values().collect();
        out.sort_by(|a, b| {
            let due = |it: &Action| (it.due.is_none(), it.due);
            a.is_closed()
                .cmp(&b.is_closed())
                .then_with(|| b.status.closed().cmp(&a.status.closed()))
                .then_with(|| a.by_worth(b))
                .then_with(|| due(a).cmp(&due(b)))
                .then_with(|| (&a.title, a.id).cmp(&(&b.title, b.id)))
        });
        out
    }

    /// Returns how many actions are there that were not, or say something else.
    pub fn changed_from(&self, before: Option<&Self>) -> usize {
        let was = |id: &ActionId| before.and_then(|it| it.actions.get(id));
        self.actions.iter().filter(|(id, it)| was(id) != Some(*it)).count()
    }
}

#[cfg(test)]
mod tests;
