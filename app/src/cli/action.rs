//! `muster action`: what people set out to do about gaps, disagreements and findings.

mod export;
mod import;
mod print;

use std::path::PathBuf;

use clap::{ArgGroup, Args, Subcommand, ValueEnum};
use muster_model::{
    edit::Edit,
    framework::Node,
    ids::{ActionId, NodeId},
    plan::{self, Action, Entry, Field, Grade, Origin, Owner, Plan, Status},
    time::{At, Date},
};
use muster_sync::node::clock;
use serde_json::json;

use super::{
    desk::{Desk, Round},
    failure::Failure,
    files, find,
    out::Out,
    words,
};
use crate::advice;

/// Plan what to do: add, change, close and hand out actions.
#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// Add an action: from a gap, a disagreement, a finding, or out of the blue
    Add(Box<Add>),
    /// List actions, what brings most for its effort on top
    List(List),
    /// See one action with all that was ever set
    Show {
        /// Beginning of its id, or of its title
        action: String,
    },
    /// Change an action; what is not named stays
    Set(Box<Set>),
    /// Say that an action is done, or will not be done
    Close(Close),
    /// Comment on an action; everybody in the workspace can
    Comment {
        /// Beginning of its id, or of its title
        action: String,
        /// The words
        words: String,
    },
    /// Take back an action that was added by mistake; its history stays
    Remove {
        /// Beginning of its id, or of its title
        action: String,
    },
    /// Take actions from a sheet (CSV or XLSX), as export and the Excel report write them; rows without id are new
    Import {
        /// The sheet, or - for standard input
        #[arg(value_name = "FILE|-")]
        file: PathBuf,
        /// Only say what it would change
        #[arg(long)]
        dry_run: bool,
    },
    /// Write all actions to a file: CSV, XLSX, ICS (calendar), or OSCAL plan of action and milestones (JSON)
    Export {
        /// Where to; its ending says the form: .csv, .xlsx, .ics, .json. Or - for standard output, with --format
        #[arg(value_name = "FILE|-")]
        file: PathBuf,
        /// The form [default: by the ending of the file]
        #[arg(long, value_enum)]
        format: Option<export::Written>,
        /// Replace the file if it is there
        #[arg(long)]
        force: bool,
    },
}

