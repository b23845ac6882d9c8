//! New review: from a framework to an open review, with nothing decided beforehand.

use std::sync::Arc;

use egui::Key;
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
    framework::Framework,
    ids::{AssessmentId, EnvelopeId, ReviewId},
    workspace::{Assessment, Review, ReviewState, Workspace},
};
use muster_sync::{
    node::{
        command::{CommandError, Mode, Reply},
        event::Shelf,
    },
    refusal::Refusal,
};

use super::{
    content::{PEOPLE, Story, framework, level},
    everything_fits, open, open_sized, press,
    pretend::{self, Pretend},
    sees, tab_to, type_into,
};

fn fresh() -> Workspace {
    pretend::workspace(1, "Northwind Hospitals", &PEOPLE)
}

fn over(shelf: Shelf) -> (Harness<'static, App>, Pretend) {
    let (mut window, pretend) = open(shelf);
    window.state_mut().state_mut().open(pretend::workspace_id(1));
    window.state_mut().state_mut().go(Screen::NewReview);
    window.run();
    (window, pretend)
}

fn opening(workspace: Workspace) -> (Harness<'static, App>, Pretend) {
    over(pretend::shelf(vec![(workspace, Mode::Off)]))
}

fn press_like(window: &mut Harness<'_, App>, beginning: &str) {
    window.get_by_label_contains(beginning).click();
    window.run();
}

/// Goes up to the last step: blind, Jonas answers leadership.
fn filled(workspace: Workspace) -> (Harness<'static, App>, Pretend) {
    let (mut window, pretend) = opening(workspace);
    press_like(&mut window, "Five dimensions, three tiers: Version");
    press(&mut window, "Next");
    type_into(&mut window, "Name", "Security programme");
    type_into(&mut window, "Scope (optional)", "Whole organisation");
    type_into(&mut window, "Title", "2026 H2");
    press(&mut window, "Next");
    press(&mut window, &format!("Jonas Weber: {}", dimension(0)));
    press_like(&mut window, "Blind: Nobody sees");
    type_into(&mut window, "Due day (optional)", "2026-12-15");
    press(&mut window, "Next");
    (window, pretend)
}

fn dimension(at: usize) -> String {
    let framework = framework();
    framework.plain(&framework.dimensions()[at].text).to_owned()
}

fn came_back(window: &mut Harness<'_, App>, pretend: &Pretend, op: EnvelopeId) {
    let saved = Ok(Reply::Saved { envelopes: vec![op] });
    pretend.0.borrow_mut().answers.push((Purpose::NewReview, saved));
    window.run();
}

/// Puts what the node made of the first wish on the shelf.
fn with_assessment(mut workspace: Workspace, op: EnvelopeId) -> Workspace {
    let framework = framework();
    let id = AssessmentId::of_op(op);
    let assessment = Assessment {
        id,
        framework: framework.hash(),
        title: "Security programme".to_owned(),
        scope: "Whole organisation".to_owned(),
        created: pretend::NOW,
    };
    workspace.frameworks.insert(framework.hash(), framework);
    workspace.assessments.insert(id, assessment);
    workspace
}

fn show(pretend: &Pretend, workspace: Workspace) {
    let shelf = pretend::shelf(vec![(workspace, Mode::Off)]);
    pretend.0.borrow_mut().shelf = Arc::new(shelf);
}

