//! What a profile changes in the controls it chooses: parts, parameters and properties added or removed.

use std::collections::BTreeMap;

use crate::{
    framework::parse::tree::{Data, Entry, Located},
    import::build::Notes,
};

/// Most parts, properties and parameters looked at, so that many changes to a large control stay cheap.
const MAX_STEPS: usize = 2_000_000;
/// Lists of a control that a change can reach.
const LISTS: [(&str, &str); 4] =
    [("param", "params"), ("prop", "props"), ("link", "links"), ("part", "parts")];

/// Returns the catalog as the profile wants it, and notes what could not be done.
pub(super) fn altered(catalog: &Located, alters: &[Located], notes: &mut Notes) -> Located {
    let mut catalog = catalog.clone();
    let mut by_control: BTreeMap<&str, Vec<&Located>> = BTreeMap::new();
    for alter in alters {
        by_control.entry(alter.text("control-id")).or_default().push(alter);
    }
    let mut hand = Hand { by_control, steps: MAX_STEPS, done: 0, missed: Vec::new() };
    hand.walk(&mut catalog);
    let Hand { by_control, steps, done, missed } = hand;
    if done > 0 {
        notes.add("modify.alters", format!("{done} changes to controls made as the profile says"));
    }
    if steps == 0 {
        notes.add("modify.alters", "there are too many changes; the last ones are left out");
    }
    for (control, what) in missed {
        notes.add(&control, what);
    }
    for control in by_control.keys().filter(|_| steps > 0) {
        notes.add(control, "the profile changes it, the catalog does not have it");
    }
    catalog
}

struct Hand<'a> {
    /// Changes that did not find their control yet.
    by_control: BTreeMap<&'a str, Vec<&'a Located>>,
    steps: usize,
    done: usize,
    missed: Vec<(String, String)>,
}

impl Hand<'_> {
    fn walk(&mut self, at: &mut Located) {
        let id = at.text("id").to_owned();
        if let Some(alters) = self.by_control.remove(id.as_str()).filter(|_| !id.is_empty()) {
            for alter in alters {
                // First what goes, then what comes.
                alter.list("removes").iter().for_each(|it| self.remove(at, it));
                alter.list("adds").iter().for_each(|it| self.add(at, it));
                if self.steps == 0 {
                    return;
                }
            }
        }
        for key in ["groups", "controls"] {
            items_mut(at, key).into_iter().flatten().for_each(|it| self.walk(it));
        }
    }

    fn remove(&mut self, control: &mut Located, wish: &Located) {
        let before = self.done;
        self.sweep(control, wish);
        if self.done == before && self.steps > 0 {
            let what = format!("nothing is there that the profile removes ({})", named(wish));
            self.missed.push((control.text("id").to_owned(), what));
        }
    }

    fn sweep(&mut self, at: &mut Located, wish: &Located) {
        for (sort, key) in LISTS {
            let Some(items) = items_mut(at, key) else { continue };
            let before = items.len();
            self.steps = self.steps.saturating_sub(before);
            if self.steps == 0 {
                return;
            }
            items.retain(|it| !is_meant(it, sort, wish));
            self.done += before - items.len();
            if key == "parts" {
                for part in items {
                    self.sweep(part, wish);
                }
            }
        }
    }

    fn add(&mut self, control: &mut Located, wish: &Located) {
        let (id, target) = (control.text("id").to_owned(), wish.text("by-id"));
        let placed = if target.is_empty() || target == id {
            place_in(control, wish);
            true
        } else {
            self.place(control, wish, target)
        };
        if placed {
            self.done += 1;
        } else {
            let what = format!("“{target}” is not there, so nothing was added to it");
            self.missed.push((id, what));
        }
    }

    /// Looks for `target` in `at` and adds there; says whether it was found.
    fn place(&mut self, at: &mut Located, wish: &Located, target: &str) -> bool {
        for key in ["parts", "params"] {
            let Some(items) = items_mut(at, key) else { continue };
            self.steps = self.steps.saturating_sub(items.len());
            if self.steps == 0 {
                return false;
            }
            let found = items.iter().position(|it| it.text("id") == target);
            if let Some(position) = found {
                let beside = match wish.text("position") {
                    "before" => Some(position),
                    "after" => Some(position + 1),
                    _ => None,
                };
                if let Some(at) = beside {
                    drop(items.splice(at..at, wish.list(key).iter().cloned()));
                } else if let Some(item) = items.get_mut(position) {
                    place_in(item, wish);
                }
                return true;
            }
            for item in items {
                if self.place(item, wish, target) {
                    return true;
                }
            }
        }
        false
    }
}

/// Adds what `wish` brings to the lists of `at`.
fn place_in(at: &mut Located, wish: &Located) {
    let starts = wish.text("position") == "starting";
    if let (Some(title), Data::Table(entries)) = (wish.get("title"), &mut at.data) {
        entries.retain(|it| it.key != "title");
        entries.push(Entry { key: "title".to_owned(), line: title.line, value: title.clone() });
    }
    for (_, key) in LISTS {
        let new = wish.list(key);
        if new.is_empty() {
            continue;
        }
        match items_mut(at, key) {
            Some(items) if starts => drop(items.splice(0..0, new.iter().cloned())),
            Some(items) => items.extend(new.iter().cloned()),
            None => {
                if let Data::Table(entries) = &mut at.data {
                    let value = Located { line: wish.line, data: Data::List(new.to_vec()) };
                    entries.push(Entry { key: key.to_owned(), line: wish.line, value });
                }
            }
        }
    }
}

/// Says whether a wish to remove means `it`: everything the wish names has to fit, and it has to name something.
fn is_meant(it: &Located, sort: &str, wish: &Located) -> bool {
    let keys = [("by-name", "name"), ("by-class", "class"), ("by-id", "id"), ("by-ns", "ns")];
    let mut named = keys.iter().filter(|(by, _)| wish.get(by).is_some()).peekable();
    let sort_fits = wish.get("by-item-name").map(|it| it.words() == Some(sort));
    let names_any = named.peek().is_some() || sort_fits.is_some();
    names_any && sort_fits != Some(false) && named.all(|(by, key)| wish.text(by) == it.text(key))
}

fn named(wish: &Located) -> String {
    let entries = wish.entries().into_iter().flatten();
    let said = entries.filter_map(|it| Some(format!("{} {}", it.key, it.value.words()?)));
    said.collect::<Vec<_>>().join(", ")
}

fn items_mut<'t>(at: &'t mut Located, key: &str) -> Option<&'t mut Vec<Located>> {
    let Data::Table(entries) = &mut at.data else { return None };
    let found = entries.iter_mut().find(|it| it.key == key)?;
    match &mut found.value.data {
        Data::List(items) => Some(items),
        Data::Null
        | Data::Bool(_)
        | Data::Whole(_)
        | Data::Float(_)
        | Data::Text(_)
        | Data::Table(_) => None,
    }
}
