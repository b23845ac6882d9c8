//! Bytes of other formats → frameworks or answers, and back. Pure: nothing is read from a disk here.
//!
//! **Invariant:** a reader is total and bounded: hostile bytes give problems, never a panic, and change nothing.

pub mod sheet;
