//! Agree: one question at a time, every voice in sight, and what the group makes of it.
//!
//! Nothing is chosen beforehand. What is begun stays begun until it is recorded or taken away.

pub mod data;
mod decide;
mod voices;

use std::{collections::BTreeMap, sync::Arc};

use egui::{Align, Frame, Key, Layout, Margin, Panel, ScrollArea, Sense, TextStyle, Ui, Vec2};
use muster_model::ids::{NodeId, ReviewId};
use muster_sync::node::event::Shown;

use crate::{
    command::{Command, Intent, Screen},
    say::say,
    theme::{self, icon},
    widgets::{Button, Lit, dialog, feedback, page as pages, people, picker, progress, text},
};

use super::{Cx, compare, keys, rights};
use data::{Card, Filter, Form, Page, Place, Row, State};

/// What is chosen and being decided on Agree.
#[derive(Debug, Default)]
pub struct Draft {
    filter: Filter,
    meeting: bool,
    forms: BTreeMap<Place, Form>,
    remark: BTreeMap<Place, String>,
    recording_all: bool,
    seen: Option<Seen>,
}

/// What was decided to be shown, as long as nothing changed.
#[derive(Debug)]
struct Seen {
    shown: Arc<Shown>,
    review: ReviewId,
    filter: Filter,
    page: Arc<Page>,
}

/// Height of a line of the list.
const LINE: f32 = 30.0;

/// Draws Agree.
pub fn ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let (Some(shown), Some(review)) = (cx.shown(), cx.review()) else {
        let sentence = say!("agree-no-review");
        let (sentence, next) = rights::no_review(cx.workspace(), sentence);
        if pages::empty(ui, icon::HANDSHAKE, &sentence, next) {
            cx.wish(Intent::Go(Screen::NewReview));
        }
        return;
    };
    let workspace = &shown.workspace;
    let Some(framework) = workspace.framework_of(review) else {
        let sentence = say!("agree-on-their-way");
        pages::empty(ui, icon::HANDSHAKE, sentence, None);
        return;
    };
    let page = page(cx, shown, review.id);
    let names = !cx.drafts.compare.nameless;
    let wished = cx.state.question.clone();
    let current = wished
        .filter(|it| framework.node(it).is_some_and(|it| framework.scale_of(it).is_some()))
        .or_else(|| page.rows.first().map(|it| it.id.clone()));
    let card = current.as_ref().and_then(|it| Card::of(workspace, review, framework, (it, names)));
    head(ui, cx, &page);
    if let Some(sealed) = &page.sealed {
        return compare::seal(ui, cx, sealed);
    }
    all_at_once(ui, cx, &page);
    let Some(card) = card else { return nothing(ui, cx, &page) };
    hear(ui, cx, &page, &card);
    if !cx.drafts.agree.meeting && ui.available_width() > 760.0 {
        list(ui, cx, &page, &card.id);
    }
    ui.push_id(&card.id, |ui| {
        let width = if cx.drafts.agree.meeting { 980.0 } else { 720.0 };
        pages::column(ui, width, |ui| {
            voices::ui(ui, &card, cx.drafts.agree.meeting);
            decide::ui(ui, cx, &page, &card);
        });
    });
}

/// Returns the page, decided anew only when the workspace, the review or the filter is another one.
fn page(cx: &mut Cx<'_>, shown: &Arc<Shown>, review: ReviewId) -> Arc<Page> {
    let filter = cx.drafts.agree.filter;
    let seen = cx.drafts.agree.seen.as_ref();
    if let Some(seen) = seen
        .filter(|it| Arc::ptr_eq(&it.shown, shown) && it.review == review && it.filter == filter)
    {
        return Arc::clone(&seen.page);
    }
    let workspace = &shown.workspace;
    let found = workspace.reviews.get(&review).and_then(|it| {
        let framework = workspace.framework_of(it)?;
        Some(Page::of(workspace, it, framework, filter))
    });
    let page = Arc::new(found.unwrap_or_else(Page::nothing));
    let seen = Seen { shown: Arc::clone(shown), review, filter, page: Arc::clone(&page) };
    cx.drafts.agree.seen = Some(seen);
    page
}

