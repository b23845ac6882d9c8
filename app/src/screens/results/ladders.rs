//! The ladders beside the main one: what each part reached, how sure that is, and what stops it.

use egui::Ui;

use super::data::Ladder;
use crate::{
    say::say,
    screens::Cx,
    widgets::{
        Button,
        page::{self, section},
        text, tier,
    },
};

/// What missing answers can still make of a tier.
pub(super) fn reach(ui: &mut Ui, words: &str) {
    if !words.is_empty() {
        text::small(ui, words).on_hover_text(say!("results-reach-hint"));
    }
}

/// Every other ladder: what it reached, how sure that is, and what stops it.
pub(super) fn ui(ui: &mut Ui, cx: &mut Cx<'_>, ladders: &[Ladder]) {
    if ladders.is_empty() {
        return;
    }
    let open = cx.drafts.results.ladders;
    let mut toggled = false;
    let actions = |ui: &mut Ui| {
        let words = if open { say!("results-hide") } else { say!("results-show") };
        let name = if open { say!("results-hide-ladders") } else { say!("results-show-ladders") };
        toggled = Button::ghost(words).name(name).ui(ui).clicked();
    };
    let title = say!("results-ladders", n = ladders.len());
    section(ui, &title, actions, |ui| {
        if !open {
            let sentence = say!("results-ladders-about");
            text::muted(ui, sentence);
            return;
        }
        for (at, it) in ladders.iter().enumerate() {
            if at > 0 {
                page::rule(ui);
            }
            ladder(ui, it);
        }
    });
    if toggled {
        cx.drafts.results.ladders = !open;
    }
}

fn ladder(ui: &mut Ui, it: &Ladder) {
    let title = (ui.available_width() * 0.42).max(160.0);
    page::cells(ui, &[title, ui.available_width() - title], |ui, nth| {
        if nth == 0 {
            text::body(ui, &it.title);
            return;
        }
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            match &it.reached {
                Some(badge) => tier::badge(ui, &badge.name, badge.rank, badge.of),
                None => tier::unknown(ui, say!("results-unknown"), it.rungs),
            };
            reach(ui, &it.reach);
            if !it.next.is_empty() {
                text::small(ui, &it.next);
            }
        });
    });
}
