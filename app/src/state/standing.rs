//! How a workspace stands with others, in one line. Derived from what peers said they have.

use std::collections::{BTreeMap, BTreeSet};

use muster_model::{ids::MemberId, time::At, workspace::Workspace};
use muster_sync::node::{
    command::Mode,
    event::{Peer, SyncState},
};

use crate::say::{self, say};

/// Returns the status line: saved here, what others have, what waits.
pub fn line(workspace: &Workspace, sync: &SyncState, saving: usize, now: At) -> String {
    let saved = if saving == 0 { say!("state-saved") } else { say!("state-saving") };
    let mut parts = vec![saved.to_owned()];
    if let Some(reason) = &sync.read_only {
        parts = vec![say!("state-read-only", why = reason)];
    }
    let others = others(workspace, sync);
    if others.is_empty() {
        parts.push(say!("state-nobody-else").to_owned());
        return parts.join(" · ");
    }
    if sync.mode == Mode::Off {
        parts.push(say!("state-network-off").to_owned());
    } else if others.values().all(|it| !it.online) {
        parts.push(say!("state-nobody-connected").to_owned());
    }
    parts.extend(have_everything(&others));
    if sync.only_here > 0 {
        parts.push(say!("state-go-out-later", n = sync.only_here));
    }
    if others.values().any(|it| it.online) || sync.only_here == 0 {
        let seen = others.values().filter(|it| it.online || seen_today(it.seen, now)).count();
        parts.push(say!("state-seen-today", seen = seen, of = others.len()));
    }
    parts.join(" · ")
}

/// One other person, over all their devices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Other {
    /// Name.
    pub name: String,
    /// Whether any device is connected.
    pub online: bool,
    /// When any device was connected last.
    pub seen: Option<At>,
    /// Whether any device has everything that is here.
    pub has_everything: bool,
}

/// Returns everybody else, over all their devices.
pub fn others(workspace: &Workspace, sync: &SyncState) -> BTreeMap<MemberId, Other> {
    let members = workspace.members.values().filter(|it| Some(it.id) != workspace.me);
    members
        .map(|member| {
            let devices: BTreeSet<_> = member.devices.iter().map(|it| it.device).collect();
            let mine = |it: &(&_, &Peer)| it.1.member == member.id || devices.contains(it.0);
            let peers: Vec<&Peer> = sync.peers.iter().filter(mine).map(|(_, it)| it).collect();
            let other = Other {
                name: member.name.clone(),
                online: peers.iter().any(|it| it.online),
                seen: peers.iter().filter_map(|it| it.last_seen).max(),
                has_everything: peers.iter().any(|it| it.has_everything),
            };
            (member.id, other)
        })
        .collect()
}

fn have_everything(others: &BTreeMap<MemberId, Other>) -> Option<String> {
    let names: Vec<&str> =
        others.values().filter(|it| it.has_everything).map(|it| it.name.as_str()).collect();
    match names.as_slice() {
        [] => None,
        all if all.len() == others.len() && all.len() > 1 => {
            Some(say!("state-everybody-has").to_owned())
        }
        [one] => Some(say!("state-one-has", name = *one)),
        [one, two] => Some(say!("state-two-have", one = *one, two = *two)),
        [one, rest @ ..] => Some(say!("state-some-have", name = *one, n = rest.len())),
    }
}

fn seen_today(seen: Option<At>, now: At) -> bool {
    seen.is_some_and(|it| it.date() == now.date())
}

/// Returns how long ago `then` was, in words; `then` is what an author claimed.
pub fn ago(then: At, now: At) -> String {
    let minutes = now.0.saturating_sub(then.0) / 60_000;
    match minutes {
        0 => say!("state-just-now").to_owned(),
        1..60 => say!("state-minutes-ago", n = minutes),
        60..1440 => say!("state-hours-ago", n = minutes / 60),
        1440..43_200 => say!("state-days-ago", n = minutes / 1440),
        _ => say!("state-on-day", day = say::day(&then.date().to_string())),
    }
}

