//! People & sync: who is there and who has what, by what their devices said.

use std::sync::Arc;

use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use muster::{app::App, command::Screen};
use muster_model::{
    control::op::{DeviceCard, Role},
    ids::{DeviceId, InviteId},
    workspace::{Invite, Request, Workspace},
};
use muster_sync::{
    node::{
        command::{Address, Mode},
        event::{Happening, Shelf, Shown, SyncState},
    },
    ticket,
};

use super::{
    content::PEOPLE,
    everything_fits, open, open_sized, press,
    pretend::{self, NOW, Pretend},
    sees, type_into,
};

fn workspace() -> Workspace {
    pretend::workspace(1, "Northwind Hospitals", &PEOPLE)
}

fn shelf(workspace: Workspace, mode: Mode, change: impl Fn(&mut SyncState)) -> Shelf {
    let mut shelf = pretend::shelf(vec![(workspace, mode)]);
    for shown in shelf.workspaces.values_mut() {
        let mut with = Shown::clone(shown);
        change(&mut with.sync);
        *shown = Arc::new(with);
    }
    shelf
}

fn looking(shelf: Shelf) -> (Harness<'static, App>, Pretend) {
    let (mut window, pretend) = open(shelf);
    window.state_mut().state_mut().open(pretend::workspace_id(1));
    window.state_mut().state_mut().go(Screen::People);
    window.run();
    (window, pretend)
}

/// Tom's phone asks to join as a respondent.
fn knocking(role: Role) -> (Workspace, DeviceId) {
    let mut workspace = workspace();
    let (id, device) = (InviteId::from_bytes([8; 32]), DeviceId::from_bytes([90; 32]));
    let invite = Invite {
        id,
        role,
        member: None,
        dimensions: Vec::new(),
        uses_left: 1,
        expires: NOW.plus(86_400_000),
        auto_admit: false,
        revoked: false,
        note: String::new(),
        by: workspace.me.unwrap(),
    };
    let card = DeviceCard {
        device,
        recipient: String::new(),
        endpoint: [90; 32],
        name: "Phone".to_owned(),
    };
    let name = "Tom Brandt".to_owned();
    let request = Request { invite: id, card, name, proof: Vec::new(), at: NOW };
    workspace.invites.insert(id, invite);
    workspace.requests.insert(device, request);
    (workspace, device)
}

#[test]
fn each_person_stands_with_what_their_devices_said() {
    let shelf = shelf(workspace(), Mode::Lan, |sync| {
        for peer in sync.peers.values_mut().filter(|it| it.online) {
            peer.way = "same network".to_owned();
        }
        for peer in sync.peers.values_mut().filter(|it| !it.online && it.last_seen.is_some()) {
            peer.lacks = 3;
        }
    });
    let (window, _) = looking(shelf);
    for seen in [
        "Mara Okafor (you)",
        "Owner · here",
        "Respondent · online, same network",
        "Has everything",
        "Respondent · last seen 1 hour ago",
        "Lacks 3 changes of yours",
        "Respondent · never met from here",
        "Not known what they have",
        "2 changes of yours are only on this device. They go out by themselves once somebody is there.",
    ] {
        assert!(sees(&window, seen), "{seen}");
    }
}

#[test]
fn being_connected_is_not_having_everything() {
    let shelf = shelf(workspace(), Mode::Lan, |sync| {
        for peer in sync.peers.values_mut() {
            peer.online = true;
            peer.has_everything = false;
            peer.lacks = 0;
        }
    });
    let (window, _) = looking(shelf);
    assert!(!sees(&window, "Has everything"));
    assert_eq!(window.query_all_by_label("Not known what they have").count(), 3);
}

#[test]
fn the_network_is_switched_with_what_it_means_beside_it() {
    let (mut window, pretend) = looking(shelf(workspace(), Mode::Off, |_| {}));
    window.get_by_label_contains("This network: members' devices find").click_accesskit();
    window.run();
    let wished = pretend.wished();
    assert_eq!(wished.len(), 1);
    assert!(wished[0].starts_with("SetMode") && wished[0].ends_with("mode: Lan }"), "{wished:?}");
    window.get_by_label("Off: nothing leaves this device").click_accesskit();
    window.run();
    assert_eq!(pretend.wished().len(), 1, "what is on already is not switched");
}

#[test]
fn who_asks_to_join_is_accepted_after_comparing_the_words() {
    let (workspace, device) = knocking(Role::Respondent);
    let words = ticket::words(workspace.id, &device);
    let (mut window, pretend) = looking(shelf(workspace, Mode::Lan, |_| {}));
    assert!(sees(&window, &words));
    assert!(sees(&window, "as a respondent, invited by Mara Okafor"));
    press(&mut window, "Accept Tom Brandt");
    press(&mut window, "Refuse Tom Brandt");
    let wished = pretend.wished();
    assert!(wished[0].ends_with(&format!("Accept({device:?}) }}")), "{wished:?}");
    assert!(wished[1].ends_with(&format!("Refuse({device:?}) }}")), "{wished:?}");
}

