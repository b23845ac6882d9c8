//! What is wrong or strange in a workspace, as data with the names known then. It says itself in English; whoever speaks
//! another language reads the data, never the words.

mod barred;
mod flaw;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use self::{
    barred::Barred,
    flaw::{CheckpointFlaw, Flaw, PackFlaw},
};
use super::Alarm;
use crate::{
    control::{
        fold::Void,
        happening::{Few, Happening},
    },
    ids::{DeviceId, EnvelopeId, KeyId, NodeId},
    plan::{Field, Grade},
    signing::Place,
    time::Date,
};

/// Something that should be shown. People are called by name; `None` is somebody nobody knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Warning {
    /// An entry of the control history has no effect.
    #[error("{what}: no effect, {}", .why.map_or_else(String::new, |it| it.to_string()))]
    NoEffect {
        /// What it would have done.
        what: Happening,
        /// Why it did not.
        why: Option<Void>,
    },
    /// So many entries of the control history wait for others.
    #[error("{0} entries of the history wait for others that are not here yet")]
    HistoryWaits(usize),
    /// This device is out.
    #[error("{0}")]
    Out(Farewell),
    /// Changes of one's own don't count any more.
    #[error(
        "{changes} of your own changes in {} {} not count any more, not having been known when your device was revoked \
         or your role changed{}",
        within(.title.as_ref()), of(.changes.to_owned(), "does", "do"), at(.questions)
    )]
    MineDropped {
        /// How many.
        changes: usize,
        /// Title of the review or assessment.
        title: Option<String>,
        /// The questions they were about.
        questions: Few,
    },
    /// Changes of somebody else don't count.
    #[error(
        "{changes} of the changes by {} in {} {} not count, not having been known when they were removed, their device \
         was revoked or their role changed",
        who(.by.as_ref()), within(.title.as_ref()), of(.changes.to_owned(), "does", "do")
    )]
    Dropped {
        /// How many.
        changes: usize,
        /// Whose.
        by: Option<String>,
        /// Title of the review or assessment.
        title: Option<String>,
    },
    /// Changes came too late, and count because others built on them.
    #[error(
        "{changes} of the changes by {} in {} came too late and {} all the same, because others built on it: please \
         have a look",
        who(.by.as_ref()), within(.title.as_ref()), of(.changes.to_owned(), "counts", "count")
    )]
    Adopted {
        /// How many.
        changes: usize,
        /// Whose.
        by: Option<String>,
        /// Title of the review or assessment.
        title: Option<String>,
    },
    /// A change of a lane or board never counts.
    #[error("a change by {} was refused: {why}", .by.as_deref().unwrap_or("somebody unknown"))]
    Refused {
        /// Whose.
        by: Option<String>,
        /// Why.
        why: Barred,
    },
    /// How somebody's answers stand in a revealed round.
    #[error("{} in “{review}”: {alarm}", who(.member.as_ref()))]
    Round {
        /// Whose.
        member: Option<String>,
        /// Title of the review.
        review: String,
        /// What is wrong.
        alarm: Alarm,
    },
    /// A device wrote two different things in one place of its log.
    #[error(
        "a device of {} wrote two different things in one place of “{review}”: one of them does not count",
        who(.member.as_ref())
    )]
    Twofold {
        /// Whose device.
        member: Option<String>,
        /// Title of the review.
        review: String,
    },
    /// The same was set at the same time and differently.
    #[error("{what} was set differently at the same time: {}. The first counts until it is set again", each(.said))]
    Torn {
        /// What.
        what: Torn,
        /// To what, and by whom; what counts first.
        said: Vec<(Value, Option<String>)>,
    },
    /// A signature does not hold.
    #[error(
        "the signature of {} under “{review}” does not hold: {} came out otherwise when computed again",
        who(.by.as_ref()), place.named(&|_| who(.whose.as_ref()).to_owned())
    )]
    SignatureBroken {
        /// Whose.
        by: Option<String>,
        /// Title of the review.
        review: String,
        /// What came out otherwise.
        place: Place,
        /// Whose answers these are, if it is answers.
        whose: Option<String>,
    },
    /// There are so many more.
    #[error("… and {0} more")]
    More(usize),
    /// A record of the log on this device does not hold.
    #[error("record {row} of the log: {why}")]
    Record {
        /// Its row.
        row: u64,
        /// Why.
        why: Flaw,
    },
    /// An envelope says nothing.
    #[error("envelope {} of device {} was set aside: {why}", .envelope.short(), .device.short())]
    SetAside {
        /// Which.
        envelope: EnvelopeId,
        /// Whose device wrote it.
        device: DeviceId,
        /// Why.
        why: Flaw,
    },
    /// A key that was sent to this device does not open.
    #[error("the key {} that device {} sent to this device does not open", .key.short(), devices(.from))]
    KeyShut {
        /// Which.
        key: KeyId,
        /// Devices that sent it.
        from: Vec<DeviceId>,
    },
    /// A device wrote on two branches at once.
    #[error(
        "device {} wrote on two branches at once (a restored backup or a copied machine); both are kept", .0.short()
    )]
    Forked(DeviceId),
    /// So many envelopes wait for earlier ones.
    #[error("{0} envelopes wait for earlier ones of their author")]
    EnvelopesWait(usize),
    /// So many entries came without their content, and nobody who may had it destroyed.
    #[error(
        "{0} entries came without their content, though nobody destroyed it who may; they are asked for again"
    )]
    Hollow(usize),
}

