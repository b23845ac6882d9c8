//! One review: its lanes, its page of the board, its result.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    fingerprint::{Counted, fingerprint},
    lane::Seen,
    papers::Papers,
    settings, voices,
};
use crate::{
    control::{
        fold::{Control, ReviewRecord, role_word},
        op::Role,
    },
    disagreement,
    document::{Agreed, BoardPage, PlanPage},
    framework::{Framework, Node},
    ids::{AssessmentId, ChangeHash, FrameworkHash, MemberId, NodeId, ReviewId, StreamId},
    late::Late,
    scoring::{self, Inputs, Spoken, Worked},
    setting::Settings,
    workspace::{
        Access, BoardView, Content, LaneView, Review,
        clash::{Version, Words},
    },
};

/// Everything a review is computed from.
pub(super) struct Source<'a> {
    pub(super) control: &'a Control,
    pub(super) papers: &'a Papers,
    pub(super) packs: &'a BTreeMap<FrameworkHash, Arc<Framework>>,
    pub(super) me: Option<MemberId>,
    pub(super) readable: &'a dyn Fn(ReviewId, MemberId) -> bool,
}

impl Source<'_> {
    pub(super) fn my_role(&self) -> Option<Role> {
        self.control.members.get(&self.me?).map(|it| it.role)
    }

    /// Returns what is set for a review.
    fn settings(&self, record: &ReviewRecord) -> Settings {
        self.held(record.assessment, Some(record.id))
    }

    /// Returns what is set for the next review of `assessment`.
    pub(super) fn settings_after(&self, assessment: AssessmentId) -> Settings {
        self.held(assessment, None)
    }

    fn held(&self, assessment: AssessmentId, review: Option<ReviewId>) -> Settings {
        let Some(board) = self.papers.board(assessment) else { return Settings::default() };
        let page = board.settings();
        if page.is_empty() {
            return Settings::default();
        }
        let way = settings::way(self.control, assessment, review);
        settings::held(self.control, &page, &way, review)
    }

    /// Returns the team of each of `people`, as far as the framework counts teams.
    fn teams(
        &self,
        framework: &Framework,
        lanes: &BTreeMap<MemberId, LaneView>,
    ) -> BTreeMap<MemberId, String> {
        let team = |it: &MemberId| {
            let team = self.control.members.get(it)?.team()?;
            Some((*it, team.to_owned()))
        };
        if framework.counts_teams() {
            lanes.keys().filter_map(team).collect()
        } else {
            BTreeMap::new()
        }
    }
}

/// Reviews as they were computed last, and from what.
#[derive(Debug, Default)]
pub(super) struct Cache {
    reviews: BTreeMap<ReviewId, Entry>,
    /// What boards say of actions, and at which revision.
    plans: BTreeMap<AssessmentId, (u64, Arc<PlanPage>)>,
}

#[derive(Debug)]
struct Entry {
    grounds: Grounds,
    lanes: BTreeMap<MemberId, Seen>,
    worked: Option<Worked>,
    review: Arc<Review>,
}

/// What a review looked like the last time.
#[derive(Default)]
struct Before {
    lanes: BTreeMap<MemberId, Seen>,
    /// Who said what in these lanes; with them, neither where nobody kept that.
    said: BTreeMap<NodeId, Arc<Spoken>>,
    worked: Option<Worked>,
}

impl From<Entry> for Before {
    fn from(it: Entry) -> Self {
        let said = it.review.inputs.as_ref().map(|it| it.answers.clone());
        said.map(|said| Self { lanes: it.lanes, said, worked: it.worked }).unwrap_or_default()
    }
}

/// What a review depends on. Equal grounds, equal review.
#[derive(Debug, PartialEq, Eq)]
struct Grounds {
    record: ReviewRecord,
    me: Option<(MemberId, Option<Role>)>,
    roles: BTreeMap<MemberId, Option<Role>>,
    teams: BTreeMap<MemberId, Option<String>>,
    /// Reviews whose settings go on in this one.
    way: settings::Way,
    lanes: BTreeMap<MemberId, (u64, bool)>,
    board: u64,
    has_pack: bool,
}

