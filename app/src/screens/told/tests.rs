//! What the model says, in English word for word, and in German with no English left.

use muster_model::{
    answer::Answer,
    control::{
        happening::{Deed, Few, Happening, Invited},
        op::Role,
    },
    document::DraftError,
    framework::{
        Combine, Voice, Where,
        accept::{AnswerError, Part, Takes},
        aim::SettingError,
        shipped,
    },
    ids::MemberId,
    import::{Hint, Wrong},
    plan::PlanError,
    scoring::{
        Inputs, Outcome, score,
        told::{Asked, Bound, Came, Excused, Names},
    },
    time::Date,
};

use muster_sync::refusal::{Named, Refusal};

use super::*;
use crate::{
    advice::sentence,
    say::{Tongue, speaking},
};

fn exact(it: &str) -> Exact {
    it.parse().unwrap()
}

pub(super) fn text(it: &str) -> String {
    it.to_owned()
}

/// Every framework that ships, with nobody, somebody and everybody having answered.
fn outcomes() -> Vec<Outcome> {
    let mut out = Vec::new();
    for framework in shipped() {
        for share in 0..4_usize {
            let mut inputs = Inputs::on("2026-11-21".parse::<Date>().unwrap());
            for (at, node) in framework.questions().into_iter().enumerate() {
                let Some(scale) = framework.scale_of(node) else { continue };
                let n = scale.options.len();
                let option = &scale.options[(at * 7 + share) % n];
                let said = muster_model::answer::Said::Option(option.id.clone());
                if at % 3 < share && framework.accepts(&node.id, &Answer::of(said.clone())).is_ok()
                {
                    let member = MemberId::from_bytes([1; 16]);
                    let answers = inputs.spoken_mut(node.id.clone());
                    answers.insert(member, Answer::of(said));
                }
            }
            out.push(score(&framework, &inputs));
        }
    }
    out
}

fn conditions(outcome: &Outcome) -> impl Iterator<Item = &ConditionOutcome> {
    outcome.ladders.iter().flat_map(|it| &it.rungs).flat_map(|it| &it.conditions)
}

#[test]
fn in_english_a_result_is_told_as_in_files_and_on_the_command_line() {
    for outcome in outcomes() {
        for it in conditions(&outcome) {
            assert_eq!(asked(&it.text), it.text.to_string());
            assert_eq!(details(it), it.detail_for_people());
        }
        for it in &outcome.measures {
            assert_eq!(rule(&it.rule), it.rule.to_string());
            assert_eq!(
                it.blocked.as_ref().map(clause),
                it.blocked.as_ref().map(ToString::to_string)
            );
            for (_, why) in &it.excluded {
                assert_eq!(clause(why), why.to_string());
            }
        }
        for it in &outcome.ladders {
            let why = it.undetermined.as_ref();
            assert_eq!(why.map(clause), why.map(ToString::to_string));
        }
    }
}

fn rare_clauses() -> Vec<Clause> {
    let day = "2026-11-21".parse::<Date>().unwrap();
    let names = |of, more| Names { first: vec![text("A1"), text("A2")], of, more };
    let all = [
        Clause::NothingApplies,
        Clause::CanNotChange(1),
        Clause::CanNotChange(3),
        Clause::NotMet(names(Some(12), true)),
        Clause::NotAnswered(names(None, true)),
        Clause::NotAnswered(names(Some(7), true)),
        Clause::Open(names(None, false)),
        Clause::Open(names(Some(12), true)),
        Clause::NotCounted(text("leavers")),
        Clause::NoRung(text("two")),
        Clause::Found(2, day),
        Clause::Ahead(day, day),
        Clause::Aged(day, 40),
        Clause::NotRecorded,
        Clause::At(text("Sites"), None),
        Clause::At(text("Sites"), Some(Box::new(Clause::NoValue))),
        Clause::NoValueHere,
        Clause::Unjudged { rung: text("Two"), why: vec![Clause::NothingYet], more: true },
        Clause::Asked(Box::new(Asked::Answered(exact("0.8")))),
        Clause::NothingToCompute,
        Clause::NoRange,
        Clause::TooLong,
        Clause::Away(vec![text("A1")]),
        Clause::Away(vec![text("A1"), text("A2")]),
        Clause::Unanswered { n: 1, of: 1 },
        Clause::Unanswered { n: 1, of: 2 },
        Clause::NoValueYet { names: vec![text("A")], more: false },
        Clause::NoValueYet { names: vec![text("A"), text("B")], more: false },
        Clause::NoValueYet { names: vec![text("A"), text("B")], more: true },
        Clause::NoBaseline("small".parse().unwrap()),
        Clause::NoTiers,
        Clause::BelowAll,
    ];
    let came = [
        Came::Agreed,
        Came::AgreedAway,
        Came::AgreedUnknown,
        Came::NobodyKnows,
        Came::NotAnswered,
        Came::Few { heard: 1, needed: 3 },
        Came::SaidAway { n: 2, of: 3 },
        Came::One(Voice::Team),
        Came::Several(Combine::Mode, 3, Voice::Role),
        Came::Several(Combine::Mean, 3, Voice::Person),
        Came::Weightless,
        Came::Written(3),
        Came::Open,
        Came::Outside,
        Came::NotAsked,
        Came::NotYetAsked,
    ];
    all.into_iter().chain(came.map(Clause::Came)).collect()
}

