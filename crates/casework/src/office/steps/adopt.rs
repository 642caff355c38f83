//! Adopt a catalogue (启用规则): a silent change of rules is impossible, because putting a set of
//! rules in force is itself an event that names its hash.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::office::{Adoption, Office};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct Adopt {
    catalogue: String,
    calendar: String,
}

/// A catalogue was adopted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogueAdopted {
    /// Hash of the catalogue.
    pub catalogue: String,
    /// Version of the calendar.
    pub calendar: String,
}

crate::refusals! {
    InForce = "in-force" => "该套规则已在执行，无需重复启用。",
}

impl Step for Adopt {
    type State = Office;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "adopt-catalogue",
        noun: "adoptions",
        zh: "启用规则目录",
        help: "启用一套规则（时限、角色、分类、日历等）；每次启用都留有记录，不能悄悄改规则。",
        basis: "规则公开、变更留痕",
        mechanisms: &[],
        performer: Performer::Person,
        fields: &[
            Field::new("catalogue", "目录校验值", Kind::Word { max: 64 }),
            Field::new("calendar", "日历版本", Kind::Word { max: 64 }),
        ],
    };

    fn ground(_: &Office, _: &Context<'_>) -> Result<(), Refusal> {
        Ok(())
    }

    fn decide(self, office: &Office, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let same = |adopted: &Adoption| {
            adopted.catalogue == self.catalogue && adopted.calendar == self.calendar
        };
        if office.in_force().is_some_and(same) {
            return Err(Refusal::InForce);
        }
        let adopted = CatalogueAdopted { catalogue: self.catalogue, calendar: self.calendar };
        Ok(vec![Event::CatalogueAdopted(adopted)])
    }
}

impl CatalogueAdopted {
    /// Puts the catalogue in force.
    pub fn evolve(&self, office: &mut Office, record: &Recorded<()>) {
        office.adopted.push(Adoption {
            catalogue: self.catalogue.clone(),
            calendar: self.calendar.clone(),
            at: record.at,
        });
    }
}

#[cfg(test)]
pub(crate) mod tests;
