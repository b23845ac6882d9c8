//! Home: what one has on this device.

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
fn pressing_a_workspace_opens_its_overview() {
    let (mut window, _) = open(pretend::several());
    press(&mut window, "Open Northwind Hospitals");
    let state = window.state().state();
    assert_eq!(state.workspace, Some(pretend::workspace_id(1)));
    assert_eq!(state.screen, muster::command::Screen::Overview);
}

#[test]
fn home_fits_a_narrow_window() {
    let (window, _) = open_sized(pretend::several(), 640.0, 480.0);
    assert!(sees(&window, "Open Northwind Hospitals"));
}
