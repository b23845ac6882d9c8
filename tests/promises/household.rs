//! Devices as people have them: the real program as a process, with a data directory each, on this machine only.

use std::{
    fs,
    io::{BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
};

use serde_json::Value;
use tempfile::TempDir;

/// The program.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_muster-device");
/// What is assessed where no story needs another.
pub(crate) const FRAMEWORK: &str = "five-dimensions";
const HERE: [&str; 2] = ["--bind", "127.0.0.1"];

/// What a command said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// A data directory, and the program that works on it.
#[derive(Debug, Clone)]
pub(crate) struct Device {
    pub(crate) dir: PathBuf,
}

/// A device that is online until this is dropped; then it is gone without a word.
#[derive(Debug)]
pub(crate) struct Online {
    child: Child,
    _out: BufReader<ChildStdout>,
    pub(crate) address: String,
}

impl Online {
    /// The number of the process.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits until it ends by itself.
    pub(crate) fn ended(&mut self) -> std::process::ExitStatus {
        self.child.wait().unwrap()
    }
}

impl Drop for Online {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Device {
    pub(crate) fn at(dir: impl Into<PathBuf>) -> Self {
        Self { dir: dir.into() }
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command.arg("--data-dir").arg(&self.dir).args(args);
        for name in
            ["DISPLAY", "WAYLAND_DISPLAY", "MUSTER_DATA_DIR", "MUSTER_PASSPHRASE_FILE", "RUST_LOG"]
        {
            command.env_remove(name);
        }
        command.stdin(Stdio::null());
        command
    }

    /// Runs a command, whatever comes of it.
    pub(crate) fn run(&self, args: &[&str]) -> Told {
        let output = self.command(args).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let code = output.status.code().unwrap_or(-1);
        Told { code, out: text(output.stdout), err: text(output.stderr) }
    }

    /// Runs a command that reads `words` from standard input, whatever comes of it.
    pub(crate) fn said(&self, words: &str, args: &[&str]) -> Told {
        let mut command = self.command(args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(words.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let code = output.status.code().unwrap_or(-1);
        Told { code, out: text(output.stdout), err: text(output.stderr) }
    }

    /// Runs a command that must succeed, and returns what it printed.
    pub(crate) fn ok(&self, args: &[&str]) -> String {
        let told = self.run(args);
        assert_eq!(told.code, 0, "{args:?}: {told:?}");
        told.out
    }

    /// Runs a command that must succeed, and returns what it printed for machines.
    pub(crate) fn json(&self, args: &[&str]) -> Value {
        let text = self.ok(&[args, &["--json"]].concat());
        serde_json::from_str(&text).unwrap()
    }

    /// Runs a command that prints for machines and then says that a person has to decide first.
    pub(crate) fn undecided(&self, args: &[&str]) -> Value {
        let told = self.run(&[args, &["--json"]].concat());
        assert_eq!(told.code, 3, "{args:?}: {told:?}");
        serde_json::from_str(&told.out).unwrap()
    }

    /// Runs a command that may use the loopback network.
    pub(crate) fn here(&self, args: &[&str]) -> String {
        self.ok(&[&HERE, args].concat())
    }

    /// Goes online.
    pub(crate) fn serve(&self) -> Online {
        let mut command = self.command(&[&HERE[..], &["serve"]].concat());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut address = String::new();
        out.read_line(&mut address).unwrap();
        let address = address.trim().to_owned();
        let online = Online { child, _out: out, address };
        assert!(online.address.contains("@127.0.0.1:"), "serve printed “{}”", online.address);
        online
    }

    /// Meets `other`, which goes online for that.
    pub(crate) fn meet(&self, other: &Self) {
        let online = other.serve();
        self.reach(&online);
    }

    /// Exchanges with a device that is online.
    pub(crate) fn reach(&self, online: &Online) {
        self.here(&["sync", "--until-idle", "--to", &online.address]);
    }

    /// Makes a ticket.
    pub(crate) fn invite(&self, args: &[&str]) -> String {
        self.here(&[&["invite"], args].concat()).trim().to_owned()
    }

    /// The file that holds everything.
    pub(crate) fn log(&self) -> PathBuf {
        let folders = fs::read_dir(self.dir.join("workspaces")).unwrap();
        folders.map(|it| it.unwrap().path().join("log.sqlite")).find(|it| it.exists()).unwrap()
    }
}

/// Ana, who owns the workspace, Ben and Cleo, who answer too; a device each.
#[derive(Debug)]
pub(crate) struct Household {
    _place: TempDir,
    pub(crate) ana: Device,
    pub(crate) ben: Device,
    pub(crate) cleo: Device,
}

impl Household {
    /// Create → invite → join → assign. Afterwards nobody is online. `secrecy` is an option of `review open`.
    pub(crate) fn founded(secrecy: &[&str]) -> Self {
        let place = tempfile::tempdir().unwrap();
        let [ana, ben, cleo] = ["ana", "ben", "cleo"].map(|it| Device::at(place.path().join(it)));
        ana.ok(&["workspace", "create", "Harbour", "--me", "Ana"]);
        ana.ok(&["assessment", "create", "--framework", FRAMEWORK, "--title", "Security"]);
        let tickets = [ana.invite(&[]), ana.invite(&[])];
        let online = ana.serve();
        let guests = [(&ben, "Ben", &tickets[0]), (&cleo, "Cleo", &tickets[1])];
        at_once(guests.map(|(guest, name, ticket)| {
            move || drop(guest.here(&["join", ticket, "--me", name]))
        }));
        let open = ["review", "open", "2026 H2"];
        let assign = ["--assign", "Ana=all", "--assign", "Ben=all", "--assign", "Cleo=all"];
        ana.ok(&[&open[..], secrecy, &assign].concat());
        at_once([&ben, &cleo].map(|guest| || guest.reach(&online)));
        drop(online);
        Self { _place: place, ana, ben, cleo }
    }

    pub(crate) fn all(&self) -> [&Device; 3] {
        [&self.ana, &self.ben, &self.cleo]
    }

    /// The same three devices as they are now, elsewhere.
    pub(crate) fn copied(&self) -> Self {
        let place = tempfile::tempdir().unwrap();
        let [ana, ben, cleo] = self.all().map(|it| {
            let to = place.path().join(it.dir.file_name().unwrap());
            copy(&it.dir, &to);
            Device::at(to)
        });
        Self { _place: place, ana, ben, cleo }
    }
}

/// Does several things at the same time, as several people would.
pub(crate) fn at_once<T: Send, F: FnOnce() -> T + Send>(
    deeds: impl IntoIterator<Item = F>,
) -> Vec<T> {
    std::thread::scope(|scope| {
        let all: Vec<_> = deeds.into_iter().map(|it| scope.spawn(it)).collect();
        all.into_iter().map(|it| it.join().unwrap()).collect()
    })
}

/// Copies a folder with all in it.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

/// Returns every file under `dir`, with what it holds.
pub(crate) fn files(dir: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            let bytes = fs::read(&path).unwrap();
            found.push((path, bytes));
        }
    }
    found
}
