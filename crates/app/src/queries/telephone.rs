//! The telephone query (电话查询, P-23): short number and spoken password, told at the desk. It tells one
//! of the four words and, where a reply was given, that it was given; never what was found.

use super::reader::Reader;
use super::registration::receiving_organ;
use crate::reading::{self, Event};
use crate::reporter::{self, Own, SPOKEN};
use crate::{App, Failure};
use casework::PersonId;
use casework::matter::Number;
use data_encoding::HEXLOWER;
use sealing::spoken;

/// What the clerk may say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The whole number, to be read back.
    pub number: String,
    /// One of the four words.
    pub status_zh: &'static str,
    /// The day it was received.
    pub received_on: String,
    /// Whether a reply was given.
    pub replied: bool,
}

/// What a number and a spoken password tell. A wrong password and an unknown number look the same. The
/// telling is recorded before it is shown (T18).
///
/// # Errors
/// The person does not receive reports, or the database does not answer.
pub async fn tell(
    app: &App,
    person: &PersonId,
    number: &str,
    password: &str,
) -> Result<Option<Told>, Failure> {
    let reader = Reader::of(app, person).await?;
    let organ = receiving_organ(app, &reader)?;
    let region = reader.office.unit(&organ).map_or("", |unit| &unit.region);
    // What is no number is looked up like one, at the same cost.
    let number = whole(region, number).unwrap_or_default();
    let digest = HEXLOWER.encode(&spoken::digest(app.keys(), &number, password));
    let found = reporter::claimed(app, SPOKEN, &digest).await?;
    let Some(Own { filing, own, live }) = found else {
        return Ok(None);
    };
    let matter = filing.matter;
    reading::record(app, person, Event::Status { matter }).await?;
    Ok(Some(Told {
        number: filing.number,
        status_zh: live.status().zh(),
        received_on: own.received.date().to_string(),
        replied: live.replied,
    }))
}

/// The whole number that was typed, short or whole. Attempts are counted by it.
pub fn whole(region: &str, typed: &str) -> Option<String> {
    let whole = typed.parse::<Number>();
    let number = whole.or_else(|_| Number::from_short(region, typed)).ok()?;
    Some(number.to_string())
}
