//! Other roles, and who goes.

use std::collections::BTreeSet;

use muster_model::control::op::Role;

use super::{Cuts, Naive};
use crate::history::{Device, Place, Say};

impl Naive<'_> {
    pub(super) fn of_people(
        &mut self,
        place: Place,
        (who, role): (usize, Role),
        say: Say,
    ) -> Option<()> {
        let runs = (role >= Role::Facilitator).then_some(());
        let owns = (role >= Role::Owner).then_some(());
        match say {
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
            Say::Team(target, team) => {
                runs?;
                let person = self.person(target)?;
                let unknown = |said: &(Place, u8)| !self.saw[place].contains(&said.0);
                let before = self.people[person].teams.clone();
                self.people[person].teams = before.into_iter().filter(unknown).collect();
                self.people[person].teams.push((place, team));
                Some(())
            }
            _ => None,
        }
    }

    pub(super) fn strike(&mut self, place: Place) -> Option<()> {
        let rank = self.rank(place)?;
        self.found.insert(place, rank);
        self.belief.contains_key(&place).then_some(())
    }

    pub(super) fn remove(
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

    pub(super) fn part(&mut self, place: Place, device: Device, ends: Vec<Place>) {
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

    pub(super) fn forget_waiting(&mut self) {
        let tickets = &self.tickets;
        self.waiting.retain(|_, it| !tickets[it].revoked);
    }
}
