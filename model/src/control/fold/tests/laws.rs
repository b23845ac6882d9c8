//! Laws that hold for every history, however concurrent or malicious.

use proptest::{prelude::*, sample::Index};

use super::*;
use crate::control::fold::{
    Ground,
    past::Past,
    rules::Step,
    state::Line,
    strikes::{Strike, Strikes},
    words,
};

const PEOPLE: [&str; 6] = ["ana", "fay", "ben", "cleo", "dan", "eve"];

/// One line of a random history: who, which earlier operations they had seen, what they do.
type Pick = (Index, Vec<Index>, u8, Index, Index);

fn picks() -> impl Strategy<Value = Vec<Pick>> {
    let pick = (
        any::<Index>(),
        prop::collection::vec(any::<Index>(), 1..3),
        any::<u8>(),
        any::<Index>(),
        any::<Index>(),
    );
    prop::collection::vec(pick, 1..40)
}

/// Writes a random history. Its ops often make sense: the point is what happens when they cross.
fn written(picks: &[Pick]) -> Story {
    let mut lines = vec!["g ana founds Acme".to_owned()];
    for (who, parents, verb, one, two) in picks {
        let n = lines.len();
        let label = |it: &Index| match it.index(n) {
            0 => "g".to_owned(),
            number => format!("n{number}"),
        };
        let parents: Vec<String> = parents.iter().map(label).collect();
        let (who, other) = (PEOPLE[who.index(PEOPLE.len())], PEOPLE[one.index(PEOPLE.len())]);
        let (one, two) = (label(one), label(two));
        let role = ["observer", "respondent", "facilitator", "owner"][usize::from(verb / 64)];
        let ticket = format!("t{}", verb / 86);
        let what = match verb % 16 {
            0 | 1 => format!("invites {ticket} {role} auto uses 2 to it"),
            2 => format!("invites {ticket} {role} uses 1"),
            3 => format!("invites {ticket} {role} for {other}"),
            4..=6 => format!("admits {other} {ticket}"),
            7 => format!("uninvites {ticket}"),
            8 => format!("asks-for {other} {ticket}"),
            9 => format!("begins {ticket}"),
            10 => format!("opens {one} blind {other}=it"),
            11 => format!("assigns {one} {other} people it"),
            12 => format!("keys {one} {other} k{other} {who}"),
            13 => format!("submits {one} {two}"),
            14 => format!("reveals {one} {other}={two}"),
            _ => format!("closes {one}"),
        };
        lines.push(format!("n{n} {who} <{} {what}", parents.join(",")));
    }
    Story::told(&lines.join("\n"))
}

/// A history that people with common sense could have had: everybody is in, and reviews exist.
fn lively(picks: &[Pick]) -> Story {
    let mut story = Story::told(
        "
        g ana founds Acme
        ti ana invites t0 facilitator uses 9
        a1 ana admits fay t0
        a2 ana admits ben t0
        a3 ana admits cleo t0
        x1 ana begins Programme
        x2 ana opens x1 blind ben=it cleo=it
        ",
    );
    for (number, (who, parents, verb, one, two)) in picks.iter().enumerate() {
        let label = |it: &Index| match it.index(number + 1) {
            0 => "x2".to_owned(),
            number => format!("m{number}"),
        };
        let parents: Vec<String> = parents.iter().map(label).collect();
        let (who, other) = (PEOPLE[who.index(4)], PEOPLE[one.index(4)]);
        let what = match verb % 8 {
            0 => format!("submits x2 {}", label(two)),
            1 => format!("reveals x2 {other}={} {who}=h", label(two)),
            2 => format!("keys x2 {other} k{other} {who}"),
            3 => format!("assigns x2 {other} people it"),
            4 => format!("invites u{} respondent auto", verb / 128),
            5 => format!("admits dan u{}", verb / 128),
            6 => format!("uninvites u{}", verb / 128),
            _ => format!("publishes x2 k{other}"),
        };
        story.tell(&format!("m{} {who} <{} {what}", number + 1, parents.join(",")));
    }
    story
}

/// Folds by looking through everything at each step. Shares only the rules with the real one.
fn slowly(entries: &BTreeMap<EnvelopeId, Entry>) -> Control {
    let past = Past::of(entries);
    let mut strikes = Strikes::before(entries);
    loop {
        let verify = |_: EnvelopeId, claim: &Claim<'_>| claim.proof == b"ok";
        let ground = Ground { past: &past, strikes: &strikes, verify: &verify };
        let (control, found) = read_slowly(entries, &ground);
        match strikes.after(found) {
            Some(more) => strikes = more,
            None => return control,
        }
    }
}

fn read_slowly(
    entries: &BTreeMap<EnvelopeId, Entry>,
    ground: &Ground<'_>,
) -> (Control, BTreeMap<EnvelopeId, Strike>) {
    let mut control = Control::empty(workspace());
    let mut found = BTreeMap::new();
    let mut read: BTreeSet<EnvelopeId> = BTreeSet::new();
    loop {
        let rank = |entry: &Entry| {
            let beginning = entry.id.as_bytes() == workspace().as_bytes();
            let member = control.whose(&entry.author).map(|it| &control.members[&it]);
            (!beginning, member.map_or(usize::MAX, |it| it.seniority), entry.id)
        };
        let can_be_read = |entry: &&Entry| {
            !read.contains(&entry.id) && entry.body.parents.iter().all(|it| read.contains(it))
        };
        let Some(entry) = entries.values().filter(can_be_read).min_by_key(|it| rank(it)) else {
            break;
        };
        let what = words::happening(&control, entry);
        let step = Step { control: &mut control, found: &mut found, ground, id: entry.id, entry };
        let verdict = step.apply();
        let strange = verdict.is_err_and(|it| !it.is_harmless());
        let by = control.whose(&entry.author);
        let event = crate::workspace::Event { at: entry.body.at, by, what, void: verdict.err() };
        control.log.push(Line { id: entry.id, author: entry.author, event, strange });
        read.insert(entry.id);
    }
    let followed: BTreeSet<EnvelopeId> =
        read.iter().flat_map(|it| entries[it].body.parents.clone()).collect();
    control.heads = read.difference(&followed).copied().collect();
    for (id, entry) in entries.iter().filter(|(id, _)| !read.contains(id)) {
        let parents = entry.body.parents.iter().copied();
        control.pending.insert(*id, parents.filter(|it| !entries.contains_key(it)).collect());
    }
    control.weigh_epoch(ground.past);
    (control, found)
}

