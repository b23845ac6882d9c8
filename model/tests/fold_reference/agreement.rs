//! Both tellings, put side by side.

use std::{collections::BTreeMap, fmt::Write as _};

use muster_model::{
    control::{Claim, Control, fold},
    ids::{AssessmentId, EnvelopeId, MemberId, ReviewId, WorkspaceId},
    workspace::ReviewState,
};

use crate::{
    history::{self, DEVICES, Note, Place},
    naive,
};

/// Cases where nobody says how many.
const CASES: u64 = 300;

fn proofs(claim: &Claim<'_>) -> bool {
    claim.proof == b"ok"
}

fn folded(notes: &[Note]) -> Control {
    let workspace = WorkspaceId::from_bytes(*notes[0].id.as_bytes());
    fold(workspace, &history::signed(notes), &proofs)
}

/// What both must agree on, as text.
fn told_by_fold(notes: &[Note], control: &Control) -> String {
    let first: BTreeMap<MemberId, u8> = (0..DEVICES).map(|it| (history::person(it), it)).collect();
    let device: BTreeMap<_, u8> = (0..DEVICES).map(|it| (history::device(it), it)).collect();
    let place: BTreeMap<EnvelopeId, Place> =
        notes.iter().enumerate().map(|(place, it)| (it.id, place)).collect();
    let places = |ids: &[EnvelopeId]| ids.iter().map(|it| place[it]).collect::<Vec<_>>();
    let cuts = |cuts: &[muster_model::control::op::Cut]| {
        cuts.iter().map(|it| (device[&it.device], places(&it.heads))).collect::<Vec<_>>()
    };
    let mut out = String::new();
    for it in control.by_seniority() {
        let devices: Vec<u8> = it.devices.iter().map(|it| device[&it.device]).collect();
        let removed = it.removed.map(|it| first[&it.by]);
        let tenure = &control.tenures[&it.id];
        let later: Vec<_> = tenure.later.iter().map(|(role, it)| (*role, cuts(it))).collect();
        let who = first[&it.id];
        writeln!(out, "{who} {:?} {devices:?} {removed:?} {:?} {later:?}", it.role, tenure.first)
            .unwrap();
        for said in it.teams.iter().rev() {
            writeln!(out, "  in {:?} said at {}", said.name, place[&said.op]).unwrap();
        }
    }
    for number in 0..DEVICES {
        if let Some(it) = control.former.get(&history::device(number)) {
            let cuts: Vec<_> = it.cuts.iter().map(|it| places(it)).collect();
            writeln!(out, "former {number} {cuts:?}").unwrap();
        }
        if let Some(it) = control.requests.get(&history::device(number)) {
            let ticket = (0..9).find(|at| history::ticket(*at) == it.invite).unwrap();
            writeln!(out, "waits {number} {ticket}").unwrap();
        }
    }
    for number in 0..9 {
        if let Some(it) = control.invites.get(&history::ticket(number)) {
            let by = first[&it.by];
            writeln!(out, "ticket {number} {} {} {by}", it.uses_left, it.revoked).unwrap();
        }
    }
    for (at, note) in notes.iter().enumerate() {
        let Some(review) = control.reviews.get(&ReviewId::of_op(note.id)) else { continue };
        let closed = review.state == ReviewState::Closed;
        let revealed = review.reveal.as_ref().map(|it| place[&it.op]);
        let mut asked: Vec<u8> = review.assignments.keys().map(|it| first[it]).collect();
        asked.sort_unstable();
        writeln!(out, "review {at} {closed} {revealed:?} {asked:?}").unwrap();
        let mut signers: Vec<(u8, u8)> =
            review.asked.iter().map(|(it, asked)| (first[it], first[&asked.by])).collect();
        signers.sort_unstable();
        let signed: Vec<_> =
            review.signed.iter().map(|it| (place[&it.op], first[&it.by])).collect();
        writeln!(out, "  signers {signers:?} {signed:?}").unwrap();
        let by_first: BTreeMap<u8, _> =
            review.lanes.iter().map(|(it, lane)| (first[it], lane)).collect();
        for (whose, lane) in by_first {
            let key = |id| (0..9).find(|at| history::key(*at) == id).unwrap();
            let heads = |heads| (0..9).find(|at| history::heads(*at) == heads).unwrap();
            let keys: Vec<u8> = lane.keys.iter().map(|it| key(*it)).collect();
            let mut wraps: Vec<(u8, u8, u8)> = lane
                .wraps
                .iter()
                .flat_map(|((id, to), all)| all.iter().map(|it| (key(*id), device[to], it[0])))
                .collect();
            wraps.sort_unstable();
            let open: Vec<u8> = lane.open.iter().map(|it| it[0]).collect();
            let submits: Vec<(Place, u8)> =
                lane.submits.iter().map(|it| (place[&it.op], heads(it.heads.clone()))).collect();
            let counts = lane.pinned.as_ref().map(|it| (heads(it.heads.clone()), it.handed_in));
            writeln!(out, "  {whose} {keys:?} {wraps:?} {open:?} {submits:?} {counts:?}").unwrap();
        }
    }
    for (at, note) in notes.iter().enumerate() {
        let Some(gone) = control.destroyed.get(&AssessmentId::of_op(note.id)) else { continue };
        let review = |(place, note): (Place, &Note)| {
            gone.reviews.contains_key(&ReviewId::of_op(note.id)).then_some(place)
        };
        let reviews: Vec<Place> = notes.iter().enumerate().filter_map(review).collect();
        writeln!(out, "destroyed {at} {reviews:?}").unwrap();
    }
    let epochs: Vec<u8> = control
        .epochs
        .iter()
        .map(|it| (0..9).find(|at| history::key(*at) == *it).unwrap())
        .collect();
    writeln!(out, "epochs {epochs:?} {}", control.rekey).unwrap();
    let log: Vec<(Place, bool)> =
        control.log.iter().map(|it| (place[&it.id], it.event.void.is_none())).collect();
    writeln!(out, "{log:?}").unwrap();
    out
}

