//! An export under way: asked for its next bytes until there are none. Each page is read with the rights
//! its reader has at that moment, so that a recusal or the end of a post counts at once.

use super::{Asked, Event, Format, Head, Stop, assessments, event, figures, linkages, permitted};
use crate::layouts;
use crate::queries::basis::in_words;
use crate::queries::books::{self, Wish};
use crate::queries::linkages::Sifted;
use crate::queries::listing::{self, Listing};
use crate::queries::reader::Reader;
use crate::{App, Failure, Fault, stream};
use casework::form::FieldError;
use casework::rules::{Book, Column};
use casework::step::Recorded;
use casework::{Actor, PersonId, UnitId};
use data_encoding::HEXLOWER;
use papers::sheet::Cell;
use papers::table::{self, Cover, Table};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use store::Write;

/// Matters read at a time.
const PAGE: usize = 500;

/// An export under way. Dropped before its end, it records that it was broken off.
pub struct Export {
    app: App,
    by: Actor,
    person: PersonId,
    receipt: String,
    source: Source,
    /// Nothing once it ended.
    table: Option<Table>,
    name: String,
    format: Format,
    rows: u64,
    bytes: u64,
    digest: Sha256,
}

/// Where the rows come from.
pub(super) enum Source {
    /// A book of matters, read through a unit.
    Matters(Box<Matters>),
    /// The book of linkages.
    Linkages(Sifted),
    /// A month of an assessment.
    Assessment(assessments::Month),
    /// Figures, and who takes them when.
    Figures(Box<(figures::Sought, String)>),
}

/// A book of matters under way.
pub(super) struct Matters {
    unit: UnitId,
    wish: Wish,
    columns: Vec<Column>,
    order: Vec<Option<Column>>,
}

/// A table ready to be written.
pub(super) struct Made {
    table: Table,
    name: String,
    pub(super) format: Format,
    /// The columns that are read.
    pub(super) columns: Vec<Column>,
    /// What each cell of a row is; nothing but a running number where it is no column.
    order: Vec<Option<Column>>,
    /// The digest of the layout.
    pub(super) layout: Option<String>,
}

/// The table of a book: plain, or in a layout of the organ's own.
pub(super) async fn make(
    app: &App,
    reader: &Reader,
    (book, wish): (&Book, &Wish),
    asked: &Asked<'_>,
    head: &Head<'_>,
) -> Result<Made, Failure> {
    if let Some(name) = asked.layout {
        return laid_out(app, reader, (book, wish), name, head).await;
    }
    let columns = wish.shown(book);
    let headed = columns.iter().map(|column| table::Column {
        heading: book.heading(*column).to_owned(),
        width: width(*column),
    });
    let headed: Vec<table::Column> = headed.collect();
    let table = match asked.format {
        Format::Comma => Table::comma(&headed),
        Format::Workbook => Table::workbook(cover(book, head), &headed),
    };
    Ok(Made {
        table: table.map_err(unwritten)?,
        name: format!("{}-{}.{}", book.name, head.receipt, asked.format.as_str()),
        format: asked.format,
        order: columns.iter().copied().map(Some).collect(),
        columns,
        layout: None,
    })
}

/// The table in a layout; refused before anything is recorded where a sheet cannot hold the rows.
async fn laid_out(
    app: &App,
    reader: &Reader,
    (book, wish): (&Book, &Wish),
    name: &str,
    head: &Head<'_>,
) -> Result<Made, Failure> {
    let (layout, digest) = layouts::find(app, reader, name).await?;
    let unit = listing::unit_of(reader, &wish.filter, "查看台账")?;
    let listing = Listing::new(app, reader, unit, &wish.filter).await?;
    let most = i64::try_from(layout.rows_max()).unwrap_or(i64::MAX);
    if listing.exceeds(app, most).await? {
        let sentence = format!("一张表样最多填{most}件，请先缩小台账的范围，或不用表样导出");
        let field = "layout".to_owned();
        return Err(Failure::Invalid(vec![FieldError { field, sentence }]));
    }
    let names = layouts::repeated(&layout);
    let column = |name: &String| match layouts::Field::repeated(name) {
        Some(layouts::Field::Column(column)) => Some(column),
        Some(layouts::Field::Serial) | None => None,
    };
    let order: Vec<Option<Column>> = names.iter().map(column).collect();
    let filling = layout.fill(&names, &said(book, head)).map_err(unwritten)?;
    let format = Format::Workbook;
    Ok(Made {
        table: Table::Layout(Box::new(filling)),
        name: format!("{name}-{}.{}", head.receipt, format.as_str()),
        format,
        columns: order.iter().flatten().copied().collect(),
        order,
        layout: Some(digest),
    })
}

/// What is said once in a layout.
fn said(book: &Book, head: &Head<'_>) -> BTreeMap<String, String> {
    let at = head.at;
    let said = [
        ("单位", head.unit.to_owned()),
        ("台账", book.name.clone()),
        ("范围", head.scope.to_owned()),
        ("导出人", head.person.to_owned()),
        ("导出时间", at.strftime("%Y-%m-%d %H:%M").to_string()),
        (
            "日期",
            format!("{}年{}月{}日", at.year(), at.month(), at.day()),
        ),
        ("年", at.year().to_string()),
        ("月", at.month().to_string()),
        ("回执", head.receipt.to_owned()),
    ];
    said.map(|(name, text)| (name.to_owned(), text)).into()
}

