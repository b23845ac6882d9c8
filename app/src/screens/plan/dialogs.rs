//! Writing an action, looking at its history, and the question that follows when it is closed.

use egui::{ComboBox, Key, Modifiers, ScrollArea, Ui};
use muster_model::{
    ids::NodeId,
    plan::{Action, Entry, Grade, Origin},
};

use crate::{
    command::{Intent, Screen},
    say::say,
    screens::{Cx, words},
    theme::{self, icon},
    widgets::{
        Button,
        dialog::{self, Ended},
        feedback, field, page, picker, prose, text,
    },
};

use super::{
    Wishes,
    data::{self, Ground},
    form::{self, Form, Stand},
    talk,
};

/// What a pressed button of the form means.
enum Pressed {
    Save,
    Leave,
    Remove,
    /// This of several values counts.
    Keep(Entry),
    /// This is said about it.
    Say(String),
}

/// Draws the dialogs that are open.
pub(super) fn ui(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    ground: &Ground<'_>,
    why_not: Option<&str>,
    wishes: &mut Wishes,
) {
    write(ui, cx, ground, why_not, wishes);
    ask(ui, cx, ground);
}

fn write(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    ground: &Ground<'_>,
    why_not: Option<&str>,
    wishes: &mut Wishes,
) {
    let Some(mut form) = cx.drafts.plan.form.take() else { return };
    let action = form.id.and_then(|it| ground.action(it));
    let lacking = form.why_not(ground.framework);
    let lacking = why_not.map(str::to_owned).or(lacking);
    let read_only = cx.read_only();
    let title = if form.id.is_some() { say!("plan-action") } else { say!("plan-action-new") };
    let ended = dialog::show(ui, title, 600.0, |ui| {
        dialog::head(ui, title, &origin(ground, &form));
        if let Some(reason) = why_not {
            feedback::note_card(ui, say!("plan-look-only"), reason);
            ui.add_space(theme::S);
        }
        let (mut kept, mut said) = (None, None);
        let height = (ui.ctx().content_rect().height() - 260.0).max(140.0);
        ScrollArea::vertical()
            .max_height(height)
            .min_scrolled_height(height)
            .auto_shrink([false, true])
            .show(ui, |ui| {
                ui.set_width(ui.available_width() - theme::M);
                ui.add_enabled_ui(why_not.is_none(), |ui| fields(ui, ground, &mut form));
                if let Some(action) = action {
                    kept = rivals(ui, ground, action, why_not);
                    said = talk::ui(ui, (ground, action), &mut form.comment, read_only);
                    past(ui, ground, action);
                }
            });
        let enter = ui.input_mut(|it| it.consume_key(Modifiers::COMMAND, Key::Enter));
        let pressed = buttons(ui, lacking.as_deref(), action.filter(|_| why_not.is_none()));
        let saved = (enter && lacking.is_none()).then_some(Pressed::Save);
        pressed.or(saved).or(kept.map(Pressed::Keep)).or(said.map(Pressed::Say))
    });
    match ended {
        Ended::Open => cx.drafts.plan.form = Some(form),
        Ended::Dismissed | Ended::With(Pressed::Leave) => {}
        Ended::With(Pressed::Keep(entry)) => {
            wishes.entries.extend(form.id.map(|it| (it, entry)));
        }
        Ended::With(Pressed::Say(words)) => {
            wishes.said = form.id.map(|it| (it, words));
            cx.drafts.plan.form = Some(form);
        }
        Ended::With(Pressed::Remove) => wishes.entries.extend(form.removed()),
        Ended::With(Pressed::Save) => {
            let entries = form.edit(action, super::moment(ground, cx.now));
            let closes = |it: &Entry| matches!(it, Entry::Status(it) if it.closed().is_some());
            if entries.iter().any(|it| closes(&it.1)) {
                wishes.closed = form.id;
            }
            wishes.entries.extend(entries);
        }
    }
}

fn origin(ground: &Ground<'_>, form: &Form) -> String {
    match &form.origin {
        Some(it @ (Origin::Gap(_) | Origin::Disagreement(_))) => {
            words::origin(ground.framework, it)
        }
        Some(Origin::Finding(_)) | None => String::new(),
    }
}

