//! What everyone is shown, whatever came when.

mod kept;
mod laws;
mod plan;
mod settings;
mod sign_off;
mod stories;
mod xray;

use std::{fmt::Write as _, sync::LazyLock};

use super::*;
use crate::{
    answer::{Answer, Said, Stated},
    control::fold::tests::{Story, device, member, op, proofs, workspace},
    document::{BoardEdit, Pen},
    edit::{Agreement, Decision},
    time::At,
    workspace::{LaneView, Review},
};

/// Ana founds, Fay facilitates, Ben and Cleo answer, Otto watches; `r` is a blind review and `q` an open one.
const TEAM: &str = "
    g ana founds Acme
    tf ana invites f facilitator
    tb ana invites b respondent uses 2
    to ana invites o observer
    fay ana admits fay f
    ben ana admits ben b
    cleo ana admits cleo b
    otto ana admits otto o
    x fay begins Programme
    r fay opens x blind ben=it cleo=it
    q fay opens x open ben=it
    kb ben keys r ben kb ben fay
    kc cleo keys r cleo kc cleo fay
";

/// Two dimensions of two questions each; the mean over all decides between two tiers.
const PACK: &str = r#"
muster_pack: 1
id: small
version: "1"
title: {en: Small}
languages: [en]
scales:
  level:
    range: ["1", "4"]
    options:
      - {id: "1", label: {en: one}, value: "1"}
      - {id: "2", label: {en: two}, value: "2"}
      - {id: "3", label: {en: three}, value: "3"}
      - {id: "4", label: {en: four}, value: "4"}
respondents: {combine: median, by: person, quorum: 1, agreed: overrides, na: majority}
measures:
  - {id: dimension, at: dimension, of: items, op: mean, weight: item, blank: skip, na: exclude}
  - {id: overall, at: root, of: dimension, op: mean, weight: none, blank: skip, na: exclude}
ladders:
  - id: tier
    at: root
    mode: cumulative
    rungs:
      - {id: low, name: {en: Low}}
      - {id: high, name: {en: High}, require: [{measure: overall, min: "3"}]}
nodes:
  - id: systems
    kind: dimension
    text: {en: Systems}
    children:
      - {id: it, text: {en: Backups?}, assessable: true, scale: level}
      - {id: fm, text: {en: Doors?}, assessable: true, scale: level}
  - id: people
    kind: dimension
    text: {en: People}
    children:
      - {id: hr, text: {en: Joiners?}, assessable: true, scale: level}
"#;

fn pack() -> Framework {
    static PARSED: LazyLock<Framework> = LazyLock::new(|| {
        Framework::parse(PACK.as_bytes(), "small.yaml").unwrap_or_else(|it| panic!("{it:?}"))
    });
    PARSED.clone()
}

fn review_id(label: &str) -> ReviewId {
    ReviewId::of_op(op(label))
}

fn assessment_id() -> AssessmentId {
    AssessmentId::of_op(op("x"))
}

fn node(name: &str) -> NodeId {
    name.parse().unwrap()
}

fn answer(option: &str) -> Option<Answer> {
    (option != "-").then(|| Answer::of(Said::Option(node(option))))
}

/// Everything that was ever written, and the documents as somebody who saw it all has them.
#[derive(Clone)]
struct World {
    control: Vec<Entry>,
    changes: Vec<Change>,
    packs: Vec<Framework>,
    lanes: BTreeMap<(ReviewId, MemberId), Lane>,
    board: Board,
}

impl World {
    fn of(text: &str) -> Self {
        let mut control: Vec<Entry> = Story::told(text).entries.into_values().collect();
        for entry in &mut control {
            if let Op::CreateAssessment { framework, .. } = &mut entry.body.op {
                *framework = pack().hash();
            }
        }
        Self {
            control,
            changes: Vec::new(),
            packs: vec![pack()],
            lanes: BTreeMap::new(),
            board: Board::new(StreamId::board(assessment_id())),
        }
    }

