//! The process that cleans up: it outlives the one that needs cleaning up after.

use std::fs;
use std::io::{BufRead, Write};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::Duration;

use super::server;
use crate::stop::Stop;

/// The word that turns this program into a watch.
pub(crate) const WATCH: &str = "--watch-postgres";

/// What to end when the pipe closes too early.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kin {
    /// One process.
    Process(u32),
    /// A process and all that it started.
    Group(u32),
}

impl Kin {
    /// How `kill` is told.
    fn target(self) -> String {
        match self {
            Self::Process(id) => id.to_string(),
            Self::Group(id) => format!("-{id}"),
        }
    }

    fn read(target: &str) -> Option<Self> {
        match target.strip_prefix('-') {
            Some(id) => id.parse().ok().map(Self::Group),
            None => target.parse().ok().map(Self::Process),
        }
    }
}

/// The watch as seen from the process it watches.
pub(super) struct Watch {
    child: Child,
    pipe: Option<ChildStdin>,
}

impl Watch {
    /// Starts a watch that will stop the server in `folder` and remove the folder.
    pub(super) fn over(folder: &Path) -> Result<Self, Stop> {
        let failed = |error| Stop::failure(format!("the watch could not be started: {error}"));
        let mut child = Command::new(std::env::current_exe().map_err(failed)?)
            .arg(WATCH)
            .arg(folder)
            .stdin(Stdio::piped())
            // Ctrl-C at a terminal goes to the foreground group, and must not reach the watch.
            .process_group(0)
            .spawn()
            .map_err(failed)?;
        let pipe = child.stdin.take();
        Ok(Self { child, pipe })
    }

    /// Says what to end if this process ends first.
    pub(super) fn begin(&mut self, kin: Kin) -> Result<(), Stop> {
        self.say(&kin.target())
    }

    /// Says that it ended by itself.
    pub(super) fn end(&mut self) -> Result<(), Stop> {
        self.say("")
    }

    fn say(&mut self, line: &str) -> Result<(), Stop> {
        let pipe = self
            .pipe
            .as_mut()
            .expect("the pipe is open until the watch is dropped");
        writeln!(pipe, "{line}")
            .map_err(|error| Stop::failure(format!("the watch is gone: {error}")))
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        drop(self.pipe.take());
        if let Err(error) = self.child.wait() {
            eprintln!("xtask: the watch cannot be waited for: {error}");
        }
    }
}

/// The watch itself: waits for the pipe to close, then cleans up.
pub(crate) fn watch(folder: &Path) -> Result<(), Stop> {
    let mut kin = None;
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        kin = Kin::read(&line);
    }
    if let Some(kin) = kin {
        end(kin);
    }
    server::stop(folder)?;
    remove(folder)
}

/// Asks to end, waits a little, then insists.
fn end(kin: Kin) {
    if !kill("TERM", kin) {
        return;
    }
    for _ in 0..50 {
        pause();
        if !kill("0", kin) {
            return;
        }
    }
    kill("KILL", kin);
}

/// Sends a signal; whether there was anything to send it to.
fn kill(signal: &str, kin: Kin) -> bool {
    // The shell's own `kill`: the program is not on every machine.
    let status = Command::new("sh")
        .args([
            "-c",
            "kill -s \"$1\" -- \"$2\" 2>/dev/null",
            "sh",
            signal,
            &kin.target(),
        ])
        .status();
    status.is_ok_and(|status| status.success())
}

/// Removes the folder. A program that was making it may be writing its last file.
fn remove(folder: &Path) -> Result<(), Stop> {
    let mut last = Ok(());
    for _ in 0..50 {
        last = fs::remove_dir_all(folder);
        if !folder.exists() {
            return Ok(());
        }
        pause();
    }
    last.map_err(|error| Stop::failure(format!("{} stays behind: {error}", folder.display())))
}

fn pause() {
    std::thread::sleep(Duration::from_millis(100));
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn what_is_said_to_the_watch_is_understood() {
        for kin in [Kin::Process(12), Kin::Group(34)] {
            assert_eq!(Kin::read(&kin.target()), Some(kin));
        }
        assert_eq!(Kin::read(""), None);
    }

    /// The pipe closes only when the last process that holds it has ended.
    #[test]
    fn a_group_is_ended_with_all_it_started() {
        let mut child = Command::new("sh")
            .args(["-c", "sleep 60 & sleep 60"])
            .stdout(Stdio::piped())
            .process_group(0)
            .spawn()
            .expect("a shell is there");
        let mut pipe = child.stdout.take().expect("it is piped");
        let group = Kin::Group(child.id());
        let waiting = std::thread::spawn(move || child.wait());
        end(group);
        pipe.read_to_end(&mut Vec::new()).expect("the pipe closes");
        let status = waiting
            .join()
            .expect("no panic")
            .expect("the child was ours");
        assert!(!status.success());
    }
}