#[test]
fn a_review_is_opened_step_by_step_with_the_assessment_before_it() {
    let (mut window, pretend) = filled(fresh());
    for seen in ["Security programme · Whole organisation", "2026 H2", "Blind", "2026-12-15"] {
        assert!(sees(&window, seen), "{seen}");
    }
    let n = muster::screens::answer::data::questions_below(&framework().dimensions()[0]).len();
    assert!(sees(&window, &format!("Jonas Weber ({n} questions)")));
    press(&mut window, "Open review");
    let wished = pretend.wished();
    assert_eq!(wished.len(), 1);
    assert!(wished[0].contains("CreateAssessment") && wished[0].contains("Whole organisation"));
    assert!(sees(&window, "The review is being opened"));

    let (made, opened) = (EnvelopeId::from_bytes([5; 32]), EnvelopeId::from_bytes([6; 32]));
    let workspace = with_assessment(fresh(), made);
    show(&pretend, workspace.clone());
    came_back(&mut window, &pretend, made);
    let wished = pretend.wished();
    assert_eq!(wished.len(), 2, "{wished:#?}");
    let jonas = super::content::person(&workspace, 1);
    let expected = format!(
        "OpenReview {{ assessment: {:?}, title: \"2026 H2\", secrecy: Blind, \
         due: Some(Date {{ year: 2026, month: 12, day: 15 }}), assignments: [({jonas:?}, {:?})] }} }}",
        AssessmentId::of_op(made),
        framework().dimensions()[0].id,
    );
    assert!(wished[1].ends_with(&expected), "{}\n{expected}", wished[1]);

    let mut workspace = workspace;
    pretend::open_review(&mut workspace, "2026 H2", Secrecy::Blind, ReviewState::Open);
    let review = workspace.reviews.pop_first().unwrap().1;
    let id = ReviewId::of_op(opened);
    workspace.reviews.insert(id, Arc::new(Review { id, ..Review::clone(&review) }));
    show(&pretend, workspace);
    came_back(&mut window, &pretend, opened);
    assert_eq!(window.state().state().screen, Screen::Overview);
    assert_eq!(window.state().state().review, Some(id));
    assert_eq!(pretend.wished().len(), 2, "nothing is opened twice");
    assert!(sees(&window, "2026 H2 is open"));
}

#[test]
fn nothing_is_chosen_beforehand_and_what_is_missing_is_said_in_place() {
    let (mut window, pretend) = opening(fresh());
    press(&mut window, "Next");
    assert!(sees(&window, "Choose a framework"));
    press_like(&mut window, "Five dimensions, three tiers: Version");
    press(&mut window, "Next");
    assert!(!sees(&window, "Give the review a title"), "nobody is blamed before trying");
    press(&mut window, "Next");
    assert!(sees(&window, "Name what is assessed"));
    assert!(sees(&window, "Give the review a title"));
    type_into(&mut window, "Name", "Security programme");
    type_into(&mut window, "Title", "2026 H2");
    press(&mut window, "Next");
    type_into(&mut window, "Due day (optional)", "2026-01-15");
    press(&mut window, "Next");
    assert!(sees(&window, "Choose who sees what before the reveal"));
    assert!(sees(&window, "The due day is over"));
    assert_eq!(pretend.wished(), [""; 0]);
}

#[test]
fn a_refused_review_is_told_where_it_was_opened() {
    let (mut window, pretend) = filled(fresh());
    press(&mut window, "Open review");
    let refused = CommandError::Refused(Refusal::NoTitleOfReview);
    pretend.0.borrow_mut().answers.push((Purpose::NewReview, Err(advise(&refused))));
    window.run();
    assert!(sees(&window, "The review was not opened: A review needs a title"));
    press(&mut window, "Open review");
    assert_eq!(pretend.wished().len(), 2, "one can try again");
}

#[test]
fn an_assessment_that_was_made_is_not_made_again() {
    let workspace = with_assessment(fresh(), EnvelopeId::from_bytes([5; 32]));
    let (mut window, pretend) = opening(workspace);
    press_like(&mut window, "Five dimensions, three tiers: Version");
    press(&mut window, "Next");
    press(&mut window, "Next");
    assert!(sees(&window, "Say what is assessed"), "not even the only assessment is chosen");
    press(&mut window, "Security programme: Whole organisation · 0 reviews so far");
    type_into(&mut window, "Title", "2026 H2");
    press(&mut window, "Next");
    press_like(&mut window, "Open: Everybody sees");
    press(&mut window, "Next");
    assert!(sees(&window, "You can assign people later, under Assign."));
    press(&mut window, "Open review");
    let wished = pretend.wished();
    assert!(wished[0].contains("OpenReview") && wished[0].contains("due: None"), "{wished:?}");
}

