//! Two versions of a framework: which question became which, and answers taken over from one to the other.
//!
//! **Invariant:** no answer is lost: each is taken over or set aside, with the reason.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::{
    answer::{Answer, Said},
    framework::{Framework, Node},
    ids::{MemberId, NodeId, OptionId},
    scoring::Inputs,
};

/// What became of questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// It asks the same, in the same words, with the same options.
    Same,
    /// It has other words, other options or another id.
    Reworded,
    /// One became several.
    Split,
    /// Several became one.
    Merged,
    /// Several became several others.
    Regrouped,
    /// It was not there before.
    New,
    /// It is not there any more.
    Removed,
}

/// Questions that belong together over two versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Match {
    /// What became of them.
    pub fate: Fate,
    /// Questions before, in order.
    pub before: Vec<NodeId>,
    /// Questions after, in order.
    pub after: Vec<NodeId>,
}

/// Says which question became which, in the order of `after`, what is gone last.
///
/// Questions of the same id belong together, and so do those that a crosswalk row of `after` joins: its `node` with the
/// `other` one of the framework `before`.
pub fn matches(before: &Framework, after: &Framework) -> Vec<Match> {
    let old: BTreeMap<&NodeId, &Node> = by_id(before);
    let new: BTreeMap<&NodeId, &Node> = by_id(after);
    let mut joined: BTreeMap<&NodeId, BTreeSet<&NodeId>> = BTreeMap::new();
    for (id, _) in new.iter().filter(|it| old.contains_key(it.0)) {
        joined.entry(id).or_default().insert(id);
    }
    let rows = after.pack().mappings.iter().filter(|it| it.framework == before.pack().id);
    for row in rows.filter(|it| new.contains_key(&it.node)) {
        let other = old.keys().find(|it| it.as_str() == row.other);
        joined.entry(&row.node).or_default().extend(other);
    }
    let groups = Groups::of(&joined);
    let mut told: BTreeSet<usize> = BTreeSet::new();
    let mut out = Vec::new();
    for id in after.questions().iter().map(|it| &it.id) {
        match groups.new.get(id) {
            None => {
                out.push(Match { fate: Fate::New, before: Vec::new(), after: vec![id.clone()] });
            }
            Some(group) if told.insert(*group) => {
                let of = |sides: &BTreeMap<&NodeId, usize>, framework: &Framework| -> Vec<NodeId> {
                    let all = framework.questions().into_iter().map(|it| it.id.clone());
                    all.filter(|it| sides.get(it) == Some(group)).collect()
                };
                let (was, is) = (of(&groups.old, before), of(&groups.new, after));
                let fate = match (was.as_slice(), is.as_slice()) {
                    ([a], [b]) if is_same((before, a), (after, b)) => Fate::Same,
                    ([_], [_]) => Fate::Reworded,
                    ([_], _) => Fate::Split,
                    (_, [_]) => Fate::Merged,
                    (_, _) => Fate::Regrouped,
                };
                out.push(Match { fate, before: was, after: is });
            }
            Some(_) => {}
        }
    }
    let gone = before.questions().into_iter().filter(|it| !groups.old.contains_key(&it.id));
    out.extend(gone.map(|it| Match {
        fate: Fate::Removed,
        before: vec![it.id.clone()],
        after: Vec::new(),
    }));
    out
}

fn by_id(framework: &Framework) -> BTreeMap<&NodeId, &Node> {
    framework.questions().into_iter().map(|it| (&it.id, it)).collect()
}

/// Questions of both sides by the group they belong to.
struct Groups<'a> {
    old: BTreeMap<&'a NodeId, usize>,
    new: BTreeMap<&'a NodeId, usize>,
}

impl<'a> Groups<'a> {
    fn of(joined: &BTreeMap<&'a NodeId, BTreeSet<&'a NodeId>>) -> Self {
        let mut groups = Self { old: BTreeMap::new(), new: BTreeMap::new() };
        for (number, (new, olds)) in joined.iter().filter(|it| !it.1.is_empty()).enumerate() {
            let met: BTreeSet<usize> =
                olds.iter().filter_map(|it| groups.old.get(it)).copied().collect();
            groups.new.insert(*new, number);
            groups.old.extend(olds.iter().map(|it| (*it, number)));
            for group in groups.old.values_mut().chain(groups.new.values_mut()) {
                if met.contains(group) {
                    *group = number;
                }
            }
        }
        groups
    }
}

fn is_same((before, a): (&Framework, &NodeId), (after, b): (&Framework, &NodeId)) -> bool {
    let Some((was, is)) = before.node(a).zip(after.node(b)) else { return false };
    let options = |framework: &Framework, node: &Node| {
        let scale = framework.scale_of(node)?;
        let each = scale.options.iter().map(|it| (it.id.clone(), it.value.clone(), it.met));
        Some(each.collect::<Vec<_>>())
    };
    a == b
        && was.text == is.text
        && was.anchors == is.anchors
        && was.answer == is.answer
        && options(before, was) == options(after, is)
}

/// Answers taken over to another version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Migration {
    /// What counts for the version after.
    pub inputs: Inputs,
    /// Per match, what happens with its answers.
    pub rows: Vec<Row>,
    /// What could not be taken over.
    pub set_aside: Vec<SetAside>,
}

/// What happens with the answers of some questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Which questions.
    pub found: Match,
    /// Answers there were.
    pub answers: usize,
    /// Answers of these that were taken over.
    pub taken_over: usize,
    /// Whether people should look again, because the question is not the same.
    pub look_again: bool,
}

