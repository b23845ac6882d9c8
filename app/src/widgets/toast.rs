//! Short messages at the lower right.

use egui::{Align2, Area, Order, Role, Ui, WidgetInfo};

use crate::{
    say::say,
    theme::{self, icon},
};

use super::{Button, text};

/// How a message is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something was done.
    Plain,
    /// Worth a look.
    Warn,
    /// Needs a person.
    Bad,
}

/// One message.
#[derive(Debug, Clone, Copy)]
pub struct Toast<'a> {
    /// Says which, when it is closed.
    pub id: u64,
    /// How it is meant.
    pub tone: Tone,
    /// What happened.
    pub headline: &'a str,
    /// What to do; may be empty.
    pub remedy: &'a str,
}

/// Shows `toasts`, the newest below; returns the one that was closed.
pub fn stack(ui: &mut Ui, toasts: &[Toast<'_>]) -> Option<u64> {
    if toasts.is_empty() {
        return None;
    }
    let mut closed = None;
    let offset = egui::vec2(-theme::L, -(theme::ROW + theme::L));
    Area::new(egui::Id::unique("toasts"))
        .order(Order::Foreground)
        .anchor(Align2::RIGHT_BOTTOM, offset)
        .show(ui.ctx(), |ui| {
            for toast in toasts {
                if one(ui, toast) {
                    closed = Some(toast.id);
                }
            }
        });
    closed
}

fn one(ui: &mut Ui, toast: &Toast<'_>) -> bool {
    let tokens = theme::of(ui);
    let (mark, ink) = match toast.tone {
        Tone::Plain => (icon::CIRCLE_CHECK, tokens.accent),
        Tone::Warn => (icon::TRIANGLE_ALERT, tokens.warn.ink),
        Tone::Bad => (icon::CIRCLE_ALERT, tokens.bad.ink),
    };
    let mut closed = false;
    let shown =
        egui::Frame::popup(ui.style()).inner_margin(egui::Margin::same(12)).show(ui, |ui| {
            ui.set_width(340.0);
            ui.horizontal_top(|ui| {
                text::icon_in(ui, mark, 18.0, ink);
                ui.vertical(|ui| {
                    ui.set_width(270.0);
                    ui.spacing_mut().item_spacing.y = 2.0;
                    text::strong(ui, toast.headline);
                    if !toast.remedy.is_empty() {
                        text::small(ui, toast.remedy);
                    }
                });
                let name = say!("widgets-close-message", what = toast.headline);
                closed = Button::icon_only(icon::X, &name).hint("").ui(ui).clicked();
            });
        });
    let words = format!("{} {}", toast.headline, toast.remedy);
    shown.response.widget_info(|| WidgetInfo::labeled(Role::Alert, true, words.trim()));
    closed
}
