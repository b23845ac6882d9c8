//! What is remembered from one start to the next: looks, not work.

use std::{collections::BTreeSet, fs, io::Write as _, path::Path};

use serde::{Deserialize, Serialize};

use crate::{
    command::Screen,
    say::Language,
    theme::{Appearance, Contrast, Motion},
};

/// Longest settings file that is read.
const LONGEST: u64 = 64 * 1024;
/// Most closed hints that are remembered; there are fewer pages.
const MOST_HINTS: usize = 64;

/// What is remembered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// How light.
    pub appearance: Appearance,
    /// How far ink and surface stand apart.
    pub contrast: Contrast,
    /// Whether anything moves.
    pub motion: Motion,
    /// Which language is spoken.
    pub language: Language,
    /// Size of text in percent, 70 to 200.
    pub text_percent: u16,
    /// Inner size of the window in points.
    pub size: Option<(f32, f32)>,
    /// What this device was called last.
    pub device: String,
    /// What its owner was called last.
    pub me: String,
    /// Whether the owner said yes to what the public relays learn.
    pub public_relays_known: bool,
    /// Pages whose hint was closed, by their lasting name.
    pub hints_closed: BTreeSet<String>,
}

/// A change of one setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// How light.
    Appearance(Appearance),
    /// How far ink and surface stand apart.
    Contrast(Contrast),
    /// Whether anything moves.
    Motion(Motion),
    /// Which language is spoken.
    Language(Language),
    /// The hint of a page is known.
    CloseHint(Screen),
    /// All hints are shown again.
    ShowHints,
    /// What this person and this device are called next time.
    Names {
        /// The person.
        me: String,
        /// The device.
        device: String,
    },
    /// Everything as it was in the beginning, but the names and the size of the window.
    Reset,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            appearance: Appearance::System,
            contrast: Contrast::Normal,
            motion: Motion::Full,
            language: Language::System,
            text_percent: 100,
            size: None,
            device: String::new(),
            me: String::new(),
            public_relays_known: false,
            hints_closed: BTreeSet::new(),
        }
    }
}

