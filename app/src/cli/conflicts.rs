//! `muster conflicts`: records that were written in two places at once, and which value is to count.

use clap::Subcommand;
use muster_model::{
    framework::{Framework, Node},
    plan::Field,
    workspace::{
        Review, Workspace,
        clash::{Clash, TornField, Version, Whose, WhyNot, Words},
    },
};
use serde_json::{Value, json};

use super::{
    desk::{Desk, Round},
    failure::Failure,
    find,
    out::Out,
    words,
};
use crate::screens;

/// Values that are not kept stay in the history of the question.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Conflicts {
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// List them; exit code 3 while one waits for you
    List,
    /// Keep one of the values
    Keep {
        /// The question; with --field the action
        question: String,
        /// The number of the value, as listed
        number: usize,
        /// The group's agreed answer, where your own answer has several values too
        #[arg(long)]
        agreed: bool,
        /// A field of an action, by its name as listed
        #[arg(long, conflicts_with = "agreed", value_parser = field)]
        field: Option<Field>,
    },
}

fn field(name: &str) -> Result<Field, String> {
    let known = || Field::ALL.map(Field::name).join(", ");
    Field::named(name).ok_or_else(|| format!("fields are {}", known()))
}

impl Conflicts {
    pub(super) async fn run(self, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
        match self.verb {
            None | Some(Verb::List) => list(&desk.shown()?.workspace, out),
            Some(Verb::Keep { question: action, number, field: Some(field), .. }) => {
                keep_field(desk, &desk.round()?, (&action, field, number), out).await
            }
            Some(Verb::Keep { question, number, agreed, field: None }) => {
                let round = desk.round()?;
                let node = find::question(&round.framework, &question)?;
                keep(desk, &round, (node, number, agreed), out).await
            }
        }
    }
}

fn list(workspace: &Workspace, out: &mut Out) -> Result<(), Failure> {
    let all = workspace.clashes();
    let mut told = Vec::new();
    for clash in &all {
        let Some(review) = workspace.reviews.get(&clash.review) else { continue };
        let framework = workspace.framework_of(review).map(AsRef::as_ref);
        let node = framework.and_then(|it| it.node(&clash.question));
        let name = node.map_or_else(|| clash.question.to_string(), words::name);
        let title = node.map_or("", words::title);
        out.line(format!("{}, {name}  {title}", review.title))?;
        let why_not = workspace.why_not_mine(clash);
        out.line(format!("  {}", whose(workspace, clash, why_not)))?;
        for (at, version) in clash.values.iter().enumerate() {
            let said = said(framework, node, &version.words);
            out.line(format!("  {}: {said} ({})", at + 1, author(workspace, version)))?;
        }
        told.push(value(workspace, review, clash));
    }
    let torn = workspace.torn_fields();
    for it in &torn {
        told.push(torn_field(workspace, it, out)?);
    }
    if told.is_empty() {
        out.line("There is nothing with several values.")?;
    }
    out.json(json!({ "conflicts": told }))?;
    let mine = all.iter().filter(|it| workspace.why_not_mine(it).is_none()).count();
    let mine = mine + if workspace.may_settle() { torn.len() } else { 0 };
    if mine == 0 {
        return Ok(());
    }
    let n = words::count(mine, "record waits", "records wait");
    let remedy = "Choose with `muster conflicts keep QUESTION NUMBER` (of an action: ACTION NUMBER --field FIELD), or write anew";
    Err(Failure::decision(format!("{n} for your choice"), remedy))
}

/// Lists a field of an action, and returns it for machines.
fn torn_field(workspace: &Workspace, it: &TornField, out: &mut Out) -> Result<Value, Failure> {
    let review = workspace.reviews.values().find(|at| at.assessment == it.assessment);
    let framework = review.and_then(|it| workspace.framework_of(it));
    out.line(format!("Plan, {} “{}”: {}", it.action.short(), it.title, it.field))?;
    out.line(if workspace.may_settle() {
        "  set differently by two at once"
    } else {
        "  set differently by two at once; a facilitator chooses"
    })?;
    let mut values = Vec::new();
    for (nth, noted) in (1..).zip(&it.values) {
        let said = framework.map_or_else(String::new, |framework| {
            screens::words::entry(workspace, framework, &noted.entry)
        });
        let by = noted.by.map(|by| words::member(workspace, by));
        let author = by.as_deref().unwrap_or("somebody");
        out.line(format!("  {nth}: {said} ({author}, {})", noted.at))?;
        values.push(json!({
            "number": nth, "by": noted.by, "name": by, "at": noted.at, "value": said,
        }));
    }
    Ok(json!({
        "kind": "action", "assessment": it.assessment, "action": it.action, "title": it.title,
        "field": it.field, "mine": workspace.may_settle(), "values": values,
    }))
}

async fn keep_field(
    desk: &Desk,
    round: &Round,
    (action, field, number): (&str, Field, usize),
    out: &mut Out,
) -> Result<(), Failure> {
    let workspace = round.workspace();
    let wanted = action.to_lowercase();
    let is_meant = |it: &TornField| {
        it.action.to_string().starts_with(&wanted) || it.title.to_lowercase().starts_with(&wanted)
    };
    let all = workspace.torn_fields();
    let torn = all.iter().find(|it| it.field == field && is_meant(it)).ok_or_else(|| {
        let headline = format!("No action “{action}” has several values as its {field}");
        Failure::failed(headline, "`muster conflicts` lists what has")
    })?;
    let edit = number.checked_sub(1).and_then(|it| torn.keep(it)).ok_or_else(|| {
        let n = words::count(torn.values.len(), "value is", "values are");
        Failure::usage(format!("There is no value {number}"), format!("{n} listed"))
    })?;
    let saved = desk.edit(workspace.id, edit).await?;
    out.line(format!(
        "The {field} of “{}” is settled. The others stay in its history",
        torn.title
    ))?;
    out.json(json!({ "action": torn.action, "field": field, "kept": number, "saved": saved }))
}

