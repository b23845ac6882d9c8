//! Actions on a board: what later versions and those who mean harm write there.

use proptest::prelude::*;

use super::{
    poison::{data, sealed},
    *,
};
use crate::{
    document::{
        chunk::{Change, OpName, Put, encode},
        pen::Actor,
        schema::ACTION,
    },
    ids::ActionId,
    plan::{Entry, Field, Grade},
};

const ACTIONS: ActionId = ActionId::from_bytes([5; 16]);

fn plan(entry: Entry) -> BoardEdit {
    BoardEdit::Plan { action: ACTIONS, entry }
}

#[test]
fn what_a_later_version_writes_into_an_action_is_kept_and_said_to_be_there() {
    let mut board = Board::new(STREAM);
    let edits =
        [plan(Entry::Title("Test the backups".into())), plan(Entry::Effort(Some(Grade::High)))];
    let honest = board.draft(&pen(1), At(1000), &edits).unwrap();
    // An effort of tomorrow: the same place, another spelling.
    let mut body = data(&honest);
    let later = body.windows(4).position(|it| it == b"high").unwrap();
    body[later..later + 4].copy_from_slice(b"vast");
    board.admit(pen(1).device, &sealed(&body)).unwrap();
    let page = board.plan();
    let action = &page[&ACTIONS];
    assert!(action.beyond);
    assert_eq!(action.standing.keys().copied().collect::<Vec<_>>(), [Field::Title]);
    assert_eq!(action.history.len(), 1);
}

#[test]
fn two_fields_of_one_action_go_into_one_change_and_one_field_twice_does_not() {
    let board = Board::new(STREAM);
    let title = |it: &str| plan(Entry::Title(it.into()));
    assert!(board.draft(&pen(1), At(1), &[title("a"), plan(Entry::Due(None))]).is_ok());
    let twice = board.draft(&pen(1), At(1), &[title("a"), title("b")]);
    assert_eq!(twice.unwrap_err(), DraftError::SetTwice);
}

/// Writes any keys and texts into the map of actions, as only a hostile device would.
fn forged(keys: &[(String, String)]) -> Vec<u8> {
    let board = Board::new(STREAM);
    let mut seen = std::collections::BTreeSet::new();
    let puts = keys.iter().filter(|it| seen.insert(it.0.clone())).map(|(key, value)| Put {
        map: OpName { counter: ACTION as u64 + 1, actor: Actor::genesis(STREAM) },
        key: key.as_str().into(),
        value: value.as_str().into(),
        replaces: Vec::new(),
    });
    let change = Change {
        deps: board.heads(),
        actor: pen(1).actor(),
        seq: 1,
        start: 5,
        time: 0,
        puts: puts.collect(),
    };
    encode(&change).0
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_stands_under_whatever_key_is_read_as_something_or_nothing(
        keys in prop::collection::vec(
            (
                prop_oneof![
                    "[ -~]{1,40}",
                    "05050505050505050505050505050505/(title|status|due|owner|origin|new)?[a-z/]{0,2}",
                ],
                prop_oneof![".{0,40}", "(done|dropped|gap|member|name|finding):.{0,12}"],
            ),
            1..12,
        ),
    ) {
        let mut board = Board::new(STREAM);
        if board.admit(pen(1).device, &forged(&keys)).is_ok() {
            let page = board.plan();
            for (id, action) in &page {
                let standing: usize = action.standing.values().map(Vec::len).sum();
                prop_assert_eq!(action.history.len(), standing);
                prop_assert_eq!(id.to_string().len(), 32);
            }
            // Somebody honest goes on from there.
            let title = plan(Entry::Title("Test the backups".into()));
            let payload = board.draft(&pen(2), At(1), &[title]).unwrap();
            prop_assert!(board.admit(pen(2).device, &payload).is_ok());
            prop_assert_eq!(board.plan()[&ACTIONS].standing[&Field::Title].len(), 1);
        }
    }
}
