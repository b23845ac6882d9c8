//! A snapshot is written down and read again; what was said in reviews that are over, when somebody looks.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;
use crate::workspace::kept::{self, Kept, Parts};

/// Parts in memory that count how often one is read, and the snapshot made anew.
struct Counted {
    parts: Vec<Option<Vec<u8>>>,
    read: AtomicUsize,
    whole: Arc<Workspace>,
    made: AtomicUsize,
}

impl Parts for Counted {
    fn part(&self, place: usize) -> Option<Vec<u8>> {
        self.read.fetch_add(1, Ordering::Relaxed);
        self.parts.get(place)?.clone()
    }

    fn anew(&self) -> Option<Arc<Workspace>> {
        self.made.fetch_add(1, Ordering::Relaxed);
        Some(Arc::clone(&self.whole))
    }
}

impl Counted {
    fn times(&self) -> (usize, usize) {
        (self.read.load(Ordering::Relaxed), self.made.load(Ordering::Relaxed))
    }
}

/// A review that is signed and over, one after it, and all of it as bytes.
fn signed_and_over() -> (Arc<Workspace>, Kept) {
    let mut world = sign_off::revealed();
    world.signs("z1", "otto").signs("z2", "ana");
    world.does("zc fay @2 closes r").answers("ben q it=2 hr=4");
    let shown = world.views("ben").snapshot(&all);
    let kept = kept::keep(&shown).unwrap();
    assert_eq!(kept.parts.len(), 4, "two reviews, and one as two people signed it");
    (Arc::new(shown), kept)
}

fn lying(whole: &Arc<Workspace>, parts: &[Option<Vec<u8>>]) -> Arc<Counted> {
    Arc::new(Counted {
        parts: parts.to_vec(),
        read: AtomicUsize::new(0),
        whole: Arc::clone(whole),
        made: AtomicUsize::new(0),
    })
}

#[test]
fn what_is_over_is_read_when_somebody_looks_and_only_that() {
    let (whole, Kept { head, parts }) = signed_and_over();
    let parts: Vec<Option<Vec<u8>>> = parts.into_iter().map(Some).collect();
    let lying = lying(&whole, &parts);
    let shown = kept::recall(&head, &(Arc::clone(&lying) as Arc<dyn Parts>)).unwrap();
    assert_eq!(lying.times(), (1, 0), "the review people work on");
    let over = &shown.reviews[&review_id("r")];
    assert_eq!(
        (over.fingerprint.as_str(), lying.times()),
        (whole.reviews[&over.id].fingerprint.as_str(), (1, 0))
    );
    assert_eq!(over.result, whole.reviews[&over.id].result);
    assert_eq!(over.lanes, whole.reviews[&over.id].lanes);
    assert_eq!(lying.times(), (2, 0));
    assert_eq!(shown, *whole);
    assert_eq!(lying.times(), (4, 0));
}

#[test]
fn what_is_over_and_gone_from_where_it_lay_is_made_anew() {
    let (whole, Kept { head, parts }) = signed_and_over();
    for torn in [
        |_: Vec<u8>| None,
        |mut it: Vec<u8>| {
            it.truncate(it.len() / 2);
            Some(it)
        },
    ] {
        let mut found = 0;
        for place in 0..parts.len() {
            let mut parts: Vec<Option<Vec<u8>>> = parts.iter().cloned().map(Some).collect();
            parts[place] = parts[place].take().and_then(torn);
            let lying = lying(&whole, &parts);
            match kept::recall(&head, &(Arc::clone(&lying) as Arc<dyn Parts>)) {
                // Without what people work on nothing is shown, and the log is read.
                None => found += 1,
                Some(shown) => {
                    assert_eq!(shown, *whole);
                    assert_eq!(lying.times(), (4, 1));
                }
            }
        }
        assert_eq!(found, 1);
    }
}
