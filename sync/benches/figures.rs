//! The figures the README quotes: percentiles and bytes of the whole way, not of single functions.
//!
//! Prints a table. `cargo bench -p muster-sync --bench figures`.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::too_many_lines,
    clippy::disallowed_methods,
    reason = "a measurement, not a program: it reads the clock, prints, and stops at the first surprise"
)]

use std::time::{Duration, Instant};

use muster_model::{
    answer::{Answer, Said},
    control::op::{Role, Secrecy},
    edit::Edit,
    framework::Framework,
    ids::{MemberId, NodeId, ReviewId, WorkspaceId},
    time::At,
};
use muster_sync::{
    engine::session::{Action, Input, Role as Side, Session, Setup},
    identity::Identity,
    node::{
        self,
        command::{Command, Mode, Options, Reply, TicketWish},
    },
    replica::{Founding, JoinAsk, Replica},
    store::{EnvelopeStore as _, MemoryStore, SqliteStore},
    ticket::Ticket,
};

const NOW: At = At(1_795_000_000_000);
const PEOPLE: u16 = 50;
const QUESTIONS: usize = 120;

fn main() {
    // `cargo test --benches` only asks whether it starts.
    if !std::env::args().any(|it| it == "--bench") {
        return;
    }
    let team = Team::made();
    println!("50 people × 120 answers, {} envelopes", team.full.index().count());
    team.first_sync();
    equal_replicas(&team);
    team.opening();
    durable();
    visible();
}

fn pack() -> Framework {
    let questions: Vec<String> = (0..QUESTIONS)
        .map(|n| format!("{{\"id\":\"q{n}\",\"assessable\":true,\"scale\":\"s\",\"text\":{{\"en\":\"Question {n}\"}}}}"))
        .collect();
    let dimensions: Vec<String> = questions
        .chunks(QUESTIONS / 5)
        .enumerate()
        .map(|(n, part)| {
            let children = part.join(",");
            format!("{{\"id\":\"d{n}\",\"kind\":\"dimension\",\"text\":{{\"en\":\"D{n}\"}},\"children\":[{children}]}}")
        })
        .collect();
    let options: Vec<String> =
        (1..=5).map(|n| format!("{{\"id\":\"l{n}\",\"value\":\"{n}\"}}")).collect();
    let text = format!(
        "{{\"muster_pack\":1,\"id\":\"bench\",\"version\":\"1\",\"title\":{{\"en\":\"Bench\"}},\"languages\":[\"en\"],\
         \"nodes\":[{}],\"scales\":{{\"s\":{{\"options\":[{}]}}}},\
         \"measures\":[{{\"id\":\"dimension\",\"at\":\"dimension\",\"of\":\"items\",\"op\":\"mean\",\"blank\":\"skip\",\"na\":\"exclude\"}},\
         {{\"id\":\"overall\",\"at\":\"root\",\"of\":\"dimension\",\"op\":\"mean\",\"blank\":\"block\",\"na\":\"exclude\"}}],\
         \"ladders\":[{{\"id\":\"tier\",\"at\":\"root\",\"mode\":\"cumulative\",\"rungs\":[{{\"id\":\"low\",\"name\":{{\"en\":\"Low\"}}}},\
         {{\"id\":\"high\",\"name\":{{\"en\":\"High\"}},\"require\":[{{\"measure\":\"overall\",\"min\":\"3\"}}]}}]}}]}}",
        dimensions.join(","),
        options.join(",")
    );
    Framework::parse(text.as_bytes(), "bench.json").unwrap()
}

/// A review that fifty people answered.
struct Team {
    full: Replica,
    records: Vec<Vec<u8>>,
    workspace: WorkspaceId,
}

fn records(replica: &mut Replica) -> Vec<Vec<u8>> {
    let index = replica.index();
    let mut ids = Vec::new();
    for line in index.summary() {
        for bucket in 0..=line.count / 64 {
            ids.extend(index.ids_in(line.prefix, bucket).map(|(id, _)| id));
        }
    }
    replica.records(&ids, usize::MAX).unwrap().0
}

