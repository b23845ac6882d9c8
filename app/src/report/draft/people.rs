//! Who took part, how the figures came about, and lines to sign on.

use muster_model::control::op::Role;

use super::{Facts, cells, columns, pair, secrecy, table, who};
use crate::{
    report::{
        document::{Align, Block, Cell},
        facts::{Approval, Invited, Person, Set, Stated},
    },
    say::say,
    screens::words,
};

/// Writes who took part.
pub(super) fn people(facts: &Facts) -> Vec<Block> {
    // Same everywhere: a word for machines.
    if facts.naming == "anonymous" {
        let text = say!("reports-nameless");
        return vec![Block::Text(text.to_owned()), Block::Text(roles(facts))];
    }
    let head = columns(&[
        (say!("reports-who"), 24, Align::Start),
        (say!("reports-role"), 16, Align::Start),
        (say!("reports-asked"), 34, Align::Start),
        (say!("reports-answered"), 14, Align::End),
        (say!("reports-handed-in"), 18, Align::Start),
    ]);
    let rows = facts.people.iter().map(person).collect();
    let mut out = vec![table("", head, rows)];
    let devices: Vec<String> = facts
        .people
        .iter()
        .filter(|it| !it.devices.is_empty())
        .map(|it| match it.joined {
            Some(day) => {
                say!(
                    "reports-devices-of",
                    name = &it.name,
                    day = words::day(day),
                    list = devices(it)
                )
            }
            None => format!("{}: {}", it.name, devices(it)),
        })
        .collect();
    if !devices.is_empty() {
        out.push(Block::Heading(say!("reports-devices").to_owned()));
        out.push(Block::List(devices));
    }
    if !facts.invitations.is_empty() {
        out.push(Block::Heading(say!("reports-invitations").to_owned()));
        out.push(Block::List(facts.invitations.iter().map(|it| invited(facts, it)).collect()));
    }
    out
}

fn devices(it: &Person) -> String {
    let names: Vec<&str> = it.devices.iter().map(|it| it.name.as_str()).collect();
    names.join(", ")
}

fn roles(facts: &Facts) -> String {
    let count = |role: Role| facts.people.iter().filter(|it| it.role == role).count();
    let all = [Role::Owner, Role::Facilitator, Role::Respondent, Role::Observer];
    let told = |role: Role| {
        let n = count(role);
        (n > 0).then(|| match role {
            Role::Owner => say!("reports-count-owners", n = n),
            Role::Facilitator => say!("reports-count-facilitators", n = n),
            Role::Respondent => say!("reports-count-respondents", n = n),
            Role::Observer => say!("reports-count-observers", n = n),
        })
    };
    let told: Vec<String> = all.into_iter().filter_map(told).collect();
    say!("reports-roles", list = told.join(", "))
}

fn person(it: &Person) -> Vec<Cell> {
    let name = match &it.removed {
        Some((day, by)) => {
            say!("reports-removed", name = &it.name, day = words::day(*day), by = by)
        }
        None => it.name.clone(),
    };
    let mut role = words::role(it.role).to_owned();
    let teams: Vec<&str> =
        it.teams.iter().map(String::as_str).filter(|it| !it.is_empty()).collect();
    if !teams.is_empty() {
        role.push_str(", ");
        role.push_str(&teams.join(&format!(" {} ", say!("reports-or"))));
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
        (true, _) => say!("reports-is-sealed").to_owned(),
        (false, Some(n)) => n.to_string(),
        (false, None) => "–".to_owned(),
    };
    let handed = it.handed_in.map_or_else(|| "–".to_owned(), words::moment);
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
    let mut role = words::role_within(it.role).to_owned();
    if !dimensions.is_empty() {
        role = say!("reports-invited-for", role = role, places = dimensions.join(", "));
    }
    let state = if it.revoked {
        say!("words-taken-back").to_owned()
    } else {
        say!("reports-uses-left", n = it.uses_left, until = words::moment(it.expires))
    };
    let admits = if it.auto_admit { say!("reports-admits") } else { say!("reports-owner-decides") };
    let by = say!("reports-invited-by", name = who(&it.by));
    format!("{}: {role}; {state}; {admits}; {by}", who(&it.note))
}

