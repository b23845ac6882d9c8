//! The frameworks that come with the program.

use super::{Framework, Problem};

/// File names and content of the packs that come with the program, the default first.
pub const FILES: [(&str, &[u8]); 1] =
    [("five-dimensions.yaml", include_bytes!("../../../assets/frameworks/five-dimensions.yaml"))];

/// Returns the frameworks that come with the program, the default first.
///
/// A pack with a problem is left out here; [`check`] names it, and a test keeps every shipped pack sound.
pub fn shipped() -> Vec<Framework> {
    FILES.iter().filter_map(|(name, bytes)| Framework::parse(bytes, name).ok()).collect()
}

/// Returns every problem of the packs that come with the program, by file name.
pub fn check() -> Vec<(&'static str, Vec<Problem>)> {
    let each = FILES.iter().map(|(name, bytes)| (*name, Framework::parse(bytes, name)));
    each.filter_map(|(name, read)| Some((name, read.err()?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pack_that_ships_is_sound() {
        let lines = check().into_iter().flat_map(|(name, problems)| {
            problems.into_iter().map(move |it| format!("{name}: {it}"))
        });
        assert_eq!(lines.collect::<Vec<_>>(), Vec::<String>::new());
        assert_eq!(shipped().len(), FILES.len());
    }

    #[test]
    fn a_shipped_pack_reads_back_from_its_canonical_form() {
        for framework in shipped() {
            let bytes = framework.canonical();
            let again = Framework::parse(&bytes, "").unwrap();
            assert_eq!(again, framework);
            assert_eq!(again.canonical(), bytes);
        }
    }
}
