//! One answer: until it is on the disk, and until another device shows it, rescored.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use muster_model::{
    answer::{Answer, Said},
    control::op::{Role, Secrecy},
    edit::Edit,
    ids::{MemberId, NodeId, ReviewId, WorkspaceId},
};
use muster_sync::{
    identity::Identity,
    node::{
        self, Handle,
        command::{Command, Mode, Options, Reply, TicketWish},
    },
    replica::{Founding, Replica},
    store::{EnvelopeStore as _, SqliteStore},
};

use crate::{
    ours,
    team::{self, NOW, Team, pack},
};

const QUESTIONS: usize = 120;

/// Prints what one answer costs.
pub fn print() {
    println!("\n## One answer\n");
    durable();
    visible();
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
    ana.commit(Edit::CreateAssessment { pack: pack(QUESTIONS).canonical(), title, scope }, NOW)
        .unwrap();
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
    row();
}

/// The least that being on a disk takes.
fn row() {
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
    let question = team::question(n % QUESTIONS);
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
        let edit = Edit::CreateAssessment { pack: pack(QUESTIONS).canonical(), title, scope };
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
        let times = passed_on(&ana, &ben, (workspace, review, me), 300).await;
        told("answer → visible and rescored on a loopback peer", times);
        ana.stop().await;
        ben.stop().await;
    });
}

/// Ana answers, again and again; returns how long it took each time until Ben's device showed it.
async fn passed_on(
    ana: &Handle,
    ben: &Handle,
    (workspace, review, me): (WorkspaceId, ReviewId, MemberId),
    times: usize,
) -> Vec<Duration> {
    let mut seen = ben.shelf();
    let mut took = Vec::new();
    for n in 0..times {
        let begun = Instant::now();
        ana.call(Command::Edit { workspace, edit: one_answer(review, n) }).await.unwrap();
        let question: NodeId = team::question(n % QUESTIONS);
        let want = Said::Option(format!("l{}", n % 5 + 1).parse().unwrap());
        let shows = |it: &std::sync::Arc<node::event::Shelf>| {
            let Some(shown) = it.workspaces.get(&workspace) else { return false };
            let reviews = &shown.workspace.reviews;
            let Some(lane) = reviews.get(&review).and_then(|it| it.lanes.get(&me)) else {
                return false;
            };
            let said = lane.answers.get(&question).and_then(|it| it.now.answer.as_ref());
            said.is_some_and(|it| it.said == want)
        };
        seen.wait_for(shows).await.unwrap();
        took.push(begun.elapsed());
    }
    took
}

/// What one answer costs in a workspace full of them: until it is on the founder's disk, and until another member's
/// device on this machine shows it.
pub fn print_in(team: &Team, log: &Path) {
    let dir = tempfile::tempdir().unwrap();
    let copy = dir.path().join("log.sqlite");
    std::fs::copy(log, &copy).unwrap();
    let mut founder = ours::open(team.workspace, &copy);
    drop(founder.snapshot());
    let mut times = Vec::new();
    for n in 0..100 {
        let begun = Instant::now();
        founder.commit(one_answer(team.current, n), NOW).unwrap();
        times.push(begun.elapsed());
    }
    drop(founder);
    println!();
    told("one more answer → durable", times);
    row();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let mut nodes = Vec::new();
        for (n, home) in [&one, &two].into_iter().enumerate() {
            ours::lay(team.workspace, log, home.path(), n);
            let data_dir = home.path().to_owned();
            let options = Options { data_dir, mode: Some(Mode::Loopback), network: true };
            nodes.push(node::start(options).await.unwrap());
        }
        let (workspace, ana, ben) = (team.workspace, &nodes[0], &nodes[1]);
        let Reply::Address(address) = ana.call(Command::Address { workspace }).await.unwrap()
        else {
            panic!("no address");
        };
        ben.call(Command::Dial { workspace, address }).await.unwrap();
        let me = ana.shelf().borrow().workspaces[&workspace].workspace.me.unwrap();
        let times = passed_on(ana, ben, (workspace, team.current, me), 100).await;
        told("one more answer → visible and rescored on a loopback peer", times);
        for node in nodes {
            node.stop().await;
        }
    });
}

fn told(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |percent: usize| times[(times.len() - 1) * percent / 100].as_secs_f64() * 1e3;
    println!(
        "- {what}: median {:.2} ms, p95 {:.2} ms, p99 {:.2} ms, worst {:.2} ms (n = {})",
        at(50),
        at(95),
        at(99),
        at(100),
        times.len()
    );
}
