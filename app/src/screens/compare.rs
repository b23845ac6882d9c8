//! Compare: where people say different things, and what to talk about first.

pub mod data;
mod gaps;

use egui::{Align, ComboBox, Frame, Layout, Margin, Panel, ScrollArea, Ui, Vec2};
use muster_model::{
    ids::{NodeId, ReviewId},
    plan::Origin,
};

use crate::{
    command::{Command, Intent, Screen},
    say::say,
    theme::{self, icon},
    widgets::{
        Button, Lit, level,
        page::{self, column},
        people::{self, Person},
        picker,
        prose::prose,
        strip::{self, Dot},
        text,
    },
};

use super::{
    Cx, keys,
    once::Once,
    plan, rights,
    words::{self, Who},
};
use data::{
    Card, Filter, Page, Row, Sealed, Voice, Wish,
    groups::{self, Group, Heard},
};

/// What is chosen on Compare.
#[derive(Debug, Default)]
pub struct Draft {
    filter: Filter,
    /// Whether names are off, here and on Agree.
    pub nameless: bool,
    /// Whose voices are shown; everybody's if left out.
    group: Option<Group>,
    heard: Option<Heard>,
    page: Once<Key, Page>,
    card: Once<(Key, NodeId), Option<Card>>,
}

/// What the map is of: the review, which questions, whether names are on, whose voices.
type Key = (ReviewId, Filter, bool, Option<Group>);

/// Height of a row of the map.
const LINE: f32 = 34.0;
/// Side of a cell.
const CELL: f32 = 28.0;

/// Draws Compare.
pub fn ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let shelf = cx.shelf;
    let (Some(all), Some(review)) = (cx.state.shown(shelf), cx.state.review(shelf)) else {
        let sentence = say!("compare-no-review");
        let (sentence, next) = rights::no_review(cx.workspace(), sentence);
        if page::empty(ui, icon::MESSAGES_SQUARE, &sentence, next) {
            cx.intents.push(Intent::Go(Screen::NewReview));
        }
        return;
    };
    let workspace = all.workspace.as_ref();
    let Some(framework) = workspace.framework_of(review) else {
        let sentence = say!("compare-on-their-way");
        page::empty(ui, icon::MESSAGES_SQUARE, sentence, None);
        return;
    };
    let draft = &mut cx.drafts.compare;
    let names = !draft.nameless;
    let possible = |it: &Group| {
        let choices = review.inputs.as_deref().map(|all| groups::choices((all, names)));
        choices.into_iter().flatten().any(|at| at.group == *it && at.why_not.is_none())
    };
    draft.group = draft.group.take().filter(possible);
    draft.heard = Heard::of(review, framework, draft.group.clone(), draft.heard.take());
    let heard = draft.heard.clone();
    let wish = Wish { filter: draft.filter, names, heard: heard.as_ref() };
    let key = (review.id, draft.filter, names, draft.group.clone());
    let shown = draft.page.of(all, key.clone(), || Page::of(workspace, review, framework, &wish));
    hear(ui, cx, &shown);
    head(ui, cx, &shown);
    if let Some(sealed) = &shown.sealed {
        return seal(ui, cx, sealed);
    }
    let between = wish.filter == Filter::Gaps;
    if shown.rows.is_empty() && !between {
        return nothing(ui, cx, &shown);
    }
    let ids = shown.ids();
    let chosen = cx.state.question.as_ref().filter(|it| ids.contains(it)).or(ids.first().copied());
    let cards = &mut cx.drafts.compare.card;
    let card = chosen.map(|it| {
        let decide = || Card::of(workspace, review, framework, (it, &wish));
        cards.of(all, (key, it.clone()), decide)
    });
    if let Some(card) = card.as_deref().and_then(Option::as_ref) {
        aside(ui, cx, (card, chosen));
    }
    let frame = Frame::new().inner_margin(Margin { left: 24, right: 8, top: 12, bottom: 8 });
    egui::CentralPanel::default().frame(frame).show(ui, |ui| {
        let pressed =
            if between { gaps::ui(ui, &shown.pairs, chosen) } else { map(ui, &shown, chosen) };
        if let Some(id) = pressed {
            cx.intents.push(Intent::ShowQuestion(Some(id)));
        }
    });
}

