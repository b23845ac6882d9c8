//! Somebody attacks, over real connections on this machine: strangers, members who lie, mules, false hosts. Everybody
//! else goes on, shows nothing of it, and is told where there is something to tell.

mod insiders;
mod mallory;

use std::time::Duration;

use muster_model::{
    answer::{Answer, Said},
    control::op::{Role, Secrecy},
    edit::Edit,
    ids::{EnvelopeId, ReviewId, WorkspaceId},
    workspace::Workspace,
};
use muster_sync::{
    engine::index::Prefix,
    envelope::Sealed,
    identity::Identity,
    net::{Incoming, Net},
    node::{
        self, Handle,
        command::{Address, Command, Mode, Options, Reply, Take, TicketWish},
        event::Happening,
    },
    replica::{JoinAnswer, JoinAsk},
    ticket::Ticket,
    wire::{Message, Seen},
};
use muster_tests::{
    dice::Dice,
    malice::{FORGED, Insider, Misdeed, Scene, summed},
    world::World,
};
use tempfile::TempDir;
use tokio::{sync::broadcast, time::timeout};

use self::mallory::Mallory;

const PATIENCE: Duration = Duration::from_secs(20);
const DAY: u64 = 86_400_000;

/// A node, with what it warned of.
struct Home {
    node: Handle,
    heard: broadcast::Receiver<Happening>,
}

impl Home {
    async fn at(place: &TempDir, name: &str) -> Self {
        let data_dir = place.path().join(name);
        let options = Options { data_dir, mode: Some(Mode::Loopback), network: true };
        let node = node::start(options).await.unwrap();
        let heard = node.happenings();
        Self { node, heard }
    }

    async fn call(&self, command: Command) -> Reply {
        self.node.call(command).await.unwrap()
    }

    fn shows(&self) -> Workspace {
        let all = self.node.shelf().borrow().clone();
        Workspace::clone(&all.workspaces.values().next().unwrap().workspace)
    }

    async fn edit(&self, edit: Edit) -> Vec<EnvelopeId> {
        let workspace = self.shows().id;
        let Reply::Saved { envelopes } = self.call(Command::Edit { workspace, edit }).await else {
            panic!("an edit is saved")
        };
        envelopes
    }

    async fn address(&self) -> Address {
        let workspace = self.shows().id;
        let Reply::Address(address) = self.call(Command::Address { workspace }).await else {
            panic!("who is online has an address")
        };
        address
    }

    async fn ticket(&self, uses: u32, valid_ms: u64) -> Ticket {
        let ticket = TicketWish {
            role: Role::Respondent,
            own_device: false,
            dimensions: Vec::new(),
            uses,
            valid_ms,
            note: String::new(),
        };
        let workspace = self.shows().id;
        let Reply::Ticket(ticket) = self.call(Command::MakeTicket { workspace, ticket }).await
        else {
            panic!("an owner can invite")
        };
        ticket
    }

    async fn meet(&self, other: &Self) {
        let (workspace, address) = (self.shows().id, other.address().await);
        self.call(Command::Dial { workspace, address }).await;
        let patience_ms = 20_000;
        self.call(Command::SyncUntilIdle { workspace, patience_ms }).await;
    }

    /// Answers, which must be saved.
    async fn answers(&self, review: ReviewId, note: &str) {
        let shown = self.shows();
        let framework = shown.framework_of(&shown.reviews[&review]).unwrap();
        let questions = framework.questions();
        let question = questions.iter().find(|it| framework.scale_of(it).is_some()).unwrap();
        let option = framework.scale_of(question).unwrap().options[0].id.clone();
        let said = Answer { note: note.to_owned(), ..Answer::of(Said::Option(option)) };
        let answers = vec![(question.id.clone(), Some(said))];
        assert!(!self.edit(Edit::Answer { review, answers }).await.is_empty());
    }

    /// All is as it was written, and nothing forged is shown.
    async fn check_unharmed(&self) {
        let workspace = self.shows().id;
        let Reply::Verified(found) = self.call(Command::Verify { workspace }).await else {
            panic!("a log can be verified")
        };
        assert_eq!(found.problems, Vec::<String>::new());
        let mut shown = self.shows();
        // Events and warnings report what was tried.
        (shown.events, shown.warnings) = (Vec::new(), Vec::new());
        let text = format!("{shown:?}");
        assert!(!text.contains(FORGED), "something forged is shown");
        let names: Vec<_> = shown.members.values().map(|it| it.name.as_str()).collect();
        assert!(names.iter().all(|it| ["Ana", "Ben", "Mallory"].contains(it)), "{names:?}");
    }

