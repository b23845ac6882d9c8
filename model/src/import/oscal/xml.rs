//! OSCAL as XML → the same tree that its JSON gives.
//!
//! Nothing outside the file is ever looked up, and no entity is defined by it: a document type is refused.

use quick_xml::{
    XmlVersion,
    events::{BytesStart, Event},
    reader::Reader,
};

use crate::{
    framework::parse::tree::{Data, Entry, Located},
    import::{File, ImportError, Trouble, source},
};

/// Deepest nesting.
const MAX_DEPTH: usize = 64;
/// Most elements.
const MAX_ELEMENTS: usize = 500_000;

/// Elements that JSON gathers in lists, and the key of the list.
const LISTS: [(&str, &str); 20] = [
    ("group", "groups"),
    ("control", "controls"),
    ("part", "parts"),
    ("prop", "props"),
    ("param", "params"),
    ("link", "links"),
    ("party", "parties"),
    ("role", "roles"),
    ("import", "imports"),
    ("include-controls", "include-controls"),
    ("exclude-controls", "exclude-controls"),
    ("with-id", "with-ids"),
    ("matching", "matching"),
    ("set-parameter", "set-parameters"),
    ("alter", "alters"),
    ("add", "adds"),
    ("remove", "removes"),
    ("value", "values"),
    ("choice", "choice"),
    ("resource", "resources"),
];
/// Elements that hold words, with marks inside them.
const WORDS: [&str; 10] = [
    "title",
    "version",
    "name",
    "label",
    "with-id",
    "value",
    "choice",
    "published",
    "last-modified",
    "short-name",
];
/// Elements that are paragraphs of running text.
const PARAGRAPHS: [&str; 9] = ["p", "li", "pre", "h1", "h2", "h3", "td", "th", "blockquote"];
/// Elements that only hold paragraphs together.
const BODIES: [&str; 4] = ["ul", "ol", "table", "tr"];

/// Says whether this is OSCAL; looks at the first element only.
pub(in crate::import) fn is_oscal(text: &str) -> bool {
    let mut reader = Reader::from_str(text);
    for _ in 0..64 {
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                return ["catalog", "profile"].contains(&start.local_name().as_ref());
            }
            Ok(Event::Eof) | Err(_) => return false,
            Ok(_) => {}
        }
    }
    false
}

/// Reads a file.
pub(in crate::import) fn tree(file: &File<'_>) -> Result<Located, ImportError> {
    let text = source::text(file)?;
    let mut builder =
        Builder { path: file.path, text, seen: 0, line: 1, elements: 0, open: Vec::new() };
    let mut reader = Reader::from_str(text);
    loop {
        let event = reader.read_event();
        builder.go_to(reader.buffer_position());
        match event {
            Err(err) => return builder.fail(&format!("this is not XML: {err}")),
            Ok(event) => {
                if let Some(done) = builder.take(event)? {
                    return Ok(done);
                }
            }
        }
    }
}

/// An element that is not closed yet.
struct Open {
    name: String,
    line: u32,
    entries: Vec<Entry>,
    words: String,
}

struct Builder<'a> {
    path: &'a str,
    text: &'a str,
    /// How far lines are counted.
    seen: usize,
    line: u32,
    elements: usize,
    open: Vec<Open>,
}

