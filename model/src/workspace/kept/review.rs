//! What was said in one review as bytes: every answer once, names and devices by number. What is computed from answers
//! is computed again.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use serde::{Deserialize, Serialize};

use super::{read as read_bytes, written};
use crate::{
    answer::{Answer, Basis, Said, Stated, Value},
    control::op::Secrecy,
    disagreement,
    edit::Agreement,
    evidence::Evidence,
    framework::Framework,
    ids::{AssessmentId, ChangeHash, DeviceId, MemberId, Name, NodeId, OptionId, ReviewId},
    late::Late,
    scoring::{self, Exact, Inputs},
    setting::Settings,
    time::{At, Date},
    workspace::{
        Access, Alarm, BoardView, Content, LaneView, Review, ReviewState,
        clash::{Version, Words},
        voices,
    },
};

type Answers = BTreeMap<NodeId, Stated>;

/// What is known of a review without what was said in it.
#[derive(Serialize, Deserialize)]
pub(super) struct Cover {
    pub(super) id: ReviewId,
    pub(super) assessment: AssessmentId,
    title: String,
    secrecy: Secrecy,
    state: ReviewState,
    due: Option<Date>,
    opened: At,
    revealed: Option<At>,
    ordinal: usize,
    as_of: Date,
    assignments: BTreeMap<MemberId, BTreeSet<NodeId>>,
    settings: Settings,
    sealed: bool,
    inputs_hash: String,
    fingerprint: String,
}

impl Cover {
    /// Takes the cover of `review`.
    pub(super) fn of(review: &Review) -> Self {
        Self {
            id: review.id,
            assessment: review.assessment,
            title: review.title.clone(),
            secrecy: review.secrecy,
            state: review.state,
            due: review.due,
            opened: review.opened,
            revealed: review.revealed,
            ordinal: review.ordinal,
            as_of: review.as_of,
            assignments: review.assignments.clone(),
            settings: review.settings.clone(),
            sealed: review.sealed,
            inputs_hash: review.inputs_hash.clone(),
            fingerprint: review.fingerprint.clone(),
        }
    }

    /// Puts it over what was said.
    pub(super) fn over(self, content: Late<Content>) -> Review {
        Review {
            id: self.id,
            assessment: self.assessment,
            title: self.title,
            secrecy: self.secrecy,
            state: self.state,
            due: self.due,
            opened: self.opened,
            revealed: self.revealed,
            ordinal: self.ordinal,
            as_of: self.as_of,
            assignments: self.assignments,
            settings: self.settings,
            sealed: self.sealed,
            inputs_hash: self.inputs_hash,
            fingerprint: self.fingerprint,
            content,
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Part<'a> {
    #[serde(borrow)]
    lanes: Vec<Lane<'a>>,
    /// Names of questions and options, by number.
    names: Vec<&'a str>,
    /// Devices, by number.
    devices: Vec<DeviceId>,
    /// The change behind every value of every lane, in their order.
    changes: &'a [u8],
    board: Board,
    inputs: Option<Beside>,
}

#[derive(Serialize, Deserialize)]
struct Lane<'a> {
    member: MemberId,
    access: Access,
    handed_in: Option<(At, Vec<ChangeHash>)>,
    late: BTreeSet<NodeId>,
    alarm: Option<Alarm>,
    #[serde(borrow)]
    answers: Vec<KeptStated<'a>>,
    /// What counts, where that is something else.
    counted: Option<Vec<KeptStated<'a>>>,
}

#[derive(Serialize, Deserialize)]
struct KeptStated<'a> {
    question: u32,
    #[serde(borrow)]
    now: KeptValue<'a>,
    rivals: Vec<KeptValue<'a>>,
}

#[derive(Serialize, Deserialize)]
struct KeptValue<'a> {
    #[serde(borrow)]
    answer: Option<KeptAnswer<'a>>,
    device: Option<u32>,
    at: At,
}

#[derive(Serialize, Deserialize)]
struct KeptAnswer<'a> {
    #[serde(borrow)]
    said: KeptSaid<'a>,
    note: &'a str,
    basis: Basis,
    evidence: Vec<&'a str>,
}

