//! A list of matters (列表) as one range scan over `visible`: filtered, ordered, keyset-paged.
//!
//! A list is driven by one index, that of its rarest filter, and reads it in the order asked for; every
//! other condition is written so that no engine takes its index instead. So the plan of a list is the
//! same on both engines and at every size, and a test can name it. Marks set on few matters (实名,
//! 重复件) stand in the text as themselves and not as parameters: only so do partial indexes serve.

mod filter;
mod passed;
mod terms;

pub use filter::Filter;
pub(crate) use passed::passed;

use super::reader::{Reader, seen};
use crate::{App, Failure, Fault, numbers};
use casework::UnitId;
use casework::rules::Sort;
use store::{Row, Value};
use terms::Term;

/// What every list reads of a matter, in this order. The first is the place in the order asked for.
const COLUMNS: &str = "m.matter_id, m.number, m.stage, m.channel, m.class, m.holder, m.received_at, \
    m.due_at, m.real_name, m.repeats, v.came_by, m.mode, m.region, m.receiver, m.handler, m.domains, \
    m.finding, m.arrivals, m.leads, m.instructed_at, m.routed_at, m.reported_at, m.concluded_at, \
    m.replied_at, m.national, m.urgency, m.secrecy, m.turn, m.heads, m.over_level";

/// Totals stop here.
pub(crate) const TOTAL_MAX: i64 = 1_000;

/// A list of what one unit may see, for one reader.
pub(crate) struct Listing {
    condition: String,
    params: Vec<Value>,
    sort: Sort,
}

/// A page of rows with the cursors of its neighbours.
pub(crate) struct Page {
    /// Rows, in the order asked for.
    pub rows: Vec<Row>,
    /// The cursor of the rows after.
    pub next: Option<String>,
    /// The cursor of the rows before; `<` goes before it.
    pub previous: Option<String>,
}

/// How many a list holds, each figure by what it counts (P-21).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Figures {
    /// Matters (件).
    pub matters: i64,
    /// Arrivals (件次).
    pub arrivals: i64,
    /// Leads (线索).
    pub leads: i64,
    /// Batches of visitors (批次).
    pub batches: i64,
    /// Visitors (人次).
    pub heads: i64,
}

impl Listing {
    /// The list of a filter.
    ///
    /// # Errors
    /// The database does not answer.
    pub(crate) async fn new(
        app: &App,
        reader: &Reader,
        unit: &UnitId,
        filter: &Filter,
    ) -> Result<Self, Fault> {
        let number = match &filter.number {
            Some(number) => Some(matter_of(app, number).await?),
            None => None,
        };
        let sort = filter.order();
        let mut terms = terms::of(app, reader.now.at, filter, sort);
        if let Some(id) = number {
            let id = id.map_or_else(String::new, |id| id.to_string());
            terms.push(Term::equal("v.matter_id", id, 0));
        }
        let params = vec![reader.person.as_str().into(), unit.as_str().into()];
        let condition = format!("v.unit_id = $2 AND {}", seen("v", 1));
        let mut listing = Self {
            condition,
            params,
            sort,
        };
        let driver = match sort {
            Sort::Arrival => terms::driver(&terms),
            Sort::Due | Sort::Routed | Sort::Concluded => terms.iter().position(|t| t.rank == 0),
        };
        for (at, term) in terms.into_iter().enumerate() {
            listing.also(term, Some(at) == driver);
        }
        listing.condition.push_str(match sort {
            Sort::Arrival => "",
            Sort::Due => " AND v.due_at < 9223372036854775807",
            Sort::Routed => " AND v.routed_at IS NOT NULL",
            Sort::Concluded => " AND v.concluded_at IS NOT NULL",
        });
        Ok(listing)
    }

    fn also(&mut self, term: Term, drives: bool) {
        let mut text = if drives { term.plain } else { term.disguised };
        if let Some(value) = term.value {
            self.params.push(value);
            text = text.replace('?', &format!("${}", self.params.len()));
        }
        self.condition.push_str(" AND ");
        self.condition.push_str(&text);
    }

    /// A page of so many rows from a cursor on.
    ///
    /// # Errors
    /// The database does not answer.
    pub(crate) async fn page(
        &self,
        app: &App,
        cursor: Option<&str>,
        size: usize,
    ) -> Result<Page, Fault> {
        let (back, key) = match cursor.and_then(|cursor| cursor.strip_prefix('<')) {
            Some(key) => (true, Some(key)),
            None => (false, cursor),
        };
        let (sql, params) = self.statement(key, back, size as i64 + 1);
        let mut rows = app.store().rows(&sql, &params).await?;
        let more = rows.len() > size;
        rows.truncate(size);
        if back {
            rows.reverse();
        }
        let place = |row: Option<&Row>| row.map(|row| self.place(row)).transpose();
        let (first, last) = (place(rows.first())?, place(rows.last())?);
        let (after, before) = match back {
            true => (key.is_some(), more),
            false => (more, key.is_some()),
        };
        Ok(Page {
            next: last.filter(|_| after),
            previous: first.filter(|_| before).map(|key| format!("<{key}")),
            rows,
        })
    }

