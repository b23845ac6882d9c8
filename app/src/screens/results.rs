//! Results: the tier, how sure it is, why it is so, and the code to read to each other.

pub mod data;
pub mod due;
mod ladders;
pub mod lift;
pub mod peers;
pub mod sign_off;
pub mod xray;

use std::sync::Arc;

use egui::{Align, Layout, Ui};
use muster_model::{
    framework::Framework,
    ids::ReviewId,
    workspace::{Review, Workspace},
};

use crate::{
    charts::{self, trend::Point},
    command::{Command, Intent, Screen},
    say::say,
    theme::{self, icon},
    widgets::{
        Button, card, chart,
        page::{self, Head, section},
        people, progress, text, tier,
    },
};

use super::{Cx, once::Once, rights};
use data::{Condition, Dimension, Holds, Page, Result, Rung, Trace};

/// What is unfolded on Results.
#[derive(Debug, Default)]
pub struct Draft {
    /// Whether every figure is explained.
    figures: bool,
    /// Whether all missing answers are listed.
    missing: bool,
    /// Whether every other ladder is shown.
    ladders: bool,
    /// Whether everything that is due again is listed.
    stale: bool,
    /// What lifts the result.
    lift: lift::Draft,
    /// Signing it off.
    sign_off: sign_off::Draft,
    /// What to look at first.
    xray: xray::Draft,
    page: Once<ReviewId, Page>,
    trend: Once<ReviewId, Vec<Point>>,
    /// Benchmark cards.
    pub(super) peers: peers::Draft,
}

/// From this width on, things stand beside each other.
const WIDE: f32 = 860.0;

/// Most missing answers listed before one asks for more.
const FEW: usize = 6;

/// Draws Results.
pub fn ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let shelf = cx.shelf;
    let (Some(all), Some(review)) = (cx.state.shown(shelf), cx.state.review(shelf)) else {
        let sentence = say!("results-no-review");
        let (sentence, next) = rights::no_review(cx.workspace(), sentence);
        if page::empty(ui, icon::SHIELD_CHECK, &sentence, next) {
            cx.intents.push(Intent::Go(Screen::NewReview));
        }
        return;
    };
    let workspace = all.workspace.as_ref();
    let Some(framework) = workspace.framework_of(review) else {
        let sentence = say!("results-no-framework");
        page::empty(ui, icon::SHIELD_CHECK, sentence, None);
        return;
    };
    cx.drafts.results.peers.look(ui.ctx(), cx.state.data_dir.as_deref());
    let decide = || Page::of(workspace, review, framework);
    let shown = cx.drafts.results.page.of(all, review.id, decide);
    let head = Head { title: say!("results-title"), subtitle: &shown.subtitle };
    page::page(
        ui,
        theme::WIDE,
        &head,
        |_| {},
        |ui| {
            if let Some(seal) = &shown.seal {
                page::callout(ui, theme::of(ui).selected, icon::EYE_OFF, |ui| {
                    text::strong(ui, &seal.headline);
                    text::body(ui, &seal.sentence);
                });
                ui.add_space(theme::M);
            }
            if let Some(result) = &shown.result {
                whole(ui, cx, result, (workspace, review, framework));
                let draft = &mut cx.drafts.results.peers;
                peers::ui(ui, draft, (review, framework), &shown.benchmarks);
            } else {
                let sentence = say!("results-nothing-yet");
                if page::empty(
                    ui,
                    icon::SHIELD_CHECK,
                    sentence,
                    Some(say!("results-answer-questions")),
                ) {
                    cx.intents.push(Intent::Go(Screen::Answer));
                }
            }
        },
    );
}

