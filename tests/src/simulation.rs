//! Everything that may happen to a few devices, from a seed.
//!
//! People work, wires break, delay and lose, clocks jump, devices crash and come back from old backups, files are
//! carried, and some of the people lie. A [`Plan`] is a list of steps that can be done again, and shortened when
//! something goes wrong. The sessions are the real ones, and stay open while the plan goes on: what is written on one
//! end comes to the other by itself, message by message, each after a delay of its own. Keys, nonces and ids come from the
//! seed too: a seed is one history, to the byte. (What a bundle is sealed with is not: it is gone when it is opened.)

mod board;
mod check;
mod destroyed;
mod life;
mod pack;
mod plan;
mod shrink;
mod wires;

use std::{
    collections::{BTreeMap, BTreeSet},
    num::NonZero,
    ops::Range,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    sync::{
        OnceLock,
        atomic::{AtomicU64, Ordering::SeqCst},
    },
    thread,
    time::Duration,
};

use muster_model::{
    control::op::{Role, Secrecy},
    ids::{EnvelopeId, ReviewId},
};

use self::wires::Wires;
pub use self::{
    pack::small,
    plan::{Deed, Plan, Step},
    shrink::shrink,
};
use crate::{dice::Dice, world::World};

/// What a run came to, where nothing went wrong.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Told {
    /// Envelopes that everybody has in the end.
    pub envelopes: usize,
    /// Messages delivered while the plan went on.
    pub messages: usize,
    /// Envelopes somebody made against the rules.
    pub misdeeds: usize,
    /// Devices in the end.
    pub devices: usize,
    /// Bytes that were sent.
    pub bytes: usize,
    /// Calls to a disk that went wrong.
    pub failures: usize,
    /// Devices that were taken out.
    pub gone: usize,
    /// Assessments that were destroyed.
    pub destroyed: usize,
    /// Envelopes that some device put into a checkpoint.
    pub condensed: usize,
    /// Lanes that a device left at rest when it began again.
    pub rested: usize,
    /// What it all came to: every message as it arrived, and every view in the end.
    pub trace: [u8; 32],
}

impl Told {
    fn add(&mut self, other: &Self) {
        self.envelopes += other.envelopes;
        self.messages += other.messages;
        self.misdeeds += other.misdeeds;
        self.devices += other.devices;
        self.bytes += other.bytes;
        self.failures += other.failures;
        self.gone += other.gone;
        self.destroyed += other.destroyed;
        self.condensed += other.condensed;
        self.rested += other.rested;
        self.trace.iter_mut().zip(other.trace).for_each(|(it, other)| *it ^= other);
    }
}

/// Plays a plan; says what was wrong.
pub fn play(plan: &Plan) -> Result<Told, String> {
    let played = catch_unwind(AssertUnwindSafe(|| {
        let mut simulation = Simulation::of(plan);
        for step in &plan.steps {
            simulation.step(step)?;
        }
        simulation.end()
    }));
    played.unwrap_or_else(|cause| {
        let text = cause.downcast_ref::<String>().cloned();
        let text = text.or_else(|| cause.downcast_ref::<&str>().map(|it| (*it).to_owned()));
        Err(format!("panic: {}", text.unwrap_or_default()))
    })
}

/// Plays the plans of `seeds`, as many at once as there are processors, and returns what they came to.
///
/// # Panics
/// With the shortest list of steps found that still goes wrong.
pub fn play_all(seeds: Range<u64>, devices: usize, steps: usize) -> Told {
    let next = AtomicU64::new(seeds.start);
    let work = || {
        let mut sum = Told::default();
        loop {
            let seed = next.fetch_add(1, SeqCst);
            if seed >= seeds.end {
                return sum;
            }
            let plan = Plan::of(seed, devices, steps);
            match play(&plan) {
                Ok(told) => sum.add(&told),
                Err(what) => {
                    next.store(seeds.end, SeqCst);
                    fail(&plan, &what);
                }
            }
        }
    };
    let workers = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        let all: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        let mut sum = Told::default();
        for one in all {
            match one.join() {
                Ok(told) => sum.add(&told),
                Err(cause) => resume_unwind(cause),
            }
        }
        sum
    })
}

