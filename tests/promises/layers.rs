//! Who may name whom: the rooms of the house, read from its sources.

use std::{
    fs,
    path::{Path, PathBuf},
};

struct Source {
    /// From the root of the repository, with `/` between folders.
    path: String,
    /// Without comments.
    code: String,
    lines: usize,
    opens_with_docs: bool,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.join("CACHEDIR.TAG").exists() {
            continue;
        }
        if path.is_dir() {
            walk(&path, found);
        } else if path.extension().is_some_and(|it| it == "rs") {
            found.push(path);
        }
    }
}

/// Cuts off what stands behind `//` at the beginning of a line or after a space.
fn without_comment(line: &str) -> &str {
    let mut halves = line.match_indices("//").filter_map(|(at, _)| line.split_at_checked(at));
    let comment = halves.find(|(before, _)| before.is_empty() || before.ends_with(' '));
    comment.map_or(line, |(before, _)| before)
}

fn sources() -> Vec<Source> {
    let mut paths = Vec::new();
    for package in ["model", "sync", "app", "tests"] {
        walk(&root().join(package), &mut paths);
    }
    paths.sort();
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        let path = path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
        let code: Vec<&str> = text.lines().map(without_comment).collect();
        Source {
            path,
            code: code.join("\n"),
            lines: text.lines().count(),
            opens_with_docs: text.starts_with("//!"),
        }
    };
    paths.into_iter().map(read).collect()
}

/// Says whether `code` holds `name` as a word of its own, or as the beginning of a path.
fn names(code: &str, name: &str) -> bool {
    let is_word = |it: char| it.is_alphanumeric() || it == '_';
    code.match_indices(name).filter_map(|(at, _)| code.split_at_checked(at)).any(|(from, rest)| {
        let before = from.chars().next_back();
        let after = rest.strip_prefix(name).and_then(|it| it.chars().next());
        !before.is_some_and(is_word) && (name.ends_with(':') || !after.is_some_and(is_word))
    })
}

/// One rule: under `within`, only what begins with one of `only` names any of `what`.
struct Rule {
    within: &'static [&'static str],
    what: &'static [&'static str],
    only: &'static [&'static str],
}

const ALL: &[&str] = &["model/", "sync/", "app/"];

const RULES: &[Rule] = &[
    Rule { within: ALL, what: &["automerge"], only: &["model/src/document"] },
    Rule {
        within: ALL,
        what: &["iroh", "iroh_mdns_address_lookup"],
        only: &["sync/src/net", "sync/src/identity/tests.rs"],
    },
    Rule { within: ALL, what: &["rusqlite"], only: &["sync/src/store/sqlite"] },
    Rule { within: &["model/src"], what: &["muster_sync", "muster::"], only: &[] },
    Rule { within: &["sync/src"], what: &["muster::", "egui", "eframe", "clap"], only: &[] },
    // The model does nothing but think.
    Rule {
        within: &["model/src"],
        what: &[
            "std::fs",
            "fs",
            "std::net",
            "std::process",
            "std::thread",
            "tokio",
            "SystemTime",
            "Instant",
            "getrandom",
            "rand",
            "HashMap",
            "HashSet",
        ],
        only: &[],
    },
    // How many cases a law is tried with may be set from outside.
    Rule {
        within: &["model/src"],
        what: &["std::env"],
        only: &["model/src/scoring/tests", "model/src/import/tests", "model/src/document/tests"],
    },
    // Floats are drawn and quoted, and decide nothing.
    Rule {
        within: &["model/src"],
        what: &["f32", "f64"],
        only: &[
            "model/src/scoring/exact.rs",
            "model/src/framework/parse/tree.rs",
            "model/src/import/source.rs",
        ],
    },
    // The clock is read and the dice are rolled in one place.
    Rule { within: ALL, what: &["SystemTime", "getrandom"], only: &["sync/src/node/clock.rs"] },
    // There is one cipher, and one place that says which.
    Rule {
        within: &["model/src", "sync", "app/src"],
        what: &["chacha20poly1305"],
        only: &["sync/cipher"],
    },
    // Only a simulation, which lives beside the program, hands in dice of its own.
    Rule {
        within: ALL,
        what: &["open_by", "prepare_by", "verify_by", "Craft"],
        only: &["sync/src/craft.rs", "sync/src/replica", "sync/src/envelope.rs", "sync/src/ticket"],
    },
    Rule {
        within: ALL,
        what: &["remembering", "Memory"],
        only: &["model/src/document", "model/src/workspace/views", "sync/src/craft.rs"],
    },
    // What decides about an exchange knows no clock, no disk and no network.
    Rule {
        within: &["sync/src/engine", "sync/src/wire", "sync/src/replica", "sync/src/envelope"],
        what: &["tokio", "Instant", "std::net", "fs"],
        only: &["sync/src/engine/session/tests"],
    },
    // In the window the bridge alone knows the node's runtime.
    Rule {
        within: &["app/src"],
        what: &["tokio"],
        only: &["app/src/bridge.rs", "app/src/cli", "app/src/demo"],
    },
    Rule {
        within: &["app/src/cli", "app/src/demo", "app/src/advice.rs"],
        what: &["egui", "eframe"],
        only: &[],
    },
    // Widgets and colours know nothing of security programmes.
    Rule {
        within: &["app/src/widgets", "app/src/theme"],
        what: &["muster_model", "muster_sync"],
        only: &[],
    },
    Rule {
        within: &["app/src"],
        what: &[
            "Color32::from_rgb",
            "Color32::from_gray",
            "Color32::from_rgba_unmultiplied",
            "from_rgb_additive",
        ],
        only: &["app/src/theme"],
    },
];