impl Team {
    fn made() -> Self {
        let seed = |n: u16| {
            let mut seed = [7; 32];
            seed[..2].copy_from_slice(&n.to_le_bytes());
            seed
        };
        let identity = Identity::from_seed(seed(0));
        let founding = Founding::prepare(&identity, "Bench", "P0", "laptop", NOW).unwrap();
        let mut store = MemoryStore::default();
        store.append(&founding.envelopes).unwrap();
        let mut host =
            Replica::open(founding.workspace, identity, Box::new(store), [0; 8]).unwrap();
        let mut others: Vec<Identity> = Vec::new();
        for n in 1..PEOPLE {
            let identity = Identity::from_seed(seed(n));
            admit(&mut host, &identity, n);
            others.push(identity);
        }
        let edit = Edit::CreateAssessment {
            pack: pack().canonical(),
            title: "Bench".to_owned(),
            scope: String::new(),
        };
        host.commit(edit, NOW).unwrap();
        let shown = host.snapshot();
        let assessment = *shown.assessments.keys().next().unwrap();
        let people: Vec<MemberId> = shown.members.keys().copied().collect();
        let dimensions: Vec<NodeId> = (0..5).map(|n| format!("d{n}").parse().unwrap()).collect();
        let assignments =
            people.iter().flat_map(|it| dimensions.iter().map(|d| (*it, d.clone()))).collect();
        let (title, secrecy) = ("2026 H2".to_owned(), Secrecy::Blind);
        let edit = Edit::OpenReview { assessment, title, secrecy, due: None, assignments };
        host.commit(edit, NOW).unwrap();
        let review = *host.snapshot().reviews.keys().next().unwrap();
        let start = records(&mut host);
        answer_all(&mut host, review, 0);
        for (n, identity) in (1..PEOPLE).zip(others) {
            let store = Box::new(MemoryStore::default());
            let mut person = Replica::open(founding.workspace, identity, store, [1; 8]).unwrap();
            person.accept(&start).unwrap();
            answer_all(&mut person, review, n);
            person.commit(Edit::Submit(review), NOW).unwrap();
            host.accept(&records(&mut person)).unwrap();
        }
        host.commit(Edit::Reveal(review), NOW).unwrap();
        let records = records(&mut host);
        Self { full: host, records, workspace: founding.workspace }
    }

    /// A newcomer's replica that holds only the beginning.
    fn newcomer(&self) -> Replica {
        let store = Box::new(MemoryStore::default());
        Replica::open(self.workspace, Identity::from_seed([99; 32]), store, [2; 8]).unwrap()
    }

    fn first_sync(&self) {
        let mut from = self.newcomer();
        from.accept(&self.records).unwrap();
        let mut to = self.newcomer();
        let talk = talk(&mut from, &mut to);
        println!(
            "first sync: {:.2} MB on the wire, {} messages, {:.0} ms for both ends in memory",
            megabytes(talk.bytes),
            talk.messages,
            talk.took.as_secs_f64() * 1e3
        );
    }

    fn opening(&self) {
        let dir = tempfile::tempdir().unwrap();
        let identity = || {
            Identity::from_seed({
                let mut seed = [7; 32];
                seed[..2].copy_from_slice(&0_u16.to_le_bytes());
                seed
            })
        };
        let path = dir.path().join("log.sqlite");
        let store = || SqliteStore::open(&path).unwrap().with_local_key(identity().local_key());
        let mut replica =
            Replica::open(self.workspace, identity(), Box::new(store()), [3; 8]).unwrap();
        replica.accept(&self.records).unwrap();
        drop(replica);
        let mut times = Vec::new();
        for _ in 0..7 {
            let begun = Instant::now();
            let mut replica =
                Replica::open(self.workspace, identity(), Box::new(store()), [4; 8]).unwrap();
            let shown = replica.snapshot();
            assert!(shown.reviews.values().next().unwrap().result.is_some());
            times.push(begun.elapsed());
        }
        told("open from disk to full result", times);
    }
}

fn megabytes(bytes: usize) -> f64 {
    f64::from(u32::try_from(bytes).unwrap()) / 1e6
}

fn admit(host: &mut Replica, identity: &Identity, n: u16) {
    let mut secret = [5; 16];
    secret[..2].copy_from_slice(&n.to_le_bytes());
    let ticket = Ticket { workspace: host.workspace(), secret, hosts: Vec::new(), relay: None };
    let edit = Edit::Invite {
        invite: ticket.invite_id(),
        role: Role::Respondent,
        member: None,
        dimensions: Vec::new(),
        uses: 1,
        expires: NOW.plus(1_000),
        auto_admit: true,
        note: String::new(),
    };
    host.commit(edit, NOW).unwrap();
    let card = identity.card("laptop");
    let ask = JoinAsk::to_join(&ticket, card, &format!("P{n}"), identity.signer());
    host.host(&ask, NOW);
}

