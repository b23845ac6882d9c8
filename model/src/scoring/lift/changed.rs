//! Inputs with some answers changed.

use super::Change;
use crate::{
    answer::{Answer, Basis, Said},
    framework::{Agreed, Pack},
    ids::MemberId,
    scoring::Inputs,
};

/// Returns `inputs` with `changes`: the group agrees on each, or where agreement does not count, everybody says so.
/// Where nobody has answered, somebody who is nobody does.
pub(super) fn changed(pack: &Pack, inputs: &Inputs, changes: &[Change]) -> Inputs {
    let mut inputs = inputs.clone();
    for change in changes {
        apply(pack, &mut inputs, change);
    }
    inputs
}

fn apply(pack: &Pack, inputs: &mut Inputs, change: &Change) {
    let said = Said::Option(change.to.clone());
    let overrides = pack.respondents.agreed == Agreed::Overrides;
    if overrides {
        inputs.agreed.insert(change.question.clone(), said.clone());
    }
    inputs.conflicts.remove(&change.question);
    let needed = match (overrides, change.proven) {
        (true, false) => return,
        (true, true) => 1,
        (false, _) => usize::try_from(pack.respondents.quorum).unwrap_or(usize::MAX),
    };
    let as_of = inputs.as_of;
    let voices = inputs.spoken_mut(change.question.clone());
    let mut number = u8::MAX;
    while voices.len() < needed.min(200) {
        voices
            .entry(MemberId::from_bytes([number; 16]))
            .or_insert_with(|| Answer::of(said.clone()));
        number = number.wrapping_sub(1);
    }
    for (place, answer) in voices.values_mut().enumerate() {
        if overrides && place > 0 {
            break;
        }
        answer.said = said.clone();
        if change.proven {
            answer.basis = Basis::Tested(as_of);
            answer.evidence = vec!["shown on that day".into()];
            if answer.note.trim().is_empty() {
                "shown on that day".clone_into(&mut answer.note);
            }
        }
    }
}
