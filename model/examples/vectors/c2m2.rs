//! C2M2: responses to practices give a level from 0 to 3 in each domain.

use std::{collections::BTreeMap, fs};

use muster_model::framework::Framework;
use serde_json::{Value, json};

use crate::{
    Source,
    kit::{Desk, Tally, group, pack, question, rung, same},
};

pub(crate) fn check(source: &Source<'_>, tally: &mut Tally) {
    let file = source.file;
    let ids = source.folder.join(file["practice_ids"].as_str().unwrap());
    let ids: Value = serde_json::from_slice(&fs::read(ids).unwrap()).unwrap();
    let mut domains: BTreeMap<String, Vec<(String, u64)>> = BTreeMap::new();
    for it in ids["practices"].as_array().unwrap() {
        let practice = (it["id"].as_str().unwrap().to_owned(), it["mil"].as_u64().unwrap());
        domains.entry(it["domain"].as_str().unwrap().to_owned()).or_default().push(practice);
    }
    let strict = framework(&domains, "deny");
    let lenient = framework(&domains, "allow");
    tally.each(file, "cases", |case| {
        let absent = case["input"]["not_applicable"].as_array();
        let mut desk = Desk::of(if absent.is_some() { lenient.clone() } else { strict.clone() });
        for (id, _) in domains.values().flatten() {
            let own = case["input"]["responses"].get(id);
            let is_absent = absent.is_some_and(|it| it.contains(&json!(id)));
            let said =
                if is_absent { &json!("NA") } else { own.unwrap_or(&case["input"]["default"]) };
            desk.say(id, said);
        }
        let outcome = desk.outcome();
        for (domain, level) in case["expected"]["mil"].as_object().unwrap() {
            let level = json!(level.to_string());
            same(domain, rung(&outcome, "mil", domain), &level)?;
        }
        Ok(())
    });
    tally.note(
        "na-excluded: C2M2 has no “not applicable”; the source's rule (left out) is followed",
    );
    let practices = file["small_practices"].as_object().unwrap().iter();
    let practices = practices.map(|(id, mil)| (id.clone(), mil.as_u64().unwrap()));
    let small = BTreeMap::from([("small".to_owned(), practices.collect())]);
    tally.each(file, "small_cases", |case| {
        let mut desk = Desk::of(framework(&small, "deny"));
        for id in case["input"]["achieved"].as_array().unwrap() {
            desk.say(id.as_str().unwrap(), &json!("FI"));
        }
        let level = json!(case["expected"]["mil"].to_string());
        same("level", rung(&desk.outcome(), "mil", "small"), &level)
    });
}

fn framework(domains: &BTreeMap<String, Vec<(String, u64)>>, na: &str) -> Framework {
    let practice = |(id, mil): &(String, u64)| question(id, "response", json!({"level": mil}));
    let nodes: Vec<Value> = domains
        .iter()
        .map(|(domain, all)| group(domain, "domain", all.iter().map(practice)))
        .collect();
    let measure = |mil: u64| {
        json!({"id": format!("mil{mil}"), "at": "domain", "of": "items", "where": {"level": mil},
            "op": "share", "blank": "worst", "na": "exclude"})
    };
    let rung = |mil: u64| {
        let require = json!([{"measure": format!("mil{mil}"), "min": 1}]);
        let require = if mil == 0 { json!([]) } else { require };
        json!({"id": mil.to_string(), "name": {"en": mil.to_string()}, "require": require})
    };
    let options: Vec<Value> = [("NI", false), ("PI", false), ("LI", true), ("FI", true)]
        .iter()
        .map(|(id, met)| json!({"id": id, "met": met}))
        .collect();
    pack(json!({
        "nodes": nodes,
        "scales": {"response": {"options": options, "na": na}},
        "measures": [measure(1), measure(2), measure(3)],
        "ladders": [{"id": "mil", "at": "domain", "mode": "cumulative", "empty": "pass",
            "rungs": [rung(0), rung(1), rung(2), rung(3)]}],
    }))
}
