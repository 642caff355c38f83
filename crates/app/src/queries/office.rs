//! Units and people: what citizens may choose, and what administrators read.

mod person;
mod rules;
mod search;
mod unit;

pub use person::{PersonPage, PersonRow, PostRow, people, person};
pub use rules::{AdoptedRow, RuleFile, RulesPage, rule_text, rules};
pub use search::{Found, PartnerRow, found, partners};
pub use unit::{RelationRow, UnitPage, UnitRow, unit, units};

use super::reader::Reader;
use crate::{App, Failure};
use casework::PersonId;
use casework::office::{Level, Office};
use serde::Serialize;

/// An organ a citizen may report to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PublicUnit {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where it is.
    pub place: String,
    /// Its level's word.
    pub level: &'static str,
    /// The organ above, if any.
    pub parent: Option<String>,
}

/// The organs a citizen may choose, province first, in the order of their division codes.
pub fn receivers(office: &Office) -> Vec<PublicUnit> {
    let mut organs: Vec<_> = office
        .units
        .values()
        .filter(|unit| unit.kind.is_organ() && unit.level <= Level::County)
        .collect();
    organs.sort_by(|a, b| (&a.region, a.level).cmp(&(&b.region, b.level)));
    organs
        .into_iter()
        .map(|unit| PublicUnit {
            id: unit.id.to_string(),
            name: unit.name.clone(),
            place: unit.place.clone(),
            level: unit.level.as_str(),
            parent: unit
                .parent
                .as_ref()
                .and_then(|id| office.organ_of(id))
                .map(|id| id.to_string()),
        })
        .collect()
}

async fn permitted(app: &App, person: &PersonId) -> Result<Reader, Failure> {
    let reader = Reader::of(app, person).await?;
    if reader.may(app, "read-office") {
        return Ok(reader);
    }
    Err(Failure::Forbidden {
        act: "查看机构和人员".to_owned(),
    })
}
