//! How long it takes to read a large catalog, and to take a framework out and back in.

#![expect(clippy::unwrap_used, reason = "a benchmark that falls over says so")]

use divan::{Bencher, black_box};
use muster_model::{
    framework::{Framework, shipped_as},
    import::{File, Options, export, framework},
};
use serde_json::{Value, json};

fn main() {
    divan::main();
}

/// A catalog of 1,200 controls in 20 groups, 1.7 MB.
fn catalog() -> Vec<u8> {
    let control = |name: String| -> Value {
        let prose = "What has to be done is written here at some length, with {{ insert: param, p }} in it. ";
        let item = |it: usize| json!({"name": "item", "props": [{"name": "label", "value": format!("{it}.")}], "prose": prose});
        json!({"id": name, "class": "control", "title": format!("Control {name}"),
            "params": [{"id": format!("{name}_p"), "label": "time"}],
            "props": [{"name": "label", "value": name}, {"name": "sort-id", "value": name}],
            "links": [{"rel": "reference", "href": "#a"}, {"rel": "related", "href": "#b"}],
            "parts": [{"name": "statement", "prose": prose, "parts": (1..=5).map(item).collect::<Vec<_>>()},
                      {"name": "guidance", "prose": prose.repeat(3)}]})
    };
    let group = |at: usize| {
        let controls: Vec<Value> = (0..60).map(|it| control(format!("g{at}-{it:02}"))).collect();
        json!({"id": format!("g{at}"), "class": "family", "title": format!("Group {at}"), "controls": controls})
    };
    let groups: Vec<Value> = (0..20).map(group).collect();
    json!({"catalog": {"metadata": {"title": "Large", "version": "1"}, "groups": groups}})
        .to_string()
        .into_bytes()
}

/// Promised: at most 150 ms for 1.7 MB.
#[divan::bench(sample_count = 20)]
fn import_a_catalog_of_1200_controls(bencher: Bencher<'_, '_>) {
    let bytes = catalog();
    let files = [File { path: "large.json", bytes: &bytes }];
    bencher.bench(|| black_box(framework(&files, &Options::default()).unwrap()));
}

fn default_framework() -> Framework {
    let shipped = shipped_as("five-dimensions").unwrap();
    Framework::parse(&shipped.canonical(), "").unwrap()
}

#[divan::bench(sample_count = 20)]
fn export_and_import_a_workbook(bencher: Bencher<'_, '_>) {
    let own = default_framework();
    bencher.bench(|| {
        let bytes = export::xlsx(&own).unwrap();
        black_box(
            framework(&[File { path: "own.xlsx", bytes: &bytes }], &Options::default()).unwrap(),
        )
    });
}
