//! What is aimed at, what is short of it, and what comes next.

use std::fmt::Write as _;

use expect_test::{Expect, expect};

use super::*;
use crate::{
    answer::{Answer, Said},
    framework::shipped_as,
    ids::MemberId,
    time::Date,
};

fn named(text: &str) -> NodeId {
    text.parse().unwrap()
}

/// Answers of one person, `question=option` each, with targets, `place=option` or `place=^rung` each.
fn gaps(pack: &str, answers: &[(&str, &str)], targets: &[(&str, &str)]) -> Gaps {
    let framework = shipped_as(pack).unwrap_or_else(|| panic!("no pack {pack}"));
    let mut inputs = Inputs::on(Date::new(2026, 11, 1).unwrap());
    let me = MemberId::from_bytes([1; 16]);
    for (question, option) in answers {
        let said = Answer::of(Said::Option(named(option)));
        assert_eq!(framework.accepts(&named(question), &said), Ok(()));
        inputs.spoken_mut(named(question)).insert(me, said);
    }
    let aim = |text: &str| match text.strip_prefix('^') {
        Some(rung) => Aim::Rung(named(rung)),
        None => Aim::Option(named(text)),
    };
    let targets: BTreeMap<NodeId, Aim> =
        targets.iter().map(|(node, it)| (named(node), aim(it))).collect();
    inputs.targets = framework.aims(&targets);
    let outcome = scoring::score(&framework, &inputs);
    of(&framework, &inputs, &targets, &outcome)
}

fn told(gaps: &Gaps) -> String {
    let figure =
        |it: &Option<Exact>| it.as_ref().map_or_else(|| "-".to_owned(), |it| it.display(2));
    let name = |it: &Option<Tier>| it.as_ref().map_or_else(|| "-".to_owned(), |it| it.name.clone());
    let mut out = String::new();
    for it in &gaps.dimensions {
        let (now, target, gap) = (figure(&it.now), figure(&it.target), figure(&it.gap));
        write!(out, "{}: {now} → {target}, gap {gap}, {} open", it.id, it.open).unwrap();
        if it.target_rung.is_some() {
            write!(out, ", {} → {}, {} apart", name(&it.rung), name(&it.target_rung), it.rungs)
                .unwrap();
        }
        writeln!(out).unwrap();
    }
    for it in &gaps.questions {
        let now = it.now.as_ref().map_or("?", NodeId::as_str);
        let gap = figure(&it.gap);
        writeln!(
            out,
            "  {}: {now} → {} by {}, {} steps, {gap}",
            it.id, it.target, it.from, it.steps
        )
        .unwrap();
    }
    for it in &gaps.gates {
        let place = it.place.as_ref().map_or("the whole", NodeId::as_str);
        let some: Vec<&str> = it.questions.iter().take(4).map(NodeId::as_str).collect();
        writeln!(
            out,
            "next for {place}: {}, {} conditions, {} questions: {}",
            it.name,
            it.conditions.len(),
            it.questions.len(),
            some.join(" ")
        )
        .unwrap();
    }
    writeln!(out, "{} later, {} reached", gaps.later, gaps.reached).unwrap();
    out
}

fn check(pack: &str, answers: &[(&str, &str)], targets: &[(&str, &str)], expected: &Expect) {
    expected.assert_eq(&told(&gaps(pack, answers, targets)));
}

