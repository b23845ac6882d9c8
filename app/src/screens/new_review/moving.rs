//! The preview of going on by another version, below the assessment that is chosen.

use egui::Ui;

use super::data::moving::Moving;
use crate::{
    say::say,
    theme::{self, icon},
    widgets::{
        Button, card,
        page::{self},
        text,
    },
};

/// Most questions or answers listed before one asks for more.
const FEW: usize = 6;

/// Draws what becomes of questions and answers.
pub(super) fn ui(ui: &mut Ui, moving: &Moving, all: &mut bool) {
    card(ui, |ui| {
        text::caption(ui, say!("new-review-becomes"));
        text::strong(ui, &moving.versions);
        let width = ui.available_width();
        for (fate, questions, answers) in &moving.counts {
            page::cells(ui, &[96.0, (width - 96.0) * 0.45, (width - 96.0) * 0.55], |ui, nth| {
                match nth {
                    0 => text::strong(ui, fate),
                    1 => text::body(ui, questions),
                    _ => text::muted(ui, answers),
                };
            });
        }
        let most = if *all { usize::MAX } else { FEW };
        if !moving.changed.is_empty() {
            ui.add_space(theme::XS);
            text::caption(ui, say!("new-review-not-same"));
        }
        for (fate, what) in moving.changed.iter().take(most) {
            text::small(ui, &format!("{fate}: {what}"));
        }
        if !moving.stays.is_empty() {
            ui.add_space(theme::XS);
            let title = say!("new-review-staying", n = moving.stays.len());
            text::caption(ui, &title);
        }
        for it in moving.stays.iter().take(most) {
            text::small(ui, it);
        }
        let rest =
            moving.changed.len().saturating_sub(FEW) + moving.stays.len().saturating_sub(FEW);
        if rest > 0 {
            let words = if *all {
                say!("new-review-fewer").to_owned()
            } else {
                say!("new-review-more", rest = rest)
            };
            if Button::ghost(&words).ui(ui).clicked() {
                *all = !*all;
            }
        }
        for it in &moving.notes {
            ui.horizontal_top(|ui| {
                text::icon(ui, icon::INFO);
                text::body(ui, it);
            });
        }
        text::small(ui, say!("new-review-offered-again"));
    });
}
