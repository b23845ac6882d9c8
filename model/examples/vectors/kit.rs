//! Builds small frameworks, gives answers, reads figures.

use std::collections::BTreeSet;

use muster_model::{
    answer::{Answer, Said},
    framework::Framework,
    ids::MemberId,
    scoring::{Exact, Inputs, Outcome, QuestionValue, score},
};
use serde_json::{Map, Value, json};

/// Cases that came out as expected, and those that did not.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) right: usize,
    pub(crate) wrong: Vec<String>,
    /// Where a file gives more than one answer: which one was taken.
    pub(crate) notes: Vec<String>,
}

impl Tally {
    /// Runs every case of the list `key` of `file`.
    pub(crate) fn each(
        &mut self,
        file: &Value,
        key: &str,
        run: impl Fn(&Value) -> Result<(), String>,
    ) {
        for case in file[key].as_array().into_iter().flatten() {
            match run(case) {
                Ok(()) => self.right += 1,
                Err(why) => self.wrong.push(format!("{key} {}: {why}", case["id"])),
            }
        }
    }

    pub(crate) fn note(&mut self, note: &str) {
        self.notes.push(note.to_owned());
    }
}

/// Counts the cases of a file: all entries, at any depth, that have an id and an expected answer.
pub(crate) fn cases_in(value: &Value) -> usize {
    match value {
        Value::Object(map) if map.contains_key("id") && map.contains_key("expected") => 1,
        Value::Object(map) => map.values().map(cases_in).sum(),
        Value::Array(list) => list.iter().map(cases_in).sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
    }
}

/// Reads a number of a file exactly as it is written there.
pub(crate) fn exact(value: &Value) -> Exact {
    let text = value.as_number().unwrap().to_string();
    let (number, power) = text.split_once('e').unwrap_or((&text, "0"));
    let ten = Exact::whole(10);
    let mut number: Exact = number.parse().unwrap();
    let power: i32 = power.parse().unwrap();
    for _ in 0..power.abs() {
        number = if power < 0 { number.over(&ten).unwrap() } else { &number * &ten };
    }
    number
}

/// Compares with what a file expects, up to `tolerance`.
pub(crate) fn near(
    what: &str,
    found: Option<&Exact>,
    expected: &Value,
    tolerance: &Exact,
) -> Result<(), String> {
    let is_near = match found {
        None => expected.is_null(),
        Some(found) => {
            let far = expected.is_number().then(|| found - &exact(expected));
            far.is_some_and(|it| it <= *tolerance && -&it <= *tolerance)
        }
    };
    let shown = found.map_or_else(|| "none".to_owned(), ToString::to_string);
    if is_near { Ok(()) } else { Err(format!("{what} is {shown}, expected {expected}")) }
}

/// Compares words with what a file expects.
pub(crate) fn same(what: &str, found: Option<&str>, expected: &Value) -> Result<(), String> {
    if found == expected.as_str() {
        return Ok(());
    }
    Err(format!("{what} is {found:?}, expected {expected}"))
}

/// Compares a count with what a file expects.
pub(crate) fn count(what: &str, found: usize, expected: &Value) -> Result<(), String> {
    near(what, Some(&Exact::count(found)), expected, &Exact::zero())
}

/// A floating point error of the calculators.
pub(crate) fn tiny() -> Exact {
    "0.000000001".parse().unwrap()
}

/// A framework with one root and the given parts.
pub(crate) fn pack(parts: Value) -> Framework {
    let mut pack = json!({
        "muster_pack": 1, "id": "vectors", "version": "1", "languages": ["en"],
        "title": {"en": "Vectors"},
    });
    let (Some(pack), Value::Object(parts)) = (pack.as_object_mut(), parts) else { panic!() };
    pack.extend(parts);
    let bytes = serde_json::to_vec(pack).unwrap();
    Framework::parse(&bytes, "pack.json").unwrap_or_else(|problems| {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        panic!("{}", lines.join("\n"))
    })
}

/// A question on a scale.
pub(crate) fn question(id: &str, scale: &str, more: Value) -> Value {
    let mut node = Map::new();
    node.insert("id".to_owned(), json!(id));
    node.insert("assessable".to_owned(), json!(true));
    node.insert("scale".to_owned(), json!(scale));
    node.insert("text".to_owned(), json!({"en": id}));
    if let Value::Object(more) = more {
        node.extend(more);
    }
    Value::Object(node)
}

