//! Bringing a framework along: what a file turned out to be, what each column is for, and keeping it.

mod options;

use std::{path::PathBuf, sync::Arc};

use egui::{ComboBox, Context, Ui};
use muster_model::import::{Imported, Preview, Role, Trouble};

use crate::{
    command::Intent,
    library,
    screens::{
        Cx,
        files::{self, Waiting},
        words,
    },
    state::toasts::Kind,
    theme::{self, icon},
    widgets::{
        Button, card, feedback,
        page::{self, Head, section},
        text,
    },
};

use super::{
    data,
    reading::{self, Reading, Wish},
};

/// Most notes and problems shown before one asks for more.
const FEW: usize = 8;

/// Where one is with it.
#[derive(Debug, Default)]
pub struct Draft {
    opening: Option<Waiting<Reading>>,
    reading: Option<Reading>,
    roles: Vec<Role>,
    trouble: Option<String>,
    keeping: Option<Waiting<PathBuf>>,
    notes: bool,
}

/// What a column can be for, in words.
const ROLES: [(Role, &str); 12] = [
    (Role::Id, "Identifier"),
    (Role::Parent, "Identifier of the row above"),
    (Role::Group, "Heading"),
    (Role::Text, "Question"),
    (Role::Guidance, "Help for answering"),
    (Role::Level, "Maturity level"),
    (Role::Weight, "Weight"),
    (Role::Points, "Points while open"),
    (Role::PointsPartial, "Points while partly met"),
    (Role::Tags, "Labels"),
    (Role::Keep, "Kept beside it"),
    (Role::Ignore, "Left out"),
];

fn word(role: Role) -> &'static str {
    ROLES.iter().find(|it| it.0 == role).map_or("", |it| it.1)
}

/// Says whether something is being brought along.
pub fn is_open(cx: &Cx<'_>) -> bool {
    let it = &cx.drafts.frameworks.import;
    it.opening.is_some() || it.reading.is_some() || it.trouble.is_some()
}

/// Returns why nothing can be brought along here, if so.
pub fn why_not<'a>(cx: &Cx<'a>) -> Option<&'a str> {
    let nowhere = cx.state.data_dir.is_none().then_some("There is no folder to keep it in");
    cx.state.read_only.as_deref().or(nowhere)
}

/// Asks for a file.
pub fn choose_file(ctx: &Context, cx: &mut Cx<'_>) {
    let opening = files::open_with(ctx, "Import a framework", reading::read);
    cx.drafts.frameworks.import = Draft { opening: Some(opening), ..Draft::default() };
}

/// Asks for a folder.
pub fn choose_folder(ctx: &Context, cx: &mut Cx<'_>) {
    let opening = files::open_folder_with(ctx, "Import the folder of a framework", reading::read);
    cx.drafts.frameworks.import = Draft { opening: Some(opening), ..Draft::default() };
}

/// Reads what was dropped on the window.
pub fn dropped(ctx: &Context, cx: &mut Cx<'_>, path: PathBuf) {
    let opening = files::run(ctx.clone(), move || Some(reading::read(&path)));
    cx.drafts.frameworks.import = Draft { opening: Some(opening), ..Draft::default() };
}

/// Takes in what the other threads have done.
fn follow(cx: &mut Cx<'_>) {
    let draft = &mut cx.drafts.frameworks.import;
    if let Some(ended) = draft.opening.as_ref().and_then(Waiting::ended) {
        draft.opening = None;
        match ended {
            None => {}
            Some(Err(sentence)) => draft.trouble = Some(sentence),
            Some(Ok(reading)) => {
                draft.roles =
                    reading.preview.as_ref().map(|it| it.roles.clone()).unwrap_or_default();
                draft.reading = Some(reading);
            }
        }
    }
    let Some(ended) = draft.keeping.as_ref().and_then(Waiting::ended) else { return };
    draft.keeping = None;
    match ended {
        None => {}
        Some(Err(sentence)) => draft.trouble = Some(sentence),
        Some(Ok(_)) => {
            let kept = draft.reading.take();
            let kept = kept.as_ref().and_then(Reading::framework);
            let title = kept.map(|it| it.plain(&it.pack().title).to_owned());
            *draft = Draft::default();
            cx.drafts.packs.again();
            let headline = format!("{} is kept on this device", title.unwrap_or_default());
            let remedy = "It is there to choose from when a review begins".to_owned();
            cx.wish(Intent::Tell(Kind::Done, headline, remedy));
        }
    }
}

