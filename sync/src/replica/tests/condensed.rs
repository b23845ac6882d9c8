//! A log in which checkpoints stand for lanes is worth as much as one in which nothing was dropped.

use super::*;
use crate::{
    checkpoint::Checkpoint,
    engine::index::{LAST_BUCKET, Root},
    store::Known,
};

pub(super) fn me(replica: &mut Replica) -> MemberId {
    replica.snapshot().me.unwrap()
}

/// Answers so many questions one after the other, each by itself.
pub(super) fn answer(replica: &mut Replica, review: ReviewId, many: usize) {
    let shipped = framework::shipped();
    let framework = shipped.first().unwrap();
    let questions = framework.questions();
    let scales: Vec<_> =
        questions.iter().filter_map(|it| Some((&it.id, framework.scale_of(it)?))).collect();
    let turns: Vec<Vec<(NodeId, Option<Answer>)>> = (0..many)
        .map(|n| {
            let (question, scale) = scales[n % scales.len()];
            let option = scale.options[n % scale.options.len()].id.clone();
            vec![(question.clone(), Some(Answer::of(Said::Option(option))))]
        })
        .collect();
    replica.answer_in_turn(review, &turns, NOW).unwrap();
}

/// Ana and Ben answered at length, and did not meet since.
pub(super) fn at_length(secrecy: Secrecy) -> (Replica, Replica, ReviewId) {
    let mut ana = founded();
    let mut ben = join(&mut ana, "Ben", 2, Whose::New);
    let people = [me(&mut ana), me(&mut ben)];
    let id = review(&mut ana, secrecy, &people);
    meet(&mut ana, &mut ben);
    answer(&mut ana, id, 60);
    answer(&mut ben, id, 40);
    (ana, ben, id)
}

/// Ana and Ben answered at length in a review that is revealed, and went on afterwards.
fn revealed() -> (Replica, Replica, ReviewId) {
    let (mut ana, mut ben, id) = at_length(Secrecy::Blind);
    ben.commit(Edit::Submit(id), NOW).unwrap();
    answer(&mut ben, id, 10);
    meet(&mut ana, &mut ben);
    ana.commit(Edit::Reveal(id), NOW).unwrap();
    meet(&mut ana, &mut ben);
    (ana, ben, id)
}

/// What it all comes to, for anybody who looks.
pub(super) fn told(replica: &mut Replica) -> (Workspace, Root, u64) {
    let shown = replica.snapshot();
    (shown, replica.index().root(), replica.index().count())
}

fn checkpoints(replica: &mut Replica) -> usize {
    all(replica).iter().filter(|it| Checkpoint::is_named_in(it)).count()
}

fn bytes(replica: &mut Replica) -> usize {
    all(replica).iter().map(Vec::len).sum()
}

/// Everything by the names it is listed under, as a session asks for it.
fn listed(replica: &mut Replica) -> Vec<Vec<u8>> {
    let index = replica.index();
    let groups: Vec<_> = index.summary().map(|it| it.prefix).collect();
    let mut ids = Vec::new();
    for prefix in groups {
        for (bucket, _) in index.buckets(prefix, 0..=LAST_BUCKET) {
            ids.extend(index.ids_in(prefix, bucket).map(|(id, _)| id));
        }
    }
    replica.records(&ids, usize::MAX).unwrap().0
}

fn fresh(workspace: muster_model::ids::WorkspaceId, seed: u8) -> Replica {
    let store = Box::new(MemoryStore::default());
    Replica::open(workspace, Identity::from_seed([seed; 32]), store, [seed + 100; 8]).unwrap()
}

