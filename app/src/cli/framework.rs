//! `muster framework`: shipped frameworks, those in use or imported, packs on disk.

pub(super) mod diff;
mod import;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::Subcommand;
use muster_model::{
    framework::{self, Framework, Node, OpenAnswer, in_language},
    import::{self as importing, export, sheet},
    workspace::Workspace,
};
use serde_json::{Value, json};

use super::{desk::Desk, failure::Failure, files, find, out::Out, words};
use crate::library;

/// Largest pack read, in bytes.
const MAX_PACK: u64 = 32 << 20;

#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// List the frameworks that ship with Muster and those in use
    List,
    /// Show a framework: what it is for, dimensions, tiers and their rules
    Show {
        /// Id, an ending of it, title, hash, or a pack on disk
        id: String,
    },
    /// Check a pack or a sheet on disk and tell what is wrong with it
    Check {
        /// A pack as TOML, YAML or JSON, or a sheet as CSV or XLSX
        file: PathBuf,
    },
    /// Compare two versions: what became of each question, and which rules changed
    Diff {
        /// The earlier version: id, title, hash, or a pack on disk
        before: String,
        /// The later version
        after: String,
    },
    /// List the questions of a framework with their levels
    Questions {
        /// Id, an ending of it, title, hash, or a pack on disk [default: the one of the review]
        id: Option<String>,
        /// Only those of this dimension
        #[arg(long, value_name = "DIM")]
        dimension: Option<String>,
    },
    /// Import a framework from another format
    Import(import::Import),
    /// Write a framework to a file: a pack as JSON or YAML, or a sheet as CSV or XLSX that can be edited and imported
    Export {
        /// Id, an ending of it, title or hash
        id: String,
        /// Where to; what is written depends on the ending: .json, .yaml, .csv or .xlsx
        file: PathBuf,
        /// Replace the file if it is there
        #[arg(long)]
        force: bool,
    },
}

impl Verb {
    /// Says whether it can do without a workspace.
    pub(super) fn is_apart(&self) -> bool {
        matches!(self, Self::Check { .. })
    }

    pub(super) fn run(self, desk: Option<&Desk>, out: &mut Out) -> Result<(), Failure> {
        let here = desk.and_then(|it| it.shown().ok());
        let workspace = here.as_ref().map(|it| it.workspace.as_ref());
        match self {
            Self::List => list(desk, workspace, out),
            Self::Show { id } => {
                let framework = given(desk, &id)?;
                show(&framework, out)
            }
            Self::Diff { before, after } => {
                diff::run(&*given(desk, &before)?, &*given(desk, &after)?, out)
            }
            Self::Check { file } => check(&file, out),
            Self::Import(import) => match desk {
                Some(desk) => import.run(desk, out),
                None => Err(Failure::failed("There is no data directory", "Say --data-dir DIR")),
            },
            Self::Questions { id, dimension } => {
                let framework = match (&id, desk) {
                    (Some(id), _) => given(desk, id)?,
                    (None, Some(desk)) => desk.round()?.framework,
                    (None, None) => {
                        return Err(Failure::usage(
                            "Which framework?",
                            "See `muster framework list`",
                        ));
                    }
                };
                questions(&framework, dimension.as_deref(), out)
            }
            Self::Export { id, file, force } => {
                let framework = given(desk, &id)?;
                files::write(&file, &written(&framework, &file)?, force.into())?;
                out.line(format!("{} is in {}", title(&framework), file.display()))?;
                out.json(
                    json!({ "framework": framework.hash(), "file": file.display().to_string() }),
                )
            }
        }
    }
}

/// Frameworks that ship with Muster.
fn shipped() -> impl Iterator<Item = Arc<Framework>> {
    framework::shipped().into_iter()
}

/// Frameworks shipped, imported and in use, each once, the default first.
fn known(desk: Option<&Desk>) -> Vec<Arc<Framework>> {
    let mut all: Vec<Arc<Framework>> = shipped().collect();
    let imported = desk.map(|it| library::read(it.data_dir()).frameworks).unwrap_or_default();
    let here = desk.and_then(|it| it.shown().ok());
    let used = here.iter().flat_map(|it| it.workspace.frameworks.values().cloned());
    for framework in imported.into_iter().chain(used) {
        if all.iter().all(|it| it.hash() != framework.hash()) {
            all.push(framework);
        }
    }
    all
}