/// Draws what is being brought along.
pub fn ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    follow(cx);
    let name = cx.drafts.frameworks.import.reading.as_ref().map(|it| it.name.clone());
    let head = Head {
        title: "Import a framework",
        subtitle: name.as_deref().unwrap_or("Nothing is stored before you keep it."),
    };
    let mut away = false;
    let actions = |ui: &mut Ui| {
        away = Button::ghost("All frameworks").icon(icon::ARROW_LEFT).ui(ui).clicked();
    };
    page::page(ui, theme::PAGE, &head, actions, |ui| {
        if let Some(sentence) = &cx.drafts.frameworks.import.trouble {
            let sentence = crate::advice::sentence(sentence);
            feedback::error_card(ui, &sentence, "Nothing was stored.", None);
            ui.add_space(theme::S);
        }
        if cx.drafts.frameworks.import.opening.is_some() {
            feedback::waiting(ui, "It is being read");
        }
        let Some(reading) = cx.drafts.frameworks.import.reading.take() else { return };
        shown(ui, cx, &reading);
        if cx.drafts.frameworks.import.reading.is_none() {
            cx.drafts.frameworks.import.reading = Some(reading);
        }
    });
    if away {
        cx.drafts.frameworks.import = Draft::default();
    }
}

fn shown(ui: &mut Ui, cx: &mut Cx<'_>, reading: &Reading) {
    match &reading.found {
        Ok(found) => {
            summary(ui, found);
            ui.add_space(theme::S);
            options::ui(ui, cx, reading, found);
            keep(ui, cx, reading);
            notes(ui, cx, found);
        }
        Err(problems) => troubles(ui, cx, problems),
    }
    if let Some(preview) = &reading.preview {
        columns(ui, cx, reading, preview);
    }
    if let Ok(found) = &reading.found {
        section(
            ui,
            "First questions",
            |_| {},
            |ui| {
                for question in found.framework.questions().into_iter().take(5) {
                    text::body(ui, &words::question(&found.framework, question));
                }
            },
        );
    }
}

fn summary(ui: &mut Ui, found: &Imported) {
    let framework = &found.framework;
    let counts = &found.counts;
    let mut parts = vec![words::count(counts.nodes, "part", "parts")];
    let mut more = |n: usize, one: &str, many: &str| {
        if n > 0 {
            parts.push(words::count(n, one, many));
        }
    };
    more(counts.assessable, "to assess", "to assess");
    more(counts.questions, "question of its own", "questions of its own");
    more(counts.choices, "choice", "choices");
    more(counts.withdrawn, "withdrawn", "withdrawn");
    more(counts.groups, "group", "groups");
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme::XS;
        text::caption(ui, &format!("Found: {}", found.format));
        text::heading(ui, framework.plain(&framework.pack().title));
        text::body(ui, &data::size(framework));
        text::small(ui, &parts.join(" · "));
        let kinds: Vec<String> =
            counts.kinds.iter().map(|(kind, n)| format!("{n} {kind}")).collect();
        if !kinds.is_empty() {
            text::small(ui, &format!("In the words of the source: {}", kinds.join(", ")));
        }
        let copyright = match found.copyright.trim() {
            "" => "Copyright: not said in the source; make sure that you may use it",
            it => &format!("Copyright: {it}"),
        };
        text::small(ui, copyright);
    });
}

fn keep(ui: &mut Ui, cx: &mut Cx<'_>, reading: &Reading) {
    let Some(framework) = reading.framework() else { return };
    let why_not = why_not(cx);
    let draft = &mut cx.drafts.frameworks.import;
    let busy = draft.keeping.is_some().then_some("It is being written");
    let underway = draft.opening.is_some().then_some("It is being read");
    let button = Button::primary("Keep on this device").icon(icon::SAVE);
    if !button.why_not(why_not.or(busy).or(underway)).ui(ui).clicked() {
        return;
    }
    let Some(data_dir) = cx.state.data_dir.clone() else { return };
    let framework = Arc::new(framework.clone());
    let work = move || {
        let kept = library::keep(&data_dir, &framework);
        let wrong = |err: std::io::Error| {
            format!("the framework can't be written: {}", crate::advice::plain(&err))
        };
        Some(kept.map_err(wrong))
    };
    draft.keeping = Some(files::run(ui.ctx().clone(), work));
}

