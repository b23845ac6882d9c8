//! Signing on Results: what is signed is shown, what is stored is what was signed, and later edits show.

use egui_kittest::Harness;
use muster::{
    app::App,
    command::{Intent, Screen},
};
use muster_model::{
    answer::{Answer, Said},
    control::op::Secrecy,
    edit::Edit,
    framework::shipped,
    ids::MemberId,
    signing::{Progress, SignOff, Standing},
    workspace::{Review, ReviewState, Workspace},
};

use super::{
    SMALL,
    content::{Story, level},
    everything_fits, founded, open_sized, press, press_anywhere, pretend, sees, type_into,
    until_so,
};

fn workspace<'a>(window: &'a Harness<'_, App>) -> Option<&'a Workspace> {
    window.state().shelf().workspaces.values().next().map(|it| it.workspace.as_ref())
}

fn review<'a>(window: &'a Harness<'_, App>) -> Option<&'a Review> {
    workspace(window)?.reviews.values().next().map(AsRef::as_ref)
}

fn sign_off<'a>(window: &'a Harness<'_, App>) -> Option<&'a SignOff> {
    workspace(window)?.sign_offs.values().next()
}

/// Mara's own workspace with an open review, in which she answered a question.
fn answered(place: &tempfile::TempDir) -> Harness<'static, App> {
    let mut window = founded(&place.path().join("data"));
    let pack = shipped().remove(0).canonical();
    let (title, scope) = ("Programme".to_owned(), String::new());
    window.state_mut().wish(Intent::Edit(Edit::CreateAssessment { pack, title, scope }));
    until_so(&mut window, |it| workspace(it).is_some_and(|it| !it.assessments.is_empty()));
    let assessment = *workspace(&window).unwrap().assessments.keys().next().unwrap();
    window.state_mut().wish(Intent::Edit(Edit::OpenReview {
        assessment,
        title: "2026 H2".to_owned(),
        secrecy: Secrecy::Open,
        due: None,
        assignments: Vec::new(),
    }));
    until_so(&mut window, |it| review(it).is_some());
    says(&mut window, "level4");
    window.state_mut().state_mut().go(Screen::Results);
    window.run();
    window
}

fn says(window: &mut Harness<'_, App>, level: &str) {
    let review = review(window).unwrap().id;
    let said = Answer::of(Said::Option(level.parse().unwrap()));
    let question = "leadership.ownership".parse().unwrap();
    let answers = vec![(question, Some(said.clone()))];
    window.state_mut().wish(Intent::Edit(Edit::Answer { review, answers }));
    until_so(window, |it| {
        let lanes = self::review(it).unwrap().lanes.values();
        lanes.flat_map(|it| it.answers.values()).any(|it| it.now.answer.as_ref() == Some(&said))
    });
}

#[test]
fn what_is_signed_is_shown_stored_and_still_there_after_an_edit() {
    let place = tempfile::tempdir().unwrap();
    let mut window = answered(&place);
    press_anywhere(&mut window, "Ask somebody to sign");
    press_anywhere(&mut window, "Ask Mara to sign");
    until_so(&mut window, |it| sign_off(it).is_some());
    let me: MemberId = workspace(&window).unwrap().me.unwrap();
    assert_eq!(sign_off(&window).unwrap().asked.keys().copied().collect::<Vec<_>>(), [me]);
    assert!(sees(&window, "Waiting for 1 signature"));

    press_anywhere(&mut window, "Sign this review off");
    let shown = review(&window).unwrap().fingerprint.clone();
    assert!(sees(&window, "Sign this review off?"));
    assert!(sees(&window, "You can sign all the same"), "the X-ray is not shown before signing");
    type_into(&mut window, "A note with your signature", "all read");
    press(&mut window, "Sign now");
    until_so(&mut window, |it| sign_off(it).is_some_and(|it| !it.signatures.is_empty()));
    let signature = &sign_off(&window).unwrap().signatures[0];
    assert_eq!((signature.fingerprint.as_str(), signature.note.as_str()), (&*shown, "all read"));
    assert_eq!(signature.standing, Standing::Holds);
    assert_eq!(sign_off(&window).unwrap().progress(), Progress::Signed);
    assert!(sees(&window, "Signed off by 1 person"));

    says(&mut window, "level1");
    until_so(&mut window, |it| sign_off(it).is_some_and(|it| it.progress() == Progress::Changed));
    let signature = &sign_off(&window).unwrap().signatures[0];
    assert_eq!((signature.standing, &signature.fingerprint), (Standing::Holds, &shown));
    assert_ne!(review(&window).unwrap().fingerprint, shown);
    window.run();
    assert!(sees(&window, "Signed off by 1 person · changed since sign-off: 1 answer"));
}

#[test]
fn a_finding_leads_to_where_it_is_put_right() {
    let place = tempfile::tempdir().unwrap();
    let mut window = answered(&place);
    // What follows from the answers is worked out beside the window, and moves the page once it is there.
    for _ in 0..100 {
        if window.state().state().screen != Screen::Answer {
            press_anywhere(&mut window, "A high level, never tested: L1");
        }
    }
    let state = window.state().state();
    assert_eq!(state.screen, Screen::Answer);
    assert_eq!(state.question.as_ref().unwrap().as_str(), "leadership.ownership");
}

#[test]
fn before_the_reveal_nobody_can_sign_and_is_told_why() {
    for (width, height) in SMALL {
        let (mut window, wished) = open_sized(before_the_reveal(), width, height);
        window.state_mut().state_mut().open(pretend::workspace_id(1));
        window.state_mut().state_mut().go(Screen::Results);
        window.run();
        everything_fits(&window);
        press_anywhere(&mut window, "Sign this review off");
        assert!(!sees(&window, "Sign now"));
        assert!(wished.wished().iter().all(|it| !it.contains("SignOff")));
    }
}

fn before_the_reveal() -> muster_sync::node::event::Shelf {
    Story::begin(Secrecy::Blind, ReviewState::Open)
        .says(0, "leadership.ownership", level(4))
        .shelf()
}
