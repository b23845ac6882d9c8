//! The immutable snapshot everyone is shown: folded control history, lanes, boards and results.
//!
//! **Invariant:** a snapshot is a pure function of the envelopes a device can open, in any order.

mod agreed;
pub mod clash;
pub mod gain;
pub mod kept;
pub mod views;
pub mod warning;

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::{Deref, DerefMut},
    sync::Arc,
};

use crate::{
    answer::{Past, Stated},
    control::{
        fold::{Destroyed, Void},
        happening::Happening,
        op::{DeviceCard, Role, Secrecy},
    },
    disagreement::Disagreement,
    edit::Agreement,
    framework::Framework,
    ids::{
        AssessmentId, ChangeHash, DeviceId, EnvelopeId, FrameworkHash, InviteId, MemberId, NodeId,
        ReviewId, WorkspaceId,
    },
    late::Late,
    plan::Plan,
    scoring::{Inputs, Outcome, Spoken},
    setting::Settings,
    signing::SignOff,
    time::{At, Date},
    workspace::warning::{Farewell, Warning},
};

/// One organisation's container, as this device can see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Workspace {
    /// Its id.
    pub id: WorkspaceId,
    /// Its name.
    pub name: String,
    /// Who this device speaks for; `None` before it was admitted.
    pub me: Option<MemberId>,
    /// This device.
    pub device: DeviceId,
    /// Everybody, by id.
    pub members: BTreeMap<MemberId, Member>,
    /// Invitations.
    pub invites: BTreeMap<InviteId, Invite>,
    /// Devices waiting for an owner's decision.
    pub requests: BTreeMap<DeviceId, Request>,
    /// Frameworks whose packs are here.
    pub frameworks: BTreeMap<FrameworkHash, Arc<Framework>>,
    /// Assessments.
    pub assessments: BTreeMap<AssessmentId, Assessment>,
    /// Assessments whose content is destroyed: neither they nor their reviews are among the others.
    pub destroyed: BTreeMap<AssessmentId, Arc<Destroyed>>,
    /// What is set for the next review of each assessment: targets and baselines.
    pub settings: BTreeMap<AssessmentId, Settings>,
    /// What people set out to do, by assessment, where there is anything.
    pub plans: BTreeMap<AssessmentId, Arc<Plan>>,
    /// Reviews.
    pub reviews: BTreeMap<ReviewId, Arc<Review>>,
    /// Who is asked to sign which review, and who did; only reviews of which there is something to say.
    pub sign_offs: BTreeMap<ReviewId, SignOff>,
    /// What happened in the control history, in its order, one line each.
    pub events: Vec<Event>,
    /// What is wrong or strange and should be shown: forks, void operations, refused changes.
    pub warnings: Vec<Warning>,
    /// Changes of one's own that do not count any more.
    pub dropped: Vec<Dropped>,
    /// Why this device is out, if it is: revoked, removed, or left.
    pub out: Option<Farewell>,
}

/// Changes of one's own that a revoked device, a removal or another role made void, in one place.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Dropped {
    /// In which review one answered; `None` for decisions on the board of an assessment.
    pub review: Option<ReviewId>,
    /// Title of the review or assessment.
    pub title: String,
    /// How many changes.
    pub changes: usize,
    /// The questions they were about.
    pub questions: BTreeSet<NodeId>,
}

impl Workspace {
    /// Returns the member this device speaks for.
    pub fn myself(&self) -> Option<&Member> {
        self.members.get(&self.me?)
    }

    /// Returns what is wrong or strange, in English.
    pub fn warned(&self) -> Vec<String> {
        self.warnings.iter().map(ToString::to_string).collect()
    }

    /// Returns the role of the member this device speaks for.
    pub fn my_role(&self) -> Option<Role> {
        self.myself().map(|it| it.role)
    }

    /// Returns the review opened last that is not closed, else the last one.
    pub fn current_review(&self) -> Option<&Arc<Review>> {
        let latest = |open: bool| {
            let fits = move |it: &&Arc<Review>| (it.state != ReviewState::Closed) == open;
            self.reviews.values().filter(fits).max_by_key(|it| (it.ordinal, it.id))
        };
        latest(true).or_else(|| latest(false))
    }

    /// Returns the framework of `review`, if its pack is here.
    pub fn framework_of(&self, review: &Review) -> Option<&Arc<Framework>> {
        self.frameworks.get(&self.assessments.get(&review.assessment)?.framework)
    }
}

/// A person or role holder in a workspace.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Member {
    /// Id.
    pub id: MemberId,
    /// Display name.
    pub name: String,
    /// Role.
    pub role: Role,
    /// Devices, in the order of admission.
    pub devices: Vec<DeviceCard>,
    /// When admitted, as claimed.
    pub joined: At,
    /// Position in the order of admission; 0 is the founder.
    pub seniority: usize,
    /// In which team they are said to be, what counts first; several where that was said at the same time, and
    /// differs.
    pub teams: Vec<InTeam>,
    /// Set for somebody who was removed or left. They have no devices; what they said before stays.
    pub removed: Option<Removed>,
}

