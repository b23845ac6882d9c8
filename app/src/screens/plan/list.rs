//! Actions as a list.

use egui::Ui;

use crate::{
    say::say,
    theme::{self, icon},
    widgets::{
        Button, page,
        people::{self, Person},
        text,
    },
};

use super::{
    Wishes,
    data::{Page, Row},
};

/// Below this width what is told of an action stands under its title.
const WIDE: f32 = 760.0;
/// Most actions drawn before one asks for more.
const FEW: usize = 60;

/// Draws the actions shown.
pub(super) fn ui(ui: &mut Ui, shown: &Page, wishes: &mut Wishes) {
    // Same everywhere: an id.
    let id = ui.scope_id().with("all actions");
    let all: bool = ui.data(|it| it.get_temp(id)).unwrap_or_default();
    let most = if all { shown.rows.len() } else { FEW };
    let width = ui.available_width();
    for it in shown.rows.iter().take(most) {
        let name = format!("{}: {}", it.title, it.stands);
        let pressed = page::row_button(ui, &name, false, |ui| {
            if width > WIDE { wide(ui, it) } else { narrow(ui, it) }
        });
        if pressed.clicked() {
            wishes.open = Some(it.id);
        }
        page::rule(ui);
    }
    let more = shown.rows.len().saturating_sub(FEW);
    if more > 0 && !all && Button::ghost(&say!("plan-show-more", more = more)).ui(ui).clicked() {
        ui.data_mut(|it| it.insert_temp(id, true));
    }
    ui.add_space(theme::L);
}

fn wide(ui: &mut Ui, it: &Row) {
    let room = ui.available_width();
    let [number, owner, due, state] = [32.0, 150.0, 196.0, 116.0];
    let title = (room - number - owner - due - state).max(160.0);
    page::cells(ui, &[number, title, owner, due, state], |ui, nth| match nth {
        0 => {
            text::muted(ui, &it.number.to_string());
        }
        1 => {
            text::body(ui, &it.title);
            below(ui, it);
        }
        2 => owner_of(ui, it),
        3 => {
            due_of(ui, it);
            if !it.grades.is_empty() {
                text::small(ui, &it.grades);
            }
        }
        _ => {
            text::body(ui, &it.stands);
            torn(ui, it);
        }
    });
}

fn narrow(ui: &mut Ui, it: &Row) {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        text::body(ui, &format!("{}  {}", it.number, it.title));
        below(ui, it);
        ui.horizontal_wrapped(|ui| {
            owner_of(ui, it);
            due_of(ui, it);
            let rest = [it.stands.as_str(), &it.grades];
            let rest: Vec<&str> = rest.into_iter().filter(|it| !it.is_empty()).collect();
            text::small(ui, &rest.join(" · "));
            torn(ui, it);
        });
    });
}

fn below(ui: &mut Ui, it: &Row) {
    let more = [it.about.as_str(), &it.leads];
    let more: Vec<&str> = more.into_iter().filter(|it| !it.is_empty()).collect();
    if !more.is_empty() {
        text::small(ui, &more.join(" · "));
    }
}

/// Draws who sees to an action.
pub(super) fn owner_of(ui: &mut Ui, it: &Row) {
    match &it.owner {
        Some(seer) => {
            ui.horizontal(|ui| {
                if let Some(place) = seer.place {
                    people::avatar(ui, Person { name: &seer.name, place }, 20.0);
                }
                text::small_line(ui, &seer.name);
            });
        }
        None => {
            text::small(ui, say!("plan-nobody-yet"));
        }
    }
}

/// Draws until when.
pub(super) fn due_of(ui: &mut Ui, it: &Row) {
    if it.late {
        people::chip(ui, icon::CLOCK, &it.due, theme::of(ui).warn);
    } else if !it.due.is_empty() {
        text::small(ui, &it.due);
    }
}

/// Draws that a field has several values.
pub(super) fn torn(ui: &mut Ui, it: &Row) {
    if it.torn {
        people::chip(ui, icon::SPLIT, say!("plan-several-values"), theme::of(ui).warn);
    }
}
