//! Settings: looks, names, networks, folders; one page with a search.

pub mod data;

use egui::Ui;

use crate::{
    command::{Command, Intent, Screen},
    say::{Language, say},
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
    let head = Head { title: say!("settings-title"), subtitle: say!("settings-about") };
    page::page(
        ui,
        theme::PAGE,
        &head,
        |_| {},
        |ui| {
            let width = ui.available_width();
            let (name, hint) = (say!("settings-search"), say!("settings-search-hint"));
            field::bare(ui, name, hint, width, &mut cx.drafts.settings.search);
            ui.add_space(theme::M);
            for it in &shown.sections {
                section(ui, it.title, |_| {}, |ui| together(ui, cx, &it.lines));
            }
            let sentence = say!("settings-none");
            if shown.sections.is_empty()
                && page::empty(ui, icon::SEARCH, sentence, Some(say!("settings-show-all")))
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
        What::Appearance => appearance(ui, cx, line),
        What::Contrast => contrast(ui, cx, line),
        What::Motion => motion(ui, cx, line),
        What::Language => language(ui, cx, line),
        What::TextSize => size(ui, cx),
        What::Hints => {
            let none_closed = cx.state.settings.hints_closed.is_empty();
            let why_not = none_closed.then_some(say!("settings-hints-all-shown"));
            if Button::secondary(say!("settings-hints-again")).why_not(why_not).ui(ui).clicked() {
                cx.wish(Intent::Set(Change::ShowHints));
            }
        }
        What::Me | What::Device => name(ui, cx, line),
        What::Network(workspace) => {
            let name = say!("settings-network-of", workspace = &line.title);
            if Button::secondary(say!("settings-change"))
                .icon(icon::NETWORK)
                .name(&name)
                .ui(ui)
                .clicked()
            {
                cx.wish(Intent::Open(workspace));
                cx.wish(Intent::Go(Screen::People));
            }
        }
        What::DataFolder | What::SettingsFile => path(ui, cx, line),
        What::Reset => {
            if Button::danger(say!("settings-reset-button")).icon(icon::ROTATE_CCW).ui(ui).clicked()
            {
                cx.drafts.settings.resetting = true;
            }
        }
        What::Backup | What::Renderer | What::Version => {}
    }
}

fn appearance(ui: &mut Ui, cx: &mut Cx<'_>, line: &Line) {
    let all = [Appearance::System, Appearance::Light, Appearance::Dark];
    let now = cx.state.settings.appearance;
    let words = [say!("settings-as-system"), say!("settings-light"), say!("settings-dark")];
    chosen(ui, cx, (&line.title, &words), (&all, now), Change::Appearance);
}

fn contrast(ui: &mut Ui, cx: &mut Cx<'_>, line: &Line) {
    let all = [Contrast::Normal, Contrast::High];
    let now = cx.state.settings.contrast;
    let words = [say!("settings-contrast-normal"), say!("settings-contrast-high")];
    chosen(ui, cx, (&line.title, &words), (&all, now), Change::Contrast);
}

fn motion(ui: &mut Ui, cx: &mut Cx<'_>, line: &Line) {
    let all = [Motion::Full, Motion::Reduced];
    let now = cx.state.settings.motion;
    let words = [say!("settings-motion-full"), say!("settings-motion-reduced")];
    chosen(ui, cx, (&line.title, &words), (&all, now), Change::Motion);
}

fn language(ui: &mut Ui, cx: &mut Cx<'_>, line: &Line) {
    let all = [Language::System, Language::English, Language::German];
    let now = cx.state.settings.language;
    // Each language is called what it calls itself: who can't read this page finds it.
    let own = (say!("settings-language-english"), say!("settings-language-german"));
    let words = [say!("settings-language-system"), own.0, own.1];
    chosen(ui, cx, (&line.title, &words), (&all, now), Change::Language);
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
        let normal = Button::ghost(say!("settings-normal")).name(say!("settings-normal-name"));
        let normal = normal.why_not(why_not);
        if normal.ui(ui).clicked() {
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
    let (value, hint) =
        if is_me { (me, say!("settings-me-hint")) } else { (device, say!("settings-device-hint")) };
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
    let name = say!("settings-copy-name", what = &line.title);
    if Button::ghost(say!("settings-copy")).icon(icon::COPY).name(&name).ui(ui).clicked() {
        cx.wish(Intent::Copy(line.code.clone(), say!("settings-copied")));
    }
}

fn resetting(ui: &mut Ui, cx: &mut Cx<'_>) {
    if !cx.drafts.settings.resetting {
        return;
    }
    let ended = dialog::show(ui, say!("settings-reset-button"), 460.0, |ui| {
        dialog::head(ui, say!("settings-reset-title"), say!("settings-reset-means"));
        dialog::buttons(ui, |ui| {
            let yes = Button::danger(say!("settings-reset-yes")).ui(ui).clicked();
            let no = Button::secondary(say!("settings-cancel")).ui(ui).clicked();
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
