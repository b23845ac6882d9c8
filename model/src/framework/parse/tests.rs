//! Packs that are sound, packs that are broken, and bytes that were never a pack.

use std::fmt::Write as _;

use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::*;

const TINY: &str = r#"# A tiny pack.
muster_pack: 1
id: tiny
version: "1"
title: {en: Tiny}
languages: [en]
scales:
  s:
    options:
      - {id: "No", label: {en: No}, value: "0.50"}
      - {id: "yes", label: {en: yes}, value: "4/2"}
measures:
  - {id: m, at: root, of: items, op: mean, blank: block, na: exclude}
ladders:
  - id: tier
    at: root
    mode: cumulative
    rungs:
      - {id: low, name: {en: Low}}
      - {id: high, name: {en: High}, require: [{measure: m, min: 1}]}
nodes:
  - id: d
    kind: dimension
    text: {en: Dimension}
    children:
      - id: q
        assessable: true
        scale: s
        text: {en: "Is it so?"}
        anchors: {"No": {en: no}, "yes": {en: yes}}
        colour: {shade: [1, 1.5, dark]}
"#;

fn problems(bytes: &[u8], hint: &str) -> Vec<Problem> {
    Framework::parse(bytes, hint).map(|it| it.hash()).unwrap_err()
}

fn render(problems: &[Problem]) -> String {
    let mut out = String::new();
    for it in problems {
        writeln!(out, "{it}").unwrap();
    }
    out
}

fn check(pack: &str, expected: &Expect) {
    expected.assert_eq(&render(&problems(pack.as_bytes(), "pack.yaml")));
}

/// Returns the tiny pack with one text replaced.
fn with(old: &str, new: &str) -> String {
    assert!(TINY.contains(old), "{old}");
    TINY.replacen(old, new, 1)
}

fn tiny() -> Framework {
    Framework::parse(TINY.as_bytes(), "tiny.yaml").unwrap()
}

#[test]
fn a_pack_means_the_same_in_every_notation() {
    let toml = r#"
muster_pack = 1
id = "tiny"
version = "1"
title = {en = "Tiny"}
languages = ["en"]

[[scales.s.options]]
id = "No"
label.en = "No"
value = "0.5"
[[scales.s.options]]
id = "yes"
label.en = "yes"
value = 2

[[measures]]
id = "m"
at = "root"
of = "items"
op = "mean"
blank = "block"
na = "exclude"

[[ladders]]
id = "tier"
at = "root"
mode = "cumulative"
rungs = [{id = "low", name = {en = "Low"}}, {id = "high", name = {en = "High"}, require = [{measure = "m", min = "1.0"}]}]

[[nodes]]
id = "d"
kind = "dimension"
text.en = "Dimension"
[[nodes.children]]
id = "q"
assessable = true
scale = "s"
text.en = "Is it so?"
anchors = {No = {en = "no"}, yes = {en = "yes"}}
colour = {shade = [1, 1.5, "dark"]}
"#;
    let yaml = tiny();
    let json = yaml.canonical();
    assert_eq!(Framework::parse(toml.as_bytes(), "tiny.toml").unwrap(), yaml);
    assert_eq!(Framework::parse(toml.as_bytes(), "").unwrap(), yaml);
    assert_eq!(Framework::parse(&json, "tiny.json").unwrap(), yaml);
    assert_eq!(Framework::parse(&json, "").unwrap(), yaml);
    assert_eq!(Framework::parse(TINY.as_bytes(), "").unwrap(), yaml);
    // JSON is YAML too.
    assert_eq!(Framework::parse(&json, "tiny.yaml").unwrap(), yaml);
}

