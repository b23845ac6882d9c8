//! Which envelopes a replica has, and digests by which two replicas find what differs between them.
//!
//! Envelopes are grouped by the first eight bytes of their author's key. Should two devices share these, they share
//! a group, and all that follows stays right. A group falls into buckets of 64 sequence numbers; a log may have
//! forked, so that a number can hold several ids.
//!
//! An envelope that lacks the content it should have is listed under a name of its own, so that replicas come to agree
//! on it too: what follows it in its author's log can be read where it is, and not where nothing is known of it.
//!
//! Envelopes that are kept together in one record can be asked for by the record's name. What a replica has is the same
//! either way: names of records are no part of any digest.
//!
//! **Invariant:** equal sets have equal digests, however they came together.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    ops::RangeInclusive,
    sync::OnceLock,
};

use muster_model::ids::{DeviceId, EnvelopeId};

/// Sequence numbers in a bucket.
pub const BUCKET: u32 = 64;
/// The last bucket there can be.
pub const LAST_BUCKET: u32 = u32::MAX / BUCKET;

macro_rules! digest {
    ($(#[$doc:meta])* $name:ident, $len:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name(pub [u8; $len]);

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().take(4).try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }
    };
}

digest!(
    /// The first bytes of a device's key: names a group of envelopes on the wire.
    Prefix, 8);
digest!(
    /// Digest of a bucket or a group, shortened for the wire.
    Digest, 12);
digest!(
    /// Digest of all a replica has.
    Root, 32);

/// Returns the first bytes of `whole`.
fn head<const N: usize>(whole: &[u8; 32]) -> [u8; N] {
    let mut out = [0; N];
    out.iter_mut().zip(whole).for_each(|(to, from)| *to = *from);
    out
}

impl Prefix {
    /// Returns the group that holds what `device` wrote.
    pub fn of_device(device: &DeviceId) -> Self {
        Self(head(device.as_bytes()))
    }
}

/// An envelope as replication sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Which.
    pub id: EnvelopeId,
    /// Who wrote it.
    pub author: DeviceId,
    /// Its number in the author's log.
    pub seq: u32,
    /// Whether it belongs to the control history and so travels first.
    pub control: bool,
}

/// What a replica says of one group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Which group.
    pub prefix: Prefix,
    /// How many envelopes are in it.
    pub count: u32,
    /// Digest of all its buckets.
    pub digest: Digest,
}

/// The set of envelopes one replica has.
#[derive(Debug, Clone, Default)]
pub struct Index {
    groups: BTreeMap<Prefix, Group>,
    places: BTreeMap<EnvelopeId, Place>,
    /// The record that an envelope is kept in together with others.
    packed: BTreeMap<EnvelopeId, EnvelopeId>,
    /// The names of these records.
    packs: BTreeSet<EnvelopeId>,
    hollow: u64,
    root: OnceLock<Root>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Of the control history.
    Control,
    /// Of a lane or a board.
    Content,
    /// Of a lane or a board, without the content it should have.
    Hollow,
}

/// Returns what an envelope is listed as while it lacks its content; of such a name, the envelope's id.
pub fn hollow_name(id: &EnvelopeId) -> EnvelopeId {
    EnvelopeId::from_bytes(id.as_bytes().map(|byte| !byte))
}

#[derive(Debug, Clone, Default)]
struct Group {
    buckets: BTreeMap<u32, Bucket>,
    count: u32,
    digest: OnceLock<[u8; 32]>,
}

#[derive(Debug, Clone, Default)]
struct Bucket {
    ids: BTreeMap<(u32, EnvelopeId), bool>,
    digest: OnceLock<[u8; 32]>,
}

impl Index {
    /// Adds an envelope; `false` if it was there already.
    pub fn insert(&mut self, entry: Entry) -> bool {
        if self.contains(&entry.id) {
            return false;
        }
        self.drop_hollow(&entry);
        self.put(entry, if entry.control { Place::Control } else { Place::Content });
        true
    }

