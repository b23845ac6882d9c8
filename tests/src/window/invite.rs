//! Invite: what whoever has the ticket can do is said before it is made.

use std::sync::Arc;

use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use muster::{
    app::App,
    command::Screen,
    state::asked::{Purpose, advise},
};
use muster_model::{
    control::op::{Role, Secrecy},
    ids::{InviteId, NodeId},
    workspace::{Invite, ReviewState, Workspace},
};
use muster_sync::{
    node::{
        command::{Address, CommandError, Mode, Reply},
        event::{Shelf, Shown},
    },
    ticket::Ticket,
};

use super::{
    content::{PEOPLE, Story},
    everything_fits, open, open_sized, press,
    pretend::{self, NOW, Pretend},
    sees, tab_to, type_into,
};

fn workspace() -> Workspace {
    pretend::workspace(1, "Northwind Hospitals", &PEOPLE)
}

/// A shelf on which the network is on and this device is reached.
fn online(workspace: Workspace) -> Shelf {
    let mut shelf = pretend::shelf(vec![(workspace, Mode::Lan)]);
    for shown in shelf.workspaces.values_mut() {
        let sockets = vec!["192.168.1.20:7300".parse().unwrap()];
        let mut with = Shown::clone(shown);
        with.sync.address = Some(Address { endpoint: [1; 32], sockets, relay: None });
        *shown = Arc::new(with);
    }
    shelf
}

fn inviting(shelf: Shelf) -> (Harness<'static, App>, Pretend) {
    let (mut window, pretend) = open(shelf);
    window.state_mut().state_mut().open(pretend::workspace_id(1));
    window.state_mut().state_mut().go(Screen::Invite);
    window.run();
    (window, pretend)
}

fn ticket() -> Ticket {
    let sockets = vec!["192.168.1.20:7300".parse().unwrap()];
    let hosts = vec![Address { endpoint: [1; 32], sockets, relay: None }];
    Ticket { workspace: pretend::workspace_id(1), secret: [2; 16], hosts, relay: None }
}

fn invite(workspace: &Workspace, id: InviteId, dimensions: Vec<NodeId>) -> Invite {
    Invite {
        id,
        role: Role::Respondent,
        member: None,
        dimensions,
        uses_left: 1,
        expires: NOW.plus(7 * 86_400_000),
        auto_admit: true,
        revoked: false,
        note: "Tom".to_owned(),
        by: workspace.me.unwrap(),
    }
}

const RESPONDENT: &str = "Respondent: Answers their own dimensions";

#[test]
fn the_sentence_changes_with_what_is_chosen() {
    let mut story = Story::begin(Secrecy::Blind, ReviewState::Open);
    story.workspace.name = "Northwind".to_owned();
    let framework = Arc::clone(&story.framework);
    let title = framework.plain(&framework.dimensions()[0].text).to_owned();
    let shelf = story.shelf();
    let workspace = shelf.workspaces.values().next().unwrap().workspace.as_ref().clone();
    let (mut window, pretend) = inviting(online(workspace));
    assert!(window.query_by_label_contains("Whoever has this").is_none(), "nothing is chosen yet");
    assert!(!sees(&window, "Make ticket"));
    press(&mut window, RESPONDENT);
    press(&mut window, &title);
    assert!(sees(
        &window,
        &format!(
            "Whoever has this can join as a respondent, to answer {title}: once, \
             until 2026-11-28. They are in at once."
        )
    ));
    press(&mut window, "30 days");
    type_into(&mut window, "Note (optional)", "Tom");
    press(&mut window, "Make ticket");
    let wished = pretend.wished();
    let id = &framework.dimensions()[0].id;
    let expected = format!(
        "ticket: TicketWish {{ role: Respondent, own_device: false, dimensions: [{id:?}], \
         uses: 1, valid_ms: 2592000000, note: \"Tom\" }} }}"
    );
    assert!(wished[0].ends_with(&expected), "{wished:?}\n{expected}");
}

#[test]
fn a_ticket_is_shown_as_code_text_and_file_with_what_it_allows() {
    let mut workspace = workspace();
    let id = ticket().invite_id();
    workspace.invites.insert(id, invite(&workspace, id, Vec::new()));
    let (mut window, pretend) = inviting(online(workspace));
    pretend.0.borrow_mut().answers.push((Purpose::Ticket, Ok(Reply::Ticket(ticket()))));
    window.run();
    assert!(sees(&window, "Ticket as a QR code"));
    assert!(sees(&window, &ticket().to_string()));
    assert!(sees(
        &window,
        "Whoever has this can join as a respondent: once, until 2026-11-28. They are in at once."
    ));
    assert!(sees(&window, "Save as file"));
    press(&mut window, "Copy ticket");
    assert!(sees(&window, "Ticket copied"));
    press(&mut window, "Make another");
    assert!(!sees(&window, "Ticket as a QR code"));
}

#[test]
fn a_ticket_without_an_address_is_said_to_be_of_no_use() {
    let (mut window, pretend) = inviting(online(workspace()));
    let nowhere = Ticket { hosts: Vec::new(), ..ticket() };
    pretend.0.borrow_mut().answers.push((Purpose::Ticket, Ok(Reply::Ticket(nowhere))));
    window.run();
    assert!(window.query_by_label_contains("It names no address of this device").is_some());
}

