//! One replica by itself, and two that exchange what they have.

use muster_model::{
    answer::{Answer, Said},
    control::op::{Role, Secrecy},
    edit::Edit,
    framework,
    ids::{AssessmentId, MemberId, NodeId, ReviewId},
    time::At,
    workspace::{Access, ReviewState, Workspace},
};

use super::{Founding, JoinAnswer, JoinAsk, Replica};
use crate::{
    identity::Identity,
    store::{EnvelopeStore as _, MemoryStore},
    ticket::Ticket,
};

mod carried;
mod condensed;
mod destroyed;
mod joining;
mod quota;
mod resting;
mod trust;

const NOW: At = At(1_795_000_000_000);

/// For whom a ticket is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whose {
    New,
    Mine,
}

/// A workspace with its founder's device.
fn founded() -> Replica {
    let identity = Identity::from_seed([1; 32]);
    let founding = Founding::prepare(&identity, "Harbour", "Ana", "ana's laptop", NOW).unwrap();
    let mut store = MemoryStore::default();
    store.append(&founding.envelopes).unwrap();
    Replica::open(founding.workspace, identity, Box::new(store), [1; 8]).unwrap()
}

fn invite(host: &mut Replica, whose: Whose, seed: u8) -> Ticket {
    let ticket =
        Ticket { workspace: host.workspace(), secret: [seed; 16], hosts: Vec::new(), relay: None };
    let me = host.snapshot().me.unwrap();
    let edit = Edit::Invite {
        invite: ticket.invite_id(),
        role: Role::Respondent,
        member: (whose == Whose::Mine).then_some(me),
        dimensions: Vec::new(),
        uses: 1,
        expires: NOW.plus(1_000_000),
        auto_admit: true,
        note: String::new(),
    };
    host.commit(edit, NOW).unwrap();
    ticket
}

fn ask(ticket: &Ticket, identity: &Identity, name: &str) -> JoinAsk {
    JoinAsk::to_join(ticket, identity.card("laptop"), name, identity.signer())
}

fn join(host: &mut Replica, name: &str, seed: u8, whose: Whose) -> Replica {
    let ticket = invite(host, whose, seed);
    let identity = Identity::from_seed([seed; 32]);
    let said = host.host(&ask(&ticket, &identity, name), NOW);
    assert!(matches!(said, JoinAnswer::Welcome { .. }), "{said:?}");
    let store = Box::new(MemoryStore::default());
    let mut joined = Replica::open(ticket.workspace, identity, store, [seed; 8]).unwrap();
    meet(host, &mut joined);
    joined
}

fn all(replica: &mut Replica) -> Vec<Vec<u8>> {
    replica.store.since(0, 100_000).unwrap().into_iter().map(|it| it.record).collect()
}

/// Both take all the other has, and do what they owe.
fn meet(a: &mut Replica, b: &mut Replica) {
    for _ in 0..3 {
        for refused in a.accept(&all(b)).unwrap().into_iter().chain(b.accept(&all(a)).unwrap()) {
            refused.unwrap();
        }
        a.tend(NOW).unwrap();
        b.tend(NOW).unwrap();
    }
}

fn assessment(replica: &mut Replica) -> AssessmentId {
    let pack = framework::shipped().first().unwrap().canonical();
    let edit =
        Edit::CreateAssessment { pack, title: "Security".to_owned(), scope: "all".to_owned() };
    replica.commit(edit, NOW).unwrap();
    *replica.snapshot().assessments.keys().next().unwrap()
}

fn review(replica: &mut Replica, secrecy: Secrecy, people: &[MemberId]) -> ReviewId {
    let assessment = assessment(replica);
    let shipped = framework::shipped();
    let dimensions = shipped.first().unwrap().dimensions();
    let assignments =
        people.iter().flat_map(|who| dimensions.iter().map(|it| (*who, it.id.clone()))).collect();
    let title = "2026 H2".to_owned();
    let edit = Edit::OpenReview { assessment, title, secrecy, due: None, assignments };
    replica.commit(edit, NOW).unwrap();
    *replica.snapshot().reviews.keys().next().unwrap()
}

fn say(replica: &mut Replica, review: ReviewId, level: usize) {
    let shipped = framework::shipped();
    let framework = shipped.first().unwrap();
    let answers: Vec<(NodeId, Option<Answer>)> = framework
        .questions()
        .into_iter()
        .filter_map(|it| {
            let option = framework.scale_of(it)?.options.get(level)?.id.clone();
            Some((it.id.clone(), Some(Answer::of(Said::Option(option)))))
        })
        .collect();
    replica.commit(Edit::Answer { review, answers }, NOW).unwrap();
}

fn only(workspace: &Workspace) -> &muster_model::workspace::Review {
    workspace.reviews.values().next().unwrap()
}

