//! The two questions before packets go beyond this network: through which relay, and whether that is known.

use egui::Ui;
use muster_sync::node::command::{Mode, Relay};

use crate::{
    command::Intent,
    say::say,
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
    let ended = dialog::show(ui, say!("shell-relay-dialog"), 560.0, |ui| {
        dialog::head(ui, say!("shell-relay-title"), say!("shell-relay-about"));
        let (name, hint) = (say!("shell-relay-address"), say!("shell-relay-address-hint"));
        field::field(ui, name, hint, &mut draft.url);
        ui.add_space(theme::XS);
        let hint = if draft.has_token {
            say!("shell-relay-token-keep")
        } else {
            say!("shell-relay-token-hint")
        };
        field::secret(ui, say!("shell-relay-token"), hint, &mut draft.token);
        ui.add_space(theme::S);
        let read = draft.read(set.as_ref());
        trouble(ui, read.as_ref());
        text::small(ui, modes::relay_learns());
        dialog::buttons(ui, |ui| {
            let why_not = match &read {
                None => Some(say!("shell-relay-address-missing")),
                Some(Err(_)) => Some(say!("shell-relay-wrong")),
                Some(Ok(_)) => None,
            };
            let use_it = Button::primary(say!("shell-relay-use")).why_not(why_not).ui(ui).clicked();
            if Button::secondary(say!("shell-cancel")).ui(ui).clicked() {
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
            feedback::warning_card(ui, say!("shell-relay-open"), modes::open_relay());
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
    let ended = dialog::show(ui, say!("shell-public-dialog"), 560.0, |ui| {
        dialog::head(ui, say!("shell-public-title"), modes::public_relays());
        text::body(ui, modes::relay_learns());
        ui.add_space(theme::XS);
        text::small(ui, say!("shell-public-about"));
        dialog::buttons(ui, |ui| {
            let yes = Button::primary(say!("shell-public-use")).ui(ui).clicked();
            let no = Button::secondary(say!("shell-cancel")).ui(ui).clicked();
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
