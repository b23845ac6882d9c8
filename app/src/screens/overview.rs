//! Overview: where this review stands and what to do next.

pub mod data;
pub mod entries;

use egui::{Align, Layout, Ui};
use muster_model::{edit::Edit, ids::ReviewId, time::Date};

use crate::{
    command::{Command, Intent, Screen},
    say::say,
    theme::{self, icon},
    widgets::{
        Button, card, dialog, feedback,
        page::{self, Head, section},
        people::{self, Person as Face},
        progress, text,
    },
};

use super::{Cx, once::Once, results, words};
use data::{Dimension, Next, Page, Person, Progress, Round, Step};
use entries::{Entries, Lost};

/// Width of a row below which only a few faces are shown.
const NARROW: f32 = 480.0;
/// Most things due again that are listed before one asks for more.
const FEW: usize = 3;
/// Room for faces at the end of a row.
const FACES: f32 = 110.0;

/// What is open on Overview, and what it shows.
#[derive(Debug, Default)]
pub struct Draft {
    /// The open dialog.
    pub dialog: Dialog,
    page: Once<(Option<ReviewId>, Date), Page>,
}

/// Which dialog is open on Overview.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Dialog {
    /// None.
    #[default]
    Closed,
    /// Before the reveal.
    Reveal,
    /// Before closing.
    Close,
}

/// Draws Overview.
pub fn ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let Some(all) = cx.state.shown(cx.shelf) else { return };
    let (review, today) = (cx.review().map(AsRef::as_ref), cx.now.date());
    let decide = || Page::of(&all.workspace, review, today);
    let shown = cx.drafts.overview.page.of(all, (review.map(|it| it.id), today), decide);
    let head = Head { title: &shown.title, subtitle: &shown.subtitle };
    let read_only = cx.read_only();
    let dialog = std::cell::Cell::new(cx.drafts.overview.dialog);
    let mut wishes = Vec::new();
    let actions = |ui: &mut Ui| {
        if shown.round.reveal {
            let hint = say!("overview-reveal-hint");
            let button = Button::secondary(say!("overview-reveal")).icon(icon::EYE).hint(hint);
            if button.why_not(read_only).ui(ui).clicked() {
                dialog.set(Dialog::Reveal);
            }
        }
        if shown.round.close {
            let hint = say!("overview-close-hint");
            let button = Button::ghost(say!("overview-close")).icon(icon::LOCK).hint(hint);
            if button.why_not(read_only).ui(ui).clicked() {
                dialog.set(Dialog::Close);
            }
        }
    };
    page::page(ui, theme::WIDE.min(960.0), &head, actions, |ui| {
        if shown.reviews.len() > 1 {
            reviews(ui, &shown, &mut wishes);
        }
        if next(ui, &shown.next) {
            match &shown.next.step {
                Some((_, Step::Go(screen))) => {
                    wishes.push(Intent::Run(Command::Go(*screen)));
                    let first = shown.conflicts.first().filter(|_| *screen == Screen::Answer);
                    wishes.extend(first.map(|(id, _)| Intent::ShowQuestion(Some(id.clone()))));
                }
                Some((_, Step::Reveal)) => dialog.set(Dialog::Reveal),
                None => {}
            }
        }
        again(ui, shown.again.as_deref());
        if let Some(who) = shown.not_mine {
            ui.horizontal(|ui| {
                text::icon(ui, icon::INFO);
                text::muted(ui, &format!("{who}."));
            });
            ui.add_space(theme::S);
        }
        entries(ui, &shown.entries);
        lost(ui, &shown.lost, &mut wishes);
        waiting(ui, &shown, &mut wishes);
        results::due::ui(ui, cx, &shown.due, FEW);
        dimensions(ui, &shown);
        everybody(ui, &shown, &mut wishes);
    });
    cx.drafts.overview.dialog = dialog.get();
    cx.intents.extend(wishes);
    dialogs(ui, cx, &shown.round);
}

/// When the next review is due.
fn again(ui: &mut Ui, words: Option<&str>) {
    let Some(words) = words else { return };
    ui.horizontal(|ui| {
        text::icon(ui, icon::CALENDAR);
        text::body(ui, words);
    });
    ui.add_space(theme::S);
}

fn reviews(ui: &mut Ui, shown: &Page, wishes: &mut Vec<Intent>) {
    ui.horizontal_wrapped(|ui| {
        text::caption(ui, say!("overview-reviews"));
        for (at, (id, title)) in shown.reviews.iter().enumerate() {
            let on = shown.shown == Some(at);
            let name = say!("overview-show-review", title = title);
            if Button::ghost(title).name(&name).selected(on).ui(ui).clicked() {
                wishes.push(Intent::ShowReview(*id));
            }
        }
    });
    ui.add_space(theme::S);
}

