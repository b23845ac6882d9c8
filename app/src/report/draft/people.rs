//! Who took part, how the figures came about, and lines to sign on.

use muster_model::control::op::Role;

use super::{Facts, cells, columns, pair, secrecy, table, who};
use crate::{
    report::{
        document::{Align, Block, Cell},
        facts::{Approval, Invited, Person, Set, Stated},
    },
    screens::words,
};

/// Writes who took part.
pub(super) fn people(facts: &Facts) -> Vec<Block> {
    if facts.naming == "anonymous" {
        let text = "This report names nobody. Names were taken out of what people wrote too; read their words once \
                    before handing it out, for a story can tell who somebody is.";
        return vec![Block::Text(text.to_owned()), Block::Text(roles(facts))];
    }
    let head = columns(&[
        ("Who", 24, Align::Start),
        ("Role", 16, Align::Start),
        ("Asked to answer", 36, Align::Start),
        ("Answered", 10, Align::End),
        ("Handed in", 18, Align::Start),
    ]);
    let rows = facts.people.iter().map(person).collect();
    let mut out = vec![table("", head, rows)];
    let devices: Vec<String> = facts
        .people
        .iter()
        .filter(|it| !it.devices.is_empty())
        .map(|it| format!("{} ({}): {}", it.name, joined(it), devices(it)))
        .collect();
    if !devices.is_empty() {
        out.push(Block::Heading("Devices".to_owned()));
        out.push(Block::List(devices));
    }
    if !facts.invitations.is_empty() {
        out.push(Block::Heading("Invitations".to_owned()));
        out.push(Block::List(facts.invitations.iter().map(|it| invited(facts, it)).collect()));
    }
    out
}

fn devices(it: &Person) -> String {
    let names: Vec<&str> = it.devices.iter().map(|it| it.name.as_str()).collect();
    names.join(", ")
}

fn joined(it: &Person) -> String {
    it.joined.map_or_else(String::new, |day| format!("since {day}"))
}

fn roles(facts: &Facts) -> String {
    let count = |role: Role| facts.people.iter().filter(|it| it.role == role).count();
    let all = [Role::Owner, Role::Facilitator, Role::Respondent, Role::Observer];
    let told: Vec<String> = all
        .into_iter()
        .map(|it| (count(it), words::role(it).to_lowercase()))
        .filter(|it| it.0 > 0)
        .map(|(n, role)| words::count(n, &role, &format!("{role}s")))
        .collect();
    format!("In the workspace: {}.", told.join(", "))
}

fn person(it: &Person) -> Vec<Cell> {
    let name = match &it.removed {
        Some((day, by)) => format!("{} (removed on {day} by {by}; what they said stays)", it.name),
        None => it.name.clone(),
    };
    let mut role = words::role(it.role).to_owned();
    let teams: Vec<&str> =
        it.teams.iter().map(String::as_str).filter(|it| !it.is_empty()).collect();
    if !teams.is_empty() {
        role.push_str(", ");
        role.push_str(&teams.join(" or "));
    }
    if let Some(alarm) = &it.alarm {
        role.push_str(": ");
        role.push_str(alarm);
    }
    let assigned = if it.assigned_titles.is_empty() {
        "–".to_owned()
    } else {
        it.assigned_titles.join(", ")
    };
    let answered = match (it.sealed, it.answered) {
        (true, _) => "sealed".to_owned(),
        (false, Some(n)) => n.to_string(),
        (false, None) => "–".to_owned(),
    };
    let handed = it.handed_in.map_or_else(|| "–".to_owned(), |at| at.to_string());
    cells([name, role, assigned, answered, handed])
}

fn invited(facts: &Facts, it: &Invited) -> String {
    let title = |id: &muster_model::ids::NodeId| {
        facts
            .pack
            .node(id)
            .map_or_else(|| id.to_string(), |it| facts.pack.plain(&it.text).to_owned())
    };
    let dimensions: Vec<String> = it.dimensions.iter().map(title).collect();
    let to = if dimensions.is_empty() {
        String::new()
    } else {
        format!(", for {}", dimensions.join(", "))
    };
    let note = if it.note.is_empty() { "Somebody" } else { &it.note };
    let state = if it.revoked {
        "taken back".to_owned()
    } else {
        format!(
            "{} left, until {}",
            words::count(usize::try_from(it.uses_left).unwrap_or(usize::MAX), "use", "uses"),
            it.expires
        )
    };
    let admits = if it.auto_admit { "admits on presentation" } else { "an owner decides" };
    format!(
        "{note}: {}{to}; {state}; {admits}; by {}",
        words::role(it.role).to_lowercase(),
        who(&it.by)
    )
}

