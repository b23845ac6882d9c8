//! CISO Assistant libraries.

use expect_test::expect;

use super::{check, one};
use crate::import::{File, Groups, Options, framework};

const HEAD: &str = "
urn: urn:own:library:shed
locale: en
ref_id: SHED
name: Shed
version: 2
publication_date: 2026-01-02
provider: The allotment club
copyright: The club, all rights kept
objects:
  framework:
    urn: urn:own:framework:shed
    ref_id: shed
    name: Shed order
";

fn library(rest: &str) -> String {
    format!("{HEAD}{rest}")
}

#[test]
fn a_library_keeps_urns_scores_weights_and_translations() {
    let text = library(
        "    min_score: 1
    max_score: 2
    scores_definition:
    - {score: 1, name: Untidy, translations: {de: {name: Wüst}}}
    - {score: 2, name: Tidy, description: Nothing lies around}
    requirement_nodes:
    - {urn: urn:own:n:1, assessable: false, depth: 1, ref_id: 1.10, name: Tools}
    - urn: urn:own:n:2
      assessable: true
      depth: 2
      parent_urn: urn:own:n:1
      weight: 3
      description: Tools hang on hooks.
      annotation: Look on Sundays
      threats: [urn:own:t:1]
      translations: {de: {description: Werkzeug hängt.}}
    - {urn: urn:own:n:3, assessable: false, depth: 3, parent_urn: urn:own:n:2, description: A remark}
",
    );
    let found = one("shed.yaml", &text);
    check(
        &found,
        &expect![[r"
        CISO Assistant library “shed” 2 by The allotment club; 3 nodes, 1 assessable, 0 questions, 0 choices, 0 withdrawn, 0 groups
          section urn:own:n:1 | en: Tools
            ? requirement urn:own:n:2 | de: Werkzeug hängt. | en: Tools hang on hooks. | en: Look on Sundays (score)
              i note urn:own:n:3 | en: A remark
        scale score: 1 2
        measure part Mean
        measure overall Mean
    "]],
    );
    let found = found.unwrap();
    assert_eq!(found.copyright, "The club, all rights kept");
    let tools = found.framework.node(&"urn:own:n:1".parse().unwrap()).unwrap();
    assert_eq!(tools.reference, "1.10", "a number that is a name keeps its nought");
    let hooks = found.framework.node(&"urn:own:n:2".parse().unwrap()).unwrap();
    assert!(hooks.extra["original"]["threats"].is_array(), "what has no place is kept");
}

#[test]
fn nodes_may_have_scales_of_their_own() {
    let text = library(
        "    min_score: 0
    max_score: 2
    scores_definition:
      scale: [{score: 0, name: None}, {score: 1, name: Some}, {score: 2, name: All}]
      alternatives: {binary: [{score: 0, name: No}, {score: 1, name: Yes}]}
    requirement_nodes:
    - {urn: 'n:1', assessable: true, depth: 1, ref_id: A, name: One}
    - {urn: 'n:2', assessable: true, depth: 1, ref_id: B, name: Two, scores_definition_ref: binary}
    - {urn: 'n:3', assessable: true, depth: 1, ref_id: C, name: Three, min_score: 0, max_score: 3}
",
    );
    check(
        &one("shed.yaml", &text),
        &expect![[r"
        CISO Assistant library “shed” 2 by The allotment club; 3 nodes, 3 assessable, 0 questions, 0 choices, 0 withdrawn, 0 groups
          ? requirement n:1 | en: One (score)
          ? requirement n:2 | en: Two (binary)
          ? requirement n:3 | en: Three (score-0-3)
        scale binary: 0 1
        scale score: 0 1 2
        scale score-0-3: 0 1 2 3
        measure part Mean
        measure overall Mean
    "]],
    );
}

const GROUPS: &str = "    implementation_groups_definition:
    - {ref_id: L1, name: First}
    - {ref_id: L2, name: Second}
    requirement_nodes:
    - {urn: 'n:1', assessable: true, depth: 1, name: One, implementation_groups: [L1]}
    - {urn: 'n:2', assessable: true, depth: 1, name: Two, implementation_groups: [L2]}
";

#[test]
fn groups_that_name_the_lowest_level_only_add_up_unless_somebody_says_otherwise() {
    let text = library(GROUPS);
    check(
        &one("shed.yaml", &text),
        &expect![[r"
        CISO Assistant library “shed” 2 by The allotment club; 2 nodes, 2 assessable, 0 questions, 0 choices, 0 withdrawn, 2 groups
          ? requirement n:1 | en: One (compliance) #L1
          ? requirement n:2 | en: Two (compliance) #L2
        scale compliance: not-met partly met
        baseline L1: L1
        baseline L2: L1 L2
        measure part Share
        measure overall Share
        note implementation_groups: each requirement names its lowest group only, and the groups are numbered: a group holds those before it too
    "]],
    );
    let files = [File { path: "shed.yaml", bytes: text.as_bytes() }];
    let options = Options { groups: Groups::AsWritten, ..Options::default() };
    let found = framework(&files, &options).unwrap();
    assert_eq!(found.framework.pack().baselines[&"L2".parse().unwrap()].tags, ["L2"]);
}

#[test]
fn groups_that_are_written_out_are_taken_as_written() {
    let text = library(&GROUPS.replace("groups: [L1]", "groups: [L1, L2]"));
    let found = one("shed.yaml", &text).unwrap();
    assert_eq!(found.framework.pack().baselines[&"L2".parse().unwrap()].tags, ["L2"]);
    assert!(found.skipped[0].what.starts_with("each group is written out"));
}

#[test]
fn one_scored_question_becomes_that_of_its_requirement_and_several_go_below_it() {
    let text = library(
        "    requirement_nodes:
    - urn: n:1
      assessable: true
      depth: 1
      ref_id: A
      name: Door
      questions:
        n:1:q:1:
          type: unique_choice
          text: Is there a lock?
          choices:
          - {urn: 'n:1:q:1:c:1', value: Yes, add_score: 5, compute_result: compliant}
          - {urn: 'n:1:q:1:c:2', value: No, add_score: 0, compute_result: non_compliant}
    - urn: n:2
      assessable: true
      depth: 1
      ref_id: B
      name: Window
      questions:
        n:2:q:1:
          type: unique_choice
          text: Does it close?
          choices:
          - {urn: 'n:2:q:1:c:1', value: Yes, add_score: 2}
          - {urn: 'n:2:q:1:c:2', value: No}
        n:2:q:2:
          type: number
          text: How many panes?
          depends_on: {question: 'n:2:q:1', answers: ['n:2:q:1:c:1'], condition: any}
        n:2:q:3:
          type: unique_choice
          text: Is it clean?
          depends_on: {question: 'n:2:q:1', answers: ['n:2:q:1:c:1'], condition: any}
          choices: [{urn: 'n:2:q:3:c:1', value: Yes, add_score: 1}, {urn: 'n:2:q:3:c:2', value: No}]
",
    );
    check(
        &one("shed.yaml", &text),
        &expect![[r#"
            CISO Assistant library “shed” 2 by The allotment club; 2 nodes, 2 assessable, 4 questions, 6 choices, 0 withdrawn, 0 groups
              ? requirement n:1 | en: Door | en: Is there a lock? (choices-1)
              requirement n:2 | en: Window
                ? question n:2:q:1 | en: Does it close? (choices-2)
                ? question n:2:q:2 | en: How many panes? (Number) if n:2:q:1 is [Name("c-1")]
                ? question n:2:q:3 | en: Is it clean? (choices-3) if n:2:q:1 is [Name("c-1")]
            scale choices-1: c-2 c-1
            scale choices-2: c-2 c-1
            scale choices-3: c-2 c-1
            measure part Sum
            measure overall Sum
        "#]],
    );
}

#[test]
fn questions_without_a_score_explain_their_requirement() {
    let text = library(
        "    requirement_nodes:
    - urn: n:1
      assessable: true
      depth: 1
      ref_id: A
      name: Door
      questions:
        q1: {type: unique_choice, text: Is there a lock?, choices: [{urn: c1, value: Yes}, {urn: c2, value: No}]}
        q2: {type: unique_choice, text: Is there a key?, choices: [{urn: c3, value: Yes}, {urn: c4, value: No}]}
",
    );
    check(
        &one("shed.yaml", &text),
        &expect![[r"
            CISO Assistant library “shed” 2 by The allotment club; 1 nodes, 1 assessable, 2 questions, 4 choices, 0 withdrawn, 0 groups
              ? requirement n:1 | en: Door | en: Is there a lock?⏎Is there a key? (compliance)
            scale compliance: not-met partly met
            measure part Share
            measure overall Share
            note questions: 2 questions without a score stand as guidance; a requirement is answered as a whole
        "]],
    );
}

#[test]
fn a_library_without_a_framework_is_refused_with_what_it_holds() {
    let text = HEAD.split("  framework:").next().unwrap().to_owned()
        + "  risk_matrix:\n  - {urn: a}\n  preset: {urn: b}\n";
    check(
        &one("matrix.yaml", &text),
        &expect![[r"
            refused: matrix.yaml: line 11: this CISO Assistant library holds 1 risk matrix and 1 preset, no framework (choose a library that has “framework” among its objects)
        "]],
    );
    let text = HEAD.split("  framework:").next().unwrap().to_owned()
        + "  requirement_mapping_sets:\n  - {urn: a, requirement_mappings: [{}, {}]}\n";
    check(
        &one("mapping.yaml", &text),
        &expect![[r"
            refused: mapping.yaml: line 11: this CISO Assistant library holds 1 mapping set with 2 rows, no framework (choose a library that has “framework” among its objects)
        "]],
    );
}

#[test]
fn a_node_below_nothing_and_a_node_twice_are_errors_with_their_line() {
    let nodes = "    requirement_nodes:\n    - {urn: 'n:1', assessable: true, name: One, parent_urn: 'n:9'}\n";
    check(
        &one("shed.yaml", &library(nodes)),
        &expect![[r"
            refused: shed.yaml: line 16: “n:1” names a parent “n:9” (no node is called so; correct the name)
        "]],
    );
    let nodes = "    requirement_nodes:\n    - {urn: 'n:1', assessable: true, name: One}\n    - {urn: 'n:1', name: One}\n";
    check(
        &one("shed.yaml", &library(nodes)),
        &expect![[r"
            refused: shed.yaml: line 17: “n:1” is there twice, first in line 16 (give each node its own id)
        "]],
    );
}
