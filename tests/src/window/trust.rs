//! People come, go and contradict themselves, in the window of one device and over the network to another: what the
//! window wrote is what the other device holds.

use std::path::Path;

use egui_kittest::{Harness, kittest::Queryable as _};
use muster::{app::App, command::Screen};
use muster_model::{
    answer::{Answer, Said},
    control::op::{Role, Secrecy},
    edit::Edit,
    framework,
    ids::{MemberId, NodeId, WorkspaceId},
    workspace::Workspace,
};
use muster_sync::{
    node::{
        self, Handle,
        command::{Command, Mode, Options, Reply, Take, TicketWish},
    },
    ticket::Ticket,
};
use tempfile::TempDir;
use tokio::join;

use super::{over_node, press, press_anywhere, sees, until_so};

const PATIENCE: u64 = 20_000;

/// Mara's laptop, and the device of whoever joined her.
pub(super) struct Two {
    pub(super) place: TempDir,
    pub(super) workspace: WorkspaceId,
}

pub(super) fn at_length<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
        .block_on(work)
}

pub(super) async fn device(dir: &Path) -> Handle {
    let options = Options { data_dir: dir.to_owned(), mode: Some(Mode::Loopback), network: true };
    node::start(options).await.unwrap()
}

/// The devices of both, online.
async fn both(place: &Path) -> (Handle, Handle) {
    let [one, other] = ["one", "other"].map(|it| place.join(it));
    join!(device(&one), device(&other))
}

pub(super) async fn edit(node: &Handle, workspace: WorkspaceId, edit: Edit) {
    node.call(Command::Edit { workspace, edit }).await.unwrap();
}

pub(super) fn shown(node: &Handle) -> Workspace {
    let shelf = node.shelf().borrow().clone();
    Workspace::clone(&shelf.workspaces.values().next().unwrap().workspace)
}

impl Two {
    #[expect(clippy::fn_params_excessive_bools, reason = "as a ticket says it")]
    /// Mara founds a workspace with an open review and is joined: by Jonas, or by a further device of her own.
    pub(super) fn with(own_device: bool) -> Self {
        let place = tempfile::tempdir().unwrap();
        let workspace = at_length(found(place.path(), own_device));
        Self { place, workspace }
    }

    fn window(&self) -> Harness<'static, App> {
        let data_dir = self.place.path().join("one");
        let options = Options { data_dir, mode: Some(Mode::Off), network: false };
        let mut window = over_node(options);
        window.state_mut().state_mut().open(self.workspace);
        window.run();
        window
    }

    /// Lets the two exchange, and returns what each then holds.
    pub(super) fn meet(&self) -> [Workspace; 2] {
        at_length(async {
            let (one, other) = both(self.place.path()).await;
            meet(&other, &one, self.workspace).await;
            let shown = [shown(&one), shown(&other)];
            join!(one.stop(), other.stop());
            shown
        })
    }
}

#[expect(clippy::fn_params_excessive_bools, reason = "as a ticket says it")]
async fn found(place: &Path, own_device: bool) -> WorkspaceId {
    let (one, other, workspace) = joined(place, own_device).await;
    let now = shown(&one);
    let open = Edit::OpenReview {
        assessment: *now.assessments.keys().next().unwrap(),
        title: "2026 H2".to_owned(),
        secrecy: Secrecy::Open,
        due: None,
        assignments: now.members.keys().map(|it| (*it, question().1)).collect(),
    };
    edit(&one, workspace, open).await;
    meet(&other, &one, workspace).await;
    join!(one.stop(), other.stop());
    workspace
}

#[expect(clippy::fn_params_excessive_bools, reason = "as a ticket says it")]
/// Two devices that are online, the second of which has just come in.
async fn joined(place: &Path, own_device: bool) -> (Handle, Handle, WorkspaceId) {
    let (one, other) = both(place).await;
    let [name, me, device] = ["Northwind", "Mara", "Laptop"].map(str::to_owned);
    let made = one.call(Command::CreateWorkspace { name, me, device }).await.unwrap();
    let Reply::Created { workspace, .. } = made else { panic!("{made:?}") };
    let pack = framework::shipped_as("five-dimensions").unwrap().canonical();
    let (title, scope) = ("Security".to_owned(), "all".to_owned());
    edit(&one, workspace, Edit::CreateAssessment { pack, title, scope }).await;
    let ticket = invited(&one, workspace, own_device).await;
    comes_in(&other, ticket, "Jonas").await;
    (one, other, workspace)
}

