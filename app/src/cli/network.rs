//! `muster sync` and `address`; how far packets may go is beside it.

pub(super) mod mode;

use std::time::Duration;

use muster_model::{
    ids::{DeviceId, WorkspaceId},
    workspace::Workspace,
};
use muster_sync::node::{
    command::{Address, Command, CommandError, Mode, Reply, Synced},
    event::Shown,
};
use serde_json::json;

use super::{
    desk::{Desk, unexpected},
    failure::Failure,
    out::Out,
    workspace::standing,
};
use crate::advice;

/// How often to look whether the nearest relay is known, and how long to wait in between.
const RELAY_LOOKS: u32 = 60;
const RELAY_LOOK: Duration = Duration::from_millis(100);

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

pub(super) fn patience(text: &str) -> Result<u64, String> {
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
        let asked: Vec<[u8; 32]> = to.iter().map(|it| it.endpoint).collect();
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
        if let Some((device, was_asked, told)) = turned_away(&shown, &asked) {
            // Who was not asked for may not have heard of us yet, while everything is with somebody else.
            let peer = |it: &DeviceId| shown.sync.peers.get(it);
            let with_another = synced.reached.iter().any(|it| {
                *it != device && peer(it).is_some_and(|it| it.has_everything && it.cut.is_none())
            });
            if was_asked || !with_another {
                return Err(Failure::Failed(told));
            }
            out.aside(told.headline)?;
        }
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

pub(super) fn addresses(texts: &[String]) -> Result<Vec<Address>, Failure> {
    let one = |text: &String| {
        text.parse::<Address>().map_err(|err| Failure::Usage(advice::on_address(&err)))
    };
    texts.iter().map(one).collect()
}

/// Returns what to say of a device that hung up on this one since this command began and did not serve it after that:
/// one that was asked for, if there is one, and whether it is. The log of exchanges does not tell: it has the same
/// refusal once an hour.
fn turned_away(shown: &Shown, asked: &[[u8; 32]]) -> Option<(DeviceId, bool, advice::Advice)> {
    let cards = || shown.workspace.members.values().flat_map(|it| &it.devices);
    let was_asked =
        |it: DeviceId| cards().any(|card| card.device == it && asked.contains(&card.endpoint));
    let hung_up = shown
        .sync
        .peers
        .iter()
        .filter_map(|(device, peer)| Some((*device, was_asked(*device), peer.cut.as_ref()?)));
    let (device, was_asked, cut) = hung_up.max_by_key(|it| it.1)?;
    let whose = format!("{}'s device", owner(&shown.workspace, device));
    Some((device, was_asked, advice::on_cut(&whose, cut)))
}

/// Switches the network on where it is off. Returns whether it was.
pub(super) async fn switch_on(desk: &Desk, workspace: WorkspaceId) -> Result<bool, Failure> {
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

/// Waits a little until the nearest public relay is known: before that, an address does not lead here.
pub(super) async fn wait_for_relay(desk: &Desk, workspace: WorkspaceId) {
    for _ in 0..RELAY_LOOKS {
        let shelf = desk.shelf();
        let Some(shown) = shelf.workspaces.get(&workspace) else { return };
        let known = shown.sync.address.as_ref().is_none_or(|it| it.relay.is_some());
        if shown.sync.mode != Mode::Public || known {
            return;
        }
        tokio::time::sleep(RELAY_LOOK).await;
    }
}

/// Names the member whose device it is.
pub(super) fn owner(workspace: &Workspace, device: DeviceId) -> String {
    let member =
        workspace.members.values().find(|it| it.devices.iter().any(|it| it.device == device));
    member.map_or_else(|| device.short(), |it| it.name.clone())
}

/// Others connect to it with `muster sync --to ADDRESS` while this device is online.
#[derive(Debug, clap::Args)]
pub(super) struct Where;

impl Where {
    pub(super) async fn run(self, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
        let workspace = desk.shown()?.workspace.id;
        wait_for_relay(desk, workspace).await;
        show_address(desk, workspace, out).await
    }
}

pub(super) async fn show_address(
    desk: &Desk,
    workspace: WorkspaceId,
    out: &mut Out,
) -> Result<(), Failure> {
    let reply = desk.ask(Command::Address { workspace }).await?;
    let Reply::Address(address) = reply else { return Err(unexpected(&reply)) };
    out.line(&address)?;
    let (sockets, relay) = (&address.sockets, &address.relay);
    out.json(json!({ "address": address.to_string(), "sockets": sockets, "relay": relay }))
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
