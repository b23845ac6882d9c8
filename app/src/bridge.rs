//! Between the window and the node: the only file that knows tokio and egui.
//!
//! **Invariant:** no frame waits for disk or network. Wishes go into a bounded queue, answers and the shelf come
//! out of it, and the window is woken only when something changed.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    thread,
};

use muster_model::{
    ids::{AssessmentId, WorkspaceId},
    time::At,
};
use muster_sync::node::{
    self, Handle, clock,
    command::{Command, CommandError, Options, Reply},
    event::{Happening, Shelf},
};
use tokio::sync::{broadcast, mpsc, watch};

use crate::{
    advice::{self, Advice},
    demo, keychain,
    parting::{Parting, PartingError},
    say::say,
    state::asked::{Purpose, advise},
};

/// An answer of the node, with why it was asked.
pub type Answered = (Purpose, Result<Reply, Advice>);

/// An assessment whose content is to be written into a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaving {
    /// In which workspace.
    pub workspace: WorkspaceId,
    /// Which.
    pub assessment: AssessmentId,
    /// Where to.
    pub folder: PathBuf,
}

/// What the window needs of a node. The real one is [`Node`]; tests bring their own.
pub trait Bridge {
    /// Returns everything there is to show.
    fn shelf(&self) -> Arc<Shelf>;
    /// Asks for something; the answer comes out of [`Bridge::poll`].
    fn send(&mut self, command: Command, purpose: Purpose);
    /// Makes the example workspace; the answer, [`Reply::Joined`], comes out of [`Bridge::poll`].
    fn look_around(&mut self);
    /// Writes out what an assessment holds, before it is destroyed; the answer, [`Reply::Done`], comes out of
    /// [`Bridge::poll`].
    fn write_out(&mut self, wish: Leaving);
    /// Returns how far that or the example is, in a sentence; empty before.
    fn step(&self) -> String;
    /// Returns the answers that came since the last call.
    fn poll(&mut self) -> Vec<Answered>;
    /// Returns what happened since the last call.
    fn happenings(&mut self) -> Vec<Happening>;
    /// Says whether the node still works: it does not where one of its threads panicked.
    fn is_alive(&self) -> bool {
        true
    }
    /// Reads the wall clock, for “3 minutes ago”.
    fn now(&self) -> At;
    /// Closes everything; called once, when the window is closed.
    fn stop(&mut self);
}

