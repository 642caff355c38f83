//! The items of a case review through the API, and what its draw stands on.

use app::queries::reviews::{self, ItemLine as Line};
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use super::failure::Failed;
use super::inspections::DrawProof;
use super::sent::{Caller, Part};
use crate::site::Shared;

/// The items of a session.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReviewItems {
    /// Items that the caller may know of, by number.
    items: Vec<ReviewItem>,
    /// What the draw stands on; absent where nothing was drawn, or for who may know only of their own items.
    #[schema(required)]
    proof: Option<DrawProof>,
}

/// An item of a session.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReviewItem {
    /// Its number.
    item: u32,
    /// Who handled it.
    unit: String,
    /// The matter's number, where the caller may open it.
    #[schema(required)]
    matter: Option<String>,
    /// Its number at a department without account.
    #[schema(required)]
    reference: Option<String>,
    /// Where it stands, in Chinese.
    state_zh: &'static str,
    /// The score; absent before it counts.
    #[schema(required)]
    score: Option<u32>,
    /// Its grade, in Chinese.
    grade_zh: String,
    /// The number of its deficiency list.
    #[schema(required)]
    list: Option<String>,
    /// By when it is to be put right.
    #[schema(required)]
    due: Option<String>,
    /// Whether it was not put right in time.
    late: bool,
    /// Whether the original conclusion does not stand.
    overturned: bool,
}

/// The items of a session.
pub async fn items(
    State(front): State<Shared>,
    caller: Caller,
    number: Part,
) -> Result<Json<ReviewItems>, Failed> {
    let session = reviews::session(front.app(), &caller.person, &number.0).await?;
    Ok(Json(ReviewItems {
        items: session.items.into_iter().map(ReviewItem::from).collect(),
        proof: session.proof.map(DrawProof::from),
    }))
}

impl From<Line> for ReviewItem {
    fn from(line: Line) -> Self {
        Self {
            item: line.item,
            unit: line.unit,
            matter: line.matter,
            reference: line.reference,
            state_zh: line.state,
            score: line.score,
            grade_zh: line.grade,
            list: line.list,
            due: line.due,
            late: line.late,
            overturned: line.overturned,
        }
    }
}