/// Writes how the figures came about.
pub(super) fn method(facts: &Facts) -> Vec<Block> {
    let framework = &facts.framework;
    let review = &facts.review;
    let due = review.due.map_or_else(String::new, words::day);
    let created = facts.assessment.created.map_or_else(String::new, words::day);
    let mut all = vec![
        pair(
            say!("reports-framework"),
            &format!("{} {} ({})", framework.title, framework.version, framework.id),
        ),
        pair(say!("reports-publisher"), &framework.publisher),
        pair(say!("reports-licence"), &framework.licence),
        pair(say!("reports-copyright"), &framework.copyright),
        pair(say!("reports-source"), &framework.source),
        pair(say!("reports-framework-hash"), &framework.hash.to_string()),
        pair(say!("reports-begun"), &created),
        pair(say!("reports-opened"), &words::day(review.opened)),
        pair(say!("reports-due"), &due),
        pair(say!("reports-round"), secrecy(facts)),
        pair(say!("reports-fingerprint"), &review.fingerprint),
        pair(say!("reports-inputs-hash"), &review.inputs_hash),
    ];
    let set = facts.settings.baselines.iter().chain(&facts.settings.counted);
    all.extend(set.map(|it| pair(&it.title, &standing(it))));
    all.retain(|it| !it.1.is_empty());
    let mut out = vec![Block::Facts(all)];
    out.push(Block::Text(say!("reports-method").to_owned()));
    let Some(result) = &facts.pages.results.result else { return out };
    let head = columns(&[
        (say!("reports-figure"), 34, Align::Start),
        (say!("reports-value"), 12, Align::End),
        (say!("reports-rule"), 50, Align::Start),
    ]);
    let row = |it: &crate::screens::results::data::Trace| {
        let left_out = say!("reports-left-out", n = it.excluded.len());
        let rule = if it.excluded.is_empty() {
            it.rule.clone()
        } else {
            format!("{}; {left_out}", it.rule)
        };
        cells([it.title.clone(), it.value.clone(), rule])
    };
    out.push(table(say!("reports-figures"), head, result.figures.iter().map(row).collect()));
    out
}

/// Says what is set, and what others set at the same time.
pub(super) fn standing(it: &Set) -> String {
    let told = |it: &Stated| match it.by.as_str() {
        "" => it.words.clone(),
        by => say!("reports-set-by", value = &it.words, name = by),
    };
    let mut out = told(&it.now);
    for rival in &it.rivals {
        out = say!("reports-set-too", one = out, other = told(rival));
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
            (say!("reports-who"), 22, Align::Start),
            (say!("reports-signature"), 40, Align::Start),
            (say!("reports-fingerprint"), 22, Align::Start),
            (say!("reports-note"), 24, Align::Start),
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
            out.push(Block::Heading(say!("reports-changed-since").to_owned()));
            out.push(Block::List(changes));
        }
    }
    if code.is_empty() || signed.complete {
        return out;
    }
    let tier = facts.result.as_ref().and_then(|it| it.tier.as_ref());
    let tier = tier.map_or_else(|| say!("reports-no-tier").to_owned(), |it| it.name.clone());
    let day = words::day(facts.review.as_of);
    out.push(Block::Text(say!("reports-seen", tier = tier, day = day, code = code)));

    // Same everywhere: a word for machines.
    let open: Vec<String> = signed
        .people
        .iter()
        .filter(|it| it.state == "asked" && !it.name.is_empty())
        .map(|it| it.name.clone())
        .collect();
    let usual = || {
        [say!("reports-approved-by"), say!("words-role-facilitator")].map(str::to_owned).to_vec()
    };
    out.push(Block::Signatures(if open.is_empty() { usual() } else { open }));
    out
}
