//! Exports (导出, T24): a book taken out as a file, of any length in the memory of a page. It needs a
//! right of its own and a reason, and leaves a receipt: events in a stream of their own beside the write
//! path, like readings, that say who took what when, how much of it, and what the file's digest is.
//!
//! The beginning is recorded before the first byte leaves and the end before the last one does, so that
//! no whole file is without its receipt. What was cut off says so. Who reported is no column and is
//! never in a file (T1); what a reader may not see is in no file of theirs (T3).

mod assessments;
mod event;
mod figures;
mod linkages;
mod run;
mod under_way;

pub use assessments::{BOOK as ASSESSMENT, begin as begin_assessment};
pub use event::{Event, Stop};
pub(crate) use event::{row, stream_of};
pub use figures::{BOOK as FIGURES, Sought as SoughtFigures, begin as begin_figures};
pub use linkages::{BOOK as LINKAGES, begin as begin_linkages};
pub use run::Export;
pub use under_way::UnderWay;

use crate::moment::draw_id;
use crate::queries::books::{self, Wish};
use crate::queries::listing;
use crate::queries::reader::Reader;
use crate::sealer::{Key, Sealing};
use crate::{App, Failure, reading, stream};
use casework::form::{FieldError, Sealer};
use casework::step::Recorded;
use casework::{Actor, PersonId, ReportId, SealedRef, access, codes};
use jiff::civil::DateTime;
use std::collections::HashMap;
use store::Write;

codes! {
    /// The kind of file.
    pub enum Format {
        /// A workbook.
        Workbook = "xlsx" => "Excel 工作簿（.xlsx）",
        /// Values parted by commas.
        Comma = "csv" => "逗号分隔（.csv）",
    }
}

impl Format {
    /// The media type of such a file.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Workbook => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Comma => "text/csv; charset=utf-8",
        }
    }
}

/// What a person asks to take out.
#[derive(Debug, Clone)]
pub struct Asked<'a> {
    /// Which book.
    pub book: &'a str,
    /// The words of its address: filters, columns, order.
    pub pairs: &'a [(String, String)],
    /// As what.
    pub format: Format,
    /// In which of the organ's own layouts, by name; a workbook then.
    pub layout: Option<&'a str>,
    /// Why.
    pub reason: &'a str,
}

/// Fewest and most characters of a reason.
pub const REASON: std::ops::RangeInclusive<usize> = 4..=200;

/// The purposes reason and scope are sealed under.
pub(crate) const REASON_SEALED: &str = "export.reason";
const SCOPE_SEALED: &str = "export.scope";

/// Begins to take a book out: checks the right and the reason and records the beginning.
///
/// # Errors
/// There is no such book; the person may not export, or gives no reason; a fault.
pub async fn begin(app: &App, person: &PersonId, asked: &Asked<'_>) -> Result<Export, Failure> {
    let book = app.rules().book(asked.book).ok_or(Failure::NotFound)?;
    let reader = Reader::of(app, person).await?;
    let by = permitted(app, &reader)?;
    let mut wish = Wish::of(book, asked.pairs);
    wish.cursor = None;
    let unit = listing::unit_of(&reader, &wish.filter, "查看台账")?.clone();
    let organ = reader.office.organ_of(&unit).unwrap_or(&unit);
    let reason = reason(asked.reason)?;
    let scope = books::in_words(&reader, &unit, &wish.filter);
    let receipt = receipt(app, reader.now.local);
    let head = Head {
        unit: reader.office.unit_name(organ),
        receipt: &receipt,
        reason,
        scope: &scope,
        person: reader.office.person_name(person),
        at: reader.now.local,
    };
    let made = run::make(app, &reader, (book, &wish), asked, &head).await?;
    let columns = made.columns.iter().map(|column| column.as_str());
    let begun = Begun {
        book: &book.id,
        organ,
        unit: &unit,
        layout: made.layout.clone(),
        format: made.format,
        columns: columns.map(str::to_owned).collect(),
        texts: books::opens_texts(&made.columns),
    };
    record(app, &reader, (&receipt, &by), (begun, reason, &scope)).await?;
    let begun = (by, person.clone(), unit);
    Ok(Export::new(app, begun, receipt, wish, made))
}

