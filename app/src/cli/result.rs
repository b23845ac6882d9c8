//! `muster result`: the tier, how sure it is, and why.

pub(super) mod compare;
pub(super) mod disagreement;
pub(super) mod lift;

use muster_model::{
    framework::Framework,
    scoring::{
        ConditionOutcome, Coverage, DimensionOutcome, Exact, LadderOutcome, MeasureOutcome,
        Outcome, Provisional, QuestionOutcome, Tier,
    },
    workspace::{Review, ReviewState, Workspace},
};
use serde::Serialize;

use super::{
    desk::{Desk, Round},
    failure::Failure,
    out::Out,
    words,
};

/// Exact numbers stay exact in --json; here they are rounded for the eye.
#[derive(Debug, clap::Args)]
pub(super) struct Show {
    /// Say why: every rule with its numbers
    #[arg(long)]
    explain: bool,
    /// Show the result as it would be if everybody said this instead; nothing is changed
    #[arg(long, value_name = "QUESTION=LEVEL,…", value_delimiter = ',')]
    what_if: Vec<String>,
}

/// What `muster result --json` prints.
#[derive(Debug, Serialize)]
pub(crate) struct Told<'a> {
    /// Name of the tier; null while it can't be determined.
    tier: Option<&'a str>,
    /// Its id.
    tier_id: Option<String>,
    /// Why there is none.
    undetermined: Option<&'a str>,
    /// Worst and best tier while answers are missing; null when none is.
    provisional: Option<Band<'a>>,
    /// How much is answered.
    coverage: Coverage,
    /// Each dimension.
    dimensions: Vec<Dimension<'a>>,
    /// Every measure at every place.
    measures: &'a [MeasureOutcome],
    /// Why: ladders with their conditions, and how each question got its value.
    explanation: Explanation<'a>,
    /// What was applied.
    framework: Applied<'a>,
    /// Which review.
    review: Which<'a>,
    /// Equal codes mean equal inputs and tier.
    fingerprint: &'a str,
    /// The hash behind it.
    inputs_hash: &'a str,
    /// What was imagined; left out of a real result.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    what_if: Vec<String>,
    /// Whether answers that count are sealed for this device: the result is then not the shared one.
    sealed: bool,
}

#[derive(Debug, Serialize)]
struct Band<'a> {
    worst: Option<&'a str>,
    best: Option<&'a str>,
    exact: bool,
}

#[derive(Debug, Serialize)]
struct Dimension<'a> {
    id: &'a str,
    title: &'a str,
    tier: Option<&'a str>,
    tier_id: Option<String>,
    score: Option<&'a Exact>,
    worst: Option<&'a Exact>,
    best: Option<&'a Exact>,
    /// People who answered any of its questions.
    n: usize,
    answered: usize,
    applicable: usize,
}

#[derive(Debug, Serialize)]
struct Explanation<'a> {
    ladders: &'a [LadderOutcome],
    questions: &'a std::collections::BTreeMap<muster_model::ids::NodeId, QuestionOutcome>,
}

#[derive(Debug, Serialize)]
struct Applied<'a> {
    id: &'a str,
    version: &'a str,
    hash: muster_model::ids::FrameworkHash,
    licence: &'a str,
}

#[derive(Debug, Serialize)]
struct Which<'a> {
    id: muster_model::ids::ReviewId,
    title: &'a str,
    state: ReviewState,
    as_of: muster_model::time::Date,
}

fn name(tier: Option<&Tier>) -> Option<&str> {
    tier.map(|it| it.name.as_str())
}

impl<'a> Told<'a> {
    /// Puts a result into the shape for machines.
    pub(crate) fn of(review: &'a Review, framework: &'a Framework, outcome: &'a Outcome) -> Self {
        let pack = framework.pack();
        Self {
            tier: name(outcome.tier.as_ref()),
            tier_id: outcome.tier.as_ref().map(|it| it.id.to_string()),
            undetermined: outcome.undetermined.as_deref(),
            provisional: outcome.provisional.as_ref().map(|it| Band {
                worst: name(it.worst.as_ref()),
                best: name(it.best.as_ref()),
                exact: it.exact,
            }),
            coverage: outcome.coverage,
            dimensions: outcome.dimensions.iter().map(Dimension::of).collect(),
            measures: &outcome.measures,
            explanation: Explanation { ladders: &outcome.ladders, questions: &outcome.questions },
            framework: Applied {
                id: pack.id.as_str(),
                version: &pack.version,
                hash: framework.hash(),
                licence: &pack.licence,
            },
            review: Which {
                id: review.id,
                title: &review.title,
                state: review.state,
                as_of: review.as_of,
            },
            fingerprint: &review.fingerprint,
            inputs_hash: &review.inputs_hash,
            what_if: Vec::new(),
            sealed: review.sealed,
        }
    }
}

