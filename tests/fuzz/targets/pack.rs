//! A framework pack, as YAML and as JSON.

#![no_main]

use muster_model::framework::Framework;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    for name in ["pack.yaml", "pack.json"] {
        if let Ok(framework) = Framework::parse(bytes, name) {
            let canonical = framework.canonical();
            let again = Framework::parse(&canonical, "pack.json").map(|it| it.canonical());
            assert_eq!(again.ok(), Some(canonical), "there is one way to write it");
        }
    }
});
