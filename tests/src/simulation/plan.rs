//! What is to happen, step by step.

use std::fmt;

use muster_model::control::op::{Role, Secrecy};

use crate::{dice::Dice, faults::Fault, malice::Misdeed};

/// A list of what is to happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// From which it was rolled.
    pub seed: u64,
    /// How many devices there are when it begins.
    pub devices: usize,
    /// Who sees what before the reveal.
    pub secrecy: Secrecy,
    /// What happens, in this order.
    pub steps: Vec<Step>,
}

/// Something happens, some time after what happened before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// How long after.
    pub after_ms: u64,
    /// What.
    pub deed: Deed,
}

/// What may happen. Numbers name devices and questions, whatever there is; a `lot` decides what is left open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field is a device, a question or a lot")]
pub enum Deed {
    /// Answers.
    Answer { who: usize, question: usize, level: usize },
    /// Takes an answer back.
    Withdraw { who: usize, question: usize },
    /// Comments on the board.
    Comment { who: usize, question: usize },
    /// Hands in.
    HandIn { who: usize },
    /// Tries to reveal; only some may.
    Reveal { who: usize },
    /// Tries to end the review; only some may.
    Close { who: usize },
    /// A new person joins.
    Join { host: usize },
    /// A person takes a further device.
    OwnDevice { host: usize },
    /// Two devices connect.
    Connect { a: usize, b: usize },
    /// A connection breaks; what was on its way is lost.
    Break { a: usize, b: usize },
    /// The network falls into two parts.
    Split { lot: u64 },
    /// The network is one again.
    Mend,
    /// Somebody carries envelopes: some, some twice, in any order.
    Carry { from: usize, to: usize, lot: u64 },
    /// A bundle made for somebody's need is carried to them.
    Bundle { from: usize, to: usize },
    /// A device stops in the middle and starts again.
    Crash { who: usize, lot: u64 },
    /// A device is copied away.
    Backup { who: usize },
    /// A device is set back to the copy.
    Restore { who: usize },
    /// A clock is wrong from now on.
    Clock { who: usize, ahead_ms: u64 },
    /// Bytes on a wire are turned.
    Garble { a: usize, b: usize, lot: u64 },
    /// Spoilt envelopes arrive.
    Forge { from: usize, to: usize, lot: u64 },
    /// Envelopes of another workspace arrive.
    Replay { to: usize },
    /// Somebody takes a device out: their own, or anybody's; only some may.
    Revoke { who: usize, device: usize },
    /// Somebody takes a person out, with all their devices; only some may.
    Remove { who: usize, person: usize },
    /// The owner gives a person another role.
    Name { person: usize, role: Role },
    /// A call to a disk goes wrong, soon.
    Fail { who: usize, calls: u64, fault: Fault },
    /// Somebody asks a person for their signature, or takes that back; only some may.
    Call { who: usize, person: usize, lot: u64 },
    /// Somebody signs what they are shown; only those who were asked may, and some others.
    Sign { who: usize },
    /// Somebody plans an action; only some may.
    Plan { who: usize, lot: u64 },
    /// Tries to destroy the assessment; only some may, and only when its review is closed.
    Destroy { who: usize },
    /// Envelopes are passed on without their content, as if that were destroyed.
    Hollow { from: usize, to: usize, lot: u64 },
    /// A device puts checkpoints in the place of lanes.
    Condense { who: usize },
    /// A member lies.
    Lie { who: usize, to: usize, misdeed: Misdeed, lot: u64 },
}

impl Plan {
    /// Rolls a plan.
    pub fn of(seed: u64, devices: usize, steps: usize) -> Self {
        let mut dice = Dice::new(seed);
        let secrecies = [Secrecy::Blind, Secrecy::Strict, Secrecy::Open, Secrecy::Blind];
        let secrecy = *dice.one_of(&secrecies).unwrap_or(&Secrecy::Blind);
        // Some plans know no reveal, so that what is sealed is looked at to the end.
        let reveals = !dice.once_in(3);
        let rolled = (0..steps).map(|n| {
            let after_ms = roll_gap(&mut dice);
            let late = n * 2 > steps;
            Step {
                after_ms,
                deed: roll(
                    &mut dice,
                    devices,
                    if reveals && late { Ends::MayCome } else { Ends::Later },
                ),
            }
        });
        Self { seed, devices, secrecy, steps: rolled.collect() }
    }
}

