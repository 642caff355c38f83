//! Who may do what: deny by default; role × act × relation, from `catalogue/roles.toml`.
//!
//! Two questions are answered here and nowhere else: may this person know of the matter
//! ([`sees`]), and may this person perform the act ([`permit`]). A person who is recused, named as
//! the accused, or merely bears the accused's name, sees nothing at all (T4).

mod delegated;
mod of_matter;
mod sheets;

pub use sheets::{EXCHANGE, entered};

use crate::actor::Actor;
use crate::ids::{PersonId, UnitId};
use crate::matter::Matter;
use crate::office::{Office, Post};
use crate::rules::{Rules, Sight};
use jiff::civil::Date;
use serde::Deserialize;

/// How a person's unit stands to a matter. Several may hold at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// The unit itself holds it.
    Unit,
    /// Another unit of the same organ holds it.
    Organ,
    /// The unit's organ assigned it to the holder.
    Assigner,
    /// The unit's organ stands above the holder's in the tree.
    Above,
    /// The unit's organ held it before.
    Party,
    /// The unit's organ works along (协办) and still owes its opinion.
    Joint,
    /// The person is the team member in charge of the zone (班子成员督办).
    Zone,
    /// The unit is the liaison office that owes its review (联系室审核), or leads that office's organ.
    Liaison,
    /// The person handles it (承办人).
    Handler,
    /// Anyone who may see it.
    Sight,
    /// The unit is asked for its opinion in a study under way (S1-33).
    Asked,
    /// The person is named for it: of a panel, a team, a session.
    Member,
}

impl Relation {
    /// Every relation, in the order of the golden matrix.
    pub const ALL: &'static [Self] = &[
        Self::Unit,
        Self::Organ,
        Self::Assigner,
        Self::Above,
        Self::Party,
        Self::Joint,
        Self::Zone,
        Self::Liaison,
        Self::Handler,
        Self::Sight,
        Self::Asked,
        Self::Member,
    ];
}

/// Acts that are no step: reading pages that need a right of their own.
pub const READINGS: &[&str] = &[
    "read-trail",
    "read-office",
    "share-view",
    "read-gate",
    "export",
    "read-exports",
    "keep-layout",
    "match-national",
    EXCHANGE,
];

/// Whether an act exists, for checking the catalogue.
pub fn knows(act: &str) -> bool {
    crate::matter::steps::ACTS
        .iter()
        .any(|known| known.name == act)
        || crate::office::steps::ACTS
            .iter()
            .any(|known| known.name == act)
        || crate::procedure::noun::acts().any(|known| known.name == act)
        || READINGS.contains(&act)
}

/// What rights are asked about: a matter, or a procedure.
pub trait Seen {
    /// Whether a unit's people may know that it exists.
    fn is_in_sight(&self, unit: &UnitId) -> bool;

    /// Whether a person may not know of it, whatever their post (T4).
    fn is_recused(&self, person: &PersonId) -> bool;

    /// Whether it was confided to a person, though their unit may not know of it: what is sent to a leader
    /// in person (S1-24).
    fn is_confided(&self, _: &PersonId) -> bool {
        false
    }

    /// How a person in a post stands to it.
    fn relations(&self, office: &Office, post: &Post, person: &PersonId) -> Vec<Relation>;
}

/// Whether a person may know that it exists.
pub fn sees(office: &Office, rules: &Rules, person: &PersonId, on: Date, seen: &dyn Seen) -> bool {
    if seen.is_recused(person) {
        return false;
    }
    let units = viewing_units(office, rules, person, on);
    let confided = !units.is_empty() && seen.is_confided(person);
    confided || units.iter().any(|unit| seen.is_in_sight(unit))
}

/// Which text of a matter a reader gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Text {
    /// What was received, word by word.
    Original,
    /// What the router wrote for the receiver (转办摘要): without identity, style, file names and times.
    Copy,
}

/// Which text of a matter a person gets (T5): the original only the organ that received it, the organs
/// above it, and those to which a router granted it with a reason. Dossier, API, print and lists ask
/// here and nowhere else.
pub fn text_for(
    office: &Office,
    rules: &Rules,
    person: &PersonId,
    on: Date,
    matter: &Matter,
) -> Text {
    let units = viewing_units(office, rules, person, on);
    let seeing = units.iter().filter(|unit| matter.sight.contains(unit));
    let mut organs = seeing.filter_map(|unit| office.organ_of(unit));
    if organs.any(|organ| matter.original_with(office, organ)) {
        Text::Original
    } else {
        Text::Copy
    }
}

