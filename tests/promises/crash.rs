//! What a device said is saved, is saved: after kills at any moment, and as far as can be after damage to its disk.

use std::{
    collections::BTreeSet,
    fs,
    io::{BufRead as _, BufReader},
    process::{Command, Stdio},
};

use muster_model::ids::NodeId;
use muster_sync::{
    checkpoint::Checkpoint,
    node::{
        self,
        command::{Command as Wish, Mode, Options, Reply},
    },
    store::{EnvelopeStore as _, SqliteStore},
};
use muster_tests::dice::Dice;
use serde_json::json;

use crate::household::{Device, Household, PROGRAM, at_once, copy};

const QUESTION: &str = "staffing.capacity";

/// Lets the device answer until it has told of `many` more answers and something more has begun; then kills it.
/// Returns the numbers told.
fn answer_until_killed(device: &Device, first: u64, many: u64, dice: &mut Dice) -> Vec<u64> {
    let mut child = Command::new(PROGRAM)
        .arg("answer-until-killed")
        .arg(&device.dir)
        .arg(first.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let number = |line: &str| line.split_once(' ').and_then(|(it, _)| it.parse().ok());
    let mut told = Vec::new();
    while u64::try_from(told.len()).unwrap() < many {
        let line = lines.next().expect("it answers until it is killed").unwrap();
        told.push(number(&line).unwrap());
    }
    // Somewhere within what follows: drafting, sealing, writing, syncing, telling.
    for _ in 0..dice.below(4_000) {
        std::thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    // What it told before it was killed counts too.
    told.extend(lines.map_while(Result::ok).filter_map(|it| number(&it)));
    told
}

/// Everything ever said on a device, by the numbers in the notes.
fn numbers(device: &Device) -> BTreeSet<u64> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let options =
            Options { data_dir: device.dir.clone(), mode: Some(Mode::Off), network: false };
        let node = node::start(options).await.unwrap();
        let shelf = node.shelf().borrow().clone();
        let shown = shelf.workspaces.values().next().unwrap();
        let workspace = shown.workspace.id;
        let review = shown.workspace.current_review().unwrap();
        let framework = shown.workspace.framework_of(review).unwrap();
        let questions: Vec<NodeId> = framework.questions().iter().map(|it| it.id.clone()).collect();
        let mut found = BTreeSet::new();
        for question in questions {
            let wish = Wish::History { workspace, review: review.id, question, of: None };
            let Reply::History(history) = node.call(wish).await.unwrap() else { panic!() };
            for past in history.lanes.iter().flat_map(|(_, it)| it) {
                let why = past.value.answer.as_ref().map_or("", |it| it.note.as_str());
                found.extend(why.strip_prefix("number ").and_then(|it| it.parse::<u64>().ok()));
            }
        }
        node.stop().await;
        found
    })
}

/// `MUSTER_KILLS` says how often.
#[test]
#[expect(clippy::print_stdout, reason = "how much was tried is worth a line")]
fn whatever_was_reported_as_saved_is_there_after_kills_at_any_moment() {
    let place = tempfile::tempdir().unwrap();
    let ana = Device::at(place.path().join("ana"));
    ana.ok(&["workspace", "create", "Harbour", "--me", "Ana"]);
    ana.ok(&["assessment", "create", "--framework", "five-dimensions", "--title", "Security"]);
    ana.ok(&["review", "open", "2026 H2", "--assign", "Ana=all"]);
    let mut dice = Dice::new(11);
    let mut told = BTreeSet::new();
    let kills = std::env::var("MUSTER_KILLS").ok().and_then(|it| it.parse().ok());
    let runs: usize = kills.unwrap_or(20);
    let most = (2_000 / runs).clamp(2, 100);
    for _ in 0..runs {
        let first = told.last().map_or(0, |it| it + 1);
        let many = u64::try_from(dice.below(most)).unwrap();
        told.extend(answer_until_killed(&ana, first, many, &mut dice));
    }
    let mut log = SqliteStore::open_existing(&ana.log()).unwrap();
    let rows = log.since(0, usize::MAX).unwrap();
    assert!(rows.iter().any(|it| Checkpoint::is_named_in(&it.record)), "nothing was condensed");
    drop(log);
    let there = numbers(&ana);
    let lost: Vec<_> = told.difference(&there).collect();
    assert!(lost.is_empty(), "reported as saved and lost after {runs} kills: {lost:?}");
    // An answer may be on the disk whose report the kill swallowed: one for each kill at most.
    assert!(there.len() <= told.len() + runs, "{} of {}", there.len(), told.len());
    let verified = ana.json(&["verify"]);
    assert_eq!(verified["ok"], json!(true), "{verified}");
    println!("{} answers reported as saved, {runs} kills: nothing lost", told.len());
}

