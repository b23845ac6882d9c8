//! The product's words for what the model knows as values: roles, secrecy, answers, moments.

use muster_model::{
    answer::{Answer, Basis, Said},
    control::op::{Role, Secrecy},
    edit::Decision,
    framework::{Framework, Node, Scale},
    ids::{DeviceId, MemberId, NodeId, OptionId},
    plan::{Entry, Grade, Origin, Owner, Status},
    scoring::Exact,
    time::{At, Date},
    workspace::{Review, Workspace},
};

use crate::{
    say::{self, Tongue, say},
    widgets::text,
};

/// A person as pages show them: name and place, which gives the colour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// Id.
    pub id: MemberId,
    /// Name, marked where they were removed or left; a few digits of the id where the name is not here.
    pub name: String,
    /// Place among the people of the workspace.
    pub place: usize,
}

/// Returns `member` as pages show them.
pub fn who(workspace: &Workspace, member: MemberId) -> Who {
    match workspace.members.get(&member) {
        Some(it) => {
            let name = match it.removed {
                None => it.name.clone(),
                Some(removed) if removed.by == member => say!("words-who-left", name = &it.name),
                Some(_) => say!("words-who-removed", name = &it.name),
            };
            Who { id: member, name, place: it.seniority }
        }
        None => Who { id: member, name: say!("words-who-unknown", id = member.short()), place: 0 },
    }
}

/// Returns everybody, in the order they came.
pub fn everybody(workspace: &Workspace) -> Vec<Who> {
    let mut all: Vec<Who> = workspace.members.keys().map(|it| who(workspace, *it)).collect();
    all.sort_by(|a, b| a.place.cmp(&b.place).then(a.id.cmp(&b.id)));
    all
}

/// Returns what `device` is called, with its owner where it is not mine.
pub fn device(workspace: &Workspace, device: Option<DeviceId>) -> String {
    let Some(device) = device else { return say!("words-device-unknown").to_owned() };
    if device == workspace.device {
        return say!("words-device-this").to_owned();
    }
    let owner = workspace.members.values().find_map(|member| {
        let card = member.devices.iter().find(|it| it.device == device)?;
        Some((member, card))
    });
    match owner {
        Some((member, card)) if Some(member.id) == workspace.me => card.name.clone(),
        Some((member, card)) => say!("words-device-of", device = &card.name, member = &member.name),
        None => say!("words-device-id", id = device.short()),
    }
}

/// Returns `text` with a capital at its beginning.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |it| it.to_uppercase().chain(letters).collect())
}

/// Returns the word of a role.
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Observer => say!("words-role-observer"),
        Role::Respondent => say!("words-role-respondent"),
        Role::Facilitator => say!("words-role-facilitator"),
        Role::Owner => say!("words-role-owner"),
    }
}

/// Returns the word of a role inside of a sentence.
pub fn role_within(role: Role) -> &'static str {
    match role {
        Role::Observer => say!("words-role-within-observer"),
        Role::Respondent => say!("words-role-within-respondent"),
        Role::Facilitator => say!("words-role-within-facilitator"),
        Role::Owner => say!("words-role-within-owner"),
    }
}

/// Returns what a role may do.
pub fn role_means(role: Role) -> &'static str {
    match role {
        Role::Observer => say!("words-role-means-observer"),
        Role::Respondent => say!("words-role-means-respondent"),
        Role::Facilitator => say!("words-role-means-facilitator"),
        Role::Owner => say!("words-role-means-owner"),
    }
}

/// Returns the review and what it is about, on one line.
pub fn review_and_scope(workspace: &Workspace, review: &Review) -> String {
    let assessment = workspace.assessments.get(&review.assessment);
    let scope = assessment.map_or("", |it| it.scope.as_str());
    let parts = [review.title.as_str(), scope].into_iter().filter(|it| !it.is_empty());
    parts.collect::<Vec<_>>().join(" · ")
}

/// Returns how an agreed answer came about.
pub fn decision(decision: Decision) -> &'static str {
    match decision {
        Decision::Agreed => say!("words-decision-agreed"),
        Decision::Majority => say!("words-decision-majority"),
        Decision::Facilitator => say!("words-decision-facilitator"),
        Decision::LeftOpen => say!("words-decision-left-open"),
    }
}

