//! Frameworks: all there are on this device, their questions to read, and the way to bring another one along.

pub mod data;
pub mod import;
pub mod packs;
pub mod reading;

use std::{collections::BTreeSet, sync::Arc};

use egui::{Align, Layout, Ui};
use muster_model::{framework::Framework, ids::NodeId};

use crate::{
    command::{Intent, Screen},
    say::{self, Tongue, say},
    theme::{self, icon},
    widgets::{
        Button, Lit, card, feedback, field,
        page::{self, Head},
        people, text,
    },
};

use super::{Cx, new_review::data::Step};
use data::{Card, Line, Origin, Preview, Takes};

/// What is looked at on Frameworks.
#[derive(Debug, Default)]
pub struct Draft {
    find: String,
    cards: Vec<Card>,
    key: (data::Key, Tongue),
    preview: Option<Preview>,
    unfolded: BTreeSet<NodeId>,
    /// What is being brought along.
    pub import: import::Draft,
}

/// From this many on, one can look for one.
const MANY: usize = 6;
/// How far a part stands in from what it is below, in points.
const STEP: f32 = 16.0;

/// Draws Frameworks.
pub fn ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    cx.drafts.packs.look(ui.ctx(), cx.state.data_dir.as_deref());
    if import::is_open(cx) {
        return import::ui(ui, cx);
    }
    if let Some(preview) = cx.drafts.frameworks.preview.take() {
        let here = preview.spoken == say::tongue();
        let preview = if here { preview } else { Preview::of(&preview.framework) };
        let stays = questions(ui, cx, &preview);
        if stays && cx.drafts.frameworks.preview.is_none() {
            cx.drafts.frameworks.preview = Some(preview);
        }
        return;
    }
    gallery(ui, cx);
}

fn settle(cx: &mut Cx<'_>) {
    let (all, key) = data::all(&cx.drafts.packs, cx.shelf);
    let key = (key, say::tongue());
    let draft = &mut cx.drafts.frameworks;
    if draft.key != key {
        let card = |(it, at): (&Arc<Framework>, &(_, Vec<_>, bool))| {
            Card::of(it, &at.1, &cx.drafts.packs, cx.shelf)
        };
        draft.cards = all.iter().zip(&key.0).map(card).collect();
        draft.key = key;
    }
}

fn gallery(ui: &mut Ui, cx: &mut Cx<'_>) {
    settle(cx);
    let head = Head { title: say!("frameworks-title"), subtitle: say!("frameworks-subtitle") };
    let (mut file, mut folder) = (false, false);
    let why_not = import::why_not(cx);
    let actions = |ui: &mut Ui| {
        let button =
            Button::secondary(say!("frameworks-import-file")).icon(icon::IMPORT).why_not(why_not);
        file = button.hint(say!("frameworks-import-file-hint")).ui(ui).clicked();
        let button = Button::ghost(say!("frameworks-import-folder"))
            .icon(icon::FOLDER_OPEN)
            .why_not(why_not);
        folder = button.ui(ui).clicked();
    };
    let cards = std::mem::take(&mut cx.drafts.frameworks.cards);
    page::page(ui, theme::PAGE, &head, actions, |ui| {
        for problem in cx.drafts.packs.problems() {
            feedback::warning_card(ui, problem, say!("frameworks-others-fine"));
            ui.add_space(theme::XS);
        }
        if cards.len() > MANY {
            let find = &mut cx.drafts.frameworks.find;
            let width = ui.available_width().min(320.0);
            field::bare(ui, say!("frameworks-find"), say!("frameworks-find"), width, find);
            ui.add_space(theme::XS);
        }
        let find = cx.drafts.frameworks.find.clone();
        let mut any = false;
        for it in cards.iter().filter(|it| it.has(&find)) {
            any = true;
            one(ui, cx, it);
            ui.add_space(theme::XS);
        }
        if !any {
            text::muted(ui, say!("frameworks-find-none"));
        }
        if cx.drafts.packs.is_reading() {
            feedback::waiting(ui, say!("frameworks-being-read"));
        }
    });
    cx.drafts.frameworks.cards = cards;
    if file {
        import::choose_file(ui.ctx(), cx);
    }
    if folder {
        import::choose_folder(ui.ctx(), cx);
    }
}

fn one(ui: &mut Ui, cx: &mut Cx<'_>, it: &Card) {
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme::XS;
        ui.horizontal(|ui| {
            let info = theme::of(ui).info;
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                match it.origin {
                    Origin::Shipped => {}
                    Origin::Imported => {
                        people::chip(ui, icon::IMPORT, say!("frameworks-imported"), info);
                    }
                    Origin::Workspace => {
                        people::chip(ui, icon::USERS, say!("frameworks-from-workspace"), info);
                    }
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    text::heading(ui, &it.title);
                });
            });
        });
        text::small(ui, &it.facts);
        if !it.purpose.is_empty() {
            text::body(ui, &it.purpose);
        }
        text::body(ui, &it.size);
        text::small(ui, &it.tiers);
        text::small(ui, &it.licence);
        for line in [&it.source, &it.used] {
            if !line.is_empty() {
                text::small(ui, line);
            }
        }
        ui.add_space(theme::XS);
        ui.horizontal(|ui| {
            if use_button(ui, &it.title, why_not(cx, &it.framework)) {
                choose(cx, &it.framework);
            }
            let name = say!("frameworks-look-of", title = &it.title);
            let button = Button::ghost(say!("frameworks-look")).icon(icon::BOOK_OPEN).name(&name);
            if button.ui(ui).clicked() {
                let preview = Preview::of(&it.framework);
                let draft = &mut cx.drafts.frameworks;
                draft.unfolded =
                    preview.parts.first().map(|it| it.id.clone()).into_iter().collect();
                draft.preview = Some(preview);
            }
        });
    });
}

