//! Keeps a result up to date while people answer.

use super::{
    Exact, Inputs, Outcome, Tier, explain::Whole, ladder, live::Live, respondents, wiring::Wiring,
};
use crate::{
    answer::{Answer, Said},
    framework::Framework,
    ids::{LadderId, MeasureId, MemberId, NodeId},
};

/// A result that follows each change. **Invariant:** it says what [`score`](super::score) says of the same inputs.
#[derive(Debug)]
pub struct Scorer<'a> {
    framework: &'a Framework,
    inputs: Inputs,
    live: Live<'a>,
}

impl<'a> Scorer<'a> {
    /// Scores `inputs` once.
    pub fn new(framework: &'a Framework, inputs: Inputs) -> Self {
        let wiring = Wiring::of(framework.pack(), &inputs.baselines);
        let live = Live::of(wiring, &inputs);
        Self { framework, inputs, live }
    }

    /// Returns what it was computed from.
    pub fn inputs(&self) -> &Inputs {
        &self.inputs
    }

    /// Takes in that `member` answers `question`, or takes the answer back.
    pub fn answer(&mut self, question: &NodeId, member: MemberId, answer: Option<Answer>) {
        let voices = self.inputs.spoken_mut(question.clone());
        match answer {
            Some(answer) => drop(voices.insert(member, answer)),
            None => drop(voices.remove(&member)),
        }
        self.follow(question);
    }

    /// Takes in what the group agreed on, or that it no longer does.
    pub fn agree(&mut self, question: &NodeId, said: Option<Said>) {
        match said {
            Some(said) => drop(self.inputs.agreed.insert(question.clone(), said)),
            None => drop(self.inputs.agreed.remove(question)),
        }
        self.follow(question);
    }

    fn follow(&mut self, question: &NodeId) {
        let plan = &self.live.wiring.plan;
        let Some(at) = plan.by_id.get(question).copied() else { return };
        let mut places = vec![at];
        self.live.people = None;
        ladder::record_at(plan, &self.inputs, at, &mut self.live.records);
        if plan.has_dependents {
            // What is asked may have changed anywhere.
            places.extend(&plan.questions);
            self.live.items = respondents::items(plan, &self.inputs).0;
        } else if let Ok(position) = plan.questions.binary_search(&at) {
            let item = respondents::item(plan, &self.inputs, position);
            drop(item.and_then(|it| self.live.put(position, it)));
        }
        drop(self.live.follow(&self.inputs, &places));
    }

    /// Returns the tier, if it can be determined.
    pub fn tier(&self) -> Option<Tier> {
        let (index, ladder) = self.live.main()?;
        let root = self.live.wiring.plan.root();
        let known = &self.framework.pack().baselines;
        if self.inputs.baselines.iter().any(|it| !known.contains_key(it)) {
            return None;
        }
        ladder::tier(&self.live.wiring.plan, ladder, self.live.climb(index, root)?.reached?)
    }

    /// Returns the figure of a measure at a place, or at the root.
    pub fn figure(&self, measure: &MeasureId, place: Option<&NodeId>) -> Option<&Exact> {
        let index = self.live.wiring.index_of(measure.as_str())?;
        self.live.cells.get(index)?.get(&self.at(place)?)?.value()
    }

    /// Returns the rung of a ladder at a place, or at the root.
    pub fn rung(&self, ladder: &LadderId, place: Option<&NodeId>) -> Option<Tier> {
        let plan = &self.live.wiring.plan;
        let mut ladders = plan.pack.ladders.iter().enumerate();
        let (index, found) = ladders.find(|it| it.1.id == *ladder)?;
        ladder::tier(plan, found, self.live.climb(index, self.at(place)?)?.reached?)
    }

    fn at(&self, place: Option<&NodeId>) -> Option<usize> {
        let plan = &self.live.wiring.plan;
        place.map_or(Some(plan.root()), |it| plan.by_id.get(it).copied())
    }

    /// Returns the whole result with its explanation.
    pub fn outcome(&self) -> Outcome {
        Whole::of(&self.live, &self.inputs).outcome(self.framework)
    }
}
