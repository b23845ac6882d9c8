//! Every format against everything that goes wrong with files: cut off, another encoding, a byte-order mark, ids that
//! stand twice, links that run in a circle. One error with its place and what to do, or the very same framework.

use expect_test::expect;

use super::*;

/// A format: its name and the files of a small framework.
type Sample = (&'static str, Vec<(&'static str, String)>);

fn file(path: &'static str, text: &str) -> Vec<(&'static str, String)> {
    vec![(path, text.to_owned())]
}

fn folder(files: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    files.iter().map(|it| (it.0, it.1.to_owned())).collect()
}

const CATALOG: &str = r#"{"catalog": {"metadata": {"title": "x"}, "controls": [
  {"id": "a", "title": "A", "controls": [{"id": "b", "title": "B"}]}]}}"#;
const PROFILE: &str = r##"{"profile": {"metadata": {"title": "y"}, "imports": [{"href": "#x",
  "include-controls": [{"with-ids": ["b"]}]}]}}"##;
const XML: &str = "<catalog><metadata><title>x</title></metadata>\n<control id=\"a\"><title>A</title></control></catalog>";
const CPRT: &str = r#"{"response": {"elements": {"elements": [
  {"element_type": "function", "element_identifier": "A", "title": "A", "text": "t"},
  {"element_type": "requirement", "element_identifier": "A.1", "title": "One", "text": "t"}],
  "relationships": [{"source_element_identifier": "A", "dest_element_identifier": "A.1", "relationship_identifier": "projection"}]}}}"#;
const LIBRARY: &str = "urn: u\nref_id: R\nname: N\nobjects:\n  framework:\n    requirement_nodes:\n    \
  - {urn: a, name: A}\n    - {urn: b, parent_urn: a, assessable: true, name: B}\n";
const OPENSSF: &str =
    "--- !!omap\n- '0': !!omap\n  - B: !!omap\n    - W: !!omap\n      - c: {category: MUST}\n";
const FORM: [(&str, &str); 2] = [
    ("survey.csv", "type,name,label\nbegin_group,g,G\nselect_one yn,q,Q\nend_group,,\n"),
    ("choices.csv", "list_name,name,label\nyn,yes,Yes\nyn,no,No\n"),
];
const LIST: &str = "id,parent,question\na,,First?\nb,a,Second?\n";
const PACK: &str = r#"{"muster_pack": 1, "id": "o", "version": "1", "title": {"en": "O"}, "languages": ["en"],
  "scales": {"s": {"options": [{"id": "no", "value": "0"}, {"id": "yes", "value": "1"}]}},
  "nodes": [{"id": "d", "kind": "dimension", "children": [
    {"id": "q", "text": {"en": "Q"}, "assessable": true, "scale": "s"}]}]}"#;

fn samples() -> Vec<Sample> {
    let pack = Framework::parse(PACK.as_bytes(), "o.json").unwrap();
    let layout = String::from_utf8(export::csv(&pack)).unwrap();
    vec![
        ("pack", file("o.json", PACK)),
        ("oscal catalog", file("a.json", CATALOG)),
        ("oscal xml", file("a.xml", XML)),
        ("oscal profile", folder(&[("p.json", PROFILE), ("a.json", CATALOG)])),
        ("cprt", file("b.json", CPRT)),
        ("library", file("a.yaml", LIBRARY)),
        ("samm", folder(&folders::SAMM)),
        ("dsomm", folder(&[("d.yaml", folders::DSOMM), ("meta.yaml", folders::STEPS)])),
        ("openssf", file("c.yml", OPENSSF)),
        ("form", folder(&FORM)),
        ("layout", vec![("e.csv", layout)]),
        ("list", file("l.csv", LIST)),
    ]
}

fn read(files: &[(&str, Vec<u8>)]) -> Result<Imported, ImportError> {
    let files: Vec<File<'_>> = files.iter().map(|(path, bytes)| File { path, bytes }).collect();
    framework(&files, &Options::default())
}

