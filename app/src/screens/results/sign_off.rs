//! Sign-off on Results: who signed, what changed since, and signing with everything in sight that is signed.

pub mod data;

use egui::Ui;
use muster_model::{
    edit::Edit,
    framework::Framework,
    ids::{MemberId, ReviewId},
    signing::Progress,
    workspace::{Review, Workspace},
    xray::Finding,
};

use crate::{
    command::Intent,
    say::say,
    screens::Cx,
    theme::{self, icon},
    widgets::{
        Button, card, dialog, feedback, field,
        page::{self, section},
        people, prose, text,
    },
    xrayed,
};
use data::{Mark, May, Panel, Part};

/// What is open of the sign-off.
#[derive(Debug, Default)]
pub struct Draft {
    /// The review somebody is about to sign.
    signing: Option<ReviewId>,
    /// What they add.
    note: String,
    /// Whether it is being chosen who is asked.
    asking: bool,
}

/// Most changes listed under a signature.
const FEW: usize = 8;

enum Pressed {
    Sign,
    Ask,
    AskMember(MemberId),
    Unask(MemberId),
}

/// Draws the section and its dialog.
pub(super) fn ui(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    (workspace, review, framework): (&Workspace, &Review, &Framework),
    findings: &[Finding],
) {
    let panel = Panel::of(workspace, review, framework);
    let (mut above, mut pressed) = (None, None);
    let read_only = cx.read_only();
    let asking = cx.drafts.results.sign_off.asking;
    let actions = |ui: &mut Ui| {
        let why_not = read_only.or(panel.why_not);
        let button = Button::primary(say!("results-sign"))
            .icon(icon::PENCIL)
            .name(say!("results-sign-name"));
        if button.why_not(why_not).ui(ui).clicked() {
            above = Some(Pressed::Sign);
        }
        if panel.asks && read_only.is_none() {
            let button =
                Button::secondary(say!("results-ask")).icon(icon::USER_PLUS).selected(asking);
            if button.name(say!("results-ask-name")).ui(ui).clicked() {
                above = Some(Pressed::Ask);
            }
        }
    };
    section(ui, say!("results-sign-off"), actions, |ui| {
        card(ui, |ui| {
            headline(ui, &panel);
            if asking && panel.asks {
                choose(ui, &panel, &mut pressed);
            }
            let may = if read_only.is_none() { panel.may() } else { May::Look };
            for it in &panel.rows {
                ui.add_space(theme::XS);
                page::rule(ui);
                part(ui, it, may, &mut pressed);
            }
        })
    });
    act(cx, review.id, above.or(pressed).as_ref());
    dialog(ui, cx, &panel, review.id, (workspace, framework, findings));
}

fn headline(ui: &mut Ui, panel: &Panel) {
    let tokens = theme::of(ui);
    let (mark, pair) = match panel.progress {
        Progress::None | Progress::Waiting { .. } => (icon::CIRCLE_DASHED, tokens.info),
        Progress::Signed => (icon::BADGE_CHECK, tokens.good),
        Progress::Changed => (icon::TRIANGLE_ALERT, tokens.warn),
    };
    ui.horizontal_wrapped(|ui| {
        text::icon_in(ui, mark, 18.0, pair.ink);
        text::strong(ui, &panel.headline);
    });
    if panel.rows.is_empty() {
        text::muted(ui, say!("results-sign-off-means"));
    }
}

fn choose(ui: &mut Ui, panel: &Panel, pressed: &mut Option<Pressed>) {
    ui.add_space(theme::XS);
    if panel.others.is_empty() {
        text::muted(ui, say!("results-ask-all"));
        return;
    }
    text::caption(ui, say!("results-ask-who"));
    ui.horizontal_wrapped(|ui| {
        for (member, name) in &panel.others {
            let called = say!("results-ask-whom", name = name);
            if Button::secondary(name).icon(icon::PLUS).name(&called).ui(ui).clicked() {
                *pressed = Some(Pressed::AskMember(*member));
            }
        }
    });
}

