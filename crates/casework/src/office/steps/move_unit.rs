//! Move a unit (调整隶属): it gets another parent. Matters keep the sight recorded when they were
//! routed; what is routed afterwards follows the new line.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::UnitId;
use crate::office::Office;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct MoveUnit {
    unit: UnitId,
    parent: UnitId,
}

/// A unit was moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitMoved {
    /// Which unit.
    pub unit: UnitId,
    /// Below which parent now.
    pub parent: UnitId,
}

crate::refusals! {
    Unknown = "unknown" => "机构不存在；请重新选择。",
    LevelTooHigh = "level-too-high" => "机构层级不得高于上级机构。",
    IntoItself = "into-itself" => "不能把机构移到它自己或它的下级之下；请另选上级机构。",
}

impl Step for MoveUnit {
    type State = Office;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "move-unit",
        noun: "moves",
        zh: "调整隶属",
        help: "改变机构的上级；此前已分办的信访件，知悉范围不变。",
        basis: "机构编制批复",
        mechanisms: &[],
        performer: Performer::Person,
        fields: &[
            Field::new("unit", "机构", Kind::From(Source::Units)),
            Field::new("parent", "新的上级", Kind::From(Source::Units)),
        ],
    };

    fn ground(_: &Office, _: &Context<'_>) -> Result<(), Refusal> {
        Ok(())
    }

    fn decide(self, office: &Office, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let unit = office.unit(&self.unit).ok_or(Refusal::Unknown)?;
        let parent = office.unit(&self.parent).ok_or(Refusal::Unknown)?;
        if office.line_of(&self.parent).any(|unit| unit.id == self.unit) {
            return Err(Refusal::IntoItself);
        }
        if unit.level < parent.level {
            return Err(Refusal::LevelTooHigh);
        }
        Ok(vec![Event::UnitMoved(UnitMoved { unit: self.unit, parent: self.parent })])
    }
}

impl UnitMoved {
    /// Hangs the unit below its new parent.
    pub fn evolve(&self, office: &mut Office, _: &Recorded<()>) {
        if let Some(mut unit) = office.unit(&self.unit).cloned() {
            unit.parent = Some(self.parent.clone());
            office.put_unit(unit);
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
