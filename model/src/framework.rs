//! A framework: dimensions, questions, scales, scoring rules and tiers, as data.
//!
//! **Invariant:** a [`Framework`] exists only if every check of [`check`] passed: names are unique, every
//! reference leads somewhere, every number is exact, and no policy is left open where it matters.

pub mod accept;
pub mod aim;
pub mod canonical;
pub mod check;
pub mod parse;
pub mod problem;
mod rules;
pub mod shipped;

use std::collections::{BTreeMap, BTreeSet};

pub use problem::Problem;
pub use rules::{
    Agreed, AnsweredCondition, Blank, But, Combine, Condition, Count, EachCondition,
    EachLadderCondition, Empty, EvidenceCondition, FactCondition, Ladder, LadderBlank,
    LadderCondition, LadderMode, LadderNa, Limit, Measure, MeasureCondition, Na, NaRule, Of,
    OpenLimit, Operator, Place, Respondents, Round, RoundMode, Rung, Select, Selected, ShareMet,
    Voice, Weight, Where,
};
use serde::{Deserialize, Serialize};
pub use shipped::{shipped, shipped_as};

use crate::{
    ids::{FrameworkHash, MeasureId, Name, NodeId, OptionId, ScaleId},
    scoring::Exact,
};

/// Text by language tag (`en`, `de` …).
pub type Text = BTreeMap<String, String>;

/// Keys of a source that Muster does not know; they survive a round trip.
pub type Extra = BTreeMap<String, serde_json::Value>;

/// Returns `text` in `language`, else in English, else in whatever there is, else nothing.
pub fn in_language<'a>(text: &'a Text, language: &str) -> &'a str {
    let found = text.get(language).or_else(|| text.get("en")).or_else(|| text.values().next());
    found.map_or("", String::as_str)
}

/// A checked framework and its content hash.
#[derive(Debug, Clone, PartialEq)]
pub struct Framework {
    pack: Pack,
    hash: FrameworkHash,
    /// The way to each node: its position among its siblings, from the top down.
    ways: BTreeMap<NodeId, Box<[usize]>>,
}

impl Framework {
    /// Seals a pack that was checked.
    fn sealed(pack: Pack) -> Self {
        let hash = canonical::hash(&pack);
        let mut ways = BTreeMap::new();
        let mut open: Vec<(Vec<usize>, &[Node])> = vec![(Vec::new(), &pack.nodes)];
        while let Some((above, nodes)) = open.pop() {
            for (position, node) in nodes.iter().enumerate() {
                let mut way = above.clone();
                way.push(position);
                ways.insert(node.id.clone(), way.clone().into_boxed_slice());
                open.push((way, &node.children));
            }
        }
        Self { pack, hash, ways }
    }

    /// Returns the canonical bytes: the same content gives the same bytes, and reading them gives this back.
    pub fn canonical(&self) -> Vec<u8> {
        canonical::bytes(&self.pack)
    }

    /// Returns `text` in English, else in the framework's first language, else in whatever there is.
    pub fn plain<'a>(&self, text: &'a Text) -> &'a str {
        self.pack.plain(text)
    }

    /// Returns the content.
    pub fn pack(&self) -> &Pack {
        &self.pack
    }

    /// Returns BLAKE3 of the canonical form: equal hashes mean the same framework.
    pub fn hash(&self) -> FrameworkHash {
        self.hash
    }

    /// Returns every node, parents before children, in the order of the pack.
    pub fn nodes(&self) -> Vec<&Node> {
        let mut out = Vec::new();
        let mut open: Vec<&Node> = self.pack.nodes.iter().rev().collect();
        while let Some(node) = open.pop() {
            out.push(node);
            open.extend(node.children.iter().rev());
        }
        out
    }

    /// Returns the nodes that can be answered and are live, in the order of the pack.
    pub fn questions(&self) -> Vec<&Node> {
        self.nodes().into_iter().filter(|it| it.is_question()).collect()
    }

    /// Returns the node called `id`.
    pub fn node(&self, id: &NodeId) -> Option<&Node> {
        let (first, rest) = self.ways.get(id)?.split_first()?;
        let top = self.pack.nodes.get(*first)?;
        rest.iter().try_fold(top, |node, position| node.children.get(*position))
    }

    /// Returns the top-level nodes: the dimensions.
    pub fn dimensions(&self) -> &[Node] {
        &self.pack.nodes
    }

    /// Returns the scale `question` is answered on, if it has options.
    pub fn scale_of(&self, question: &Node) -> Option<&Scale> {
        self.pack.scales.get(question.scale.as_ref()?)
    }
}

