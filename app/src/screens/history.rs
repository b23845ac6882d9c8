//! History: two reviews side by side, what moved, and why the tier is another.

pub mod data;
mod past;

use std::collections::BTreeSet;

use egui::{ComboBox, Ui};
use muster_model::{
    compare::Movement,
    ids::{ReviewId, WorkspaceId},
    workspace::Workspace,
};

use crate::{
    command::{Intent, Screen},
    say::{self, Tongue, say},
    theme::{self, icon},
    widgets::{
        Button, card,
        page::{self, Head, section},
        text, tier,
    },
};

use super::{
    Cx, destroyed,
    results::data::{Badge, Condition},
    rights,
};
use data::{Half, Page, Pair, Row};

/// What is compared, and what came of it.
#[derive(Debug, Default)]
pub struct Draft {
    workspace: Option<WorkspaceId>,
    before: Option<ReviewId>,
    after: Option<ReviewId>,
    /// Compared once for each pair of results, never in each frame.
    page: Option<((Pair, Tongue), Page)>,
    unfolded: BTreeSet<Movement>,
    /// A moment of the past.
    past: past::Draft,
}

/// Most questions of a kind listed before one asks for more.
const FEW: usize = 8;

/// Draws History.
pub fn ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let Some(workspace) = cx.workspace() else { return };
    let shown = cx.review().map(|it| it.id);
    let choices = data::choices(workspace);
    settle(&mut cx.drafts.history, workspace, shown);
    let head = Head { title: say!("history-title"), subtitle: say!("history-subtitle") };
    let mut go = None;
    page::page(
        ui,
        theme::PAGE,
        &head,
        |_| {},
        |ui| {
            if let Some(review) = cx.review() {
                past::ui(ui, cx, workspace, review);
            }
            let draft = &mut cx.drafts.history;
            if choices.len() < 2 {
                let sentence = say!("history-two-needed");
                let (sentence, next) = rights::no_review(Some(workspace), sentence);
                if page::empty(ui, icon::HISTORY, &sentence, next) {
                    go = Some(Screen::NewReview);
                }
                destroyed::ui(ui, cx, workspace);
                return;
            }
            chooser(ui, draft, &choices);
            ui.add_space(theme::S);
            if draft.before == draft.after {
                text::muted(ui, say!("history-two-different"));
                return;
            }
            if let Some(page) = compared(draft, workspace) {
                whole(ui, &page, &mut draft.unfolded);
            }
            destroyed::ui(ui, cx, workspace);
        },
    );
    if let Some(screen) = go {
        cx.wish(Intent::Go(screen));
    }
}

fn settle(draft: &mut Draft, workspace: &Workspace, shown: Option<ReviewId>) {
    if draft.workspace != Some(workspace.id) {
        *draft = Draft { workspace: Some(workspace.id), ..Draft::default() };
    }
    if draft.before.is_none()
        && draft.after.is_none()
        && let Some((before, after)) = data::usual(workspace, shown)
    {
        draft.before = Some(before);
        draft.after = Some(after);
    }
}

fn compared(draft: &mut Draft, workspace: &Workspace) -> Option<Page> {
    let half = |id: Option<ReviewId>| Half::of(workspace, workspace.reviews.get(&id?)?);
    let pair = Pair { before: half(draft.before)?, after: half(draft.after)? };
    let key = (pair, say::tongue());
    if let Some((of, page)) = &draft.page
        && *of == key
    {
        return Some(page.clone());
    }
    let page = Page::of(&key.0);
    draft.page = Some((key, page.clone()));
    Some(page)
}

fn chooser(ui: &mut Ui, draft: &mut Draft, choices: &[(ReviewId, String)]) {
    let half = ui.available_width() / 2.0;
    page::cells(ui, &[half, half], |ui, nth| {
        let (label, name, chosen) = match nth {
            0 => (say!("history-before"), say!("history-before-name"), &mut draft.before),
            _ => (say!("history-after"), say!("history-after-name"), &mut draft.after),
        };
        text::caption(ui, label);
        let known = choices.iter().find(|it| Some(it.0) == *chosen);
        let combo = ComboBox::from_id_salt(nth)
            .width(ui.available_width())
            .selected_text(known.map_or(say!("history-choose"), |it| it.1.as_str()))
            .show_ui(ui, |ui| {
                for (id, title) in choices {
                    ui.selectable_value(chosen, Some(*id), title);
                }
            });
        combo.response.accessible_name(name);
    });
}

