//! Wishes that ask for every lane of a review: those at rest are read first, some at a time, and everything else goes on.

use muster_model::{
    edit::Edit,
    ids::{ReviewId, WorkspaceId},
};

use super::Keeper;
use crate::node::{command::Command, waits::AnswerTo};

/// A wish that waits until the lanes it asks for are read.
#[derive(Debug)]
pub(super) struct PutOff {
    command: Command,
    to: AnswerTo,
}

impl PutOff {
    fn edits(&self, workspace: WorkspaceId) -> bool {
        edited(&self.command) == Some(workspace)
    }
}

/// Returns the review of which `command` asks for every lane, if it does.
fn asked_for(command: &Command) -> Option<(WorkspaceId, ReviewId)> {
    if let Command::History { workspace, review, of: None, .. }
    | Command::Edit { workspace, edit: Edit::Reveal(review) | Edit::SignOff { review, .. } } =
        command
    {
        return Some((*workspace, *review));
    }
    None
}

/// Returns the workspace that `command` writes in, if it does.
fn edited(command: &Command) -> Option<WorkspaceId> {
    if let Command::Edit { workspace, .. } = command { Some(*workspace) } else { None }
}

impl Keeper {
    /// Grants a wish, or says why not: at once, or when the lanes are read that it asks for.
    pub(super) async fn grant(&mut self, command: Command, to: AnswerTo) {
        self.wake();
        // What is written after such a wish is written after it.
        let follows =
            edited(&command).is_some_and(|it| self.put_off.iter().any(|put| put.edits(it)));
        if follows || self.asks_for_sleepers(&command) {
            self.put_off.push_back(PutOff { command, to });
        } else {
            self.fulfil(command, to).await;
        }
    }

    fn asks_for_sleepers(&self, command: &Command) -> bool {
        asked_for(command).is_some_and(|(workspace, review)| {
            self.desks.get(&workspace).is_some_and(|it| it.replica.rests_in(review))
        })
    }

    /// Reads some of the lanes that the wish put off longest asks for; grants it, where there are none.
    pub(super) async fn wake_some(&mut self) {
        let asked = self.put_off.front().and_then(|it| asked_for(&it.command));
        if let Some((workspace, review)) = asked
            && let Some(desk) = self.desks.get_mut(&workspace)
            && desk.replica.wake_some(review)
        {
            return;
        }
        if let Some(PutOff { command, to }) = self.put_off.pop_front() {
            self.fulfil(command, to).await;
        }
    }

    /// Grants all that was put off.
    pub(super) async fn wake_all(&mut self) {
        while !self.put_off.is_empty() {
            self.wake_some().await;
        }
    }
}
