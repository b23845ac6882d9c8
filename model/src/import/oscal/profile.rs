//! A profile: a choice of controls from a catalog that is given along with it.

use std::collections::BTreeSet;

use super::{Choice, Reader, alter::altered};
use crate::{
    framework::parse::tree::Located,
    ids::Name,
    import::{
        File, Format, ImportError, Imported, Trouble,
        build::{self, Draft},
    },
};

/// Most patterns of one choice, and longest pattern.
const MAX_PATTERNS: usize = 200;
const MAX_PATTERN: usize = 80;

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
    let mut draft = Draft::of(Format::OscalProfile, file);
    let alters = profile.get("modify").map(|it| it.list("alters")).unwrap_or_default();
    let changed = (!alters.is_empty()).then(|| altered(catalog, alters, &mut draft.notes));
    let catalog = changed.as_ref().unwrap_or(catalog);
    let mut reader = Reader::of(draft, catalog);
    if catalogs.next().is_some() {
        reader.draft.notes.add("", "several catalogs are given; the first one is used");
    }
    reader.header(profile);
    for set in profile.get("modify").map(|it| it.list("set-parameters")).unwrap_or_default() {
        reader.params.set(set.text("param-id"), set);
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
        for selection in included(import).chain(import.list("exclude-controls")) {
            idle(reader, selection, known);
        }
    }
    chosen
}

/// Notes patterns that choose nothing, or that are not read.
fn idle(reader: &mut Reader<'_>, selection: &Located, known: &[Known<'_>]) {
    let all = selection.list("matching").len();
    if all > MAX_PATTERNS {
        let what = format!("only the first {MAX_PATTERNS} of {all} patterns are read");
        reader.draft.notes.add("imports", what);
    }
    for pattern in patterns(selection).filter(|it| !known.iter().any(|at| fits(it, at.id))) {
        let short: String = pattern.chars().take(60).collect();
        reader.draft.notes.add("imports", format!("no control fits the pattern “{short}”"));
    }
}

fn patterns(selection: &Located) -> impl Iterator<Item = &str> {
    selection.list("matching").iter().take(MAX_PATTERNS).map(|it| it.text("pattern"))
}

/// Says whether `id` fits a pattern, in which `*` is anything and `?` is one character.
fn fits(pattern: &str, id: &str) -> bool {
    if pattern.len() > MAX_PATTERN {
        return false;
    }
    let (pattern, id): (Vec<char>, Vec<char>) = (pattern.chars().collect(), id.chars().collect());
    let (mut at, mut of) = (0, 0);
    // Where the last star stands, and how much of the id it has eaten.
    let mut star: Option<(usize, usize)> = None;
    while let Some(letter) = id.get(at) {
        match pattern.get(of) {
            Some('*') => {
                star = Some((of, at));
                of += 1;
            }
            Some(it) if it == letter || *it == '?' => (at, of) = (at + 1, of + 1),
            Some(_) | None => {
                let Some((stands, eaten)) = star else { return false };
                star = Some((stands, eaten + 1));
                (at, of) = (eaten + 1, stands + 1);
            }
        }
    }
    pattern.get(of..).is_some_and(|it| it.iter().all(|it| *it == '*'))
}

fn selected(selection: &Located, known: &[Known<'_>]) -> BTreeSet<String> {
    let mut out: BTreeSet<String> = ids(selection).map(str::to_owned).collect();
    for pattern in patterns(selection) {
        out.extend(known.iter().filter(|it| fits(pattern, it.id)).map(|it| it.id.to_owned()));
    }
    if selection.text("with-child-controls") == "yes" {
        let below = known.iter().filter(|it| it.above.iter().any(|above| out.contains(*above)));
        let below: Vec<String> = below.map(|it| it.id.to_owned()).collect();
        out.extend(below);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_star_is_anything_and_a_question_mark_one_character() {
        for (pattern, id) in
            [("ac-*", "ac-2.1"), ("*", "x"), ("?c-2", "ac-2"), ("*-2*", "ac-2.1"), ("ac-2", "ac-2")]
        {
            assert!(fits(pattern, id), "{pattern} {id}");
        }
        for (pattern, id) in [("ac-*", "au-2"), ("ac-?", "ac-12"), ("", "x"), ("a*b", "abc")] {
            assert!(!fits(pattern, id), "{pattern} {id}");
        }
        assert!(!fits(&"*a".repeat(40), &"a".repeat(39)), "a hostile pattern is still cheap");
    }
}
