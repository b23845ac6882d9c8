//! `muster bundle`: exchange by file, where no network reaches.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use muster_model::workspace::Workspace;
use muster_sync::{
    bundle::{Cover, Locked, Need, Passphrase},
    node::command::{Command, CommandError, Reply, Take},
    replica::Carried,
};
use serde_json::json;

use super::{
    desk::{Desk, unexpected},
    failure::Failure,
    files,
    out::Out,
    words::count,
};

/// Largest bundle read, in bytes: the largest content, and what the lock adds.
const MAX_BUNDLE: u64 = (1 << 30) + (64 << 20);
/// Largest need read, in bytes.
const MAX_NEED: u64 = 8 << 20;
/// Longest passphrase read from standard input, in bytes.
const MAX_WORDS: u64 = 4 << 10;

/// Bundles are locked to the members' devices or under a passphrase; anybody may carry them. Taking one merges: it
/// replaces nothing, and taking it twice changes nothing.
#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// Write what others lack to a file
    Export {
        /// The file to write
        file: PathBuf,
        /// What the receiver has already, as `muster bundle need` wrote it there; else everything is packed
        #[arg(long = "for", value_name = "NEED_FILE")]
        need: Option<PathBuf>,
        /// Lock it under a passphrase, read from standard input, instead of to the members' devices
        #[arg(long, value_name = "-", value_parser = stdin_only)]
        passphrase: Option<String>,
        /// Replace the file if it is there
        #[arg(long)]
        force: bool,
    },
    /// Write a small file that says what is here already, so that others pack only the rest
    Need {
        /// The file to write
        file: PathBuf,
        /// Replace the file if it is there
        #[arg(long)]
        force: bool,
    },
    /// Merge a bundle
    Import {
        /// The file to read
        file: PathBuf,
        /// Only say what it would bring
        #[arg(long)]
        dry_run: bool,
        /// The passphrase it is locked under, read from standard input
        #[arg(long, value_name = "-", value_parser = stdin_only)]
        passphrase: Option<String>,
    },
    /// Say what stands on a bundle, without opening it
    Show {
        /// The file to read
        file: PathBuf,
    },
}

/// A secret never stands in an argument, where a shell's history keeps it.
fn stdin_only(text: &str) -> Result<String, String> {
    if text == "-" {
        Ok(text.to_owned())
    } else {
        Err("say `--passphrase -` and give the words on standard input".to_owned())
    }
}

fn passphrase(asked: Option<&String>) -> Result<Option<Passphrase>, Failure> {
    if asked.is_none() {
        return Ok(None);
    }
    let bytes = files::read_stdin(MAX_WORDS)?;
    match std::str::from_utf8(&bytes) {
        Ok(text) => Ok(Some(Passphrase::of(text))),
        Err(_not_text) => Err(Failure::failed("The passphrase is not text", "Use UTF-8")),
    }
}

impl Verb {
    pub(super) async fn run(self, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
        match self {
            Self::Export { file, need, passphrase: asked, force } => {
                let need = need.map(|it| read_need(&it)).transpose()?;
                let words = passphrase(asked.as_ref())?;
                let workspace = desk.shown()?.workspace.id;
                let wish = Command::PackBundle { workspace, need, passphrase: words };
                let reply = desk.ask(wish).await?;
                let Reply::Packed { bytes, envelopes, files: with, left_out } = reply else {
                    return Err(unexpected(&reply));
                };
                files::write(&file, &bytes, force.into())?;
                let mut what = count(envelopes, "change", "changes");
                if with > 0 {
                    what.push_str(&format!(
                        " and {}",
                        count(with, "attached file", "attached files")
                    ));
                }
                if left_out > 0 {
                    let left = count(left_out, "attached file is", "attached files are");
                    out.aside(format!("{left} left out: a bundle takes 256 MiB of them."))?;
                }
                let size = bytes.len().div_ceil(1024);
                out.line(format!("{} holds {what}, {size} KiB", file.display()))?;
                let opens = match asked {
                    Some(_) => "Whoever has the passphrase can open it.",
                    None => "Only the devices of members can open it; anybody may carry it.",
                };
                out.aside(opens)?;
                out.json(json!({
                    "file": file, "envelopes": envelopes, "bytes": bytes.len(), "files": with,
                    "files_left_out": left_out,
                }))
            }
            Self::Need { file, force } => {
                let workspace = desk.shown()?.workspace.id;
                let (bytes, envelopes) = packed(desk.ask(Command::Need { workspace }).await?)?;
                files::write(&file, &bytes, force.into())?;
                out.line(format!("{} says what is here already", file.display()))?;
                out.json(json!({ "file": file, "envelopes": envelopes, "bytes": bytes.len() }))
            }
            Self::Import { file, dry_run, passphrase: asked } => {
                let bytes = files::read(&file, MAX_BUNDLE)?;
                let passphrase = passphrase(asked.as_ref())?;
                let take = if dry_run { Take::Rehearse } else { Take::Really };
                import(desk, out, Command::TakeBundle { bytes, passphrase, take }, take).await
            }
            Self::Show { file } => show(desk, &file, out),
        }
    }
}

