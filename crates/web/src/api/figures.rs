//! Figures (统计分析) for programs.

use app::queries::balance;
use app::queries::figures::{self, Line, Part, Period, Split};
use app::queries::reader::Reader;
use axum::Json;
use axum::extract::State;
use casework::UnitId;
use casework::figures::{Change, Filter};
use casework::matter::{Channel, Class};
use casework::office::Level;
use serde::Serialize;
use utoipa::ToSchema;

use super::failure::Failed;
use super::sent::{Asked, Caller};
use crate::site::Shared;

/// The figures of an organ with all below it.
#[derive(Debug, Serialize, ToSchema)]
pub struct FigureTable {
    /// The organ's id.
    unit: String,
    /// The first day.
    from: String,
    /// The last day that is counted.
    until: String,
    /// Metric by metric.
    metrics: Vec<MetricFigure>,
    /// What they break down into: by channel, class, domain, level and organ below.
    splits: Vec<FigureSplit>,
}

/// A metric.
#[derive(Debug, Serialize, ToSchema)]
pub struct MetricFigure {
    /// Its id.
    metric: String,
    /// Its name in Chinese.
    name: String,
    /// How it is calculated.
    formula: String,
    /// Whether it is a mean: part are points, whole how many were scored.
    mean: bool,
    /// How many.
    part: i64,
    /// Of how many; null where it is a count.
    #[schema(required)]
    whole: Option<i64>,
    /// Against the same time of the year before.
    year: FigureChange,
    /// Against the time before.
    before: FigureChange,
}

/// What changed.
#[derive(Debug, Serialize, ToSchema)]
pub struct FigureChange {
    /// How many then.
    part: i64,
    /// Of how many then; null where it is a count.
    #[schema(required)]
    whole: Option<i64>,
    /// By how many tenths: of a percent of a count, of a point of a share or a mean; null where nothing compares.
    #[schema(required)]
    tenths: Option<i64>,
    /// Whether it is more than chance: rise, fall, chance, same, untested (a mean), alone.
    sign: &'static str,
}

/// What figures break down into by one thing.
#[derive(Debug, Serialize, ToSchema)]
pub struct FigureSplit {
    /// By what.
    by: &'static str,
    /// Its parts.
    parts: Vec<FigurePart>,
}

/// One part.
#[derive(Debug, Serialize, ToSchema)]
pub struct FigurePart {
    /// Its id.
    id: String,
    /// Its name in Chinese.
    name: String,
    /// What arrived, and the rates that stand in a breakdown.
    metrics: Vec<MetricFigure>,
}

/// The figures: of the own organ in this month, or of what is asked for.
pub async fn figures(
    State(front): State<Shared>,
    caller: Caller,
    asked: Asked,
) -> Result<Json<FigureTable>, Failed> {
    let app = front.app();
    let reader = Reader::of(app, &caller.person).await?;
    let month = reader.on().strftime("%Y-%m").to_string();
    let word = asked.get("period").unwrap_or(&*month);
    let wrong = || Failed::field("period", "时段写作 2026-03、2026-q1、2026-h1 或 2026");
    let period = Period::parse(word).ok_or_else(wrong)?;
    let own = reader.units.first();
    let own = own.and_then(|unit| reader.office.organ_of(unit));
    let organ = asked.get("unit").map(UnitId::from).or_else(|| own.cloned());
    let organ = organ.filter(|unit| balance::organs(&reader).contains(unit));
    let organ = organ.ok_or(app::Failure::NotFound)?;
    let filter = Filter {
        channel: code(&asked, "channel", Channel::parse)?,
        class: code(&asked, "class", Class::parse)?,
        level: code(&asked, "level", Level::parse)?,
        domain: asked.get("domain").map(str::to_owned),
    };
    let table = figures::table(app, &caller.person, &organ, (period, &filter)).await?;
    Ok(Json(FigureTable {
        unit: organ.to_string(),
        from: table.period.from.to_string(),
        until: table.period.until.to_string(),
        metrics: table.lines.into_iter().map(MetricFigure::from).collect(),
        splits: table.splits.into_iter().map(FigureSplit::from).collect(),
    }))
}

fn code<T>(
    asked: &Asked,
    name: &'static str,
    parse: fn(&str) -> Option<T>,
) -> Result<Option<T>, Failed> {
    let Some(word) = asked.get(name) else {
        return Ok(None);
    };
    match parse(word) {
        Some(code) => Ok(Some(code)),
        None => Err(Failed::field(name, "没有这个代码")),
    }
}

impl From<Line> for MetricFigure {
    fn from(line: Line) -> Self {
        Self {
            metric: line.metric.id,
            name: line.metric.name,
            formula: line.metric.formula,
            mean: line.metric.mean,
            part: line.now.part,
            whole: line.now.whole,
            year: line.year.into(),
            before: line.before.into(),
        }
    }
}

impl From<Change> for FigureChange {
    fn from(change: Change) -> Self {
        Self {
            part: change.before.part,
            whole: change.before.whole,
            tenths: change.tenths,
            sign: change.sign.as_str(),
        }
    }
}

impl From<Split> for FigureSplit {
    fn from(split: Split) -> Self {
        Self {
            by: split.by.as_str(),
            parts: split.parts.into_iter().map(FigurePart::from).collect(),
        }
    }
}

impl From<Part> for FigurePart {
    fn from(part: Part) -> Self {
        Self {
            id: part.id,
            name: part.name,
            metrics: part.lines.into_iter().map(MetricFigure::from).collect(),
        }
    }
}
