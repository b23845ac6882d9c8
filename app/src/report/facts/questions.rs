//! Every question with every answer, what was agreed and what was said beside.

use std::collections::{BTreeMap, BTreeSet};

use muster_model::{
    answer::{Answer, Basis, Said, Value},
    disagreement::Disagreement,
    edit::{Agreement, Decision},
    framework::{Framework, Node},
    ids::{ChangeHash, MemberId, NodeId},
    scoring::{Exact, QuestionOutcome, QuestionValue},
    time::At,
    workspace::{Access, LaneView},
};
use serde::Serialize;

use super::is_veiled;
use crate::{
    report::{Source, cast::Cast, options::Naming},
    say::say,
    screens::{told, words},
};

/// A question with everything said to it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(in crate::report) struct Question {
    pub(in crate::report) id: NodeId,
    pub(in crate::report) reference: String,
    pub(in crate::report) title: String,
    pub(in crate::report) dimension: String,
    /// Levels of its scale; 0 for an open question.
    pub(in crate::report) levels: usize,
    /// What came out, and how.
    pub(in crate::report) value: Option<Exact>,
    pub(in crate::report) state: &'static str,
    pub(in crate::report) how: String,
    /// The same for people, in the language of the report.
    #[serde(skip)]
    pub(in crate::report) told: String,
    pub(in crate::report) disagreement: Option<Spread>,
    pub(in crate::report) voices: Vec<Voice>,
    pub(in crate::report) agreed: Vec<Agreed>,
    pub(in crate::report) comments: Vec<Comment>,
}

/// How far the answers lie apart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(in crate::report) struct Spread {
    pub(in crate::report) n: usize,
    pub(in crate::report) median: Option<Exact>,
    pub(in crate::report) range: Option<(Exact, Exact)>,
    pub(in crate::report) splits_tier: bool,
    pub(in crate::report) unsure: usize,
    /// Place in the list “talk about this first”, from 0.
    pub(in crate::report) place: usize,
}

/// What one person says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(in crate::report) struct Voice {
    /// Name or role; empty where nobody is told apart.
    pub(in crate::report) by: String,
    /// What counts; `None` if nothing did at the reveal.
    pub(in crate::report) counted: Option<Claim>,
    /// What they say since, if that is something else: it is outside the round.
    pub(in crate::report) late: Option<Late>,
    /// What their other devices said at the same time.
    pub(in crate::report) rivals: Vec<Option<Claim>>,
}

/// What somebody says since the reveal.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::report) enum Late {
    /// They took their answer back.
    TakenBack,
    /// They say this.
    Now(Claim),
}

/// One statement.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(in crate::report) struct Claim {
    pub(in crate::report) said: Said,
    /// For people.
    pub(in crate::report) words: String,
    /// Place of the level, 0 lowest.
    pub(in crate::report) level: Option<usize>,
    pub(in crate::report) note: String,
    pub(in crate::report) basis: Basis,
    pub(in crate::report) evidence: Vec<String>,
    /// When, as claimed; only beside names.
    pub(in crate::report) at: Option<At>,
}

/// What the group agreed on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(in crate::report) struct Agreed {
    pub(in crate::report) said: Option<Said>,
    pub(in crate::report) words: String,
    pub(in crate::report) level: Option<usize>,
    pub(in crate::report) decision: Decision,
    pub(in crate::report) reason: String,
    /// Who disagrees, and with which words.
    pub(in crate::report) dissent: Vec<(String, String)>,
    pub(in crate::report) by: String,
    pub(in crate::report) at: Option<At>,
    /// The answers it was based on; none where nobody noted them, or they may not be told.
    pub(in crate::report) based_on: Vec<Ground>,
    /// Whose answer is another one by now, of those that can be read here.
    pub(in crate::report) moved: Vec<String>,
    /// Whether it counts; several stand until somebody settles it.
    pub(in crate::report) counts: bool,
}

/// An answer that the group had before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::report) struct Ground {
    /// Name or role; empty where nobody is told apart.
    pub(in crate::report) by: String,
    /// The change that wrote it; only beside names.
    pub(in crate::report) change: Option<ChangeHash>,
}

/// What somebody said beside the answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::report) struct Comment {
    pub(in crate::report) by: String,
    pub(in crate::report) at: Option<At>,
    pub(in crate::report) text: String,
}

/// Every question of the framework in its order, then answers to what is in it no more.
pub(super) fn questions(source: Source<'_>, cast: &Cast) -> Vec<Question> {
    let Source { review, framework, .. } = source;
    let teller = Teller::of(source, cast);
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    for dimension in framework.dimensions() {
        for node in crate::screens::answer::data::questions_below(dimension) {
            seen.insert(node.id.clone());
            out.push(teller.question(&node.id, Some((dimension, node))));
        }
    }
    let lanes = review.lanes.values().flat_map(|it| it.answers.keys().chain(it.counted.keys()));
    let board = review.board.agreed.keys().chain(review.board.comments.iter().map(|it| &it.0));
    let rest: BTreeSet<&NodeId> = lanes.chain(board).filter(|it| !seen.contains(*it)).collect();
    let rest = rest.into_iter().map(|it| teller.question(it, None));
    // What nothing may be told of has no line of its own either.
    out.extend(
        rest.filter(|it| !it.voices.is_empty() || !it.agreed.is_empty() || !it.comments.is_empty()),
    );
    out
}

