//! What stands around every page: keys, palette, status line, network, messages, idling.

use egui_kittest::kittest::Queryable as _;
use muster::{
    command::{Command, Intent, Screen},
    state::{
        Overlay,
        asked::{Purpose, advise},
        toasts::Kind,
    },
    theme::Appearance,
};
use muster_model::{control::op::Secrecy, workspace::ReviewState};
use muster_sync::{
    node::{
        command::{CommandError, Mode},
        event::Happening,
    },
    refusal::Refusal,
};

use super::{content::Story, open, open_sized, press, pretend, sees};

#[test]
fn the_status_line_says_what_others_have_and_what_waits() {
    let (mut window, _) = open(pretend::several());
    window.state_mut().state_mut().open(pretend::workspace_id(1));
    window.run();
    let line = "Saved here · Jonas Weber has everything · 2 changes will go out later · 2 of 5 others seen today";
    assert!(sees(&window, line));
}

#[test]
fn the_network_is_switched_where_it_is_seen() {
    let (mut window, pretend) = open(pretend::several());
    window.state_mut().state_mut().open(pretend::workspace_id(2));
    window.run();
    press(&mut window, "This network");
    let wished = pretend.wished();
    assert_eq!(wished.len(), 1);
    assert!(wished[0].ends_with("mode: Lan }"), "{wished:?}");
    assert_eq!(
        window.state().state().shown(&pretend.0.borrow().shelf).unwrap().sync.mode,
        Mode::Off
    );
}

#[test]
fn alt_and_a_digit_lead_through_the_work() {
    let (mut window, _) = open(pretend::several());
    window.state_mut().state_mut().open(pretend::workspace_id(1));
    for (key, screen) in [
        (egui::Key::Num5, Screen::Answer),
        (egui::Key::Num6, Screen::Compare),
        (egui::Key::Num7, Screen::Agree),
        (egui::Key::Num0, Screen::People),
        (egui::Key::Num1, Screen::Home),
    ] {
        window.key_press_modifiers(egui::Modifiers::ALT, key);
        window.run();
        assert_eq!(window.state().state().screen, screen);
    }
}

#[test]
fn the_palette_finds_a_command_by_a_few_letters() {
    let (mut window, _) = open(pretend::several());
    window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::K);
    window.run();
    assert_eq!(window.state().state().overlay, Overlay::Palette);
    window.get_by_label("Search commands").type_text("dark");
    window.run();
    window.key_press(egui::Key::Enter);
    window.run();
    let state = window.state().state();
    assert_eq!(state.settings.appearance, Appearance::Dark);
    assert_eq!(state.overlay, Overlay::None);
}

#[test]
fn the_palette_says_why_a_command_is_not_possible() {
    let (mut window, _) = open(pretend::several());
    window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::K);
    window.run();
    assert!(sees(&window, "Go to Answer: Open a workspace first"));
    window.key_press(egui::Key::Escape);
    window.run();
    assert_eq!(window.state().state().overlay, Overlay::None);
}

#[test]
fn a_question_mark_shows_all_keys() {
    let (mut window, _) = open(pretend::several());
    window.key_press_modifiers(egui::Modifiers::SHIFT, egui::Key::Questionmark);
    window.run();
    assert!(sees(&window, "Home: help and keys"));
    assert!(sees(&window, "Ctrl+K"));
    press(&mut window, "Close");
    assert_eq!(window.state().state().overlay, Overlay::None);
    assert!(!sees(&window, "Ctrl+K"));
}

#[test]
fn text_grows_and_shrinks_with_the_keyboard() {
    let (mut window, _) = open(pretend::several());
    window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Plus);
    window.run();
    assert_eq!(window.state().state().settings.text_percent, 110);
    assert!((window.ctx.zoom_factor() - 1.1).abs() < 0.001);
    window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Num0);
    window.run();
    assert_eq!(window.state().state().settings.text_percent, 100);
}