/// Returns the word of a secrecy.
pub fn secrecy(secrecy: Secrecy) -> &'static str {
    match secrecy {
        Secrecy::Open => say!("words-secrecy-open"),
        Secrecy::Blind => say!("words-secrecy-blind"),
        Secrecy::Strict => say!("words-secrecy-strict"),
    }
}

/// Returns what a secrecy means for people.
pub fn secrecy_means(secrecy: Secrecy) -> &'static str {
    match secrecy {
        Secrecy::Open => say!("words-secrecy-means-open"),
        Secrecy::Blind => say!("words-secrecy-means-blind"),
        Secrecy::Strict => say!("words-secrecy-means-strict"),
    }
}

/// Returns the options of `scale` that are levels, lowest first: without “not applicable” and “not answered”.
pub fn levels(scale: &Scale) -> Vec<&OptionId> {
    let special = |id: &OptionId| {
        scale.na_option.as_ref() == Some(id) || scale.blank_option.as_ref() == Some(id)
    };
    scale.options.iter().map(|it| &it.id).filter(|id| !special(id)).collect()
}

/// Returns the place of `option` on the scale of `question`, and how many levels it has.
pub fn level_at(
    framework: &Framework,
    question: &Node,
    option: &OptionId,
) -> Option<(usize, usize)> {
    let levels = levels(framework.scale_of(question)?);
    Some((levels.iter().position(|it| *it == option)?, levels.len()))
}

/// Returns the short label of `option` on the scale of `question`.
pub fn label<'a>(framework: &'a Framework, question: &Node, option: &OptionId) -> &'a str {
    let choice = framework.scale_of(question).and_then(|it| it.option(option));
    choice.map_or("", |it| framework.plain(&it.label))
}

/// Returns what is said, in a few words.
pub fn said(framework: &Framework, question: &Node, said: &Said) -> String {
    match said {
        Said::Option(option) => {
            let label = label(framework, question, option);
            match level_at(framework, question, option) {
                Some((at, _)) if label.is_empty() => say!("words-level", n = at + 1),
                Some((at, _)) => say!("words-level-label", n = at + 1, label = label),
                None if label.is_empty() => option.to_string(),
                None => label.to_owned(),
            }
        }
        Said::NotApplicable { reason } => say!("words-not-applicable", reason = reason),
        Said::DontKnow => say!("words-dont-know").to_owned(),
        Said::Text(text) => say!("words-quoted", text = text),
        Said::Number(number) => number.clone(),
    }
}

/// Returns an answer in a few words; “taken back” where there is none.
pub fn answer(framework: &Framework, question: &Node, answer: Option<&Answer>) -> String {
    match answer {
        Some(it) => said(framework, question, &it.said),
        None => say!("words-taken-back").to_owned(),
    }
}

/// Returns how something is known, in words.
pub fn basis(basis: Basis) -> String {
    match basis {
        Basis::Claimed => say!("words-basis-claimed").to_owned(),
        Basis::Documented => say!("words-basis-documented").to_owned(),
        Basis::Tested(date) => say!("words-basis-tested", day = day(date)),
    }
}

/// Returns the short reference and text of `question` on one line.
pub fn question(framework: &Framework, question: &Node) -> String {
    let text = framework.plain(&question.text);
    match question.reference.as_str() {
        "" => text.to_owned(),
        reference => format!("{reference} {text}"),
    }
}

/// Returns what a field of an action says, in words; “nothing” where it says nothing.
pub fn entry(workspace: &Workspace, framework: &Framework, entry: &Entry) -> String {
    let some = match entry {
        Entry::Title(it) | Entry::Description(it) => Some(it.clone()).filter(|it| !it.is_empty()),
        Entry::Origin(it) => it.as_ref().map(|it| origin(framework, it)),
        Entry::Review(it) => it.map(|id| {
            let found = workspace.reviews.get(&id);
            found.map_or_else(|| id.short(), |it| it.title.clone())
        }),
        Entry::Node(it) => it.as_ref().map(|it| place(framework, it)),
        Entry::Owner(it) => it.as_ref().map(|it| owner(workspace, it)),
        Entry::Due(it) => it.map(day),
        Entry::Effort(it) | Entry::Impact(it) => it.map(|it| grade(it).to_owned()),
        Entry::Status(it) => Some(match it.closed() {
            Some(closed) => say!("words-status-on", status = status(*it), day = day(closed)),
            None => status(*it).to_owned(),
        }),
    };
    some.unwrap_or_else(|| say!("words-nothing").to_owned())
}

