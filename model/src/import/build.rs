//! Parts of packs that every reader puts together alike: names, texts, scales, measures.

use std::collections::{BTreeMap, BTreeSet};

use super::{Counts, File, Format, ImportError, Imported, Skipped, Trouble};
use crate::{
    framework::{
        Blank, Choice, Count, Extra, Framework, Measure, Na, Node, Of, Operator, Pack, Permission,
        Place, Respondents, Scale, Status, Text, Weight, Where, check::is_node_key, parse::FORMAT,
    },
    ids::{IdError, Name, NodeId, OptionId, ScaleId},
    scoring::{Exact, plan::levels},
};

/// Longest text of a pack, in bytes.
const MAX_TEXT: usize = 20_000;
/// Most remarks kept; one more says how many there are beyond.
const MAX_NOTES: usize = 200;

/// Name of the scale for requirements that are met or not.
pub(super) const COMPLIANCE: &str = "compliance";
/// Key under which whatever a pack has no place for is kept.
pub(super) const ORIGINAL: &str = "original";

/// A pack in the making.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) pack: Pack,
    pub(super) counts: Counts,
    pub(super) notes: Notes,
    pub(super) format: Format,
    /// Path of the file that is spoken of.
    pub(super) path: String,
    /// Where each node stands that was made [`Draft::once`].
    seen: BTreeMap<NodeId, u32>,
}

impl Draft {
    pub(super) fn of(format: Format, file: &File<'_>) -> Self {
        let stem = file.path.rsplit(['/', '\\']).next().unwrap_or_default();
        let stem = stem.split('.').next().unwrap_or_default();
        let pack = blank_pack(Name::nearest(stem));
        let path = file.path.to_owned();
        let (counts, notes) = (Counts::default(), Notes::default());
        Self { pack, counts, notes, format, path, seen: BTreeMap::new() }
    }

    /// Takes note of a node that may stand once only.
    ///
    /// # Errors
    ///
    /// It stands there already.
    pub(super) fn once(&mut self, id: &NodeId, line: u32) -> Result<(), ImportError> {
        let Some(first) = self.seen.insert(id.clone(), line) else { return Ok(()) };
        let what = format!("“{id}” is there twice, first in line {}", first.min(line));
        let hint = "give each node its own id";
        let trouble = Trouble::of(&self.path, Some(first.max(line)), what, hint);
        Err(ImportError::Unsound(trouble))
    }

    /// Returns a name for the node that is written here.
    pub(super) fn node_id(&self, text: &str, line: u32) -> Result<NodeId, ImportError> {
        text.parse().map_err(|_refused: IdError| {
            let shown: String = text.chars().take(40).collect();
            let what = if text.is_empty() {
                "a node without an id".to_owned()
            } else {
                format!("“{shown}…” is no id for a node")
            };
            let hint = "an id is 1 to 200 printable characters";
            ImportError::Unsound(Trouble::of(&self.path, Some(line), what, hint))
        })
    }

    /// Adds words in a language to a text; too many are cut off, with a remark.
    pub(super) fn put(&mut self, text: &mut Text, language: &str, words: &str) {
        let words = words.trim();
        if words.is_empty() {
            return;
        }
        let Some(language) = language_tag(language) else {
            self.notes
                .add("", format!("text in “{language}”, which is no language tag, is left out"));
            return;
        };
        let mut kept = words;
        if words.len() > MAX_TEXT {
            let end = (0..=MAX_TEXT).rev().find(|it| words.is_char_boundary(*it)).unwrap_or(0);
            kept = words.get(..end).unwrap_or_default().trim_end();
            let head: String = words.chars().take(40).collect();
            self.notes.add(&head, "a text of more than 20,000 bytes is cut off");
        }
        text.insert(language, kept.to_owned());
    }

    /// Counts one thing of the source's own kind.
    pub(super) fn count(&mut self, kind: &str) {
        self.count_many(kind, 1);
    }

