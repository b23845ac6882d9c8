//! A current and a target profile: function means, ratings against the target, an overall rating by findings.

use std::collections::{BTreeMap, BTreeSet};

use muster_model::{
    framework::Framework,
    scoring::{Exact, Outcome},
};
use serde_json::{Value, json};

use crate::{
    Source,
    kit::{
        Desk, Tally, count, counted, exact, figure, group, near, numbers, pack, question, ranged,
        rung, same, tiny,
    },
};

/// One item with what is and what is aimed at.
struct Item {
    id: String,
    function: String,
    score: Exact,
    target: Exact,
}

pub(crate) fn check(source: &Source<'_>, tally: &mut Tally) {
    let file = source.file;
    tally.each(file, "cases", |case| {
        if case["input"].get("scores").is_some() { report(case) } else { quarter(file, case) }
    });
    tally.note("audit-report-q1: rounded first, as the report does; the exact 4.95 is in the band below, and both are computed");
    tally.note(
        "self-assessment-q2: one percentage is of rounded means, as its note says the report did",
    );
    tally.each(file, "band_cases", |case| {
        let bands = [("red", None), ("yellow", Some("0.5")), ("green", Some("0.8"))];
        let input = &case["input"];
        let ends = json!([0, input["scale"]]);
        let mut desk = Desk::of(pack(json!({
            "nodes": [question("q", "s", json!({"kind": "all"}))],
            "scales": {"s": ranged([exact(&input["score"])], &ends)},
            "measures": [{"id": "m", "at": "root", "of": "items", "op": "mean", "normalise": true,
                "blank": "block", "na": "exclude"}],
            "ladders": [ladder("band", "root", "m", &bands)],
        })));
        desk.say("q", &input["score"]);
        same("band", rung(&desk.outcome(), "band", ""), &case["expected"])
    });
    tally.each(file, "snap_to_quarter_cases", snapped);
}

/// Bands on a measure, each from its limit upwards.
fn ladder(id: &str, at: &str, measure: &str, bands: &[(&str, Option<&str>)]) -> Value {
    let rungs: Vec<Value> = (0..)
        .zip(bands)
        .map(|(rank, (name, min))| {
            let require: Vec<Value> =
                min.iter().map(|it| json!({"measure": measure, "min": it})).collect();
            json!({"id": format!("r{rank}"), "name": {"en": name}, "require": require})
        })
        .collect();
    json!({"id": id, "at": at, "mode": "cumulative", "empty": "fail", "rungs": rungs})
}

const BANDS: [(&str, Option<&str>); 6] = [
    ("Insecurity", None),
    ("Some Security", Some("2")),
    ("Minimally Acceptable", Some("5")),
    ("Optimized", Some("6")),
    ("Fully Optimized", Some("7")),
    ("Excessive", Some("8")),
];

fn framework(items: &[Item], digits: u32) -> Framework {
    let pair = |it: &Item| {
        let tags = if it.function == "GV" { json!(["now"]) } else { json!(["now", "operations"]) };
        let aim = question(&format!("{} target", it.id), "aim", json!({"tags": ["aim"]}));
        [question(&it.id, "score", json!({"tags": tags})), aim]
    };
    let functions: BTreeSet<&str> = items.iter().map(|it| it.function.as_str()).collect();
    let nodes: Vec<Value> = functions
        .iter()
        .map(|name| {
            let own = items.iter().filter(|it| it.function == *name);
            group(name, "function", own.flat_map(pair))
        })
        .collect();
    let minimum = Exact::whole(5);
    let scores: BTreeSet<&Exact> = items.iter().map(|it| &it.score).collect();
    let options: Vec<Value> = scores
        .iter()
        .map(|it| json!({"id": it.to_string(), "value": it.to_string(), "met": **it >= minimum}))
        .collect();
    pack(json!({
        "nodes": nodes,
        "scales": {"score": {"options": options}, "aim": numbers(items.iter().map(|it| it.target.clone()))},
        "measures": measures(digits),
        "ladders": ladders(),
    }))
}