fn buttons(ui: &mut Ui, lacking: Option<&str>, mine: Option<&Action>) -> Option<Pressed> {
    dialog::buttons(ui, |ui| {
        let save =
            Button::primary(say!("plan-save")).icon(icon::CHECK).key(say!("help-key-ctrl-enter"));
        if save.why_not(lacking).ui(ui).clicked() {
            return Some(Pressed::Save);
        }
        if Button::secondary(say!("plan-leave")).ui(ui).clicked() {
            return Some(Pressed::Leave);
        }
        let hint = say!("plan-take-back-hint");
        if mine.is_some() && Button::ghost(say!("plan-take-back")).hint(hint).ui(ui).clicked() {
            return Some(Pressed::Remove);
        }
        None
    })
}

fn fields(ui: &mut Ui, ground: &Ground<'_>, form: &mut Form) {
    ui.spacing_mut().item_spacing.y = theme::S;
    let title = field::field(ui, say!("plan-what"), say!("plan-what-hint"), &mut form.title);
    if form.title.is_empty() && form.id.is_none() && ui.memory(|it| it.focused().is_none()) {
        title.request_focus();
    }
    field::area(ui, say!("plan-more"), say!("plan-more-hint"), 2, &mut form.description);
    if prose::is_adorned(ui, &form.description) {
        text::caption(ui, say!("plan-more-reads"));
        page::quoted(ui, |ui| prose::prose(ui, &form.description));
        ui.add_space(theme::XS);
    }
    about(ui, ground, form);
    owner(ui, ground, form);
    field::field(ui, say!("plan-due"), say!("plan-due-hint"), &mut form.due);
    if ui.available_width() > 500.0 {
        ui.columns(2, |columns| {
            let [left, right] = columns else { return };
            grade(left, say!("plan-impact"), &mut form.impact);
            grade(right, say!("plan-effort"), &mut form.effort);
        });
    } else {
        grade(ui, say!("plan-impact"), &mut form.impact);
        grade(ui, say!("plan-effort"), &mut form.effort);
    }
    text::caption(ui, say!("plan-status"));
    let words = Stand::ALL.map(Stand::word);
    let chosen = Stand::ALL.iter().position(|it| *it == form.status);
    let pressed = picker::segmented(ui, say!("plan-status"), &words, chosen);
    if let Some(stand) = pressed.and_then(|it| Stand::ALL.get(it)) {
        form.status = *stand;
    }
    if !matches!(form.origin, Some(Origin::Gap(_) | Origin::Disagreement(_))) {
        field::field(ui, say!("plan-finding"), say!("plan-finding-hint"), &mut form.finding);
    }
}

fn about(ui: &mut Ui, ground: &Ground<'_>, form: &mut Form) {
    let words = |it: &NodeId| words::place(ground.framework, it);
    let now = form.node.as_ref().map_or_else(|| say!("plan-about-nothing").to_owned(), words);
    text::caption(ui, say!("plan-about"));
    let combo = ComboBox::from_id_salt("about")
        .width(ui.available_width() - theme::M)
        .truncate()
        .height(280.0)
        .selected_text(now)
        .show_ui(ui, |ui| {
            if ui.selectable_label(form.node.is_none(), say!("plan-about-nothing")).clicked() {
                form.node = None;
            }
            for (id, name) in form::places(ground.framework) {
                if ui.selectable_label(form.node.as_ref() == Some(&id), name).clicked() {
                    form.node = Some(id);
                }
            }
        });
    combo.response.accessible_name(say!("plan-about"));
}

