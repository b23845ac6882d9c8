//! What shows that an answer holds: words, a link, or a file that travels sealed beside the answers.
//!
//! In a lane every piece is one text. Words and plain links stand as they were typed; what needs more is
//! `muster-evidence/1` and a JSON object, so that an earlier version keeps it, passes it on and counts it.
//!
//! **Invariant:** the key of a file leaves this module by [`Evidence::stored`] and [`FileRef::key`] alone: no display,
//! debug text or JSON export holds it.

use std::fmt;

use serde::{Deserialize, Serialize, Serializer};

use crate::{ids::FileId, time::Date};

/// What structured evidence begins with, before its version.
const TITLE: &str = "muster-evidence/";
const VERSION: u32 = 1;
/// Largest file that may be attached, in bytes.
pub const MAX_FILE: u64 = 25 * 1024 * 1024;
/// Longest name of a file or kind, in characters.
const MAX_NAME: usize = 120;

/// One piece of evidence, as it stands in the answer.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Evidence(String);

/// What a piece of evidence is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Words, or the name of something that is kept elsewhere.
    Words(String),
    /// An address.
    Link(String),
    /// A file that travels with the workspace.
    File(FileRef),
    /// Made by a newer version: kept and passed on, not understood.
    Newer,
}

/// Where a file is, and what opens it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRef {
    /// BLAKE3 of its ciphertext.
    #[serde(rename = "file")]
    pub id: FileId,
    /// Opens it. Whoever can read the answer has it, and nobody else.
    #[serde(with = "hex_key")]
    pub key: [u8; 32],
    /// Its length before it was sealed, in bytes, as claimed.
    pub size: u64,
    /// Its name, without a path.
    pub name: String,
}

/// Structured evidence as JSON.
#[derive(Serialize, Deserialize)]
struct Told {
    #[serde(flatten, default, skip_serializing_if = "Option::is_none")]
    file: Option<FileRef>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    link: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<Date>,
}

impl Told {
    fn written(&self) -> Evidence {
        let json = serde_json::to_string(self).unwrap_or_default();
        Evidence(format!("{TITLE}{VERSION} {json}"))
    }
}

impl Evidence {
    /// Takes a piece as it was typed, or as it stands in a lane.
    pub fn of(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Makes one of an attached file. `kind` is the framework's word for it, and may be empty; `date` is the day it
    /// speaks of.
    pub fn of_file(file: FileRef, kind: &str, date: Option<Date>) -> Self {
        let file = FileRef { name: plain(&file.name), ..file };
        Told { file: Some(file), link: None, kind: plain(kind), date }.written()
    }

    /// Makes one of a link or words, with what kind it is and of which day, if that is known.
    pub fn of_link(link: &str, kind: &str, date: Option<Date>) -> Self {
        let (link, kind) = (link.trim().to_owned(), plain(kind));
        if kind.is_empty() && date.is_none() {
            return Self(link);
        }
        Told { file: None, link: Some(link), kind, date }.written()
    }

    /// Returns the text as it stands in a lane. It may hold a key.
    pub fn stored(&self) -> &str {
        &self.0
    }

    /// Says whether it says nothing.
    pub fn is_blank(&self) -> bool {
        self.0.trim().is_empty()
    }

    /// Says what it is.
    pub fn what(&self) -> What {
        match self.told() {
            Some(Told { file: Some(file), .. }) => What::File(file),
            Some(Told { link: Some(link), .. }) if is_link(&link) => What::Link(link),
            Some(Told { link: Some(words), .. }) => What::Words(words),
            Some(_) => What::Newer,
            None if self.is_newer() => What::Newer,
            None if is_link(&self.0) => What::Link(self.0.clone()),
            None => What::Words(self.0.clone()),
        }
    }

    /// Returns the file, if it is one.
    pub fn file(&self) -> Option<FileRef> {
        self.told()?.file
    }

    /// Returns what kind of evidence it is said to be; may be empty.
    pub fn kind(&self) -> String {
        self.told().map(|it| it.kind).unwrap_or_default()
    }

    /// Returns the day it speaks of, if that was said.
    pub fn date(&self) -> Option<Date> {
        self.told()?.date
    }

    /// Gives each of `pieces` that reads like one of `before` the rest of what that one holds: a table of answers
    /// names a file by its words only.
    pub fn restore(pieces: &mut [Self], before: &[Self]) {
        for piece in pieces {
            let words = piece.to_string();
            if let Some(same) = before.iter().find(|it| it.to_string() == words) {
                piece.clone_from(same);
            }
        }
    }

    fn told(&self) -> Option<Told> {
        let rest = self.0.strip_prefix(TITLE)?;
        let (version, json) = rest.split_once(' ')?;
        if version.parse() != Ok(VERSION) {
            return None;
        }
        let mut told: Told = serde_json::from_str(json).ok()?;
        told.kind = plain(&told.kind);
        if let Some(file) = &mut told.file {
            file.name = plain(&file.name);
        }
        (told.file.is_some() || told.link.is_some()).then_some(told)
    }

    fn is_newer(&self) -> bool {
        let version = self.0.strip_prefix(TITLE).and_then(|it| it.split_once(' '));
        version.and_then(|(it, _)| it.parse::<u32>().ok()).is_some_and(|it| it > VERSION)
    }
}

impl From<&str> for Evidence {
    fn from(text: &str) -> Self {
        Self::of(text)
    }
}

impl From<String> for Evidence {
    fn from(text: String) -> Self {
        Self(text)
    }
}

/// In words, without any key.
impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let told = self.told();
        let (kind, date) = told.map_or_else(Default::default, |it| (it.kind, it.date));
        let mut more = Vec::new();
        match self.what() {
            What::Words(words) | What::Link(words) => f.write_str(&words)?,
            What::Newer => f.write_str("evidence that a newer Muster wrote")?,
            What::File(file) => {
                f.write_str(&file.name)?;
                more.extend([format!("file {}", file.id.short()), size_in_words(file.size)]);
            }
        }
        more.extend((!kind.is_empty()).then_some(kind));
        more.extend(date.map(|it| it.to_string()));
        if more.is_empty() { Ok(()) } else { write!(f, " ({})", more.join(", ")) }
    }
}

