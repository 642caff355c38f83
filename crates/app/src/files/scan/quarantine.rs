//! Files held back (隔离): no scanner has passed them yet, or one found a virus. Nobody reads them.

use crate::{App, Fault};
use casework::ids::FileId;
use std::collections::HashMap;
use store::Change;

/// Why a file is held back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Held {
    /// It waits for the scanner.
    Waiting,
    /// A virus was found in it.
    Found,
}

impl Held {
    /// What a reader is told.
    pub(crate) fn zh(self) -> &'static str {
        match self {
            Self::Waiting => "等待病毒查杀，查杀后才能打开",
            Self::Found => "查出病毒，已隔离，不能打开",
        }
    }
}

/// Files a job takes up at a time.
const BATCH: i64 = 50;

/// A new file waits.
pub(crate) fn waits(app: &App, file: FileId) -> Change {
    Change::new(
        "INSERT INTO quarantine (file_id, verdict, since_at) VALUES ($1, 'waiting', $2)",
        [file.to_string().into(), app.now().at.into()],
    )
}

/// A file passed.
pub(super) fn release(file: FileId) -> Change {
    Change::new(
        "DELETE FROM quarantine WHERE file_id = $1",
        [file.to_string().into()],
    )
}

/// A virus was found in a file that waited.
pub(super) fn condemn(file: FileId) -> Change {
    Change::new(
        "UPDATE quarantine SET verdict = 'found' WHERE file_id = $1",
        [file.to_string().into()],
    )
}

/// A file is gone.
pub(super) async fn forget(app: &App, file: FileId) -> Result<(), Fault> {
    let write = store::Write {
        changes: vec![release(file)],
        ..store::Write::default()
    };
    Ok(app.store().commit(write).await?)
}

/// What waits, oldest first.
pub(super) async fn waiting(app: &App) -> Result<Vec<FileId>, Fault> {
    let sql = "SELECT file_id FROM quarantine WHERE verdict = 'waiting' ORDER BY since_at LIMIT $1";
    let rows = app.store().rows(sql, &[BATCH.into()]).await?;
    rows.iter().map(|row| parsed(row.text(0)?)).collect()
}

/// Which of some files are held back, and why.
pub(crate) async fn of(app: &App, files: &[FileId]) -> Result<HashMap<FileId, Held>, Fault> {
    if files.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: Vec<String> = files.iter().map(ToString::to_string).collect();
    let (list, params) = store::list(1, ids.iter().map(|id| &**id));
    let sql = format!("SELECT file_id, verdict FROM quarantine WHERE file_id IN {list}");
    let rows = app.store().rows(&sql, &params).await?;
    let mut held = HashMap::new();
    for row in &rows {
        let why = match row.text(1)? {
            "waiting" => Held::Waiting,
            _ => Held::Found,
        };
        held.insert(parsed(row.text(0)?)?, why);
    }
    Ok(held)
}

fn parsed(word: &str) -> Result<FileId, Fault> {
    word.parse()
        .map_err(|_| Fault::Stored(format!("quarantine.file_id `{word}`")))
}
