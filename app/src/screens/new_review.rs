//! New review: framework, scope, people, check; then it is open.

pub mod data;
mod moving;

use std::{sync::Arc, thread};

use egui::{Ui, UiBuilder};
use muster_model::{
    control::op::Secrecy,
    edit::Edit,
    framework::Framework,
    ids::WorkspaceId,
    workspace::{Review, Workspace},
};
use muster_sync::node::command::Command as NodeCommand;

use crate::{
    command::{Intent, Screen},
    say::say,
    state::{
        asked::{Asked, Purpose},
        toasts::Kind,
    },
    theme::{self, icon},
    widgets::{
        Button, Lit, card, feedback, field,
        page::{self, Head, section},
        text,
    },
};

use super::{Cx, assign, words};
use data::{Opening, Page, Step, Subject};

/// What is chosen and typed on New review, and the frameworks that are on this device.
#[derive(Debug, Default)]
pub struct Draft {
    /// What is chosen and typed.
    pub data: data::Draft,
    shipped: Vec<Arc<Framework>>,
    asked_at: f64,
    /// Whether everything that a move to another version changes is listed.
    moved_in_full: bool,
}

/// Reads the frameworks that come with the program on a thread of its own, so that no frame waits for them.
pub fn read_ahead() {
    // Same everywhere: the name of a thread.
    let reader = thread::Builder::new().name("frameworks".to_owned());
    if let Err(err) = reader.spawn(|| drop(data::of_the_program())) {
        tracing::debug!(%err, "frameworks are read when they are shown");
    }
}

/// Height of the row below the page that leads on.
const FOOT: f32 = 56.0;

/// Draws New review.
pub fn ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let Some(workspace) = cx.workspace() else { return };
    cx.drafts.packs.look(ui.ctx(), cx.state.data_dir.as_deref());
    let draft = &mut cx.drafts.new_review;
    draft.data.settle(workspace);
    draft.shipped = cx.drafts.packs.all();
    draft.data.look_ahead(workspace, &draft.shipped);
    let shown = Page::of(workspace, &draft.shipped, &draft.data, cx.now);
    let why_not = cx.read_only().or_else(|| data::why_not(workspace));
    let head = Head { title: say!("new-review-title"), subtitle: say!("new-review-subtitle") };
    let room = ui.available_rect_before_wrap();
    let foot = if why_not.is_none() { FOOT } else { 0.0 };
    let (above, below) = room.split_top_bottom_at_y(room.bottom() - foot);
    ui.scope_builder(UiBuilder::new().max_rect(above), |ui| {
        page::page(
            ui,
            theme::PAGE,
            &head,
            |_| {},
            |ui| {
                if let Some(reason) = why_not {
                    feedback::note_card(ui, say!("new-review-cant"), reason);
                    return;
                }
                steps(ui, &mut cx.drafts.new_review.data, &shown);
                ui.add_space(theme::M);
                problems(ui, cx, &shown);
                match cx.drafts.new_review.data.step {
                    Step::Framework => frameworks(ui, workspace, cx, &shown),
                    Step::Scope => scope(ui, workspace, &mut cx.drafts.new_review, &shown),
                    Step::People => {
                        everybody(ui, workspace, &mut cx.drafts.new_review.data, &shown);
                    }
                    Step::Check => check(ui, &shown),
                }
            },
        );
    });
    if why_not.is_none() {
        let width = (below.width() - 2.0 * theme::XL).min(theme::PAGE);
        let place = egui::Rect::from_center_size(below.center(), egui::vec2(width, theme::FIELD));
        ui.scope_builder(UiBuilder::new().max_rect(place), |ui| footer(ui, workspace, cx, &shown));
    }
}

