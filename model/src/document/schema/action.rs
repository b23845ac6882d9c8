//! How a field of an action is spelled.

use std::sync::Arc;

use super::{op_text, read_comment_key};
use crate::{
    document::chunk::OpName,
    ids::{ActionId, ReviewId},
    plan::{Action, Entry, Field, Grade, Origin, Owner, Status},
};

/// In whose place a comment on an action stands where one on a question names its review: no review is called so. Whoever
/// knows nothing of comments on actions keeps them and shows none.
const NO_REVIEW: ReviewId = ReviewId::from_bytes([0; 16]);
/// What the name of an action begins with where a comment on a question names its question.
const COMMENTED: &str = "action:";

/// Writes the key of a comment on an action. Like any comment's it holds the name of its operation.
pub(in crate::document) fn action_comment_key(action: ActionId, op: &OpName) -> Arc<str> {
    format!("{NO_REVIEW}/{}/{COMMENTED}{action}", op_text(op)).into()
}

/// Reads the key of a comment on an action; `None` where it is on a question.
pub(in crate::document) fn read_action_comment_key(key: &str) -> Option<ActionId> {
    let (review, question, _) = read_comment_key(key)?;
    let action = question.as_str().strip_prefix(COMMENTED).filter(|_| review == NO_REVIEW)?;
    action.parse::<ActionId>().ok().filter(|it| it.to_string() == action)
}

/// Writes the key of a field of an action.
pub(in crate::document) fn action_key(action: ActionId, field: Field) -> Arc<str> {
    format!("{action}/{field}").into()
}

/// Reads the key of a field of an action; without a field where a later version must have written it.
pub(in crate::document) fn read_action_key(key: &str) -> Option<(ActionId, Option<Field>)> {
    let (action, field) = key.split_once('/')?;
    let id = action.parse::<ActionId>().ok().filter(|it| it.to_string() == action)?;
    Some((id, Field::named(field)))
}

/// Writes what a field says; what says nothing is the empty text.
pub(in crate::document) fn entry(entry: &Entry) -> String {
    match entry {
        Entry::Title(text) | Entry::Description(text) => text.clone(),
        Entry::Origin(it) => it.as_ref().map(origin).unwrap_or_default(),
        Entry::Review(it) => it.map(|it| it.to_string()).unwrap_or_default(),
        Entry::Node(it) => it.as_ref().map(ToString::to_string).unwrap_or_default(),
        Entry::Owner(it) => it.as_ref().map(owner).unwrap_or_default(),
        Entry::Due(it) => it.map(|it| it.to_string()).unwrap_or_default(),
        Entry::Effort(it) | Entry::Impact(it) => {
            it.map(|it| it.word().to_owned()).unwrap_or_default()
        }
        Entry::Status(it) => match it {
            Status::Open => "open".to_owned(),
            Status::InProgress => "in-progress".to_owned(),
            Status::Done(day) => format!("done:{day}"),
            Status::Dropped(day) => format!("dropped:{day}"),
        },
    }
}

fn origin(origin: &Origin) -> String {
    match origin {
        Origin::Gap(node) => format!("gap:{node}"),
        Origin::Disagreement(node) => format!("disagreement:{node}"),
        Origin::Finding(text) => format!("finding:{text}"),
    }
}

fn owner(owner: &Owner) -> String {
    match owner {
        Owner::Member(id) => format!("member:{id}"),
        Owner::Named(name) => format!("name:{name}"),
    }
}

/// Reads what a field says; `None` where it can't be understood.
pub(in crate::document) fn read_entry(field: Field, text: &str) -> Option<Entry> {
    if text.is_empty() && field != Field::Title {
        return Action::cleared(field);
    }
    Some(match field {
        Field::Title => Entry::Title(text.to_owned()),
        Field::Description => Entry::Description(text.to_owned()),
        Field::Origin => Entry::Origin(Some(read_origin(text)?)),
        Field::Review => Entry::Review(Some(text.parse().ok()?)),
        Field::Node => Entry::Node(Some(text.parse().ok()?)),
        Field::Owner => Entry::Owner(Some(read_owner(text)?)),
        Field::Due => Entry::Due(Some(text.parse().ok()?)),
        Field::Effort => Entry::Effort(Some(Grade::named(text)?)),
        Field::Impact => Entry::Impact(Some(Grade::named(text)?)),
        Field::Status => Entry::Status(match text.split_once(':') {
            None if text == "open" => Status::Open,
            None if text == "in-progress" => Status::InProgress,
            Some(("done", day)) => Status::Done(day.parse().ok()?),
            Some(("dropped", day)) => Status::Dropped(day.parse().ok()?),
            Some(_) | None => return None,
        }),
    })
}

