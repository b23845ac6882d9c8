//! `muster assessment migrate`: the next review by another version of the framework, and what becomes of answers.

use std::sync::Arc;

use muster_model::{
    compare::{
        along::{Along, along},
        succession::{Asked, assignments, rules_changed},
        versions::{self, Fate, Migration, Row},
    },
    control::op::Secrecy,
    edit::Edit,
    framework::Framework,
    ids::{AssessmentId, ReviewId},
    setting::Setting,
    time::Date,
    workspace::{Assessment, Review, Workspace},
};
use serde_json::{Value, json};

use crate::cli::{
    desk::Desk,
    failure::Failure,
    find,
    framework::{self, diff},
    out::Out,
    words,
};

/// Nothing that was said is changed: the reviews before stay, with their own version. What people said last is offered
/// in the next review, to be confirmed with `muster answer QUESTION --confirm`.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Migrate {
    /// Which assessment, by title or id [default: the only one]
    #[arg(value_name = "TITLE|ID")]
    assessment: Option<String>,
    /// The version to move to: a framework by id or hash, or a pack on disk
    #[arg(long, value_name = "ID|FILE")]
    to: String,
    /// Only say what would become of questions and answers
    #[arg(long)]
    dry_run: bool,
    /// Open the next review too, with the people of the last one
    #[arg(long, value_name = "TITLE")]
    open: Option<String>,
    /// The next review: nobody but facilitators sees others' answers before the reveal
    #[arg(long, conflicts_with = "strict", requires = "open")]
    blind: bool,
    /// The next review: nobody at all sees others' answers before the reveal
    #[arg(long, requires = "open")]
    strict: bool,
    /// The next review: when answers are wanted
    #[arg(long, value_name = "YYYY-MM-DD", requires = "open")]
    due: Option<Date>,
}

/// What is moved, and to what.
struct Plan<'a> {
    workspace: &'a Workspace,
    assessment: &'a Assessment,
    before: &'a Framework,
    after: Arc<Framework>,
    last: Option<&'a Review>,
}

impl Migrate {
    pub(in crate::cli) async fn run(self, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
        let shown = desk.shown()?;
        let workspace = shown.workspace.as_ref();
        let assessment = find::assessment(workspace, self.assessment.as_deref())?;
        let plan = Plan::of(workspace, assessment, framework::given(Some(desk), &self.to)?)?;
        let found = plan.answers();
        let asked = plan.asked();
        let along = plan.along();
        plan.tell(&found, &asked, out)?;
        let mut made = json!({ "assessment": null, "review": null });
        if self.dry_run {
            out.aside("Nothing was changed.")?;
        } else {
            made = self.make(desk, &plan, &asked, out).await?;
        }
        out.json(json!({
            "from": framework::brief(plan.before), "to": framework::brief(&plan.after),
            "counts": diff::told(&diff::counts(&matches(&found))),
            "answers": found.rows.iter().map(|it| it.answers).sum::<usize>(),
            "offered": found.rows.iter().map(|it| it.taken_over).sum::<usize>(),
            "rows": found.rows, "set_aside": found.set_aside,
            "rules_changed": rules_changed(plan.before, &plan.after),
            "along": { "settings": along.settings.len(), "actions": along.actions, "left": along.left.len() },
            "assigned": asked.assigned, "assignments_gone": asked.gone,
            "sealed": plan.last.is_some_and(|it| it.sealed), "dry_run": self.dry_run, "made": made,
        }))
    }