fn whole(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    result: &Result,
    (workspace, review, framework): (&Workspace, &Arc<Review>, &Arc<Framework>),
) {
    if ui.available_width() > WIDE {
        ui.columns(2, |columns| {
            let [left, right] = columns else { return };
            let height = verdict(left, result);
            fingerprint(right, cx, result, height);
        });
    } else {
        verdict(ui, result);
        ui.add_space(theme::S);
        fingerprint(ui, cx, result, 0.0);
    }
    ui.add_space(theme::M);
    dimensions(ui, result);
    let today = cx.now.date();
    let found = cx.drafts.results.xray.look((workspace, framework), review, today);
    sign_off::ui(ui, cx, (workspace, review, framework), &found);
    over_the_reviews(ui, cx, review);
    section(
        ui,
        say!("results-why-tier"),
        |_| {},
        |ui| {
            for rung in result.rungs.iter().rev() {
                self::rung(ui, rung);
                ui.add_space(theme::XS);
            }
        },
    );
    ladders::ui(ui, cx, &result.ladders);
    lift::ui(ui, cx, review, framework);
    xray::ui(ui, cx, (workspace, framework), &found);
    due::ui(ui, cx, &result.stale, FEW);
    missing(ui, cx, result);
    figures(ui, cx, &result.figures);
}

/// The tier and how sure it is; returns how high the card became.
fn verdict(ui: &mut Ui, result: &Result) -> f32 {
    let shown = card(ui, |ui| {
        ui.set_min_height(132.0);
        text::caption(ui, say!("results-tier"));
        match &result.tier {
            Some(it) => tier::big(ui, &it.name, it.rank, it.of),
            None => tier::unknown(ui, say!("results-unknown"), result.tiers),
        };
        text::body(ui, &result.sentence);
        if let Some(band) = &result.band {
            ui.horizontal(|ui| {
                text::icon(ui, icon::CIRCLE_DASHED);
                text::muted(ui, band);
            });
        }
        for it in &result.rounded {
            text::small(ui, it);
        }
        let (answered, of) = result.answered;
        ui.horizontal(|ui| {
            progress::track(ui, say!("results-questions-answered"), answered, of, 96.0);
            text::small(ui, &result.coverage);
        });
        if result.agreed > 0 {
            text::small(ui, &say!("results-agreed", n = result.agreed));
        }
    });
    shown.response.rect.height()
}

fn fingerprint(ui: &mut Ui, cx: &mut Cx<'_>, result: &Result, height: f32) {
    card(ui, |ui| {
        ui.set_min_height((height - 2.0 * theme::L - 2.0).max(0.0));
        if result.fingerprint.is_empty() {
            text::caption(ui, say!("results-fingerprint"));
            text::heading(ui, say!("results-fingerprint-later"));
            text::muted(ui, say!("results-fingerprint-sealed"));
            return;
        }
        text::caption(ui, say!("results-fingerprint"));
        text::big_code(ui, &result.fingerprint);
        text::body(ui, say!("results-fingerprint-read"));
        text::muted(ui, say!("results-fingerprint-means"));
        let copy = Button::secondary(say!("results-copy"))
            .icon(icon::COPY)
            .name(say!("results-copy-fingerprint"));
        if copy.ui(ui).clicked() {
            let what = say!("results-the-fingerprint");
            cx.intents.push(Intent::Copy(result.fingerprint.clone(), what));
        }
    });
}

fn dimensions(ui: &mut Ui, result: &Result) {
    section(
        ui,
        say!("results-dimensions"),
        |_| {},
        |ui| {
            let wide = ui.available_width() > WIDE;
            let radar = charts::radar::radar(say!("results-dimensions"), &result.axes(), 240.0)
                .filter(|_| wide);
            let side = radar.as_ref().map_or(0.0, |it| it.width + theme::L);
            let room = ui.available_width() - side;
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                ui.vertical(|ui| {
                    ui.set_width(room);
                    table(ui, &result.dimensions, room);
                });
                if let Some(scene) = &radar {
                    ui.add_space(theme::L);
                    chart::show(ui, scene);
                }
            });
        },
    );
}

