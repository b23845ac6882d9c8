//! Recording an outcome: level, how it came about, reason, dissent; and what is said about the question.

use egui::{Key, Ui};
use muster_model::edit::{Decision, Edit};

use crate::{
    say::say,
    screens::{Cx, compare, keys, words},
    theme::{self, icon},
    widgets::{Button, feedback, field, level, page as pages, picker, prose::prose, text},
};

use super::data::{Card, Choice, Form, Page, Place};

/// How an outcome can come about, in the order shown, each with its key.
const KINDS: [(Decision, &str); 4] = [
    (Decision::Agreed, "A"),
    (Decision::Majority, "J"),
    (Decision::Facilitator, "D"),
    (Decision::LeftOpen, "L"),
];

/// Returns how an outcome came about, as it stands on its own.
pub(super) fn kind_word(kind: Decision) -> &'static str {
    match kind {
        Decision::Agreed => say!("agree-kind-agreed"),
        Decision::Majority => say!("agree-kind-majority"),
        Decision::Facilitator => say!("agree-kind-facilitator"),
        Decision::LeftOpen => say!("agree-kind-left-open"),
    }
}

/// Follows the keys that decide.
pub(super) fn hear(ui: &Ui, cx: &mut Cx<'_>, page: &Page, card: &Card) {
    let Some(place) = place(cx, card) else { return };
    if ui.input_mut(|it| it.consume_key(egui::Modifiers::COMMAND, Key::Enter)) {
        return record(cx, page, card, &place);
    }
    let level = keys::digit_pressed(ui.ctx(), cx.state).and_then(|it| it.checked_sub(1));
    if let Some(level) = level {
        return choose(cx.drafts.agree.forms.entry(place).or_default(), card, level);
    }
    let letters = [Key::N, Key::A, Key::J, Key::D, Key::L];
    let Some(key) = keys::pressed(ui.ctx(), cx.state, &letters) else { return };
    let form = cx.drafts.agree.forms.entry(place).or_default();
    if key == Key::N && card.no_na.is_none() {
        form.choice = Some(Choice::NotApplicable);
    }
    if let Some((kind, _)) = KINDS.iter().find(|it| Key::from_name(it.1) == Some(key)) {
        form.kind = Some(*kind);
    }
}

fn choose(form: &mut Form, card: &Card, level: usize) {
    if let Some(it) = card.levels.get(level) {
        form.choice = Some(Choice::Level(it.option.clone()));
        if form.kind == Some(Decision::LeftOpen) {
            form.kind = None;
        }
    }
}

fn place(cx: &Cx<'_>, card: &Card) -> Option<Place> {
    Some((cx.state.workspace?, cx.review()?.id, card.id.clone()))
}

/// Draws what can be recorded, and what was said about the question.
pub(super) fn ui(ui: &mut Ui, cx: &mut Cx<'_>, page: &Page, card: &Card) {
    let Some(place) = place(cx, card) else { return };
    ui.add_space(theme::M);
    pages::rule(ui);
    ui.add_space(theme::S);
    let shut = cx.read_only().map(words::capital);
    match shut.as_deref().or(page.why_not) {
        Some(reason) => {
            feedback::note_card(ui, say!("agree-shut"), reason);
        }
        None => form(ui, cx, page, card, &place),
    }
    foot(ui, cx, page, card);
    if !(cx.drafts.agree.meeting && card.remarks.is_empty()) {
        remarks(ui, cx, card, &place, shut.as_deref());
    }
}

fn form(ui: &mut Ui, cx: &mut Cx<'_>, page: &Page, card: &Card, place: &Place) {
    let mut form = cx.drafts.agree.forms.get(place).cloned().unwrap_or_default();
    let again = if card.standing.is_empty() { say!("agree-what") } else { say!("agree-anew") };
    text::heading(ui, again);
    choice(ui, card, &mut form);
    ui.add_space(theme::S);
    text::caption(ui, say!("agree-how"));
    ui.horizontal_wrapped(|ui| {
        for (kind, key) in KINDS {
            if picker::chip(ui, None, kind_word(kind), key, form.kind == Some(kind)).clicked() {
                form.kind = Some(kind);
            }
        }
    });
    let hint = say!("agree-reason-hint");
    field::area(ui, say!("agree-reason"), hint, 2, &mut form.reason);
    dissent(ui, cx, card, &mut form);
    let missing = cx.review().and_then(|it| form.agreement(it, &card.id).err());
    if form.is_begun() {
        cx.drafts.agree.forms.insert(place.clone(), form);
    } else {
        cx.drafts.agree.forms.remove(place);
    }
    ui.add_space(theme::S);
    ui.horizontal_wrapped(|ui| {
        let button = Button::primary(say!("agree-record"))
            .icon(icon::CHECK)
            .key(say!("help-key-ctrl-enter"));
        if button.why_not(missing).ui(ui).clicked() {
            record(cx, page, card, place);
        }
        if let Some(missing) = missing {
            text::small(ui, missing);
        }
        if !card.standing.is_empty() {
            let back = Button::ghost(say!("agree-take-back")).icon(icon::UNDO_2);
            if back.ui(ui).clicked() {
                let (review, question) = (place.1, place.2.clone());
                cx.edit(Edit::Agree { review, agreed: vec![(question, None)] });
            }
        }
    });
}

