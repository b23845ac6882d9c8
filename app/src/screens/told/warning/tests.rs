//! What is wrong or strange in a workspace, in English word for word, and in German with no English left.

use muster_model::{
    control::{
        fold::Void,
        happening::{Deed, Few, Happening},
    },
    document::{AdmitError, ChunkError, Fault},
    ids::{ChangeHash, DeviceId, EnvelopeId, KeyId, MemberId},
    plan::{Field, Grade},
    signing::Place,
    time::Date,
    workspace::{
        Alarm,
        warning::{Barred, CheckpointFlaw, Farewell, Flaw, PackFlaw, Torn, Value, Warning},
    },
};

use super::{farewell, warning};
use crate::{
    say::{Tongue, speaking},
    screens::told::tests::{english_in, text},
};

fn of_people() -> Vec<Warning> {
    let what = || Happening { who: Some(text("Ana")), deed: Deed::Joined(text("Ben")) };
    let mut all = vec![
        Warning::NoEffect { what: what(), why: Some(Void::Closed) },
        Warning::NoEffect { what: what(), why: None },
        Warning::HistoryWaits(3),
        Warning::Out(Farewell::Left),
        Warning::Out(Farewell::Removed(Some(text("Ana")))),
        Warning::Out(Farewell::Removed(None)),
        Warning::Out(Farewell::Revoked),
        Warning::Twofold { member: Some(text("Ana")), review: text("H2") },
        Warning::Twofold { member: None, review: text("H2") },
        Warning::More(7),
    ];
    for changes in [1, 3] {
        for (by, title) in [(Some(text("Ana")), Some(text("H2"))), (None, None)] {
            for more in [0, 2] {
                let questions = Few { first: vec![text("d0.q0"), text("d0.q1")], more };
                let title = title.clone();
                all.push(Warning::MineDropped { changes, title, questions });
            }
            let questions = Few::default();
            all.push(Warning::MineDropped { changes, title: title.clone(), questions });
            all.push(Warning::Dropped { changes, by: by.clone(), title: title.clone() });
            all.push(Warning::Adopted { changes, by, title });
        }
    }
    for alarm in [Alarm::Altered, Alarm::LeftOut, Alarm::Crossed, Alarm::NotHere] {
        all.push(Warning::Round { member: Some(text("Ana")), review: text("H2"), alarm });
    }
    let lane = Place::Lane(MemberId::from_bytes([1; 16]));
    for (place, whose) in [
        (lane, Some(text("Ben"))),
        (lane, None),
        (Place::Inputs, None),
        (Place::Result, None),
        (Place::Tier, None),
    ] {
        let (by, review) = (Some(text("Ana")), text("H2"));
        all.push(Warning::SignatureBroken { by, review, place, whose });
    }
    all
}

fn of_what_differs() -> Vec<Warning> {
    let day = "2026-11-21".parse::<Date>().unwrap();
    let node = || "d0.q0".parse().unwrap();
    let values = [
        Value::Nothing,
        Value::Words(text("x")),
        Value::Somebody,
        Value::Team(text("Plants")),
        Value::NoTeam,
        Value::Whole,
        Value::Gap(node()),
        Value::Disagreement(node()),
        Value::Day(day),
        Value::Grade(Grade::Low),
        Value::Grade(Grade::Medium),
        Value::Grade(Grade::High),
        Value::Open,
        Value::InProgress,
        Value::Done(day),
        Value::DroppedOn(day),
    ];
    let said: Vec<(Value, Option<String>)> =
        values.into_iter().zip([Some(text("Ana")), None].into_iter().cycle()).collect();
    let fields = Field::ALL.map(|it| Torn::Action(it, text("Test")));
    let places = [
        Torn::Team(text("Ben")),
        Torn::Target(node(), text("H2")),
        Torn::Fact(text("x"), text("H2")),
        Torn::Baselines(text("H2")),
    ];
    let torn = |what| Warning::Torn { what, said: said.clone() };
    fields.into_iter().chain(places).map(torn).collect()
}

