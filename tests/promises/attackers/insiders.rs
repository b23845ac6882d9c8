//! People who were let in, had a role or a device, and abuse it: each over real connections.

use muster_model::{
    answer::{Answer, Said},
    control::op::{Op, Role, Secrecy},
    edit::Edit,
    ids::{MemberId, ReviewId},
    time::At,
    workspace::{Access, LaneView, Workspace},
};
use muster_sync::{
    bundle::{self, Lock},
    engine::index::Prefix,
    node::command::{Command, Reply, Take, TicketWish},
    wire::{Message, Seen},
};
use muster_tests::{dice::Dice, malice::Insider};

use super::{DAY, Home, Scenery, mallory::Mallory};
use crate::tap::{Manners, Tap};

const REMOVED: &str = "you were removed here";

fn member(shown: &Workspace, name: &str) -> MemberId {
    shown.members.values().find(|it| it.name == name).unwrap().id
}

fn lane(home: &Home, review: ReviewId, name: &str) -> LaneView {
    let shown = home.shows();
    shown.reviews[&review].lanes[&member(&shown, name)].clone()
}

/// The notes of what counts of somebody, as `home` shows it.
fn counted(home: &Home, review: ReviewId, name: &str) -> Vec<String> {
    let lane = lane(home, review, name);
    let said = lane.counted.values().filter_map(|it| it.now.answer.as_ref());
    said.map(|it| it.note.clone()).collect()
}

/// Mallory answers the first question that has levels; says which edit that is.
fn answer(mallory: &mut Mallory, review: ReviewId, note: &str) -> Edit {
    let shown = mallory.replica.snapshot();
    let framework = shown.framework_of(&shown.reviews[&review]).unwrap();
    let questions = framework.questions();
    let question = questions.iter().find(|it| framework.scale_of(it).is_some()).unwrap();
    let option = framework.scale_of(question).unwrap().options[0].id.clone();
    let said = Answer { note: note.to_owned(), ..Answer::of(Said::Option(option)) };
    Edit::Answer { review, answers: vec![(question.id.clone(), Some(said))] }
}

/// Puts all that Mallory has on a stick that Ana's and Ben's devices can open.
fn stick(mallory: &mut Mallory, shown: &Workspace) -> Vec<u8> {
    let cards = shown.members.values().flat_map(|it| &it.devices);
    let lock = Lock::Devices(cards.map(|it| it.recipient.as_str()).collect());
    bundle::pack(shown.id, At(1), &lock, &mallory.records()).unwrap()
}

async fn takes(home: &Home, bytes: Vec<u8>) -> usize {
    let take = Command::TakeBundle { bytes, passphrase: None, take: Take::Really };
    let Reply::Carried { carried, .. } = home.call(take).await else { panic!("a stick is taken") };
    assert_eq!(carried.refused, Vec::<String>::new());
    carried.new
}

