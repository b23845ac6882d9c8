//! `muster members role|remove|revoke-device|reinvite|recover`: who decides, who goes, who comes back.

use muster_model::{
    control::op::Role,
    edit::Edit,
    ids::{MemberId, WorkspaceId},
    workspace::{Member, Workspace},
};
use muster_sync::{
    identity::Recovery,
    node::command::{Address, Command, CommandError, Entrance, Mode, Reply},
};
use serde_json::json;

use super::super::{
    Consent,
    desk::{Desk, unexpected},
    failure::Failure,
    files, find,
    out::Out,
    words,
    workspace::device_name,
};
use crate::advice;

/// Longest text read as a recovery code, in bytes.
const MAX_CODE: u64 = 1 << 10;
/// How long a ticket for somebody who lost their devices is good for: a week.
const WEEK_MS: u64 = 7 * 24 * 3_600_000;

/// With the code that was shown when the workspace began. It is read from standard input, so that no history of a shell
/// keeps it.
///
/// On a device that is in the workspace, its person becomes an owner. On a new one, say the workspace's id (`muster
/// workspace show` on a colleague's device) and where that device is (`muster serve` there): the founder comes back
/// with this device.
#[derive(Debug, clap::Args)]
pub(in super::super) struct Recover {
    /// Address of a colleague's device, for a device that is not in the workspace
    #[arg(long, value_name = "ADDRESS", requires = "id")]
    from: Option<String>,
    /// Id of the workspace
    #[arg(long, value_name = "ID", requires = "from")]
    id: Option<WorkspaceId>,
    /// What you call this device [default: the name of this computer]
    #[arg(long, value_name = "NAME", requires = "from")]
    device: Option<String>,
}

impl Recover {
    /// Says whether this needs another device.
    pub(in super::super) fn talks(&self) -> bool {
        self.from.is_some()
    }

    pub(super) async fn run(self, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
        out.aside("Recovery code:")?;
        let text = files::read_stdin(MAX_CODE)?;
        let code = Recovery::parse(&String::from_utf8_lossy(&text)).map_err(|err| {
            let remedy = "Compare it with the paper: 28 letters and digits, in groups of four";
            Failure::failed(advice::sentence(&err.to_string()), remedy)
        })?;
        let (workspace, entrance) = match (&self.from, self.id) {
            (Some(host), Some(id)) => (id, Some(self.entrance(desk, host)?)),
            (Some(_) | None, _) => (desk.shown()?.workspace.id, None),
        };
        let reply = desk.ask(Command::Recover { workspace, code, entrance }).await?;
        if !matches!(reply, Reply::Saved { .. } | Reply::Joined { .. }) {
            return Err(unexpected(&reply));
        }
        let here = desk.shelf();
        let shown = here.workspaces.get(&workspace).map(|it| &it.workspace);
        let name = shown.map_or("", |it| it.name.as_str());
        out.line(format!("You are an owner of “{name}” on this device"))?;
        out.aside(
            "If a device of yours is lost, take it out now: `muster members list`, then `muster members \
             revoke-device NAME`",
        )?;
        let me = shown.and_then(|it| it.me);
        out.json(json!({ "workspace": workspace, "member": me, "role": Role::Owner }))
    }

    fn entrance(&self, desk: &Desk, host: &str) -> Result<Entrance, Failure> {
        let host: Address = host.parse().map_err(|err| Failure::Usage(advice::on_address(&err)))?;
        let mode = match desk.mode() {
            Some(Mode::Off) => return Err(CommandError::NetworkOff.into()),
            Some(mode) => mode,
            None => Mode::Lan,
        };
        Ok(Entrance { host, device: self.device.clone().unwrap_or_else(device_name), mode })
    }
}

/// Gives somebody another role.
pub(super) async fn set_role(
    desk: &Desk,
    who: &str,
    role: Role,
    consent: Consent,
    out: &mut Out,
) -> Result<(), Failure> {
    let shown = desk.shown()?;
    let member = find::member(&shown.workspace, who)?;
    if role == Role::Owner && member.role < Role::Owner && consent == Consent::Missing {
        return Err(Failure::decision(
            format!("{} would become an owner", member.name),
            "An owner can remove anybody, you too. To go on, say --yes",
        ));
    }
    let edit = Edit::SetRole { member: member.id, role };
    desk.edit(shown.workspace.id, edit).await?;
    out.line(format!("{} is {} from now on", member.name, words::role(role)))?;
    if role < member.role {
        out.aside("What they did before stays; they keep what they could read.")?;
    }
    out.json(json!({ "member": member.id, "role": role }))
}

