//! What people say about an action, and a field to add to it.

use egui::Ui;
use muster_model::plan::{self, Action};

use crate::{
    say::say,
    screens::words,
    theme::{self, icon},
    widgets::{Button, field, prose::prose, text},
};

use super::data::{self, Ground};

/// Draws what was said; returns a comment that is to be added. Who may not plan may say something all the same.
pub(super) fn ui(
    ui: &mut Ui,
    (ground, action): (&Ground<'_>, &Action),
    typed: &mut String,
    read_only: Option<&str>,
) -> Option<String> {
    ui.add_space(theme::S);
    text::heading(ui, say!("plan-comments"));
    let said = data::talk(ground, action);
    if said.is_empty() {
        text::muted(ui, say!("plan-no-comments"));
    }
    for (who, what) in &said {
        text::small(ui, who);
        prose(ui, what);
        ui.add_space(theme::XS);
    }
    field::area(ui, say!("plan-comment"), say!("plan-comment-hint"), 2, typed);
    let wrong = plan::check_comment(typed).err().map(|it| words::capital(&it.to_string()));
    let lacking = match wrong {
        Some(_) if typed.trim().is_empty() => Some(say!("plan-comment-empty").to_owned()),
        other => other,
    };
    let why_not = read_only.or(lacking.as_deref());
    let add = Button::secondary(say!("plan-comment-add")).icon(icon::MESSAGE_SQUARE_PLUS);
    let pressed = add.why_not(why_not).ui(ui).clicked();
    pressed.then(|| std::mem::take(typed).trim().to_owned())
}
