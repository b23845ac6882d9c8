//! What a lane and a board hold, and how it is spelled.
//!
//! Every document begins with a *genesis*: one change that makes one map per field and that each
//! device computes for itself, so that all share the maps and nobody has to be trusted for them. A
//! new field would come with a second genesis change that follows on this one; this one never
//! changes again, for its hash stands in every change that was ever written.
//!
//! Values are texts that say what they are. A text that this version can't read is shown as
//! nothing, and kept.

mod action;

use std::{collections::BTreeSet, sync::Arc};

use serde::{Deserialize, Serialize};

pub(super) use self::action::{
    action_comment_key, action_key, entry, read_action_comment_key, read_action_key, read_entry,
};
use super::{
    chunk::{Change, MAX_KEY, OpName, Put},
    pen::Actor,
};
use crate::{
    answer::{Answer, Basis, Said},
    edit::{Agreement, Decision},
    evidence::Evidence,
    ids::{ChangeHash, MemberId, NodeId, ReviewId},
    setting::{About, Aim, Setting},
    time::At,
};

/// Which kind of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// One respondent's answers in one review.
    Lane,
    /// An assessment's shared decisions.
    Board,
}

impl Kind {
    /// Returns its name.
    pub(super) fn name(self) -> &'static [u8] {
        match self {
            Self::Lane => b"lane",
            Self::Board => b"board",
        }
    }
}

/// The fields of a lane. A change writes all of them for each of its questions, in this order.
pub(super) const LANE: [&str; 4] = ["said", "note", "basis", "evidence"];
/// The fields of a board.
pub(super) const BOARD: [&str; 4] = ["agreed", "comment", "target", "action"];
/// Place of the agreed answers among a board's fields.
pub(super) const AGREED: usize = 0;
/// Place of the comments among a board's fields.
pub(super) const COMMENT: usize = 1;
/// Place of what is set beside the answers among a board's fields: targets first of all, hence its name.
pub(super) const SETTING: usize = 2;
/// Place of the actions among a board's fields: a key for each field of each action.
pub(super) const ACTION: usize = 3;

/// A place that later writes replace: for a lane a question, for a board a key of one of its
/// fields.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Slot {
    /// The field, or the first of several that are written together.
    pub(super) field: usize,
    /// The key in it.
    pub(super) key: Arc<str>,
}

/// What a change puts into one slot: one operation per field, in the order of the fields.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stroke<'a> {
    /// Counter of the first operation.
    pub(super) first: u64,
    /// The operations.
    pub(super) puts: &'a [Put],
}

impl Kind {
    /// Returns the names of the fields: the keys of the root.
    pub(super) fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Lane => &LANE,
            Self::Board => &BOARD,
        }
    }

    /// Returns how many fields are written together.
    fn width(self) -> usize {
        match self {
            Self::Lane => LANE.len(),
            Self::Board => 1,
        }
    }

    /// Returns what `change` writes, or `None` if it writes anything that does not belong here.
    pub(super) fn strokes<'a>(
        self,
        change: &'a Change,
        genesis: &Actor,
    ) -> Option<Vec<(Slot, Stroke<'a>)>> {
        let width = self.width();
        let mut seen = BTreeSet::new();
        let mut out = Vec::new();
        let mut first = change.start;
        for puts in change.puts.chunks(width) {
            let slot = self.slot(puts, genesis)?;
            let fits = puts.len() == width
                && slot.key.len() <= MAX_KEY
                && self.is_key(&slot, &OpName { counter: first, actor: change.actor.clone() });
            if !fits || !seen.insert(slot.clone()) {
                return None;
            }
            out.push((slot, Stroke { first, puts }));
            first = first.checked_add(u64::try_from(width).ok()?)?;
        }
        Some(out)
    }

    fn slot(self, puts: &[Put], genesis: &Actor) -> Option<Slot> {
        let head = puts.first()?;
        let field = usize::try_from(head.map.counter.checked_sub(1)?).ok()?;
        // A counter may be the largest number there is.
        let end = field.checked_add(puts.len())?;
        if end > self.fields().len() {
            return None;
        }
        let here = |(i, it): (usize, &Put)| {
            it.map.actor == *genesis
                && usize::try_from(it.map.counter).ok() == Some(field + i + 1)
                && it.key == head.key
        };
        let aligned = field.is_multiple_of(self.width());
        let same = puts.iter().enumerate().all(here);
        (aligned && same).then(|| Slot { field, key: head.key.clone() })
    }

    /// Says whether a put named `op` may use the key of `slot`.
    fn is_key(self, slot: &Slot, op: &OpName) -> bool {
        match (self, slot.field) {
            (Self::Lane, _) => slot.key.parse::<NodeId>().is_ok(),
            (Self::Board, AGREED) => read_agreed_key(&slot.key).is_some(),
            (Self::Board, COMMENT) => {
                read_comment_key(&slot.key).is_some_and(|(_, _, by)| by == op_text(op))
            }
            (Self::Board, _) => !slot.key.is_empty() && !slot.key.chars().any(char::is_control),
        }
    }
}

