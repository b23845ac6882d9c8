//! Answer: one's own questions, by mouse or by keyboard alone. A level counts at once; words after a moment.

mod attached;
pub mod data;
mod editor;
mod hand_in;
mod keys;
mod list;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use egui::{Frame, Margin, Panel, Ui};
use muster_model::{
    answer::Answer,
    edit::Edit,
    ids::{NodeId, ReviewId, WorkspaceId},
};
use muster_sync::node::{command::Command as NodeCommand, event::Shelf};

use crate::{
    command::{Intent, Intents, Screen},
    say::say,
    state::asked::Purpose,
    theme::{self, icon},
    widgets::{feedback, page},
};

pub use attached::dropped;

use super::{Cx, once::Once, rights, words};
use data::{Card, Fields, Filter, Page, Place, Seen, Underway};

/// How long a person stops typing before it is kept, in seconds.
const PAUSE: f64 = 2.0;

/// What is being typed and chosen on Answer.
#[derive(Debug, Default)]
pub struct Draft {
    filter: Option<Filter>,
    focus: bool,
    typed: BTreeMap<Place, Fields>,
    underway: Underway,
    sent_at: f64,
    flagged: BTreeSet<Place>,
    handing_in: bool,
    wish: Option<Field>,
    attached: attached::Draft,
    view: list::View,
    page: Once<Key, Page>,
    /// The same with the question in hand, where the filter leaves it out.
    with: Once<Key, Page>,
}

/// What the page is of: the review, which questions, what is marked, what is on its way, the question in hand.
type Key = (ReviewId, Option<Filter>, BTreeSet<Place>, Underway, Option<NodeId>);

/// A field that a key leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Note,
    Evidence,
    Reason,
    Text,
    Day,
}

/// Draws Answer.
pub fn ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let shelf = cx.shelf;
    let now = ui.input(|it| it.time);
    cx.drafts.answer.land(shelf, cx.state.desk.saving, now);
    let underway = cx.drafts.answer.underway.clone();
    let (Some(workspace), Some(review)) = (cx.state.workspace(shelf), cx.state.review(shelf))
    else {
        let sentence = say!("answer-no-review");
        let (sentence, next) = rights::no_review(cx.workspace(), sentence);
        return nothing(ui, cx, &sentence, next);
    };
    let Some(framework) = workspace.framework_of(review) else {
        let sentence = say!("answer-on-their-way");
        return nothing(ui, cx, sentence, None);
    };
    let seen = Seen { workspace, review, framework, underway: &underway };
    let current = current(&seen, cx.state.question.as_ref(), &cx.drafts.answer);
    let Some(page) = decided(cx, &seen, current.as_ref()) else { return };
    let page = page.as_ref();
    let card = current.as_ref().and_then(|it| Card::of(&seen, it));
    if cx.state.question != current {
        cx.intents.push(Intent::ShowQuestion(current.clone()));
    }
    let place = card.as_ref().map(|it| seen.place(&it.id));
    cx.drafts.answer.attached.place.clone_from(&place);
    attached::follow(ui.ctx(), cx);
    settle(shelf, cx, now, |it, _| Some(it) != place.as_ref());
    let shut = shut(cx, page);
    if let (Some(card), Some(place)) = (&card, &place) {
        let wish = keys::heard(ui.ctx(), cx.state);
        // What is said now would not know of the file that is being named.
        if let Some(wish) = wish.filter(|_| cx.state.desk.attaching == 0) {
            keys::follow(wish, &Hand { page, card, place, shut: shut.as_deref(), now }, cx);
        }
    }
    draw(ui, cx, page, card.as_ref().zip(place.as_ref()), shut.as_deref());
    settle(shelf, cx, now, |_, it| now - it.at >= PAUSE);
    let waits = cx.drafts.answer.typed.values().any(|it| it.dirty && it.at.is_finite());
    if waits {
        ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(PAUSE));
    }
}

