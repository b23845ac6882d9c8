//! Whatever comes, in whatever order: the same is shown.

use proptest::{prelude::*, sample::Index};

use super::{settings::target, *};
use crate::control::op::{Cut, Role};

/// Something that comes in.
#[derive(Debug, Clone)]
enum Incoming {
    Control(Box<Entry>),
    Change(Change),
    Pack(Box<Framework>),
    Link(DeviceId, EnvelopeId, EnvelopeId),
}

fn take(views: &mut Views, it: Incoming) {
    match it {
        Incoming::Control(entry) => views.take_control(*entry),
        Incoming::Pack(pack) => views.take_pack(*pack),
        Incoming::Link(author, envelope, before) => views.take_link(author, envelope, before),
        Incoming::Change(it) => {
            views.take_change(it.author, it.stream, it.envelope, &it.payload);
        }
    }
}

/// A workspace in which much crosses and some may not be.
static BUSY: LazyLock<World> = LazyLock::new(busy);

fn busy() -> World {
    let mut world = World::of(&format!(
        "{TEAM}
        t2 ben invites own respondent for ben
        b2 ben admits ben2 own
        s ben <b2 submits r later
        v fay <b2 reveals r ben=later cleo=later
        t cleo <r invites t respondent auto
        ti ana <r invites ti respondent auto
        d cleo <kc,ti admits dan ti
        e fay <kb,ti admits eve ti
        y dan <d keys r dan kd dan
        z eve <e keys r eve ke eve
        "
    ));
    world.answers("ben r it=3").at_once("ben r it=1 hr=2", "ben2/ben r it=2 fm=1");
    world.answers("cleo r it=3").answers("dan r it=2").answers("eve r it=4").answers("ben q it=1");
    let (ben, cleo) = (world.heads("r", "ben"), world.heads("r", "cleo"));
    world.amend("s", |it| {
        if let Op::Submit { heads, .. } = it {
            heads.clone_from(&ben);
        }
    });
    world.amend("v", |it| {
        if let Op::Reveal { lanes, .. } = it {
            lanes[0].heads.clone_from(&ben);
            lanes[1].heads.clone_from(&cleo);
        }
    });
    world.answers("ben2/ben r it=3").answers("cleo/ben r it=4").answers("otto r it=1");
    world.sets("fay", None, target("it", "2"));
    world.set_at_once(("fay", target("hr", "3")), ("ana", target("hr", "4")));
    world.sets("ana", Some("q"), target("it", "4"));
    world.comments("ben", "why?").agrees("fay", "3").agrees("ben", "1").comments("ana", "well");
    world.sets("ben", Some("r"), target("it", "1"));
    world
}

fn incoming(world: &World) -> Vec<Incoming> {
    let control = world.control.iter().cloned().map(|it| Incoming::Control(Box::new(it)));
    let changes = world.changes.iter().cloned().map(Incoming::Change);
    let packs = world.packs.iter().cloned().map(|it| Incoming::Pack(Box::new(it)));
    let links = world.links().into_iter().map(|(who, it, before)| Incoming::Link(who, it, before));
    control.chain(changes).chain(packs).chain(links).collect()
}

/// A workspace in which a device is revoked, somebody is removed and somebody loses a role, while all write on.
static TORN: LazyLock<World> = LazyLock::new(torn);

fn torn() -> World {
    let mut world = World::of(&format!(
        "{TEAM}
        t2 ben invites own respondent for ben
        b2 ben admits ben2 own
        f2 ana invites f2 facilitator
        gus ana admits gus f2
        p ana <gus revokes ben2
        n ana <gus removes cleo
        o ana <gus makes fay respondent
        "
    ));
    // Known to Ana: one answer of each, and what Fay agreed first.
    world.answers("ben2/ben r it=2").answers("cleo r it=1").agrees("fay", "2");
    let (phone, cleo, fay) = (op("change 0"), op("change 1"), op("change 2"));
    // Unknown to her: what Ben built on; what Gus wrote over; and what nobody followed.
    world.answers("ben2/ben r it=3").answers("ben r hr=1").answers("ben2/ben r it=4 fm=4");
    world.answers("cleo r hr=2").agrees("fay", "3").agrees("gus", "4").agrees("fay", "1");
    let cut = |name: &str, head| Cut { device: device(name), heads: vec![head] };
    world.amend("p", |it| *it = Op::Revoke { cut: cut("ben2", phone) });
    let cuts = vec![cut("cleo", cleo)];
    world.amend("n", |it| *it = Op::Remove { member: member("cleo"), cuts });
    let (cuts, role) = (vec![cut("fay", fay)], Role::Respondent);
    world.amend("o", |it| *it = Op::SetRole { member: member("fay"), role, cuts });
    world
}