async fn keep(
    desk: &Desk,
    round: &Round,
    (node, number, agreed): (&Node, usize, bool),
    out: &mut Out,
) -> Result<(), Failure> {
    let workspace = round.workspace();
    let name = words::name(node);
    let mut here: Vec<Clash> = workspace.clashes();
    here.retain(|it| it.review == round.review.id && it.question == node.id);
    here.retain(|it| !agreed || it.whose == Whose::Agreed);
    let clash = chosen(workspace, here)?;
    let edit = number.checked_sub(1).and_then(|it| clash.keep(it)).ok_or_else(|| {
        let n = words::count(clash.values.len(), "value is", "values are");
        Failure::usage(format!("There is no value {number}"), format!("{n} listed"))
    })?;
    let version = number.checked_sub(1).and_then(|it| clash.values.get(it));
    let saved = desk.edit(workspace.id, edit).await?;
    let framework = Some(round.framework.as_ref());
    let kept = version.map(|it| said(framework, Some(node), &it.words)).unwrap_or_default();
    out.line(format!("{name}: {kept}. Saved here; the others stay in `muster history`"))?;
    out.json(json!({ "question": node.id, "kept": number, "saved": saved }))
}

/// Returns the first of the clashes on a question, if this device's member can settle it.
fn chosen(workspace: &Workspace, here: Vec<Clash>) -> Result<Clash, Failure> {
    let Some(clash) = here.into_iter().next() else {
        let headline = "Nothing about this question has several values";
        return Err(Failure::failed(headline, "`muster conflicts` lists what has"));
    };
    match workspace.why_not_mine(&clash) {
        None => Ok(clash),
        Some(WhyNot::Theirs(member)) => {
            let name = words::member(workspace, member);
            Err(Failure::failed(format!("Only {name} can choose: it is their answer"), ""))
        }
        Some(WhyNot::NotFacilitator) => {
            Err(Failure::failed("A facilitator or owner chooses for the group", ""))
        }
    }
}

fn whose(workspace: &Workspace, clash: &Clash, why_not: Option<WhyNot>) -> String {
    match (clash.whose, why_not) {
        (Whose::Answer(_), None) => "your answer, written on two of your devices".to_owned(),
        (Whose::Answer(member), Some(_)) => {
            let name = words::member(workspace, member);
            format!("the answer of {name}, who alone can choose")
        }
        (Whose::Agreed, None) => "the agreed answer, written by two at once".to_owned(),
        (Whose::Agreed, Some(_)) => {
            "the agreed answer, written by two at once; a facilitator chooses".to_owned()
        }
    }
}

fn said(framework: Option<&Framework>, node: Option<&Node>, said: &Words) -> String {
    let Some(framework) = framework else { return "(its framework is not here yet)".to_owned() };
    match said {
        Words::Answer(Some(answer)) => words::answer(framework, node, answer),
        Words::Answer(None) | Words::Agreed(None) => "taken back".to_owned(),
        Words::Agreed(Some(agreed)) => {
            let how = words::decision(agreed.decision);
            let why = if agreed.reason.is_empty() {
                String::new()
            } else {
                format!(": {}", agreed.reason)
            };
            match &agreed.said {
                Some(said) => format!("{}, {how}{why}", words::said(framework, node, said)),
                None => format!("{how}{why}"),
            }
        }
    }
}

fn author(workspace: &Workspace, version: &Version) -> String {
    let by = version.by.map_or_else(|| "somebody".to_owned(), |it| words::member(workspace, it));
    let device = device_name(workspace, version).unwrap_or("unknown device");
    format!("{by}, {device}, {}", version.at)
}

fn device_name<'a>(workspace: &'a Workspace, version: &Version) -> Option<&'a str> {
    let mut cards = workspace.members.values().flat_map(|it| &it.devices);
    cards.find(|it| Some(it.device) == version.device).map(|it| it.name.as_str())
}

fn value(workspace: &Workspace, review: &Review, clash: &Clash) -> Value {
    let (kind, member) = match clash.whose {
        Whose::Answer(member) => ("answer", Some(member)),
        Whose::Agreed => ("agreed", None),
    };
    let version = |(at, it): (usize, &Version)| {
        let by = it.by.map(|by| words::member(workspace, by));
        let mut out = json!({
            "number": at + 1, "by": it.by, "name": by, "device": it.device,
            "device_name": device_name(workspace, it), "at": it.at,
        });
        if let Value::Object(fields) = &mut out {
            let said = match &it.words {
                Words::Answer(answer) => ("answer", json!(answer)),
                Words::Agreed(agreed) => ("agreed", json!(agreed)),
            };
            fields.insert(said.0.to_owned(), said.1);
        }
        out
    };
    let values: Vec<Value> = clash.values.iter().enumerate().map(version).collect();
    json!({
        "review": review.id, "question": clash.question, "kind": kind, "member": member,
        "mine": workspace.why_not_mine(clash).is_none(), "values": values,
    })
}
