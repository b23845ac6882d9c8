//! What stands around every page: rail, status line, banner, details, overlays, messages.

mod network;
mod overlays;
mod rail;
mod status;

use egui::{Frame, Margin, Panel, Stroke, Ui};

use crate::{
    command::Intent,
    screens::{self, Cx},
    state::toasts::Kind,
    theme,
    widgets::{
        feedback,
        palette::Typed,
        toast::{self, Toast, Tone},
    },
};

/// Draws the whole window.
pub(super) fn ui(ui: &mut Ui, cx: &mut Cx<'_>, typed: &mut Typed) {
    let tokens = theme::of(ui);
    let narrow = ui.available_width() < theme::NARROW;
    let room = if narrow { rail::Room::Narrow } else { rail::Room::Wide };
    let side = Frame::new().fill(tokens.side);
    let line = Stroke::new(1.0, tokens.line);
    Panel::bottom("status")
        .exact_size(theme::STATUS)
        .show_separator_line(false)
        .frame(side.inner_margin(Margin::symmetric(12, 0)))
        .show(ui, |ui| {
            ui.painter().hline(
                ui.max_rect().expand2(egui::vec2(theme::M, 0.0)).x_range(),
                ui.max_rect().top() + 0.5,
                line,
            );
            status::ui(ui, cx);
        });
    let width = if narrow { theme::RAIL_NARROW } else { theme::RAIL };
    Panel::left("rail")
        .exact_size(width)
        .resizable(false)
        .show_separator_line(false)
        .frame(side.inner_margin(Margin::symmetric(8, 12)))
        .show(ui, |ui| {
            let edge = ui.max_rect().right() + 7.5;
            ui.painter().vline(edge, ui.max_rect().expand(theme::M).y_range(), line);
            rail::ui(ui, cx, room);
        });
    if let Some(reason) = cx.state.read_only.clone() {
        Panel::top("banner").frame(Frame::new()).show_separator_line(false).show(ui, |ui| {
            feedback::banner(ui, &format!("Open read-only: {reason}"), None);
        });
    }
    if cx.state.details && cx.state.screen.needs_workspace() {
        Panel::right("details")
            .default_size(300.0)
            .size_range(240.0..=420.0)
            .frame(side.inner_margin(Margin::same(16)))
            .show(ui, |ui| screens::details::ui(cx.state.screen, ui, cx));
    }
    egui::CentralPanel::default().frame(Frame::new().fill(tokens.page)).show(ui, |ui| {
        screens::ui(cx.state.screen, ui, cx);
    });
    overlays::ui(ui, cx, typed);
    messages(ui, cx);
}

fn messages(ui: &mut Ui, cx: &mut Cx<'_>) {
    let notes = cx.state.toasts.visible();
    let toasts: Vec<Toast<'_>> = notes
        .into_iter()
        .map(|it| Toast {
            id: it.id,
            tone: match it.kind {
                Kind::Done => Tone::Plain,
                Kind::Warning => Tone::Warn,
                Kind::Error => Tone::Bad,
            },
            headline: &it.headline,
            remedy: &it.remedy,
        })
        .collect();
    if let Some(id) = toast::stack(ui, &toasts) {
        cx.intents.push(Intent::CloseToast(id));
    }
}