fn of_changes() -> Vec<Warning> {
    let unreadable = [
        ChunkError::Torn,
        ChunkError::Checksum,
        ChunkError::Kind(7),
        ChunkError::Field("x".into()),
        ChunkError::Column(7),
        ChunkError::Deed,
        ChunkError::Spelling,
    ];
    let faults = [Fault::Panicked, Fault::Refused, Fault::Astray, Fault::Unloadable];
    let unfit = [
        AdmitError::Missing(vec![ChangeHash::from_bytes([1; 32]); 3]),
        AdmitError::TooLarge(7),
        AdmitError::Foreign,
        AdmitError::OutOfLine,
        AdmitError::TornPast,
        AdmitError::Misplaced,
        AdmitError::Blind,
    ];
    let unfit = unfit
        .into_iter()
        .chain(unreadable.map(AdmitError::Unreadable))
        .chain(faults.map(AdmitError::Failed));
    [Barred::NotTheirs, Barred::Observer, Barred::OnlyComments, Barred::Past]
        .into_iter()
        .chain(unfit.map(Barred::Unfit))
        .zip([Some(text("Ana")), None].into_iter().cycle())
        .map(|(why, by)| Warning::Refused { by, why })
        .collect()
}

fn of_the_log() -> Vec<Warning> {
    let device = DeviceId::from_bytes([7; 32]);
    let envelope = EnvelopeId::from_bytes([8; 32]);
    let flaws = [
        Flaw::CutShort,
        Flaw::Trailing,
        Flaw::Length(7),
        Flaw::Damaged,
        Flaw::Newer(9),
        Flaw::Malformed(text("x")),
        Flaw::Signature,
        Flaw::OtherKey,
        Flaw::NotSealed,
        Flaw::Bare,
        Flaw::TooMuch(7),
        Flaw::OverQuota(device),
        Flaw::Operation,
        Flaw::Keys,
        Flaw::NewerKeys(9),
        Flaw::Pack(PackFlaw::Unreadable),
        Flaw::Pack(PackFlaw::TooLarge),
        Flaw::Pack(PackFlaw::Bad { problems: 3, first: text("x") }),
        Flaw::Pack(PackFlaw::Other),
        Flaw::Checkpoint(CheckpointFlaw::Newer(9)),
        Flaw::Checkpoint(CheckpointFlaw::Malformed(text("x"))),
        Flaw::Checkpoint(CheckpointFlaw::TooMuch),
        Flaw::Checkpoint(CheckpointFlaw::Shut),
        Flaw::Checkpoint(CheckpointFlaw::Astray),
        Flaw::Words(text("x")),
    ];
    let all = flaws.into_iter().flat_map(|why| {
        let record = Warning::Record { row: 12_345, why: why.clone() };
        [record, Warning::SetAside { envelope, device, why }]
    });
    let rest = [
        Warning::KeyShut { key: KeyId::from_bytes([9; 32]), from: vec![device, device] },
        Warning::Forked(device),
        Warning::EnvelopesWait(12_345),
        Warning::Hollow(3),
    ];
    all.chain(rest).collect()
}

fn all() -> Vec<Warning> {
    [of_people(), of_what_differs(), of_changes(), of_the_log()].concat()
}

#[test]
fn a_warning_is_told_in_english_as_on_the_command_line() {
    for it in all() {
        assert_eq!(warning(&it), it.to_string().replace('\'', "’"));
    }
    assert_eq!(farewell(&Farewell::Left), Farewell::Left.to_string());
}

#[test]
fn in_german_a_warning_is_told_with_no_english_left() {
    let all = all();
    speaking(Tongue::German, || {
        for it in &all {
            let told = warning(it);
            assert_ne!(told, it.to_string());
            assert_eq!(english_in(&told), None, "{told}");
        }
    });
}
