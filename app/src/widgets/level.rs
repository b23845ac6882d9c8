//! Answering: the levels of a question with their anchors, always in sight.

use egui::{
    CornerRadius, Rect, Response, Role, Sense, Stroke, StrokeKind, TextStyle, Ui, Vec2, WidgetInfo,
};

use crate::theme;

use super::{Lit, paint};

/// One level.
#[derive(Debug, Clone, Copy)]
pub struct Level<'a> {
    /// The key that chooses it (`1`).
    pub key: &'a str,
    /// Its short label; may be empty.
    pub label: &'a str,
    /// Its anchor: a sentence one can hold against one's own work.
    pub sentence: &'a str,
    /// What is special about it for this person (“last time”); mostly empty.
    pub note: &'a str,
}

/// The levels of a question, lowest first; returns the one that was pressed.
pub fn picker(ui: &mut Ui, levels: &[Level<'_>], chosen: Option<usize>) -> Option<usize> {
    let mut pressed = None;
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        for (at, level) in levels.iter().enumerate() {
            let response = row(ui, level, (at, levels.len()), (chosen == Some(at)).into());
            if response.clicked() {
                pressed = Some(at);
            }
        }
    });
    pressed
}

fn row(ui: &mut Ui, level: &Level<'_>, (at, of): (usize, usize), on: Lit) -> Response {
    let on = on.is_on();
    let tokens = theme::of(ui);
    let width = ui.available_width();
    let badge = 26.0;
    let left = theme::M + badge + theme::M;
    let note = paint::line(ui, level.note, theme::caption(), 160.0);
    let note_width = if level.note.is_empty() { 0.0 } else { note.size().x + theme::M };
    let room = (width - left - theme::M - note_width).max(80.0);
    let label = paint::lines(ui, level.label, theme::strong(), room);
    let sentence = paint::lines(ui, level.sentence, TextStyle::Body, room);
    let label_height = if level.label.is_empty() { 0.0 } else { label.size().y + 2.0 };
    let height = (label_height + sentence.size().y + 2.0 * 10.0).max(46.0);
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width, height), Sense::click());
    if ui.is_rect_visible(rect) {
        let (fill, edge, line) = match (on, response.hovered()) {
            (true, _) => (tokens.selected.on, tokens.accent, 1.5),
            (false, true) => (tokens.hover, tokens.edge, 1.0),
            (false, false) => (tokens.card, tokens.line, 1.0),
        };
        let painter = ui.painter();
        let corner = CornerRadius::same(theme::CORNER + 2);
        painter.rect(rect, corner, fill, Stroke::new(line, edge), StrokeKind::Inside);
        let at_badge = egui::pos2(rect.left() + theme::M + badge / 2.0, rect.top() + 23.0);
        let square = Rect::from_center_size(at_badge, Vec2::splat(badge));
        let pair = theme::ramp(tokens, at, of);
        painter.rect_filled(square, paint::corner(), pair.on);
        paint::centred(painter, at_badge, level.key, theme::strong_font(14.0), pair.ink);
        let body = label_height + sentence.size().y;
        let mut pos = egui::pos2(rect.left() + left, rect.center().y - body / 2.0);
        painter.galley(pos, label, tokens.ink);
        pos.y += label_height;
        painter.galley(pos, sentence, if on { tokens.ink } else { tokens.muted });
        let note_at = egui::pos2(rect.right() - theme::M - note.size().x, rect.top() + 23.0);
        paint::start_at(painter, note_at, note, tokens.accent);
        paint::focus(ui, &response, tokens);
    }
    let enabled = ui.is_enabled();
    response.widget_info(|| {
        let words = [level.key, level.label, level.sentence, level.note];
        let name: Vec<&str> = words.into_iter().filter(|it| !it.is_empty()).collect();
        WidgetInfo::selected(Role::RadioButton, enabled, on, name.join(" · "))
    });
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// A level as a small square with its figure, for tables and heat maps.
///
/// `text` is the figure, `name` the words for a screen reader. `None` for `step` is an empty well.
pub fn cell(
    ui: &mut Ui,
    size: Vec2,
    step: Option<(usize, usize)>,
    text: &str,
    name: &str,
) -> Response {
    let tokens = theme::of(ui);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let pair = match step {
        Some((at, of)) => theme::ramp(tokens, at, of),
        None => theme::Pair { on: tokens.well, ink: tokens.muted },
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let painter = ui.painter();
    painter.rect_filled(rect.shrink(1.0), CornerRadius::same(4), pair.on);
    if step.is_some() {
        // The lowest level is as pale as a marked line.
        let edge = Stroke::new(1.0, theme::faded(pair.ink, theme::SOFT));
        painter.rect_stroke(rect.shrink(1.0), CornerRadius::same(4), edge, StrokeKind::Inside);
    }
    paint::centred(painter, rect.center(), text, theme::strong_font(12.5), pair.ink);
    if response.hovered() {
        let stroke = Stroke::new(1.5, tokens.accent);
        painter.rect_stroke(rect, CornerRadius::same(4), stroke, StrokeKind::Inside);
    }
    paint::focus(ui, &response, tokens);
    // A map has thousands of cells; only the one under the pointer needs its words copied.
    if response.hovered() { response.on_hover_text(name) } else { response }
}
