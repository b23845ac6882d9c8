//! Trend: one value over reviews.

use super::scene::{Anchor, Ink, Mark, Place, Scene, at, count, short, words};

/// One review.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// Its title.
    pub title: String,
    /// Its value, 0 to 1; `None` where there is none.
    pub share: Option<f32>,
    /// The value in words.
    pub words: String,
}

/// Draws `points` from left to right, `width` wide.
pub fn trend(title: &str, points: &[Point], width: f32) -> Scene {
    let (top, base): (f32, f32) = (14.0, 110.0);
    let step = (width - 96.0) / count(points.len().saturating_sub(1).max(1));
    let place = |nth: usize, share: f32| -> Place {
        let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
        at(step.mul_add(count(nth), 48.0), (top - base).mul_add(share, base))
    };
    let axis = vec![at(0.0, base), at(width, base)];
    let mut marks = vec![Mark::Line { points: axis, ink: Ink::Grid, width: 1.0, dashed: false }];
    let line: Vec<Place> =
        points.iter().enumerate().filter_map(|(nth, it)| Some(place(nth, it.share?))).collect();
    if line.len() > 1 {
        marks.push(Mark::Line { points: line, ink: Ink::Main, width: 2.0, dashed: false });
    }
    for (nth, point) in points.iter().enumerate() {
        let below = at(place(nth, 0.0).x, base + 13.0);
        let name = short(&point.title, 16);
        let mut group = vec![words(below, &name, Anchor::Middle, 11.5, Ink::Muted)];
        if let Some(share) = point.share {
            let centre = place(nth, share);
            group.push(Mark::Circle { centre, radius: 4.0, fill: Ink::Main });
            let above = at(centre.x, centre.y - 12.0);
            group.push(words(above, &point.words, Anchor::Middle, 11.5, Ink::Text));
        }
        marks
            .push(Mark::Group { label: format!("{}: {}", point.title, point.words), marks: group });
    }
    Scene { title: title.to_owned(), width, height: base + 24.0, marks }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(title: &str, share: Option<f32>) -> Point {
        let words = share.map_or("no result".to_owned(), |it| format!("{it}"));
        Point { title: title.to_owned(), share, words }
    }

    #[test]
    fn a_review_without_a_result_leaves_a_gap_and_says_so() {
        let points = [point("H1", Some(0.0)), point("H2", None), point("H3", Some(1.0))];
        let scene = trend("Overall", &points, 296.0);
        assert_eq!(scene.describe(), "Overall: H1: 0; H2: no result; H3: 1");
        let Some(Mark::Line { points, .. }) = scene.marks.get(1) else { panic!() };
        assert_eq!(points, &[at(48.0, 110.0), at(248.0, 14.0)]);
    }
}
