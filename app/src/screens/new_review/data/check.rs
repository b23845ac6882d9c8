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
use crate::{
    say::say,
    screens::{assign::data::Grid, words},
};

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
                out.push(say!("new-review-lacks-framework"));
            }
        }
        Step::Scope => {
            match draft.subject {
                Some(Subject::Existing(_) | Subject::Moved(_)) => {}
                Some(Subject::New) if !draft.name.trim().is_empty() => {}
                Some(Subject::New) => out.push(say!("new-review-lacks-name")),
                None => out.push(say!("new-review-lacks-what")),
            }
            if draft.title.trim().is_empty() {
                out.push(say!("new-review-lacks-title"));
            } else if taken(workspace, draft) {
                out.push(say!("new-review-title-taken"));
            }
        }
        Step::People => {
            if draft.secrecy.is_none() {
                out.push(say!("new-review-lacks-secrecy"));
            }
            match draft.due() {
                Ok(Some(due)) if due < now.date() => out.push(say!("new-review-due-over")),
                Ok(_) => {}
                Err(_) => out.push(say!("new-review-due-wrong")),
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
            out.push(say!("new-review-parts", n = parts));
        }
        if grid.assigned.is_empty() {
            out.push(say!("new-review-assign-later").to_owned());
        }
    }
    let assessment = draft.assessment(workspace);
    let open = workspace
        .reviews
        .values()
        .find(|it| Some(it.assessment) == assessment && it.state != ReviewState::Closed);
    if let Some(open) = open {
        out.push(say!("new-review-not-closed", title = &open.title));
    }
    if draft.secrecy.is_some_and(|it| it != Secrecy::Open) && workspace.members.len() == 1 {
        out.push(say!("new-review-alone-blind").to_owned());
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
        out.push((say!("new-review-framework"), it.plain(&it.pack().title).to_owned()));
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
    out.push((say!("new-review-sum-assessed"), about));
    if let (Some(Subject::Moved(_)), Some((_, moving))) = (draft.subject, &draft.moving) {
        out.push((say!("new-review-sum-moves"), moving.versions.clone()));
    }
    out.push((say!("new-review-sum-review"), draft.title.trim().to_owned()));
    if let Some(it) = draft.secrecy {
        out.push((say!("new-review-sum-round"), words::secrecy(it).to_owned()));
    }
    out.push((
        say!("new-review-sum-due"),
        match draft.due() {
            Ok(Some(due)) => words::day(due),
            Ok(None) | Err(_) => say!("new-review-sum-no-day").to_owned(),
        },
    ));
    if let Some(grid) = grid {
        let people: BTreeSet<MemberId> = grid.assigned.iter().map(|it| it.0).collect();
        let each = grid.people.iter().filter(|it| people.contains(&it.0.id)).map(|(who, _)| {
            let n = say!("new-review-n-questions", n = grid.sum(who.id));
            format!("{} ({n})", who.name)
        });
        let each: Vec<String> = each.collect();
        let names: Vec<&str> = each.iter().map(String::as_str).collect();
        out.push((say!("new-review-sum-answering"), words::list(&names)));
    }
    out
}
