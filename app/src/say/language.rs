//! Which language: as it was chosen, as the system says, and as it is spoken in the end.

use serde::{Deserialize, Serialize};

/// The variable that wins over settings and system: `en`, `de`, or `pseudo` to try the window with.
const VARIABLE: &str = "MUSTER_LANGUAGE";

/// A language as it is chosen on Settings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Language {
    /// As the system says; English where it says nothing we know.
    #[default]
    System,
    /// English.
    English,
    /// German.
    German,
}

/// A language as it is spoken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tongue {
    /// English.
    #[default]
    English,
    /// German.
    German,
    /// English with accents, longer and in brackets: shows what is not translated and what does not fit.
    Pseudo,
}

/// What the surroundings of this program say about language.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Heard {
    /// What the system speaks.
    pub system: Tongue,
    /// What was asked for at the start, whatever is set.
    pub forced: Option<Tongue>,
}

impl Tongue {
    pub(super) const fn number(self) -> u8 {
        match self {
            Self::English => 0,
            Self::German => 1,
            Self::Pseudo => 2,
        }
    }

    pub(super) const fn of_number(number: u8) -> Self {
        match number {
            1 => Self::German,
            2 => Self::Pseudo,
            _ => Self::English,
        }
    }

    /// Returns the code by which files name it.
    pub fn code(self) -> &'static str {
        match self {
            Self::English | Self::Pseudo => "en",
            Self::German => "de",
        }
    }

    /// Reads a locale as systems write it (`de_AT.UTF-8`).
    fn of_locale(locale: &str) -> Self {
        let language = locale.split(['_', '-', '.', '@']).next().unwrap_or_default();
        if language.eq_ignore_ascii_case("de") { Self::German } else { Self::English }
    }
}

impl Heard {
    /// Asks `variable` for the variables of the surroundings.
    pub fn of(variable: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name: &str| variable(name).filter(|it| !it.is_empty());
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set);
        let forced = set(VARIABLE).and_then(|it| match it.as_str() {
            "en" => Some(Tongue::English),
            "de" => Some(Tongue::German),
            "pseudo" => Some(Tongue::Pseudo),
            _ => None,
        });
        Self { system: locale.map_or(Tongue::English, |it| Tongue::of_locale(&it)), forced }
    }

    /// Returns what is spoken where `chosen` is set.
    pub fn tongue(self, chosen: Language) -> Tongue {
        self.forced.unwrap_or(match chosen {
            Language::System => self.system,
            Language::English => Tongue::English,
            Language::German => Tongue::German,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(variables: &[(&str, &str)]) -> Heard {
        let of = |name: &str| variables.iter().find(|it| it.0 == name).map(|it| it.1.to_owned());
        Heard::of(of)
    }

    #[test]
    fn the_system_is_heard_in_the_order_it_means() {
        let spoken = |variables: &[(&str, &str)]| heard(variables).tongue(Language::System);
        assert_eq!(spoken(&[]), Tongue::English);
        assert_eq!(spoken(&[("LANG", "de_DE.UTF-8")]), Tongue::German);
        assert_eq!(spoken(&[("LANG", "de")]), Tongue::German);
        assert_eq!(spoken(&[("LC_ALL", "C"), ("LANG", "de_AT")]), Tongue::English);
        assert_eq!(spoken(&[("LC_ALL", ""), ("LC_MESSAGES", "de-CH")]), Tongue::German);
        assert_eq!(spoken(&[("LANG", "den")]), Tongue::English);
        assert_eq!(spoken(&[("LANG", "\u{0}_._")]), Tongue::English);
    }

    #[test]
    fn what_is_set_wins_over_the_system_and_what_is_asked_for_over_both() {
        let german = heard(&[("LANG", "de_DE")]);
        assert_eq!(german.tongue(Language::English), Tongue::English);
        let forced = heard(&[("LANG", "de_DE"), (VARIABLE, "pseudo")]);
        assert_eq!(forced.tongue(Language::German), Tongue::Pseudo);
        assert_eq!(heard(&[(VARIABLE, "klingon")]).tongue(Language::German), Tongue::German);
    }
}
