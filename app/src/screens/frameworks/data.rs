//! What Frameworks shows: a card for each framework, and its questions as a tree to read.

use std::sync::Arc;

use muster_model::{
    framework::{Framework, Node, OpenAnswer, Place},
    ids::{FrameworkHash, NodeId, OptionId, WorkspaceId},
};
use muster_sync::node::event::Shelf;

use super::packs::Packs;
use crate::{
    demo,
    say::{self, Tongue, say},
    screens::words,
};

/// Fewest and most minutes one person needs for a question, as a rule of thumb: to say a level, and to check whether a
/// requirement is met or not.
const LEVEL: (usize, usize) = (1, 2);
const CHECK: (usize, usize) = (4, 6);

/// Where a framework comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// It comes with the program.
    Shipped,
    /// Somebody imported it on this device.
    Imported,
    /// It came with a workspace.
    Workspace,
}

/// A framework as a card.
#[derive(Debug, Clone)]
pub struct Card {
    /// The framework.
    pub framework: Arc<Framework>,
    /// Title.
    pub title: String,
    /// Where it comes from.
    pub origin: Origin,
    /// Version and publisher.
    pub facts: String,
    /// What it is for; may be empty.
    pub purpose: String,
    /// How much is asked, and how long that takes.
    pub size: String,
    /// The tiers it leads to.
    pub tiers: String,
    /// Licence and copyright.
    pub licence: String,
    /// Where it comes from; may be empty.
    pub source: String,
    /// Workspaces that use it; may be empty.
    pub used: String,
}

/// Everything that decides which cards there are.
pub type Key = Vec<(FrameworkHash, Vec<WorkspaceId>, bool)>;

/// Returns every framework that is here or in use, with the workspaces that use it.
pub fn all(packs: &Packs, shelf: &Shelf) -> (Vec<Arc<Framework>>, Key) {
    let mut all = packs.all();
    for shown in shelf.workspaces.values() {
        for it in shown.workspace.frameworks.values() {
            if !all.iter().any(|at| at.hash() == it.hash()) {
                all.push(Arc::clone(it));
            }
        }
    }
    let users = |hash: FrameworkHash| {
        let uses = |id: &WorkspaceId| {
            let at = shelf.workspaces.get(id).map(|it| &it.workspace);
            at.is_some_and(|it| it.assessments.values().any(|it| it.framework == hash))
        };
        shelf.workspaces.keys().copied().filter(uses).collect()
    };
    let key = all.iter().map(|it| (it.hash(), users(it.hash()), packs.is_imported(it))).collect();
    (all, key)
}

impl Card {
    /// Says what stands on the card of `framework`, used by the workspaces `users`.
    pub fn of(
        framework: &Arc<Framework>,
        users: &[WorkspaceId],
        packs: &Packs,
        shelf: &Shelf,
    ) -> Self {
        let pack = framework.pack();
        let shipped = muster_model::framework::shipped_as(pack.id.as_str())
            .is_some_and(|it| it.hash() == framework.hash());
        let origin = match (shipped, packs.is_imported(framework)) {
            (true, _) => Origin::Shipped,
            (false, true) => Origin::Imported,
            (false, false) => Origin::Workspace,
        };
        let using = users.iter().filter_map(|id| shelf.workspaces.get(id));
        let names: Vec<&str> = using.map(|it| plain_name(&it.workspace.name)).collect();
        let used = if names.is_empty() {
            String::new()
        } else {
            say!("frameworks-used", names = words::list(&names))
        };
        let mut facts = vec![say!("frameworks-version", version = &pack.version)];
        facts.extend((!pack.publisher.is_empty()).then(|| pack.publisher.clone()));
        let licence = [pack.licence.trim(), pack.copyright.trim()];
        let licence: Vec<&str> = licence.into_iter().filter(|it| !it.is_empty()).collect();
        Self {
            title: framework.plain(&pack.title).to_owned(),
            origin,
            facts: facts.join(" · "),
            purpose: framework.plain(&pack.purpose).to_owned(),
            size: size(framework),
            tiers: tiers(framework),
            licence: if licence.is_empty() {
                say!("frameworks-licence-none").to_owned()
            } else {
                say!("frameworks-licence", licence = licence.join(" · "))
            },
            source: match pack.source.trim() {
                "" => String::new(),
                source => say!("frameworks-source", source = source),
            },
            used,
            framework: Arc::clone(framework),
        }
    }

