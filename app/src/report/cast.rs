//! How people stand in a report: by name, by role, or not at all, in what they wrote too.

use std::collections::BTreeMap;

use muster_model::{
    ids::MemberId,
    workspace::{Member, Workspace},
};

use super::options::Naming;
use crate::{say::say, screens::words};

/// Shortest part of a name that is looked for in what people wrote.
const SHORTEST: usize = 3;

/// Who is called what.
pub(super) struct Cast {
    pub(super) naming: Naming,
    labels: BTreeMap<MemberId, String>,
    /// Lower-case words that name somebody, longest first, and what stands in their place.
    names: Vec<(String, String)>,
}

impl Cast {
    /// Decides what everybody in `workspace` is called.
    pub(super) fn of(workspace: &Workspace, naming: Naming) -> Self {
        let members: Vec<&Member> = workspace.members.values().collect();
        let label = |it: &Member| match naming {
            Naming::Names => it.name.clone(),
            Naming::Roles => by_role(&members, it),
            Naming::Anonymous => say!("reports-somebody").to_owned(),
        };
        let labels: BTreeMap<MemberId, String> =
            members.iter().map(|it| (it.id, label(it))).collect();
        let mut names = Vec::new();
        if naming != Naming::Names {
            for it in &members {
                let to = match naming {
                    Naming::Names | Naming::Roles => label(it),
                    Naming::Anonymous => say!("reports-somebody-within").to_owned(),
                };
                push_names(&mut names, &it.name, &to);
                for card in &it.devices {
                    push_whole(&mut names, &card.name, say!("reports-a-device"));
                }
            }
            for it in workspace.requests.values() {
                push_names(&mut names, &it.name, say!("reports-somebody-within"));
                push_whole(&mut names, &it.card.name, say!("reports-a-device"));
            }
            for it in workspace.invites.values() {
                push_whole(&mut names, &it.note, say!("reports-somebody-within"));
            }
        }
        names.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        names.dedup_by(|a, b| a.0 == b.0);
        Self { naming, labels, names }
    }

    /// What `member` is called.
    pub(super) fn label(&self, member: MemberId) -> String {
        let unknown = || match self.naming {
            Naming::Names => say!("reports-somebody-unknown", id = member.short()),
            Naming::Roles | Naming::Anonymous => say!("reports-somebody").to_owned(),
        };
        self.labels.get(&member).cloned().unwrap_or_else(unknown)
    }

    /// What stands for `member` in a table of machines; empty where nobody is told apart.
    pub(super) fn key(&self, member: MemberId) -> String {
        match self.naming {
            Naming::Names | Naming::Roles => self.label(member),
            Naming::Anonymous => String::new(),
        }
    }

    /// What somebody wrote, without the names that may not stand there.
    pub(super) fn text(&self, text: &str) -> String {
        if self.names.is_empty() {
            return text.to_owned();
        }
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        let mut before = None;
        while let Some(letter) = rest.chars().next() {
            let inside = before.is_some_and(is_spaced);
            if !inside && let Some((len, to)) = self.name_at(rest) {
                out.push_str(to);
                let (name, tail) = rest.split_at_checked(len).unwrap_or((rest, ""));
                before = name.chars().next_back();
                rest = tail;
                continue;
            }
            out.push(letter);
            before = Some(letter);
            rest = rest.strip_prefix(letter).unwrap_or("");
        }
        out
    }

    /// The longest name `text` begins with: its length in bytes, and what stands in its place.
    fn name_at(&self, text: &str) -> Option<(usize, &str)> {
        self.names.iter().find_map(|(name, to)| {
            let len = prefix(text, name)?;
            let next = text.split_at_checked(len)?.1.chars().next();
            let within =
                next.is_some_and(is_spaced) && name.chars().next_back().is_some_and(is_spaced);
            (!within).then_some((len, to.as_str()))
        })
    }
}

/// Says whether `letter` is of a script that puts spaces between words.
fn is_spaced(letter: char) -> bool {
    let runs_on = matches!(letter,
        '\u{0E00}'..='\u{0EFF}' | '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{20000}'..='\u{3FFFF}');
    letter.is_alphanumeric() && !runs_on
}

/// Returns how many bytes of `text` spell `name`, which is in lower case.
fn prefix(text: &str, name: &str) -> Option<usize> {
    let mut wanted = name.chars();
    let mut next = wanted.next();
    let mut len = 0;
    for letter in text.chars() {
        if next.is_none() {
            break;
        }
        for small in letter.to_lowercase() {
            if next != Some(small) {
                return None;
            }
            next = wanted.next();
        }
        len += letter.len_utf8();
    }
    next.is_none().then_some(len)
}

fn by_role(members: &[&Member], who: &Member) -> String {
    let role = words::role(who.role);
    let same: Vec<MemberId> =
        members.iter().filter(|it| it.role == who.role).map(|it| it.id).collect();
    match same.iter().position(|it| *it == who.id) {
        Some(at) if same.len() > 1 => format!("{role} {}", at + 1),
        Some(_) | None => role.to_owned(),
    }
}

fn push_whole(names: &mut Vec<(String, String)>, name: &str, to: &str) {
    let name = name.trim().to_lowercase();
    if name.chars().count() >= SHORTEST {
        names.push((name, to.to_owned()));
    }
}

fn push_names(names: &mut Vec<(String, String)>, name: &str, to: &str) {
    // Two letters can be a whole name; as a part of one they are too often a word.
    let whole = name.trim().to_lowercase();
    if whole.chars().count() > 1 {
        names.push((whole, to.to_owned()));
    }
    for part in name.split(|it: char| !it.is_alphanumeric()) {
        push_whole(names, part, to);
    }
}
