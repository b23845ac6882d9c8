//! Gap: what is and what is aimed at, joined by a line for each thing.

use super::scene::{Anchor, Ink, Mark, Scene, at, count, short, words};

/// One thing.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap {
    /// What it is of.
    pub title: String,
    /// Where it stands, 0 to 1; `None` if there is no value.
    pub now: Option<f32>,
    /// What is aimed at, 0 to 1; `None` if nothing is.
    pub aim: Option<f32>,
    /// Both in words: `2.6, aimed at 4`.
    pub words: String,
}

const LINE: f32 = 30.0;

/// Draws `gaps` from top to bottom, `width` wide: a disc for what is, a flag for what is aimed at.
pub fn gaps(title: &str, gaps: &[Gap], width: f32) -> Scene {
    let width = width.max(240.0);
    let left = (width * 0.34).min(220.0);
    let right = width - (width * 0.3).min(150.0);
    let x = |share: f32| (right - left).mul_add(held(share), left);
    let mut marks = Vec::new();
    for (nth, gap) in gaps.iter().enumerate() {
        let middle = LINE.mul_add(count(nth), LINE / 2.0);
        let flat = |from: f32, to: f32| vec![at(from, middle), at(to, middle)];
        let line = |points, ink, width| Mark::Line { points, ink, width, dashed: false };
        let name = short(&gap.title, letters_in(left));
        let mut group = vec![words(at(0.0, middle), &name, Anchor::Start, 13.0, Ink::Text)];
        group.push(line(flat(left, right), Ink::Grid, 1.0));
        if let (Some(now), Some(aim)) = (gap.now, gap.aim) {
            group.push(line(flat(x(now), x(aim)), Ink::MainSoft, 6.0));
        }
        if let Some(aim) = gap.aim {
            let mast = vec![at(x(aim), middle - 9.0), at(x(aim), middle + 9.0)];
            group.push(line(mast, Ink::Main, 2.5));
        }
        if let Some(now) = gap.now {
            group.push(Mark::Circle { centre: at(x(now), middle), radius: 5.5, fill: Ink::Main });
        }
        let figure = at(width, middle);
        group.push(words(figure, &gap.words, Anchor::End, 12.5, Ink::Muted));
        marks.push(Mark::Group { label: format!("{}: {}", gap.title, gap.words), marks: group });
    }
    let height = LINE * count(gaps.len().max(1));
    Scene { title: title.to_owned(), width, height, marks }
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

    fn gap(title: &str, now: Option<f32>, aim: Option<f32>) -> Gap {
        Gap { title: title.to_owned(), now, aim, words: "in words".to_owned() }
    }

    fn places(scene: &Scene) -> (Vec<f32>, usize) {
        let [Mark::Group { marks, .. }] = scene.marks.as_slice() else { panic!() };
        let discs = marks.iter().filter_map(|it| {
            let Mark::Circle { centre, .. } = it else { return None };
            Some(centre.x)
        });
        let lines = marks.iter().filter(|it| matches!(it, Mark::Line { .. })).count();
        (discs.collect(), lines)
    }

    #[test]
    fn what_is_and_what_is_aimed_at_are_joined_and_read_aloud() {
        let scene = gaps("Gaps", &[gap("Staffing", Some(0.0), Some(1.0))], 600.0);
        assert_eq!(places(&scene), (vec![204.0], 3));
        assert_eq!(scene.describe(), "Gaps: Staffing: in words");
    }

    #[test]
    fn without_a_value_or_an_aim_nothing_is_joined() {
        assert_eq!(places(&gaps("", &[gap("a", None, Some(0.5))], 600.0)), (vec![], 2));
        assert_eq!(places(&gaps("", &[gap("a", Some(f32::NAN), None)], 600.0)), (vec![204.0], 1));
    }
}
