//! SAMM: means and sums over streams, practices and functions.

use std::collections::BTreeMap;

use muster_model::{
    framework::Framework,
    scoring::{Exact, Outcome},
};
use serde_json::{Value, json};

use crate::{
    Source,
    kit::{Desk, Tally, count, exact, figure, group, near, numbers, pack, question, tiny},
};

/// Function → practice → part → questions, in order.
type Tree = Vec<(String, Vec<(String, Vec<(String, Vec<String>)>)>)>;

/// Builds a tree; `practice` and `blank` are the rules of the practice.
fn framework(tree: &Tree, part: &str, practice: &str, blank: &str, values: &[&str]) -> Framework {
    let nodes: Vec<Value> = tree
        .iter()
        .map(|(function, practices)| {
            let practices = practices.iter().map(|(practice, parts)| {
                let parts = parts.iter().map(|(part, questions)| {
                    let questions = questions.iter().map(|it| question(it, "answer", json!({})));
                    group(part, "part", questions)
                });
                group(practice, "practice", parts)
            });
            group(function, "function", practices)
        })
        .collect();
    let mean = |id: &str, at: &str, of: &str, op: &str, blank: &str| json!({"id": id, "at": at, "of": of, "op": op, "blank": blank});
    let mut scale = numbers(values.iter().map(|it| it.parse().unwrap()));
    scale["na"] = json!("deny");
    pack(json!({
        "nodes": nodes,
        "scales": {"answer": scale},
        "measures": [
            mean("part", "part", "items", part, blank),
            mean("whole", "practice", "part", practice, "block"),
            mean("practice", "practice", "whole", "sum", "worst"),
            mean("function", "function", "practice", "mean", "block"),
            mean("overall", "root", "function", "mean", "block"),
        ],
    }))
}

pub(crate) fn check_v1(source: &Source<'_>, tally: &mut Tally) {
    tally.each(source.file, "cases", |case| {
        let (input, expected) = (&case["input"], &case["expected"]);
        // Practices come in the order of the expected list; questions name theirs by two letters and a level.
        let mut letters: Vec<String> = Vec::new();
        let mut parts: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for it in input["questions"].as_array().unwrap() {
            let level = it["level"].as_str().unwrap().to_owned();
            let practice = level.trim_end_matches(char::is_numeric).to_owned();
            if !letters.contains(&practice) {
                letters.push(practice);
            }
            parts.entry(level).or_default().push(format!("q{}", it["n"]));
        }
        let practices = expected["practices"].as_array().unwrap();
        let mut tree: Tree = Vec::new();
        for (letters, it) in letters.iter().zip(practices) {
            let function = it["function"].as_str().unwrap().to_owned();
            let own = parts.iter().filter(|part| part.0.starts_with(letters.as_str()));
            let own = own.map(|(part, questions)| (part.clone(), questions.clone())).collect();
            match tree.last_mut().filter(|it| it.0 == function) {
                Some(last) => last.1.push((letters.clone(), own)),
                None => tree.push((function, vec![(letters.clone(), own)])),
            }
        }
        let framework = framework(&tree, "mean", "sum", "worst", &["0", "0.2", "0.5", "1"]);
        let mut desk = Desk::of(framework);
        for it in input["questions"].as_array().unwrap() {
            desk.say(&format!("q{}", it["n"]), &it["value"]);
        }
        let outcome = desk.outcome();
        for (letters, it) in letters.iter().zip(practices) {
            near(letters, figure(&outcome, "practice", letters).as_ref(), &it["score"], &tiny())?;
            for (level, expected) in (1..).zip(it["levels"].as_array().unwrap()) {
                let level = format!("{letters}{level}");
                near(&level, figure(&outcome, "part", &level).as_ref(), expected, &tiny())?;
            }
        }
        for it in expected["functions"].as_array().unwrap() {
            let name = it["function"].as_str().unwrap();
            near(name, figure(&outcome, "function", name).as_ref(), &it["score"], &tiny())?;
        }
        Ok(())
    });
}

pub(crate) fn check_v2(source: &Source<'_>, tally: &mut Tally) {
    let file = source.file;
    let ids: Vec<&str> =
        file["question_order"].as_array().unwrap().iter().map(|it| it.as_str().unwrap()).collect();
    let mut tree: Tree = Vec::new();
    let functions = file["function_order"].as_array().unwrap();
    for (function, ids) in functions.iter().zip(ids.chunks(18)) {
        let practices = ids.chunks(6).map(|ids| {
            let streams = ids.chunks(3).map(|ids| {
                let own = ids.iter().map(|it| (*it).to_owned()).collect();
                (ids[0].rsplit_once('-').unwrap().0.to_owned(), own)
            });
            (ids[0].get(..4).unwrap().to_owned(), streams.collect())
        });
        tree.push((function.as_str().unwrap().to_owned(), practices.collect()));
    }
    let values = ["0", "0.25", "0.5", "1"];
    let official = framework(&tree, "sum", "mean", "worst", &values);
    let upstream = framework(&tree, "sum", "mean", "block", &values);
    tally.each(file, "cases", |case| {
        let run = |framework: &Framework| {
            let mut desk = Desk::of(framework.clone());
            for (id, said) in ids.iter().zip(case["input"]["answers"].as_array().unwrap()) {
                desk.say(id, said);
            }
            desk.outcome()
        };
        let outcome = run(&upstream);
        compare(file, &tree, &outcome, &case["expected"])?;
        let official = run(&official);
        let toolbox = case.get("expected_toolbox").unwrap_or(&case["expected"]);
        compare(file, &tree, &official, toolbox)?;
        counts(&tree, (&outcome, &case["input"]["answers"]), &case["expected"]["response_count"])
    });
    tally.note("one-unanswered: both answers are reproduced, a blank as the worst and a practice dropped for a blank");
}

fn compare(file: &Value, tree: &Tree, outcome: &Outcome, expected: &Value) -> Result<(), String> {
    let near = |what: &str, found: Option<Exact>, expected: &Value| {
        near(what, found.as_ref(), expected, &exact(&file["tolerance"]))
    };
    let practices = tree.iter().flat_map(|it| &it.1);
    for ((name, _), expected) in practices.zip(expected["practices"].as_array().unwrap()) {
        near(name, figure(outcome, "practice", name), expected)?;
    }
    for ((name, _), expected) in tree.iter().zip(expected["functions"].as_array().unwrap()) {
        near(name, figure(outcome, "function", name), expected)?;
    }
    near("overall", figure(outcome, "overall", ""), &expected["overall"])
}

/// Counts answers by option, of practices that have a value.
fn counts(
    tree: &Tree,
    (outcome, answers): (&Outcome, &Value),
    expected: &Value,
) -> Result<(), String> {
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    let practices = tree.iter().flat_map(|it| &it.1);
    for ((practice, _), said) in practices.zip(answers.as_array().unwrap().chunks(6)) {
        if figure(outcome, "whole", practice).is_some() {
            for it in said {
                *found.entry(exact(it).to_string()).or_default() += 1;
            }
        }
    }
    for (words, value) in
        [("No", "0"), ("Yes, for some", "0.25"), ("Yes, for most", "0.5"), ("Yes, for all", "1")]
    {
        count(words, found.get(value).copied().unwrap_or(0), &expected[words])?;
    }
    Ok(())
}
