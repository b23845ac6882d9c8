//! The question in hand: its levels, every voice, what stands and what was said about it.

use muster_model::{
    answer::Said,
    edit::Decision,
    framework::{Framework, Node, Permission},
    ids::{MemberId, NodeId, OptionId},
    time::At,
    workspace::{Review, Workspace},
};

use crate::{
    say::say,
    screens::{
        compare::data::{Card as Talk, Filter, Wish},
        words::{self, Who},
    },
};

/// The question in hand.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// Which.
    pub id: NodeId,
    /// The voices, as Compare shows them.
    pub talk: Talk,
    /// Its levels, lowest first.
    pub levels: Vec<Level>,
    /// Why “not applicable” can't be agreed on, if so.
    pub no_na: Option<&'static str>,
    /// What stands: what counts first.
    pub standing: Vec<Standing>,
    /// What was agreed on in the review before.
    pub last: Option<String>,
    /// Who answered, and the level they chose, if it was one; whether names are shown or not.
    pub voices: Vec<(Who, Option<OptionId>)>,
    /// What was said about it.
    pub remarks: Vec<Remark>,
}

/// One level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// Which option.
    pub option: OptionId,
    /// The key that chooses it.
    pub key: String,
    /// Label.
    pub label: String,
    /// Anchor; may be empty.
    pub sentence: String,
    /// How many chose it: “3 people”; empty for none.
    pub note: String,
}

/// What was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// “Level 3, Defined · majority with dissent”.
    pub outcome: String,
    /// Why; may be empty.
    pub reason: String,
    /// Who recorded it, and when as claimed.
    pub by: String,
    /// Who disagrees, and with which words.
    pub dissent: Vec<(String, String)>,
    /// Whose answer moved since; empty for nobody.
    pub moved: String,
}

/// A comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Who, and when as claimed.
    pub by: String,
    /// The words.
    pub text: String,
}

impl Card {
    /// Decides what to show of `question`.
    pub fn of(
        workspace: &Workspace,
        review: &Review,
        framework: &Framework,
        (question, names): (&NodeId, bool),
    ) -> Option<Self> {
        let node = framework.node(question)?;
        let scale = framework.scale_of(node)?;
        let wish = Wish { filter: Filter::All, names, heard: None };
        let talk = Talk::of(workspace, review, framework, (question, &wish))?;
        let voices = voices(workspace, review, question);
        let denied = scale.na == Permission::Deny;
        Some(Self {
            id: question.clone(),
            levels: levels(framework, node, &voices),
            no_na: denied.then_some(say!("agree-no-na")),
            standing: standing(workspace, review, framework, node),
            last: last(workspace, review, framework, node),
            remarks: remarks(workspace, review, question),
            voices,
            talk,
        })
    }

    /// Returns those whose answer is another one than `option`.
    pub fn others<'a>(&'a self, option: Option<&'a OptionId>) -> impl Iterator<Item = &'a Who> {
        self.voices.iter().filter(move |(_, chose)| chose.as_ref() != option).map(|(who, _)| who)
    }
}

fn voices(
    workspace: &Workspace,
    review: &Review,
    question: &NodeId,
) -> Vec<(Who, Option<OptionId>)> {
    let chose = |member: MemberId| {
        let stated = review.lanes.get(&member)?.counted.get(question)?;
        match &stated.now.answer.as_ref()?.said {
            Said::Option(option) => Some(Some(option.clone())),
            Said::NotApplicable { .. } | Said::DontKnow | Said::Text(_) | Said::Number(_) => {
                Some(None)
            }
        }
    };
    let mut out: Vec<(Who, Option<OptionId>)> = review
        .lanes
        .keys()
        .filter_map(|member| Some((words::who(workspace, *member), chose(*member)?)))
        .collect();
    out.sort_by_key(|(who, _)| (who.place, who.id));
    out
}

fn levels(framework: &Framework, node: &Node, voices: &[(Who, Option<OptionId>)]) -> Vec<Level> {
    let Some(scale) = framework.scale_of(node) else { return Vec::new() };
    let level = |(at, id): (usize, &OptionId)| {
        let here = voices.iter().filter(|(_, it)| it.as_ref() == Some(id)).count();
        let chosen = if here == 0 { String::new() } else { say!("agree-n-people", n = here) };
        Level {
            option: id.clone(),
            key: (at + 1).to_string(),
            label: words::label(framework, node, id).to_owned(),
            sentence: node.anchors.get(id).map_or("", |it| framework.plain(it)).to_owned(),
            note: chosen,
        }
    };
    words::levels(scale).into_iter().enumerate().map(level).collect()
}

fn standing(
    workspace: &Workspace,
    review: &Review,
    framework: &Framework,
    node: &Node,
) -> Vec<Standing> {
    let name = |member: MemberId| words::who(workspace, member).name;
    let all = review.board.agreed.get(&node.id).map_or(&[][..], Vec::as_slice);
    let told = all.iter().map(|(agreed, by, at)| {
        let moved: Vec<String> =
            review.moved_since(&node.id, agreed).into_iter().map(name).collect();
        let moved: Vec<&str> = moved.iter().map(String::as_str).collect();
        Standing {
            outcome: outcome(framework, node, agreed.said.as_ref(), agreed.decision),
            reason: agreed.reason.clone(),
            by: by_and_when(workspace, *by, *at),
            dissent: agreed.dissent.iter().map(|(who, it)| (name(*who), it.clone())).collect(),
            moved: if moved.is_empty() { String::new() } else { words::list(&moved) },
        }
    });
    told.collect()
}

fn by_and_when(workspace: &Workspace, by: Option<MemberId>, at: At) -> String {
    let who =
        by.map_or_else(|| say!("agree-somebody").to_owned(), |it| words::who(workspace, it).name);
    format!("{who}, {}", words::moment(at))
}

fn outcome(framework: &Framework, node: &Node, said: Option<&Said>, decision: Decision) -> String {
    let kind = words::decision(decision);
    match said {
        Some(said) => format!("{} · {kind}", words::capital(&words::said(framework, node, said))),
        None => super::super::decide::kind_word(decision).to_owned(),
    }
}

fn last(
    workspace: &Workspace,
    review: &Review,
    framework: &Framework,
    node: &Node,
) -> Option<String> {
    let same = workspace.reviews.values().filter(|it| it.assessment == review.assessment);
    let before = same.filter(|it| it.ordinal < review.ordinal).max_by_key(|it| it.ordinal)?;
    let (agreed, _, _) = before.board.agreed.get(&node.id)?.first()?;
    let told = outcome(framework, node, agreed.said.as_ref(), agreed.decision);
    Some(format!("{}: {told}", before.title))
}

fn remarks(workspace: &Workspace, review: &Review, question: &NodeId) -> Vec<Remark> {
    let here = review.board.comments.iter().filter(|(of, ..)| of == question);
    here.map(|(_, by, at, text)| Remark {
        by: by_and_when(workspace, *by, *at),
        text: text.clone(),
    })
    .collect()
}
