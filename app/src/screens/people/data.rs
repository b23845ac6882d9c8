//! What People & sync shows: how each person stands with this device, by what their devices said they have.
//!
//! **Invariant:** “has everything” is what another device said it has, never the absence of errors.

use std::{collections::BTreeSet, net::IpAddr};

use muster_model::{
    control::op::{DeviceCard, Role},
    ids::{DeviceId, MemberId},
    time::At,
    workspace::{Invite, Member, Removed, Workspace},
};
use muster_sync::{
    node::{
        command::{Address, Mode},
        event::{Peer, Shown, SyncState},
        exchanges::{Exchange, Outcome, Way},
    },
    ticket,
};

use crate::{
    advice::{self, Advice},
    say::say,
    screens::{
        rights, told,
        words::{self, Who},
    },
    state::standing,
};

use super::deeds::data::Deed;

/// What is typed on People & sync.
#[derive(Debug, Default)]
pub struct Draft {
    /// The address of another device.
    pub address: String,
    /// About whom more is shown.
    pub open: Option<MemberId>,
    /// Whether the whole log is shown.
    pub whole_log: bool,
    /// The dialog before something is done.
    pub deeds: super::deeds::Draft,
    /// Names of teams.
    pub teams: super::teams::Draft,
}

/// The page.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Everybody, in the order they came.
    pub people: Vec<Person>,
    /// Who asks to join.
    pub requests: Vec<Request>,
    /// Invitations that were taken back, with their author or by hand, and could stand again.
    pub stranded: Vec<Stranded>,
    /// Becoming an owner with the recovery code, for those who are none.
    pub recover: Option<Offer>,
    /// What is strange and should be known, the latest first.
    pub notes: Vec<String>,
    /// What is only here, in a sentence.
    pub mine: String,
    /// Whether anything is only here.
    pub waits: bool,
    /// Where packets may go.
    pub mode: Mode,
    /// The relay of one's own, in a sentence, while it is in use.
    pub relay: Option<String>,
    /// Where this device listens.
    pub address: Option<String>,
    /// Why nobody else can reach this device, if so.
    pub unreachable: Option<&'static str>,
    /// What went wrong with the network.
    pub trouble: Option<String>,
    /// The exchanges of thirty days, the latest first.
    pub exchanges: Vec<Line>,
}

/// One person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub who: Who,
    /// Name, with “(you)” where it is me.
    pub title: String,
    /// Whether it is me.
    pub me: bool,
    /// Role, and whether they are there; or who removed them.
    pub below: String,
    /// What of this device's they have.
    pub has: Has,
    /// Each of their devices.
    pub devices: Vec<Device>,
    /// What can be done.
    pub offers: Vec<Offer>,
}

/// Something that can be done, or why it can't.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// What.
    pub deed: Deed,
    /// Its word.
    pub word: &'static str,
    /// Why I can't, if so.
    pub why_not: Option<&'static str>,
}

/// An invitation that does not stand any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stranded {
    /// For whom it was, in words.
    pub whom: String,
    /// Why it does not stand.
    pub why: String,
    /// Letting it stand again.
    pub offer: Offer,
}

/// One device of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// What its owner calls it.
    pub name: String,
    /// How it stands with this one.
    pub stands: String,
    /// Words by which two people know that they see the same device.
    pub words: String,
    /// Taking it out.
    pub revoke: Offer,
}

/// Whether a person is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Presence {
    /// It is this device.
    Here,
    /// Connected now, and how.
    Online(String),
    /// Seen from here before.
    Seen(String),
    /// Somebody else saw them later: who, and when.
    SeenBy(String, String),
    /// Never seen, by nobody who said so.
    Never,
}

/// What somebody has of what is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Has {
    /// It is this device.
    Itself,
    /// They said so.
    Everything,
    /// They lack so many of my changes.
    Lacks(usize),
    /// They did not say.
    Unknown,
    /// They are not in any more.
    Gone,
}

/// Somebody who asks to join.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Their device.
    pub device: DeviceId,
    /// The name they gave.
    pub name: String,
    /// What they ask for: role, and how it was made known.
    pub wish: String,
    /// Words to compare.
    pub words: String,
    /// Why I can't decide, if so.
    pub why_not: Option<&'static str>,
}

/// One line of the log of exchanges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// When, in words.
    pub when: String,
    /// What.
    pub what: String,
}

/// Most notes that are shown.
const NOTES: usize = 20;

