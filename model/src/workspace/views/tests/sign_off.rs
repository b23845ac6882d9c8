//! What a signature covers, and what is shown when things move afterwards.

use expect_test::{Expect, expect};

use super::*;
use crate::{
    control::op::{Body, Snapshot},
    signing::{Lack, Place, Progress, SignOff, Standing, since::Change},
};

/// The team of the other stories after the reveal: Ben's 3 and Cleo's 1 count.
pub(super) fn revealed() -> World {
    let story = format!(
        "{TEAM}
        s ben submits r later
        c cleo submits r later
        v fay reveals r ben=later cleo=later
        aa fay approvers r otto+ana
        "
    );
    let mut world = World::of(&story);
    world.answers("ben r it=3 hr=4").answers("cleo r it=1");
    let (ben, cleo) = (world.heads("r", "ben"), world.heads("r", "cleo"));
    for (label, own) in [("s", ben.clone()), ("c", cleo.clone())] {
        world.amend(label, |it| {
            if let Op::Submit { heads, .. } = it {
                *heads = own;
            }
        });
    }
    world.amend("v", |it| {
        if let Op::Reveal { lanes, .. } = it {
            for lane in lanes {
                lane.heads = if lane.member == member("ben") { ben.clone() } else { cleo.clone() };
            }
        }
    });
    world
}

impl World {
    /// `who` signs `r` as they see it, after `change` was made to what they sign.
    fn signs_altered(
        &mut self,
        label: &str,
        who: &str,
        change: impl FnOnce(&mut Snapshot),
    ) -> &mut Self {
        let mut views = self.views(who);
        let shown = views.snapshot(&all);
        let mut snapshot = views.to_sign(&shown.reviews[&review_id("r")]).unwrap();
        change(&mut snapshot);
        let parents = views.control().parents();
        let (review, note) = (review_id("r"), format!("{who} has read it"));
        let op_body = Op::Ratify { review, snapshot, note, proof: vec![7; 64] };
        let at = At(1_000_000 + self.control.len() as u64);
        let body = Body { parents, at, op: op_body };
        self.control.push(Entry { id: op(label), author: device(who), under: None, body });
        self
    }

    pub(super) fn signs(&mut self, label: &str, who: &str) -> &mut Self {
        self.signs_altered(label, who, |_| {})
    }

    pub(super) fn does(&mut self, line: &str) -> &mut Self {
        let label = line.split_whitespace().next().unwrap();
        let parents: Vec<EnvelopeId> = self.views("ana").control().parents();
        let mut story = Story::told(&format!("{line}\n"));
        let mut entry = story.entries.remove(&op(label)).unwrap();
        entry.body.parents = parents;
        self.control.push(entry);
        self
    }

    fn sign_off(&self, who: &str) -> SignOff {
        self.views(who).snapshot(&all).sign_offs[&review_id("r")].clone()
    }
}

fn rendered(world: &World, who: &str) -> String {
    let shown = world.views(who).snapshot(&all);
    let name = |it: &MemberId| shown.members[it].name.clone();
    let sign_off = &shown.sign_offs[&review_id("r")];
    let mut out = format!("{:?}\n", sign_off.progress());
    for it in &sign_off.signatures {
        let same = it.fingerprint == shown.reviews[&review_id("r")].fingerprint;
        let code = if same { "this result" } else { "another result" };
        writeln!(out, "{} signed {code}: {:?}", name(&it.by), standing(it.standing, &name))
            .unwrap();
        for change in &it.changes {
            writeln!(out, "  {}", changed(change, &name)).unwrap();
        }
    }
    let waiting: Vec<String> = sign_off.waiting().map(|it| name(&it)).collect();
    writeln!(out, "waiting for: {}", waiting.join(" ")).unwrap();
    for warning in shown.warned() {
        writeln!(out, "warning: {warning}").unwrap();
    }
    out
}

fn standing(it: Standing, name: &dyn Fn(&MemberId) -> String) -> String {
    match it {
        Standing::Holds => "holds".to_owned(),
        Standing::Unchecked(lack) => lack.to_string(),
        Standing::Broken(place) => place.named(&|it| name(&it)),
    }
}

