//! Bytes on their way out: a zip is written at one end while they are taken away at the other.

use std::io::{Result, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The spool. Clones share it.
#[derive(Clone, Default)]
pub(super) struct Spool {
    bytes: Arc<Mutex<Vec<u8>>>,
}

impl Spool {
    /// What lies on it, which is then empty.
    pub(super) fn take(&self) -> Vec<u8> {
        std::mem::take(&mut self.lock())
    }

    fn lock(&self) -> MutexGuard<'_, Vec<u8>> {
        // A vector of bytes is whole at every moment, also where a writer stopped midway.
        self.bytes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Write for Spool {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        self.lock().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}
