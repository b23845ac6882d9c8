//! `muster members` and `muster assign`.

mod trust;

use clap::Subcommand;
use muster_model::{
    edit::Edit,
    ids::NodeId,
    workspace::{Member, Workspace},
};
use serde_json::{Value, json};

use super::{desk::Desk, failure::Failure, find, invitation::RoleGiven, out::Out, words};

#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// List everybody, and who asks to be let in
    List,
    /// Let somebody in who presented a ticket
    Accept {
        /// The name they gave, or the beginning of their device's id
        who: String,
    },
    /// Turn somebody down who presented a ticket
    Refuse {
        /// The name they gave, or the beginning of their device's id
        who: String,
    },
    /// Give somebody another role
    Role {
        /// Who: name, or the beginning of name or id
        who: String,
        /// The role from now on
        #[arg(value_enum)]
        role: RoleGiven,
        /// Even though it makes an owner
        #[arg(long)]
        yes: bool,
    },
    /// Say in which team somebody is; some frameworks give each team one voice
    Team {
        /// Who: name, or the beginning of name or id
        who: String,
        /// Name of the team
        #[arg(required_unless_present = "clear", conflicts_with = "clear")]
        team: Option<String>,
        /// They are in none any more
        #[arg(long)]
        clear: bool,
    },
    /// Remove somebody with all their devices, or leave (`me`)
    Remove {
        /// Who: name, or the beginning of name or id
        who: String,
        /// Really
        #[arg(long)]
        yes: bool,
    },
    /// Take out a device that is lost, stolen or no longer used
    RevokeDevice {
        /// Its name, or the beginning of name or id
        device: String,
        /// Really
        #[arg(long)]
        yes: bool,
    },
    /// Make a ticket for somebody who lost all their devices: they come back as who they were
    Reinvite {
        /// Who: name, or the beginning of name or id
        who: String,
    },
    /// Let an invitation stand again, whose author is gone or who took it back
    RenewInvite {
        /// The beginning of its id, as `muster invite --list` shows it
        invite: String,
    },
    /// Become an owner with the recovery code
    Recover(trust::Recover),
}

impl Verb {
    /// Says whether this needs another device.
    pub(super) fn talks(&self) -> bool {
        match self {
            Self::Recover(recover) => recover.talks(),
            Self::Reinvite { .. } => true,
            Self::List
            | Self::RenewInvite { .. }
            | Self::Accept { .. }
            | Self::Refuse { .. }
            | Self::Role { .. }
            | Self::Team { .. }
            | Self::Remove { .. }
            | Self::RevokeDevice { .. } => false,
        }
    }

    pub(super) async fn run(self, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
        match self {
            Self::List => list(desk, &desk.shown()?.workspace, out),
            Self::Accept { who } => {
                let shown = desk.shown()?;
                let request = find::request(&shown.workspace, &who)?;
                desk.edit(shown.workspace.id, Edit::Accept(request.card.device)).await?;
                out.line(format!("{} is in", request.name))?;
                out.json(json!({ "accepted": request.card.device, "name": request.name }))
            }
            Self::Refuse { who } => {
                let shown = desk.shown()?;
                let request = find::request(&shown.workspace, &who)?;
                desk.edit(shown.workspace.id, Edit::Refuse(request.card.device)).await?;
                out.line(format!("{} is turned down", request.name))?;
                out.json(json!({ "refused": request.card.device, "name": request.name }))
            }
            Self::Role { who, role, yes } => {
                trust::set_role(desk, &who, role.into(), yes.into(), out).await
            }
            Self::Team { who, team, clear: _ } => {
                set_team(desk, &who, team.unwrap_or_default(), out).await
            }
            Self::Remove { who, yes } => trust::remove(desk, &who, yes.into(), out).await,
            Self::RevokeDevice { device, yes } => {
                trust::revoke(desk, &device, yes.into(), out).await
            }
            Self::Reinvite { who } => trust::reinvite(desk, &who, out).await,
            Self::RenewInvite { invite } => trust::renew_invite(desk, &invite, out).await,
            Self::Recover(recover) => recover.run(desk, out).await,
        }
    }
}

async fn set_team(desk: &Desk, who: &str, team: String, out: &mut Out) -> Result<(), Failure> {
    let shown = desk.shown()?;
    let member = find::member(&shown.workspace, who)?;
    let (id, team) = (member.id, team.trim().to_owned());
    desk.edit(shown.workspace.id, Edit::SetTeam { member: id, team: team.clone() }).await?;
    out.line(if team.is_empty() {
        format!("{} is in no team any more", member.name)
    } else {
        format!("{} is in the team “{team}”", member.name)
    })?;
    let counts = |it: &std::sync::Arc<muster_model::framework::Framework>| it.counts_teams();
    if !shown.workspace.frameworks.values().any(counts) {
        out.line("No framework in use here counts by team: results stay as they are.")?;
    }
    out.json(json!({ "member": id, "team": (!team.is_empty()).then_some(team) }))
}

