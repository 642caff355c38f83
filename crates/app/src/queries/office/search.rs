//! Finding a unit or a person, and the partner systems that were admitted.

use super::permitted;
use super::person::{PersonRow, row};
use super::unit::{UnitRow, posted, unit_row};
use crate::moment::moment;
use crate::{App, Failure};
use casework::PersonId;
use serde::Serialize;

/// What a search found.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Found {
    /// Units whose name or id holds the words.
    pub units: Vec<UnitRow>,
    /// People whose name or login name holds them.
    pub people: Vec<PersonRow>,
    /// Whether there were more than are listed.
    pub more: bool,
}

/// Of each kind at most.
const FOUND_MAX: usize = 50;

/// Finds units and people by a part of their name or id.
///
/// # Errors
/// The reader lacks the right to read the office.
pub async fn found(app: &App, person: &PersonId, words: &str) -> Result<Found, Failure> {
    let reader = permitted(app, person).await?;
    let words = words.trim();
    if words.is_empty() {
        return Ok(Found::default());
    }
    let holds = |id: &str, name: &str| id.contains(words) || name.contains(words);
    let posted = posted(&reader);
    let units = reader.office.units.values();
    let units = units.filter(|unit| holds(unit.id.as_str(), &unit.name));
    let mut units: Vec<_> = units
        .take(FOUND_MAX + 1)
        .map(|unit| unit_row(unit, 0, &posted))
        .collect();
    let people = reader.office.people.values();
    let people = people.filter(|person| holds(person.id.as_str(), &person.name));
    let mut people: Vec<_> = people
        .take(FOUND_MAX + 1)
        .map(|person| row(app, &reader, person))
        .collect();
    let more = units.len() > FOUND_MAX || people.len() > FOUND_MAX;
    units.truncate(FOUND_MAX);
    people.truncate(FOUND_MAX);
    Ok(Found {
        units,
        people,
        more,
    })
}

/// A partner system (协作系统).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartnerRow {
    /// Its name.
    pub name: String,
    /// The organ it files to.
    pub organ: String,
    /// Since when.
    pub since: String,
    /// Since when its key opens nothing, if it was revoked.
    pub revoked: Option<String>,
}

/// The partner systems, the latest first.
///
/// # Errors
/// The reader lacks the right to read the office.
pub async fn partners(app: &App, person: &PersonId) -> Result<Vec<PartnerRow>, Failure> {
    let reader = permitted(app, person).await?;
    let day = |at: i64| moment(at).on().to_string();
    let row = |partner: &casework::office::Partner| PartnerRow {
        name: partner.name.clone(),
        organ: reader.office.unit_name(&partner.unit).to_owned(),
        since: day(partner.admitted_at),
        revoked: partner.revoked_at.map(day),
    };
    Ok(reader.office.partners.iter().rev().map(row).collect())
}
