//! Answering by keyboard. Keys count only while nobody is typing and nothing lies over the page.

use egui::{Context, Event, Key, Modifiers};
use muster_model::answer::{Basis, Said};

use crate::{
    command::Intent,
    screens::{Cx, keys::digit},
    state::State,
};

use super::{Field, Hand, data::Fields, editor, say};

/// What a key wishes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    Level(usize),
    DontKnow,
    NotApplicable,
    Basis(Known),
    Go(Field),
    Mark,
    Confirm,
    NextOpen,
    Focus,
    Step(isize),
}

/// How an answer is known, before the day of a test is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    Claimed,
    Documented,
    Tested,
}

/// Returns what a key pressed in this frame wishes, and takes it out of the frame.
pub(super) fn heard(ctx: &Context, state: &State) -> Option<Wish> {
    if !crate::screens::keys::are_free(ctx, state) {
        return None;
    }
    let owner = if ctx.memory(|it| it.focused().is_some()) { Owner::Widget } else { Owner::Page };
    ctx.input_mut(|input| {
        let mut wish = None;
        input.events.retain(|event| {
            let found = if wish.is_none() { wish_of(event, owner) } else { None };
            wish = wish.or(found);
            found.is_none()
        });
        if wish.is_some() {
            // What the same key prints must not end up in the field it leads to.
            input.events.retain(|event| !matches!(event, Event::Text(_)));
        }
        wish
    })
}

/// Whom arrows and Enter belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owner {
    /// The widget that has the keyboard.
    Widget,
    /// The page.
    Page,
}

fn wish_of(event: &Event, owner: Owner) -> Option<Wish> {
    let Event::Key { key, physical_key, pressed: true, repeat, modifiers } = event else {
        return None;
    };
    if modifiers.ctrl || modifiers.command || modifiers.alt || modifiers.mac_cmd {
        return None;
    }
    let digit = digit(*key, *physical_key);
    if let Some(digit) = digit.filter(|_| !repeat) {
        return Some(match digit.checked_sub(1) {
            Some(level) => Wish::Level(level),
            None => Wish::DontKnow,
        });
    }
    if *modifiers != Modifiers::NONE {
        return None;
    }
    let step = match owner {
        Owner::Widget => None,
        Owner::Page => STEPS.iter().find(|it| it.0 == *key).map(|it| it.1),
    };
    let letter = || LETTERS.iter().find(|it| it.0 == *key).map(|it| it.1);
    step.filter(|it| *it != Wish::NextOpen || !repeat).or_else(|| letter().filter(|_| !repeat))
}

/// Keys that lead to another question.
const STEPS: [(Key, Wish); 3] =
    [(Key::ArrowDown, Wish::Step(1)), (Key::ArrowUp, Wish::Step(-1)), (Key::Enter, Wish::NextOpen)];

/// Letters and what they wish.
const LETTERS: [(Key, Wish); 10] = [
    (Key::N, Wish::NotApplicable),
    (Key::Q, Wish::Basis(Known::Claimed)),
    (Key::W, Wish::Basis(Known::Documented)),
    (Key::E, Wish::Basis(Known::Tested)),
    (Key::C, Wish::Go(Field::Note)),
    (Key::V, Wish::Go(Field::Evidence)),
    (Key::T, Wish::Go(Field::Text)),
    (Key::M, Wish::Mark),
    (Key::F, Wish::Focus),
    (Key::Y, Wish::Confirm),
];

/// Does what a key wished.
pub(super) fn follow(wish: Wish, hand: &Hand<'_>, cx: &mut Cx<'_>) {
    match wish {
        Wish::Step(steps) => go(cx, hand.page.step(&hand.card.id, steps)),
        Wish::NextOpen => next_open(hand, cx),
        Wish::Mark => mark(hand, cx),
        Wish::Focus => cx.drafts.answer.focus = !cx.drafts.answer.focus,
        Wish::Level(_)
        | Wish::DontKnow
        | Wish::NotApplicable
        | Wish::Basis(_)
        | Wish::Go(_)
        | Wish::Confirm
            if hand.shut.is_some() => {}
        Wish::Level(at) => level(hand, cx, at),
        Wish::DontKnow => said(hand, cx, Said::DontKnow),
        Wish::NotApplicable => not_applicable(hand, cx),
        Wish::Basis(known) => basis(hand, cx, known),
        Wish::Go(field) => cx.drafts.answer.wish = Some(field),
        Wish::Confirm => confirm(hand, cx),
    }
}