    /// Says whether `text` is on it.
    pub fn has(&self, text: &str) -> bool {
        let text = text.trim().to_lowercase();
        let parts = [&self.title, &self.facts, &self.purpose, &self.tiers];
        parts.iter().any(|it| it.to_lowercase().contains(&text))
    }
}

fn plain_name(name: &str) -> &str {
    if demo::is_example(name) { say!("frameworks-example") } else { name }
}

/// Says how much is asked, and about how long one person takes for it.
pub fn size(framework: &Framework) -> String {
    let all = framework.questions();
    let (n, dimensions) = (all.len(), framework.dimensions().len());
    let minutes = all.iter().map(|it| minutes(framework, it)).fold((0, 0), |(low, high), it| {
        (usize::saturating_add(low, it.0), usize::saturating_add(high, it.1))
    });
    say!("frameworks-size", n = n, dimensions = dimensions, time = about(minutes))
}

fn minutes(framework: &Framework, question: &Node) -> (usize, usize) {
    let scale = framework.scale_of(question);
    let is_check = scale.is_some_and(|scale| {
        let levels = words::levels(scale);
        let judged = |it: &&OptionId| scale.option(it).is_some_and(|it| it.met.is_some());
        levels.len() == 2 && levels.iter().all(judged)
    });
    if is_check { CHECK } else { LEVEL }
}

/// Says how long it takes, roughly, between so many minutes and so many.
fn about((low, high): (usize, usize)) -> String {
    match (roughly(low), roughly(high)) {
        (Rough::Minutes(low), Rough::Minutes(high)) if low == high => {
            say!("frameworks-minutes", n = high)
        }
        (Rough::Minutes(low), Rough::Minutes(high)) => {
            say!("frameworks-minutes-range", low = low, high = high)
        }
        (Rough::Minutes(low), Rough::Hours(high)) if high == "1" => {
            say!("frameworks-minutes-to-hour", low = low, high = high)
        }
        (Rough::Minutes(low), Rough::Hours(high)) => {
            say!("frameworks-minutes-to-hours", low = low, high = high)
        }
        (Rough::Hours(low), Rough::Hours(high)) if low != high => {
            say!("frameworks-hours-range", low = low, high = high)
        }
        (Rough::Hours(it), _) if it == "1" => say!("frameworks-hour", n = it),
        (Rough::Hours(it), _) => say!("frameworks-hours", n = it),
    }
}

fn roughly(minutes: usize) -> Rough {
    match minutes {
        0..=55 => Rough::Minutes(minutes.div_ceil(5).max(1) * 5),
        56..=75 => Rough::Hours("1".to_owned()),
        76..=240 => {
            let halves = (minutes + 15) / 30;
            let half = if halves % 2 == 1 { ".5" } else { "" };
            Rough::Hours(say::decimal(&format!("{}{half}", halves / 2)))
        }
        _ => Rough::Hours(((minutes + 30) / 60).to_string()),
    }
}

/// A time as one would say it.
enum Rough {
    /// So many minutes.
    Minutes(usize),
    /// So many hours, perhaps with a half.
    Hours(String),
}

fn tiers(framework: &Framework) -> String {
    let root = framework.pack().ladders.iter().find(|it| it.at == Place::Root);
    let Some(ladder) = root else { return say!("frameworks-tiers-none").to_owned() };
    let names: Vec<&str> = ladder.rungs.iter().map(|it| framework.plain(&it.name)).collect();
    say!("frameworks-tiers", names = names.join(", "))
}

/// The questions of a framework, to read.
#[derive(Debug, Clone)]
pub struct Preview {
    /// The language it is in.
    pub spoken: Tongue,
    /// The framework.
    pub framework: Arc<Framework>,
    /// Title.
    pub title: String,
    /// Dimensions.
    pub parts: Vec<Part>,
}

/// A dimension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Which.
    pub id: NodeId,
    /// Title.
    pub title: String,
    /// How many questions.
    pub count: usize,
    /// What stands below it, in order.
    pub lines: Vec<Line>,
}

/// A line below a dimension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Which.
    pub id: NodeId,
    /// How deep it stands.
    pub depth: usize,
    /// Reference and words.
    pub text: String,
    /// Help; may be empty.
    pub guidance: String,
    /// What can be answered; `None` for a topic.
    pub takes: Option<Takes>,
}

/// What a question takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Takes {
    /// Levels: label and what it means here.
    Levels(Vec<(String, String)>),
    /// Something else, in words.
    Open(&'static str),
}