fn packed(reply: Reply) -> Result<(Vec<u8>, usize), Failure> {
    let Reply::Packed { bytes, envelopes, .. } = reply else { return Err(unexpected(&reply)) };
    Ok((bytes, envelopes))
}

fn read_need(path: &Path) -> Result<Need, Failure> {
    let bytes = files::read(path, MAX_NEED)?;
    Ok(Need::parse(&bytes).map_err(CommandError::from)?)
}

async fn import(desk: &Desk, out: &mut Out, wish: Command, take: Take) -> Result<(), Failure> {
    let reply = desk.ask(wish).await?;
    let Reply::Carried { workspace, carried } = reply else { return Err(unexpected(&reply)) };
    let shelf = desk.shelf();
    let shown = shelf.workspaces.get(&workspace);
    let name = shown.map(|it| it.workspace.name.clone()).unwrap_or_default();
    let verb = match take {
        Take::Rehearse => "would bring",
        Take::Really => "brought",
    };
    out.line(format!("For “{name}” the bundle {verb} {}", told(&carried)))?;
    for sentence in &carried.refused {
        out.line(format!("Turned away: {sentence}"))?;
    }
    if take == Take::Rehearse {
        out.aside("Nothing was changed.")?;
    }
    out.json(
        json!({ "workspace": workspace, "dry_run": take == Take::Rehearse, "carried": carried }),
    )
}

/// Says in one line what came, what matters to people first.
fn told(carried: &Carried) -> String {
    if carried.new == 0 && carried.new_files == 0 {
        return "nothing new".to_owned();
    }
    let gain = &carried.gain;
    let mut parts = Vec::new();
    let mut say = |n: usize, one: &str, many: &str| {
        if n > 0 {
            parts.push(count(n, one, many));
        }
    };
    say(gain.answers, "answer", "answers");
    say(gain.people.len(), "person", "people");
    say(gain.reviews.len(), "review", "reviews");
    say(gain.decisions, "decision or comment", "decisions and comments");
    say(gain.conflicts, "conflict", "conflicts");
    say(carried.unread, "change sealed for this device", "changes sealed for this device");
    say(carried.new_files, "attached file", "attached files");
    let all = count(carried.new, "change", "changes");
    if parts.is_empty() { all } else { format!("{} ({all})", parts.join(", ")) }
}

fn show(desk: &Desk, file: &Path, out: &mut Out) -> Result<(), Failure> {
    let bytes = files::read(file, MAX_BUNDLE)?;
    let (cover, _locked) = Cover::read(&bytes).map_err(CommandError::from)?;
    let shelf = desk.shelf();
    let known = shelf.workspaces.get(&cover.workspace);
    let name = |it: &Workspace| format!("“{}”", it.name);
    let whose = known.map_or_else(
        || format!("a workspace that is not on this device ({})", cover.workspace.short()),
        |it| name(&it.workspace),
    );
    let lock = match cover.locked {
        Locked::Members => "locked to the devices of its members",
        Locked::Passphrase => "locked under a passphrase",
    };
    out.line(format!("A bundle of {whose}, made {}, {lock}", cover.made))?;
    out.json(json!({
        "workspace": cover.workspace, "known": known.is_some(), "made": cover.made.0,
        "locked": match cover.locked { Locked::Members => "members", Locked::Passphrase => "passphrase" },
        "bytes": bytes.len(),
    }))
}