/// Goes on with opening a review once the node has answered, whatever page is shown.
pub fn follow(ui: &Ui, cx: &mut Cx<'_>) {
    let draft = &mut cx.drafts.new_review;
    let (opening, Some(id)) = (draft.data.opening, draft.data.workspace) else { return };
    if opening == Opening::Not || ui.input(|it| it.time) <= draft.asked_at {
        return;
    }
    let Some(workspace) = cx.shelf.workspaces.get(&id).map(|it| it.workspace.as_ref()) else {
        draft.data = data::Draft::default();
        return;
    };
    match (opening, &cx.state.desk.opened) {
        (_, Asked::Waiting) => {}
        (Opening::Not, _) | (_, Asked::Nothing | Asked::Failed(_)) => {
            draft.data.opening = Opening::Not;
        }
        (Opening::Assessment, Asked::Here(written)) => {
            let made = data::assessment_of(workspace, written);
            match made.and_then(|it| draft.data.open(it)) {
                Some(edit) => ask(ui, cx, id, (Opening::Review, edit)),
                None => draft.data.opening = Opening::Not,
            }
        }
        (Opening::Review, Asked::Here(written)) => {
            let opened = data::review_of(workspace, written);
            let title = draft.data.title.trim().to_owned();
            draft.data = data::Draft::default();
            cx.wish(Intent::Forget(Purpose::NewReview));
            if cx.state.workspace == Some(id) && cx.state.screen == Screen::NewReview {
                cx.intents.extend(opened.map(Intent::ShowReview));
                cx.wish(Intent::Go(Screen::Overview));
            }
            let headline = say!("new-review-is-open", title = title);
            cx.wish(Intent::Tell(Kind::Done, headline, String::new()));
        }
    }
}

fn ask(ui: &Ui, cx: &mut Cx<'_>, workspace: WorkspaceId, (opening, edit): (Opening, Edit)) {
    let draft = &mut cx.drafts.new_review;
    draft.data.opening = opening;
    draft.asked_at = ui.input(|it| it.time);
    cx.wish(Intent::Ask(NodeCommand::Edit { workspace, edit }, Purpose::NewReview));
}

/// Draws where one is; a step that is reached already can be gone back to.
fn steps(ui: &mut Ui, draft: &mut data::Draft, shown: &Page) {
    let reached = shown.unfinished().unwrap_or(Step::Check).max(draft.step);
    ui.horizontal_wrapped(|ui| {
        for (at, step) in Step::ALL.into_iter().enumerate() {
            if at > 0 {
                text::icon(ui, icon::CHEVRON_RIGHT);
            }
            let done = step < draft.step && shown.problems_of(step).is_empty();
            let word = format!("{} {}", at + 1, step.word());
            let name = say!("new-review-step", word = &word);
            let before = (step > reached).then_some(say!("new-review-step-before"));
            let mut button = Button::ghost(&word).name(&name).selected(draft.step == step);
            if done {
                button = button.icon(icon::CHECK);
            }
            if button.why_not(before).ui(ui).clicked() {
                draft.step = step;
                draft.tried = false;
            }
        }
    });
}

/// A row of which one of several is on; returns whether it was pressed.
fn radio(ui: &mut Ui, name: &str, on: impl Into<Lit>, content: impl FnOnce(&mut Ui)) -> bool {
    let on = on.into();
    let pressed = page::row_button(ui, name, on, |ui| {
        text::icon(ui, if on.is_on() { icon::CIRCLE_DOT } else { icon::CIRCLE });
        content(ui);
    });
    pressed.clicked()
}

fn frameworks(ui: &mut Ui, workspace: &Workspace, cx: &mut Cx<'_>, shown: &Page) {
    let draft = &mut cx.drafts.new_review.data;
    if let Some(last) = &shown.last {
        let name = say!("new-review-same");
        let pressed = page::card_button(ui, name, |ui| {
            ui.horizontal(|ui| {
                text::icon_in(ui, icon::HISTORY, 18.0, theme::of(ui).accent);
                text::strong(ui, name);
            });
            text::small(ui, &last.words);
            text::small(ui, say!("new-review-same-about"));
        });
        if pressed.clicked()
            && let Some(review) = workspace.reviews.get(&last.id)
        {
            draft.same_as(workspace, review);
        }
        ui.add_space(theme::S);
    }
    let mut browse = false;
    section(
        ui,
        say!("new-review-framework"),
        |ui| {
            let button = Button::ghost(say!("new-review-all-frameworks")).icon(icon::LAYERS);
            browse = button.hint(say!("new-review-all-frameworks-hint")).ui(ui).clicked();
        },
        |ui| {
            if shown.frameworks.is_empty() {
                text::muted(ui, say!("new-review-no-framework"));
            }
            for it in &shown.frameworks {
                let on = draft.framework == Some(it.framework.hash());
                let name = format!("{}: {}", it.title, it.facts);
                let pressed = radio(ui, &name, on, |ui| {
                    ui.vertical(|ui| {
                        ui.spacing_mut().item_spacing.y = 2.0;
                        text::strong(ui, &it.title);
                        text::small(ui, &it.facts);
                        if on && !it.purpose.is_empty() {
                            text::body(ui, &it.purpose);
                        }
                    });
                });
                if pressed {
                    draft.choose(&it.framework, workspace);
                }
            }
        },
    );
    if browse {
        cx.wish(Intent::Go(Screen::Frameworks));
    }
}

