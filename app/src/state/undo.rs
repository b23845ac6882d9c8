//! Taking back: a new change that restores my own previous value. It never rewinds others.

use std::{collections::VecDeque, sync::Arc};

use muster_model::{
    answer::Answer,
    edit::{Agreement, Edit},
    ids::{ActionId, NodeId, ReviewId, WorkspaceId},
    plan::{Entry, Field, Plan},
    setting::{Setting, Settings},
    workspace::{BoardView, Workspace},
};

use crate::say::say;

/// A change that restores what was there before, and what it takes back in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// In which workspace.
    pub workspace: WorkspaceId,
    /// The change.
    pub edit: Edit,
    /// What it takes back.
    pub what: What,
}

/// What a step takes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// So many of my answers.
    Answers(usize),
    /// So many agreed answers.
    Agreed(usize),
    /// Who answers what.
    Assignment,
    /// Who is asked to sign.
    AskedToSign,
    /// The team of somebody of this name.
    Team(String),
    /// A role.
    Role,
    /// An invitation.
    Invitation,
    /// A target.
    Target,
    /// What is asked.
    Baseline,
    /// A number counted outside the questions.
    Fact,
    /// So many settings.
    Settings(usize),
    /// A field of an action.
    Field(Field),
    /// Several fields of the plan.
    Plan,
    /// So many new actions.
    Actions(usize),
}

impl What {
    /// Returns it in words.
    pub fn words(&self) -> String {
        let plain = match self {
            Self::Answers(1) => say!("state-undo-my-answer"),
            Self::Answers(n) => return say!("state-undo-my-answers", n = *n),
            Self::Agreed(1) => say!("state-undo-agreed"),
            Self::Agreed(n) => return say!("state-undo-agreed-many", n = *n),
            Self::Assignment => say!("state-undo-assignment"),
            Self::AskedToSign => say!("state-undo-asked-to-sign"),
            Self::Team(name) => return say!("state-undo-team", name = name),
            Self::Role => say!("state-undo-role"),
            Self::Invitation => say!("state-undo-invitation"),
            Self::Target => say!("state-undo-target"),
            Self::Baseline => say!("state-undo-baseline"),
            Self::Fact => say!("state-undo-fact"),
            Self::Settings(n) => return say!("state-undo-settings", n = *n),
            Self::Field(field) => field_of_an_action(*field),
            Self::Plan => say!("state-undo-plan"),
            Self::Actions(1) => say!("state-undo-action"),
            Self::Actions(n) => return say!("state-undo-actions", n = *n),
        };
        plain.to_owned()
    }
}

fn field_of_an_action(field: Field) -> &'static str {
    match field {
        Field::Title => say!("state-undo-field-title"),
        Field::Description => say!("state-undo-field-description"),
        Field::Origin => say!("state-undo-field-origin"),
        Field::Review => say!("state-undo-field-review"),
        Field::Node => say!("state-undo-field-node"),
        Field::Owner => say!("state-undo-field-owner"),
        Field::Due => say!("state-undo-field-due"),
        Field::Effort => say!("state-undo-field-effort"),
        Field::Impact => say!("state-undo-field-impact"),
        Field::Status => say!("state-undo-field-status"),
    }
}

/// What can be taken back, and made again.
#[derive(Debug, Default)]
pub struct Undo {
    back: VecDeque<Step>,
    again: VecDeque<Step>,
    underway: Vec<Step>,
    /// How many changes came back from the disk.
    came: usize,
    /// What was wished while changes were on their way, each with how many have to come back before.
    waiting: VecDeque<(Turn, usize)>,
}

/// A way through what was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// Take back.
    Back,
    /// Make again.
    Again,
}

/// How many steps are remembered.
const MOST: usize = 200;