impl Page {
    /// Decides what to show.
    pub fn of(shown: &Shown, now: At) -> Self {
        let (workspace, sync) = (shown.workspace.as_ref(), &shown.sync);
        let people = words::everybody(workspace).into_iter();
        Self {
            people: people.filter_map(|it| Person::of(workspace, sync, it, now)).collect(),
            requests: requests(workspace),
            stranded: stranded(workspace, now),
            recover: (workspace.me.is_some() && workspace.my_role() < Some(Role::Owner))
                .then(|| Offer::of(workspace, Deed::Recover)),
            notes: workspace.warnings.iter().rev().take(NOTES).map(told::warning).collect(),
            mine: mine(workspace, sync),
            waits: sync.only_here > 0 && workspace.members.len() > 1,
            mode: sync.mode,
            relay: sync.relay.as_ref().filter(|_| sync.mode == Mode::Relay).map(|it| {
                let url = it.url.to_string();
                if it.token.is_some() {
                    say!("people-relay-token", url = url)
                } else {
                    say!("people-relay", url = url)
                }
            }),
            address: sync.address.as_ref().map(Address::to_string),
            unreachable: unreachable(sync),
            trouble: sync.trouble.clone(),
            exchanges: sync.exchanges.iter().map(|it| Line::of(workspace, it, now)).collect(),
        }
    }
}

impl Person {
    fn of(workspace: &Workspace, sync: &SyncState, who: Who, now: At) -> Option<Self> {
        let member = workspace.members.get(&who.id)?;
        let me = Some(who.id) == workspace.me;
        let devices = member.devices.iter().map(|it| device(workspace, sync, it, now)).collect();
        let presence = if me { Presence::Here } else { presence(workspace, sync, member, now) };
        let (below, has) = match member.removed {
            None => {
                let has = if me { Has::Itself } else { has(sync, member) };
                (format!("{} · {}", words::role(member.role), presence.words()), has)
            }
            Some(removed) => (parted(workspace, member, removed), Has::Gone),
        };
        let deeds: &[Deed] = match (me, member.removed.is_some()) {
            (true, _) => &[Deed::Role(who.id), Deed::Remove(who.id)],
            (false, true) => &[Deed::Back(who.id)],
            (false, false) => &[Deed::Role(who.id), Deed::Back(who.id), Deed::Remove(who.id)],
        };
        Some(Self {
            title: if me { say!("people-me", name = &who.name) } else { who.name.clone() },
            me,
            below,
            has,
            devices,
            offers: deeds.iter().map(|it| Offer::of(workspace, *it)).collect(),
            who,
        })
    }

    /// Returns why things can't be done, each reason once.
    pub fn reasons(&self) -> BTreeSet<&'static str> {
        let devices = self.devices.iter().map(|it| &it.revoke);
        self.offers.iter().chain(devices).filter_map(|it| it.why_not).collect()
    }
}

impl Offer {
    fn of(workspace: &Workspace, deed: Deed) -> Self {
        Self { deed, word: deed.word(workspace), why_not: deed.why_not(workspace) }
    }
}

fn parted(workspace: &Workspace, member: &Member, removed: Removed) -> String {
    let (role, day) = (words::role(member.role), words::day(removed.at.date()));
    if removed.by == member.id {
        return say!("people-left", role = role, day = day);
    }
    let by = words::who(workspace, removed.by).name;
    say!("people-removed", role = role, by = by, day = day)
}

fn stranded(workspace: &Workspace, now: At) -> Vec<Stranded> {
    let lost =
        workspace.invites.values().filter(|it| it.revoked && it.uses_left > 0 && now < it.expires);
    let told = |it: &Invite| {
        let role = words::role_within(it.role);
        let whom = match (it.member, it.note.as_str()) {
            (Some(member), _) => {
                say!("people-stranded-device", name = words::who(workspace, member).name)
            }
            (None, "") => say!("people-stranded-somebody", role = role),
            (None, note) => say!("people-stranded-noted", note = note, role = role),
        };
        let by = words::who(workspace, it.by).name;
        let gone = workspace.members.get(&it.by).is_none_or(|it| it.removed.is_some());
        let why = if gone {
            say!("people-stranded-gone", by = by)
        } else {
            say!("people-stranded-back", by = by)
        };
        Stranded { whom, why, offer: Offer::of(workspace, Deed::Renew(it.id)) }
    };
    lost.map(told).collect()
}

