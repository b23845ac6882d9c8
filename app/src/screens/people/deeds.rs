//! Dialogs about people and devices: each says what follows before anything is done.

pub mod data;

use egui::Ui;
use muster_model::control::op::Role;
use muster_sync::{identity::Recovery, node::command::Command as NodeCommand};

use crate::{
    advice,
    command::{Intent, Screen},
    say::say,
    state::asked::Purpose,
    theme::{self, icon},
    widgets::{Button, dialog, feedback, field, page, text},
};

use super::super::{Cx, words};
use data::{Deed, Question, Wish, role_why_not};

/// Roles, the least first.
const ROLES: [Role; 4] = [Role::Observer, Role::Respondent, Role::Facilitator, Role::Owner];

/// What is open, chosen and typed in these dialogs.
#[derive(Debug, Default)]
pub struct Draft {
    deed: Option<Deed>,
    role: Option<Role>,
    code: String,
}

impl Draft {
    /// Opens the dialog before `deed`, with nothing chosen.
    pub fn ask(&mut self, deed: Deed) {
        *self = Self { deed: Some(deed), ..Self::default() };
    }
}

/// What a button of a dialog means.
enum Answer {
    No,
    Yes(Wish),
    Code(Recovery),
}

/// Draws the dialog that is open, if one is.
pub fn ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let Some(deed) = cx.drafts.people.deeds.deed else { return };
    let Some(workspace) = cx.workspace() else { return };
    let Some(question) = deed.question(workspace, cx.now) else {
        // Somebody else was faster.
        cx.drafts.people.deeds = Draft::default();
        return;
    };
    let read_only = cx.read_only();
    let draft = &mut cx.drafts.people.deeds;
    let ended = dialog::show(ui, &question.title, 540.0, |ui| {
        dialog::head(ui, &question.title, "");
        for sentence in &question.follows {
            text::body(ui, sentence);
        }
        if let Deed::Role(member) = deed {
            roles(ui, draft, |role| role_why_not(workspace, member, role));
        }
        let code = (deed == Deed::Recover).then(|| code(ui, draft)).flatten();
        if !question.warning.is_empty() {
            ui.add_space(theme::XS);
            feedback::warning_card(ui, &question.warning, "");
        }
        ui.add_space(theme::XS);
        text::muted(ui, question.undo);
        let wish = deed.wish(workspace.id, draft.role);
        buttons(ui, &question, (deed, wish, code), read_only)
    });
    match ended {
        dialog::Ended::Open => return,
        dialog::Ended::Dismissed | dialog::Ended::With(Answer::No) => {}
        dialog::Ended::With(Answer::Yes(Wish::Edit(edit))) => cx.edit(edit),
        dialog::Ended::With(Answer::Yes(Wish::Ticket(wish))) => {
            cx.wish(Intent::Ask(wish, Purpose::Ticket));
            cx.wish(Intent::Go(Screen::Invite));
        }
        dialog::Ended::With(Answer::Code(code)) => {
            let wish = NodeCommand::Recover { workspace: workspace.id, code, entrance: None };
            cx.wish(Intent::Ask(wish, Purpose::Quiet));
        }
    }
    cx.drafts.people.deeds = Draft::default();
}

fn roles(ui: &mut Ui, draft: &mut Draft, why_not: impl Fn(Role) -> Option<&'static str>) {
    ui.add_space(theme::XS);
    ui.spacing_mut().item_spacing.y = 2.0;
    for role in ROLES {
        let why_not = why_not(role);
        let on = draft.role == Some(role);
        let name = format!("{}: {}", words::role(role), words::role_means(role));
        ui.add_enabled_ui(why_not.is_none(), |ui| {
            let pressed = page::row_button(ui, &name, on, |ui| {
                text::icon(ui, if on { icon::CIRCLE_DOT } else { icon::CIRCLE });
                text::strong(ui, words::role(role));
                text::small_line(ui, why_not.unwrap_or(words::role_means(role)));
            });
            if pressed.clicked() {
                draft.role = Some(role);
            }
        });
    }
    ui.spacing_mut().item_spacing.y = theme::S;
}

fn code(ui: &mut Ui, draft: &mut Draft) -> Option<Recovery> {
    ui.add_space(theme::XS);
    field::secret(ui, say!("people-code"), say!("people-code-hint"), &mut draft.code);
    if draft.code.trim().is_empty() {
        return None;
    }
    match Recovery::parse(&draft.code) {
        Ok(code) => Some(code),
        Err(err) => {
            text::small(ui, advice::said::recovery(err));
            None
        }
    }
}

fn buttons(
    ui: &mut Ui,
    question: &Question,
    (deed, wish, code): (Deed, Option<Wish>, Option<Recovery>),
    read_only: Option<&str>,
) -> Option<Answer> {
    let answer = match (deed, wish, code) {
        (Deed::Recover, _, code) => code.map(Answer::Code),
        (_, wish, _) => wish.map(Answer::Yes),
    };
    let missing = match deed {
        Deed::Recover => say!("people-code-first"),
        Deed::Role(_) | Deed::Remove(_) | Deed::Revoke(_) | Deed::Back(_) | Deed::Renew(_) => {
            say!("people-role-first")
        }
    };
    let why_not = read_only.or(answer.is_none().then_some(missing));
    let button = match deed {
        Deed::Remove(_) | Deed::Revoke(_) => Button::danger(question.button),
        Deed::Role(_) | Deed::Back(_) | Deed::Renew(_) | Deed::Recover => {
            Button::primary(question.button)
        }
    };
    dialog::buttons(ui, |ui| {
        if button.why_not(why_not).ui(ui).clicked() {
            return answer;
        }
        Button::secondary(say!("people-not-now")).ui(ui).clicked().then_some(Answer::No)
    })
}
