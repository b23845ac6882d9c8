//! Files dropped on the window: a bundle anywhere, evidence on an answer, a ticket or a framework where one begins.

use egui::Ui;

use crate::command::{Intent, Screen};

use super::{Cx, answer, bundles, files, frameworks};

/// Takes in what was dropped on the page `screen`.
pub fn hear(screen: Screen, ui: &Ui, cx: &mut Cx<'_>) {
    if ui.input(|it| it.raw.dropped_files.is_empty()) {
        return;
    }
    let dropped = ui.ctx().input_mut(|it| std::mem::take(&mut it.raw.dropped_files));
    let Some(path) = dropped.first().map(|it| it.path().to_owned()) else { return };
    let ending = path.extension().map(|it| it.to_string_lossy().to_lowercase());
    match (screen, ending.as_deref()) {
        (_, Some("bundle")) => bundles::take(ui.ctx(), cx, path),
        (Screen::Join, _) => cx.drafts.join.opening = Some(files::take(ui.ctx(), path)),
        (Screen::Home | Screen::Welcome, Some("txt")) => {
            cx.drafts.join.opening = Some(files::take(ui.ctx(), path));
            cx.wish(Intent::Go(Screen::Join));
        }
        (Screen::Home | Screen::Frameworks | Screen::NewReview, _) => {
            if frameworks::import::why_not(cx).is_none() {
                frameworks::import::dropped(ui.ctx(), cx, path);
                cx.wish(Intent::Go(Screen::Frameworks));
            }
        }
        (Screen::Answer, _) => answer::dropped(ui.ctx(), cx, path),
        (
            Screen::Welcome
            | Screen::Overview
            | Screen::Invite
            | Screen::Assign
            | Screen::Compare
            | Screen::Agree
            | Screen::Conflicts
            | Screen::Results
            | Screen::History
            | Screen::Targets
            | Screen::Plan
            | Screen::Report
            | Screen::People,
            _,
        ) => {}
    }
}
