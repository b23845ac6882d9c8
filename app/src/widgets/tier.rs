//! A tier: by shape, word and colour.

use egui::{Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo};

use crate::{say::say, theme};

use super::paint;

/// A tier as stairs and its name: as many steps are filled as were climbed, the others are hollow.
///
/// `rank` counts from 0, `of` is the number of tiers.
pub fn badge(ui: &mut Ui, tier: &str, rank: usize, of: usize) -> Response {
    draw(ui, tier, Some(rank), of, Size::Line)
}

/// The same, big, for the head of a result.
pub fn big(ui: &mut Ui, tier: &str, rank: usize, of: usize) -> Response {
    draw(ui, tier, Some(rank), of, Size::Head)
}

/// In the place of a tier that can't be said yet.
pub fn unknown(ui: &mut Ui, words: &str, of: usize) -> Response {
    draw(ui, words, None, of, Size::Line)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Size {
    Line,
    Head,
}

fn draw(ui: &mut Ui, words: &str, rank: Option<usize>, of: usize, size: Size) -> Response {
    let tokens = theme::of(ui);
    let (style, step, gap, low) = if size == Size::Head {
        (theme::display(), 12.0, 4.0, 12.0)
    } else {
        (theme::strong(), 5.0, 2.0, 5.0)
    };
    let steps = of.clamp(1, 7);
    let galley = paint::line(ui, words, style, ui.available_width().max(40.0));
    let stairs = Vec2::new(count(steps) * (step + gap) - gap, low + count(steps - 1) * step * 0.8);
    let room = Vec2::new(stairs.x + theme::S + galley.size().x, stairs.y.max(galley.size().y));
    let (rect, response) = ui.allocate_exact_size(room, Sense::hover());
    let painter = ui.painter();
    let bottom = rect.center().y + stairs.y / 2.0;
    for at in 0..steps {
        let left = rect.left() + count(at) * (step + gap);
        let height = low + count(at) * step * 0.8;
        let block = egui::Rect::from_min_max(
            egui::pos2(left, bottom - height),
            egui::pos2(left + step, bottom),
        );
        let climbed = rank.is_some_and(|it| at <= it);
        if climbed {
            painter.rect_filled(block, 1.5, tokens.accent);
        } else {
            let line = Stroke::new(1.0, tokens.edge);
            painter.rect(block, 1.5, tokens.well, line, StrokeKind::Inside);
        }
    }
    let ink = if rank.is_some() { tokens.ink } else { tokens.muted };
    let at = egui::pos2(rect.left() + stairs.x + theme::S, rect.center().y);
    paint::start_at(painter, at, galley, ink);
    let name = match rank {
        Some(rank) => say!("widgets-tier", tier = words, n = rank + 1, of = of),
        None => words.to_owned(),
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
    response.on_hover_text(name)
}

#[expect(clippy::cast_precision_loss, reason = "there are at most seven steps")]
fn count(n: usize) -> f32 {
    n as f32
}
