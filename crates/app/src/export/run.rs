//! An export under way: asked for its next bytes until there are none. Each page is read with the rights
//! its reader has at that moment, so that a recusal or the end of a post counts at once.

use super::{Event, Format, Head, Stop, event, permitted};
use crate::queries::books::{self, Wish};
use crate::queries::listing::{self, Listing};
use crate::queries::reader::Reader;
use crate::{App, Failure, Fault, stream};
use casework::rules::{Book, Column};
use casework::step::Recorded;
use casework::{Actor, PersonId, UnitId};
use data_encoding::HEXLOWER;
use papers::table::{self, Cover, Table};
use sha2::{Digest, Sha256};
use store::Write;

/// Matters read at a time.
const PAGE: usize = 500;

/// An export under way. Dropped before its end, it records that it was broken off.
pub struct Export {
    app: App,
    by: Actor,
    person: PersonId,
    unit: UnitId,
    receipt: String,
    wish: Wish,
    columns: Vec<Column>,
    /// Nothing once it ended.
    table: Option<Table>,
    name: String,
    format: Format,
    rows: u64,
    bytes: u64,
    digest: Sha256,
}

/// The table of a book, with what it says of itself.
pub(super) fn table(
    book: &Book,
    columns: &[Column],
    format: Format,
    head: &Head<'_>,
) -> Result<Table, Fault> {
    let columns: Vec<table::Column> = columns
        .iter()
        .map(|column| table::Column {
            heading: column.zh().to_owned(),
            width: width(*column),
        })
        .collect();
    let begun = match format {
        Format::Comma => Table::comma(&columns),
        Format::Workbook => Table::workbook(cover(book, head), &columns),
    };
    begun.map_err(unwritten)
}

fn cover(book: &Book, head: &Head<'_>) -> Cover {
    let at = head.at.strftime("%Y-%m-%d %H:%M").to_string();
    let lines = [
        ("范围", head.scope),
        ("导出人", head.person),
        ("导出时间", &at),
        ("导出理由", head.reason),
        ("回执", head.receipt),
        ("依据", &book.basis),
        (
            "说明",
            "末行写明件数；没有末行的是中断的文件，不完整。不含举报人身份。导出已留痕，凭回执可核对文件摘要。",
        ),
    ];
    let lines = lines.map(|(label, text)| (label.to_owned(), text.to_owned()));
    Cover {
        title: book.name.clone(),
        lines: lines.into(),
        mark: format!("{} {at} 回执 {}", head.person, head.receipt),
    }
}

fn width(column: Column) -> u16 {
    match column {
        Column::Title => 48,
        Column::Number | Column::National | Column::Due => 22,
        Column::Holder | Column::Receiver | Column::Accused | Column::Domains => 24,
        Column::Arrivals | Column::Leads | Column::Named => 8,
        _ => 14,
    }
}

fn unwritten(error: table::WriteError) -> Fault {
    Fault::Files(format!("an export cannot be written: {error}"))
}

impl Export {
    pub(super) fn new(
        app: &App,
        (by, person): (Actor, PersonId),
        unit: UnitId,
        receipt: String,
        wish: Wish,
        (columns, table): (Vec<Column>, Table),
    ) -> Self {
        Self {
            app: app.clone(),
            by,
            person,
            unit,
            receipt,
            wish,
            columns,
            table: Some(table),
            name: String::new(),
            format: Format::Workbook,
            rows: 0,
            bytes: 0,
            digest: Sha256::new(),
        }
    }

    pub(super) fn named(mut self, book: &Book, format: Format) -> Self {
        self.name = format!("{}-{}.{}", book.name, self.receipt, format.as_str());
        self.format = format;
        self
    }

    /// The number of its receipt.
    pub fn receipt(&self) -> &str {
        &self.receipt
    }

    /// The file's name: the book's and the receipt's, and nothing of what it holds (T3).
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The kind of file.
    pub fn format(&self) -> Format {
        self.format
    }

