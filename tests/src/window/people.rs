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
    workspace::{Invite, Removed, Request, Workspace},
};
use muster_sync::{
    identity::Recovery,
    node::{
        command::{Address, Mode},
        event::{Shelf, Shown, Sighting, SyncState},
        exchanges::{Exchange, Outcome, Way},
    },
    ticket,
    wire::Cut,
};

use super::{
    content::{PEOPLE, person},
    everything_fits, open, open_sized, press, press_anywhere,
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
    let jonas = DeviceId::from_bytes([17; 32]);
    let line = |device, way, received, outcome| Exchange {
        begun: NOW,
        ended: NOW,
        device,
        way,
        sent: 1,
        received,
        outcome,
    };
    let shelf = shelf(workspace(), Mode::Lan, |sync| {
        sync.trouble = Some("the port is taken".to_owned());
        let mut all = vec![
            line(Some(jonas), Way::SameNetwork, 3, Outcome::Equal),
            line(Some(jonas), Way::Relay, 0, Outcome::TurnedAway(Cut::Full)),
            line(None, Way::Bundle, 9, Outcome::Equal),
        ];
        all.extend((0..20).map(|n| line(Some(jonas), Way::Direct, 40 + n, Outcome::Partly)));
        sync.exchanges = Arc::new(all);
    });
    let (mut window, _) = looking(shelf);
    assert!(sees(&window, "The port is taken"));
    let same = "Laptop of Jonas Weber, same network: 3 changes came, 1 went · both have the same";
    assert!(sees(&window, same));
    assert!(sees(&window, "A bundle: 9 changes came, 1 went"));
    let last =
        "Laptop of Jonas Weber, direct: 59 changes came, 1 went · ended before all was exchanged";
    assert!(!sees(&window, last));
    press_anywhere(&mut window, "Show all 23");
    assert!(sees(&window, last));
}

