//! From opened envelopes to the [`Workspace`] everyone is shown.
//!
//! Everything may come in any order and more than once. What can't be read yet waits; what may not be
//! written is refused; and whenever the control history tells a different story of who may write, the lanes
//! and boards are built again from what was taken.

mod authority;
mod dropped;
mod fingerprint;
mod lane;
mod moment;
mod offer;
mod papers;
mod plan;
mod resting;
mod review;
mod settings;
mod sign_off;
mod voices;

#[cfg(test)]
mod tests;

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, OnceLock},
};

use self::{authority::Logs, papers::Papers, resting::Look, review::Cache, sign_off::Frozen};
use crate::{
    control::{
        fold::{Claim, Control, Proofs, Void, fold_with},
        op::{Entry, Op},
    },
    document::{self, Board, Lane, Payload},
    framework::{Framework, in_language},
    ids::{
        AssessmentId, ChangeHash, DeviceId, EnvelopeId, FrameworkHash, InviteId, KeyId, MemberId,
        NodeId, ReviewId, StreamId, WorkspaceId,
    },
    plan::Plan,
    workspace::{
        InTeam, QuestionHistory, Workspace,
        warning::{Barred, Torn, Value, Warning},
    },
};

pub use self::{
    offer::{Hands, Piece},
    resting::{Answers, Rest, Settled, Written},
};

pub(crate) use self::fingerprint::fingerprint;

/// Longest list of warnings; the rest is counted.
const MAX_WARNINGS: usize = 100;

/// All views of one workspace on this device.
pub struct Views {
    workspace: WorkspaceId,
    device: DeviceId,
    proofs: Arc<dyn Proofs + Send + Sync>,
    entries: BTreeMap<EnvelopeId, Entry>,
    /// Proofs that were checked: true for those that hold.
    checked: BTreeMap<EnvelopeId, bool>,
    /// Folded when somebody asks.
    control: OnceLock<Arc<Control>>,
    /// What an operation would come to that may come next.
    foreseen: Option<(EnvelopeId, OnceLock<Arc<Control>>)>,
    /// Whether the papers know the control history as it is now.
    settled: bool,
    packs: BTreeMap<FrameworkHash, Arc<Framework>>,
    logs: Logs,
    papers: Papers,
    cache: Cache,
    /// Reviews as they were signed, by the signature.
    frozen: BTreeMap<EnvelopeId, Frozen>,
    memory: Option<Arc<dyn Memory>>,
}

/// Remembers what the same operations came to, and the same changes.
///
/// The program has none: it is for a simulation, in which many devices and every restart read the same.
pub trait Memory: document::Memory {
    /// Returns what the operations of this name came to before.
    fn recall_fold(&self, name: &[u8; 32]) -> Option<Arc<Control>>;

    /// Takes note of what they came to.
    fn keep_fold(&self, name: [u8; 32], control: &Arc<Control>);
}

/// A change of a lane or board, as an opened envelope carries it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The envelope.
    pub envelope: EnvelopeId,
    /// The device that signed it.
    pub author: DeviceId,
    /// The stream it belongs to.
    pub stream: StreamId,
    /// The key its envelope is sealed with; `None` where nothing was sealed.
    pub under: Option<KeyId>,
    /// What it carries.
    pub payload: Payload,
}

/// What became of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// It is in its lane or board.
    Applied,
    /// Something it builds on is not here: it is kept and tried again.
    Waiting,
    /// It never counts, and why.
    Refused(Barred),
}

impl fmt::Debug for Views {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Views")
            .field("workspace", &self.workspace)
            .field("device", &self.device)
            .field("operations", &self.entries.len())
            .field("papers", &self.papers)
            .finish_non_exhaustive()
    }
}

impl Views {
    /// Makes the views of `workspace` on `device`, with nothing in them.
    pub fn new(
        workspace: WorkspaceId,
        device: DeviceId,
        proofs: Arc<dyn Proofs + Send + Sync>,
    ) -> Self {
        Self {
            workspace,
            device,
            proofs,
            entries: BTreeMap::new(),
            checked: BTreeMap::new(),
            control: OnceLock::new(),
            foreseen: None,
            settled: false,
            packs: BTreeMap::new(),
            logs: Logs::default(),
            papers: Papers::default(),
            cache: Cache::default(),
            frozen: BTreeMap::new(),
            memory: None,
        }
    }

