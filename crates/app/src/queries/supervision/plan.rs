//! What goes out tomorrow (明日发出): the plan before it is carried out, and what is held back. One range of
//! the index `clocks_going`: the cost is that of what goes out, however many clocks run. How many go out is in
//! the counts (`crate::tallies`).

use super::super::reader::{seen, seen_in_order};
use super::super::todo::shown;
use super::procedures;
use super::slips::Pages;
use super::{Desk, PAGE, cut, in_sight, promise, title, titled};
use crate::queries::paged;
use crate::tallies::{self, GOING};
use crate::{App, Failure, Fault, reading};
use casework::rules::RungKind;
use casework::{PersonId, UnitId};
use jiff::ToSpan;
use serde::Serialize;
use store::{Row, Value};

#[cfg(test)]
mod tests;

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct Plan {
    /// Whose plan.
    pub organ: String,
    /// The day up to whose end it looks.
    pub day: String,
    /// How many of each kind go out, the warnings first.
    pub counts: Vec<(&'static str, i64)>,
    /// What goes out, the earliest first.
    pub rows: Vec<PlanRow>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// What is held back, the first to be let go first.
    pub held: Vec<HeldRow>,
    /// What goes out about promises of procedures, and where the next page of it begins.
    pub procedures: (Vec<PlanRow>, Option<String>),
}

/// A line of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlanRow {
    /// 提示单.
    pub kind_zh: &'static str,
    /// Whether the program sends it by itself: a warning.
    pub by_itself: bool,
    /// The number of the matter or procedure.
    pub number: String,
    /// The address of its page.
    pub of: String,
    /// Its title.
    pub title: String,
    /// To whom.
    pub to: String,
    /// Which promise.
    pub promise: String,
    /// The day that is due.
    pub due: String,
    /// When it goes out.
    pub on: String,
    /// What the hold's form takes.
    pub rung: String,
}

/// A rung held back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HeldRow {
    /// 督办单.
    pub kind_zh: &'static str,
    /// The number of the matter or procedure.
    pub number: String,
    /// The address of its page.
    pub of: String,
    /// Its title.
    pub title: String,
    /// To whom it would go.
    pub to: String,
    /// Which promise.
    pub promise: String,
    /// From which day it may go.
    pub until: String,
}

/// The plan of a reader's organ.
///
/// # Errors
/// The reader supervises nothing, or a fault.
pub async fn plan(app: &App, person: &PersonId, pages: Pages<'_>) -> Result<Plan, Failure> {
    let desk = Desk::of(app, person).await?;
    reading::record_list(app, person, "supervision-plan").await?;
    let today = desk.reader.on();
    let day = today.checked_add(1.day()).unwrap_or(today);
    let end = app
        .offset()
        .midnight(day.checked_add(1.day()).unwrap_or(day));
    let mut rows = going(app, &desk, end, pages.matters).await?;
    let next = paged(&mut rows, PAGE, cursor)?;
    Ok(Plan {
        organ: desk.reader.office.unit_name(&desk.organ).to_owned(),
        day: day.to_string(),
        counts: counts(app, &desk, end).await?,
        rows: lines(app, &desk, &rows).await?,
        next,
        held: held(app, &desk)
            .await?
            .into_iter()
            .chain(Box::pin(procedures::held(app, &desk)).await?)
            .collect(),
        procedures: Box::pin(procedures::going(app, &desk, end, pages.procedures)).await?,
    })
}

fn cursor(row: &Row) -> Result<String, Fault> {
    Ok(format!("{}~{}~{}", row.int(0)?, row.text(1)?, row.int(2)?))
}

async fn going(app: &App, desk: &Desk, end: i64, after: Option<&str>) -> Result<Vec<Row>, Fault> {
    let (sql, params) = asked(desk, end, after);
    Ok(app.store().rows(&sql, &params).await?)
}

