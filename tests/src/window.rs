//! The window, worked by name as a screen reader would: no display, no pixels.

mod agree;
mod answer;
mod assign;
mod attached;
mod bundles;
mod compare;
mod conflicts;
mod content;
mod cycle;
mod frameworks;
mod gallery;
mod history;
mod home;
mod invite;
mod join;
mod journeys;
mod languages;
mod network;
mod new_review;
mod overview;
mod people;
mod plan;
mod pretend;
mod report;
mod results;
mod rights;
mod settings;
mod shell;
mod sign_off;
mod targets;
mod trust;
mod welcome;

use std::{
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use egui::accesskit::Role;
use egui_kittest::{
    Harness,
    kittest::{By, NodeT as _, Queryable as _},
};
use muster::{
    app::App,
    bridge::{Bridge, Node},
    command::Intent,
    state::asked::Purpose,
    theme,
};
use muster_sync::node::{
    command::{Command, Options},
    event::Shelf,
};

use pretend::Pretend;

/// Opens the window over `shelf`; every widget must have a name and every letter a glyph.
fn open(shelf: Shelf) -> (Harness<'static, App>, Pretend) {
    open_sized(shelf, 1280.0, 800.0)
}

fn open_sized(shelf: Shelf, width: f32, height: f32) -> (Harness<'static, App>, Pretend) {
    let pretend = Pretend::over(shelf);
    let harness = over_sized(Box::new(pretend.clone()), width, height);
    (harness, pretend)
}

/// Opens the window over any bridge.
fn over(bridge: Box<dyn Bridge>) -> Harness<'static, App> {
    over_sized(bridge, 1280.0, 800.0)
}

/// Opens the window over a node, which wakes it.
fn over_node(options: Options) -> Harness<'static, App> {
    let here = thread::current();
    let mut window = over(Box::new(Node::start(options, move || here.unpark()).unwrap()));
    until_so(&mut window, |it| it.state().shelf().reading == 0);
    window
}

/// Opens the window over a node in `data_dir` where Mara has just begun a workspace.
fn founded(data_dir: &Path) -> Harness<'static, App> {
    let options = Options { data_dir: data_dir.to_owned(), mode: None, network: false };
    let mut window = over_node(options);
    let [name, me, device] = ["Northwind", "Mara", "Laptop"].map(str::to_owned);
    let begin = Command::CreateWorkspace { name, me, device };
    window.state_mut().wish(Intent::Ask(begin, Purpose::Create));
    until_so(&mut window, |it| it.state().state().workspace.is_some());
    press(&mut window, "I have written it down");
    window
}

fn over_sized(bridge: Box<dyn Bridge>, width: f32, height: f32) -> Harness<'static, App> {
    let app = App::new(bridge, None);
    let mut harness = Harness::builder()
        .with_size([width, height])
        // A node on threads of its own wakes the window in its own time; a window that never settles still fails.
        .with_max_steps(16)
        .with_context_setup(theme::install)
        .build_ui_state(
            |ui, app: &mut App| {
                app.logic(ui.ctx());
                app.ui(ui);
            },
            app,
        );
    harness.run();
    harness
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

/// Presses what is called `name`, also where it is scrolled out of sight.
fn press_anywhere(harness: &mut Harness<'_, App>, name: &str) {
    harness.get_by_label_contains(name).click_accesskit();
    harness.run();
}

/// Types `text` into the field called `name`.
fn type_into(harness: &mut Harness<'_, App>, name: &str, text: &str) {
    let is_field = |role: Role| {
        matches!(role, Role::TextInput | Role::MultilineTextInput | Role::PasswordInput)
    };
    let field = || By::new().label(name).predicate(move |it| is_field(it.role()));
    harness.get(field()).focus();
    harness.run();
    harness.get(field()).type_text(text);
    harness.run();
}

/// How long nothing need happen before the window is looked at again: a node wakes it, other threads do not.
const LOOK: Duration = Duration::from_millis(5);
/// How often that is done before what is waited for is given up: for two minutes.
const LOOKS: usize = 24_000;

/// Lets the window go on until it is so, and says whether it came to that: what other threads do ends in its own time.
fn comes(window: &mut Harness<'_, App>, is_so: impl Fn(&Harness<'_, App>) -> bool) -> bool {
    for _ in 0..LOOKS {
        window.run_steps(1);
        if is_so(window) {
            window.run_steps(2);
            return true;
        }
        thread::park_timeout(LOOK);
    }
    false
}

/// Lets the window go on until it is so.
fn until_so(window: &mut Harness<'_, App>, is_so: impl Fn(&Harness<'_, App>) -> bool) {
    let came = comes(window, is_so);
    assert!(came, "it does not come: {:?}", window.state().state().toasts);
}

/// Lets the window go on until it shows `name`.
fn until(harness: &mut Harness<'_, App>, name: &str) {
    assert!(comes(harness, |it| sees(it, name)), "{name} does not come");
    harness.run();
}

/// A file that was dropped on the window.
#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|err| err.to_string())
    }
}

/// Drops the file or folder at `path` on the window.
fn drop_on(harness: &mut Harness<'_, App>, path: &Path) {
    let dropped = std::sync::Arc::new(Dropped(path.to_owned()));
    harness.input_mut().dropped_files.push(dropped);
    harness.run_steps(1);
    harness.input_mut().dropped_files.clear();
    harness.run_steps(1);
}

/// Sizes in which every page is still of use: a small laptop, and the same at 150 % text.
const SMALL: [(f32, f32); 2] = [(900.0, 700.0), (600.0, 466.0)];

/// Goes with Tab to what is called `name`.
fn tab_to(harness: &mut Harness<'_, App>, name: &str) {
    for _ in 0..120 {
        let there = harness.query_all_by_label(name).any(|it| it.accesskit_node().is_focused());
        if there {
            return;
        }
        harness.key_press(egui::Key::Tab);
        harness.run();
    }
    panic!("Tab does not lead to {name}");
}

/// Panics if anything that can be pressed or typed into sticks out at a side of the window.
fn everything_fits(harness: &Harness<'_, App>) {
    let width = harness.ctx.content_rect().width();
    let can = |role: Role| {
        matches!(
            role,
            Role::Button
                | Role::CheckBox
                | Role::RadioButton
                | Role::TextInput
                | Role::MultilineTextInput
        )
    };
    for node in harness.query_all(By::new().predicate(move |it| can(it.role()))) {
        let rect = node.rect();
        let name = node.accesskit_node().label();
        assert!(rect.left() >= 0.0 && rect.right() <= width, "{name:?} sticks out: {rect:?}");
    }
}