    /// Lets nothing be folded or tried again that `memory` knows. For simulations.
    pub fn remember(&mut self, memory: Arc<dyn Memory>) {
        self.papers.remember(Arc::<dyn Memory>::clone(&memory));
        self.memory = Some(memory);
    }

    /// Lets `hands` help with what can be done at once.
    pub fn use_hands(&mut self, hands: Arc<dyn Hands>) {
        self.papers.use_hands(hands);
    }

    /// Takes an operation of the control history. It is folded when somebody asks.
    pub fn take_control(&mut self, entry: Entry) {
        if self.entries.contains_key(&entry.id) {
            return;
        }
        if let Some(claim) = claim_in(&entry.body.op) {
            let holds = self.proofs.holds(&claim);
            self.checked.insert(entry.id, holds);
        }
        let (id, begins) = (entry.id, matches!(entry.body.op, Op::Genesis { .. }));
        self.entries.insert(id, entry);
        if begins {
            let all: Vec<EnvelopeId> = self.entries.keys().copied().collect();
            self.check_recoveries(&all);
        } else {
            self.check_recoveries(&[id]);
        }
        let foreseen = self.foreseen.take().filter(|it| it.0 == id);
        self.control = foreseen.map(|it| it.1).unwrap_or_default();
        self.settled = false;
    }

    /// Returns how many operations were taken: as long as there are no more, the folded history is the same.
    pub fn operations(&self) -> usize {
        self.entries.len()
    }

    /// Says why `entry` would have no effect, if so. Nothing changes by that.
    pub fn foresee(&mut self, entry: Entry) -> Option<Void> {
        let id = entry.id;
        if self.entries.contains_key(&id) {
            return None;
        }
        let (control, settled) = (std::mem::take(&mut self.control), self.settled);
        self.take_control(entry);
        let void = self.control().line(id).and_then(|it| it.event.void);
        self.entries.remove(&id);
        self.checked.remove(&id);
        let next = std::mem::replace(&mut self.control, control);
        self.settled = settled;
        self.foreseen = Some((id, next));
        void
    }

    /// Checks which of `ids` the recovery code signed, once the beginning is here, which names its key.
    fn check_recoveries(&mut self, ids: &[EnvelopeId]) {
        let beginning = EnvelopeId::from_bytes(*self.workspace.as_bytes());
        let beginning = self.entries.get(&beginning).map(|it| &it.body.op);
        let Some(Op::Genesis { recovery, .. }) = beginning else { return };
        let code = InviteId::from_bytes(*recovery.as_bytes());
        for entry in ids.iter().filter_map(|it| self.entries.get(it)) {
            if let Op::Recover { card, proof } = &entry.body.op {
                let claim = Claim { invite: &code, card, name: None, proof };
                self.checked.insert(entry.id, self.proofs.holds(&claim));
            }
        }
    }

    /// Takes note that `author` wrote `envelope` right after `before`, be it readable here or not. Tell it before what
    /// the envelope carries: what counts of a device that is gone is said by the ends of its log.
    pub fn take_link(&mut self, author: DeviceId, envelope: EnvelopeId, before: EnvelopeId) {
        if self.logs.add(author, envelope, before) && self.papers.follows(author) {
            self.settled = false;
        }
    }

    /// Takes note of many links like [`Self::take_link`]: envelope, author, and what came before it.
    pub fn take_links(
        &mut self,
        links: impl IntoIterator<Item = (EnvelopeId, DeviceId, EnvelopeId)>,
    ) {
        self.logs.add_all(links);
        self.settled = false;
    }

    /// Takes a framework.
    pub fn take_pack(&mut self, framework: impl Into<Arc<Framework>>) {
        let framework = framework.into();
        self.packs.entry(framework.hash()).or_insert(framework);
    }

    /// Takes a change of a lane or board.
    pub fn take_change(
        &mut self,
        author: DeviceId,
        stream: StreamId,
        envelope: EnvelopeId,
        payload: &[u8],
    ) -> Taken {
        let payload = payload.into();
        let change = Change { envelope, author, stream, under: None, payload };
        self.take_changes(vec![change]).pop().unwrap_or(Taken::Waiting)
    }

