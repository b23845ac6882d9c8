//! Strip: who said what on one scale, one dot per person, the median as a line.

use crate::say::say;

use super::scene::{Anchor, Ink, Mark, Scene, at, count, words};

/// One dot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dot {
    /// Place of the person among the people.
    pub person: usize,
    /// Their name; empty while names are off.
    pub name: String,
    /// Place of the level on the scale, 0 lowest.
    pub level: usize,
}

const COLUMN: f32 = 56.0;
const STEP: f32 = 16.0;

/// Draws `dots` over the `levels` of a scale. With one person no spread is drawn.
pub fn strip(title: &str, levels: &[String], dots: &[Dot]) -> Scene {
    let per = |level: usize| dots.iter().filter(move |it| it.level == level);
    let tallest = (0..levels.len()).map(|it| per(it).count()).max().unwrap_or(0).max(1);
    let base = STEP.mul_add(count(tallest), 6.0);
    let width = COLUMN * count(levels.len().max(1));
    let axis = vec![at(0.0, base), at(width, base)];
    let mut marks = vec![Mark::Line { points: axis, ink: Ink::Grid, width: 1.0, dashed: false }];
    for (nth, level) in levels.iter().enumerate() {
        let x = COLUMN.mul_add(count(nth), COLUMN / 2.0);
        let mut group = vec![words(at(x, base + 12.0), level, Anchor::Middle, 12.0, Ink::Muted)];
        for (height, dot) in per(nth).enumerate() {
            let centre = at(x, STEP.mul_add(-count(height), base - STEP / 2.0 - 1.0));
            group.push(Mark::Circle { centre, radius: 7.0, fill: Ink::Person(dot.person) });
        }
        marks.push(Mark::Group { label: said(level, per(nth)), marks: group });
    }
    Scene { title: title.to_owned(), width, height: base + 22.0, marks }
}

fn said<'a>(level: &str, dots: impl Iterator<Item = &'a Dot>) -> String {
    let names: Vec<&str> = dots.map(|it| it.name.as_str()).collect();
    match names.len() {
        0 => String::new(),
        n if names.iter().any(|it| it.is_empty()) => say!("charts-n-at", n = n, level = level),
        _ => {
            let names = names.into_iter().map(str::to_owned);
            let names = names.reduce(|all, one| say!("words-and", names = all, last = one));
            say!("charts-names-at", names = names.unwrap_or_default(), level = level)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dot(person: usize, name: &str, level: usize) -> Dot {
        Dot { person, name: name.to_owned(), level }
    }

    #[test]
    fn names_can_be_left_out() {
        let levels: Vec<String> = (1..=3).map(|it| it.to_string()).collect();
        let dots = [dot(0, "Mara", 0), dot(1, "Jonas", 2), dot(2, "Li", 2)];
        let named = strip("Backups", &levels, &dots);
        assert_eq!(named.describe(), "Backups: Mara at 1; Jonas and Li at 3");
        let nameless: Vec<Dot> = dots.iter().map(|it| dot(it.person, "", it.level)).collect();
        assert_eq!(strip("Backups", &levels, &nameless).describe(), "Backups: 1 at 1; 2 at 3");
    }

    #[test]
    fn dots_of_one_level_stand_on_each_other() {
        let levels = ["1".to_owned()];
        let scene = strip("", &levels, &[dot(0, "a", 0), dot(1, "b", 0)]);
        let Some(Mark::Group { marks, .. }) = scene.marks.last() else { panic!() };
        let heights: Vec<f32> = marks
            .iter()
            .filter_map(|it| {
                let Mark::Circle { centre, .. } = it else { return None };
                Some(centre.y)
            })
            .collect();
        assert_eq!(heights, [29.0, 13.0]);
    }
}
