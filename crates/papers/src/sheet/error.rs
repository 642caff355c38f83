//! Why a file, or a place in it, is refused: sentences an office can act on.

use std::fmt;

use thiserror::Error;

use crate::archive::ArchiveError;

/// A cell's place, as the office program shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file's name.
    pub file: String,
    /// The row, 1 at the top.
    pub row: usize,
    /// The column, counted from 0.
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "{} 第 {} 行 {} 列",
            self.file,
            self.row,
            column_letters(self.column)
        )
    }
}

/// The letters over a column counted from 0: `A` … `Z`, `AA` ….
#[must_use]
pub fn column_letters(column: usize) -> String {
    let last = char::from(b'A' + u8::try_from(column % 26).expect("a remainder of 26 fits"));
    match column / 26 {
        0 => last.to_string(),
        more => format!("{}{last}", column_letters(more - 1)),
    }
}

/// Why a file is not read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SheetError {
    /// The zip is damaged, locked or too large.
    #[error("{file}：{source}")]
    Archive {
        /// The file's name.
        file: String,
        /// What is wrong with the zip.
        source: ArchiveError,
    },
    /// A zip, but no workbook that can be read.
    #[error("{file}：不是可读的 .xlsx 文件（{reason}）")]
    NotAWorkbook {
        /// The file's name.
        file: String,
        /// What the reader said.
        reason: String,
    },
    /// An `.xls` of before 2007, or a workbook locked with a password: both begin alike.
    #[error("{file}：是旧版 .xls 文件，或设了密码；请去掉密码并另存为 .xlsx 后再导入")]
    OldWorkbook {
        /// The file's name.
        file: String,
    },
    /// Text in an encoding that is neither UTF-8 nor GB18030.
    #[error("{file} 第 {line} 行文字无法识别：请另存为“CSV UTF-8”格式后再导入")]
    Encoding {
        /// The file's name.
        file: String,
        /// The line of text, 1 at the top.
        line: usize,
    },
    /// The workbook has no such table.
    #[error("{file}：没有名为“{table}”的工作表")]
    NoTable {
        /// The file's name.
        file: String,
        /// The table asked for.
        table: String,
    },
    /// No heading where one is expected.
    #[error("{file}：没有找到表头")]
    NoHeading {
        /// The file's name.
        file: String,
    },
    /// Content to the right of the last heading, which a reader by headings would lose.
    #[error("{0}：有内容，但表头没有这一列；请补上表头或清除该内容")]
    UnderNoHeading(Place),
    /// A row of a `.csv` with fewer or more fields than the heading: a lost quote or comma.
    #[error("{file} 第 {row} 行有 {found} 列，表头有 {expected} 列；请检查该行的引号和逗号")]
    Uneven {
        /// The file's name.
        file: String,
        /// The row, 1 at the top.
        row: usize,
        /// Fields of the heading.
        expected: usize,
        /// Fields of the row.
        found: usize,
    },
    /// A cell that comes before one already read: no office program writes this.
    #[error("{0}：单元格次序错乱，文件可能已损坏")]
    OutOfOrder(Place),
    /// More rows than allowed.
    #[error("{file}：超过 {limit} 行的上限，请分成几个文件导入")]
    TooManyRows {
        /// The file's name.
        file: String,
        /// Rows allowed.
        limit: usize,
    },
    /// More columns than allowed.
    #[error("{file} 第 {row} 行：超过 {limit} 列的上限")]
    TooManyColumns {
        /// The file's name.
        file: String,
        /// The row, 1 at the top.
        row: usize,
        /// Columns allowed.
        limit: usize,
    },
    /// A cell with more characters than allowed.
    #[error("{place}：超过 {limit} 字的上限")]
    TooLong {
        /// The cell.
        place: Place,
        /// Characters allowed.
        limit: usize,
    },
    /// Cells that repeat shared text until memory would run out.
    #[error("{file}：文字总量超过 {limit} 字节的上限，请分成几个文件导入")]
    TooMuchText {
        /// The file's name.
        file: String,
        /// Bytes allowed.
        limit: u64,
    },
    /// No column has the heading.
    #[error("{file}：表头中没有“{name}”列")]
    NoColumn {
        /// The file's name.
        file: String,
        /// The heading asked for.
        name: String,
    },
    /// Several columns have the heading, so that none can be meant.
    #[error("{file}：{first} 列和 {second} 列的表头都是“{name}”，请改名后再导入")]
    TwoColumns {
        /// The file's name.
        file: String,
        /// The heading asked for.
        name: String,
        /// Letters of the first such column.
        first: String,
        /// Letters of the second.
        second: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_lettered_as_the_office_program_does() {
        let letters: Vec<String> = [0, 25, 26, 51, 52, 701, 702, 16_383]
            .map(column_letters)
            .into();
        assert_eq!(letters, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"]);
    }

    #[test]
    fn a_place_reads_like_a_sentence() {
        let place = Place {
            file: "台账.xlsx".into(),
            row: 12,
            column: 2,
        };
        assert_eq!(place.to_string(), "台账.xlsx 第 12 行 C 列");
    }
}
