//! What a destroyed key leaves in the write-ahead log, and how it goes.
//!
//! `secure_delete` overwrites deleted content in the page, but the log keeps the page as it was before, until
//! a checkpoint empties it. So after a write that destroys or re-wraps keys the log is moved into the file
//! and cut to nothing. Whoever still reads an older state keeps it from that; then it is tried again.

use std::time::Duration;

use rusqlite::Connection;

/// How long the first try waits for readers: they read one statement each, and writers wait meanwhile.
const FIRST: Duration = Duration::from_millis(100);
/// How long everybody is left alone before the next try, which waits for nobody.
pub(super) const PAUSE: Duration = Duration::from_millis(10);

/// Whether the log has to be emptied, and how long the connection otherwise waits for locks.
pub(super) struct Scrub {
    owed: bool,
    /// Whether trying again soon may help: a reader goes away, a broken disk does not.
    soon: bool,
    patience: Duration,
}

impl Scrub {
    pub(super) fn new(patience: Duration) -> Scrub {
        Scrub {
            owed: false,
            soon: false,
            patience,
        }
    }

    /// Whether to try again as soon as nobody wants to write.
    pub(super) fn is_waiting(&self) -> bool {
        self.owed && self.soon
    }

    /// Empties the log after a group of writes: where they destroyed keys, or where an earlier try failed.
    pub(super) fn after(&mut self, destroyed: bool, connection: &Connection) {
        if destroyed || self.owed && !self.soon {
            self.owed = true;
            self.attempt(FIRST, connection);
        }
    }

    /// Tries again.
    pub(super) fn again(&mut self, connection: &Connection) {
        self.attempt(Duration::ZERO, connection);
    }

    fn attempt(&mut self, wait: Duration, connection: &Connection) {
        match self.emptied(wait, connection) {
            Ok(emptied) => {
                self.owed = !emptied;
                self.soon = !emptied;
            }
            Err(error) => {
                self.soon = false;
                tracing::error!(%error, "the log of the embedded database could not be emptied");
            }
        }
    }

    fn emptied(&self, wait: Duration, connection: &Connection) -> rusqlite::Result<bool> {
        connection.busy_timeout(wait.min(self.patience))?;
        let sql = "PRAGMA wal_checkpoint(TRUNCATE)";
        let busy = connection.query_row(sql, [], |row| row.get::<_, i64>(0));
        connection.busy_timeout(self.patience)?;
        Ok(busy? == 0)
    }
}
