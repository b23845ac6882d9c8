//! What was shown last is shown again at once; it is never believed over the log, and nothing needs it.

use std::{fs, path::PathBuf};

use muster_model::{
    answer::{Answer, Said},
    edit::Edit,
    workspace::Workspace,
};
use muster_sync::node::{
    self,
    command::{Command, Mode, Options, Reply},
};
use serde_json::Value;

use crate::household::{Device, Household};

const READS: [&[&str]; 7] = [
    &["workspace", "show"],
    &["result"],
    &["disagreement"],
    &["history"],
    &["conflicts"],
    &["members", "list"],
    &["network"],
];

fn told(device: &Device) -> Vec<Value> {
    READS.iter().map(|it| device.json(it)).collect()
}

/// The file that holds what was shown last.
fn shown(device: &Device) -> PathBuf {
    device.log().with_file_name("shown")
}

#[test]
fn the_next_start_tells_the_same_with_and_without_what_was_kept() {
    let household = Household::founded(&[]);
    for device in household.all() {
        // Reading a log that has to be read leaves what it shows for the next time.
        let cold = told(device);
        let kept = fs::read(shown(device)).unwrap();
        assert_eq!(told(device), cold, "what was kept tells the same");
        assert_eq!(fs::read(shown(device)).unwrap(), kept, "and no log had to be read for that");
        fs::remove_file(shown(device)).unwrap();
        assert_eq!(told(device), cold, "and nothing needs it");
    }
}

#[test]
fn what_was_kept_is_nothing_once_the_log_went_on() {
    let household = Household::founded(&[]);
    let ana = &household.ana;
    let before = ana.json(&["result"]);
    let kept = fs::read(shown(ana)).unwrap();
    ana.ok(&["answer", "staffing.capacity", "3", "--note", "since then"]);
    let after = ana.json(&["history", "--question", "staffing.capacity"]);
    let result = ana.json(&["result"]);
    assert_ne!(result, before, "the answer counts");
    fs::write(shown(ana), &kept).unwrap();
    assert_eq!(ana.json(&["result"]), result, "an older one does not fit the log");
    assert_eq!(ana.json(&["history", "--question", "staffing.capacity"]), after);
    assert_ne!(fs::read(shown(ana)).unwrap(), kept, "and gave way to one that does");
}

#[test]
fn what_is_said_after_a_start_that_opened_no_lane_counts_as_it_would_have() {
    let household = Household::founded(&[]);
    let Household { ana, ben, .. } = &household;
    for device in [ana, ben] {
        device.json(&["result"]);
        assert!(shown(device).exists());
    }
    ana.ok(&["answer", "staffing.capacity", "3", "--note", "at the next start"]);
    let before = told(ana);
    ana.ok(&["verify"]);
    assert_eq!(told(ana), before);
    fs::remove_file(shown(ana)).unwrap();
    assert_eq!(told(ana), before);
    ben.meet(ana);
    let result = ben.json(&["result"]);
    fs::remove_file(shown(ben)).unwrap();
    assert_eq!(ben.json(&["result"]), result, "what came is the same on top of what rested");
}

/// When the program is told to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    AtOnce,
    Afterwards,
}

/// Reveals, answers once more and asks for a history, one right after the other and without waiting. Returns what is shown in the end.
fn in_one_breath(device: &Device, end: End) -> Workspace {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let options =
            || Options { data_dir: device.dir.clone(), mode: Some(Mode::Off), network: false };
        let node = node::start(options()).await.unwrap();
        let shown = node.shelf().borrow().workspaces.values().next().unwrap().workspace.clone();
        let (workspace, review) = (shown.id, shown.current_review().unwrap().id);
        let framework = shown.framework_of(shown.current_review().unwrap()).unwrap();
        let question =
            framework.questions().into_iter().find(|it| framework.scale_of(it).is_some());
        let (scale, question) =
            (framework.scale_of(question.unwrap()), question.unwrap().id.clone());
        let said = Said::Option(scale.unwrap().options[0].id.clone());
        let answers = vec![(question.clone(), Some(Answer::of(said)))];
        let edit = |edit| node.call(Command::Edit { workspace, edit });
        let (reveal, answer, history, ()) = tokio::join!(
            edit(Edit::Reveal(review)),
            edit(Edit::Answer { review, answers }),
            node.call(Command::History { workspace, review, question, of: None }),
            async {
                if end == End::AtOnce {
                    node.stop().await;
                }
            }
        );
        assert!(matches!(reveal, Ok(Reply::Saved { .. })), "{reveal:?}");
        assert!(matches!(answer, Ok(Reply::Saved { .. })), "{answer:?}");
        assert!(matches!(history, Ok(Reply::History(_))), "{history:?}");
        if end == End::Afterwards {
            node.stop().await;
        }
        let node = node::start(options()).await.unwrap();
        let shown = node.shelf().borrow().workspaces.values().next().unwrap().workspace.clone();
        node.stop().await;
        Workspace::clone(&shown)
    })
}

