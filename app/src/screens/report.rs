//! Report: a file to hand out. What goes into it is chosen here and said in words before anything is written.

pub mod data;

use std::path::PathBuf;

use egui::Ui;

use crate::{
    report::{Counts, Extent, Naming, Options, Section, logo::Logo},
    say::{self, Tongue, say},
    theme::{self, icon},
    widgets::{
        Button, card, feedback, field,
        page::{self, Head, section},
        picker, text,
    },
};

use super::{
    Cx,
    files::{self, Waiting},
};
use data::{Choices, Source};

/// Sections and what each would hold.
type Outline = Vec<(Section, String)>;

/// How people are shown, and in which language the parts are told.
type Wanted = (Naming, Tongue);

/// What is chosen and under way.
#[derive(Debug, Default)]
pub struct Draft {
    choices: Choices,
    /// What the whole report would hold, of which source and naming.
    outline: Option<(Source, Wanted, Outline)>,
    outlining: Option<(Source, Wanted, Waiting<Outline>)>,
    picking: Option<Waiting<(String, Logo)>>,
    writing: Option<Waiting<(PathBuf, Counts)>>,
    ended: Option<Result<(PathBuf, Counts), String>>,
}

/// Draws Report.
pub fn ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let (Some(shown), Some(review)) = (cx.shown(), cx.review()) else { return };
    let Some(framework) = cx.framework() else {
        let sentence = say!("report-no-framework");
        page::empty(ui, icon::FILE_TEXT, sentence, None);
        return;
    };
    cx.drafts.results.peers.look(ui.ctx(), cx.state.data_dir.as_deref());
    let source = Source {
        shown: shown.clone(),
        review: review.clone(),
        framework: framework.clone(),
        cards: cx.drafts.results.peers.cards().to_vec(),
        data_dir: cx.state.data_dir.clone(),
    };
    let draft = &mut cx.drafts.report;
    draft.hear();
    draft.look(ui, &source);
    let head = Head { title: say!("report-title"), subtitle: say!("report-subtitle") };
    let busy = draft.writing.is_some().then_some(say!("report-being-written"));
    let why_not = busy.or_else(|| draft.choices.why_not());
    let mut save = false;
    let actions = |ui: &mut Ui| {
        let button = Button::primary(say!("report-save")).icon(icon::DOWNLOAD).why_not(why_not);
        save = button.ui(ui).clicked();
    };
    page::page(ui, theme::PAGE, &head, actions, |ui| {
        told(ui, draft);
        if let Some((headline, sentence)) = data::note(&source.shown.workspace, review) {
            feedback::note_card(ui, headline, sentence);
            ui.add_space(theme::XS);
        }
        shape(ui, &mut draft.choices);
        language(ui, &mut draft.choices);
        people(ui, &mut draft.choices);
        parts(ui, draft);
        logo(ui, draft);
    });
    if save {
        draft.write(ui, &source);
    }
}

impl Draft {
    /// Takes in what workers have done.
    fn hear(&mut self) {
        if let Some(ended) = self.writing.as_ref().and_then(Waiting::ended) {
            self.writing = None;
            self.ended = ended;
        }
        if let Some(ended) = self.picking.as_ref().and_then(Waiting::ended) {
            self.picking = None;
            match ended {
                Some(Ok(it)) => self.choices.logo = Some(it),
                Some(Err(why)) => self.ended = Some(Err(why)),
                None => {}
            }
        }
        let ended = self.outlining.as_ref().and_then(|it| it.2.ended());
        if let Some(ended) = ended
            && let Some((source, wanted, _)) = self.outlining.take()
            && let Some(Ok(outline)) = ended
        {
            self.outline = Some((source, wanted, outline));
        }
    }

    /// Has a worker find out what the report would hold, once for each state of the review.
    fn look(&mut self, ui: &Ui, source: &Source) {
        let naming = self.choices.naming;
        let wanted = (naming, say::tongue());
        let known = self.outline.as_ref().is_some_and(|it| it.0 == *source && it.1 == wanted);
        if known || self.outlining.is_some() {
            return;
        }
        let options = Options { naming, language: wanted.1, ..Options::default() };
        let here = source.clone();
        let work = move || Some(Ok(say::speaking(wanted.1, || here.outline(&options))));
        let waiting = files::run(ui.ctx().clone(), work);
        self.outlining = Some((source.clone(), wanted, waiting));
    }

    /// Asks where to put the report; a worker makes and writes it.
    fn write(&mut self, ui: &Ui, source: &Source) {
        let (options, form) = (self.choices.options(), self.choices.form);
        let name = self.choices.file_name(&source.review);
        let here = source.clone();
        let make = move || here.make(&options, form);
        self.ended = None;
        self.writing = Some(files::save_with(ui.ctx(), &name, make));
    }
}

fn told(ui: &mut Ui, draft: &Draft) {
    if draft.writing.is_some() {
        feedback::waiting(ui, say!("report-writing"));
        ui.add_space(theme::XS);
    }
    match &draft.ended {
        Some(Ok((path, counts))) => {
            let sentence = say!("report-whole", counts = data::counts(counts));
            let headline = say!("report-saved", path = path.display().to_string());
            feedback::note_card(ui, &headline, &sentence);
            ui.add_space(theme::XS);
        }
        Some(Err(why)) => {
            feedback::error_card(ui, say!("report-not-saved"), why, None);
            ui.add_space(theme::XS);
        }
        None => {}
    }
}