fn whole(ui: &mut Ui, page: &Page, unfolded: &mut BTreeSet<Movement>) {
    card(ui, |ui| {
        let half = ui.available_width() / 2.0;
        page::cells(ui, &[half, half], |ui, nth| {
            let (label, it) = if nth == 0 {
                (say!("history-tier-before"), &page.before)
            } else {
                (say!("history-tier-after"), &page.after)
            };
            text::caption(ui, label);
            badge(ui, it.as_ref());
        });
        ui.add_space(theme::XS);
        text::body(ui, &page.sentence);
    });
    ui.add_space(theme::S);
    flips(ui, page);
    section(ui, say!("history-dimensions"), |_| {}, |ui| table(ui, &page.dimensions));
    for (way, rows) in &page.groups {
        let title = say!("history-group", way = data::word(*way), n = rows.len());
        section(
            ui,
            &title,
            |_| {},
            |ui| {
                let all = unfolded.contains(way);
                let most = if all { rows.len() } else { FEW };
                let few: Vec<Row> = rows.iter().take(most).cloned().collect();
                table(ui, &few);
                let rest = rows.len().saturating_sub(FEW);
                if rest > 0 && !all {
                    let words = say!("history-more", n = rest);
                    let name = say!("history-more-of", n = rest, way = data::word(*way));
                    if Button::ghost(&words).name(&name).ui(ui).clicked() {
                        unfolded.insert(*way);
                    }
                }
            },
        );
    }
    text::muted(ui, &page.same);
}

fn badge(ui: &mut Ui, it: Option<&Badge>) {
    match it {
        Some(it) => tier::badge(ui, &it.name, it.rank, it.of),
        None => tier::unknown(ui, say!("history-not-determined"), 1),
    };
}

fn flips(ui: &mut Ui, page: &Page) {
    if page.flips.is_empty() {
        return;
    }
    section(
        ui,
        say!("history-why"),
        |_| {},
        |ui| {
            for (rung, before, after) in &page.flips {
                card(ui, |ui| {
                    text::caption(ui, rung);
                    let either = after.as_ref().or(before.as_ref());
                    text::strong(ui, either.map_or("", |it| it.text.as_str()));
                    text::body(ui, &say!("history-was", what = side(before.as_ref())));
                    text::body(ui, &say!("history-is", what = side(after.as_ref())));
                });
                ui.add_space(theme::XS);
            }
        },
    );
}

fn side(it: Option<&Condition>) -> String {
    let Some(it) = it else { return say!("history-no-condition").to_owned() };
    // Where nothing can be said there is no figure either.
    let is = |figure: &str| figure != "–";
    let mut parts = vec![it.holds.word().to_owned()];
    parts.extend(is(&it.value).then(|| say!("history-value", n = &it.value)));
    parts.extend(is(&it.limit).then(|| say!("history-limit", n = &it.limit)));
    parts.join(", ")
}

fn table(ui: &mut Ui, rows: &[Row]) {
    let (figure, moved) = (72.0, 148.0);
    let title = (ui.available_width() - 2.0 * figure - moved).max(160.0);
    let widths = [title, figure, figure, moved];
    page::cells(ui, &widths, |ui, nth| {
        let heads = ["", say!("history-before"), say!("history-after"), ""];
        text::caption(ui, heads.get(nth).copied().unwrap_or_default());
    });
    for it in rows {
        page::rule(ui);
        page::cells(ui, &widths, |ui, nth| match nth {
            0 => {
                text::body(ui, &it.title);
            }
            1 => {
                text::muted(ui, &it.before);
            }
            2 => {
                text::body(ui, &it.after);
            }
            _ => {
                ui.horizontal(|ui| {
                    text::icon(ui, mark(it.movement));
                    text::small_line(ui, data::word(it.movement));
                });
            }
        });
    }
}

fn mark(movement: Movement) -> icon::Icon {
    match movement {
        Movement::Improved => icon::TRENDING_UP,
        Movement::Regressed => icon::TRENDING_DOWN,
        Movement::Unchanged => icon::EQUAL,
        Movement::New => icon::PLUS,
        Movement::NotReconfirmed => icon::CIRCLE_HELP,
        Movement::NoLongerApplies => icon::CIRCLE_SLASH,
        Movement::Removed => icon::MINUS,
    }
}
