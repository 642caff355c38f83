//! Tables written (导出): rows in, bytes out as they come, so that a book of any length is written in
//! the memory of a page.
//!
//! A writer is given rows and asked for the bytes that are ready. `.csv` is UTF-8 with a byte order mark,
//! and what an office program would take for a formula is disarmed. `.xlsx` is a zip written forwards:
//! texts stand in their cells, not in a shared list, and a sheet that is full is followed by another.

mod comma;
pub mod layout;
mod parts;
mod spool;
mod workbook;
mod xml;

use crate::sheet::Cell;
use comma::Comma;
use workbook::Workbook;

/// The most rows a sheet of a workbook has: the office programs' own limit.
pub const SHEET_ROWS_MAX: u32 = 1_048_576;

/// A column: what stands over it, and how wide it is in characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The heading.
    pub heading: String,
    /// Its width in half-width characters.
    pub width: u16,
}

/// What a table says of itself before its rows: the sheet 说明, and the foot of every printed page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cover {
    /// The table's name.
    pub title: String,
    /// Label and text, one a line.
    pub lines: Vec<(String, String)>,
    /// What stands on every printed page: who took it, when, under which receipt (T14).
    pub mark: String,
}

/// Why a table cannot be written. Writing goes to memory, so this is a limit of the format.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct WriteError(pub(crate) String);

impl From<zip::result::ZipError> for WriteError {
    fn from(error: zip::result::ZipError) -> Self {
        Self(error.to_string())
    }
}

impl From<std::io::Error> for WriteError {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}

/// A table under way.
pub enum Table {
    /// `.csv`.
    Comma(Box<Comma>),
    /// `.xlsx`.
    Workbook(Box<Workbook>),
    /// A layout of the office's own.
    Layout(Box<layout::Filling>),
}

impl Table {
    /// A `.csv` with its heading.
    ///
    /// # Errors
    /// Memory cannot be written to.
    pub fn comma(columns: &[Column]) -> Result<Self, WriteError> {
        Ok(Self::Comma(Box::new(Comma::begin(columns)?)))
    }

    /// An `.xlsx` with its cover.
    ///
    /// # Errors
    /// The zip cannot be begun.
    pub fn workbook(cover: Cover, columns: &[Column]) -> Result<Self, WriteError> {
        Ok(Self::Workbook(Box::new(Workbook::begin(cover, columns)?)))
    }

    /// Adds a row, a cell a column.
    ///
    /// # Errors
    /// A sheet grows beyond what the format holds.
    pub fn row(&mut self, cells: &[Cell]) -> Result<(), WriteError> {
        match self {
            Self::Comma(comma) => comma.row(cells),
            Self::Workbook(workbook) => workbook.row(cells),
            Self::Layout(filling) => filling.row(cells),
        }
    }

    /// The bytes that are ready, none twice.
    ///
    /// # Errors
    /// Memory cannot be written to.
    pub fn take(&mut self) -> Result<Vec<u8>, WriteError> {
        match self {
            Self::Comma(comma) => comma.take(),
            Self::Workbook(workbook) => Ok(workbook.take()),
            Self::Layout(filling) => Ok(filling.take()),
        }
    }

    /// Ends the table with a last line about itself, and gives the rest of the bytes.
    ///
    /// # Errors
    /// The zip cannot be ended.
    pub fn finish(self, last: &str) -> Result<Vec<u8>, WriteError> {
        match self {
            Self::Comma(comma) => comma.finish(last),
            Self::Workbook(workbook) => workbook.finish(last),
            Self::Layout(filling) => filling.finish(last),
        }
    }
}

#[cfg(test)]
mod tests;
