//! `muster conflicts`: records that were written in two places at once, and which value is to count.

use clap::Subcommand;
use muster_model::{
    framework::{Framework, Node},
    ids::NodeId,
    workspace::{
        Review, Workspace,
        clash::{Clash, Version, Whose, WhyNot, Words},
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
        /// The question
        question: String,
        /// The number of the value, as listed
        number: usize,
        /// The group's agreed answer, where your own answer has several values too
        #[arg(long)]
        agreed: bool,
    },
}

impl Conflicts {
    pub(super) async fn run(self, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
        match self.verb {
            None | Some(Verb::List) => list(&desk.shown()?.workspace, out),
            Some(Verb::Keep { question, number, agreed }) => {
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
    if all.is_empty() {
        out.line("There is nothing with several values.")?;
    }
    out.json(json!({ "conflicts": told }))?;
    let mine = all.iter().filter(|it| workspace.why_not_mine(it).is_none()).count();
    if mine == 0 {
        return Ok(());
    }
    let n = words::count(mine, "record waits", "records wait");
    let remedy = "Choose with `muster conflicts keep QUESTION NUMBER`, or answer anew";
    Err(Failure::decision(format!("{n} for your choice"), remedy))
}

async fn keep(
    desk: &Desk,
    round: &Round,
    (node, number, agreed): (&Node, usize, bool),
    out: &mut Out,
) -> Result<(), Failure> {
    let workspace = round.workspace();
    let name = words::name(node);
    let clash = chosen(workspace, round.review.as_ref(), &node.id, agreed)?;
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

/// Finds the clash on `question` that this device's member can settle.
fn chosen(
    workspace: &Workspace,
    review: &Review,
    question: &NodeId,
    agreed: bool,
) -> Result<Clash, Failure> {
    let mut here: Vec<Clash> = workspace.clashes();
    here.retain(|it| it.review == review.id && it.question == *question);
    here.retain(|it| !agreed || it.whose == Whose::Agreed);
    let Some(clash) = here.first() else {
        let headline = "Nothing about this question has several values";
        return Err(Failure::failed(headline, "`muster conflicts` lists what has"));
    };
    match workspace.why_not_mine(clash) {
        None => Ok(clash.clone()),
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
