//! An office's own layout (表样, P-31) filled: an `.xlsx` with marks like `{{编号}}` in its cells. One row
//! bears the marks of a matter and is repeated, with its fonts, borders, height and merges; marks
//! elsewhere stand for what is said once. Everything below moves down: sums, merges, print areas.
//!
//! The layout is small and is kept as a tree; its rows are streamed. So a layout of any look is filled
//! with any number of rows that a sheet holds, in the memory of a page. Libraries that edit workbooks
//! keep every cell of the result in memory; the parts that have to be changed here are few.

mod dom;
mod error;
mod fill;
mod formula;
mod marks;
mod package;
mod read;

pub use error::LayoutError;
pub use fill::Filling;

use dom::Node;
use package::Package;

/// A mark in a layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// What it says between its braces.
    pub name: String,
    /// The sheet.
    pub sheet: String,
    /// The cell, as `B5`.
    pub cell: String,
    /// Whether it stands in the row that is repeated.
    pub repeated: bool,
}

/// A layout that can be filled.
#[derive(Debug, Clone)]
pub struct Layout {
    package: Package,
    /// The part and the name of the sheet that is filled.
    part: String,
    sheet: String,
    tree: Node,
    /// The row that is repeated.
    row: u32,
    /// The last row there is.
    last: u32,
    marks: Vec<Mark>,
}

/// Most bytes of a layout.
pub const LAYOUT_BYTES_MAX: usize = 2 * 1024 * 1024;

/// Most bytes of a layout's parts together.
const EXPANDED_BYTES_MAX: u64 = 20 * 1024 * 1024;

impl Layout {
    /// Reads a layout. `is_repeated` tells which names stand for something of a matter.
    ///
    /// # Errors
    /// Every reason at once, each naming sheet and cell where it has one.
    pub fn read(
        file: &str,
        bytes: &[u8],
        is_repeated: &dyn Fn(&str) -> bool,
    ) -> Result<Self, Vec<LayoutError>> {
        read::read(file, bytes, is_repeated)
    }

    /// Its marks, in reading order.
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// The name of the sheet that is filled.
    pub fn sheet(&self) -> &str {
        &self.sheet
    }

    /// How many rows it can be filled with.
    pub fn rows_max(&self) -> u64 {
        u64::from(super::SHEET_ROWS_MAX - (self.last.max(self.row) - self.row) - self.row - 2)
    }
}

#[cfg(test)]
mod tests;
