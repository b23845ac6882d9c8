//! The fold of the control history agrees with a second telling of its rules, on random histories of twelve people in
//! six branches. `MUSTER_CASES` sets how many; a case that fails is made smaller and printed.

#[cfg(test)]
#[expect(clippy::too_many_lines, reason = "one list of all there is to compare")]
mod agreement;
#[cfg(test)]
#[expect(clippy::too_many_lines, reason = "one arm for each thing that can be said")]
mod history;
#[cfg(test)]
#[expect(
    clippy::too_many_lines,
    clippy::needless_pass_by_value,
    clippy::wildcard_enum_match_arm,
    reason = "the rules stand in one list, and most of them are about few operations"
)]
mod naive;