#[test]
fn nothing_changes_but_the_room_it_takes() {
    let (mut ana, mut ben, _) = revealed();
    let (before, size) = (told(&mut ana), bytes(&mut ana));
    assert_eq!(ana.condense().unwrap(), 110);
    assert_eq!((ana.condensed(), checkpoints(&mut ana)), (110, 2));
    // What is left is mostly the framework.
    assert!(bytes(&mut ana) + 45_000 < size, "{} of {size}", bytes(&mut ana));
    assert_eq!(told(&mut ana), before);
    // Again is once too often.
    assert_eq!(ana.condense().unwrap(), 0);
    assert_eq!(ana.verify().unwrap().problems, Vec::<String>::new());
    assert_eq!(told(&mut ana), before);
    ana.rebuild().unwrap();
    assert_eq!(told(&mut ana), before);
    assert_eq!(ana.condensed(), 110);
    // To the one who did not condense she has nothing new, nor he to her.
    assert!(
        ana.need().lacking(ben.index()).is_empty() && ben.need().lacking(ana.index()).is_empty()
    );
    ana.drain_fresh();
    ben.drain_fresh();
    let (from_ana, from_ben) = (all(&mut ana), all(&mut ben));
    ana.accept(&from_ben).unwrap().into_iter().for_each(|it| drop(it.unwrap()));
    ben.accept(&from_ana).unwrap().into_iter().for_each(|it| drop(it.unwrap()));
    assert_eq!((ana.drain_fresh(), ben.drain_fresh()), (Vec::new(), Vec::new()));
    assert_eq!((checkpoints(&mut ana), checkpoints(&mut ben)), (2, 0));
    assert_eq!(all(&mut ana).len(), from_ana.len(), "nothing is stored twice");
}

#[test]
fn it_opens_again_from_a_condensed_log() {
    let (mut ana, mut ben, _) = revealed();
    for it in [&mut ana, &mut ben] {
        it.condense().unwrap();
    }
    let (before, workspace) = (told(&mut ana), ana.workspace());
    let store = ana.close();
    let mut ana = Replica::open(workspace, Identity::from_seed([1; 32]), store, [77; 8]).unwrap();
    assert_eq!(told(&mut ana), before);
    assert_eq!(ana.condensed(), 110);
    // Ben's own lane came after what he was told before: his log goes on where it ended.
    let before = told(&mut ben);
    let store = ben.close();
    let mut ben = Replica::open(workspace, Identity::from_seed([2; 32]), store, [78; 8]).unwrap();
    assert_eq!(told(&mut ben), before);
}

#[test]
fn a_newcomer_learns_all_from_a_condensed_log() {
    let (mut ana, mut ben, id) = revealed();
    // Cleo is let in by Ana, whose own log is full of what is condensed: her keys come behind it.
    ana.condense().unwrap();
    let mut cleo = join(&mut ana, "Cleo", 3, Whose::New);
    meet(&mut ana, &mut ben);
    assert_eq!(told(&mut cleo).1, told(&mut ana).1);
    assert_eq!(cleo.snapshot().reviews, {
        let mut theirs = ana.snapshot().reviews;
        // Whose lane is whose differs by who looks.
        theirs.clone_from(&cleo.snapshot().reviews);
        theirs
    });
    assert_eq!(only(&cleo.snapshot()).result, only(&ben.snapshot()).result);
    assert_eq!(only(&cleo.snapshot()).fingerprint, only(&ben.snapshot()).fingerprint);
    assert_eq!((cleo.condensed(), checkpoints(&mut cleo)), (110, 2));
    assert_eq!(cleo.verify().unwrap().problems, Vec::<String>::new());
    // What was said to a question, by whom and when, is all there.
    let question = framework::shipped().first().unwrap().questions()[0].id.clone();
    assert_eq!(cleo.history(id, &question, None), ana.history(id, &question, None));
    // What is listed comes once, whoever asks for it by whatever of its names.
    let records = listed(&mut cleo);
    assert_eq!(records.iter().filter(|it| Checkpoint::is_named_in(it)).count(), 2);
    let mut dan = fresh(ana.workspace(), 4);
    dan.take_records(&records).unwrap();
    assert!(dan.index().count() < cleo.index().count(), "a stranger can't check a checkpoint");
}

#[test]
fn in_any_order_a_bundle_brings_the_same() {
    let (mut ana, _, _) = revealed();
    ana.condense().unwrap();
    let before = told(&mut ana);
    let mut records = all(&mut ana);
    // Checkpoints first: their keys come after them.
    records.reverse();
    let mut again = fresh(ana.workspace(), 1);
    let would = again.rehearse(&records).unwrap();
    let carried = again.take_records(&records).unwrap();
    assert_eq!((would.new, carried.new), (carried.new, usize::try_from(before.2).unwrap()));
    assert_eq!(carried.refused, Vec::<String>::new());
    assert_eq!(told(&mut again).1, before.1);
    assert_eq!(only(&again.snapshot()).fingerprint, only(&before.0).fingerprint);
}

