//! Changes on their way into one document. What is offered to several documents can be admitted at once.
//!
//! **Invariant:** what becomes of an offer depends on it and its document alone.

use std::{collections::BTreeMap, fmt, sync::Arc};

use super::{
    authority::Target,
    papers::{Record, State},
};
use crate::{
    document::{AdmitError, Admitted, Board, Lane, Memory, Payload},
    ids::{DeviceId, EnvelopeId, StreamId},
};

/// Works on several things at once. The model has no hands of its own; without any it does one after the other.
pub trait Hands: fmt::Debug + Send + Sync {
    /// Does each piece of work once, in any order; they do not depend on each other. Returns when all are done.
    fn work(&self, pieces: &mut [Piece<'_>]);
}

/// A piece of work.
pub type Piece<'a> = Box<dyn FnMut() + Send + 'a>;

/// Fewer payloads than this are admitted sooner than others could be called to help.
const WORTH: usize = 256;

/// A lane or a board.
#[derive(Debug)]
pub(super) enum Document {
    Lane(Box<Lane>),
    Board(Box<Board>),
}

impl Document {
    /// Makes what `stream` builds, with nothing in it.
    pub(super) fn new(target: Target, stream: StreamId, memory: Option<Arc<dyn Memory>>) -> Self {
        match target {
            Target::Lane(_, _) => Self::Lane(Box::new(Lane::remembering(stream, memory))),
            Target::Board(_) => Self::Board(Box::new(Board::remembering(stream, memory))),
        }
    }

    fn admit_all(
        &mut self,
        payloads: impl IntoIterator<Item = (DeviceId, Payload)>,
    ) -> Vec<Result<Admitted, AdmitError>> {
        match self {
            Self::Lane(lane) => lane.admit_all(payloads),
            Self::Board(board) => board.admit_all(payloads),
        }
    }
}

/// Changes for one stream, and what they are for, out of its place meanwhile.
#[derive(Debug)]
pub(super) struct Offer {
    pub(super) stream: StreamId,
    pub(super) candidates: Vec<EnvelopeId>,
    /// Of each candidate, whether it may be written at all.
    pub(super) permits: Vec<Result<Target, State>>,
    /// `None` if nothing may be written.
    pub(super) document: Option<(Target, Document)>,
    /// What became of each candidate that may be written.
    admitted: Vec<State>,
}

impl Offer {
    pub(super) fn of(
        stream: StreamId,
        candidates: Vec<EnvelopeId>,
        permits: Vec<Result<Target, State>>,
        document: Option<(Target, Document)>,
    ) -> Self {
        Self { stream, candidates, permits, document, admitted: Vec::new() }
    }

    fn admit(&mut self, records: &BTreeMap<EnvelopeId, Record>) {
        let Some((_, document)) = &mut self.document else { return };
        let permitted = self.candidates.iter().zip(&self.permits).filter(|(_, it)| it.is_ok());
        let payloads = permitted
            .filter_map(|(it, _)| records.get(it))
            .map(|it| (it.change.author, Arc::clone(&it.change.payload)));
        self.admitted = document.admit_all(payloads).into_iter().map(verdict).collect();
    }

    /// Returns what became of each candidate.
    pub(super) fn verdicts(self) -> Vec<(EnvelopeId, State)> {
        let mut admitted = self.admitted.into_iter();
        let next = |it: Result<Target, State>| match it {
            Ok(_) => admitted.next().unwrap_or(State::Waiting(Vec::new())),
            Err(state) => state,
        };
        self.candidates.into_iter().zip(self.permits.into_iter().map(next)).collect()
    }
}

/// Admits what is offered, at once where that is worth it.
pub(super) fn admit(
    offers: &mut [Offer],
    records: &BTreeMap<EnvelopeId, Record>,
    hands: Option<&dyn Hands>,
) {
    let all: usize = offers.iter().map(|it| it.candidates.len()).sum();
    match hands.filter(|_| offers.len() > 1 && all >= WORTH) {
        Some(hands) => {
            let piece = |it| -> Piece<'_> { Box::new(piece_of(it, records)) };
            hands.work(&mut offers.iter_mut().map(piece).collect::<Vec<_>>());
        }
        None => offers.iter_mut().for_each(|it| it.admit(records)),
    }
}

fn piece_of<'a>(
    offer: &'a mut Offer,
    records: &'a BTreeMap<EnvelopeId, Record>,
) -> impl FnMut() + Send + 'a {
    || offer.admit(records)
}

fn verdict(admitted: Result<Admitted, AdmitError>) -> State {
    match admitted {
        Ok(_) => State::Applied,
        Err(AdmitError::Missing(hashes)) => State::Waiting(hashes),
        Err(
            err @ (AdmitError::TooLarge(_)
            | AdmitError::Unreadable(_)
            | AdmitError::Foreign
            | AdmitError::OutOfLine
            | AdmitError::TornPast
            | AdmitError::Misplaced
            | AdmitError::Blind
            | AdmitError::Failed(_)),
        ) => State::Refused(err.into()),
    }
}