impl Grounds {
    fn of(source: &Source<'_>, record: &ReviewRecord, people: &BTreeSet<MemberId>) -> Self {
        let role = |it: &MemberId| source.control.members.get(it).map(|it| it.role);
        let team = |it: &MemberId| {
            source.control.members.get(it).and_then(|it| it.team()).map(str::to_owned)
        };
        let lane = |it: MemberId| {
            let revision = source.papers.revision(StreamId::lane(record.id, it));
            (it, (revision, (source.readable)(record.id, it)))
        };
        Self {
            record: record.clone(),
            me: source.me.map(|it| (it, role(&it))),
            roles: people.iter().map(|it| (*it, role(it))).collect(),
            teams: people.iter().map(|it| (*it, team(it))).collect(),
            way: settings::way(source.control, record.assessment, Some(record.id)),
            lanes: people.iter().copied().map(lane).collect(),
            board: source.papers.revision(StreamId::board(record.assessment)),
            has_pack: framework(source, record).is_some(),
        }
    }
}

impl Cache {
    /// Returns the heads that counted in each lane of `review` when it was computed last.
    pub(super) fn counted(&self, review: ReviewId) -> BTreeMap<MemberId, Vec<ChangeHash>> {
        let lanes = self.reviews.get(&review).map(|it| &it.lanes).into_iter().flatten();
        lanes.map(|(member, seen)| (*member, seen.heads.clone())).collect()
    }

    /// Computes what changed and returns every review.
    pub(super) fn refresh(&mut self, source: &Source<'_>) -> BTreeMap<ReviewId, Arc<Review>> {
        let mut before = std::mem::take(&mut self.reviews);
        for (id, record) in &source.control.reviews {
            let people = source.papers.people(record);
            let grounds = Grounds::of(source, record, &people);
            let entry = match before.remove(id) {
                Some(entry) if entry.grounds == grounds => entry,
                before => {
                    let Before { lanes: before, said, worked } =
                        before.map(Before::from).unwrap_or_default();
                    let look = |it: &MemberId| (*it, Seen::of(source, record, *it, before.get(it)));
                    let lanes: BTreeMap<MemberId, Seen> = people.iter().map(look).collect();
                    let voices = voices::follow(said, &before, &lanes);
                    let (review, worked) = review(source, record, &lanes, (voices, worked));
                    Entry { grounds, lanes, worked, review: Arc::new(review) }
                }
            };
            self.reviews.insert(*id, entry);
        }
        self.reviews.iter().map(|(id, entry)| (*id, Arc::clone(&entry.review))).collect()
    }

    /// Returns what the board of `assessment` says of actions, read only if it is another revision than last time.
    pub(super) fn plan(
        &mut self,
        assessment: AssessmentId,
        revision: u64,
        read: impl FnOnce() -> PlanPage,
    ) -> Arc<PlanPage> {
        if let Some((known, page)) = self.plans.get(&assessment)
            && *known == revision
        {
            return Arc::clone(page);
        }
        let page = Arc::new(read());
        self.plans.insert(assessment, (revision, Arc::clone(&page)));
        page
    }
}

fn framework<'a>(source: &Source<'a>, record: &ReviewRecord) -> Option<&'a Arc<Framework>> {
    source.packs.get(&source.control.assessments.get(&record.assessment)?.framework)
}

fn review(
    source: &Source<'_>,
    record: &ReviewRecord,
    seen: &BTreeMap<MemberId, Seen>,
    (voices, before): (BTreeMap<NodeId, Arc<Spoken>>, Option<Worked>),
) -> (Review, Option<Worked>) {
    let page = source.papers.board(record.assessment).map(|it| it.view(record.id));
    let page = page.unwrap_or_default();
    let board = board(source.control, &page);
    let lanes: BTreeMap<MemberId, LaneView> =
        seen.iter().map(|(member, it)| (*member, it.view.clone())).collect();
    let framework = framework(source, record);
    let settings = source.settings(record);
    let said = inputs((source.control, record), voices, &lanes, &page);
    let inputs =
        framework.map(|it| Arc::new(asked((source, it), record, (&settings, &lanes), said)));
    let both = framework.zip(inputs.as_ref());
    let (result, worked) = both
        .map(|(framework, it)| scoring::score_after(framework, it, before))
        .map(|(outcome, worked)| (Arc::new(outcome), worked))
        .unzip();
    // What nobody looks at is not counted: of most changes only the result is wanted.
    let disagreements = both.map(|(framework, it)| {
        let (framework, inputs) = (Arc::clone(framework), Arc::clone(it));
        Late::new(move || disagreement::of(&framework, &inputs))
    });
    let counting = seen.iter().filter(|(_, it)| !it.heads.is_empty());
    let assessment = source.control.assessments.get(&record.assessment);
    let inputs_hash = Counted {
        framework: assessment.map_or(FrameworkHash::from_bytes([0; 32]), |it| it.framework),
        lanes: counting.map(|(member, it)| (*member, it.heads.clone())).collect(),
        board: &board,
        settings: &settings,
        teams: inputs.as_ref().map_or(&BTreeMap::new(), |it| &it.teams),
        as_of: record.as_of,
    }
    .hash();
    let tier = result.as_ref().and_then(|it| it.tier.as_ref()).map(|it| &it.id);
    let review = Review {
        id: record.id,
        assessment: record.assessment,
        title: record.title.clone(),
        secrecy: record.secrecy,
        state: record.state,
        due: record.due,
        opened: record.opened,
        revealed: record.reveal.as_ref().map(|it| it.at),
        ordinal: record.ordinal,
        as_of: record.as_of,
        assignments: record.assignments.clone(),
        fingerprint: fingerprint(&inputs_hash, tier),
        inputs_hash: inputs_hash.to_string(),
        settings,
        sealed: seen.values().any(|it| it.hidden),
        content: Late::from(Content {
            inputs,
            lanes,
            board,
            result,
            disagreements: Arc::new(disagreements.unwrap_or_default()),
        }),
    };
    (review, worked)
}