/// Assessments that can go on by the framework chosen, with what would become of the one that is meant.
fn movable(
    ui: &mut Ui,
    workspace: &Workspace,
    (draft, in_full): (&mut data::Draft, &mut bool),
    shown: &Page,
) {
    for it in &shown.movable {
        let on = draft.subject == Some(Subject::Moved(it.id));
        let name = format!("{}: {}", it.title, it.facts);
        let pressed = radio(ui, &name, on, |ui| {
            text::strong(ui, &it.title);
            text::small(ui, &it.facts);
        });
        let chosen = shown.frameworks.iter().map(|it| &it.framework);
        let mut chosen = chosen.filter(|it| Some(it.hash()) == draft.framework);
        if let (true, Some(to)) = (pressed, chosen.next()) {
            draft.go_on_with(workspace, it.id, to);
        }
        if let (true, Some((_, it))) = (on, &draft.moving) {
            moving::ui(ui, it, in_full);
        }
    }
}

fn scope(ui: &mut Ui, workspace: &Workspace, draft: &mut Draft, shown: &Page) {
    let Draft { data: draft, moved_in_full, .. } = draft;
    section(
        ui,
        say!("new-review-what"),
        |_| {},
        |ui| {
            for it in &shown.assessments {
                let on = draft.subject == Some(Subject::Existing(it.id));
                let name = format!("{}: {}", it.title, it.facts);
                let pressed = radio(ui, &name, on, |ui| {
                    text::strong(ui, &it.title);
                    text::small(ui, &it.facts);
                });
                if pressed {
                    draft.subject = Some(Subject::Existing(it.id));
                }
            }
            movable(ui, workspace, (draft, moved_in_full), shown);
            let new = draft.subject == Some(Subject::New);
            if !shown.assessments.is_empty() || !shown.movable.is_empty() {
                let name = say!("new-review-new-long");
                let pressed = radio(ui, name, new, |ui| {
                    text::strong(ui, say!("new-review-new"));
                    text::small(ui, say!("new-review-new-about"));
                });
                if pressed {
                    draft.subject = Some(Subject::New);
                }
            }
            if new {
                named(ui, draft);
            }
        },
    );
    section(
        ui,
        say!("new-review-this-review"),
        |_| {},
        |ui| {
            ui.scope(|ui| {
                ui.set_max_width(320.0);
                field::field(
                    ui,
                    say!("new-review-review-title"),
                    &shown.title_hint,
                    &mut draft.title,
                );
            });
        },
    );
}

/// Draws name and scope of something new.
fn named(ui: &mut Ui, draft: &mut data::Draft) {
    ui.columns(2, |columns| {
        if let [left, right] = columns {
            let hint = say!("new-review-name-hint");
            field::field(left, say!("new-review-name"), hint, &mut draft.name);
            let hint = say!("new-review-scope-hint");
            field::field(right, say!("new-review-scope"), hint, &mut draft.scope);
        }
    });
    text::small(ui, say!("new-review-scope-about"));
}

