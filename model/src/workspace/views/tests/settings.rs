//! What facilitators set beside the answers, and whom it reaches.

use std::collections::BTreeSet;

use expect_test::expect;

use super::*;
use crate::{
    scoring::{self, Scorer},
    setting::{Aim, Setting, Settings},
};

/// The pack of the other stories with a baseline, a number that is counted, and teams as voices.
fn rich() -> Framework {
    let text = PACK
        .replace("by: person", "by: team")
        .replace("min: \"3\"}]}", "min: \"3\"}, {facts: {id: days_lost, max: \"2\"}}]}")
        .replace("scale: level}", "scale: level, tags: [long]}")
        .replacen("tags: [long]", "tags: [short]", 1)
        .replace("nodes:\n", "baselines: {short: {tags: [short]}, long: {tags: [long]}}\nnodes:\n");
    Framework::parse(text.as_bytes(), "rich.yaml").unwrap_or_else(|it| panic!("{it:?}"))
}

/// The world of the other stories with that pack, and a third review `n` after the two that are open at once.
fn world() -> World {
    let mut world = World::of(&format!("{TEAM}\n n fay opens x open ben=it\n"));
    let pack = rich();
    world.amend("x", |it| {
        if let Op::CreateAssessment { framework, .. } = it {
            *framework = pack.hash();
        }
    });
    world.packs = vec![pack];
    world
}

pub(super) fn target(place: &str, option: &str) -> Setting {
    let aim = (option != "-").then(|| Aim::Option(node(option)));
    Setting::Target { node: node(place), aim }
}

fn fact(number: &str) -> Setting {
    Setting::Fact { id: node("days_lost"), number: Some(number.parse().unwrap()) }
}

fn baselines(names: &[&str]) -> Setting {
    Setting::Baselines(names.iter().map(|it| node(it)).collect())
}

impl World {
    pub(super) fn sets(&mut self, who: &str, review: Option<&str>, setting: Setting) -> &mut Self {
        self.on_board(who, BoardEdit::Set { review: review.map(review_id), setting })
    }

    /// Two people set something, neither seeing the other.
    pub(super) fn set_at_once(&mut self, one: (&str, Setting), two: (&str, Setting)) -> &mut Self {
        let stream = StreamId::board(assessment_id());
        let drafted = [one, two].map(|(who, setting)| {
            let pen = Pen { device: device(who), incarnation: [1; 8] };
            let edit = BoardEdit::Set { review: Some(review_id("r")), setting };
            (device(who), self.board.draft(&pen, At(5), &[edit]).unwrap())
        });
        for (who, payload) in drafted {
            self.add(who, stream, payload);
        }
        self
    }
}

fn told(settings: &Settings) -> String {
    let aim = |it: &Aim| match it {
        Aim::Option(it) | Aim::Rung(it) => it.to_string(),
    };
    let mut out: Vec<String> = Vec::new();
    out.extend(settings.baselines().iter().map(|it| format!("asks {it}")));
    out.extend(settings.facts().iter().map(|(id, it)| format!("{id}={it}")));
    out.extend(settings.targets().iter().map(|(node, it)| format!("{node}→{}", aim(it))));
    out.join(" ")
}

/// What is set in each review, and for the next.
fn everywhere(workspace: &Workspace) -> String {
    let mut out = String::new();
    for label in ["r", "q", "n"] {
        let review = &workspace.reviews[&review_id(label)];
        writeln!(out, "{label}: {}", told(&review.settings)).unwrap();
    }
    let next = workspace.settings.get(&assessment_id()).map(told).unwrap_or_default();
    writeln!(out, "next: {next}").unwrap();
    for warning in workspace.warned() {
        writeln!(out, "warning: {warning}").unwrap();
    }
    out
}

