//! What Compare shows: who said what, what to talk about first, and what stays sealed.

pub mod groups;

use std::collections::{BTreeMap, BTreeSet};

use muster_model::{
    answer::{Answer, Said},
    control::op::{Role, Secrecy},
    disagreement::Disagreement,
    framework::{Framework, Node},
    ids::{MemberId, NodeId},
    workspace::{Access, Review, ReviewState, Workspace},
};

use self::groups::{Choice, Heard, Pair};
use crate::{
    say::say,
    screens::words::{self, Who},
};

/// Which questions are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Filter {
    /// Those where people differ or are unsure.
    #[default]
    Talk,
    /// All that anybody spoke to.
    All,
    /// What roles or teams see differently.
    Gaps,
}

/// What somebody wants to see, and what was heard for it.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'a> {
    /// Which questions.
    pub filter: Filter,
    /// Whether names are shown.
    pub names: bool,
    /// Whose voices.
    pub heard: Option<&'a Heard>,
}

impl Wish<'_> {
    fn hears(&self, member: MemberId) -> bool {
        let people = self.heard.and_then(|it| it.people.as_ref());
        people.is_none_or(|it| it.contains(&member))
    }

    fn voices(&self) -> &[Disagreement] {
        self.heard.map_or(&[], |it| it.disagreements.as_slice())
    }
}

/// The page.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Review and scope.
    pub subtitle: String,
    /// Why nothing is shown, if so: who handed in, and who did not.
    pub sealed: Option<Sealed>,
    /// What should be known about what is shown.
    pub note: Option<&'static str>,
    /// The people, a column each.
    pub people: Vec<Who>,
    /// Whether names are shown.
    pub names: bool,
    /// The questions, “talk about this first” in front.
    pub rows: Vec<Row>,
    /// Questions anybody spoke to, and of them those to talk about.
    pub counts: (usize, usize),
    /// Whose voices one can choose.
    pub choices: Vec<Choice>,
    /// How roles and teams see the same questions, where that is shown.
    pub pairs: Vec<Pair>,
}

/// A round that is still blind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// Who handed in.
    pub handed_in: Vec<Who>,
    /// Who did not.
    pub missing: Vec<Who>,
    /// Why nobody sees anything, for my role.
    pub why: &'static str,
    /// How many voices a question needs, in a sentence; empty where one is enough.
    pub quorum: String,
    /// Whether I can reveal.
    pub reveal: bool,
}

/// A question.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Which.
    pub id: NodeId,
    /// Its dimension.
    pub dimension: String,
    /// Reference and text.
    pub text: String,
    /// A cell per person; lowest first while names are off.
    pub cells: Vec<Cell>,
    /// People who chose a level.
    pub n: usize,
    /// The middle.
    pub median: String,
    /// Lowest to highest; a word where there is only one.
    pub range: String,
    /// Whether the spread decides a tier.
    pub splits: bool,
    /// People unsure while others chose a level.
    pub unsure: usize,
}

/// What one person said to one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Place of the level and of how many, if it is one.
    pub step: Option<(usize, usize)>,
    /// The sign in the cell.
    pub sign: String,
    /// In words.
    pub words: String,
}

/// The question in hand.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// Dimension.
    pub dimension: String,
    /// Question.
    pub text: String,
    /// Levels of its scale.
    pub levels: usize,
    /// Who chose which level: person, place of the level.
    pub dots: Vec<(Who, usize)>,
    /// In words, for screen readers.
    pub said: String,
    /// Each person's answer.
    pub voices: Vec<Voice>,
    /// What stands out.
    pub findings: Vec<String>,
}

/// What one person said, with the reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voice {
    /// Who; a nameless person while names are off.
    pub who: Who,
    /// What is said.
    pub said: String,
    /// How it is known, and evidence.
    pub known: String,
    /// The comment; may be empty.
    pub note: String,
    /// Whether it changed after the reveal.
    pub late: bool,
}

impl Page {
    /// Decides what to show.
    pub fn of(
        workspace: &Workspace,
        review: &Review,
        framework: &Framework,
        wish: &Wish<'_>,
    ) -> Self {
        let names = wish.names;
        let mut people = people(workspace, review);
        people.retain(|it| wish.hears(it.id));
        let voices = wish.voices();
        let talk: Vec<&Disagreement> = voices.iter().filter(|it| is_talk(it)).collect();
        let shown: Vec<&Disagreement> = match wish.filter {
            Filter::Talk => talk.clone(),
            Filter::All => voices.iter().collect(),
            Filter::Gaps => Vec::new(),
        };
        let inputs = review.inputs.as_deref();
        let gaps = wish.heard.filter(|_| wish.filter == Filter::Gaps);
        let rows = shown
            .into_iter()
            .filter_map(|it| Row::of(review, framework, &people, (it, names)))
            .collect();
        Self {
            subtitle: words::review_and_scope(workspace, review),
            sealed: sealed(workspace, review),
            note: note(review),
            rows,
            names,
            counts: (voices.len(), talk.len()),
            choices: inputs.map(|it| groups::choices((it, names))).unwrap_or_default(),
            pairs: gaps.map(|it| Pair::all(&it.gaps, (framework, names))).unwrap_or_default(),
            people,
        }
    }
}

