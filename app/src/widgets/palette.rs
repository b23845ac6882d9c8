//! The palette: every command by typing a few letters of it.

use egui::{Key, Modifiers, Response, Role, ScrollArea, Sense, TextStyle, Ui, Vec2, WidgetInfo};

use crate::{
    say::say,
    theme::{self, icon::Icon},
};

use super::{Lit, dialog, field, paint, text};

/// One line of the palette.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// Icon.
    pub icon: Icon,
    /// What it does.
    pub title: &'a str,
    /// Another name it is looked for by, like that of the page it opens; may be empty.
    pub also: &'a str,
    /// Which key does the same; may be empty.
    pub key: &'a str,
    /// Why it can't be done now, if so.
    pub why_not: Option<&'a str>,
}

/// What was typed and which line is marked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    /// The letters.
    pub query: String,
    /// The marked line, counted in the lines shown.
    pub marked: usize,
}

/// What became of the palette in this frame.
pub type Picked = dialog::Ended<usize>;

/// Shows the palette; returns the entry chosen, as its place in `entries`.
pub fn show(ui: &mut Ui, typed: &mut Typed, entries: &[Entry<'_>]) -> Picked {
    let found = search(&typed.query, entries.iter().map(|it| [it.title, it.also]));
    dialog::show(ui, say!("widgets-palette"), 560.0, |ui| {
        let moved = move_mark(ui, typed, found.len());
        let entered = ui.input_mut(|it| it.consume_key(Modifiers::NONE, Key::Enter));
        let width = ui.available_width();
        let (name, hint) = (say!("widgets-palette-search"), say!("widgets-palette-hint"));
        let query = field::bare(ui, name, hint, width, &mut typed.query);
        query.request_focus();
        if query.changed() {
            typed.marked = 0;
        }
        ui.add_space(theme::XS);
        let room = (ui.ctx().content_rect().height() - 160.0).clamp(120.0, 360.0);
        let mut picked = None;
        ScrollArea::vertical()
            .max_height(room)
            .min_scrolled_height(room)
            .auto_shrink([false, true])
            .show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                for (at, place) in found.iter().enumerate() {
                    let Some(entry) = entries.get(*place) else { continue };
                    let marked = at == typed.marked;
                    let line = line(ui, entry, marked.into());
                    if line.hovered() && ui.input(|it| it.pointer.is_moving()) {
                        typed.marked = at;
                    }
                    let chosen = line.clicked() || (marked && entered);
                    if marked && moved {
                        line.scroll_to_me(None);
                    }
                    if chosen && entry.why_not.is_none() {
                        picked = Some(*place);
                    }
                }
                if found.is_empty() {
                    text::muted(ui, say!("widgets-palette-empty"));
                }
            });
        picked
    })
}

/// Moves the mark with the arrows; says whether it moved.
fn move_mark(ui: &Ui, typed: &mut Typed, n: usize) -> bool {
    let (up, down) = ui.input_mut(|it| {
        let up = it.count_and_consume_key(Modifiers::NONE, Key::ArrowUp);
        (up, it.count_and_consume_key(Modifiers::NONE, Key::ArrowDown))
    });
    typed.marked = (typed.marked + down).saturating_sub(up).min(n.saturating_sub(1));
    up + down > 0
}

fn line(ui: &mut Ui, entry: &Entry<'_>, marked: Lit) -> Response {
    let marked = marked.is_on();
    let tokens = theme::of(ui);
    let width = ui.available_width();
    let (rect, response) =
        ui.allocate_exact_size(Vec2::new(width, theme::ROW + 4.0), Sense::click());
    let on = if marked { tokens.selected.on } else { tokens.card };
    let painter = ui.painter();
    painter.rect_filled(rect, paint::corner(), on);
    let ink = if entry.why_not.is_some() { tokens.muted } else { tokens.ink };
    let left = egui::pos2(rect.left() + 20.0, rect.center().y);
    paint::icon(painter, left, entry.icon, 16.0, ink);
    let right = entry.why_not.unwrap_or(entry.key);
    let tail = paint::line(ui, right, TextStyle::Small, width * 0.5);
    let room = width - 60.0 - tail.size().x;
    let title = paint::line(ui, entry.title, TextStyle::Body, room);
    paint::start_at(painter, egui::pos2(rect.left() + 38.0, left.y), title, ink);
    let at = egui::pos2(rect.right() - theme::S - tail.size().x, left.y);
    paint::start_at(painter, at, tail, tokens.muted);
    let enabled = entry.why_not.is_none();
    let name = match entry.why_not {
        Some(reason) => format!("{}: {reason}", entry.title),
        None => entry.title.to_owned(),
    };
    response.widget_info(|| WidgetInfo::selected(Role::MenuItem, enabled, marked, &name));
    response
}

/// Returns the places of those of which a name has the letters of `query` in this order, best first.
///
/// Better is: at the start of a word, side by side, early. Equal ones keep their order.
pub fn search<'a>(query: &str, named: impl Iterator<Item = [&'a str; 2]>) -> Vec<usize> {
    let letters: Vec<char> =
        query.chars().filter(|it| !it.is_whitespace()).flat_map(char::to_lowercase).collect();
    let mut found: Vec<(usize, usize)> = named
        .enumerate()
        .filter_map(|(place, names)| {
            let best = names.into_iter().filter_map(|it| cost(&letters, it)).min()?;
            Some((best, place))
        })
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, place)| place).collect()
}

/// Returns how far `title` is from the letters: 0 is best, `None` if they are not all there.
fn cost(letters: &[char], title: &str) -> Option<usize> {
    let mut wanted = letters.iter().peekable();
    let (mut cost, mut at_start, mut side_by_side) = (0, true, false);
    for (at, letter) in title.chars().flat_map(char::to_lowercase).enumerate() {
        let Some(next) = wanted.peek() else { break };
        let hit = **next == letter && (at_start || side_by_side || !letter.is_whitespace());
        if hit {
            wanted.next();
            cost += at + if at_start || side_by_side { 0 } else { 40 };
        }
        side_by_side = hit;
        at_start = !letter.is_alphanumeric();
    }
    wanted.peek().is_none().then_some(cost)
}

#[cfg(test)]
mod tests {
    use super::search;

    fn found(query: &str) -> Vec<&'static str> {
        let named = [
            ["Go to Home", "Home"],
            ["Go to Answer", "Answer"],
            ["Hand in my answers", ""],
            ["Switch to dark", ""],
            ["Compare two reviews", "History"],
        ];
        search(query, named.into_iter()).into_iter().map(|it| named[it][0]).collect()
    }

    #[test]
    fn a_few_letters_find_a_command() {
        assert_eq!(found("dark"), ["Switch to dark"]);
        assert_eq!(found("ANS"), ["Go to Answer", "Hand in my answers"]);
        assert_eq!(found("hia"), ["Hand in my answers"]);
        assert_eq!(found("xyz"), [""; 0]);
        assert_eq!(found("History"), ["Compare two reviews"], "pages are found by their names too");
    }

    #[test]
    fn nothing_typed_shows_everything_in_its_order() {
        assert_eq!(found("").len(), 5);
        assert_eq!(found("  ")[0], "Go to Home");
    }
}