fn part(ui: &mut Ui, it: &Part, may: May, pressed: &mut Option<Pressed>) {
    let tokens = theme::of(ui);
    let (mark, ink, word) = match it.mark {
        Mark::Waiting => (icon::CIRCLE_DASHED, tokens.muted, say!("results-mark-asked")),
        Mark::Good => (icon::CIRCLE_CHECK, tokens.good.ink, say!("results-mark-signed")),
        Mark::Doubt => (icon::TRIANGLE_ALERT, tokens.warn.ink, say!("results-mark-changed")),
        Mark::Bad => (icon::CIRCLE_X, tokens.bad.ink, say!("results-mark-broken")),
    };
    let person = people::Person { name: &it.who.name, place: it.who.place };
    people::row(ui, person, &it.text, |ui| {
        text::icon_in(ui, mark, 16.0, ink).on_hover_text(word);
        if it.asked && may == May::Ask {
            let called = say!("results-unask", name = &it.who.name);
            if Button::icon_only(icon::X, &called).ui(ui).clicked() {
                *pressed = Some(Pressed::Unask(it.who.id));
            }
        }
    });
    // Same everywhere: an id.
    ui.indent(("signature", it.who.id), |ui| {
        if !it.fingerprint.is_empty() {
            text::small(ui, &it.fingerprint);
        }
        if prose::is_adorned(ui, &it.note) {
            prose::prose(ui, &it.note);
        } else if !it.note.is_empty() {
            text::body(ui, &say!("results-note-quoted", note = &it.note));
        }
        for change in it.changes.iter().take(FEW) {
            text::small(ui, change);
        }
        let more = it.changes.len().saturating_sub(FEW);
        if more > 0 {
            text::small(ui, &say!("results-and-more", n = more));
        }
    });
}

fn act(cx: &mut Cx<'_>, review: ReviewId, pressed: Option<&Pressed>) {
    let draft = &mut cx.drafts.results.sign_off;
    match pressed {
        None => {}
        Some(Pressed::Sign) => {
            draft.signing = Some(review);
            draft.note.clear();
        }
        Some(Pressed::Ask) => draft.asking = !draft.asking,
        Some(Pressed::AskMember(member)) => {
            let (add, remove) = (vec![*member], Vec::new());
            cx.edit(Edit::AskToSign { review, add, remove });
        }
        Some(Pressed::Unask(member)) => {
            let (add, remove) = (Vec::new(), vec![*member]);
            cx.edit(Edit::AskToSign { review, add, remove });
        }
    }
}

fn dialog(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    panel: &Panel,
    review: ReviewId,
    (workspace, framework, findings): (&Workspace, &Framework, &[Finding]),
) {
    if cx.drafts.results.sign_off.signing != Some(review) {
        return;
    }
    let note = &mut cx.drafts.results.sign_off.note;
    let ended = dialog::show(ui, say!("results-dialog"), 540.0, |ui| {
        let sentence = say!("results-dialog-about");
        dialog::head(ui, say!("results-dialog-head"), sentence);
        text::strong(ui, &panel.subject);
        text::big_code(ui, &panel.fingerprint);
        text::small(ui, say!("results-dialog-same"));
        ui.add_space(theme::XS);
        if findings.is_empty() {
            text::muted(ui, say!("results-dialog-xray-none"));
        } else {
            feedback::warning_card(
                ui,
                &xrayed::headline(findings),
                say!("results-dialog-all-the-same"),
            );
            for it in findings.iter().take(FEW) {
                let places = xrayed::places(workspace, framework, it);
                text::small(ui, &format!("{}: {places}", xrayed::what(it.check)));
            }
            let more = findings.len().saturating_sub(FEW);
            if more > 0 {
                text::small(ui, &say!("results-dialog-more", n = more));
            }
        }
        ui.add_space(theme::XS);
        field::field(ui, say!("results-dialog-note"), say!("results-dialog-note-hint"), note);
        dialog::buttons(ui, |ui| {
            let sign = Button::primary(say!("results-dialog-yes")).icon(icon::PENCIL);
            if sign.why_not(panel.why_not).ui(ui).clicked() {
                return Some(true);
            }
            Button::secondary(say!("results-dialog-no")).ui(ui).clicked().then_some(false)
        })
    });
    match ended {
        dialog::Ended::Open => return,
        dialog::Ended::Dismissed | dialog::Ended::With(false) => {}
        dialog::Ended::With(true) => {
            let note = cx.drafts.results.sign_off.note.trim().to_owned();
            let fingerprint = panel.fingerprint.clone();
            cx.intents.push(Intent::Edit(Edit::SignOff { review, fingerprint, note }));
        }
    }
    cx.drafts.results.sign_off.signing = None;
}
