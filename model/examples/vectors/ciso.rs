//! Trees of scored items, questionnaires, and results that follow from them.

use std::collections::{BTreeMap, BTreeSet};

use muster_model::scoring::{Exact, QuestionOutcome, QuestionValue};
use serde_json::{Value, json};

use crate::{
    Source,
    kit::{
        Desk, Tally, exact, figure, group, near, pack, question, ranged, rung, same, tiny, word,
    },
};

pub(crate) fn check(source: &Source<'_>, tally: &mut Tally) {
    let file = source.file;
    tally.each(file, "aggregate_cases", |case| aggregate(file, case));
    tally.each(file, "questionnaire_cases", questionnaire);
    tally.each(file, "result_aggregation_cases", |case| {
        let said = case["input"].as_array().unwrap();
        same("result", result(&results(said, None)).as_deref(), &case["expected"])
    });
    tally.each(file, "result_parse_cases", |case| {
        let text = case["input"].as_str().unwrap().to_lowercase();
        let meant = match text.as_str() {
            "1" | "true" => "compliant",
            "0" | "false" => "non_compliant",
            word => word,
        };
        // What is no option of the scale is refused.
        let framework = results(&[Value::Null], None).framework;
        let answer = word(&json!(meant)).filter(|_| !meant.is_empty());
        let answer = answer.map(muster_model::answer::Answer::of);
        let question = "q0".parse().unwrap();
        let taken = answer.is_some_and(|it| framework.accepts(&question, &it).is_ok());
        same("result", taken.then_some(meant), &case["expected"])
    });
    tally.each(file, "visibility_cases", visibility);
    tally.each(file, "outcome_cases", outcomes);
}

/// Builds the tree of a case; items and their documentation are questions.
struct Forest<'a> {
    weights: &'a Value,
    options: &'a Value,
    scale: &'a Value,
    values: BTreeSet<Exact>,
}

impl Forest<'_> {
    fn item(&self, id: &str) -> Vec<Value> {
        let weight = self.weights.get(id).map_or_else(|| "1".to_owned(), Value::to_string);
        let scale = if self.options["item_scales"].get(id).is_some() { id } else { "all" };
        let node = |id: &str, tag: &str| {
            question(id, scale, json!({"kind": "item", "weight": weight, "tags": [tag]}))
        };
        vec![node(id, "score"), node(&format!("{id} documentation"), "documentation")]
    }

    fn nodes(&self, tree: &Value) -> Vec<Value> {
        match tree {
            Value::Object(map) => {
                let groups = map.iter().map(|(id, below)| group(id, "group", self.nodes(below)));
                groups.collect()
            }
            Value::Array(items) => {
                items.iter().flat_map(|it| self.item(it.as_str().unwrap())).collect()
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
        }
    }

    fn scales(&self) -> BTreeMap<String, Value> {
        let within = |ends: &Value| {
            let (low, high) = (exact(&ends[0]), exact(&ends[1]));
            let fits = self.values.iter().filter(|it| **it >= low && **it <= high);
            ranged(fits.cloned(), ends)
        };
        let own = self.options["item_scales"].as_object();
        let own = own.into_iter().flatten().map(|(id, ends)| (id.clone(), within(ends)));
        own.chain([("all".to_owned(), within(self.scale))]).collect()
    }

    /// One layer of figures, cut off after one digit; blanks of the documentation count as nothing.
    fn layer(&self, tag: &str, depth: u32) -> Vec<Value> {
        let na = if self.options["na_as_target"] == json!(true) { "as_target" } else { "exclude" };
        let blank = if tag == "score" { json!("skip") } else { json!("worst") };
        let base = json!({"where": {"tag": tag}, "weight": "item", "blank": blank, "na": na});
        let with = |more: Value| {
            let mut it = base.clone();
            it.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            it
        };
        let round = json!({"digits": 1, "mode": "trunc"});
        let normal = json!({"op": "mean", "normalise": true, "denormalise": true, "scale": "all"});
        match self.options["method"].as_str().unwrap() {
            "sum" => vec![with(
                json!({"id": tag, "at": "root", "of": "items", "op": "sum", "round": round}),
            )],
            "average" => {
                let mut it = with(normal);
                it.as_object_mut().unwrap().extend(
                    json!({"id": tag, "at": "root", "of": "items", "round": round})
                        .as_object()
                        .unwrap()
                        .clone(),
                );
                vec![it]
            }
            _ => {
                // Groups weigh alike: first the items of a group, then groups of groups.
                let of = json!({"id": format!("{tag}-groups"), "at": "group", "of": "children", "op": "mean",
                    "weight": "item", "blank": blank, "na": na});
                let top = json!({"id": tag, "at": "root", "of": format!("{tag}-groups"), "select": {"depth": depth},
                    "op": "mean", "blank": "skip", "na": "exclude", "round": round});
                vec![of, top]
            }
        }
    }
}

