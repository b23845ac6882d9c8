//! Effort against impact: a field for each pair of grades, and in it a numbered dot for each thing.

use crate::say::say;

use super::scene::{Anchor, Ink, Mark, Place, Scene, at, count, words};

/// One thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dot {
    /// Its number in the list beside.
    pub number: usize,
    /// What it is.
    pub title: String,
    /// Effort: 0 low, 1 medium, 2 high.
    pub effort: usize,
    /// Impact: 0 low, 1 medium, 2 high.
    pub impact: usize,
}

/// Room for the words of an axis.
const EDGE: f32 = 116.0;
/// Height of a field.
const TALL: f32 = 64.0;
const RADIUS: f32 = 10.0;
const STEP: f32 = 25.0;

/// Draws `dots`, `width` wide: effort to the right, impact up. What brings most for least stands top left.
pub fn matrix(title: &str, dots: &[Dot], width: f32) -> Scene {
    let width = width.clamp(320.0, 640.0);
    let wide = (width - EDGE) / 3.0;
    let mut marks = Vec::new();
    for impact in (0..3).rev() {
        let top = TALL * count(2 - impact);
        let place = at(EDGE - 10.0, top + TALL / 2.0);
        marks.push(words(place, word(impact), Anchor::End, 12.0, Ink::Muted));
        for effort in 0..3 {
            let from = at(wide.mul_add(count(effort), EDGE), top);
            let here: Vec<&Dot> =
                dots.iter().filter(|it| it.effort == effort && it.impact == impact).collect();
            marks.push(field(from, wide, &here, (effort, impact)));
        }
    }
    let base = TALL * 3.0;
    for effort in 0..3 {
        let place = at(wide.mul_add(count(effort) + 0.5, EDGE), base + 14.0);
        marks.push(words(place, word(effort), Anchor::Middle, 12.0, Ink::Muted));
    }
    let axis = at(EDGE + wide * 1.5, base + 34.0);
    marks.push(words(axis, say!("charts-effort"), Anchor::Middle, 12.5, Ink::Text));
    marks.push(words(at(0.0, TALL * 1.5), say!("charts-impact"), Anchor::Start, 12.5, Ink::Text));
    Scene { title: title.to_owned(), width, height: base + 44.0, marks }
}

/// One field with its dots; what does not fit is counted.
fn field(from: Place, wide: f32, here: &[&Dot], (effort, impact): (usize, usize)) -> Mark {
    let ground = Mark::Rect {
        from: at(from.x + 1.5, from.y + 1.5),
        to: at(from.x + wide - 1.5, from.y + TALL - 1.5),
        fill: if impact > effort { Ink::MainSoft } else { Ink::Well },
        corner: 6.0,
    };
    let mut marks = vec![ground];
    let across = across(wide);
    let fits = across * 2;
    let shown = if here.len() > fits { fits - 1 } else { here.len() };
    for (nth, dot) in here.iter().take(shown).enumerate() {
        let centre = spot(from, nth, across);
        marks.push(Mark::Circle { centre, radius: RADIUS, fill: Ink::Person(0) });
        let number = dot.number.to_string();
        marks.push(words(centre, &number, Anchor::Middle, 11.0, Ink::OnPerson(0)));
    }
    let more = here.len() - shown;
    if more > 0 {
        let place = spot(from, shown, across);
        marks.push(words(place, &format!("+{more}"), Anchor::Middle, 11.0, Ink::Text));
    }
    Mark::Group { label: label(here, effort, impact), marks }
}

fn word(grade: usize) -> &'static str {
    match grade {
        0 => say!("words-grade-low"),
        1 => say!("words-grade-medium"),
        2 => say!("words-grade-high"),
        _ => "",
    }
}

fn spot(from: Place, nth: usize, across: usize) -> Place {
    let (row, column) = (nth / across, nth % across);
    at(STEP.mul_add(count(column), from.x + 18.0), STEP.mul_add(count(row), from.y + 19.0))
}

/// How many dots stand side by side.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a width in points is small and positive"
)]
fn across(wide: f32) -> usize {
    (((wide - 11.0) / STEP) as usize).max(2)
}

fn label(here: &[&Dot], effort: usize, impact: usize) -> String {
    if here.is_empty() {
        return String::new();
    }
    let names: Vec<String> = here.iter().map(|it| format!("{} {}", it.number, it.title)).collect();
    say!("charts-pair", impact = word(impact), effort = word(effort), what = names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dot(number: usize, title: &str, effort: usize, impact: usize) -> Dot {
        Dot { number, title: title.to_owned(), effort, impact }
    }

    #[test]
    fn what_brings_most_for_least_stands_top_left_and_is_read_first() {
        let dots = [dot(2, "Rebuild it", 2, 0), dot(1, "Test backups", 0, 2)];
        let scene = matrix("Effort and impact", &dots, 400.0);
        assert_eq!(
            scene.describe(),
            "Effort and impact: high impact for low effort: 1 Test backups; \
             low impact for high effort: 2 Rebuild it"
        );
        let circles: Vec<Place> = scene
            .marks
            .iter()
            .filter_map(|it| if let Mark::Group { marks, .. } = it { Some(marks) } else { None })
            .flatten()
            .filter_map(
                |it| if let Mark::Circle { centre, .. } = it { Some(*centre) } else { None },
            )
            .collect();
        let [first, second] = circles.as_slice() else { panic!("{circles:?}") };
        assert!(first.x < second.x && first.y < second.y);
    }

    #[test]
    fn a_crowd_is_counted_and_stays_in_its_field() {
        let dots: Vec<Dot> = (1..=60).map(|it| dot(it, "x", 1, 1)).collect();
        for width in [0.0, 260.0, 500.0, f32::INFINITY] {
            let scene = matrix("", &dots, width);
            let wide = (scene.width - EDGE) / 3.0;
            for mark in &scene.marks {
                let Mark::Group { marks, label } = mark else { continue };
                for it in marks {
                    if let Mark::Circle { centre, .. } = it {
                        assert!(centre.x + RADIUS <= EDGE + wide * 2.0, "{width}");
                        assert!(centre.x - RADIUS >= EDGE + wide, "{width}");
                        assert!(centre.y + RADIUS <= TALL * 2.0, "{width}");
                    }
                }
                assert!(label.is_empty() || label.contains("60 x"));
            }
        }
    }
}
