//! Bytes that nobody meant well: one error, soon, and nothing else.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;

fn refusal(path: &str, bytes: &[u8]) -> String {
    let files = [File { path, bytes }];
    framework(&files, &Options::default()).unwrap_err().to_string()
}

#[test]
fn more_than_a_framework_can_be_is_not_even_looked_at() {
    let bytes = vec![b'['; MAX_BYTES + 1];
    let err = framework(&[File { path: "big.json", bytes: &bytes }], &Options::default());
    assert!(matches!(err, Err(ImportError::TooLarge(_))), "{err:?}");
    let file = File { path: "a", bytes: b"x" };
    let err = framework(&vec![file; MAX_FILES + 1], &Options::default());
    assert!(matches!(err, Err(ImportError::TooLarge(_))), "{err:?}");
    assert!(framework(&[], &Options::default()).is_err());
}

#[test]
fn nesting_bombs_are_refused_with_their_line() {
    let json = "[".repeat(100_000);
    assert!(refusal("a.json", json.as_bytes()).contains("nested too deeply"));
    let yaml = "[".repeat(100_000);
    assert!(refusal("a.yaml", yaml.as_bytes()).starts_with("a.yaml: line 1:"));
}

#[test]
fn alias_bombs_are_refused() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let before = level - 1;
        let row = vec![format!("*a{before}"); 10].join(", ");
        writeln!(text, "a{level}: &a{level} [{row}]").unwrap();
    }
    let err = refusal("bomb.yaml", text.as_bytes());
    assert!(err.contains("unfolds to more"), "{err}");
}

#[test]
fn other_encodings_and_other_kinds_of_files_are_named() {
    for (bytes, word) in [
        (b"\xff\xfeu\0r\0n\0".as_slice(), "UTF-16"),
        (b"urn: caf\xe9\n", "line 1: there are bytes here that are not UTF-8"),
        (b"%PDF-1.7", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", ".xlsx"),
        (b"\x1f\x8b\x08", "compressed"),
        (b"  \n", "empty"),
        (b"", "empty"),
    ] {
        let err = refusal("a.yaml", bytes);
        assert!(err.contains(word), "{err}");
    }
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_text() {
    let text = "\u{feff}{\"catalog\": {\"metadata\": {\"title\": \"x\"}, \"controls\": [{\"id\": \"a\", \"title\": \"A\"}]}}";
    assert_eq!(one("a.json", text).unwrap().counts.assessable, 1);
}

#[test]
fn what_breaks_off_is_refused_wherever_it_breaks_off() {
    let text =
        r#"{"catalog": {"metadata": {"title": "x"}, "controls": [{"id": "a", "title": "A"}]}}"#;
    for end in 0..text.len() {
        assert!(one("a.json", text.get(..end).unwrap()).is_err(), "{end}");
    }
}

#[test]
fn a_tree_deeper_than_any_framework_is_refused() {
    let nodes: Vec<String> = (0..60)
        .map(|it| {
            let parent = if it == 0 { String::new() } else { format!(", parent_urn: n{}", it - 1) };
            format!("    - {{urn: n{it}, assessable: true, name: N{parent}}}\n")
        })
        .collect();
    let text =
        format!("urn: u\nobjects:\n  framework:\n    requirement_nodes:\n{}", nodes.concat());
    let err = refusal("deep.yaml", text.as_bytes());
    assert!(err.contains("nested too deeply"), "{err}");
}

/// One small file of each format.
fn samples() -> Vec<(&'static str, Vec<u8>)> {
    let yaml = "urn: u\nref_id: R\nname: N\nobjects:\n  framework:\n    urn: f\n    min_score: 0\n    max_score: 3\n    \
                requirement_nodes:\n    - urn: a\n      assessable: true\n      name: A\n      questions:\n        q:\n          \
                type: unique_choice\n          text: T\n          choices: [{urn: c, value: x, add_score: 1}]\n";
    let own = r#"{"muster_pack": 1, "id": "o", "version": "1", "title": {"en": "O"}, "languages": ["en"],
        "scales": {"s": {"options": [{"id": "no", "value": "0"}, {"id": "yes", "value": "1"}]}},
        "nodes": [{"id": "d", "kind": "dimension", "children": [
            {"id": "q", "text": {"en": "Q"}, "assessable": true, "scale": "s", "tags": ["t"], "owner": "Ida"}]}]}"#;
    let framework = Framework::parse(own.as_bytes(), "o.json").unwrap();
    vec![
        ("a.json", br#"{"catalog": {"metadata": {"title": "x"}, "controls": [{"id": "a", "title": "A", "parts": [{"name": "statement", "prose": "{{ insert: param, p }}"}]}]}}"#.to_vec()),
        ("a.xml", b"<catalog><metadata><title>x</title></metadata><control id=\"a\"><title>A</title></control></catalog>".to_vec()),
        ("b.json", br#"{"response": {"elements": {"elements": [{"element_type": "requirement", "element_identifier": "1.1", "title": "Abc", "text": "t"}], "relationships": []}}}"#.to_vec()),
        ("a.yaml", yaml.as_bytes().to_vec()),
        ("a.yml", b"--- !!omap\n- '0': !!omap\n  - B: !!omap\n    - W: !!omap\n      - c: {category: MUST}\n".to_vec()),
        ("d.yaml", b"Y:\n  F:\n    P: &p {uuid: u, level: 1}\n    Q:\n      <<: *p\n      uuid: v\n".to_vec()),
        ("l.csv", b"id,question,level\na,Why?,1\n".to_vec()),
        ("e.csv", export::csv(&framework)),
        ("e.xlsx", export::xlsx(&framework).unwrap()),
        ("survey.csv", b"type,name,label\nbegin_group,g,G\ntext,t,T\nend_group,,\n".to_vec()),
    ]
}

#[test]
fn the_samples_are_sound_as_long_as_nobody_touches_them() {
    for (path, bytes) in samples() {
        let found = framework(&[File { path, bytes: &bytes }], &Options::default());
        assert!(found.is_ok() || path == "survey.csv", "{path}: {found:?}");
    }
}

static SAMPLES: LazyLock<Vec<(&str, Vec<u8>)>> = LazyLock::new(samples);

/// How many files are spoilt; more with `MUSTER_CASES`.
fn cases() -> u32 {
    let asked = std::env::var("MUSTER_CASES").ok();
    asked.and_then(|it| it.parse().ok()).unwrap_or(24)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]
    #[test]
    fn whatever_happens_to_a_file_there_is_a_framework_or_one_error(
        which in 0..10_usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4_u8), 1..6),
    ) {
        let (path, mut bytes) = SAMPLES[which].clone();
        for (at, byte, how) in changes {
            let at = at.index(bytes.len().max(1));
            match how {
                0 if at < bytes.len() => bytes[at] = byte,
                1 => bytes.insert(at.min(bytes.len()), byte),
                2 if at < bytes.len() => drop(bytes.remove(at)),
                _ => {
                    let piece = bytes[at.min(bytes.len())..].to_vec();
                    bytes.extend(piece);
                }
            }
        }
        if let Err(err) = framework(&[File { path, bytes: &bytes }], &Options::default()) {
            prop_assert!(!err.trouble().what.to_string().is_empty()
                    && !err.trouble().hint.to_string().is_empty(), "{err}");
        }
    }
}
