//! What actions can lead to: the way to the next tier and the next gates, found on a thread of their own.

use std::sync::Arc;

use egui::Ui;
use muster_model::{
    framework::Framework,
    gaps::{self, Gate},
    scoring::{self, Inputs, Lift},
    setting::Settings,
    workspace::Review,
};

use crate::{
    report,
    screens::files::{self, Waiting},
};

/// What was found, and what is being looked for.
#[derive(Debug, Default)]
pub(super) struct Ways {
    found: Arc<Found>,
    of: Option<Subject>,
    looking: Option<(Subject, Waiting<Found>)>,
}

/// Where actions can lead.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) lift: Option<Lift>,
    pub(super) gates: Vec<Gate>,
}

/// From what: equal subjects, equal ways.
#[derive(Debug, Clone, PartialEq)]
struct Subject {
    framework: muster_model::ids::FrameworkHash,
    inputs: Arc<Inputs>,
    settings: Settings,
}

impl Ways {
    /// Returns what is known.
    pub(super) fn found(&self) -> Arc<Found> {
        Arc::clone(&self.found)
    }

    /// Takes in what was found, and looks again where answers or targets are others.
    pub(super) fn follow(&mut self, ui: &Ui, framework: &Arc<Framework>, review: &Review) {
        let ended = self.looking.as_ref().and_then(|it| it.1.ended());
        if let Some(ended) = ended
            && let Some((subject, _)) = self.looking.take()
        {
            let found = ended.and_then(Result::ok).unwrap_or_default();
            self.found = Arc::new(found);
            self.of = Some(subject);
        }
        // What follows from answers stays as hidden as they are.
        let (Some(inputs), false) = (&review.inputs, report::is_veiled(review)) else {
            *self = Self::default();
            return;
        };
        let wanted = Subject {
            framework: framework.hash(),
            inputs: Arc::clone(inputs),
            settings: review.settings.clone(),
        };
        if self.of.as_ref() == Some(&wanted) || self.looking.is_some() {
            return;
        }
        let (of, on, result) = (Arc::clone(framework), Arc::clone(inputs), review.result.clone());
        let targets = review.settings.targets();
        let work = move || {
            let gaps = result.map(|it| gaps::of(&of, &on, &targets, &it)).unwrap_or_default();
            Some(Ok(Found { lift: scoring::lift(&of, &on).ok(), gates: gaps.gates }))
        };
        self.looking = Some((wanted, files::run(ui.ctx().clone(), work)));
    }
}