    /// Waits for a warning that holds `words`.
    async fn check_warned(&mut self, words: &str) {
        let warned = async {
            loop {
                let happening = self.heard.recv().await;
                if let Ok(Happening::Warning { sentence, .. }) = happening
                    && sentence.contains(words)
                {
                    return;
                }
            }
        };
        assert!(timeout(PATIENCE, warned).await.is_ok(), "nobody is warned that “{words}”");
    }
}

/// Ana, who owns the workspace, and Ben are online; Mallory has a ticket.
struct Scenery {
    place: TempDir,
    ana: Home,
    ben: Home,
    review: ReviewId,
    workspace: WorkspaceId,
}

impl Scenery {
    async fn new(secrecy: Secrecy) -> Self {
        let place = tempfile::tempdir().unwrap();
        let (ana, ben) = (Home::at(&place, "ana").await, Home::at(&place, "ben").await);
        let (name, me, device) = ("Harbour".to_owned(), "Ana".to_owned(), "desk".to_owned());
        ana.call(Command::CreateWorkspace { name, me, device }).await;
        let ticket = ana.ticket(1, DAY).await;
        let (name, device, mode) = ("Ben".to_owned(), "pad".to_owned(), Mode::Loopback);
        ben.call(Command::Join { ticket, name, device, mode }).await;
        let framework = muster_model::framework::shipped_as("five-dimensions").unwrap();
        let (title, scope) = ("Security".to_owned(), String::new());
        let pack = framework.canonical();
        ana.edit(Edit::CreateAssessment { pack, title, scope }).await;
        let shown = ana.shows();
        let assessment = *shown.assessments.keys().next().unwrap();
        let dimensions: Vec<_> = framework.dimensions().iter().map(|it| it.id.clone()).collect();
        let all =
            shown.members.keys().flat_map(|who| dimensions.iter().map(|it| (*who, it.clone())));
        let (assignments, title, due) = (all.collect(), "2026 H2".to_owned(), None);
        ana.edit(Edit::OpenReview { assessment, title, secrecy, due, assignments }).await;
        let review = ana.shows().current_review().unwrap().id;
        ben.meet(&ana).await;
        let workspace = ana.shows().id;
        Self { place, ana, ben, review, workspace }
    }

    /// Mallory joins, and has all that members have.
    async fn mallory(&self) -> Mallory {
        let ticket = self.ana.ticket(1, DAY).await;
        Mallory::join(&ticket, &self.ana.address().await).await
    }

    /// Ana and Ben go on as if nothing had been: work is saved, arrives, and both show the same.
    async fn check_unharmed(self) {
        let Self { place, ana, ben, review, .. } = self;
        ana.answers(review, "Ana goes on").await;
        ben.answers(review, "Ben goes on").await;
        ben.meet(&ana).await;
        ana.check_unharmed().await;
        ben.check_unharmed().await;
        let counted = |home: &Home| {
            let shown = home.shows();
            let lanes = &shown.reviews[&review].lanes;
            lanes.values().filter(|it| !it.answers.is_empty()).count()
        };
        assert_eq!((counted(&ana), counted(&ben)), (2, 2), "both see both");
        let fingerprint = |home: &Home| home.shows().reviews[&review].fingerprint.clone();
        assert_eq!(fingerprint(&ana), fingerprint(&ben));
        ana.node.stop().await;
        ben.node.stop().await;
        drop(place);
    }
}

fn stranger(n: u8) -> Identity {
    Identity::from_seed([n; 32])
}

async fn net(identity: &Identity) -> Net {
    Net::bind(identity.endpoint_secret(), Mode::Loopback, None).await.unwrap()
}