#[test]
fn two_editions_of_one_framework_are_told_apart() {
    let mut workspace = with_assessment(fresh(), EnvelopeId::from_bytes([5; 32]));
    let text = String::from_utf8(framework().canonical()).unwrap();
    let other = text.replacen("\"version\":\"1\"", "\"version\":\"0\"", 1);
    let other = Arc::new(Framework::parse(other.as_bytes(), "").unwrap());
    assert_ne!(other.hash(), framework().hash());
    for it in workspace.assessments.values_mut() {
        it.framework = other.hash();
    }
    workspace.frameworks = [(other.hash(), other)].into();
    let (window, _) = opening(workspace);
    let named = "Five dimensions, three tiers: Version";
    let all: Vec<String> = window
        .query_all_by_label_contains(named)
        .filter_map(|it| it.accesskit_node().label())
        .collect();
    assert_eq!(all.len(), 2, "{all:?}");
    assert!(all[0].ends_with("used here before"), "{all:?}");
    assert!(all[1].ends_with("as it comes with this Muster"), "{all:?}");
}

#[test]
fn same_as_last_time_carries_people_and_leaves_the_title_to_be_said() {
    let (mut window, pretend) = over(Story::begin(Secrecy::Strict, ReviewState::Closed).shelf());
    press(&mut window, "Same as last time");
    press(&mut window, "Next");
    assert!(sees(&window, "Give the review a title"));
    type_into(&mut window, "Title", "2026 H2");
    assert!(sees(&window, "There is a review of this title already"));
    type_into(&mut window, "Title", " again");
    press(&mut window, "Step 4 Check");
    press(&mut window, "Open review");
    let wished = pretend.wished();
    assert_eq!(wished.len(), 1, "{wished:?}");
    assert!(wished[0].contains("title: \"2026 H2 again\", secrecy: Strict, due: None"));
    assert_eq!(wished[0].matches("Name(\"leadership\")").count(), PEOPLE.len());
    assert_eq!(wished[0].matches("Name(\"staffing\")").count(), PEOPLE.len());
}

#[test]
fn single_parts_are_carried_over_with_the_people() {
    let mut story = Story::begin(Secrecy::Blind, ReviewState::Closed);
    let jonas = super::content::person(&story.workspace, 1);
    let part = super::content::node("processes");
    let part = framework().node(&part).unwrap().children[0].id.clone();
    story.review.assignments.get_mut(&jonas).unwrap().insert(part.clone());
    let (mut window, pretend) = over(story.shelf());
    press(&mut window, "Same as last time");
    type_into(&mut window, "Title", "2027 H1");
    press(&mut window, "Step 4 Check");
    assert!(sees(&window, "1 single part is assigned as last time, beside whole dimensions."));
    press(&mut window, "Open review");
    assert!(pretend.wished()[0].contains(&format!("({jonas:?}, {part:?})")));
}

/// The framework as it was before: its version is 0, one question is worded otherwise, and one there is no more.
fn earlier() -> Arc<Framework> {
    let mut pack = framework().pack().clone();
    "0".clone_into(&mut pack.version);
    let staffing = &mut pack.nodes[1].children;
    staffing[1].text.insert("en".to_owned(), "Is there time?".to_owned());
    let mut gone = staffing[2].clone();
    gone.id = super::content::node("staffing.luck");
    staffing.push(gone);
    let bytes = serde_json::to_vec(&pack).unwrap();
    Arc::new(Framework::parse(&bytes, "earlier.json").unwrap())
}