/// Levels of groups in a tree.
fn depth(tree: &Value) -> u32 {
    tree.as_object().map_or(0, |map| 1 + map.values().map(depth).max().unwrap_or(0))
}

fn aggregate(file: &Value, case: &Value) -> Result<(), String> {
    let (input, expected) = (&case["input"], &case["expected"]);
    let name = input["tree"].as_str().unwrap();
    let (tree, options) = (&file["trees"][name], &input["options"]);
    let answers = input["answers"].as_object().unwrap();
    let written = options["documentation"].as_object();
    let said = answers.values().chain(written.into_iter().flatten().map(|it| it.1));
    let aims = options.get("target").filter(|it| it.is_number());
    let values = said.filter(|it| it.is_number()).chain(aims).map(exact).collect();
    let none = Value::Null;
    let weights = file["weights"].get(name).unwrap_or(&none);
    let forest = Forest { weights, options, scale: &input["scale"], values };
    // The whole is the mean of the level below the top, where the groups of the top are groups of groups.
    let groups = depth(tree).min(2);
    let mut measures = forest.layer("score", groups);
    if written.is_some() {
        measures.extend(forest.layer("documentation", groups));
        measures.push(
            json!({"id": "maturity", "at": "root", "of": ["score", "documentation"], "op": "mean",
            "blank": "block", "na": "exclude", "round": {"digits": 1, "mode": "trunc"}}),
        );
    }
    let framework =
        pack(json!({"nodes": forest.nodes(tree), "scales": forest.scales(), "measures": measures}));
    let mut desk = Desk::of(framework);
    for (id, said) in answers {
        desk.say(id, said);
        if let Some(aim) = aims {
            let aim = exact(aim).to_string().parse().unwrap();
            desk.inputs.targets.insert(id.parse().unwrap(), aim);
        }
    }
    for (id, said) in written.into_iter().flatten() {
        desk.say(&format!("{id} documentation"), said);
    }
    let outcome = desk.outcome();
    for key in ["score", "documentation", "maturity"] {
        if let Some(expected) = expected.get(key) {
            near(key, figure(&outcome, key, "").as_ref(), expected, &tiny())?;
        }
    }
    for (node, expected) in expected["nodes"].as_object().into_iter().flatten() {
        near(node, figure(&outcome, "score-groups", node).as_ref(), expected, &tiny())?;
    }
    match expected.get("max") {
        Some(top) => highest(&forest, tree, (&measures, answers), top),
        None => Ok(()),
    }
}

/// Checks the figure of the best answers.
fn highest(
    forest: &Forest<'_>,
    tree: &Value,
    (measures, answers): (&[Value], &serde_json::Map<String, Value>),
    expected: &Value,
) -> Result<(), String> {
    let framework =
        pack(json!({"nodes": forest.nodes(tree), "scales": forest.scales(), "measures": measures}));
    let mut desk = Desk::of(framework);
    for id in answers.keys() {
        let own = forest.options["item_scales"].get(id).unwrap_or(forest.scale);
        desk.say(id, &own[1]);
    }
    near("max", figure(&desk.outcome(), "score", "").as_ref(), expected, &tiny())
}

