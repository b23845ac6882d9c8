//! Whatever call to a disk goes wrong, and however: what was reported as saved is there, and the rest can be done again.
//!
//! A story is told once to count the calls; then once for each call and each way in which it may fail. By default
//! every seventh is tried; `MUSTER_FAULTS=all` tries every one.

use std::{collections::BTreeSet, sync::Arc};

use muster_model::{
    control::op::{Role, Secrecy},
    edit::Edit,
    ids::{EnvelopeId, InviteId, MemberId, NodeId, ReviewId},
};
use muster_sync::{
    replica::WriteError,
    store::{EnvelopeStore, MemoryStore, SqliteStore, StoreError},
};
use muster_tests::{
    craft::Seeded,
    faults::Fault,
    simulation::small,
    world::{Cut, Say, World},
};
use tempfile::TempDir;

use crate::household::at_once;

/// Something that could not be done.
#[derive(Debug)]
enum Undone {
    Disk(String),
    Refused(#[expect(dead_code, reason = "a failing test prints it")] String),
}

impl From<StoreError> for Undone {
    fn from(err: StoreError) -> Self {
        Self::Disk(err.to_string())
    }
}

impl From<WriteError> for Undone {
    fn from(err: WriteError) -> Self {
        match err {
            WriteError::Store(err) => err.into(),
            WriteError::Refused(_) | WriteError::NoDice(_) => Self::Refused(err.to_string()),
        }
    }
}

type Done = Result<Vec<EnvelopeId>, Undone>;

/// On what Ana's device keeps its log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Disk {
    Memory,
    File,
}

struct Story {
    world: World,
    review: ReviewId,
    ben: MemberId,
    saved: BTreeSet<EnvelopeId>,
    _place: Option<TempDir>,
}

/// What Ana's device does, in this order.
const DEEDS: [fn(&mut Story) -> Done; 17] = [
    |it| it.answer(0, "first"),
    Story::hear_ben,
    |it| {
        let (review, question) = (it.review, it.question(1));
        it.edit(Edit::Comment { review, question, text: "a word".to_owned() })
    },
    |it| it.answer(1, "second"),
    |it| it.edit(Edit::Submit(it.review)),
    Story::invite,
    |it| it.edit(Edit::SetRole { member: it.ben, role: Role::Facilitator }),
    Story::tend,
    Story::hear_a_bundle,
    |it| it.edit(Edit::Reveal(it.review)),
    Story::tend,
    Story::condense,
    |it| it.edit(Edit::Remove(it.ben)),
    Story::remember,
    |it| it.answer(1, "again"),
    Story::condense,
    |it| it.answer(2, "last"),
];

impl Story {
    /// Begins the story: the same to the byte each time.
    fn begun(disk: Disk, craft: &Seeded) -> Self {
        let mut world = World::founded_in(Arc::new(craft.again(1)), "ana", small());
        world.join("ana", "ben");
        let review = world.open_review(Secrecy::Blind);
        world.meet("ana", "ben", Cut::Never);
        let shown = world.sees("ana");
        let ben = shown.members.values().find(|it| it.name == "ben").unwrap().id;
        for (n, level) in [(0, 1), (1, 2), (2, 3)] {
            let question = world.framework.questions()[n].id.clone();
            let say = Say { question, level, note: "Ben".to_owned() };
            world.answer("ben", review, &say).unwrap();
        }
        let place = (disk == Disk::File).then(|| tempfile::tempdir().unwrap());
        let store: Box<dyn EnvelopeStore> = match &place {
            None => Box::new(MemoryStore::default()),
            Some(it) => Box::new(SqliteStore::open(&it.path().join("log.sqlite")).unwrap()),
        };
        world.move_to("ana", store);
        Self { world, review, ben, saved: BTreeSet::new(), _place: place }
    }

    fn question(&self, n: usize) -> NodeId {
        self.world.framework.questions()[n].id.clone()
    }

    fn edit(&mut self, edit: Edit) -> Done {
        Ok(self.world.edit("ana", edit)?)
    }

    fn answer(&mut self, n: usize, note: &str) -> Done {
        let say = Say { question: self.question(n), level: 2, note: note.to_owned() };
        Ok(self.world.answer("ana", self.review, &say)?)
    }

    fn tend(&mut self) -> Done {
        self.world.try_tend("ana")?;
        Ok(Vec::new())
    }

    fn invite(&mut self) -> Done {
        let expires = self.world.tick().plus(1_000_000);
        self.edit(Edit::Invite {
            invite: InviteId::from_bytes([8; 32]),
            role: Role::Respondent,
            member: None,
            dimensions: Vec::new(),
            uses: 1,
            expires,
            auto_admit: true,
            note: "for Cleo".to_owned(),
        })
    }

    fn hear_ben(&mut self) -> Done {
        let records = self.world.records("ben");
        let told = self.world.device("ana").replica.accept(&records)?;
        Ok(told.into_iter().flat_map(Result::unwrap).collect())
    }

    /// Lanes are short here: two answers in a row are worth a checkpoint.
    #[expect(clippy::panic_in_result_fn, reason = "a test")]
    fn condense(&mut self) -> Done {
        let ana = &mut self.world.device("ana").replica;
        let before = ana.index().root();
        ana.condense_from(2)?;
        assert_eq!(ana.index().root(), before);
        Ok(Vec::new())
    }