/// All that Ana has comes to Mallory, by somebody who carries it.
async fn hears(mallory: &mut Mallory, home: &Home) {
    let shown = home.shows();
    let pack = Command::PackBundle { workspace: shown.id, need: None, passphrase: None };
    let Reply::Packed { bytes, .. } = home.call(pack).await else { panic!("a stick is made") };
    if let Ok(opened) = mallory.replica.open_bundle(&bytes, None) {
        mallory.take(&opened.records);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_was_removed_is_turned_away_and_reads_nothing_that_was_written_since() {
    let scene = Scenery::new(Secrecy::Open).await;
    let mut mallory = scene.mallory().await;
    let there = scene.ana.address().await;
    scene.ana.answers(scene.review, "before Mallory went").await;
    mallory.sync(&there).await;
    let who = member(&scene.ana.shows(), "Mallory");
    // One who does not know of it yet still seals a stick to Mallory's device; then Ben hears of it.
    scene.ana.edit(Edit::Remove(who)).await;
    scene.ana.answers(scene.review, "after Mallory went").await;
    scene.ben.meet(&scene.ana).await;

    let hello = Message::Hello {
        device: Prefix::of_device(&mallory.identity.device()),
        seen: Seen::default(),
    };
    for home in [&scene.ana, &scene.ben] {
        let ended = mallory.say(&home.address().await, &[hello.frame()]).await;
        assert!(ended.as_deref().is_some_and(|it| it.ends_with(REMOVED)), "{ended:?}");
    }
    // Whatever way the envelopes take, they stay sealed.
    hears(&mut mallory, &scene.ana).await;
    let text = format!("{:?}", mallory.replica.snapshot());
    assert!(text.contains("before Mallory went"), "what they had they keep");
    assert!(!text.contains("after Mallory went"), "what came since they don't read");

    // What Mallory writes now is refused or counts nowhere.
    let edit = answer(&mut mallory, scene.review, "forged by who is gone");
    drop(mallory.replica.commit(edit, At(1)));
    let bytes = stick(&mut mallory, &scene.ana.shows());
    takes(&scene.ana, bytes).await;
    let text = format!("{:?}", scene.ana.shows().reviews);
    assert!(!text.contains("forged by who is gone"));
    scene.check_unharmed().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_thief_of_an_unlocked_device_can_date_nothing_back_before_its_revocation() {
    let scene = Scenery::new(Secrecy::Open).await;
    let Scenery { ana, ben, review, .. } = &scene;
    let ticket = TicketWish {
        role: Role::Respondent,
        own_device: true,
        dimensions: Vec::new(),
        uses: 1,
        valid_ms: DAY,
        note: String::new(),
    };
    let workspace = ben.shows().id;
    let Reply::Ticket(ticket) = ben.call(Command::MakeTicket { workspace, ticket }).await else {
        panic!("who is a member takes further devices")
    };
    // Ben's second device; then it is stolen.
    let mut phone = Mallory::join(&ticket, &ben.address().await).await;
    ben.meet(ana).await;
    ben.edit(Edit::RevokeDevice(phone.identity.device())).await;
    ben.meet(ana).await;
    let edit = answer(&mut phone, *review, "forged by the thief");
    phone.replica.commit(edit, At(1)).unwrap();
    let mine = phone.records_of_mine();
    let ended = phone.push(&ana.address().await, &mine).await;
    assert!(ended.as_deref().is_some_and(|it| it.ends_with(REMOVED)), "{ended:?}");
    let bytes = stick(&mut phone, &ana.shows());
    assert!(takes(ana, bytes).await > 0, "it is kept and passed on");
    ben.meet(ana).await;
    for home in [ana, ben] {
        assert_eq!(counted(home, *review, "Ben"), Vec::<String>::new(), "and does not count");
        let warnings = home.shows().warned().join("\n");
        assert!(warnings.contains("had been revoked"), "which is reported: {warnings}");
    }
    scene.check_unharmed().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_respondent_changes_after_the_reveal_shows_as_late_and_moves_no_result() {
    let scene = Scenery::new(Secrecy::Blind).await;
    let Scenery { ana, ben, review, .. } = &scene;
    let (there, here) = (ana.address().await, At(1_795_000_000_000));
    let mut mallory = scene.mallory().await;
    let edit = answer(&mut mallory, *review, "what I said");
    mallory.replica.commit(edit, here).unwrap();
    mallory.replica.commit(Edit::Submit(*review), here).unwrap();
    mallory.sync(&there).await;
    ana.edit(Edit::Reveal(*review)).await;
    mallory.sync(&there).await;
    let before = ana.shows().reviews[review].fingerprint.clone();
    let edit = answer(&mut mallory, *review, "what I wish I had said");
    mallory.replica.commit(edit, At(1)).unwrap();
    mallory.sync(&there).await;
    ben.meet(ana).await;
    for home in [ana, ben] {
        assert_eq!(counted(home, *review, "Mallory"), ["what I said"]);
        assert_eq!(lane(home, *review, "Mallory").late.len(), 1, "it is shown as late");
        assert_eq!(home.shows().reviews[review].fingerprint, before);
    }
    drop(scene);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_facilitator_can_neither_peek_in_a_strict_review_nor_leave_out_or_swap_what_was_handed_in()
 {
    let scene = Scenery::new(Secrecy::Strict).await;
    let Scenery { ana, ben, review, workspace, .. } = &scene;
    let there = ana.address().await;
    let mut mallory = scene.mallory().await;
    let who = member(&ana.shows(), "Mallory");
    ana.edit(Edit::SetRole { member: who, role: Role::Facilitator }).await;
    ben.meet(ana).await;
    ben.answers(*review, "sealed by Ben").await;
    ben.edit(Edit::Submit(*review)).await;
    ana.answers(*review, "sealed by Ana").await;
    ana.edit(Edit::Submit(*review)).await;
    ben.meet(ana).await;
    mallory.sync(&there).await;
    let shown = mallory.replica.snapshot();
    assert!(!format!("{shown:?}").contains("sealed by"), "nobody peeks");
    let theirs = &shown.reviews[review].lanes[&member(&shown, "Ben")];
    assert_eq!(theirs.access, Access::Sealed);

    // A reveal that leaves Ben out and names other answers of Ana's.
    let me = mallory.identity.clone();
    let records = mallory.records();
    let mut insider = Insider::of(&me, *workspace, &records, Dice::new(5));
    let swapped = muster_model::control::op::RevealedLane {
        member: member(&shown, "Ana"),
        key: Some([7; 32]),
        heads: vec![muster_model::ids::ChangeHash::from_bytes([7; 32])],
    };
    let written = insider.op(Op::Reveal { review: *review, lanes: vec![swapped] });
    assert_eq!(mallory.push(&there, &written).await, None);
    for _ in 0..2 {
        ben.meet(ana).await;
        ana.meet(ben).await;
    }
    for home in [ana, ben] {
        for (name, said) in [("Ben", "sealed by Ben"), ("Ana", "sealed by Ana")] {
            assert_eq!(counted(home, *review, name), [said]);
            let alarm = lane(home, *review, name).alarm;
            assert!(alarm.is_some(), "{name} is told what the reveal tried");
        }
    }
    let fingerprint = |it: &Home| it.shows().reviews[review].fingerprint.clone();
    assert_eq!(fingerprint(ana), fingerprint(ben));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_owners_who_remove_each_other_the_senior_stays_for_everybody() {
    let scene = Scenery::new(Secrecy::Open).await;
    let mut mallory = scene.mallory().await;
    let there = scene.ana.address().await;
    let shown = scene.ana.shows();
    let (ana, who) = (member(&shown, "Ana"), member(&shown, "Mallory"));
    scene.ana.edit(Edit::SetRole { member: who, role: Role::Owner }).await;
    mallory.sync(&there).await;
    scene.ben.meet(&scene.ana).await;
    // Each without knowing of the other.
    mallory.replica.commit(Edit::Remove(ana), At(1_795_000_000_000)).unwrap();
    scene.ana.edit(Edit::Remove(who)).await;
    let bytes = stick(&mut mallory, &shown);
    assert!(takes(&scene.ben, bytes).await > 0, "what Mallory wrote is kept");
    for (from, to) in [(&scene.ana, &scene.ben), (&scene.ben, &scene.ana)] {
        let pack = Command::PackBundle { workspace: shown.id, need: None, passphrase: None };
        let Reply::Packed { bytes, .. } = from.call(pack).await else { panic!("a stick is made") };
        takes(to, bytes).await;
    }
    for home in [&scene.ana, &scene.ben] {
        let shown = home.shows();
        assert!(shown.members[&ana].removed.is_none(), "Ana stays");
        assert!(shown.members[&who].removed.is_some(), "Mallory goes");
        let void = shown.events.iter().filter(|it| it.void.is_some()).count();
        assert!(void > 0, "what has no effect is reported");
    }
    // While Ben believed Mallory he had hung up on Ana.
    scene.ben.meet(&scene.ana).await;
    scene.check_unharmed().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_member_who_floods_the_log_harms_nobody_elses_work() {
    let scene = Scenery::new(Secrecy::Open).await;
    let mut mallory = scene.mallory().await;
    let there = scene.ana.address().await;
    let (me, records) = (mallory.identity.clone(), mallory.records());
    let mut insider = Insider::of(&me, scene.workspace, &records, Dice::new(6));
    let many: Vec<Vec<u8>> =
        (0..600).flat_map(|_| insider.op(Op::CloseReview { review: scene.review })).collect();
    for some in many.chunks(100) {
        drop(mallory.push(&there, some).await);
    }
    let shown = scene.ana.shows();
    assert!(shown.warned().len() <= 110, "the list of warnings stays short");
    assert!(shown.warned().iter().any(|it| it.contains("only a facilitator")), "and says why");
    scene.check_unharmed().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_passes_the_packets_on_can_alter_repeat_reorder_and_drop_them_and_only_delays() {
    let scene = Scenery::new(Secrecy::Open).await;
    let Scenery { ana, review, .. } = &scene;
    let mut address = ana.address().await;
    let taps: Vec<Tap> =
        address.sockets.iter().map(|it| Tap::before(*it, Manners::Rough)).collect();
    address.sockets = taps.iter().map(|it| it.at).collect();
    // Mallory knows no other way.
    let mut mallory = Mallory::join(&ana.ticket(1, DAY).await, &address).await;
    ana.answers(*review, "over a bad wire").await;
    for _ in 0..3 {
        mallory.sync(&address).await;
    }
    // What another device has that took the straight way.
    let mut whole = scene.mallory().await;
    whole.sync(&ana.address().await).await;
    mallory.sync(&address).await;
    assert_eq!(mallory.replica.index().root(), whole.replica.index().root());
    let heard: usize = taps.into_iter().map(|it| it.heard().len()).sum();
    assert!(heard > 5_000, "it went by there: {heard} bytes");
    scene.check_unharmed().await;
}
