//! What Conflicts shows: every record with several standing values, who wrote which, and who may choose.

use std::collections::BTreeSet;

use muster_model::{
    answer::Answer,
    edit::{Agreement, Edit},
    framework::{Framework, Node},
    ids::{ActionId, MemberId, NodeId, ReviewId},
    plan::{Field, Noted},
    workspace::{
        Review, Workspace,
        clash::{Clash, TornField, Version, Whose, WhyNot, Words},
    },
};

use crate::{
    command::Screen,
    say::say,
    screens::{plan, words},
};

/// One record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// An answer: in which review, to which question, and whose (nobody's where it is the group's).
    Answer(ReviewId, NodeId, Option<MemberId>),
    /// A field of an action.
    Action(ActionId, Field),
}

/// What was put off and what was settled in this session.
#[derive(Debug, Default)]
pub struct Draft {
    /// Put off until Muster is closed, or they are asked for.
    pub later: BTreeSet<Place>,
    /// Settled here, with what was not kept, the latest first.
    pub settled: Vec<Settled>,
}

/// A record for which a value was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// The question.
    pub question: String,
    /// What was kept.
    pub kept: String,
    /// What was not: it stays in the history.
    pub lost: Vec<String>,
}

/// The page.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Each record, those that wait for me in front.
    pub cases: Vec<Case>,
    /// How many were put off.
    pub later: usize,
    /// What to say where nothing is listed.
    pub empty: &'static str,
}

/// One record.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// Which.
    pub place: Place,
    /// Review and dimension.
    pub above: String,
    /// The question.
    pub question: String,
    /// Whose record it is and how it came about.
    pub whose: String,
    /// All values, the one that counts until somebody chooses first.
    pub values: Vec<Value>,
    /// Why I can't choose, if so.
    pub why_not: Option<String>,
    /// Where a new value is written.
    pub anew: Screen,
}

/// One of several standing values.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// What it says.
    pub said: String,
    /// Reasons, basis, evidence; may be empty.
    pub more: String,
    /// Author, device and the moment they claimed.
    pub from: String,
    /// What keeps it.
    pub keep: Option<Edit>,
}

impl Page {
    /// Decides what to show.
    pub fn of(workspace: &Workspace, draft: &Draft) -> Self {
        let all = workspace.clashes();
        let mut cases: Vec<Case> = all.iter().filter_map(|it| Case::of(workspace, it)).collect();
        cases.extend(workspace.torn_fields().iter().map(|it| Case::torn(workspace, it)));
        cases.sort_by_key(|it| it.why_not.is_some());
        let before = cases.len();
        cases.retain(|it| !draft.later.contains(&it.place));
        let later = before.saturating_sub(cases.len());
        let empty = if later == 0 { say!("conflicts-none") } else { say!("conflicts-none-left") };
        Self { cases, later, empty }
    }
}

impl Case {
    fn of(workspace: &Workspace, clash: &Clash) -> Option<Self> {
        let review: &Review = workspace.reviews.get(&clash.review)?;
        let framework = workspace.framework_of(review)?;
        let node = framework.node(&clash.question)?;
        let dimension = words::dimension_of(framework, &clash.question);
        let dimension = dimension.map_or("", |(_, it)| framework.plain(&it.text));
        let (member, whose, anew) = match clash.whose {
            Whose::Answer(member) if Some(member) == workspace.me => {
                let how = say!("conflicts-mine");
                (Some(member), how.to_owned(), Screen::Answer)
            }
            Whose::Answer(member) => {
                let who = words::who(workspace, member).name;
                let how = say!("conflicts-theirs", name = who);
                (Some(member), how, Screen::Compare)
            }
            Whose::Agreed => {
                let how = say!("conflicts-agreed");
                (None, how.to_owned(), Screen::Agree)
            }
        };
        let why_not = workspace.why_not_mine(clash).map(|it| match it {
            WhyNot::Theirs(member) => {
                say!("conflicts-only-theirs", name = words::who(workspace, member).name)
            }
            WhyNot::NotFacilitator => say!("conflicts-facilitator").to_owned(),
        });
        let value = |(at, it): (usize, &Version)| {
            let keep = clash.keep(at).filter(|_| why_not.is_none());
            value(workspace, (framework, node), it, keep)
        };
        Some(Self {
            place: Place::Answer(clash.review, clash.question.clone(), member),
            above: [review.title.as_str(), dimension].join(" · "),
            question: words::question(framework, node),
            whose,
            values: clash.values.iter().enumerate().map(value).collect(),
            why_not,
            anew,
        })
    }
}

