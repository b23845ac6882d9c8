//! What happens to people: answers, second thoughts, two devices at once, and a device that breaks
//! its word.

use std::fmt::Write as _;

use expect_test::{Expect, expect};

use super::*;
use crate::{
    answer::{Basis, Value},
    edit::{Agreement, Decision},
    ids::{ChangeHash, MemberId, ReviewId},
};

fn admit(lane: &mut Lane, pen: &Pen, payload: &[u8]) {
    assert_eq!(lane.admit(pen.device, payload), Ok(Admitted { new: 1, void: 0 }));
}

/// Writes on `lane` and takes it in there.
fn write(lane: &mut Lane, pen: &Pen, name: &str, id: &str) -> Vec<u8> {
    let payload = say(lane, pen, name, id);
    admit(lane, pen, &payload);
    payload
}

fn told(value: &Value) -> String {
    let said = value.answer.as_ref().map(|it| format!("{:?}", it.said));
    let said = said.map(|it| it.replace("Option(Name(\"", "").replace("\"))", ""));
    let by = value.device.map_or(0, |it| it.as_bytes()[0]);
    format!("{} by {by}", said.unwrap_or_else(|| "nothing".into()))
}

/// The answers of a lane and the history of each, as text.
fn show(lane: &Lane) -> String {
    let mut out = String::new();
    for (question, stated) in lane.answers() {
        let rivals: Vec<String> = stated.rivals.iter().map(told).collect();
        let past = lane.history(&question);
        let past: Vec<String> = past
            .iter()
            .map(|it| format!("{}{}", told(&it.value), if it.standing { "" } else { " (over)" }))
            .collect();
        let now = told(&stated.now);
        writeln!(out, "{question}: {now}, rivals {rivals:?}, history {past:?}").unwrap();
    }
    out
}

fn check(lane: &Lane, expected: &Expect) {
    expected.assert_eq(&show(lane));
}

#[test]
fn an_answer_written_here_is_the_same_elsewhere() {
    let (mut here, mut there) = (Lane::new(STREAM), Lane::new(STREAM));
    let whole = Answer {
        said: Said::NotApplicable { reason: "no plant on this site".into() },
        note: "asked twice\nand again".into(),
        basis: Basis::Tested("2026-02-28".parse().unwrap()),
        evidence: vec!["minutes.pdf".into(), "https://example.org".into()],
    };
    let answers = [(question("gov"), Some(whole.clone())), (question("ops"), Some(option("two")))];
    let payload = here.draft(&pen(1), At(77), &answers).unwrap();
    assert_eq!(here.answers().len(), 0, "a draft alone changes nothing");
    assert!(chunk::parse(&payload).unwrap().len() == 1);

    admit(&mut here, &pen(1), &payload);
    admit(&mut there, &pen(1), &payload);
    assert_eq!(there.admit(pen(1).device, &payload), Ok(Admitted { new: 0, void: 0 }));
    assert_eq!((here.heads(), here.answers()), (there.heads(), there.answers()));
    let stated = &there.answers()[&question("gov")];
    assert_eq!(stated.now.answer, Some(whole));
    assert_eq!((stated.now.at, stated.now.device), (At(77), Some(pen(1).device)));
    assert_eq!(vec![stated.now.change], there.heads());
    assert_eq!(there.changes(), 1);
}