fn owner(ui: &mut Ui, ground: &Ground<'_>, form: &mut Form) {
    let people = words::everybody(ground.workspace);
    let name = form.owner.map(|it| words::who(ground.workspace, it).name);
    let now = name.unwrap_or_else(|| say!("plan-owner-nobody").to_owned());
    text::caption(ui, say!("plan-owner"));
    let combo = ComboBox::from_id_salt("owner")
        .width(240.0)
        .truncate()
        .height(240.0)
        .selected_text(now)
        .show_ui(ui, |ui| {
            if ui.selectable_label(form.owner.is_none(), say!("plan-owner-nobody")).clicked() {
                form.owner = None;
            }
            for it in &people {
                if ui.selectable_label(form.owner == Some(it.id), &it.name).clicked() {
                    form.owner = Some(it.id);
                }
            }
        });
    combo.response.accessible_name(say!("plan-owner"));
    if form.owner.is_none() {
        field::field(ui, say!("plan-owner-else"), say!("plan-owner-else-hint"), &mut form.named);
    }
}

/// Draws a choice of grades.
fn grade(ui: &mut Ui, name: &str, now: &mut Option<Grade>) {
    text::caption(ui, name);
    let words = [
        say!("plan-grade-none"),
        say!("plan-grade-low"),
        say!("plan-grade-medium"),
        say!("plan-grade-high"),
    ];
    let chosen = now.map_or(0, |it| Grade::ALL.iter().position(|at| *at == it).unwrap_or(0) + 1);
    if let Some(pressed) = picker::segmented(ui, name, &words, Some(chosen)) {
        *now = pressed.checked_sub(1).and_then(|it| Grade::ALL.get(it)).copied();
    }
}

/// Draws what was set.
fn past(ui: &mut Ui, ground: &Ground<'_>, action: &Action) {
    ui.add_space(theme::S);
    text::heading(ui, say!("plan-history"));
    for line in data::history(ground, action) {
        text::small(ui, &line);
    }
}

/// Draws what was set at the same time; returns which of several values is to count, if one was chosen.
fn rivals(
    ui: &mut Ui,
    ground: &Ground<'_>,
    action: &Action,
    why_not: Option<&str>,
) -> Option<Entry> {
    ui.add_space(theme::S);
    let mut kept = None;
    for (field, values) in &action.torn {
        let field = data::field_word(*field);
        let sentence = say!("plan-torn-about");
        feedback::warning_card(ui, &say!("plan-torn-one", field = field), sentence);
        ui.horizontal_wrapped(|ui| {
            for it in values {
                let words = say!("plan-keep", value = data::said(ground, it));
                if Button::secondary(&words).why_not(why_not).ui(ui).clicked() {
                    kept = Some(it.entry.clone());
                }
            }
        });
        ui.add_space(theme::XS);
    }
    if action.beyond {
        let sentence = say!("plan-newer-about");
        feedback::note_card(ui, say!("plan-newer"), sentence);
        ui.add_space(theme::XS);
    }
    kept
}

/// Asks whether what was closed changes an answer.
fn ask(ui: &mut Ui, cx: &mut Cx<'_>, ground: &Ground<'_>) {
    let Some((node, title)) = cx.drafts.plan.closed.clone() else { return };
    let place = words::place(ground.framework, &node);
    let ended = dialog::show(ui, say!("plan-change"), 480.0, |ui| {
        let sentence = say!("plan-change-about", title = &title, place = place);
        dialog::head(ui, say!("plan-change"), &sentence);
        text::body(ui, say!("plan-change-hint"));
        dialog::buttons(ui, |ui| {
            if Button::primary(say!("plan-go-to-question")).icon(icon::LIST_CHECKS).ui(ui).clicked()
            {
                return Some(true);
            }
            Button::secondary(say!("plan-no-change")).ui(ui).clicked().then_some(false)
        })
    });
    match ended {
        Ended::Open => return,
        Ended::Dismissed | Ended::With(false) => {}
        Ended::With(true) => {
            cx.wish(Intent::ShowQuestion(question_at(ground, &node)));
            cx.wish(Intent::Go(Screen::Answer));
        }
    }
    cx.drafts.plan.closed = None;
}

/// Returns the question at `node`, or the first one below.
fn question_at(ground: &Ground<'_>, node: &NodeId) -> Option<NodeId> {
    let mut at = ground.framework.node(node)?;
    while !at.is_question() {
        at = at.children.first()?;
    }
    Some(at.id.clone())
}
