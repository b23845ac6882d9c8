//! What lies over the page: the palette, all keys, the messages of this session.

use egui::{ScrollArea, Ui};

use super::network;
use crate::{
    command::{Command, Intent},
    help,
    say::say,
    screens::Cx,
    state::{
        Overlay,
        asked::Purpose,
        toasts::{Kind, Note},
    },
    theme::{self, icon},
    widgets::{
        Button,
        dialog::{self, Ended},
        page,
        palette::{self, Entry, Typed},
        text,
    },
};

/// Draws the overlay, if there is one.
pub(super) fn ui(ui: &mut Ui, cx: &mut Cx<'_>, typed: &mut Typed) {
    if let Some((_, words)) = cx.state.desk.created.here() {
        recovery(ui, cx, &words.clone());
        return;
    }
    match cx.state.overlay {
        Overlay::None => {}
        Overlay::Palette => all_commands(ui, cx, typed),
        Overlay::Keys => keys(ui, cx),
        Overlay::Bell => bell(ui, cx),
        Overlay::OwnRelay => network::own_relay(ui, cx),
        Overlay::PublicRelays => network::public_relays(ui, cx),
    }
}

/// Shows the recovery code, once: it is kept nowhere.
fn recovery(ui: &mut Ui, cx: &mut Cx<'_>, words: &str) {
    let ended = dialog::show(ui, say!("shell-recovery-dialog"), 520.0, |ui| {
        dialog::head(ui, say!("shell-recovery-title"), say!("shell-recovery-about"));
        page::card(ui, |ui| {
            text::big_code(ui, words);
        });
        dialog::buttons(ui, |ui| {
            let done = Button::primary(say!("shell-recovery-done")).ui(ui).clicked();
            if Button::secondary(say!("shell-copy")).icon(icon::COPY).ui(ui).clicked() {
                cx.intents.push(Intent::Copy(words.to_owned(), say!("shell-recovery-dialog")));
            }
            done.then_some(())
        })
    });
    // Neither Escape nor a click beside it ends this: it can't be shown again.
    if ended == Ended::With(()) {
        cx.intents.push(Intent::Forget(Purpose::Create));
    }
}

fn all_commands(ui: &mut Ui, cx: &mut Cx<'_>, typed: &mut Typed) {
    let commands: Vec<Command> =
        Command::all().into_iter().filter(|it| *it != Command::Palette).collect();
    let keys: Vec<String> = commands
        .iter()
        .map(|it| it.face().keys.map(crate::command::Keys::words).unwrap_or_default())
        .collect();
    let entries: Vec<Entry<'_>> = commands
        .iter()
        .zip(&keys)
        .map(|(command, key)| {
            let face = command.face();
            let why_not = command.why_not(cx.state, cx.shelf);
            Entry { icon: face.icon, title: face.title, also: command.page(), key, why_not }
        })
        .collect();
    match palette::show(ui, typed, &entries) {
        Ended::Open => {}
        Ended::Dismissed => cx.intents.push(Intent::CloseOverlay),
        Ended::With(at) => {
            cx.intents.push(Intent::CloseOverlay);
            cx.intents.extend(commands.get(at).map(|it| Intent::Run(*it)));
        }
    }
}

/// Says what the page in sight is for, and its keys, beside those that count anywhere.
fn keys(ui: &mut Ui, cx: &mut Cx<'_>) {
    let anywhere: Vec<(String, &str)> = Command::all()
        .into_iter()
        .filter_map(|it| Some((it.face().keys?.words(), it.face().title)))
        .collect();
    let anywhere: Vec<(&str, &str)> =
        anywhere.iter().map(|(key, title)| (key.as_str(), *title)).collect();
    let screen = cx.state.screen;
    let help = help::of(screen);
    let ended = dialog::show(ui, say!("shell-keys-dialog"), 720.0, |ui| {
        dialog::head(ui, &say!("shell-keys-title", page = screen.word()), help.about);
        let on = say!("shell-keys-on", page = screen.word());
        let room = room(ui, 560.0);
        ScrollArea::vertical()
            .max_height(room)
            .min_scrolled_height(room)
            .auto_shrink([false, true])
            .show(ui, |ui| {
                let half = ui.available_width() / 2.0;
                page::cells(ui, &[half, half], |ui, nth| match nth {
                    0 if help.keys.is_empty() => {
                        text::caption(ui, &on);
                        text::body(ui, say!("shell-keys-none"));
                        text::small(ui, say!("shell-keys-tab"));
                    }
                    0 => some_keys(ui, &on, &help.keys),
                    _ => some_keys(ui, say!("shell-keys-anywhere"), &anywhere),
                });
            });
        text::small(ui, say!("shell-keys-more"));
        dialog::buttons(ui, |ui| {
            Button::secondary(say!("shell-close")).ui(ui).clicked().then_some(())
        })
    });
    if ended != Ended::Open {
        cx.intents.push(Intent::CloseOverlay);
    }
}

/// Returns how high a list in a dialog may be: at most `most`, less in a low window.
fn room(ui: &Ui, most: f32) -> f32 {
    (ui.ctx().content_rect().height() - 220.0).clamp(120.0, most)
}

fn some_keys(ui: &mut Ui, title: &str, keys: &[(&str, &str)]) {
    ui.spacing_mut().interact_size.y = 22.0;
    ui.spacing_mut().item_spacing.y = theme::S;
    text::caption(ui, title);
    for (key, title) in keys {
        ui.horizontal(|ui| {
            let from = ui.cursor().left();
            text::key_hint(ui, key);
            ui.add_space((from + 104.0 - ui.cursor().left()).max(0.0));
            text::body(ui, title);
        });
    }
}

fn message(ui: &mut Ui, mark: icon::Icon, ink: egui::Color32, note: &Note) {
    ui.horizontal_top(|ui| {
        text::icon_in(ui, mark, 16.0, ink);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            text::body(ui, &note.headline);
            if !note.remedy.is_empty() {
                text::small(ui, &note.remedy);
            }
        });
    });
}

fn bell(ui: &mut Ui, cx: &mut Cx<'_>) {
    let ended = dialog::show(ui, say!("shell-bell"), 480.0, |ui| {
        dialog::head(ui, say!("shell-bell"), say!("shell-bell-about"));
        let room = room(ui, 420.0);
        ScrollArea::vertical().max_height(room).min_scrolled_height(room).show(ui, |ui| {
            let tokens = theme::of(ui);
            let mut any = false;
            for note in cx.state.toasts.all() {
                any = true;
                let (mark, ink) = match note.kind {
                    Kind::Done => (icon::CIRCLE_CHECK, tokens.accent),
                    Kind::Warning => (icon::TRIANGLE_ALERT, tokens.warn.ink),
                    Kind::Error => (icon::CIRCLE_ALERT, tokens.bad.ink),
                };
                message(ui, mark, ink, note);
                page::rule(ui);
            }
            if !any {
                text::muted(ui, say!("shell-bell-empty"));
            }
        });
        dialog::buttons(ui, |ui| {
            Button::secondary(say!("shell-close")).ui(ui).clicked().then_some(())
        })
    });
    if ended != Ended::Open {
        cx.intents.push(Intent::CloseOverlay);
    }
}
