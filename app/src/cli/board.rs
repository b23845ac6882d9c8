//! `muster agree` and `muster comment`: what the group writes on its board.

use clap::ValueEnum;
use muster_model::{
    answer::Said,
    edit::{Agreement, Decision, Edit},
    framework::Permission,
    ids::MemberId,
};
use serde_json::json;

use super::{
    desk::{Desk, Round},
    failure::Failure,
    find,
    out::Out,
    words,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// Everybody agrees
    Agreed,
    /// Most agree; the others' dissent is kept
    Majority,
    /// The facilitator decided
    Facilitator,
    /// It stays open
    LeftOpen,
}

impl From<Kind> for Decision {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Agreed => Self::Agreed,
            Kind::Majority => Self::Majority,
            Kind::Facilitator => Self::Facilitator,
            Kind::LeftOpen => Self::LeftOpen,
        }
    }
}

/// Each person's own answer stays as it is.
#[derive(Debug, clap::Args)]
pub(super) struct Agree {
    /// The question
    question: String,
    /// The level agreed on; none if it is left open
    #[arg(conflicts_with_all = ["na", "clear"])]
    level: Option<String>,
    /// Agreed that it does not apply, and why
    #[arg(long, value_name = "REASON", conflicts_with = "clear")]
    na: Option<String>,
    /// How it came about
    #[arg(long, value_enum, required_unless_present = "clear")]
    kind: Option<Kind>,
    /// Why
    #[arg(long, default_value = "")]
    reason: String,
    /// Who disagrees, and with which words; repeat it
    #[arg(long, value_name = "NAME: WORDS")]
    dissent: Vec<String>,
    /// Take the agreed answer back
    #[arg(long)]
    clear: bool,
}

impl Agree {
    pub(super) async fn run(self, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
        let round = desk.round()?;
        let question = find::question(&round.framework, &self.question)?;
        let agreed = match self.kind {
            Some(kind) if !self.clear => Some(self.agreement(&round, kind, question)?),
            Some(_) | None => None,
        };
        let (review, node) = (round.review.id, question.id.clone());
        let edit = Edit::Agree { review, agreed: vec![(node, agreed.clone())] };
        let saved = desk.edit(round.workspace().id, edit).await?;
        let name = words::name(question);
        match &agreed {
            None => out.line(format!("{name}: the agreed answer is taken back"))?,
            Some(it) => {
                let said = it.said.as_ref();
                let said = said.map(|it| words::said(&round.framework, Some(question), it));
                let how = words::decision(it.decision);
                out.line(match said {
                    Some(said) => format!("{name}: {said}, {how}"),
                    None => format!("{name}: {how}"),
                })?;
            }
        }
        out.json(json!({ "question": question.id, "agreed": agreed, "saved": saved }))
    }

    fn agreement(
        &self,
        round: &Round,
        kind: Kind,
        question: &muster_model::framework::Node,
    ) -> Result<Agreement, Failure> {
        let said = match (&self.level, &self.na) {
            (Some(level), _) => {
                Some(Said::Option(find::level(&round.framework, question, level)?.id.clone()))
            }
            (None, Some(reason)) => {
                let scale = round.framework.scale_of(question);
                if scale.is_some_and(|it| it.na == Permission::Deny) || reason.trim().is_empty() {
                    return Err(Failure::usage("That can't be said of this question", ""));
                }
                Some(Said::NotApplicable { reason: reason.clone() })
            }
            (None, None) => None,
        };
        if said.is_some() == (kind == Kind::LeftOpen) {
            let remedy = "Give a level, or --kind left-open without one";
            return Err(Failure::usage("What was agreed and how does not go together", remedy));
        }
        let dissent: Result<Vec<_>, _> = self.dissent.iter().map(|it| dissent(round, it)).collect();
        Ok(Agreement {
            said,
            decision: kind.into(),
            reason: self.reason.clone(),
            dissent: dissent?,
            based_on: round.review.spoken(&question.id),
        })
    }
}

fn dissent(round: &Round, text: &str) -> Result<(MemberId, String), Failure> {
    let Some((name, words)) = text.split_once(':') else {
        let headline = format!("“{text}” does not say who disagrees");
        return Err(Failure::usage(headline, "Write --dissent \"NAME: WORDS\""));
    };
    let member = find::member(round.workspace(), name.trim())?;
    Ok((member.id, words.trim().to_owned()))
}

/// Everybody in the review can read it.
#[derive(Debug, clap::Args)]
pub(super) struct Comment {
    /// The question
    question: String,
    /// The words; without them the comments are shown
    text: Option<String>,
}

impl Comment {
    pub(super) async fn run(self, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
        let round = desk.round()?;
        let question = find::question(&round.framework, &self.question)?;
        let Some(text) = self.text else { return show(&round, question, out) };
        let (review, node) = (round.review.id, question.id.clone());
        let edit = Edit::Comment { review, question: node, text: text.clone() };
        let saved = desk.edit(round.workspace().id, edit).await?;
        out.line(format!("{}: comment saved here", words::name(question)))?;
        out.json(json!({ "question": question.id, "text": text, "saved": saved }))
    }
}

fn show(
    round: &Round,
    question: &muster_model::framework::Node,
    out: &mut Out,
) -> Result<(), Failure> {
    let mut told = Vec::new();
    for (node, by, at, text) in &round.review.board.comments {
        if *node != question.id {
            continue;
        }
        let name = by.map_or_else(String::new, |it| words::member(round.workspace(), it));
        out.line(format!("{name}, {at}: {text}"))?;
        told.push(json!({ "by": by, "name": name, "at": at, "text": text }));
    }
    if told.is_empty() {
        out.line("There are no comments yet.")?;
    }
    out.json(json!({ "question": question.id, "comments": told }))
}
