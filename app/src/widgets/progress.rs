//! How far something is: a bar with its figures. Progress is not a verdict.

use egui::{Response, Role, Sense, TextStyle, Ui, Vec2, WidgetInfo};

use crate::{say::say, theme};

use super::paint;

/// A bar with `n` of `of` beside it; `name` says of what.
pub fn bar(ui: &mut Ui, name: &str, n: usize, of: usize) -> Response {
    let tokens = theme::of(ui);
    let figures = format!("{n} / {of}");
    let galley = paint::line(ui, &figures, TextStyle::Small, f32::INFINITY);
    let room = ui.available_width().clamp(60.0, 320.0);
    let (rect, response) = ui.allocate_exact_size(Vec2::new(room, 20.0), Sense::hover());
    // Bars below each other end at the same place, however long their figures are.
    let figures_width = galley.size().x.max(44.0);
    let track_width = (room - figures_width - theme::S).max(24.0);
    let track = egui::Rect::from_min_size(
        egui::pos2(rect.left(), rect.center().y - 3.0),
        Vec2::new(track_width, 6.0),
    );
    fill(ui, track, part(n, of));
    let beside = egui::pos2(track.right() + theme::S, rect.center().y);
    paint::start_at(ui.painter(), beside, galley, tokens.muted);
    told(response, name, n, of)
}

/// A bar `width` wide without figures, beside words that say them; `name` says of what.
pub fn track(ui: &mut Ui, name: &str, n: usize, of: usize, width: f32) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width, 20.0), Sense::hover());
    let track = egui::Rect::from_center_size(rect.center(), Vec2::new(width, 6.0));
    fill(ui, track, part(n, of));
    told(response, name, n, of)
}

fn fill(ui: &Ui, track: egui::Rect, share: f32) {
    let tokens = theme::of(ui);
    let painter = ui.painter();
    painter.rect_filled(track, 3.0, tokens.well);
    if share > 0.0 {
        let filled = Vec2::new((track.width() * share).max(6.0), 6.0);
        let done = egui::Rect::from_min_size(track.min, filled);
        painter.rect_filled(done, 3.0, tokens.accent);
    }
}

fn told(response: Response, name: &str, n: usize, of: usize) -> Response {
    let share = part(n, of);
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::ProgressIndicator, true, words(name, n, of));
        info.value = Some(f64::from(share));
        info
    });
    response.on_hover_text(words(name, n, of))
}

fn words(name: &str, n: usize, of: usize) -> String {
    say!("widgets-progress", name = name, n = n, of = of)
}

/// Returns `n / of` as a share of one.
#[expect(clippy::cast_precision_loss, reason = "a bar has fewer than 2^24 steps")]
pub(super) fn part(n: usize, of: usize) -> f32 {
    if of == 0 { 0.0 } else { n.min(of) as f32 / of as f32 }
}