#[test]
fn what_was_not_known_is_dropped_unless_others_built_on_it() {
    let shown_to = |who| shown(&TORN.views(who).snapshot(&all), "r");
    expect_test::expect![[r"
        ben Readable: hr=1 it=3
        cleo Readable: it=1
        agreed it by gus: 4
        Low; 2 answered, 1 assigned
        2 voices differ on it
        warning: 1 of the changes by cleo in “2026 H2” does not count, not having been known when they were removed, their device was revoked or their role changed
        warning: 1 of the changes by ben in “2026 H2” does not count, not having been known when they were removed, their device was revoked or their role changed
        warning: 1 of the changes by fay in “Programme” does not count, not having been known when they were removed, their device was revoked or their role changed
        warning: 1 of the changes by ben in “2026 H2” came too late and counts all the same, because others built on it: please have a look
        warning: 1 of the changes by fay in “Programme” came too late and counts all the same, because others built on it: please have a look
    "]].assert_eq(&shown_to("ana"));
    expect_test::expect![[r"
        ben Mine: hr=1 it=3
        cleo Readable: it=1
        agreed it by gus: 4
        Low; 2 answered, 1 assigned
        2 voices differ on it
        warning: 1 of the changes by cleo in “2026 H2” does not count, not having been known when they were removed, their device was revoked or their role changed
        warning: 1 of your own changes in “2026 H2” does not count any more, not having been known when your device was revoked or your role changed: fm, it
        warning: 1 of the changes by fay in “Programme” does not count, not having been known when they were removed, their device was revoked or their role changed
        warning: 1 of the changes by ben in “2026 H2” came too late and counts all the same, because others built on it: please have a look
        warning: 1 of the changes by fay in “Programme” came too late and counts all the same, because others built on it: please have a look
    "]].assert_eq(&shown_to("ben"));
}

#[test]
fn the_busy_world_has_something_to_lose() {
    let world = &*BUSY;
    expect_test::expect![[r"
        ben Readable: fm=1 hr=2 it=3, counts: fm=1 hr=2 it=1/2, late: it
        cleo Readable: it=3
        eve Readable: it=4, counts: , late: it
        agreed it by fay: 3
        ben on it: why?
        ana on it: well
        Low; 3 answered, 1 assigned
        2 voices differ on it
        warning: cleo invited a respondent: no effect, only a facilitator or an owner may do this
        warning: dan joined: no effect, ticket already used
        warning: Somebody unknown passed on the key to somebody’s answers in “2026 H2”: no effect, its author is not a member
        warning: a change by otto was refused: an observer does not answer
        warning: a change by cleo was refused: these are somebody else’s answers
        warning: a change by ben was refused: only facilitators and owners do more than comment
        warning: a change by ben was refused: only facilitators and owners do more than comment
        warning: the target of hr in “2026 H2” was set differently at the same time: 3 by fay, 4 by ana. The first counts until it is set again
    "]].assert_eq(&shown(&world.views("ana").snapshot(&all), "r"));
}

/// A workspace in which two are asked to sign, one before and one after something came to count otherwise, and one who
/// was not asked signs too.
static SIGNED: LazyLock<World> = LazyLock::new(|| {
    let mut world = sign_off::revealed();
    world.signs("z1", "otto").signs("z2", "fay");
    world.agrees("fay", "3").comments("ben", "after all");
    world.signs("z3", "ana");
    world.answers("ben r hr=2");
    world.does("z4 ana closes r");
    world
});

#[test]
fn the_signed_world_has_signatures_that_differ() {
    let shown = SIGNED.views("ben").snapshot(&all);
    let sign_off = &shown.sign_offs[&review_id("r")];
    assert_eq!(sign_off.signatures.len(), 3);
    assert!(sign_off.signatures.iter().all(|it| it.standing == crate::signing::Standing::Holds));
    let outdated: Vec<bool> = sign_off.signatures.iter().map(|it| it.outdated).collect();
    assert_eq!(outdated.iter().filter(|it| **it).count(), 2, "{outdated:?}");
}

fn all_come_to_the_same(
    world: &World,
    order: &[usize],
    again: &[Index],
    looks: &std::collections::BTreeSet<usize>,
) -> Result<(), TestCaseError> {
    let all_of_it = incoming(world);
    let mut views = Views::new(workspace(), device("ana"), Arc::new(proofs));
    for (n, i) in order.iter().enumerate() {
        take(&mut views, all_of_it[*i].clone());
        if looks.contains(&n) {
            // Somebody looks meanwhile; and what was seen is what a rebuild shows.
            let mut rebuilt = Views::new(workspace(), device("ana"), Arc::new(proofs));
            for i in order.iter().take(n + 1).rev() {
                take(&mut rebuilt, all_of_it[*i].clone());
            }
            prop_assert_eq!(views.snapshot(&all), rebuilt.snapshot(&all));
        }
    }
    for it in again {
        take(&mut views, all_of_it[it.index(all_of_it.len())].clone());
    }
    prop_assert_eq!(views.snapshot(&all), world.views("ana").snapshot(&all));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_order_and_any_partition_come_to_the_same(
        order in Just((0..incoming(&BUSY).len()).collect::<Vec<_>>()).prop_shuffle(),
        again in prop::collection::vec(any::<Index>(), 0..8),
        looks in prop::collection::btree_set(0_usize..60, 0..4),
    ) {
        all_come_to_the_same(&BUSY, &order, &again, &looks)?;
    }

    #[test]
    fn whoever_goes_meanwhile_any_order_comes_to_the_same(
        order in Just((0..incoming(&TORN).len()).collect::<Vec<_>>()).prop_shuffle(),
        again in prop::collection::vec(any::<Index>(), 0..8),
        looks in prop::collection::btree_set(0_usize..60, 0..4),
    ) {
        all_come_to_the_same(&TORN, &order, &again, &looks)?;
    }

    #[test]
    fn signatures_and_what_they_cover_stand_alike_in_whatever_order_they_come(
        order in Just((0..incoming(&SIGNED).len()).collect::<Vec<_>>()).prop_shuffle(),
        again in prop::collection::vec(any::<Index>(), 0..8),
        looks in prop::collection::btree_set(0_usize..60, 0..4),
    ) {
        all_come_to_the_same(&SIGNED, &order, &again, &looks)?;
    }

    #[test]
    fn noise_is_set_aside(noise in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..300), 0..8)) {
        let world = &*BUSY;
        let mut views = world.views("ana");
        let before = views.snapshot(&all);
        for (n, payload) in noise.iter().enumerate() {
            let stream = StreamId::lane(review_id("r"), member("ben"));
            views.take_change(device("ben"), stream, op(&format!("noise {n}")), payload);
        }
        prop_assert_eq!(views.snapshot(&all).reviews, before.reviews);
    }
}
