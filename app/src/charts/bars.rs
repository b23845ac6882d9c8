//! Bars: one line per thing, with its band while answers are missing and what it is compared with.

use super::scene::{Anchor, Ink, Mark, Scene, at, count, short, words};

/// One bar.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// What it is of.
    pub title: String,
    /// Length, 0 to 1; `None` if there is no value.
    pub share: Option<f32>,
    /// Worst and best while answers are missing, 0 to 1.
    pub band: Option<(f32, f32)>,
    /// A mark to compare with (last time, target), 0 to 1.
    pub mark: Option<f32>,
    /// The value in words: `2.6 of 5`.
    pub words: String,
}

const LINE: f32 = 30.0;
const THICK: f32 = 8.0;
/// Height of a bar alone: that of a line of text.
const TRACK: f32 = 18.0;

/// Draws `bars` from top to bottom, `width` wide.
pub fn bars(title: &str, bars: &[Bar], width: f32) -> Scene {
    let width = width.max(200.0);
    let left = (width * 0.38).min(220.0);
    let right = width - 76.0;
    let letters = letters_in(left);
    let mut marks = Vec::new();
    for (nth, bar) in bars.iter().enumerate() {
        let middle = LINE.mul_add(count(nth), LINE / 2.0);
        let title = short(&bar.title, letters);
        let mut group = vec![words(at(0.0, middle), &title, Anchor::Start, 13.0, Ink::Text)];
        group.extend(pieces(bar, (left, right), middle));
        let figure = at(width, middle);
        group.push(words(figure, &bar.words, Anchor::End, 12.5, Ink::Muted));
        marks.push(Mark::Group { label: format!("{}: {}", bar.title, bar.words), marks: group });
    }
    let height = LINE * count(bars.len().max(1));
    Scene { title: title.to_owned(), width, height, marks }
}

/// Draws `bar` alone, `width` wide, for a line of a table that names it and its value.
pub fn track(bar: &Bar, width: f32) -> Scene {
    let width = width.max(24.0);
    let marks = pieces(bar, (0.0, width), TRACK / 2.0);
    let group = Mark::Group { label: bar.words.clone(), marks };
    Scene { title: bar.title.clone(), width, height: TRACK, marks: vec![group] }
}

/// Returns the track from `left` to `right`, what is filled of it, the band and the mark.
fn pieces(bar: &Bar, (left, right): (f32, f32), middle: f32) -> Vec<Mark> {
    let x = |share: f32| (right - left).mul_add(held(share), left);
    let piece = |from: f32, to: f32, fill| Mark::Rect {
        from: at(from, middle - THICK / 2.0),
        to: at(to, middle + THICK / 2.0),
        fill,
        corner: THICK / 2.0,
    };
    let mut marks = vec![piece(left, right, Ink::Well)];
    if let Some((worst, best)) = bar.band {
        marks.push(piece(x(worst.min(best)), x(worst.max(best)), Ink::MainSoft));
    }
    if let Some(share) = bar.share.filter(|it| held(*it) > 0.0) {
        marks.push(piece(left, x(share).max(left + THICK), Ink::Main));
    }
    if let Some(mark) = bar.mark {
        let points = vec![at(x(mark), middle - 9.0), at(x(mark), middle + 9.0)];
        marks.push(Mark::Line { points, ink: Ink::Other, width: 2.0, dashed: false });
    }
    marks
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a width in points is small and positive"
)]
fn letters_in(points: f32) -> usize {
    (points / 7.2) as usize
}

fn held(share: f32) -> f32 {
    if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(title: &str, share: Option<f32>) -> Bar {
        let words = share.map_or("no value".to_owned(), |it| format!("{it:.1}"));
        Bar { title: title.to_owned(), share, band: None, mark: None, words }
    }

    fn right_end(scene: &Scene, ink: Ink) -> Option<f32> {
        let Some(Mark::Group { marks, .. }) = scene.marks.first() else { return None };
        marks.iter().find_map(|it| {
            let Mark::Rect { to, fill, .. } = it else { return None };
            (*fill == ink).then_some(to.x)
        })
    }

    #[test]
    fn a_full_bar_fills_its_track_and_no_value_draws_none() {
        let full = bars("", &[bar("Govern", Some(1.0))], 500.0);
        assert_eq!(right_end(&full, Ink::Main), right_end(&full, Ink::Well));
        let none = bars("", &[bar("Govern", None)], 500.0);
        assert_eq!(right_end(&none, Ink::Main), None);
        let odd = bars("", &[bar("Govern", Some(f32::NAN))], 500.0);
        assert_eq!(right_end(&odd, Ink::Main), None);
    }

    #[test]
    fn bars_are_read_aloud_in_their_order() {
        let scene = bars("Dimensions", &[bar("Govern", Some(0.5)), bar("Recover", None)], 500.0);
        assert_eq!(scene.describe(), "Dimensions: Govern: 0.5; Recover: no value");
        assert_eq!(bars("Dimensions", &[], 500.0).describe(), "Dimensions: nothing to show yet");
    }
}
