//! Choosing files without holding up a frame: the dialog and the disk wait on a thread of their own.

use std::{
    fs::{self, File},
    io::{self, Read as _, Write as _},
    path::{Path, PathBuf},
    pin::pin,
    sync::{Arc, mpsc},
    task::{Context, Poll, Wake, Waker},
    thread::{self, Thread},
};

use crate::say::say;

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

/// Asks for a file and makes something of it where it lies; wakes the window when it is done.
pub fn open_with<T: Send + 'static>(
    ctx: &egui::Context,
    title: &str,
    make: impl FnOnce(&Path) -> Result<T, String> + Send + 'static,
) -> Waiting<T> {
    let chosen = rfd::AsyncFileDialog::new().set_title(title).pick_file();
    run(ctx.clone(), move || wait(chosen).map(|it| make(it.path())))
}

/// Asks for a folder and makes something of it; wakes the window when it is done.
pub fn open_folder_with<T: Send + 'static>(
    ctx: &egui::Context,
    title: &str,
    make: impl FnOnce(&Path) -> Result<T, String> + Send + 'static,
) -> Waiting<T> {
    let chosen = rfd::AsyncFileDialog::new().set_title(title).pick_folder();
    run(ctx.clone(), move || wait(chosen).map(|it| make(it.path())))
}

/// Where files go that nobody is asked about.
#[derive(Debug, Clone)]
struct Into(PathBuf);

/// Puts every file into `folder`, under the name it is offered, and asks nobody: for whoever drives the window without a
/// desktop around it.
pub fn save_into(ctx: &egui::Context, folder: &Path) {
    ctx.data_mut(|it| it.insert_temp(egui::Id::NULL, Into(folder.to_owned())));
}

/// Asks where to put a file, now; what is returned waits for the answer.
fn place(ctx: &egui::Context, name: &str) -> Box<dyn FnOnce() -> Option<PathBuf> + Send> {
    if let Some(Into(folder)) = ctx.data(|it| it.get_temp(egui::Id::NULL)) {
        let path = folder.join(name);
        return Box::new(move || Some(path));
    }
    let chosen = rfd::AsyncFileDialog::new().set_file_name(name).save_file();
    Box::new(move || wait(chosen).map(|it| it.path().to_owned()))
}

/// Asks where to put `text` and writes it there; wakes the window when it is done.
pub fn save(ctx: &egui::Context, name: &str, text: String) -> Waiting<PathBuf> {
    let place = place(ctx, name);
    run(ctx.clone(), move || {
        place().map(|path| {
            fs::write(&path, text).map_err(|err| not_written(&path, &err))?;
            Ok(path)
        })
    })
}

/// Asks where to put a file that is made only then, and writes it there; wakes the window when it is done.
pub fn save_with<T: Send + 'static>(
    ctx: &egui::Context,
    name: &str,
    make: impl FnOnce() -> Result<(Vec<u8>, T), String> + Send + 'static,
) -> Waiting<(PathBuf, T)> {
    let place = place(ctx, name);
    run(ctx.clone(), move || {
        let path = place()?;
        Some(make().and_then(|(bytes, more)| Ok((write(&path, &bytes)?, more))))
    })
}

/// Asks where to put `bytes` and writes them there, whole or not at all; wakes the window when it is done.
pub fn save_bytes(ctx: &egui::Context, name: &str, bytes: Vec<u8>) -> Waiting<PathBuf> {
    let place = place(ctx, name);
    run(ctx.clone(), move || place().map(|path| write(&path, &bytes)))
}

/// Writes a file whole or not at all, and checks it by reading it again.
pub fn write(path: &Path, bytes: &[u8]) -> Result<PathBuf, String> {
    let wrong = |err: io::Error| not_written(path, &err);
    let folder = match path.parent() {
        Some(it) if !it.as_os_str().is_empty() => it,
        Some(_) | None => Path::new("."),
    };
    let mut draft = tempfile::Builder::new().prefix(DRAFT).tempfile_in(folder).map_err(wrong)?;
    draft.write_all(bytes).map_err(wrong)?;
    draft.as_file().sync_all().map_err(wrong)?;
    draft.persist(path).map_err(|err| wrong(err.error))?;
    if fs::read(path).map_err(wrong)? == bytes {
        Ok(path.to_owned())
    } else {
        Err(say!("files-differs", path = path.display().to_string()))
    }
}

fn not_written(path: &Path, err: &io::Error) -> String {
    say!("files-not-written", path = path.display().to_string(), why = err.to_string())
}

// Same everywhere: the thread's name, and how files begin that are being written.
const THREAD: &str = "file dialog";
const DRAFT: &str = ".muster-";

/// Does `work` on a thread of its own; wakes the window when it is done.
pub fn run<T: Send + 'static>(
    ctx: egui::Context,
    work: impl FnOnce() -> Ended<T> + Send + 'static,
) -> Waiting<T> {
    let (tell, told) = mpsc::sync_channel(1);
    let spawned = thread::Builder::new().name(THREAD.to_owned()).spawn(move || {
        if tell.send(work()).is_ok() {
            ctx.request_repaint();
        }
    });
    if let Err(err) = spawned {
        tracing::warn!(%err, "file dialog");
    }
    Waiting(told)
}

/// Reads a small file.
pub fn read(path: &Path) -> Result<Read, String> {
    read_within(path, LARGEST)
}

/// Reads a file of at most `limit` bytes.
pub fn read_within(path: &Path, limit: u64) -> Result<Read, String> {
    let name = path.file_name().map_or_else(String::new, |it| it.to_string_lossy().into_owned());
    let wrong = |err: io::Error| say!("files-not-read", name = &name, why = err.to_string());
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(wrong)?;
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(wrong)?;
    if u64::try_from(bytes.len()).is_ok_and(|it| it > limit) {
        return Err(say!("files-too-large", name = &name, most = limit >> 20));
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
