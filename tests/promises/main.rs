//! What Muster promises, one module each; together they are one program.

#[cfg(test)]
mod assessor;
#[cfg(test)]
mod at_rest;
#[cfg(test)]
mod attackers;
#[cfg(test)]
mod blind;
#[cfg(test)]
mod condensed;
#[cfg(test)]
mod convergence;
#[cfg(test)]
mod crash;
#[cfg(test)]
mod doors;
#[cfg(test)]
mod evidence;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod files;
#[cfg(test)]
mod formats;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod household;
#[cfg(test)]
mod languages;
#[cfg(test)]
mod layers;
#[cfg(test)]
mod looks;
#[cfg(test)]
mod loopback;
#[cfg(test)]
mod next_start;
#[cfg(test)]
mod over_time;
#[cfg(test)]
mod plan;
#[cfg(test)]
mod reports;
#[cfg(test)]
mod retention;
#[cfg(test)]
mod sign_off;
#[cfg(test)]
mod simulation;
#[cfg(test)]
mod tap;
#[cfg(test)]
mod told;
#[cfg(test)]
mod trust;
#[cfg(test)]
mod versions;
