//! `muster demo`: the example, run before one's eyes.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::{failure::Failure, out::Out, words};
use crate::{
    advice,
    demo::{self, Ending},
};

/// Four people of an invented ferry company answer on four devices without a network, meet in pairs on this machine,
/// and come to one result. Nothing leaves this machine.
#[derive(Debug, clap::Args)]
pub(super) struct Demo {
    /// Where the four data directories are made [default: a new folder among the temporary files]
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Do not open the window afterwards
    #[arg(long)]
    no_window: bool,
}

impl Demo {
    /// Plays the example. Returns the data directory a window should open on, if one should.
    pub(super) async fn run(self, out: &mut Out) -> Result<Option<PathBuf>, Failure> {
        let dir = self.place()?;
        let mut unheard = Ok(());
        let mut tell = |line: &str| {
            if unheard.is_ok() {
                unheard = if out.is_json() { out.aside(line) } else { out.line(line) };
            }
        };
        let played = demo::play(&dir, &mut tell).await;
        unheard?;
        let ending = played.map_err(|err| Failure::Failed(advice::on_demo(&err)))?;
        show(&dir, &ending, out)?;
        if !ending.is_shared() {
            let headline = "The devices do not show the same result";
            return Err(Failure::failed(headline, format!("Look into {}", dir.display())));
        }
        let wanted = !self.no_window && !out.is_json() && demo::has_display();
        let first = ending.devices.first().map(|it| dir.join(it.folder));
        Ok(first.filter(|_| wanted))
    }

    fn place(&self) -> Result<PathBuf, Failure> {
        if let Some(dir) = &self.dir {
            return Ok(dir.clone());
        }
        let temporary = std::env::temp_dir();
        let made = tempfile::Builder::new().prefix("muster-demo-").tempdir();
        made.map(tempfile::TempDir::keep).map_err(|err| Failure::file("written", &temporary, &err))
    }
}

fn show(dir: &Path, ending: &Ending, out: &mut Out) -> Result<(), Failure> {
    out.line("")?;
    let mut rows = vec![["device of", "tier", "fingerprint", "met"].map(str::to_owned).into()];
    for saw in &ending.devices {
        let tier = saw.tier.clone().unwrap_or_else(|| "not determined".to_owned());
        rows.push(vec![saw.person.to_owned(), tier, saw.fingerprint.clone(), saw.met.join(", ")]);
    }
    out.table(&rows)?;
    let n = words::count(ending.disagreements, "question", "questions");
    out.line(format!(
        "\nPeople disagree on {n}; {} of them decide about a tier.",
        ending.splits_tier
    ))?;
    if ending.is_shared() {
        out.line("All devices show the same tier and the same fingerprint.")?;
    }
    if let Some(first) = ending.devices.first() {
        let first = dir.join(first.folder);
        out.line(format!("\nLook around: muster --data-dir {} result --explain", first.display()))?;
        out.line(format!("             muster --data-dir {} disagreement", first.display()))?;
    }
    let shared = ending.devices.first().filter(|_| ending.is_shared());
    let devices: Vec<Value> = ending
        .devices
        .iter()
        .map(|it| {
            let place = dir.join(it.folder).display().to_string();
            json!({
                "person": it.person, "post": it.post, "data_dir": place, "tier": it.tier,
                "fingerprint": it.fingerprint, "answered": it.answered, "applicable": it.applicable,
                "sealed": it.sealed, "met": it.met,
            })
        })
        .collect();
    out.json(json!({
        "equal": ending.is_shared(),
        "tier": shared.and_then(|it| it.tier.clone()),
        "fingerprint": shared.map(|it| &it.fingerprint),
        "dir": dir.display().to_string(),
        "workspace": ending.workspace,
        "devices": devices,
        "meetings": ending.meetings,
        "disagreements": ending.disagreements,
        "splits_tier": ending.splits_tier,
        "duration_ms": ending.duration_ms,
    }))
}