    /// `who` writes on one of their devices, seeing all that is in the lane: `ben2/ben r it=3 hr=-`.
    fn answers(&mut self, text: &str) -> &mut Self {
        let (payload, who, review, owner) = self.drafted(text);
        self.add(who, StreamId::lane(review, owner), payload)
    }

    /// Like [`Self::answers`], but only written, not taken in yet.
    fn drafted(&mut self, text: &str) -> (Vec<u8>, DeviceId, ReviewId, MemberId) {
        let mut words = text.split_whitespace();
        let who = words.next().unwrap();
        let (who, owner) = who.split_once('/').unwrap_or((who, who));
        let (review, owner) = (review_id(words.next().unwrap()), member(owner));
        let answers: Vec<(NodeId, Option<Answer>)> = words
            .map(|it| it.split_once('=').unwrap())
            .map(|(question, option)| (node(question), answer(option)))
            .collect();
        let at = At(1000 + self.changes.len() as u64);
        let pen = Pen { device: device(who), incarnation: [1; 8] };
        let payload = self.lane(review, owner).draft(&pen, at, &answers).unwrap();
        (payload, device(who), review, owner)
    }

    /// Two devices write at once, neither seeing the other.
    fn at_once(&mut self, one: &str, two: &str) -> &mut Self {
        for (payload, who, review, owner) in [self.drafted(one), self.drafted(two)] {
            self.add(who, StreamId::lane(review, owner), payload);
        }
        self
    }

    fn on_board(&mut self, who: &str, edit: BoardEdit) -> &mut Self {
        let pen = Pen { device: device(who), incarnation: [1; 8] };
        let payload = self.board.draft(&pen, At(5), &[edit]).unwrap();
        self.add(device(who), StreamId::board(assessment_id()), payload)
    }

    fn comments(&mut self, who: &str, text: &str) -> &mut Self {
        let (review, question, text) = (review_id("r"), node("it"), text.to_owned());
        self.on_board(who, BoardEdit::Comment { review, question, text })
    }

    fn agrees(&mut self, who: &str, option: &str) -> &mut Self {
        let agreement = Agreement {
            said: Some(Said::Option(node(option))),
            decision: Decision::Agreed,
            reason: "we talked".to_owned(),
            dissent: Vec::new(),
            based_on: Vec::new(),
        };
        let (review, question) = (review_id("r"), node("it"));
        self.on_board(who, BoardEdit::Agree { review, question, agreed: Some(agreement) })
    }

    fn add(&mut self, author: DeviceId, stream: StreamId, payload: Vec<u8>) -> &mut Self {
        for lane in self.lanes.values_mut() {
            // Only its own lane takes it.
            if lane.admit(author, &payload).is_ok() {
                break;
            }
        }
        if stream == StreamId::board(assessment_id()) {
            self.board.admit(author, &payload).unwrap();
        }
        let envelope = op(&format!("change {}", self.changes.len()));
        self.changes.push(Change {
            envelope,
            author,
            stream,
            under: None,
            payload: payload.into(),
        });
        self
    }

    fn lane(&mut self, review: ReviewId, owner: MemberId) -> &mut Lane {
        let lane = self.lanes.entry((review, owner));
        lane.or_insert_with(|| Lane::new(StreamId::lane(review, owner)))
    }

    /// The heads of a lane, in the words of a story.
    fn heads(&mut self, review: &str, who: &str) -> Vec<ChangeHash> {
        self.lane(review_id(review), member(who)).heads()
    }

    /// Writes real heads where a story can only name them.
    fn amend(&mut self, label: &str, change: impl FnOnce(&mut Op)) -> &mut Self {
        let entry = self.control.iter_mut().find(|it| it.id == op(label)).unwrap();
        change(&mut entry.body.op);
        self
    }