fn head(ui: &mut Ui, cx: &mut Cx<'_>, page: &Page) {
    let line = egui::Stroke::new(1.0, theme::of(ui).line);
    let shown = Panel::top("agree head")
        .show_separator_line(false)
        .frame(Frame::new().inner_margin(Margin::symmetric(24, 12)))
        .show(ui, |ui| {
            ui.spacing_mut().interact_size.y = theme::FIELD;
            ui.horizontal(|ui| {
                text::title(ui, say!("agree-title"));
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if page.sealed.is_none() {
                        controls(ui, cx, page);
                    }
                });
            });
            text::small_line(ui, &page.subtitle);
        });
    let rect = shown.response.rect;
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, line);
}

fn controls(ui: &mut Ui, cx: &mut Cx<'_>, page: &Page) {
    let names = !cx.drafts.compare.nameless;
    let mark = if names { icon::EYE } else { icon::EYE_OFF };
    if picker::chip(ui, Some(mark), say!("agree-names"), "H", names).clicked() {
        cx.drafts.compare.nameless = names;
    }
    let meeting = cx.drafts.agree.meeting;
    let chip = picker::chip(ui, Some(icon::MAXIMIZE), say!("agree-meeting"), "F", meeting);
    if chip.on_hover_text(say!("agree-meeting-hint")).clicked() {
        cx.drafts.agree.meeting = !meeting;
    }
    let on = usize::from(cx.drafts.agree.filter == Filter::All);
    if let Some(at) = picker::segmented(
        ui,
        say!("agree-which"),
        &[say!("agree-open"), say!("agree-all")],
        Some(on),
    ) {
        cx.drafts.agree.filter = if at == 0 { Filter::Open } else { Filter::All };
    }
    let (done, of) = page.done;
    if ui.available_width() > 200.0 {
        ui.scope(|ui| {
            ui.set_max_width(170.0);
            progress::bar(ui, say!("agree-progress"), done, of);
        });
    }
}

/// Offers to record at once what nobody has to talk about.
fn all_at_once(ui: &mut Ui, cx: &mut Cx<'_>, page: &Page) {
    let n = page.unanimous.len();
    if n == 0 || page.why_not.is_some() || cx.drafts.agree.meeting {
        cx.drafts.agree.recording_all = false;
        return;
    }
    let words = say!("agree-unanimous", n = n);
    let pressed = Panel::top("agree all")
        .show_separator_line(false)
        .frame(Frame::new().inner_margin(Margin::symmetric(24, 8)))
        .show(ui, |ui| feedback::notice(ui, &words, Some(say!("agree-record-all"))))
        .inner;
    if pressed {
        cx.drafts.agree.recording_all = true;
    }
    if !cx.drafts.agree.recording_all {
        return;
    }
    let ended = dialog::show(ui, say!("agree-record-title"), 460.0, |ui| {
        let sentence = say!("agree-record-about", n = n);
        dialog::head(ui, say!("agree-record-ask"), &sentence);
        dialog::buttons(ui, |ui| {
            if Button::primary(say!("agree-record-now")).ui(ui).clicked() {
                return Some(true);
            }
            Button::secondary(say!("agree-not-yet")).ui(ui).clicked().then_some(false)
        })
    });
    match ended {
        dialog::Ended::Open => {}
        dialog::Ended::Dismissed | dialog::Ended::With(false) => {
            cx.drafts.agree.recording_all = false;
        }
        dialog::Ended::With(true) => {
            cx.drafts.agree.recording_all = false;
            if let Some(review) = cx.review() {
                cx.edit(data::record_all(review, &page.unanimous));
            }
        }
    }
}

