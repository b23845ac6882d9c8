//! The X-ray on Results: what to look at before anybody relies on the result, one press from where it is put right.

use std::sync::Arc;

use egui::Ui;
use muster_model::{
    framework::Framework,
    workspace::{Review, Workspace},
    xray::{self, Finding},
};

use crate::{
    command::Intent,
    screens::Cx,
    theme::{self, icon},
    widgets::{
        page::{self, section},
        text,
    },
    xrayed,
};

/// What was found, once for each state of a review.
#[derive(Debug, Default)]
pub struct Draft {
    found: Option<(Arc<Review>, Arc<Vec<Finding>>)>,
}

impl Draft {
    /// Returns what is found in `review`.
    pub(super) fn look(
        &mut self,
        framework: &Framework,
        review: &Arc<Review>,
    ) -> Arc<Vec<Finding>> {
        if let Some((of, found)) = &self.found
            && Arc::ptr_eq(of, review)
        {
            return Arc::clone(found);
        }
        let found = Arc::new(xray::findings(framework, review));
        self.found = Some((Arc::clone(review), Arc::clone(&found)));
        found
    }
}

/// Draws the section.
pub(super) fn ui(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    (workspace, framework): (&Workspace, &Framework),
    findings: &[Finding],
) {
    let title = format!("X-ray: {}", xrayed::headline(findings).to_lowercase());
    section(
        ui,
        &title,
        |_| {},
        |ui| {
            if findings.is_empty() {
                text::muted(
                    ui,
                    "Everything is handed in, assigned, tested where it is high, and decided.",
                );
            }
            for it in findings {
                finding(ui, cx, (workspace, framework), it);
            }
        },
    );
}

fn finding(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    (workspace, framework): (&Workspace, &Framework),
    it: &Finding,
) {
    let screen = xrayed::page(it.check);
    let places = xrayed::places(workspace, framework, it);
    let name = format!("{}: {places}. Go to {}", it.check.what(), screen.word());
    let pressed = page::row_button(ui, &name, false, |ui| {
        text::icon(ui, icon::TRIANGLE_ALERT);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.horizontal(|ui| {
                text::strong(ui, it.check.what());
                text::caption(ui, &format!("{} · {}", it.count(), screen.word()));
            });
            text::body(ui, &places);
            text::small(ui, it.why);
        });
    });
    if pressed.clicked() {
        if let Some(first) = it.questions.first() {
            cx.intents.push(Intent::ShowQuestion(Some(first.clone())));
        }
        cx.intents.push(Intent::Go(screen));
    }
    ui.add_space(theme::XS);
}