#[test]
fn what_is_still_blind_is_not_condensed() {
    let mut ana = founded();
    let me = me(&mut ana);
    let id = review(&mut ana, Secrecy::Blind, &[me]);
    answer(&mut ana, id, 40);
    assert_eq!(ana.condense().unwrap(), 0);
    ana.commit(Edit::Reveal(id), NOW).unwrap();
    assert_eq!(ana.condense().unwrap(), 40);
    let mut open = founded();
    let me = self::me(&mut open);
    let id = review(&mut open, Secrecy::Open, &[me]);
    answer(&mut open, id, 15);
    assert_eq!(open.condense().unwrap(), 0, "too few to be worth it");
    answer(&mut open, id, 1);
    assert_eq!(open.condense().unwrap(), 16);
}

#[test]
fn a_lane_that_goes_on_is_condensed_again_and_the_shorter_gives_way() {
    let mut ana = founded();
    let me = me(&mut ana);
    let id = review(&mut ana, Secrecy::Open, &[me]);
    let mut phone = join(&mut ana, "Ana", 2, Whose::Mine);
    answer(&mut ana, id, 30);
    meet(&mut ana, &mut phone);
    assert_eq!(ana.condense().unwrap(), 30);
    let mut behind = fresh(ana.workspace(), 2);
    behind.take_records(&all(&mut ana)).unwrap();
    answer(&mut phone, id, 20);
    meet(&mut ana, &mut phone);
    answer(&mut ana, id, 5);
    let before = told(&mut ana);
    assert_eq!(ana.condense().unwrap(), 25);
    assert_eq!((checkpoints(&mut ana), ana.condensed()), (1, 55));
    assert_eq!(told(&mut ana), before);
    // Who has the shorter takes the longer in its place; the shorter is no news to who has the longer.
    assert_eq!(checkpoints(&mut behind), 1);
    let shorter = all(&mut behind);
    behind.take_records(&all(&mut ana)).unwrap();
    assert_eq!((checkpoints(&mut behind), behind.condensed()), (1, 55));
    assert_eq!(told(&mut behind).1, before.1);
    ana.take_records(&shorter).unwrap();
    assert_eq!(checkpoints(&mut ana), 1);
    // And who has all of it in single records, and hears of a part of it condensed, keeps what is theirs.
    phone.take_records(&shorter).unwrap();
    assert_eq!(checkpoints(&mut phone), 0);
    // Two that overlap are both good.
    answer(&mut phone, id, 20);
    phone.condense().unwrap();
    meet(&mut ana, &mut phone);
    assert_eq!(told(&mut ana).1, told(&mut phone).1);
    ana.rebuild().unwrap();
    assert_eq!(told(&mut ana).1, told(&mut phone).1);
}

#[test]
fn what_was_destroyed_is_gone_from_checkpoints_and_its_places_stay() {
    let (mut ana, mut ben, id) = revealed();
    ana.commit(Edit::CloseReview(id), NOW).unwrap();
    meet(&mut ana, &mut ben);
    let condensed = all(&mut ana).len();
    ana.condense().unwrap();
    let whole: Vec<Vec<u8>> = all(&mut ana);
    let assessment = *ana.snapshot().assessments.keys().next().unwrap();
    ana.commit(Edit::Destroy(assessment), NOW).unwrap();
    assert!(all(&mut ana).len() < condensed);
    let is_left = |it: &Vec<u8>| Checkpoint::parse(it).is_ok_and(|it| !it.is_bare());
    assert_eq!(
        (checkpoints(&mut ana), all(&mut ana).iter().filter(|it| is_left(it)).count()),
        (2, 0)
    );
    assert_eq!(ana.verify().unwrap().problems, Vec::<String>::new());
    // Ben, who condensed nothing, comes to the same; so does who only ever saw what is left.
    meet(&mut ana, &mut ben);
    assert_eq!(told(&mut ana).1, told(&mut ben).1);
    let mut cleo = join(&mut ana, "Cleo", 3, Whose::New);
    assert_eq!(told(&mut cleo).1, told(&mut ana).1);
    assert_eq!(cleo.hollow().count(), 0);
    assert_eq!(cleo.verify().unwrap().problems, Vec::<String>::new());
    // What somebody still had is not taken back in.
    cleo.take_records(&whole).unwrap();
    assert_eq!(all(&mut cleo).iter().filter(|it| is_left(it)).count(), 0);
    assert_eq!(told(&mut cleo).1, told(&mut ana).1);
    ana.rebuild().unwrap();
    assert_eq!(told(&mut cleo).1, told(&mut ana).1);
}

