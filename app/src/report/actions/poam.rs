//! A plan as an OSCAL plan of action and milestones, JSON, version 1.1.
//!
//! An action becomes an item with a risk whose remediation is the action; a finding, a gap or a disagreement becomes an
//! observation. Ids are made from ours, so that the same action keeps its id from file to file.

use std::collections::BTreeMap;

use muster_model::{
    plan::{Grade, Origin, Status},
    time::{At, Date},
};
use serde_json::{Value, json};

use super::Sheet;
use crate::report::{ReportError, facts::Action};

/// The version of OSCAL it follows.
const OSCAL: &str = "1.1.3";
/// Where our names for properties come from.
const NAMES: &str = "urn:muster:plan";

/// Writes the plan.
pub(super) fn bytes(plan: &Sheet<'_>) -> Result<Vec<u8>, ReportError> {
    let steps = || plan.actions.iter().flat_map(|it| &it.history).filter_map(|it| it.said.at);
    let assessment = plan.source.review.assessment.to_string();
    let changed = steps().max().unwrap_or_default();
    let version = format!("{}/{}", steps().count(), changed.0);
    let mut body = json!({
        "uuid": uuid("plan", &format!("{assessment}/{version}")),
        "metadata": metadata(plan, changed),
        "system-id": { "identifier-type": NAMES, "id": assessment },
        "poam-items": plan.actions.iter().map(item).collect::<Vec<_>>(),
    });
    let observations: Vec<Value> = plan.actions.iter().filter_map(observation).collect();
    let risks: Vec<Value> = plan.actions.iter().map(risk).collect();
    if let Some(all) = body.as_object_mut() {
        // The form knows no empty lists.
        for (name, values) in [("observations", observations), ("risks", risks)] {
            if !values.is_empty() {
                all.insert(name.to_owned(), values.into());
            }
        }
        all.retain(|_, it| it.as_array().is_none_or(|it| !it.is_empty()));
    }
    let file = json!({ "plan-of-action-and-milestones": body });
    serde_json::to_vec_pretty(&file)
        .map_err(|err| ReportError::Form { form: "OSCAL plan of action", why: err.to_string() })
}

fn metadata(plan: &Sheet<'_>, changed: At) -> Value {
    let owners: BTreeMap<&str, String> = plan
        .actions
        .iter()
        .filter(|it| !it.owner.is_empty())
        .map(|it| (it.owner.as_str(), party(&it.owner)))
        .collect();
    let title = Some(plan.title.as_str()).filter(|it| !it.is_empty()).unwrap_or("Plan of action");
    let mut out = json!({
        "title": line(title),
        "last-modified": moment(changed),
        "version": changed.0.to_string(),
        "oscal-version": OSCAL,
    });
    if let Some(all) = out.as_object_mut()
        && !owners.is_empty()
    {
        let person = |(name, id): (&str, String)| json!({ "uuid": id, "type": "person", "name": line(name) });
        all.insert(
            "roles".into(),
            json!([{ "id": "action-owner", "title": "Owner of an action" }]),
        );
        all.insert("parties".into(), owners.into_iter().map(person).collect());
    }
    out
}

fn item(it: &Action) -> Value {
    let mut out = json!({
        "uuid": uuid("item", &it.id.to_string()),
        "title": line(&it.title),
        "description": text(&it.description, &it.title),
        "props": props(it),
        "related-risks": [{ "risk-uuid": uuid("risk", &it.id.to_string()) }],
    });
    if it.origin.is_some()
        && let Some(all) = out.as_object_mut()
    {
        let observed = uuid("observation", &it.id.to_string());
        all.insert("related-observations".into(), json!([{ "observation-uuid": observed }]));
    }
    out
}

fn props(it: &Action) -> Vec<Value> {
    let grade = |it: Option<Grade>| it.map(|it| it.word().to_owned());
    let all = [
        ("status", Some(it.status.word().replace(' ', "-"))),
        ("effort", grade(it.effort)),
        ("impact", grade(it.impact)),
        ("closed", it.closed.map(|it| it.to_string())),
        ("about", it.node.as_ref().map(ToString::to_string)),
        ("lifts-to", Some(it.lifts.join(", ")).filter(|it| !it.is_empty())),
    ];
    let prop = |(name, value): (&str, Option<String>)| {
        Some(json!({ "name": name, "ns": NAMES, "value": line(&value?) }))
    };
    all.into_iter().filter_map(prop).collect()
}

