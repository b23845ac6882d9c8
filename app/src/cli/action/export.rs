//! Writing the plan to a file.

use std::path::Path;

use clap::ValueEnum;
use muster_model::time::Date;
use serde_json::json;

use super::{Failure, Out, Round, files, words};
use crate::{
    advice,
    report::{
        self,
        actions::{self, PlanForm},
    },
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Written {
    Csv,
    Xlsx,
    Ics,
    /// OSCAL plan of action and milestones
    Poam,
}

impl Written {
    fn form(self) -> PlanForm {
        match self {
            Self::Csv => PlanForm::Csv,
            Self::Xlsx => PlanForm::Xlsx,
            Self::Ics => PlanForm::Ics,
            Self::Poam => PlanForm::Poam,
        }
    }
}

/// Where to, and as what.
pub(super) struct Target<'a> {
    pub(super) file: &'a Path,
    pub(super) format: Option<Written>,
    pub(super) force: files::Overwrite,
}

impl Target<'_> {
    fn form(&self) -> Result<PlanForm, Failure> {
        if let Some(it) = self.format {
            return Ok(it.form());
        }
        let ending = self.file.extension().and_then(|it| it.to_str()).unwrap_or_default();
        let ending = ending.to_lowercase();
        PlanForm::ALL.into_iter().find(|it| it.ending() == ending).ok_or_else(|| {
            let remedy = "Say --format csv, xlsx, ics or poam, or give the file an ending: csv, xlsx, ics, json";
            Failure::usage("Which form should the plan have?", remedy)
        })
    }
}

/// Writes all actions.
pub(super) fn run(
    round: &Round,
    to: &Target<'_>,
    today: Date,
    out: &mut Out,
) -> Result<(), Failure> {
    let form = to.form()?;
    if super::plan_of(round).is_none() {
        let remedy = "Add one with `muster action add TITLE`";
        return Err(Failure::failed("There are no actions yet", remedy));
    }
    let source = report::Source {
        workspace: round.workspace(),
        review: &round.review,
        framework: &round.framework,
    };
    let made = actions::make(source, form, today)
        .map_err(|err| Failure::Failed(advice::on_report(&err)))?;
    if to.file.as_os_str() == "-" {
        return out.raw(&made.bytes);
    }
    files::write(to.file, &made.bytes, to.force)?;
    let n = words::count(made.actions, "action", "actions");
    out.line(format!("{} is in {}: {n}", form.name(), to.file.display()))?;
    out.json(json!({
        "file": to.file.display().to_string(), "form": form.ending(), "actions": made.actions,
        "bytes": made.bytes.len(),
    }))
}
