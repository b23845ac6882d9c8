//! What Muster promises, one module each; together they are one program.

#[cfg(test)]
mod blind;
#[cfg(test)]
mod convergence;
#[cfg(test)]
mod crash;
#[cfg(test)]
mod household;
#[cfg(test)]
mod loopback;
