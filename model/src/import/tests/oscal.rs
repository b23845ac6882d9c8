//! OSCAL catalogs and profiles.

use expect_test::expect;

use super::{check, many, one};

const CATALOG: &str = r##"{"catalog": {"uuid": "0f", "metadata": {"title": "Garden rules", "version": "3.1",
  "parties": [{"name": "The allotment club"}]},
  "groups": [{"id": "wt", "class": "family", "title": "Water", "controls": [
    {"id": "wt-2", "class": "GR", "title": "Rain barrels", "props": [{"name": "sort-id", "value": "wt-02"},
      {"name": "label", "value": "WT-2"}, {"name": "status", "value": "withdrawn"}]},
    {"id": "wt-1", "class": "GR", "title": "Watering", "params": [
        {"id": "wt-1_p1", "label": "time of day"},
        {"id": "wt-1_p2", "select": {"how-many": "one-or-more", "choice": ["by can", "by {{ insert: param, wt-1_p1 }}"]}}],
      "props": [{"name": "sort-id", "value": "wt-01"}, {"name": "label", "value": "WT-1"}],
      "links": [{"rel": "reference", "href": "#book"}, {"rel": "related", "href": "#wt-2"}],
      "parts": [{"name": "statement", "prose": "Water the beds:", "parts": [
          {"name": "item", "props": [{"name": "label", "value": "a."}], "prose": "at {{ insert: param, wt-1_p1 }};"},
          {"name": "item", "props": [{"name": "label", "value": "b."}], "prose": "{{ insert: param, wt-1_p2 }}."}]},
        {"name": "guidance", "prose": "Evenings are best."}],
      "controls": [{"id": "wt-1.1", "class": "GR-enhancement", "title": "Timer", "params": [],
        "parts": [{"name": "statement", "prose": "A clock opens the tap."}]}]}]}]}}"##;

#[test]
fn a_catalog_keeps_order_labels_prose_and_what_was_withdrawn() {
    check(
        &one("garden.json", CATALOG),
        &expect![[r"
            NIST OSCAL catalog “garden-rules” 3.1 by The allotment club; 4 nodes, 2 assessable, 0 questions, 0 choices, 1 withdrawn, 1 groups
              family wt | en: Water
                ? GR wt-1 | en: Watering | en: Water the beds:⏎a. at [time of day];⏎b. [one or more of: by can; by [time of day]].⏎⏎Evenings are best. (compliance)
                  ? GR-enhancement wt-1.1 | en: Timer | en: A clock opens the tap. (compliance)
                - GR wt-2 | en: Rain barrels
            scale compliance: not-met partly met
            measure part Share
            measure overall Share
            note 1 link to literature left out
        "]],
    );
}

#[test]
fn a_requirement_is_assessed_as_a_whole_not_by_its_parts() {
    let text = r#"{"catalog": {"metadata": {"title": "Parts"}, "groups": [{"id": "g", "title": "G", "controls": [
        {"id": "r1", "class": "requirement", "title": "Gate", "controls": [
            {"id": "r1a", "class": "security_requirement", "title": "r1a",
             "parts": [{"name": "statement", "prose": "The gate has a lock."}]}]}]}]}}"#;
    check(
        &one("parts.json", text),
        &expect![[r"
        NIST OSCAL catalog “parts” 1 by ; 3 nodes, 1 assessable, 0 questions, 0 choices, 0 withdrawn, 1 groups
          group g | en: G
            ? requirement r1 | en: Gate (compliance)
              security_requirement r1a | en: The gate has a lock.
        scale compliance: not-met partly met
        measure part Share
        measure overall Share
    "]],
    );
}

#[test]
fn where_only_examples_tell_the_living_from_the_dead_the_others_are_withdrawn() {
    let text = r#"{"catalog": {"metadata": {"title": "Two editions"}, "groups": [{"id": "F", "class": "function",
      "title": "F", "controls": [
        {"id": "F.A", "class": "category", "title": "Alive", "controls": [
          {"id": "F.A-1", "class": "subcategory", "title": "F.A-1", "parts": [
            {"name": "statement", "prose": "Keys are counted."}, {"name": "example", "prose": "Count them on Mondays"}]},
          {"id": "F.A-2", "class": "subcategory", "title": "F.A-2", "parts": [
            {"name": "statement", "prose": "Keys are numbered."}]}]},
        {"id": "F.B", "class": "category", "title": "Gone", "controls": [
          {"id": "F.B-1", "class": "subcategory", "title": "F.B-1"}]}]}]}}"#;
    check(
        &one("two.json", text),
        &expect![[r"
        NIST OSCAL catalog “two-editions” 1 by ; 6 nodes, 1 assessable, 0 questions, 0 choices, 3 withdrawn, 1 groups
          function F | en: F
            category F.A | en: Alive
              ? subcategory F.A-1 | en: Keys are counted. | en: Example: Count them on Mondays (compliance)
              - subcategory F.A-2 | en: Keys are numbered.
            - category F.B | en: Gone
              - subcategory F.B-1 | en: F.B-1
        scale compliance: not-met partly met
        measure part Share
        measure overall Share
        note subcategories without an example are taken as withdrawn: this edition marks them by nothing else
    "]],
    );
}

#[test]
fn a_profile_chooses_sets_parameters_and_names_what_is_missing() {
    let profile = r##"{"profile": {"metadata": {"title": "Small garden"}, "imports": [{"href": "#x",
        "include-controls": [{"with-ids": ["wt-1.1", "wt-9"]}]}],
        "modify": {"set-parameters": [{"param-id": "wt-1_p1", "values": ["dusk"]}], "alters": [{}]}}}"##;
    check(
        &many(&[("low.json", profile), ("garden.json", CATALOG)]),
        &expect![[r"
            NIST OSCAL profile “small-garden” 1 by ; 3 nodes, 1 assessable, 0 questions, 0 choices, 0 withdrawn, 1 groups
              family wt | en: Water
                GR wt-1 | en: Watering | en: Water the beds:⏎a. at dusk;⏎b. [one or more of: by can; by dusk].⏎⏎Evenings are best.
                  ? GR-enhancement wt-1.1 | en: Timer | en: A clock opens the tap. (compliance)
            scale compliance: not-met partly met
            measure part Share
            measure overall Share
            note modify.alters: 1 change to the words of controls left out
            note wt-9: the profile chooses it, the catalog does not have it
            note 1 link to literature left out
        "]],
    );
    check(
        &one("low.json", profile),
        &expect![[r"
        refused: low.json: this OSCAL profile chooses 2 controls of a catalog that is not here (import it together with its catalog: put both files into one folder)
    "]],
    );
}

#[test]
fn other_oscal_files_are_named_for_what_they_are() {
    let plan = r#"{"system-security-plan": {"metadata": {"title": "x"}}}"#;
    let err = one("ssp.json", plan).unwrap_err().to_string();
    assert!(err.contains("an OSCAL system security plan"), "{err}");
}
