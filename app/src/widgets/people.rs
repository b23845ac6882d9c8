//! People: initials, stacks, and how one stands with others.

use egui::{
    Align, Color32, Layout, Response, Role, Sense, Stroke, StrokeKind, TextStyle, Ui, Vec2,
    WidgetInfo,
};

use crate::{
    say::say,
    theme::{self, icon::Icon},
};

use super::{paint, text};

/// One person as the window shows them.
#[derive(Debug, Clone, Copy)]
pub struct Person<'a> {
    /// Name.
    pub name: &'a str,
    /// Place among the people of the workspace; gives the colour.
    pub place: usize,
}

/// Returns up to two initials of `name`.
pub fn initials(name: &str) -> String {
    let named = name.split_whitespace().filter(|it| !it.starts_with('('));
    let mut words = named.filter_map(|it| it.chars().find(|c| c.is_alphanumeric()));
    let first = words.next();
    let last = words.next_back();
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

/// A row about one person: the circle, the name with a line below it, and what stands at the right.
pub fn row(ui: &mut Ui, person: Person<'_>, below: &str, at_right: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        avatar(ui, person, 26.0);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            at_right(ui);
            ui.with_layout(Layout::top_down(Align::Min), |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                text::body(ui, person.name);
                if !below.is_empty() {
                    text::small_line(ui, below);
                }
            });
        });
    });
}

/// One person as a circle with initials.
pub fn avatar(ui: &mut Ui, person: Person<'_>, size: f32) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(size), Sense::hover());
    disc(ui, rect, person, Color32::TRANSPARENT);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, person.name));
    response.on_hover_text(person.name)
}

fn disc(ui: &Ui, rect: egui::Rect, person: Person<'_>, edge: Color32) {
    let pair = theme::person(theme::of(ui), person.place);
    let radius = rect.width() / 2.0;
    ui.painter().circle(rect.center(), radius, pair.on, Stroke::new(2.0, edge));
    let font = theme::strong_font(rect.width() * 0.34);
    paint::centred(ui.painter(), rect.center(), &initials(person.name), font, pair.ink);
}

/// People as overlapping circles; at most `most`, the rest as a figure.
pub fn stack(ui: &mut Ui, people: &[Person<'_>], most: usize) -> Response {
    let tokens = theme::of(ui);
    let (size, step): (f32, f32) = (24.0, 20.5);
    let shown = people.len().min(most);
    let beyond = people.len() - shown;
    let more = if beyond == 0 { String::new() } else { format!("+{beyond}") };
    let galley = paint::line(ui, &more, TextStyle::Small, f32::INFINITY);
    let discs = if shown == 0 { 0.0 } else { step.mul_add(count(shown - 1), size) };
    let tail = if beyond == 0 { 0.0 } else { galley.size().x + theme::XS };
    let (rect, response) = ui.allocate_exact_size(Vec2::new(discs + tail, size), Sense::hover());
    for (at, person) in people.iter().take(most).enumerate() {
        let left = rect.left() + count(at) * step;
        let place = egui::Rect::from_min_size(egui::pos2(left, rect.top()), Vec2::splat(size));
        disc(ui, place, *person, tokens.card);
    }
    let at = egui::pos2(rect.left() + discs + theme::XS, rect.center().y);
    paint::start_at(ui.painter(), at, galley, tokens.muted);
    let names: Vec<&str> = people.iter().map(|it| it.name).collect();
    let names = if names.is_empty() { say!("widgets-nobody").to_owned() } else { names.join(", ") };
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &names));
    response.on_hover_text(names)
}

#[expect(clippy::cast_precision_loss, reason = "a stack has a handful of people")]
fn count(n: usize) -> f32 {
    n as f32
}

/// A small statement with an icon: `has everything`, `2 changes only here`, `sealed`.
pub fn chip(ui: &mut Ui, icon: Icon, words: &str, pair: theme::Pair) -> Response {
    let galley = paint::line(ui, words, TextStyle::Small, ui.available_width().max(60.0));
    let size = Vec2::new(galley.size().x + 36.0, 22.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let painter = ui.painter();
    let edge = Stroke::new(1.0, theme::faded(pair.ink, 0.18));
    painter.rect(rect, 11.0, pair.on, edge, StrokeKind::Inside);
    let at = egui::pos2(rect.left() + 16.0, rect.center().y);
    paint::icon(painter, at, icon, 13.0, pair.ink);
    paint::start_at(painter, egui::pos2(rect.left() + 27.0, at.y), galley, pair.ink);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    response
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_are_of_first_and_last_name() {
        assert_eq!(initials("Mara Okafor"), "MO");
        assert_eq!(initials("mara de la cruz"), "MC");
        assert_eq!(initials("Jürgen"), "J");
        assert_eq!(initials("«ß»"), "SS");
        assert_eq!(initials("Mara Okafor (removed)"), "MO");
        assert_eq!(initials(" \u{200b} "), "");
    }
}