/// Tells of questions.
struct Teller<'a> {
    source: Source<'a>,
    cast: &'a Cast,
    spreads: BTreeMap<&'a NodeId, (usize, &'a Disagreement)>,
    /// Lanes that may be told of, in the order they are told.
    lanes: Vec<(MemberId, &'a LaneView)>,
    comments: BTreeMap<&'a NodeId, Vec<Comment>>,
    veiled: bool,
}

impl<'a> Teller<'a> {
    fn of(source: Source<'a>, cast: &'a Cast) -> Self {
        let veiled = is_veiled(source.review);
        let spreads = source.review.disagreements.iter().enumerate().filter(|_| !veiled);
        let place = |it: &MemberId| {
            let found = source.workspace.members.get(it);
            (found.map_or(usize::MAX, |it| it.seniority), *it)
        };
        let told = |it: &&LaneView| {
            it.access == Access::Mine || (it.access == Access::Readable && !veiled)
        };
        let lanes = source.review.lanes.values().filter(told);
        let mut lanes: Vec<(MemberId, &LaneView)> = lanes.map(|it| (it.member, it)).collect();
        lanes.sort_by_key(|it| match cast.naming {
            Naming::Names | Naming::Anonymous => (String::new(), place(&it.0)),
            Naming::Roles => (cast.label(it.0), place(&it.0)),
        });
        let named = cast.naming == Naming::Names;
        let mut comments: BTreeMap<&NodeId, Vec<Comment>> = BTreeMap::new();
        for (question, by, at, text) in &source.review.board.comments {
            let by = by.map_or_else(String::new, |it| cast.key(it));
            let (at, text) = (named.then_some(*at), cast.text(text));
            comments.entry(question).or_default().push(Comment { by, at, text });
        }
        Self {
            spreads: spreads.map(|(place, it)| (&it.question, (place, it))).collect(),
            source,
            cast,
            lanes,
            comments,
            veiled,
        }
    }

    fn question(&self, id: &NodeId, node: Option<(&Node, &Node)>) -> Question {
        let Source { review, framework, .. } = self.source;
        let found = node.map(|it| it.1).or_else(|| framework.node(id));
        let outcome = review.result.as_ref().filter(|_| !self.veiled);
        let outcome = outcome.and_then(|it| it.questions.get(id));
        let (state, value) = came_out(outcome);
        let mut voices: Vec<Voice> =
            self.lanes.iter().filter_map(|(member, lane)| self.voice(*member, lane, id)).collect();
        if self.cast.naming == Naming::Anonymous {
            // In the order of people, nameless answers would still tell who is who.
            voices.sort_by_cached_key(standing);
        }
        let title = |it: &Node| framework.plain(&it.text).to_owned();
        Question {
            id: id.clone(),
            reference: found.map_or_else(String::new, |it| it.reference.clone()),
            title: found.map_or_else(|| id.to_string(), title),
            dimension: node.map_or_else(String::new, |it| title(it.0)),
            levels: found
                .and_then(|it| framework.scale_of(it))
                .map_or(0, |it| words::levels(it).len()),
            value,
            state,
            how: outcome.map_or_else(String::new, |it| it.how.to_string()),
            told: outcome.map_or_else(String::new, |it| told::how(&it.how)),
            disagreement: self.spreads.get(id).map(|it| spread(*it)),
            voices,
            agreed: self.agreed(id, found),
            comments: self.comments.get(id).cloned().unwrap_or_default(),
        }
    }

    fn voice(&self, member: MemberId, lane: &LaneView, id: &NodeId) -> Option<Voice> {
        let now = lane.answers.get(id);
        let counted = lane.counted.get(id);
        let claim = |it: &Value| it.answer.as_ref().map(|answer| self.claim(id, answer, it.at));
        let stands = counted.and_then(|it| claim(&it.now));
        let since = lane
            .late
            .contains(id)
            .then(|| now.and_then(|it| claim(&it.now)).map_or(Late::TakenBack, Late::Now));
        let rivals: Vec<Option<Claim>> =
            now.or(counted).map(|it| it.rivals.iter().map(claim).collect()).unwrap_or_default();
        let says = stands.is_some()
            || matches!(since, Some(Late::Now(_)))
            || rivals.iter().any(Option::is_some);
        says.then(|| Voice { by: self.cast.key(member), counted: stands, late: since, rivals })
    }

