//! Found a unit (设立机构): a node of the tree. By the system administrator, from the approved
//! establishment list; the root is founded from the server's console.

use super::Event;
use crate::act::{Act, Performer};
use crate::code::Code;
use crate::form::{Field, Kind, Source};
use crate::ids::UnitId;
use crate::office::{Level, Office, Unit, UnitKind};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct Found {
    id: String,
    name: String,
    kind: UnitKind,
    level: Level,
    parent: Option<UnitId>,
    region: String,
    place: String,
}

/// A unit was founded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitFounded {
    /// The unit.
    pub unit: Unit,
}

crate::refusals! {
    IdTaken = "id-taken" => "该机构编号已被使用，请换一个编号。",
    ParentUnknown = "parent-unknown" => "上级机构不存在，请先设立上级机构。",
    SecondRoot = "second-root" => "已有最高一级机构，新机构须选定上级。",
    LevelTooHigh = "level-too-high" => "机构层级不得高于上级机构。",
}

const KINDS: &[Code] = UnitKind::CODES;

impl Step for Found {
    type State = Office;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "found-unit",
        noun: "units",
        zh: "设立机构",
        help: "在机构树上设立一个机构或内设机构。",
        basis: "机构编制批复",
        mechanisms: &[],
        performer: Performer::Person,
        fields: &[
            Field::new("id", "机构编号", Kind::Word { max: 32 }),
            Field::new("name", "机构名称", Kind::Word { max: 60 }),
            Field::new("kind", "机构性质", Kind::Choice(KINDS)),
            Field::new("level", "层级", Kind::Choice(Level::CODES)),
            Field::new("parent", "上级机构", Kind::From(Source::Units)).optional(),
            Field::new("region", "行政区划代码", Kind::Word { max: 12 }),
            Field::new("place", "所在地", Kind::Word { max: 30 }),
        ],
    };

    fn ground(_: &Office, _: &Context<'_>) -> Result<(), Refusal> {
        Ok(())
    }

    fn decide(self, office: &Office, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let id = UnitId(self.id);
        if office.units.contains_key(&id) {
            return Err(Refusal::IdTaken);
        }
        match &self.parent {
            None if !office.units.is_empty() => return Err(Refusal::SecondRoot),
            None => {}
            Some(parent) => {
                let parent = office.unit(parent).ok_or(Refusal::ParentUnknown)?;
                if self.level < parent.level {
                    return Err(Refusal::LevelTooHigh);
                }
            }
        }
        let unit = Unit {
            id,
            name: self.name,
            kind: self.kind,
            level: self.level,
            parent: self.parent,
            region: self.region,
            place: self.place,
        };
        Ok(vec![Event::UnitFounded(UnitFounded { unit })])
    }
}

impl UnitFounded {
    /// Puts the unit into the tree.
    pub fn evolve(&self, office: &mut Office, _: &Recorded<()>) {
        office.put_unit(self.unit.clone());
    }
}

#[cfg(test)]
pub(crate) mod tests;
