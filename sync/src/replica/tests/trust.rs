//! Who goes, what they can read afterwards, what of theirs counts, and who comes back.

use muster_model::{
    answer::Stated,
    control::op::{Op, Wrap},
    edit::{Agreement, Decision},
    ids::{DeviceId, KeyId},
};

use super::*;
use crate::{
    identity::Recovery,
    keys::{self, ContentKey, KeysPayload, Link},
};

mod changing;

/// Passes everything from one to the other, one way.
fn carry(from: &mut Replica, to: &mut Replica) {
    for told in to.accept(&all(from)).unwrap() {
        told.unwrap();
    }
}

fn me(replica: &mut Replica) -> MemberId {
    replica.snapshot().me.unwrap()
}

fn devices(replica: &mut Replica) -> Vec<DeviceId> {
    let members = replica.snapshot().members;
    members.values().flat_map(|it| &it.devices).map(|it| it.device).collect()
}

fn name(replica: &mut Replica, who: MemberId, role: Role) {
    replica.commit(Edit::SetRole { member: who, role }, NOW).unwrap();
}

fn present(replica: &Replica) -> KeyId {
    replica.views.control().epoch().unwrap()
}

/// Notes on the board: everybody's who may write and reads the present key.
fn comment(replica: &mut Replica, review: ReviewId, text: &str) {
    let question = framework::shipped()[0].questions()[0].id.clone();
    replica.commit(Edit::Comment { review, question, text: text.to_owned() }, NOW).unwrap();
}

fn comments(replica: &mut Replica) -> Vec<String> {
    let shown = replica.snapshot();
    only(&shown).board.comments.iter().map(|it| it.3.clone()).collect()
}

fn agree(replica: &mut Replica, review: ReviewId, reason: &str) {
    let question = framework::shipped()[0].questions()[0].id.clone();
    let decision = Decision::LeftOpen;
    let agreed = Agreement {
        said: None,
        decision,
        reason: reason.to_owned(),
        dissent: Vec::new(),
        based_on: Vec::new(),
    };
    replica.commit(Edit::Agree { review, agreed: vec![(question, Some(agreed))] }, NOW).unwrap();
}

fn agreed(replica: &mut Replica) -> Vec<String> {
    let shown = replica.snapshot();
    only(&shown).board.agreed.values().flatten().map(|it| it.0.reason.clone()).collect()
}

fn answers(replica: &mut Replica, who: MemberId) -> usize {
    only(&replica.snapshot()).lanes.get(&who).map_or(0, |it| it.answers.len())
}

#[test]
fn who_is_removed_reads_nothing_new_and_what_they_said_stays() {
    let mut ana = founded();
    let mut ben = join(&mut ana, "Ben", 2, Whose::New);
    let mut cleo = join(&mut ana, "Cleo", 3, Whose::New);
    meet(&mut ana, &mut ben);
    let ben_id = me(&mut ben);
    let id = review(&mut ana, Secrecy::Open, &[ben_id]);
    meet(&mut ana, &mut ben);
    say(&mut ben, id, 2);
    comment(&mut ben, id, "hello");
    meet(&mut ana, &mut ben);
    meet(&mut ana, &mut cleo);
    let said = answers(&mut cleo, ben_id);
    assert!(said > 0);

    let before = present(&ana);
    ana.commit(Edit::Remove(ben_id), NOW).unwrap();
    assert_ne!(present(&ana), before);
    comment(&mut ana, id, "without Ben");
    // A stick still brings Ben all there is: he learns that he is out, and no more.
    carry(&mut ana, &mut ben);
    meet(&mut ana, &mut cleo);
    assert!(ben.is_out());
    assert_eq!(ben.snapshot().me, None);
    assert_eq!(
        ben.snapshot().warned(),
        [
            "Ana removed you from this workspace; what you had stays readable here, and nothing new comes"
        ]
    );
    assert_eq!(comments(&mut ben), ["hello"]);
    assert!(ben.sealed() > 0);
    assert!(ben.commit(Edit::Submit(id), NOW).is_err());
    for it in [&mut ana, &mut cleo] {
        assert_eq!(comments(it), ["hello", "without Ben"]);
        assert_eq!(answers(it, ben_id), said);
        assert!(!devices(it).contains(&ben.identity().device()));
        assert_eq!(it.snapshot().members[&ben_id].name, "Ben");
        assert!(it.snapshot().members[&ben_id].removed.is_some());
        assert_eq!(it.snapshot().warned(), Vec::<String>::new());
        assert_eq!(it.verify().unwrap().problems, Vec::<String>::new());
    }
    // Who comes now gets one key, and reads the past with it.
    let cleo_id = me(&mut cleo);
    name(&mut ana, cleo_id, Role::Owner);
    meet(&mut ana, &mut cleo);
    let mut dora = join(&mut cleo, "Dora", 4, Whose::New);
    assert_eq!(comments(&mut dora), ["hello", "without Ben"]);
    assert_eq!(answers(&mut dora, ben_id), said);
    let given = dora.handed.to.keys().filter(|it| it.1 == dora.identity().device()).count();
    assert_eq!(given, 1);
}