    /// The statement of a page.
    pub(crate) fn statement(
        &self,
        key: Option<&str>,
        back: bool,
        limit: i64,
    ) -> (String, Vec<Value>) {
        let mut params = self.params.clone();
        let mut condition = self.condition.clone();
        let (column, falling) = order(self.sort);
        let falling = falling != back;
        let sign = if falling { '<' } else { '>' };
        if let Some(key) = key {
            let at = params.len();
            if self.sort == Sort::Arrival {
                params.push(key.into());
                condition.push_str(&format!(" AND {column} {sign} ${}", at + 1));
            } else {
                let (value, id) = key.split_once('~').unwrap_or((key, ""));
                params.push(value.parse().unwrap_or(0_i64).into());
                params.push(id.into());
                condition.push_str(&format!(
                    " AND ({column}, v.matter_id) {sign} (${}, ${})",
                    at + 1,
                    at + 2
                ));
            }
        }
        let way = if falling { "DESC" } else { "ASC" };
        let order = match self.sort {
            Sort::Arrival => format!("{column} {way}"),
            _ => format!("{column} {way}, v.matter_id {way}"),
        };
        params.push(limit.into());
        let sql = format!(
            "SELECT {column}, {COLUMNS} FROM visible v JOIN matters m ON m.matter_id = v.matter_id \
             WHERE {condition} ORDER BY {order} LIMIT ${}",
            params.len()
        );
        (sql, params)
    }

    fn place(&self, row: &Row) -> Result<String, Fault> {
        Ok(match self.sort {
            Sort::Arrival => row.text(0)?.to_owned(),
            _ => format!("{}~{}", row.int(0)?, row.text(1)?),
        })
    }

    /// What the list holds, counted up to `most` matters.
    ///
    /// # Errors
    /// The database does not answer.
    pub(crate) async fn figures(&self, app: &App, most: i64) -> Result<Figures, Fault> {
        let mut params = self.params.clone();
        params.push(most.into());
        let sql = format!(
            "SELECT count(*), CAST(coalesce(sum(arrivals), 0) AS bigint), \
             CAST(coalesce(sum(leads), 0) AS bigint), \
             CAST(coalesce(sum(CASE WHEN heads > 0 THEN 1 ELSE 0 END), 0) AS bigint), \
             CAST(coalesce(sum(heads), 0) AS bigint) FROM (SELECT m.arrivals, m.leads, m.heads \
             FROM visible v JOIN matters m ON m.matter_id = v.matter_id WHERE {} LIMIT ${}) \
             AS matching",
            self.condition,
            params.len()
        );
        let rows = app.store().rows(&sql, &params).await?;
        let Some(row) = rows.first() else {
            return Ok(Figures::default());
        };
        Ok(Figures {
            matters: row.int(0)?,
            arrivals: row.int(1)?,
            leads: row.int(2)?,
            batches: row.int(3)?,
            heads: row.int(4)?,
        })
    }
}

/// The column an order reads, and whether it falls.
fn order(sort: Sort) -> (&'static str, bool) {
    match sort {
        Sort::Arrival => ("v.sort_key", true),
        Sort::Due => ("v.due_at", false),
        Sort::Routed => ("v.routed_at", true),
        Sort::Concluded => ("v.concluded_at", true),
    }
}

/// The matter of a number of ours, or of the national platform's.
async fn matter_of(app: &App, number: &str) -> Result<Option<casework::MatterId>, Fault> {
    match app.matter_of(number).await? {
        Some(id) => Ok(Some(id)),
        None => numbers::national(app, number).await,
    }
}

/// The unit a reader reads a list through.
///
/// # Errors
/// The reader sees no matters, or not through this unit.
pub(crate) fn unit_of<'a>(
    reader: &'a Reader,
    filter: &Filter,
    zh: &str,
) -> Result<&'a UnitId, Failure> {
    let unit = match filter.unit.as_deref().map(UnitId::from) {
        Some(chosen) => reader.units.iter().find(|known| **known == chosen),
        None => reader.units.first(),
    };
    unit.ok_or_else(|| Failure::Forbidden { act: zh.to_owned() })
}

/// How the database reads a list's first page: the engine's own account, line by line. For tests and
/// for technicians; a table too small for an index is asked as if it were large.
///
/// # Errors
/// The reader sees no matters, or the database does not answer.
#[cfg(feature = "testing")]
pub async fn plan(
    app: &App,
    person: &casework::PersonId,
    pairs: &[(String, String)],
) -> Result<Vec<String>, Failure> {
    let reader = Reader::of(app, person).await?;
    let filter = Filter::from_pairs(pairs.iter().map(|(name, value)| (&**name, &**value)));
    let unit = unit_of(&reader, &filter, "查看台账")?;
    let listing = Listing::new(app, &reader, unit, &filter).await?;
    let (sql, params) = listing.statement(None, false, 21);
    let explain = match app.store().engine() {
        store::Engine::Sqlite => "EXPLAIN QUERY PLAN",
        store::Engine::Postgres => "EXPLAIN",
    };
    let rows = app
        .store()
        .rows(&format!("{explain} {sql}"), &params)
        .await?;
    let line = |row: &Row| match row.values().last() {
        Some(Value::Text(line)) => line.clone(),
        other => format!("{other:?}"),
    };
    Ok(rows.iter().map(line).collect())
}
