//! The rules of the control history, told once more as plainly as possible. It shares no code with the fold, looks at
//! everything again at every step, and knows no tricks.
//!
//! A strike is an operation that takes rights away: another role, a removal, a revoked device. The history is read
//! with a belief which strikes stand; those that had effect are the belief of the next reading, until both are equal.

mod door;
mod people;
mod reviews;
mod standing;

use std::collections::{BTreeMap, BTreeSet};

use muster_model::control::op::{Role, Secrecy};

use crate::history::{Device, Note, Place, Say};

/// How senior: by code first, then by order of members, then of devices.
type Rank = (bool, usize, usize);
type Cuts = Vec<(Device, Vec<Place>)>;

#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) first: Device,
    pub(crate) role: Role,
    pub(crate) devices: Vec<Device>,
    pub(crate) removed: Option<(Place, Device)>,
    pub(crate) came_as: Role,
    pub(crate) roles: Vec<(Role, Cuts)>,
    /// Which team was said where, the first said first.
    pub(crate) teams: Vec<(Place, u8)>,
    removal: Option<Place>,
}

#[derive(Debug, Clone)]
pub(crate) struct Ticket {
    role: Role,
    member: Option<Device>,
    asked: bool,
    pub(crate) uses: u32,
    until: u64,
    auto: bool,
    pub(crate) revoked: bool,
    pub(crate) by: Device,
    made: Place,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Lane {
    pub(crate) keys: Vec<u8>,
    pub(crate) wraps: BTreeSet<(u8, Device, u8)>,
    pub(crate) open: BTreeSet<u8>,
    pub(crate) submits: Vec<(Place, u8)>,
    pub(crate) counts: Option<(u8, bool)>,
}

#[derive(Debug, Clone)]
pub(crate) struct Review {
    assessment: Place,
    secrecy: Secrecy,
    pub(crate) closed: bool,
    pub(crate) revealed: Option<Place>,
    pub(crate) asked: BTreeSet<Device>,
    pub(crate) lanes: BTreeMap<Device, Lane>,
    /// Who was asked to sign, and by whom.
    pub(crate) signers: BTreeMap<Device, Device>,
    /// Who signed where.
    pub(crate) signed: Vec<(Place, Device)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Came {
    by: Place,
    order: usize,
    code: Option<Place>,
}

/// A reading.
pub(crate) struct Naive<'a> {
    notes: &'a [Note],
    saw: &'a [BTreeSet<Place>],
    belief: BTreeMap<Place, Rank>,
    found: BTreeMap<Place, Rank>,
    pub(crate) people: Vec<Person>,
    came: BTreeMap<Device, Came>,
    pub(crate) former: BTreeMap<Device, (Place, Vec<Vec<Place>>)>,
    pub(crate) tickets: BTreeMap<u8, Ticket>,
    pub(crate) waiting: BTreeMap<Device, u8>,
    refused: BTreeSet<(u8, Device)>,
    begun: BTreeSet<Place>,
    pub(crate) reviews: BTreeMap<Place, Review>,
    /// Assessments of which nothing is left, with their reviews.
    pub(crate) destroyed: BTreeMap<Place, Vec<Place>>,
    pub(crate) epochs: Vec<u8>,
    epoch_by: Option<Place>,
    partings: BTreeSet<Place>,
    pub(crate) told: Vec<(Place, bool)>,
}

/// Returns what every operation saw, itself included.
pub(crate) fn pasts(notes: &[Note]) -> Vec<BTreeSet<Place>> {
    let mut saw: Vec<BTreeSet<Place>> = Vec::new();
    for (place, note) in notes.iter().enumerate() {
        let mut all: BTreeSet<Place> =
            note.parents.iter().flat_map(|it| saw[*it].clone()).collect();
        all.insert(place);
        saw.push(all);
    }
    saw
}

/// Reads until what was believed is what was found.
pub(crate) fn read<'a>(notes: &'a [Note], saw: &'a [BTreeSet<Place>]) -> Naive<'a> {
    let is_strike =
        |it: &&Note| matches!(it.say, Say::Appoint(..) | Say::Remove(..) | Say::Revoke(..));
    let mut patience = notes.iter().filter(is_strike).count() + 2;
    let mut belief: BTreeMap<Place, Rank> = BTreeMap::new();
    loop {
        let reading = Naive::with(notes, saw, belief.clone());
        if reading.found == belief {
            return reading;
        }
        if patience > 0 {
            patience -= 1;
            belief = reading.found;
        } else {
            // They go in circles: whatever fell out stays out.
            let fewer: BTreeMap<Place, Rank> = belief
                .iter()
                .filter(|(it, _)| reading.found.contains_key(it))
                .map(|(it, rank)| (*it, *rank))
                .collect();
            if fewer == belief {
                return reading;
            }
            belief = fewer;
        }
    }
}

impl<'a> Naive<'a> {
    fn with(notes: &'a [Note], saw: &'a [BTreeSet<Place>], belief: BTreeMap<Place, Rank>) -> Self {
        let mut reading = Self {
            notes,
            saw,
            belief,
            found: BTreeMap::new(),
            people: Vec::new(),
            came: BTreeMap::new(),
            former: BTreeMap::new(),
            tickets: BTreeMap::new(),
            waiting: BTreeMap::new(),
            refused: BTreeSet::new(),
            begun: BTreeSet::new(),
            reviews: BTreeMap::new(),
            destroyed: BTreeMap::new(),
            epochs: Vec::new(),
            epoch_by: None,
            partings: BTreeSet::new(),
            told: Vec::new(),
        };
        let mut left: BTreeSet<Place> = (0..notes.len()).collect();
        while let Some(next) = reading.next(&left) {
            left.remove(&next);
            let had_effect = reading.act(next).is_some();
            reading.told.push((next, had_effect));
        }
        reading
    }

