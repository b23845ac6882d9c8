//! Bringing a framework along: what a file turned out to be, what each column is for, and keeping it.

mod options;

use std::{path::PathBuf, sync::Arc};

use egui::{ComboBox, Context, Ui};
use muster_model::import::{Format, Imported, Preview, Role, Trouble};

use crate::{
    command::Intent,
    library,
    say::say,
    screens::{
        Cx,
        files::{self, Waiting},
        told, words,
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
    /// Whether a long line about rights is shown whole.
    rights: bool,
    /// When a dialog was asked for, in the time of the window.
    asked: Option<f64>,
}

/// Letters of a line about rights that are shown before one asks for more.
const RIGHTS: usize = 280;
/// Nobody closes a dialog this soon, in seconds: there was none.
const SOON: f64 = 0.5;

/// What a column can be for.
const ROLES: [Role; 12] = [
    Role::Id,
    Role::Parent,
    Role::Group,
    Role::Text,
    Role::Guidance,
    Role::Level,
    Role::Weight,
    Role::Points,
    Role::PointsPartial,
    Role::Tags,
    Role::Keep,
    Role::Ignore,
];

fn word(role: Role) -> &'static str {
    match role {
        Role::Id => say!("frameworks-column-id"),
        Role::Parent => say!("frameworks-column-parent"),
        Role::Group => say!("frameworks-column-group"),
        Role::Text => say!("frameworks-column-text"),
        Role::Guidance => say!("frameworks-column-guidance"),
        Role::Level => say!("frameworks-column-level"),
        Role::Weight => say!("frameworks-column-weight"),
        Role::Points => say!("frameworks-column-points"),
        Role::PointsPartial => say!("frameworks-column-points-partial"),
        Role::Tags => say!("frameworks-column-tags"),
        Role::Keep => say!("frameworks-column-keep"),
        Role::Ignore => say!("frameworks-column-ignore"),
    }
}

/// Says whether something is being brought along.
pub fn is_open(cx: &Cx<'_>) -> bool {
    let it = &cx.drafts.frameworks.import;
    it.opening.is_some() || it.reading.is_some() || it.trouble.is_some()
}

/// Returns why nothing can be brought along here, if so.
pub fn why_not<'a>(cx: &Cx<'a>) -> Option<&'a str> {
    let nowhere = cx.state.data_dir.is_none().then_some(say!("frameworks-no-folder"));
    cx.state.read_only.as_deref().or(nowhere)
}

/// Asks for a file.
pub fn choose_file(ctx: &Context, cx: &mut Cx<'_>) {
    let opening = files::open_with(ctx, say!("frameworks-import"), reading::read);
    let asked = Some(ctx.input(|it| it.time));
    cx.drafts.frameworks.import = Draft { opening: Some(opening), asked, ..Draft::default() };
}

/// Asks for a folder.
pub fn choose_folder(ctx: &Context, cx: &mut Cx<'_>) {
    let opening =
        files::open_folder_with(ctx, say!("frameworks-import-folder-title"), reading::read);
    let asked = Some(ctx.input(|it| it.time));
    cx.drafts.frameworks.import = Draft { opening: Some(opening), asked, ..Draft::default() };
}

/// Reads what was dropped on the window.
pub fn dropped(ctx: &Context, cx: &mut Cx<'_>, path: PathBuf) {
    let opening = files::run(ctx.clone(), move || Some(reading::read(&path)));
    cx.drafts.frameworks.import = Draft { opening: Some(opening), ..Draft::default() };
}

/// Takes in what the other threads have done.
fn follow(cx: &mut Cx<'_>, now: f64) {
    let draft = &mut cx.drafts.frameworks.import;
    if let Some(ended) = draft.opening.as_ref().and_then(Waiting::ended) {
        draft.opening = None;
        let asked = draft.asked.take();
        match ended {
            None if asked.is_some_and(|it| now - it < SOON) => {
                let headline = say!("frameworks-no-dialog").to_owned();
                let remedy = say!("frameworks-no-dialog-remedy").to_owned();
                return cx.wish(Intent::Tell(Kind::Warning, headline, remedy));
            }
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
            let headline = say!("frameworks-kept", title = title.unwrap_or_default());
            let remedy = say!("frameworks-kept-remedy").to_owned();
            cx.wish(Intent::Tell(Kind::Done, headline, remedy));
        }
    }
}

/// Draws what is being brought along.
pub fn ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    follow(cx, ui.input(|it| it.time));
    let name = cx.drafts.frameworks.import.reading.as_ref().map(|it| it.name.clone());
    let head = Head {
        title: say!("frameworks-import"),
        subtitle: name.as_deref().unwrap_or(say!("frameworks-import-subtitle")),
    };
    let mut away = false;
    let actions = |ui: &mut Ui| {
        away = Button::ghost(say!("frameworks-all")).icon(icon::ARROW_LEFT).ui(ui).clicked();
    };
    page::page(ui, theme::PAGE, &head, actions, |ui| {
        if let Some(sentence) = &cx.drafts.frameworks.import.trouble {
            let sentence = crate::advice::sentence(sentence);
            feedback::error_card(ui, &sentence, say!("frameworks-nothing-stored"), None);
            ui.add_space(theme::S);
        }
        if cx.drafts.frameworks.import.opening.is_some() {
            feedback::waiting(ui, say!("frameworks-reading"));
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
            summary(ui, found, &mut cx.drafts.frameworks.import.rights);
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
            say!("frameworks-first-questions"),
            |_| {},
            |ui| {
                for question in found.framework.questions().into_iter().take(5) {
                    text::body(ui, &words::question(&found.framework, question));
                }
            },
        );
    }
}