fn answer_all(person: &mut Replica, review: ReviewId, n: u16) {
    for question in 0..QUESTIONS {
        let level = (question + usize::from(n)) % 5 + 1;
        let mut answer = Answer::of(Said::Option(format!("l{level}").parse().unwrap()));
        if question % 4 == 0 {
            "A sentence of the length that people write when asked why."
                .clone_into(&mut answer.note);
        }
        let answers = vec![(format!("q{question}").parse().unwrap(), Some(answer))];
        person.commit(Edit::Answer { review, answers }, NOW).unwrap();
    }
}

struct Talk {
    bytes: usize,
    messages: usize,
    trips: usize,
    took: Duration,
}

/// Lets two replicas talk until neither has anything to say.
fn talk(a: &mut Replica, b: &mut Replica) -> Talk {
    let begun = Instant::now();
    let setup = |replica: &Replica, role| {
        let device = replica.identity().device();
        Session::new(&Setup { role, device, seed: 1 }, Duration::ZERO)
    };
    let mut ends = [setup(a, Side::Dialer), setup(b, Side::Listener)];
    let replicas = [a, b];
    let mut talk = Talk { bytes: 0, messages: 0, trips: 0, took: Duration::ZERO };
    let mut inputs: Vec<(usize, Input)> = vec![(0, Input::Connected), (1, Input::Connected)];
    while !inputs.is_empty() {
        talk.trips += 1;
        let mut next = Vec::new();
        for (end, input) in inputs {
            let mut own = vec![input];
            while let Some(input) = own.pop() {
                let actions = ends[end].handle(replicas[end].index(), Duration::ZERO, input);
                for action in actions {
                    match action {
                        Action::Send(message) => {
                            talk.bytes += message.frame().len();
                            talk.messages += 1;
                            next.push((1 - end, Input::Message(message)));
                        }
                        Action::Fetch { ids, budget } => {
                            let (records, looked_up) = replicas[end].records(&ids, budget).unwrap();
                            own.push(Input::Fetched { records, looked_up });
                        }
                        Action::Accept(records) => {
                            let bytes = records.iter().map(Vec::len).sum::<usize>();
                            let told = replicas[end].accept(&records).unwrap();
                            let ids = told.into_iter().map(Result::unwrap).collect();
                            let bytes = u64::try_from(bytes).unwrap();
                            own.push(Input::Settled { ids, bytes, refused: 0 });
                        }
                        Action::PeerHas(_) | Action::Synced { .. } | Action::Presence(_) => {}
                        Action::Close(reason) => panic!("{reason}"),
                    }
                }
            }
        }
        inputs = next;
    }
    talk.took = begun.elapsed();
    talk
}

fn equal_replicas(team: &Team) {
    let mut from = team.newcomer();
    from.accept(&team.records).unwrap();
    let mut to = team.newcomer();
    to.accept(&team.records).unwrap();
    let talk = talk(&mut from, &mut to);
    println!(
        "reconnect with nothing new, 50 devices: {} bytes, {} messages, {} rounds of messages",
        talk.bytes,
        talk.messages,
        talk.trips - 1
    );
}

/// An answer until it is on the disk, through the one door.
fn durable() {
    let dir = tempfile::tempdir().unwrap();
    let identity = Identity::from_seed([1; 32]);
    let founding = Founding::prepare(&identity, "Bench", "Ana", "laptop", NOW).unwrap();
    let mut store = SqliteStore::open(&dir.path().join("log.sqlite")).unwrap();
    store.append(&founding.envelopes).unwrap();
    let mut ana = Replica::open(founding.workspace, identity, Box::new(store), [1; 8]).unwrap();
    let (title, scope) = ("Bench".to_owned(), String::new());
    ana.commit(Edit::CreateAssessment { pack: pack().canonical(), title, scope }, NOW).unwrap();
    let assessment = *ana.snapshot().assessments.keys().next().unwrap();
    let (title, secrecy) = ("2026 H2".to_owned(), Secrecy::Open);
    let edit = Edit::OpenReview { assessment, title, secrecy, due: None, assignments: Vec::new() };
    ana.commit(edit, NOW).unwrap();
    let review = *ana.snapshot().reviews.keys().next().unwrap();
    let mut times = Vec::new();
    for n in 0..400 {
        let edit = one_answer(review, n);
        let begun = Instant::now();
        ana.commit(edit, NOW).unwrap();
        times.push(begun.elapsed());
    }
    told("answer → durable", times);
    let mut plain = Vec::new();
    let db = tempfile::tempdir().unwrap();
    let mut raw = SqliteStore::open(&db.path().join("log.sqlite")).unwrap();
    for n in 0..400_u32 {
        let begun = Instant::now();
        raw.set_note("row", &n.to_le_bytes()).unwrap();
        plain.push(begun.elapsed());
    }
    told("one durable SQLite row, for comparison", plain);
}