#[test]
fn three_people_see_nothing_of_each_other_and_then_the_same() {
    let mut ana = founded();
    let mut ben = join(&mut ana, "Ben", 2, Whose::New);
    let mut cleo = join(&mut ana, "Cleo", 3, Whose::New);
    meet(&mut ana, &mut ben);
    let people: Vec<MemberId> = ana.snapshot().members.keys().copied().collect();
    assert_eq!(people.len(), 3);
    let id = review(&mut ana, Secrecy::Blind, &people);
    meet(&mut ana, &mut ben);
    meet(&mut ana, &mut cleo);
    say(&mut ben, id, 3);
    say(&mut cleo, id, 1);
    ben.commit(Edit::Submit(id), NOW).unwrap();
    // Cleo's answers reach Ben by way of Ana and the other way round; neither can read them.
    meet(&mut cleo, &mut ana);
    meet(&mut ana, &mut ben);
    meet(&mut ana, &mut cleo);
    let seen = ben.snapshot();
    let cleo_id = seen.members.values().find(|it| it.name == "Cleo").unwrap().id;
    assert_eq!(only(&seen).lanes[&cleo_id].access, Access::Sealed);
    assert!(only(&seen).lanes[&cleo_id].answers.is_empty());
    assert!(ben.sealed() > 0);
    assert!(only(&seen).sealed);
    // The facilitator reads early in a default blind review.
    assert_eq!(only(&ana.snapshot()).lanes[&cleo_id].access, Access::Readable);

    ana.commit(Edit::Reveal(id), NOW).unwrap();
    meet(&mut ana, &mut ben);
    meet(&mut ana, &mut cleo);
    let shown = [ana.snapshot(), ben.snapshot(), cleo.snapshot()];
    for it in &shown {
        let review = only(it);
        assert_eq!(review.state, ReviewState::Revealed);
        assert_eq!(review.fingerprint, only(&shown[0]).fingerprint);
        assert_eq!(review.result, only(&shown[0]).result);
        assert!(!review.sealed);
        assert_eq!(it.warned(), Vec::<String>::new());
    }
    assert!(
        only(&shown[0]).disagreements.iter().any(muster_model::disagreement::Disagreement::is_any)
    );
}

#[test]
fn two_devices_of_one_person_share_a_lane_and_show_their_conflict() {
    let mut ana = founded();
    let me = ana.snapshot().me.unwrap();
    let mut phone = join(&mut ana, "Ana", 2, Whose::Mine);
    assert_eq!(phone.snapshot().me, Some(me));
    let id = review(&mut ana, Secrecy::Blind, &[me]);
    meet(&mut ana, &mut phone);
    say(&mut ana, id, 3);
    say(&mut phone, id, 1);
    meet(&mut ana, &mut phone);
    for it in [ana.snapshot(), phone.snapshot()] {
        let lane = &only(&it).lanes[&me];
        assert!(lane.answers.values().all(muster_model::answer::Stated::is_conflict));
    }
    assert_eq!(only(&ana.snapshot()).fingerprint, only(&phone.snapshot()).fingerprint);
}

#[test]
fn a_ticket_opens_once_and_only_its_own_door() {
    let mut ana = founded();
    let ticket = invite(&mut ana, Whose::New, 9);
    let (ben, eve) = (Identity::from_seed([2; 32]), Identity::from_seed([3; 32]));
    assert!(matches!(ana.host(&ask(&ticket, &ben, "Ben"), NOW), JoinAnswer::Welcome { .. }));
    // Asking again is no second use.
    assert!(matches!(ana.host(&ask(&ticket, &ben, "Ben"), NOW), JoinAnswer::Welcome { .. }));
    let refused = |said: JoinAnswer| match said {
        JoinAnswer::Refused(why) => why,
        JoinAnswer::Look(_) | JoinAnswer::Welcome { .. } | JoinAnswer::Waiting { .. } => {
            panic!("let in")
        }
    };
    assert_eq!(refused(ana.host(&ask(&ticket, &eve, "Eve"), NOW)), "it was already used");
    let late = invite(&mut ana, Whose::New, 10);
    let then = NOW.plus(2_000_000);
    assert!(refused(ana.host(&ask(&late, &eve, "Eve"), then)).starts_with("it expired on"));
    let mut stolen = ask(&late, &eve, "Eve");
    stolen.card = ben.card("laptop");
    assert!(refused(ana.host(&stolen, NOW)).starts_with("the proof"));
    let mut foreign = ask(&late, &eve, "Eve");
    foreign.workspace = muster_model::ids::WorkspaceId::from_bytes([7; 32]);
    assert_eq!(refused(ana.host(&foreign, NOW)), "it is for another workspace");
}

#[test]
fn what_is_refused_leaves_nothing_behind() {
    let mut ana = founded();
    let me = ana.snapshot().me.unwrap();
    let id = review(&mut ana, Secrecy::Open, &[me]);
    let before = (all(&mut ana).len(), ana.snapshot());
    let bad = Answer::of(Said::Option("nine".parse().unwrap()));
    let question: NodeId = framework::shipped()[0].questions()[0].id.clone();
    let edit = Edit::Answer { review: id, answers: vec![(question, Some(bad))] };
    assert!(ana.commit(edit, NOW).is_err());
    ana.commit(Edit::Reveal(id), NOW).unwrap();
    let err = ana.commit(Edit::Reveal(id), NOW).unwrap_err();
    assert_eq!(err.to_string(), "the review is revealed already");
    assert_eq!(all(&mut ana).len(), before.0 + 1);
    assert_eq!(ana.verify().unwrap().problems, Vec::<String>::new());
}
