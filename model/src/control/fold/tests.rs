//! Stories about control histories, told in lines, and the laws of the fold.

mod laws;
mod stories;
mod trust;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use super::{Claim, Control, LaneRecord, fold};
use crate::{
    control::op::{Body, Cut, DeviceCard, Entry, Op, RevealedLane, Role, Secrecy, Snapshot, Wrap},
    ids::{
        AssessmentId, ChangeHash, DeviceId, EnvelopeId, FrameworkHash, InviteId, KeyId, MemberId,
        NodeId, ReviewId, WorkspaceId,
    },
    time::At,
    workspace::ReviewState,
};

const DAY: u64 = 86_400_000;

/// A history under construction. A line reads
/// `LABEL AUTHOR [<PARENT,PARENT] [@DAY] VERB ARGUMENTS`; without parents it saw everything above it.
#[derive(Default)]
pub(crate) struct Story {
    pub(crate) entries: BTreeMap<EnvelopeId, Entry>,
    heads: BTreeSet<EnvelopeId>,
}

fn bytes(text: &str) -> [u8; 32] {
    *blake3::hash(text.as_bytes()).as_bytes()
}

pub(crate) fn op(label: &str) -> EnvelopeId {
    EnvelopeId::from_bytes(bytes(label))
}

pub(crate) fn device(name: &str) -> DeviceId {
    DeviceId::from_bytes(bytes(name))
}

pub(crate) fn member(name: &str) -> MemberId {
    MemberId::of_first_device(device(name))
}

fn invite(name: &str) -> InviteId {
    InviteId::from_bytes(bytes(name))
}

pub(crate) fn heads(names: &str) -> Vec<ChangeHash> {
    names.split('+').filter(|it| *it != "-").map(|it| ChangeHash::from_bytes(bytes(it))).collect()
}

fn card(name: &str) -> DeviceCard {
    let (device, endpoint) = (device(name), bytes(&format!("endpoint {name}")));
    DeviceCard { device, recipient: format!("age1{name}"), endpoint, name: name.to_owned() }
}

fn role(word: &str) -> Role {
    match word {
        "observer" => Role::Observer,
        "respondent" => Role::Respondent,
        "facilitator" => Role::Facilitator,
        "owner" => Role::Owner,
        _ => panic!("no role: {word}"),
    }
}

fn nodes(words: &str) -> Vec<NodeId> {
    words.split('+').filter(|it| *it != "-").map(|it| it.parse().unwrap()).collect()
}

fn invitation(words: &[&str]) -> Op {
    let [ticket, rest @ ..] = words else { panic!("which ticket?") };
    let after = |name: &str| rest.iter().skip_while(|it| **it != name).nth(1).copied();
    Op::Invite {
        invite: invite(ticket),
        role: rest.first().map_or(Role::Respondent, |it| role(it)),
        member: after("for").map(member),
        dimensions: after("to").map(nodes).unwrap_or_default(),
        uses: after("uses").map_or(1, |it| it.parse().unwrap()),
        expires: At(after("until").map_or(u64::MAX, |it| it.parse::<u64>().unwrap() * DAY)),
        auto_admit: rest.contains(&"auto"),
        note: after("note").unwrap_or_default().to_owned(),
    }
}

fn joining(verb: &str, words: &[&str]) -> Op {
    let [name, ticket, rest @ ..] = words else { panic!("who, with which ticket?") };
    let proof = if rest.contains(&"forged") { b"no".to_vec() } else { b"ok".to_vec() };
    let (invite, card, name) = (invite(ticket), card(name), (*name).to_owned());
    match verb {
        "asks-for" => Op::Request { invite, card, name, proof },
        _ => Op::Admit { invite, card, name, proof },
    }
}

fn founding(author: &str, words: &[&str]) -> Op {
    Op::Genesis {
        workspace: words.join(" "),
        member: author.to_owned(),
        card: card(author),
        recovery: device("recovery"),
        nonce: [0; 16],
    }
}

