//! Files that carry changes: written for others, or taken in after one saw what they bring.

pub mod data;

use std::path::PathBuf;

use egui::{Context, Key, ScrollArea, Ui};
use muster_model::ids::WorkspaceId;
use muster_sync::{
    bundle::{Locked, Passphrase},
    node::command::{Command as NodeCommand, Take},
    replica::Carried,
};

use crate::{
    advice::Advice,
    command::{Intent, Screen},
    say::say,
    state::{
        asked::{Asked, Purpose},
        toasts::Kind,
    },
    theme::{self, icon},
    widgets::{
        Button, Lit,
        dialog::{self, Ended},
        feedback, field, page, text,
    },
};

use super::{
    Cx,
    files::{self, Waiting},
};
use data::{Bundle, Choices, What};

/// Largest bundle read, in bytes: the largest content, and what the lock adds.
const MAX_BUNDLE: u64 = (1 << 30) + (64 << 20);
/// How wide the dialogs are.
const WIDTH: f32 = 500.0;

/// What is being written or taken in.
#[derive(Debug, Default)]
pub struct Draft {
    stage: Stage,
}

/// Where one is.
#[derive(Debug, Default)]
enum Stage {
    /// Nowhere.
    #[default]
    Closed,
    /// What goes into a bundle is being chosen.
    Choosing(Choosing),
    /// A file is being packed.
    Packing(Kept),
    /// A file is packed and not saved yet.
    Packed(Packed),
    /// A bundle is being read from the disk.
    Opening(Waiting<Bundle>),
    /// It could not be read.
    Unreadable(String),
    /// The words are asked for.
    Locked(Incoming, Option<Advice>),
    /// The node looks into it.
    Looking(Incoming),
    /// It is seen what it would bring; nothing is changed yet.
    Seen(Incoming, Carried),
    /// It is being taken in.
    Taking(Incoming),
    /// It is taken in.
    Taken(WorkspaceId, Carried),
    /// It was refused.
    Refused(Advice),
}

#[derive(Debug, Default)]
struct Choosing {
    choices: Choices,
    opening: Option<Waiting<(String, muster_sync::bundle::Need)>>,
    trouble: Option<String>,
}

/// What a file is, and who can open it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kept {
    Members,
    Words,
    Need,
}

impl Kept {
    /// Returns what the file is called.
    fn name(self) -> &'static str {
        // Same everywhere: names of files.
        match self {
            Self::Members | Self::Words => "muster.bundle",
            Self::Need => "muster.need",
        }
    }

    fn headline(self) -> &'static str {
        match self {
            Self::Members | Self::Words => say!("bundles-packed"),
            Self::Need => say!("bundles-need-ready"),
        }
    }

    fn sentence(self) -> &'static str {
        match self {
            Self::Members => say!("bundles-packed-members"),
            Self::Words => say!("bundles-packed-words"),
            Self::Need => say!("bundles-need-about"),
        }
    }
}

#[derive(Debug)]
struct Packed {
    kept: Kept,
    result: Result<(Vec<u8>, usize), Advice>,
    saving: Option<Waiting<PathBuf>>,
    trouble: Option<String>,
}

/// A bundle, and the words typed for it.
#[derive(Debug)]
struct Incoming {
    bundle: Bundle,
    words: String,
}

impl Incoming {
    fn passphrase(&self) -> Option<Passphrase> {
        (self.bundle.cover.locked == Locked::Passphrase).then(|| Passphrase::of(&self.words))
    }
}

/// Begins to write a bundle.
pub fn write(cx: &mut Cx<'_>) {
    cx.drafts.bundles.stage = Stage::Choosing(Choosing::default());
}

/// Writes what is here already.
pub fn write_need(cx: &mut Cx<'_>) {
    let Some(workspace) = cx.state.workspace else { return };
    ask(cx, NodeCommand::Need { workspace }, Purpose::Pack);
    cx.drafts.bundles.stage = Stage::Packing(Kept::Need);
}

/// Asks for a bundle.
pub fn choose(ctx: &Context, cx: &mut Cx<'_>) {
    let opening = files::open_with(ctx, say!("bundles-take-title"), |path| {
        data::bundle(files::read_within(path, MAX_BUNDLE)?)
    });
    cx.drafts.bundles.stage = Stage::Opening(opening);
}