fn told_by_rules(notes: &[Note]) -> String {
    let saw = naive::pasts(notes);
    let naive = naive::read(notes, &saw);
    let mut out = String::new();
    for it in &naive.people {
        let (who, removed) = (it.first, it.removed.map(|it| it.1));
        let (role, devices, as_what, later) = (it.role, &it.devices, it.came_as, &it.roles);
        writeln!(out, "{who} {role:?} {devices:?} {removed:?} {as_what:?} {later:?}").unwrap();
        for (place, number) in &it.teams {
            writeln!(out, "  in {:?} said at {place}", history::team(*number)).unwrap();
        }
    }
    for number in 0..DEVICES {
        if let Some(it) = naive.former.get(&number) {
            writeln!(out, "former {number} {:?}", it.1).unwrap();
        }
        if let Some(it) = naive.waiting.get(&number) {
            writeln!(out, "waits {number} {it}").unwrap();
        }
    }
    for (number, it) in &naive.tickets {
        writeln!(out, "ticket {number} {} {} {}", it.uses, it.revoked, it.by).unwrap();
    }
    for (at, review) in &naive.reviews {
        let asked: Vec<u8> = review.asked.iter().copied().collect();
        writeln!(out, "review {at} {} {:?} {asked:?}", review.closed, review.revealed).unwrap();
        let signers: Vec<_> = review.signers.iter().map(|(it, by)| (*it, *by)).collect();
        writeln!(out, "  signers {signers:?} {:?}", review.signed).unwrap();
        for (whose, lane) in &review.lanes {
            let wraps: Vec<_> = lane.wraps.iter().copied().collect();
            let open: Vec<u8> = lane.open.iter().copied().collect();
            let (keys, submits, counts) = (&lane.keys, &lane.submits, lane.counts);
            writeln!(out, "  {whose} {keys:?} {wraps:?} {open:?} {submits:?} {counts:?}").unwrap();
        }
    }
    for (at, reviews) in &naive.destroyed {
        writeln!(out, "destroyed {at} {reviews:?}").unwrap();
    }
    writeln!(out, "epochs {:?} {}", naive.epochs, naive.rekey()).unwrap();
    writeln!(out, "{:?}", naive.told).unwrap();
    out
}

