//! What the widgets paint with.

use std::sync::Arc;

use egui::{
    Align2, Color32, CornerRadius, FontId, Galley, Painter, Pos2, Rect, Response, Stroke,
    StrokeKind, TextStyle, TextWrapMode, Ui, Vec2, WidgetText,
};

use crate::theme::{self, Tokens, icon::Icon};

/// Lays `text` out on one line, cut at `width`.
pub(super) fn line(ui: &Ui, text: &str, style: TextStyle, width: f32) -> Arc<Galley> {
    lay(ui, text, style, width, TextWrapMode::Truncate)
}

/// Lays `text` out on as many lines as `width` needs.
pub(super) fn lines(ui: &Ui, text: &str, style: TextStyle, width: f32) -> Arc<Galley> {
    lay(ui, text, style, width, TextWrapMode::Wrap)
}

fn lay(ui: &Ui, text: &str, style: TextStyle, width: f32, wrap: TextWrapMode) -> Arc<Galley> {
    WidgetText::from(egui::RichText::new(text).color(Color32::PLACEHOLDER)).into_galley(
        ui,
        Some(wrap),
        width,
        style,
    )
}

/// Paints `galley` with its middle line through `at`, starting there.
pub(super) fn start_at(painter: &Painter, at: Pos2, galley: Arc<Galley>, ink: Color32) {
    let top = at - Vec2::new(0.0, galley.size().y / 2.0);
    painter.galley(top, galley, ink);
}

/// Paints `icon` around `at`.
pub(super) fn icon(painter: &Painter, at: Pos2, icon: Icon, size: f32, ink: Color32) {
    painter.text(at, Align2::CENTER_CENTER, icon.text(), theme::icon_font(size), ink);
}

/// Paints `text` around `at`.
pub(super) fn centred(painter: &Painter, at: Pos2, text: &str, font: FontId, ink: Color32) {
    painter.text(at, Align2::CENTER_CENTER, text, font, ink);
}

/// Paints the ring that shows where the keyboard is.
pub(super) fn focus(ui: &Ui, response: &Response, tokens: &Tokens) {
    ring(ui, response, response.rect, tokens);
}

/// Paints the ring that shows where the keyboard is, around `rect`.
pub(super) fn ring(ui: &Ui, response: &Response, rect: Rect, tokens: &Tokens) {
    if response.has_focus() {
        let stroke = Stroke::new(2.0, tokens.accent);
        let corner = CornerRadius::same(theme::CORNER + 2);
        ui.painter().rect_stroke(rect.expand(2.0), corner, stroke, StrokeKind::Outside);
    }
}

/// Returns the corner of buttons, fields and rows.
pub(super) fn corner() -> CornerRadius {
    CornerRadius::same(theme::CORNER)
}
