//! The OWASP SAMM core model: a folder of small files that name each other by GUID.
//!
//! Its files are called `G-SM-1-A`, level before stream; everybody else says `G-SM-A-1`, and so do the ids here.

use std::collections::BTreeMap;

use serde_json::json;

use super::{
    File, Format, ImportError, Imported, Trouble,
    build::{self, Draft, ORIGINAL, Rule},
    tree::{Sprout, grow},
};
use crate::{
    framework::{
        Blank, Measure, Of, Operator, Pack, Permission, Place, Weight, parse::tree::Located,
    },
    ids::{Name, NodeId, ScaleId},
};

/// A file and what is in it.
pub(super) type Read<'a> = (File<'a>, Located);

const TYPES: [&str; 8] = [
    "Function",
    "Practice",
    "Stream",
    "MaturityLevel",
    "PracticeLevel",
    "Activity",
    "Question",
    "AnswerSet",
];

/// Says whether a file is part of the model.
pub(super) fn is_part(tree: &Located) -> bool {
    TYPES.contains(&tree.text("type")) && tree.get("id").is_some()
}

/// Reads a folder.
pub(super) fn framework(files: &[Read<'_>]) -> Result<Imported, ImportError> {
    let folder = File { path: "owasp-samm", bytes: b"" };
    let mut draft = Draft::of(Format::Samm, &folder);
    draft.pack.title = build::english("OWASP SAMM");
    draft.pack.languages = vec!["en".to_owned()];
    "OWASP".clone_into(&mut draft.pack.publisher);
    "OWASP SAMM core model".clone_into(&mut draft.pack.source);
    let mut parts = BTreeMap::new();
    for (file, tree) in files.iter().filter(|it| is_part(&it.1)) {
        let part = Part { path: file.path, at: tree };
        draft.count(tree.text("type"));
        draft.count_many("quality criterion", tree.list("quality").len());
        if parts.insert(tree.text("id"), part).is_some() {
            return part.fail(&format!("the id “{}” is there twice", tree.text("id")));
        }
    }
    if files.len() > parts.len() {
        let left = files.len() - parts.len();
        let what = build::counted(left, "file", "files") + " left out: no part of the model";
        draft.notes.add("", what);
    }
    let mut reader = Reader { draft, parts, names: BTreeMap::new(), sprouts: Vec::new() };
    reader.frame("Function", "")?;
    reader.frame("Practice", "function")?;
    reader.frame("Stream", "practice")?;
    reader.questions()?;
    let Reader { mut draft, sprouts, .. } = reader;
    draft.pack.nodes = grow("owasp-samm", sprouts)?;
    measures(&mut draft.pack);
    draft.finish()
}

/// A part of the model, and where it is written.
#[derive(Debug, Clone, Copy)]
struct Part<'a> {
    path: &'a str,
    at: &'a Located,
}

impl Part<'_> {
    fn fail<T>(&self, what: &str) -> Result<T, ImportError> {
        let hint = "take the whole folder of the core model, as it was published";
        Err(ImportError::Unsound(Trouble::of(self.path, Some(self.at.line), what, hint)))
    }
}

struct Reader<'a> {
    draft: Draft,
    /// Parts by GUID.
    parts: BTreeMap<&'a str, Part<'a>>,
    /// Nodes by GUID.
    names: BTreeMap<&'a str, NodeId>,
    sprouts: Vec<Sprout>,
}