#[test]
fn nobody_hides_an_answer_by_passing_a_checkpoint_on_bare() {
    let (mut ana, mut ben, _) = revealed();
    let workspace = ana.workspace();
    let shown = told(&mut ana);
    ana.condense().unwrap();
    let strip = |record: &Vec<u8>, ana: &mut Replica| match Known::read(record, workspace).unwrap()
    {
        Known::Checkpoint(it) => {
            let expanded = ana.expand(&it).unwrap();
            it.bare(&expanded).unwrap().record().to_vec()
        }
        Known::Envelope(it) => it.record().to_vec(),
    };
    let stripped: Vec<Vec<u8>> = all(&mut ana).iter().map(|it| strip(it, &mut ana)).collect();
    let mut victim = fresh(workspace, 2);
    victim.take_records(&stripped).unwrap();
    assert_eq!((victim.hollow().count(), victim.index().hollow()), (110, 110));
    assert!(victim.snapshot().warned().join("\n").contains("without their content"));
    // What is left goes on as it is to who has nothing.
    let mut next = fresh(workspace, 1);
    let need = next.need().lacking(victim.index());
    let (records, _) = victim.records(&need, usize::MAX).unwrap();
    next.take_records(&records).unwrap();
    assert_eq!(next.index().root(), victim.index().root());
    // The honest copies take its place, be they single or in one.
    victim.take_records(&all(&mut ana)).unwrap();
    assert_eq!((victim.hollow().count(), checkpoints(&mut victim)), (0, 2));
    next.take_records(&all(&mut ben)).unwrap();
    assert_eq!(next.hollow().count(), 0);
    for it in [&mut victim, &mut next] {
        assert_eq!(told(it).1, shown.1);
        assert_eq!(only(&it.snapshot()).fingerprint, only(&shown.0).fingerprint);
        it.rebuild().unwrap();
        assert_eq!(told(it).1, shown.1);
        assert_eq!(it.hollow().count(), 0);
    }
}

#[test]
fn who_has_no_key_turns_a_checkpoint_away_and_takes_it_later() {
    let (mut ana, _, _) = revealed();
    ana.condense().unwrap();
    let mut cleo = fresh(ana.workspace(), 3);
    let told = cleo.accept(&all(&mut ana)).unwrap();
    let refused: Vec<String> =
        told.iter().filter_map(|it| it.as_ref().err().map(ToString::to_string)).collect();
    assert_eq!(refused, ["the checkpoint can't be checked yet: its key is not here"; 2]);
    assert!(told.iter().filter_map(|it| it.as_ref().err()).all(|it| !it.blames_the_bearer()));
    // Once she is let in, she has the keys.
    let ticket = invite(&mut ana, Whose::New, 9);
    let said = ana.host(&ask(&ticket, &Identity::from_seed([3; 32]), "Cleo"), NOW);
    assert!(matches!(said, JoinAnswer::Welcome { .. }));
    meet(&mut ana, &mut cleo);
    assert_eq!(cleo.index().root(), ana.index().root());
}

#[test]
fn the_same_answer_written_twice_from_one_backup_is_one_envelope() {
    let mut ana = founded();
    let me = me(&mut ana);
    let id = review(&mut ana, Secrecy::Open, &[me]);
    answer(&mut ana, id, 1);
    let backup = all(&mut ana);
    let open = || {
        let mut it = fresh(backup_of(&backup), 1);
        it.take_records(&backup).unwrap();
        it
    };
    let (mut one, mut other) = (open(), open());
    answer(&mut one, id, 2);
    answer(&mut other, id, 2);
    assert_eq!(one.index().root(), other.index().root());
    answer(&mut one, id, 3);
    answer(&mut other, id, 4);
    assert_ne!(one.index().root(), other.index().root());
}

fn backup_of(records: &[Vec<u8>]) -> muster_model::ids::WorkspaceId {
    let genesis = crate::envelope::Sealed::parse(&records[0]).unwrap();
    let zeros = muster_model::ids::WorkspaceId::from_bytes([0; 32]);
    let id = genesis.unchecked(zeros).unwrap().id();
    muster_model::ids::WorkspaceId::from_bytes(*id.as_bytes())
}