impl Undo {
    /// Returns what restores the values `edit` is about to change; `None` if that can't be done.
    ///
    /// A change that is still on its way to the disk counts as the value before.
    pub fn inverse(&self, workspace: &Workspace, edit: &Edit) -> Option<Step> {
        let (edit, what) = match edit {
            Edit::Answer { review, answers } => {
                let before = answers.iter().map(|(question, _)| {
                    (question.clone(), self.before(workspace, *review, question))
                });
                let what = What::Answers(answers.len());
                (Edit::Answer { review: *review, answers: before.collect() }, what)
            }
            Edit::Agree { review, agreed } => {
                let board = &workspace.reviews.get(review)?.board;
                (
                    Edit::Agree { review: *review, agreed: standing(board, agreed) },
                    What::Agreed(agreed.len()),
                )
            }
            Edit::Assign { .. } => (turned(edit)?, What::Assignment),
            Edit::AskToSign { .. } => (turned(edit)?, What::AskedToSign),
            Edit::Set { assessment, review, settings } => {
                let held = match review {
                    Some(it) => Some(&workspace.reviews.get(it)?.settings),
                    None => workspace.settings.get(assessment),
                };
                let (settings, what) = restoring(held, settings);
                (Edit::Set { assessment: *assessment, review: *review, settings }, what)
            }
            Edit::Plan { assessment, entries } => {
                let (entries, what) = planned(workspace.plans.get(assessment), entries);
                (Edit::Plan { assessment: *assessment, entries }, what)
            }
            Edit::SetTeam { member, .. } => {
                let it = workspace.members.get(member)?;
                let team = it.team().unwrap_or_default().to_owned();
                (Edit::SetTeam { member: *member, team }, What::Team(it.name.clone()))
            }
            Edit::SetRole { member, .. } => {
                let role = workspace.members.get(member)?.role;
                (Edit::SetRole { member: *member, role }, What::Role)
            }
            Edit::RenewInvite(invite) => (Edit::RevokeInvite(*invite), What::Invitation),
            Edit::Comment { .. }
            | Edit::CommentAction { .. }
            | Edit::Invite { .. }
            | Edit::RevokeInvite(_)
            | Edit::Accept(_)
            | Edit::Refuse(_)
            | Edit::CreateAssessment { .. }
            | Edit::GoOn { .. }
            | Edit::OpenReview { .. }
            | Edit::Submit(_)
            | Edit::Reveal(_)
            | Edit::CloseReview(_)
            | Edit::Destroy(_)
            | Edit::Remove(_)
            | Edit::RevokeDevice(_)
            | Edit::SignOff { .. } => return None,
        };
        Some(Step { workspace: workspace.id, edit, what })
    }

    fn before(&self, at: &Workspace, review: ReviewId, question: &NodeId) -> Option<Answer> {
        let on_its_way = self.underway.iter().rev().find_map(|step| {
            let Edit::Answer { review: other, answers } = &step.edit else { return None };
            let same = step.workspace == at.id && *other == review;
            let found = answers.iter().find(|(it, _)| same && it == question);
            found.map(|(_, answer)| answer.clone())
        });
        if let Some(answer) = on_its_way {
            return answer;
        }
        let lane = at.reviews.get(&review)?.lanes.get(&at.me?)?;
        lane.answers.get(question)?.now.answer.clone()
    }

    /// Notes that a change is on its way to the disk.
    pub fn sent(&mut self, workspace: WorkspaceId, edit: &Edit) {
        self.underway.push(Step { workspace, edit: edit.clone(), what: What::Answers(0) });
    }

    /// Notes that the oldest change on its way came back.
    pub fn came_back(&mut self) {
        if !self.underway.is_empty() {
            self.underway.remove(0);
            self.came = self.came.saturating_add(1);
        }
    }

    /// Says whether `turn` has to wait for changes on their way: what it means is known once they are back. Then
    /// [`Self::due`] returns it.
    pub fn waits(&mut self, turn: Turn) -> bool {
        let waits = !self.underway.is_empty();
        if waits {
            self.waiting.push_back((turn, self.sent_by_now()));
        }
        waits
    }

    /// Returns what waited for nothing but what has come back by now.
    pub fn due(&mut self) -> Option<Turn> {
        let (_, after) = self.waiting.front()?;
        if *after > self.came {
            return None;
        }
        self.waiting.pop_front().map(|(turn, _)| turn)
    }

    /// Lets what waits still wait for all that is on its way now, too.
    pub fn wait_on(&mut self) {
        let sent = self.sent_by_now();
        self.waiting.iter_mut().for_each(|(_, after)| *after = sent);
    }

    fn sent_by_now(&self) -> usize {
        self.came.saturating_add(self.underway.len())
    }

    /// Remembers how to take back a change that a person made.
    pub fn made(&mut self, step: Step) {
        self.again.clear();
        push(&mut self.back, step);
    }

    /// Remembers how to make again what was taken back.
    pub fn taken_back(&mut self, step: Step) {
        push(&mut self.again, step);
    }

