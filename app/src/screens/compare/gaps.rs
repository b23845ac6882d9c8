//! How differently roles and teams see the same questions, pair by pair.

use egui::{Frame, Margin, ScrollArea, Ui};
use muster_model::ids::NodeId;

use super::data::groups::{GapRow, Pair};
use crate::{
    say::say,
    theme,
    widgets::{
        Lit,
        page::{self, section},
        text,
    },
};

/// Draws every pair; returns the question that was pressed.
pub(super) fn ui(ui: &mut Ui, pairs: &[Pair], chosen: Option<&NodeId>) -> Option<NodeId> {
    let mut pressed = None;
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        Frame::new().inner_margin(Margin { left: 0, right: 16, top: 0, bottom: 8 }).show(
            ui,
            |ui| {
                if pairs.is_empty() {
                    text::muted(ui, say!("compare-no-pairs"));
                }
                for it in pairs {
                    pressed = pressed.take().or(pair(ui, it, chosen));
                }
            },
        );
    });
    pressed
}

fn pair(ui: &mut Ui, pair: &Pair, chosen: Option<&NodeId>) -> Option<NodeId> {
    let mut pressed = None;
    let title = say!("compare-pair", one = &pair.names.0, other = &pair.names.1);
    section(
        ui,
        &title,
        |_| {},
        |ui| {
            text::small(ui, &pair.facts);
            text::body(ui, &pair.sentence);
            if pair.rows.is_empty() {
                return;
            }
            ui.add_space(theme::XS);
            let widths = columns(ui.available_width());
            let [title, one, other, gap] = widths;
            page::cells(ui, &[title - theme::S, one, other, gap], |ui, nth| {
                let heads =
                    [say!("compare-question"), &pair.names.0, &pair.names.1, say!("compare-gap")];
                text::caption(ui, heads.get(nth).copied().unwrap_or_default());
            });
            for it in &pair.rows {
                if row(ui, it, (&widths, pair), chosen == Some(&it.id)) {
                    pressed = Some(it.id.clone());
                }
            }
            if pair.more > 0 {
                text::small(ui, &say!("compare-more-smaller", n = pair.more));
            }
        },
    );
    pressed
}

fn columns(room: f32) -> [f32; 4] {
    let (side, gap) = if room < 560.0 { (104.0, 48.0) } else { (136.0, 56.0) };
    [(room - 2.0 * side - gap).max(140.0), side, side, gap]
}

fn row(ui: &mut Ui, it: &GapRow, (widths, pair): (&[f32; 4], &Pair), on: impl Into<Lit>) -> bool {
    let (one, other) = (&pair.names.0, &pair.names.1);
    let name = format!("{}: {one} {}, {other} {}", it.text, it.first, it.second);
    let inner = |ui: &mut Ui| {
        let less = 2.0 * theme::S;
        let [title, one, other, gap] = *widths;
        page::cells(ui, &[title - less, one, other, gap], |ui, nth| match nth {
            0 => {
                text::small_line(ui, &it.text);
            }
            1 => {
                text::body(ui, &it.first);
            }
            2 => {
                text::body(ui, &it.second);
            }
            _ => {
                text::strong(ui, &it.difference);
            }
        });
    };
    page::row_button(ui, &name, on, inner).clicked()
}
