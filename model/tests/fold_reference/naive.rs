//! The rules of the control history, told once more as plainly as possible. It shares no code with the fold, looks at
//! everything again at every step, and knows no tricks.
//!
//! A strike is an operation that takes rights away: another role, a removal, a revoked device. The history is read
//! with a belief which strikes stand; those that had effect are the belief of the next reading, until both are equal.

mod reviews;

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
    secrecy: Secrecy,
    pub(crate) closed: bool,
    pub(crate) revealed: Option<Place>,
    pub(crate) asked: BTreeSet<Device>,
    pub(crate) lanes: BTreeMap<Device, Lane>,
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

    fn whose(&self, device: Device) -> Option<usize> {
        let owned = |it: &Person| it.devices.contains(&device);
        let present = self.people.iter().position(owned);
        let came = || {
            // A device that is gone is remembered by how it came.
            self.former.contains_key(&device).then(|| self.owner_once(device)).flatten()
        };
        present.or_else(came)
    }

    fn owner_once(&self, device: Device) -> Option<usize> {
        let came = self.came.get(&device)?;
        match &self.notes[came.by].say {
            Say::Found | Say::Recover(..) => Some(0),
            Say::Admit(_, ticket, _) => {
                let first = self.tickets[ticket].member.unwrap_or(device);
                self.person(first)
            }
            _ => None,
        }
    }

    fn person(&self, first: Device) -> Option<usize> {
        self.people.iter().position(|it| it.first == first)
    }

    fn knew(&self, later: Place, earlier: Place) -> bool {
        self.saw[later].contains(&earlier)
    }

    fn cross(&self, one: Place, other: Place) -> bool {
        !self.knew(one, other) && !self.knew(other, one)
    }

    fn rank(&self, place: Place) -> Option<Rank> {
        let by = self.notes[place].by;
        let came = self.came.get(&by)?;
        Some((came.code.is_none(), self.whose(by)?, came.order))
    }

    fn before(&self, one: (Rank, Place), other: (Rank, Place)) -> bool {
        (one.0, self.notes[one.1].id) < (other.0, self.notes[other.1].id)
    }

    /// A removal takes the devices that came in without knowing of it, but for one that the code spoke for without
    /// the removal knowing.
    fn goes_with(&self, device: Device, removal: Place) -> bool {
        let came = self.came[&device];
        if came.code.is_some_and(|it| !self.knew(removal, it)) {
            return false;
        }
        !self.knew(came.by, removal)
    }

    fn takes_away(&self, place: Place) -> bool {
        match &self.notes[place].say {
            Say::Remove(..) | Say::Revoke(..) => true,
            Say::Appoint(who, role, _) => {
                self.person(*who).is_some_and(|it| *role < self.people[it].role)
            }
            _ => false,
        }
    }

    /// Who speaks, and in which role; nobody, if a strike they did not foresee says so.
    fn speaker(&self, place: Place) -> Option<(usize, Role)> {
        if !self.knew(place, 0) {
            return None;
        }
        let by = self.notes[place].by;
        let who = self.whose(by)?;
        let mut role = self.people[who].role;
        for (strike, rank) in &self.belief {
            if self.knew(*strike, place) {
                continue;
            }
            let crossing = self.cross(*strike, place);
            if crossing
                && self.takes_away(place)
                && self.before((self.rank(place)?, place), (*rank, *strike))
            {
                continue;
            }
            match &self.notes[*strike].say {
                Say::Appoint(target, less, _) if crossing && self.person(*target) == Some(who) => {
                    role = role.min(*less);
                }
                Say::Remove(target, _)
                    if self.person(*target) == Some(who) && self.goes_with(by, *strike) =>
                {
                    return None;
                }
                Say::Revoke(device, _) if *device == by => return None,
                _ => {}
            }
        }
        Some((who, role))
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
        let owns = (role >= Role::Owner).then_some(());
        match note.say {
            Say::Found | Say::Recover(..) => None,
            Say::Invite { ticket, role: given, member, asked, uses, until, auto } => {
                if let Some(member) = member {
                    self.removal_was_known(place, member)?;
                }
                let given = match member {
                    Some(member) => self.people[self.person(member)?].role,
                    None => given,
                };
                self.may_decide((who, role), member, given)?;
                if self.tickets.contains_key(&ticket) || uses == 0 {
                    return None;
                }
                let auto = auto && member.is_none() && given <= Role::Respondent;
                let (by, made, revoked) = (self.people[who].first, place, false);
                let ticket_made =
                    Ticket { role: given, member, asked, uses, until, auto, revoked, by, made };
                self.tickets.insert(ticket, ticket_made);
                Some(())
            }
            Say::Uninvite(ticket) => {
                let found = self.tickets.get(&ticket)?.clone();
                if self.people[who].first != found.by {
                    self.may_decide((who, role), found.member, found.role)?;
                }
                self.tickets.get_mut(&ticket)?.revoked = true;
                self.forget_waiting();
                Some(())
            }
            Say::Renew(ticket) => {
                owns?;
                let by = self.people[who].first;
                let found = self.tickets.get_mut(&ticket)?;
                (found.revoked, found.by, found.made) = (false, by, place);
                Some(())
            }
            Say::Ask(device, ticket, honest) => {
                self.usable(place, ticket, device)?;
                if self.refused.contains(&(ticket, device)) || !honest {
                    return None;
                }
                self.waiting.entry(device).or_insert(ticket);
                Some(())
            }
            Say::Admit(device, ticket, honest) => {
                let found = self.usable(place, ticket, device)?;
                if note.at >= found.until {
                    return None;
                }
                if !found.auto {
                    self.may_decide((who, role), found.member, found.role)?;
                }
                if !honest {
                    return None;
                }
                if let Some(member) = found.member {
                    self.removal_was_known(place, member)?;
                    let person = self.person(member)?;
                    self.people[person].devices.push(device);
                    self.people[person].removed = None;
                    self.people[person].removal = None;
                } else {
                    if self.person(device).is_some() {
                        return None;
                    }
                    self.enrol(device, found.role);
                    if found.role >= Role::Respondent && found.asked {
                        let open = |it: &&mut Review| !it.closed && it.revealed.is_none();
                        for review in self.reviews.values_mut().filter(open) {
                            review.asked.insert(device);
                        }
                    }
                }
                self.sit(place, device);
                self.tickets.get_mut(&ticket)?.uses -= 1;
                if found.uses == 1 {
                    self.waiting.retain(|_, it| *it != ticket);
                }
                self.waiting.remove(&device);
                Some(())
            }
            Say::Refuse(device) => {
                let ticket = *self.waiting.get(&device)?;
                let found = self.tickets.get(&ticket)?.clone();
                self.may_decide((who, role), found.member, found.role)?;
                self.waiting.remove(&device);
                self.refused.insert((ticket, device));
                Some(())
            }
            Say::Appoint(target, given, cuts) => {
                let person = self.person(target)?;
                owns?;
                if self.people[person].removed.is_some() {
                    return None;
                }
                let own = (self.rank(place)?, place);
                for (strike, rank) in &self.belief {
                    if let Say::Appoint(other, ..) = &self.notes[*strike].say
                        && *other == target
                        && self.cross(*strike, place)
                        && self.before((*rank, *strike), own)
                    {
                        return None;
                    }
                }
                self.strike(place)?;
                self.people[person].role = given;
                self.people[person].roles.push((given, cuts));
                Some(())
            }
            Say::Remove(target, cuts) => self.remove(place, (who, role), target, &cuts),
            Say::Revoke(device, ends) => {
                let person = self.whose(device)?;
                if person != who {
                    owns?;
                }
                if self.former.get(&device).is_some_and(|it| self.knew(place, it.0)) {
                    return None;
                }
                self.strike(place)?;
                self.part(place, device, ends);
                Some(())
            }
            Say::Begin => {
                runs?;
                self.begun.insert(place);
                Some(())
            }
            Say::Team(target, team) => {
                runs?;
                let person = self.person(target)?;
                let unknown = |said: &(Place, u8)| !self.saw[place].contains(&said.0);
                let before = self.people[person].teams.clone();
                self.people[person].teams = before.into_iter().filter(unknown).collect();
                self.people[person].teams.push((place, team));
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
            say => self.in_review(place, (who, role), say),
        }
    }

    fn enrol(&mut self, first: Device, role: Role) {
        self.people.push(Person {
            first,
            role,
            devices: vec![first],
            removed: None,
            came_as: role,
            roles: Vec::new(),
            teams: Vec::new(),
            removal: None,
        });
    }

    fn sit(&mut self, place: Place, device: Device) {
        let order = self.came.len();
        self.came.insert(device, Came { by: place, order, code: None });
    }

    fn is_present(&self, device: Device) -> bool {
        self.people.iter().any(|it| it.devices.contains(&device))
    }

    fn answers(&self, first: Device) -> bool {
        self.person(first).is_some_and(|it| self.people[it].role >= Role::Respondent)
    }

    fn may_be_asked(&self, first: Device) -> bool {
        self.answers(first)
            && self.person(first).is_some_and(|it| self.people[it].removal.is_none())
    }

    /// An owner decides on everybody, everybody on their own devices, a facilitator on who answers or watches.
    fn may_decide(
        &self,
        (who, role): (usize, Role),
        member: Option<Device>,
        given: Role,
    ) -> Option<()> {
        let may = role == Role::Owner
            || member.is_some_and(|it| self.people[who].first == it)
            || (role == Role::Facilitator && member.is_none() && given <= Role::Respondent);
        may.then_some(())
    }

    fn usable(&self, place: Place, ticket: u8, device: Device) -> Option<Ticket> {
        let found = self.tickets.get(&ticket)?;
        if !self.knew(place, found.made) || found.revoked || found.uses == 0 {
            return None;
        }
        let maker = self.notes[found.made].by;
        let maker_person = self.whose(maker);
        for strike in self.belief.keys() {
            let hit = match &self.notes[*strike].say {
                Say::Remove(target, _) => {
                    self.person(*target).is_some()
                        && self.person(*target) == maker_person
                        && self.goes_with(maker, *strike)
                }
                Say::Revoke(target, _) => *target == maker,
                _ => false,
            };
            if hit && !self.knew(*strike, place) {
                return None;
            }
        }
        let known = self.is_present(device) || self.former.contains_key(&device);
        (!known).then(|| found.clone())
    }

    fn removal_was_known(&self, place: Place, member: Device) -> Option<()> {
        let ignored = self.belief.keys().any(|it| {
            matches!(&self.notes[*it].say, Say::Remove(target, _) if *target == member)
                && self.cross(*it, place)
        });
        (!ignored).then_some(())
    }

    fn strike(&mut self, place: Place) -> Option<()> {
        let rank = self.rank(place)?;
        self.found.insert(place, rank);
        self.belief.contains_key(&place).then_some(())
    }

    fn remove(
        &mut self,
        place: Place,
        (who, role): (usize, Role),
        target: Device,
        cuts: &Cuts,
    ) -> Option<()> {
        let person = self.person(target)?;
        if role < Role::Owner && person != who {
            return None;
        }
        if self.people[person].removal.is_some_and(|it| self.knew(place, it)) {
            return None;
        }
        self.strike(place)?;
        let gone_before: BTreeSet<Device> = self.former.keys().copied().collect();
        for device in self.people[person].devices.clone() {
            if self.goes_with(device, place) {
                let named = cuts.iter().filter(|it| it.0 == device);
                let ends = named.flat_map(|it| it.1.clone()).collect();
                self.part(place, device, ends);
            }
        }
        for (device, ends) in cuts {
            if gone_before.contains(device) && self.whose(*device) == Some(person) {
                self.former.get_mut(device)?.1.push(ends.clone());
            }
        }
        if self.people[person].devices.is_empty() {
            let by = self.people[who].first;
            self.people[person].removed.get_or_insert((place, by));
            self.people[person].removal.get_or_insert(place);
            for ticket in self.tickets.values_mut() {
                ticket.revoked |= ticket.member == Some(target);
            }
            for review in self.reviews.values_mut() {
                if !review.closed
                    && review.revealed.is_none()
                    && !review.lanes.contains_key(&target)
                {
                    review.asked.remove(&target);
                }
            }
            self.forget_waiting();
        }
        Some(())
    }

    fn part(&mut self, place: Place, device: Device, ends: Vec<Place>) {
        if let Some(former) = self.former.get_mut(&device) {
            former.1.push(ends);
            return;
        }
        for person in &mut self.people {
            person.devices.retain(|it| *it != device);
        }
        self.former.insert(device, (place, vec![ends]));
        self.partings.insert(place);
        for ticket in self.tickets.values_mut() {
            ticket.revoked |= self.notes[ticket.made].by == device;
        }
        self.forget_waiting();
    }

    fn forget_waiting(&mut self) {
        let tickets = &self.tickets;
        self.waiting.retain(|_, it| !tickets[it].revoked);
    }

    fn recover(&mut self, place: Place, device: Device) -> Option<()> {
        let used = self.came.get(&device).is_some_and(|it| it.code.is_some());
        if !self.knew(place, 0) || self.former.contains_key(&device) || used {
            return None;
        }
        if !self.is_present(device) {
            self.people[0].devices.push(device);
            self.people[0].removed = None;
            self.people[0].removal = None;
            self.sit(place, device);
            self.waiting.remove(&device);
        }
        self.came.get_mut(&device)?.code = Some(place);
        let person = self.whose(device)?;
        if self.people[person].role < Role::Owner {
            self.people[person].role = Role::Owner;
            self.people[person].roles.push((Role::Owner, Vec::new()));
        }
        Some(())
    }

    /// Says whether the present key is older than some parting.
    pub(crate) fn rekey(&self) -> bool {
        self.epoch_by.is_some_and(|it| self.partings.iter().any(|parting| !self.knew(it, *parting)))
    }
}
