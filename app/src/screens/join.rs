//! Join: where a ticket leads, shown before one follows it; then the name, then the way in.

pub mod data;

use std::time::Duration;

use egui::{Key, Ui};
use muster_model::ids::WorkspaceId;
use muster_sync::{node::command::Command as NodeCommand, ticket::Ticket};

use crate::{
    command::Intent,
    say::say,
    state::asked::Purpose,
    theme::{self, icon},
    widgets::{
        Button, card, feedback, field,
        page::{self, Head},
        text,
    },
};

use super::{Cx, files};
use data::{Leads, Stage, Waiting};

pub use data::Draft;

/// How long to wait before an owner is asked again, in seconds.
const AGAIN: f64 = 20.0;

/// Draws Join.
pub fn ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let desk = &cx.state.desk;
    cx.drafts.join.suggest(&cx.state.settings.me, &cx.state.settings.device);
    if cx.drafts.join.hear(desk) {
        cx.wish(Intent::Forget(Purpose::Join));
        cx.wish(Intent::Forget(Purpose::Look));
        return;
    }
    files_in(cx);
    let stage = Stage::of(&cx.drafts.join, &cx.state.desk, cx.shelf);
    let head = Head { title: say!("join-title"), subtitle: say!("join-subtitle") };
    page::page(
        ui,
        600.0,
        &head,
        |_| {},
        |ui| {
            if let Stage::Waits(waiting, trouble) = &stage {
                return waits(ui, cx, waiting, trouble.as_ref());
            }
            ticket(ui, cx, &stage);
            ui.add_space(theme::M);
            match &stage {
                Stage::Empty | Stage::Ready(_) | Stage::Waits(..) => {}
                Stage::Looking => {
                    feedback::waiting(ui, say!("join-asking"));
                }
                Stage::Wrong(it) | Stage::Failed(_, it) => {
                    feedback::error_card(ui, &it.headline, &it.remedy, None);
                }
                Stage::Member(id, name) => member(ui, cx, *id, name),
                Stage::Leads(ticket, leads) => way_in(ui, cx, ticket, leads),
            }
        },
    );
}

/// Takes in a file that was chosen or dropped.
fn files_in(cx: &mut Cx<'_>) {
    let draft = &mut cx.drafts.join;
    if let Some(ended) = draft.opening.as_ref().and_then(files::Waiting::ended) {
        draft.opening = None;
        draft.take(ended);
    }
}

fn ticket(ui: &mut Ui, cx: &mut Cx<'_>, stage: &Stage) {
    let draft = &mut cx.drafts.join;
    // Same everywhere: how every ticket begins.
    let hint = "muster1…";

    let typed = field::area(ui, say!("join-ticket"), hint, 3, &mut draft.text);
    if let Some(sentence) = &draft.file_trouble {
        feedback::error_card(ui, sentence, say!("join-other-file"), None);
    }
    let enter = typed.has_focus()
        && ui.input_mut(|it| it.consume_key(egui::Modifiers::COMMAND, Key::Enter));
    ui.add_space(theme::XS);
    let mut look = enter;
    ui.horizontal(|ui| {
        let read_only = cx.state.read_only.as_deref();
        let why_not = read_only.or(match stage {
            Stage::Ready(_) | Stage::Failed(..) | Stage::Leads(..) => None,
            Stage::Looking => Some(say!("join-asking")),
            Stage::Empty => Some(say!("join-paste-first")),
            Stage::Wrong(_) => Some(say!("join-no-ticket")),
            Stage::Member(..) => Some(say!("join-in-already")),
            Stage::Waits(..) => Some(say!("join-asked-already")),
        });
        let again = matches!(stage, Stage::Failed(..));
        let words = if again { say!("join-try-again") } else { say!("join-look") };
        let looked = matches!(stage, Stage::Leads(..));
        let button = if looked {
            Button::secondary(say!("join-look-again"))
        } else {
            Button::primary(words)
        };
        look |= button
            .icon(icon::EYE)
            .key(say!("help-key-ctrl-enter"))
            .why_not(why_not)
            .ui(ui)
            .clicked();
        look &= why_not.is_none();
        if Button::secondary(say!("join-open-file")).icon(icon::FOLDER_OPEN).ui(ui).clicked() {
            draft.opening = Some(files::open(ui.ctx(), say!("join-open-title")));
        }
    });
    text::small(ui, say!("join-look-about"));
    let (Stage::Ready(ticket) | Stage::Failed(ticket, _) | Stage::Leads(ticket, _)) = stage else {
        return;
    };
    if look {
        draft.looked = Some(ticket.clone());
        let (ticket, mode) = (ticket.clone(), ticket.mode());
        cx.wish(Intent::Forget(Purpose::Join));
        cx.wish(Intent::Ask(NodeCommand::LookAtTicket { ticket, mode }, Purpose::Look));
    }
}

