//! Where a sealed value belongs. The place is authenticated with the ciphertext (T11).

use crate::frame::frame;

/// The one place in the database a ciphertext opens at.
///
/// A row copied over another row, or a column over another column, therefore does not open,
/// even when both are sealed under the same key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Place<'a> {
    /// What the value is for, such as `identity` or `report text`.
    pub purpose: &'a str,
    /// The table it is stored in.
    pub table: &'a str,
    /// The column it is stored in.
    pub column: &'a str,
    /// The id of its row, in the form the row's key has.
    pub row: &'a str,
}

impl Place<'_> {
    /// The bytes that are authenticated with what is sealed here.
    pub(crate) fn bound(&self, label: &str) -> Vec<u8> {
        let parts = [self.purpose, self.table, self.column, self.row];
        frame(label, &parts.map(str::as_bytes))
    }
}
