//! Targets and gaps: what is asked and counted, what is aimed at, what is short of it, and what comes next.

pub mod data;

use std::collections::{BTreeMap, BTreeSet};

use egui::{ComboBox, Ui};
use muster_model::{
    edit::Edit,
    framework::Framework,
    gaps::Gaps,
    ids::{Name, NodeId, ReviewId},
    plan::{self as plans, Origin},
    scoring::Exact,
    setting::{Aim, Setting},
    workspace::{Review, Workspace},
};

use crate::{
    charts::{self, gap::Gap},
    command::{Intent, Screen},
    say::say,
    theme::{self, icon},
    widgets::{
        Button, card, chart, feedback, field,
        page::{self, Head, section},
        text,
    },
};

use super::{Cx, plan};
use data::{Fact, Gate, Page, Place, Short, Subject};

/// What is typed and unfolded on Targets and gaps.
#[derive(Debug, Default)]
pub struct Draft {
    review: Option<ReviewId>,
    /// Computed once for each result and set of targets, never in each frame.
    gaps: Option<(Subject, Gaps)>,
    /// Numbers being typed.
    facts: BTreeMap<Name, String>,
    /// Dimensions whose questions are shown.
    unfolded: BTreeSet<NodeId>,
    /// Whether all short questions are listed.
    all: bool,
}

/// Most short questions listed before one asks for more.
const FEW: usize = 12;
/// Width of a list of levels.
const LEVELS: f32 = 168.0;

/// Draws Targets and gaps.
pub fn ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let (Some(workspace), Some(review)) = (cx.workspace(), cx.review()) else { return };
    let Some(framework) = workspace.framework_of(review) else {
        let sentence = say!("targets-on-its-way");
        page::empty(ui, icon::TARGET, sentence, None);
        return;
    };
    let gaps = ranked(&mut cx.drafts.targets, workspace, framework, review);
    let shown = Page::of(workspace, review, framework, &gaps);
    let read_only = cx.read_only();
    let why_not_make = plan::why_not_make(cx);
    let head = Head { title: say!("targets-title"), subtitle: say!("targets-subtitle") };
    let mut wishes = Wishes::default();
    page::page(
        ui,
        theme::WIDE,
        &head,
        |_| {},
        |ui| {
            if let Some(reason) = read_only.or(shown.why_not) {
                feedback::note_card(ui, say!("targets-look-only"), reason);
                ui.add_space(theme::M);
            }
            if shown.sealed {
                let sentence = say!("targets-sealed-about");
                feedback::note_card(ui, say!("targets-sealed"), sentence);
                ui.add_space(theme::M);
            }
            for it in &shown.rivals {
                feedback::warning_card(ui, say!("targets-torn"), it);
                ui.add_space(theme::S);
            }
            let draft = &mut cx.drafts.targets;
            ui.add_enabled_ui(read_only.or(shown.why_not).is_none(), |ui| {
                targets(ui, draft, &shown, (review, framework), &mut wishes);
            });
            chart(ui, &data::chart(review, &gaps));
            let no_action = why_not_make.as_deref();
            questions(ui, draft, &shown, (no_action, &mut wishes));
            gates(ui, &shown.gates, &mut wishes);
            ui.add_enabled_ui(read_only.or(shown.why_not_narrow).is_none(), |ui| {
                narrowed(ui, &shown, &mut wishes);
                counted(ui, draft, &shown, &mut wishes);
            });
        },
    );
    if !wishes.settings.is_empty() {
        let (assessment, id) = (review.assessment, Some(review.id));
        cx.edit(Edit::Set { assessment, review: id, settings: wishes.settings });
    }
    if let Some(id) = wishes.action {
        plan::make(cx, Origin::Gap(id));
    }
    if let Some(id) = wishes.question {
        cx.wish(Intent::ShowQuestion(Some(id)));
        cx.wish(Intent::Go(Screen::Answer));
    }
}

/// What was wished in one frame.
#[derive(Debug, Default)]
struct Wishes {
    settings: Vec<Setting>,
    question: Option<NodeId>,
    /// A place whose gap an action is made from.
    action: Option<NodeId>,
}

/// Returns the gaps, ranked by what is planned.
fn ranked(
    draft: &mut Draft,
    workspace: &Workspace,
    framework: &Framework,
    review: &Review,
) -> Gaps {
    let mut gaps = computed(draft, framework, review);
    if let Some(plan) = workspace.plans.get(&review.assessment) {
        plans::rank(&mut gaps, plan);
    }
    gaps
}

fn computed(draft: &mut Draft, framework: &Framework, review: &Review) -> Gaps {
    if draft.review != Some(review.id) {
        *draft = Draft { review: Some(review.id), ..Draft::default() };
    }
    let Some(subject) = Subject::of(review) else { return Gaps::default() };
    if let Some((of, gaps)) = &draft.gaps
        && of.is(&subject)
    {
        return gaps.clone();
    }
    let gaps = data::gaps(framework, review);
    draft.gaps = Some((subject, gaps.clone()));
    gaps
}

