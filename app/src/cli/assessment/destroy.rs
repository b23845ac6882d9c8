//! `muster assessment destroy`: the end of what people said, after it was written out.

use std::path::PathBuf;

use clap::ArgGroup;
use muster_model::{
    edit::Edit,
    workspace::{Review, ReviewState},
};
use serde_json::json;

use super::super::{desk::Desk, failure::Failure, find, out::Out, words};
use crate::{
    advice,
    parting::{Parting, PartingError},
};

/// Destroy what was answered, agreed and planned in an assessment that is over, on every device
///
/// Only an owner can, and only once each of its reviews is closed. First a full signed report of every review and all
/// evidence files that are here are written into a folder. Then every device that hears of it destroys answers,
/// agreed answers, comments, targets, actions and evidence, and wipes them from its disk. Who did what and when, and
/// who signed which result, stays in the history.
///
/// It can't be taken back. What people copied elsewhere, backups and exported files among it, is out of reach.
#[derive(Debug, clap::Args)]
#[command(group(ArgGroup::new("before").args(["export", "without_export"]).required(true)))]
pub(in crate::cli) struct Destroy {
    /// Which, by title or id [default: the only one]
    assessment: Option<String>,
    /// The folder into which reports and evidence are written first; made if it is not there
    #[arg(long, value_name = "FOLDER")]
    export: Option<PathBuf>,
    /// Write nothing first
    #[arg(long)]
    without_export: bool,
    /// Do it
    #[arg(long)]
    yes: bool,
}

impl Destroy {
    pub(super) async fn run(self, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
        let shown = desk.shown()?;
        let workspace = &shown.workspace;
        let assessment = find::assessment(workspace, self.assessment.as_deref())?;
        let mut reviews: Vec<&Review> = workspace
            .reviews
            .values()
            .map(AsRef::as_ref)
            .filter(|it| it.assessment == assessment.id)
            .collect();
        reviews.sort_by_key(|it| it.ordinal);
        if let Some(open) = reviews.iter().find(|it| it.state != ReviewState::Closed) {
            return Err(Failure::failed(
                format!("“{}” is not closed", open.title),
                "Only an assessment that is over can be destroyed: close its reviews with `muster review close` first",
            ));
        }
        let n = words::count(reviews.len(), "review", "reviews");
        if !self.yes {
            return Err(Failure::decision(
                format!("“{}” with {n} would be destroyed on every device", assessment.title),
                "Say --yes to do it. It can't be taken back",
            ));
        }
        let written = match &self.export {
            Some(folder) => {
                let mut told: Vec<PathBuf> = Vec::new();
                let (node, assessment) = (desk.node(), assessment.id);
                let parting = Parting { node, workspace, assessment, folder };
                let written = parting.write(&mut |path| told.push(path.to_owned())).await;
                for path in told {
                    out.line(format!("Written: {}", path.display()))?;
                }
                written.map_err(|err| failure(&err))?
            }
            None => 0,
        };
        desk.edit(workspace.id, Edit::Destroy(assessment.id)).await?;
        out.line(format!(
            "What was in “{}” is destroyed here. Every other device does the same when it hears of it",
            assessment.title
        ))?;
        out.json(json!({
            "assessment": assessment.id, "title": assessment.title, "reviews": reviews.len(), "files": written,
        }))
    }
}

/// Says what was not written out. Nothing was destroyed.
fn failure(err: &PartingError) -> Failure {
    let remedy = match err {
        PartingError::Folder { .. } => "Name a folder that can be written; nothing was destroyed",
        PartingError::Write { .. } => {
            "Name an empty folder that can be written; nothing was destroyed"
        }
        PartingError::NoFramework => "Sync first; nothing was destroyed",
        PartingError::NotSigned => "Nothing was destroyed; please report this",
        PartingError::Missing { .. } => {
            "Nothing was destroyed. Sync with a device that has it, then begin again with another folder; or say \
             --without-export"
        }
        PartingError::Report(_) | PartingError::Command(_) => {
            return Failure::Failed(advice::on_parting(err));
        }
    };
    Failure::failed(advice::sentence(&err.to_string()), remedy)
}
