//! Conflicts: one record that was written in two places at once. A clash keeps all values until somebody chooses.

use std::collections::BTreeMap;

use super::{Access, Review, ReviewState, Workspace};
use crate::{
    answer::{Answer, Value},
    control::op::{Role, Secrecy},
    edit::{Agreement, Edit},
    ids::{ActionId, AssessmentId, DeviceId, MemberId, NodeId, ReviewId},
    plan::{Field, Noted},
    time::At,
};

/// One record with several standing values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// In which review.
    pub review: ReviewId,
    /// About which question.
    pub question: NodeId,
    /// Whose record it is.
    pub whose: Whose,
    /// All values, the one that counts until somebody chooses first.
    pub values: Vec<Version>,
}

/// Whose record it is, and with that, who may choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// One person's answer, written on two of their devices.
    Answer(MemberId),
    /// The group's answer, written by two who run the review.
    Agreed,
}

/// One of several standing values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// What it says.
    pub words: Words,
    /// Who wrote it.
    pub by: Option<MemberId>,
    /// On which device.
    pub device: Option<DeviceId>,
    /// The moment they claimed.
    pub at: At,
}

/// What a value says; `None` where it takes back what was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Words {
    /// One person's answer.
    Answer(Option<Answer>),
    /// The group's.
    Agreed(Option<Agreement>),
}

/// A field of an action that was set differently in two places at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TornField {
    /// In whose plan.
    pub assessment: AssessmentId,
    /// Which action.
    pub action: ActionId,
    /// What it is called.
    pub title: String,
    /// Which field.
    pub field: Field,
    /// All values, the one that counts until somebody chooses first.
    pub values: Vec<Noted>,
}

impl TornField {
    /// Returns the change that keeps the value at `place`. The others stay in the history.
    pub fn keep(&self, place: usize) -> Option<Edit> {
        let entry = self.values.get(place)?.entry.clone();
        Some(Edit::Plan { assessment: self.assessment, entries: vec![(self.action, entry)] })
    }
}

/// Standing values of agreed answers that were written at once, by question, what counts first.
pub type Standing = BTreeMap<NodeId, Vec<Version>>;

impl Workspace {
    /// Returns every clash that can be seen here, in reviews that are not closed; mine first.
    ///
    /// What a blind round hides is not among them, even where this device could read it.
    pub fn clashes(&self) -> Vec<Clash> {
        let mut reviews: Vec<&Review> = self.reviews.values().map(AsRef::as_ref).collect();
        reviews.retain(|it| it.state != ReviewState::Closed);
        reviews.sort_by_key(|it| std::cmp::Reverse((it.ordinal, it.id)));
        let mut out: Vec<Clash> = reviews.into_iter().flat_map(Self::clashes_in).collect();
        out.sort_by_key(|it| self.why_not_mine(it).is_some());
        out
    }

    fn clashes_in(review: &Review) -> Vec<Clash> {
        let clash = |question: &NodeId, whose, values| Clash {
            review: review.id,
            question: question.clone(),
            whose,
            values,
        };
        let revealed = review.state == ReviewState::Revealed || review.secrecy == Secrecy::Open;
        let open =
            |access: Access| access == Access::Mine || (access == Access::Readable && revealed);
        let lanes = review.lanes.values().filter(|it| open(it.access));
        let answers = lanes.flat_map(|lane| {
            let torn = lane.answers.iter().filter(|(_, it)| it.is_conflict());
            torn.map(|(question, stated)| {
                let all = std::iter::once(&stated.now).chain(&stated.rivals);
                let version = |it: &Value| Version {
                    words: Words::Answer(it.answer.clone()),
                    by: Some(lane.member),
                    device: it.device,
                    at: it.at,
                };
                clash(question, Whose::Answer(lane.member), all.map(version).collect())
            })
        });
        let agreed = review.board.torn.iter();
        let agreed = agreed.map(|(question, all)| clash(question, Whose::Agreed, all.clone()));
        answers.chain(agreed).collect()
    }

    /// Returns every field of an action that was set differently at once.
    pub fn torn_fields(&self) -> Vec<TornField> {
        let plans = self.plans.iter();
        let actions = plans.flat_map(|(at, plan)| plan.actions.values().map(|it| (*at, it)));
        let fields = actions.flat_map(|(assessment, action)| {
            action.torn.iter().map(move |(field, values)| TornField {
                assessment,
                action: action.id,
                title: action.title.clone(),
                field: *field,
                values: values.clone(),
            })
        });
        fields.collect()
    }

    /// Says whether this device's member decides for the group.
    pub fn may_settle(&self) -> bool {
        self.my_role() >= Some(Role::Facilitator)
    }

    /// Returns why this device's member can't choose, if so.
    pub fn why_not_mine(&self, clash: &Clash) -> Option<WhyNot> {
        match clash.whose {
            Whose::Answer(member) if Some(member) == self.me => None,
            Whose::Answer(member) => Some(WhyNot::Theirs(member)),
            Whose::Agreed if self.my_role() >= Some(Role::Facilitator) => None,
            Whose::Agreed => Some(WhyNot::NotFacilitator),
        }
    }
}

/// Why somebody can't choose among the values of a clash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyNot {
    /// The answer is this person's.
    Theirs(MemberId),
    /// Who does not run reviews does not decide for the group.
    NotFacilitator,
}

impl Clash {
    /// Returns the change that keeps the value at `place`. The others stay in the history.
    pub fn keep(&self, place: usize) -> Option<Edit> {
        let (review, question) = (self.review, self.question.clone());
        Some(match self.values.get(place)?.words.clone() {
            Words::Answer(answer) => Edit::Answer { review, answers: vec![(question, answer)] },
            Words::Agreed(agreed) => Edit::Agree { review, agreed: vec![(question, agreed)] },
        })
    }
}
