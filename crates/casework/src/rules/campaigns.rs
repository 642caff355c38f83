//! Campaigns (专项行动), `campaigns.toml`: what is proposed, how it is graded, who takes it.

use super::{Listed, Rules};
use crate::office::{Level, Office, UnitKind};
use crate::{PersonId, campaign::Traits};
use jiff::civil::Date;
use serde::Deserialize;

/// The whole file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Campaigns {
    /// Kinds.
    #[serde(rename = "campaign")]
    pub kinds: Vec<CampaignKind>,
    /// Grades of repeat reports (分级), the first that fits counts.
    #[serde(rename = "grade")]
    pub grades: Vec<Grade>,
    /// As what a leader takes an item, the first that fits counts.
    #[serde(rename = "capacity")]
    pub capacities: Vec<Capacity>,
    /// Duties of up to five people to solve an item (五包一).
    #[serde(rename = "duty")]
    pub duties: Vec<Listed>,
    /// Actions (动作).
    #[serde(rename = "action")]
    pub actions: Vec<Action>,
}

/// A kind of campaign with its criteria.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CampaignKind {
    /// Permanent id, e.g. `repeats`.
    pub id: String,
    /// What an office calls it.
    pub name: String,
    /// Where it comes from.
    pub basis: String,
    /// Mechanisms it serves.
    #[serde(default)]
    pub mechanisms: Vec<String>,
    /// Proposed from so many arrivals on.
    pub filings: u32,
    /// Whether what came over a level is proposed however seldom it came.
    pub over_level: bool,
    /// Three-many: calendar years.
    pub years: u32,
    /// Three-many: levels.
    pub levels: u32,
    /// Three-many: bodies.
    pub bodies: u32,
    /// Topic areas; any where none is named.
    #[serde(default)]
    pub domains: Vec<String>,
}

/// A grade of repeat reports and the management it demands (S1-41).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grade {
    /// Permanent id.
    pub id: String,
    /// What an office calls it.
    pub name: String,
    /// From so many arrivals on.
    pub filings: u32,
    /// Whether every three-many item is of it.
    #[serde(default)]
    pub three_many: bool,
    /// Within how many days of the contract an item is cleared.
    pub days: u32,
    /// The capacities in which a leader may take it.
    pub taken_by: Vec<String>,
    /// Where it comes from.
    pub basis: String,
    /// Mechanisms it serves.
    #[serde(default)]
    pub mechanisms: Vec<String>,
}

/// As what a leader takes an item (包案身份).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Capacity {
    /// Permanent id.
    pub id: String,
    /// What an office calls it.
    pub name: String,
    /// Roles it may stand on.
    pub roles: Vec<String>,
    /// Levels of the unit; any where none is named.
    #[serde(default)]
    pub levels: Vec<Level>,
    /// Kinds of the unit; any where none is named.
    #[serde(default)]
    pub kinds: Vec<UnitKind>,
    /// Where it comes from.
    pub basis: String,
    /// Mechanisms it serves.
    #[serde(default)]
    pub mechanisms: Vec<String>,
}

/// An action of a campaign (动作).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// Permanent id.
    pub id: String,
    /// What an office calls it.
    pub name: String,
    /// Whether every unit has to (规定动作).
    pub required: bool,
    /// Where it comes from.
    pub basis: String,
    /// Mechanisms it serves.
    #[serde(default)]
    pub mechanisms: Vec<String>,
}

impl CampaignKind {
    /// Whether it came in more than one year, at more than one level, to more than one body (三多).
    pub fn is_three_many(&self, traits: &Traits) -> bool {
        traits.years >= self.years && traits.levels >= self.levels && traits.bodies >= self.bodies
    }

    /// Whether a matter of these traits is proposed.
    pub fn proposes(&self, traits: &Traits) -> bool {
        let wanted = |domain: &String| self.domains.contains(domain);
        let topic = self.domains.is_empty() || traits.domains.iter().any(wanted);
        let often = traits.filings >= self.filings;
        let over = self.over_level && traits.over_level > 0;
        topic && (often || over || self.is_three_many(traits))
    }
}

impl Campaigns {
    /// The kind of an id.
    pub fn kind(&self, id: &str) -> Option<&CampaignKind> {
        self.kinds.iter().find(|kind| kind.id == id)
    }

    /// The grade of an id.
    pub fn grade(&self, id: &str) -> Option<&Grade> {
        self.grades.iter().find(|grade| grade.id == id)
    }

    /// The action of an id.
    pub fn action(&self, id: &str) -> Option<&Action> {
        self.actions.iter().find(|action| action.id == id)
    }

    /// The grade of a matter.
    pub fn graded(&self, kind: &CampaignKind, traits: &Traits) -> Option<&Grade> {
        let fits = |grade: &&Grade| {
            traits.filings >= grade.filings || (grade.three_many && kind.is_three_many(traits))
        };
        self.grades.iter().find(fits)
    }
}

impl Rules {
    /// As what a person may take an item on a day.
    pub fn capacity_of(&self, office: &Office, person: &PersonId, on: Date) -> Option<&Capacity> {
        let posts: Vec<_> = office.posts_of(person, on).collect();
        self.campaigns.capacities.iter().find(|capacity| {
            posts.iter().any(|post| {
                let Some(unit) = office.unit(&post.unit) else {
                    return false;
                };
                capacity.roles.contains(&post.role)
                    && (capacity.levels.is_empty() || capacity.levels.contains(&unit.level))
                    && (capacity.kinds.is_empty() || capacity.kinds.contains(&unit.kind))
            })
        })
    }
}
