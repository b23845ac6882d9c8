//! Home: what one has on this device.

use std::sync::Arc;

use muster::command::Screen;
use muster_sync::node::{command::Mode, event::Shelf};

use super::{open, open_sized, press, pretend, sees};

#[test]
fn every_workspace_is_listed_with_its_state_and_people() {
    let (window, _) = open(pretend::several());
    for seen in [
        "Open Northwind Hospitals",
        "Blind round",
        "2026 H2",
        "Mara Okafor, Jonas Weber, Li Na, Priya Raman, Tom Brandt, Ana Ruiz",
        "Closed",
        "No review yet",
    ] {
        assert!(sees(&window, seen), "{seen}");
    }
}

#[test]
fn a_damaged_workspace_stays_listed_with_what_is_wrong() {
    let (window, _) = open(pretend::several());
    let said = "A workspace can't be opened: its database ends in the middle of a page";
    assert!(sees(&window, said));
}

#[test]
fn the_window_opens_while_a_log_is_read_and_then_on_the_only_workspace() {
    let reading = Shelf { reading: 1, ..Shelf::default() };
    let (mut window, pretend) = open(reading);
    assert!(sees(&window, "Reading a workspace…"));
    assert_eq!(window.state().state().screen, Screen::Home, "nobody is welcomed as if new");
    let only = pretend::workspace(1, "Northwind Hospitals", &["Mara Okafor"]);
    pretend.0.borrow_mut().shelf = Arc::new(pretend::shelf(vec![(only, Mode::Off)]));
    window.run();
    let state = window.state().state();
    assert_eq!((state.screen, state.workspace), (Screen::Overview, Some(pretend::workspace_id(1))));
}

#[test]
fn one_of_several_is_not_opened_by_itself_while_another_is_read() {
    let one = pretend::workspace(1, "Northwind Hospitals", &["Mara Okafor"]);
    let (window, _) = open(Shelf { reading: 1, ..pretend::shelf(vec![(one, Mode::Off)]) });
    let state = window.state().state();
    assert_eq!((state.screen, state.workspace), (Screen::Home, None));
    assert!(sees(&window, "Open Northwind Hospitals") && sees(&window, "Reading a workspace…"));
}

#[test]
fn a_device_whose_only_log_can_t_be_read_says_so_after_reading() {
    let (mut window, pretend) = open(Shelf { reading: 1, ..Shelf::default() });
    let damaged = pretend::several().damaged;
    pretend.0.borrow_mut().shelf = Arc::new(Shelf { damaged, ..Shelf::default() });
    window.run();
    assert!(sees(
        &window,
        "A workspace can't be opened: its database ends in the middle of a page"
    ));
}

#[test]
fn pressing_a_workspace_opens_its_overview() {
    let (mut window, _) = open(pretend::several());
    press(&mut window, "Open Northwind Hospitals");
    let state = window.state().state();
    assert_eq!(state.workspace, Some(pretend::workspace_id(1)));
    assert_eq!(state.screen, Screen::Overview);
}

#[test]
fn home_fits_a_narrow_window() {
    let (window, _) = open_sized(pretend::several(), 640.0, 480.0);
    assert!(sees(&window, "Open Northwind Hospitals"));
}

#[test]
fn a_workspace_is_removed_only_after_it_was_said_what_is_lost() {
    let (mut window, pretend) = open(pretend::several());
    press(&mut window, "Remove Harbour Logistics from this device");
    assert!(sees(&window, "2 changes of yours exist only here and would be lost for good."));
    press(&mut window, "Keep it");
    assert_eq!(pretend.wished(), [""; 0]);
    press(&mut window, "Remove Harbour Logistics from this device");
    press(&mut window, "Remove");
    let id = pretend::workspace_id(2);
    assert_eq!(pretend.wished(), [format!("RemoveWorkspace {{ workspace: {id:?} }}")]);
}

#[test]
fn the_example_is_marked_and_says_that_nothing_is_lost_with_it() {
    let people = ["Mara Okafor", "Jonas Weber"];
    let example = pretend::workspace(1, "Example: Saltmere Ferries", &people);
    let mode = Mode::Off;
    let (mut window, _) = open(pretend::shelf(vec![(example, mode)]));
    window.state_mut().state_mut().go(Screen::Home);
    window.run();
    assert!(sees(&window, "Example"));
    press(&mut window, "Remove Example: Saltmere Ferries from this device");
    assert!(sees(&window, "It is the example: nothing of yours is in it."));
}