fn read_origin(text: &str) -> Option<Origin> {
    match text.split_once(':')? {
        ("gap", node) => node.parse().ok().map(Origin::Gap),
        ("disagreement", node) => node.parse().ok().map(Origin::Disagreement),
        ("finding", text) => Some(Origin::Finding(text.to_owned())),
        _ => None,
    }
}

fn read_owner(text: &str) -> Option<Owner> {
    match text.split_once(':')? {
        ("member", id) => id.parse().ok().map(Owner::Member),
        ("name", name) => Some(Owner::Named(name.to_owned())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ids::MemberId, time::Date};
    use proptest::prelude::*;

    #[test]
    fn every_entry_survives_its_spelling() {
        let day = Date::new(2026, 12, 31).unwrap();
        let node = || "urn:a/b:c".parse().unwrap();
        let all = [
            Entry::Title("Test the backups: all of them".into()),
            Entry::Title(String::new()),
            Entry::Description("one\ntwo".into()),
            Entry::Description(String::new()),
            Entry::Origin(None),
            Entry::Origin(Some(Origin::Gap(node()))),
            Entry::Origin(Some(Origin::Disagreement(node()))),
            Entry::Origin(Some(Origin::Finding("gap: nobody answered".into()))),
            Entry::Review(Some(ReviewId::from_bytes([0xa7; 16]))),
            Entry::Review(None),
            Entry::Node(Some(node())),
            Entry::Node(None),
            Entry::Owner(Some(Owner::Member(MemberId::from_bytes([7; 16])))),
            Entry::Owner(Some(Owner::Named("member: the port".into()))),
            Entry::Owner(None),
            Entry::Due(Some(day)),
            Entry::Due(None),
            Entry::Effort(Some(Grade::Low)),
            Entry::Effort(None),
            Entry::Impact(Some(Grade::High)),
            Entry::Status(Status::Open),
            Entry::Status(Status::InProgress),
            Entry::Status(Status::Done(day)),
            Entry::Status(Status::Dropped(day)),
        ];
        for whole in all {
            let field = whole.field();
            let key = action_key(ActionId::from_bytes([1; 16]), field);
            assert_eq!(read_action_key(&key), Some((ActionId::from_bytes([1; 16]), Some(field))));
            assert_eq!(read_entry(field, &entry(&whole)), Some(whole));
        }
    }

    #[test]
    fn a_comment_on_an_action_is_none_on_a_question() {
        let action = ActionId::from_bytes([0xa7; 16]);
        let op = OpName {
            counter: 9,
            actor: crate::document::pen::Actor::genesis(crate::ids::StreamId::from_bytes([7; 16])),
        };
        let key = action_comment_key(action, &op);
        assert_eq!(read_action_comment_key(&key), Some(action));
        // A version before it takes it for a comment in a review that is not there.
        let (review, _, by) = read_comment_key(&key).unwrap();
        assert_eq!((review, by), (NO_REVIEW, op_text(&op).as_str()));
        let other = super::super::comment_key(
            ReviewId::from_bytes([1; 16]),
            &format!("action:{action}").parse().unwrap(),
            &op,
        );
        assert_eq!(read_action_comment_key(&other), None);
    }

    proptest! {
        #[test]
        fn any_entry_is_read_as_something_or_nothing(key in ".*", text in ".*") {
            if let Some((action, Some(field))) = read_action_key(&key) {
                let again = action_key(action, field);
                prop_assert_eq!(again.as_ref(), key.as_str());
            }
            for field in Field::ALL {
                if let Some(read) = read_entry(field, &text) {
                    prop_assert_eq!(read.field(), field);
                    prop_assert_eq!(read_entry(field, &entry(&read)), Some(read));
                }
            }
        }
    }
}
