//! `muster answer`: one question.

pub(super) mod sheet;

use clap::{ArgGroup, ValueEnum};
use muster_model::{
    answer::{Answer as Words, Basis, Said, Stated, Value as Claim},
    compare::{succession::Earlier, versions::Fate},
    edit::Edit,
    evidence::Evidence,
    framework::{Framework, Node, OpenAnswer, Permission},
    import::sheet::{number_in_words, number_of},
    time::Date,
    workspace::Review,
};
use serde_json::{Value, json};

use super::{
    desk::{Desk, Round},
    failure::Failure,
    find,
    out::Out,
    words,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum BasisGiven {
    Claimed,
    Documented,
    Tested,
}

/// Without a statement it shows what you answered. A note, basis or evidence you gave before stays unless you give
/// another.
#[derive(Debug, clap::Args)]
#[command(group(ArgGroup::new("said").args(["level", "na", "dont_know", "text", "number", "keep", "clear", "confirm"])))]
pub(super) struct Answer {
    /// The question, by id or reference, or an ending that only it has
    question: String,
    /// The level, by id, label or number
    level: Option<String>,
    /// It does not apply, and why
    #[arg(long, value_name = "REASON")]
    na: Option<String>,
    /// You looked and do not know
    #[arg(long)]
    dont_know: bool,
    /// Words, for an open question
    #[arg(long)]
    text: Option<String>,
    /// A number, for a question without levels
    #[arg(long, allow_hyphen_values = true)]
    number: Option<String>,
    /// Your devices said different things: keep the value with this number
    #[arg(long, value_name = "N")]
    keep: Option<usize>,
    /// Take your answer back
    #[arg(long)]
    clear: bool,
    /// Say the same as in the review before
    #[arg(long)]
    confirm: bool,
    /// Why
    #[arg(long)]
    note: Option<String>,
    /// How it is known
    #[arg(long, value_enum)]
    basis: Option<BasisGiven>,
    /// The day it was tested; goes with --basis tested
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<Date>,
    /// A link or name of evidence; repeat it for several
    #[arg(long)]
    evidence: Vec<String>,
}

/// What the person wants.
enum Wish {
    /// To see what was said.
    Look,
    /// To say this.
    Say(Words),
    /// To take the answer back.
    TakeBack,
}

impl Answer {
    pub(super) async fn run(self, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
        let round = desk.round()?;
        let question = find::question(&round.framework, &self.question)?;
        let stated = stated(&round, question);
        let before = before(&round, question);
        let wish = if self.confirm {
            Wish::Say(self.confirmed(question, before.as_ref())?)
        } else {
            self.wish(&round.framework, question, stated)?
        };
        let answer = match wish {
            Wish::Look => return show(&round, question, (stated, before.as_ref()), out),
            Wish::Say(answer) => Some(answer),
            Wish::TakeBack => None,
        };
        let answers = vec![(question.id.clone(), answer.clone())];
        let edit = Edit::Answer { review: round.review.id, answers };
        let saved = desk.edit(round.workspace().id, edit).await?;
        let name = words::name(question);
        match &answer {
            Some(answer) => {
                let text = words::answer(&round.framework, Some(question), answer);
                out.line(format!("{name}: {}. Saved here", text.trim_end_matches('.')))?;
            }
            None => out.line(format!("{name}: taken back. Saved here"))?,
        }
        out.json(json!({ "question": question.id, "answer": answer, "saved": saved }))
    }

    /// What was said before, with another note, basis or evidence where one is given.
    fn confirmed(&self, question: &Node, before: Option<&Earlier>) -> Result<Words, Failure> {
        let Some(Earlier { answer, .. }) = before else {
            let headline = format!("“{}” has no answer of yours to confirm", words::name(question));
            return Err(Failure::usage(headline, "Answer it with a level"));
        };
        Ok(Words {
            said: answer.said.clone(),
            note: self.note.clone().unwrap_or_else(|| answer.note.clone()),
            basis: self.basis()?.unwrap_or(answer.basis),
            evidence: self.evidence_or(answer.evidence.clone()),
        })
    }

    fn basis(&self) -> Result<Option<Basis>, Failure> {
        match (self.basis, self.date) {
            (Some(BasisGiven::Tested), Some(day)) => Ok(Some(Basis::Tested(day))),
            (Some(BasisGiven::Tested), None) => {
                Err(Failure::usage("When was it tested?", "Add --date YYYY-MM-DD"))
            }
            (_, Some(_)) => Err(Failure::usage("A date goes with --basis tested only", "")),
            (Some(BasisGiven::Claimed), None) => Ok(Some(Basis::Claimed)),
            (Some(BasisGiven::Documented), None) => Ok(Some(Basis::Documented)),
            (None, None) => Ok(None),
        }
    }

    fn evidence_or(&self, old: Vec<Evidence>) -> Vec<Evidence> {
        let evidence = if self.evidence.is_empty() {
            old
        } else {
            self.evidence.iter().map(|it| it.as_str().into()).collect()
        };
        evidence.into_iter().filter(|it| !it.is_blank()).collect()
    }

    fn wish(
        &self,
        framework: &Framework,
        question: &Node,
        stated: Option<&Stated>,
    ) -> Result<Wish, Failure> {
        if self.clear {
            return Ok(Wish::TakeBack);
        }
        if let Some(number) = self.keep {
            return kept(stated, number);
        }
        let before = stated.and_then(|it| it.now.answer.clone());
        let said = match self.said(framework, question)? {
            Some(said) => said,
            None if !self.is_about_more() => return Ok(Wish::Look),
            None => before.as_ref().map(|it| it.said.clone()).ok_or_else(|| {
                Failure::usage("There is no answer yet to add this to", "Give a level too")
            })?,
        };
        let old = before.unwrap_or_else(|| Words::of(Said::DontKnow));
        Ok(Wish::Say(Words {
            said,
            note: self.note.clone().unwrap_or(old.note),
            basis: self.basis()?.unwrap_or(old.basis),
            evidence: self.evidence_or(old.evidence),
        }))
    }

    fn is_about_more(&self) -> bool {
        self.note.is_some()
            || self.basis.is_some()
            || self.date.is_some()
            || !self.evidence.is_empty()
    }

    fn said(&self, framework: &Framework, question: &Node) -> Result<Option<Said>, Failure> {
        let scale = framework.scale_of(question);
        let name = words::name(question);
        if let Some(level) = &self.level {
            let choice = find::level(framework, question, level)?;
            return Ok(Some(Said::Option(choice.id.clone())));
        }
        if let Some(reason) = &self.na {
            if reason.trim().is_empty() {
                return Err(Failure::usage("Why does it not apply?", "Give a reason with --na"));
            }
            if scale.is_some_and(|it| it.na == Permission::Deny) {
                let headline = format!("“{name}” always applies");
                return Err(Failure::usage(headline, "Answer it, or say --dont-know"));
            }
            return Ok(Some(Said::NotApplicable { reason: reason.clone() }));
        }
        if self.dont_know {
            return Ok(Some(Said::DontKnow));
        }
        let wrong =
            |headline: String| Err(Failure::usage(headline, "See `muster framework questions`"));
        match (&self.text, &self.number, &question.answer) {
            (None, None, _) => Ok(None),
            (_, _, _) if scale.is_some() => wrong(format!("“{name}” is answered with a level")),
            (Some(text), _, Some(OpenAnswer::Text) | None) => Ok(Some(Said::Text(text.clone()))),
            (_, Some(_), Some(OpenAnswer::Text) | None) => {
                wrong(format!("“{name}” is answered with --text"))
            }
            (text, number, Some(kind @ (OpenAnswer::Percent | OpenAnswer::Number))) => {
                let given = number.as_ref().or(text.as_ref()).map_or("", String::as_str);
                match number_of(kind, given) {
                    Some(number) => Ok(Some(Said::Number(number))),
                    None => wrong(format!("“{given}” is not {}", number_in_words(kind))),
                }
            }
        }
    }
}

/// What this device's member said to a question.
fn stated<'a>(round: &'a Round, question: &Node) -> Option<&'a Stated> {
    mine(&round.review, round)?.get(&question.id)
}