fn go(cx: &mut Cx<'_>, question: Option<muster_model::ids::NodeId>) {
    if question.is_some() {
        cx.intents.push(Intent::ShowQuestion(question));
    }
}

/// Goes to the next question that is not answered, else to the next one.
pub(super) fn next_open(hand: &Hand<'_>, cx: &mut Cx<'_>) {
    let open = hand.page.next_open(&hand.card.id);
    let next = open.or_else(|| hand.page.step(&hand.card.id, 1));
    go(cx, next.filter(|it| *it != hand.card.id));
}

/// Marks the question for later, or takes the mark off.
pub(super) fn mark(hand: &Hand<'_>, cx: &mut Cx<'_>) {
    let flagged = &mut cx.drafts.answer.flagged;
    if !flagged.remove(hand.place) {
        flagged.insert(hand.place.clone());
    }
}

/// Chooses a level.
pub(super) fn level(hand: &Hand<'_>, cx: &mut Cx<'_>, at: usize) {
    if let Some(level) = hand.card.level(at) {
        let option = level.option.clone();
        said(hand, cx, Said::Option(option));
    }
}

/// Says `it`, with note and evidence as typed.
pub(super) fn said(hand: &Hand<'_>, cx: &mut Cx<'_>, it: Said) {
    let basis = hand.card.answer.as_ref().map(|it| it.basis).unwrap_or_default();
    let fields = editor::fields(cx, hand);
    let before = hand.card.answer.as_ref();
    let day_or_not = fields.with(it.clone(), basis, before);
    // A day that can't be read must not hold up a level.
    let answer =
        day_or_not.or_else(|_| Fields { day: String::new(), ..fields }.with(it, basis, before));
    if let Ok(answer) = answer {
        say(cx, hand.place, Some(answer), hand.now);
    }
}

/// Opens the field for the reason.
pub(super) fn not_applicable(hand: &Hand<'_>, cx: &mut Cx<'_>) {
    if hand.card.no_na.is_some() {
        return;
    }
    let mut fields = editor::fields(cx, hand);
    if fields.reason.is_none() {
        fields.reason = Some(String::new());
        fields.typed(f64::INFINITY);
        cx.drafts.answer.typed.insert(hand.place.clone(), fields);
    }
    cx.drafts.answer.wish = Some(Field::Reason);
}

/// Says how the answer is known.
pub(super) fn basis(hand: &Hand<'_>, cx: &mut Cx<'_>, known: Known) {
    let Some(before) = &hand.card.answer else { return };
    let basis = match (known, before.basis) {
        (Known::Claimed, _) => Basis::Claimed,
        (Known::Documented, _) => Basis::Documented,
        (Known::Tested, Basis::Tested(day)) => Basis::Tested(day),
        (Known::Tested, Basis::Claimed | Basis::Documented) => Basis::Tested(cx.now.date()),
    };
    let fields = Fields { day: String::new(), ..editor::fields(cx, hand) };
    if let Ok(answer) = fields.with(before.said.clone(), basis, Some(before)) {
        say(cx, hand.place, Some(answer), hand.now);
    }
    if known == Known::Tested {
        cx.drafts.answer.wish = Some(Field::Day);
    }
}

/// Says the same as last time.
pub(super) fn confirm(hand: &Hand<'_>, cx: &mut Cx<'_>) {
    if let Some((_, answer)) = &hand.card.last {
        say(cx, hand.place, Some(answer.clone()), hand.now);
    }
}