#[test]
fn two_devices_at_once_are_a_conflict_that_a_later_answer_settles() {
    let (mut desk, mut phone) = (Lane::new(STREAM), Lane::new(STREAM));
    let first = write(&mut desk, &pen(1), "gov", "one");
    admit(&mut phone, &pen(1), &first);
    let at_desk = write(&mut desk, &pen(1), "gov", "two");
    let on_phone = write(&mut phone, &pen(2), "gov", "three");
    admit(&mut desk, &pen(2), &on_phone);
    admit(&mut phone, &pen(1), &at_desk);
    assert_eq!(show(&desk), show(&phone));
    assert!(desk.answers()[&question("gov")].is_conflict());
    check(
        &desk,
        &expect![[r#"
        gov: three by 2, rivals ["two by 1"], history ["one by 1 (over)", "two by 1", "three by 2"]
    "#]],
    );

    let settled = write(&mut phone, &pen(2), "gov", "two");
    admit(&mut desk, &pen(2), &settled);
    assert_eq!(show(&desk), show(&phone));
    check(
        &desk,
        &expect![[r#"
        gov: two by 2, rivals [], history ["one by 1 (over)", "two by 1 (over)", "three by 2 (over)", "two by 2"]
    "#]],
    );
}

#[test]
fn taking_an_answer_back_does_not_hide_what_the_other_device_wrote_meanwhile() {
    let (mut desk, mut phone) = (Lane::new(STREAM), Lane::new(STREAM));
    let first = write(&mut desk, &pen(1), "gov", "one");
    admit(&mut phone, &pen(1), &first);
    let back = desk.draft(&pen(1), At(5), &[(question("gov"), None)]).unwrap();
    admit(&mut desk, &pen(1), &back);
    check(
        &desk,
        &expect![[r#"
        gov: nothing by 1, rivals [], history ["one by 1 (over)", "nothing by 1"]
    "#]],
    );
    let other = write(&mut phone, &pen(2), "gov", "three");
    admit(&mut desk, &pen(2), &other);
    check(
        &desk,
        &expect![[r#"
        gov: three by 2, rivals ["nothing by 1"], history ["one by 1 (over)", "nothing by 1", "three by 2"]
    "#]],
    );
}

#[test]
fn an_older_state_can_be_read_as_it_was() {
    let mut lane = Lane::new(STREAM);
    let empty = lane.heads();
    assert_eq!((empty.len(), lane.has(&empty)), (1, true));
    write(&mut lane, &pen(1), "gov", "one");
    let (handed_in, then) = (lane.heads(), lane.answers());
    write(&mut lane, &pen(1), "gov", "two");
    write(&mut lane, &pen(1), "ops", "two");

    assert_eq!(lane.answers_at(&handed_in), Some(then));
    assert_eq!(lane.answers_at(&lane.heads()), Some(lane.answers()));
    assert_eq!(lane.answers_at(&empty).map(|it| it.len()), Some(0));
    assert_eq!(lane.answers_at(&[]).map(|it| it.len()), Some(0));
    assert_eq!(lane.answers_at(&[ChangeHash::from_bytes([1; 32])]), None);
    assert!(lane.has(&handed_in));
    assert!(!Lane::new(STREAM).has(&handed_in));
}

#[test]
fn changes_may_come_in_any_order_if_offered_again() {
    let mut from = Lane::new(STREAM);
    let made: Vec<Vec<u8>> =
        ["one", "two", "three"].map(|it| write(&mut from, &pen(1), "gov", it)).into();
    let mut to = Lane::new(STREAM);
    let early = to.admit(pen(1).device, &made[2]).unwrap_err();
    assert_eq!(early, AdmitError::Missing(vec![chunk::parse(&made[1]).unwrap()[0].hash]));
    assert!(!early.is_final() && AdmitError::Foreign.is_final());

    let backwards: Vec<(DeviceId, &[u8])> =
        made.iter().rev().map(|it| (pen(1).device, it.as_slice())).collect();
    assert!(to.admit_all(backwards).iter().all(Result::is_ok));
    assert_eq!(show(&from), show(&to));

    // All changes in one payload are as good as each in its own.
    let mut other = Lane::new(STREAM);
    assert_eq!(other.admit(pen(1).device, &made.concat()), Ok(Admitted { new: 3, void: 0 }));
    assert_eq!(show(&from), show(&other));
}

#[test]
fn of_a_payload_with_one_bad_change_nothing_is_taken() {
    let mut from = Lane::new(STREAM);
    let good = write(&mut from, &pen(1), "gov", "one");
    let mut bad = chunk::parse(&say(&from, &pen(1), "gov", "two")).unwrap().remove(0).change;
    bad.seq += 1;
    let both = [good.clone(), chunk::encode(&bad).0].concat();
    let mut to = Lane::new(STREAM);
    assert_eq!(to.admit(pen(1).device, &both), Err(AdmitError::OutOfLine));
    assert_eq!((to.changes(), to.answers().len()), (0, 0));
    admit(&mut to, &pen(1), &good);
}

#[test]
fn a_clone_that_writes_under_the_same_name_is_found_out_everywhere_alike() {
    let mut one = Lane::new(STREAM);
    let start = write(&mut one, &pen(1), "gov", "one");
    let mut clone = one.clone();
    let here = write(&mut one, &pen(1), "gov", "two");
    let more = write(&mut one, &pen(1), "ops", "two");
    let there = write(&mut clone, &pen(1), "gov", "three");

    let late = one.admit(pen(1).device, &there);
    let first = clone.admit(pen(1).device, &here);
    let second = clone.admit(pen(1).device, &more);
    assert!(late.is_ok() && first.is_ok() && second.is_ok());
    assert_eq!(show(&one), show(&clone));
    assert_eq!(one.heads(), clone.heads());
    assert!(!one.void().is_empty());
    assert_eq!(one.history(&question("gov")).len(), 3, "nothing is lost");
    assert_eq!(one.changes(), 4);

    // Both go on, each change under a name of its own, and nothing is void any more.
    let void = one.void();
    let left = write(&mut one, &pen(1), "gov", "four");
    let right = write(&mut clone, &pen(1), "gov", "five");
    admit(&mut one, &pen(1), &right);
    admit(&mut clone, &pen(1), &left);
    assert_eq!(show(&one), show(&clone));
    assert!(one.answers()[&question("gov")].is_conflict());
    let next = write(&mut clone, &pen(1), "gov", "six");
    admit(&mut one, &pen(1), &next);
    assert_eq!((show(&one), one.void()), (show(&clone), void));
    let mut third = Lane::new(STREAM);
    let all = [&next, &left, &right, &there, &more, &here, &start]
        .map(|it| (pen(1).device, it.as_slice()));
    assert!(third.admit_all(all).iter().all(Result::is_ok));
    assert_eq!(show(&one), show(&third));
}

#[test]
fn what_was_handed_in_stays_readable_though_its_device_denies_it() {
    let mut lane = Lane::new(STREAM);
    write(&mut lane, &pen(1), "ops", "one");
    let stale = lane.clone();
    write(&mut lane, &pen(1), "gov", "two");
    let (handed_in, then) = (lane.heads(), lane.answers());
    // The device looks for a change that voids the one it handed in, and finds it.
    let denial = (0..10_000)
        .map(|it| say(&stale, &pen(1), "gov", &format!("no-{it}")))
        .find(|it| chunk::parse(it).unwrap()[0].hash < handed_in[0]);
    let denied = lane.admit(pen(1).device, &denial.unwrap());
    assert_eq!(denied, Ok(Admitted { new: 1, void: 0 }));
    assert_eq!(lane.void(), [(handed_in[0], Some(pen(1).device))]);
    assert_ne!(lane.answers(), then);

    assert!(lane.has(&handed_in));
    assert_eq!(lane.answers_at(&handed_in), Some(then));
    let both = [handed_in, lane.heads()].concat();
    assert_eq!((lane.has(&both), lane.answers_at(&both)), (false, None));
}

#[test]
fn a_draft_that_makes_no_sense_is_refused() {
    let lane = Lane::new(STREAM);
    let twice = [(question("gov"), None), (question("gov"), Some(option("one")))];
    assert_eq!(lane.draft(&pen(1), At(1), &[]), Err(DraftError::Empty));
    assert_eq!(lane.draft(&pen(1), At(1), &twice), Err(DraftError::Twice(question("gov"))));
    let note = "x".repeat(300_000);
    let long = [(question("gov"), Some(Answer { note, ..option("one") }))];
    assert_eq!(lane.draft(&pen(1), At(1), &long), Err(DraftError::TooLarge));
    let many: Vec<_> = (0..5_001).map(|i| (question(&format!("{i}")), None)).collect();
    assert_eq!(lane.draft(&pen(1), At(1), &many), Err(DraftError::TooLarge));
}

#[test]
fn a_lane_torn_into_a_thousand_heads_can_still_be_written() {
    let empty = Lane::new(STREAM);
    let torn: Vec<Vec<u8>> = (0..600_u64)
        .map(|i| Pen { incarnation: i.to_le_bytes(), ..pen(2) })
        .map(|it| say(&empty, &it, "gov", "two"))
        .collect();
    let mut lane = Lane::new(STREAM);
    write(&mut lane, &pen(1), "gov", "one");
    let torn: Vec<(DeviceId, &[u8])> =
        torn.iter().map(|it| (pen(2).device, it.as_slice())).collect();
    assert!(lane.admit_all(torn).iter().all(Result::is_ok));
    assert_eq!(lane.heads().len(), 601);
    for left in [346, 91, 1] {
        write(&mut lane, &pen(1), "gov", "three");
        assert_eq!(lane.heads().len(), left);
    }
    write(&mut lane, &pen(1), "gov", "four");
    assert!(lane.void().is_empty());
    assert!(!lane.answers()[&question("gov")].is_conflict());
}

#[test]
fn an_answer_of_a_newer_version_is_kept_and_shown_as_nothing() {
    let mut lane = Lane::new(STREAM);
    let mut newer = chunk::parse(&say(&lane, &pen(1), "gov", "two")).unwrap().remove(0).change;
    newer.puts[0].value = "gesture:thumbs-up".into();
    newer.puts[2].value = "dreamt:2026-01-01".into();
    newer.puts[3].value = "{not a list".into();
    admit(&mut lane, &pen(1), &chunk::encode(&newer).0);
    check(
        &lane,
        &expect![[r#"
        gov: nothing by 1, rivals [], history ["nothing by 1"]
    "#]],
    );
    assert!(String::from_utf8_lossy(&lane.export()).contains("gesture:thumbs-up"));

    let mut newer = chunk::parse(&say(&lane, &pen(1), "gov", "two")).unwrap().remove(0).change;
    newer.puts[2].value = "dreamt:2026-01-01".into();
    newer.puts[3].value = "{not a list".into();
    admit(&mut lane, &pen(1), &chunk::encode(&newer).0);
    assert_eq!(lane.answers()[&question("gov")].now.answer, Some(option("two")));
}

#[test]
fn a_whole_questionnaire_fits_into_one_change() {
    let mut lane = Lane::new(STREAM);
    let answers: Vec<_> =
        (0..1_196).map(|i| (question(&format!("area.{i}")), Some(option("two")))).collect();
    let payload = lane.draft(&pen(1), At(1), &answers).unwrap();
    admit(&mut lane, &pen(1), &payload);
    assert_eq!(lane.answers().len(), 1_196);
}

#[test]
fn a_file_written_for_others_holds_every_answer() {
    let mut lane = Lane::new(STREAM);
    write(&mut lane, &pen(1), "gov", "two");
    let doc = automerge::Automerge::load(&lane.export()).unwrap();
    expect![[r#"
        {
          "basis": {
            "gov": "claimed"
          },
          "evidence": {
            "gov": ""
          },
          "note": {
            "gov": ""
          },
          "said": {
            "gov": "option:two"
          }
        }"#]]
    .assert_eq(&serde_json::to_string_pretty(&automerge::AutoSerde::from(&doc)).unwrap());
}

#[test]
fn what_everybody_computes_for_themselves_never_changes() {
    let lane = Lane::new(STREAM);
    let board = Board::new(STREAM);
    let draft = say(&lane, &pen(1), "gov", "two");
    let hex = draft.iter().fold(String::new(), |out, it| out + &format!("{it:02x}"));
    expect![[r"
        f0d86d46efa708218e49c1f0e2370c8de460abc2c94d034421969c3b446ea9a4
        6dd149cd15d160d6a663aa8c4b10903ecc7c53bd8df9293ce9bd9bae33ead50a
        856f4a8367098836018a0101f0d86d46efa708218e49c1f0e2370c8de460abc2c94d034421969c3b446ea9a4189515049071ed913149a80d3bb7891fcd01010101010101010105e807000110df23815f965ad808c5ede279125dae28080102020515053401420256065711700204017c010203040403676f760404017ca6010676066f7074696f6e3a74776f636c61696d65640400
    "]].assert_eq(&format!("{}\n{}\n{hex}\n", lane.heads()[0], board.heads()[0]));
}

const REVIEW: ReviewId = ReviewId::from_bytes([5; 16]);

fn agree(text: &str, id: &str) -> BoardEdit {
    let agreed = Agreement {
        said: Some(Said::Option(id.parse().unwrap())),
        decision: Decision::Majority,
        reason: text.into(),
        dissent: vec![(MemberId::from_bytes([3; 16]), "I saw it fail".into())],
        based_on: Vec::new(),
    };
    BoardEdit::Agree { review: REVIEW, question: question("gov"), agreed: Some(agreed) }
}

fn remark(text: &str) -> BoardEdit {
    BoardEdit::Comment { review: REVIEW, question: question("gov"), text: text.into() }
}

/// Writes on `board` and takes it in there.
fn post(board: &mut Board, pen: &Pen, edits: &[BoardEdit]) -> Vec<u8> {
    let payload = board.draft(pen, At(1), edits).unwrap();
    assert_eq!(board.admit(pen.device, &payload), Ok(Admitted { new: 1, void: 0 }));
    payload
}

fn page(board: &Board) -> String {
    let page = board.view(REVIEW);
    let mut out = String::new();
    for (question, values) in &page.agreed {
        for it in values {
            let reason = it.agreement.as_ref().map_or("taken back", |it| it.reason.as_str());
            writeln!(out, "{question}: {reason} by {}", it.device.unwrap().as_bytes()[0]).unwrap();
        }
    }
    for it in &page.comments {
        writeln!(out, "{}: “{}” by {}", it.question, it.text, it.device.unwrap().as_bytes()[0])
            .unwrap();
    }
    out
}

#[test]
fn facilitators_who_decide_at_once_are_both_kept_and_every_comment_stays() {
    let (mut a, mut b) = (Board::new(STREAM), Board::new(STREAM));
    let first = post(
        &mut a,
        &pen(1),
        &[agree("we all saw it", "two"), remark("good talk"), remark("and another")],
    );
    b.admit(pen(1).device, &first).unwrap();
    let by_a = post(&mut a, &pen(1), &[agree("after lunch", "three"), remark("same words")]);
    let by_b = post(&mut b, &pen(2), &[remark("same words"), agree("before lunch", "one")]);
    a.admit(pen(2).device, &by_b).unwrap();
    b.admit(pen(1).device, &by_a).unwrap();
    assert_eq!(a.view(REVIEW), b.view(REVIEW));
    assert_eq!(a.heads(), b.heads());
    expect![[r"
        gov: before lunch by 2
        gov: after lunch by 1
        gov: “good talk” by 1
        gov: “and another” by 1
        gov: “same words” by 2
        gov: “same words” by 1
    "]]
    .assert_eq(&page(&a));

    let back = BoardEdit::Agree { review: REVIEW, question: question("gov"), agreed: None };
    post(&mut a, &pen(1), &[back]);
    expect![[r"
        gov: taken back by 1
        gov: “good talk” by 1
        gov: “and another” by 1
        gov: “same words” by 2
        gov: “same words” by 1
    "]]
    .assert_eq(&page(&a));
    assert_eq!(a.view(ReviewId::from_bytes([6; 16])), BoardPage::default());
    assert!(a.has(&b.heads()) && a.changes() == 4 && a.void().is_empty());
    assert!(automerge::Automerge::load(&a.export()).is_ok());
    let twice = [agree("x", "one"), agree("y", "two")];
    assert_eq!(a.draft(&pen(1), At(1), &twice), Err(DraftError::Twice(question("gov"))));
}

#[test]
fn who_denies_a_comment_takes_nothing_of_others_with_it() {
    let mut board = Board::new(STREAM);
    let stale = board.clone();
    let comment = post(&mut board, &pen(3), &[remark("fine by me")]);
    post(&mut board, &pen(1), &[agree("as was said", "two"), remark("settled, then")]);
    post(&mut board, &pen(2), &[agree("once more", "three"), remark("thanks")]);
    let hash = chunk::parse(&comment).unwrap()[0].hash;
    let denial = (0..10_000)
        .map(|it| stale.draft(&pen(3), At(it), &[remark("never said it")]).unwrap())
        .find(|it| chunk::parse(it).unwrap()[0].hash < hash);
    board.admit(pen(3).device, &denial.unwrap()).unwrap();
    assert_eq!(board.void(), [(hash, Some(pen(3).device))]);
    expect![[r"
        gov: once more by 2
        gov: “never said it” by 3
        gov: “settled, then” by 1
        gov: “thanks” by 2
    "]]
    .assert_eq(&page(&board));
}

#[test]
fn replies_stand_below_what_they_reply_to_though_a_clock_is_wrong() {
    let mut board = Board::new(STREAM);
    for (who, at, text) in [(1, 900, "shall we?"), (2, 5, "yes"), (1, 901, "good"), (3, 1, "no")] {
        let payload = board.draft(&pen(who), At(at), &[remark(text)]).unwrap();
        board.admit(pen(who).device, &payload).unwrap();
    }
    expect![[r"
        gov: “shall we?” by 1
        gov: “yes” by 2
        gov: “good” by 1
        gov: “no” by 3
    "]]
    .assert_eq(&page(&board));
}

#[test]
fn nobody_writes_over_a_comment() {
    let mut board = Board::new(STREAM);
    let said = post(&mut board, &pen(1), &[remark("as I said")]);
    let theirs = chunk::parse(&said).unwrap().remove(0).change;
    let mut mine = chunk::parse(&board.draft(&pen(2), At(1), &[remark("no")]).unwrap())
        .unwrap()
        .remove(0)
        .change;
    mine.puts[0].key = theirs.puts[0].key.clone();
    let replaced = chunk::OpName { counter: theirs.start, actor: theirs.actor };
    for names in [vec![], vec![replaced]] {
        mine.puts[0].replaces = names;
        let refused = board.admit(pen(2).device, &chunk::encode(&mine).0);
        assert_eq!(refused, Err(AdmitError::Misplaced));
    }
}
