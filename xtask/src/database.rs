//! A real PostgreSQL for the tests: its own port, its own folder, gone afterwards whatever happens.
//!
//! Whoever asks for a server also gets a second process, the watch ([`mod@watch`]), that holds the other end
//! of a pipe. When the pipe closes, because the work is done or because this process was interrupted,
//! ended or killed, the watch ends what was still running, stops the server and removes the folder.
//! There is one way to clean up and no signal to catch.

mod server;
mod watch;

use std::io::IsTerminal;
use std::os::unix::process::CommandExt;
use std::process::Command;

use crate::cargo::{ended, forget_package};
use crate::needs;
use crate::stop::Stop;
use server::Server;
use watch::Kin;
pub(crate) use watch::{WATCH, watch};

/// Runs a command of the developer's with the server's address in its environment.
pub(crate) fn run(words: &[&str]) -> Result<(), Stop> {
    let mut command = Command::new(words[0]);
    forget_package(command.args(&words[1..]));
    with_server(command, &words.join(" "))
}

/// Runs `command` while a server is there for it. `name` is for messages.
pub(crate) fn with_server(mut command: Command, name: &str) -> Result<(), Stop> {
    let mut server = Server::start()?;
    command.env("JIANJIAN_TEST_POSTGRES", server.address());
    for (variable, program) in [
        ("JIANJIAN_TEST_CHROMEDRIVER", needs::chromedriver()),
        ("JIANJIAN_TEST_CHROMIUM", needs::chromium()),
    ] {
        if let Some(program) = program {
            command.env(variable, program);
        }
    }
    // At a terminal the command stays in the foreground, where Ctrl-C reaches it and it may read
    // the keyboard. Elsewhere it leads a group of its own, which the watch can end as a whole.
    let alone = !std::io::stdin().is_terminal();
    if alone {
        command.process_group(0);
    }
    let mut child = command
        .spawn()
        .map_err(|error| Stop::usage(format!("{name} could not be started: {error}")))?;
    server.watch.begin(if alone {
        Kin::Group(child.id())
    } else {
        Kin::Process(child.id())
    })?;
    let status = child.wait();
    server.watch.end()?;
    ended(name, status)
}