fn cover(book: &Book, head: &Head<'_>) -> Cover {
    covered((&book.name, &book.basis), head)
}

/// The first sheet of a book's file.
pub(super) fn covered((name, basis): (&str, &str), head: &Head<'_>) -> Cover {
    let at = head.at.strftime("%Y-%m-%d %H:%M").to_string();
    let lines = [
        ("范围", head.scope),
        ("导出人", head.person),
        ("导出时间", &at),
        ("导出理由", head.reason),
        ("回执", head.receipt),
        ("依据", &in_words(basis)),
        (
            "说明",
            "末行写明件数或者行数；没有末行的是中断的文件，不完整。不含举报人身份。导出已留痕，凭回执可核对文件摘要。",
        ),
    ];
    let lines = lines.map(|(label, text)| (label.to_owned(), text.to_owned()));
    Cover {
        title: name.to_owned(),
        lines: lines.into(),
        mark: format!("{} {at} 回执 {}", head.person, head.receipt),
    }
}

fn width(column: Column) -> u16 {
    match column {
        Column::Title => 48,
        Column::Number | Column::National | Column::Due | Column::Campaign => 22,
        Column::Holder | Column::Receiver | Column::Accused | Column::Domains => 24,
        Column::Arrivals | Column::Leads | Column::Batches | Column::Heads | Column::Named => 8,
        _ => 14,
    }
}

pub(super) fn unwritten(error: table::WriteError) -> Fault {
    Fault::Files(format!("an export cannot be written: {error}"))
}

impl Export {
    pub(super) fn new(
        app: &App,
        (by, person, unit): (Actor, PersonId, UnitId),
        receipt: String,
        wish: Wish,
        made: Made,
    ) -> Self {
        let matters = Matters {
            unit,
            wish,
            columns: made.columns,
            order: made.order,
        };
        let source = Source::Matters(Box::new(matters));
        let table = (made.table, made.name, made.format);
        Self::begun(app, (by, person), receipt, source, table)
    }

    /// An export whose beginning is recorded.
    pub(super) fn begun(
        app: &App,
        (by, person): (Actor, PersonId),
        receipt: String,
        source: Source,
        (table, name, format): (Table, String, Format),
    ) -> Self {
        Self {
            app: app.clone(),
            by,
            person,
            receipt,
            source,
            table: Some(table),
            name,
            format,
            rows: 0,
            bytes: 0,
            digest: Sha256::new(),
        }
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
        let (rows, more) = match &mut self.source {
            Source::Matters(matters) => matters.page(&self.app, &reader, self.rows).await?,
            Source::Linkages(sifted) => linkages::page(&self.app, &reader, sifted).await?,
            Source::Assessment(month) => assessments::page(&self.app, &reader, month).await?,
            Source::Figures(of) => figures::page(&self.app, &reader, &of.0).await?,
        };
        for row in rows {
            self.rows += 1;
            if let Some(table) = &mut self.table {
                table.row(&row).map_err(unwritten)?;
            }
        }
        self.app.exports().tell(&self.receipt, self.rows);
        Ok(more)
    }

    fn taken(&mut self) -> Result<Vec<u8>, Fault> {
        match &mut self.table {
            Some(table) => table.take().map_err(unwritten),
            None => Ok(Vec::new()),
        }
    }

    fn last(&mut self) -> Result<Vec<u8>, Fault> {
        let line = match &self.source {
            Source::Figures(of) => format!("共{}行，回执 {}，{}", self.rows, self.receipt, of.1),
            _ => format!("共{}件，回执 {}", self.rows, self.receipt),
        };
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

impl Matters {
    /// The next rows, and whether there are others; `written` were before them.
    async fn page(
        &mut self,
        app: &App,
        reader: &Reader,
        written: u64,
    ) -> Result<(Vec<Vec<Cell>>, bool), Failure> {
        let chosen = listing::unit_of(reader, &self.wish.filter, "查看台账")?;
        if *chosen != self.unit {
            let act = "导出台账".to_owned();
            return Err(Failure::Forbidden { act });
        }
        let listing = Listing::new(app, reader, &self.unit, &self.wish.filter).await?;
        let page = listing.page(app, self.wish.cursor.as_deref(), PAGE).await?;
        let cells = books::cells(app, reader, &page.rows, &self.columns).await?;
        let numbered = cells.into_iter().zip(written + 1..);
        let rows = numbered.map(|(row, number)| self.ordered(row, number));
        let rows = rows.collect();
        self.wish.cursor = page.next;
        Ok((rows, self.wish.cursor.is_some()))
    }

    /// A row's cells in the order of the table, with running numbers where it has them.
    fn ordered(&self, row: Vec<Cell>, number: u64) -> Vec<Cell> {
        let mut cells = row.into_iter();
        let cell = |one: &Option<Column>| match one {
            Some(_) => cells.next().unwrap_or(Cell::Empty),
            None => Cell::Number(number as f64),
        };
        self.order.iter().map(cell).collect()
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
