//! Nothing is shown that is not said through the one door, and whatever is said exists in every language.

mod source;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Pattern, PatternElement},
    parser,
};

use source::{Literal, Source};

/// Where a text with words in it is a mistake.
const PLACES: &[&str] = &[
    "advice",
    "advice.rs",
    "app",
    "app.rs",
    "attached.rs",
    "charts",
    "charts.rs",
    "command",
    "command.rs",
    "help.rs",
    "report/cast.rs",
    "report/draft",
    "report/draft.rs",
    "report/facts",
    "screens",
    "screens.rs",
    "state",
    "state.rs",
    "widgets",
    "widgets.rs",
];

/// What still has words of its own. This list only ever becomes shorter.
const NOT_YET: &[&str] = &[];

/// Markup, which no one reads.
const MARKUP: &str = "charts/svg.rs";

/// Calls whose texts nobody reads: ids, logs, patterns that are looked for, what a developer sees.
const UNREAD: &[&str] = &[
    "#",
    ".add_filter",
    ".contains",
    ".ends_with",
    ".field",
    ".id_salt",
    ".push_id",
    ".split",
    ".split_once",
    ".starts_with",
    ".strip_prefix",
    ".strip_suffix",
    "ComboBox::from_id_salt",
    "Id::new",
    "Id::unique",
    "Panel::bottom",
    "Panel::left",
    "Panel::right",
    "Panel::top",
    ".debug_struct",
    "include_bytes!",
    "include_str!",
    "env!",
    "cfg!",
    "tracing::debug!",
    "tracing::info!",
    "tracing::warn!",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn walk(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, ending, found);
        } else if path.extension().is_some_and(|it| it == ending) {
            found.push(path);
        }
    }
}

/// Every source of the program by its path in `app/src`, without those of tests.
fn sources() -> BTreeMap<String, Source> {
    let folder = root().join("app/src");
    let mut paths = Vec::new();
    walk(&folder, "rs", &mut paths);
    let named = paths.into_iter().map(|path| {
        let name = path.strip_prefix(&folder).unwrap().to_str().unwrap().replace('\\', "/");
        (name, Source::of(&fs::read_to_string(path).unwrap()))
    });
    named.filter(|(name, _)| !name.ends_with("tests.rs")).collect()
}

/// Messages of a language: key to text and arguments.
#[derive(Default)]
struct Words {
    messages: BTreeMap<String, Message>,
    wrong: Vec<String>,
}

#[derive(Default)]
struct Message {
    text: String,
    args: BTreeSet<String>,
}

impl Message {
    fn read(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => self.text.push_str(value),
                PatternElement::Placeable { expression } => self.expression(expression),
            }
        }
    }

    fn expression(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(it) => self.inline(it),
            Expression::Select { selector, variants } => {
                self.inline(selector);
                for variant in variants {
                    self.read(&variant.value);
                }
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::VariableReference { id } => {
                self.args.insert(id.name.to_owned());
            }
            InlineExpression::Placeable { expression } => self.expression(expression),
            InlineExpression::StringLiteral { value } => self.text.push_str(value),
            InlineExpression::NumberLiteral { .. } => {}
            InlineExpression::FunctionReference { .. }
            | InlineExpression::MessageReference { .. }
            | InlineExpression::TermReference { .. } => self.text.push_str("(not in use here)"),
        }
    }
}

fn words(language: &str) -> Words {
    let mut paths = Vec::new();
    walk(&root().join("assets/words").join(language), "ftl", &mut paths);
    paths.sort();
    let mut words = Words::default();
    for path in paths {
        let area = path.file_stem().unwrap().to_str().unwrap();
        let text = fs::read_to_string(&path).unwrap();
        let read = parser::parse(text.as_str());
        let resource = read.unwrap_or_else(|(_, errors)| panic!("{language}/{area}: {errors:?}"));
        for entry in resource.body {
            match entry {
                Entry::Message(it) => {
                    let key = it.id.name.to_owned();
                    let mut message = Message::default();
                    it.value.iter().for_each(|it| message.read(it));
                    if !key.starts_with(&format!("{area}-")) || !it.attributes.is_empty() {
                        words.wrong.push(format!("{language}/{area}: {key} does not belong there"));
                    }
                    if words.messages.insert(key.clone(), message).is_some() {
                        words.wrong.push(format!("{language}/{area}: {key} is there twice"));
                    }
                }
                Entry::Term(it) => words.wrong.push(format!("{language}: term {}", it.id.name)),
                Entry::Junk { content } => {
                    words.wrong.push(format!("{language}/{area}: {content}"));
                }
                Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
            }
        }
    }
    words
}

