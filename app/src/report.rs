//! Reports: one document made from what the workspace shows, then written in one of seven forms.
//!
//! **Invariant:** the same review and the same options give the same bytes. What a blind review hides before its
//! reveal is in no report, and a report without names holds no name, not even in what people wrote.

pub mod actions;
mod cast;
mod check;
mod csv;
pub mod document;
mod docx;
mod draft;
mod facts;
mod html;
mod json;
pub mod logo;
mod markdown;
pub mod options;
#[cfg(feature = "pdf")]
mod pdf;
pub mod seal;
pub mod template;
mod workbook;

use muster_model::{
    framework::Framework,
    workspace::{Review, Workspace},
};

pub use self::facts::is_veiled;
pub use self::{
    check::Counts,
    document::Document,
    facts::{FORMAT, VERSION},
    options::{Extent, Form, Naming, Options, Section},
};
use self::{check::Found, facts::Facts};
use crate::say::{self, Tongue};

/// A report could not be made. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// A form that this program was built without.
    #[error("this program was built without reports as {0}")]
    NotBuilt(&'static str),
    /// A text is too long for a cell of a workbook.
    #[error("the text “{0}…” is longer than the cell of a workbook can be")]
    LongText(String),
    /// The library that writes the form failed.
    #[error("the report can't be written as {form}: {why}")]
    Form {
        /// Which form.
        form: &'static str,
        /// What the library said.
        why: String,
    },
    /// The template of one's own can't be set.
    #[error("the template can't be used: {0}")]
    Template(String),
    /// Read again, it does not hold what it should.
    #[error("read again, the report holds {found} instead of {wanted}")]
    Incomplete {
        /// What should be in it.
        wanted: Box<Counts>,
        /// What was found.
        found: Box<Counts>,
    },
    /// Read again, it does not hold every action.
    #[error("read again, the file holds {found} actions instead of {wanted}")]
    Actions {
        /// How many should be in it.
        wanted: usize,
        /// How many were found.
        found: usize,
    },
    /// Read again, it can't be understood.
    #[error("read again, the report can't be understood: {0}")]
    Unreadable(String),
}

/// A report as bytes, read again and found whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The file.
    pub bytes: Vec<u8>,
    /// What is in it.
    pub counts: Counts,
}

/// What a report is made from.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The workspace.
    pub workspace: &'a Workspace,
    /// The review.
    pub review: &'a Review,
    /// Its framework.
    pub framework: &'a Framework,
}

/// Makes a report and reads it again. What people read is in the language of `options`, whatever the window speaks;
/// what machines read is the same in every language.
pub fn make(source: Source<'_>, options: &Options, form: Form) -> Result<Made, ReportError> {
    let language = if form.is_spoken() { options.language } else { Tongue::English };
    say::speaking(language, || made(source, options, form))
}

fn made(source: Source<'_>, options: &Options, form: Form) -> Result<Made, ReportError> {
    let facts = facts(source, options);
    let (bytes, wanted) = match form {
        Form::Json => (json::bytes(&facts)?, Counts::of_facts(&facts)),
        Form::Csv => (csv::bytes(&facts), Counts::of_rows(&facts)),
        Form::Xlsx => (workbook::bytes(&facts)?, Counts::of_rows(&facts)),
        Form::Html => {
            let document = draft::document(&facts, options);
            let style = template::style(options.template.as_deref());
            (html::bytes(&document, style), Counts::of_document(&document))
        }
        Form::Markdown => {
            let document = draft::document(&facts, options);
            (markdown::bytes(&document), Counts::of_document(&document))
        }
        Form::Docx => {
            let document = draft::document(&facts, options);
            (docx::bytes(&document)?, Counts::of_lines(&document))
        }
        Form::Pdf => pdf_of(&draft::document(&facts, options), options.template.as_deref())?,
    };
    let found = Found::in_bytes(&bytes, form)?;
    found.compare(wanted)?;
    Ok(Made { bytes, counts: wanted })
}

/// The fonts of the window, which pages and pictures are set in.
#[cfg(feature = "pdf")]
const FONTS: [&[u8]; 2] = [
    include_bytes!("../../assets/fonts/Inter-Regular.ttf"),
    include_bytes!("../../assets/fonts/Inter-SemiBold.ttf"),
];

#[cfg(feature = "pdf")]
fn pdf_of(
    document: &Document,
    template: Option<&template::Template>,
) -> Result<(Vec<u8>, Counts), ReportError> {
    let (bytes, pages) = pdf::bytes(document, template)?;
    Ok((bytes, Counts { pages: Some(pages), ..Counts::of_document(document) }))
}

#[cfg(not(feature = "pdf"))]
fn pdf_of(
    _document: &Document,
    _template: Option<&template::Template>,
) -> Result<(Vec<u8>, Counts), ReportError> {
    Err(ReportError::NotBuilt(Form::Pdf.name()))
}

/// Makes the document alone, for a preview in words.
pub fn document(source: Source<'_>, options: &Options) -> Document {
    say::speaking(options.language, || draft::document(&facts(source, options), options))
}

fn facts(source: Source<'_>, options: &Options) -> Facts {
    let mut facts = Facts::of(source, options.naming);
    facts.add_cards(source, options);
    facts
}
