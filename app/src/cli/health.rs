//! `muster history`, `verify` and `doctor`: what happened, and whether all is well.

use std::path::Path;

use muster_model::{
    ids::MemberId,
    workspace::{QuestionHistory, Workspace},
};
use muster_sync::{
    files::Standing,
    node::{
        command::{Command, Mode, Reply},
        event::Shown,
    },
};
use serde_json::{Value, json};

use super::{
    Globals, Need,
    desk::{Desk, Round, unexpected},
    failure::Failure,
    files, find,
    out::Out,
    words,
};

/// Times are what their authors claimed; the order is causal.
#[derive(Debug, clap::Args)]
pub(super) struct History {
    /// Everything ever said to this question, as far as it can be read here
    #[arg(long, value_name = "QUESTION")]
    question: Option<String>,
}

impl History {
    pub(super) async fn run(self, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
        let Some(wanted) = self.question else { return events(&desk.shown()?.workspace, out) };
        let round = desk.round()?;
        let question = find::question(&round.framework, &wanted)?;
        let wish = Command::History {
            workspace: round.workspace().id,
            review: round.review.id,
            question: question.id.clone(),
            of: None,
        };
        let reply = desk.ask(wish).await?;
        let Reply::History(history) = reply else { return Err(unexpected(&reply)) };
        said(&round, question, &history, out)
    }
}

fn name(workspace: &Workspace, by: Option<MemberId>) -> String {
    by.map_or_else(|| "somebody".to_owned(), |it| words::member(workspace, it))
}

fn events(workspace: &Workspace, out: &mut Out) -> Result<(), Failure> {
    let mut told = Vec::new();
    for event in &workspace.events {
        let by = name(workspace, event.by);
        let void = event.void.map_or_else(String::new, |it| format!(" (no effect: {it})"));
        out.line(format!("{}  {}{void}", event.at, event.what))?;
        told.push(json!({
            "at": event.at, "by": event.by, "name": by, "text": event.what.to_string(),
            "void": event.void.map(|it| it.to_string()),
        }));
    }
    out.json(json!({ "events": told }))
}

fn said(
    round: &Round,
    question: &muster_model::framework::Node,
    history: &QuestionHistory,
    out: &mut Out,
) -> Result<(), Failure> {
    out.line(format!("{}  {}", words::name(question), words::title(question)))?;
    let mut told = Vec::new();
    for (member, pasts) in &history.lanes {
        let by = words::member(round.workspace(), *member);
        let mut values = Vec::new();
        for past in pasts {
            let value = &past.value;
            let text = match &value.answer {
                Some(answer) => words::answer(&round.framework, Some(question), answer),
                None => "taken back".to_owned(),
            };
            let mark = if past.standing { "stands" } else { "" };
            out.line(format!("  {}  {by}: {text}  {mark}", value.at).trim_end())?;
            values.push(json!({
                "at": value.at, "device": value.device, "answer": value.answer,
                "change": value.change, "standing": past.standing,
            }));
        }
        told.push(json!({ "member": member, "name": by, "values": values }));
    }
    if told.is_empty() {
        out.line("Nobody has said anything to it that can be read here.")?;
    }
    out.json(json!({ "question": question.id, "members": told }))
}

/// Reads the whole log again; needs no network.
#[derive(Debug, clap::Args)]
pub(super) struct Verify {
    /// A report in JSON, as `muster report` writes it
    #[arg(value_name = "FILE")]
    pub(super) file: Option<std::path::PathBuf>,
}

impl Verify {
    pub(super) async fn run(self, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
        let shown = desk.shown()?;
        let workspace = shown.workspace.id;
        let reply = desk.ask(Command::Verify { workspace }).await?;
        let Reply::Verified(found) = reply else { return Err(unexpected(&reply)) };
        let n = words::count(found.envelopes, "envelope", "envelopes");
        out.line(format!("{n} checked, {} of them sealed for this device", found.sealed))?;
        out.line(format!("{} rebuilt", words::count(found.views, "view", "views")))?;
        if found.files > 0 || found.files_missing > 0 {
            let files = words::count(found.files, "attached file", "attached files");
            out.line(format!("{files} checked, {} not here or damaged", found.files_missing))?;
        }
        if found.signatures > 0 || found.signatures_unchecked > 0 {
            let n = words::count(found.signatures, "sign-off holds", "sign-offs hold");
            let open = match found.signatures_unchecked {
                0 => String::new(),
                n => format!(", {n} can't be checked here"),
            };
            out.line(format!("{n}: computed again from what was signed{open}"))?;
        }
        for problem in &found.problems {
            out.line(format!("wrong: {problem}"))?;
        }
        let shown = desk.shown()?;
        let alarms = alarms(&shown.workspace);
        for alarm in &alarms {
            out.line(format!("ALARM: {alarm}"))?;
        }
        let warnings = shown.workspace.warned();
        for warning in warnings.iter().filter(|it| !alarms.contains(it)) {
            out.line(format!("note: {warning}"))?;
        }
        let ok = found.problems.is_empty() && alarms.is_empty();
        out.json(json!({
            "ok": ok, "workspace": workspace, "found": found, "alarms": alarms, "warnings": warnings,
        }))?;
        if !alarms.is_empty() {
            let n = words::count(alarms.len(), "entry", "entries");
            let headline = format!("{n} of a reveal can't be what was handed in");
            let remedy =
                "What was handed in counts all the same. Ask who revealed how it came about";
            return Err(Failure::failed(headline, remedy));
        }
        if ok {
            let well = if warnings.is_empty() {
                "All is well."
            } else {
                "What is here is as it was written."
            };
            return out.line(well);
        }
        let n = words::count(found.problems.len(), "thing is", "things are");
        let remedy = "What is readable is kept. Sync with somebody: what is missing comes back";
        Err(Failure::failed(format!("{n} wrong"), remedy))
    }
}

