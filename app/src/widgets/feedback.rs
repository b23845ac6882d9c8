//! What went wrong, and what differs: errors, conflicts, banners.

use egui::{Response, Role, Ui, WidgetInfo};

use crate::{
    say::say,
    theme::{self, icon},
};

use super::{Button, page, paint, people, text};

/// An error: what happened, what to do. Returns whether the way out named `next` was pressed.
pub fn error_card(ui: &mut Ui, headline: &str, remedy: &str, next: Option<&str>) -> bool {
    let mut pressed = false;
    page::callout(ui, theme::of(ui).bad, icon::CIRCLE_ALERT, |ui| {
        said(ui, headline, remedy, Role::Alert);
        if let Some(next) = next {
            ui.add_space(theme::XS);
            pressed = Button::secondary(next).ui(ui).clicked();
        }
    });
    pressed
}

/// Something worth a look, in a box.
pub fn warning_card(ui: &mut Ui, headline: &str, remedy: &str) {
    page::callout(ui, theme::of(ui).warn, icon::TRIANGLE_ALERT, |ui| {
        said(ui, headline, remedy, Role::Status);
    });
}

/// Something to know, in a box.
pub fn note_card(ui: &mut Ui, headline: &str, remedy: &str) {
    page::callout(ui, theme::of(ui).info, icon::INFO, |ui| {
        said(ui, headline, remedy, Role::Status);
    });
}

fn said(ui: &mut Ui, headline: &str, remedy: &str, role: Role) {
    ui.spacing_mut().item_spacing.y = theme::XS;
    let response = text::strong(ui, headline);
    response.widget_info(|| WidgetInfo::labeled(role, true, headline));
    if !remedy.is_empty() {
        text::body(ui, remedy);
    }
}

/// Marks one record of which `n` values stand; pressing it leads to the choice.
pub fn conflict(ui: &mut Ui, n: usize) -> Response {
    let words = say!("widgets-values", n = n);
    let pair = theme::of(ui).warn;
    let response = people::chip(ui, icon::SPLIT, &words, pair).interact(egui::Sense::click());
    let name = say!("widgets-values-choose", n = n);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    response.on_hover_text(say!("widgets-values-means"))
}

/// A banner across the top of the window, for as long as it is true.
pub fn banner(ui: &mut Ui, words: &str, next: Option<&str>) -> bool {
    across(ui, (theme::of(ui).warn, icon::LOCK), words, next)
}

/// A quiet line across the top of the window: what this is.
pub fn notice(ui: &mut Ui, words: &str, next: Option<&str>) -> bool {
    across(ui, (theme::of(ui).info, icon::INFO), words, next)
}

fn across(
    ui: &mut Ui,
    (pair, mark): (theme::Pair, icon::Icon),
    words: &str,
    next: Option<&str>,
) -> bool {
    let frame = egui::Frame::new().fill(pair.on).inner_margin(egui::Margin::symmetric(16, 6));
    let told = |ui: &mut Ui| {
        text::icon_in(ui, mark, 15.0, pair.ink);
        ui.add(egui::Label::new(egui::RichText::new(words).color(pair.ink)).wrap());
    };
    let width = |ui: &Ui, words: &str, style| paint::line(ui, words, style, f32::INFINITY).size().x;
    frame
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            let Some(next) = next else {
                ui.horizontal(told);
                return false;
            };
            let both =
                width(ui, words, egui::TextStyle::Body) + width(ui, next, egui::TextStyle::Button);
            if both + 4.0 * theme::XL <= ui.available_width() {
                ui.horizontal(|ui| {
                    told(ui);
                    Button::secondary(next).ui(ui).clicked()
                })
                .inner
            } else {
                // Beside words over several lines there would be no room left for it.
                ui.horizontal(told);
                Button::secondary(next).ui(ui).clicked()
            }
        })
        .inner
}

/// One line across the top of a page, until it is closed; returns whether it was.
pub fn hint(ui: &mut Ui, words: &str) -> bool {
    let tokens = theme::of(ui);
    let frame = egui::Frame::new().fill(tokens.side).inner_margin(egui::Margin::symmetric(16, 4));
    frame
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let closed =
                    Button::icon_only(icon::X, say!("widgets-close-hint")).ui(ui).clicked();
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    text::icon_in(ui, icon::LIGHTBULB, 15.0, tokens.accent);
                    let response = text::small(ui, words);
                    response.widget_info(|| WidgetInfo::labeled(Role::Note, true, words));
                });
                closed
            })
            .inner
        })
        .inner
}

/// Shown while something is on its way: a quiet sentence, no wheel that turns.
pub fn waiting(ui: &mut Ui, words: &str) -> Response {
    ui.horizontal(|ui| {
        text::icon(ui, icon::LOADER);
        let response = text::muted(ui, words);
        response.widget_info(|| WidgetInfo::labeled(Role::Status, true, words));
        response
    })
    .inner
}
