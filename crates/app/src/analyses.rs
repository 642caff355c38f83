//! What an act of an analysis (综合分析) is told: the figures of its time, official (they count whatever the organ
//! may know of, whoever opens it, T3), and how many events of the ledger were published by then.

use crate::queries::figures::{
    Breakdown, COLUMNS, Line, Period, Scope, Table, figures_of, of_groups,
};
use crate::queries::reader::Reader;
use crate::{App, Fault};
use casework::UnitId;
use casework::analysis::{Frozen, Told};
use casework::figures::{Change, Figure};
use jiff::civil::Date;
use serde_json::{Map, Value};

/// What a command is told.
///
/// # Errors
/// The database does not answer.
pub(crate) async fn told(
    app: &App,
    reader: &Reader,
    (organ, planned): (&UnitId, Option<(Date, Date)>),
    (act, fields): (&str, &Map<String, Value>),
) -> Result<Told, Fault> {
    let word = fields.get("period").and_then(Value::as_str);
    let days = match act {
        "open-analysis" => word.and_then(casework::analysis::days),
        "freeze-analysis" => planned,
        _ => None,
    };
    // Nothing is counted of a time to come: that is planned, or refused.
    let over = days.filter(|(_, until)| *until < reader.on());
    let Some(period) = over.and_then(|(from, until)| Period::between(from, until)) else {
        return Ok(Told::default());
    };
    let eyes = std::slice::from_ref(organ);
    let scope = Scope::new(&reader.office, organ, "", eyes);
    let below = reader.office.children_of(organ).iter();
    let is_organ = |unit: &&UnitId| {
        let unit = reader.office.unit(unit);
        unit.is_some_and(|unit| unit.kind.is_organ())
    };
    let below: Vec<UnitId> = below.filter(is_organ).cloned().collect();
    let (table, spread) = figures_of(app, reader, (organ, &scope, &below), period).await?;
    let mut lines = frozen(&table, |about| spread.get(about).copied().unwrap_or(0));
    let policies = app.rules().analyses.policies.iter();
    let policies: Vec<(&str, &[String])> = policies.map(|one| (&*one.id, &*one.domains)).collect();
    let groups = of_groups(app, reader, (&scope, &below), (period, &policies));
    for (id, line, units) in Box::pin(groups).await? {
        let told = (line.now, &line.year, &line.before);
        lines.push(line_of(format!("policy:{id}"), told, &|_: &str| units));
    }
    Ok(Told {
        checkpoint: checkpoint(app).await?,
        lines,
    })
}

/// How many events the last published checkpoint covers.
async fn checkpoint(app: &App) -> Result<Option<i64>, Fault> {
    let sql = "SELECT size FROM checkpoints ORDER BY size DESC LIMIT 1";
    let rows = app.store().rows(sql, &[]).await?;
    Ok(rows.first().map(|row| row.int(0)).transpose()?)
}

/// Every metric, and what arrived of every part of every breakdown.
fn frozen(table: &Table, units: impl Fn(&str) -> i64) -> Vec<Frozen> {
    let of =
        |about: String, line: &Line| line_of(about, (line.now, &line.year, &line.before), &units);
    let mut lines: Vec<Frozen> = table
        .lines
        .iter()
        .filter(|line| line.now.whole != Some(0))
        .map(|line| of(format!("metric:{}", line.metric.id), line))
        .collect();
    for split in &table.splits {
        for part in split.parts.iter().filter(|part| !part.id.is_empty()) {
            let total = part.lines.iter().find(|line| line.metric.id == COLUMNS[0]);
            let about = format!("{}:{}", split.by.as_str(), part.id);
            lines.extend(total.map(|line| of(about, line)));
            // What an organ below is told of itself when the analysis is delivered to it (S1-35).
            let own = part
                .lines
                .iter()
                .filter(|line| line.metric.id != COLUMNS[0]);
            let own = own.filter(|_| split.by == Breakdown::Unit);
            lines.extend(own.map(|line| of(format!("of:{}:{}", part.id, line.metric.id), line)));
        }
    }
    lines
}

fn line_of(
    about: String,
    (now, year, before): (Figure, &Change, &Change),
    units: &impl Fn(&str) -> i64,
) -> Frozen {
    Frozen {
        units: units(&about),
        about,
        part: now.part,
        whole: now.whole,
        year_part: year.before.part,
        year_whole: year.before.whole,
        year: year.sign,
        before_part: before.before.part,
        before_whole: before.before.whole,
        before: before.sign,
    }
}
