//! One person on People & sync: the row, and below it their devices and what can be done.

use egui::{Align, Layout, Ui};

use crate::{
    command::{Command, Intent, Screen},
    say::say,
    theme::{self, icon},
    widgets::{
        Button,
        people::{self, Person as Face},
        text,
    },
};

use super::{
    super::Cx,
    data::{Has, Offer, Person},
    deeds::data::Deed,
};

/// Draws one person.
pub(super) fn ui(ui: &mut Ui, cx: &mut Cx<'_>, it: &Person) {
    let tokens = theme::of(ui);
    let open = cx.drafts.people.open == Some(it.who.id);
    let mut pressed = false;
    let face = Face { name: &it.title, place: it.who.place };
    people::row(ui, face, &it.below, |ui| {
        let (mark, name) = if open {
            (icon::CHEVRON_UP, say!("people-less", name = &it.who.name))
        } else {
            (icon::CHEVRON_DOWN, say!("people-more", name = &it.who.name))
        };
        pressed = Button::icon_only(mark, &name).ui(ui).clicked();
        let (mark, pair) = match it.has {
            Has::Itself => (icon::LAPTOP, tokens.info),
            Has::Everything => (icon::CHECK_CHECK, tokens.good),
            Has::Lacks(_) => (icon::CLOCK, tokens.info),
            Has::Unknown => (icon::CIRCLE_HELP, tokens.info),
            Has::Gone => (icon::USER_MINUS, tokens.warn),
        };
        people::chip(ui, mark, &it.has.words(), pair);
    });
    if pressed {
        cx.drafts.people.open = if open { None } else { Some(it.who.id) };
    }
    if open {
        more(ui, cx, it);
    }
}

fn more(ui: &mut Ui, cx: &mut Cx<'_>, it: &Person) {
    // Same everywhere: an id.
    ui.indent(("about", it.who.id.to_string()), |ui| {
        for device in &it.devices {
            ui.horizontal(|ui| {
                text::icon(ui, icon::LAPTOP);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let (device_name, whose) = (&device.name, &it.who.name);
                    let name = say!("people-revoke-name", device = device_name, name = whose);
                    offer(ui, cx, &device.revoke, (icon::BAN, &name));
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        text::small_line(ui, &format!("{}: {}", device.name, device.stands));
                    });
                });
            });
        }
        if it.devices.is_empty() {
            text::muted(ui, say!("people-no-device"));
        }
        ui.add_space(theme::XS);
        ui.horizontal_wrapped(|ui| {
            for one in &it.offers {
                let name = format!("{}: {}", one.word, it.who.name);
                offer(ui, cx, one, (mark(one.deed), &name));
            }
            let further = Button::ghost(say!("people-add-device")).icon(icon::PLUS);
            if it.me && further.hint(say!("people-add-device-hint")).ui(ui).clicked() {
                cx.wish(Intent::Run(Command::Go(Screen::Invite)));
            }
        });
        for reason in it.reasons() {
            text::small(ui, reason);
        }
        ui.add_space(theme::XS);
    });
}

fn mark(deed: Deed) -> icon::Icon {
    match deed {
        Deed::Role(_) => icon::USER_CHECK,
        Deed::Remove(_) => icon::USER_MINUS,
        Deed::Revoke(_) => icon::BAN,
        Deed::Back(_) => icon::TICKET,
        Deed::Renew(_) => icon::ROTATE_CCW,
        Deed::Recover => icon::KEY_ROUND,
    }
}

/// Draws one thing that can be done, or why it can't.
pub(super) fn offer(ui: &mut Ui, cx: &mut Cx<'_>, it: &Offer, (mark, name): (icon::Icon, &str)) {
    let why_not = cx.read_only().or(it.why_not);
    let button = match it.deed {
        Deed::Remove(_) | Deed::Revoke(_) => Button::danger(it.word),
        Deed::Role(_) | Deed::Back(_) | Deed::Renew(_) | Deed::Recover => {
            Button::secondary(it.word)
        }
    };
    if button.icon(mark).name(name).why_not(why_not).ui(ui).clicked() {
        cx.drafts.people.deeds.ask(it.deed);
    }
}