/// An answer that could not be taken over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SetAside {
    /// The question before.
    pub question: NodeId,
    /// Who; `None` for what the group agreed on.
    pub member: Option<MemberId>,
    /// What was said.
    pub answer: Answer,
    /// Why.
    pub why: &'static str,
}

/// Takes answers over from one version to another: a preview that changes nothing.
///
/// An answer to a question that was split goes to each of its parts. Answers to questions that became one go there if
/// the person said the same to all of them.
pub fn migrate(before: &Framework, after: &Framework, inputs: &Inputs) -> Migration {
    let empty = BTreeMap::new();
    let mut next = Inputs { answers: empty.clone(), agreed: BTreeMap::new(), ..inputs.clone() };
    next.conflicts.clear();
    next.assigned.clear();
    next.targets.clear();
    let mut move_over = Move { after, next, set_aside: Vec::new() };
    let mut rows = Vec::new();
    let mut matched: BTreeSet<NodeId> = BTreeSet::new();
    for found in matches(before, after) {
        matched.extend(found.before.iter().cloned());
        rows.push(move_over.group(inputs, found));
    }
    // Answers to what was no live question before either are kept as well.
    for (question, voices) in inputs.answers.iter().filter(|it| !matched.contains(it.0)) {
        for (member, answer) in voices {
            let who = Some(*member);
            move_over.aside((question, who), answer.clone(), "the question is not known");
        }
    }
    for (question, said) in inputs.agreed.iter().filter(|it| !matched.contains(it.0)) {
        let answer = Answer::of(said.clone());
        move_over.aside((question, None), answer, "the question is not known");
    }
    Migration { inputs: move_over.next, rows, set_aside: move_over.set_aside }
}

struct Move<'a> {
    after: &'a Framework,
    next: Inputs,
    set_aside: Vec<SetAside>,
}

impl Move<'_> {
    fn aside(
        &mut self,
        (question, member): (&NodeId, Option<MemberId>),
        answer: Answer,
        why: &'static str,
    ) {
        self.set_aside.push(SetAside { question: question.clone(), member, answer, why });
    }

    fn group(&mut self, inputs: &Inputs, found: Match) -> Row {
        // By person (nobody stands for the group), what was said to each of the questions.
        let mut said: BTreeMap<Option<MemberId>, Vec<(&NodeId, Answer)>> = BTreeMap::new();
        for question in &found.before {
            for (member, answer) in inputs.answers.get(question).into_iter().flatten() {
                said.entry(Some(*member)).or_default().push((question, answer.clone()));
            }
            if let Some(agreed) = inputs.agreed.get(question) {
                said.entry(None).or_default().push((question, Answer::of(agreed.clone())));
            }
        }
        let (mut answers, mut taken_over) = (0, 0);
        for (member, told) in said {
            answers += told.len();
            let spoken = told.iter().map(|it| &it.1.said);
            let is_one =
                told.len() == found.before.len() && spoken.collect::<BTreeSet<_>>().len() == 1;
            let why = match (found.fate, is_one) {
                (Fate::Removed, _) => Some("the question is gone"),
                (Fate::Merged | Fate::Regrouped, false) => {
                    Some("several questions became one and were answered differently")
                }
                (_, _) if !self.fits(&found.after, &told) => {
                    Some("the new question has no such option")
                }
                (_, _) => None,
            };
            match (why, told.first()) {
                (None, Some((_, answer))) => {
                    taken_over += told.len();
                    self.take(&found.after, member, answer);
                }
                (why, _) => {
                    for (question, answer) in told {
                        self.aside((question, member), answer, why.unwrap_or("nothing was said"));
                    }
                }
            }
        }
        self.marks(inputs, &found);
        let look_again = found.fate != Fate::Same && taken_over > 0;
        Row { found, answers, taken_over, look_again }
    }

    /// Says whether what was said can be said to each of the new questions.
    fn fits(&self, after: &[NodeId], told: &[(&NodeId, Answer)]) -> bool {
        let all = |answer: &Answer| after.iter().all(|it| self.after.accepts(it, answer).is_ok());
        told.iter().all(|it| all(&it.1))
    }

    fn take(&mut self, after: &[NodeId], member: Option<MemberId>, answer: &Answer) {
        for question in after.iter().cloned() {
            match member {
                Some(member) => {
                    self.next.answers.entry(question).or_default().insert(member, answer.clone());
                }
                None => {
                    self.next.agreed.insert(question, answer.said.clone());
                }
            }
        }
    }

    /// Takes over what else stands at a question: who was asked, what is aimed at, that devices disagree.
    fn marks(&mut self, inputs: &Inputs, found: &Match) {
        let any = |marked: &BTreeSet<NodeId>| found.before.iter().any(|it| marked.contains(it));
        let aims: BTreeSet<&OptionId> =
            found.before.iter().filter_map(|it| inputs.targets.get(it)).collect();
        for question in &found.after {
            if any(&inputs.conflicts) {
                self.next.conflicts.insert(question.clone());
            }
            if any(&inputs.assigned) {
                self.next.assigned.insert(question.clone());
            }
            for aim in aims.iter().filter(|_| aims.len() == 1) {
                let said = Answer::of(Said::Option((*aim).clone()));
                if self.after.accepts(question, &said).is_ok() {
                    self.next.targets.insert(question.clone(), (*aim).clone());
                }
            }
        }
    }
}