/// The statement of a page of the plan. It asks for no `goes_at IS NOT NULL` beside the comparison, which says
/// as much: PostgreSQL takes the two for two conditions, expects next to nothing, and gathers and sorts all
/// that goes out.
fn asked(desk: &Desk, end: i64, after: Option<&str>) -> (String, Vec<Value>) {
    let mut params = desk.params();
    params.push(end.into());
    let mut condition = format!("{} AND {}", seen_in_order("c", 1), in_sight("c", 2));
    let cursor = after.and_then(cut::<3>);
    if let Some([at, matter, clock]) = cursor
        && let (Ok(at), Ok(clock)) = (at.parse::<i64>(), clock.parse::<i64>())
    {
        params.extend([at.into(), matter.into(), clock.into()]);
        condition.push_str(" AND (c.goes_at, c.matter_id, c.clock) > ($4, $5, $6)");
    }
    params.push((PAGE as i64 + 1).into());
    let sql = format!(
        "SELECT c.goes_at, c.matter_id, c.clock, c.goes_kind, c.rule, c.owner, c.due_at, m.number \
         FROM clocks c JOIN matters m ON m.matter_id = c.matter_id \
         WHERE c.goes_from = $2 AND c.goes_at < $3 AND {condition} \
         ORDER BY c.goes_at, c.matter_id, c.clock LIMIT ${}",
        params.len()
    );
    (sql, params)
}

/// How many go out by kind, up to a midnight. Official totals count what the reader may not see (T3).
async fn counts(app: &App, desk: &Desk, end: i64) -> Result<Vec<(&'static str, i64)>, Fault> {
    let sql = format!(
        "SELECT goes_kind, CAST(SUM(going) AS bigint) FROM (\
         SELECT word AS goes_kind, total AS going FROM tallies WHERE kind = '{GOING}' AND owner = $1 \
         AND day < $3 AND (run_id = '' OR run_id NOT IN (SELECT run_id FROM open_runs)) UNION ALL \
         SELECT goes_kind, COUNT(*) AS going FROM procedure_clocks WHERE goes_from = $1 \
         AND goes_at < $2 GROUP BY goes_kind) AS both_kinds GROUP BY goes_kind"
    );
    let day = tallies::day(end, app.offset());
    let params = [desk.organ.as_str().into(), end.into(), day.into()];
    let rows = app.store().rows(&sql, &params).await?;
    let mut counts = Vec::new();
    for kind in RungKind::ALL {
        for row in &rows {
            if row.text(0)? == kind.as_str() {
                counts.push((kind.zh(), row.int(1)?));
            }
        }
    }
    Ok(counts)
}

async fn lines(app: &App, desk: &Desk, rows: &[Row]) -> Result<Vec<PlanRow>, Fault> {
    let titles = titled(app, &desk.reader, rows, 1).await?;
    let day = |at: i64| shown(at).chars().take(10).collect::<String>();
    let line = |row: &Row| {
        let kind = kind_of(row.text(3)?)?;
        Ok(PlanRow {
            kind_zh: kind.zh(),
            by_itself: kind == RungKind::Warning,
            number: row.text(7)?.to_owned(),
            of: format!("/desk/matters/{}", row.text(7)?),
            title: title(&titles, row.text(1)?),
            to: desk
                .reader
                .office
                .unit_name(&UnitId::from(row.text(5)?))
                .to_owned(),
            promise: promise(app, row.text(4)?).to_owned(),
            due: day(row.int(6)?),
            on: day(row.int(0)?),
            rung: format!("{}.{}", row.int(2)?, kind.as_str()),
        })
    };
    rows.iter().map(line).collect()
}

pub(super) fn kind_of(word: &str) -> Result<RungKind, Fault> {
    RungKind::parse(word).ok_or_else(|| Fault::Stored(format!("the rung `{word}`")))
}

/// What is held back; a page of it, for nobody holds back hundreds.
async fn held(app: &App, desk: &Desk) -> Result<Vec<HeldRow>, Fault> {
    let mut params = desk.params();
    params.push((PAGE as i64).into());
    let sql = format!(
        "SELECT h.until_at, h.matter_id, h.kind, h.rule, h.to_unit, m.number FROM holds h \
         JOIN matters m ON m.matter_id = h.matter_id WHERE h.organ = $2 AND {} AND {} \
         ORDER BY h.until_at, h.matter_id, h.clock LIMIT $3",
        seen("h", 1),
        in_sight("h", 2)
    );
    let rows = app.store().rows(&sql, &params).await?;
    let titles = titled(app, &desk.reader, &rows, 1).await?;
    let line = |row: &Row| {
        Ok(HeldRow {
            kind_zh: kind_of(row.text(2)?)?.zh(),
            number: row.text(5)?.to_owned(),
            of: format!("/desk/matters/{}", row.text(5)?),
            title: title(&titles, row.text(1)?),
            to: desk
                .reader
                .office
                .unit_name(&UnitId::from(row.text(4)?))
                .to_owned(),
            promise: promise(app, row.text(3)?).to_owned(),
            until: shown(row.int(0)?).chars().take(10).collect(),
        })
    };
    rows.iter().map(line).collect()
}