/// Frameworks of exactly this id, or of a hash that begins like this, and no other is read.
fn named(desk: Option<&Desk>, wanted: &str) -> Vec<Arc<Framework>> {
    let mut all: Vec<Arc<Framework>> = framework::shipped_as(wanted).into_iter().collect();
    let imported = desk.map(|it| library::read_named(it.data_dir(), wanted).frameworks);
    let here = desk.and_then(|it| it.shown().ok());
    let used = here.iter().flat_map(|it| it.workspace.frameworks.values().cloned());
    let hash = |it: &Framework| wanted.len() >= 8 && it.hash().to_string().starts_with(wanted);
    for it in imported.into_iter().flatten().chain(used) {
        let fits = it.pack().id.as_str() == wanted || hash(&it);
        if fits && all.iter().all(|at| at.hash() != it.hash()) {
            all.push(it);
        }
    }
    all
}

/// Takes a framework from a file, else by its id.
pub(super) fn given(desk: Option<&Desk>, wanted: &str) -> Result<Arc<Framework>, Failure> {
    let path = Path::new(wanted);
    if !path.is_file() {
        let named = named(desk, wanted);
        let all = if named.is_empty() { known(desk) } else { named };
        return find::framework(all, wanted);
    }
    let bytes = files::read(path, MAX_PACK)?;
    Framework::parse(&bytes, &path.display().to_string()).map(Arc::new).map_err(|problems| {
        let first = problems.first().map_or_else(String::new, |it| format!(": {it}"));
        let headline = format!("{} is not a framework pack{first}", path.display());
        Failure::failed(headline, "`muster framework check FILE` tells everything that is wrong")
    })
}

/// Writes `framework` as the ending of `file` asks for.
fn written(framework: &Framework, file: &Path) -> Result<Vec<u8>, Failure> {
    let ending = file.extension().and_then(|it| it.to_str()).unwrap_or_default();
    match ending.to_ascii_lowercase().as_str() {
        "json" => Ok(framework.canonical()),
        "yaml" | "yml" => Ok(export::yaml(framework)),
        "csv" => Ok(export::csv(framework)),
        "xlsx" => export::xlsx(framework).map_err(|err| {
            Failure::failed(crate::advice::sentence(&err.to_string()), "Write it as .csv or .yaml")
        }),
        _ => Err(Failure::usage(
            format!("{} has no ending that says what to write", file.display()),
            "Use .json or .yaml for a pack, .csv or .xlsx for a sheet",
        )),
    }
}

fn title(framework: &Framework) -> String {
    in_language(&framework.pack().title, "en").to_owned()
}

pub(super) fn brief(framework: &Framework) -> Value {
    let pack = framework.pack();
    json!({
        "id": pack.id,
        "version": pack.version,
        "hash": framework.hash(),
        "title": title(framework),
        "licence": pack.licence,
        "copyright": pack.copyright,
        "publisher": pack.publisher,
        "source": pack.source,
        "languages": pack.languages,
        "dimensions": framework.dimensions().len(),
        "questions": framework.questions().len(),
    })
}

fn list(desk: Option<&Desk>, workspace: Option<&Workspace>, out: &mut Out) -> Result<(), Failure> {
    let mut rows =
        vec![["id", "version", "title", "questions", "licence", ""].map(str::to_owned).into()];
    let mut told = Vec::new();
    for framework in known(desk) {
        let in_use = workspace.is_some_and(|it| it.frameworks.contains_key(&framework.hash()));
        let ships = shipped().any(|it| it.hash() == framework.hash());
        let pack = framework.pack();
        rows.push(vec![
            pack.id.to_string(),
            pack.version.clone(),
            title(&framework),
            framework.questions().len().to_string(),
            pack.licence.clone(),
            match (in_use, ships) {
                (true, _) => "in use",
                (false, true) => "",
                (false, false) => "imported",
            }
            .to_owned(),
        ]);
        let mut one = brief(&framework);
        if let Value::Object(fields) = &mut one {
            fields.insert("in_use".to_owned(), in_use.into());
        }
        told.push(one);
    }
    out.table(&rows)?;
    for problem in desk.map(|it| library::read(it.data_dir()).problems).unwrap_or_default() {
        out.aside(format!("Left out: {problem}"))?;
    }
    out.json(json!({ "frameworks": told }))
}

