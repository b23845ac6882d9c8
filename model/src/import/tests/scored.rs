//! What was imported can be answered and scored at once.

use std::collections::BTreeMap;

use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::{folders, many, one};
use crate::{
    answer::{Answer, Said},
    framework::{Framework, Node, shipped_as},
    ids::MemberId,
    import::Imported,
    scoring::{Inputs, score},
};

/// Answers each question with its lowest, middle or highest option, and tells the figures of the whole.
fn figures(framework: &Framework, pick: impl Fn(usize) -> usize) -> String {
    let member = MemberId::from_bytes([1; 16]);
    let mut inputs = Inputs::on("2026-11-21".parse().unwrap());
    for question in framework.questions() {
        let Some(scale) = framework.scale_of(question) else { continue };
        let option = scale.options[pick(scale.options.len())].id.clone();
        let mut answer = Answer::of(Said::Option(option));
        answer.evidence.push("https://example.org/proof".into());
        framework.accepts(&question.id, &answer).unwrap();
        inputs.spoken_mut(question.id.clone()).insert(member, answer);
    }
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

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

/// The folder that the core model would be if it had the ids of the pack that ships, and answers worth the same.
fn samm_folder(shipped: &Framework) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = (1..=3)
        .map(|it| {
            (format!("m/{it}.yml"), format!("{{id: m{it}, number: {it}, type: MaturityLevel}}"))
        })
        .collect();
    for function in shipped.dimensions() {
        let name = quoted(function.id.as_str());
        let line = format!("{{id: {name}, name: {name}, order: 1, type: Function}}");
        files.push((format!("f/{}.yml", function.id), line));
        for practice in &function.children {
            practice_files(practice, &name, &mut files);
        }
    }
    for (name, scale) in &shipped.pack().scales {
        let values = scale.options.iter().filter_map(|it| it.value.as_ref());
        let values: Vec<String> =
            values.map(|it| format!("{{text: x, value: \"{it}\"}}")).collect();
        let (id, values) = (quoted(name.as_str()), values.join(", "));
        let line = format!("{{id: {id}, values: [{values}], type: AnswerSet}}");
        files.push((format!("n/{name}.yml"), line));
    }
    files
}

fn practice_files(practice: &Node, function: &str, files: &mut Vec<(String, String)>) {
    let p = practice.id.as_str();
    let (id, short) = (quoted(p), quoted(p.rsplit('-').next().unwrap()));
    let line =
        format!("{{id: {id}, function: {function}, name: x, shortName: {short}, type: Practice}}");
    files.push((format!("p/{p}.yml"), line));
    for level in 1..=3 {
        let own = quoted(&format!("{p}/{level}"));
        let line =
            format!("{{id: {own}, practice: {id}, maturityLevel: m{level}, type: PracticeLevel}}");
        files.push((format!("l/{p}-{level}.yml"), line));
    }
    for stream in &practice.children {
        let (s, letter) = (stream.id.as_str(), stream.id.as_str().rsplit('-').next().unwrap());
        let own = quoted(s);
        let line =
            format!("{{id: {own}, practice: {id}, name: x, letter: {letter}, type: Stream}}");
        files.push((format!("s/{s}.yml"), line));
        for question in &stream.children {
            let q = question.id.as_str();
            let activity = quoted(&format!("{q}/a"));
            let above = quoted(&format!("{p}/{}", question.level.unwrap()));
            let line = format!(
                "{{id: {activity}, stream: {own}, level: {above}, title: x, type: Activity}}"
            );
            files.push((format!("a/{q}.yml"), line));
            let scale = quoted(question.scale.as_ref().unwrap().as_str());
            let line = format!(
                "{{id: {}, activity: {activity}, answerSet: {scale}, text: x, type: Question}}",
                quoted(q)
            );
            files.push((format!("q/{q}.yml"), line));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_core_model_scores_as_the_pack_that_ships(
        said in prop::collection::vec(prop::option::weighted(0.7, 0_usize..4), 90),
    ) {
        let shipped = shipped_as("owasp-samm-2").unwrap();
        let folder = samm_folder(&shipped);
        let files: Vec<(&str, &str)> = folder.iter().map(|it| (it.0.as_str(), it.1.as_str())).collect();
        let imported = many(&files).unwrap().framework;
        let member = MemberId::from_bytes([1; 16]);
        let scores = [&*shipped, &imported].map(|framework| {
            let mut inputs = Inputs::on("2026-11-21".parse().unwrap());
            for (question, said) in shipped.questions().into_iter().zip(&said) {
                let node = framework.node(&question.id).unwrap();
                let scale = framework.scale_of(node).unwrap();
                let Some(option) = said.and_then(|it| scale.options.get(it)) else { continue };
                let answer = Answer::of(Said::Option(option.id.clone()));
                inputs.spoken_mut(question.id.clone()).insert(member, answer);
            }
            let outcome = score(framework, &inputs);
            let each =
                outcome.measures.into_iter().map(|it| ((it.measure.to_string(), it.place), it.value));
            each.collect::<BTreeMap<_, _>>()
        });
        let [ours, theirs] = scores;
        prop_assert_eq!(ours, theirs);
    }
}