/// The node could not be started.
#[derive(Debug, thiserror::Error)]
pub enum BridgeError {
    /// The operating system gives no thread.
    #[error("no thread could be started: {0}")]
    Thread(#[source] std::io::Error),
    /// The node did not start.
    #[error(transparent)]
    Node(#[from] CommandError),
}

/// A node on a thread of its own.
#[derive(Debug)]
pub struct Node {
    wishes: Option<mpsc::Sender<Wish>>,
    answers: mpsc::Receiver<Answered>,
    shelf: watch::Receiver<Arc<Shelf>>,
    happenings: broadcast::Receiver<Happening>,
    steps: watch::Receiver<String>,
    late: Vec<Answered>,
    thread: Option<thread::JoinHandle<()>>,
    data_dir: PathBuf,
}

#[derive(Debug)]
enum Wish {
    Command(Box<Command>, Purpose),
    LookAround(PathBuf),
    WriteOut(Leaving),
    #[cfg(test)]
    Break,
}

/// Wakes the window when the node ends, however it ends.
struct Ends(Wake);

impl Drop for Ends {
    fn drop(&mut self) {
        (self.0)();
    }
}

/// How many wishes may wait; a person clicks slower.
const WISHES: usize = 256;

impl Node {
    /// Starts a node; `wake` is called whenever there is something new to show.
    pub fn start(
        options: Options,
        wake: impl Fn() + Send + Sync + 'static,
    ) -> Result<Self, BridgeError> {
        let (wishes, heard) = mpsc::channel(WISHES);
        let (answer, answers) = mpsc::channel(WISHES);
        let (step, steps) = watch::channel(String::new());
        let (ready, started) = std::sync::mpsc::sync_channel(1);
        let wake: Wake = Arc::new(wake);
        let data_dir = options.data_dir.clone();
        let thread = thread::Builder::new()
            .name("node".to_owned())
            .spawn(move || {
                let _ends = Ends(Arc::clone(&wake));
                let runtime = match tokio::runtime::Builder::new_multi_thread()
                    .worker_threads(2)
                    .enable_all()
                    .build()
                {
                    Ok(it) => it,
                    Err(err) => return tell(&ready, Err(BridgeError::Thread(err))),
                };
                let handle = match runtime.block_on(node::begin(options)) {
                    Ok(it) => it,
                    Err(err) => return tell(&ready, Err(BridgeError::Node(err))),
                };
                tell(&ready, Ok((handle.shelf(), handle.happenings())));
                runtime.block_on(handle.ready());
                wake();
                runtime.block_on(keychain::open_locked(&handle));
                let teller = Teller { handle, answer, step, wake };
                runtime.block_on(serve(teller, heard));
            })
            .map_err(BridgeError::Thread)?;
        let (shelf, happenings) =
            started.recv().unwrap_or(Err(BridgeError::Node(CommandError::Stopped)))?;
        let wishes = Some(wishes);
        Ok(Self {
            wishes,
            answers,
            shelf,
            happenings,
            steps,
            late: Vec::new(),
            thread: Some(thread),
            data_dir,
        })
    }
}

impl Node {
    fn queue(&mut self, wish: Wish, purpose: Purpose) {
        let place = self.wishes.as_ref().and_then(|it| it.try_reserve().ok());
        if let Some(place) = place {
            place.send(wish);
        } else {
            let busy = Advice::new(say!("state-busy"), say!("state-busy-remedy"));
            self.late.push((purpose, Err(busy)));
        }
    }
}

type Wake = Arc<dyn Fn() + Send + Sync>;
type Started = Result<(watch::Receiver<Arc<Shelf>>, broadcast::Receiver<Happening>), BridgeError>;

fn tell(ready: &std::sync::mpsc::SyncSender<Started>, started: Started) {
    if ready.send(started).is_err() {
        tracing::debug!("the window went away while the node started");
    }
}

/// Serves wishes until the window goes away. Changes are made one after the other, in the order they were
/// wished; everything else has a task of its own, so that a long exchange holds up nothing.
async fn serve(teller: Teller, mut wished: mpsc::Receiver<Wish>) {
    let (handle, wake) = (teller.handle.clone(), Arc::clone(&teller.wake));
    let mut underway = tokio::task::JoinSet::new();
    let (in_turn, mut in_order) = mpsc::channel::<(Box<Command>, Purpose)>(WISHES);
    let orderly = teller.clone();
    underway.spawn(async move {
        while let Some((command, purpose)) = in_order.recv().await {
            orderly.grant(*command, purpose).await;
        }
    });
    let mut shelf = handle.shelf();
    let mut happenings = handle.happenings();
    loop {
        tokio::select! {
            wish = wished.recv() => match wish {
                None => break,
                Some(Wish::Command(command, purpose)) if matches!(*command, Command::Edit { .. }) => {
                    if in_turn.send((command, purpose)).await.is_err() { break }
                }
                #[cfg(test)]
                Some(Wish::Break) => panic!("a test breaks the node"),
                Some(Wish::LookAround(data_dir)) => {
                    let teller = teller.clone();
                    underway.spawn(async move { teller.look_around(data_dir).await });
                }
                Some(Wish::WriteOut(wish)) => {
                    let teller = teller.clone();
                    underway.spawn(async move { teller.write_out(wish).await });
                }
                Some(Wish::Command(command, purpose)) => {
                    let teller = teller.clone();
                    underway.spawn(async move { teller.grant(*command, purpose).await });
                }
            },
            changed = shelf.changed() => {
                if changed.is_err() { break }
                wake();
            }
            heard = happenings.recv() => match heard {
                Ok(_) | Err(broadcast::error::RecvError::Lagged(_)) => wake(),
                Err(broadcast::error::RecvError::Closed) => break,
            },
        }
    }
    drop(in_turn);
    handle.stop().await;
    while underway.join_next().await.is_some() {}
}

#[derive(Clone)]
struct Teller {
    handle: Handle,
    answer: mpsc::Sender<Answered>,
    step: watch::Sender<String>,
    wake: Wake,
}

impl Teller {
    async fn grant(&self, command: Command, purpose: Purpose) {
        let result = self.handle.call(command).await;
        self.tell(purpose, result.map_err(|err| advise(&err))).await;
    }

    async fn look_around(&self, data_dir: PathBuf) {
        // The example runs several nodes of its own; a thread of its own keeps them apart from ours.
        let runtime = tokio::runtime::Handle::current();
        let (step, wake) = (self.step.clone(), Arc::clone(&self.wake));
        let made = tokio::task::spawn_blocking(move || {
            let mut tell = |line: &str| {
                step.send_replace(line.to_owned());
                wake();
            };
            let made = runtime.block_on(demo::example_workspace(&data_dir, &mut tell));
            made.map_err(|err| advice::on_demo(&err))
        });
        let gone = Advice::new(say!("state-example-not-made"), say!("state-start-again"));
        let shown = match made.await.unwrap_or(Err(gone)) {
            Ok(workspace) => {
                let refreshed = self.handle.call(Command::Refresh).await;
                refreshed.map(|_| Reply::Joined { workspace }).map_err(|err| advise(&err))
            }
            Err(advice) => Err(advice),
        };
        self.tell(Purpose::Example, shown).await;
    }

    async fn write_out(&self, wish: Leaving) {
        let now = self.handle.shelf().borrow().clone();
        let Some(shown) = now.workspaces.get(&wish.workspace) else {
            return self.tell(Purpose::Parting, Err(advise(&CommandError::NoWorkspace))).await;
        };
        let mut tell = |path: &Path| {
            self.step.send_replace(path.display().to_string());
            (self.wake)();
        };
        let (assessment, folder) = (wish.assessment, wish.folder.as_path());
        let (node, workspace) = (&self.handle, shown.workspace.as_ref());
        let written = Parting { node, workspace, assessment, folder }.write(&mut tell).await;
        self.step.send_replace(String::new());
        let written = written.map(|_| Reply::Done).map_err(|err| match &err {
            PartingError::Command(err) => advise(err),
            PartingError::Folder { .. }
            | PartingError::Write { .. }
            | PartingError::NoFramework
            | PartingError::Report(_)
            | PartingError::NotSigned
            | PartingError::Missing { .. } => advice::on_parting(&err),
        });
        self.tell(Purpose::Parting, written).await;
    }

    async fn tell(&self, purpose: Purpose, result: Result<Reply, Advice>) {
        if self.answer.send((purpose, result)).await.is_ok() {
            (self.wake)();
        }
    }
}

impl Bridge for Node {
    fn shelf(&self) -> Arc<Shelf> {
        self.shelf.borrow().clone()
    }

    fn send(&mut self, command: Command, purpose: Purpose) {
        self.queue(Wish::Command(Box::new(command), purpose.clone()), purpose);
    }

    fn look_around(&mut self) {
        self.queue(Wish::LookAround(self.data_dir.clone()), Purpose::Example);
    }

    fn write_out(&mut self, wish: Leaving) {
        self.queue(Wish::WriteOut(wish), Purpose::Parting);
    }

    fn step(&self) -> String {
        self.steps.borrow().clone()
    }

    fn poll(&mut self) -> Vec<Answered> {
        let mut out = std::mem::take(&mut self.late);
        while let Ok(it) = self.answers.try_recv() {
            out.push(it);
        }
        out
    }

    fn happenings(&mut self) -> Vec<Happening> {
        let mut out = Vec::new();
        loop {
            match self.happenings.try_recv() {
                Ok(it) => out.push(it),
                Err(broadcast::error::TryRecvError::Lagged(_)) => {}
                Err(
                    broadcast::error::TryRecvError::Empty | broadcast::error::TryRecvError::Closed,
                ) => return out,
            }
        }
    }

    fn is_alive(&self) -> bool {
        self.wishes.is_none() || !self.answers.is_closed()
    }

    fn now(&self) -> At {
        clock::now()
    }

    fn stop(&mut self) {
        self.wishes = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the node stopped in disorder");
        }
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        self.stop();
    }
}

#[cfg(test)]
mod tests {
    use std::{
        sync::mpsc::{Receiver, sync_channel},
        time::Duration,
    };