impl<'a> Dimension<'a> {
    fn of(outcome: &'a DimensionOutcome) -> Self {
        Self {
            id: outcome.id.as_str(),
            title: &outcome.title,
            tier: name(outcome.tier.as_ref()),
            tier_id: outcome.tier.as_ref().map(|it| it.id.to_string()),
            score: outcome.score.as_ref(),
            worst: outcome.worst.as_ref(),
            best: outcome.best.as_ref(),
            n: outcome.people,
            answered: outcome.answered,
            applicable: outcome.applicable,
        }
    }
}

impl Show {
    pub(super) fn run(self, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
        let round = desk.round()?;
        let outcome = round.review.result.as_ref().ok_or_else(|| {
            Failure::failed("There is no result yet", "Sync first: part of the review is not here")
        })?;
        let imagined;
        let outcome = if self.what_if.is_empty() {
            outcome
        } else {
            imagined = std::sync::Arc::new(lift::what_if(&round, &self.what_if)?);
            out.line(format!("If everybody said {}:\n", self.what_if.join(", ")))?;
            &imagined
        };
        let print = Print { round: &round, outcome, framework: &round.framework };
        print.head(out)?;
        print.dimensions(out)?;
        if self.explain {
            print.why(out)?;
        } else {
            print.next_rung(out)?;
        }
        let told = Told::of(&round.review, &round.framework, outcome);
        if self.what_if.is_empty() {
            print.end(out)?;
            out.json(told)
        } else {
            // Nobody said this, so nobody's fingerprint stands under it.
            out.json(Told { fingerprint: "", inputs_hash: "", what_if: self.what_if, ..told })
        }
    }
}

/// Prints a result for people.
struct Print<'a> {
    round: &'a Round,
    outcome: &'a Outcome,
    framework: &'a Framework,
}

