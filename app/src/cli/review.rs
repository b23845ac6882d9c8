//! `muster review` and `muster submit`: from opening to closing, and handing in.

use clap::Subcommand;
use muster_model::{
    control::op::{Role, Secrecy},
    edit::Edit,
    framework::Framework,
    ids::{MemberId, NodeId, ReviewId},
    time::Date,
    workspace::{Access, LaneView, Review, ReviewState, Workspace},
};
use serde_json::{Value, json};

use super::{
    Consent,
    desk::{Desk, Round},
    failure::Failure,
    find,
    out::Out,
    words,
};

#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// Open a review: one pass in time, like “2026 H2”
    Open(Open),
    /// See who answered how much and who handed in
    Status,
    /// Open everybody's answers to everybody
    Reveal {
        /// Even though not everybody handed in
        #[arg(long)]
        yes: bool,
    },
    /// End the review: nothing in it changes any more
    Close {
        /// Even though not everybody handed in
        #[arg(long)]
        yes: bool,
    },
    /// List the reviews
    List,
}

/// Unless said otherwise, everybody sees answers as they come.
#[derive(Debug, clap::Args)]
pub(super) struct Open {
    /// Title
    title: String,
    /// Nobody but facilitators sees others' answers before the reveal; the rest are encrypted
    #[arg(long, conflicts_with = "strict")]
    blind: bool,
    /// Nobody at all sees others' answers before the reveal
    #[arg(long)]
    strict: bool,
    /// When answers are wanted
    #[arg(long, value_name = "YYYY-MM-DD")]
    due: Option<Date>,
    /// Of which assessment, by title or id [default: the only one]
    #[arg(long, value_name = "TITLE|ID")]
    assessment: Option<String>,
    /// Who answers what; repeat it. `me` is yourself, `all` every dimension
    #[arg(long, value_name = "MEMBER=DIM,…")]
    assign: Vec<String>,
}

impl Verb {
    pub(super) async fn run(self, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
        match self {
            Self::Open(open) => open.run(desk, out).await,
            Self::Status => status(&desk.round()?, out),
            Self::Reveal { yes } => reveal(desk, yes.into(), out).await,
            Self::Close { yes } => close(desk, yes.into(), out).await,
            Self::List => list(&desk.shown()?.workspace, out),
        }
    }
}

impl Open {
    async fn run(self, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
        let shown = desk.shown()?;
        let workspace = &shown.workspace;
        let assessment = find::assessment(workspace, self.assessment.as_deref())?;
        let framework = workspace.frameworks.get(&assessment.framework).ok_or_else(|| {
            Failure::failed("The framework of this assessment is not here yet", "Sync first")
        })?;
        let mut assignments = Vec::new();
        for wanted in &self.assign {
            assignments.extend(assigned(workspace, framework, wanted)?);
        }
        assignments.sort();
        assignments.dedup();
        let people =
            assignments.iter().map(|(it, _)| it).collect::<std::collections::BTreeSet<_>>();
        let n = words::count(people.len(), "person", "people");
        let secrecy = match (self.blind, self.strict) {
            (_, true) => Secrecy::Strict,
            (true, false) => Secrecy::Blind,
            (false, false) => Secrecy::Open,
        };
        let edit = Edit::OpenReview {
            assessment: assessment.id,
            title: self.title.clone(),
            secrecy,
            due: self.due,
            assignments,
        };
        let saved = desk.edit(workspace.id, edit).await?;
        let shown = desk.shown()?;
        let mut made = saved.into_iter().map(ReviewId::of_op);
        let made = made.rfind(|it| shown.workspace.reviews.contains_key(it));
        out.line(format!("{} is open ({}), {n} assigned", self.title, words::secrecy(secrecy)))?;
        out.json(json!({ "review": made, "title": self.title, "secrecy": secrecy }))
    }
}

fn assigned(
    workspace: &Workspace,
    framework: &Framework,
    wanted: &str,
) -> Result<Vec<(MemberId, NodeId)>, Failure> {
    let Some((member, places)) = wanted.split_once('=') else {
        let headline = format!("“{wanted}” does not say who answers what");
        return Err(Failure::usage(headline, "Write MEMBER=DIM,DIM"));
    };
    let member = find::member(workspace, member.trim())?.id;
    let mut out = Vec::new();
    for place in places.split(',').map(str::trim).filter(|it| !it.is_empty()) {
        if place == "all" {
            out.extend(framework.dimensions().iter().map(|it| (member, it.id.clone())));
        } else {
            out.push((member, find::place(framework, place)?.id.clone()));
        }
    }
    Ok(out)
}

