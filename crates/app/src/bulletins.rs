//! What an act of a bulletin (工作通报) is told: whether the period is reconciled, what the books count of every organ
//! below and of the whole, and the next number. Figures are official: they count whatever the organ may know
//! of, whoever drafts (T3).

use crate::queries::balance::Scope;
use crate::queries::reader::Reader;
use crate::{App, Fault};
use casework::UnitId;
use casework::bulletin::{Line, Period, Told, Totals};
use casework::office::Office;
use serde_json::{Map, Value};
use store::Value as Param;

/// The namespace of claims on a period of an organ, and on the numbers of its year.
const PERIODS: &str = "bulletin-period";
const NUMBERS: &str = "bulletin-number";

/// What a command is told.
///
/// # Errors
/// The database does not answer.
pub(crate) async fn told(
    app: &App,
    reader: &Reader,
    organ: &UnitId,
    (act, fields): (&str, &Map<String, Value>),
) -> Result<Told, Fault> {
    match act {
        "draft-bulletin" => match period(fields) {
            Some(period) => counted(app, &reader.office, organ, period).await,
            None => Ok(Told::default()),
        },
        "sign-bulletin" => Ok(Told {
            serial: Some(serial(app, organ, reader.on().year()).await?),
            ..Told::default()
        }),
        _ => Ok(Told::default()),
    }
}

/// The claims an act makes: a period is told of once, a number is given once.
pub(crate) async fn claimed(
    app: &App,
    organ: &UnitId,
    (act, fields, told): (&str, &Map<String, Value>, &Told),
    year: i16,
) -> Result<Option<(String, String)>, Fault> {
    Ok(match (act, period(fields), told.serial) {
        ("draft-bulletin", Some(period), _) => {
            let word = period.word();
            let sql = "SELECT count(*) FROM bulletins \
                       WHERE organ_id = $1 AND period = $2 AND stage = 'withdrawn'";
            let before = number(app, sql, &[organ.as_str().into(), word.as_str().into()]).await?;
            Some((PERIODS.to_owned(), format!("{organ}/{word}/{before}")))
        }
        ("sign-bulletin", _, Some(serial)) => {
            Some((NUMBERS.to_owned(), format!("{organ}/{year}-{serial:07}")))
        }
        _ => None,
    })
}

fn period(fields: &Map<String, Value>) -> Option<Period> {
    Period::parse(fields.get("period")?.as_str()?)
}

/// The first figure of a statement.
async fn number(app: &App, sql: &str, params: &[Param]) -> Result<i64, Fault> {
    let rows = app.store().rows(sql, params).await?;
    Ok(rows.first().map_or(Ok(0), |row| row.int(0))?)
}

async fn serial(app: &App, organ: &UnitId, year: i16) -> Result<u32, Fault> {
    let sql = "SELECT COALESCE(MAX(serial), 0) FROM bulletins \
               WHERE organ_id = $1 AND year = $2 AND serial IS NOT NULL";
    let last = number(app, sql, &[organ.as_str().into(), i64::from(year).into()]).await?;
    Ok(last as u32 + 1)
}

async fn counted(
    app: &App,
    office: &Office,
    organ: &UnitId,
    period: Period,
) -> Result<Told, Fault> {
    let mut lines = Vec::new();
    for unit in office.children_of(organ) {
        let is_organ = office.unit(unit).is_some_and(|unit| unit.kind.is_organ());
        if is_organ {
            lines.push(line(app, office, (organ, unit), period).await?);
        }
    }
    let before = period.year_before();
    Ok(Told {
        reconciled: reconciled(app, organ, period).await?,
        drafted: drafted(app, organ, period).await?,
        lines,
        totals: totals(app, organ, period).await?,
        before: match before {
            Some(before) => totals(app, organ, before).await?,
            None => Totals::default(),
        },
        serial: None,
    })
}

/// Whether every month of a period was reconciled and confirmed.
async fn reconciled(app: &App, organ: &UnitId, period: Period) -> Result<bool, Fault> {
    let months = period.months();
    let (list, mut params) = store::list(2, months.iter().map(|month| month.to_string()));
    params.insert(0, organ.as_str().into());
    let sql = format!(
        "SELECT count(DISTINCT month) FROM reconciliations \
         WHERE organ_id = $1 AND stage = 'confirmed' AND month IN {list}"
    );
    Ok(number(app, &sql, &params).await? == months.len() as i64)
}

async fn drafted(app: &App, organ: &UnitId, period: Period) -> Result<bool, Fault> {
    let sql = "SELECT count(*) FROM bulletins \
               WHERE organ_id = $1 AND period = $2 AND stage <> 'withdrawn'";
    let params = [organ.as_str().into(), period.word().into()];
    Ok(number(app, sql, &params).await? > 0)
}

/// The instants a period lasts.
fn instants(app: &App, period: Period) -> (i64, i64) {
    let after = period.until.tomorrow().unwrap_or(period.until);
    (
        app.offset().midnight(period.from),
        app.offset().midnight(after),
    )
}