impl fmt::Debug for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.to_string())
    }
}

impl fmt::Debug for FileRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FileRef({:?}, {})", self.name, self.id.short())
    }
}

impl Serialize for Evidence {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

/// Says a length in bytes as people do: `812 bytes`, `14 KB`, `2.3 MB`.
pub fn size_in_words(bytes: u64) -> String {
    if bytes < 1_000 {
        format!("{bytes} bytes")
    } else if bytes < 1_000_000 {
        format!("{} KB", bytes / 1_000)
    } else {
        format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000)
    }
}

/// Says whether a text is an address that a browser can open.
fn is_link(text: &str) -> bool {
    let text = text.trim();
    ["https://", "http://"].iter().any(|it| text.len() > it.len() && text.starts_with(it))
}

/// Returns what is left of a name without a path, control characters and what is too long.
fn plain(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let marks = |it: &char| {
        !it.is_control()
            && !matches!(it, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let clean: String = last.chars().filter(marks).take(MAX_NAME).collect();
    clean.trim().trim_start_matches('.').to_owned()
}

mod hex_key {
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    use crate::ids::FileId;

    pub(super) fn serialize<S: Serializer>(key: &[u8; 32], to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&FileId::from_bytes(*key))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<[u8; 32], D::Error> {
        let text = String::deserialize(from)?;
        let key: FileId = text.parse().map_err(|_err| D::Error::custom("no key"))?;
        Ok(*key.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minutes() -> FileRef {
        let (id, key) = (FileId::from_bytes([0xab; 32]), [0xcd; 32]);
        FileRef { id, key, size: 2_345_678, name: "../../minutes\u{202e}.pdf".to_owned() }
    }

    #[test]
    fn a_file_is_shown_without_its_key_and_read_back_with_it() {
        let day = Date::new(2026, 5, 1);
        let piece = Evidence::of_file(minutes(), "exercise-record", day);
        let words = "minutes.pdf (file abababab, 2.3 MB, exercise-record, 2026-05-01)";
        assert_eq!(piece.to_string(), words);
        assert_eq!(piece.date(), day);
        assert_eq!(serde_json::to_string(&piece).unwrap(), format!("\"{words}\""));
        assert!(!format!("{piece:?} {:?}", piece.file()).contains("cdcd"));
        let again = Evidence::of(piece.stored());
        assert_eq!(again.file(), Some(FileRef { name: "minutes.pdf".to_owned(), ..minutes() }));
    }

    /// Golden: what stands in lanes never changes.
    #[test]
    fn the_text_in_a_lane_stays_as_it_is() {
        let file = FileRef { name: "a.txt".to_owned(), size: 3, ..minutes() };
        let (id, key) = ("ab".repeat(32), "cd".repeat(32));
        assert_eq!(
            Evidence::of_file(file, "", None).stored(),
            format!(
                "muster-evidence/1 {{\"file\":\"{id}\",\"key\":\"{key}\",\"size\":3,\"name\":\"a.txt\"}}"
            ),
        );
        assert_eq!(
            Evidence::of_link("https://example.org/a", "log", Date::new(2026, 1, 2)).stored(),
            "muster-evidence/1 {\"link\":\"https://example.org/a\",\"kind\":\"log\",\"date\":\"2026-01-02\"}",
        );
        assert_eq!(
            Evidence::of_link(" https://example.org ", "", None).stored(),
            "https://example.org"
        );
    }

    #[test]
    fn words_stay_words_and_what_is_newer_is_kept() {
        for text in
            ["minutes in the safe", "", "muster-evidence/1 {}", "muster-evidence/1 {\"file\":7}"]
        {
            assert_eq!(Evidence::of(text).what(), What::Words(text.to_owned()), "{text}");
            assert_eq!(Evidence::of(text).stored(), text);
        }
        let newer = Evidence::of("muster-evidence/2 {\"film\":1}");
        assert_eq!(newer.what(), What::Newer);
        assert_eq!(newer.to_string(), "evidence that a newer Muster wrote");
    }

    #[test]
    fn a_table_that_names_a_file_by_its_words_does_not_lose_it() {
        let file = Evidence::of_file(minutes(), "", None);
        let mut pieces = vec![Evidence::of(file.to_string()), Evidence::of("other")];
        Evidence::restore(&mut pieces, &[Evidence::of("old"), file.clone()]);
        assert_eq!(pieces, [file, Evidence::of("other")]);
    }
}