fn shape(ui: &mut Ui, choices: &mut Choices) {
    section(
        ui,
        say!("report-form"),
        |_| {},
        |ui| {
            let forms = data::forms();
            let words: Vec<&str> = forms.iter().map(|it| data::form(*it)).collect();
            let chosen = forms.iter().position(|it| *it == choices.form);
            let pressed = picker::segmented(ui, say!("report-form-name"), &words, chosen);
            if let Some(form) = pressed.and_then(|it| forms.get(it)) {
                choices.form = *form;
            }
            text::muted(ui, data::form_means(choices.form));
            if choices.form.has_sections() {
                ui.add_space(theme::XS);
                let chosen = usize::from(choices.extent == Extent::Summary);
                let words = [say!("report-extent-full"), say!("report-extent-summary")];
                match picker::segmented(ui, say!("report-extent"), &words, Some(chosen)) {
                    Some(0) => choices.extent = Extent::Full,
                    Some(_) => choices.extent = Extent::Summary,
                    None => {}
                }
            }
        },
    );
}

fn language(ui: &mut Ui, choices: &mut Choices) {
    section(
        ui,
        say!("settings-language"),
        |_| {},
        |ui| {
            if !choices.form.is_spoken() {
                text::muted(ui, say!("report-language-same"));
                return;
            }
            let all = [Tongue::English, Tongue::German];
            let words = [say!("settings-language-english"), say!("settings-language-german")];
            let chosen = all.iter().position(|it| it.code() == choices.spoken().code());
            let pressed = picker::segmented(ui, say!("report-language"), &words, chosen);
            if let Some(language) = pressed.and_then(|it| all.get(it)) {
                choices.language = Some(*language);
            }
            text::muted(ui, say!("report-language-about"));
        },
    );
}

fn people(ui: &mut Ui, choices: &mut Choices) {
    section(
        ui,
        say!("report-people"),
        |_| {},
        |ui| {
            let all = [Naming::Names, Naming::Roles, Naming::Anonymous];
            let words = all.map(data::naming);
            let chosen = all.iter().position(|it| *it == choices.naming);
            let pressed = picker::segmented(ui, say!("report-people-name"), &words, chosen);
            if let Some(naming) = pressed.and_then(|it| all.get(it)) {
                choices.naming = *naming;
            }
            text::muted(ui, data::naming_means(choices.naming));
        },
    );
}

fn parts(ui: &mut Ui, draft: &mut Draft) {
    let Draft { choices, outline, .. } = draft;
    section(
        ui,
        say!("report-parts"),
        |_| {},
        |ui| {
            if !choices.form.has_sections() {
                text::muted(ui, say!("report-parts-all"));
                return;
            }
            if choices.extent == Extent::Summary {
                let sentence = say!("report-parts-summary");
                text::muted(ui, sentence);
                return;
            }
            let Some((_, _, outline)) = outline else {
                feedback::waiting(ui, say!("report-parts-looking"));
                return;
            };
            card(ui, |ui| {
                for (part, words) in outline.iter() {
                    line(ui, choices, *part, words);
                }
            });
            let empty: Vec<&str> = Section::ALL
                .into_iter()
                .filter(|it| !outline.iter().any(|at| at.0 == *it))
                .map(data::section)
                .collect();
            if !empty.is_empty() {
                let names = super::words::list(&empty);
                text::small(ui, &say!("report-parts-empty", names = names));
            }
        },
    );
}

fn line(ui: &mut Ui, choices: &mut Choices, part: Section, words: &str) {
    let width = ui.available_width();
    let left = (width * 0.45).max(180.0);
    page::cells(ui, &[left, width - left], |ui, nth| {
        if nth > 0 {
            text::muted(ui, words);
            return;
        }
        match field::tick(ui, data::section(part), choices.sections.contains(&part)) {
            Some(true) => {
                choices.sections.insert(part);
            }
            Some(false) => {
                choices.sections.remove(&part);
            }
            None => {}
        }
    });
}

fn logo(ui: &mut Ui, draft: &mut Draft) {
    if !draft.choices.form.has_sections() {
        return;
    }
    section(
        ui,
        say!("report-logo"),
        |_| {},
        |ui| {
            let name = draft.choices.logo.as_ref().map(|it| it.0.clone());
            ui.horizontal(|ui| {
                if Button::secondary(say!("report-logo-choose"))
                    .icon(icon::FOLDER_OPEN)
                    .ui(ui)
                    .clicked()
                {
                    draft.picking =
                        Some(files::open_with(ui.ctx(), say!("report-logo-choose"), |path| {
                            let read = files::read(path)?;
                            let logo = Logo::of(read.bytes)
                                .map_err(|err| format!("{}: {err}", read.name))?;
                            Ok((read.name, logo))
                        }));
                }
                match &name {
                    Some(name) => {
                        text::body(ui, name);
                        if Button::ghost(say!("report-logo-out")).ui(ui).clicked() {
                            draft.choices.logo = None;
                        }
                    }
                    None => {
                        text::muted(ui, say!("report-logo-about"));
                    }
                }
            });
        },
    );
}