fn rare_conditions() -> Vec<Asked> {
    let of = Where {
        level: Some(2),
        level_max: Some(3),
        tag: Some(text("key")),
        not_tag: Some(text("old")),
        ids: vec!["a".parse().unwrap()],
    };
    let bound = Bound::Times(exact("1/3"), text("Sites"));
    let but = vec![Excused { question: text("3.1"), from: Some(text("Partly")) }];
    let never: Vec<String> = (0..12).map(|it| it.to_string()).collect();
    let (title, rung) = (text("Overall"), text("Two"));
    let figure =
        Asked::Figure { title: title.clone(), min: Some(bound.clone()), below: Some(bound) };
    let all = [
        figure.clone(),
        Asked::Everywhere { title: title.clone(), min: exact("2"), except: 1 },
        Asked::Everywhere { title: title.clone(), min: exact("2"), except: 2 },
        Asked::Share { of: Box::new(of.clone()), min: exact("1") },
        Asked::Share { of: Box::new(of), min: exact("0.5") },
        Asked::Open { most: exact("1"), but: but.clone(), never: never.clone() },
        Asked::Open { most: exact("1"), but, never: Vec::new() },
        Asked::Open { most: exact("1"), but: Vec::new(), never },
        Asked::Evidence { kind: text("drill"), at_least: 3, days: 90 },
        Asked::Fact { name: text("leavers"), max: exact("2") },
        Asked::Rung { title: title.clone(), rung: rung.clone() },
        Asked::RungEverywhere { title: title.clone(), rung: rung.clone() },
        Asked::Unknown { ladder: title.clone(), rung: rung.clone(), everywhere: false },
        Asked::Unknown { ladder: title, rung, everywhere: true },
    ];
    let any = Asked::AnyOf(all.to_vec());
    all.into_iter().chain([any]).collect()
}

#[test]
fn in_english_what_is_rarely_told_is_the_same_as_well() {
    for it in rare_clauses() {
        assert_eq!(clause(&it), it.to_string());
    }
    for it in rare_conditions() {
        assert_eq!(asked(&it), it.to_string());
    }
    for it in [NoLift::NoLadder, NoLift::AtTop, out_of_reach()] {
        assert_eq!(no_lift(&it), it.to_string());
    }
}

fn out_of_reach() -> NoLift {
    NoLift::OutOfReach { rung: text("Two"), why: Several(rare_conditions()) }
}

fn deeds() -> Vec<Deed> {
    let few = |n: usize| Few { first: vec![text("Ana"), text("Ben")], more: n };
    let none = Few::default;
    let review = Some(text("H2"));
    let mut all = vec![
        Deed::Founded(text("Acme")),
        Deed::Invited(Role::Owner, 1),
        Deed::Invited(Role::Respondent, 3),
        Deed::PreparedDevice(None),
        Deed::PreparedDevice(review.clone()),
        Deed::TookBack(Invited::Somebody),
        Deed::TookBack(Invited::Noted(text("the new one"))),
        Deed::LetStand(Invited::DeviceOf(text("Ben"))),
        Deed::LetStand(Invited::Role(Role::Observer)),
        Deed::WasAsked(text("Ben")),
        Deed::Joined(text("Ben")),
        Deed::CameWithDevice(text("Ben")),
        Deed::Refused(None),
        Deed::Refused(Some(text("Mal"))),
        Deed::BeganAssessment(text("Security")),
        Deed::OpenedReview(text("H2")),
        Deed::PassedKey(text("Ben"), review.clone()),
        Deed::SetKey,
        Deed::ChangedKey,
        Deed::MadeRole(text("Ben"), Role::Facilitator),
        Deed::Left,
        Deed::Removed(text("Ben")),
        Deed::Revoked(text("laptop"), None),
        Deed::Revoked(text("laptop"), Some(text("Ben"))),
        Deed::RevokedUnknown,
        Deed::OutOfTeam(text("Ben")),
        Deed::IntoTeam(text("Ben"), text("Plants")),
        Deed::Recovered(None),
        Deed::Recovered(Some(text("Ana"))),
        Deed::Newer,
    ];
    for it in [None, review.clone()] {
        all.extend([
            Deed::GotReady(it.clone()),
            Deed::HandedIn(it.clone()),
            Deed::Revealed(it.clone()),
            Deed::OpenedAnswers(it.clone()),
            Deed::Closed(it.clone()),
            Deed::Signed(it.clone()),
            Deed::Destroyed(it),
        ]);
    }
    for (add, remove) in [(none(), none()), (few(0), none()), (none(), few(2)), (few(2), few(0))] {
        let (member, review) = (text("Ben"), review.clone());
        let (more, less) = (add.clone(), remove.clone());
        all.push(Deed::Assigned { member, add, remove, review: review.clone() });
        all.push(Deed::AskedToSign { add: more, remove: less, review });
    }
    all
}

