//! The question in big type, who said what, and what stands already.

use egui::Ui;

use crate::{
    say::say,
    screens::{compare, words},
    theme::{self, icon},
    widgets::{
        Lit, page,
        people::Person,
        strip::{self, Dot},
        text,
    },
};

use super::data::{Card, Standing};

/// Draws what is known about the question in hand.
pub(super) fn ui(ui: &mut Ui, card: &Card, meeting: impl Into<Lit>) {
    ui.spacing_mut().item_spacing.y = theme::S;
    text::caption(ui, &card.talk.dimension);
    if meeting.into().is_on() {
        text::display(ui, &card.talk.text);
    } else {
        text::title(ui, &card.talk.text);
    }
    ui.add_space(theme::S);
    if !card.talk.dots.is_empty() {
        let dots: Vec<Dot<'_>> = card
            .talk
            .dots
            .iter()
            .map(|(who, level)| Dot {
                person: Person { name: &who.name, place: who.place },
                level: *level,
            })
            .collect();
        strip::row(ui, &card.talk.said, &dots, card.talk.levels);
    }
    let findings = card.talk.findings.join(" · ");
    if !findings.is_empty() {
        text::small(ui, &findings);
    }
    for (at, it) in card.standing.iter().enumerate() {
        standing(ui, it, (at, card.standing.len()));
    }
    if let Some(last) = &card.last {
        ui.horizontal_wrapped(|ui| {
            text::icon(ui, icon::HISTORY);
            text::small(ui, &say!("agree-last-time", told = last));
        });
    }
    for voice in &card.talk.voices {
        compare::voice(ui, voice);
    }
}

fn standing(ui: &mut Ui, it: &Standing, (at, of): (usize, usize)) {
    let tokens = theme::of(ui);
    let calm = of == 1 && it.moved.is_empty();
    let (pair, mark) =
        if calm { (tokens.good, icon::HANDSHAKE) } else { (tokens.warn, icon::SPLIT) };
    page::callout(ui, pair, mark, |ui| {
        text::strong(ui, &it.outcome);
        if of > 1 {
            let sentence = if at == 0 { say!("agree-rival-first") } else { say!("agree-rival") };
            text::small(ui, sentence);
        }
        if !it.reason.is_empty() {
            text::body(ui, &it.reason);
        }
        for (who, why) in &it.dissent {
            let words = if why.is_empty() {
                say!("agree-dissent-of", who = who)
            } else {
                say!("agree-dissent-why", who = who, why = why)
            };
            text::body(ui, &words);
        }
        text::small(ui, &say!("agree-recorded-by", who = &it.by));
        if !it.moved.is_empty() {
            super::sign(ui, &say!("agree-moved", who = words::capital(&it.moved)));
        }
    });
}