#[expect(clippy::panic, reason = "a test world that does not work is a failed test")]
fn fail(plan: &Plan, what: &str) {
    let (shortest, why) = shrink(plan, what);
    panic!(
        "{what}\nMUSTER_SEED={} fails; of {} steps these do too: {why}\n{shortest}",
        plan.seed,
        plan.steps.len()
    );
}

/// The state of things.
struct Simulation {
    world: World,
    names: Vec<String>,
    /// Who uses which device.
    people: BTreeMap<String, String>,
    review: ReviewId,
    secrecy: Secrecy,
    wires: Wires,
    now: Duration,
    backups: BTreeMap<String, Vec<Vec<u8>>>,
    /// What was reported as saved and can't have gone with a disk, and by which device; by none if it is gone there.
    saved: BTreeMap<EnvelopeId, String>,
    /// A record of another workspace.
    elsewhere: Vec<Vec<u8>>,
    /// Who was more than a respondent, once.
    trusted: BTreeSet<String>,
    /// Who wrote something that they must not.
    liars: BTreeSet<String>,
    /// Who was asked to sign, once.
    called: BTreeSet<String>,
    /// Which roles people were given.
    roles: BTreeMap<String, BTreeSet<Role>>,
    /// Whether anybody or any device was taken out.
    parted: bool,
    revealed: bool,
    closed: bool,
    /// Whether somebody destroyed the assessment.
    destroyed: bool,
    steps: usize,
    said: usize,
    misdeeds: usize,
    failures: usize,
    condensed: usize,
    rested: usize,
    /// Everything that arrived so far.
    trace: blake3::Hasher,
}

/// Returns the records of another workspace.
fn elsewhere() -> Vec<Vec<u8>> {
    static RECORDS: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
    RECORDS.get_or_init(|| World::founded_from(0, "zoe", small()).records("zoe")).clone()
}

impl Simulation {
    fn of(plan: &Plan) -> Self {
        let mut world = World::founded_from(plan.seed ^ 0xb17e5, "ana", small());
        let mut people = BTreeMap::from([("ana".to_owned(), "ana".to_owned())]);
        let mut names = vec!["ana".to_owned()];
        for n in 1..plan.devices {
            let name = format!("p{n}");
            // One of five belongs to somebody who has another already.
            if n % 5 == 4 {
                let host = format!("p{}", n - 1);
                world.join_own(&host, &name);
                world.meet("ana", &host, crate::world::Cut::Never);
                people.insert(name.clone(), host);
            } else {
                world.join("ana", &name);
                people.insert(name.clone(), name.clone());
            }
            names.push(name);
        }
        let review = world.open_review(plan.secrecy);
        let mut wires = Wires::new(Dice::new(plan.seed ^ 0x5eed));
        wires.whole(0);
        // As if everybody had been in one room when it began, but not for long.
        for name in names.iter().skip(1) {
            world.meet("ana", name, crate::world::Cut::Never);
            if let Some(n) = names.iter().position(|it| it == name) {
                wires.whole(n);
            }
        }
        for name in &names {
            world.device(name).replica.drain_fresh();
        }
        Self {
            world,
            names,
            people,
            review,
            secrecy: plan.secrecy,
            wires,
            now: Duration::ZERO,
            backups: BTreeMap::new(),
            saved: BTreeMap::new(),
            elsewhere: elsewhere(),
            trusted: BTreeSet::new(),
            liars: BTreeSet::new(),
            called: BTreeSet::new(),
            roles: BTreeMap::new(),
            parted: false,
            revealed: false,
            closed: false,
            destroyed: false,
            steps: 0,
            said: 0,
            misdeeds: 0,
            failures: 0,
            condensed: 0,
            rested: 0,
            trace: blake3::Hasher::new(),
        }
    }

    fn name(&self, n: usize) -> String {
        let n = n.checked_rem(self.names.len()).unwrap_or(0);
        self.names.get(n).cloned().unwrap_or_default()
    }

    fn step(&mut self, step: &Step) -> Result<(), String> {
        self.steps += 1;
        self.pass(Duration::from_millis(step.after_ms))?;
        self.live(&step.deed)?;
        if self.steps.is_multiple_of(50) {
            self.check_views()?;
            self.check_budget()?;
        }
        Ok(())
    }
}
