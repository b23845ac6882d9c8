//! The details panel beside a page: what I ever said to the question in hand, what happened
//! in the workspace, or the words of each device.

use egui::{ScrollArea, Ui};
use muster_model::{
    framework::{Framework, Node},
    ids::{ChangeHash, NodeId, ReviewId, WorkspaceId},
    workspace::{LaneView, Review, Workspace},
};
use muster_sync::node::command::Command as NodeCommand;

use crate::{
    command::{Intent, Screen},
    say::say,
    state::{
        asked::{Asked, Purpose},
        standing,
    },
    theme,
    widgets::{feedback, page, prose::prose, text},
};

use super::{Cx, people, told, words};

/// Most events listed: enough for a look, little enough for a frame.
const MOST: usize = 60;

/// Of which question, and of which of its values, the history was asked.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Draft {
    asked: Option<(WorkspaceId, ReviewId, NodeId, Vec<ChangeHash>)>,
}

/// Draws the details beside `screen`.
pub fn ui(screen: Screen, ui: &mut Ui, cx: &mut Cx<'_>) {
    if screen == Screen::People {
        return people::details(ui, cx);
    }
    let shelf = cx.shelf;
    let Some(workspace) = cx.state.workspace(shelf) else { return };
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        let in_hand = (screen == Screen::Answer).then(|| in_hand(cx, workspace)).flatten();
        if let Some((review, framework, question)) = in_hand {
            said(ui, cx, (workspace, review), (framework, question));
            ui.add_space(theme::L);
        }
        happened(ui, cx, workspace);
    });
}

fn in_hand<'a>(
    cx: &Cx<'a>,
    workspace: &'a Workspace,
) -> Option<(&'a Review, &'a Framework, &'a Node)> {
    let review = cx.state.review(cx.shelf)?;
    let framework = workspace.framework_of(review)?;
    Some((review, framework, framework.node(cx.state.question.as_ref()?)?))
}

/// Everything I said, the latest first. The values of my other devices are among them.
fn said(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    (workspace, review): (&Workspace, &Review),
    (framework, question): (&Framework, &Node),
) {
    text::heading(ui, say!("details-said"));
    let lane = workspace.me.and_then(|it| review.lanes.get(&it));
    let now = changes(lane, &question.id);
    let wanted = Some((workspace.id, review.id, question.id.clone(), now));
    if cx.drafts.details.asked != wanted {
        cx.drafts.details.asked = wanted;
        let wish = NodeCommand::History {
            workspace: workspace.id,
            review: review.id,
            question: question.id.clone(),
            of: workspace.me,
        };
        cx.intents.push(Intent::Ask(wish, Purpose::History));
        return;
    }
    let history = match &cx.state.desk.history {
        Asked::Here(it) => it,
        Asked::Failed(it) => {
            feedback::error_card(ui, &it.headline, &it.remedy, None);
            return;
        }
        Asked::Nothing | Asked::Waiting => return,
    };
    let mut any = false;
    for past in history.lanes.iter().flat_map(|it| it.1.iter().rev()) {
        any = true;
        page::rule(ui);
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            let answer = words::answer(framework, question, past.value.answer.as_ref());
            text::strong(ui, &words::capital(&answer));
            let note = past.value.answer.as_ref().map_or("", |it| it.note.as_str());
            if !note.is_empty() {
                prose(ui, note);
            }

            let from = words::device(workspace, past.value.device);
            let when = standing::ago(past.value.at, cx.now);
            let told = if past.standing {
                say!("details-counts", when = when, from = from)
            } else {
                words::capital(&format!("{when} · {from}"))
            };
            text::small(ui, &told);
        });
    }
    if !any {
        text::muted(ui, say!("details-nothing"));
    }
}

fn changes(lane: Option<&LaneView>, question: &NodeId) -> Vec<ChangeHash> {
    let stated = lane.and_then(|it| it.answers.get(question));
    let values = stated.into_iter().flat_map(|it| std::iter::once(&it.now).chain(&it.rivals));
    values.map(|it| it.change).collect()
}

/// What happened in the workspace, the latest first: who joined, opened, handed in, revealed. Never an answer.
fn happened(ui: &mut Ui, cx: &Cx<'_>, workspace: &Workspace) {
    text::heading(ui, say!("details-happened"));
    for event in workspace.events.iter().rev().take(MOST) {
        page::rule(ui);
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            text::body(ui, &told::happened(&event.what));
            let when = words::capital(&standing::ago(event.at, cx.now));
            text::small(
                ui,
                &match event.void {
                    Some(why) => say!("details-no-effect", when = when, why = told::void(why)),
                    None => when,
                },
            );
        });
    }
    let more = workspace.events.len().saturating_sub(MOST);
    if more > 0 {
        page::rule(ui);
        text::small(ui, &say!("details-before", n = more));
    }
}
