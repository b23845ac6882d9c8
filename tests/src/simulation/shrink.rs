//! The shortest list of steps that still goes wrong.

use super::{Plan, play};

/// Most plans that are tried.
const TRIALS: usize = 150;

/// Leaves out steps, many first, then fewer, as long as the same still goes wrong. Returns what is left, and what goes
/// wrong with it.
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
                Err(found) if kind(&found) == kind(what) => (best, why) = (shorter, found),
                Ok(_) | Err(_) => from += piece,
            }
        }
        piece /= 2;
    }
    (best, why)
}

/// Returns what a fault is about, without where it shows.
fn kind(what: &str) -> Vec<&str> {
    let head = what.split(':').next().unwrap_or_default();
    let names = |it: &&str| *it == "ana" || it.contains(|it: char| it.is_ascii_digit());
    head.split_whitespace().filter(|it| !names(it)).collect()
}
