//! Imports: what people bring is read, counted, and told apart from what is no framework.

mod abuse;
mod ciso_assistant;
mod cprt;
mod folders;
mod hostile;
mod onto;
mod oscal;
mod scored;
mod tables;
mod workbook;
mod xlsform;

use std::fmt::Write as _;

use expect_test::Expect;

use super::*;
use crate::framework::{Node, Status};

fn one(path: &str, text: &str) -> Result<Imported, ImportError> {
    framework(&[File { path, bytes: text.as_bytes() }], &Options::default())
}

fn many(files: &[(&str, &str)]) -> Result<Imported, ImportError> {
    let files: Vec<File<'_>> =
        files.iter().map(|(path, text)| File { path, bytes: text.as_bytes() }).collect();
    framework(&files, &Options::default())
}

/// Compares what came of an import: counts, tree, remarks, or the one error.
fn check(found: &Result<Imported, ImportError>, expect: &Expect) {
    expect.assert_eq(&shown(found));
}

fn shown(found: &Result<Imported, ImportError>) -> String {
    let found = match found {
        Ok(found) => found,
        Err(err) => return format!("refused: {err}\n"),
    };
    let (counts, pack) = (&found.counts, found.framework.pack());
    let mut out = format!(
        "{} “{}” {} by {}; {} nodes, {} assessable, {} questions, {} choices, {} withdrawn, {} groups\n",
        found.format,
        pack.id,
        pack.version,
        pack.publisher,
        counts.nodes,
        counts.assessable,
        counts.questions,
        counts.choices,
        counts.withdrawn,
        counts.groups
    );
    pack.nodes.iter().for_each(|it| outline(it, 1, &mut out));
    for (name, scale) in &pack.scales {
        let options: Vec<&str> = scale.options.iter().map(|it| it.id.as_str()).collect();
        writeln!(out, "scale {name}: {}", options.join(" ")).unwrap();
    }
    for (name, it) in &pack.baselines {
        writeln!(out, "baseline {name}: {}", it.tags.join(" ")).unwrap();
    }
    for it in &pack.measures {
        writeln!(out, "measure {} {:?}", it.id, it.op).unwrap();
    }
    for it in &pack.ladders {
        let rungs: Vec<&str> = it.rungs.iter().map(|it| it.id.as_str()).collect();
        writeln!(out, "ladder {}: {}", it.id, rungs.join(" ")).unwrap();
    }
    for it in &found.skipped {
        writeln!(out, "note {it}").unwrap();
    }
    out
}

fn outline(node: &Node, depth: usize, out: &mut String) {
    let marks = match (node.status, node.assessable) {
        (Status::Withdrawn, _) => "- ",
        (Status::Info, _) => "i ",
        (Status::Live, true) => "? ",
        (Status::Live, false) => "",
    };
    let indent = "  ".repeat(depth);
    write!(out, "{indent}{marks}{} {}", node.kind, node.id).unwrap();
    for text in [&node.text, &node.guidance] {
        for (language, words) in text {
            write!(out, " | {language}: {}", words.replace('\n', "⏎")).unwrap();
        }
    }
    if let Some(scale) = &node.scale {
        write!(out, " ({scale})").unwrap();
    }
    if let Some(answer) = &node.answer {
        write!(out, " ({answer:?})").unwrap();
    }
    if !node.tags.is_empty() {
        write!(out, " #{}", node.tags.join(" #")).unwrap();
    }
    if let Some(depends) = &node.depends_on {
        write!(out, " if {} is {:?}", depends.node, depends.options).unwrap();
    }
    out.push('\n');
    node.children.iter().for_each(|it| outline(it, depth + 1, out));
}
