//! Assign: people by dimensions, a box each.

pub mod data;

use std::collections::BTreeMap;

use egui::{Align, Layout, ScrollArea, Ui, Vec2};
use muster_model::{
    edit::Edit,
    ids::{MemberId, NodeId},
};

use crate::{
    command::{Command, Intent, Screen},
    say::say,
    theme::{self, icon},
    widgets::{
        Button, feedback, field,
        page::{self, Head},
        people::{self, Person as Face},
        text,
    },
};

use super::{Cx, words};
use data::Grid;

/// Width of the column of people.
const PERSON: f32 = 196.0;
/// Width of the column that assigns everything.
const ALL: f32 = 48.0;
/// Width of a dimension's column, where there is room.
const COLUMN: f32 = 104.0;
/// Width of a dimension's column, where there is none.
const NARROWEST: f32 = 48.0;
/// Width below which a dimension's title is cut; the whole is in its tooltip.
const CUT: f32 = 72.0;
/// Room between columns.
const GAP: f32 = 4.0;

/// Assignments on their way to the disk.
#[derive(Debug, Default)]
pub struct Draft {
    underway: BTreeMap<(MemberId, NodeId), bool>,
    sent_at: f64,
}

/// Draws Assign.
pub fn ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let (Some(workspace), Some(review)) = (cx.workspace(), cx.review()) else { return };
    let head = Head { title: say!("assign-title"), subtitle: say!("assign-subtitle") };
    let Some(framework) = workspace.framework_of(review) else {
        let sentence = say!("assign-no-framework");
        page::empty(ui, icon::GRID_3X3, sentence, None);
        return;
    };
    let now = ui.input(|it| it.time);
    let draft = &mut cx.drafts.assign;
    if cx.state.desk.saving == 0 && now > draft.sent_at {
        draft.underway.clear();
    }
    let mut assigned = data::assigned(review, framework);
    for (place, on) in &draft.underway {
        if *on {
            assigned.insert(place.clone());
        } else {
            assigned.remove(place);
        }
    }
    let shown = Grid::of(workspace, framework, assigned);
    let why_not = cx.read_only().or_else(|| data::why_not(workspace, review));
    let id = review.id;
    let mut changed = Vec::new();
    let mut invite = false;
    let actions = |ui: &mut Ui| {
        invite = Button::secondary(say!("assign-invite")).icon(icon::USER_PLUS).ui(ui).clicked();
    };
    page::page(ui, theme::WIDE, &head, actions, |ui| {
        if let Some(reason) = why_not {
            feedback::note_card(ui, say!("assign-look"), reason);
            ui.add_space(theme::M);
        }
        ui.add_enabled_ui(why_not.is_none(), |ui| changed = grid(ui, &shown));
    });
    if invite {
        cx.wish(Intent::Run(Command::Go(Screen::Invite)));
    }
    for (member, nodes, on) in changed {
        let draft = &mut cx.drafts.assign;
        draft.sent_at = now;
        draft.underway.extend(nodes.iter().map(|it| ((member, it.clone()), on)));
        let (add, remove) = if on { (nodes, Vec::new()) } else { (Vec::new(), nodes) };
        cx.edit(Edit::Assign { review: id, member, add, remove });
    }
}

/// What was ticked: who, which dimensions, on or off.
pub(super) type Ticked = (MemberId, Vec<NodeId>, bool);

/// Draws the grid; returns what was ticked. Columns grow narrower before anything sticks out.
pub(super) fn grid(ui: &mut Ui, shown: &Grid) -> Vec<Ticked> {
    let mut changed = Vec::new();
    let room = (ui.available_width() - PERSON - ALL) / columns(shown.dimensions.len()) - GAP;
    let column = room.clamp(NARROWEST, COLUMN);
    // Same everywhere: an id.
    let id = "assign";

    ScrollArea::horizontal().id_salt(id).show(ui, |ui| {
        let grid = egui::Grid::new(id).num_columns(shown.dimensions.len() + 2);
        grid.spacing([GAP, theme::S]).show(ui, |ui| {
            text::caption(ui, say!("assign-person"));
            for (_, title, _) in &shown.dimensions {
                cell(ui, column, 36.0, |ui| {
                    if column < CUT {
                        text::small_line(ui, title);
                    } else {
                        text::small(ui, title);
                    }
                });
            }
            text::caption(ui, "");
            ui.end_row();
            for (who, role) in &shown.people {
                changed.extend(row(ui, shown, (who, role), column));
                ui.end_row();
            }
            text::caption(ui, say!("assign-respondents"));
            for (_, title, n) in &shown.dimensions {
                cell(ui, column, 20.0, |ui| {
                    let ink = if *n > 1 { theme::of(ui).ink } else { theme::of(ui).warn.ink };
                    ui.colored_label(ink, n.to_string()).on_hover_text(title);
                });
            }
            ui.end_row();
        });
    });
    for warning in shown.warnings() {
        ui.horizontal_top(|ui| {
            text::icon(ui, icon::INFO);
            text::body(ui, &warning);
        });
    }
    changed
}

fn cell(ui: &mut Ui, width: f32, height: f32, content: impl FnOnce(&mut Ui)) {
    ui.allocate_ui(Vec2::new(width, height), |ui| {
        ui.set_width(width);
        ui.with_layout(Layout::top_down(Align::Center), content);
    });
}

#[expect(clippy::cast_precision_loss, reason = "a framework has a handful of dimensions")]
fn columns(n: usize) -> f32 {
    n.max(1) as f32
}

fn row(ui: &mut Ui, shown: &Grid, (who, role): (&words::Who, &str), column: f32) -> Option<Ticked> {
    let mut changed = None;
    ui.horizontal(|ui| {
        people::avatar(ui, Face { name: &who.name, place: who.place }, 24.0);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.set_width(PERSON - 40.0);
            text::body_line(ui, &who.name);
            let n = say!("assign-questions", n = shown.sum(who.id));
            let line = if column < COLUMN { n } else { format!("{role}, {n}") };
            text::small_line(ui, &line);
        });
    });
    let mut all = true;
    for (id, title, _) in &shown.dimensions {
        let on = shown.assigned.contains(&(who.id, id.clone()));
        all &= on;
        cell(ui, column, 20.0, |ui| {
            let name = format!("{}: {title}", who.name);
            let mut now = on;
            let found = field::bare_tick(ui, &mut now, "");
            found.widget_info(|| {
                egui::WidgetInfo::selected(egui::Role::CheckBox, ui.is_enabled(), on, &name)
            });
            if found.on_hover_text(name).changed() {
                changed = Some((who.id, vec![id.clone()], now));
            }
        });
    }
    let (words, name) = if all {
        (say!("assign-none"), say!("assign-none-for", name = &who.name))
    } else {
        (say!("assign-all"), say!("assign-all-for", name = &who.name))
    };
    if Button::ghost(words).name(&name).ui(ui).clicked() {
        let ids = shown.dimensions.iter().map(|it| it.0.clone());
        changed = Some((who.id, ids.collect(), !all));
    }
    changed
}
