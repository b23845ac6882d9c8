//! `muster sync`, `serve`, `address` and `network`.

use std::sync::Arc;

use clap::ValueEnum;
use muster_model::{ids::WorkspaceId, workspace::Workspace};
use muster_sync::node::{
    command::{Address, Command, CommandError, Mode, Reply, Synced},
    event::Shown,
};
use serde_json::json;

use super::{
    desk::{Desk, unexpected},
    failure::Failure,
    out::Out,
    words,
    workspace::standing,
};
use crate::advice;

/// If the workspace's network is off, it is on for the time of this command: this network, or this machine only with
/// --bind 127.0.0.1.
#[derive(Debug, clap::Args)]
pub(super) struct Sync {
    /// Stop as soon as nothing is left to exchange (this is what it does anyway; --for limits the wait)
    #[arg(long)]
    until_idle: bool,
    /// Wait at most so long for others, like 30s or 5m
    #[arg(long = "for", value_name = "TIME", default_value = "30s", value_parser = patience)]
    patience: u64,
    /// Another device's address, as `muster address` prints it there; repeat it for several
    #[arg(long, value_name = "ADDRESS")]
    to: Vec<String>,
}

fn patience(text: &str) -> Result<u64, String> {
    let wrong = || "write a number of seconds or minutes, like 30s or 5m".to_owned();
    let (number, ms) = if let Some(number) = text.strip_suffix('m') {
        (number, 60_000)
    } else {
        (text.strip_suffix('s').unwrap_or(text), 1_000)
    };
    let number: u64 = number.trim().parse().map_err(|_not_a_number| wrong())?;
    if (1..=86_400).contains(&number) { Ok(number * ms) } else { Err(wrong()) }
}

impl Sync {
    pub(super) async fn run(self, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
        let to = addresses(&self.to)?;
        let workspace = desk.shown()?.workspace.id;
        let was_off = switch_on(desk, workspace).await?;
        let done = self.exchange(desk, workspace, to).await;
        if was_off {
            desk.ask(Command::SetMode { workspace, mode: Mode::Off }).await?;
        }
        let synced = done?;
        let shown = desk.shown()?;
        let names: Vec<String> =
            synced.reached.iter().map(|it| owner(&shown.workspace, *it)).collect();
        if names.is_empty() {
            out.line("Nobody was reached.")?;
        } else {
            let (came, went) = (synced.received, synced.sent);
            out.line(format!("Reached {}: {came} came, {went} went", names.join(", ")))?;
        }
        out.line(standing(&shown))?;
        out.json(json!({
            "received": synced.received, "sent": synced.sent, "reached": synced.reached, "names": names,
            "idle": synced.idle, "only_here": shown.sync.only_here,
        }))?;
        if names.is_empty() {
            let remedy =
                "Somebody else has to be online: `muster serve` there, and --to ADDRESS here";
            return Err(Failure::failed("Nobody could be reached", remedy));
        }
        if !synced.idle {
            return Err(Failure::failed("There was more to exchange than time", "Sync again"));
        }
        Ok(())
    }

    async fn exchange(
        &self,
        desk: &Desk,
        workspace: WorkspaceId,
        to: Vec<Address>,
    ) -> Result<Synced, Failure> {
        for address in to {
            desk.ask(Command::Dial { workspace, address }).await?;
        }
        let wish = Command::SyncUntilIdle { workspace, patience_ms: self.patience };
        let reply = desk.ask(wish).await?;
        let Reply::Synced(synced) = reply else { return Err(unexpected(&reply)) };
        Ok(synced)
    }
}

fn addresses(texts: &[String]) -> Result<Vec<Address>, Failure> {
    let one = |text: &String| {
        text.parse::<Address>().map_err(|err| Failure::Usage(advice::on_address(&err)))
    };
    texts.iter().map(one).collect()
}

/// Switches the network on where it is off. Returns whether it was.
async fn switch_on(desk: &Desk, workspace: WorkspaceId) -> Result<bool, Failure> {
    if desk.mode() == Some(Mode::Off) {
        return Err(CommandError::NetworkOff.into());
    }
    let off = desk.shown()?.sync.mode == Mode::Off;
    if off {
        let mode = desk.mode().unwrap_or(Mode::Lan);
        desk.ask(Command::SetMode { workspace, mode }).await?;
    }
    Ok(off)
}

