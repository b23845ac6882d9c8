//! Choosing one of a few.

use egui::{Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo};

use crate::theme::{self, icon::Icon};

use super::{Lit, paint};

/// A row of options of which one is on; returns the one that was pressed.
///
/// Nothing needs to be on: in a decision nothing is selected beforehand.
pub fn segmented(
    ui: &mut Ui,
    name: &str,
    options: &[&str],
    chosen: Option<usize>,
) -> Option<usize> {
    let tokens = theme::of(ui);
    let mut pressed = None;
    let frame = egui::Frame::new()
        .fill(tokens.well)
        .corner_radius(egui::CornerRadius::same(theme::CORNER + 2))
        .inner_margin(egui::Margin::same(2));
    let mut in_order: Vec<(usize, &&str)> = options.iter().enumerate().collect();
    let backwards = ui.layout().prefer_right_to_left();
    if backwards {
        in_order.reverse();
    }
    let width = segmented_width(ui, options);
    let begun = ui.cursor().left() > ui.max_rect().left();
    if begun && ui.layout().main_wrap() && width > ui.available_size_before_wrap().x {
        ui.end_row();
    }
    let fits = backwards || width <= ui.available_width();
    let response = frame.show(ui, |ui| {
        ui.spacing_mut().interact_size.y = 24.0;
        ui.spacing_mut().item_spacing = Vec2::splat(2.0);
        let segments = |ui: &mut Ui| {
            for (at, option) in in_order {
                if segment(ui, option, (chosen == Some(at)).into()).clicked() {
                    pressed = Some(at);
                }
            }
        };
        // Long words in little room stand below each other.
        if fits { ui.horizontal(segments) } else { ui.vertical(segments) }
    });
    response.response.widget_info(|| WidgetInfo::labeled(Role::RadioGroup, true, name));
    pressed
}

/// How wide a row of options is, all side by side.
pub fn segmented_width(ui: &Ui, options: &[&str]) -> f32 {
    options.iter().map(|it| segment_width(ui, it) + 2.0).sum::<f32>() + 4.0
}

fn segment_width(ui: &Ui, text: &str) -> f32 {
    let galley = paint::line(ui, text, egui::TextStyle::Small, f32::INFINITY);
    2.0f32.mul_add(theme::M, galley.size().x)
}

fn segment(ui: &mut Ui, text: &str, on: Lit) -> Response {
    let tokens = theme::of(ui);
    let on = on.is_on();
    let galley = paint::line(ui, text, egui::TextStyle::Small, f32::INFINITY);
    let size = Vec2::new(galley.size().x + 2.0 * theme::M, 24.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let ink = if on { tokens.ink } else { tokens.muted };
    if on {
        let stroke = Stroke::new(1.0, tokens.edge);
        ui.painter().rect(rect, paint::corner(), tokens.card, stroke, StrokeKind::Inside);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, paint::corner(), tokens.hover);
    }
    let at = egui::pos2(rect.center().x - galley.size().x / 2.0, rect.center().y);
    paint::start_at(ui.painter(), at, galley, ink);
    paint::focus(ui, &response, tokens);
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, enabled, on, text));
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// How wide such a chip is.
pub fn chip_width(ui: &Ui, icon: Option<Icon>, text: &str, key: &str) -> f32 {
    let words = paint::line(ui, text, egui::TextStyle::Small, f32::INFINITY).size().x;
    let key_words = paint::line(ui, key, theme::caption(), f32::INFINITY).size().x;
    let icon_width = if icon.is_some() { 20.0 } else { 0.0 };
    let key_width = if key.is_empty() { 0.0 } else { key_words + theme::S };
    2.0f32.mul_add(10.0, icon_width + words + key_width)
}

/// A small thing that is on or off: a filter, “don’t know”. `key` is the key that does the same.
pub fn chip(
    ui: &mut Ui,
    icon: Option<Icon>,
    text: &str,
    key: &str,
    on: impl Into<Lit>,
) -> Response {
    let tokens = theme::of(ui);
    let on = on.into().is_on();
    let galley = paint::line(ui, text, egui::TextStyle::Small, f32::INFINITY);
    let key_galley = paint::line(ui, key, theme::caption(), f32::INFINITY);
    let icon_width = if icon.is_some() { 20.0 } else { 0.0 };
    let width = chip_width(ui, icon, text, key);
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width, 26.0), Sense::click());
    let (fill, edge, ink) = match (on, response.hovered()) {
        (true, _) => (tokens.selected.on, tokens.accent, tokens.selected.ink),
        (false, true) => (tokens.hover, tokens.edge, tokens.ink),
        (false, false) => (tokens.card, tokens.edge, tokens.ink),
    };
    let painter = ui.painter();
    painter.rect(rect, 13.0, fill, Stroke::new(1.0, edge), StrokeKind::Inside);
    let mut at = egui::pos2(rect.left() + 10.0, rect.center().y);
    if let Some(icon) = icon {
        paint::icon(painter, at + Vec2::new(7.0, 0.0), icon, 14.0, ink);
        at.x += icon_width;
    }
    let words = galley.size().x;
    paint::start_at(painter, at, galley, ink);
    at.x += words + theme::S;
    paint::start_at(painter, at, key_galley, tokens.muted);
    paint::focus(ui, &response, tokens);
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(Role::Button, enabled, on, text));
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}