fn agrees(notes: &[Note]) -> bool {
    told_by_fold(notes, &folded(notes)) == told_by_rules(notes)
}

/// Leaves out what the disagreement does not need.
fn smaller(mut notes: Vec<Note>) -> Vec<Note> {
    let mut at = notes.len();
    while at > 1 {
        at -= 1;
        if let Some(fewer) = history::without(&notes, at)
            && !agrees(&fewer)
        {
            notes = fewer;
            at = notes.len().min(at + 1);
        }
    }
    notes
}

#[test]
fn the_fold_is_what_the_rules_say() {
    let cases = std::env::var("MUSTER_CASES").ok().and_then(|it| it.parse().ok()).unwrap_or(CASES);
    for seed in 0..cases {
        let notes = history::written(seed);
        if !agrees(&notes) {
            let notes = smaller(notes);
            let mut story = String::new();
            for (place, it) in notes.iter().enumerate() {
                writeln!(story, "{place} by {} after {:?}: {:?}", it.by, it.parents, it.say)
                    .unwrap();
            }
            let (fold, rules) = (told_by_fold(&notes, &folded(&notes)), told_by_rules(&notes));
            panic!("seed {seed}:\n{story}\nthe fold says\n{fold}\nthe rules say\n{rules}");
        }
    }
}

/// The histories are worth reading: everything happens in them, and much of it crosses.
#[test]
fn the_histories_have_everything_in_them() {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for seed in 0..CASES {
        let notes = history::written(seed);
        let control = folded(&notes);
        let mut count = |what, n| *seen.entry(what).or_default() += n;
        let worked = control.log.iter().filter(|it| it.event.void.is_none());
        count("had effect", worked.count());
        let voided = |why: &str| {
            let voids = control.log.iter().filter_map(|it| it.event.void);
            voids.filter(|it| it.to_string().contains(why)).count()
        };
        count("author removed", voided("author had been removed"));
        count("device revoked", voided("device had been revoked"));
        count("unaware of a removal", voided("person it names had been removed"));
        count("overruled", voided("more senior"));
        count("removed", control.members.values().filter(|it| it.removed.is_some()).count());
        count("former devices", control.former.len());
        count("asked to sign", control.reviews.values().map(|it| it.asked.len()).sum());
        count("signed", control.reviews.values().map(|it| it.signed.len()).sum());
        count("signed unasked", voided("not asked to sign"));
        count("destroyed", control.destroyed.len());
        count("teams", control.members.values().filter(|it| it.team().is_some()).count());
        let torn = control.members.values().filter(|it| it.rival_teams().next().is_some());
        count("torn teams", torn.count());
        count("other roles", control.tenures.values().map(|it| it.later.len()).sum());
        count("twelve members", usize::from(control.members.len() >= 12));
        count("second devices", control.members.values().filter(|it| it.devices.len() > 1).count());
    }
    for (what, n) in seen {
        assert!(n > 10, "{what}: only {n}");
    }
}

/// Deaf to the order in which operations come, and to those that are still missing.
#[test]
fn what_is_missing_changes_nothing_once_it_comes() {
    for seed in 0..CASES / 3 {
        let notes = history::written(seed);
        let whole = folded(&notes);
        let mut entries = history::signed(&notes);
        let mut dice = history::Dice::new(seed);
        for _ in 0..4 {
            entries.remove(&notes[1 + dice.below(notes.len() - 1)].id);
        }
        let workspace = whole.workspace;
        let partly = fold(workspace, &entries, &proofs);
        assert!(partly.log.len() + partly.pending.len() == entries.len(), "seed {seed}");
        entries.extend(history::signed(&notes));
        assert_eq!(fold(workspace, &entries, &proofs), whole, "seed {seed}");
    }
}
