//! The same envelopes give the same result on every device, in every order, after everything that may happen on the
//! way; and what is sealed stays sealed until it is revealed.

use expect_test::{Expect, expect};
use muster_model::{
    control::op::Secrecy,
    ids::{NodeId, ReviewId},
    workspace::{Access, Workspace},
};
use muster_tests::{
    dice::Dice,
    world::{Cut, Say, World, impersonal},
};

const PEOPLE: [&str; 3] = ["ana", "ben", "cleo"];

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

/// A world in which anything may happen, from a seed.
struct Fate {
    world: World,
    review: ReviewId,
    secrecy: Secrecy,
    dice: Dice,
    revealed: bool,
    backups: Vec<(String, Vec<Vec<u8>>)>,
    told: Vec<String>,
}

impl Fate {
    fn of(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let secrecies = [Secrecy::Blind, Secrecy::Strict, Secrecy::Open];
        let secrecy = *dice.one_of(&secrecies).unwrap();
        let mut world = World::founded_by("ana");
        world.join("ana", "ben");
        world.join("ana", "cleo");
        world.join_own("ben", "phone");
        let review = world.open_review(secrecy);
        for name in PEOPLE {
            if !dice.once_in(3) {
                world.meet("ana", name, Cut::Never);
            }
        }
        let told = vec![format!("seed {seed}, {secrecy:?}")];
        Self { world, review, secrecy, dice, revealed: false, backups: Vec::new(), told }
    }

    fn names(&self) -> Vec<String> {
        self.world.devices.keys().cloned().collect()
    }

    fn somebody(&mut self) -> String {
        let names = self.names();
        self.dice.one_of(&names).unwrap().clone()
    }

    fn step(&mut self) {
        let name = self.somebody();
        match self.dice.below(20) {
            0..=7 => self.answer(&name),
            12 | 13 => self.courier(&name),
            14 => self.told(format!("{name}: hands in")),
            15 => self.restart(&name),
            16 => self.backup(&name),
            17 if self.dice.once_in(3) => self.reveal(),
            18 => self.newcomer(&name),
            _ => self.meet(&name),
        }
    }

    /// Does a line of a story; what can't be done (not here yet, over already) is part of life.
    fn told(&mut self, line: String) {
        drop(self.world.step(self.review, &line));
        self.told.push(line);
    }

    fn answer(&mut self, name: &str) {
        let questions: Vec<NodeId> =
            self.world.framework.questions().iter().map(|it| it.id.clone()).collect();
        let question = self.dice.one_of(&questions[..12]).unwrap().clone();
        let person = self.world.person(name);
        let (level, n) = (self.dice.below(5), self.told.len());
        let say = Say { question, level, note: format!("needle-{person}-{n}") };
        drop(self.world.answer(name, self.review, &say));
        self.told.push(format!("{name}: {}={} {}", say.question, level + 1, say.note));
    }

    fn meet(&mut self, name: &str) {
        let other = self.somebody();
        if other != name {
            let n = self.dice.below(12);
            let wire = if n < 9 { format!("-{n}-") } else { "--".to_owned() };
            self.told(format!("{name} {wire} {other}"));
        }
    }

    /// Somebody gets some of another's envelopes, some twice, in any order.
    fn courier(&mut self, name: &str) {
        let other = self.somebody();
        let mut records = self.world.records(name);
        let twice = records.clone();
        records.extend(twice.into_iter().filter(|_| self.dice.once_in(4)));
        self.dice.shuffle(&mut records);
        records.truncate(self.dice.below(records.len() + 1));
        self.told.push(format!("a courier carries {} of {name}'s to {other}", records.len()));
        self.world.hand(&other, &records);
    }

    fn restart(&mut self, name: &str) {
        let mut records = self.world.records(name);
        self.dice.shuffle(&mut records);
        self.world.restart(name, &records);
        self.told.push(format!("{name}: restarts"));
    }

    /// A device is set back to what it had earlier, or remembers what it has now.
    fn backup(&mut self, name: &str) {
        let found = self.backups.iter().position(|(it, _)| it == name);
        if let Some(found) = found {
            let (_, records) = self.backups.remove(found);
            self.world.restart(name, &records);
            self.told.push(format!("{name}: is set back to an old backup"));
        } else {
            let records = self.world.records(name);
            self.backups.push((name.to_owned(), records));
            self.told.push(format!("{name}: makes a backup"));
        }
    }

    fn reveal(&mut self) {
        self.told("ana: reveals".to_owned());
        let shown = self.world.sees("ana");
        let state = shown.reviews.get(&self.review).map(|it| it.state);
        self.revealed |= state != Some(muster_model::workspace::ReviewState::Open);
    }

