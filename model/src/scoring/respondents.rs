//! Stage 1: many voices, one value per question.

mod unscored;
mod voices;

use std::collections::{BTreeMap, BTreeSet};

pub(crate) use unscored::{open_question, outside};
use voices::{Crowd, Figures, Tally, Voices, combine};

use super::{
    Exact, Inputs, QuestionOutcome, QuestionValue,
    plan::{Plan, ScalePlan, levels},
    told::{Came, How, Note},
};
use crate::{
    answer::{Answer, Basis, Said},
    framework::{Agreed, Choice, Measure, Na, NaRule, Node, Permission},
    ids::MemberId,
};

/// What a question counts for.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub(crate) state: State,
    /// Whether it is asked at all still depends on a question nobody has answered.
    pub(crate) is_unsettled: bool,
    /// What the target is worth, if any measure asks.
    pub(crate) target: Option<Worth>,
    pub(crate) outcome: QuestionOutcome,
}

/// The one value of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum State {
    Value(Worth),
    /// With the reason.
    NotApplicable(Came),
    /// Nothing that counts was said.
    Blank,
}

/// What an answer is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Worth {
    /// Position of the option on its scale: the one chosen, or the next below a value in between.
    pub(crate) option: usize,
    pub(crate) value: Option<Exact>,
    pub(crate) met: Option<bool>,
    pub(crate) credit: Option<Exact>,
}

/// Who said anything, by dimension; sorted.
pub(crate) type People = BTreeMap<usize, Vec<MemberId>>;

/// Returns the items of all questions of `plan`, in their order, and who spoke.
pub(crate) fn items(plan: &Plan<'_>, inputs: &Inputs) -> (Vec<Item>, People) {
    let mut crowds: BTreeMap<usize, Crowd> = BTreeMap::new();
    let mut items = Vec::with_capacity(plan.questions.len());
    for at in &plan.questions {
        let crowd = crowds.entry(plan.spot(*at).map_or(*at, |it| it.dimension)).or_default();
        items.extend(Question::of(plan, inputs, *at).map(|it| it.item(crowd)));
    }
    let people = crowds.into_iter().map(|it| (it.0, it.1.known)).collect();
    if plan.has_dependents {
        ask(plan, inputs, &mut items);
    }
    (items, people)
}

/// Returns the items like [`items`], given those that `before` came to: where nobody says anything else in a dimension,
/// they are what they were. `None` where more than what people say to a question may have changed.
pub(crate) fn items_after(
    plan: &Plan<'_>,
    inputs: &Inputs,
    (before, items, people): (&Inputs, &[Item], &People),
) -> Option<(Vec<Item>, People)> {
    if plan.has_dependents || items.len() != plan.questions.len() {
        return None;
    }
    let turned = inputs.turned_since(before)?;
    let dimension = |at: usize| plan.spot(at).map_or(at, |it| it.dimension);
    let turned = |at: &&usize| plan.node(**at).is_some_and(|it| turned.contains(&it.id));
    let turned: BTreeSet<usize> =
        plan.questions.iter().filter(turned).map(|at| dimension(*at)).collect();
    let mut crowds: BTreeMap<usize, Crowd> = BTreeMap::new();
    let mut out = Vec::with_capacity(items.len());
    for (at, item) in plan.questions.iter().zip(items) {
        let of = dimension(*at);
        if turned.contains(&of) {
            let crowd = crowds.entry(of).or_default();
            out.push(Question::of(plan, inputs, *at)?.item(crowd));
        } else {
            out.push(item.clone());
        }
    }
    let mut people = people.clone();
    people.extend(crowds.into_iter().map(|it| (it.0, it.1.known)));
    Some((out, people))
}

/// Leaves out what is not asked.
fn ask(plan: &Plan<'_>, inputs: &Inputs, items: &mut [Item]) {
    for (index, asked) in asked(plan, inputs, items).into_iter().enumerate() {
        let Some(item) = items.get_mut(index) else { continue };
        match asked {
            Asked::Yes => {}
            Asked::No => item.leave_out(Came::NotAsked),
            Asked::Unknown => {
                if let State::Blank = item.state {
                    item.leave_out(Came::NotYetAsked);
                }
                item.is_unsettled = true;
            }
        }
    }
}