/// A part with parts.
pub(crate) fn group(id: &str, kind: &str, children: impl IntoIterator<Item = Value>) -> Value {
    let children: Vec<Value> = children.into_iter().collect();
    json!({"id": id, "kind": kind, "text": {"en": id}, "children": children})
}

/// A scale of these numbers, each named as it is written.
pub(crate) fn numbers(values: impl IntoIterator<Item = Exact>) -> Value {
    let values: BTreeSet<Exact> = values.into_iter().collect();
    let options: Vec<Value> =
        values.iter().map(|it| json!({"id": it.to_string(), "value": it.to_string()})).collect();
    json!({"options": options})
}

/// A scale of these numbers with declared ends.
pub(crate) fn ranged(values: impl IntoIterator<Item = Exact>, ends: &Value) -> Value {
    let (low, high) = (exact(&ends[0]), exact(&ends[1]));
    let mut scale = numbers(values.into_iter().chain([low.clone(), high.clone()]));
    scale["range"] = json!([low.to_string(), high.to_string()]);
    scale
}

/// Answers to a framework.
pub(crate) struct Desk {
    pub(crate) framework: Framework,
    pub(crate) inputs: Inputs,
}

impl Desk {
    pub(crate) fn of(framework: Framework) -> Self {
        Self { framework, inputs: Inputs::on("2026-11-21".parse().unwrap()) }
    }

    /// The first person says a number or a word; nothing for a blank.
    pub(crate) fn say(&mut self, question: &str, said: &Value) {
        self.voice(question, 1, said);
    }

    pub(crate) fn voice(&mut self, question: &str, person: u8, said: &Value) {
        if let Some(said) = word(said) {
            self.answer(question, person, Answer::of(said));
        }
    }

    pub(crate) fn answer(&mut self, question: &str, person: u8, answer: Answer) {
        let question = question.parse().unwrap();
        self.framework.accepts(&question, &answer).unwrap();
        let person = MemberId::from_bytes([person; 16]);
        self.inputs.spoken_mut(question).insert(person, answer);
    }

    pub(crate) fn outcome(&self) -> Outcome {
        score(&self.framework, &self.inputs)
    }
}

/// A number or a word as something said.
pub(crate) fn word(said: &Value) -> Option<Said> {
    let option = match said {
        Value::Number(_) => exact(said).to_string(),
        Value::String(text) if text == "NA" || text == "not_applicable" => {
            return Some(Said::NotApplicable { reason: "it does not apply".to_owned() });
        }
        Value::String(text) if !text.is_empty() => text.clone(),
        Value::Null | Value::Bool(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => {
            return None;
        }
    };
    Some(Said::Option(option.parse().unwrap()))
}

/// Returns the figure of a measure at a place; `""` is the root.
pub(crate) fn figure(outcome: &Outcome, measure: &str, place: &str) -> Option<Exact> {
    let at =
        |it: &Option<muster_model::ids::NodeId>| it.as_ref().map_or("", |it| it.as_str()) == place;
    let found = outcome.measures.iter().find(|it| it.measure.as_str() == measure && at(&it.place));
    found.unwrap().value.clone()
}

/// Returns the rung a ladder reached at a place; `""` is the root.
pub(crate) fn rung<'a>(outcome: &'a Outcome, ladder: &str, place: &str) -> Option<&'a str> {
    let at =
        |it: &Option<muster_model::ids::NodeId>| it.as_ref().map_or("", |it| it.as_str()) == place;
    let found = outcome.ladders.iter().find(|it| it.ladder.as_str() == ladder && at(&it.place));
    found.unwrap().reached.as_ref().map(|it| it.name.as_str())
}

/// Counts questions by whether they are met; `None` counts those without an answer.
pub(crate) fn counted(outcome: &Outcome, is_met: Option<bool>) -> usize {
    let fits = |it: &QuestionValue| match it {
        QuestionValue::Value { met, .. } => is_met.is_some() && *met == is_met,
        QuestionValue::Blank => is_met.is_none(),
        QuestionValue::NotApplicable => false,
    };
    outcome.questions.values().filter(|it| fits(&it.value)).count()
}
