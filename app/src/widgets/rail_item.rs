//! One line of the rail.

use egui::{Response, Role, Sense, TextStyle, Ui, Vec2, WidgetInfo};

use crate::theme::{self, icon::Icon};

use super::paint;

/// What a line of the rail shows.
#[derive(Debug, Clone, Copy)]
pub struct Item<'a> {
    /// Icon.
    pub icon: Icon,
    /// Word.
    pub word: &'a str,
    /// Keys that lead there; in the tooltip.
    pub keys: &'a str,
    /// Whether one is there.
    pub on: bool,
    /// Why one can't go there, if so.
    pub why_not: Option<&'a str>,
    /// Whether only the icon is shown.
    pub narrow: bool,
}

/// Shows it.
pub fn show(ui: &mut Ui, item: &Item<'_>) -> Response {
    let tip = match (item.why_not, item.keys) {
        (Some(reason), _) => format!("{}: {reason}", item.word),
        (None, "") => item.word.to_owned(),
        (None, keys) => format!("{}   {keys}", item.word),
    };
    let shown = ui.add_enabled_ui(item.why_not.is_none(), |ui| paint_item(ui, item)).inner;
    if let Some(reason) = item.why_not {
        ui.ctx().accesskit_node_builder(shown.id, |it| it.set_description(reason));
    }
    shown.on_hover_text(&tip).on_disabled_hover_text(&tip)
}

fn paint_item(ui: &mut Ui, item: &Item<'_>) -> Response {
    let tokens = theme::of(ui);
    let size = Vec2::new(ui.available_width(), theme::ROW);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let painter = ui.painter();
    let (ink, style) = if item.on {
        painter.rect_filled(rect, paint::corner(), tokens.selected.on);
        (tokens.selected.ink, theme::strong())
    } else {
        if response.hovered() {
            painter.rect_filled(rect, paint::corner(), tokens.hover);
        }
        (if ui.is_enabled() { tokens.ink } else { tokens.muted }, TextStyle::Body)
    };
    let at = if item.narrow { rect.center().x } else { rect.left() + 18.0 };
    let mark = if item.on || !ui.is_enabled() { ink } else { tokens.muted };
    paint::icon(painter, egui::pos2(at, rect.center().y), item.icon, 16.0, mark);
    if !item.narrow {
        let galley = paint::line(ui, item.word, style, rect.width() - 44.0);
        paint::start_at(ui.painter(), egui::pos2(rect.left() + 36.0, rect.center().y), galley, ink);
    }
    paint::focus(ui, &response, tokens);
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(Role::Tab, enabled, item.on, item.word));
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}
