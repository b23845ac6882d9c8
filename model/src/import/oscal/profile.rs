//! A profile: a choice of controls from a catalog that is given along with it.

use std::collections::BTreeSet;

use super::{Choice, Reader};
use crate::{
    framework::parse::tree::Located,
    ids::Name,
    import::{
        File, Format, ImportError, Imported, Trouble,
        build::{self, Draft},
    },
};

/// Reads a profile with the catalog it chooses from.
pub(in crate::import) fn profile<'a>(
    file: &File<'_>,
    tree: &'a Located,
    mut catalogs: impl Iterator<Item = (&'a File<'a>, &'a Located)>,
) -> Result<Imported, ImportError> {
    let profile = tree.get("profile").unwrap_or(tree);
    let wanted: usize =
        profile.list("imports").iter().flat_map(included).map(|it| ids(it).count()).sum();
    let catalog = catalogs.next().and_then(|it| it.1.get("catalog"));
    let Some(catalog) = catalog else {
        let what =
            format!("this OSCAL profile chooses {wanted} controls of a catalog that is not here");
        let hint = "import it together with its catalog: put both files into one folder";
        return Err(ImportError::NoFramework(Trouble::of(file.path, None, what, hint)));
    };
    let mut reader = Reader::of(Draft::of(Format::OscalProfile, file), catalog);
    if catalogs.next().is_some() {
        reader.draft.notes.add("", "several catalogs are given; the first one is used");
    }
    reader.header(profile);
    for set in profile.get("modify").map(|it| it.list("set-parameters")).unwrap_or_default() {
        reader.params.set(set.text("param-id"), set);
    }
    let altered = profile.get("modify").map_or(0, |it| it.list("alters").len());
    if altered > 0 {
        let what =
            build::counted(altered, "change", "changes") + " to the words of controls left out";
        reader.draft.notes.add("modify.alters", what);
    }
    let known = all_ids(catalog);
    let chosen = choose(&mut reader, profile, &known);
    missing(&mut reader, &chosen, &known);
    reader.draft.count_many("chosen", chosen.len());
    reader.choice = Choice::Only(chosen);
    reader.tree(catalog)?;
    let id = build::slug(profile.get("metadata").map_or("", |it| it.text("title")));
    reader.draft.pack.id = Name::nearest(if id.is_empty() { "profile" } else { &id });
    reader.finish()
}

fn missing(reader: &mut Reader<'_>, chosen: &BTreeSet<String>, known: &[Known<'_>]) {
    let there: BTreeSet<&str> = known.iter().map(|it| it.id).collect();
    for id in chosen.iter().filter(|it| !there.contains(it.as_str())) {
        reader.draft.notes.add(id, "the profile chooses it, the catalog does not have it");
    }
}

fn included(import: &Located) -> impl Iterator<Item = &Located> {
    import.list("include-controls").iter()
}

fn ids(selection: &Located) -> impl Iterator<Item = &str> {
    selection.word_list("with-ids").into_iter()
}

/// A control of the catalog, and the controls above it.
struct Known<'a> {
    id: &'a str,
    above: Vec<&'a str>,
}

fn all_ids(catalog: &Located) -> Vec<Known<'_>> {
    fn walk<'a>(at: &'a Located, above: &[&'a str], out: &mut Vec<Known<'a>>) {
        at.list("groups").iter().for_each(|it| walk(it, above, out));
        for control in at.list("controls") {
            let id = control.text("id");
            out.push(Known { id, above: above.to_vec() });
            let mut further = above.to_vec();
            further.push(id);
            walk(control, &further, out);
        }
    }
    let mut out = Vec::new();
    walk(catalog, &[], &mut out);
    out
}

fn choose(reader: &mut Reader<'_>, profile: &Located, known: &[Known<'_>]) -> BTreeSet<String> {
    let mut chosen = BTreeSet::new();
    for import in profile.list("imports") {
        if import.get("include-all").is_some() {
            chosen.extend(known.iter().map(|it| it.id.to_owned()));
        }
        for selection in included(import) {
            chosen.extend(selected(selection, known));
        }
        for selection in import.list("exclude-controls") {
            for id in selected(selection, known) {
                chosen.remove(&id);
            }
        }
        let by_pattern = included(import).chain(import.list("exclude-controls"));
        if by_pattern.filter(|it| it.get("matching").is_some()).count() > 0 {
            reader.draft.notes.add("imports", "controls chosen by a pattern are left out");
        }
    }
    chosen
}

fn selected(selection: &Located, known: &[Known<'_>]) -> BTreeSet<String> {
    let mut out: BTreeSet<String> = ids(selection).map(str::to_owned).collect();
    if selection.text("with-child-controls") == "yes" {
        let below = known.iter().filter(|it| it.above.iter().any(|above| out.contains(*above)));
        let below: Vec<String> = below.map(|it| it.id.to_owned()).collect();
        out.extend(below);
    }
    out
}