fn measures(digits: u32) -> Value {
    let mean = |id: &str, at: &str, tag: &str, round: Value| {
        let mut it = json!({"id": id, "at": at, "of": "items", "where": {"tag": tag}, "op": "mean",
            "blank": "skip", "na": "exclude"});
        if round.is_object() {
            it["round"] = round;
        }
        it
    };
    let round = json!({"digits": digits, "mode": "half_up"});
    let none = Value::Null;
    json!([
            mean("exact", "function", "now", none.clone()),
            mean("shown", "function", "now", round.clone()),
            mean("aim", "function", "aim", none.clone()),
            mean("aim-shown", "function", "aim", round.clone()),
            {"id": "less", "at": "function", "of": ["exact"], "op": "sum", "times": -1, "blank": "block", "na": "exclude"},
            {"id": "gap", "at": "function", "of": ["aim", "less"], "op": "sum", "blank": "block", "na": "exclude", "round": round},
            mean("overall-exact", "root", "now", none),
            mean("overall", "root", "now", round.clone()),
            mean("overall-aim", "root", "aim", round.clone()),
            mean("operations", "root", "operations", round),
    ])
}

fn ladders() -> Value {
    let rating = |rung: &str, share: &str| {
        json!({"id": rung, "name": {"en": rung},
            "require": [{"measure": "exact", "min": {"measure": "aim", "times": share}}]})
    };
    json!([
            {"id": "rating", "at": "function", "mode": "cumulative", "empty": "fail", "rungs": [
                {"id": "low", "name": {"en": "Unsatisfactory"}},
                rating("Needs Improvement", "0.7"), rating("Satisfactory", "1")]},
            ladder("band", "function", "shown", &BANDS),
            {"id": "overall-rating", "at": "root", "mode": "cumulative", "empty": "fail", "rungs": [
                {"id": "low", "name": {"en": "Unsatisfactory"}},
                {"id": "middle", "name": {"en": "Needs Improvement"}, "require": [
                    {"each_ladder": {"ladder": "rating", "min": "Needs Improvement"}},
                    {"facts": {"id": "Critical", "max": 0}}]},
                {"id": "high", "name": {"en": "Satisfactory"}, "require": [
                    {"each_ladder": {"ladder": "rating", "min": "Satisfactory"}},
                    {"facts": {"id": "High", "max": 0}}]},
            ]},
            ladder("overall-band", "root", "overall", &BANDS),
            ladder("exact-band", "root", "overall-exact", &BANDS),
            ladder("operations-band", "root", "operations", &BANDS),
    ])
}

fn scored(items: &[Item], digits: u32, findings: &Value) -> Outcome {
    let mut desk = Desk::of(framework(items, digits));
    for it in items {
        desk.say(&it.id, &json!(it.score.to_string()));
        desk.say(&format!("{} target", it.id), &json!(it.target.to_string()));
    }
    for severity in ["Critical", "High", "Medium"] {
        let open = findings.get(severity).map_or_else(Exact::zero, exact);
        desk.inputs.facts.insert(severity.to_owned(), open);
    }
    desk.outcome()
}

/// Compares a map of functions with a measure.
fn functions(outcome: &Outcome, measure: &str, expected: &Value) -> Result<(), String> {
    for (function, expected) in expected.as_object().unwrap() {
        let what = format!("{measure} {function}");
        near(&what, figure(outcome, measure, function).as_ref(), expected, &tiny())?;
    }
    Ok(())
}

fn ratings(outcome: &Outcome, expected: &Value) -> Result<(), String> {
    for (function, rating) in expected["ratings"].as_object().unwrap() {
        same(function, rung(outcome, "rating", function), rating)?;
    }
    same("overall", rung(outcome, "overall-rating", ""), &expected["overall_rating"])
}

