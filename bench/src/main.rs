//! Measurements on the machine at hand, printed as ratios: `cargo xtask bench NAME`.
//!
//! A figure here compares two ways of doing the same work in the same run. None is a promise of an
//! absolute speed.

mod intake;
mod office;
mod stopwatch;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask bench NAME

  intake [ROUNDS]  the whole write path against the same rows by the raw drivers";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("the machine starts threads");
    match (words.as_slice(), number(&words)) {
        (["intake"], _) => runtime.block_on(intake::run(5)),
        (["intake", _], Some(rounds)) if rounds > 0 => runtime.block_on(intake::run(rounds)),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}

fn number(words: &[&str]) -> Option<usize> {
    words.get(1)?.parse().ok()
}
