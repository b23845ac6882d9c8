//! What Overview shows: the next step for my role, who is done, and what waits for me.

use std::collections::BTreeSet;

use muster_model::{
    control::op::{Role, Secrecy},
    framework::Framework,
    ids::{DeviceId, MemberId, NodeId, ReviewId},
    time::Date,
    workspace::{Access, Review, ReviewState, Workspace},
};

use super::entries::{Entries, Lost, lost};
use crate::{
    command::Screen,
    screens::{
        agree,
        answer::data::{Seen, Underway, questions_below},
        results::data::Due,
        rights,
        words::{self, Who},
    },
};

/// The page.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Title: the review, or the workspace where there is none.
    pub title: String,
    /// Scope, framework, secrecy, due day.
    pub subtitle: String,
    /// Every review, the newest first.
    pub reviews: Vec<(ReviewId, String)>,
    /// Which of them is shown.
    pub shown: Option<usize>,
    /// What to do next.
    pub next: Next,
    /// Each dimension.
    pub dimensions: Vec<Dimension>,
    /// Each person.
    pub people: Vec<Person>,
    /// Who asks to join: device, name and words to compare.
    pub requests: Vec<(DeviceId, String, String)>,
    /// Questions where two of my devices disagree.
    pub conflicts: Vec<(NodeId, String)>,
    /// What has to be done or proven again.
    pub due: Vec<Due>,
    /// What a facilitator can do to the round.
    pub round: Round,
    /// Who does that, where I don't.
    pub not_mine: Option<&'static str>,
    /// How the entries of the round stand.
    pub entries: Entries,
    /// Changes of mine that do not count any more.
    pub lost: Vec<Lost>,
    /// When the next review is due, in words.
    pub again: Option<String>,
}

/// What to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Next {
    /// What is so.
    pub headline: String,
    /// Why; may be empty.
    pub sentence: String,
    /// The button and where it leads; `None` if there is nothing to do.
    pub step: Option<(String, Step)>,
}

/// Where the next step leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// To a page.
    Go(Screen),
    /// To the dialog before the reveal.
    Reveal,
}

/// A dimension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dimension {
    /// Title.
    pub title: String,
    /// What the bar counts.
    pub name: String,
    /// Answered, of so many.
    pub done: (usize, usize),
    /// Who answers it.
    pub people: Vec<Who>,
}

/// A person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub who: Who,
    /// Whether it is me.
    pub me: bool,
    /// Role.
    pub role: &'static str,
    /// Dimensions assigned, in words.
    pub dimensions: String,
    /// How far they are.
    pub progress: Progress,
}

/// How far a person is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// Nothing is assigned to them.
    Nothing,
    /// Handed in, at a claimed moment.
    HandedIn(String),
    /// Not handed in; how much is answered, where that may be known.
    Open(Option<(usize, usize)>),
}

/// What a facilitator can do to the round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// Whether the round can be revealed.
    pub reveal: bool,
    /// Whether the review can be closed.
    pub close: bool,
    /// Who has not handed in.
    pub missing: Vec<String>,
    /// Who has.
    pub handed_in: usize,
    /// Whether answers may stay sealed for ever.
    pub strict: bool,
    /// How many voices a question needs, where it is more than one.
    pub quorum: Option<usize>,
}

impl Page {
    /// Decides what to show.
    pub fn of(workspace: &Workspace, review: Option<&Review>, today: Date) -> Self {
        let framework = review.and_then(|it| workspace.framework_of(it)).map(AsRef::as_ref);
        let mut all: Vec<&Review> = workspace.reviews.values().map(AsRef::as_ref).collect();
        all.sort_by_key(|it| std::cmp::Reverse(it.ordinal));
        let underway = Underway::new();
        let seen = review.zip(framework).map(|(review, framework)| Seen {
            workspace,
            review,
            framework,
            underway: &underway,
        });
        let round = Round::of(workspace, review);
        let conflicts = seen.as_ref().map(conflicts).unwrap_or_default();
        let requests: Vec<_> = workspace
            .requests
            .values()
            .map(|it| {
                let words = muster_sync::ticket::words(workspace.id, &it.card.device);
                (it.card.device, it.name.clone(), words)
            })
            .collect();
        let next = next(workspace, seen.as_ref(), &round, (&requests, &conflicts));
        Self {
            title: review.map_or_else(|| workspace.name.clone(), |it| it.title.clone()),
            subtitle: review.map(|it| subtitle(workspace, it, framework)).unwrap_or_default(),
            shown: all.iter().position(|it| Some(it.id) == review.map(|it| it.id)),
            reviews: all.iter().map(|it| (it.id, it.title.clone())).collect(),
            next,
            dimensions: seen.as_ref().map(dimensions).unwrap_or_default(),
            people: people(workspace, seen.as_ref()),
            requests,
            conflicts,
            due: seen.as_ref().map(due).unwrap_or_default(),
            round,
            not_mine: review
                .filter(|it| it.state != ReviewState::Closed)
                .and_then(|_| rights::runs(workspace, "Facilitators and owners reveal and close")),
            entries: review.map(|it| Entries::of(workspace, it)).unwrap_or_default(),
            lost: lost(workspace),
            again: review.and_then(|it| workspace.next_review(it, today)).map(|it| it.words()),
        }
    }
}

