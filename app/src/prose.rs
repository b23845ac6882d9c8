//! What people write in comments and notes, read as a little Markdown.
//!
//! Bold, slanted, code, lists, quotes and links are told apart; headings become bold lines, pictures their description
//! and address, HTML stays the text it is. Nothing is ever fetched. A text that would cost too much stays as written.

use std::sync::Arc;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// Longest text that is read, in bytes.
const MAX_BYTES: usize = 20_000;

/// Most pieces a text may have.
const MAX_PIECES: usize = 2_000;

/// Deepest list that is moved in further.
const MAX_DEPTH: usize = 4;

/// A text, line by line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prose {
    /// Its paragraphs and items.
    pub lines: Vec<Line>,
}

/// A paragraph, an item of a list or a line of code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// What stands before it.
    pub lead: Lead,
    /// How far it is moved in.
    pub depth: usize,
    /// What it says.
    pub pieces: Vec<Piece>,
}

/// What stands before a line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Lead {
    /// Nothing.
    #[default]
    None,
    /// The mark of a list without numbers.
    Bullet,
    /// A number.
    Number(u64),
    /// The mark of a quote.
    Quote,
}

/// Words that look alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// How they look.
    pub look: Look,
    /// Where they lead, if anywhere.
    pub link: Option<Arc<str>>,
}

/// How words look.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look {
    /// Bold.
    pub strong: bool,
    /// Slanted.
    pub slanted: bool,
    /// Of one width.
    pub code: bool,
}

impl Prose {
    /// Reads `text`.
    pub fn of(text: &str) -> Self {
        if text.len() > MAX_BYTES {
            return Self::as_written(text);
        }
        let mut reader = Reader::default();
        for event in Parser::new_ext(text, Options::empty()) {
            reader.take(event);
            if reader.n > MAX_PIECES {
                return Self::as_written(text);
            }
        }
        reader.end_line();
        Self { lines: reader.lines }
    }

    fn as_written(text: &str) -> Self {
        let look = Look::default();
        let piece = Piece { text: text.trim_end().to_owned(), look, link: None };
        Self { lines: vec![Line { pieces: vec![piece], ..Line::default() }] }
    }

    /// Returns the words of it all if nothing in it looks different from the rest.
    pub fn unadorned(&self) -> Option<&str> {
        match self.lines.as_slice() {
            [Line { lead: Lead::None, depth: 0, pieces }] => match pieces.as_slice() {
                [Piece { text, look, link: None }] if *look == Look::default() => Some(text),
                _ => None,
            },
            _ => None,
        }
    }
}