    /// Adds an envelope that lacks the content it should have, until it is inserted with it; `false` if anything of it
    /// was there already.
    pub fn insert_hollow(&mut self, entry: Entry) -> bool {
        let name = hollow_name(&entry.id);
        if self.contains(&entry.id) || self.places.contains_key(&name) {
            return false;
        }
        self.hollow = self.hollow.saturating_add(1);
        self.put(Entry { id: name, control: false, ..entry }, Place::Hollow);
        true
    }

    /// Adds many envelopes at once of which none is here yet; much quicker than one by one. Says whether none was.
    pub fn insert_all(&mut self, entries: &[Entry]) -> bool {
        let before = self.places.len();
        let place = |it: &Entry| if it.control { Place::Control } else { Place::Content };
        self.places.append(&mut entries.iter().map(|it| (it.id, place(it))).collect());
        for entry in entries {
            self.drop_hollow(entry);
            self.put_in_group(*entry);
        }
        self.places.len() == before.saturating_add(entries.len())
    }

    fn put(&mut self, entry: Entry, place: Place) {
        self.places.insert(entry.id, place);
        self.put_in_group(entry);
    }

    fn put_in_group(&mut self, entry: Entry) {
        let group = self.groups.entry(Prefix::of_device(&entry.author)).or_default();
        let bucket = group.buckets.entry(entry.seq / BUCKET).or_default();
        bucket.ids.insert((entry.seq, entry.id), entry.control);
        bucket.digest = OnceLock::new();
        group.count = group.count.saturating_add(1);
        group.digest = OnceLock::new();
        self.root = OnceLock::new();
    }

    fn drop_hollow(&mut self, entry: &Entry) {
        let name = hollow_name(&entry.id);
        if self.hollow == 0 || self.places.get(&name) != Some(&Place::Hollow) {
            return;
        }
        self.places.remove(&name);
        self.hollow = self.hollow.saturating_sub(1);
        let Some(group) = self.groups.get_mut(&Prefix::of_device(&entry.author)) else { return };
        if let Some(bucket) = group.buckets.get_mut(&(entry.seq / BUCKET)) {
            bucket.ids.remove(&(entry.seq, name));
            bucket.digest = OnceLock::new();
        }
        group.count = group.count.saturating_sub(1);
    }

    /// Returns whether the envelope is there, with all it should have.
    pub fn contains(&self, id: &EnvelopeId) -> bool {
        self.places.get(id).is_some_and(|it| *it != Place::Hollow)
    }

    /// Returns whether there is nothing to learn from whoever lists `name`: it is listed here too, or it is the name of
    /// an envelope without its content, and the envelope itself is here.
    pub fn knows(&self, name: &EnvelopeId) -> bool {
        self.places.contains_key(name)
            || self.packs.contains(name)
            || self.contains(&hollow_name(name))
    }

    /// Notes that these envelopes are kept together in the record called `name`.
    pub fn pack(&mut self, name: EnvelopeId, ids: &[EnvelopeId]) {
        self.packs.insert(name);
        self.packed.extend(ids.iter().map(|id| (*id, name)));
    }

    /// Notes like [`Self::pack`] of many envelopes at once in which records they are.
    pub fn pack_all(&mut self, packed: impl IntoIterator<Item = (EnvelopeId, EnvelopeId)>) {
        let mut packed: BTreeMap<EnvelopeId, EnvelopeId> = packed.into_iter().collect();
        self.packs.extend(packed.values());
        self.packed.append(&mut packed);
    }

    /// Notes that there is no record called `name` any more, in which these were kept.
    pub fn unpack(&mut self, name: &EnvelopeId, ids: &[EnvelopeId]) {
        self.packs.remove(name);
        for id in ids {
            if self.packed.get(id) == Some(name) {
                self.packed.remove(id);
            }
        }
    }

