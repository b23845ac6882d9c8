//! What Overview says about the entries of a round: one's own first. Every device checks every entry after the reveal.

use muster_model::{
    control::op::Role,
    ids::{NodeId, ReviewId},
    workspace::{Alarm, LaneView, Review, ReviewState, Workspace},
};

use crate::{say::say, screens::words};

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
                    let headline = if mine {
                        say!("overview-alarm-mine", alarm = word(alarm))
                    } else {
                        say!("overview-alarm-other", name = &who, alarm = word(alarm))
                    };
                    let remedy = say!("overview-alarm-remedy");
                    out.alarms.push((headline, remedy.to_owned()));
                }
                Some(alarm) if mine => {
                    out.notes.push(say!("overview-note-mine", note = word(alarm)));
                }
                Some(alarm) => out.notes.push(format!("{who}: {}", word(alarm))),
                None if mine => out.mine = own(review, lane),
                None => {}
            }
            out.notes.extend(late(lane, (!mine).then_some(&who)));
        }
        out
    }
}

/// Says what is wrong with an entry.
fn word(alarm: Alarm) -> &'static str {
    match alarm {
        Alarm::Altered => say!("overview-altered"),
        Alarm::LeftOut => say!("overview-left-out"),
        Alarm::Crossed => say!("overview-crossed"),
        Alarm::NotHere => say!("overview-not-here"),
    }
}

fn own(review: &Review, lane: &LaneView) -> Option<String> {
    let revealed = review.state != ReviewState::Open;
    match (revealed, &lane.handed_in) {
        (true, Some(_)) => Some(say!("overview-mine-checked").to_owned()),
        (true, None) if !lane.counted.is_empty() => Some(say!("overview-mine-taken").to_owned()),
        (true, None) if !lane.answers.is_empty() => Some(say!("overview-mine-no-part").to_owned()),
        (true | false, _) => None,
    }
}

/// Says how much changed after the reveal: it stays outside the round.
fn late(lane: &LaneView, other: Option<&String>) -> Option<String> {
    match (lane.late.len(), other) {
        (0, _) => None,
        (n, None) => Some(say!("overview-late-mine", n = n)),
        (n, Some(name)) => Some(say!("overview-late", n = n, name = name)),
    }
}

/// Returns what of mine was dropped, and whether I can answer again.
pub fn lost(workspace: &Workspace) -> Vec<Lost> {
    let answers = workspace.my_role() >= Some(Role::Respondent);
    let told = |it: &muster_model::workspace::Dropped| {
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
        let means = say!("overview-lost-means");
        let sentence = match (named.as_str(), more) {
            ("", _) => means.to_owned(),
            (named, 0) => format!("{means} {}", say!("overview-lost-about", names = named)),
            (named, more) => {
                format!("{means} {}", say!("overview-lost-about-more", names = named, n = more))
            }
        };
        let open = review.filter(|it| answers && it.state != ReviewState::Closed);
        Lost {
            headline: say!("overview-lost", n = it.changes, title = &it.title),
            sentence,
            again: open.and_then(|review| Some((review.id, it.questions.first()?.clone()))),
        }
    };
    workspace.dropped.iter().map(told).collect()
}
