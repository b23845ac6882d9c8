//! The code that people read to each other: equal codes mean equal inputs and tier.

use std::collections::BTreeMap;

use crate::{
    ids::{ChangeHash, FrameworkHash, MemberId, Name, RungId},
    setting::{Aim, Held, Settings},
    time::Date,
    workspace::BoardView,
};

/// Letters that neither look nor sound alike.
const LETTERS: [char; 16] =
    ['A', 'C', 'F', 'H', 'J', 'K', 'M', 'N', 'P', 'Q', 'R', 'T', 'U', 'W', 'X', 'Y'];

/// Everything a result depends on, as far as it is counted here.
pub(super) struct Counted<'a> {
    pub(super) framework: FrameworkHash,
    /// The heads that count in each lane in which anything counts.
    pub(super) lanes: BTreeMap<MemberId, Vec<ChangeHash>>,
    pub(super) board: &'a BoardView,
    pub(super) settings: &'a Settings,
    pub(super) teams: &'a BTreeMap<MemberId, String>,
    pub(super) as_of: Date,
}

impl Counted<'_> {
    /// Returns the hash of all of it. Each part is preceded by its length.
    pub(super) fn hash(&self) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new_derive_key("muster inputs v1");
        part(&mut hasher, self.framework.as_bytes());
        count(&mut hasher, self.lanes.len());
        for (member, heads) in &self.lanes {
            part(&mut hasher, member.as_bytes());
            count(&mut hasher, heads.len());
            for head in heads {
                part(&mut hasher, head.as_bytes());
            }
        }
        count(&mut hasher, self.board.agreed.len());
        for (question, values) in &self.board.agreed {
            part(&mut hasher, question.as_str().as_bytes());
            count(&mut hasher, values.len());
            for (agreement, _, _) in values {
                // Nothing in an agreement can fail to be written; if it did, everybody would say so alike.
                part(&mut hasher, &postcard::to_stdvec(agreement).unwrap_or_default());
            }
        }
        part(&mut hasher, self.as_of.to_string().as_bytes());
        // Reviews for which nothing is set keep the hash they had before anything could be.
        if !self.settings.is_empty() || !self.teams.is_empty() {
            self.add_settings(&mut hasher);
        }
        hasher.finalize()
    }

    fn add_settings(&self, hasher: &mut blake3::Hasher) {
        part(hasher, b"settings v1");
        let Settings { baselines, facts, targets } = self.settings;
        count(hasher, usize::from(baselines.is_some()));
        if let Some(held) = baselines {
            values(hasher, held, |hasher, names| {
                count(hasher, names.len());
                for name in names {
                    let name: &Name = name;
                    part(hasher, name.as_str().as_bytes());
                }
            });
        }
        count(hasher, facts.len());
        for (id, held) in facts {
            part(hasher, id.as_str().as_bytes());
            values(hasher, held, |hasher, it| part(hasher, it.to_string().as_bytes()));
        }
        count(hasher, targets.len());
        for (node, held) in targets {
            part(hasher, node.as_str().as_bytes());
            values(hasher, held, |hasher, aim| {
                let (kind, id): (&[u8], &Name) = match aim {
                    Aim::Option(id) => (b"option", id),
                    Aim::Rung(id) => (b"rung", id),
                };
                part(hasher, kind);
                part(hasher, id.as_str().as_bytes());
            });
        }
        count(hasher, self.teams.len());
        for (member, team) in self.teams {
            part(hasher, member.as_bytes());
            part(hasher, team.as_bytes());
        }
    }
}

/// Adds what counts, and what was set at the same time.
fn values<T>(hasher: &mut blake3::Hasher, held: &Held<T>, value: impl Fn(&mut blake3::Hasher, &T)) {
    count(hasher, held.rivals.len());
    for statement in std::iter::once(&held.now).chain(&held.rivals) {
        count(hasher, usize::from(statement.value.is_some()));
        if let Some(it) = &statement.value {
            value(hasher, it);
        }
    }
}

/// Returns four groups of four letters for these inputs and this tier.
pub(crate) fn fingerprint(inputs: &blake3::Hash, tier: Option<&RungId>) -> String {
    let mut hasher = blake3::Hasher::new_derive_key("muster fingerprint v1");
    part(&mut hasher, inputs.as_bytes());
    // A rung may be called “none”; its absence is told apart by the count.
    count(&mut hasher, usize::from(tier.is_some()));
    part(&mut hasher, tier.map_or("none", |it| it.as_str()).as_bytes());
    let hash = hasher.finalize();
    let mut out = String::new();
    for (i, byte) in hash.as_bytes().iter().take(8).enumerate() {
        if i > 0 && i % 2 == 0 {
            out.push('-');
        }
        let letters = [byte >> 4, byte & 15].map(|it| LETTERS.get(usize::from(it)));
        out.extend(letters.into_iter().flatten());
    }
    out
}

fn part(hasher: &mut blake3::Hasher, bytes: &[u8]) {
    count(hasher, bytes.len());
    hasher.update(bytes);
}

fn count(hasher: &mut blake3::Hasher, number: usize) {
    hasher.update(&u64::try_from(number).unwrap_or(u64::MAX).to_le_bytes());
}
