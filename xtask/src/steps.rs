//! The steps of `cargo xtask test`: one list, each with a header, its time and a place in the summary.

use std::path::Path;
use std::time::{Duration, Instant};

use crate::stop::Stop;
use crate::{cargo, database, generate, needs, tidy};

/// One step.
pub(crate) struct Step {
    /// What it is called on the command line.
    name: &'static str,
    /// What it does, for the header.
    says: &'static str,
    /// Does it.
    pub(crate) run: fn(&Path) -> Result<(), Stop>,
}

/// In order: what is quick and often wrong first.
const STEPS: [Step; 7] = [
    Step {
        name: "needs",
        says: "what the tests need is installed",
        run: needs::ensure,
    },
    Step {
        name: "fmt",
        says: "formatting",
        run: fmt,
    },
    Step {
        name: "tidy",
        says: "house rules",
        run: tidy::run,
    },
    Step {
        name: "lint",
        says: "clippy",
        run: lint,
    },
    Step {
        name: "doc",
        says: "documentation",
        run: doc,
    },
    Step {
        name: "suite",
        says: "tests on SQLite, PostgreSQL and in a browser",
        run: suite,
    },
    Step {
        name: "generate",
        says: "generated files are current",
        run: generate::check,
    },
];

/// The step of that name.
pub(crate) fn named(name: &str) -> Option<&'static Step> {
    STEPS.iter().find(|step| step.name == name)
}

/// Runs every step and ends with a summary; the first failure ends it early.
pub(crate) fn all(root: &Path) -> Result<(), Stop> {
    let mut summary = Vec::new();
    let mut outcome = Ok(());
    for (index, step) in STEPS.iter().enumerate() {
        println!(
            "\n== {}/{} {}: {}",
            index + 1,
            STEPS.len(),
            step.name,
            step.says
        );
        let begin = now();
        outcome = (step.run)(root);
        let elapsed = begin.elapsed();
        let word = if outcome.is_ok() { "ok" } else { "FAILED" };
        println!("== {} {word} in {}", step.name, seconds(elapsed));
        summary.push((step.name, word, elapsed));
        if outcome.is_err() {
            break;
        }
    }
    println!("\n== summary");
    for (name, word, elapsed) in &summary {
        println!("{name:<10}{word:<8}{:>9}", seconds(*elapsed));
    }
    for step in &STEPS[summary.len()..] {
        println!("{:<10}not run", step.name);
    }
    println!(
        "{:<18}{:>9}",
        "total",
        seconds(summary.iter().map(|(.., elapsed)| *elapsed).sum())
    );
    outcome
}

fn fmt(root: &Path) -> Result<(), Stop> {
    cargo::run(root, &["fmt", "--all", "--check"], &[])
}

fn lint(root: &Path) -> Result<(), Stop> {
    cargo::run(
        root,
        &[
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ],
        &[],
    )
}

fn doc(root: &Path) -> Result<(), Stop> {
    cargo::run(
        root,
        &["doc", "--workspace", "--no-deps"],
        &[("RUSTDOCFLAGS", "-D warnings")],
    )
}

/// What random properties draw from: the gate tells the same of the same tree. Whoever looks for what nobody thought of
/// runs `cargo test`, which draws anew each time, or names a seed and a number of cases (`PROPTEST_CASES`).
const DRAW: (&str, &str) = ("PROPTEST_RNG_SEED", "20261123");

fn suite(root: &Path) -> Result<(), Stop> {
    let mut command = cargo::command(root);
    command.args(["test", "--workspace"]);
    if std::env::var_os(DRAW.0).is_none() {
        command.env(DRAW.0, DRAW.1);
    }
    database::with_server(command, "cargo test --workspace")
}

#[expect(
    clippy::disallowed_methods,
    reason = "a chore times itself; nothing is decided by it"
)]
fn now() -> Instant {
    Instant::now()
}

fn seconds(elapsed: Duration) -> String {
    format!("{:.1} s", elapsed.as_secs_f64())
}
