//! Whatever happens to a few devices, nothing is lost, nothing unsealed and nothing believed that nobody may say, and
//! in the end all show the same.
//!
//! `MUSTER_SEEDS=N` plays so many plans instead of a few, `MUSTER_SEED=S` begins with the plan of that seed,
//! `MUSTER_DEVICES` and `MUSTER_STEPS` say how many devices and steps.

use muster_tests::simulation::{Plan, play, play_all};

fn setting(name: &str, usual: u64) -> u64 {
    std::env::var(name).ok().and_then(|it| it.parse().ok()).unwrap_or(usual)
}

#[test]
#[expect(clippy::print_stdout, reason = "how much was played is worth a line")]
fn whatever_happens_nothing_is_lost_and_all_come_to_show_the_same() {
    let (first, many) = (setting("MUSTER_SEED", 1), setting("MUSTER_SEEDS", 32));
    let devices = usize::try_from(setting("MUSTER_DEVICES", 5)).unwrap();
    let steps = usize::try_from(setting("MUSTER_STEPS", 40)).unwrap();
    let told = play_all(first..first + many, devices, steps);
    println!(
        "{many} seeds, {steps} steps, {} devices, {} of them taken out, {} assessments destroyed: {} messages, {} bytes, {} envelopes, {} of \
         them misdeeds, {} times one was condensed, {} lanes at rest, {} failures of disks; {} MiB of memory at most",
        told.devices,
        told.gone,
        told.destroyed,
        told.messages,
        told.bytes,
        told.envelopes,
        told.misdeeds,
        told.condensed,
        told.rested,
        told.failures,
        peak_mib().unwrap_or(0),
    );
    let enough = |it: usize| many < 20 || it > 20;
    assert!(enough(told.misdeeds), "nobody lied");
    assert!(enough(told.failures), "no disk failed");
    assert!(enough(told.condensed), "nothing was condensed");
    assert!(enough(told.rested), "no lane rested");
    // With few devices what other tests need beside this one is more than all of this.
    let most = MIB_FOR_ALL + MIB_PER_DEVICE * setting("MUSTER_DEVICES", 5);
    let fits = devices < 100 || peak_mib().is_none_or(|it| it <= most);
    assert!(fits, "more memory than {most} MiB was needed");
}

#[test]
fn a_seed_is_one_history_to_the_byte_and_another_seed_another() {
    let told = |seed| play(&Plan::of(seed, 5, 60)).unwrap();
    assert_eq!(told(7), told(7));
    assert_ne!(told(7).trace, told(8).trace);
}

/// Memory for the program itself and everything that does not grow with the devices.
const MIB_FOR_ALL: u64 = 600;
/// Memory for what one device holds and shows.
const MIB_PER_DEVICE: u64 = 12;

/// Returns the most memory this process ever had, where the system says so.
fn peak_mib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|it| it.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib / 1024)
}
