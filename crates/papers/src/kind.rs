//! What kind of file a citizen attached (附件), told by its content (T14).
//!
//! The name is never believed: it can only make a file refused (a name that ends in something never
//! admitted) or choose between two readings of the same container (`.m4a` and `.mp4`). Whatever is
//! not on the short list of [`FileKind`] is refused, among it everything a browser could run.

mod compound;
mod signature;

use thiserror::Error;

use crate::archive::{ArchiveError, ArchiveLimits};

/// The kinds admitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// Photo.
    Jpeg,
    /// Picture, screenshot.
    Png,
    /// Moving picture.
    Gif,
    /// Picture.
    Webp,
    /// Document.
    Pdf,
    /// Word document since 2007.
    Docx,
    /// Workbook since 2007.
    Xlsx,
    /// Word document before 2007.
    Doc,
    /// Workbook before 2007.
    Xls,
    /// Plain text.
    Text,
    /// Sound.
    Mp3,
    /// Sound, as most phones record it.
    M4a,
    /// Sound of older phones.
    Amr,
    /// Sound.
    Wav,
    /// Video.
    Mp4,
}

impl FileKind {
    /// Every kind admitted, in the order a page lists them.
    pub const ALL: [Self; 15] = [
        Self::Jpeg,
        Self::Png,
        Self::Gif,
        Self::Webp,
        Self::Pdf,
        Self::Docx,
        Self::Xlsx,
        Self::Doc,
        Self::Xls,
        Self::Text,
        Self::Mp3,
        Self::M4a,
        Self::Amr,
        Self::Wav,
        Self::Mp4,
    ];

    /// The media type to serve it under.
    #[must_use]
    pub fn mime(self) -> &'static str {
        self.row().0
    }

    /// What an office calls it.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().1
    }

    /// The ending of its file name, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        self.row().2
    }

    fn row(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Jpeg => ("image/jpeg", "JPEG 图片", "jpg"),
            Self::Png => ("image/png", "PNG 图片", "png"),
            Self::Gif => ("image/gif", "GIF 图片", "gif"),
            Self::Webp => ("image/webp", "WebP 图片", "webp"),
            Self::Pdf => ("application/pdf", "PDF 文件", "pdf"),
            Self::Docx => (
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                "Word 文档",
                "docx",
            ),
            Self::Xlsx => (
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                "Excel 表格",
                "xlsx",
            ),
            Self::Doc => ("application/msword", "Word 文档（旧版）", "doc"),
            Self::Xls => ("application/vnd.ms-excel", "Excel 表格（旧版）", "xls"),
            Self::Text => ("text/plain", "文本文件", "txt"),
            Self::Mp3 => ("audio/mpeg", "MP3 录音", "mp3"),
            Self::M4a => ("audio/mp4", "M4A 录音", "m4a"),
            Self::Amr => ("audio/amr", "AMR 录音", "amr"),
            Self::Wav => ("audio/wav", "WAV 录音", "wav"),
            Self::Mp4 => ("video/mp4", "MP4 视频", "mp4"),
        }
    }
}

/// The most that is accepted; the values come from the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileLimits {
    /// Bytes of one file.
    pub bytes: u64,
    /// Files of one report.
    pub files: usize,
    /// How large the zip inside a document may become.
    pub archive: ArchiveLimits,
}

/// Why a file is not taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FileRefusal {
    /// Nothing in it.
    #[error("“{name}”是空文件，请重新选择")]
    Empty {
        /// The file's name.
        name: String,
    },
    /// Larger than one file may be.
    #[error("“{name}”超过 {limit} MB，请压缩或分成几个文件后再提交", limit = bytes / 1_048_576)]
    TooLarge {
        /// The file's name.
        name: String,
        /// Bytes allowed.
        bytes: u64,
    },
    /// More files than one report may have.
    #[error("附件最多 {limit} 个")]
    TooMany {
        /// Files allowed.
        limit: usize,
    },
    /// Not one of the kinds admitted.
    #[error("“{name}”不是可以提交的文件类型；可提交图片、PDF、Word、Excel、文本、录音和 MP4 视频")]
    NotAdmitted {
        /// The file's name.
        name: String,
    },
    /// An office file that carries a program.
    #[error("“{name}”含有宏程序，请另存为不含宏的文件后再提交")]
    Macros {
        /// The file's name.
        name: String,
    },
    /// An office file that nobody here could open.
    #[error("“{name}”设了密码，请去掉密码后再提交")]
    Protected {
        /// The file's name.
        name: String,
    },
    /// A document whose inside is damaged or would outgrow the limit.
    #[error("“{name}”：{source}")]
    Archive {
        /// The file's name.
        name: String,
        /// What is wrong with the zip.
        source: ArchiveError,
    },
}

/// Refuses a report with too many files.
///
/// # Errors
///
/// Refuses more than the limit.
pub fn count(files: usize, limits: &FileLimits) -> Result<(), FileRefusal> {
    if files > limits.files {
        return Err(FileRefusal::TooMany {
            limit: limits.files,
        });
    }
    Ok(())
}

/// Tells the kind of one file by its content.
///
/// # Errors
///
/// Refuses what is empty, too large, not admitted, locked, carries a program or is a zip bomb.
pub fn tell(name: &str, bytes: &[u8], limits: &FileLimits) -> Result<FileKind, FileRefusal> {
    let owned = || name.to_owned();
    if bytes.is_empty() {
        return Err(FileRefusal::Empty { name: owned() });
    }
    if bytes.len() as u64 > limits.bytes {
        return Err(FileRefusal::TooLarge {
            name: owned(),
            bytes: limits.bytes,
        });
    }
    let ending = ending(name);
    if ending
        .as_deref()
        .is_some_and(|ending| !is_admitted_ending(ending))
    {
        return Err(FileRefusal::NotAdmitted { name: owned() });
    }
    signature::tell(bytes, ending.as_deref(), &limits.archive).map_err(|refusal| match refusal {
        Unfit::Unknown => FileRefusal::NotAdmitted { name: owned() },
        Unfit::Macros => FileRefusal::Macros { name: owned() },
        Unfit::Archive(ArchiveError::Protected) | Unfit::Protected => {
            FileRefusal::Protected { name: owned() }
        }
        Unfit::Archive(source) => FileRefusal::Archive {
            name: owned(),
            source,
        },
    })
}

/// What the content says against a file, before its name is added.
#[derive(Debug, PartialEq, Eq)]
enum Unfit {
    Unknown,
    Macros,
    Protected,
    Archive(ArchiveError),
}

/// The ending of a name in lower case. Trailing dots and blanks do not hide it.
fn ending(name: &str) -> Option<String> {
    let name = name.trim_end_matches(|char: char| char == '.' || char.is_whitespace());
    name.rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase())
}

/// Endings of the kinds admitted and their usual other spellings.
fn is_admitted_ending(ending: &str) -> bool {
    const ALSO: [&str; 4] = ["jpeg", "jpe", "jfif", "csv"];
    ALSO.contains(&ending) || FileKind::ALL.iter().any(|kind| kind.extension() == ending)
}

#[cfg(test)]
mod tests;
