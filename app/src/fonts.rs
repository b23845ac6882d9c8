//! Letters that our own fonts lack, from the fonts of the computer; and what becomes of those that it has none for.
//!
//! A computer without fonts, or with fonts that can't be read, never takes the window down: the text is kept, shows as
//! boxes, and that is said.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::atomic::{AtomicBool, Ordering},
};

use egui::{FallbackRequest, FontInsert, FontProvider};
use egui_system_font_provider::SystemFontProvider;

/// Whether letters were asked for that no font has.
static MISSED: AtomicBool = AtomicBool::new(false);
/// Whether that was told.
static TOLD: AtomicBool = AtomicBool::new(false);

/// Says whether letters are lacking, once.
pub(crate) fn missed() -> bool {
    MISSED.load(Ordering::Relaxed) && !TOLD.swap(true, Ordering::Relaxed)
}

/// The fonts of the computer.
pub(crate) struct Computer<P> {
    fonts: P,
    /// Whether reading them has failed; then they are not asked again.
    broken: AtomicBool,
}

impl Computer<SystemFontProvider> {
    /// Begins to read them, on a thread of its own.
    pub(crate) fn read() -> Self {
        Self::over(SystemFontProvider::new())
    }
}

impl<P: FontProvider> Computer<P> {
    fn over(fonts: P) -> Self {
        Self { fonts, broken: AtomicBool::new(false) }
    }

    fn find(&self, request: &FallbackRequest<'_>) -> Option<FontInsert> {
        if self.broken.load(Ordering::Relaxed) {
            return None;
        }
        let found = catch_unwind(AssertUnwindSafe(|| self.fonts.font_for(request)));
        found.unwrap_or_else(|_panic| {
            tracing::debug!("the fonts of this computer can't be read");
            self.broken.store(true, Ordering::Relaxed);
            None
        })
    }
}

impl<P: FontProvider> FontProvider for Computer<P> {
    fn font_for(&self, request: &FallbackRequest<'_>) -> Option<FontInsert> {
        let found = self.find(request);
        if found.is_none() && request.cluster.chars().any(char::is_alphabetic) {
            MISSED.store(true, Ordering::Relaxed);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use egui::FontFamily;

    use super::*;

    #[test]
    fn a_computer_whose_fonts_can_not_be_read_shows_boxes_and_goes_on() {
        let computer = Computer::over(|_: &FallbackRequest<'_>| -> Option<FontInsert> {
            panic!("there are no fonts")
        });
        let family = FontFamily::Proportional;
        for cluster in ["日", "ע"] {
            assert!(computer.font_for(&FallbackRequest { cluster, family: &family }).is_none());
        }
        assert!(missed(), "and it is told");
        assert!(!missed(), "once");
    }
}