    /// Takes many changes, in any order; much quicker than one by one. Tells of each what became of it.
    pub fn take_changes(&mut self, changes: Vec<Change>) -> Vec<Taken> {
        // Who could write before, can: only others are worth a new fold. The rest is settled when shown.
        if !self.papers.permits(&changes) {
            self.settle();
        }
        let ids: Vec<EnvelopeId> = changes.iter().map(|it| it.envelope).collect();
        self.papers.take(changes);
        ids.iter().map(|it| self.taken(*it)).collect()
    }

    /// Returns what became of a change that was taken, as of the last time views were settled; one that never was
    /// taken waits.
    pub fn taken(&self, envelope: EnvelopeId) -> Taken {
        self.papers.state(envelope)
    }

    /// Returns the folded control history.
    pub fn control(&self) -> &Control {
        self.control.get_or_init(|| {
            let Some(memory) = &self.memory else { return Arc::new(self.fold()) };
            let name = self.name_of_operations();
            memory.recall_fold(&name).unwrap_or_else(|| {
                let control = Arc::new(self.fold());
                memory.keep_fold(name, &control);
                control
            })
        })
    }

    fn fold(&self) -> Control {
        let verify =
            |id: EnvelopeId, _: &Claim<'_>| self.checked.get(&id).copied().unwrap_or(false);
        fold_with(self.workspace, &self.entries, &verify)
    }

