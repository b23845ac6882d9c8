//! Welcome: begin a workspace, join one, or look around. Nothing here touches the network.

pub mod data;

use egui::Ui;
use muster_sync::node::command::Command as NodeCommand;

use crate::{
    command::{Command, Intent, Screen},
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
        text::display(ui, "How mature is your security, really?");
        text::muted(
            ui,
            "Everyone answers for their own part, on their own machine. \
             Muster brings the answers together and shows where you stand, and where you disagree.",
        );
        ui.add_space(theme::L);
        begin(ui, cx);
        ui.add_space(theme::S);
        join(ui, cx);
        example(ui, cx);
        ui.add_space(theme::L);
        ui.horizontal(|ui| {
            text::icon(ui, icon::LOCK);
            text::small(ui, "Everything stays on this computer until you invite someone.");
        });
    });
}

fn begin(ui: &mut Ui, cx: &mut Cx<'_>) {
    card(ui, |ui| {
        text::heading(ui, "Start a review");
        text::small(
            ui,
            "Create a workspace for your organisation, then choose a framework and invite people.",
        );
        ui.add_space(theme::XS);
        let draft = &mut cx.drafts.welcome;
        field::field(ui, "Organisation", "Northwind Hospitals", &mut draft.workspace);
        ui.columns(2, |columns| {
            if let [left, right] = columns {
                field::field(left, "Your name", "As the others know you", &mut draft.me);
                field::field(right, "This device", "Laptop", &mut draft.device);
            }
        });
        if let Some(trouble) = cx.state.desk.created.failed() {
            feedback::error_card(ui, &trouble.headline, &trouble.remedy, None);
        }
        ui.add_space(theme::XS);
        let waiting = cx.state.desk.created.is_waiting().then_some("The workspace is being made");
        let why_not = cx.state.read_only.as_deref().or(waiting).or(draft.missing());
        let button = Button::primary("Start a review").icon(icon::ARROW_RIGHT).why_not(why_not);
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
        let pressed = choice(
            left,
            icon::TICKET,
            "Join with a ticket or file",
            "Somebody invited you: paste the ticket or open the file.",
        );
        if pressed {
            cx.intents.push(Intent::Run(Command::Go(Screen::Join)));
        }
        let pressed = choice(
            right,
            icon::EYE,
            "Look around",
            "An example with four people, one real disagreement and two past reviews.",
        );
        if pressed && let Some(reason) = &cx.state.read_only {
            let headline = "The example can't be made here".to_owned();
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
            feedback::waiting(ui, "The example is being made on this computer: half a minute");
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
