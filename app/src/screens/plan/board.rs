//! Actions as a board: a column for each place an action can stand at.

use egui::Ui;
use muster_model::plan::Status;

use crate::{
    say::say,
    theme,
    widgets::{Button, card, page, text},
};

use super::{
    Wishes,
    data::{self, Column, Ground, Page, Row},
    list,
};

/// Narrowest column.
const NARROW: f32 = 210.0;
/// Most cards of a column; the list shows all.
const MOST: usize = 40;

/// Draws the board.
pub(super) fn ui(
    ui: &mut Ui,
    ground: &Ground<'_>,
    shown: &Page,
    why_not: Option<&str>,
    wishes: &mut Wishes,
) {
    let room = ui.available_width();
    let side_by_side = room >= NARROW * columns_in(shown);
    if side_by_side {
        ui.columns(shown.columns.len(), |uis| {
            for (ui, it) in uis.iter_mut().zip(&shown.columns) {
                column(ui, (ground, shown, it), why_not, wishes);
            }
        });
    } else {
        for it in &shown.columns {
            column(ui, (ground, shown, it), why_not, wishes);
        }
    }
    ui.add_space(theme::L);
}

fn column(
    ui: &mut Ui,
    (ground, shown, it): (&Ground<'_>, &Page, &Column),
    why_not: Option<&str>,
    wishes: &mut Wishes,
) {
    text::heading(ui, &format!("{} ({})", it.title, it.rows.len()));
    ui.add_space(theme::XS);
    for row in it.rows.iter().take(MOST).filter_map(|at| shown.rows.get(*at)) {
        one(ui, (ground, row), why_not, wishes);
        ui.add_space(theme::S);
    }
    let more = it.rows.len().saturating_sub(MOST);
    if more > 0 {
        text::small(ui, &say!("plan-more-in-list", more = more));
    }
    ui.add_space(theme::M);
}

fn one(ui: &mut Ui, (ground, it): (&Ground<'_>, &Row), why_not: Option<&str>, wishes: &mut Wishes) {
    card(ui, |ui| {
        let name = format!("{}: {}", it.title, it.stands);
        let pressed = page::row_button(ui, &name, false, |ui| {
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                text::body(ui, &format!("{}  {}", it.number, it.title));
                if !it.grades.is_empty() {
                    text::small(ui, &it.grades);
                }
                if it.status.closed().is_some() {
                    text::small(ui, &it.stands);
                }
                ui.horizontal_wrapped(|ui| {
                    list::owner_of(ui, it);
                    list::due_of(ui, it);
                    list::torn(ui, it);
                });
            });
        });
        if pressed.clicked() {
            wishes.open = Some(it.id);
        }
        ui.horizontal_wrapped(|ui| {
            ui.add_space(theme::S);
            for (word, to) in ways_on(ground, it) {
                let name = format!("{word}: {}", it.title);
                if Button::secondary(word).name(&name).why_not(why_not).ui(ui).clicked()
                    && let Some(action) = ground.action(it.id)
                {
                    wishes.entries.extend(data::moved(action, to));
                    wishes.closed = to.closed().map(|_| it.id);
                }
            }
        });
    });
}

/// Where an action can go from where it stands.
fn ways_on(ground: &Ground<'_>, it: &Row) -> Vec<(&'static str, Status)> {
    match it.status {
        Status::Open => {
            vec![
                (say!("plan-begin"), Status::InProgress),
                (say!("plan-finish"), Status::Done(ground.today)),
            ]
        }
        Status::InProgress => {
            vec![
                (say!("plan-finish"), Status::Done(ground.today)),
                (say!("plan-put-back"), Status::Open),
            ]
        }
        Status::Done(_) | Status::Dropped(_) => vec![(say!("plan-reopen"), Status::Open)],
    }
}

#[expect(clippy::cast_precision_loss, reason = "a board has at most four columns")]
fn columns_in(shown: &Page) -> f32 {
    shown.columns.len() as f32
}
