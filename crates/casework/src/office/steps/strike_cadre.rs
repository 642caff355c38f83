//! Strike a cadre (移出干部名册, P-27): who left the post is no longer offered while typing.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::office::Office;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct StrikeCadre {
    number: u32,
}

/// A cadre was taken out of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CadreStruck {
    /// The number in the register.
    pub number: u32,
}

crate::refusals! {
    Unknown = "unknown" => "名册里没有这个序号，请在名册上核对。",
}

impl Step for StrikeCadre {
    type State = Office;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "strike-cadre",
        noun: "cadre-removals",
        zh: "移出干部名册",
        help: "离任的移出名册，登记时不再带出；已登记的信访件不受影响。",
        basis: "干部任免文件（P-27）",
        mechanisms: &["P-27"],
        performer: Performer::Person,
        fields: &[Field::new("number", "名册序号", Kind::Number { min: 1, max: 9_999_999 })],
    };

    fn ground(_: &Office, _: &Context<'_>) -> Result<(), Refusal> {
        Ok(())
    }

    fn decide(self, office: &Office, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let number = self.number;
        office.cadres.get(number).ok_or(Refusal::Unknown)?;
        Ok(vec![Event::CadreStruck(CadreStruck { number })])
    }
}

impl CadreStruck {
    /// Takes the entry out.
    pub fn evolve(&self, office: &mut Office, _: &Recorded<()>) {
        office.cadres.take(self.number);
    }
}

#[cfg(test)]
pub(crate) mod tests;
