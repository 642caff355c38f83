//! Measurements on the machine at hand, printed as ratios: `cargo xtask bench NAME`.
//!
//! A figure here compares two ways of doing the same work in the same run. None is a promise of an
//! absolute speed.

mod intake;
mod office;
mod stopwatch;

use std::process::ExitCode;
use store::Engine;

const USAGE: &str = "\
usage: cargo xtask bench NAME

  intake [ROUNDS] [sqlite|postgres]
      the whole write path against the same rows by the raw drivers";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("the machine starts threads");
    let rounds = words.get(1).map_or(Some(5), |word| word.parse().ok());
    match (words.as_slice(), rounds) {
        (["intake"] | ["intake", _], Some(rounds)) if rounds > 0 => {
            runtime.block_on(intake::run(rounds, &ENGINES));
        }
        (["intake", _, engine], Some(rounds)) if rounds > 0 && named(engine).is_some() => {
            runtime.block_on(intake::run(rounds, named(engine).as_slice()));
        }
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}

const ENGINES: [Engine; 2] = [Engine::Sqlite, Engine::Postgres];

fn named(word: &str) -> Option<Engine> {
    let is_named = |engine: &Engine| format!("{engine:?}").eq_ignore_ascii_case(word);
    ENGINES.into_iter().find(is_named)
}