fn member(ui: &mut Ui, cx: &mut Cx<'_>, id: WorkspaceId, name: &str) {
    let headline = say!("join-member", name = name);
    feedback::note_card(ui, &headline, say!("join-not-used"));
    ui.add_space(theme::S);
    let name = say!("join-open", name = name);
    if Button::primary(&name).ui(ui).clicked() {
        cx.wish(Intent::Open(id));
    }
}

fn way_in(ui: &mut Ui, cx: &mut Cx<'_>, ticket: &Ticket, leads: &Leads) {
    card(ui, |ui| {
        text::caption(ui, say!("join-leads-to"));
        text::title(ui, &leads.workspace);
        ui.add_space(theme::XS);
        for (label, value) in [
            (say!("join-invited-by"), leads.inviter.as_str()),
            (say!("join-role"), &leads.role),
            (say!("join-answers"), &leads.dimensions),
            (say!("join-words"), &leads.words),
        ] {
            if !value.is_empty() {
                fact(ui, label, value);
            }
        }
        text::small(ui, leads.compare);
    });
    ui.add_space(theme::M);
    let draft = &mut cx.drafts.join;
    ui.columns(2, |columns| {
        if let [left, right] = columns {
            field::field(left, say!("join-me"), say!("join-me-hint"), &mut draft.me);
            field::field(right, say!("join-device"), say!("join-device-hint"), &mut draft.device);
        }
    });
    if let Some(it) = &leads.trouble {
        ui.add_space(theme::XS);
        feedback::error_card(ui, &it.headline, &it.remedy, None);
    }
    ui.add_space(theme::S);
    ui.horizontal(|ui| {
        let unnamed = cx.drafts.join.me.trim().is_empty().then_some(say!("join-name-first"));
        let underway = leads.joining.then_some(say!("join-joining"));
        let why_not = cx.state.read_only.as_deref().or(underway).or(unnamed);
        let button =
            Button::primary(say!("join-join")).icon(icon::LOG_IN).name(say!("join-join-name"));
        if button.why_not(why_not).ui(ui).clicked() {
            ask(ui, cx, ticket.clone());
        }
        text::muted(ui, leads.entry);
    });
    if leads.joining {
        feedback::waiting(ui, say!("join-joining-about"));
    }
}

fn fact(ui: &mut Ui, label: &str, value: &str) {
    ui.horizontal_top(|ui| {
        ui.allocate_ui(egui::vec2(96.0, 18.0), |ui| {
            ui.set_min_width(96.0);
            text::muted(ui, label);
        });
        text::body(ui, value);
    });
}

/// Asks to join with `ticket`.
fn ask(ui: &Ui, cx: &mut Cx<'_>, ticket: Ticket) {
    let draft = &mut cx.drafts.join;
    draft.asked_at = ui.input(|it| it.time);
    let (name, device) = (draft.me.trim().to_owned(), draft.device_or_default());
    let mode = ticket.mode();
    cx.wish(Intent::Remember { me: name.clone(), device: device.clone() });
    cx.wish(Intent::Ask(NodeCommand::Join { ticket, name, device, mode }, Purpose::Join));
}

fn waits(ui: &mut Ui, cx: &mut Cx<'_>, it: &Waiting, trouble: Option<&crate::advice::Advice>) {
    let underway = cx.state.desk.join.is_waiting();
    page::callout(ui, theme::of(ui).selected, icon::CLOCK, |ui| {
        text::heading(ui, &it.headline());
        text::body(ui, say!("join-they-see"));
        ui.add_space(theme::XS);
        text::code(ui, &it.words);
        ui.add_space(theme::XS);
        text::small(ui, say!("join-compare"));
    });
    ui.add_space(theme::M);
    if let Some(it) = trouble {
        feedback::error_card(ui, &it.headline, &it.remedy, None);
        ui.add_space(theme::S);
    }
    ui.horizontal(|ui| {
        let why_not = underway.then_some(say!("join-being-asked"));
        if Button::primary(say!("join-ask-again"))
            .icon(icon::REFRESH_CW)
            .why_not(why_not)
            .ui(ui)
            .clicked()
        {
            ask(ui, cx, it.ticket.clone());
        }
        if Button::ghost(say!("join-stop")).ui(ui).clicked() {
            cx.drafts.join.waiting = None;
            cx.wish(Intent::Forget(Purpose::Join));
        }
    });
    text::small(ui, say!("join-asks-itself"));
    let since = ui.input(|it| it.time) - cx.drafts.join.asked_at;
    let pause = if trouble.is_some() { 3.0 * AGAIN } else { AGAIN };
    if !underway && since >= pause {
        ask(ui, cx, it.ticket.clone());
    } else {
        let rest = (pause - since).clamp(1.0, pause);
        ui.ctx().request_repaint_after(Duration::from_secs_f64(rest));
    }
}
