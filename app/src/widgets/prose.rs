//! What people wrote in a comment or a note, with its bold and slanted words, lists and links.

use std::sync::Arc;

use egui::{
    Label, RichText, TextFormat, Ui,
    cache::{ComputerMut, FrameCache},
    text::LayoutJob,
};

use crate::{
    prose::{Lead, Line, Look, Piece, Prose},
    theme,
};

use super::text;

/// Reads a text once, as long as it is shown.
#[derive(Default)]
struct Reading;

impl ComputerMut<&str, Arc<Prose>> for Reading {
    fn compute(&mut self, text: &str) -> Arc<Prose> {
        Arc::new(Prose::of(text))
    }
}

/// Says whether anything in `words` looks different from plain text.
pub fn is_adorned(ui: &Ui, words: &str) -> bool {
    !words.is_empty() && read(ui, words).unadorned().is_none()
}

fn read(ui: &Ui, words: &str) -> Arc<Prose> {
    ui.ctx().memory_mut(|it| {
        Arc::clone(it.caches.cache::<FrameCache<Arc<Prose>, Reading>>().get(words))
    })
}

/// Draws what somebody wrote. A link says where it leads, and opens on a click alone.
pub fn prose(ui: &mut Ui, words: &str) {
    let prose = read(ui, words);
    if let Some(plain) = prose.unadorned() {
        text::body(ui, plain);
        return;
    }
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = theme::XS;
        for it in &prose.lines {
            line(ui, it);
        }
    });
}

fn line(ui: &mut Ui, it: &Line) {
    let depth = u8::try_from(it.depth).unwrap_or(u8::MAX);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = theme::XS;
        if depth > 0 {
            ui.add_space(f32::from(depth) * theme::M);
        }
        match it.lead {
            Lead::None => {}
            Lead::Bullet => drop(text::muted(ui, "•")),
            Lead::Number(n) => drop(text::muted(ui, &format!("{n}."))),
            Lead::Quote => bar(ui),
        }
        ui.vertical(|ui| pieces(ui, &it.pieces));
    });
}

/// The mark of a quote.
fn bar(ui: &mut Ui) {
    let size = egui::vec2(3.0, ui.text_style_height(&egui::TextStyle::Body));
    let (rect, _) = ui.allocate_exact_size(size, egui::Sense::hover());
    ui.painter().rect_filled(rect, egui::CornerRadius::same(1), theme::of(ui).edge);
}

fn pieces(ui: &mut Ui, all: &[Piece]) {
    if all.iter().all(|it| it.link.is_none()) {
        ui.add(Label::new(job(ui, all)).wrap().halign(egui::Align::LEFT));
        return;
    }
    // A link is as high as the words around it, and stands on their line.
    ui.spacing_mut().interact_size.y = ui.text_style_height(&egui::TextStyle::Body);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::Vec2::ZERO;
        for run in all.chunk_by(|a, b| a.link.is_none() && b.link.is_none()) {
            match run {
                [Piece { text, link: Some(link), .. }] => self::link(ui, text, link),
                words => drop(ui.add(Label::new(job(ui, words)).wrap())),
            }
        }
    });
}

fn link(ui: &mut Ui, words: &str, address: &str) {
    ui.hyperlink_to(words, address).on_hover_text(address);
    if words != address {
        let ink = theme::of(ui).muted;
        ui.add(Label::new(RichText::new(format!(" ({address})")).small().color(ink)).wrap());
    }
}

fn job(ui: &Ui, pieces: &[Piece]) -> LayoutJob {
    let mut job = LayoutJob::default();
    for it in pieces {
        job.append(&it.text, 0.0, format_of(ui, it.look));
    }
    job
}

fn format_of(ui: &Ui, look: Look) -> TextFormat {
    let tokens = theme::of(ui);
    let style = match (look.code, look.strong) {
        (true, _) => egui::TextStyle::Monospace,
        (false, true) => theme::strong(),
        (false, false) => egui::TextStyle::Body,
    };
    let font = style.resolve(ui.style());
    let background = if look.code { tokens.well } else { egui::Color32::TRANSPARENT };
    TextFormat { italics: look.slanted, background, ..TextFormat::simple(font, tokens.ink) }
}
