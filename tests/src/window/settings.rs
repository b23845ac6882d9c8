//! Settings: found by a word, kept on the disk, and never in the way of starting.

use std::{fs, path::Path};

use egui_kittest::{Harness, kittest::Queryable as _};
use muster::{
    app::App,
    command::Screen,
    state::settings::Settings,
    theme::{self, Appearance, Contrast, Motion},
};
use muster_sync::node::event::Shelf;

use super::{
    SMALL, everything_fits, open_sized, press, press_anywhere,
    pretend::{self, Pretend},
    sees, type_into,
};

/// A window over `shelf` that keeps its settings in `file`.
fn keeping(shelf: Shelf, file: &Path) -> Harness<'static, App> {
    let app = App::new(Box::new(Pretend::over(shelf)), Some(file.to_owned()))
        .keeping(file.parent().unwrap().to_owned());
    let mut window = Harness::builder()
        .with_size([1280.0, 800.0])
        .with_context_setup(theme::install)
        .build_ui_state(
            |ui, app: &mut App| {
                app.logic(ui.ctx());
                app.ui(ui);
            },
            app,
        );
    window.run_steps(3);
    window
}

fn stored(file: &Path) -> Settings {
    let (settings, trouble) = Settings::read(file);
    assert!(trouble.is_none());
    settings
}

#[test]
fn what_is_set_is_on_the_disk_at_once_and_counts_at_the_next_start() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("window.json");
    let mut window = keeping(pretend::several(), &file);
    window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Comma);
    window.run();
    assert_eq!(window.state().state().screen, Screen::Settings);
    for name in ["Dark", "High", "Reduced"] {
        press(&mut window, name);
    }
    press(&mut window, "Larger text");
    let kept = stored(&file);
    assert_eq!(kept.appearance, Appearance::Dark);
    assert_eq!(kept.contrast, Contrast::High);
    assert_eq!(kept.motion, Motion::Reduced);
    assert_eq!(kept.text_percent, 110);
    drop(window);
    let window = keeping(pretend::several(), &file);
    assert_eq!(window.state().state().settings, kept);
    assert!((window.ctx.zoom_factor() - 1.1).abs() < 0.001);
}

#[test]
fn a_name_is_kept_when_the_field_is_left() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("window.json");
    let mut window = keeping(pretend::several(), &file);
    window.state_mut().state_mut().go(Screen::Settings);
    window.run();
    type_into(&mut window, "Your name", "Mara");
    type_into(&mut window, "This device", "Laptop");
    window.key_press(egui::Key::Tab);
    window.run();
    let kept = stored(&file);
    assert_eq!((kept.me.as_str(), kept.device.as_str()), ("Mara", "Laptop"));
}

#[test]
fn a_setting_is_found_by_a_word_and_nothing_found_says_so() {
    let place = tempfile::tempdir().unwrap();
    let mut window = keeping(pretend::several(), &place.path().join("window.json"));
    window.state_mut().state_mut().go(Screen::Settings);
    window.run();
    type_into(&mut window, "Search settings", "harbour");
    assert!(sees(&window, "Network of Harbour Logistics"));
    assert!(!sees(&window, "Appearance"));
    type_into(&mut window, "Search settings", " xyz");
    press(&mut window, "Show all settings");
    assert!(sees(&window, "Appearance"));
}

#[test]
fn the_network_of_a_workspace_is_set_where_it_belongs() {
    let place = tempfile::tempdir().unwrap();
    let mut window = keeping(pretend::several(), &place.path().join("window.json"));
    window.state_mut().state_mut().go(Screen::Settings);
    window.run();
    press_anywhere(&mut window, "Network of Harbour Logistics");
    let state = window.state().state();
    assert_eq!(state.workspace, Some(pretend::workspace_id(2)));
    assert_eq!(state.screen, Screen::People);
}

#[test]
fn everything_is_put_back_after_a_question() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("window.json");
    let mut window = keeping(pretend::several(), &file);
    window.state_mut().state_mut().go(Screen::Settings);
    window.run();
    press(&mut window, "Dark");
    press_anywhere(&mut window, "Reset settings");
    press(&mut window, "Cancel");
    assert_eq!(stored(&file).appearance, Appearance::Dark);
    press_anywhere(&mut window, "Reset settings");
    press(&mut window, "Put them back");
    assert_eq!(stored(&file).appearance, Appearance::System);
}

#[test]
fn garbage_in_the_settings_file_starts_with_defaults_and_says_so() {
    for garbage in [&b"\xff\xfe\x00"[..], b"{", b"{\"motion\": 7}"] {
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join("window.json");
        fs::write(&file, garbage).unwrap();
        let window = keeping(pretend::several(), &file);
        assert_eq!(window.state().state().settings.appearance, Appearance::System);
        let told = window.query_all_by_label_contains("Muster starts with its default looks");
        assert!(told.count() > 0, "{garbage:?}");
        assert!(sees(&window, "Workspaces"), "the work is there");
    }
}

#[test]
fn a_hint_stays_until_it_is_closed_and_does_not_come_back() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("window.json");
    let mut window = keeping(pretend::several(), &file);
    window.state_mut().state_mut().open(pretend::workspace_id(1));
    window.run();
    let hint = muster::help::of(Screen::Overview).hint;
    assert!(sees(&window, hint));
    press(&mut window, "Close this hint");
    assert!(!sees(&window, hint));
    drop(window);
    let mut window = keeping(pretend::several(), &file);
    window.state_mut().state_mut().open(pretend::workspace_id(1));
    window.run();
    assert!(!sees(&window, hint));
    window.state_mut().state_mut().go(Screen::People);
    window.run();
    assert!(sees(&window, muster::help::of(Screen::People).hint), "each page has its own");
    window.state_mut().state_mut().go(Screen::Settings);
    window.run();
    press_anywhere(&mut window, "Show hints again");
    assert!(stored(&file).hints_closed.is_empty());
}

#[test]
fn the_settings_fit_a_small_window() {
    for (width, height) in SMALL {
        let (mut window, _) = open_sized(pretend::several(), width, height);
        window.state_mut().state_mut().go(Screen::Settings);
        window.run();
        everything_fits(&window);
    }
}

#[test]
fn after_a_window_that_was_not_closed_the_work_is_said_to_be_safe() {
    let app = App::new(Box::new(Pretend::over(pretend::several())), None).after_a_crash();
    let window = Harness::builder().with_context_setup(theme::install).build_ui_state(
        |ui, app: &mut App| {
            app.logic(ui.ctx());
            app.ui(ui);
        },
        app,
    );
    let told = window.query_all_by_label_contains("Your work is safe");
    assert!(told.count() > 0);
}