/// Returns the item of the question at position `position` by itself, whether it is asked or not.
pub(crate) fn item(plan: &Plan<'_>, inputs: &Inputs, position: usize) -> Option<Item> {
    let question = Question::of(plan, inputs, *plan.questions.get(position)?)?;
    Some(question.item(&mut Crowd::default()))
}

impl Item {
    fn leave_out(&mut self, why: Came) {
        self.state = State::NotApplicable(why);
        self.outcome.value = QuestionValue::NotApplicable;
        self.outcome.how = why.into();
    }

    pub(crate) fn is_blank(&self) -> bool {
        matches!(self.state, State::Blank)
    }

    pub(crate) fn applies(&self) -> bool {
        !matches!(self.state, State::NotApplicable(_))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Yes,
    No,
    Unknown,
}

/// Says of every question whether it is asked, following `depends_on` from the far end.
fn asked(plan: &Plan<'_>, inputs: &Inputs, items: &[Item]) -> Vec<Asked> {
    let mut known: BTreeMap<usize, Asked> = BTreeMap::new();
    for start in &plan.questions {
        let mut path = vec![*start];
        while let Some(here) = path.last().copied() {
            let next = plan.node(here).and_then(|it| it.depends_on.as_ref());
            let next = next.and_then(|it| plan.by_id.get(&it.node)).copied();
            let settled = match next {
                None => Asked::Yes,
                Some(other) => match known.get(&other) {
                    Some(Asked::Yes) => leads(plan, inputs, items, (here, other)),
                    Some(it) => *it,
                    None if path.contains(&other) || path.len() > plan.spots.len() => {
                        Asked::Unknown
                    }
                    None => {
                        path.push(other);
                        continue;
                    }
                },
            };
            known.insert(here, settled);
            path.pop();
        }
    }
    plan.questions.iter().map(|at| known.get(at).copied().unwrap_or(Asked::Yes)).collect()
}

/// Says whether the answers to `other` lead to `here`: the agreed one if it counts, else anybody's.
fn leads(plan: &Plan<'_>, inputs: &Inputs, items: &[Item], (here, other): (usize, usize)) -> Asked {
    let Some(rule) = plan.node(here).and_then(|it| it.depends_on.as_ref()) else {
        return Asked::Yes;
    };
    let fits = |said: &Said| matches!(said, Said::Option(it) if rule.options.contains(it));
    let agreed = inputs.agreed.get(&rule.node);
    if let Some(said) = agreed.filter(|_| plan.pack.respondents.agreed == Agreed::Overrides) {
        return if fits(said) { Asked::Yes } else { Asked::No };
    }
    let mut voices = inputs.spoken(&rule.node).into_iter().flat_map(BTreeMap::values);
    if voices.any(|it| fits(&it.said)) {
        return Asked::Yes;
    }
    // Outside the baseline nobody is asked, so nothing waits for an answer there.
    let Ok(position) = plan.questions.binary_search(&other) else { return Asked::Yes };
    if items.get(position).is_none_or(Item::is_blank) { Asked::Unknown } else { Asked::No }
}

/// A question with everything said to it.
struct Question<'a> {
    plan: &'a Plan<'a>,
    inputs: &'a Inputs,
    at: usize,
    node: &'a Node,
    scale: &'a ScalePlan<'a>,
    answers: Option<&'a BTreeMap<MemberId, Answer>>,
}

impl<'a> Question<'a> {
    fn of(plan: &'a Plan<'a>, inputs: &'a Inputs, at: usize) -> Option<Self> {
        let node = plan.node(at)?;
        let scale = plan.scale_at(at)?;
        Some(Self { plan, inputs, at, node, scale, answers: inputs.spoken(&node.id) })
    }

