//! What an X-ray marks in a review, and what it leaves alone.

use expect_test::{Expect, expect};

use super::{settings::target, sign_off::revealed, *};
use crate::{
    answer::Basis,
    time::Date,
    xray::{self, Check},
};

fn found(world: &World, label: &str) -> String {
    let shown = world.views("ana").snapshot(&all);
    let findings = xray::findings(&pack(), &shown.reviews[&review_id(label)], None, At(0).date());
    let mut out = String::new();
    for it in findings {
        let questions: Vec<&str> = it.questions.iter().map(NodeId::as_str).collect();
        let people: Vec<&str> =
            it.people.iter().map(|it| shown.members[it].name.as_str()).collect();
        let places = [questions, people].concat().join(" ");
        writeln!(out, "{:?}: {places}", it.check).unwrap();
    }
    out
}

#[expect(clippy::needless_pass_by_value, reason = "an expectation is written in the call")]
fn check(world: &World, label: &str, expected: Expect) {
    expected.assert_eq(&found(world, label));
}

#[test]
fn what_is_open_untested_or_said_by_one_is_marked() {
    check(
        &revealed(),
        "r",
        expect![[r"
        Unanswered: fm
        Unassigned: fm hr
        NotAgreed: it
        NeverTested: hr
        OneVoice: hr
    "]],
    );
}

#[test]
fn before_the_reveal_nothing_is_told_of_what_people_say() {
    let mut world = World::of(TEAM);
    world.answers("ben r it=4 hr=4").answers("cleo r it=1");
    check(
        &world,
        "r",
        expect![[r"
        NotHandedIn: cleo ben
        Unassigned: fm hr
    "]],
    );
}

#[test]
fn an_agreed_answer_settles_a_disagreement_until_somebody_moves() {
    let mut world = revealed();
    let shown = world.views("ana").snapshot(&all);
    let agreement = Agreement {
        said: Some(Said::Option(node("2"))),
        decision: Decision::Majority,
        reason: String::new(),
        dissent: Vec::new(),
        based_on: shown.reviews[&review_id("r")].spoken(&node("it")),
    };
    let (review, question) = (review_id("r"), node("it"));
    world.on_board("fay", BoardEdit::Agree { review, question, agreed: Some(agreement) });
    let settled = found(&world, "r");
    assert!(!settled.contains("NotAgreed") && !settled.contains("BasisMoved"), "{settled}");
    world.answers("ben r it=2");
    check(
        &world,
        "r",
        expect![[r"
        Unanswered: fm
        Unassigned: fm hr
        BasisMoved: it
        NeverTested: hr
        OneVoice: hr
        Late: it ben
    "]],
    );
}

#[test]
fn two_values_of_one_person_are_undecided() {
    let own = "
        bo ben invites own respondent for ben
        b2 ben admits ben2 own
    ";
    let mut world = World::of(&format!("{TEAM}{own}"));
    world.at_once("ben q it=3", "ben2/ben q it=2");
    assert!(found(&world, "q").starts_with("Undecided: it"), "{}", found(&world, "q"));
}

#[test]
fn a_target_above_is_marked_and_one_reached_is_not() {
    let mut world = World::of(TEAM);
    world.answers("ben q it=2").sets("fay", Some("q"), target("it", "3"));
    assert!(found(&world, "q").contains("BelowTarget: it"), "{}", found(&world, "q"));
    world.sets("fay", Some("q"), target("it", "2"));
    assert!(!found(&world, "q").contains("BelowTarget"), "{}", found(&world, "q"));
}

#[test]
fn a_high_level_that_was_tested_is_not_marked() {
    let mut world = World::of(TEAM);
    world.answers("ben q it=4");
    assert!(found(&world, "q").contains("NeverTested: it"));
    let tested = |day: &str| Answer {
        basis: Basis::Tested(day.parse::<Date>().unwrap()),
        ..answer("4").unwrap()
    };
    for (day, marked) in [("1970-01-01", false), ("2999-01-01", true)] {
        let mut world = World::of(TEAM);
        let pen = Pen { device: device("ben"), incarnation: [1; 8] };
        let (review, owner) = (review_id("q"), member("ben"));
        let said = [(node("it"), Some(tested(day)))];
        let payload = world.lane(review, owner).draft(&pen, At(1000), &said).unwrap();
        world.add(device("ben"), StreamId::lane(review, owner), payload);
        assert_eq!(found(&world, "q").contains("NeverTested"), marked, "{day}");
    }
}

#[test]
fn every_check_says_what_and_why_in_its_own_words() {
    let all: std::collections::BTreeSet<&str> =
        Check::ALL.into_iter().flat_map(|it| [it.what(), it.why()]).collect();
    assert_eq!(all.len(), 2 * Check::ALL.len());
}
