//! A result for people, line by line.

use muster_model::{
    framework::Framework,
    ids::NodeId,
    scoring::{
        ConditionOutcome, DimensionOutcome, Exact, LadderOutcome, Limits, MeasureOutcome, Outcome,
        Provisional,
    },
    workspace::{Review, Workspace},
};

use crate::cli::{desk::Round, failure::Failure, out::Out, words};

/// Most things due that are told before one asks for more.
const FEW: usize = 5;

/// How much is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// The first few.
    Few,
    /// All of it.
    All,
}

/// Prints a result for people.
pub(super) struct Print<'a> {
    pub(super) round: &'a Round,
    pub(super) outcome: &'a Outcome,
    pub(super) framework: &'a Framework,
    pub(super) limits: Limits,
}

impl Print<'_> {
    pub(super) fn head(&self, out: &mut Out) -> Result<(), Failure> {
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
            let settled = band.worst == band.best;
            let by = if settled { "whatever is said to" } else { "by" };
            out.line(format!("Provisional: {}, {by} what is still missing", reach(band)))?;
        }
        let narrowed = review.settings.baselines();
        if !narrowed.is_empty() {
            let names: Vec<&str> = narrowed.iter().map(muster_model::ids::Name::as_str).collect();
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
        self.entries(out)
    }

    /// What is wrong with somebody's entry in the round, and what changed after it.
    fn entries(&self, out: &mut Out) -> Result<(), Failure> {
        let workspace = self.round.workspace();
        for lane in self.round.review.lanes.values() {
            let whose = if Some(lane.member) == workspace.me {
                "your own entry".to_owned()
            } else {
                format!("the entry of {}", words::member(workspace, lane.member))
            };
            if let Some(alarm) = lane.alarm {
                let kind = if alarm.is_foul() { "ALARM" } else { "Note" };
                out.line(format!("{kind}, {whose}: {alarm}"))?;
            }
            if !lane.late.is_empty() {
                let n = words::count(lane.late.len(), "answer", "answers");
                out.line(format!("After the reveal, outside the round: {n} of {whose}"))?;
            }
        }
        Ok(())
    }

    /// The figures of the whole, where a framework computes some.
    fn overall(&self, out: &mut Out) -> Result<(), Failure> {
        for it in self.outcome.measures.iter().filter(|it| it.place.is_none()) {
            let value = it.value.as_ref().map(|value| self.limits.figure(&it.measure, value));
            let value = value.map_or_else(|| "no value yet".to_owned(), |it| it.to_string());
            out.line(format!("{}: {value}", it.title))?;
        }
        Ok(())
    }

    pub(super) fn dimensions(&self, out: &mut Out) -> Result<(), Failure> {
        let any_band = self.outcome.dimensions.iter().any(|it| self.band(&it.id).is_some());
        let mut head = vec!["", "tier", "score", "answered", "people"];
        head.extend(any_band.then_some("tier by what is missing"));
        let mut rows: Vec<Vec<String>> = vec![head.into_iter().map(str::to_owned).collect()];
        for it in &self.outcome.dimensions {
            let mut row = vec![
                it.title.clone(),
                it.tier.as_ref().map_or_else(|| "-".to_owned(), |it| it.name.clone()),
                self.score(it),
                format!("{} of {}", it.answered, it.applicable),
                it.people.to_string(),
            ];
            row.extend(self.band(&it.id).map(reach));
            rows.push(row);
        }
        out.line("")?;
        out.table(&rows)
    }

    /// Two digits, and the exact score where these would be in another band.
    fn score(&self, it: &DimensionOutcome) -> String {
        let Some(value) = &it.score else { return "-".to_owned() };
        match self.limits.score(self.outcome, &it.id, value).exactly {
            None => value.display(2),
            Some(exactly) => format!("{} (exactly {exactly})", value.display(2)),
        }
    }

    /// What the missing answers can still make of a dimension's tier.
    fn band(&self, dimension: &NodeId) -> Option<&Provisional> {
        self.outcome.ladder_of(dimension)?.provisional.as_ref()
    }

    /// What has to be done or proven again: all of it, or the first few.
    pub(super) fn stale(&self, extent: Extent, out: &mut Out) -> Result<(), Failure> {
        let most = if extent == Extent::All { usize::MAX } else { FEW };
        let due = &self.outcome.stale;
        if due.is_empty() {
            return Ok(());
        }
        let n = words::count(due.len(), "thing is", "things are");
        out.line(format!("\n{n} due again, as of {}:", self.round.review.as_of))?;
        for it in due.iter().take(most) {
            let question = self.framework.node(&it.question);
            let name = question.map_or_else(|| it.question.to_string(), words::name);
            out.line(format!("  {name}  {}", it.words()))?;
        }
        match due.len().saturating_sub(most) {
            0 => Ok(()),
            more => out.line(format!("  and {more} more, with --explain")),
        }
    }

    fn main_ladder(&self) -> Option<&LadderOutcome> {
        self.outcome.ladders.iter().find(|it| it.place.is_none())
    }

    /// What stops the climb, in a line or two.
    pub(super) fn next_rung(&self, out: &mut Out) -> Result<(), Failure> {
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

    pub(super) fn why(&self, out: &mut Out) -> Result<(), Failure> {
        for ladder in &self.outcome.ladders {
            let place = ladder.place.as_ref().and_then(|it| self.framework.node(it));
            let place = place.map_or_else(String::new, |it| format!(", {}", words::title(it)));
            let reached = words::tier(ladder.reached.as_ref());
            out.line(format!("\n{}{place}: {reached}", ladder.title))?;
            if let Some(why) = &ladder.undetermined {
                out.line(format!("  {why}"))?;
            }
            if let Some(band) = &ladder.provisional {
                out.line(format!("  provisional: {}", reach(band)))?;
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
            (Some(value), _) => self.limits.figure(&measure.measure, value).to_string(),
            (None, Some(why)) => format!("no value: {why}"),
            (None, None) => "no value".to_owned(),
        };
        out.line(format!("\n{}{place}: {value}", measure.title))?;
        out.line(format!("  {}", measure.rule))?;
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

    pub(super) fn end(&self, out: &mut Out) -> Result<(), Failure> {
        let pack = self.framework.pack();
        out.line(format!("\nFingerprint: {}", self.round.review.fingerprint))?;
        out.line("Whoever sees the same fingerprint has the same answers and the same tier.")?;
        let licence = if pack.licence.is_empty() { "" } else { ", " };
        out.line(format!("Framework: {} {}{licence}{}", pack.id, pack.version, pack.licence))
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
pub(super) fn figure(number: &Exact) -> String {
    let text = number.display(2);
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

/// Says how far missing answers can lead: `from Basic to Advanced`.
fn reach(band: &Provisional) -> String {
    let (worst, best) = (words::tier(band.worst.as_ref()), words::tier(band.best.as_ref()));
    let exact = if band.exact { "" } else { " at most" };
    if worst == best {
        format!("it will be {best}")
    } else {
        format!("from {worst} to {best}{exact}")
    }
}

pub(in crate::cli) fn condition_text(condition: &ConditionOutcome) -> String {
    let margin = condition.margin_for_people().map(|it| format!(", margin {it}"));
    let figures = condition
        .value
        .as_ref()
        .map(|it| format!(" (is {}{})", figure(it), margin.unwrap_or_default()));
    let apart = if condition.detail.is_empty() { "" } else { ": " };
    let detail = condition.detail_for_people();
    format!("{}{}{apart}{detail}", condition.text, figures.unwrap_or_default())
}
