//! What has to be done or proven again, on Results and Overview.

use egui::Ui;

use super::data::Due;
use crate::{
    command::{Command, Intent, Screen},
    say::say,
    screens::Cx,
    theme::icon,
    widgets::{
        Button,
        page::{self, section},
        text,
    },
};

/// Draws what has to be done or proven again; what is pressed leads to its question.
pub fn ui(ui: &mut Ui, cx: &mut Cx<'_>, due: &[Due], few: usize) {
    if due.is_empty() {
        return;
    }
    let title = say!("results-due", n = due.len());
    section(
        ui,
        &title,
        |_| {},
        |ui| {
            let all = cx.drafts.results.stale;
            let most = if all { due.len() } else { few };
            for it in due.iter().take(most) {
                let name = say!("results-due-what", question = &it.question, words = &it.words);
                let pressed = page::row_button(ui, &name, false, |ui| {
                    text::icon(ui, icon::CLOCK);
                    ui.vertical(|ui| {
                        ui.spacing_mut().item_spacing.y = 0.0;
                        text::body(ui, &it.question);
                        text::small(ui, &it.words);
                    });
                });
                if pressed.clicked() {
                    cx.intents.push(Intent::ShowQuestion(Some(it.id.clone())));
                    cx.intents.push(Intent::Run(Command::Go(Screen::Answer)));
                }
            }
            let rest = due.len().saturating_sub(few);
            if rest > 0 {
                let (words, name) = if all {
                    (say!("results-fewer").to_owned(), say!("results-fewer-due").to_owned())
                } else {
                    (say!("results-more", n = rest), say!("results-more-due", n = rest))
                };
                if Button::ghost(&words).name(&name).ui(ui).clicked() {
                    cx.drafts.results.stale = !all;
                }
            }
        },
    );
}
