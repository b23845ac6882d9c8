//! Two versions of a framework: which question became which, and answers taken over from one to the other.
//!
//! **Invariant:** no answer is lost: each is taken over or set aside, with the reason.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

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

impl Fate {
    /// Every fate, in the order told.
    pub const ALL: [Self; 7] = [
        Self::Same,
        Self::Reworded,
        Self::Split,
        Self::Merged,
        Self::Regrouped,
        Self::New,
        Self::Removed,
    ];

    /// Returns its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Reworded => "reworded",
            Self::Split => "split",
            Self::Merged => "merged",
            Self::Regrouped => "regrouped",
            Self::New => "new",
            Self::Removed => "removed",
        }
    }
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
/// `other` one of the framework `before`. A row between two that are still there, each under its own id, tells of an
/// older version and joins nothing.
pub fn matches(before: &Framework, after: &Framework) -> Vec<Match> {
    let links = Links::of(before, after);
    let (old, new) = (places(before), places(after));
    let in_order = |ids: BTreeSet<&NodeId>, places: &BTreeMap<&NodeId, usize>| {
        let mut ids: Vec<&NodeId> = ids.into_iter().collect();
        ids.sort_by_key(|it| places.get(it));
        ids.into_iter().cloned().collect::<Vec<_>>()
    };
    let mut told: BTreeSet<&NodeId> = BTreeSet::new();
    let mut taken: BTreeSet<&NodeId> = BTreeSet::new();
    let mut out = Vec::new();
    for id in after.questions().into_iter().map(|it| &it.id) {
        if told.contains(id) {
            continue;
        }
        let (was, is) = links.around(id);
        taken.extend(&was);
        told.extend(&is);
        out.push(links.met(in_order(was, &old), in_order(is, &new)));
    }
    let gone = before.questions().into_iter().filter(|it| !taken.contains(&it.id));
    out.extend(gone.map(|it| links.met(vec![it.id.clone()], Vec::new())));
    out
}

/// Returns the match that holds `question` of `after`, without looking at the others.
pub fn origin(before: &Framework, after: &Framework, question: &NodeId) -> Match {
    let links = Links::of(before, after);
    let (was, is) = links.around(question);
    let in_order = |ids: &BTreeSet<&NodeId>, framework: &Framework| -> Vec<NodeId> {
        if ids.len() < 2 {
            return ids.iter().map(|it| (*it).clone()).collect();
        }
        let all = framework.questions().into_iter().map(|it| &it.id);
        all.filter(|it| ids.contains(it)).cloned().collect()
    };
    links.met(in_order(&was, before), in_order(&is, after))
}

fn places(framework: &Framework) -> BTreeMap<&NodeId, usize> {
    framework.questions().into_iter().enumerate().map(|(at, it)| (&it.id, at)).collect()
}

/// What joins questions of two versions.
struct Links<'a> {
    before: &'a Framework,
    after: &'a Framework,
    /// By question after, those before that a row joins with it.
    back: BTreeMap<&'a NodeId, Vec<&'a NodeId>>,
    /// The other way round.
    on: BTreeMap<&'a NodeId, Vec<&'a NodeId>>,
}

fn asked<'a>(framework: &'a Framework, id: &NodeId) -> Option<&'a NodeId> {
    framework.node(id).filter(|it| it.is_question()).map(|it| &it.id)
}

impl<'a> Links<'a> {
    fn of(before: &'a Framework, after: &'a Framework) -> Self {
        let mut links = Self { before, after, back: BTreeMap::new(), on: BTreeMap::new() };
        for row in after.pack().mappings.iter().filter(|it| it.framework == before.pack().id) {
            let other = row.other.parse::<NodeId>().ok();
            let other = other.and_then(|it| asked(before, &it));
            let Some((new, old)) = asked(after, &row.node).zip(other) else { continue };
            if asked(before, new).is_none() || asked(after, old).is_none() {
                links.back.entry(new).or_default().push(old);
                links.on.entry(old).or_default().push(new);
            }
        }
        links
    }

    /// Returns what belongs together with a question of the version after: those before, and those after.
    fn around(&self, id: &NodeId) -> (BTreeSet<&'a NodeId>, BTreeSet<&'a NodeId>) {
        let (mut was, mut is) = (BTreeSet::new(), BTreeSet::new());
        let mut open: Vec<&NodeId> = asked(self.after, id).into_iter().collect();
        is.extend(&open);
        while let Some(new) = open.pop() {
            let joined = self.back.get(new).into_iter().flatten().copied();
            for old in asked(self.before, new).into_iter().chain(joined) {
                if !was.insert(old) {
                    continue;
                }
                let joined = self.on.get(old).into_iter().flatten().copied();
                let news = asked(self.after, old).into_iter().chain(joined);
                open.extend(news.filter(|it| is.insert(*it)));
            }
        }
        (was, is)
    }

