//! Results: tier, why, what is missing, and the code to read to each other.

use egui_kittest::{Harness, kittest::Queryable as _};
use muster::{app::App, command::Screen};
use muster_model::{
    benchmark::{Card, Quartiles, Signed},
    control::op::Secrecy,
    framework::shipped_as,
    workspace::ReviewState,
};
use muster_sync::{
    identity::{Identity, Statement},
    node::event::Shelf,
};

use super::{
    SMALL,
    content::{Story, level},
    drop_on, everything_fits, open, open_sized, press_anywhere, pretend, sees, until, until_so,
};

fn looking(shelf: Shelf) -> Harness<'static, App> {
    let (mut window, _) = open(shelf);
    window.state_mut().state_mut().open(pretend::workspace_id(1));
    window.state_mut().state_mut().go(Screen::Results);
    window.run();
    window
}

#[test]
fn the_tier_is_shown_with_the_rules_that_made_it() {
    let window = looking(Story::begin(Secrecy::Open, ReviewState::Revealed).all_say(3, 0).shelf());
    assert!(sees(&window, "Strategic, tier 2 of 3"));
    assert!(
        sees(&window, "Overall score at least 2.6")
            || window.query_by_label_contains("2.6").is_some()
            || window.query_all_by_label_contains("2.6").next().is_some()
    );
    assert!(
        sees(&window, "Fingerprint KELO MIRA TUSK BENA") || sees(&window, "KELO MIRA TUSK BENA")
    );
    assert!(sees(&window, "stops here"));
}

/// A benchmark card of six ports, signed.
fn card() -> Vec<u8> {
    let framework = shipped_as("five-dimensions").unwrap();
    let dimension = Quartiles {
        id: "leadership".parse().unwrap(),
        title: "Leadership".to_owned(),
        n: 6,
        low: "2".parse().unwrap(),
        middle: "5/2".parse().unwrap(),
        high: "4".parse().unwrap(),
    };
    let card = Card {
        cohort: "ports".to_owned(),
        source: "Elmwick".to_owned(),
        date: "2026-11-21".parse().unwrap(),
        framework: "five-dimensions".parse().unwrap(),
        version: framework.pack().version.clone(),
        hash: framework.hash(),
        people: 6,
        dimensions: vec![dimension],
    };
    let identity = Identity::from_seed([3; 32]);
    let statement = Statement::of(identity.signer(), &card.statement());
    Signed { card, author: statement.author, signature: statement.signature }.bytes()
}

#[test]
fn a_card_dropped_on_the_result_stands_beside_it_and_a_touched_one_is_refused() {
    let place = tempfile::tempdir().unwrap();
    let story = Story::begin(Secrecy::Open, ReviewState::Revealed).all_say(3, 0);
    let mut window = looking(story.shelf());
    window.state_mut().state_mut().data_dir = Some(place.path().join("data"));
    window.run_steps(2);
    assert!(sees(&window, "Add a benchmark card"));
    let path = place.path().join("card.json");
    let mut touched = card();
    let at = touched.windows(5).position(|it| it == b"ports").unwrap();
    touched[at] = b'P';
    std::fs::write(&path, touched).unwrap();
    drop_on(&mut window, &path);
    until(&mut window, "The card was not taken in");
    std::fs::write(&path, card()).unwrap();
    drop_on(&mut window, &path);
    until(&mut window, "The card of ports (Elmwick) is kept on this device");
    let beside = "Leadership, the middle of people: half stand between 2 and 4; here 3";
    until(&mut window, beside);
    // Tomorrow it is still there.
    let mut window =
        looking(Story::begin(Secrecy::Open, ReviewState::Revealed).all_say(3, 0).shelf());
    window.state_mut().state_mut().data_dir = Some(place.path().join("data"));
    until(&mut window, beside);
}

#[test]
fn before_the_reveal_only_my_own_part_counts_and_there_is_no_code() {
    let story =
        Story::begin(Secrecy::Blind, ReviewState::Open).says(0, "leadership.ownership", level(4));
    let window = looking(story.shelf());
    assert!(sees(&window, "Sealed until the reveal"));
    assert!(sees(&window, "Comes with the reveal"));
    assert!(!sees(&window, "KELO MIRA TUSK BENA"));
    assert!(sees(&window, "Not determined yet"));
}

