//! What is attached to an answer: files, where they are, and dated links; and how a file comes in and goes out.

use std::path::PathBuf;

use egui::{Context, Ui};
use muster_model::{
    answer::Answer,
    evidence::{Evidence, MAX_FILE, What},
    ids::{FileId, MemberId},
};
use muster_sync::node::{
    command::{Attached, Command as NodeCommand},
    event::Shown,
};

use crate::{
    attached,
    command::Intent,
    screens::{
        Cx,
        files::{self, Read, Waiting},
    },
    state::{
        asked::{Asked, Purpose},
        toasts::Kind,
    },
    theme::{self, icon},
    widgets::{Button, text},
};

use super::{
    Hand,
    data::{Place, is_attached},
    say,
};

/// Files on their way in and out.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// The answer that is shown, for what is dropped on it.
    pub(super) place: Option<Place>,
    coming: Option<(Place, Waiting<Read>)>,
    going: Option<Waiting<PathBuf>>,
}

/// One piece of evidence that is more than a typed line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// Its place in the answer.
    pub(super) at: usize,
    pub(super) text: String,
    /// How a file stands; empty for a link.
    pub(super) standing: String,
    /// A file that can be saved.
    pub(super) opens: Option<FileId>,
    /// An address.
    pub(super) link: Option<String>,
}

/// Decides what to show of what is attached to `answer`.
pub(super) fn rows(shown: &Shown, by: MemberId, answer: &Answer) -> Vec<Row> {
    let pieces = answer.evidence.iter().enumerate().filter(|(_, it)| is_attached(it));
    pieces.map(|(at, it)| row(shown, by, at, it)).collect()
}

fn row(shown: &Shown, by: MemberId, at: usize, piece: &Evidence) -> Row {
    let text = piece.to_string();
    let plain = |link| Row { at, text: text.clone(), standing: String::new(), opens: None, link };
    match piece.what() {
        What::File(file) => {
            let told = attached::told(shown, file.id, by);
            let opens = told.is_here.then_some(file.id);
            Row { standing: told.sentence, opens, ..plain(None) }
        }
        What::Link(link) => plain(Some(link)),
        What::Words(_) | What::Newer => plain(None),
    }
}

/// Draws what is attached, and what to do with it.
pub(super) fn ui(ui: &mut Ui, cx: &mut Cx<'_>, hand: &Hand<'_>) {
    let rows = match (cx.shown(), &hand.card.answer) {
        (Some(shown), Some(answer)) => {
            shown.workspace.me.map(|me| rows(shown, me, answer)).unwrap_or_default()
        }
        (Some(_) | None, _) => Vec::new(),
    };
    for row in &rows {
        ui.horizontal_wrapped(|ui| one(ui, cx, hand, row));
    }
    ui.horizontal(|ui| {
        let why_not = why_not(cx, hand);
        let button = Button::secondary(say!("answer-attach")).icon(icon::PAPERCLIP);
        let hint = say!("answer-attach-hint");
        if button.hint(hint).why_not(why_not).ui(ui).clicked() {
            let chosen = files::open_with(ui.ctx(), say!("answer-attach"), read);
            cx.drafts.answer.attached.coming = Some((hand.place.clone(), chosen));
        }
        if cx.state.desk.attaching > 0 {
            text::icon(ui, icon::LOADER);
            text::small(ui, say!("answer-sealing"));
        }
    });
    ui.add_space(theme::XS);
}

fn why_not<'a>(cx: &Cx<'_>, hand: &Hand<'a>) -> Option<&'a str> {
    let draft = &cx.drafts.answer.attached;
    match () {
        () if hand.shut.is_some() => hand.shut,
        () if hand.card.answer.is_none() => Some(say!("answer-level-first")),
        () if draft.coming.is_some() || cx.state.desk.attaching > 0 => {
            Some(say!("answer-attaching"))
        }
        () => None,
    }
}

