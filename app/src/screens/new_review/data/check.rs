//! What is still missing, what to know, and the whole in words, before a review is opened.

use std::{collections::BTreeSet, sync::Arc};

use muster_model::{
    control::op::Secrecy,
    framework::Framework,
    ids::{MemberId, NodeId},
    time::At,
    workspace::{ReviewState, Workspace},
};

use super::{Draft, Step, Subject, about};
use crate::screens::{assign::data::Grid, words};

/// Returns what is still missing on `step`.
pub(super) fn problems(
    workspace: &Workspace,
    draft: &Draft,
    step: Step,
    now: At,
) -> Vec<&'static str> {
    let mut out = Vec::new();
    match step {
        Step::Framework => {
            if draft.framework.is_none() {
                out.push("Choose a framework");
            }
        }
        Step::Scope => {
            match draft.subject {
                Some(Subject::Existing(_) | Subject::Moved(_)) => {}
                Some(Subject::New) if !draft.name.trim().is_empty() => {}
                Some(Subject::New) => out.push("Name what is assessed"),
                None => out.push("Say what is assessed"),
            }
            if draft.title.trim().is_empty() {
                out.push("Give the review a title");
            } else if taken(workspace, draft) {
                out.push("There is a review of this title already");
            }
        }
        Step::People => {
            if draft.secrecy.is_none() {
                out.push("Choose who sees what before the reveal");
            }
            match draft.due() {
                Ok(Some(due)) if due < now.date() => out.push("The due day is over"),
                Ok(_) => {}
                Err(_) => out.push("Write the due day as YYYY-MM-DD, or leave it empty"),
            }
        }
        Step::Check => {}
    }
    out
}

fn taken(workspace: &Workspace, draft: &Draft) -> bool {
    let Some(assessment) = draft.assessment(workspace) else { return false };
    let title = draft.title.trim().to_lowercase();
    let mut of_it = workspace.reviews.values().filter(|it| it.assessment == assessment);
    of_it.any(|it| it.title.trim().to_lowercase() == title)
}

/// Returns what to know before it is opened.
pub(super) fn notes(workspace: &Workspace, draft: &Draft, grid: Option<&Grid>) -> Vec<String> {
    let mut out = Vec::new();
    if let Some(grid) = grid {
        out.extend(grid.warnings());
        let whole: BTreeSet<&NodeId> = grid.dimensions.iter().map(|it| &it.0).collect();
        let parts = grid.assigned.iter().filter(|it| !whole.contains(&it.1)).count();
        if parts > 0 {
            let parts = words::count(parts, "single part is", "single parts are");
            out.push(format!("{parts} assigned as last time, beside whole dimensions."));
        }
        if grid.assigned.is_empty() {
            out.push("You can assign people later, under Assign.".to_owned());
        }
    }
    let assessment = draft.assessment(workspace);
    let open = workspace
        .reviews
        .values()
        .find(|it| Some(it.assessment) == assessment && it.state != ReviewState::Closed);
    if let Some(open) = open {
        out.push(format!("{} is not closed yet; both go on side by side.", open.title));
    }
    if draft.secrecy.is_some_and(|it| it != Secrecy::Open) && workspace.members.len() == 1 {
        out.push("You are alone here: a blind round hides nothing from anybody yet.".to_owned());
    }
    out
}

/// Returns the whole in words.
pub(super) fn summary(
    workspace: &Workspace,
    draft: &Draft,
    framework: Option<&Arc<Framework>>,
    grid: Option<&Grid>,
) -> Vec<(&'static str, String)> {
    let mut out = Vec::new();
    if let Some(it) = framework {
        out.push(("Framework", it.plain(&it.pack().title).to_owned()));
    }
    let about = match draft.subject {
        None => String::new(),
        Some(Subject::Existing(id) | Subject::Moved(id)) => {
            workspace.assessments.get(&id).map(about).unwrap_or_default()
        }
        Some(Subject::New) => match draft.scope.trim() {
            "" => draft.name.trim().to_owned(),
            scope => format!("{} · {scope}", draft.name.trim()),
        },
    };
    out.push(("Assessed", about));
    if let (Some(Subject::Moved(_)), Some((_, moving))) = (draft.subject, &draft.moving) {
        out.push(("Moves", moving.versions.clone()));
    }
    out.push(("Review", draft.title.trim().to_owned()));
    if let Some(it) = draft.secrecy {
        out.push(("Round", words::secrecy(it).to_owned()));
    }
    out.push((
        "Due",
        match draft.due() {
            Ok(Some(due)) => due.to_string(),
            Ok(None) | Err(_) => "no day set".to_owned(),
        },
    ));
    if let Some(grid) = grid {
        let people: BTreeSet<MemberId> = grid.assigned.iter().map(|it| it.0).collect();
        let each = grid.people.iter().filter(|it| people.contains(&it.0.id)).map(|(who, _)| {
            let n = words::count(grid.sum(who.id), "question", "questions");
            format!("{} ({n})", who.name)
        });
        let each: Vec<String> = each.collect();
        let names: Vec<&str> = each.iter().map(String::as_str).collect();
        out.push(("Answering", words::list(&names)));
    }
    out
}