fn next(ui: &mut Ui, next: &Next) -> bool {
    let tokens = theme::of(ui);
    let mut pressed = false;
    page::callout(ui, tokens.selected, icon::ARROW_RIGHT, |ui| {
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if let Some((button, _)) = &next.step {
                    pressed = Button::primary(button).ui(ui).clicked();
                }
                ui.with_layout(Layout::top_down(Align::Min), |ui| {
                    ui.spacing_mut().item_spacing.y = 2.0;
                    text::heading(ui, &next.headline);
                    if !next.sentence.is_empty() {
                        text::body(ui, &next.sentence);
                    }
                });
            });
        });
    });
    ui.add_space(theme::L);
    pressed
}

/// How the entries of the round stand: an alarm before anything else.
fn entries(ui: &mut Ui, it: &Entries) {
    for (headline, remedy) in &it.alarms {
        feedback::error_card(ui, headline, remedy, None);
        ui.add_space(theme::S);
    }
    if let Some(mine) = &it.mine {
        ui.horizontal(|ui| {
            text::icon(ui, icon::FILE_CHECK);
            text::muted(ui, mine);
        });
    }
    for note in &it.notes {
        ui.horizontal(|ui| {
            text::icon(ui, icon::INFO);
            text::muted(ui, note);
        });
    }
    if !it.notes.is_empty() || it.mine.is_some() {
        ui.add_space(theme::M);
    }
}

/// What of mine was dropped, and where to answer again.
fn lost(ui: &mut Ui, all: &[Lost], wishes: &mut Vec<Intent>) {
    for it in all {
        page::callout(ui, theme::of(ui).warn, icon::TRIANGLE_ALERT, |ui| {
            text::strong(ui, &it.headline);
            text::body(ui, &it.sentence);
            if let Some((review, question)) = &it.again {
                let name = say!("overview-answer-again-what", what = &it.headline);
                if Button::secondary(say!("overview-answer-again")).name(&name).ui(ui).clicked() {
                    wishes.push(Intent::ShowReview(*review));
                    wishes.push(Intent::ShowQuestion(Some(question.clone())));
                    wishes.push(Intent::Run(Command::Go(Screen::Answer)));
                }
            }
        });
        ui.add_space(theme::S);
    }
}

fn waiting(ui: &mut Ui, shown: &Page, wishes: &mut Vec<Intent>) {
    let n = shown.requests.len() + shown.conflicts.len();
    if n == 0 {
        return;
    }
    section(
        ui,
        say!("overview-waits"),
        |_| {},
        |ui| {
            for (_, name, words) in &shown.requests {
                let label = say!("overview-asks", name = name);
                let pressed = page::row_button(ui, &label, false, |ui| {
                    text::icon(ui, icon::USER_PLUS);
                    text::body(ui, &label);
                    text::small(ui, words);
                });
                if pressed.clicked() {
                    wishes.push(Intent::Run(Command::Go(Screen::People)));
                }
            }
            for (id, question) in &shown.conflicts {
                let label = say!("overview-two-values", question = question);
                let pressed = page::row_button(ui, &label, false, |ui| {
                    text::icon(ui, icon::SPLIT);
                    text::body(ui, &label);
                });
                if pressed.clicked() {
                    wishes.push(Intent::ShowQuestion(Some(id.clone())));
                    wishes.push(Intent::Run(Command::Go(Screen::Answer)));
                }
            }
        },
    );
}

fn dimensions(ui: &mut Ui, shown: &Page) {
    if shown.dimensions.is_empty() {
        return;
    }
    section(
        ui,
        say!("overview-dimensions"),
        |_| {},
        |ui| {
            card(ui, |ui| {
                for (at, it) in shown.dimensions.iter().enumerate() {
                    if at > 0 {
                        page::rule(ui);
                    }
                    dimension(ui, it);
                }
            });
            if let Some(first) = shown.dimensions.first() {
                text::small(ui, first.counted);
            }
        },
    );
}

fn dimension(ui: &mut Ui, it: &Dimension) {
    ui.horizontal(|ui| {
        ui.set_min_height(theme::ROW);
        let row = ui.available_width();
        let left = (row * 0.42).min(360.0);
        ui.allocate_ui_with_layout(
            egui::vec2(left, theme::ROW),
            Layout::left_to_right(Align::Center),
            |ui| {
                ui.set_min_width(left);
                text::body(ui, &it.title);
            },
        );
        let few = row < NARROW;
        ui.scope(|ui| {
            ui.set_max_width((row - left - FACES).clamp(60.0, 220.0));
            let name = format!("{}, {}", it.title, it.name);
            progress::bar(ui, &name, it.done.0, it.done.1);
        });
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let faces: Vec<Face<'_>> =
                it.people.iter().map(|who| Face { name: &who.name, place: who.place }).collect();
            people::stack(ui, &faces, if few { 2 } else { 6 });
        });
    });
}