    /// Returns by what name an envelope is to be had: that of the record it is kept in together with others, or its own.
    pub fn bearer(&self, id: &EnvelopeId) -> EnvelopeId {
        self.packed.get(id).copied().unwrap_or(*id)
    }

    /// Returns whether the envelope is there and belongs to the control history.
    pub fn is_control(&self, id: &EnvelopeId) -> bool {
        self.places.get(id) == Some(&Place::Control)
    }

    /// Returns how many envelopes lack the content they should have.
    pub fn hollow(&self) -> u64 {
        self.hollow
    }

    /// Returns how many envelopes there are.
    pub fn count(&self) -> u64 {
        u64::try_from(self.places.len()).unwrap_or(u64::MAX)
    }

    /// Returns how many envelopes there are in a group.
    pub fn count_in(&self, prefix: Prefix) -> u32 {
        self.groups.get(&prefix).map_or(0, |group| group.count)
    }

    /// Returns the digest of everything.
    pub fn root(&self) -> Root {
        *self.root.get_or_init(|| {
            let mut hasher = blake3::Hasher::new_derive_key("muster index root v1");
            for (prefix, group) in &self.groups {
                hasher.update(&prefix.0);
                hasher.update(group.digest());
            }
            Root(*hasher.finalize().as_bytes())
        })
    }

    /// Returns a line per group, in the order of their prefixes.
    pub fn summary(&self) -> impl Iterator<Item = Line> {
        self.groups.iter().map(|(prefix, group)| group.line(*prefix))
    }

    /// Returns the line of one group, if there is anything in it.
    pub fn line(&self, prefix: Prefix) -> Option<Line> {
        self.groups.get(&prefix).map(|group| group.line(prefix))
    }

    /// Returns the buckets of a group from one number to another with their digests, in order.
    pub fn buckets(
        &self,
        prefix: Prefix,
        range: RangeInclusive<u32>,
    ) -> impl Iterator<Item = (u32, Digest)> {
        // An empty range must not reach `BTreeMap::range`, which panics on it.
        let group = if range.is_empty() { None } else { self.groups.get(&prefix) };
        let buckets = group.map(|it| it.buckets.range(range));
        buckets.into_iter().flatten().map(|(n, it)| (*n, Digest(head(it.digest()))))
    }

    /// Returns what a bucket holds, by sequence number, each with whether it is of the control history.
    pub fn ids_in(&self, prefix: Prefix, bucket: u32) -> impl Iterator<Item = (EnvelopeId, bool)> {
        let bucket = self.groups.get(&prefix).and_then(|group| group.buckets.get(&bucket));
        bucket.into_iter().flat_map(|it| &it.ids).map(|((_, id), control)| (*id, *control))
    }
}

impl Group {
    fn digest(&self) -> &[u8; 32] {
        self.digest.get_or_init(|| {
            let mut hasher = blake3::Hasher::new_derive_key("muster index group v1");
            for (n, bucket) in &self.buckets {
                hasher.update(&n.to_le_bytes());
                hasher.update(bucket.digest());
            }
            *hasher.finalize().as_bytes()
        })
    }

    fn line(&self, prefix: Prefix) -> Line {
        Line { prefix, count: self.count, digest: Digest(head(self.digest())) }
    }
}

