//! A chart on the screen.

use egui::{
    Align2, FontId, Mesh, Painter, Pos2, Response, Role, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo,
};

use crate::{
    charts::{Mark, Place, Scene, scene::Anchor},
    theme::{self, Tokens},
};

/// Shows `scene`; a screen reader hears its description.
pub fn show(ui: &mut Ui, scene: &Scene) -> Response {
    let tokens = theme::of(ui);
    let size = Vec2::new(scene.width, scene.height);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let said = scene.describe();
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &said));
    let brush = Brush { painter: ui.painter(), from: rect.min, tokens };
    brush.marks(&scene.marks);
    let pointed = response.hover_pos().and_then(|it| brush.pointed(&scene.marks, it));
    match pointed {
        Some(label) => response.on_hover_text_at_pointer(label),
        None => response,
    }
}

struct Brush<'a> {
    painter: &'a Painter,
    from: Pos2,
    tokens: &'a Tokens,
}

impl Brush<'_> {
    fn at(&self, place: Place) -> Pos2 {
        self.from + Vec2::new(place.x, place.y)
    }

    fn marks(&self, marks: &[Mark]) {
        for mark in marks {
            self.mark(mark);
        }
    }

    fn mark(&self, mark: &Mark) {
        let ink = |it| theme::ink(self.tokens, it);
        match mark {
            Mark::Line { points, ink: it, width, dashed } => {
                let points: Vec<Pos2> = points.iter().map(|it| self.at(*it)).collect();
                let stroke = Stroke::new(*width, ink(*it));
                if *dashed {
                    self.painter.extend(Shape::dashed_line(&points, stroke, 4.0, 3.0));
                } else {
                    self.painter.add(Shape::line(points, stroke));
                }
            }
            Mark::Polygon { points, centre, fill, line } => {
                let corners: Vec<Pos2> = points.iter().map(|it| self.at(*it)).collect();
                self.painter.add(fan(self.at(*centre), &corners, ink(*fill)));
                self.painter.add(Shape::closed_line(corners, Stroke::new(1.5, ink(*line))));
            }
            Mark::Rect { from, to, fill, corner } => {
                let rect = egui::Rect::from_min_max(self.at(*from), self.at(*to));
                self.painter.rect_filled(rect, *corner, ink(*fill));
            }
            Mark::Circle { centre, radius, fill } => {
                self.painter.circle_filled(self.at(*centre), *radius, ink(*fill));
            }
            Mark::Text { at, text, anchor, size, ink: it } => {
                let align = match anchor {
                    Anchor::Start => Align2::LEFT_CENTER,
                    Anchor::Middle => Align2::CENTER_CENTER,
                    Anchor::End => Align2::RIGHT_CENTER,
                };
                let font = FontId::proportional(*size);
                self.painter.text(self.at(*at), align, text, font, ink(*it));
            }
            Mark::Group { marks, .. } => self.marks(marks),
        }
    }

    /// Returns the words of the group under the pointer.
    fn pointed<'a>(&self, marks: &'a [Mark], pointer: Pos2) -> Option<&'a str> {
        marks.iter().rev().find_map(|it| match it {
            Mark::Group { label, marks } if !label.is_empty() => {
                self.covers(marks, pointer).then_some(label.as_str())
            }
            Mark::Group { .. }
            | Mark::Line { .. }
            | Mark::Polygon { .. }
            | Mark::Rect { .. }
            | Mark::Circle { .. }
            | Mark::Text { .. } => None,
        })
    }

    fn covers(&self, marks: &[Mark], pointer: Pos2) -> bool {
        marks.iter().any(|it| match it {
            Mark::Rect { from, to, .. } => {
                let rect = egui::Rect::from_min_max(self.at(*from), self.at(*to));
                rect.expand(6.0).contains(pointer)
            }
            Mark::Circle { centre, radius, .. } => {
                self.at(*centre).distance(pointer) <= radius + 3.0
            }
            Mark::Text { at, .. } => self.at(*at).distance(pointer) <= 24.0,
            Mark::Line { .. } | Mark::Polygon { .. } | Mark::Group { .. } => false,
        })
    }
}

/// Fills a star-shaped area, which egui's own polygon (convex only) would not.
fn fan(centre: Pos2, corners: &[Pos2], fill: egui::Color32) -> Shape {
    let mut mesh = Mesh::default();
    mesh.colored_vertex(centre, fill);
    for corner in corners {
        mesh.colored_vertex(*corner, fill);
    }
    let n = u32::try_from(corners.len()).unwrap_or(0);
    for nth in 0..n {
        mesh.add_triangle(0, 1 + nth, 1 + (nth + 1) % n);
    }
    Shape::mesh(mesh)
}
