//! The head of Answer and the list of questions.

use egui::{Align, Layout, ScrollArea, Sense, TextStyle, Ui, Vec2};
use muster_model::ids::NodeId;

use crate::{
    command::Intent,
    say::say,
    screens::Cx,
    theme::{self, icon},
    widgets::{Button, Lit, page as pages, people, picker, progress, text},
};

use super::data::{Filter, Line, Mark, Page, Row};

/// What part of the list is in view, and for which question it was chosen.
#[derive(Debug, Default)]
pub(super) struct View {
    top: f32,
    height: f32,
    shown: Option<NodeId>,
}

/// Height of a line of the list: the drawing never takes more, so that every line can be reached.
const LINE: f32 = 28.0;

/// With less room than this the head shows figures without a bar.
const ROOMY: f32 = 200.0;

/// Draws what stands above: scope, progress, filter, hand in.
pub(super) fn head(ui: &mut Ui, cx: &mut Cx<'_>, page: &Page, shut: Option<&str>) {
    ui.spacing_mut().interact_size.y = theme::FIELD;
    ui.horizontal(|ui| {
        text::title(ui, say!("answer-title"));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            hand_in(ui, cx, page, shut);
            let (done, of) = page.done;
            if ui.available_width() > ROOMY {
                ui.scope(|ui| {
                    ui.set_max_width(180.0);
                    progress::bar(ui, say!("answer-progress"), done, of);
                });
            } else {
                text::small(ui, &format!("{done} / {of}"));
            }
        });
    });
    ui.spacing_mut().interact_size.y = 20.0;
    ui.horizontal(|ui| {
        text::small_line(ui, &page.scope);
        if let Some(round) = page.round {
            text::icon(ui, icon::EYE_OFF);
            text::small_line(ui, round).on_hover_text(round);
        }
    });
    ui.spacing_mut().interact_size.y = theme::FIELD;
    ui.horizontal(|ui| {
        let names: Vec<&str> = Filter::ALL.iter().map(|it| it.word()).collect();
        let on = Filter::ALL.iter().position(|it| *it == page.filter);
        if let Some(at) = picker::segmented(ui, say!("answer-which"), &names, on) {
            cx.drafts.answer.filter = Filter::ALL.get(at).copied();
        }
        let focus = cx.drafts.answer.focus;
        let modes = [say!("answer-list"), say!("answer-one")];
        if let Some(at) =
            picker::segmented(ui, say!("answer-layout"), &modes, Some(usize::from(focus)))
        {
            cx.drafts.answer.focus = at == 1;
        }
        if !page.assigned {
            text::small_line(ui, say!("answer-not-assigned"));
        }
    });
}

fn hand_in(ui: &mut Ui, cx: &mut Cx<'_>, page: &Page, shut: Option<&str>) {
    let open = (page.done.0 == 0).then_some(say!("answer-first"));
    let words = if page.handed_in.is_some() {
        say!("answer-hand-in-again")
    } else {
        say!("answer-hand-in")
    };
    let hint = say!("answer-hand-in-hint");
    let button = Button::secondary(words).icon(icon::SEND).hint(hint).why_not(shut.or(open));
    if button.ui(ui).clicked() {
        cx.drafts.answer.handing_in = true;
    }
    if let Some(it) = &page.handed_in {
        let tokens = theme::of(ui);
        let (words, pair) = match it.changed {
            0 => (say!("answer-handed-in").to_owned(), tokens.good),
            n => (say!("answer-changed-since", n = n), tokens.warn),
        };
        let chip = people::chip(ui, icon::CIRCLE_CHECK, &words, pair);
        chip.on_hover_text(say!("answer-handed-in-at", when = &it.when));
    }
}

