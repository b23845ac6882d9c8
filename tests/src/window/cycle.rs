//! A half-year cycle in the windows of three people: whatever is said, decided, signed and written, somebody pressed it.

use std::{collections::BTreeSet, fs, path::Path};

use egui::Key;
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use muster::{app::App, command::Screen, screens::files};
use muster_model::{
    control::op::Secrecy,
    edit::Decision,
    ids::WorkspaceId,
    signing::Progress,
    workspace::{Review, ReviewState, Workspace},
};
use muster_sync::node::command::{Command, Mode};
use tempfile::TempDir;
use tokio::join;

use super::{
    journeys::{begin, is_saved, open_review, stored, window},
    press, press_anywhere, sees,
    trust::{at_length, comes_in, device, invited, meet, named, shown},
    type_into, until, until_so,
};

const WHO: [&str; 3] = ["Mara", "Jonas", "Priya"];
const FORMS: [&str; 7] = ["PDF", "HTML", "Word", "Excel", "CSV", "JSON", "Markdown"];

struct Team {
    place: TempDir,
    workspace: WorkspaceId,
}

impl Team {
    /// Mara begins in her window; Jonas and Priya come in with a ticket each.
    fn new() -> Self {
        let place = tempfile::tempdir().unwrap();
        let mut first = window(&place.path().join("Mara"));
        begin(&mut first, "Northwind");
        drop(first);
        let [mara, jonas, priya] = WHO.map(|it| place.path().join(it));
        let workspace = at_length(async {
            let (mara, jonas, priya) = join!(device(&mara), device(&jonas), device(&priya));
            let workspace = shown(&mara).id;
            mara.call(Command::SetMode { workspace, mode: Mode::Loopback }).await.unwrap();
            let first = invited(&mara, workspace, false).await;
            let second = invited(&mara, workspace, false).await;
            join!(comes_in(&jonas, first, "Jonas"), comes_in(&priya, second, "Priya"));
            join!(mara.stop(), jonas.stop(), priya.stop());
            workspace
        });
        Self { place, workspace }
    }

    fn dir(&self, who: &str) -> std::path::PathBuf {
        self.place.path().join(who)
    }

    fn window(&self, who: &str) -> Harness<'static, App> {
        let mut window = window(&self.dir(who));
        window.state_mut().state_mut().open(self.workspace);
        window.run();
        window
    }

    /// All three are online at once: the others exchange with Mara, Jonas once more for what Priya brought.
    fn meet(&self) {
        at_length(async {
            let [mara, jonas, priya] = WHO.map(|it| self.dir(it));
            let (mara, jonas, priya) = join!(device(&mara), device(&jonas), device(&priya));
            join!(meet(&jonas, &mara, self.workspace), meet(&priya, &mara, self.workspace));
            meet(&jonas, &mara, self.workspace).await;
            join!(mara.stop(), jonas.stop(), priya.stop());
        });
    }

    /// Somebody answers question after question by keyboard, and hands in.
    fn answers(&self, who: &str, keys: &[Key]) {
        let mut window = self.window(who);
        press(&mut window, "Start answering");
        for key in keys {
            window.key_press(*key);
            window.run();
            window.key_press(Key::Enter);
            window.run();
        }
        until_so(&mut window, is_saved);
        hand_in(&mut window);
    }

    /// Mara asks herself and Jonas to sign; both do, and all hear of it.
    fn signs_off(&self, notes: [(&str, &str); 2]) {
        asked(self);
        for (who, note) in notes {
            self.sign(who, note);
            self.meet();
        }
    }

    fn sign(&self, who: &str, note: &str) {
        let mut window = self.window(who);
        window.state_mut().state_mut().go(Screen::Results);
        window.run();
        press_anywhere(&mut window, "Sign this review off");
        until(&mut window, "Sign now");
        type_into(&mut window, "A note with your signature", note);
        press(&mut window, "Sign now");
        until_so(&mut window, |it| {
            let now = now(it);
            now.sign_offs.values().flat_map(|it| &it.signatures).any(|it| it.note == note)
        });
    }

    /// Mara reveals, and the others hear of it.
    fn reveal(&self) {
        let mut window = self.window("Mara");
        press(&mut window, "Reveal");
        press(&mut window, "Reveal now");
        until_so(&mut window, |it| current(it).state == ReviewState::Revealed);
        drop(window);
        self.meet();
    }

    /// Writes these forms of the report, each into a file that is read again.
    fn writes(&self, folder: &Path, forms: &[&str]) {
        fs::create_dir(folder).unwrap();
        let mut window = self.window("Mara");
        files::save_into(&window.ctx, folder);
        window.state_mut().state_mut().go(Screen::Report);
        window.run();
        until(&mut window, "All answers");
        for (many, form) in forms.iter().enumerate() {
            press(&mut window, form);
            press_anywhere(&mut window, "Save report");
            until_so(&mut window, |it| {
                let written = fs::read_dir(folder).unwrap().count() == many + 1;
                written && it.query_by_label_contains("Saved as ").is_some()
            });
        }
    }
}

