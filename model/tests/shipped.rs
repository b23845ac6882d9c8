//! Every framework that ships, through whole assessments: a rule that breaks shows here.
#![cfg(test)]

use std::{collections::BTreeMap, fmt::Write as _};

use expect_test::{Expect, expect};
use muster_model::{
    answer::{Answer, Basis, Said},
    framework::{self, Framework, Node, Permission, Scale},
    ids::MemberId,
    scoring::{Inputs, Outcome, Provisional, Tier, score},
};

fn scale<'a>(framework: &'a Framework, node: &Node) -> Option<&'a Scale> {
    framework.pack().scales.get(node.scale.as_ref()?)
}

/// One person gives every answer that `say` names, each proven as far as it can be.
fn assessed(framework: &Framework, say: Say) -> Outcome {
    let mut inputs = Inputs::on("2026-11-21".parse().unwrap());
    let person = MemberId::from_bytes([7; 16]);
    let questions = framework.questions();
    let scaled = questions.iter().filter_map(|it| Some((it, scale(framework, it)?)));
    for (index, (node, scale)) in scaled.enumerate() {
        let Some(said) = say(index, scale) else { continue };
        let mut answer = Answer { basis: Basis::Tested(inputs.as_of), ..Answer::of(said) };
        "because".clone_into(&mut answer.note);
        framework.accepts(&node.id, &answer).unwrap();
        inputs.spoken_mut(node.id.clone()).insert(person, answer);
    }
    score(framework, &inputs)
}

/// Returns the options that say something, lowest first.
fn levels(scale: &Scale) -> Vec<Said> {
    let fits = |id| Some(id) != scale.na_option.as_ref() && Some(id) != scale.blank_option.as_ref();
    let levels = scale.options.iter().map(|it| &it.id).filter(|it| fits(it));
    levels.map(|it| Said::Option(it.clone())).collect()
}

fn rung(tier: Option<&Tier>) -> &str {
    tier.map_or("-", |it| it.id.as_str())
}

/// Tier, overall score, band; then the rungs of the parts with how often each.
fn line(outcome: &Outcome) -> String {
    let root = outcome.measures.iter().find(|it| it.place.is_none());
    let score = root.and_then(|it| it.value.as_ref());
    let mut out = rung(outcome.tier.as_ref()).to_owned();
    if let Some(score) = score {
        write!(out, ", {score}").unwrap();
    }
    let band =
        |it: &Provisional| format!(" ({} to {})", rung(it.worst.as_ref()), rung(it.best.as_ref()));
    out.push_str(&outcome.provisional.as_ref().map_or_else(String::new, band));
    let mut parts: BTreeMap<String, usize> = BTreeMap::new();
    for it in outcome.ladders.iter().filter(|it| it.place.is_some()) {
        let band = it.provisional.as_ref().map_or_else(String::new, band);
        *parts.entry(format!("{}{band}", rung(it.reached.as_ref()))).or_default() += 1;
    }
    let parts: Vec<String> = parts.into_iter().map(|(it, n)| format!("{n} × {it}")).collect();
    if !parts.is_empty() {
        write!(out, "; {}", parts.join(", ")).unwrap();
    }
    out
}

/// What is said to the question at a position.
type Say = fn(usize, &Scale) -> Option<Said>;

const ASSESSMENTS: [(&str, Say); 5] = [
    ("lowest", |_, scale| levels(scale).into_iter().next()),
    ("highest", |_, scale| levels(scale).pop()),
    ("not applicable where it may be, else highest", |_, scale| match scale.na {
        Permission::Allow => Some(Said::NotApplicable { reason: "not here".to_owned() }),
        Permission::Deny => levels(scale).pop(),
    }),
    ("one highest", |at, scale| levels(scale).pop().filter(|_| at == 0)),
    ("nothing", |_, _| None),
];

fn all() -> String {
    let mut out = String::new();
    for framework in framework::shipped() {
        writeln!(out, "{}", framework.pack().id).unwrap();
        for (word, say) in ASSESSMENTS {
            writeln!(out, "  {word}: {}", line(&assessed(&framework, say))).unwrap();
        }
    }
    out
}