    #[expect(clippy::panic_in_result_fn, reason = "a test")]
    fn hear_a_bundle(&mut self) -> Done {
        let say = Say { question: self.question(3), level: 0, note: "by stick".to_owned() };
        self.world.answer("ben", self.review, &say)?;
        let records = self.world.records("ben");
        let ana = &mut self.world.device("ana").replica;
        let rehearsed = ana.rehearse(&records)?;
        let taken = ana.take_records(&records)?;
        assert_eq!((rehearsed.new, taken.refused.len()), (taken.new, 0));
        Ok(Vec::new())
    }

    #[expect(clippy::panic_in_result_fn, reason = "a test")]
    fn remember(&mut self) -> Done {
        let ana = &mut self.world.device("ana").replica;
        ana.set_note("colour", b"green")?;
        assert_eq!(ana.note("colour")?.as_deref(), Some(&b"green"[..]));
        Ok(Vec::new())
    }

    /// What Ana's device shows is what its disk says, and all that was reported as saved is there.
    fn check(&mut self, when: &str) {
        let ana = self.world.device("ana");
        let fuse = ana.fuse.clone();
        let verified = fuse.aside(|| ana.replica.verify()).unwrap();
        assert_eq!(verified.problems, Vec::<String>::new(), "{when}");
        let lost = self.saved.iter().find(|it| !ana.replica.index().contains(it));
        assert_eq!(lost, None, "reported as saved and lost: {when}");
    }

    #[expect(clippy::fn_params_excessive_bools, reason = "it is said in the name")]
    /// Tells the story. `restarts` says whether the program stops after the failure or goes on.
    fn tell(mut self, which: Option<(u64, Fault)>, restarts: bool) -> u64 {
        let fuse = self.world.device("ana").fuse.clone();
        let before = fuse.calls();
        if let Some((call, fault)) = which {
            fuse.arm(call, fault);
        }
        let mut failed = false;
        for (n, deed) in DEEDS.iter().enumerate() {
            let when = format!("deed {n}, {which:?}, restarts: {restarts}");
            match deed(&mut self) {
                Ok(ids) => self.saved.extend(ids),
                Err(why) => {
                    assert!(fuse.blown() && !failed, "{why:?}: {when}");
                    failed = true;
                    if restarts || which.is_some_and(|it| it.1 == Fault::Dead) {
                        self.world.reopen("ana");
                    } else {
                        fuse.mend();
                        self.world.device("ana").replica.refresh().unwrap();
                    }
                    self.check(&when);
                    // A person tries again. Where it was done after all, they are told so.
                    match deed(&mut self) {
                        Ok(ids) => self.saved.extend(ids),
                        Err(Undone::Refused(_)) => {}
                        Err(Undone::Disk(why)) => panic!("{why}: {when}"),
                    }
                }
            }
        }
        let calls = fuse.calls() - before;
        assert!(self.world.device("ana").replica.condensed() > 2, "nothing was condensed");
        self.check("at the end");
        self.world.reopen("ana");
        self.check("after a restart");
        self.world.meet("ana", "ben", Cut::Never);
        let shown = format!("{:?}", self.world.sees("ana").reviews);
        for note in ["first", "second", "last", "Ben"] {
            assert!(shown.contains(note), "{note} is missing: {which:?}");
        }
        assert!(self.world.sees("ana").members[&self.ben].removed.is_some());
        let [ana, ben] = ["ana", "ben"].map(|it| self.world.devices[it].replica.index().root());
        assert_eq!(ana, ben, "and both have the same");
        calls
    }
}

#[expect(clippy::print_stdout, reason = "how much was tried is worth a line")]
fn check_every_call(disk: Disk, stride: u64) {
    // What a signature or a sealed key comes to is found out once for all tellings.
    let craft = Seeded::new(1);
    let calls = Story::begun(disk, &craft).tell(None, true);
    assert!(calls > 40, "the story needs its disk: {calls}");
    let all = std::env::var("MUSTER_FAULTS").is_ok_and(|it| it == "all");
    let stride = if all { 1 } else { stride };
    let mut tries: Vec<(u64, Fault, bool)> = Vec::new();
    for (n, fault) in (0..).zip(Fault::ALL) {
        let calls = (0..calls).filter(|call| (call + n * 2) % stride == 0);
        // One after the other goes on, or stops and starts anew.
        tries.extend(calls.flat_map(|call| {
            let ways: &[bool] = if all { &[true, false] } else { &[call % 2 == 0] };
            ways.iter().map(move |it| (call, fault, *it)).collect::<Vec<_>>()
        }));
    }
    let many = tries.len();
    let halves: Vec<Vec<_>> = tries.chunks(many.div_ceil(2)).map(<[_]>::to_vec).collect();
    at_once(halves.into_iter().map(|half| {
        let craft = craft.clone();
        move || {
            for (call, fault, restarts) in half {
                Story::begun(disk, &craft).tell(Some((call, fault)), restarts);
            }
        }
    }));
    println!("{many} failures at {calls} calls of a store, {disk:?}: nothing lost");
}

#[test]
fn whatever_call_to_a_store_fails_nothing_that_was_saved_is_lost() {
    check_every_call(Disk::Memory, 7);
}

#[test]
fn whatever_call_to_a_real_file_fails_nothing_that_was_saved_is_lost() {
    check_every_call(Disk::File, 21);
}
