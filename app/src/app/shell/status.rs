//! The status line: saved here, what others have, what waits; and the network, always in sight.

use egui::{Align, Layout, Ui};
use muster_sync::node::command::Mode;

use crate::{
    command::{Command, Intent},
    say::say,
    screens::Cx,
    state::{modes, standing},
    theme::icon,
    widgets::{picker, text},
};

/// Draws the status line.
pub(super) fn ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        network(ui, cx);
        let rest = ui.available_size();
        ui.allocate_ui_with_layout(rest, Layout::left_to_right(Align::Center), |ui| words(ui, cx));
    });
}

fn words(ui: &mut Ui, cx: &Cx<'_>) {
    let Some(shown) = cx.state.shown(cx.shelf) else {
        // While a workspace is being read nobody knows whether somebody was invited.
        if cx.shelf.reading == 0 {
            text::icon(ui, icon::LAPTOP);
            text::small_line(ui, say!("shell-stays-here"));
        }
        return;
    };
    let saving = cx.state.desk.saving;
    let mark = if saving == 0 { icon::CIRCLE_CHECK } else { icon::LOADER };
    text::icon(ui, mark);
    let line = standing::line(&shown.workspace, &shown.sync, saving, cx.now);
    text::small_line(ui, &line);
    if let Some(trouble) = shown.sync.mended.as_ref().or(shown.sync.trouble.as_ref()) {
        text::icon(ui, icon::TRIANGLE_ALERT).on_hover_text(trouble);
    }
}

fn network(ui: &mut Ui, cx: &mut Cx<'_>) {
    let Some(mode) = cx.state.shown(cx.shelf).map(|it| it.sync.mode) else { return };
    let choices = modes::choices(mode);
    let names: Vec<&str> = choices.iter().map(|it| it.word).collect();
    let now = choices.iter().position(|it| it.mode == mode);
    if let Some(at) = picker::segmented(ui, say!("shell-network"), &names, now)
        && let Some(choice) = choices.get(at)
        && choice.mode != mode
    {
        cx.intents.push(Intent::SetMode(choice.mode));
    }
    let mark = if mode == Mode::Off { icon::WIFI_OFF } else { icon::WIFI };
    text::icon(ui, mark).on_hover_text(Command::SyncNow.face().title);
}
