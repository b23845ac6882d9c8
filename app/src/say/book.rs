//! The messages of one language, read once: those without arguments are texts from then on.

use std::{borrow::Cow, collections::BTreeMap, sync::LazyLock};

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use fluent_syntax::ast::Entry;

use super::Tongue;

/// The words of one part of the window.
struct Area {
    english: &'static str,
    german: &'static str,
}

macro_rules! areas {
    ($($name:literal)+) => {
        &[$(Area {
            english: include_str!(concat!("../../../assets/words/en/", $name, ".ftl")),
            german: include_str!(concat!("../../../assets/words/de/", $name, ".ftl")),
        }),+]
    };
}

const AREAS: &[Area] = areas! {
    "advice" "agree" "answer" "assign" "bundles" "charts" "command" "compare" "conflicts" "destroyed" "details" "dropped" "files"
    "frameworks" "help" "history" "home" "invite" "join" "new-review" "overview" "people" "plan" "report" "reports" "results"
    "rights" "settings" "shell" "state" "targets" "told" "welcome" "widgets" "words"
};

/// The messages of one language.
pub(super) struct Book {
    tongue: Tongue,
    plain: BTreeMap<String, Box<str>>,
    bundle: FluentBundle<FluentResource>,
}

impl Book {
    /// Returns the messages of `tongue`; the first call reads them.
    pub(super) fn of(tongue: Tongue) -> &'static Self {
        static ENGLISH: LazyLock<Book> = LazyLock::new(|| Book::read(Tongue::English));
        static GERMAN: LazyLock<Book> = LazyLock::new(|| Book::read(Tongue::German));
        static PSEUDO: LazyLock<Book> = LazyLock::new(|| Book::read(Tongue::Pseudo));
        match tongue {
            Tongue::English => &ENGLISH,
            Tongue::German => &GERMAN,
            Tongue::Pseudo => &PSEUDO,
        }
    }

    fn read(tongue: Tongue) -> Self {
        let (locale, transform): (_, fn(&str) -> Cow<'_, str>) = match tongue {
            Tongue::English => ("en", on_one_line),
            Tongue::German => ("de", on_one_line),
            Tongue::Pseudo => ("en", accented),
        };
        let locale = locale.parse().into_iter().collect();
        let mut bundle = FluentBundle::new_concurrent(locale);
        // Marks of direction around arguments would be drawn as boxes.
        bundle.set_use_isolating(false);
        bundle.set_transform(Some(transform));
        let mut keys = Vec::new();
        for area in AREAS {
            let source = if tongue == Tongue::German { area.german } else { area.english };
            // What can't be parsed is left out here and found by a test.
            let read = FluentResource::try_new(source.to_owned());
            let resource = read.unwrap_or_else(|(understood, _)| understood);
            keys.extend(resource.entries().filter_map(|it| match it {
                Entry::Message(it) => Some(it.id.name.to_owned()),
                Entry::Term(_)
                | Entry::Comment(_)
                | Entry::GroupComment(_)
                | Entry::ResourceComment(_)
                | Entry::Junk { .. } => None,
            }));
            bundle.add_resource_overriding(resource);
        }
        let mut book = Self { tongue, plain: BTreeMap::new(), bundle };
        let plain = keys.into_iter().filter_map(|key| Some((book.format(&key, None)?.into(), key)));
        book.plain = plain.map(|(text, key)| (key, text)).collect();
        book
    }

    /// Returns a message that has no arguments.
    pub(super) fn plain(&'static self, key: &str) -> Option<&'static str> {
        self.plain.get(key).map(AsRef::as_ref)
    }

    /// Returns a message with `args`.
    pub(super) fn with(&self, key: &str, args: &FluentArgs<'_>) -> Option<String> {
        self.format(key, Some(args))
    }

    /// Returns nothing where an argument is missing.
    fn format(&self, key: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
        let message = self.bundle.get_message(key)?;
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(message.value()?, args, &mut errors);
        if !errors.is_empty() {
            return None;
        }
        Some(match self.tongue {
            Tongue::English | Tongue::German => text.into_owned(),
            Tongue::Pseudo => format!("[{text}]"),
        })
    }
}

/// Long messages are broken in their file, not in the window.
fn on_one_line(text: &str) -> Cow<'_, str> {
    if text.contains('\n') { Cow::Owned(text.replace('\n', " ")) } else { Cow::Borrowed(text) }
}

/// Writes letters with accents, and vowels twice: about as much longer as other languages are.
fn accented(text: &str) -> Cow<'_, str> {
    const TWICE: [(char, char); 10] = [
        ('a', 'á'),
        ('e', 'é'),
        ('i', 'î'),
        ('o', 'ö'),
        ('u', 'ü'),
        ('A', 'Á'),
        ('E', 'É'),
        ('I', 'Î'),
        ('O', 'Ó'),
        ('U', 'Ú'),
    ];
    const ONCE: [(char, char); 5] = [('c', 'ç'), ('n', 'ñ'), ('s', 'š'), ('y', 'ý'), ('z', 'ž')];
    let mut out = String::with_capacity(text.len() * 2);
    for letter in text.chars() {
        let found = |table: &[(char, char)]| table.iter().find(|it| it.0 == letter).map(|it| it.1);
        match (letter, found(&TWICE), found(&ONCE)) {
            ('\n', _, _) => out.push(' '),
            (_, Some(it), _) => {
                out.push(it);
                out.extend(it.to_lowercase());
            }
            (_, None, Some(it)) => out.push(it),
            (_, None, None) => out.push(letter),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_understood_to_its_end() {
        for area in AREAS {
            for source in [area.english, area.german] {
                let read = FluentResource::try_new(source.to_owned());
                assert!(read.is_ok(), "{:?}", read.map_err(|it| it.1));
            }
        }
    }

    #[test]
    fn a_message_without_arguments_is_made_once() {
        let book = Book::of(Tongue::English);
        let (once, again) = (book.plain("home-title").unwrap(), book.plain("home-title").unwrap());
        assert!(std::ptr::eq(once, again));
        assert_eq!(book.plain("home-open"), None, "it has an argument");
    }

    #[test]
    fn the_pseudo_locale_is_two_fifths_longer() {
        let (english, pseudo) = (Book::of(Tongue::English), Book::of(Tongue::Pseudo));
        let length = |book: &Book| book.plain.values().map(|it| it.chars().count()).sum::<usize>();
        let (short, long) = (length(english), length(pseudo));
        assert!(long * 100 > short * 125 && long * 100 < short * 155, "{short} {long}");
    }
}
