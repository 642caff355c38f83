//! Units and people, for those who administer them.

use app::queries::office;
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use super::failure::Failed;
use super::sent::{Asked, Caller};
use crate::site::Shared;

/// The tree.
#[derive(Debug, Serialize, ToSchema)]
pub struct Units {
    /// Units, depth first.
    units: Vec<Unit>,
}

/// A unit.
#[derive(Debug, Serialize, ToSchema)]
pub struct Unit {
    /// Its id.
    id: String,
    /// Its name.
    name: String,
    /// What it is, in Chinese.
    kind_zh: String,
    /// Its level, in Chinese.
    level_zh: String,
    /// How deep in the tree.
    depth: usize,
    /// How many people hold a current post in it.
    people: usize,
}

/// Lists the units.
pub async fn units(State(front): State<Shared>, caller: Caller) -> Result<Json<Units>, Failed> {
    let rows = office::units(front.app(), &caller.person).await?;
    let unit = |row: office::UnitRow| Unit {
        id: row.id,
        name: row.name,
        kind_zh: row.kind_zh.to_owned(),
        level_zh: row.level_zh.to_owned(),
        depth: row.depth,
        people: row.people,
    };
    Ok(Json(Units {
        units: rows.into_iter().map(unit).collect(),
    }))
}

/// The people.
#[derive(Debug, Serialize, ToSchema)]
pub struct People {
    /// People, by login name.
    people: Vec<Person>,
    /// The `after` of the next page, if there is one.
    #[schema(required)]
    next: Option<String>,
}

/// A person.
#[derive(Debug, Serialize, ToSchema)]
pub struct Person {
    /// Login name.
    id: String,
    /// Name.
    name: String,
    /// Current posts, in Chinese.
    posts: Vec<String>,
    /// Whether all rights are suspended.
    suspended: bool,
}

/// Lists the people, a page at a time.
pub async fn people(
    State(front): State<Shared>,
    caller: Caller,
    asked: Asked,
) -> Result<Json<People>, Failed> {
    let (rows, next) = office::people(front.app(), &caller.person, asked.get("after")).await?;
    let person = |row: office::PersonRow| Person {
        id: row.id,
        name: row.name,
        posts: row.posts,
        suspended: row.suspended,
    };
    Ok(Json(People {
        people: rows.into_iter().map(person).collect(),
        next,
    }))
}