    /// How many matters were written.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// The next bytes of the file; nothing once it is whole.
    ///
    /// # Errors
    /// The right ended, or a fault. The export is over then, and recorded as cut off.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, Failure> {
        let stepped = self.step().await;
        if let Err(failure) = &stepped {
            let why = match failure {
                Failure::Fault(_) => Stop::Fault,
                _ => Stop::RightEnded,
            };
            self.cut(why).await?;
        }
        stepped
    }

    async fn step(&mut self) -> Result<Option<Vec<u8>>, Failure> {
        while self.table.is_some() {
            let more = self.page().await?;
            let bytes = if more { self.taken()? } else { self.last()? };
            self.digest.update(&bytes);
            self.bytes += bytes.len() as u64;
            if !more {
                self.whole().await?;
            }
            if !bytes.is_empty() {
                return Ok(Some(bytes));
            }
        }
        Ok(None)
    }

    /// Writes the next page. Returns whether there is another.
    async fn page(&mut self) -> Result<bool, Failure> {
        let reader = Reader::of(&self.app, &self.person).await?;
        permitted(&self.app, &reader)?;
        let chosen = listing::unit_of(&reader, &self.wish.filter, "查看台账")?;
        if *chosen != self.unit {
            let act = "导出台账".to_owned();
            return Err(Failure::Forbidden { act });
        }
        let listing = Listing::new(&self.app, &reader, &self.unit, &self.wish.filter).await?;
        let page = listing
            .page(&self.app, self.wish.cursor.as_deref(), PAGE)
            .await?;
        let cells = books::cells(&self.app, &reader, &page.rows, &self.columns).await?;
        if let Some(table) = &mut self.table {
            for row in &cells {
                table.row(row).map_err(unwritten)?;
            }
        }
        self.rows += cells.len() as u64;
        self.app.exports().tell(&self.receipt, self.rows);
        self.wish.cursor = page.next;
        Ok(self.wish.cursor.is_some())
    }

    fn taken(&mut self) -> Result<Vec<u8>, Fault> {
        match &mut self.table {
            Some(table) => table.take().map_err(unwritten),
            None => Ok(Vec::new()),
        }
    }

    fn last(&mut self) -> Result<Vec<u8>, Fault> {
        let line = format!("共{}件，回执 {}", self.rows, self.receipt);
        match self.table.take() {
            Some(table) => table.finish(&line).map_err(unwritten),
            None => Ok(Vec::new()),
        }
    }

    /// Records that the file is whole, before its last bytes leave.
    async fn whole(&mut self) -> Result<(), Fault> {
        let digest = std::mem::take(&mut self.digest).finalize();
        let event = Event::Exported {
            rows: self.rows,
            bytes: self.bytes,
            sha256: HEXLOWER.encode(&digest),
        };
        self.app.exports().end(&self.receipt);
        record(&self.app, &self.receipt, &self.by, event).await
    }

    async fn cut(&mut self, why: Stop) -> Result<(), Fault> {
        self.table = None;
        self.app.exports().end(&self.receipt);
        let event = Event::Cancelled {
            rows: self.rows,
            why,
        };
        record(&self.app, &self.receipt, &self.by, event).await
    }
}

impl Drop for Export {
    /// Whoever no longer asks has broken off. Where no runtime is left to record it, the receipt stays
    /// without an end, which says the same.
    fn drop(&mut self) {
        if self.table.is_none() {
            return;
        }
        self.app.exports().end(&self.receipt);
        let Ok(runtime) = tokio::runtime::Handle::try_current() else {
            return;
        };
        let (app, receipt, by) = (self.app.clone(), self.receipt.clone(), self.by.clone());
        let event = Event::Cancelled {
            rows: self.rows,
            why: Stop::BrokenOff,
        };
        runtime.spawn(async move {
            if let Err(error) = record(&app, &receipt, &by, event).await {
                tracing::error!(%error, receipt, "the end of an export could not be recorded");
            }
        });
    }
}

/// Records the end; an export has one.
async fn record(app: &App, receipt: &str, by: &Actor, event: Event) -> Result<(), Fault> {
    let now = app.now();
    let recorded = Recorded {
        event,
        at: now.at,
        happened: now.local,
        by: by.clone(),
    };
    let stream_id = event::stream_of(receipt);
    let write = Write {
        events: stream::new_events(&stream_id, 1, &[recorded]),
        ..Write::default()
    };
    Ok(app.store().commit(write).await?)
}
