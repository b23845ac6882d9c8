//! Bytes of other formats → frameworks or answers, and back. Pure: nothing is read from a disk here.
//!
//! [`framework`] takes one file or the files of one folder, finds out what they are by what stands in them, and
//! returns a checked framework with what was counted and what was left out.
//!
//! **Invariant:** a reader is total and bounded: hostile bytes give one error with a place and a remedy, never a
//! panic, and change nothing.

pub mod actions;
mod build;
mod ciso_assistant;
mod cprt;
mod crosswalk;
mod detect;
mod dsomm;
pub mod export;
mod layout;
mod list;
mod onto;
mod openssf;
mod oscal;
mod outline;
mod samm;
pub mod sheet;
mod source;
mod table;
mod tree;
mod workbook;
mod wrong;
mod xlsform;

use std::{collections::BTreeMap, fmt};

pub use crosswalk::{Crosswalk, crosswalks};
pub use list::{Preview, Role};
pub use onto::{OFFICIAL, OntoError, Worded, onto, spelled};
use serde::Serialize;
pub use wrong::{Hint, Wrong};

use crate::framework::{Framework, Problem};

/// Largest file or folder read, in bytes.
pub const MAX_BYTES: usize = 32 << 20;
/// Most files of a folder.
pub const MAX_FILES: usize = 2000;

/// One file: its path, as people should read it, and what is in it.
#[derive(Debug, Clone, Copy)]
pub struct File<'a> {
    /// Path or name; inside a folder, from there on.
    pub path: &'a str,
    /// Content.
    pub bytes: &'a [u8],
}

/// What a file or folder turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// A pack of our own.
    Pack,
    /// NIST OSCAL catalog.
    OscalCatalog,
    /// NIST OSCAL profile with its catalog.
    OscalProfile,
    /// NIST CPRT export.
    Cprt,
    /// CISO Assistant library.
    CisoAssistant,
    /// OWASP SAMM core model, a folder.
    Samm,
    /// `DevSecOps` maturity model, a folder.
    Dsomm,
    /// `OpenSSF` best practices criteria.
    Openssf,
    /// `XLSForm`, a workbook or its sheets as CSV.
    Xlsform,
    /// A framework as Muster writes it into a spreadsheet.
    Layout,
    /// A list of any make, as CSV or XLSX.
    List,
    /// A tree of any make, as YAML or JSON.
    Outline,
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Pack => "Muster pack",
            Self::OscalCatalog => "NIST OSCAL catalog",
            Self::OscalProfile => "NIST OSCAL profile",
            Self::Cprt => "NIST CPRT export",
            Self::CisoAssistant => "CISO Assistant library",
            Self::Samm => "OWASP SAMM core model",
            Self::Dsomm => "DevSecOps maturity model",
            Self::Openssf => "OpenSSF criteria",
            Self::Xlsform => "XLSForm",
            Self::Layout => "Muster spreadsheet",
            Self::List => "list",
            Self::Outline => "tree",
        })
    }
}

/// What somebody importing may choose.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// How the groups of a library add up.
    pub groups: Groups,
    /// What each column of a list is for; guessed if left out (see [`preview`]).
    pub roles: Option<Vec<Role>>,
}

/// How the groups of a library add up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Groups {
    /// Judged by how the groups overlap and what they are called; the outcome is reported.
    #[default]
    Detect,
    /// A group holds what is written for it, and nothing else.
    AsWritten,
    /// A group holds what is written for it and for all groups before it.
    AddUp,
}

/// A framework that was read, and what there is to say about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// The framework.
    pub framework: Framework,
    /// What the file was.
    pub format: Format,
    /// How much was found.
    pub counts: Counts,
    /// Copyright line, as the source has it.
    pub copyright: String,
    /// Whatever could not be taken over, and what was decided on the way.
    pub skipped: Vec<Skipped>,
}

/// How much was found, in the words of the source.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Nodes of the tree.
    pub nodes: usize,
    /// Live nodes that the source wants assessed.
    pub assessable: usize,
    /// Questions that the source asks about its nodes.
    pub questions: usize,
    /// Answers that the source offers for its questions.
    pub choices: usize,
    /// Nodes that the source has withdrawn.
    pub withdrawn: usize,
    /// Groups or levels of application.
    pub groups: usize,
    /// Everything counted, by the source's own word.
    pub kinds: BTreeMap<String, usize>,
}

/// Something that was not taken over as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Skipped {
    /// Where in the source; empty for the whole.
    pub place: String,
    /// What, and what came of it.
    pub what: String,
}

impl fmt::Display for Skipped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.place.is_empty() {
            write!(f, "{}: ", self.place)?;
        }
        f.write_str(&self.what)
    }
}

/// Why nothing was imported.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// More than is read.
    #[error("{0}")]
    TooLarge(Trouble),
    /// The bytes are not what they seem to be.
    #[error("{0}")]
    Broken(Trouble),
    /// No format that Muster knows.
    #[error("{0}")]
    Unknown(Trouble),
    /// A known format that holds something else than a framework.
    #[error("{0}")]
    NoFramework(Trouble),
    /// A framework that contradicts itself.
    #[error("{0}")]
    Unsound(Trouble),
}

impl ImportError {
    /// Returns where and what.
    pub fn trouble(&self) -> &Trouble {
        match self {
            Self::TooLarge(it)
            | Self::Broken(it)
            | Self::Unknown(it)
            | Self::NoFramework(it)
            | Self::Unsound(it) => it,
        }
    }
}

/// Where something is wrong, what it is, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Trouble {
    /// Path of the file.
    pub path: String,
    /// Line, from 1.
    pub line: Option<u32>,
    /// What is wrong.
    pub what: Wrong,
    /// What to do.
    pub hint: Hint,
}

impl Trouble {
    fn of(path: &str, line: Option<u32>, what: impl Into<Wrong>, hint: impl Into<Hint>) -> Self {
        Self { path: path.to_owned(), line, what: what.into(), hint: hint.into() }
    }

    fn from_problem(path: &str, problem: Problem) -> Self {
        let what = match problem.place.as_str() {
            "" => problem.what,
            place => format!("{place}: {}", problem.what),
        };
        let (what, hint) = (what.into(), problem.hint.into());
        Self { path: path.to_owned(), line: problem.line, what, hint }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        write!(f, "{} ({})", self.what, self.hint)
    }
}

/// Reads a framework from one file, or from the files of one folder.
///
/// # Errors
///
/// The first thing that stands in the way.
pub fn framework(files: &[File<'_>], options: &Options) -> Result<Imported, ImportError> {
    source::fits(files)?;
    detect::framework(files, options)
}

/// Shows a list as it would be read: columns, what they are taken for, the first rows.
///
/// # Errors
///
/// The file is no list, or broken.
pub fn preview(file: &File<'_>) -> Result<Preview, ImportError> {
    source::fits(std::slice::from_ref(file))?;
    detect::preview(file)
}

#[cfg(test)]
mod tests;
