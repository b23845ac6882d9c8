//! A device that answers one question after the other and says of each when it is saved, until it is killed.
//!
//! Meanwhile somebody else who has the same log open puts checkpoints in the place of what was answered.

use std::{
    ffi::OsString,
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
};

use muster_model::{
    answer::{Answer, Said},
    edit::Edit,
    ids::{NodeId, OptionId, WorkspaceId},
};
use muster_sync::{
    identity::Identity,
    node::{
        self,
        command::{Command, Mode, Options},
    },
    replica::Replica,
    store::SqliteStore,
};

/// Runs with the arguments `DATA_DIR FIRST`: the answers are numbered from `FIRST`, and each is told on a line of
/// its own only after the node said that it is saved.
pub fn until_killed(mut args: impl Iterator<Item = OsString>) -> ExitCode {
    let data_dir = args.next().map(PathBuf::from);
    let first = args.next().and_then(|it| it.to_str().and_then(|it| it.parse().ok()));
    let (Some(data_dir), Some(first)) = (data_dir, first) else { return ExitCode::from(2) };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let Ok(runtime) = runtime else { return ExitCode::FAILURE };
    let ended = runtime.block_on(answer(data_dir, first));
    let why = ended.err().unwrap_or_default();
    drop(writeln!(io::stderr(), "{why}"));
    ExitCode::FAILURE
}

async fn answer(data_dir: PathBuf, first: u64) -> Result<(), String> {
    let options = Options { data_dir: data_dir.clone(), mode: Some(Mode::Off), network: false };
    let node = node::start(options).await.map_err(|err| err.to_string())?;
    let shelf = std::sync::Arc::clone(&node.shelf().borrow());
    let shown = shelf.workspaces.values().next().ok_or("there is no workspace")?;
    let workspace: WorkspaceId = shown.workspace.id;
    let review = shown.workspace.current_review().ok_or("there is no review")?;
    let framework = shown.workspace.framework_of(review).ok_or("there is no framework")?;
    let questions: Vec<(NodeId, Vec<OptionId>)> = framework
        .questions()
        .into_iter()
        .filter_map(|it| {
            let options = &framework.scale_of(it)?.options;
            Some((it.id.clone(), options.iter().map(|it| it.id.clone()).collect()))
        })
        .collect();
    let mut other = opened_again(&data_dir, workspace)?;
    for number in first.. {
        let pick = |n: usize| usize::try_from(number).unwrap_or(0).checked_rem(n).unwrap_or(0);
        let (question, options) = questions.get(pick(questions.len())).ok_or("no questions")?;
        let option = options.get(pick(options.len())).ok_or("no options")?;
        let why = format!("number {number}");
        let said = Answer { note: why, ..Answer::of(Said::Option(option.clone())) };
        let answers = vec![(question.clone(), Some(said))];
        let edit = Edit::Answer { review: review.id, answers };
        let saved = node.call(Command::Edit { workspace, edit }).await;
        saved.map_err(|err| err.to_string())?;
        let mut out = io::stdout().lock();
        let told = writeln!(out, "{number} {question}").and_then(|()| out.flush());
        told.map_err(|err| err.to_string())?;
        other.condense_from(4).map_err(|err| err.to_string())?;
    }
    Ok(())
}

/// Opens the log of the one workspace under `data_dir` a second time.
fn opened_again(data_dir: &Path, workspace: WorkspaceId) -> Result<Replica, String> {
    let mut folders = fs::read_dir(data_dir.join("workspaces")).map_err(|err| err.to_string())?;
    let folder = folders.next().ok_or("there is no folder")?.map_err(|err| err.to_string())?.path();
    let identity = Identity::load(&folder.join("key")).map_err(|err| err.to_string())?;
    let store = SqliteStore::open_existing(&folder.join("log.sqlite"));
    let store = store.map_err(|err| err.to_string())?.with_local_key(identity.local_key());
    // It writes no change, so that its name among the starts is never used.
    let opened = Replica::open(workspace, identity, Box::new(store), [0; 8]);
    opened.map_err(|err| err.to_string())
}