#[test]
fn a_refused_change_is_told_once_and_stays_until_closed() {
    let (mut window, pretend) = open(pretend::several());
    for _ in 0..2 {
        let refused = Err(advise(&CommandError::Refused(Refusal::ReviewClosed)));
        pretend.0.borrow_mut().answers.push((Purpose::Edit { undo: None }, refused));
    }
    window.run_steps(2);
    window.run();
    assert!(sees(&window, "The review is closed"));
    assert_eq!(window.state().state().toasts.all().count(), 1);
    press(&mut window, "Close: The review is closed");
    assert!(!sees(&window, "The review is closed"));
}

#[test]
fn routine_sync_makes_no_noise_and_a_knock_does() {
    let (mut window, pretend) = open(pretend::several());
    let workspace = pretend::workspace_id(1);
    let from = muster_model::ids::DeviceId::from_bytes([1; 32]);
    pretend.0.borrow_mut().happened.extend([
        Happening::Received { workspace, from, envelopes: 3 },
        Happening::Peer { workspace, device: from, online: true },
    ]);
    window.step();
    assert_eq!(window.state().state().toasts.all().count(), 0);
    let knock = Happening::Knock { workspace, name: "Tom".to_owned(), admitted: false };
    pretend.0.borrow_mut().happened.push(knock);
    window.step();
    window.step();
    assert!(sees(&window, "Tom asks to join"));
}

#[test]
fn a_node_that_breaks_leaves_the_window_open_to_read_and_says_that_the_work_is_safe() {
    let (mut window, pretend) = open(pretend::several());
    window.state_mut().state_mut().open(pretend::workspace_id(1));
    window.run();
    pretend.0.borrow_mut().broken = true;
    window.run_steps(2);
    let safe = window.query_all_by_label_contains("Your work is safe up to the last “Saved here”");
    assert!(safe.count() > 0);
    let banner = "Open read-only: the part of Muster that saves has stopped";
    assert!(sees(&window, banner));
    press(&mut window, "Answer");
    assert_eq!(window.state().state().screen, Screen::Answer, "what is here can be read");
}

#[test]
fn a_message_is_an_alert_for_screen_readers() {
    let (mut window, _) = open(pretend::several());
    window.state_mut().state_mut().toasts.tell(Kind::Warning, "The clock is wrong", "Set it", 0.0);
    window.step();
    window.step();
    let alert = egui::accesskit::Role::Alert;
    window.get_by_role_and_label(alert, "The clock is wrong Set it");
}

#[test]
fn an_idle_window_asks_for_no_frame() {
    let (mut window, _) = open(pretend::several());
    for screen in [Screen::Home, Screen::Overview] {
        window.state_mut().state_mut().open(pretend::workspace_id(1));
        window.state_mut().state_mut().go(screen);
        window.run();
        window.step();
        let wanted = window.output().viewport_output[&egui::ViewportId::ROOT].repaint_delay;
        let causes = window.ctx.repaint_causes();
        assert!(wanted >= std::time::Duration::from_secs(30), "{wanted:?}: {causes:?}");
    }
}

#[test]
fn the_rail_keeps_its_names_where_only_icons_fit() {
    let (mut window, _) = open_sized(pretend::several(), 700.0, 600.0);
    window.state_mut().state_mut().open(pretend::workspace_id(1));
    window.run();
    press(&mut window, "Answer");
    assert_eq!(window.state().state().screen, Screen::Answer);
}

#[test]
fn every_command_can_be_wished_without_a_workspace_and_nothing_breaks() {
    let (mut window, pretend) = open(pretend::several());
    for command in Command::all().into_iter().filter(|it| *it != Command::Quit) {
        window.state_mut().wish(Intent::Run(command));
        window.run_steps(2);
    }
    assert_eq!(pretend.wished(), [""; 0]);
}

#[test]
fn every_page_can_be_drawn_in_a_small_window_with_large_text() {
    let story = Story::begin(Secrecy::Open, ReviewState::Revealed).all_say(3, 1);
    let (mut window, _) = open_sized(story.shelf(), 640.0, 480.0);
    window.state_mut().state_mut().open(pretend::workspace_id(1));
    for percent in [100, 200] {
        window.state_mut().state_mut().settings.text_percent = percent;
        for screen in Screen::ALL {
            window.state_mut().state_mut().go(screen);
            window.run_steps(3);
            assert_eq!(window.state().state().screen, screen);
        }
    }
}
