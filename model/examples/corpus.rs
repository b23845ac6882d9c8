//! Imports every file of a folder of real frameworks and compares what is counted with what is known to be there.
//!
//! `cargo run -p muster-model --example corpus -- FOLDER [FILE…]`. With files (or folders) named, these alone are
//! imported together, and what was found is told. The folder is not part of the project; the numbers below
//! are facts about public files.

use std::{
    collections::BTreeMap,
    fs,
    io::{self, Write as _},
    path::Path,
    process::ExitCode,
};

use muster_model::{
    framework::{Framework, Node, Status},
    import::{self, File, ImportError, Imported, Options, export},
    scoring::Exact,
};

/// What is known about one source.
struct Expected {
    /// Files or folders, all imported together.
    paths: &'static [&'static str],
    /// `nodes`, `assessable`, `questions`, `choices`, `withdrawn`, `groups`; other names are kinds.
    counts: &'static [(&'static str, usize)],
    /// Words of the refusal, for what is no framework.
    refusal: &'static [&'static str],
}

const fn counts(
    paths: &'static [&'static str],
    counts: &'static [(&'static str, usize)],
) -> Expected {
    Expected { paths, counts, refusal: &[] }
}

const fn refused(paths: &'static [&'static str], refusal: &'static [&'static str]) -> Expected {
    Expected { paths, counts: &[], refusal }
}

const CSF_JSON: &str = "nist-oscal/NIST_CSF_v2.0_catalog.json";
const CSF_XML: &str = "nist-oscal/NIST_CSF_v2.0_catalog.xml";
const SP_800_53: &str = "nist-oscal/NIST_SP-800-53_rev5_catalog-min.json";
const LOW: &str = "nist-oscal/NIST_SP-800-53_rev5_LOW-baseline_profile.json";
const CPRT: &str = "nist-cprt/sp_800_171_2_0_0.json";
const CISO_CSF: &str = "ciso-assistant/nist-csf-2.0.yaml";
const CISO_171: &str = "ciso-assistant/nist-800-171-rev2.yaml";
const ALMA: &str = "csf-profile/alma-ciso-assessment-2026.csv";
const WEIGHTS: &str = "nist-cprt/sp_800_171_r2_weights.csv";
const CISO_CMMC: &str = "ciso-assistant/cmmc-2.0.yaml";

const DSOMM: &[(&str, usize)] = &[
    ("dimension", 5),
    ("subdimension", 19),
    ("activity", 194),
    ("level 1", 26),
    ("level 2", 57),
    ("level 3", 61),
    ("level 4", 31),
    ("level 5", 19),
    ("nodes", 5 + 19 + 194),
    ("assessable", 194),
];