#[test]
fn what_waits_until_lanes_are_read_is_done_in_its_order_and_before_the_end() {
    let household = Household::founded(&["--blind"]);
    let Household { ana, ben, cleo, .. } = &household;
    for device in household.all() {
        device.ok(&["answer", "staffing.capacity", "3"]);
    }
    for device in [ben, cleo] {
        device.ok(&["submit"]);
        device.meet(ana);
    }
    ana.json(&["result"]);
    for end in [End::AtOnce, End::Afterwards] {
        let copied = household.copied();
        assert!(shown(&copied.ana).exists(), "nothing is read before somebody asks");
        let told = in_one_breath(&copied.ana, end);
        let review = told.current_review().unwrap();
        let late = |name: &str| {
            let member = told.members.iter().find(|it| it.1.name == name).unwrap().0;
            review.lanes[member].late.len()
        };
        assert_eq!(["Ana", "Ben", "Cleo"].map(late), [1, 0, 0], "who answered after the reveal");
    }
}

#[test]
fn whatever_becomes_of_what_was_kept_the_truth_is_told() {
    let household = Household::founded(&[]);
    let [ana, ben] = [&household.ana, &household.ben];
    let result = ana.json(&["result"]);
    let kept = fs::read(shown(ana)).unwrap();
    let foreign = {
        ben.json(&["result"]);
        fs::read(shown(ben)).unwrap()
    };
    let step = kept.len() / 23 + 1;
    let flipped = (0..kept.len()).step_by(step).map(|at| {
        let mut bytes = kept.clone();
        bytes[at] ^= 1;
        bytes
    });
    let mut newer = kept.clone();
    newer[b"muster shown ".len()] += 1;
    let long = [&b"muster shown \x01"[..], &[0xff; 64]].concat();
    let half = kept[..kept.len() / 2].to_vec();
    for bytes in flipped.chain([newer, long, half, foreign, Vec::new()]) {
        fs::write(shown(ana), bytes).unwrap();
        assert_eq!(ana.json(&["result"]), result);
    }
}

#[test]
fn what_was_said_in_a_review_that_is_over_is_read_when_somebody_looks_and_told_even_if_it_is_damaged()
 {
    let household = Household::founded(&[]);
    let ana = &household.ana;
    ana.ok(&["answer", "staffing.capacity", "3", "--note", "in spring"]);
    ana.ok(&["review", "close", "--yes"]);
    ana.ok(&["review", "open", "2027 H1", "--assign", "Ana=all"]);
    ana.ok(&["answer", "staffing.capacity", "4", "--note", "in autumn"]);
    let asked: [&[&str]; 3] = [
        &["--review", "2026 H2", "result"],
        &["compare", "2026 H2", "2027 H1"],
        &["--review", "2026 H2", "disagreement"],
    ];
    let told = || asked.map(|it| ana.json(it));
    let (now, before) = (ana.json(&["result"]), told());
    let kept = fs::read(shown(ana)).unwrap();
    assert_eq!(told(), before, "read from what was kept");
    assert_eq!(fs::read(shown(ana)).unwrap(), kept, "and from nothing else");
    let mut untouched = 0;
    // The reviews stand at the end, in an order of their own.
    for at in (kept.len() / 2..kept.len()).rev().step_by(211) {
        let mut bytes = kept.clone();
        bytes[at] ^= 1;
        fs::write(shown(ana), &bytes).unwrap();
        assert_eq!(ana.json(&["result"]), now);
        if fs::read(shown(ana)).unwrap() == bytes {
            untouched += 1;
            assert_eq!(told(), before, "byte {at} was altered");
        }
        if untouched == 2 {
            break;
        }
    }
    assert!(untouched > 0, "the result of today needs nothing of what is over");
}

#[test]
fn nothing_is_kept_while_the_log_is_open_nor_of_keys_under_a_passphrase() {
    let household = Household::founded(&[]);
    let ana = &household.ana;
    ana.json(&["result"]);
    assert!(shown(ana).exists());
    let online = ana.serve();
    assert!(!shown(ana).exists(), "who reads the log does not need it any more");
    drop(online);
    ana.said("four kettles on a hill\n", &["workspace", "protect", "--passphrase", "-"]);
    assert!(!shown(ana).exists(), "what is under a passphrase is not shown without it");
    let shut = ana.run(&["result"]);
    assert_ne!(shut.code, 0, "{shut:?}");
}
