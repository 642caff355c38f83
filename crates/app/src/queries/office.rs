//! Units and people: what citizens may choose, and what administrators read.

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

/// A unit as administrators read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnitRow {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind_zh: &'static str,
    /// Its level.
    pub level_zh: &'static str,
    /// How deep in the tree.
    pub depth: usize,
    /// How many people hold a current post in it.
    pub people: usize,
}

/// A person as administrators read them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PersonRow {
    /// Login name.
    pub id: String,
    /// Name.
    pub name: String,
    /// Current posts.
    pub posts: Vec<String>,
    /// Suspended.
    pub suspended: bool,
}

/// The tree, depth first.
///
/// # Errors
/// The reader lacks the right to read the office.
pub async fn units(app: &App, person: &PersonId) -> Result<Vec<UnitRow>, Failure> {
    let reader = permitted(app, person).await?;
    let office = &reader.office;
    let mut rows = Vec::new();
    let mut open: Vec<_> = office
        .units
        .values()
        .filter(|unit| unit.parent.is_none())
        .map(|unit| (unit, 0))
        .collect();
    while let Some((unit, depth)) = open.pop() {
        let posted = |id: &&PersonId| office.posts_of(id, reader.on()).any(|p| p.unit == unit.id);
        rows.push(UnitRow {
            id: unit.id.to_string(),
            name: unit.name.clone(),
            kind_zh: unit.kind.zh(),
            level_zh: unit.level.zh(),
            depth,
            people: office.people.keys().filter(posted).count(),
        });
        let mut children: Vec<_> = office
            .children_of(&unit.id)
            .iter()
            .filter_map(|id| office.unit(id))
            .collect();
        children.sort_by(|a, b| b.id.cmp(&a.id));
        open.extend(children.into_iter().map(|child| (child, depth + 1)));
    }
    Ok(rows)
}

/// The people, by login name.
///
/// # Errors
/// The reader lacks the right to read the office.
pub async fn people(app: &App, person: &PersonId) -> Result<Vec<PersonRow>, Failure> {
    let reader = permitted(app, person).await?;
    let row = |person: &casework::office::Person| {
        let reader = Reader {
            person: person.id.clone(),
            ..reader.clone()
        };
        PersonRow {
            id: person.id.to_string(),
            name: person.name.clone(),
            posts: super::todo::posts(app, &reader),
            suspended: person.suspended,
        }
    };
    Ok(reader.office.people.values().map(row).collect())
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
