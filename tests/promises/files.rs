//! Where no network reaches: changes by file, frameworks from files, sheets that are edited elsewhere; and what the
//! result would be, what would lift it, what changed since last time.

use std::{fmt::Write as _, fs, path::Path, process::Command};

use expect_test::expect;
use serde_json::Value;

use crate::household::{Device, Household, PROGRAM};

fn path(place: &tempfile::TempDir, name: &str) -> String {
    place.path().join(name).to_str().unwrap().to_owned()
}

fn result(device: &Device) -> (Value, Value, Value) {
    let mut told = device.json(&["result"]);
    let mut take = |key: &str| told.get_mut(key).map(Value::take).unwrap();
    (take("fingerprint"), take("tier"), take("dimensions"))
}

#[test]
fn a_stick_that_travels_both_ways_gives_both_the_same_result() {
    let all = Household::founded(&[]);
    all.ben.ok(&["answer", "staffing.capacity", "2", "--note", "two vacancies"]);
    all.ana.ok(&["answer", "staffing.capacity", "4"]);
    let place = tempfile::tempdir().unwrap();
    let [need, there, back] = ["ben.need", "for-ben", "for-ana"].map(|it| path(&place, it));

    all.ben.ok(&["bundle", "need", &need]);
    all.ana.ok(&["bundle", "export", &there, "--for", &need]);
    let before = all.ben.json(&["verify"]);
    let rehearsed = all.ben.ok(&["bundle", "import", &there, "--dry-run"]);
    assert!(rehearsed.contains("would bring 1 answer"), "{rehearsed}");
    assert_eq!(all.ben.json(&["verify"]), before, "a rehearsal changes nothing");
    let came = all.ben.ok(&["bundle", "import", &there]);
    assert!(came.contains("brought 1 answer"), "{came}");
    let again = all.ben.ok(&["bundle", "import", &there]);
    assert!(again.contains("brought nothing new"), "{again}");

    all.ben.ok(&["bundle", "export", &back]);
    all.ana.ok(&["bundle", "import", &back]);
    assert_eq!(result(&all.ana), result(&all.ben));
    assert!(all.ana.ok(&["disagreement"]).contains("two vacancies"));
}

