//! Measurements on the machine at hand: `cargo xtask bench NAME`.
//!
//! A figure here compares ways of doing the same work in the same run. None is a promise of an
//! absolute speed.

mod analysis;
mod desk;
mod intake;
mod lists;
mod matching;
mod office;
mod search;
mod stopwatch;
mod sweep;
mod world;

use std::process::ExitCode;
use store::Engine;

const USAGE: &str = "\
usage: cargo xtask bench NAME

  intake [ROUNDS] [sqlite|postgres]
      the whole write path against the same rows by the raw drivers
  desk [MATTERS] [sqlite|postgres]
      every listed page, the to-do, a matter, registration and export, at 10,000 matters and at a million
  sweep [CLOCKS] [sqlite|postgres]
      the timers' sweep over a million open clocks of which one in a hundred is due, and the plan of what
      goes out
  analysis [MATTERS] [sqlite|postgres]
      figures of a year of a province from the counts, against scans of the same rows
  lists [MATTERS]
      pages over a book of many open matters
  search [MATTERS] [sqlite|postgres]
      two words in the texts of a million matters, beside the engine's own full-text index of the same
  matching [REPORTS]
      repeats over ten thousand, a hundred thousand and a million invented reports";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let Some(bench) = Bench::named(&words) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("the machine starts threads");
    match bench {
        Bench::Intake(rounds, engines) => runtime.block_on(intake::run(rounds, &engines)),
        Bench::Desk(matters, engines) => runtime.block_on(desk::run(matters, &engines)),
        Bench::Sweep(clocks, engines) => runtime.block_on(sweep::run(clocks, &engines)),
        Bench::Analysis(matters, engines) => runtime.block_on(analysis::run(matters, &engines)),
        Bench::Matching(reports) => matching::run(reports),
        Bench::Search(matters, engines) => runtime.block_on(search::run(matters, &engines)),
        Bench::Lists(matters) => runtime.block_on(lists::run(matters)),
    }
    ExitCode::SUCCESS
}

enum Bench {
    Intake(usize, Vec<Engine>),
    Lists(usize),
    Search(usize, Vec<Engine>),
    Matching(usize),
    Desk(usize, Vec<Engine>),
    Sweep(usize, Vec<Engine>),
    Analysis(usize, Vec<Engine>),
}

impl Bench {
    fn named(words: &[&str]) -> Option<Self> {
        match words {
            ["intake"] => Some(Self::Intake(5, ENGINES.to_vec())),
            ["intake", rounds] => Some(Self::Intake(number(rounds)?, ENGINES.to_vec())),
            ["intake", rounds, engine] => {
                Some(Self::Intake(number(rounds)?, vec![called(engine)?]))
            }
            ["desk"] => Some(Self::Desk(1_000_000, ENGINES.to_vec())),
            ["desk", matters] => Some(Self::Desk(number(matters)?, ENGINES.to_vec())),
            ["desk", matters, engine] => Some(Self::Desk(number(matters)?, vec![called(engine)?])),
            ["sweep"] => Some(Self::Sweep(1_000_000, ENGINES.to_vec())),
            ["sweep", clocks] => Some(Self::Sweep(number(clocks)?, ENGINES.to_vec())),
            ["sweep", clocks, engine] => Some(Self::Sweep(number(clocks)?, vec![called(engine)?])),
            ["analysis"] => Some(Self::Analysis(300_000, ENGINES.to_vec())),
            ["analysis", matters] => Some(Self::Analysis(number(matters)?, ENGINES.to_vec())),
            ["analysis", matters, engine] => {
                Some(Self::Analysis(number(matters)?, vec![called(engine)?]))
            }
            ["search"] => Some(Self::Search(1_000_000, ENGINES.to_vec())),
            ["search", matters] => Some(Self::Search(number(matters)?, ENGINES.to_vec())),
            ["search", matters, engine] => {
                Some(Self::Search(number(matters)?, vec![called(engine)?]))
            }
            ["lists"] => Some(Self::Lists(100_000)),
            ["lists", matters] => Some(Self::Lists(number(matters)?)),
            ["matching"] => Some(Self::Matching(1_000_000)),
            ["matching", reports] => Some(Self::Matching(number(reports)?)),
            _ => None,
        }
    }
}

fn number(word: &str) -> Option<usize> {
    word.parse().ok().filter(|number| *number > 0)
}

const ENGINES: [Engine; 2] = [Engine::Sqlite, Engine::Postgres];

fn called(word: &str) -> Option<Engine> {
    let is_called = |engine: &Engine| format!("{engine:?}").eq_ignore_ascii_case(word);
    ENGINES.into_iter().find(is_called)
}
