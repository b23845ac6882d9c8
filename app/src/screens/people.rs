//! People & sync: who is there, who has everything, what is only here, and where packets may go.

pub mod data;
pub mod deeds;
mod person;
pub mod teams;

use egui::{Align, Layout, ScrollArea, Ui};
use muster_model::edit::Edit;
use muster_sync::node::command::{Command as NodeCommand, Mode};

use crate::{
    command::{Command, Intent, Screen},
    say::say,
    state::{
        asked::Purpose,
        modes::{self, Choice},
    },
    theme::{self, icon},
    widgets::{
        Button, card, feedback, field,
        page::{self, Head, section},
        text,
    },
};

use super::{Cx, bundles, words};
use data::{Page, Request};
use deeds::data::Deed;

pub use data::Draft;

/// Draws People & sync.
pub fn ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let Some(shown) = cx.shown() else { return };
    let page = Page::of(shown, cx.now);
    let head = Head { title: say!("people-title"), subtitle: say!("people-subtitle") };
    let mut sync = false;
    let mut invite = false;
    let no_sync = Command::SyncNow.why_not(cx.state, cx.shelf);
    let underway = cx.state.desk.sync.is_waiting().then_some(say!("people-under-way"));
    let actions = |ui: &mut Ui| {
        let button = Button::secondary(say!("people-sync-now")).icon(icon::REFRESH_CW).key("F5");
        sync = button.why_not(no_sync.or(underway)).ui(ui).clicked();
        invite = Button::secondary(say!("people-invite")).icon(icon::USER_PLUS).ui(ui).clicked();
    };
    page::page(ui, 860.0, &head, actions, |ui| {
        requests(ui, cx, &page.requests);
        everybody(ui, cx, &page);
        stranded(ui, cx, &page);
        teams::ui(ui, cx);
        network(ui, cx, &page);
        by_file(ui, cx);
        reach(ui, cx, &page);
        log(ui, cx, &page);
        notes(ui, &page);
    });
    deeds::ui(ui, cx);
    if sync {
        cx.wish(Intent::Run(Command::SyncNow));
    }
    if invite {
        cx.wish(Intent::Run(Command::Go(Screen::Invite)));
    }
}

/// Draws the words of every device, for those who want to compare them later.
pub fn details(ui: &mut Ui, cx: &Cx<'_>) {
    let Some(shown) = cx.shown() else { return };
    let page = Page::of(shown, cx.now);
    text::heading(ui, say!("people-words-title"));
    text::small(ui, say!("people-words-about"));
    ui.add_space(theme::S);
    ScrollArea::vertical().show(ui, |ui| {
        for person in &page.people {
            for device in &person.devices {
                text::strong(ui, &format!("{}, {}", person.who.name, device.name));
                text::body(ui, &device.words);
                text::small(ui, &device.stands);
                ui.add_space(theme::S);
            }
        }
    });
}

/// Draws who asks to join, with the words to compare and the decision.
pub fn requests(ui: &mut Ui, cx: &mut Cx<'_>, requests: &[Request]) {
    if requests.is_empty() {
        return;
    }
    let read_only = cx.read_only();
    section(
        ui,
        say!("people-requests"),
        |_| {},
        |ui| {
            text::small(ui, say!("people-requests-about"));
            for it in requests {
                card(ui, |ui| request(ui, cx, it, read_only.or(it.why_not)));
                ui.add_space(theme::XS);
            }
        },
    );
}

fn request(ui: &mut Ui, cx: &mut Cx<'_>, it: &Request, why_not: Option<&str>) {
    ui.horizontal(|ui| {
        text::icon(ui, icon::USER_PLUS);
        text::strong(ui, &it.name);
        text::muted(ui, &it.wish);
    });
    text::code(ui, &it.words);
    ui.horizontal(|ui| {
        let accept = say!("people-accept-whom", name = &it.name);
        let button = Button::secondary(say!("people-accept")).icon(icon::CHECK).name(&accept);
        if button.why_not(why_not).ui(ui).clicked() {
            cx.edit(Edit::Accept(it.device));
        }
        let refuse = say!("people-refuse-whom", name = &it.name);
        let button = Button::danger(say!("people-refuse")).icon(icon::X).name(&refuse);
        if button.why_not(why_not).ui(ui).clicked() {
            cx.edit(Edit::Refuse(it.device));
        }
        if let Some(reason) = why_not {
            text::small(ui, reason);
        }
    });
}

