//! Papers of an office (公文、表单): one typed context, written as a Word document here and as a page by
//! whoever shows it.
//!
//! An [`Official`] paper is a letter with a red head (GB/T 9704-2012, 信函格式) or a slip, a plain table;
//! what stays in the office, sheets and registers, is a [`Form`] (P-22). Fonts are asked for by name,
//! 仿宋_GB2312 first, as an office's WPS has them (P-32); none is shipped, and each document declares what
//! may stand in. Every paper says at its foot who printed it and when (T14).

mod fonts;
mod form;
mod ink;
mod official;
mod picture;

pub use form::{Form, Grid, Row};
pub use official::{Block, Body, Official, in_words, parted};

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
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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
