//! What stands around every page: rail, status line, banner, details, overlays, messages.

mod network;
mod overlays;
mod rail;
mod status;

use egui::{Frame, Id, Margin, Panel, Rect, Stroke, Ui, UiBuilder, Vec2};

use crate::{
    command::{Intent, Screen},
    demo, help,
    say::say,
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
///
/// The page is drawn first, so that Tab leads into it first; the rail and the status line follow.
pub(super) fn ui(ui: &mut Ui, cx: &mut Cx<'_>, typed: &mut Typed) {
    let whole = ui.max_rect();
    let narrow = whole.width() < theme::NARROW;
    let (room, width) = if narrow {
        (rail::Room::Narrow, theme::RAIL_NARROW)
    } else {
        (rail::Room::Wide, theme::RAIL)
    };
    let (above, status) = whole.split_top_bottom_at_y(whole.bottom() - theme::STATUS);
    let (rail, page) = above.split_left_right_at_x(above.left() + width);
    within(ui, Id::unique("page"), page, |ui| self::page(ui, cx));
    let tokens = theme::of(ui);
    let line = Stroke::new(1.0, tokens.line);
    ui.painter().rect_filled(rail, 0.0, tokens.side);
    ui.painter().vline(rail.right() - 0.5, rail.y_range(), line);
    within(ui, Id::unique("rail"), rail.shrink2(Vec2::new(theme::S, theme::M)), |ui| {
        rail::ui(ui, cx, room);
    });
    ui.painter().rect_filled(status, 0.0, tokens.side);
    ui.painter().hline(status.x_range(), status.top() + 0.5, line);
    within(ui, Id::unique("status"), status.shrink2(Vec2::new(theme::M, 0.0)), |ui| {
        status::ui(ui, cx);
    });
    overlays::ui(ui, cx, typed);
    messages(ui, cx);
}

/// Draws something in a part of the window and nowhere else.
fn within(ui: &mut Ui, id: Id, rect: Rect, content: impl FnOnce(&mut Ui)) {
    ui.scope_builder(UiBuilder::new().id_salt(id).max_rect(rect), |ui| {
        // Rings around what has the keyboard may stick out a little.
        ui.set_clip_rect(rect.expand(theme::XS).intersect(ui.clip_rect()));
        content(ui);
    });
}

/// Draws the page with what stands around it.
fn page(ui: &mut Ui, cx: &mut Cx<'_>) {
    let tokens = theme::of(ui);
    let side = Frame::new().fill(tokens.side);
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
}

/// What is true of the whole window, or of the whole workspace.
fn banners(ui: &mut Ui, cx: &mut Cx<'_>) {
    let plain =
        |panel: Panel| panel.frame(Frame::new()).show_separator_line(false).resizable(false);
    if let Some(reason) = cx.state.read_only.clone() {
        plain(Panel::top("banner")).show(ui, |ui| {
            feedback::banner(ui, &say!("shell-read-only", why = reason), None);
        });
    }
    let out = cx.workspace().filter(|_| cx.state.screen.needs_workspace());
    if let Some(why) = out.and_then(|it| it.out.clone()) {
        plain(Panel::top("out")).show(ui, |ui| {
            let why = screens::words::capital(&screens::told::farewell(&why));
            feedback::banner(ui, &say!("shell-out", why = why), None);
        });
    }
}

/// Says where the example begins that it is one, and how to be rid of it; its name says so everywhere.
fn example(ui: &mut Ui, cx: &mut Cx<'_>) {
    let shown = cx.workspace().filter(|_| cx.state.screen == Screen::Overview);
    let Some(example) = shown.filter(|it| demo::is_example(&it.name)).map(|it| it.id) else {
        return;
    };
    let words = say!("shell-example");
    let frame = Frame::new();
    Panel::top("example").frame(frame).show_separator_line(false).resizable(false).show(ui, |ui| {
        if feedback::notice(ui, words, Some(say!("shell-example-remove"))) {
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