#[test]
fn where_nobody_aims_at_anything_only_the_next_gate_is_shown() {
    check(
        "five-dimensions",
        &[],
        &[],
        &expect![[r"
        next for the whole: Strategic, 3 conditions, 0 questions: 
        0 later, 0 reached
    "]],
    );
}

#[test]
fn a_dimension_aims_for_its_questions_and_each_may_aim_elsewhere() {
    let answers = [
        ("staffing.capacity", "level2"),
        ("staffing.roles", "level4"),
        ("staffing.skills", "level3"),
    ];
    let targets = [("staffing", "level4"), ("staffing.skills", "level3")];
    check(
        "five-dimensions",
        &answers,
        &targets,
        &expect![[r"
        staffing: 3.00 → 3.89, gap 0.89, 7 open
          staffing.capacity: level2 → level4 by staffing, 2 steps, 2.00
          staffing.hiring-keeping: ? → level4 by staffing, 3 steps, -
          staffing.awareness: ? → level4 by staffing, 3 steps, -
          staffing.on-call: ? → level4 by staffing, 3 steps, -
          staffing.champions: ? → level4 by staffing, 3 steps, -
          staffing.joiners-leavers: ? → level4 by staffing, 3 steps, -
          staffing.contractors: ? → level4 by staffing, 3 steps, -
        next for the whole: Strategic, 3 conditions, 0 questions: 
        0 later, 2 reached
    "]],
    );
}

#[test]
fn a_profile_is_a_target_for_each_outcome() {
    check(
        "nist-csf-2.0",
        &[("GV.OC-01", "risk-informed")],
        &[("GV.OC-01", "repeatable"), ("GV", "^repeatable")],
        &expect![[r"
            GV: - → 2.50, gap -, 1 open, - → Repeatable, 3 apart
              GV.OC-01: risk-informed → repeatable by GV.OC-01, 1 steps, 1.00
            next for the whole: Risk informed, 1 conditions, 0 questions: 
            next for GV: Risk informed, 1 conditions, 0 questions: 
            0 later, 0 reached
        "]],
    );
}

#[test]
fn behind_the_next_gate_nothing_is_a_gap_yet() {
    let answers = [("ASSET-1a", "LI")];
    check(
        "c2m2-2",
        &answers,
        &[("ASSET", "^mil3"), ("ASSET-1", "FI")],
        &expect![[r"
        ASSET: 0.20 → -, gap -, 0 open, MIL0 → MIL3, 3 apart
        next for ASSET: MIL1, 1 conditions, 4 questions: ASSET-2a ASSET-3a ASSET-4a ASSET-4b
        next for THREAT: MIL1, 1 conditions, 8 questions: THREAT-1a THREAT-1b THREAT-1c THREAT-1d
        next for RISK: MIL1, 1 conditions, 4 questions: RISK-1a RISK-2a RISK-3a RISK-4a
        next for ACCESS: MIL1, 1 conditions, 8 questions: ACCESS-1a ACCESS-1b ACCESS-1c ACCESS-2a
        next for SITUATION: MIL1, 1 conditions, 3 questions: SITUATION-1a SITUATION-2a SITUATION-2b
        next for RESPONSE: MIL1, 1 conditions, 9 questions: RESPONSE-1a RESPONSE-2a RESPONSE-2b RESPONSE-3a
        next for THIRD-PARTIES: MIL1, 1 conditions, 4 questions: THIRD-PARTIES-1a THIRD-PARTIES-1b THIRD-PARTIES-2a THIRD-PARTIES-2b
        next for WORKFORCE: MIL1, 1 conditions, 7 questions: WORKFORCE-1a WORKFORCE-1b WORKFORCE-2a WORKFORCE-3a
        next for ARCHITECTURE: MIL1, 1 conditions, 6 questions: ARCHITECTURE-1a ARCHITECTURE-2a ARCHITECTURE-2b ARCHITECTURE-3a
        next for PROGRAM: MIL1, 1 conditions, 2 questions: PROGRAM-1a PROGRAM-2a
        8 later, 0 reached
    "]],
    );
}

#[test]
fn the_weakest_practices_are_what_the_next_level_asks_for() {
    let answers = [("identity.sign-in", "level1"), ("identity.privilege", "level3")];
    check(
        "security-engineering",
        &answers,
        &[("identity", "level3")],
        &expect![[r"
        identity: - → 3.00, gap -, 4 open
          identity.sign-in: level1 → level3 by identity, 2 steps, 2.00
          identity.joiners-leavers: ? → level3 by identity, 2 steps, -
          identity.access-review: ? → level3 by identity, 2 steps, -
          identity.service-identities: ? → level3 by identity, 2 steps, -
        next for the whole: Level 2 · Standard, 2 conditions, 37 questions: baseline.second-factor baseline.root-account baseline.leavers baseline.no-secrets
        0 later, 1 reached
    "]],
    );
}