impl<'a> Reader<'a> {
    /// Returns parts of one type in their own order.
    fn of_type(&self, sort: &str) -> Vec<Part<'a>> {
        let mut out: Vec<Part<'a>> =
            self.parts.values().filter(|it| it.at.text("type") == sort).copied().collect();
        out.sort_by_key(|it| (it.at.text("order").parse::<u32>().unwrap_or(u32::MAX), it.path));
        out
    }

    /// Follows a link.
    fn linked(&self, from: Part<'a>, key: &str, sort: &str) -> Result<Part<'a>, ImportError> {
        let found = self.parts.get(from.at.text(key)).filter(|it| it.at.text("type") == sort);
        match found {
            Some(found) => Ok(*found),
            None => from.fail(&format!("“{key}” leads to no {sort}: “{}”", from.at.text(key))),
        }
    }

    /// Adds functions, practices or streams.
    fn frame(&mut self, sort: &str, above: &str) -> Result<(), ImportError> {
        for part in self.of_type(sort) {
            let at = part.at;
            let parent =
                if above.is_empty() { None } else { self.names.get(at.text(above)).cloned() };
            if parent.is_none() && !above.is_empty() {
                return part.fail(&format!("“{above}” leads nowhere: “{}”", at.text(above)));
            }
            let initial: String = at.text("name").chars().take(1).collect();
            let word = [at.text("shortName"), at.text("letter"), initial.as_str()];
            let word = word.into_iter().find(|it| !it.is_empty()).unwrap_or_default();
            let id = parent.as_ref().map_or(word.to_owned(), |it| format!("{it}-{word}"));
            let mut node = build::node(self.draft.node_id(&id, at.line)?, &sort.to_lowercase());
            node.reference = id;
            self.draft.put(&mut node.text, "en", at.text("name"));
            let help = at.first_text(&["longDescription", "description", "shortDescription"]);
            self.draft.put(&mut node.guidance, "en", help);
            self.names.insert(at.text("id"), node.id.clone());
            self.sprouts.push(Sprout { node, parent, line: at.line });
        }
        Ok(())
    }

    fn questions(&mut self) -> Result<(), ImportError> {
        let mut found = Vec::new();
        for question in self.of_type("Question") {
            let activity = self.linked(question, "activity", "Activity")?;
            let stream = self.linked(activity, "stream", "Stream")?;
            let level = self.linked(activity, "level", "PracticeLevel")?;
            let maturity = self.linked(level, "maturityLevel", "MaturityLevel")?;
            let Ok(number) = maturity.at.text("number").parse::<u32>() else {
                return maturity.fail("the number of the maturity level is missing");
            };
            found.push((number, question, activity, stream, level));
        }
        found.sort_by_key(|it| it.0);
        let mut seen: BTreeMap<String, u32> = BTreeMap::new();
        for (number, question, activity, stream, level) in found {
            let Some(parent) = self.names.get(stream.at.text("id")).cloned() else {
                return stream.fail("the stream has no place in the tree");
            };
            let mut id = format!("{parent}-{number}");
            let times = seen.entry(id.clone()).or_default();
            *times += 1;
            if *times > 1 {
                id = format!("{id}-{times}");
            }
            let mut node = build::node(self.draft.node_id(&id, question.at.line)?, "question");
            node.reference = id;
            node.level = Some(number);
            node.assessable = true;
            self.draft.put(&mut node.text, "en", question.at.text("text"));
            let quality = question.at.word_list("quality");
            let quality = quality.iter().map(|it| format!("• {it}")).collect::<Vec<_>>().join("\n");
            let help = [activity.at.text("title"), &quality, activity.at.text("longDescription")];
            self.draft.put(&mut node.guidance, "en", help.join("\n\n").trim());
            let objective = level.at.text("objective");
            let benefit = activity.at.text("benefit");
            node.extra
                .insert(ORIGINAL.to_owned(), json!({"objective": objective, "benefit": benefit}));
            let answers = self.linked(question, "answerSet", "AnswerSet")?;
            node.scale = Some(self.scale(answers)?);
            self.draft.counts.questions += 1;
            self.draft.counts.choices += answers.at.list("values").len();
            self.sprouts.push(Sprout { node, parent: Some(parent), line: question.at.line });
        }
        Ok(())
    }

    fn scale(&mut self, answers: Part<'a>) -> Result<ScaleId, ImportError> {
        let stem = answers.path.rsplit('/').next().and_then(|it| it.split('.').next());
        let name = Name::nearest(&format!("answers-{}", stem.unwrap_or_default()));
        if self.draft.pack.scales.contains_key(&name) {
            return Ok(name);
        }
        let mut options = Vec::new();
        for value in answers.at.list("values") {
            let Ok(worth) = value.text("value").parse() else {
                let part = Part { path: answers.path, at: value };
                return part.fail("the answer has no number as its value");
            };
            let mut label = crate::framework::Text::new();
            self.draft.put(&mut label, "en", value.text("text"));
            let mut option = build::choice(Name::nearest(value.text("value")), label);
            option.value = Some(worth);
            options.push(option);
        }
        options.sort_by(|a, b| a.value.cmp(&b.value));
        self.draft.pack.scales.insert(name.clone(), build::scale(options, Permission::Deny));
        Ok(name)
    }
}

/// A stream is the sum of its answers; practice, function and whole are means of what is below. An unanswered question
/// counts nought, and only that question, as in the spreadsheet of the model; a part nobody began has no score.
fn measures(pack: &mut Pack) {
    let places = [
        ("stream", "items"),
        ("practice", "stream"),
        ("function", "practice"),
        ("overall", "function"),
    ];
    for (id, of) in places {
        let at = if id == "overall" { Place::Root } else { Place::Kind(id.to_owned()) };
        let op = if id == "stream" { Operator::Sum } else { Operator::Mean };
        let plain = build::measure(id, at, Rule::Mean);
        let of = Of::One(Name::nearest(of));
        pack.measures.push(Measure {
            of,
            op,
            blank: Some(Blank::WorstOnceBegun),
            weight: Some(Weight::None),
            na: None,
            ..plain
        });
    }
}
