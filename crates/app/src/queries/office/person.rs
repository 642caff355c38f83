//! People and their posts (人员、任职).

use super::permitted;
use super::unit::period;
use crate::queries::reader::Reader;
use crate::{App, Failure};
use casework::PersonId;
use casework::office::Person;
use serde::Serialize;
use std::ops::Bound;

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

/// A person with every post there was.
#[derive(Debug, Clone, Serialize)]
pub struct PersonPage {
    /// The person.
    pub person: PersonRow,
    /// Posts, the latest first.
    pub posts: Vec<PostRow>,
}

/// A post with its duty period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PostRow {
    /// The unit's id.
    pub unit: String,
    /// The unit's name.
    pub unit_zh: String,
    /// The role's name.
    pub role_zh: String,
    /// From when until when.
    pub period: String,
    /// Whether it holds today.
    pub holds: bool,
}

/// People of a page at most.
const PAGE: usize = 100;

/// A page of people by login name, after a login name; and where the next page begins.
///
/// # Errors
/// The reader lacks the right to read the office.
pub async fn people(
    app: &App,
    person: &PersonId,
    after: Option<&str>,
) -> Result<(Vec<PersonRow>, Option<String>), Failure> {
    let reader = permitted(app, person).await?;
    let after = after.map(PersonId::from);
    let from = after.map_or(Bound::Unbounded, Bound::Excluded);
    let mut known = reader.office.people.range((from, Bound::Unbounded));
    let rows: Vec<_> = known
        .by_ref()
        .take(PAGE)
        .map(|(_, p)| row(app, &reader, p))
        .collect();
    let next = rows
        .last()
        .filter(|_| known.next().is_some())
        .map(|row| row.id.clone());
    Ok((rows, next))
}

/// One person.
///
/// # Errors
/// There is no such person, or the reader lacks the right to read the office.
pub async fn person(app: &App, reader: &PersonId, id: &str) -> Result<PersonPage, Failure> {
    let reader = permitted(app, reader).await?;
    let person = reader
        .office
        .person(&PersonId::from(id))
        .ok_or(Failure::NotFound)?;
    let mut posts: Vec<_> = person.posts.iter().collect();
    posts.sort_by_key(|post| std::cmp::Reverse(post.from));
    let post = |post: &casework::office::Post| PostRow {
        unit: post.unit.to_string(),
        unit_zh: reader.office.unit_name(&post.unit).to_owned(),
        role_zh: app
            .rules()
            .role(&post.role)
            .map_or(&*post.role, |role| &role.name)
            .to_owned(),
        period: period(post.from, post.until),
        holds: post.holds_on(reader.on()) && !person.suspended,
    };
    Ok(PersonPage {
        person: row(app, &reader, person),
        posts: posts.into_iter().map(post).collect(),
    })
}

pub(super) fn row(app: &App, reader: &Reader, person: &Person) -> PersonRow {
    let of_person = Reader {
        person: person.id.clone(),
        ..reader.clone()
    };
    PersonRow {
        id: person.id.to_string(),
        name: person.name.clone(),
        posts: crate::queries::todo::posts(app, &of_person),
        suspended: person.suspended,
    }
}
