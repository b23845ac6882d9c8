//! Numbers that look random and come from a seed, so that a failure can be had again.

/// Rolls numbers; the same seed gives the same numbers.
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// Begins with `seed`.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Returns the next number (`SplitMix64`).
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut it = self.0;
        it = (it ^ (it >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        it = (it ^ (it >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        it ^ (it >> 31)
    }

    /// Returns a number below `n`; zero where `n` is zero.
    pub fn below(&mut self, n: usize) -> usize {
        let n = u64::try_from(n).unwrap_or(u64::MAX);
        let below = self.roll().checked_rem(n).unwrap_or(0);
        usize::try_from(below).unwrap_or(0)
    }

    /// Says yes once in `n` times.
    pub fn once_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    /// Returns one of `all`.
    pub fn one_of<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        all.get(self.below(all.len()))
    }

    /// Puts `all` into some order.
    pub fn shuffle<T>(&mut self, all: &mut [T]) {
        for last in (1..all.len()).rev() {
            let other = self.below(last + 1);
            all.swap(last, other);
        }
    }

    /// Returns `n` bytes.
    pub fn bytes(&mut self, n: usize) -> Vec<u8> {
        let mut out = Vec::with_capacity(n + 8);
        while out.len() < n {
            out.extend(self.roll().to_le_bytes());
        }
        out.truncate(n);
        out
    }

    /// Returns `bytes` with something wrong: bits turned, cut short, grown, pieces moved or repeated.
    pub fn spoil(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut out = bytes.to_vec();
        for _ in 0..=self.below(4) {
            let (at, other) = (self.below(out.len()), self.below(out.len()));
            let (from, to) = (at.min(other), at.max(other));
            match self.below(7) {
                0 => self.turn(&mut out, at),
                1 => out.truncate(at),
                2 => {
                    let n = self.below(64);
                    let more = self.bytes(n);
                    out.splice(at..at, more);
                }
                3 => drop(out.drain(from..to.min(from + 64))),
                4 => {
                    let piece: Vec<u8> = out.get(from..to.min(from + 64)).unwrap_or(&[]).to_vec();
                    out.splice(at..at, piece);
                }
                5 => self.stretch(&mut out, at),
                _ => {
                    for it in out.iter_mut().skip(at).take(8) {
                        *it = u8::try_from(self.roll() & 0xff).unwrap_or(0);
                    }
                }
            }
        }
        out
    }

    fn turn(&mut self, out: &mut [u8], at: usize) {
        let bit = 1_u8 << (self.roll() & 7);
        if let Some(it) = out.get_mut(at) {
            *it ^= bit;
        }
    }

    /// Puts a large number where a length may stand.
    fn stretch(&mut self, out: &mut [u8], at: usize) {
        let large: &[&[u8]] =
            &[&[0xff; 8], &[0xff, 0xff, 0xff, 0x7f], &[0x80, 0x80, 0x80, 0x80, 8], &[0]];
        let Some(large) = self.one_of(large) else { return };
        for (it, byte) in out.iter_mut().skip(at).zip(large.iter()) {
            *it = *byte;
        }
    }
}
