//! The book of paper originals (原件簿): who keeps what where, what is lent, lost or archived (P-06).
//! One range scan over a unit's rows, less what the reader may not see; keyset-paged.

use super::lamp::Lamp;
use super::reader::{Reader, seen};
use crate::queries::paged;
use crate::{App, Failure, Fault, reading};
use casework::matter::{Custody, OriginalKind};
use casework::{PersonId, UnitId};
use serde::Serialize;
use store::{Row, Value};

/// Whose originals are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Whose {
    /// Those kept in the reader's unit and its organ's other offices.
    #[default]
    Office,
    /// Those the reader keeps and has not archived.
    Mine,
    /// Those the reader has yet to confirm.
    Awaited,
    /// Those lent to the reader.
    Borrowed,
}

impl Whose {
    /// Every list, in the order of the page.
    pub const ALL: [Self; 4] = [Self::Office, Self::Mine, Self::Awaited, Self::Borrowed];

    /// Its word in the address.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Office => "",
            Self::Mine => "mine",
            Self::Awaited => "awaited",
            Self::Borrowed => "borrowed",
        }
    }

    /// Its label.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Office => "本机关",
            Self::Mine => "我保管的",
            Self::Awaited => "等我确认的",
            Self::Borrowed => "我借阅的",
        }
    }

    /// The list of a word; an unknown word is the office's.
    pub fn of(word: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|whose| whose.as_str() == word)
            .unwrap_or_default()
    }
}

/// A page of the book.
#[derive(Debug, Clone, Serialize)]
pub struct Book {
    /// Its rows, latest in its keeper's hands first.
    pub rows: Vec<BookRow>,
    /// The cursor of the next page.
    pub next: Option<String>,
}

/// A row of the book. It holds no title: an original is found by its number.
#[derive(Debug, Clone, Serialize)]
pub struct BookRow {
    /// The matter's number.
    pub number: String,
    /// Which original of it.
    pub original: i64,
    /// Custody number.
    pub custody: String,
    /// What it is.
    pub kind_zh: &'static str,
    /// Sheets.
    pub sheets: i64,
    /// Where it stands, as a word.
    pub state: &'static str,
    /// Where it stands, in words.
    pub state_zh: &'static str,
    /// With whom, besides the keeper: taker or borrower; empty for nobody.
    pub with: String,
    /// Who keeps it.
    pub keeper: String,
    /// In which cabinet, or box and volume.
    pub place: String,
    /// Whether it is damaged.
    pub damaged: bool,
    /// When it was last looked for; empty for never.
    pub checked: String,
    /// The loan's lamp.
    pub lamp: Option<Lamp>,
}

/// Rows a page.
const PAGE: usize = 20;

/// A page of the book.
///
/// # Errors
/// The reader sees no matters at all, or a fault.
pub async fn originals(
    app: &App,
    person: &PersonId,
    whose: Whose,
    state: Option<Custody>,
    cursor: Option<&str>,
) -> Result<Book, Failure> {
    let reader = Reader::of(app, person).await?;
    reading::record_list(app, person, "originals").await?;
    if reader.units.is_empty() {
        return Err(Failure::Forbidden {
            act: "查看原件簿".to_owned(),
        });
    }
    let (sql, params) = statement(&reader, whose, state, cursor);
    let mut rows = app.store().rows(&sql, &params).await?;
    let next = paged(&mut rows, PAGE, |row| Ok(row.text(0)?.to_owned()))?;
    let lines = rows.iter().map(|row| line(app, &reader, row));
    Ok(Book {
        rows: lines.collect::<Result<_, _>>()?,
        next,
    })
}

/// The scan: by unit, keeper, taker or borrower, newest first, only of matters the reader may see.
fn statement(
    reader: &Reader,
    whose: Whose,
    state: Option<Custody>,
    cursor: Option<&str>,
) -> (String, Vec<Value>) {
    let mut params: Vec<Value> = vec![reader.person.as_str().into()];
    let mut put = |value: Value| {
        params.push(value);
        format!("${}", params.len())
    };
    let of = match whose {
        Whose::Office => {
            let units: Vec<String> = offices(reader)
                .iter()
                .map(|unit| put(unit.as_str().into()))
                .collect();
            format!("o.unit_id IN ({})", units.join(", "))
        }
        // What lies in the archive is no longer in anybody's cabinet.
        Whose::Mine => "o.keeper = $1 AND o.state <> 'archived'".to_owned(),
        Whose::Awaited => "o.awaits = $1".to_owned(),
        Whose::Borrowed => "o.borrower = $1".to_owned(),
    };
    let eyes: Vec<String> = reader
        .units
        .iter()
        .map(|unit| put(unit.as_str().into()))
        .collect();
    let mut condition = format!(
        "{of} AND {} AND EXISTS (SELECT 1 FROM visible v WHERE v.matter_id = o.matter_id \
         AND v.unit_id IN ({}))",
        seen("o", 1),
        eyes.join(", ")
    );
    if let Some(state) = state {
        condition.push_str(&format!(" AND o.state = {}", put(state.as_str().into())));
    }
    if let Some(key) = cursor {
        condition.push_str(&format!(" AND o.sort_key < {}", put(key.into())));
    }
    let limit = put((PAGE as i64 + 1).into());
    let sql = format!(
        "SELECT o.sort_key, m.number, o.original, o.custody, o.kind, o.sheets, o.state, o.keeper, \
         coalesce(o.awaits, o.borrower), o.place, o.damaged, o.checked_on, \
         (SELECT min(c.due_at) FROM clocks c WHERE c.matter_id = o.matter_id \
          AND c.rule = 'return-original' AND c.ended_at IS NULL) \
         FROM originals o JOIN matters m ON m.matter_id = o.matter_id \
         WHERE {condition} ORDER BY o.sort_key DESC LIMIT {limit}"
    );
    (sql, params)
}

/// The offices of the reader's organs, whose cabinets one custodian often keeps together.
fn offices(reader: &Reader) -> Vec<UnitId> {
    let office = &reader.office;
    let organs: Vec<_> = reader
        .units
        .iter()
        .filter_map(|unit| office.organ_of(unit))
        .collect();
    let inside = office.units.keys().filter(|unit| {
        office
            .organ_of(unit)
            .is_some_and(|organ| organs.contains(&organ))
    });
    inside.cloned().collect()
}

fn line(app: &App, reader: &Reader, row: &Row) -> Result<BookRow, Fault> {
    let unknown = |column: &str| Fault::Stored(format!("originals.{column}"));
    let state = Custody::parse(row.text(6)?).ok_or_else(|| unknown("state"))?;
    let kind = OriginalKind::parse(row.text(4)?).ok_or_else(|| unknown("kind"))?;
    let name = |id: &str| reader.office.person_name(&PersonId::from(id)).to_owned();
    let due = row.opt_int(12)?.filter(|_| state == Custody::Lent);
    Ok(BookRow {
        number: row.text(1)?.to_owned(),
        original: row.int(2)?,
        custody: row.text(3)?.to_owned(),
        kind_zh: kind.zh(),
        sheets: row.int(5)?,
        state: state.as_str(),
        state_zh: state.zh(),
        keeper: name(row.text(7)?),
        with: row.opt_text(8)?.map(name).unwrap_or_default(),
        place: row.opt_text(9)?.unwrap_or_default().to_owned(),
        damaged: row.bool(10)?,
        checked: row.opt_text(11)?.unwrap_or_default().to_owned(),
        lamp: due.map(|due| Lamp::of_instant(app, due, reader.now)),
    })
}
