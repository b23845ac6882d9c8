//! Muster's promises, one module each.

#[cfg(test)]
mod window;
