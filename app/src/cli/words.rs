//! The product's words for its values.

pub(super) use crate::screens::words::decision;
use muster_model::{
    answer::{Answer, Basis, Said},
    control::op::{Role, Secrecy},
    framework::{Framework, Node, aim::Level, in_language},
    ids::{DeviceId, MemberId, WorkspaceId},
    scoring::Tier,
    setting::Aim,
    workspace::{ReviewState, Workspace},
};
use muster_sync::node::{
    command::Mode,
    event::{Happening, Shelf},
};

/// Names a role.
pub(super) fn role(role: Role) -> &'static str {
    match role {
        Role::Observer => "observer",
        Role::Respondent => "respondent",
        Role::Facilitator => "facilitator",
        Role::Owner => "owner",
    }
}

/// Names the state of a review.
pub(super) fn state(state: ReviewState) -> &'static str {
    match state {
        ReviewState::Open => "open",
        ReviewState::Revealed => "revealed",
        ReviewState::Closed => "closed",
    }
}

/// Names how much respondents see before the reveal.
pub(super) fn secrecy(secrecy: Secrecy) -> &'static str {
    match secrecy {
        Secrecy::Open => "open",
        Secrecy::Blind => "blind",
        Secrecy::Strict => "strict",
    }
}

/// Names a network mode.
pub(super) fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::Off => "off",
        Mode::Lan => "this network",
        Mode::Relay => "own relay",
        Mode::Public => "public relays",
        Mode::Loopback => "this machine only",
    }
}

/// Names a tier, or that there is none yet.
pub(super) fn tier(tier: Option<&Tier>) -> String {
    tier.map_or_else(|| "not determined".to_owned(), |it| it.name.clone())
}

/// Returns the title of a node.
pub(super) fn title(node: &Node) -> &str {
    in_language(&node.text, "en")
}

/// Names a question as people call it: its reference, else its id.
pub(super) fn name(node: &Node) -> String {
    if node.reference.is_empty() { node.id.to_string() } else { node.reference.clone() }
}

/// Names any place of a framework as people call it: a question by its name, others by their title.
pub(super) fn node(node: &Node) -> String {
    let title = title(node);
    if node.is_question() || title.is_empty() { name(node) } else { title.to_owned() }
}

/// Says what `node` aims at: `4 (Checked)`, or a rung.
pub(super) fn aim(framework: &Framework, node: &Node, aim: &Aim) -> String {
    let found = framework.levels_at(node).into_iter().find(|it| it.aim() == *aim);
    let (Aim::Option(id) | Aim::Rung(id)) = aim;
    let label = match found {
        Some(Level::Option(it)) => in_language(&it.label, "en"),
        Some(Level::Rung(it)) => in_language(&it.name, "en"),
        None => "",
    };
    if label.is_empty() || label == id.as_str() {
        id.to_string()
    } else if label.to_lowercase().replace(' ', "-") == id.as_str() {
        label.to_owned()
    } else {
        match aim {
            Aim::Option(_) => format!("{id} ({label})"),
            Aim::Rung(_) => label.to_owned(),
        }
    }
}

/// Names a member.
pub(super) fn member(workspace: &Workspace, id: MemberId) -> String {
    workspace.members.get(&id).map_or_else(|| id.short(), |it| it.name.clone())
}

/// Says what was said: `3 (Defined)`, `not applicable: …`, `don't know`, or the words.
pub(super) fn said(framework: &Framework, question: Option<&Node>, said: &Said) -> String {
    match said {
        Said::Option(option) => {
            let scale = question.and_then(|it| framework.scale_of(it));
            let label = scale
                .and_then(|it| it.option(option))
                .map(|it| in_language(&it.label, "en"))
                .filter(|it| !it.is_empty() && *it != option.as_str());
            label.map_or_else(|| option.to_string(), |it| format!("{option} ({it})"))
        }
        Said::NotApplicable { reason } => format!("not applicable: {reason}"),
        Said::DontKnow => "don't know".to_owned(),
        Said::Text(text) => format!("“{text}”"),
        Said::Number(number) => number.clone(),
    }
}

/// Says an answer with its basis and note.
pub(super) fn answer(framework: &Framework, question: Option<&Node>, answer: &Answer) -> String {
    let said = said(framework, question, &answer.said);
    let basis = match answer.basis {
        Basis::Claimed => String::new(),
        Basis::Documented => ", documented".to_owned(),
        Basis::Tested(day) => format!(", tested {day}"),
    };
    let apart = if answer.note.is_empty() { "" } else { ": " };
    format!("{said}{basis}{apart}{}", answer.note)
}

/// Says `1 answer`, `2 answers`.
pub(super) fn count(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {many}") }
}

/// Says what happened, in a line.
pub(super) fn happening(happening: &Happening, shelf: &Shelf) -> String {
    let shown = |id: &WorkspaceId| shelf.workspaces.get(id).map(|it| &it.workspace);
    let place = |id: &WorkspaceId| shown(id).map_or_else(|| id.short(), |it| it.name.clone());
    let device = |id: &WorkspaceId, device: &DeviceId| {
        let members = shown(id).into_iter().flat_map(|it| it.members.values());
        let owner = members.into_iter().find(|it| it.devices.iter().any(|it| it.device == *device));
        owner.map_or_else(|| device.short(), |it| it.name.clone())
    };
    match happening {
        Happening::Received { workspace, from, envelopes } => {
            let what = count(*envelopes, "change", "changes");
            format!("{}: {what} from {}", place(workspace), device(workspace, from))
        }
        Happening::Peer { workspace, device: id, online } => {
            let what = if *online { "is here" } else { "went away" };
            format!("{}: {} {what}", place(workspace), device(workspace, id))
        }
        Happening::Knock { workspace, name, admitted } => {
            let what = if *admitted { "joined" } else { "asks to join" };
            format!("{}: {name} {what}", place(workspace))
        }
        Happening::Warning { workspace, sentence } => match workspace {
            Some(workspace) => format!("{}: {sentence}", place(workspace)),
            None => sentence.clone(),
        },
    }
}
