//! `muster network`: how far packets may go.

use clap::ValueEnum;
use muster_model::ids::WorkspaceId;
use muster_sync::{
    net,
    node::command::{Command, Mode, Relay, RelayUrl, Token},
};
use serde_json::json;

use crate::{
    advice,
    cli::{Consent, desk::Desk, failure::Failure, files, out::Out, words},
    state::modes,
};

/// Longest token read from standard input.
const MAX_TOKEN: u64 = 4096;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ModeGiven {
    /// Files only
    Off,
    /// This network: devices nearby, typed addresses and those in tickets
    Lan,
    /// This network, and devices elsewhere through a relay that your organisation runs
    Relay,
    /// This network, and devices elsewhere through the public relays of iroh's makers
    Public,
    /// This machine only
    Loopback,
}

/// Nothing leaves this machine before somebody invites, joins, syncs or switches the network on here.
///
/// A relay of one's own is iroh's relay server (`cargo install iroh-relay --features server`), run by your
/// organisation where all devices reach it. Whoever runs a relay learns when which devices (as keys) exchange how much
/// through it, and their internet addresses; they can't read or alter anything.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Network {
    /// How far packets may go from now on
    mode: Option<ModeGiven>,
    /// Where the relay is, for `relay`; without it the one set before
    #[arg(value_name = "URL")]
    url: Option<String>,
    /// The token the relay asks for, from standard input: `--token -`
    #[arg(long, value_name = "-", requires = "url")]
    token: Option<String>,
    /// Say yes to what the public relays learn
    #[arg(long)]
    yes: bool,
}

impl Network {
    pub(in crate::cli) async fn run(self, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
        let workspace = desk.shown()?.workspace.id;
        if self.url.is_some() && self.mode != Some(ModeGiven::Relay) {
            let headline = "Only a relay of your own has an address";
            return Err(Failure::usage(headline, "Say `muster network relay URL`"));
        }
        match self.mode {
            None => {}
            Some(ModeGiven::Relay) => self.use_relay(desk, workspace, out).await?,
            Some(ModeGiven::Public) => {
                ask_first(desk, workspace, self.yes.into())?;
                set(desk, workspace, Mode::Public).await?;
            }
            Some(ModeGiven::Off) => set(desk, workspace, Mode::Off).await?,
            Some(ModeGiven::Lan) => set(desk, workspace, Mode::Lan).await?,
            Some(ModeGiven::Loopback) => set(desk, workspace, Mode::Loopback).await?,
        }
        show(desk, workspace, out)
    }

    async fn use_relay(
        &self,
        desk: &Desk,
        workspace: WorkspaceId,
        out: &mut Out,
    ) -> Result<(), Failure> {
        let Some(url) = &self.url else { return set(desk, workspace, Mode::Relay).await };
        let wrong = |err| Failure::Usage(advice::on_relay(err));
        let url: RelayUrl = url.parse().map_err(wrong)?;
        let token = self.token()?.map(|it| it.parse::<Token>().map_err(wrong)).transpose()?;
        if url.is_open() && token.is_some() {
            out.aside(modes::open_relay())?;
        }
        let relay = Some(Relay { url, token });
        desk.ask(Command::SetRelay { workspace, relay }).await?;
        Ok(())
    }

    fn token(&self) -> Result<Option<String>, Failure> {
        match self.token.as_deref() {
            None => Ok(None),
            Some("-") => {
                let bytes = files::read_stdin(MAX_TOKEN)?;
                Ok(Some(String::from_utf8_lossy(&bytes).trim().to_owned()))
            }
            Some(_) => Err(Failure::usage(
                "A token on the command line stays in its history",
                "Say `--token -` and give it on standard input",
            )),
        }
    }
}

async fn set(desk: &Desk, workspace: WorkspaceId, mode: Mode) -> Result<(), Failure> {
    desk.ask(Command::SetMode { workspace, mode }).await?;
    Ok(())
}

/// Says what the public relays learn, unless they are in use already.
fn ask_first(desk: &Desk, workspace: WorkspaceId, consent: Consent) -> Result<(), Failure> {
    let shelf = desk.shelf();
    let now = shelf.workspaces.get(&workspace).map(|it| it.sync.mode);
    if consent == Consent::Given || now == Some(Mode::Public) {
        return Ok(());
    }
    let headline = format!("{} {}", modes::public_relays(), modes::relay_learns());
    Err(Failure::decision(headline, "To use them, say `muster network public --yes`"))
}

fn show(desk: &Desk, workspace: WorkspaceId, out: &mut Out) -> Result<(), Failure> {
    let shelf = desk.shelf();
    let Some(shown) = shelf.workspaces.get(&workspace) else { return Ok(()) };
    let (mode, relay) = (shown.sync.mode, shown.sync.relay.as_ref());
    let in_use: Vec<RelayUrl> = match (mode, relay) {
        (Mode::Relay, Some(relay)) => vec![relay.url.clone()],
        (Mode::Public, _) => net::public_relays().into_iter().collect(),
        (Mode::Off | Mode::Lan | Mode::Loopback | Mode::Relay, _) => Vec::new(),
    };
    out.line(words::mode(mode))?;
    for url in &in_use {
        out.line(format!("  {url}"))?;
    }
    if !in_use.is_empty() {
        out.aside(modes::relay_learns())?;
    }
    let relay = relay.map(|it| json!({ "url": it.url, "has_token": it.token.is_some() }));
    out.json(json!({ "workspace": workspace, "mode": mode, "relay": relay, "relays": in_use }))
}
