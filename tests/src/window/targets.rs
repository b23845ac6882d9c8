//! Targets and gaps: what is aimed at, what is short of it, what is asked; and teams beside the people.

use std::sync::Arc;

use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use muster::{
    app::App,
    command::{Command, Intent, Screen},
};
use muster_model::{
    control::op::{Role, Secrecy},
    edit::Edit,
    framework::{Framework, shipped_as},
    ids::EnvelopeId,
    setting::{Aim, Settings},
    workspace::{InTeam, Review, ReviewState},
};
use muster_sync::node::{command::Mode, event::Shelf};

use super::{
    SMALL, comes,
    content::{PEOPLE, Story, node, person},
    everything_fits, founded, open, open_sized, press, press_anywhere,
    pretend::{self, NOW, Pretend},
    sees, type_into, until_so,
};

fn story() -> Story {
    Story::begin(Secrecy::Open, ReviewState::Revealed).all_say(2, 0)
}

fn looking_sized(shelf: Shelf, (width, height): (f32, f32)) -> (Harness<'static, App>, Pretend) {
    let (mut window, pretend) = open_sized(shelf, width, height);
    window.state_mut().state_mut().open(pretend::workspace_id(1));
    window.state_mut().state_mut().go(Screen::Targets);
    window.run();
    (window, pretend)
}

fn looking(shelf: Shelf) -> (Harness<'static, App>, Pretend) {
    looking_sized(shelf, (1280.0, 800.0))
}

/// Opens the list called `list` and picks `level`.
fn pick(window: &mut Harness<'_, App>, list: &str, level: &str) {
    window.get_by_label(list).click_accesskit();
    window.run();
    // The list scrolls.
    window.get_by_label(level).click_accesskit();
    window.run();
}

#[test]
fn a_dimension_aims_at_a_level_by_one_choice() {
    let (mut window, pretend) = looking(story().shelf());
    pick(&mut window, "Target of Leadership", "4 Checked");
    let wished = pretend.wished();
    assert_eq!(wished.len(), 1, "{wished:?}");
    let expected =
        "settings: [Target { node: Name(\"leadership\"), aim: Some(Option(Name(\"level4\"))) }]";
    assert!(wished[0].contains(expected), "{wished:?}");
}

#[test]
fn a_question_may_aim_elsewhere_than_its_dimension() {
    let (mut window, pretend) = looking(story().aims("leadership", 4, &[]).shelf());
    press_anywhere(&mut window, "Aim per question: Leadership");
    let name = format!("Target of {}", first_question());
    window.get_by_label(&name).click_accesskit();
    window.run();
    press(&mut window, "5 Improving");
    assert!(
        pretend.wished()[0].contains("Name(\"leadership.ownership\")"),
        "{:?}",
        pretend.wished()
    );
}

fn first_question() -> String {
    let framework = super::content::framework();
    let node = framework.node(&node("leadership.ownership")).unwrap();
    muster::screens::words::question(&framework, node)
}

#[test]
fn gaps_are_shown_with_what_comes_next_and_lead_to_the_question() {
    let (mut window, _) = looking(story().aims("leadership", 4, &[]).shelf());
    assert!(sees(&window, "Aimed at 4.00"));
    assert!(sees(&window, "Gap 2.00, 9 questions short"));
    assert!(sees(&window, "What comes next"));
    assert!(sees(&window, "Strategic"));
    let name = format!("{}: In parts to Checked", first_question());
    press_anywhere(&mut window, &name);
    assert_eq!(window.state().state().screen, Screen::Answer);
}

#[test]
fn what_two_set_at_once_stands_there_with_both_names() {
    let (window, _) = looking(story().aims("staffing", 4, &[(1, 3)]).shelf());
    assert!(sees(&window, "Set differently at the same time"));
    let both = "4 Checked by Mara Okafor, 3 In place by Jonas Weber";
    assert!(window.query_all_by_label_contains(both).next().is_some());
}

#[test]
fn a_respondent_sees_targets_and_changes_none() {
    let mut story = story().aims("leadership", 4, &[]);
    let me = story.workspace.me.unwrap();
    story.workspace.members.get_mut(&me).unwrap().role = Role::Respondent;
    let (window, pretend) = looking(story.shelf());
    assert!(sees(&window, "Facilitators and owners set targets, baselines and counted numbers"));
    assert!(window.get_by_label("Target of Leadership").accesskit_node().is_disabled());
    assert_eq!(pretend.wished(), [""; 0]);
}

#[test]
fn what_is_asked_is_narrowed_by_a_tick_and_not_in_a_closed_review() {
    let short = "Short form: the questions to begin with (22 questions)";
    let (mut window, pretend) = looking(story().shelf());
    press_anywhere(&mut window, short);
    let wished = pretend.wished();
    assert!(wished[0].contains("settings: [Baselines({Name(\"short\")})]"), "{wished:?}");
    let mut closed = story();
    closed.review.state = ReviewState::Closed;
    let (window, _) = looking(closed.shelf());
    assert!(window.get_by_label(short).accesskit_node().is_disabled());
    assert!(!window.get_by_label("Target of Leadership").accesskit_node().is_disabled());
}

