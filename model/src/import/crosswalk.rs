//! Crosswalks between frameworks: the mapping sets of CISO Assistant libraries.

use super::{File, ImportError, Skipped, Trouble, source};
use crate::framework::{Relation, parse::tree::Located};

/// How the requirements of one framework relate to those of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crosswalk {
    /// Name of the framework that is mapped.
    pub from: String,
    /// Name of the framework it is mapped to.
    pub to: String,
    /// Source, target and how they relate.
    pub rows: Vec<(String, String, Relation)>,
    /// Rows with a relation that is not known.
    pub skipped: Vec<Skipped>,
}

/// Reads every crosswalk of a file.
///
/// # Errors
///
/// The file is broken, or holds none.
pub fn crosswalks(file: &File<'_>) -> Result<Vec<Crosswalk>, ImportError> {
    source::fits(std::slice::from_ref(file))?;
    let tree = source::yaml(file, &mut Vec::new())?;
    let objects = tree.get("objects").unwrap_or(&tree);
    let keys = ["requirement_mapping_sets", "requirement_mapping_set"];
    let sets = keys.iter().find_map(|it| objects.get(it));
    let Some(sets) = sets else {
        let what = "there is no mapping set in this file";
        let hint = "choose a CISO Assistant library with “requirement_mapping_sets”";
        return Err(ImportError::NoFramework(Trouble::of(file.path, None, what, hint)));
    };
    let many = sets.items().unwrap_or(std::slice::from_ref(sets));
    Ok(many.iter().map(crosswalk).collect())
}

fn crosswalk(set: &Located) -> Crosswalk {
    let mut out = Crosswalk {
        from: set.text("source_framework_urn").to_owned(),
        to: set.text("target_framework_urn").to_owned(),
        rows: Vec::new(),
        skipped: Vec::new(),
    };
    for row in set.list("requirement_mappings") {
        let (from, to) = (row.text("source_requirement_urn"), row.text("target_requirement_urn"));
        let relation = match row.text("relationship") {
            "equal" => Relation::Equal,
            "subset" => Relation::Subset,
            "superset" => Relation::Superset,
            "intersect" => Relation::Intersects,
            other => {
                let shown: String = other.chars().take(40).collect();
                let what = format!("“{shown}” is no relation; the row is left out");
                out.skipped.push(Skipped { place: format!("line {}", row.line), what });
                continue;
            }
        };
        out.rows.push((from.to_owned(), to.to_owned(), relation));
    }
    out
}
