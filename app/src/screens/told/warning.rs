//! What is wrong or strange in a workspace, in the language that is spoken.

#[cfg(test)]
mod tests;

use muster_model::{
    control::happening::Few,
    document::{AdmitError, ChunkError, Fault},
    ids::DeviceId,
    plan::{Field, Grade},
    signing::Place,
    workspace::{
        Alarm,
        warning::{Barred, CheckpointFlaw, Farewell, Flaw, PackFlaw, Torn, Value, Warning},
    },
};

use super::{happened, happened::few, void};
use crate::say::{self, say};

/// Says what should be shown: a sentence without its full stop.
pub(crate) fn warning(it: &Warning) -> String {
    match it {
        Warning::NoEffect { what, why } => {
            let why = why.map_or("", void);
            say!("told-warning-no-effect", what = happened(what), why = why)
        }
        Warning::HistoryWaits(n) => say!("told-warning-history-waits", n = *n),
        Warning::Out(it) => farewell(it),
        Warning::MineDropped { changes, title, questions } => {
            mine_dropped(*changes, title.as_ref(), questions)
        }
        Warning::Dropped { changes, by, title } => {
            let (by, place) = (who(by.as_ref()), within(title.as_ref()));
            say!("told-warning-dropped", n = *changes, by = by, place = place)
        }
        Warning::Adopted { changes, by, title } => {
            let (by, place) = (who(by.as_ref()), within(title.as_ref()));
            say!("told-warning-adopted", n = *changes, by = by, place = place)
        }
        Warning::Refused { by, why } => {
            let by = by.as_deref().unwrap_or_else(|| say!("told-warning-by-somebody-unknown"));
            say!("told-warning-refused", by = by, why = barred(why))
        }
        Warning::Round { member, review, alarm } => {
            let member = who(member.as_ref());
            say!("told-warning-round", who = member, review = review, what = round(*alarm))
        }
        Warning::Twofold { member, review } => {
            say!("told-warning-twofold", who = who(member.as_ref()), review = review)
        }
        Warning::Torn { what, said } => differs(what, said),
        Warning::SignatureBroken { by, review, place, whose } => {
            let (by, what) = (who(by.as_ref()), came_out(*place, whose.as_ref()));
            say!("told-warning-signature-broken", by = by, review = review, what = what)
        }
        Warning::More(n) => say!("told-warning-more", n = *n),
        Warning::Record { row, why } => say!("told-warning-record", row = *row, why = flaw(why)),
        Warning::SetAside { envelope, device, why } => {
            let (it, by) = (envelope.short(), device.short());
            say!("told-warning-set-aside", envelope = it, device = by, why = flaw(why))
        }
        Warning::KeyShut { key, from } => {
            let from: Vec<String> = from.iter().map(DeviceId::short).collect();
            say!("told-warning-key-shut", key = key.short(), device = from.join(", "))
        }
        Warning::Forked(device) => say!("told-warning-forked", device = device.short()),
        Warning::EnvelopesWait(n) => say!("told-warning-envelopes-wait", n = *n),
        Warning::Hollow(n) => say!("told-warning-hollow", n = *n),
    }
}

fn mine_dropped(n: usize, title: Option<&String>, questions: &Few) -> String {
    let place = within(title);
    if questions.is_empty() {
        say!("told-warning-mine-dropped", n = n, place = place)
    } else {
        say!("told-warning-mine-dropped-at", n = n, place = place, at = few(questions))
    }
}

fn differs(what: &Torn, said: &[(Value, Option<String>)]) -> String {
    let one = |(it, by): &(Value, Option<String>)| {
        say!("told-warning-said", what = value(it), by = who(by.as_ref()))
    };
    let said: Vec<String> = said.iter().map(one).collect();
    say!("told-warning-torn", what = torn(what), said = said.join(", "))
}

/// Says how this device came to be out: a sentence without its full stop.
pub(crate) fn farewell(it: &Farewell) -> String {
    match it {
        Farewell::Left => say!("told-farewell-left").to_owned(),
        Farewell::Removed(by) => say!("told-farewell-removed", by = who(by.as_ref())),
        Farewell::Revoked => say!("told-farewell-revoked").to_owned(),
    }
}