fn one(ui: &mut Ui, cx: &mut Cx<'_>, hand: &Hand<'_>, row: &Row) {
    text::icon(ui, if row.link.is_some() { icon::LINK } else { icon::PAPERCLIP });
    match &row.link {
        Some(link) => drop(ui.hyperlink_to(&row.text, link)),
        None => drop(text::body(ui, &row.text)),
    }
    if !row.standing.is_empty() && row.opens.is_none() {
        text::small(ui, &row.standing);
    }
    let busy = cx.drafts.answer.attached.going.is_some() || cx.state.desk.file.is_waiting();
    let busy = busy.then_some(say!("answer-saving-another"));
    if let (Some(file), Some(workspace)) = (row.opens, cx.workspace().map(|it| it.id)) {
        let name = say!("answer-save-copy", file = &row.text);
        if Button::icon_only(icon::SAVE, &name).why_not(busy).ui(ui).clicked() {
            let wish = NodeCommand::OpenFile { workspace, file };
            cx.intents.push(Intent::Ask(wish, Purpose::OpenFile));
        }
    }
    let name = say!("answer-take-out", file = &row.text);
    if Button::icon_only(icon::TRASH_2, &name).why_not(hand.shut).ui(ui).clicked()
        && let Some(mut answer) = hand.card.answer.clone()
        && row.at < answer.evidence.len()
    {
        answer.evidence.remove(row.at);
        say(cx, hand.place, Some(answer), hand.now);
    }
}

fn read(path: &std::path::Path) -> Result<Read, String> {
    files::read_within(path, MAX_FILE)
}

/// Takes a file that was dropped on the answer that is shown.
pub fn dropped(ctx: &Context, cx: &mut Cx<'_>, path: PathBuf) {
    let draft = &mut cx.drafts.answer.attached;
    let Some(place) = draft.place.clone().filter(|_| draft.coming.is_none()) else { return };
    let reading = files::run(ctx.clone(), move || Some(read(&path)));
    draft.coming = Some((place, reading));
}

/// Passes on what was read, and asks where to put what was opened.
pub(super) fn follow(ctx: &Context, cx: &mut Cx<'_>) {
    let ended = cx.drafts.answer.attached.coming.as_ref().and_then(|(_, it)| it.ended());
    if let Some(ended) = ended
        && let Some((place, _)) = cx.drafts.answer.attached.coming.take()
    {
        match ended {
            None => {}
            Some(Err(sentence)) => {
                cx.wish(Intent::Tell(
                    Kind::Error,
                    sentence,
                    say!("answer-not-attached").to_owned(),
                ));
            }
            Some(Ok(Read { name, bytes })) => {
                let (workspace, review, question) = place;
                let kind = String::new();
                let attached = Attached { review, question, name, bytes, kind, date: None };
                let wish = NodeCommand::Attach { workspace, attached };
                cx.intents.push(Intent::Ask(wish, Purpose::Attach));
            }
        }
    }
    if let Asked::Here((name, bytes)) = &cx.state.desk.file {
        if cx.drafts.answer.attached.going.is_none() {
            let saving = files::save_bytes(ctx, name, bytes.clone());
            cx.drafts.answer.attached.going = Some(saving);
        }
        cx.wish(Intent::Forget(Purpose::OpenFile));
    }
    let saved = cx.drafts.answer.attached.going.as_ref().and_then(Waiting::ended);
    if let Some(ended) = saved {
        cx.drafts.answer.attached.going = None;
        match ended {
            None => {}
            Some(Ok(path)) => {
                let headline = say!("answer-saved", file = path.display().to_string());
                let sentence = say!("answer-not-sealed").to_owned();
                cx.wish(Intent::Tell(Kind::Done, headline, sentence));
            }
            Some(Err(sentence)) => {
                let remedy = say!("answer-another-place").to_owned();
                cx.wish(Intent::Tell(Kind::Error, sentence, remedy));
            }
        }
    }
}