    /// Puts questions that belong together into a match.
    fn met(&self, was: Vec<NodeId>, is: Vec<NodeId>) -> Match {
        let fate = match (was.as_slice(), is.as_slice()) {
            ([], _) => Fate::New,
            (_, []) => Fate::Removed,
            ([a], [b]) if is_same((self.before, a), (self.after, b)) => Fate::Same,
            ([_], [_]) => Fate::Reworded,
            ([_], _) => Fate::Split,
            (_, [_]) => Fate::Merged,
            (_, _) => Fate::Regrouped,
        };
        Match { fate, before: was, after: is }
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

impl Migration {
    /// Returns the rows of a fate.
    pub fn of(&self, fate: Fate) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(move |it| it.found.fate == fate)
    }
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
    pub why: Aside,
}

/// Why an answer could not be taken over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aside {
    /// The version before does not know the question.
    Unknown,
    /// Nothing was said.
    Unsaid,
    /// The question is not there any more.
    Gone,
    /// Several questions became one, and were answered differently.
    Differing,
    /// The new question has no such option.
    NoOption,
}

impl Aside {
    /// Returns it in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Unknown => "the question is not known",
            Self::Unsaid => "nothing was said",
            Self::Gone => "the question is gone",
            Self::Differing => "several questions became one and were answered differently",
            Self::NoOption => "the new question has no such option",
        }
    }
}

impl fmt::Display for Aside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

impl Serialize for Aside {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.words())
    }
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
        for (member, answer) in voices.iter() {
            let who = Some(*member);
            move_over.aside((question, who), answer.clone(), Aside::Unknown);
        }
    }
    for (question, said) in inputs.agreed.iter().filter(|it| !matched.contains(it.0)) {
        let answer = Answer::of(said.clone());
        move_over.aside((question, None), answer, Aside::Unknown);
    }
    Migration { inputs: move_over.next, rows, set_aside: move_over.set_aside }
}

/// Returns what one person said, in a form that the questions after take.
///
/// # Errors
///
/// Says why it can't be taken over.
pub fn carried<'t>(
    after: &Framework,
    found: &Match,
    told: &'t [(&NodeId, Answer)],
) -> Result<&'t Answer, Aside> {
    let several = found.before.len() > 1;
    let mut spoken = told.iter().map(|it| &it.1);
    let Some(first) = spoken.next() else { return Err(Aside::Unsaid) };
    let alike = told.len() == found.before.len() && spoken.all(|it| it.said == first.said);
    let fits = |it: &(&NodeId, Answer)| {
        found.after.iter().all(|question| after.accepts(question, &it.1).is_ok())
    };
    if found.after.is_empty() {
        Err(Aside::Gone)
    } else if several && !alike {
        Err(Aside::Differing)
    } else if !told.iter().all(fits) {
        Err(Aside::NoOption)
    } else {
        Ok(first)
    }
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
        why: Aside,
    ) {
        self.set_aside.push(SetAside { question: question.clone(), member, answer, why });
    }

    fn group(&mut self, inputs: &Inputs, found: Match) -> Row {
        // By person (nobody stands for the group), what was said to each of the questions.
        let mut said: BTreeMap<Option<MemberId>, Vec<(&NodeId, Answer)>> = BTreeMap::new();
        for question in &found.before {
            for (member, answer) in inputs.spoken(question).into_iter().flatten() {
                said.entry(Some(*member)).or_default().push((question, answer.clone()));
            }
            if let Some(agreed) = inputs.agreed.get(question) {
                said.entry(None).or_default().push((question, Answer::of(agreed.clone())));
            }
        }
        let (mut answers, mut taken_over) = (0, 0);
        for (member, told) in said {
            answers += told.len();
            match carried(self.after, &found, &told) {
                Ok(answer) => {
                    taken_over += told.len();
                    self.take(&found.after, member, answer);
                }
                Err(why) => {
                    for (question, answer) in &told {
                        self.aside((question, member), answer.clone(), why);
                    }
                }
            }
        }
        self.marks(inputs, &found);
        let look_again = found.fate != Fate::Same && taken_over > 0;
        Row { found, answers, taken_over, look_again }
    }

    fn take(&mut self, after: &[NodeId], member: Option<MemberId>, answer: &Answer) {
        for question in after.iter().cloned() {
            match member {
                Some(member) => {
                    self.next.spoken_mut(question).insert(member, answer.clone());
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