fn notes(ui: &mut Ui, cx: &mut Cx<'_>, found: &Imported) {
    if found.skipped.is_empty() {
        return;
    }
    let title = format!("What was decided or left out: {}", found.skipped.len());
    section(
        ui,
        &title,
        |_| {},
        |ui| {
            let all = cx.drafts.frameworks.import.notes;
            let most = if all { found.skipped.len() } else { FEW };
            for it in found.skipped.iter().take(most) {
                ui.horizontal_top(|ui| {
                    text::icon(ui, icon::INFO);
                    text::body(ui, &crate::advice::sentence(&it.to_string()));
                });
            }
            more(ui, cx, found.skipped.len());
        },
    );
}

/// Draws the button that shows the rest of a long list.
fn more(ui: &mut Ui, cx: &mut Cx<'_>, n: usize) {
    let all = cx.drafts.frameworks.import.notes;
    let rest = n.saturating_sub(FEW);
    if rest > 0 {
        let words = if all { "Show fewer".to_owned() } else { format!("Show {rest} more") };
        if Button::ghost(&words).ui(ui).clicked() {
            cx.drafts.frameworks.import.notes = !all;
        }
    }
}

fn troubles(ui: &mut Ui, cx: &mut Cx<'_>, problems: &[Trouble]) {
    let n = words::count(problems.len(), "problem", "problems");
    let headline = format!("This can't be imported: {n}");
    feedback::error_card(ui, &headline, "Nothing was stored.", None);
    ui.add_space(theme::S);
    let all = cx.drafts.frameworks.import.notes;
    let most = if all { problems.len() } else { FEW };
    for it in problems.iter().take(most) {
        let place = match it.line {
            Some(line) => format!("{}, line {line}", it.path),
            None => it.path.clone(),
        };
        card(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            text::caption(ui, &place);
            text::strong(ui, &it.what);
            text::body(ui, &it.hint);
        });
        ui.add_space(theme::XS);
    }
    more(ui, cx, problems.len());
}

/// Has the same files read once more, in another way.
fn again(ui: &Ui, cx: &mut Cx<'_>, reading: &Reading, wish: Wish) {
    let draft = &mut cx.drafts.frameworks.import;
    let (name, source) = (reading.name.clone(), Arc::clone(&reading.source));
    let work = move || Some(Ok(reading::understand(name, source, wish)));
    draft.trouble = None;
    draft.opening = Some(files::run(ui.ctx().clone(), work));
}

/// Draws the columns of a list: what each is for, and what stands in it.
fn columns(ui: &mut Ui, cx: &mut Cx<'_>, reading: &Reading, preview: &Preview) {
    let rows = words::count(preview.total, "row", "rows");
    let title = format!("What each column is for: {rows}");
    let mut again = false;
    section(
        ui,
        &title,
        |_| {},
        |ui| {
            let roles = &mut cx.drafts.frameworks.import.roles;
            for (at, (name, role)) in preview.header.iter().zip(roles.iter_mut()).enumerate() {
                again |= column(ui, preview, (at, name), role);
            }
        },
    );
    if again {
        let roles = cx.drafts.frameworks.import.roles.clone();
        self::again(ui, cx, reading, Wish { roles: Some(roles), ..reading.wish.clone() });
    }
}

fn column(ui: &mut Ui, preview: &Preview, (at, name): (usize, &str), role: &mut Role) -> bool {
    let before = *role;
    let chooser = 220.0;
    let rest = ui.available_width() - chooser;
    let samples: Vec<&str> = preview
        .rows
        .iter()
        .filter_map(|it| it.get(at).map(|it| it.trim()))
        .filter(|it| !it.is_empty())
        .take(3)
        .collect();
    let shown = if name.trim().is_empty() { format!("Column {}", at + 1) } else { name.to_owned() };
    page::rule(ui);
    page::cells(ui, &[rest * 0.34, rest * 0.66, chooser], |ui, nth| match nth {
        0 => {
            text::strong(ui, &shown);
        }
        1 => {
            let joined = samples.join(" · ").replace(['\n', '\r', '\t'], " ");
            text::small_line(ui, &joined);
        }
        _ => {
            let chooser = ComboBox::from_id_salt(("column", at))
                .width(ui.available_width())
                .selected_text(word(*role))
                .show_ui(ui, |ui| {
                    for (it, word) in ROLES {
                        ui.selectable_value(role, it, word);
                    }
                });
            chooser.response.accessible_name(format!("What {shown} is for"));
        }
    });
    *role != before
}
