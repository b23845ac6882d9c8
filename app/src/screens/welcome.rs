//! Welcome: begin a workspace, join one, or look around. Nothing here touches the network.

pub mod data;

use egui::Ui;
use muster_sync::node::command::Command as NodeCommand;

use crate::{
    command::{Command, Intent, Screen},
    say::say,
    state::{
        asked::{Asked, Purpose},
        toasts::Kind,
    },
    theme::{self, icon},
    widgets::{Button, card, feedback, field, page, text},
};

use super::{Cx, words::capital};

pub use data::Draft;

/// Draws Welcome.
pub fn ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let settings = &cx.state.settings;
    cx.drafts.welcome.suggest(&settings.me, &settings.device);
    page::column(ui, 560.0, |ui| {
        ui.add_space(theme::XL);
        let mark = theme::of(ui).accent;
        text::icon_in(ui, icon::SHIELD_CHECK, 36.0, mark);
        text::display(ui, say!("welcome-title"));
        text::muted(ui, say!("welcome-about"));
        ui.add_space(theme::L);
        begin(ui, cx);
        ui.add_space(theme::S);
        join(ui, cx);
        example(ui, cx);
        ui.add_space(theme::L);
        ui.horizontal(|ui| {
            text::icon(ui, icon::LOCK);
            text::small(ui, say!("welcome-stays-here"));
        });
    });
}

fn begin(ui: &mut Ui, cx: &mut Cx<'_>) {
    card(ui, |ui| {
        text::heading(ui, say!("welcome-start"));
        text::small(ui, say!("welcome-start-about"));
        ui.add_space(theme::XS);
        let draft = &mut cx.drafts.welcome;
        let (name, hint) = (say!("welcome-organisation"), say!("welcome-organisation-hint"));
        field::field(ui, name, hint, &mut draft.workspace);
        ui.columns(2, |columns| {
            if let [left, right] = columns {
                let hint = say!("welcome-me-hint");
                field::field(left, say!("welcome-me"), hint, &mut draft.me);
                let hint = say!("welcome-device-hint");
                field::field(right, say!("welcome-device"), hint, &mut draft.device);
            }
        });
        if let Some(trouble) = cx.state.desk.created.failed() {
            feedback::error_card(ui, &trouble.headline, &trouble.remedy, None);
        }
        ui.add_space(theme::XS);
        let waiting = cx.state.desk.created.is_waiting().then_some(say!("welcome-being-made"));
        let why_not = cx.state.read_only.as_deref().or(waiting).or(draft.missing());
        let button =
            Button::primary(say!("welcome-start")).icon(icon::ARROW_RIGHT).why_not(why_not);
        if button.ui(ui).clicked() {
            let (name, me) = (draft.workspace.trim().to_owned(), draft.me.trim().to_owned());
            let device = draft.device_or_default();
            cx.intents.push(Intent::Remember { me: me.clone(), device: device.clone() });
            let wish = NodeCommand::CreateWorkspace { name, me, device };
            cx.intents.push(Intent::Ask(wish, Purpose::Create));
        }
    });
}

fn join(ui: &mut Ui, cx: &mut Cx<'_>) {
    ui.columns(2, |columns| {
        let [left, right] = columns else { return };
        let pressed = choice(left, icon::TICKET, say!("welcome-join"), say!("welcome-join-about"));
        if pressed {
            cx.intents.push(Intent::Run(Command::Go(Screen::Join)));
        }
        let pressed = choice(right, icon::EYE, say!("welcome-look"), say!("welcome-look-about"));
        if pressed && let Some(reason) = &cx.state.read_only {
            let headline = say!("welcome-look-not-here").to_owned();
            cx.intents.push(Intent::Tell(Kind::Warning, headline, capital(reason)));
        } else if pressed && !cx.state.desk.example.is_waiting() {
            cx.intents.push(Intent::LookAround);
        }
    });
}

/// Says how the example is coming along.
fn example(ui: &mut Ui, cx: &Cx<'_>) {
    match &cx.state.desk.example {
        Asked::Nothing | Asked::Here(_) => {}
        Asked::Waiting => {
            ui.add_space(theme::S);
            feedback::waiting(ui, say!("welcome-example-being-made"));
            ui.horizontal(|ui| {
                ui.add_space(theme::XL + 2.0);
                text::small(ui, &cx.state.desk.step);
            });
        }
        Asked::Failed(it) => {
            feedback::error_card(ui, &it.headline, &it.remedy, None);
        }
    }
}

fn choice(ui: &mut Ui, mark: icon::Icon, title: &str, sentence: &str) -> bool {
    let ink = theme::of(ui).accent;
    page::card_button(ui, title, |ui| {
        ui.set_min_height(84.0);
        text::icon_in(ui, mark, 20.0, ink);
        text::strong(ui, title);
        text::small(ui, sentence);
    })
    .clicked()
}