impl Presence {
    /// Returns it in a few words.
    pub fn words(&self) -> String {
        match self {
            Self::Here => say!("people-here").to_owned(),
            Self::Online(way) if way.is_empty() => say!("people-online").to_owned(),
            Self::Online(way) => say!("people-online-way", way = way),
            Self::Seen(ago) => say!("people-seen", ago = ago),
            Self::SeenBy(who, ago) => say!("people-seen-by", who = who, ago = ago),
            Self::Never => say!("people-never").to_owned(),
        }
    }
}

impl Has {
    /// Returns it in a few words.
    pub fn words(self) -> String {
        match self {
            Self::Itself => say!("people-has-itself").to_owned(),
            Self::Everything => say!("people-has-everything").to_owned(),
            Self::Lacks(n) => {
                say!("people-has-lacks", n = n)
            }
            Self::Unknown => say!("people-has-unknown").to_owned(),
            Self::Gone => say!("people-has-gone").to_owned(),
        }
    }
}

fn peers<'a>(sync: &'a SyncState, member: &'a Member) -> impl Iterator<Item = &'a Peer> {
    member.devices.iter().filter_map(|it| sync.peers.get(&it.device))
}

fn presence(workspace: &Workspace, sync: &SyncState, member: &Member, now: At) -> Presence {
    if let Some(online) = peers(sync, member).find(|it| it.online) {
        return Presence::Online(way_named(&online.way));
    }
    let here = peers(sync, member).filter_map(|it| it.last_seen).max();
    let elsewhere = peers(sync, member).filter_map(|it| it.seen_by).max_by_key(|it| it.at);
    match (here, elsewhere) {
        (here, Some(there)) if here.is_none_or(|it| it < there.at) => {
            Presence::SeenBy(words::who(workspace, there.by).name, standing::ago(there.at, now))
        }
        (Some(at), _) => Presence::Seen(standing::ago(at, now)),
        (None, _) => Presence::Never,
    }
}

fn has(sync: &SyncState, member: &Member) -> Has {
    if peers(sync, member).any(|it| it.has_everything) {
        return Has::Everything;
    }
    let met = peers(sync, member).filter(|it| it.online || it.last_seen.is_some());
    match met.map(|it| it.lacks).min() {
        Some(lacks) if lacks > 0 => Has::Lacks(lacks),
        Some(_) | None => Has::Unknown,
    }
}

/// Returns the word of a way.
fn way(way: Way) -> &'static str {
    match way {
        Way::ThisMachine => say!("people-way-this-machine"),
        Way::SameNetwork => say!("people-way-same-network"),
        Way::Direct => say!("people-way-direct"),
        Way::Relay => say!("people-way-relay"),
        Way::Bundle => say!("people-way-bundle"),
    }
}

/// Returns the word of the way that is called `name`; one nobody knows keeps its name.
fn way_named(name: &str) -> String {
    let all = [Way::ThisMachine, Way::SameNetwork, Way::Direct, Way::Relay, Way::Bundle];
    let found = all.into_iter().find(|it| it.name() == name);
    found.map_or_else(|| name.to_owned(), |it| way(it).to_owned())
}

fn device(workspace: &Workspace, sync: &SyncState, card: &DeviceCard, now: At) -> Device {
    let met = sync.peers.get(&card.device);
    let there = match met.map(|it| (it.online, it.last_seen)) {
        _ if card.device == workspace.device => say!("people-device-here").to_owned(),
        Some((true, _)) => match met.map(|it| way_named(&it.way)) {
            Some(way) if !way.is_empty() => say!("people-online-way", way = way),
            Some(_) | None => say!("people-online").to_owned(),
        },
        Some((false, Some(at))) => say!("people-seen", ago = standing::ago(at, now)),
        Some((false, None)) | None => say!("people-never").to_owned(),
    };
    let everything = met.is_some_and(|it| it.has_everything);
    Device {
        name: card.name.clone(),
        stands: if everything {
            say!("people-device-has-everything", there = there)
        } else {
            there
        },
        words: ticket::words(workspace.id, &card.device),
        revoke: Offer::of(workspace, Deed::Revoke(card.device)),
    }
}