/// Returns the name of a network mode.
pub fn mode_name(mode: Mode) -> &'static str {
    super::modes::choice(mode).word
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use muster_model::{
        control::op::Role,
        ids::{DeviceId, WorkspaceId},
        workspace::Member,
    };

    use super::*;

    const NOW: At = At(1_795_251_600_000);

    fn workspace(names: &[&str]) -> Workspace {
        let members = (0_u8..).zip(names).map(|(at, name)| {
            let id = MemberId::of_first_device(DeviceId::from_bytes([at; 32]));
            let member = Member {
                id,
                name: (*name).to_owned(),
                role: Role::Respondent,
                devices: Vec::new(),
                joined: NOW,
                seniority: usize::from(at),
                teams: Vec::new(),
                removed: None,
            };
            (id, member)
        });
        Workspace {
            id: WorkspaceId::from_bytes([1; 32]),
            name: "Northwind".to_owned(),
            me: Some(MemberId::of_first_device(DeviceId::from_bytes([0; 32]))),
            device: DeviceId::from_bytes([0; 32]),
            members: members.collect(),
            invites: BTreeMap::new(),
            requests: BTreeMap::new(),
            frameworks: BTreeMap::new(),
            assessments: BTreeMap::new(),
            destroyed: BTreeMap::new(),
            settings: BTreeMap::new(),
            plans: BTreeMap::new(),
            reviews: BTreeMap::new(),
            sign_offs: BTreeMap::new(),
            events: Vec::new(),
            warnings: Vec::new(),
            dropped: Vec::new(),
            out: None,
        }
    }

    /// One letter a peer, in the order of people: `e` has everything, `o` online, `y` seen yesterday, `-` never.
    fn check(names: &[&str], peers: &str, mode: Mode, only_here: usize, expected: &Expect) {
        let workspace = workspace(names);
        let mut sync = SyncState { mode, only_here, ..SyncState::default() };
        for (at, letter) in (1_u8..).zip(peers.chars()) {
            let device = DeviceId::from_bytes([at; 32]);
            let peer = Peer {
                member: MemberId::of_first_device(device),
                online: letter == 'o' || letter == 'e',
                last_seen: (letter == 'y').then_some(At(NOW.0 - 30 * 3_600_000)),
                has_everything: letter == 'e',
                lacks: 0,
                way: String::new(),
                seen_by: None,
                cut: None,
            };
            sync.peers.insert(device, peer);
        }
        expected.assert_eq(&line(&workspace, &sync, 0, NOW));
    }

    #[test]
    fn alone_means_alone_and_not_offline() {
        check(&["Me"], "", Mode::Off, 9, &expect!["Saved here · nobody else here yet"]);
    }

    #[test]
    fn the_line_names_who_has_everything() {
        let names = ["Me", "Mara", "Jonas", "Li"];
        check(
            &names,
            "ey-",
            Mode::Lan,
            0,
            &expect!["Saved here · Mara has everything · 1 of 3 others seen today"],
        );
        check(
            &names,
            "eee",
            Mode::Lan,
            0,
            &expect!["Saved here · everybody has everything · 3 of 3 others seen today"],
        );
    }

    #[test]
    fn offline_is_said_without_alarm() {
        let names = ["Me", "Mara", "Jonas"];
        check(
            &names,
            "y-",
            Mode::Off,
            12,
            &expect!["Saved here · network off · 12 changes will go out later"],
        );
        check(
            &names,
            "y-",
            Mode::Lan,
            1,
            &expect!["Saved here · nobody connected · 1 change will go out later"],
        );
    }

    #[test]
    fn having_everything_is_what_a_peer_said_and_not_that_it_is_connected() {
        check(&["Me", "Mara"], "o", Mode::Lan, 0, &expect!["Saved here · 1 of 1 other seen today"]);
    }
}