/// Looks into the bundle at `path`.
pub fn take(ctx: &Context, cx: &mut Cx<'_>, path: PathBuf) {
    if matches!(cx.drafts.bundles.stage, Stage::Taking(_) | Stage::Looking(_) | Stage::Packing(_)) {
        return;
    }
    let work = move || Some(files::read_within(&path, MAX_BUNDLE).and_then(data::bundle));
    cx.drafts.bundles.stage = Stage::Opening(files::run(ctx.clone(), work));
}

fn ask(cx: &mut Cx<'_>, command: NodeCommand, purpose: Purpose) {
    cx.wish(Intent::Forget(purpose.clone()));
    cx.wish(Intent::Ask(command, purpose));
}

/// Draws the dialog, whatever page is shown.
pub fn ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let stage = std::mem::take(&mut cx.drafts.bundles.stage);
    let next = match stage {
        Stage::Closed => Stage::Closed,
        Stage::Choosing(it) => choosing(ui, cx, it),
        Stage::Packing(it) => packing(ui, cx, it),
        Stage::Packed(it) => packed(ui, cx, it),
        Stage::Opening(it) => opening(cx, it),
        Stage::Unreadable(it) => {
            over(ui, &it, "", say!("bundles-nothing-changed"), Stage::Unreadable(it.clone()))
        }
        Stage::Locked(it, trouble) => locked(ui, cx, it, trouble),
        Stage::Looking(it) => looking(ui, cx, it),
        Stage::Seen(it, carried) => seen(ui, cx, it, carried),
        Stage::Taking(it) => taking(ui, cx, it),
        Stage::Taken(workspace, carried) => taken(ui, cx, workspace, carried),
        Stage::Refused(it) => over(
            ui,
            &it.headline,
            &it.remedy,
            say!("bundles-nothing-changed"),
            Stage::Refused(it.clone()),
        ),
    };
    cx.drafts.bundles.stage = next;
}

/// Shows why it is over.
fn over(ui: &mut Ui, headline: &str, remedy: &str, after: &str, stage: Stage) -> Stage {
    let ended = dialog::show(ui, say!("bundles-bundle"), WIDTH, |ui| {
        dialog::head(ui, say!("bundles-cant"), "");
        feedback::error_card(ui, headline, remedy, None);
        ui.add_space(theme::XS);
        text::muted(ui, after);
        dialog::buttons(ui, |ui| {
            Button::secondary(say!("bundles-close")).ui(ui).clicked().then_some(())
        })
    });
    if ended == Ended::Open { stage } else { Stage::Closed }
}

/// A choice of which one is on; returns whether it was pressed.
fn radio(ui: &mut Ui, word: &str, means: &str, on: impl Into<Lit>) -> bool {
    let on = on.into();
    let name = format!("{word}: {means}");
    let pressed = page::row_button(ui, &name, on, |ui| {
        text::icon(ui, if on.is_on() { icon::CIRCLE_DOT } else { icon::CIRCLE });
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            text::strong(ui, word);
            text::small(ui, means);
        });
    });
    pressed.clicked()
}

fn choosing(ui: &mut Ui, cx: &mut Cx<'_>, mut it: Choosing) -> Stage {
    if let Some(ended) = it.opening.as_ref().and_then(Waiting::ended) {
        it.opening = None;
        match ended {
            None => {}
            Some(Ok((_, need))) if Some(need.workspace) != cx.state.workspace => {
                it.trouble = Some(say!("bundles-other-need").to_owned());
            }
            Some(Ok(need)) => it.choices.need = Some(need),
            Some(Err(sentence)) => it.trouble = Some(sentence),
        }
    }
    let ended = dialog::show(ui, say!("bundles-write"), WIDTH, |ui| {
        let sentence = say!("bundles-write-about");
        dialog::head(ui, say!("bundles-write"), sentence);
        // In a low window the choices scroll, so that the buttons stay in sight.
        let room = (ui.ctx().content_rect().height() - 220.0).max(120.0);
        ScrollArea::vertical()
            .max_height(room)
            .min_scrolled_height(room)
            .auto_shrink([false, true])
            .show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = theme::XS;
                what(ui, &mut it);
                ui.add_space(theme::S);
                lock(ui, &mut it.choices);
            });
        dialog::buttons(ui, |ui| {
            let button = Button::primary(say!("bundles-pack"))
                .icon(icon::PACKAGE)
                .why_not(it.choices.why_not());
            let pack = button.ui(ui).clicked();
            let away = Button::secondary(say!("bundles-cancel")).ui(ui).clicked();
            if pack { Some(true) } else { away.then_some(false) }
        })
    });
    match (ended, cx.state.workspace) {
        (Ended::Open, Some(_)) => Stage::Choosing(it),
        (Ended::With(true), Some(workspace)) => {
            let (need, passphrase) = (it.choices.lacking(), it.choices.passphrase());
            let kept = if passphrase.is_some() { Kept::Words } else { Kept::Members };
            ask(cx, NodeCommand::PackBundle { workspace, need, passphrase }, Purpose::Pack);
            Stage::Packing(kept)
        }
        (Ended::Dismissed | Ended::With(_) | Ended::Open, _) => Stage::Closed,
    }
}

