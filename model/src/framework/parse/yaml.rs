//! YAML 1.2 into a located tree: core schema, aliases expanded within limits, nothing executed.

use std::{borrow::Cow, collections::BTreeMap, collections::BTreeSet};

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span, Tag};

use super::tree::{Budget, Data, Entry, Limits, Located, MAX_DEPTH, Size, duplicate, too_deep};
use crate::framework::problem::Problem;

/// Reads one YAML document.
pub(crate) fn read(text: &str) -> Result<Located, Problem> {
    build(text, Builder::default()).map(|it| it.0)
}

/// A key that stood in a table before, and the line where it stands again.
pub(crate) type Repeated = (u32, String);

/// Reads one YAML document made by another program.
///
/// Old merge keys and ordered maps are left as they stand; of a key that stands twice in a table the last one counts,
/// as most programs have it, and it is reported.
pub(crate) fn read_foreign(
    text: &str,
    limits: Limits,
) -> Result<(Located, Vec<Repeated>), Problem> {
    let budget = Budget::of(limits);
    build(text, Builder { budget, origin: Origin::Foreign, ..Builder::default() })
}

fn build(text: &str, mut builder: Builder) -> Result<(Located, Vec<Repeated>), Problem> {
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|err| syntax(&err))?;
        builder.take(event, line_of(&span))?;
    }
    let root = builder.root.ok_or_else(|| {
        Problem::of_file(Some(1), "the file holds nothing", "a pack begins with “muster_pack: 1”")
    })?;
    Ok((root, builder.repeated))
}

fn line_of(span: &Span) -> u32 {
    u32::try_from(span.start.line()).unwrap_or(u32::MAX).max(1)
}

fn syntax(err: &ScanError) -> Problem {
    let line = u32::try_from(err.marker().line()).unwrap_or(u32::MAX).max(1);
    let column = err.marker().col().saturating_add(1);
    let what = format!("this is not YAML, at column {column}: {}", err.info());
    Problem::of_file(
        Some(line),
        what,
        "look at this line and the one above: indentation, quotes, brackets",
    )
}

fn refuse<T>(line: u32, what: impl Into<String>, hint: &str) -> Result<T, Problem> {
    Err(Problem::of_file(Some(line), what, hint))
}

/// Most repeated keys that are put up with.
const MAX_REPEATED: usize = 100;

/// A list or table that is not closed yet.
struct Open {
    line: u32,
    anchor: usize,
    before: Size,
    part: Part,
}

enum Part {
    List(Vec<Located>),
    Table { entries: Vec<Entry>, seen: BTreeSet<String>, key: Option<(String, u32)> },
}

/// Whose file it is.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Origin {
    #[default]
    Pack,
    Foreign,
}

#[derive(Default)]
struct Builder {
    origin: Origin,
    open: Vec<Open>,
    anchors: BTreeMap<usize, (Located, Size)>,
    budget: Budget,
    size: Size,
    documents: usize,
    repeated: Vec<Repeated>,
    root: Option<Located>,
}

impl Builder {
    fn take(&mut self, event: Event<'_>, line: u32) -> Result<(), Problem> {
        match event {
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(()),
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents > 1 {
                    return refuse(
                        line,
                        "a second document begins here",
                        "one file holds one pack",
                    );
                }
                Ok(())
            }
            Event::Alias(anchor) => self.alias(anchor, line),
            Event::Scalar(text, style, anchor, tag) => {
                self.scalar(text, style, (anchor, tag), line)
            }
            Event::SequenceStart(anchor, tag) => {
                if self.origin == Origin::Pack || !is_ordered_map(tag.as_deref()) {
                    known(tag.as_deref(), "seq", line)?;
                }
                self.begin(line, anchor, Part::List(Vec::new()))
            }
            Event::MappingStart(anchor, tag) => {
                known(tag.as_deref(), "map", line)?;
                let seen = BTreeSet::new();
                self.begin(line, anchor, Part::Table { entries: Vec::new(), seen, key: None })
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(),
        }
    }

