//! What people set out to do, whoever wrote it whenever.

use expect_test::expect;

use super::*;
use crate::{
    gaps,
    ids::ActionId,
    plan::{self, Entry, Field, Grade, Owner, Status},
    time::Date,
    workspace::gain::Gain,
};

fn id(label: u8) -> ActionId {
    ActionId::from_bytes([label; 16])
}

fn title(text: &str) -> Entry {
    Entry::Title(text.to_owned())
}

fn due(text: &str) -> Entry {
    Entry::Due(Some(text.parse().unwrap()))
}

impl World {
    fn plans(&mut self, who: &str, label: u8, entry: Entry) -> &mut Self {
        self.on_board(who, BoardEdit::Plan { action: id(label), entry })
    }

    /// Two people write into the plan, neither seeing the other.
    fn plan_at_once(&mut self, one: (&str, u8, Entry), two: (&str, u8, Entry)) -> &mut Self {
        let stream = StreamId::board(assessment_id());
        let drafted = [one, two].map(|(who, label, entry)| {
            let pen = Pen { device: device(who), incarnation: [1; 8] };
            let edit = BoardEdit::Plan { action: id(label), entry };
            (device(who), self.board.draft(&pen, At(5), &[edit]).unwrap())
        });
        for (who, payload) in drafted {
            self.add(who, stream, payload);
        }
        self
    }
}

fn told(workspace: &Workspace) -> String {
    let mut out = String::new();
    let Some(plan) = workspace.plans.get(&assessment_id()) else { return "no plan".to_owned() };
    for it in plan.ranked() {
        let words = |all: &[Entry]| {
            let all: Vec<String> = all.iter().map(|it| format!("{it:?}")).collect();
            all.join(" ")
        };
        writeln!(out, "{}: {}", it.title, words(&[it.entry(Field::Due), it.entry(Field::Status)]))
            .unwrap();
        for step in &it.history {
            let stands = if step.stands { "stands" } else { "replaced" };
            let by = step.noted.by.map(|it| workspace.members[&it].name.clone()).unwrap();
            let before = words(&step.before);
            writeln!(out, "  {by}: {:?} was [{before}] {stands}", step.noted.entry).unwrap();
        }
    }
    for warning in workspace.warned() {
        writeln!(out, "warning: {warning}").unwrap();
    }
    out
}

#[test]
fn whoever_may_not_plan_may_say_something_about_an_action_and_it_stays_in_its_order() {
    let mut world = World::of(TEAM);
    world.plans("fay", 1, title("Test the backups"));
    for (who, label, text) in
        [("ben", 1, "who pays?"), ("fay", 1, "the port does"), ("ben", 2, "nobody wrote this down")]
    {
        let edit = BoardEdit::CommentAction { action: id(label), text: text.to_owned() };
        world.on_board(who, edit);
    }
    world.comments("ben", "about a question");
    let shown = world.views("ana").snapshot(&all);
    let plan = &shown.plans[&assessment_id()];
    assert_eq!(plan.actions.len(), 1);
    let said: Vec<(String, &str)> = plan.actions[&id(1)]
        .comments
        .iter()
        .map(|it| (shown.members[&it.by.unwrap()].name.clone(), it.text.as_str()))
        .collect();
    assert_eq!(said, [("ben".to_owned(), "who pays?"), ("fay".to_owned(), "the port does")]);
    // On a question only what was said about the question.
    let comments = &shown.reviews[&review_id("r")].board.comments;
    assert_eq!(comments.len(), 1);
    assert_eq!(shown.warned(), Vec::<String>::new());
    // It is news, like anything else in the plan.
    let before = World::of(TEAM).views("ana").snapshot(&all);
    assert_eq!(Gain::between(&before, &shown).decisions, 2);
}