/// What one can say of an action.
#[derive(Debug, Args)]
struct Fields {
    /// What it is about: a question, or any place above questions
    #[arg(long, value_name = "PLACE")]
    about: Option<String>,
    /// Who sees to it: a member, or anybody else's name
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,
    /// Until when
    #[arg(long, value_name = "YYYY-MM-DD")]
    due: Option<Date>,
    /// How much work it is
    #[arg(long, value_enum)]
    effort: Option<Much>,
    /// How much it helps
    #[arg(long, value_enum)]
    impact: Option<Much>,
    /// Where it stands
    #[arg(long, value_enum)]
    status: Option<Stand>,
    /// What to do, at length
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Much {
    Low,
    Medium,
    High,
}

impl From<Much> for Grade {
    fn from(much: Much) -> Self {
        match much {
            Much::Low => Self::Low,
            Much::Medium => Self::Medium,
            Much::High => Self::High,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Stand {
    /// Nobody has begun
    Open,
    /// Somebody is at it
    InProgress,
    /// It is done, since today
    Done,
    /// It will not be done, since today
    Dropped,
}

impl Stand {
    fn status(self, day: Date) -> Status {
        match self {
            Self::Open => Status::Open,
            Self::InProgress => Status::InProgress,
            Self::Done => Status::Done(day),
            Self::Dropped => Status::Dropped(day),
        }
    }

    /// Says whether `status` is one of these, whenever it came about.
    fn is(self, status: Status) -> bool {
        self.status(Date::of_days(0)).word() == status.word()
    }
}

/// The title may be left out where the gap or the disagreement has words of its own.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("origin").args(["gap", "question", "finding"])))]
pub(super) struct Add {
    /// What to do, in a line
    #[arg(required_unless_present_any = ["gap", "question"])]
    title: Option<String>,
    /// It comes from the gap of a dimension or question
    #[arg(long, value_name = "PLACE")]
    gap: Option<String>,
    /// It comes from a disagreement about a question
    #[arg(long, value_name = "QUESTION")]
    question: Option<String>,
    /// It comes from what an exercise found
    #[arg(long, value_name = "TEXT")]
    finding: Option<String>,
    #[command(flatten)]
    fields: Fields,
}

/// Ranked: what is not closed first, and of that what brings the most for its effort; what nobody graded counts as
/// medium. `--json` has `as_of, all, actions [{id, title, description, origin {kind, of}, review, node, owner {kind, who},
/// owner_name, due, effort, impact, status, closed, overdue, leads_to, torn {field: [{value, by, at}]}, history [{field,
/// value, by, at, before, stands}], beyond}]`; `action show --json` is one of these.
#[derive(Debug, Args)]
pub(super) struct List {
    /// Only those I see to
    #[arg(long)]
    mine: bool,
    /// Only those that are late
    #[arg(long)]
    overdue: bool,
    /// Only those that stand there
    #[arg(long, value_enum)]
    status: Option<Stand>,
    /// Those that are done or dropped too
    #[arg(long)]
    all: bool,
    /// The day that decides what is late [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    as_of: Option<Date>,
}

/// What to change.
#[derive(Debug, Args)]
pub(super) struct Set {
    /// Beginning of its id, or of its title
    action: String,
    /// Another title
    #[arg(long)]
    title: Option<String>,
    #[command(flatten)]
    fields: Fields,
    /// Say nothing any more of: about, owner, due, effort, impact, description, origin; repeat it
    #[arg(long, value_name = "FIELD", value_delimiter = ',')]
    clear: Vec<String>,
}

/// How it ended.
#[derive(Debug, Args)]
pub(super) struct Close {
    /// Beginning of its id, or of its title
    action: String,
    /// It will not be done
    #[arg(long)]
    dropped: bool,
    /// Since when [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    on: Option<Date>,
}

impl Verb {
    pub(super) async fn run(self, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
        let round = desk.round()?;
        let work = Work { desk, round: &round, now: clock::now() };
        match self {
            Self::Add(it) => work.add(*it, out).await,
            Self::List(it) => print::list(&round, &it, work.now.date(), out),
            Self::Show { action } => print::show(&round, work.find(&action)?, work.now.date(), out),
            Self::Set(it) => work.set(*it, out).await,
            Self::Close(it) => work.close(&it, out).await,
            Self::Comment { action, words } => work.comment(&action, words, out).await,
            Self::Remove { action } => work.remove(&action, out).await,
            Self::Import { file, dry_run } => work.import(&file, dry_run.into(), out).await,
            Self::Export { file, format, force } => {
                let to = export::Target { file: &file, format, force: force.into() };
                export::run(&round, &to, work.now.date(), out)
            }
        }
    }
}

struct Work<'a> {
    desk: &'a Desk,
    round: &'a Round,
    now: At,
}

impl Work<'_> {
    fn plan(&self) -> Option<&Plan> {
        plan_of(self.round)
    }

    fn find(&self, wanted: &str) -> Result<&Action, Failure> {
        find::action(self.plan(), wanted)
    }

    async fn add(&self, wish: Add, out: &mut Out) -> Result<(), Failure> {
        let framework = &self.round.framework;
        let from = |wanted: &String| find::node(framework, wanted);
        let (origin, place, offered) = match (&wish.gap, &wish.question, &wish.finding) {
            (Some(it), _, _) => {
                let node = from(it)?;
                let title = print::offered("Close the gap", node);
                (Some(Origin::Gap(node.id.clone())), Some(node), title)
            }
            (None, Some(it), _) => {
                let node = find::question(framework, it)?;
                let title = print::offered("Settle the disagreement", node);
                (Some(Origin::Disagreement(node.id.clone())), Some(node), title)
            }
            (None, None, Some(it)) => (Some(Origin::Finding(it.clone())), None, String::new()),
            (None, None, None) => (None, None, String::new()),
        };
        let title = wish.title.unwrap_or(offered);
        let id = ActionId::made(self.round.workspace().device, self.now, &title, 0);
        let mut entries = vec![Entry::Title(title), Entry::Review(Some(self.round.review.id))];
        entries.extend(origin.map(|it| Entry::Origin(Some(it))));
        let place = place.filter(|_| wish.fields.about.is_none());
        entries.extend(place.map(|it: &Node| Entry::Node(Some(it.id.clone()))));
        entries.extend(self.entries(&wish.fields)?);
        self.write(id, entries, "added", out).await
    }

    async fn comment(&self, action: &str, text: String, out: &mut Out) -> Result<(), Failure> {
        let action = self.find(action)?;
        plan::check_comment(&text)
            .map_err(|err| Failure::usage(advice::sentence(&err.to_string()), ""))?;
        let assessment = self.round.review.assessment;
        let edit = Edit::CommentAction { assessment, action: action.id, text };
        let saved = self.desk.edit(self.round.workspace().id, edit).await?;
        out.line(format!("{} “{}”: comment saved here", action.id.short(), action.title))?;
        out.json(json!({ "id": action.id, "saved": saved }))
    }

    async fn set(&self, wish: Set, out: &mut Out) -> Result<(), Failure> {
        let id = self.find(&wish.action)?.id;
        let mut entries: Vec<Entry> = wish.title.map(Entry::Title).into_iter().collect();
        entries.extend(self.entries(&wish.fields)?);
        for name in &wish.clear {
            let name = if name == "about" { "node" } else { name.trim() };
            let cleared = Field::named(name).and_then(Action::cleared).ok_or_else(|| {
                let remedy = "One can clear about, owner, due, effort, impact, description, origin";
                Failure::usage(format!("There is no “{name}” to clear"), remedy)
            })?;
            if entries.iter().any(|it| it.field() == cleared.field()) {
                let headline = format!("{} is both set and cleared", cleared.field());
                return Err(Failure::usage(headline, "Say one of them"));
            }
            entries.push(cleared);
        }
        if entries.is_empty() {
            let remedy =
                "Say what: --owner, --due, --effort, --impact, --status, --title, --clear …";
            return Err(Failure::usage("Nothing is to be changed", remedy));
        }
        let closing =
            entries.iter().any(|it| matches!(it, Entry::Status(it) if it.closed().is_some()));
        self.write(id, entries, "changed", out).await?;
        if closing { self.ask(id, out) } else { Ok(()) }
    }

    async fn close(&self, wish: &Close, out: &mut Out) -> Result<(), Failure> {
        let id = self.find(&wish.action)?.id;
        let day = wish.on.unwrap_or_else(|| self.now.date());
        let (status, deed) = if wish.dropped {
            (Status::Dropped(day), "dropped")
        } else {
            (Status::Done(day), "done")
        };
        self.write(id, vec![Entry::Status(status)], deed, out).await?;
        self.ask(id, out)
    }

    async fn remove(&self, wanted: &str, out: &mut Out) -> Result<(), Failure> {
        let id = self.find(wanted)?.id;
        self.write(id, vec![Entry::Title(String::new())], "taken back", out).await
    }

    /// Asks whether what was done changes the answer, and says how to answer again.
    fn ask(&self, id: ActionId, out: &mut Out) -> Result<(), Failure> {
        let action = self.plan().and_then(|it| it.actions.get(&id));
        let Some(node) = action.and_then(|it| it.node.as_ref()) else { return Ok(()) };
        for line in question_again(self.round, node) {
            out.line(line)?;
        }
        Ok(())
    }

    fn entries(&self, fields: &Fields) -> Result<Vec<Entry>, Failure> {
        let mut out = Vec::new();
        if let Some(it) = &fields.about {
            let node = find::node(&self.round.framework, it)?;
            out.push(Entry::Node(Some(node.id.clone())));
        }
        out.extend(fields.owner.as_ref().map(|it| Entry::Owner(Some(self.owner(it)))));
        out.extend(fields.due.map(|it| Entry::Due(Some(it))));
        out.extend(fields.effort.map(|it| Entry::Effort(Some(it.into()))));
        out.extend(fields.impact.map(|it| Entry::Impact(Some(it.into()))));
        out.extend(fields.status.map(|it| Entry::Status(it.status(self.now.date()))));
        out.extend(fields.description.clone().map(Entry::Description));
        Ok(out)
    }

    /// A member if the name is one's, or its beginning; else just a name.
    fn owner(&self, name: &str) -> Owner {
        let member = find::member(self.round.workspace(), name);
        member
            .map_or_else(|_nobody| Owner::Named(name.trim().to_owned()), |it| Owner::Member(it.id))
    }

    async fn write(
        &self,
        id: ActionId,
        entries: Vec<Entry>,
        deed: &str,
        out: &mut Out,
    ) -> Result<(), Failure> {
        let assessment = self.round.review.assessment;
        let before = self.plan().and_then(|it| it.actions.get(&id)).map(|it| it.title.clone());
        let entries: Vec<(ActionId, Entry)> = entries.into_iter().map(|it| (id, it)).collect();
        let workspace = self.round.workspace().id;
        let saved = self.desk.edit(workspace, Edit::Plan { assessment, entries }).await?;
        let shown = self.desk.shown()?;
        let now = shown.workspace.plans.get(&assessment).and_then(|it| it.actions.get(&id));
        let title = now.map(|it| it.title.clone()).or(before).unwrap_or_default();
        out.line(format!("{} “{title}” is {deed}", id.short()))?;
        let action = now.map(|it| print::json(self.round, it, self.now.date()));
        out.json(json!({ "id": id, "action": action, "saved": saved }))
    }
}

/// Returns the plan of the assessment that is worked on.
fn plan_of(round: &Round) -> Option<&Plan> {
    round.workspace().plans.get(&round.review.assessment).map(AsRef::as_ref)
}

/// Asks whether something done about `node` changes the answer there.
fn question_again(round: &Round, node: &NodeId) -> Vec<String> {
    let Some(node) = round.framework.node(node) else { return Vec::new() };
    let name = words::node(node);
    if node.is_question() {
        vec![
            format!("Does this change the answer to {name}? {}", words::title(node)),
            format!("If so: muster answer {name} LEVEL --note \"what changed\""),
        ]
    } else {
        vec![
            format!("Does this change answers in {name}?"),
            format!("If so: muster framework questions {} lists them", round.framework.pack().id),
        ]
    }
}
