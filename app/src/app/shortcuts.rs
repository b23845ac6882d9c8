//! Keys to wishes.

use egui::{Event, Modifiers};
use muster_sync::node::event::Shelf;

use crate::{
    command::{Command, Intent, Intents, Key, Keys},
    state::{Overlay, State},
};

/// Takes every key that is a command's and wishes it.
///
/// Keys without Ctrl or Alt that print something count only while nobody is typing.
pub(super) fn hear(ctx: &egui::Context, state: &State, shelf: &Shelf, intents: &mut Intents) {
    let typing = ctx.text_edit_focused();
    let calm = state.overlay == Overlay::None;
    for command in Command::all() {
        let Some(keys) = command.face().keys else { continue };
        let prints = !keys.ctrl && !keys.alt && keys.key == Key::Questionmark;
        if prints && typing {
            continue;
        }
        let times = pressed(ctx, keys);
        if times == 0 {
            continue;
        }
        // While typing, Ctrl+Z belongs to the field.
        let of_field = typing && matches!(command, Command::Undo | Command::Redo);
        let known = calm || matches!(command, Command::Palette | Command::Keys | Command::Bell);
        if known && !of_field && (command.why_not(state, shelf).is_none() || keys.ctrl || keys.alt)
        {
            // On a slow machine several presses come in one frame; each counts.
            intents.extend((0..times).map(|_| Intent::Run(command)));
        }
    }
}

/// Returns how often `keys` were pressed in this frame, and takes them out of it.
fn pressed(ctx: &egui::Context, keys: Keys) -> usize {
    ctx.input_mut(|input| {
        let before = input.events.len();
        input.events.retain(|event| !is(event, keys));
        before - input.events.len()
    })
}

fn is(event: &Event, keys: Keys) -> bool {
    let Event::Key { key, physical_key, pressed: true, modifiers, repeat } = event else {
        return false;
    };
    // Holding a key down makes text grow; it does not open and close the palette.
    if *repeat && !matches!(keys.key, Key::Plus | Key::Minus) {
        return false;
    }
    let wanted = of(keys.key);
    let by_place = keys.alt && *physical_key == Some(wanted);
    let printed = *key == wanted
        || (keys.key == Key::Plus && *key == egui::Key::Equals)
        || (keys.key == Key::Questionmark && *key == egui::Key::Slash && modifiers.shift);
    // What is held to print the sign does not matter for signs.
    let sign = matches!(keys.key, Key::Plus | Key::Minus | Key::Questionmark);
    let held = Modifiers {
        alt: keys.alt,
        ctrl: modifiers.ctrl,
        shift: if sign { modifiers.shift } else { keys.shift },
        mac_cmd: modifiers.mac_cmd,
        command: keys.ctrl,
    };
    (by_place || printed) && *modifiers == held
}

fn of(key: Key) -> egui::Key {
    match key {
        Key::K => egui::Key::K,
        Key::P => egui::Key::P,
        Key::Q => egui::Key::Q,
        Key::Z => egui::Key::Z,
        Key::F4 => egui::Key::F4,
        Key::F5 => egui::Key::F5,
        Key::Plus => egui::Key::Plus,
        Key::Minus => egui::Key::Minus,
        Key::Questionmark => egui::Key::Questionmark,
        Key::Comma => egui::Key::Comma,
        Key::Num0 => egui::Key::Num0,
        Key::Num1 => egui::Key::Num1,
        Key::Num2 => egui::Key::Num2,
        Key::Num3 => egui::Key::Num3,
        Key::Num4 => egui::Key::Num4,
        Key::Num5 => egui::Key::Num5,
        Key::Num6 => egui::Key::Num6,
        Key::Num7 => egui::Key::Num7,
        Key::Num8 => egui::Key::Num8,
        Key::Num9 => egui::Key::Num9,
    }
}