/// Mostly moments, now and then an hour.
fn roll_gap(dice: &mut Dice) -> u64 {
    let most = [40, 400, 4_000, 4_000, 90_000, 3_600_000];
    let most = *dice.one_of(&most).unwrap_or(&40);
    u64::try_from(dice.below(most)).unwrap_or(0)
}

/// Whether the facilitator may end a round by now.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ends {
    MayCome,
    Later,
}

fn roll(dice: &mut Dice, devices: usize, ends: Ends) -> Deed {
    let (who, to) = (dice.below(devices), dice.below(devices));
    let (question, level, lot) = (dice.below(12), dice.below(5), dice.roll());
    match dice.below(130) {
        0..=29 => Deed::Answer { who, question, level },
        30..=32 => Deed::Withdraw { who, question },
        33..=35 => Deed::Comment { who, question },
        36..=39 => Deed::HandIn { who },
        40 if ends == Ends::MayCome => Deed::Reveal { who: 0 },
        40 | 41 => Deed::Reveal { who: who.max(1) },
        42 if ends == Ends::MayCome && dice.once_in(3) => Deed::Close { who: 0 },
        42 => Deed::Close { who: who.max(1) },
        43 => Deed::Join { host: 0 },
        44 => Deed::OwnDevice { host: who },
        45..=64 => Deed::Connect { a: who, b: to },
        65..=69 => Deed::Break { a: who, b: to },
        70 | 71 => Deed::Split { lot },
        72 | 73 => Deed::Mend,
        74..=77 => Deed::Carry { from: who, to, lot },
        78 => Deed::Bundle { from: who, to },
        79..=81 => Deed::Crash { who, lot },
        82 | 83 => Deed::Backup { who },
        84 => Deed::Restore { who },
        85 | 86 => Deed::Clock { who, ahead_ms: lot % 100_000_000_000 },
        87..=89 => Deed::Garble { a: who, b: to, lot },
        90..=92 => Deed::Forge { from: who, to, lot },
        93 => Deed::Replay { to },
        94 => Deed::Revoke { who: to, device: who },
        95 => Deed::Remove { who: if dice.once_in(2) { 0 } else { to }, person: who },
        96 | 97 => {
            let roles = [Role::Facilitator, Role::Observer, Role::Respondent];
            Deed::Name { person: who, role: *dice.one_of(&roles).unwrap_or(&Role::Respondent) }
        }
        98..=102 | 122 | 123 => {
            let fault = *dice.one_of(&Fault::ALL).unwrap_or(&Fault::Refused);
            Deed::Fail { who, calls: lot % 12, fault }
        }
        109 | 110 => Deed::Call { who: if dice.once_in(2) { 0 } else { who }, person: to, lot },
        111 | 112 => Deed::Sign { who: if dice.once_in(2) { 0 } else { who } },
        118 | 119 => Deed::Destroy { who: if dice.once_in(2) { 0 } else { who } },
        120 | 121 => Deed::Hollow { from: who, to, lot },
        124..=129 => Deed::Condense { who },
        113..=117 => Deed::Plan { who: if dice.once_in(2) { 0 } else { who }, lot },
        _ => {
            let misdeed = *dice.one_of(&Misdeed::ALL).unwrap_or(&Misdeed::Close);
            Deed::Lie { who, to, misdeed, lot }
        }
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} devices, {:?}, {} steps:", self.devices, self.secrecy, self.steps.len())?;
        for step in &self.steps {
            writeln!(f, "  after {} ms: {:?}", step.after_ms, step.deed)?;
        }
        Ok(())
    }
}
