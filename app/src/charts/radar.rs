//! Radar: at most eight axes, always beside bars.

use super::scene::{Anchor, Ink, Mark, Place, Scene, at, count, short, words};

/// Most axes a radar can have and still be read.
pub const MOST: usize = 8;

/// Most letters of a label.
const LETTERS: usize = 20;

/// One axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    /// Its title.
    pub title: String,
    /// Where the value stands between lowest and highest, 0 to 1; `None` if there is none.
    pub share: Option<f32>,
    /// What it is compared with (last time, target), 0 to 1.
    pub other: Option<f32>,
    /// The value in words: `2.6 of 5`.
    pub words: String,
}

/// Draws `axes` on a radar `side` high, with room for labels at both sides; `None` with fewer than three axes or more than [`MOST`].
pub fn radar(title: &str, axes: &[Axis], side: f32) -> Option<Scene> {
    if !(3..=MOST).contains(&axes.len()) {
        return None;
    }
    let radius = side * 0.38;
    let centre = at(radius + room(axes), side / 2.0);
    let mut marks = Vec::new();
    for ring in 1..=4_u8 {
        let share = f32::from(ring) / 4.0;
        let mut points: Vec<Place> =
            (0..axes.len()).map(|nth| spoke(centre, radius * share, nth, axes.len())).collect();
        points.extend(points.first().copied());
        marks.push(Mark::Line { points, ink: Ink::Grid, width: 1.0, dashed: false });
    }
    for nth in 0..axes.len() {
        let points = vec![centre, spoke(centre, radius, nth, axes.len())];
        marks.push(Mark::Line { points, ink: Ink::Grid, width: 1.0, dashed: false });
    }
    marks.extend(other(centre, radius, axes));
    let points: Vec<Place> = axes
        .iter()
        .enumerate()
        .map(|(nth, axis)| spoke(centre, radius * held(axis.share), nth, axes.len()))
        .collect();
    let dots = points.iter().map(|it| Mark::Circle { centre: *it, radius: 3.0, fill: Ink::Main });
    let dots: Vec<Mark> = dots.collect();
    marks.push(Mark::Polygon { points, centre, fill: Ink::MainSoft, line: Ink::Main });
    marks.extend(dots);
    for (nth, axis) in axes.iter().enumerate() {
        marks.push(label(centre, radius, (nth, axes.len()), axis));
    }
    Some(Scene { title: title.to_owned(), width: 2.0 * centre.x, height: side, marks })
}

fn other(centre: Place, radius: f32, axes: &[Axis]) -> Option<Mark> {
    let mut points = axes
        .iter()
        .enumerate()
        .map(|(nth, axis)| Some(spoke(centre, radius * held(Some(axis.other?)), nth, axes.len())))
        .collect::<Option<Vec<Place>>>()?;
    points.extend(points.first().copied());
    Some(Mark::Line { points, ink: Ink::Other, width: 1.5, dashed: true })
}

fn label(centre: Place, radius: f32, (nth, of): (usize, usize), axis: &Axis) -> Mark {
    let end = spoke(centre, radius + 14.0, nth, of);
    let anchor = if (end.x - centre.x).abs() < radius * 0.2 {
        Anchor::Middle
    } else if end.x > centre.x {
        Anchor::Start
    } else {
        Anchor::End
    };
    let label = format!("{}: {}", axis.title, axis.words);
    Mark::Group {
        label,
        marks: vec![words(end, &short(&axis.title, LETTERS), anchor, 12.0, Ink::Muted)],
    }
}

/// Returns how much room the longest label needs on either side.
fn room(axes: &[Axis]) -> f32 {
    let longest = axes.iter().map(|it| it.title.chars().count().min(LETTERS)).max();
    count(longest.unwrap_or(0)).mul_add(6.6, 18.0)
}

/// Returns the point `radius` from `centre` on spoke `nth` of `of`; the first points up, then clockwise.
fn spoke(centre: Place, radius: f32, nth: usize, of: usize) -> Place {
    let angle = std::f32::consts::TAU * count(nth) / count(of);
    at(centre.x + radius * angle.sin(), centre.y - radius * angle.cos())
}

fn held(share: Option<f32>) -> f32 {
    share.filter(|it| it.is_finite()).unwrap_or(0.0).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axes(shares: &[f32]) -> Vec<Axis> {
        let axis = |(nth, share): (usize, &f32)| Axis {
            title: format!("Dimension {}", nth + 1),
            share: Some(*share),
            other: None,
            words: format!("{share}"),
        };
        shares.iter().enumerate().map(axis).collect()
    }

    #[test]
    fn a_full_radar_touches_the_rim_and_an_empty_one_the_centre() {
        let scene = radar("Dimensions", &axes(&[1.0, 0.0, 0.5, 0.5]), 200.0).unwrap();
        let polygon = scene.marks.iter().find_map(|it| {
            let Mark::Polygon { points, .. } = it else { return None };
            Some(points)
        });
        let points = polygon.unwrap();
        let middle = scene.width / 2.0;
        assert_eq!(points[0], at(middle, 100.0 - 76.0));
        assert!((points[1].x - middle).abs() < 0.01 && (points[1].y - 100.0).abs() < 0.01);
    }

    #[test]
    fn too_few_or_too_many_axes_make_no_radar() {
        assert!(radar("", &axes(&[1.0; 2]), 200.0).is_none());
        assert!(radar("", &axes(&[1.0; 9]), 200.0).is_none());
        assert!(radar("", &axes(&[f32::NAN; 8]), 200.0).is_some());
    }

    #[test]
    fn a_radar_reads_every_dimension_aloud() {
        let scene = radar("Where we stand", &axes(&[0.2, 0.4, 0.6]), 200.0).unwrap();
        let said = "Where we stand: Dimension 1: 0.2; Dimension 2: 0.4; Dimension 3: 0.6";
        assert_eq!(scene.describe(), said);
    }
}