impl Bucket {
    fn digest(&self) -> &[u8; 32] {
        self.digest.get_or_init(|| {
            let mut hasher = blake3::Hasher::new_derive_key("muster index bucket v1");
            for (_, id) in self.ids.keys() {
                hasher.update(id.as_bytes());
            }
            *hasher.finalize().as_bytes()
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn entry(device: u8, seq: u32, fork: u8) -> Entry {
        let mut id = [device; 32];
        id[..4].copy_from_slice(&seq.to_le_bytes());
        id[4] = fork;
        Entry {
            id: EnvelopeId::from_bytes(id),
            author: DeviceId::from_bytes([device; 32]),
            seq,
            control: seq == 0,
        }
    }

    fn entries() -> impl Strategy<Value = Vec<Entry>> {
        let one = (0..5_u8, 0..300_u32, 0..3_u8).prop_map(|(d, seq, fork)| entry(d, seq, fork));
        prop::collection::vec(one, 0..200)
    }

    proptest! {
        #[test]
        fn the_same_set_has_the_same_digests_in_any_order(set in entries(), peek in 0..200_usize) {
            let mut forward = Index::default();
            let mut backward = Index::default();
            for (n, it) in set.iter().enumerate() {
                forward.insert(*it);
                if n == peek {
                    // Digests kept so far must not survive what comes later.
                    forward.root();
                }
            }
            for it in set.iter().rev().chain(&set) {
                backward.insert(*it);
            }
            prop_assert_eq!(forward.root(), backward.root());
            prop_assert_eq!(forward.count(), backward.count());
            prop_assert!(forward.summary().eq(backward.summary()));
        }

        #[test]
        fn one_envelope_more_shows_in_every_digest_above_it(set in entries()) {
            let mut index = Index::default();
            for it in &set {
                index.insert(*it);
            }
            let late = entry(2, 70, 9);
            let prefix = Prefix::of_device(&late.author);
            let before = (index.root(), index.line(prefix), index.buckets(prefix, 0..=LAST_BUCKET).collect::<Vec<_>>());
            prop_assert!(index.insert(late));
            prop_assert!(!index.insert(late));
            prop_assert!(index.contains(&late.id));
            prop_assert_ne!(index.root(), before.0);
            prop_assert_ne!(index.line(prefix), before.1);
            let changed: Vec<u32> = index
                .buckets(prefix, 0..=LAST_BUCKET)
                .filter(|it| !before.2.contains(it))
                .map(|it| it.0)
                .collect();
            prop_assert_eq!(changed, [1]);
            prop_assert!(index.ids_in(prefix, 1).any(|it| it.0 == late.id));
        }
    }

    #[test]
    fn an_envelope_without_its_content_is_listed_apart_until_it_comes_whole() {
        let whole = entry(4, 9, 0);
        let (mut index, mut other) = (Index::default(), Index::default());
        assert!(index.insert(entry(4, 8, 0)) && other.insert(entry(4, 8, 0)));
        let before = index.root();
        assert!(index.insert_hollow(whole) && !index.insert_hollow(whole));
        assert_ne!(index.root(), before);
        assert!(!index.contains(&whole.id) && !index.knows(&whole.id), "it is still looked for");
        let listed: Vec<EnvelopeId> =
            index.ids_in(Prefix::of_device(&whole.author), 0).map(|(id, _)| id).collect();
        let name = hollow_name(&whole.id);
        assert_eq!((listed[1], index.hollow(), index.count()), (name, 1, 2));
        // Who has it whole learns nothing from the name; who has nothing of it does.
        assert!(!other.knows(&name));
        assert!(other.insert(whole) && other.knows(&name) && !other.contains(&name));
        assert!(index.insert(whole) && !index.insert_hollow(whole));
        assert_eq!((index.root(), index.hollow(), index.count()), (other.root(), 0, 2));
        assert!(index.summary().eq(other.summary()));
    }

    #[test]
    fn devices_that_share_a_prefix_share_a_group_and_lose_nothing() {
        let mut index = Index::default();
        let mut twin = [7; 32];
        twin[31] = 8;
        let first = entry(7, 3, 0);
        let second =
            Entry { author: DeviceId::from_bytes(twin), id: EnvelopeId::from_bytes(twin), ..first };
        assert!(index.insert(first) && index.insert(second));
        assert_eq!(index.summary().map(|it| it.count).collect::<Vec<_>>(), [2]);
        assert_eq!(index.ids_in(Prefix([7; 8]), 0).count(), 2);
    }
}
