//! The plot: begin, invite, answer without a network, meet in pairs, reveal, meet again.

use std::{collections::BTreeMap, path::Path, sync::Arc};

use muster_model::{
    answer::{Answer, Basis, Said},
    control::op::{Role, Secrecy},
    edit::Edit,
    framework::{self, Framework},
    ids::{MemberId, NodeId, WorkspaceId},
    import::sheet,
    time::At,
    workspace::Workspace,
};
use muster_sync::{
    node::{
        clock,
        command::{Command, Mode, Reply, TicketWish},
    },
    ticket::Ticket,
};
use serde::Serialize;

use super::{
    DemoError,
    content::{ASSESSMENT, FRAMEWORK, Known, Line, PEOPLE, Person, REVIEW, SCOPE, Says},
    device::{Device, Net, unexpected},
    past::{self, Past},
};

const DAY_MS: u64 = 86_400_000;

/// How the example ended.
#[derive(Debug, Serialize)]
pub struct Ending {
    /// The workspace.
    pub workspace: WorkspaceId,
    /// What each device shows.
    pub devices: Vec<Saw>,
    /// Who met whom after answering, in order.
    pub meetings: Vec<Meeting>,
    /// Questions where people disagree.
    pub disagreements: usize,
    /// Those of them that decide about a tier boundary.
    pub splits_tier: usize,
    /// How long each part took, in milliseconds: setting up, answering, meeting.
    pub duration_ms: BTreeMap<&'static str, u64>,
}

impl Ending {
    /// Says whether all devices show the same tier and fingerprint, and nothing is sealed any more.
    pub fn is_shared(&self) -> bool {
        let Some((first, rest)) = self.devices.split_first() else { return false };
        let whole = |it: &Saw| it.tier.is_some() && !it.fingerprint.is_empty() && !it.sealed;
        whole(first)
            && rest
                .iter()
                .all(|it| whole(it) && it.tier == first.tier && it.fingerprint == first.fingerprint)
    }
}

/// What a device shows in the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Saw {
    /// Whose device.
    pub person: &'static str,
    /// What they do.
    pub post: &'static str,
    /// Its data directory, within the directory of the example.
    pub folder: &'static str,
    /// The tier.
    pub tier: Option<String>,
    /// The fingerprint.
    pub fingerprint: String,
    /// Questions answered.
    pub answered: usize,
    /// Questions that apply.
    pub applicable: usize,
    /// Whether anything that counts can't be read there.
    pub sealed: bool,
    /// With whom it exchanged after answering.
    pub met: Vec<&'static str>,
}

/// An exchange of two devices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Meeting {
    /// Who dialled.
    pub from: &'static str,
    /// Who was there.
    pub to: &'static str,
    /// Envelopes that came to the one who dialled.
    pub received: usize,
    /// Envelopes that went.
    pub sent: usize,
    /// How long it took, in milliseconds.
    pub duration_ms: u64,
}

/// Plays everything, after `past`.
pub(super) async fn all(
    dir: &Path,
    (name, past): (&str, &[Past]),
    tell: &mut dyn FnMut(&str),
) -> Result<Ending, DemoError> {
    let begun = clock::now();
    let workspace = found(dir, (name, past), tell).await?;
    let set_up = clock::now();
    answer_apart(dir, workspace, tell).await?;
    let answered = clock::now();
    let meetings = meet(dir, workspace, tell).await?;
    let met = clock::now();
    let mut devices = Vec::new();
    for person in &PEOPLE {
        devices.push(look(dir, workspace, person, &meetings).await?);
    }
    let [founder, ..] = &PEOPLE;
    let (disagreements, splits_tier) = disagreements(dir, workspace, founder).await?;
    let duration_ms = [
        ("setting_up", set_up.0.saturating_sub(begun.0)),
        ("answering", answered.0.saturating_sub(set_up.0)),
        ("meeting", met.0.saturating_sub(answered.0)),
    ];
    let duration_ms = duration_ms.into_iter().collect();
    Ok(Ending { workspace, devices, meetings, disagreements, splits_tier, duration_ms })
}

