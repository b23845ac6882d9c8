//! What a chart is made of, before it is drawn anywhere.

use crate::say::say;

/// A point; x to the right, y down, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// To the right.
    pub x: f32,
    /// Down.
    pub y: f32,
}

/// Returns the point at `x`, `y`.
pub const fn at(x: f32, y: f32) -> Place {
    Place { x, y }
}

/// What something is drawn in, by meaning; each back end has its own colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// Words.
    Text,
    /// Words that explain.
    Muted,
    /// Grid and axes.
    Grid,
    /// Tracks and empty cells.
    Well,
    /// What the chart is about.
    Main,
    /// The area of what the chart is about.
    MainSoft,
    /// What it is compared with.
    Other,
    /// Step `0` of `1` steps of the level ramp.
    Level(usize, usize),
    /// The person at this place.
    Person(usize),
    /// Words on step `0` of `1` steps of the level ramp.
    OnLevel(usize, usize),
    /// Words on the colour of the person at this place.
    OnPerson(usize),
}

/// Where a text stands relative to its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// It begins there.
    Start,
    /// Its middle is there.
    Middle,
    /// It ends there.
    End,
}

/// One thing drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// A line through points.
    Line {
        /// The points.
        points: Vec<Place>,
        /// In what.
        ink: Ink,
        /// How thick.
        width: f32,
        /// Whether dashed.
        dashed: bool,
    },
    /// A closed area, convex or star-shaped around `centre`.
    Polygon {
        /// The corners.
        points: Vec<Place>,
        /// A point that sees every corner.
        centre: Place,
        /// Filled with.
        fill: Ink,
        /// Outlined with.
        line: Ink,
    },
    /// A rectangle.
    Rect {
        /// Upper left.
        from: Place,
        /// Lower right.
        to: Place,
        /// Filled with.
        fill: Ink,
        /// Radius of the corners.
        corner: f32,
    },
    /// A disc.
    Circle {
        /// Middle.
        centre: Place,
        /// Radius.
        radius: f32,
        /// Filled with.
        fill: Ink,
    },
    /// Words on one line.
    Text {
        /// Where; vertically the middle.
        at: Place,
        /// The words.
        text: String,
        /// How they stand to `at`.
        anchor: Anchor,
        /// Height in points.
        size: f32,
        /// In what.
        ink: Ink,
    },
    /// Several marks that belong together, with words for screen readers.
    Group {
        /// The words.
        label: String,
        /// The marks.
        marks: Vec<Self>,
    },
}

/// A chart, ready to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Scene {
    /// What it shows, in a few words.
    pub title: String,
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
    /// The marks, from back to front.
    pub marks: Vec<Mark>,
}

impl Scene {
    /// Returns the chart in words: its title, then every group.
    pub fn describe(&self) -> String {
        let groups: Vec<&str> = self
            .marks
            .iter()
            .filter_map(|it| match it {
                Mark::Group { label, .. } => Some(label.as_str()),
                Mark::Line { .. }
                | Mark::Polygon { .. }
                | Mark::Rect { .. }
                | Mark::Circle { .. }
                | Mark::Text { .. } => None,
            })
            .filter(|it| !it.is_empty())
            .collect();
        if groups.is_empty() {
            say!("charts-nothing-to-show", title = &self.title)
        } else {
            format!("{}: {}", self.title, groups.join("; "))
        }
    }

    /// Returns the chart as an SVG document, in light colours.
    pub fn svg(&self) -> String {
        super::svg::of(self)
    }
}

/// Returns words `size` points high.
pub(super) fn words(at: Place, text: &str, anchor: Anchor, size: f32, ink: Ink) -> Mark {
    Mark::Text { at, text: text.to_owned(), anchor, size, ink }
}

/// Returns the first `most` letters of `text`, with an ellipsis if there are more.
pub(super) fn short(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut out: String = text.chars().take(most.saturating_sub(1)).collect();
    out.truncate(out.trim_end().len());
    out.push('…');
    out
}

/// Returns a small count as a length.
#[expect(clippy::cast_precision_loss, reason = "charts have few parts")]
pub(super) fn count(n: usize) -> f32 {
    n as f32
}
