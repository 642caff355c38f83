//! The plan of a year (专题分析年度计划, S1-36, S1-56): what is planned for each organ, quarter by quarter of the day by
//! which it is to be made, and where each stands.

use crate::queries::paged;
use crate::queries::procedures::Names;
use crate::queries::reader::Reader;
use crate::{App, Failure, Fault, reading, stream};
use casework::analysis::{Analysis, Stage};
use casework::procedure::Noun;
use casework::{PersonId, ProcedureId, UnitId};
use jiff::civil::Date;
use serde::Serialize;
use store::{Row, Value};

/// A page of the plan of a year.
#[derive(Debug, Clone, Serialize)]
pub struct Plan {
    /// Which year.
    pub year: i16,
    /// Organ by organ.
    pub rows: Vec<PlanRow>,
    /// The cursor of what is to be made later.
    pub next: Option<String>,
    /// Whether the reader may plan one.
    pub may_open: bool,
}

/// What is planned for an organ.
#[derive(Debug, Clone, Serialize)]
pub struct PlanRow {
    /// Who answers for it; who makes it where nobody was named.
    pub unit: String,
    /// By quarter of the day until which it is to be made.
    pub quarters: [Vec<Planned>; 4],
}

/// A planned analysis.
#[derive(Debug, Clone, Serialize)]
pub struct Planned {
    /// Its number.
    pub number: String,
    /// What it is called.
    pub name: String,
    /// The domain it is about; empty where it is about no one domain.
    pub domain: String,
    /// By when it is to be made.
    pub due: String,
    /// Where it stands.
    pub standing: Standing,
}

casework::codes! {
    /// Where a planned analysis stands.
    pub enum Standing {
        /// Its time is not over, or nobody counted yet.
        Waiting = "waiting" => "待定数",
        /// Its figures should have been counted by its day.
        Overdue = "overdue" => "逾期未定数",
        /// Its figures are frozen and problems are raised.
        Frozen = "frozen" => "已定数",
        /// It lies before a leader.
        Submitted = "submitted" => "已报送，待批示",
        /// A leader instructed what is done about it.
        Instructed = "instructed" => "已批示，督办中",
        /// What was found is solved.
        Solved = "solved" => "已解决",
    }
}

/// Analyses a page.
const PAGE: usize = 100;

/// A page of the plan of a year; the present one where none is named.
///
/// # Errors
/// The reader reads nothing at all, there is no such year, or a fault.
pub async fn plan(
    app: &App,
    person: &PersonId,
    year: Option<i16>,
    cursor: Option<&str>,
) -> Result<Plan, Failure> {
    let reader = Reader::of(app, person).await?;
    if reader.units.is_empty() {
        let act = "查看综合分析".to_owned();
        return Err(Failure::Forbidden { act });
    }
    let year = year.unwrap_or(reader.on().year());
    if !(1900..2200).contains(&year) {
        return Err(Failure::NotFound);
    }
    reading::record_list(app, person, "analyses-plan").await?;
    let (sql, params) = statement(app, &reader, year, cursor)?;
    let mut rows = app.store().rows(&sql, &params).await?;
    let place = |row: &Row| Ok(format!("{}.{}", row.int(6)?, row.text(0)?));
    let next = paged(&mut rows, PAGE, place)?;
    let names = Names::of(app, &reader, &rows).await?;
    let mut plan = Plan {
        year,
        rows: Vec::new(),
        next,
        may_open: reader.may(app, Noun::Analysis.opening().name),
    };
    let mut of: Vec<UnitId> = Vec::new();
    for row in &rows {
        let id: ProcedureId = row
            .text(0)?
            .parse()
            .map_err(|_| Fault::Stored("procedures.procedure_id".to_owned()))?;
        let state: Analysis = stream::procedure(app, id).await?;
        let Some(due) = state.due else { continue };
        let unit = state.focus.1.as_ref().unwrap_or(&state.organ);
        let at = of.iter().position(|known| known == unit);
        let at = at.unwrap_or_else(|| {
            of.push(unit.clone());
            plan.rows.push(PlanRow {
                unit: reader.office.unit_name(unit).to_owned(),
                quarters: Default::default(),
            });
            of.len() - 1
        });
        let quarter = usize::from(due.month().unsigned_abs().saturating_sub(1) / 3);
        let domain = state.focus.0.as_deref();
        let domains = &app.rules().domains;
        let domain = domain.and_then(|id| domains.iter().find(|one| one.id == id));
        plan.rows[at].quarters[quarter].push(Planned {
            number: state.core.number.clone(),
            name: names.name(app, row)?,
            domain: domain.map_or_else(String::new, |one| one.name.clone()),
            due: due.to_string(),
            standing: standing(state.stage, due, reader.on()),
        });
    }
    Ok(plan)
}

fn standing(stage: Stage, due: Date, today: Date) -> Standing {
    match stage {
        Stage::Planned if due < today => Standing::Overdue,
        Stage::Planned => Standing::Waiting,
        Stage::Raised => Standing::Frozen,
        Stage::Judged => Standing::Submitted,
        Stage::Followed => Standing::Instructed,
        Stage::Solved => Standing::Solved,
    }
}

