//! The cleaned copy (处理件) of an attachment: what handlers are given in place of the original, which
//! may show who made it (T13).
//!
//! Pictures are drawn anew from their pixels. Word, Excel and PowerPoint files and PDF are written anew
//! part by part, without who wrote them, when, on which machine, from which template, and without
//! anything that would act or fetch when opened. What cannot be cleaned is said to be so by name, and
//! never passed on as if it had been.

mod office;
mod pdf;
mod picture;

use thiserror::Error;

use crate::archive::ArchiveLimits;
use crate::kind::FileKind;

/// The version of these rules, kept with every cleaned copy: later rules may remove more.
pub const CLEANER: u32 = 1;

/// A copy without the marks of who made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleaned {
    /// What the copy is: a rarer kind of picture becomes one that every browser shows.
    pub kind: FileKind,
    /// The copy.
    pub bytes: Vec<u8>,
}

/// How much cleaning may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CleanLimits {
    /// Pixels of one picture, or of all frames of a moving one.
    pub pixels: u64,
    /// How large an office file may become once inflated.
    pub archive: ArchiveLimits,
}

/// Why there is no cleaned copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Unclean {
    /// Nothing here can rewrite files of this kind.
    #[error("这类文件不能自动清除来源信息")]
    Kind,
    /// It does not open as what it says it is.
    #[error("文件无法完整读取，不能清除来源信息")]
    Damaged,
    /// A password, which nobody here has.
    #[error("文件设了密码或权限，不能清除来源信息")]
    Locked,
    /// Cleaning would take more than it is given.
    #[error("文件展开后过大，不能清除来源信息")]
    TooLarge,
    /// Something inside cannot be cleaned, so that the whole cannot.
    #[error("文件中嵌有不能清除来源信息的内容")]
    Embedded,
}

/// Cleans a file of a kind that was told by [`crate::kind::tell`].
///
/// # Errors
///
/// Refuses what it cannot clean wholly; then only the original exists.
pub fn clean(kind: FileKind, bytes: &[u8], limits: &CleanLimits) -> Result<Cleaned, Unclean> {
    let same = |bytes| Cleaned { kind, bytes };
    match kind {
        FileKind::Jpeg
        | FileKind::Png
        | FileKind::Gif
        | FileKind::Webp
        | FileKind::Bmp
        | FileKind::Tiff => picture::clean(kind, bytes, limits.pixels),
        FileKind::Docx | FileKind::Xlsx | FileKind::Pptx => office::clean(bytes, limits).map(same),
        FileKind::Pdf => pdf::clean(bytes, limits.archive.expanded_bytes).map(same),
        // Plain text carries nothing but what it says.
        FileKind::Text => Ok(same(bytes.to_vec())),
        FileKind::Heic
        | FileKind::Doc
        | FileKind::Xls
        | FileKind::Mp3
        | FileKind::M4a
        | FileKind::Amr
        | FileKind::Wav
        | FileKind::Mp4 => Err(Unclean::Kind),
    }
}

#[cfg(test)]
mod tests;