fn everybody(ui: &mut Ui, workspace: &Workspace, draft: &mut data::Draft, shown: &Page) {
    let last = shown.last.as_ref().and_then(|it| workspace.reviews.get(&it.id));
    let same =
        |it: &&Arc<Review>| workspace.framework_of(it).map(|it| it.hash()) == draft.framework;
    let last = last.filter(same);
    let mut carry = false;
    let actions = |ui: &mut Ui| {
        if last.is_some() {
            let button = Button::ghost(say!("new-review-same-people")).icon(icon::HISTORY);
            carry = button.ui(ui).clicked();
        }
    };
    section(ui, say!("new-review-who-answers"), actions, |ui| {
        if let Some(grid) = &shown.grid {
            for (member, nodes, on) in assign::grid(ui, grid) {
                for node in nodes {
                    if on {
                        draft.assigned.insert((member, node));
                    } else {
                        draft.assigned.remove(&(member, node));
                    }
                }
            }
        }
        if workspace.members.len() == 1 {
            text::small(ui, say!("new-review-alone"));
        }
    });
    if carry && let Some(review) = last {
        draft.carry_people(workspace, review);
    }
    section(
        ui,
        say!("new-review-who-sees"),
        |_| {},
        |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            for it in [Secrecy::Open, Secrecy::Blind, Secrecy::Strict] {
                let on = draft.secrecy == Some(it);
                let (word, means) = (words::secrecy(it), words::secrecy_means(it));
                let pressed = radio(ui, &format!("{word}: {means}"), on, |ui| {
                    ui.vertical(|ui| {
                        ui.spacing_mut().item_spacing.y = 0.0;
                        text::strong(ui, word);
                        text::small(ui, means);
                    });
                });
                if pressed {
                    draft.secrecy = Some(it);
                }
            }
        },
    );
    ui.scope(|ui| {
        ui.set_max_width(320.0);
        field::field(ui, say!("new-review-due"), say!("new-review-due-hint"), &mut draft.due);
    });
    ui.add_space(theme::S);
}

fn check(ui: &mut Ui, shown: &Page) {
    card(ui, |ui| {
        for (label, value) in &shown.summary {
            ui.horizontal_top(|ui| {
                ui.allocate_ui(egui::vec2(96.0, 18.0), |ui| {
                    ui.set_min_width(96.0);
                    text::muted(ui, label);
                });
                text::body(ui, value);
            });
        }
    });
    ui.add_space(theme::S);
    for note in &shown.notes {
        ui.horizontal_top(|ui| {
            text::icon(ui, icon::INFO);
            text::body(ui, note);
        });
    }
    ui.add_space(theme::S);
}

fn problems(ui: &mut Ui, cx: &Cx<'_>, shown: &Page) {
    let draft = &cx.drafts.new_review.data;
    if draft.tried {
        for it in shown.problems_of(draft.step) {
            feedback::error_card(ui, it, "", None);
            ui.add_space(theme::XS);
        }
    }
    if draft.step == Step::Check
        && let Some(it) = cx.state.desk.opened.failed()
    {
        let headline = say!("new-review-not-opened", why = &it.headline);
        feedback::error_card(ui, &headline, &it.remedy, None);
        ui.add_space(theme::XS);
    }
}

fn footer(ui: &mut Ui, workspace: &Workspace, cx: &mut Cx<'_>, shown: &Page) {
    let mut go = None;
    let mut open = false;
    let draft = &mut cx.drafts.new_review.data;
    let underway = draft.opening != Opening::Not;
    ui.horizontal(|ui| {
        ui.set_min_height(theme::FIELD);
        let busy = underway.then_some(say!("new-review-being-opened"));
        if let Some(back) = draft.step.back()
            && Button::secondary(say!("new-review-back"))
                .icon(icon::ARROW_LEFT)
                .why_not(busy)
                .ui(ui)
                .clicked()
        {
            go = Some(back);
        }
        if let Some(next) = draft.step.next() {
            if Button::primary(say!("new-review-next")).icon(icon::ARROW_RIGHT).ui(ui).clicked() {
                let fine = shown.problems_of(draft.step).is_empty();
                draft.tried = !fine;
                go = fine.then_some(next);
            }
        } else {
            let incomplete = shown.unfinished().map(|_| say!("new-review-incomplete"));
            let button = Button::primary(say!("new-review-open")).icon(icon::CLIPBOARD_LIST);
            open = button.why_not(busy.or(incomplete)).ui(ui).clicked();
        }
        if underway {
            feedback::waiting(ui, say!("new-review-being-opened"));
        }
    });
    if let Some(step) = go {
        draft.step = step;
        draft.tried = false;
    }
    if open {
        let draft = &cx.drafts.new_review;
        if let Some(next) = draft.data.next_edit(workspace, &draft.shipped) {
            ask(ui, cx, workspace.id, next);
        }
    }
}
