//! Taking back: a new change that restores my own previous value. It never rewinds others.

use std::collections::VecDeque;

use muster_model::{
    answer::Answer,
    edit::Edit,
    ids::{NodeId, ReviewId, WorkspaceId},
    workspace::Workspace,
};

/// A change that restores what was there before, and what it takes back in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// In which workspace.
    pub workspace: WorkspaceId,
    /// The change.
    pub edit: Edit,
    /// What it takes back: “my answer to 1.2”.
    pub what: String,
}

/// What can be taken back, and made again.
#[derive(Debug, Default)]
pub struct Undo {
    back: VecDeque<Step>,
    again: VecDeque<Step>,
    underway: Vec<Step>,
}

/// How many steps are remembered.
const MOST: usize = 200;

impl Undo {
    /// Returns what restores the values `edit` is about to change; `None` if that can't be done.
    ///
    /// A change that is still on its way to the disk counts as the value before.
    pub fn inverse(&self, workspace: &Workspace, edit: &Edit) -> Option<Step> {
        let (edit, what) = match edit {
            Edit::Answer { review, answers } => {
                let before = answers.iter().map(|(question, _)| {
                    (question.clone(), self.before(workspace, *review, question))
                });
                let what = match answers.as_slice() {
                    [_] => "my answer".to_owned(),
                    many => format!("my {} answers", many.len()),
                };
                (Edit::Answer { review: *review, answers: before.collect() }, what)
            }
            Edit::Agree { review, question, .. } => {
                let standing = workspace.reviews.get(review)?.board.agreed.get(question);
                let agreed = standing.and_then(|it| it.first()).map(|(it, _, _)| it.clone());
                let edit = Edit::Agree { review: *review, question: question.clone(), agreed };
                (edit, "an agreed answer".to_owned())
            }
            Edit::Assign { review, member, add, remove } => {
                let edit = Edit::Assign {
                    review: *review,
                    member: *member,
                    add: remove.clone(),
                    remove: add.clone(),
                };
                (edit, "an assignment".to_owned())
            }
            Edit::Comment { .. }
            | Edit::Invite { .. }
            | Edit::RevokeInvite(_)
            | Edit::Accept(_)
            | Edit::Refuse(_)
            | Edit::CreateAssessment { .. }
            | Edit::OpenReview { .. }
            | Edit::Submit(_)
            | Edit::Reveal(_)
            | Edit::CloseReview(_) => return None,
        };
        Some(Step { workspace: workspace.id, edit, what })
    }

    fn before(&self, at: &Workspace, review: ReviewId, question: &NodeId) -> Option<Answer> {
        let on_its_way = self.underway.iter().rev().find_map(|step| match &step.edit {
            Edit::Answer { review: other, answers } if *other == review => {
                let found = answers.iter().find(|(it, _)| it == question);
                found.filter(|_| step.workspace == at.id).map(|(_, answer)| answer.clone())
            }
            _ => None,
        });
        if let Some(answer) = on_its_way {
            return answer;
        }
        let lane = at.reviews.get(&review)?.lanes.get(&at.me?)?;
        lane.answers.get(question)?.now.answer.clone()
    }

    /// Notes that a change is on its way to the disk.
    pub fn sent(&mut self, workspace: WorkspaceId, edit: &Edit) {
        self.underway.push(Step { workspace, edit: edit.clone(), what: String::new() });
    }

    /// Notes that the oldest change on its way came back.
    pub fn came_back(&mut self) {
        if !self.underway.is_empty() {
            self.underway.remove(0);
        }
    }

    /// Remembers how to take back a change that a person made.
    pub fn made(&mut self, step: Step) {
        self.again.clear();
        push(&mut self.back, step);
    }

    /// Remembers how to make again what was taken back.
    pub fn taken_back(&mut self, step: Step) {
        push(&mut self.again, step);
    }

    /// Remembers how to take back what was made again.
    pub fn made_again(&mut self, step: Step) {
        push(&mut self.back, step);
    }

    /// Returns what Undo would take back, and forgets it.
    pub fn pop_back(&mut self) -> Option<Step> {
        self.back.pop_back()
    }

    /// Returns what Redo would make again, and forgets it.
    pub fn pop_again(&mut self) -> Option<Step> {
        self.again.pop_back()
    }

    /// Returns what Undo would take back, in words.
    pub fn back(&self) -> Option<&str> {
        self.back.back().map(|it| it.what.as_str())
    }

    /// Returns what Redo would make again, in words.
    pub fn again(&self) -> Option<&str> {
        self.again.back().map(|it| it.what.as_str())
    }
}

fn push(onto: &mut VecDeque<Step>, step: Step) {
    if onto.len() >= MOST {
        onto.pop_front();
    }
    onto.push_back(step);
}
