//! The question in hand: its anchors, and everything one can say about an answer.

use egui::{Response, Ui};
use muster_model::answer::{Answer, Basis, Said};

use crate::{
    screens::Cx,
    theme::{self, icon},
    widgets::{Button, field, level, page, picker, text},
};

use super::{
    Field, Hand, attached,
    data::{Card, Fields, Kind, Unready},
    keys::{self, Known},
    say,
};

/// Returns what is typed for the question in hand, else what is kept.
pub(super) fn fields(cx: &Cx<'_>, hand: &Hand<'_>) -> Fields {
    let typed = cx.drafts.answer.typed.get(hand.place);
    typed.cloned().unwrap_or_else(|| Fields::of(hand.card.answer.as_ref()))
}

/// Draws the question in hand.
pub(super) fn ui(ui: &mut Ui, cx: &mut Cx<'_>, hand: &Hand<'_>) {
    question(ui, cx, hand.card);
    if hand.shut.is_none() {
        conflict(ui, cx, hand);
    }
    let mut fields = fields(cx, hand);
    let before = fields.clone();
    let mut left = false;
    let open = hand.shut.is_none() && cx.state.desk.attaching == 0;
    ui.add_enabled_ui(open, |ui| {
        left |= what(ui, cx, hand, &mut fields);
        left |= around(ui, cx, hand, &mut fields);
        ui.add_space(theme::L);
        known(ui, cx, hand, &mut fields, &mut left);
        left |= words(ui, cx, &mut fields);
    });
    attached::ui(ui, cx, hand);
    let stale = fields != before;
    if stale {
        fields.typed(hand.now);
        cx.drafts.answer.typed.insert(hand.place.clone(), fields.clone());
    }
    if left {
        super::settle(cx.shelf, cx, hand.now, |it, _| it == hand.place);
    }
    ui.add_space(theme::S);
    foot(ui, cx, hand, &fields);
}

fn question(ui: &mut Ui, cx: &Cx<'_>, card: &Card) {
    ui.spacing_mut().item_spacing.y = theme::S;
    ui.horizontal(|ui| {
        if !card.reference.is_empty() {
            text::caption(ui, &card.reference);
        }
        text::caption(ui, &card.above);
    });
    if cx.drafts.answer.focus {
        text::display(ui, &card.text);
    } else {
        text::title(ui, &card.text);
    }
    if !card.guidance.is_empty() {
        text::muted(ui, &card.guidance);
    }
    if !card.evidence.is_empty() {
        ui.horizontal(|ui| {
            text::icon(ui, icon::PAPERCLIP);
            text::small(ui, &card.evidence);
        });
    }
    ui.add_space(theme::S);
}

/// Two of my devices wrote at the same time: all values, and which one is to count.
fn conflict(ui: &mut Ui, cx: &mut Cx<'_>, hand: &Hand<'_>) {
    if hand.card.values.is_empty() {
        return;
    }
    let mut chosen: Option<Option<Answer>> = None;
    page::callout(ui, theme::of(ui).warn, icon::SPLIT, |ui| {
        let n = hand.card.values.len();
        text::strong(ui, &say!("answer-values", n = n));
        text::small(ui, say!("answer-values-about"));
        for (at, value) in hand.card.values.iter().enumerate() {
            ui.add_space(theme::XS);
            ui.horizontal(|ui| {
                let name = if at == 0 {
                    say!("answer-keep-this").to_owned()
                } else {
                    say!("answer-keep-that").to_owned()
                };
                let long = format!("{name}: {}", value.said);
                if Button::secondary(&name).name(&long).ui(ui).clicked() {
                    chosen = Some(value.answer.clone());
                }
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    text::body(ui, &value.said);
                    let parts = [value.more.as_str(), value.from.as_str()];
                    let parts: Vec<&str> = parts.into_iter().filter(|it| !it.is_empty()).collect();
                    text::small(ui, &parts.join(" · "));
                });
            });
        }
    });
    ui.add_space(theme::S);
    if let Some(answer) = chosen {
        say(cx, hand.place, answer, hand.now);
    }
}

