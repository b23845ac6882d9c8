//! `muster report`: a file to hand out.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::{ArgGroup, ValueEnum};
use serde_json::json;

use muster_model::workspace::Workspace;

use super::{desk::Desk, failure::Failure, files, out::Out};
use crate::{
    advice, cards,
    parting::{self, PartingError},
    report::{self, Extent, Form, Naming, Options, Section, logo::Logo, template::Template},
    say::Tongue,
    template,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Written {
    Pdf,
    Html,
    Docx,
    Xlsx,
    Csv,
    Json,
    Md,
}

impl Written {
    fn form(self) -> Form {
        match self {
            Self::Pdf => Form::Pdf,
            Self::Html => Form::Html,
            Self::Docx => Form::Docx,
            Self::Xlsx => Form::Xlsx,
            Self::Csv => Form::Csv,
            Self::Json => Form::Json,
            Self::Md => Form::Markdown,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Spoken {
    En,
    De,
}

impl From<Spoken> for Tongue {
    fn from(spoken: Spoken) -> Self {
        match spoken {
            Spoken::En => Self::English,
            Spoken::De => Self::German,
        }
    }
}

/// The same review and the same options give the same file, byte for byte. Each file is read again before it is
/// called saved. Until everybody who was asked has signed the review off, the report says on every page that it is a draft. A blind round that was
/// not revealed yet keeps its answers to itself.
///
/// PDF, HTML, Word and Markdown have sections one can choose. Excel, CSV and JSON hold all answers; what they hold can
/// be imported again with `muster answers import`.
#[derive(Debug, clap::Args)]
#[command(group(ArgGroup::new("naming").args(["names", "roles", "anonymous"])))]
pub(super) struct Report {
    /// The form of the file [default: by the ending of --out]
    #[arg(long, value_enum)]
    format: Option<Written>,
    /// Where to, or - for standard output
    #[arg(long, value_name = "FILE|-", required_unless_present = "write_template")]
    out: Option<PathBuf>,
    /// Show people by name (the default)
    #[arg(long)]
    names: bool,
    /// Show people by role
    #[arg(long)]
    roles: bool,
    /// Name nobody, and take names out of what people wrote
    #[arg(long)]
    anonymous: bool,
    /// The language of what Muster says in PDF, HTML, Word, Markdown and Excel: what people wrote stays as it is
    #[arg(long, value_enum, default_value = "en")]
    language: Spoken,
    /// Which sections: summary, result, gaps, actions, trend, disagreement, agreed, answers, comments, benchmarks, people,
    /// method, sign-off
    #[arg(long, value_name = "SECTION,…", value_delimiter = ',')]
    sections: Vec<Section>,
    /// One page for the board: tier, reason, three gaps, three actions, trend
    #[arg(long, conflicts_with = "sections")]
    summary: bool,
    /// Your logo for the first page, a PNG or JPEG
    #[arg(long, value_name = "FILE")]
    logo: Option<PathBuf>,
    /// A folder with a look of your own: report.typ for PDF, report.css for HTML, pictures and fonts beside them
    /// [default: the folder `template` in the data directory, if it is there]
    #[arg(long, value_name = "FOLDER")]
    template: Option<PathBuf>,
    /// Use the look that ships, whatever is there
    #[arg(long, conflicts_with = "template")]
    without_template: bool,
    /// Write the look that ships into a folder, to be changed there, and make no report
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["out", "template", "without_template"])]
    write_template: Option<PathBuf>,
    /// Replace the file if it is there
    #[arg(long)]
    force: bool,
}

impl Report {
    pub(super) async fn run(self, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
        let Some(file) = &self.out else { return self.write_template(out) };
        let form = self.form(file)?;
        let options = Options {
            cards: cards::read(desk.data_dir()).all,
            template: self.own_look(desk)?.map(Arc::new),
            ..self.options()?
        };
        let to_stdout = file.as_os_str() == "-";
        if !to_stdout {
            // Minutes of work for a file that can't be written would be a poor joke.
            files::may_write(file, self.force.into())?;
        }
        let round = desk.round()?;
        let source = report::Source {
            workspace: round.workspace(),
            review: &round.review,
            framework: &round.framework,
        };
        let made = report::make(source, &options, form)
            .map_err(|err| Failure::Failed(advice::on_report(&err)))?;
        let signs = form == Form::Json && options.naming != Naming::Anonymous;
        let bytes =
            if signs { signed(desk, round.workspace(), &made.bytes).await? } else { made.bytes };
        if to_stdout {
            return out.raw(&bytes);
        }
        files::write(file, &bytes, self.force.into())?;
        out.line(format!("{} is in {}: {}", form.name(), file.display(), made.counts))?;
        if options.template.is_some() && matches!(form, Form::Pdf | Form::Html) {
            out.aside("It has the look of your own template.")?;
        }
        if report::is_veiled(&round.review) {
            out.aside(
                "This round is blind and not revealed: only your own answers are in the report.",
            )?;
        }
        out.json(json!({
            "file": file.display().to_string(), "form": form.ending(), "bytes": bytes.len(),
            "parts": made.counts.parts, "questions": made.counts.questions, "answers": made.counts.answers,
        }))
    }

    /// Reads the template that is meant, or the usual one.
    fn own_look(&self, desk: &Desk) -> Result<Option<Template>, Failure> {
        let found = match &self.template {
            Some(folder) => template::read(folder).map(Some),
            None if self.without_template => Ok(None),
            None => template::own(desk.data_dir()),
        };
        found.map_err(|err| {
            let remedy = "`muster report --write-template FOLDER` writes one that works; --without-template goes without";
            Failure::failed(err.to_string(), remedy)
        })
    }

    fn write_template(&self, out: &mut Out) -> Result<(), Failure> {
        let Some(folder) = &self.write_template else { return Ok(()) };
        let written = template::write(folder).map_err(|err| {
            let headline = format!("{} can't be written: {err}", folder.display());
            Failure::failed(headline, "Name a folder that can be written")
        })?;
        if written.is_empty() {
            out.line("A template is there already; it was left alone")?;
        }
        for path in &written {
            out.line(format!("Written: {}", path.display()))?;
        }
        out.aside("Change them, then: muster report --template FOLDER --out report.pdf")?;
        out.json(json!({ "written": written }))
    }

    fn form(&self, file: &Path) -> Result<Form, Failure> {
        if let Some(it) = self.format {
            return Ok(it.form());
        }
        let ending = file.extension().and_then(|it| it.to_str()).unwrap_or_default().to_lowercase();
        Form::ALL.into_iter().find(|it| it.ending() == ending).ok_or_else(|| {
            let endings: Vec<&str> = Form::ALL.into_iter().map(Form::ending).collect();
            Failure::usage(
                "Which form should the report have?",
                format!("Say --format, or give the file an ending: {}", endings.join(", ")),
            )
        })
    }

    fn options(&self) -> Result<Options, Failure> {
        let naming = match (self.roles, self.anonymous) {
            (true, _) => Naming::Roles,
            (false, true) => Naming::Anonymous,
            (false, false) => Naming::Names,
        };
        let sections: BTreeSet<Section> = self.sections.iter().copied().collect();
        let logo = match &self.logo {
            Some(path) => Some(logo(path)?),
            None => None,
        };
        Ok(Options {
            naming,
            extent: if self.summary { Extent::Summary } else { Extent::Full },
            sections: if sections.is_empty() { Options::default().sections } else { sections },
            logo,
            template: None,
            cards: Vec::new(),
            language: self.language.into(),
        })
    }
}

/// Has this device sign the report, and checks that it did.
pub(super) async fn signed(
    desk: &Desk,
    workspace: &Workspace,
    bytes: &[u8],
) -> Result<Vec<u8>, Failure> {
    let signed = parting::signed(desk.node(), workspace, bytes).await;
    signed.map_err(|err| match err {
        PartingError::Command(err) => err.into(),
        err @ (PartingError::NotSigned
        | PartingError::Folder { .. }
        | PartingError::Write { .. }
        | PartingError::NoFramework
        | PartingError::Report(_)
        | PartingError::Missing { .. }) => Failure::failed(
            advice::sentence(&err.to_string()),
            "Nothing was written; please report this",
        ),
    })
}

fn logo(path: &Path) -> Result<Logo, Failure> {
    let limit = u64::try_from(report::logo::MAX_BYTES).unwrap_or(u64::MAX);
    let bytes = files::read(path, limit)?;
    Logo::of(bytes).map_err(|err| {
        let headline = format!("{}: {err}", path.display());
        Failure::failed(headline, "Give a PNG or JPEG picture of at most 2 MiB")
    })
}

/// Checks a report that somebody handed out.
pub(super) fn verify(path: &Path, out: &mut Out) -> Result<(), Failure> {
    let bytes = files::read(path, report::seal::MAX_BYTES)?;
    let found = report::seal::check(&bytes).map_err(|err| {
        let headline = advice::sentence(&err.to_string());
        Failure::failed(headline, advice::on_seal(&err))
    })?;
    out.line(format!("{}, as of {}", found.title, found.as_of))?;
    let questions = super::words::count(found.questions, "question", "questions");
    out.line(format!("{questions}, each as it was written"))?;
    if !found.fingerprint.is_empty() {
        out.line(format!("Fingerprint: {}", found.fingerprint))?;
    }
    match &found.signed {
        Some((device, name)) if name.is_empty() => {
            out.line(format!("Signed by device {}", device.short()))?;
        }
        Some((device, name)) => {
            out.line(format!(
                "Signed by device {}, which the report calls {name}'s",
                device.short()
            ))?;
        }
        None => out.line("Not signed: whoever changed it could have made it whole again.")?,
    }
    for it in &found.sign_off {
        let what = if it.is_this { "this result" } else { "an earlier state of it" };
        let device = it.device.short();
        out.line(format!(
            "Signed off by {} (device {device}): {what}, {}",
            it.name, it.fingerprint
        ))?;
    }
    let sign_off: Vec<serde_json::Value> = found
        .sign_off
        .iter()
        .map(|it| {
            json!({
                "name": it.name, "device": it.device, "fingerprint": it.fingerprint,
                "this_result": it.is_this, "note": it.note,
            })
        })
        .collect();
    let author = found.signed.as_ref().map(|it| it.0.to_string());
    out.json(json!({
        "ok": true, "title": found.title, "as_of": found.as_of, "fingerprint": found.fingerprint,
        "questions": found.questions, "author": author, "sign_off": sign_off,
    }))
}
