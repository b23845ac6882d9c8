//! Checks scoring against a folder of vectors: numbers that public calculators, test suites and regulations give.
//!
//! `cargo run -p muster-model --example vectors -- FOLDER [PACKS]` reads every file of the folder it knows, builds small
//! frameworks in its own words, and prints how many cases come out as the file says. Expected numbers are read from
//! the files. With a folder of frameworks that ship, the cases are run by those too. It fails if any case differs, or
//! if a file or a list of cases is not known.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a check that falls over says so"
)]

mod alma;
mod badge;
mod c2m2;
mod ciso;
mod kit;
mod misc;
mod packs;
mod rules;
mod samm;
mod sprs;

use std::{fs, path::Path, process::ExitCode};

use kit::Tally;
use serde_json::Value;

/// What a file needs besides its own content.
struct Source<'a> {
    folder: &'a Path,
    file: &'a Value,
}

/// Files by name, each with its check and its lists of cases.
type Check = fn(&Source<'_>, &mut Tally);
const FILES: [(&str, Check); 9] = [
    ("c2m2_v2_1.json", c2m2::check),
    ("ciso_assistant.json", ciso::check),
    ("csf2_profile_alma.json", alma::check),
    ("openssf_badge.json", badge::check),
    ("proposed_rules.json", rules::check),
    ("samm_v1_5_example.json", samm::check_v1),
    ("samm_v2.json", samm::check_v2),
    ("sprs_cmmc.json", sprs::check),
    ("thresholds_and_misc.json", misc::check),
];

fn main() -> ExitCode {
    let Some(folder) = std::env::args().nth(1) else {
        println!("name the folder of vectors");
        return ExitCode::FAILURE;
    };
    let folder = Path::new(&folder);
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|it| it.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|it| Path::new(it).extension().is_some_and(|it| it == "json"))
        .collect();
    names.sort();
    let mut is_whole = true;
    let (mut all_right, mut all) = (0, 0);
    for name in names {
        let file: Value = serde_json::from_slice(&fs::read(folder.join(&name)).unwrap()).unwrap();
        let Some((_, check)) = FILES.iter().find(|it| it.0 == name) else {
            println!("{name}: not known here");
            is_whole = false;
            continue;
        };
        let mut tally = Tally::default();
        check(&Source { folder, file: &file }, &mut tally);
        let expected = kit::cases_in(&file);
        println!("{name}: {} of {expected}", tally.right);
        for line in tally.wrong.iter().chain(&tally.notes) {
            println!("  {line}");
        }
        is_whole &= tally.wrong.is_empty() && tally.right == expected;
        all_right += tally.right;
        all += expected;
    }
    println!("all: {all_right} of {all}");
    if let Some(shipped) = std::env::args().nth(2) {
        let (lines, is_right) = packs::check(Path::new(&shipped), folder);
        for line in lines {
            println!("{line}");
        }
        is_whole &= is_right;
    }
    if is_whole && all > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
