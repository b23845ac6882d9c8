//! What leads to the next rung.

use super::*;

/// Says what a lift tells.
fn told(pack: &str, script: &str) -> String {
    match lift(&framework(pack), &inputs(script)) {
        Err(why) => format!("{why}\n"),
        Ok(lift) => {
            let proven = if lift.is_smallest { "smallest" } else { "not proven smallest" };
            let mut out = format!("to {} ({proven}, up to {}):", lift.rung.name, lift.tried_up_to);
            for Step { from, change } in &lift.steps {
                let from = from.as_ref().map_or("-", |it| it.as_str());
                let proven = if change.proven { " proven" } else { "" };
                write!(out, " {} {from}→{}{proven}", change.question, change.to).unwrap();
            }
            out.push('\n');
            out
        }
    }
}

#[test]
fn the_smallest_change_that_leads_up_is_found() {
    let mut out = String::new();
    for script in [
        "a: l=1 s=2.6 p=2.6 t=2.6 m=2.6",
        "a: l=2.59 s=2.59 p=2.6 t=3 m=3",
        "a: l=4 s=4 p=4 t=4 m=4",
        "a: l=4 s=4 p=4 t=4 m=3",
        "a: l=4 s=4 p=4@2020-01-01 t=4",
        "a: l=1 s=1 p=1 t=1 m=1",
        "a: l=4 s=4 p=4@2026-11-01 t=4 m=4",
        "",
    ] {
        out.push_str(&told(FIVE, script));
    }
    expect![[r"
        to Strategic (smallest, up to 0): l 1→2.6
        to Strategic (smallest, up to 0): l 2.59→2.6
        to Optimized (smallest, up to 0): p 4→4 proven
        to Optimized (smallest, up to 0): p 4→5 proven
        to Strategic (smallest, up to 0): m -→1.6
        to Strategic (smallest, up to 4): l 1→1.6 s 1→2.6 p 1→2.6 t 1→2.6 m 1→3.95
        the highest tier is reached
        to Strategic (smallest, up to 4): l -→1.6 s -→2.6 p -→2.6 t -→2.6 m -→3.95
    "]]
    .assert_eq(&out);
}

#[test]
fn a_tier_that_hangs_on_something_counted_is_out_of_reach_of_answers() {
    let pack = ten(MEAN, "").replace(
        "[{measure: total, min: \"2\"}]",
        "[{measure: total, min: \"2\"}, {facts: {id: incidents, max: 0}}]",
    );
    assert_eq!(
        told(&pack, "a: q0=1\nfact: incidents=1"),
        "no change of answers leads to “Mid”: incidents at most 0\n"
    );
    let floor = ten(MEAN, "").replace("ladders:", "ladders: []\nunused:");
    assert_eq!(told(&floor, "a: q0=1"), "this framework has no tiers\n");
}

#[test]
fn a_way_found_without_trying_all_says_so() {
    let script: Vec<String> = (0..10).map(|it| format!("q{it}=1")).collect();
    let script = format!("a: {}", script.join(" "));
    // Ten alike stand for each other: every size can be tried.
    expect![[r"
        to Mid (smallest, up to 2): q0 1→3 q1 1→5 q2 1→5
    "]]
    .assert_eq(&told(&ten(MEAN, ""), &script));
    // Of twenty with weights of their own too many sets would have to be tried.
    let mut pack = ten(
        "{id: total, at: root, of: items, op: mean, weight: item, blank: worst, na: exclude}",
        "",
    );
    for it in 10..20 {
        writeln!(pack, "      - {{id: q{it}, assessable: true, scale: s, text: {{en: q{it}}}}}")
            .unwrap();
    }
    for it in 0..20 {
        pack = pack.replace(&format!("id: q{it}, "), &format!("id: q{it}, weight: {}, ", it + 20));
    }
    let pack = pack.replace("min: \"2\"", "min: \"3.5\"");
    expect![[r"
        to Mid (not proven smallest, up to 3): q9 1→5 q10 -→5 q11 -→5 q12 -→5 q13 -→5 q14 -→5 q15 -→5 q16 -→5 q17 -→5 q18 -→5 q19 -→5
    "]]
    .assert_eq(&told(&pack, &script));
}

#[test]
fn what_would_be_is_not_what_is() {
    let framework = framework(FIVE);
    let inputs = inputs("a: l=1 s=3 p=3 t=3 m=3\nb: l=1");
    let change = Change { question: name("l"), to: name("3"), proven: false };
    let after = what_if(&framework, &inputs, &[change]);
    assert_eq!(after.tier.unwrap().id.as_str(), "strategic");
    assert_eq!(after.questions[&name("l")].how.to_string(), "agreed answer");
    assert_eq!(score(&framework, &inputs).tier.unwrap().id.as_str(), "early");
    // Where agreement does not count, everybody says so.
    let alone = FIVE.replace("measures:\n", "respondents: {agreed: none, quorum: 2}\nmeasures:\n");
    let framework = super::framework(&alone);
    let change = Change { question: name("s"), to: name("4"), proven: true };
    let after = what_if(&framework, &super::inputs("a: l=1"), &[change]);
    assert_eq!(after.questions[&name("s")].how.to_string(), "median of 2");
}
