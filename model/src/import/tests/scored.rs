//! What was imported can be answered and scored at once.

use std::collections::BTreeMap;

use expect_test::{Expect, expect};

use super::{folders, many, one};
use crate::{
    answer::{Answer, Said},
    framework::Framework,
    ids::MemberId,
    import::Imported,
    scoring::{Inputs, score},
};

/// Answers each question with its lowest, middle or highest option, and tells the figures of the whole.
fn figures(framework: &Framework, pick: impl Fn(usize) -> usize) -> String {
    let member = MemberId::from_bytes([1; 16]);
    let mut answers = BTreeMap::new();
    for question in framework.questions() {
        let Some(scale) = framework.scale_of(question) else { continue };
        let option = scale.options[pick(scale.options.len())].id.clone();
        let mut answer = Answer::of(Said::Option(option));
        answer.evidence.push("https://example.org/proof".into());
        framework.accepts(&question.id, &answer).unwrap();
        answers.insert(question.id.clone(), BTreeMap::from([(member, answer)]));
    }
    let inputs = Inputs { answers, ..Inputs::on("2026-11-21".parse().unwrap()) };
    let outcome = score(framework, &inputs);
    let whole = outcome.measures.iter().find(|it| it.place.is_none()).unwrap();
    let value = whole.value.as_ref().map_or("-".to_owned(), ToString::to_string);
    let tier = outcome.tier.map_or(String::new(), |it| format!(" ({})", it.name));
    format!("{} {value}{tier}", whole.measure)
}

fn check(found: &Imported, expect: &Expect) {
    let (low, middle, high) = (
        figures(&found.framework, |_| 0),
        figures(&found.framework, |it| it / 2),
        figures(&found.framework, |it| it - 1),
    );
    expect.assert_eq(&format!("{low}; {middle}; {high}"));
}

#[test]
fn a_list_is_scored_by_what_is_met() {
    let found = one("l.csv", "id,question\na,One?\nb,Two?\n").unwrap();
    check(&found, &expect!["overall 0; overall 50; overall 100"]);
}

#[test]
fn samm_adds_levels_up_and_takes_means() {
    check(&many(&folders::SAMM).unwrap(), &expect!["overall 0; overall 0.5; overall 1"]);
}

#[test]
fn a_badge_follows_from_what_must_be_met() {
    check(
        &one("criteria.yml", folders::CRITERIA).unwrap(),
        &expect!["overall 100/3 (In progress); overall 100 (silver); overall 100 (silver)"],
    );
}

#[test]
fn steps_of_progress_are_credits() {
    let files = [("d.yaml", folders::DSOMM), ("meta.yaml", folders::STEPS)];
    check(&many(&files).unwrap(), &expect!["overall 0; overall 50; overall 100"]);
}

#[test]
fn scores_of_a_library_are_means_and_points_are_sums() {
    let scored = "urn: u\nref_id: R\nobjects:\n  framework:\n    name: N\n    min_score: 1\n    max_score: 3\n    \
        requirement_nodes:\n    - {urn: a, assessable: true, name: A, weight: 3}\n    - {urn: b, assessable: true, name: B}\n";
    check(&one("r.yaml", scored).unwrap(), &expect!["overall 1; overall 2; overall 3"]);
    let question = |id: &str, points: &str| {
        format!(
            "        {id}: {{type: unique_choice, text: T, choices: [{{urn: '{id}:1', value: x, add_score: {points}}}, {{urn: '{id}:2', value: y}}]}}\n"
        )
    };
    let summed = format!(
        "urn: u\nref_id: R\nobjects:\n  framework:\n    name: N\n    requirement_nodes:\n    \
         - urn: a\n      assessable: true\n      name: A\n      questions:\n{}{}",
        question("q", "5"),
        question("r", "2")
    );
    check(&one("r.yaml", &summed).unwrap(), &expect!["overall 0; overall 7; overall 7"]);
}