impl Member {
    /// Returns the team that counts.
    pub fn team(&self) -> Option<&str> {
        self.teams.first().map(|it| it.name.as_str()).filter(|it| !it.is_empty())
    }

    /// Returns what was said at the same time, and differs from what counts.
    pub fn rival_teams(&self) -> impl Iterator<Item = &InTeam> {
        let counts = self.teams.first().map(|it| it.name.as_str());
        self.teams.iter().filter(move |it| Some(it.name.as_str()) != counts)
    }
}

/// In which team somebody is said to be.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct InTeam {
    /// Name of the team; empty for none.
    pub name: String,
    /// Who says so.
    pub by: MemberId,
    /// When, as claimed.
    pub at: At,
    /// The operation that says so.
    pub op: EnvelopeId,
}

/// How somebody came to be no member any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Removed {
    /// When, as claimed.
    pub at: At,
    /// Who did it; they themselves, if they left.
    pub by: MemberId,
}

/// An invitation.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Invite {
    /// Id.
    pub id: InviteId,
    /// The role given.
    pub role: Role,
    /// Set for a further device of this member.
    pub member: Option<MemberId>,
    /// Dimensions the joiner is assigned.
    pub dimensions: Vec<NodeId>,
    /// Uses left.
    pub uses_left: u32,
    /// Not usable from then on.
    pub expires: At,
    /// Whether any member may admit on presentation.
    pub auto_admit: bool,
    /// Whether it was taken back.
    pub revoked: bool,
    /// Whom it is meant for.
    pub note: String,
    /// Who invited.
    pub by: MemberId,
}

/// A device waiting for an owner's decision.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Request {
    /// The invitation presented.
    pub invite: InviteId,
    /// The device.
    pub card: DeviceCard,
    /// The name they gave.
    pub name: String,
    /// Signatures that the asker holds ticket and device.
    pub proof: Vec<u8>,
    /// When it was passed on, as claimed.
    pub at: At,
}

/// One framework applied to one scope.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Assessment {
    /// Id.
    pub id: AssessmentId,
    /// The framework.
    pub framework: FrameworkHash,
    /// Title.
    pub title: String,
    /// Unit of analysis.
    pub scope: String,
    /// When created, as claimed.
    pub created: At,
}

/// Where a review stands.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum ReviewState {
    /// People answer.
    Open,
    /// Everybody sees everything.
    Revealed,
    /// It is over.
    Closed,
}

/// One pass in time: what is known of it, and what was said in it, which may lie on the disk until somebody looks.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    /// Id.
    pub id: ReviewId,
    /// Of which assessment.
    pub assessment: AssessmentId,
    /// Title.
    pub title: String,
    /// Who sees what before the reveal.
    pub secrecy: Secrecy,
    /// Where it stands.
    pub state: ReviewState,
    /// When answers are wanted.
    pub due: Option<Date>,
    /// When opened, as claimed.
    pub opened: At,
    /// When revealed, as claimed.
    pub revealed: Option<At>,
    /// Position in the folded order of reviews.
    pub ordinal: usize,
    /// The day the result speaks of: of the closing, else the reveal, else the opening.
    pub as_of: Date,
    /// Who answers what: dimensions or questions.
    pub assignments: BTreeMap<MemberId, BTreeSet<NodeId>>,
    /// What facilitators set beside the answers.
    pub settings: Settings,
    /// Whether any lane that counts is sealed for this device: its result is then not the shared one.
    pub sealed: bool,
    /// Hash of framework, counted heads of every lane, and board; hexadecimal.
    pub inputs_hash: String,
    /// Speakable code of `inputs_hash` and tier: equal codes mean equal inputs and tier.
    pub fingerprint: String,
    /// What was said. Its fields are the review's.
    pub content: Late<Content>,
}

/// What was said in a review, and what follows from it.
#[derive(Debug, Clone, Default)]
pub struct Content {
    /// Every lane there should be: assigned members, and everybody who wrote.
    pub lanes: BTreeMap<MemberId, LaneView>,
    /// Shared decisions.
    pub board: BoardView,
    /// The result over what this device can read; `None` while the framework pack is not here.
    pub result: Option<Arc<Outcome>>,
    /// What was scored, for questions like “what if”; `None` while the framework pack is not here.
    pub inputs: Option<Arc<Inputs>>,
    /// Per question, sorted “talk about this first”.
    pub disagreements: Arc<Late<Vec<Disagreement>>>,
}

impl PartialEq for Content {
    /// Where people disagree follows from what was scored: it is not counted to find out whether it is the same.
    fn eq(&self, other: &Self) -> bool {
        let Self { lanes, board, result, inputs, .. } = self;
        (lanes, board) == (&other.lanes, &other.board)
            && (result, inputs) == (&other.result, &other.inputs)
    }
}

impl Deref for Review {
    type Target = Content;

