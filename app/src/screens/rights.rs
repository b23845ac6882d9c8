//! What a role can't do, in words: pages show it instead of leaving something out.

use muster_model::{control::op::Role, workspace::Workspace};

use crate::say::say;

/// Says that one is not in the workspace, if so: not yet, or not any more.
pub fn outside(workspace: &Workspace) -> Option<&'static str> {
    match (workspace.my_role(), &workspace.out) {
        (_, Some(_)) => Some(say!("rights-out")),
        (None, None) => Some(say!("rights-let-in")),
        (Some(_), None) => None,
    }
}

/// Returns `who` (who does it), if only facilitators and owners do it and I am neither.
pub fn runs(workspace: &Workspace, who: &'static str) -> Option<&'static str> {
    outside(workspace).or_else(|| match workspace.my_role() {
        Some(Role::Facilitator | Role::Owner) => None,
        Some(Role::Observer | Role::Respondent) | None => Some(who),
    })
}

/// What a page without a review says after its own sentence, and the way to one, where I may open it.
pub fn no_review(workspace: Option<&Workspace>, sentence: &str) -> (String, Option<&'static str>) {
    match workspace.and_then(|it| runs(it, say!("rights-review-opens"))) {
        None => (sentence.to_owned(), Some(say!("rights-review-open"))),
        Some(why_not) => (format!("{sentence} {why_not}."), None),
    }
}