/// Writes the name of an operation.
pub(super) fn op_text(op: &OpName) -> String {
    format!("{}@{}", op.counter, op.actor.hex())
}

/// Writes the key of an agreed answer.
pub(super) fn agreed_key(review: ReviewId, question: &NodeId) -> Arc<str> {
    format!("{review}/{question}").into()
}

/// Reads the key of an agreed answer.
pub(super) fn read_agreed_key(key: &str) -> Option<(ReviewId, NodeId)> {
    let (review, question) = key.split_once('/')?;
    let id: ReviewId = review.parse().ok()?;
    Some((id, question.parse().ok()?)).filter(|_| id.to_string() == review)
}

/// Writes the key of a comment. It holds the name of its operation, so nobody can write over a
/// comment.
pub(super) fn comment_key(review: ReviewId, question: &NodeId, op: &OpName) -> Arc<str> {
    format!("{review}/{}/{question}", op_text(op)).into()
}

/// Reads the key of a comment.
pub(super) fn read_comment_key(key: &str) -> Option<(ReviewId, NodeId, &str)> {
    let (review, rest) = key.split_once('/')?;
    let (op, question) = rest.split_once('/')?;
    let id: ReviewId = review.parse().ok()?;
    Some((id, question.parse().ok()?, op)).filter(|_| id.to_string() == review)
}

/// Writes the key of a setting made in `review`, or before the first.
pub(super) fn setting_key(review: Option<ReviewId>, about: &About) -> Arc<str> {
    let since = review.map_or_else(|| "-".to_owned(), |it| it.to_string());
    match about {
        About::Target(node) => format!("{since}/target/{node}"),
        About::Baselines => format!("{since}/baselines"),
        About::Fact(id) => format!("{since}/fact/{id}"),
    }
    .into()
}

/// Reads the key of a setting.
pub(super) fn read_setting_key(key: &str) -> Option<(Option<ReviewId>, About)> {
    let (since, rest) = key.split_once('/')?;
    let review = match since {
        "-" => None,
        text => Some(text.parse::<ReviewId>().ok().filter(|it| it.to_string() == text)?),
    };
    let about = match rest.split_once('/') {
        None if rest == "baselines" => About::Baselines,
        Some(("target", node)) => About::Target(node.parse().ok()?),
        Some(("fact", id)) => About::Fact(id.parse().ok()?),
        Some(_) | None => return None,
    };
    Some((review, about))
}

/// Writes what is set; what was taken back is the empty text.
pub(super) fn setting(setting: &Setting) -> String {
    match setting {
        Setting::Target { aim: Some(Aim::Option(id)), .. } => format!("option:{id}"),
        Setting::Target { aim: Some(Aim::Rung(id)), .. } => format!("rung:{id}"),
        Setting::Baselines(names) => serde_json::to_string(names).unwrap_or_default(),
        Setting::Fact { number: Some(number), .. } => number.to_string(),
        Setting::Target { aim: None, .. } | Setting::Fact { number: None, .. } => String::new(),
    }
}

/// Reads what is set; `None` where it can't be understood.
pub(super) fn read_setting(about: &About, text: &str) -> Option<Setting> {
    match about {
        About::Target(node) => {
            let aim = match text.split_once(':') {
                None if text.is_empty() => None,
                Some(("option", id)) => Some(Aim::Option(id.parse().ok()?)),
                Some(("rung", id)) => Some(Aim::Rung(id.parse().ok()?)),
                Some(_) | None => return None,
            };
            Some(Setting::Target { node: node.clone(), aim })
        }
        About::Baselines => serde_json::from_str(text).ok().map(Setting::Baselines),
        About::Fact(id) if text.is_empty() => Some(Setting::Fact { id: id.clone(), number: None }),
        About::Fact(id) => Some(Setting::Fact { id: id.clone(), number: Some(text.parse().ok()?) }),
    }
}