/// What damage leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Left {
    Some,
    Nothing,
}

/// Something happens to the log of Ben's device, who has told Ana everything but his last answer.
fn check_damage(household: &Household, spoil: impl Fn(&mut Vec<u8>), left_over: Left) {
    let Household { ana, ben, .. } = household;
    let whole = ben.json(&["verify"])["found"]["envelopes"].as_u64().unwrap();
    let log = ben.log();
    // Killed processes leave part of the log beside it; a clean end brings it in.
    let mut bytes = fs::read(&log).unwrap();
    spoil(&mut bytes);
    fs::write(&log, &bytes).unwrap();
    for beside in ["log.sqlite-wal", "log.sqlite-shm"] {
        drop(fs::remove_file(log.with_file_name(beside)));
    }

    let told = ben.run(&["workspace", "show"]);
    let said = format!("{}{}", told.out, told.err);
    assert!(said.contains("was damaged"), "damage is told in a sentence: {told:?}");
    let folder = fs::read_dir(log.parent().unwrap()).unwrap();
    let names: Vec<String> =
        folder.map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
    assert!(names.iter().any(|it| it.contains("damaged")), "the damaged file is kept: {names:?}");
    let left = ben.json(&["verify"])["found"]["envelopes"].as_u64().unwrap();
    assert!(
        left <= whole && (left == 0) == (left_over == Left::Nothing),
        "{left} of {whole} are left"
    );

    let online = ana.serve();
    ben.reach(&online);
    drop(online);
    let verified = ben.json(&["verify"]);
    assert_eq!(verified["ok"], json!(true), "{verified}");
    assert_eq!(verified["found"]["envelopes"], json!(whole), "the others have given back the rest");
    assert_eq!(ana.ok(&["result", "--json"]), ben.ok(&["result", "--json"]));
    ben.ok(&["--offline", "answer", QUESTION, "5"]);
}

#[test]
fn a_log_that_was_damaged_is_reported_kept_and_made_whole_by_the_others() {
    let household = Household::founded(&[]);
    let Household { ana, ben, cleo, .. } = &household;
    at_once([ana, ben, cleo].into_iter().zip(["1", "2", "3"]).map(|(device, level)| {
        move || {
            for question in [QUESTION, "leadership.ownership", "staffing.skills"] {
                device.ok(&["--offline", "answer", question, level, "--note", "kept by others"]);
            }
        }
    }));
    let online = ana.serve();
    at_once([cleo, ben].map(|it| || it.reach(&online)));
    drop(online);

    let here_and_there = |bytes: &mut Vec<u8>| {
        let mut dice = Dice::new(3);
        let middle = bytes.len() / 2;
        for _ in 0..6 {
            let at = middle + dice.below(bytes.len() - middle);
            for it in bytes.iter_mut().skip(at).take(64) {
                *it = !*it;
            }
        }
    };
    check_damage(&household.copied(), here_and_there, Left::Some);
    check_damage(&household.copied(), |bytes| bytes.truncate(bytes.len() / 2), Left::Some);
    check_damage(&household.copied(), |bytes| bytes.fill(0), Left::Nothing);
}

#[test]
fn a_device_set_back_to_an_old_backup_goes_on_and_both_branches_survive_everywhere() {
    let household = Household::founded(&[]);
    let Household { ana, ben, cleo, .. } = &household;
    let place = tempfile::tempdir().unwrap();
    let backup = place.path().join("backup");
    copy(&ben.dir, &backup);
    ben.ok(&["--offline", "answer", QUESTION, "2", "--note", "before the disk broke"]);
    ana.meet(ben);

    // The disk is replaced by the backup, which knows nothing of that; and work goes on before anybody is met.
    fs::remove_dir_all(&ben.dir).unwrap();
    copy(&backup, &ben.dir);
    ben.ok(&["--offline", "answer", QUESTION, "4", "--note", "after the disk broke"]);
    cleo.meet(ben);
    let online = ana.serve();
    at_once([ben, cleo].map(|it| || it.reach(&online)));
    cleo.reach(&online);
    drop(online);

    for device in household.all() {
        let history = device.ok(&["history", "--question", QUESTION]);
        assert!(history.contains("before the disk broke"), "{history}");
        assert!(history.contains("after the disk broke"), "{history}");
        let verified = device.json(&["verify"]);
        assert_eq!(verified["ok"], json!(true), "{verified}");
        let shown = device.json(&["workspace", "show"]);
        let warned = shown["warnings"].as_array().unwrap();
        let forks =
            warned.iter().filter(|it| it.as_str().unwrap().contains("two branches at once"));
        assert_eq!(forks.count(), 1, "the fork is shown: {shown}");
    }
    assert_eq!(ana.ok(&["result", "--json"]), cleo.ok(&["result", "--json"]));
}