/// The facilitator begins the workspace; the others join over iroh; the blind review opens.
async fn found(
    dir: &Path,
    (name, past): (&str, &[Past]),
    tell: &mut dyn FnMut(&str),
) -> Result<WorkspaceId, DemoError> {
    let [founder, others @ ..] = &PEOPLE;
    let host = Device::start(dir, founder, Net::Loopback).await?;
    let wish = Command::CreateWorkspace {
        name: name.to_owned(),
        me: founder.name.to_owned(),
        device: founder.device.to_owned(),
    };
    let reply = host.ask(wish).await?;
    let Reply::Created { workspace, .. } = reply else { return Err(unexpected(&reply)) };
    host.ask(Command::SetMode { workspace, mode: Mode::Loopback }).await?;
    let framework = default_framework()?;
    let pack = framework.canonical();
    let edit =
        Edit::CreateAssessment { pack, title: ASSESSMENT.to_owned(), scope: SCOPE.to_owned() };
    host.edit(workspace, edit).await?;
    tell(&format!("{} ({}) begins the workspace “{name}”", founder.name, founder.post));
    let mut guests = Vec::new();
    for person in others {
        let ticket = invite(&host, workspace, person).await?;
        let guest = Device::start(dir, person, Net::Loopback).await?;
        join(&guest, ticket).await?;
        tell(&format!("{} ({}) joins with a ticket", person.name, person.post));
        guests.push(guest);
    }
    for it in past {
        past::hold(it, workspace, (&host, &guests), &framework).await?;
        tell(&format!("The “{}” is held, and closed", it.title));
    }
    tell(&format!("{} devices made, each with its own keys and data directory", PEOPLE.len()));
    open_review(&host, workspace).await?;
    tell(&format!("{} opens “{REVIEW}”: blind, until she reveals it", founder.name));
    let address = host.address(workspace).await?;
    for guest in &guests {
        guest.ask(Command::Dial { workspace, address: address.clone() }).await?;
        guest.sync(workspace).await?;
        guest.review(workspace)?;
    }
    for guest in guests {
        guest.stop().await;
    }
    host.stop().await;
    tell("All devices go off the network");
    Ok(workspace)
}

fn default_framework() -> Result<Arc<Framework>, DemoError> {
    framework::shipped_as(FRAMEWORK)
        .ok_or_else(|| DemoError::Missing(format!("the framework {FRAMEWORK}")))
}

async fn invite(
    host: &Device,
    workspace: WorkspaceId,
    person: &Person,
) -> Result<Ticket, DemoError> {
    let ticket = TicketWish {
        role: Role::Respondent,
        own_device: false,
        dimensions: nodes(person)?,
        uses: 1,
        valid_ms: DAY_MS,
        note: person.name.to_owned(),
    };
    let reply = host.ask(Command::MakeTicket { workspace, ticket }).await?;
    let Reply::Ticket(ticket) = reply else { return Err(unexpected(&reply)) };
    Ok(ticket)
}

async fn join(guest: &Device, ticket: Ticket) -> Result<(), DemoError> {
    let wish = Command::Join {
        ticket,
        name: guest.person.name.to_owned(),
        device: guest.person.device.to_owned(),
        mode: Mode::Loopback,
    };
    let reply = guest.ask(wish).await?;
    if matches!(reply, Reply::Joined { .. }) { Ok(()) } else { Err(unexpected(&reply)) }
}

async fn open_review(host: &Device, workspace: WorkspaceId) -> Result<(), DemoError> {
    let shown = host.workspace(workspace)?;
    let assessment = shown.assessments.keys().next().copied();
    let assessment = assessment.ok_or_else(|| DemoError::Missing("the assessment".to_owned()))?;
    let edit = Edit::OpenReview {
        assessment,
        title: REVIEW.to_owned(),
        secrecy: Secrecy::Blind,
        due: None,
        assignments: assignments(&shown)?,
    };
    host.edit(workspace, edit).await?;
    Ok(())
}

/// Who answers what, in every review of the example.
pub(super) fn assignments(shown: &Workspace) -> Result<Vec<(MemberId, NodeId)>, DemoError> {
    let mut assignments: Vec<(MemberId, NodeId)> = Vec::new();
    for person in &PEOPLE {
        let member = member(shown, person)?;
        assignments.extend(nodes(person)?.into_iter().map(|it| (member, it)));
    }
    Ok(assignments)
}

fn member(workspace: &Workspace, person: &Person) -> Result<MemberId, DemoError> {
    let found = workspace.members.values().find(|it| it.name == person.name);
    found.map(|it| it.id).ok_or_else(|| DemoError::Missing(format!("{} as a member", person.name)))
}

fn nodes(person: &Person) -> Result<Vec<NodeId>, DemoError> {
    person.dimensions.iter().map(|it| node(it)).collect()
}

pub(super) fn node(id: &str) -> Result<NodeId, DemoError> {
    id.parse().map_err(|_not_a_name| DemoError::Missing(format!("“{id}” as a name")))
}

/// Each device answers by itself, without any network, and hands in.
async fn answer_apart(
    dir: &Path,
    workspace: WorkspaceId,
    tell: &mut dyn FnMut(&str),
) -> Result<(), DemoError> {
    let framework = default_framework()?;
    for person in &PEOPLE {
        let device = Device::start(dir, person, Net::Off).await?;
        let review = device.review(workspace)?.id;
        for line in person.lines {
            let answer = answer(&framework, line, clock::now())?;
            let answers = vec![(node(line.question)?, Some(answer))];
            device.edit(workspace, Edit::Answer { review, answers }).await?;
        }
        device.edit(workspace, Edit::Submit(review)).await?;
        let n = person.lines.len();
        tell(&format!("{} answers {n} questions offline and hands in", person.name));
        device.stop().await;
    }
    Ok(())
}

