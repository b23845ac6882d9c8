//! `muster result`: the tier, how sure it is, and why.

pub(super) mod compare;
pub(super) mod disagreement;
pub(super) mod lift;
mod print;

use muster_model::{
    framework::Framework,
    ids::MemberId,
    scoring::{
        Coverage, DimensionOutcome, Exact, LadderOutcome, Limits, MeasureOutcome, Outcome,
        Provisional, QuestionOutcome, Stale, Tier, told::Clause,
    },
    time::At,
    workspace::{LaneView, Review, ReviewState},
};
use serde::Serialize;

pub(super) use self::print::condition_text;
use self::print::{Extent, Print, figure};
use super::{desk::Desk, failure::Failure, find, out::Out};
use crate::cards;

/// Exact numbers stay exact in --json; here they are rounded for the eye.
#[derive(Debug, clap::Args)]
pub(super) struct Show {
    /// Say why: every rule with its numbers
    #[arg(long)]
    explain: bool,
    /// Show the result as it would be if everybody said this instead; nothing is changed
    #[arg(long, value_name = "QUESTION=LEVEL,…", value_delimiter = ',')]
    what_if: Vec<String>,
    /// Show the result as it was: a day, a day and time in UTC (“2026-11-21 14:30”), or when the review was opened,
    /// revealed or signed; read-only
    #[arg(long, value_name = "MOMENT", conflicts_with = "what_if")]
    at: Option<String>,
}

/// What `muster result --json` prints.
#[derive(Debug, Serialize)]
pub(crate) struct Told<'a> {
    /// Name of the tier; null while it can't be determined.
    tier: Option<&'a str>,
    /// Its id.
    tier_id: Option<String>,
    /// Why there is none.
    undetermined: Option<&'a Clause>,
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
    /// What has to be done or proven again.
    stale: &'a [Stale],
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
    /// The moment shown, if it is not now.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<At>,
    /// Whether answers that count are sealed for this device: the result is then not the shared one.
    sealed: bool,
    /// What is wrong with how lanes stand in the revealed round.
    alarms: Vec<Wrong>,
}

#[derive(Debug, Serialize)]
struct Wrong {
    member: MemberId,
    text: String,
    /// Whether somebody did this: no honest device can.
    foul: bool,
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
    /// Worst and best tier of it while answers are missing; null when none is.
    provisional: Option<Band<'a>>,
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
            undetermined: outcome.undetermined.as_ref(),
            provisional: outcome.provisional.as_ref().map(Band::of),
            coverage: outcome.coverage,
            dimensions: outcome.dimensions.iter().map(|it| Dimension::of(it, outcome)).collect(),
            measures: &outcome.measures,
            explanation: Explanation { ladders: &outcome.ladders, questions: &outcome.questions },
            stale: &outcome.stale,
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
            at: None,
            sealed: review.sealed,
            alarms: review.lanes.values().filter_map(Wrong::of).collect(),
        }
    }
}

impl Wrong {
    fn of(lane: &LaneView) -> Option<Self> {
        let alarm = lane.alarm?;
        Some(Self { member: lane.member, text: alarm.to_string(), foul: alarm.is_foul() })
    }
}

impl<'a> Dimension<'a> {
    fn of(outcome: &'a DimensionOutcome, whole: &'a Outcome) -> Self {
        let ladder = whole.ladder_of(&outcome.id);
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
            provisional: ladder.and_then(|it| it.provisional.as_ref()).map(Band::of),
        }
    }
}

impl<'a> Band<'a> {
    fn of(it: &'a Provisional) -> Self {
        let (worst, best) = (name(it.worst.as_ref()), name(it.best.as_ref()));
        Self { worst, best, exact: it.exact }
    }
}

impl Show {
    pub(super) async fn run(self, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
        let now = desk.round()?;
        let moment = match &self.at {
            Some(wanted) => Some(find::moment(now.workspace(), &now.review, wanted)?),
            None => None,
        };
        let round = match moment {
            Some(moment) => desk.round_at(&now, moment).await?,
            None => now,
        };
        if let Some(moment) = moment {
            out.line(format!("As it was at {moment}:\n"))?;
        }
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
        let limits = Limits::of(&round.framework);
        let print = Print { round: &round, outcome, framework: &round.framework, limits };
        print.head(out)?;
        print.dimensions(out)?;
        print.stale(if self.explain { Extent::All } else { Extent::Few }, out)?;
        if self.explain {
            print.why(out)?;
        } else {
            print.next_rung(out)?;
        }
        for it in cards::figures(&round.framework, Some(outcome), &cards::read(desk.data_dir()).all)
        {
            out.line(format!("\n{}: {} ({})", it.value, it.text, it.source))?;
        }
        let told = Told { at: moment, ..Told::of(&round.review, &round.framework, outcome) };
        if self.what_if.is_empty() {
            print.end(out)?;
            out.json(told)
        } else {
            // Nobody said this, so nobody's fingerprint stands under it.
            out.json(Told { fingerprint: "", inputs_hash: "", what_if: self.what_if, ..told })
        }
    }
}
