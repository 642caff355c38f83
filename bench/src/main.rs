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
mod province;
mod search;
mod stopwatch;
mod sweep;
mod themes;
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
  province [MATTERS] [sqlite|postgres]
      desk, analysis and search, one after another in one office of a million matters
  lists [MATTERS]
      pages over a book of many open matters
  search [MATTERS] [sqlite|postgres]
      two words in the texts of a million matters, beside the engine's own full-text index of the same
  matching [REPORTS]
      repeats over ten thousand, a hundred thousand and a million invented reports
  themes [REPORTS]
      what three, thirty and three hundred thousand invented reports speak of";

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
        Bench::Province(matters, engines) => runtime.block_on(province::run(matters, &engines)),
        Bench::Sweep(clocks, engines) => runtime.block_on(sweep::run(clocks, &engines)),
        Bench::Analysis(matters, engines) => runtime.block_on(analysis::run(matters, &engines)),
        Bench::Matching(reports) => matching::run(reports),
        Bench::Themes(reports) => themes::run(reports),
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
    Themes(usize),
    Desk(usize, Vec<Engine>),
    Province(usize, Vec<Engine>),
    Sweep(usize, Vec<Engine>),
    Analysis(usize, Vec<Engine>),
}

impl Bench {
    /// What is asked for: a name, how many where it is not the usual number, and an engine where not both.
    fn named(words: &[&str]) -> Option<Self> {
        let (name, more) = words.split_first()?;
        let usual = match *name {
            "intake" => 5,
            "lists" => 100_000,
            "analysis" | "themes" => 300_000,
            _ => 1_000_000,
        };
        let (count, engines) = match more {
            [] => (usual, ENGINES.to_vec()),
            [count] => (number(count)?, ENGINES.to_vec()),
            [count, engine] => (number(count)?, vec![called(engine)?]),
            _ => return None,
        };
        match *name {
            "intake" => Some(Self::Intake(count, engines)),
            "desk" => Some(Self::Desk(count, engines)),
            "sweep" => Some(Self::Sweep(count, engines)),
            "analysis" => Some(Self::Analysis(count, engines)),
            "search" => Some(Self::Search(count, engines)),
            "province" => Some(Self::Province(count, engines)),
            "lists" if more.len() < 2 => Some(Self::Lists(count)),
            "matching" if more.len() < 2 => Some(Self::Matching(count)),
            "themes" if more.len() < 2 => Some(Self::Themes(count)),
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