pub(super) fn answer(framework: &Framework, line: &Line, now: At) -> Result<Answer, DemoError> {
    let said = match line.says {
        Says::Level(level) => {
            let question = framework.node(&node(line.question)?);
            let scale = question.and_then(|it| framework.scale_of(it));
            let option = scale.and_then(|it| sheet::option_of(it, level));
            let missing = || DemoError::Missing(format!("level {level} of {}", line.question));
            Said::Option(option.ok_or_else(missing)?.id.clone())
        }
        Says::NotApplicable(reason) => Said::NotApplicable { reason: reason.to_owned() },
        Says::DontKnow => Said::DontKnow,
        Says::Text(words) => Said::Text(words.to_owned()),
        Says::Number(number) => Said::Number(number.to_owned()),
    };
    let basis = match line.known {
        Known::Claimed => Basis::Claimed,
        Known::Documented => Basis::Documented,
        Known::Tested(days) => Basis::Tested(At(now.0.saturating_sub(days * DAY_MS)).date()),
    };
    let evidence = line.evidence.iter().map(|it| (*it).into()).collect();
    Ok(Answer { said, note: line.note.to_owned(), basis, evidence })
}

/// The devices meet in pairs, everybody else being off: Mara only ever meets Priya.
async fn meet(
    dir: &Path,
    workspace: WorkspaceId,
    tell: &mut dyn FnMut(&str),
) -> Result<Vec<Meeting>, DemoError> {
    let [mara, jonas, priya, tomasz] = &PEOPLE;
    let mut meetings = Vec::new();
    for (from, to) in [(jonas, tomasz), (tomasz, priya), (priya, mara)] {
        meetings.push(pair(dir, workspace, (from, to), tell).await?);
    }
    tell("Mara never met Jonas or Tomasz: Priya carried their sealed answers to her");
    let device = Device::start(dir, mara, Net::Off).await?;
    let review = device.review(workspace)?;
    let missing = review.lanes.values().filter(|it| it.handed_in.is_none()).count();
    if missing > 0 {
        return Err(DemoError::Missing(format!("what {missing} people handed in")));
    }
    device.edit(workspace, Edit::Reveal(review.id)).await?;
    device.stop().await;
    tell(&format!("{} has what everybody handed in, and reveals the review", mara.name));
    for (from, to) in [(mara, priya), (priya, tomasz), (tomasz, jonas)] {
        meetings.push(pair(dir, workspace, (from, to), tell).await?);
    }
    Ok(meetings)
}

async fn pair(
    dir: &Path,
    workspace: WorkspaceId,
    (from, to): (&'static Person, &'static Person),
    tell: &mut dyn FnMut(&str),
) -> Result<Meeting, DemoError> {
    let host = Device::start(dir, to, Net::Loopback).await?;
    let guest = Device::start(dir, from, Net::Loopback).await?;
    let begun = clock::now();
    let address = host.address(workspace).await?;
    guest.ask(Command::Dial { workspace, address }).await?;
    let synced = guest.sync(workspace).await?;
    let duration_ms = clock::now().0.saturating_sub(begun.0);
    guest.stop().await;
    host.stop().await;
    if synced.reached.is_empty() || !synced.idle {
        return Err(DemoError::Unfinished(from.name.to_owned(), to.name.to_owned()));
    }
    let (received, sent) = (synced.received, synced.sent);
    tell(&format!(
        "{} meets {}: {received} changes came, {sent} went, in {duration_ms} ms",
        from.name, to.name
    ));
    Ok(Meeting { from: from.name, to: to.name, received, sent, duration_ms })
}

/// Looks at what a device shows by itself.
async fn look(
    dir: &Path,
    workspace: WorkspaceId,
    person: &'static Person,
    meetings: &[Meeting],
) -> Result<Saw, DemoError> {
    let device = Device::start(dir, person, Net::Off).await?;
    let review = device.review(workspace)?;
    device.stop().await;
    let result = review.result.as_ref();
    let coverage = result.map(|it| it.coverage).unwrap_or_default();
    let mut met: Vec<&'static str> = meetings
        .iter()
        .filter_map(|it| match person.name {
            name if name == it.from => Some(it.to),
            name if name == it.to => Some(it.from),
            _ => None,
        })
        .collect();
    met.sort_unstable();
    met.dedup();
    Ok(Saw {
        person: person.name,
        post: person.post,
        folder: person.folder,
        tier: result.and_then(|it| it.tier.as_ref()).map(|it| it.name.clone()),
        fingerprint: review.fingerprint.clone(),
        answered: coverage.answered,
        applicable: coverage.applicable,
        sealed: review.sealed,
        met,
    })
}

async fn disagreements(
    dir: &Path,
    workspace: WorkspaceId,
    person: &'static Person,
) -> Result<(usize, usize), DemoError> {
    let device = Device::start(dir, person, Net::Off).await?;
    let review = device.review(workspace)?;
    device.stop().await;
    let any = review.disagreements.iter().filter(|it| it.is_any());
    Ok((any.clone().count(), any.filter(|it| it.splits_tier).count()))
}
