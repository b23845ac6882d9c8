//! Benchmark cards on this device: kept in a folder of the data directory, each with a signature that holds.
//!
//! They never travel with a workspace: whoever wants others to see one hands them the file.

use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::Arc,
};

use muster_model::{
    benchmark::{Card, CardError, MAX_BYTES, Quartiles, Signed},
    framework::Framework,
    scoring::Outcome,
};
use muster_sync::identity::Statement;

use crate::{
    say::say,
    screens::{results::data::Figure, words},
};

/// Most cards read.
const MAX_CARDS: usize = 500;

/// What the folder holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cards {
    /// Cards, in the order of their file names.
    pub all: Vec<Arc<Signed>>,
    /// Files that could not be read, a sentence each.
    pub problems: Vec<String>,
}

/// Why a card is not believed.
#[derive(Debug, thiserror::Error)]
pub enum TakeError {
    /// It is none.
    #[error(transparent)]
    Card(#[from] CardError),
    /// Its signature is not over it.
    #[error("it was changed: its signature does not fit what it says")]
    Forged,
}

/// Reads a card and checks who signed it.
pub fn take(bytes: &[u8]) -> Result<Signed, TakeError> {
    let signed = Signed::parse(bytes)?;
    let statement = Statement { author: signed.author, signature: signed.signature };
    if statement.holds(&signed.card.statement()) { Ok(signed) } else { Err(TakeError::Forged) }
}

fn folder(data_dir: &Path) -> PathBuf {
    data_dir.join("benchmarks")
}

/// Reads the folder in `data_dir`. What is wrong with one card does not hide the others.
pub fn read(data_dir: &Path) -> Cards {
    let mut cards = Cards::default();
    let Ok(entries) = fs::read_dir(folder(data_dir)) else { return cards };
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|it| Some(it.ok()?.path()))
        .filter(|it| it.extension().is_some_and(|it| it == "json"))
        .collect();
    paths.sort();
    for path in paths.into_iter().take(MAX_CARDS) {
        match read_card(&path) {
            Ok(card) => cards.all.push(Arc::new(card)),
            Err(why) => cards.problems.push(format!("{}: {why}", path.display())),
        }
    }
    cards
}

fn read_card(path: &Path) -> Result<Signed, String> {
    let size = fs::metadata(path).map_err(|err| err.to_string())?.len();
    if size > u64::try_from(MAX_BYTES).unwrap_or(u64::MAX) {
        return Err(CardError::TooLarge.to_string());
    }
    let bytes = fs::read(path).map_err(|err| err.to_string())?;
    take(&bytes).map_err(|err| err.to_string())
}

/// Keeps `card` in `data_dir`, and returns its file. One that is there already stays as it is.
pub fn keep(data_dir: &Path, card: &Signed) -> io::Result<PathBuf> {
    let folder = folder(data_dir);
    fs::create_dir_all(&folder)?;
    let bytes = card.bytes();
    let name: String = blake3::hash(&bytes).to_hex().chars().take(16).collect();
    let path = folder.join(format!("{}-{name}.json", card.card.date));
    if path.exists() {
        return Ok(path);
    }
    let mut draft = tempfile::Builder::new().prefix(".muster-").tempfile_in(&folder)?;
    draft.write_all(&bytes)?;
    draft.as_file().sync_all()?;
    draft.persist(&path).map_err(|err| err.error)?;
    Ok(path)
}

/// Returns what the cards about `framework` say, beside what `outcome` came to.
pub fn figures(
    framework: &Framework,
    outcome: Option<&Outcome>,
    cards: &[Arc<Signed>],
) -> Vec<Figure> {
    let about = cards.iter().filter(|it| it.card.is_about(framework));
    about
        .flat_map(|it| {
            it.card.dimensions.iter().map(|at| figure(framework, outcome, (&it.card, at)))
        })
        .collect()
}

fn figure(
    framework: &Framework,
    outcome: Option<&Outcome>,
    (card, it): (&Card, &Quartiles),
) -> Figure {
    let found = outcome.and_then(|all| all.dimensions.iter().find(|at| at.id == it.id));
    let here = found.and_then(|it| it.score.as_ref());
    let here = match here {
        Some(at) => say!("results-card-here", value = words::figure(at)),
        None => say!("results-card-none").to_owned(),
    };
    let (low, high) = (words::figure(&it.low), words::figure(&it.high));
    let (n, date) = (it.n, words::day(card.date));
    let source = format!("{}; {}, {date}, n = {n}", card.cohort, card.source);
    let source = if card.hash == framework.hash() {
        source
    } else {
        say!("results-card-version", source = source, version = &card.version)
    };
    Figure {
        text: say!("results-card-middle", title = &it.title, low = low, high = high, here = here,),
        value: words::figure(&it.middle),
        source,
    }
}

#[cfg(test)]
mod tests {
    use muster_model::{ids::FrameworkHash, time::Date};
    use muster_sync::identity::Identity;

    use super::*;

    fn signed() -> Signed {
        let dimension = Quartiles {
            id: "leadership".parse().unwrap(),
            title: "Leadership".to_owned(),
            n: 6,
            low: "2".parse().unwrap(),
            middle: "5/2".parse().unwrap(),
            high: "4".parse().unwrap(),
        };
        let card = Card {
            cohort: "ports".to_owned(),
            source: "Harbour".to_owned(),
            date: Date::new(2026, 11, 21).unwrap(),
            framework: "five-dimensions".parse().unwrap(),
            version: "1".to_owned(),
            hash: FrameworkHash::from_bytes([7; 32]),
            people: 6,
            dimensions: vec![dimension],
        };
        let identity = Identity::from_seed([3; 32]);
        let statement = Statement::of(identity.signer(), &card.statement());
        Signed { card, author: statement.author, signature: statement.signature }
    }

    #[test]
    fn a_card_is_kept_once_and_shown_beside_the_result_with_n_source_and_day() {
        let place = tempfile::tempdir().unwrap();
        let card = take(&signed().bytes()).unwrap();
        let path = keep(place.path(), &card).unwrap();
        assert_eq!(keep(place.path(), &card).unwrap(), path);
        let cards = read(place.path());
        assert_eq!(cards.all.len(), 1, "{:?}", cards.problems);
        let framework = muster_model::framework::shipped_as("five-dimensions").unwrap();
        let told = figures(&framework, None, &cards.all);
        assert_eq!(told[0].value, "2.5");
        assert!(told[0].source.contains("Harbour, 2026-11-21, n = 6"), "{}", told[0].source);
        let other = muster_model::framework::shipped_as("cmmc-l1");
        assert!(other.is_none_or(|it| figures(&it, None, &cards.all).is_empty()));
    }

    #[test]
    fn any_letter_changed_is_refused() {
        let whole = signed().bytes();
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 1;
            assert!(take(&bytes).is_err(), "byte {at}");
        }
    }

    #[test]
    fn a_file_that_is_no_card_hides_no_other_and_is_told() {
        let place = tempfile::tempdir().unwrap();
        assert_eq!(read(place.path()), Cards::default());
        keep(place.path(), &signed()).unwrap();
        fs::write(folder(place.path()).join("bad.json"), "{}").unwrap();
        let cards = read(place.path());
        assert_eq!(cards.all.len(), 1);
        assert!(cards.problems[0].contains("bad.json"), "{:?}", cards.problems);
    }
}
