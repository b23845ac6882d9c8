//! What to say about a file that is attached to an answer: here, on its way, or with whom it is.

use muster_model::ids::{FileId, MemberId};
use muster_sync::{
    files::Standing,
    node::event::{FileShown, Shown},
};

use crate::say::say;

/// How a file stands, for people and for machines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// One word: `here`, `coming`, `elsewhere`, `damaged`, `over-quota`.
    pub word: &'static str,
    /// A sentence without its full stop.
    pub sentence: String,
    /// Whether it can be opened.
    pub is_here: bool,
}

/// Says how the file `id` stands that `by` attached.
pub fn told(shown: &Shown, id: FileId, by: MemberId) -> Told {
    let state = shown.sync.files.get(&id);
    let standing = state.map_or(Standing::Missing, |it| it.standing);
    // Same everywhere: the words are for machines.
    let (word, sentence) = match standing {
        Standing::Here => ("here", say!("answer-file-here").to_owned()),
        Standing::Coming(there, of) => {
            let percent = u64::from(there).saturating_mul(100).checked_div(u64::from(of));
            ("coming", say!("answer-file-coming", percent = percent.unwrap_or(0)))
        }
        Standing::Missing => {
            ("elsewhere", say!("answer-file-missing", who = with(shown, state, by)))
        }
        Standing::Damaged => ("damaged", say!("answer-file-damaged", who = with(shown, state, by))),
        Standing::OverQuota => ("over-quota", say!("answer-file-over-quota").to_owned()),
    };
    Told { word, sentence, is_here: standing == Standing::Here }
}

fn with(shown: &Shown, state: Option<&FileShown>, by: MemberId) -> String {
    let members = &shown.workspace.members;
    let name = |it: MemberId| members.get(&it).map(|it| it.name.clone());
    let devices = state.map(|it| it.with.as_slice()).unwrap_or_default();
    let owners = devices.iter().filter_map(|device| {
        let has = |it: &&muster_model::workspace::Member| {
            it.devices.iter().any(|card| card.device == *device)
        };
        members.values().find(has).map(|it| it.name.clone())
    });
    let mut names: Vec<String> = owners.collect();
    names.sort();
    names.dedup();
    match (names.is_empty(), name(by)) {
        (false, _) if names.len() == 1 => say!("answer-file-one-has", name = names.join("")),
        (false, _) => say!("answer-file-some-have", names = names.join(", ")),
        (true, Some(_)) if shown.workspace.me == Some(by) => {
            say!("answer-file-comes-own").to_owned()
        }
        (true, Some(name)) => {
            say!("answer-file-comes-of", name = name)
        }
        (true, None) => say!("answer-file-comes").to_owned(),
    }
}
