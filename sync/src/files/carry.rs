//! Files in bundles: which are packed, and what becomes of those that are carried here.

use std::time::Duration;

use super::{FileError, Files, Todo, read_contained};
use crate::{bundle::Need, replica::Carried};

/// Most bytes of files in one bundle; the rest goes into the next one.
const MOST: u64 = 256 << 20;

/// Files for a bundle, as a cabinet keeps them.
#[derive(Debug, Default)]
pub struct Packed {
    /// The files.
    pub files: Vec<Vec<u8>>,
    /// How many more there are that did not fit.
    pub left_out: usize,
}

impl Files {
    /// Returns the files that are here and that `need` lacks, small ones first. One that turns out to be damaged is
    /// left out.
    pub fn pack(&mut self, need: Option<&Need>) -> Packed {
        let lacking = self.held().iter().filter(|(id, _)| need.is_none_or(|it| it.lacks_file(id)));
        let mut lacking: Vec<_> = lacking.map(|(id, len)| (*len, *id)).collect();
        lacking.sort_unstable();
        let mut out = Packed::default();
        let mut room = MOST;
        for (len, id) in lacking {
            let Some(rest) = room.checked_sub(len) else {
                out.left_out = out.left_out.saturating_add(1);
                continue;
            };
            match self.carry(id) {
                Ok(file) => {
                    room = rest;
                    out.files.push(file);
                }
                Err(err) => {
                    tracing::warn!(%err, "a file could not be packed");
                    out.left_out = out.left_out.saturating_add(1);
                }
            }
        }
        out
    }

    /// Says what taking `files` would bring.
    pub fn rehearse(&self, files: &[Vec<u8>], carried: &mut Carried) {
        carried.files = files.len();
        for file in files {
            match read_contained(file) {
                Ok((id, ..)) if self.held().contains_key(&id) => {}
                Ok(_) => carried.new_files = carried.new_files.saturating_add(1),
                Err(err) => refuse(&err, carried),
            }
        }
    }

    /// Takes files that were carried here; what does not hold is told and passed over.
    pub fn take_all(
        &mut self,
        files: &[Vec<u8>],
        carried: &mut Carried,
        now: Duration,
    ) -> Result<Vec<Todo>, FileError> {
        carried.files = files.len();
        let mut out = Vec::new();
        for file in files {
            match self.take(file, now) {
                Ok((_, new, todo)) => {
                    carried.new_files = carried.new_files.saturating_add(usize::from(new));
                    out.extend(todo);
                }
                Err(err @ (FileError::Full | FileError::Io(_))) => return Err(err),
                Err(err) => refuse(&err, carried),
            }
        }
        Ok(out)
    }
}

fn refuse(err: &FileError, carried: &mut Carried) {
    let sentence = err.to_string();
    if !carried.refused.contains(&sentence) {
        carried.refused.push(sentence);
    }
}