fn now(window: &Harness<'_, App>) -> Workspace {
    Workspace::clone(&window.state().shelf().workspaces.values().next().unwrap().workspace)
}

fn current(window: &Harness<'_, App>) -> Review {
    Review::clone(now(window).current_review().unwrap())
}

fn hand_in(window: &mut Harness<'_, App>) {
    press(window, "Hand in");
    until(window, "Hand in now");
    press(window, "Hand in now");
    until_so(window, |it| {
        let me = now(it).me.unwrap();
        is_saved(it) && current(it).lanes[&me].handed_in.is_some()
    });
}

/// The first of several things called so.
fn first(window: &Harness<'_, App>, name: &str) -> Option<String> {
    window.query_all_by_label_contains(name).next().and_then(|it| it.accesskit_node().label())
}

/// Level 3, six times.
const THREE: [Key; 6] = [Key::Num3; 6];

fn opened(team: &Team) {
    let mut window = team.window("Mara");
    open_review(&mut window, &WHO);
    assert_eq!(current(&window).secrecy, Secrecy::Blind);
}

fn agreed(team: &Team) {
    let mut window = team.window("Mara");
    window.state_mut().state_mut().go(Screen::Compare);
    window.run();
    window.state_mut().state_mut().go(Screen::Overview);
    window.run();
    press(&mut window, "Start agreeing");
    window.key_press(Key::Num3);
    window.key_press(Key::J);
    window.run();
    press_anywhere(&mut window, "Jonas disagrees");
    type_into(&mut window, "In the words of Jonas", "Nobody asked the night shift");
    type_into(&mut window, "Reason", "Two of three saw it themselves.");
    window.get_by_label("Record").click_accesskit();
    until_so(&mut window, |it| !current(it).board.agreed.is_empty());
    window.run();
    press_anywhere(&mut window, "Record them as agreed");
    press(&mut window, "Record as agreed");
    until_so(&mut window, |it| current(it).board.agreed.len() > 1);
}

fn planned(team: &Team) {
    let mut window = team.window("Mara");
    window.state_mut().state_mut().go(Screen::Results);
    until_so(&mut window, |it| first(it, "Make an action: ").is_some());
    let action = first(&window, "Make an action: ").unwrap();
    press_anywhere(&mut window, &action);
    type_into(&mut window, "Due", "2027-03-01");
    press(&mut window, "Save");
    until_so(&mut window, |it| now(it).plans.values().any(|it| it.actions.len() == 1));
}

fn asked(team: &Team) {
    let mut window = team.window("Mara");
    window.state_mut().state_mut().go(Screen::Results);
    window.run();
    for (many, who) in ["Mara", "Jonas"].iter().enumerate() {
        let name = format!("Ask {who} to sign");
        if !sees(&window, &name) {
            press_anywhere(&mut window, "Ask somebody to sign");
        }
        press_anywhere(&mut window, &name);
        until_so(&mut window, |it| {
            let asked = now(it).sign_offs.get(&current(it).id).map(|it| it.asked.len());
            asked == Some(many + 1)
        });
    }
}

fn nobody_reads_another(team: &Team) {
    for it in ["Jonas", "Priya"] {
        let [seen] = stored(&team.dir(it)).try_into().unwrap();
        let others = seen.current_review().unwrap().lanes.values();
        let open = others.filter(|lane| Some(lane.member) != seen.me && !lane.answers.is_empty());
        assert_eq!(open.count(), 0, "{it} reads nobody else before the reveal");
    }
}