    fn claim(&self, id: &NodeId, answer: &Answer, at: At) -> Claim {
        let said = self.said(&answer.said);
        Claim {
            words: in_words(self.source.framework, id, &said),
            level: level_of(self.source.framework, id, &said),
            said,
            note: self.cast.text(&answer.note),
            basis: answer.basis,
            evidence: answer.evidence.iter().map(|it| self.cast.text(&it.to_string())).collect(),
            at: (self.cast.naming == Naming::Names).then_some(at),
        }
    }

    /// What was said, without names that may not stand there.
    fn said(&self, said: &Said) -> Said {
        match said {
            Said::NotApplicable { reason } => {
                Said::NotApplicable { reason: self.cast.text(reason) }
            }
            Said::Text(text) => Said::Text(self.cast.text(text)),
            Said::Option(_) | Said::DontKnow | Said::Number(_) => said.clone(),
        }
    }

    /// The answers it was based on, in the order of people.
    fn grounds(&self, agreed: &Agreement) -> Vec<Ground> {
        if self.veiled {
            return Vec::new();
        }
        let named = self.cast.naming == Naming::Names;
        let members = &self.source.workspace.members;
        let mut all: Vec<&(MemberId, ChangeHash)> = agreed.based_on.iter().collect();
        all.sort_by_key(|it| members.get(&it.0).map_or(usize::MAX, |it| it.seniority));
        let ground = |(who, change): &(MemberId, ChangeHash)| Ground {
            by: self.cast.key(*who),
            change: named.then_some(*change),
        };
        all.into_iter().map(ground).collect()
    }

    /// Whose answer is another one than when the group agreed.
    fn moved(&self, id: &NodeId, agreed: &Agreement) -> Vec<String> {
        let all =
            if self.veiled { BTreeSet::new() } else { self.source.review.moved_since(id, agreed) };
        all.into_iter().map(|it| self.cast.key(it)).collect()
    }

    fn agreed(&self, id: &NodeId, node: Option<&Node>) -> Vec<Agreed> {
        let framework = self.source.framework;
        let named = self.cast.naming == Naming::Names;
        let all = self.source.review.board.agreed.get(id).into_iter().flatten().enumerate();
        let one = |(place, (it, by, at)): (usize, &(Agreement, Option<MemberId>, At))| {
            let said = it.said.as_ref().map(|it| self.said(it));
            let told = said.as_ref().map(|it| match node {
                Some(node) => words::said(framework, node, it),
                None => in_words(framework, id, it),
            });
            Agreed {
                words: told.unwrap_or_else(|| words::decision(Decision::LeftOpen).to_owned()),
                level: said.as_ref().and_then(|it| level_of(framework, id, it)),
                said,
                decision: it.decision,
                reason: self.cast.text(&it.reason),
                dissent: it
                    .dissent
                    .iter()
                    .map(|(who, text)| (self.cast.key(*who), self.cast.text(text)))
                    .collect(),
                by: by.map_or_else(String::new, |it| self.cast.key(it)),
                at: named.then_some(*at),
                based_on: self.grounds(it),
                moved: self.moved(id, it),
                counts: place == 0,
            }
        };
        all.map(one).collect()
    }
}

fn came_out(outcome: Option<&QuestionOutcome>) -> (&'static str, Option<Exact>) {
    // Same everywhere: words for machines.
    match outcome.map(|it| &it.value) {
        Some(QuestionValue::Value { value, .. }) => ("value", value.clone()),
        Some(QuestionValue::NotApplicable) => ("not-applicable", None),
        Some(QuestionValue::Blank) => ("blank", None),
        None => ("not-scored", None),
    }
}

fn spread((place, it): (usize, &Disagreement)) -> Spread {
    Spread {
        n: it.n,
        median: it.median.clone(),
        range: it.range.clone(),
        splits_tier: it.splits_tier,
        unsure: it.unsure,
        place,
    }
}

/// Where a nameless answer stands among others.
fn standing(voice: &Voice) -> (Option<usize>, String) {
    let claim = voice.counted.as_ref();
    let text = claim.map(|it| format!("{}\n{}", it.words, it.note));
    (claim.and_then(|it| it.level), text.unwrap_or_default())
}

fn in_words(framework: &Framework, id: &NodeId, said: &Said) -> String {
    match (framework.node(id), said) {
        (Some(node), said) => words::said(framework, node, said),
        (None, Said::Option(option)) => option.to_string(),
        (None, Said::NotApplicable { reason }) => say!("words-not-applicable", reason = reason),
        (None, Said::DontKnow) => say!("words-dont-know").to_owned(),
        (None, Said::Text(text) | Said::Number(text)) => text.clone(),
    }
}

fn level_of(framework: &Framework, id: &NodeId, said: &Said) -> Option<usize> {
    match said {
        Said::Option(option) => {
            words::level_at(framework, framework.node(id)?, option).map(|(at, _)| at)
        }
        Said::NotApplicable { .. } | Said::DontKnow | Said::Text(_) | Said::Number(_) => None,
    }
}