    /// Names the operations by all that they are folded from.
    pub fn name_of_operations(&self) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new();
        hasher.update(self.workspace.as_bytes());
        for id in self.entries.keys() {
            hasher.update(id.as_bytes());
            hasher.update(&[u8::from(self.checked.get(id) == Some(&true))]);
        }
        *hasher.finalize().as_bytes()
    }

    /// Returns the framework called `hash`, if its pack is here.
    pub fn pack(&self, hash: FrameworkHash) -> Option<Arc<Framework>> {
        self.packs.get(&hash).cloned()
    }

    /// Says whether the pack of the framework called `hash` is here.
    pub fn has_pack(&self, hash: FrameworkHash) -> bool {
        self.packs.contains_key(&hash)
    }

    /// Returns the titles of `nodes`, in English or the pack's first language; their names where no pack is here.
    pub fn titles(&self, nodes: &[NodeId]) -> Vec<String> {
        let title = |node: &NodeId| {
            let found = self.packs.values().find_map(|it| it.node(node));
            let text = found.map_or("", |it| in_language(&it.text, "en"));
            if text.is_empty() { node.to_string() } else { text.to_owned() }
        };
        nodes.iter().map(title).collect()
    }

    /// Lays lanes to rest of which nothing was taken yet, if the operations are those called `operations`: they say who
    /// could write in them. Says whether they are.
    pub fn lay_to_rest(&mut self, rests: Vec<Rest>, operations: [u8; 32]) -> bool {
        let fits = self.name_of_operations() == operations;
        if fits {
            // From here on it shows who may write otherwise than when they were laid to rest.
            self.settle();
            for rest in rests {
                self.papers.lay(rest);
            }
        }
        fits
    }

    /// Returns the lanes that are at rest, or could be.
    pub fn settled_lanes(&self) -> Vec<Settled> {
        self.papers.settled()
    }

    /// Returns how many lanes rest.
    pub fn at_rest(&self) -> usize {
        self.papers.at_rest().count()
    }

    /// Wakes the lane of `member` in `review`, if it is at rest.
    pub fn wake_lane(&mut self, review: ReviewId, member: MemberId) {
        self.papers.wake(&[StreamId::lane(review, member)]);
    }

    /// Wakes the lanes at rest in `review`.
    pub fn wake_review(&mut self, review: ReviewId) {
        self.wake_some(review, usize::MAX);
    }

    /// Wakes as `many` of the lanes at rest in `review`; `false` where there were none.
    pub fn wake_some(&mut self, review: ReviewId, many: usize) -> bool {
        let resting = self.papers.resting_in(review).map(Rest::stream);
        let streams: Vec<StreamId> = resting.take(many).collect();
        self.papers.wake(&streams);
        !streams.is_empty()
    }

    /// Says whether a lane of `review` rests.
    pub fn rests_in(&self, review: ReviewId) -> bool {
        self.papers.resting_in(review).next().is_some()
    }

    /// Wakes the lanes of which other heads count than those they rest with.
    fn wake_pinned(&mut self) {
        let mut streams = Vec::new();
        for record in self.control().reviews.values() {
            for rest in self.papers.resting_in(record.id) {
                let pinned = record.lanes.get(&rest.member).and_then(|it| it.pinned.as_ref());
                if pinned.is_some_and(|it| !it.heads.is_empty() && it.heads != rest.heads) {
                    streams.push(rest.stream());
                }
            }
        }
        self.papers.wake(&streams);
    }

    /// Returns the lane of `member` in `review`, if anything of it was taken and it is awake.
    pub fn lane(&self, review: ReviewId, member: MemberId) -> Option<&Lane> {
        self.papers.lane(review, member)
    }

    /// Returns the board of `assessment`, if anything of it was taken.
    pub fn board(&self, assessment: AssessmentId) -> Option<&Board> {
        self.papers.board(assessment)
    }

    /// Returns the heads of a lane, for handing it in; none where nothing was written.
    pub fn lane_heads(&self, review: ReviewId, member: MemberId) -> Vec<ChangeHash> {
        self.papers.look(review, member).as_ref().map(Look::heads).unwrap_or_default()
    }

    /// Returns what a reveal of `review` must name: everybody who has a lane, with the heads handed in last, else
    /// those here.
    pub fn pins(&self, review: ReviewId) -> BTreeMap<MemberId, Vec<ChangeHash>> {
        let Some(record) = self.control().reviews.get(&review) else { return BTreeMap::new() };
        let heads = |member: MemberId| {
            let handed_in = record.lanes.get(&member).and_then(|it| it.handed_in());
            handed_in.map_or_else(|| self.lane_heads(review, member), |it| it.heads.clone())
        };
        let people = self.papers.people(record);
        people.into_iter().map(|it| (it, heads(it))).collect()
    }

    /// Returns everything that can be shown; `readable` says which lanes' keys are here.
    ///
    /// Only reviews in which something changed since the last time are computed again.
    pub fn snapshot(&mut self, readable: &dyn Fn(ReviewId, MemberId) -> bool) -> Workspace {
        let mut workspace = self.shown(readable);
        workspace.sign_offs = self.sign_offs(&workspace, readable);
        workspace.warnings.extend(sign_off::broken(&workspace));
        workspace.warnings = capped(workspace.warnings);
        workspace
    }

    /// Returns everything that can be shown but the signatures.
    fn shown(&mut self, readable: &dyn Fn(ReviewId, MemberId) -> bool) -> Workspace {
        self.settle();
        self.wake_pinned();
        let mut cache = std::mem::take(&mut self.cache);
        let control = self.control();
        let source = review::Source {
            control,
            papers: &self.papers,
            packs: &self.packs,
            me: control.devices.get(&self.device).copied(),
            readable,
        };
        let reviews = cache.refresh(&source);
        let settings = control.assessments.keys().map(|it| (*it, source.settings_after(*it)));
        let mut workspace = Workspace {
            id: self.workspace,
            name: control.name.clone(),
            me: source.me,
            device: self.device,
            members: control.members.clone(),
            invites: control.invites.clone(),
            requests: control.requests.clone(),
            frameworks: self.packs.clone(),
            assessments: control.assessments.clone(),
            destroyed: control.destroyed.clone(),
            settings: settings.filter(|(_, it)| !it.is_empty()).collect(),
            plans: self.plans(&mut cache),
            events: control.log.iter().map(|it| it.event.clone()).collect(),
            warnings: self.warnings(&reviews),
            dropped: dropped::own(control, &self.papers, self.device),
            out: dropped::farewell(control, self.device),
            sign_offs: BTreeMap::new(),
            reviews,
        };
        workspace.warnings.extend(settings::conflicts(&workspace));
        workspace.warnings.extend(plan::conflicts(&workspace));
        workspace.warnings.extend(team_conflicts(&workspace));
        self.cache = cache;
        workspace
    }

    /// Returns what people set out to do, by assessment. A board that did not change is not read again.
    fn plans(&self, cache: &mut Cache) -> BTreeMap<AssessmentId, Arc<Plan>> {
        let control = self.control();
        let mut out = BTreeMap::new();
        for assessment in control.assessments.keys() {
            let Some(board) = self.papers.board(*assessment) else { continue };
            let revision = self.papers.revision(StreamId::board(*assessment));
            let page = cache.plan(*assessment, revision, || board.plan());
            let plan = plan::plan(control, &page);
            if !plan.actions.is_empty() {
                out.insert(*assessment, Arc::new(plan));
            }
        }
        out
    }

    /// Returns what was ever written to `question` in the lanes that are here; `of` one member, or of all.
    pub fn history(
        &mut self,
        review: ReviewId,
        question: &NodeId,
        of: Option<MemberId>,
    ) -> QuestionHistory {
        match of {
            Some(member) => self.wake_lane(review, member),
            None => self.wake_review(review),
        }
        let lanes = self.papers.lanes_of(review);
        let lanes = lanes.filter(|(member, _)| of.is_none_or(|it| it == *member));
        let pasts = lanes.map(|(member, lane)| (member, lane.history(question)));
        QuestionHistory { lanes: pasts.filter(|(_, past)| !past.is_empty()).collect() }
    }

    /// Tries again what waited for operations taken since, and takes back what they forbid.
    pub fn settle(&mut self) {
        if self.settled {
            return;
        }
        self.control();
        if let Some(control) = self.control.get() {
            self.papers.settle(control, &self.logs);
            self.settled = true;
        }
    }

    fn warnings(&self, reviews: &BTreeMap<ReviewId, Arc<super::Review>>) -> Vec<Warning> {
        let control = self.control();
        let name = |it: MemberId| control.members.get(&it).map(|it| it.name.clone());
        let mut out = Vec::new();
        for line in control.log.iter().filter(|it| it.strange) {
            let (what, why) = (line.event.what.clone(), line.event.void);
            out.push(Warning::NoEffect { what, why });
        }
        if !control.pending.is_empty() {
            out.push(Warning::HistoryWaits(control.pending.len()));
        }
        out.extend(dropped::told(control, &self.papers, self.device));
        for (author, why) in self.papers.refused() {
            let by = control.whose(&author).and_then(name);
            out.push(Warning::Refused { by, why: why.clone() });
        }
        for review in reviews.values() {
            for lane in review.lanes.values() {
                let (member, title) = (name(lane.member), review.title.clone());
                if let Some(alarm) = lane.alarm {
                    let (member, review) = (member.clone(), title.clone());
                    out.push(Warning::Round { member, review, alarm });
                }
                if self.lane(review.id, lane.member).is_some_and(|it| !it.void().is_empty()) {
                    out.push(Warning::Twofold { member, review: title });
                }
            }
        }
        out
    }
}

