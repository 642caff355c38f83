//! The `jianjian` (件件) command: everything an office runs, each command in a file of its own.
//!
//! Exit codes: 0 done, 1 something was found wrong or refused, 2 the command line is wrong.

mod commands;
mod data;
mod failed;

use clap::Parser;
use commands::Command;
use std::process::ExitCode;

/// 件件有落实，事事有回音: receives citizens' reports and sees every one settled (信访举报平台).
#[derive(Parser)]
#[command(name = "jianjian", version, about, disable_help_subcommand = true)]
struct Line {
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    let line = Line::parse();
    let filter = tracing_subscriber::EnvFilter::try_from_default_env();
    tracing_subscriber::fmt()
        .with_env_filter(filter.unwrap_or_else(|_| "warn,jianjian=info".into()))
        .with_writer(std::io::stderr)
        .init();
    std::panic::set_hook(Box::new(|panic| {
        // Where, never what: the words of a panic may hold a citizen's (T9).
        let place = panic.location().map(ToString::to_string);
        tracing::error!(place = place.as_deref().unwrap_or("unknown"), "a panic");
    }));
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("jianjian: no threads to run on: {error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(line.command.run()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failed) => {
            eprintln!("jianjian: {failed}");
            ExitCode::FAILURE
        }
    }
}