/// How it was before, if there was a before.
fn over_the_reviews(ui: &mut Ui, cx: &mut Cx<'_>, review: &Review) {
    let Some(all) = cx.shown() else { return };
    let decide = || data::trend::points(&all.workspace, review);
    let points = cx.drafts.results.trend.of(all, review.id, decide);
    if points.is_empty() {
        return;
    }
    let mut compare = false;
    let actions = |ui: &mut Ui| {
        compare =
            Button::ghost(say!("results-compare-reviews")).icon(icon::HISTORY).ui(ui).clicked();
    };
    section(ui, say!("results-over-reviews"), actions, |ui| {
        let width = ui.available_width().min(720.0);
        chart::show(ui, &charts::trend::trend(say!("results-over-reviews"), &points, width));
    });
    if compare {
        cx.wish(Intent::Go(Screen::History));
    }
}

/// Returns how wide each column of the table is.
fn columns(room: f32) -> [f32; 6] {
    let (score, tier, answered, people) = match room {
        ..520.0 => (60.0, 116.0, 72.0, 52.0),
        ..600.0 => (80.0, 124.0, 78.0, 52.0),
        _ => (84.0, 132.0, 84.0, 56.0),
    };
    let rest = (room - score - tier - answered - people).max(160.0);
    let title = (rest * 0.45).max(if rest < 200.0 { 84.0 } else { 116.0 });
    [title, rest - title, score, tier, answered, people]
}

/// Each dimension on a line: title, bar, score, tier, who answered.
fn table(ui: &mut Ui, dimensions: &[Dimension], room: f32) {
    let widths = columns(room);
    page::cells(ui, &widths, |ui, nth| match nth {
        0 => {
            text::caption(ui, say!("results-dimension"));
        }
        1 => ends(ui, dimensions.first()),
        2 => {
            text::caption(ui, say!("results-score"));
        }
        3 => {
            text::caption(ui, say!("results-tier"));
        }
        4 => {
            text::caption(ui, say!("results-answered"));
        }
        _ => {
            text::caption(ui, say!("results-people"));
        }
    });
    for it in dimensions {
        page::rule(ui);
        let bar = it.bar();
        page::cells(ui, &widths, |ui, nth| match nth {
            0 => {
                text::strong(ui, &it.title);
            }
            1 => {
                let scene = charts::bars::track(&bar, ui.available_width());
                let words = if it.range.is_empty() {
                    it.score.clone()
                } else {
                    say!("results-score-range", score = &it.score, range = &it.range)
                };
                chart::show(ui, &scene).on_hover_text(words);
            }
            2 => {
                text::body(ui, &it.score);
            }
            3 => match &it.tier {
                Some(badge) => {
                    ui.vertical(|ui| {
                        ui.spacing_mut().item_spacing.y = 0.0;
                        tier::badge(ui, &badge.name, badge.rank, badge.of);
                        ladders::reach(ui, &it.reach);
                    });
                }
                None if it.reach.is_empty() => {
                    text::muted(ui, "–");
                }
                None => ladders::reach(ui, &it.reach),
            },
            4 => {
                let (answered, of) = it.answered;
                text::muted(ui, &say!("results-of", n = answered, of = of));
            }
            _ => {
                text::muted(ui, &it.people.to_string());
            }
        });
    }
}

/// The ends of the scale above the bars, so that a length can be read.
fn ends(ui: &mut Ui, any: Option<&Dimension>) {
    let Some((low, high)) = any.and_then(|it| it.ends.as_ref()) else { return };
    ui.horizontal(|ui| {
        text::caption(ui, low);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| text::caption(ui, high));
    });
}

fn rung(ui: &mut Ui, rung: &Rung) {
    card(ui, |ui| {
        ui.horizontal(|ui| {
            sign(ui, rung.holds);
            text::strong(ui, &rung.name);
            let tokens = theme::of(ui);
            if rung.reached {
                people::chip(ui, icon::CIRCLE_CHECK, say!("results-reached"), tokens.good);
            }
            if rung.stops {
                people::chip(ui, icon::CIRCLE_X, say!("results-stops"), tokens.bad);
            }
            if rung.conditions.is_empty() {
                text::small(ui, say!("results-no-conditions"));
            }
        });
        if rung.conditions.is_empty() {
            return;
        }
        let figures = 76.0;
        let signs = 32.0;
        let first = (ui.available_width() - signs - 3.0 * figures).max(160.0);
        let widths = [signs, first, figures, figures, figures];
        page::cells(ui, &widths, |ui, nth| {
            let heads = [
                "",
                say!("results-condition"),
                say!("results-value"),
                say!("results-limit"),
                say!("results-margin"),
            ];
            text::caption(ui, heads.get(nth).copied().unwrap_or_default());
        });
        for it in &rung.conditions {
            page::cells(ui, &widths, |ui, nth| condition(ui, it, nth));
        }
    });
}