    /// Remembers how to take back what was made again.
    pub fn made_again(&mut self, step: Step) {
        push(&mut self.back, step);
    }

    /// Returns what Undo would take back, and forgets it.
    pub fn pop_back(&mut self) -> Option<Step> {
        self.back.pop_back()
    }

    /// Returns what Redo would make again, and forgets it.
    pub fn pop_again(&mut self) -> Option<Step> {
        self.again.pop_back()
    }

    /// Returns what Undo would take back.
    pub fn back(&self) -> Option<&What> {
        self.back.back().map(|it| &it.what)
    }

    /// Returns what Redo would make again.
    pub fn again(&self) -> Option<&What> {
        self.again.back().map(|it| &it.what)
    }
}

/// Says what is set, in words.
fn what_was_set(settings: &[Setting]) -> What {
    match settings {
        [Setting::Target { .. }] => What::Target,
        [Setting::Baselines(_)] => What::Baseline,
        [Setting::Fact { .. }] => What::Fact,
        many => What::Settings(many.len()),
    }
}

type Outcomes = [(NodeId, Option<Agreement>)];

/// Returns what stands to the questions of `agreed`.
fn standing(board: &BoardView, agreed: &Outcomes) -> Vec<(NodeId, Option<Agreement>)> {
    let before = agreed.iter().map(|(question, _)| {
        let standing = board.agreed.get(question).and_then(|it| it.first());
        (question.clone(), standing.map(|(it, _, _)| it.clone()))
    });
    before.collect()
}

/// What restores what was set, and what that is called.
fn restoring(held: Option<&Settings>, settings: &[Setting]) -> (Vec<Setting>, What) {
    let none = Settings::default();
    let held = held.unwrap_or(&none);
    let back: Vec<Setting> = settings.iter().map(|it| held.restoring(&it.about())).collect();
    let what = what_was_set(&back);
    (back, what)
}

/// What restores fields of actions, and what that is called. A new action is taken back with its title.
fn planned(
    plan: Option<&Arc<Plan>>,
    entries: &[(ActionId, Entry)],
) -> (Vec<(ActionId, Entry)>, What) {
    let action = |id: &ActionId| plan.and_then(|it| it.actions.get(id));
    let mut new = 0_usize;
    let back = entries.iter().filter_map(|(id, it)| match action(id) {
        Some(action) => Some((*id, action.entry(it.field()))),
        None if it.field() == Field::Title => {
            new = new.saturating_add(1);
            Some((*id, Entry::Title(String::new())))
        }
        None => None,
    });
    let back: Vec<(ActionId, Entry)> = back.collect();
    let what = match (new, entries) {
        (0, [(_, one)]) => What::Field(one.field()),
        (0, _) => What::Plan,
        (n, _) => What::Actions(n),
    };
    (back, what)
}

fn push(onto: &mut VecDeque<Step>, step: Step) {
    if onto.len() >= MOST {
        onto.pop_front();
    }
    onto.push_back(step);
}

