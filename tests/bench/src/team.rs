//! A workspace as it is after some reviews: made by the program's own hands, answer by answer, on a disk.

use std::path::Path;

use muster_model::{
    answer::{Answer, Said},
    control::op::{Role, Secrecy},
    edit::Edit,
    framework::Framework,
    ids::{EnvelopeId, MemberId, NodeId, ReviewId, WorkspaceId},
    time::At,
};
use muster_sync::{
    engine::index::{Index, LAST_BUCKET},
    identity::Identity,
    replica::{Founding, JoinAsk, Replica},
    store::{EnvelopeStore as _, MemoryStore, SqliteStore},
    ticket::Ticket,
};

use crate::{Load, State};

pub const NOW: At = At(1_795_000_000_000);
const DIMENSIONS: usize = 12;
const NOTE: &str = "A sentence of the length that people write when asked why.";

/// A workspace that a whole team answered in, on the disk of its founder.
pub struct Team {
    pub workspace: WorkspaceId,
    pub current: ReviewId,
    pub members: Vec<MemberId>,
}

/// Returns who the `n`-th person is.
pub fn identity(n: usize) -> Identity {
    let mut seed = [7; 32];
    seed[..8].copy_from_slice(&n.to_le_bytes());
    Identity::from_seed(seed)
}

pub fn question(n: usize) -> NodeId {
    format!("d{}.question-{n}", n % DIMENSIONS).parse().unwrap()
}

/// Returns what person `n` says to a question in turn `turn`: an option, and now and then a reason.
pub fn said(n: usize, question: usize, turn: usize) -> (String, &'static str) {
    let level = (question + n + turn) % 5 + 1;
    (format!("l{level}"), if question.is_multiple_of(4) { NOTE } else { "" })
}

pub fn answer(n: usize, question: usize, turn: usize) -> Answer {
    let (option, note) = said(n, question, turn);
    Answer { note: note.to_owned(), ..Answer::of(Said::Option(option.parse().unwrap())) }
}

/// Returns what everybody says in the end, as plain data.
pub fn state(load: Load) -> State {
    let person = |n: usize| {
        let one = |q: usize| {
            let (option, note) = said(n, q, load.edits - 1);
            (question(q).to_string(), (option, note.to_owned()))
        };
        (format!("P{n}"), (0..load.questions).map(one).collect())
    };
    (0..load.people).map(person).collect()
}

pub fn pack(questions: usize) -> Framework {
    let dimension = |d: usize| {
        let of_it = (0..questions).filter(|it| it % DIMENSIONS == d);
        let child = |n: usize| {
            let id = question(n);
            format!(
                "{{\"id\":\"{id}\",\"assessable\":true,\"scale\":\"s\",\"text\":{{\"en\":\"Is question {n} done?\"}}}}"
            )
        };
        let children: Vec<String> = of_it.map(child).collect();
        let children = children.join(",");
        format!(
            "{{\"id\":\"d{d}\",\"kind\":\"dimension\",\"text\":{{\"en\":\"D{d}\"}},\"children\":[{children}]}}"
        )
    };
    let dimensions: Vec<String> = (0..DIMENSIONS).map(dimension).collect();
    let options: Vec<String> =
        (1..=5).map(|n| format!("{{\"id\":\"l{n}\",\"value\":\"{n}\"}}")).collect();
    let text = format!(
        r#"{{"muster_pack":1,"id":"bench","version":"1","title":{{"en":"Bench"}},"languages":["en"],
        "nodes":[{}],"scales":{{"s":{{"options":[{}]}}}},
        "measures":[{{"id":"dimension","at":"dimension","of":"items","op":"mean","blank":"skip","na":"exclude"}},
        {{"id":"overall","at":"root","of":"dimension","op":"mean","blank":"block","na":"exclude"}}],
        "ladders":[{{"id":"tier","at":"root","mode":"cumulative","rungs":[{{"id":"low","name":{{"en":"Low"}}}},
        {{"id":"high","name":{{"en":"High"}},"require":[{{"measure":"overall","min":"3"}}]}}]}}]}}"#,
        dimensions.join(","),
        options.join(",")
    );
    Framework::parse(text.as_bytes(), "bench.json").unwrap()
}

