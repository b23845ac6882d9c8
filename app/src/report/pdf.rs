//! A document as PDF, set by typst: tagged (PDF/UA-1), with an outline, and the same bytes for the same document.
//!
//! Template and fonts are part of the program; nothing is read from the disk or fetched.

mod words;

use std::sync::LazyLock;

use muster_model::time::Date;
use typst::{
    Library, LibraryExt as _, World,
    diag::{FileError, FileResult, SourceDiagnostic},
    foundations::{Bytes, Datetime, Duration, Smart},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use super::{FONTS, ReportError, document::Document, logo::Kind};

const TEMPLATE: &str = include_str!("../../../assets/report/report.typ");

/// Writes `document`. Returns the file and how many pages were set.
pub(super) fn bytes(document: &Document) -> Result<(Vec<u8>, usize), ReportError> {
    let world = Paper::of(document)?;
    let set = typst::compile::<PagedDocument>(&world).output.map_err(|it| wrong(&it))?;
    let standards = PdfStandards::new(&[PdfStandard::Ua_1])
        .map_err(|err| ReportError::Form { form: "PDF", why: err.message().to_string() })?;
    let options = PdfOptions {
        ident: Smart::Custom(format!(
            "{}\n{}\n{}",
            document.title, document.subtitle, document.footer
        )),
        creator: Smart::Custom(Some("Muster".to_owned())),
        timestamp: day(&document.date).map(Timestamp::new_utc),
        standards,
        ..PdfOptions::default()
    };
    let bytes = typst_pdf::pdf(&set, &options).map_err(|it| wrong(&it));
    let pages = set.pages().len();
    // What was set is not needed again, and would stay for ever.
    typst::comemo::evict(0);
    Ok((bytes?, pages))
}

fn wrong(all: &[SourceDiagnostic]) -> ReportError {
    let why: Vec<String> = all.iter().take(3).map(|it| it.message.to_string()).collect();
    ReportError::Form { form: "PDF", why: why.join("; ") }
}

/// The first moment of a day, as typst knows it.
fn day(text: &str) -> Option<Datetime> {
    let [year, month, day] = words::date(text)?;
    let (year, month, day) = (year.into(), u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    text.parse::<Date>().ok()?;
    Datetime::from_ymd_hms(year, month, day, 0, 0, 0)
}

/// All that typst gets to see.
struct Paper {
    main: Source,
    report: (FileId, Bytes),
    logo: Option<(FileId, Bytes)>,
}

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));
static FACES: LazyLock<Vec<Font>> =
    LazyLock::new(|| FONTS.into_iter().filter_map(|it| Font::new(Bytes::new(it), 0)).collect());
static BOOK: LazyLock<LazyHash<FontBook>> =
    LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FACES.iter())));

impl Paper {
    fn of(document: &Document) -> Result<Self, ReportError> {
        let logo = document.logo.as_ref().map(|it| {
            let name = match it.kind() {
                Kind::Png => "logo.png",
                Kind::Jpeg => "logo.jpg",
            };
            (name, it.bytes().to_vec())
        });
        let text = words::of(document, logo.as_ref().map(|it| it.0), &|it| has_glyph(it));
        let logo = match logo {
            Some((name, bytes)) => Some((file(name)?, Bytes::new(bytes))),
            None => None,
        };
        Ok(Self {
            main: Source::new(file("main.typ")?, TEMPLATE.to_owned()),
            report: (file("report.json")?, Bytes::from_string(text.to_string())),
            logo,
        })
    }
}

/// Says whether the fonts can show `letter`.
fn has_glyph(letter: char) -> bool {
    letter.is_ascii_graphic()
        || letter == ' '
        || FACES.iter().all(|it| it.info().coverage.contains(letter.into()))
}

fn file(name: &str) -> Result<FileId, ReportError> {
    let path = VirtualPath::new(name)
        .map_err(|err| ReportError::Form { form: "PDF", why: format!("{err:?}") })?;
    Ok(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
}

impl World for Paper {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let all = std::iter::once(&self.report).chain(&self.logo);
        let found = all.into_iter().find(|it| it.0 == id);
        found.map(|it| it.1.clone()).ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FACES.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