fn asks(ticket: &Ticket, identity: &Identity) -> JoinAsk {
    JoinAsk::to_join(ticket, identity.card("x"), "Mallory", identity.signer())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stranger_can_neither_connect_nor_learn_anything_nor_ask_without_end() {
    let scene = Scenery::new(Secrecy::Open).await;
    let there = scene.ana.address().await;
    let (before, me) = (scene.ana.shows(), stranger(201));
    let net = net(&me).await;
    net.learn(&there);
    let turned_away = async {
        let mut link = net.dial(&there).await?;
        let hello = Message::Hello { device: Prefix([1; 8]), seen: Seen::default() };
        link.send(&hello.frame()).await?;
        link.recv().await
    };
    let err = turned_away.await.unwrap_err();
    assert_eq!(err.to_string(), "the other device hung up: you are not a member here");
    // A ticket that nobody made, for this workspace and for another: the answer names nothing.
    for (n, workspace) in
        [scene.workspace, WorkspaceId::from_bytes([9; 32])].into_iter().enumerate()
    {
        let ticket = Ticket { workspace, secret: [8; 16], hosts: Vec::new(), relay: None };
        let reply = net
            .ask_to_join(&there, JoinAsk { look: n == 0, ..asks(&ticket, &me) }.to_bytes())
            .await
            .unwrap();
        let Some(JoinAnswer::Refused(why)) = JoinAnswer::parse(&reply) else { panic!("{reply:?}") };
        assert!(!why.contains("Harbour") && !why.contains("Ana"), "{why}");
    }
    // The third attempt is the last, whatever it asks.
    let mut answered = 0;
    for _ in 0..6 {
        answered += usize::from(net.ask_to_join(&there, vec![7; 100]).await.is_ok());
    }
    assert_eq!(answered, 0, "nonsense is not answered");
    let ticket =
        Ticket { workspace: scene.workspace, secret: [8; 16], hosts: Vec::new(), relay: None };
    let late = net.ask_to_join(&there, asks(&ticket, &me).to_bytes()).await;
    assert_eq!(late.unwrap_err().to_string(), "the other device hung up: not now");
    assert_eq!(scene.ana.shows(), before, "nothing changed");
    scene.check_unharmed().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crowd_of_strangers_does_not_keep_members_apart() {
    let scene = Scenery::new(Secrecy::Open).await;
    let there = scene.ana.address().await;
    let mut crowd = tokio::task::JoinSet::new();
    for n in 0..24 {
        let there = there.clone();
        crowd.spawn(async move {
            let net = net(&stranger(210 + n % 40)).await;
            net.learn(&there);
            for _ in 0..3 {
                drop(net.ask_to_join(&there, vec![7; 60_000]).await);
                drop(net.dial(&there).await);
            }
            // And then they hold the line.
            let _line = net.dial(&there).await;
            tokio::time::sleep(Duration::from_secs(30)).await;
        });
    }
    tokio::task::yield_now().await;
    scene.check_unharmed().await;
    crowd.shutdown().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_a_member_writes_against_the_rules_shows_nowhere_and_is_reported() {
    let scene = Scenery::new(Secrecy::Open).await;
    let mut mallory = scene.mallory().await;
    let there = scene.ana.address().await;
    for (n, misdeed) in Misdeed::ALL.into_iter().enumerate() {
        let mut dice = Dice::new(u64::try_from(n).unwrap());
        let known = mallory.replica.snapshot();
        let shot = Scene::of(&known, &mut dice).unwrap();
        let records = mallory.records();
        let me = mallory.identity.clone();
        let mut insider = Insider::of(&me, scene.workspace, &records, dice);
        let written = insider.commit(misdeed, &shot);
        assert!(!written.is_empty(), "{misdeed:?}");
        let ended = mallory.push(&there, &written).await;
        assert_eq!(ended, None, "what is well signed is taken and passed on: {misdeed:?}");
        // Mallory's own device goes on from there.
        mallory.take(&written);
    }
    scene.ben.meet(&scene.ana).await;
    let shown = scene.ben.shows();
    let void: Vec<_> = shown.events.iter().filter_map(|it| it.void).collect();
    assert!(void.len() >= 4, "what has no effect is reported with its reason: {void:?}");
    let warnings = shown.warned().join("\n");
    let device = mallory.identity.device().short();
    assert!(warnings.contains("two branches at once"), "the fork is shown: {warnings}");
    assert!(warnings.contains(&device), "whose it was is shown: {warnings}");
    assert!(warnings.contains("wait for earlier ones"), "{warnings}");
    scene.check_unharmed().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_member_who_sends_forgeries_is_cut_off_and_named() {
    let mut scene = Scenery::new(Secrecy::Open).await;
    let mut mallory = scene.mallory().await;
    let there = scene.ana.address().await;
    let before = scene.ana.shows();
    let mut dice = Dice::new(3);
    // Small ones: many large ones are refused before anybody looks at a signature.
    let small = |it: &Vec<u8>| it.len() < 4096;
    let records: Vec<Vec<u8>> = mallory.records().into_iter().filter(small).collect();
    let forged: Vec<Vec<u8>> = (0..40)
        .map(|_| {
            let mut record = dice.one_of(&records).unwrap().clone();
            let last = record.len() - 1;
            record[last - dice.clone().below(60)] ^= 1;
            let check = *blake3::hash(&record[12..]).as_bytes();
            record[4..12].copy_from_slice(&check[..8]);
            record
        })
        .collect();
    let ended = mallory.push(&there, &forged).await;
    assert!(ended.is_some(), "a forger is cut off");
    scene.ana.check_warned("not signed by a member").await;
    assert_eq!(scene.ana.shows().events, before.events);

    // So are envelopes of another workspace, however well they are signed there.
    let elsewhere = World::founded_by("zoe").records("zoe");
    let many: Vec<Vec<u8>> =
        elsewhere.iter().filter(|it| small(it)).cycle().take(40).cloned().collect();
    let ended = mallory.push(&there, &many).await;
    assert!(ended.is_some(), "who replays is cut off");
    scene.ana.check_warned("not signed by a member").await;
    assert_eq!(scene.ana.shows().events, before.events);
    scene.check_unharmed().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_member_who_does_not_keep_to_the_protocol_is_cut_off_before_it_costs_anything() {
    let mut scene = Scenery::new(Secrecy::Open).await;
    let mallory = scene.mallory().await;
    let there = scene.ana.address().await;
    let device = Prefix::of_device(&mallory.identity.device());
    let hello = |seen| Message::Hello { device, seen }.frame();
    let mut dice = Dice::new(4);
    let junk = Message::Presence(dice.bytes(40)).frame();
    let data =
        Message::Data { records: vec![vec![1; 200]], part: muster_sync::wire::Part::More }.frame();
    let nothing = Seen::default();
    let tricks: [(&str, Vec<Vec<u8>>); 5] = [
        ("bytes that are no message", vec![[0, 0, 0, 9].into_iter().chain([250; 9]).collect()]),
        ("a frame without end", vec![vec![0xff; 4]]),
        ("a word before hello", vec![junk]),
        ("hello again and again", vec![hello(nothing); 400]),
        ("data that nobody asked for", vec![hello(nothing), data]),
    ];
    for (what, frames) in tricks {
        let ended = mallory.say(&there, &frames).await;
        assert!(ended.is_some(), "{what}");
    }
    scene.ana.check_warned("a connection was cut").await;
    scene.check_unharmed().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_leaked_ticket_lets_nobody_in_twice_or_late() {
    let scene = Scenery::new(Secrecy::Open).await;
    let there = scene.ana.address().await;
    let (used, late) = (scene.ana.ticket(1, DAY).await, scene.ana.ticket(1, 0).await);
    let _in = Mallory::join(&used, &there).await;
    let (leaker, other) = (stranger(202), stranger(203));
    let net = net(&leaker).await;
    for (ticket, reason) in [(&used, "it was already used"), (&late, "it expired on")] {
        let reply = net.ask_to_join(&there, asks(ticket, &leaker).to_bytes()).await.unwrap();
        let Some(JoinAnswer::Refused(why)) = JoinAnswer::parse(&reply) else { panic!("{reply:?}") };
        assert!(why.contains(reason), "{why}");
    }
    // Somebody else's proof does not hold for this device.
    let fresh = scene.ana.ticket(1, DAY).await;
    let stolen = JoinAsk { card: leaker.card("x"), ..asks(&fresh, &other) };
    let reply = net.ask_to_join(&there, stolen.to_bytes()).await.unwrap();
    assert!(matches!(JoinAnswer::parse(&reply), Some(JoinAnswer::Refused(_))));
    assert_eq!(scene.ana.shows().members.len(), 3, "Ana, Ben and Mallory");
    scene.check_unharmed().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_false_host_can_not_show_a_joiner_another_workspace() {
    let place = tempfile::tempdir().unwrap();
    let ben = Home::at(&place, "ben").await;
    let host = net(&stranger(204)).await;
    let workspace = WorkspaceId::from_bytes([5; 32]);
    let ticket = Ticket { workspace, secret: [3; 16], hosts: vec![host.address()], relay: None };
    let genesis = World::founded_by("zoe").records("zoe").remove(0);
    assert!(Sealed::parse(&genesis).is_ok());
    let lie = async {
        let Some(Incoming::Join { reply, .. }) = host.accept().await else { panic!("nobody came") };
        assert!(reply.send(JoinAnswer::Welcome { genesis }.to_bytes()));
    };
    let (name, device, mode) = ("Ben".to_owned(), "pad".to_owned(), Mode::Loopback);
    let join = ben.node.call(Command::Join { ticket, name, device, mode });
    let (joined, ()) = tokio::join!(join, lie);
    let why = joined.unwrap_err().to_string();
    assert!(why.contains("the beginning of another workspace"), "{why}");
    assert!(ben.node.shelf().borrow().workspaces.is_empty(), "Ben has nothing of it");
    ben.node.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bundle_brings_only_what_members_signed_however_it_was_made() {
    let scene = Scenery::new(Secrecy::Open).await;
    let mut mallory = scene.mallory().await;
    let (workspace, before) = (scene.workspace, scene.ben.shows());
    // Somebody who knows the devices' recipients can lock a bundle for them, with anything in it.
    let cards = before.members.values().flat_map(|it| &it.devices);
    let devices = cards.map(|it| it.recipient.as_str()).collect();
    let lock = muster_sync::bundle::Lock::Devices(devices);
    let mut records = World::founded_by("zoe").records("zoe");
    records.push(summed(vec![5; 400]));
    let mut altered = mallory.records().remove(0);
    *altered.last_mut().unwrap() ^= 1;
    records.push(altered);
    let now = muster_model::time::At(1);
    let smuggled = muster_sync::bundle::pack(workspace, now, &lock, &records);
    if let Ok(bytes) = smuggled {
        for take in [Take::Rehearse, Take::Really] {
            let taken = Command::TakeBundle { bytes: bytes.clone(), passphrase: None, take };
            match scene.ben.node.call(taken).await {
                Ok(Reply::Carried { carried, .. }) => {
                    assert_eq!(carried.new, 0, "{carried:?}");
                    assert!(!carried.refused.is_empty(), "it is said what was turned away");
                }
                Ok(other) => panic!("{other:?}"),
                Err(err) => assert!(!err.to_string().is_empty()),
            }
        }
    }
    assert_eq!(scene.ben.shows(), before);

    // A carrier alters one byte anywhere, or cuts the end off: all or nothing is taken.
    scene.ana.answers(scene.review, "on a stick").await;
    let pack = Command::PackBundle { workspace, need: None, passphrase: None };
    let Reply::Packed { bytes, .. } = scene.ana.call(pack).await else { panic!() };
    let mut dice = Dice::new(9);
    for _ in 0..60 {
        let mut spoilt = bytes.clone();
        if dice.once_in(4) {
            spoilt.truncate(dice.below(bytes.len()));
        } else {
            let at = dice.below(bytes.len());
            spoilt[at] ^= 1 << dice.below(8);
        }
        let take = Command::TakeBundle { bytes: spoilt, passphrase: None, take: Take::Rehearse };
        if let Ok(Reply::Carried { carried, .. }) = scene.ben.node.call(take).await {
            assert!(carried.refused.is_empty(), "{carried:?}");
        }
    }
    scene.check_unharmed().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mule_who_withholds_or_alters_only_delays() {
    let scene = Scenery::new(Secrecy::Open).await;
    let mut mallory = scene.mallory().await;
    let (ana, ben) = (scene.ana.address().await, scene.ben.address().await);
    scene.ana.answers(scene.review, "Ana's first").await;
    mallory.sync(&ana).await;
    // To Ben go every second envelope, and the others altered: ids stay the same only if nothing changed.
    let records = mallory.records();
    let halves: Vec<Vec<u8>> = records
        .iter()
        .enumerate()
        .filter(|(n, _)| n % 8 != 7)
        .map(|(n, it)| {
            let mut it = it.clone();
            if n % 8 == 1 {
                let middle = it.len() / 2;
                it[middle] ^= 1;
            }
            it
        })
        .collect();
    let few: Vec<Vec<u8>> = halves.into_iter().rev().take(40).collect();
    drop(mallory.push(&ben, &few).await);
    // Then by another way.
    scene.check_unharmed().await;
}
