//! What a citizen learns with the query code: the number, the day and one of four words. Results are
//! told one to one, never here.

use crate::{App, Fault, stream};
use casework::matter::Status;
use data_encoding::HEXLOWER;
use sealing::query_code;
use serde::Serialize;

/// A report's status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatusPage {
    /// The number given on filing.
    pub number: String,
    /// The word's permanent name.
    pub status: &'static str,
    /// The word.
    pub status_zh: &'static str,
    /// The day it was received.
    pub received_on: String,
    /// The four words in order, and whether each is reached.
    pub steps: Vec<(&'static str, bool)>,
}

/// The status of a query code. A wrong code and an unknown one look the same: nothing.
///
/// # Errors
/// The database does not answer.
pub async fn status(app: &App, code: &str) -> Result<Option<StatusPage>, Fault> {
    let digest = HEXLOWER.encode(&query_code::digest_of_input(app.keys(), code));
    let sql = "SELECT owner FROM claims WHERE namespace = 'query-code' AND key = $1";
    let rows = app.store().rows(sql, &[digest.into()]).await?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    let owner = row.text(0)?;
    let id = owner
        .parse()
        .map_err(|_| Fault::Stored(format!("claims.owner `{owner}`")))?;
    let own = stream::matter(app, id).await?;
    let mut matter = own.clone();
    while let Some(into) = matter.joined_into.clone() {
        matter = stream::matter(app, into.matter).await?;
    }
    let status = matter.status();
    let steps = Status::ALL
        .iter()
        .map(|step| (step.zh(), *step <= status))
        .collect();
    Ok(Some(StatusPage {
        number: own.number,
        status: status.as_str(),
        status_zh: status.zh(),
        received_on: own.received.date().to_string(),
        steps,
    }))
}
