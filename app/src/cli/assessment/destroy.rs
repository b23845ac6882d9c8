//! `muster assessment destroy`: the end of what people said, after it was written out.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use clap::ArgGroup;
use muster_model::{
    edit::Edit,
    evidence::Evidence,
    framework::Framework,
    ids::FileId,
    workspace::{Assessment, Review, ReviewState, Workspace},
};
use muster_sync::node::command::{Command, Reply};
use serde_json::json;

use super::super::{
    desk::{Desk, unexpected},
    failure::Failure,
    files::{self, Overwrite},
    find,
    out::Out,
    report::signed,
    words,
};
use crate::{
    advice,
    report::{self, Form, Options},
};

/// Longest name of a file that is written, in characters.
const MAX_NAME: usize = 60;

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
                Export { desk, workspace, assessment, folder }.write(&reviews, out).await?
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

/// What is written out before.
struct Export<'a> {
    desk: &'a Desk,
    workspace: &'a Workspace,
    assessment: &'a Assessment,
    folder: &'a Path,
}

impl Export<'_> {
    /// Returns how many files were written.
    async fn write(&self, reviews: &[&Review], out: &mut Out) -> Result<usize, Failure> {
        std::fs::create_dir_all(self.folder).map_err(|err| {
            let headline = format!("{} can't be made: {err}", self.folder.display());
            Failure::failed(headline, "Name a folder that can be written; nothing was destroyed")
        })?;
        let framework = self.workspace.frameworks.get(&self.assessment.framework);
        let Some(framework) = framework else {
            return Err(Failure::failed(
                "The framework of this assessment has not arrived yet, so nothing can be written out",
                "Sync first; nothing was destroyed",
            ));
        };
        let mut written = 0_usize;
        for (n, review) in (1..).zip(reviews) {
            let bytes = self.report(review, framework).await?;
            self.put(&format!("{n}-{}.json", plain(&review.title)), &bytes, out)?;
            written = written.saturating_add(1);
        }
        let mut missing = Vec::new();
        for (file, name) in evidence(reviews) {
            let wish = Command::OpenFile { workspace: self.workspace.id, file };
            match self.desk.ask(wish).await {
                Ok(Reply::File { bytes, .. }) => {
                    self.put(&format!("{}-{}", file.short(), plain(&name)), &bytes, out)?;
                    written = written.saturating_add(1);
                }
                Ok(reply) => return Err(unexpected(&reply)),
                Err(err) => {
                    tracing::debug!(?err, "evidence that is not here");
                    missing.push(name);
                }
            }
        }
        if missing.is_empty() {
            return Ok(written);
        }
        Err(Failure::failed(
            format!(
                "Evidence that is not on this device was not written out: {}",
                missing.join(", ")
            ),
            "Nothing was destroyed. Sync with a device that has it, then begin again with another folder; or say \
             --without-export",
        ))
    }

    async fn report(&self, review: &Review, framework: &Framework) -> Result<Vec<u8>, Failure> {
        let source = report::Source { workspace: self.workspace, review, framework };
        let made = report::make(source, &Options::default(), Form::Json)
            .map_err(|err| Failure::Failed(advice::on_report(&err)))?;
        signed(self.desk, self.workspace, &made.bytes).await
    }

    fn put(&self, name: &str, bytes: &[u8], out: &mut Out) -> Result<(), Failure> {
        let path = self.folder.join(name);
        files::write(&path, bytes, Overwrite::Never)?;
        out.line(format!("Written: {}", path.display()))
    }
}

/// Returns the files that answers name, with a name each.
fn evidence(reviews: &[&Review]) -> BTreeMap<FileId, String> {
    let lanes = reviews.iter().flat_map(|it| it.lanes.values());
    let stated = lanes.flat_map(|it| it.answers.values().chain(it.counted.values()));
    let values = stated.flat_map(|it| std::iter::once(&it.now).chain(&it.rivals));
    let pieces = values.filter_map(|it| it.answer.as_ref()).flat_map(|it| &it.evidence);
    pieces.filter_map(Evidence::file).map(|it| (it.id, it.name.clone())).collect()
}

/// Returns `name` as a part of a file's name that every system takes.
fn plain(name: &str) -> String {
    let fits = |it: char| if it.is_alphanumeric() || ".-_".contains(it) { it } else { '-' };
    name.chars().take(MAX_NAME).map(fits).collect()
}
