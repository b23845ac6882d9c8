//! The questions a library asks about its requirements.
//!
//! One scored question becomes the requirement's own; several become questions below it. Questions without any score
//! only explain what a requirement means: they stay with it as guidance, and it is answered as a whole.

use std::collections::{BTreeMap, BTreeSet};

use super::{ById, scores::Scores, scores::short};
use crate::{
    framework::{
        Choice, DependsOn, Node, OpenAnswer, Permission, Text,
        parse::tree::{Entry, Located},
    },
    ids::{Name, NodeId, OptionId, ScaleId},
    import::{
        ImportError,
        build::{self, Draft, ORIGINAL},
        tree::Sprout,
    },
    scoring::Exact,
};

/// One question.
struct Question<'a> {
    urn: &'a str,
    at: &'a Located,
}

impl<'a> Question<'a> {
    fn choices(&self) -> &'a [Located] {
        self.at.list("choices")
    }

    fn is_single_choice(&self) -> bool {
        matches!(self.at.text("type"), "unique_choice" | "single_choice")
            && !self.choices().is_empty()
    }

    /// Says whether anything but a reader depends on the answer.
    fn counts(&self) -> bool {
        let keys = ["add_score", "compute_result", "select_implementation_groups"];
        let scored = self.choices().iter().any(|it| keys.iter().any(|key| it.get(key).is_some()));
        scored || !self.is_single_choice() || self.at.get("depends_on").is_some()
    }

    fn adds(&self) -> bool {
        self.choices().iter().any(|it| it.get("add_score").is_some())
    }
}

/// A question that waits for the answer to another one.
struct Waiting<'a> {
    node: NodeId,
    on: &'a str,
    answers: Vec<&'a str>,
    all: bool,
}

/// Everything asked so far.
pub(super) struct Asked<'a> {
    language: String,
    /// Node and options by the urn of the question and its choices.
    nodes: BTreeMap<&'a str, NodeId>,
    options: BTreeMap<&'a str, OptionId>,
    waiting: Vec<Waiting<'a>>,
    scales: BTreeMap<String, ScaleId>,
    guidance: usize,
    scored: bool,
    summed: bool,
}

impl<'a> Asked<'a> {
    pub(super) fn new(language: String) -> Self {
        Self {
            language,
            nodes: BTreeMap::new(),
            options: BTreeMap::new(),
            waiting: Vec::new(),
            scales: BTreeMap::new(),
            guidance: 0,
            scored: false,
            summed: false,
        }
    }

    /// Says whether points of several questions add up to the score of a requirement.
    pub(super) fn adds_up(&self) -> bool {
        self.summed
    }

    pub(super) fn has_scores(&self) -> bool {
        self.scored
    }

    /// Takes the questions of a node; returns those that become nodes below it.
    pub(super) fn of_node(
        &mut self,
        draft: &mut Draft,
        node: &mut Node,
        at: &'a Located,
        scores: &Scores,
    ) -> Result<Vec<(Node, u32)>, ImportError> {
        let asked = questions_of(at);
        draft.counts.questions += asked.len();
        draft.counts.choices += asked.iter().map(|it| it.choices().len()).sum::<usize>();
        for question in &asked {
            count_features(draft, question);
        }
        if asked.is_empty() {
            return Ok(Vec::new());
        }
        if !asked.iter().any(Question::counts) {
            self.explain(draft, node, &asked);
            return Ok(Vec::new());
        }
        self.scored |= asked.iter().any(Question::adds);
        if let [only] = asked.as_slice()
            && only.is_single_choice()
        {
            self.nodes.insert(only.urn, node.id.clone());
            self.wait(node, only);
            let text = self.words(draft, only.at, "text");
            for (language, words) in text {
                let own = node.guidance.get(&language).cloned().unwrap_or_default();
                draft.put(&mut node.guidance, &language, &format!("{words}\n\n{own}"));
            }
            self.choices(draft, node, only, scores);
            return Ok(Vec::new());
        }
        self.summed |= asked.iter().any(Question::adds);
        node.assessable = false;
        node.scale = None;
        asked.iter().map(|it| self.below(draft, node, it, scores)).collect()
    }

    fn words(&self, draft: &mut Draft, at: &Located, key: &str) -> Text {
        let mut out = Text::new();
        draft.put(&mut out, &self.language, at.text(key));
        let translations = at.get("translations").and_then(Located::entries).unwrap_or_default();
        for Entry { key: language, value, .. } in translations {
            draft.put(&mut out, language, value.text(key));
        }
        out
    }

