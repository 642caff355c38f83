//! Imports (导入): an old book's rows received through the write path, all or nothing in sight.
//!
//! Every row is checked before the first is written. Rows are written in batches that stay invisible
//! until the run completes; a run that was cut off goes on where it stopped, and repeating one adds
//! nothing, because the map's id column is claimed with each row.

mod check;
mod dates;
pub mod map;
mod office;
mod run;

pub use office::unnamed_office;

use crate::{App, Failure, Fault};
use casework::UnitId;
use map::Map;
use papers::sheet::{Place, SheetError};

/// A book to be imported.
#[derive(Debug, Clone)]
pub struct Book<'a> {
    /// The file's name, for sentences about it.
    pub file: &'a str,
    /// Its bytes: `.xlsx` or `.csv`.
    pub bytes: &'a [u8],
    /// What its columns mean.
    pub map: &'a Map,
    /// The organ that receives its rows.
    pub unit: UnitId,
}

/// What an import did, or would do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Rows of the file.
    pub read: usize,
    /// Rows written by this import.
    pub added: usize,
    /// Rows that were there already.
    pub present: usize,
    /// Rows dated before the calendar's first table, entered on the day the map names.
    pub older: usize,
    /// Rows marked as real-name that name nobody who could be reached: entered as anonymous.
    pub unreachable: usize,
    /// Rows whose text is longer than a report's: cut, with the whole in the original record.
    pub cut: usize,
}

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Rows settled: written or there already.
    pub settled: usize,
    /// Rows in all.
    pub rows: usize,
}

/// A row that cannot be imported. The cell's content is left out: it may be personal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}（{column}）：{reason}")]
pub struct RowError {
    /// File, row and column.
    pub place: Place,
    /// The column's heading.
    pub column: String,
    /// What is wrong.
    pub reason: String,
}

/// Why a book was not imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportFailure {
    /// The file cannot be read, or lacks a column of the map.
    #[error(transparent)]
    Sheet(#[from] SheetError),
    /// Rows are wrong; nothing was written.
    #[error("{} 行有误，未导入任何一行", .0.len())]
    Rows(Vec<RowError>),
    /// The receiving unit does not exist.
    #[error("没有编号为“{0}”的机构，请用 --unit 指定接收机构")]
    NoUnit(UnitId),
    /// Another import of the same book completed or replaced this run meanwhile.
    #[error("台账“{0}”正由另一个导入进程写入，请稍后重新运行")]
    Busy(String),
    /// A row was refused while it was written; what was written stays invisible until a later run.
    #[error("{file} 第 {row} 行：{failure}")]
    Refused {
        /// The file.
        file: String,
        /// The row.
        row: usize,
        /// Why.
        failure: Box<Failure>,
    },
    /// Something technical.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<store::StoreError> for ImportFailure {
    fn from(error: store::StoreError) -> Self {
        Self::Fault(error.into())
    }
}

/// Checks every row and tells what an import would do. Writes nothing.
///
/// # Errors
/// As [`import`].
pub async fn rehearse(app: &App, book: &Book<'_>) -> Result<Summary, ImportFailure> {
    let checked = check::check(app, book)?;
    let present = run::present(app, &checked.rows).await?;
    let read = checked.rows.len();
    Ok(Summary {
        read,
        added: read - present.len(),
        present: present.len(),
        ..checked.notices
    })
}

/// Imports a book: checks every row, writes those that are not there yet, and makes them visible.
///
/// # Errors
/// The file or rows are wrong, and nothing was written; or a fault, and the next import goes on.
pub async fn import(
    app: &App,
    book: &Book<'_>,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Summary, ImportFailure> {
    let checked = check::check(app, book)?;
    let present = run::write(app, book, &checked.rows, progress).await?;
    let read = checked.rows.len();
    Ok(Summary {
        read,
        added: read - present,
        present,
        ..checked.notices
    })
}