/// Closes the review and opens the next, same as the last.
fn next_opened(team: &Team) {
    let mut window = team.window("Mara");
    window.state_mut().state_mut().go(Screen::Overview);
    window.run();
    press_anywhere(&mut window, "Close review");
    press(&mut window, "Close now");
    until_so(&mut window, |it| now(it).reviews.values().all(|it| it.state == ReviewState::Closed));
    window.state_mut().state_mut().go(Screen::NewReview);
    window.run();
    press(&mut window, "Same as last time");
    type_into(&mut window, "Title", "2027 H1");
    press(&mut window, "Step 4 Check");
    press(&mut window, "Open review");
    until_so(&mut window, |it| now(it).reviews.len() == 2);
    drop(window);
    team.meet();
}

/// Nothing counts until somebody says it again: Mara confirms.
fn confirmed(team: &Team) {
    let mut window = team.window("Mara");
    press(&mut window, "Start answering");
    for _ in 0..THREE.len() {
        let same = first(&window, "Same as last time: ").unwrap();
        press_anywhere(&mut window, &same);
        window.key_press(Key::Enter);
        window.run();
    }
    until_so(&mut window, is_saved);
    hand_in(&mut window);
    drop(window);
}

/// All three show the same, signed, and the reports tell of it.
fn is_as_pressed(team: &Team, before: &Path, after: &Path) {
    let all = WHO.map(|it| stored(&team.dir(it)).pop().unwrap());
    for at in 0..2 {
        let of = |it: &Workspace| {
            let mut reviews: Vec<_> = it.reviews.values().collect();
            reviews.sort_by_key(|it| it.ordinal);
            reviews[at].fingerprint.clone()
        };
        let shown: BTreeSet<String> = all.iter().map(of).collect();
        assert_eq!(shown.len(), 1, "all three show the same: {shown:?}");
    }
    let mara = &all[0];
    assert_eq!(mara.sign_offs.len(), 2);
    assert!(mara.sign_offs.values().all(|it| it.progress() == Progress::Signed));
    let jonas = named(mara, "Jonas").id;
    let first = mara.reviews.values().find(|it| it.title == "2026 H2").unwrap();
    let outcomes = first.board.agreed.values().map(|it| &it[0].0);
    let agreement = outcomes.into_iter().find(|it| !it.dissent.is_empty()).unwrap();
    assert_eq!(agreement.decision, Decision::Majority);
    assert_eq!(agreement.dissent, [(jonas, "Nobody asked the night shift".to_owned())]);
    let words = |folder: &Path| {
        let ending = |it: &Path| it.extension().is_some_and(|it| it == "md");
        let all = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
        fs::read_to_string(all.into_iter().find(|it| ending(it)).unwrap()).unwrap()
    };
    for word in ["Nobody asked the night shift", "with my dissent", "Close the gap"] {
        assert!(words(before).contains(word), "{word}");
    }
    assert!(words(after).contains("2026 H2"), "it says since when");
    assert_ne!(words(before), words(after));
}

#[test]
fn half_a_year_passes_in_the_windows_of_three_people() {
    let team = Team::new();
    opened(&team);
    team.meet();
    team.answers("Mara", &THREE);
    team.answers("Jonas", &[&[Key::Num1], &THREE[1..]].concat());
    team.answers("Priya", &THREE);
    team.meet();
    nobody_reads_another(&team);
    team.reveal();
    agreed(&team);
    planned(&team);
    team.signs_off([("Mara", "read with all three"), ("Jonas", "with my dissent")]);
    let before = team.place.path().join("before");
    team.writes(&before, &FORMS);

    next_opened(&team);
    confirmed(&team);
    team.answers("Jonas", &[Key::Num4; 6]);
    team.answers("Priya", &[Key::Num4; 6]);
    team.meet();
    team.reveal();
    let mut window = team.window("Mara");
    window.state_mut().state_mut().go(Screen::History);
    until_so(&mut window, |it| first(it, "Improved: ").is_some());
    drop(window);
    team.signs_off([("Mara", "better"), ("Jonas", "agreed")]);
    let after = team.place.path().join("after");
    team.writes(&after, &["JSON", "Markdown"]);
    is_as_pressed(&team, &before, &after);
}
