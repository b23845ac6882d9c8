//! What Report shows: the choices in words, and what the report would hold.

use std::{collections::BTreeSet, path::PathBuf, sync::Arc};

use muster_model::{
    benchmark::Signed,
    framework::Framework,
    signing::{Progress, SignOff},
    workspace::{Review, Workspace},
};
use muster_sync::node::event::Shown;

use crate::{
    advice,
    report::{self, Counts, Extent, Form, Naming, Options, Section, logo::Logo},
    say::{self, Tongue, say},
    template,
};

/// What is chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choices {
    /// The form of the file.
    pub form: Form,
    /// How people stand in it.
    pub naming: Naming,
    /// The whole, or one page.
    pub extent: Extent,
    /// Which parts.
    pub sections: BTreeSet<Section>,
    /// One's own logo, and what its file is called.
    pub logo: Option<(String, Logo)>,
    /// The language, if another one than the window's.
    pub language: Option<Tongue>,
}

impl Default for Choices {
    fn default() -> Self {
        let Options { naming, extent, sections, .. } = Options::default();
        let form = if cfg!(feature = "pdf") { Form::Pdf } else { Form::Html };
        Self { form, naming, extent, sections, logo: None, language: None }
    }
}

impl Choices {
    /// As the report takes them.
    pub fn options(&self) -> Options {
        Options {
            naming: self.naming,
            extent: self.extent,
            sections: self.sections.clone(),
            logo: self.logo.as_ref().map(|it| it.1.clone()),
            template: None,
            cards: Vec::new(),
            language: self.spoken(),
        }
    }

    /// The language of the report: the window's until somebody chooses another.
    pub fn spoken(&self) -> Tongue {
        self.language.unwrap_or_else(say::tongue)
    }

    /// Whether sections can be chosen.
    pub fn has_sections(&self) -> bool {
        self.form.has_sections() && self.extent == Extent::Full
    }

    /// Why no report can be written, if so.
    pub fn why_not(&self) -> Option<&'static str> {
        (self.has_sections() && self.sections.is_empty()).then_some(say!("report-choose-section"))
    }

    /// What the file is called before somebody says otherwise.
    pub fn file_name(&self, review: &Review) -> String {
        let plain = |it: char| if it.is_alphanumeric() { it.to_ascii_lowercase() } else { '-' };
        let title: String = review.title.chars().take(40).map(plain).collect();
        let title = title.trim_matches('-');
        // Same everywhere: the beginnings of file names.
        let kind = match self.extent {
            Extent::Full => "report",
            Extent::Summary => "summary",
        };

        format!("{kind}-{title}.{}", self.form.ending())
    }
}

/// The forms that this program can write.
pub fn forms() -> Vec<Form> {
    let built = |it: &Form| cfg!(feature = "pdf") || *it != Form::Pdf;
    Form::ALL.into_iter().filter(built).collect()
}

/// Returns the title of a part of a report.
pub fn section(section: Section) -> &'static str {
    section.title()
}

/// Says what was found in a report that was read again.
pub fn counts(counts: &Counts) -> String {
    let told = [
        counts.parts.map(|n| say!("report-count-parts", n = n)),
        counts.questions.map(|n| say!("report-count-questions", n = n)),
        counts.answers.map(|n| say!("report-count-answers", n = n)),
        counts.pages.map(|n| say!("report-count-pages", n = n)),
    ];
    told.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Returns the short name of a form.
pub fn form(form: Form) -> &'static str {
    // Same everywhere: names.
    match form {
        Form::Pdf => "PDF",
        Form::Html => "HTML",
        Form::Docx => "Word",
        Form::Xlsx => "Excel",
        Form::Csv => "CSV",
        Form::Json => "JSON",
        Form::Markdown => "Markdown",
    }
}

/// Says what a form is good for.
pub fn form_means(form: Form) -> &'static str {
    match form {
        Form::Pdf => say!("report-means-pdf"),
        Form::Html => {
            say!("report-means-html")
        }
        Form::Docx => say!("report-means-docx"),
        Form::Xlsx => {
            say!("report-means-xlsx")
        }
        Form::Csv => say!("report-means-csv"),
        Form::Json => say!("report-means-json"),
        Form::Markdown => say!("report-means-markdown"),
    }
}

/// Returns the word for how people stand in a report.
pub fn naming(naming: Naming) -> &'static str {
    match naming {
        Naming::Names => say!("report-naming-names"),
        Naming::Roles => say!("report-naming-roles"),
        Naming::Anonymous => say!("report-naming-none"),
    }
}

/// Says what that means.
pub fn naming_means(naming: Naming) -> &'static str {
    match naming {
        Naming::Names => say!("report-naming-names-means"),
        Naming::Roles => {
            say!("report-naming-roles-means")
        }
        Naming::Anonymous => {
            say!("report-naming-none-means")
        }
    }
}

/// What one should know about this review before writing a report.
pub fn note(workspace: &Workspace, review: &Review) -> Option<(&'static str, &'static str)> {
    if report::is_veiled(review) {
        return Some((say!("report-note-blind"), say!("report-note-blind-means")));
    }
    let progress = workspace.sign_offs.get(&review.id).map_or(Progress::None, SignOff::progress);
    match progress {
        Progress::Signed => None,
        Progress::Changed => Some((say!("report-note-changed"), say!("report-note-changed-means"))),
        Progress::None | Progress::Waiting { .. } => {
            Some((say!("report-note-unsigned"), say!("report-note-unsigned-means")))
        }
    }
}

/// What a report is made from; cheap to take to a worker.
#[derive(Debug, Clone)]
pub struct Source {
    /// The workspace.
    pub shown: Arc<Shown>,
    /// The review.
    pub review: Arc<Review>,
    /// Its framework.
    pub framework: Arc<Framework>,
    /// The benchmark cards on this device.
    pub cards: Vec<Arc<Signed>>,
    /// Where a look of one's own may be.
    pub data_dir: Option<PathBuf>,
}

impl PartialEq for Source {
    /// The same review in the same state. A workspace that changed elsewhere changes no report worth speaking of.
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.review, &other.review) && self.cards.len() == other.cards.len()
    }
}

impl Source {
    fn of(&self) -> report::Source<'_> {
        report::Source {
            workspace: &self.shown.workspace,
            review: &self.review,
            framework: &self.framework,
        }
    }

    fn beside(&self, options: &Options) -> Options {
        Options { cards: self.cards.clone(), ..options.clone() }
    }

    /// Says what the report would hold, section by section.
    pub fn outline(&self, options: &Options) -> Vec<(Section, String)> {
        report::document(self.of(), &self.beside(options)).outline()
    }

    /// Makes the report, or says in a sentence why it can't be made.
    pub fn make(&self, options: &Options, form: Form) -> Result<(Vec<u8>, Counts), String> {
        let own = self.data_dir.as_deref().map(template::own).transpose();
        let template = own.map_err(|err| err.to_string())?.flatten().map(Arc::new);
        let options = Options { template, ..self.beside(options) };
        let made = report::make(self.of(), &options, form).map_err(|err| {
            let advice = advice::on_report(&err);
            format!("{}. {}", advice.headline, advice.remedy)
        });
        made.map(|it| (it.bytes, it.counts))
    }
}
