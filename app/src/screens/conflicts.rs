//! Conflicts: what was written in two places at once. All values stay until somebody chooses; none is ever lost.

pub mod data;

use egui::{Align, Layout, Ui};
use muster_model::edit::Edit;

use crate::{
    command::{Command, Intent, Keys, Screen},
    say::say,
    theme::{self, icon},
    widgets::{
        Button, card,
        page::{self, Head, section},
        text,
    },
};

use super::Cx;
use data::{Case, Page, Place, Settled, Value};
use muster_model::ids::ActionId;

pub use data::Draft;

/// What a button of a case means.
enum Chosen {
    Keep(Edit, Settled),
    Anew,
    Later,
}

/// Draws Conflicts.
pub fn ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let Some(workspace) = cx.workspace() else { return };
    let shown = Page::of(workspace, &cx.drafts.conflicts);
    let head = Head { title: say!("conflicts-title"), subtitle: say!("conflicts-subtitle") };
    let read_only = cx.read_only();
    page::page(
        ui,
        theme::PAGE,
        &head,
        |_| {},
        |ui| {
            for it in &shown.cases {
                if let Some(chosen) = case(ui, it, read_only) {
                    follow(cx, it, chosen);
                }
                ui.add_space(theme::M);
            }
            let nothing = shown.cases.is_empty() && cx.drafts.conflicts.settled.is_empty();
            if nothing
                && page::empty(ui, icon::GIT_MERGE, shown.empty, Some(say!("conflicts-overview")))
            {
                cx.wish(Intent::Run(Command::Go(Screen::Overview)));
            }
            later(ui, cx, shown.later);
            settled(ui, cx);
        },
    );
}

fn case(ui: &mut Ui, it: &Case, read_only: Option<&str>) -> Option<Chosen> {
    let mut chosen = None;
    card(ui, |ui| {
        text::caption(ui, &it.above);
        text::heading(ui, &it.question);
        text::muted(ui, &it.whose);
        let why_not = read_only.or(it.why_not.as_deref());
        for (at, value) in it.values.iter().enumerate() {
            page::rule(ui);
            if self::value(ui, it, (at, value), why_not)
                && let Some(keep) = value.keep.clone()
            {
                chosen = Some(Chosen::Keep(keep, Settled::of(it, at)));
            }
        }
        page::rule(ui);
        ui.horizontal_wrapped(|ui| {
            let anew = Button::secondary(say!("conflicts-anew")).icon(icon::PENCIL);
            let name = say!("conflicts-anew-what", question = &it.question);
            let hint = say!("conflicts-anew-hint");
            if anew.name(&name).hint(hint).why_not(why_not).ui(ui).clicked() {
                chosen = Some(Chosen::Anew);
            }
            let name = say!("conflicts-later-what", question = &it.question);
            if Button::ghost(say!("conflicts-later")).icon(icon::CLOCK).name(&name).ui(ui).clicked()
            {
                chosen = Some(Chosen::Later);
            }
            if let Some(reason) = why_not {
                text::small(ui, reason);
            }
        });
    });
    chosen
}

/// Draws one value; returns whether it is to be kept.
fn value(ui: &mut Ui, case: &Case, (at, it): (usize, &Value), why_not: Option<&str>) -> bool {
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let word =
                if at == 0 { say!("conflicts-keep-this") } else { say!("conflicts-keep-that") };
            let name = format!("{word}: {} ({}), {}", it.said, it.from, case.question);
            let pressed = Button::secondary(word).name(&name).why_not(why_not).ui(ui).clicked();
            ui.with_layout(Layout::top_down(Align::Min), |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                text::strong(ui, &it.said);
                if !it.more.is_empty() {
                    text::body(ui, &it.more);
                }
                if at == 0 {
                    text::small(ui, &say!("conflicts-from-counts", from = &it.from));
                } else {
                    text::small(ui, &it.from);
                }
            });
            pressed
        })
        .inner
    })
    .inner
}

fn follow(cx: &mut Cx<'_>, case: &Case, chosen: Chosen) {
    match chosen {
        Chosen::Keep(edit, settled) => {
            cx.drafts.conflicts.settled.insert(0, settled);
            cx.edit(edit);
        }
        Chosen::Anew => {
            match case.place.clone() {
                Place::Answer(review, question, _) => {
                    cx.wish(Intent::ShowReview(review));
                    cx.wish(Intent::ShowQuestion(Some(question)));
                }
                Place::Action(action, _) => write_anew(cx, action),
            }
            cx.wish(Intent::Run(Command::Go(case.anew)));
        }
        Chosen::Later => drop(cx.drafts.conflicts.later.insert(case.place.clone())),
    }
}

/// Opens an action to be written anew.
fn write_anew(cx: &mut Cx<'_>, action: ActionId) {
    let plans = cx.workspace().map(|it| it.plans.values());
    let found = plans.into_iter().flatten().find_map(|it| it.actions.get(&action));
    if let Some(action) = found.cloned() {
        cx.drafts.plan.change(&action);
    }
}

fn later(ui: &mut Ui, cx: &mut Cx<'_>, n: usize) {
    if n == 0 {
        return;
    }
    ui.horizontal(|ui| {
        text::icon(ui, icon::CLOCK);
        text::muted(ui, &say!("conflicts-put-off", n = n));
        if Button::ghost(say!("conflicts-show-again")).ui(ui).clicked() {
            cx.drafts.conflicts.later.clear();
        }
    });
    ui.add_space(theme::M);
}

/// Draws what was settled here: the value that was not kept stays readable.
fn settled(ui: &mut Ui, cx: &Cx<'_>) {
    if cx.drafts.conflicts.settled.is_empty() {
        return;
    }
    section(
        ui,
        say!("conflicts-settled"),
        |_| {},
        |ui| {
            let keys = Command::Undo.face().keys.map(Keys::words).unwrap_or_default();
            text::small(ui, &say!("conflicts-undo", keys = keys));
            for it in &cx.drafts.conflicts.settled {
                text::strong(ui, &it.question);
                text::body(ui, &say!("conflicts-kept", what = &it.kept));
                for lost in &it.lost {
                    text::small(ui, &say!("conflicts-not-kept", what = lost));
                }
                ui.add_space(theme::XS);
            }
        },
    );
}

impl Settled {
    fn of(case: &Case, kept: usize) -> Self {
        let told = |it: &Value| format!("{} ({})", it.said, it.from);
        let lost = case.values.iter().enumerate().filter(|(at, _)| *at != kept);
        Self {
            question: case.question.clone(),
            kept: case.values.get(kept).map(told).unwrap_or_default(),
            lost: lost.map(|(_, it)| told(it)).collect(),
        }
    }
}
