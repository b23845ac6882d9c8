//! The shortest list of steps that still goes wrong.

use super::{Plan, play};

/// Most plans that are tried.
const TRIALS: usize = 150;

/// Leaves out steps, many first, then fewer, as long as something still goes wrong. Returns what is left, and what
/// goes wrong with it.
pub fn shrink(plan: &Plan, what: &str) -> (Plan, String) {
    let (mut best, mut why) = (plan.clone(), what.to_owned());
    let mut piece = best.steps.len() / 2;
    let mut trials = 0;
    while piece > 0 {
        let mut from = 0;
        while from < best.steps.len() && trials < TRIALS {
            trials += 1;
            let kept = best.steps.iter().enumerate();
            let kept = kept.filter(|(n, _)| *n < from || *n >= from + piece);
            let steps = kept.map(|(_, it)| it.clone()).collect();
            let shorter = Plan { steps, ..best.clone() };
            match play(&shorter) {
                Err(what) => (best, why) = (shorter, what),
                Ok(_) => from += piece,
            }
        }
        piece /= 2;
    }
    (best, why)
}