async fn line(
    app: &App,
    office: &Office,
    (organ, unit): (&UnitId, &UnitId),
    period: Period,
) -> Result<Line, Fault> {
    let (begins, ends) = instants(app, period);
    let within = office
        .units
        .keys()
        .filter(|id| office.organ_of(id) == Some(unit));
    let within: Vec<&str> = within.map(UnitId::as_str).collect();
    let (units, list) = store::list(1, within.iter().copied());
    let scope = Scope::official(unit, organ);
    let holding = |also: &str| {
        let mut params = scope.params.clone();
        params.extend([begins.into(), ends.into()]);
        let (from, until) = (params.len() - 1, params.len());
        let (from, until) = (format!("${from}"), format!("${until}"));
        let mut also = also.replace("$from", &from).replace("$until", &until);
        if also.contains("$units") {
            let (units, ids) = store::list(params.len() + 1, within.iter().copied());
            params.extend(ids);
            also = also.replace("$units", &units);
        }
        let sql = format!(
            "SELECT count(*) FROM holdings h WHERE {} AND {also}",
            scope.condition
        );
        (sql, params)
    };
    let settled = "h.went = 'written-off' AND h.until_at >= $from AND h.until_at < $until";
    let broken = format!(
        "{settled} AND NOT EXISTS (SELECT 1 FROM clocks c WHERE c.matter_id = h.matter_id AND c.lapsed \
         AND c.owner IN $units)"
    );
    let ((came, came_by), (went, went_by), (kept, kept_by)) = (
        holding("h.from_at >= $from AND h.from_at < $until"),
        holding(settled),
        holding(&broken),
    );
    let dated = |sql: &str| {
        let mut params = list.clone();
        params.extend([begins.into(), ends.into()]);
        let (from, until) = (params.len() - 1, params.len());
        (
            sql.replace("$from", &format!("${from}"))
                .replace("$until", &format!("${until}")),
            params,
        )
    };
    let (late, late_by) = dated(&format!(
        "SELECT count(*) FROM clocks c WHERE c.owner IN {units} AND c.lapsed \
         AND c.due_at >= $from AND c.due_at < $until \
         AND (c.run_id IS NULL OR c.run_id NOT IN (SELECT run_id FROM open_runs))"
    ));
    let overdue = format!(
        "SELECT count(*) FROM clocks c WHERE c.owner IN {units} AND c.lapsed AND c.ended_at IS NULL \
         AND (c.run_id IS NULL OR c.run_id NOT IN (SELECT run_id FROM open_runs))"
    );
    Ok(Line {
        unit: unit.clone(),
        received: number(app, &came, &came_by).await?,
        settled: number(app, &went, &went_by).await?,
        on_time: number(app, &kept, &kept_by).await?,
        late: number(app, &late, &late_by).await?,
        overdue: number(app, &overdue, &list).await?,
        slips: slips(app, organ, (&within, begins, ends)).await?,
    })
}

/// Slips that an organ sent to units in a time.
async fn slips(
    app: &App,
    organ: &UnitId,
    (units, begins, ends): (&[&str], i64, i64),
) -> Result<i64, Fault> {
    let (list, params) = store::list(4, units.iter().copied());
    let key = |at: i64| Param::from(format!("{:016}", at.max(0)));
    let mut all = vec![organ.as_str().into(), key(begins), key(ends)];
    all.extend(params);
    let sql = format!(
        "SELECT count(*) FROM slips WHERE organ = $1 AND signed_at IS NOT NULL AND to_unit IN {list} \
         AND sort_key >= $2 AND sort_key < $3 \
         AND (run_id IS NULL OR run_id NOT IN (SELECT run_id FROM open_runs))"
    );
    number(app, &sql, &all).await
}

/// The whole of what an organ and everything below it received: one range of its list.
async fn totals(app: &App, organ: &UnitId, period: Period) -> Result<Totals, Fault> {
    let (begins, ends) = instants(app, period);
    let key = |at: i64| Param::from(format!("{:016}", at.max(0)));
    let params = [organ.as_str().into(), key(begins), key(ends)];
    let range = "v.unit_id = $1 AND v.sort_key >= $2 AND v.sort_key < $3 \
                 AND (v.run_id IS NULL OR v.run_id NOT IN (SELECT run_id FROM open_runs))";
    let sql = format!(
        "SELECT count(*), count(*) FILTER (WHERE v.again OR v.stage = 'joined'), \
         count(*) FILTER (WHERE v.channel = 'visit') FROM visible v WHERE {range}"
    );
    let heads = format!(
        "SELECT CAST(COALESCE(SUM(m.heads), 0) AS bigint) FROM visible v \
         JOIN matters m ON m.matter_id = v.matter_id WHERE {range} AND v.channel = 'visit'"
    );
    let rows = app.store().rows(&sql, &params).await?;
    let Some(row) = rows.first() else {
        return Ok(Totals::default());
    };
    Ok(Totals {
        total: row.int(0)?,
        repeats: row.int(1)?,
        visits: row.int(2)?,
        heads: number(app, &heads, &params).await?,
    })
}
