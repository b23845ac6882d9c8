//! The same envelopes give the same result on every device, in every order, after everything that may happen on the
//! way; and what is sealed stays sealed until it is revealed.

use expect_test::{Expect, expect};
use muster_model::{control::op::Secrecy, ids::ReviewId};
use muster_tests::world::World;

fn world(secrecy: Secrecy) -> (World, ReviewId) {
    let mut world = World::founded_by("ana");
    world.join("ana", "ben");
    world.join("ana", "cleo");
    let review = world.open_review(secrecy);
    world.heal();
    (world, review)
}

fn check(secrecy: Secrecy, story: &str, expected: &Expect) {
    let (mut world, review) = world(secrecy);
    world.play(review, story);
    expected.assert_eq(&world.render(review));
}

#[test]
fn a_third_carries_what_two_say_to_each_other() {
    check(
        Secrecy::Open,
        "
        cleo: staffing.capacity=4 all posts are filled
        cleo -- ben
        ben: staffing.capacity=2 two vacancies
        ben -- ana
        ",
        &expect![[r"
            ana: ana nothing · ben staffing.capacity=2 · cleo staffing.capacity=4
            ben: ana nothing · ben staffing.capacity=2 · cleo staffing.capacity=4
            cleo: ana nothing · ben nothing · cleo staffing.capacity=4
        "]],
    );
}

#[test]
fn before_the_reveal_only_the_facilitator_reads_and_afterwards_all_see_all() {
    let (mut world, review) = world(Secrecy::Blind);
    world.play(
        review,
        "
        ben: staffing.capacity=2
        cleo: staffing.capacity=4
        ben: hands in
        cleo -- ben
        ben -- ana
        ana -- cleo
        ",
    );
    expect![[r"
        ana: ana nothing · ben staffing.capacity=2 (handed in) · cleo staffing.capacity=4
        ben: ana sealed · ben staffing.capacity=2 (handed in) · cleo sealed
        cleo: ana sealed · ben sealed (handed in) · cleo staffing.capacity=4
    "]]
    .assert_eq(&world.render(review));
    world.play(
        review,
        "
        cleo: hands in
        cleo -- ana
        ana: reveals
        ana -- ben
        ben: staffing.capacity=5 after the reveal
        ben -- cleo
        cleo -- ana
        ",
    );
    expect![[r"
        ana: ana nothing · ben staffing.capacity=5 late (handed in) · cleo staffing.capacity=4 (handed in)
        ben: ana nothing · ben staffing.capacity=5 late (handed in) · cleo staffing.capacity=4 (handed in)
        cleo: ana nothing · ben staffing.capacity=5 late (handed in) · cleo staffing.capacity=4 (handed in)
    "]].assert_eq(&world.render(review));
}

#[test]
fn in_a_strict_review_not_even_the_facilitator_reads_and_who_stays_away_stays_sealed() {
    let (mut world, review) = world(Secrecy::Strict);
    world.play(
        review,
        "
        ben: staffing.capacity=2
        cleo: staffing.capacity=4
        ben: hands in
        cleo: hands in
        cleo -- ana
        ben -- ana
        ",
    );
    expect![[r"
        ana: ana nothing · ben sealed (handed in) · cleo sealed (handed in)
        ben: ana sealed · ben staffing.capacity=2 (handed in) · cleo sealed (handed in)
        cleo: ana sealed · ben sealed · cleo staffing.capacity=4 (handed in)
    "]]
    .assert_eq(&world.render(review));
    world.play(review, "ana: reveals\n ana -- ben\n ben -- ana");
    expect![[r"
        ana: ana nothing · ben staffing.capacity=2 (handed in) · cleo sealed (handed in)
        ben: ana nothing · ben staffing.capacity=2 (handed in) · cleo sealed (handed in)
        cleo: ana sealed · ben sealed · cleo staffing.capacity=4 (handed in)
    "]]
    .assert_eq(&world.render(review));
    // Cleo's device hears of the reveal, and publishes its key.
    world.play(review, "cleo -- ben\n cleo -- ben\n ben -- ana");
    expect![[r"
        ana: ana nothing · ben staffing.capacity=2 (handed in) · cleo staffing.capacity=4 (handed in)
        ben: ana nothing · ben staffing.capacity=2 (handed in) · cleo staffing.capacity=4 (handed in)
        cleo: ana nothing · ben staffing.capacity=2 (handed in) · cleo staffing.capacity=4 (handed in)
    "]].assert_eq(&world.render(review));
}

#[test]
fn answers_the_reveal_had_not_heard_of_are_open_to_all_once_they_arrive() {
    check(
        Secrecy::Blind,
        "
        ben: staffing.capacity=2
        ana: reveals
        ben -- ana
        ben -- ana
        ana -- cleo
        ",
        &expect![[r"
            ana: ana nothing · ben staffing.capacity=2 late · cleo nothing
            ben: ana nothing · ben staffing.capacity=2 late · cleo nothing
            cleo: ana nothing · ben staffing.capacity=2 late · cleo nothing
        "]],
    );
}

#[test]
fn a_wire_that_breaks_costs_nothing_but_the_way() {
    let (mut world, review) = world(Secrecy::Open);
    world.play(review, "ben: staffing.capacity=2\n cleo: staffing.capacity=4");
    for messages in 0..12 {
        world.play(review, &format!("ben -{messages}- ana\n ana -{messages}- cleo"));
    }
    world.play(review, "ben -- ana\n ana -- cleo\n cleo -- ben");
    expect![[r"
        ana: ana nothing · ben staffing.capacity=2 · cleo staffing.capacity=4
        ben: ana nothing · ben staffing.capacity=2 · cleo staffing.capacity=4
        cleo: ana nothing · ben staffing.capacity=2 · cleo staffing.capacity=4
    "]]
    .assert_eq(&world.render(review));
}

#[test]
fn answers_of_one_person_on_two_devices_are_both_kept_until_they_choose() {
    let mut world = World::founded_by("ana");
    world.join("ana", "ben");
    world.join_own("ben", "ben's phone");
    // Names in stories are one word.
    let phone = world.devices.remove("ben's phone").unwrap();
    world.devices.insert("phone".to_owned(), phone);
    let review = world.open_review(Secrecy::Blind);
    world.heal();
    world.play(
        review,
        "
        ben: staffing.capacity=2
        phone: staffing.capacity=4
        ben -- phone
        phone -- ana
        ",
    );
    expect![[r"
        ana: ana nothing · ben staffing.capacity=2/4
        ben: ana sealed · ben staffing.capacity=2/4
        phone: ana sealed · ben staffing.capacity=2/4
    "]]
    .assert_eq(&world.render(review));
    world.play(review, "phone: staffing.capacity=4\n phone -- ben\n ben -- ana");
    expect![[r"
        ana: ana nothing · ben staffing.capacity=4
        ben: ana sealed · ben staffing.capacity=4
        phone: ana sealed · ben staffing.capacity=4
    "]]
    .assert_eq(&world.render(review));
}
