//! Papers of an office (公文、表单): one typed context, written as a Word document here and as a page by
//! whoever shows it.
//!
//! A [`Letter`] is laid out as a letter with a red head (GB/T 9704-2012, 信函格式); slips and registers
//! are a [`Form`], a plain table (P-22). Fonts are asked for by name, 仿宋_GB2312 first, as an office's
//! WPS has them (P-32); none is shipped. Every paper says at its foot who printed it and when (T14).

mod form;
mod ink;
mod letter;

pub use form::{Form, Grid, Row};
pub use letter::{Block, Letter};

use thiserror::Error;

/// Why a paper could not be written.
#[derive(Debug, Error)]
pub enum PaperError {
    /// A number that has no barcode.
    #[error(transparent)]
    Barcode(#[from] crate::barcode::BarcodeError),
    /// The document could not be put together.
    #[error("文档无法生成：{0}")]
    Written(String),
    /// Nothing to print.
    #[error("没有要打印的表单")]
    Empty,
}

/// Who printed a paper and when: on every sheet (T14, T18).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// Name, and unit where known.
    pub by: String,
    /// Local time, `2026-03-02 09:15`.
    pub at: String,
}

impl Printed {
    /// The line at the foot of a letter, which leaves the office.
    #[must_use]
    pub fn mark(&self) -> String {
        format!("{}　{} 打印", self.by, self.at)
    }

    /// The line at the foot of a form, which stays.
    #[must_use]
    pub fn line(&self) -> String {
        format!("{}　内部资料，不得外传", self.mark())
    }
}