#[test]
fn a_wrong_file_is_told_in_a_sentence_and_changes_nothing() {
    let all = Household::founded(&[]);
    let place = tempfile::tempdir().unwrap();
    let good = path(&place, "good");
    all.ana.ok(&["bundle", "export", &good]);
    let bytes = fs::read(&good).unwrap();
    let [cut, other, words] = ["cut", "other", "words"].map(|it| path(&place, it));
    fs::write(&cut, &bytes[..bytes.len() / 2]).unwrap();
    fs::write(&other, "a letter").unwrap();
    let zoe = Device::at(place.path().join("zoe"));
    zoe.ok(&["workspace", "create", "Quay", "--me", "Zoe"]);
    zoe.ok(&["bundle", "export", &words]);

    let mut told = String::new();
    for (device, args) in [
        (&all.ben, ["bundle", "import", &cut]),
        (&all.ben, ["bundle", "import", &other]),
        (&all.ben, ["bundle", "import", &words]),
        (&zoe, ["bundle", "import", &good]),
        (&all.ana, ["bundle", "export", &good]),
    ] {
        let said = device.run(&args);
        let headline = said.err.lines().next().unwrap_or_default();
        let headline = headline.replace(place.path().to_str().unwrap(), "PLACE");
        writeln!(told, "{} {headline}", said.code).unwrap();
    }
    expect![[r"
        1 muster: The file is damaged: it was cut off or altered.
        1 muster: This is not a Muster bundle.
        1 muster: There is no such workspace on this device.
        1 muster: There is no such workspace on this device.
        1 muster: PLACE/good is there already.
    "]]
    .assert_eq(&told);
}

#[test]
fn a_framework_from_elsewhere_is_kept_edited_in_a_sheet_and_assessed() {
    let place = tempfile::tempdir().unwrap();
    let ana = Device::at(place.path().join("ana"));
    let list = path(&place, "harbour.csv");
    fs::write(
        &list,
        "id,section,question\nG1,Gates,Are the gates locked at night?\nG2,Gates,Who holds the keys?\n\
         B1,Boats,Are the boats counted each evening?\n",
    )
    .unwrap();
    ana.ok(&["workspace", "create", "Harbour", "--me", "Ana"]);
    let looked = ana.json(&["framework", "import", &list, "--dry-run"]);
    assert_eq!(looked["kept"], Value::Null);
    let listed = |device: &Device| device.ok(&["framework", "list"]).contains("harbour");
    assert!(!listed(&ana), "a dry run keeps nothing");
    let found = ana.json(&["framework", "import", &list]);
    assert_eq!((found["format"].as_str(), found["assessable"].as_u64()), (Some("list"), Some(3)));
    assert!(listed(&ana));

    let sheet = path(&place, "harbour.xlsx");
    ana.ok(&["framework", "export", "harbour", &sheet]);
    let back = ana.json(&["framework", "import", &sheet, "--dry-run"]);
    assert_eq!(back["framework"]["hash"], found["framework"]["hash"], "nothing is lost on the way");

    ana.ok(&["assessment", "create", "--framework", "harbour", "--title", "Harbour"]);
    ana.ok(&["review", "open", "2026 H2", "--assign", "Ana=all"]);
    let before = ana.json(&["result"]);
    assert_eq!(before["coverage"]["answered"], 0);
    let questions = ana.json(&["framework", "questions"]);
    assert_eq!(questions["questions"].as_array().map(Vec::len), Some(3), "{questions}");
}

#[test]
fn what_would_lift_the_tier_really_does_and_imagining_it_changes_nothing() {
    let place = tempfile::tempdir().unwrap();
    let ana = Device::at(place.path().join("ana"));
    ana.ok(&["workspace", "create", "Harbour", "--me", "Ana"]);
    ana.ok(&["assessment", "create", "--framework", "five-dimensions", "--title", "Security"]);
    ana.ok(&["review", "open", "2026 H1", "--assign", "Ana=all"]);
    let sheet = path(&place, "answers.csv");
    let questions = ana.json(&["framework", "questions"]);
    let mut rows = "question,level\n".to_owned();
    for it in questions["questions"].as_array().unwrap() {
        if it["levels"].as_array().is_some_and(|it| !it.is_empty()) {
            writeln!(rows, "{},level2", it["id"].as_str().unwrap()).unwrap();
        }
    }
    fs::write(&sheet, rows).unwrap();
    ana.ok(&["answers", "import", &sheet]);
    let before = ana.json(&["result"]);
    assert_eq!(before["tier"], "Early-Stage", "{before}");

    let lift = ana.json(&["lift"]);
    let steps = lift["lift"]["steps"].as_array().unwrap();
    let wish: Vec<String> = steps
        .iter()
        .map(|it| {
            format!(
                "{}={}",
                it["change"]["question"].as_str().unwrap(),
                it["change"]["to"].as_str().unwrap()
            )
        })
        .collect();
    let imagined = ana.json(&["result", "--what-if", &wish.join(",")]);
    assert_eq!(imagined["tier"], lift["lift"]["rung"]["name"]);
    assert_eq!(imagined["fingerprint"], "", "nobody's fingerprint stands under what nobody said");
    assert_eq!(ana.json(&["result"]), before, "imagining changes nothing");

    ana.ok(&["review", "close", "--yes"]);
    ana.ok(&["review", "open", "2026 H2", "--assign", "Ana=all"]);
    ana.ok(&["answers", "import", &sheet]);
    ana.ok(&["answer", "staffing.capacity", "4"]);
    let told = ana.json(&["compare", "2026 H1", "2026 H2"]);
    let moved = told["comparison"]["questions"].as_array().unwrap();
    let improved: Vec<&str> = moved
        .iter()
        .filter(|it| it["movement"] == "improved")
        .filter_map(|it| it["id"].as_str())
        .collect();
    assert_eq!(improved, ["staffing.capacity"]);
}

/// Files that nobody means well: name, content.
fn bombs() -> Vec<(&'static str, Vec<u8>)> {
    let mut aliases = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let row = vec![format!("*a{}", level - 1); 10].join(", ");
        writeln!(aliases, "a{level}: &a{level} [{row}]").unwrap();
    }
    let wide = "id,question\na,Why?\n".encode_utf16().flat_map(u16::to_le_bytes);
    let entities =
        "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><catalog>&b;</catalog>";
    vec![
        (
            "cut.json",
            br#"{"catalog": {"metadata": {"title": "x"}, "controls": [{"id": "a""#.to_vec(),
        ),
        ("wide.csv", [vec![0xff, 0xfe], wide.collect()].concat()),
        ("stray.yaml", b"urn: caf\xe9\n".to_vec()),
        ("deep.json", "[".repeat(3_000_000).into_bytes()),
        ("deep.yaml", "[".repeat(300_000).into_bytes()),
        ("deep.xml", format!("<catalog>{}", "<group>".repeat(300_000)).into_bytes()),
        ("aliases.yaml", aliases.into_bytes()),
        ("entities.xml", entities.into()),
        ("twice.csv", b"id,question\na,Why?\na,How?\n".to_vec()),
        ("circle.csv", b"id,parent,question\na,b,Why?\nb,a,How?\n".to_vec()),
        ("book.xlsx", b"PK\x03\x04 and then nothing of a workbook".to_vec()),
        ("letter.pdf", b"%PDF-1.7".to_vec()),
        ("nothing.json", Vec::new()),
    ]
}

/// Imports a file with at most so much memory and time of the processor as any sound framework needs.
fn bounded(device: &Device, path: &Path) -> (Option<i32>, String, String) {
    let limits = "ulimit -v 3000000; ulimit -t 60; exec \"$0\" \"$@\"";
    let mut command = Command::new("sh");
    command.args(["-c", limits, PROGRAM, "--data-dir"]).arg(&device.dir);
    let output = command.args(["framework", "import"]).arg(path).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn a_file_that_nobody_meant_well_is_one_sentence_with_a_remedy_and_stores_nothing() {
    let place = tempfile::tempdir().unwrap();
    let ana = Device::at(place.path().join("ana"));
    ana.ok(&["workspace", "create", "Harbour", "--me", "Ana"]);
    let before = ana.json(&["framework", "list"]);
    let big = place.path().join("big.json");
    fs::File::create(&big).unwrap().set_len(100 << 20).unwrap();
    let mut paths = vec![big];
    for (name, bytes) in bombs() {
        let path = place.path().join(name);
        fs::write(&path, bytes).unwrap();
        paths.push(path);
    }
    let mut told = String::new();
    for path in &paths {
        let (code, out, err) = bounded(&ana, path);
        assert_eq!((code, out.as_str()), (Some(1), ""), "{}: {err}", path.display());
        let err = err.replace(place.path().to_str().unwrap(), "PLACE");
        let lines: Vec<&str> = err.lines().collect();
        assert_eq!(lines.len(), 2, "what happened, and what to do: {err}");
        writeln!(told, "{}", lines.join("  ").trim_start_matches("muster: ")).unwrap();
    }
    expect![[r"
        PLACE/big.json is larger than 32768 KiB.  Check that it is the right file.
        cut.json, line 1: a comma or the end of the table is expected: the file ends too early.  This is not JSON; look at commas, quotes and brackets here.
        wide.csv, line 1: the file is written in UTF-16.  Save it as UTF-8.
        stray.yaml, line 1: there are bytes here that are not UTF-8 text.  Save the file as UTF-8.
        deep.json, line 1: the file is nested too deeply.  64 levels are the limit; a framework needs about ten.
        deep.yaml, line 1: this is not YAML, at column 256: recursion limit exceeded.  Look at this line and the one above: indentation, quotes, brackets.
        deep.xml, line 1: the file is nested too deeply.  Take the file as it was published, or its JSON.
        aliases.yaml, line 6: the file unfolds to more than this program reads.  One million values and 32 MiB of text are the limit; take a smaller part of the source.
        entities.xml, line 1: the file defines a document type, which OSCAL never does.  Take the file as it was published, or its JSON.
        twice.csv, line 3: “a” is there twice, first in line 2.  Give each node its own id.
        circle.csv, line 2: “a” is below itself, in a circle.  Correct the parents of the nodes in it.
        book.xlsx: this spreadsheet is damaged: invalid Zip archive: Could not find EOCD.  Open it in a spreadsheet and save it again as .xlsx.
        letter.pdf: this is a PDF, which has no structure to read.  Muster reads its own packs, NIST OSCAL and CPRT, CISO Assistant libraries, OWASP SAMM and DSOMM folders, OpenSSF criteria, XLSForms, and lists as CSV or XLSX.
        nothing.json: the file is empty.  Choose another one.
    "]].assert_eq(&told);
    assert!(!ana.dir.join("frameworks").exists());
    assert_eq!(ana.json(&["framework", "list"]), before);
}
