//! Home: every workspace on this device, and those that can't be opened.

pub mod data;

use egui::Ui;
use muster_model::ids::WorkspaceId;
use muster_sync::{bundle::Passphrase, node::command::Command as NodeCommand};

use crate::{
    command::{Intent, Screen},
    say::say,
    state::asked::Purpose,
    theme::{self, Pair, icon},
    widgets::{
        Button,
        dialog::{self, Ended},
        feedback, field,
        page::{self, Head},
        people::{self, Person},
        progress, text,
    },
};

use super::Cx;
use data::{Card, Home, Standing};

/// What is being decided on Home.
#[derive(Debug, Default)]
pub struct Draft {
    removing: Option<WorkspaceId>,
    unlocking: Option<(WorkspaceId, String)>,
}

/// Goes Home and asks whether `workspace` is to be removed.
pub fn ask_to_remove(cx: &mut Cx<'_>, workspace: WorkspaceId) {
    cx.drafts.home.removing = Some(workspace);
    cx.wish(Intent::Go(Screen::Home));
}

/// Draws Home.
pub fn ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let home = Home::of(cx.shelf, cx.now);
    let head = Head { title: say!("home-title"), subtitle: say!("home-about") };
    let mut wishes = Vec::new();
    let actions = |ui: &mut Ui| {
        if Button::primary(say!("home-new")).icon(icon::PLUS).ui(ui).clicked() {
            wishes.push(Intent::Go(Screen::Welcome));
        }
        if Button::secondary(say!("home-join"))
            .icon(icon::TICKET)
            .hint(say!("home-join-hint"))
            .ui(ui)
            .clicked()
        {
            wishes.push(Intent::Go(Screen::Join));
        }
        if Button::ghost(say!("home-frameworks"))
            .icon(icon::LAYERS)
            .hint(say!("home-frameworks-hint"))
            .ui(ui)
            .clicked()
        {
            wishes.push(Intent::Go(Screen::Frameworks));
        }
    };
    page::page(ui, theme::PAGE, &head, actions, |ui| {
        if home.reading > 0 {
            feedback::waiting(ui, &say!("home-reading", n = home.reading));
            text::small(ui, say!("home-reading-about"));
        } else if home.is_empty() {
            let sentence = say!("home-empty");
            if page::empty(ui, icon::FOLDER_OPEN, sentence, Some(say!("home-begin"))) {
                cx.intents.push(Intent::Go(Screen::Welcome));
            }
        }
        for card in &home.workspaces {
            match workspace(ui, card, cx.state.read_only.as_deref()) {
                Some(Wish::Open) => cx.intents.push(Intent::Open(card.id)),
                Some(Wish::Remove) => cx.drafts.home.removing = Some(card.id),
                None => {}
            }
            ui.add_space(theme::XS);
        }
        for (id, path) in &home.locked {
            page::card(ui, |ui| locked(ui, cx, *id, path));
            ui.add_space(theme::XS);
        }
        for (path, sentence) in &home.damaged {
            let headline = say!("home-damaged", why = sentence);
            let remedy = say!("home-damaged-remedy", path = path.display().to_string());
            feedback::error_card(ui, &headline, &remedy, None);
            ui.add_space(theme::XS);
        }
    });
    cx.intents.extend(wishes);
    remove(ui, cx, &home);
    unlock(ui, cx, &home);
}

/// A workspace whose key file is under a passphrase.
fn locked(ui: &mut Ui, cx: &mut Cx<'_>, id: WorkspaceId, path: &std::path::Path) {
    ui.horizontal(|ui| {
        text::icon(ui, icon::LOCK);
        text::heading(ui, say!("home-locked"));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if Button::primary(say!("home-unlock")).ui(ui).clicked() {
                cx.drafts.home.unlocking = Some((id, String::new()));
            }
        });
    });
    let folder = path.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    text::small(ui, &say!("home-locked-about", folder = folder));
}

