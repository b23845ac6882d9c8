//! Small published rules: limits of bands on one figure.

use serde_json::{Value, json};

use crate::{
    Source,
    kit::{Desk, Tally, exact, numbers, pack, question, rung, same},
};

pub(crate) fn check(source: &Source<'_>, tally: &mut Tally) {
    let levels = [
        ("0", None),
        ("1", Some("0.5")),
        ("2", Some("1.5")),
        ("3", Some("2.5")),
        ("4", Some("3.5")),
    ];
    tally.each(&source.file["nisify"], "cases", |case| {
        banded(&levels, &case["input"], &json!(case["expected"].to_string()))
    });
    let bands = [("Basic", None), ("Intermediate", Some("2.6")), ("Advanced", Some("4"))];
    tally.each(&source.file["enisa_cra"], "cases", |case| {
        banded(&bands, &case["input"], &case["expected"])
    });
}

/// One question, and bands on its value: each from its limit upwards.
fn banded(bands: &[(&str, Option<&str>)], input: &Value, expected: &Value) -> Result<(), String> {
    let rungs: Vec<Value> = bands
        .iter()
        .map(|(name, min)| {
            let require: Vec<Value> =
                min.iter().map(|it| json!({"measure": "m", "min": it})).collect();
            json!({"id": name, "name": {"en": name}, "require": require})
        })
        .collect();
    let mut desk = Desk::of(pack(json!({
        "nodes": [question("q", "s", json!({"kind": "dimension"}))],
        "scales": {"s": numbers([exact(input)])},
        "measures": [{"id": "m", "at": "root", "of": "items", "op": "mean", "blank": "block", "na": "exclude"}],
        "ladders": [{"id": "band", "at": "root", "mode": "cumulative", "empty": "fail", "rungs": rungs}],
    })));
    desk.say("q", input);
    same("band", rung(&desk.outcome(), "band", ""), expected)
}