    /// Which change each device wrote after which.
    fn links(&self) -> Vec<(DeviceId, EnvelopeId, EnvelopeId)> {
        let mut last: BTreeMap<DeviceId, EnvelopeId> = BTreeMap::new();
        let link = |it: &Change| {
            let before = last.insert(it.author, it.envelope);
            (it.author, it.envelope, before.unwrap_or(EnvelopeId::from_bytes([0; 32])))
        };
        self.changes.iter().map(link).collect()
    }

    /// What `who` has after everything came in order.
    fn views(&self, who: &str) -> Views {
        let mut views = Views::new(workspace(), device(who), Arc::new(proofs));
        self.control.iter().cloned().for_each(|it| views.take_control(it));
        self.packs.iter().cloned().for_each(|it| views.take_pack(it));
        for (author, envelope, before) in self.links() {
            views.take_link(author, envelope, before);
        }
        views.take_changes(self.changes.clone());
        views
    }
}

/// Everybody has the key of every lane.
fn all(_: ReviewId, _: MemberId) -> bool {
    true
}

fn option(answer: Option<&Answer>) -> String {
    match answer.map(|it| &it.said) {
        Some(Said::Option(option)) => option.to_string(),
        Some(other) => format!("{other:?}"),
        None => "-".to_owned(),
    }
}

fn said(answers: &BTreeMap<NodeId, Stated>) -> String {
    let text = |(question, it): (&NodeId, &Stated)| {
        let rivals: String = it.rivals.iter().fold(String::new(), |mut out, it| {
            write!(out, "/{}", option(it.answer.as_ref())).unwrap();
            out
        });
        format!("{question}={}{rivals}", option(it.now.answer.as_ref()))
    };
    answers.iter().map(text).collect::<Vec<_>>().join(" ")
}

fn lane_text(workspace: &Workspace, lane: &LaneView) -> String {
    let name = &workspace.members[&lane.member].name;
    let mut out = format!("{name} {:?}: {}", lane.access, said(&lane.answers));
    if lane.counted != lane.answers {
        write!(out, ", counts: {}", said(&lane.counted)).unwrap();
    }
    if !lane.late.is_empty() {
        let outside: Vec<&str> = lane.late.iter().map(NodeId::as_str).collect();
        write!(out, ", late: {}", outside.join(" ")).unwrap();
    }
    if let Some(alarm) = &lane.alarm {
        write!(out, " ({alarm})").unwrap();
    }
    out
}

/// Shows a review: everybody's lane by seniority, the board, and whether something is sealed.
fn shown(workspace: &Workspace, label: &str) -> String {
    let review: &Review = &workspace.reviews[&review_id(label)];
    let mut lanes: Vec<&LaneView> = review.lanes.values().collect();
    lanes.sort_by_key(|it| workspace.members[&it.member].seniority);
    let mut out = String::new();
    for lane in lanes {
        writeln!(out, "{}", lane_text(workspace, lane)).unwrap();
    }
    for (question, values) in &review.board.agreed {
        for (agreed, by, _) in values {
            let by = by.map_or("?", |it| workspace.members[&it].name.as_str());
            let said = agreed.said.clone().map(Answer::of);
            writeln!(out, "agreed {question} by {by}: {}", option(said.as_ref())).unwrap();
        }
    }
    for (question, by, _, text) in &review.board.comments {
        let by = by.map_or("?", |it| workspace.members[&it].name.as_str());
        writeln!(out, "{by} on {question}: {text}").unwrap();
    }
    if let Some(result) = &review.result {
        let tier = result.tier.as_ref().map_or("no tier", |it| &it.name);
        let coverage = &result.coverage;
        let (answered, assigned) = (coverage.answered, coverage.assigned);
        writeln!(out, "{tier}; {answered} answered, {assigned} assigned").unwrap();
    }
    for it in review.disagreements.iter().filter(|it| it.is_any()) {
        writeln!(out, "{} voices differ on {}", it.n, it.question).unwrap();
    }
    if review.sealed {
        writeln!(out, "sealed").unwrap();
    }
    for warning in &workspace.warnings {
        writeln!(out, "warning: {warning}").unwrap();
    }
    out
}