/// What is due again, as far as the answers it follows from can be read here; nothing where nobody can answer any more.
fn due(seen: &Seen<'_>) -> Vec<Due> {
    let review = seen.review;
    let speaks = !review.sealed && review.state != ReviewState::Closed;
    let result = review.result.as_ref().filter(|_| speaks);
    result.map(|it| Due::all(it, seen.framework)).unwrap_or_default()
}

fn subtitle(workspace: &Workspace, review: &Review, framework: Option<&Framework>) -> String {
    let assessment = workspace.assessments.get(&review.assessment);
    let state = match review.state {
        ReviewState::Open => "open",
        ReviewState::Revealed => "revealed",
        ReviewState::Closed => "closed",
    };
    let mut parts = Vec::new();
    parts.extend(assessment.map(|it| it.scope.clone()).filter(|it| !it.is_empty()));
    parts.extend(framework.map(|it| it.plain(&it.pack().title).to_owned()));
    parts.push(format!("{} round, {state}", words::secrecy(review.secrecy)));
    parts.extend(review.due.map(|it| format!("due {it}")));
    parts.join(" · ")
}

fn conflicts(seen: &Seen<'_>) -> Vec<(NodeId, String)> {
    let questions = seen.framework.questions().into_iter();
    let found = questions.filter(|it| seen.is_conflict(&it.id));
    found.map(|it| (it.id.clone(), words::question(seen.framework, it))).collect()
}

fn runs(workspace: &Workspace) -> bool {
    workspace.my_role().is_some_and(|it| it >= Role::Facilitator)
}

impl Round {
    fn of(workspace: &Workspace, review: Option<&Review>) -> Self {
        let mine = runs(workspace);
        let state = review.map(|it| it.state);
        let lanes = || review.into_iter().flat_map(|it| it.lanes.values());
        let open = lanes().filter(|it| it.handed_in.is_none());
        let mut missing: Vec<Who> = open.map(|it| words::who(workspace, it.member)).collect();
        missing.sort_by_key(|it| it.place);
        Self {
            reveal: mine && state == Some(ReviewState::Open),
            close: mine && matches!(state, Some(ReviewState::Open | ReviewState::Revealed)),
            missing: missing.into_iter().map(|it| it.name).collect(),
            handed_in: lanes().filter(|it| it.handed_in.is_some()).count(),
            strict: review.is_some_and(|it| it.secrecy == Secrecy::Strict),
            quorum: review
                .and_then(|it| workspace.framework_of(it))
                .and_then(|it| usize::try_from(it.pack().respondents.quorum).ok())
                .filter(|it| *it > 1),
        }
    }
}

fn go(headline: &str, sentence: &str, button: &str, screen: Screen) -> Next {
    let step = Some((button.to_owned(), Step::Go(screen)));
    Next { headline: headline.to_owned(), sentence: sentence.to_owned(), step }
}

fn wait(headline: &str, sentence: &str) -> Next {
    Next { headline: headline.to_owned(), sentence: sentence.to_owned(), step: None }
}

type Waiting<'a> = (&'a [(DeviceId, String, String)], &'a [(NodeId, String)]);

