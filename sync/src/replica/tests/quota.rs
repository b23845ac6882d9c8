//! One device can fill the log only so far; whoever brings what it wrote is not to blame.

use super::*;
use crate::{engine::index::Prefix, envelope::EnvelopeError, replica::quota::Quota};

#[test]
fn a_device_that_writes_too_much_is_stopped_and_the_others_go_on() {
    let mut ana = founded();
    let mut ben = join(&mut ana, "Ben", 2, Whose::New);
    let mut cleo = join(&mut ana, "Cleo", 3, Whose::New);
    let people: Vec<MemberId> = ana.snapshot().members.keys().copied().collect();
    let open = review(&mut ana, Secrecy::Open, &people);
    meet(&mut ana, &mut ben);
    meet(&mut ana, &mut cleo);

    for n in 0..40 {
        say(&mut ben, open, n % 4 + 1);
    }
    // Cleo carries what Ben wrote, and something of her own.
    meet(&mut ben, &mut cleo);
    say(&mut cleo, open, 2);

    ana.quota = Quota::of(60_000, 1_000);
    let before = ana.index().count();
    let told = ana.accept(&all(&mut cleo)).unwrap();
    let author = ben.identity().device();
    let over: Vec<_> = told.iter().filter_map(|it| it.as_ref().err()).collect();
    assert!(over.len() > 10, "{told:?}");
    assert!(over.iter().all(|it| **it == EnvelopeError::OverQuota { author }), "{over:?}");
    assert!(ana.index().count() > before, "what fits is kept");
    assert_eq!(
        ana.index().count_in(Prefix::of_device(&cleo.identity().device())),
        cleo.index().count_in(Prefix::of_device(&cleo.identity().device())),
        "all of Cleo's is here"
    );
    assert!(ana.verify().unwrap().problems.is_empty());
    // This device's own work is never refused.
    ana.quota = Quota::of(0, 0);
    say(&mut ana, open, 3);
}
