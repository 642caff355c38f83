//! One metric by itself: its figure against other times, two years of months, and what it breaks down into.

use super::table::{axes, axes_of, counted_of, is_of_procedures};
use super::{Period, Scope, Table, read};
use crate::queries::balance::{known, organs};
use crate::queries::reader::Reader;
use crate::{App, Failure, Fault, reading};
use casework::figures::{Axis, Cell, CountRule, Figure, Filter, Metric};
use casework::{PersonId, UnitId};

/// Months a trend looks back.
pub(super) const MONTHS: i32 = 24;

/// A metric of an organ with all below it.
#[derive(Debug, Clone)]
pub struct Alone {
    /// Which.
    pub metric: Metric,
    /// Its figure, and what that breaks down into, each of the metric alone.
    pub table: Table,
    /// Month by month, the oldest first.
    pub trend: Vec<(Period, Figure)>,
}

/// One metric of an organ over a time, under a filter.
///
/// # Errors
/// As [`super::table()`]; [`Failure::NotFound`] where there is no such metric.
pub async fn alone(
    app: &App,
    person: &PersonId,
    organ: &UnitId,
    (period, filter): (Period, &Filter),
    metric: &str,
) -> Result<Alone, Failure> {
    let reader = Reader::of(app, person).await?;
    let seen = known(&reader, organ)?;
    let period = period.up_to(reader.on()).ok_or(Failure::NotFound)?;
    let metric = app
        .rules()
        .metrics
        .metric(metric)
        .ok_or(Failure::NotFound)?;
    let metrics = &app.rules().metrics;
    if !filter.is_open() && is_of_procedures(metrics, metric) {
        return Err(Failure::NotFound);
    }
    reading::record_list(app, person, "figures").await?;
    let scope = Scope::new(&reader.office, seen.organ, person.as_str(), &reader.units);
    let may = organs(&reader);
    let below = reader.office.children_of(organ).iter();
    let below: Vec<UnitId> = below.filter(|unit| may.contains(unit)).cloned().collect();
    let whose = (organ, &scope, &*below);
    let axes = axes(metrics, metric);
    let asked = (period, filter);
    Ok(Alone {
        table: counted_of(app, &reader, whose, asked, (&axes, Some(metric))).await?,
        trend: trend(app, &scope, (period, filter), metric).await?,
        metric: metric.clone(),
    })
}

/// The months up to the end of a time.
async fn trend(
    app: &App,
    scope: &Scope,
    (period, filter): (Period, &Filter),
    metric: &Metric,
) -> Result<Vec<(Period, Figure)>, Fault> {
    let metrics = &app.rules().metrics;
    let part = metrics.count(&metric.part);
    let whole = metric.whole.as_ref().and_then(|id| metrics.count(id));
    let mut axes: Vec<Axis> = axes_of(metrics, metric).collect();
    axes.dedup();
    let months = period.last_months(MONTHS);
    let figure = |month: &Period| Figure {
        part: 0,
        whole: whole.map(|_| 0),
        days: month.days(),
    };
    let mut found: Vec<_> = months.iter().map(|month| (*month, figure(month))).collect();
    for sum in read(app, scope, (&axes, &months)).await? {
        let Some(cell) = Cell::parse(&sum.word).filter(|cell| filter.takes(cell)) else {
            continue;
        };
        let counts = |count: &CountRule| count.axis == sum.axis && count.counts(&cell);
        let figure = &mut found[sum.nth].1;
        if part.is_some_and(counts) {
            figure.part += sum.total;
        }
        if let (Some(counted), true) = (&mut figure.whole, whole.is_some_and(counts)) {
            *counted += sum.total;
        }
    }
    Ok(found)
}