#[test]
fn the_page_fits_a_small_window() {
    for size in SMALL {
        let (mut window, _) = looking_sized(story().aims("leadership", 4, &[(1, 3)]).shelf(), size);
        press_anywhere(&mut window, "Aim per question: Leadership");
        everything_fits(&window);
    }
}

#[test]
fn a_team_is_noted_beside_the_person_where_teams_count() {
    let mut workspace = pretend::workspace(1, "Northwind", &PEOPLE);
    let jonas = person(&workspace, 1);
    let said = |name: &str| InTeam {
        name: name.to_owned(),
        by: jonas,
        at: NOW,
        op: EnvelopeId::from_bytes([4; 32]),
    };
    workspace.members.get_mut(&jonas).unwrap().teams = vec![said("IT"), said("Plant")];
    let (mut window, pretend) = open(pretend::shelf(vec![(workspace, Mode::Off)]));
    window.state_mut().state_mut().open(pretend::workspace_id(1));
    window.state_mut().state_mut().go(Screen::People);
    window.run();
    let torn = "At the same time: Plant by Jonas Weber. Note it again to settle it.";
    assert!(sees(&window, torn));
    press(&mut window, "Note the team of Jonas Weber");
    type_into(&mut window, "Team of Li Na", "Office");
    press(&mut window, "Note the team of Li Na");
    let wished = pretend.wished();
    assert!(wished[0].contains("team: \"IT\""), "{wished:?}");
    assert!(wished[1].contains("team: \"Office\""), "{wished:?}");
}

/// A framework with a number that is counted.
fn counting() -> Arc<Framework> {
    let text = String::from_utf8(shipped_as("it-security").unwrap().canonical()).unwrap();
    let floor = r#""measure":"overall","min":"1.5"}"#;
    assert!(text.contains(floor), "{text}");
    let text = text.replace(
        floor,
        r#""measure":"overall","min":"1.5"},{"facts":{"id":"days_lost","max":"3"}}"#,
    );
    Arc::new(Framework::parse(text.as_bytes(), "pack.json").unwrap())
}

fn review(window: &Harness<'_, App>) -> Option<Arc<Review>> {
    let app = window.state();
    let shelf = app.shelf();
    let shown = shelf.workspaces.values().next()?;
    shown.workspace.reviews.values().next().cloned()
}

/// Waits until what is stored is `so`.
fn stored(window: &mut Harness<'_, App>, so: impl Fn(&Settings) -> bool) {
    if comes(window, |it| review(it).is_some_and(|it| so(&it.settings))) {
        return;
    }
    let toasts = &window.state().state().toasts;
    panic!("not stored: {:?}, {toasts:?}", review(window).map(|it| it.settings.clone()));
}

#[test]
fn with_a_real_node_all_of_it_is_stored_and_can_be_taken_back() {
    let place = tempfile::tempdir().unwrap();
    let mut window = founded(&place.path().join("data"));
    let create = Edit::CreateAssessment {
        pack: counting().canonical(),
        title: "Plants".to_owned(),
        scope: String::new(),
    };
    window.state_mut().wish(Intent::Edit(create));
    until_so(&mut window, |it| {
        it.state().shelf().workspaces.values().any(|it| !it.workspace.assessments.is_empty())
    });
    let assessment = *window
        .state()
        .shelf()
        .workspaces
        .values()
        .next()
        .unwrap()
        .workspace
        .assessments
        .keys()
        .next()
        .unwrap();
    let open = Edit::OpenReview {
        assessment,
        title: "2026 H2".to_owned(),
        secrecy: Secrecy::Open,
        due: None,
        assignments: Vec::new(),
    };
    window.state_mut().wish(Intent::Edit(open));
    until_so(&mut window, |it| review(it).is_some());
    window.state_mut().state_mut().go(Screen::Targets);
    window.run();

    pick(&mut window, "Target of Governance", "4 Managed");
    let level4 = Aim::Option("level4".parse().unwrap());
    stored(&mut window, |it| it.targets().values().eq([&level4]));
    press_anywhere(&mut window, "Site with offices only (IT)");
    stored(&mut window, |it| it.baselines().len() == 1);
    type_into(&mut window, "Days lost", "2.5");
    press_anywhere(&mut window, "Note Days lost");
    stored(&mut window, |it| it.facts().values().any(|it| it.to_string() == "2.5"));
    for left in [(1, 1, 0), (1, 0, 0), (0, 0, 0)] {
        window.state_mut().wish(Intent::Run(Command::Undo));
        stored(&mut window, |it| {
            (it.targets().len(), it.baselines().len(), it.facts().len()) == left
        });
    }
}
