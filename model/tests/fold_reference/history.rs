//! Random histories of a workspace: twelve people, more devices, six branches that sometimes meet.

use std::collections::BTreeMap;

use muster_model::{
    control::op::{Body, Cut, DeviceCard, Entry, Op, RevealedLane, Role, Secrecy, Snapshot, Wrap},
    ids::{
        AssessmentId, ChangeHash, DeviceId, EnvelopeId, FrameworkHash, InviteId, KeyId, MemberId,
        NodeId, ReviewId,
    },
    time::At,
};

/// A device by its number. A person is named by their first one.
pub(crate) type Device = u8;
/// An operation by its place in the list.
pub(crate) type Place = usize;

pub(crate) const DEVICES: Device = 18;
pub(crate) const PEOPLE: Device = 12;
const BRANCHES: usize = 6;
/// Who begins as an owner.
const OWNERS: [Device; 5] = [0, 2, 4, 7, 9];
const ROLES: [Role; 4] = [Role::Observer, Role::Respondent, Role::Facilitator, Role::Owner];

/// What one says.
#[derive(Debug, Clone)]
pub(crate) enum Say {
    Found,
    Invite {
        ticket: u8,
        role: Role,
        member: Option<Device>,
        asked: bool,
        uses: u32,
        until: u64,
        auto: bool,
    },
    Uninvite(u8),
    Renew(u8),
    Ask(Device, u8, bool),
    Admit(Device, u8, bool),
    Refuse(Device),
    Appoint(Device, Role, Vec<(Device, Vec<Place>)>),
    Remove(Device, Vec<(Device, Vec<Place>)>),
    Revoke(Device, Vec<Place>),
    Recover(Device, bool),
    Begin,
    Open(Place, Secrecy, Vec<Device>),
    Assign(Place, Device, bool),
    Key {
        review: Place,
        whose: Device,
        key: u8,
        openly: bool,
        to: Vec<Device>,
    },
    Submit(Place, u8),
    Reveal(Place, Vec<(Device, u8)>),
    Publish(Place, u8),
    Close(Place),
    /// Destroys the assessment begun there.
    Destroy(Place),
    /// Asks some to sign, and some no more.
    Call(Place, Vec<Device>, Vec<Device>),
    Sign(Place),
    Rekey(u8),
    Team(Device, u8),
}

/// An operation of a history.
#[derive(Debug, Clone)]
pub(crate) struct Note {
    pub(crate) id: EnvelopeId,
    pub(crate) by: Device,
    pub(crate) parents: Vec<Place>,
    pub(crate) at: u64,
    pub(crate) say: Say,
}

