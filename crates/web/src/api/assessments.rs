//! A month of an assessment (考核) through the API.

use app::Failure;
use app::queries::assessments::{self, Corrected, MonthPage, Ranked};
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use super::failure::Failed;
use super::sent::{Asked, Caller, Part};
use crate::site::Shared;

/// The query's name of the month.
pub const MONTH: &str = "month";

/// A month.
#[derive(Debug, Serialize, ToSchema)]
pub struct AssessedMonth {
    /// The day it was published on; absent while it is only counted.
    #[schema(required)]
    published_on: Option<String>,
    /// Organs, the highest score first.
    organs: Vec<AssessedOrgan>,
    /// What differed afterwards from what had been published.
    corrections: Vec<AssessedCorrection>,
}

/// An organ's result.
#[derive(Debug, Serialize, ToSchema)]
pub struct AssessedOrgan {
    /// The organ's id.
    id: String,
    /// Its name.
    organ: String,
    /// Its place; absent where nothing could be measured.
    #[schema(required)]
    rank: Option<usize>,
    /// Its score in points, with one decimal; "—" where nothing could be measured.
    score: String,
    /// What was added and taken off.
    added: i64,
    /// Indicator by indicator.
    figures: Vec<AssessedFigure>,
}

/// A figure.
#[derive(Debug, Serialize, ToSchema)]
pub struct AssessedFigure {
    /// Which indicator.
    indicator: String,
    /// The part.
    part: i64,
    /// The whole.
    whole: i64,
    /// Whether the target was reached; absent where there was nothing to measure.
    #[schema(required)]
    reached: Option<bool>,
}

/// A correction.
#[derive(Debug, Serialize, ToSchema)]
pub struct AssessedCorrection {
    /// The organ's name.
    organ: String,
    /// The first day of the month corrected.
    month: String,
    /// The day it was told.
    told_on: String,
    /// The score as it was.
    was: String,
    /// The score as it is.
    now: String,
}

/// A month of an assessment.
pub async fn month(
    State(front): State<Shared>,
    caller: Caller,
    number: Part,
    asked: Asked,
) -> Result<Json<AssessedMonth>, Failed> {
    let first = format!("{}-01", asked.get(MONTH).unwrap_or_default()).parse();
    let first = first.map_err(|_| Failed::from(Failure::NotFound))?;
    let told = assessments::month(front.app(), &caller.person, &number.0, first).await?;
    let MonthPage {
        published,
        rows,
        corrections,
        ..
    } = told;
    Ok(Json(AssessedMonth {
        published_on: published,
        organs: rows.into_iter().map(AssessedOrgan::from).collect(),
        corrections: corrections
            .into_iter()
            .map(AssessedCorrection::from)
            .collect(),
    }))
}

impl From<Ranked> for AssessedOrgan {
    fn from(row: Ranked) -> Self {
        let figures = row.cells.into_iter().map(|cell| AssessedFigure {
            indicator: cell.indicator,
            part: cell.part,
            whole: cell.whole,
            reached: cell.reached,
        });
        Self {
            figures: figures.collect(),
            id: row.id,
            organ: row.unit,
            rank: row.rank,
            score: row.total,
            added: row.added,
        }
    }
}

impl From<Corrected> for AssessedCorrection {
    fn from(one: Corrected) -> Self {
        let (was, now) = one.scores;
        Self {
            organ: one.unit,
            month: one.month.to_string(),
            told_on: one.told,
            was,
            now,
        }
    }
}
