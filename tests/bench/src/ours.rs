//! Muster itself.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use muster_model::{
    answer::{Answer, Said},
    edit::Edit,
    ids::WorkspaceId,
    workspace::Workspace,
};
use muster_sync::{
    node::{
        self,
        command::{Command, Options},
    },
    replica::Replica,
    store::{MemoryStore, SqliteStore},
};

use crate::{rivals, team, team::Team};

/// Opens the founder's log.
pub fn open(workspace: WorkspaceId, log: &Path) -> Replica {
    let founder = team::identity(0);
    let store = SqliteStore::open_existing(log).unwrap().with_local_key(founder.local_key());
    Replica::open(workspace, founder, Box::new(store), [3; 8]).unwrap()
}

/// Opens the founder's log until the result of the current review is there.
pub fn open_and_show(workspace: WorkspaceId, log: &Path) -> Workspace {
    let mut replica = open(workspace, log);
    let shown = replica.snapshot();
    let review = shown.current_review().unwrap();
    assert!(review.result.as_ref().unwrap().tier.is_some() && !review.sealed);
    shown
}

/// Lets the founder's log rest, as it does while nobody writes.
pub fn rest(workspace: WorkspaceId, log: &Path) {
    let mut replica = open(workspace, log);
    while replica.condense_next().unwrap() > 0 {}
    replica.tidy();
}

/// Lays the founder's log into a data directory, as the program has it, and lets it be shown once: what was shown is kept
/// for the next start.
pub fn move_in(workspace: WorkspaceId, log: &Path, data_dir: &Path) {
    let room = lay(workspace, log, data_dir, 0);
    runtime().block_on(async {
        let node = node::start(alone(data_dir)).await.unwrap();
        node.stop().await;
    });
    assert!(room.join("shown").exists());
}

/// Lays a log into a data directory of person `n`, and returns where.
pub fn lay(workspace: WorkspaceId, log: &Path, data_dir: &Path, n: usize) -> PathBuf {
    let name: String = workspace.to_string().chars().take(16).collect();
    let room = data_dir.join("workspaces").join(name);
    std::fs::create_dir_all(&room).unwrap();
    team::identity(n).save(&room.join("key")).unwrap();
    std::fs::write(room.join("workspace"), workspace.as_bytes()).unwrap();
    std::fs::copy(log, room.join("log.sqlite")).unwrap();
    room
}

/// Starts the program's node until the result of the current review is there.
pub fn start(data_dir: &Path) -> Arc<Workspace> {
    let node = runtime().block_on(node::start(alone(data_dir))).unwrap();
    let shelf = node.shelf().borrow().clone();
    let shown = shelf.workspaces.values().next().unwrap();
    let review = shown.workspace.current_review().unwrap();
    assert!(review.result.as_ref().unwrap().tier.is_some() && !review.sealed);
    Arc::clone(&shown.workspace)
}

/// Starts like [`start`] and gives one answer; returns how long that took, and lets the node go on.
pub fn first_answer(data_dir: &Path) -> (Duration, Running) {
    let runtime = runtime();
    let node = runtime.block_on(node::start(alone(data_dir))).unwrap();
    let shelf = node.shelf().borrow().clone();
    let (workspace, shown) = shelf.workspaces.iter().next().unwrap();
    let review = shown.workspace.current_review().unwrap().id;
    let said = Answer::of(Said::Option("l3".parse().unwrap()));
    let edit = Edit::Answer { review, answers: vec![(team::question(0), Some(said))] };
    let begun = Instant::now();
    let told = runtime.block_on(node.call(Command::Edit { workspace: *workspace, edit }));
    let took = begun.elapsed();
    told.unwrap();
    (took, Running { runtime, node })
}

/// A node at work.
pub struct Running {
    runtime: tokio::runtime::Runtime,
    node: node::Handle,
}

impl Running {
    pub fn stop(self) {
        self.runtime.block_on(self.node.stop());
    }
}

fn alone(data_dir: &Path) -> Options {
    Options { data_dir: data_dir.to_owned(), mode: None, network: false }
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

/// Checks that what is shown is what everybody said.
pub fn check(load: crate::Load, team: &Team, shown: &Workspace) {
    let review = &shown.reviews[&team.current];
    assert_eq!(review.lanes.len(), load.people);
    for (member, lane) in &review.lanes {
        let n: usize = shown.members[member].name[1..].parse().unwrap();
        for q in 0..load.questions {
            let stated = &lane.answers[&team::question(q)];
            assert_eq!(stated.now.answer, Some(team::answer(n, q, load.edits - 1)));
        }
    }
}

/// Returns the documents of the current review as Automerge saves them.
pub fn documents(replica: &mut Replica, team: &Team) -> Vec<Vec<u8>> {
    team.members.iter().filter_map(|it| replica.export_lane(team.current, *it)).collect()
}

/// A member's device that has nothing yet. It can read what comes: of who is a stranger to all of it, little is kept.
pub fn newcomer(workspace: WorkspaceId) -> Replica {
    let store = MemoryStore::default();
    Replica::open(workspace, team::identity(1), Box::new(store), [2; 8]).unwrap()
}

/// Returns how many bytes of memory `what` needs; for a child process.
pub fn memory(what: &str, path: &Path) -> u64 {
    let before = resident();
    match what {
        "json" => {
            let state = rivals::read_json(&std::fs::read(path).unwrap());
            let now = resident();
            assert!(!state.is_empty());
            now.saturating_sub(before)
        }
        "warm" => {
            let shown = start(path);
            let now = resident();
            assert!(!shown.reviews.is_empty());
            now.saturating_sub(before)
        }
        "awake" => {
            let (_, running) = first_answer(path);
            let now = resident();
            running.stop();
            now.saturating_sub(before)
        }
        "ours" => {
            let id = std::fs::read(path.with_extension("id")).unwrap();
            let workspace = WorkspaceId::from_bytes(id.try_into().unwrap());
            let mut replica = open(workspace, path);
            let shown = replica.snapshot();
            let now = resident();
            assert!(!shown.reviews.is_empty());
            now.saturating_sub(before)
        }
        _ => panic!("nobody knows how to measure {what}"),
    }
}

fn resident() -> u64 {
    let text = std::fs::read_to_string("/proc/self/statm").expect("memory is measured on Linux");
    let pages: u64 = text.split_whitespace().nth(1).unwrap().parse().unwrap();
    pages * 4096
}
