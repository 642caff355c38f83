//! An office's book (台账) read whole from `.xlsx` or `.csv`: nothing trimmed, guessed or dropped.
//!
//! [`Sheet::read`] tells the two formats apart by content. The first row that has anything in it is
//! the heading (表头) unless [`Reading::heading_row`] names another; rows below it that are wholly
//! empty are skipped, and every row keeps the number the office program shows for it, so that a
//! complaint about a row can be found again. Content under no heading is refused rather than lost.
//!
//! Limits (T14) are checked before a file is expanded, and again while it is read.

mod cell;
mod comma;
mod date;
mod error;
mod grid;
mod workbook;

pub use cell::{Cell, trimmed};
pub use date::{DateForm, NotADate, date};
pub use error::{Place, SheetError, column_letters};

use crate::archive::{ArchiveError, ArchiveLimits};

/// A table read from a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// The headings, trimmed. A column without one is empty text.
    pub columns: Vec<String>,
    /// The rows under the heading that are not wholly empty.
    pub rows: Vec<SheetRow>,
}

/// One row under the heading.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetRow {
    /// The row number as the office program shows it: the top row of the file is 1.
    pub number: usize,
    /// As many cells as the sheet has columns.
    pub cells: Vec<Cell>,
}

/// What to read and how much of it to accept.
#[derive(Debug, Clone)]
pub struct Reading<'a> {
    /// The file's name, for sentences about it.
    pub file: &'a str,
    /// The table inside a workbook; the first visible one when `None`.
    pub table: Option<&'a str>,
    /// The row that holds the headings; the first row that is not empty when `None`.
    pub heading_row: Option<usize>,
    /// The most that is accepted.
    pub limits: Limits,
}

impl<'a> Reading<'a> {
    /// Reads the first table of `file` under the ordinary limits.
    #[must_use]
    pub fn of(file: &'a str) -> Self {
        Self {
            file,
            table: None,
            heading_row: None,
            limits: Limits::default(),
        }
    }
}

/// The most that is accepted of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file once expanded, and of all text kept from it.
    pub expanded_bytes: u64,
    /// Rows with content, the heading among them.
    pub rows: usize,
    /// Columns.
    pub columns: usize,
    /// Characters in one cell; 32,767 is the office programs' own limit.
    pub cell_chars: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            expanded_bytes: ArchiveLimits::default().expanded_bytes,
            rows: 200_000,
            columns: 256,
            cell_chars: 32_767,
        }
    }
}

impl Sheet {
    /// Reads a table from the bytes of an `.xlsx` or `.csv` file.
    ///
    /// # Errors
    ///
    /// Every refusal names the file and, where there is one, the row and column.
    pub fn read(bytes: &[u8], reading: &Reading<'_>) -> Result<Self, SheetError> {
        let file = || reading.file.to_owned();
        if bytes.starts_with(b"PK\x03\x04") {
            return workbook::read(bytes, reading);
        }
        if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
            return Err(SheetError::OldWorkbook { file: file() });
        }
        if bytes.len() as u64 > reading.limits.expanded_bytes {
            let limit = reading.limits.expanded_bytes;
            return Err(SheetError::Archive {
                file: file(),
                source: ArchiveError::TooLarge { limit },
            });
        }
        comma::read(bytes, reading)
    }

    /// The position of the one column headed `name`.
    ///
    /// # Errors
    ///
    /// Refuses a name that no column or more than one column has. `file` is for the sentence.
    pub fn column(&self, file: &str, name: &str) -> Result<usize, SheetError> {
        let mut found = (0..self.columns.len()).filter(|&column| self.columns[column] == name);
        let Some(column) = found.next() else {
            return Err(SheetError::NoColumn {
                file: file.to_owned(),
                name: name.to_owned(),
            });
        };
        match found.next() {
            None => Ok(column),
            Some(second) => Err(SheetError::TwoColumns {
                file: file.to_owned(),
                name: name.to_owned(),
                first: column_letters(column),
                second: column_letters(second),
            }),
        }
    }
}

#[cfg(test)]
mod tests;
