//! Dialogs: a question that has to be answered before going on.

use egui::{Align, Frame, Id, Layout, Margin, Modal, Role, Ui, WidgetInfo};

use crate::theme;

use super::text;

/// What became of a dialog in this frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended<R> {
    /// It stays.
    Open,
    /// Escape, or a click beside it.
    Dismissed,
    /// A button was pressed.
    With(R),
}

/// A dialog of `width`; `content` returns what a pressed button means.
pub fn show<R>(
    ui: &mut Ui,
    name: &str,
    width: f32,
    content: impl FnOnce(&mut Ui) -> Option<R>,
) -> Ended<R> {
    let tokens = theme::of(ui);
    let frame = Frame::popup(ui.style()).inner_margin(Margin::same(20));
    let room = ui.ctx().content_rect().width() - 2.0 * theme::XL;
    let shown = Modal::new(Id::unique(("dialog", name)))
        .backdrop_color(tokens.veil)
        .frame(frame)
        .show(ui.ctx(), |ui| {
            ui.set_width(width.min(room));
            content(ui)
        });
    shown.response.widget_info(|| WidgetInfo::labeled(Role::Dialog, true, name));
    let dismissed = shown.should_close();
    settle(ui, Id::unique(("dialog size", name)), shown.response.rect.size());
    match shown.inner {
        Some(answer) => Ended::With(answer),
        None if dismissed => Ended::Dismissed,
        None => Ended::Open,
    }
}

/// Asks for one more frame when the size changed: a dialog stands in the middle by the size it had before.
fn settle(ui: &Ui, id: Id, size: egui::Vec2) {
    let before = ui.data(|it| it.get_temp::<egui::Vec2>(id));
    ui.data_mut(|it| it.insert_temp(id, size));
    if before != Some(size) {
        ui.ctx().request_repaint();
    }
}

/// The title of a dialog and a sentence below it.
pub fn head(ui: &mut Ui, title: &str, sentence: &str) {
    text::title(ui, title);
    if !sentence.is_empty() {
        text::muted(ui, sentence);
    }
    ui.add_space(theme::S);
}

/// The buttons of a dialog, from right to left.
pub fn buttons<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.add_space(theme::M);
    ui.with_layout(Layout::right_to_left(Align::Center), add).inner
}
