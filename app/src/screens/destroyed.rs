//! The end of what was said: an assessment that is over, destroyed on every device, and what there was.

use std::path::{Path, PathBuf};

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

use super::{
    Cx,
    files::{self, Waiting},
    words,
};
use crate::{
    bridge::Leaving,
    command::Intent,
    say::say,
    state::{
        asked::{Asked, Purpose},
        toasts::Kind,
    },
    theme::{self, icon},
    widgets::{
        Button, card,
        dialog::{self, Ended},
        feedback, field,
        page::section,
        text,
    },
};

/// What is about to be destroyed.
#[derive(Debug, Default)]
pub struct Draft {
    asking: Option<Asking>,
}

/// What was said so far in the dialog.
#[derive(Debug)]
struct Asking {
    assessment: AssessmentId,
    /// The title, as far as it is typed.
    typed: String,
    /// Where everything is written first.
    folder: String,
    /// Whether nothing is written first.
    without: bool,
    /// The dialog in which a folder is chosen.
    choosing: Option<Waiting<String>>,
    /// Whether it is being written, to be destroyed then.
    underway: bool,
}

impl Asking {
    fn of(assessment: AssessmentId) -> Self {
        let (typed, folder, choosing) = (String::new(), String::new(), None);
        Self { assessment, typed, folder, without: false, choosing, underway: false }
    }

    /// Returns why it can't go on.
    fn why_not(&self, title: &str) -> Option<&'static str> {
        if self.underway {
            Some(say!("destroyed-underway"))
        } else if !self.without && self.folder.trim().is_empty() {
            Some(say!("destroyed-where-first"))
        } else if self.typed.trim() != title {
            Some(say!("destroyed-type-first"))
        } else {
            None
        }
    }
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
                    cx.wish(Intent::Forget(Purpose::Parting));
                    cx.drafts.destroyed.asking = Some(Asking::of(assessment.id));
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

/// Asks before anything is destroyed: where it is written first, and that the title is typed.
fn ask(ui: &mut Ui, cx: &mut Cx<'_>, workspace: &Workspace) {
    let Some(mut asking) = cx.drafts.destroyed.asking.take() else { return };
    let Some(assessment) = workspace.assessments.get(&asking.assessment) else { return };
    if !follow(cx, &mut asking) {
        return;
    }
    let ended = dialog::show(ui, say!("destroyed-dialog"), 480.0, |ui| {
        let title = say!("destroyed-dialog-title", title = &assessment.title);
        dialog::head(ui, &title, say!("destroyed-dialog-text"));
        ui.add_enabled_ui(!asking.underway, |ui| first(ui, &mut asking));
        field::field(ui, say!("destroyed-dialog-type"), &assessment.title, &mut asking.typed);
        if let Some(trouble) = cx.state.desk.parting.failed() {
            feedback::error_card(ui, &trouble.headline, &trouble.remedy, None);
        }
        if asking.underway {
            feedback::waiting(ui, &say!("destroyed-writing", file = &cx.state.desk.step));
        }
        dialog::buttons(ui, |ui| {
            let gone = Button::danger(say!("destroyed-do"))
                .icon(icon::TRASH_2)
                .why_not(asking.why_not(&assessment.title))
                .ui(ui)
                .clicked();
            let kept = Button::secondary(say!("destroyed-keep")).ui(ui).clicked();
            match (gone, kept) {
                (true, _) => Some(Choice::Destroy),
                (false, true) => Some(Choice::Keep),
                (false, false) => None,
            }
        })
    });
    match ended {
        Ended::Open => cx.drafts.destroyed.asking = Some(asking),
        Ended::With(Choice::Destroy) if asking.without => {
            cx.edit(Edit::Destroy(asking.assessment));
        }
        Ended::With(Choice::Destroy) => {
            let folder = PathBuf::from(asking.folder.trim());
            let assessment = asking.assessment;
            cx.wish(Intent::WriteOut(Leaving { workspace: workspace.id, assessment, folder }));
            cx.drafts.destroyed.asking = Some(Asking { underway: true, ..asking });
        }
        // What is being written stays; nothing is destroyed.
        Ended::With(Choice::Keep) | Ended::Dismissed => {}
    }
}

/// Asks where everything is written before it is gone.
fn first(ui: &mut Ui, asking: &mut Asking) {
    text::body(ui, say!("destroyed-first"));
    ui.add_enabled_ui(!asking.without, |ui| {
        field::field(
            ui,
            say!("destroyed-folder"),
            say!("destroyed-folder-hint"),
            &mut asking.folder,
        );
        let choose = Button::secondary(say!("destroyed-choose")).icon(icon::FOLDER_OPEN);
        let busy = asking.choosing.is_some().then_some(say!("destroyed-choosing"));
        if choose.why_not(busy).ui(ui).clicked() {
            let name = |path: &Path| Ok(path.display().to_string());
            let title = say!("destroyed-folder");
            asking.choosing = Some(files::open_folder_with(ui.ctx(), title, name));
        }
    });
    if let Some(without) = field::tick(ui, say!("destroyed-without"), asking.without) {
        asking.without = without;
    }
}

/// Takes in what was chosen and written. Returns whether the dialog goes on.
fn follow(cx: &mut Cx<'_>, asking: &mut Asking) -> bool {
    if let Some(ended) = asking.choosing.as_ref().and_then(Waiting::ended) {
        asking.choosing = None;
        if let Some(Ok(folder)) = ended {
            asking.folder = folder;
        }
    }
    match &cx.state.desk.parting {
        Asked::Here(()) if asking.underway => {
            let headline = say!("destroyed-written", folder = asking.folder.trim());
            cx.wish(Intent::Tell(Kind::Done, headline, String::new()));
            cx.wish(Intent::Forget(Purpose::Parting));
            cx.edit(Edit::Destroy(asking.assessment));
            return false;
        }
        Asked::Failed(_) => asking.underway = false,
        Asked::Here(()) | Asked::Nothing | Asked::Waiting => {}
    }
    true
}

/// What somebody chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    Destroy,
    Keep,
}