fn agrees(story: &Story, left_out: &[Index]) -> Result<(), TestCaseError> {
    let whole = story.folded();
    prop_assert_eq!(format!("{whole:?}"), format!("{:?}", slowly(&story.entries)));
    let mut some = Story { entries: story.entries.clone(), heads: BTreeSet::new() };
    for it in left_out {
        let id = *some.entries.keys().nth(it.index(some.entries.len())).unwrap();
        if some.entries.len() > 1 {
            some.entries.remove(&id);
        }
    }
    prop_assert_eq!(format!("{:?}", some.folded()), format!("{:?}", slowly(&some.entries)));
    // What was missing comes: as if it had never been missing.
    some.entries.extend(story.entries.clone());
    prop_assert_eq!(some.folded(), whole);
    Ok(())
}

/// What no history may ever show.
fn is_sound(control: &Control) -> Result<(), TestCaseError> {
    let owners = control.members.values().filter(|it| it.seniority == 0);
    prop_assert_eq!(owners.map(|it| it.role).collect::<Vec<_>>(), [Role::Owner]);
    for (seniority, member) in control.by_seniority().into_iter().enumerate() {
        prop_assert_eq!(member.seniority, seniority);
        for card in &member.devices {
            prop_assert_eq!(control.devices.get(&card.device), Some(&member.id));
        }
    }
    let cards: usize = control.members.values().map(|it| it.devices.len()).sum();
    prop_assert_eq!(cards, control.devices.len());
    for review in control.reviews.values() {
        prop_assert_eq!(review.reveal.is_none() && review.state == ReviewState::Revealed, false);
        for (who, lane) in &review.lanes {
            prop_assert!(control.members[who].role > Role::Observer);
            prop_assert!(lane.pinned.is_none() || review.reveal.is_some());
        }
    }
    let admitted = control.log.iter().filter(|it| it.event.void.is_none());
    prop_assert!(admitted.count() >= control.devices.len());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_history_folds_as_the_slow_reference_and_heals(
        picks in picks(), left_out in prop::collection::vec(any::<Index>(), 0..6)
    ) {
        let story = written(&picks);
        is_sound(&story.folded())?;
        agrees(&story, &left_out)?;
    }

    #[test]
    fn a_crowd_that_acts_at_once_folds_as_the_slow_reference_and_heals(
        picks in picks(), left_out in prop::collection::vec(any::<Index>(), 0..6)
    ) {
        let story = lively(&picks);
        is_sound(&story.folded())?;
        agrees(&story, &left_out)?;
    }

    #[test]
    fn parents_in_any_order_and_number_mean_the_same(picks in picks()) {
        let story = lively(&picks);
        let mut doubled = Story { entries: story.entries.clone(), heads: BTreeSet::new() };
        for entry in doubled.entries.values_mut() {
            let again = entry.body.parents.clone();
            entry.body.parents.extend(again);
            entry.body.parents.reverse();
        }
        prop_assert_eq!(doubled.folded(), story.folded());
    }
}

#[test]
fn a_flood_of_heads_does_not_keep_anybody_from_writing() {
    let mut story = Story::told(
        "
        g ana founds Acme
        t ana invites t respondent auto
        ben ana admits ben t
        ",
    );
    for number in 0..600 {
        story.tell(&format!("f{number} ben <ben begins Nonsense"));
    }
    story.tell("x ana <ben begins Programme");
    for round in 0..4 {
        let control = story.folded();
        let parents = control.parents();
        assert!(parents.len() <= Control::MAX_PARENTS);
        assert!(round > 0 || parents.first() == Some(&op("x")));
        let id = op(&format!("merge {round}"));
        let body =
            Body { parents, at: At(0), op: Op::Epoch { key: KeyId::from_bytes([round; 32]) } };
        story.entries.insert(id, Entry { id, author: device("ana"), under: None, body });
    }
    assert_eq!(story.folded().heads.len(), 1);
}

#[test]
fn a_long_history_folds_in_a_moment() {
    let mut story = Story::told(
        "
        g ana founds Acme
        t ana invites t respondent uses 60 auto
        ",
    );
    let mut text = String::new();
    for number in 0..60 {
        writeln!(text, "a{number} ana admits p{number} t").unwrap();
    }
    for number in 0..3000 {
        // Everybody writes at once, and Ana merges now and then.
        let who = number % 60;
        writeln!(text, "b{number} p{who} <a{who} asks-for x{number} t").unwrap();
        if number % 100 == 99 {
            writeln!(text, "c{number} ana begins Merge").unwrap();
        }
    }
    text.lines().for_each(|it| story.tell(it));
    let control = story.folded();
    assert_eq!(control.log.len(), 2 + 60 + 3000 + 30);
    assert_eq!(control.assessments.len(), 30);
    assert_eq!(control.heads.len(), 1);
}