/// A framework pack as it is written.
#[expect(clippy::struct_field_names, reason = "the first key of a pack names the format")]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pack {
    /// Format of the pack; this program reads 1.
    pub muster_pack: u32,
    /// Name of the framework; the same over its versions.
    pub id: Name,
    /// Version of the framework.
    pub version: String,
    /// Title.
    pub title: Text,
    /// What it is for, in a few sentences.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub purpose: Text,
    /// Who publishes it.
    #[serde(default)]
    pub publisher: String,
    /// Licence of the text.
    #[serde(default)]
    pub licence: String,
    /// Copyright line.
    #[serde(default)]
    pub copyright: String,
    /// Where it comes from.
    #[serde(default)]
    pub source: String,
    /// Languages it is written in, the original first.
    #[serde(default)]
    pub languages: Vec<String>,
    /// The tree; its roots are the dimensions.
    pub nodes: Vec<Node>,
    /// Scales by name.
    #[serde(default)]
    pub scales: BTreeMap<ScaleId, Scale>,
    /// How several respondents become one value.
    #[serde(default)]
    pub respondents: Respondents,
    /// Measures, computed from top to bottom.
    #[serde(default)]
    pub measures: Vec<Measure>,
    /// Ladders; the first one at `root` gives the tiers of the result.
    #[serde(default)]
    pub ladders: Vec<Ladder>,
    /// Things that must be done again after a while.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cadence: Vec<Cadence>,
    /// Peer figures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub benchmarks: Vec<Benchmark>,
    /// Crosswalk to other frameworks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mappings: Vec<Mapping>,
    /// Tags that narrow the framework, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub baselines: BTreeMap<Name, Baseline>,
    /// Unknown keys.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Pack {
    /// Says whether a question with `tags` stays where the baselines called so narrow the framework. Those that the
    /// framework does not have narrow nothing.
    pub fn is_in(&self, baselines: &BTreeSet<Name>, tags: &[String]) -> bool {
        let mut known = baselines.iter().filter_map(|it| self.baselines.get(it)).peekable();
        known.peek().is_none() || known.any(|it| tags.iter().any(|tag| it.tags.contains(tag)))
    }

    /// Returns `text` in English, else in the first language, else in whatever there is.
    pub fn plain<'a>(&self, text: &'a Text) -> &'a str {
        let original = || self.languages.first().and_then(|it| text.get(it));
        let found = text.get("en").or_else(original).or_else(|| text.values().next());
        found.map_or("", String::as_str)
    }
}

/// A part of the tree: dimension, topic, question or criterion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Node {
    /// Stable name; an urn where the source has one.
    pub id: NodeId,
    /// `dimension`, `topic`, `question`, `criterion`, or the source's own word.
    #[serde(default = "Node::kind_default")]
    pub kind: String,
    /// What people call it (“GV.OC-01”); empty if nothing.
    #[serde(default, rename = "ref", skip_serializing_if = "String::is_empty")]
    pub reference: String,
    /// Title or question.
    #[serde(default)]
    pub text: Text,
    /// Help for answering.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub guidance: Text,
    /// Whether it can be answered; independent of having children.
    #[serde(default)]
    pub assessable: bool,
    /// Scale of the answer; an assessable node without one is an open question (see `answer`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<ScaleId>,
    /// What an open question takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<OpenAnswer>,
    /// The words of each option for this question: option → text.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub anchors: BTreeMap<OptionId, Text>,
    /// Weight among its siblings; 1 if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<Exact>,
    /// Maturity level this node belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<u32>,
    /// Labels for `where`, baselines and groups.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Points for `deduct`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<Exact>,
    /// Points taken when the answer is the measure's partial option.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points_partial: Option<Exact>,
    /// Evidence that is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<EvidenceRule>,
    /// What “not applicable” needs (`reason`, `approval`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub na_needs: Option<String>,
    /// What “met” needs (`evidence`, `documented`, `tested`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub met_needs: Option<String>,
    /// Whether it counts.
    #[serde(default, skip_serializing_if = "Status::is_live")]
    pub status: Status,
    /// Advice for whoever answered an option: option → text.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub recommendation: BTreeMap<OptionId, Text>,
    /// Asked only if another question was answered like this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub depends_on: Option<DependsOn>,
    /// Parts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<Self>,
    /// Unknown keys.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Node {
    fn kind_default() -> String {
        "question".to_owned()
    }

    /// Says whether it can be answered and is live.
    pub fn is_question(&self) -> bool {
        self.assessable && self.status == Status::Live
    }
}

