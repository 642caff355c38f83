//! Virus scanning (病毒查杀), where the office runs a ClamAV daemon (T14): every upload is scanned before it
//! is accepted. When the daemon does not answer, the file is taken and held in quarantine, which nobody
//! reads, until a job could scan it: a report is never lost for a daemon, and nothing unscanned is opened.
//!
//! `clamav.toml` in the data directory switches it on:
//!
//! ```toml
//! socket = "/run/clamav/clamd.ctl"   # or: address = "127.0.0.1:3310"
//! seconds = 20                       # how long to wait for an answer
//! ```

pub(crate) mod quarantine;

use crate::audience::Opener;
use crate::{App, Fault, stream};
use casework::Actor;
use casework::ids::FileId;
use casework::step::Recorded;
use clamav_client::tokio as clamd;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::time::Duration;
use store::{Change, Write};

/// Where the daemon listens.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// A socket of this machine.
    pub socket: Option<PathBuf>,
    /// A name or address with a port.
    pub address: Option<String>,
    /// How long to wait for an answer.
    #[serde(default = "seconds")]
    pub seconds: u64,
}

fn seconds() -> u64 {
    20
}

impl Settings {
    /// Reads the settings of a data directory; nothing where there is no file.
    ///
    /// # Errors
    /// The file cannot be read or is wrong, or names no daemon, or two.
    pub fn read(file: &Path) -> Result<Option<Self>, Fault> {
        if !file.exists() {
            return Ok(None);
        }
        let wrong = |reason: String| Fault::Files(format!("{}: {reason}", file.display()));
        let text = std::fs::read_to_string(file).map_err(|error| wrong(error.to_string()))?;
        let settings: Self = toml::from_str(&text).map_err(|error| wrong(error.to_string()))?;
        if settings.socket.is_some() == settings.address.is_some() {
            return Err(wrong("name either `socket` or `address`".to_owned()));
        }
        Ok(Some(settings))
    }

    /// Whether the daemon answers.
    pub async fn answers(&self) -> bool {
        let limit = Duration::from_secs(self.seconds);
        let asked = async {
            match (&self.socket, &self.address) {
                (Some(path), _) => clamd::ping(clamd::Socket { socket_path: path }).await,
                (None, Some(address)) => {
                    let host_address = address.as_str();
                    clamd::ping(clamd::Tcp { host_address }).await
                }
                (None, None) => Err(std::io::ErrorKind::NotFound.into()),
            }
        };
        let told = tokio::time::timeout(limit, asked).await;
        told.is_ok_and(|told| told.is_ok_and(|answer| answer == clamav_client::PONG))
    }

    async fn scanned(&self, bytes: &[u8]) -> std::io::Result<Vec<u8>> {
        let limit = Duration::from_secs(self.seconds);
        let asked = async {
            match (&self.socket, &self.address) {
                (Some(socket_path), _) => {
                    clamd::scan_buffer(bytes, clamd::Socket { socket_path }, None).await
                }
                (None, Some(address)) => {
                    let host_address = address.as_str();
                    clamd::scan_buffer(bytes, clamd::Tcp { host_address }, None).await
                }
                (None, None) => Err(std::io::ErrorKind::NotFound.into()),
            }
        };
        tokio::time::timeout(limit, asked).await?
    }
}

/// What the scanner says of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Nothing found, or the office runs no scanner.
    Passed,
    /// Nobody could say: it waits in quarantine.
    Waits,
    /// A virus, by the scanner's name for it.
    Found(String),
}

/// What a scan left, in the file's own stream: never content, never a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "data")]
enum Event {
    /// A virus was found: the file was not taken, or stays in quarantine for good.
    #[serde(rename = "scan.virus-found.v1")]
    Found {
        /// In which file.
        file: FileId,
        /// The scanner's name for it.
        virus: String,
    },
    /// A file that waited was scanned and released.
    #[serde(rename = "scan.file-released.v1")]
    Released {
        /// Which file.
        file: FileId,
    },
}

/// Scans a file, if the office runs a scanner.
pub(crate) async fn verdict(app: &App, bytes: &[u8]) -> Verdict {
    match app.scanner() {
        Some(settings) => asked(settings, bytes).await,
        None => Verdict::Passed,
    }
}

async fn asked(settings: &Settings, bytes: &[u8]) -> Verdict {
    let answer = match settings.scanned(bytes).await {
        Ok(answer) => answer,
        Err(error) => {
            tracing::warn!(%error, "the virus scanner does not answer; files wait in quarantine");
            return Verdict::Waits;
        }
    };
    let answer = String::from_utf8_lossy(&answer);
    let answer = answer.trim_end_matches(['\0', '\n']);
    let told = answer.strip_prefix("stream: ").unwrap_or(answer);
    if told == "OK" {
        return Verdict::Passed;
    }
    match told.strip_suffix(" FOUND") {
        Some(virus) => Verdict::Found(virus.chars().take(100).collect()),
        None => {
            tracing::warn!("the virus scanner could not scan a file; it waits in quarantine");
            Verdict::Waits
        }
    }
}

/// The sentence for whoever sent a file with a virus.
pub(super) fn told(name: &str) -> String {
    format!(
        "“{name}”查出病毒，没有接收。请在杀毒后重新提交，或把内容打印、拍照后提交；其他材料不受影响"
    )
}

/// Records that a virus was found, without content and without a name.
pub(super) async fn record_found(app: &App, file: FileId, virus: &str) -> Result<(), Fault> {
    let virus = virus.to_owned();
    record(app, file, Event::Found { file, virus }, Vec::new()).await
}

/// Events of one file and what they change, as one write. Another node that was quicker has said it.
async fn record(app: &App, file: FileId, event: Event, changes: Vec<Change>) -> Result<(), Fault> {
    let now = app.now();
    let recorded = Recorded {
        event,
        at: now.at,
        happened: now.local,
        by: Actor::Timer,
    };
    let write = Write {
        events: stream::new_events(&format!("scan-{file}"), 0, &[recorded]),
        changes,
        ..Write::default()
    };
    match app.store().commit(write).await {
        Err(store::CommitError::Stale { .. }) => Ok(()),
        other => Ok(other?),
    }
}

/// Scans what waits, oldest first, until the daemon stops answering. Idempotent; safe with several nodes.
///
/// # Errors
/// The database does not answer, or a file does not open.
pub async fn take_up(app: &App) -> Result<(), Fault> {
    if app.scanner().is_none() {
        return Ok(());
    }
    for file in quarantine::waiting(app).await? {
        let Some(bytes) = super::open::bytes(app, &Opener::Scanner, file).await? else {
            // Its key was destroyed: there is nothing left to scan or to read.
            quarantine::forget(app, file).await?;
            continue;
        };
        match verdict(app, &bytes).await {
            Verdict::Passed => {
                let released = Event::Released { file };
                record(app, file, released, vec![quarantine::release(file)]).await?;
            }
            Verdict::Found(virus) => {
                let found = Event::Found { file, virus };
                record(app, file, found, vec![quarantine::condemn(file)]).await?;
            }
            Verdict::Waits => return Ok(()),
        }
    }
    Ok(())
}

/// How many files wait for the scanner.
///
/// # Errors
/// The database does not answer.
pub async fn count_waiting(store: &store::Store) -> Result<i64, store::StoreError> {
    let sql = "SELECT count(*) FROM quarantine WHERE verdict = 'waiting'";
    let rows = store.rows(sql, &[]).await?;
    rows.first().map_or(Ok(0), |row| row.int(0))
}

#[cfg(test)]
mod tests;
