//! Finding while typing (拼音首字母查找, P-27): units, persons, cadres and places by initials, full pinyin
//! or characters. It reads the office and the cadre register alone, never a report, so that nothing it
//! answers depends on whether somebody was reported (T3, T4).

mod index;
mod spelling;

pub(crate) use index::Cache;
use index::Index;
pub(crate) use spelling::sounds;

use super::reader::Reader;
use crate::{App, Failure};
use casework::PersonId;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sought {
    /// A unit of the system.
    Unit,
    /// A person of the system.
    Person,
    /// A cadre of the register.
    Cadre,
    /// A place, or a unit or village where somebody of the register works, in words.
    Place,
    /// A division, by its code.
    Region,
}

impl Sought {
    /// Every kind, with its word in addresses and on pages.
    pub const ALL: [(Self, &'static str, &'static str); 5] = [
        (Self::Cadre, "cadre", "干部"),
        (Self::Unit, "unit", "机构"),
        (Self::Place, "place", "村居、单位"),
        (Self::Region, "region", "地区"),
        (Self::Person, "person", "本系统人员"),
    ];

    /// The kind of a word.
    pub fn parse(word: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|(_, known, _)| *known == word);
        found.map(|(sought, ..)| *sought)
    }
}

/// Something found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hit {
    /// The id it is stored under.
    pub value: String,
    /// What is written into the field.
    pub zh: String,
    /// What tells it from its namesakes: rank, managing authority, where.
    pub note: String,
    /// What else it fills in: field and value.
    pub fills: BTreeMap<&'static str, String>,
}

/// Hits of one look-up at most.
const HITS_MAX: usize = 12;

/// What fits, best first.
///
/// # Errors
/// The reader has no post that receives reports or reads the office.
pub async fn find(
    app: &App,
    person: &PersonId,
    sought: Sought,
    typed: &str,
) -> Result<Vec<Hit>, Failure> {
    let index = index_for(app, person).await?;
    let hits = index.find(sought, typed, HITS_MAX);
    Ok(hits.into_iter().cloned().collect())
}

/// What was typed into a field, as the id it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meant {
    /// Exactly this one.
    One(String),
    /// Several fit; the clerk says which.
    Several(Vec<Hit>),
    /// None does.
    Nothing,
}

/// What is meant by typed text: an id, a full name, a name with its id in brackets, or what fits only one.
///
/// # Errors
/// As [`find`].
pub async fn meant(
    app: &App,
    person: &PersonId,
    sought: Sought,
    typed: &str,
) -> Result<Meant, Failure> {
    let index = index_for(app, person).await?;
    let hits = index.named(sought, typed.trim());
    let hits = match hits.is_empty() {
        true => index.find(sought, typed, HITS_MAX),
        false => hits,
    };
    Ok(match &hits[..] {
        [] => Meant::Nothing,
        [one] => Meant::One(one.value.clone()),
        _ => Meant::Several(hits.into_iter().cloned().collect()),
    })
}

/// What a field shows for an id.
pub fn shown(app: &App, sought: Sought, value: &str) -> String {
    let office = app.office();
    match sought {
        Sought::Unit => office.unit_name(&value.into()).to_owned(),
        Sought::Person => {
            let id = PersonId::from(value);
            let name = office.person_name(&id);
            match name == value {
                true => name.to_owned(),
                false => format!("{name}（{value}）"),
            }
        }
        Sought::Region => {
            let mut units = office.units.values();
            let unit = units.find(|unit| unit.kind.is_organ() && unit.region == value);
            unit.map_or(value, |unit| &*unit.place).to_owned()
        }
        Sought::Cadre | Sought::Place => value.to_owned(),
    }
}

async fn index_for(app: &App, person: &PersonId) -> Result<Arc<Index>, Failure> {
    let reader = Reader::of(app, person).await?;
    let may = ["receive", "enter-cadres", "read-office"];
    if !may.iter().any(|act| reader.may(app, act)) {
        return Err(Failure::NotFound);
    }
    Ok(app.lookups().current(&reader.office, reader.on()))
}
