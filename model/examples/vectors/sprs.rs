//! SP 800-171 points and CMMC status.

use muster_model::{answer::Answer, framework::Framework, time::Date};
use serde_json::{Value, json};

use crate::{
    Source,
    kit::{
        Desk, Tally, count, counted, exact, figure, group, near, pack, question, rung, same, tiny,
        word,
    },
};

pub(crate) fn check(source: &Source<'_>, tally: &mut Tally) {
    let file = source.file;
    let official = framework(file, "worst", None);
    let ids: Vec<&String> = file["points"].as_object().unwrap().keys().collect();
    tally.each(file, "cases", |case| {
        let input = &case["input"];
        let unproven =
            ids.iter().find(|it| input["answers"][it.as_str()]["evidence_ok"] == json!(false));
        let framework = match unproven {
            Some(id) => framework(file, "worst", Some(id)),
            None => official.clone(),
        };
        let mut desk = Desk::of(framework);
        for id in &ids {
            // One suite scores only what is present: what is absent does not apply there.
            let absent = json!("not_applicable");
            let default = if case.get("conflict").is_some() { &absent } else { &input["default"] };
            let said = input["answers"].get(id.as_str()).unwrap_or(default);
            let said = said.get("status").unwrap_or(said);
            if let Some(said) = word(said) {
                desk.answer(id, 1, Answer::of(said));
            }
        }
        let outcome = desk.outcome();
        let expected = &case["expected"];
        near("score", figure(&outcome, "score", "").as_ref(), &expected["score"], &tiny())?;
        if let Some(status) = expected.get("eligibility") {
            same("status", rung(&outcome, "status", ""), status)?;
        }
        for (key, is_met) in
            [("implemented", Some(true)), ("not_met", Some(false)), ("unassessed", None)]
        {
            if let Some(expected) = expected.get(key) {
                count(key, counted(&outcome, is_met), expected)?;
            }
        }
        if case.get("conflict").is_some() {
            let lowest = Desk::of(official.clone()).outcome();
            near("score of nothing", figure(&lowest, "score", "").as_ref(), &json!(-203), &tiny())?;
        }
        Ok(())
    });
    tally.note("empty-assessment: both answers are reproduced, absent practices as not applicable and at full cost");
    tally.each(file, "objective_cases", objectives);
    tally.each(file, "percent_compliant_cases", |case| percent(case, "met"));
    tally.each(file, "half_credit_percent_cases", |case| percent(case, "credit"));
    tally.each(file, "date_cases", |case| {
        let opened: Date = case["input"]["opened"].as_str().unwrap().parse().unwrap();
        let due = Date::of_days(opened.days() + case["input"]["days"].as_i64().unwrap());
        same("due", Some(&due.to_string()), &case["expected"])
    });
}

fn status_scale() -> Value {
    json!({"options": [
        {"id": "not_met", "met": false, "credit": "0"},
        {"id": "partial", "met": false, "credit": "0.5"},
        {"id": "met", "met": true, "credit": "1"},
    ]})
}

fn framework(file: &Value, blank: &str, unproven: Option<&str>) -> Framework {
    let points = file["points"].as_object().unwrap();
    let part = &file["partial_points"];
    let nodes: Vec<Value> = points
        .iter()
        .map(|(id, points)| {
            let mut more = json!({"points": points});
            if let Some(partial) = part.get(id) {
                more["points_partial"] = partial.clone();
            }
            if unproven == Some(id) {
                more["met_needs"] = json!("evidence");
            }
            question(id, "status", more)
        })
        .collect();
    let never = &file["poam_excluded"];
    // At its partial worth the encryption item may stay open too.
    let crypto = "3.13.11";
    let cost = format!("-{}", exact(&part[crypto]));
    pack(json!({
        "nodes": [group("all", "all", nodes)],
        "scales": {"status": status_scale()},
        "measures": [
            {"id": "score", "at": "root", "of": "items", "op": "deduct", "start": 110,
             "partial_option": "partial", "blank": blank, "na": "as_met"},
            {"id": "crypto", "at": "root", "of": "items", "where": {"ids": [crypto]}, "op": "deduct",
             "start": 0, "partial_option": "partial", "blank": "worst", "na": "as_met"},
        ],
        "ladders": [{"id": "status", "at": "root", "mode": "cumulative", "empty": "fail", "na": "exclude",
            "rungs": [
                {"id": "none", "name": {"en": "not_eligible"}},
                {"id": "conditional", "name": {"en": "conditional"}, "require": [
                    {"measure": "score", "min": 88},
                    {"measure": "crypto", "min": cost},
                    {"open": {"points_max": 1, "but": [crypto], "never": never}}]},
                {"id": "final", "name": {"en": "final"}, "require": [{"all_met": {}}]},
            ]}],
    }))
}

/// A requirement is met if all its objectives are: the lowest of them counts.
fn objectives(case: &Value) -> Result<(), String> {
    let input = &case["input"];
    let mut desk = Desk::of(pack(json!({
        "nodes": [question("q", "status", json!({"kind": "all", "points": input["weight"]}))],
        "scales": {"status": status_scale()},
        "respondents": {"combine": "min"},
        "measures": [{"id": "score", "at": "root", "of": "items", "op": "deduct", "start": 110,
            "blank": "skip", "na": "as_met"}],
    })));
    for (voice, said) in (1..).zip(input["objectives"].as_array().unwrap()) {
        desk.voice("q", voice, said);
    }
    let outcome = desk.outcome();
    let score = figure(&outcome, "score", "");
    // Nothing registered costs nothing: the start stands.
    let start = muster_model::scoring::Exact::whole(110);
    near("score", score.as_ref().or(Some(&start)), &case["expected"]["score"], &tiny())
}

fn percent(case: &Value, of: &str) -> Result<(), String> {
    let said = case["input"].as_array().unwrap();
    let mut nodes: Vec<Value> =
        (0..said.len()).map(|it| question(&format!("q{it}"), "status", json!({}))).collect();
    if nodes.is_empty() {
        nodes.push(question("nobody-answers", "status", json!({})));
    }
    let mut desk = Desk::of(pack(json!({
        "nodes": [group("all", "all", nodes)],
        "scales": {"status": status_scale()},
        "measures": [{"id": "percent", "at": "root", "of": "items", "op": "share", "count": of,
            "times": 100, "blank": "worst", "na": "exclude"}],
    })));
    for (index, said) in said.iter().enumerate() {
        desk.say(&format!("q{index}"), said);
    }
    near("percent", figure(&desk.outcome(), "percent", "").as_ref(), &case["expected"], &tiny())
}