fn who(name: Option<&String>) -> &str {
    name.map_or_else(|| say!("told-warning-somebody"), String::as_str)
}

fn within(title: Option<&String>) -> String {
    match title {
        Some(it) => say!("words-quoted", text = it),
        None => say!("told-warning-review-unknown").to_owned(),
    }
}

fn round(it: Alarm) -> &'static str {
    match it {
        Alarm::Altered => say!("told-alarm-altered"),
        Alarm::LeftOut => say!("told-alarm-left-out"),
        Alarm::Crossed => say!("told-alarm-crossed"),
        Alarm::NotHere => say!("told-alarm-not-here"),
    }
}

fn came_out(it: Place, whose: Option<&String>) -> String {
    match it {
        Place::Lane(_) => say!("told-signed-answers", whose = who(whose)),
        Place::Inputs => say!("told-signed-inputs").to_owned(),
        Place::Result => say!("told-signed-result").to_owned(),
        Place::Tier => say!("told-signed-tier").to_owned(),
    }
}

fn torn(it: &Torn) -> String {
    match it {
        Torn::Team(member) => say!("told-torn-team", who = member),
        Torn::Action(field, title) => {
            say!("told-torn-action", field = named(*field), title = title)
        }
        Torn::Target(node, title) => {
            say!("told-torn-target", place = node.as_str(), title = title)
        }
        Torn::Fact(fact, title) => say!("told-torn-fact", fact = fact, title = title),
        Torn::Baselines(title) => say!("told-torn-baselines", title = title),
    }
}

fn named(it: Field) -> &'static str {
    match it {
        Field::Title => say!("told-field-title"),
        Field::Description => say!("told-field-description"),
        Field::Origin => say!("told-field-origin"),
        Field::Review => say!("told-field-review"),
        Field::Node => say!("told-field-node"),
        Field::Owner => say!("told-field-owner"),
        Field::Due => say!("told-field-due"),
        Field::Effort => say!("told-field-effort"),
        Field::Impact => say!("told-field-impact"),
        Field::Status => say!("told-field-status"),
    }
}

fn value(it: &Value) -> String {
    let day = |it: &muster_model::time::Date| say::day(&it.to_string());
    match it {
        Value::Nothing => say!("words-nothing"),
        Value::Words(text) => text,
        Value::Somebody => say!("told-warning-somebody"),
        Value::Team(name) => return say!("words-quoted", text = name),
        Value::NoTeam => say!("told-value-no-team"),
        Value::Whole => say!("told-value-whole"),
        Value::Gap(node) => return say!("told-value-gap", place = node.as_str()),
        Value::Disagreement(node) => return say!("told-value-disagreement", place = node.as_str()),
        Value::Day(it) => return day(it),
        Value::Grade(Grade::Low) => say!("words-grade-low"),
        Value::Grade(Grade::Medium) => say!("words-grade-medium"),
        Value::Grade(Grade::High) => say!("words-grade-high"),
        Value::Open => say!("words-status-open"),
        Value::InProgress => say!("words-status-in-progress"),
        Value::Done(it) => {
            return say!("words-status-on", status = say!("words-status-done"), day = day(it));
        }
        Value::DroppedOn(it) => {
            return say!("words-status-on", status = say!("words-status-dropped"), day = day(it));
        }
    }
    .to_owned()
}

fn barred(it: &Barred) -> String {
    match it {
        Barred::NotTheirs => say!("told-barred-not-theirs").to_owned(),
        Barred::Observer => say!("told-barred-observer").to_owned(),
        Barred::OnlyComments => say!("told-barred-only-comments").to_owned(),
        Barred::Past => say!("told-barred-past").to_owned(),
        Barred::Unfit(why) => unfit(why),
    }
}