fn nothing(ui: &mut Ui, cx: &mut Cx<'_>, page: &Page) {
    if page.done.1 == 0 {
        let sentence = say!("agree-nobody");
        if pages::empty(ui, icon::HANDSHAKE, sentence, Some(say!("agree-answer"))) {
            cx.wish(Intent::Run(Command::Go(Screen::Answer)));
        }
        return;
    }
    let sentence = say!("agree-all-settled");
    if pages::empty(ui, icon::HANDSHAKE, sentence, Some(say!("agree-show-all"))) {
        cx.drafts.agree.filter = Filter::All;
    }
}

fn hear(ui: &Ui, cx: &mut Cx<'_>, page: &Page, card: &Card) {
    let heard =
        keys::pressed(ui.ctx(), cx.state, &[Key::H, Key::F, Key::S, Key::ArrowDown, Key::ArrowUp]);
    match heard {
        Some(Key::H) => cx.drafts.compare.nameless = !cx.drafts.compare.nameless,
        Some(Key::F) => cx.drafts.agree.meeting = !cx.drafts.agree.meeting,
        Some(Key::S) => go(cx, page.next_open(&card.id)),
        Some(Key::ArrowDown) => go(cx, page.step(&card.id, 1)),
        Some(Key::ArrowUp) => go(cx, page.step(&card.id, -1)),
        Some(_) | None => {}
    }
    if page.why_not.is_none() {
        decide::hear(ui, cx, page, card);
    }
}

fn go(cx: &mut Cx<'_>, to: Option<NodeId>) {
    if to.is_some() {
        cx.wish(Intent::ShowQuestion(to));
    }
}

fn list(ui: &mut Ui, cx: &mut Cx<'_>, page: &Page, current: &NodeId) {
    let line = egui::Stroke::new(1.0, theme::of(ui).line);
    let width = (ui.available_width() * 0.34).clamp(240.0, 380.0);
    let frame = Frame::new().inner_margin(Margin { left: 16, right: 8, top: 12, bottom: 8 });
    let panel = Panel::left("agree list").exact_size(width).resizable(false);
    panel.show_separator_line(false).frame(frame).show(ui, |ui| {
        let edge = ui.max_rect().right() + 7.5;
        ui.painter().vline(edge, ui.max_rect().expand(theme::M).y_range(), line);
        ui.spacing_mut().item_spacing.y = 0.0;
        if page.rows.is_empty() {
            text::muted(ui, say!("agree-none-waits"));
            return;
        }
        let area = ScrollArea::vertical().auto_shrink([false, false]);
        area.show_rows(ui, LINE, page.rows.len(), |ui, range| {
            for row in page.rows.iter().skip(range.start).take(range.len()) {
                if question(ui, row, (row.id == *current).into()) {
                    cx.intents.push(Intent::ShowQuestion(Some(row.id.clone())));
                }
            }
        });
    });
}

fn question(ui: &mut Ui, row: &Row, on: Lit) -> bool {
    let name = format!("{}: {}", row.text, row.state.words());
    ui.allocate_ui(Vec2::new(ui.available_width(), LINE), |ui| {
        pages::row_button(ui, &name, on, |ui| {
            let tokens = theme::of(ui);
            let (mark, ink) = match row.state {
                State::Open => (icon::CIRCLE_DASHED, tokens.muted),
                State::Settled(muster_model::edit::Decision::LeftOpen) => {
                    (icon::CIRCLE, tokens.muted)
                }
                State::Settled(_) => (icon::CIRCLE_CHECK, tokens.accent),
                State::Moved(_) => (icon::ROTATE_CCW, tokens.warn.ink),
                State::Rivals(_) => (icon::SPLIT, tokens.warn.ink),
            };
            text::icon_in(ui, mark, 15.0, ink);
            let words = egui::RichText::new(&row.text).text_style(TextStyle::Small);
            ui.add(egui::Label::new(words.color(tokens.ink)).truncate().sense(Sense::empty()));
        })
        .clicked()
    })
    .inner
}

/// A small sign of who recorded what stands.
fn sign(ui: &mut Ui, words: &str) {
    let pair = theme::of(ui).warn;
    people::chip(ui, icon::ROTATE_CCW, words, pair);
}
