//! Plans drafted by hand, and what follows from them.

use super::*;
use crate::ids::DeviceId;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn noted(entry: Entry) -> Noted {
    Noted { entry, by: None, at: At(0) }
}

fn action(title: &str, entries: impl IntoIterator<Item = Entry>) -> Action {
    let id = ActionId::made(DeviceId::from_bytes([1; 32]), At(7), title, 0);
    let entries = entries.into_iter().chain([Entry::Title(title.to_owned())]);
    let standing = entries.map(|it| (it.field(), vec![noted(it)])).collect();
    Action::of(id, standing, Vec::new()).unwrap()
}

fn graded(title: &str, effort: Grade, impact: Grade) -> Action {
    action(title, [Entry::Effort(Some(effort)), Entry::Impact(Some(impact))])
}

#[test]
fn what_brings_most_for_its_effort_comes_first_and_what_is_closed_last() {
    let all = [
        action("done", [Entry::Status(Status::Done(day("2026-11-01")))]),
        graded("much work, little help", Grade::High, Grade::Low),
        action("nobody graded it, due late", [Entry::Due(Some(day("2027-02-01")))]),
        action("nobody graded it, due soon", [Entry::Due(Some(day("2026-12-01")))]),
        action("nobody graded it", []),
        graded("little work, much help", Grade::Low, Grade::High),
    ];
    let plan = Plan { actions: all.into_iter().map(|it| (it.id, it)).collect() };
    let order: Vec<&str> = plan.ranked().iter().map(|it| it.title.as_str()).collect();
    assert_eq!(
        order,
        [
            "little work, much help",
            "nobody graded it, due soon",
            "nobody graded it, due late",
            "nobody graded it",
            "much work, little help",
            "done",
        ]
    );
}

#[test]
fn only_what_is_not_closed_and_past_its_day_is_overdue() {
    let due = || Entry::Due(Some(day("2026-11-20")));
    let open = action("open", [due()]);
    assert!(!open.is_overdue(day("2026-11-20")));
    assert!(open.is_overdue(day("2026-11-21")));
    let done = action("done", [due(), Entry::Status(Status::Done(day("2026-11-25")))]);
    assert!(!done.is_overdue(day("2026-12-01")));
    assert!(!action("whenever", []).is_overdue(day("2999-12-31")));
}

#[test]
fn an_action_without_a_title_is_none_and_one_that_half_has_one_is_shown_with_it() {
    let id = ActionId::from_bytes([1; 16]);
    let of = |titles: &[&str]| {
        let values = titles.iter().map(|it| noted(Entry::Title((*it).to_owned()))).collect();
        Action::of(id, BTreeMap::from([(Field::Title, values)]), Vec::new())
    };
    assert_eq!(Action::of(id, BTreeMap::new(), Vec::new()), None);
    assert_eq!(of(&[" "]), None);
    let torn = of(&["", "Test the backups"]).unwrap();
    assert_eq!(torn.title, "Test the backups");
    assert_eq!(torn.torn[&Field::Title].len(), 2, "both are shown");
}

#[test]
fn every_field_that_counts_can_be_set_again() {
    let entries = [
        Entry::Description("at length".to_owned()),
        Entry::Origin(Some(Origin::Finding("nobody answered".to_owned()))),
        Entry::Review(Some(ReviewId::from_bytes([3; 16]))),
        Entry::Node(Some("it".parse().unwrap())),
        Entry::Owner(Some(Owner::Named("the port".to_owned()))),
        Entry::Due(Some(day("2026-12-01"))),
        Entry::Effort(Some(Grade::Low)),
        Entry::Impact(Some(Grade::High)),
        Entry::Status(Status::Dropped(day("2026-12-02"))),
        Entry::Title("x".to_owned()),
    ];
    let whole = action("x", entries.clone());
    for entry in entries {
        assert_eq!(whole.entry(entry.field()), entry);
        let cleared = Action::cleared(entry.field());
        assert!(cleared.as_ref() != Some(&entry));
        assert_eq!(cleared.is_none(), entry.field() == Field::Title);
    }
}
