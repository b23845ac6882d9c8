//! Settings: looks, names, networks, folders; one page with a search.

pub mod data;

use egui::Ui;

use crate::{
    command::{Command, Intent, Screen},
    state::settings::Change,
    theme::{self, Appearance, Contrast, Motion, icon},
    widgets::{
        Button, card, dialog, field,
        page::{self, Head, section},
        picker, text,
    },
};

use super::Cx;
use data::{Line, Page, What};

/// What is looked for and typed on Settings.
#[derive(Debug, Default)]
pub struct Draft {
    search: String,
    /// Names being typed: person and device.
    names: Option<(String, String)>,
    resetting: bool,
}

/// Below this width a setting stands under its words.
const NARROW: f32 = 560.0;

/// Draws Settings.
pub fn ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let shown = Page::of(cx.state, cx.shelf, &cx.drafts.settings.search);
    let head =
        Head { title: "Settings", subtitle: "Of this device. None of it is part of a workspace." };
    page::page(
        ui,
        theme::PAGE,
        &head,
        |_| {},
        |ui| {
            let width = ui.available_width();
            let hint = "Look for a setting: dark, network, folder";
            field::bare(ui, "Search settings", hint, width, &mut cx.drafts.settings.search);
            ui.add_space(theme::M);
            for it in &shown.sections {
                section(ui, it.title, |_| {}, |ui| together(ui, cx, &it.lines));
            }
            let sentence = "No setting is called so.";
            if shown.sections.is_empty()
                && page::empty(ui, icon::SEARCH, sentence, Some("Show all settings"))
            {
                cx.drafts.settings.search.clear();
            }
        },
    );
    resetting(ui, cx);
}

fn together(ui: &mut Ui, cx: &mut Cx<'_>, lines: &[Line]) {
    card(ui, |ui| {
        for (at, line) in lines.iter().enumerate() {
            if at > 0 {
                page::rule(ui);
            }
            one(ui, cx, line);
        }
    });
}

fn one(ui: &mut Ui, cx: &mut Cx<'_>, line: &Line) {
    let room = ui.available_width();
    if room < NARROW {
        words(ui, line);
        return control(ui, cx, line);
    }
    page::cells(ui, &[room * 0.52, room * 0.48], |ui, nth| {
        if nth == 0 {
            return words(ui, line);
        }
        ui.add_space(theme::XS);
        control(ui, cx, line);
    });
}

fn words(ui: &mut Ui, line: &Line) {
    ui.spacing_mut().item_spacing.y = 2.0;
    text::strong(ui, &line.title);
    text::small(ui, &line.sentence);
}

fn control(ui: &mut Ui, cx: &mut Cx<'_>, line: &Line) {
    match line.what {
        What::Appearance => appearance(ui, cx),
        What::Contrast => {
            let all = [Contrast::Normal, Contrast::High];
            let now = cx.state.settings.contrast;
            chosen(ui, cx, ("Contrast", &["Normal", "High"]), (&all, now), Change::Contrast);
        }
        What::Motion => {
            let all = [Motion::Full, Motion::Reduced];
            let now = cx.state.settings.motion;
            chosen(ui, cx, ("Motion", &["Full", "Reduced"]), (&all, now), Change::Motion);
        }
        What::TextSize => size(ui, cx),
        What::Hints => {
            let why_not =
                cx.state.settings.hints_closed.is_empty().then_some("All hints are shown already");
            if Button::secondary("Show hints again").why_not(why_not).ui(ui).clicked() {
                cx.wish(Intent::Set(Change::ShowHints));
            }
        }
        What::Me | What::Device => name(ui, cx, line),
        What::Network(workspace) => {
            let name = format!("Network of {}", line.title);
            if Button::secondary("Change").icon(icon::NETWORK).name(&name).ui(ui).clicked() {
                cx.wish(Intent::Open(workspace));
                cx.wish(Intent::Go(Screen::People));
            }
        }
        What::DataFolder | What::SettingsFile => path(ui, cx, line),
        What::Reset => {
            if Button::danger("Reset settings").icon(icon::ROTATE_CCW).ui(ui).clicked() {
                cx.drafts.settings.resetting = true;
            }
        }
        What::Backup | What::Renderer | What::Version => {}
    }
}

