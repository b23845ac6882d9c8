//! What a file is, by what stands in it.

use super::{
    Counts, File, Format, Hint, ImportError, Imported, Options, Preview, Skipped, Trouble, Wrong,
    build, ciso_assistant, cprt, dsomm, layout, list, openssf, oscal, outline, samm, source,
    table::{self, Table},
    workbook, xlsform,
};
use crate::framework::{Framework, Problem, Status, parse::tree::Located};

/// Finds the format, and reads it.
pub(super) fn framework(files: &[File<'_>], options: &Options) -> Result<Imported, ImportError> {
    let mut notes = Vec::new();
    let mut found = match files {
        [one] => of_one(one, options, &mut notes),
        many => of_many(many, options, &mut notes),
    }?;
    found.skipped.append(&mut notes);
    Ok(found)
}

/// How a file is written.
enum Notation {
    Json,
    Yaml,
    Xml,
    Csv,
}

fn of_one(
    file: &File<'_>,
    options: &Options,
    notes: &mut Vec<Skipped>,
) -> Result<Imported, ImportError> {
    refuse_foreign(file)?;
    if workbook::is_workbook(file.bytes) {
        return of_tables(file, &workbook::tables(file)?, options);
    }
    match notation(source::text(file)?, file.path) {
        Notation::Json => of_tree(file, &source::json(file)?, options),
        Notation::Yaml => of_tree(file, &source::yaml(file, notes)?, options),
        Notation::Csv => of_tables(file, &[table::csv(file)?], options),
        Notation::Xml if oscal::xml::is_oscal(source::text(file)?) => {
            of_tree(file, &oscal::xml::tree(file)?, options)
        }
        Notation::Xml => Err(unknown(file, Wrong::ForeignXml)),
    }
}

fn of_many(
    files: &[File<'_>],
    options: &Options,
    notes: &mut Vec<Skipped>,
) -> Result<Imported, ImportError> {
    if let Some((file, tables)) = form_of(files)? {
        return xlsform::framework(&file, &tables);
    }
    let mut trees: Vec<samm::Read<'_>> = Vec::new();
    let mut others = 0_usize;
    for file in files {
        let read = match notation(source::text(file).unwrap_or_default(), file.path) {
            Notation::Json => source::json(file),
            Notation::Xml if oscal::xml::is_oscal(source::text(file)?) => oscal::xml::tree(file),
            Notation::Yaml if is_data(file.path) => source::yaml(file, notes),
            Notation::Yaml | Notation::Xml | Notation::Csv => {
                others += 1;
                continue;
            }
        };
        trees.push((*file, read?));
    }
    let profile = trees.iter().find(|it| it.1.get("profile").is_some());
    let catalogs = trees.iter().filter(|it| it.1.get("catalog").is_some());
    let found = if let Some((file, profile)) = profile {
        oscal::profile(file, profile, catalogs.map(|it| (&it.0, &it.1)))
    } else if trees.iter().any(|it| samm::is_part(&it.1)) {
        samm::framework(&trees)
    } else if trees.iter().any(|it| dsomm::is_part(&it.1)) {
        dsomm::framework(&trees)
    } else {
        let first = trees.first().map_or(File { path: "", bytes: b"" }, |it| it.0);
        match trees.as_slice() {
            [(file, tree)] => of_tree(file, tree, options),
            _ => Err(unknown(&first, Wrong::Apart)),
        }
    }?;
    if others > 0 {
        let what =
            build::counted(others, "file is", "files are") + " left out: neither JSON nor YAML";
        notes.push(Skipped { place: String::new(), what });
    }
    Ok(found)
}

/// The sheets of a form may be files of their own.
fn form_of<'a>(files: &[File<'a>]) -> Result<Option<(File<'a>, Vec<Table>)>, ImportError> {
    let stem = |it: &File<'a>| {
        let name = it.path.rsplit(['/', '\\']).next().unwrap_or_default();
        name.strip_suffix(".csv").map(str::to_lowercase)
    };
    let Some(survey) = files.iter().find(|it| stem(it).as_deref() == Some("survey")) else {
        return Ok(None);
    };
    let mut tables = Vec::new();
    for file in files {
        if let Some(name) = stem(file) {
            tables.push(Table { name, ..table::csv(file)? });
        }
    }
    Ok(xlsform::is_form(&tables).then_some((*survey, tables)))
}

/// In a folder, files without a telling name are not taken for YAML.
fn is_data(path: &str) -> bool {
    let ending = path.rsplit('.').next().unwrap_or_default();
    ending.eq_ignore_ascii_case("yaml") || ending.eq_ignore_ascii_case("yml")
}

/// Names what some well-known kinds of files are, before their bytes are taken for text.
fn refuse_foreign(file: &File<'_>) -> Result<(), ImportError> {
    let what = match file.bytes {
        [0xd0, 0xcf, 0x11, 0xe0, ..] => Wrong::OldExcel,
        [b'%', b'P', b'D', b'F', ..] => Wrong::Pdf,
        [0x89, b'P', b'N', b'G', ..] | [0xff, 0xd8, 0xff, ..] => Wrong::Picture,
        [0x1f, 0x8b, ..] => Wrong::Compressed,
        _ => return Ok(()),
    };
    Err(unknown(file, what))
}

