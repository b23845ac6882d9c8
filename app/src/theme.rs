//! Every literal of colour and spacing, the fonts and the icons.
//!
//! **Invariant:** no other file of the window names a colour, a gap or a font size. One accent; surfaces are
//! muted; every pair of ink and surface that is used together keeps a contrast of at least 4.5 : 1.

pub mod icon;
mod style;
mod tokens;

use std::sync::Arc;

use egui::{Color32, FontData, FontDefinitions, FontFamily, FontId, TextStyle, Ui};

pub use tokens::{Pair, Tokens};

use crate::charts::Ink;

/// Spacing: half a step, between an icon and its word.
pub const XS: f32 = 4.0;
/// Spacing: one step, between things of a row.
pub const S: f32 = 8.0;
/// Spacing: between things of a group.
pub const M: f32 = 12.0;
/// Spacing: inside cards, between groups.
pub const L: f32 = 16.0;
/// Spacing: between sections, around a page.
pub const XL: f32 = 24.0;
/// Height of a row of a list or a button.
pub const ROW: f32 = 28.0;
/// Height of a field and of a primary button.
pub const FIELD: f32 = 32.0;
/// Height of the status line.
pub const STATUS: f32 = 34.0;
/// Width of a page of text and forms.
pub const PAGE: f32 = 760.0;
/// Width of a page with tables and charts.
pub const WIDE: f32 = 1120.0;
/// Width of the rail.
pub const RAIL: f32 = 196.0;
/// Width of the rail in a narrow window: icons only.
pub const RAIL_NARROW: f32 = 52.0;
/// Opacity of areas that let the grid behind them be seen.
pub const SOFT: f32 = 0.2;
/// Below this width the window is narrow.
pub const NARROW: f32 = 860.0;
/// Corner of buttons, fields and rows.
pub const CORNER: u8 = 6;
/// Corner of cards and dialogs.
pub const CORNER_CARD: u8 = 10;

/// How light the window is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Appearance {
    /// As the system says; light where it says nothing.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// How far ink and surface stand apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Contrast {
    /// Calm.
    #[default]
    Normal,
    /// Black on white, white on black, borders everywhere.
    High,
}

/// Whether anything moves by itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Motion {
    /// Lists glide to what is looked for.
    #[default]
    Full,
    /// Nothing glides.
    Reduced,
}

/// How the window looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Looks {
    /// How light.
    pub appearance: Appearance,
    /// How far ink and surface stand apart.
    pub contrast: Contrast,
    /// Whether anything moves.
    pub motion: Motion,
}

/// Returns the tokens for what `ui` is drawn in.
pub fn of(ui: &Ui) -> &'static Tokens {
    let contrast = ui.data(|it| it.get_temp::<Contrast>(contrast_id())).unwrap_or_default();
    Tokens::of(ui.theme(), contrast)
}

fn contrast_id() -> egui::Id {
    egui::Id::unique("muster contrast")
}

/// Installs fonts and styles. Once, when the window is made.
pub fn install(ctx: &egui::Context) {
    ctx.set_fonts(fonts());
    ctx.options_mut(|it| {
        it.fallback_theme = egui::Theme::Light;
        it.zoom_with_keyboard = false;
    });
    apply(ctx, Looks::default());
}

/// Changes how the window looks.
pub fn apply(ctx: &egui::Context, looks: Looks) {
    ctx.data_mut(|it| it.insert_temp(contrast_id(), looks.contrast));
    ctx.set_theme(match looks.appearance {
        Appearance::System => egui::ThemePreference::System,
        Appearance::Light => egui::ThemePreference::Light,
        Appearance::Dark => egui::ThemePreference::Dark,
    });
    for theme in [egui::Theme::Light, egui::Theme::Dark] {
        ctx.set_style_of(theme, style::of(theme, looks));
    }
}

/// Returns the tier or level colour of step `at` (0 is lowest) of `of` steps, and the ink to write on it.
///
/// One hue, from pale to deep, so that nobody needs to tell red from green.
pub fn ramp(tokens: &Tokens, at: usize, of: usize) -> Pair {
    let last = of.saturating_sub(1).max(1);
    let share = tokens::share(at.min(last), last);
    let on = tokens::mix(tokens.ramp_low, tokens.ramp_high, share);
    Pair { on, ink: tokens::readable(on) }
}

/// Returns the colour of the person at place `n`; places repeat after eight.
pub fn person(tokens: &Tokens, n: usize) -> Pair {
    let on = tokens.people.iter().cycle().nth(n % tokens.people.len());
    let on = on.copied().unwrap_or(tokens.accent);
    Pair { on, ink: tokens::readable(on) }
}

/// Returns what a chart's `ink` looks like.
pub fn ink(tokens: &Tokens, ink: Ink) -> Color32 {
    match ink {
        Ink::Text => tokens.ink,
        Ink::Muted | Ink::Other => tokens.muted,
        Ink::Grid => tokens.edge,
        Ink::Well => tokens.well,
        Ink::Main => tokens.accent,
        Ink::MainSoft => faded(tokens.accent, SOFT),
        Ink::Level(at, of) => ramp(tokens, at, of).on,
        Ink::OnLevel(at, of) => ramp(tokens, at, of).ink,
        Ink::Person(place) => person(tokens, place).on,
        Ink::OnPerson(place) => person(tokens, place).ink,
    }
}

/// Returns `color` with `share` of its opacity.
pub fn faded(color: Color32, share: f32) -> Color32 {
    color.gamma_multiply(share)
}

/// Text style of a page's title.
pub fn title() -> TextStyle {
    TextStyle::Name("title".into())
}

/// Text style of a section's title and of words that stand out.
pub fn strong() -> TextStyle {
    TextStyle::Name("strong".into())
}

/// Text style of one big figure or question.
pub fn display() -> TextStyle {
    TextStyle::Name("display".into())
}

/// Text style of labels above groups.
pub fn caption() -> TextStyle {
    TextStyle::Name("caption".into())
}

/// Font of icons at `size` points.
pub fn icon_font(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("icon".into()))
}

/// Font of semi-bold words at `size` points.
pub fn strong_font(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("strong".into()))
}

fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let ours: [(&str, &'static [u8]); 3] = [
        ("inter", include_bytes!("../../assets/fonts/Inter-Regular.ttf")),
        ("inter strong", include_bytes!("../../assets/fonts/Inter-SemiBold.ttf")),
        ("lucide", include_bytes!("../../assets/fonts/lucide.ttf")),
    ];
    for (name, bytes) in ours {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let fallback = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    let mut family = |name: FontFamily, first: &str| {
        let fonts_of = std::iter::once(first.to_owned()).chain(fallback.iter().cloned());
        fonts.families.insert(name, fonts_of.collect());
    };
    family(FontFamily::Proportional, "inter");
    family(FontFamily::Name("strong".into()), "inter strong");
    fonts.families.insert(FontFamily::Name("icon".into()), vec!["lucide".to_owned()]);
    fonts
}