fn next(
    workspace: &Workspace,
    seen: Option<&Seen<'_>>,
    round: &Round,
    (requests, conflicts): Waiting<'_>,
) -> Next {
    if let Some(why) = &workspace.out {
        return wait("This device is out of the workspace", &words::capital(why));
    }
    let Some(role) = workspace.my_role() else {
        let words = muster_sync::ticket::words(workspace.id, &workspace.device);
        let sentence = format!("Compare these words with them: {words}");
        return wait("An owner has to let you in", &sentence);
    };
    if role == Role::Owner && !requests.is_empty() {
        let who = words::count(requests.len(), "person asks", "people ask");
        let sentence = "Compare the six words with them before you accept.";
        return go(&format!("{who} to join"), sentence, "Decide", Screen::People);
    }
    let Some(seen) = seen else {
        return before_a_review(workspace, role);
    };
    match seen.review.state {
        ReviewState::Closed => {
            go("This review is closed", "Its result stays.", "Look at the result", Screen::Results)
        }
        ReviewState::Revealed => after_the_reveal(workspace, seen),
        ReviewState::Open => {
            my_part(seen, role, conflicts).unwrap_or_else(|| the_round(workspace, seen, round))
        }
    }
}

/// Compare and agree where people differ; then the result.
fn after_the_reveal(workspace: &Workspace, seen: &Seen<'_>) -> Next {
    let differ = seen.review.disagreements.iter().filter(|it| it.is_any());
    let nodes = differ.filter_map(|it| seen.framework.node(&it.question));
    let (mut waits, mut settled) = (0, 0);
    for node in nodes {
        if agree::data::state(seen.review, node).waits() {
            waits += 1;
        } else {
            settled += 1;
        }
    }
    let questions = words::count(waits, "question", "questions");
    match (waits, runs(workspace)) {
        (0, _) if settled == 0 => {
            let sentence = "Nobody disagrees on anything that can be read here.";
            go("The answers are revealed", sentence, "Look at the result", Screen::Results)
        }
        (0, _) => {
            let sentence = "Dissent is kept, and printed in the report.";
            go("Every disagreement has an outcome", sentence, "Look at the result", Screen::Results)
        }
        (_, true) if settled == 0 => {
            let headline = format!("People disagree on {questions}");
            let sentence = "Talk about them one by one, and record what the group makes of it.";
            go(&headline, sentence, "Start agreeing", Screen::Agree)
        }
        (_, true) => {
            let headline = format!("{questions} still to agree on");
            let have = words::count(settled, "has an outcome", "have an outcome");
            let sentence = format!("{have} already.");
            go(&headline, &sentence, "Go on agreeing", Screen::Agree)
        }
        (_, false) => {
            let headline = format!("People disagree on {questions}");
            let sentence = "A facilitator leads the talk and records what comes of it.";
            go(&headline, sentence, "Compare answers", Screen::Compare)
        }
    }
}

fn before_a_review(workspace: &Workspace, role: Role) -> Next {
    if !workspace.reviews.is_empty() {
        return wait("The questions are still on their way", "They come from the other devices.");
    }
    if role >= Role::Facilitator {
        let sentence = "Choose a framework, name what it is about, say who answers.";
        return go("No review yet", sentence, "Open a review", Screen::NewReview);
    }
    wait("No review yet", "A facilitator opens it; your questions appear here then.")
}

fn my_part(seen: &Seen<'_>, role: Role, conflicts: &[(NodeId, String)]) -> Option<Next> {
    if role == Role::Observer {
        return Some(wait("People are answering", "You see the result once it is revealed."));
    }
    if !conflicts.is_empty() {
        let answers = words::count(conflicts.len(), "answer has", "answers have");
        let headline = format!("{answers} two values");
        let sentence = "Two of your devices wrote at the same time. Choose which one counts.";
        return Some(go(&headline, sentence, "Choose", Screen::Answer));
    }
    let mine = seen.mine();
    let open = mine.iter().filter(|it| seen.answer(&it.id).is_none()).count();
    if open > 0 {
        let questions = words::count(open, "open question", "open questions");
        let headline = format!("{questions} for you");
        let sentence = "By keyboard: a digit answers, Enter leads on.";
        let button = if open == mine.len() { "Start answering" } else { "Go on answering" };
        return Some(go(&headline, sentence, button, Screen::Answer));
    }
    let lane = seen.lane();
    if !mine.is_empty() && lane.is_none_or(|it| it.handed_in.is_none()) {
        let sentence = "Handing in says that these are your answers; you can still change them.";
        return Some(go("All your questions are answered", sentence, "Hand in", Screen::Answer));
    }
    None
}