impl Print<'_> {
    fn head(&self, out: &mut Out) -> Result<(), Failure> {
        let Self { round, outcome, .. } = self;
        let review = &round.review;
        let title = assessment_title(round.workspace(), review);
        out.line(format!("{title} · {}, {}", review.title, words::state(review.state)))?;
        if self.main_ladder().is_some() {
            out.line(format!("\nTier: {}", words::tier(outcome.tier.as_ref())))?;
            if let Some(why) = &outcome.undetermined {
                out.line(format!("  {why}"))?;
            }
        } else {
            out.line("\nThis framework names no overall tier.")?;
        }
        self.overall(out)?;
        if let Some(band) = &outcome.provisional {
            out.line(provisional(band, outcome.tier.as_ref()))?;
        }
        let narrowed = review.settings.baselines();
        if !narrowed.is_empty() {
            let names: Vec<&str> = narrowed.iter().map(|it| it.as_str()).collect();
            out.line(format!("Baseline: {}", names.join(" + ")))?;
        }
        let coverage = outcome.coverage;
        let people = words::count(coverage.people, "person", "people");
        out.line(format!(
            "Coverage: {} of {} questions answered, by {people}",
            coverage.answered, coverage.applicable
        ))?;
        if review.sealed {
            out.line(
                "Sealed: not all answers can be read here, so this is not the shared result yet",
            )?;
        }
        Ok(())
    }

    /// The figures of the whole, where a framework computes some.
    fn overall(&self, out: &mut Out) -> Result<(), Failure> {
        for it in self.outcome.measures.iter().filter(|it| it.place.is_none()) {
            let value = it.value.as_ref().map_or_else(|| "no value yet".to_owned(), figure);
            out.line(format!("{}: {value}", it.title))?;
        }
        Ok(())
    }

    fn dimensions(&self, out: &mut Out) -> Result<(), Failure> {
        let head = ["", "tier", "score", "answered", "people"];
        let mut rows = vec![head.map(str::to_owned).into()];
        for it in &self.outcome.dimensions {
            let score = it.score.as_ref().map_or_else(|| "-".to_owned(), |it| it.display(2));
            rows.push(vec![
                it.title.clone(),
                it.tier.as_ref().map_or_else(|| "-".to_owned(), |it| it.name.clone()),
                score,
                format!("{} of {}", it.answered, it.applicable),
                it.people.to_string(),
            ]);
        }
        out.line("")?;
        out.table(&rows)
    }

    fn main_ladder(&self) -> Option<&LadderOutcome> {
        self.outcome.ladders.iter().find(|it| it.place.is_none())
    }

    /// What stops the climb, in a line or two.
    fn next_rung(&self, out: &mut Out) -> Result<(), Failure> {
        if self.outcome.undetermined.is_some() {
            return out.line("\n`muster result --explain` shows every rule with its numbers.");
        }
        let Some(ladder) = self.main_ladder() else { return Ok(()) };
        let stopped = ladder.stopped_by.as_ref();
        let Some(rung) = stopped.and_then(|id| ladder.rungs.iter().find(|it| it.id == *id)) else {
            return Ok(());
        };
        out.line(format!("\nNot {} yet:", rung.name))?;
        for condition in rung.conditions.iter().filter(|it| it.holds != Some(true)) {
            out.line(format!("  {}", condition_text(condition)))?;
        }
        out.line("`muster result --explain` shows every rule with its numbers.")
    }

    fn why(&self, out: &mut Out) -> Result<(), Failure> {
        for ladder in &self.outcome.ladders {
            let place = ladder.place.as_ref().and_then(|it| self.framework.node(it));
            let place = place.map_or_else(String::new, |it| format!(", {}", words::title(it)));
            let reached = words::tier(ladder.reached.as_ref());
            out.line(format!("\n{}{place}: {reached}", ladder.title))?;
            if let Some(why) = &ladder.undetermined {
                out.line(format!("  {why}"))?;
            }
            for rung in &ladder.rungs {
                out.line(format!("  {}: {}", rung.name, holds(rung.holds)))?;
                for condition in &rung.conditions {
                    let mark = holds(condition.holds);
                    out.line(format!("    {mark}: {}", condition_text(condition)))?;
                }
            }
        }
        for measure in &self.outcome.measures {
            self.measure(measure, out)?;
        }
        Ok(())
    }

    fn measure(&self, measure: &MeasureOutcome, out: &mut Out) -> Result<(), Failure> {
        let place = measure.place.as_ref().and_then(|it| self.framework.node(it));
        let place = place.map_or_else(String::new, |it| format!(", {}", words::title(it)));
        let value = match (&measure.value, &measure.blocked) {
            (Some(value), _) => value.display(2),
            (None, Some(why)) => format!("no value: {why}"),
            (None, None) => "no value".to_owned(),
        };
        out.line(format!("\n{}{place}: {value}", measure.title))?;
        if !measure.rule.is_empty() {
            out.line(format!("  {}", measure.rule))?;
        }
        let used: Vec<String> =
            measure.used.iter().map(|(name, value)| format!("{name} {}", figure(value))).collect();
        if !used.is_empty() {
            out.line(format!("  used: {}", used.join(", ")))?;
        }
        let excluded: Vec<String> =
            measure.excluded.iter().map(|(name, why)| format!("{name} ({why})")).collect();
        if !excluded.is_empty() {
            out.line(format!("  left out: {}", excluded.join(", ")))?;
        }
        if !measure.missing.is_empty() {
            out.line(format!("  missing: {}", measure.missing.join(", ")))?;
        }
        Ok(())
    }

    fn end(&self, out: &mut Out) -> Result<(), Failure> {
        let pack = self.framework.pack();
        out.line(format!("\nFingerprint: {}", self.round.review.fingerprint))?;
        out.line("Whoever sees the same fingerprint has the same answers and the same tier.")?;
        let licence = if pack.licence.is_empty() { "" } else { ", " };
        out.line(format!("Framework: {} {}{licence}{}", pack.id, pack.version, pack.licence))
    }
}

/// Says what the answers still missing can lead to.
fn provisional(band: &Provisional, tier: Option<&Tier>) -> String {
    let (worst, best) = (words::tier(band.worst.as_ref()), words::tier(band.best.as_ref()));
    if band.worst != band.best {
        let exact = if band.exact { "" } else { " at most" };
        format!("Provisional: from {worst} to {best}{exact}, by what is still missing")
    } else if band.best.as_ref() == tier {
        format!("Provisional: it stays {best}, whatever is said to what is still missing")
    } else {
        format!("Provisional: it will be {best}, whatever is said to what is still missing")
    }
}

fn assessment_title(workspace: &Workspace, review: &Review) -> String {
    let assessment = workspace.assessments.get(&review.assessment);
    assessment.map_or_else(|| workspace.name.clone(), |it| it.title.clone())
}

fn holds(holds: Option<bool>) -> &'static str {
    match holds {
        Some(true) => "yes",
        Some(false) => "no",
        None => "not determined",
    }
}

/// Rounds for the eye: two digits at most.
fn figure(number: &Exact) -> String {
    let text = number.display(2);
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

pub(super) fn condition_text(condition: &ConditionOutcome) -> String {
    let margin = condition.margin.as_ref().map(|it| format!(", margin {}", figure(it)));
    let figures = condition
        .value
        .as_ref()
        .map(|it| format!(" (is {}{})", figure(it), margin.unwrap_or_default()));
    let apart = if condition.detail.is_empty() { "" } else { ": " };
    format!("{}{}{apart}{}", condition.text, figures.unwrap_or_default(), condition.detail)
}
