//! Invite: a ticket as text, code and file, and in a sentence what whoever has it can do.

pub mod data;

use egui::{Align, Layout, Ui};
use muster_model::edit::Edit;
use muster_sync::{
    node::command::{Command as NodeCommand, Mode},
    ticket::Ticket,
};

use crate::{
    command::Intent,
    say::say,
    state::{
        asked::{Asked, Purpose},
        toasts::Kind,
    },
    theme::{self, icon},
    widgets::{
        Button, card, feedback, field,
        page::{self, Head, section},
        picker, qr, text,
    },
};

use super::{Cx, files, people};
use data::{DAYS, Invitation, Made, Page};

pub use data::Draft;

/// Width of a ticket as a code.
const CODE: f32 = 220.0;

/// Draws Invite.
pub fn ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let Some(shown) = cx.shown() else { return };
    cx.drafts.invite.settle(shown.workspace.id);
    saved(cx);
    let page = Page::of(shown, &cx.drafts.invite, cx.now);
    let head = Head { title: say!("invite-title"), subtitle: say!("invite-subtitle") };
    let desk = &cx.state.desk;
    let made = desk.ticket.here().and_then(|ticket| {
        let made = Made::of(&shown.workspace, ticket, cx.now)?;
        Some((ticket, made))
    });
    page::page(
        ui,
        theme::PAGE,
        &head,
        |_| {},
        |ui| {
            people::requests(ui, cx, &page.requests);
            unreachable(ui, cx, &page, shown.sync.mode);
            if let Some((ticket, made)) = &made {
                ticket_made(ui, cx, ticket, made);
            } else {
                form(ui, cx, &page);
            }
            invitations(ui, cx, &page);
        },
    );
}

/// Tells how saving the ticket as a file went.
fn saved(cx: &mut Cx<'_>) {
    let draft = &mut cx.drafts.invite;
    let Some(ended) = draft.saving.as_ref().and_then(files::Waiting::ended) else { return };
    draft.saving = None;
    match ended {
        None => {}
        Some(Ok(path)) => {
            let headline = say!("invite-saved", path = path.display().to_string());
            let remedy = say!("invite-saved-about");
            cx.wish(Intent::Tell(Kind::Done, headline, remedy.to_owned()));
        }
        Some(Err(sentence)) => {
            cx.wish(Intent::Tell(Kind::Error, sentence, say!("invite-another-place").to_owned()));
        }
    }
}

fn unreachable(ui: &mut Ui, cx: &mut Cx<'_>, page: &Page, mode: Mode) {
    let Some(why) = page.unreachable else { return };
    let tokens = theme::of(ui);
    page::callout(ui, tokens.warn, icon::WIFI_OFF, |ui| {
        text::strong(ui, why);
        if mode == Mode::Off {
            text::body(ui, say!("invite-network-about"));
            ui.add_space(theme::XS);
            let button = Button::secondary(say!("invite-use-network")).icon(icon::WIFI);
            if button.why_not(cx.state.read_only.as_deref()).ui(ui).clicked() {
                cx.wish(Intent::SetMode(Mode::Lan));
            }
        }
    });
    ui.add_space(theme::M);
}

fn form(ui: &mut Ui, cx: &mut Cx<'_>, page: &Page) {
    whom(ui, cx, page);
    let draft = &mut cx.drafts.invite;
    if draft.whom.is_none() {
        text::muted(ui, say!("invite-choose-whom"));
        ui.add_space(theme::M);
        return;
    }
    dimensions(ui, draft, page);
    terms(ui, draft, page);
    if !page.sentence.is_empty() {
        page::callout(ui, theme::of(ui).selected, icon::TICKET, |ui| {
            text::strong(ui, &page.sentence);
        });
        ui.add_space(theme::S);
    }
    make(ui, cx, page);
    ui.add_space(theme::M);
}

fn whom(ui: &mut Ui, cx: &mut Cx<'_>, page: &Page) {
    section(
        ui,
        say!("invite-whom"),
        |_| {},
        |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            for it in &page.choices {
                let on = cx.drafts.invite.whom == Some(it.whom);
                let name = format!("{}: {}", it.word, it.means);
                ui.add_enabled_ui(it.why_not.is_none(), |ui| {
                    let mark = if on { icon::CIRCLE_DOT } else { icon::CIRCLE };
                    let pressed = page::row_button(ui, &name, on, |ui| {
                        text::icon(ui, mark);
                        text::strong(ui, it.word);
                        text::small_line(ui, it.means);
                    });
                    let pressed = match it.why_not {
                        Some(reason) => pressed.on_disabled_hover_text(reason),
                        None => pressed,
                    };
                    if pressed.clicked() {
                        cx.drafts.invite.whom = Some(it.whom);
                    }
                });
            }
            for reason in page.reasons() {
                ui.horizontal(|ui| {
                    text::icon(ui, icon::INFO);
                    text::muted(ui, &format!("{reason}."));
                });
            }
        },
    );
}

fn dimensions(ui: &mut Ui, draft: &mut Draft, page: &Page) {
    if page.dimensions.is_empty() {
        return;
    }
    section(
        ui,
        say!("invite-answers"),
        |_| {},
        |ui| {
            ui.horizontal_wrapped(|ui| {
                for (id, title, on) in &page.dimensions {
                    let mark = on.then_some(icon::CHECK);
                    if picker::chip(ui, mark, title, "", *on).clicked() {
                        if *on {
                            draft.dimensions.remove(id);
                        } else {
                            draft.dimensions.insert(id.clone());
                        }
                    }
                }
            });
            text::small(ui, say!("invite-change-later"));
        },
    );
}