#[test]
fn a_ticket_of_another_workspace_is_not_shown_here() {
    let (mut window, pretend) = inviting(online(workspace()));
    let other = Ticket { workspace: pretend::workspace_id(9), ..ticket() };
    pretend.0.borrow_mut().answers.push((Purpose::Ticket, Ok(Reply::Ticket(other))));
    window.run();
    assert!(!sees(&window, "Ticket as a QR code"));
}

#[test]
fn with_the_network_off_it_says_that_nobody_can_come_and_how_they_can() {
    let shelf = pretend::shelf(vec![(workspace(), Mode::Off)]);
    let (mut window, pretend) = inviting(shelf);
    assert!(sees(&window, "The network is off, so no other device can reach this one."));
    press(&mut window, RESPONDENT);
    assert!(window.get_by_label("Make ticket").accesskit_node().is_disabled());
    press(&mut window, "Use this network");
    let wished = pretend.wished();
    assert!(wished[0].starts_with("SetMode") && wished[0].ends_with("mode: Lan }"), "{wished:?}");
}

#[test]
fn a_number_of_uses_that_is_none_is_said_in_place() {
    let (mut window, pretend) = inviting(online(workspace()));
    press(&mut window, RESPONDENT);
    type_into(&mut window, "Uses", "x");
    assert!(sees(&window, "Enter a number from 1 to 1000"));
    assert!(window.get_by_label("Make ticket").accesskit_node().is_disabled());
    assert_eq!(pretend.wished(), [""; 0]);
}

#[test]
fn a_further_device_of_mine_speaks_as_me() {
    let (mut window, pretend) = inviting(online(workspace()));
    press(&mut window, "My other device: Answers and decides as you, with the role you have");
    assert!(window.query_by_label_contains("and speak as Mara Okafor").is_some());
    press(&mut window, "Make ticket");
    assert!(pretend.wished()[0].contains("own_device: true"));
}

#[test]
fn a_respondent_can_invite_only_their_own_devices() {
    let mut workspace = workspace();
    let me = workspace.me.unwrap();
    workspace.members.get_mut(&me).unwrap().role = Role::Respondent;
    let (mut window, _) = inviting(online(workspace));
    assert!(window.get_by_label(RESPONDENT).accesskit_node().is_disabled());
    press(&mut window, RESPONDENT);
    assert!(!sees(&window, "Make ticket"));
    press(&mut window, "My other device: Answers and decides as you, with the role you have");
    assert!(sees(&window, "Make ticket"));
}

#[test]
fn a_failure_stands_where_the_ticket_was_asked_for() {
    let (mut window, pretend) = inviting(online(workspace()));
    press(&mut window, RESPONDENT);
    press(&mut window, "Make ticket");
    let refused = CommandError::Refused("only facilitators invite".into());
    pretend.0.borrow_mut().answers.push((Purpose::Ticket, Err(advise(&refused))));
    window.run();
    assert!(sees(&window, "Only facilitators invite"));
}

#[test]
fn an_invitation_is_taken_back() {
    let mut workspace = workspace();
    let id = InviteId::from_bytes([8; 32]);
    workspace.invites.insert(id, invite(&workspace, id, Vec::new()));
    let used = InviteId::from_bytes([9; 32]);
    let over = Invite { uses_left: 0, ..invite(&workspace, used, Vec::new()) };
    workspace.invites.insert(used, over);
    let (mut window, pretend) = inviting(online(workspace));
    assert!(sees(&window, "1 use left, until 2026-11-28"));
    assert!(sees(&window, "used"));
    window.get_by_label("Take back: Respondent, for Tom, by Mara Okafor").click_accesskit();
    window.run();
    let wished = pretend.wished();
    assert!(wished[0].ends_with(&format!("RevokeInvite({id:?}) }}")), "{wished:?}");
}

#[test]
fn read_only_means_no_ticket() {
    let mut shelf = online(workspace());
    for shown in shelf.workspaces.values_mut() {
        let mut with = Shown::clone(shown);
        with.sync.read_only = Some("the disk is full".to_owned());
        *shown = Arc::new(with);
    }
    let (mut window, _) = inviting(shelf);
    press(&mut window, RESPONDENT);
    assert!(window.get_by_label("Make ticket").accesskit_node().is_disabled());
    assert!(sees(&window, "the disk is full"));
}

#[test]
fn a_ticket_is_made_by_keyboard_alone() {
    let (mut window, pretend) = inviting(online(workspace()));
    for name in [RESPONDENT, "30 days", "Make ticket"] {
        tab_to(&mut window, name);
        window.key_press(egui::Key::Space);
        window.run();
    }
    let wished = pretend.wished();
    assert!(wished.len() == 1 && wished[0].contains("valid_ms: 2592000000"), "{wished:?}");
}

#[test]
fn inviting_fits_a_small_window() {
    for (width, height) in super::SMALL {
        let (mut window, pretend) = open_sized(online(workspace()), width, height);
        window.state_mut().state_mut().open(pretend::workspace_id(1));
        window.state_mut().state_mut().go(Screen::Invite);
        window.run();
        press(&mut window, RESPONDENT);
        everything_fits(&window);
        pretend.0.borrow_mut().answers.push((Purpose::Ticket, Ok(Reply::Ticket(ticket()))));
        window.run();
        everything_fits(&window);
    }
}