    fn item(&self, crowd: &mut Crowd) -> Item {
        let tally = self.tally(crowd);
        let rule = &self.plan.pack.respondents;
        let agreed = self.inputs.agreed.get(&self.node.id);
        let agreed =
            agreed.filter(|_| rule.agreed == Agreed::Overrides).and_then(|it| self.agreed(it));
        let (state, came) = agreed.unwrap_or_else(|| self.combined(&tally));
        let mut how = How::from(came);
        let claimed = match &state {
            State::Value(worth) => self.scale.scale.options.get(worth.option).and_then(|it| it.met),
            State::NotApplicable(_) | State::Blank => None,
        };
        let value = match &state {
            State::Value(it) => {
                if claimed == Some(true) && it.met == Some(false) {
                    how.notes.push(Note::Unproven);
                }
                QuestionValue::Value {
                    value: it.value.clone(),
                    met: it.met,
                    credit: it.credit.clone(),
                }
            }
            State::NotApplicable(_) => QuestionValue::NotApplicable,
            State::Blank => QuestionValue::Blank,
        };
        if self.inputs.conflicts.contains(&self.node.id) {
            how.notes.push(Note::DevicesDiffer);
        }
        if tally.about_oneself > 0 {
            how.notes.push(Note::AboutOneself(tally.about_oneself));
        }
        how.notes.extend(self.spread(&tally));
        let outcome = QuestionOutcome {
            value,
            how,
            n: tally.counts.iter().sum(),
            dont_know: tally.dont_know,
            not_applicable: tally.not_applicable,
        };
        Item { state, is_unsettled: false, target: self.target(), outcome }
    }

    /// Returns what the option aimed at is worth: the one set, else the best there is.
    fn target(&self) -> Option<Worth> {
        let asks = |it: &Measure| {
            it.na == Some(Na::AsTarget) || it.cap.as_ref().is_some_and(|it| it.as_str() == "target")
        };
        if !self.plan.pack.measures.iter().any(asks) {
            return None;
        }
        let scale = self.scale.scale;
        let set = self.inputs.targets.get(&self.node.id);
        let set = set.and_then(|id| levels(scale).find(|it| it.id == *id));
        let choice = set.or_else(|| levels(scale).last())?;
        let option = scale.options.iter().position(|it| it.id == choice.id)?;
        let met = choice.met.or((!choice.met_if.is_empty()).then_some(true));
        let (value, credit) = (choice.value.clone(), choice.credit.clone());
        Some(Worth { option, value, met, credit })
    }

    /// Says how far the answers lie apart, where the framework wants to know.
    fn spread(&self, tally: &Tally) -> Option<Note> {
        let limit = self.plan.pack.respondents.flag_spread.as_ref()?;
        let chosen = || tally.counts.iter().enumerate().filter(|it| *it.1 > 0);
        let values = || chosen().filter_map(|it| self.choice(it.0)?.value.as_ref());
        let (low, high) = (values().min()?, values().max()?);
        let spread = high - low;
        (spread >= *limit && low < high).then_some(Note::Apart(spread))
    }