fn summary(ui: &mut Ui, found: &Imported, rights: &mut bool) {
    let framework = &found.framework;
    let counts = &found.counts;
    let more = [
        (counts.assessable, say!("frameworks-found-assessable", n = counts.assessable)),
        (counts.questions, say!("frameworks-found-questions", n = counts.questions)),
        (counts.choices, say!("frameworks-found-choices", n = counts.choices)),
        (counts.withdrawn, say!("frameworks-found-withdrawn", n = counts.withdrawn)),
        (counts.groups, say!("frameworks-found-groups", n = counts.groups)),
    ];
    let mut parts = vec![say!("frameworks-found-parts", n = counts.nodes)];
    parts.extend(more.into_iter().filter(|it| it.0 > 0).map(|it| it.1));
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme::XS;
        text::caption(ui, &say!("frameworks-found", what = format_word(found.format)));
        text::heading(ui, framework.plain(&framework.pack().title));
        text::body(ui, &data::size(framework));
        text::small(ui, &parts.join(" · "));
        let kinds: Vec<String> =
            counts.kinds.iter().map(|(kind, n)| format!("{n} × {kind}")).collect();
        if !kinds.is_empty() {
            text::small(ui, &say!("frameworks-kinds", kinds = kinds.join(", ")));
        }
        let copyright = match found.copyright.trim() {
            "" => say!("frameworks-copyright-none"),
            it => &say!("frameworks-copyright", copyright = it),
        };
        self::rights(ui, copyright, rights);
    });
}

/// Returns what a file was: most formats are names.
fn format_word(format: Format) -> String {
    match format {
        Format::List => say!("frameworks-format-list").to_owned(),
        Format::Outline => say!("frameworks-format-tree").to_owned(),
        Format::Layout => say!("frameworks-format-layout").to_owned(),
        Format::Pack
        | Format::OscalCatalog
        | Format::OscalProfile
        | Format::Cprt
        | Format::CisoAssistant
        | Format::Samm
        | Format::Dsomm
        | Format::Openssf
        | Format::Xlsform => format.to_string(),
    }
}

/// A line about rights can be a page long: its beginning, and all of it on request.
fn rights(ui: &mut Ui, words: &str, all: &mut bool) {
    let short: String = words.chars().take(RIGHTS).collect();
    if short.len() == words.len() || *all {
        text::small(ui, words);
    } else {
        text::small(ui, &format!("{short} …"));
    }
    let toggle = if *all { say!("frameworks-rights-less") } else { say!("frameworks-rights-all") };
    if short.len() < words.len() && Button::ghost(toggle).ui(ui).clicked() {
        *all = !*all;
    }
}

fn keep(ui: &mut Ui, cx: &mut Cx<'_>, reading: &Reading) {
    let Some(framework) = reading.framework() else { return };
    let why_not = why_not(cx);
    let draft = &mut cx.drafts.frameworks.import;
    let busy = draft.keeping.is_some().then_some(say!("frameworks-writing"));
    let underway = draft.opening.is_some().then_some(say!("frameworks-reading"));
    let button = Button::primary(say!("frameworks-keep")).icon(icon::SAVE);
    if !button.why_not(why_not.or(busy).or(underway)).ui(ui).clicked() {
        return;
    }
    let Some(data_dir) = cx.state.data_dir.clone() else { return };
    let framework = Arc::new(framework.clone());
    let work = move || {
        let kept = library::keep(&data_dir, &framework);
        let wrong =
            |err: std::io::Error| say!("frameworks-not-written", why = crate::advice::plain(&err));
        Some(kept.map_err(wrong))
    };
    draft.keeping = Some(files::run(ui.ctx().clone(), work));
}

fn notes(ui: &mut Ui, cx: &mut Cx<'_>, found: &Imported) {
    if found.skipped.is_empty() {
        return;
    }
    let title = say!("frameworks-notes", n = found.skipped.len());
    section(
        ui,
        &title,
        |_| {},
        |ui| {
            words::only_in_english(ui);
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
        let words = if all {
            say!("frameworks-fewer").to_owned()
        } else {
            say!("frameworks-more", n = rest)
        };
        if Button::ghost(&words).ui(ui).clicked() {
            cx.drafts.frameworks.import.notes = !all;
        }
    }
}

fn troubles(ui: &mut Ui, cx: &mut Cx<'_>, problems: &[Trouble]) {
    let headline = say!("frameworks-problems", n = problems.len());
    feedback::error_card(ui, &headline, say!("frameworks-nothing-stored"), None);
    if problems.iter().any(told::is_english_only) {
        words::only_in_english(ui);
    }
    ui.add_space(theme::S);
    let all = cx.drafts.frameworks.import.notes;
    let most = if all { problems.len() } else { FEW };
    for it in problems.iter().take(most) {
        let place = match it.line {
            Some(line) => say!("frameworks-line", path = &it.path, line = line.to_string()),
            None => it.path.clone(),
        };
        card(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            text::caption(ui, &place);
            text::strong(ui, &told::wrong(&it.what));
            text::body(ui, &told::hint(&it.hint));
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
    let title = say!("frameworks-columns", n = preview.total);
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
    let shown = if name.trim().is_empty() {
        say!("frameworks-column", n = at + 1)
    } else {
        name.to_owned()
    };
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
            // Same everywhere: an id.
            let id = ("column", at);

            let chooser = ComboBox::from_id_salt(id)
                .width(ui.available_width())
                .selected_text(word(*role))
                .show_ui(ui, |ui| {
                    for it in ROLES {
                        ui.selectable_value(role, it, word(it));
                    }
                });
            chooser.response.accessible_name(say!("frameworks-column-for", column = &shown));
        }
    });
    *role != before
}
