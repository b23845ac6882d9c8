//! Lanes at rest: what was said in them is known from the last time, and what was written is read when somebody writes
//! there, asks for it, or may tell another story of who could.
//!
//! **Invariant:** a lane at rest shows what it would show awake. Where that can't be told, it is woken.

use std::{collections::BTreeMap, fmt, sync::Arc};

use super::Change;
use crate::{
    answer::Stated,
    document::Lane,
    ids::{ChangeHash, EnvelopeId, MemberId, NodeId, ReviewId, StreamId},
    late::Late,
};

/// What was written in a lane, where it lies.
pub trait Written: Send + Sync {
    /// Returns every change, in any order.
    fn changes(&self) -> Vec<Change>;

    /// Returns how many envelopes carry them.
    fn count(&self) -> usize;

    /// Returns the envelopes that carry them.
    fn envelopes(&self) -> Vec<EnvelopeId>;
}

/// What is said in a lane: question → what stands.
pub type Answers = Arc<BTreeMap<NodeId, Stated>>;

/// A lane in which everything that was written counts, and what it came to.
pub struct Rest {
    /// The review.
    pub review: ReviewId,
    /// Whose it is.
    pub member: MemberId,
    /// Its heads, sorted.
    pub heads: Vec<ChangeHash>,
    /// What is said in it.
    pub answers: Late<Answers>,
    /// What was written.
    pub written: Arc<dyn Written>,
}

impl Rest {
    /// Returns the lane's stream.
    pub fn stream(&self) -> StreamId {
        StreamId::lane(self.review, self.member)
    }
}

impl fmt::Debug for Rest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { review, member, .. } = self;
        f.debug_struct("Rest")
            .field("review", review)
            .field("member", member)
            .finish_non_exhaustive()
    }
}

/// A lane that could rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// The review.
    pub review: ReviewId,
    /// Whose it is.
    pub member: MemberId,
    /// Its heads, sorted.
    pub heads: Vec<ChangeHash>,
    /// The envelopes that carry what was written.
    pub envelopes: Vec<EnvelopeId>,
}

/// A lane in which something was written, as far as that is known.
pub(super) enum Look<'a> {
    Awake(&'a Lane),
    Resting(&'a Rest),
}

impl Look<'_> {
    /// Returns what is said, given what was when there were so many changes `before`.
    pub(super) fn answers(&self, before: Option<(&Answers, usize)>) -> Answers {
        match self {
            Self::Awake(lane) => {
                let after = before.and_then(|(answers, it)| lane.answers_after(answers, it));
                Arc::new(after.unwrap_or_else(|| lane.answers()))
            }
            Self::Resting(rest) => Arc::clone(&rest.answers),
        }
    }

    /// Returns how many changes were read.
    pub(super) fn changes(&self) -> usize {
        match self {
            Self::Awake(lane) => lane.changes(),
            Self::Resting(_) => 0,
        }
    }

    /// Returns the heads; none where nothing was written.
    pub(super) fn heads(&self) -> Vec<ChangeHash> {
        match self {
            Self::Awake(lane) if lane.changes() == 0 => Vec::new(),
            Self::Awake(lane) => lane.heads(),
            Self::Resting(rest) => rest.heads.clone(),
        }
    }

    /// Returns what was said as of `heads`, given what is said now; `None` if one of them is not here.
    pub(super) fn answers_at(&self, heads: &[ChangeHash], now: &Answers) -> Option<Answers> {
        match self {
            Self::Awake(lane) if lane.heads() != heads => lane.answers_at(heads).map(Arc::new),
            Self::Resting(rest) if rest.heads != heads => None,
            // Mostly nothing came after it.
            Self::Awake(_) | Self::Resting(_) => Some(Arc::clone(now)),
        }
    }
}
