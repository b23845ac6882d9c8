//! What stands around every page: rail, status line, banner, details, overlays, messages.

mod network;
mod overlays;
mod rail;
mod status;

use egui::{Frame, Margin, Panel, Stroke, Ui};

use crate::{
    command::Intent,
    demo, help,
    screens::{self, Cx},
    state::{settings::Change, toasts::Kind},
    theme,
    widgets::{
        feedback,
        palette::Typed,
        toast::{self, Toast, Tone},
    },
};

/// Draws the whole window.
pub(super) fn ui(ui: &mut Ui, cx: &mut Cx<'_>, typed: &mut Typed) {
    let tokens = theme::of(ui);
    let narrow = ui.available_width() < theme::NARROW;
    let room = if narrow { rail::Room::Narrow } else { rail::Room::Wide };
    let side = Frame::new().fill(tokens.side);
    let line = Stroke::new(1.0, tokens.line);
    Panel::bottom("status")
        .exact_size(theme::STATUS)
        .show_separator_line(false)
        .frame(side.inner_margin(Margin::symmetric(12, 0)))
        .show(ui, |ui| {
            ui.painter().hline(
                ui.max_rect().expand2(egui::vec2(theme::M, 0.0)).x_range(),
                ui.max_rect().top() + 0.5,
                line,
            );
            status::ui(ui, cx);
        });
    let width = if narrow { theme::RAIL_NARROW } else { theme::RAIL };
    Panel::left("rail")
        .exact_size(width)
        .resizable(false)
        .show_separator_line(false)
        .frame(side.inner_margin(Margin::symmetric(8, 12)))
        .show(ui, |ui| {
            let edge = ui.max_rect().right() + 7.5;
            ui.painter().vline(edge, ui.max_rect().expand(theme::M).y_range(), line);
            rail::ui(ui, cx, room);
        });
    banners(ui, cx);
    if cx.state.details && cx.state.screen.needs_workspace() {
        Panel::right("details")
            .default_size(300.0)
            .size_range(240.0..=420.0)
            .frame(side.inner_margin(Margin::same(16)))
            .show(ui, |ui| screens::details::ui(cx.state.screen, ui, cx));
    }
    example(ui, cx);
    hint(ui, cx);
    egui::CentralPanel::default().frame(Frame::new().fill(tokens.page)).show(ui, |ui| {
        screens::ui(cx.state.screen, ui, cx);
    });
    screens::dropped::over(ui, cx);
    overlays::ui(ui, cx, typed);
    messages(ui, cx);
}

/// What is true of the whole window, or of the whole workspace.
fn banners(ui: &mut Ui, cx: &mut Cx<'_>) {
    let plain = |name: &'static str| {
        Panel::top(name).frame(Frame::new()).show_separator_line(false).resizable(false)
    };
    if let Some(reason) = cx.state.read_only.clone() {
        plain("banner").show(ui, |ui| {
            feedback::banner(ui, &format!("Open read-only: {reason}"), None);
        });
    }
    let out = cx.workspace().filter(|_| cx.state.screen.needs_workspace());
    if let Some(why) = out.and_then(|it| it.out.as_deref()) {
        plain("out").show(ui, |ui| {
            let why = screens::words::capital(why);
            feedback::banner(ui, &format!("You are out of this workspace. {why}."), None);
        });
    }
}

/// Says all the time that the example is one, and how to be rid of it.
fn example(ui: &mut Ui, cx: &mut Cx<'_>) {
    let shown = cx.workspace().filter(|_| cx.state.screen.needs_workspace());
    let Some(example) = shown.filter(|it| demo::is_example(&it.name)).map(|it| it.id) else {
        return;
    };
    let words = "This is the example: invented people, and nothing of yours.";
    let frame = Frame::new();
    Panel::top("example").frame(frame).show_separator_line(false).resizable(false).show(ui, |ui| {
        if feedback::notice(ui, words, Some("Remove the example")) {
            screens::home::ask_to_remove(cx, example);
        }
    });
}

/// One line for the first visit of a page, until it is closed.
fn hint(ui: &mut Ui, cx: &mut Cx<'_>) {
    let screen = cx.state.screen;
    let words = help::of(screen).hint;
    if words.is_empty() || !cx.state.settings.hints_at(screen) {
        return;
    }
    Panel::top("hint").frame(Frame::new()).show_separator_line(false).resizable(false).show(
        ui,
        |ui| {
            if feedback::hint(ui, words) {
                cx.wish(Intent::Set(Change::CloseHint(screen)));
            }
        },
    );
}

fn messages(ui: &mut Ui, cx: &mut Cx<'_>) {
    let notes = cx.state.toasts.visible();
    let toasts: Vec<Toast<'_>> = notes
        .into_iter()
        .map(|it| Toast {
            id: it.id,
            tone: match it.kind {
                Kind::Done => Tone::Plain,
                Kind::Warning => Tone::Warn,
                Kind::Error => Tone::Bad,
            },
            headline: &it.headline,
            remedy: &it.remedy,
        })
        .collect();
    if let Some(id) = toast::stack(ui, &toasts) {
        cx.intents.push(Intent::CloseToast(id));
    }
}
