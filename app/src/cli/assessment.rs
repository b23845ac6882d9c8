//! `muster assessment`: one framework applied to one scope.

mod destroy;
mod migrate;
mod set;

use clap::Subcommand;
use muster_model::{
    control::fold::{Ratified, ReviewRecord},
    edit::Edit,
    framework::in_language,
    ids::AssessmentId,
};
use serde_json::{Value, json};

use super::{desk::Desk, failure::Failure, framework, out::Out, words};

#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// Apply a framework to a scope
    Create {
        /// A framework by id, or a pack on disk
        #[arg(long, value_name = "ID|FILE")]
        framework: String,
        /// Title
        #[arg(long)]
        title: String,
        /// What is assessed: the unit, the site, the programme
        #[arg(long, default_value = "")]
        scope: String,
    },
    /// Move to another version of the framework: see what becomes of questions and answers, then go on by it
    Migrate(migrate::Migrate),
    /// List the assessments
    List,
    /// Show what is set beside the answers: baseline, counted numbers, targets
    Show {
        /// Which, by title or id [default: the only one]
        assessment: Option<String>,
    },
    /// Narrow it to a baseline, or note what was counted outside the questions
    Set(set::Set),
    Destroy(destroy::Destroy),
}

impl Verb {
    pub(super) async fn run(self, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
        match self {
            Self::Create { framework, title, scope } => {
                let shown = desk.shown()?;
                let framework = framework::given(Some(desk), &framework)?;
                let pack = framework.canonical();
                let edit = Edit::CreateAssessment { pack, title: title.clone(), scope };
                let saved = desk.edit(shown.workspace.id, edit).await?;
                let shown = desk.shown()?;
                let mut made = saved.into_iter().map(AssessmentId::of_op);
                let made = made.rfind(|it| shown.workspace.assessments.contains_key(it));
                let n = words::count(framework.questions().len(), "question", "questions");
                out.line(format!("“{title}” began, with {n}"))?;
                out.json(json!({ "assessment": made, "framework": framework.hash() }))
            }
            Self::Migrate(migrate) => migrate.run(desk, out).await,
            Self::List => list(desk, out),
            Self::Show { assessment } => set::show(desk, assessment.as_deref(), out),
            Self::Set(set) => set.run(desk, out).await,
            Self::Destroy(destroy) => destroy.run(desk, out).await,
        }
    }
}

fn list(desk: &Desk, out: &mut Out) -> Result<(), Failure> {
    let shown = desk.shown()?;
    let workspace = &shown.workspace;
    let mut rows = vec![["title", "id", "scope", "framework", "reviews"].map(str::to_owned).into()];
    let mut told: Vec<Value> = Vec::new();
    for assessment in workspace.assessments.values() {
        let framework = workspace.frameworks.get(&assessment.framework);
        let name = framework.map_or_else(
            || format!("{} (not here yet)", assessment.framework.short()),
            |it| in_language(&it.pack().title, "en").to_owned(),
        );
        let version = framework.map_or("", |it| it.pack().version.as_str());
        let reviews = workspace.reviews.values().filter(|it| it.assessment == assessment.id);
        let reviews = reviews.count();
        rows.push(vec![
            assessment.title.clone(),
            assessment.id.short(),
            assessment.scope.clone(),
            format!("{name} {version}").trim_end().to_owned(),
            reviews.to_string(),
        ]);
        told.push(json!({
            "id": assessment.id, "title": assessment.title, "scope": assessment.scope,
            "framework": { "hash": assessment.framework, "title": name }, "reviews": reviews,
            "created": assessment.created,
        }));
    }
    if told.is_empty() {
        out.line("There is no assessment yet.")?;
    } else {
        out.table(&rows)?;
    }
    let mut gone: Vec<Value> = Vec::new();
    for it in workspace.destroyed.values() {
        let by = words::member(workspace, it.by);
        let (title, id) = (&it.assessment.title, it.assessment.id);
        let n = words::count(it.reviews.len(), "review", "reviews");
        out.line(format!(
            "Destroyed: {title} ({}) with {n}, by {by}, {}",
            id.short(),
            it.at.date()
        ))?;
        gone.push(json!({
            "id": id, "title": title, "scope": it.assessment.scope, "by": it.by, "at": it.at,
            "reviews": it.reviews.values().map(ended).collect::<Vec<_>>(),
        }));
    }
    let mut all = json!({ "assessments": told });
    if let (false, Some(map)) = (gone.is_empty(), all.as_object_mut()) {
        map.insert("destroyed".to_owned(), gone.into());
    }
    out.json(all)
}

/// Tells how a review ended whose content is destroyed.
fn ended(review: &ReviewRecord) -> Value {
    let signed = |it: &Ratified| json!({ "by": it.by, "at": it.at, "tier": it.snapshot.tier });
    json!({
        "id": review.id, "title": review.title, "as_of": review.as_of,
        "signed": review.signed.iter().map(signed).collect::<Vec<_>>(),
    })
}