fn condition(ui: &mut Ui, it: &Condition, nth: usize) {
    match nth {
        0 => sign(ui, it.holds),
        1 => {
            text::body(ui, &it.text);
            if !it.detail.is_empty() {
                text::small(ui, &it.detail);
            }
        }
        2 => {
            text::body(ui, &it.value);
        }
        3 => {
            text::muted(ui, &it.limit);
        }
        _ => {
            text::body(ui, &it.margin);
        }
    }
}

fn sign(ui: &mut Ui, holds: Holds) {
    let tokens = theme::of(ui);
    let (mark, ink) = match holds {
        Holds::Yes => (icon::CIRCLE_CHECK, tokens.good.ink),
        Holds::No => (icon::CIRCLE_X, tokens.bad.ink),
        Holds::Open => (icon::CIRCLE_DASHED, tokens.muted),
    };
    let response = text::icon_in(ui, mark, 16.0, ink);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, holds.word()));
    response.on_hover_text(holds.word());
}

fn missing(ui: &mut Ui, cx: &mut Cx<'_>, result: &Result) {
    if result.missing.is_empty() {
        return;
    }
    let title = say!("results-missing", n = result.missing.len());
    section(
        ui,
        &title,
        |_| {},
        |ui| {
            let all = cx.drafts.results.missing;
            let most = if all { result.missing.len() } else { FEW };
            for (id, dimension, question) in result.missing.iter().take(most) {
                let name = say!("results-go-to", question = question);
                let pressed = page::row_button(ui, &name, false, |ui| {
                    text::icon(ui, icon::CIRCLE_DASHED);
                    text::caption(ui, dimension);
                    text::body(ui, question);
                });
                if pressed.clicked() {
                    cx.intents.push(Intent::ShowQuestion(Some(id.clone())));
                    cx.intents.push(Intent::Run(Command::Go(Screen::Answer)));
                }
            }
            let rest = result.missing.len().saturating_sub(FEW);
            if rest > 0 {
                let words = if all {
                    say!("results-fewer").to_owned()
                } else {
                    say!("results-more", n = rest)
                };
                if Button::ghost(&words).ui(ui).clicked() {
                    cx.drafts.results.missing = !all;
                }
            }
        },
    );
}

fn figures(ui: &mut Ui, cx: &mut Cx<'_>, figures: &[Trace]) {
    let open = cx.drafts.results.figures;
    let mut toggled = false;
    let actions = |ui: &mut Ui| {
        let words = if open { say!("results-hide") } else { say!("results-show") };
        let name = if open { say!("results-hide-figures") } else { say!("results-show-figures") };
        toggled = Button::ghost(words).name(name).ui(ui).clicked();
    };
    section(ui, say!("results-figures"), actions, |ui| {
        if !open {
            text::muted(ui, say!("results-figures-about"));
            return;
        }
        for it in figures {
            card(ui, |ui| {
                text::strong(ui, &format!("{}: {}", it.title, it.value));
                text::small(ui, &it.rule);
                let used: Vec<String> =
                    it.used.iter().map(|(name, value)| format!("{name} {value}")).collect();
                if !used.is_empty() {
                    text::body(ui, &say!("results-used", used = used.join(" · ")));
                }
                for (name, why) in &it.excluded {
                    text::small(ui, &say!("results-left-out", name = name, why = why));
                }
            });
            ui.add_space(theme::XS);
        }
    });
    if toggled {
        cx.drafts.results.figures = !open;
    }
}
