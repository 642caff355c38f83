//! How the database reads what a search asks: the engine's own account, line by line.

use super::permitted::{asking, heading};
use crate::queries::listing::plan;
use crate::queries::reader::Reader;
use crate::search_index::{UNPACKED, reading};
use crate::{App, Fault};
use casework::PersonId;

/// The accounts of reading lists, of reading what is not packed, and of asking the rows and the heads of candidates.
///
/// # Errors
/// The database does not answer.
pub async fn plans(app: &App, person: &PersonId) -> Result<[Vec<String>; 4], Fault> {
    let reader = Reader::of(app, person).await?;
    let ids: Vec<String> = (0..512).map(|id| format!("{id:032x}")).collect();
    Ok([
        plan(app, reading(0, 0..8)).await?,
        plan(app, (UNPACKED.to_owned(), Vec::new())).await?,
        plan(app, asking(&reader, &ids)).await?,
        plan(app, heading(&reader, &ids)).await?,
    ])
}