const EXPECTED: &[Expected] = &[
    counts(
        &[CSF_JSON],
        &[
            ("nodes", 225),
            ("group", 6),
            ("control", 219),
            ("category", 34),
            ("subcategory", 185),
            ("assessable", 106),
            ("withdrawn", 79 + 12),
            ("example", 363),
            ("param", 0),
            ("live category", 22),
        ],
    ),
    counts(
        &[CSF_XML],
        &[
            ("group", 6),
            ("control", 219),
            ("category", 34),
            ("subcategory", 185),
            ("assessable", 106),
            ("example", 363),
            ("param", 0),
            ("part", 588),
            ("live category", 22),
        ],
    ),
    counts(
        &[SP_800_53],
        &[
            ("nodes", 20 + 1189),
            ("group", 20),
            ("control", 1189),
            ("SP800-53", 322),
            ("SP800-53-enhancement", 867),
            ("withdrawn", 182),
            ("assessable", 1189 - 182),
            ("param", 1258),
        ],
    ),
    counts(&[LOW, SP_800_53], &[("assessable", 149), ("chosen", 149)]),
    refused(&[LOW], &["profile", "149"]),
    counts(
        &[CPRT],
        &[
            ("element", 556),
            ("relationship", 330),
            ("family", 14),
            ("requirement_type", 2),
            ("requirement", 110),
            ("discussion", 110),
            ("security_requirement", 320),
            ("assessable", 110),
            ("groups", 14),
        ],
    ),
    counts(
        &["ciso-assistant/cloud-sovereignty-framework.yaml"],
        &[("nodes", 8), ("assessable", 8), ("weight", 8)],
    ),
    counts(
        &[CISO_CMMC],
        &[
            ("nodes", 124),
            ("assessable", 110),
            ("groups", 2),
            ("group L1", 17),
            ("group L2", 93),
            ("questions", 321),
            ("choices", 963),
        ],
    ),
    refused(&["ciso-assistant/critical_risk_matrix_5x5.yaml"], &["1 risk matrix"]),
    counts(
        &["ciso-assistant/cyfun-small-self-assessment_new.structure.yaml"],
        &[("nodes", 8), ("assessable", 8), ("without-ref", 8), ("languages", 4)],
    ),
    counts(
        &["ciso-assistant/dynamic-questionnaire.yaml"],
        &[
            ("nodes", 14),
            ("assessable", 7),
            ("groups", 4),
            ("group base", 3),
            ("group avance", 2),
            ("group regule", 1),
            ("group pilote", 1),
            ("questions", 16),
            ("choices", 30),
            ("depends_on", 4),
            ("add_score", 24),
            ("compute_result", 25),
            ("select_implementation_groups", 3),
        ],
    ),
    counts(
        &["ciso-assistant/enisa-sme-cra-maturity.yaml"],
        &[
            ("nodes", 30),
            ("assessable", 25),
            ("questions", 25),
            ("choices", 125),
            ("add_score", 125),
        ],
    ),
    counts(
        &["ciso-assistant/essential-eight.yaml"],
        &[
            ("nodes", 157),
            ("assessable", 149),
            ("groups", 3),
            ("group 1", 48),
            ("group 2", 107),
            ("group 3", 149),
            ("without-ref", 149),
        ],
    ),
    refused(
        &["ciso-assistant/mapping-nist-csf-2.0-to-iso27001-2022.yaml"],
        &["mapping set", "343"],
    ),
    counts(&[CISO_171], &[("nodes", 234), ("assessable", 110), ("without-ref", 124)]),
    counts(&[CISO_CSF], &[("nodes", 134), ("assessable", 106), ("languages", 3)]),
    counts(
        &["ciso-assistant/test-mixed-scoring.yaml"],
        &[("nodes", 3), ("assessable", 2), ("own-scale", 1)],
    ),
    counts(
        &["c2m2/c2m2_v2_1.structure.yaml"],
        &[
            ("domain", 10),
            ("objective", 43),
            ("practice", 356),
            ("level 1", 56),
            ("level 2", 166),
            ("level 3", 134),
            ("assessable", 356),
        ],
    ),
    refused(&["c2m2/c2m2_v2_1.ids.json"], &["practices"]),
    counts(
        &["owasp-samm/model"],
        &[
            ("Function", 5),
            ("Practice", 15),
            ("Stream", 30),
            ("MaturityLevel", 3),
            ("PracticeLevel", 45),
            ("Activity", 90),
            ("Question", 90),
            ("AnswerSet", 24),
            ("quality criterion", 295),
            ("nodes", 5 + 15 + 30 + 90),
            ("assessable", 90),
            ("questions", 90),
        ],
    ),
    counts(&["dsomm/default"], DSOMM),
    counts(&["dsomm"], DSOMM),
    counts(&["dsomm/meta.yaml", "dsomm/default"], &[("activity", 194), ("progress state", 4)]),
    refused(&["dsomm/meta.yaml"], &["progress"]),
    refused(&["dsomm/teams.yaml"], &["teams"]),
    counts(
        &["openssf/criteria.yml"],
        &[
            ("criterion", 145),
            ("level 0", 67),
            ("level 0 MUST", 43),
            ("level 0 SHOULD", 10),
            ("level 0 SUGGESTED", 14),
            ("level 1", 55),
            ("level 1 MUST", 44),
            ("level 1 SHOULD", 10),
            ("level 1 SUGGESTED", 1),
            ("level 2", 23),
            ("level 2 MUST", 21),
            ("level 2 SHOULD", 2),
            ("assessable", 145),
        ],
    ),
    counts(
        &["cncf/controls_catalog.csv"],
        &[("row", 345), ("column", 8), ("assessable", 345), ("section", 12)],
    ),
    counts(&[ALMA], &[("row", 106), ("column", 53), ("assessable", 106)]),
    counts(
        &[WEIGHTS],
        &[
            ("row", 110),
            ("assessable", 110),
            ("5 points", 44),
            ("1 points", 51),
            ("3 points", 14),
            ("0 points", 1),
        ],
    ),
];

