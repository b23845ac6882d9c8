//! Printing actions: all of them, or one at length.

use muster_model::{
    framework::Node,
    gaps::Gate,
    plan::{self, Action, Entry, Field, Grade, Noted, Owner},
    scoring::{self, Lift},
    time::Date,
};
use serde_json::{Value, json};

use super::{Failure, List, Out, Round, plan_of, words};
use crate::screens::{self, targets, words as said};

/// What actions of a round lead to.
struct Ways {
    lift: Option<Lift>,
    gates: Vec<Gate>,
}

impl Ways {
    fn of(round: &Round) -> Self {
        if crate::report::is_veiled(&round.review) {
            return Self { lift: None, gates: Vec::new() };
        }
        let inputs = round.review.inputs.as_deref();
        Self {
            lift: inputs.and_then(|it| scoring::lift(&round.framework, it).ok()),
            gates: targets::data::gaps(&round.framework, &round.review).gates,
        }
    }

    fn lifts(&self, round: &Round, action: &Action) -> Vec<String> {
        let all = plan::lifts(action, &round.framework, self.lift.as_ref(), &self.gates);
        let mut names: Vec<String> = all.into_iter().map(|it| it.name).collect();
        names.dedup();
        names
    }
}

/// Offers a title for an action about `node`: the deed, and what the place is called, on one line of fitting length.
pub(super) fn offered(deed: &str, node: &Node) -> String {
    let (name, title) = (words::node(node), words::title(node));
    let whole = if name == title { name } else { format!("{name} {title}") };
    let whole: String = whole.split_whitespace().collect::<Vec<_>>().join(" ");
    let room = plan::MAX_TITLE.saturating_sub(deed.chars().count() + 3);
    if whole.chars().count() <= room {
        return format!("{deed}: {whole}");
    }
    let short: String = whole.chars().take(room.saturating_sub(1)).collect();
    format!("{deed}: {}…", short.trim_end())
}

/// What a field says, on one line.
fn on_a_line(round: &Round, entry: &Entry) -> String {
    let words = screens::words::entry(round.workspace(), &round.framework, entry);
    words.lines().collect::<Vec<_>>().join(" / ")
}

/// What people call a field.
fn name(field: Field) -> &'static str {
    match field {
        Field::Node => "about",
        Field::Title
        | Field::Description
        | Field::Origin
        | Field::Review
        | Field::Owner
        | Field::Due
        | Field::Effort
        | Field::Impact
        | Field::Status => field.name(),
    }
}