/// Puts what was `said` to what is asked.
fn asked(
    (source, framework): (&Source<'_>, &Framework),
    record: &ReviewRecord,
    (settings, lanes): (&Settings, &BTreeMap<MemberId, LaneView>),
    said: Inputs,
) -> Inputs {
    Inputs {
        assigned: assigned(framework, record),
        facts: settings.facts().into_iter().map(|(id, it)| (id.into(), it)).collect(),
        teams: source.teams(framework, lanes),
        targets: framework.aims(&settings.targets()),
        baselines: settings.baselines(),
        ..said
    }
}

fn board(control: &Control, page: &BoardPage) -> BoardView {
    let who = |device| control.whose(&device);
    let value = |it: &Agreed| Some((it.agreement.clone()?, it.device.and_then(who), it.at));
    let values = |values: &Vec<Agreed>| values.iter().filter_map(value).collect::<Vec<_>>();
    let agreed = page.agreed.iter().map(|(question, it)| (question.clone(), values(it)));
    let comment = |it: &crate::document::Comment| {
        (it.question.clone(), it.device.and_then(who), it.at, it.text.clone())
    };
    let torn = page.agreed.iter().filter(|(_, values)| values.len() > 1);
    let version = |it: &Agreed| Version {
        words: Words::Agreed(it.agreement.clone()),
        by: it.device.and_then(who),
        device: it.device,
        at: it.at,
    };
    let versions = |it: &Vec<Agreed>| it.iter().map(version).collect::<Vec<_>>();
    BoardView {
        torn: torn.map(|(question, it)| (question.clone(), versions(it))).collect(),
        agreed: agreed.filter(|(_, it)| !it.is_empty()).collect(),
        comments: page.comments.iter().map(comment).collect(),
    }
}

fn inputs(
    (control, record): (&Control, &ReviewRecord),
    voices: BTreeMap<NodeId, Arc<Spoken>>,
    lanes: &BTreeMap<MemberId, LaneView>,
    page: &BoardPage,
) -> Inputs {
    let mut inputs = Inputs { answers: voices, ..Inputs::on(record.as_of) };
    for (member, lane) in lanes.iter().filter(|(_, it)| it.access != Access::Sealed) {
        if let Some(it) = control.members.get(member) {
            inputs.roles.insert(*member, role_word(it.role).to_owned());
        }
        for (question, stated) in lane.counted.iter() {
            if stated.is_conflict() {
                inputs.conflicts.insert(question.clone());
            }
        }
    }
    for (question, values) in &page.agreed {
        let counts = values.iter().find_map(|it| it.agreement.as_ref());
        if let Some(said) = counts.and_then(|it| it.said.clone()) {
            inputs.agreed.insert(question.clone(), said);
        }
        if values.len() > 1 {
            inputs.conflicts.insert(question.clone());
        }
    }
    inputs
}

/// Returns the questions that somebody was asked.
fn assigned(framework: &Framework, record: &ReviewRecord) -> BTreeSet<NodeId> {
    let nodes: BTreeSet<&NodeId> = record.assignments.values().flatten().collect();
    let mut out = BTreeSet::new();
    let mut open: Vec<(&Node, bool)> =
        framework.dimensions().iter().map(|it| (it, false)).collect();
    while let Some((node, inherited)) = open.pop() {
        let asked = inherited || nodes.contains(&node.id);
        if asked && node.is_question() {
            out.insert(node.id.clone());
        }
        open.extend(node.children.iter().map(|it| (it, asked)));
    }
    out
}