    fn begin(&mut self, line: u32, anchor: usize, part: Part) -> Result<(), Problem> {
        if let Some(Open { part: Part::Table { key: None, .. }, .. }) = self.open.last() {
            return refuse(
                line,
                "a list or table stands where a key belongs",
                "keys are plain words",
            );
        }
        if self.open.len() >= MAX_DEPTH {
            return Err(too_deep(line));
        }
        let before = self.size;
        self.count(line, 0)?;
        self.open.push(Open { line, anchor, before, part });
        Ok(())
    }

    fn end(&mut self) -> Result<(), Problem> {
        let Some(done) = self.open.pop() else { return Ok(()) };
        let data = match done.part {
            Part::List(items) => Data::List(items),
            Part::Table { entries, .. } => Data::Table(entries),
        };
        let size = Size {
            values: self.size.values - done.before.values,
            text: self.size.text - done.before.text,
        };
        self.place(Located { line: done.line, data }, done.anchor, size)
    }

    fn scalar(
        &mut self,
        text: Cow<'_, str>,
        style: ScalarStyle,
        (anchor, tag): (usize, Option<Cow<'_, Tag>>),
        line: u32,
    ) -> Result<(), Problem> {
        let size = Size { values: 1, text: text.len() };
        self.count(line, text.len())?;
        let data = resolve(text.into_owned(), style, tag.as_deref(), line)?;
        self.place(Located { line, data }, anchor, size)
    }

    fn alias(&mut self, anchor: usize, line: u32) -> Result<(), Problem> {
        let Some((value, size)) = self.anchors.get(&anchor) else {
            if self.is_merging() {
                // A table merged with itself gains nothing: an anchor was named like an older one.
                return self.place(Located { line, data: Data::Null }, 0, Size::default());
            }
            return refuse(line, "this alias points into itself", "write the value out");
        };
        let (mut value, size) = (value.clone(), *size);
        self.budget.spend_many(line, size)?;
        self.size.values += size.values;
        self.size.text += size.text;
        if self.open.len() + depth(&value) > MAX_DEPTH {
            return Err(too_deep(line));
        }
        value.line = line;
        self.place(value, 0, size)
    }

    /// Says whether what comes next is merged into a table, the way old YAML has it.
    fn is_merging(&self) -> bool {
        let key = self.open.last().and_then(|it| match &it.part {
            Part::Table { key, .. } => key.as_ref(),
            Part::List(_) => None,
        });
        self.origin == Origin::Foreign && key.is_some_and(|it| it.0 == "<<")
    }

    fn count(&mut self, line: u32, text: usize) -> Result<(), Problem> {
        self.size.values += 1;
        self.size.text += text;
        self.budget.spend(line, text)
    }

    /// Puts a finished value where it belongs.
    fn place(&mut self, value: Located, anchor: usize, size: Size) -> Result<(), Problem> {
        if anchor > 0 {
            // The copy kept for aliases takes memory too.
            self.budget.spend_many(value.line, size)?;
            self.anchors.insert(anchor, (value.clone(), size));
        }
        match self.open.last_mut().map(|it| &mut it.part) {
            None => self.root = Some(value),
            Some(Part::List(items)) => items.push(value),
            Some(Part::Table { entries, seen, key }) => {
                if let Some((name, line)) = key.take() {
                    entries.push(Entry { key: name, line, value });
                    return Ok(());
                }
                let line = value.line;
                let name = key_text(value, self.origin)?;
                if !seen.insert(name.clone()) {
                    if self.origin == Origin::Pack {
                        return Err(duplicate(&name, line));
                    }
                    entries.retain(|it| it.key != name);
                    if self.repeated.len() < MAX_REPEATED {
                        self.repeated.push((line, name.clone()));
                    } else {
                        return Err(duplicate(&name, line));
                    }
                }
                *key = Some((name, line));
            }
        }
        Ok(())
    }
}

fn depth(value: &Located) -> usize {
    match &value.data {
        Data::Null | Data::Bool(_) | Data::Whole(_) | Data::Float(_) | Data::Text(_) => 0,
        Data::List(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        Data::Table(entries) => 1 + entries.iter().map(|it| depth(&it.value)).max().unwrap_or(0),
    }
}

fn is_ordered_map(tag: Option<&Tag>) -> bool {
    tag.is_some_and(|it| it.is_yaml_core_schema() && it.suffix == "omap")
}

fn key_text(value: Located, origin: Origin) -> Result<String, Problem> {
    match value.data {
        Data::Text(text) if text == "<<" && origin == Origin::Pack => refuse(
            value.line,
            "“<<” merges tables in old YAML, not in YAML 1.2",
            "write the keys out, or use an alias for the whole value",
        ),
        Data::Text(text) | Data::Whole(text) | Data::Float(text) => Ok(text),
        Data::Bool(it) => Ok(it.to_string()),
        Data::Null => refuse(value.line, "a key is missing here", "write a word before the colon"),
        Data::List(_) | Data::Table(_) => {
            refuse(value.line, "a list or table stands where a key belongs", "keys are plain words")
        }
    }
}

fn known(tag: Option<&Tag>, expected: &str, line: u32) -> Result<(), Problem> {
    match tag {
        None => Ok(()),
        Some(tag) if tag.is_yaml_core_schema() && tag.suffix == expected => Ok(()),
        Some(tag) => unknown_tag(tag, line),
    }
}

fn unknown_tag<T>(tag: &Tag, line: u32) -> Result<T, Problem> {
    let name: String = tag.to_string().chars().take(60).collect();
    refuse(line, format!("the tag “{name}” means nothing here"), "leave the tag out")
}

/// Says what a scalar is, by the core schema of YAML 1.2: `yes`, `no`, `on`, `off` and dates are text.
fn resolve(
    text: String,
    style: ScalarStyle,
    tag: Option<&Tag>,
    line: u32,
) -> Result<Data, Problem> {
    let tagged_text = match tag {
        None => false,
        Some(tag) if tag.is_yaml_core_schema() && tag.suffix == "str" => true,
        Some(tag) if tag.handle.is_empty() && tag.suffix == "!" => true,
        Some(tag)
            if tag.is_yaml_core_schema()
                && ["int", "float", "bool", "null"].contains(&tag.suffix.as_str()) =>
        {
            false
        }
        Some(tag) => return unknown_tag(tag, line),
    };
    if style != ScalarStyle::Plain || tagged_text {
        return Ok(Data::Text(text));
    }
    Ok(match text.as_str() {
        "" | "~" | "null" | "Null" | "NULL" => Data::Null,
        "true" | "True" | "TRUE" => Data::Bool(true),
        "false" | "False" | "FALSE" => Data::Bool(false),
        ".nan" | ".NaN" | ".NAN" => Data::Float(text),
        other if is_whole(other) => Data::Whole(text),
        other if is_float(other) => Data::Float(text),
        _ => Data::Text(text),
    })
}

fn unsigned(text: &str) -> &str {
    text.strip_prefix(['-', '+']).unwrap_or(text)
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|it| it.is_ascii_digit())
}

fn is_whole(text: &str) -> bool {
    let plain = unsigned(text);
    !plain.is_empty() && all_digits(plain)
}

fn is_float(text: &str) -> bool {
    let plain = unsigned(text);
    if [".inf", ".Inf", ".INF"].contains(&plain) {
        return true;
    }
    let (number, exponent) = match plain.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, Some(exponent)),
        None => (plain, None),
    };
    let (head, tail) = number.split_once('.').unwrap_or((number, ""));
    !(head.is_empty() && tail.is_empty())
        && all_digits(head)
        && all_digits(tail)
        && exponent.is_none_or(is_whole)
}