#[test]
fn the_identity_of_a_pack_never_changes() {
    let framework = tiny();
    expect![[r#"{"copyright":"","id":"tiny","ladders":[{"at":"root","id":"tier","mode":"cumulative","rungs":[{"id":"low","name":{"en":"Low"},"require":[]},{"id":"high","name":{"en":"High"},"require":[{"measure":"m","min":"1"}]}]}],"languages":["en"],"licence":"","measures":[{"at":"root","blank":"block","denormalise":false,"id":"m","na":"exclude","normalise":false,"of":"items","op":"mean"}],"muster_pack":1,"nodes":[{"assessable":false,"children":[{"anchors":{"No":{"en":"no"},"yes":{"en":"yes"}},"assessable":true,"colour":{"shade":[1,1.5,"dark"]},"id":"q","kind":"question","scale":"s","text":{"en":"Is it so?"}}],"id":"d","kind":"dimension","text":{"en":"Dimension"}}],"publisher":"","respondents":{"agreed":"overrides","by":"person","combine":"median","na":"majority","quorum":1,"role_weights":{},"self_excluded":false},"scales":{"s":{"na":"allow","options":[{"id":"No","label":{"en":"No"},"value":"0.5"},{"id":"yes","label":{"en":"yes"},"value":"2"}]}},"source":"","title":{"en":"Tiny"},"version":"1"}"#]].assert_eq(&String::from_utf8(framework.canonical()).unwrap());
    expect!["a9115d1e24ab2b2c223b20d37c1e8531f7796e896ca7106fcd70af5ed1683e80"]
        .assert_eq(&framework.hash().to_string());
    let again = Framework::parse(&framework.canonical(), "").unwrap();
    assert_eq!(again, framework);
    assert_eq!(again.canonical(), framework.canonical());
}

#[test]
fn what_changes_the_meaning_changes_the_identity_and_nothing_else_does() {
    let hash = |pack: &str| Framework::parse(pack.as_bytes(), "a.yaml").unwrap().hash();
    let tiny = hash(TINY);
    assert_eq!(hash(&with("# A tiny pack.\n", "")), tiny);
    assert_eq!(hash(&with("\"0.50\"", "\"1/2\"")), tiny);
    assert_eq!(hash(&TINY.replace('\n', "\r\n")), tiny);
    assert_eq!(hash(&with("at: root, of: items, op: mean", "op: mean, of: items, at: root")), tiny);
    assert_ne!(hash(&with("min: 1}", "min: 2}")), tiny);
    assert_ne!(hash(&with("shade: [1, 1.5, dark]", "shade: [1, 1.5]")), tiny);
    assert_ne!(hash(&with("Is it so?", "Is it?")), tiny);
}

#[test]
fn words_of_old_yaml_stay_words() {
    let framework = tiny();
    let options = &framework.pack().scales[&"s".parse().unwrap()].options;
    assert_eq!(options[0].label["en"], "No");
    assert_eq!(options[1].label["en"], "yes");
    let question = framework.node(&"q".parse().unwrap()).unwrap();
    assert_eq!(question.extra["colour"]["shade"][2], "dark");
    assert_eq!(question.text["en"], "Is it so?");
}

const BROKEN: &str = r#"
muster_pack: 1
version: 1.0
title: {en: Broken, fr: Cassé}
languages: [en, "x"]
scales:
  s:
    range: ["5", "1"]
    na: maybe
    options:
      - {id: a, value: 2.6}
      - {id: a, value: "2", credit: "1.5"}
      - {value: "3", met_if: [{tag: gone, needs: luck}]}
measures:
  - {id: items, at: nowhere, of: later, op: mean}
  - {id: m, at: root, of: items, op: average, blank: sometimes, wieght: item}
  - {id: m, at: root, of: items, op: deduct, blank: block, na: as_target, cap: target}
ladders:
  - id: tier
    at: root
    mode: cumulative
    rungs:
      - {id: low, name: {en: ""}}
      - {id: low, name: {en: High}, require: [{measure: gone}, {evidence: {kind: gone, max_age_days: -1}}, {luck: 1}, {each: {measure: m}}]}
nodes:
  - {id: d, kind: dimension, text: Dimension}
  - id: d
    kind: dimension
    children:
      - {id: " q", assessable: true}
      - {id: q1, assessable: true, scale: gone, text: {en: one}}
      - {id: q2, assessable: yes, scale: s, text: {en: two}, weight: "-1", na_needs: luck}
      - {id: q3, assessable: true, text: {en: three}, depends_on: {node: q3, options: [a]}}
      - {id: q4, assessable: true, scale: s, text: {en: four}, anchors: {zz: {en: no}}, depends_on: {node: q5, options: [a]}}
      - {id: q5, assessable: true, scale: s, depends_on: {node: q4, options: [zz]}}
"#;

#[test]
fn every_problem_is_named_at_once() {
    check(
        BROKEN,
        &expect![[r#"
            line 2: the key “id” is missing (every part of this sort needs it)
            line 3: version: invalid type: floating point `1.0`, expected a string (put it in quotes, like "2.6")
            line 4: title.fr: the language “fr” is not declared (add it to “languages” at the top, or write the text in one of those)
            line 5: languages[1]: “x” is not a language tag (write it like en, de or pt-BR)
            line 8: scales.s.range: the range does not go from low to high (write [lowest, highest])
            line 9: scales.s.na: “maybe” is not one of the words this key takes (use one of: allow, deny)
            line 11: scales.s.options[0].value: invalid type: floating point `2.6`, expected an exact number in quotes, like "2.6" (put it in quotes, like "2.6")
            line 12: scales.s.options[1].id: the id “a” is taken already (give each its own id)
            line 12: scales.s.options[1].value: the value is outside the range of the scale (widen the range, or correct the value)
            line 12: scales.s.options[1].credit: 1.5 is outside its range (use a number from 0 to 1)
            line 13: scales.s.options[2]: the key “id” is missing (every part of this sort needs it)
            line 13: scales.s.options[2].value: the value is outside the range of the scale (widen the range, or correct the value)
            line 13: scales.s.options[2].met_if[0].needs: “luck” is not known here (use one of: evidence, documented, tested, reason)
            line 13: scales.s.options[2].met_if[0].tag: there is no tag on any node “gone” (check the spelling, or add it)
            line 15: measures[0].id: this name is taken by the format (choose another)
            line 15: measures[0].at: no live node is of the kind “nowhere” (use root, * or a kind that nodes have)
            line 15: measures[0].of: there is no measure “later” above this one (use items, children or a measure listed earlier)
            line 15: measures[0]: the measure does not say what a missing answer does (say “blank: block”, “skip”, “worst”, “worst_once_begun”, {skip_up_to: …} or {value: …})
            line 16: measures[1].blank: “sometimes” is not one of the words this key takes (use one of: worst, worst_once_begun, skip, skip_up_to, block, value)
            line 16: measures[1].op: “average” is not one of the words this key takes (use one of: mean, sum, min, max, median, share, count, deduct, stack)
            line 16: measures[1].wieght: the key “wieght” does not belong here (use one of: id, title, at, of, where, op, weight, count, blank, na, normalise, denormalise, scale, cap, start, partial_option, times, incomplete_cap, field, select, round)
            line 16: measures[1]: the measure does not say what “not applicable” does (say “na: exclude”, “as_met”, “as_target”, “worst” or “block”)
            line 16: measures[1]: option “a” of scale “s” has no value, which this measure reads (give the option a “value”)
            line 17: measures[2].id: the id “m” is taken already (give each its own id)
            line 17: measures[2].na: only a question whose value counts has a target (use exclude, as_met, worst or block)
            line 17: measures[2]: option “a” of scale “s” has no met, which this measure reads (give the option a “met”)
            line 17: measures[2].cap: “cap” means nothing for this measure (leave the key out)
            line 17: measures[2]: deduct does not say where it starts (give “start”)
            line 23: ladders[0].rungs[0].name.en: the text is empty (write it, or leave the key out)
            line 24: ladders[0].rungs[1].require[1].evidence.max_age_days: “max_age_days” takes a whole number that is not below nought (write it without quotes, like 365)
            line 24: ladders[0].rungs[1].require[2].luck: “luck” is no condition (use one of: measure, each, all_met, share_met, open, evidence, answered, facts, ladder, each_ladder, any_of)
            line 24: ladders[0].rungs[1].require[3].each: the key “min” is missing (every part of this sort needs it)
            line 24: ladders[0].rungs[1].id: the id “low” is taken already (give each its own id)
            line 24: ladders[0].rungs[1].require[0]: the condition has no limit (give “min” or “below”)
            line 24: ladders[0].rungs[1].require[0].measure: there is no measure “gone” (check the spelling, or add it)
            line 24: ladders[0].rungs[1].require[1].evidence.kind: there is no question that asks for evidence of the kind “gone” (check the spelling, or add it)
            line 24: ladders[0].rungs[1].require[3].each.measure: there is no such place below some places of this ladder (look at other places, or say “empty: pass” or “fail” on the ladder)
            line 26: nodes[0].text: invalid type: string "Dimension", expected a map (write a table; a text has a language: {en: …})
            line 27: nodes[1].id: the id “d” is taken already (give each node its own id, for ever)
            line 30: nodes[1].children[0].id: “ q” is not a name: use 1 to 200 printable characters (write it in the form that is expected here)
            line 30: nodes[1].children[0].text: a question without words (write the question as {en: …}, or give its “ref”)
            line 30: nodes[1].children[0]: nobody can answer this: it has no scale (give it a “scale”, or “answer: text” for an open question)
            line 31: nodes[1].children[1].scale: there is no scale “gone” (check the spelling, or add it)
            line 32: nodes[1].children[2].assessable: “assessable” takes true or false (write true or false, without quotes)
            line 32: nodes[1].children[2].weight: a number below nought makes no sense here (use nought or more)
            line 32: nodes[1].children[2].na_needs: “luck” is not known here (use one of: reason, approval)
            line 33: nodes[1].children[3]: nobody can answer this: it has no scale (give it a “scale”, or “answer: text” for an open question)
            line 33: nodes[1].children[3].depends_on.node: there is no question with a scale called “q3” (check the spelling, or add it)
            line 33: nodes[1].children[3].depends_on: this question waits for itself, in a circle (break the circle)
            line 34: nodes[1].children[4].anchors.zz: there is no option on the scale of this node “zz” (check the spelling, or add it)
            line 34: nodes[1].children[4].depends_on: this question waits for itself, in a circle (break the circle)
            line 35: nodes[1].children[5].text: a question without words (write the question as {en: …}, or give its “ref”)
            line 35: nodes[1].children[5].depends_on.options[0]: there is no option on that scale “zz” (check the spelling, or add it)
        "#]],
    );
}

#[test]
fn an_open_policy_is_refused_where_it_matters() {
    check(
        &with(", blank: block, na: exclude", ""),
        &expect![[r"
            line 13: measures[0]: the measure does not say what “not applicable” does (say “na: exclude”, “as_met”, “as_target”, “worst” or “block”)
            line 13: measures[0]: the measure does not say what a missing answer does (say “blank: block”, “skip”, “worst”, “worst_once_begun”, {skip_up_to: …} or {value: …})
        "]],
    );
    // Where nothing can be “not applicable”, nothing need be said about it.
    let denied = with("  s:\n", "  s:\n    na: deny\n").replace(", na: exclude", "");
    assert!(Framework::parse(denied.as_bytes(), "a.yaml").is_ok());
    check(
        &with("{measure: m, min: 1}", "{all_met: {}}"),
        &expect![[r"
        line 20: ladders[0].rungs[1].require[0].all_met: the scale of “q” does not say which options are met (give each option “met: true” or “met: false”)
        line 20: ladders[0].rungs[1].require[0].all_met: the ladder does not say what “not applicable” does (say “na: exclude” or “na: deny” on the ladder)
    "]],
    );
}

#[test]
fn what_is_not_there_yet_is_refused_with_a_sentence() {
    check(
        &with("languages: [en]", "languages: [en]\nrespondents: {self_excluded: true, quorum: 0}"),
        &expect![[r"
            line 7: respondents.quorum: so many voices make no quorum (use 1 to 1000)
            line 7: respondents.self_excluded: no question says whom it is about (tag questions or what is above them “about:ROLE”, or leave the key out)
        "]],
    );
    check(
        &with("op: mean", "op: mean, cap: target, start: 1, select: {depth: 0}, field: luck"),
        &expect![[r"
            line 13: measures[0].start: “start” means nothing for this measure (leave the key out)
            line 13: measures[0].field: “luck” is not known here (use one of: value, met, credit)
            line 13: measures[0].select.depth: nothing is nought levels below (use 1 for children)
        "]],
    );
    check(
        &with("of: items, op: mean", "of: children, op: share"),
        &expect![[r"
        line 13: measures[0].of: share, count, deduct and stack look at questions (use “of: items”)
        line 13: measures[0].of: at the root, “children” would be every question, one by one (use “items”, or a measure computed at the dimensions)
    "]],
    );
}

#[test]
fn a_newer_format_is_refused_with_one_sentence() {
    let newer = with("muster_pack: 1", "muster_pack: 2").replace("title", "something_new");
    check(
        &newer,
        &expect![[r"
        line 2: this pack has format 2, made for a newer version of Muster (update Muster, then open it again)
    "]],
    );
    check(
        "id: x",
        &expect![[r"
        line 1: this is not a framework pack: the key “muster_pack” is missing (a pack begins with “muster_pack: 1”)
    "]],
    );
    check(
        "muster_pack: one",
        &expect![[r"
        line 1: “muster_pack” is not a format there is (a pack begins with “muster_pack: 1”)
    "]],
    );
    check(
        "[1, 2]",
        &expect![[r"
        line 1: a pack is a table of keys, but this is a list (a pack begins with “muster_pack: 1”)
    "]],
    );
    check(
        "",
        &expect![[r"
        line 1: the file holds nothing (a pack begins with “muster_pack: 1”)
    "]],
    );
}

#[test]
fn broken_notation_is_named_with_its_line() {
    check(
        "muster_pack: 1\nnodes:\n  - {id: a, \n",
        &expect![[r"
        line 4: this is not YAML, at column 1: while parsing a node, did not find expected node content (look at this line and the one above: indentation, quotes, brackets)
    "]],
    );
    check(
        "muster_pack: 1\nid: a\nid: b\n",
        &expect![[r"
        line 3: the key “id” stands twice in the same table (each key may stand once in a table; remove or rename one)
    "]],
    );
    check(
        "muster_pack: 1\n\ttitle: x\n",
        &expect![[r"
        line 1: this is not YAML, at column 14: while scanning a plain scalar, found a tab (look at this line and the one above: indentation, quotes, brackets)
    "]],
    );
    check(
        "muster_pack: 1\n---\nmuster_pack: 1\n",
        &expect![[r"
        line 2: a second document begins here (one file holds one pack)
    "]],
    );
    check(
        "muster_pack: 1\nx: &a {b: 1}\ny:\n  <<: *a\n",
        &expect![[r"
        line 4: “<<” merges tables in old YAML, not in YAML 1.2 (write the keys out, or use an alias for the whole value)
    "]],
    );
    check(
        "muster_pack: 1\nx: !!binary aGk=\n",
        &expect![[r"
        line 2: the tag “tag:yaml.org,2002:!binary” means nothing here (leave the tag out)
    "]],
    );
    check(
        "muster_pack: 1\n? [a, b]\n: c\n",
        &expect![[r"
        line 2: a list or table stands where a key belongs (keys are plain words)
    "]],
    );
    check(
        "muster_pack: 1\nx: *nobody\n",
        &expect![[r"
        line 2: this is not YAML, at column 4: while parsing node, found unknown anchor (look at this line and the one above: indentation, quotes, brackets)
    "]],
    );
    check(
        "muster_pack: 1\nx: &a [1, *a]\n",
        &expect![[r"
        line 2: this alias points into itself (write the value out)
    "]],
    );
}

#[test]
fn broken_json_and_toml_are_named_with_their_line() {
    let json = |text: &str| render(&problems(text.as_bytes(), "a.json"));
    expect![[r"
        line 2: a value is expected: found “}” (this is not JSON; look at commas, quotes and brackets here)
    "]].assert_eq(&json("{\"muster_pack\": 1,\n \"id\": }"));
    expect![[r"
        line 2: the key “a” stands twice in the same table (each key may stand once in a table; remove or rename one)
    "]].assert_eq(&json("{\"a\": 1,\n \"a\": 2}"));
    expect![[r"
        line 2: there is something after the end: found “{}” (this is not JSON; look at commas, quotes and brackets here)
    "]].assert_eq(&json("{\"a\": 1}\n{}"));
    expect![[r#"
        line 1: the text holds an escape or a control character JSON does not allow: found “\"\\q\"}” (this is not JSON; look at commas, quotes and brackets here)
    "#]].assert_eq(&json("{\"a\": \"\\q\"}"));
    let toml = |text: &str| render(&problems(text.as_bytes(), "a.toml"));
    expect![[r"
        line 2: this is not TOML: string values must be quoted, expected literal string (look at this line: quotes, brackets, keys that stand twice)
    "]].assert_eq(&toml("muster_pack = 1\nid = \n"));
    expect![[r"
        line 3: this is not TOML: duplicate key (look at this line: quotes, brackets, keys that stand twice)
    "]].assert_eq(&toml("muster_pack = 1\nid = 'a'\nid = 'b'\n"));
}

#[test]
fn another_encoding_is_named() {
    let utf16: Vec<u8> = TINY.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let with_mark: Vec<u8> = [&[0xff, 0xfe], utf16.as_slice()].concat();
    expect![[r"
        line 1: the file is written in UTF-16 (save it as UTF-8)
    "]]
    .assert_eq(&render(&problems(&with_mark, "a.yaml")));
    let latin = with("Tiny", "T\u{1}ny").replace('\u{1}', "?").into_bytes();
    let latin: Vec<u8> = latin.into_iter().map(|it| if it == b'?' { 0xef } else { it }).collect();
    expect![[r"
        line 5: there are bytes here that are not UTF-8 text (save the file as UTF-8)
    "]]
    .assert_eq(&render(&problems(&latin, "a.yaml")));
    // The mark some editors put before UTF-8 is harmless.
    let marked = [&[0xef, 0xbb, 0xbf], TINY.as_bytes()].concat();
    assert_eq!(Framework::parse(&marked, "a.yaml").unwrap(), tiny());
    expect![[r"
        line 1: this is not YAML, at column 4: found unprintable character (look at this line and the one above: indentation, quotes, brackets)
    "]].assert_eq(&render(&problems(b"a: \0b\n", "a.yaml")));
}

#[test]
fn bombs_are_defused() {
    let mut nested = "muster_pack: 1\nx: ".to_owned();
    nested.push_str(&"[".repeat(200));
    check(
        &nested,
        &expect![[r"
        line 2: the file is nested too deeply (64 levels are the limit; a framework needs about ten)
    "]],
    );
    check(
        &format!("muster_pack: 1\nx: {}", "{a: ".repeat(100)),
        &expect![[r"
        line 2: the file is nested too deeply (64 levels are the limit; a framework needs about ten)
    "]],
    );
    let mut steps = "muster_pack: 1\n".to_owned();
    for it in 0..200 {
        writeln!(steps, "{}a:", "  ".repeat(it)).unwrap();
    }
    check(
        &steps,
        &expect![[r"
        line 66: the file is nested too deeply (64 levels are the limit; a framework needs about ten)
    "]],
    );
    let mut laughs = "muster_pack: 1\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for it in 1..12 {
        let alias = vec![format!("*a{}", it - 1); 10].join(", ");
        writeln!(laughs, "a{it}: &a{it} [{alias}]").unwrap();
    }
    check(
        &laughs,
        &expect![[r"
        line 7: the file unfolds to more than this program reads (repeat less by alias, or split the pack: 500,000 values and 16 MiB of text are the limit)
    "]],
    );
    let mut text = format!("muster_pack: 1\na: &a {}\nb:\n", "x".repeat(100_000));
    text.push_str(&"  - *a\n".repeat(10_000));
    check(
        &text,
        &expect![[r"
        line 169: the file unfolds to more than this program reads (repeat less by alias, or split the pack: 500,000 values and 16 MiB of text are the limit)
    "]],
    );
    for (hint, open) in [("a.json", "["), ("a.json", "{\"a\":"), ("a.toml", "a = [")] {
        let deep = format!("{}{}", open, open.trim_start_matches("a = ").repeat(100_000));
        assert_eq!(problems(deep.as_bytes(), hint).len(), 1, "{hint}");
    }
    let dots = format!("{} = 1", vec!["a"; 100_000].join("."));
    assert_eq!(problems(dots.as_bytes(), "a.toml").len(), 1);
    let large = vec![b' '; tree::MAX_BYTES + 1];
    expect![[r"
        the file has more than 8 MiB (split it, or leave texts out)
    "]]
    .assert_eq(&render(&problems(&large, "a.yaml")));
}

#[test]
fn a_framework_made_by_a_program_is_checked_too() {
    let mut pack = tiny().pack().clone();
    assert_eq!(Framework::of(pack.clone()).unwrap(), tiny());
    let mut node = pack.nodes[0].clone();
    for it in 0..100 {
        let mut above = pack.nodes[0].clone();
        above.id = format!("n{it}").parse().unwrap();
        above.children = vec![node];
        node = above;
    }
    pack.nodes = vec![node];
    expect![[r"
        nodes: the tree is too large (20,000 nodes and 24 levels are the limit; split the framework)
    "]]
    .assert_eq(&render(&Framework::of(pack).unwrap_err()));
}

#[test]
fn a_pack_cut_anywhere_is_refused_or_sound() {
    for end in 0..TINY.len() {
        if let Err(problems) = Framework::parse(&TINY.as_bytes()[..end], "a.yaml") {
            assert!(problems.iter().all(|it| !it.what.is_empty() && !it.hint.is_empty()));
        }
    }
    let json = tiny().canonical();
    for end in 0..json.len() {
        assert!(Framework::parse(&json[..end], "").is_err(), "{end}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn any_bytes_are_refused_in_words(bytes in prop::collection::vec(any::<u8>(), 0..200), hint in 0_usize..4) {
        let hint = ["", "a.yaml", "a.toml", "a.json"][hint];
        let problems = problems(&bytes, hint);
        prop_assert!(problems.iter().all(|it| !it.what.is_empty() && !it.hint.is_empty()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn words_thrown_together_are_refused_in_words(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "muster_pack: 1\n", "nodes:", "- ", "{", "}", "[", "]", "id: a", ", ", "\n", "\n  ", ": ", "\"", "'",
                "&a ", "*a", "!!str ", "|\n", ">-\n", "# ", "scales:", "measures:", "2.6", "~", "---\n", "? ", "\t",
                "%YAML 1.2\n", "é", "\r", "=", "[[a]]\n", "a.b = 1\n", "'''", "\\u0000", "<<: ",
            ]),
            0..40,
        ),
        hint in 0_usize..4,
    ) {
        let hint = ["", "a.yaml", "a.toml", "a.json"][hint];
        let problems = problems(words.concat().as_bytes(), hint);
        prop_assert!(!problems.is_empty());
    }

    #[test]
    fn one_byte_changed_is_refused_in_words_or_sound(at in 0..TINY.len(), byte in any::<u8>()) {
        let mut bytes = TINY.as_bytes().to_vec();
        bytes[at] = byte;
        if let Ok(framework) = Framework::parse(&bytes, "a.yaml") {
            let again = Framework::parse(&framework.canonical(), "").unwrap();
            prop_assert_eq!(again, framework);
        }
    }
}