const RESULTS: [(&str, &str); 3] =
    [("non_compliant", "0"), ("partially_compliant", "0.5"), ("compliant", "1")];

/// Questions answered with results; their values, if any, count beside them.
fn results(said: &[Value], values: Option<&BTreeMap<String, Exact>>) -> Desk {
    let options: Vec<Value> = RESULTS
        .iter()
        .map(|(id, credit)| {
            let value = values.and_then(|it| it.get(*id)).map(ToString::to_string);
            json!({"id": id, "credit": credit, "value": value.unwrap_or_else(|| "0".to_owned())})
        })
        .collect();
    let mut nodes: Vec<Value> =
        (0..said.len()).map(|it| question(&format!("q{it}"), "result", json!({}))).collect();
    if nodes.is_empty() {
        nodes.push(question("nobody-answers", "result", json!({})));
    }
    let extreme = |op: &str| json!({"id": op, "at": "root", "of": "items", "op": op, "field": "credit", "blank": "skip", "na": "exclude"});
    let rung = |id: &str, require: Value| json!({"id": id, "name": {"en": id}, "require": require});
    let mut desk = Desk::of(pack(json!({
        "nodes": [group("all", "all", nodes)],
        "scales": {"result": {"options": options}},
        "measures": [extreme("min"), extreme("max")],
        "ladders": [{"id": "result", "at": "root", "mode": "cumulative", "rungs": [
            rung("non_compliant", json!([{"measure": "min", "min": 0}])),
            rung("partially_compliant", json!([{"measure": "max", "min": "0.5"}])),
            rung("compliant", json!([{"measure": "min", "min": 1}])),
        ]}],
    })));
    for (index, said) in said.iter().enumerate() {
        desk.say(&format!("q{index}"), said);
    }
    desk
}

fn result(desk: &Desk) -> Option<String> {
    let outcome = desk.outcome();
    let leaves = |it: &QuestionOutcome| it.value == QuestionValue::NotApplicable;
    if outcome.questions.values().all(leaves) {
        return Some("not_applicable".to_owned());
    }
    rung(&outcome, "result", "").map(str::to_owned)
}

fn questionnaire(case: &Value) -> Result<(), String> {
    let (input, expected) = (&case["input"], &case["expected"]);
    let questions = input["questions"].as_array().unwrap();
    let chosen = |it: &Value, key: &str| it["chosen"][0].get(key).cloned().unwrap_or(Value::Null);
    let scores: Vec<Value> = questions.iter().map(|it| chosen(it, "score")).collect();
    if expected.get("score").is_some() {
        let values: BTreeSet<Exact> =
            scores.iter().filter(|it| it.is_number()).map(exact).chain([Exact::zero()]).collect();
        let options: Vec<Value> = values
            .iter()
            .map(|it| json!({"id": it.to_string(), "value": it.to_string()}))
            .collect();
        let nodes = (0..).zip(questions).map(|(index, it): (usize, _)| {
            question(&format!("q{index}"), "s", json!({"weight": it["weight"]}))
        });
        let mut measure = json!({"id": "score", "at": "root", "of": "items", "op": "mean", "weight": "item",
            "blank": "skip", "na": "exclude"});
        if let Some(ends) = input.get("scale") {
            measure["cap"] = json!(exact(&ends[1]).to_string());
        }
        let framework = pack(json!({
            "nodes": [group("all", "all", nodes)],
            "scales": {"s": {"options": options}},
            "measures": [measure],
        }));
        let mut desk = Desk::of(framework);
        for (index, said) in scores.iter().enumerate() {
            desk.say(&format!("q{index}"), said);
        }
        near("score", figure(&desk.outcome(), "score", "").as_ref(), &expected["score"], &tiny())?;
    }
    if let Some(expected) = expected.get("result") {
        let said: Vec<Value> = questions.iter().map(|it| chosen(it, "result")).collect();
        let found = result(&results(&said, None));
        same("result", Some(found.as_deref().unwrap_or("not_assessed")), expected)?;
    }
    Ok(())
}

