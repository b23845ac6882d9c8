//! What a page decided to show, kept as long as nothing changed: deciding in each frame would cost what drawing may.

use std::sync::Arc;

use muster_sync::node::event::Shown;

use crate::say::{self, Tongue};

/// The last thing that was decided, of what, and in which language.
#[derive(Debug)]
pub struct Once<K, V>(Option<(Arc<Shown>, K, Tongue, Arc<V>)>);

impl<K, V> Default for Once<K, V> {
    fn default() -> Self {
        Self(None)
    }
}

impl<K: PartialEq, V> Once<K, V> {
    /// Returns what was decided of `shown` and `key`; decides where one of them is another than last time.
    pub fn of(&mut self, shown: &Arc<Shown>, key: K, decide: impl FnOnce() -> V) -> Arc<V> {
        if let Some((of, with, tongue, kept)) = &self.0
            && Arc::ptr_eq(of, shown)
            && *with == key
            && *tongue == say::tongue()
        {
            return Arc::clone(kept);
        }
        let made = Arc::new(decide());
        self.0 = Some((Arc::clone(shown), key, say::tongue(), Arc::clone(&made)));
        made
    }
}
