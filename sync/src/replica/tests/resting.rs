//! Lanes that nobody looks into are not read at the next start, and nobody can tell.

use std::sync::Arc;

use muster_model::workspace::QuestionHistory;

use super::{
    condensed::{answer, at_length, me, told},
    *,
};
use crate::{craft::System, replica::Rests};

type Kept = (Rests, Arc<Workspace>);

/// What is kept when the program ends, as it is read by the next one.
fn kept(replica: &mut Replica) -> Kept {
    let shown = replica.snapshot();
    let bytes = postcard::to_stdvec(&replica.rests(&shown)).unwrap();
    (postcard::from_bytes(&bytes).unwrap(), Arc::new(shown))
}

fn begin(ended: Replica, kept: Option<Kept>) -> Replica {
    let me = (ended.workspace(), ended.identity().clone());
    Replica::open_resting(Arc::new(System), me, ended.close(), [99; 8], kept).unwrap()
}

/// Ends and begins again with what was kept.
fn begin_again(mut replica: Replica) -> Replica {
    let kept = kept(&mut replica);
    begin(replica, Some(kept))
}

/// Ana and Ben answered at length, part of it stands in checkpoints.
fn in_part_condensed() -> (Replica, Replica, ReviewId) {
    let (mut ana, mut ben, id) = at_length(Secrecy::Open);
    meet(&mut ana, &mut ben);
    ana.condense().unwrap();
    answer(&mut ana, id, 3);
    answer(&mut ben, id, 5);
    meet(&mut ana, &mut ben);
    (ana, ben, id)
}

#[test]
fn all_lanes_rest_until_somebody_looks() {
    let (mut ana, mut ben, id) = in_part_condensed();
    let before = told(&mut ana);
    let question = framework::shipped().first().unwrap().questions()[0].id.clone();
    let history = ana.history(id, &question, None);
    let lane = ana.export_lane(id, me(&mut ben));
    let past = ana.until(NOW);
    let need = ana.need().lacking(ben.index()).len();

    let mut ana = begin_again(ana);
    assert_eq!(ana.at_rest(), 2);
    assert!(told(&mut ana) == before);
    assert_eq!(ana.at_rest(), 2, "what is shown needs none of them");
    assert_eq!(ana.need().lacking(ben.index()).len(), need);
    assert_eq!(all(&mut ana).len(), ana.store.since(0, 100_000).unwrap().len());

    // Kept again, they rest on.
    let mut ana = begin_again(ana);
    assert_eq!(ana.at_rest(), 2);
    assert!(told(&mut ana) == before);
    let of = me(&mut ben);
    let own =
        QuestionHistory { lanes: history.lanes.iter().filter(|it| it.0 == of).cloned().collect() };
    assert!(own.lanes.len() == 1 && ana.history(id, &question, Some(of)) == own);
    assert_eq!(ana.at_rest(), 1, "one was looked into");
    assert_eq!(ana.export_lane(id, of), lane);
    assert_eq!(ana.history(id, &question, None), history);
    assert_eq!(ana.at_rest(), 0);
    assert!(told(&mut ana) == before);

    let mut ana = begin_again(ana);
    assert!(ana.at_rest() == 2 && ana.until(NOW) == past);
    assert!(told(&mut ana) == before);

    let mut ana = begin_again(ana);
    assert_eq!(ana.at_rest(), 2);
    assert_eq!(ana.verify().unwrap().problems, Vec::<String>::new());
    assert!(ana.at_rest() == 0 && told(&mut ana) == before);
    meet(&mut ana, &mut ben);
    assert_eq!(told(&mut ana).1, told(&mut ben).1);
}

#[test]
fn who_writes_wakes_that_lane_and_no_other() {
    let (ana, mut ben, id) = in_part_condensed();
    let mut ana = begin_again(ana);
    answer(&mut ana, id, 1);
    assert_eq!(ana.at_rest(), 1);
    let mut ana = begin_again(ana);
    assert_eq!(ana.at_rest(), 2);
    answer(&mut ben, id, 7);
    meet(&mut ana, &mut ben);
    assert_eq!(ana.at_rest(), 1, "his was woken by what came");
    let shown = told(&mut ana);
    ana.rebuild().unwrap();
    assert!(told(&mut ana) == shown);
    assert_eq!(only(&ana.snapshot()).result, only(&ben.snapshot()).result);
}

