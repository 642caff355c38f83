//! The server itself: made, started on a free port, asked for its address.

use std::fs;
use std::io::Write;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::watch::Watch;
use crate::needs;
use crate::stop::Stop;

/// A running server. Dropping it closes the watch's pipe, and the watch does the rest.
pub(super) struct Server {
    port: u16,
    /// The process that cleans up.
    pub(super) watch: Watch,
}

impl Server {
    /// Makes a cluster in a temporary folder and starts it.
    pub(super) fn start() -> Result<Self, Stop> {
        let folder = new_folder()?;
        let watch = Watch::over(&folder)?;
        if needs::is_root() {
            // PostgreSQL refuses to run as root.
            output(Command::new("chown").arg("postgres:").arg(&folder))?;
        }
        let data = folder.join("data");
        output(
            program(&folder, "initdb")?
                .arg("--pgdata")
                .arg(&data)
                .args([
                    "--username=postgres",
                    "--auth=trust",
                    "--encoding=UTF8",
                    "--locale=C.UTF-8",
                    "--no-sync",
                ]),
        )?;
        for _ in 0..2 {
            // Another process may take the port between asking for it and using it: ask again.
            if let Ok(port) = launch(&folder) {
                return Ok(Self { port, watch });
            }
        }
        let port = launch(&folder).map_err(|stop| {
            let log = fs::read_to_string(folder.join("log")).unwrap_or_default();
            Stop::failure(format!("{stop}\n{log}"))
        })?;
        Ok(Self { port, watch })
    }

    /// Where to connect.
    pub(super) fn address(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }
}

/// Starts the server on a free port, and returns the port.
fn launch(folder: &Path) -> Result<u16, Stop> {
    let port = free_port()?;
    configure(folder, port)?;
    let mut start = program(folder, "pg_ctl")?;
    start
        .args(["start", "--wait", "--silent", "--log"])
        .arg(folder.join("log"));
    output(start.arg("--pgdata").arg(folder.join("data")))?;
    Ok(port)
}

/// Stops the server in `folder`, if one runs there, without waiting for its clients.
pub(super) fn stop(folder: &Path) -> Result<(), Stop> {
    let data = folder.join("data");
    if !data.join("postmaster.pid").exists() {
        return Ok(());
    }
    output(
        program(folder, "pg_ctl")?
            .args(["stop", "--wait", "--silent", "--mode=immediate", "--pgdata"])
            .arg(data),
    )
}

/// One of PostgreSQL's programs, run as the person it wants to be and in a folder they may enter.
fn program(folder: &Path, name: &str) -> Result<Command, Stop> {
    let programs = needs::postgres_folder()
        .ok_or_else(|| Stop::usage("PostgreSQL is not installed: run `cargo xtask needs`"))?;
    let program = programs.join(name);
    let mut command = if needs::is_root() {
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--"]).arg(program);
        command
    } else {
        Command::new(program)
    };
    command.current_dir(folder);
    Ok(command)
}

/// Runs quietly; a failure shows what was said.
fn output(command: &mut Command) -> Result<(), Stop> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command
        .output()
        .map_err(|error| Stop::usage(format!("{name} could not be started: {error}")))?;
    if output.status.success() {
        return Ok(());
    }
    let said = [output.stdout, output.stderr].concat();
    Err(Stop::failure(format!(
        "{command:?}: {}\n{}",
        output.status,
        String::from_utf8_lossy(&said)
    )))
}

/// `fsync` stays on: what the tests call durable must be.
fn configure(folder: &Path, port: u16) -> Result<(), Stop> {
    let sockets = folder.display().to_string().replace('\'', "''");
    let lines = format!(
        "\nport = {port}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = '{sockets}'\n\
         max_connections = 200\nfsync = on\n"
    );
    fs::OpenOptions::new()
        .append(true)
        .open(folder.join("data/postgresql.conf"))
        .and_then(|mut file| file.write_all(lines.as_bytes()))
        .map_err(|error| Stop::failure(format!("postgresql.conf cannot be written: {error}")))
}

fn free_port() -> Result<u16, Stop> {
    TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|error| Stop::failure(format!("there is no free port on 127.0.0.1: {error}")))
}

fn new_folder() -> Result<PathBuf, Stop> {
    let base = std::env::temp_dir();
    let names =
        (0..100).map(|n| base.join(format!("jianjian-postgres-{}-{n}", std::process::id())));
    let mut last = None;
    for folder in names {
        match fs::create_dir(&folder) {
            Ok(()) => return Ok(folder),
            Err(error) => last = Some(error),
        }
    }
    let reason = last.map(|error| error.to_string()).unwrap_or_default();
    Err(Stop::failure(format!(
        "no folder can be made in {}: {reason}",
        base.display()
    )))
}
