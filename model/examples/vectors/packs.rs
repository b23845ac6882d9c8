//! The same vectors, by the frameworks that ship: those with the same questions as a public calculator.

use std::{fs, path::Path};

use muster_model::framework::Framework;
use serde_json::{Value, json};

use crate::kit::{Desk, Tally, exact, figure, near, rung, same, tiny};

/// A framework that ships, the file of its vectors, and how to check one case.
type Shipped =
    (&'static str, &'static str, fn(&Framework, &Value, &Value) -> Option<Result<(), String>>);

const SHIPPED: [Shipped; 3] = [
    ("c2m2-2.yaml", "c2m2_v2_1.json", c2m2),
    ("cmmc-2-l2.yaml", "sprs_cmmc.json", sprs),
    ("owasp-samm-2.yaml", "samm_v2.json", samm),
];

/// Checks every framework of `packs` that has vectors, and says whether all came out as expected.
pub(crate) fn check(packs: &Path, folder: &Path) -> (Vec<String>, bool) {
    let (mut lines, mut is_whole) = (Vec::new(), true);
    for (pack, vectors, run) in SHIPPED {
        let (Ok(bytes), Ok(file)) = (fs::read(packs.join(pack)), fs::read(folder.join(vectors)))
        else {
            lines.push(format!("{pack}: not there"));
            continue;
        };
        let framework = Framework::parse(&bytes, pack).unwrap();
        let file: Value = serde_json::from_slice(&file).unwrap();
        let (mut tally, mut all) = (Tally::default(), 0);
        for case in file["cases"].as_array().unwrap() {
            match run(&framework, &file, case) {
                None => continue,
                Some(Ok(())) => tally.right += 1,
                Some(Err(why)) => tally.wrong.push(format!("  {}: {why}", case["id"])),
            }
            all += 1;
        }
        lines.push(format!("{pack}: {} of {all}", tally.right));
        is_whole &= tally.wrong.is_empty();
        lines.extend(tally.wrong);
    }
    (lines, is_whole)
}

/// Without “not applicable”, which the model does not have.
fn c2m2(framework: &Framework, _: &Value, case: &Value) -> Option<Result<(), String>> {
    let input = &case["input"];
    if input.get("not_applicable").is_some() {
        return None;
    }
    let mut desk = Desk::of(framework.clone());
    for node in framework.questions() {
        let own = input["responses"].get(node.id.as_str());
        desk.say(node.id.as_str(), own.unwrap_or(&input["default"]));
    }
    let outcome = desk.outcome();
    let mut domains = case["expected"]["mil"].as_object()?.iter();
    Some(domains.try_for_each(|(domain, level)| {
        same(domain, rung(&outcome, "mil", domain), &json!(format!("MIL{level}")))
    }))
}

/// Without the case that counts evidence, which the pack leaves to the assessor; nothing answered costs everything.
fn sprs(framework: &Framework, _: &Value, case: &Value) -> Option<Result<(), String>> {
    let (input, expected) = (&case["input"], &case["expected"]);
    let mut desk = Desk::of(framework.clone());
    for node in framework.questions() {
        let said = input["answers"].get(node.id.as_str()).unwrap_or(&input["default"]);
        if said.is_object() {
            return None;
        }
        let word = said.as_str().map(|it| match it {
            "not_met" => "not-met",
            "partial" => "partly",
            other => other,
        });
        desk.say(node.id.as_str(), &json!(word));
    }
    let outcome = desk.outcome();
    let lowest = json!(-203);
    let score = if case.get("conflict").is_some() { &lowest } else { &expected["score"] };
    if let Err(why) = near("score", figure(&outcome, "sprs", "").as_ref(), score, &tiny()) {
        return Some(Err(why));
    }
    let Some(status) = expected.get("eligibility").and_then(Value::as_str) else {
        return Some(Ok(()));
    };
    let status = match status {
        "final" => "Final",
        "conditional" => "Conditional",
        _ => "Not met",
    };
    Some(same("status", rung(&outcome, "status", ""), &json!(status)))
}

/// A blank counts as nothing for its question alone, as in the official spreadsheet.
fn samm(framework: &Framework, file: &Value, case: &Value) -> Option<Result<(), String>> {
    let mut desk = Desk::of(framework.clone());
    let ids = file["question_order"].as_array()?;
    for (id, said) in ids.iter().zip(case["input"]["answers"].as_array()?) {
        let node = framework.node(&id.as_str()?.parse().unwrap())?;
        if said.is_number() {
            let value = exact(said);
            let scale = framework.scale_of(node)?;
            let option = scale.options.iter().find(|it| it.value.as_ref() == Some(&value))?;
            desk.say(node.id.as_str(), &json!(option.id.as_str()));
        }
    }
    let outcome = desk.outcome();
    let expected = case.get("expected_toolbox").unwrap_or(&case["expected"]);
    let overall =
        near("overall", figure(&outcome, "overall", "").as_ref(), &expected["overall"], &tiny());
    let functions = ["G", "D", "I", "V", "O"].into_iter().zip(expected["functions"].as_array()?);
    let mut places: Vec<(&str, String, &Value)> =
        functions.map(|(id, expected)| ("function", id.to_owned(), expected)).collect();
    let practices = ids.chunks(6).zip(expected["practices"].as_array()?);
    places.extend(practices.filter_map(|(ids, expected)| {
        Some(("practice", ids.first()?.as_str()?.get(..4)?.to_owned(), expected))
    }));
    let mut all = places.iter();
    Some(overall.and_then(|()| {
        all.try_for_each(|(measure, id, expected)| {
            near(id, figure(&outcome, measure, id).as_ref(), expected, &tiny())
        })
    }))
}