fn the_round(workspace: &Workspace, seen: &Seen<'_>, round: &Round) -> Next {
    if !runs(workspace) {
        let sentence = match round.missing.len() {
            0 => "Everybody handed in; a facilitator reveals.".to_owned(),
            n => format!("{} to hand in.", words::count(n, "person has", "people have")),
        };
        return wait("Your part is done", &sentence);
    }
    if seen.review.assignments.values().all(BTreeSet::is_empty) {
        let sentence = "Say who answers which dimension.";
        return go("Nothing is assigned yet", sentence, "Assign dimensions", Screen::Assign);
    }
    if workspace.members.len() == 1 {
        let sentence = "One person alone can't disagree.";
        return go("You are alone here", sentence, "Invite somebody", Screen::Invite);
    }
    if round.missing.is_empty() {
        let step = Some(("Reveal".to_owned(), Step::Reveal));
        let sentence = "Then everybody sees everything, and you compare.".to_owned();
        return Next { headline: "Everybody handed in".to_owned(), sentence, step };
    }
    let names: Vec<&str> = round.missing.iter().map(String::as_str).collect();
    let sentence = format!("Not handed in yet: {}.", words::list(&names));
    wait("The others are answering", &sentence)
}

fn dimensions(seen: &Seen<'_>) -> Vec<Dimension> {
    let mine: BTreeSet<&NodeId> = seen.mine().into_iter().map(|it| &it.id).collect();
    let result = seen.review.result.as_ref().filter(|_| !seen.review.sealed);
    let dimension = |it: &muster_model::framework::Node| {
        let questions = questions_below(it);
        let outcome = result.and_then(|all| all.dimensions.iter().find(|at| at.id == it.id));
        let (name, done) = if let Some(outcome) = outcome {
            ("Answered by anybody", (outcome.answered, outcome.applicable))
        } else {
            let own: Vec<_> = questions.iter().filter(|it| mine.contains(&it.id)).collect();
            let answered = own.iter().filter(|it| seen.answer(&it.id).is_some()).count();
            ("My answers", (answered, own.len()))
        };
        let ids: BTreeSet<&NodeId> = questions.iter().map(|it| &it.id).collect();
        let answers = |who: &Who| {
            let nodes = seen.review.assignments.get(&who.id);
            nodes.is_some_and(|all| all.iter().any(|at| *at == it.id || ids.contains(at)))
        };
        Dimension {
            title: seen.framework.plain(&it.text).to_owned(),
            name: name.to_owned(),
            done,
            people: words::everybody(seen.workspace).into_iter().filter(answers).collect(),
        }
    };
    seen.framework.dimensions().iter().map(dimension).collect()
}

fn people(workspace: &Workspace, seen: Option<&Seen<'_>>) -> Vec<Person> {
    let person = |who: Who| {
        let role = workspace.members.get(&who.id).map_or("", |it| words::role(it.role));
        Person {
            me: Some(who.id) == workspace.me,
            role,
            dimensions: seen.map(|it| assigned(it, who.id)).unwrap_or_default(),
            progress: seen.map_or(Progress::Nothing, |it| progress(it, who.id)),
            who,
        }
    };
    words::everybody(workspace).into_iter().map(person).collect()
}

fn assigned(seen: &Seen<'_>, member: MemberId) -> String {
    let Some(nodes) = seen.review.assignments.get(&member) else { return String::new() };
    let titles: Vec<&str> = nodes
        .iter()
        .filter_map(|id| seen.framework.node(id))
        .map(|it| seen.framework.plain(&it.text))
        .collect();
    if titles.len() > 3 {
        let all = seen.framework.dimensions().len();
        return if titles.len() == all {
            "All dimensions".to_owned()
        } else {
            format!("{} parts", titles.len())
        };
    }
    titles.join(", ")
}

fn progress(seen: &Seen<'_>, member: MemberId) -> Progress {
    let Some(lane) = seen.review.lanes.get(&member) else { return Progress::Nothing };
    if let Some((at, _)) = &lane.handed_in {
        return Progress::HandedIn(words::moment(*at));
    }
    let blind = seen.review.state == ReviewState::Open && seen.review.secrecy != Secrecy::Open;
    let mine = lane.access == Access::Mine;
    if lane.access == Access::Sealed || (blind && !mine) {
        return Progress::Open(None);
    }
    let asked = seen.review.questions_of(seen.framework, member);
    let said = |id: &NodeId| lane.answers.get(id).is_some_and(|it| it.now.answer.is_some());
    let done = asked.iter().filter(|it| said(&it.id)).count();
    Progress::Open(Some((done, asked.len())))
}