fn opening(words: &[&str]) -> Op {
    let [assessment, secrecy, rest @ ..] = words else { panic!("of what, how secret?") };
    let pairs = rest.iter().filter_map(|it| it.split_once('='));
    let assignments =
        pairs.flat_map(|(who, what)| nodes(what).into_iter().map(|it| (member(who), it))).collect();
    let secrecy = match *secrecy {
        "open" => Secrecy::Open,
        "blind" => Secrecy::Blind,
        _ => Secrecy::Strict,
    };
    Op::OpenReview {
        assessment: AssessmentId::of_op(op(assessment)),
        title: "2026 H2".to_owned(),
        secrecy,
        due: None,
        assignments,
    }
}

fn lane_key(words: &[&str]) -> Op {
    let [review, whose, key, rest @ ..] = words else { panic!("which key?") };
    let sealed = |it: &&&str| **it != "openly";
    Op::LaneKey {
        review: ReviewId::of_op(op(review)),
        member: member(whose),
        key: KeyId::from_bytes(bytes(key)),
        open: rest.contains(&"openly").then(|| bytes(&format!("secret {key}"))),
        wraps: rest
            .iter()
            .filter(sealed)
            .map(|it| Wrap { device: device(it), sealed: format!("{key} for {it}").into_bytes() })
            .collect(),
    }
}

fn reveal(words: &[&str]) -> Op {
    let [review, rest @ ..] = words else { panic!("which review?") };
    let lane = |it: &&str| {
        let (who, at) = it.split_once('=').unwrap();
        RevealedLane {
            member: member(who),
            key: Some(bytes(&format!("key of {who}"))),
            heads: heads(at),
        }
    };
    Op::Reveal { review: ReviewId::of_op(op(review)), lanes: rest.iter().map(lane).collect() }
}

fn parse(author: &str, verb: &str, words: &[&str]) -> Op {
    let review = || ReviewId::of_op(op(words[0]));
    match verb {
        "founds" => founding(author, words),
        "invites" => invitation(words),
        "uninvites" => Op::RevokeInvite { invite: invite(words[0]) },
        "admits" | "asks-for" => joining(verb, words),
        "refuses" => Op::Refuse { device: device(words[0]) },
        "begins" => Op::CreateAssessment {
            framework: FrameworkHash::from_bytes([7; 32]),
            title: words.join(" "),
            scope: String::new(),
        },
        "opens" => opening(words),
        "assigns" => Op::Assign {
            review: review(),
            member: member(words[1]),
            add: nodes(words[2]),
            remove: words.get(3).map(|it| nodes(it)).unwrap_or_default(),
        },
        "keys" => lane_key(words),
        "submits" => Op::Submit { review: review(), heads: heads(words[1]) },
        "reveals" => reveal(words),
        "publishes" => Op::PublishKey { review: review(), key: bytes(words[1]) },
        "closes" => Op::CloseReview { review: review() },
        "makes" => Op::SetRole { member: member(words[0]), role: role(words[1]), cuts: vec![] },
        "removes" => Op::Remove { member: member(words[0]), cuts: vec![] },
        "revokes" => Op::Revoke {
            cut: Cut {
                device: device(words[0]),
                heads: words[1..].iter().map(|it| op(it)).collect(),
            },
        },
        "renews" => Op::RenewInvite { invite: invite(words[0]) },
        "recovers" => {
            let proof = if words.contains(&"forged") { b"no".to_vec() } else { b"ok".to_vec() };
            Op::Recover { card: card(words[0]), proof }
        }
        "teams" => Op::SetTeam { member: member(words[0]), team: words[1..].join(" ") },
        "approvers" => Op::AskToSign {
            review: review(),
            add: words[1].split('+').filter(|it| *it != "-").map(member).collect(),
            remove: words.get(2).into_iter().flat_map(|it| it.split('+')).map(member).collect(),
        },
        "signs" => Op::Ratify {
            review: review(),
            snapshot: Snapshot {
                lanes: Vec::new(),
                board: Vec::new(),
                inputs: [0; 32],
                result: [0; 32],
                tier: None,
            },
            note: words[1..].join(" "),
            proof: Vec::new(),
        },
        "rekeys" => Op::Epoch { key: KeyId::from_bytes(bytes(words[0])) },
        _ => panic!("no verb: {verb}"),
    }
}

impl Story {
    pub(crate) fn told(text: &str) -> Self {
        let mut story = Self::default();
        text.lines().map(str::trim).filter(|it| !it.is_empty()).for_each(|it| story.tell(it));
        story
    }

