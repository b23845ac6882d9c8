//! Whatever happens to a few devices, nothing is lost, nothing unsealed and nothing believed that nobody may say, and
//! in the end all show the same.
//!
//! `MUSTER_SEEDS=N` plays so many plans instead of a few, `MUSTER_SEED=S` begins with the plan of that seed,
//! `MUSTER_DEVICES` and `MUSTER_STEPS` say how many devices and steps.

use muster_tests::simulation::{Told, play_all};

use crate::household::at_once;

fn setting(name: &str, usual: u64) -> u64 {
    std::env::var(name).ok().and_then(|it| it.parse().ok()).unwrap_or(usual)
}

#[test]
#[expect(clippy::print_stdout, reason = "how much was played is worth a line")]
fn whatever_happens_nothing_is_lost_and_all_come_to_show_the_same() {
    let (first, many) = (setting("MUSTER_SEED", 1), setting("MUSTER_SEEDS", 24));
    let devices = usize::try_from(setting("MUSTER_DEVICES", 5)).unwrap();
    let steps = usize::try_from(setting("MUSTER_STEPS", 40)).unwrap();
    let half = many / 2;
    let parts = [first..first + half, first + half..first + many];
    let told: Vec<Told> = at_once(parts.map(|seeds| move || play_all(seeds, devices, steps)));
    let sum = |of: fn(&Told) -> usize| told.iter().map(of).sum::<usize>();
    println!(
        "{many} seeds, {steps} steps, {} devices: {} messages, {} envelopes, {} of them misdeeds",
        sum(|it| it.devices),
        sum(|it| it.messages),
        sum(|it| it.envelopes),
        sum(|it| it.misdeeds),
    );
    assert!(many < 20 || sum(|it| it.misdeeds) > 20, "nobody lied");
}
