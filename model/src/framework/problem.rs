//! What is wrong with a pack: where, what, and what to do about it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::{self, Write as _},
};

use serde::Serialize;

use super::parse::tree::Located;

/// One thing that is wrong with a pack.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Problem {
    /// Where, in words (`nodes[3].scale`); empty for the file as a whole.
    pub place: String,
    /// Line in the file, the first being 1.
    pub line: Option<u32>,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub hint: String,
}

impl Problem {
    pub(crate) fn of_file(
        line: Option<u32>,
        what: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        Self { place: String::new(), line, what: what.into(), hint: hint.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        if !self.place.is_empty() {
            write!(f, "{}: ", self.place)?;
        }
        write!(f, "{} ({})", self.what, self.hint)
    }
}

/// A step from a value to one of its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    /// Into a table.
    Key(String),
    /// Into a list.
    Index(usize),
}

/// The way from the top of a pack to a value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Trail(Vec<Step>);

impl Trail {
    /// Returns the way one step further into a table.
    pub(crate) fn key(&self, key: impl fmt::Display) -> Self {
        self.step(Step::Key(key.to_string()))
    }

    /// Returns the way one step further into a list.
    pub(crate) fn index(&self, index: usize) -> Self {
        self.step(Step::Index(index))
    }

    fn step(&self, step: Step) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }

    pub(crate) fn steps(&self) -> &[Step] {
        &self.0
    }
}

impl fmt::Display for Trail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        for step in &self.0 {
            match step {
                Step::Key(key) if text.is_empty() => write!(text, "{key}")?,
                Step::Key(key) => write!(text, ".{key}")?,
                Step::Index(index) => write!(text, "[{index}]")?,
            }
        }
        f.write_str(&text)
    }
}

/// Collects problems and finds their lines.
#[derive(Debug)]
pub(crate) struct Problems<'a> {
    tree: Option<&'a Located>,
    found: Vec<Problem>,
    /// Items that could not be read at all, by the place of their list.
    dropped: BTreeMap<String, BTreeSet<usize>>,
    phase: Phase,
}

/// Whether places are those of the file, or those of the pack that was read from it.
#[derive(Debug, PartialEq, Eq)]
enum Phase {
    Reading,
    Checking,
}

impl<'a> Problems<'a> {
    /// More than anybody reads.
    const MAX: usize = 200;

    pub(crate) fn new(tree: Option<&'a Located>) -> Self {
        Self { tree, found: Vec::new(), dropped: BTreeMap::new(), phase: Phase::Reading }
    }

    /// Notes that the item at `index` of the list at `trail` could not be read and is left out of the pack.
    pub(crate) fn drop_item(&mut self, trail: &Trail, index: usize) {
        self.dropped.entry(trail.to_string()).or_default().insert(index);
    }

    /// From now on, places are those of the pack that was read.
    pub(crate) fn check_pack(&mut self) {
        self.phase = Phase::Checking;
    }

    /// Says whether something is wrong at `trail` already.
    pub(crate) fn has(&self, trail: &Trail) -> bool {
        let place = self.in_file(trail).to_string();
        self.found.iter().any(|it| it.place == place)
    }

    /// Returns where `trail` leads in the file: items left out count there.
    fn in_file(&self, trail: &Trail) -> Trail {
        if self.phase == Phase::Reading || self.dropped.is_empty() {
            return trail.clone();
        }
        let mut out = Trail::default();
        for step in trail.steps() {
            out = match step {
                Step::Key(key) => out.key(key),
                Step::Index(index) => {
                    let mut index = *index;
                    // In rising order, so that each one left out moves what follows by one.
                    for dropped in self.dropped.get(&out.to_string()).into_iter().flatten() {
                        index += usize::from(*dropped <= index);
                    }
                    out.index(index)
                }
            };
        }
        out
    }

    /// Notes that something is wrong at `trail`.
    pub(crate) fn add(&mut self, trail: &Trail, what: impl Into<String>, hint: impl Into<String>) {
        if self.found.len() > Self::MAX {
            return;
        }
        if self.found.len() == Self::MAX {
            let hint = "fix these first, then check again";
            self.found.push(Problem::of_file(None, "there are more problems than these", hint));
            return;
        }
        let trail = self.in_file(trail);
        let line = self.tree.map(|tree| tree.line_at(trail.steps()));
        self.found.push(Problem {
            place: trail.to_string(),
            line,
            what: what.into(),
            hint: hint.into(),
        });
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Returns everything found, by line; what has no line comes last.
    pub(crate) fn into_sorted(mut self) -> Vec<Problem> {
        self.found.sort_by_key(|it| (it.line.is_none(), it.line));
        self.found
    }
}
