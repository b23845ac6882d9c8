//! Results: the tier, how sure it is, why it is so, and the code to read to each other.

pub mod data;

use egui::{Align, Layout, Ui};

use crate::{
    charts,
    command::{Command, Intent, Screen},
    theme::{self, icon},
    widgets::{
        Button, card, chart,
        page::{self, Head, section},
        progress, text, tier,
    },
};

use super::Cx;
use data::{Condition, Dimension, Figure, Holds, Page, Result, Rung, Trace};

/// What is unfolded on Results.
#[derive(Debug, Default)]
pub struct Draft {
    /// Whether every figure is explained.
    figures: bool,
    /// Whether all missing answers are listed.
    missing: bool,
}

/// Most missing answers listed before one asks for more.
const FEW: usize = 6;

/// Draws Results.
pub fn ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let shelf = cx.shelf;
    let (Some(workspace), Some(review)) = (cx.state.workspace(shelf), cx.state.review(shelf))
    else {
        let sentence = "There is no review yet, so there is no result.";
        if page::empty(ui, icon::SHIELD_CHECK, sentence, Some("Open a new review")) {
            cx.intents.push(Intent::Go(Screen::NewReview));
        }
        return;
    };
    let Some(framework) = workspace.framework_of(review) else {
        let sentence = "The framework is still on its way from the others.";
        page::empty(ui, icon::SHIELD_CHECK, sentence, None);
        return;
    };
    let shown = Page::of(workspace, review, framework);
    let head = Head { title: "Results", subtitle: &shown.subtitle };
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
            match &shown.result {
                Some(result) => whole(ui, cx, result, &shown.benchmarks),
                None => {
                    let sentence = "There is nothing to compute yet: no answer can be read here.";
                    if page::empty(ui, icon::SHIELD_CHECK, sentence, Some("Answer questions")) {
                        cx.intents.push(Intent::Go(Screen::Answer));
                    }
                }
            }
        },
    );
}

fn whole(ui: &mut Ui, cx: &mut Cx<'_>, result: &Result, benchmarks: &[Figure]) {
    let wide = ui.available_width() > 860.0;
    if wide {
        ui.columns(2, |columns| {
            let [left, right] = columns else { return };
            verdict(left, cx, result);
            fingerprint(right, cx, result);
        });
    } else {
        verdict(ui, cx, result);
        ui.add_space(theme::S);
        fingerprint(ui, cx, result);
    }
    ui.add_space(theme::M);
    dimensions(ui, result, wide);
    section(
        ui,
        "Why this tier",
        |_| {},
        |ui| {
            for rung in result.rungs.iter().rev() {
                self::rung(ui, rung);
                ui.add_space(theme::S);
            }
        },
    );
    missing(ui, cx, result);
    figures(ui, cx, &result.figures);
    peers(ui, benchmarks);
}

fn verdict(ui: &mut Ui, _cx: &mut Cx<'_>, result: &Result) {
    card(ui, |ui| {
        ui.set_min_height(150.0);
        text::caption(ui, "Tier");
        match &result.tier {
            Some(it) => tier::big(ui, &it.name, it.rank, it.of),
            None => tier::unknown(ui, "Not determined yet", result.tiers),
        };
        text::body(ui, &result.sentence);
        ui.add_space(theme::XS);
        if let Some(band) = &result.band {
            ui.horizontal(|ui| {
                text::icon(ui, icon::CIRCLE_DASHED);
                text::body(ui, band);
            });
        }
        let (answered, of) = result.answered;
        progress::bar(ui, "Questions answered", answered, of);
        text::small(ui, &result.coverage);
        if result.agreed > 0 {
            let agreed = super::words::count(result.agreed, "agreed answer", "agreed answers");
            text::small(ui, &format!("{agreed} count in place of the median"));
        }
    });
}

fn fingerprint(ui: &mut Ui, cx: &mut Cx<'_>, result: &Result) {
    card(ui, |ui| {
        ui.set_min_height(150.0);
        ui.horizontal(|ui| {
            text::caption(ui, "Result fingerprint");
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let copy = Button::icon_only(icon::COPY, "Copy the fingerprint");
                if !result.fingerprint.is_empty() && copy.ui(ui).clicked() {
                    let what = "The fingerprint";
                    cx.intents.push(Intent::Copy(result.fingerprint.clone(), what));
                }
            });
        });
        if result.fingerprint.is_empty() {
            text::heading(ui, "Comes with the reveal");
            text::muted(
                ui,
                "While part of the answers is sealed, every device computes from another part. \
                 A code would not be the same for anybody.",
            );
            return;
        }
        let ink = theme::of(ui).ink;
        let words = egui::RichText::new(&result.fingerprint).monospace().size(26.0).color(ink);
        let label = egui::Label::new(words).selectable(true).wrap().halign(Align::LEFT);
        let name = format!("Fingerprint {}", result.fingerprint);
        ui.add(label).on_hover_text(&name);
        text::body(ui, "Read it to each other.");
        text::muted(
            ui,
            "Who sees the same code has the same answers, the same framework and the same tier.",
        );
    });
}

