//! The columns of a change chunk: runs of equal values, bounded before they are unrolled.

/// Reads bytes from the front; every step may find that there are too few.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader<'a>(pub(super) &'a [u8]);

impl<'a> Reader<'a> {
    /// Says whether everything was read.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes `n` bytes.
    pub(super) fn take(&mut self, n: usize) -> Option<&'a [u8]> {
        let (head, tail) = self.0.split_at_checked(n)?;
        self.0 = tail;
        Some(head)
    }

    /// Takes `N` bytes.
    pub(super) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    /// Takes one byte.
    pub(super) fn byte(&mut self) -> Option<u8> {
        self.array::<1>().map(|[byte]| byte)
    }

    /// Takes a LEB128 number without sign.
    pub(super) fn unsigned(&mut self) -> Option<u64> {
        let mut out = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7f);
            if shift == 63 && bits > 1 {
                return None;
            }
            out |= bits << shift;
            if byte & 0x80 == 0 {
                return Some(out);
            }
        }
        None
    }

    /// Takes a LEB128 number with sign.
    pub(super) fn signed(&mut self) -> Option<i64> {
        let mut out = 0_i64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            out |= i64::from(byte & 0x7f).checked_shl(shift)?;
            if byte & 0x80 == 0 {
                let unused = 64_u32.saturating_sub(shift + 7);
                return Some(if unused == 0 { out } else { (out << unused) >> unused });
            }
        }
        None
    }

    /// Takes a length and a string of that length.
    pub(super) fn text(&mut self) -> Option<&'a str> {
        let len = usize::try_from(self.unsigned()?).ok()?;
        std::str::from_utf8(self.take(len)?).ok()
    }
}

/// Writes a LEB128 number without sign.
pub(super) fn unsigned(mut value: u64, out: &mut Vec<u8>) {
    loop {
        let [low, ..] = value.to_le_bytes();
        value >>= 7;
        if value == 0 {
            out.push(low & 0x7f);
            return;
        }
        out.push(low | 0x80);
    }
}

/// Writes a LEB128 number with sign.
pub(super) fn signed(mut value: i64, out: &mut Vec<u8>) {
    loop {
        let [low, ..] = value.to_le_bytes();
        value >>= 7;
        let done = (value == 0 && low & 0x40 == 0) || (value == -1 && low & 0x40 != 0);
        if done {
            out.push(low & 0x7f);
            return;
        }
        out.push(low | 0x80);
    }
}

/// Writes a length and a string of that length.
pub(super) fn text(value: &str, out: &mut Vec<u8>) {
    unsigned(len(value.len()), out);
    out.extend_from_slice(value.as_bytes());
}

/// Returns a length as a number of the format.
pub(super) fn len(value: usize) -> u64 {
    u64::try_from(value).unwrap_or(u64::MAX)
}

/// Reads runs of at most `limit` values. Absent values are refused: no column of ours has any.
pub(super) fn unroll<'a, T: Clone>(
    bytes: &'a [u8],
    limit: usize,
    read: impl Fn(&mut Reader<'a>) -> Option<T>,
) -> Option<Vec<T>> {
    let mut from = Reader(bytes);
    let mut out = Vec::new();
    while !from.is_empty() {
        let head = from.signed()?;
        let count = usize::try_from(head.unsigned_abs()).ok()?;
        if count == 0 || count > limit.checked_sub(out.len())? {
            return None;
        }
        if head > 0 {
            let value = read(&mut from)?;
            out.extend(std::iter::repeat_n(value, count));
        } else {
            for _ in 0..count {
                out.push(read(&mut from)?);
            }
        }
    }
    Some(out)
}

/// Writes runs as Automerge does: two or more equal values as a run, all others literally.
pub(super) fn roll<T: PartialEq>(values: &[T], write: impl Fn(&T, &mut Vec<u8>)) -> Vec<u8> {
    let mut out = Vec::new();
    let mut loose: Vec<&T> = Vec::new();
    let flush = |loose: &mut Vec<&T>, out: &mut Vec<u8>| {
        if !loose.is_empty() {
            signed(-i64::try_from(loose.len()).unwrap_or(i64::MAX), out);
            loose.drain(..).for_each(|it| write(it, out));
        }
    };
    for run in values.chunk_by(PartialEq::eq) {
        match run {
            [] => {}
            [one] => loose.push(one),
            [first, ..] => {
                flush(&mut loose, &mut out);
                signed(i64::try_from(run.len()).unwrap_or(i64::MAX), &mut out);
                write(first, &mut out);
            }
        }
    }
    flush(&mut loose, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_and_runs_survive(values in prop::collection::vec(any::<i64>(), 0..40), few in prop::collection::vec(0_u64..3, 0..60)) {
            for value in &values {
                let mut out = Vec::new();
                signed(*value, &mut out);
                prop_assert_eq!(Reader(&out).signed(), Some(*value));
                out.clear();
                unsigned(value.cast_unsigned(), &mut out);
                prop_assert_eq!(Reader(&out).unsigned(), Some(value.cast_unsigned()));
            }
            let rolled = roll(&few, |it, out| unsigned(*it, out));
            prop_assert_eq!(unroll(&rolled, 60, Reader::unsigned), Some(few));
        }

        #[test]
        fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let many = unroll(&bytes, 100, Reader::signed).map_or(0, |it| it.len());
            prop_assert!(many <= 100);
            prop_assert!(unroll(&bytes, 100, Reader::text).is_none_or(|it| it.len() <= 100));
        }
    }

    #[test]
    fn a_run_longer_than_allowed_is_not_unrolled() {
        let mut bytes = Vec::new();
        signed(i64::MAX, &mut bytes);
        unsigned(7, &mut bytes);
        assert_eq!(unroll(&bytes, 20_000, Reader::unsigned), None);
    }
}
