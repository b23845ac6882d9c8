//! The framework that ships by default: it is whole, and its tiers fall where its rules say.
#![cfg(test)]

use std::collections::{BTreeMap, BTreeSet};

use muster_model::{
    answer::{Answer, Basis, Said},
    framework::{Framework, Node},
    ids::MemberId,
    scoring::{Inputs, Outcome, score},
    time::Date,
};

const PACK: &[u8] = include_bytes!("../../assets/frameworks/five-dimensions.yaml");
const TODAY: &str = "2026-11-21";

fn framework() -> Framework {
    Framework::parse(PACK, "five-dimensions.yaml").unwrap_or_else(|problems| {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        panic!("{}", lines.join("\n"))
    })
}

fn english(text: &BTreeMap<String, String>) -> &str {
    text.get("en").map_or("", String::as_str)
}

fn levelled(framework: &Framework) -> Vec<&Node> {
    framework.questions().into_iter().filter(|it| it.scale.is_some()).collect()
}

/// One person answers: `level` says which level, or nothing, by question.
fn answered(
    framework: &Framework,
    level: impl Fn(&str) -> Option<u8>,
    exercise: Option<&str>,
) -> Outcome {
    let person = MemberId::from_bytes([7; 16]);
    let mut inputs = Inputs::on(TODAY.parse().unwrap());
    for node in levelled(framework) {
        let Some(level) = level(node.id.as_str()) else { continue };
        let mut answer = Answer::of(Said::Option(format!("level{level}").parse().unwrap()));
        if let (Some(day), "processes.exercises") = (exercise, node.id.as_str()) {
            answer.basis = Basis::Tested(day.parse::<Date>().unwrap());
        }
        framework.accepts(&node.id, &answer).unwrap();
        inputs.spoken_mut(node.id.clone()).insert(person, answer);
    }
    score(framework, &inputs)
}

fn tier(outcome: &Outcome) -> &str {
    outcome.tier.as_ref().map_or("not determined", |it| &it.name)
}

fn all(framework: &Framework, level: u8, exercise: Option<&str>) -> String {
    tier(&answered(framework, |_| Some(level), exercise)).to_owned()
}

#[test]
fn every_question_helps_to_answer_it() {
    let framework = framework();
    let questions = levelled(&framework);
    assert!(questions.len() >= 42, "{}", questions.len());
    for node in questions {
        let anchors: BTreeSet<&str> = node.anchors.values().map(english).collect();
        assert_eq!(anchors.len(), 5, "{}: five different anchors", node.id);
        assert!(anchors.iter().all(|it| it.len() >= 20), "{}: an anchor is missing", node.id);
        let advice: Vec<&str> = node.recommendation.keys().map(AsRef::as_ref).collect();
        assert_eq!(advice, ["level1", "level2", "level3", "level4"], "{}", node.id);
        assert!(node.recommendation.values().all(|it| english(it).len() >= 20), "{}", node.id);
        assert!(english(&node.text).ends_with('?'), "{}: not a question", node.id);
        assert!(!english(&node.guidance).is_empty(), "{}: no guidance", node.id);
    }
}

#[test]
fn every_dimension_has_questions_to_score_and_one_to_talk_about() {
    let framework = framework();
    let titles: Vec<&str> = framework.dimensions().iter().map(|it| english(&it.text)).collect();
    assert_eq!(titles, ["Leadership", "Staffing", "Processes", "Technology", "Measurement"]);
    for dimension in framework.dimensions() {
        let (open, scored): (Vec<&Node>, Vec<&Node>) =
            dimension.children.iter().partition(|it| it.scale.is_none());
        assert!(scored.len() >= 8, "{}: {}", dimension.id, scored.len());
        assert_eq!(open.len(), 1, "{}", dimension.id);
        assert!(
            open.iter().all(|it| it.tags == ["open"] && it.answer.is_some()),
            "{}",
            dimension.id
        );
        let short = scored.iter().filter(|it| it.tags.iter().any(|tag| tag == "short")).count();
        assert!(short >= 3, "{}: {short} in the short form", dimension.id);
    }
}

#[test]
fn nothing_in_it_is_unknown_to_the_program() {
    let framework = framework();
    let pack = framework.pack();
    assert!(pack.extra.is_empty(), "{:?}", pack.extra);
    for node in framework.nodes() {
        assert!(node.extra.is_empty(), "{}: {:?}", node.id, node.extra);
    }
    for scale in pack.scales.values() {
        assert!(scale.extra.is_empty(), "{:?}", scale.extra);
    }
}

#[test]
fn a_team_climbs_the_tiers_one_by_one() {
    let framework = framework();
    assert_eq!(all(&framework, 1, None), "Early-Stage");
    assert_eq!(all(&framework, 2, None), "Early-Stage");
    assert_eq!(all(&framework, 3, None), "Strategic");
    assert_eq!(all(&framework, 4, None), "Strategic");
    assert_eq!(all(&framework, 5, Some("2026-05-02")), "Optimized");
}

#[test]
fn the_top_tier_needs_an_exercise_of_the_last_year() {
    let framework = framework();
    assert_eq!(all(&framework, 4, Some("2025-11-20")), "Strategic", "366 days ago");
    assert_eq!(all(&framework, 4, Some("2025-11-21")), "Optimized", "365 days ago");
    assert_eq!(all(&framework, 4, Some("2026-11-22")), "Strategic", "tomorrow");
}

#[test]
fn one_weak_dimension_is_forgiven_but_not_a_missing_one() {
    let framework = framework();
    let but = |weak: &'static [(&'static str, u8)]| {
        let level = move |id: &str| {
            let found = weak.iter().find(|(dimension, _)| id.starts_with(dimension));
            Some(found.map_or(4, |(_, level)| *level))
        };
        tier(&answered(&framework, level, Some("2026-05-02"))).to_owned()
    };
    assert_eq!(but(&[("staffing", 2)]), "Strategic");
    assert_eq!(but(&[("staffing", 2), ("measurement", 2)]), "Early-Stage", "two weak ones");
    assert_eq!(but(&[("staffing", 1)]), "Early-Stage", "below 1.6");
    assert_eq!(but(&[("staffing", 3)]), "Strategic", "3.8 overall");
}

#[test]
fn a_dimension_nobody_answered_leaves_the_tier_open() {
    let framework = framework();
    let level = |id: &str| (!id.starts_with("staffing")).then_some(4);
    let outcome = answered(&framework, level, Some("2026-05-02"));
    assert_eq!(tier(&outcome), "not determined");
    assert!(outcome.undetermined.is_some());
    let staffing = outcome.dimensions.iter().find(|it| it.title == "Staffing").unwrap();
    assert_eq!((staffing.score.clone(), staffing.answered), (None, 0));
}

#[test]
fn a_dimension_in_part_has_a_score_and_shows_what_is_missing() {
    let framework = framework();
    let level = |id: &str| (!matches!(id, "staffing.skills" | "staffing.roles")).then_some(3);
    let outcome = answered(&framework, level, None);
    assert_eq!(tier(&outcome), "Strategic");
    let staffing = outcome.dimensions.iter().find(|it| it.title == "Staffing").unwrap();
    assert_eq!(staffing.score.as_ref().map(|it| it.display(1)).as_deref(), Some("3.0"));
    assert!(staffing.worst < staffing.score && staffing.score < staffing.best, "{staffing:?}");
    assert!(staffing.answered < staffing.applicable);
    assert!(outcome.provisional.is_some());
}
