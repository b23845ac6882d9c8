//! `muster workspace`: begin, list, show, remove.

use std::path::PathBuf;

use clap::Subcommand;
use muster_sync::bundle::Passphrase;
use muster_sync::node::{
    command::{Command, Reply},
    event::Shown,
};
use serde_json::{Value, json};

use crate::keychain;

use super::{
    Consent,
    desk::{Desk, unexpected},
    failure::Failure,
    files::{self, Overwrite},
    out::Out,
    words,
};

#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// Begin a workspace: one organisation's people, keys and assessments
    Create {
        /// Its name
        name: String,
        /// Your name, as others will see it
        #[arg(long, value_name = "NAME")]
        me: String,
        /// What you call this device [default: the name of this computer]
        #[arg(long, value_name = "NAME")]
        device: Option<String>,
        /// Write the recovery code to this file instead of the screen
        #[arg(long, value_name = "FILE")]
        recovery_out: Option<PathBuf>,
    },
    /// List the workspaces on this device
    List,
    /// Show a workspace: people, assessments, reviews, how it stands with others
    Show {
        /// Name or id [default: the only one]
        name: Option<String>,
    },
    /// Put the key file of a workspace on this device under a passphrase, or under none
    ///
    /// From then on every start asks for it: `--unlock -` reads it from standard input, `MUSTER_PASSPHRASE_FILE` names a
    /// file that holds it, the window asks. Nobody can recover it; other devices and the recovery code are not touched.
    /// With --keychain nobody has to type it: it opens for whoever is logged in here, and for nobody who copies the disk.
    #[command(group(clap::ArgGroup::new("how").required(true).args(["passphrase", "keychain", "none"])))]
    Protect {
        /// Name or id [default: the only one]
        name: Option<String>,
        /// The passphrase, read from standard input
        #[arg(long, value_name = "-", value_parser = files::stdin_only)]
        passphrase: Option<String>,
        /// Make a passphrase that nobody knows, and have the keychain of this computer keep it
        #[arg(long)]
        keychain: bool,
        /// Take the passphrase away
        #[arg(long)]
        none: bool,
    },
    /// Delete a workspace from this device for good
    Remove {
        /// Name or id
        name: String,
        /// Really
        #[arg(long)]
        yes: bool,
    },
}

impl Verb {
    pub(super) async fn run(self, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
        match self {
            Self::Create { name, me, device, recovery_out } => {
                let device = device.unwrap_or_else(device_name);
                let wish = Command::CreateWorkspace { name: name.clone(), me, device };
                let reply = desk.ask(wish).await?;
                let Reply::Created { workspace, recovery } = reply else {
                    return Err(unexpected(&reply));
                };
                let mut told = json!({ "workspace": workspace, "name": name });
                out.line(format!("“{name}” began: {workspace}"))?;
                if let Some(path) = recovery_out {
                    let words = format!("{recovery}\n");
                    files::write(&path, words.as_bytes(), Overwrite::Never)?;
                    out.line(format!("The recovery code is in {}", path.display()))?;
                } else {
                    out.line("Recovery code, shown only now. Write it down and keep it apart:")?;
                    out.line(format!("  {recovery}"))?;
                    if let Value::Object(fields) = &mut told {
                        fields.insert("recovery".to_owned(), recovery.into());
                    }
                }
                out.json(told)
            }
            Self::List => list(desk, out),
            Self::Show { name } => {
                let shown = match name {
                    Some(name) => desk.shown_as(&name)?,
                    None => desk.shown()?,
                };
                show(&shown, out)
            }
            Self::Protect { name, passphrase, keychain, .. } => {
                let name = name.as_deref();
                if keychain {
                    return entrust(desk, name, out).await;
                }
                let words = passphrase.map(|_| files::read_passphrase()).transpose()?;
                protect(desk, name, words, out).await
            }
            Self::Remove { name, yes } => remove(desk, &name, yes.into(), out).await,
        }
    }
}

async fn protect(
    desk: &Desk,
    name: Option<&str>,
    passphrase: Option<Passphrase>,
    out: &mut Out,
) -> Result<(), Failure> {
    let asked = passphrase.is_some();
    let shown = match name {
        Some(name) => desk.shown_as(name)?,
        None => desk.shown()?,
    };
    let workspace = shown.workspace.id;
    desk.ask(Command::Protect { workspace, passphrase }).await?;
    let name = &shown.workspace.name;
    if asked {
        out.line(format!(
            "The key file of “{name}” opens with this passphrase only, on this device"
        ))?;
        out.aside("Nobody can recover it. Copies of the former key file, in backups too, open without it.")?;
    } else {
        out.line(format!("The key file of “{name}” is under no passphrase any more"))?;
    }
    out.json(json!({ "workspace": workspace, "protected": asked }))
}

/// Puts the key file under words that only the keychain of this computer knows.
async fn entrust(desk: &Desk, name: Option<&str>, out: &mut Out) -> Result<(), Failure> {
    let shown = match name {
        Some(name) => desk.shown_as(name)?,
        None => desk.shown()?,
    };
    let workspace = shown.workspace.id;
    let words = keychain::make(workspace).map_err(|err| {
        let remedy = "Log in to a desktop that has one, or choose a passphrase: --passphrase -";
        Failure::failed(format!("The key file stays as it is: {err}"), remedy)
    })?;
    desk.ask(Command::Protect { workspace, passphrase: Some(words) }).await?;
    out.line(format!(
        "The key file of “{}” opens with what the keychain of this computer keeps",
        shown.workspace.name
    ))?;
    out.aside("Copies of the former key file, in backups too, open without it. A copy of this one opens nowhere else.")?;
    out.json(json!({ "workspace": workspace, "protected": true, "keychain": true }))
}