    fn deref(&self) -> &Content {
        &self.content
    }
}

impl DerefMut for Review {
    fn deref_mut(&mut self) -> &mut Content {
        &mut self.content
    }
}

impl Review {
    /// Returns the questions `member` is assigned and asked, in the order of `framework`.
    pub fn questions_of<'a>(
        &self,
        framework: &'a Framework,
        member: MemberId,
    ) -> Vec<&'a crate::framework::Node> {
        let empty = BTreeSet::new();
        let baselines = self.settings.baselines();
        let assigned = self.assignments.get(&member).unwrap_or(&empty);
        let mut out = Vec::new();
        let mut open: Vec<(&crate::framework::Node, bool)> =
            framework.dimensions().iter().rev().map(|it| (it, false)).collect();
        while let Some((node, inherited)) = open.pop() {
            let mine = inherited || assigned.contains(&node.id);
            if mine && framework.asks(node, &baselines) {
                out.push(node);
            }
            open.extend(node.children.iter().rev().map(|it| (it, mine)));
        }
        out
    }

    /// Returns the questions that are asked, in the order of `framework`: all, or those of the baselines set.
    pub fn questions<'a>(&self, framework: &'a Framework) -> Vec<&'a crate::framework::Node> {
        let baselines = self.settings.baselines();
        framework.questions().into_iter().filter(|it| framework.asks(it, &baselines)).collect()
    }
}

/// How much of a lane this device can read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Access {
    /// It is one's own.
    Mine,
    /// It is open.
    Readable,
    /// Its key is not here.
    Sealed,
}

/// One respondent's answers in one review.
#[derive(Debug, Clone, PartialEq)]
pub struct LaneView {
    /// Whose.
    pub member: MemberId,
    /// Whether it can be read here.
    pub access: Access,
    /// When it was handed in last, as claimed, and at which heads.
    pub handed_in: Option<(At, Vec<ChangeHash>)>,
    /// Answers as of now. Empty if sealed.
    pub answers: Arc<BTreeMap<NodeId, Stated>>,
    /// Answers that count: as of the reveal once there was one, else as of now.
    pub counted: Arc<BTreeMap<NodeId, Stated>>,
    /// Questions whose answer changed after the reveal: valid, but outside the round.
    pub late: BTreeSet<NodeId>,
    /// What is wrong with how this lane stands in the round.
    pub alarm: Option<Alarm>,
}

/// Returns who says what, of all that counts and can be read: question → member → answer.
fn voices(lanes: &BTreeMap<MemberId, LaneView>) -> BTreeMap<NodeId, Arc<Spoken>> {
    let mut out: BTreeMap<NodeId, Spoken> = BTreeMap::new();
    for (member, lane) in lanes.iter().filter(|(_, it)| it.access != Access::Sealed) {
        for (question, stated) in lane.counted.iter() {
            if let Some(answer) = &stated.now.answer {
                out.entry(question.clone()).or_default().insert(*member, answer.clone());
            }
        }
    }
    out.into_iter().map(|(question, it)| (question, Arc::new(it))).collect()
}

/// What is wrong with how a lane stands in a revealed round. Every device checks every entry, its own first: a
/// facilitator can neither alter what was handed in nor leave it out unseen.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
    thiserror::Error,
)]
pub enum Alarm {
    /// Other heads are named than were handed in.
    #[error("the reveal names other answers than were handed in; those handed in count")]
    Altered,
    /// What was handed in is not named.
    #[error("the reveal leaves out answers that were handed in; they count")]
    LeftOut,
    /// Neither knew of the other. It happens without anybody's fault.
    #[error("handed in unknown to the reveal; what the reveal knew counts")]
    Crossed,
    /// What counts is not all here.
    #[error("the answers that count have not all arrived here yet")]
    NotHere,
}

impl Alarm {
    /// Says whether somebody did this: no honest device can.
    pub fn is_foul(self) -> bool {
        match self {
            Self::Altered | Self::LeftOut => true,
            Self::Crossed | Self::NotHere => false,
        }
    }
}

/// Shared decisions of an assessment, for one review.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct BoardView {
    /// Agreed answers: question → every standing value, what counts first.
    pub agreed: BTreeMap<NodeId, Vec<(Agreement, Option<MemberId>, At)>>,
    /// Of these, the ones written in two places at once, with what takes an agreed answer back among the values.
    pub torn: clash::Standing,
    /// Comments, oldest first: question, author, moment, words.
    pub comments: Vec<(NodeId, Option<MemberId>, At, String)>,
}

/// One line of the control history, for people.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Event {
    /// When, as claimed.
    pub at: At,
    /// Who; `None` if unknown.
    pub by: Option<MemberId>,
    /// What.
    pub what: Happening,
    /// Why it did not take effect, if it did not.
    pub void: Option<Void>,
}

/// History of one question, over all lanes that can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionHistory {
    /// Member and what they wrote, in causal order.
    pub lanes: Vec<(MemberId, Vec<Past>)>,
}
