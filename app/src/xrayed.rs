//! What is said of the findings of an X-ray, and where each is put right.

use muster_model::{
    framework::Framework,
    ids::{MemberId, NodeId},
    time::Date,
    workspace::{Review, Workspace},
    xray::{self, Check, Finding},
};

use crate::{command::Screen, say::say, screens::words};

/// Most places that are named before the rest is counted.
const FEW: usize = 6;

/// Returns the page on which it is put right.
pub(crate) fn page(check: Check) -> Screen {
    match check {
        Check::Undecided => Screen::Conflicts,
        Check::NotHandedIn => Screen::Overview,
        Check::Unanswered
        | Check::NeverTested
        | Check::EvidenceOld
        | Check::Due
        | Check::NoReason
        | Check::ManyNotApplicable => Screen::Answer,
        Check::Unassigned | Check::OneVoice => Screen::Assign,
        Check::BasisMoved | Check::NotAgreed | Check::Late => Screen::Agree,
        Check::BelowTarget => Screen::Targets,
        Check::Overdue => Screen::Plan,
    }
}

/// Returns the command that puts it right, for the question `first`.
pub(crate) fn command(check: Check, first: Option<&str>) -> String {
    // Same everywhere: a stand-in of the command line.
    let question = first.unwrap_or("QUESTION");

    match check {
        Check::Undecided => "muster conflicts".to_owned(),
        Check::NotHandedIn => "muster submit, on their device".to_owned(),
        Check::Unanswered => format!("muster answer {question} LEVEL"),
        Check::Unassigned | Check::OneVoice => format!("muster assign MEMBER {question}"),
        Check::BasisMoved | Check::NotAgreed | Check::Late => {
            format!("muster agree {question} LEVEL --kind KIND")
        }
        Check::NeverTested | Check::EvidenceOld | Check::Due => {
            format!("muster answer {question} LEVEL --basis tested --date DAY")
        }
        Check::NoReason | Check::ManyNotApplicable => {
            format!("muster answer {question} --na REASON")
        }
        Check::BelowTarget => "muster gaps".to_owned(),
        Check::Overdue => "muster action list".to_owned(),
    }
}

/// Returns what was found, in the language spoken.
pub(crate) fn what(check: Check) -> &'static str {
    match check {
        Check::Undecided => say!("results-xray-undecided"),
        Check::NotHandedIn => say!("results-xray-not-handed-in"),
        Check::Unanswered => say!("results-xray-unanswered"),
        Check::Unassigned => say!("results-xray-unassigned"),
        Check::BasisMoved => say!("results-xray-basis-moved"),
        Check::NotAgreed => say!("results-xray-not-agreed"),
        Check::NeverTested => say!("results-xray-never-tested"),
        Check::EvidenceOld => say!("results-xray-evidence-old"),
        Check::Due => say!("results-xray-due"),
        Check::OneVoice => say!("results-xray-one-voice"),
        Check::NoReason => say!("results-xray-no-reason"),
        Check::ManyNotApplicable => say!("results-xray-many-not-applicable"),
        Check::BelowTarget => say!("results-xray-below-target"),
        Check::Overdue => say!("results-xray-overdue"),
        Check::Late => say!("results-xray-late"),
    }
}

/// Returns why it matters, in the language spoken.
pub(crate) fn why(check: Check) -> &'static str {
    match check {
        Check::Undecided => say!("results-xray-why-undecided"),
        Check::NotHandedIn => say!("results-xray-why-not-handed-in"),
        Check::Unanswered => say!("results-xray-why-unanswered"),
        Check::Unassigned => say!("results-xray-why-unassigned"),
        Check::BasisMoved => say!("results-xray-why-basis-moved"),
        Check::NotAgreed => say!("results-xray-why-not-agreed"),
        Check::NeverTested => say!("results-xray-why-never-tested"),
        Check::EvidenceOld => say!("results-xray-why-evidence-old"),
        Check::Due => say!("results-xray-why-due"),
        Check::OneVoice => say!("results-xray-why-one-voice"),
        Check::NoReason => say!("results-xray-why-no-reason"),
        Check::ManyNotApplicable => say!("results-xray-why-many-not-applicable"),
        Check::BelowTarget => say!("results-xray-why-below-target"),
        Check::Overdue => say!("results-xray-why-overdue"),
        Check::Late => say!("results-xray-why-late"),
    }
}

/// Returns where it strikes, in a line: short names of questions, or of people.
pub(crate) fn places(workspace: &Workspace, framework: &Framework, it: &Finding) -> String {
    let names: Vec<String> = if !it.actions.is_empty() {
        it.actions.iter().map(|it| say!("words-quoted", text = it)).collect()
    } else if it.questions.is_empty() {
        it.people.iter().map(|it| person(workspace, *it)).collect()
    } else {
        it.questions.iter().map(|it| question(framework, it)).collect()
    };
    let more = names.len().saturating_sub(FEW);
    let few: Vec<&str> = names.iter().take(FEW).map(String::as_str).collect();
    let few = few.join(", ");
    if more > 0 { say!("results-xray-more", places = few, n = more) } else { few }
}

/// Returns the short name of a question.
pub(crate) fn question(framework: &Framework, id: &NodeId) -> String {
    let node = framework.node(id);
    let reference = node.map(|it| it.reference.as_str()).filter(|it| !it.is_empty());
    reference.map_or_else(|| id.to_string(), str::to_owned)
}

fn person(workspace: &Workspace, id: MemberId) -> String {
    words::who(workspace, id).name
}

/// Looks at `review` with the plan of its assessment.
pub(crate) fn findings(
    workspace: &Workspace,
    framework: &Framework,
    review: &Review,
    today: Date,
) -> Vec<Finding> {
    let plan = workspace.plans.get(&review.assessment).map(AsRef::as_ref);
    xray::findings(framework, review, plan, today)
}

/// Returns how much there is to look at, in a line.
pub(crate) fn headline(findings: &[Finding]) -> String {
    match findings {
        [] => say!("results-xray-nothing").to_owned(),
        all => say!("results-xray-headline", n = all.len()),
    }
}