/// What an open question takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OpenAnswer {
    /// Free text.
    Text,
    /// A share of 100.
    Percent,
    /// A decimal number.
    Number,
}

/// Whether a node counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// It counts.
    #[default]
    Live,
    /// It was withdrawn by its publisher.
    Withdrawn,
    /// It is there to be read.
    Info,
}

impl Status {
    /// Says whether it counts.
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde's skip_serializing_if passes a reference"
    )]
    pub fn is_live(&self) -> bool {
        *self == Self::Live
    }
}

/// Evidence that is asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidenceRule {
    /// Which kind (`exercise-record`, `policy` …).
    pub kind: String,
    /// How old it may be, in days before the day of the result.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_age_days: Option<u32>,
}

/// A condition on another answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DependsOn {
    /// The other question.
    pub node: NodeId,
    /// Any of these options.
    pub options: Vec<OptionId>,
}

/// A scale: the options of a question, in order from low to high.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scale {
    /// Options, lowest first.
    pub options: Vec<Choice>,
    /// Lowest and highest value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<(Exact, Exact)>,
    /// Option that means “not applicable”.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub na_option: Option<OptionId>,
    /// Option that means “not answered”.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blank_option: Option<OptionId>,
    /// Whether “not applicable” may be said at all.
    #[serde(default)]
    pub na: Permission,
    /// Unknown keys.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Scale {
    /// Returns the option called `id`.
    pub fn option(&self, id: &OptionId) -> Option<&Choice> {
        self.options.iter().find(|it| it.id == *id)
    }
}

/// Yes or no, said in words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Permission {
    /// It may.
    #[default]
    Allow,
    /// It may not.
    Deny,
}

/// One option of a scale: a level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Stable name.
    pub id: OptionId,
    /// Short label.
    #[serde(default)]
    pub label: Text,
    /// What it is worth; none for options that carry no number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Exact>,
    /// Whether it meets the requirement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub met: Option<bool>,
    /// Share of a requirement it earns, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<Exact>,
    /// Met only under conditions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub met_if: Vec<MetIf>,
}

/// A condition under which an option counts as met.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MetIf {
    /// On nodes with this tag …
    pub tag: String,
    /// … this is needed.
    pub needs: String,
}

/// Something that must be done again after a while.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cadence {
    /// Which questions.
    pub nodes: Vec<NodeId>,
    /// How often, in days.
    pub every_days: u32,
    /// What.
    #[serde(default)]
    pub text: Text,
}

/// A peer figure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Benchmark {
    /// What it compares with: a measure, at a node or at the root.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<MeasureId>,
    /// The node it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub node: Option<NodeId>,
    /// What the figure says.
    pub text: Text,
    /// The figure.
    pub figure: Exact,
    /// Unit or form of the figure (`percent`, `score` …).
    #[serde(default)]
    pub unit: String,
    /// How many took part; none where the source does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub n: Option<u32>,
    /// Who says so.
    pub source: String,
    /// When (`2025` or `2025-03`).
    pub date: String,
}

/// One row of a crosswalk.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// Our node.
    pub node: NodeId,
    /// The other framework.
    pub framework: Name,
    /// Its node.
    pub other: String,
    /// How they relate.
    pub relation: Relation,
}

/// How two requirements relate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// They ask for the same.
    Equal,
    /// Ours asks for less.
    Subset,
    /// Ours asks for more.
    Superset,
    /// They overlap.
    Intersects,
}

/// Tags that narrow a framework.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// Title.
    #[serde(default)]
    pub title: Text,
    /// Questions with any of these tags stay.
    pub tags: Vec<String>,
}