#[test]
fn an_assessment_goes_on_by_another_version_after_a_look_at_what_becomes_of_it() {
    let mut story = Story::begin(Secrecy::Open, ReviewState::Closed);
    let earlier = earlier();
    for it in story.workspace.assessments.values_mut() {
        it.framework = earlier.hash();
    }
    story.workspace.frameworks = [(earlier.hash(), Arc::clone(&earlier))].into();
    story.framework = earlier;
    let assessment = *story.workspace.assessments.keys().next().unwrap();
    let (mut window, pretend) = over(
        story.says(0, "staffing.capacity", level(3)).says(0, "staffing.luck", level(2)).shelf(),
    );
    let named = "Five dimensions, three tiers: Version 1";
    press_like(&mut window, named);
    press(&mut window, "Next");
    press_like(&mut window, "by version 0 so far, goes on by this one");
    assert!(sees(&window, "Version 0 to 1"));
    assert!(sees(&window, "1 of 1 answers to look at again"), "the question has other words");
    assert!(sees(&window, "1 answer stays where it is"), "the question is gone");
    assert!(window.query_all_by_label_contains("the question is gone").next().is_some());
    assert_eq!(pretend.wished(), [""; 0], "looking changes nothing");
    type_into(&mut window, "Title", "2027 H1");
    press(&mut window, "Next");
    press_like(&mut window, "Open: Everybody sees");
    press(&mut window, "Next");
    assert!(sees(&window, "Version 0 to 1"), "the check says so");
    let people = window.query_all_by_label_contains("Jonas Weber (").next();
    assert!(people.is_some(), "and its people answer again");
    press(&mut window, "Open review");
    let wished = pretend.wished();
    let from = format!("GoOn {{ from: {assessment:?}");
    assert!(wished.len() == 1 && wished[0].contains(&from), "it goes on from where it was");
}

#[test]
fn who_answers_questions_does_not_open_reviews() {
    let mut workspace = fresh();
    let me = workspace.me.unwrap();
    workspace.members.get_mut(&me).unwrap().role = Role::Respondent;
    let (window, _) = opening(workspace);
    assert!(sees(&window, "You can't open a review here"));
    assert!(sees(&window, "Facilitators and owners open reviews"));
    assert!(!sees(&window, "Next"));
}

#[test]
fn a_review_is_opened_by_keyboard_alone() {
    let (mut window, pretend) = opening(fresh());
    let space = |window: &mut Harness<'_, App>| {
        window.key_press(Key::Space);
        window.run();
    };
    let typed = |window: &mut Harness<'_, App>, text: &str| {
        window.event(egui::Event::Text(text.to_owned()));
        window.run();
    };
    let framework =
        "Five dimensions, three tiers: Version 1 · 5 dimensions · 51 questions · Muster";
    tab_to(&mut window, framework);
    space(&mut window);
    tab_to(&mut window, "Next");
    window.key_press(Key::Enter);
    window.run();
    tab_to(&mut window, "Name");
    typed(&mut window, "Security programme");
    tab_to(&mut window, "Title");
    typed(&mut window, "2026 H2");
    tab_to(&mut window, "Next");
    space(&mut window);
    tab_to(&mut window, &format!("Li Na: {}", dimension(1)));
    space(&mut window);
    tab_to(&mut window, "Open: Everybody sees every answer at once.");
    space(&mut window);
    tab_to(&mut window, "Next");
    space(&mut window);
    tab_to(&mut window, "Open review");
    space(&mut window);
    let wished = pretend.wished();
    assert!(wished.len() == 1 && wished[0].contains("CreateAssessment"), "{wished:?}");
}

#[test]
fn every_step_fits_a_small_window() {
    for (width, height) in super::SMALL {
        let shelf = pretend::shelf(vec![(fresh(), Mode::Off)]);
        let (mut window, _) = open_sized(shelf, width, height);
        window.state_mut().state_mut().open(pretend::workspace_id(1));
        window.state_mut().state_mut().go(Screen::NewReview);
        window.run();
        everything_fits(&window);
        press_like(&mut window, "Five dimensions, three tiers: Version");
        press(&mut window, "Next");
        everything_fits(&window);
        type_into(&mut window, "Name", "Security programme");
        type_into(&mut window, "Title", "2026 H2");
        press(&mut window, "Next");
        everything_fits(&window);
        let next = window.get_by_label("Next");
        assert!(next.rect().bottom() < height || next.accesskit_node().is_hidden(), "it scrolls");
    }
}