    pub(super) fn count_many(&mut self, kind: &str, number: usize) {
        if number > 0 {
            *self.counts.kinds.entry(kind.to_owned()).or_default() += number;
        }
    }

    /// Checks the pack and seals it.
    pub(super) fn finish(mut self) -> Result<Imported, ImportError> {
        let all = all_nodes(&self.pack);
        if self.counts.nodes == 0 {
            self.counts.nodes = all.len();
        }
        self.counts.withdrawn = all.iter().filter(|it| it.status == Status::Withdrawn).count();
        if self.counts.assessable == 0 {
            self.counts.assessable = all.iter().filter(|it| it.is_question()).count();
        }
        if self.counts.assessable == 0 {
            let what = format!("this {} has nothing in it that can be assessed", self.format);
            let hint = "choose a file that lists requirements, practices or questions";
            return Err(ImportError::NoFramework(Trouble::of(&self.path, None, what, hint)));
        }
        if self.pack.title.is_empty() {
            let language = self.pack.languages.first().cloned().unwrap_or("en".to_owned());
            self.pack.title.insert(language, self.pack.id.to_string());
        }
        declare_languages(&mut self.pack);
        let copyright = self.pack.copyright.clone();
        let (path, format, counts) = (self.path, self.format, self.counts);
        match Framework::of(self.pack) {
            Ok(framework) => {
                let skipped = self.notes.finish();
                Ok(Imported { framework, format, counts, copyright, skipped })
            }
            Err(problems) => {
                let more = problems.len().saturating_sub(1);
                let first = problems.into_iter().next();
                let first = first.unwrap_or_else(|| crate::framework::Problem {
                    place: String::new(),
                    line: None,
                    what: "the framework does not hold together".to_owned(),
                    hint: String::new(),
                });
                let mut trouble = Trouble::from_problem(&path, first);
                if more > 0 {
                    trouble.what = format!("{}, and {more} more problems", trouble.what).into();
                }
                Err(ImportError::Unsound(trouble))
            }
        }
    }
}

/// Remarks on what was not taken over; the same remark about many places is made once.
#[derive(Debug, Default)]
pub(super) struct Notes {
    found: Vec<Skipped>,
    more: usize,
}

impl Notes {
    pub(super) fn add(&mut self, place: &str, what: impl Into<String>) {
        if self.found.len() >= MAX_NOTES {
            self.more += 1;
            return;
        }
        let place = place.chars().filter(|it| !it.is_control()).take(120).collect();
        self.found.push(Skipped { place, what: what.into() });
    }

    fn finish(mut self) -> Vec<Skipped> {
        if self.more > 0 {
            let what = format!("{} more remarks like these", self.more);
            self.found.push(Skipped { place: String::new(), what });
        }
        self.found
    }
}

fn blank_pack(id: Name) -> Pack {
    Pack {
        muster_pack: FORMAT,
        id,
        version: "1".to_owned(),
        title: Text::new(),
        purpose: Text::new(),
        publisher: String::new(),
        licence: String::new(),
        copyright: String::new(),
        source: String::new(),
        languages: Vec::new(),
        nodes: Vec::new(),
        scales: BTreeMap::new(),
        respondents: Respondents::default(),
        measures: Vec::new(),
        ladders: Vec::new(),
        cadence: Vec::new(),
        benchmarks: Vec::new(),
        mappings: Vec::new(),
        baselines: BTreeMap::new(),
        extra: Extra::new(),
    }
}

/// Returns a node with nothing but its name and kind.
pub(super) fn node(id: NodeId, kind: &str) -> Node {
    let kind = kind.trim();
    let kind = if kind.is_empty() || ["root", "*"].contains(&kind) { "topic" } else { kind };
    Node {
        id,
        kind: kind.to_owned(),
        reference: String::new(),
        text: Text::new(),
        guidance: Text::new(),
        assessable: false,
        scale: None,
        answer: None,
        anchors: BTreeMap::new(),
        weight: None,
        level: None,
        tags: Vec::new(),
        points: None,
        points_partial: None,
        evidence: None,
        na_needs: None,
        met_needs: None,
        status: Status::Live,
        recommendation: BTreeMap::new(),
        depends_on: None,
        children: Vec::new(),
        extra: Extra::new(),
    }
}