/// Asks for the passphrase of a workspace.
fn unlock(ui: &mut Ui, cx: &mut Cx<'_>, home: &Home) {
    let Some((id, mut words)) = cx.drafts.home.unlocking.take() else { return };
    if !home.locked.iter().any(|(it, _)| *it == id) {
        return;
    }
    let ended = dialog::show(ui, say!("home-unlock"), 460.0, |ui| {
        dialog::head(ui, say!("home-passphrase-title"), say!("home-passphrase-about"));
        field::secret(ui, say!("home-passphrase"), "", &mut words);
        dialog::buttons(ui, |ui| {
            let why_not = words.is_empty().then_some(say!("home-passphrase-missing"));
            let open = Button::primary(say!("home-unlock")).why_not(why_not).ui(ui).clicked();
            let away = Button::secondary(say!("home-not-now")).ui(ui).clicked();
            if open { Some(true) } else { away.then_some(false) }
        })
    });
    match ended {
        Ended::With(true) => {
            let passphrase = Passphrase::of(&words);
            let wish = NodeCommand::Unlock { workspace: id, passphrase };
            cx.intents.push(Intent::Ask(wish, Purpose::Quiet));
            // A wrong one is told, and can be mended.
            cx.drafts.home.unlocking = Some((id, String::new()));
        }
        Ended::Open => cx.drafts.home.unlocking = Some((id, words)),
        Ended::Dismissed | Ended::With(false) => {}
    }
}

/// Asks before anything is removed.
fn remove(ui: &mut Ui, cx: &mut Cx<'_>, home: &Home) {
    let Some(id) = cx.drafts.home.removing else { return };
    let Some(card) = home.workspaces.iter().find(|it| it.id == id) else {
        cx.drafts.home.removing = None;
        return;
    };
    let ended = dialog::show(ui, say!("home-remove-dialog"), 460.0, |ui| {
        dialog::head(ui, &say!("home-remove-title", name = &card.name), &card.lost);
        dialog::buttons(ui, |ui| {
            let gone = Button::danger(say!("home-remove")).icon(icon::TRASH_2).ui(ui).clicked();
            let kept = Button::secondary(say!("home-keep")).ui(ui).clicked();
            if gone { Some(true) } else { kept.then_some(false) }
        })
    });
    if ended == Ended::With(true) {
        let wish = NodeCommand::RemoveWorkspace { workspace: id };
        cx.intents.push(Intent::Ask(wish, Purpose::Remove));
    }
    if ended != Ended::Open {
        cx.drafts.home.removing = None;
    }
}

/// What a card can wish.
enum Wish {
    Open,
    Remove,
}

fn workspace(ui: &mut Ui, card: &Card, shut: Option<&str>) -> Option<Wish> {
    let name = say!("home-open", name = &card.name);
    let mut removing = false;
    let opened = page::card_button(ui, &name, |ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        ui.horizontal(|ui| {
            text::heading(ui, &card.name);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let (mark, pair) = look(ui, card.state);
                if card.state != Standing::Empty {
                    people::chip(ui, mark, card.state.word(), pair);
                }
                if card.example {
                    people::chip(ui, icon::EYE, say!("home-example"), theme::of(ui).info);
                }
            });
        });
        ui.horizontal(|ui| {
            text::body(ui, &card.review);
            if let Some((n, of)) = card.mine {
                ui.add_space(theme::S);
                ui.scope(|ui| {
                    ui.set_max_width(220.0);
                    progress::bar(ui, say!("home-my-questions"), n, of);
                });
            }
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let people: Vec<Person<'_>> = card
                    .people
                    .iter()
                    .map(|(name, place)| Person { name, place: *place })
                    .collect();
                people::stack(ui, &people, 5);
            });
        });
        ui.horizontal(|ui| {
            let words = format!("{} · {}", card.changed, card.line);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let name = say!("home-remove-button", name = &card.name);
                let button = Button::icon_only(icon::TRASH_2, &name).why_not(shut);
                removing = button.ui(ui).clicked();
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    text::small_line(ui, &words);
                });
            });
        });
    })
    .clicked();
    if removing { Some(Wish::Remove) } else { opened.then_some(Wish::Open) }
}

fn look(ui: &Ui, state: Standing) -> (icon::Icon, Pair) {
    let tokens = theme::of(ui);
    match state {
        Standing::Waiting => (icon::CLOCK, tokens.warn),
        Standing::Empty => (icon::CIRCLE_DASHED, tokens.info),
        Standing::Open => (icon::CIRCLE_DOT, tokens.selected),
        Standing::Blind => (icon::EYE_OFF, tokens.selected),
        Standing::Revealed => (icon::EYE, tokens.info),
        Standing::Closed => (icon::LOCK, tokens.info),
        Standing::ReadOnly => (icon::LOCK, tokens.warn),
    }
}