/// Makes sure that this process runs the network of the workspace, not another one, and nothing stands in its way.
async fn running(desk: &Desk, workspace: WorkspaceId) -> Result<Arc<Shown>, Failure> {
    // Whatever is asked first is answered after the network was started, or was not.
    drop(desk.ask(Command::Address { workspace }).await?);
    let shown = desk.shown()?;
    match (&shown.sync.address, &shown.sync.trouble) {
        (Some(_), _) => Ok(shown),
        (None, Some(why)) if *why != CommandError::NetworkBusy.to_string() => {
            Err(CommandError::Network(why.clone()).into())
        }
        (None, _) => Err(CommandError::NetworkBusy.into()),
    }
}

fn owner(workspace: &Workspace, device: muster_model::ids::DeviceId) -> String {
    let member =
        workspace.members.values().find(|it| it.devices.iter().any(|it| it.device == device));
    member.map_or_else(|| device.short(), |it| it.name.clone())
}

/// It prints its address first, then what happens. End it with Ctrl-C: nothing is lost.
#[derive(Debug, clap::Args)]
pub(super) struct Serve {
    /// Another device's address to connect to; repeat it for several
    #[arg(long, value_name = "ADDRESS")]
    to: Vec<String>,
    /// End after so long, like 30s or 5m
    #[arg(long = "for", value_name = "TIME", value_parser = patience)]
    patience: Option<u64>,
}

impl Serve {
    pub(super) async fn run(self, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
        let to = addresses(&self.to)?;
        let workspace = desk.shown()?.workspace.id;
        switch_on(desk, workspace).await?;
        for address in to {
            desk.ask(Command::Dial { workspace, address }).await?;
        }
        let shown = running(desk, workspace).await?;
        show_address(desk, workspace, out).await?;
        out.aside(format!("{} is online: {}", shown.workspace.name, words::mode(shown.sync.mode)))?;
        let end = async {
            match self.patience {
                Some(ms) => tokio::time::sleep(std::time::Duration::from_millis(ms)).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = end => Ok(()),
            never = desk.tell_more() => match never {},
        }
    }
}

/// Others connect to it with `muster sync --to ADDRESS` while this device is online.
#[derive(Debug, clap::Args)]
pub(super) struct Where;

impl Where {
    pub(super) async fn run(self, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
        let workspace = desk.shown()?.workspace.id;
        show_address(desk, workspace, out).await
    }
}

async fn show_address(desk: &Desk, workspace: WorkspaceId, out: &mut Out) -> Result<(), Failure> {
    let reply = desk.ask(Command::Address { workspace }).await?;
    let Reply::Address(address) = reply else { return Err(unexpected(&reply)) };
    out.line(&address)?;
    out.json(json!({ "address": address.to_string(), "sockets": address.sockets }))
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ModeGiven {
    /// Files only
    Off,
    /// This network: devices nearby, typed addresses and those in tickets
    Lan,
    /// This machine only
    Loopback,
}

/// Nothing leaves this machine before somebody invites, joins, syncs or switches the network on here.
#[derive(Debug, clap::Args)]
pub(super) struct Network {
    /// Where packets may go from now on
    mode: Option<ModeGiven>,
}

impl Network {
    pub(super) async fn run(self, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
        let workspace = desk.shown()?.workspace.id;
        let mode = match self.mode {
            None => desk.shown()?.sync.mode,
            Some(given) => {
                let mode = match given {
                    ModeGiven::Off => Mode::Off,
                    ModeGiven::Lan => Mode::Lan,
                    ModeGiven::Loopback => Mode::Loopback,
                };
                desk.ask(Command::SetMode { workspace, mode }).await?;
                mode
            }
        };
        out.line(words::mode(mode))?;
        out.json(json!({ "workspace": workspace, "mode": mode }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patience_is_given_in_seconds_or_minutes() {
        assert_eq!(patience("30s"), Ok(30_000));
        assert_eq!(patience("30"), Ok(30_000));
        assert_eq!(patience("5m"), Ok(300_000));
        for wrong in ["", "s", "0s", "-1s", "1h", "99999999s"] {
            assert!(patience(wrong).is_err(), "{wrong}");
        }
    }
}
