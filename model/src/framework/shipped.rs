//! The frameworks that come with the program. Each is read when it is first asked for, and then kept.

use std::sync::{Arc, OnceLock};

use super::{Framework, Problem};

/// A pack that comes with the program.
struct Pack {
    /// Its id, as in the file.
    id: &'static str,
    /// Its file name.
    file: &'static str,
    bytes: &'static [u8],
    read: OnceLock<Option<Arc<Framework>>>,
}

macro_rules! pack {
    ($id:literal, $file:literal) => {
        Pack {
            id: $id,
            file: $file,
            bytes: include_bytes!(concat!("../../../assets/frameworks/", $file)),
            read: OnceLock::new(),
        }
    };
}

/// The default comes first.
static PACKS: [Pack; 12] = [
    pack!("five-dimensions", "five-dimensions.yaml"),
    pack!("security-engineering", "security-engineering.yaml"),
    pack!("it-security", "it-security.yaml"),
    pack!("nist-csf-2.0", "nist-csf-2.yaml"),
    pack!("cmmc-2-l1", "cmmc-2-l1.yaml"),
    pack!("cmmc-2-l2", "cmmc-2-l2.yaml"),
    pack!("c2m2-2", "c2m2-2.yaml"),
    pack!("iso-27001-2022", "iso-27001-2022-soa.yaml"),
    pack!("owasp-samm-2", "owasp-samm-2.yaml"),
    pack!("cisa-secure-by-design", "cisa-secure-by-design.yaml"),
    pack!("cncf-cloud-native", "cncf-cloud-native.yaml"),
    pack!("cmm-staged", "cmm-staged.yaml"),
];

impl Pack {
    fn framework(&self) -> Option<Arc<Framework>> {
        let read = || Framework::parse(self.bytes, self.file).ok().map(Arc::new);
        self.read.get_or_init(read).clone()
    }
}

/// Returns the frameworks that come with the program, the default first.
///
/// A pack with a problem is left out here; [`check`] names it, and a test keeps every shipped pack sound.
pub fn shipped() -> Vec<Arc<Framework>> {
    PACKS.iter().filter_map(Pack::framework).collect()
}

/// Returns the framework called `id` that comes with the program, without reading the others.
pub fn shipped_as(id: &str) -> Option<Arc<Framework>> {
    PACKS.iter().find(|it| it.id == id)?.framework()
}

/// Returns every problem of the packs that come with the program, by file name.
pub fn check() -> Vec<(&'static str, Vec<Problem>)> {
    let each = PACKS.iter().map(|it| (it.file, Framework::parse(it.bytes, it.file)));
    each.filter_map(|(name, read)| Some((name, read.err()?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        answer::{Answer, Basis, Said},
        ids::MemberId,
        scoring::{Inputs, score},
    };

    #[test]
    fn every_pack_that_ships_is_sound() {
        let lines = check().into_iter().flat_map(|(name, problems)| {
            problems.into_iter().map(move |it| format!("{name}: {it}"))
        });
        assert_eq!(lines.collect::<Vec<_>>(), Vec::<String>::new());
        let ids: Vec<String> = shipped().iter().map(|it| it.pack().id.to_string()).collect();
        assert_eq!(ids, PACKS.each_ref().map(|it| it.id));
    }

    #[test]
    fn a_shipped_pack_reads_back_from_its_canonical_form() {
        for framework in shipped() {
            let bytes = framework.canonical();
            let again = Framework::parse(&bytes, "").unwrap();
            assert_eq!(again, *framework);
            assert_eq!(again.canonical(), bytes);
        }
    }

    fn tier(levels: [&str; 5], exercise: Basis) -> Option<String> {
        let framework = shipped().remove(0);
        let mut inputs = Inputs::on("2026-11-21".parse().unwrap());
        let member = MemberId::from_bytes([1; 16]);
        for (dimension, level) in framework.dimensions().iter().zip(levels) {
            for node in dimension.children.iter().filter(|it| it.scale.is_some() && level != "-") {
                let mut answer = Answer::of(Said::Option(level.parse().unwrap()));
                if node.evidence.as_ref().is_some_and(|it| it.kind == "exercise-record") {
                    answer.basis = exercise;
                }
                inputs.spoken_mut(node.id.clone()).insert(member, answer);
            }
        }
        score(&framework, &inputs).tier.map(|it| it.id.to_string())
    }

    #[test]
    fn the_default_framework_gives_the_tiers_it_promises() {
        let day = |day: &str| Basis::Tested(day.parse().unwrap());
        let all = |level| [level; 5];
        assert_eq!(tier(all("level2"), Basis::Claimed).as_deref(), Some("early-stage"));
        assert_eq!(tier(all("level3"), Basis::Claimed).as_deref(), Some("strategic"));
        assert_eq!(tier(all("level4"), Basis::Claimed).as_deref(), Some("strategic"));
        assert_eq!(tier(all("level4"), day("2026-11-21")).as_deref(), Some("optimized"));
        assert_eq!(tier(all("level5"), day("2025-11-20")).as_deref(), Some("strategic"));
        let mixed = ["level5", "level5", "level5", "level5", "level1"];
        assert_eq!(tier(mixed, Basis::Claimed).as_deref(), Some("early-stage"));
        let mixed = ["level3", "level3", "level3", "level3", "level2"];
        assert_eq!(tier(mixed, Basis::Claimed).as_deref(), Some("strategic"));
        let blank = ["level3", "level3", "level3", "level3", "-"];
        assert_eq!(tier(blank, Basis::Claimed), None);
    }
}
