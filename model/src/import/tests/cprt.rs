//! CPRT exports.

use expect_test::expect;

use super::{check, one};

fn export(elements: &[[&str; 4]], relations: &[[&str; 2]]) -> String {
    let elements: Vec<String> = elements
        .iter()
        .map(|[kind, id, title, text]| {
            format!(
                r#"{{"element_type": "{kind}", "element_identifier": "{id}", "title": "{title}", "text": "{text}"}}"#
            )
        })
        .collect();
    let relations: Vec<String> = relations
        .iter()
        .map(|[from, to]| {
            format!(
                r#"{{"source_element_identifier": "{from}", "dest_element_identifier": "{to}", "relationship_identifier": "projection"}}"#
            )
        })
        .collect();
    format!(
        r#"{{"response": {{"elements": {{"documents": [{{"doc_identifier": "GR_1", "name": "Garden rules", "version": "Rev 1"}}],
            "elements": [{}], "relationships": [{}]}}}}}}"#,
        elements.join(","),
        relations.join(",")
    )
}

const ELEMENTS: [[&str; 4]; 6] = [
    ["family", "03.01", "Water", ""],
    ["requirement", "03.01.01", "Watering", "Water the beds in the evening."],
    ["discussion", "D_03.01.01", "", "Mornings are second best."],
    ["security_requirement", "SR-03.01.01.a", "a", "There is a can."],
    ["requirement_type", "RT_basic", "", "Basic"],
    ["requirement", "03.01.02", "[Withdrawn: see 03.01.01]", ""],
];

#[test]
fn a_flat_export_becomes_a_tree_although_relations_write_ids_without_padding() {
    let text = export(
        &ELEMENTS,
        &[["3.1", "3.1.1"], ["3.1.1", "RT_basic"], ["3.1.1", "D_3.1.1"], ["3.1", "3.1.2"]],
    );
    check(
        &one("gr.json", &text),
        &expect![[r"
        NIST CPRT export “gr-1” Rev 1 by ; 4 nodes, 1 assessable, 0 questions, 0 choices, 1 withdrawn, 1 groups
          family 03.01 | en: Water
            ? requirement 03.01.01 | en: Watering | en: Water the beds in the evening.⏎⏎Mornings are second best. (compliance) #RT_basic
              security_requirement SR-03.01.01.a | en: There is a can.
            - requirement 03.01.02 | en: [Withdrawn: see 03.01.01]
        scale compliance: not-met partly met
        measure part Share
        measure overall Share
    "]],
    );
}

#[test]
fn relations_in_a_circle_are_one_error_with_its_line() {
    let text = export(
        &[["requirement", "a", "One", "1"], ["requirement", "b", "Two", "2"]],
        &[["a", "b"], ["b", "a"]],
    );
    check(
        &one("gr.json", &text),
        &expect![[r"
        refused: gr.json: line 2: “a” is below itself, in a circle (correct the parents of the nodes in it)
    "]],
    );
}
