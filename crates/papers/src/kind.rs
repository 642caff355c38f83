//! What kind of file a citizen attached (附件), told by its content (T14).
//!
//! The name is never believed: it can only make a file refused (a name that ends in something never
//! admitted) or choose between two readings of the same container (`.m4a` and `.mp4`). Whatever is
//! not on the short list of [`FileKind`] is refused, among it everything a browser could run.

mod compound;
mod picture;
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
    /// Picture, uncompressed.
    Bmp,
    /// Picture or fax, often of several pages.
    Tiff,
    /// Photo of newer phones.
    Heic,
    /// Document.
    Pdf,
    /// Word document since 2007.
    Docx,
    /// Workbook since 2007.
    Xlsx,
    /// Slides since 2007.
    Pptx,
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
    pub const ALL: [Self; 19] = [
        Self::Jpeg,
        Self::Png,
        Self::Gif,
        Self::Webp,
        Self::Bmp,
        Self::Tiff,
        Self::Heic,
        Self::Pdf,
        Self::Docx,
        Self::Xlsx,
        Self::Pptx,
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

    /// The kind of a media type, as it was told when the file was taken in.
    #[must_use]
    pub fn of_mime(mime: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.mime() == mime)
    }

    fn row(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Jpeg => ("image/jpeg", "JPEG 图片", "jpg"),
            Self::Png => ("image/png", "PNG 图片", "png"),
            Self::Gif => ("image/gif", "GIF 图片", "gif"),
            Self::Webp => ("image/webp", "WebP 图片", "webp"),
            Self::Bmp => ("image/bmp", "BMP 图片", "bmp"),
            Self::Tiff => ("image/tiff", "TIFF 图片", "tif"),
            Self::Heic => ("image/heic", "HEIC 图片", "heic"),
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
            Self::Pptx => (
                "application/vnd.openxmlformats-officedocument.presentationml.presentation",
                "PowerPoint 演示文稿",
                "pptx",
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
    /// Pixels a picture may announce.
    pub pixels: u64,
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
    #[error(
        "“{name}”不是可以提交的文件类型；可提交图片、PDF、Word、Excel、PowerPoint、文本、录音和 MP4 视频"
    )]
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
    /// A picture that would fill the memory of whoever opens it.
    #[error("“{name}”的像素过多（超过 {limit} 万），请缩小图片或截取需要的部分后再提交", limit = pixels / 10_000)]
    TooManyPixels {
        /// The file's name.
        name: String,
        /// Pixels allowed.
        pixels: u64,
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
    let told = signature::tell(bytes, ending.as_deref(), &limits.archive);
    let told = told.and_then(|kind| {
        let pixels = picture::pixels(kind, bytes);
        if pixels.is_some_and(|pixels| pixels > limits.pixels) {
            return Err(Unfit::Pixels);
        }
        Ok(kind)
    });
    told.map_err(|refusal| match refusal {
        Unfit::Pixels => FileRefusal::TooManyPixels {
            name: owned(),
            pixels: limits.pixels,
        },
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

/// The words of a plain text as people wrote it, in UTF-8 or in the national encoding.
#[must_use]
pub fn words(bytes: &[u8]) -> String {
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match str::from_utf8(body) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::GB18030.decode(body).0.into_owned(),
    }
}

/// What the content says against a file, before its name is added.
#[derive(Debug, PartialEq, Eq)]
enum Unfit {
    Unknown,
    Macros,
    Protected,
    Pixels,
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
    const ALSO: [&str; 6] = ["jpeg", "jpe", "jfif", "csv", "tiff", "heif"];
    ALSO.contains(&ending) || FileKind::ALL.iter().any(|kind| kind.extension() == ending)
}

#[cfg(test)]
mod tests;