fn choice(ui: &mut Ui, card: &Card, form: &mut Form) {
    let shown: Vec<level::Level<'_>> = card
        .levels
        .iter()
        .map(|it| level::Level {
            key: &it.key,
            label: &it.label,
            sentence: &it.sentence,
            note: &it.note,
        })
        .collect();
    let chosen = match &form.choice {
        Some(Choice::Level(option)) => card.levels.iter().position(|it| it.option == *option),
        Some(Choice::NotApplicable) | None => None,
    };
    if let Some(at) = level::picker(ui, &shown, chosen) {
        choose(form, card, at);
    }
    let on = form.choice == Some(Choice::NotApplicable);
    let open = card.no_na.is_none();
    let chip = ui.add_enabled_ui(open, |ui| {
        picker::chip(ui, Some(icon::CIRCLE_SLASH), say!("agree-not-applicable"), "N", on)
    });
    let chip = chip.inner.on_disabled_hover_text(card.no_na.unwrap_or_default());
    if chip.clicked() {
        form.choice = Some(Choice::NotApplicable);
    }
}

/// Those who answered otherwise may have their dissent kept, with their words.
fn dissent(ui: &mut Ui, cx: &Cx<'_>, card: &Card, form: &mut Form) {
    let Some(choice) = &form.choice else { return };
    let option = match choice {
        Choice::Level(option) => Some(option.clone()),
        Choice::NotApplicable => None,
    };
    let others: Vec<_> = card.others(option.as_ref()).collect();
    if others.is_empty() {
        return;
    }
    ui.add_space(theme::XS);
    text::caption(ui, say!("agree-dissent"));
    if cx.drafts.compare.nameless {
        text::small(ui, say!("agree-names-on"));
        return;
    }
    for who in others {
        ui.horizontal_wrapped(|ui| {
            let label = say!("agree-disagrees", name = &who.name);
            let before = form.dissent.contains_key(&who.id);
            match field::tick(ui, &label, before) {
                Some(true) => {
                    form.dissent.insert(who.id, String::new());
                }
                Some(false) => {
                    form.dissent.remove(&who.id);
                }
                None => {}
            }
            if let Some(words) = form.dissent.get_mut(&who.id) {
                let name = say!("agree-in-words", name = &who.name);
                let width = (ui.available_width() - theme::S).max(160.0);
                field::bare(ui, &name, say!("agree-own-words"), width, words);
            }
        });
    }
}

fn record(cx: &mut Cx<'_>, page: &Page, card: &Card, place: &Place) {
    let Some(form) = cx.drafts.agree.forms.get(place) else { return };
    let Some(review) = cx.review() else { return };
    let Ok(agreed) = form.agreement(review, &card.id) else { return };
    let (review, question) = (place.1, place.2.clone());
    cx.edit(Edit::Agree { review, agreed: vec![(question, Some(agreed))] });
    cx.drafts.agree.forms.remove(place);
    super::go(cx, page.next_open(&card.id));
}

fn foot(ui: &mut Ui, cx: &mut Cx<'_>, page: &Page, card: &Card) {
    ui.add_space(theme::S);
    ui.horizontal(|ui| {
        let next = page.next_open(&card.id);
        let none = next.is_none().then_some(say!("agree-no-other"));
        if Button::secondary(say!("agree-skip")).key("S").why_not(none).ui(ui).clicked() {
            super::go(cx, next);
        }
        for (mark, name, steps) in [
            (icon::CHEVRON_UP, say!("agree-previous"), -1),
            (icon::CHEVRON_DOWN, say!("agree-next"), 1),
        ] {
            if Button::icon_only(mark, name).ui(ui).clicked() {
                super::go(cx, page.step(&card.id, steps));
            }
        }
        compare::act(ui, cx, &card.id);
    });
}

fn remarks(ui: &mut Ui, cx: &mut Cx<'_>, card: &Card, place: &Place, shut: Option<&str>) {
    ui.add_space(theme::L);
    text::heading(ui, say!("agree-comments"));
    if card.remarks.is_empty() {
        text::muted(ui, say!("agree-no-comments"));
    }
    for it in &card.remarks {
        prose(ui, &it.text);
        text::small(ui, &it.by);
        ui.add_space(theme::XS);
    }
    let words = cx.drafts.agree.remark.entry(place.clone()).or_default();
    field::area(ui, say!("agree-comment"), say!("agree-comment-hint"), 2, words);
    let empty = words.trim().is_empty().then_some(say!("agree-comment-empty"));
    let add = Button::secondary(say!("agree-comment-add")).icon(icon::MESSAGE_SQUARE_PLUS);
    if add.why_not(shut.or(empty)).ui(ui).clicked() {
        let text = words.trim().to_owned();
        words.clear();
        let (review, question) = (place.1, place.2.clone());
        cx.edit(Edit::Comment { review, question, text });
    }
}
