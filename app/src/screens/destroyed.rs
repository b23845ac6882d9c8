//! The end of what was said: an assessment that is over, destroyed on every device, and what there was.

use egui::Ui;
use muster_model::{
    control::{
        fold::{Destroyed, Ratified},
        op::Role,
    },
    edit::Edit,
    ids::AssessmentId,
    workspace::{Assessment, ReviewState, Workspace},
};

use super::{Cx, words};
use crate::{
    command::{Intent, Screen},
    say::say,
    theme::{self, icon},
    widgets::{
        Button, card,
        dialog::{self, Ended},
        field,
        page::section,
        text,
    },
};

/// What is about to be destroyed, and the title as typed so far.
#[derive(Debug, Default)]
pub struct Draft {
    asking: Option<(AssessmentId, String)>,
}

/// Draws what can be destroyed and what was; nothing where there is neither.
pub fn ui(ui: &mut Ui, cx: &mut Cx<'_>, workspace: &Workspace) {
    let over: Vec<&Assessment> =
        workspace.assessments.values().filter(|it| is_over(workspace, it)).collect();
    if over.is_empty() && workspace.destroyed.is_empty() {
        return;
    }
    ui.add_space(theme::S);
    section(
        ui,
        say!("destroyed-title"),
        |_| {},
        |ui| {
            for gone in workspace.destroyed.values() {
                was(ui, workspace, gone);
            }
            if !over.is_empty() {
                text::muted(ui, say!("destroyed-what-it-does"));
            }
            for assessment in over {
                let why_not = (workspace.my_role() != Some(Role::Owner))
                    .then_some(say!("destroyed-owners-only"));
                let button = say!("destroyed-button", title = &assessment.title);
                if Button::ghost(&button).icon(icon::TRASH_2).why_not(why_not).ui(ui).clicked() {
                    cx.drafts.destroyed.asking = Some((assessment.id, String::new()));
                }
            }
        },
    );
    ask(ui, cx, workspace);
}

/// Says whether every review of it is closed, and there was one.
fn is_over(workspace: &Workspace, assessment: &Assessment) -> bool {
    let mut reviews =
        workspace.reviews.values().filter(|it| it.assessment == assessment.id).peekable();
    reviews.peek().is_some() && reviews.all(|it| it.state == ReviewState::Closed)
}

fn was(ui: &mut Ui, workspace: &Workspace, gone: &Destroyed) {
    card(ui, |ui| {
        text::strong(ui, &gone.assessment.title);
        let by = words::who(workspace, gone.by).name;
        let (n, day) = (gone.reviews.len(), words::day(gone.at.date()));
        text::body(ui, &say!("destroyed-by", who = &by, day = &day, n = n));
        let mut reviews: Vec<_> = gone.reviews.values().collect();
        reviews.sort_by_key(|it| it.ordinal);
        for review in reviews {
            for it in &review.signed {
                let who = words::who(workspace, it.by).name;
                let day = words::day(it.at.date());
                let signed = match tier(workspace, gone, it) {
                    Some(tier) => say!(
                        "destroyed-signed",
                        review = &review.title,
                        who = &who,
                        day = &day,
                        tier = tier
                    ),
                    None => say!(
                        "destroyed-signed-untold",
                        review = &review.title,
                        who = &who,
                        day = &day
                    ),
                };
                text::small(ui, &signed);
            }
        }
    });
}

/// Returns the name of the tier that was signed.
fn tier<'a>(workspace: &'a Workspace, gone: &Destroyed, signed: &Ratified) -> Option<&'a str> {
    let framework = workspace.frameworks.get(&gone.assessment.framework)?;
    let mut rungs = framework.pack().ladders.iter().flat_map(|it| &it.rungs);
    let rung = rungs.find(|it| Some(&it.id) == signed.snapshot.tier.as_ref())?;
    Some(framework.plain(&rung.name))
}

/// Asks before anything is destroyed; the title has to be typed.
fn ask(ui: &mut Ui, cx: &mut Cx<'_>, workspace: &Workspace) {
    let Some((id, mut typed)) = cx.drafts.destroyed.asking.take() else { return };
    let Some(assessment) = workspace.assessments.get(&id) else { return };
    let ended = dialog::show(ui, say!("destroyed-dialog"), 480.0, |ui| {
        let title = say!("destroyed-dialog-title", title = &assessment.title);
        dialog::head(ui, &title, say!("destroyed-dialog-text"));
        text::body(ui, say!("destroyed-dialog-report"));
        field::field(ui, say!("destroyed-dialog-type"), &assessment.title, &mut typed);
        let why_not = (typed.trim() != assessment.title).then_some(say!("destroyed-type-first"));
        dialog::buttons(ui, |ui| {
            let gone = Button::danger(say!("destroyed-do"))
                .icon(icon::TRASH_2)
                .why_not(why_not)
                .ui(ui)
                .clicked();
            let report = Button::secondary(say!("destroyed-report")).ui(ui).clicked();
            let kept = Button::secondary(say!("destroyed-keep")).ui(ui).clicked();
            match (gone, report, kept) {
                (true, _, _) => Some(Choice::Destroy),
                (false, true, _) => Some(Choice::Report),
                (false, false, true) => Some(Choice::Keep),
                (false, false, false) => None,
            }
        })
    });
    match ended {
        Ended::Open => cx.drafts.destroyed.asking = Some((id, typed)),
        Ended::With(Choice::Destroy) => cx.edit(Edit::Destroy(id)),
        Ended::With(Choice::Report) => cx.wish(Intent::Go(Screen::Report)),
        Ended::With(Choice::Keep) | Ended::Dismissed => {}
    }
}

/// What somebody chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    Destroy,
    Report,
    Keep,
}
