//! Inserts of many rows by few statements, of which only a handful of sizes exist.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::OnceLock;

use super::{Blame, Step};
use crate::value::Value;

/// The numbers of rows one statement inserts. Few sizes, so that every text stays prepared;
/// the small ones exact, because most writes are small.
const SIZES: [usize; 9] = [128, 64, 32, 16, 8, 4, 3, 2, 1];

/// A table that writes insert into, with its statement texts made once.
pub(crate) struct Table {
    head: &'static str,
    columns: usize,
    texts: [OnceLock<String>; SIZES.len()],
}

impl Table {
    pub(crate) const fn new(head: &'static str, columns: usize) -> Table {
        Table {
            head,
            columns,
            texts: [const { OnceLock::new() }; SIZES.len()],
        }
    }

    /// The statement that inserts `rows` rows, a number out of the sizes.
    pub(crate) fn text(&'static self, rows: usize) -> &'static str {
        let place = SIZES
            .iter()
            .position(|size| *size == rows)
            .expect("a number out of SIZES");
        self.texts[place].get_or_init(|| self.make(rows))
    }

    /// Pushes the statements that insert `rows`.
    pub(crate) fn insert<const N: usize>(
        &'static self,
        rows: impl ExactSizeIterator<Item = [Value; N]>,
        blame: &Blame,
        steps: &mut Vec<Step>,
    ) {
        assert_eq!(N, self.columns, "a row has the columns of its table");
        let mut left = rows.len();
        let mut rows = rows;
        while left > 0 {
            let size = *SIZES
                .iter()
                .find(|size| **size <= left)
                .expect("the sizes end with 1");
            let params = rows.by_ref().take(size).flatten().collect();
            let sql = Cow::Borrowed(self.text(size));
            steps.push(Step {
                sql,
                params,
                blame: blame.clone(),
            });
            left -= size;
        }
    }

    fn make(&self, rows: usize) -> String {
        let mut text = self.head.to_owned();
        for row in 0..rows {
            text.push_str(if row == 0 { "(" } else { ",(" });
            for column in 1..=self.columns {
                let comma = if column == 1 { "" } else { "," };
                write!(text, "{comma}${}", row * self.columns + column)
                    .expect("writing to a String succeeds");
            }
            text.push(')');
        }
        text
    }
}