fn changed(change: &Change, name: &dyn Fn(&MemberId) -> String) -> String {
    match change {
        Change::Answer { question, member, counts } => {
            format!("{question} by {}, {}", name(member), if *counts { "counts" } else { "late" })
        }
        Change::Agreed(_)
        | Change::Target(_)
        | Change::Fact(_)
        | Change::Baselines
        | Change::Person(_)
        | Change::Assigned(_)
        | Change::Day(_) => format!("{change:?}"),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "an expectation is written in the call")]
fn check(world: &World, who: &str, expected: Expect) {
    expected.assert_eq(&rendered(world, who));
}

#[test]
fn two_people_sign_the_same_and_everybody_sees_it() {
    let mut world = revealed();
    world.signs("z1", "otto");
    check(
        &world,
        "ben",
        expect![[r#"
        Waiting { signed: 1, asked: 2 }
        otto signed this result: "holds"
        waiting for: ana
    "#]],
    );
    world.signs("z2", "ana");
    for who in ["ana", "ben", "otto"] {
        let sign_off = world.sign_off(who);
        assert_eq!(sign_off.progress(), Progress::Signed, "{who}");
        assert_eq!(sign_off.signatures[0].fingerprint, sign_off.signatures[1].fingerprint);
    }
}

#[test]
fn an_edit_after_the_signature_shows_and_what_was_signed_still_comes_out() {
    let mut world = revealed();
    world.signs("z1", "otto").signs("z2", "ana");
    // After the reveal an answer is outside the round; what the group agrees on counts.
    world.answers("ben r it=2");
    check(
        &world,
        "cleo",
        expect![[r#"
        Signed
        otto signed this result: "holds"
          it by ben, late
        ana signed this result: "holds"
          it by ben, late
        waiting for: 
    "#]],
    );
    world.agrees("fay", "4");
    check(
        &world,
        "cleo",
        expect![[r#"
        Changed
        otto signed another result: "holds"
          it by ben, late
          Agreed(Name("it"))
        ana signed another result: "holds"
          it by ben, late
          Agreed(Name("it"))
        waiting for: 
    "#]],
    );
    let signed = world.sign_off("cleo").signatures[0].review.clone().unwrap();
    assert!(signed.board.agreed.is_empty());
    assert_eq!(signed.fingerprint, world.sign_off("cleo").signatures[0].fingerprint);
}

#[test]
fn whoever_signs_again_signs_what_is_there_now() {
    let mut world = revealed();
    world.signs("z1", "otto").agrees("fay", "4").signs("z3", "otto").signs("z4", "ana");
    check(
        &world,
        "ben",
        expect![[r#"
        Signed
        otto signed this result: "holds"
        ana signed this result: "holds"
        waiting for: 
    "#]],
    );
    assert_eq!(world.sign_off("ben").replaced, 1);
}

#[test]
fn closing_a_review_or_a_comment_changes_nothing_that_was_signed() {
    let mut world = revealed();
    world.signs("z1", "otto").signs("z2", "ana").comments("ben", "well done");
    check(
        &world,
        "ben",
        expect![[r#"
        Signed
        otto signed this result: "holds"
        ana signed this result: "holds"
        waiting for: 
    "#]],
    );
    world.does("zc fay @2 closes r");
    check(
        &world,
        "ben",
        expect![[r#"
        Signed
        otto signed another result: "holds"
          Day(Date { year: 1970, month: 1, day: 3 })
        ana signed another result: "holds"
          Day(Date { year: 1970, month: 1, day: 3 })
        waiting for: 
    "#]],
    );
}

#[test]
fn a_signer_who_left_has_signed_all_the_same() {
    let mut world = revealed();
    world.signs("z1", "otto").signs("z2", "ana").does("zr ana removes otto");
    check(
        &world,
        "ben",
        expect![[r#"
        Signed
        otto signed this result: "holds"
        ana signed this result: "holds"
        waiting for: 
    "#]],
    );
}

#[test]
fn a_signature_that_says_something_else_is_told_with_the_place() {
    type Forge = fn(&mut Snapshot);
    let forgeries: [(Forge, Place); 4] = [
        (|it| it.inputs[0] ^= 1, Place::Inputs),
        (|it| it.result[0] ^= 1, Place::Result),
        (|it| it.tier = None, Place::Tier),
        (|it| it.lanes[0].counted.clear(), Place::Lane(MemberId::from_bytes([0; 16]))),
    ];
    for (forge, place) in forgeries {
        let mut world = revealed();
        world.signs_altered("z1", "otto", forge).signs("z2", "ana");
        let sign_off = world.sign_off("ben");
        let found = sign_off.of(member("otto")).unwrap().standing;
        match (found, place) {
            (Standing::Broken(Place::Lane(_)), Place::Lane(_)) => {}
            (found, place) => assert_eq!(found, Standing::Broken(place)),
        }
        assert_eq!(sign_off.progress(), Progress::Waiting { signed: 1, asked: 2 });
        assert_eq!(sign_off.of(member("ana")).unwrap().standing, Standing::Holds);
        let warnings = world.views("ben").snapshot(&all).warned();
        assert!(warnings.iter().any(|it| it.contains("does not hold")), "{warnings:?}");
    }
}

#[test]
fn what_is_not_here_is_not_said_to_be_wrong() {
    let mut world = revealed();
    world.signs("z1", "otto").agrees("fay", "4");
    let kept = world.changes.clone();
    // Cleo's answers have not arrived.
    world.changes.retain(|it| it.author != device("cleo"));
    let standing = world.sign_off("ben").signatures[0].standing;
    assert_eq!(standing, Standing::Unchecked(Lack::Changes));
    world.changes = kept;
    world.packs.clear();
    let standing = world.sign_off("ben").signatures[0].standing;
    assert_eq!(standing, Standing::Unchecked(Lack::Framework));
}

#[test]
fn nobody_signs_what_is_still_sealed_or_without_being_asked() {
    let mut world = World::of(TEAM);
    world.does("zb ben signs r").does("zq ben signs q");
    let events = world.views("ana").snapshot(&all).events;
    let voids: Vec<String> = events.iter().filter_map(|it| Some(it.void?.to_string())).collect();
    expect![[r#"["its author was not asked to sign", "its author was not asked to sign"]"#]]
        .assert_eq(&format!("{voids:?}"));
    // A facilitator may without, where nothing is secret; not before the reveal, where something is.
    world.does("zf fay signs q").does("zg fay signs r");
    let control = world.views("ana").control().clone();
    assert_eq!(control.reviews[&review_id("q")].signed.len(), 1);
    assert!(control.reviews[&review_id("r")].signed.is_empty());
}

#[test]
fn the_workspace_of_a_moment_is_what_was_written_until_then() {
    let mut world = World::of(TEAM);
    let (review, owner) = (review_id("q"), member("ben"));
    let pen = Pen { device: device("ben"), incarnation: [1; 8] };
    for (moment, option) in [(50_000, "3"), (90_000, "1")] {
        let said = [(node("it"), answer(option))];
        let payload = world.lane(review, owner).draft(&pen, At(moment), &said).unwrap();
        world.add(device("ben"), StreamId::lane(review, owner), payload);
    }
    let mut views = world.views("ben");
    let now = views.snapshot(&all);
    let mut at = |moment: u64| views.until(At(moment)).snapshot(&all);
    let tier = |it: &Workspace| {
        let result = it.reviews.get(&review_id("q")).and_then(|it| it.result.clone());
        result.map_or("no result".to_owned(), |it| {
            it.tier.clone().map_or("-".to_owned(), |it| it.name)
        })
    };
    let told: Vec<String> = [1_000, 40_000, 60_000, 100_000].map(|it| tier(&at(it))).into();
    assert_eq!(told, ["no result", "-", "High", "Low"]);
    assert_eq!(at(100_000), now);
}
