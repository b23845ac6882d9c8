//! What Overview says about the entries of a round: one's own first. Every device checks every entry after the reveal.

use muster_model::{
    control::op::Role,
    ids::{NodeId, ReviewId},
    workspace::{LaneView, Review, ReviewState, Workspace},
};

use crate::screens::words;

/// Most questions named in one sentence.
const NAMED: usize = 5;

/// What is said about the entries of a round.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entries {
    /// What somebody did who revealed: headline and what to do.
    pub alarms: Vec<(String, String)>,
    /// What happened without anybody's fault, a sentence each.
    pub notes: Vec<String>,
    /// That my own entry is what I handed in, once it was checked.
    pub mine: Option<String>,
}

/// Changes of mine that do not count any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// What.
    pub headline: String,
    /// Why, and where.
    pub sentence: String,
    /// Where to answer again, if I may.
    pub again: Option<(ReviewId, NodeId)>,
}

impl Entries {
    /// Looks at every entry of `review`.
    pub fn of(workspace: &Workspace, review: &Review) -> Self {
        let mut out = Self::default();
        let mut lanes: Vec<&LaneView> = review.lanes.values().collect();
        lanes.sort_by_key(|it| (Some(it.member) != workspace.me, it.member));
        for lane in lanes {
            let mine = Some(lane.member) == workspace.me;
            let who = words::who(workspace, lane.member).name;
            match lane.alarm {
                Some(alarm) if alarm.is_foul() => {
                    let whose = if mine {
                        "your own entry".to_owned()
                    } else {
                        format!("the entry of {who}")
                    };
                    let headline = format!("Alarm about {whose}: {alarm}");
                    let remedy = "Nobody can forge a signature, so what was handed in counts on every device. \
                                  Tell the others, and ask whoever revealed how it came about.";
                    out.alarms.push((headline, remedy.to_owned()));
                }
                Some(alarm) if mine => out.notes.push(format!("Your own entry: {alarm}")),
                Some(alarm) => out.notes.push(format!("{who}: {alarm}")),
                None if mine => out.mine = own(review, lane),
                None => {}
            }
            out.notes.extend(late(lane, if mine { "you" } else { &who }));
        }
        out
    }
}

fn own(review: &Review, lane: &LaneView) -> Option<String> {
    let revealed = review.state != ReviewState::Open;
    match (revealed, &lane.handed_in) {
        (true, Some(_)) => {
            Some("Your own entry was checked: what counts is what you handed in.".to_owned())
        }
        (true, None) if !lane.counted.is_empty() => Some(
            "You did not hand in: the reveal took your answers as they had arrived.".to_owned(),
        ),
        (true, None) if !lane.answers.is_empty() => {
            Some("You did not hand in, so your answers have no part in the round.".to_owned())
        }
        (true | false, _) => None,
    }
}

/// Says how much changed after the reveal: it stays outside the round.
fn late(lane: &LaneView, who: &str) -> Option<String> {
    let n = words::count(lane.late.len(), "answer", "answers");
    (!lane.late.is_empty()).then(|| format!("After the reveal, outside the round: {n} by {who}"))
}

/// Returns what of mine was dropped, and whether I can answer again.
pub fn lost(workspace: &Workspace) -> Vec<Lost> {
    let answers = workspace.my_role() >= Some(Role::Respondent);
    let told = |it: &muster_model::workspace::Dropped| {
        let n = words::count(it.changes, "change of yours", "changes of yours");
        let does = if it.changes == 1 { "does" } else { "do" };
        let review = it.review.and_then(|id| workspace.reviews.get(&id));
        let framework = review.and_then(|it| workspace.framework_of(it));
        let name = |id: &NodeId| {
            let node = framework.and_then(|it| it.node(id));
            node.map_or_else(
                || id.to_string(),
                |it| {
                    if it.reference.is_empty() { it.id.to_string() } else { it.reference.clone() }
                },
            )
        };
        let named: Vec<String> = it.questions.iter().take(NAMED).map(name).collect();
        let more = it.questions.len().saturating_sub(named.len());
        let named = named.join(", ");
        let where_ = match (named.as_str(), more) {
            ("", _) => String::new(),
            (named, 0) => format!(" It was about {named}."),
            (named, more) => format!(" It was about {named} and {more} more."),
        };
        let open = review.filter(|it| answers && it.state != ReviewState::Closed);
        Lost {
            headline: format!("{n} in “{}” {does} not count any more", it.title),
            sentence: format!(
                "They had not arrived where your device was revoked, or your role changed, when that happened.{where_}"
            ),
            again: open.and_then(|review| Some((review.id, it.questions.first()?.clone()))),
        }
    };
    workspace.dropped.iter().map(told).collect()
}