/// Draws the question in hand beside the map, or below where there is no room.
fn aside(ui: &mut Ui, cx: &mut Cx<'_>, card: (&Card, Option<&NodeId>)) {
    let frame = Frame::new().fill(theme::of(ui).side).inner_margin(Margin::symmetric(16, 12));
    let panel = if ui.available_width() > 760.0 {
        let width = (ui.available_width() * 0.36).clamp(280.0, 420.0);
        Panel::right("compare question").exact_size(width)
    } else {
        Panel::bottom("compare question").exact_size(ui.available_height() * 0.46)
    };
    let panel = panel.resizable(false).show_separator_line(false).frame(frame);
    panel.show(ui, |ui| detail(ui, cx, card));
}

fn hear(ui: &Ui, cx: &mut Cx<'_>, shown: &Page) {
    match keys::pressed(
        ui.ctx(),
        cx.state,
        &[egui::Key::H, egui::Key::ArrowDown, egui::Key::ArrowUp],
    ) {
        Some(egui::Key::H) => cx.drafts.compare.nameless = !cx.drafts.compare.nameless,
        Some(key @ (egui::Key::ArrowDown | egui::Key::ArrowUp)) => {
            let ids = shown.ids();
            let at = ids.iter().position(|it| Some(*it) == cx.state.question.as_ref());
            let last = ids.len().saturating_sub(1);
            let to = match (at, key) {
                (None, egui::Key::ArrowDown) => 1.min(last),
                (Some(at), egui::Key::ArrowDown) => (at + 1).min(last),
                (at, _) => at.unwrap_or(0).saturating_sub(1),
            };
            if let Some(id) = ids.get(to) {
                cx.intents.push(Intent::ShowQuestion(Some((*id).clone())));
            }
        }
        Some(_) | None => {}
    }
}

fn head(ui: &mut Ui, cx: &mut Cx<'_>, shown: &Page) {
    let line = egui::Stroke::new(1.0, theme::of(ui).line);
    let shown = Panel::top("compare head")
        .show_separator_line(false)
        .frame(Frame::new().inner_margin(Margin::symmetric(24, 12)))
        .show(ui, |ui| {
            ui.spacing_mut().interact_size.y = theme::FIELD;
            let open = shown.sealed.is_none();
            let width = if open { controls_width(ui, shown) } else { 0.0 };
            page::title_row(ui, say!("compare-title"), width, |ui| {
                if open {
                    controls(ui, cx, shown);
                }
            });
            let is_between = cx.drafts.compare.filter == Filter::Gaps;
            let choose = !shown.choices.is_empty() && shown.sealed.is_none() && !is_between;
            ui.horizontal(|ui| {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if choose {
                        whose(ui, cx, shown);
                    }
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        text::small_line(ui, &shown.subtitle);
                    });
                });
            });
            if let Some(note) = shown.note.filter(|_| shown.sealed.is_none()) {
                ui.horizontal(|ui| {
                    text::icon(ui, icon::EYE_OFF);
                    text::small_line(ui, note);
                });
            }
        });
    let rect = shown.response.rect;
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, line);
}

/// Which questions one can choose, in words.
fn filters(shown: &Page) -> Vec<(Filter, String)> {
    let (all, talk) = shown.counts;
    let mut each = vec![
        (Filter::Talk, say!("compare-talk", talk = talk)),
        (Filter::All, say!("compare-all", all = all)),
    ];
    // Where all are in one role there is nothing between roles.
    if !shown.choices.is_empty() {
        each.push((Filter::Gaps, say!("compare-between").to_owned()));
    }
    each
}

fn controls_width(ui: &Ui, shown: &Page) -> f32 {
    let each = filters(shown);
    let words: Vec<&str> = each.iter().map(|it| it.1.as_str()).collect();
    let names = picker::chip_width(ui, Some(icon::EYE), say!("compare-names"), "H");
    picker::segmented_width(ui, &words) + names + theme::S
}