const EXPECTED: Expect = expect![[r"
        five-dimensions
          lowest: early-stage, 1; 5 × early-stage
          highest: optimized, 5; 5 × optimized
          not applicable where it may be, else highest: -; 5 × -
          one highest: - (early-stage to optimized); 5 × - (early-stage to optimized)
          nothing: - (early-stage to optimized); 5 × - (early-stage to optimized)
        security-engineering
          lowest: level1, 1; 6 × level1
          highest: level3, 3; 6 × level3
          not applicable where it may be, else highest: -; 6 × -
          one highest: - (level1 to level3); 6 × - (level1 to level3)
          nothing: - (level1 to level3); 6 × - (level1 to level3)
        it-security
          lowest: ad-hoc, 1; 6 × ad-hoc
          highest: optimized, 5; 6 × optimized
          not applicable where it may be, else highest: -; 6 × -
          one highest: - (ad-hoc to optimized); 5 × - (ad-hoc to optimized), 1 × optimized (developing to optimized)
          nothing: - (ad-hoc to optimized); 6 × - (ad-hoc to optimized)
        nist-csf-2.0
          lowest: partial, 1; 6 × partial
          highest: adaptive, 4; 6 × adaptive
          not applicable where it may be, else highest: -; 6 × -
          one highest: - (partial to adaptive); 6 × - (partial to adaptive)
          nothing: - (partial to adaptive); 6 × - (partial to adaptive)
        cmmc-2-l1
          lowest: not-met, 0; 6 × open
          highest: met, 17; 6 × met
          not applicable where it may be, else highest: -; 6 × met
          one highest: -, 1 (not-met to met); 6 × - (open to met)
          nothing: -, 0 (not-met to met); 6 × - (open to met)
        cmmc-2-l2
          lowest: not-met, -203; 14 × open
          highest: final, 110; 14 × met
          not applicable where it may be, else highest: final, 110; 14 × met
          one highest: -, -198 (not-met to final); 14 × - (open to met)
          nothing: -, -203 (not-met to final); 14 × - (open to met)
        c2m2-2
          lowest: -; 10 × mil0
          highest: -; 10 × mil3
          not applicable where it may be, else highest: -; 10 × mil3
          one highest: -; 10 × mil0 (mil0 to mil3)
          nothing: -; 10 × mil0 (mil0 to mil3)
        iso-27001-2022
          lowest: complete, 0; 4 × complete
          highest: implemented, 100; 4 × nothing-open
          not applicable where it may be, else highest: -; 4 × -
          one highest: draft, 100/93 (complete to implemented); 4 × draft (complete to nothing-open)
          nothing: draft, 0 (complete to implemented); 4 × draft (complete to nothing-open)
        owasp-samm-2
          lowest: -, 0
          highest: -, 3
          not applicable where it may be, else highest: -, 3
          one highest: -, 1/30
          nothing: -
        cisa-secure-by-design
          lowest: begun, 0; 7 × mostly-open
          highest: complete, 100; 7 × nothing-open
          not applicable where it may be, else highest: -; 7 × -
          one highest: -, 25/7 (begun to complete); 6 × - (mostly-open to nothing-open), 1 × - (quarter to nothing-open)
          nothing: -, 0 (begun to complete); 7 × - (mostly-open to nothing-open)
        cncf-cloud-native
          lowest: begun, 0; 4 × mostly-open
          highest: complete, 100; 4 × nothing-open
          not applicable where it may be, else highest: -; 4 × -
          one highest: -, 25/11 (begun to complete); 4 × - (mostly-open to nothing-open)
          nothing: -, 0 (begun to complete); 4 × - (mostly-open to nothing-open)
        cmm-staged
          lowest: level-1; 20 × open
          highest: level-5; 20 × satisfied
          not applicable where it may be, else highest: level-5; 20 × satisfied
          one highest: - (level-1 to level-5); 20 × - (open to satisfied)
          nothing: - (level-1 to level-5); 20 × - (open to satisfied)
    "]];

#[test]
fn every_framework_that_ships_gives_what_it_promises() {
    EXPECTED.assert_eq(&all());
}