    pub(crate) fn tell(&mut self, text: &str) {
        let mut words = text.split_whitespace().collect::<Vec<_>>();
        let (label, author) = (words.remove(0), words.remove(0));
        let mut parents: Vec<EnvelopeId> = self.heads.iter().copied().collect();
        let mut at = At(self.entries.len() as u64 * 1000);
        if let Some(named) = words[0].strip_prefix('<') {
            parents = named.split(',').filter(|it| !it.is_empty()).map(op).collect();
            words.remove(0);
        }
        if let Some(day) = words[0].strip_prefix('@') {
            at = At(day.parse::<u64>().unwrap() * DAY);
            words.remove(0);
        }
        let body = Body { op: parse(author, words[0], &words[1..]), parents, at };
        for parent in &body.parents {
            self.heads.remove(parent);
        }
        self.heads.insert(op(label));
        let entry = Entry { id: op(label), author: device(author), under: None, body };
        assert!(self.entries.insert(op(label), entry).is_none(), "label {label} used twice");
    }

    /// Folds; the workspace is the one that `g` began.
    pub(crate) fn folded(&self) -> Control {
        fold(workspace(), &self.entries, &proofs)
    }
}

pub(crate) fn workspace() -> WorkspaceId {
    WorkspaceId::from_bytes(bytes("g"))
}

pub(crate) fn proofs(claim: &Claim<'_>) -> bool {
    claim.proof == b"ok"
}

/// Shows who is who, what is open, and what did not take effect.
pub(crate) fn rendered(control: &Control) -> String {
    let mut out = String::new();
    for it in control.by_seniority() {
        let devices: Vec<&str> = it.devices.iter().map(|card| card.name.as_str()).collect();
        let gone = if it.removed.is_some() { " removed" } else { "" };
        let teams: Vec<&str> = it.teams.iter().map(|it| it.name.as_str()).collect();
        let teams =
            if teams.is_empty() { String::new() } else { format!(" in {}", teams.join(" | ")) };
        writeln!(out, "{} {:?} on {}{gone}{teams}", it.name, it.role, devices.join(" ")).unwrap();
    }
    for request in control.requests.values() {
        writeln!(out, "{} waits", request.name).unwrap();
    }
    let mut reviews: Vec<_> = control.reviews.values().collect();
    reviews.sort_by_key(|it| it.ordinal);
    for review in reviews {
        writeln!(out, "“{}” {:?} as of {}", review.title, review.state, review.as_of).unwrap();
        for who in review.people() {
            let nodes = review.assignments.get(&who).into_iter().flatten();
            let nodes: Vec<&str> = nodes.map(NodeId::as_str).collect();
            let lane = review.lanes.get(&who).map(lane_text).unwrap_or_default();
            writeln!(out, "  {}: {}{lane}", control.name_of(who), nodes.join(" ")).unwrap();
        }
        if !review.asked.is_empty() || !review.signed.is_empty() {
            let asked: Vec<&str> = review.asked.keys().map(|it| control.name_of(*it)).collect();
            let signed: Vec<&str> = review.signed.iter().map(|it| control.name_of(it.by)).collect();
            let (asked, signed) = (asked.join(" "), signed.join(" "));
            writeln!(out, "  to sign: {asked}; signed: {signed}").unwrap();
        }
    }
    for line in &control.log {
        if let Some(void) = &line.event.void {
            writeln!(out, "void: {}: {void}", line.event.what).unwrap();
        }
    }
    if control.rekey {
        writeln!(out, "a new key is due").unwrap();
    }
    if !control.pending.is_empty() {
        writeln!(out, "{} wait for {}", control.pending.len(), control.missing().len()).unwrap();
    }
    out
}

fn lane_text(lane: &LaneRecord) -> String {
    let mut out = format!("; {} keys, {} open", lane.keys.len(), lane.open.len());
    if !lane.submits.is_empty() {
        write!(out, ", handed in {} times", lane.submits.len()).unwrap();
    }
    match &lane.pinned {
        Some(pinned) if pinned.handed_in => out.push_str(", counts as handed in"),
        Some(_) => out.push_str(", counts as revealed"),
        None => {}
    }
    if let Some(alarm) = &lane.alarm {
        write!(out, " ({alarm})").unwrap();
    }
    out
}
