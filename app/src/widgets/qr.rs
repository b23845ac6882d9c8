//! Text as a QR code.

use egui::{Response, Role, Sense, Ui, Vec2, WidgetInfo};
use qrcode::{Color, QrCode};

use crate::theme;

/// Shows `content` as a QR code `size` points wide; `None` if it is too long for one.
///
/// Always dark on white, so that cameras can read it in a dark window.
pub fn code(ui: &mut Ui, name: &str, content: &str, size: f32) -> Option<Response> {
    let made = QrCode::new(content.as_bytes()).ok()?;
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(size), Sense::hover());
    let light = theme::Tokens::of(egui::Theme::Light, theme::Contrast::Normal);
    let painter = ui.painter();
    painter.rect_filled(rect, 6.0, light.card);
    let quiet = 4;
    let modules = made.width();
    let step = size / count(modules + 2 * quiet);
    for (at, module) in made.to_colors().into_iter().enumerate() {
        if module == Color::Dark {
            let offset = Vec2::new(count(at % modules + quiet), count(at / modules + quiet)) * step;
            let cell = egui::Rect::from_min_size(rect.min + offset, Vec2::splat(step));
            painter.rect_filled(cell.expand(0.2), 0.0, light.ink);
        }
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    Some(response)
}

#[expect(clippy::cast_precision_loss, reason = "a code has at most 185 modules a side")]
fn count(n: usize) -> f32 {
    n as f32
}
