//! The items of an inspection through the API, and what its draw stands on.

use app::queries::procedures::inspection::{self, Proof, Which};
use axum::Json;
use axum::extract::State;
use casework::inspection::ItemState;
use serde::Serialize;
use utoipa::ToSchema;

use super::failure::Failed;
use super::sent::{Asked, Caller, Part};
use crate::site::Shared;

/// The query's name of a state.
pub const STATE: &str = "state";
/// The query's name of the item a page begins after.
pub const AFTER: &str = "after";

/// A page of items.
#[derive(Debug, Serialize, ToSchema)]
pub struct ItemPage {
    /// Items, by number.
    items: Vec<ItemLine>,
    /// The value of `after` for the next page.
    #[schema(required)]
    next: Option<u32>,
    /// What the draw stands on; absent for who may know only of their own part.
    #[schema(required)]
    proof: Option<DrawProof>,
}

/// An item.
#[derive(Debug, Serialize, ToSchema)]
pub struct ItemLine {
    /// Its number.
    item: u32,
    /// The unit that answers for it.
    unit: String,
    /// The number of its matter, where the caller may open it.
    #[schema(required)]
    matter: Option<String>,
    /// Where it stands.
    state: &'static str,
    /// In Chinese.
    state_zh: &'static str,
    /// Problems found, in Chinese.
    problems: Vec<String>,
}

/// What a draw stands on, and whether it follows from it.
#[derive(Debug, Serialize, ToSchema)]
pub struct DrawProof {
    /// How many could be drawn.
    count: u32,
    /// SHA-256 of the population, in hex.
    digest: String,
    /// The leaf of the event that fixed it, in hex.
    leaf: String,
    /// The checkpoint's three lines; absent before the draw.
    #[schema(required)]
    checkpoint: Option<String>,
    /// The seed, in hex; absent before the draw.
    #[schema(required)]
    seed: Option<String>,
    /// Whether everything follows.
    holds: bool,
}

/// The items of an inspection.
pub async fn items(
    State(front): State<Shared>,
    caller: Caller,
    number: Part,
    asked: Asked,
) -> Result<Json<ItemPage>, Failed> {
    let which = Which {
        state: asked.get(STATE).and_then(ItemState::parse),
        after: asked
            .get(AFTER)
            .and_then(|after| after.parse().ok())
            .unwrap_or(0),
    };
    let shown = inspection::inspected(front.app(), &caller.person, &number.0, which).await?;
    let items = shown.items.into_iter().map(|row| ItemLine {
        item: row.number,
        unit: row.unit,
        matter: row.matter,
        state: row.state,
        state_zh: row.state_zh,
        problems: row.problems,
    });
    Ok(Json(ItemPage {
        items: items.collect(),
        next: shown.next,
        proof: shown.proof.map(DrawProof::from),
    }))
}

impl From<Proof> for DrawProof {
    fn from(proof: Proof) -> Self {
        let holds = proof.holds();
        let (checkpoint, seed) = proof
            .drawn
            .map(|drawn| (drawn.checkpoint, drawn.seed))
            .unzip();
        Self {
            count: proof.count,
            digest: proof.digest,
            leaf: proof.leaf.0,
            checkpoint,
            seed,
            holds,
        }
    }
}
