//! A value that is read when somebody first asks for it.

use std::{
    fmt,
    ops::{Deref, DerefMut},
    sync::LazyLock,
};

/// A value that is there, or is read when it is first asked for. Everything but [`Late::new`] asks for it.
pub struct Late<T>(LazyLock<T, Box<dyn FnOnce() -> T + Send>>);

impl<T> Late<T> {
    /// Makes a value of what `read` returns when it is asked for.
    pub fn new(read: impl FnOnce() -> T + Send + 'static) -> Self {
        Self(LazyLock::new(Box::new(read)))
    }
}

impl<T: Send + 'static> From<T> for Late<T> {
    fn from(value: T) -> Self {
        Self::new(move || value)
    }
}

impl<T: Default + Send + 'static> Default for Late<T> {
    fn default() -> Self {
        Self::new(T::default)
    }
}

impl<T> Deref for Late<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for Late<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T: Clone + Send + 'static> Clone for Late<T> {
    fn clone(&self) -> Self {
        T::clone(self).into()
    }
}

impl<T: PartialEq> PartialEq for Late<T> {
    fn eq(&self, other: &Self) -> bool {
        T::eq(self, other)
    }
}

impl<T: fmt::Debug> fmt::Debug for Late<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        T::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    };

    use super::*;

    #[test]
    fn it_is_read_once_and_only_if_somebody_asks() {
        let reads = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&reads);
        let mut late = Late::new(move || count.fetch_add(1, Ordering::Relaxed));
        assert_eq!(reads.load(Ordering::Relaxed), 0);
        assert_eq!((*late, *late.clone()), (0, 0));
        *late += 7;
        assert_eq!(late, Late::from(7));
        assert_eq!(reads.load(Ordering::Relaxed), 1);
    }
}
