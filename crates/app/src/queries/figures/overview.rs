//! A month at a glance (本月一览): two years of arrivals, what the month is made of, what fell due, how old what is
//! open is, and the organs below.

use super::alone::MONTHS;
use super::table::counted;
use super::{Period, Scope, Table, read};
use crate::queries::balance::{known, of_done_runs as of_done, organs};
use crate::queries::reader::Reader;
use crate::tallies::cells::{OPEN, month};
use crate::{App, Failure, Fault, moment, reading};
use casework::figures::{Axis, Cell, Filter, Flag};
use casework::{PersonId, UnitId};
use std::collections::BTreeMap;
use store::Value;

/// A month of an organ with all below it.
#[derive(Debug, Clone)]
pub struct Overview {
    /// Its figures.
    pub table: Table,
    /// Month by month, the oldest first: the month, what arrived, repeats of them.
    pub trend: Vec<(Period, i64, i64)>,
    /// What fell due: by its day, after it, not yet.
    pub due: [i64; 3],
    /// How old what is open is.
    pub ages: Vec<(Age, i64)>,
}

casework::codes! {
    /// How old a matter is, by the month it arrived in.
    pub enum Age {
        /// It arrived this month.
        Fresh = "fresh" => "本月收到",
        /// One or two months before.
        Quarter = "quarter" => "一至两个月",
        /// Three to five.
        Half = "half" => "三至五个月",
        /// Six to eleven.
        Year = "year" => "半年至一年",
        /// A year or more.
        Old = "old" => "一年以上",
    }
}

impl Age {
    fn of(months: i64) -> Self {
        match months {
            ..=0 => Self::Fresh,
            1..=2 => Self::Quarter,
            3..=5 => Self::Half,
            6..=11 => Self::Year,
            _ => Self::Old,
        }
    }
}

/// A month at a glance.
///
/// # Errors
/// As [`super::table()`].
pub async fn overview(
    app: &App,
    person: &PersonId,
    organ: &UnitId,
    period: Period,
) -> Result<Overview, Failure> {
    let reader = Reader::of(app, person).await?;
    let seen = known(&reader, organ)?;
    let period = period.up_to(reader.on()).ok_or(Failure::NotFound)?;
    reading::record_list(app, person, "overview").await?;
    let scope = Scope::new(&reader.office, seen.organ, person.as_str(), &reader.units);
    let may = organs(&reader);
    let below = reader.office.children_of(organ).iter();
    let below: Vec<UnitId> = below.filter(|unit| may.contains(unit)).cloned().collect();
    let open = Filter::default();
    Ok(Overview {
        table: counted(app, &reader, (organ, &scope, &below), (period, &open)).await?,
        trend: trend(app, &scope, period).await?,
        due: due(app, &scope, period).await?,
        ages: ages(app, &reader, organ).await?,
    })
}

async fn trend(app: &App, scope: &Scope, period: Period) -> Result<Vec<(Period, i64, i64)>, Fault> {
    let months = period.last_months(MONTHS);
    let mut found: Vec<_> = months.iter().map(|month| (*month, 0, 0)).collect();
    for sum in read(app, scope, (&[Axis::Arrived], &months)).await? {
        let again = Cell::parse(&sum.word).is_some_and(|cell| cell.has(Flag::Repeated));
        found[sum.nth].1 += sum.total;
        found[sum.nth].2 += if again { sum.total } else { 0 };
    }
    Ok(found)
}

async fn due(app: &App, scope: &Scope, period: Period) -> Result<[i64; 3], Fault> {
    let mut found = [0; 3];
    for sum in read(app, scope, (&[Axis::Due], &[period])).await? {
        let ways = [Flag::OnTime, Flag::Late, Flag::Waiting];
        let cell = Cell::parse(&sum.word);
        let way = ways
            .iter()
            .position(|way| cell.is_some_and(|cell| cell.has(*way)));
        if let Some(way) = way {
            found[way] += sum.total;
        }
    }
    Ok(found)
}

/// How old what is open is: from the counts, and one by one what is in none of them.
async fn ages(app: &App, reader: &Reader, organ: &UnitId) -> Result<Vec<(Age, i64)>, Fault> {
    let (sql, params) = open(reader, organ);
    let this = month(reader.on());
    let mut found: BTreeMap<Age, i64> = BTreeMap::new();
    for row in &app.store().rows(&sql, &params).await? {
        let came = match row.opt_int(0)? {
            Some(came) => came,
            None => month(moment::moment(row.int(1)?).on()),
        };
        *found.entry(Age::of(this - came)).or_default() += row.int(2)?;
    }
    let age = |age: &Age| (*age, found.get(age).copied().unwrap_or(0));
    Ok(Age::ALL.iter().map(age).collect())
}

/// Rows of month, instant where it stands by itself, and how many.
pub(super) fn open(reader: &Reader, organ: &UnitId) -> (String, Vec<Value>) {
    let mut params: Vec<Value> = vec![organ.as_str().into(), reader.person.as_str().into()];
    let (eyes, more) = store::list(3, reader.units.iter().map(UnitId::as_str));
    params.extend(more);
    let single = |sign: i64, ids: &str, also: &str| {
        format!(
            "SELECT CAST(NULL AS bigint), m.received_at, CAST({sign} AS bigint) FROM ({ids}) r \
             CROSS JOIN visible v JOIN matters m ON m.matter_id = v.matter_id \
             WHERE v.matter_id = r.matter_id AND v.unit_id = $1 AND NOT m.over AND {}{also}",
            of_done("m.run_id IS NULL OR m.run_id")
        )
    };
    let known = format!(
        " AND m.matter_id NOT IN (SELECT matter_id FROM recused WHERE person_id = $2) \
         AND EXISTS (SELECT 1 FROM visible w WHERE w.matter_id = r.matter_id AND w.unit_id IN {eyes})"
    );
    let sql = format!(
        "SELECT day, CAST(0 AS bigint) AS at, CAST(SUM(total) AS bigint) AS total FROM tallies \
         WHERE kind = '{OPEN}' AND owner = $1 AND {} GROUP BY day UNION ALL {} UNION ALL {}",
        of_done("run_id = '' OR run_id"),
        single(1, "SELECT matter_id FROM matters WHERE NOT told", &known),
        single(
            -1,
            "SELECT matter_id FROM recused WHERE person_id = $2",
            " AND m.told"
        ),
    );
    (sql, params)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_is_told_by_months() {
        let ages = [-1, 0, 1, 2, 3, 5, 6, 11, 12, 90].map(Age::of);
        use Age::{Fresh, Half, Old, Quarter, Year};
        assert_eq!(
            ages,
            [
                Fresh, Fresh, Quarter, Quarter, Half, Half, Year, Year, Old, Old
            ]
        );
    }
}