impl Preview {
    /// Lays the questions out.
    pub fn of(framework: &Arc<Framework>) -> Self {
        Self {
            spoken: say::tongue(),
            title: framework.plain(&framework.pack().title).to_owned(),
            parts: framework.dimensions().iter().map(|it| part(framework, it)).collect(),
            framework: Arc::clone(framework),
        }
    }
}

fn part(framework: &Framework, dimension: &Node) -> Part {
    let mut lines = Vec::new();
    // A dimension that can be answered itself is its own first line.
    let mut open: Vec<(usize, &Node)> = if dimension.is_question() {
        vec![(0, dimension)]
    } else {
        dimension.children.iter().rev().map(|it| (0, it)).collect()
    };
    while let Some((depth, node)) = open.pop() {
        lines.push(Line {
            id: node.id.clone(),
            depth,
            text: words::question(framework, node),
            guidance: framework.plain(&node.guidance).to_owned(),
            takes: node.is_question().then(|| takes(framework, node)),
        });
        open.extend(node.children.iter().rev().map(|it| (depth + 1, it)));
    }
    let count = lines.iter().filter(|it| it.takes.is_some()).count();
    let title = words::question(framework, dimension);
    Part { id: dimension.id.clone(), title, count, lines }
}

fn takes(framework: &Framework, question: &Node) -> Takes {
    if let Some(scale) = framework.scale_of(question) {
        let levels = scale.options.iter().map(|it| {
            let anchor = question.anchors.get(&it.id).map(|it| framework.plain(it));
            let label = framework.plain(&it.label);
            let label = if label.is_empty() { it.id.as_str() } else { label };
            (label.to_owned(), anchor.unwrap_or_default().to_owned())
        });
        return Takes::Levels(levels.collect());
    }
    Takes::Open(match &question.answer {
        Some(OpenAnswer::Percent) => say!("frameworks-takes-share"),
        Some(OpenAnswer::Number) => say!("frameworks-takes-number"),
        Some(OpenAnswer::Text) | None => say!("frameworks-takes-words"),
    })
}

#[cfg(test)]
mod tests {
    use muster_model::framework::{shipped, shipped_as};

    use super::*;

    #[test]
    fn how_long_it_takes_is_said_roughly() {
        let said =
            [(1, 2), (8, 16), (30, 60), (51, 102), (93, 186), (68, 102), (356, 712)].map(about);
        assert_eq!(
            said,
            [
                "about 5 minutes",
                "about 10 to 20 minutes",
                "about 30 minutes to 1 hour",
                "about 55 minutes to 1.5 hours",
                "about 1.5 to 3 hours",
                "about 1 to 1.5 hours",
                "about 6 to 12 hours",
            ]
        );
    }

    #[test]
    fn no_card_contradicts_what_its_framework_says_of_the_time_it_takes() {
        // Minutes that the purpose names for all questions together, where it names any.
        let named = [
            ("cisa-secure-by-design", 56..=60),
            ("cmmc-2-l1", 60..=120),
            ("cncf-cloud-native", 90..=98),
            ("five-dimensions", 51..=51),
            ("iso-27001-2022", 150..=150),
            ("it-security", 60..=60),
            ("nist-csf-2.0", 180..=240),
            ("owasp-samm-2", 90..=90),
            ("security-engineering", 76..=90),
            ("c2m2-2", 600..=600),
        ];
        for (id, named) in named {
            let framework = shipped_as(id).unwrap();
            let each = framework.questions().into_iter().map(|it| minutes(&framework, it));
            let (low, high) = each.fold((0, 0), |sum, it| (sum.0 + it.0, sum.1 + it.1));
            // An hour is what people say for anything from fifty minutes on.
            let touches = low <= *named.end() && high + 10 >= *named.start();
            assert!(touches, "{id}: {low} to {high} minutes, said to take {named:?}");
        }
    }

    #[test]
    fn every_question_of_every_framework_can_be_read_with_what_it_takes() {
        for framework in shipped() {
            let preview = Preview::of(&framework);
            let n: usize = preview.parts.iter().map(|it| it.count).sum();
            assert_eq!(n, framework.questions().len(), "{}", preview.title);
            let lines = preview.parts.iter().flat_map(|it| &it.lines);
            let bare = lines.filter(|it| it.takes == Some(Takes::Levels(Vec::new())));
            assert_eq!(bare.count(), 0, "{}", preview.title);
        }
    }
}
