//! The colours by what they are for.

use egui::{Color32, Theme};

use super::Contrast;

/// A surface and the ink that is read on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// The surface.
    pub on: Color32,
    /// The ink.
    pub ink: Color32,
}

/// Every colour of the window, by what it is for.
#[derive(Debug, PartialEq, Eq)]
pub struct Tokens {
    /// Behind a page.
    pub page: Color32,
    /// Behind the rail and the status line.
    pub side: Color32,
    /// Cards, dialogs and fields.
    pub card: Color32,
    /// Rows and buttons under the pointer.
    pub hover: Color32,
    /// Wells: tracks of bars, empty cells.
    pub well: Color32,
    /// Hairlines.
    pub line: Color32,
    /// Borders of things one can type or click into.
    pub edge: Color32,
    /// Handles of scroll bars.
    pub handle: Color32,
    /// Text.
    pub ink: Color32,
    /// Text that explains.
    pub muted: Color32,
    /// The one accent.
    pub accent: Color32,
    /// Text on the accent.
    pub on_accent: Color32,
    /// The accent under the pointer.
    pub accent_hover: Color32,
    /// What is selected.
    pub selected: Pair,
    /// All is well.
    pub good: Pair,
    /// Worth a look.
    pub warn: Pair,
    /// Needs a person.
    pub bad: Pair,
    /// Says something.
    pub info: Pair,
    /// Lowest step of levels and tiers.
    pub ramp_low: Color32,
    /// Highest step of levels and tiers.
    pub ramp_high: Color32,
    /// People, told apart by more than hue.
    pub people: [Color32; 8],
    /// Behind a dialog.
    pub veil: Color32,
    /// Under a card that floats.
    pub shadow: Color32,
}

impl Tokens {
    /// Returns the tokens for a dark or light window, in high contrast or not.
    pub fn of(theme: Theme, contrast: Contrast) -> &'static Self {
        match (theme, contrast) {
            (Theme::Light, Contrast::Normal) => &LIGHT,
            (Theme::Dark, Contrast::Normal) => &DARK,
            (Theme::Light, Contrast::High) => &LIGHT_HIGH,
            (Theme::Dark, Contrast::High) => &DARK_HIGH,
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "this is where colours are named")]
const fn rgb(hex: u32) -> Color32 {
    let [_, red, green, blue] = hex.to_be_bytes();
    Color32::from_rgb(red, green, blue)
}

const PEOPLE_LIGHT: [Color32; 8] = [
    rgb(0x3D_5A98),
    rgb(0x8A_5A1C),
    rgb(0x2C_6E63),
    rgb(0x7C_4A86),
    rgb(0x5B_6270),
    rgb(0x9A_4A45),
    rgb(0x3F_6B8F),
    rgb(0x5E_6B2A),
];

const PEOPLE_DARK: [Color32; 8] = [
    rgb(0x9D_B3EC),
    rgb(0xE0_B478),
    rgb(0x7F_C9BA),
    rgb(0xCF_A4D8),
    rgb(0xB7_BDC9),
    rgb(0xE8_A39D),
    rgb(0x93_C4E6),
    rgb(0xBE_CB86),
];

static LIGHT: Tokens = Tokens {
    page: rgb(0xFB_FBFA),
    side: rgb(0xF4_F4F2),
    card: rgb(0xFF_FFFF),
    hover: rgb(0xEC_ECE9),
    well: rgb(0xED_EDEA),
    line: rgb(0xE7_E7E3),
    edge: rgb(0xD3_D3CE),
    handle: rgb(0x8A_8D93),
    ink: rgb(0x1D_1E21),
    muted: rgb(0x60_646B),
    accent: rgb(0x34_54C5),
    on_accent: rgb(0xFF_FFFF),
    accent_hover: rgb(0x2A_45A8),
    selected: Pair { on: rgb(0xE6_EBFA), ink: rgb(0x26_3F9C) },
    good: Pair { on: rgb(0xE7_F3EC), ink: rgb(0x1D_6A45) },
    warn: Pair { on: rgb(0xFB_F2DD), ink: rgb(0x7A_5200) },
    bad: Pair { on: rgb(0xFB_EAE8), ink: rgb(0xA1_2B22) },
    info: Pair { on: rgb(0xEE_EFF2), ink: rgb(0x45_4A54) },
    ramp_low: rgb(0xDF_E6F8),
    ramp_high: rgb(0x22_3A94),
    people: PEOPLE_LIGHT,
    veil: Color32::from_rgba_premultiplied(10, 11, 13, 90),
    shadow: Color32::from_rgba_premultiplied(0, 0, 0, 26),
};