/// Returns why no review can be opened with `framework`, if so.
fn why_not<'a>(cx: &Cx<'a>, framework: &Framework) -> Option<&'a str> {
    let role = match cx.workspace() {
        None => Some(say!("frameworks-why-workspace")),
        Some(it) => super::new_review::data::why_not(it),
    };
    let empty = framework.questions().is_empty().then_some(say!("frameworks-why-empty"));
    role.or(cx.read_only()).or(empty)
}

fn use_button(ui: &mut Ui, title: &str, why_not: Option<&str>) -> bool {
    let name = say!("frameworks-use-what", title = title);
    let button = Button::secondary(say!("frameworks-use")).icon(icon::CLIPBOARD_LIST).name(&name);
    button.hint(say!("frameworks-use-hint")).why_not(why_not).ui(ui).clicked()
}

/// Begins a new review with `framework`.
pub fn choose(cx: &mut Cx<'_>, framework: &Arc<Framework>) {
    let Some(workspace) = cx.workspace() else { return };
    let draft = &mut cx.drafts.new_review.data;
    draft.settle(workspace);
    draft.choose(framework, workspace);
    draft.step = Step::Scope;
    draft.tried = false;
    cx.wish(Intent::Go(Screen::NewReview));
}

/// Draws the questions of a framework; returns whether one stays there.
fn questions(ui: &mut Ui, cx: &mut Cx<'_>, preview: &Preview) -> bool {
    let mut back = false;
    let mut used = false;
    let size = data::size(&preview.framework);
    let head = Head { title: &preview.title, subtitle: &size };
    let why_not = why_not(cx, &preview.framework);
    let actions = |ui: &mut Ui| {
        used = use_button(ui, &preview.title, why_not);
        let button = Button::ghost(say!("frameworks-all")).icon(icon::ARROW_LEFT);
        back = button.ui(ui).clicked();
    };
    page::page(ui, theme::PAGE, &head, actions, |ui| {
        tree(ui, &mut cx.drafts.frameworks.unfolded, preview);
    });
    if used {
        choose(cx, &preview.framework);
    }
    !back && !used
}

/// Draws dimensions and questions; what is pressed is unfolded or folded.
pub fn tree(ui: &mut Ui, unfolded: &mut BTreeSet<NodeId>, preview: &Preview) {
    let mut pressed = None;
    for part in &preview.parts {
        let open = unfolded.contains(&part.id);
        let count = say!("frameworks-questions", n = part.count);
        let name = format!("{}: {count}", part.title);
        let row = page::row_button(ui, &name, false, |ui| {
            text::icon(ui, if open { icon::CHEVRON_DOWN } else { icon::CHEVRON_RIGHT });
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                text::strong(ui, &part.title);
                text::small(ui, &count);
            });
        });
        if row.clicked() {
            pressed = Some(part.id.clone());
        }
        if !open {
            continue;
        }
        for line in &part.lines {
            // A dimension that is a question itself has the name of its row already.
            let id = if line.id == part.id { None } else { Some(&line.id) };
            if self::line(ui, line, id.is_none_or(|it| unfolded.contains(it))) {
                pressed = id.cloned();
            }
        }
        ui.add_space(theme::S);
    }
    if let Some(id) = pressed
        && !unfolded.remove(&id)
    {
        unfolded.insert(id);
    }
}

/// Draws a topic or a question; returns whether it was pressed.
fn line(ui: &mut Ui, line: &Line, open: impl Into<Lit>) -> bool {
    let open = open.into();
    let depth = u8::try_from(line.depth.min(6)).map_or(0.0, f32::from);
    let mut pressed = false;
    ui.horizontal_top(|ui| {
        ui.add_space((depth + 1.0) * STEP);
        ui.vertical(|ui| {
            let Some(takes) = &line.takes else {
                text::strong(ui, &line.text);
                return;
            };
            let row = page::row_button(ui, &line.text, open, |ui| {
                text::icon(ui, if open.is_on() { icon::CHEVRON_DOWN } else { icon::CHEVRON_RIGHT });
                text::body(ui, &line.text);
            });
            pressed = row.clicked();
            if open.is_on() {
                answers(ui, line, takes);
            }
        });
    });
    pressed
}

fn answers(ui: &mut Ui, line: &Line, takes: &Takes) {
    ui.horizontal_top(|ui| {
        ui.add_space(STEP + theme::S);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            if !line.guidance.is_empty() {
                text::small(ui, &line.guidance);
            }
            match takes {
                Takes::Open(words) => {
                    text::small(ui, words);
                }
                Takes::Levels(levels) => {
                    for (label, meaning) in levels {
                        if meaning.is_empty() {
                            text::body(ui, label);
                        } else {
                            text::body(ui, &format!("{label}: {meaning}"));
                        }
                    }
                }
            }
            ui.add_space(theme::XS);
        });
    });
}
