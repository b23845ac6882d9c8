//! What lifts the result to the next tier: the few answers to change, found on a thread of their own.

use std::sync::Arc;

use egui::Ui;
use muster_model::{
    framework::Framework,
    ids::{FrameworkHash, NodeId, OptionId},
    plan::Origin,
    scoring::{self, Inputs, Lift, NoLift},
    workspace::Review,
};

use crate::{
    advice::sentence,
    command::{Command, Intent, Screen},
    say::{self, Tongue, say},
    screens::{
        Cx,
        files::{self, Waiting},
        plan, told, words,
    },
    theme::{self, icon},
    widgets::{
        Button, feedback,
        page::{self, section},
        text,
    },
};

/// Most changes listed before one asks for more.
const FEW: usize = 6;

/// What was found, and what is being looked for.
#[derive(Debug, Default)]
pub struct Draft {
    found: Option<(Subject, Result<Told, String>)>,
    looking: Option<(Subject, Waiting<Result<Lift, NoLift>>)>,
    all: bool,
}

/// Whose lift it is: it is looked for again only when what was scored is another.
#[derive(Debug, Clone)]
struct Subject {
    spoken: Tongue,
    framework: FrameworkHash,
    inputs: Arc<Inputs>,
}

impl Subject {
    /// Says whether both are the same; what is equal is shared from then on, so that it is compared once.
    fn is(&mut self, other: &Self) -> bool {
        if self.framework != other.framework || self.spoken != other.spoken {
            return false;
        }
        if Arc::ptr_eq(&self.inputs, &other.inputs) {
            return true;
        }
        let same = self.inputs == other.inputs;
        if same {
            self.inputs = Arc::clone(&other.inputs);
        }
        same
    }
}

/// A lift in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// How far the next tier is.
    pub headline: String,
    /// How sure that is.
    pub sure: &'static str,
    /// What to change.
    pub steps: Vec<Step>,
}

/// An answer to change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Which question.
    pub id: NodeId,
    /// Its dimension.
    pub dimension: String,
    /// The question.
    pub question: String,
    /// From what to what.
    pub change: String,
}

impl Told {
    /// Says `lift` in words.
    pub fn of(framework: &Framework, lift: &Lift) -> Self {
        Self {
            headline: say!("results-lift-headline", rung = &lift.rung.name, n = lift.steps.len()),
            sure: if lift.is_smallest {
                say!("results-lift-smallest")
            } else {
                say!("results-lift-needed")
            },
            steps: lift.steps.iter().map(|it| step(framework, it)).collect(),
        }
    }
}

fn step(framework: &Framework, step: &scoring::Step) -> Step {
    let id = &step.change.question;
    let node = framework.node(id);
    let level = |option: &OptionId| {
        let said = muster_model::answer::Said::Option(option.clone());
        node.map_or_else(|| option.to_string(), |it| words::said(framework, it, &said))
    };
    let from = step.from.as_ref().map_or_else(|| say!("results-lift-no-answer").to_owned(), level);
    let to = level(&step.change.to);
    let above = words::dimension_of(framework, id);
    Step {
        id: id.clone(),
        dimension: above.map_or("", |it| framework.plain(&it.1.text)).to_owned(),
        question: node.map_or_else(|| id.to_string(), |it| words::question(framework, it)),
        change: if step.change.proven {
            say!("results-lift-change-proven", from = from, to = to)
        } else {
            say!("results-lift-change", from = from, to = to)
        },
    }
}

