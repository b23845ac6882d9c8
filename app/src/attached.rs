//! What to say about a file that is attached to an answer: here, on its way, or with whom it is.

use muster_model::ids::{FileId, MemberId};
use muster_sync::{
    files::Standing,
    node::event::{FileShown, Shown},
};

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
    let (word, sentence) = match standing {
        Standing::Here => ("here", "it is here".to_owned()),
        Standing::Coming(there, of) => {
            let percent = u64::from(there).saturating_mul(100).checked_div(u64::from(of));
            ("coming", format!("it is coming: {} %", percent.unwrap_or(0)))
        }
        Standing::Missing => ("elsewhere", format!("not here yet; {}", with(shown, state, by))),
        Standing::Damaged => {
            ("damaged", format!("damaged on this device; {}", with(shown, state, by)))
        }
        Standing::OverQuota => (
            "over-quota",
            "not fetched: the files of this person take too much room here".to_owned(),
        ),
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
        (false, _) if names.len() == 1 => format!("{} has it", names.join("")),
        (false, _) => format!("{} have it", names.join(", ")),
        (true, Some(_)) if shown.workspace.me == Some(by) => {
            "it comes when your device that has it is connected".to_owned()
        }
        (true, Some(name)) => {
            format!("it comes when a device that has it is connected, like {name}’s")
        }
        (true, None) => "it comes when a device that has it is connected".to_owned(),
    }
}