/// Whether an organ has the original by its place: it received it, or stands above who did.
pub fn holds_original(office: &Office, organ: &UnitId, receiver: &UnitId) -> bool {
    organ == receiver || office.is_above(organ, receiver)
}

/// The units through whose eyes a person reads lists: the organ or the unit of each current post.
pub fn viewing_units(office: &Office, rules: &Rules, person: &PersonId, on: Date) -> Vec<UnitId> {
    let mut units = Vec::new();
    for post in office.posts_of(person, on) {
        let unit = match rules.role(&post.role).map(|role| role.sees) {
            Some(Sight::Organ) => office.organ_of(&post.unit),
            Some(Sight::Unit) => Some(&post.unit),
            Some(Sight::Nothing) | None => None,
        };
        if let Some(unit) = unit.filter(|unit| !units.contains(*unit)) {
            units.push(unit.clone());
        }
    }
    units
}

/// The actor a person becomes for an act on a matter: by a current post of their own, else by a right
/// that was delegated to them (P-08).
///
/// `None` means denied; the shell answers as if the matter did not exist where [`sees`] is false. Nobody
/// acts on what they may not see, except an administrator, who never reads what they act on.
pub fn permit(
    office: &Office,
    rules: &Rules,
    person: &PersonId,
    act: &str,
    matter: Option<&Matter>,
    on: Date,
) -> Option<Actor> {
    let seen = matter.map(|matter| matter as &dyn Seen);
    own(office, rules, person, act, seen, on)
        .or_else(|| delegated::first(office, rules, person, act, matter?, on))
}

/// The actor a person becomes for an act in a certain principal's name, whatever rights are their own.
pub fn permit_for(
    office: &Office,
    rules: &Rules,
    (person, principal): (&PersonId, &PersonId),
    act: &str,
    matter: &Matter,
    on: Date,
) -> Option<Actor> {
    delegated::all(office, rules, person, act, matter, on)
        .find(|actor| actor.authority() == Some(principal))
}

/// Everybody in whose name a person may perform an act on a matter.
pub fn principals(
    office: &Office,
    rules: &Rules,
    person: &PersonId,
    act: &str,
    matter: &Matter,
    on: Date,
) -> Vec<PersonId> {
    let mut found: Vec<PersonId> = delegated::all(office, rules, person, act, matter, on)
        .filter_map(|actor| actor.authority().cloned())
        .collect();
    found.sort();
    found.dedup();
    found
}

/// The actor a person becomes by a post of their own: the first current post that grants the act.
pub fn own(
    office: &Office,
    rules: &Rules,
    person: &PersonId,
    act: &str,
    seen: Option<&dyn Seen>,
    on: Date,
) -> Option<Actor> {
    if seen.is_some_and(|seen| seen.is_recused(person)) {
        return None;
    }
    let in_sight = seen.is_none_or(|seen| sees(office, rules, person, on, seen));
    let granted = |post: &&Post| match seen {
        Some(seen) => {
            let relations = seen.relations(office, post, person);
            (in_sight || administers(rules, &post.role))
                && grants(rules, &post.role, act, &relations)
        }
        None => grants_anywhere(rules, &post.role, act),
    };
    office
        .posts_of(person, on)
        .find(granted)
        .map(|post| acting(person, post))
}

/// Whether a role acts on matters without ever reading one: an administrator's.
fn administers(rules: &Rules, role: &str) -> bool {
    rules
        .role(role)
        .is_some_and(|role| role.sees == Sight::Nothing)
}

/// The actor a person is in one post.
pub fn acting(person: &PersonId, post: &Post) -> Actor {
    Actor::Person {
        person: person.clone(),
        unit: post.unit.clone(),
        role: post.role.clone(),
        behalf: None,
        acting: post.acting,
        sheet: None,
    }
}

/// Whether a role may perform an act in any of the relations.
pub fn grants(rules: &Rules, role: &str, act: &str, relations: &[Relation]) -> bool {
    let Some(role) = rules.role(role) else {
        return false;
    };
    let names = role
        .may
        .iter()
        .filter(|grant| grant.acts.iter().any(|known| known == act));
    names.into_iter().any(|grant| {
        grant
            .relations
            .iter()
            .any(|known| relations.contains(known))
    })
}

/// Whether a role may perform an act at all, whatever the relation.
pub fn grants_anywhere(rules: &Rules, role: &str, act: &str) -> bool {
    let Some(role) = rules.role(role) else {
        return false;
    };
    // A grant in relations to a matter says nothing where there is none: deny by default (T24).
    role.may
        .iter()
        .filter(|grant| grant.relations.is_empty())
        .any(|grant| grant.acts.iter().any(|known| known == act))
}

#[cfg(test)]
mod tests;
