//! What Muster promises, one module each; together they are one program.

#[cfg(test)]
mod convergence;
