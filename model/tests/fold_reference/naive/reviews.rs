//! What happens in a review.

use std::collections::BTreeMap;

use muster_model::control::op::{Role, Secrecy};

use super::{Naive, Review};
use crate::history::{Device, Place, Say};

impl Naive<'_> {
    pub(super) fn in_review(
        &mut self,
        place: Place,
        (who, role): (usize, Role),
        say: Say,
    ) -> Option<()> {
        let runs = (role >= Role::Facilitator).then_some(());
        let me = self.people[who].first;
        match say {
            Say::Open(assessment, secrecy, people) => {
                runs?;
                if !self.begun.contains(&assessment) {
                    return None;
                }
                let asked = people.into_iter().filter(|it| self.may_be_asked(*it)).collect();
                let review = Review {
                    assessment,
                    secrecy,
                    closed: false,
                    revealed: None,
                    asked,
                    lanes: BTreeMap::new(),
                    signers: BTreeMap::new(),
                    signed: Vec::new(),
                };
                self.reviews.insert(place, review);
                Some(())
            }
            Say::Assign(review, target, adds) => {
                runs?;
                self.person(target)?;
                if adds && !self.may_be_asked(target) {
                    return None;
                }
                let review = self.reviews.get_mut(&review).filter(|it| !it.closed)?;
                if adds {
                    review.asked.insert(target)
                } else {
                    review.asked.remove(&target)
                };
                Some(())
            }
            Say::Key { review, whose, key, openly, to } => {
                let by = self.notes[place].by;
                let may = self.answers(whose);
                let review = self.reviews.get_mut(&review)?;
                let known = review.lanes.get(&whose).is_some_and(|it| it.keys.contains(&key));
                if !known && (!may || whose != me || review.closed) {
                    return None;
                }
                if openly && review.secrecy != Secrecy::Open && review.revealed.is_none() {
                    return None;
                }
                let lane = review.lanes.entry(whose).or_default();
                if !known {
                    lane.keys.push(key);
                }
                if openly {
                    lane.open.insert(key);
                }
                lane.wraps.extend(to.into_iter().map(|it| (key, it, by)));
                Some(())
            }
            Say::Submit(review, heads) => {
                if !self.answers(me) {
                    return None;
                }
                let review = self.reviews.get_mut(&review).filter(|it| !it.closed)?;
                let ready = review.lanes.get(&me).is_some_and(|it| !it.keys.is_empty());
                if !review.asked.contains(&me) && !ready {
                    return None;
                }
                review.lanes.entry(me).or_default().submits.push((place, heads));
                Some(())
            }
            Say::Reveal(review, lanes) => {
                runs?;
                let at = review;
                let answering: Vec<(Device, u8)> = lanes
                    .into_iter()
                    .filter(|(it, _)| {
                        let has = self.reviews.get(&at).is_some_and(|r| r.lanes.contains_key(it));
                        has || self.answers(*it)
                    })
                    .collect();
                let saw = &self.saw[place];
                let review = self.reviews.get_mut(&review).filter(|it| !it.closed)?;
                if review.revealed.is_some() {
                    return None;
                }
                review.revealed = Some(place);
                for (whose, heads) in &answering {
                    review.lanes.entry(*whose).or_default().open.insert(100 + heads);
                }
                for (whose, lane) in &mut review.lanes {
                    let handed_in = lane.submits.iter().rfind(|it| saw.contains(&it.0));
                    let named = answering.iter().find(|it| it.0 == *whose);
                    lane.counts =
                        handed_in.map(|it| (it.1, true)).or_else(|| named.map(|it| (it.1, false)));
                }
                Some(())
            }
            Say::Publish(review, key) => {
                let review = self.reviews.get_mut(&review)?;
                review.revealed?;
                review.lanes.get_mut(&me)?.open.insert(50 + key);
                Some(())
            }
            Say::Close(review) => {
                runs?;
                let review = self.reviews.get_mut(&review).filter(|it| !it.closed)?;
                review.closed = true;
                Some(())
            }
            Say::Destroy(assessment) => {
                if role < Role::Owner || !self.begun.contains(&assessment) {
                    return None;
                }
                let of_it = |it: &Review| it.assessment == assessment;
                if self.reviews.values().any(|it| of_it(it) && !it.closed) {
                    return None;
                }
                self.begun.remove(&assessment);
                let gone = self.reviews.extract_if(.., |_, it| of_it(it)).map(|it| it.0);
                self.destroyed.insert(assessment, gone.collect());
                Some(())
            }
            Say::Call(review, wanted, unwanted) => {
                runs?;
                for one in &wanted {
                    let person = self.person(*one)?;
                    if self.people[person].removal.is_some() {
                        return None;
                    }
                }
                let review = self.reviews.get_mut(&review)?;
                for one in unwanted {
                    review.signers.remove(&one);
                }
                for one in wanted {
                    review.signers.entry(one).or_insert(me);
                }
                Some(())
            }
            Say::Sign(review) => {
                let review = self.reviews.get_mut(&review)?;
                if !review.signers.contains_key(&me) {
                    runs?;
                }
                if review.secrecy != Secrecy::Open {
                    review.revealed?;
                }
                review.signed.push((place, me));
                Some(())
            }
            _ => None,
        }
    }
}
