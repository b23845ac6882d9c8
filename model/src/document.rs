//! Lanes and boards: the only room that names Automerge.
//!
//! **Invariant:** reading is total, and nothing reaches a document but through [`admit`].