/// A question is asked if the answers it waits for are given: “all” is a chain of questions, “any” is one with several
/// voices, and a condition that is not known never holds.
fn visibility(case: &Value) -> Result<(), String> {
    let rule = &case["input"]["depends_on"];
    let words = |it: &Value| -> Vec<String> {
        it.as_array().unwrap().iter().map(|it| it.as_str().unwrap().to_owned()).collect()
    };
    let (wanted, given) = (words(&rule["answers"]), words(&case["input"]["dependency_answer"]));
    let waits = |node: &str, options: Value| json!({"kind": "all", "depends_on": {"node": node, "options": options}});
    let mut nodes: Vec<Value> = Vec::new();
    let mut last = json!({"kind": "all"});
    for name in &wanted {
        nodes.push(question(name, "s", last));
        last = waits(name, json!(["yes"]));
    }
    let all: BTreeSet<&String> = wanted.iter().chain(&given).collect();
    let options: Vec<Value> = all.iter().map(|it| json!({"id": it})).collect();
    nodes.push(question("choice", "c", json!({"kind": "all"})));
    nodes.push(question("never", "s", json!({"kind": "all"})));
    let asks = match rule["condition"].as_str() {
        Some("all") => last,
        Some("any") => waits("choice", json!(wanted)),
        Some(_) | None => waits("never", json!(["yes"])),
    };
    nodes.push(question("target", "s", asks));
    let mut desk = Desk::of(pack(json!({
        "nodes": nodes,
        "scales": {"s": {"options": [{"id": "no"}, {"id": "yes"}]}, "c": {"options": options}},
    })));
    for (person, said) in (1..).zip(&given) {
        desk.voice("choice", person, &json!(said));
        if wanted.contains(said) {
            desk.say(said, &json!("yes"));
        }
    }
    let outcome = desk.outcome();
    let found = &outcome.questions[&"target".parse().unwrap()];
    let is_asked = !found.how.to_string().starts_with("not asked");
    if Some(is_asked) == case["expected"].as_bool() { Ok(()) } else { Err(found.how.to_string()) }
}

/// Rules on a sum: each names a rung, and all that hold are listed.
fn outcomes(case: &Value) -> Result<(), String> {
    let input = &case["input"];
    let rungs: Vec<Value> = input["rules"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rule| {
            let (name, when) = (rule[0].as_str().unwrap(), rule[1].as_str().unwrap());
            let limit = when.strip_prefix("score_sum >= ");
            let require: Vec<Value> =
                limit.iter().map(|it| json!({"measure": "sum", "min": it})).collect();
            json!({"id": name, "name": {"en": name}, "require": require})
        })
        .collect();
    let said = input["scores"].as_array().unwrap();
    let nodes = (0..said.len()).map(|it| question(&format!("q{it}"), "s", json!({})));
    let mut desk = Desk::of(pack(json!({
        "nodes": [group("all", "all", nodes)],
        "scales": {"s": crate::kit::numbers(said.iter().map(exact))},
        "measures": [{"id": "sum", "at": "root", "of": "items", "op": "sum", "blank": "skip", "na": "exclude"}],
        "ladders": [{"id": "outcome", "at": "root", "mode": "highest", "empty": "fail", "rungs": rungs}],
    })));
    for (index, said) in said.iter().enumerate() {
        desk.say(&format!("q{index}"), said);
    }
    let outcome = desk.outcome();
    let holding = outcome.ladders[0].rungs.iter().filter(|it| it.holds == Some(true));
    let holding: Vec<&str> = holding.map(|it| it.id.as_str()).collect();
    if json!(holding) == case["expected"] { Ok(()) } else { Err(format!("{holding:?}")) }
}