/// The levels with their anchors, or the field of an open question.
fn what(ui: &mut Ui, cx: &mut Cx<'_>, hand: &Hand<'_>, fields: &mut Fields) -> bool {
    match &hand.card.kind {
        Kind::Levels(levels) => {
            let shown: Vec<level::Level<'_>> = levels
                .iter()
                .map(|it| level::Level {
                    key: &it.key,
                    label: &it.label,
                    sentence: &it.sentence,
                    note: it.note,
                })
                .collect();
            let chosen = hand.card.chosen.filter(|_| fields.reason.is_none());
            if let Some(at) = level::picker(ui, &shown, chosen) {
                fields.reason = None;
                keys::level(hand, cx, at);
                *fields = self::fields(cx, hand);
            }
            false
        }
        Kind::Text => {
            let it =
                field::area(ui, say!("answer-own"), say!("answer-own-hint"), 5, &mut fields.text);
            led(cx, Field::Text, &it)
        }
        Kind::Percent => {
            let it = field::field(
                ui,
                say!("answer-percent"),
                say!("answer-percent-hint"),
                &mut fields.text,
            );
            led(cx, Field::Text, &it)
        }
        Kind::Number => {
            let it = field::field(ui, say!("answer-number"), "2.6", &mut fields.text);
            led(cx, Field::Text, &it)
        }
    }
}

/// Gives the keyboard to a field that a key led to; says whether the field was left.
fn led(cx: &mut Cx<'_>, field: Field, response: &Response) -> bool {
    if cx.drafts.answer.wish == Some(field) {
        response.request_focus();
        response.scroll_to_me(None);
        cx.drafts.answer.wish = None;
    }
    response.lost_focus()
}

/// What is neither a level nor words: don't know, not applicable, same as last time, marked.
fn around(ui: &mut Ui, cx: &mut Cx<'_>, hand: &Hand<'_>, fields: &mut Fields) -> bool {
    ui.add_space(theme::XS);
    let said = hand.card.answer.as_ref().map(|it| &it.said);
    let dont_know = said == Some(&Said::DontKnow) && fields.reason.is_none();
    ui.horizontal_wrapped(|ui| {
        let help = Some(icon::CIRCLE_HELP);
        if picker::chip(ui, help, say!("answer-dont-know"), "0", dont_know).clicked() {
            fields.reason = None;
            keys::said(hand, cx, Said::DontKnow);
            *fields = self::fields(cx, hand);
        }
        let no = Some(icon::CIRCLE_SLASH);
        let enabled = hand.card.no_na.is_none();
        let chip = ui.add_enabled_ui(enabled, |ui| {
            picker::chip(ui, no, say!("answer-not-applicable"), "N", fields.reason.is_some())
        });
        let chip = chip.inner.on_disabled_hover_text(hand.card.no_na.unwrap_or_default());
        if chip.clicked() {
            keys::not_applicable(hand, cx);
            *fields = self::fields(cx, hand);
        }
        if let Some((last, _)) = &hand.card.last {
            let name = say!("answer-same", last = last);
            let same = hand.card.answer.as_ref() == hand.card.last.as_ref().map(|it| &it.1);
            if picker::chip(ui, Some(icon::HISTORY), &name, "Y", same).clicked() {
                keys::confirm(hand, cx);
                *fields = self::fields(cx, hand);
            }
        }
        let flagged = cx.drafts.answer.flagged.contains(hand.place);
        let word = if flagged { say!("answer-marked") } else { say!("answer-mark") };
        let chip = picker::chip(ui, Some(icon::FLAG), word, "M", flagged);
        if chip.on_hover_text(say!("answer-mark-hint")).clicked() {
            keys::mark(hand, cx);
        }
    });
    reason(ui, cx, hand, fields)
}

