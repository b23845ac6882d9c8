//! `muster framework import`: frameworks in other formats become packs on this device.

use std::path::PathBuf;

use clap::ValueEnum;
use muster_model::{
    framework::{Framework, shipped_as},
    import::{self, Groups, Imported, Options, Preview, Role, Worded},
};
use serde_json::json;

use super::{brief, files, given, named, title};
use crate::{
    cli::{desk::Desk, failure::Failure, out::Out, words},
    library,
};

/// Cells shown of a preview, in characters.
const CELL: usize = 28;

/// What a file is, is found out by what stands in it: an OSCAL catalog or profile (JSON, XML), an export of NIST CPRT,
/// a library of CISO Assistant, the folder of OWASP SAMM or DSOMM, criteria of the open source badge, a survey form
/// (XLS), a list as CSV or XLSX, or a pack. Give a profile together with its catalog.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Import {
    /// The file, the files that belong together, or the folder
    #[arg(required = true, value_name = "FILE|FOLDER")]
    paths: Vec<PathBuf>,
    /// Only say what would be imported
    #[arg(long)]
    dry_run: bool,
    /// How the groups of a library add up
    #[arg(long, value_enum, default_value = "detect")]
    groups: GroupsGiven,
    /// Show how a list would be read, and change nothing
    #[arg(long, conflicts_with = "onto")]
    preview: bool,
    /// What each column of a list is for, from the left: id, parent, group, text, guidance, level, weight, points,
    /// points-partial, tags, keep or ignore
    #[arg(long, value_name = "ROLE,…", value_delimiter = ',', value_parser = role)]
    columns: Vec<Role>,
    /// Put the words of the source beside the questions of this framework, by identifier
    #[arg(long, value_name = "ID")]
    onto: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum GroupsGiven {
    /// Find out, and say what was found
    Detect,
    /// A group holds what is written for it
    AsWritten,
    /// A group holds all groups before it as well
    AddUp,
}

fn role(text: &str) -> Result<Role, String> {
    let wrong = |_err| format!("“{text}” is no role of a column");
    serde_json::from_value(json!(text.trim())).map_err(wrong)
}

impl Import {
    pub(super) fn run(self, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
        let read = files::read_all(&self.paths, import::MAX_FILES, import::MAX_BYTES)?;
        let source: Vec<import::File<'_>> =
            read.iter().map(|(path, bytes)| import::File { path, bytes }).collect();
        if self.preview {
            let [file] = source.as_slice() else {
                return Err(Failure::usage("A preview is of one file", "Name just one"));
            };
            return preview(&import::preview(file).map_err(|err| refused(&err))?, out);
        }
        let groups = match self.groups {
            GroupsGiven::Detect => Groups::Detect,
            GroupsGiven::AsWritten => Groups::AsWritten,
            GroupsGiven::AddUp => Groups::AddUp,
        };
        let roles = Some(self.columns.clone()).filter(|it| !it.is_empty());
        let found =
            import::framework(&source, &Options { groups, roles }).map_err(|err| refused(&err))?;
        told(&found, out)?;
        let worded = self.onto.as_deref().map(|id| onto(desk, id, &found)).transpose()?;
        if let Some(it) = &worded {
            let n = words::count(it.matched, "node", "nodes");
            out.line(format!("Beside {}: words for {n}", title(&it.framework)))?;
            let rest = words::count(it.without.len(), "question", "questions");
            out.line(format!("Without words: {rest}; unused in the source: {}", it.unused.len()))?;
        }
        let framework: &Framework = worded.as_ref().map_or(&found.framework, |it| &it.framework);
        let kept = if self.dry_run {
            out.aside("Nothing was kept.")?;
            None
        } else {
            let path = library::keep(desk.data_dir(), framework);
            let path = path.map_err(|err| {
                Failure::file("written", &desk.data_dir().join("frameworks"), &err)
            })?;
            let id = &framework.pack().id;
            let twins = named(Some(desk), id.as_str()).len();
            let name = if twins > 1 { framework.hash().short() } else { id.to_string() };
            out.line(format!("Kept on this device as {id} {}", framework.pack().version))?;
            out.aside(format!("`muster assessment create --framework {name}` applies it."))?;
            Some(path)
        };
        let counts = &found.counts;
        out.json(json!({
            "format": found.format, "nodes": counts.nodes, "assessable": counts.assessable,
            "questions": counts.questions, "choices": counts.choices, "withdrawn": counts.withdrawn,
            "groups": counts.groups, "kinds": counts.kinds, "copyright": found.copyright,
            "skipped": found.skipped, "framework": brief(framework), "kept": kept,
            "onto": worded.as_ref().map(|it| json!({
                "matched": it.matched, "without": it.without, "unused": it.unused,
            })),
        }))
    }
}

