//! Who said what on one line: one dot per person.

use egui::{Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo};

use crate::theme;

use super::{
    paint,
    people::{Person, initials},
};

/// One dot.
#[derive(Debug, Clone, Copy)]
pub struct Dot<'a> {
    /// Who; an empty name while names are off.
    pub person: Person<'a>,
    /// Which level, 0 first.
    pub level: usize,
}

/// A line of `levels` columns with one dot per person, stacked where several say the same.
///
/// `name` says in words what is seen.
pub fn row(ui: &mut Ui, name: &str, dots: &[Dot<'_>], levels: usize) -> Response {
    let tokens = theme::of(ui);
    let levels = levels.max(1);
    let (dot, step) = (20.0, 22.0);
    let tallest = (0..levels).map(|at| dots.iter().filter(|it| it.level == at).count()).max();
    let columns = count(levels);
    let width = ui.available_width().clamp(columns * step, columns * 64.0);
    let fit = columns_that_fit(width / columns, step);
    let rows = tallest.unwrap_or(0).div_ceil(fit).max(1);
    let size = Vec2::new(width, count(rows) * step + 8.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let painter = ui.painter();
    let column = width / columns;
    for at in 0..levels {
        let place = egui::Rect::from_min_size(
            egui::pos2(rect.left() + count(at) * column, rect.top()),
            Vec2::new(column, rect.height()),
        );
        painter.rect_filled(place.shrink(1.0), 4.0, tokens.well);
        for (nth, it) in dots.iter().filter(|it| it.level == at).enumerate() {
            let in_row = dots.iter().filter(|it| it.level == at).count().min(fit);
            let left = place.center().x - (count(in_row) - 1.0) * step / 2.0;
            let x = left + count(nth % fit) * step;
            let y = rect.top() + 4.0 + step / 2.0 + count(nth / fit) * step;
            let pair = theme::person(tokens, it.person.place);
            let edge = Stroke::new(1.5, tokens.card);
            painter.circle(egui::pos2(x, y), dot / 2.0, pair.on, edge);
            let words = initials(it.person.name);
            paint::centred(painter, egui::pos2(x, y), &words, theme::strong_font(8.5), pair.ink);
        }
    }
    painter.rect_stroke(rect, 5.0, Stroke::new(1.0, tokens.line), StrokeKind::Inside);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    response.on_hover_text(name)
}

#[expect(clippy::cast_precision_loss, reason = "a scale has a handful of levels")]
fn count(n: usize) -> f32 {
    n as f32
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "both are small and positive"
)]
fn columns_that_fit(column: f32, step: f32) -> usize {
    ((column / step).floor() as usize).max(1)
}
