//! `jianjian import`: an old book's rows as reports (导入台账).

use crate::data::{Data, read, read_text};
use crate::failed::Failed;
use app::import::map::Map;
use app::import::{Book, ImportFailure, Progress, Summary, import, rehearse, unnamed_office};
use app::place::Place;
use app::{App, jobs};
use casework::UnitId;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use sealing::suite::Suite;
use std::path::PathBuf;

/// Checks every row first; nothing is written if one is wrong. Repeating an import adds nothing.
#[derive(Args)]
pub struct Import {
    /// The book, .xlsx or .csv (台账文件)
    file: PathBuf,
    /// What its columns mean (映射文件); see catalogue/import
    #[arg(long, value_name = "MAP.toml")]
    map: PathBuf,
    #[command(flatten)]
    data: Data,
    /// The organ that receives the rows (接收机构); the topmost one otherwise
    #[arg(long, value_name = "ID")]
    unit: Option<String>,
    /// Checks and counts, writes nothing (试运行)
    #[arg(long)]
    dry_run: bool,
}

/// Errors printed one by one; the rest are counted.
const SHOWN_MAX: usize = 50;

impl Import {
    /// Imports the book.
    pub async fn run(self) -> Result<(), Failed> {
        let map = Map::parse(&read_text(&self.map)?)
            .map_err(|invalid| Failed::new(format!("{}: {invalid}", self.map.display())))?;
        let bytes = read(&self.file)?;
        let app = self.office().await?;
        let file = self.file.file_name().unwrap_or_default().to_string_lossy();
        let book = Book {
            file: &file,
            bytes: &bytes,
            map: &map,
            unit: self.receiver(&app)?,
        };
        let outcome = if self.dry_run {
            rehearse(&app, &book).await
        } else {
            import_with_progress(&app, &book).await
        };
        match outcome {
            Ok(summary) => self.print(summary),
            Err(ImportFailure::Rows(errors)) => {
                for error in errors.iter().take(SHOWN_MAX) {
                    eprintln!("{error}");
                }
                if errors.len() > SHOWN_MAX {
                    eprintln!("…… 另有 {} 处", errors.len() - SHOWN_MAX);
                }
                return Err(ImportFailure::Rows(errors).into());
            }
            Err(other) => return Err(other.into()),
        }
        jobs::sequence::sequence(&app).await?;
        Ok(())
    }

    /// The office of the directory; a nameless one where there is none yet.
    async fn office(&self) -> Result<App, Failed> {
        let place = Place::new(&self.data.dir);
        if !place.exists() {
            place.create(Suite::Aes256Gcm, None)?;
            eprintln!("notice: {}: created with new keys", self.data.dir.display());
        }
        let app = place.open().await?;
        if unnamed_office(&app).await? {
            eprintln!(
                "notice: there was no office; one named 未命名机构 (region 990000) receives the rows"
            );
        }
        Ok(app)
    }

    fn receiver(&self, app: &App) -> Result<UnitId, Failed> {
        if let Some(unit) = &self.unit {
            return Ok(UnitId::from(&**unit));
        }
        let office = app.office();
        let root = office.units.values().find(|unit| unit.parent.is_none());
        root.map(|unit| unit.id.clone())
            .ok_or_else(|| Failed::new("the office has no unit to receive the rows"))
    }

    fn print(&self, summary: Summary) {
        let Summary {
            read,
            added,
            present,
            older,
            unreachable,
            cut,
        } = summary;
        let notices = [
            (
                older,
                "rows are older than the calendar, entered on the day the map names",
            ),
            (
                unreachable,
                "rows marked real-name can reach nobody, entered as anonymous",
            ),
            (
                cut,
                "texts are longer than a report's, whole in the original record",
            ),
        ];
        for (count, notice) in notices.into_iter().filter(|(count, _)| *count > 0) {
            eprintln!("notice: {count} {notice}");
        }
        let would = if self.dry_run {
            " (dry run: nothing written)"
        } else {
            ""
        };
        println!("rows read {read} = added {added} + already present {present}{would}");
    }
}

async fn import_with_progress(app: &App, book: &Book<'_>) -> Result<Summary, ImportFailure> {
    let bar = ProgressBar::new(0).with_style(bar_style());
    let outcome = import(app, book, &|Progress { settled, rows }| {
        bar.set_length(rows as u64);
        bar.set_position(settled as u64);
    })
    .await;
    bar.finish_and_clear();
    outcome
}

/// How every long work shows how far it is.
pub fn bar_style() -> ProgressStyle {
    ProgressStyle::with_template("{bar:40} {pos}/{len} {elapsed}")
        .expect("the template is well formed")
}
