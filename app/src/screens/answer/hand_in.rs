//! Handing in: a statement, not a lock, with a summary of what is stated.

use egui::Ui;
use muster_model::edit::Edit;

use crate::{
    command::Intent,
    say::say,
    screens::Cx,
    theme::icon,
    widgets::{Button, dialog, feedback, text},
};

use super::data::{Filter, Page, Summary};

enum Answered {
    HandIn,
    ShowOpen,
    Back,
}

/// Draws the dialog while it is open.
pub(super) fn dialog(ui: &mut Ui, cx: &mut Cx<'_>, page: &Page) {
    if !cx.drafts.answer.handing_in {
        return;
    }
    let Some(review) = cx.state.review(cx.shelf).map(|it| it.id) else { return };
    let ended = dialog::show(ui, say!("answer-hand-in"), 480.0, |ui| {
        let sentence = say!("answer-hand-in-about");
        dialog::head(ui, say!("answer-hand-in-title"), sentence);
        summary(ui, page.summary);
        dialog::buttons(ui, |ui| {
            if Button::primary(say!("answer-hand-in-now")).icon(icon::SEND).ui(ui).clicked() {
                return Some(Answered::HandIn);
            }
            if Button::secondary(say!("answer-not-yet")).ui(ui).clicked() {
                return Some(Answered::Back);
            }
            let open = page.summary.open > 0;
            let show = open && Button::ghost(say!("answer-show-open")).ui(ui).clicked();
            show.then_some(Answered::ShowOpen)
        })
    });
    match ended {
        dialog::Ended::Open => return,
        dialog::Ended::Dismissed | dialog::Ended::With(Answered::Back) => {}
        dialog::Ended::With(Answered::ShowOpen) => {
            cx.drafts.answer.filter = Some(Filter::Unanswered);
        }
        dialog::Ended::With(Answered::HandIn) => {
            let now = ui.input(|it| it.time);
            super::settle(cx.shelf, cx, now, |_, _| true);
            cx.intents.push(Intent::Edit(Edit::Submit(review)));
        }
    }
    cx.drafts.answer.handing_in = false;
}

fn summary(ui: &mut Ui, it: Summary) {
    let lines = [
        (icon::CIRCLE_CHECK, say!("answer-sum-answered", n = it.answered)),
        (icon::CIRCLE_HELP, say!("answer-sum-dont-know", n = it.dont_know)),
        (icon::CIRCLE_SLASH, say!("answer-sum-not-applicable", n = it.not_applicable)),
        (icon::CIRCLE_DASHED, say!("answer-sum-open", n = it.open)),
    ];
    for (mark, line) in lines {
        ui.horizontal(|ui| {
            text::icon(ui, mark);
            text::body(ui, &line);
        });
    }
    if it.conflicts > 0 {
        let headline = say!("answer-sum-conflicts", n = it.conflicts);
        feedback::warning_card(ui, &headline, say!("answer-sum-conflicts-choose"));
    }
}