static DARK: Tokens = Tokens {
    page: rgb(0x1A_1B1E),
    side: rgb(0x15_1618),
    card: rgb(0x21_2327),
    hover: rgb(0x2A_2C31),
    well: rgb(0x2C_2F34),
    line: rgb(0x2B_2D32),
    edge: rgb(0x3F_434A),
    handle: rgb(0x6F_747D),
    ink: rgb(0xE9_EAEC),
    muted: rgb(0xA3_A8B1),
    accent: rgb(0x8F_A6F5),
    on_accent: rgb(0x12_1A33),
    accent_hover: rgb(0xA9_BBF8),
    selected: Pair { on: rgb(0x28_3150), ink: rgb(0xC3_D0FB) },
    good: Pair { on: rgb(0x1D_3329), ink: rgb(0x8F_D6AE) },
    warn: Pair { on: rgb(0x38_2F19), ink: rgb(0xEC_C97C) },
    bad: Pair { on: rgb(0x3D_2422), ink: rgb(0xF5_A89F) },
    info: Pair { on: rgb(0x2A_2D33), ink: rgb(0xC3_C7CF) },
    ramp_low: rgb(0x2A_3048),
    ramp_high: rgb(0xA9_BCFA),
    people: PEOPLE_DARK,
    veil: Color32::from_rgba_premultiplied(0, 0, 0, 150),
    shadow: Color32::from_rgba_premultiplied(0, 0, 0, 110),
};

static LIGHT_HIGH: Tokens = Tokens {
    page: rgb(0xFF_FFFF),
    side: rgb(0xFF_FFFF),
    card: rgb(0xFF_FFFF),
    hover: rgb(0xE4_E4E4),
    well: rgb(0xE0_E0E0),
    line: rgb(0x6A_6A6A),
    edge: rgb(0x00_0000),
    handle: rgb(0x4A_4A4A),
    ink: rgb(0x00_0000),
    muted: rgb(0x2E_2E2E),
    accent: rgb(0x10_2C9A),
    on_accent: rgb(0xFF_FFFF),
    accent_hover: rgb(0x00_1566),
    selected: Pair { on: rgb(0xD5_DEFF), ink: rgb(0x00_1566) },
    good: Pair { on: rgb(0xFF_FFFF), ink: rgb(0x00_4A27) },
    warn: Pair { on: rgb(0xFF_FFFF), ink: rgb(0x5A_3A00) },
    bad: Pair { on: rgb(0xFF_FFFF), ink: rgb(0x8A_0F08) },
    info: Pair { on: rgb(0xFF_FFFF), ink: rgb(0x00_0000) },
    ramp_low: rgb(0xE2_E8FB),
    ramp_high: rgb(0x0B_1D66),
    people: PEOPLE_LIGHT,
    veil: Color32::from_rgba_premultiplied(0, 0, 0, 150),
    shadow: Color32::from_rgba_premultiplied(0, 0, 0, 60),
};

static DARK_HIGH: Tokens = Tokens {
    page: rgb(0x00_0000),
    side: rgb(0x00_0000),
    card: rgb(0x00_0000),
    hover: rgb(0x2B_2B2B),
    well: rgb(0x2E_2E2E),
    line: rgb(0x9A_9A9A),
    edge: rgb(0xFF_FFFF),
    handle: rgb(0xB8_B8B8),
    ink: rgb(0xFF_FFFF),
    muted: rgb(0xD6_D6D6),
    accent: rgb(0xB8_C8FF),
    on_accent: rgb(0x00_0000),
    accent_hover: rgb(0xFF_FFFF),
    selected: Pair { on: rgb(0x1E_2C66), ink: rgb(0xFF_FFFF) },
    good: Pair { on: rgb(0x00_0000), ink: rgb(0x9F_F0C2) },
    warn: Pair { on: rgb(0x00_0000), ink: rgb(0xFF_DA85) },
    bad: Pair { on: rgb(0x00_0000), ink: rgb(0xFF_B5AD) },
    info: Pair { on: rgb(0x00_0000), ink: rgb(0xFF_FFFF) },
    ramp_low: rgb(0x26_2E4D),
    ramp_high: rgb(0xC6_D4FF),
    people: PEOPLE_DARK,
    veil: Color32::from_rgba_premultiplied(0, 0, 0, 190),
    shadow: Color32::from_rgba_premultiplied(0, 0, 0, 0),
};

