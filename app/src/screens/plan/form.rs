//! Writing an action: what is typed before it is one, and what of it differs from what stands.

use muster_model::{
    framework::{Framework, Node},
    ids::{ActionId, DeviceId, MemberId, NodeId, ReviewId},
    plan::{Action, Entry, Grade, Origin, Owner, Status},
    time::{At, Date},
};

use crate::{say::say, screens::words};

/// What is typed about an action.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Form {
    /// Which action is changed; `None` for a new one.
    pub id: Option<ActionId>,
    /// What to do.
    pub title: String,
    /// At length.
    pub description: String,
    /// What gave rise to it.
    pub origin: Option<Origin>,
    /// What it is about.
    pub node: Option<NodeId>,
    /// A member who sees to it.
    pub owner: Option<MemberId>,
    /// Somebody else who does.
    pub named: String,
    /// Until when, as typed.
    pub due: String,
    /// How much work it is.
    pub effort: Option<Grade>,
    /// How much it helps.
    pub impact: Option<Grade>,
    /// Where it stands.
    pub status: Stand,
    /// What an exercise found, as typed.
    pub finding: String,
    /// A comment that was not added yet.
    pub comment: String,
}

/// Where an action stands, before the day is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Stand {
    /// Nobody has begun.
    #[default]
    Open,
    /// Somebody is at it.
    InProgress,
    /// It is done.
    Done,
    /// It will not be done.
    Dropped,
}

impl Stand {
    /// Every stand.
    pub const ALL: [Self; 4] = [Self::Open, Self::InProgress, Self::Done, Self::Dropped];

    /// Returns where `status` stands.
    pub fn of(status: Status) -> Self {
        match status {
            Status::Open => Self::Open,
            Status::InProgress => Self::InProgress,
            Status::Done(_) => Self::Done,
            Status::Dropped(_) => Self::Dropped,
        }
    }

    /// Returns its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => say!("plan-stand-open"),
            Self::InProgress => say!("plan-stand-in-progress"),
            Self::Done => say!("plan-stand-done"),
            Self::Dropped => say!("plan-stand-dropped"),
        }
    }

    /// Returns the status that begins on `day`.
    pub fn status(self, day: Date) -> Status {
        match self {
            Self::Open => Status::Open,
            Self::InProgress => Status::InProgress,
            Self::Done => Status::Done(day),
            Self::Dropped => Status::Dropped(day),
        }
    }
}

/// Where and when an action is written.
#[derive(Debug, Clone, Copy)]
pub struct Moment {
    /// This device.
    pub device: DeviceId,
    /// The review shown.
    pub review: ReviewId,
    /// Now.
    pub now: At,
    /// How many actions there are.
    pub count: usize,
}

impl Form {
    /// Begins an action that comes from `origin`.
    pub fn from(origin: Origin, title: String) -> Self {
        let node = match &origin {
            Origin::Gap(node) | Origin::Disagreement(node) => Some(node.clone()),
            Origin::Finding(_) => None,
        };
        Self { title, node, origin: Some(origin), ..Self::default() }
    }

    /// Takes what stands of `action`.
    pub fn of(action: &Action) -> Self {
        let (owner, named) = match &action.owner {
            Some(Owner::Member(id)) => (Some(*id), String::new()),
            Some(Owner::Named(name)) => (None, name.clone()),
            None => (None, String::new()),
        };
        let finding = match &action.origin {
            Some(Origin::Finding(text)) => text.clone(),
            Some(Origin::Gap(_) | Origin::Disagreement(_)) | None => String::new(),
        };
        Self {
            id: Some(action.id),
            title: action.title.clone(),
            description: action.description.clone(),
            origin: action.origin.clone(),
            node: action.node.clone(),
            owner,
            named,
            due: action.due.map(|it| it.to_string()).unwrap_or_default(),
            effort: action.effort,
            impact: action.impact,
            status: Stand::of(action.status),
            finding,
            comment: String::new(),
        }
    }

    /// Returns why it can't be written as it is.
    pub fn why_not(&self, framework: &Framework) -> Option<String> {
        if self.title.trim().is_empty() {
            return Some(say!("plan-lacks-title").to_owned());
        }
        if !self.due.trim().is_empty() && self.due.trim().parse::<Date>().is_err() {
            return Some(say!("plan-lacks-day").to_owned());
        }
        let wrong = self.entries(Date::of_days(0)).iter().find_map(|it| it.check(framework).err());
        wrong.map(|it| crate::advice::said::plan(&it))
    }

    /// Returns what takes the action back.
    pub fn removed(&self) -> Option<(ActionId, Entry)> {
        self.id.map(|it| (it, Entry::Title(String::new())))
    }

    fn entries(&self, today: Date) -> Vec<Entry> {
        let owner = match self.owner {
            Some(id) => Some(Owner::Member(id)),
            None if self.named.trim().is_empty() => None,
            None => Some(Owner::Named(self.named.trim().to_owned())),
        };
        let finding = self.finding.trim();
        let origin = match &self.origin {
            known @ Some(Origin::Gap(_) | Origin::Disagreement(_)) => known.clone(),
            Some(Origin::Finding(_)) | None if finding.is_empty() => None,
            Some(Origin::Finding(_)) | None => Some(Origin::Finding(finding.to_owned())),
        };
        vec![
            Entry::Title(self.title.trim().to_owned()),
            Entry::Description(self.description.trim().to_owned()),
            Entry::Origin(origin),
            Entry::Node(self.node.clone()),
            Entry::Owner(owner),
            Entry::Due(self.due.trim().parse().ok()),
            Entry::Effort(self.effort),
            Entry::Impact(self.impact),
            Entry::Status(self.status.status(today)),
        ]
    }

    /// Returns what to write: of a new action what was said, of another what differs from what stands in `now`.
    pub fn edit(&self, now: Option<&Action>, at: Moment) -> Vec<(ActionId, Entry)> {
        let today = at.now.date();
        let title = self.title.trim();
        let nth = u64::try_from(at.count).unwrap_or(u64::MAX);
        let id = self.id.unwrap_or_else(|| ActionId::made(at.device, at.now, title, nth));
        let mut out: Vec<Entry> = self.entries(today);
        if let Some(action) = now {
            // A day that passed since is no other status.
            out.retain(|it| !matches!(it, Entry::Status(it) if it.word() == action.status.word()));
        } else {
            out.push(Entry::Review(Some(at.review)));
        }
        let out = Action::changes(now, out);
        out.into_iter().map(|it| (id, it)).collect()
    }
}

/// Returns the places an action can be about: dimensions, each with its questions below.
pub fn places(framework: &Framework) -> Vec<(NodeId, String)> {
    let mut out = Vec::new();
    let mut open: Vec<&Node> = framework.dimensions().iter().rev().collect();
    while let Some(node) = open.pop() {
        if node.status.is_live() {
            out.push((node.id.clone(), words::place(framework, &node.id)));
        }
        open.extend(node.children.iter().rev());
    }
    out
}
