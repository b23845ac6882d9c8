//! The frameworks on this device: those of the program, and those somebody imported.

use std::{path::Path, sync::Arc};

use muster_model::framework::{Framework, shipped};

use crate::{
    library::{self, Library},
    screens::files::{self, Waiting},
};

/// What is here, and whether the disk is being read.
#[derive(Debug, Default)]
pub struct Packs {
    shipped: Vec<Arc<Framework>>,
    library: Library,
    reading: Option<Waiting<Library>>,
    asked: bool,
}

impl Packs {
    /// Begins to read what was imported, once, and takes in what was read. No frame waits for the disk.
    pub fn look(&mut self, ctx: &egui::Context, data_dir: Option<&Path>) {
        if self.shipped.is_empty() {
            self.shipped = shipped();
        }
        if let (false, Some(data_dir)) = (self.asked, data_dir) {
            self.asked = true;
            let data_dir = data_dir.to_owned();
            let read = move || Some(Ok(library::read(&data_dir)));
            self.reading = Some(files::run(ctx.clone(), read));
        }
        if let Some(ended) = self.reading.as_ref().and_then(Waiting::ended) {
            self.reading = None;
            if let Some(Ok(library)) = ended {
                self.library = library;
            }
        }
    }

    /// Has the disk read again: something was imported.
    pub fn again(&mut self) {
        self.asked = false;
    }

    /// Says whether the disk is being read.
    pub fn is_reading(&self) -> bool {
        self.reading.is_some()
    }

    /// Returns what is wrong with files in the folder, a sentence each.
    pub fn problems(&self) -> &[String] {
        &self.library.problems
    }

    /// Says whether `framework` was imported here.
    pub fn is_imported(&self, framework: &Framework) -> bool {
        self.library.frameworks.iter().any(|it| it.hash() == framework.hash())
    }

    /// Returns those of the program.
    pub fn shipped(&self) -> &[Arc<Framework>] {
        &self.shipped
    }

    /// Returns those of the program, then those imported; each once.
    pub fn all(&self) -> Vec<Arc<Framework>> {
        let mut out = self.shipped.clone();
        for it in &self.library.frameworks {
            if !out.iter().any(|at| at.hash() == it.hash()) {
                out.push(Arc::clone(it));
            }
        }
        out
    }
}