/// Returns `text` without its marks: for rows of one line, and for files that have no marks of their own.
pub fn plain(text: &str) -> String {
    let line = |it: &Line| {
        let lead = match it.lead {
            Lead::None => String::new(),
            Lead::Bullet => "- ".to_owned(),
            Lead::Number(n) => format!("{n}. "),
            Lead::Quote => "> ".to_owned(),
        };
        let said: String = it.pieces.iter().map(words).collect();
        format!("{}{lead}{said}", "  ".repeat(it.depth))
    };
    Prose::of(text).lines.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Returns the words of a piece, with the address they lead to where that is another.
fn words(piece: &Piece) -> String {
    match &piece.link {
        Some(link) if **link != *piece.text => format!("{} ({link})", piece.text),
        Some(_) | None => piece.text.clone(),
    }
}

/// Says whether `address` may be opened by a click: nothing that a browser or a mail program would not ask about.
pub fn may_open(address: &str) -> bool {
    let begins =
        |with: &str| address.get(..with.len()).is_some_and(|it| it.eq_ignore_ascii_case(with));
    ["https://", "http://", "mailto:"].into_iter().any(begins)
        && !address.chars().any(|it| it.is_control() || it.is_whitespace())
}

/// What is open while reading.
#[derive(Default)]
struct Reader {
    lines: Vec<Line>,
    line: Line,
    look: Look,
    link: Option<Arc<str>>,
    /// Numbers of the lists that are open.
    lists: Vec<Option<u64>>,
    /// How many quotes are open.
    quotes: usize,
    /// How many bold, slanted and picture tags are open.
    strong: usize,
    slanted: usize,
    picture: Option<String>,
    /// Whether what comes stands after the mark of an item.
    item: bool,
    n: usize,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Code(text) => {
                self.look.code = true;
                self.add(&text);
                self.look.code = false;
            }
            // HTML is text like any other.
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.text(&text),
            // People press Enter where they want a new line.
            Event::SoftBreak | Event::HardBreak => self.add("\n"),
            Event::Rule => self.end_line(),
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                self.add(&text);
            }
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.begin_line(),
            Tag::Heading { .. } => {
                self.begin_line();
                self.strong += 1;
            }
            Tag::BlockQuote(_) => {
                self.end_line();
                self.quotes += 1;
            }
            Tag::CodeBlock(kind) => {
                self.begin_line();
                self.look.code = true;
                match kind {
                    CodeBlockKind::Indented | CodeBlockKind::Fenced(_) => {}
                }
            }
            Tag::List(first) => {
                self.end_line();
                self.lists.push(first);
            }
            Tag::Item => {
                self.end_line();
                self.item = true;
                self.begin_line();
            }
            Tag::Emphasis => self.slanted += 1,
            Tag::Strong => self.strong += 1,
            Tag::Link { dest_url, .. } => {
                self.link = may_open(&dest_url).then(|| Arc::from(&*dest_url));
            }
            Tag::Image { dest_url, .. } => self.picture = Some(dest_url.into_string()),
            Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Table(_)
            | Tag::TableHead
            | Tag::TableRow
            | Tag::TableCell
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => {}
        }
        self.worn();
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock | TagEnd::Item => self.end_line(),
            TagEnd::Heading(_) => {
                self.end_line();
                self.strong = self.strong.saturating_sub(1);
            }
            TagEnd::BlockQuote(_) => {
                self.end_line();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::CodeBlock => {
                self.look.code = false;
                self.end_line();
            }
            TagEnd::List(_) => {
                self.end_line();
                self.lists.pop();
            }
            TagEnd::Emphasis => self.slanted = self.slanted.saturating_sub(1),
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Link => self.link = None,
            TagEnd::Image => {
                if let Some(address) = self.picture.take() {
                    self.add(&format!(" ({address})"));
                }
            }
            TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Table
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::TableCell
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::MetadataBlock(_) => {}
        }
        self.worn();
    }

    /// Takes over how words look from the tags that are open.
    fn worn(&mut self) {
        (self.look.strong, self.look.slanted) = (self.strong > 0, self.slanted > 0);
    }

    fn begin_line(&mut self) {
        // The first paragraph of an item stands beside its mark.
        if !self.line.pieces.is_empty() {
            self.end_line();
        }
        self.line.depth = self.lists.len().saturating_sub(1).min(MAX_DEPTH);
        if std::mem::take(&mut self.item) {
            self.line.lead = match self.lists.last_mut() {
                Some(Some(number)) => {
                    let lead = Lead::Number(*number);
                    *number = number.saturating_add(1);
                    lead
                }
                Some(None) | None => Lead::Bullet,
            };
        } else if self.quotes > 0 && self.line.lead == Lead::None {
            self.line.lead = Lead::Quote;
        }
    }

    fn end_line(&mut self) {
        let mut line = std::mem::take(&mut self.line);
        if let Some(last) = line.pieces.last_mut() {
            last.text.truncate(last.text.trim_end_matches('\n').len());
            self.lines.push(line);
        }
    }

    /// Takes words in; addresses among them can be opened.
    fn text(&mut self, text: &str) {
        if self.link.is_some() || self.look.code {
            return self.add(text);
        }
        let mut rest = text;
        while let Some(at) = ["https://", "http://"].iter().filter_map(|it| rest.find(it)).min() {
            let (before, found) = rest.split_at(at);
            let end = found.find(char::is_whitespace).unwrap_or(found.len());
            let address = found
                .split_at(end)
                .0
                .trim_end_matches(['.', ',', ';', ':', ')', '!', '?', '>', '"', '”']);
            self.add(before);
            self.link = may_open(address).then(|| Arc::from(address));
            self.add(address);
            self.link = None;
            rest = found.split_at(address.len()).1;
            self.n += 1;
            if self.n > MAX_PIECES {
                return;
            }
        }
        self.add(rest);
    }

    fn add(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.n += 1;
        match self.line.pieces.last_mut() {
            Some(last) if last.look == self.look && last.link == self.link => {
                last.text.push_str(text);
            }
            Some(_) | None => {
                let (look, link) = (self.look, self.link.clone());
                self.line.pieces.push(Piece { text: text.to_owned(), look, link });
            }
        }
    }
}

#[cfg(test)]
mod tests;
