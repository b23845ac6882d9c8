//! Official wording beside a framework, crosswalks, and trees of any make.

use expect_test::expect;

use super::{check, one};
use crate::{
    framework::{Framework, Relation},
    import::{File, OFFICIAL, OntoError, crosswalks, onto, spelled},
};

const OWN: &str = r#"{"muster_pack": 1, "id": "shed", "version": "1", "title": {"en": "Shed"}, "languages": ["en"],
    "licence": "MIT", "copyright": "Ours", "scales": {"s": {"options": [{"id": "no"}, {"id": "yes"}]}},
    "nodes": [{"id": "d", "kind": "dimension", "children": [
        {"id": "AC.L1-3.1.1", "text": {"en": "Who may come in?"}, "guidance": {"en": "Ask at the gate."}, "assessable": true, "scale": "s"},
        {"id": "AC.L1-3.1.2", "text": {"en": "Who has keys?"}, "assessable": true, "scale": "s"}]}]}"#;

#[test]
fn official_words_join_the_questions_with_the_same_identifier() {
    let own = Framework::parse(OWN.as_bytes(), "own.json").unwrap();
    let list = "id,title,description\n03.01.01,Gate,Few come in.\n03.01.09,Moat,Water.\n";
    let source = one("official.csv", list).unwrap();
    let found = onto(&own, &source).unwrap();
    assert_eq!(found.matched, 1);
    assert_eq!(found.without, ["AC.L1-3.1.2".parse().unwrap()]);
    assert_eq!(found.unused, ["03.01.09"]);
    let node = found.framework.node(&"AC.L1-3.1.1".parse().unwrap()).unwrap();
    assert_eq!(node.text["en"], "Who may come in?", "the question is ours");
    assert_eq!(node.guidance["en"], "Gate\n\nFew come in.\n\nAsk at the gate.");
    assert_eq!(node.extra[OFFICIAL]["guidance"]["en"], "Few come in.");
    assert_eq!(found.framework.pack().copyright, "Ours; official");
    let strangers = one("s.csv", "id,title\nx,X\n").unwrap();
    assert_eq!(onto(&own, &strangers), Err(OntoError::Strangers(2)));
}

#[test]
fn one_identifier_has_many_spellings() {
    for same in ["03.01.01", "3.1.1", "AC.L1-3.1.1", " 3.1.1 "] {
        assert_eq!(spelled(same), "3.1.1");
    }
    assert_eq!(spelled("GV.OC-01"), "gv.oc-01");
    assert_eq!(spelled("10.0.20"), "10.0.20");
}

#[test]
fn a_mapping_set_is_a_crosswalk() {
    let text = "objects:\n  requirement_mapping_sets:\n  - source_framework_urn: f\n    target_framework_urn: t\n    requirement_mappings:\n    \
                - {source_requirement_urn: a, target_requirement_urn: b, relationship: subset}\n    \
                - {source_requirement_urn: a, target_requirement_urn: c, relationship: akin}\n";
    let found = crosswalks(&File { path: "m.yaml", bytes: text.as_bytes() }).unwrap();
    assert_eq!((found[0].from.as_str(), found[0].to.as_str()), ("f", "t"));
    assert_eq!(found[0].rows, [("a".to_owned(), "b".to_owned(), Relation::Subset)]);
    assert_eq!(found[0].skipped.len(), 1);
    crosswalks(&File { path: "m.yaml", bytes: b"a: b" }).unwrap_err();
}

#[test]
fn a_tree_of_any_make_is_read_by_the_lists_in_it() {
    let text = "name: Yard\nversion: 3\nlevels: [{level: 0, name: Wild}]\ndomains:\n- short_code: FENCE\n  full_name: Fence\n  objectives:\n  \
                - number: 1\n    title: Posts\n    practices:\n    - {id: FENCE-1a, mil: 1, text: Posts stand., owner: Ida}\n";
    check(
        &one("yard.yaml", text),
        &expect![[r"
        tree “yard” 3 by ; 3 nodes, 1 assessable, 0 questions, 0 choices, 0 withdrawn, 0 groups
          domain FENCE | en: Fence
            objective FENCE-1 | en: Posts
              ? practice FENCE-1a | en: Posts stand. (compliance)
        scale compliance: not-met partly met
        measure part Share
        measure overall Share
    "]],
    );
}
