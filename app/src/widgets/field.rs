//! Fields to type into, each with its label.

use egui::{Margin, Response, TextEdit, Ui};

use crate::theme;

use super::{Lit, text};

/// A field of one line.
pub fn field(ui: &mut Ui, label: &str, hint: &str, value: &mut String) -> Response {
    labelled(ui, label, |ui| {
        let width = ui.available_width();
        ui.add(
            TextEdit::singleline(value)
                .hint_text(hint.to_owned())
                .margin(Margin::symmetric(10, 7))
                .desired_width(width)
                .char_limit(2000),
        )
    })
}

/// A field of one line whose letters nobody beside one can read.
pub fn secret(ui: &mut Ui, label: &str, hint: &str, value: &mut String) -> Response {
    labelled(ui, label, |ui| {
        let width = ui.available_width();
        ui.add(
            TextEdit::singleline(value)
                .password(true)
                .hint_text(hint.to_owned())
                .margin(Margin::symmetric(10, 7))
                .desired_width(width)
                .char_limit(2000),
        )
    })
}

/// A field of several lines.
pub fn area(ui: &mut Ui, label: &str, hint: &str, rows: usize, value: &mut String) -> Response {
    labelled(ui, label, |ui| {
        let width = ui.available_width();
        ui.add(
            TextEdit::multiline(value)
                .hint_text(hint.to_owned())
                .margin(Margin::symmetric(10, 7))
                .desired_rows(rows)
                .desired_width(width)
                .char_limit(20_000),
        )
    })
}

/// A field of one line without a visible label; `name` is what a screen reader says.
pub fn bare(ui: &mut Ui, name: &str, hint: &str, width: f32, value: &mut String) -> Response {
    let edit = TextEdit::singleline(value)
        .hint_text(hint.to_owned())
        .margin(Margin::symmetric(10, 5))
        .desired_width(width)
        .char_limit(2000);
    ui.add(edit).accessible_name(name)
}

/// Anything with a label above it that names it.
pub fn labelled(ui: &mut Ui, label: &str, add: impl FnOnce(&mut Ui) -> Response) -> Response {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = theme::XS;
        let name = text::caption(ui, label);
        add(ui).labelled_by(name.id)
    })
    .inner
}

/// A box to tick.
pub fn tick(ui: &mut Ui, label: &str, value: impl Into<Lit>) -> Option<bool> {
    let mut now = value.into().is_on();
    let response = bare_tick(ui, &mut now, label);
    response.changed().then_some(now)
}

/// The box alone, with a label or none: whoever draws none gives it a name.
pub fn bare_tick(ui: &mut Ui, now: &mut bool, label: &str) -> Response {
    ui.scope(|ui| {
        let it = &mut ui.visuals_mut().widgets;
        for it in [&mut it.inactive, &mut it.hovered, &mut it.active] {
            it.bg_fill = it.weak_bg_fill;
        }
        ui.checkbox(now, label)
    })
    .inner
}