/// Writes a comment with its place in the talk.
pub(super) fn comment(turn: u64, text: &str) -> String {
    format!("{turn}:{text}")
}

/// Reads a comment and the place in the talk that its author saw for it.
pub(super) fn read_comment(value: &str) -> (u64, &str) {
    let parts = value.split_once(':').and_then(|(turn, text)| Some((turn.parse().ok()?, text)));
    parts.unwrap_or((0, value))
}

/// Writes a moment as a change carries it.
pub(super) fn time(at: At) -> i64 {
    i64::try_from(at.0).unwrap_or(i64::MAX)
}

/// Reads a moment.
pub(super) fn read_time(time: i64) -> At {
    At(u64::try_from(time).unwrap_or(0))
}

/// Writes an answer as the values of a lane's fields; one that was taken back is empty texts.
pub(super) fn answer(answer: Option<&Answer>) -> [String; 4] {
    let Some(it) = answer else {
        return Default::default();
    };
    let evidence = match it.evidence.as_slice() {
        [] => String::new(),
        some => {
            let stored: Vec<&str> = some.iter().map(Evidence::stored).collect();
            serde_json::to_string(&stored).unwrap_or_default()
        }
    };
    [said(&it.said), it.note.clone(), basis(it.basis), evidence]
}

/// Reads an answer; `None` where it was taken back or can't be understood.
pub(super) fn read_answer(fields: [&str; 4]) -> Option<Answer> {
    let [said, note, basis, evidence] = fields;
    Some(Answer {
        said: read_said(said)?,
        note: note.to_owned(),
        basis: read_basis(basis),
        evidence: serde_json::from_str::<Vec<String>>(evidence)
            .map(|it| it.into_iter().map(Evidence::of).collect())
            .unwrap_or_default(),
    })
}

fn said(said: &Said) -> String {
    match said {
        Said::Option(id) => format!("option:{id}"),
        Said::NotApplicable { reason } => format!("not-applicable:{reason}"),
        Said::DontKnow => "dont-know".to_owned(),
        Said::Text(text) => format!("text:{text}"),
        Said::Number(number) => format!("number:{number}"),
    }
}

fn read_said(text: &str) -> Option<Said> {
    if text == "dont-know" {
        return Some(Said::DontKnow);
    }
    let (kind, rest) = text.split_once(':')?;
    let rest_text = || rest.to_owned();
    match kind {
        "option" => rest.parse().ok().map(Said::Option),
        "not-applicable" => Some(Said::NotApplicable { reason: rest_text() }),
        "text" => Some(Said::Text(rest_text())),
        "number" => Some(Said::Number(rest_text())),
        _ => None,
    }
}

fn basis(basis: Basis) -> String {
    match basis {
        Basis::Claimed => "claimed".to_owned(),
        Basis::Documented => "documented".to_owned(),
        Basis::Tested(day) => format!("tested:{day}"),
    }
}

/// Reads how an answer is known; what can't be understood counts as claimed, the weakest.
fn read_basis(text: &str) -> Basis {
    match text.split_once(':') {
        Some(("tested", day)) => day.parse().map_or(Basis::Claimed, Basis::Tested),
        None if text == "documented" => Basis::Documented,
        _ => Basis::Claimed,
    }
}

/// An agreed answer as a board stores it.
#[derive(Serialize, Deserialize)]
struct Stored {
    said: Option<String>,
    decision: Decision,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    dissent: Vec<(MemberId, String)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    based_on: Vec<(MemberId, ChangeHash)>,
}

/// Writes an agreed answer; one that was taken back is the empty text.
pub(super) fn agreement(agreed: Option<&Agreement>) -> String {
    let Some(it) = agreed else {
        return String::new();
    };
    let stored = Stored {
        said: it.said.as_ref().map(said),
        decision: it.decision,
        reason: it.reason.clone(),
        dissent: it.dissent.clone(),
        based_on: it.based_on.clone(),
    };
    serde_json::to_string(&stored).unwrap_or_default()
}