fn what(ui: &mut Ui, it: &mut Choosing) {
    text::caption(ui, say!("bundles-what"));
    let choices = &mut it.choices;
    if radio(ui, say!("bundles-all"), say!("bundles-all-about"), choices.what == Some(What::All)) {
        choices.what = Some(What::All);
    }
    let means = say!("bundles-lacking-about");
    if radio(ui, say!("bundles-lacking"), means, choices.what == Some(What::Lacking)) {
        choices.what = Some(What::Lacking);
    }
    if choices.what != Some(What::Lacking) {
        return;
    }
    ui.horizontal(|ui| {
        if Button::secondary(say!("bundles-open-need")).icon(icon::FOLDER_OPEN).ui(ui).clicked() {
            it.trouble = None;
            it.opening =
                Some(files::open_with(ui.ctx(), say!("bundles-open-need-title"), |path| {
                    data::need(files::read(path)?)
                }));
        }
        if let Some((name, _)) = &choices.need {
            text::body(ui, name);
        }
    });
    if let Some(sentence) = &it.trouble {
        feedback::error_card(ui, sentence, "", None);
    }
}

fn lock(ui: &mut Ui, choices: &mut Choices) {
    text::caption(ui, say!("bundles-who-opens"));
    let (members, words) = (Some(Locked::Members), Some(Locked::Passphrase));
    let means = say!("bundles-members-about");
    if radio(ui, say!("bundles-members"), means, choices.lock == members) {
        choices.lock = members;
    }
    let means = say!("bundles-words-about");
    if radio(ui, say!("bundles-words"), means, choices.lock == words) {
        choices.lock = words;
    }
    if choices.lock == words {
        field::secret(
            ui,
            say!("bundles-passphrase"),
            say!("bundles-passphrase-hint"),
            &mut choices.words,
        );
        field::secret(ui, say!("bundles-passphrase-again"), "", &mut choices.again);
    }
}

/// A dialog that only says what is going on; it can't be closed, for it is short.
fn busy(ui: &mut Ui, words: &str) {
    dialog::show(ui, say!("bundles-bundle"), WIDTH, |ui| {
        feedback::waiting(ui, words);
        None::<()>
    });
}

fn packing(ui: &mut Ui, cx: &mut Cx<'_>, kept: Kept) -> Stage {
    let result = match &cx.state.desk.packed {
        Asked::Nothing | Asked::Waiting => {
            busy(ui, say!("bundles-packing"));
            return Stage::Packing(kept);
        }
        Asked::Here(it) => Ok(it.clone()),
        Asked::Failed(it) => Err(it.clone()),
    };
    cx.wish(Intent::Forget(Purpose::Pack));
    Stage::Packed(Packed { kept, result, saving: None, trouble: None })
}