fn one_answer(review: ReviewId, n: usize) -> Edit {
    let option = format!("l{}", n % 5 + 1).parse().unwrap();
    let question = format!("q{}", n % QUESTIONS).parse().unwrap();
    Edit::Answer { review, answers: vec![(question, Some(Answer::of(Said::Option(option))))] }
}

/// An answer until another device on this machine shows it, over iroh.
fn visible() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let options = |dir: &tempfile::TempDir| Options {
            data_dir: dir.path().to_owned(),
            mode: Some(Mode::Loopback),
            network: true,
        };
        let ana = node::start(options(&one)).await.unwrap();
        let ben = node::start(options(&two)).await.unwrap();
        let (name, me, device) = ("Bench".to_owned(), "Ana".to_owned(), "laptop".to_owned());
        let made = ana.call(Command::CreateWorkspace { name, me, device }).await.unwrap();
        let Reply::Created { workspace, .. } = made else { panic!("{made:?}") };
        let (title, scope) = ("Bench".to_owned(), String::new());
        let edit = Edit::CreateAssessment { pack: pack().canonical(), title, scope };
        ana.call(Command::Edit { workspace, edit }).await.unwrap();
        let shelf = ana.shelf().borrow().clone();
        let assessment = *shelf.workspaces[&workspace].workspace.assessments.keys().next().unwrap();
        let (title, secrecy) = ("2026 H2".to_owned(), Secrecy::Open);
        let edit =
            Edit::OpenReview { assessment, title, secrecy, due: None, assignments: Vec::new() };
        ana.call(Command::Edit { workspace, edit }).await.unwrap();
        let shelf = ana.shelf().borrow().clone();
        let review = *shelf.workspaces[&workspace].workspace.reviews.keys().next().unwrap();
        let me = shelf.workspaces[&workspace].workspace.me.unwrap();
        let ticket = TicketWish {
            role: Role::Respondent,
            own_device: false,
            dimensions: Vec::new(),
            uses: 1,
            valid_ms: 1_000_000,
            note: String::new(),
        };
        let made = ana.call(Command::MakeTicket { workspace, ticket }).await.unwrap();
        let Reply::Ticket(ticket) = made else { panic!("{made:?}") };
        let (name, device) = ("Ben".to_owned(), "laptop".to_owned());
        ben.call(Command::Join { ticket, name, device, mode: Mode::Loopback }).await.unwrap();
        let mut seen = ben.shelf();
        let mut times = Vec::new();
        for n in 0..300 {
            let begun = Instant::now();
            ana.call(Command::Edit { workspace, edit: one_answer(review, n) }).await.unwrap();
            let question: NodeId = format!("q{}", n % QUESTIONS).parse().unwrap();
            let want = Said::Option(format!("l{}", n % 5 + 1).parse().unwrap());
            let shows = |it: &std::sync::Arc<node::event::Shelf>| {
                let Some(shown) = it.workspaces.get(&workspace) else { return false };
                let Some(lane) =
                    shown.workspace.reviews.get(&review).and_then(|it| it.lanes.get(&me))
                else {
                    return false;
                };
                let said = lane.answers.get(&question).and_then(|it| it.now.answer.as_ref());
                said.is_some_and(|it| it.said == want)
            };
            seen.wait_for(shows).await.unwrap();
            times.push(begun.elapsed());
        }
        told("answer → visible and rescored on a loopback peer", times);
        ana.stop().await;
        ben.stop().await;
    });
}

fn told(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |percent: usize| times[(times.len() - 1) * percent / 100].as_secs_f64() * 1e3;
    println!(
        "{what}: median {:.2} ms, p95 {:.2} ms, p99 {:.2} ms, worst {:.2} ms (n = {})",
        at(50),
        at(95),
        at(99),
        at(100),
        times.len()
    );
}
