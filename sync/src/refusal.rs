//! Why something that was asked for is not done.
//!
//! The reason is data: whoever shows it may say it in the language that is spoken. In English the words are these.

use muster_model::{
    control::fold::Void,
    document::DraftError,
    framework::{accept::AnswerError, aim::SettingError},
    ids::NodeId,
    plan::PlanError,
};

/// Why nothing was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It would have no effect in the control history.
    #[error("{0}")]
    Void(#[from] Void),
    /// No review has this id.
    #[error("there is no such review in this workspace")]
    NoReview,
    /// No review of the assessment has this id.
    #[error("there is no such review in this assessment")]
    NoReviewInAssessment,
    /// No assessment has this id.
    #[error("there is no such assessment in this workspace")]
    NoAssessment,
    /// The review is over.
    #[error("the review is closed")]
    ReviewClosed,
    /// The review is over, and settings go on in the next.
    #[error("the review is closed: what narrows or counts belongs to the next one")]
    ClosedToSettings,
    /// Nothing is signed before the reveal.
    #[error("the review is not revealed yet: nobody else could check what you sign")]
    NotRevealed,
    /// Observers look on.
    #[error("an observer does not answer")]
    Observer,
    /// Nobody let this device in yet.
    #[error("this device was not admitted to the workspace yet")]
    NotAdmitted,
    /// Agreements are recorded by facilitators and owners.
    #[error("only a facilitator or an owner records what the group agreed on")]
    OnlyRulersAgree,
    /// Actions are planned by facilitators and owners.
    #[error("only a facilitator or an owner plans actions")]
    OnlyRulersPlan,
    /// An action belongs to a member.
    #[error("the owner of an action is no member of this workspace")]
    ActionOwnerUnknown,
    /// The title is empty.
    #[error("an assessment needs a title")]
    NoTitleOfAssessment,
    /// The title is empty.
    #[error("a review needs a title")]
    NoTitleOfReview,
    /// Only members are asked.
    #[error("an assignment names somebody who is not a member")]
    AssignedStranger,
    /// The framework has no such dimension or question.
    #[error("the framework has no “{node}” to assign")]
    AssignedUnknown {
        /// Which.
        node: NodeId,
    },
    /// The framework has no such question.
    #[error("the framework has no question “{question}”")]
    NoQuestion {
        /// Which.
        question: NodeId,
    },
    /// The lane is empty.
    #[error("there is nothing to hand in yet: answer a question first")]
    NothingToHandIn,
    /// The framework of the assessment is on its way.
    #[error("the framework pack has not arrived yet: sync first")]
    PackNotHere,
    /// The pack does not hold.
    #[error("the framework pack has {problems} problems: {first}")]
    BadPack {
        /// How many.
        problems: usize,
        /// The first of them.
        first: String,
    },
    /// It is another framework.
    #[error("an assessment goes on by another version of its framework only")]
    OtherFramework,
    /// There is no result yet.
    #[error("the framework has not arrived yet: there is no result to sign")]
    NothingToSign,
    /// Somebody looked at another result than there is now.
    #[error("the result changed while you looked: its fingerprint is {fingerprint} now")]
    ResultMoved {
        /// As it is now.
        fingerprint: String,
    },
    /// The key of the workspace or lane is missing.
    #[error("the key to write with is not on this device")]
    NoKey,
    /// A workspace keeps an owner.
    #[error("no owner would be left: make somebody else an owner first")]
    LastOwner,
    /// The code is of another workspace.
    #[error("this is not the recovery code of this workspace")]
    OtherCode,
    /// Only a member’s device brings an owner back.
    #[error("this device is not a member’s: give the address of one that is")]
    OtherDevice,
    /// Nobody waits at the door under this name.
    #[error("that device is not waiting")]
    NotWaiting,
    /// The file belongs to no answer that is open here.
    #[error("no answer that can be read here names this file")]
    FileUnnamed,
    /// The question is not answered.
    #[error("evidence belongs to an answer: answer the question first")]
    NoAnswerToProve,
    /// The workspace is here.
    #[error("this workspace is on this device already")]
    HereAlready,
    /// Format 1 can give no content up.
    #[error(
        "{entries} of its entries were written by an older version of Muster, in a form that can't be destroyed one by one; delete the workspace on every device instead"
    )]
    OldForm {
        /// How many.
        entries: usize,
    },
    /// Settings are made by facilitators and owners.
    #[error("only a facilitator or an owner sets targets, baselines and counted numbers")]
    OnlyRulersSet,
    /// Not everything that counts can be read here.
    #[error("answers that count are sealed for this device: it can't tell what it would sign")]
    SealedToSign,
    /// Its card holds no recipient.
    #[error("the device that asks has no usable key to receive keys with")]
    NoUsableKey,
    /// Not all came.
    #[error(
        "you were admitted, but the other device went away before everything arrived; the rest comes with the next exchange"
    )]
    CameInPart,
    /// Nobody comes in twice.
    #[error("you are a member of this workspace on this device already")]
    MemberAlready,
    /// It was revoked, or its person removed.
    #[error(
        "this device was in that workspace and is out: remove the workspace from it first, then come in as a new device"
    )]
    IsOut,
    /// The name is empty, too long, or holds control characters.
    #[error("{what} needs a name of 1 to {most} printable characters")]
    BadName {
        /// Whose or what name.
        what: Named,
        /// Longest, in bytes.
        most: usize,
    },
    /// An answer does not fit its question.
    #[error("{0}")]
    Answer(#[from] AnswerError),
    /// It can't be set.
    #[error("{0}")]
    Setting(#[from] SettingError),
    /// It can't be planned.
    #[error("{0}")]
    Plan(#[from] PlanError),
    /// No change can be made of it.
    #[error("{0}")]
    Draft(#[from] DraftError),
    /// What another device said, or another part of Muster that has English words only.
    #[error("{0}")]
    Words(String),
}

/// What a name is given to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// A workspace.
    Workspace,
    /// A member.
    Member,
}

impl std::fmt::Display for Named {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Workspace => "a workspace",
            Self::Member => "a member",
        })
    }
}

impl From<String> for Refusal {
    fn from(words: String) -> Self {
        Self::Words(words)
    }
}

impl From<&str> for Refusal {
    fn from(words: &str) -> Self {
        Self::Words(words.to_owned())
    }
}