fn targets(
    ui: &mut Ui,
    draft: &mut Draft,
    shown: &Page,
    (review, framework): (&Review, &Framework),
    wishes: &mut Wishes,
) {
    section(
        ui,
        say!("targets-targets"),
        |_| {},
        |ui| {
            card(ui, |ui| {
                for (at, it) in shown.dimensions.iter().enumerate() {
                    if at > 0 {
                        page::rule(ui);
                    }
                    dimension(ui, draft, it, wishes);
                    if draft.unfolded.contains(&it.id)
                        && let Some(node) = framework.node(&it.id)
                    {
                        for it in data::below(review, framework, node) {
                            single(ui, &it, wishes);
                        }
                    }
                }
            });
        },
    );
}

fn dimension(ui: &mut Ui, draft: &mut Draft, it: &Place, wishes: &mut Wishes) {
    let room = ui.available_width();
    let (level, gap) = (LEVELS + theme::M, (room * 0.24).clamp(96.0, 180.0));
    let title = (room - level - gap).max(120.0);
    page::cells(ui, &[title, level, gap], |ui, nth| match nth {
        0 => {
            text::strong(ui, &it.title);
            text::small(ui, &say!("targets-now", now = &it.now));
            let open = draft.unfolded.contains(&it.id);
            let words = if open { say!("targets-hide") } else { say!("targets-per-question") };
            let name = format!("{words}: {}", it.title);
            let icon = if open { icon::CHEVRON_DOWN } else { icon::CHEVRON_RIGHT };
            if Button::ghost(words).icon(icon).name(&name).ui(ui).clicked() {
                if open {
                    draft.unfolded.remove(&it.id);
                } else {
                    draft.unfolded.insert(it.id.clone());
                }
            }
        }
        1 => wishes.settings.extend(chooser(ui, it)),
        _ => {
            if !it.figure.is_empty() {
                text::small(ui, &say!("targets-aimed-at", figure = &it.figure));
            }
            text::body(ui, &it.gap);
        }
    });
}

fn single(ui: &mut Ui, it: &Place, wishes: &mut Wishes) {
    let level = LEVELS + theme::M;
    let title = (ui.available_width() - level - theme::M).max(120.0);
    page::cells(ui, &[theme::M, title, level], |ui, nth| match nth {
        0 => {}
        1 => {
            text::body(ui, &it.title);
        }
        _ => wishes.settings.extend(chooser(ui, it)),
    });
}

/// Draws what a place can aim at; returns what was chosen.
fn chooser(ui: &mut Ui, it: &Place) -> Option<Setting> {
    let chosen = it.levels.iter().find(|level| Some(&level.0) == it.aim.as_ref());
    let above = say!("targets-as-above", level = &it.inherited);
    let none = if it.inherited.is_empty() { say!("targets-none") } else { &above };
    let mut picked: Option<Option<Aim>> = None;
    let combo = ComboBox::from_id_salt(("target", it.id.as_str()))
        .width(LEVELS.min(ui.available_width()))
        .truncate()
        .height(320.0)
        .selected_text(chosen.map_or(none, |level| level.1.as_str()))
        .show_ui(ui, |ui| {
            if ui.selectable_label(it.aim.is_none(), none).clicked() && it.aim.is_some() {
                picked = Some(None);
            }
            for (aim, word) in &it.levels {
                let on = it.aim.as_ref() == Some(aim);
                if ui.selectable_label(on, word).clicked() && !on {
                    picked = Some(Some(aim.clone()));
                }
            }
        });
    let name = say!("targets-target-of", place = &it.title);
    combo.response.accessible_name(name);
    picked.map(|aim| Setting::Target { node: it.id.clone(), aim })
}

/// Each dimension with a target on one scale: where it stands, and where it is to be.
fn chart(ui: &mut Ui, gaps: &[Gap]) {
    if gaps.is_empty() {
        return;
    }
    section(
        ui,
        say!("targets-chart"),
        |_| {},
        |ui| {
            let width = ui.available_width();
            chart::show(ui, &charts::gap::gaps(say!("targets-chart"), gaps, width));
        },
    );
}

fn questions(
    ui: &mut Ui,
    draft: &mut Draft,
    shown: &Page,
    (no_action, wishes): (Option<&str>, &mut Wishes),
) {
    let any = shown.dimensions.iter().any(|it| it.aim.is_some()) || !shown.questions.is_empty();
    if !any && shown.rest.is_empty() {
        return;
    }
    section(
        ui,
        say!("targets-short"),
        |_| {},
        |ui| {
            if shown.questions.is_empty() {
                text::muted(ui, say!("targets-none-short"));
            }
            let most = if draft.all { shown.questions.len() } else { FEW };
            for it in shown.questions.iter().take(most) {
                row(ui, it, no_action, wishes);
            }
            let more = shown.questions.len().saturating_sub(FEW);
            if more > 0
                && !draft.all
                && Button::ghost(&say!("targets-show-more", more = more)).ui(ui).clicked()
            {
                draft.all = true;
            }
            if !shown.rest.is_empty() {
                text::muted(ui, &shown.rest);
            }
        },
    );
}

