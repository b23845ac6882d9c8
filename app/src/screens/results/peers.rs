//! What others report: figures of the framework, and benchmark cards on this device, beside the own result.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use egui::Ui;
use muster_model::{
    benchmark::{MAX_BYTES, Signed},
    framework::Framework,
    workspace::Review,
};

use crate::{
    cards::{self, Cards},
    say::say,
    screens::files::{self, Waiting},
    theme::{self, icon},
    widgets::{
        Button, feedback,
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
    /// Where cards are kept.
    data_dir: Option<PathBuf>,
    taking: Option<Waiting<Arc<Signed>>>,
    /// What became of the last card that was taken in, or why it was not.
    taken: Option<Result<Arc<Signed>, String>>,
}

impl Draft {
    /// Begins to read the cards, once, and takes in what was read. No frame waits for the disk.
    pub fn look(&mut self, ctx: &egui::Context, data_dir: Option<&Path>) {
        if let (false, Some(data_dir)) = (self.asked, data_dir) {
            self.asked = true;
            self.data_dir = Some(data_dir.to_owned());
            let data_dir = data_dir.to_owned();
            let read = move || Some(Ok(cards::read(&data_dir)));
            self.reading = Some(files::run(ctx.clone(), read));
        }
        if let Some(ended) = self.taking.as_ref().and_then(Waiting::ended) {
            self.taking = None;
            // What is kept is read again, so that what is shown is what will be shown tomorrow.
            self.asked = !matches!(ended, Some(Ok(_)));
            self.taken = ended;
            ctx.request_repaint();
        }
        if let Some(ended) = self.reading.as_ref().and_then(Waiting::ended) {
            self.reading = None;
            if let Some(Ok(cards)) = ended {
                self.cards = cards;
            }
        }
    }

    /// Asks for the file of a card.
    fn choose(&mut self, ctx: &egui::Context) {
        let Some(data_dir) = self.data_dir.clone() else { return };
        let take = move |path: &Path| taken_in(&data_dir, path);
        self.taking = Some(files::open_with(ctx, say!("results-card-choose"), take));
    }

    /// Takes in a card whose file was dropped on the window.
    pub fn dropped(&mut self, ctx: &egui::Context, path: PathBuf) {
        let Some(data_dir) = self.data_dir.clone() else { return };
        let take = move || Some(taken_in(&data_dir, &path));
        self.taking = Some(files::run(ctx.clone(), take));
    }

    /// Returns the cards read so far.
    pub fn cards(&self) -> &[Arc<Signed>] {
        &self.cards.all
    }
}

/// Reads a card, checks who signed it, and keeps it.
fn taken_in(data_dir: &Path, path: &Path) -> Result<Arc<Signed>, String> {
    let read = files::read_within(path, u64::try_from(MAX_BYTES).unwrap_or(u64::MAX))?;
    let why = |why: String| say!("results-card-wrong", name = &read.name, why = why);
    let card = cards::take(&read.bytes).map_err(|err| why(err.to_string()))?;
    cards::keep(data_dir, &card).map_err(|err| why(err.to_string()))?;
    Ok(Arc::new(card))
}

/// Says what became of a card that was taken in.
fn told(ui: &mut Ui, draft: &Draft, framework: &Framework) {
    match &draft.taken {
        Some(Ok(it)) => {
            let (cohort, by) = (&it.card.cohort, &it.card.source);
            let headline = say!("results-card-taken", cohort = cohort, source = by);
            let sentence = if it.card.is_about(framework) {
                say!("results-card-beside")
            } else {
                say!("results-card-elsewhere")
            };
            feedback::note_card(ui, &headline, sentence);
            ui.add_space(theme::XS);
        }
        Some(Err(why)) => {
            feedback::error_card(ui, say!("results-card-not-taken"), why, None);
            ui.add_space(theme::XS);
        }
        None => {}
    }
}

/// Draws the section.
pub(super) fn ui(
    ui: &mut Ui,
    draft: &mut Draft,
    (review, framework): (&Review, &Framework),
    benchmarks: &[Figure],
) {
    let own = cards::figures(framework, review.result.as_deref(), draft.cards());
    let busy = draft.taking.is_some().then_some(say!("results-card-busy"));
    let mut choose = false;
    section(
        ui,
        say!("results-peers"),
        |ui| {
            let hint = say!("results-card-hint");
            let button = Button::secondary(say!("results-card-add")).icon(icon::FOLDER_OPEN);
            choose = button.hint(hint).why_not(busy).ui(ui).clicked();
        },
        |ui| {
            told(ui, draft, framework);
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
    if choose {
        draft.choose(ui.ctx());
    }
}
