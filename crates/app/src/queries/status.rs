//! What a citizen learns with the query code: the number, the day and one of four words. Results are
//! told one to one, never here.

use crate::reporter::{self, Own};
use crate::{App, Fault};
use casework::matter::Status;
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
    let found = reporter::own(app, &app.code(code)).await?;
    Ok(found.map(page))
}

/// What is told of a filing: where it went as a repeat, it stands as the other does.
pub(crate) fn page(Own { own, live, .. }: Own) -> StatusPage {
    let status = live.status();
    let steps = Status::ALL
        .iter()
        .map(|step| (step.zh(), *step <= status))
        .collect();
    StatusPage {
        number: own.number,
        status: status.as_str(),
        status_zh: status.zh(),
        received_on: own.received.date().to_string(),
        steps,
    }
}
