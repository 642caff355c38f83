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

/// Totals stop here: what the driving index holds beyond is not looked at.
pub(crate) const TOTAL_MAX: i64 = 1_000;

/// A list of what one unit may see, for one reader.
pub(crate) struct Listing {
    /// What the driving index serves: where a list begins and ends in it.
    range: String,
    /// What else is asked of each row.
    rest: String,
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

/// How many matters a list holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Total {
    /// So many.
    Exactly(i64),
    /// So many and probably more: counting stopped.
    AtLeast(i64),
}

/// What a list holds besides matters, each figure by what it counts (P-21).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Figures {
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
        let mut listing = Self {
            range: "v.unit_id = $2".to_owned(),
            rest: seen("v", 1),
            params: vec![reader.person.as_str().into(), unit.as_str().into()],
            sort,
        };
        let driver = match sort {
            Sort::Arrival => terms::driver(&terms),
            Sort::Due | Sort::Routed | Sort::Concluded => terms.iter().position(|t| t.rank == 0),
        };
        for (at, term) in terms.into_iter().enumerate() {
            listing.also(term, Some(at) == driver);
        }
        listing.range.push_str(match sort {
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
        let part = match drives || term.rank == terms::BOUND {
            true => &mut self.range,
            false => &mut self.rest,
        };
        part.push_str(" AND ");
        part.push_str(&text);
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
        let mut condition = format!("{} AND {}", self.range, self.rest);
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
        params.push(limit.into());
        let sql = format!(
            "SELECT {column}, {COLUMNS} FROM visible v JOIN matters m ON m.matter_id = v.matter_id \
             WHERE {condition} ORDER BY {} LIMIT ${}",
            self.order_by(falling),
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

    fn order_by(&self, falling: bool) -> String {
        let (column, _) = order(self.sort);
        let way = if falling { "DESC" } else { "ASC" };
        match self.sort {
            Sort::Arrival => format!("{column} {way}"),
            _ => format!("{column} {way}, v.matter_id {way}"),
        }
    }

    /// How many matters the list holds, looking at `most` of those the driving index holds: a rare pair of
    /// filters over a large book is not counted to its end.
    ///
    /// # Errors
    /// The database does not answer.
    pub(crate) async fn count(&self, app: &App, most: i64) -> Result<Total, Fault> {
        let (sql, params) = self.counting(most);
        let rows = app.store().rows(&sql, &params).await?;
        let Some(row) = rows.first() else {
            return Ok(Total::Exactly(0));
        };
        let (looked_at, listed) = (row.int(0)?, row.int(1)?);
        Ok(match looked_at > most {
            true => Total::AtLeast(listed.min(most)),
            false => Total::Exactly(listed),
        })
    }

    /// The statement of a count.
    fn counting(&self, most: i64) -> (String, Vec<Value>) {
        let mut params = self.params.clone();
        params.push((most + 1).into());
        let (_, falling) = order(self.sort);
        let sql = format!(
            "SELECT count(*), CAST(coalesce(sum(CASE WHEN listed THEN 1 ELSE 0 END), 0) AS bigint) \
             FROM (SELECT ({}) AS listed FROM visible v WHERE {} ORDER BY {} LIMIT ${}) AS looked_at",
            self.rest,
            self.range,
            self.order_by(falling),
            params.len()
        );
        (sql, params)
    }

    /// Whether the list holds more than so many matters.
    ///
    /// # Errors
    /// The database does not answer.
    pub(crate) async fn exceeds(&self, app: &App, most: i64) -> Result<bool, Fault> {
        let mut params = self.params.clone();
        params.push((most + 1).into());
        let sql = format!(
            "SELECT count(*) FROM (SELECT 1 FROM visible v WHERE {} AND {} LIMIT ${}) AS listed",
            self.range,
            self.rest,
            params.len()
        );
        let rows = app.store().rows(&sql, &params).await?;
        let count = rows.first().map(|row| row.int(0)).transpose()?;
        Ok(count.unwrap_or(0) > most)
    }

    /// What the list holds besides its matters. Asked for where those could be counted.
    ///
    /// # Errors
    /// The database does not answer.
    pub(crate) async fn figures(&self, app: &App) -> Result<Figures, Fault> {
        let sql = format!(
            "SELECT CAST(coalesce(sum(m.arrivals), 0) AS bigint), \
             CAST(coalesce(sum(m.leads), 0) AS bigint), \
             CAST(coalesce(sum(CASE WHEN m.heads > 0 THEN 1 ELSE 0 END), 0) AS bigint), \
             CAST(coalesce(sum(m.heads), 0) AS bigint) \
             FROM visible v JOIN matters m ON m.matter_id = v.matter_id WHERE {} AND {}",
            self.range, self.rest
        );
        let rows = app.store().rows(&sql, &self.params).await?;
        let Some(row) = rows.first() else {
            return Ok(Figures::default());
        };
        Ok(Figures {
            arrivals: row.int(0)?,
            leads: row.int(1)?,
            batches: row.int(2)?,
            heads: row.int(3)?,
        })
    }
}

impl Total {
    /// As a page says it: `37`, or `1,000+` where there are probably more. `shown` are on the page already.
    pub(crate) fn words(self, shown: usize) -> String {
        match self {
            Self::Exactly(count) => count.to_string(),
            Self::AtLeast(count) => {
                let count = count.max(i64::try_from(shown).unwrap_or(0));
                match count >= TOTAL_MAX {
                    true => "1,000+".to_owned(),
                    false => format!("{count}+"),
                }
            }
        }
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

/// How the database reads a list's first page, and how it counts the list: the engine's own account, line
/// by line. For tests and for technicians; a table too small for an index is asked as if it were large.
///
/// # Errors
/// The reader sees no matters, or the database does not answer.
#[cfg(feature = "testing")]
pub async fn plans(
    app: &App,
    person: &casework::PersonId,
    pairs: &[(String, String)],
) -> Result<[Vec<String>; 2], Failure> {
    let reader = Reader::of(app, person).await?;
    let filter = Filter::from_pairs(pairs.iter().map(|(name, value)| (&**name, &**value)));
    let unit = unit_of(&reader, &filter, "查看台账")?;
    let listing = Listing::new(app, &reader, unit, &filter).await?;
    let page = plan(app, listing.statement(None, false, 21)).await?;
    Ok([page, plan(app, listing.counting(TOTAL_MAX)).await?])
}

#[cfg(feature = "testing")]
async fn plan(app: &App, (sql, params): (String, Vec<Value>)) -> Result<Vec<String>, Fault> {
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