    use super::*;

    /// A node in an empty folder, and what wakes the window.
    fn node(data_dir: &Path) -> (Node, Receiver<()>) {
        let (wake, woken) = sync_channel(64);
        let options = Options { data_dir: data_dir.to_owned(), mode: None, network: false };
        let node = Node::start(options, move || {
            // A full queue wakes the window as well.
            let _full = wake.try_send(());
        })
        .unwrap();
        (node, woken)
    }

    /// Waits, as the window does, until it is woken and something came back.
    fn answer(node: &mut Node, woken: &Receiver<()>) -> Answered {
        loop {
            if let Some(it) = node.poll().into_iter().next() {
                return it;
            }
            woken.recv_timeout(Duration::from_secs(20)).expect("the window is woken");
        }
    }

    #[test]
    fn a_workspace_begun_in_the_window_is_on_the_shelf_when_the_answer_comes() {
        let dir = tempfile::tempdir().unwrap();
        let (mut node, woken) = node(dir.path());
        let [name, me, device] = ["Northwind", "Mara", "Laptop"].map(str::to_owned);
        node.send(Command::CreateWorkspace { name, me, device }, Purpose::Create);
        let (purpose, result) = answer(&mut node, &woken);
        assert_eq!(purpose, Purpose::Create);
        let Ok(Reply::Created { workspace, .. }) = result else { panic!("{result:?}") };
        assert_eq!(node.shelf().workspaces[&workspace].workspace.name, "Northwind");
    }