fn mine(workspace: &Workspace, sync: &SyncState) -> String {
    if workspace.members.len() <= 1 && peerless(sync) {
        return say!("people-mine-alone").to_owned();
    }
    match sync.only_here {
        0 => say!("people-mine-everywhere").to_owned(),
        n => {
            let changes = say!("people-mine-only-here", n = n);
            let when = if sync.mode == Mode::Off {
                say!("people-mine-later")
            } else {
                say!("people-mine-by-itself")
            };
            format!("{changes} {when}")
        }
    }
}

fn peerless(sync: &SyncState) -> bool {
    sync.peers.is_empty()
}

/// Returns why nobody else can reach this device, if so.
pub fn unreachable(sync: &SyncState) -> Option<&'static str> {
    match sync.mode {
        Mode::Off => Some(say!("people-unreachable-off")),
        Mode::Loopback => Some(say!("people-unreachable-loopback")),
        // Whoever reaches a relay is reached through it.
        Mode::Relay | Mode::Public
            if sync.address.as_ref().is_some_and(|it| it.relay.is_some()) =>
        {
            None
        }
        Mode::Lan | Mode::Relay | Mode::Public => {
            let sockets = sync.address.as_ref().map(|it| it.sockets.as_slice())?;
            let local = |it: IpAddr| it.is_loopback();
            sockets.iter().all(|it| local(it.ip())).then_some(say!("people-unreachable-none"))
        }
    }
}

/// Returns who asks to join, and whether I can decide.
pub fn requests(workspace: &Workspace) -> Vec<Request> {
    let all = workspace.requests.values().map(|it| {
        let invite = workspace.invites.get(&it.invite);
        let wish = match invite.map(|invite| (invite.role, invite.member, invite.by)) {
            None => say!("people-wish-unknown").to_owned(),
            Some((_, Some(member), _)) => {
                say!("people-wish-device", name = words::who(workspace, member).name)
            }
            Some((role, None, by)) => {
                let by = words::who(workspace, by).name;
                say!("people-wish-role", role = article(role), by = by)
            }
        };
        Request {
            device: it.card.device,
            name: it.name.clone(),
            wish,
            words: ticket::words(workspace.id, &it.card.device),
            why_not: why_not(workspace, invite.map(|it| (it.role, it.member))),
        }
    });
    all.collect()
}

fn why_not(workspace: &Workspace, asked: Option<(Role, Option<MemberId>)>) -> Option<&'static str> {
    match (workspace.my_role(), asked) {
        (None, _) => rights::outside(workspace),
        (_, None) => Some(say!("people-invitation-on-its-way")),
        (Some(Role::Owner), Some(_)) => None,
        (_, Some((_, Some(member)))) if Some(member) == workspace.me => None,
        (Some(Role::Facilitator), Some((role, None))) if role <= Role::Respondent => None,
        (Some(Role::Observer | Role::Respondent | Role::Facilitator), Some(_)) => {
            Some(say!("people-owner-decides"))
        }
    }
}

/// Returns a role with its article: `a respondent`.
pub fn article(role: Role) -> &'static str {
    match role {
        Role::Observer => say!("people-role-observer"),
        Role::Respondent => say!("people-role-respondent"),
        Role::Facilitator => say!("people-role-facilitator"),
        Role::Owner => say!("people-role-owner"),
    }
}

impl Line {
    fn of(workspace: &Workspace, it: &Exchange, now: At) -> Self {
        let with = match it.device {
            Some(device) => {
                format!("{}, {}", words::device(workspace, Some(device)), way(it.way))
            }
            None => say!("people-exchange-bundle").to_owned(),
        };
        let how = match &it.outcome {
            Outcome::Equal if it.device.is_none() => None,
            Outcome::Equal => Some(say!("people-exchange-equal").to_owned()),
            Outcome::Partly => Some(say!("people-exchange-partly").to_owned()),
            Outcome::TurnedAway(cut) => {
                Some(advice::on_cut(say!("people-exchange-other"), cut).headline)
            }
            Outcome::CutOff(cut) => {
                Some(say!("people-exchange-hung-up", why = advice::said::cut(cut)))
            }
        };
        let came = say!("people-exchange", with = with, n = it.received, sent = it.sent);
        let what = how.map_or_else(|| came.clone(), |how| format!("{came} · {how}"));
        Self { when: standing::ago(it.ended, now), what }
    }
}

impl Draft {
    /// Reads the address that was typed: nothing, an address, or why it is none.
    pub fn read(&self) -> Option<Result<Address, Advice>> {
        let text = self.address.trim();
        (!text.is_empty()).then(|| text.parse().map_err(|err| advice::on_address(&err)))
    }
}