/// Takes in what was found, and has it looked for where what was scored is another.
fn follow(ui: &Ui, draft: &mut Draft, framework: &Arc<Framework>, inputs: &Arc<Inputs>) {
    let ended = draft.looking.as_ref().and_then(|it| it.1.ended());
    if let Some(ended) = ended
        && let Some((subject, _)) = draft.looking.take()
    {
        let found = match ended {
            Some(Ok(Ok(lift))) if subject.framework == framework.hash() => {
                Ok(Told::of(framework, &lift))
            }
            Some(Ok(Err(why))) => Err(sentence(&told::no_lift(&why))),
            Some(Err(why)) => Err(why),
            Some(Ok(Ok(_))) | None => Err(say!("results-lift-not-found").to_owned()),
        };
        draft.found = Some((subject, found));
    }
    let wanted =
        Subject { spoken: say::tongue(), framework: framework.hash(), inputs: Arc::clone(inputs) };
    let here = draft.found.as_mut().is_some_and(|it| it.0.is(&wanted));
    if here || draft.looking.is_some() {
        return;
    }
    let (of, on) = (Arc::clone(framework), Arc::clone(inputs));
    let work = move || Some(Ok(scoring::lift(&of, &on)));
    draft.looking = Some((wanted, files::run(ui.ctx().clone(), work)));
}

/// Draws what lifts the result.
pub fn ui(ui: &mut Ui, cx: &mut Cx<'_>, review: &Review, framework: &Arc<Framework>) {
    let Some(inputs) = &review.inputs else { return };
    let draft = &mut cx.drafts.results.lift;
    follow(ui, draft, framework, inputs);
    let stale = draft.looking.is_some();
    let found = draft.found.as_ref().filter(|it| it.0.framework == framework.hash());
    let found = found.map(|it| it.1.clone());
    section(
        ui,
        say!("results-lift"),
        |_| {},
        |ui| {
            match &found {
                None => {}
                Some(Err(why)) => {
                    text::body(ui, &format!("{why}."));
                }
                Some(Ok(told)) => shown(ui, cx, told),
            }
            if stale {
                feedback::waiting(ui, say!("results-lift-looking"));
            }
        },
    );
}

fn shown(ui: &mut Ui, cx: &mut Cx<'_>, told: &Told) {
    text::strong(ui, &told.headline);
    let sentence = format!("{} {}", told.sure, say!("results-lift-effort"));
    text::muted(ui, &sentence);
    ui.add_space(theme::XS);
    let all = cx.drafts.results.lift.all;
    let most = if all { told.steps.len() } else { FEW };
    let why_not = plan::why_not_make(cx);
    for it in told.steps.iter().take(most) {
        draw(ui, cx, it, why_not.as_deref());
    }
    let rest = told.steps.len().saturating_sub(FEW);
    if rest > 0 {
        let (words, name) = if all {
            (say!("results-fewer").to_owned(), say!("results-lift-fewer").to_owned())
        } else {
            (say!("results-more", n = rest), say!("results-lift-more", n = rest))
        };
        if Button::ghost(&words).name(&name).ui(ui).clicked() {
            cx.drafts.results.lift.all = !all;
        }
    }
}

/// Draws one answer that would have to change, with the way to it and to an action close below.
fn draw(ui: &mut Ui, cx: &mut Cx<'_>, it: &Step, why_not: Option<&str>) {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let name = format!("{}: {}", it.question, it.change);
        let pressed = page::row_button(ui, &name, false, |ui| {
            text::icon(ui, icon::TRENDING_UP);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                text::caption(ui, &it.dimension);
                text::body(ui, &it.question);
                text::small(ui, &it.change);
            });
        });
        if pressed.clicked() {
            cx.wish(Intent::ShowQuestion(Some(it.id.clone())));
            cx.wish(Intent::Run(Command::Go(Screen::Answer)));
        }
        ui.horizontal_wrapped(|ui| {
            // The icon stands below the words.
            ui.add_space(theme::L + theme::XS);
            let name = say!("targets-make-action-of", question = &it.question);
            let button = Button::ghost(say!("targets-make-action")).icon(icon::PLUS).name(&name);
            if button.why_not(why_not).ui(ui).clicked() {
                plan::make(cx, Origin::Gap(it.id.clone()));
            }
        });
    });
    ui.add_space(theme::XS);
}
