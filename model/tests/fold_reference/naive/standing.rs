//! Who somebody is, how senior, what they knew, and in which role they speak.

use muster_model::control::op::Role;

use super::{Naive, Person, Rank};
use crate::history::{Device, Place, Say};

impl Naive<'_> {
    pub(super) fn whose(&self, device: Device) -> Option<usize> {
        let owned = |it: &Person| it.devices.contains(&device);
        let present = self.people.iter().position(owned);
        let came = || {
            // A device that is gone is remembered by how it came.
            self.former.contains_key(&device).then(|| self.owner_once(device)).flatten()
        };
        present.or_else(came)
    }

    pub(super) fn owner_once(&self, device: Device) -> Option<usize> {
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

    pub(super) fn person(&self, first: Device) -> Option<usize> {
        self.people.iter().position(|it| it.first == first)
    }

    pub(super) fn knew(&self, later: Place, earlier: Place) -> bool {
        self.saw[later].contains(&earlier)
    }

    pub(super) fn cross(&self, one: Place, other: Place) -> bool {
        !self.knew(one, other) && !self.knew(other, one)
    }

    pub(super) fn rank(&self, place: Place) -> Option<Rank> {
        let by = self.notes[place].by;
        let came = self.came.get(&by)?;
        Some((came.code.is_none(), self.whose(by)?, came.order))
    }

    pub(super) fn before(&self, one: (Rank, Place), other: (Rank, Place)) -> bool {
        (one.0, self.notes[one.1].id) < (other.0, self.notes[other.1].id)
    }

    /// A removal takes the devices that came in without knowing of it, but for one that the code spoke for without
    /// the removal knowing.
    pub(super) fn goes_with(&self, device: Device, removal: Place) -> bool {
        let came = self.came[&device];
        if came.code.is_some_and(|it| !self.knew(removal, it)) {
            return false;
        }
        !self.knew(came.by, removal)
    }

    pub(super) fn takes_away(&self, place: Place) -> bool {
        match &self.notes[place].say {
            Say::Remove(..) | Say::Revoke(..) => true,
            Say::Appoint(who, role, _) => {
                self.person(*who).is_some_and(|it| *role < self.people[it].role)
            }
            _ => false,
        }
    }

    /// Who speaks, and in which role; nobody, if a strike they did not foresee says so.
    pub(super) fn speaker(&self, place: Place) -> Option<(usize, Role)> {
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

    pub(super) fn is_present(&self, device: Device) -> bool {
        self.people.iter().any(|it| it.devices.contains(&device))
    }

    pub(super) fn answers(&self, first: Device) -> bool {
        self.person(first).is_some_and(|it| self.people[it].role >= Role::Respondent)
    }

    pub(super) fn may_be_asked(&self, first: Device) -> bool {
        self.answers(first)
            && self.person(first).is_some_and(|it| self.people[it].removal.is_none())
    }
}