impl Page {
    /// Returns the questions listed, each once, in the order shown.
    pub fn ids(&self) -> Vec<&NodeId> {
        if self.pairs.is_empty() {
            return self.rows.iter().map(|it| &it.id).collect();
        }
        let gaps = self.pairs.iter().flat_map(|it| &it.rows).map(|it| &it.id);
        let mut seen: BTreeSet<&NodeId> = BTreeSet::new();
        self.rows.iter().map(|it| &it.id).chain(gaps).filter(|it| seen.insert(*it)).collect()
    }
}

fn is_talk(it: &Disagreement) -> bool {
    it.is_any() || it.splits_tier || it.unsure > 0
}

/// Returns why nothing may be compared yet, if so.
pub fn sealed(workspace: &Workspace, review: &Review) -> Option<Sealed> {
    let early = review.state == ReviewState::Open && review.secrecy != Secrecy::Open;
    if !early || !review.sealed {
        return None;
    }
    let (mut handed_in, mut missing) = (Vec::new(), Vec::new());
    for it in words::everybody(workspace) {
        match review.lanes.get(&it.id) {
            Some(lane) if lane.handed_in.is_some() => handed_in.push(it),
            Some(_) => missing.push(it),
            None => {}
        }
    }
    let runs = workspace.my_role() >= Some(Role::Facilitator);
    let why = if review.secrecy == Secrecy::Strict {
        say!("compare-why-strict")
    } else if runs {
        say!("compare-why-keys")
    } else {
        say!("compare-why-blind")
    };
    let quorum = workspace.framework_of(review).map_or(1, |it| it.pack().respondents.quorum);
    let quorum = if quorum > 1 { say!("compare-quorum", quorum = quorum) } else { String::new() };
    Some(Sealed { handed_in, missing, why, quorum, reveal: runs })
}

fn note(review: &Review) -> Option<&'static str> {
    let early = review.state == ReviewState::Open && review.secrecy != Secrecy::Open;
    if early {
        return Some(say!("compare-early"));
    }
    let sealed = review.lanes.values().any(|it| it.access == Access::Sealed);
    sealed.then_some(say!("compare-some-sealed"))
}

fn people(workspace: &Workspace, review: &Review) -> Vec<Who> {
    let spoke = |it: &Who| review.lanes.contains_key(&it.id);
    let mut all: Vec<Who> = words::everybody(workspace).into_iter().filter(spoke).collect();
    let gone = review.lanes.keys().filter(|it| !workspace.members.contains_key(*it));
    all.extend(gone.map(|it| words::who(workspace, *it)));
    all
}

impl Row {
    fn of(
        review: &Review,
        framework: &Framework,
        people: &[Who],
        (it, names): (&Disagreement, bool),
    ) -> Option<Self> {
        let node = framework.node(&it.question)?;
        let dimension = framework.node(&it.dimension);
        let mut cells: Vec<Cell> =
            people.iter().map(|who| cell(review, framework, node, (who, names))).collect();
        if !names {
            // In the order of the people, a row of nameless cells would still tell who is who.
            cells.sort_by(|a, b| {
                (b.step.is_some(), a.step, &a.sign).cmp(&(a.step.is_some(), b.step, &b.sign))
            });
        }
        let range = match &it.range {
            _ if it.n < 2 => String::new(),
            Some((low, high)) if low == high => say!("compare-same").to_owned(),
            Some((low, high)) => format!("{}–{}", words::figure(low), words::figure(high)),
            None => String::new(),
        };
        Some(Self {
            id: it.question.clone(),
            dimension: dimension.map_or("", |it| framework.plain(&it.text)).to_owned(),
            text: words::question(framework, node),
            cells,
            n: it.n,
            median: it.median.as_ref().map_or_else(|| "–".to_owned(), words::figure),
            range,
            splits: it.splits_tier,
            unsure: it.unsure,
        })
    }
}

fn cell(review: &Review, framework: &Framework, node: &Node, (who, names): (&Who, bool)) -> Cell {
    let lane = review.lanes.get(&who.id);
    let name = if names { who.name.as_str() } else { say!("compare-somebody") };
    if lane.is_some_and(|it| it.access == Access::Sealed) {
        let words = say!("compare-cell-sealed", name = name);
        return Cell { step: None, sign: "·".to_owned(), words };
    }
    let answer = lane.and_then(|it| it.counted.get(&node.id)).and_then(|it| it.now.answer.as_ref());
    let Some(answer) = answer else {
        return Cell {
            step: None,
            sign: String::new(),
            words: say!("compare-cell-none", name = name),
        };
    };
    let step = match &answer.said {
        Said::Option(option) => words::level_at(framework, node, option),
        Said::NotApplicable { .. } | Said::DontKnow | Said::Text(_) | Said::Number(_) => None,
    };
    let sign = match (&answer.said, step) {
        (_, Some((at, _))) => (at + 1).to_string(),
        (Said::DontKnow, None) => "?".to_owned(),
        (Said::NotApplicable { .. }, None) => "N".to_owned(),
        (Said::Option(_) | Said::Text(_) | Said::Number(_), None) => "…".to_owned(),
    };
    let said = words::said(framework, node, &answer.said);
    Cell { step, sign, words: format!("{name}: {said}") }
}