#[expect(clippy::fn_params_excessive_bools, reason = "as a ticket says it")]
/// A ticket for one who is let in at once: a respondent, or a further device of whoever makes it.
pub(super) async fn invited(host: &Handle, workspace: WorkspaceId, own_device: bool) -> Ticket {
    let ticket = TicketWish {
        role: Role::Respondent,
        own_device,
        dimensions: Vec::new(),
        uses: 1,
        valid_ms: 3_600_000,
        note: String::new(),
    };
    let made = host.call(Command::MakeTicket { workspace, ticket }).await.unwrap();
    let Reply::Ticket(ticket) = made else { panic!("{made:?}") };
    ticket
}

pub(super) async fn comes_in(guest: &Handle, ticket: Ticket, name: &str) {
    let (name, device) = (name.to_owned(), "Pad".to_owned());
    guest.call(Command::Join { ticket, name, device, mode: Mode::Loopback }).await.unwrap();
}

pub(super) async fn meet(one: &Handle, other: &Handle, workspace: WorkspaceId) {
    let Reply::Address(address) = other.call(Command::Address { workspace }).await.unwrap() else {
        panic!("who is online has an address")
    };
    one.call(Command::Dial { workspace, address }).await.unwrap();
    let wish = Command::SyncUntilIdle { workspace, patience_ms: PATIENCE };
    one.call(wish).await.unwrap();
}

/// A question with levels, and its dimension.
pub(super) fn question() -> (NodeId, NodeId) {
    ("staffing.capacity".parse().unwrap(), "staffing".parse().unwrap())
}

/// Answers on the device in `dir`, without any network.
pub(super) fn answers(two: &Two, dir: &str, level: &str) {
    at_length(async {
        let data_dir = two.place.path().join(dir);
        let options = Options { data_dir, mode: Some(Mode::Off), network: false };
        let node = node::start(options).await.unwrap();
        let review = *shown(&node).reviews.keys().next().unwrap();
        let answer = Answer::of(Said::Option(level.parse().unwrap()));
        let answers = vec![(question().0, Some(answer))];
        edit(&node, two.workspace, Edit::Answer { review, answers }).await;
        node.stop().await;
    });
}

pub(super) fn named<'a>(
    workspace: &'a Workspace,
    name: &str,
) -> &'a muster_model::workspace::Member {
    workspace.members.values().find(|it| it.name == name).unwrap()
}

#[test]
fn a_person_removed_in_the_window_stays_out_and_what_they_had_said_stays() {
    let two = Two::with(false);
    answers(&two, "other", "level2");
    two.meet();
    let mut window = two.window();
    window.state_mut().state_mut().go(Screen::People);
    window.run();
    press(&mut window, "Show more about Jonas");
    press_anywhere(&mut window, "Remove: Jonas");
    assert!(sees(&window, "Remove Jonas?") && sees(&window, "This can't be taken back."));
    press(&mut window, "Remove now");
    until_so(&mut window, |it| sees(it, "Not in any more"));
    drop(window);
    // Jonas has not heard of it, and goes on.
    answers(&two, "other", "level4");
    let [mara, _] = two.meet();
    assert!(named(&mara, "Jonas").removed.is_some());
    let lane = &mara.reviews.values().next().unwrap().lanes[&named(&mara, "Jonas").id];
    let said = lane.answers[&question().0].now.answer.as_ref().map(|it| it.said.clone());
    assert_eq!(said, Some(Said::Option("level2".parse().unwrap())));
    let window = two.window();
    assert!(sees(&window, "Jonas (removed)"), "they are marked on Overview");
}

#[test]
fn right_after_somebody_joined_it_is_known_that_they_have_everything_and_no_one_asks_again() {
    let place = tempfile::tempdir().unwrap();
    at_length(async {
        let (one, other, workspace) = joined(place.path(), false).await;
        for node in [&one, &other] {
            let mut shelf = node.shelf();
            let known = async {
                loop {
                    let now = shelf.borrow_and_update().clone();
                    let sync = &now.workspaces[&workspace].sync;
                    if !sync.peers.is_empty() && sync.peers.values().all(|it| it.has_everything) {
                        return;
                    }
                    shelf.changed().await.unwrap();
                }
            };
            // Far less than the time after which devices compare what they have by themselves.
            let soon = std::time::Duration::from_secs(15);
            assert!(tokio::time::timeout(soon, known).await.is_ok(), "it is never told");
        }
        join!(one.stop(), other.stop());
    });
}