#[test]
fn a_stolen_phone_writes_no_more_and_its_owner_keeps_the_rest() {
    let mut ana = founded();
    let mut ben = join(&mut ana, "Ben", 2, Whose::New);
    let ben_id = me(&mut ben);
    let id = review(&mut ana, Secrecy::Blind, &[ben_id]);
    meet(&mut ana, &mut ben);
    let mut phone = join(&mut ben, "Ben", 3, Whose::Mine);
    say(&mut phone, id, 1);
    meet(&mut ben, &mut phone);
    let said = answers(&mut ben, ben_id);
    ben.commit(Edit::RevokeDevice(phone.identity().device()), NOW).unwrap();
    // Ben may not make a key himself; Ana does as soon as she hears of it.
    assert!(ben.views.control().rekey);
    meet(&mut ben, &mut ana);
    assert!(!ana.views.control().rekey);
    assert_eq!(present(&ana), present(&ben));

    // The thief writes on, at once and after hearing of it.
    say(&mut phone, id, 3);
    carry(&mut ana, &mut phone);
    assert!(phone.is_out());
    assert!(!phone.ring.contains(&present(&ana)));
    carry(&mut phone, &mut ana);
    meet(&mut ana, &mut ben);
    for it in [&mut ana, &mut ben] {
        assert_eq!(answers(it, ben_id), said);
        let shown = it.snapshot();
        let lane = &only(&shown).lanes[&ben_id];
        assert!(!lane.answers.values().any(Stated::is_conflict));
        assert!(shown.warned().iter().any(|it| it.contains(" not count")), "{:?}", shown.warned());
    }
    assert!(ben.snapshot().warned().iter().any(|it| it.starts_with("1 of your own changes")));
    // What Ben writes from now on, the phone can't read, though it has his old key.
    let old = ben.views.control().reviews[&id].lanes[&ben_id].keys.clone();
    say(&mut ben, id, 2);
    let new = ben.views.control().reviews[&id].lanes[&ben_id].keys.clone();
    assert_eq!(new.len(), old.len() + 1);
    carry(&mut ben, &mut phone);
    assert!(!phone.ring.contains(new.last().unwrap()));
    meet(&mut ben, &mut ana);
    assert!(ana.ring.contains(new.last().unwrap()));
}

#[test]
fn what_others_built_on_counts_though_it_came_too_late() {
    let mut ana = founded();
    let mut fay = join(&mut ana, "Fay", 2, Whose::New);
    let mut gus = join(&mut ana, "Gus", 3, Whose::New);
    let people: Vec<MemberId> = [&mut fay, &mut gus].map(me).into();
    let id = review(&mut ana, Secrecy::Open, &people);
    for who in &people {
        name(&mut ana, *who, Role::Facilitator);
    }
    meet(&mut ana, &mut fay);
    meet(&mut ana, &mut gus);
    // Fay writes; Gus, who saw that, writes over it; Ana, who saw neither, removes Fay or takes her role.
    for late in [Edit::Remove(people[0]), Edit::SetRole { member: people[0], role: Role::Observer }]
    {
        let [mut ana, mut fay, mut gus] = [&mut ana, &mut fay, &mut gus].map(copy);
        agree(&mut fay, id, "first");
        agree(&mut fay, id, "second");
        carry(&mut fay, &mut gus);
        agree(&mut gus, id, "third");
        agree(&mut fay, id, "unseen");
        ana.commit(late, NOW).unwrap();
        meet(&mut ana, &mut gus);
        assert_eq!(agreed(&mut ana), ["third"]);
        meet(&mut ana, &mut fay);
        meet(&mut ana, &mut gus);
        for it in [&mut ana, &mut gus] {
            assert_eq!(agreed(it), ["third"]);
            let warnings = it.snapshot().warned();
            let adopted = "2 of the changes by Fay in “Security” came too late";
            let dropped = "1 of the changes by Fay in “Security” does not count";
            for told in [adopted, dropped] {
                assert!(warnings.iter().any(|it| it.starts_with(told)), "{warnings:?}");
            }
        }
        // In whatever order it came.
        let shown = ana.snapshot();
        ana.rebuild().unwrap();
        assert_eq!(ana.snapshot(), shown);
    }
}