fn controls(ui: &mut Ui, cx: &mut Cx<'_>, shown: &Page) {
    let mark = if shown.names { icon::EYE } else { icon::EYE_OFF };
    if picker::chip(ui, Some(mark), say!("compare-names"), "H", shown.names).clicked() {
        cx.drafts.compare.nameless = shown.names;
    }
    let each = filters(shown);
    let words: Vec<&str> = each.iter().map(|it| it.1.as_str()).collect();
    let on = each.iter().position(|it| it.0 == cx.drafts.compare.filter);
    if let Some(at) = picker::segmented(ui, say!("compare-which"), &words, on) {
        cx.drafts.compare.filter = each.get(at).map_or(Filter::Talk, |it| it.0);
    }
}

/// Chooses whose voices are shown: everybody's, or those of a role or a team.
fn whose(ui: &mut Ui, cx: &mut Cx<'_>, shown: &Page) {
    let chosen = &mut cx.drafts.compare.group;
    let on = shown.choices.iter().find(|it| Some(&it.group) == chosen.as_ref());
    let combo = ComboBox::from_id_salt("whose voices")
        .width(150.0)
        .selected_text(on.map_or(say!("compare-everybody"), |it| it.words.as_str()))
        .show_ui(ui, |ui| {
            ui.selectable_value(chosen, None, say!("compare-everybody"));
            for it in &shown.choices {
                ui.add_enabled_ui(it.why_not.is_none(), |ui| {
                    let row = ui.selectable_value(chosen, Some(it.group.clone()), &it.words);
                    row.on_disabled_hover_text(it.why_not.unwrap_or_default());
                });
            }
        });
    combo.response.accessible_name(say!("compare-whose"));
}

/// Draws who handed in, and nothing of what.
pub(super) fn seal(ui: &mut Ui, cx: &mut Cx<'_>, sealed: &Sealed) {
    column(ui, theme::PAGE, |ui| {
        page::callout(ui, theme::of(ui).selected, icon::EYE_OFF, |ui| {
            text::strong(ui, say!("compare-sealed"));
            text::body(ui, sealed.why);
            if !sealed.quorum.is_empty() {
                text::body(ui, &sealed.quorum);
            }
        });
        ui.add_space(theme::L);
        for (title, people, mark) in [
            (
                say!("compare-handed-in", n = sealed.handed_in.len()),
                &sealed.handed_in,
                icon::CIRCLE_CHECK,
            ),
            (
                say!("compare-not-handed-in", n = sealed.missing.len()),
                &sealed.missing,
                icon::CIRCLE_DASHED,
            ),
        ] {
            text::heading(ui, &title);
            for it in people {
                ui.horizontal(|ui| {
                    text::icon(ui, mark);
                    people::avatar(ui, Person { name: &it.name, place: it.place }, 22.0);
                    text::body(ui, &it.name);
                });
            }
            ui.add_space(theme::M);
        }
        ui.horizontal_wrapped(|ui| {
            if Button::secondary(say!("compare-to-answers"))
                .icon(icon::LIST_CHECKS)
                .ui(ui)
                .clicked()
            {
                cx.intents.push(Intent::Run(Command::Go(Screen::Answer)));
            }
            let reveal =
                Button::secondary(say!("compare-reveal")).icon(icon::EYE).why_not(cx.read_only());
            let hint = say!("compare-reveal-hint");
            if sealed.reveal && reveal.hint(hint).ui(ui).clicked() {
                cx.drafts.overview.dialog = super::overview::Dialog::Reveal;
                cx.intents.push(Intent::Run(Command::Go(Screen::Overview)));
            }
        });
    });
}

fn nothing(ui: &mut Ui, cx: &mut Cx<'_>, shown: &Page) {
    let (all, _) = shown.counts;
    if all == 0 {
        let sentence = say!("compare-nobody");
        if page::empty(ui, icon::MESSAGES_SQUARE, sentence, Some(say!("compare-answer"))) {
            cx.intents.push(Intent::Run(Command::Go(Screen::Answer)));
        }
        return;
    }
    let sentence = say!("compare-no-talk");
    if page::empty(ui, icon::HANDSHAKE, sentence, Some(say!("compare-show-all"))) {
        cx.drafts.compare.filter = Filter::All;
    }
}