fn terms(ui: &mut Ui, draft: &mut Draft, page: &Page) {
    ui.horizontal_top(|ui| {
        ui.vertical(|ui| {
            ui.set_max_width(120.0);
            ui.add_enabled_ui(page.asks_more, |ui| {
                field::field(ui, say!("invite-uses"), "1", &mut draft.uses);
            });
        });
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = theme::XS;
            text::caption(ui, say!("invite-good-for"));
            let names = DAYS.map(|it| say!("invite-days", n = it));
            let names = names.each_ref().map(String::as_str);
            if let Some(at) =
                picker::segmented(ui, say!("invite-good-for"), &names, Some(draft.span))
            {
                draft.span = at;
            }
        });
    });
    if let Some(trouble) = page.uses_trouble {
        feedback::warning_card(ui, trouble, say!("invite-uses-about"));
    }
    ui.add_space(theme::XS);
    let hint = say!("invite-note-hint");
    field::field(ui, say!("invite-note"), hint, &mut draft.note);
    ui.add_space(theme::M);
}

fn make(ui: &mut Ui, cx: &mut Cx<'_>, page: &Page) {
    let desk = &cx.state.desk;
    if let Some(it) = desk.ticket.failed() {
        feedback::error_card(ui, &it.headline, &it.remedy, None);
        ui.add_space(theme::XS);
    }
    let underway = matches!(desk.ticket, Asked::Waiting).then_some(say!("invite-being-made"));
    let off = cx
        .shown()
        .is_some_and(|it| it.sync.mode == Mode::Off)
        .then_some(say!("invite-network-first"));
    let why_not = cx.read_only().or(underway).or(page.missing).or(off);
    let button = Button::primary(say!("invite-make")).icon(icon::TICKET).why_not(why_not);
    let pressed = ui.horizontal(|ui| {
        let pressed = button.ui(ui).clicked();
        if let Some(reason) = why_not {
            text::small(ui, reason);
        }
        pressed
    });
    if pressed.inner
        && let (Some(ticket), Some(workspace)) = (cx.drafts.invite.wish(), cx.state.workspace)
    {
        cx.wish(Intent::Ask(NodeCommand::MakeTicket { workspace, ticket }, Purpose::Ticket));
    }
}

fn ticket_made(ui: &mut Ui, cx: &mut Cx<'_>, ticket: &Ticket, made: &Made) {
    card(ui, |ui| {
        text::heading(ui, &made.sentence);
        ui.add_space(theme::XS);
        ui.horizontal_top(|ui| {
            if qr::code(ui, say!("invite-qr"), &made.text, CODE).is_none() {
                text::small(ui, say!("invite-too-long"));
            }
            ui.add_space(theme::S);
            ui.vertical(|ui| {
                text::caption(ui, say!("invite-ticket"));
                text::code(ui, &made.text);
                ui.add_space(theme::XS);
                ui.horizontal_wrapped(|ui| {
                    let copy = Button::primary(say!("invite-copy"))
                        .icon(icon::COPY)
                        .name(say!("invite-copy-name"));
                    if copy.ui(ui).clicked() {
                        cx.wish(Intent::Copy(made.text.clone(), say!("invite-ticket")));
                    }
                    if Button::secondary(say!("invite-save")).icon(icon::SAVE).ui(ui).clicked() {
                        // Same everywhere: the name of a file.
                        let dialog = files::save(ui.ctx(), "muster-ticket.txt", ticket.file_text());
                        cx.drafts.invite.saving = Some(dialog);
                    }
                    if Button::ghost(say!("invite-another")).icon(icon::PLUS).ui(ui).clicked() {
                        let workspace = cx.drafts.invite.workspace;
                        cx.drafts.invite = Draft { workspace, ..Draft::default() };
                        cx.wish(Intent::Forget(Purpose::Ticket));
                    }
                });
                text::small(ui, say!("invite-secret"));
            });
        });
        if !made.warning.is_empty() {
            feedback::warning_card(ui, &made.warning, "");
        }
    });
    ui.add_space(theme::M);
}

fn invitations(ui: &mut Ui, cx: &mut Cx<'_>, page: &Page) {
    if page.invitations.is_empty() {
        return;
    }
    let read_only = cx.read_only();
    section(
        ui,
        say!("invite-invitations"),
        |_| {},
        |ui| {
            card(ui, |ui| {
                for (at, it) in page.invitations.iter().enumerate() {
                    if at > 0 {
                        page::rule(ui);
                    }
                    if invitation(ui, it, read_only) {
                        cx.edit(Edit::RevokeInvite(it.id));
                    }
                }
            });
        },
    );
}

/// Draws one invitation; returns whether it is taken back.
fn invitation(ui: &mut Ui, it: &Invitation, read_only: Option<&str>) -> bool {
    ui.horizontal(|ui| {
        ui.set_min_height(theme::ROW);
        text::icon(ui, if it.stands { icon::TICKET } else { icon::CIRCLE_SLASH });
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let name = say!("invite-take-back-of", whom = &it.whom);
            let button = Button::ghost(say!("invite-take-back")).name(&name);
            let button = button.why_not(read_only.or(it.why_not));
            let pressed = it.stands && button.ui(ui).clicked();
            text::small(ui, &it.state);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                text::small_line(ui, &it.whom);
            });
            pressed
        })
        .inner
    })
    .inner
}
