//! The two questions before packets go beyond this network: through which relay, and whether that is known.

use egui::Ui;
use muster_sync::node::command::{Mode, Relay};

use crate::{
    command::Intent,
    screens::Cx,
    state::{modes, relay::Draft},
    theme,
    widgets::{
        Button,
        dialog::{self, Ended},
        feedback, field, text,
    },
};

/// Asks where one's own relay is.
pub(super) fn own_relay(ui: &mut Ui, cx: &mut Cx<'_>) {
    let set = cx.shown().and_then(|it| it.sync.relay.clone());
    cx.drafts.relay.begin(set.as_ref());
    let draft = &mut cx.drafts.relay;
    let ended = dialog::show(ui, "Own relay", 560.0, |ui| {
        let sentence = "A relay connects devices that can't reach each other otherwise. Your organisation runs it \
                        itself; the README says with what.";
        dialog::head(ui, "Use a relay of your own", sentence);
        field::field(ui, "Address of the relay", "https://relay.example.org", &mut draft.url);
        ui.add_space(theme::XS);
        let hint = if draft.has_token {
            "Leave it empty to keep the one that is set"
        } else {
            "If it asks for one"
        };
        field::secret(ui, "Token", hint, &mut draft.token);
        ui.add_space(theme::S);
        let read = draft.read(set.as_ref());
        trouble(ui, read.as_ref());
        text::small(ui, modes::RELAY_LEARNS);
        dialog::buttons(ui, |ui| {
            let why_not = match &read {
                None => Some("Enter the address first"),
                Some(Err(_)) => Some("This is no relay"),
                Some(Ok(_)) => None,
            };
            let use_it = Button::primary("Use this relay").why_not(why_not).ui(ui).clicked();
            if Button::secondary("Cancel").ui(ui).clicked() {
                return Some(None);
            }
            if use_it { read.and_then(Result::ok).map(Some) } else { None }
        })
    });
    close(cx, ended);
}

fn trouble(ui: &mut Ui, read: Option<&Result<Relay, crate::advice::Advice>>) {
    match read {
        Some(Err(it)) => {
            feedback::error_card(ui, &it.headline, &it.remedy, None);
        }
        Some(Ok(relay)) if relay.url.is_open() && relay.token.is_some() => {
            feedback::warning_card(ui, "The token can be read on the way", modes::OPEN_RELAY);
        }
        Some(Ok(_)) | None => {}
    }
    ui.add_space(theme::XS);
}

fn close(cx: &mut Cx<'_>, ended: Ended<Option<Relay>>) {
    match ended {
        Ended::Open => return,
        Ended::Dismissed | Ended::With(None) => {}
        Ended::With(Some(relay)) => cx.intents.push(Intent::UseRelay(relay)),
    }
    cx.drafts.relay = Draft::default();
    cx.intents.push(Intent::CloseOverlay);
}

/// Says, once, what the public relays learn.
pub(super) fn public_relays(ui: &mut Ui, cx: &mut Cx<'_>) {
    let ended = dialog::show(ui, "Public relays", 560.0, |ui| {
        dialog::head(ui, "Use the public relays?", modes::PUBLIC_RELAYS);
        text::body(ui, modes::RELAY_LEARNS);
        ui.add_space(theme::XS);
        text::small(ui, "You can switch back any time, at the lower right. This is asked once.");
        dialog::buttons(ui, |ui| {
            let yes = Button::primary("Use public relays").ui(ui).clicked();
            let no = Button::secondary("Cancel").ui(ui).clicked();
            (yes || no).then_some(yes)
        })
    });
    match ended {
        Ended::Open => return,
        Ended::With(true) => {
            cx.intents.push(Intent::KnowPublicRelays);
            cx.intents.push(Intent::SetMode(Mode::Public));
        }
        Ended::Dismissed | Ended::With(false) => {}
    }
    cx.intents.push(Intent::CloseOverlay);
}
