//! Buttons: verbs, with a reason where they can't be pressed.

use egui::{Color32, Response, Role, Sense, Stroke, StrokeKind, TextStyle, Ui, Vec2, WidgetInfo};

use crate::theme::{self, Tokens, icon::Icon};

use super::{Lit, paint};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Primary,
    Secondary,
    Ghost,
    Danger,
}

/// A button. One primary button a page at most: the next step.
#[derive(Debug)]
#[must_use = "call `ui` to show it"]
pub struct Button<'a> {
    kind: Kind,
    icon: Option<Icon>,
    text: &'a str,
    name: &'a str,
    hint: &'a str,
    key: &'a str,
    why_not: Option<&'a str>,
    selected: bool,
    wide: bool,
    tall: bool,
}

impl<'a> Button<'a> {
    /// The next step.
    pub fn primary(text: &'a str) -> Self {
        Self { tall: true, ..Self::of(Kind::Primary, text) }
    }

    /// Another thing one can do.
    pub fn secondary(text: &'a str) -> Self {
        Self::of(Kind::Secondary, text)
    }

    /// Another thing one can do, without a border.
    pub fn ghost(text: &'a str) -> Self {
        Self::of(Kind::Ghost, text)
    }

    /// Something that cannot be taken back.
    pub fn danger(text: &'a str) -> Self {
        Self::of(Kind::Danger, text)
    }

    /// Only an icon; `name` is its tooltip and what a screen reader says.
    pub fn icon_only(icon: Icon, name: &'a str) -> Self {
        Self { icon: Some(icon), name, hint: name, ..Self::of(Kind::Ghost, "") }
    }

    fn of(kind: Kind, text: &'a str) -> Self {
        Self {
            kind,
            icon: None,
            text,
            name: text,
            hint: "",
            key: "",
            why_not: None,
            selected: false,
            wide: false,
            tall: false,
        }
    }

    /// Puts an icon before the text.
    pub fn icon(self, icon: Icon) -> Self {
        Self { icon: Some(icon), ..self }
    }

    /// Says more in the tooltip.
    pub fn hint(self, hint: &'a str) -> Self {
        Self { hint, ..self }
    }

    /// Says which key does the same; shown in the tooltip.
    pub fn key(self, key: &'a str) -> Self {
        Self { key, ..self }
    }

    /// Names it otherwise for screen readers and tests.
    pub fn name(self, name: &'a str) -> Self {
        Self { name, ..self }
    }

    /// Disables it where there is a reason; the reason is the tooltip.
    pub fn why_not(self, reason: Option<&'a str>) -> Self {
        Self { why_not: reason, ..self }
    }

    /// Shows that what it switches is on.
    pub fn selected(self, selected: impl Into<Lit>) -> Self {
        Self { selected: selected.into().is_on(), ..self }
    }

    /// Takes all the width there is.
    pub fn wide(self) -> Self {
        Self { wide: true, ..self }
    }

    /// Shows it.
    pub fn ui(self, ui: &mut Ui) -> Response {
        self.begin_row(ui);
        if let Some(reason) = self.why_not {
            let reason = reason.to_owned();
            let shown = ui.add_enabled_ui(false, |ui| self.paint(ui)).inner;
            ui.ctx().accesskit_node_builder(shown.id, |it| it.set_description(reason.as_str()));
            return shown.on_disabled_hover_text(reason);
        }
        let tip = match (self.hint, self.key) {
            ("", "") => String::new(),
            (hint, "") => hint.to_owned(),
            ("", key) => key.to_owned(),
            (hint, key) => format!("{hint}   {key}"),
        };
        let response = self.paint(ui);
        if tip.is_empty() { response } else { response.on_hover_text(tip) }
    }

