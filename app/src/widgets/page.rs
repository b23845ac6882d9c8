//! How a page is laid out: a column, its header, sections and cards.

use egui::{
    Align, CornerRadius, Frame, InnerResponse, Layout, Margin, Response, Role, ScrollArea, Sense,
    Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo,
};

use crate::theme::{self, icon::Icon};

use super::{Button, Lit, paint, text};

/// A scrolling page at most `width` wide, with a title, an explanation and actions at the right.
pub fn page<R>(
    ui: &mut Ui,
    width: f32,
    head: &Head<'_>,
    actions: impl FnOnce(&mut Ui),
    content: impl FnOnce(&mut Ui) -> R,
) -> R {
    column(ui, width, |ui| {
        header(ui, head, actions);
        content(ui)
    })
}

/// What stands above a page.
#[derive(Debug, Clone, Copy)]
pub struct Head<'a> {
    /// Title.
    pub title: &'a str,
    /// What it is about; may be empty.
    pub subtitle: &'a str,
}

/// A scrolling column at most `width` wide, in the middle.
pub fn column<R>(ui: &mut Ui, width: f32, content: impl FnOnce(&mut Ui) -> R) -> R {
    ScrollArea::vertical()
        .auto_shrink([false, false])
        .show(ui, |ui| {
            let room = ui.available_rect_before_wrap();
            let width = (room.width() - 2.0 * theme::XL).min(width).max(240.0);
            let side = ((room.width() - width) / 2.0).max(0.0).floor();
            let from = room.min + egui::vec2(side, theme::XL);
            let rect = egui::Rect::from_min_max(from, egui::pos2(from.x + width, room.max.y));
            let inner = ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| {
                ui.set_width(width);
                content(ui)
            });
            ui.add_space(theme::XL);
            inner.inner
        })
        .inner
}

fn header(ui: &mut Ui, head: &Head<'_>, actions: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        let room = ui.available_width();
        ui.vertical(|ui| {
            ui.set_max_width((room * 0.66).max(200.0));
            text::title(ui, head.title);
        });
        ui.with_layout(Layout::right_to_left(Align::Center), actions);
    });
    if !head.subtitle.is_empty() {
        text::muted(ui, head.subtitle);
    }
    ui.add_space(theme::L);
}

/// The title of a page with controls at its right, `width` wide; below it where there is no room.
pub fn title_row(ui: &mut Ui, title: &str, width: f32, controls: impl FnOnce(&mut Ui)) {
    let words = paint::line(ui, title, theme::title(), f32::INFINITY).size().x;
    if words + width + theme::L <= ui.available_width() {
        ui.horizontal(|ui| {
            text::title(ui, title);
            ui.with_layout(Layout::right_to_left(Align::Center), controls);
        });
    } else {
        text::title(ui, title);
        ui.horizontal_wrapped(controls);
    }
}

/// A section of a page: a heading with what one can do at the right, then the content.
pub fn section<R>(
    ui: &mut Ui,
    title: &str,
    actions: impl FnOnce(&mut Ui),
    content: impl FnOnce(&mut Ui) -> R,
) -> R {
    ui.add_space(theme::S);
    ui.horizontal(|ui| {
        text::heading(ui, title);
        ui.with_layout(Layout::right_to_left(Align::Center), actions);
    });
    let inner = content(ui);
    ui.add_space(theme::L);
    inner
}

/// A card.
pub fn card<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    let tokens = theme::of(ui);
    card_frame(tokens).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.vertical(content).inner
    })
}

/// What is shown as it will be read, set apart by a hairline around it.
pub fn quoted<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    let tokens = theme::of(ui);
    let frame = Frame::new()
        .stroke(Stroke::new(1.0, tokens.line))
        .corner_radius(paint::corner())
        .inner_margin(Margin::symmetric(12, 8));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.vertical(content).inner
    })
}

fn card_frame(tokens: &theme::Tokens) -> Frame {
    Frame::new()
        .fill(tokens.card)
        .stroke(Stroke::new(1.0, tokens.line))
        .corner_radius(CornerRadius::same(theme::CORNER_CARD))
        .inner_margin(Margin::same(16))
}

