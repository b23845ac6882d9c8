//! A small framework: a dozen questions in three dimensions, a measure and a ladder.

use std::{
    fmt::Write as _,
    sync::{Arc, OnceLock},
};

use muster_model::framework::Framework;

const HEAD: &str = r#"muster_pack: 1
id: small
version: "1"
title: {en: Small}
languages: [en]
scales:
  s:
    options:
      - {id: a, label: {en: a}, value: "0"}
      - {id: b, label: {en: b}, value: "1"}
      - {id: c, label: {en: c}, value: "2"}
      - {id: d, label: {en: d}, value: "3"}
      - {id: e, label: {en: e}, value: "4"}
measures:
  - {id: m, at: root, of: items, op: mean, blank: block, na: exclude}
ladders:
  - id: tier
    at: root
    mode: cumulative
    rungs:
      - {id: low, name: {en: Low}}
      - {id: high, name: {en: High}, require: [{measure: m, min: 2}]}
nodes:
"#;

/// Returns the small framework.
pub fn small() -> Arc<Framework> {
    static SMALL: OnceLock<Arc<Framework>> = OnceLock::new();
    Arc::clone(SMALL.get_or_init(parsed))
}

#[expect(clippy::expect_used, reason = "a test world that does not work is a failed test")]
fn parsed() -> Arc<Framework> {
    let mut pack = HEAD.to_owned();
    for dimension in 0..3 {
        let head = format!(
            "  - id: d{dimension}\n    kind: dimension\n    text: {{en: D}}\n    children:\n"
        );
        pack.push_str(&head);
        for question in 0..4 {
            let id = format!("      - id: d{dimension}.q{question}\n        assessable: true\n");
            let rest = "        scale: s\n        text: {en: \"Is it so?\"}\n        \
                anchors: {a: {en: a}, b: {en: b}, c: {en: c}, d: {en: d}, e: {en: e}}";
            writeln!(pack, "{id}{rest}").expect("text can be written");
        }
    }
    Framework::parse(pack.as_bytes(), "pack.yaml").expect("the small pack is a pack").into()
}
