//! The X-ray on Results: what to look at before anybody relies on the result, one press from where it is put right.

use std::sync::Arc;

use egui::Ui;
use muster_model::{
    framework::Framework,
    plan::Plan,
    time::Date,
    workspace::{Review, Workspace},
    xray::Finding,
};

use crate::{
    command::Intent,
    say::say,
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
    looked: Option<Looked>,
}

#[derive(Debug)]
struct Looked {
    at: Arc<Review>,
    beside: Option<Arc<Plan>>,
    found: Arc<Vec<Finding>>,
}

impl Draft {
    /// Returns what is found in `review`.
    pub(super) fn look(
        &mut self,
        (workspace, framework): (&Workspace, &Framework),
        review: &Arc<Review>,
        today: Date,
    ) -> Arc<Vec<Finding>> {
        let plan = workspace.plans.get(&review.assessment);
        if let Some(Looked { at, beside, found }) = &self.looked
            && Arc::ptr_eq(at, review)
            && beside.as_ref().map(Arc::as_ptr) == plan.map(Arc::as_ptr)
        {
            return Arc::clone(found);
        }
        let found = Arc::new(xrayed::findings(workspace, framework, review, today));
        let (at, beside) = (Arc::clone(review), plan.cloned());
        self.looked = Some(Looked { at, beside, found: Arc::clone(&found) });
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
    let title = match findings.len() {
        0 => say!("results-xray-none").to_owned(),
        n => say!("results-xray", n = n),
    };
    section(
        ui,
        &title,
        |_| {},
        |ui| {
            if findings.is_empty() {
                text::muted(ui, say!("results-xray-about"));
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
    let name = say!(
        "results-xray-go",
        what = xrayed::what(it.check),
        places = &places,
        page = screen.word()
    );
    let pressed = page::row_button(ui, &name, false, |ui| {
        text::icon(ui, icon::TRIANGLE_ALERT);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.horizontal(|ui| {
                text::strong(ui, xrayed::what(it.check));
                text::caption(ui, &format!("{} · {}", it.count(), screen.word()));
            });
            text::body(ui, &places);
            text::small(ui, xrayed::why(it.check));
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
