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
}

impl Default for Choices {
    fn default() -> Self {
        let Options { naming, extent, sections, .. } = Options::default();
        let form = if cfg!(feature = "pdf") { Form::Pdf } else { Form::Html };
        Self { form, naming, extent, sections, logo: None }
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
        }
    }

    /// Whether sections can be chosen.
    pub fn has_sections(&self) -> bool {
        self.form.has_sections() && self.extent == Extent::Full
    }

    /// Why no report can be written, if so.
    pub fn why_not(&self) -> Option<&'static str> {
        (self.has_sections() && self.sections.is_empty()).then_some("Choose at least one section")
    }

    /// What the file is called before somebody says otherwise.
    pub fn file_name(&self, review: &Review) -> String {
        let plain = |it: char| if it.is_alphanumeric() { it.to_ascii_lowercase() } else { '-' };
        let title: String = review.title.chars().take(40).map(plain).collect();
        let title = title.trim_matches('-');
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

/// Returns the short name of a form.
pub fn form(form: Form) -> &'static str {
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
        Form::Pdf => "Pages to print, sign and hand out. Tagged for screen readers.",
        Form::Html => {
            "One page for any browser, with everything in it. Nothing is loaded from elsewhere."
        }
        Form::Docx => "A document to go on editing, with lines to sign on.",
        Form::Xlsx => {
            "A workbook with a sheet each for summary, answers, gaps, steps and people. The answers can be imported again."
        }
        Form::Csv => "One sheet with every answer. It can be imported again.",
        Form::Json => "Every field anybody entered, for other programs.",
        Form::Markdown => "Plain text with marks, for a wiki.",
    }
}

/// Returns the word for how people stand in a report.
pub fn naming(naming: Naming) -> &'static str {
    match naming {
        Naming::Names => "By name",
        Naming::Roles => "By role",
        Naming::Anonymous => "Not at all",
    }
}

/// Says what that means.
pub fn naming_means(naming: Naming) -> &'static str {
    match naming {
        Naming::Names => "Answers, dissent and comments stand beside names.",
        Naming::Roles => {
            "Names become roles, in what people wrote too. Where one person has a role, that still tells who it is."
        }
        Naming::Anonymous => {
            "Names are taken out, in what people wrote too. Read their words once: a story can tell who somebody is."
        }
    }
}

/// What one should know about this review before writing a report.
pub fn note(workspace: &Workspace, review: &Review) -> Option<(&'static str, &'static str)> {
    if report::is_veiled(review) {
        return Some((
            "This round is blind and not revealed yet",
            "The report holds your own answers only, and no result.",
        ));
    }
    let progress = workspace.sign_offs.get(&review.id).map_or(Progress::None, SignOff::progress);
    match progress {
        Progress::Signed => None,
        Progress::Changed => Some((
            "The result changed since it was signed off",
            "Every page says that it is a draft. Have it signed again for a final report.",
        )),
        Progress::None | Progress::Waiting { .. } => Some((
            "The review is not signed off yet",
            "Every page says that it is a draft. Have it signed first for a final report.",
        )),
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