    /// Begins the assessment by the other version, unless it is there, and opens its review.
    async fn make(
        &self,
        desk: &Desk,
        plan: &Plan<'_>,
        asked: &Asked,
        out: &mut Out,
    ) -> Result<Value, Failure> {
        let next = plan.next().map(|it| it.id);
        let next = if next.is_some() { next } else { plan.begin(desk).await? };
        let Some(next) = next else {
            let headline = "The assessment was written, but does not count";
            return Err(Failure::failed(headline, "Facilitators and owners begin assessments"));
        };
        let (title, version) = (&plan.assessment.title, &plan.after.pack().version);
        out.line(format!("“{title}” goes on by version {version}"))?;
        let mut review = None;
        if let Some(title) = &self.open {
            let secrecy = match (self.blind, self.strict) {
                (_, true) => Secrecy::Strict,
                (true, false) => Secrecy::Blind,
                (false, false) => Secrecy::Open,
            };
            let edit = Edit::OpenReview {
                assessment: next,
                title: title.clone(),
                secrecy,
                due: self.due,
                assignments: asked.assigned.iter().cloned().collect(),
            };
            let saved = desk.edit(plan.workspace.id, edit).await?;
            review = saved.last().copied().map(ReviewId::of_op);
            let n = words::count(asked.assigned.len(), "assignment", "assignments");
            out.line(format!("{title} is open ({}), {n} taken over", words::secrecy(secrecy)))?;
            out.aside("What was said last time counts once it is confirmed.")?;
        } else {
            out.aside("`muster review open TITLE` opens its first review.")?;
        }
        Ok(json!({ "assessment": next, "review": review }))
    }
}

impl<'a> Plan<'a> {
    fn of(
        workspace: &'a Workspace,
        assessment: &'a Assessment,
        after: Arc<Framework>,
    ) -> Result<Self, Failure> {
        let before = workspace.frameworks.get(&assessment.framework).ok_or_else(|| {
            Failure::failed("The framework of this assessment is not here yet", "Sync first")
        })?;
        let (was, is) = (before.pack(), after.pack());
        if before.hash() == after.hash() {
            let headline = format!("“{}” is of this version already", assessment.title);
            return Err(Failure::usage(headline, "Name another with --to"));
        }
        if was.id != is.id {
            let headline = format!("{} is no version of {}", is.id, was.id);
            let remedy = "Begin another assessment with `muster assessment create`";
            return Err(Failure::usage(headline, remedy));
        }
        let reviews = workspace.reviews.values().filter(|it| it.assessment == assessment.id);
        let last = reviews.max_by_key(|it| it.ordinal).map(AsRef::as_ref);
        Ok(Self { workspace, assessment, before, after, last })
    }

