//! Plan: from a gap to an action, who may write it, what two set at once, and what is asked when it is done.

use std::{collections::BTreeMap, sync::Arc};

use egui::accesskit::Role;
use egui_kittest::{
    Harness,
    kittest::{By, NodeT as _, Queryable as _},
};
use muster::{
    app::App,
    command::{Command, Intent, Screen},
};
use muster_model::{
    answer::{Answer, Said},
    control::op::{self, Secrecy},
    edit::Edit,
    framework::shipped,
    ids::{ActionId, AssessmentId},
    plan::{Action, Comment, Entry, Field, Grade, Noted, Origin, Owner, Plan, Status, Step},
    setting::{Aim, Setting},
    time::At,
    workspace::ReviewState,
};
use muster_sync::node::event::Shelf;

use super::{
    SMALL,
    content::{Story, node, person},
    everything_fits, founded, open_sized, press, press_anywhere,
    pretend::{self, NOW, Pretend},
    sees, type_into, until_so,
};

fn id(n: u8) -> ActionId {
    ActionId::from_bytes([n; 16])
}

/// Adds an action; of a field with several values the first counts.
fn planned(story: &mut Story, n: u8, entries: &[Entry]) {
    let by = Some(person(&story.workspace, 0));
    let noted = |it: &Entry| Noted { entry: it.clone(), by, at: At(NOW.0 - 86_400_000) };
    let mut standing: BTreeMap<Field, Vec<Noted>> = BTreeMap::new();
    for it in entries {
        standing.entry(it.field()).or_default().push(noted(it));
    }
    let step = |it: &Entry| Step { noted: noted(it), before: Vec::new(), stands: true };
    let action = Action::of(id(n), standing, entries.iter().map(step).collect()).unwrap();
    let assessment = AssessmentId::from_bytes([7; 16]);
    let plan = story.workspace.plans.entry(assessment).or_default();
    Arc::make_mut(plan).actions.insert(id(n), action);
}

fn title(text: &str) -> Entry {
    Entry::Title(text.to_owned())
}

fn due(text: &str) -> Entry {
    Entry::Due(Some(text.parse().unwrap()))
}

/// Three actions: mine and late, somebody else's, and one that is done.
fn story() -> Story {
    let mut story = Story::begin(Secrecy::Open, ReviewState::Revealed).all_say(2, 2);
    let me = story.workspace.me.unwrap();
    let low = Entry::Effort(Some(Grade::Low));
    let about = Entry::Node(Some(node("leadership.ownership")));
    let mine = Entry::Owner(Some(Owner::Member(me)));
    let late = [
        title("Name an owner"),
        about,
        mine,
        due("2020-01-01"),
        low,
        Entry::Impact(Some(Grade::High)),
    ];
    planned(&mut story, 1, &late);
    let theirs = Entry::Owner(Some(Owner::Named("The port".to_owned())));
    planned(
        &mut story,
        2,
        &[title("Rehearse the alarm"), theirs, Entry::Status(Status::InProgress)],
    );
    let done = Entry::Status(Status::Done("2026-01-31".parse().unwrap()));
    planned(&mut story, 3, &[title("Buy a second lock"), done]);
    story
}

fn looking_sized(shelf: Shelf, (width, height): (f32, f32)) -> (Harness<'static, App>, Pretend) {
    let (mut window, pretend) = open_sized(shelf, width, height);
    window.state_mut().state_mut().open(pretend::workspace_id(1));
    window.state_mut().state_mut().go(Screen::Plan);
    window.run();
    (window, pretend)
}

fn looking(shelf: Shelf) -> (Harness<'static, App>, Pretend) {
    looking_sized(shelf, (1280.0, 800.0))
}

#[test]
fn an_empty_plan_has_one_next_step() {
    let story = Story::begin(Secrecy::Open, ReviewState::Revealed).all_say(2, 0);
    let (mut window, _) = looking(story.shelf());
    assert!(sees(&window, "0 actions to do, 0 closed."));
    press(&mut window, "Look at gaps");
    assert_eq!(window.state().state().screen, Screen::Targets);
}

