//! Our own tier rule, and how several respondents become one value.

use muster_model::{
    answer::{Answer, Basis},
    framework::Framework,
    scoring::{Exact, QuestionValue},
    time::Date,
};
use serde_json::{Value, json};

use crate::{
    Source,
    kit::{
        Desk, Tally, exact, figure, group, near, numbers, pack, question, rung, same, tiny, word,
    },
};

const DIMENSIONS: [&str; 5] = ["leadership", "staffing", "processes", "technology", "measurement"];

pub(crate) fn check(source: &Source<'_>, tally: &mut Tally) {
    let framework = tiers(source.file);
    tally.each(source.file, "tier_cases", |case| tier(&framework, case));
    tally.each(source.file, "respondent_cases", respondents);
}

/// Numbers anywhere in `value`.
fn figures(value: &Value) -> Vec<Exact> {
    match value {
        Value::Number(_) => vec![exact(value)],
        Value::Array(list) => list.iter().flat_map(figures).collect(),
        Value::Null | Value::Bool(_) | Value::String(_) | Value::Object(_) => Vec::new(),
    }
}

fn tiers(file: &Value) -> Framework {
    let cases = file["tier_cases"].as_array().unwrap();
    let values = cases.iter().flat_map(|it| figures(&it["input"]["answers"]));
    let nodes: Vec<Value> = DIMENSIONS
        .iter()
        .map(|it| {
            let first = question(&format!("{it}1"), "s", json!({"evidence": {"kind": "exercise"}}));
            group(it, "dimension", vec![first, question(&format!("{it}2"), "s", json!({}))])
        })
        .collect();
    pack(json!({
        "nodes": nodes,
        "scales": {"s": numbers(values)},
        "measures": [
            {"id": "score", "at": "dimension", "of": "items", "op": "mean", "blank": "skip", "na": "exclude"},
            {"id": "overall", "at": "root", "of": "score", "op": "mean", "blank": "block", "na": "block"},
        ],
        "ladders": [{"id": "tier", "at": "root", "mode": "cumulative", "empty": "fail", "rungs": [
            {"id": "early", "name": {"en": "early"}},
            {"id": "strategic", "name": {"en": "strategic"}, "require": [
                {"measure": "overall", "min": "2.6"},
                {"each": {"measure": "score", "min": "2.6", "except": 1}},
                {"each": {"measure": "score", "min": "1.6"}}]},
            {"id": "optimized", "name": {"en": "optimized"}, "require": [
                {"measure": "overall", "min": "4"},
                {"each": {"measure": "score", "min": "2.6"}},
                {"evidence": {"kind": "exercise", "max_age_days": 365}}]},
        ]}],
    }))
}

fn tier(framework: &Framework, case: &Value) -> Result<(), String> {
    let mut desk = Desk::of(framework.clone());
    let age = case["input"]["exercise_age_days"].as_i64();
    let basis = age
        .map_or(Basis::Claimed, |it| Basis::Tested(Date::of_days(desk.inputs.as_of.days() - it)));
    for (dimension, said) in DIMENSIONS.iter().zip(case["input"]["answers"].as_array().unwrap()) {
        let said = said.as_array().cloned().unwrap_or_else(|| vec![said.clone()]);
        for (number, said) in (1..).zip(&said) {
            let answer = Answer { basis, ..Answer::of(word(said).unwrap()) };
            desk.answer(&format!("{dimension}{number}"), 1, answer);
        }
    }
    let (outcome, expected) = (desk.outcome(), &case["expected"]);
    for it in DIMENSIONS {
        near(it, figure(&outcome, "score", it).as_ref(), &expected["dimensions"][it], &tiny())?;
    }
    near("overall", figure(&outcome, "overall", "").as_ref(), &expected["overall"], &tiny())?;
    same("tier", rung(&outcome, "tier", ""), &expected["tier"])
}

fn respondents(case: &Value) -> Result<(), String> {
    let (input, expected) = (&case["input"], &case["expected"]);
    let agreed = input.get("consensus");
    for combine in ["mean", "median", "min", "max"] {
        let mut desk = Desk::of(pack(json!({
            "nodes": [question("q", "s", json!({"kind": "dimension"}))],
            "scales": {"s": numbers(["1", "2", "3", "4", "5"].map(|it| it.parse().unwrap()))},
            "respondents": {"combine": combine, "na": "majority", "flag_spread": 2},
        })));
        for (person, said) in (1..).zip(input["responses"].as_array().unwrap()) {
            desk.voice("q", person, said);
        }
        if let Some(said) = agreed {
            desk.inputs.agreed.insert("q".parse().unwrap(), word(said).unwrap());
        }
        let outcome = desk.outcome();
        let (_, found) = outcome.questions.first_key_value().unwrap();
        match &found.value {
            QuestionValue::Value { value, .. } => {
                near(combine, value.as_ref(), &expected[combine], &tiny())?;
            }
            QuestionValue::NotApplicable => same(combine, Some("NA"), &expected[combine])?,
            QuestionValue::Blank => return Err("blank".to_owned()),
        }
        let how = match &found.value {
            QuestionValue::NotApplicable => "na_majority",
            QuestionValue::Value { .. } if found.how.is_agreed() => "consensus",
            QuestionValue::Value { .. } | QuestionValue::Blank => "combined",
        };
        same("how", Some(how), &expected["how"])?;
        if Some(found.how.to_string().contains("apart")) != expected["flag_spread"].as_bool() {
            return Err(format!("flag: {}", found.how));
        }
    }
    Ok(())
}
