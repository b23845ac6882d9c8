//! A report before it has a form: sections of headings, paragraphs, tables, charts, cards and notes.
//!
//! **Invariant:** everything in it is words and charts; no form needs to know the model.

use crate::{charts::Scene, say::say};

use super::{logo::Logo, options::Section};

/// A report.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// What it is about.
    pub title: String,
    /// The line below.
    pub subtitle: String,
    /// Whose it is.
    pub workspace: String,
    /// The day it speaks of, `YYYY-MM-DD`.
    pub date: String,
    /// The same day as people write it.
    pub day: String,
    /// Said on every page while the review can still change.
    pub draft: Option<String>,
    /// Facts on the first page: what, and which.
    pub facts: Vec<(String, String)>,
    /// Said on the last line of every page.
    pub footer: String,
    /// One's own logo.
    pub logo: Option<Logo>,
    /// Whether it is meant for one page.
    pub one_page: bool,
    /// The parts.
    pub parts: Vec<Part>,
}

/// A section of a report.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Which.
    pub section: Section,
    /// What is in it.
    pub blocks: Vec<Block>,
}

/// A piece of a section.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading within the section.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// Several points.
    List(Vec<String>),
    /// What, and which.
    Facts(Vec<(String, String)>),
    /// The tier, large.
    Tier(Tier),
    /// Rows and columns.
    Table(Table),
    /// A picture that is described in words too.
    Chart(Scene),
    /// Something the reader should know first.
    Note(String),
    /// A question with its answers.
    Card(Card),
    /// Lines to sign on, one for each.
    Signatures(Vec<String>),
}

/// A tier, large.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tier {
    /// Its name, or that there is none.
    pub name: String,
    /// Place from the bottom, and of how many; `None` where it is not determined.
    pub step: Option<(usize, usize)>,
    /// What it means.
    pub words: String,
}

/// Rows and columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What it shows; empty where the heading says so.
    pub caption: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, as many cells each as there are columns.
    pub rows: Vec<Vec<Cell>>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its head.
    pub title: String,
    /// Its share of the width.
    pub share: u8,
    /// How its cells stand.
    pub align: Align,
}

/// How cells stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Start,
    /// Signs and levels.
    Middle,
    /// Figures.
    End,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Its words.
    pub text: String,
    /// The level it shows and of how many: its colour.
    pub step: Option<(usize, usize)>,
}

impl Cell {
    /// A cell of words.
    pub fn of(text: impl Into<String>) -> Self {
        Self { text: text.into(), step: None }
    }
}

/// A question with its answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Reference and text.
    pub title: String,
    /// What came out, and how.
    pub outcome: String,
    /// Place of the level that came out, if it is one, and of how many.
    pub step: Option<(usize, usize)>,
    /// What was said.
    pub said: Vec<Said>,
}

/// An answer of one or several people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Who.
    pub who: String,
    /// How many people.
    pub people: usize,
    /// What.
    pub words: String,
    /// The level, and of how many.
    pub step: Option<(usize, usize)>,
    /// How it is known, why, with which evidence, and what else to know; may be empty.
    pub more: Vec<String>,
}

impl Document {
    /// Returns how many answers its cards tell of.
    pub fn voices(&self) -> usize {
        self.said().map(|it| it.people).sum()
    }

    /// Returns how many lines its cards have.
    pub fn lines(&self) -> usize {
        self.said().count()
    }

    fn said(&self) -> impl Iterator<Item = &Said> {
        let cards = self.blocks().filter_map(|it| match it {
            Block::Card(card) => Some(&card.said),
            Block::Heading(_)
            | Block::Text(_)
            | Block::List(_)
            | Block::Facts(_)
            | Block::Tier(_)
            | Block::Table(_)
            | Block::Chart(_)
            | Block::Note(_)
            | Block::Signatures(_) => None,
        });
        cards.flatten()
    }

    /// Returns every block, from the first to the last.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.parts.iter().flat_map(|it| &it.blocks)
    }

    /// Says in a few lines what is in it: part and content.
    pub fn outline(&self) -> Vec<(Section, String)> {
        self.parts.iter().map(|it| (it.section, it.in_words())).collect()
    }
}

impl Part {
    /// Says what is in it: `2 tables, 1 chart, 51 questions`.
    pub fn in_words(&self) -> String {
        let (mut tables, mut charts, mut cards, mut notes) = (0, 0, 0, 0);
        for block in &self.blocks {
            match block {
                Block::Table(_) | Block::Facts(_) => tables += 1,
                Block::Chart(_) => charts += 1,
                Block::Card(_) => cards += 1,
                Block::Text(_) | Block::List(_) | Block::Note(_) => notes += 1,
                Block::Heading(_) | Block::Tier(_) | Block::Signatures(_) => {}
            }
        }
        let counts = [
            (cards, say!("report-count-questions", n = cards)),
            (charts, say!("report-count-charts", n = charts)),
            (tables, say!("report-count-tables", n = tables)),
            (notes, say!("report-count-paragraphs", n = notes)),
        ];
        let told = counts.into_iter().filter(|it| it.0 > 0).map(|it| it.1);
        told.collect::<Vec<_>>().join(", ")
    }
}