#[test]
fn actions_are_filtered_to_mine_late_and_closed() {
    let (mut window, _) = looking(story().shelf());
    assert!(sees(&window, "2 actions to do, 1 overdue, 1 closed."));
    assert!(
        sees(&window, "Name an owner: Open") && sees(&window, "Rehearse the alarm: In progress")
    );
    assert!(!sees(&window, "Buy a second lock: Done on 2026-01-31"));
    press(&mut window, "Mine");
    assert!(!sees(&window, "Rehearse the alarm: In progress"));
    press(&mut window, "Closed");
    assert!(sees(&window, "No action fits this choice."));
    press(&mut window, "Show all actions");
    assert!(sees(&window, "Buy a second lock: Done on 2026-01-31"));
    press(&mut window, "Overdue");
    assert!(
        sees(&window, "Name an owner: Open") && !sees(&window, "Rehearse the alarm: In progress")
    );
    let picture = "high impact for low effort: 1 Name an owner";
    assert!(window.query_all_by_label_contains(picture).next().is_some());
}

#[test]
fn an_action_is_written_with_the_keyboard_alone() {
    let (mut window, pretend) = looking(story().shelf());
    window.key_press(egui::Key::N);
    window.run();
    // The title has the keyboard at once.
    let field = By::new().label("What to do").predicate(|it| it.role() == Role::TextInput);
    window.get(field).type_text("Test the backups");
    window.run();
    type_into(&mut window, "Due", "2027-02-01");
    window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Enter);
    window.run();
    let wished = pretend.wished();
    assert_eq!(wished.len(), 1, "{wished:?}");
    for part in ["Title(\"Test the backups\")", "Due(Some(Date { year: 2027", "Review(Some("] {
        assert!(wished[0].contains(part), "{wished:?}");
    }
    assert!(!wished[0].contains("Effort"), "what nobody said is not written: {wished:?}");
}

#[test]
fn what_is_not_a_day_is_not_saved() {
    let (mut window, pretend) = looking(story().shelf());
    press_anywhere(&mut window, "Rehearse the alarm: In progress");
    type_into(&mut window, "Due", "next week");
    let save = By::new().label("Save").predicate(|it| it.role() == Role::Button);
    assert!(window.get(save).accesskit_node().is_disabled());
    window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Enter);
    window.run();
    assert_eq!(pretend.wished(), [""; 0]);
}

#[test]
fn who_closes_an_action_is_asked_about_the_answer_and_led_there() {
    let (mut window, pretend) = looking(story().shelf());
    press(&mut window, "Board");
    press_anywhere(&mut window, "Done: Name an owner");
    assert!(pretend.wished()[0].contains("Status(Done("), "{:?}", pretend.wished());
    assert!(sees(&window, "Does this change the answer?"));
    press(&mut window, "Go to the question");
    assert_eq!(window.state().state().screen, Screen::Answer);
    assert_eq!(window.state().state().question, Some(node("leadership.ownership")));
}

#[test]
fn what_two_set_at_once_stands_there_with_both_names() {
    let mut story = story();
    planned(&mut story, 4, &[title("Count the keys"), due("2027-01-01"), due("2027-03-01")]);
    let (mut window, pretend) = looking(story.shelf());
    let both = "Due day of “Count the keys”: 2027-01-01 by Mara Okafor, 2027-03-01 by Mara Okafor.";
    assert!(window.query_all_by_label_contains(both).next().is_some());
    press_anywhere(&mut window, "Count the keys: Open");
    assert!(sees(&window, "Due day was set differently at the same time"));
    // Saving without a change writes nothing.
    press(&mut window, "Save");
    assert_eq!(pretend.wished(), [""; 0]);
    press_anywhere(&mut window, "Count the keys: Open");
    press_anywhere(&mut window, "Keep 2027-01-01 by Mara Okafor");
    assert!(pretend.wished()[0].contains("Due(Some(Date { year: 2027, month: 1"));
}

