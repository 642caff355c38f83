//! What may go wrong: technical faults, and the named reasons for which a write is refused.

use std::path::PathBuf;

use thiserror::Error;

/// A technical fault. Messages carry no stored values: those may be personal.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The address is neither a path nor a usable PostgreSQL url.
    #[error("the database address cannot be used: {0}")]
    Address(String),
    /// A file or folder of the embedded database cannot be used.
    #[error("the database file {path} cannot be used: {source}")]
    File {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The database cannot be reached, or its connection was lost.
    #[error("the database cannot be reached: {0}")]
    Unreachable(String),
    /// Another process or transaction kept the lock for longer than this one waits.
    #[error("the database is busy: another process kept its write lock for too long ({0})")]
    Busy(String),
    /// The database was written by a newer program.
    #[error(
        "the database has schema version {database}, this program knows up to {program}: \
         use the newer program"
    )]
    Newer {
        /// The version found in the database.
        database: i64,
        /// The newest version this program knows.
        program: i64,
    },
    /// Stored data are not of the kind the program reads.
    #[error("column {column} holds {found} where {expected} is read")]
    Inconsistent {
        /// The column's name in the result.
        column: String,
        /// What was asked for.
        expected: &'static str,
        /// What was found.
        found: String,
    },
    /// A parameter cannot be stored, on either engine.
    #[error("parameter ${position} cannot be stored: {reason}")]
    Parameter {
        /// Its number in the statement, from 1.
        position: usize,
        /// Why it is refused.
        reason: String,
    },
    /// A changed row or an outgoing message breaks a constraint of its table.
    #[error("a constraint was broken: {0}")]
    Constraint(String),
    /// The engine refused the statement.
    #[error("the database refused a statement ({code}): {message}")]
    Database {
        /// The engine's own code: an SQLSTATE or an SQLite result code.
        code: String,
        /// The engine's message.
        message: String,
    },
}

/// Why a [`crate::Write`] did not become true.
#[derive(Debug, Error)]
pub enum CommitError {
    /// A stream is not at the version the write expects. Nothing was written.
    #[error("stream {stream_id} has moved on")]
    Stale {
        /// The stream.
        stream_id: String,
    },
    /// A guard does not hold the value the decision read. Nothing was written.
    #[error("guard {name} has changed")]
    Guarded {
        /// The guard.
        name: String,
    },
    /// A key is already claimed. Nothing was written.
    #[error("{namespace} {key} is already claimed")]
    Claimed {
        /// The namespace.
        namespace: String,
        /// The key within it.
        key: String,
    },
    /// A technical fault. Nothing was written.
    #[error("the write failed and nothing was written: {0}")]
    Fault(#[source] StoreError),
    /// The connection was lost, or the disk failed, while committing. The write may or may not
    /// be stored: reload before deciding anything. It is never retried in silence.
    #[error("it is not known whether the write was stored: {0}")]
    Unknown(#[source] StoreError),
}
