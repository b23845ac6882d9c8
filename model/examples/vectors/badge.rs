//! Best-practice badge: criteria of three levels, with what each category and criterion needs.

use std::{collections::BTreeSet, fs};

use muster_model::{answer::Answer, framework::Framework, scoring::Exact};
use serde_json::{Value, json};

use crate::{
    Source,
    kit::{Desk, Tally, exact, figure, group, near, pack, question, tiny, word},
};

/// A criterion of a level.
#[derive(Default)]
struct Criterion {
    level: String,
    name: String,
    keys: BTreeSet<String>,
}

pub(crate) fn check(source: &Source<'_>, tally: &mut Tally) {
    let file = source.file;
    let text = source.folder.join(file["criteria"].as_str().unwrap());
    let criteria = read(&fs::read_to_string(text).unwrap());
    let framework = framework(&criteria);
    tally.each(file, "cases", |case| {
        let mut desk = Desk::of(framework.clone());
        for it in &criteria {
            let own = &case["input"]["answers"][&it.name];
            let said = own.get("status").unwrap_or(&case["input"]["default_status"]);
            let Some(said) = word(said) else { continue };
            let why = own["justification"].as_str().unwrap_or_default();
            let evidence = if why.contains("://") { vec![why.into()] } else { Vec::new() };
            let answer = Answer { note: why.to_owned(), evidence, ..Answer::of(said) };
            desk.answer(&format!("{}/{}", it.level, it.name), 1, answer);
        }
        let outcome = desk.outcome();
        let expected = &case["expected"];
        for level in ["0", "1", "2"] {
            let percent = figure(&outcome, "percent", level);
            near(level, percent.as_ref(), &expected[format!("level_{level}")], &tiny())?;
        }
        near("tiered", figure(&outcome, "tiered", "").as_ref(), &expected["tiered"], &tiny())
    });
    tally.each(file, "tier_cases", tiered);
}

/// Reads the criteria file line by line: levels, groups, subgroups and criteria stand at their own depth.
fn read(text: &str) -> Vec<Criterion> {
    let (mut level, mut found) = (String::new(), Vec::<Criterion>::new());
    for line in text.lines() {
        let depth = line.len() - line.trim_start().len();
        let line = line.trim();
        match (depth, line.strip_prefix("- ")) {
            (0, Some(name)) => {
                name.trim_end_matches("!!omap")
                    .trim_matches([' ', ':', '\''])
                    .clone_into(&mut level);
            }
            (6, Some(name)) => {
                let name = name.split_once(':').map_or(name, |it| it.0).to_owned();
                found.push(Criterion { level: level.clone(), name, keys: BTreeSet::new() });
            }
            (10, None) => {
                if let Some(last) = found.last_mut() {
                    last.keys.insert(line.to_owned());
                }
            }
            (_, Some(_) | None) => {}
        }
    }
    found
}

fn framework(criteria: &[Criterion]) -> Framework {
    let node = |it: &Criterion| {
        let has = |key: &str| it.keys.contains(key);
        let (scale, tags) = if has("category: SUGGESTED") {
            ("suggested", json!([]))
        } else if has("category: SHOULD") {
            ("should", json!(["should"]))
        } else {
            ("must", json!([]))
        };
        let mut more = json!({"level": it.level.parse::<u32>().unwrap(), "tags": tags});
        if has("met_url_required: true") {
            more["met_needs"] = json!("evidence");
        } else if has("met_justification_required: true") {
            more["met_needs"] = json!("reason");
        }
        if has("na_justification_required: true") {
            more["na_needs"] = json!("reason");
        }
        question(&format!("{}/{}", it.level, it.name), scale, more)
    };
    let levels: BTreeSet<&str> = criteria.iter().map(|it| it.level.as_str()).collect();
    let nodes: Vec<Value> = levels
        .iter()
        .map(|level| {
            let own = criteria.iter().filter(|it| it.level == **level);
            group(level, "level", own.map(node))
        })
        .collect();
    let scale = |unmet: Value| {
        let mut first = json!({"id": "Unmet"});
        first.as_object_mut().unwrap().extend(unmet.as_object().unwrap().clone());
        json!({"options": [{"id": "?"}, first, {"id": "Met", "met": true}], "blank_option": "?"})
    };
    pack(json!({
        "nodes": nodes,
        "scales": {
            "must": scale(json!({"met": false})),
            "should": scale(json!({"met": false, "met_if": [{"tag": "should", "needs": "reason"}]})),
            "suggested": scale(json!({"met": true})),
        },
        "measures": [
            {"id": "percent", "at": "level", "of": "items", "op": "share", "times": 100,
             "blank": "worst", "na": "as_met", "round": {"digits": 0, "mode": "half_up"}},
            {"id": "tiered", "at": "root", "of": "items", "op": "stack", "times": 100,
             "blank": "worst", "na": "as_met", "round": {"digits": 0, "mode": "half_up"}},
        ],
    }))
}

/// Three shares stacked: a level counts once the ones below it are full.
fn tiered(case: &Value) -> Result<(), String> {
    let hundred = Exact::whole(100);
    let said: Vec<Exact> = case["input"].as_array().unwrap().iter().map(exact).collect();
    let options: BTreeSet<&Exact> = said.iter().collect();
    let options: Vec<Value> = options
        .iter()
        .map(|it| json!({"id": it.to_string(), "credit": it.over(&hundred).unwrap().to_string()}))
        .collect();
    let nodes = (0..said.len()).map(|it| question(&format!("q{it}"), "s", json!({"level": it})));
    let mut desk = Desk::of(pack(json!({
        "nodes": [group("all", "all", nodes)],
        "scales": {"s": {"options": options}},
        "measures": [{"id": "tiered", "at": "root", "of": "items", "op": "stack", "count": "credit",
            "times": 100, "blank": "worst", "na": "as_met"}],
    })));
    for (index, said) in said.iter().enumerate() {
        desk.say(&format!("q{index}"), &json!(said.to_string()));
    }
    near("tiered", figure(&desk.outcome(), "tiered", "").as_ref(), &case["expected"], &tiny())
}
