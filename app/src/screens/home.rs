//! Home: every workspace on this device, and those that can't be opened.

pub mod data;

use egui::Ui;
use muster_model::ids::WorkspaceId;
use muster_sync::{bundle::Passphrase, node::command::Command as NodeCommand};

use crate::{
    command::{Intent, Screen},
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
    let head = Head {
        title: "Workspaces",
        subtitle: "Each organisation has its own; they share nothing.",
    };
    let mut wishes = Vec::new();
    let actions = |ui: &mut Ui| {
        if Button::primary("New workspace").icon(icon::PLUS).ui(ui).clicked() {
            wishes.push(Intent::Go(Screen::Welcome));
        }
        if Button::secondary("Join")
            .icon(icon::TICKET)
            .hint("With a ticket or file")
            .ui(ui)
            .clicked()
        {
            wishes.push(Intent::Go(Screen::Join));
        }
        if Button::ghost("Frameworks")
            .icon(icon::LAYERS)
            .hint("Look at them, or import one")
            .ui(ui)
            .clicked()
        {
            wishes.push(Intent::Go(Screen::Frameworks));
        }
    };
    page::page(ui, theme::PAGE, &head, actions, |ui| {
        if home.workspaces.is_empty() && home.damaged.is_empty() && home.locked.is_empty() {
            let sentence = "No workspace on this device yet. Begin one, or join one with a ticket.";
            if page::empty(ui, icon::FOLDER_OPEN, sentence, Some("Begin a workspace")) {
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
            let headline = format!("A workspace can't be opened: {sentence}");
            let remedy = format!(
                "Its folder is untouched: {}. Join again with a new ticket and the others refill what is missing.",
                path.display()
            );
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
        text::heading(ui, "A workspace under a passphrase");
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if Button::primary("Unlock").ui(ui).clicked() {
                cx.drafts.home.unlocking = Some((id, String::new()));
            }
        });
    });
    let folder = path.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    text::small(ui, &format!("Its name shows once it is open. Its folder: {folder}"));
}

/// Asks for the passphrase of a workspace.
fn unlock(ui: &mut Ui, cx: &mut Cx<'_>, home: &Home) {
    let Some((id, mut words)) = cx.drafts.home.unlocking.take() else { return };
    if !home.locked.iter().any(|(it, _)| *it == id) {
        return;
    }
    let ended = dialog::show(ui, "Unlock", 460.0, |ui| {
        let sentence =
            "Its key file on this device opens with the passphrase only. Nobody can recover it.";
        dialog::head(ui, "Enter the passphrase", sentence);
        field::secret(ui, "Passphrase", "", &mut words);
        dialog::buttons(ui, |ui| {
            let why_not = words.is_empty().then_some("Enter the passphrase first");
            let open = Button::primary("Unlock").why_not(why_not).ui(ui).clicked();
            let away = Button::secondary("Not now").ui(ui).clicked();
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
    let ended = dialog::show(ui, "Remove from this device", 460.0, |ui| {
        dialog::head(ui, &format!("Remove {} from this device?", card.name), &card.lost);
        dialog::buttons(ui, |ui| {
            let gone = Button::danger("Remove").icon(icon::TRASH_2).ui(ui).clicked();
            let kept = Button::secondary("Keep it").ui(ui).clicked();
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
    let name = format!("Open {}", card.name);
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
                    people::chip(ui, icon::EYE, "Example", theme::of(ui).info);
                }
            });
        });
        ui.horizontal(|ui| {
            text::body(ui, &card.review);
            if let Some((n, of)) = card.mine {
                ui.add_space(theme::S);
                ui.scope(|ui| {
                    ui.set_max_width(220.0);
                    progress::bar(ui, "My questions", n, of);
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
                let name = format!("Remove {} from this device", card.name);
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