fn everybody(ui: &mut Ui, cx: &mut Cx<'_>, shown: &Page) {
    let mut recover = false;
    let actions = |ui: &mut Ui| {
        if let Some(it) = &shown.recover {
            recover = Button::ghost(it.word).icon(icon::KEY_ROUND).ui(ui).clicked();
        }
    };
    section(ui, say!("people-people"), actions, |ui| {
        card(ui, |ui| {
            for (at, it) in shown.people.iter().enumerate() {
                if at > 0 {
                    page::rule(ui);
                }
                person::ui(ui, cx, it);
            }
        });
    });
    if recover {
        cx.drafts.people.deeds.ask(Deed::Recover);
    }
}

/// Draws the invitations that were taken back, by hand or with their author.
fn stranded(ui: &mut Ui, cx: &mut Cx<'_>, shown: &Page) {
    if shown.stranded.is_empty() {
        return;
    }
    section(
        ui,
        say!("people-stranded"),
        |_| {},
        |ui| {
            for it in &shown.stranded {
                ui.horizontal(|ui| {
                    text::icon(ui, icon::CIRCLE_SLASH);
                    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                        let name = format!("{}: {}", it.offer.word, it.whom);
                        person::offer(ui, cx, &it.offer, (icon::ROTATE_CCW, &name));
                        ui.with_layout(Layout::top_down(Align::Min), |ui| {
                            ui.spacing_mut().item_spacing.y = 0.0;
                            text::body(ui, &it.whom);
                            text::small_line(ui, &it.why);
                        });
                    });
                });
                if let Some(reason) = it.offer.why_not {
                    text::small(ui, reason);
                }
            }
        },
    );
}

fn network(ui: &mut Ui, cx: &mut Cx<'_>, shown: &Page) {
    section(
        ui,
        say!("people-network"),
        |_| {},
        |ui| {
            for Choice { mode, word, means, icon } in modes::choices(shown.mode) {
                let name = format!("{word}: {means}");
                let pressed = page::row_button(ui, &name, shown.mode == mode, |ui| {
                    text::icon(ui, icon);
                    text::strong(ui, word);
                    text::small_line(ui, means);
                });
                if pressed.clicked() && shown.mode != mode {
                    cx.wish(Intent::SetMode(mode));
                }
            }
            if let Some(relay) = &shown.relay {
                ui.horizontal(|ui| {
                    text::small_line(ui, relay);
                    if Button::ghost(say!("people-change-relay")).ui(ui).clicked() {
                        cx.wish(Intent::ChooseRelay);
                    }
                });
            }
            ui.add_space(theme::XS);
            if let Some(trouble) = &shown.trouble {
                let sentence = crate::advice::sentence(trouble);
                feedback::warning_card(ui, &sentence, say!("people-saved-here"));
            }
            ui.horizontal(|ui| {
                text::icon(ui, if shown.waits { icon::CLOCK } else { icon::CIRCLE_CHECK });
                text::body(ui, &shown.mine);
            });
        },
    );
}

/// Draws what goes by file, where no network reaches.
fn by_file(ui: &mut Ui, cx: &mut Cx<'_>) {
    section(
        ui,
        say!("people-by-file"),
        |_| {},
        |ui| {
            text::muted(ui, say!("people-by-file-about"));
            ui.add_space(theme::XS);
            ui.horizontal_wrapped(|ui| {
                let button = Button::secondary(say!("people-write-bundle")).icon(icon::UPLOAD);
                if button.hint(say!("people-write-bundle-hint")).ui(ui).clicked() {
                    bundles::write(cx);
                }
                let shut = cx.read_only();
                let button = Button::secondary(say!("people-take-in")).icon(icon::DOWNLOAD);
                let button = button.hint(say!("people-take-in-hint")).why_not(shut);
                if button.ui(ui).clicked() {
                    bundles::choose(ui.ctx(), cx);
                }
                let button = Button::ghost(say!("people-write-need")).icon(icon::FILE_TEXT);
                let hint = say!("people-write-need-hint");
                if button.hint(hint).ui(ui).clicked() {
                    bundles::write_need(cx);
                }
            });
        },
    );
}