#[test]
fn in_english_what_happened_is_told_as_on_the_command_line() {
    for deed in deeds() {
        for who in [None, Some(text("Ana"))] {
            let it = Happening { who, deed: deed.clone() };
            assert_eq!(happened(&it), it.to_string());
        }
    }
}

/// Words that only English has, and that the model's sentences are made of.
const ENGLISH: &[&str] = &[
    "the",
    "of",
    "is",
    "are",
    "at",
    "least",
    "below",
    "everywhere",
    "every",
    "question",
    "questions",
    "not",
    "answered",
    "met",
    "missing",
    "counts",
    "value",
    "nothing",
    "and",
    "asked",
    "opened",
    "handed",
    "their",
    "joined",
    "device",
    "invited",
    "review",
    "can't",
    "judged",
    "reached",
    "rounded",
    "exactly",
];

pub(super) fn english_in(it: &str) -> Option<&'static str> {
    let mut words = it.split(|it: char| !it.is_alphabetic() && it != '\'');
    words.find_map(|word| ENGLISH.iter().find(|it| **it == word).copied())
}

#[test]
fn in_german_nothing_is_told_in_english() {
    let clauses = rare_clauses();
    let (conditions, outcomes) = (rare_conditions(), outcomes());
    let rules = outcomes.iter().flat_map(|it| it.measures.iter().map(|it| &it.rule));
    let happenings = deeds().into_iter().map(|deed| Happening { who: None, deed });
    speaking(Tongue::German, || {
        let mut told: Vec<String> = clauses.iter().map(clause).collect();
        told.extend(conditions.iter().map(asked));
        told.extend(rules.map(rule));
        // What somebody noted stays as they wrote it.
        told.extend(happenings.map(|it| happened(&it).replace("the new one", "")));
        told.push(no_lift(&out_of_reach()));
        for it in told {
            assert_eq!(english_in(&it), None, "{it}");
        }
    });
}

/// Why a single answer, setting or entry of a plan is refused.
fn unfit() -> Vec<Refusal> {
    let node = || "d0.q0".parse().unwrap();
    let name = || "small".parse().unwrap();
    let known = || text("1, 2");
    let mut all: Vec<Refusal> = vec![
        AnswerError::NoQuestion(node()).into(),
        AnswerError::NoOption { question: node(), option: name(), known: known() }.into(),
        AnswerError::NotOpen(node()).into(),
        AnswerError::NoNa(node()).into(),
        AnswerError::NoReason(node()).into(),
        SettingError::NoNode(node()).into(),
        SettingError::NoAim { node: node(), aim: name(), known: known() }.into(),
        SettingError::Aimless(node()).into(),
        SettingError::TooLong(name()).into(),
        SettingError::NoReview(name()).into(),
        PlanError::NoTitle.into(),
        PlanError::BadTitle.into(),
        PlanError::LongText.into(),
        PlanError::BadComment.into(),
        PlanError::NoAction.into(),
        PlanError::BadName.into(),
        PlanError::NoPlace(node()).into(),
        DraftError::Empty.into(),
        DraftError::Twice(node()).into(),
        DraftError::SetTwice.into(),
        DraftError::TooLarge.into(),
    ];
    for it in [Takes::Text, Takes::Share, Takes::Number] {
        all.push(AnswerError::Open(node(), it).into());
        all.push(AnswerError::NoNumber(node(), it).into());
    }
    for it in [Part::Note, Part::Evidence, Part::Text, Part::Reason] {
        all.push(AnswerError::TooLong(node(), it).into());
    }
    for known in [vec![], vec![name(), name()]] {
        all.push(SettingError::NoBaseline { name: name(), known: known.clone() }.into());
        all.push(SettingError::NoFact { id: name(), known }.into());
    }
    all
}

