//! Where a round stands, and the comparing in it: summaries, buckets, ids.

use std::collections::{BTreeMap, BTreeSet};

use muster_model::ids::EnvelopeId;

use super::{Action, Reason};
use crate::{
    engine::index::{Digest, Index, LAST_BUCKET, Line, Prefix, Root},
    wire::{Group, MAX_IDS, MAX_LINES, Message, Part},
};

/// Most ids and bucket digests one side may list in one round.
const MAX_LISTED: usize = 1 << 20;
/// Digests and groups in one `Buckets`.
const MAX_COMPARED: usize = 8192;

/// Where a round stands.
#[derive(Debug)]
pub(super) enum Round {
    /// No round is under way; one begins by itself at `next`.
    Quiet { next: std::time::Duration },
    /// This side said hello with this root, the other has not answered.
    Greeting { root: Root },
    /// The two differ.
    Open(Open),
}

/// What the other side has said so far in an open round, and whether this side is through.
#[derive(Debug, Default)]
pub(super) struct Open {
    summary: bool,
    cursor: Option<(Prefix, u32)>,
    buckets: Part,
    offers: Part,
    done_heard: bool,
    done_said: bool,
    listed: usize,
}

impl Round {
    pub(super) fn opened() -> Self {
        Self::Open(Open::default())
    }
}

impl Open {
    fn list(&mut self, many: usize) -> Result<(), Reason> {
        self.listed = self.listed.saturating_add(many);
        if self.listed > MAX_LISTED { Err(Reason::Flood) } else { Ok(()) }
    }
}

fn open<'a>(round: &'a mut Round, what: &'static str) -> Result<&'a mut Open, Reason> {
    match round {
        Round::Open(open) => Ok(open),
        Round::Quiet { .. } | Round::Greeting { .. } => Err(Reason::Unexpected(what)),
    }
}

/// Returns what this replica has, a line per group.
pub(super) fn summary(index: &Index) -> Message {
    Message::Summary(index.summary().take(MAX_LINES).collect())
}

/// The other side's summary came: lists the buckets of groups that differ, and all ids of those it lacks.
pub(super) fn summarised(
    round: &mut Round,
    index: &Index,
    lines: &[Line],
    out: &mut Vec<Action>,
) -> Result<(), Reason> {
    let open = open(round, "a summary out of turn")?;
    if open.summary || !lines.is_sorted_by(|a, b| a.prefix < b.prefix) {
        return Err(Reason::Unexpected("a second or disordered summary"));
    }
    open.summary = true;
    let theirs: BTreeMap<Prefix, Line> = lines.iter().map(|it| (it.prefix, *it)).collect();
    let mut offer = Offer::default();
    let mut table = Table::default();
    for line in index.summary() {
        match theirs.get(&line.prefix) {
            None => {
                for (bucket, _) in index.buckets(line.prefix, 0..=LAST_BUCKET) {
                    offer.whole_bucket(index, line.prefix, bucket, out);
                }
            }
            Some(it) if *it != line => table.group(index, line.prefix, out),
            Some(_) => {}
        }
    }
    offer.close(Part::More, out);
    table.close(out);
    Ok(())
}

/// The other side's buckets came: lists the ids in those that differ.
pub(super) fn compared(
    round: &mut Round,
    index: &Index,
    (groups, part): (&[Group], Part),
    out: &mut Vec<Action>,
) -> Result<(), Reason> {
    let open = open(round, "buckets out of turn")?;
    if !open.summary || open.buckets == Part::Last {
        return Err(Reason::Unexpected("buckets out of turn"));
    }
    open.buckets = part;
    let mut offer = Offer::default();
    for group in groups {
        open.list(1 + group.digests.len())?;
        // Each bucket is spoken of once, so that few bytes can't call forth many.
        let ascends = open.cursor < Some((group.prefix, group.from)) || open.cursor.is_none();
        if !ascends || !is_orderly(group) {
            return Err(Reason::Unexpected("disordered buckets"));
        }
        open.cursor = Some((group.prefix, group.to));
        let theirs: BTreeMap<u32, Digest> = group.digests.iter().copied().collect();
        for (bucket, digest) in index.buckets(group.prefix, group.from..=group.to) {
            match theirs.get(&bucket) {
                None => offer.whole_bucket(index, group.prefix, bucket, out),
                Some(it) if *it != digest => offer.bucket(index, group.prefix, bucket, out),
                Some(_) => {}
            }
        }
    }
    offer.close(part, out);
    Ok(())
}

fn is_orderly(group: &Group) -> bool {
    let mut numbers = group.digests.iter().map(|it| it.0);
    group.from <= group.to
        && group.digests.is_sorted_by(|a, b| a.0 < b.0)
        && numbers.all(|it| (group.from..=group.to).contains(&it))
}

