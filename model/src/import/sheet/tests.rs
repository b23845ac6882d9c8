//! Stories and laws of answer sheets.