/// Removes somebody.
pub(super) async fn remove(
    desk: &Desk,
    who: &str,
    consent: Consent,
    out: &mut Out,
) -> Result<(), Failure> {
    let shown = desk.shown()?;
    let workspace = &shown.workspace;
    let member = find::member(workspace, who)?;
    let own = workspace.me == Some(member.id);
    if consent == Consent::Missing {
        let devices = words::count(member.devices.len(), "device", "devices");
        let name = &member.name;
        let (headline, keeps) = if own {
            let headline = format!("You would leave “{}”, with {devices}", workspace.name);
            (headline, "You keep what is on this device".to_owned())
        } else {
            let headline =
                format!("{name} would be removed from “{}”, with {devices}", workspace.name);
            (headline, format!("{name} keeps what is on their devices; nobody can take that back"))
        };
        let remedy = format!(
            "{keeps}. Nothing new can be read there. What {name} answered stays and counts; what has not arrived \
             here yet will not. To go on, say --yes"
        );
        return Err(Failure::decision(headline, remedy));
    }
    desk.edit(workspace.id, Edit::Remove(member.id)).await?;
    out.line(if own {
        format!("You left “{}”", workspace.name)
    } else {
        format!("{} is removed and keeps what they had; a new key protects what comes", member.name)
    })?;
    out.json(json!({ "removed": member.id, "name": member.name }))
}

/// Takes a device out.
pub(super) async fn revoke(
    desk: &Desk,
    which: &str,
    consent: Consent,
    out: &mut Out,
) -> Result<(), Failure> {
    let shown = desk.shown()?;
    let workspace = &shown.workspace;
    let (member, card) = find::device(workspace, which)?;
    let (name, whose) = (&card.name, whose(workspace, member));
    if consent == Consent::Missing {
        let here = card.device == workspace.device;
        let this = if here { " It is the one in front of you." } else { "" };
        let last = if member.devices.len() == 1 {
            format!(
                " It is the last of {}: `muster members reinvite` brings them back.",
                member.name
            )
        } else {
            String::new()
        };
        let remedy = format!(
            "What is on it stays readable to whoever has it.{this}{last} Nothing new can be read there, and what it \
             wrote counts only as far as it has arrived here. It can't come back. To go on, say --yes"
        );
        return Err(Failure::decision(format!("“{name}” {whose} would be revoked"), remedy));
    }
    desk.edit(workspace.id, Edit::RevokeDevice(card.device)).await?;
    out.line(format!("“{name}” {whose} is revoked"))?;
    let after = desk.shown()?;
    if after.workspace.me.is_some() && after.workspace.my_role() < Some(Role::Facilitator) {
        out.aside(
            "A facilitator's device makes a new key as soon as it hears of this: sync soon.",
        )?;
    }
    out.json(json!({ "revoked": card.device, "member": member.id, "name": name }))
}

fn whose(workspace: &Workspace, member: &Member) -> String {
    if workspace.me == Some(member.id) {
        "of yours".to_owned()
    } else {
        format!("of {}", member.name)
    }
}

/// Lets an invitation stand again: the tickets made for it are good for those who hold them.
pub(super) async fn renew_invite(desk: &Desk, wanted: &str, out: &mut Out) -> Result<(), Failure> {
    let shown = desk.shown()?;
    let workspace = &shown.workspace;
    let invite = find::invite(workspace, wanted)?;
    if !invite.revoked {
        return Err(Failure::failed("This invitation stands already", ""));
    }
    let (id, left, expires) = (invite.id, invite.uses_left, invite.expires);
    desk.edit(workspace.id, Edit::RenewInvite(id)).await?;
    let uses = if left == 1 { "1 use".to_owned() } else { format!("{left} uses") };
    out.line(format!("The invitation stands again, in your name: {uses} left, until {expires}"))?;
    out.aside("Whoever has its ticket can use it. If you don't know who that is, make a new one.")?;
    out.json(json!({ "renewed": id, "uses_left": invite.uses_left, "expires": expires }))
}

/// Makes a ticket for somebody who lost all their devices.
pub(super) async fn reinvite(desk: &Desk, who: &str, out: &mut Out) -> Result<(), Failure> {
    let shown = desk.shown()?;
    let workspace = shown.workspace.id;
    let member = find::member(&shown.workspace, who)?;
    let (id, name): (MemberId, &str) = (member.id, &member.name);
    let wish = Command::InviteBack { workspace, member: id, valid_ms: WEEK_MS };
    let reply = desk.ask(wish).await?;
    let Reply::Ticket(ticket) = reply else { return Err(unexpected(&reply)) };
    let text = ticket.to_string();
    out.line(&text)?;
    out.aside(format!(
        "Whoever has this ticket can ask to be {name} on a new device. Compare the words before you accept, and \
         revoke the devices that are lost."
    ))?;
    out.json(json!({ "ticket": text, "member": id }))
}
