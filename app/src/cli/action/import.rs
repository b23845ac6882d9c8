//! Taking actions from a sheet.

use std::path::Path;

use muster_model::{
    edit::Edit,
    ids::ActionId,
    import::{actions, sheet},
    plan::{Action, Entry},
};
use serde_json::json;

use super::{Failure, Out, Work, files, words};

/// Whether anything is to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trial {
    /// Nothing is.
    Dry,
    /// What differs is.
    Real,
}

impl From<bool> for Trial {
    fn from(dry: bool) -> Self {
        if dry { Self::Dry } else { Self::Real }
    }
}

impl Work<'_> {
    pub(super) async fn import(
        &self,
        file: &Path,
        trial: Trial,
        out: &mut Out,
    ) -> Result<(), Failure> {
        let limit = u64::try_from(sheet::MAX_BYTES).unwrap_or(u64::MAX);
        let stdin = file.as_os_str() == "-";
        let bytes = if stdin { files::read_stdin(limit)? } else { files::read(file, limit)? };
        let rows = actions::read(&bytes, &|it| self.owner(it), self.now.date());
        let rows = rows.map_err(|problems| {
            let first = problems.first().map(ToString::to_string).unwrap_or_default();
            let n = words::count(problems.len(), "problem", "problems");
            let remedy =
                "Nothing was changed; `muster action export FILE` writes a sheet that fits";
            Failure::failed(format!("The sheet has {n}: {first}"), remedy)
        })?;
        let (mut new, mut changed) = (0_usize, 0_usize);
        let mut entries: Vec<(ActionId, Entry)> = Vec::new();
        for (row, nth) in rows.iter().zip(0_u64..) {
            let now = row.id.and_then(|it| self.plan()?.actions.get(&it));
            let mut said = row.entries.clone();
            said.extend(now.is_none().then_some(Entry::Review(Some(self.round.review.id))));
            let said = Action::changes(now, said);
            for it in &said {
                it.check(&self.round.framework).map_err(|err| {
                    let headline = format!("Line {}: {err}", row.line);
                    Failure::failed(headline, "Nothing was changed; mend the sheet")
                })?;
            }
            match now {
                None => new = new.saturating_add(1),
                Some(_) if said.is_empty() => {}
                Some(_) => changed = changed.saturating_add(1),
            }
            let device = self.round.workspace().device;
            let id = row.id.unwrap_or_else(|| ActionId::made(device, self.now, "", nth));
            entries.extend(said.into_iter().map(|it| (id, it)));
        }
        let same = rows.len().saturating_sub(new).saturating_sub(changed);
        let mut saved = Vec::new();
        if trial == Trial::Real && !entries.is_empty() {
            let assessment = self.round.review.assessment;
            let workspace = self.round.workspace().id;
            saved = self.desk.edit(workspace, Edit::Plan { assessment, entries }).await?;
        }
        let would = if trial == Trial::Dry { "It would bring " } else { "" };
        out.line(format!("{would}{new} new, {changed} changed, {same} the same"))?;
        out.json(json!({ "new": new, "changed": changed, "same": same, "saved": saved }))
    }
}
