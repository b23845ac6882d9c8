//! The network switch: what is asked before packets go beyond this network.

use std::sync::Arc;

use egui::accesskit::Role;
use egui_kittest::{
    Harness,
    kittest::{By, Queryable as _},
};
use muster::{app::App, state::Overlay};
use muster_sync::node::command::Relay;

use super::{open, press, pretend, sees};

#[test]
fn a_relay_of_ones_own_is_asked_for_and_then_used() {
    let (mut window, pretend) = open(pretend::several());
    window.state_mut().state_mut().open(pretend::workspace_id(2));
    window.run();
    press(&mut window, "Own relay");
    assert_eq!(window.state().state().overlay, Overlay::OwnRelay);
    assert!(pretend.wished().is_empty(), "nothing is switched before it is known where to");
    assert!(sees(&window, "Use a relay of your own"));

    let url = "Address of the relay";
    window.get_by_role_and_label(Role::TextInput, url).focus();
    window.run();
    window.get_by_role_and_label(Role::TextInput, url).type_text("http://relay.example.org");
    window.run();
    let token = || By::new().label("Token").predicate(|it| it.role() == Role::PasswordInput);
    window.get(token()).focus();
    window.run();
    window.get(token()).type_text("open-sesame");
    window.run();
    assert!(sees(&window, "The token can be read on the way"));
    press(&mut window, "Use this relay");
    let wished = pretend.wished();
    assert_eq!(wished.len(), 1);
    assert!(
        wished[0].starts_with("SetRelay") && wished[0].contains("relay.example.org"),
        "{wished:?}"
    );
    assert!(!wished[0].contains("sesame"), "a token is never printed");
    assert_eq!(window.state().state().overlay, Overlay::None);
}

#[test]
fn a_relay_that_is_set_is_switched_to_at_once() {
    let mut shelf = pretend::several();
    let id = pretend::workspace_id(2);
    if let Some(shown) = shelf.workspaces.get_mut(&id) {
        let url = "https://relay.example.org".parse().unwrap();
        Arc::make_mut(shown).sync.relay = Some(Relay { url, token: None });
    }
    let (mut window, pretend) = open(shelf);
    window.state_mut().state_mut().open(id);
    window.run();
    press(&mut window, "Own relay");
    let wished = pretend.wished();
    assert!(wished.len() == 1 && wished[0].ends_with("mode: Relay }"), "{wished:?}");
}

#[test]
fn public_relays_say_what_they_learn_and_ask_once() {
    let (mut window, pretend) = open(pretend::several());
    let switch = |window: &mut Harness<'static, App>| {
        window.state_mut().state_mut().open(pretend::workspace_id(2));
        window.run();
        press(window, "Public relays");
    };
    switch(&mut window);
    assert!(sees(&window, "Use the public relays?"));
    assert!(window.query_by_label_contains("They can't read or alter anything").is_some());
    press(&mut window, "Cancel");
    assert!(pretend.wished().is_empty());

    switch(&mut window);
    press(&mut window, "Use public relays");
    let is_public = |it: &String| it.ends_with("mode: Public }");
    assert!(pretend.wished().iter().all(is_public) && pretend.wished().len() == 1);
    assert!(window.state().state().settings.public_relays_known);

    switch(&mut window);
    assert_eq!(pretend.wished().len(), 2, "the second time nothing is asked");
    assert_eq!(window.state().state().overlay, Overlay::None);
}