fn dimensions(ui: &mut Ui, result: &Result, wide: bool) {
    section(
        ui,
        "Dimensions",
        |_| {},
        |ui| {
            let radar = charts::radar::radar("Dimensions", &result.axes(), 240.0).filter(|_| wide);
            ui.horizontal_top(|ui| {
                let side = radar.as_ref().map_or(0.0, |it| it.width + theme::XL);
                ui.vertical(|ui| {
                    let room = ui.available_width() - side;
                    ui.set_max_width(room);
                    chart::show(ui, &charts::bars::bars("Dimensions", &result.bars(), room));
                });
                if let Some(scene) = &radar {
                    chart::show(ui, scene);
                }
            });
            ui.add_space(theme::S);
            table(ui, &result.dimensions);
        },
    );
}

fn table(ui: &mut Ui, dimensions: &[Dimension]) {
    egui::ScrollArea::horizontal().id_salt("dimensions").show(ui, |ui| {
        let grid = egui::Grid::new("dimensions").num_columns(6).striped(false);
        grid.spacing([theme::XL, theme::S]).show(ui, |ui| {
            for head in
                ["Dimension", "Score", "While answers are missing", "Tier", "Answered", "People"]
            {
                text::caption(ui, head);
            }
            ui.end_row();
            for it in dimensions {
                text::strong(ui, &it.title);
                text::body(ui, &it.score);
                text::muted(ui, if it.range.is_empty() { "–" } else { &it.range });
                match &it.tier {
                    Some(badge) => tier::badge(ui, &badge.name, badge.rank, badge.of),
                    None => text::muted(ui, "–"),
                };
                text::body(ui, &format!("{} of {}", it.answered.0, it.answered.1));
                text::body(ui, &it.people.to_string());
                ui.end_row();
            }
        });
    });
}

fn rung(ui: &mut Ui, rung: &Rung) {
    card(ui, |ui| {
        ui.horizontal(|ui| {
            sign(ui, rung.holds);
            text::strong(ui, &rung.name);
            if rung.reached {
                text::small(ui, "reached");
            }
            if rung.stops {
                text::small(ui, "stops here");
            }
            if rung.conditions.is_empty() {
                text::small(ui, "no conditions: everybody starts here");
            }
        });
        if rung.conditions.is_empty() {
            return;
        }
        ui.push_id(&rung.name, |ui| {
            egui::ScrollArea::horizontal().show(ui, |ui| {
                let grid = egui::Grid::new("conditions").num_columns(5);
                grid.spacing([theme::L, theme::XS]).show(ui, |ui| {
                    for head in ["", "Condition", "Value", "Limit", "Margin"] {
                        text::caption(ui, head);
                    }
                    ui.end_row();
                    for it in &rung.conditions {
                        condition(ui, it);
                        ui.end_row();
                    }
                });
            });
        });
    });
}

fn condition(ui: &mut Ui, it: &Condition) {
    sign(ui, it.holds);
    ui.vertical(|ui| {
        ui.set_width(420.0_f32.min(ui.ctx().content_rect().width() * 0.4));
        ui.spacing_mut().item_spacing.y = 0.0;
        text::body(ui, &it.text);
        if !it.detail.is_empty() {
            text::small(ui, &it.detail);
        }
    });
    text::body(ui, &it.value);
    text::body(ui, &it.limit);
    text::body(ui, &it.margin);
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
    let title = format!("What is missing: {}", result.missing.len());
    section(
        ui,
        &title,
        |_| {},
        |ui| {
            let all = cx.drafts.results.missing;
            let most = if all { result.missing.len() } else { FEW };
            for (id, dimension, question) in result.missing.iter().take(most) {
                let name = format!("Go to {question}");
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
                let words = if all { "Show fewer".to_owned() } else { format!("Show {rest} more") };
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
        let words = if open { "Hide" } else { "Show" };
        let name = if open { "Hide how figures came about" } else { "Show how figures came about" };
        toggled = Button::ghost(words).name(name).ui(ui).clicked();
    };
    section(ui, "How each figure came about", actions, |ui| {
        if !open {
            text::muted(ui, "The rule, what went in, and what was left out with its reason.");
            return;
        }
        for it in figures {
            card(ui, |ui| {
                text::strong(ui, &format!("{}: {}", it.title, it.value));
                text::small(ui, &it.rule);
                let used: Vec<String> =
                    it.used.iter().map(|(name, value)| format!("{name} {value}")).collect();
                if !used.is_empty() {
                    text::body(ui, &format!("Used: {}", used.join(" · ")));
                }
                for (name, why) in &it.excluded {
                    text::small(ui, &format!("Left out: {name}, because {why}"));
                }
            });
            ui.add_space(theme::XS);
        }
    });
    if toggled {
        cx.drafts.results.figures = !open;
    }
}

fn peers(ui: &mut Ui, benchmarks: &[Figure]) {
    if benchmarks.is_empty() {
        return;
    }
    section(
        ui,
        "What others report",
        |_| {},
        |ui| {
            text::muted(ui, "Figures of others say what is common, not what is enough.");
            ui.add_space(theme::XS);
            for it in benchmarks {
                ui.horizontal(|ui| {
                    ui.allocate_ui(egui::vec2(72.0, 20.0), |ui| {
                        ui.set_min_width(72.0);
                        text::heading(ui, &it.figure);
                    });
                    ui.vertical(|ui| {
                        ui.spacing_mut().item_spacing.y = 0.0;
                        text::body(ui, &it.text);
                        text::small(ui, &it.source);
                    });
                });
                ui.add_space(theme::XS);
            }
        },
    );
}