#[test]
fn a_refusal_is_told_in_english_as_everywhere_else_and_in_german_with_no_english_left() {
    let node = || "d0.q0".parse().unwrap();
    let all = [
        Refusal::Void(muster_model::control::fold::Void::Closed),
        Refusal::NoReview,
        Refusal::NoReviewInAssessment,
        Refusal::NoAssessment,
        Refusal::ReviewClosed,
        Refusal::ClosedToSettings,
        Refusal::NotRevealed,
        Refusal::Observer,
        Refusal::NotAdmitted,
        Refusal::OnlyRulersAgree,
        Refusal::OnlyRulersPlan,
        Refusal::ActionOwnerUnknown,
        Refusal::NoTitleOfAssessment,
        Refusal::NoTitleOfReview,
        Refusal::AssignedStranger,
        Refusal::AssignedUnknown { node: node() },
        Refusal::NoQuestion { question: node() },
        Refusal::NothingToHandIn,
        Refusal::PackNotHere,
        Refusal::BadPack { problems: 3, first: text("x") },
        Refusal::OtherFramework,
        Refusal::NothingToSign,
        Refusal::ResultMoved { fingerprint: text("x") },
        Refusal::NoKey,
        Refusal::LastOwner,
        Refusal::OtherCode,
        Refusal::OtherDevice,
        Refusal::NotWaiting,
        Refusal::FileUnnamed,
        Refusal::NoAnswerToProve,
        Refusal::HereAlready,
        Refusal::OldForm { entries: 3 },
        Refusal::OnlyRulersSet,
        Refusal::SealedToSign,
        Refusal::NoUsableKey,
        Refusal::CameInPart,
        Refusal::MemberAlready,
        Refusal::IsOut,
        Refusal::BadName { what: Named::Workspace, most: 3 },
        Refusal::BadName { what: Named::Member, most: 3 },
    ];
    let all: Vec<Refusal> = all.into_iter().chain(unfit()).collect();
    for it in &all {
        assert_eq!(sentence(&refusal(it)), sentence(&it.to_string()).replace('\'', "’"));
    }
    speaking(Tongue::German, || {
        for it in &all {
            assert_ne!(refusal(it), it.to_string());
        }
    });
}

#[test]
fn what_stands_in_the_way_of_an_import_is_told_in_both_languages() {
    let x = || text("x");
    let all = [
        Wrong::NoFile,
        Wrong::TooMuch(40),
        Wrong::TooMany(3000),
        Wrong::Utf16,
        Wrong::Empty,
        Wrong::NotUtf8,
        Wrong::Damaged,
        Wrong::Torn(x()),
        Wrong::NoBook(x()),
        Wrong::Sheet { name: x(), why: x() },
        Wrong::LargeSheet(x()),
        Wrong::Parts,
        Wrong::Unpacked,
        Wrong::Texts,
        Wrong::LargeTable { columns: 3, rows: 4 },
        Wrong::NotCsv(x()),
        Wrong::LargeCsv,
        Wrong::ForeignXml,
        Wrong::Apart,
        Wrong::OldExcel,
        Wrong::Pdf,
        Wrong::Picture,
        Wrong::Compressed,
        Wrong::NoTable,
        Wrong::NoRows,
        Wrong::Oscal("x"),
        Wrong::Keys(x()),
    ];
    let hints = [
        Hint::Folder,
        Hint::Mebibytes,
        Hint::Files,
        Hint::Encode,
        Hint::EncodeFile,
        Hint::Another,
        Hint::Resave,
        Hint::ResaveCsv,
        Hint::Less,
        Hint::Attack,
        Hint::Table,
        Hint::Known,
    ];
    for it in &all {
        assert_eq!(wrong(it), sentence(&it.to_string()));
    }
    for it in &hints {
        assert_eq!(hint(it), sentence(&it.to_string()));
    }
    speaking(Tongue::German, || {
        for it in &all {
            assert_eq!(english_in(&wrong(it)), None, "{}", wrong(it));
            assert_ne!(wrong(it), sentence(&it.to_string()));
        }
        for it in &hints {
            assert_eq!(english_in(&hint(it)), None, "{}", hint(it));
            assert_ne!(hint(it), sentence(&it.to_string()));
        }
    });
}