/// Draws the list.
pub(super) fn ui(ui: &mut Ui, cx: &mut Cx<'_>, page: &Page, current: &NodeId) {
    ui.spacing_mut().item_spacing.y = 0.0;
    if page.lines.is_empty() {
        text::muted(ui, say!("answer-none-left"));
        return;
    }
    let at =
        page.lines.iter().position(|it| matches!(it, Line::Question(row) if row.id == *current));
    let view = &cx.drafts.answer.view;
    let mut area = ScrollArea::vertical().auto_shrink([false, false]);
    if view.shown.as_ref() != Some(current)
        && let Some(at) = at
    {
        let y = offset(at);
        let height = if view.height > 0.0 { view.height } else { ui.available_height() };
        let inside = y >= view.top && y + LINE <= view.top + height;
        if !inside {
            area = area.vertical_scroll_offset((y - height / 2.0).max(0.0));
        }
    }
    let out = area.show_rows(ui, LINE, page.lines.len(), |ui, range| {
        for line in page.lines.iter().skip(range.start).take(range.len()) {
            match line {
                Line::Dimension(title, done, of) => dimension(ui, title, *done, *of),
                Line::Question(row) => {
                    if question(ui, row, (row.id == *current).into()) {
                        cx.intents.push(Intent::ShowQuestion(Some(row.id.clone())));
                    }
                }
            }
        }
    });
    let height = out.inner_rect.height();
    cx.drafts.answer.view =
        View { top: out.state.clamped_offset().y, height, shown: Some(current.clone()) };
}

#[expect(clippy::cast_precision_loss, reason = "a list has fewer than 2^24 lines")]
fn offset(at: usize) -> f32 {
    at as f32 * LINE
}

fn dimension(ui: &mut Ui, title: &str, done: usize, of: usize) {
    ui.allocate_ui_with_layout(
        Vec2::new(ui.available_width(), LINE),
        Layout::right_to_left(Align::Max),
        |ui| {
            ui.set_min_height(LINE);
            ui.add_space(theme::S);
            text::caption(ui, &format!("{done} / {of}"));
            ui.with_layout(Layout::left_to_right(Align::Max), |ui| {
                ui.add_space(theme::S);
                text::caption(ui, title);
            });
        },
    );
}

fn question(ui: &mut Ui, row: &Row, on: Lit) -> bool {
    let name = format!("{}: {}", row.text, row.mark.words());
    ui.allocate_ui(Vec2::new(ui.available_width(), LINE), |ui| {
        pages::row_button(ui, &name, on, |ui| {
            sign(ui, &row.mark);
            let ink = theme::of(ui).ink;
            let words = egui::RichText::new(&row.text).text_style(TextStyle::Small).color(ink);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if row.flagged {
                    text::icon_in(ui, icon::FLAG, 13.0, theme::of(ui).accent);
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.add(egui::Label::new(words).truncate().sense(Sense::empty()));
                });
            });
        })
        .clicked()
    })
    .inner
}

/// Where a question stands, as a small square.
fn sign(ui: &mut Ui, mark: &Mark) {
    let tokens = theme::of(ui);
    let (rect, _) = ui.allocate_exact_size(Vec2::splat(18.0), Sense::empty());
    let painter = ui.painter();
    let square = |pair: theme::Pair, words: &str| {
        painter.rect_filled(rect, 4.0, pair.on);
        let font = theme::strong_font(11.0);
        painter.text(rect.center(), egui::Align2::CENTER_CENTER, words, font, pair.ink);
    };
    let well = theme::Pair { on: tokens.well, ink: tokens.muted };
    match mark {
        Mark::Open => {
            let stroke = egui::Stroke::new(1.0, tokens.edge);
            painter.rect_stroke(rect.shrink(1.0), 4.0, stroke, egui::StrokeKind::Inside);
        }
        Mark::Level(at, of) => square(theme::ramp(tokens, *at, *of), &(at + 1).to_string()),
        Mark::DontKnow => square(well, "?"),
        Mark::NotApplicable => square(well, "N"),
        Mark::Written => {
            painter.rect_filled(rect, 4.0, tokens.selected.on);
            let font = theme::icon_font(12.0);
            let sign = icon::CHECK.text();
            let ink = tokens.selected.ink;
            painter.text(rect.center(), egui::Align2::CENTER_CENTER, sign, font, ink);
        }
        Mark::Conflict(n) => square(tokens.warn, &n.to_string()),
    }
}
