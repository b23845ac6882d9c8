//! An assessment that goes on by another version of its framework, with what goes along, all at once.

use muster_model::{
    compare::along::along,
    edit::Edit,
    framework::Framework,
    ids::{AssessmentId, EnvelopeId},
    time::At,
};

use super::{Replica, WriteError, write::refuse};
use crate::refusal::Refusal;

impl Replica {
    pub(super) fn go_on(
        &mut self,
        from: AssessmentId,
        pack: Vec<u8>,
        now: At,
    ) -> Result<Vec<EnvelopeId>, WriteError> {
        let workspace = self.snapshot();
        let Some(assessment) = workspace.assessments.get(&from) else {
            return refuse(Refusal::NoAssessment);
        };
        let (title, scope) = (assessment.title.clone(), assessment.scope.clone());
        let Some(before) = workspace.frameworks.get(&assessment.framework) else {
            return refuse(Refusal::PackNotHere);
        };
        let after = Framework::parse(&pack, "pack.json").ok();
        let after = after.filter(|it| it.pack().id == before.pack().id);
        let Some(after) = after else {
            return refuse(Refusal::OtherFramework);
        };
        let settings = workspace.settings.get(&from).cloned().unwrap_or_default();
        let plan = workspace.plans.get(&from).map(AsRef::as_ref);
        let found = along(before, &after, &settings, plan);

        let mut ids = self.perform(Edit::CreateAssessment { pack, title, scope }, now)?;
        let Some(assessment) = ids.last().copied().map(AssessmentId::of_op) else { return Ok(ids) };
        if !found.settings.is_empty() {
            let edit = Edit::Set { assessment, review: None, settings: found.settings };
            ids.extend(self.perform(edit, now)?);
        }
        if !found.entries.is_empty() {
            ids.extend(self.perform(Edit::Plan { assessment, entries: found.entries }, now)?);
        }
        Ok(ids)
    }
}