/// Returns `at / last` as a share of one.
#[expect(clippy::cast_precision_loss, reason = "steps of a scale are few")]
pub(super) fn share(at: usize, last: usize) -> f32 {
    at as f32 / last as f32
}

/// Returns the colour `share` of the way from `low` to `high`.
pub(super) fn mix(low: Color32, high: Color32, share: f32) -> Color32 {
    low.lerp_to_gamma(high, share.clamp(0.0, 1.0))
}

/// Returns black or white, whichever reads better on `on`.
pub(super) fn readable(on: Color32) -> Color32 {
    let (dark, light) = (rgb(0x00_0000), rgb(0xFF_FFFF));
    if contrast(dark, on) >= contrast(light, on) { dark } else { light }
}

/// Returns the contrast of two colours as WCAG defines it: 1 to 21.
pub(super) fn contrast(one: Color32, other: Color32) -> f32 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(color: Color32) -> f32 {
    let linear = |it: u8| {
        let it = f32::from(it) / 255.0;
        if it <= 0.040_45 { it / 12.92 } else { ((it + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(color.r()) + 0.7152 * linear(color.g()) + 0.0722 * linear(color.b())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::{person, ramp};

    fn all() -> [(&'static str, &'static Tokens); 4] {
        [
            ("light", Tokens::of(Theme::Light, Contrast::Normal)),
            ("dark", Tokens::of(Theme::Dark, Contrast::Normal)),
            ("light, high contrast", Tokens::of(Theme::Light, Contrast::High)),
            ("dark, high contrast", Tokens::of(Theme::Dark, Contrast::High)),
        ]
    }

    #[test]
    fn everybody_can_read_every_word() {
        for (name, it) in all() {
            let mut pairs = vec![
                ("accent", it.accent, it.on_accent),
                ("accent under the pointer", it.accent_hover, it.on_accent),
                ("link", it.page, it.accent),
                ("link on a card", it.card, it.accent),
            ];
            for (what, pair) in [
                ("selected", it.selected),
                ("good", it.good),
                ("warn", it.warn),
                ("bad", it.bad),
                ("info", it.info),
            ] {
                pairs.push((what, pair.on, pair.ink));
                pairs.push((what, it.card, pair.ink));
                pairs.push((what, it.page, pair.ink));
            }
            for on in [it.page, it.side, it.card, it.hover, it.well] {
                pairs.push(("ink", on, it.ink));
                pairs.push(("muted", on, it.muted));
            }
            for (what, on, ink) in pairs {
                let found = contrast(on, ink);
                assert!(found >= 4.5, "{name}: {what} has only {found:.2} : 1");
            }
        }
    }

    #[test]
    fn handles_of_scroll_bars_are_seen_wherever_they_lie() {
        for (name, it) in all() {
            for on in [it.page, it.side, it.card] {
                for handle in [it.handle, it.muted, it.ink] {
                    let found = contrast(on, handle);
                    assert!(found >= 3.0, "{name}: a handle has only {found:.2} : 1");
                }
            }
        }
    }

    #[test]
    fn a_figure_can_be_read_on_every_level_and_person() {
        for (name, it) in all() {
            for of in 2..=9 {
                for at in 0..of {
                    let pair = ramp(it, at, of);
                    let found = contrast(pair.on, pair.ink);
                    assert!(found >= 4.5, "{name}: step {at} of {of} has {found:.2} : 1");
                }
            }
            for n in 0..9 {
                let pair = person(it, n);
                assert!(contrast(pair.on, pair.ink) >= 4.5, "{name}: person {n}");
                assert!(contrast(pair.on, it.card) >= 3.0, "{name}: dot of person {n}");
            }
        }
    }

    #[test]
    fn a_higher_level_is_always_further_from_the_page() {
        for (name, it) in all() {
            let steps: Vec<f32> = (0..5).map(|at| contrast(ramp(it, at, 5).on, it.card)).collect();
            assert!(steps.windows(2).all(|it| it[0] < it[1]), "{name}: {steps:?}");
        }
    }
}
