//! The one door for words in the window: what is said, in the language that is spoken.
//!
//! Messages live in `assets/words`, one file an area; the key of each begins with its area. English is complete, and
//! stands in where another language lacks a message. A test reads all sources: every key that is used exists, with the
//! same arguments in every language, and none is there for nothing.
//!
//! **Invariant:** a language is spoken only inside of [`speaking`], which the window wraps around each frame, and by
//! what works for a window, after [`everywhere`]. The command line and exports speak English, always; a report speaks the
//! language that was chosen for it.

mod book;
mod language;

use std::{
    cell::Cell,
    sync::atomic::{AtomicU8, Ordering},
};

use fluent_bundle::FluentArgs;
pub use fluent_bundle::FluentValue as Arg;

use book::Book;
pub use language::{Heard, Language, Tongue};

thread_local! {
    static SPOKEN: Cell<Option<Tongue>> = const { Cell::new(None) };
}

static EVERYWHERE: AtomicU8 = AtomicU8::new(0);

/// Says a message: `say!("home-title")` is a `&'static str`, made once; `say!("home-people", n = 3)` is a `String`.
///
/// Arguments are texts or numbers; a number chooses between one and many.
macro_rules! say {
    ($key:literal) => {
        $crate::say::plain($key)
    };
    ($key:literal, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::say::with($key, [$((stringify!($name), $crate::say::Arg::from($value))),+])
    };
}
pub(crate) use say;

/// Returns the language spoken here and now.
pub fn tongue() -> Tongue {
    SPOKEN.get().unwrap_or_else(|| Tongue::of_number(EVERYWHERE.load(Ordering::Relaxed)))
}

/// Speaks `tongue` while `work` goes on, on this thread.
pub fn speaking<R>(tongue: Tongue, work: impl FnOnce() -> R) -> R {
    let _back = Back(SPOKEN.replace(Some(tongue)));
    work()
}

/// Speaks `tongue` on every thread that was not told otherwise. For the program that opens a window, and none else.
pub fn everywhere(tongue: Tongue) {
    EVERYWHERE.store(tongue.number(), Ordering::Relaxed);
}

/// Puts back what was spoken before, also when the work ends badly.
struct Back(Option<Tongue>);

impl Drop for Back {
    fn drop(&mut self) {
        SPOKEN.set(self.0);
    }
}

/// Returns a message without arguments; use `say!`.
pub fn plain(key: &'static str) -> &'static str {
    let found = Book::of(tongue()).plain(key);
    found.or_else(|| Book::of(Tongue::English).plain(key)).unwrap_or(key)
}

/// Returns a message with arguments; use `say!`.
pub fn with<const N: usize>(key: &'static str, args: [(&'static str, Arg<'_>); N]) -> String {
    let args: FluentArgs<'_> = args.into_iter().collect();
    let found = Book::of(tongue()).with(key, &args);
    found.or_else(|| Book::of(Tongue::English).with(key, &args)).unwrap_or_else(|| key.to_owned())
}

/// Writes a decimal number as people do: `text` has a point, German a comma.
pub fn decimal(text: &str) -> String {
    match tongue() {
        Tongue::English | Tongue::Pseudo => text.to_owned(),
        Tongue::German => text.replace('.', ","),
    }
}

/// Writes a day as people do: `text` is `2026-11-21`, German `21.11.2026`. Anything else stays as it is.
pub fn day(text: &str) -> String {
    let parts: Vec<&str> = text.split('-').collect();
    match (tongue(), parts.as_slice()) {
        (Tongue::German, [year, month, day]) => format!("{day}.{month}.{year}"),
        (Tongue::English | Tongue::German | Tongue::Pseudo, _) => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_told_otherwise_speaks_english() {
        assert_eq!(say!("settings-title"), "Settings");
        speaking(Tongue::German, || assert_eq!(say!("settings-title"), "Einstellungen"));
        assert_eq!(say!("settings-title"), "Settings");
    }

    #[test]
    fn one_is_not_many_and_nothing_stands_around_a_name() {
        let said = |n| say!("home-lost-changes", n = n);
        assert_eq!(said(1), "1 change of yours exists only here and would be lost for good.");
        assert_eq!(said(0), "0 changes of yours exist only here and would be lost for good.");
        let german = speaking(Tongue::German, || say!("home-open", name = "Nordhafen"));
        assert_eq!(german, "Nordhafen öffnen");
    }

    #[test]
    fn a_language_ends_with_its_work_even_when_that_fails() {
        let failed = std::panic::catch_unwind(|| speaking(Tongue::German, || panic!("as it does")));
        assert!(failed.is_err());
        assert_eq!(tongue(), Tongue::English);
    }

    #[test]
    fn german_numbers_and_days_look_german() {
        assert_eq!((decimal("2.50"), day("2026-11-21")), ("2.50".into(), "2026-11-21".into()));
        speaking(Tongue::German, || {
            assert_eq!((decimal("2.50"), day("2026-11-21")), ("2,50".into(), "21.11.2026".into()));
            assert_eq!(day("some day"), "some day");
        });
    }

    #[test]
    fn the_pseudo_locale_is_longer_and_shows_where_a_message_begins_and_ends() {
        speaking(Tongue::Pseudo, || {
            assert_eq!(say!("settings-title"), "[Sééttîîñgš]");
            assert_eq!(say!("home-open", name = "Northwind"), "[Óópééñ Northwind]");
        });
    }

    #[test]
    fn a_key_that_is_nowhere_is_shown_and_breaks_nothing() {
        assert_eq!(plain("no-such-key"), "no-such-key");
        assert_eq!(with("no-such-key", [("n", Arg::from(1))]), "no-such-key");
    }
}
