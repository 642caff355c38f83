//! An office program (办公软件): a LibreOffice that stands on the machine makes a PDF of a document.
//!
//! It runs without a window, without macros, with a profile and fonts' stand-ins of its own, one document at
//! a time and no longer than a set limit. All of it lies in a folder for this user alone, in memory where the
//! machine offers that, which is gone when the run ends, however it ends: no text stays behind (T1, T12).
//!
//! `pdf.toml` in the data directory names another program than the one on the search path, or another limit:
//!
//! ```toml
//! program = "/opt/libreoffice/program/soffice"
//! seconds = 60
//! ```

mod folder;
mod run;

use crate::Fault;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::sync::Semaphore;

/// Names under which it is found on the search path.
const NAMES: [&str; 2] = ["soffice", "libreoffice"];

/// Which program, and how long it may take.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The program; the one on the search path where none is named.
    #[serde(default)]
    pub program: Option<PathBuf>,
    /// How long one document may take.
    #[serde(default = "seconds")]
    pub seconds: u64,
}

fn seconds() -> u64 {
    60
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            program: None,
            seconds: seconds(),
        }
    }
}

impl Settings {
    /// Reads the settings of a data directory; the usual ones where there is no file.
    ///
    /// # Errors
    /// The file cannot be read or is wrong.
    pub fn read(file: &Path) -> Result<Self, Fault> {
        if !file.exists() {
            return Ok(Self::default());
        }
        let wrong = |reason: String| Fault::Files(format!("{}: {reason}", file.display()));
        let text = std::fs::read_to_string(file).map_err(|error| wrong(error.to_string()))?;
        toml::from_str(&text).map_err(|error| wrong(error.to_string()))
    }
}

/// Why there is no PDF.
#[derive(Debug, thiserror::Error)]
pub enum PdfFailure {
    /// No office program stands on the machine.
    #[error(
        "本机没有安装办公软件 LibreOffice，不能生成 PDF；请下载 Word 文档，或者请系统管理员安装"
    )]
    Absent,
    /// Others wait before this one.
    #[error("正在生成其他文件的 PDF，请稍后再试，或者下载 Word 文档")]
    Busy,
    /// It took too long and was ended.
    #[error("生成 PDF 用时过长，已停止；请下载 Word 文档，或者请系统管理员检查办公软件")]
    Slow,
    /// It failed, or the folder could not be made: for the log, without a word of the document.
    #[error("没有能够生成 PDF；请下载 Word 文档，或者请系统管理员检查办公软件")]
    Failed(#[source] std::io::Error),
}

/// An office program that was found.
#[derive(Debug)]
pub struct OfficeProgram {
    path: PathBuf,
    limit: Duration,
    /// One run at a time: each takes a processor and some hundred megabytes.
    turn: Semaphore,
}

impl OfficeProgram {
    /// The program the settings name, or the one on the search path; nothing where there is none.
    #[must_use]
    pub fn find(settings: &Settings) -> Option<Self> {
        let path = match &settings.program {
            Some(named) => Some(named.clone()).filter(|path| path.is_file()),
            None => on_search_path(),
        };
        Some(Self {
            path: path?,
            limit: Duration::from_secs(settings.seconds),
            turn: Semaphore::new(1),
        })
    }

    /// Where it lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What it says of its version.
    ///
    /// # Errors
    /// It does not start, says nothing, or takes too long.
    pub async fn version(&self) -> Result<String, PdfFailure> {
        let folder = folder::made().map_err(PdfFailure::Failed)?;
        run::version(&self.path, folder.path(), self.limit).await
    }

    /// A Word document as a PDF.
    ///
    /// # Errors
    /// Others wait too long before it, it takes too long itself, or the program fails.
    pub async fn pdf(&self, docx: &[u8]) -> Result<Vec<u8>, PdfFailure> {
        let waited = tokio::time::timeout(self.limit, self.turn.acquire()).await;
        // The turn is never closed; a wait that ended without one is a wait too long.
        let Ok(Ok(_turn)) = waited else {
            return Err(PdfFailure::Busy);
        };
        let folder = folder::made().map_err(PdfFailure::Failed)?;
        folder::furnish(folder.path(), docx).map_err(PdfFailure::Failed)?;
        let made = run::convert(&self.path, folder.path(), self.limit).await;
        // Deleted here and not at some drop, so that a folder that stays behind is told.
        let gone = folder.close().map_err(PdfFailure::Failed);
        let pdf = made?;
        gone?;
        Ok(pdf)
    }
}

fn on_search_path() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .flat_map(|folder| NAMES.map(|name| folder.join(name)))
        .find(|file| file.is_file())
}

#[cfg(test)]
mod tests;
