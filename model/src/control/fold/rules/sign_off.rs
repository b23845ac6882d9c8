//! Who is asked to sign a review off, and who did.

use super::{Author, Step, Void};
use crate::{
    control::{
        fold::state::{Asked, Ratified},
        op::{Op, Secrecy},
    },
    ids::{MemberId, ReviewId},
};

/// Longest note under a signature that is kept, in characters.
const MAX_NOTE: usize = 2_000;

impl Step<'_> {
    /// Only members can be asked; that somebody is asked twice is no news.
    pub(super) fn ask(
        &mut self,
        author: Author,
        review: ReviewId,
        (add, remove): (&[MemberId], &[MemberId]),
    ) -> Result<(), Void> {
        author.may_facilitate()?;
        for member in add {
            self.control.members.get(member).ok_or(Void::NoSuchMember)?;
            if self.control.removed_by.contains_key(member) {
                return Err(Void::MemberRemoved);
            }
        }
        let at = self.at();
        let review = self.review(review)?;
        for member in remove {
            review.asked.remove(member);
        }
        for member in add {
            review.asked.entry(*member).or_insert(Asked { by: author.member, at });
        }
        Ok(())
    }

    /// Whoever was asked signs, and whoever could ask. What is signed is not judged here: it is computed again from
    /// the documents, by everybody.
    pub(super) fn ratify(&mut self, author: Author) -> Result<(), Void> {
        let Op::Ratify { review, snapshot, note, proof } = &self.entry.body.op else {
            return Ok(());
        };
        let (op, at, device) = (self.id, self.at(), self.entry.author);
        let review = self.review(*review)?;
        if !review.asked.contains_key(&author.member) && author.may_facilitate().is_err() {
            return Err(Void::NotAsked);
        }
        if review.secrecy != Secrecy::Open && review.reveal.is_none() {
            return Err(Void::NotRevealed);
        }
        review.signed.push(Ratified {
            op,
            at,
            by: author.member,
            device,
            note: words(note),
            snapshot: snapshot.clone(),
            proof: proof.clone(),
        });
        Ok(())
    }
}

/// Returns `text` without what can't be printed, and not too long. Lines stay lines.
fn words(text: &str) -> String {
    let fits = |it: &char| !it.is_control() || *it == '\n';
    let kept: String = text.chars().filter(fits).take(MAX_NOTE).collect();
    kept.trim().to_owned()
}