/// Sources that must have the same assessable identifiers.
const AGREE: &[&[&str]] = &[&[CSF_JSON, CSF_XML, CISO_CSF], &[CPRT, CISO_171, CISO_CMMC, WEIGHTS]];

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1) else {
        return say("Which folder? corpus FOLDER\n", ExitCode::from(2));
    };
    let paths: Vec<String> = std::env::args().skip(2).collect();
    if !paths.is_empty() {
        let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
        return say(&told(Path::new(&folder), &paths), ExitCode::SUCCESS);
    }
    let (report, failed) = run(Path::new(&folder));
    say(&report, if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn say(text: &str, code: ExitCode) -> ExitCode {
    let written = io::stdout().lock().write_all(text.as_bytes());
    if written.is_ok() { code } else { ExitCode::FAILURE }
}

/// Tells what came of importing these files together.
fn told(folder: &Path, paths: &[&str]) -> String {
    let files = match read(folder, paths) {
        Ok(files) => files,
        Err(err) => return format!("{err}\n"),
    };
    let files: Vec<File<'_>> = files.iter().map(|(path, bytes)| File { path, bytes }).collect();
    match import::framework(&files, &Options::default()) {
        Ok(found) => {
            let skipped: Vec<String> = found.skipped.iter().map(|it| format!("- {it}\n")).collect();
            format!("{}: {:#?}\n{}", found.format, found.counts, skipped.concat())
        }
        Err(err) => format!("{err}\n"),
    }
}

fn run(folder: &Path) -> (String, usize) {
    let mut out = Vec::new();
    let (mut done, mut failed) = (0, 0);
    let mut found: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for expected in EXPECTED {
        let name = expected.paths.first().copied().unwrap_or_default();
        let wrong = match read(folder, expected.paths) {
            Ok(files) => check(expected, &files, found.entry(name).or_default()),
            Err(err) => vec![format!("{err}")],
        };
        done += 1;
        failed += usize::from(!wrong.is_empty());
        out.extend(wrong.into_iter().map(|it| format!("{name}: {it}\n")));
    }
    for group in AGREE {
        done += 1;
        let sets: Vec<Option<&Vec<String>>> = group.iter().map(|it| found.get(it)).collect();
        let same = sets.iter().zip(sets.iter().skip(1)).all(|(a, b)| a == b);
        if !same {
            failed += 1;
            out.push(format!("{}: the identifiers differ\n", group.join(", ")));
        }
    }
    out.push(format!("corpus: {} of {done} as expected\n", done - failed));
    (out.concat(), failed)
}

/// Reads files, and the files below folders, with their paths from `folder` on.
fn read(folder: &Path, paths: &[&str]) -> io::Result<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    for path in paths {
        let mut open = vec![folder.join(path)];
        while let Some(here) = open.pop() {
            if here.is_dir() {
                let mut inside: Vec<_> = fs::read_dir(&here)?
                    .map(|it| it.map(|it| it.path()))
                    .collect::<Result<_, _>>()?;
                inside.sort();
                open.extend(inside.into_iter().rev());
            } else {
                let name = here.strip_prefix(folder).unwrap_or(&here).display().to_string();
                files.push((name, fs::read(&here)?));
            }
        }
    }
    Ok(files)
}

/// Imports, and says what is not as expected.
fn check(expected: &Expected, files: &[(String, Vec<u8>)], ids: &mut Vec<String>) -> Vec<String> {
    let files: Vec<File<'_>> = files.iter().map(|(path, bytes)| File { path, bytes }).collect();
    match (import::framework(&files, &Options::default()), expected.refusal) {
        (Ok(found), []) => {
            *ids = references(&found.framework);
            let mut wrong = compare(expected, &found);
            wrong.extend(round_trip(&found.framework));
            wrong
        }
        (Ok(_), _) => vec!["it was imported, but it is no framework".to_owned()],
        (Err(err), []) => vec![err.to_string()],
        (Err(err), words) => {
            let clear = matches!(err, ImportError::NoFramework(_) | ImportError::Unknown(_))
                && words.iter().all(|it| err.to_string().contains(it));
            if clear { Vec::new() } else { vec![format!("refused with “{err}”")] }
        }
    }
}

fn compare(expected: &Expected, found: &Imported) -> Vec<String> {
    let mut wrong = Vec::new();
    for (name, number) in expected.counts {
        let counts = &found.counts;
        let is = match *name {
            "nodes" => counts.nodes,
            "assessable" => counts.assessable,
            "questions" => counts.questions,
            "choices" => counts.choices,
            "withdrawn" => counts.withdrawn,
            "groups" => counts.groups,
            "languages" => found.framework.pack().languages.len(),
            "live category" => {
                let live = |it: &&&Node| it.kind == "category" && it.status == Status::Live;
                found.framework.nodes().iter().filter(live).count()
            }
            points if points.ends_with(" points") => {
                let points: Option<Exact> = points.trim_end_matches(" points").parse().ok();
                found.framework.questions().iter().filter(|it| it.points == points).count()
            }
            kind => counts.kinds.get(kind).copied().unwrap_or_default(),
        };
        if is != *number {
            wrong.push(format!("{name} is {is}, not {number}"));
        }
    }
    wrong
}

/// Says which way out and back changes the framework.
fn round_trip(framework: &Framework) -> Vec<String> {
    let written = [
        ("f.csv", Ok(export::csv(framework))),
        ("f.xlsx", export::xlsx(framework)),
        ("f.yaml", Ok(export::yaml(framework))),
    ];
    let mut wrong = Vec::new();
    for (path, bytes) in written {
        let bytes = bytes.unwrap_or_default();
        match import::framework(&[File { path, bytes: &bytes }], &Options::default()) {
            Ok(again) if again.framework.pack() == framework.pack() => {}
            Ok(_) => wrong.push(format!("exported as {path}, it comes back changed")),
            Err(err) => wrong.push(format!("exported, it is refused: {err}")),
        }
    }
    wrong
}

/// Returns what people call the questions, in one spelling for all sources.
fn references(framework: &Framework) -> Vec<String> {
    let mut out: Vec<String> = framework
        .questions()
        .into_iter()
        .map(|it| if it.reference.is_empty() { it.id.to_string() } else { it.reference.clone() })
        .map(|it| import::spelled(&it))
        .collect();
    out.sort();
    out
}