/// Returns what takes away what `edit` adds, and the other way round.
fn turned(edit: &Edit) -> Option<Edit> {
    if let Edit::Assign { review, member, add, remove } = edit {
        let (add, remove) = (remove.clone(), add.clone());
        Some(Edit::Assign { review: *review, member: *member, add, remove })
    } else if let Edit::AskToSign { review, add, remove } = edit {
        let (add, remove) = (remove.clone(), add.clone());
        Some(Edit::AskToSign { review: *review, add, remove })
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use muster_model::{
        answer::{Said, Stated, Value},
        control::op::Secrecy,
        ids::{AssessmentId, ChangeHash, DeviceId, MemberId},
        time::At,
        workspace::{Access, Content, LaneView, Review, ReviewState},
    };

    use super::*;

    const ME: MemberId = MemberId::from_bytes([1; 16]);
    const REVIEW: ReviewId = ReviewId::from_bytes([3; 16]);

    fn level(name: &str) -> Answer {
        Answer::of(Said::Option(name.parse().unwrap()))
    }

    fn answering(to: Option<&str>) -> Edit {
        Edit::Answer { review: REVIEW, answers: vec![("q1".parse().unwrap(), to.map(level))] }
    }

    /// A workspace in which I have said `said` to the only question.
    fn workspace(said: Option<&str>) -> Workspace {
        let value = |it| Value {
            answer: Some(level(it)),
            device: None,
            at: At(0),
            change: ChangeHash::from_bytes([0; 32]),
        };
        let stated = said.map(|it| Stated { now: value(it), rivals: Vec::new() });
        let answers: BTreeMap<NodeId, Stated> =
            stated.into_iter().map(|it| ("q1".parse().unwrap(), it)).collect();
        let lane = LaneView {
            member: ME,
            access: Access::Mine,
            handed_in: None,
            answers: Arc::new(answers),
            counted: Arc::default(),
            late: std::collections::BTreeSet::new(),
            alarm: None,
        };
        let review = Review {
            id: REVIEW,
            assessment: AssessmentId::from_bytes([2; 16]),
            title: String::new(),
            secrecy: Secrecy::Open,
            state: ReviewState::Open,
            due: None,
            opened: At(0),
            revealed: None,
            ordinal: 0,
            as_of: At(0).date(),
            assignments: BTreeMap::new(),
            settings: Settings::default(),
            sealed: false,
            inputs_hash: String::new(),
            fingerprint: String::new(),
            content: Content { lanes: BTreeMap::from([(ME, lane)]), ..Content::default() }.into(),
        };
        Workspace {
            id: WorkspaceId::from_bytes([1; 32]),
            name: String::new(),
            me: Some(ME),
            device: DeviceId::from_bytes([0; 32]),
            members: BTreeMap::new(),
            invites: BTreeMap::new(),
            requests: BTreeMap::new(),
            frameworks: BTreeMap::new(),
            assessments: BTreeMap::new(),
            destroyed: BTreeMap::new(),
            settings: BTreeMap::new(),
            plans: BTreeMap::new(),
            reviews: BTreeMap::from([(REVIEW, Arc::new(review))]),
            sign_offs: BTreeMap::new(),
            events: Vec::new(),
            warnings: Vec::new(),
            dropped: Vec::new(),
            out: None,
        }
    }

    #[test]
    fn taking_back_restores_what_i_said_before() {
        let undo = Undo::default();
        let step = undo.inverse(&workspace(Some("two")), &answering(Some("four"))).unwrap();
        assert_eq!(step.edit, answering(Some("two")));
    }

    #[test]
    fn taking_back_a_first_answer_leaves_none() {
        let undo = Undo::default();
        let step = undo.inverse(&workspace(None), &answering(Some("four"))).unwrap();
        assert_eq!(step.edit, answering(None));
    }

    #[test]
    fn an_answer_still_on_its_way_to_the_disk_counts_as_said() {
        let mut undo = Undo::default();
        let here = workspace(Some("two"));
        undo.sent(here.id, &answering(Some("three")));
        let step = undo.inverse(&here, &answering(Some("four"))).unwrap();
        assert_eq!(step.edit, answering(Some("three")));
        undo.came_back();
        let step = undo.inverse(&here, &answering(Some("four"))).unwrap();
        assert_eq!(step.edit, answering(Some("two")));
    }

    #[test]
    fn what_is_wished_while_changes_are_on_their_way_waits_for_those_before_it() {
        let (mut undo, id) = (Undo::default(), WorkspaceId::from_bytes([1; 32]));
        assert!(!undo.waits(Turn::Back), "nothing is on its way");
        undo.sent(id, &answering(Some("one")));
        assert!(undo.waits(Turn::Back) && undo.waits(Turn::Again));
        undo.sent(id, &answering(Some("two")));
        assert_eq!(undo.due(), None);
        undo.came_back();
        assert_eq!(undo.due(), Some(Turn::Back), "the second change came after it was wished");
        undo.sent(id, &answering(None));
        undo.wait_on();
        assert_eq!(undo.due(), None, "what was taken back is not known yet");
        undo.came_back();
        assert_eq!(undo.due(), None);
        undo.came_back();
        assert_eq!((undo.due(), undo.due()), (Some(Turn::Again), None));
    }

    #[test]
    fn what_cannot_be_taken_back_is_not_offered() {
        let undo = Undo::default();
        assert_eq!(undo.inverse(&workspace(None), &Edit::Reveal(REVIEW)), None);
    }

    #[test]
    fn a_new_change_ends_what_could_be_made_again() {
        let here = workspace(None);
        let mut undo = Undo::default();
        let step = undo.inverse(&here, &answering(Some("four"))).unwrap();
        undo.taken_back(step.clone());
        assert!(undo.again().is_some());
        undo.made(step);
        assert_eq!((undo.again(), undo.back()), (None, Some(&What::Answers(1))));
    }
}
