//! A document as PDF, set by typst: tagged (PDF/UA-1), with an outline, and the same bytes for the same document.
//!
//! Template and fonts are part of the program, or of a template of one's own; nothing is read from the disk or fetched.

mod words;

use std::{collections::BTreeSet, sync::LazyLock};

use muster_model::time::Date;
use typst::{
    Library, LibraryExt as _, World, WorldExt as _,
    diag::{FileError, FileResult, SourceDiagnostic},
    foundations::{Bytes, Datetime, Duration, Smart},
    layout::{Frame, FrameItem},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use super::{
    FONTS, ReportError,
    document::Document,
    logo::Kind,
    template::{PAGES, SHIPPED, Template},
};

/// Writes `document`. Returns the file and how many pages were set.
pub(super) fn bytes(
    document: &Document,
    template: Option<&Template>,
) -> Result<(Vec<u8>, usize), ReportError> {
    let world = Paper::of(document, template)?;
    let set = typst::compile::<PagedDocument>(&world).output.map_err(|it| world.wrong(&it))?;
    if let Some(word) = world.lacking(&set) {
        return Err(ReportError::Template(format!(
            "its pages lack “{word}”, which is in the report"
        )));
    }
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
    let bytes = typst_pdf::pdf(&set, &options).map_err(|it| world.wrong(&it));
    let pages = set.pages().len();
    // What was set is not needed again, and would stay for ever.
    typst::comemo::evict(0);
    Ok((bytes?, pages))
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
    /// What the template reads, the report among it.
    files: Vec<(FileId, Bytes)>,
    book: LazyHash<FontBook>,
    faces: Vec<Font>,
    /// Every word of the parts of the report, where the template is somebody's own.
    own: Option<BTreeSet<String>>,
}

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));
static FACES: LazyLock<Vec<Font>> =
    LazyLock::new(|| FONTS.into_iter().filter_map(|it| Font::new(Bytes::new(it), 0)).collect());

impl Paper {
    fn of(document: &Document, template: Option<&Template>) -> Result<Self, ReportError> {
        let logo = document.logo.as_ref().map(|it| {
            let name = match it.kind() {
                Kind::Png => "logo.png",
                Kind::Jpeg => "logo.jpg",
            };
            (name, it.bytes().to_vec())
        });
        let text = words::of(document, logo.as_ref().map(|it| it.0), &|it| has_glyph(it));
        let mut files = Vec::new();
        let mut faces = FACES.clone();
        for (name, bytes) in template.into_iter().flat_map(Template::files) {
            if [".ttf", ".otf", ".ttc"].iter().any(|it| name.to_ascii_lowercase().ends_with(it)) {
                faces.extend(Font::iter(Bytes::new(bytes.to_vec())));
            }
            files.push((file(name)?, Bytes::new(bytes.to_vec())));
        }
        if let Some((name, bytes)) = logo {
            files.push((file(name)?, Bytes::new(bytes)));
        }
        files.push((file("report.json")?, Bytes::from_string(text.to_string())));
        let own = template.and_then(|it| it.text(PAGES));
        let [(_, shipped), _] = SHIPPED;
        Ok(Self {
            main: Source::new(file("main.typ")?, own.unwrap_or(shipped).to_owned()),
            files,
            book: LazyHash::new(FontBook::from_fonts(faces.iter())),
            faces,
            own: own.map(|_| words_in(&text)),
        })
    }

    /// Returns a word of the report that one's own template leaves out, if it does.
    fn lacking(&self, set: &PagedDocument) -> Option<&str> {
        let own = self.own.as_ref()?;
        let mut shown = String::new();
        for page in set.pages() {
            gather(&page.frame, &mut shown);
        }
        own.iter().map(String::as_str).find(|it| !shown.contains(*it))
    }

    /// Says what went wrong, and in one's own template where.
    fn wrong(&self, all: &[SourceDiagnostic]) -> ReportError {
        let told = |it: &SourceDiagnostic| {
            let at = it.span.id().and_then(|id| self.source(id).ok());
            let line = at.and_then(|source| {
                let begin = self.range(it.span)?.start;
                source.lines().byte_to_line(begin)
            });
            match line.filter(|_| self.own.is_some()) {
                Some(line) => format!("line {}: {}", line.saturating_add(1), it.message),
                None => it.message.to_string(),
            }
        };
        let why: Vec<String> = all.iter().take(3).map(told).collect();
        if self.own.is_some() {
            ReportError::Template(why.join("; "))
        } else {
            ReportError::Form { form: "PDF", why: why.join("; ") }
        }
    }
}

/// Returns every word that stands in the blocks of a report as the template reads it.
fn words_in(report: &serde_json::Value) -> BTreeSet<String> {
    const TEXTS: [&str; 5] = ["title", "text", "words", "who", "outcome"];
    const LISTS: [&str; 2] = ["items", "more"];
    let mut out = BTreeSet::new();
    let parts = report.get("parts").and_then(serde_json::Value::as_array);
    let mut open: Vec<_> = parts.into_iter().flatten().filter_map(|it| it.get("blocks")).collect();
    while let Some(it) = open.pop() {
        open.extend(it.as_array().into_iter().flatten());
        let Some(map) = it.as_object() else { continue };
        open.extend(map.values().filter(|it| it.is_array() || it.is_object()));
        let texts = TEXTS.iter().filter_map(|it| map.get(*it)?.as_str());
        let lists = LISTS.iter().filter_map(|it| map.get(*it)?.as_array()).flatten();
        let all = texts.chain(lists.filter_map(serde_json::Value::as_str));
        out.extend(all.flat_map(str::split_whitespace).map(letters));
    }
    out.remove("");
    out
}

/// Returns the letters and digits of `text` alone: a look may write in capitals and part words at the ends of lines.
fn letters(text: &str) -> String {
    text.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Adds the letters and digits of `frame` to `shown`.
fn gather(frame: &Frame, shown: &mut String) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => gather(&group.frame, shown),
            FrameItem::Text(it) => shown.push_str(&letters(&it.text)),
            FrameItem::Shape(..)
            | FrameItem::Image(..)
            | FrameItem::Link(..)
            | FrameItem::Tag(_) => {}
        }
    }
}

/// Says whether the shipped fonts can show `letter`.
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
        &self.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() {
            return Ok(self.main.clone());
        }
        let bytes = self.file(id)?;
        let text = str::from_utf8(&bytes).map_err(|_err| FileError::InvalidUtf8)?;
        Ok(Source::new(id, text.to_owned()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        // What comes later, the report itself and the logo, stands before a file of the same name in the template.
        let found = self.files.iter().rev().find(|it| it.0 == id);
        found.map(|it| it.1.clone()).ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.faces.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
