//! The plan as a file.

use std::path::PathBuf;

use egui::Ui;

use crate::{
    advice,
    report::{
        self,
        actions::{self, PlanForm},
    },
    say::say,
    screens::{
        Cx,
        files::{self, Waiting},
    },
    theme::{self, icon},
    widgets::{Button, feedback, page::section, text},
};

/// What is being written.
#[derive(Debug, Default)]
pub(super) struct Draft {
    writing: Option<Waiting<(PathBuf, usize)>>,
    ended: Option<Result<(PathBuf, usize), String>>,
}

/// Draws in which forms the plan can be saved, and what became of it.
pub(super) fn ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let draft = &mut cx.drafts.plan.out;
    if let Some(ended) = draft.writing.as_ref().and_then(Waiting::ended) {
        draft.writing = None;
        draft.ended = ended;
    }
    let mut wanted = None;
    section(
        ui,
        say!("plan-hand-out"),
        |_| {},
        |ui| {
            let sentence = say!("plan-hand-out-about");
            text::muted(ui, sentence);
            let busy = draft.writing.is_some().then_some(say!("plan-being-written"));
            ui.horizontal_wrapped(|ui| {
                for (form, word) in [
                    (PlanForm::Csv, say!("plan-form-csv")),
                    (PlanForm::Xlsx, say!("plan-form-xlsx")),
                    (PlanForm::Ics, say!("plan-form-ics")),
                    (PlanForm::Poam, say!("plan-form-poam")),
                ] {
                    let name = say!("plan-save-as", word = word);
                    let button = Button::secondary(word).icon(icon::DOWNLOAD).name(&name);
                    if button.why_not(busy).ui(ui).clicked() {
                        wanted = Some(form);
                    }
                }
            });
            ui.add_space(theme::XS);
            told(ui, draft);
        },
    );
    if let Some(form) = wanted {
        write(ui, cx, form);
    }
}

fn told(ui: &mut Ui, draft: &Draft) {
    match &draft.ended {
        Some(Ok((path, n))) => {
            let sentence = say!("plan-read-again", n = *n);
            feedback::note_card(
                ui,
                &say!("plan-saved-as", path = path.display().to_string()),
                &sentence,
            );
        }
        Some(Err(why)) => {
            feedback::error_card(ui, say!("plan-not-saved"), why, None);
        }
        None => {}
    }
}

fn write(ui: &Ui, cx: &mut Cx<'_>, form: PlanForm) {
    let (Some(shown), Some(review), Some(framework)) = (cx.shown(), cx.review(), cx.framework())
    else {
        return;
    };
    let (shown, review, framework) = (shown.clone(), review.clone(), framework.clone());
    let today = cx.now.date();
    let make = move || {
        let source =
            report::Source { workspace: &shown.workspace, review: &review, framework: &framework };
        let made = actions::make(source, form, today).map_err(|err| {
            let advice = advice::on_report(&err);
            format!("{}. {}", advice.headline, advice.remedy)
        })?;
        Ok((made.bytes, made.actions))
    };
    let draft = &mut cx.drafts.plan.out;
    draft.ended = None;
    // Same everywhere: the name of a file.
    let name = format!("plan.{}", form.ending());
    draft.writing = Some(files::save_with(ui.ctx(), &name, make));
}
