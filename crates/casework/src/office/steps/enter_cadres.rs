//! Enter cadres (登记干部名册, P-27): one by one or a whole list. Whoever stands there under the same name
//! and unit is brought up to date. Public posts of officials, as their appointment documents print them;
//! about reports the register says nothing (T3).

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::UnitId;
use crate::matter::Rank;
use crate::office::{Cadre, Level, Office};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct EnterCadres {
    cadres: Vec<NewCadre>,
}

#[derive(Debug, Clone, Deserialize)]
struct NewCadre {
    name: String,
    unit: String,
    post: String,
    rank: Rank,
    managed_at: Level,
    region: Option<String>,
    organ: Option<UnitId>,
}

/// Cadres were entered or brought up to date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CadresEntered {
    /// The entries as they now stand.
    pub cadres: Vec<Cadre>,
}

crate::refusals! {
    Twice = "twice" => "名单里有两行姓名、单位都相同，请合并为一行。",
}

const CADRE: &[Field] = &[
    Field::new("name", "姓名", Kind::Word { max: 30 }),
    Field::new("unit", "单位或村", Kind::Word { max: 100 }),
    Field::new("post", "职务", Kind::Word { max: 60 }),
    Field::new("rank", "职级", Kind::Choice(Rank::CODES)),
    Field::new("managed_at", "干部管理权限", Kind::Choice(Level::CODES)),
    Field::new("region", "所在地", Kind::From(Source::Regions)).optional(),
    Field::new("organ", "本系统机构", Kind::From(Source::Units))
        .optional()
        .help("属于本系统机构的请选，登记被反映人时自动带出，分办时避开"),
];

/// Most entries of one order; a longer list is entered in several.
pub const ENTERED_MAX: usize = 500;

impl Step for EnterCadres {
    type State = Office;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "enter-cadres",
        noun: "cadres",
        zh: "登记干部名册",
        help: "登记时按姓名拼音首字母带出单位、职务、职级和管理权限。姓名、单位相同的，以新填的为准。",
        basis: "干部任免文件、村（居）干部名册（P-27）",
        mechanisms: &["P-27"],
        performer: Performer::Person,
        fields: &[Field::new(
            "cadres",
            "干部",
            Kind::Group { fields: CADRE, min: 1, max: ENTERED_MAX },
        )],
    };

    fn ground(_: &Office, _: &Context<'_>) -> Result<(), Refusal> {
        Ok(())
    }

    fn decide(self, office: &Office, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let mut last = office.cadres.last();
        let mut cadres: Vec<Cadre> = Vec::new();
        for new in self.cadres {
            if cadres.iter().any(|known| known.name == new.name && known.unit == new.unit) {
                return Err(Refusal::Twice);
            }
            let number = office.cadres.number_of(&new.name, &new.unit).unwrap_or_else(|| {
                last += 1;
                last
            });
            cadres.push(new.numbered(number));
        }
        Ok(vec![Event::CadresEntered(CadresEntered { cadres })])
    }
}

impl NewCadre {
    fn numbered(self, number: u32) -> Cadre {
        Cadre {
            number,
            name: self.name,
            unit: self.unit,
            post: self.post,
            rank: self.rank,
            managed_at: self.managed_at,
            region: self.region,
            organ: self.organ,
        }
    }
}

impl CadresEntered {
    /// Puts them into the register.
    pub fn evolve(&self, office: &mut Office, _: &Recorded<()>) {
        for cadre in &self.cadres {
            office.cadres.put(cadre.clone());
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
