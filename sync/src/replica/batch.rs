//! Many records at once, on all processors: whether each is what its author signed, or what this device once checked.

use std::{
    num::NonZero,
    sync::mpsc,
    thread::{self, Builder},
};

use muster_model::workspace::views::{Hands, Piece};

/// Fewer than this are not worth a second thread.
const SHARE: usize = 256;

/// Does `work` to each of `items`, and returns what came out in their order.
pub(super) fn each<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    shared(items, SHARE, work)
}

/// Does like [`each`] what takes so long that one of `items` is worth a thread.
pub(super) fn each_long<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    shared(items, 1, work)
}

fn shared<T: Sync, R: Send>(items: &[T], least: usize, work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    // Asking how many processors there are takes longer than a few items do.
    let share = if items.len() <= least { least } else { items.len().div_ceil(hands()).max(least) };
    if items.len() <= share {
        return items.iter().map(work).collect();
    }
    let work = &work;
    thread::scope(|scope| {
        let shares = items.chunks(share).map(|share| {
            let all = move || share.iter().map(work).collect::<Vec<R>>();
            (share, Builder::new().spawn_scoped(scope, all).ok())
        });
        let shares: Vec<_> = shares.collect();
        let mut out = Vec::with_capacity(items.len());
        for (share, all) in shares {
            match all.and_then(|it| it.join().ok()) {
                Some(done) => out.extend(done),
                // A thread that could not begin did nothing, and one that fell over nothing that lasts: here it shows where.
                None => out.extend(share.iter().map(work)),
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
        let share = pieces.len().div_ceil(hands()).max(1);
        thread::scope(|scope| {
            let mut own = Vec::new();
            for share in pieces.chunks_mut(share) {
                let (give, given) = mpsc::sync_channel::<&mut [Piece<'_>]>(1);
                let help = move || given.into_iter().flatten().for_each(|it| it());
                let left = match Builder::new().spawn_scoped(scope, help) {
                    Ok(_helper) => give.send(share).err().map(|it| it.0),
                    Err(_) => Some(share),
                };
                own.extend(left);
            }
            // Whoever can't begin leaves their share to this thread.
            own.into_iter().flatten().for_each(|it| it());
        });
    }
}

/// Returns how many processors there are to help.
pub(super) fn hands() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_piece_is_done_once_however_many_there_are() {
        for many in [0, 1, 2, 100] {
            let mut done = vec![0; many];
            let mut pieces: Vec<Piece<'_>> =
                done.iter_mut().map(|it| -> Piece<'_> { Box::new(|| *it += 1) }).collect();
            Threads.work(&mut pieces);
            drop(pieces);
            assert_eq!(done, vec![1; many]);
        }
    }

    #[test]
    fn what_comes_out_is_in_the_order_of_what_went_in() {
        for many in [0, 1, SHARE, SHARE + 1, 1_000] {
            let items: Vec<usize> = (0..many).collect();
            let doubled: Vec<usize> = items.iter().map(|it| it * 2).collect();
            assert_eq!(each(&items, |it| it * 2), doubled, "{many}");
            assert_eq!(each_long(&items, |it| it * 2), doubled, "{many}");
        }
    }
}
