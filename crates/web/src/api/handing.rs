//! What a query code tells of a demand handed on (P-20): the question, and what went where.

use app::queries::status::{ConsentAskedView, GoneView};
use serde::Serialize;
use utoipa::ToSchema;

/// A question to the reporter: may name and contact go along to that body?
#[derive(Debug, Serialize, ToSchema)]
pub struct ConsentAsked {
    /// What the answer names.
    number: String,
    /// The body.
    body: String,
    /// What would go along, in Chinese.
    parts: String,
    /// The day it was asked.
    asked_on: String,
    /// Until which day an answer is waited for; null once it is not. No answer is no.
    #[schema(required)]
    until: Option<String>,
    /// `asked`, `given`, `declined`, `withdrawn` or `unanswered`.
    state: String,
}

/// What went where.
#[derive(Debug, Serialize, ToSchema)]
pub struct Gone {
    /// The day.
    on: String,
    /// To which body.
    body: String,
    /// What went along of the reporter, in Chinese; empty where nothing did.
    parts: String,
}

impl From<ConsentAskedView> for ConsentAsked {
    fn from(view: ConsentAskedView) -> Self {
        Self {
            number: view.number,
            body: view.body,
            parts: view.parts,
            asked_on: view.asked_on,
            until: view.until,
            state: view.state.to_owned(),
        }
    }
}

impl From<GoneView> for Gone {
    fn from(view: GoneView) -> Self {
        Self {
            on: view.on,
            body: view.body,
            parts: view.parts,
        }
    }
}