#[derive(Serialize, Deserialize)]
enum KeptSaid<'a> {
    Option(u32),
    NotApplicable(&'a str),
    DontKnow,
    Text(&'a str),
    Number(&'a str),
}

/// Who says what the group agreed on, and when.
type By = (Option<MemberId>, Option<DeviceId>, At);

#[derive(Serialize, Deserialize)]
struct Board {
    agreed: BTreeMap<NodeId, Vec<(Agreement, Option<MemberId>, At)>>,
    torn: BTreeMap<NodeId, Vec<(Option<Agreement>, By)>>,
    comments: Vec<(NodeId, Option<MemberId>, At, String)>,
}

/// What a result depends on beside what everybody said.
#[derive(Serialize, Deserialize)]
struct Beside {
    agreed: BTreeMap<NodeId, Said>,
    roles: BTreeMap<MemberId, String>,
    conflicts: BTreeSet<NodeId>,
    assigned: BTreeSet<NodeId>,
    facts: BTreeMap<String, Exact>,
    teams: BTreeMap<MemberId, String>,
    targets: BTreeMap<NodeId, OptionId>,
    baselines: BTreeSet<Name>,
    as_of: Date,
}

/// Writes down what was said in a review.
pub(super) fn keep(said: &Content) -> Option<Vec<u8>> {
    let mut numbers = Numbers::default();
    let lanes: Vec<Lane<'_>> = said.lanes.values().map(|it| numbers.lane(it)).collect();
    let Numbers { names, devices, changes } = numbers;
    let part = Part {
        lanes,
        names: names.in_order(),
        devices: devices.in_order(),
        changes: &changes,
        board: board(&said.board)?,
        inputs: said.inputs.as_deref().map(beside),
    };
    written(&part)
}

/// Reads what [`keep`] wrote, and scores it by the framework of its assessment.
pub(super) fn read(bytes: &[u8], framework: Option<&Arc<Framework>>) -> Option<Content> {
    let part: Part<'_> = read_bytes(bytes)?;
    let names: Option<Vec<Name>> = part.names.iter().map(|it| it.parse().ok()).collect();
    let changes = part.changes.chunks_exact(ChangeHash::LEN);
    let mut reader = Reader { names: names?, devices: part.devices, changes };
    let lanes = part.lanes.into_iter().map(|it| Some((it.member, reader.lane(it)?)));
    let lanes: BTreeMap<MemberId, LaneView> = lanes.collect::<Option<_>>()?;
    let inputs = part.inputs.map(|it| Arc::new(inputs(it, &lanes)));
    let both = match &inputs {
        Some(inputs) => Some((framework?, inputs)),
        None => None,
    };
    let result = both.map(|(framework, it)| Arc::new(scoring::score(framework, it)));
    let disagreements = both.map(|(framework, it)| {
        let (framework, inputs) = (Arc::clone(framework), Arc::clone(it));
        Late::new(move || disagreement::of(&framework, &inputs))
    });
    Some(Content {
        board: board_view(part.board),
        result,
        disagreements: Arc::new(disagreements.unwrap_or_default()),
        inputs,
        lanes,
    })
}

/// Things by number, in the order they were first met.
struct Numbered<T>(BTreeMap<T, u32>);

impl<T: Ord + Copy> Numbered<T> {
    fn of(&mut self, it: T) -> u32 {
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        *self.0.entry(it).or_insert(next)
    }

    fn in_order(self) -> Vec<T> {
        let mut all: Vec<(T, u32)> = self.0.into_iter().collect();
        all.sort_by_key(|it| it.1);
        all.into_iter().map(|it| it.0).collect()
    }
}

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

#[derive(Default)]
struct Numbers<'a> {
    names: Numbered<&'a str>,
    devices: Numbered<DeviceId>,
    changes: Vec<u8>,
}

impl<'a> Numbers<'a> {
    fn lane(&mut self, lane: &'a LaneView) -> Lane<'a> {
        let counts_as_is =
            Arc::ptr_eq(&lane.answers, &lane.counted) || lane.answers == lane.counted;
        Lane {
            member: lane.member,
            access: lane.access,
            handed_in: lane.handed_in.clone(),
            late: lane.late.clone(),
            alarm: lane.alarm,
            answers: self.answers(&lane.answers),
            counted: (!counts_as_is).then(|| self.answers(&lane.counted)),
        }
    }

    fn answers(&mut self, answers: &'a Answers) -> Vec<KeptStated<'a>> {
        answers
            .iter()
            .map(|(question, it)| KeptStated {
                question: self.names.of(question.as_str()),
                now: self.value(&it.now),
                rivals: it.rivals.iter().map(|it| self.value(it)).collect(),
            })
            .collect()
    }

    fn value(&mut self, value: &'a Value) -> KeptValue<'a> {
        self.changes.extend(value.change.as_bytes());
        KeptValue {
            answer: value.answer.as_ref().map(|it| self.answer(it)),
            device: value.device.map(|it| self.devices.of(it)),
            at: value.at,
        }
    }

    fn answer(&mut self, answer: &'a Answer) -> KeptAnswer<'a> {
        let said = match &answer.said {
            Said::Option(it) => KeptSaid::Option(self.names.of(it.as_str())),
            Said::NotApplicable { reason } => KeptSaid::NotApplicable(reason),
            Said::DontKnow => KeptSaid::DontKnow,
            Said::Text(it) => KeptSaid::Text(it),
            Said::Number(it) => KeptSaid::Number(it),
        };
        let evidence = answer.evidence.iter().map(Evidence::stored).collect();
        KeptAnswer { said, note: &answer.note, basis: answer.basis, evidence }
    }
}

struct Reader<'a> {
    names: Vec<Name>,
    devices: Vec<DeviceId>,
    changes: std::slice::ChunksExact<'a, u8>,
}

impl Reader<'_> {
    fn lane(&mut self, lane: Lane<'_>) -> Option<LaneView> {
        let answers = Arc::new(self.answers(lane.answers)?);
        let counted = match lane.counted {
            Some(it) => Arc::new(self.answers(it)?),
            None => Arc::clone(&answers),
        };
        Some(LaneView {
            member: lane.member,
            access: lane.access,
            handed_in: lane.handed_in,
            late: lane.late,
            alarm: lane.alarm,
            answers,
            counted,
        })
    }

    fn answers(&mut self, answers: Vec<KeptStated<'_>>) -> Option<Answers> {
        let stated = |it: KeptStated<'_>| {
            let now = self.value(it.now)?;
            let rivals = it.rivals.into_iter().map(|it| self.value(it)).collect::<Option<_>>()?;
            Some((self.name(it.question)?, Stated { now, rivals }))
        };
        answers.into_iter().map(stated).collect()
    }

    fn name(&self, number: u32) -> Option<Name> {
        self.names.get(usize::try_from(number).ok()?).cloned()
    }

    fn value(&mut self, value: KeptValue<'_>) -> Option<Value> {
        let change = ChangeHash::from_bytes(self.changes.next()?.try_into().ok()?);
        let device = match value.device {
            Some(number) => Some(*self.devices.get(usize::try_from(number).ok()?)?),
            None => None,
        };
        let answer = match value.answer {
            Some(it) => Some(self.answer(it)?),
            None => None,
        };
        Some(Value { answer, device, at: value.at, change })
    }

    fn answer(&self, answer: KeptAnswer<'_>) -> Option<Answer> {
        let said = match answer.said {
            KeptSaid::Option(number) => Said::Option(self.name(number)?),
            KeptSaid::NotApplicable(reason) => Said::NotApplicable { reason: reason.to_owned() },
            KeptSaid::DontKnow => Said::DontKnow,
            KeptSaid::Text(it) => Said::Text(it.to_owned()),
            KeptSaid::Number(it) => Said::Number(it.to_owned()),
        };
        let evidence = answer.evidence.into_iter().map(Evidence::of).collect();
        Some(Answer { said, note: answer.note.to_owned(), basis: answer.basis, evidence })
    }
}

/// `None` where a value of the board is not the group's.
fn board(view: &BoardView) -> Option<Board> {
    let version = |it: &Version| match &it.words {
        Words::Agreed(agreement) => Some((agreement.clone(), (it.by, it.device, it.at))),
        Words::Answer(_) => None,
    };
    let torn = view.torn.iter().map(|(question, versions)| {
        let versions: Option<Vec<_>> = versions.iter().map(version).collect();
        Some((question.clone(), versions?))
    });
    Some(Board {
        agreed: view.agreed.clone(),
        torn: torn.collect::<Option<_>>()?,
        comments: view.comments.clone(),
    })
}

fn board_view(board: Board) -> BoardView {
    let version = |(agreement, (by, device, at)): (Option<Agreement>, By)| Version {
        words: Words::Agreed(agreement),
        by,
        device,
        at,
    };
    let torn = board.torn.into_iter();
    let torn = torn.map(|(question, it)| (question, it.into_iter().map(version).collect()));
    BoardView { agreed: board.agreed, torn: torn.collect(), comments: board.comments }
}

fn beside(inputs: &Inputs) -> Beside {
    Beside {
        agreed: inputs.agreed.clone(),
        roles: inputs.roles.clone(),
        conflicts: inputs.conflicts.clone(),
        assigned: inputs.assigned.clone(),
        facts: inputs.facts.clone(),
        teams: inputs.teams.clone(),
        targets: inputs.targets.clone(),
        baselines: inputs.baselines.clone(),
        as_of: inputs.as_of,
    }
}

fn inputs(beside: Beside, lanes: &BTreeMap<MemberId, LaneView>) -> Inputs {
    Inputs {
        answers: voices(lanes),
        agreed: beside.agreed,
        roles: beside.roles,
        conflicts: beside.conflicts,
        assigned: beside.assigned,
        facts: beside.facts,
        teams: beside.teams,
        targets: beside.targets,
        baselines: beside.baselines,
        as_of: beside.as_of,
    }
}
