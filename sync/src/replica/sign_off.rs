//! Signing a review off, and checking every signature again.

use muster_model::{
    control::op::{Op, Secrecy},
    ids::{EnvelopeId, MemberId, ReviewId},
    signing::{Claim, Signature, Standing},
    time::At,
    workspace::{ReviewState, Workspace},
};

use super::{Replica, WriteError, write::refuse};
use crate::{identity::Statement, node::command::Verified, refusal::Refusal};

impl Replica {
    /// Signs `review` as it stands, if that is what the signer was shown.
    pub(super) fn sign_off(
        &mut self,
        review: ReviewId,
        fingerprint: &str,
        note: &str,
        now: At,
    ) -> Result<Vec<EnvelopeId>, WriteError> {
        // What is signed was read from the log, not known from the last time.
        self.views.wake_review(review);
        let shown = self.snapshot();
        let Some(found) = shown.reviews.get(&review) else {
            return refuse(Refusal::NoReview);
        };
        let revealed = found.state >= ReviewState::Revealed;
        if found.secrecy != Secrecy::Open && !revealed {
            return refuse(Refusal::NotRevealed);
        }
        if found.sealed {
            return refuse(Refusal::SealedToSign);
        }
        let Some(snapshot) = self.views.to_sign(found) else {
            return refuse(Refusal::NothingToSign);
        };
        if found.fingerprint != fingerprint {
            return refuse(Refusal::ResultMoved { fingerprint: found.fingerprint.clone() });
        }
        let statement = Claim::of(self.workspace, review, &snapshot, note).statement();
        let proof = Statement::of(self.identity.signer(), &statement).signature.to_vec();
        let note = note.to_owned();
        Ok(vec![self.write_op(Op::Ratify { review, snapshot, note, proof }, now)?])
    }

    /// Adds to `found` how every signature stands that is not replaced, in the state `rebuilt` just now.
    pub(super) fn verify_signatures(&self, rebuilt: &Workspace, found: &mut Verified) {
        for (id, sign_off) in &rebuilt.sign_offs {
            let title = rebuilt.reviews.get(id).map_or("", |it| it.title.as_str());
            for it in &sign_off.signatures {
                let name = |it: MemberId| {
                    let member = rebuilt.members.get(&it);
                    member.map_or_else(|| "somebody".to_owned(), |it| it.name.clone())
                };
                let (called, place_name) = (name(it.by), &name);
                match it.standing {
                    Standing::Holds => found.signatures = found.signatures.saturating_add(1),
                    Standing::Unchecked(_) => {
                        found.signatures_unchecked = found.signatures_unchecked.saturating_add(1);
                    }
                    Standing::Broken(place) => found.problems.push(format!(
                        "the signature of {called} under “{title}”: {} came out otherwise than signed",
                        place.named(place_name)
                    )),
                }
                if !self.proves(*id, it) {
                    found.problems.push(format!(
                        "the signature of {called} under “{title}” carries a proof that does not fit it"
                    ));
                }
            }
        }
    }

    fn proves(&self, review: ReviewId, it: &Signature) -> bool {
        let claim = Claim::of(self.workspace, review, &it.snapshot, &it.note);
        let signature: Option<[u8; 64]> = it.proof.as_slice().try_into().ok();
        signature.is_some_and(|signature| {
            Statement { author: it.device, signature }.holds(&claim.statement())
        })
    }
}
