//! Join: where a ticket leads is seen before it is followed.

use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use muster::{
    advice::Advice,
    app::App,
    command::Screen,
    state::asked::{Purpose, advise},
};
use muster_model::{control::op::Role, ids::WorkspaceId};
use muster_sync::{
    node::{
        command::{Address, CommandError, Look, Reply},
        event::Shelf,
    },
    ticket::Ticket,
};

use super::{
    open, open_sized, press,
    pretend::{self, Pretend},
    sees, tab_to, type_into,
};

fn ticket(workspace: WorkspaceId) -> Ticket {
    let sockets = vec!["192.168.1.20:7300".parse().unwrap()];
    Ticket {
        workspace,
        secret: [2; 16],
        hosts: vec![Address { endpoint: [4; 32], sockets, relay: None }],
        relay: None,
    }
}

fn elsewhere() -> WorkspaceId {
    WorkspaceId::from_bytes([77; 32])
}

#[expect(clippy::fn_params_excessive_bools, reason = "the field is one")]
fn look(auto_admit: bool) -> Look {
    Look {
        workspace: "Northwind Hospitals".to_owned(),
        inviter: "Mara Okafor".to_owned(),
        role: Role::Respondent,
        dimensions: vec!["Leadership".to_owned(), "Staffing".to_owned()],
        auto_admit,
        words: "amber canal dune fern holly iris".to_owned(),
    }
}

fn joining(shelf: Shelf) -> (Harness<'static, App>, Pretend) {
    let (mut window, pretend) = open(shelf);
    window.state_mut().state_mut().go(Screen::Join);
    window.run();
    (window, pretend)
}

fn answer(
    window: &mut Harness<'_, App>,
    pretend: &Pretend,
    purpose: Purpose,
    it: Result<Reply, Advice>,
) {
    pretend.0.borrow_mut().answers.push((purpose, it));
    window.run();
}

/// Pastes a ticket and looks where it leads.
#[expect(clippy::fn_params_excessive_bools, reason = "the field is one")]
fn looked(auto_admit: bool) -> (Harness<'static, App>, Pretend) {
    let (mut window, pretend) = joining(Shelf::default());
    type_into(&mut window, "Ticket", &ticket(elsewhere()).to_string());
    press(&mut window, "Look where it leads");
    assert_eq!(pretend.wished(), ["LookAtTicket { ticket: Ticket(4d4d4d4d, 1 hosts), mode: Lan }"]);
    answer(&mut window, &pretend, Purpose::Look, Ok(Reply::Look(look(auto_admit))));
    (window, pretend)
}

#[test]
fn one_sees_who_invites_to_what_before_joining() {
    let (window, pretend) = looked(true);
    for seen in [
        "Northwind Hospitals",
        "Mara Okafor",
        "Respondent: answers their own dimensions",
        "Leadership and Staffing",
        "amber canal dune fern holly iris",
        "You are in at once.",
    ] {
        assert!(sees(&window, seen), "{seen}");
    }
    assert_eq!(pretend.wished().len(), 1, "nothing but the look went out");
}

#[test]
fn nobody_joins_without_a_name() {
    let (mut window, pretend) = looked(true);
    assert!(window.get_by_label("Join this workspace").accesskit_node().is_disabled());
    type_into(&mut window, "Your name", "Tom Brandt");
    press(&mut window, "Join this workspace");
    let wished = pretend.wished();
    assert_eq!(
        wished[1],
        "Join { ticket: Ticket(4d4d4d4d, 1 hosts), name: \"Tom Brandt\", \
         device: \"This computer\", mode: Lan }"
    );
    assert!(sees(&window, "You are joining; everything that is there is on its way"));
    pretend.0.borrow_mut().shelf = std::sync::Arc::new(pretend::several());
    let workspace = pretend::workspace_id(2);
    answer(&mut window, &pretend, Purpose::Join, Ok(Reply::Joined { workspace }));
    assert_eq!(window.state().state().workspace, Some(workspace));
    assert_eq!(window.state().state().screen, Screen::Overview);
    window.state_mut().state_mut().go(Screen::Join);
    window.run();
    assert!(!sees(&window, "Northwind Hospitals is open"), "the page begins anew");
    assert!(window.get_by_label("Look where it leads").accesskit_node().is_disabled());
}

