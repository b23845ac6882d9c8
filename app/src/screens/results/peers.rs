//! What others report: figures of the framework, and benchmark cards on this device, beside the own result.

use std::{path::Path, sync::Arc};

use egui::Ui;
use muster_model::{benchmark::Signed, framework::Framework, workspace::Review};

use crate::{
    cards::{self, Cards},
    say::say,
    screens::files::{self, Waiting},
    theme,
    widgets::{
        page::{self, section},
        text,
    },
};

use super::data::Figure;

/// The cards on this device, read once.
#[derive(Debug, Default)]
pub struct Draft {
    cards: Cards,
    reading: Option<Waiting<Cards>>,
    asked: bool,
}

impl Draft {
    /// Begins to read the cards, once, and takes in what was read. No frame waits for the disk.
    pub fn look(&mut self, ctx: &egui::Context, data_dir: Option<&Path>) {
        if let (false, Some(data_dir)) = (self.asked, data_dir) {
            self.asked = true;
            let data_dir = data_dir.to_owned();
            let read = move || Some(Ok(cards::read(&data_dir)));
            self.reading = Some(files::run(ctx.clone(), read));
        }
        if let Some(ended) = self.reading.as_ref().and_then(Waiting::ended) {
            self.reading = None;
            if let Some(Ok(cards)) = ended {
                self.cards = cards;
            }
        }
    }

    /// Returns the cards read so far.
    pub fn cards(&self) -> &[Arc<Signed>] {
        &self.cards.all
    }
}

/// Draws the section, if there is anything to compare with.
pub(super) fn ui(
    ui: &mut Ui,
    draft: &Draft,
    (review, framework): (&Review, &Framework),
    benchmarks: &[Figure],
) {
    let own = cards::figures(framework, review.result.as_deref(), draft.cards());
    if benchmarks.is_empty() && own.is_empty() {
        return;
    }
    section(
        ui,
        say!("results-peers"),
        |_| {},
        |ui| {
            text::muted(ui, say!("results-peers-about"));
            ui.add_space(theme::XS);
            for it in own.iter().chain(benchmarks) {
                let room = ui.available_width();
                page::cells(ui, &[104.0, room - 104.0], |ui, nth| {
                    if nth == 0 {
                        text::heading(ui, &it.value);
                        return;
                    }
                    text::body(ui, &it.text);
                    text::small(ui, &it.source);
                });
                ui.add_space(theme::XS);
            }
        },
    );
}