async fn reveal(desk: &Desk, consent: Consent, out: &mut Out) -> Result<(), Failure> {
    let round = desk.round()?;
    let missing = missing(&round);
    if !missing.is_empty() && consent == Consent::Missing && round.review.state == ReviewState::Open
    {
        let headline = format!("Not handed in yet: {}", missing.join(", "));
        let remedy = if round.review.secrecy == Secrecy::Strict {
            "Wait for them, or say --yes: their answers stay sealed until their own device opens them, for good if \
             it never comes back"
        } else {
            "Wait for them, or say --yes: then what has arrived of their answers counts. It can't be taken back"
        };
        return Err(Failure::decision(headline, remedy));
    }
    desk.edit(round.workspace().id, Edit::Reveal(round.review.id)).await?;
    out.line(format!("{} is revealed: everybody sees everything from now on", round.review.title))?;
    out.json(json!({ "review": round.review.id, "state": "revealed", "missing": missing }))
}

async fn close(desk: &Desk, consent: Consent, out: &mut Out) -> Result<(), Failure> {
    let round = desk.round()?;
    let missing = missing(&round);
    let sealed = round.review.state == ReviewState::Open && round.review.secrecy != Secrecy::Open;
    if consent == Consent::Missing && (sealed || !missing.is_empty()) {
        let headline = match (sealed, missing.as_slice()) {
            (true, []) => format!("{} was never revealed", round.review.title),
            (_, missing) => format!("Not handed in: {}", missing.join(", ")),
        };
        let remedy = if sealed {
            "Reveal first with `muster review reveal`. Or say --yes: what is sealed then stays sealed, and nothing \
             can be answered or agreed in it any more. It can't be taken back"
        } else {
            "Wait for them, or say --yes: what they have not sent by now does not count. It can't be taken back"
        };
        return Err(Failure::decision(headline, remedy));
    }
    desk.edit(round.workspace().id, Edit::CloseReview(round.review.id)).await?;
    out.line(format!("{} is closed", round.review.title))?;
    out.json(json!({ "review": round.review.id, "state": "closed", "missing": missing }))
}

/// Names who has a part in the review and did not hand in.
fn missing(round: &Round) -> Vec<String> {
    let lanes = round.review.lanes.values().filter(|it| it.handed_in.is_none());
    lanes.map(|it| words::member(round.workspace(), it.member)).collect()
}

fn status(round: &Round, out: &mut Out) -> Result<(), Failure> {
    let review = &round.review;
    out.line(format!(
        "{}: {}, {}",
        review.title,
        words::state(review.state),
        words::secrecy(review.secrecy)
    ))?;
    if let Some(due) = review.due {
        out.line(format!("Answers are wanted by {due}"))?;
    }
    let mut rows = vec![["member", "answered", "handed in", ""].map(str::to_owned).into()];
    let mut people = Vec::new();
    for lane in review.lanes.values() {
        let told = lane_value(round, lane);
        rows.push(lane_row(round, lane));
        people.push(told);
    }
    out.table(&rows)?;
    let coverage = review.result.as_ref().map(|it| it.coverage);
    if let Some(coverage) = coverage {
        out.line(format!(
            "{} of {} questions have an answer that can be read here",
            coverage.answered, coverage.applicable
        ))?;
    }
    out.json(json!({
        "review": review_value(review), "people": people, "coverage": coverage, "sealed": review.sealed,
    }))
}

fn progress(round: &Round, lane: &LaneView) -> (usize, usize) {
    let questions = round.review.questions_of(&round.framework, lane.member);
    let answered = |id: &NodeId| lane.answers.get(id).is_some_and(|it| it.now.answer.is_some());
    (questions.iter().filter(|it| answered(&it.id)).count(), questions.len())
}