fn risk(it: &Action) -> Value {
    let status = match it.status {
        Status::Open => "open",
        Status::InProgress => "remediating",
        Status::Done(_) | Status::Dropped(_) => "closed",
    };
    let mut out = json!({
        "uuid": uuid("risk", &it.id.to_string()),
        "title": line(&it.title),
        "description": text(&it.about, &it.title),
        "statement": text(&it.description, &it.title),
        "status": status,
        "remediations": [remediation(it)],
    });
    if let Some(all) = out.as_object_mut()
        && let Some(due) = it.due
    {
        all.insert("deadline".into(), end_of(due).into());
    }
    out
}

fn remediation(it: &Action) -> Value {
    let lifecycle = match it.status {
        Status::Open | Status::InProgress => "planned",
        Status::Done(_) => "completed",
        Status::Dropped(_) => "recommendation",
    };
    let mut task = json!({
        "uuid": uuid("task", &it.id.to_string()),
        "type": "milestone",
        "title": line(&it.title),
    });
    if let Some(all) = task.as_object_mut() {
        if let Some(due) = it.due {
            all.insert("timing".into(), json!({ "on-date": { "date": end_of(due) } }));
        }
        if !it.owner.is_empty() {
            let role = json!([{ "role-id": "action-owner", "party-uuids": [party(&it.owner)] }]);
            all.insert("responsible-roles".into(), role);
        }
    }
    json!({
        "uuid": uuid("remediation", &it.id.to_string()),
        "lifecycle": lifecycle,
        "title": line(&it.title),
        "description": text(&it.description, &it.title),
        "tasks": [task],
    })
}

fn observation(it: &Action) -> Option<Value> {
    let (method, words) = match it.origin.as_ref()? {
        Origin::Finding(words) => ("TEST", words.clone()),
        Origin::Gap(node) => ("INTERVIEW", format!("Short of its target: {node} {}", it.about)),
        Origin::Disagreement(node) => {
            ("INTERVIEW", format!("People disagree: {node} {}", it.about))
        }
    };
    let seen = it.history.first().and_then(|it| it.said.at).unwrap_or_default();
    Some(json!({
        "uuid": uuid("observation", &it.id.to_string()),
        "description": text(&words, &it.title),
        "methods": [method],
        "collected": moment(seen),
    }))
}

/// Text that may not be empty.
fn text(words: &str, else_words: &str) -> String {
    let words = words.trim();
    if words.is_empty() { line(else_words) } else { words.to_owned() }
}

/// Text on one line, without blanks at its ends.
fn line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn party(owner: &str) -> String {
    uuid("party", owner)
}

fn moment(at: At) -> String {
    let seconds = at.0 / 1000 % 86_400;
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    format!("{}T{hours:02}:{minutes:02}:{:02}Z", at.date(), seconds % 60)
}

fn end_of(day: Date) -> String {
    format!("{day}T23:59:59Z")
}

/// Returns an id in the form of a UUID that was made from a name: always the same for the same.
pub(super) fn uuid(kind: &str, name: &str) -> String {
    let name = format!("{kind}/{name}");
    let bytes = blake3::derive_key("muster oscal uuid v1", name.as_bytes());
    // The sixth byte says which kind of UUID, the eighth which family.
    let marked = bytes.into_iter().take(16).zip(0..).map(|(it, nth)| match nth {
        6 => 0x50 | (it & 0x0f),
        8 => 0x80 | (it & 0x3f),
        _ => it,
    });
    let mut out = String::with_capacity(36);
    for (byte, nth) in marked.zip(0..) {
        if matches!(nth, 4 | 6 | 8 | 10) {
            out.push('-');
        }
        for half in [byte >> 4, byte & 15] {
            out.extend(char::from_digit(u32::from(half), 16));
        }
    }
    out
}
