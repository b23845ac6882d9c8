//! `muster invite` and `muster join`: tickets out and in.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use clap::ValueEnum;
use muster_model::{
    control::op::Role,
    edit::Edit,
    framework::{Framework, Node},
    ids::{NodeId, WorkspaceId},
    workspace::Workspace,
};
use muster_sync::{
    node::command::{Command, Look, Mode, Reply, TicketWish},
    ticket::Ticket,
};
use qrcode::{EcLevel, QrCode, render::svg, render::unicode::Dense1x2};
use serde_json::json;

use super::{
    desk::{Desk, unexpected},
    failure::Failure,
    files, find,
    out::Out,
    words,
    workspace::device_name,
};
use crate::advice;

/// Largest ticket file read, in bytes.
const MAX_TICKET_FILE: u64 = 64 << 10;
const HOUR_MS: u64 = 3_600_000;
/// How long to wait before saying that one waits.
const AT_ONCE: Duration = Duration::from_millis(1_500);

/// A role as it is typed.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum RoleGiven {
    Observer,
    Respondent,
    Facilitator,
    Owner,
}

impl From<RoleGiven> for Role {
    fn from(role: RoleGiven) -> Self {
        match role {
            RoleGiven::Observer => Self::Observer,
            RoleGiven::Respondent => Self::Respondent,
            RoleGiven::Facilitator => Self::Facilitator,
            RoleGiven::Owner => Self::Owner,
        }
    }
}

/// The ticket is a secret: whoever has it can join with the role it gives, until it is used up or expires.
#[derive(Debug, clap::Args)]
pub(super) struct Invite {
    /// Role of whoever joins with it
    #[arg(long, value_enum, default_value = "respondent")]
    role: RoleGiven,
    /// Dimensions they are to answer, by id or title
    #[arg(long, value_name = "DIM,…", value_delimiter = ',')]
    dimensions: Vec<String>,
    /// How often it may be used; more than once needs an owner's decision each time
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=1000))]
    uses: u32,
    /// How long it is good for, like 12h or 7d
    #[arg(long, default_value = "7d", value_parser = hours)]
    expires: u64,
    /// For whom it is, as a note to yourself and other owners
    #[arg(long, default_value = "")]
    note: String,
    /// For a further device of your own
    #[arg(long, conflicts_with_all = ["role", "dimensions"])]
    own_device: bool,
    /// Print it as a QR code too
    #[arg(long)]
    qr: bool,
    /// Write the QR code to this SVG file
    #[arg(long, value_name = "FILE")]
    qr_svg: Option<PathBuf>,
    /// Write the ticket to this file
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Replace files that are there
    #[arg(long)]
    force: bool,
    /// List the invitations instead
    #[arg(long, conflicts_with_all = ["take_back", "own_device", "qr", "qr_svg", "out"])]
    list: bool,
    /// Take an invitation back, by its id or the beginning of it
    #[arg(long, value_name = "ID", conflicts_with_all = ["own_device", "qr", "qr_svg", "out"])]
    take_back: Option<String>,
}

fn hours(text: &str) -> Result<u64, String> {
    let wrong = || "write a number of hours or days, like 12h or 7d".to_owned();
    let (number, ms) = if let Some(number) = text.strip_suffix('d') {
        (number, 24 * HOUR_MS)
    } else if let Some(number) = text.strip_suffix('h') {
        (number, HOUR_MS)
    } else {
        return Err(wrong());
    };
    let number: u64 = number.trim().parse().map_err(|_not_a_number| wrong())?;
    if (1..=3650).contains(&number) { Ok(number * ms) } else { Err(wrong()) }
}

impl Invite {
    pub(super) async fn run(self, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
        let shown = desk.shown()?;
        if self.list {
            return list(&shown.workspace, out);
        }
        if let Some(wanted) = &self.take_back {
            return take_back(desk, &shown.workspace, wanted, out).await;
        }
        let workspace = shown.workspace.id;
        let wish = self.wish(&shown.workspace)?;
        if shown.sync.mode == Mode::Off && desk.mode().is_none() {
            desk.ask(Command::SetMode { workspace, mode: Mode::Lan }).await?;
            out.aside(
                "So that the ticket can be used, this workspace may use this network from now on. \
                 `muster network off` takes that back.",
            )?;
        }
        super::network::wait_for_relay(desk, workspace).await;
        let reply = desk.ask(Command::MakeTicket { workspace, ticket: wish }).await?;
        let Reply::Ticket(ticket) = reply else { return Err(unexpected(&reply)) };
        self.hand_out(&ticket, out)
    }