    /// Parents first; then the most senior; then the smallest id.
    fn next(&self, left: &BTreeSet<Place>) -> Option<Place> {
        let ready = left.iter().filter(|it| {
            let parents = &self.notes[**it].parents;
            parents.iter().all(|it| !left.contains(it))
        });
        let order = |it: &&Place| {
            let note = &self.notes[**it];
            let member = self.whose(note.by).map_or(usize::MAX, |it| it);
            (**it != 0, member, note.id)
        };
        ready.min_by_key(order).copied()
    }

    /// Lets an operation have its effect; `None` if it has none.
    fn act(&mut self, place: Place) -> Option<()> {
        let note = self.notes[place].clone();
        match &note.say {
            Say::Found => {
                if place != 0 {
                    return None;
                }
                self.enrol(note.by, Role::Owner);
                self.sit(place, note.by);
                return Some(());
            }
            Say::Recover(device, true) => return self.recover(place, *device),
            Say::Recover(_, false) => return None,
            _ => {}
        }
        let (who, role) = self.speaker(place)?;
        let runs = (role >= Role::Facilitator).then_some(());
        match note.say {
            Say::Found | Say::Recover(..) => None,
            Say::Begin => {
                runs?;
                self.begun.insert(place);
                Some(())
            }
            Say::Rekey(key) => {
                runs?;
                if !self.epochs.contains(&key) {
                    self.epochs.push(key);
                    self.epoch_by = Some(place);
                }
                Some(())
            }
            say @ (Say::Invite { .. }
            | Say::Uninvite(_)
            | Say::Renew(_)
            | Say::Ask(..)
            | Say::Admit(..)
            | Say::Refuse(_)) => self.at_the_door(place, (who, role), say),
            say @ (Say::Appoint(..) | Say::Remove(..) | Say::Revoke(..) | Say::Team(..)) => {
                self.of_people(place, (who, role), say)
            }
            say => self.in_review(place, (who, role), say),
        }
    }

    /// Says whether the present key is older than some parting.
    pub(crate) fn rekey(&self) -> bool {
        self.epoch_by.is_some_and(|it| self.partings.iter().any(|parting| !self.knew(it, *parting)))
    }
}
