//! The result as it was: any moment of the past, computed from what was written until then, and read-only.

use egui::Ui;
use muster_model::{
    time::At,
    workspace::{Review, Workspace},
};
use muster_sync::node::command::Command as NodeCommand;

use crate::{
    command::Intent,
    say::say,
    screens::{Cx, words},
    state::asked::{Asked, Purpose},
    theme::{self, icon},
    widgets::{
        Button, card, feedback, field,
        page::{self, section},
        people, text,
    },
};

/// Which moment is wanted.
#[derive(Debug, Default)]
pub(super) struct Draft {
    typed: String,
    /// The moment asked for.
    asked: Option<At>,
}

/// Draws the section about `review`.
pub(super) fn ui(ui: &mut Ui, cx: &mut Cx<'_>, workspace: &Workspace, review: &Review) {
    section(
        ui,
        say!("history-past"),
        |_| {},
        |ui| {
            text::muted(ui, say!("history-past-about"));
            let wanted = choose(ui, cx, workspace, review);
            if let Some(moment) = wanted {
                cx.drafts.history.past.asked = Some(moment);
                let wish = NodeCommand::Until { workspace: workspace.id, moment };
                cx.wish(Intent::Ask(wish, Purpose::Past));
            }
            let Some(moment) = cx.drafts.history.past.asked else { return };
            match &cx.state.desk.past {
                Asked::Nothing => {}
                Asked::Waiting => {
                    feedback::waiting(ui, say!("history-past-computing"));
                }
                Asked::Failed(it) => {
                    feedback::error_card(ui, &it.headline, &it.remedy, None);
                }
                Asked::Here(past) => shown(ui, past, review, moment),
            }
        },
    );
}

fn choose(ui: &mut Ui, cx: &mut Cx<'_>, workspace: &Workspace, review: &Review) -> Option<At> {
    let mut wanted = None;
    ui.horizontal_wrapped(|ui| {
        let signatures = workspace.sign_offs.get(&review.id).map(|it| it.signatures.as_slice());
        let signed = signatures.and_then(|it| it.iter().map(|it| it.at).max());
        let steps = [
            (say!("history-past-opened"), say!("history-past-opened-name"), Some(review.opened)),
            (say!("history-past-revealed"), say!("history-past-revealed-name"), review.revealed),
            (say!("history-past-signed"), say!("history-past-signed-name"), signed),
        ];
        for (word, name, at) in steps {
            let Some(at) = at else { continue };
            if Button::secondary(word).name(name).ui(ui).clicked() {
                wanted = Some(at);
            }
        }
        let typed = &mut cx.drafts.history.past.typed;
        let field = field::bare(ui, say!("history-past-day"), "2026-11-21 14:30", 160.0, typed);
        let entered = field.lost_focus() && ui.input(|it| it.key_pressed(egui::Key::Enter));
        let moment = At::parse(typed);
        let why_not = moment.is_none().then_some(say!("history-past-day-missing"));
        let button =
            Button::secondary(say!("history-past-show")).name(say!("history-past-show-name"));
        if button.why_not(why_not).ui(ui).clicked() || entered {
            wanted = moment.or(wanted);
        }
    });
    wanted
}

fn shown(ui: &mut Ui, past: &Workspace, review: &Review, moment: At) {
    ui.add_space(theme::XS);
    card(ui, |ui| {
        ui.horizontal(|ui| {
            text::strong(
                ui,
                &say!("history-past-at", review = &review.title, moment = words::moment(moment)),
            );
            people::chip(ui, icon::LOCK, say!("history-past-read-only"), theme::of(ui).info);
        });
        let Some(then) = past.reviews.get(&review.id) else {
            text::body(ui, say!("history-past-not-open"));
            return;
        };
        let Some(result) = then.result.as_ref().filter(|_| !then.sealed) else {
            text::body(ui, say!("history-past-no-result"));
            return;
        };
        let tier =
            result.tier.as_ref().map_or(say!("history-not-determined"), |it| it.name.as_str());
        let it = result.coverage;
        text::heading(ui, tier);
        text::body(
            ui,
            &say!(
                "history-past-coverage",
                answered = it.answered,
                of = it.applicable,
                n = it.people,
            ),
        );
        text::small(ui, &say!("history-past-fingerprint", code = &then.fingerprint));
        for it in &result.dimensions {
            page::rule(ui);
            let score = it.score.as_ref().map_or_else(|| "–".to_owned(), words::figure);
            let room = (ui.available_width() - 90.0).max(120.0);
            page::cells(ui, &[room, 90.0], |ui, nth| match nth {
                0 => {
                    text::body(ui, &it.title);
                }
                _ => {
                    text::body(ui, &score);
                }
            });
        }
    });
}
