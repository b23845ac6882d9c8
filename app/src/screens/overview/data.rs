//! What Overview shows: the next step for my role, who is done, and what waits for me.

use std::collections::BTreeSet;

use muster_model::{
    compare::succession::NextReview,
    control::op::{Role, Secrecy},
    framework::Framework,
    ids::{DeviceId, MemberId, NodeId, ReviewId},
    time::Date,
    workspace::{Access, Review, ReviewState, Workspace},
};

use super::entries::{Entries, Lost, lost};
use crate::{
    command::Screen,
    say::say,
    screens::{
        agree,
        answer::data::{Seen, Underway, questions_below},
        results::data::Due,
        rights, told,
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
    /// The same at the foot of the list.
    pub counted: &'static str,
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
                .and_then(|_| rights::runs(workspace, say!("overview-not-mine"))),
            entries: review.map(|it| Entries::of(workspace, it)).unwrap_or_default(),
            lost: lost(workspace),
            again: review.and_then(|it| workspace.next_review(it, today)).map(again),
        }
    }
}

/// What is due again, as far as the answers it follows from can be read here; nothing where nobody can answer any more.
/// Says when the next review is due: in days, or in months where it is far.
fn again(it: NextReview) -> String {
    let day = words::day(it.due);
    let (left, past) = (it.days.max(0), (-it.days).max(0));
    let months = |days: i64| (days + 15) / 30;
    match (left, past) {
        (0, 0) => say!("overview-again-today").to_owned(),
        (0, 1..=59) => say!("overview-again-days-ago", n = past, day = day),
        (0, _) => say!("overview-again-months-ago", n = months(past), day = day),
        (1..=59, _) => say!("overview-again-days", n = left, day = day),
        _ => say!("overview-again-months", n = months(left), day = day),
    }
}

fn due(seen: &Seen<'_>) -> Vec<Due> {
    let review = seen.review;
    let speaks = !review.sealed && review.state != ReviewState::Closed;
    let result = review.result.as_ref().filter(|_| speaks);
    result.map(|it| Due::all(it, seen.framework)).unwrap_or_default()
}

fn subtitle(workspace: &Workspace, review: &Review, framework: Option<&Framework>) -> String {
    let assessment = workspace.assessments.get(&review.assessment);
    let state = match review.state {
        ReviewState::Open => say!("overview-state-open"),
        ReviewState::Revealed => say!("overview-state-revealed"),
        ReviewState::Closed => say!("overview-state-closed"),
    };
    let mut parts = Vec::new();
    parts.extend(assessment.map(|it| it.scope.clone()).filter(|it| !it.is_empty()));
    parts.extend(framework.map(|it| it.plain(&it.pack().title).to_owned()));
    let round = match review.secrecy {
        Secrecy::Open => say!("overview-round-open"),
        Secrecy::Blind => say!("overview-round-blind"),
        Secrecy::Strict => say!("overview-round-strict"),
    };
    parts.push(format!("{round}, {state}"));
    parts.extend(review.due.map(|it| say!("overview-due", day = words::day(it))));
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
        return wait(say!("overview-out"), &words::capital(&told::farewell(why)));
    }
    let Some(role) = workspace.my_role() else {
        let words = muster_sync::ticket::words(workspace.id, &workspace.device);
        let sentence = say!("overview-let-in-words", words = words);
        return wait(say!("overview-let-in"), &sentence);
    };
    if role == Role::Owner && !requests.is_empty() {
        let headline = say!("overview-requests", n = requests.len());
        let sentence = say!("overview-requests-words");
        return go(&headline, sentence, say!("overview-decide"), Screen::People);
    }
    let Some(seen) = seen else {
        return before_a_review(workspace, role);
    };
    match seen.review.state {
        ReviewState::Closed => go(
            say!("overview-closed"),
            say!("overview-closed-means"),
            say!("overview-result"),
            Screen::Results,
        ),
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

    match (waits, runs(workspace)) {
        (0, _) if settled == 0 => {
            let sentence = say!("overview-revealed-same");
            go(say!("overview-revealed"), sentence, say!("overview-result"), Screen::Results)
        }
        (0, _) => {
            let sentence = say!("overview-settled-means");
            go(say!("overview-settled"), sentence, say!("overview-result"), Screen::Results)
        }
        (_, true) if settled == 0 => {
            let headline = say!("overview-disagree", n = waits);
            let sentence = say!("overview-talk");
            go(&headline, sentence, say!("overview-agree"), Screen::Agree)
        }
        (_, true) => {
            let headline = say!("overview-still", n = waits);
            let sentence = say!("overview-have", n = settled);
            go(&headline, &sentence, say!("overview-agree-on"), Screen::Agree)
        }
        (_, false) => {
            let headline = say!("overview-disagree", n = waits);
            let sentence = say!("overview-facilitator-leads");
            go(&headline, sentence, say!("overview-compare"), Screen::Compare)
        }
    }
}