fn refused(err: &import::ImportError) -> Failure {
    let it = err.trouble();
    let line = it.line.map_or_else(String::new, |line| format!(", line {line}"));
    Failure::failed(
        format!("{}{line}: {}", it.path, it.what),
        crate::advice::sentence(&it.hint.to_string()),
    )
}

fn onto(desk: &Desk, id: &str, found: &Imported) -> Result<Worded, Failure> {
    // Words go beside a pack that ships, rather than beside one that has some already.
    let framework = shipped_as(id).map_or_else(|| given(Some(desk), id), Ok)?;
    import::onto(&framework, found).map_err(|err| {
        let remedy = "Check that the source is of the same framework and edition";
        Failure::failed(crate::advice::sentence(&err.to_string()), remedy)
    })
}

/// Says what was found, and everything that was left out.
fn told(found: &Imported, out: &mut Out) -> Result<(), Failure> {
    let counts = &found.counts;
    out.line(format!(
        "{} ({}, {})",
        title(&found.framework),
        found.format,
        found.framework.pack().id
    ))?;
    let mut parts = vec![
        words::count(counts.nodes, "node", "nodes"),
        format!("{} to assess", counts.assessable),
    ];
    let mut more = |n: usize, one: &str, many: &str| {
        if n > 0 {
            parts.push(words::count(n, one, many));
        }
    };
    more(counts.questions, "question", "questions");
    more(counts.choices, "choice", "choices");
    more(counts.withdrawn, "withdrawn", "withdrawn");
    more(counts.groups, "group", "groups");
    out.line(format!("  {}", parts.join(", ")))?;
    let kinds: Vec<String> = counts.kinds.iter().map(|(kind, n)| format!("{n} × {kind}")).collect();
    if !kinds.is_empty() {
        out.line(format!("  {}", kinds.join(", ")))?;
    }
    if !found.copyright.is_empty() {
        out.line(format!("  Copyright: {}", found.copyright))?;
    }
    for it in &found.skipped {
        out.line(format!("  Note: {it}"))?;
    }
    Ok(())
}

fn preview(found: &Preview, out: &mut Out) -> Result<(), Failure> {
    let short = |it: &String| -> String {
        let line = it.replace(['\n', '\r'], " ");
        let cut: String = line.chars().take(CELL).collect();
        if line.chars().count() > CELL { format!("{cut}…") } else { cut }
    };
    let as_word = |it: &Role| match serde_json::to_value(it) {
        Ok(serde_json::Value::String(word)) => word,
        Ok(_) | Err(_) => String::new(),
    };
    let mut rows = vec![
        found.header.iter().map(short).collect::<Vec<_>>(),
        found.roles.iter().map(|it| format!("= {}", as_word(it))).collect(),
    ];
    rows.extend(found.rows.iter().map(|row| row.iter().map(short).collect()));
    out.table(&rows)?;
    out.line(format!("{} in all", words::count(found.total, "row", "rows")))?;
    let roles: Vec<String> = found.roles.iter().map(as_word).collect();
    out.aside(format!("To read it otherwise: --columns {}", roles.join(",")))?;
    out.json(json!({ "preview": found }))
}
