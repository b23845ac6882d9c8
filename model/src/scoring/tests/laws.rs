//! What must hold for every framework and every set of answers.

use proptest::prelude::*;

use super::*;

/// How many frameworks are tried; more with `MUSTER_CASES`.
fn cases(few: u32) -> u32 {
    let asked = std::env::var("MUSTER_CASES").ok();
    asked.and_then(|it| it.parse().ok()).unwrap_or(few)
}

/// A small framework: two or three dimensions with up to three questions each, rules drawn at random.
#[derive(Debug, Clone)]
struct Small {
    weights: Vec<Vec<u8>>,
    inner: usize,
    outer: usize,
    conditions: Vec<usize>,
    mode: bool,
    na: bool,
    blank: usize,
}

const INNER: [&str; 14] = [
    "op: mean, weight: item",
    "op: mean",
    "op: sum, weight: item",
    "op: min",
    "op: max",
    "op: median",
    "op: share",
    "op: share, count: credit, weight: item",
    "op: count",
    "op: deduct, start: \"10\", partial_option: b",
    "op: mean, normalise: true, times: \"-2\", round: {digits: 1, mode: half_up}",
    "op: sum, cap: target",
    "op: mean, normalise: true, weight: item, cap: target, denormalise: true, scale: s",
    "op: stack",
];
const OUTER: [&str; 8] = [
    "op: mean, na: exclude",
    "op: sum, na: exclude",
    "op: min, na: exclude",
    "op: max, na: exclude",
    "op: median, na: exclude",
    "op: mean, na: worst",
    "op: mean, na: as_met",
    "op: mean, na: block",
];
const BLANK: [&str; 4] = ["block", "worst", "worst_once_begun", "skip"];
const CONDITIONS: [&str; 16] = [
    "{measure: whole, min: \"2\"}",
    "{measure: whole, min: \"0.5\"}",
    "{measure: whole, below: \"3\"}",
    "{measure: whole, min: {measure: other, times: \"1.5\"}}",
    "each: {measure: part, min: \"1\", except: 1}",
    "each: {measure: part, min: \"2\"}",
    "share_met: {min: \"0.5\"}",
    "all_met: {where: {tag: first}}",
    "evidence: {kind: record, max_age_days: 30}",
    "answered: {share: \"0.5\"}",
    "each_ladder: {ladder: step, min: up}",
    "each_ladder: {ladder: area, min: half}",
    "all_met: {where: {tag: first}, blank: worst}",
    "share_met: {min: \"0.5\", blank: worst}",
    "open: {points_max: \"1\", but: [{node: d0q0, at_least: b}]}",
    "any_of: [{measure: whole, min: \"3\"}, open: {points_max: \"2\", never: [d0q0]}]",
];

const FRAME: &str = r#"
muster_pack: 1
id: small
version: "1"
title: {en: Small}
languages: [en]
scales:
  s:
    na: %NA%
    options:
      - {id: a, value: "0", met: false, credit: "0"}
      - {id: b, value: "1", met: false, credit: "0.5"}
      - {id: c, value: "2", met: true, credit: "0.75"}
      - {id: d, value: "4", met: true, credit: "1"}
measures:
  - {id: part, at: dimension, of: items, %INNER%, blank: %BLANK%, na: exclude}
  - {id: whole, at: root, of: part, %OUTER%, blank: block}
  - {id: other, at: root, of: items, op: mean, blank: {skip_up_to: "0.5"}, na: as_target}
ladders:
  - id: step
    at: dimension
    mode: cumulative
    empty: pass
    rungs:
      - {id: floor, name: {en: F}}
      - {id: up, name: {en: U}, require: [{measure: part, min: "1"}]}
  - id: area
    at: dimension
    mode: %MODE%
    na: exclude
    rungs:
      - {id: floor, name: {en: F}}
      - {id: half, name: {en: H}, require: [{share_met: {min: "0.5"}}]}
      - {id: whole, name: {en: W}, require: [{all_met: {}}]}
  - id: tier
    at: root
    mode: %MODE%
    empty: fail
    na: exclude
    rungs:
      - {id: floor, name: {en: F}}
%RUNGS%nodes:
%NODES%"#;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    Forwards,
    Backwards,
}

