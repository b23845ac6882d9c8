//! Single keys of a page. They count only while nobody is typing and nothing lies over the page.

use egui::{Context, Event, Key, Modifiers};

use crate::state::{Overlay, State};

/// Says whether keys without Ctrl and Alt belong to the page now.
pub fn are_free(ctx: &Context, state: &State) -> bool {
    let typing = ctx.text_edit_focused() || state.overlay != Overlay::None;
    !typing && !ctx.any_popup_open() && ctx.memory(|it| it.top_modal_layer().is_none())
}

/// Returns the digit a key event means: the place on the keyboard counts, whatever it prints (AZERTY).
pub fn digit(key: Key, physical: Option<Key>) -> Option<usize> {
    let digits = [
        Key::Num0,
        Key::Num1,
        Key::Num2,
        Key::Num3,
        Key::Num4,
        Key::Num5,
        Key::Num6,
        Key::Num7,
        Key::Num8,
        Key::Num9,
    ];
    let place = |key: Key| digits.iter().position(|it| *it == key);
    physical.and_then(place).or_else(|| place(key))
}

/// Returns the digit that was pressed in this frame, and takes it out of the frame.
pub fn digit_pressed(ctx: &Context, state: &State) -> Option<usize> {
    if !are_free(ctx, state) {
        return None;
    }
    let mut found = None;
    ctx.input_mut(|input| {
        input.events.retain(|event| {
            let Event::Key { key, physical_key, pressed: true, repeat: false, modifiers } = event
            else {
                return true;
            };
            // Shift prints the digits of some keyboards.
            let held = Modifiers { shift: false, ..*modifiers };
            let digit = digit(*key, *physical_key).filter(|_| held == Modifiers::NONE);
            found = found.or(digit);
            digit.is_none()
        });
    });
    found
}

/// Returns which of `keys` was pressed in this frame, and takes it out of the frame.
///
/// Arrows belong to the widget that has the keyboard, if one has.
pub fn pressed(ctx: &Context, state: &State, keys: &[Key]) -> Option<Key> {
    if !are_free(ctx, state) {
        return None;
    }
    let held = ctx.memory(|it| it.focused().is_some());
    let mut found = None;
    ctx.input_mut(|input| {
        input.events.retain(|event| {
            let Event::Key { key, pressed: true, modifiers, .. } = event else { return true };
            let arrow = matches!(key, Key::ArrowDown | Key::ArrowUp);
            let ours = keys.contains(key) && *modifiers == Modifiers::NONE && !(arrow && held);
            if ours && found.is_none() {
                found = Some(*key);
            }
            !ours
        });
    });
    found
}