fn report(case: &Value) -> Result<(), String> {
    let (input, expected) = (&case["input"], &case["expected"]);
    let scores = input["scores"].as_object().unwrap().iter();
    let items: Vec<Item> = scores
        .map(|(id, score)| Item {
            id: id.clone(),
            function: id.get(..2).unwrap().to_owned(),
            score: exact(score),
            target: exact(&input["target"]),
        })
        .collect();
    let outcome = scored(&items, 1, &input["open_findings"]);
    functions(&outcome, "shown", &expected["functions"])?;
    functions(&outcome, "gap", &expected["gaps"])?;
    ratings(&outcome, expected)?;
    for (measure, key) in
        [("overall", "overall"), ("overall-aim", "overall_target"), ("operations", "operations")]
    {
        near(key, figure(&outcome, measure, "").as_ref(), &expected[key], &tiny())?;
    }
    same("band", rung(&outcome, "overall-band", ""), &expected["overall_band"])?;
    same("exact band", rung(&outcome, "exact-band", ""), &json!("Some Security"))?;
    same("governance", rung(&outcome, "band", "GV"), &expected["governance_band"])?;
    same("operations", rung(&outcome, "operations-band", ""), &expected["operations_band"])?;
    let (met, open) = (counted(&outcome, Some(true)), counted(&outcome, Some(false)));
    count("meeting", met, &expected["meeting_target"])?;
    count("below", open, &expected["below_target"])?;
    count("total", met + open, &expected["total"])
}

fn quarter(file: &Value, case: &Value) -> Result<(), String> {
    let (input, expected) = (&case["input"], &case["expected"]);
    let quarter = &input["quarter"];
    let items: Vec<Item> = file["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| Item {
            id: it["id"].as_str().unwrap().to_owned(),
            function: it["function"].as_str().unwrap().to_owned(),
            score: exact(&it[format!("q{quarter}")]),
            target: exact(&it[format!("t{quarter}")]),
        })
        .collect();
    let outcome = scored(&items, 2, &input["open_findings"]);
    functions(&outcome, "shown", &expected["functions"])?;
    functions(&outcome, "aim-shown", &expected["targets"])?;
    ratings(&outcome, expected)?;
    let percent = |score: &str, aim: &str, place: &str| {
        let score = figure(&outcome, score, place)?.over(&figure(&outcome, aim, place)?)?;
        Some((&score * &Exact::whole(100)).rounded(0))
    };
    let note = case["note"].as_str().unwrap();
    for (function, expected) in expected["percent"].as_object().unwrap() {
        // The note names those that the report computed from rounded means.
        let found = if note.contains(&format!("{function} {expected} %")) {
            percent("shown", "aim-shown", function)
        } else {
            percent("exact", "aim", function)
        };
        near(function, found.as_ref(), expected, &tiny())?;
    }
    near("overall", figure(&outcome, "overall", "").as_ref(), &expected["overall"], &tiny())?;
    let overall = percent("overall", "overall-aim", "");
    near("percent", overall.as_ref(), &expected["overall_percent"], &tiny())?;
    let below = BTreeMap::from([("below", counted(&outcome, Some(false)))]);
    count("below", below["below"], &expected["below_minimum"])
}

/// Four times the figure, rounded, and a quarter of that; kept within the scale.
fn snapped(case: &Value) -> Result<(), String> {
    let (score, top) = (exact(&case["input"]["score"]), exact(&case["input"]["scale"]));
    let mut desk = Desk::of(pack(json!({
        "nodes": [question("q", "s", json!({"kind": "all"})), question("floor", "s", json!({"kind": "all"}))],
        "scales": {"s": numbers([Exact::zero(), score.clone()])},
        "measures": [
            {"id": "kept", "at": "root", "of": "items", "op": "max", "cap": top.to_string(), "blank": "block", "na": "exclude"},
            {"id": "whole", "at": "root", "of": ["kept"], "op": "sum", "times": 4, "round": {"digits": 0, "mode": "half_up"},
             "blank": "block", "na": "exclude"},
            {"id": "snapped", "at": "root", "of": ["whole"], "op": "sum", "times": "0.25", "blank": "block", "na": "exclude"},
        ],
    })));
    desk.say("q", &json!(score.to_string()));
    desk.say("floor", &json!("0"));
    near("snapped", figure(&desk.outcome(), "snapped", "").as_ref(), &case["expected"], &tiny())
}