fn is_in(path: &str, places: &[&str]) -> bool {
    places.iter().any(|place| {
        path.strip_prefix(place).is_some_and(|rest| {
            place.ends_with('/')
                || rest.is_empty()
                || rest.starts_with('/')
                || rest.starts_with('.')
        })
    })
}

#[test]
fn every_room_names_only_what_it_may() {
    let sources = sources();
    assert!(sources.len() > 100, "the sources are where they are looked for");
    let mut wrong = Vec::new();
    for rule in RULES {
        for source in sources.iter().filter(|it| is_in(&it.path, rule.within)) {
            for what in rule.what.iter().filter(|_| !is_in(&source.path, rule.only)) {
                if names(&source.code, what) {
                    wrong.push(format!("{} names {what}", source.path));
                }
            }
        }
        for place in rule.only {
            assert!(sources.iter().any(|it| is_in(&it.path, &[place])), "there is no {place}");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_a_screen_shows_is_decided_without_a_pixel() {
    let mut wrong = Vec::new();
    for source in sources() {
        let is_data = source.path.starts_with("app/src/screens/")
            && source.path.split('/').any(|it| it == "data.rs" || it == "data");
        if is_data && names(&source.code, "egui") {
            wrong.push(source.path);
        }
    }
    assert!(wrong.is_empty(), "{wrong:?} name egui");
}

#[test]
fn files_say_what_they_are_and_stay_small() {
    let mut wrong = Vec::new();
    for source in sources() {
        let Source { path, code, lines, opens_with_docs } = &source;
        if !opens_with_docs {
            wrong.push(format!("{path} does not say what lives in it"));
        }
        if *lines > 620 {
            wrong.push(format!("{path} has {lines} lines"));
        }
        let name = path.rsplit('/').next().unwrap();
        if ["mod.rs", "util.rs", "utils.rs", "common.rs", "helpers.rs", "manager.rs"]
            .contains(&name)
        {
            wrong.push(format!("{path} has a name that says nothing"));
        }
        let of_ours = path.starts_with("tests/");
        for what in ["#[ignore", "#[allow(", "todo!(", "unimplemented!(", "dbg!("] {
            if !of_ours && code.contains(what) {
                wrong.push(format!("{path} has {what}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let main = fs::read_to_string(root().join("app/src/main.rs")).unwrap();
    assert!(main.lines().count() <= 40);
}

#[test]
fn packages_depend_downwards_only() {
    let manifest =
        |package: &str| fs::read_to_string(root().join(package).join("Cargo.toml")).unwrap();
    let (model, sync) = (manifest("model"), manifest("sync"));
    for above in
        ["muster-sync", "muster.workspace", "iroh", "rusqlite", "tokio", "egui", "getrandom"]
    {
        assert!(!model.contains(above), "model depends on {above}");
    }
    for above in ["muster.workspace", "egui", "eframe", "clap", "automerge"] {
        assert!(!sync.contains(above), "sync depends on {above}");
    }
}

#[test]
fn a_newcomer_sees_four_packages_and_what_they_need() {
    let is_ours = |path: &Path| path.is_dir() && !path.join("CACHEDIR.TAG").exists();
    let mut folders: Vec<String> = fs::read_dir(root())
        .unwrap()
        .map(|it| it.unwrap().path())
        .filter(|it| is_ours(it))
        .map(|it| it.file_name().unwrap().to_str().unwrap().to_owned())
        .filter(|it| !it.starts_with('.'))
        .collect();
    folders.sort();
    assert_eq!(folders, ["app", "assets", "model", "sync", "tests"]);
    for file in ["README.md", "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT", "Cargo.lock"] {
        assert!(root().join(file).is_file(), "there is no {file}");
    }
}
