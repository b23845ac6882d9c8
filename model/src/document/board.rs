//! Boards: an assessment's shared decisions.

mod plan;

use std::{collections::BTreeMap, sync::Arc};

pub use self::plan::{ActionComment, ActionPage, PlanPage, PlanStep, Wrote};
use super::{
    Payload,
    admit::{AdmitError, Admitted, DraftError},
    chunk::{self, OpName},
    paper::{Paper, Read},
    pen::Pen,
    schema::{self, ACTION, AGREED, COMMENT, Kind, SETTING, Slot},
    trial::Memory,
};
use crate::{
    edit::Agreement,
    ids::{ActionId, ChangeHash, DeviceId, NodeId, ReviewId, StreamId},
    plan::Entry,
    setting::{About, Setting},
    time::At,
};

/// What can be done to a board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BoardEdit {
    /// Records what the group agreed on.
    Agree {
        /// In which review.
        review: ReviewId,
        /// Which question.
        question: NodeId,
        /// The outcome; `None` takes it back.
        agreed: Option<Agreement>,
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
    /// Sets something beside the answers.
    Set {
        /// In which review; `None` before the first.
        review: Option<ReviewId>,
        /// What.
        setting: Setting,
    },
    /// Adds a comment to an action.
    CommentAction {
        /// Which action.
        action: ActionId,
        /// The words.
        text: String,
    },
    /// Writes a field of an action.
    Plan {
        /// Which action.
        action: ActionId,
        /// What.
        entry: Entry,
    },
}

/// One value of a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Set {
    /// What is set.
    pub setting: Setting,
    /// The device that wrote it.
    pub device: Option<DeviceId>,
    /// The moment claimed.
    pub at: At,
    /// The change that wrote it.
    pub change: ChangeHash,
}

/// Everything set on a board, by where it was set: every standing value, what counts first.
pub type SetPage = BTreeMap<(Option<ReviewId>, About), Vec<Set>>;

/// One value of an agreed answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreed {
    /// The outcome; `None` where it was taken back.
    pub agreement: Option<Agreement>,
    /// The device that wrote it.
    pub device: Option<DeviceId>,
    /// The moment claimed.
    pub at: At,
    /// The change that wrote it.
    pub change: ChangeHash,
}

/// A comment on a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// On which question.
    pub question: NodeId,
    /// The words.
    pub text: String,
    /// The device that wrote it.
    pub device: Option<DeviceId>,
    /// The moment claimed.
    pub at: At,
    /// The change that wrote it.
    pub change: ChangeHash,
}

/// What a board says about one review.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BoardPage {
    /// Agreed answers: question → every standing value, what counts first.
    pub agreed: BTreeMap<NodeId, Vec<Agreed>>,
    /// Comments: each after those its author saw.
    pub comments: Vec<Comment>,
}

/// The shared decisions of one assessment.
#[derive(Debug, Clone)]
pub struct Board(Paper);

impl Board {
    /// Makes the board of `stream` with nothing on it.
    pub fn new(stream: StreamId) -> Self {
        Self(Paper::new(Kind::Board, stream))
    }

    /// Makes the board of `stream` with nothing in it; what `memory` knows is not tried again.
    pub fn remembering(stream: StreamId, memory: Option<Arc<dyn Memory>>) -> Self {
        Self(Paper::remembering(Kind::Board, stream, memory))
    }

    /// Writes `edits` as one change on top of all that stands.
    ///
    /// The board itself only changes when the payload is admitted. Admit it before the next draft,
    /// or never: two drafts of one pen on one state exclude each other.
    pub fn draft(&self, pen: &Pen, at: At, edits: &[BoardEdit]) -> Result<Vec<u8>, DraftError> {
        let turn = self.turn();
        self.0.draft(pen, at, |first| {
            let mut out: Vec<(Slot, Vec<String>)> = Vec::new();
            for (edit, i) in edits.iter().zip(0_u64..) {
                let op = OpName { counter: first.counter + i, actor: first.actor.clone() };
                let (slot, value) = stroke(edit, &op, turn.saturating_add(i));
                if out.iter().any(|(it, _)| *it == slot) {
                    return Err(edit.twice());
                }
                out.push((slot, vec![value]));
            }
            Ok(out)
        })
    }

    /// Says whether `payload` adds comments and does nothing else. One that can't be read does not.
    pub fn only_comments(payload: &[u8]) -> bool {
        let comments = u64::try_from(COMMENT).unwrap_or(u64::MAX).saturating_add(1);
        chunk::parse(payload).is_ok_and(|chunks| {
            chunks.iter().flat_map(|it| &it.change.puts).all(|it| it.map.counter == comments)
        })
    }

    /// Takes in a payload signed by `device`: all of it or nothing. One that is known already
    /// changes nothing.
    pub fn admit(&mut self, device: DeviceId, payload: &[u8]) -> Result<Admitted, AdmitError> {
        self.0.admit_all(&[(device, payload.into())]).pop().unwrap_or(Ok(Admitted::default()))
    }

    /// Takes in many payloads, in any order; much quicker than one by one.
    pub fn admit_all(
        &mut self,
        payloads: impl IntoIterator<Item = (DeviceId, impl Into<Payload>)>,
    ) -> Vec<Result<Admitted, AdmitError>> {
        let payloads: Vec<_> = payloads.into_iter().map(|(by, it)| (by, it.into())).collect();
        self.0.admit_all(&payloads)
    }