fn map(ui: &mut Ui, shown: &Page, chosen: Option<&NodeId>) -> Option<NodeId> {
    let cells = count(shown.people.len()) * CELL;
    let tail = 150.0;
    let title = (ui.available_width() - cells - tail - 28.0).max(140.0);
    let mut pressed = None;
    ScrollArea::horizontal().auto_shrink([false, false]).show(ui, |ui| {
        ui.set_min_width(title + cells + tail);
        ui.spacing_mut().item_spacing = Vec2::ZERO;
        columns(ui, shown, title);
        ScrollArea::vertical().auto_shrink([false, false]).show_rows(
            ui,
            LINE,
            shown.rows.len(),
            |ui, range| {
                for it in shown.rows.iter().skip(range.start).take(range.len()) {
                    if row(ui, it, title, (chosen == Some(&it.id)).into()) {
                        pressed = Some(it.id.clone());
                    }
                }
            },
        );
    });
    pressed
}

#[expect(clippy::cast_precision_loss, reason = "a review has fewer than 2^24 people")]
fn count(n: usize) -> f32 {
    n as f32
}

fn columns(ui: &mut Ui, shown: &Page, title: f32) {
    ui.horizontal(|ui| {
        ui.set_min_height(LINE);
        ui.add_space(title + theme::S);
        let (before, in_sight) = in_sight(ui, shown.people.len());
        ui.add_space(count(before) * CELL);
        for who in shown.people.iter().skip(before).take(in_sight) {
            ui.allocate_ui(Vec2::splat(CELL), |ui| {
                ui.set_min_size(Vec2::splat(CELL));
                if shown.names {
                    people::avatar(ui, Person { name: &who.name, place: who.place }, 24.0);
                }
            });
        }
        ui.add_space(count(shown.people.len() - before - in_sight) * CELL);
        for (head, width) in
            [("n", 30.0), (say!("compare-median"), 54.0), (say!("compare-range"), 60.0)]
        {
            ui.allocate_ui(Vec2::new(width, LINE), |ui| {
                ui.set_min_width(width);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| text::caption(ui, head));
            });
        }
    });
}

fn row(ui: &mut Ui, row: &Row, title: f32, on: Lit) -> bool {
    let on = on.is_on();
    let tokens = theme::of(ui);
    let mut pressed = false;
    let size = Vec2::new(ui.available_width(), LINE);
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::click());
    let fill = match (on, response.hovered()) {
        (true, _) => Some(tokens.selected.on),
        (false, true) => Some(tokens.hover),
        (false, false) => None,
    };
    if let Some(fill) = fill {
        ui.painter().rect_filled(rect, f32::from(theme::CORNER), fill);
    }
    if response.has_focus() {
        let stroke = egui::Stroke::new(2.0, tokens.accent);
        ui.painter().rect_stroke(rect, f32::from(theme::CORNER), stroke, egui::StrokeKind::Inside);
    }
    let (question, median) = (&row.text, &row.median);
    // Said only where somebody listens.
    let name = || {
        if row.splits {
            say!("compare-row-splits", question = question, n = row.n, median = median)
        } else {
            say!("compare-row", question = question, n = row.n, median = median)
        }
    };
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, on, name()));
    pressed |= response.clicked();
    let layout = Layout::left_to_right(Align::Center);
    let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(rect).layout(layout));
    let ui = &mut inner;
    ui.spacing_mut().item_spacing = Vec2::ZERO;
    ui.add_space(theme::S);
    ui.allocate_ui_with_layout(Vec2::new(title, LINE), layout, |ui| {
        ui.set_min_width(title);
        heading(ui, row, title);
    });
    let (before, in_sight) = in_sight(ui, row.cells.len());
    ui.add_space(count(before) * CELL);
    for cell in row.cells.iter().skip(before).take(in_sight) {
        pressed |= level::cell(ui, Vec2::splat(CELL), cell.step, &cell.sign, &cell.words).clicked();
    }
    ui.add_space(count(row.cells.len() - before - in_sight) * CELL);
    for (figure, width) in
        [(row.n.to_string(), 30.0), (row.median.clone(), 54.0), (row.range.clone(), 60.0)]
    {
        ui.allocate_ui(Vec2::new(width, LINE), |ui| {
            ui.set_min_width(width);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| text::small(ui, &figure));
        });
    }
    pressed
}