fn show(framework: &Framework, out: &mut Out) -> Result<(), Failure> {
    let pack = framework.pack();
    out.line(format!("{}  ({} {})", title(framework), pack.id, pack.version))?;
    for (word, text) in [
        ("Publisher", &pack.publisher),
        ("Licence", &pack.licence),
        ("Copyright", &pack.copyright),
        ("Source", &pack.source),
    ] {
        if !text.is_empty() {
            out.line(format!("{word}: {text}"))?;
        }
    }
    let purpose = in_language(&pack.purpose, "en");
    if !purpose.is_empty() {
        out.line(format!("\n{purpose}"))?;
    }
    out.line("\nDimensions:")?;
    let mut dimensions = Vec::new();
    for dimension in framework.dimensions() {
        let n = below(dimension).len();
        out.line(format!(
            "  {} ({})",
            words::title(dimension),
            words::count(n, "question", "questions")
        ))?;
        dimensions
            .push(json!({ "id": dimension.id, "title": words::title(dimension), "questions": n }));
    }
    let mut tiers = Vec::new();
    if let Some(ladder) = pack.ladders.iter().find(|it| it.at == framework::Place::Root) {
        out.line("\nTiers, lowest first:")?;
        for rung in &ladder.rungs {
            let (name, text) = (in_language(&rung.name, "en"), in_language(&rung.text, "en"));
            let apart = if text.is_empty() { "" } else { ": " };
            out.line(format!("  {name}{apart}{text}"))?;
            tiers.push(json!({ "id": rung.id, "name": name, "require": rung.require }));
        }
    }
    out.line(format!("\nHash: {}", framework.hash()))?;
    let mut told = brief(framework);
    if let Value::Object(fields) = &mut told {
        fields.insert("dimensions".to_owned(), dimensions.into());
        fields.insert("tiers".to_owned(), tiers.into());
    }
    out.json(told)
}

fn below(node: &Node) -> Vec<&Node> {
    let mut out = Vec::new();
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        if node.is_question() {
            out.push(node);
        }
        open.extend(node.children.iter().rev());
    }
    out
}

fn check(file: &Path, out: &mut Out) -> Result<(), Failure> {
    let (bytes, path) = (files::read(file, MAX_PACK)?, file.display().to_string());
    let (what, found) = if is_sheet(file) {
        ("sheet", as_sheet(&path, &bytes))
    } else {
        let parsed = Framework::parse(&bytes, &path);
        ("pack", parsed.map_err(|it| it.iter().map(ToString::to_string).collect()))
    };
    match found {
        Ok(framework) => {
            let n = words::count(framework.questions().len(), "question", "questions");
            out.line(format!("{} is a good {what}: {}, {n}", file.display(), title(&framework)))?;
            out.json(json!({ "ok": true, "problems": [], "framework": brief(&framework) }))
        }
        Err(problems) => {
            for problem in &problems {
                out.line(problem)?;
            }
            out.json(json!({ "ok": false, "problems": problems }))?;
            let n = words::count(problems.len(), "problem", "problems");
            Err(Failure::failed(
                format!("{} has {n}", file.display()),
                format!("Mend the {what}, then check again"),
            ))
        }
    }
}

fn is_sheet(file: &Path) -> bool {
    let ending = file.extension().and_then(|it| it.to_str()).unwrap_or_default();
    ["csv", "tsv", "xlsx"].iter().any(|it| ending.eq_ignore_ascii_case(it))
}

/// Reads a sheet as `import` would.
fn as_sheet(path: &str, bytes: &[u8]) -> Result<Framework, Vec<String>> {
    let found =
        importing::framework(&[importing::File { path, bytes }], &importing::Options::default());
    found.map(|it| it.framework).map_err(|err| vec![err.trouble().to_string()])
}

fn questions(framework: &Framework, dimension: Option<&str>, out: &mut Out) -> Result<(), Failure> {
    let only = dimension.map(|it| find::dimension(framework, it)).transpose()?;
    let mut told = Vec::new();
    for dimension in framework.dimensions() {
        if only.is_some_and(|it| it.id != dimension.id) {
            continue;
        }
        out.line(words::title(dimension))?;
        for question in below(dimension) {
            out.line(format!("  {}  {}", words::name(question), words::title(question)))?;
            told.push(question_value(framework, dimension, question));
        }
    }
    out.json(json!({ "framework": brief(framework), "questions": told }))
}

fn question_value(framework: &Framework, dimension: &Node, question: &Node) -> Value {
    let scale = framework.scale_of(question);
    let levels: Vec<Value> = scale
        .into_iter()
        .flat_map(|it| &it.options)
        .map(|it| {
            let anchor = question.anchors.get(&it.id).map(|it| in_language(it, "en"));
            let label = in_language(&it.label, "en");
            json!({ "id": it.id, "label": label, "value": it.value, "anchor": anchor })
        })
        .collect();
    let takes = match &question.answer {
        _ if scale.is_some() => "level",
        Some(kind @ (OpenAnswer::Percent | OpenAnswer::Number)) => sheet::number_in_words(kind),
        Some(OpenAnswer::Text) | None => "text",
    };
    json!({
        "id": question.id,
        "ref": question.reference,
        "text": words::title(question),
        "guidance": in_language(&question.guidance, "en"),
        "dimension": dimension.id,
        "takes": takes,
        "levels": levels,
    })
}