    /// The assessment that goes on by the other version, if it was begun before.
    fn next(&self) -> Option<&'a Assessment> {
        let hash = self.after.hash();
        let all = self.workspace.assessments.values();
        let mut line = all.filter(|it| self.workspace.is_in_line(self.assessment, it));
        line.find(|it| it.framework == hash)
    }

    async fn begin(&self, desk: &Desk) -> Result<Option<AssessmentId>, Failure> {
        let edit = Edit::GoOn { from: self.assessment.id, pack: self.after.canonical() };
        let saved = desk.edit(self.workspace.id, edit).await?;
        let shown = desk.shown()?;
        let mut made = saved.into_iter().map(AssessmentId::of_op);
        Ok(made.rfind(|it| shown.workspace.assessments.contains_key(it)))
    }

    fn answers(&self) -> Migration {
        let inputs = self.last.and_then(|it| it.inputs.as_deref()).cloned();
        let none = || muster_model::scoring::Inputs::on(Date::of_days(0));
        versions::migrate(self.before, &self.after, &inputs.unwrap_or_else(none))
    }

    /// Returns the targets, the baseline and the actions that go along; nothing where the other version was begun before.
    fn along(&self) -> Along {
        if self.next().is_some() {
            return Along::default();
        }
        let settings = self.workspace.settings.get(&self.assessment.id).cloned();
        let plan = self.workspace.plans.get(&self.assessment.id).map(AsRef::as_ref);
        along(self.before, &self.after, &settings.unwrap_or_default(), plan)
    }

    fn tell_along(&self, out: &mut Out) -> Result<(), Failure> {
        let found = self.along();
        if !found.is_empty() {
            let targets =
                words::count(found.settings.len(), "target or baseline", "targets and baselines");
            let actions = words::count(found.actions, "open action", "open actions");
            out.line(format!("\n{targets} and {actions} go along"))?;
        }
        for it in &found.left {
            out.line(format!(
                "  {} stays behind: there is no such place or level",
                place(self.before, it)
            ))?;
        }
        match found.adrift.len() {
            0 => Ok(()),
            n => {
                let n = words::count(n, "action goes", "actions go");
                out.line(format!("  {n} along without a place: the new version has none like it"))
            }
        }
    }

    fn asked(&self) -> Asked {
        let all = self.last.map(|it| assignments(self.before, &self.after, &it.assignments));
        let mut all = all.unwrap_or_default();
        let is_here = |it: &muster_model::ids::MemberId| {
            self.workspace.members.get(it).is_some_and(|it| it.removed.is_none())
        };
        all.assigned.retain(|it| is_here(&it.0));
        all.gone.retain(|it| is_here(&it.0));
        all
    }

    fn tell(&self, found: &Migration, asked: &Asked, out: &mut Out) -> Result<(), Failure> {
        let (was, is) = (&self.before.pack().version, &self.after.pack().version);
        out.line(format!("“{}”: version {was} → {is}\n", self.assessment.title))?;
        let counts = diff::counts(&matches(found));
        let head = ["", "questions", "answers last time", "offered again"];
        let mut rows = vec![head.map(str::to_owned).into()];
        for fate in Fate::ALL {
            let Some((_, before, after)) = counts.get(&fate) else { continue };
            let of: Vec<&Row> = found.of(fate).collect();
            let questions =
                if before == after { before.to_string() } else { format!("{before} → {after}") };
            let offered = of.iter().map(|it| it.taken_over).sum::<usize>();
            let look = if fate == Fate::Same || offered == 0 { "" } else { ", to be looked at" };
            rows.push(vec![
                fate.word().to_owned(),
                questions,
                of.iter().map(|it| it.answers).sum::<usize>().to_string(),
                format!("{offered}{look}"),
            ]);
        }
        out.table(&rows)?;
        for row in found.rows.iter().filter(|it| it.found.fate != Fate::Same) {
            let fate = row.found.fate.word();
            let told = diff::became(self.before, &self.after, &row.found);
            out.line(format!("  {fate:<9}  {told}"))?;
        }
        self.tell_the_rest(found, asked, out)
    }

    /// What stays behind, and what else is different.
    fn tell_the_rest(
        &self,
        found: &Migration,
        asked: &Asked,
        out: &mut Out,
    ) -> Result<(), Failure> {
        if let (Some(last), false) = (self.last, found.set_aside.is_empty()) {
            let n = words::count(found.set_aside.len(), "answer stays", "answers stay");
            out.line(format!("\n{n} in {} only:", last.title))?;
            for it in &found.set_aside {
                let who = it.member.map(|id| words::member(self.workspace, id));
                let who = who.unwrap_or_else(|| "agreed".to_owned());
                let question = diff::names(self.before, std::slice::from_ref(&it.question));
                out.line(format!("  {question} ({who}): {}", it.why))?;
            }
        }
        for (member, node) in &asked.gone {
            let who = words::member(self.workspace, *member);
            let what = self.before.node(node).map_or_else(|| node.to_string(), words::name);
            out.line(format!("  {who} was asked {what}, of which nothing is left"))?;
        }
        if self.last.is_some_and(|it| it.sealed) {
            out.line(
                "Answers that are sealed here are not counted; their own devices offer them.",
            )?;
        }
        self.tell_along(out)?;
        let rules = rules_changed(self.before, &self.after);
        if !rules.is_empty() {
            let rules = rules.join(", ");
            out.line(format!("Also changed: {rules}. Equal answers may lead to another result."))?;
        }
        Ok(())
    }
}

fn place(before: &Framework, setting: &Setting) -> String {
    match setting {
        Setting::Target { node, .. } => {
            let name = before.node(node).map_or_else(|| node.to_string(), words::name);
            format!("The target of {name}")
        }
        Setting::Baselines(_) => "The baseline".to_owned(),
        Setting::Fact { id, .. } => format!("The number {id}"),
    }
}

fn matches(found: &Migration) -> Vec<versions::Match> {
    found.rows.iter().map(|it| it.found.clone()).collect()
}