/// Returns every node, parents first.
pub(super) fn all_nodes(pack: &Pack) -> Vec<&Node> {
    let mut out = Vec::new();
    let mut open: Vec<&Node> = pack.nodes.iter().rev().collect();
    while let Some(node) = open.pop() {
        out.push(node);
        open.extend(node.children.iter().rev());
    }
    out
}

/// Makes a short plain word of a text: small letters, digits and hyphens.
pub(super) fn slug(text: &str) -> String {
    let mut out = String::new();
    for char in text.chars().flat_map(char::to_lowercase) {
        if char.is_alphanumeric() {
            out.push(char);
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
        if out.len() >= 48 {
            break;
        }
    }
    out.trim_matches('-').to_owned()
}

/// Returns a language tag in its usual form, if it is one.
pub(super) fn language_tag(text: &str) -> Option<String> {
    let tag = text.trim().replace('_', "-");
    let fits = (2..=35).contains(&tag.len())
        && tag.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-');
    fits.then_some(tag)
}

/// The first language stays first; all others that texts use follow.
fn declare_languages(pack: &mut Pack) {
    let mut used = BTreeSet::new();
    {
        let mut note = |text: &Text| used.extend(text.keys().cloned());
        note(&pack.title);
        note(&pack.purpose);
        for node in all_nodes(pack) {
            note(&node.text);
            note(&node.guidance);
            node.anchors.values().chain(node.recommendation.values()).for_each(&mut note);
        }
        pack.scales.values().flat_map(|it| &it.options).for_each(|it| note(&it.label));
        pack.measures.iter().for_each(|it| note(&it.title));
        pack.baselines.values().for_each(|it| note(&it.title));
    }
    if pack.languages.is_empty() {
        pack.languages.push("en".to_owned());
    }
    for language in used {
        if !pack.languages.contains(&language) {
            pack.languages.push(language);
        }
    }
}

/// Returns `words` as a text in English.
pub(super) fn english(words: &str) -> Text {
    Text::from([("en".to_owned(), words.to_owned())])
}

/// An option with a label in English.
pub(super) fn choice(id: OptionId, label: Text) -> Choice {
    Choice { id, label, value: None, met: None, credit: None, met_if: Vec::new() }
}

/// A scale of these options.
pub(super) fn scale(options: Vec<Choice>, na: Permission) -> Scale {
    Scale { options, range: None, na_option: None, blank_option: None, na, extra: Extra::new() }
}

/// Makes sure that the scale for requirements that are met or not is there; returns its name.
pub(super) fn compliance(pack: &mut Pack) -> ScaleId {
    let name = Name::nearest(COMPLIANCE);
    if !pack.scales.contains_key(&name) {
        let levels =
            [("not-met", "Not met", "0"), ("partly", "Partly met", "1/2"), ("met", "Met", "1")];
        let options = levels.into_iter().map(|(id, label, credit)| {
            let mut option = choice(Name::nearest(id), english(label));
            option.credit = credit.parse().ok();
            option.met = Some(id == "met");
            option
        });
        pack.scales.insert(name.clone(), scale(options.collect(), Permission::Allow));
    }
    name
}

/// How an imported framework is scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    /// The share of what is met; what is partly met counts by its credit.
    Share,
    /// The weighted mean of the values.
    Mean,
    /// The weighted sum of the values.
    Sum,
}