    /// Returns the heads, sorted. A board on which nothing was written has one head, which
    /// everybody computes alike.
    pub fn heads(&self) -> Vec<ChangeHash> {
        self.0.graph.head_hashes()
    }

    /// Says whether all of `heads` are here, and can stand together.
    pub fn has(&self, heads: &[ChangeHash]) -> bool {
        self.0.has(heads)
    }

    /// Returns the place in the talk that the next comment takes: after all that are here.
    ///
    /// Changes of a board do not follow on each other's comments, so the order has to be said.
    fn turn(&self) -> u64 {
        let comments = self.0.read(COMMENT, None);
        let turns = comments.values().flatten().map(|it| schema::read_comment(&it.text).0);
        turns.max().map_or(0, |it| it.saturating_add(1))
    }

    /// Returns what the board says about `review`.
    pub fn view(&self, review: ReviewId) -> BoardPage {
        let mut page = BoardPage::default();
        for (key, values) in self.0.read(AGREED, None) {
            if let Some((of, question)) = schema::read_agreed_key(&key)
                && of == review
            {
                page.agreed.insert(question, values.iter().rev().map(agreed).collect());
            }
        }
        let comments = self.0.read(COMMENT, None);
        let said = in_turn(comments.values().flatten());
        page.comments = said.into_iter().filter_map(|it| comment(it, review)).collect();
        page
    }

    /// Returns what is set. A value that this version can't read is left out.
    pub fn settings(&self) -> SetPage {
        let mut page = SetPage::new();
        for (key, values) in self.0.read(SETTING, None) {
            let Some((review, about)) = schema::read_setting_key(&key) else { continue };
            let read = |it: &Read<'_>| set(&about, it);
            let values: Vec<Set> = values.iter().rev().filter_map(read).collect();
            if !values.is_empty() {
                page.insert((review, about), values);
            }
        }
        page
    }

    /// Returns the changes that are kept but do not count, each with its device: that device wrote
    /// two different changes in one place.
    pub fn void(&self) -> Vec<(ChangeHash, Option<DeviceId>)> {
        self.0.graph.void().map(|it| (it.hash, it.device)).collect()
    }

    /// Returns the board as a plain Automerge file.
    pub fn export(&self) -> Vec<u8> {
        self.0.export()
    }

    /// Returns the number of changes that were written: void ones count, the genesis doesn't.
    pub fn changes(&self) -> usize {
        self.0.graph.len().saturating_sub(1)
    }
}

impl BoardEdit {
    /// What is wrong with writing it a second time in one change.
    fn twice(&self) -> DraftError {
        match self {
            Self::Agree { question, .. } | Self::Comment { question, .. } => {
                DraftError::Twice(question.clone())
            }
            Self::Set { .. } | Self::Plan { .. } | Self::CommentAction { .. } => {
                DraftError::SetTwice
            }
        }
    }
}

fn stroke(edit: &BoardEdit, op: &OpName, turn: u64) -> (Slot, String) {
    match edit {
        BoardEdit::Agree { review, question, agreed } => {
            let key = schema::agreed_key(*review, question);
            (Slot { field: AGREED, key }, schema::agreement(agreed.as_ref()))
        }
        BoardEdit::Comment { review, question, text } => {
            let key = schema::comment_key(*review, question, op);
            (Slot { field: COMMENT, key }, schema::comment(turn, text))
        }
        BoardEdit::CommentAction { action, text } => {
            let key = schema::action_comment_key(*action, op);
            (Slot { field: COMMENT, key }, schema::comment(turn, text))
        }
        BoardEdit::Set { review, setting } => {
            let key = schema::setting_key(*review, &setting.about());
            (Slot { field: SETTING, key }, schema::setting(setting))
        }
        BoardEdit::Plan { action, entry } => {
            let key = schema::action_key(*action, entry.field());
            (Slot { field: ACTION, key }, schema::entry(entry))
        }
    }
}

/// Puts comments in the order of the talk: each after those its author saw.
fn in_turn<'a, 'b: 'a>(all: impl Iterator<Item = &'a Read<'b>>) -> Vec<&'a Read<'b>> {
    let mut said: Vec<&Read<'_>> = all.collect();
    said.sort_by_key(|it| {
        (schema::read_comment(&it.text).0, it.node.time, it.counter, it.node.hash)
    });
    said
}

fn agreed(it: &Read<'_>) -> Agreed {
    Agreed {
        agreement: schema::read_agreement(&it.text),
        device: it.node.device,
        at: schema::read_time(it.node.time),
        change: it.node.hash,
    }
}

fn set(about: &About, it: &Read<'_>) -> Option<Set> {
    Some(Set {
        setting: schema::read_setting(about, &it.text)?,
        device: it.node.device,
        at: schema::read_time(it.node.time),
        change: it.node.hash,
    })
}

fn comment(it: &Read<'_>, review: ReviewId) -> Option<Comment> {
    let (of, question, _) = schema::read_comment_key(&it.key)?;
    (of == review).then(|| Comment {
        question,
        text: schema::read_comment(&it.text).1.to_owned(),
        device: it.node.device,
        at: schema::read_time(it.node.time),
        change: it.node.hash,
    })
}