    fn newcomer(&mut self, host: &str) {
        let name = format!("new{}", self.world.devices.len());
        if self.world.devices.len() < 6 && self.world.person(host) == "ana" {
            self.world.join(host, &name);
            self.told.push(format!("{name} joins at {host}"));
        }
    }

    fn fail(&self, what: &str) -> ! {
        panic!("{what}\n{}", self.told.join("\n"));
    }

    /// Nothing of one person's answers is open to another who may not read yet.
    fn check_sealed(&mut self) {
        if self.revealed || self.secrecy == Secrecy::Open {
            return;
        }
        for name in self.names() {
            let person = self.world.person(&name);
            if person == "ana" && self.secrecy == Secrecy::Blind {
                continue;
            }
            let shown = self.world.sees(&name);
            if let Some(review) = shown.reviews.get(&self.review) {
                for lane in review.lanes.values().filter(|it| Some(it.member) != shown.me) {
                    let empty = lane.answers.is_empty() && lane.counted.is_empty();
                    if lane.access != Access::Sealed || !empty {
                        self.fail(&format!("{name} reads another's lane"));
                    }
                }
            }
            let text = format!("{shown:?}");
            for other in PEOPLE.iter().filter(|it| **it != person) {
                if text.contains(&format!("needle-{other}-")) {
                    self.fail(&format!("{name} holds words of {other} in the open"));
                }
            }
        }
    }

    /// Everybody meets; then all must have and show the same.
    fn check_healed(&mut self) {
        if self.world.heal() == usize::MAX {
            self.fail("the devices never come to rest");
        }
        self.check_sealed();
        self.check_equal_sets();
        drop(self.world.step(self.review, "ana: reveals"));
        self.revealed = true;
        if self.world.heal() == usize::MAX {
            self.fail("after the reveal the devices never come to rest");
        }
        self.check_equal_sets();
        let names = self.names();
        let shown: Vec<Workspace> =
            names.iter().map(|it| impersonal(self.world.sees(it))).collect();
        for (name, it) in names.iter().zip(&shown) {
            if let Some(what) = difference(&shown[0], it) {
                self.fail(&format!("{name} does not show what {} shows: {what}", names[0]));
            }
            let review = &it.reviews[&self.review];
            if review.sealed || review.fingerprint.is_empty() {
                self.fail(&format!("{name} can't read everything after the reveal"));
            }
        }
        self.check_rebuilt();
    }

    fn check_equal_sets(&mut self) {
        let roots: Vec<_> =
            self.world.devices.values().map(|it| it.replica.index().root()).collect();
        if roots.iter().any(|it| *it != roots[0]) {
            self.fail("the devices do not have the same");
        }
        let names = self.names();
        let again = self.world.meet(&names[0], &names[1], Cut::Never);
        if again.records > 0 || again.messages > 2 {
            self.fail(&format!("a second exchange moves something: {again:?}"));
        }
    }

    fn check_rebuilt(&mut self) {
        for name in self.names() {
            let before = impersonal(self.world.sees(&name));
            self.world.device(&name).replica.rebuild().unwrap();
            let rebuilt = impersonal(self.world.sees(&name));
            if let Some(what) = difference(&before, &rebuilt) {
                self.fail(&format!("{name} shows something else when built again: {what}"));
            }
            self.restart(&name);
            let anew = impersonal(self.world.sees(&name));
            if let Some(what) = difference(&before, &anew) {
                self.fail(&format!("{name} shows something else in another order: {what}"));
            }
        }
    }
}

/// Says where two views differ first.
fn difference(a: &Workspace, b: &Workspace) -> Option<String> {
    if a == b {
        return None;
    }
    let (a, b) = (format!("{a:#?}"), format!("{b:#?}"));
    let pair = a.lines().zip(b.lines()).find(|(a, b)| a != b);
    let (a, b) = pair.unwrap_or(("one of them ends", "earlier"));
    Some(format!("{} / {}", a.trim(), b.trim()))
}

#[test]
fn whatever_happens_on_the_way_all_come_to_the_same() {
    let from_env = |name: &str| std::env::var(name).ok().and_then(|it| it.parse::<u64>().ok());
    let (first, many) =
        (from_env("MUSTER_SEED").unwrap_or(1), from_env("MUSTER_SEEDS").unwrap_or(8));
    for seed in first..first + many {
        let mut fate = Fate::of(seed);
        for _ in 0..40 {
            fate.step();
            if fate.dice.once_in(8) {
                fate.check_sealed();
            }
        }
        fate.check_healed();
    }
}