fn row(ui: &mut Ui, it: &Short, no_action: Option<&str>, wishes: &mut Wishes) {
    let name = say!("targets-row", question = &it.title, now = &it.now, target = &it.target);
    let pressed = page::row_button(ui, &name, false, |ui| {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            text::body(ui, &it.title);
            let (now, target, gap) = (&it.now, &it.target, &it.gap);
            let words = if gap.is_empty() {
                say!("targets-now-aims", now = now, target = target)
            } else {
                say!("targets-now-aims-gap", now = now, target = target, gap = gap)
            };
            text::small(ui, &words);
            if !it.meaning.is_empty() {
                text::small(ui, &it.meaning);
            }
        });
    });
    if pressed.clicked() {
        wishes.question = Some(it.id.clone());
    }
    ui.horizontal_wrapped(|ui| {
        ui.add_space(theme::S);
        let name = say!("targets-make-action-of", question = &it.title);
        let button = Button::ghost(say!("targets-make-action")).icon(icon::PLUS).name(&name);
        if button.why_not(no_action).ui(ui).clicked() {
            wishes.action = Some(it.id.clone());
        }
        if !it.planned.is_empty() {
            text::small(ui, &it.planned);
        }
    });
}

fn gates(ui: &mut Ui, gates: &[Gate], wishes: &mut Wishes) {
    if gates.is_empty() {
        return;
    }
    section(
        ui,
        say!("targets-next"),
        |_| {},
        |ui| {
            for it in gates {
                card(ui, |ui| {
                    text::strong(ui, &it.title);
                    if !it.meaning.is_empty() {
                        text::muted(ui, &it.meaning);
                    }
                    for lack in &it.lacks {
                        text::body(ui, lack);
                    }
                    ui.horizontal_wrapped(|ui| questions_of(ui, it, wishes));
                });
                ui.add_space(theme::XS);
            }
        },
    );
}

fn narrowed(ui: &mut Ui, shown: &Page, wishes: &mut Wishes) {
    if shown.baselines.is_empty() {
        return;
    }
    section(
        ui,
        say!("targets-asked"),
        |_| {},
        |ui| {
            card(ui, |ui| {
                let mut now: BTreeSet<Name> =
                    shown.baselines.iter().filter(|it| it.on).map(|it| it.id.clone()).collect();
                for it in &shown.baselines {
                    let label = format!("{} ({})", it.title, it.asks);
                    if let Some(on) = field::tick(ui, &label, it.on) {
                        if on {
                            now.insert(it.id.clone());
                        } else {
                            now.remove(&it.id);
                        }
                        wishes.settings.push(Setting::Baselines(now.clone()));
                    }
                }
                text::small(ui, &shown.asked);
            });
        },
    );
}

fn counted(ui: &mut Ui, draft: &mut Draft, shown: &Page, wishes: &mut Wishes) {
    if shown.facts.is_empty() {
        return;
    }
    section(
        ui,
        say!("targets-counted"),
        |_| {},
        |ui| {
            card(ui, |ui| {
                for it in &shown.facts {
                    fact(ui, draft, it, wishes);
                }
                text::small(ui, say!("targets-counted-about"));
            });
        },
    );
}

fn fact(ui: &mut Ui, draft: &mut Draft, it: &Fact, wishes: &mut Wishes) {
    let typed = draft.facts.entry(it.id.clone()).or_insert_with(|| it.number.clone());
    let found = field::field(ui, &it.title, say!("targets-number-hint"), typed);
    let (text, number) = (typed.trim().to_owned(), typed.trim().parse::<Exact>().ok());
    if number.is_none() && !text.is_empty() {
        let remedy = say!("targets-no-number-remedy");
        feedback::error_card(ui, say!("targets-no-number"), remedy, None);
        return;
    }
    let enter = found.lost_focus() && ui.input(|it| it.key_pressed(egui::Key::Enter));
    let same = (text == it.number).then_some(say!("targets-noted-already"));
    let name = say!("targets-note-of", fact = &it.title);
    let pressed =
        Button::secondary(say!("targets-note")).name(&name).why_not(same).ui(ui).clicked();
    if (pressed || enter) && same.is_none() {
        wishes.settings.push(Setting::Fact { id: it.id.clone(), number });
    }
}

/// The first questions of a gate, each one press away.
fn questions_of(ui: &mut Ui, gate: &Gate, wishes: &mut Wishes) {
    for (id, name) in gate.questions.iter().take(FEW * 2) {
        if Button::ghost(name).hint(say!("targets-go-to-question")).ui(ui).clicked() {
            wishes.question = Some(id.clone());
        }
    }
    let more = gate.questions.len().saturating_sub(FEW * 2);
    if more > 0 {
        text::small(ui, &say!("targets-and-more", more = more));
    }
}