impl Team {
    /// Makes the workspace, with the log of its founder at `log`.
    pub fn made(load: Load, log: &Path) -> Self {
        let founder = identity(0);
        let founding = Founding::prepare(&founder, "Bench", "P0", "laptop", NOW).unwrap();
        let workspace = founding.workspace;
        let mut store = SqliteStore::open(log).unwrap().with_local_key(founder.local_key());
        store.append(&founding.envelopes).unwrap();
        let mut host = Replica::open(workspace, founder, Box::new(store), [0; 8]).unwrap();
        for n in 1..load.people {
            admit(&mut host, n);
        }
        let (pack, title) = (pack(load.questions).canonical(), "Bench".to_owned());
        let scope = String::new();
        host.commit(Edit::CreateAssessment { pack, title, scope }, NOW).unwrap();
        let mut others: Vec<Replica> = (1..load.people)
            .map(|n| {
                let store = Box::new(MemoryStore::default());
                Replica::open(workspace, identity(n), store, [1; 8]).unwrap()
            })
            .collect();
        // All are open at once: who answers a later one need not have what others said in an earlier one.
        let all: Vec<ReviewId> = (0..load.reviews).map(|_| open(&mut host)).collect();
        answered(load, &mut host, &mut others, &all);
        for it in &all {
            host.commit(Edit::Reveal(*it), NOW).unwrap();
        }
        let (current, over) = all.split_last().unwrap();
        for it in over {
            host.commit(Edit::CloseReview(*it), NOW).unwrap();
        }
        let members = host.snapshot().members.keys().copied().collect();
        Self { workspace, current: *current, members }
    }
}

/// Opens a review that assigns everything to everybody.
fn open(host: &mut Replica) -> ReviewId {
    let shown = host.snapshot();
    let assessment = *shown.assessments.keys().next().unwrap();
    let all: Vec<NodeId> = (0..DIMENSIONS).map(|n| format!("d{n}").parse().unwrap()).collect();
    let one = |it: &MemberId| {
        let it = *it;
        all.iter().map(move |d| (it, d.clone()))
    };
    let assignments = shown.members.keys().flat_map(one).collect();
    let (title, secrecy) = (format!("Review {}", shown.reviews.len()), Secrecy::Blind);
    let edit = Edit::OpenReview { assessment, title, secrecy, due: None, assignments };
    host.commit(edit, NOW).unwrap();
    let shown = host.snapshot();
    let new = shown.reviews.values().max_by_key(|it| it.ordinal);
    new.unwrap().id
}

/// Everybody answers everything in every review, as often as they change their mind, and hands it in.
fn answered(load: Load, host: &mut Replica, others: &mut [Replica], reviews: &[ReviewId]) {
    let all = ids(host.index());
    // Nobody needs the others' answers to give their own.
    let shared = host.records(&all, usize::MAX).unwrap().0;
    for it in reviews {
        answer_all(host, load, *it, 0);
    }
    for (person, n) in others.iter_mut().zip(1..) {
        person.accept(&shared).unwrap();
        for it in reviews {
            answer_all(person, load, *it, n);
            person.commit(Edit::Submit(*it), NOW).unwrap();
        }
        let news: Vec<EnvelopeId> =
            ids(person.index()).into_iter().filter(|it| !host.index().contains(it)).collect();
        host.accept(&person.records(&news, usize::MAX).unwrap().0).unwrap();
    }
}

fn ids(index: &Index) -> Vec<EnvelopeId> {
    let mut out = Vec::new();
    for line in index.summary() {
        for (bucket, _) in index.buckets(line.prefix, 0..=LAST_BUCKET) {
            out.extend(index.ids_in(line.prefix, bucket).map(|(id, _)| id));
        }
    }
    out
}

fn answer_all(person: &mut Replica, load: Load, review: ReviewId, n: usize) {
    let mut turns = Vec::new();
    for turn in 0..load.edits {
        for q in 0..load.questions {
            turns.push(vec![(question(q), Some(answer(n, q, turn)))]);
        }
    }
    person.answer_in_turn(review, &turns, NOW).unwrap();
}

fn admit(host: &mut Replica, n: usize) {
    let mut secret = [5; 16];
    secret[..8].copy_from_slice(&n.to_le_bytes());
    let ticket = Ticket { workspace: host.workspace(), secret, hosts: Vec::new(), relay: None };
    let edit = Edit::Invite {
        invite: ticket.invite_id(),
        role: Role::Respondent,
        member: None,
        dimensions: Vec::new(),
        uses: 1,
        expires: NOW.plus(1_000),
        auto_admit: true,
        note: String::new(),
    };
    host.commit(edit, NOW).unwrap();
    let identity = identity(n);
    let ask =
        JoinAsk::to_join(&ticket, identity.card("laptop"), &format!("P{n}"), identity.signer());
    host.host(&ask, NOW);
}
