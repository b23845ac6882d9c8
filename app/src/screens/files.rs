//! Choosing files without holding up a frame: the dialog and the disk wait on a thread of their own.

use std::{
    fs::File,
    io::Read as _,
    path::{Path, PathBuf},
    pin::pin,
    sync::{Arc, mpsc},
    task::{Context, Poll, Wake, Waker},
    thread::{self, Thread},
};

/// Largest file read, in bytes.
const LARGEST: u64 = 8 * 1024 * 1024;

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// Its name, without its folder.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// What came of a dialog: `None` if nothing was chosen, else the result or a sentence.
pub type Ended<T> = Option<Result<T, String>>;

/// A dialog that is open.
#[derive(Debug)]
pub struct Waiting<T>(mpsc::Receiver<Ended<T>>);

impl<T> Waiting<T> {
    /// Returns what came of it, once it is closed.
    pub fn ended(&self) -> Option<Ended<T>> {
        match self.0.try_recv() {
            Ok(it) => Some(it),
            Err(mpsc::TryRecvError::Empty) => None,
            Err(mpsc::TryRecvError::Disconnected) => Some(None),
        }
    }
}

/// Asks for a file and reads it; wakes the window when it is done.
pub fn open(ctx: &egui::Context, title: &str) -> Waiting<Read> {
    let chosen = rfd::AsyncFileDialog::new().set_title(title).pick_file();
    let ctx = ctx.clone();
    run(ctx, move || wait(chosen).map(|it| read(it.path())))
}

/// Reads a file that was dropped on the window; wakes it when that is done.
pub fn take(ctx: &egui::Context, path: PathBuf) -> Waiting<Read> {
    run(ctx.clone(), move || Some(read(&path)))
}

/// Asks where to put `text` and writes it there; wakes the window when it is done.
pub fn save(ctx: &egui::Context, name: &str, text: String) -> Waiting<PathBuf> {
    let chosen = rfd::AsyncFileDialog::new().set_file_name(name).save_file();
    let ctx = ctx.clone();
    run(ctx, move || {
        wait(chosen).map(|it| {
            let path = it.path().to_owned();
            let written = std::fs::write(&path, text);
            written.map_err(|err| format!("{} can't be written: {err}", path.display()))?;
            Ok(path)
        })
    })
}

fn run<T: Send + 'static>(
    ctx: egui::Context,
    work: impl FnOnce() -> Ended<T> + Send + 'static,
) -> Waiting<T> {
    let (tell, told) = mpsc::sync_channel(1);
    let spawned = thread::Builder::new().name("file dialog".to_owned()).spawn(move || {
        if tell.send(work()).is_ok() {
            ctx.request_repaint();
        }
    });
    if let Err(err) = spawned {
        tracing::warn!(%err, "file dialog");
    }
    Waiting(told)
}

/// Reads a file of bounded size.
pub fn read(path: &Path) -> Result<Read, String> {
    let name = path.file_name().map_or_else(String::new, |it| it.to_string_lossy().into_owned());
    let wrong = |err: std::io::Error| format!("{name} can't be read: {err}");
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(wrong)?;
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(wrong)?;
    if u64::try_from(bytes.len()).is_ok_and(|it| it > LARGEST) {
        return Err(format!("{name} is larger than 8 MB and is not what is looked for"));
    }
    Ok(Read { name, bytes })
}

struct Alarm(Thread);

impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Waits for `future` on this thread.
fn wait<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let waker = Waker::from(Arc::new(Alarm(thread::current())));
    let mut context = Context::from_waker(&waker);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(it) => return it,
            Poll::Pending => thread::park(),
        }
    }
}
