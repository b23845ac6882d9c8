//! Everything a person can do to a workspace, as one enum.

use crate::{
    answer::{Answer, Said},
    control::op::{Role, Secrecy},
    ids::{ActionId, AssessmentId, ChangeHash, DeviceId, InviteId, MemberId, NodeId, ReviewId},
    plan::Entry,
    setting::Setting,
    time::{At, Date},
};

/// What a person wants changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Writes answers in one's own lane; one change. `None` takes an answer back.
    Answer {
        /// In which review.
        review: ReviewId,
        /// Question and answer, each once.
        answers: Vec<(NodeId, Option<Answer>)>,
    },
    /// Records what the group agreed on; one change.
    Agree {
        /// In which review.
        review: ReviewId,
        /// Question and outcome, each once; `None` takes an outcome back.
        agreed: Vec<(NodeId, Option<Agreement>)>,
    },
    /// Sets something beside the answers, all in one change: targets, baselines, numbers counted outside the questions.
    Set {
        /// For which assessment.
        assessment: AssessmentId,
        /// From which review on; `None` from before the first.
        review: Option<ReviewId>,
        /// What, each once.
        settings: Vec<Setting>,
    },
    /// Writes what people set out to do; one change. An action that is new needs a title.
    Plan {
        /// For which assessment.
        assessment: AssessmentId,
        /// Action and what a field of it says, each field once.
        entries: Vec<(ActionId, Entry)>,
    },
    /// Adds a comment to a question.
    Comment {
        /// In which review.
        review: ReviewId,
        /// Which question.
        question: NodeId,
        /// The words.
        text: String,
    },
    /// Adds a comment to an action.
    CommentAction {
        /// Of which assessment.
        assessment: AssessmentId,
        /// Which action.
        action: ActionId,
        /// The words.
        text: String,
    },
    /// Invites somebody.
    Invite {
        /// Derived from the ticket's secret.
        invite: InviteId,
        /// The role given.
        role: Role,
        /// Set for a further device of oneself.
        member: Option<MemberId>,
        /// Dimensions the joiner is assigned.
        dimensions: Vec<NodeId>,
        /// How often the ticket may be used.
        uses: u32,
        /// Not usable from then on.
        expires: At,
        /// Whether any member may admit on presentation.
        auto_admit: bool,
        /// Whom it is meant for.
        note: String,
    },
    /// Takes an invitation back.
    RevokeInvite(InviteId),
    /// Admits a device that asked.
    Accept(DeviceId),
    /// Refuses a device that asked.
    Refuse(DeviceId),
    /// Applies a framework to a scope. The pack itself is stored with it.
    CreateAssessment {
        /// Canonical bytes of the pack.
        pack: Vec<u8>,
        /// Title.
        title: String,
        /// Unit of analysis.
        scope: String,
    },
    /// Goes on with an assessment by another version of its framework: begins the next one, with the targets and baselines
    /// that still fit and the actions that are not closed.
    GoOn {
        /// The assessment before.
        from: AssessmentId,
        /// The pack of the other version, as its canonical bytes.
        pack: Vec<u8>,
    },
    /// Opens a review.
    OpenReview {
        /// Of which assessment.
        assessment: AssessmentId,
        /// Title.
        title: String,
        /// Who sees what before the reveal.
        secrecy: Secrecy,
        /// When answers are wanted.
        due: Option<Date>,
        /// Who answers what.
        assignments: Vec<(MemberId, NodeId)>,
    },
    /// Changes who answers what.
    Assign {
        /// In which review.
        review: ReviewId,
        /// Who.
        member: MemberId,
        /// Nodes added.
        add: Vec<NodeId>,
        /// Nodes taken away.
        remove: Vec<NodeId>,
    },
    /// Hands in one's lane as it is now.
    Submit(ReviewId),
    /// Opens the lanes to everybody.
    Reveal(ReviewId),
    /// Ends a review.
    CloseReview(ReviewId),
    /// Destroys what was answered and decided in an assessment that is over.
    Destroy(AssessmentId),
    /// Gives a member another role.
    SetRole {
        /// Who.
        member: MemberId,
        /// The role from now on.
        role: Role,
    },
    /// Says in which team a member is; an empty name takes it back.
    SetTeam {
        /// Who.
        member: MemberId,
        /// Name of the team.
        team: String,
    },
    /// Removes a member with all their devices; of oneself: leaves. What they said before stays.
    Remove(MemberId),
    /// Takes a device out: lost, stolen, or no longer used.
    RevokeDevice(DeviceId),
    /// Lets an invitation stand whose author is gone.
    RenewInvite(InviteId),
    /// Asks members to sign a review off, or asks them no longer.
    AskToSign {
        /// Which review.
        review: ReviewId,
        /// Who is asked.
        add: Vec<MemberId>,
        /// Who is not asked any more.
        remove: Vec<MemberId>,
    },
    /// Signs a review off as it stands.
    SignOff {
        /// Which review.
        review: ReviewId,
        /// The code of what the signer was shown: nothing else is signed in its stead.
        fingerprint: String,
        /// What they add, in words.
        note: String,
    },
}

/// How a group came to its answer.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    /// Everybody agrees.
    Agreed,
    /// Most agree; the others' dissent is kept.
    Majority,
    /// The facilitator decided.
    Facilitator,
    /// It stays open.
    LeftOpen,
}

/// A group's answer to a question.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct Agreement {
    /// The answer; `None` when it was left open.
    pub said: Option<Said>,
    /// How it came about.
    pub decision: Decision,
    /// Why.
    pub reason: String,
    /// Who disagrees, and with which words.
    pub dissent: Vec<(MemberId, String)>,
    /// The answers it was based on: who, and the change that wrote it. Empty where nobody noted them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub based_on: Vec<(MemberId, ChangeHash)>,
}
