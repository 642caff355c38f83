//! The form a month is published with: a row a day from today on, filled with what stands.

use super::month::{day, days_of};
use super::{Day, month_of, written};
use crate::queries::gate::{Organ, Scope};
use crate::{App, Failure};
use casework::access;
use casework::office::steps::publish_roster::stand_ins;
use casework::{PersonId, UnitId};
use serde::Serialize;

/// The form.
#[derive(Debug, Clone, Serialize)]
pub struct RosterForm {
    /// Whose roster.
    pub organ: Organ,
    /// `2026-03`.
    pub month: String,
    /// 2026年3月.
    pub zh: String,
    /// Its days from today on.
    pub days: Vec<FormDay>,
    /// Who may stand: id and name.
    pub people: Vec<(String, String)>,
    /// Which leaders may lead: id and name.
    pub leaders: Vec<(String, String)>,
}

/// A day of the form.
#[derive(Debug, Clone, Serialize)]
pub struct FormDay {
    /// The day.
    pub day: Day,
    /// Who stands, by id; empty where nobody does.
    pub person: String,
    /// Who leads.
    pub leader: String,
}

/// The form of a month; this month where none is named.
///
/// # Errors
/// As for the gate itself, or the reader may not publish this organ's roster.
pub async fn form(
    app: &App,
    person: &PersonId,
    unit: Option<&str>,
    month: Option<&str>,
) -> Result<RosterForm, Failure> {
    let scope = Scope::of(app, person, unit).await?;
    if !publishes(app, &scope) {
        return Err(Failure::Forbidden {
            act: "公布值班表".to_owned(),
        });
    }
    let (office, today) = (&scope.reader.office, scope.reader.on());
    let first = month
        .and_then(month_of)
        .unwrap_or_else(|| today.first_of_month());
    let days = days_of(first).filter(|on| *on >= today).map(|on| {
        let duty = office.on_duty(&scope.unit, on);
        let id = |id: Option<&PersonId>| id.map(PersonId::to_string).unwrap_or_default();
        FormDay {
            day: day(app, &scope, on),
            person: id(duty.map(|duty| &duty.person)),
            leader: id(duty.map(|duty| &duty.leader)),
        }
    });
    let named = |ids: Vec<PersonId>| {
        let name = |id: &PersonId| (id.to_string(), office.person_name(id).to_owned());
        ids.iter().map(name).collect()
    };
    let days = days.collect();
    let (people, leaders) = stand_ins(office, app.rules(), &scope.unit, today);
    Ok(RosterForm {
        organ: scope.organ(),
        month: written(first),
        zh: format!("{}年{}月", first.year(), first.month()),
        days,
        people: named(people),
        leaders: named(leaders),
    })
}

/// Whether a post of the reader's publishes the roster of this very organ.
pub(super) fn publishes(app: &App, scope: &Scope) -> bool {
    holds(app, scope, "publish-roster", &scope.unit)
}

/// Whether a post of the reader's in an organ grants an act that concerns no matter.
pub(crate) fn holds(app: &App, scope: &Scope, act: &str, organ: &UnitId) -> bool {
    let office = &scope.reader.office;
    office
        .posts_of(&scope.reader.person, scope.reader.on())
        .any(|post| {
            office.organ_of(&post.unit) == Some(organ)
                && access::grants_anywhere(app.rules(), &post.role, act)
        })
}
