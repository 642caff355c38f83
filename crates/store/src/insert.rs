//! Inserts of many rows by few statements, of which only a handful of sizes exist.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::OnceLock;

use crate::value::Value;
use crate::write::Change;

/// The numbers of rows one statement inserts. Few sizes, so that every text stays prepared;
/// the small ones exact, because most writes are small.
const SIZES: [usize; 11] = [128, 64, 32, 16, 8, 6, 5, 4, 3, 2, 1];

/// An insert into one table, its statement texts made once. Kept in a static.
///
/// ```
/// use store::{Insert, Value};
///
/// static NOTES: Insert = Insert::new("INSERT INTO notes (id, size) VALUES", 2, "");
/// let changes = NOTES.changes([["a".into(), Value::Int(1)], ["b".into(), Value::Int(2)]]);
/// assert_eq!(changes[0].sql, "INSERT INTO notes (id, size) VALUES ($1,$2),($3,$4)");
/// ```
pub struct Insert {
    head: Cow<'static, str>,
    columns: usize,
    tail: Cow<'static, str>,
    texts: [OnceLock<String>; SIZES.len()],
}

impl Insert {
    /// An insert whose statements begin with `head`, up to `VALUES`, and end with `tail`, such as
    /// `ON CONFLICT DO NOTHING`.
    pub const fn new(head: &'static str, columns: usize, tail: &'static str) -> Insert {
        Insert::of(Cow::Borrowed(head), columns, Cow::Borrowed(tail))
    }

    /// As [`Insert::new`], of texts put together.
    pub const fn of(head: Cow<'static, str>, columns: usize, tail: Cow<'static, str>) -> Insert {
        Insert {
            head,
            columns,
            tail,
            texts: [const { OnceLock::new() }; SIZES.len()],
        }
    }

    /// The statements that insert `rows`, in the order given. No two rows may have the same key
    /// where the tail replaces what is there.
    ///
    /// # Panics
    /// Where a row has not as many values as there are columns.
    pub fn changes<R: IntoIterator<Item = Value>>(
        &'static self,
        rows: impl IntoIterator<Item = R, IntoIter: ExactSizeIterator>,
    ) -> Vec<Change> {
        let mut rows = rows.into_iter();
        let mut left = rows.len();
        let mut changes = Vec::with_capacity(1);
        while left > 0 {
            let size = *SIZES
                .iter()
                .find(|size| **size <= left)
                .expect("the sizes end with 1");
            let mut params = Vec::with_capacity(size * self.columns);
            rows.by_ref().take(size).for_each(|row| params.extend(row));
            assert_eq!(params.len(), size * self.columns, "{}", self.head);
            changes.push(Change {
                sql: Cow::Borrowed(self.text(size)),
                params,
            });
            left -= size;
        }
        changes
    }

    /// The statement that inserts one row.
    ///
    /// # Panics
    /// Where the row has not as many values as there are columns.
    pub fn change(&'static self, row: impl Into<Vec<Value>>) -> Change {
        let change = Change::new(self.text(1), row);
        assert_eq!(change.params.len(), self.columns, "{}", self.head);
        change
    }

    /// The statement that inserts `rows` rows, a number out of the sizes.
    pub(crate) fn text(&'static self, rows: usize) -> &'static str {
        let place = SIZES
            .iter()
            .position(|size| *size == rows)
            .expect("a number out of SIZES");
        self.texts[place].get_or_init(|| self.make(rows))
    }

    fn make(&self, rows: usize) -> String {
        let mut text = format!("{} ", self.head);
        for row in 0..rows {
            text.push_str(if row == 0 { "(" } else { ",(" });
            for column in 1..=self.columns {
                let comma = if column == 1 { "" } else { "," };
                write!(text, "{comma}${}", row * self.columns + column)
                    .expect("writing to a String succeeds");
            }
            text.push(')');
        }
        if !self.tail.is_empty() {
            text.push(' ');
            text.push_str(&self.tail);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static NOTES: Insert = Insert::new("INSERT INTO notes (id, size) VALUES", 2, "ON CONFLICT x");

    #[test]
    fn every_row_is_inserted_once_and_in_order() {
        for count in 0..300 {
            let changes = NOTES.changes((0..count).map(|n: i32| [n.into(), (-n).into()]));
            let params = changes.iter().flat_map(|change| change.params.clone());
            let wanted = (0..count).flat_map(|n| [Value::from(n), Value::from(-n)]);
            assert!(params.eq(wanted), "{count} rows");
            for change in changes {
                let last = format!("${})", change.params.len());
                assert!(change.sql.ends_with(&format!("{last} ON CONFLICT x")));
            }
        }
    }

    #[test]
    #[should_panic(expected = "INSERT INTO notes")]
    fn a_row_has_the_columns_of_its_table() {
        NOTES.change([Value::Null]);
    }
}