/// The other side listed ids.
pub(super) fn offered(round: &mut Round, many: usize, part: Part) -> Result<(), Reason> {
    let open = open(round, "ids out of turn")?;
    if !open.summary || open.offers == Part::Last {
        return Err(Reason::Unexpected("ids out of turn"));
    }
    open.offers = part;
    open.list(many)
}

/// Returns whether the other side may ask for envelopes.
pub(super) fn may_ask(round: &Round) -> Result<(), Reason> {
    match round {
        Round::Open(open) if !open.done_heard => Ok(()),
        Round::Open(_) | Round::Quiet { .. } | Round::Greeting { .. } => {
            Err(Reason::Unexpected("a question out of turn"))
        }
    }
}

/// The other side is through.
pub(super) fn closed(round: &mut Round) -> Result<(), Reason> {
    let open = open(round, "done out of turn")?;
    if open.done_heard {
        return Err(Reason::Unexpected("done twice"));
    }
    open.done_heard = true;
    Ok(())
}

/// Returns whether the other side listed all it has to offer.
pub(super) fn offers(round: &Round) -> Part {
    match round {
        Round::Open(open) => open.offers,
        Round::Quiet { .. } | Round::Greeting { .. } => Part::More,
    }
}

/// Returns whether the other side is still saying what it has.
pub(super) fn is_comparing(round: &Round) -> bool {
    match round {
        Round::Quiet { .. } => false,
        Round::Greeting { .. } => true,
        Round::Open(open) => open.offers == Part::More,
    }
}

/// Marks this side as through, if it can be and was not before.
pub(super) fn close(round: &mut Round) -> bool {
    match round {
        Round::Open(open) if open.offers == Part::Last && !open.done_said => {
            open.done_said = true;
            true
        }
        Round::Open(_) | Round::Quiet { .. } | Round::Greeting { .. } => false,
    }
}

/// Returns whether both sides are through.
pub(super) fn is_over(round: &Round) -> bool {
    matches!(round, Round::Open(Open { done_heard: true, done_said: true, .. }))
}

/// Ids on their way into `Have` messages.
#[derive(Default)]
struct Offer {
    control: Vec<EnvelopeId>,
    rest: Vec<EnvelopeId>,
    /// Records that hold many, and were listed.
    bearers: BTreeSet<EnvelopeId>,
}

impl Offer {
    /// Lists what is in a bucket of which the other side has something.
    fn bucket(&mut self, index: &Index, prefix: Prefix, bucket: u32, out: &mut Vec<Action>) {
        for (id, control) in index.ids_in(prefix, bucket) {
            self.list((id, control), out);
        }
    }

    /// Lists what is in a bucket of which the other side has nothing: what is kept together, by one name.
    fn whole_bucket(&mut self, index: &Index, prefix: Prefix, bucket: u32, out: &mut Vec<Action>) {
        for (id, control) in index.ids_in(prefix, bucket) {
            let bearer = index.bearer(&id);
            if bearer == id || self.bearers.insert(bearer) {
                self.list((bearer, control), out);
            }
        }
    }

    fn list(&mut self, (id, control): (EnvelopeId, bool), out: &mut Vec<Action>) {
        if self.control.len() + self.rest.len() >= MAX_IDS {
            self.send(Part::More, out);
        }
        if control {
            self.control.push(id);
        } else {
            self.rest.push(id);
        }
    }

    fn send(&mut self, part: Part, out: &mut Vec<Action>) {
        let (control, rest) = (std::mem::take(&mut self.control), std::mem::take(&mut self.rest));
        out.push(Action::Send(Message::Have { control, rest, part }));
    }

    fn close(mut self, part: Part, out: &mut Vec<Action>) {
        if part == Part::Last || !self.control.is_empty() || !self.rest.is_empty() {
            self.send(part, out);
        }
    }
}

/// Bucket digests on their way into `Buckets` messages.
#[derive(Default)]
struct Table {
    groups: Vec<Group>,
    size: usize,
}

impl Table {
    fn group(&mut self, index: &Index, prefix: Prefix, out: &mut Vec<Action>) {
        let mut part = Group { prefix, from: 0, to: LAST_BUCKET, digests: Vec::new() };
        self.size += 1;
        for (bucket, digest) in index.buckets(prefix, 0..=LAST_BUCKET) {
            if self.size >= MAX_COMPARED {
                let rest = Group { prefix, from: bucket, to: LAST_BUCKET, digests: Vec::new() };
                part.to = bucket.saturating_sub(1);
                if part.to >= part.from && bucket > 0 {
                    self.groups.push(part);
                }
                self.send(Part::More, out);
                self.size = 1;
                part = rest;
            }
            part.digests.push((bucket, digest));
            self.size += 1;
        }
        self.groups.push(part);
    }

    fn send(&mut self, part: Part, out: &mut Vec<Action>) {
        let groups = std::mem::take(&mut self.groups);
        out.push(Action::Send(Message::Buckets { groups, part }));
    }

    fn close(mut self, out: &mut Vec<Action>) {
        self.send(Part::Last, out);
    }
}