#[test]
fn who_has_to_wait_is_told_for_whom_and_asks_again() {
    let (mut window, pretend) = looked(false);
    assert!(sees(&window, "An owner has to let you in first."));
    type_into(&mut window, "Your name", "Tom Brandt");
    press(&mut window, "Join this workspace");
    let waiting = Reply::Waiting { workspace: elsewhere(), words: look(false).words };
    answer(&mut window, &pretend, Purpose::Join, Ok(waiting));
    let headline = "Waiting for Mara Okafor or another owner of Northwind Hospitals to let you in";
    assert!(sees(&window, headline));
    assert!(sees(&window, "amber canal dune fern holly iris"));
    press(&mut window, "Ask again");
    assert_eq!(pretend.wished().len(), 3);
    let away = Err(advise(&CommandError::Unreachable));
    answer(&mut window, &pretend, Purpose::Join, away);
    assert!(sees(&window, headline), "a device that is away takes nothing back");
    assert!(sees(&window, "Nobody answers at the addresses in the ticket"));
    press(&mut window, "Stop waiting");
    assert!(!sees(&window, headline));
}

#[test]
fn every_wrong_ticket_is_told_in_a_sentence_and_asks_nobody() {
    let good = ticket(elsewhere()).to_string();
    let cut: String = good.chars().take(70).collect();
    let nobody = Ticket { hosts: Vec::new(), ..ticket(elsewhere()) }.to_string();
    for (text, sentence) in [
        ("please let me in", "This is not a ticket; tickets begin with “muster1”"),
        (
            "https://example.org/muster1abc",
            "This is a web address, not a ticket; tickets begin with “muster1”",
        ),
        (cut.as_str(), "The ticket is incomplete or mistyped"),
        (nobody.as_str(), "This ticket names no device that could be asked"),
    ] {
        let (mut window, pretend) = joining(Shelf::default());
        type_into(&mut window, "Ticket", text);
        assert!(sees(&window, sentence), "{sentence}");
        assert!(window.get_by_label("Look where it leads").accesskit_node().is_disabled());
        assert_eq!(pretend.wished(), [""; 0]);
    }
}

#[test]
fn a_refused_ticket_is_told_where_it_was_pasted() {
    let (mut window, pretend) = joining(Shelf::default());
    type_into(&mut window, "Ticket", &ticket(elsewhere()).to_string());
    press(&mut window, "Look where it leads");
    let used = CommandError::Ticket("it was used already".to_owned());
    answer(&mut window, &pretend, Purpose::Look, Err(advise(&used)));
    assert!(sees(&window, "The ticket was not accepted: it was used already"));
    assert!(sees(&window, "Ask for a new ticket"));
    press(&mut window, "Try again");
    assert_eq!(pretend.wished().len(), 2);
}

#[test]
fn another_ticket_forgets_where_the_first_one_led() {
    let (mut window, _) = looked(true);
    type_into(&mut window, "Ticket", "x");
    assert!(!sees(&window, "Northwind Hospitals"));
    assert!(!sees(&window, "Join this workspace"));
}

#[test]
fn who_is_in_already_is_led_there() {
    let (mut window, pretend) = joining(pretend::several());
    type_into(&mut window, "Ticket", &ticket(pretend::workspace_id(1)).to_string());
    assert!(sees(&window, "You are in Northwind Hospitals already, on this device"));
    press(&mut window, "Open Northwind Hospitals");
    assert_eq!(window.state().state().workspace, Some(pretend::workspace_id(1)));
    assert_eq!(pretend.wished(), [""; 0]);
}

#[test]
fn joining_goes_by_keyboard_alone() {
    let (mut window, pretend) = looked(true);
    tab_to(&mut window, "Your name");
    window.event(egui::Event::Text("Tom".to_owned()));
    window.run();
    tab_to(&mut window, "Join this workspace");
    window.key_press(egui::Key::Enter);
    window.run();
    assert!(pretend.wished()[1].contains("name: \"Tom\""));
}

#[test]
fn joining_fits_a_small_window() {
    for (width, height) in super::SMALL {
        let (mut window, _) = open_sized(Shelf::default(), width, height);
        window.state_mut().state_mut().go(Screen::Join);
        window.run();
        super::everything_fits(&window);
    }
}