    fn explain(&mut self, draft: &mut Draft, node: &mut Node, asked: &[Question<'_>]) {
        let mut lines: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for question in asked {
            for (language, words) in self.words(draft, question.at, "text") {
                lines.entry(language).or_default().push(words);
            }
        }
        for (language, lines) in lines {
            let own = node.guidance.get(&language).cloned().unwrap_or_default();
            let all = format!("{own}\n\n{}", lines.join("\n"));
            draft.put(&mut node.guidance, &language, &all);
        }
        self.guidance += asked.len();
    }

    /// Makes a question a node of its own.
    fn below(
        &mut self,
        draft: &mut Draft,
        above: &Node,
        question: &Question<'a>,
        scores: &Scores,
    ) -> Result<(Node, u32), ImportError> {
        let mut node = build::node(draft.node_id(question.urn, question.at.line)?, "question");
        self.nodes.insert(question.urn, node.id.clone());
        self.wait(&node, question);
        node.text = self.words(draft, question.at, "text");
        if node.text.is_empty() {
            let words = format!("Question {}", short(question.urn));
            node.text = Text::from([(self.language.clone(), words)]);
        }
        node.tags.clone_from(&above.tags);
        node.assessable = true;
        match question.at.text("type") {
            _ if question.is_single_choice() => self.choices(draft, &mut node, question, scores),
            "boolean" => node.scale = Some(yes_no(draft)),
            "number" => node.answer = Some(OpenAnswer::Number),
            "multiple_choice" => {
                let what = "several choices at once are answered as text; their points don't count";
                draft.notes.add(question.urn, what);
                node.answer = Some(OpenAnswer::Text);
                let list: Vec<&str> =
                    question.choices().iter().map(|it| it.text("value")).collect();
                draft.put(&mut node.guidance, &self.language, &list.join("\n"));
                let kept = question.at.list("choices").iter().map(Located::faithful).collect();
                node.extra.insert(ORIGINAL.to_owned(), kept);
            }
            other => {
                if other != "text" {
                    let what = format!("an answer of type “{}” is given as text", short(other));
                    draft.notes.add(question.urn, what);
                }
                node.answer = Some(OpenAnswer::Text);
            }
        }
        Ok((node, question.at.line))
    }

    /// Puts a node on the scale that the choices of a question make.
    fn choices(
        &mut self,
        draft: &mut Draft,
        node: &mut Node,
        question: &Question<'a>,
        scores: &Scores,
    ) {
        if let Some(selects) =
            question.choices().iter().find(|it| it.get("select_implementation_groups").is_some())
        {
            let what = "an answer chooses groups there; here the baseline is chosen by hand";
            draft.notes.add(selects.text("urn"), what);
        }
        if let Some(scale) = fitting(draft, question, scores) {
            for choice in question.choices() {
                let option = Name::nearest(choice.text("add_score"));
                self.options.insert(choice.text("urn"), option.clone());
                let words = self.words(draft, choice, "value");
                node.anchors.insert(option, words);
            }
            node.anchors.retain(|_, it| !it.is_empty());
            node.scale = Some(scale);
            return;
        }
        let mut options = Vec::new();
        let mut na = None;
        let mut taken = BTreeSet::new();
        for choice in question.choices() {
            let id = option_id(choice, question.urn, &mut taken);
            self.options.insert(choice.text("urn"), id.clone());
            let mut option = build::choice(id.clone(), self.words(draft, choice, "value"));
            if question.adds() {
                option.value =
                    Some(choice.text("add_score").parse().unwrap_or_else(|_| Exact::zero()));
            }
            match choice.text("compute_result") {
                "not_applicable" if na.is_none() => na = Some(id),
                result => judge(&mut option, result),
            }
            options.push(option);
        }
        options.sort_by(|a, b| a.value.cmp(&b.value));
        let mut scale = build::scale(options, Permission::Allow);
        scale.na_option = na;
        let key = serde_json::to_string(&scale).unwrap_or_default();
        let next = Name::nearest(&format!("choices-{}", self.scales.len() + 1));
        let name = self.scales.entry(key).or_insert(next).clone();
        draft.pack.scales.entry(name.clone()).or_insert(scale);
        node.scale = Some(name);
    }

    fn wait(&mut self, node: &Node, question: &Question<'a>) {
        let Some(depends) = question.at.get("depends_on") else { return };
        self.waiting.push(Waiting {
            node: node.id.clone(),
            on: depends.text("question"),
            answers: depends.word_list("answers"),
            all: depends.text("condition") == "all",
        });
    }

    /// Joins questions with those they wait for, once all of them are known.
    pub(super) fn settle(&mut self, draft: &mut Draft, sprouts: &mut [Sprout]) {
        if self.guidance > 0 {
            let what = format!(
                "{} questions without a score stand as guidance; a requirement is answered as a whole",
                self.guidance
            );
            draft.notes.add("questions", what);
        }
        let places: ById<usize> =
            sprouts.iter().enumerate().map(|it| (it.1.node.id.clone(), it.0)).collect();
        for waiting in &self.waiting {
            let options: Vec<OptionId> =
                waiting.answers.iter().filter_map(|it| self.options.get(it)).cloned().collect();
            let on = self.nodes.get(waiting.on);
            let on = on.filter(|it| {
                places
                    .get(*it)
                    .and_then(|it| sprouts.get(*it))
                    .is_some_and(|it| it.node.scale.is_some())
            });
            let fits = !(options.is_empty() || waiting.all && options.len() > 1);
            let place = places.get(&waiting.node).copied();
            match (on.cloned(), place.and_then(|it| sprouts.get_mut(it))) {
                (Some(node), Some(sprout)) if fits => {
                    sprout.node.depends_on = Some(DependsOn { node, options });
                }
                _ => {
                    let what = "the condition for asking this can't be kept; it is always asked";
                    draft.notes.add(waiting.node.as_str(), what);
                }
            }
        }
    }
}

/// Returns the usual scale, if the choices are its steps.
fn fitting(draft: &Draft, question: &Question<'_>, scores: &Scores) -> Option<ScaleId> {
    let name = scores.usual()?;
    let steps: Vec<Option<Exact>> =
        draft.pack.scales.get(name)?.options.iter().map(|it| it.value.clone()).collect();
    let mut given: Vec<Option<Exact>> =
        question.choices().iter().map(|it| it.text("add_score").parse().ok()).collect();
    given.sort();
    (given == steps).then(|| name.clone())
}

fn questions_of(at: &Located) -> Vec<Question<'_>> {
    let Some(found) = at.get("questions") else { return Vec::new() };
    let by_urn = found.entries().unwrap_or_default().iter();
    let listed = found.items().unwrap_or_default().iter();
    let by_urn = by_urn.map(|it| Question { urn: it.key.as_str(), at: &it.value });
    by_urn.chain(listed.map(|it| Question { urn: it.text("urn"), at: it })).collect()
}