/// The same device with the same log: a copy, for another course of events.
fn copy(replica: &mut Replica) -> Replica {
    let mut store = MemoryStore::default();
    let records = all(replica);
    let fine = records
        .iter()
        .map(|it| crate::envelope::Sealed::parse(it).unwrap().verify(replica.workspace()).unwrap());
    store.append(&fine.collect::<Vec<_>>()).unwrap();
    let pen = replica.pen.incarnation;
    Replica::open(replica.workspace(), replica.identity().clone(), Box::new(store), pen).unwrap()
}

#[test]
fn who_lost_everything_comes_back_as_who_they_were() {
    let mut ana = founded();
    let mut ben = join(&mut ana, "Ben", 2, Whose::New);
    let ben_id = me(&mut ben);
    let id = review(&mut ana, Secrecy::Open, &[ben_id]);
    meet(&mut ana, &mut ben);
    say(&mut ben, id, 2);
    meet(&mut ana, &mut ben);
    let said = answers(&mut ana, ben_id);
    ana.commit(Edit::RevokeDevice(ben.identity().device()), NOW).unwrap();

    let ticket =
        Ticket { workspace: ana.workspace(), secret: [7; 16], hosts: Vec::new(), relay: None };
    let edit = Edit::Invite {
        invite: ticket.invite_id(),
        role: Role::Observer,
        member: Some(ben_id),
        dimensions: Vec::new(),
        uses: 1,
        expires: NOW.plus(1_000),
        auto_admit: true,
        note: String::new(),
    };
    ana.commit(edit, NOW).unwrap();
    let identity = Identity::from_seed([8; 32]);
    let said_at_door = ana.host(&ask(&ticket, &identity, "whoever"), NOW);
    assert!(matches!(said_at_door, JoinAnswer::Waiting { .. }), "{said_at_door:?}");
    ana.commit(Edit::Accept(identity.device()), NOW).unwrap();
    let store = Box::new(MemoryStore::default());
    let mut again = Replica::open(ana.workspace(), identity, store, [8; 8]).unwrap();
    meet(&mut ana, &mut again);
    assert_eq!(again.snapshot().me, Some(ben_id));
    assert_eq!(again.snapshot().my_role(), Some(Role::Respondent));
    assert_eq!(answers(&mut again, ben_id), said);
    say(&mut again, id, 3);
    meet(&mut ana, &mut again);
    assert!(!only(&ana.snapshot()).lanes[&ben_id].answers.values().any(Stated::is_conflict));
    // The lost device turns up: it is out.
    carry(&mut ana, &mut ben);
    assert!(ben.is_out());
    assert!(ben.snapshot().warned().iter().any(|it| it.starts_with("this device was revoked")));
    assert!(matches!(ana.host(&ask(&ticket, ben.identity(), "Ben"), NOW), JoinAnswer::Refused(_)));
}

#[test]
fn the_recovery_code_brings_an_owner_back_through_anybodys_door() {
    let identity = Identity::from_seed([1; 32]);
    let founding = Founding::prepare(&identity, "Harbour", "Ana", "laptop", NOW).unwrap();
    let code = Recovery::parse(&founding.recovery).unwrap();
    let mut store = MemoryStore::default();
    store.append(&founding.envelopes).unwrap();
    let mut ana = Replica::open(founding.workspace, identity, Box::new(store), [1; 8]).unwrap();
    let ana_id = me(&mut ana);
    let mut ben = join(&mut ana, "Ben", 2, Whose::New);
    drop(ana);

    let identity = Identity::from_seed([9; 32]);
    let ask = |code: &Recovery| {
        let card = identity.card("new laptop");
        JoinAsk::with_code(founding.workspace, code, card, identity.signer())
    };
    let other = Recovery::generate(&mut |bytes| bytes.fill(7));
    assert!(matches!(ben.host(&ask(&other), NOW), JoinAnswer::Refused(_)));
    let mut forged = ask(&code);
    forged.proof = ask(&other).proof;
    assert!(matches!(ben.host(&forged, NOW), JoinAnswer::Refused(_)));
    assert!(matches!(ben.host(&ask(&code), NOW), JoinAnswer::Welcome { .. }));
    let store = Box::new(MemoryStore::default());
    let mut back = Replica::open(founding.workspace, identity.clone(), store, [9; 8]).unwrap();
    meet(&mut ben, &mut back);
    assert_eq!(back.snapshot().me, Some(ana_id));
    assert_eq!(back.snapshot().my_role(), Some(Role::Owner));
    assert_eq!(back.snapshot().warned(), Vec::<String>::new());
    let lost = Identity::from_seed([1; 32]).device();
    back.commit(Edit::RevokeDevice(lost), NOW).unwrap();
    assert!(!devices(&mut back).contains(&lost));

    // Somebody who is in already becomes an owner where they sit.
    let err = ben.recover(&other, NOW).unwrap_err();
    assert_eq!(err.to_string(), "this is not the recovery code of this workspace");
    ben.recover(&code, NOW).unwrap();
    assert_eq!(ben.snapshot().my_role(), Some(Role::Owner));
}

