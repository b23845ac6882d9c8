//! What came before in the example workspace: two earlier reviews, so that trend and comparison have something to show.
//!
//! They are played with the same devices, right before the blind round, and say when they were really written.

use std::sync::Arc;

use muster_model::{
    answer::Answer,
    control::op::Secrecy,
    edit::{Agreement, Decision, Edit},
    framework::Framework,
    ids::{NodeId, WorkspaceId},
};
use muster_sync::node::{clock, command::Command};

use super::{
    DemoError,
    content::{Line, PEOPLE, Says},
    device::Device,
    play,
};

/// An earlier review.
#[derive(Debug)]
pub(super) struct Past {
    /// Its title.
    pub(super) title: &'static str,
    /// How much lower the answer at each place was; repeated over a person's answers.
    lower: &'static [u8],
    /// Questions where it was better then: what became worse since.
    better: &'static [&'static str],
}

/// The earlier reviews, the first one first.
pub(super) const PAST: [Past; 2] = [
    Past { title: "First review", lower: &[1, 1, 0, 1, 2], better: &[] },
    Past { title: "Spring review", lower: &[0, 1, 0, 0, 1, 0, 0], better: &["staffing.on-call"] },
];

/// Where disagreements of the earlier reviews ended.
const OUTCOME: &str = "processes.incident-response";

/// Plays `past` on devices that are connected; `guests` are everybody but the host.
pub(super) async fn hold(
    past: &Past,
    workspace: WorkspaceId,
    (host, guests): (&Device, &[Device]),
    framework: &Arc<Framework>,
) -> Result<(), DemoError> {
    let shown = host.workspace(workspace)?;
    let assessment = shown.assessments.keys().next().copied();
    let assessment = assessment.ok_or_else(|| DemoError::Missing("the assessment".to_owned()))?;
    let edit = Edit::OpenReview {
        assessment,
        title: past.title.to_owned(),
        secrecy: Secrecy::Open,
        due: None,
        assignments: play::assignments(&shown)?,
    };
    host.edit(workspace, edit).await?;
    say(past, workspace, host, framework).await?;
    for guest in guests {
        meet(host, guest, workspace).await?;
        say(past, workspace, guest, framework).await?;
        meet(host, guest, workspace).await?;
    }
    let review = host.review(workspace)?;
    let missing = review.lanes.values().filter(|it| it.handed_in.is_none()).count();
    if missing > 0 || review.lanes.len() < PEOPLE.len() {
        return Err(DemoError::Missing(format!("what {missing} people handed in before")));
    }
    host.edit(workspace, Edit::Reveal(review.id)).await?;
    agree(workspace, host, framework).await?;
    host.edit(workspace, Edit::CloseReview(review.id)).await?;
    for guest in guests {
        meet(host, guest, workspace).await?;
    }
    Ok(())
}

async fn meet(host: &Device, guest: &Device, workspace: WorkspaceId) -> Result<(), DemoError> {
    let address = host.address(workspace).await?;
    guest.ask(Command::Dial { workspace, address }).await?;
    let synced = guest.sync(workspace).await?;
    if synced.idle {
        return Ok(());
    }
    let (guest, host) = (guest.person.name.to_owned(), host.person.name.to_owned());
    Err(DemoError::Unfinished(guest, host))
}

async fn say(
    past: &Past,
    workspace: WorkspaceId,
    device: &Device,
    framework: &Framework,
) -> Result<(), DemoError> {
    let review = device.review(workspace)?.id;
    let now = clock::now();
    let lower = past.lower.iter().cycle();
    let mut answers: Vec<(NodeId, Option<Answer>)> = Vec::new();
    for (line, lower) in device.person.lines.iter().zip(lower) {
        let level = |level: &'static str| {
            if past.better.contains(&line.question) {
                raised(level)
            } else {
                lowered(level, *lower)
            }
        };
        let says = match line.says {
            Says::Level(it) => Says::Level(level(it)),
            Says::NotApplicable(reason) => Says::NotApplicable(reason),
            // What nobody knew then, nobody said either.
            Says::DontKnow | Says::Text(_) | Says::Number(_) => continue,
        };
        let line = Line::plain(line.question, says);
        let answer = play::answer(framework, &line, now)?;
        answers.push((play::node(line.question)?, Some(answer)));
    }
    device.edit(workspace, Edit::Answer { review, answers }).await?;
    device.edit(workspace, Edit::Submit(review)).await?;
    Ok(())
}

async fn agree(
    workspace: WorkspaceId,
    host: &Device,
    framework: &Framework,
) -> Result<(), DemoError> {
    let review = host.review(workspace)?;
    let question = play::node(OUTCOME)?;
    let line = Line::plain(OUTCOME, Says::Level("2"));
    let agreement = Agreement {
        said: Some(play::answer(framework, &line, clock::now())?.said),
        decision: Decision::Majority,
        reason: "There is a plan; it has not reached the piers.".to_owned(),
        dissent: Vec::new(),
        based_on: review.spoken(&question),
    };
    let agreed = vec![(question, Some(agreement))];
    host.edit(workspace, Edit::Agree { review: review.id, agreed }).await?;
    Ok(())
}

/// The level `by` steps below, not below the first.
fn lowered(level: &'static str, by: u8) -> &'static str {
    const LEVELS: [&str; 5] = ["1", "2", "3", "4", "5"];
    let at = LEVELS.iter().position(|it| *it == level).unwrap_or_default();
    LEVELS.get(at.saturating_sub(usize::from(by))).copied().unwrap_or(level)
}

/// The level above.
fn raised(level: &'static str) -> &'static str {
    match level {
        "1" => "2",
        "2" => "3",
        "3" => "4",
        _ => "5",
    }
}