/// Returns the word of an effort or impact.
pub fn grade(grade: Grade) -> &'static str {
    match grade {
        Grade::Low => say!("words-grade-low"),
        Grade::Medium => say!("words-grade-medium"),
        Grade::High => say!("words-grade-high"),
    }
}

/// Returns the word of where an action stands.
pub fn status(status: Status) -> &'static str {
    match status {
        Status::Open => say!("words-status-open"),
        Status::InProgress => say!("words-status-in-progress"),
        Status::Done(_) => say!("words-status-done"),
        Status::Dropped(_) => say!("words-status-dropped"),
    }
}

/// Returns what gave rise to an action, in words.
pub fn origin(framework: &Framework, origin: &Origin) -> String {
    match origin {
        Origin::Gap(node) => say!("words-origin-gap", place = place(framework, node)),
        Origin::Disagreement(node) => {
            say!("words-origin-disagreement", place = place(framework, node))
        }
        Origin::Finding(text) => say!("words-origin-finding", text = text),
    }
}

/// Returns who sees to an action.
pub fn owner(workspace: &Workspace, owner: &Owner) -> String {
    match owner {
        Owner::Member(id) => who(workspace, *id).name,
        Owner::Named(name) => name.clone(),
    }
}

/// Returns what a place of a framework is called: a question by reference and text, others by text.
pub fn place(framework: &Framework, node: &NodeId) -> String {
    let text = framework.node(node).map(|it| question(framework, it)).unwrap_or_default();
    if text.is_empty() { node.to_string() } else { text }
}

/// Returns the dimension that holds `question`: place and node.
pub fn dimension_of<'a>(framework: &'a Framework, question: &NodeId) -> Option<(usize, &'a Node)> {
    let holds = |top: &Node| {
        let mut open = vec![top];
        while let Some(node) = open.pop() {
            if node.id == *question {
                return true;
            }
            open.extend(node.children.iter());
        }
        false
    };
    framework.dimensions().iter().enumerate().find(|(_, it)| holds(it))
}

/// Writes a figure for people: without decimals where it has none, else with two.
pub fn figure(value: &Exact) -> String {
    let text = value.display(2);
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if short.is_empty() || short == "-" { "0".to_owned() } else { say::decimal(short) }
}

/// Returns where `value` stands between lowest and highest, for drawing.
pub fn share(value: &Exact, range: Option<&(Exact, Exact)>) -> Option<f32> {
    let (low, high) = range?;
    let span = high - low;
    (value - low).over(&span).map(|it| it.for_drawing())
}

/// Says that what follows is there in English alone, wherever another language is spoken.
pub fn only_in_english(ui: &mut egui::Ui) {
    match say::tongue() {
        Tongue::English => {}
        Tongue::German | Tongue::Pseudo => {
            text::caption(ui, say!("words-only-english"));
        }
    }
}

/// Returns `n` things in English: `1 person`, `3 people`. The window says numbers with a message that knows plurals.
pub fn count(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {many}") }
}

/// Returns names as a list in words: `Mara, Jonas and Li`.
pub fn list(names: &[&str]) -> String {
    match names {
        [] => say!("words-nobody").to_owned(),
        [one] => (*one).to_owned(),
        [rest @ .., last] => say!("words-and", names = rest.join(", "), last = *last),
    }
}

/// Returns a moment as authors claimed it.
pub fn moment(at: At) -> String {
    let text = at.to_string();
    match text.split_once(' ') {
        Some((date, time)) => format!("{} {time}", say::day(date)),
        None => text,
    }
}

/// Returns a day as people write it.
pub fn day(date: Date) -> String {
    say::day(&date.to_string())
}
