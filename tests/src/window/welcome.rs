//! Welcome: from nothing to a workspace.

use egui_kittest::kittest::{NodeT as _, Queryable as _};
use muster::state::asked::Purpose;
use muster_sync::node::{command::Reply, event::Shelf};

use super::{open, press, sees};

#[test]
fn a_newcomer_is_told_that_nothing_leaves_the_computer() {
    let (window, _) = open(Shelf::default());
    assert!(sees(&window, "Everything stays on this computer until you invite someone."));
    assert!(sees(&window, "Join with a ticket or file"));
    assert!(sees(&window, "Look around"));
}

#[test]
fn a_workspace_begins_with_the_names_that_were_typed() {
    let (mut window, pretend) = open(Shelf::default());
    for (field, text) in
        [("Organisation", "Northwind"), ("Your name", "Mara"), ("This device", "Laptop")]
    {
        let role = egui::accesskit::Role::TextInput;
        window.get_by_role_and_label(role, field).focus();
        window.run();
        window.get_by_role_and_label(role, field).type_text(text);
        window.run();
    }
    let button = egui::accesskit::Role::Button;
    window.get_by_role_and_label(button, "Start a review").click();
    window.run();
    assert_eq!(
        pretend.wished(),
        [r#"CreateWorkspace { name: "Northwind", me: "Mara", device: "Laptop" }"#]
    );
}

#[test]
fn without_a_name_nothing_begins() {
    let (mut window, pretend) = open(Shelf::default());
    let button = egui::accesskit::Role::Button;
    let start = window.get_by_role_and_label(button, "Start a review");
    assert!(start.accesskit_node().is_disabled());
    start.click();
    window.run();
    assert_eq!(pretend.wished(), [""; 0]);
    press(&mut window, "Join with a ticket or file");
    assert_eq!(window.state().state().screen, muster::command::Screen::Join);
}

#[test]
fn the_recovery_code_stays_until_it_is_written_down() {
    let (mut window, pretend) = open(super::pretend::several());
    let workspace = super::pretend::workspace_id(1);
    let recovery = "amber-falcon-seven".to_owned();
    let created = Ok(Reply::Created { workspace, recovery });
    pretend.0.borrow_mut().answers.push((Purpose::Create, created));
    window.run();
    assert_eq!(window.state().state().workspace, Some(workspace));
    window.key_press(egui::Key::Escape);
    window.run();
    assert!(sees(&window, "amber-falcon-seven"));
    press(&mut window, "I have written it down");
    assert!(!sees(&window, "amber-falcon-seven"));
}

#[test]
fn looking_around_makes_the_example_and_opens_it() {
    let (mut window, pretend) = open(Shelf::default());
    press(&mut window, "Look around");
    assert_eq!(pretend.wished(), ["the example"]);
    assert!(sees(&window, "Mara Okonjo meets Priya Nair"));
    let shelf = super::pretend::several();
    pretend.0.borrow_mut().shelf = std::sync::Arc::new(shelf);
    let workspace = super::pretend::workspace_id(2);
    pretend.0.borrow_mut().answers.push((Purpose::Example, Ok(Reply::Joined { workspace })));
    window.run_steps(2);
    assert_eq!(window.state().state().workspace, Some(workspace));
}

#[test]
fn looking_around_again_opens_the_example_that_is_there() {
    let example = super::pretend::workspace(4, "Example: Saltmere Ferries", &["Mara Okafor"]);
    let mode = muster_sync::node::command::Mode::Off;
    let (mut window, pretend) = open(super::pretend::shelf(vec![(example, mode)]));
    window.state_mut().state_mut().go(muster::command::Screen::Welcome);
    window.run();
    press(&mut window, "Look around");
    assert_eq!(pretend.wished(), [""; 0]);
    assert_eq!(window.state().state().screen, muster::command::Screen::Overview);
}
