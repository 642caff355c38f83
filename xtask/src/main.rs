//! The project's own chores: test, tidy, generate, bench.
//!
//! `cargo xtask test` is everything CI does, in the same order; each step can be called alone. Only the
//! standard library and `serde_json` are used, so that the chores build in seconds.

mod cargo;
mod database;
mod generate;
mod needs;
mod steps;
mod stop;
mod tidy;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use stop::Stop;

const USAGE: &str = "\
usage: cargo xtask COMMAND

  test                 everything below, in order; stops at the first failure
  needs                install what the tests need, or say what is missing
  fmt                  formatting
  tidy                 house rules: dependency arrows, documents, words
  lint                 clippy
  doc                  documentation builds without a warning
  suite                all tests, with a PostgreSQL of their own
  generate [--check]   write the generated files, or check that they are current
  postgres -- COMMAND  run COMMAND with JIANJIAN_TEST_POSTGRES set to a fresh PostgreSQL
  bench NAME [ARGS]    run a benchmark, with a PostgreSQL of its own";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&root(), &words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(stop) => {
            eprintln!("xtask: {stop}");
            ExitCode::from(stop.code())
        }
    }
}

fn run(root: &Path, words: &[&str]) -> Result<(), Stop> {
    match words {
        ["test"] => steps::all(root),
        ["generate"] => generate::write(root),
        ["generate", "--check"] => generate::check(root),
        ["postgres", "--", command @ ..] if !command.is_empty() => database::run(command),
        ["bench", name, more @ ..] => bench(root, name, more),
        // Not for people: the process that cleans up after this one, see `database::watch`.
        [database::WATCH, folder] => database::watch(Path::new(folder)),
        [name] => match steps::named(name) {
            Some(step) => (step.run)(root),
            None => Err(Stop::usage(USAGE)),
        },
        _ => Err(Stop::usage(USAGE)),
    }
}

fn bench(root: &Path, name: &str, more: &[&str]) -> Result<(), Stop> {
    const PACKAGE: &str = "jianjian-bench";
    if !cargo::metadata(root)?
        .packages
        .iter()
        .any(|package| package.name == PACKAGE)
    {
        return Err(Stop::failure(format!(
            "there is no package {PACKAGE} in this workspace"
        )));
    }
    let mut command = cargo::command(root);
    command.args(["run", "--release", "--package", PACKAGE]);
    // What these are compared with takes minutes to build: only they pay for it.
    if matches!(name, "analysis" | "province") {
        command.args(["--features", "columns"]);
    }
    command.args(["--", name]).args(more);
    database::with_server(command, &format!("bench {name}"))
}

/// The folder of the workspace.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask is in the workspace")
        .to_owned()
}
