//! Files dropped on the window: a bundle anywhere, evidence on an answer, a ticket or a framework where one begins.

use egui::Ui;

use crate::{
    command::{Intent, Screen},
    say::say,
    state::toasts::Kind,
    theme,
    widgets::text,
};

use super::{Cx, answer, bundles, files, frameworks};

/// Takes in what was dropped on the page `screen`.
pub fn hear(screen: Screen, ui: &Ui, cx: &mut Cx<'_>) {
    if ui.input(|it| it.raw.dropped_files.is_empty()) {
        return;
    }
    let dropped = ui.ctx().input_mut(|it| std::mem::take(&mut it.raw.dropped_files));
    let Some(path) = dropped.first().map(|it| it.path().to_owned()) else { return };
    let ending = path.extension().map(|it| it.to_string_lossy().to_lowercase());
    // Same everywhere: endings of files.
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
        (Screen::Results, Some("json")) => cx.drafts.results.peers.dropped(ui.ctx(), path),
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
            | Screen::People
            | Screen::Settings,
            _,
        ) => {
            let name = path.file_name().map(|it| it.to_string_lossy().into_owned());
            let headline = say!("dropped-no-use", name = name.unwrap_or_default());
            cx.wish(Intent::Tell(Kind::Warning, headline, takes(screen).to_owned()));
        }
    }
    if dropped.len() > 1 {
        let n = dropped.len() - 1;
        let headline = say!("dropped-only-first", n = n);
        cx.wish(Intent::Tell(Kind::Warning, headline, say!("dropped-one-by-one").to_owned()));
    }
}

/// Says what can be dropped on `screen`.
pub fn takes(screen: Screen) -> &'static str {
    match screen {
        Screen::Answer => say!("dropped-takes-answer"),
        Screen::Results => say!("dropped-takes-results"),
        Screen::Join => say!("dropped-takes-join"),
        Screen::Welcome => say!("dropped-takes-welcome"),
        Screen::Home => say!("dropped-takes-home"),
        Screen::Frameworks | Screen::NewReview => say!("dropped-takes-frameworks"),
        Screen::Overview
        | Screen::Invite
        | Screen::Assign
        | Screen::Compare
        | Screen::Agree
        | Screen::Conflicts
        | Screen::History
        | Screen::Targets
        | Screen::Plan
        | Screen::Report
        | Screen::People
        | Screen::Settings => say!("dropped-takes-bundle"),
    }
}

/// Says what can be dropped while a file is held over the window.
pub fn over(ui: &Ui, cx: &Cx<'_>) {
    if ui.input(|it| it.raw.hovered_files.is_empty()) {
        return;
    }
    let tokens = theme::of(ui);
    let place = egui::Area::new(egui::Id::unique("file over the window"))
        .order(egui::Order::Foreground)
        .anchor(egui::Align2::CENTER_CENTER, egui::Vec2::ZERO)
        .interactable(false);
    place.show(ui.ctx(), |ui| {
        let frame = egui::Frame::popup(ui.style()).inner_margin(theme::XL);
        frame.stroke(egui::Stroke::new(2.0, tokens.accent)).show(ui, |ui| {
            ui.set_max_width(360.0);
            text::heading(ui, say!("dropped-let-go"));
            text::muted(ui, takes(cx.state.screen));
        });
    });
}
