//! Whether the desktop is dark, where only the settings portal of the desktop says it: Linux, on X11 and Wayland.
//!
//! Asked once and followed from then on, by a thread of its own, over the local session bus. Where there is no portal,
//! or nothing is preferred, the window stays light.

use std::{thread, time::Duration};

use egui::Theme;
use zbus::{
    blocking::{Proxy, connection::Builder},
    zvariant::{OwnedValue, Value},
};

const BUS: &str = "org.freedesktop.portal.Desktop";
const PATH: &str = "/org/freedesktop/portal/desktop";
const SETTINGS: &str = "org.freedesktop.portal.Settings";
const APPEARANCE: &str = "org.freedesktop.appearance";
const SCHEME: &str = "color-scheme";

/// How long the portal may take for an answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// Follows the desktop until the program ends. Nobody waits for it.
pub(crate) fn follow(ctx: &egui::Context) {
    let ctx = ctx.clone();
    let work = move || {
        if let Err(err) = listen(&ctx) {
            tracing::debug!(%err, "the desktop does not say whether it is dark");
        }
    };
    if let Err(err) = thread::Builder::new().name("portal".to_owned()).spawn(work) {
        tracing::debug!(%err, "no thread asks whether the desktop is dark");
    }
}

fn listen(ctx: &egui::Context) -> zbus::Result<()> {
    let connection = Builder::session()?.method_timeout(PATIENCE).build()?;
    let portal = Proxy::new(&connection, BUS, PATH, SETTINGS)?;
    // Before asking, so that no change falls in between.
    let changes = portal.receive_signal("SettingChanged")?;
    wear(ctx, ask(&portal)?);
    for message in changes {
        let body = message.body();
        let Ok((space, key, value)) = body.deserialize::<(String, String, Value<'_>)>() else {
            continue;
        };
        if space == APPEARANCE && key == SCHEME {
            wear(ctx, theme(&value));
        }
    }
    Ok(())
}

fn ask(portal: &Proxy<'_>) -> zbus::Result<Theme> {
    let of = (APPEARANCE, SCHEME);
    // Portals before 2023 know only the older name.
    let read = portal.call::<_, _, OwnedValue>("ReadOne", &of);
    let read = read.or_else(|_unknown| portal.call::<_, _, OwnedValue>("Read", &of))?;
    Ok(theme(&read))
}

/// 1 is dark, 2 is light, 0 is neither. The older call wraps the value once more.
fn theme(value: &Value<'_>) -> Theme {
    let mut value = value;
    while let Value::Value(inner) = value {
        value = inner;
    }
    if let Value::U32(1) = value { Theme::Dark } else { Theme::Light }
}

fn wear(ctx: &egui::Context, theme: Theme) {
    ctx.options_mut(|it| it.fallback_theme = theme);
    ctx.request_repaint();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dark_is_dark_however_it_is_wrapped_and_anything_else_is_light() {
        let wrapped = Value::Value(Box::new(Value::U32(1)));
        assert_eq!(theme(&wrapped), Theme::Dark);
        assert_eq!(theme(&Value::Value(Box::new(wrapped))), Theme::Dark);
        for other in [Value::U32(0), Value::U32(2), Value::U32(7), Value::Str("dark".into())] {
            assert_eq!(theme(&other), Theme::Light);
        }
    }

    #[test]
    fn what_the_desktop_wears_counts_while_nothing_else_was_chosen() {
        let ctx = egui::Context::default();
        crate::theme::install(&ctx);
        wear(&ctx, Theme::Dark);
        assert_eq!(ctx.theme(), Theme::Dark);
        wear(&ctx, Theme::Light);
        assert_eq!(ctx.theme(), Theme::Light);
    }
}
