//! Handing in: a statement, not a lock, with a summary of what is stated.

use egui::Ui;
use muster_model::edit::Edit;

use crate::{
    command::Intent,
    screens::{Cx, words},
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
    let ended = dialog::show(ui, "Hand in", 480.0, |ui| {
        let sentence = "Handing in is a statement, not a lock: you can still change your answers, \
                        and then others see that something changed since.";
        dialog::head(ui, "Hand in your answers?", sentence);
        summary(ui, page.summary);
        dialog::buttons(ui, |ui| {
            if Button::primary("Hand in now").icon(icon::SEND).ui(ui).clicked() {
                return Some(Answered::HandIn);
            }
            if Button::secondary("Not yet").ui(ui).clicked() {
                return Some(Answered::Back);
            }
            let open = page.summary.open > 0;
            let show = open && Button::ghost("Show what is open").ui(ui).clicked();
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
        (icon::CIRCLE_CHECK, it.answered, "answered"),
        (icon::CIRCLE_HELP, it.dont_know, "“don't know”"),
        (icon::CIRCLE_SLASH, it.not_applicable, "not applicable"),
        (icon::CIRCLE_DASHED, it.open, "not answered"),
    ];
    for (mark, n, word) in lines {
        ui.horizontal(|ui| {
            text::icon(ui, mark);
            text::body(ui, &format!("{n} {word}"));
        });
    }
    if it.conflicts > 0 {
        let questions = words::count(it.conflicts, "question has", "questions have");
        let headline = format!("{questions} two values from your devices");
        feedback::warning_card(ui, &headline, "Choose which one counts before you hand in");
    }
}
