//! Who may write where, and until where it counts of those who are gone or have another role.

use std::collections::{BTreeMap, BTreeSet};

use super::Change;
use crate::{
    control::{
        fold::{Control, Tenure},
        op::Role,
    },
    document::Board,
    ids::{AssessmentId, DeviceId, EnvelopeId, KeyId, MemberId, ReviewId, StreamId},
    workspace::warning::Barred,
};

/// Which envelope each device wrote before which.
#[derive(Debug, Clone, Default)]
pub(super) struct Logs(BTreeMap<EnvelopeId, (DeviceId, EnvelopeId)>);

impl Logs {
    /// Remembers that `author` wrote `envelope` right after `before`. Says whether that was new.
    pub(super) fn add(
        &mut self,
        author: DeviceId,
        envelope: EnvelopeId,
        before: EnvelopeId,
    ) -> bool {
        self.0.insert(envelope, (author, before)).is_none()
    }

    /// Remembers many at once: envelope, author, and what came before it.
    pub(super) fn add_all(
        &mut self,
        links: impl IntoIterator<Item = (EnvelopeId, DeviceId, EnvelopeId)>,
    ) {
        let links = links.into_iter().map(|(id, author, before)| (id, (author, before)));
        self.0.append(&mut links.collect());
    }

    /// Returns the log of `device` up to `heads`, as far as it is here.
    fn until(&self, device: DeviceId, heads: &[EnvelopeId]) -> BTreeSet<EnvelopeId> {
        let mut out = BTreeSet::new();
        let mut open = heads.to_vec();
        while let Some(id) = open.pop() {
            if let Some((author, before)) = self.0.get(&id)
                && *author == device
                && out.insert(id)
            {
                open.push(*before);
            }
        }
        out
    }
}

/// Who may write where, as the control history has it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Authority {
    devices: BTreeMap<DeviceId, Right>,
    targets: BTreeMap<StreamId, Target>,
    /// With which keys lanes are sealed, as everybody knows.
    keys: BTreeMap<StreamId, BTreeSet<KeyId>>,
}

/// What a stream builds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    Lane(ReviewId, MemberId),
    Board(AssessmentId),
}

/// What may become of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It may be written.
    May(Target),
    /// It could have been written earlier.
    Past(Target),
    /// The control history does not say yet.
    Unknown,
    /// It may not, and why.
    MayNot(Barred),
}

/// What a device may write, or could.
#[derive(Debug, PartialEq, Eq)]
struct Right {
    member: MemberId,
    /// What counts of a device that is gone: in all of these. Empty for one that is not.
    ends: Vec<BTreeSet<EnvelopeId>>,
    first: Role,
    /// Each later role, with what was written before it.
    later: Vec<(Role, BTreeSet<EnvelopeId>)>,
}

impl Right {
    fn of(device: DeviceId, member: MemberId, tenure: &Tenure, logs: &Logs) -> Self {
        let later = tenure.later.iter().map(|(role, cuts)| {
            let named = cuts.iter().filter(|it| it.device == device);
            let heads: Vec<EnvelopeId> = named.flat_map(|it| it.heads.iter().copied()).collect();
            (*role, logs.until(device, &heads))
        });
        Self { member, ends: Vec::new(), first: tenure.first, later: later.collect() }
    }

    /// Returns the role under which `envelope` was written.
    fn role(&self, envelope: EnvelopeId) -> Role {
        let after = self.later.iter().rfind(|(_, before)| !before.contains(&envelope));
        after.map_or(self.first, |(role, _)| *role)
    }

    /// Returns the highest role there ever was.
    fn best(&self) -> Role {
        self.later.iter().map(|(role, _)| *role).fold(self.first, Role::max)
    }

    fn is_past(&self, envelope: EnvelopeId) -> bool {
        !self.ends.iter().all(|it| it.contains(&envelope))
    }
}

