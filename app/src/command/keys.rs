//! Keys, as they are pressed and as they are written.

use crate::say::say;

/// Keys a command can have. Digits mean the place on the keyboard, whatever it prints (AZERTY).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "keys are called what they print")]
pub enum Key {
    K,
    P,
    Q,
    Z,
    F4,
    F5,
    Plus,
    Minus,
    Questionmark,
    Comma,
    Num0,
    Num1,
    Num2,
    Num3,
    Num4,
    Num5,
    Num6,
    Num7,
    Num8,
    Num9,
}

/// A key with what is held down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Keys {
    /// The key.
    pub key: Key,
    /// Whether Ctrl (on a Mac: Command) is held.
    pub ctrl: bool,
    /// Whether Shift is held.
    pub shift: bool,
    /// Whether Alt is held.
    pub alt: bool,
}

impl Keys {
    /// The key alone.
    pub const fn plain(key: Key) -> Self {
        Self { key, ctrl: false, shift: false, alt: false }
    }

    /// The key with Ctrl.
    pub const fn ctrl(key: Key) -> Self {
        Self { ctrl: true, ..Self::plain(key) }
    }

    /// The key with Ctrl and Shift.
    pub const fn ctrl_shift(key: Key) -> Self {
        Self { shift: true, ..Self::ctrl(key) }
    }

    /// The key with Alt.
    pub const fn alt(key: Key) -> Self {
        Self { alt: true, ..Self::plain(key) }
    }

    /// Returns the keys as people write them: `Ctrl+Shift+Z`.
    pub fn words(self) -> String {
        let ctrl = self.ctrl.then_some(say!("command-key-ctrl"));
        let shift = self.shift.then_some(say!("command-key-shift"));
        let alt = self.alt.then_some(say!("command-key-alt"));
        let all = [ctrl, shift, alt, Some(self.key.word())];
        all.into_iter().flatten().collect::<Vec<_>>().join("+")
    }
}

impl Key {
    /// Returns what is printed on it.
    pub fn word(self) -> &'static str {
        match self {
            Self::K => "K",
            Self::P => "P",
            Self::Q => "Q",
            Self::Z => "Z",
            Self::F4 => "F4",
            Self::F5 => "F5",
            Self::Plus => "+",
            Self::Minus => "-",
            Self::Questionmark => "?",
            Self::Comma => ",",
            Self::Num0 => "0",
            Self::Num1 => "1",
            Self::Num2 => "2",
            Self::Num3 => "3",
            Self::Num4 => "4",
            Self::Num5 => "5",
            Self::Num6 => "6",
            Self::Num7 => "7",
            Self::Num8 => "8",
            Self::Num9 => "9",
        }
    }
}