#[test]
fn the_way_to_the_next_tier_is_named_answer_by_answer_and_leads_to_the_question() {
    let story = Story::begin(Secrecy::Open, ReviewState::Revealed).all_say(2, 0);
    let framework = std::sync::Arc::clone(&story.framework);
    let mut window = looking(story.shelf());
    until(&mut window, "What lifts it");
    until_so(&mut window, |it| it.query_all_by_label_contains("answers away").next().is_some());
    window.run();
    assert!(window.query_all_by_label_contains("Strategic is ").next().is_some());
    let step = ": From level 2, ";
    let n = window.query_all_by_label_contains(step).count();
    assert!(n > 0, "no answer to change is named");
    // Each of them can become an action.
    let makes = "Make an action: ";
    assert_eq!(window.query_all_by_label_contains(makes).count(), n);
    let name = window.query_all_by_label_contains(step).next().unwrap();
    let name = egui_kittest::kittest::NodeT::accesskit_node(&name).label().unwrap();
    press_anywhere(&mut window, &name);
    let state = window.state().state();
    assert_eq!(state.screen, Screen::Answer);
    let id = state.question.clone().unwrap();
    let question = muster::screens::words::question(&framework, framework.node(&id).unwrap());
    assert!(name.starts_with(&question), "{name} leads to {question}");
}

#[test]
fn where_every_level_is_the_highest_what_is_left_is_to_prove_it() {
    let mut window =
        looking(Story::begin(Secrecy::Open, ReviewState::Revealed).all_say(5, 0).shelf());
    until(&mut window, "What lifts it");
    until_so(&mut window, |it| !sees(it, "The way to the next tier is being looked for"));
    let proof = window.query_all_by_label_contains(", with evidence and a test").count();
    assert!(proof > 0, "words alone do not lead to the highest tier");
}

#[test]
fn what_is_due_again_stands_on_results_and_overview_and_leads_to_its_question() {
    let mut window =
        looking(Story::begin(Secrecy::Open, ReviewState::Revealed).all_say(3, 0).shelf());
    assert!(window.query_all_by_label_contains("Due again: ").next().is_some());
    window.state_mut().state_mut().go(Screen::Overview);
    window.run();
    let due = "nothing on record with a day";
    let row = window.query_all_by_label_contains(due).find(|it| {
        egui_kittest::kittest::NodeT::accesskit_node(it).role() == egui::accesskit::Role::Button
    });
    row.unwrap().click();
    window.run();
    let state = window.state().state();
    assert_eq!((state.screen, state.question.is_some()), (Screen::Answer, true));
}

#[test]
fn every_other_ladder_says_what_it_reached_and_what_missing_answers_can_make_of_it() {
    let story = Story::begin(Secrecy::Open, ReviewState::Revealed)
        .all_say(3, 0)
        .forgets("leadership.ownership");
    let mut window = looking(story.shelf());
    press_anywhere(&mut window, "Show every other ladder");
    assert!(sees(&window, "Leadership: Tier of the dimension"));
    assert!(sees(&window, "Strategic, tier 2 of 3"));
    let band = window.query_all_by_label_contains("Strategic to ").count()
        + window.query_all_by_label_contains("can't change").count();
    assert!(band > 0, "the band of a dimension whose answer is missing");
    assert!(window.query_all_by_label_contains("Not Optimized yet: ").next().is_some());
}

#[test]
fn results_fit_a_small_window() {
    for (width, height) in SMALL {
        let shelf = Story::begin(Secrecy::Open, ReviewState::Revealed).all_say(2, 1).shelf();
        let (mut window, _) = open_sized(shelf, width, height);
        window.state_mut().state_mut().open(pretend::workspace_id(1));
        window.state_mut().state_mut().go(Screen::Results);
        until(&mut window, "What lifts it");
        everything_fits(&window);
    }
}