impl Authority {
    pub(super) fn of(control: &Control, logs: &Logs) -> Self {
        let right = |device: DeviceId, member: MemberId| {
            Some(Right::of(device, member, control.tenures.get(&member)?, logs))
        };
        let mut devices = BTreeMap::new();
        for (member, card) in control.cards() {
            devices.extend(right(card.device, member.id).map(|it| (card.device, it)));
        }
        for (device, former) in &control.former {
            let ends = former.cuts.iter().map(|it| logs.until(*device, it)).collect();
            let right = right(*device, former.member).map(|it| Right { ends, ..it });
            devices.extend(right.map(|it| (*device, it)));
        }
        let lanes = control.lane_streams().map(|(it, review, who)| (it, Target::Lane(review, who)));
        let boards =
            control.assessments.keys().map(|it| (StreamId::board(*it), Target::Board(*it)));
        let keys = control.reviews.values().flat_map(|review| {
            let lanes = review.lanes.iter();
            lanes.map(|(who, lane)| {
                (StreamId::lane(review.id, *who), lane.keys.iter().copied().collect())
            })
        });
        Self { devices, keys: keys.collect(), targets: lanes.chain(boards).collect() }
    }

    /// Says whether everything that was so before is so still.
    pub(super) fn extends(&self, before: &Self) -> bool {
        before.devices.iter().all(|(device, it)| self.devices.get(device) == Some(it))
            && before.targets.keys().all(|it| self.targets.contains_key(it))
            && before.keys.iter().all(|(stream, keys)| {
                self.keys.get(stream).is_some_and(|now| now.is_superset(keys))
            })
    }

    /// Says whether a key of `stream` is announced that was not before.
    pub(super) fn announces(&self, stream: StreamId, before: &Self) -> bool {
        self.keys.get(&stream) != before.keys.get(&stream)
    }

    pub(super) fn target(&self, stream: StreamId) -> Option<Target> {
        self.targets.get(&stream).copied()
    }

    /// Says whether what counts of `device` depends on how its log runs.
    pub(super) fn has_ends(&self, device: DeviceId) -> bool {
        self.devices.get(&device).is_some_and(|it| !it.ends.is_empty() || !it.later.is_empty())
    }

    /// Says what `change` writes on, or why it waits or may not.
    pub(super) fn permit(&self, change: &Change) -> Verdict {
        let Some(target) = self.target(change.stream) else { return Verdict::Unknown };
        let Some(right) = self.devices.get(&change.author) else { return Verdict::Unknown };
        match allowed(target, right.member, right.best(), change) {
            Err(why) => Verdict::MayNot(why),
            Ok(()) if right.is_past(change.envelope) => Verdict::Past(target),
            Ok(()) => {
                let now = allowed(target, right.member, right.role(change.envelope), change);
                match now {
                    Err(_) => Verdict::Past(target),
                    // Nobody but who wrote it could read it.
                    Ok(()) if !self.is_for_others(target, change) => Verdict::Past(target),
                    Ok(()) => Verdict::May(target),
                }
            }
        }
    }

    /// Says whether others can read `change`, at some time: its key is announced. Boards see to that before.
    fn is_for_others(&self, target: Target, change: &Change) -> bool {
        let announced = |key| self.keys.get(&change.stream).is_some_and(|it| it.contains(key));
        match target {
            Target::Board(_) => true,
            Target::Lane(..) => change.under.as_ref().is_none_or(announced),
        }
    }
}

/// Says whether `member` in `role` may write `change`, or why not.
fn allowed(target: Target, member: MemberId, role: Role, change: &Change) -> Result<(), Barred> {
    match target {
        Target::Lane(_, owner) if owner != member => Err(Barred::NotTheirs),
        Target::Lane(..) if role < Role::Respondent => Err(Barred::Observer),
        Target::Board(_) if role < Role::Facilitator && !Board::only_comments(&change.payload) => {
            Err(Barred::OnlyComments)
        }
        Target::Lane(..) | Target::Board(_) => Ok(()),
    }
}