#[test]
fn a_respondent_reads_the_plan_and_is_told_why_they_change_nothing() {
    let mut story = story();
    let me = story.workspace.me.unwrap();
    story.workspace.members.get_mut(&me).unwrap().role = op::Role::Respondent;
    let (mut window, pretend) = looking(story.shelf());
    assert!(sees(
        &window,
        "Facilitators and owners write the plan. Tell them what became of yours"
    ));
    let add = window.get_by_label("Add an action");
    assert!(add.accesskit_node().is_disabled());
    press_anywhere(&mut window, "Name an owner: Open");
    assert!(sees(&window, "History"));
    assert!(window.get_by_label("Save").accesskit_node().is_disabled());
    press(&mut window, "Leave it");
    window.key_press(egui::Key::N);
    window.run();
    assert!(!sees(&window, "New action"));
    assert_eq!(pretend.wished(), [""; 0]);
}

#[test]
fn everybody_may_say_something_about_an_action_and_reads_what_others_said() {
    for role in [op::Role::Respondent, op::Role::Facilitator] {
        let mut story = story();
        let (me, by) = (story.workspace.me.unwrap(), Some(person(&story.workspace, 1)));
        story.workspace.members.get_mut(&me).unwrap().role = role;
        let plan = story.workspace.plans.values_mut().next().unwrap();
        let action = Arc::make_mut(plan).actions.get_mut(&id(1)).unwrap();
        let text = "who pays for it?".to_owned();
        action.comments.push(Comment { text, by, at: NOW });
        let (mut window, pretend) = looking(story.shelf());
        press_anywhere(&mut window, "Name an owner: Open");
        assert!(window.query_all_by_label_contains("who pays for it?").next().is_some());
        assert!(window.get_by_label("Add comment").accesskit_node().is_disabled());
        type_into(&mut window, "Comment", "the port does");
        press_anywhere(&mut window, "Add comment");
        let wished = pretend.wished();
        assert_eq!(wished.len(), 1, "{wished:?}");
        assert!(wished[0].contains("CommentAction {"), "{wished:?}");
        assert!(wished[0].contains("the port does"), "{wished:?}");
        // The action stays open to read on.
        assert!(sees(&window, "History"));
    }
}

#[test]
fn what_two_set_at_once_waits_on_conflicts_for_whoever_decides() {
    for role in [op::Role::Respondent, op::Role::Facilitator] {
        let mut story = story();
        let me = story.workspace.me.unwrap();
        story.workspace.members.get_mut(&me).unwrap().role = role;
        planned(&mut story, 4, &[title("Count the keys"), due("2027-01-01"), due("2027-03-01")]);
        let (mut window, pretend) = looking(story.shelf());
        press(&mut window, "Conflicts");
        assert!(sees(&window, "Due day of “Count the keys”"));
        let keep = window.get_by_label_contains("Keep that: 2027-03-01");
        if role == op::Role::Respondent {
            assert!(keep.accesskit_node().is_disabled());
            assert!(sees(&window, "A facilitator or owner chooses for the group"));
            continue;
        }
        press_anywhere(&mut window, "Keep that: 2027-03-01");
        assert!(pretend.wished()[0].contains("Due(Some(Date { year: 2027, month: 3"));
        press_anywhere(&mut window, "Write new: Due day");
        assert_eq!(window.state().state().screen, Screen::Plan);
        assert!(sees(&window, "History"));
    }
}

#[test]
fn a_disagreement_becomes_an_action() {
    for screen in [Screen::Compare, Screen::Agree] {
        let (mut window, pretend) = looking(story().shelf());
        window.state_mut().state_mut().go(screen);
        window.run();
        press_anywhere(&mut window, "Action from this disagreement");
        assert_eq!(window.state().state().screen, Screen::Plan, "{screen:?}");
        press(&mut window, "Save");
        let wished = pretend.wished();
        assert!(wished[0].contains("Disagreement(Name(\"leadership.ownership\"))"), "{wished:?}");
        assert!(wished[0].contains("Settle the disagreement: "), "{wished:?}");
    }
}

#[test]
fn the_page_and_its_dialog_fit_a_small_window() {
    for size in SMALL {
        let (mut window, _) = looking_sized(story().shelf(), size);
        everything_fits(&window);
        press(&mut window, "Board");
        everything_fits(&window);
        press_anywhere(&mut window, "Name an owner: Open");
        everything_fits(&window);
        press(&mut window, "Leave it");
    }
}