/// Reads an agreed answer; `None` where it was taken back or can't be understood.
pub(super) fn read_agreement(text: &str) -> Option<Agreement> {
    let Stored { said, decision, reason, dissent, based_on } = serde_json::from_str(text).ok()?;
    let said = match said {
        Some(text) => Some(read_said(&text)?),
        None => None,
    };
    Some(Agreement { said, decision, reason, dissent, based_on })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Date;
    use proptest::prelude::*;

    #[test]
    fn every_answer_survives_its_spelling() {
        let says = [
            Said::Option("defined".parse().unwrap()),
            Said::NotApplicable { reason: "no such site: closed".into() },
            Said::DontKnow,
            Said::Text("dont-know".into()),
            Said::Number("12.50".into()),
        ];
        let day = Date::new(2026, 2, 28).unwrap();
        for said in says {
            for basis in [Basis::Claimed, Basis::Documented, Basis::Tested(day)] {
                let whole = Answer {
                    said: said.clone(),
                    note: "line\nline “quoted”".into(),
                    basis,
                    evidence: vec!["https://example.org/a,b".into(), "".into()],
                };
                let fields = answer(Some(&whole));
                let [a, b, c, d] = &fields;
                assert_eq!(read_answer([a, b, c, d]), Some(whole));
            }
        }
        assert_eq!(read_answer(["", "", "", ""]), None);
        assert_eq!(answer(None), ["", "", "", ""].map(str::to_owned));
    }

    #[test]
    fn an_agreed_answer_survives_its_spelling() {
        let whole = Agreement {
            said: None,
            decision: Decision::LeftOpen,
            reason: "waiting for the audit".into(),
            dissent: vec![(MemberId::from_bytes([7; 16]), "I would not wait".into())],
            based_on: vec![(MemberId::from_bytes([7; 16]), ChangeHash::from_bytes([9; 32]))],
        };
        assert_eq!(read_agreement(&agreement(Some(&whole))), Some(whole));
        assert_eq!(read_agreement(&agreement(None)), None);
    }

    #[test]
    fn a_setting_survives_its_spelling() {
        let name = |it: &str| it.parse::<NodeId>().unwrap();
        let target = |aim| Setting::Target { node: name("urn:a/b"), aim };
        let fact = |number| Setting::Fact { id: name("days lost"), number };
        let settings = [
            target(Some(Aim::Option(name("level:4")))),
            target(Some(Aim::Rung(name("high")))),
            target(None),
            Setting::Baselines([name("short"), name("a\"b")].into()),
            Setting::Baselines(BTreeSet::new()),
            fact(Some("-5/2".parse().unwrap())),
            fact(None),
        ];
        for whole in settings {
            for review in [None, Some(ReviewId::from_bytes([0xa7; 16]))] {
                let (about, text) = (whole.about(), setting(&whole));
                let key = setting_key(review, &about);
                assert_eq!(read_setting_key(&key), Some((review, about.clone())));
                assert_eq!(read_setting(&about, &text), Some(whole.clone()));
            }
        }
    }

    proptest! {
        #[test]
        fn any_setting_is_read_as_something_or_nothing(key in ".*", text in ".*") {
            if let Some((review, about)) = read_setting_key(&key) {
                let again = setting_key(review, &about);
                prop_assert_eq!(again.as_ref(), key.as_str());
            }
            for about in [About::Baselines, About::Target("a".parse().unwrap())] {
                if let Some(read) = read_setting(&about, &text) {
                    prop_assert_eq!(read_setting(&about, &setting(&read)), Some(read));
                }
            }
        }

        #[test]
        fn any_text_is_read_as_something_or_nothing(a in ".*", b in ".*", c in ".*", d in ".*") {
            let read = read_answer([&a, &b, &c, &d]);
            prop_assert!(read.is_none_or(|it| it.note == b));
            prop_assert!(read_agreement(&a).is_none());
            prop_assert!(a.ends_with(read_comment(&a).1));
            let seventh = comment(7, &b);
            prop_assert_eq!(read_comment(&seventh), (7, b.as_str()));
            prop_assert!(read_comment_key(&a).is_none_or(|(_, _, op)| a.contains(op)));
        }
    }
}
