//! How fast and how small Muster is, beside other stacks on the same content, in one run on one machine.
//!
//! `cargo run --release --manifest-path tests/bench/Cargo.toml` prints the tables; `-- --load 356x50x3x1` (questions,
//! people, edits an answer, reviews) only what is said of that load, `-- --answer` only what one answer costs. Every
//! figure is of the program as it is shipped: signatures, admission and durability are on. Times are of the processor,
//! the least of some runs.

mod answer;
mod ours;
mod rivals;
mod table;
mod talk;
mod team;

use std::{collections::BTreeMap, process::Command};

/// What everybody says: by person and question, an option and a note.
pub type State = BTreeMap<String, BTreeMap<String, (String, String)>>;

/// How much there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Load {
    pub questions: usize,
    pub people: usize,
    /// How often every answer is given anew.
    pub edits: usize,
    pub reviews: usize,
}

impl Load {
    fn parse(text: &str) -> Option<Self> {
        let numbers: Option<Vec<usize>> = text.split('x').map(|it| it.parse().ok()).collect();
        let [questions, people, edits, reviews] = numbers?[..] else { return None };
        Some(Self { questions, people, edits, reviews })
    }
}

impl std::fmt::Display for Load {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}x{}x{}x{}", self.questions, self.people, self.edits, self.reviews)
    }
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    match words[..] {
        [] => {
            for load in ["110x10x3x1", "356x50x3x1", "1196x50x3x1"] {
                table::print(Load::parse(load).unwrap());
            }
            table::print_history(Load::parse("1196x50x3x10").unwrap());
            answer::print();
        }
        ["--answer"] => answer::print(),
        ["--long"] => {
            for load in ["1196x50x30x1", "1196x200x3x1"] {
                table::print(Load::parse(load).unwrap());
            }
        }
        ["--load", load] => match Load::parse(load) {
            Some(load) if load.reviews > 1 => table::print_history(load),
            Some(load) => table::print(load),
            None => eprintln!("a load is QUESTIONSxPEOPLExEDITSxREVIEWS, for instance 356x50x3x1"),
        },
        // A data directory to open a window on.
        ["--home", load, data_dir] => match Load::parse(load) {
            Some(load) => table::make_home(load, data_dir.as_ref()),
            None => eprintln!("a load is QUESTIONSxPEOPLExEDITSxREVIEWS, for instance 120x50x1x1"),
        },
        // What one answer costs in such a folder's log.
        ["--answer-in", load] => match Load::parse(load) {
            Some(load) => table::print_answer_in(load),
            None => eprintln!("a load is QUESTIONSxPEOPLExEDITSxREVIEWS, for instance 356x50x3x1"),
        },
        // How long it takes to start on such a folder.
        ["--start", data_dir] => table::print_start(data_dir.as_ref()),
        // One measurement of memory, in a process of its own.
        ["--memory", what, path] => println!("{}", ours::memory(what, path.as_ref())),
        _ => eprintln!(
            "usage: muster-bench [--long | --answer | --load QUESTIONSxPEOPLExEDITSxREVIEWS | --home LOAD FOLDER | --start FOLDER]"
        ),
    }
}

/// Returns how many bytes `what` at `path` needs in memory, measured in a process of its own.
pub fn memory(what: &str, path: &std::path::Path) -> u64 {
    let told = Command::new(std::env::current_exe().unwrap())
        .args(["--memory", what, path.to_str().unwrap()])
        .output()
        .unwrap();
    let told = String::from_utf8(told.stdout).unwrap();
    told.trim().parse().unwrap_or_else(|_| panic!("{what}: {told}"))
}