fn everybody(ui: &mut Ui, shown: &Page, wishes: &mut Vec<Intent>) {
    let actions = |ui: &mut Ui| {
        if Button::ghost(say!("overview-invite"))
            .icon(icon::USER_PLUS)
            .name(say!("overview-invite-name"))
            .ui(ui)
            .clicked()
        {
            wishes.push(Intent::Run(Command::Go(Screen::Invite)));
        }
    };
    section(ui, say!("overview-people"), actions, |ui| {
        card(ui, |ui| {
            for (at, it) in shown.people.iter().enumerate() {
                if at > 0 {
                    page::rule(ui);
                }
                person(ui, it);
            }
        });
    });
}

fn person(ui: &mut Ui, it: &Person) {
    let tokens = theme::of(ui);
    let name = if it.me { say!("people-me", name = &it.who.name) } else { it.who.name.clone() };
    let parts = [it.role, it.dimensions.as_str()];
    let parts: Vec<&str> = parts.into_iter().filter(|it| !it.is_empty()).collect();
    let face = Face { name: &name, place: it.who.place };
    people::row(ui, face, &parts.join(" · "), |ui| match &it.progress {
        Progress::HandedIn(when) => {
            people::chip(ui, icon::CIRCLE_CHECK, say!("overview-handed-in"), tokens.good)
                .on_hover_text(when);
        }
        Progress::Open(Some((done, of))) => {
            ui.scope(|ui| {
                ui.set_max_width(180.0);
                let name = say!("overview-answered-by", name = &it.who.name);
                progress::bar(ui, &name, *done, *of);
            });
        }
        Progress::Open(None) => {
            people::chip(ui, icon::EYE_OFF, say!("overview-not-handed-in"), tokens.info);
        }
        Progress::Nothing => {
            text::small(ui, say!("overview-nothing-assigned"));
        }
    });
}

fn dialogs(ui: &mut Ui, cx: &mut Cx<'_>, round: &Round) {
    let Some(review) = cx.review().map(|it| it.id) else { return };
    let (title, name) = match cx.drafts.overview.dialog {
        Dialog::Closed => return,
        // Somebody else was faster, or the review shown is another one.
        Dialog::Reveal if !round.reveal => return cx.drafts.overview.dialog = Dialog::Closed,
        Dialog::Close if !round.close => return cx.drafts.overview.dialog = Dialog::Closed,
        Dialog::Reveal => (say!("overview-reveal-title"), say!("overview-reveal-now")),
        Dialog::Close => (say!("overview-close-title"), say!("overview-close-now")),
    };
    let kind = cx.drafts.overview.dialog;
    let reveal = kind == Dialog::Reveal;
    let ended = dialog::show(ui, title, 500.0, |ui| {
        let sentence =
            if reveal { say!("overview-reveal-means") } else { say!("overview-close-means") };
        dialog::head(ui, title, sentence);
        missing(ui, round, kind);
        dialog::buttons(ui, |ui| {
            if Button::danger(name)
                .icon(if reveal { icon::EYE } else { icon::LOCK })
                .ui(ui)
                .clicked()
            {
                return Some(true);
            }
            Button::secondary(say!("overview-not-yet")).ui(ui).clicked().then_some(false)
        })
    });
    match ended {
        dialog::Ended::Open => return,
        dialog::Ended::With(true) if reveal => cx.edit(Edit::Reveal(review)),
        dialog::Ended::With(true) => cx.edit(Edit::CloseReview(review)),
        dialog::Ended::With(false) | dialog::Ended::Dismissed => {}
    }
    cx.drafts.overview.dialog = Dialog::Closed;
}

fn missing(ui: &mut Ui, round: &Round, kind: Dialog) {
    text::body(ui, &say!("overview-have-handed-in", n = round.handed_in));
    if let Some(quorum) = round.quorum {
        let sentence = if round.handed_in >= quorum {
            say!("overview-enough", n = quorum)
        } else {
            say!("overview-not-enough", n = quorum)
        };
        text::body(ui, &sentence);
    }
    if round.missing.is_empty() {
        text::body(ui, say!("overview-nobody-missing"));
        return;
    }
    let names: Vec<&str> = round.missing.iter().map(String::as_str).collect();
    page::callout(ui, theme::of(ui).warn, icon::TRIANGLE_ALERT, |ui| {
        text::strong(ui, &say!("overview-missing", names = words::list(&names)));
        if kind == Dialog::Close {
            text::body(ui, say!("overview-missing-close"));
        } else if round.strict {
            text::body(ui, say!("overview-missing-strict"));
        } else {
            text::body(ui, say!("overview-missing-blind"));
        }
    });
}
