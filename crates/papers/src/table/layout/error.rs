//! Why a layout cannot be filled: sentences that name sheet and cell, and say what to do.

use crate::archive::ArchiveError;
use thiserror::Error;

/// Why a layout is refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LayoutError {
    /// The zip is damaged, locked or too large.
    #[error("{file}：{source}")]
    Archive {
        /// The file's name.
        file: String,
        /// What is wrong with it.
        source: ArchiveError,
    },
    /// No `.xlsx`, or one that cannot be read.
    #[error("{file}：不是可读的 .xlsx 文件，请用 Excel 或 WPS 另存为 .xlsx 后再上传（{reason}）")]
    Unreadable {
        /// The file's name.
        file: String,
        /// What cannot be read.
        reason: String,
    },
    /// Nothing says where the matters go.
    #[error(
        "{file}：没有找到明细行；请在一行里写上占位，例如 {{{{序号}}}} {{{{编号}}}} {{{{事项}}}}"
    )]
    NoRow {
        /// The file's name.
        file: String,
    },
    /// A mark that stands for nothing.
    #[error("工作表“{sheet}” {cell}：没有名为“{name}”的栏目；可用的有：{known}")]
    Unknown {
        /// The sheet.
        sheet: String,
        /// The cell.
        cell: String,
        /// What the mark says.
        name: String,
        /// What it could say.
        known: String,
    },
    /// Marks of a matter in two rows.
    #[error("工作表“{sheet}” {cell}：明细占位须都在第{row}行，请移过去")]
    AnotherRow {
        /// The sheet.
        sheet: String,
        /// The cell.
        cell: String,
        /// The row of the first.
        row: u32,
    },
    /// Marks on two sheets.
    #[error("工作表“{sheet}” {cell}：占位只能写在一张工作表里，明细行在“{first}”")]
    AnotherSheet {
        /// The sheet.
        sheet: String,
        /// The cell.
        cell: String,
        /// The sheet that is filled.
        first: String,
    },
    /// Something that cannot be moved or repeated.
    #[error("工作表“{sheet}” {cell}：{reason}")]
    Unfit {
        /// The sheet.
        sheet: String,
        /// The cell.
        cell: String,
        /// What it is, and what to do.
        reason: &'static str,
    },
}
