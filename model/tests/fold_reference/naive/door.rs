//! Tickets, and who comes in with them.

use muster_model::control::op::Role;

use super::{Came, Naive, Person, Review, Ticket};
use crate::history::{Device, Place, Say};

impl Naive<'_> {
    pub(super) fn at_the_door(
        &mut self,
        place: Place,
        (who, role): (usize, Role),
        say: Say,
    ) -> Option<()> {
        let at = self.notes[place].at;
        match say {
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
                (role >= Role::Owner).then_some(())?;
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
                if at >= found.until {
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
            _ => None,
        }
    }

    pub(super) fn enrol(&mut self, first: Device, role: Role) {
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

    pub(super) fn sit(&mut self, place: Place, device: Device) {
        let order = self.came.len();
        self.came.insert(device, Came { by: place, order, code: None });
    }

    /// An owner decides on everybody, everybody on their own devices, a facilitator on who answers or watches.
    pub(super) fn may_decide(
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

    pub(super) fn usable(&self, place: Place, ticket: u8, device: Device) -> Option<Ticket> {
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

    pub(super) fn removal_was_known(&self, place: Place, member: Device) -> Option<()> {
        let ignored = self.belief.keys().any(|it| {
            matches!(&self.notes[*it].say, Say::Remove(target, _) if *target == member)
                && self.cross(*it, place)
        });
        (!ignored).then_some(())
    }

    pub(super) fn recover(&mut self, place: Place, device: Device) -> Option<()> {
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
}