impl Small {
    fn pack(&self) -> String {
        self.written(&self.dimensions(Order::Forwards))
    }

    /// The same framework with all nodes the other way round.
    fn reversed(&self) -> String {
        self.written(&self.dimensions(Order::Backwards))
    }

    fn dimensions(&self, order: Order) -> Vec<String> {
        let mut dimensions: Vec<String> = Vec::new();
        for (d, weights) in self.weights.iter().enumerate() {
            let mut questions: Vec<String> = Vec::new();
            for (q, weight) in weights.iter().enumerate() {
                let first = ", evidence: {kind: record}, tags: [first]";
                let evidence = if q == 0 { first } else { "" };
                questions.push(format!(
                    "{{id: d{d}q{q}, assessable: true, scale: s, level: {weight}, text: {{en: q}}, weight: {weight}, points: {}{evidence}}}",
                    weight + 1
                ));
            }
            if order == Order::Backwards {
                questions.reverse();
            }
            let questions = questions.join(", ");
            dimensions.push(format!(
                "  - {{id: d{d}, kind: dimension, text: {{en: d{d}}}, children: [{questions}]}}\n"
            ));
        }
        if order == Order::Backwards {
            dimensions.reverse();
        }
        dimensions
    }

    fn rungs(&self) -> String {
        let mut rungs = String::new();
        for (index, chunk) in self.conditions.chunks(2).enumerate() {
            let braced =
                |it: &str| if it.starts_with('{') { it.to_owned() } else { format!("{{{it}}}") };
            let conditions: Vec<String> = chunk.iter().map(|it| braced(CONDITIONS[*it])).collect();
            let conditions = conditions.join(", ");
            writeln!(rungs, "      - {{id: r{index}, name: {{en: R}}, require: [{conditions}]}}")
                .unwrap();
        }
        rungs
    }

    fn written(&self, dimensions: &[String]) -> String {
        let na = if self.na { "allow" } else { "deny" };
        let mode = if self.mode { "cumulative" } else { "highest" };
        let (inner, outer) = (INNER[self.inner], OUTER[self.outer]);
        let values = [
            ("NA", na),
            ("MODE", mode),
            ("INNER", inner),
            ("BLANK", BLANK[self.blank]),
            ("OUTER", outer),
            ("RUNGS", &self.rungs()),
            ("NODES", &dimensions.concat()),
        ];
        values
            .into_iter()
            .fold(FRAME.to_owned(), |text, (key, value)| text.replace(&format!("%{key}%"), value))
    }

    fn ids(&self) -> Vec<String> {
        let each = self.weights.iter().enumerate();
        each.flat_map(|(d, it)| (0..it.len()).map(move |q| format!("d{d}q{q}"))).collect()
    }
}

prop_compose! {
    fn small()(
        weights in prop::collection::vec(prop::collection::vec(1_u8..4, 1..4), 2..4),
        inner in 0..INNER.len(),
        outer in 0..OUTER.len(),
        conditions in prop::collection::vec(0..CONDITIONS.len(), 1..5),
        mode in any::<bool>(),
        na in any::<bool>(),
        blank in 0..BLANK.len(),
    ) -> Small {
        Small { weights, inner, outer, conditions, mode, na, blank }
    }
}

/// What may be said; `None` where nobody says anything.
fn words() -> impl Strategy<Value = Vec<Option<u8>>> {
    prop::collection::vec(prop::option::of(0_u8..6), 12)
}

impl Small {
    fn word(&self, number: u8) -> &'static str {
        match number {
            0 => "a",
            1 => "b",
            2 => "c",
            3 => "d",
            4 => "d@2026-11-20",
            _ if self.na => "na",
            _ => "b@2026-11-01",
        }
    }
}

fn answered(small: &Small, said: &[Option<u8>]) -> Inputs {
    let mut inputs = nobody();
    inputs.targets.insert(name("d0q0"), name("b"));
    for (id, said) in small.ids().iter().zip(said) {
        if let Some(said) = said {
            let answer = answer(small.word(*said));
            inputs.spoken_mut(name(id)).insert(member("alice"), answer);
        }
    }
    inputs
}