    /// Begins a new row where rows wrap and what is left of this one is too short: a button that is off lies in a
    /// room of its own, which does not wrap by itself.
    fn begin_row(&self, ui: &mut Ui) {
        let layout = *ui.layout();
        let wraps = layout.is_horizontal() && layout.main_wrap() && !layout.prefer_right_to_left();
        if !wraps || ui.cursor().left() <= ui.max_rect().left() {
            return;
        }
        let words = paint::line(ui, self.text, self.style(), f32::INFINITY).size().x;
        if self.size(words).x > ui.available_size_before_wrap().x {
            ui.end_row();
        }
    }

    fn style(&self) -> TextStyle {
        if self.kind == Kind::Primary { theme::strong() } else { TextStyle::Button }
    }

    /// How much room sign and words take, the latter `words` wide.
    fn inner(&self, words: f32) -> f32 {
        let both = self.icon.is_some() && !self.text.is_empty();
        let icon_width = if self.icon.is_some() { 16.0 } else { 0.0 };
        icon_width + if both { theme::S } else { 0.0 } + words
    }

    fn size(&self, words: f32) -> Vec2 {
        let height = if self.tall { theme::FIELD } else { theme::ROW };
        let pad = if self.text.is_empty() { 6.0 } else { theme::M };
        Vec2::new(pad.mul_add(2.0, self.inner(words)).max(height), height)
    }

    fn paint(&self, ui: &mut Ui) -> Response {
        let tokens = theme::of(ui);
        let room = (ui.available_width() - 48.0).max(80.0);
        let galley = paint::line(ui, self.text, self.style(), room);
        let inner = self.inner(galley.size().x);
        let mut size = self.size(galley.size().x);
        if self.wide {
            size.x = ui.available_width().max(size.x);
        }
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        if ui.is_rect_visible(rect) {
            let (fill, edge, ink) = self.colours(ui, &response, tokens);
            let painter = ui.painter();
            painter.rect(rect, paint::corner(), fill, Stroke::new(1.0, edge), StrokeKind::Inside);
            let mut at = rect.center() - Vec2::new(inner / 2.0, 0.0);
            if let Some(icon) = self.icon {
                paint::icon(painter, at + Vec2::new(8.0, 0.0), icon, 16.0, ink);
                at.x += 16.0 + theme::S;
            }
            paint::start_at(painter, at, galley, ink);
            paint::focus(ui, &response, tokens);
        }
        let (enabled, selected) = (ui.is_enabled(), self.selected);
        response.widget_info(|| {
            let mut info = WidgetInfo::labeled(Role::Button, enabled, self.name);
            info.selected = selected.then_some(true);
            info
        });
        response.on_hover_cursor(egui::CursorIcon::PointingHand)
    }

    fn colours(
        &self,
        ui: &Ui,
        response: &Response,
        tokens: &Tokens,
    ) -> (Color32, Color32, Color32) {
        let none = Color32::TRANSPARENT;
        let over = response.hovered() || response.is_pointer_button_down_on();
        let plain = if over { tokens.hover } else { none };
        let found = match self.kind {
            Kind::Primary if over => (tokens.accent_hover, none, tokens.on_accent),
            Kind::Primary => (tokens.accent, none, tokens.on_accent),
            Kind::Secondary if self.selected => {
                (tokens.selected.on, tokens.accent, tokens.selected.ink)
            }
            Kind::Secondary if over => (tokens.hover, tokens.edge, tokens.ink),
            Kind::Secondary => (tokens.card, tokens.edge, tokens.ink),
            Kind::Ghost if self.selected => (tokens.selected.on, none, tokens.selected.ink),
            Kind::Ghost if self.text.is_empty() && !over => (none, none, tokens.muted),
            Kind::Ghost => (plain, none, tokens.ink),
            Kind::Danger if over => (tokens.bad.on, tokens.bad.ink, tokens.bad.ink),
            Kind::Danger => (tokens.card, tokens.edge, tokens.bad.ink),
        };
        if ui.is_enabled() { found } else { (tokens.well, none, tokens.muted) }
    }
}