impl Card {
    /// Decides what to show of `question`.
    pub fn of(
        workspace: &Workspace,
        review: &Review,
        framework: &Framework,
        (question, wish): (&NodeId, &Wish<'_>),
    ) -> Option<Self> {
        let names = wish.names;
        let node = framework.node(question)?;
        let levels = framework.scale_of(node).map_or(0, |it| words::levels(it).len());
        let mut answers: BTreeMap<(usize, MemberId), (Who, &Answer, bool)> = BTreeMap::new();
        for who in people(workspace, review).into_iter().filter(|it| wish.hears(it.id)) {
            let Some(lane) = review.lanes.get(&who.id) else { continue };
            let counted = lane.counted.get(question).and_then(|it| it.now.answer.as_ref());
            if let Some(answer) = counted {
                let after = lane.late.contains(question);
                answers.insert((who.place, who.id), (who, answer, after));
            }
        }
        let mut voices: Vec<(Option<usize>, Voice)> = answers
            .into_values()
            .map(|(who, answer, late)| {
                let level = level_of(framework, node, answer);
                (level, voice(framework, node, (who, answer), (late, names)))
            })
            .collect();
        if !names {
            voices.sort_by(|a, b| (a.0, &a.1.said, &a.1.note).cmp(&(b.0, &b.1.said, &b.1.note)));
        }
        let dots: Vec<(Who, usize)> =
            voices.iter().filter_map(|(at, it)| Some((it.who.clone(), (*at)?))).collect();
        let found = wish.voices().iter().find(|it| it.question == *question);
        let (_, dimension) = words::dimension_of(framework, question)?;
        Some(Self {
            dimension: framework.plain(&dimension.text).to_owned(),
            text: words::question(framework, node),
            levels,
            said: spoken(&dots, levels),
            dots,
            voices: voices.into_iter().map(|(_, it)| it).collect(),
            findings: found.map(findings).unwrap_or_default(),
        })
    }
}

fn level_of(framework: &Framework, node: &Node, answer: &Answer) -> Option<usize> {
    match &answer.said {
        Said::Option(option) => words::level_at(framework, node, option).map(|(at, _)| at),
        Said::NotApplicable { .. } | Said::DontKnow | Said::Text(_) | Said::Number(_) => None,
    }
}

fn voice(
    framework: &Framework,
    node: &Node,
    (who, answer): (Who, &Answer),
    (late, names): (bool, bool),
) -> Voice {
    let mut known = vec![words::basis(answer.basis)];
    known.extend(answer.evidence.iter().map(ToString::to_string));
    let who = if names { who } else { Who { name: String::new(), place: 0, ..who } };
    Voice {
        who,
        said: words::said(framework, node, &answer.said),
        known: known.join(" · "),
        note: answer.note.clone(),
        late,
    }
}

/// Returns the strip in words: `Mara at 1; Jonas and Li at 3`.
fn spoken(dots: &[(Who, usize)], levels: usize) -> String {
    let mut parts = Vec::new();
    for level in 0..levels {
        let here: Vec<&str> =
            dots.iter().filter(|it| it.1 == level).map(|it| it.0.name.as_str()).collect();
        match here.len() {
            0 => {}
            n if here.iter().any(|it| it.is_empty()) => {
                parts.push(say!("compare-n-at", n = n, level = level + 1));
            }
            _ => {
                parts.push(say!("compare-names-at", names = words::list(&here), level = level + 1));
            }
        }
    }
    if parts.is_empty() { say!("compare-nobody-level").to_owned() } else { parts.join("; ") }
}

fn findings(it: &Disagreement) -> Vec<String> {
    let mut out = Vec::new();
    if it.n == 1 {
        out.push(say!("compare-one-answer").to_owned());
    }
    if let (Some(median), true) = (&it.median, it.n > 1) {
        out.push(say!("compare-n-median", n = it.n, median = words::figure(median)));
    }
    if let Some((low, high)) = it.range.as_ref().filter(|_| it.n > 1) {
        out.push(if low == high {
            say!("compare-all-same").to_owned()
        } else {
            say!("compare-from-to", low = words::figure(low), high = words::figure(high))
        });
    }
    if it.splits_tier {
        out.push(say!("compare-splits-tier").to_owned());
    }
    if it.unsure > 0 {
        out.push(say!("compare-unsure", n = it.unsure));
    }
    out
}
