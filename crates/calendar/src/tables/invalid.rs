//! Why a calendar file is refused: always by file and field, so that whoever loads it can mend it.

use jiff::civil::Date;

/// A calendar file that must not be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("日历文件 {file}，{field}：{reason}")]
pub struct Invalid {
    /// The file as it was named by the caller.
    pub file: String,
    /// The field, or the line where the text cannot be read at all.
    pub field: String,
    /// What is wrong.
    pub reason: Reason,
}

impl Invalid {
    pub(crate) fn new(file: &str, field: impl Into<String>, reason: Reason) -> Invalid {
        Invalid {
            file: file.to_owned(),
            field: field.into(),
            reason,
        }
    }
}

/// What is wrong with a calendar file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// The name says neither a year nor a region.
    #[error("文件名应为“年份.toml”或“region-行政区划代码前缀.toml”")]
    FileName,
    /// The text is not TOML of the expected shape.
    #[error("无法读取：{0}")]
    Unreadable(String),
    /// The content names another year or region than the file does.
    #[error("与文件名不一致")]
    NotItsFile,
    /// The prefix holds something else than digits.
    #[error("行政区划代码前缀只能是数字")]
    RegionCode,
    /// A name or source is missing.
    #[error("不能为空")]
    Empty,
    /// A date of another year.
    #[error("{0}不在本年度内")]
    OutsideYear(Date),
    /// The same date twice.
    #[error("{0}重复")]
    Duplicate(Date),
    /// A make-up day on a day that is worked anyway.
    #[error("{0}本来就是工作日，不能作为调休上班日")]
    NotARestDay(Date),
    /// Two tables for one year.
    #[error("{0}年重复")]
    DuplicateYear(i16),
    /// Two files for one region.
    #[error("地区{0}重复")]
    DuplicateRegion(String),
    /// A year between two tables has none.
    #[error("缺少{0}年，各年度必须连续")]
    MissingYear(i16),
    /// A region speaks of a year without a national table.
    #[error("没有{0}年的全国日历")]
    NoNationalYear(i16),
    /// No national table at all.
    #[error("没有任何年度日历")]
    Nothing,
    /// A published year cannot leave spans open.
    #[error("已公布的年度不能再有待定区间")]
    PublishedButUnsettled,
    /// A span that ends before it begins.
    #[error("自{0}起的区间首尾颠倒")]
    Backwards(Date),
}