/// How this device came to be out of a workspace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Farewell {
    /// Its person left.
    Left,
    /// Somebody removed its person.
    Removed(Option<String>),
    /// It was revoked.
    Revoked,
}

/// What was set at the same time and differently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Torn {
    /// In which team this member is.
    Team(String),
    /// A field of the action of this title.
    Action(Field, String),
    /// What is aimed at in a place, in a review or assessment of this title.
    Target(NodeId, String),
    /// A number that is counted, by id, in a review or assessment of this title.
    Fact(String, String),
    /// What narrows a review or assessment of this title.
    Baselines(String),
}

/// What something was set to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value {
    /// It was taken back.
    Nothing,
    /// In somebody's own words, by a name or an id.
    Words(String),
    /// Somebody nobody knows.
    Somebody,
    /// The team of this name.
    Team(String),
    /// No team.
    NoTeam,
    /// Nothing narrows the framework.
    Whole,
    /// What gave rise to an action: the gap of a place.
    Gap(NodeId),
    /// What gave rise to an action: a disagreement about a question.
    Disagreement(NodeId),
    /// A day.
    Day(Date),
    /// How much.
    Grade(Grade),
    /// Nobody has begun.
    Open,
    /// Somebody is at it.
    InProgress,
    /// Done, since that day.
    Done(Date),
    /// Dropped, since that day.
    DroppedOn(Date),
}

impl fmt::Display for Farewell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Left => f.write_str("you left this workspace; what you had stays readable here"),
            Self::Removed(by) => write!(
                f,
                "{} removed you from this workspace; what you had stays readable here, and nothing new comes",
                who(by.as_ref())
            ),
            Self::Revoked => f.write_str(
                "this device was revoked; what it had stays readable here, and nothing new comes",
            ),
        }
    }
}

impl fmt::Display for Torn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Team(member) => write!(f, "the team of {member}"),
            Self::Action(field, title) => write!(f, "the {field} of the action “{title}”"),
            Self::Target(node, title) => write!(f, "the target of {node} in “{title}”"),
            Self::Fact(fact, title) => write!(f, "“{fact}” in “{title}”"),
            Self::Baselines(title) => write!(f, "the baseline in “{title}”"),
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => f.write_str("nothing"),
            Self::Words(it) => f.write_str(it),
            Self::Somebody => f.write_str("somebody"),
            Self::Team(name) => write!(f, "“{name}”"),
            Self::NoTeam => f.write_str("none"),
            Self::Whole => f.write_str("the whole framework"),
            Self::Gap(node) => write!(f, "the gap of {node}"),
            Self::Disagreement(node) => write!(f, "the disagreement about {node}"),
            Self::Day(day) => write!(f, "{day}"),
            Self::Grade(grade) => f.write_str(grade.word()),
            Self::Open => f.write_str("open"),
            Self::InProgress => f.write_str("in progress"),
            Self::Done(day) => write!(f, "done on {day}"),
            Self::DroppedOn(day) => write!(f, "dropped on {day}"),
        }
    }
}