    fn wish(&self, workspace: &Workspace) -> Result<TicketWish, Failure> {
        let mut dimensions: Vec<NodeId> = Vec::new();
        if !self.dimensions.is_empty() {
            let framework = framework_in_use(workspace)?;
            for wanted in &self.dimensions {
                let found: &Node = find::dimension(framework, wanted)?;
                dimensions.push(found.id.clone());
            }
        }
        Ok(TicketWish {
            role: self.role.into(),
            own_device: self.own_device,
            dimensions,
            uses: self.uses,
            valid_ms: self.expires,
            note: self.note.clone(),
        })
    }

    fn hand_out(&self, ticket: &Ticket, out: &mut Out) -> Result<(), Failure> {
        let text = ticket.to_string();
        let too_long = |err: qrcode::types::QrError| {
            Failure::failed(format!("The ticket does not fit a QR code: {err}"), "Use its text")
        };
        let code = || QrCode::with_error_correction_level(text.as_bytes(), EcLevel::L);
        if let Some(path) = &self.out {
            files::write(path, ticket.file_text().as_bytes(), self.force.into())?;
            out.aside(format!("The ticket is in {}", path.display()))?;
        }
        if let Some(path) = &self.qr_svg {
            let picture = code().map_err(too_long)?.render::<svg::Color<'_>>().build();
            files::write(path, picture.as_bytes(), self.force.into())?;
            out.aside(format!("The QR code is in {}", path.display()))?;
        }
        if self.qr && !out.is_json() {
            out.line(code().map_err(too_long)?.render::<Dense1x2>().build())?;
        }
        let who = if self.own_device {
            "join as a further device of yours".to_owned()
        } else {
            format!("join as {}", words::role(self.role.into()))
        };
        if self.out.is_none() {
            out.line(&text)?;
        }
        out.aside(format!("Whoever has this ticket can {who}. Give it to one person only."))?;
        out.json(json!({ "ticket": text }))
    }
}

fn framework_in_use(workspace: &Workspace) -> Result<&Framework, Failure> {
    if let Some(review) = workspace.current_review() {
        return Ok(find::framework_of(workspace, review)?);
    }
    let assessment = find::assessment(workspace, None)?;
    let framework = workspace.frameworks.get(&assessment.framework);
    framework.map(AsRef::as_ref).ok_or_else(|| {
        Failure::failed("The framework of the assessment is not here yet", "Sync first")
    })
}

fn list(workspace: &Workspace, out: &mut Out) -> Result<(), Failure> {
    let mut rows =
        vec![["id", "role", "uses left", "expires", "for", ""].map(str::to_owned).into()];
    let mut told = Vec::new();
    for invite in workspace.invites.values() {
        let state = if invite.revoked { "taken back" } else { "" };
        rows.push(vec![
            invite.id.short(),
            words::role(invite.role).to_owned(),
            invite.uses_left.to_string(),
            invite.expires.to_string(),
            invite.note.clone(),
            state.to_owned(),
        ]);
        told.push(json!({
            "id": invite.id, "role": invite.role, "uses_left": invite.uses_left,
            "expires": invite.expires, "auto_admit": invite.auto_admit, "revoked": invite.revoked,
            "note": invite.note, "dimensions": invite.dimensions, "by": invite.by,
        }));
    }
    if told.is_empty() {
        out.line("Nobody is invited.")?;
    } else {
        out.table(&rows)?;
    }
    out.json(json!({ "invites": told }))
}

async fn take_back(
    desk: &Desk,
    workspace: &Workspace,
    wanted: &str,
    out: &mut Out,
) -> Result<(), Failure> {
    let invite = find::invite(workspace, wanted)?.id;
    desk.edit(workspace.id, Edit::RevokeInvite(invite)).await?;
    out.line("The invitation is taken back")?;
    out.json(json!({ "taken_back": invite }))
}

/// Nobody sees you before you join; --look only asks what the ticket leads to.
#[derive(Debug, clap::Args)]
pub(super) struct Join {
    /// The ticket, a file that holds it, or - for standard input
    #[arg(value_name = "TICKET|FILE|-")]
    ticket: String,
    /// Your name, as others will see it
    #[arg(long, value_name = "NAME", required_unless_present = "look")]
    me: Option<String>,
    /// What you call this device [default: the name of this computer]
    #[arg(long, value_name = "NAME")]
    device: Option<String>,
    /// Only look where it leads
    #[arg(long)]
    look: bool,
}