/// Lists what `wish` asks for.
pub(super) fn list(round: &Round, wish: &List, today: Date, out: &mut Out) -> Result<(), Failure> {
    let today = wish.as_of.unwrap_or(today);
    let mine = |it: &Action| match &it.owner {
        Some(Owner::Member(id)) => Some(*id) == round.workspace().me,
        Some(Owner::Named(_)) | None => false,
    };
    let wanted = |it: &&Action| {
        (wish.all || wish.status.is_some() || !it.is_closed())
            && (!wish.mine || mine(it))
            && (!wish.overdue || it.is_overdue(today))
            && wish.status.is_none_or(|status| status.is(it.status))
    };
    let all = plan_of(round).map(plan::Plan::ranked).unwrap_or_default();
    let shown: Vec<&Action> = all.iter().copied().filter(wanted).collect();
    let ways = Ways::of(round);
    let head = ["id", "action", "owner", "due", "impact", "effort", "status", "leads to"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    rows.extend(shown.iter().map(|it| row(round, it, today, &ways)));
    if all.is_empty() {
        out.line(
            "Nothing is planned yet. `muster action add TITLE --gap QUESTION` adds an action.",
        )?;
    } else if shown.is_empty() {
        let n = words::count(all.len(), "action", "actions");
        out.line(format!("None of {n} fits. `muster action list --all` shows them."))?;
    } else {
        out.table(&rows)?;
        let closed = all.iter().filter(|it| it.is_closed()).count();
        let late = shown.iter().filter(|it| it.is_overdue(today)).count();
        if late > 0 {
            out.line(format!(
                "{} overdue on {today}",
                words::count(late, "action is", "actions are")
            ))?;
        }
        if closed > 0 && !wish.all && wish.status.is_none() {
            let n = words::count(closed, "action is", "actions are");
            out.line(format!("{n} done or dropped: `muster action list --all`"))?;
        }
    }
    conflicts(round, &shown, out)?;
    let told: Vec<Value> = shown.iter().map(|it| with_ways(round, it, today, &ways)).collect();
    out.json(json!({ "as_of": today, "actions": told, "all": all.len() }))
}

fn row(round: &Round, it: &Action, today: Date, ways: &Ways) -> Vec<String> {
    let grade = |it: Option<Grade>| it.map_or("-", Grade::word).to_owned();
    let some = |it: String| if it.is_empty() { "-".to_owned() } else { it };
    let late = if it.is_overdue(today) { " late" } else { "" };
    let torn = if it.torn.is_empty() { "" } else { " (set twice)" };
    vec![
        it.id.short(),
        format!("{}{torn}", it.title),
        it.owner.as_ref().map_or_else(|| "-".to_owned(), |it| said::owner(round.workspace(), it)),
        some(it.due.map(|it| format!("{it}{late}")).unwrap_or_default()),
        grade(it.impact),
        grade(it.effort),
        it.status.word().to_owned(),
        some(ways.lifts(round, it).join(", ")),
    ]
}

/// Says what was set in two places at once, and how to settle it.
fn conflicts(round: &Round, shown: &[&Action], out: &mut Out) -> Result<(), Failure> {
    for it in shown.iter().filter(|it| !it.torn.is_empty()) {
        for (field, values) in &it.torn {
            let all: Vec<String> = values.iter().map(|it| noted(round, it)).collect();
            out.line(format!(
                "{} “{}”: its {} was set differently at the same time: {}",
                it.id.short(),
                it.title,
                name(*field),
                all.join(" · ")
            ))?;
        }
        out.line(format!("The first counts. `muster action set {} …` settles it.", it.id.short()))?;
    }
    Ok(())
}

fn noted(round: &Round, it: &Noted) -> String {
    let by = it.by.map_or_else(|| "somebody".to_owned(), |it| words::member(round.workspace(), it));
    let value = on_a_line(round, &it.entry);
    format!("{value} by {by}, {}", it.at)
}

/// Shows one action.
pub(super) fn show(round: &Round, it: &Action, today: Date, out: &mut Out) -> Result<(), Failure> {
    let ways = Ways::of(round);
    out.line(&it.title)?;
    out.line("")?;
    let mut rows = vec![vec!["id".to_owned(), it.id.to_string()]];
    for field in Field::ALL.into_iter().filter(|it| *it != Field::Title) {
        let words = on_a_line(round, &it.entry(field));
        let name = name(field);
        let late = if field == Field::Due && it.is_overdue(today) { " (overdue)" } else { "" };
        if words != "nothing" {
            rows.push(vec![name.to_owned(), format!("{words}{late}")]);
        }
    }
    let lifts = ways.lifts(round, it).join(", ");
    if !lifts.is_empty() {
        rows.push(vec!["leads to".to_owned(), lifts]);
    }
    out.table(&rows)?;
    conflicts(round, &[it], out)?;
    if it.beyond {
        out.line("A newer version of Muster wrote something here that this one can't show.")?;
    }
    out.line("\nWhat was set")?;
    let mut rows = Vec::new();
    for step in &it.history {
        let words = |it| on_a_line(round, it);
        let before: Vec<String> = step.before.iter().map(words).collect();
        let by = step.noted.by.map_or_else(String::new, |it| words::member(round.workspace(), it));
        let before = if before.is_empty() {
            String::new()
        } else {
            format!("before: {}", before.join("; "))
        };
        let field = name(step.noted.entry.field()).to_owned();
        rows.push(vec![step.noted.at.to_string(), by, field, words(&step.noted.entry), before]);
    }
    out.table(&rows)?;
    if !it.comments.is_empty() {
        out.line("\nComments")?;
    }
    for it in &it.comments {
        let by = it.by.map_or_else(String::new, |it| words::member(round.workspace(), it));
        out.line(format!("{} {by}: {}", it.at, it.text))?;
    }
    out.json(with_ways(round, it, today, &ways))
}

/// Tells an action to machines.
pub(super) fn json(round: &Round, it: &Action, today: Date) -> Value {
    with_ways(round, it, today, &Ways::of(round))
}

fn with_ways(round: &Round, it: &Action, today: Date, ways: &Ways) -> Value {
    let value = |it: &Entry| screens::words::entry(round.workspace(), &round.framework, it);
    let noted = |it: &Noted| json!({ "value": value(&it.entry), "by": it.by, "at": it.at });
    let torn = it.torn.iter().map(|(field, all)| {
        let all: Vec<Value> = all.iter().map(noted).collect();
        (field.name().to_owned(), all.into())
    });
    let history: Vec<Value> = it
        .history
        .iter()
        .map(|it| {
            json!({
                "field": it.noted.entry.field(), "value": value(&it.noted.entry), "by": it.noted.by,
                "at": it.noted.at, "before": it.before.iter().map(value).collect::<Vec<_>>(),
                "stands": it.stands,
            })
        })
        .collect();
    let comments: Vec<Value> =
        it.comments.iter().map(|it| json!({ "text": it.text, "by": it.by, "at": it.at })).collect();
    json!({
        "id": it.id, "title": it.title, "description": it.description, "origin": it.origin,
        "review": it.review, "node": it.node, "owner": it.owner,
        "owner_name": it.owner.as_ref().map(|it| said::owner(round.workspace(), it)),
        "due": it.due, "effort": it.effort, "impact": it.impact, "status": it.status,
        "closed": it.status.closed(), "overdue": it.is_overdue(today),
        "leads_to": ways.lifts(round, it), "torn": torn.collect::<serde_json::Map<_, _>>(),
        "history": history, "comments": comments, "beyond": it.beyond,
    })
}