#[test]
fn an_action_tells_who_set_what_and_what_was_there_before() {
    let mut world = World::of(TEAM);
    world.plans("fay", 1, title("Test the backups")).plans("fay", 1, due("2026-12-01"));
    world.plans("ana", 1, due("2027-01-15"));
    let done = Status::Done("2026-12-20".parse().unwrap());
    world.plans("fay", 1, Entry::Status(done));
    expect![[r#"
        Test the backups: Due(Some(Date { year: 2027, month: 1, day: 15 })) Status(Done(Date { year: 2026, month: 12, day: 20 }))
          fay: Title("Test the backups") was [] stands
          fay: Due(Some(Date { year: 2026, month: 12, day: 1 })) was [] replaced
          ana: Due(Some(Date { year: 2027, month: 1, day: 15 })) was [Due(Some(Date { year: 2026, month: 12, day: 1 }))] stands
          fay: Status(Done(Date { year: 2026, month: 12, day: 20 })) was [] stands
    "#]]
    .assert_eq(&told(&world.views("ben").snapshot(&all)));
}

#[test]
fn a_field_that_two_set_at_once_shows_both_until_it_is_set_again() {
    let mut world = World::of(TEAM);
    world.plans("fay", 1, title("Test the backups"));
    world.plan_at_once(("fay", 1, due("2026-12-01")), ("ana", 1, due("2027-01-15")));
    // Other fields of the same action, and the same value, are no conflict.
    let owner = |name: &str| Entry::Owner(Some(Owner::Named(name.to_owned())));
    world.plan_at_once(("fay", 1, owner("Dee")), ("ana", 1, Entry::Effort(Some(Grade::Low))));
    world.plan_at_once(("fay", 1, owner("Eli")), ("ana", 1, owner("Eli")));
    let workspace = world.views("ben").snapshot(&all);
    let plan = &workspace.plans[&assessment_id()];
    let action = &plan.actions[&id(1)];
    assert_eq!(action.torn.keys().copied().collect::<Vec<_>>(), [Field::Due]);
    assert_eq!(action.torn[&Field::Due].len(), 2);
    let warned = workspace.warned().join("\n");
    assert!(
        warned.contains("the due of the action “Test the backups” was set differently"),
        "{warned}"
    );
    assert!(
        warned.contains("2026-12-01 by fay") && warned.contains("2027-01-15 by ana"),
        "{warned}"
    );

    world.plans("ana", 1, due("2027-01-01"));
    let workspace = world.views("ben").snapshot(&all);
    let plan = &workspace.plans[&assessment_id()];
    assert!(plan.actions[&id(1)].torn.is_empty());
    assert_eq!(plan.actions[&id(1)].history.iter().filter(|it| !it.stands).count(), 3);
}

#[test]
fn who_only_answers_plans_nothing() {
    let mut world = World::of(TEAM);
    world.plans("fay", 1, title("Test the backups")).plans("ben", 1, title("Test nothing"));
    let workspace = world.views("ben").snapshot(&all);
    assert_eq!(workspace.plans[&assessment_id()].actions[&id(1)].title, "Test the backups");
    assert!(workspace.warned().join("\n").contains("only facilitators and owners"));
}

#[test]
fn a_plan_changes_no_result_and_no_fingerprint() {
    let mut world = World::of(TEAM);
    world.answers("ben q it=4 hr=2");
    let before = world.views("ben").snapshot(&all);
    world.plans("fay", 1, title("Test the backups")).plans("fay", 1, Entry::Node(Some(node("it"))));
    let after = world.views("ben").snapshot(&all);
    assert_eq!(before.reviews[&review_id("q")], after.reviews[&review_id("q")]);
    let gain = Gain::between(&before, &after);
    assert_eq!(gain.decisions, 1);
}

#[test]
fn an_action_lifts_to_the_rung_whose_way_it_lies_on_and_ranks_its_gap() {
    let mut world = World::of(TEAM);
    world.answers("ben q it=2 fm=2 hr=2");
    for question in ["it", "fm", "hr"] {
        world.sets("fay", Some("q"), settings::target(question, "4"));
    }
    world.plans("fay", 1, title("Test the backups")).plans(
        "fay",
        1,
        Entry::Node(Some(node("systems"))),
    );
    world.plans("fay", 2, title("Greet joiners")).plans("fay", 2, Entry::Node(Some(node("hr"))));
    world.plans("fay", 2, Entry::Effort(Some(Grade::Low)));
    let workspace = world.views("ben").snapshot(&all);
    let review = &workspace.reviews[&review_id("q")];
    let (inputs, result) = (review.inputs.as_ref().unwrap(), review.result.as_ref().unwrap());
    let pack = pack();
    let mut gaps = gaps::of(&pack, inputs, &review.settings.targets(), result);
    let plan = &workspace.plans[&assessment_id()];
    plan::rank(&mut gaps, plan);
    let order: Vec<&str> = gaps.questions.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(order[0], "hr", "what brings most for its effort comes first");
    assert_eq!(gaps.questions[0].planned.as_ref().map(|it| it.action), Some(id(2)));

    let lift = crate::scoring::lift(&pack, inputs).unwrap();
    let lifted = plan::lifts(&plan.actions[&id(2)], &pack, Some(&lift), &gaps.gates);
    assert!(lifted.iter().any(|it| it.name == "High"), "{lifted:?} by {lift:?}");
    let closed =
        plan::Action { status: Status::Done(Date::of_days(0)), ..plan.actions[&id(1)].clone() };
    assert!(plan::lifts(&closed, &pack, Some(&lift), &gaps.gates).is_empty());
}