fn bytes(files: &[(&'static str, String)]) -> Vec<(&'static str, Vec<u8>)> {
    files.iter().map(|(path, text)| (*path, text.clone().into_bytes())).collect()
}

/// Reads each sample as `spoil` leaves each of its files in turn.
fn each(
    spoil: impl Fn(&[u8]) -> Vec<u8>,
    mut look: impl FnMut(&str, &str, Result<Imported, ImportError>),
) {
    for (name, files) in samples() {
        for at in 0..files.len() {
            let mut files = bytes(&files);
            files[at].1 = spoil(&files[at].1);
            let path = files[at].0;
            look(name, path, read(&files));
        }
    }
}

#[test]
fn every_sample_is_sound() {
    each(<[u8]>::to_vec, |name, path, found| {
        let found = found.unwrap_or_else(|err| panic!("{name}, {path}: {err}"));
        assert!(found.counts.assessable > 0, "{name}");
    });
}

#[test]
fn a_byte_order_mark_changes_nothing_in_any_format() {
    for (name, files) in samples() {
        let plain = read(&bytes(&files)).unwrap();
        let marked: Vec<(&str, Vec<u8>)> =
            files.iter().map(|it| (it.0, format!("\u{feff}{}", it.1).into_bytes())).collect();
        let marked = read(&marked).unwrap_or_else(|err| panic!("{name}: {err}"));
        assert_eq!(marked.framework.pack().nodes, plain.framework.pack().nodes, "{name}");
        assert_eq!(marked.counts, plain.counts, "{name}");
    }
}

#[test]
fn another_encoding_is_one_error_with_its_file_in_any_format() {
    let wide = |it: &[u8]| {
        let text = std::str::from_utf8(it).unwrap();
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    };
    each(wide, |name, path, found| {
        let err = found.expect_err(name);
        assert_eq!(err.trouble().path, path, "{name}: {err}");
        assert!(err.to_string().contains("UTF-16"), "{name}: {err}");
    });
    let stray = |it: &[u8]| {
        let mut bytes = it.to_vec();
        bytes.insert(it.len() - 1, 0xe9);
        bytes
    };
    each(stray, |name, path, found| {
        let err = found.expect_err(name);
        assert_eq!(err.trouble().path, path, "{name}: {err}");
        assert!(err.trouble().line.is_some() && err.to_string().contains("UTF-8"), "{name}: {err}");
    });
}

#[test]
fn wherever_a_file_breaks_off_there_is_a_framework_or_one_error() {
    for part in 0..24 {
        let cut = |it: &[u8]| it[..it.len() * part / 24].to_vec();
        each(cut, |name, path, found| match found {
            Ok(_) => assert!(
                // A list may end after any line, and a folder may lack words.
                ["list", "layout", "form", "dsomm", "library", "openssf", "samm"].contains(&name),
                "{name}, {path}: {part} of 24 is no framework"
            ),
            Err(err) => {
                let it = err.trouble();
                assert!(
                    !it.what.to_string().is_empty() && !it.hint.to_string().is_empty(),
                    "{name}, {path}: {err}"
                );
            }
        });
    }
}

#[test]
fn ids_that_stand_twice_and_circles_are_one_error_with_their_place() {
    let double = |text: &str, row: &str| text.replacen(row, &format!("{row}, {row}"), 1);
    let twice = |text: &str, line: &str| text.replacen(line, &format!("{line}{line}"), 1);
    let layout = samples().into_iter().find(|it| it.0 == "layout").unwrap().1.remove(0).1;
    let row = layout.lines().find(|it| it.contains(",q,") || it.contains("q,")).unwrap().to_owned();
    let mut samm = folder(&folders::SAMM);
    samm.push(("s/again.yml", folders::SAMM[2].1.to_owned()));
    let mut loops = folder(&folders::SAMM);
    loops[1].1 = loops[1].1.replace("function: f1", "function: p1");
    let table = [
        ("pack twice", file("o.json", &PACK.replace("\"id\": \"q\"", "\"id\": \"d\""))),
        ("pack in a circle", file("o.json", &PACK.replace("\"id\": \"q\"", "\"id\": \"q\", \"depends_on\": {\"node\": \"q\", \"options\": [\"yes\"]}"))),
        ("catalog twice", file("a.json", &double(CATALOG, r#"{"id": "b", "title": "B"}"#))),
        ("xml twice", file("a.xml", &twice(XML, "<control id=\"a\"><title>A</title></control>"))),
        ("cprt twice", file("b.json", &double(CPRT, r#"{"element_type": "requirement", "element_identifier": "A.1", "title": "One", "text": "t"}"#))),
        ("cprt in a circle", file("b.json", &double(CPRT, r#"{"source_element_identifier": "A", "dest_element_identifier": "A.1", "relationship_identifier": "projection"}"#)
            .replacen(r#""source_element_identifier": "A", "dest_element_identifier": "A.1""#, r#""source_element_identifier": "A.1", "dest_element_identifier": "A""#, 1))),
        ("library twice", file("a.yaml", &twice(LIBRARY, "    - {urn: b, parent_urn: a, assessable: true, name: B}\n"))),
        ("library in a circle", file("a.yaml", &LIBRARY.replace("{urn: a,", "{urn: a, parent_urn: b,"))),
        ("samm twice", samm),
        ("samm in a circle", loops),
        ("dsomm in a circle", file("d.yaml", "Y:\n  F:\n    P: &p {uuid: u, level: 1, <<: *p}\n")),
        ("openssf twice", file("c.yml", &twice(OPENSSF, "      - c: {category: MUST}\n"))),
        ("form twice", folder(&[(FORM[0].0, &twice(FORM[0].1, "select_one yn,q,Q\n")), FORM[1]])),
        ("form in itself", folder(&[(FORM[0].0, "type,name,label\nbegin_group,g,G\nbegin_group,h,H\nselect_one yn,q,Q\nend_group,,\n"), FORM[1]])),
        ("layout twice", file("e.csv", &twice(&layout, &format!("{row}\n")))),
        ("list twice", file("l.csv", &twice(LIST, "b,a,Second?\n"))),
        ("list in a circle", file("l.csv", &LIST.replace("a,,First", "a,b,First"))),
    ];
    let mut told = String::new();
    for (name, files) in table {
        let found = read(&bytes(&files));
        let said = match &found {
            Ok(found) => {
                let notes: Vec<String> = found.skipped.iter().map(ToString::to_string).collect();
                format!("taken: {}", notes.join("; "))
            }
            Err(err) => err.to_string(),
        };
        writeln!(told, "{name}: {said}").unwrap();
    }
    expect![[r"
        pack twice: o.json: line 4: nodes[0].children[0].id: the id “d” is taken already (give each node its own id, for ever)
        pack in a circle: o.json: line 4: nodes[0].children[0].depends_on: this question waits for itself, in a circle (break the circle)
        catalog twice: a.json: line 2: “b” is there twice, first in line 2 (give each node its own id)
        xml twice: a.xml: line 2: “a” is there twice, first in line 2 (give each node its own id)
        cprt twice: b.json: line 3: “A.1” is there twice, first in line 3 (give each node its own id)
        cprt in a circle: b.json: line 2: “A” is below itself, in a circle (correct the parents of the nodes in it)
        library twice: a.yaml: line 9: “b” is there twice, first in line 8 (give each node its own id)
        library in a circle: a.yaml: line 7: “a” is below itself, in a circle (correct the parents of the nodes in it)
        samm twice: s/again.yml: line 1: the id “s1” is there twice (take the whole folder of the core model, as it was published)
        samm in a circle: p/G.yml: line 1: “function” leads nowhere: “p1” (take the whole folder of the core model, as it was published)
        dsomm in a circle: taken: the steps of progress stand in meta.yaml, which is not here; done or not done is asked; dependsOn: what an activity builds on is kept, but every activity is asked
        openssf twice: c.yml: line 6: “0.c” is there twice, first in line 5 (give each node its own id)
        form twice: survey.csv: line 4: “q” is there twice in its group, first in line 3 (give each row of a group its own name)
        form in itself: survey.csv: line 2: the group “g” is not ended (add a row “end_group”)
        layout twice: e.csv: line 17: the node “q” is there twice (give each node its own id)
        list twice: l.csv: line 4: “b” is there twice, first in line 3 (give each node its own id)
        list in a circle: l.csv: line 2: “a” is below itself, in a circle (correct the parents of the nodes in it)
    "]].assert_eq(&told);
}

#[test]
fn one_answer_too_many_levels_down_is_an_error_in_any_notation() {
    let deep = |open: &str, close: &str| format!("{}1{}", open.repeat(5_000), close.repeat(5_000));
    let bombs = [
        ("a.json", format!("{{\"catalog\": {}}}", deep("[", "]"))),
        ("b.json", format!("{{\"response\": {}}}", deep("{\"a\": ", "}"))),
        ("a.yaml", format!("objects: {}", deep("{a: ", "}"))),
        ("c.yml", (0..5_000).fold(String::new(), |all, it| all + &" ".repeat(it) + "a:\n")),
        ("a.xml", format!("<catalog>{}", "<group>".repeat(5_000))),
        ("o.toml", format!("muster_pack = 1\nx = {}", deep("[", "]"))),
    ];
    for (path, text) in bombs {
        let err = read(&[(path, text.into_bytes())]).expect_err(path).to_string();
        assert!(err.contains(path), "{err}");
    }
}