#[test]
fn nobody_leaves_a_workspace_without_an_owner() {
    let mut ana = founded();
    let (ana_id, device) = (me(&mut ana), ana.identity().device());
    for edit in [
        Edit::Remove(ana_id),
        Edit::RevokeDevice(device),
        Edit::SetRole { member: ana_id, role: Role::Facilitator },
    ] {
        let err = ana.commit(edit, NOW).unwrap_err();
        assert_eq!(err.to_string(), "no owner would be left: make somebody else an owner first");
    }
    let mut ben = join(&mut ana, "Ben", 2, Whose::New);
    let ben_id = me(&mut ben);
    assert!(ben.commit(Edit::Remove(ana_id), NOW).is_err());
    name(&mut ana, ben_id, Role::Owner);
    ana.commit(Edit::Remove(ana_id), NOW).unwrap();
    meet(&mut ana, &mut ben);
    assert_eq!(
        ana.snapshot().warned(),
        ["you left this workspace; what you had stays readable here"]
    );
    assert!(!ben.views.control().rekey);
    assert!(!ana.ring.contains(&present(&ben)));
}

#[test]
fn what_a_removed_device_says_afterwards_never_shows_however_it_claims_its_place() {
    let mut ana = founded();
    let mut ben = join(&mut ana, "Ben", 2, Whose::New);
    let ben_id = me(&mut ben);
    let id = review(&mut ana, Secrecy::Open, &[ben_id]);
    meet(&mut ana, &mut ben);
    say(&mut ben, id, 1);
    meet(&mut ana, &mut ben);
    ana.commit(Edit::Remove(ben_id), NOW).unwrap();
    let before = ana.snapshot();
    // Ben never heard of it, or says so: he answers, hands in, and invites a friend.
    say(&mut ben, id, 3);
    ben.commit(Edit::Submit(id), NOW).unwrap();
    let ticket = invite(&mut ben, Whose::Mine, 5);
    let friend = Identity::from_seed([5; 32]);
    ben.host(&ask(&ticket, &friend, "Friend"), NOW);
    ben.write_now(Op::CloseReview { review: id }, NOW).unwrap_err();
    carry(&mut ben, &mut ana);
    let after = ana.snapshot();
    assert_eq!(after.members, before.members);
    assert_eq!(after.reviews, before.reviews);
    assert_eq!(after.assessments, before.assessments);
    assert!(after.warned().len() > 2, "{:?}", after.warned());
    assert!(!devices(&mut ana).contains(&friend.device()));
    assert_eq!(ana.verify().unwrap().problems, Vec::<String>::new());
}

#[test]
fn who_leaves_of_their_own_reads_nothing_that_is_said_afterwards() {
    let mut ana = founded();
    let mut ben = join(&mut ana, "Ben", 2, Whose::New);
    let leaver = me(&mut ben);
    let review = review(&mut ana, Secrecy::Blind, &[leaver]);
    meet(&mut ana, &mut ben);
    say(&mut ben, review, 2);
    let review = *ana.snapshot().reviews.keys().next().unwrap();
    ben.commit(Edit::Remove(leaver), NOW).unwrap();
    carry(&mut ben, &mut ana);
    ana.tend(NOW).unwrap();
    comment(&mut ana, review, "only for those who stayed");
    carry(&mut ana, &mut ben);
    ben.tend(NOW).unwrap();
    carry(&mut ben, &mut ana);
    ana.tend(NOW).unwrap();
    carry(&mut ana, &mut ben);
    assert_eq!(comments(&mut ana), ["only for those who stayed"]);
    assert!(comments(&mut ben).is_empty(), "{:?}", comments(&mut ben));
}
