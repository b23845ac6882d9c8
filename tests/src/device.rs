//! The program `muster` as the tests start it; and, asked for by name, one that answers until it is killed.

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut args = std::env::args_os();
    if args.nth(1).is_some_and(|it| it == "answer-until-killed") {
        return muster_tests::answering::until_killed(args);
    }
    muster::cli::main(std::env::args_os())
}