fn count_features(draft: &mut Draft, question: &Question<'_>) {
    if question.at.get("depends_on").is_some() {
        draft.count("depends_on");
    }
    for choice in question.choices() {
        for key in ["add_score", "compute_result", "select_implementation_groups"] {
            if choice.get(key).is_some() {
                draft.count(key);
            }
        }
    }
}

/// Names an option by the end of its urn, else by its words.
fn option_id(choice: &Located, question: &str, taken: &mut BTreeSet<OptionId>) -> OptionId {
    let urn = choice.text("urn");
    let tail = urn.strip_prefix(question).map(|it| it.trim_start_matches(':')).unwrap_or_default();
    let word =
        if tail.is_empty() { build::slug(choice.text("value")) } else { tail.replace(':', "-") };
    let mut id = Name::nearest(&word);
    while taken.contains(&id) {
        id = Name::nearest(&format!("{}-{}", short(&word), taken.len() + 1));
    }
    taken.insert(id.clone());
    id
}

fn judge(option: &mut Choice, result: &str) {
    let credit = match result {
        "compliant" | "true" => "1",
        "partially_compliant" => "1/2",
        "non_compliant" | "false" => "0",
        _ => return,
    };
    option.credit = credit.parse().ok();
    option.met = Some(credit == "1");
}

fn yes_no(draft: &mut Draft) -> ScaleId {
    let name = Name::nearest("yes-no");
    if !draft.pack.scales.contains_key(&name) {
        let option = |id: &str, label: &str, credit: &str| {
            let mut option = build::choice(Name::nearest(id), build::english(label));
            judge(&mut option, if credit == "1" { "compliant" } else { "non_compliant" });
            option
        };
        let options = vec![option("no", "No", "0"), option("yes", "Yes", "1")];
        draft.pack.scales.insert(name.clone(), build::scale(options, Permission::Allow));
    }
    name
}