fn packed(ui: &mut Ui, cx: &mut Cx<'_>, mut it: Packed) -> Stage {
    if let Some(ended) = it.saving.as_ref().and_then(Waiting::ended) {
        it.saving = None;
        match ended {
            None => {}
            Some(Err(sentence)) => it.trouble = Some(sentence),
            Some(Ok(path)) => {
                let headline = say!("bundles-saved", file = path.display().to_string());
                cx.wish(Intent::Tell(Kind::Done, headline, it.kept.sentence().to_owned()));
                return Stage::Closed;
            }
        }
    }
    let ended = dialog::show(ui, say!("bundles-save-title"), WIDTH, |ui| {
        match &it.result {
            Ok((bytes, envelopes)) => {
                dialog::head(ui, it.kept.headline(), it.kept.sentence());
                let (n, size) = (*envelopes, bytes.len().div_ceil(1024));
                let sentence = match it.kept {
                    Kept::Members | Kept::Words => say!("bundles-holds", n = n, size = size),
                    Kept::Need => say!("bundles-names", n = n, size = size),
                };
                text::body(ui, &sentence);
            }
            Err(advice) => {
                dialog::head(ui, say!("bundles-not-packed"), "");
                feedback::error_card(ui, &advice.headline, &advice.remedy, None);
            }
        }
        if let Some(sentence) = &it.trouble {
            feedback::error_card(ui, sentence, say!("bundles-another-place"), None);
        }
        dialog::buttons(ui, |ui| {
            let busy = it.saving.is_some().then_some(say!("bundles-being-saved"));
            let save = it.result.is_ok()
                && Button::primary(say!("bundles-save"))
                    .icon(icon::SAVE)
                    .why_not(busy)
                    .ui(ui)
                    .clicked();
            let away = Button::secondary(say!("bundles-close")).ui(ui).clicked();
            if save { Some(true) } else { away.then_some(false) }
        })
    });
    match (ended, &it.result) {
        (Ended::With(true), Ok((bytes, _))) => {
            it.trouble = None;
            it.saving = Some(files::save_bytes(ui.ctx(), it.kept.name(), bytes.clone()));
            Stage::Packed(it)
        }
        (Ended::Open, _) => Stage::Packed(it),
        (Ended::Dismissed | Ended::With(_), _) => Stage::Closed,
    }
}

fn opening(cx: &mut Cx<'_>, it: Waiting<Bundle>) -> Stage {
    match it.ended() {
        None => Stage::Opening(it),
        Some(None) => Stage::Closed,
        Some(Some(Err(sentence))) => Stage::Unreadable(sentence),
        Some(Some(Ok(bundle))) => {
            let here = cx.shelf.workspaces.get(&bundle.cover.workspace);
            let words = String::new();
            match here {
                None => Stage::Refused(Advice::new(
                    say!("bundles-not-here"),
                    say!("bundles-not-here-remedy"),
                )),
                Some(_) if bundle.cover.locked == Locked::Passphrase => {
                    Stage::Locked(Incoming { bundle, words }, None)
                }
                Some(_) => look(cx, Incoming { bundle, words }),
            }
        }
    }
}

fn look(cx: &mut Cx<'_>, it: Incoming) -> Stage {
    let (bytes, passphrase) = (it.bundle.bytes.clone(), it.passphrase());
    ask(cx, NodeCommand::TakeBundle { bytes, passphrase, take: Take::Rehearse }, Purpose::Carry);
    Stage::Looking(it)
}

/// Says of which workspace a bundle is, and when it was made.
fn cover(cx: &Cx<'_>, it: &Incoming) -> String {
    let cover = &it.bundle.cover;
    let shown = cx.shelf.workspaces.get(&cover.workspace);
    let name = shown.map_or("", |it| it.workspace.name.as_str());
    let when = super::words::moment(cover.made);
    say!("bundles-cover", file = &it.bundle.name, name = name, when = when)
}

fn locked(ui: &mut Ui, cx: &mut Cx<'_>, mut it: Incoming, trouble: Option<Advice>) -> Stage {
    let cover = cover(cx, &it);
    let ended = dialog::show(ui, say!("bundles-locked-title"), WIDTH, |ui| {
        dialog::head(ui, say!("bundles-locked"), &cover);
        let typed = field::secret(ui, say!("bundles-passphrase"), "", &mut it.words);
        let enter = typed.lost_focus() && ui.input(|it| it.key_pressed(Key::Enter));
        if let Some(it) = &trouble {
            feedback::error_card(ui, &it.headline, &it.remedy, None);
        }
        dialog::buttons(ui, |ui| {
            let why_not = it.words.is_empty().then_some(say!("bundles-passphrase-missing"));
            let button = Button::primary(say!("bundles-look")).icon(icon::EYE).why_not(why_not);
            let look = button.ui(ui).clicked() || (enter && why_not.is_none());
            let away = Button::secondary(say!("bundles-cancel")).ui(ui).clicked();
            if look { Some(true) } else { away.then_some(false) }
        })
    });
    match ended {
        Ended::Open => Stage::Locked(it, trouble),
        Ended::With(true) => look(cx, it),
        Ended::Dismissed | Ended::With(false) => Stage::Closed,
    }
}

