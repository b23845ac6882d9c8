//! The question in hand, with everything one needs to answer it.

use muster_model::{
    answer::{Answer, Said, Stated},
    compare::{succession::Earlier, versions::Fate},
    framework::{Node, OpenAnswer, Permission},
    ids::{NodeId, OptionId},
};

use super::Seen;
use crate::{say::say, screens::words};

/// The question in hand.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// Which.
    pub id: NodeId,
    /// Dimension and topics above it: “Leadership › Direction”.
    pub above: String,
    /// What people call it; may be empty.
    pub reference: String,
    /// The question.
    pub text: String,
    /// Help; may be empty.
    pub guidance: String,
    /// What it takes.
    pub kind: Kind,
    /// My answer.
    pub answer: Option<Answer>,
    /// Place of the level I chose.
    pub chosen: Option<usize>,
    /// Why “not applicable” can't be said, if so.
    pub no_na: Option<&'static str>,
    /// What I said last time, in words, and the answer.
    pub last: Option<(String, Answer)>,
    /// Which evidence is asked for; may be empty.
    pub evidence: String,
    /// All standing values where two of my devices disagree; else empty.
    pub values: Vec<Value>,
    /// Whether this window waits for the disk.
    pub saving: bool,
}

/// What a question takes.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// One of these levels, lowest first.
    Levels(Vec<Level>),
    /// Words.
    Text,
    /// A share of 100.
    Percent,
    /// A number.
    Number,
}

/// One level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// Which option.
    pub option: OptionId,
    /// The key that chooses it; empty from the tenth on.
    pub key: String,
    /// Label.
    pub label: String,
    /// Anchor; may be empty.
    pub sentence: String,
    /// “last time”, or empty.
    pub note: &'static str,
}

/// One of several standing values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// What is said, in words.
    pub said: String,
    /// Note, basis and evidence, in words; may be empty.
    pub more: String,
    /// Device and claimed moment.
    pub from: String,
    /// The answer; `None` where it was taken back.
    pub answer: Option<Answer>,
}

impl Card {
    /// Decides what to show of `question`.
    pub fn of(seen: &Seen<'_>, question: &NodeId) -> Option<Self> {
        let node = seen.framework.node(question).filter(|it| it.is_question())?;
        let answer = seen.answer(question);
        let last = seen.last_time(question);
        let kind = kind(seen, node, last.as_ref().map(|it| &it.answer));
        let chosen = answer.and_then(|it| match &it.said {
            Said::Option(option) => words::level_at(seen.framework, node, option).map(|(at, _)| at),
            Said::NotApplicable { .. } | Said::DontKnow | Said::Text(_) | Said::Number(_) => None,
        });
        let denied = seen.framework.scale_of(node).is_some_and(|it| it.na == Permission::Deny);
        Some(Self {
            id: question.clone(),
            above: above(seen, question),
            reference: node.reference.clone(),
            text: seen.framework.plain(&node.text).to_owned(),
            guidance: seen.framework.plain(&node.guidance).to_owned(),
            kind,
            answer: answer.cloned(),
            chosen,
            no_na: denied.then_some(say!("answer-no-na")),
            last: last.map(|it| (said_before(seen, node, &it), it.answer)),
            evidence: evidence(node),
            values: values(seen, node),
            saving: seen.underway.contains_key(&seen.place(question)),
        })
    }

    /// Returns the level at `place`.
    pub fn level(&self, place: usize) -> Option<&Level> {
        match &self.kind {
            Kind::Levels(levels) => levels.get(place),
            Kind::Text | Kind::Percent | Kind::Number => None,
        }
    }
}

/// What was said last time, and whether the question is still the one it was said to.
fn said_before(seen: &Seen<'_>, node: &Node, earlier: &Earlier) -> String {
    let said = words::said(seen.framework, node, &earlier.answer.said);
    match earlier.fate {
        Fate::Same | Fate::New | Fate::Removed => said,
        Fate::Reworded => say!("answer-before-reworded", said = said),
        Fate::Split => say!("answer-before-split", said = said),
        Fate::Merged => say!("answer-before-merged", said = said),
        Fate::Regrouped => say!("answer-before-regrouped", said = said),
    }
}

fn kind(seen: &Seen<'_>, node: &Node, last: Option<&Answer>) -> Kind {
    let Some(scale) = seen.framework.scale_of(node) else {
        return match node.answer {
            None | Some(OpenAnswer::Text) => Kind::Text,
            Some(OpenAnswer::Percent) => Kind::Percent,
            Some(OpenAnswer::Number) => Kind::Number,
        };
    };
    let levels = words::levels(scale).into_iter().enumerate().map(|(at, id)| {
        let anchor = node.anchors.get(id).map_or("", |it| seen.framework.plain(it));
        let before = last.is_some_and(|it| it.said == Said::Option(id.clone()));
        Level {
            option: id.clone(),
            key: (at + 1).to_string(),
            label: words::label(seen.framework, node, id).to_owned(),
            sentence: anchor.to_owned(),
            note: if before { say!("answer-last-time") } else { "" },
        }
    });
    Kind::Levels(levels.collect())
}

fn above(seen: &Seen<'_>, question: &NodeId) -> String {
    let mut way: Vec<&str> = Vec::new();
    let mut here = seen.framework.dimensions();
    while let Some(node) = here.iter().find(|it| holds(it, question)) {
        if node.id == *question {
            break;
        }
        way.push(seen.framework.plain(&node.text));
        here = &node.children;
    }
    way.join(" · ")
}

fn holds(node: &Node, question: &NodeId) -> bool {
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        if node.id == *question {
            return true;
        }
        open.extend(node.children.iter());
    }
    false
}

fn evidence(node: &Node) -> String {
    let Some(rule) = &node.evidence else { return String::new() };
    let kind = rule.kind.replace('-', " ");
    match rule.max_age_days {
        Some(days) => say!("answer-asked-for-recent", kind = kind, days = days),
        None => say!("answer-asked-for", kind = kind),
    }
}

fn values(seen: &Seen<'_>, node: &Node) -> Vec<Value> {
    let stated = seen.lane().and_then(|it| it.answers.get(&node.id));
    let Some(Stated { now, rivals }) = stated.filter(|_| seen.is_conflict(&node.id)) else {
        return Vec::new();
    };
    std::iter::once(now)
        .chain(rivals)
        .map(|it| Value {
            said: words::answer(seen.framework, node, it.answer.as_ref()),
            more: it.answer.as_ref().map(more).unwrap_or_default(),
            from: format!("{}, {}", words::device(seen.workspace, it.device), words::moment(it.at)),
            answer: it.answer.clone(),
        })
        .collect()
}

/// Returns note, basis and evidence of `answer` in words.
fn more(answer: &Answer) -> String {
    let mut parts = vec![words::basis(answer.basis)];
    if !answer.note.is_empty() {
        parts.push(say!("words-quoted", text = &answer.note));
    }
    parts.extend(answer.evidence.iter().map(ToString::to_string));
    parts.join(" · ")
}
