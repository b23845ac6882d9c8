//! Actions on a board: what later versions and those who mean harm write there.

use expect_test::expect;
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
    ids::{ActionId, ReviewId},
    plan::{Entry, Field, Grade, Origin, Owner, Status},
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
fn an_action_written_today_reads_the_same_for_ever() {
    let board = Board::new(STREAM);
    let day = "2026-12-01".parse().unwrap();
    let edits = [
        plan(Entry::Title("Test the backups".into())),
        plan(Entry::Description("all of them".into())),
        plan(Entry::Origin(Some(Origin::Gap(question("it"))))),
        plan(Entry::Review(Some(ReviewId::from_bytes([7; 16])))),
        plan(Entry::Node(Some(question("it")))),
        plan(Entry::Owner(Some(Owner::Named("the port".into())))),
        plan(Entry::Due(Some(day))),
        plan(Entry::Effort(Some(Grade::Low))),
        plan(Entry::Impact(Some(Grade::High))),
        plan(Entry::Status(Status::Done(day))),
    ];
    let payload = board.draft(&pen(1), At(1000), &edits).unwrap();
    let digits = payload.iter().flat_map(|it| [it >> 4, it & 15]);
    let hex: String = digits.filter_map(|it| char::from_digit(it.into(), 16)).collect();
    expect!["856f4a83e157f9d701fc04016dd149cd15d160d6a663aa8c4b10903ecc7c53bd8df9293ce9bd9bae33ead50a189515049071ed913149a80d3bb7891fcd01010101010101010105e807000110df23815f965ad808c5ede279125dae280801020202158f03340142025611577070020a010a04762630353035303530353035303530353035303530353035303530353035303530352f7469746c652c30353035303530353035303530353035303530353035303530353035303530352f6465736372697074696f6e2730353035303530353035303530353035303530353035303530353035303530352f6f726967696e2730353035303530353035303530353035303530353035303530353035303530352f7265766965772530353035303530353035303530353035303530353035303530353035303530352f6e6f64652630353035303530353035303530353035303530353035303530353035303530352f6f776e65722430353035303530353035303530353035303530353035303530353035303530352f6475652730353035303530353035303530353035303530353035303530353035303530352f6566666f72742730353035303530353035303530353035303530353035303530353035303530352f696d706163742730353035303530353035303530353035303530353035303530353035303530352f7374617475730a0a01768602b60166860426d601a6013646f6015465737420746865206261636b757073616c6c206f66207468656d6761703a6974303730373037303730373037303730373037303730373037303730373037303769746e616d653a74686520706f7274323032362d31322d30316c6f7768696768646f6e653a323032362d31322d30310a00"].assert_eq(&hex);
    let mut board = board;
    board.admit(pen(1).device, &payload).unwrap();
    let read: Vec<Entry> =
        board.plan()[&ACTIONS].history.iter().map(|it| it.wrote.entry.clone()).collect();
    let written: Vec<Entry> = edits
        .into_iter()
        .filter_map(|it| if let BoardEdit::Plan { entry, .. } = it { Some(entry) } else { None })
        .collect();
    assert_eq!(read, written);
    assert_eq!(keys_written(&payload), ["the plan"]);
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

#[test]
fn a_comment_on_an_action_written_today_reads_the_same_for_ever() {
    let mut board = Board::new(STREAM);
    let first = board.draft(&pen(1), At(1000), &[plan(Entry::Title("Test".into()))]).unwrap();
    board.admit(pen(1).device, &first).unwrap();
    let comment = BoardEdit::CommentAction { action: ACTIONS, text: "who pays?".into() };
    let payload = board.draft(&pen(2), At(2000), &[comment]).unwrap();
    let digits = payload.iter().flat_map(|it| [it >> 4, it & 15]);
    let hex: String = digits.filter_map(|it| char::from_digit(it.into(), 16)).collect();
    expect!["856f4a838c5484b101f601016dd149cd15d160d6a663aa8c4b10903ecc7c53bd8df9293ce9bd9bae33ead50a18e4d60b4531b114100aab5f9907d1718c02020202020202020105d00f000110df23815f965ad808c5ede279125dae280801020202157d340142025603570b70027f017f027f7b30303030303030303030303030303030303030303030303030303030303030302f35406534643630623435333162313134313030616162356639393037643137313863303230323032303230323032303230322f616374696f6e3a3035303530353035303530353035303530353035303530353035303530353035017f017fb601303a77686f20706179733f7f00"].assert_eq(&hex);
    assert_eq!(keys_written(&payload), ["the plan"]);
    // Whoever may not plan may write it.
    assert!(Board::only_comments(&payload));
    board.admit(pen(2).device, &payload).unwrap();
    let said = &board.plan()[&ACTIONS].comments;
    assert_eq!(said.len(), 1);
    assert_eq!((said[0].text.as_str(), said[0].at), ("who pays?", At(2000)));
    assert_eq!(said[0].device, Some(pen(2).device));
}