/// Dice that always fall alike for a seed.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d)
    }

    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut it = self.0;
        it = (it ^ (it >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        it = (it ^ (it >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        it ^ (it >> 31)
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.roll() % u64::try_from(n.max(1)).unwrap()).unwrap()
    }

    fn byte(&mut self, n: u8) -> u8 {
        u8::try_from(self.below(usize::from(n))).unwrap()
    }

    /// Once in `n` times.
    fn once_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}

fn named(kind: &str, number: usize) -> [u8; 32] {
    *blake3::hash(format!("{kind} {number}").as_bytes()).as_bytes()
}

pub(crate) fn device(number: Device) -> DeviceId {
    DeviceId::from_bytes(named("device", usize::from(number)))
}

pub(crate) fn person(first: Device) -> MemberId {
    MemberId::of_first_device(device(first))
}

pub(crate) fn ticket(number: u8) -> InviteId {
    InviteId::from_bytes(named("ticket", usize::from(number)))
}

pub(crate) fn key(number: u8) -> KeyId {
    KeyId::from_bytes(named("key", usize::from(number)))
}

pub(crate) fn heads(number: u8) -> Vec<ChangeHash> {
    vec![ChangeHash::from_bytes(named("heads", usize::from(number)))]
}

/// A team by its number; 0 is none.
pub(crate) fn team(number: u8) -> String {
    if number == 0 { String::new() } else { format!("team {number}") }
}

pub(crate) fn node() -> NodeId {
    "it".parse().unwrap()
}

/// Writes the history of `seed`.
pub(crate) fn written(seed: u64) -> Vec<Note> {
    let mut dice = Dice::new(seed);
    let mut notes: Vec<Note> = Vec::new();
    let mut say = |by: Device, say: Say| {
        let id = EnvelopeId::from_bytes(named(&format!("op {seed}"), notes.len()));
        let parents = notes.len().checked_sub(1).into_iter().collect();
        notes.push(Note { id, by, parents, at: 0, say });
    };
    say(0, Say::Found);
    say(0, Say::Rekey(0));
    for (ticket, role) in [(0, Role::Respondent), (1, Role::Facilitator), (2, Role::Owner)] {
        let (member, asked, uses, until) = (None, ticket == 0, 12, 9);
        say(0, Say::Invite { ticket, role, member, asked, uses, until, auto: true });
    }
    for joiner in 1..PEOPLE {
        say(0, Say::Admit(joiner, [0, 1, 2, 0, 2][usize::from(joiner % 5)], true));
    }
    say(0, Say::Begin);
    let begun = usize::from(PEOPLE) + 4;
    let secrecy = [Secrecy::Open, Secrecy::Blind, Secrecy::Strict][dice.below(3)];
    say(0, Say::Open(begun, secrecy, vec![1, 2, 3, 5]));
    let mut branches = [notes.len() - 1; BRANCHES];
    for _ in 0..16 + dice.below(40) {
        let branch = dice.below(BRANCHES);
        let mut parents = vec![branches[branch]];
        if dice.once_in(5) {
            parents.push(branches[dice.below(BRANCHES)]);
        }
        if dice.once_in(20) {
            parents = vec![dice.below(notes.len())];
        }
        let mut by = if dice.once_in(4) { dice.byte(DEVICES) } else { dice.byte(PEOPLE) };
        let id = EnvelopeId::from_bytes(named(&format!("op {seed}"), notes.len()));
        let say = any(&mut dice, &notes, begun + 1);
        let for_owners =
            matches!(say, Say::Appoint(..) | Say::Remove(..) | Say::Revoke(..) | Say::Destroy(_));
        if for_owners && dice.once_in(2) {
            by = OWNERS[dice.below(OWNERS.len())];
        }
        let at = u64::from(dice.byte(3));
        branches[branch] = notes.len();
        notes.push(Note { id, by, parents, at, say });
    }
    notes
}

/// Anything that anybody may try.
fn any(dice: &mut Dice, notes: &[Note], opened: Place) -> Say {
    let who = dice.byte(PEOPLE);
    let device = dice.byte(DEVICES);
    let ticket = dice.byte(8);
    let review = if dice.once_in(8) { dice.below(notes.len()) } else { opened };
    let honest = !dice.once_in(8);
    let role = ROLES[dice.below(4)];
    match dice.below(40) {
        0 | 1 => Say::Invite {
            ticket: 3 + dice.byte(5),
            role,
            member: dice.once_in(2).then_some(who),
            asked: dice.once_in(2),
            uses: u32::from(dice.byte(3)),
            until: 1 + u64::from(dice.byte(3)),
            auto: !dice.once_in(3),
        },
        2 => Say::Uninvite(ticket),
        3 => Say::Renew(ticket),
        4 | 5 => Say::Ask(device, ticket, honest),
        6..=9 => Say::Admit(device, ticket, honest),
        10 => Say::Refuse(device),
        11..=13 => {
            let who = if dice.once_in(2) { 1 } else { who };
            Say::Appoint(who, role, cuts(dice, notes))
        }
        14..=17 => Say::Remove(who, cuts(dice, notes)),
        18..=20 => Say::Revoke(device, places(dice, notes)),
        21 => Say::Recover(device, honest),
        22 => Say::Begin,
        23 => Say::Open(dice.below(notes.len()), Secrecy::Blind, vec![who, dice.byte(PEOPLE)]),
        24 => Say::Assign(review, who, dice.once_in(2)),
        25 | 26 => Say::Key {
            review,
            whose: who,
            key: dice.byte(4),
            openly: dice.once_in(2),
            to: vec![device],
        },
        27 => Say::Submit(review, dice.byte(3)),
        28 => Say::Reveal(review, vec![(who, dice.byte(3)), (dice.byte(PEOPLE), 0)]),
        29 => Say::Publish(review, dice.byte(3)),
        30 => Say::Close(review),
        39 if dice.once_in(2) => Say::Close(review),
        39 => Say::Destroy(if dice.once_in(8) { review } else { opened - 1 }),
        34 | 35 => {
            let unwanted = if dice.once_in(3) { vec![dice.byte(PEOPLE)] } else { vec![] };
            Say::Call(review, vec![who], unwanted)
        }
        36..=38 => Say::Sign(review),
        31..=33 => Say::Team([1, 3, 5][dice.below(3)], dice.byte(3)),
        _ => Say::Rekey(dice.byte(4)),
    }
}

fn places(dice: &mut Dice, notes: &[Note]) -> Vec<Place> {
    (0..dice.below(3)).map(|_| dice.below(notes.len())).collect()
}

fn cuts(dice: &mut Dice, notes: &[Note]) -> Vec<(Device, Vec<Place>)> {
    (0..dice.below(3)).map(|_| (dice.byte(DEVICES), places(dice, notes))).collect()
}

/// Returns the history as it is signed.
pub(crate) fn signed(notes: &[Note]) -> BTreeMap<EnvelopeId, Entry> {
    let entry = |note: &Note| {
        let parents = note.parents.iter().map(|it| notes[*it].id).collect();
        let body = Body { parents, at: At(note.at * 86_400_000), op: op(notes, note) };
        (note.id, Entry { id: note.id, author: device(note.by), under: None, body })
    };
    notes.iter().map(entry).collect()
}

fn card(number: Device) -> DeviceCard {
    let device = device(number);
    let name = number.to_string();
    DeviceCard { device, recipient: "age1".to_owned(), endpoint: *device.as_bytes(), name }
}

fn op(notes: &[Note], note: &Note) -> Op {
    let ids = |places: &[Place]| places.iter().map(|it| notes[*it].id).collect::<Vec<_>>();
    let cut = |(number, places): &(Device, Vec<Place>)| Cut {
        device: device(*number),
        heads: ids(places),
    };
    let review_at = |place: Place| ReviewId::of_op(notes[place].id);
    let proof = |honest: bool| if honest { b"ok".to_vec() } else { b"no".to_vec() };
    match &note.say {
        Say::Found => Op::Genesis {
            workspace: "w".to_owned(),
            member: note.by.to_string(),
            card: card(note.by),
            recovery: device(99),
            nonce: [0; 16],
        },
        Say::Invite { ticket: number, role, member, asked, uses, until, auto } => Op::Invite {
            invite: ticket(*number),
            role: *role,
            member: member.map(person),
            dimensions: asked.then(node).into_iter().collect(),
            uses: *uses,
            expires: At(until * 86_400_000),
            auto_admit: *auto,
            note: String::new(),
        },
        Say::Uninvite(number) => Op::RevokeInvite { invite: ticket(*number) },
        Say::Renew(number) => Op::RenewInvite { invite: ticket(*number) },
        Say::Ask(who, number, honest) => {
            let (invite, card, name) = (ticket(*number), card(*who), who.to_string());
            Op::Request { invite, card, name, proof: proof(*honest) }
        }
        Say::Admit(who, number, honest) => {
            let (invite, card, name) = (ticket(*number), card(*who), who.to_string());
            Op::Admit { invite, card, name, proof: proof(*honest) }
        }
        Say::Refuse(who) => Op::Refuse { device: device(*who) },
        Say::Appoint(who, role, cuts) => {
            let cuts = cuts.iter().map(cut).collect();
            Op::SetRole { member: person(*who), role: *role, cuts }
        }
        Say::Remove(who, cuts) => {
            Op::Remove { member: person(*who), cuts: cuts.iter().map(cut).collect() }
        }
        Say::Revoke(who, places) => Op::Revoke { cut: cut(&(*who, places.clone())) },
        Say::Recover(who, honest) => Op::Recover { card: card(*who), proof: proof(*honest) },
        Say::Begin => Op::CreateAssessment {
            framework: FrameworkHash::from_bytes([0; 32]),
            title: "t".to_owned(),
            scope: String::new(),
        },
        Say::Open(assessment, secrecy, people) => Op::OpenReview {
            assessment: AssessmentId::of_op(notes[*assessment].id),
            title: "r".to_owned(),
            secrecy: *secrecy,
            due: None,
            assignments: people.iter().map(|it| (person(*it), node())).collect(),
        },
        Say::Assign(review, who, adds) => {
            let (add, remove) = if *adds { (vec![node()], vec![]) } else { (vec![], vec![node()]) };
            Op::Assign { review: review_at(*review), member: person(*who), add, remove }
        }
        Say::Key { review, whose, key: number, openly, to } => Op::LaneKey {
            review: review_at(*review),
            member: person(*whose),
            key: key(*number),
            open: openly.then_some([*number; 32]),
            wraps: to
                .iter()
                .map(|it| Wrap { device: device(*it), sealed: vec![note.by] })
                .collect(),
        },
        Say::Submit(review, number) => {
            Op::Submit { review: review_at(*review), heads: heads(*number) }
        }
        Say::Reveal(review, lanes) => {
            let lane = |(who, number): &(Device, u8)| RevealedLane {
                member: person(*who),
                key: Some([100 + number; 32]),
                heads: heads(*number),
            };
            Op::Reveal { review: review_at(*review), lanes: lanes.iter().map(lane).collect() }
        }
        Say::Publish(review, number) => {
            Op::PublishKey { review: review_at(*review), key: [50 + number; 32] }
        }
        Say::Close(review) => Op::CloseReview { review: review_at(*review) },
        Say::Destroy(place) => Op::Destroy { assessment: AssessmentId::of_op(notes[*place].id) },
        Say::Call(review, wanted, unwanted) => {
            let [add, remove] =
                [wanted, unwanted].map(|all| all.iter().map(|it| person(*it)).collect());
            Op::AskToSign { review: review_at(*review), add, remove }
        }
        Say::Sign(review) => Op::Ratify {
            review: review_at(*review),
            snapshot: Snapshot {
                lanes: Vec::new(),
                board: Vec::new(),
                inputs: [0; 32],
                result: [0; 32],
                tier: None,
            },
            note: String::new(),
            proof: Vec::new(),
        },
        Say::Rekey(number) => Op::Epoch { key: key(*number) },
        Say::Team(who, number) => Op::SetTeam { member: person(*who), team: team(*number) },
    }
}

/// Leaves one operation out; those after it follow on what it followed on. `None` if something else names it.
pub(crate) fn without(notes: &[Note], at: Place) -> Option<Vec<Note>> {
    let moved =
        |place: Place| if place > at { Some(place - 1) } else { (place < at).then_some(place) };
    let many = |places: &[Place]| places.iter().filter_map(|it| moved(*it)).collect::<Vec<_>>();
    let cuts = |cuts: &[(Device, Vec<Place>)]| {
        cuts.iter().map(|(device, it)| (*device, many(it))).collect::<Vec<_>>()
    };
    let gap = notes.get(at)?.parents.clone();
    let mut out = Vec::new();
    for (_, note) in notes.iter().enumerate().filter(|(place, _)| *place != at) {
        let mut note = note.clone();
        if note.parents.contains(&at) {
            note.parents.retain(|it| *it != at);
            note.parents.extend(&gap);
        }
        note.parents = many(&note.parents);
        note.say = match note.say {
            Say::Appoint(who, role, it) => Say::Appoint(who, role, cuts(&it)),
            Say::Remove(who, it) => Say::Remove(who, cuts(&it)),
            Say::Revoke(who, it) => Say::Revoke(who, many(&it)),
            Say::Open(place, secrecy, people) => Say::Open(moved(place)?, secrecy, people),
            Say::Assign(place, who, adds) => Say::Assign(moved(place)?, who, adds),
            Say::Key { review, whose, key, openly, to } => {
                Say::Key { review: moved(review)?, whose, key, openly, to }
            }
            Say::Submit(place, it) => Say::Submit(moved(place)?, it),
            Say::Reveal(place, it) => Say::Reveal(moved(place)?, it),
            Say::Publish(place, it) => Say::Publish(moved(place)?, it),
            Say::Close(place) => Say::Close(moved(place)?),
            Say::Destroy(place) => Say::Destroy(moved(place)?),
            Say::Call(place, wanted, unwanted) => Say::Call(moved(place)?, wanted, unwanted),
            Say::Sign(place) => Say::Sign(moved(place)?),
            same @ (Say::Found
            | Say::Invite { .. }
            | Say::Uninvite(_)
            | Say::Renew(_)
            | Say::Ask(..)
            | Say::Admit(..)
            | Say::Refuse(_)
            | Say::Recover(..)
            | Say::Begin
            | Say::Team(..)
            | Say::Rekey(_)) => same,
        };
        out.push(note);
    }
    Some(out)
}
