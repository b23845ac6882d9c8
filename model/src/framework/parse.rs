//! From bytes to a pack: YAML 1.2, TOML and JSON through one tree and one model.
//!
//! What can be understood is understood, and all problems are found at once. **Invariant:** total: no input makes
//! it panic, loop or take memory beyond a small multiple of the limits in `tree`.

pub(crate) mod json;
mod piece;
mod toml;
pub(crate) mod tree;
pub(crate) mod yaml;

use serde_json::json;

use self::{
    piece::{list, piece, table},
    tree::{Data, Located},
};
use super::{
    Benchmark, Condition, Framework, Ladder, Measure, Node, Pack, Respondents, Rung, Scale, check,
    problem::{Problem, Problems, Trail},
};

/// The format this program reads and writes.
pub const FORMAT: u32 = 1;

impl Framework {
    /// Reads a pack; `name_hint` is its file name, or empty.
    ///
    /// # Errors
    /// Every problem found, by line.
    pub fn parse(bytes: &[u8], name_hint: &str) -> Result<Self, Vec<Problem>> {
        let tree = tree_of(bytes, name_hint).map_err(|it| vec![it])?;
        Self::of_tree(&tree)
    }

    /// Reads a pack from a tree whose values know their lines.
    pub(crate) fn of_tree(tree: &Located) -> Result<Self, Vec<Problem>> {
        let mut problems = Problems::new(Some(tree));
        format(tree).map_err(|it| vec![it])?;
        let pack = pack(tree, &mut problems);
        problems.check_pack();
        if let Some(pack) = &pack {
            check::all(pack, &mut problems);
        }
        match pack {
            Some(pack) if problems.is_empty() => Ok(Self::sealed(pack)),
            Some(_) | None => Err(problems.into_sorted()),
        }
    }

    /// Takes a pack that was put together by a program.
    ///
    /// # Errors
    /// Every problem found.
    pub fn of(pack: Pack) -> Result<Self, Vec<Problem>> {
        let mut problems = Problems::new(None);
        check::all(&pack, &mut problems);
        if problems.is_empty() { Ok(Self::sealed(pack)) } else { Err(problems.into_sorted()) }
    }
}

fn tree_of(bytes: &[u8], name_hint: &str) -> Result<Located, Problem> {
    let text = text_of(bytes)?;
    match notation(text, name_hint) {
        Notation::Yaml => yaml::read(text),
        Notation::Toml => toml::read(text),
        Notation::Json => json::read(text),
    }
}

fn text_of(bytes: &[u8]) -> Result<&str, Problem> {
    if bytes.len() > tree::MAX_BYTES {
        return Err(Problem::of_file(
            None,
            "the file has more than 8 MiB",
            "split it, or leave texts out",
        ));
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(Problem::of_file(Some(1), "the file is written in UTF-16", "save it as UTF-8"));
    }
    let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|err| {
        let before = bytes.get(..err.valid_up_to()).unwrap_or_default();
        let line = before.split(|it| *it == b'\n').count();
        let what = "there are bytes here that are not UTF-8 text";
        Problem::of_file(u32::try_from(line).ok(), what, "save the file as UTF-8")
    })
}

enum Notation {
    Yaml,
    Toml,
    Json,
}

/// The file name decides; without one, the first words do.
fn notation(text: &str, name_hint: &str) -> Notation {
    let ending = name_hint.rsplit_once('.').map(|it| it.1.to_ascii_lowercase());
    match ending.as_deref() {
        Some("json") => return Notation::Json,
        Some("toml") => return Notation::Toml,
        Some("yaml" | "yml") => return Notation::Yaml,
        Some(_) | None => {}
    }
    if text.trim_start().starts_with('{') {
        return Notation::Json;
    }
    let first = text.lines().map(str::trim).find(|it| !it.is_empty() && !it.starts_with('#'));
    let is_toml = first.is_some_and(|line| {
        let key = line.split('=').next().unwrap_or_default().trim_end();
        let bare = |it: char| it.is_alphanumeric() || "_-.\"'".contains(it);
        line.starts_with('[')
            || (key.len() < line.len() && !key.is_empty() && key.chars().all(bare))
    });
    if is_toml { Notation::Toml } else { Notation::Yaml }
}

/// A file made for a newer version is refused as a whole, never half read.
fn format(tree: &Located) -> Result<(), Problem> {
    let hint = "a pack begins with “muster_pack: 1”";
    if tree.entries().is_none() {
        let what = format!("a pack is a table of keys, but this is {}", tree.sort());
        return Err(Problem::of_file(Some(tree.line), what, hint));
    }
    let Some(found) = tree.get("muster_pack") else {
        let what = "this is not a framework pack: the key “muster_pack” is missing";
        return Err(Problem::of_file(Some(tree.line), what, hint));
    };
    let number = if let Data::Whole(text) = &found.data { text.parse::<u64>().ok() } else { None };
    match number {
        Some(1) => Ok(()),
        Some(newer) if newer > u64::from(FORMAT) => {
            let what = format!("this pack has format {newer}, made for a newer version of Muster");
            Err(Problem::of_file(Some(found.line), what, "update Muster, then open it again"))
        }
        Some(_) | None => {
            Err(Problem::of_file(Some(found.line), "“muster_pack” is not a format there is", hint))
        }
    }
}