fn plan(window: &Harness<'_, App>) -> Plan {
    let app = window.state();
    let shelf = app.shelf();
    let found = shelf.workspaces.values().next().and_then(|it| it.workspace.plans.values().next());
    found.map(|it| Plan::clone(it)).unwrap_or_default()
}

/// A window over a real node, in a review whose one answer is short of its target.
fn begun(place: &tempfile::TempDir) -> Harness<'static, App> {
    let mut window = founded(&place.path().join("data"));
    let pack = shipped().remove(0).canonical();
    let create =
        Edit::CreateAssessment { pack, title: "Security".to_owned(), scope: String::new() };
    window.state_mut().wish(Intent::Edit(create));
    let first = |it: &Harness<'_, App>| {
        let shelf = it.state().shelf();
        shelf
            .workspaces
            .values()
            .next()
            .and_then(|it| it.workspace.assessments.keys().next().copied())
    };
    until_so(&mut window, |it| first(it).is_some());
    let assessment = first(&window).unwrap();
    let title = "2026 H2".to_owned();
    let open = Edit::OpenReview {
        assessment,
        title,
        secrecy: Secrecy::Open,
        due: None,
        assignments: Vec::new(),
    };
    window.state_mut().wish(Intent::Edit(open));
    let review = |it: &Harness<'_, App>| {
        let shelf = it.state().shelf();
        shelf.workspaces.values().next().and_then(|it| it.workspace.reviews.keys().next().copied())
    };
    until_so(&mut window, |it| review(it).is_some());
    let here = review(&window).unwrap();
    let two = Answer::of(Said::Option("level2".parse().unwrap()));
    let answers = vec![(node("leadership.ownership"), Some(two))];
    window.state_mut().wish(Intent::Edit(Edit::Answer { review: here, answers }));
    let aim = Some(Aim::Option("level4".parse().unwrap()));
    let settings = vec![Setting::Target { node: node("leadership.ownership"), aim }];
    window.state_mut().wish(Intent::Edit(Edit::Set { assessment, review: Some(here), settings }));
    window
}

#[test]
fn a_gap_becomes_an_action_that_is_stored_finished_and_can_be_taken_back() {
    let place = tempfile::tempdir().unwrap();
    let mut window = begun(&place);
    // Result → what is short of its target → an action.
    window.state_mut().state_mut().go(Screen::Results);
    window.run();
    window.state_mut().state_mut().go(Screen::Targets);
    until_so(&mut window, |it| it.query_all_by_label_contains("Make an action: ").next().is_some());
    press_anywhere(&mut window, "Make an action: ");
    assert_eq!(window.state().state().screen, Screen::Plan);
    assert!(sees(&window, "New action"));
    type_into(&mut window, "Due", "2027-02-01");
    press(&mut window, "Save");
    until_so(&mut window, |it| plan(it).actions.len() == 1);
    let stored = plan(&window).actions.into_values().next().unwrap();
    assert!(stored.title.starts_with("Close the gap: "), "{}", stored.title);
    assert_eq!(stored.origin, Some(Origin::Gap(node("leadership.ownership"))));
    assert_eq!(stored.node, Some(node("leadership.ownership")));
    assert_eq!(stored.due, Some("2027-02-01".parse().unwrap()));
    assert_eq!((stored.status, stored.owner.clone()), (Status::Open, None));
    assert!(stored.review.is_some());
    assert_eq!(stored.history.len(), 5, "only what was said: {:?}", stored.history);

    let name = format!("{}: Open", stored.title);
    press_anywhere(&mut window, &name);
    press(&mut window, "Done");
    press(&mut window, "Save");
    until_so(&mut window, |it| plan(it).actions.values().all(Action::is_closed));
    press(&mut window, "It does not");
    window.state_mut().wish(Intent::Run(Command::Undo));
    until_so(&mut window, |it| plan(it).actions.values().all(|it| it.status == Status::Open));
    window.state_mut().wish(Intent::Run(Command::Undo));
    until_so(&mut window, |it| plan(it).actions.is_empty());
    window.state_mut().wish(Intent::Run(Command::Redo));
    until_so(&mut window, |it| plan(it).actions.values().any(|it| it.title == stored.title));
}

