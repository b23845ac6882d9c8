//! Plan: what people set out to do, as a list or a board, and how effort stands to impact.

mod board;
pub mod data;
mod dialogs;
pub mod form;
mod hand_out;
mod list;
mod talk;
mod ways;

use egui::{Key, Ui};
use muster_model::{
    edit::Edit,
    framework::Framework,
    ids::{ActionId, NodeId},
    plan::{Action, Entry, Origin},
    time::At,
};

use crate::{
    charts::matrix,
    command::{Intent, Screen},
    say::say,
    theme::{self, icon},
    widgets::{
        Button, chart, feedback,
        page::{self, Head, section},
        picker, text,
    },
};

use super::{Cx, keys};
use data::{Filter, Ground, Page, Which};
use form::{Form, Moment};

/// What is chosen and typed on Plan.
#[derive(Debug, Default)]
pub struct Draft {
    filter: Filter,
    view: View,
    /// The action being written or looked at.
    form: Option<Form>,
    /// What was closed, and may change an answer: what it is about, and its title.
    closed: Option<(NodeId, String)>,
    ways: ways::Ways,
    out: hand_out::Draft,
}

/// How actions are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum View {
    #[default]
    List,
    Board,
}

impl Draft {
    /// Begins an action that comes from `origin`; Plan shows it.
    pub fn begin(&mut self, origin: Origin, framework: &Framework) {
        let title = match &origin {
            Origin::Gap(node) => data::offered(say!("plan-close-gap"), framework, node),
            Origin::Disagreement(node) => data::offered(say!("plan-settle"), framework, node),
            Origin::Finding(_) => String::new(),
        };
        self.form = Some(Form::from(origin, title));
    }

    /// Opens `action` to be changed; Plan shows it.
    pub fn change(&mut self, action: &Action) {
        self.form = Some(Form::of(action));
    }
}

/// Begins an action that comes from `origin`, and goes to Plan.
pub fn make(cx: &mut Cx<'_>, origin: Origin) {
    if let Some(framework) = cx.framework() {
        cx.drafts.plan.begin(origin, framework);
        cx.wish(Intent::Go(Screen::Plan));
    }
}

/// What was wished in one frame.
#[derive(Debug, Default)]
struct Wishes {
    entries: Vec<(ActionId, Entry)>,
    open: Option<ActionId>,
    /// What was closed, if something was.
    closed: Option<ActionId>,
    /// What was said about an action.
    said: Option<(ActionId, String)>,
}

/// Draws Plan.
pub fn ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let (Some(workspace), Some(review)) = (cx.workspace(), cx.review()) else { return };
    let Some(framework) = workspace.framework_of(review) else {
        let sentence = say!("plan-on-its-way");
        page::empty(ui, icon::ROUTE, sentence, None);
        return;
    };
    cx.drafts.plan.ways.follow(ui, framework, review);
    let ways = cx.drafts.plan.ways.found();
    let today = cx.now.date();
    let ground = Ground {
        workspace,
        review,
        framework,
        lift: ways.lift.as_ref(),
        gates: &ways.gates,
        today,
    };
    let shown = Page::of(&ground, cx.drafts.plan.filter);
    let read_only = cx.read_only();
    let why_not = read_only.or(shown.why_not);
    if why_not.is_none() && keys::pressed(ui.ctx(), cx.state, &[Key::N]).is_some() {
        cx.drafts.plan.form = Some(Form::default());
    }
    let mut add = false;
    let mut wishes = Wishes::default();
    let head = Head { title: say!("plan-title"), subtitle: &shown.subtitle };
    let actions = |ui: &mut Ui| {
        let button = Button::primary(say!("plan-add")).icon(icon::PLUS).key("N");
        add = button.why_not(why_not).ui(ui).clicked();
    };
    page::page(ui, theme::WIDE, &head, actions, |ui| {
        notes(ui, &shown, why_not);
        if shown.all == 0 {
            return nothing(ui, cx, why_not);
        }
        controls(ui, &mut cx.drafts.plan);
        if shown.rows.is_empty() {
            filtered(ui, &mut cx.drafts.plan);
        } else if cx.drafts.plan.view == View::Board {
            board::ui(ui, &ground, &shown, why_not, &mut wishes);
        } else {
            list::ui(ui, &shown, &mut wishes);
        }
        picture(ui, &shown);
        hand_out::ui(ui, cx);
    });
    if add {
        cx.drafts.plan.form = Some(Form::default());
    }
    if let Some(action) = wishes.open.and_then(|it| ground.action(it)) {
        cx.drafts.plan.form = Some(Form::of(action));
    }
    dialogs::ui(ui, cx, &ground, why_not, &mut wishes);
    finish(cx, &ground, wishes);
}