fn appearance(ui: &mut Ui, cx: &mut Cx<'_>) {
    let all = [Appearance::System, Appearance::Light, Appearance::Dark];
    let now = cx.state.settings.appearance;
    let words = ["As the system", "Light", "Dark"];
    chosen(ui, cx, ("Appearance", &words), (&all, now), Change::Appearance);
}

/// A choice of which one is on.
fn chosen<T: Copy + PartialEq>(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    (name, words): (&str, &[&str]),
    (all, now): (&[T], T),
    change: impl FnOnce(T) -> Change,
) {
    let at = all.iter().position(|it| *it == now);
    let pressed = picker::segmented(ui, name, words, at).filter(|it| Some(*it) != at);
    if let Some(it) = pressed.and_then(|it| all.get(it)) {
        cx.wish(Intent::Set(change(*it)));
    }
}

fn size(ui: &mut Ui, cx: &mut Cx<'_>) {
    ui.horizontal(|ui| {
        for command in [Command::Smaller, Command::Larger] {
            let face = command.face();
            let keys = face.keys.map(crate::command::Keys::words).unwrap_or_default();
            let why_not = command.why_not(cx.state, cx.shelf);
            let button = Button::icon_only(face.icon, face.title).key(&keys).why_not(why_not);
            if button.ui(ui).clicked() {
                cx.wish(Intent::Run(command));
            }
            if command == Command::Smaller {
                text::body(ui, &format!("{} %", cx.state.settings.text_percent));
            }
        }
        let why_not = Command::NormalSize.why_not(cx.state, cx.shelf);
        if Button::ghost("Normal").name("Normal text size").why_not(why_not).ui(ui).clicked() {
            cx.wish(Intent::Run(Command::NormalSize));
        }
    });
}

fn name(ui: &mut Ui, cx: &mut Cx<'_>, line: &Line) {
    let settings = &cx.state.settings;
    let now = || (settings.me.clone(), settings.device.clone());
    let draft = &mut cx.drafts.settings.names;
    let (me, device) = draft.get_or_insert_with(now);
    let is_me = line.what == What::Me;
    let (value, hint) = if is_me { (me, "As the others know you") } else { (device, "Laptop") };
    let width = ui.available_width();
    let typed = field::bare(ui, &line.title, hint, width, value);
    if typed.lost_focus() {
        let (me, device) = draft.take().unwrap_or_default();
        let (me, device) = (me.trim().to_owned(), device.trim().to_owned());
        cx.wish(Intent::Set(Change::Names { me, device }));
    }
}

fn path(ui: &mut Ui, cx: &mut Cx<'_>, line: &Line) {
    text::code(ui, &line.code);
    let name = format!("Copy: {}", line.title);
    if Button::ghost("Copy").icon(icon::COPY).name(&name).ui(ui).clicked() {
        cx.wish(Intent::Copy(line.code.clone(), "The path"));
    }
}

fn resetting(ui: &mut Ui, cx: &mut Cx<'_>) {
    if !cx.drafts.settings.resetting {
        return;
    }
    let ended = dialog::show(ui, "Reset settings", 460.0, |ui| {
        let sentence = "Looks, text size, hints and what was said about public relays. \
                        Workspaces, keys and names stay as they are.";
        dialog::head(ui, "Put all settings back?", sentence);
        dialog::buttons(ui, |ui| {
            let yes = Button::danger("Put them back").ui(ui).clicked();
            let no = Button::secondary("Cancel").ui(ui).clicked();
            (yes || no).then_some(yes)
        })
    });
    match ended {
        dialog::Ended::Open => return,
        dialog::Ended::With(true) => cx.wish(Intent::Set(Change::Reset)),
        dialog::Ended::With(false) | dialog::Ended::Dismissed => {}
    }
    cx.drafts.settings.resetting = false;
}
