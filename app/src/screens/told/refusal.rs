//! Why something that was asked for is not done, in the language that is spoken.

use muster_sync::refusal::{Named, Refusal};

use super::void;
use crate::say::say;

/// Says why nothing was written: a sentence without its full stop.
pub(crate) fn refusal(it: &Refusal) -> String {
    match it {
        Refusal::Void(why) => return void(*why).to_owned(),
        Refusal::NoReview => say!("told-refusal-no-review"),
        Refusal::NoReviewInAssessment => say!("told-refusal-no-review-in-assessment"),
        Refusal::NoAssessment => say!("told-refusal-no-assessment"),
        Refusal::ReviewClosed => say!("told-refusal-review-closed"),
        Refusal::ClosedToSettings => say!("told-refusal-closed-to-settings"),
        Refusal::NotRevealed => say!("told-refusal-not-revealed"),
        Refusal::Observer => say!("told-refusal-observer"),
        Refusal::NotAdmitted => say!("told-refusal-not-admitted"),
        Refusal::OnlyRulersAgree => say!("told-refusal-only-rulers-agree"),
        Refusal::OnlyRulersPlan => say!("told-refusal-only-rulers-plan"),
        Refusal::ActionOwnerUnknown => say!("told-refusal-action-owner-unknown"),
        Refusal::NoTitleOfAssessment => say!("told-refusal-no-title-of-assessment"),
        Refusal::NoTitleOfReview => say!("told-refusal-no-title-of-review"),
        Refusal::AssignedStranger => say!("told-refusal-assigned-stranger"),
        Refusal::AssignedUnknown { node } => {
            return say!("told-refusal-assigned-unknown", node = node.as_str());
        }
        Refusal::NoQuestion { question } => {
            return say!("told-refusal-no-question", question = question.as_str());
        }
        Refusal::NothingToHandIn => say!("told-refusal-nothing-to-hand-in"),
        Refusal::PackNotHere => say!("told-refusal-pack-not-here"),
        Refusal::BadPack { problems, first } => {
            return say!("told-refusal-bad-pack", problems = *problems, first = first);
        }
        Refusal::OtherFramework => say!("told-refusal-other-framework"),
        Refusal::NothingToSign => say!("told-refusal-nothing-to-sign"),
        Refusal::ResultMoved { fingerprint } => {
            return say!("told-refusal-result-moved", fingerprint = fingerprint);
        }
        Refusal::NoKey => say!("told-refusal-no-key"),
        Refusal::LastOwner => say!("told-refusal-last-owner"),
        Refusal::OtherCode => say!("told-refusal-other-code"),
        Refusal::OtherDevice => say!("told-refusal-other-device"),
        Refusal::NotWaiting => say!("told-refusal-not-waiting"),
        Refusal::FileUnnamed => say!("told-refusal-file-unnamed"),
        Refusal::NoAnswerToProve => say!("told-refusal-no-answer-to-prove"),
        Refusal::HereAlready => say!("told-refusal-here-already"),
        Refusal::OldForm { entries } => {
            return say!("told-refusal-old-form", entries = *entries);
        }
        Refusal::OnlyRulersSet => say!("told-refusal-only-rulers-set"),
        Refusal::SealedToSign => say!("told-refusal-sealed-to-sign"),
        Refusal::NoUsableKey => say!("told-refusal-no-usable-key"),
        Refusal::CameInPart => say!("told-refusal-came-in-part"),
        Refusal::MemberAlready => say!("told-refusal-member-already"),
        Refusal::IsOut => say!("told-refusal-is-out"),
        Refusal::BadName { what, most } => {
            return say!("told-refusal-bad-name", what = named(*what), most = *most);
        }
        Refusal::Words(words) => words,
    }
    .to_owned()
}

fn named(it: Named) -> &'static str {
    match it {
        Named::Workspace => say!("told-named-workspace"),
        Named::Member => say!("told-named-member"),
    }
}