#[test]
fn a_role_given_in_the_window_counts_on_the_other_device_and_can_be_taken_back() {
    let two = Two::with(false);
    let mut window = two.window();
    window.state_mut().state_mut().go(Screen::People);
    window.run();
    press(&mut window, "Show more about Jonas");
    press_anywhere(&mut window, "Change role: Jonas");
    press_anywhere(&mut window, "Facilitator: ");
    press(&mut window, "Give this role");
    until_so(&mut window, |it| it.query_by_label_contains("Facilitator · ").is_some());
    drop(window);
    let [_, jonas] = two.meet();
    assert_eq!(jonas.my_role(), Some(Role::Facilitator));
    let mut window = two.window();
    window.state_mut().state_mut().go(Screen::People);
    window.run();
    press(&mut window, "Show more about Jonas");
    press_anywhere(&mut window, "Change role: Jonas");
    press_anywhere(&mut window, "Owner: ");
    press(&mut window, "Give this role");
    until_so(&mut window, |it| it.query_all_by_label_contains("Owner · ").count() == 2);
    window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
    until_so(&mut window, |it| it.query_by_label_contains("Facilitator · ").is_some());
    drop(window);
    let [mara, jonas] = two.meet();
    assert_eq!(jonas.my_role(), Some(Role::Facilitator));
    assert_eq!(named(&mara, "Jonas").role, Role::Facilitator);
}

#[test]
fn what_two_of_my_devices_said_is_settled_in_the_window_for_both() {
    let two = Two::with(true);
    answers(&two, "one", "level2");
    answers(&two, "other", "level4");
    let [mara, _] = two.meet();
    assert_eq!(mara.clashes().len(), 1);
    let mut window = two.window();
    press(&mut window, "Conflicts");
    press_anywhere(&mut window, ": Level 2");
    until_so(&mut window, |it| it.query_by_label_contains("Keep this").is_none());
    assert!(window.query_by_label_contains("Not kept: Level 4").is_some());
    drop(window);
    for shown in two.meet() {
        assert_eq!(shown.clashes(), []);
        let me: MemberId = shown.me.unwrap();
        let lane = &shown.reviews.values().next().unwrap().lanes[&me];
        let said = lane.answers[&question().0].now.answer.as_ref().map(|it| it.said.clone());
        assert_eq!(said, Some(Said::Option("level2".parse().unwrap())));
    }
}

#[test]
fn a_lost_device_is_revoked_in_the_window_and_what_it_wrote_unheard_is_told_and_answered_again() {
    let two = Two::with(true);
    // The pad is known, writes on its own, is lost, and comes to light again.
    answers(&two, "other", "level2");
    two.meet();
    answers(&two, "other", "level4");
    let mut window = two.window();
    window.state_mut().state_mut().go(Screen::People);
    window.run();
    press(&mut window, "Show more about Mara");
    press_anywhere(&mut window, "Revoke Pad of Mara");
    press(&mut window, "Revoke now");
    until_so(&mut window, |it| !sees(it, "Revoke Pad of Mara"));
    drop(window);
    // Its log is brought by somebody who holds it: here, the machine itself, found again.
    at_length(async {
        let other = device(&two.place.path().join("other")).await;
        let workspace = two.workspace;
        let packed = other
            .call(Command::PackBundle { workspace, need: None, passphrase: None })
            .await
            .unwrap();
        let Reply::Packed { bytes, .. } = packed else { panic!("{packed:?}") };
        other.stop().await;
        let one = device(&two.place.path().join("one")).await;
        let take = Take::Really;
        one.call(Command::TakeBundle { bytes, passphrase: None, take }).await.unwrap();
        let now = shown(&one);
        assert_eq!(now.dropped.len(), 1, "{:?}", now.warned());
        assert!(now.dropped[0].questions.contains(&question().0));
        one.stop().await;
    });
    let mut window = two.window();
    assert!(sees(&window, "1 change of yours in “2026 H2” does not count any more"));
    press_anywhere(&mut window, "Answer again: ");
    let state = window.state().state();
    assert_eq!((state.screen, state.question.clone()), (Screen::Answer, Some(question().0)));
}