fn list(desk: &Desk, workspace: &Workspace, out: &mut Out) -> Result<(), Failure> {
    let shown = desk.shown()?;
    let mut all: Vec<_> = workspace.members.values().collect();
    all.sort_by_key(|it| it.seniority);
    let teams = all.iter().any(|it| it.team().is_some());
    let mut head: Vec<String> = ["name", "id", "role", "devices", "seen"].map(str::to_owned).into();
    head.extend(teams.then(|| "team".to_owned()));
    let mut rows = vec![head];
    let mut told = Vec::new();
    for member in all {
        let mut peers = shown.sync.peers.values().filter(|it| it.member == member.id);
        let online = peers.clone().any(|it| it.online);
        let seen = peers.clone().filter_map(|it| it.last_seen).max();
        let has_everything = peers.any(|it| it.has_everything);
        let me = workspace.me == Some(member.id);
        let gone = member.removed.map(|it| {
            if it.by == member.id {
                format!("left {}", it.at.date())
            } else {
                format!("removed by {} on {}", words::member(workspace, it.by), it.at.date())
            }
        });
        let text = gone.unwrap_or_else(|| match (me, online, seen) {
            (true, _, _) => "this is you".to_owned(),
            (false, true, _) => "here now".to_owned(),
            (false, false, Some(at)) => at.to_string(),
            (false, false, None) => "never from this device".to_owned(),
        });
        let devices = member.devices.iter().map(|it| it.name.as_str()).collect::<Vec<_>>();
        let mut row = vec![
            member.name.clone(),
            member.id.short(),
            words::role(member.role).to_owned(),
            devices.join(", "),
            text,
        ];
        row.extend(teams.then(|| team(workspace, member)));
        rows.push(row);
        let devices: Vec<Value> =
            member.devices.iter().map(|it| json!({ "id": it.device, "name": it.name })).collect();
        let mut one = json!({
            "id": member.id, "name": member.name, "role": member.role, "devices": devices, "me": me,
            "online": online, "last_seen": seen, "has_everything": has_everything,
        });
        if let (Some(removed), Value::Object(fields)) = (member.removed, &mut one) {
            fields.insert("removed".to_owned(), json!({ "at": removed.at, "by": removed.by }));
        }
        if let (false, Value::Object(fields)) = (member.teams.is_empty(), &mut one) {
            fields.insert("team".to_owned(), json!(member.team()));
            let rivals = member.rival_teams().map(|it| json!({ "team": it.name, "by": it.by }));
            fields.insert("team_rivals".to_owned(), rivals.collect());
        }
        told.push(one);
    }
    out.table(&rows)?;
    let mut waiting = Vec::new();
    for request in workspace.requests.values() {
        let (name, device) = (&request.name, request.card.device);
        out.line(format!("{name} asks to be let in: `muster members accept {}`", device.short()))?;
        waiting.push(json!({ "name": name, "device": device, "at": request.at }));
    }
    out.json(json!({ "members": told, "requests": waiting }))
}

/// Says in which team somebody is, with what was said at the same time.
fn team(workspace: &Workspace, member: &Member) -> String {
    let mut text = member.team().unwrap_or("-").to_owned();
    for it in member.rival_teams() {
        let name = if it.name.is_empty() { "none" } else { &it.name };
        text = format!("{text}; at the same time {name} by {}", words::member(workspace, it.by));
    }
    text
}

/// In the review that is open, or the one named with --review.
#[derive(Debug, clap::Args)]
pub(super) struct Assign {
    /// Who: name, or the beginning of name or id; `me` is yourself
    #[arg(required_unless_present = "list")]
    member: Option<String>,
    /// Dimensions or questions; `all` for every dimension
    #[arg(value_name = "DIM", required_unless_present = "list")]
    places: Vec<String>,
    /// Take these away instead
    #[arg(long)]
    remove: bool,
    /// Show who answers what instead
    #[arg(long, conflicts_with_all = ["remove", "member"])]
    list: bool,
}

impl Assign {
    pub(super) async fn run(self, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
        let round = desk.round()?;
        let Some(member) = &self.member else { return list_assignments(&round, out) };
        let member = find::member(round.workspace(), member)?;
        let mut nodes: Vec<NodeId> = Vec::new();
        for wanted in &self.places {
            if wanted == "all" {
                nodes.extend(round.framework.dimensions().iter().map(|it| it.id.clone()));
            } else {
                nodes.push(find::place(&round.framework, wanted)?.id.clone());
            }
        }
        nodes.sort();
        nodes.dedup();
        let n = nodes.len();
        let (add, remove) = if self.remove { (Vec::new(), nodes) } else { (nodes, Vec::new()) };
        let edit = Edit::Assign { review: round.review.id, member: member.id, add, remove };
        let saved = desk.edit(round.workspace().id, edit).await?;
        let deed = if self.remove { "no longer answers" } else { "answers" };
        let what = words::count(n, "part", "parts");
        out.line(format!("{} {deed} {what} of {}", member.name, round.review.title))?;
        out.json(json!({ "member": member.id, "review": round.review.id, "saved": saved }))
    }
}

fn list_assignments(round: &super::desk::Round, out: &mut Out) -> Result<(), Failure> {
    let mut rows = vec![["member", "answers", "questions"].map(str::to_owned).into()];
    let mut told = Vec::new();
    for member in find::respondents(round.workspace()) {
        let questions = round.review.questions_of(&round.framework, member.id).len();
        let places = round.review.assignments.get(&member.id);
        let ids: Vec<&NodeId> = places.into_iter().flatten().collect();
        let titles: Vec<&str> =
            ids.iter().filter_map(|it| round.framework.node(it)).map(words::title).collect();
        rows.push(vec![member.name.clone(), titles.join(", "), questions.to_string()]);
        told.push(json!({ "member": member.id, "name": member.name, "nodes": ids, "questions": questions }));
    }
    out.table(&rows)?;
    out.json(json!({ "review": round.review.id, "assignments": told }))
}