fn before_a_review(workspace: &Workspace, role: Role) -> Next {
    if !workspace.reviews.is_empty() {
        return wait(say!("overview-on-their-way"), say!("overview-on-their-way-means"));
    }
    if role >= Role::Facilitator {
        let sentence = say!("overview-no-review-choose");
        return go(
            say!("overview-no-review"),
            sentence,
            say!("overview-open-review"),
            Screen::NewReview,
        );
    }
    wait(say!("overview-no-review"), say!("overview-no-review-wait"))
}

fn my_part(seen: &Seen<'_>, role: Role, conflicts: &[(NodeId, String)]) -> Option<Next> {
    if role == Role::Observer {
        return Some(wait(say!("overview-observer"), say!("overview-observer-means")));
    }
    if !conflicts.is_empty() {
        let headline = say!("overview-conflicts", n = conflicts.len());
        let sentence = say!("overview-conflicts-means");
        return Some(go(&headline, sentence, say!("overview-choose"), Screen::Answer));
    }
    let mine = seen.mine();
    let open = mine.iter().filter(|it| seen.answer(&it.id).is_none()).count();
    if open > 0 {
        let headline = say!("overview-open", n = open);
        let sentence = say!("overview-keyboard");
        let button =
            if open == mine.len() { say!("overview-answer") } else { say!("overview-answer-on") };
        return Some(go(&headline, sentence, button, Screen::Answer));
    }
    let lane = seen.lane();
    if !mine.is_empty() && lane.is_none_or(|it| it.handed_in.is_none()) {
        let sentence = say!("overview-hand-in-means");
        return Some(go(
            say!("overview-all-answered"),
            sentence,
            say!("overview-hand-in"),
            Screen::Answer,
        ));
    }
    None
}

fn the_round(workspace: &Workspace, seen: &Seen<'_>, round: &Round) -> Next {
    if !runs(workspace) {
        let sentence = match round.missing.len() {
            0 => say!("overview-all-in-wait").to_owned(),
            n => say!("overview-waiting-for", n = n),
        };
        return wait(say!("overview-part-done"), &sentence);
    }
    if seen.review.assignments.values().all(BTreeSet::is_empty) {
        let sentence = say!("overview-assign-means");
        return go(
            say!("overview-assign"),
            sentence,
            say!("overview-assign-button"),
            Screen::Assign,
        );
    }
    if workspace.members.len() == 1 {
        let sentence = say!("overview-alone-means");
        return go(say!("overview-alone"), sentence, say!("overview-invite-name"), Screen::Invite);
    }
    if round.missing.is_empty() {
        let step = Some((say!("overview-reveal").to_owned(), Step::Reveal));
        let sentence = say!("overview-all-in-means").to_owned();
        return Next { headline: say!("overview-all-in").to_owned(), sentence, step };
    }
    let names: Vec<&str> = round.missing.iter().map(String::as_str).collect();
    let sentence = say!("overview-others-missing", names = words::list(&names));
    wait(say!("overview-others"), &sentence)
}

fn dimensions(seen: &Seen<'_>) -> Vec<Dimension> {
    let mine: BTreeSet<&NodeId> = seen.mine().into_iter().map(|it| &it.id).collect();
    let result = seen.review.result.as_ref().filter(|_| !seen.review.sealed);
    let dimension = |it: &muster_model::framework::Node| {
        let questions = questions_below(it);
        let outcome = result.and_then(|all| all.dimensions.iter().find(|at| at.id == it.id));
        let (name, counted, done) = if let Some(outcome) = outcome {
            (
                say!("overview-by-anybody"),
                say!("overview-counted-all"),
                (outcome.answered, outcome.applicable),
            )
        } else {
            let own: Vec<_> = questions.iter().filter(|it| mine.contains(&it.id)).collect();
            let answered = own.iter().filter(|it| seen.answer(&it.id).is_some()).count();
            (say!("overview-mine"), say!("overview-counted-mine"), (answered, own.len()))
        };
        let ids: BTreeSet<&NodeId> = questions.iter().map(|it| &it.id).collect();
        let answers = |who: &Who| {
            let nodes = seen.review.assignments.get(&who.id);
            nodes.is_some_and(|all| all.iter().any(|at| *at == it.id || ids.contains(at)))
        };
        Dimension {
            title: seen.framework.plain(&it.text).to_owned(),
            name: name.to_owned(),
            counted,
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
            say!("overview-all-dimensions").to_owned()
        } else {
            say!("overview-parts", n = titles.len())
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
