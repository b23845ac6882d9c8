//! Moments and days, as authors claimed them. Order never comes from here.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A moment an author claimed: milliseconds since 1970-01-01 UTC.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct At(pub u64);

const DAY_MS: u64 = 86_400_000;

impl At {
    /// Returns the day this moment falls on, in UTC.
    pub fn date(self) -> Date {
        Date::of_days(i64::try_from(self.0 / DAY_MS).unwrap_or(i64::MAX))
    }

    /// Returns the moment `ms` milliseconds later.
    #[must_use]
    pub fn plus(self, ms: u64) -> Self {
        Self(self.0.saturating_add(ms))
    }
}

impl At {
    /// Reads `2026-11-21`, `2026-11-21 14:30` or `2026-11-21T14:30` (with or without `Z` or ` UTC`) as the last moment
    /// of that day or minute.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = text.strip_suffix(" UTC").or_else(|| text.strip_suffix('Z')).unwrap_or(text);
        let (day, time) = match text.split_once(['T', ' ']) {
            Some((day, time)) => (day, Some(time.trim())),
            None => (text, None),
        };
        let days = u64::try_from(day.parse::<Date>().ok()?.days()).ok()?;
        let begin = days.checked_mul(DAY_MS)?;
        let Some(time) = time else { return Some(Self(begin.checked_add(DAY_MS - 1)?)) };
        let (hour, minute) = time.split_once(':')?;
        let (hour, minute): (u64, u64) = (hour.parse().ok()?, minute.parse().ok()?);
        let fits = hour < 24 && minute < 60;
        fits.then(|| Self(begin.saturating_add((hour * 60 + minute) * 60_000 + 59_999)))
    }
}

impl fmt::Display for At {
    /// Writes `2026-11-21 07:18 UTC`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let minutes = self.0 % DAY_MS / 60_000;
        write!(f, "{} {:02}:{:02} UTC", self.date(), minutes / 60, minutes % 60)
    }
}

/// A day of the Gregorian calendar, 0001-01-01 to 9999-12-31, written `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// A text that is no day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a day: write it as YYYY-MM-DD")]
pub struct DateError(pub String);

impl Date {
    /// Returns the day, if the calendar has it.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let fits = (1..=9999).contains(&year)
            && (1..=12).contains(&month)
            && day >= 1
            && day <= days_in(year, month);
        fits.then_some(Self { year, month, day })
    }

    /// Returns the day `days` after 1970-01-01, held within years 1 to 9999.
    pub fn of_days(days: i64) -> Self {
        // Counted from 0000-03-01 in eras of 400 years (proleptic Gregorian).
        let shifted = days.clamp(-719_162, 2_932_896) + 719_468;
        let era = shifted.div_euclid(146_097);
        let of_era = shifted.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let march_month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * march_month + 2) / 5 + 1;
        let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Self {
            year: u16::try_from(year).unwrap_or(1),
            month: u8::try_from(month).unwrap_or(1),
            day: u8::try_from(day).unwrap_or(1),
        }
    }

    /// Returns the days since 1970-01-01; negative before it.
    pub fn days(self) -> i64 {
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let month = i64::from(self.month);
        let march_month = if month > 2 { month - 3 } else { month + 9 };
        let of_year = (153 * march_month + 2) / 5 + i64::from(self.day) - 1;
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year;
        era * 146_097 + of_era - 719_468
    }
}

fn days_in(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let bad = || DateError(text.chars().take(40).collect());
        let digits = |it: &str, n: usize| {
            let plain = it.len() == n && it.bytes().all(|byte| byte.is_ascii_digit());
            if plain { it.parse::<u16>().ok() } else { None }
        };
        let mut parts = text.split('-');
        let (Some(year), Some(month), Some(day), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(bad());
        };
        let year = digits(year, 4).ok_or_else(bad)?;
        let month = digits(month, 2).and_then(|it| u8::try_from(it).ok()).ok_or_else(bad)?;
        let day = digits(day, 2).and_then(|it| u8::try_from(it).ok()).ok_or_else(bad)?;
        Self::new(year, month, day).ok_or_else(bad)
    }
}

impl TryFrom<String> for Date {
    type Error = DateError;

    fn try_from(text: String) -> Result<Self, DateError> {
        text.parse()
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_the_end_of_its_day_or_minute() {
        let shown = |text: &str| At::parse(text).map(|it| (it.to_string(), it.0 % 1000));
        let end = Some(("2026-11-21 23:59 UTC".to_owned(), 999));
        assert_eq!(shown("2026-11-21"), end);
        for text in ["2026-11-21 14:30", "2026-11-21T14:30Z", "2026-11-21 14:30 UTC"] {
            assert_eq!(shown(text), Some(("2026-11-21 14:30 UTC".to_owned(), 999)), "{text}");
        }
        for text in
            ["", "yesterday", "2026-11-21 24:00", "2026-11-21 1:2:3", "1969-12-31", "2026-02-30"]
        {
            assert_eq!(shown(text), None, "{text}");
        }
    }

    #[test]
    fn every_day_of_four_centuries_survives_counting() {
        let mut last = Date::new(1800, 1, 1).unwrap().days() - 1;
        for year in 1800..2200 {
            for month in 1..=12 {
                for day in 1..=days_in(year, month) {
                    let date = Date::new(year, month, day).unwrap();
                    assert_eq!(date.days(), last + 1);
                    assert_eq!(Date::of_days(date.days()), date);
                    last = date.days();
                }
            }
        }
        assert_eq!(Date::new(1970, 1, 1).unwrap().days(), 0);
        assert_eq!(At(1_795_245_480_000).to_string(), "2026-11-21 07:18 UTC");
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in
            ["", "2026-02-29", "2026-13-01", "26-01-01", "2026-1-1", "0000-01-01", "+026-01-01"]
        {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
        assert_eq!("2024-02-29".parse::<Date>().unwrap().to_string(), "2024-02-29");
    }
}