fn claim_in(op: &Op) -> Option<Claim<'_>> {
    match op {
        Op::Request { invite, card, name, proof } | Op::Admit { invite, card, name, proof } => {
            Some(Claim { invite, card, name: Some(name), proof })
        }
        Op::Genesis { .. }
        | Op::Invite { .. }
        | Op::RevokeInvite { .. }
        | Op::Refuse { .. }
        | Op::CreateAssessment { .. }
        | Op::OpenReview { .. }
        | Op::Assign { .. }
        | Op::LaneKey { .. }
        | Op::Submit { .. }
        | Op::Reveal { .. }
        | Op::PublishKey { .. }
        | Op::CloseReview { .. }
        | Op::Epoch { .. }
        | Op::SetRole { .. }
        | Op::Remove { .. }
        | Op::Revoke { .. }
        | Op::RenewInvite { .. }
        | Op::SetTeam { .. }
        | Op::Recover { .. }
        | Op::AskToSign { .. }
        | Op::Ratify { .. }
        | Op::Destroy { .. }
        | Op::Newer => None,
    }
}

/// Says of whom it was said at the same time that they are in different teams.
fn team_conflicts(workspace: &Workspace) -> Vec<Warning> {
    let said = |it: &InTeam| {
        let by = workspace.members.get(&it.by).map(|it| it.name.clone());
        let team = it.name.clone();
        (if team.is_empty() { Value::NoTeam } else { Value::Team(team) }, by)
    };
    let torn = workspace.members.values().filter(|it| it.rival_teams().next().is_some());
    torn.map(|member| {
        let all = member.teams.first().into_iter().chain(member.rival_teams());
        Warning::Torn { what: Torn::Team(member.name.clone()), said: all.map(said).collect() }
    })
    .collect()
}

fn capped(mut warnings: Vec<Warning>) -> Vec<Warning> {
    let more = warnings.len().saturating_sub(MAX_WARNINGS);
    if more > 0 {
        warnings.truncate(MAX_WARNINGS);
        warnings.push(Warning::More(more));
    }
    warnings
}