impl Case {
    /// A field of an action.
    fn torn(workspace: &Workspace, torn: &TornField) -> Self {
        let may = workspace.may_settle();
        let framework = workspace.reviews.values().find(|it| it.assessment == torn.assessment);
        let framework = framework.and_then(|it| workspace.framework_of(it));
        let value = |(at, it): (usize, &Noted)| Value {
            said: framework.map_or_else(String::new, |framework| {
                words::capital(&words::entry(workspace, framework, &it.entry))
            }),
            more: String::new(),
            from: format!("{}, {}", by(workspace, it.by), words::moment(it.at)),
            keep: torn.keep(at).filter(|_| may),
        };
        let field = plan::data::field_word(torn.field);
        let assessment = workspace.assessments.get(&torn.assessment);
        let assessment = assessment.map_or("", |it| it.title.as_str());
        let above = [assessment, say!("conflicts-plan")].into_iter().filter(|it| !it.is_empty());
        Self {
            place: Place::Action(torn.action, torn.field),
            above: above.collect::<Vec<_>>().join(" · "),
            question: say!("conflicts-action", field = field, title = &torn.title),
            whose: say!("conflicts-action-torn").to_owned(),
            values: torn.values.iter().enumerate().map(value).collect(),
            why_not: (!may).then(|| say!("conflicts-facilitator").to_owned()),
            anew: Screen::Plan,
        }
    }
}

/// Names an author.
fn by(workspace: &Workspace, member: Option<MemberId>) -> String {
    match member {
        Some(it) if Some(it) == workspace.me => say!("conflicts-you").to_owned(),
        Some(it) => words::who(workspace, it).name,
        None => say!("conflicts-unknown").to_owned(),
    }
}

fn value(
    workspace: &Workspace,
    (framework, node): (&Framework, &Node),
    version: &Version,
    keep: Option<Edit>,
) -> Value {
    let (said, more) = match &version.words {
        Words::Answer(answer) => (
            words::answer(framework, node, answer.as_ref()),
            answer.as_ref().map(reasons).unwrap_or_default(),
        ),
        Words::Agreed(None) => (say!("words-taken-back").to_owned(), String::new()),
        Words::Agreed(Some(agreed)) => group(workspace, (framework, node), agreed),
    };
    let by = by(workspace, version.by);
    let card = workspace.members.values().flat_map(|it| &it.devices);
    let card = card.into_iter().find(|it| Some(it.device) == version.device);
    let device = match card {
        Some(card) if card.device == workspace.device => say!("conflicts-this-device").to_owned(),
        Some(card) => card.name.clone(),
        None => say!("conflicts-no-device").to_owned(),
    };
    let from = format!("{by}, {device}, {}", words::moment(version.at));
    Value { said: words::capital(&said), more, from, keep }
}

/// Returns note, basis and evidence of an answer in words.
fn reasons(answer: &Answer) -> String {
    let note = Some(&answer.note).filter(|it| !it.is_empty());
    let note = note.map(|it| say!("words-quoted", text = it));
    let basis = Some(words::basis(answer.basis));
    let evidence = answer.evidence.iter().map(ToString::to_string);
    basis.into_iter().chain(note).chain(evidence).collect::<Vec<_>>().join(" · ")
}

fn group(
    workspace: &Workspace,
    (framework, node): (&Framework, &Node),
    agreed: &Agreement,
) -> (String, String) {
    let how = words::decision(agreed.decision);
    let said = match &agreed.said {
        Some(said) => format!("{}, {how}", words::said(framework, node, said)),
        None => how.to_owned(),
    };
    let reason = Some(&agreed.reason).filter(|it| !it.is_empty());
    let reason = reason.map(|it| say!("words-quoted", text = it));
    let dissent = agreed.dissent.iter().map(|(who, what)| {
        say!("conflicts-dissents", name = words::who(workspace, *who).name, what = what)
    });
    (said, reason.into_iter().chain(dissent).collect::<Vec<_>>().join(" · "))
}