/// Passes on what was wished, and asks about answers where something was closed.
fn finish(cx: &mut Cx<'_>, ground: &Ground<'_>, wishes: Wishes) {
    if let Some(action) = wishes.closed.and_then(|it| ground.action(it))
        && let Some(node) = action.node.clone()
    {
        cx.drafts.plan.closed = Some((node, action.title.clone()));
    }
    let assessment = ground.review.assessment;
    if let Some((action, text)) = wishes.said {
        cx.edit(Edit::CommentAction { assessment, action, text });
    }
    if !wishes.entries.is_empty() {
        cx.edit(Edit::Plan { assessment, entries: wishes.entries });
    }
}

/// Returns where and when an action is written now.
fn moment(ground: &Ground<'_>, now: At) -> Moment {
    Moment {
        device: ground.workspace.device,
        review: ground.review.id,
        now,
        count: ground.plan().map_or(0, |it| it.actions.len()),
    }
}

fn notes(ui: &mut Ui, shown: &Page, why_not: Option<&str>) {
    if let Some(reason) = why_not {
        feedback::note_card(ui, say!("plan-look-only"), reason);
        ui.add_space(theme::M);
    }
    for it in &shown.rivals {
        feedback::warning_card(ui, say!("plan-torn"), it);
        ui.add_space(theme::S);
    }
}

fn nothing(ui: &mut Ui, cx: &mut Cx<'_>, why_not: Option<&str>) {
    let sentence = say!("plan-nothing");
    let next = why_not.is_none().then_some(say!("plan-look-at-gaps"));
    if page::empty(ui, icon::ROUTE, sentence, next) {
        cx.wish(Intent::Go(Screen::Targets));
    }
}

fn filtered(ui: &mut Ui, draft: &mut Draft) {
    let sentence = say!("plan-none-fits");
    if page::empty(ui, icon::FUNNEL, sentence, Some(say!("plan-show-all"))) {
        draft.filter = Filter { which: Which::All, ..Filter::default() };
    }
}

fn controls(ui: &mut Ui, draft: &mut Draft) {
    ui.horizontal_wrapped(|ui| {
        let words = Which::ALL.map(Which::word);
        let chosen = Which::ALL.iter().position(|it| *it == draft.filter.which);
        let pressed = picker::segmented(ui, say!("plan-which"), &words, chosen);
        if let Some(which) = pressed.and_then(|it| Which::ALL.get(it)) {
            draft.filter.which = *which;
        }
        if picker::chip(ui, None, say!("plan-mine"), "", draft.filter.mine).clicked() {
            draft.filter.mine = !draft.filter.mine;
        }
        if picker::chip(ui, None, say!("plan-overdue"), "", draft.filter.overdue).clicked() {
            draft.filter.overdue = !draft.filter.overdue;
        }
        let chosen = usize::from(draft.view == View::Board);
        match picker::segmented(
            ui,
            say!("plan-view"),
            &[say!("plan-list"), say!("plan-board")],
            Some(chosen),
        ) {
            Some(0) => draft.view = View::List,
            Some(_) => draft.view = View::Board,
            None => {}
        }
    });
    ui.add_space(theme::M);
}

fn picture(ui: &mut Ui, shown: &Page) {
    if shown.rows.is_empty() {
        return;
    }
    section(
        ui,
        say!("plan-matrix"),
        |_| {},
        |ui| {
            if shown.dots.is_empty() {
                let sentence = say!("plan-matrix-none");
                text::muted(ui, sentence);
                return;
            }
            let width = ui.available_width().min(560.0);
            chart::show(ui, &matrix::matrix(say!("plan-matrix"), &shown.dots, width));
            if shown.ungraded > 0 {
                text::small(ui, &say!("plan-ungraded", n = shown.ungraded));
            }
        },
    );
}

/// Returns why no action can be made, if so.
pub fn why_not_make(cx: &Cx<'_>) -> Option<String> {
    let read_only = cx.read_only().map(str::to_owned);
    read_only.or_else(|| cx.workspace().and_then(data::why_not).map(str::to_owned))
}