fn pack(tree: &Located, problems: &mut Problems<'_>) -> Option<Pack> {
    let top = Trail::default();
    let base = json!({"muster_pack": 1, "id": "x", "version": "0", "title": {}, "nodes": []});
    let apart = [
        "nodes",
        "scales",
        "respondents",
        "measures",
        "ladders",
        "cadence",
        "benchmarks",
        "mappings",
        "baselines",
    ];
    let mut pack: Pack = piece(problems, tree, &top, &base, &apart)?;
    let at = |key: &str| (tree.get(key), top.key(key));
    pack.nodes = list(problems, at("nodes"), node);
    pack.scales = table(problems, at("scales"), scale);
    if let Some(found) = tree.get("respondents") {
        let read: Option<Respondents> =
            piece(problems, found, &top.key("respondents"), &json!({}), &[]);
        pack.respondents = read.unwrap_or_default();
    }
    pack.measures = list(problems, at("measures"), |problems, at, trail| {
        let base = json!({"id": "x", "at": "root", "of": "items", "op": "mean"});
        piece::<Measure>(problems, at, trail, &base, &[])
    });
    pack.ladders = list(problems, at("ladders"), ladder);
    pack.cadence = list(problems, at("cadence"), |problems, at, trail| {
        piece(problems, at, trail, &json!({"nodes": [], "every_days": 1}), &[])
    });
    pack.benchmarks = list(problems, at("benchmarks"), |problems, at, trail| {
        let base = json!({"text": {}, "figure": "0", "source": "x", "date": "2000"});
        piece::<Benchmark>(problems, at, trail, &base, &[])
    });
    pack.mappings = list(problems, at("mappings"), |problems, at, trail| {
        let base = json!({"node": "x", "framework": "x", "other": "x", "relation": "equal"});
        piece(problems, at, trail, &base, &[])
    });
    pack.baselines = table(problems, at("baselines"), |problems, at, trail| {
        piece(problems, at, trail, &json!({"tags": []}), &[])
    });
    Some(pack)
}

fn node(problems: &mut Problems<'_>, at: &Located, trail: &Trail) -> Option<Node> {
    let read: Option<Node> = piece(problems, at, trail, &json!({"id": "x"}), &["children"]);
    let children = list(problems, (at.get("children"), trail.key("children")), node);
    let mut node = read?;
    node.children = children;
    Some(node)
}

fn scale(problems: &mut Problems<'_>, at: &Located, trail: &Trail) -> Option<Scale> {
    let base = json!({"options": []});
    let mut scale: Scale = piece(problems, at, trail, &base, &["options"])?;
    scale.options =
        list(problems, (at.get("options"), trail.key("options")), |problems, at, trail| {
            piece(problems, at, trail, &json!({"id": "x"}), &[])
        });
    Some(scale)
}

fn ladder(problems: &mut Problems<'_>, at: &Located, trail: &Trail) -> Option<Ladder> {
    let base = json!({"id": "x", "at": "root", "mode": "cumulative", "rungs": []});
    let mut ladder: Ladder = piece(problems, at, trail, &base, &["rungs"])?;
    ladder.rungs = list(problems, (at.get("rungs"), trail.key("rungs")), rung);
    Some(ladder)
}

fn rung(problems: &mut Problems<'_>, at: &Located, trail: &Trail) -> Option<Rung> {
    let base = json!({"id": "x", "name": {}, "require": []});
    let mut rung: Rung = piece(problems, at, trail, &base, &["require"])?;
    rung.require = list(problems, (at.get("require"), trail.key("require")), condition);
    Some(rung)
}

/// Conditions are told apart by their key, so that what is wrong inside one is found where it is.
fn condition(problems: &mut Problems<'_>, at: &Located, trail: &Trail) -> Option<Condition> {
    let entries = at.entries().unwrap_or_default();
    if entries.iter().any(|it| it.key == "measure") {
        let base = json!({"measure": "x", "min": "0"});
        return piece(problems, at, trail, &base, &[]).map(Condition::Measure);
    }
    let [only] = entries else {
        let what = "a condition is a table with one key, or with “measure”";
        problems.add(trail, what, CONDITIONS);
        return None;
    };
    let (inside, trail) = (&only.value, &trail.key(&only.key));
    let mut inner = Inner { problems, at: inside, trail };
    match only.key.as_str() {
        "each" => inner.read(&json!({"measure": "x", "min": "0"})).map(Condition::Each),
        "all_met" => inner.read(&json!({})).map(Condition::AllMet),
        "share_met" => inner.read(&json!({"min": "1"})).map(Condition::ShareMet),
        "open" => inner.read(&json!({"points_max": "0"})).map(Condition::Open),
        "evidence" => inner.read(&json!({"kind": "x", "max_age_days": 1})).map(Condition::Evidence),
        "answered" => inner.read(&json!({"share": "1"})).map(Condition::Answered),
        "facts" => inner.read(&json!({"id": "x", "max": "0"})).map(Condition::Facts),
        "ladder" => inner.read(&json!({"id": "x", "min": "x"})).map(Condition::Ladder),
        "each_ladder" => inner.read(&json!({"ladder": "x", "min": "x"})).map(Condition::EachLadder),
        "any_of" => {
            let inner = list(problems, (Some(inside), trail.clone()), condition);
            Some(Condition::AnyOf(inner))
        }
        other => {
            let short: String = other.chars().take(60).collect();
            problems.add(trail, format!("“{short}” is no condition"), CONDITIONS);
            None
        }
    }
}

struct Inner<'a, 'p, 't> {
    problems: &'a mut Problems<'p>,
    at: &'t Located,
    trail: &'t Trail,
}

impl Inner<'_, '_, '_> {
    fn read<T: serde::de::DeserializeOwned>(&mut self, base: &serde_json::Value) -> Option<T> {
        piece(self.problems, self.at, self.trail, base, &[])
    }
}

const CONDITIONS: &str = "use one of: measure, each, all_met, share_met, open, evidence, answered, facts, ladder, \
                          each_ladder, any_of";

#[cfg(test)]
mod tests;