fn unfit(it: &AdmitError) -> String {
    match it {
        AdmitError::Missing(hashes) => say!("told-barred-missing", n = hashes.len()),
        AdmitError::TooLarge(bytes) => say!("told-barred-too-large", n = *bytes),
        AdmitError::Unreadable(why) => say!("told-barred-unreadable", why = unreadable(why)),
        AdmitError::Foreign => say!("told-barred-foreign").to_owned(),
        AdmitError::OutOfLine => say!("told-barred-out-of-line").to_owned(),
        AdmitError::TornPast => say!("told-barred-torn-past").to_owned(),
        AdmitError::Misplaced => say!("told-barred-misplaced").to_owned(),
        AdmitError::Blind => say!("told-barred-blind").to_owned(),
        AdmitError::Failed(fault) => {
            let why = match fault {
                Fault::Panicked => say!("told-fault-panicked"),
                Fault::Refused => say!("told-fault-refused"),
                Fault::Astray => say!("told-fault-astray"),
                Fault::Unloadable => say!("told-fault-unloadable"),
            };
            say!("told-barred-failed", why = why)
        }
    }
}

fn unreadable(it: &ChunkError) -> String {
    match it {
        ChunkError::Torn => say!("told-chunk-torn").to_owned(),
        ChunkError::Checksum => say!("told-chunk-checksum").to_owned(),
        ChunkError::Kind(kind) => say!("told-chunk-kind", kind = *kind),
        ChunkError::Field(name) => say!("told-chunk-field", name = &**name),
        ChunkError::Column(column) => say!("told-chunk-column", column = *column),
        ChunkError::Deed => say!("told-chunk-deed").to_owned(),
        ChunkError::Spelling => say!("told-chunk-spelling").to_owned(),
    }
}

fn flaw(it: &Flaw) -> String {
    match it {
        Flaw::CutShort => say!("told-flaw-cut-short"),
        Flaw::Trailing => say!("told-flaw-trailing"),
        Flaw::Length(n) => return say!("told-flaw-length", n = *n),
        Flaw::Damaged => say!("told-flaw-damaged"),
        Flaw::Newer(format) => return say!("told-flaw-newer", format = *format),
        Flaw::Malformed(how) => return say!("told-flaw-malformed", how = how),
        Flaw::Signature => say!("told-flaw-signature"),
        Flaw::OtherKey => say!("told-flaw-other-key"),
        Flaw::NotSealed => say!("told-flaw-not-sealed"),
        Flaw::Bare => say!("told-flaw-bare"),
        Flaw::TooMuch(n) => return say!("told-flaw-too-much", n = *n),
        Flaw::OverQuota(device) => return say!("told-flaw-over-quota", device = device.short()),
        Flaw::Operation => say!("told-flaw-operation"),
        Flaw::Keys => say!("told-flaw-keys"),
        Flaw::NewerKeys(format) => return say!("told-flaw-newer-keys", format = *format),
        Flaw::Pack(PackFlaw::Unreadable) => say!("told-flaw-pack-unreadable"),
        Flaw::Pack(PackFlaw::TooLarge) => say!("told-flaw-pack-too-large"),
        Flaw::Pack(PackFlaw::Bad { problems, first }) => {
            return say!("told-flaw-pack-bad", problems = *problems, first = first);
        }
        Flaw::Pack(PackFlaw::Other) => say!("told-flaw-pack-other"),
        Flaw::Checkpoint(CheckpointFlaw::Newer(format)) => {
            return say!("told-flaw-checkpoint-newer", format = *format);
        }
        Flaw::Checkpoint(CheckpointFlaw::Malformed(how)) => {
            return say!("told-flaw-checkpoint-malformed", how = how);
        }
        Flaw::Checkpoint(CheckpointFlaw::TooMuch) => say!("told-flaw-checkpoint-too-much"),
        Flaw::Checkpoint(CheckpointFlaw::Shut) => say!("told-flaw-checkpoint-shut"),
        Flaw::Checkpoint(CheckpointFlaw::Astray) => say!("told-flaw-checkpoint-astray"),
        Flaw::Words(words) => words,
    }
    .to_owned()
}
