//! The window, worked by name as a screen reader would: no display, no pixels.

mod answer;
mod content;
mod gallery;
mod home;
mod pretend;
mod results;
mod shell;
mod welcome;

use egui_kittest::{Harness, kittest::Queryable as _};
use muster::{app::App, theme};
use muster_sync::node::event::Shelf;

use pretend::Pretend;

/// Opens the window over `shelf`; every widget must have a name and every letter a glyph.
fn open(shelf: Shelf) -> (Harness<'static, App>, Pretend) {
    open_sized(shelf, 1280.0, 800.0)
}

fn open_sized(shelf: Shelf, width: f32, height: f32) -> (Harness<'static, App>, Pretend) {
    let pretend = Pretend::over(shelf);
    let app = App::new(Box::new(pretend.clone()), None);
    let harness = Harness::builder()
        .with_size([width, height])
        .with_context_setup(theme::install)
        .build_ui_state(
            |ui, app: &mut App| {
                app.logic(ui.ctx());
                app.ui(ui);
            },
            app,
        );
    let mut harness = harness;
    harness.run();
    (harness, pretend)
}

/// Says whether anything on the page is called `name`.
fn sees(harness: &Harness<'_, App>, name: &str) -> bool {
    harness.query_all_by_label(name).next().is_some()
}

/// Presses what is called `name` and lets the window settle.
fn press(harness: &mut Harness<'_, App>, name: &str) {
    harness.get_by_label(name).click();
    harness.run();
}
