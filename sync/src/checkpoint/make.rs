//! From envelopes to a checkpoint: which of them stand in a row, and how many fit.
//!
//! **Invariant:** what is made was expanded again, and came to the same envelopes.

use std::collections::BTreeMap;

use muster_model::ids::{EnvelopeId, StreamId, WorkspaceId};

use super::{
    Checkpoint, MAX_COVERED, MAX_RUNS, SEALED, Signed, TITLE, VERSION, bare_len,
    content::{self, MAX_CONTENT, Piece},
};
use crate::{
    envelope::{self, Kind, MAX_RECORD, Verified},
    keys::ContentKey,
};

/// Makes a checkpoint of as many of `envelopes` as fit; `None` if those are fewer than `least`.
///
/// Of use are those that are whole, belong to the lane `stream`, are sealed with `key` and follow each other; all others
/// are passed over. They may come in any order. The last of a run needs its signature, so that what is covered already
/// can only be in front of it. Returns the checkpoint with what it covers.
pub fn make(
    (workspace, stream): (WorkspaceId, StreamId),
    key: &ContentKey,
    envelopes: &[Verified],
    least: usize,
) -> Option<(Signed, Vec<Verified>)> {
    let runs = runs((workspace, stream), key, envelopes);
    let mut most = MAX_COVERED;
    while most >= least {
        let chosen = choose(&runs, most);
        let covered: usize = chosen.iter().map(|it| it.len()).sum();
        if covered < least.max(1) {
            return None;
        }
        if let Some(made) = sealed((workspace, stream), key, &chosen) {
            return Some(made);
        }
        most = covered.saturating_sub(covered.div_ceil(4));
    }
    None
}

/// An envelope and what is in it.
struct Opened<'a> {
    envelope: &'a Verified,
    piece: Piece,
}

/// Sorts out what can be covered, and joins what follows each other.
fn runs<'a>(
    (workspace, stream): (WorkspaceId, StreamId),
    key: &ContentKey,
    envelopes: &'a [Verified],
) -> Vec<Vec<Opened<'a>>> {
    let id = key.id();
    let may = |it: &&Verified| {
        let header = it.header();
        it.can_be_bare()
            && (header.kind, header.key, header.stream) == (Kind::Lane, id, stream)
            && it.workspace() == workspace
    };
    let mut sorted: Vec<&Verified> = envelopes.iter().filter(may).collect();
    // The one that has its signature comes first and stays.
    sorted.sort_by_key(|it| (it.header().author, it.header().seq, it.id(), it.is_covered()));
    sorted.dedup_by_key(|it| it.id());

    let mut runs: Vec<Vec<Opened<'_>>> = Vec::new();
    let mut ends: BTreeMap<EnvelopeId, usize> = BTreeMap::new();
    for envelope in sorted {
        let Some(piece) = piece(envelope, key) else { continue };
        let header = envelope.header();
        let follows = |it: &Vec<Opened<'_>>| {
            it.last().is_some_and(|end| {
                let before = end.envelope.header();
                before.author == header.author && before.seq.checked_add(1) == Some(header.seq)
            })
        };
        // Of two that follow on the same the second begins a run of its own.
        let at = ends.remove(&header.prev).filter(|at| runs.get(*at).is_some_and(follows));
        let at = at.unwrap_or(runs.len());
        if at == runs.len() {
            runs.push(Vec::new());
        }
        if let Some(run) = runs.get_mut(at) {
            run.push(Opened { envelope, piece });
            ends.insert(envelope.id(), at);
        }
    }
    runs
}

fn piece(envelope: &Verified, key: &ContentKey) -> Option<Piece> {
    let payload = envelope.open(key).ok()?;
    let header = envelope.header();
    let derived = envelope::derived_nonce(header, key, &payload) == header.nonce;
    Some(((!derived).then_some(header.nonce), payload))
}

/// Chooses runs, the longest first, until there are `most` envelopes, or as much as may be in one checkpoint.
fn choose<'r, 'a>(runs: &'r [Vec<Opened<'a>>], most: usize) -> Vec<&'r [Opened<'a>]> {
    let mut by_length: Vec<&Vec<Opened<'_>>> = runs.iter().collect();
    by_length.sort_by_key(|it| std::cmp::Reverse(it.len()));
    let (mut room, mut bytes) = (most, MAX_CONTENT / 2);
    let mut out: Vec<&[Opened<'_>]> = Vec::new();
    for run in by_length {
        if out.len() >= MAX_RUNS {
            break;
        }
        let mut fits = 0;
        let mut left = bytes;
        for (i, it) in run.iter().take(room).enumerate() {
            let Some(after) = left.checked_sub(it.piece.1.len()) else { break };
            left = after;
            if !it.envelope.is_covered() {
                (fits, bytes) = (i.saturating_add(1), after);
            }
        }
        // One alone takes more room in a checkpoint than by itself.
        if fits > 1
            && let Some(chosen) = run.get(..fits)
        {
            room = room.saturating_sub(fits);
            out.push(chosen);
        }
    }
    out
}

fn sealed(
    (workspace, stream): (WorkspaceId, StreamId),
    key: &ContentKey,
    chosen: &[&[Opened<'_>]],
) -> Option<(Signed, Vec<Verified>)> {
    let covered: usize = chosen.iter().map(|it| it.len()).sum();
    if bare_len(chosen.len(), covered) > MAX_RECORD {
        return None;
    }
    let mut clear = TITLE.to_vec();
    clear.extend_from_slice(&[VERSION, SEALED]);
    clear.extend_from_slice(key.id().as_bytes());
    clear.extend_from_slice(stream.as_bytes());
    clear.push(u8::try_from(chosen.len()).ok()?);
    for run in chosen {
        let (first, last) = (run.first()?.envelope.header(), run.last()?.envelope);
        clear.extend_from_slice(&first.seq.to_be_bytes());
        clear.extend_from_slice(first.prev.as_bytes());
        clear.extend_from_slice(last.bare().record());
    }
    let pieces: Vec<Piece> = chosen.iter().copied().flatten().map(|it| it.piece.clone()).collect();
    let record = envelope::framed(&content::seal(&clear, key, &pieces)?).ok()?;
    let signed = Checkpoint::parse(&record).and_then(|it| it.verify(workspace)).ok()?;
    // Nothing is dropped for what does not give it back.
    let expanded = signed.expand(Some(key)).ok()?;
    let was = chosen.iter().copied().flatten().map(|it| it.envelope.id());
    was.eq(expanded.iter().map(Verified::id)).then_some((signed, expanded))
}