fn looking(ui: &mut Ui, cx: &mut Cx<'_>, it: Incoming) -> Stage {
    let next = match &cx.state.desk.carried {
        Asked::Nothing | Asked::Waiting => {
            busy(ui, say!("bundles-looking"));
            return Stage::Looking(it);
        }
        Asked::Here((_, carried)) => Stage::Seen(it, carried.clone()),
        // The words can be typed again; everything else is final.
        Asked::Failed(advice) if it.bundle.cover.locked == Locked::Passphrase => {
            Stage::Locked(it, Some(advice.clone()))
        }
        Asked::Failed(advice) => Stage::Refused(advice.clone()),
    };
    cx.wish(Intent::Forget(Purpose::Carry));
    next
}

fn told(ui: &mut Ui, carried: &Carried) {
    for line in data::details(carried) {
        text::small(ui, &line);
    }
    for sentence in &carried.refused {
        ui.add_space(theme::XS);
        let headline = say!("bundles-turned-away", sentence = sentence);
        feedback::warning_card(ui, &headline, say!("bundles-rest-fine"));
    }
}

fn seen(ui: &mut Ui, cx: &mut Cx<'_>, it: Incoming, carried: Carried) -> Stage {
    let cover = cover(cx, &it);
    let here = cx.shelf.workspaces.get(&it.bundle.cover.workspace);
    let shut = here.and_then(|it| it.sync.read_only.as_deref());
    let shut = cx.state.read_only.as_deref().or(shut);
    let ended = dialog::show(ui, say!("bundles-brings"), WIDTH, |ui| {
        dialog::head(ui, say!("bundles-brings"), &cover);
        text::heading(ui, &data::gain(&carried));
        told(ui, &carried);
        ui.add_space(theme::XS);
        text::muted(ui, say!("bundles-unchanged"));
        dialog::buttons(ui, |ui| {
            let nothing = (carried.new == 0).then_some(say!("bundles-all-here"));
            let button = Button::primary(say!("bundles-take")).icon(icon::DOWNLOAD);
            let take = button.why_not(shut.or(nothing)).ui(ui).clicked();
            let away = Button::secondary(say!("bundles-leave")).ui(ui).clicked();
            if take { Some(true) } else { away.then_some(false) }
        })
    });
    match ended {
        Ended::Open => Stage::Seen(it, carried),
        Ended::With(true) => {
            let (passphrase, mut it) = (it.passphrase(), it);
            let bytes = std::mem::take(&mut it.bundle.bytes);
            let wish = NodeCommand::TakeBundle { bytes, passphrase, take: Take::Really };
            ask(cx, wish, Purpose::Carry);
            Stage::Taking(it)
        }
        Ended::Dismissed | Ended::With(false) => Stage::Closed,
    }
}

fn taking(ui: &mut Ui, cx: &mut Cx<'_>, it: Incoming) -> Stage {
    let next = match &cx.state.desk.carried {
        Asked::Nothing | Asked::Waiting => {
            busy(ui, say!("bundles-taking"));
            return Stage::Taking(it);
        }
        Asked::Here((workspace, carried)) => Stage::Taken(*workspace, carried.clone()),
        Asked::Failed(advice) => Stage::Refused(advice.clone()),
    };
    cx.wish(Intent::Forget(Purpose::Carry));
    next
}

fn taken(ui: &mut Ui, cx: &mut Cx<'_>, workspace: WorkspaceId, carried: Carried) -> Stage {
    let name = cx.shelf.workspaces.get(&workspace).map(|it| it.workspace.name.clone());
    let name = name.unwrap_or_default();
    let elsewhere = cx.state.workspace != Some(workspace) || cx.state.screen == Screen::Home;
    let ended = dialog::show(ui, say!("bundles-taken"), WIDTH, |ui| {
        dialog::head(ui, say!("bundles-taken"), &say!("bundles-taken-into", name = &name));
        text::heading(ui, &data::gain(&carried));
        told(ui, &carried);
        dialog::buttons(ui, |ui| {
            let open = say!("bundles-open", name = &name);
            let go = elsewhere && Button::primary(&open).ui(ui).clicked();
            let close = Button::secondary(say!("bundles-close")).ui(ui).clicked();
            if go { Some(true) } else { close.then_some(false) }
        })
    });
    match ended {
        Ended::Open => Stage::Taken(workspace, carried),
        Ended::With(true) => {
            cx.wish(Intent::Open(workspace));
            Stage::Closed
        }
        Ended::Dismissed | Ended::With(false) => Stage::Closed,
    }
}
