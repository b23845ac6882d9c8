//! Lists and the builder's spreadsheets.

use expect_test::expect;
use proptest::prelude::*;

use super::{check, one};
use crate::{
    framework::{Framework, Pack, shipped},
    import::{File, Format, ImportError, Options, Role, export, framework, preview},
};

#[test]
fn a_list_of_any_make_is_read_by_the_names_of_its_columns() {
    let text = "\u{feff}Control ID;Family;Control Title;Description;Owner;Maturity Level\n\
                SH-1;Tools;Hang up tools;On hooks;Ida;1\n\
                SH-2;Tools;\"Sharpen; oil\";;;2\n\
                \n\
                SH-3;Paths;Sweep paths;With a broom;Bo;1\n";
    check(
        &one("my shed.csv", text),
        &expect![[r"
            list “my-shed” 1 by ; 5 nodes, 3 assessable, 0 questions, 0 choices, 0 withdrawn, 0 groups
              family tools-11a2d6f6 | en: Tools
                ? question SH-1 | en: Hang up tools | en: On hooks (compliance)
                ? question SH-2 | en: Sharpen; oil (compliance)
              family paths-fe8ba0a3 | en: Paths
                ? question SH-3 | en: Sweep paths | en: With a broom (compliance)
            scale compliance: not-met partly met
            measure part Share
            measure overall Share
            note columns: “Control ID” is the id, “Family” is the heading, “Control Title” is the text, “Description” is the guidance, “Maturity Level” is the level
        "]],
    );
    let shown = preview(&File { path: "my shed.csv", bytes: text.as_bytes() }).unwrap();
    assert_eq!(shown.total, 3);
    assert_eq!(
        shown.roles,
        [Role::Id, Role::Group, Role::Text, Role::Guidance, Role::Keep, Role::Level]
    );
}

#[test]
fn somebody_who_knows_better_says_what_columns_are_for() {
    let text = "A,B,C\nx,Lock the shed,nights\n";
    let file = File { path: "list.csv", bytes: text.as_bytes() };
    let err = framework(&[file], &Options::default());
    assert!(matches!(err, Err(ImportError::Unknown(_))), "{err:?}");
    let roles = Some(vec![Role::Id, Role::Text, Role::Ignore]);
    let found = framework(&[file], &Options { roles, ..Options::default() });
    check(
        &found,
        &expect![[r"
            list “list” 1 by ; 1 nodes, 1 assessable, 0 questions, 0 choices, 0 withdrawn, 0 groups
              ? question x | en: Lock the shed (compliance)
            scale compliance: not-met partly met
            measure part Share
            measure overall Share
            note columns: “A” is the id, “B” is the text
        "]],
    );
}

#[test]
fn points_without_words_make_a_list_too() {
    check(
        &one("points.csv", "identifier,value,partial_value\n03.01,5,0\n03.02,3,1\n"),
        &expect![[r"
            list “points” 1 by ; 2 nodes, 2 assessable, 0 questions, 0 choices, 0 withdrawn, 0 groups
              ? question 03.01 (compliance)
              ? question 03.02 (compliance)
            scale compliance: not-met partly met
            measure part Share
            measure overall Share
            note columns: “identifier” is the id, “value” is the points, “partial_value” is the points if partly met
        "]],
    );
}

#[test]
fn ids_that_repeat_and_answers_are_refused() {
    let text = "id,parent,question\na,,One\na,,Two\n";
    let roles = Some(vec![Role::Id, Role::Parent, Role::Text]);
    let file = File { path: "l.csv", bytes: text.as_bytes() };
    let err = framework(&[file], &Options { roles, ..Options::default() }).unwrap_err();
    assert_eq!(
        err.to_string(),
        "l.csv: line 3: “a” is there twice, first in line 2 (give each node its own id)"
    );
    let err = one("a.csv", "question,level,na,dont_know\nq,1,,\n").unwrap_err();
    assert!(err.to_string().contains("a sheet of answers"), "{err}");
}

#[test]
fn what_somebody_breaks_in_the_builder_is_told_with_its_line() {
    let text = "row,id,parent,text:en,assessable,scale,weight,value,data\n\
                framework,id,,,,,,,shed\n\
                framework,version,,,,,,,\"\"\"1\"\"\"\n\
                framework,languages,,,,,,,\"[\"\"en\"\"]\"\n\
                framework,title,,Shed,,,,,\n\
                scale,level,,,,,,,\n\
                option,low,level,Low,,,,1,\n\
                option,high,level,High,,,,2,\n\
                node,d,,Tools,,,,,\n\
                node,q,d,Hooks?,yes,levl,1,,\n";
    check(
        &one("shed.csv", text),
        &expect![[r"
            refused: shed.csv: line 10: nodes[0].children[0].scale: there is no scale “levl”, and 1 more problems (check the spelling, or add it)
        "]],
    );
    let text =
        text.replace("levl", "level").replace("Hooks?,yes,level,1", "Hooks?,yes,level,heavy");
    check(
        &one("shed.csv", &text),
        &expect![[r"
            refused: shed.csv: line 10: nodes[0].children[0].weight: “heavy” is not an exact number: write it like 3, 2.6 or 7/3 (write it in the form that is expected here)
        "]],
    );
    let text = text.replace("heavy", "2").replace("node,q,d", "node,q,e");
    check(
        &one("shed.csv", &text),
        &expect![[r"
            refused: shed.csv: line 10: “q” stands below “e” (no row above is a node called so; put the parent first)
        "]],
    );
    let text = text.replace("node,q,e", "node,q,d");
    check(
        &one("shed.csv", &text),
        &expect![[r"
            Muster spreadsheet “shed” 1 by ; 2 nodes, 1 assessable, 1 questions, 2 choices, 0 withdrawn, 0 groups
              question d | en: Tools
                ? question q | en: Hooks? (level)
            scale level: low high
        "]],
    );
}

/// Exports in every form and imports again.
fn goes_round(framework: &Framework) {
    for (path, bytes) in [
        ("f.csv", export::csv(framework)),
        ("f.xlsx", export::xlsx(framework).unwrap()),
        ("f.yaml", export::yaml(framework)),
        ("f.json", framework.canonical()),
    ] {
        let found = crate::import::framework(&[File { path, bytes: &bytes }], &Options::default());
        let found = found
            .unwrap_or_else(|err| panic!("{path}: {err}\n{}", String::from_utf8_lossy(&bytes)));
        assert_eq!(found.framework.pack(), framework.pack(), "{path}");
        assert_eq!(found.framework.hash(), framework.hash(), "{path}");
        let format = if path.ends_with("csv") || path.ends_with("xlsx") {
            Format::Layout
        } else {
            Format::Pack
        };
        assert_eq!(found.format, format);
    }
}

#[test]
fn every_framework_that_ships_survives_the_builder() {
    for framework in shipped() {
        goes_round(&framework);
    }
}

const ODD: &str = r#"{"muster_pack": 1, "id": "odd", "version": "1", "title": {"en": "Odd", "de": "Sonderbar"},
  "languages": ["en", "de"], "house": {"number": 7, "half": 0.5},
  "scales": {"s": {"options": [{"id": "=1", "label": {"en": "-"}, "value": "-1", "met": false},
                               {"id": "b", "value": "7/3", "met": true, "credit": "1", "met_if": [{"tag": "t,1", "needs": "tested"}]}],
                   "na": "deny", "value": 3, "color": "red"}},
  "nodes": [{"id": "d", "kind": "dimension", "text": {"en": "=SUM(A1)", "de": " mit\nZeilen\t"}, "value": 5, "label": {"x": 1}, "row": "r", "Owner": "Ida",
     "number": "12", "list": "[not json", "empty": "", "nothing": null, "anchor:en:b": "no anchor", "-x": true, " y": 1,
     "children": [{"id": "q1", "kind": "question", "ref": "1.10", "text": {"en": "'quoted'"}, "assessable": true, "scale": "s",
        "anchors": {"=1": {"en": "low"}, "b": {"de": "hoch"}}, "recommendation": {"b": {"en": "rest"}},
        "tags": ["t,1", "a|b", " ", "\\"], "weight": "0.5", "level": 2, "points": "3", "status": "live",
        "evidence": {"kind": "log", "max_age_days": 9}},
       {"id": "q2", "kind": "question", "text": {"en": "yes"}, "assessable": true, "answer": "percent", "tags": ["[1]"],
        "depends_on": {"node": "q1", "options": ["b"]}}]}],
  "measures": [{"id": "m", "at": "root", "of": "items", "op": "mean", "blank": {"value": "1"}, "na": "exclude"}],
  "mappings": [{"node": "q1", "framework": "other", "other": "=x", "relation": "equal"}],
  "baselines": {"small": {"title": {"en": "Small"}, "tags": ["t,1"]}}}"#;

#[test]
fn unknown_keys_formulas_blanks_and_brackets_survive_the_builder() {
    let framework = Framework::parse(ODD.as_bytes(), "odd.json").unwrap();
    goes_round(&framework);
}

fn any_value() -> impl Strategy<Value = serde_json::Value> {
    use serde_json::{Value, json};
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1.0e9_f64..1.0e9).prop_map(Value::from),
        any_text().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(any_text(), inner, 0..4).prop_map(|it| json!(it)),
        ]
    })
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ a-z=@+'\",;|\\\\\\[{:#&<>_x0-9\n\t-]{0,12}",
        "\\PC{0,8}",
        Just("_x0041_".to_owned()),
        Just("~".to_owned()),
        Just("2026-01-01".to_owned()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn whatever_is_in_a_framework_survives_the_builder(
        keys in prop::collection::btree_map(any_text(), any_value(), 0..5),
        words in any_text(),
        tags in prop::collection::vec(any_text(), 0..3),
    ) {
        let mut pack: Pack = serde_json::from_str(ODD).unwrap();
        let node = &mut pack.nodes[0].children[1];
        node.tags = tags;
        node.guidance.insert("en".to_owned(), format!("{words}."));
        node.extra.extend(keys);
        // What is no sound framework is not exported either.
        let Ok(framework) = Framework::of(pack) else { return Ok(()) };
        goes_round(&framework);
    }
}