/// How many of `all` columns are scrolled out of sight at the left, and how many follow that are not.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a number of columns is small; what is below none counts as none"
)]
fn in_sight(ui: &Ui, all: usize) -> (usize, usize) {
    let (clip, from) = (ui.clip_rect(), ui.cursor().left());
    let columns = |points: f32| (points / CELL).floor().max(0.0) as usize;
    let before = columns(clip.left() - from).min(all);
    let until = (columns(clip.right() - from) + 1).clamp(before, all);
    (before, until - before)
}

fn heading(ui: &mut Ui, row: &Row, title: f32) {
    let tokens = theme::of(ui);
    ui.set_width(title);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.add_space(theme::M);
        if row.splits {
            people::chip(ui, icon::SPLIT, say!("compare-splits"), tokens.warn);
            ui.add_space(theme::S);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let words = egui::RichText::new(&row.text).small().color(tokens.ink);
            ui.add(egui::Label::new(words).truncate().sense(egui::Sense::empty()));
        });
    });
}

fn detail(ui: &mut Ui, cx: &mut Cx<'_>, (card, id): (&Card, Option<&NodeId>)) {
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme::S;
        text::caption(ui, &card.dimension);
        text::heading(ui, &card.text);
        if !card.dots.is_empty() {
            let dots: Vec<Dot<'_>> = card
                .dots
                .iter()
                .map(|(who, level)| Dot {
                    person: Person { name: &who.name, place: who.place },
                    level: *level,
                })
                .collect();
            strip::row(ui, &card.said, &dots, card.levels);
        }
        for finding in &card.findings {
            text::small(ui, finding);
        }
        ui.add_space(theme::S);
        voices(ui, card);
        ui.add_space(theme::S);
        if let Some(id) = id {
            act(ui, cx, id);
        }
    });
}

/// More voices than this are drawn only where they are in sight.
const MANY: usize = 16;

fn voices(ui: &mut Ui, card: &Card) {
    if card.voices.len() <= MANY {
        return card.voices.iter().for_each(|it| voice(ui, it));
    }
    // Each is as high as its words: known once it was drawn.
    let width = ui.available_width();
    let at = egui::Id::unique(("voices", &card.text, width.to_bits()));
    let mut heights: Vec<f32> = ui.data(|it| it.get_temp(at)).unwrap_or_default();
    heights.resize(card.voices.len(), 0.0);
    for (it, height) in card.voices.iter().zip(&mut heights) {
        let place = egui::Rect::from_min_size(ui.cursor().min, Vec2::new(width, *height));
        if *height > 0.0 && !ui.is_rect_visible(place) {
            ui.add_space(*height);
            continue;
        }
        *height = ui.scope(|ui| voice(ui, it)).response.rect.height();
    }
    ui.data_mut(|it| it.insert_temp(at, heights));
}

/// Offers to make an action from a disagreement about `question`.
pub(super) fn act(ui: &mut Ui, cx: &mut Cx<'_>, question: &NodeId) {
    let why_not = plan::why_not_make(cx);
    let button = Button::ghost(say!("compare-act")).icon(icon::ROUTE);
    if button.why_not(why_not.as_deref()).ui(ui).clicked() {
        plan::make(cx, Origin::Disagreement(question.clone()));
    }
}

/// Draws what one person said.
pub(super) fn voice(ui: &mut Ui, voice: &Voice) {
    page::rule(ui);
    ui.horizontal_top(|ui| {
        let Who { name, place, .. } = &voice.who;
        if name.is_empty() {
            text::icon(ui, icon::CIRCLE_USER);
        } else {
            people::avatar(ui, Person { name, place: *place }, 24.0);
        }
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            text::strong(ui, &words::capital(&voice.said));
            if !voice.note.is_empty() {
                prose(ui, &voice.note);
            }
            let who = if name.is_empty() { say!("compare-somebody") } else { name };
            let words = if voice.late {
                say!("compare-late", who = who, known = &voice.known)
            } else {
                format!("{who} · {}", voice.known)
            };
            text::small(ui, &words);
        });
    });
}
