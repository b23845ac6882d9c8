//! What people are told about exchanges: the log of them, and why somebody hung up.

use serde_json::{Value, json};

use crate::household::Household;

fn last(device: &crate::household::Device) -> Value {
    device.json(&["--offline", "log"])["exchanges"][0].clone()
}

#[test]
fn an_exchange_is_written_down_on_both_sides_with_way_and_numbers() {
    let household = Household::founded(&[]);
    let Household { ana, ben, .. } = &household;
    ben.ok(&["--offline", "answer", "staffing.capacity", "2", "--note", "by hand"]);
    {
        let online = ana.serve();
        ben.reach(&online);
    }
    let told = last(ben);
    assert_eq!(told["with"], json!("Ana"));
    assert_eq!(told["way"], json!("this-machine"));
    assert_eq!(told["outcome"], json!("equal"));
    assert!(told["sent"].as_u64().is_some_and(|it| it > 0), "{told}");
    let text = ben.ok(&["--offline", "log", "--with", "Ana"]);
    assert!(text.contains("both have the same"), "{text}");
    let all = ben.json(&["--offline", "log", "--with", "Cleo"]);
    let is_cleo = |it: &Value| it["with"] == json!("Cleo");
    assert!(all["exchanges"].as_array().is_some_and(|it| it.iter().all(is_cleo)), "{all}");
}

#[test]
fn a_bundle_is_an_exchange_too() {
    let household = Household::founded(&[]);
    let Household { ana, ben, .. } = &household;
    ana.ok(&["--offline", "answer", "staffing.capacity", "2", "--note", "by stick"]);
    let file = ana.dir.join("for-all.bundle");
    let file = file.to_str().unwrap();
    ana.ok(&["--offline", "bundle", "export", file]);
    ben.ok(&["--offline", "bundle", "import", file]);
    let (out, back) = (last(ana), last(ben));
    assert_eq!((&out["way"], &back["way"]), (&json!("bundle"), &json!("bundle")));
    assert_eq!((&out["with"], &back["with"]), (&json!("a bundle"), &json!("a bundle")));
    assert!(out["sent"].as_u64().is_some_and(|it| it > 0), "{out}");
    assert!(back["received"].as_u64().is_some_and(|it| it > 0), "{back}");
}

#[test]
fn who_was_removed_is_told_so_and_what_to_do() {
    let household = Household::founded(&[]);
    let Household { ana, ben, .. } = &household;
    ana.ok(&["--offline", "members", "remove", "Ben", "--yes"]);
    let online = ana.serve();
    let to = ["--bind", "127.0.0.1", "sync", "--for", "20s", "--to", &online.address];
    let told = ben.run(&to);
    assert_eq!(told.code, 1, "{told:?}");
    assert!(told.err.contains("Ana's device says that this device was removed"), "{told:?}");
    assert!(told.err.contains("stays readable"), "{told:?}");
    let line = last(ben);
    assert_eq!(line["outcome"], json!("turned-away"));
    assert_eq!(line["why"], json!("removed"));
    // It is told every time.
    let again = ben.run(&to);
    assert!(again.err.contains("Ana's device says that this device was removed"), "{again:?}");
    // What is here stays.
    ben.ok(&["--offline", "verify"]);
}