impl Builder<'_> {
    fn fail<T>(&self, what: &str) -> Result<T, ImportError> {
        let hint = "take the file as it was published, or its JSON";
        Err(ImportError::Broken(Trouble::of(self.path, Some(self.line), what, hint)))
    }

    fn go_to(&mut self, position: u64) {
        let end = usize::try_from(position).unwrap_or(usize::MAX).min(self.text.len());
        let passed = self.text.as_bytes().get(self.seen..end).unwrap_or_default();
        let lines = passed.split(|it| *it == b'\n').skip(1).count();
        self.line = self.line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
        self.seen = end.max(self.seen);
    }

    /// Takes one event; returns the tree when its root is closed.
    fn take(&mut self, event: Event<'_>) -> Result<Option<Located>, ImportError> {
        match event {
            Event::Start(start) => self.begin(&start).map(|()| None),
            Event::Empty(start) => {
                self.begin(&start)?;
                self.end()
            }
            Event::End(_) => self.end(),
            Event::Text(text) => {
                self.say(&text.xml_content(XmlVersion::Explicit1_0));
                Ok(None)
            }
            Event::CData(text) => {
                self.say(&text.xml_content(XmlVersion::Explicit1_0));
                Ok(None)
            }
            Event::GeneralRef(name) => self.refer(&name),
            Event::DocType(_) => {
                self.fail("the file defines a document type, which OSCAL never does")
            }
            Event::Eof => self.fail("the file ends too early"),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => Ok(None),
        }
    }

    fn refer(
        &mut self,
        name: &quick_xml::events::BytesRef<'_>,
    ) -> Result<Option<Located>, ImportError> {
        if let Ok(Some(char)) = name.resolve_char_ref() {
            self.say(&char.to_string());
            return Ok(None);
        }
        let word = name.xml_content(XmlVersion::Explicit1_0);
        let known = [("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\""), ("apos", "'")];
        let Some((_, char)) = known.iter().find(|it| it.0 == word) else {
            return self.fail("an entity is named here that the file cannot know");
        };
        self.say(char);
        Ok(None)
    }

    fn say(&mut self, words: &str) {
        if let Some(open) = self.open.last_mut() {
            open.words.push_str(words);
        }
    }

    fn begin(&mut self, start: &BytesStart<'_>) -> Result<(), ImportError> {
        self.elements += 1;
        if self.open.len() >= MAX_DEPTH {
            return self.fail("the file is nested too deeply");
        }
        if self.elements > MAX_ELEMENTS {
            return self.fail("the file has more than 500,000 elements");
        }
        let line = self.line;
        let mut entries = Vec::new();
        for attribute in start.attributes() {
            let value = attribute
                .as_ref()
                .ok()
                .and_then(|it| it.normalized_value(XmlVersion::Explicit1_0).ok());
            let (Ok(attribute), Some(value)) = (&attribute, value) else {
                return self.fail("an attribute is broken here");
            };
            let key = attribute.key.local_name().as_ref().to_owned();
            entries.push(entry(&key, line, Data::Text(value.into_owned())));
        }
        let name = start.local_name().as_ref().to_owned();
        self.open.push(Open { name, line, entries, words: String::new() });
        Ok(())
    }

    fn end(&mut self) -> Result<Option<Located>, ImportError> {
        let Some(done) = self.open.pop() else {
            return self.fail("an element is closed that is not open");
        };
        let Some(above) = self.open.last_mut() else {
            let root = Located { line: done.line, data: Data::Table(done.entries) };
            let data = Data::Table(vec![Entry { key: done.name, line: done.line, value: root }]);
            return Ok(Some(Located { line: done.line, data }));
        };
        let words = done.words.split_whitespace().collect::<Vec<_>>().join(" ");
        let name = done.name.as_str();
        let in_words =
            WORDS.contains(&above.name.as_str()) || PARAGRAPHS.contains(&above.name.as_str());
        if name == "insert" {
            let id =
                done.entries.iter().find(|it| ["id-ref", "param-id"].contains(&it.key.as_str()));
            let id = id.and_then(|it| it.value.words()).unwrap_or_default();
            above.words.push_str(&["{{ insert: param, ", id, " }}"].concat());
        } else if in_words && !PARAGRAPHS.contains(&name) {
            above.words.push_str(&done.words);
        } else if PARAGRAPHS.contains(&name) {
            paragraph(above, done.line, &words);
        } else if BODIES.contains(&name) {
            let prose = done.entries.iter().find(|it| it.key == "prose");
            let prose = prose.and_then(|it| it.value.words()).unwrap_or_default().to_owned();
            paragraph(above, done.line, &prose);
        } else {
            let data =
                if WORDS.contains(&name) { Data::Text(words) } else { Data::Table(done.entries) };
            put(above, name, Located { line: done.line, data });
        }
        Ok(None)
    }
}

fn entry(key: &str, line: u32, data: Data) -> Entry {
    Entry { key: key.to_owned(), line, value: Located { line, data } }
}

/// Adds a paragraph to the prose of an element.
fn paragraph(above: &mut Open, line: u32, words: &str) {
    if words.is_empty() {
        return;
    }
    match above.entries.iter_mut().find(|it| it.key == "prose").map(|it| &mut it.value.data) {
        Some(Data::Text(prose)) => {
            prose.push('\n');
            prose.push_str(words);
        }
        _ => above.entries.push(entry("prose", line, Data::Text(words.to_owned()))),
    }
}

/// Puts an element where JSON has it: into a list, or under its name.
fn put(above: &mut Open, name: &str, value: Located) {
    let Some((_, key)) = LISTS.iter().find(|it| it.0 == name) else {
        above.entries.push(Entry { key: name.to_owned(), line: value.line, value });
        return;
    };
    match above.entries.iter_mut().find(|it| it.key == *key).map(|it| &mut it.value.data) {
        Some(Data::List(items)) => items.push(value),
        _ => above.entries.push(entry(key, value.line, Data::List(vec![value]))),
    }
}