/// What this device's member said to a question in the review before.
fn before(round: &Round, question: &Node) -> Option<Earlier> {
    let workspace = round.workspace();
    workspace.said_before(&round.review, workspace.me?, &question.id)
}

fn mine<'a>(
    review: &'a Review,
    round: &Round,
) -> Option<&'a std::collections::BTreeMap<muster_model::ids::NodeId, Stated>> {
    Some(review.lanes.get(&round.workspace().me?)?.answers.as_ref())
}

fn claims(stated: Option<&Stated>) -> Vec<&Claim> {
    stated.into_iter().flat_map(|it| std::iter::once(&it.now).chain(&it.rivals)).collect()
}

fn kept(stated: Option<&Stated>, number: usize) -> Result<Wish, Failure> {
    let claims = claims(stated);
    let chosen = number.checked_sub(1).and_then(|it| claims.get(it));
    let wish = |it: &&Claim| it.answer.clone().map_or(Wish::TakeBack, Wish::Say);
    chosen.map(wish).ok_or_else(|| {
        let remedy =
            format!("There {} to keep", words::count(claims.len(), "value is", "values are"));
        Failure::usage(format!("There is no value {number}"), remedy)
    })
}

fn show(
    round: &Round,
    question: &Node,
    (stated, before): (Option<&Stated>, Option<&Earlier>),
    out: &mut Out,
) -> Result<(), Failure> {
    out.line(format!("{}  {}", words::name(question), words::title(question)))?;
    if let Some(scale) = round.framework.scale_of(question) {
        for option in &scale.options {
            let words = question.anchors.get(&option.id);
            let words = words.map(|it| muster_model::framework::in_language(it, "en"));
            let label = muster_model::framework::in_language(&option.label, "en");
            out.line(format!("  {}  {}", option.id, words.unwrap_or(label)))?;
        }
    }
    let claims = claims(stated);
    if claims.iter().all(|it| it.answer.is_none()) && claims.len() < 2 {
        out.line("You have not answered this yet.")?;
    }
    let mut told: Vec<Value> = Vec::new();
    for (index, claim) in claims.iter().enumerate() {
        let text = match &claim.answer {
            Some(answer) => words::answer(&round.framework, Some(question), answer),
            None => "taken back".to_owned(),
        };
        let device = claim.device.and_then(|device| {
            let me = round.workspace().myself()?;
            me.devices.iter().find(|it| it.device == device).map(|it| it.name.clone())
        });
        if claims.len() > 1 {
            let device = device.clone().unwrap_or_else(|| "unknown device".to_owned());
            out.line(format!("{}: {text} ({device}, {})", index + 1, claim.at))?;
        } else if claim.answer.is_some() {
            out.line(format!("You: {text}"))?;
        }
        told.push(json!({ "number": index + 1, "answer": claim.answer, "device": device, "at": claim.at }));
    }
    if let Some(Earlier { answer, fate }) = before {
        let text = words::answer(&round.framework, Some(question), answer);
        let changed = if *fate == Fate::Same { "" } else { "; the question is not the same" };
        out.line(format!("Last time: {text}{changed}"))?;
        if claims.iter().all(|it| it.answer.is_none()) {
            out.aside(format!("`muster answer {} --confirm` says it again.", question.id))?;
        }
    }
    let conflict = stated.is_some_and(Stated::is_conflict);
    out.json(json!({
        "question": question.id, "values": told, "conflict": conflict,
        "last_time": before.map(|it| json!({ "answer": it.answer, "question": it.fate })),
    }))?;
    if conflict {
        let name = words::name(question);
        let headline = format!("Your devices say different things to “{name}”");
        let remedy =
            format!("Choose with `muster answer {} --keep N`, or answer anew", question.id);
        return Err(Failure::decision(headline, remedy));
    }
    Ok(())
}