/// Returns what to show, decided once and not in every frame.
fn decided(cx: &mut Cx<'_>, seen: &Seen<'_>, current: Option<&NodeId>) -> Option<Arc<Page>> {
    let shown = cx.state.shown(cx.shelf)?;
    let draft = &mut cx.drafts.answer;
    let (filter, flagged) = (draft.filter, &draft.flagged);
    let key = |it: Option<&NodeId>| {
        (seen.review.id, filter, flagged.clone(), seen.underway.clone(), it.cloned())
    };
    let page = draft.page.of(shown, key(None), || Page::of(seen, filter, flagged, None));
    let is_listed = current.is_none_or(|it| page.questions().contains(&it));
    if is_listed {
        return Some(page);
    }
    Some(draft.with.of(shown, key(current), || Page::of(seen, filter, flagged, current)))
}

/// The question in hand and where it stands in the page.
#[derive(Debug, Clone, Copy)]
struct Hand<'a> {
    page: &'a Page,
    card: &'a Card,
    place: &'a Place,
    /// Why nothing can be changed, if so.
    shut: Option<&'a str>,
    now: f64,
}

/// Keeps what was typed, because another page is shown.
pub fn leave(cx: &mut Cx<'_>) {
    if !cx.drafts.answer.typed.is_empty() {
        settle(cx.shelf, cx, 0.0, |_, it| it.at.is_finite());
    }
    cx.drafts.answer.handing_in = false;
}

/// Returns what was typed and not kept yet, because the window closes.
pub fn unsaved(shelf: &Shelf, draft: &mut Draft) -> Vec<(WorkspaceId, Edit)> {
    let ripe = draft.typed.keys().cloned().collect::<Vec<_>>();
    ripe.into_iter().filter_map(|place| draft.ready(shelf, &place)).map(edit_of).collect()
}

fn edit_of((place, answer): (Place, Option<Answer>)) -> (WorkspaceId, Edit) {
    let (workspace, review, question) = place;
    (workspace, Edit::Answer { review, answers: vec![(question, answer)] })
}

fn nothing(ui: &mut Ui, cx: &mut Cx<'_>, sentence: &str, next: Option<&str>) {
    if page::empty(ui, icon::LIST_CHECKS, sentence, next) {
        cx.intents.push(Intent::Go(Screen::NewReview));
    }
}

/// Returns why nothing can be changed here, if so.
fn shut(cx: &Cx<'_>, page: &Page) -> Option<String> {
    let stored = cx.state.shown(cx.shelf).and_then(|it| it.sync.read_only.clone());
    let reason = cx.state.read_only.clone().or(stored);
    reason.or_else(|| page.why_not.map(str::to_owned))
}

fn current(seen: &Seen<'_>, wished: Option<&NodeId>, draft: &Draft) -> Option<NodeId> {
    let known = |it: &&NodeId| {
        seen.framework.node(it).is_some_and(muster_model::framework::Node::is_question)
    };
    if let Some(wished) = wished.filter(known) {
        return Some(wished.clone());
    }
    let page = Page::of(seen, draft.filter, &draft.flagged, None);
    let open = page.questions().into_iter().find(|it| seen.answer(it).is_none());
    let first = open.or_else(|| page.questions().first().copied());
    first.cloned().or_else(|| seen.framework.questions().first().map(|it| it.id.clone()))
}

fn draw(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    page: &Page,
    hand: Option<(&Card, &Place)>,
    shut: Option<&str>,
) {
    let tokens = theme::of(ui);
    let line = egui::Stroke::new(1.0, tokens.line);
    let head = Panel::top("answer head")
        .show_separator_line(false)
        .frame(Frame::new().inner_margin(Margin::symmetric(24, 12)))
        .show(ui, |ui| list::head(ui, cx, page, shut))
        .response
        .rect;
    ui.painter().hline(head.x_range(), head.bottom() - 0.5, line);
    hand_in::dialog(ui, cx, page);
    let Some((card, place)) = hand else {
        let sentence = say!("answer-no-question");
        page::empty(ui, icon::LIST_CHECKS, sentence, None);
        return;
    };
    if !cx.drafts.answer.focus && ui.available_width() > 560.0 {
        let width = (ui.available_width() * 0.34).clamp(220.0, 380.0);
        Panel::left("answer list")
            .exact_size(width)
            .resizable(false)
            .show_separator_line(false)
            .frame(Frame::new().inner_margin(Margin { left: 16, right: 8, top: 12, bottom: 8 }))
            .show(ui, |ui| {
                let edge = ui.max_rect().right() + 7.5;
                ui.painter().vline(edge, ui.max_rect().expand(theme::M).y_range(), line);
                list::ui(ui, cx, page, &card.id);
            });
    }
    let now = ui.input(|it| it.time);
    let hand = Hand { page, card, place, shut, now };
    ui.push_id(&card.id, |ui| {
        page::column(ui, 720.0, |ui| {
            if let Some(reason) = shut {
                let reason = words::capital(reason);
                feedback::warning_card(ui, say!("answer-shut"), &reason);
                ui.add_space(theme::M);
            }
            editor::ui(ui, cx, &hand);
        });
    });
}