fn who(name: Option<&String>) -> &str {
    name.map_or("somebody", String::as_str)
}

fn within(title: Option<&String>) -> String {
    title.map_or_else(|| "an unknown review".to_owned(), |it| format!("“{it}”"))
}

fn of(n: usize, one: &'static str, many: &'static str) -> &'static str {
    if n == 1 { one } else { many }
}

fn at(questions: &Few) -> String {
    if questions.is_empty() { String::new() } else { format!(": {questions}") }
}

fn each(said: &[(Value, Option<String>)]) -> String {
    let one = |(value, by): &(Value, Option<String>)| format!("{value} by {}", who(by.as_ref()));
    said.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn devices(all: &[DeviceId]) -> String {
    let all: Vec<String> = all.iter().map(DeviceId::short).collect();
    all.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        control::happening::{Deed, Invited},
        control::op::Role,
        document::{AdmitError, ChunkError, Fault},
        ids::MemberId,
    };

    fn samples() -> Vec<Warning> {
        let (ana, review) = (Some("Ana".to_owned()), "H2".to_owned());
        let day: Date = "2026-11-21".parse().unwrap();
        let (device, envelope) = (DeviceId::from_bytes([7; 32]), EnvelopeId::from_bytes([8; 32]));
        let few = Few { first: vec!["d0.q0".to_owned()], more: 2 };
        let deed = Deed::LetStand(Invited::Role(Role::Observer));
        let lane = Place::Lane(MemberId::from_bytes([1; 16]));
        let said = [
            Value::Nothing,
            Value::Words("x".to_owned()),
            Value::Gap("d0.q0".parse().unwrap()),
            Value::Day(day),
            Value::Grade(Grade::High),
            Value::DroppedOn(day),
        ];
        let said = said.map(|it| (it, ana.clone())).to_vec();
        let refused = |why| Warning::Refused { by: None, why };
        vec![
            Warning::NoEffect {
                what: Happening { who: ana.clone(), deed },
                why: Some(Void::Closed),
            },
            Warning::NoEffect { what: Happening { who: None, deed: Deed::Newer }, why: None },
            Warning::HistoryWaits(3),
            Warning::Out(Farewell::Removed(ana.clone())),
            Warning::MineDropped { changes: 1, title: None, questions: few },
            Warning::Dropped { changes: 2, by: ana.clone(), title: Some(review.clone()) },
            Warning::Adopted { changes: 1, by: None, title: None },
            refused(Barred::OnlyComments),
            refused(Barred::Unfit(AdmitError::Unreadable(ChunkError::Field("end".into())))),
            refused(Barred::Unfit(AdmitError::Failed(Fault::Astray))),
            Warning::Round { member: ana.clone(), review: review.clone(), alarm: Alarm::Crossed },
            Warning::Twofold { member: ana.clone(), review: review.clone() },
            Warning::Torn { what: Torn::Action(Field::Due, "Test".to_owned()), said },
            Warning::SignatureBroken { by: ana, review, place: lane, whose: None },
            Warning::More(7),
            Warning::Record { row: 12, why: Flaw::Malformed("x".to_owned()) },
            Warning::SetAside { envelope, device, why: Flaw::Pack(PackFlaw::Other) },
            Warning::KeyShut { key: KeyId::from_bytes([9; 32]), from: vec![device] },
            Warning::Forked(device),
            Warning::EnvelopesWait(3),
            Warning::Hollow(3),
        ]
    }

    #[test]
    fn what_is_put_away_comes_back_as_it_was() {
        let all = samples();
        let bytes = postcard::to_stdvec(&all).unwrap();
        assert_eq!(postcard::from_bytes::<Vec<Warning>>(&bytes).unwrap(), all);
    }
}
