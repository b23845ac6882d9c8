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
        "modify": {"set-parameters": [{"param-id": "wt-1_p1", "values": ["dusk"]}]}}}"##;
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
fn a_profile_chooses_by_pattern_and_changes_what_it_chose() {
    let profile = r##"{"profile": {"metadata": {"title": "Dry garden"}, "imports": [{"href": "#x",
        "include-controls": [{"matching": [{"pattern": "wt-1*"}, {"pattern": "zz-*"}]}]}],
        "modify": {"alters": [
          {"control-id": "wt-1", "removes": [{"by-name": "guidance"}, {"by-id": "nothing"}],
           "adds": [
             {"position": "starting", "parts": [{"name": "statement", "prose": "Only in a dry week."}]},
             {"position": "ending", "params": [{"id": "wt-1_p3", "label": "litres"}],
              "props": [{"name": "priority", "value": "P1"}],
              "parts": [{"id": "wt-1_gdn", "name": "guidance", "prose": "At most {{ insert: param, wt-1_p3 }}."}]},
             {"by-id": "wt-1_gdn", "position": "after", "parts": [{"name": "guidance", "prose": "Count them."}]},
             {"by-id": "wt-1_gone", "parts": [{"name": "guidance", "prose": "Nowhere."}]}]},
          {"control-id": "wt-7", "adds": [{"title": "Nobody"}]},
          {"control-id": "wt-1.1", "adds": [{"title": "Clock"}]}]}}}"##;
    check(
        &many(&[("dry.json", profile), ("garden.json", CATALOG)]),
        &expect![[r#"
        NIST OSCAL profile “dry-garden” 1 by ; 3 nodes, 2 assessable, 0 questions, 0 choices, 0 withdrawn, 1 groups
          family wt | en: Water
            ? GR wt-1 | en: Watering | en: Only in a dry week.⏎Water the beds:⏎a. at [time of day];⏎b. [one or more of: by can; by [time of day]].⏎⏎At most [litres].⏎Count them. (compliance)
              ? GR-enhancement wt-1.1 | en: Clock | en: A clock opens the tap. (compliance)
        scale compliance: not-met partly met
        measure part Share
        measure overall Share
        note modify.alters: 5 changes to controls made as the profile says
        note wt-1: nothing is there that the profile removes (by-id nothing)
        note wt-1: “wt-1_gone” is not there, so nothing was added to it
        note wt-7: the profile changes it, the catalog does not have it
        note imports: no control fits the pattern “zz-*”
        note 1 link to literature left out
    "#]],
    );
}

#[test]
fn a_profile_that_changes_one_control_without_end_takes_no_longer_than_others() {
    let change = r#"{"control-id": "wt-1", "adds": [{"parts": [{"name": "guidance", "prose": "x"}]}],
        "removes": [{"by-name": "nothing"}]}"#;
    let changes = vec![change; 20_000].join(",");
    let profile = format!(
        r##"{{"profile": {{"metadata": {{"title": "Endless"}}, "imports": [{{"href": "#x", "include-all": {{}}}}],
            "modify": {{"alters": [{changes}]}}}}}}"##
    );
    let found = many(&[("endless.json", &profile), ("garden.json", CATALOG)]).unwrap();
    let notes: Vec<String> = found.skipped.iter().map(ToString::to_string).collect();
    assert!(notes.iter().any(|it| it.contains("too many changes")), "{notes:?}");
}

#[test]
fn other_oscal_files_are_named_for_what_they_are() {
    let plan = r#"{"system-security-plan": {"metadata": {"title": "x"}}}"#;
    let err = one("ssp.json", plan).unwrap_err().to_string();
    assert!(err.contains("an OSCAL system security plan"), "{err}");
}

const XML: &str = r##"<?xml version="1.0"?>
<!-- a remark -->
<o:catalog xmlns:o="http://csrc.nist.gov/ns/oscal/1.0" uuid="0f">
  <metadata><title>Garden <em>rules</em></title><version>3.1</version>
    <party uuid="1"><name>The allotment &amp; club</name></party></metadata>
  <group id="wt" class="family"><title>Water</title>
    <control id="wt-1" class="GR"><title>Watering</title>
      <param id="wt-1_p1"><label>time of day</label></param>
      <param id="wt-1_p2"><select how-many="one-or-more"><choice>by can</choice>
        <choice>by <insert type="param" id-ref="wt-1_p1"/></choice></select></param>
      <prop name="label" value="WT-1"/>
      <link rel="reference" href="#book"/>
      <part name="statement"><p>Water the beds:</p>
        <part name="item"><prop name="label" value="a."/><p>at <insert type="param" id-ref="wt-1_p1"/>;</p></part>
        <part name="item"><prop name="label" value="b."/><p><insert type="param" id-ref="wt-1_p2"/>.</p></part></part>
      <part name="guidance"><p>Evenings
         are <strong>best</strong>.</p><ul><li>No rain</li><li>No wind</li></ul></part>
    </control>
  </group>
</o:catalog>"##;

#[test]
fn xml_gives_what_json_gives() {
    check(
        &one("garden.xml", XML),
        &expect![[r"
        NIST OSCAL catalog “garden-rules” 3.1 by The allotment & club; 2 nodes, 1 assessable, 0 questions, 0 choices, 0 withdrawn, 1 groups
          family wt | en: Water
            ? GR wt-1 | en: Watering | en: Water the beds:⏎a. at [time of day];⏎b. [one or more of: by can; by [time of day]].⏎⏎Evenings are best.⏎No rain⏎No wind (compliance)
        scale compliance: not-met partly met
        measure part Share
        measure overall Share
        note 1 link to literature left out
    "]],
    );
}

#[test]
fn xml_that_defines_entities_or_breaks_off_is_refused() {
    let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><catalog><metadata>&b;</metadata></catalog>";
    check(
        &one("bomb.xml", bomb),
        &expect![[r"
        refused: bomb.xml: line 1: the file defines a document type, which OSCAL never does (take the file as it was published, or its JSON)
    "]],
    );
    check(
        &one("e.xml", "<catalog>\n<metadata>&b;</metadata></catalog>"),
        &expect![[r"
        refused: e.xml: line 2: an entity is named here that the file cannot know (take the file as it was published, or its JSON)
    "]],
    );
    check(
        &one("deep.xml", &"<catalog>".repeat(70)),
        &expect![[r"
        refused: deep.xml: line 1: the file is nested too deeply (take the file as it was published, or its JSON)
    "]],
    );
    check(
        &one("html.xml", "<html><body/></html>"),
        &expect![[r"
        refused: html.xml: this is XML, but neither an OSCAL catalog nor a profile (Muster reads its own packs, NIST OSCAL and CPRT, CISO Assistant libraries, OWASP SAMM and DSOMM folders, OpenSSF criteria, XLSForms, and lists as CSV or XLSX)
    "]],
    );
    for end in (20..XML.len()).step_by(7) {
        one("garden.xml", XML.get(..end).unwrap()).unwrap_err();
    }
}