impl Join {
    pub(super) async fn run(self, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
        let ticket = ticket_in(&self.ticket)?;
        let mode = match desk.mode() {
            Some(Mode::Off) => {
                return Err(muster_sync::node::command::CommandError::NetworkOff.into());
            }
            Some(mode) => mode,
            None => ticket.mode(),
        };
        tell_how_far(&ticket, mode, out)?;
        if self.look {
            let wish = Command::LookAtTicket { ticket, mode };
            let reply = patiently(desk.ask(wish), out).await?;
            let Reply::Look(look) = reply else { return Err(unexpected(&reply)) };
            return show_look(&look, out);
        }
        let name = self.me.unwrap_or_default();
        let device = self.device.unwrap_or_else(device_name);
        let wish = Command::Join { ticket, name, device, mode };
        let reply = patiently(desk.ask(wish), out).await?;
        if let Reply::Joined { workspace } = reply {
            return welcome(desk, workspace, out);
        }
        let Reply::Waiting { workspace, words } = reply else { return Err(unexpected(&reply)) };
        out.json(json!({ "workspace": workspace, "joined": false, "words": words }))?;
        let headline = format!("An owner has to let you in. Your words are: {words}");
        let remedy = "Compare the words with the owner, then join again with the same ticket";
        Err(Failure::decision(headline, remedy))
    }
}

/// Says through whom packets go, where that is not this network alone.
fn tell_how_far(ticket: &Ticket, mode: Mode, out: &mut Out) -> Result<(), Failure> {
    match (mode, &ticket.relay) {
        (Mode::Relay, Some(relay)) => {
            out.aside(format!("The ticket leads through the inviter's own relay, {}", relay.url))
        }
        (Mode::Public, _) => out.aside("The ticket leads through the public relays of number 0"),
        (Mode::Off | Mode::Lan | Mode::Loopback | Mode::Relay, _) => Ok(()),
    }
}

/// Waits for an answer, and says so if it does not come at once.
async fn patiently(
    asked: impl Future<Output = Result<Reply, Failure>>,
    out: &mut Out,
) -> Result<Reply, Failure> {
    tokio::pin!(asked);
    tokio::select! {
        reply = &mut asked => return reply,
        () = tokio::time::sleep(AT_ONCE) => {}
    }
    out.aside("Nobody has answered yet; asking goes on for up to ten seconds")?;
    asked.await
}

fn welcome(desk: &Desk, id: WorkspaceId, out: &mut Out) -> Result<(), Failure> {
    let here = desk.shelf().workspaces.get(&id).map(|it| Arc::clone(&it.workspace));
    let name = here.as_ref().map_or_else(String::new, |it| it.name.clone());
    let role = here.and_then(|it| it.my_role());
    let as_role = role.map_or_else(String::new, |it| format!(" as {}", words::role(it)));
    out.line(format!("You joined “{name}”{as_role}"))?;
    out.json(json!({ "workspace": id, "name": name, "role": role, "joined": true }))
}

fn show_look(look: &Look, out: &mut Out) -> Result<(), Failure> {
    out.line(format!("Workspace: {}", look.workspace))?;
    out.line(format!("Invited by: {}", look.inviter))?;
    out.line(format!("You would be: {}", words::role(look.role)))?;
    if !look.dimensions.is_empty() {
        out.line(format!("You would answer: {}", look.dimensions.join(", ")))?;
    }
    out.line(format!("Words to compare: {}", look.words))?;
    if !look.auto_admit {
        out.line("An owner decides whether you are let in.")?;
    }
    out.json(look)
}

/// Takes a ticket as text, from a file or from standard input.
fn ticket_in(given: &str) -> Result<Ticket, Failure> {
    if given == "-" {
        return ticket_of_text(&files::read_stdin(MAX_TICKET_FILE)?);
    }
    let path = Path::new(given);
    if path.is_file() {
        return ticket_of_text(&files::read(path, MAX_TICKET_FILE)?);
    }
    ticket_of_text(given.as_bytes())
}

/// Finds the ticket in a text: all of it, else, as in a mail, the first word that is one.
fn ticket_of_text(bytes: &[u8]) -> Result<Ticket, Failure> {
    let text = String::from_utf8_lossy(bytes);
    let whole = text.parse();
    let found =
        whole.or_else(|err| text.split_whitespace().find_map(|it| it.parse().ok()).ok_or(err));
    found.map_err(|err| Failure::Failed(advice::on_ticket(err)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_lasts_hours_or_days() {
        assert_eq!(hours("12h"), Ok(12 * HOUR_MS));
        assert_eq!(hours("7d"), Ok(7 * 24 * HOUR_MS));
        for wrong in ["", "7", "d", "0d", "-1d", "99999d", "7w", "1.5h"] {
            assert!(hours(wrong).is_err(), "{wrong}");
        }
    }
}
