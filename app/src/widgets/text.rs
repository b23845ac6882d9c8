//! Words on a page.

use egui::{Label, Response, RichText, Role, Sense, Ui, WidgetInfo};

use crate::theme::{self, icon::Icon};

use super::paint;

/// One big figure or question.
pub fn display(ui: &mut Ui, text: &str) -> Response {
    heading_of(ui, RichText::new(text).text_style(theme::display()))
}

/// The title of a page.
pub fn title(ui: &mut Ui, text: &str) -> Response {
    heading_of(ui, RichText::new(text).text_style(theme::title()))
}

/// The title of a section.
pub fn heading(ui: &mut Ui, text: &str) -> Response {
    heading_of(ui, RichText::new(text).text_style(egui::TextStyle::Heading))
}

fn heading_of(ui: &mut Ui, text: RichText) -> Response {
    let ink = theme::of(ui).ink;
    let name = text.text().to_owned();
    let response = ui.add(Label::new(text.color(ink)).wrap().halign(egui::Align::LEFT));
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, &name));
    response
}

/// Words that stand out.
pub fn strong(ui: &mut Ui, text: &str) -> Response {
    let ink = theme::of(ui).ink;
    ui.add(
        Label::new(RichText::new(text).text_style(theme::strong()).color(ink))
            .wrap()
            .halign(egui::Align::LEFT),
    )
}

/// Words.
pub fn body(ui: &mut Ui, text: &str) -> Response {
    let ink = theme::of(ui).ink;
    ui.add(Label::new(RichText::new(text).color(ink)).wrap().halign(egui::Align::LEFT))
}

/// Words on one line, cut where there is no room; the whole is in the tooltip.
pub fn body_line(ui: &mut Ui, text: &str) -> Response {
    let ink = theme::of(ui).ink;
    ui.add(Label::new(RichText::new(text).color(ink)).truncate())
}

/// Words that explain.
pub fn muted(ui: &mut Ui, text: &str) -> Response {
    let ink = theme::of(ui).muted;
    ui.add(Label::new(RichText::new(text).color(ink)).wrap().halign(egui::Align::LEFT))
}

/// Small words that explain.
pub fn small(ui: &mut Ui, text: &str) -> Response {
    let ink = theme::of(ui).muted;
    ui.add(Label::new(RichText::new(text).small().color(ink)).wrap().halign(egui::Align::LEFT))
}

/// Small words on one line, cut where there is no room; the whole is in the tooltip.
pub fn small_line(ui: &mut Ui, text: &str) -> Response {
    let ink = theme::of(ui).muted;
    ui.add(Label::new(RichText::new(text).small().color(ink)).truncate())
}

/// A label above a group.
pub fn caption(ui: &mut Ui, text: &str) -> Response {
    let ink = theme::of(ui).muted;
    ui.add(Label::new(RichText::new(text).text_style(theme::caption()).color(ink)).truncate())
}

/// Text that can be selected and copied: codes, tickets, fingerprints.
pub fn code(ui: &mut Ui, text: &str) -> Response {
    let ink = theme::of(ui).ink;
    ui.add(
        Label::new(RichText::new(text).monospace().color(ink))
            .selectable(true)
            .wrap()
            .halign(egui::Align::LEFT),
    )
}

/// A code to write down or read to each other, in big letters; it can be selected and copied.
pub fn big_code(ui: &mut Ui, text: &str) -> Response {
    let ink = theme::of(ui).ink;
    let words = RichText::new(text).monospace().size(22.0).color(ink);
    ui.add(Label::new(words).selectable(true).wrap().halign(egui::Align::LEFT))
}

/// An icon in muted ink; part of a row that says it in words.
pub fn icon(ui: &mut Ui, icon: Icon) -> Response {
    icon_in(ui, icon, 16.0, theme::of(ui).muted)
}

/// An icon of `size` points in `ink`.
pub fn icon_in(ui: &mut Ui, icon: Icon, size: f32, ink: egui::Color32) -> Response {
    let (rect, response) = ui.allocate_exact_size(egui::Vec2::splat(size + 2.0), Sense::hover());
    paint::icon(ui.painter(), rect.center(), icon, size, ink);
    response
}

/// A key as it stands on the keyboard (`Ctrl+K`).
pub fn key_hint(ui: &mut Ui, key: &str) -> Response {
    let tokens = theme::of(ui);
    let galley = paint::line(ui, key, theme::caption(), f32::INFINITY);
    let size = galley.size() + egui::Vec2::new(theme::S + theme::XS, theme::XS);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    ui.painter().rect_filled(rect, egui::CornerRadius::same(4), tokens.well);
    let at = egui::pos2(rect.center().x - galley.size().x / 2.0, rect.center().y);
    paint::start_at(ui.painter(), at, galley, tokens.muted);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, key));
    response
}