/// Wishes `answer` in place of what I said before.
fn say(cx: &mut Cx<'_>, place: &Place, answer: Option<Answer>, now: f64) {
    let draft = &mut cx.drafts.answer;
    draft.typed.remove(place);
    draft.underway.insert(place.clone(), answer.clone());
    draft.sent_at = now;
    push(cx.intents, cx.state.workspace, (place.clone(), answer));
}

fn push(intents: &mut Intents, shown: Option<WorkspaceId>, it: (Place, Option<Answer>)) {
    let (workspace, edit) = edit_of(it);
    intents.push(if shown == Some(workspace) {
        Intent::Edit(edit)
    } else {
        Intent::Ask(NodeCommand::Edit { workspace, edit }, Purpose::Edit { undo: None })
    });
}

/// Keeps everything typed that is `ripe` and can be kept.
fn settle(shelf: &Shelf, cx: &mut Cx<'_>, now: f64, ripe: impl Fn(&Place, &Fields) -> bool) {
    let draft = &mut cx.drafts.answer;
    let places: Vec<Place> = draft
        .typed
        .iter()
        .filter(|(place, it)| it.dirty && ripe(place, it))
        .map(|(place, _)| place.clone())
        .collect();
    for place in places {
        let Some((place, answer)) = draft.ready(shelf, &place) else { continue };
        draft.typed.remove(&place);
        draft.underway.insert(place.clone(), answer.clone());
        draft.sent_at = now;
        push(cx.intents, cx.state.workspace, (place, answer));
    }
}

impl Draft {
    /// Returns what was typed at `place` as an answer, if it can be kept and changes anything.
    fn ready(&mut self, on: &Shelf, place: &Place) -> Option<(Place, Option<Answer>)> {
        let fields = self.typed.get(place)?;
        let workspace = &on.workspaces.get(&place.0)?.workspace;
        let review = workspace.reviews.get(&place.1)?;
        let framework = workspace.framework_of(review)?;
        let seen = Seen { workspace, review, framework, underway: &self.underway };
        let card = Card::of(&seen, &place.2)?;
        let answer = fields.answer(&card.kind, card.answer.as_ref()).ok()?;
        if answer == card.answer {
            self.typed.remove(place);
            return None;
        }
        Some((place.clone(), answer))
    }

    /// Forgets what is on disk by now. What was refused goes back to where it was typed.
    fn land(&mut self, on: &Shelf, saving: usize, now: f64) {
        if saving > 0 || self.underway.is_empty() || now <= self.sent_at {
            return;
        }
        for (place, wished) in std::mem::take(&mut self.underway) {
            let Some(wished) = wished else { continue };
            let shown = on.workspaces.get(&place.0);
            let kept = shown.and_then(|it| {
                let review = it.workspace.reviews.get(&place.1)?;
                let lane = review.lanes.get(&it.workspace.me?)?;
                lane.answers.get(&place.2)?.now.answer.clone()
            });
            let typed = !wished.note.is_empty() || !wished.evidence.is_empty();
            if typed && kept.is_none_or(|it| it.note != wished.note) {
                let lost = Fields { dirty: true, at: f64::INFINITY, ..Fields::of(Some(&wished)) };
                self.typed.entry(place).or_insert(lost);
            }
        }
    }
}