    fn choice(&self, option: usize) -> Option<&'a Choice> {
        self.scale.scale.options.get(option)
    }

    fn na_counts(&self, reason: &str) -> bool {
        let scale = self.scale.scale;
        scale.na == Permission::Allow
            && match self.node.na_needs.as_deref() {
                None => true,
                Some("reason") => !reason.trim().is_empty(),
                // Approval is the group's: only an agreed answer carries it.
                Some(_) => false,
            }
    }

    /// What the agreed answer says; `None` where it says nothing that counts.
    fn agreed(&self, said: &Said) -> Option<(State, Came)> {
        let how = Came::Agreed;
        let scale = self.scale.scale;
        let not_applicable = || State::NotApplicable(Came::AgreedAway);
        match said {
            Said::Option(id) if Some(id) == scale.na_option.as_ref() => {
                Some((not_applicable(), how))
            }
            Said::Option(id) => {
                let option = levels(scale).find(|it| it.id == *id)?;
                let position = scale.options.iter().position(|it| it.id == option.id)?;
                Some((State::Value(self.worth(position, option.value.clone())), how))
            }
            Said::NotApplicable { .. } if scale.na == Permission::Allow => {
                Some((not_applicable(), how))
            }
            Said::DontKnow => Some((State::Blank, Came::AgreedUnknown)),
            Said::NotApplicable { .. } | Said::Text(_) | Said::Number(_) => None,
        }
    }

    fn combined(&self, tally: &Tally) -> (State, Came) {
        let rule = &self.plan.pack.respondents;
        let voices = self.voices(tally);
        let (with, without) = (voices.count, voices.without);
        if with + without == 0 {
            let unknown = tally.dont_know > 0;
            return (State::Blank, if unknown { Came::NobodyKnows } else { Came::NotAnswered });
        }
        let leaves = match rule.na {
            NaRule::Majority => without * 2 > with + without,
            NaRule::Any => without > 0,
            NaRule::All => with == 0,
        };
        let quorum = usize::try_from(rule.quorum).unwrap_or(usize::MAX);
        let heard = if leaves { with + without } else { with };
        if heard < quorum {
            return (State::Blank, Came::Few { heard, needed: quorum });
        }
        if leaves {
            let how = Came::SaidAway { n: without, of: with + without };
            return (State::NotApplicable(how), how);
        }
        let how = match with {
            1 => Came::One(voices.voice),
            _ => Came::Several(rule.combine, with, voices.voice),
        };
        match self.statistic(&voices) {
            Some(worth) => (State::Value(worth), how),
            None => (State::Blank, Came::Weightless),
        }
    }

    fn statistic(&self, voices: &Voices) -> Option<Worth> {
        let mut with: Vec<&(Exact, Exact)> =
            voices.with.iter().filter(|it| !it.1.is_zero()).collect();
        with.sort();
        let figure = combine(self.plan.pack.respondents.combine, &with)?;
        let option = match voices.only {
            Some(only) => only,
            None => self.landing(&figure, voices.figures)?,
        };
        Some(self.worth(option, (voices.figures == Figures::Values).then_some(figure)))
    }

    /// Returns the highest option that is not above `figure`: what lies in between counts as the lower.
    fn landing(&self, figure: &Exact, figures: Figures) -> Option<usize> {
        let scale = self.scale.scale;
        let is_level = |it: &Choice| levels(scale).any(|level| level.id == it.id);
        let options = scale.options.iter().enumerate().filter(|it| is_level(it.1));
        let with_figure = options.filter_map(|(position, it)| {
            let own = match figures {
                Figures::Values => it.value.clone()?,
                Figures::Positions => Exact::count(position),
            };
            Some((own, position))
        });
        let reached = with_figure.filter(|it| it.0 <= *figure);
        reached.max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1))).map(|it| it.1)
    }

    fn worth(&self, option: usize, value: Option<Exact>) -> Worth {
        let Some(choice) = self.choice(option) else {
            return Worth { option, value, met: None, credit: None };
        };
        let proven = |needs: &str| self.is_proven(needs);
        let by_tag = choice.met_if.iter().find(|it| self.node.tags.contains(&it.tag));
        let claimed = choice.met.or((!choice.met_if.is_empty()).then_some(false));
        let mut met = by_tag.map_or(claimed, |it| Some(proven(&it.needs)));
        let mut credit = choice.credit.clone();
        if met == Some(true) && self.node.met_needs.as_deref().is_some_and(|it| !proven(it)) {
            met = Some(false);
            credit = credit.map(|_| Exact::zero());
        }
        Worth { option, value, met, credit }
    }

    fn is_proven(&self, needs: &str) -> bool {
        let claims = self.answers.into_iter().flat_map(BTreeMap::values);
        let mut claims = claims.filter(|it| matches!(it.said, Said::Option(_)));
        claims.any(|it| match needs {
            "evidence" => it.evidence.iter().any(|it| !it.is_blank()),
            "reason" => it.note.trim().chars().count() >= REASON,
            "documented" => it.basis == Basis::Documented || self.is_tested(it.basis),
            _ => self.is_tested(it.basis),
        })
    }

    /// Says whether it was tried, not in the future and not longer ago than the question allows.
    fn is_tested(&self, basis: Basis) -> bool {
        let allowed = self.node.evidence.as_ref().and_then(|it| it.max_age_days);
        match basis {
            Basis::Tested(on) => {
                let age = self.inputs.as_of.days() - on.days();
                age >= 0 && allowed.is_none_or(|it| age <= i64::from(it))
            }
            Basis::Claimed | Basis::Documented => false,
        }
    }
}

/// Fewest characters that count as a reason.
const REASON: usize = 5;