#[test]
fn of_what_is_revealed_only_what_was_said_later_is_read() {
    let (mut ana, mut ben, id) = at_length(Secrecy::Blind);
    ben.commit(Edit::Submit(id), NOW).unwrap();
    meet(&mut ana, &mut ben);

    // Not revealed yet, each reads what is theirs, and Ana, who facilitates, all.
    let before = told(&mut ben);
    let mut ben = begin_again(ben);
    assert!(ben.at_rest() == 1 && told(&mut ben) == before);
    ben.commit(Edit::Submit(id), NOW).unwrap();
    assert_eq!(ben.at_rest(), 0, "what is handed in was read");
    answer(&mut ben, id, 10);
    meet(&mut ana, &mut ben);
    let before = told(&mut ana);
    let mut ana = begin_again(ana);
    assert!(ana.at_rest() == 2 && told(&mut ana) == before);

    ana.commit(Edit::Reveal(id), NOW).unwrap();
    assert_eq!(ana.at_rest(), 0, "what is pinned was read");
    meet(&mut ana, &mut ben);
    ana.condense().unwrap();
    let before = told(&mut ana);
    let mut ana = begin_again(ana);
    assert_eq!(ana.at_rest(), 2);
    assert!(told(&mut ana) == before);
    assert_eq!(ana.at_rest(), 1, "what counts of Ben's is not all he said");

    let fingerprint = only(&ana.snapshot()).fingerprint.clone();
    let signed = Edit::SignOff { review: id, fingerprint, note: String::new() };
    ana.commit(signed, NOW).unwrap();
    assert_eq!(ana.at_rest(), 0, "what is signed was read");
    let before = told(&mut ana);
    let mut ana = begin_again(ana);
    assert!(ana.at_rest() == 2 && told(&mut ana) == before);
    assert_eq!(ana.verify().unwrap().problems, Vec::<String>::new());
}

#[test]
fn who_is_taken_out_wakes_all() {
    let (ana, mut ben, id) = in_part_condensed();
    let mut ana = begin_again(ana);
    answer(&mut ben, id, 4);
    ana.commit(Edit::Remove(me(&mut ben)), NOW).unwrap();
    let shown = told(&mut ana);
    assert_eq!(ana.at_rest(), 0);
    ana.rebuild().unwrap();
    assert!(told(&mut ana) == shown);
    meet(&mut ana, &mut ben);
    let shown = told(&mut ana);
    let mut ana = begin_again(ana);
    assert!(told(&mut ana) == shown);
    ana.rebuild().unwrap();
    assert!(told(&mut ana) == shown);
}

fn in_a_team(ana: &mut Replica, _: ReviewId) {
    let edit = Edit::SetTeam { member: me(ana), team: "North".to_owned() };
    ana.commit(edit, NOW).unwrap();
}

/// What happens to a log, and how many lanes rest all the same.
type Case = (fn(&mut Replica, ReviewId), usize);

#[test]
fn what_was_kept_before_the_log_went_on_is_worth_nothing_where_it_does_not_fit() {
    let cases: [Case; 4] = [
        (|ana, id| answer(ana, id, 2), 1),
        (|ana, _| assert!(ana.condense_from(1).unwrap() > 0), 0),
        (in_a_team, 0),
        (|ana, id| drop(ana.commit(Edit::CloseReview(id), NOW).unwrap()), 0),
    ];
    for (what, resting) in cases {
        let (mut ana, ..) = in_part_condensed();
        let id = *ana.snapshot().reviews.keys().next().unwrap();
        let old = kept(&mut ana);
        let mut ana = begin(ana, None);
        what(&mut ana, id);
        let now = told(&mut ana);
        let mut ana = begin(ana, Some(old));
        assert_eq!(ana.at_rest(), resting);
        assert!(told(&mut ana) == now);
    }
}

#[test]
fn what_was_kept_elsewhere_is_worth_nothing() {
    let (mut ana, ..) = in_part_condensed();
    let (before, own) = (told(&mut ana), kept(&mut ana));
    let mut other = founded();
    let people = [me(&mut other)];
    let id = review(&mut other, Secrecy::Open, &people);
    answer(&mut other, id, 20);
    for foreign in [kept(&mut other).0, Rests::default()] {
        ana = begin(ana, Some((foreign, Arc::clone(&own.1))));
        assert_eq!(ana.at_rest(), 0);
        assert!(told(&mut ana) == before);
    }
}