/// A card that is pressed as a whole. `name` says what happens.
pub fn card_button(ui: &mut Ui, name: &str, content: impl FnOnce(&mut Ui)) -> Response {
    let tokens = theme::of(ui);
    let builder = UiBuilder::new().id_salt(name).sense(Sense::click());
    let response = ui
        .scope_builder(builder, |ui| {
            let over = ui.response().hovered();
            let edge = if over { tokens.accent } else { tokens.line };
            let frame = card_frame(tokens).stroke(Stroke::new(1.0, edge));
            frame.show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.vertical(content);
            });
        })
        .response;
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    paint::focus(ui, &response, tokens);
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// A row of a list that is pressed as a whole. `name` says what happens.
pub fn row_button(
    ui: &mut Ui,
    name: &str,
    selected: impl Into<Lit>,
    content: impl FnOnce(&mut Ui),
) -> Response {
    let tokens = theme::of(ui);
    let selected = selected.into().is_on();
    let builder = UiBuilder::new().id_salt(name).sense(Sense::click());
    let response = ui
        .scope_builder(builder, |ui| {
            let fill = match (selected, ui.response().hovered()) {
                (true, _) => tokens.selected.on,
                (false, true) => tokens.hover,
                (false, false) => egui::Color32::TRANSPARENT,
            };
            let frame = Frame::new()
                .fill(fill)
                .corner_radius(paint::corner())
                .inner_margin(Margin::symmetric(8, 4));
            frame.show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().interact_size.y = 20.0;
                ui.horizontal(|ui| {
                    ui.set_min_height(20.0);
                    content(ui);
                });
            });
        })
        .response;
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, name));
    paint::focus(ui, &response, tokens);
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// A hairline with room around it.
pub fn rule(ui: &mut Ui) {
    let tokens = theme::of(ui);
    let size = egui::vec2(ui.available_width(), 1.0);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    ui.painter().rect_filled(rect, 0.0, tokens.line);
}

/// A page without content: an icon, a sentence, and one next step.
pub fn empty(ui: &mut Ui, icon: Icon, sentence: &str, next: Option<&str>) -> bool {
    let tokens = theme::of(ui);
    ui.vertical_centered(|ui| {
        ui.add_space(theme::XL * 2.0);
        let (rect, _) = ui.allocate_exact_size(egui::Vec2::splat(56.0), Sense::hover());
        ui.painter().circle_filled(rect.center(), 28.0, tokens.well);
        paint::icon(ui.painter(), rect.center(), icon, 24.0, tokens.muted);
        ui.add_space(theme::S);
        ui.scope(|ui| {
            ui.set_max_width(420.0);
            text::muted(ui, sentence);
        });
        ui.add_space(theme::M);
        next.is_some_and(|it| Button::primary(it).ui(ui).clicked())
    })
    .inner
}

/// A line of a table: one cell for each width, top to top. The last points of each cell stay free.
pub fn cells(ui: &mut Ui, widths: &[f32], mut cell: impl FnMut(&mut Ui, usize)) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.spacing_mut().interact_size.y = 16.0;
        for (nth, width) in widths.iter().enumerate() {
            ui.vertical(|ui| {
                ui.set_width((width - theme::M).max(0.0));
                ui.spacing_mut().item_spacing = egui::Vec2::new(theme::S, 2.0);
                cell(ui, nth);
            });
            ui.add_space(theme::M);
        }
    });
}

/// A box around anything with an accent edge at the left, for what should be read first.
pub fn callout(ui: &mut Ui, pair: theme::Pair, icon: Icon, content: impl FnOnce(&mut Ui)) {
    let frame = Frame::new()
        .fill(pair.on)
        .corner_radius(CornerRadius::same(theme::CORNER_CARD))
        .inner_margin(Margin::symmetric(16, 12));
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_top(|ui| {
            text::icon_in(ui, icon, 18.0, pair.ink);
            ui.vertical(content);
        });
    });
    let stroke = Stroke::new(1.0, theme::faded(pair.ink, 0.25));
    let corner = CornerRadius::same(theme::CORNER_CARD);
    ui.painter().rect_stroke(shown.response.rect, corner, stroke, StrokeKind::Inside);
}