/// Analyses with a planned day within the year that the reader may know of, those due first.
pub(super) fn statement(
    app: &App,
    reader: &Reader,
    year: i16,
    cursor: Option<&str>,
) -> Result<(String, Vec<Value>), Failure> {
    let first = |year: i16| Date::new(year, 1, 1).map_err(|_| Failure::NotFound);
    let at = |on: Date| app.offset().midnight(on);
    let mut params: Vec<Value> = vec![
        at(first(year)?).into(),
        at(first(year + 1)?).into(),
        (PAGE as i64 + 1).into(),
    ];
    let (eyes, more) = store::list(params.len() + 1, reader.units.iter().map(UnitId::as_str));
    params.extend(more);
    let mut after = String::new();
    let place = cursor.and_then(|cursor| cursor.split_once('.'));
    if let Some((due, id)) = place.and_then(|(due, id)| Some((due.parse::<i64>().ok()?, id))) {
        params.extend([due.into(), id.into()]);
        let last = params.len();
        after = format!(" AND (c.due_at, c.procedure_id) > (${}, ${last})", last - 1);
    }
    // The clock that a plan opens is due on the day until which the analysis is to be made.
    let sql = format!(
        "SELECT p.procedure_id, p.noun, p.number, p.kind, p.from_day, p.until_day, c.due_at \
         FROM procedure_clocks c JOIN procedures p ON p.procedure_id = c.procedure_id \
         WHERE c.rule = 'analysis-plan' AND c.due_at >= $1 AND c.due_at < $2{after} \
         AND EXISTS (SELECT 1 FROM procedure_visible v WHERE v.procedure_id = c.procedure_id \
         AND v.unit_id IN {eyes}) ORDER BY c.due_at, c.procedure_id LIMIT $3"
    );
    Ok((sql, params))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::queries::listing;
    use crate::testing::{MONDAY, SmallOffice};
    use jiff::civil::date;
    use store::testing::each_engine;
    use store::{Change, Engine, Write};

    #[test]
    fn it_is_overdue_only_while_nobody_counted_s1_36() {
        let (due, later) = (date(2026, 4, 15), date(2026, 4, 16));
        assert_eq!(standing(Stage::Planned, due, due), Standing::Waiting);
        assert_eq!(standing(Stage::Planned, due, later), Standing::Overdue);
        assert_eq!(standing(Stage::Raised, due, later), Standing::Frozen);
        assert_eq!(standing(Stage::Solved, due, later), Standing::Solved);
    }

    /// Twenty years of procedures of an organ, every second an analysis, one in twenty planned.
    const CROWD: [&str; 3] = [
        "INSERT INTO procedures (procedure_id, noun, number, kind, stage, unit_id, opened_at) \
         WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 20000) \
         SELECT 'p-' || n, CASE WHEN n % 2 = 0 THEN 'analysis' ELSE 'review' END, 'N' || n, 'planned', 'planned', \
         'p', MONDAY - CAST(n AS bigint) * 30000000 FROM c",
        "INSERT INTO procedure_visible (unit_id, procedure_id, noun, opened_at, is_over) \
         SELECT CASE WHEN CAST(opened_at / 1000 AS bigint) % 7 = 0 THEN 'p' ELSE 'q' END, procedure_id, noun, \
         opened_at, FALSE FROM procedures",
        "INSERT INTO procedure_clocks (procedure_id, clock, rule, owner, due_at, lapsed) \
         SELECT procedure_id, 1, CASE noun WHEN 'analysis' THEN 'analysis-plan' ELSE 'other' END, 'p', \
         opened_at + 8000000000, FALSE FROM procedures",
    ];

    #[tokio::test(flavor = "multi_thread")]
    async fn a_year_is_read_by_an_index() {
        each_engine(async |store| {
            let office = SmallOffice::found(store).await;
            let app = &office.app;
            let sql = CROWD.map(|sql| sql.replace("MONDAY", &MONDAY.to_string()));
            let mut changes = sql.map(|sql| Change::new(sql, Vec::new())).to_vec();
            if app.store().engine() == Engine::Postgres {
                let tables = ["procedures", "procedure_visible", "procedure_clocks"];
                changes.extend(tables.map(|table| Change::new(format!("ANALYZE {table}"), [])));
            }
            let write = Write {
                changes,
                ..Write::default()
            };
            app.store().commit(write).await.unwrap();
            let reader = Reader::of(app, &PersonId::from("p-head")).await.unwrap();
            for cursor in [None, Some("1772413200000.p-5")] {
                let asked = statement(app, &reader, 2026, cursor).unwrap();
                let told = listing::plan(app, asked).await.unwrap().join("\n");
                assert!(told.contains("procedure_clocks_planned"), "{told}");
                // What is joined to a few rows is hashed where it is as small as here.
                let whole = [
                    "Seq Scan on procedure_clocks",
                    "SCAN c\n",
                    "SCAN p",
                    "SCAN v",
                    "TEMP B-TREE",
                ];
                assert!(whole.iter().all(|way| !told.contains(way)), "{told}");
            }
        })
        .await;
    }
}