fn reason(ui: &mut Ui, cx: &mut Cx<'_>, hand: &Hand<'_>, fields: &mut Fields) -> bool {
    let Some(reason) = &mut fields.reason else { return false };
    ui.add_space(theme::XS);
    let hint = say!("answer-reason-hint");
    let it = field::field(ui, say!("answer-reason"), hint, reason);
    let left = led(cx, Field::Reason, &it);
    let unsaid =
        !matches!(hand.card.answer.as_ref().map(|it| &it.said), Some(Said::NotApplicable { .. }));
    if unsaid && Button::ghost(say!("answer-applies")).icon(icon::UNDO_2).ui(ui).clicked() {
        cx.drafts.answer.typed.remove(hand.place);
        *fields = Fields::of(hand.card.answer.as_ref());
    }
    left
}

/// How it is known.
fn known(ui: &mut Ui, cx: &mut Cx<'_>, hand: &Hand<'_>, fields: &mut Fields, left: &mut bool) {
    let Some(answer) = &hand.card.answer else { return };
    let all = [
        (Known::Claimed, say!("answer-claimed"), "Q", answer.basis == Basis::Claimed),
        (Known::Documented, say!("answer-documented"), "W", answer.basis == Basis::Documented),
        (Known::Tested, say!("answer-tested"), "E", matches!(answer.basis, Basis::Tested(_))),
    ];
    text::caption(ui, say!("answer-how-known"));
    ui.horizontal_wrapped(|ui| {
        for (known, word, key, on) in all {
            if picker::chip(ui, None, word, key, on).clicked() {
                keys::basis(hand, cx, known);
                *fields = self::fields(cx, hand);
            }
        }
        if matches!(answer.basis, Basis::Tested(_)) {
            text::small(ui, say!("answer-tested-on"));
            let it =
                field::bare(ui, say!("answer-tested-day"), "2026-03-31", 110.0, &mut fields.day);
            *left |= led(cx, Field::Day, &it);
        }
    });
    ui.add_space(theme::S);
}

/// Why, and what shows it.
fn words(ui: &mut Ui, cx: &mut Cx<'_>, fields: &mut Fields) -> bool {
    let hint = say!("answer-comment-hint");
    let note = field::area(ui, say!("answer-comment"), hint, 2, &mut fields.note);
    let mut left = led(cx, Field::Note, &note);
    ui.add_space(theme::XS);
    let hint = say!("answer-evidence-hint");
    let evidence = field::area(ui, say!("answer-evidence"), hint, 1, &mut fields.evidence);
    left |= led(cx, Field::Evidence, &evidence);
    left
}

fn foot(ui: &mut Ui, cx: &mut Cx<'_>, hand: &Hand<'_>, fields: &Fields) {
    let unready = cx.drafts.answer.typed.get(hand.place).and_then(|it| {
        let answer = it.answer(&hand.card.kind, hand.card.answer.as_ref());
        answer.err().map(Unready::words)
    });
    ui.horizontal(|ui| {
        if Button::primary(say!("answer-next-open")).key(say!("help-key-enter")).ui(ui).clicked() {
            keys::next_open(hand, cx);
        }
        for (mark, name, steps) in [
            (icon::CHEVRON_UP, say!("answer-previous"), -1),
            (icon::CHEVRON_DOWN, say!("answer-next"), 1),
        ] {
            if Button::icon_only(mark, name).ui(ui).clicked() {
                keys::follow(keys::Wish::Step(steps), hand, cx);
            }
        }
        let (mark, sentence) = standing(hand.card, fields, unready);
        text::icon(ui, mark);
        text::small(ui, sentence);
    });
    if hand.card.answer.is_some()
        && hand.shut.is_none()
        && Button::ghost(say!("answer-take-back")).icon(icon::UNDO_2).ui(ui).clicked()
    {
        say(cx, hand.place, None, hand.now);
    }
}

fn standing(
    card: &Card,
    fields: &Fields,
    unready: Option<&'static str>,
) -> (icon::Icon, &'static str) {
    match unready {
        Some(reason) => (icon::CIRCLE_ALERT, reason),
        None if fields.dirty => (icon::PENCIL, say!("answer-standing-dirty")),
        None if card.saving => (icon::LOADER, say!("answer-standing-saving")),
        None if card.answer.is_some() => (icon::CIRCLE_CHECK, say!("answer-standing-saved")),
        None => (icon::CIRCLE_DASHED, say!("answer-standing-open")),
    }
}