/// What is recorded of an export that begins, besides why and how much of the book.
struct Begun<'a> {
    book: &'a str,
    organ: &'a casework::UnitId,
    unit: &'a casework::UnitId,
    layout: Option<String>,
    format: Format,
    columns: Vec<String>,
    texts: bool,
}

/// Records the beginning, before the first byte leaves.
async fn record(
    app: &App,
    reader: &Reader,
    (receipt, by): (&str, &Actor),
    (begun, reason, scope): (Begun<'_>, &str, &str),
) -> Result<(), Failure> {
    let sealed = seal(app, receipt, reader.now.at, (reason, scope)).await?;
    let event = Event::Begun {
        book: begun.book.to_owned(),
        organ: begun.organ.clone(),
        layout: begun.layout,
        unit: begun.unit.clone(),
        format: begun.format,
        columns: begun.columns,
        texts: begun.texts,
        reason: sealed.0,
        scope: sealed.1,
    };
    let recorded = Recorded {
        event,
        at: reader.now.at,
        happened: reader.now.local,
        by: by.clone(),
    };
    let mut changes = sealed.2;
    changes.extend(row(receipt, &recorded));
    let write = Write {
        events: stream::new_events(&stream_of(receipt), 0, &[recorded]),
        changes,
        ..Write::default()
    };
    app.store().commit(write).await?;
    reading::record_list(app, &reader.person, &format!("export-{receipt}")).await?;
    app.exports().tell(receipt, 0);
    Ok(())
}

/// What a file says of itself.
pub(crate) struct Head<'a> {
    unit: &'a str,
    receipt: &'a str,
    reason: &'a str,
    scope: &'a str,
    person: &'a str,
    at: DateTime,
}

fn permitted(app: &App, reader: &Reader) -> Result<Actor, Failure> {
    let (office, rules) = (&reader.office, app.rules());
    let actor = access::permit(office, rules, &reader.person, "export", None, reader.on());
    let forbidden = || Failure::Forbidden {
        act: "导出台账".to_owned(),
    };
    actor.ok_or_else(forbidden)
}

fn reason(text: &str) -> Result<&str, Failure> {
    let text = text.trim();
    if REASON.contains(&text.chars().count()) {
        return Ok(text);
    }
    let sentence = format!(
        "请写明为什么导出、给谁用，{}到{}字",
        REASON.start(),
        REASON.end()
    );
    let field = "reason".to_owned();
    Err(Failure::Invalid(vec![FieldError { field, sentence }]))
}

/// The number of a receipt: the day, and forty random bits that nobody guesses.
fn receipt(app: &App, at: DateTime) -> String {
    let mut random = [0; 5];
    app.entropy().fill(&mut random);
    let drawn = data_encoding::BASE32.encode(&random);
    format!("DC{}-{drawn}", at.strftime("%Y%m%d"))
}

/// Reason and scope, sealed: both may hold words somebody wrote.
async fn seal(
    app: &App,
    receipt: &str,
    at: i64,
    (reason, scope): (&str, &str),
) -> Result<(SealedRef, SealedRef, Vec<store::Change>), Failure> {
    let report = ReportId(draw_id(at, app.entropy()));
    let (stream_id, files) = (stream_of(receipt), HashMap::new());
    let mut sealing =
        Sealing::begin(app, stream_id, at, report, (Key::New, String::new()), files).await?;
    let reason = sealing.text(REASON_SEALED, reason);
    let scope = sealing.text(SCOPE_SEALED, scope);
    Ok((reason, scope, sealing.finish().changes))
}