/// What this computer is called, as far as it says.
pub(super) fn device_name() -> String {
    let from_file = || std::fs::read_to_string("/etc/hostname").ok();
    let from_env = |name: &str| std::env::var(name).ok();
    let name = from_env("HOSTNAME").or_else(|| from_env("COMPUTERNAME")).or_else(from_file);
    let name: String = name.unwrap_or_default().trim().chars().take(60).collect();
    if name.is_empty() { "computer".to_owned() } else { name }
}

fn list(desk: &Desk, out: &mut Out) -> Result<(), Failure> {
    let shelf = desk.shelf();
    let mut rows =
        vec![["name", "id", "me", "role", "review", "network"].map(str::to_owned).into()];
    for shown in shelf.workspaces.values() {
        let workspace = &shown.workspace;
        let review = workspace.current_review();
        rows.push(vec![
            workspace.name.clone(),
            workspace.id.short(),
            workspace.myself().map_or_else(String::new, |it| it.name.clone()),
            workspace.my_role().map_or("not admitted yet", words::role).to_owned(),
            review.map_or_else(String::new, |it| it.title.clone()),
            words::mode(shown.sync.mode).to_owned(),
        ]);
    }
    if shelf.workspaces.is_empty() {
        out.line("There is no workspace here yet.")?;
    } else {
        out.table(&rows)?;
    }
    for damaged in &shelf.damaged {
        let what = if damaged.locked.is_some() { "locked" } else { "damaged" };
        out.line(format!("{what}: {}: {}", damaged.path.display(), damaged.sentence))?;
    }
    let workspaces: Vec<Value> = shelf.workspaces.values().map(|it| brief(it)).collect();
    let damaged: Vec<Value> = shelf
        .damaged
        .iter()
        .map(|it| json!({ "path": it.path.display().to_string(), "sentence": it.sentence, "locked": it.locked }))
        .collect();
    out.json(json!({ "workspaces": workspaces, "damaged": damaged }))
}

fn brief(shown: &Shown) -> Value {
    let workspace = &shown.workspace;
    json!({
        "id": workspace.id,
        "name": workspace.name,
        "me": workspace.me,
        "role": workspace.my_role(),
        "mode": shown.sync.mode,
        "members": workspace.members.len(),
        "only_here": shown.sync.only_here,
        "read_only": shown.sync.read_only,
        "warnings": workspace.warned(),
    })
}

fn show(shown: &Shown, out: &mut Out) -> Result<(), Failure> {
    let workspace = &shown.workspace;
    out.line(format!("{}  ({})", workspace.name, workspace.id))?;
    if let Some(me) = workspace.myself() {
        out.line(format!("You are {}, {}", me.name, words::role(me.role)))?;
    }
    out.line(format!("Network: {}", words::mode(shown.sync.mode)))?;
    out.line(standing(shown))?;
    if let Some(why) = &shown.sync.read_only {
        out.line(format!("Read-only: {why}"))?;
    }
    out.line(words::count(workspace.members.len(), "member", "members"))?;
    for assessment in workspace.assessments.values() {
        out.line(format!("Assessment: {} ({})", assessment.title, assessment.scope))?;
    }
    for review in workspace.reviews.values() {
        out.line(format!("Review: {}, {}", review.title, words::state(review.state)))?;
    }
    for warning in &workspace.warnings {
        out.line(format!("Note: {warning}"))?;
    }
    let mut told = brief(shown);
    if let Value::Object(fields) = &mut told {
        let ids = |it: Vec<String>| Value::from(it);
        let assessments = workspace.assessments.keys().map(ToString::to_string).collect();
        let reviews = workspace.reviews.keys().map(ToString::to_string).collect();
        fields.insert("assessments".to_owned(), ids(assessments));
        fields.insert("reviews".to_owned(), ids(reviews));
    }
    out.json(told)
}

/// Says where this device's changes are: `Saved here · 2 of 3 other devices have everything · …`.
pub(super) fn standing(shown: &Shown) -> String {
    let sync = &shown.sync;
    let all = sync.peers.len();
    let having = sync.peers.values().filter(|it| it.has_everything).count();
    let others = (all > 0).then(|| format!("{having} of {all} other devices have everything"));
    let waiting = words::count(sync.only_here, "change", "changes");
    let waiting = (sync.only_here > 0).then(|| format!("{waiting} only here"));
    let parts = [Some("Saved here".to_owned()), others, waiting, sync.trouble.clone()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

async fn remove(desk: &Desk, name: &str, consent: Consent, out: &mut Out) -> Result<(), Failure> {
    let shown = desk.shown_as(name)?;
    let workspace = shown.workspace.id;
    if consent == Consent::Missing {
        let lost = match shown.sync.only_here {
            0 => "Others have all of your changes".to_owned(),
            n => {
                format!("{} exist only here", words::count(n, "of your changes", "of your changes"))
            }
        };
        let headline =
            format!("“{}” would be deleted from this device for good", shown.workspace.name);
        return Err(Failure::decision(headline, format!("{lost}. To go on, say --yes")));
    }
    desk.ask(Command::RemoveWorkspace { workspace }).await?;
    out.line(format!("“{}” is gone from this device", shown.workspace.name))?;
    out.json(json!({ "removed": workspace }))
}