/// Says which entries of a revealed round no honest device can have made, as warnings say it.
fn alarms(workspace: &Workspace) -> Vec<String> {
    let mut out = Vec::new();
    for review in workspace.reviews.values() {
        for lane in review.lanes.values() {
            let name = words::member(workspace, lane.member);
            let foul = lane.alarm.filter(|it| it.is_foul());
            out.extend(foul.map(|it| format!("{name} in “{}”: {it}", review.title)));
        }
    }
    out
}

/// Changes nothing.
#[derive(Debug, clap::Args)]
pub(super) struct Doctor;

/// One thing looked at.
struct Finding {
    what: &'static str,
    text: String,
    ok: bool,
}

impl Doctor {
    pub(super) async fn run(self, globals: &Globals, out: &mut Out) -> Result<(), Failure> {
        let data_dir = files::data_dir(globals.data_dir.as_deref())?;
        let mut findings =
            vec![fine("version", env!("CARGO_PKG_VERSION")), writable(&data_dir), display()];
        // A data directory that can't be used is a finding, not an end.
        if findings.iter().all(|it| it.ok) {
            match Desk::open(globals, Need::NoNetwork).await {
                Ok(desk) => {
                    // What was shown last tells nothing of how the log is now.
                    desk.ask(Command::Refresh).await?;
                    findings.extend(workspaces(&desk));
                    desk.close().await;
                }
                Err(failure) => {
                    let text = failure.advice().map_or_else(String::new, |it| it.headline);
                    findings.push(wrong("workspaces", text));
                }
            }
        }
        let ok = findings.iter().all(|it| it.ok);
        for it in &findings {
            let mark = if it.ok { "ok   " } else { "WRONG" };
            out.line(format!("{mark}  {}: {}", it.what, it.text))?;
        }
        let told: Vec<Value> = findings
            .iter()
            .map(|it| json!({ "what": it.what, "text": it.text, "ok": it.ok }))
            .collect();
        out.json(
            json!({ "ok": ok, "data_dir": data_dir.display().to_string(), "findings": told }),
        )?;
        if ok {
            Ok(())
        } else {
            Err(Failure::failed("Something is wrong with this installation", ""))
        }
    }
}

fn fine(what: &'static str, text: impl Into<String>) -> Finding {
    Finding { what, text: text.into(), ok: true }
}

fn wrong(what: &'static str, text: impl Into<String>) -> Finding {
    Finding { what, text: text.into(), ok: false }
}

fn writable(data_dir: &Path) -> Finding {
    let what = "data directory";
    let place = data_dir.display();
    if !data_dir.exists() {
        return fine(what, format!("{place} is not there yet; the first workspace makes it"));
    }
    match tempfile::Builder::new().prefix(".muster-").tempfile_in(data_dir) {
        Ok(_draft) => fine(what, format!("{place} can be written")),
        Err(err) => {
            wrong(what, format!("{place} can't be written: {}", crate::advice::plain(&err)))
        }
    }
}

fn display() -> Finding {
    let text = if crate::demo::has_display() {
        "there is one, the window can open"
    } else {
        "there is none; the command line needs none"
    };
    fine("display", text)
}

/// Says how many of the attached files are here.
fn attached(shown: &Shown) -> Option<Finding> {
    let files = &shown.sync.files;
    let here = files.values().filter(|it| it.standing == Standing::Here).count();
    let all = words::count(files.len(), "attached file", "attached files");
    let text = format!("“{}”: {here} of {all} here", shown.workspace.name);
    (!files.is_empty()).then(|| fine("files", text))
}

fn workspaces(desk: &Desk) -> Vec<Finding> {
    let shelf = desk.shelf();
    let mut findings = Vec::new();
    for shown in shelf.workspaces.values() {
        let workspace = &shown.workspace;
        let mode = match shown.sync.mode {
            Mode::Off => "network off".to_owned(),
            mode @ (Mode::Lan | Mode::Relay | Mode::Public | Mode::Loopback) => {
                format!("network: {}", words::mode(mode))
            }
        };
        let people = words::count(workspace.members.len(), "member", "members");
        let text = format!("“{}”, {people}, {mode}", workspace.name);
        findings.push(fine("workspace", text));
        if let Some(why) = &shown.sync.read_only {
            findings.push(wrong("workspace", format!("“{}” is read-only: {why}", workspace.name)));
        }
        if let Some(mended) = &shown.sync.mended {
            findings.push(wrong("workspace", format!("“{}”: {mended}", workspace.name)));
        }
        for warning in &workspace.warnings {
            findings.push(fine("note", format!("“{}”: {warning}", workspace.name)));
        }
    }
    for shown in shelf.workspaces.values() {
        findings.extend(attached(shown));
    }
    for damaged in &shelf.damaged {
        let text = format!("{}: {}", damaged.path.display(), damaged.sentence);
        let locked = damaged.locked.is_some();
        findings.push(if locked { fine("locked", text) } else { wrong("damaged", text) });
    }
    if findings.is_empty() {
        findings.push(fine("workspaces", "none yet"));
    }
    findings
}
