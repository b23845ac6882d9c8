//! The tokens as an egui style.

use egui::{
    CornerRadius, FontFamily, FontId, Margin, Shadow, Stroke, Style, TextStyle, Theme, Vec2,
    Visuals,
    style::{ScrollAnimation, ScrollStyle, Selection, WidgetVisuals, Widgets},
};

use super::{CORNER, CORNER_CARD, Looks, Motion, ROW, S, Tokens, XS};

/// Returns the style of a window that looks so.
pub(super) fn of(theme: Theme, looks: Looks) -> Style {
    let tokens = Tokens::of(theme, looks.contrast);
    let mut style = theme.default_style();
    style.text_styles = [
        (super::display(), FontId::new(30.0, FontFamily::Name("strong".into()))),
        (super::title(), FontId::new(22.0, FontFamily::Name("strong".into()))),
        (TextStyle::Heading, FontId::new(16.0, FontFamily::Name("strong".into()))),
        (super::strong(), FontId::new(14.0, FontFamily::Name("strong".into()))),
        (TextStyle::Body, FontId::new(14.0, FontFamily::Proportional)),
        (TextStyle::Button, FontId::new(14.0, FontFamily::Proportional)),
        (TextStyle::Small, FontId::new(12.5, FontFamily::Proportional)),
        (super::caption(), FontId::new(12.0, FontFamily::Name("strong".into()))),
        (TextStyle::Monospace, FontId::new(13.0, FontFamily::Monospace)),
    ]
    .into();
    spacing(&mut style);
    style.visuals = visuals(tokens, theme);
    style.animation_time = 0.0;
    style.scroll_animation = match looks.motion {
        Motion::Full => ScrollAnimation::default(),
        Motion::Reduced => ScrollAnimation::none(),
    };
    style
}

fn spacing(style: &mut Style) {
    let it = &mut style.spacing;
    it.item_spacing = Vec2::new(S, S);
    it.button_padding = Vec2::new(super::M, XS);
    it.interact_size = Vec2::new(ROW, ROW);
    it.window_margin = Margin::same(16);
    it.menu_margin = Margin::same(6);
    it.icon_width = 16.0;
    it.icon_spacing = S;
    it.tooltip_width = 360.0;
    it.combo_height = 320.0;
    it.scroll = ScrollStyle { bar_width: 8.0, ..ScrollStyle::solid() };
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.4;
    style.url_in_tooltip = true;
}

fn visuals(tokens: &Tokens, theme: Theme) -> Visuals {
    let mut it = theme.default_visuals();
    let shadow = Shadow { offset: [0, 6], blur: 24, spread: 0, color: tokens.shadow };
    it.widgets = widgets(tokens);
    it.selection =
        Selection { bg_fill: tokens.selected.on, stroke: Stroke::new(1.5, tokens.accent) };
    it.weak_text_color = Some(tokens.muted);
    it.hyperlink_color = tokens.accent;
    it.faint_bg_color = tokens.side;
    // Tracks of scroll bars take the colour of what they lie on; fields have their own.
    it.extreme_bg_color = egui::Color32::TRANSPARENT;
    it.text_edit_bg_color = Some(tokens.card);
    it.code_bg_color = tokens.well;
    it.warn_fg_color = tokens.warn.ink;
    it.error_fg_color = tokens.bad.ink;
    it.window_fill = tokens.card;
    it.window_stroke = Stroke::new(1.0, tokens.line);
    it.window_corner_radius = CornerRadius::same(CORNER_CARD);
    it.menu_corner_radius = CornerRadius::same(CORNER);
    it.window_shadow = shadow;
    it.popup_shadow = shadow;
    it.panel_fill = tokens.page;
    it.text_cursor.stroke = Stroke::new(1.5, tokens.accent);
    it.text_cursor.blink = false;
    it.interact_cursor = Some(egui::CursorIcon::PointingHand);
    it.disabled_alpha = 0.55;
    it
}

fn widgets(tokens: &Tokens) -> Widgets {
    // Only handles of scroll bars take the stronger colour: what else egui would fill with it sets its own.
    let of = |fill, edge, ink, handle| WidgetVisuals {
        bg_fill: handle,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(1.0, edge),
        fg_stroke: Stroke::new(1.0, ink),
        corner_radius: CornerRadius::same(CORNER),
        expansion: 0.0,
    };
    Widgets {
        noninteractive: of(tokens.page, tokens.line, tokens.ink, tokens.page),
        inactive: of(tokens.card, tokens.edge, tokens.ink, tokens.handle),
        hovered: of(tokens.hover, tokens.edge, tokens.ink, tokens.muted),
        active: of(tokens.well, tokens.accent, tokens.ink, tokens.ink),
        open: of(tokens.hover, tokens.edge, tokens.ink, tokens.hover),
    }
}
