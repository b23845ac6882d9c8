//! Heat map: questions down, people across, the level as a figure in a cell of the level ramp.

use crate::say::say;

use super::scene::{Anchor, Ink, Mark, Scene, at, count, short, words};

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// A level: place on the scale, 0 lowest, and its figure.
    Level(usize, String),
    /// Something said without a level, as one sign: `?` don't know, `N` not applicable.
    Sign(&'static str, &'static str),
    /// Nothing said, or not for our eyes.
    Empty,
}

/// One line: its title and a cell per column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Title.
    pub title: String,
    /// A cell per column.
    pub cells: Vec<Cell>,
}

const SIDE: f32 = 28.0;

/// Draws `rows` under `columns`; levels are of a scale with `levels` steps.
pub fn heatmap(title: &str, columns: &[String], rows: &[Row], levels: usize) -> Scene {
    let left = 240.0;
    let mut marks = Vec::new();
    for (nth, column) in columns.iter().enumerate() {
        let place = at(SIDE.mul_add(count(nth), left + SIDE / 2.0), 10.0);
        marks.push(words(place, &short(column, 3), Anchor::Middle, 11.0, Ink::Muted));
    }
    for (nth, row) in rows.iter().enumerate() {
        let top = SIDE.mul_add(count(nth), 20.0);
        let middle = top + SIDE / 2.0;
        let name = short(&row.title, 34);
        let mut group = vec![words(at(0.0, middle), &name, Anchor::Start, 12.5, Ink::Text)];
        let mut said = Vec::new();
        for (place, cell) in row.cells.iter().enumerate().take(columns.len()) {
            let x = SIDE.mul_add(count(place), left);
            let (fill, ink, text) = look(cell, levels);
            let (from, to) = (at(x + 1.0, top + 1.0), at(x + SIDE - 1.0, top + SIDE - 1.0));
            group.push(Mark::Rect { from, to, fill, corner: 4.0 });
            group.push(words(at(x + SIDE / 2.0, middle), text, Anchor::Middle, 12.0, ink));
            if let (Some(column), Some(cell)) = (columns.get(place), spoken(cell)) {
                said.push(format!("{column} {cell}"));
            }
        }
        let said =
            if said.is_empty() { say!("charts-nothing-said").to_owned() } else { said.join(", ") };
        marks.push(Mark::Group { label: format!("{}: {said}", row.title), marks: group });
    }
    let width = SIDE.mul_add(count(columns.len()), left);
    let height = SIDE.mul_add(count(rows.len()), 20.0);
    Scene { title: title.to_owned(), width, height, marks }
}

fn look(cell: &Cell, levels: usize) -> (Ink, Ink, &str) {
    match cell {
        Cell::Level(at, figure) => {
            (Ink::Level(*at, levels), Ink::OnLevel(*at, levels), figure.as_str())
        }
        Cell::Sign(sign, _) => (Ink::Well, Ink::Muted, sign),
        Cell::Empty => (Ink::Well, Ink::Muted, ""),
    }
}

fn spoken(cell: &Cell) -> Option<&str> {
    match cell {
        Cell::Level(_, figure) => Some(figure),
        Cell::Sign(_, words) => Some(words),
        Cell::Empty => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_has_its_place_and_is_read_aloud() {
        let columns = ["Mara".to_owned(), "Jonas".to_owned(), "Li".to_owned()];
        let cells =
            vec![Cell::Level(3, "4".to_owned()), Cell::Empty, Cell::Sign("?", "doesn't know")];
        let rows = [Row { title: "Backups".to_owned(), cells }];
        let scene = heatmap("Who said what", &columns, &rows, 5);
        assert_eq!((scene.width, scene.height), (324.0, 48.0));
        assert_eq!(scene.describe(), "Who said what: Backups: Mara 4, Li doesn't know");
    }
}