#[test]
fn a_facilitator_leaves_an_owner_to_the_owners() {
    let (mut workspace, _) = knocking(Role::Owner);
    let me = workspace.me.unwrap();
    workspace.members.get_mut(&me).unwrap().role = Role::Facilitator;
    let (mut window, pretend) = looking(shelf(workspace, Mode::Lan, |_| {}));
    assert!(sees(&window, "An owner decides this"));
    assert!(window.get_by_label("Accept Tom Brandt").accesskit_node().is_disabled());
    press(&mut window, "Accept Tom Brandt");
    assert_eq!(pretend.wished(), [""; 0]);
}

#[test]
fn an_address_is_typed_and_dialled() {
    let (mut window, pretend) = looking(shelf(workspace(), Mode::Lan, |_| {}));
    type_into(&mut window, "Address of another device", "tom's laptop");
    assert!(window.query_by_label_contains("An address looks like").is_some());
    assert!(window.get_by_label("Connect").accesskit_node().is_disabled());
    let (mut window, pretend_too) = looking(shelf(workspace(), Mode::Lan, |_| {}));
    let sockets = vec!["192.168.1.30:7300".parse().unwrap()];
    let address = Address { endpoint: [7; 32], sockets, relay: None };
    type_into(&mut window, "Address of another device", &address.to_string());
    window.get_by_label("Connect").click_accesskit();
    window.run();
    assert_eq!(pretend.wished(), [""; 0]);
    let wished = pretend_too.wished();
    assert!(wished[0].starts_with("Dial") && wished[0].contains("192.168.1.30:7300"), "{wished:?}");
}

#[test]
fn this_devices_address_is_copied() {
    let sockets = vec!["192.168.1.20:7300".parse().unwrap()];
    let address = Address { endpoint: [1; 32], sockets, relay: None };
    let at = address.clone();
    let shelf = shelf(workspace(), Mode::Lan, move |sync| sync.address = Some(at.clone()));
    let (mut window, _) = looking(shelf);
    assert!(sees(&window, &address.to_string()));
    window.get_by_label("Copy address").click_accesskit();
    window.run();
    assert!(sees(&window, "Address copied"));
}

#[test]
fn the_last_exchanges_are_listed_and_trouble_is_a_sentence() {
    let shelf = shelf(workspace(), Mode::Lan, |sync| {
        sync.trouble = Some("the port is taken".to_owned());
    });
    let (mut window, pretend) = looking(shelf);
    assert!(sees(&window, "None yet."));
    assert!(sees(&window, "The port is taken"));
    let workspace = pretend::workspace_id(1);
    let from = DeviceId::from_bytes([17; 32]);
    pretend.0.borrow_mut().happened.extend([
        Happening::Peer { workspace, device: from, online: true },
        Happening::Received { workspace, from, envelopes: 3 },
        Happening::Received { workspace: pretend::workspace_id(2), from, envelopes: 9 },
    ]);
    window.run_steps(2);
    assert!(sees(&window, "Laptop of Jonas Weber connected"));
    assert!(sees(&window, "3 changes came from Laptop of Jonas Weber"));
    assert!(!sees(&window, "9 changes came from Laptop of Jonas Weber"));
}

#[test]
fn alone_means_alone() {
    let mut workspace = workspace();
    let me = workspace.me.unwrap();
    workspace.members.retain(|it, _| *it == me);
    let (window, _) = looking(shelf(workspace, Mode::Off, |_| {}));
    assert!(sees(&window, "Nobody else is here yet; everything is on this device only."));
}

#[test]
fn the_details_have_the_words_of_every_device() {
    let workspace = workspace();
    let all: Vec<String> = workspace
        .members
        .values()
        .flat_map(|it| &it.devices)
        .map(|it| ticket::words(workspace.id, &it.device))
        .collect();
    let (mut window, _) = looking(shelf(workspace, Mode::Off, |_| {}));
    assert!(!sees(&window, &all[0]));
    window.key_press(egui::Key::F4);
    window.run();
    for words in all {
        assert!(sees(&window, &words), "{words}");
    }
}

#[test]
fn people_fit_a_small_window() {
    for (width, height) in super::SMALL {
        let (workspace, _) = knocking(Role::Respondent);
        let sockets = vec!["192.168.1.20:7300".parse().unwrap()];
        let address = Address { endpoint: [1; 32], sockets, relay: None };
        let shelf = shelf(workspace, Mode::Lan, move |sync| sync.address = Some(address.clone()));
        let (mut window, _) = open_sized(shelf, width, height);
        window.state_mut().state_mut().open(pretend::workspace_id(1));
        window.state_mut().state_mut().go(Screen::People);
        window.run();
        everything_fits(&window);
    }
}