/// Settings could not be read or written; the window starts with defaults.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file is not one.
    #[error("the settings file can't be read: {0}")]
    Damaged(#[source] serde_json::Error),
    /// The disk failed.
    #[error("the settings file can't be used: {0}")]
    Disk(#[source] std::io::Error),
    /// It is longer than any settings.
    #[error("the settings file is too long")]
    TooLong,
}

impl Settings {
    /// Reads `file`; defaults where there is none, and a reason where it can't be understood.
    pub fn read(file: &Path) -> (Self, Option<SettingsError>) {
        match Self::try_read(file) {
            Ok(it) => (it.held(), None),
            Err(err) => (Self::default(), Some(err)),
        }
    }

    fn try_read(file: &Path) -> Result<Self, SettingsError> {
        let length = match fs::metadata(file) {
            Ok(it) => it.len(),
            Err(err) if err.kind() == std::io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(err) => return Err(SettingsError::Disk(err)),
        };
        if length > LONGEST {
            return Err(SettingsError::TooLong);
        }
        let bytes = fs::read(file).map_err(SettingsError::Disk)?;
        serde_json::from_slice(&bytes).map_err(SettingsError::Damaged)
    }

    /// Writes `file`, beside it first, so that a half-written one is never left.
    pub fn write(&self, file: &Path) -> Result<(), SettingsError> {
        let folder = file.parent().unwrap_or_else(|| Path::new("."));
        fs::create_dir_all(folder).map_err(SettingsError::Disk)?;
        let mut beside = tempfile::NamedTempFile::new_in(folder).map_err(SettingsError::Disk)?;
        let text = serde_json::to_vec_pretty(self).map_err(SettingsError::Damaged)?;
        beside.write_all(&text).map_err(SettingsError::Disk)?;
        beside.persist(file).map_err(|it| SettingsError::Disk(it.error))?;
        Ok(())
    }

    fn held(self) -> Self {
        let fits = |it: f32| it.is_finite() && (200.0..=20_000.0).contains(&it);
        let size = self.size.filter(|(width, height)| fits(*width) && fits(*height));
        let short = |it: String| it.chars().take(200).collect();
        Self {
            text_percent: self.text_percent.clamp(70, 200),
            size,
            device: short(self.device),
            me: short(self.me),
            hints_closed: self.hints_closed.into_iter().take(MOST_HINTS).map(short).collect(),
            ..self
        }
    }

    /// Makes `change`.
    pub fn change(&mut self, change: Change) {
        match change {
            Change::Appearance(it) => self.appearance = it,
            Change::Contrast(it) => self.contrast = it,
            Change::Motion(it) => self.motion = it,
            Change::Language(it) => self.language = it,
            Change::CloseHint(screen) => {
                self.hints_closed.insert(screen.lasting().to_owned());
            }
            Change::ShowHints => self.hints_closed.clear(),
            Change::Names { me, device } => {
                self.me = me;
                self.device = device;
            }
            Change::Reset => {
                let (me, device) = (std::mem::take(&mut self.me), std::mem::take(&mut self.device));
                *self = Self { me, device, size: self.size, ..Self::default() };
            }
        }
    }

    /// Says whether the hint of `screen` is still to be shown.
    pub fn hints_at(&self, screen: Screen) -> bool {
        !self.hints_closed.contains(screen.lasting())
    }

    /// Returns the size of text as a factor.
    pub fn zoom(&self) -> f32 {
        f32::from(self.text_percent) / 100.0
    }

    /// Makes text larger or smaller by a step; 0 puts it back.
    pub fn zoom_by(&mut self, steps: i16) {
        let now = i32::from(self.text_percent) + i32::from(steps) * 10;
        let held = if steps == 0 { 100 } else { now.clamp(70, 200) };
        self.text_percent = u16::try_from(held).unwrap_or(100);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_survive_a_restart() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("deep/window.json");
        let mut settings = Settings { device: "Laptop".to_owned(), ..Settings::default() };
        settings.zoom_by(2);
        settings.write(&file).unwrap();
        let (read, trouble) = Settings::read(&file);
        assert!(trouble.is_none());
        assert_eq!(read, settings);
    }

    #[test]
    fn garbage_gives_defaults_and_a_reason() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("window.json");
        for garbage in [&b"\xff\x00"[..], b"{", b"3", b"{\"text_percent\": -4}"] {
            fs::write(&file, garbage).unwrap();
            let (read, trouble) = Settings::read(&file);
            assert_eq!(read, Settings::default());
            assert!(trouble.is_some(), "{garbage:?}");
        }
    }

    #[test]
    fn odd_values_are_held_within_reason() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("window.json");
        fs::write(&file, r#"{"text_percent": 9000, "size": [1e30, 3], "new": true}"#).unwrap();
        let (read, trouble) = Settings::read(&file);
        assert!(trouble.is_none());
        assert_eq!((read.text_percent, read.size), (200, None));
    }

    #[test]
    fn a_reset_keeps_names_and_the_window_and_nothing_else() {
        let mut settings = Settings { me: "Mara".to_owned(), ..Settings::default() };
        settings.size = Some((900.0, 700.0));
        let kept = settings.clone();
        settings.change(Change::Appearance(Appearance::Dark));
        settings.change(Change::Contrast(Contrast::High));
        settings.change(Change::Motion(Motion::Reduced));
        settings.change(Change::Language(Language::German));
        settings.change(Change::CloseHint(Screen::Answer));
        settings.zoom_by(3);
        assert!(!settings.hints_at(Screen::Answer) && settings.hints_at(Screen::Compare));
        settings.change(Change::Reset);
        assert_eq!(settings, kept);
    }

    #[test]
    fn no_file_means_defaults_without_a_word() {
        let dir = tempfile::tempdir().unwrap();
        let (read, trouble) = Settings::read(&dir.path().join("none.json"));
        assert_eq!(read, Settings::default());
        assert!(trouble.is_none());
    }
}