fn reach(ui: &mut Ui, cx: &mut Cx<'_>, shown: &Page) {
    section(
        ui,
        say!("people-addresses"),
        |_| {},
        |ui| {
            match (&shown.address, shown.unreachable) {
                (None, None) => {
                    feedback::waiting(ui, say!("people-address-none"));
                }
                (None, Some(why)) => {
                    text::muted(ui, why);
                }
                (Some(address), why) => {
                    text::caption(ui, say!("people-address-here"));
                    ui.horizontal(|ui| {
                        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                            let button = Button::secondary(say!("people-copy")).icon(icon::COPY);
                            if button.name(say!("people-copy-address")).ui(ui).clicked() {
                                cx.wish(Intent::Copy(address.clone(), say!("people-address")));
                            }
                            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                                text::code(ui, address);
                            });
                        });
                    });
                    if let Some(why) = why {
                        text::small(ui, why);
                    }
                }
            }
            ui.add_space(theme::S);
            dial(ui, cx, shown.mode);
        },
    );
}

fn dial(ui: &mut Ui, cx: &mut Cx<'_>, mode: Mode) {
    let draft = &mut cx.drafts.people;
    let hint = say!("people-address-hint");
    let typed = field::field(ui, say!("people-address-other"), hint, &mut draft.address);
    let enter = typed.lost_focus() && ui.input(|it| it.key_pressed(egui::Key::Enter));
    let read = draft.read();
    if let Some(Err(it)) = &read {
        feedback::error_card(ui, &it.headline, &it.remedy, None);
    }
    let off = (mode == Mode::Off).then_some(say!("people-network-off"));
    let why_not = off.or(match &read {
        None => Some(say!("people-address-first")),
        Some(Err(_)) => Some(say!("people-address-wrong")),
        Some(Ok(_)) => None,
    });
    ui.add_space(theme::XS);
    let button = Button::secondary(say!("people-connect")).icon(icon::PLUG).why_not(why_not);
    let pressed = button.ui(ui).clicked() || (enter && why_not.is_none());
    if pressed && let (Some(Ok(address)), Some(workspace)) = (read, cx.state.workspace) {
        cx.drafts.people.address.clear();
        cx.wish(Intent::Ask(NodeCommand::Dial { workspace, address }, Purpose::Network));
    }
}

/// Draws what took no effect, was refused, or came in two tellings.
fn notes(ui: &mut Ui, shown: &Page) {
    if shown.notes.is_empty() {
        return;
    }
    section(
        ui,
        say!("people-notes"),
        |_| {},
        |ui| {
            for it in &shown.notes {
                ui.horizontal_wrapped(|ui| {
                    text::icon(ui, icon::INFO);
                    text::body(ui, &words::capital(it));
                });
            }
        },
    );
}

/// Lines of the log before somebody asks for all.
const LINES: usize = 8;

fn log(ui: &mut Ui, cx: &mut Cx<'_>, shown: &Page) {
    let whole = cx.drafts.people.whole_log;
    section(
        ui,
        say!("people-log"),
        |_| {},
        |ui| {
            if shown.exchanges.is_empty() {
                text::muted(ui, say!("people-log-none"));
            }
            let many = if whole { shown.exchanges.len() } else { LINES };
            for it in shown.exchanges.iter().take(many) {
                ui.horizontal_wrapped(|ui| {
                    text::body(ui, &it.what);
                    text::small(ui, &it.when);
                });
            }
            let all = say!("people-log-all", n = shown.exchanges.len());
            let word = if whole { say!("people-log-latest") } else { &all };
            if shown.exchanges.len() > LINES && Button::ghost(word).ui(ui).clicked() {
                cx.drafts.people.whole_log = !whole;
            }
        },
    );
}
