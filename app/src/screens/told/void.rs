//! Why something in the history has no effect.

use muster_model::control::fold::Void;

use crate::say::say;

/// Returns why it has no effect.
pub(crate) fn void(it: Void) -> &'static str {
    match it {
        Void::SecondBeginning => say!("told-void-second-beginning"),
        Void::ForeignBeginning => say!("told-void-foreign-beginning"),
        Void::Rootless => say!("told-void-rootless"),
        Void::Stranger => say!("told-void-stranger"),
        Void::NotOwner => say!("told-void-not-owner"),
        Void::NotFacilitator => say!("told-void-not-facilitator"),
        Void::NotTheirInvite => say!("told-void-not-their-invite"),
        Void::NoSuchMember => say!("told-void-no-such-member"),
        Void::InviteExists => say!("told-void-invite-exists"),
        Void::NoUses => say!("told-void-no-uses"),
        Void::NoSuchInvite => say!("told-void-no-such-invite"),
        Void::InviteUnseen => say!("told-void-invite-unseen"),
        Void::InviteRevoked => say!("told-void-invite-revoked"),
        Void::Expired => say!("told-void-expired"),
        Void::Used => say!("told-void-used"),
        Void::AlreadyAdmitted => say!("told-void-already-admitted"),
        Void::NoProof => say!("told-void-no-proof"),
        Void::Refused => say!("told-void-refused"),
        Void::Crowd => say!("told-void-crowd"),
        Void::NotWaiting => say!("told-void-not-waiting"),
        Void::NoSuchAssessment => say!("told-void-no-such-assessment"),
        Void::Destroyed => say!("told-void-destroyed"),
        Void::StillOpen => say!("told-void-still-open"),
        Void::NoSuchReview => say!("told-void-no-such-review"),
        Void::Closed => say!("told-void-closed"),
        Void::AlreadyRevealed => say!("told-void-already-revealed"),
        Void::NotRevealed => say!("told-void-not-revealed"),
        Void::Observer => say!("told-void-observer"),
        Void::ForeignKey => say!("told-void-foreign-key"),
        Void::SealedReview => say!("told-void-sealed-review"),
        Void::NoLane => say!("told-void-no-lane"),
        Void::Twice => say!("told-void-twice"),
        Void::AuthorRemoved => say!("told-void-author-removed"),
        Void::DeviceRevoked => say!("told-void-device-revoked"),
        Void::MemberRemoved => say!("told-void-member-removed"),
        Void::AlreadyRemoved => say!("told-void-already-removed"),
        Void::AlreadyRevoked => say!("told-void-already-revoked"),
        Void::NoSuchDevice => say!("told-void-no-such-device"),
        Void::Overruled => say!("told-void-overruled"),
        Void::Circular => say!("told-void-circular"),
        Void::NotAsked => say!("told-void-not-asked"),
        Void::Newer => say!("told-void-newer"),
    }
}