fn notation(text: &str, path: &str) -> Notation {
    let start = text.trim_start();
    if start.starts_with('<') {
        return Notation::Xml;
    }
    let path = path.to_ascii_lowercase();
    match path.rsplit('.').next() {
        Some("csv" | "tsv") => return Notation::Csv,
        Some("json") => return Notation::Json,
        Some("yaml" | "yml") => return Notation::Yaml,
        Some(_) | None => {}
    }
    if start.starts_with('{') {
        return Notation::Json;
    }
    let first = start.lines().find(|it| !it.trim().is_empty() && !it.starts_with('#'));
    let first = first.unwrap_or_default();
    let key = first.split(": ").next().unwrap_or_default();
    let is_yaml = first.starts_with("---")
        || first.starts_with("- ")
        || first.ends_with(':')
        || (key.len() < first.len() && !key.contains([',', ';', '\t']));
    if !is_yaml && first.contains([',', ';', '\t']) { Notation::Csv } else { Notation::Yaml }
}

/// Shows a list before it is read.
pub(super) fn preview(file: &File<'_>) -> Result<Preview, ImportError> {
    refuse_foreign(file)?;
    let tables = if workbook::is_workbook(file.bytes) {
        workbook::tables(file)?
    } else {
        vec![table::csv(file)?]
    };
    match list_of(&tables) {
        Some(table) => Ok(list::preview(table)),
        None => Err(unknown(file, Wrong::NoTable)),
    }
}

/// The table with the most rows is the list.
fn list_of(tables: &[Table]) -> Option<&Table> {
    tables.iter().rev().max_by_key(|it| it.rows.len()).filter(|it| !it.rows.is_empty())
}

fn of_tables(
    file: &File<'_>,
    tables: &[Table],
    options: &Options,
) -> Result<Imported, ImportError> {
    if tables.iter().any(layout::is_layout) {
        let tree = layout::tree_of(file.path, tables)?;
        return sealed(file, Format::Layout, Framework::of_tree(&tree));
    }
    if xlsform::is_form(tables) {
        return xlsform::framework(file, tables);
    }
    match list_of(tables) {
        Some(table) => list::framework(file, table, options.roles.as_deref()),
        None => Err(unknown(file, Wrong::NoRows)),
    }
}

fn of_tree(file: &File<'_>, tree: &Located, options: &Options) -> Result<Imported, ImportError> {
    if tree.get("muster_pack").is_some() {
        return of_pack(file);
    }
    if tree.get("catalog").is_some() {
        return oscal::catalog(file, tree);
    }
    if tree.get("profile").is_some() {
        return oscal::profile(file, tree, std::iter::empty());
    }
    if cprt::is_export(tree) {
        return cprt::framework(file, tree);
    }
    if ciso_assistant::is_library(tree) {
        return ciso_assistant::framework(file, tree, options);
    }
    if openssf::is_criteria(tree) {
        return openssf::framework(file, tree);
    }
    if samm::is_part(tree) {
        let what = format!(
            "this is one {} of the OWASP SAMM core model",
            tree.text("type").to_lowercase()
        );
        return Err(unknown(file, what));
    }
    if dsomm::is_part(tree) {
        return dsomm::framework(&[(*file, tree.clone())]);
    }
    if outline::is_outline(tree) {
        return outline::framework(file, tree);
    }
    Err(unknown(file, shape(tree)))
}

fn of_pack(file: &File<'_>) -> Result<Imported, ImportError> {
    sealed(file, Format::Pack, Framework::parse(file.bytes, file.path))
}

/// Counts what a pack of our own holds.
fn sealed(
    file: &File<'_>,
    format: Format,
    read: Result<Framework, Vec<Problem>>,
) -> Result<Imported, ImportError> {
    let framework = read.map_err(|problems| {
        let more = problems.len().saturating_sub(1);
        // What is wrong with one part says more than what follows from it for the whole.
        let of_part = problems.iter().position(|it| it.place.contains('['));
        let trouble = problems.into_iter().nth(of_part.unwrap_or(0));
        let trouble = trouble.map(|it| Trouble::from_problem(file.path, it));
        let mut trouble = trouble.unwrap_or_else(|| Trouble::of(file.path, None, "", ""));
        if more > 0 {
            trouble.what = format!("{}, and {more} more problems", trouble.what).into();
        }
        ImportError::Unsound(trouble)
    })?;
    let nodes = framework.nodes();
    let counts = Counts {
        nodes: nodes.len(),
        assessable: framework.questions().len(),
        questions: framework.questions().len(),
        choices: nodes
            .iter()
            .filter_map(|it| framework.scale_of(it))
            .map(|it| it.options.len())
            .sum(),
        withdrawn: nodes.iter().filter(|it| it.status == Status::Withdrawn).count(),
        groups: framework.pack().baselines.len(),
        ..Counts::default()
    };
    let copyright = framework.pack().copyright.clone();
    Ok(Imported { framework, format, counts, copyright, skipped: Vec::new() })
}

/// Says what a tree is that no reader took.
fn shape(tree: &Located) -> Wrong {
    let oscal = [
        ("component-definition", "component definition"),
        ("system-security-plan", "system security plan"),
        ("assessment-plan", "assessment plan"),
        ("assessment-results", "assessment results"),
        ("plan-of-action-and-milestones", "plan of action and milestones"),
        ("mapping-collection", "mapping collection"),
    ];
    if let Some((_, name)) = oscal.iter().find(|it| tree.get(it.0).is_some()) {
        return Wrong::Oscal(name);
    }
    match tree.entries() {
        Some(entries) => {
            let keys: Vec<String> =
                entries.iter().take(5).map(|it| it.key.chars().take(30).collect()).collect();
            Wrong::Keys(keys.join(", "))
        }
        None => format!("this is {}, not a framework", tree.sort()).into(),
    }
}

fn unknown(file: &File<'_>, what: impl Into<Wrong>) -> ImportError {
    ImportError::Unknown(Trouble::of(file.path, None, what, Hint::Known))
}