    #[test]
    fn a_refusal_comes_back_with_its_remedy() {
        let dir = tempfile::tempdir().unwrap();
        let (mut node, woken) = node(dir.path());
        let workspace = WorkspaceId::from_bytes([7; 32]);
        node.send(Command::Verify { workspace }, Purpose::Verify);
        let (_, result) = answer(&mut node, &woken);
        let advice = result.unwrap_err();
        assert_eq!(advice.headline, "There is no such workspace on this device");
        assert!(!advice.remedy.is_empty());
    }

    #[test]
    fn a_node_that_breaks_wakes_the_window_which_goes_on() {
        let dir = tempfile::tempdir().unwrap();
        let (mut node, woken) = node(dir.path());
        assert!(node.is_alive());
        node.queue(Wish::Break, Purpose::Quiet);
        while node.is_alive() {
            woken.recv_timeout(Duration::from_secs(20)).expect("the window is woken");
        }
        node.send(Command::Refresh, Purpose::Quiet);
        assert!(node.poll().iter().all(|it| it.1.is_err()));
        node.stop();
    }

    #[test]
    fn closing_the_window_ends_the_node() {
        let dir = tempfile::tempdir().unwrap();
        let (mut node, _woken) = node(dir.path());
        node.stop();
        node.send(Command::Refresh, Purpose::Quiet);
        assert!(matches!(node.poll().as_slice(), [(Purpose::Quiet, Err(_))]));
    }
}