fn lane_row(round: &Round, lane: &LaneView) -> Vec<String> {
    let (answered, assigned) = progress(round, lane);
    let (answered, remark) = match lane.access {
        Access::Mine => (format!("{answered} of {assigned}"), "this is you"),
        Access::Readable => (format!("{answered} of {assigned}"), ""),
        Access::Sealed => (format!("? of {assigned}"), "sealed"),
    };
    let handed_in =
        lane.handed_in.as_ref().map_or_else(|| "no".to_owned(), |(at, _)| at.to_string());
    let removed =
        round.workspace().members.get(&lane.member).is_some_and(|it| it.removed.is_some());
    let marks = [
        removed.then(|| "removed".to_owned()),
        Some(remark.to_owned()).filter(|it| !it.is_empty()),
        lane.alarm.map(|it| it.to_string()),
        (!lane.late.is_empty()).then(|| {
            let n = words::count(lane.late.len(), "answer", "answers");
            format!("{n} changed after the reveal, outside the round")
        }),
    ];
    let remark = marks.into_iter().flatten().collect::<Vec<_>>().join("; ");
    vec![words::member(round.workspace(), lane.member), answered, handed_in, remark]
}

fn lane_value(round: &Round, lane: &LaneView) -> Value {
    let (answered, assigned) = progress(round, lane);
    let answered = (lane.access != Access::Sealed).then_some(answered);
    json!({
        "member": lane.member,
        "name": words::member(round.workspace(), lane.member),
        "access": lane.access,
        "assigned": assigned,
        "answered": answered,
        "handed_in": lane.handed_in.as_ref().map(|(at, _)| at),
        "late": lane.late,
        "alarm": lane.alarm.map(|it| it.to_string()),
    })
}

fn review_value(review: &Review) -> Value {
    json!({
        "id": review.id, "title": review.title, "state": review.state, "secrecy": review.secrecy,
        "due": review.due, "opened": review.opened, "assessment": review.assessment,
    })
}

fn list(workspace: &Workspace, out: &mut Out) -> Result<(), Failure> {
    let mut all: Vec<_> = workspace.reviews.values().collect();
    all.sort_by_key(|it| it.ordinal);
    let mut rows = vec![["title", "id", "state", "secrecy", "handed in"].map(str::to_owned).into()];
    for review in &all {
        let in_hand = review.lanes.values().filter(|it| it.handed_in.is_some()).count();
        rows.push(vec![
            review.title.clone(),
            review.id.short(),
            words::state(review.state).to_owned(),
            words::secrecy(review.secrecy).to_owned(),
            format!("{in_hand} of {}", review.lanes.len()),
        ]);
    }
    if all.is_empty() {
        out.line("There is no review yet.")?;
    } else {
        out.table(&rows)?;
    }
    let today = muster_sync::node::clock::now().date();
    let due: Vec<_> =
        all.iter().filter_map(|it| Some((it.id, workspace.next_review(it, today)?))).collect();
    for (_, it) in &due {
        out.line(format!("\n{}", it.words()))?;
    }
    let due: Vec<Value> =
        due.iter().map(|(id, it)| json!({ "after": id, "due": it.due, "days": it.days })).collect();
    let told: Vec<Value> = all.iter().map(|it| review_value(it)).collect();
    out.json(json!({ "reviews": told, "next": due }))
}

/// A statement that your answers can be talked about; not a lock.
#[derive(Debug, clap::Args)]
pub(super) struct Submit {
    /// Even though two of your devices say different things
    #[arg(long)]
    anyway: bool,
}

impl Submit {
    pub(super) async fn run(self, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
        let round = desk.round()?;
        if round.workspace().my_role() == Some(Role::Observer) {
            return Err(Failure::failed("Observers have no answers to hand in", ""));
        }
        let lane = round.workspace().me.and_then(|it| round.review.lanes.get(&it));
        let conflicts: Vec<String> = lane
            .into_iter()
            .flat_map(|it| it.answers.iter())
            .filter(|(_, it)| it.is_conflict())
            .map(|(id, _)| round.framework.node(id).map_or_else(|| id.to_string(), words::name))
            .collect();
        if !conflicts.is_empty() && !self.anyway {
            let headline =
                format!("Your devices say different things to: {}", conflicts.join(", "));
            let remedy =
                "See both with `muster answer QUESTION`, choose with --keep N; or say --anyway";
            return Err(Failure::decision(headline, remedy));
        }
        let (answered, assigned) = lane.map_or((0, 0), |it| progress(&round, it));
        desk.edit(round.workspace().id, Edit::Submit(round.review.id)).await?;
        out.line(format!("Handed in: {answered} of your {assigned} questions answered"))?;
        out.json(json!({ "review": round.review.id, "answered": answered, "assigned": assigned }))
    }
}
