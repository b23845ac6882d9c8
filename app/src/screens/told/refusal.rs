//! Why something that was asked for is not done, in the language that is spoken.

use muster_model::{
    document::DraftError,
    framework::{
        accept::{AnswerError, Part, Takes},
        aim::SettingError,
    },
    ids::Name,
};
use muster_sync::refusal::{Named, Refusal};

use super::void;
use crate::{advice, say::say};

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
        Refusal::Answer(why) => return answer(why),
        Refusal::Setting(why) => return setting(why),
        Refusal::Plan(why) => return advice::said::plan(why),
        Refusal::Draft(why) => return draft(why),
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

fn answer(it: &AnswerError) -> String {
    match it {
        AnswerError::NoQuestion(id) => say!("told-refusal-no-question", question = id.as_str()),
        AnswerError::NoOption { question, option, known } => say!(
            "told-answer-no-option",
            question = question.as_str(),
            option = option.as_str(),
            known = known
        ),
        AnswerError::Open(id, what) => {
            say!("told-answer-open", question = id.as_str(), what = takes(*what))
        }
        AnswerError::NotOpen(id) => say!("told-answer-not-open", question = id.as_str()),
        AnswerError::NoNa(id) => say!("told-answer-no-na", question = id.as_str()),
        AnswerError::NoReason(id) => say!("told-answer-no-reason", question = id.as_str()),
        AnswerError::NoNumber(id, what) => {
            say!("told-answer-takes", question = id.as_str(), what = takes(*what))
        }
        AnswerError::TooLong(id, part) => {
            say!("told-answer-too-long", question = id.as_str(), what = of_answer(*part))
        }
    }
}

fn takes(it: Takes) -> &'static str {
    match it {
        Takes::Text => say!("told-takes-text"),
        Takes::Share => say!("told-takes-share"),
        Takes::Number => say!("told-takes-number"),
    }
}

fn of_answer(it: Part) -> &'static str {
    match it {
        Part::Note => say!("told-part-note"),
        Part::Evidence => say!("told-part-evidence"),
        Part::Text => say!("told-part-text"),
        Part::Reason => say!("told-part-reason"),
    }
}

fn setting(it: &SettingError) -> String {
    match it {
        SettingError::NoNode(id) => say!("told-setting-no-place", place = id.as_str()),
        SettingError::NoAim { node, aim, known } => {
            say!("told-setting-no-aim", place = node.as_str(), level = aim.as_str(), known = known)
        }
        SettingError::Aimless(id) => say!("told-setting-aimless", place = id.as_str()),
        SettingError::NoBaseline { name, known } => {
            say!("told-setting-no-baseline", name = name.as_str(), known = there_is(known))
        }
        SettingError::NoFact { id, known } => {
            say!("told-setting-no-fact", name = id.as_str(), known = there_is(known))
        }
        SettingError::TooLong(id) => say!("told-setting-too-long", name = id.as_str()),
        SettingError::NoReview(id) => say!("told-setting-no-review", name = id.as_str()),
    }
}

fn there_is(names: &[Name]) -> String {
    let names: Vec<&str> = names.iter().map(Name::as_str).collect();
    if names.is_empty() {
        say!("told-setting-has-none").to_owned()
    } else {
        say!("told-setting-has", names = names.join(", "))
    }
}

fn draft(it: &DraftError) -> String {
    match it {
        DraftError::Empty => say!("told-draft-empty").to_owned(),
        DraftError::Twice(id) => say!("told-draft-twice", question = id.as_str()),
        DraftError::SetTwice => say!("told-draft-set-twice").to_owned(),
        DraftError::TooLarge => say!("told-draft-too-large").to_owned(),
    }
}