#[test]
fn who_else_saw_somebody_is_said_where_that_was_later() {
    let shelf = shelf(workspace(), Mode::Lan, |sync| {
        let jonas = DeviceId::from_bytes([17; 32]);
        let by = workspace().me.unwrap();
        let seen = NOW;
        let peer = sync.peers.get_mut(&jonas).unwrap();
        peer.online = false;
        peer.last_seen = None;
        peer.seen_by = Some(Sighting { by, at: seen });
    });
    let (window, _) = looking(shelf);
    let told = "Respondent · seen by Mara Okafor just now";
    assert!(sees(&window, told));
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

/// Opens what can be done about the person called `name`.
fn unfolded(workspace: Workspace, name: &str) -> (Harness<'static, App>, Pretend) {
    let (mut window, pretend) = looking(shelf(workspace, Mode::Lan, |_| {}));
    press(&mut window, &format!("Show more about {name}"));
    (window, pretend)
}

fn with_role(role: Role) -> Workspace {
    let mut workspace = workspace();
    let me = workspace.me.unwrap();
    workspace.members.get_mut(&me).unwrap().role = role;
    workspace
}

#[test]
fn removing_somebody_says_what_follows_before_it_is_done() {
    let (mut window, pretend) = unfolded(workspace(), "Jonas Weber");
    press_anywhere(&mut window, "Remove: Jonas Weber");
    for seen in [
        "Remove Jonas Weber?",
        "Nothing new can be read there: a new key protects what comes.",
        "What Jonas Weber answered stays and counts. Jonas Weber is marked as removed.",
        "This can't be taken back.",
    ] {
        assert!(sees(&window, seen), "{seen}");
    }
    press(&mut window, "Not now");
    assert_eq!(pretend.wished(), [""; 0]);
    press_anywhere(&mut window, "Remove: Jonas Weber");
    press(&mut window, "Remove now");
    assert!(pretend.wished()[0].contains("Remove("), "{:?}", pretend.wished());
}

#[test]
fn a_role_is_chosen_and_none_is_chosen_beforehand() {
    let (mut window, pretend) = unfolded(workspace(), "Jonas Weber");
    press_anywhere(&mut window, "Change role: Jonas Weber");
    assert!(window.get_by_label("Give this role").accesskit_node().is_disabled());
    assert!(sees(&window, "An owner can remove anybody, you too."));
    let now = window.get_by_label_contains("Respondent: ");
    assert!(now.accesskit_node().is_disabled(), "the role they have is none to choose");
    press_anywhere(&mut window, "Observer: ");
    press(&mut window, "Give this role");
    let wished = pretend.wished();
    assert!(wished[0].contains("SetRole") && wished[0].contains("Observer"), "{wished:?}");
}

#[test]
fn the_only_owner_can_neither_leave_nor_step_down() {
    let (mut window, _) = unfolded(workspace(), "Mara Okafor");
    assert!(window.get_by_label("Leave: Mara Okafor").accesskit_node().is_disabled());
    assert!(sees(&window, "No owner would be left: make somebody else an owner first"));
    press_anywhere(&mut window, "Change role: Mara Okafor");
    for less in ["Observer: ", "Respondent: ", "Facilitator: "] {
        assert!(window.get_by_label_contains(less).accesskit_node().is_disabled(), "{less}");
    }
}

#[test]
fn who_is_no_owner_reads_why_and_can_still_leave_and_revoke_their_own() {
    for role in [Role::Facilitator, Role::Respondent, Role::Observer] {
        let mut workspace = with_role(role);
        let jonas = person(&workspace, 1);
        workspace.members.get_mut(&jonas).unwrap().role = Role::Owner;
        let (mut window, pretend) = unfolded(workspace, "Jonas Weber");
        assert!(sees(&window, "Only an owner does this"));
        for deed in ["Remove: Jonas Weber", "Change role: Jonas Weber", "Invite again: Jonas Weber"]
        {
            assert!(window.get_by_label(deed).accesskit_node().is_disabled(), "{deed}");
        }
        press(&mut window, "Show more about Mara Okafor");
        press_anywhere(&mut window, "Leave: Mara Okafor");
        press(&mut window, "Leave now");
        press_anywhere(&mut window, "Revoke Laptop of Mara Okafor");
        assert!(sees(&window, "It is the device in front of you."));
        press(&mut window, "Revoke now");
        let wished = pretend.wished();
        assert!(wished[0].contains("Remove(") && wished[1].contains("RevokeDevice("), "{wished:?}");
    }
}

#[test]
fn who_lost_every_device_is_invited_again_as_who_they_were() {
    let (mut window, pretend) = unfolded(workspace(), "Li Na");
    press_anywhere(&mut window, "Invite again: Li Na");
    assert!(window.query_by_label_contains("comes back as who they were").is_some());
    press(&mut window, "Make the ticket");
    assert!(pretend.wished()[0].starts_with("InviteBack"), "{:?}", pretend.wished());
    assert_eq!(window.state().state().screen, Screen::Invite);
}

#[test]
fn who_was_removed_is_marked_and_can_come_back() {
    let mut workspace = workspace();
    let (mara, jonas) = (person(&workspace, 0), person(&workspace, 1));
    let member = workspace.members.get_mut(&jonas).unwrap();
    member.devices.clear();
    member.removed = Some(Removed { at: NOW, by: mara });
    let (mut window, _) = unfolded(workspace, "Jonas Weber (removed)");
    assert!(sees(&window, "Not in any more"));
    let seen = "Respondent · removed by Mara Okafor on 2026-11-21; their answers stay";
    assert!(sees(&window, seen));
    assert!(sees(&window, "Invite again: Jonas Weber (removed)"));
    window.state_mut().state_mut().go(Screen::Overview);
    window.run();
    assert!(sees(&window, "Jonas Weber (removed)"));
}

#[test]
fn an_invitation_whose_author_is_gone_can_stand_again() {
    let mut workspace = knocking(Role::Respondent).0;
    let (mara, jonas) = (person(&workspace, 0), person(&workspace, 1));
    workspace.requests.clear();
    workspace.members.get_mut(&jonas).unwrap().removed = Some(Removed { at: NOW, by: mara });
    for invite in workspace.invites.values_mut() {
        (invite.by, invite.revoked) = (jonas, true);
    }
    let (mut window, pretend) = looking(shelf(workspace, Mode::Lan, |_| {}));
    assert!(sees(&window, "Jonas Weber (removed) made it and is not in any more"));
    press_anywhere(&mut window, "Let it stand again: ");
    assert!(window.query_by_label_contains("with 1 use left").is_some());
    press(&mut window, "Let it stand");
    assert!(pretend.wished()[0].contains("RenewInvite("), "{:?}", pretend.wished());
}

#[test]
fn the_recovery_code_makes_an_owner_and_a_mistyped_one_is_told() {
    let (mut window, pretend) = looking(shelf(with_role(Role::Respondent), Mode::Lan, |_| {}));
    press(&mut window, "Use the recovery code");
    assert!(window.get_by_label("Become an owner").accesskit_node().is_disabled());
    type_into(&mut window, "Recovery code", "not the code");
    assert!(window.get_by_label("Become an owner").accesskit_node().is_disabled());
    press(&mut window, "Not now");
    let code = Recovery::generate(&mut |bytes| bytes.fill(7)).code();
    press(&mut window, "Use the recovery code");
    type_into(&mut window, "Recovery code", &code);
    press(&mut window, "Become an owner");
    assert!(pretend.wished()[0].starts_with("Recover"), "{:?}", pretend.wished());
    let (window, _) = looking(shelf(workspace(), Mode::Lan, |_| {}));
    assert!(!sees(&window, "Use the recovery code"), "an owner needs none");
}

#[test]
fn the_dialogs_about_people_fit_a_small_window() {
    for (width, height) in super::SMALL {
        let (mut window, _) = open_sized(shelf(workspace(), Mode::Lan, |_| {}), width, height);
        window.state_mut().state_mut().open(pretend::workspace_id(1));
        window.state_mut().state_mut().go(Screen::People);
        window.run();
        press_anywhere(&mut window, "Show more about Jonas Weber");
        everything_fits(&window);
        for deed in ["Change role: Jonas Weber", "Invite again: Jonas Weber", "Remove: Jonas Weber"]
        {
            press_anywhere(&mut window, deed);
            everything_fits(&window);
            let no = window.get_by_label("Not now").rect();
            assert!(no.bottom() <= window.ctx.content_rect().height(), "{deed}: {no:?}");
            press(&mut window, "Not now");
        }
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