#[test]
fn what_is_set_holds_from_its_review_on_and_never_before() {
    let mut world = world();
    world.sets("fay", None, target("systems", "2"));
    world.sets("fay", Some("q"), target("systems", "3")).sets("fay", Some("q"), target("it", "4"));
    world.sets("ana", Some("n"), target("it", "-")).sets("ana", Some("r"), baselines(&["short"]));
    expect![[r"
        r: asks short systems→2
        q: asks short it→4 systems→3
        n: asks short systems→3
        next: asks short systems→3
    "]]
    .assert_eq(&everywhere(&world.views("ben").snapshot(&all)));
}

#[test]
fn what_was_counted_belongs_to_its_review() {
    let mut world = world();
    world.sets("fay", Some("q"), fact("5/2"));
    expect![[r"
        r: 
        q: days_lost=2.5
        n: 
        next: 
    "]]
    .assert_eq(&everywhere(&world.views("ben").snapshot(&all)));
}

#[test]
fn what_two_set_at_once_is_shown_with_both_until_it_is_set_again() {
    let mut world = world();
    world.set_at_once(("fay", target("it", "3")), ("ana", target("it", "4")));
    world.set_at_once(("fay", baselines(&["short"])), ("ana", baselines(&["short", "long"])));
    // That both aim at the same is no conflict.
    world.set_at_once(("fay", target("hr", "2")), ("ana", target("hr", "2")));
    let torn = everywhere(&world.views("ben").snapshot(&all));
    assert_eq!(torn, everywhere(&world.views("cleo").snapshot(&all)));
    expect![[r"
        r: asks short hr→2 it→3
        q: asks short hr→2 it→3
        n: asks short hr→2 it→3
        next: asks short hr→2 it→3
        warning: the baseline in “2026 H2” was set differently at the same time: short by fay, long + short by ana. The first counts until it is set again
        warning: the target of it in “2026 H2” was set differently at the same time: 3 by fay, 4 by ana. The first counts until it is set again
    "]].assert_eq(&torn);
    world.sets("fay", Some("r"), target("it", "3")).sets("ana", Some("r"), baselines(&[]));
    expect![[r"
        r: hr→2 it→3
        q: hr→2 it→3
        n: hr→2 it→3
        next: hr→2 it→3
    "]]
    .assert_eq(&everywhere(&world.views("ben").snapshot(&all)));
}

#[test]
fn only_who_facilitates_sets_anything() {
    let mut world = world();
    world.sets("ben", Some("r"), target("it", "4"));
    let workspace = world.views("cleo").snapshot(&all);
    assert!(workspace.reviews[&review_id("r")].settings.is_empty());
    let refused = "a change by ben was refused: only facilitators and owners do more than comment";
    assert_eq!(workspace.warned(), [refused]);
}

#[test]
fn a_baseline_asks_less_and_keeps_every_answer() {
    let mut world = world();
    world.answers("ben q it=4 fm=1");
    let before = world.views("ana").snapshot(&all);
    world.sets("fay", Some("q"), baselines(&["short"]));
    let after = world.views("ana").snapshot(&all);
    let (before, after) = (&before.reviews[&review_id("q")], &after.reviews[&review_id("q")]);
    let framework = rich();
    let asked = |it: &Review| it.questions(&framework).len();
    assert_eq!((asked(before), asked(after)), (3, 1));
    assert_eq!(before.lanes, after.lanes, "no answer is lost");
    let mean = |it: &Review| it.result.as_ref().unwrap().dimensions[0].score.clone().unwrap();
    assert_eq!((mean(before).to_string(), mean(after).to_string()), ("2.5".into(), "4".into()));
    assert_ne!(before.fingerprint, after.fingerprint);
}

#[test]
fn a_number_that_nobody_counted_leaves_the_tier_open() {
    let mut world = world();
    world.answers("ben q it=4 fm=4 hr=4");
    let tier = |world: &World| {
        let workspace = world.views("ana").snapshot(&all);
        let result = workspace.reviews[&review_id("q")].result.clone().unwrap();
        result
            .tier
            .as_ref()
            .map_or_else(|| result.undetermined.as_ref().unwrap().to_string(), |it| it.name.clone())
    };
    assert_eq!(tier(&world), "“High” can't be judged: nobody has counted: days lost");
    world.sets("fay", Some("q"), fact("2"));
    assert_eq!(tier(&world), "High");
    world.sets("fay", Some("q"), fact("3"));
    assert_eq!(tier(&world), "Low");
}

#[test]
fn a_team_is_one_voice_from_when_somebody_says_so() {
    let mut world = world();
    world.answers("ben q it=4").answers("cleo q it=1").answers("fay q it=1");
    let value = |world: &World| {
        let workspace = world.views("ana").snapshot(&all);
        let review = Arc::clone(&workspace.reviews[&review_id("q")]);
        let question = &review.result.as_ref().unwrap().questions[&node("it")];
        (format!("{}: {:?}", question.how, question.value), review)
    };
    let (alone, before) = value(&world);
    expect![
        "median of 2 teams: Value { value: Some(Exact(Small(7, 4))), met: None, credit: None }"
    ]
    .assert_eq(&alone);
    let told = Story::told(&format!(
        "{TEAM}\n n fay opens x open ben=it\n t fay teams cleo IT\n u fay teams fay IT\n"
    ));
    let teams = told.entries.into_values().filter(|it| matches!(it.body.op, Op::SetTeam { .. }));
    world.control.extend(teams);
    let (together, after) = value(&world);
    expect![
        "median of 2 teams: Value { value: Some(Exact(Small(5, 2))), met: None, credit: None }"
    ]
    .assert_eq(&together);
    assert_ne!(before.inputs_hash, after.inputs_hash);
}

#[test]
fn as_long_as_nothing_is_set_the_hash_is_what_it_was_before_anything_could_be() {
    let mut plain = World::of(TEAM);
    plain.answers("ben q it=4").agrees("fay", "3");
    let review = Arc::clone(&plain.views("ana").snapshot(&all).reviews[&review_id("q")]);
    expect!["3a971233c58705258c3d211f8a98a184095432d153339606d82455fe999ea85a MTWY-MYMY-ARHX-MYFM"]
        .assert_eq(&format!("{} {}", review.inputs_hash, review.fingerprint));
    // What was set and taken back leaves no trace in it.
    plain.sets("fay", Some("q"), target("it", "4")).sets("fay", Some("q"), target("it", "-"));
    let again = Arc::clone(&plain.views("ana").snapshot(&all).reviews[&review_id("q")]);
    assert_eq!((&review.inputs_hash, &review.result), (&again.inputs_hash, &again.result));
}

#[test]
fn whatever_is_set_is_in_the_hash() {
    let world = world();
    let settings = [
        target("it", "3"),
        target("it", "4"),
        target("systems", "4"),
        Setting::Target { node: node("it"), aim: Some(Aim::Rung(node("4"))) },
        baselines(&["short"]),
        baselines(&["short", "long"]),
        fact("1"),
        fact("2"),
    ];
    let mut hashes = BTreeSet::new();
    for setting in settings.iter().cloned() {
        let mut world = world.clone();
        world.sets("fay", Some("q"), setting);
        let workspace = world.views("ana").snapshot(&all);
        hashes.insert(workspace.reviews[&review_id("q")].inputs_hash.clone());
    }
    hashes.insert(world.views("ana").snapshot(&all).reviews[&review_id("q")].inputs_hash.clone());
    assert_eq!(hashes.len(), settings.len() + 1);
}

#[test]
fn the_scorer_that_follows_each_answer_knows_what_is_set() {
    let mut world = world();
    world.answers("ben q it=4 fm=4 hr=2");
    world.sets("fay", Some("q"), baselines(&["short"])).sets("fay", Some("q"), fact("1"));
    let workspace = world.views("ana").snapshot(&all);
    let review = &workspace.reviews[&review_id("q")];
    let framework = rich();
    let inputs = review.inputs.as_deref().unwrap().clone();
    let mut scorer = Scorer::new(&framework, inputs);
    let question = node("it");
    for option in ["1", "3"] {
        scorer.answer(&question, member("ben"), answer(option));
        assert_eq!(scorer.outcome(), scoring::score(&framework, scorer.inputs()));
    }
}
