//! What people see.

use expect_test::{Expect, expect};

use super::*;

#[expect(clippy::needless_pass_by_value, reason = "an expectation is written in the call")]
fn check(
    world: &World,
    who: &str,
    readable: &dyn Fn(ReviewId, MemberId) -> bool,
    expected: Expect,
) {
    expected.assert_eq(&shown(&world.views(who).snapshot(readable), "r"));
}

fn own(who: &str) -> impl Fn(ReviewId, MemberId) -> bool {
    let own = member(who);
    move |_, member| member == own
}

#[test]
fn before_the_reveal_a_respondent_sees_their_own_answers_only() {
    let mut world = World::of(TEAM);
    world.answers("ben r it=3").answers("cleo r it=1 hr=2");
    let cleos = world.changes.pop().unwrap();
    check(
        &world,
        "ben",
        &own("ben"),
        expect![[r"
            ben Mine: it=3
            cleo Sealed: 
            High; 1 answered, 1 assigned
            sealed
        "]],
    );
    world.changes.push(cleos);
    check(
        &world,
        "fay",
        &all,
        expect![[r"
            ben Readable: it=3
            cleo Readable: hr=2 it=1
            Low; 2 answered, 1 assigned
            2 voices differ on it
        "]],
    );
}

#[test]
fn after_the_reveal_everybody_sees_everything_and_what_was_handed_in_counts() {
    let mut world = World::of(&format!(
        "{TEAM}
        s ben submits r later
        v fay reveals r ben=later cleo=later
        "
    ));
    world.answers("ben r it=3 hr=1").answers("cleo r it=1");
    let (ben, cleo) = (world.heads("r", "ben"), world.heads("r", "cleo"));
    reveal(&mut world, &ben, &cleo);
    world.amend("s", |it| submit(it, &ben));
    world.answers("ben r it=2").answers("ben r hr=1").answers("cleo r hr=4");
    check(
        &world,
        "otto",
        &all,
        expect![[r"
            ben Readable: hr=1 it=2, counts: hr=1 it=3, late: it
            cleo Readable: hr=4 it=1, counts: it=1, late: hr
            Low; 2 answered, 1 assigned
            2 voices differ on it
        "]],
    );
}

fn submit(op: &mut Op, to: &[ChangeHash]) {
    if let Op::Submit { heads, .. } = op {
        *heads = to.to_vec();
    }
}

fn reveal(world: &mut World, ben: &[ChangeHash], cleo: &[ChangeHash]) {
    world.amend("v", |it| {
        if let Op::Reveal { lanes, .. } = it {
            lanes[0].heads = ben.to_vec();
            lanes[1].heads = cleo.to_vec();
        }
    });
}

#[test]
fn a_reveal_that_names_other_answers_than_were_handed_in_raises_an_alarm() {
    let mut world = World::of(&format!(
        "{TEAM}
        s ben submits r later
        v fay reveals r ben=later cleo=later
        "
    ));
    world.answers("ben r it=3");
    let old = world.heads("r", "ben");
    world.answers("ben r it=1").answers("cleo r it=2");
    let (ben, cleo) = (world.heads("r", "ben"), world.heads("r", "cleo"));
    reveal(&mut world, &old, &cleo);
    world.amend("s", |it| submit(it, &ben));
    check(
        &world,
        "cleo",
        &all,
        expect![[r"
            ben Readable: it=1 (the reveal names other answers than were handed in; those handed in count)
            cleo Mine: it=2
            Low; 1 answered, 1 assigned
            2 voices differ on it
            warning: ben in “2026 H2”: the reveal names other answers than were handed in; those handed in count
        "]],
    );
}

#[test]
fn what_counts_but_has_not_arrived_is_said() {
    let mut world = World::of(&format!("{TEAM} v fay reveals r ben=later cleo=-"));
    world.answers("ben r it=3").answers("ben r it=1");
    let ben = world.heads("r", "ben");
    reveal(&mut world, &ben, &[]);
    world.changes.pop();
    check(
        &world,
        "cleo",
        &all,
        expect![[r"
            ben Readable: it=3, counts:  (the answers that count have not all arrived here yet)
            cleo Mine: 
            no tier; 0 answered, 1 assigned
            sealed
            warning: ben in “2026 H2”: the answers that count have not all arrived here yet
        "]],
    );
    check(
        &world,
        "cleo",
        &own("cleo"),
        expect![[r"
            ben Sealed: 
            cleo Mine: 
            no tier; 0 answered, 1 assigned
            sealed
        "]],
    );
}

#[test]
fn two_devices_of_one_person_that_differ_are_a_conflict() {
    let mut world = World::of(&format!(
        "{TEAM}
        t2 ben invites own respondent for ben
        b2 ben admits ben2 own
        "
    ));
    world.answers("ben r hr=1").at_once("ben r it=3", "ben2/ben r it=1");
    let mut views = world.views("ben");
    let review = Arc::clone(&views.snapshot(&all).reviews[&review_id("r")]);
    let lane = &review.lanes[&member("ben")];
    assert!(lane.answers[&node("it")].is_conflict());
    assert!(!lane.answers[&node("hr")].is_conflict());
    world.answers("ben2/ben r it=2");
    check(
        &world,
        "ben",
        &own("ben"),
        expect![[r"
            ben Mine: hr=1 it=2
            cleo Sealed: 
            Low; 2 answered, 1 assigned
            sealed
        "]],
    );
    let history = world.views("ben").history(review_id("r"), &node("it"), None);
    let [(who, past)] = history.lanes.as_slice() else { panic!("one lane: {history:?}") };
    assert_eq!((*who, past.len()), (member("ben"), 3));
    assert_eq!(past.iter().filter(|it| it.standing).count(), 1);
}

#[test]
fn nobody_writes_where_they_may_not() {
    let mut world = World::of(TEAM);
    world.answers("cleo/ben r it=4").answers("otto r it=4");
    world.comments("cleo", "why?").comments("otto", "indeed").agrees("fay", "3");
    world.agrees("ben", "1");
    let stream = StreamId::lane(review_id("r"), member("ben"));
    world.changes.push(Change {
        envelope: op("noise"),
        author: device("ben"),
        stream,
        under: None,
        payload: vec![7; 99].into(),
    });
    check(
        &world,
        "ana",
        &all,
        expect![[r"
            ben Readable: 
            cleo Readable: 
            agreed it by fay: 3
            cleo on it: why?
            otto on it: indeed
            High; 1 answered, 1 assigned
            warning: a change by ben was refused: only facilitators and owners do more than comment
            warning: a change by otto was refused: an observer does not answer
            warning: a change by ben was refused: it cannot be read: it is no whole chunk
            warning: a change by cleo was refused: these are somebody else’s answers
        "]],
    );
}

#[test]
fn a_change_waits_for_its_review_its_author_and_its_past() {
    let mut world = World::of(TEAM);
    world.answers("ben r it=3").answers("ben r it=1");
    let mut views = Views::new(workspace(), device("ana"), Arc::new(proofs));
    let [first, second] = <[Change; 2]>::try_from(world.changes.clone()).unwrap();
    let take = |it: &Change, views: &mut Views| {
        views.take_change(it.author, it.stream, it.envelope, &it.payload)
    };
    assert_eq!(take(&second, &mut views), Taken::Waiting);
    world.control.iter().cloned().for_each(|it| views.take_control(it));
    assert_eq!(take(&second, &mut views), Taken::Waiting);
    assert_eq!(take(&first, &mut views), Taken::Applied);
    assert_eq!(views.taken(second.envelope), Taken::Applied);
    assert_eq!(take(&first, &mut views), Taken::Applied);
    assert_eq!(views.lane(review_id("r"), member("ben")).unwrap().changes(), 2);
}

#[test]
fn who_turns_out_never_to_have_been_admitted_is_forgotten() {
    let mut world = World::of(&format!(
        "{TEAM}
        t fay invites t respondent auto
        d cleo <kc,t admits dan t
        y dan <d keys r dan kd dan
        "
    ));
    world.answers("dan r it=3");
    let mut views = world.views("fay");
    let seen = |views: &mut Views| {
        views.snapshot(&all).reviews[&review_id("r")].lanes.contains_key(&member("dan"))
    };
    assert!(seen(&mut views));
    // Ana had taken the invitation back before Cleo used it; only now it becomes known.
    let mut late = Story::told("u ana < uninvites t");
    let mut entry = late.entries.remove(&op("u")).unwrap();
    entry.body.parents = vec![op("t")];
    views.take_control(entry.clone());
    assert!(!seen(&mut views));
    world.control.push(entry);
    assert_eq!(views.snapshot(&all), world.views("fay").snapshot(&all));
}

#[test]
fn what_did_not_change_is_not_computed_again() {
    let mut world = World::of(TEAM);
    world.answers("ben r it=3").answers("ben q it=3");
    let mut views = world.views("ana");
    let before = views.snapshot(&all);
    world.answers("ben q it=2");
    let change = world.changes.pop().unwrap();
    views.take_changes(vec![change]);
    let after = views.snapshot(&all);
    let same =
        |label| Arc::ptr_eq(&before.reviews[&review_id(label)], &after.reviews[&review_id(label)]);
    assert!(same("r"));
    assert!(!same("q"));
}

#[test]
fn equal_answers_have_equal_fingerprints_and_others_do_not() {
    let mut world = World::of(&format!("{TEAM} v fay reveals r ben=later cleo=-"));
    world.answers("ben r it=3");
    let ben = world.heads("r", "ben");
    reveal(&mut world, &ben, &[]);
    let code = |world: &World, who: &str, readable: &dyn Fn(ReviewId, MemberId) -> bool| {
        world.views(who).snapshot(readable).reviews[&review_id("r")].fingerprint.clone()
    };
    let one = code(&world, "ana", &all);
    assert_eq!(one, code(&world, "otto", &all));
    assert_eq!(one.split('-').map(str::len).collect::<Vec<_>>(), [4, 4, 4, 4]);
    // Late answers do not count, nor do words on the board; what is sealed does not count either.
    world.answers("ben r it=1").comments("ben", "hm");
    assert_eq!(one, code(&world, "cleo", &all));
    assert_ne!(one, code(&world, "cleo", &own("cleo")));
    world.agrees("fay", "2");
    assert_ne!(one, code(&world, "cleo", &all));
}

#[test]
fn views_can_move_between_threads() {
    fn check<T: Send + Sync>() {}
    check::<Views>();
}