/// Returns `inputs` with an answer by somebody else to everything that has no value yet.
fn completed(small: &Small, inputs: &Inputs, outcome: &Outcome, rest: &[u8]) -> Inputs {
    let mut inputs = inputs.clone();
    for (id, said) in small.ids().iter().zip(rest) {
        if outcome.questions[&name(id)].value == QuestionValue::Blank {
            let answer = answer(small.word(*said));
            inputs.spoken_mut(name(id)).insert(member("bob"), answer);
        }
    }
    inputs
}

fn rank(tier: Option<&Tier>) -> Option<usize> {
    tier.map(|it| it.rank)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(64)))]

    #[test]
    fn whatever_the_missing_answers_are_the_band_holds_them(
        small in small(),
        said in words(),
        rests in prop::collection::vec(prop::collection::vec(0_u8..6, 12), 8),
    ) {
        let framework = framework(&small.pack());
        let inputs = answered(&small, &said);
        let before = score(&framework, &inputs);
        for rest in &rests {
            let after = score(&framework, &completed(&small, &inputs, &before, rest));
            prop_assert!(after.provisional.is_none());
            let Some(band) = &before.provisional else {
                prop_assert_eq!(&after.tier, &before.tier);
                continue;
            };
            if after.undetermined.is_none() {
                let tier = rank(after.tier.as_ref());
                prop_assert!(rank(band.worst.as_ref()) <= tier && tier <= rank(band.best.as_ref()), "{tier:?} {band:?}\n{}", small.pack());
            }
            for (before, after) in before.ladders.iter().zip(&after.ladders) {
                if let (Some(band), None) = (&before.provisional, &after.undetermined) {
                    let reached = rank(after.reached.as_ref());
                    prop_assert!(rank(band.worst.as_ref()) <= reached && reached <= rank(band.best.as_ref()), "{reached:?} {band:?} {:?}\n{}", before.place, small.pack());
                }
            }
            for (before, after) in before.dimensions.iter().zip(&after.dimensions) {
                if let (Some(worst), Some(best), Some(score)) = (&before.worst, &before.best, &after.score) {
                    prop_assert!(worst <= score && score <= best, "{worst} {score} {best}\n{}", small.pack());
                }
            }
        }
    }

    #[test]
    fn an_exact_band_is_reached_at_both_ends(small in small(), said in words()) {
        let framework = framework(&small.pack());
        let inputs = answered(&small, &said);
        let before = score(&framework, &inputs);
        if let Some(band) = before.provisional.as_ref().filter(|it| it.exact) {
            let low = score(&framework, &completed(&small, &inputs, &before, &[0; 12]));
            let high = score(&framework, &completed(&small, &inputs, &before, &[4; 12]));
            prop_assert_eq!(&low.tier, &band.worst);
            prop_assert_eq!(&high.tier, &band.best);
        }
        let low = score(&framework, &completed(&small, &inputs, &before, &[0; 12]));
        let high = score(&framework, &completed(&small, &inputs, &before, &[4; 12]));
        for (it, (low, high)) in before.ladders.iter().zip(low.ladders.iter().zip(&high.ladders)) {
            if let Some(band) = it.provisional.as_ref().filter(|it| it.exact) {
                prop_assert_eq!(&low.reached, &band.worst);
                prop_assert_eq!(&high.reached, &band.best);
            }
        }
    }

    #[test]
    fn neither_the_order_of_nodes_nor_who_is_who_changes_a_result(small in small(), said in words(), other in words()) {
        let (there, back) = (framework(&small.pack()), framework(&small.reversed()));
        prop_assert_ne!(there.hash(), FrameworkHash::from_bytes([0; 32]));
        let mut inputs = answered(&small, &said);
        let mut swapped = inputs.clone();
        for (id, (first, second)) in small.ids().iter().zip(said.iter().zip(&other)) {
            let give = |to: &mut Inputs, who: &str, said: &Option<u8>| {
                let all = to.spoken_mut(name(id));
                match said {
                    Some(said) => drop(all.insert(member(who), answer(small.word(*said)))),
                    None => drop(all.remove(&member(who))),
                }
            };
            give(&mut inputs, "zoe", second);
            give(&mut swapped, "zoe", first);
            give(&mut swapped, "alice", second);
        }
        let (a, b) = (score(&there, &inputs), score(&back, &swapped));
        prop_assert_eq!(&a.tier, &b.tier);
        prop_assert_eq!(&a.coverage, &b.coverage);
        prop_assert_eq!(&a.provisional, &b.provisional);
        prop_assert_eq!(&a.questions, &b.questions);
        let values = |outcome: &Outcome| {
            let mut all: Vec<_> = outcome.measures.iter().map(|it| (it.measure.clone(), it.place.clone(), it.value.clone())).collect();
            all.sort();
            all
        };
        prop_assert_eq!(values(&a), values(&b));
    }

    #[test]
    fn a_second_look_gives_the_same_to_the_byte(small in small(), said in words()) {
        let framework = framework(&small.pack());
        let inputs = answered(&small, &said);
        let look = || serde_json::to_vec(&score(&framework, &inputs)).unwrap();
        prop_assert_eq!(look(), look());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(32)))]

    #[test]
    fn a_lift_leads_to_its_rung_and_none_of_its_steps_is_in_vain(small in small(), said in words()) {
        let framework = framework(&small.pack());
        let inputs = answered(&small, &said);
        let before = score(&framework, &inputs);
        let Ok(lift) = lift(&framework, &inputs) else { return Ok(()) };
        let reaches = |changes: &[Change]| {
            let after = what_if(&framework, &inputs, changes);
            let ladder = after.ladders.iter().find(|it| it.ladder == lift.ladder).unwrap();
            let holds = |it: &RungOutcome| it.holds == Some(true);
            // What happens above the rung plays no part.
            if small.mode {
                ladder.rungs.iter().take(lift.rung.rank + 1).all(holds)
            } else {
                ladder.rungs.iter().skip(lift.rung.rank).any(holds)
            }
        };
        let changes: Vec<Change> = lift.steps.iter().map(|it| it.change.clone()).collect();
        prop_assert!(!changes.is_empty());
        prop_assert!(rank(before.tier.as_ref()) < Some(lift.rung.rank));
        prop_assert!(reaches(&changes), "{lift:?}\n{}", small.pack());
        for it in 0..changes.len() {
            let mut fewer = changes.clone();
            let dropped = fewer.remove(it);
            prop_assert!(!reaches(&fewer), "{dropped:?} is in vain: {lift:?}\n{}", small.pack());
        }
        // No single change does what a lift of more, said to be smallest, does.
        if lift.is_smallest && changes.len() > 1 {
            // What does not apply stays so.
            let stays = |id: &String| before.questions[&name(id)].value == QuestionValue::NotApplicable;
            for id in small.ids().into_iter().filter(|it| !stays(it)) {
                for to in ["a", "b", "c", "d"] {
                    let one = Change { question: name(&id), to: name(to), proven: true };
                    prop_assert!(!reaches(std::slice::from_ref(&one)), "{one:?} is enough: {lift:?}\n{}", small.pack());
                }
            }
        }
    }

    #[test]
    fn a_result_kept_up_to_date_is_the_result_from_scratch(
        small in small(),
        said in words(),
        later in prop::collection::vec((0_usize..12, 0_u8..7, any::<bool>()), 1..8),
    ) {
        let framework = framework(&small.pack());
        let mut scorer = Scorer::new(&framework, answered(&small, &said));
        let (_, mut worked) = score_after(&framework, &Arc::new(scorer.inputs().clone()), None);
        let ids = small.ids();
        for (question, word, is_agreed) in later {
            let id = name(&ids[question % ids.len()]);
            let told = (word < 6).then(|| answer(small.word(word)));
            if is_agreed {
                scorer.agree(&id, told.map(|it| it.said));
            } else {
                scorer.answer(&id, member("carol"), told);
            }
            let whole = score(&framework, scorer.inputs());
            prop_assert_eq!(scorer.tier(), whole.tier.clone());
            for it in &whole.measures {
                prop_assert_eq!(scorer.figure(&it.measure, it.place.as_ref()), it.value.as_ref());
            }
            for it in &whole.ladders {
                prop_assert_eq!(scorer.rung(&it.ladder, it.place.as_ref()), it.reached.clone());
            }
            // What is shared with the last time is what did not change.
            let now = Arc::new(scorer.inputs().clone());
            let (outcome, next) = score_after(&framework, &now, Some(worked));
            worked = next;
            prop_assert_eq!(&outcome, &whole);
            prop_assert_eq!(scorer.outcome(), whole);
        }
    }
}
