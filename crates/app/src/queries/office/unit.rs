//! A unit and the tree (机构).

use super::permitted;
use super::person::{PersonRow, row};
use crate::queries::reader::Reader;
use crate::{App, Failure};
use casework::office::Unit;
use casework::{PersonId, UnitId};
use serde::Serialize;
use std::collections::HashMap;

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

/// A unit with what stands around it.
#[derive(Debug, Clone, Serialize)]
pub struct UnitPage {
    /// The unit itself.
    pub unit: UnitRow,
    /// Its division code and place.
    pub region: String,
    /// The units above it, root first: id and name.
    pub above: Vec<(String, String)>,
    /// Its inner offices (内设机构).
    pub offices: Vec<UnitRow>,
    /// The organs below it.
    pub organs: Vec<UnitRow>,
    /// The people with a current post in it.
    pub people: Vec<PersonRow>,
    /// On the root's page: people who hold no post, and so have no right, yet or any more.
    pub unappointed: Vec<PersonRow>,
    /// Dated relations to others (片区、联系室、派驻).
    pub relations: Vec<RelationRow>,
}

/// A dated relation, read from one of its two units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RelationRow {
    /// 联系室.
    pub kind_zh: &'static str,
    /// Whether the other unit is the one supervised.
    pub outward: bool,
    /// The other unit's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// From when until when.
    pub period: String,
    /// Whether it holds today.
    pub holds: bool,
}

/// The tree, depth first.
///
/// # Errors
/// The reader lacks the right to read the office.
pub async fn units(app: &App, person: &PersonId) -> Result<Vec<UnitRow>, Failure> {
    let reader = permitted(app, person).await?;
    let office = &reader.office;
    let posted = posted(&reader);
    let mut rows = Vec::new();
    let roots = office.units.values().filter(|unit| unit.parent.is_none());
    let mut open: Vec<_> = roots.map(|unit| (unit, 0)).collect();
    while let Some((unit, depth)) = open.pop() {
        rows.push(unit_row(unit, depth, &posted));
        let mut children = children(&reader, unit);
        children.reverse();
        open.extend(children.into_iter().map(|child| (child, depth + 1)));
    }
    Ok(rows)
}

/// People without a post that the root's page lists at most.
const UNAPPOINTED_MAX: usize = 50;

/// One unit; the root where none is named.
///
/// # Errors
/// There is no such unit, or the reader lacks the right to read the office.
pub async fn unit(app: &App, person: &PersonId, id: Option<&str>) -> Result<UnitPage, Failure> {
    let reader = permitted(app, person).await?;
    let office = &reader.office;
    let unit = match id {
        Some(id) => office.unit(&UnitId::from(id)),
        None => office.units.values().find(|unit| unit.parent.is_none()),
    };
    let unit = unit.ok_or(Failure::NotFound)?;
    let posted = posted(&reader);
    let mut above: Vec<_> = office.line_of(&unit.id).skip(1).collect();
    above.reverse();
    let (organs, offices): (Vec<_>, Vec<_>) = children(&reader, unit)
        .into_iter()
        .partition(|child| child.kind.is_organ());
    let rows = |units: Vec<&Unit>| units.into_iter().map(|u| unit_row(u, 0, &posted)).collect();
    let here = |person: &&casework::office::Person| {
        office
            .posts_of(&person.id, reader.on())
            .any(|post| post.unit == unit.id)
    };
    let idle = |person: &&casework::office::Person| {
        unit.parent.is_none() && office.posts_of(&person.id, reader.on()).next().is_none()
    };
    let unappointed = office.people.values().filter(idle).take(UNAPPOINTED_MAX);
    Ok(UnitPage {
        unit: unit_row(unit, above.len(), &posted),
        region: format!("{}（{}）", unit.place, unit.region),
        above: above
            .iter()
            .map(|unit| (unit.id.to_string(), unit.name.clone()))
            .collect(),
        offices: rows(offices),
        organs: rows(organs),
        people: office
            .people
            .values()
            .filter(here)
            .map(|p| row(app, &reader, p))
            .collect(),
        unappointed: unappointed
            .map(|person| row(app, &reader, person))
            .collect(),
        relations: relations(&reader, unit),
    })
}

fn relations(reader: &Reader, unit: &Unit) -> Vec<RelationRow> {
    let of_unit = |relation: &&casework::office::Related| {
        relation.unit == unit.id || relation.towards == unit.id
    };
    let row = |relation: &casework::office::Related| {
        let outward = relation.unit == unit.id;
        let other = if outward {
            &relation.towards
        } else {
            &relation.unit
        };
        RelationRow {
            kind_zh: relation.kind.zh(),
            outward,
            id: other.to_string(),
            name: reader.office.unit_name(other).to_owned(),
            period: period(relation.from, relation.until),
            holds: relation.holds_on(reader.on()),
        }
    };
    reader
        .office
        .related
        .iter()
        .filter(of_unit)
        .map(row)
        .collect()
}

/// A period as an office writes it.
pub(super) fn period(from: jiff::civil::Date, until: Option<jiff::civil::Date>) -> String {
    match until {
        Some(until) => format!("{from} 至 {until}"),
        None => format!("{from} 起"),
    }
}

fn children<'a>(reader: &'a Reader, unit: &Unit) -> Vec<&'a Unit> {
    let known = reader.office.children_of(&unit.id).iter();
    let mut children: Vec<_> = known.filter_map(|id| reader.office.unit(id)).collect();
    children.sort_by(|a, b| a.id.cmp(&b.id));
    children
}

/// How many people hold a current post in each unit: one walk over the people, not one a unit.
pub(super) fn posted(reader: &Reader) -> HashMap<&UnitId, usize> {
    let mut posted = HashMap::new();
    for id in reader.office.people.keys() {
        let mut units: Vec<_> = reader
            .office
            .posts_of(id, reader.on())
            .map(|post| &post.unit)
            .collect();
        units.sort();
        units.dedup();
        for unit in units {
            *posted.entry(unit).or_default() += 1;
        }
    }
    posted
}

pub(super) fn unit_row(unit: &Unit, depth: usize, posted: &HashMap<&UnitId, usize>) -> UnitRow {
    UnitRow {
        id: unit.id.to_string(),
        name: unit.name.clone(),
        kind_zh: unit.kind.zh(),
        level_zh: unit.level.zh(),
        depth,
        people: posted.get(&unit.id).copied().unwrap_or_default(),
    }
}
