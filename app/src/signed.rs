//! What is said of a sign-off, alike in the window, on the command line and in reports.

use muster_model::{
    framework::{Framework, in_language},
    ids::{MemberId, NodeId},
    signing::{Lack, Place, Progress, SignOff, Signature, Standing, since::Change},
};

use crate::{say::say, screens::words};

/// How people are called.
pub(crate) type Naming<'a> = &'a dyn Fn(MemberId) -> String;

/// One person's part in a sign-off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    /// Who.
    pub(crate) member: MemberId,
    /// How they are called.
    pub(crate) name: String,
    /// Whether they signed, and how that stands.
    pub(crate) state: State,
    /// The same in words.
    pub(crate) text: String,
    /// The code of what they signed; empty if they did not.
    pub(crate) fingerprint: String,
    /// What they added; may be empty.
    pub(crate) note: String,
    /// What is different since, a line each.
    pub(crate) changes: Vec<String>,
}

/// How one person's signature stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// They are asked and have not signed.
    Asked,
    /// Signed, and nothing that counts is different.
    Signed,
    /// Signed, and something that counts is different since.
    Changed,
    /// Signed, and it can't be checked here.
    Unchecked,
    /// Signed, and it does not hold.
    Broken,
}

impl State {
    fn of(signature: &Signature) -> Self {
        match signature.standing {
            Standing::Holds if signature.outdated => Self::Changed,
            Standing::Holds => Self::Signed,
            Standing::Unchecked(_) => Self::Unchecked,
            Standing::Broken(_) => Self::Broken,
        }
    }

    /// A word for machines.
    pub(crate) fn word(self) -> &'static str {
        // Same everywhere: for machines.
        match self {
            Self::Asked => "asked",
            Self::Signed => "signed",
            Self::Changed => "changed-since",
            Self::Unchecked => "unchecked",
            Self::Broken => "broken",
        }
    }
}

/// Returns how far a sign-off is, in a line.
pub(crate) fn headline(sign_off: Option<&SignOff>) -> String {
    let Some(sign_off) = sign_off else { return say!("results-signed-none").to_owned() };
    let since = since(sign_off);
    match sign_off.progress() {
        Progress::None if sign_off.signatures.is_empty() => say!("results-signed-none").to_owned(),
        Progress::None => say!("results-signed-none-holds").to_owned(),
        Progress::Waiting { signed: 0, asked } => {
            say!("results-signed-waiting", n = asked)
        }
        Progress::Waiting { signed, asked } => {
            say!("results-signed-some", n = signed, of = asked) + &since
        }
        Progress::Signed | Progress::Changed => {
            let n = sign_off.signatures.iter().filter(|it| it.stands()).count();
            say!("results-signed-off", n = n) + &since
        }
    }
}

/// Says how many answers are different since; empty if nothing is.
fn since(sign_off: &SignOff) -> String {
    let changes = sign_off.changes();
    let answers = changes.iter().filter(|it| it.is_answer()).count();
    if changes.is_empty() {
        String::new()
    } else if answers == 0 {
        format!(" · {}", say!("results-signed-since-beside", n = changes.len()))
    } else {
        format!(" · {}", say!("results-signed-since", n = answers))
    }
}

/// Returns everybody's part: who signed first, then who is still asked.
pub(crate) fn rows(framework: &Framework, sign_off: &SignOff, name: Naming<'_>) -> Vec<Row> {
    let mut out: Vec<Row> = sign_off
        .signatures
        .iter()
        .map(|it| Row {
            member: it.by,
            name: name(it.by),
            state: State::of(it),
            text: signature(sign_off, it, name),
            fingerprint: it.fingerprint.clone(),
            note: it.note.clone(),
            changes: changes(framework, &it.changes, name),
        })
        .collect();
    let open = sign_off.asked.iter().filter(|(it, _)| sign_off.of(**it).is_none());
    out.extend(open.map(|(member, asked)| Row {
        member: *member,
        name: name(*member),
        state: State::Asked,
        text: say!(
            "results-signed-asked-by",
            name = name(asked.by),
            day = words::day(asked.at.date()),
        ),
        fingerprint: String::new(),
        note: String::new(),
        changes: Vec::new(),
    }));
    out
}

fn signature(sign_off: &SignOff, it: &Signature, name: Naming<'_>) -> String {
    let at = words::moment(it.at);
    let signed = if sign_off.asked.contains_key(&it.by) {
        say!("results-signed-at", at = at)
    } else {
        say!("results-signed-at-unasked", at = at)
    };
    match it.standing {
        Standing::Holds if it.changes.is_empty() => say!("results-signed-same", signed = signed),
        Standing::Holds => match it.changed_answers() {
            0 => say!("results-signed-beside", signed = signed),
            n => say!("results-signed-changed", signed = signed, n = n),
        },
        Standing::Unchecked(lack) => {
            say!("results-signed-unchecked", signed = signed, lack = lacking(lack))
        }
        Standing::Broken(place) => {
            say!("results-signed-broken", signed = signed, place = pinned(place, name))
        }
    }
}

/// Returns what is different, a line each.
pub(crate) fn changes(framework: &Framework, changes: &[Change], name: Naming<'_>) -> Vec<String> {
    changes.iter().map(|it| change(framework, it, name)).collect()
}

fn change(framework: &Framework, change: &Change, name: Naming<'_>) -> String {
    match change {
        Change::Answer { question, member, counts: true } => {
            let place = place(framework, question);
            say!("results-change-answer", place = place, name = name(*member))
        }
        Change::Answer { question, member, counts: false } => {
            let place = place(framework, question);
            say!("results-change-answer-late", place = place, name = name(*member))
        }
        Change::Agreed(question) => {
            say!("results-change-agreed", place = place(framework, question))
        }
        Change::Target(node) => say!("results-change-target", place = place(framework, node)),
        Change::Fact(id) => say!("results-change-fact", fact = id.to_string()),
        Change::Baselines => say!("results-change-baselines").to_owned(),
        Change::Person(member) => say!("results-change-person", name = name(*member)),
        Change::Assigned(question) => {
            say!("results-change-assigned", place = place(framework, question))
        }
        Change::Day(day) => say!("results-change-day", day = words::day(*day)),
    }
}

/// Returns the short name of a question, or the title of a dimension.
fn place(framework: &Framework, id: &NodeId) -> String {
    let Some(node) = framework.node(id) else { return id.to_string() };
    // Same everywhere: a language of packs.
    let title = in_language(&node.text, "en");

    if !node.is_question() && !title.is_empty() {
        title.to_owned()
    } else if node.reference.is_empty() {
        node.id.to_string()
    } else {
        node.reference.clone()
    }
}

/// Says what is not here of what was signed.
fn lacking(lack: Lack) -> &'static str {
    match lack {
        Lack::Changes => say!("results-lack-changes"),
        Lack::Key => say!("results-lack-key"),
        Lack::Framework => say!("results-lack-framework"),
    }
}

/// Says what came out otherwise than it was signed.
fn pinned(place: Place, name: Naming<'_>) -> String {
    match place {
        Place::Lane(member) => say!("results-pin-lane", name = name(member)),
        Place::Inputs => say!("results-pin-inputs").to_owned(),
        Place::Result => say!("results-pin-result").to_owned(),
        Place::Tier => say!("results-pin-tier").to_owned(),
    }
}
