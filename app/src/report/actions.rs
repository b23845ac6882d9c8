//! The plan alone, as a file: a sheet, a workbook, a calendar, or an OSCAL plan of action and milestones.
//!
//! **Invariant:** the same plan gives the same bytes on the same day; every file is read again, and its actions are
//! counted, before it is handed out.

pub(super) mod calendar;
mod poam;

use muster_model::{import::sheet, plan, scoring, time::Date};

use super::{
    ReportError, Source,
    cast::Cast,
    check,
    facts::{self, Action},
    options::Naming,
    workbook,
};
use crate::say::{self, Tongue};

/// The form of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlanForm {
    /// A sheet.
    Csv,
    /// A workbook.
    Xlsx,
    /// Tasks and due days for a calendar.
    Ics,
    /// An OSCAL plan of action and milestones.
    Poam,
}

impl PlanForm {
    /// Every form.
    pub const ALL: [Self; 4] = [Self::Csv, Self::Xlsx, Self::Ics, Self::Poam];

    /// Returns its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "CSV sheet",
            Self::Xlsx => "Excel workbook",
            Self::Ics => "Calendar",
            Self::Poam => "OSCAL plan of action",
        }
    }

    /// Returns how its files end.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Ics => "ics",
            Self::Poam => "json",
        }
    }
}

/// A plan as bytes, read again and found whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadePlan {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many actions are in it.
    pub actions: usize,
}

/// What the files are made from.
struct Sheet<'a> {
    source: Source<'a>,
    title: String,
    actions: Vec<Action>,
}

/// Makes the file and reads it again; what is overdue is so `today`. It is English, whatever the window speaks.
pub fn make(source: Source<'_>, form: PlanForm, today: Date) -> Result<MadePlan, ReportError> {
    say::speaking(Tongue::English, || made(source, form, today))
}

fn made(source: Source<'_>, form: PlanForm, today: Date) -> Result<MadePlan, ReportError> {
    let cast = Cast::of(source.workspace, Naming::Names);
    let veiled = facts::is_veiled(source.review);
    let inputs = source.review.inputs.as_deref().filter(|_| !veiled);
    let lift = inputs.and_then(|it| scoring::lift(source.framework, it).ok());
    let assessment = source.workspace.assessments.get(&source.review.assessment);
    let plan = Sheet {
        source,
        title: assessment.map_or_else(String::new, |it| it.title.clone()),
        actions: facts::actions(source, &cast, lift.as_ref(), today),
    };
    let bytes = match form {
        PlanForm::Csv => sheet::csv_of(&rows(&plan.actions)),
        PlanForm::Xlsx => {
            let name = "Actions".to_owned();
            workbook::book(&plan.title, &[(name, rows(&plan.actions))])?
        }
        PlanForm::Ics => calendar::of(&plan.actions, &plan.title).into_bytes(),
        PlanForm::Poam => poam::bytes(&plan)?,
    };
    let found = check::actions_in(&bytes, form)?;
    let actions = plan.actions.len();
    if found == actions {
        Ok(MadePlan { bytes, actions })
    } else {
        Err(ReportError::Actions { wanted: actions, found })
    }
}

/// The columns of a sheet of actions: first those that are read again, then those for the reader's eye.
const COLUMNS: [&str; 16] = [
    "id",
    "title",
    "status",
    "closed",
    "owner",
    "due",
    "effort",
    "impact",
    "node",
    "description",
    "origin",
    "origin_of",
    "about",
    "lifts to",
    "overdue",
    "review",
];

/// The header, then a row for each action.
pub(super) fn rows(actions: &[Action]) -> Vec<Vec<String>> {
    let mut out = vec![COLUMNS.map(str::to_owned).to_vec()];
    out.extend(actions.iter().map(row));
    out
}

fn row(it: &Action) -> Vec<String> {
    let day = |it: Option<Date>| it.map(|it| it.to_string()).unwrap_or_default();
    let grade = |it: Option<plan::Grade>| it.map_or("", plan::Grade::word).to_owned();
    let (origin, of) = match &it.origin {
        None => ("", String::new()),
        Some(plan::Origin::Gap(node)) => ("gap", node.to_string()),
        Some(plan::Origin::Disagreement(node)) => ("disagreement", node.to_string()),
        Some(plan::Origin::Finding(text)) => ("finding", text.clone()),
    };
    vec![
        it.id.to_string(),
        it.title.clone(),
        it.status.word().to_owned(),
        day(it.closed),
        it.owner.clone(),
        day(it.due),
        grade(it.effort),
        grade(it.impact),
        it.node.as_ref().map(ToString::to_string).unwrap_or_default(),
        it.description.clone(),
        origin.to_owned(),
        of,
        it.about.clone(),
        it.lifts.join(", "),
        if it.overdue { "yes" } else { "" }.to_owned(),
        it.review_title.clone(),
    ]
}

#[cfg(test)]
mod tests;
