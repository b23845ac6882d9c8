//! What a person chooses for a report: parts, names, extent, form.

use std::{collections::BTreeSet, str::FromStr, sync::Arc};

use muster_model::benchmark::Signed;

use super::{logo::Logo, template::Template};
use crate::say::{Tongue, say};

/// What a report holds and how people stand in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// How people stand in it.
    pub naming: Naming,
    /// The whole, or one page.
    pub extent: Extent,
    /// Which parts; those without content are left out anyway.
    pub sections: BTreeSet<Section>,
    /// One's own logo for the first page.
    pub logo: Option<Logo>,
    /// One's own look, instead of the one that ships.
    pub template: Option<Arc<Template>>,
    /// Benchmark cards to show beside the result.
    pub cards: Vec<Arc<Signed>>,
    /// The language of those forms that people read; what machines read is the same in every language.
    pub language: Tongue,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            naming: Naming::Names,
            extent: Extent::Full,
            sections: Section::ALL.into_iter().collect(),
            logo: None,
            template: None,
            cards: Vec::new(),
            language: Tongue::English,
        }
    }
}

/// How people stand in a report.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Naming {
    /// By name.
    #[default]
    Names,
    /// By role, numbered where several have one.
    Roles,
    /// Not at all.
    Anonymous,
}

/// How much of a report is wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Extent {
    /// All parts chosen.
    #[default]
    Full,
    /// One page for the board.
    Summary,
}

/// A part of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// Where we stand, on one page.
    Summary,
    /// Tier, dimensions, and why.
    Result,
    /// What stands between this tier and the next.
    Gaps,
    /// What people set out to do.
    Actions,
    /// What moved since the review before.
    Trend,
    /// Where people disagree.
    Disagreement,
    /// What the group agreed on, with dissent.
    Agreed,
    /// Every answer to every question.
    Answers,
    /// What people said beside their answers.
    Comments,
    /// Peer figures.
    Benchmarks,
    /// Who took part.
    People,
    /// How the figures came about.
    Method,
    /// Lines to sign on.
    SignOff,
}

impl Section {
    /// Every part, in the order of the report.
    pub const ALL: [Self; 13] = [
        Self::Summary,
        Self::Result,
        Self::Gaps,
        Self::Actions,
        Self::Trend,
        Self::Disagreement,
        Self::Agreed,
        Self::Answers,
        Self::Comments,
        Self::Benchmarks,
        Self::People,
        Self::Method,
        Self::SignOff,
    ];

    /// Returns its name on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::Summary => "summary",
            Self::Result => "result",
            Self::Gaps => "gaps",
            Self::Actions => "actions",
            Self::Trend => "trend",
            Self::Disagreement => "disagreement",
            Self::Agreed => "agreed",
            Self::Answers => "answers",
            Self::Comments => "comments",
            Self::Benchmarks => "benchmarks",
            Self::People => "people",
            Self::Method => "method",
            Self::SignOff => "sign-off",
        }
    }

    /// Returns its heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Summary => say!("report-section-summary"),
            Self::Result => say!("report-section-result"),
            Self::Gaps => say!("report-section-gaps"),
            Self::Actions => say!("report-section-actions"),
            Self::Trend => say!("report-section-trend"),
            Self::Disagreement => say!("report-section-disagreement"),
            Self::Agreed => say!("report-section-agreed"),
            Self::Answers => say!("report-section-answers"),
            Self::Comments => say!("report-section-comments"),
            Self::Benchmarks => say!("report-section-benchmarks"),
            Self::People => say!("report-section-people"),
            Self::Method => say!("report-section-method"),
            Self::SignOff => say!("report-section-sign-off"),
        }
    }
}

impl FromStr for Section {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|it| it.id() == text.trim()).ok_or_else(|| {
            let known: Vec<&str> = Self::ALL.into_iter().map(Self::id).collect();
            format!("there is no section “{text}”; sections are {}", known.join(", "))
        })
    }
}

/// The form of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// Pages to print and hand out.
    Pdf,
    /// One page for any browser.
    Html,
    /// A document to go on editing.
    Docx,
    /// A workbook.
    Xlsx,
    /// One sheet of answers.
    Csv,
    /// Everything, for machines.
    Json,
    /// Plain text with marks.
    Markdown,
}

impl Form {
    /// Every form.
    pub const ALL: [Self; 7] =
        [Self::Pdf, Self::Html, Self::Docx, Self::Xlsx, Self::Csv, Self::Json, Self::Markdown];

    /// Returns its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Html => "HTML",
            Self::Docx => "Word document",
            Self::Xlsx => "Excel workbook",
            Self::Csv => "CSV sheet",
            Self::Json => "JSON",
            Self::Markdown => "Markdown",
        }
    }

    /// Returns how its files end.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Html => "html",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Markdown => "md",
        }
    }

    /// Says whether it is for people first, in the language they chose.
    pub fn is_spoken(self) -> bool {
        match self {
            Self::Pdf | Self::Html | Self::Docx | Self::Markdown | Self::Xlsx => true,
            Self::Csv | Self::Json => false,
        }
    }

    /// Says whether it has sections one can choose; the others hold all facts.
    pub fn has_sections(self) -> bool {
        match self {
            Self::Pdf | Self::Html | Self::Docx | Self::Markdown => true,
            Self::Xlsx | Self::Csv | Self::Json => false,
        }
    }
}
