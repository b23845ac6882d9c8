//! `muster gaps`: what is short of its target, and what the next tier asks for.

use muster_model::{
    framework::Node,
    gaps::{self, DimensionGap, Gaps, Gate, QuestionGap},
    ids::{NodeId, OptionId},
    plan,
    scoring::{self, ConditionOutcome, Exact, told::Several},
    setting::Aim,
};

use super::{
    desk::{Desk, Round},
    failure::Failure,
    find,
    out::Out,
    result::condition_text,
    words,
};

/// Most questions listed unless all are asked for.
const MOST: usize = 20;

/// Target less value, by dimension and question. Where tiers ask for certain questions, only the next tier's are shown.
#[derive(Debug, clap::Args)]
pub(super) struct Show {
    /// Only this dimension
    #[arg(value_name = "DIMENSION")]
    dimension: Option<String>,
    /// Every question, however many
    #[arg(long)]
    all: bool,
}

impl Show {
    pub(super) fn run(self, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
        let round = desk.round()?;
        let (Some(inputs), Some(result)) = (&round.review.inputs, &round.review.result) else {
            let remedy = "Sync first: part of the review is not here";
            return Err(Failure::failed("There is no result yet", remedy));
        };
        let targets = round.review.settings.targets();
        let mut gaps = gaps::of(&round.framework, inputs, &targets, result);
        if !gaps.questions.is_empty()
            && let Ok(lift) = scoring::lift(&round.framework, inputs)
        {
            gaps.mark(&lift);
        }
        if let Some(plan) = round.workspace().plans.get(&round.review.assessment) {
            plan::rank(&mut gaps, plan);
        }
        if let Some(wanted) = &self.dimension {
            let only = &find::dimension(&round.framework, wanted)?.id;
            gaps.dimensions.retain(|it| it.id == *only);
            gaps.questions.retain(|it| it.dimension == *only);
            gaps.gates.retain(|it| it.place.as_ref() == Some(only));
        }
        let most = if self.all { usize::MAX } else { MOST };
        Print { round: &round, gaps: &gaps, most }.all(out)?;
        out.json(&gaps)
    }
}

struct Print<'a> {
    round: &'a Round,
    gaps: &'a Gaps,
    most: usize,
}

impl Print<'_> {
    fn all(&self, out: &mut Out) -> Result<(), Failure> {
        if self.round.review.sealed {
            out.line("Sealed: not all answers can be read here, so these are not all gaps yet\n")?;
        }
        if self.round.review.settings.targets.is_empty() {
            out.line("Nothing is aimed at yet. `muster target DIMENSION LEVEL` sets a target.")?;
        }
        self.dimensions(out)?;
        self.questions(out)?;
        for gate in &self.gaps.gates {
            out.line("")?;
            self.gate(gate, out)?;
        }
        Ok(())
    }

    fn dimensions(&self, out: &mut Out) -> Result<(), Failure> {
        if self.gaps.dimensions.is_empty() {
            return Ok(());
        }
        let head = ["dimension", "now", "target", "gap", "questions short"];
        let mut rows = vec![head.map(str::to_owned).into()];
        rows.extend(self.gaps.dimensions.iter().map(Self::dimension));
        out.table(&rows)
    }

    fn dimension(it: &DimensionGap) -> Vec<String> {
        let (mut now, mut target) = (figure(it.now.as_ref()), figure(it.target.as_ref()));
        let mut gap = figure(it.gap.as_ref());
        if let Some(rung) = &it.target_rung {
            let here = it.rung.as_ref().map_or("-", |it| &it.name);
            now = format!("{here} ({now})");
            target = format!("{}{}", rung.name, it.target.as_ref().map(least).unwrap_or_default());
            if it.gap.is_none() {
                gap = words::count(it.rungs, "tier", "tiers");
            }
        }
        vec![it.title.clone(), now, target, gap, it.open.to_string()]
    }

    fn questions(&self, out: &mut Out) -> Result<(), Failure> {
        let gaps = &self.gaps.questions;
        if gaps.is_empty() {
            if self.gaps.reached > 0 && self.gaps.later == 0 {
                out.line("\nEvery question stands where it is aimed at.")?;
            }
            return Ok(());
        }
        out.line("")?;
        let head = ["question", "now", "target", "gap", "", ""];
        let mut rows = vec![head.map(str::to_owned).into()];
        rows.extend(gaps.iter().take(self.most).map(|it| self.question(it)));
        out.table(&rows)?;
        let more = gaps.len().saturating_sub(self.most);
        if more > 0 {
            out.line(format!("and {more} more: `muster gaps --all`"))?;
        }
        if self.gaps.later > 0 {
            let n = words::count(self.gaps.later, "question", "questions");
            out.line(format!("{n} more behind later gates"))?;
        }
        Ok(())
    }

    fn question(&self, it: &QuestionGap) -> Vec<String> {
        let node = self.round.framework.node(&it.id);
        let level = |id: &OptionId| match node {
            Some(node) => words::aim(&self.round.framework, node, &Aim::Option(id.clone())),
            None => id.to_string(),
        };
        let now = it.now.as_ref().map_or_else(|| "not answered".to_owned(), level);
        let gap = it.gap.as_ref().map_or_else(
            || match &it.now {
                Some(_) => words::count(it.steps, "level", "levels"),
                None => "-".to_owned(),
            },
            |it| figure(Some(it)),
        );
        let lifts = if it.lifts { "leads to the next tier" } else { "" };
        let planned = it.planned.as_ref().map(|it| format!("planned: {}", it.action.short()));
        vec![
            self.name(&it.id),
            now,
            level(&it.target),
            gap,
            planned.unwrap_or_default(),
            lifts.to_owned(),
        ]
    }

    fn gate(&self, gate: &Gate, out: &mut Out) -> Result<(), Failure> {
        let place = gate.place.as_ref().and_then(|it| self.round.framework.node(it));
        let place = place.map_or_else(String::new, |it| format!("{}: ", words::node(it)));
        let meaning =
            if gate.meaning.is_empty() { String::new() } else { format!(". {}", gate.meaning) };
        let place = if place.is_empty() { "Next".to_owned() } else { format!("{place}next") };
        out.line(format!("{place} is {}{meaning}", gate.name))?;
        // What the conditions say of single questions is said once, below.
        let named = |it: &ConditionOutcome| {
            let detail = it.detail.to_string();
            gate.questions.iter().any(|question| detail.contains(&self.name(question)))
        };
        for condition in &gate.conditions {
            let detail =
                if named(condition) { Several::default() } else { condition.detail.clone() };
            let condition = ConditionOutcome { detail, ..condition.clone() };
            out.line(format!("  {}", condition_text(&condition)))?;
        }
        if !gate.questions.is_empty() {
            let n = words::count(gate.questions.len(), "question", "questions");
            let some: Vec<String> =
                gate.questions.iter().take(self.most).map(|it| self.name(it)).collect();
            let more = if gate.questions.len() > some.len() { " …" } else { "" };
            out.line(format!("  {n} short of it: {}{more}", some.join(", ")))?;
        }
        Ok(())
    }

    fn name(&self, id: &NodeId) -> String {
        let node: Option<&Node> = self.round.framework.node(id);
        node.map_or_else(|| id.to_string(), words::name)
    }
}

fn figure(number: Option<&Exact>) -> String {
    number.map_or_else(|| "-".to_owned(), |it| it.display(2))
}

fn least(number: &Exact) -> String {
    format!(" (from {})", number.display(2))
}