/// Writes how the figures came about.
pub(super) fn method(facts: &Facts) -> Vec<Block> {
    let framework = &facts.framework;
    let review = &facts.review;
    let due = review.due.map_or_else(String::new, |it| it.to_string());
    let created = facts.assessment.created.map_or_else(String::new, |it| it.to_string());
    let mut all = vec![
        pair("Framework", &format!("{} {} ({})", framework.title, framework.version, framework.id)),
        pair("Published by", &framework.publisher),
        pair("Licence", &framework.licence),
        pair("Copyright", &framework.copyright),
        pair("Source", &framework.source),
        pair("Framework hash", &framework.hash.to_string()),
        pair("Assessment begun", &created),
        pair("Review opened", &review.opened.to_string()),
        pair("Due", &due),
        pair("Round", secrecy(facts)),
        pair("Fingerprint", &review.fingerprint),
        pair("Hash of all inputs", &review.inputs_hash),
    ];
    let set = facts.settings.baselines.iter().chain(&facts.settings.counted);
    all.extend(set.map(|it| pair(&it.title, &standing(it))));
    all.retain(|it| !it.1.is_empty());
    let mut out = vec![Block::Facts(all)];
    out.push(Block::Text(
        "Every figure is computed exactly, as a fraction, from the answers that count: the agreed answer where there \
         is one, else what the framework's rule makes of the single answers. Nothing is rounded before a tier is \
         decided; figures are rounded for reading only. Unanswered, “don't know” and “not applicable” are three \
         different things. Whoever has the same fingerprint has the same answers and the same tier."
            .to_owned(),
    ));
    let Some(result) = &facts.pages.results.result else { return out };
    let head = columns(&[
        ("Figure", 34, Align::Start),
        ("Value", 12, Align::End),
        ("Rule", 50, Align::Start),
    ]);
    let row = |it: &crate::screens::results::data::Trace| {
        let left_out = words::count(it.excluded.len(), "left out", "left out");
        let rule = if it.excluded.is_empty() {
            it.rule.clone()
        } else {
            format!("{}; {left_out}", it.rule)
        };
        cells([it.title.clone(), it.value.clone(), rule])
    };
    out.push(table("Every figure and its rule", head, result.figures.iter().map(row).collect()));
    out
}

/// Says what is set, and what others set at the same time.
pub(super) fn standing(it: &Set) -> String {
    let told = |it: &Stated| match it.by.as_str() {
        "" => it.words.clone(),
        by => format!("{} (set by {by})", it.words),
    };
    let mut out = told(&it.now);
    for rival in &it.rivals {
        out.push_str("; at the same time ");
        out.push_str(&told(rival));
    }
    out
}

/// Writes who signed, what changed since, and lines to sign on for those who did not.
pub(super) fn sign_off(facts: &Facts) -> Vec<Block> {
    let code = &facts.review.fingerprint;
    let signed = &facts.sign_off;
    if code.is_empty() && signed.people.is_empty() {
        return Vec::new();
    }
    let mut out = Vec::new();
    if !signed.people.is_empty() {
        let head = columns(&[
            ("Who", 22, Align::Start),
            ("Signature", 40, Align::Start),
            ("Fingerprint", 22, Align::Start),
            ("Note", 24, Align::Start),
        ]);
        let row = |it: &Approval| {
            cells([
                who(&it.name).to_owned(),
                it.text.clone(),
                it.fingerprint.clone(),
                it.note.clone(),
            ])
        };
        let rows = signed.people.iter().map(row).collect();
        out.push(table(&signed.headline, head, rows));
        let mut changes: Vec<String> =
            signed.people.iter().flat_map(|it| it.changes.clone()).collect();
        changes.sort();
        changes.dedup();
        if !changes.is_empty() {
            out.push(Block::Heading("Changed since it was signed".to_owned()));
            out.push(Block::List(changes));
        }
    }
    if code.is_empty() || signed.complete {
        return out;
    }
    let tier = facts.result.as_ref().and_then(|it| it.tier.as_ref());
    let tier = tier.map_or_else(|| "no tier determined".to_owned(), |it| it.name.clone());
    out.push(Block::Text(format!(
        "I have seen this result: {tier}, as of {}, fingerprint {code}. A later edit shows as another fingerprint.",
        facts.review.as_of
    )));
    let open: Vec<String> = signed
        .people
        .iter()
        .filter(|it| it.state == "asked" && !it.name.is_empty())
        .map(|it| it.name.clone())
        .collect();
    let usual = || ["Approved by", "Facilitator"].map(str::to_owned).to_vec();
    out.push(Block::Signatures(if open.is_empty() { usual() } else { open }));
    out
}
