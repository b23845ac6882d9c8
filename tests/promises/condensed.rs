//! What many answers left in the log is kept as one record once it rests, and nobody can tell.

use std::time::Duration;

use muster_model::{
    answer::{Answer, Said},
    edit::Edit,
};
use muster_sync::{
    checkpoint::Checkpoint,
    node::{
        self,
        command::{Command, Mode, Options},
    },
    store::{EnvelopeStore as _, SqliteStore},
};
use serde_json::Value;

use crate::household::{Device, Household};

/// How many rounds of answers are given.
const ROUNDS: usize = 3;
/// How often it is looked whether a log rested: for longer than that takes on a machine that has much to do.
const LOOKS: usize = 600;

/// How many records the log has, and how many of them stand for many envelopes.
fn records(device: &Device) -> (usize, usize) {
    let mut log = SqliteStore::open_existing(&device.log()).unwrap();
    let rows = log.since(0, usize::MAX).unwrap();
    (rows.len(), rows.iter().filter(|it| Checkpoint::is_named_in(&it.record)).count())
}

fn told(device: &Device) -> [Value; 4] {
    let reads: [&[&str]; 4] =
        [&["result"], &["disagreement"], &["history", "--question", "S2"], &["conflicts"]];
    reads.map(|it| device.json(it))
}

/// Starts the program without a network, gives every question with levels an answer `rounds` times over, and stays until
/// `done`. Returns how many answers that were.
fn sit(device: &Device, rounds: usize, done: impl Fn() -> bool) -> usize {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let options =
            Options { data_dir: device.dir.clone(), mode: Some(Mode::Off), network: false };
        let node = node::start(options).await.unwrap();
        // Whoever only looks reads no log.
        node.call(Command::Refresh).await.unwrap();
        let shelf = node.shelf().borrow().clone();
        let shown = shelf.workspaces.values().next().unwrap();
        let (workspace, review) = (shown.workspace.id, shown.workspace.current_review().unwrap());
        let framework = shown.workspace.framework_of(review).unwrap();
        let mut given = 0;
        for round in 0..rounds {
            for question in framework.questions() {
                let Some(scale) = framework.scale_of(question) else { continue };
                let options = &scale.options;
                given += 1;
                let said = Said::Option(options[round % options.len()].id.clone());
                let answer = Answer { note: format!("round {round}"), ..Answer::of(said) };
                let answers = vec![(question.id.clone(), Some(answer))];
                let edit = Edit::Answer { review: review.id, answers };
                node.call(Command::Edit { workspace, edit }).await.unwrap();
            }
        }
        let mut looks = 0;
        while !done() {
            assert!(looks < LOOKS, "it rests, and is not condensed");
            looks += 1;
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        node.stop().await;
        given
    })
}

#[test]
fn a_log_that_rests_keeps_many_answers_as_one_record_and_everybody_is_told_the_same() {
    let household = Household::founded(&[]);
    let Household { ana, ben, cleo, .. } = &household;
    let given = sit(ana, ROUNDS, || true);
    let (before, (many, none)) = (told(ana), records(ana));
    assert!(many > given && given > 100 && none == 0, "{many} records, {none} of them for many");
    let said = &before[2]["members"][0]["values"];
    assert_eq!(said.as_array().map(Vec::len), Some(ROUNDS), "{said}");

    sit(ana, 0, || records(ana).1 > 0);
    let (few, one) = records(ana);
    assert_eq!((few, one), (many - given + 1, 1));
    assert_eq!(told(ana), before);

    ana.meet(ben);
    assert_eq!(told(ben), before, "by wire");
    assert_eq!(records(ben).1, 1);

    let path = |name: &str| ana.dir.join(name).to_str().unwrap().to_owned();
    let (need, bundle) = (path("cleo.need"), path("for-cleo.bundle"));
    cleo.ok(&["bundle", "need", &need]);
    ana.ok(&["bundle", "export", &bundle, "--for", &need]);
    cleo.ok(&["bundle", "import", &bundle]);
    assert_eq!(told(cleo), before, "by file");
    assert_eq!(records(cleo).1, 1);
    for device in household.all() {
        device.ok(&["verify"]);
    }
}