#[test]
fn what_is_taken_back_at_once_is_what_was_just_said_and_not_what_was_done_before() {
    let place = tempfile::tempdir().unwrap();
    let mut window = begun(&place);
    let here = |it: &Harness<'_, App>| {
        let shelf = it.state().shelf();
        Arc::clone(
            shelf.workspaces.values().next().unwrap().workspace.reviews.values().next().unwrap(),
        )
    };
    let question = node("leadership.ownership");
    let (aimed, said) = (question.clone(), question.clone());
    until_so(&mut window, move |it| here(it).settings.targets().contains_key(&aimed));
    until_so(&mut window, |it| it.state().state().undo.back().is_some());
    // All in one breath: the change is not on the disk yet when it is to be taken back.
    let four = Answer::of(Said::Option("level4".parse().unwrap()));
    let answers = vec![(question.clone(), Some(four.clone()))];
    let review = here(&window).id;
    window.state_mut().wish(Intent::Edit(Edit::Answer { review, answers }));
    window.state_mut().wish(Intent::Run(Command::Undo));
    window.state_mut().wish(Intent::Run(Command::Redo));
    let level = move |it: &Harness<'_, App>| {
        here(it).lanes.values().find_map(|it| it.answers.get(&said)?.now.answer.clone())
    };
    until_so(&mut window, |it| {
        it.state().state().undo.again().is_none() && level(it) == Some(four.clone())
    });
    assert!(here(&window).settings.targets().contains_key(&question), "the target stands");
    window.state_mut().wish(Intent::Run(Command::Undo));
    let two = Answer::of(Said::Option("level2".parse().unwrap()));
    until_so(&mut window, |it| level(it) == Some(two.clone()));
    assert!(here(&window).settings.targets().contains_key(&question), "the target stands");
}

#[test]
fn what_lifts_the_result_becomes_an_action_that_is_stored() {
    let place = tempfile::tempdir().unwrap();
    let mut window = begun(&place);
    let here = |it: &Harness<'_, App>| {
        let shelf = it.state().shelf();
        Arc::clone(
            shelf.workspaces.values().next().unwrap().workspace.reviews.values().next().unwrap(),
        )
    };
    let two = || Some(Answer::of(Said::Option("level2".parse().unwrap())));
    let framework = shipped().remove(0);
    let questions = framework.questions();
    let with_levels = questions.iter().filter(|it| framework.scale_of(it).is_some());
    let answers: Vec<_> = with_levels.map(|it| (it.id.clone(), two())).collect();
    let (all, review) = (answers.len(), here(&window).id);
    window.state_mut().wish(Intent::Edit(Edit::Answer { review, answers }));
    until_so(&mut window, |it| {
        here(it).lanes.values().map(|it| it.counted.len()).sum::<usize>() == all
    });
    window.state_mut().state_mut().go(Screen::Results);
    until_so(&mut window, |it| it.query_all_by_label_contains("Make an action: ").next().is_some());
    let steps = |it: &Harness<'_, App>| {
        let nodes = it.query_all_by_label_contains("Make an action: ");
        nodes
            .filter_map(|it| egui_kittest::kittest::NodeT::accesskit_node(&it).label())
            .collect::<Vec<_>>()
    };
    let first = steps(&window).remove(0);
    press_anywhere(&mut window, &first);
    assert_eq!(window.state().state().screen, Screen::Plan);
    type_into(&mut window, "More about it", "first **one** thing");
    assert!(sees(&window, "It reads"));
    press(&mut window, "Save");
    until_so(&mut window, |it| plan(it).actions.len() == 1);
    let stored = plan(&window).actions.into_values().next().unwrap();
    let node = stored.node.clone().unwrap();
    assert_eq!(stored.origin, Some(Origin::Gap(node.clone())));
    assert_eq!(stored.description, "first **one** thing");
    let review = here(&window);
    let lift = muster_model::scoring::lift(&framework, review.inputs.as_ref().unwrap()).unwrap();
    assert!(lift.steps.iter().any(|it| it.change.question == node), "it is one of the way up");
}
