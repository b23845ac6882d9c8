//! What is said of a sign-off, alike in the window, on the command line and in reports.

use muster_model::{
    framework::{Framework, in_language},
    ids::{MemberId, Name, NodeId},
    signing::{Progress, SignOff, Signature, Standing, since::Change},
};

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
    let Some(sign_off) = sign_off else { return "Not signed off".to_owned() };
    let since = since(sign_off);
    match sign_off.progress() {
        Progress::None if sign_off.signatures.is_empty() => "Not signed off".to_owned(),
        Progress::None => "Signed, but no signature holds here".to_owned(),
        Progress::Waiting { signed: 0, asked } => {
            format!("Waiting for {}", count(asked, "signature", "signatures"))
        }
        Progress::Waiting { signed, asked } => format!("Signed by {signed} of {asked}{since}"),
        Progress::Signed | Progress::Changed => {
            let n = sign_off.signatures.iter().filter(|it| it.stands()).count();
            format!("Signed off by {}{since}", count(n, "person", "people"))
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
        let n = count(changes.len(), "thing", "things");
        format!(" · changed since sign-off: {n} beside the answers")
    } else {
        format!(" · changed since sign-off: {}", count(answers, "answer", "answers"))
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
        text: format!("asked by {}, {}", name(asked.by), asked.at.date()),
        fingerprint: String::new(),
        note: String::new(),
        changes: Vec::new(),
    }));
    out
}

fn signature(sign_off: &SignOff, it: &Signature, name: Naming<'_>) -> String {
    let asked = if sign_off.asked.contains_key(&it.by) { "" } else { ", not asked" };
    let signed = format!("signed {}{asked}", it.at);
    match it.standing {
        Standing::Holds if it.changes.is_empty() => format!("{signed}; nothing changed since"),
        Standing::Holds => match it.changed_answers() {
            0 => format!("{signed}; changed since beside the answers"),
            n => format!("{signed}; changed since: {}", count(n, "answer", "answers")),
        },
        Standing::Unchecked(lack) => format!("{signed}; not checked here: {lack}"),
        Standing::Broken(place) => {
            format!("{signed}; does not hold: {} came out otherwise", place.named(name))
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
            format!("{}: {} says something else", place(framework, question), name(*member))
        }
        Change::Answer { question, member, counts: false } => {
            let place = place(framework, question);
            format!("{place}: {} says something else, outside the round", name(*member))
        }
        Change::Agreed(question) => {
            format!("{}: another agreed answer", place(framework, question))
        }
        Change::Target(node) => format!("{}: another target", place(framework, node)),
        Change::Fact(id) => format!("{}: another number", fact(id)),
        Change::Baselines => "Other questions are asked: the baseline changed".to_owned(),
        Change::Person(member) => format!("{} has another role or team", name(*member)),
        Change::Assigned(question) => {
            format!("{}: assigned otherwise", place(framework, question))
        }
        Change::Day(day) => format!("The result speaks of {day}"),
    }
}

fn fact(id: &Name) -> String {
    format!("“{id}”")
}

/// Returns the short name of a question, or the title of a dimension.
fn place(framework: &Framework, id: &NodeId) -> String {
    let Some(node) = framework.node(id) else { return id.to_string() };
    let title = in_language(&node.text, "en");
    if !node.is_question() && !title.is_empty() {
        title.to_owned()
    } else if node.reference.is_empty() {
        node.id.to_string()
    } else {
        node.reference.clone()
    }
}

fn count(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {many}") }
}