/// Says whether anybody could read `text`: two letters side by side, outside of what is filled in. A command line is
/// the same in every language.
fn has_words(text: &str) -> bool {
    if text.starts_with("muster ") {
        return false;
    }
    let mut deep = 0_usize;
    let mut plain = String::new();
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            // A sign written by its number, or the end of a line.
            '\\' => drop(letters.next()),
            '{' => deep += 1,
            '}' => deep = deep.saturating_sub(1),
            _ if deep == 0 => plain.push(letter),
            _ => {}
        }
    }
    plain.split(|it: char| !it.is_alphabetic()).any(|it| it.chars().nth(1).is_some())
}

fn is_unread(text: &Literal) -> bool {
    let is = |call: &str| UNREAD.iter().any(|it| call == *it || call.ends_with(&format!("::{it}")));
    text.within.iter().any(|it| is(it))
}

#[test]
fn nothing_is_shown_that_is_not_said_through_the_one_door() {
    let mut wrong = Vec::new();
    let mut with_words = BTreeSet::new();
    for (name, source) in sources() {
        let within = |it: &&str| {
            name.strip_prefix(*it).is_some_and(|it| it.is_empty() || it.starts_with('/'))
        };
        if !PLACES.iter().any(within) || name == MARKUP {
            continue;
        }
        for it in source.texts() {
            if !has_words(&it.text) || is_unread(&it) {
                continue;
            }
            with_words.insert(name.clone());
            if !NOT_YET.contains(&name.as_str()) {
                wrong.push(format!("{name}:{} “{}”", it.line, it.text));
            }
        }
    }
    assert!(wrong.is_empty(), "say these with say!:\n{}", wrong.join("\n"));
    let done: Vec<_> = NOT_YET.iter().filter(|it| !with_words.contains(**it)).collect();
    assert!(done.is_empty(), "these have no words any more, take them off the list: {done:?}");
}

#[test]
fn what_is_said_exists_with_the_same_arguments_and_nothing_else_does() {
    let english = words("en");
    let mut wrong = english.wrong;
    let mut said = BTreeSet::new();
    for (name, source) in sources() {
        for it in source.said() {
            match english.messages.get(&it.key) {
                None => wrong.push(format!("{name}:{} there is no {}", it.line, it.key)),
                Some(message) if message.args != it.args => {
                    let (given, wanted) = (&it.args, &message.args);
                    wrong.push(format!(
                        "{name}:{} {} has {wanted:?}, not {given:?}",
                        it.line, it.key
                    ));
                }
                Some(_) => {}
            }
            said.insert(it.key);
        }
    }
    assert!(said.len() > 100, "the sources are where they are looked for");
    let unsaid = english.messages.keys().filter(|it| !said.contains(*it));
    wrong.extend(unsaid.map(|it| format!("nobody says {it}")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn german_says_all_that_english_says_and_fills_in_the_same() {
    let (english, german) = (words("en"), words("de"));
    let mut wrong = german.wrong;
    for (key, message) in &english.messages {
        match german.messages.get(key) {
            None => wrong.push(format!("German lacks {key}")),
            Some(it) if it.args != message.args => {
                wrong.push(format!("{key} has {:?}, in German {:?}", message.args, it.args));
            }
            Some(it) if it.text == message.text && it.text.split(' ').count() > 3 => {
                wrong.push(format!("{key} is not translated"));
            }
            Some(_) => {}
        }
    }
    let more = german.messages.keys().filter(|it| !english.messages.contains_key(*it));
    wrong.extend(more.map(|it| format!("only German has {it}")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_of_words_is_read_and_none_shouts() {
    let book = fs::read_to_string(root().join("app/src/say/book.rs")).unwrap();
    for language in ["en", "de"] {
        let mut paths = Vec::new();
        walk(&root().join("assets/words").join(language), "ftl", &mut paths);
        assert!(paths.len() > 20, "the words are where they are looked for");
        for path in paths {
            let area = path.file_stem().unwrap().to_str().unwrap();
            assert!(book.contains(&format!("\"{area}\"")), "{language}/{area} is not read");
        }
        let shouts = |it: &(&String, &Message)| it.1.text.contains('!');
        let words = words(language);
        let found: Vec<_> = words.messages.iter().filter(shouts).map(|it| it.0).collect();
        assert!(found.is_empty(), "{language}: {found:?}");
    }
}
