//! Many records at once, on all processors: whether each is what its author signed, or what this device once checked.

use std::{num::NonZero, thread};

use muster_model::workspace::views::{Hands, Piece};

/// Fewer than this are not worth a second thread.
const SHARE: usize = 256;

/// Does `work` to each of `items`, and returns what came out in their order.
pub(super) fn each<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    // Asking how many processors there are takes longer than a few items do.
    let hands = || thread::available_parallelism().map_or(1, NonZero::get);
    let share = if items.len() <= SHARE { SHARE } else { items.len().div_ceil(hands()).max(SHARE) };
    if items.len() <= share {
        return items.iter().map(work).collect();
    }
    let work = &work;
    thread::scope(|scope| {
        let shares = items.chunks(share).map(|share| {
            let all = scope.spawn(move || share.iter().map(work).collect::<Vec<R>>());
            (share, all)
        });
        let shares: Vec<_> = shares.collect();
        let mut out = Vec::with_capacity(items.len());
        for (share, all) in shares {
            match all.join() {
                Ok(done) => out.extend(done),
                // A thread that fell over did nothing that lasts: here it shows where.
                Err(_) => out.extend(share.iter().map(work)),
            }
        }
        out
    })
}

/// Does what the model can have done at once.
#[derive(Debug)]
pub(super) struct Threads;

impl Hands for Threads {
    fn work(&self, pieces: &mut [Piece<'_>]) {
        let hands = thread::available_parallelism().map_or(1, NonZero::get);
        let share = pieces.len().div_ceil(hands).max(1);
        thread::scope(|scope| {
            for share in pieces.chunks_mut(share) {
                scope.spawn(|| share.iter_mut().for_each(|it| it()));
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_out_is_in_the_order_of_what_went_in() {
        for many in [0, 1, SHARE, SHARE + 1, 1_000] {
            let items: Vec<usize> = (0..many).collect();
            let doubled: Vec<usize> = items.iter().map(|it| it * 2).collect();
            assert_eq!(each(&items, |it| it * 2), doubled, "{many}");
        }
    }
}
