//! The rail: where one is in the work, and where one can go.

use egui::{
    Align, Frame, Layout, Panel, ScrollArea, Ui, containers::scroll_area::ScrollBarVisibility,
};

use crate::{
    command::{Command, Group, Intent, Screen},
    say::say,
    screens::Cx,
    theme::{self, icon},
    widgets::{Button, rail_item, text},
};

/// How much room there is for words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Room {
    /// Icons and words.
    Wide,
    /// Icons only.
    Narrow,
}

/// Draws the rail.
pub(super) fn ui(ui: &mut Ui, cx: &mut Cx<'_>, room: Room) {
    ui.spacing_mut().item_spacing.y = 2.0;
    let plain =
        |panel: Panel| panel.frame(Frame::new()).show_separator_line(false).resizable(false);
    plain(Panel::top("rail head")).show(ui, |ui| head(ui, cx, room));
    plain(Panel::bottom("rail foot")).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for (_, screen) in Screen::RAIL.iter().filter(|it| it.0 == Group::Bottom) {
            item(ui, cx, *screen, room);
        }
        ui.add_space(theme::XS);
        tools(ui, cx, room);
        // Room for the ring of the one that has the keyboard.
        ui.add_space(3.0);
    });
    ScrollArea::vertical()
        .auto_shrink([false, false])
        .scroll_bar_visibility(ScrollBarVisibility::AlwaysHidden)
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            let mut last = Group::Top;
            for (group, screen) in Screen::RAIL.iter().filter(|it| it.0 != Group::Bottom) {
                if *group != last {
                    begin(ui, *group, last, room);
                }
                last = *group;
                item(ui, cx, *screen, room);
            }
        });
}

/// Makes room before a group; one with several pages has its word above it.
fn begin(ui: &mut Ui, group: Group, before: Group, room: Room) {
    let several = |wanted: Group| Screen::RAIL.iter().filter(|it| it.0 == wanted).count() > 1;
    if several(group) && room == Room::Wide {
        ui.add_space(theme::M);
        ui.horizontal(|ui| {
            ui.add_space(theme::S);
            text::caption(ui, group.word());
        });
    } else if several(before) || several(group) {
        ui.add_space(theme::M);
    }
}

fn head(ui: &mut Ui, cx: &Cx<'_>, room: Room) {
    let tokens = theme::of(ui);
    ui.horizontal(|ui| {
        ui.add_space(if room == Room::Narrow { 8.0 } else { theme::S });
        text::icon_in(ui, icon::SHIELD_CHECK, 18.0, tokens.accent);
        if room == Room::Wide {
            let name =
                cx.state.workspace(cx.shelf).map_or(say!("shell-muster"), |it| it.name.as_str());
            ui.add(
                egui::Label::new(
                    egui::RichText::new(name).text_style(theme::strong()).color(tokens.ink),
                )
                .truncate(),
            )
            .on_hover_text(name);
        }
    });
    ui.add_space(theme::M);
}

fn item(ui: &mut Ui, cx: &mut Cx<'_>, screen: Screen, room: Room) {
    let command = Command::Go(screen);
    let face = command.face();
    let on = cx.state.screen == screen;
    let why_not = command.why_not(cx.state, cx.shelf);
    if screen.is_passing() && !on && why_not.is_some() {
        return;
    }
    let keys = face.keys.map(crate::command::Keys::words).unwrap_or_default();
    let it = rail_item::Item {
        icon: face.icon,
        word: screen.word(),
        keys: &keys,
        on,
        why_not,
        narrow: room == Room::Narrow,
    };
    let shown = rail_item::show(ui, &it);
    if shown.clicked() {
        cx.intents.push(Intent::Run(command));
    }
    if on {
        // In a low window the rail scrolls: it follows when another page is shown.
        let last = egui::Id::unique("rail at");
        if ui.data(|it| it.get_temp::<Screen>(last)) != Some(screen) {
            ui.data_mut(|it| it.insert_temp(last, screen));
            shown.scroll_to_me(None);
        }
    }
}

fn tools(ui: &mut Ui, cx: &mut Cx<'_>, room: Room) {
    let layout = if room == Room::Narrow {
        Layout::bottom_up(Align::Center)
    } else {
        Layout::left_to_right(Align::Center)
    };
    let size = egui::vec2(
        ui.available_width(),
        if room == Room::Narrow { 4.0 * theme::ROW } else { theme::ROW },
    );
    ui.allocate_ui_with_layout(size, layout, |ui| {
        if room == Room::Wide {
            ui.add_space(theme::XS);
        }
        let settings = Command::Go(Screen::Settings);
        for command in [Command::Palette, Command::Bell, Command::Keys, settings] {
            let face = command.face();
            let keys = face.keys.map(crate::command::Keys::words).unwrap_or_default();
            let unread = command == Command::Bell && cx.state.toasts.unread() > 0;
            let mark = if unread { icon::BELL_DOT } else { face.icon };
            let on = command == settings && cx.state.screen == Screen::Settings;
            let button = Button::icon_only(mark, face.title).key(&keys).selected(on);
            if button.ui(ui).clicked() {
                cx.intents.push(Intent::Run(command));
            }
        }
    });
}
