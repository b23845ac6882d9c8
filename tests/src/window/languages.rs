//! The window in other languages: switched at once, kept, and never wider than the window.

use egui::accesskit::Role;
use egui_kittest::{
    Harness,
    kittest::{By, NodeT as _, Queryable as _},
};
use muster::{
    app::App,
    command::{Command, Screen},
    say::{self, Heard, Language, Tongue},
    state::settings::Settings,
    theme,
};
use muster_model::{
    control::{
        fold::Void,
        happening::{Deed, Happening},
        op::Secrecy,
    },
    framework::shipped,
    time::At,
    workspace::{Event, ReviewState},
};

use super::{
    SMALL,
    content::Story,
    everything_fits, open, open_sized, press,
    pretend::{self, Pretend},
    sees,
};

#[test]
fn the_language_is_switched_at_once_and_kept() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("window.json");
    let app = App::new(Box::new(Pretend::over(pretend::several())), Some(file.clone()));
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
    window.state_mut().state_mut().go(Screen::Settings);
    window.run();
    press(&mut window, "Deutsch");
    assert!(sees(&window, "Einstellungen"));
    assert!(sees(&window, "Hoch"));
    let line = "Hier gespeichert · Jonas Weber hat alles · 2 Änderungen gehen später hinaus · 2 von 5 anderen heute gesehen";
    window.state_mut().state_mut().open(pretend::workspace_id(1));
    window.run();
    assert!(sees(&window, line));
    assert_eq!(Settings::read(&file).0.language, Language::German);
    window.state_mut().state_mut().go(Screen::Settings);
    window.run();
    press(&mut window, "English");
    assert!(sees(&window, "Settings"));
}

#[test]
fn keys_are_written_as_on_the_keyboard_of_the_language() {
    let keys = || Command::Undo.face().keys.unwrap().words();
    assert_eq!(keys(), "Ctrl+Z");
    assert_eq!(say::speaking(Tongue::German, keys), "Strg+Z");
}

#[test]
fn no_two_commands_share_a_title_in_any_language() {
    for tongue in [Tongue::German, Tongue::Pseudo] {
        let titles = || Command::all().into_iter().map(|it| it.face().title).collect::<Vec<_>>();
        let mut titles = say::speaking(tongue, titles);
        let n = titles.len();
        titles.sort_unstable();
        titles.dedup();
        assert_eq!(titles.len(), n, "{tongue:?}");
    }
}

/// A window that speaks `tongue`, in a workspace, on `screen`.
fn speaking(tongue: Tongue, screen: Screen, (width, height): (f32, f32)) -> Harness<'static, App> {
    let (mut window, _) = open_sized(pretend::several(), width, height);
    let state = window.state_mut().state_mut();
    state.heard = Heard { forced: Some(tongue), ..Heard::default() };
    state.open(pretend::workspace_id(1));
    state.go(screen);
    window.run();
    window
}

/// Pages that speak every language by now. This list only ever becomes longer.
const PAGES: &[Screen] = &[
    Screen::Welcome,
    Screen::Home,
    Screen::Settings,
    Screen::Answer,
    Screen::Plan,
    Screen::NewReview,
    Screen::Compare,
    Screen::Agree,
    Screen::Targets,
    Screen::Join,
    Screen::Invite,
    Screen::People,
    Screen::Results,
    Screen::Frameworks,
    Screen::Overview,
    Screen::History,
    Screen::Report,
    Screen::Conflicts,
    Screen::Assign,
];

#[test]
fn longer_words_fit_a_small_window_on_every_page() {
    for size in SMALL {
        for tongue in [Tongue::German, Tongue::Pseudo] {
            for screen in PAGES {
                everything_fits(&speaking(tongue, *screen, size));
            }
        }
    }
}

#[test]
fn every_button_of_a_page_speaks_the_language() {
    // What people wrote, and what every language calls the same.
    const OWN: [&str; 2] = ["Northwind", "Harbour"];
    for screen in PAGES {
        let window = speaking(Tongue::Pseudo, *screen, (1280.0, 800.0));
        let buttons = window.query_all(By::new().predicate(|it| it.role() == Role::Button));
        for button in buttons {
            let name = button.accesskit_node().label().unwrap_or_default();
            let own = OWN.iter().any(|it| name.starts_with(it));
            assert!(own || name.contains('['), "{screen:?}: {name}");
        }
    }
}

/// What only the model's own English sentences are made of, whatever people and frameworks wrote.
const MODEL: &[&str] = &[
    " at least 2",
    " at least 3",
    " at least “",
    "nothing here applies",
    "not answered",
    "not met:",
    "can't be judged",
    " of the questions",
    "what is missing counts",
    "no value",
    "ean of ",
    "edian of ",
    "lowest of ",
    "below:",
    "everywhere",
    "rounded ",
    "nothing is answered yet",
    "not even the first rung",
    "this framework has no tiers",
    "founded the workspace",
    "opened the review",
    "handed in their",
    "revealed “",
    "joined",
    "asked to sign",
    "the review is revealed already",
    "no effect",
];

#[test]
fn no_page_in_german_shows_a_sentence_of_the_model_in_english() {
    // Frameworks speak English as well: what they say themselves is no one else's sentence.
    let own: String =
        shipped().iter().map(|it| String::from_utf8(it.canonical()).unwrap()).collect();
    let model: Vec<&str> = MODEL.iter().copied().filter(|it| !own.contains(it)).collect();
    assert!(model.len() > 16, "{model:?}");
    let mut told = 0;
    for state in [ReviewState::Open, ReviewState::Revealed, ReviewState::Closed] {
        let mut story = Story::begin(Secrecy::Open, state).all_say(3, 2).aims("staffing", 4, &[]);
        let by = |name: &str, deed| Happening { who: Some(name.to_owned()), deed };
        let review = || Some("2026 H2".to_owned());
        let void = Some(Void::AlreadyRevealed);
        for (what, void) in [
            (by("Mara Okafor", Deed::OpenedReview("2026 H2".to_owned())), None),
            (by("Jonas Weber", Deed::HandedIn(review())), None),
            (by("Mara Okafor", Deed::Revealed(review())), void),
        ] {
            let at = At(pretend::NOW.0 - 120_000);
            story.workspace.events.push(Event { at, by: story.workspace.me, what, void });
        }
        let shelf = story.shelf();
        for screen in PAGES {
            let (mut window, _) = open_sized(shelf.clone(), 1280.0, 3000.0);
            let state = window.state_mut().state_mut();
            state.heard = Heard { forced: Some(Tongue::German), ..Heard::default() };
            state.open(pretend::workspace_id(1));
            state.go(*screen);
            window.run_steps(4);
            window.key_press(egui::Key::F4);
            window.run_steps(4);
            for it in window.query_all(By::new().predicate(|_| true)) {
                let said = it.accesskit_node().label().or_else(|| it.accesskit_node().value());
                let said = said.unwrap_or_default();
                told += 1;
                let found = model.iter().find(|it| said.contains(**it));
                assert_eq!(found, None, "{screen:?}: {said}");
            }
        }
    }
    assert!(told > 2_000, "the pages are full");
}

#[test]
fn a_window_that_was_told_nothing_speaks_english() {
    let (window, _) = open(pretend::several());
    assert!(sees(&window, "Workspaces"));
}
