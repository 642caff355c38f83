//! Read connections, opened when first needed and kept.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::available_parallelism;

use tokio::sync::Semaphore;

use super::{BUSY_TIMEOUT, Session, blocking, connect, fault};
use crate::error::StoreError;
use crate::row::Row;
use crate::value::Value;

/// The idle read connections of one database, and how many may be in use.
pub(crate) struct Readers {
    path: PathBuf,
    idle: Mutex<Vec<Session>>,
    permits: Arc<Semaphore>,
}

impl Readers {
    pub(crate) fn new(path: PathBuf) -> Readers {
        // Also on few cores: those that read wait for the disk most of the time.
        let most = available_parallelism().map_or(8, usize::from).clamp(8, 16);
        Readers {
            path,
            idle: Mutex::default(),
            permits: Arc::new(Semaphore::new(most)),
        }
    }

    pub(crate) async fn rows(
        self: Arc<Self>,
        sql: &str,
        params: &[Value],
    ) -> Result<Vec<Row>, StoreError> {
        let permit = Arc::clone(&self.permits)
            .acquire_owned()
            .await
            .map_err(|error| StoreError::Unreachable(error.to_string()))?;
        let (sql, params) = (sql.to_owned(), params.to_vec());
        blocking(move || {
            let _permit = permit;
            let mut session = self.session()?;
            let rows = session.rows(&sql, &params);
            self.idle
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(session);
            rows
        })
        .await
    }

    fn session(&self) -> Result<Session, StoreError> {
        let idle = self
            .idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        if let Some(session) = idle {
            return Ok(session);
        }
        let connection = connect(&self.path, BUSY_TIMEOUT)?;
        connection
            .execute_batch("PRAGMA query_only = ON;")
            .map_err(|error| fault(&error))?;
        Ok(Session::new(connection))
    }
}