/// Adds the usual measures: one for each top-level node, and one for the whole.
///
/// Questions whose scale does not say what the rule needs get a tag and are passed over.
pub(super) fn measures(pack: &mut Pack, rule: Rule) {
    let scales: BTreeMap<ScaleId, bool> =
        pack.scales.iter().map(|(name, it)| (name.clone(), says(it, rule))).collect();
    let mut counted = Counted::default();
    for node in &mut pack.nodes {
        tag_unscored(node, &scales, &mut counted);
    }
    if counted.scored == 0 {
        return;
    }
    let filter = (counted.unscored > 0)
        .then(|| Where { not_tag: Some(UNSCORED.to_owned()), ..Where::default() });
    let top: BTreeSet<&str> = pack.nodes.iter().map(|it| it.kind.as_str()).collect();
    let only = top.first().copied().filter(|_| top.len() == 1);
    let apart = |kind: &&str| {
        pack.nodes.iter().flat_map(|it| &it.children).all(|it| !has_kind(it, kind))
            && pack.nodes.iter().any(|it| it.status == Status::Live && any_scored(it, &scales))
    };
    let kind = only.filter(apart).map(str::to_owned);
    let places =
        kind.map(|it| ("part", Place::Kind(it))).into_iter().chain([("overall", Place::Root)]);
    for (id, place) in places {
        pack.measures.push(Measure { filter: filter.clone(), ..measure(id, place, rule) });
    }
}

/// Tag of questions that no measure reads.
const UNSCORED: &str = "unscored";

#[derive(Default)]
struct Counted {
    scored: usize,
    unscored: usize,
}

/// Says whether every level of a scale has the number that a rule reads.
fn says(scale: &Scale, rule: Rule) -> bool {
    levels(scale).all(|it| match rule {
        Rule::Share => it.credit.is_some(),
        Rule::Mean | Rule::Sum => it.value.is_some(),
    })
}

fn tag_unscored(node: &mut Node, scales: &BTreeMap<ScaleId, bool>, counted: &mut Counted) {
    if let Some(scale) = node.scale.as_ref().filter(|_| node.is_question()) {
        if scales.get(scale).copied().unwrap_or(false) {
            counted.scored += 1;
        } else {
            counted.unscored += 1;
            node.tags.push(UNSCORED.to_owned());
        }
    }
    node.children.iter_mut().for_each(|it| tag_unscored(it, scales, counted));
}

fn has_kind(node: &Node, kind: &str) -> bool {
    node.kind == kind || node.children.iter().any(|it| has_kind(it, kind))
}

fn any_scored(node: &Node, scales: &BTreeMap<ScaleId, bool>) -> bool {
    let scored = node.scale.as_ref().is_some_and(|it| scales.get(it).copied().unwrap_or(false));
    (node.is_question() && scored) || node.children.iter().any(|it| any_scored(it, scales))
}

/// A measure over all questions at a place.
pub(super) fn measure(id: &'static str, at: Place, rule: Rule) -> Measure {
    let share = rule == Rule::Share;
    Measure {
        id: Name::nearest(id),
        title: Text::new(),
        at,
        of: Of::One(Name::nearest("items")),
        filter: None,
        op: match rule {
            Rule::Share => Operator::Share,
            Rule::Mean => Operator::Mean,
            Rule::Sum => Operator::Sum,
        },
        weight: Some(if rule == Rule::Sum { Weight::None } else { Weight::Item }),
        count: share.then_some(Count::Credit),
        blank: Some(if share { Blank::Worst } else { Blank::Skip }),
        na: Some(Na::Exclude),
        normalise: false,
        denormalise: false,
        scale: None,
        cap: None,
        start: None,
        partial_option: None,
        times: share.then(|| Exact::whole(100)),
        incomplete_cap: None,
        field: None,
        select: None,
        round: None,
    }
}

/// Counts things in words.
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Returns a key for what a source calls `name`: plain, and none that a pack has a meaning for.
pub(super) fn free_key(name: &str) -> String {
    let plain: String = name.chars().filter(|it| !it.is_control()).take(80).collect();
    let plain = plain.trim().to_owned();
    if plain.is_empty() || is_node_key(&plain) { format!("source {plain}") } else { plain }
}
